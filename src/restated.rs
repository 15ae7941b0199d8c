//! What a restated snapshot changes of what was published: figures of the data files, and the sentences of issues that
//! state them. In: an earlier output's data files and claims, the facts and texts of now. Out: warnings, one a row, a
//! sentence, or a block. Nothing is computed here: two published tables are compared.

use crate::analysis::Facts;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes};
use crate::editorial::{Block, BlockKind, Claim, Editorial, Issue};
use crate::exports;
use crate::inputs::Inputs;
use crate::model::Period;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An earlier output's files by path: `data/<period>/<board>.json`, `issues/<slug>/claims.json`.
pub type Published = BTreeMap<String, Vec<u8>>;

/// The figures of a row that readers see, by their keys in the data files.
const FIGURES: [&str; 8] =
    ["rank", "value", "growth", "share", "delta", "status", "previous_rank", "peak_rank"];

/// One figure, then and now; `null` where it is not known.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    figure: String,
    then: Value,
    now: Value,
}

/// A row by model, effort and variant; the empty one is the board itself.
type RowId = (String, String, String);
type Changes = BTreeMap<(usize, Period), BTreeMap<RowId, Vec<Change>>>;

/// What is compared with the earlier output.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// The files.
    pub inputs: &'a Inputs,
    /// The configuration.
    pub config: &'a Config,
    /// The fact table.
    pub facts: &'a Facts,
    /// The texts.
    pub editorial: &'a Editorial,
}

/// Everything published that a build of now would change in its figures.
pub fn compare(published: &Published, now: Now<'_>, notes: &mut Notes) {
    let changes = changes(published, now);
    for ((board, period), rows) in &changes {
        for (row, list) in rows {
            notes.push(figure_note(now, *board, *period, row, list));
        }
    }
    for issue in &now.editorial.issues {
        sentences(issue, published, &changes, now, notes);
    }
}

fn changes(published: &Published, now: Now<'_>) -> Changes {
    let mut changes = Changes::new();
    for (board, history) in now.facts.boards.iter().enumerate() {
        for facts in &history.periods {
            let path = format!("data/{}/{}.json", facts.period, now.config.boards[board].id);
            let Some(then) = published.get(&path).and_then(|bytes| serde_json::from_slice(bytes).ok()) else {
                continue;
            };
            let table = exports::table_json(now.facts, now.config, board, facts);
            let Ok(table) = serde_json::from_slice(&table) else { continue };
            let rows = table_changes(&then, &table);
            if !rows.is_empty() {
                changes.insert((board, facts.period), rows);
            }
        }
    }
    changes
}

fn table_changes(then: &Value, now: &Value) -> BTreeMap<RowId, Vec<Change>> {
    let (old, new) = (rows(then), rows(now));
    let ids: BTreeSet<&RowId> = old.keys().chain(new.keys()).collect();
    let mut changes = BTreeMap::new();
    let whole = differences(&["total", "other", "growth"], Some(then), Some(now));
    if !whole.is_empty() {
        changes.insert(RowId::default(), whole);
    }
    for id in ids {
        let list = differences(&FIGURES, old.get(id).copied(), new.get(id).copied());
        if !list.is_empty() {
            changes.insert(id.clone(), list);
        }
    }
    changes
}

