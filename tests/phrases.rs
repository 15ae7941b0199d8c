//! Banks of phrases as editors write them, filled from boards of several sites: the true paragraphs should be confirmed,
//! the false ones caught. `PHRASES_SHOW=alarms|missed|unconfirmed|unfilled|all` prints paragraphs, `PHRASES_BANK=name`
//! takes one bank alone, `STANDINGS_BIN=path` asks another program than the one just built.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

#[path = "phrases/bank.rs"]
mod bank;
#[path = "phrases/choose.rs"]
mod choose;
#[path = "phrases/facts.rs"]
mod facts;
#[path = "phrases/fill.rs"]
mod fill;
#[path = "phrases/said.rs"]
mod said;
#[path = "claims/sites.rs"]
mod sites;

use bank::Template;
use facts::Board;
use fill::Filling;
use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// A bank's name; of a hundred true paragraphs confirmed at least; alarms at most; of a hundred false ones caught at least.
const BARS: &[(&str, usize, usize, usize)] =
    &[("first", 100, 0, 92), ("r", 94, 0, 88), ("s", 91, 0, 87), ("t", 91, 0, 85), ("u", 81, 12, 67)];

/// How often a template is filled.
const FILLED: usize = 4;

/// A site in a period.
struct Site {
    name: &'static str,
    folder: PathBuf,
    period: &'static str,
    boards: Vec<Board>,
}

/// A paragraph of a template on a site's board.
struct Paragraph {
    site: usize,
    board: usize,
    line: usize,
    filling: Filling,
}

/// What was decided.
#[derive(Default)]
struct Tally {
    true_all: usize,
    confirmed: usize,
    alarms: usize,
    false_all: usize,
    caught: usize,
}

fn all_sites(own: &Path) -> Vec<Site> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [
        ("market", root.join("tests/claims/market"), "2026-W21"),
        ("films", root.join("tests/claims/films"), "2026-W15"),
        ("ports", root.join("tests/claims/ports"), "2026-05"),
        ("downloads", root.join("examples/downloads"), "2026-03-29"),
        ("own", own.to_path_buf(), "2026-W31"),
        ("golden market", root.join("tests/sites/market"), "2026-W21"),
    ]
    .into_iter()
    .map(|(name, folder, period)| {
        let boards = facts::boards(&folder, period);
        Site { name, folder, period, boards }
    })
    .collect()
}

/// The banks by name.
fn banks() -> Vec<(String, Vec<Template>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/phrases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let only = env::var("PHRASES_BANK").ok();
    let named = files.into_iter().map(|f| (f.file_stem().unwrap().to_string_lossy().into_owned(), f));
    named
        .filter(|(name, _)| only.as_ref().is_none_or(|only| only == name))
        .map(|(name, file)| {
            let templates = bank::parse(&file.display().to_string(), &fs::read_to_string(&file).unwrap());
            (name, templates)
        })
        .collect()
}

/// A template's paragraphs, each on another board while there are such.
fn paragraphs(template: &Template, sites: &[Site]) -> Vec<Paragraph> {
    let mut boards: Vec<(usize, usize)> = sites
        .iter()
        .enumerate()
        .flat_map(|(site, s)| (0..s.boards.len()).map(move |board| (site, board)))
        .collect();
    let turn = fill::hash(&template.text) % boards.len();
    boards.rotate_left(turn);
    let choices: Vec<_> =
        boards.iter().map(|(site, board)| choose::choices(template, &sites[*site].boards[*board])).collect();
    let mut found: Vec<Paragraph> = Vec::new();
    let mut filled = 0;
    for round in 0..FILLED {
        for ((site, board), choices) in boards.iter().zip(&choices) {
            let Some(fillings) = fill::fill(template, &sites[*site].boards[*board], choices, round) else {
                continue;
            };
            let again = found.iter().any(|p| p.site == *site && p.filling.text == fillings[0].text);
            if filled < FILLED && !again {
                filled += 1;
                let paragraph =
                    |filling| Paragraph { site: *site, board: *board, line: template.line, filling };
                found.extend(fillings.into_iter().map(paragraph));
            }
        }
    }
    found
}

