//! The scaffold of an issue: the period's findings as sentences made of references, the tables, and what still needs
//! a human as comments. In: the fact table. Out: Markdown that builds. Every reference in it has its fact.

mod sentence;

use crate::analysis::{Facts, Finding, PeriodFacts, newsworthy};
use crate::config::Config;
use crate::model::{MetricKind, Period, day_label};
use crate::words;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many findings a scaffold offers.
const FINDINGS: usize = 10;
/// How many titles it offers.
const TITLES: usize = 3;

/// What a scaffold is made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The fact table.
    pub facts: &'a Facts,
    /// The configuration.
    pub config: &'a Config,
    /// The issue's period.
    pub period: Period,
    /// The day it is written.
    pub today: Date,
}

/// The scaffold.
pub fn issue(material: Material<'_>) -> String {
    let Material { config, period, today, .. } = material;
    let boards = boards(material);
    let findings = findings(&boards);
    let mut out = String::from("---\n");
    let titles: Vec<String> = findings
        .iter()
        .take(TITLES)
        .map(|(board, _, f)| title(&f.sentence, &config.boards[*board].title))
        .collect();
    for other in titles.iter().skip(1) {
        let _ = writeln!(out, "# or: {other}");
    }
    let first = titles.first().cloned().unwrap_or_else(|| period.label());
    let _ = writeln!(out, "title: {}", quoted(&first));
    let _ = writeln!(out, "period: {period}");
    let _ = writeln!(out, "date: {today}");
    let summary = findings.first().and_then(|(board, facts, f)| sentence::of(material, *board, facts, f));
    let _ = writeln!(out, "summary: {}", quoted(&summary.unwrap_or_else(|| format!("{}.", period.label()))));
    out.push_str("tags: []\ndraft: true   # take this line out to publish\n---\n\n");
    checklist(material, &boards, &mut out);
    lead(material, &findings, &mut out);
    for (board, facts) in &boards {
        section(material, *board, facts, &mut out);
    }
    gap(material, &mut out);
    out
}

type BoardNow<'a> = (usize, &'a PeriodFacts);

/// The boards that know the period, the one that references mean first.
fn boards(material: Material<'_>) -> Vec<BoardNow<'_>> {
    let Material { facts, config, period, .. } = material;
    let mut boards: Vec<BoardNow<'_>> =
        facts.boards.iter().enumerate().filter_map(|(b, history)| Some((b, history.at(period)?))).collect();
    boards.sort_by_key(|(b, _)| (config.default_board() != Some(*b), *b));
    boards
}

/// The most newsworthy findings of all boards; a row is told of once.
fn findings<'a>(boards: &[BoardNow<'a>]) -> Vec<(usize, &'a PeriodFacts, &'a Finding)> {
    let mut all: Vec<_> = boards
        .iter()
        .flat_map(|(b, facts)| newsworthy(facts).into_iter().map(move |f| (*b, *facts, f)))
        .collect();
    all.sort_by(|a, b| b.2.score.total_cmp(&a.2.score).then(a.0.cmp(&b.0)));
    let mut told = BTreeSet::new();
    all.retain(|(board, _, f)| f.keys.first().is_none_or(|key| told.insert((*board, key))));
    all.truncate(FINDINGS);
    all
}

/// A finding's sentence as a headline: without its full stop and without the board, which the text names.
fn title(sentence: &str, board: &str) -> String {
    let first = sentence.split("; ").next().unwrap_or(sentence);
    first.trim_end_matches('.').replace(&format!(" on {board}"), "").replace(&format!(" of {board}"), "")
}

/// A text as a YAML scalar that cannot be misread: in double quotes, or in single ones where it has double ones.
fn quoted(text: &str) -> String {
    if text.contains('"') {
        return format!("'{}'", text.replace('\'', "''"));
    }
    format!("\"{}\"", text.replace('\\', "\\\\"))
}

/// What no program can do, and what a reader of the figures must know.
fn checklist(material: Material<'_>, boards: &[BoardNow<'_>], out: &mut String) {
    let Material { facts, config, period, .. } = material;
    let mut todo = |text: &str| {
        let _ = writeln!(out, "<!-- [ ] {} -->", text.replace("--", "- -").replace('>', "›"));
    };
    todo("Title: choose one of those above, or write your own.");
    todo("Summary: one sentence for cards, feeds and the inbox.");
    todo("Lead: keep the findings that matter, say what they mean, take the others out.");
    todo("Why: a figure says what happened, not why. Link a source for every reason that you give.");
    for (board, now) in boards {
        let title = &config.boards[*board].title;
        if now.previous.is_none() {
            todo(&format!(
                "{title} has no snapshot just before {period}: nothing is compared, so claim no movement."
            ));
        }
        if !now.complete {
            todo(&format!("{title} is marked incomplete in {period}: say so."));
        }
        if let Some(as_of) = now.as_of {
            todo(&format!(
                "{title} was taken on {}: still the newest?",
                day_label(jiff::tz::Offset::UTC.to_datetime(as_of).date())
            ));
        }
        let strangers =
            now.visible(config.boards[*board].top).filter(|e| e.key.model >= facts.registered).count();
        if strangers > 0 {
            todo(&format!(
                "{title}: {strangers} of the visible rows {} not in data/models.yaml yet.",
                words::either(strangers, "is", "are")
            ));
        }
    }
    if boards.is_empty() {
        todo(&format!(
            "No board has a snapshot for {period} yet: run `standings fetch`, or add files under data/snapshots/{period}/."
        ));
    }
    todo("Run `standings check`, read the page, then take `draft: true` out.");
    out.push('\n');
}

fn lead(material: Material<'_>, findings: &[(usize, &PeriodFacts, &Finding)], out: &mut String) {
    let mut told = BTreeSet::new();
    for (board, facts, finding) in findings {
        let sentence = sentence::of(material, *board, facts, finding);
        if let Some(sentence) = sentence.filter(|s| told.insert(s.clone())) {
            let _ = writeln!(out, "{sentence}\n");
        }
    }
}

/// The tables and the figure of a board.
fn section(material: Material<'_>, board: usize, facts: &PeriodFacts, out: &mut String) {
    let config = material.config;
    let record = &config.boards[board];
    let at = if config.default_board() == Some(board) {
        String::new()
    } else {
        format!("board=\"{}\"", record.id)
    };
    let after = if at.is_empty() { String::new() } else { format!(", {at}") };
    let _ = writeln!(out, "## {}\n", record.title);
    let _ = writeln!(out, "{{{{ movers({at}) }}}}\n");
    // `volumes` holds the table.
    if record.metric.kind == MetricKind::Volume && facts.total.is_some() {
        let _ = writeln!(out, "{{{{ volumes({at}) }}}}\n");
    } else {
        let _ = writeln!(out, "{{{{ table(top={}{after}) }}}}\n", record.top.min(20));
    }
    let _ = writeln!(out, "{{{{ chart(\"bump\", periods=12{after}) }}}}\n");
}

fn gap(material: Material<'_>, out: &mut String) {
    if material.facts.gap.iter().any(|g| g.period == material.period) {
        out.push_str("## The gap\n\n{{ gap() }}\n");
    }
}