fn rows(table: &Value) -> BTreeMap<RowId, &Value> {
    let entries = table["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
    entries.iter().map(|row| ((text(row, "model"), text(row, "effort"), text(row, "variant")), row)).collect()
}

fn differences(figures: &[&str], then: Option<&Value>, now: Option<&Value>) -> Vec<Change> {
    let at = |table: Option<&Value>, key: &str| table.map_or(Value::Null, |t| t[key].clone());
    let change = |key: &&str| {
        let (then, now) = (at(then, key), at(now, key));
        let figure = key.replace('_', " ");
        // What differs in digits that nobody is shown has not changed for a reader.
        let differs = then != now && shown(&figure, &then) != shown(&figure, &now);
        differs.then_some(Change { figure, then, now })
    };
    figures.iter().filter_map(change).collect()
}

/// A figure as a reader would write it.
fn shown(figure: &str, value: &Value) -> String {
    match value {
        Value::Null => "unknown".to_string(),
        Value::Number(n) if matches!(figure, "growth" | "share") => {
            n.as_f64().map_or_else(|| n.to_string(), |ratio| format!("{:.2}%", ratio * 100.0))
        }
        Value::Number(n) if figure.ends_with("rank") => format!("#{n}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn listed(changes: &[Change]) -> String {
    let one =
        |c: &Change| format!("{} {} → {}", c.figure, shown(&c.figure, &c.then), shown(&c.figure, &c.now));
    changes.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn row_name(now: Now<'_>, board: usize, row: &RowId) -> String {
    let (model, effort, variant) = row;
    if model.is_empty() {
        return now.config.boards[board].title.clone();
    }
    let name = now.facts.model(model).map_or(model.as_str(), |m| now.facts.models[m].name.as_str());
    let marks: Vec<&str> =
        [effort, variant].into_iter().map(String::as_str).filter(|m| !m.is_empty()).collect();
    if marks.is_empty() { name.to_string() } else { format!("{name} ({})", marks.join(", ")) }
}

fn figure_note(now: Now<'_>, board: usize, period: Period, row: &RowId, list: &[Change]) -> Diagnostic {
    let id = &now.config.boards[board].id;
    let message = format!("{} in {period}: {}", row_name(now, board, row), listed(list));
    let stem = format!("data/snapshots/{period}/{id}");
    let file =
        ["yaml", "json", "csv"].iter().map(|e| format!("{stem}.{e}")).find(|f| now.inputs.get(f).is_some());
    let note = Diagnostic::warning("restated-figure", message);
    match file {
        Some(file) => note.in_file(&file),
        None => note,
    }
}

/// The figures of a data file that a reference or claim of a quantity states.
fn figures_of(quantity: &str) -> &'static [&'static str] {
    match quantity {
        "rank" => &["rank"],
        "value" | "score" => &["value"],
        "growth" => &["growth"],
        "share" | "share_change" => &["share"],
        "move" | "status" => &["rank", "delta", "status"],
        "total" => &["total"],
        _ => &FIGURES,
    }
}

fn sentences(issue: &Issue, published: &Published, changes: &Changes, now: Now<'_>, notes: &mut Notes) {
    let mut told = BTreeSet::new();
    for claim in &issue.claims {
        let list = of_claim(claim, changes, now);
        if !list.is_empty() {
            told.insert((claim.place.line, claim.place.column));
            let message =
                format!("this figure was published: {}; it now reads `{}`", listed(&list), claim.shown);
            let help = "the reference follows by itself; add an entry to `corrections:`";
            notes.push(
                Diagnostic::warning("restated-sentence", message).at_place(claim.place.clone()).help(help),
            );
        }
    }
    typed(issue, published, changes, now, (&mut told, notes));
    for block in issue.body.blocks() {
        if let Some(word) = changed_block(block, changes) {
            let title = &now.config.boards[block.board].title;
            let message = format!("published with other figures: {word} of {title} in {}", block.period);
            notes.push(Diagnostic::warning("restated-sentence", message).in_file(&issue.file));
        }
    }
}

fn of_claim(claim: &Claim, changes: &Changes, now: Now<'_>) -> Vec<Change> {
    let (Some(board), Some(period)) = (claim.board, claim.period) else { return Vec::new() };
    let model = claim.model.map(|m| now.facts.models[m].id.as_str()).unwrap_or_default();
    stated(changes, (board, period), model, claim.quantity)
}

/// The changes of a quantity of a model's rows.
fn stated(changes: &Changes, at: (usize, Period), model: &str, quantity: &str) -> Vec<Change> {
    let figures = figures_of(quantity);
    let rows = changes.get(&at).into_iter().flatten().filter(|(row, _)| row.0 == model);
    rows.flat_map(|(_, list)| list).filter(|c| figures.contains(&c.figure.as_str())).cloned().collect()
}

type Told<'n> = (&'n mut BTreeSet<(usize, usize)>, &'n mut Notes);

/// Figures that the editor typed, as the earlier output's claims have them.
fn typed(issue: &Issue, published: &Published, changes: &Changes, now: Now<'_>, (told, notes): Told<'_>) {
    let path = format!("issues/{}/claims.json", issue.matter.slug);
    let claims: Option<Value> = published.get(&path).and_then(|bytes| serde_json::from_slice(bytes).ok());
    let list = claims.as_ref().and_then(|c| c.as_array().or_else(|| c["claims"].as_array()));
    for claim in list.into_iter().flatten() {
        let text = |key: &str| claim[key].as_str().unwrap_or_default();
        let number =
            |key: &str| claim[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        let board = now.config.board(text("board"));
        let period = Period::parse(text("period"), now.config.cadence);
        let (Some(board), Some(period)) = (board, period) else { continue };
        let list = stated(changes, (board, period), text("model"), text("quantity"));
        if list.is_empty() || !told.insert((number("line"), number("column"))) {
            continue;
        }
        let message =
            format!("published: “{}”; the figures behind it: {}", text("sentence").trim(), listed(&list));
        let help = "mend the sentence and add an entry to `corrections:`";
        notes.push(Diagnostic::warning("restated-sentence", message).in_file(&issue.file).help(help));
    }
}

fn changed_block(block: &Block, changes: &Changes) -> Option<&'static str> {
    changes.contains_key(&(block.board, block.period)).then_some(match block.kind {
        BlockKind::Movers => "the movers",
        BlockKind::Table(_) => "the table",
        BlockKind::Volumes => "the volumes",
        BlockKind::Gap => "the gap",
        BlockKind::Findings(_) => "the findings",
        _ => "a chart",
    })
}