/// What the program says of each paragraph, when those of a site stand in one issue, under their boards' names.
fn records_of(site: &Site, paragraphs: &[&Paragraph]) -> Vec<Vec<Value>> {
    let mut body = String::new();
    let mut lines = vec![0; paragraphs.len()];
    for (at, board) in site.boards.iter().enumerate() {
        body.push_str(&format!("\n## {}\n", board.config.title));
        for (place, paragraph) in paragraphs.iter().enumerate().filter(|(_, p)| p.board == at) {
            body.push_str(&format!("\n{}\n", paragraph.filling.text));
            lines[place] = 5 + body.lines().count();
        }
    }
    let records = sites::records_of(&site.folder, site.period, &body);
    let of_line = |line: &usize| {
        records.iter().filter(|r| r["line"].as_u64() == Some(*line as u64)).cloned().collect::<Vec<_>>()
    };
    lines.iter().map(of_line).collect()
}

/// Counts a bank's paragraphs, and prints those that are asked for.
fn measure(name: &str, templates: &[Template], sites: &[Site]) -> Tally {
    let show = env::var("PHRASES_SHOW").unwrap_or_default();
    let mut all: Vec<Paragraph> = Vec::new();
    let mut unfilled = 0;
    for template in templates {
        let found = paragraphs(template, sites);
        if found.is_empty() {
            unfilled += 1;
            if matches!(show.as_str(), "unfilled" | "all") {
                println!("unfilled: {name}:{}: {}", template.line, template.text);
            }
        }
        all.extend(found);
    }
    let mut tally = Tally::default();
    for (at, site) in sites.iter().enumerate() {
        let here: Vec<&Paragraph> = all.iter().filter(|p| p.site == at).collect();
        for (paragraph, records) in here.iter().zip(records_of(site, &here)) {
            let said = tally.add(paragraph, &records);
            if show == "all" || said.is_some_and(|said| show == said) {
                print(name, site, paragraph, &records);
            }
        }
    }
    println!("{name}: {} templates, {unfilled} unfilled", templates.len());
    tally
}

impl Tally {
    /// Counts a paragraph; says what is wrong with it.
    fn add(&mut self, paragraph: &Paragraph, records: &[Value]) -> Option<&'static str> {
        let has = |verdict: &str| records.iter().any(|r| r["verdict"] == verdict);
        if !paragraph.filling.is_true {
            self.false_all += 1;
            self.caught += usize::from(has("contradicted"));
            return (!has("contradicted")).then_some("missed");
        }
        let confirmed = has("confirmed") && !has("undecided") && !has("contradicted");
        self.true_all += 1;
        self.confirmed += usize::from(confirmed);
        self.alarms += usize::from(has("contradicted"));
        match () {
            () if has("contradicted") => Some("alarms"),
            () if !confirmed => Some("unconfirmed"),
            () => None,
        }
    }
}

fn print(name: &str, site: &Site, paragraph: &Paragraph, records: &[Value]) {
    let kind = if paragraph.filling.is_true { "true" } else { "false" };
    let board = &site.boards[paragraph.board].config.id;
    println!("{name}:{} {} {} {board}, {kind}", paragraph.line, site.name, site.period);
    println!("  {}", paragraph.filling.text);
    for record in records {
        let told = |key: &str| record[key].as_str().unwrap_or_default().to_string();
        println!("    {}: {} ({})", told("verdict"), told("text"), told("reason"));
    }
}

#[test]
fn phrases_of_editors() {
    let own = sites::own_site();
    let sites = all_sites(own.path());
    let mut low: Vec<String> = Vec::new();
    for (name, templates) in banks() {
        let tally = measure(&name, &templates, &sites);
        let percent = |part: usize, all: usize| (part * 1000 / all.max(1)) as f64 / 10.0;
        let line = format!(
            "{name}: {} of {} true confirmed ({}%), {} alarms ({}%); {} of {} false caught ({}%)",
            tally.confirmed,
            tally.true_all,
            percent(tally.confirmed, tally.true_all),
            tally.alarms,
            percent(tally.alarms, tally.true_all),
            tally.caught,
            tally.false_all,
            percent(tally.caught, tally.false_all),
        );
        println!("{line}");
        let bar = BARS.iter().find(|(bank, ..)| *bank == name);
        let (_, confirmed, alarms, caught) = bar.unwrap_or_else(|| panic!("no bars for bank {name}"));
        let fine = tally.confirmed * 100 >= tally.true_all * confirmed
            && tally.alarms <= *alarms
            && tally.caught * 100 >= tally.false_all * caught;
        if !fine {
            low.push(line);
        }
    }
    assert!(low.is_empty(), "below the bars: {low:#?}");
}
