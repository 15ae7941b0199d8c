//! Aliases that the data suggest, with the evidence, for `check --suggest`. They are never applied.
//! Two kinds of evidence: in one publication of a score board one name is gone and one is new, with a score within 1
//! and votes within 0.5 %; or a name is a known one by the fold, plus a date.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source};
use crate::identity::{Boards, KnownRow, KnownSnapshot, ModelId, fold};
use crate::inputs::Inputs;
use crate::model::{Amount, MetricKind, Model};
use crate::registry::FILE;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Adds a warning for every suggestion.
pub fn aliases(boards: &Boards, inputs: &Inputs, config: &Config, notes: &mut Notes) {
    let mut told: BTreeSet<(usize, ModelId)> = BTreeSet::new();
    for (board, snapshots) in boards.boards.iter().enumerate() {
        for (index, now) in snapshots.iter().enumerate() {
            let before = index.checked_sub(1).map(|i| &snapshots[i]);
            for row in now.rows.iter().filter(|r| r.key.model >= boards.registered) {
                if !told.insert((board, row.key.model)) {
                    continue;
                }
                let renamed = before.and_then(|before| renamed(board, before, now, row, boards, config));
                let found = renamed.or_else(|| dated(row, &boards.models[..boards.registered]));
                if let Some((model, evidence)) = found {
                    let file = &now.snapshot.file;
                    let text = inputs.text(file, &mut Notes::default()).unwrap_or_default();
                    let note = suggestion(board, now, row, &boards.models[model], &evidence, config);
                    notes.push(note.at(Source { file, text }, row.row.span));
                }
            }
        }
    }
}

fn suggestion(
    board: usize,
    now: &KnownSnapshot,
    row: &KnownRow,
    model: &Model,
    evidence: &str,
    config: &Config,
) -> Diagnostic {
    let name = crate::document::clip(&row.row.name);
    let message = format!("`{name}` may be `{}`: {evidence}", model.id);
    let date = now.snapshot.date();
    let board = &config.boards[board].id;
    let help = format!(
        "if it is, add under `{}` in {FILE}: aliases: {{{board}: [{{name: \"{name}\", from: {date}}}]}}",
        model.id
    );
    Diagnostic::warning("identity-suggestion", message).help(help)
}

/// The only row that is gone in this publication and agrees with the new one in score and votes.
fn renamed(
    board: usize,
    before: &KnownSnapshot,
    now: &KnownSnapshot,
    new: &KnownRow,
    boards: &Boards,
    config: &Config,
) -> Option<(ModelId, String)> {
    if config.boards[board].metric.kind != MetricKind::Score {
        return None;
    }
    let present: BTreeSet<&str> = now.rows.iter().map(|r| &*r.row.name).collect();
    let gone = before.rows.iter().filter(|r| !present.contains(&*r.row.name));
    let mut alike = gone.filter(|old| close(old, new));
    let (Some(old), None) = (alike.next(), alike.next()) else { return None };
    let twin = now.rows.iter().filter(|r| r.key.model >= boards.registered && close(old, r)).count() > 1;
    if twin || old.key.model >= boards.registered {
        return None;
    }
    let evidence = format!(
        "`{}` is gone in {}, score {} against {}, votes {} against {}",
        old.row.name,
        now.snapshot.period,
        shown(old.row.value),
        shown(new.row.value),
        old.row.votes.unwrap_or_default(),
        new.row.votes.unwrap_or_default()
    );
    Some((old.key.model, evidence))
}

fn shown(value: Option<Amount>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// Score within 1, votes within 0.5 %.
fn close(a: &KnownRow, b: &KnownRow) -> bool {
    let score = a.row.value.zip(b.row.value).is_some_and(|(a, b)| a.minus(b).abs() <= Decimal::ONE);
    let votes =
        a.row.votes.zip(b.row.votes).is_some_and(|(a, b)| a.abs_diff(b).saturating_mul(200) <= a.max(1));
    score && votes
}

/// A known id or name, by the fold, with the source's vendor before it or a date behind it.
fn dated(row: &KnownRow, registry: &[Model]) -> Option<(ModelId, String)> {
    let known: BTreeMap<String, ModelId> =
        registry.iter().enumerate().flat_map(|(i, m)| [(fold(&m.id), i), (fold(&m.name), i)]).collect();
    let bare = row.row.name.rsplit('/').next().unwrap_or(&row.row.name);
    let folded = fold(bare);
    let (stem, date) = folded.rsplit_once('-')?;
    let is_date = matches!(date.len(), 4 | 8) && date.bytes().all(|b| b.is_ascii_digit());
    if let Some(model) = known.get(stem).filter(|_| is_date) {
        return Some((*model, format!("its id by the fold, plus the date {date}")));
    }
    let model = known.get(&folded).filter(|_| *bare != *row.row.name)?;
    Some((*model, "its id by the fold, after a vendor's name".to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config, identity, registry, snapshots};

    fn suggestions(before: &str, now: &str) -> Vec<String> {
        let mut notes = Notes::default();
        let site = "title: T\nbase_url: https://example.com\nboards: [{id: votes, title: V, metric: {kind: score}}]\n";
        let config = config::parse(site, &mut notes).unwrap();
        let file = |period: &str, rows: &str| {
            (
                format!("data/snapshots/{period}/votes.yaml"),
                format!("board: votes\nperiod: {period}\nentries: {rows}\n"),
            )
        };
        let mut inputs = Inputs::from_files([file("2026-W10", before), file("2026-W11", now)]);
        inputs.insert(registry::FILE, "models: [{id: nova-2, name: Nova 2}]");
        let parsed = snapshots::parse(&inputs, &config, &mut notes);
        let registry = registry::parse(&inputs, &config, &mut notes);
        let boards = identity::resolve(parsed, &registry, &inputs, &config, &mut Notes::default());
        let mut notes = Notes::default();
        aliases(&boards, &inputs, &config, &mut notes);
        notes.into_sorted().into_iter().map(|d| d.message).collect()
    }

    #[test]
    fn a_rename_is_suggested_with_its_evidence() {
        let before = "[{name: nova-2, value: 1504, votes: 72425}]";
        let now = "[{name: nova-2-high, value: 1504, votes: 72466}]";
        assert_eq!(
            suggestions(before, now),
            [
                "`nova-2-high` may be `nova-2`: `nova-2` is gone in 2026-W11, score 1504 against 1504, votes 72425 against 72466"
            ]
        );
    }

    #[test]
    fn a_date_behind_the_fold_is_suggested_and_a_stranger_is_not() {
        let before = "[{name: other, value: 9}]";
        assert_eq!(suggestions(before, "[{name: nova_2-20260701, value: 9}]").len(), 1);
        assert!(suggestions(before, "[{name: nova-3, value: 9}, {name: nova-2-chat, value: 8}]").is_empty());
    }
}
