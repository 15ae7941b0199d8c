//! The site for readers that are programs: `llms.txt`, and beside each issue its text as Markdown with every reference
//! expanded, tables and all.

use crate::config::OutputKind;
use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::pages::{self, FigureView, GapView, MoversView, NumberView, PartView, TableView};
use crate::site::Site;
use rayon::prelude::*;
use std::fmt::Write as _;

/// Writes the files.
pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    if !site.wants(OutputKind::Markdown) {
        return;
    }
    let site = &site.with_absolute_links();
    let issues: Vec<usize> = (0..site.editorial.issues.len()).collect();
    let written: Vec<(String, String)> = issues
        .into_par_iter()
        .map(|index| (format!("{}index.md", site.issue_path(index)), issue(site, index)))
        .collect();
    for (path, text) in written {
        outputs.add(&path, text, notes);
    }
    outputs.add("llms.txt", llms(site), notes);
}

/// The table of contents that language models look for (llmstxt.org).
fn llms(site: &Site<'_>) -> String {
    let config = site.config;
    let mut out = format!("# {}\n\n", one_line(&config.title));
    if !config.description.is_empty() {
        let _ = writeln!(out, "> {}\n", one_line(&config.description));
    }
    out.push_str("Every figure is computed from published snapshots; a value that is not known is left out, never 0.\n");
    if !site.editorial.issues.is_empty() {
        out.push_str("\n## Issues\n\n");
    }
    for (index, issue) in site.editorial.issues.iter().enumerate() {
        let url = site.absolute.to(&format!("{}index.md", site.issue_path(index)));
        let summary = issue.summary.as_ref().map(|s| format!(": {}", one_line(s))).unwrap_or_default();
        let _ = writeln!(out, "- [{}]({url}){summary}", label(&issue.title));
    }
    if site.boards().next().is_some() {
        out.push_str("\n## Boards\n\n");
    }
    for board in site.boards() {
        let record = &config.boards[board];
        let _ = write!(out, "- [{}]({})", label(&record.title), site.absolute.to(&site.board_path(board)));
        let latest = site.facts.boards[board].latest().map(|p| p.period);
        if let Some(period) = latest.filter(|_| site.wants(OutputKind::Data)) {
            let url = site.absolute.to(&format!("data/{period}/{}.json", record.id));
            let _ = write!(out, ": newest table as [JSON]({url})");
        }
        out.push('\n');
    }
    if !site.editorial.pages.is_empty() {
        out.push_str("\n## Pages\n\n");
    }
    for page in &site.editorial.pages {
        let url = site.absolute.to(&format!("{}/", page.matter.slug));
        let text = page.matter.description.as_ref().map(|d| format!(": {}", one_line(d))).unwrap_or_default();
        let _ = writeln!(out, "- [{}]({url}){text}", label(&page.matter.title));
    }
    if site.wants(OutputKind::Data) {
        let (index, schema) = (site.absolute.to("data/index.json"), site.absolute.to("data/schema.json"));
        let _ = writeln!(
            out,
            "\n## Data\n\n- [All files]({index})\n- [What the keys mean]({schema}): JSON Schema"
        );
    }
    out
}

fn issue(site: &Site<'_>, index: usize) -> String {
    let issue = &site.editorial.issues[index];
    let mut out = format!("# {}\n\n", escape(&one_line(&issue.title)));
    if let Some(summary) = &issue.summary {
        let _ = writeln!(out, "> {}\n", escape(&one_line(summary)));
    }
    let site_author = site.config.author.as_ref().map(|a| &a.name);
    let author = issue.matter.author.as_ref().or(site_author);
    let by = author.map(|name| format!(" · {}", escape(name))).unwrap_or_default();
    let url = site.absolute.to(&site.issue_path(index));
    let _ = writeln!(out, "{} · {}{by} · <{url}>", issue.matter.period.label(), issue.matter.date);
    for part in pages::markdown_parts(site, &issue.body) {
        let text = match &part {
            PartView::Html { html } => html.clone(),
            PartView::Movers { movers } => movers_text(movers),
            PartView::Table { table } => table_text(table),
            PartView::Volumes { volumes } => {
                format!("{}\n{}", numbers_text(&volumes.numbers), table_text(&volumes.table))
            }
            PartView::Gap { gap } => gap_text(gap),
            PartView::Findings { findings, .. } => {
                findings.iter().map(|f| format!("- {}\n", escape(&f.sentence))).collect()
            }
            PartView::Chart { figure } => figure_text(figure),
        };
        let _ = write!(out, "\n{}\n", text.trim_end());
    }
    if let Some(claims) = pages::claims(site, index) {
        let figures = claims
            .url
            .as_ref()
            .map_or_else(|| claims.figures.clone(), |url| format!("[{}]({url})", claims.figures));
        let date = claims.date.map(|d| format!(" on {d}")).unwrap_or_default();
        let _ = writeln!(out, "\n{figures} checked against the data{date}, {}.", claims.rest);
    }
    if !issue.matter.corrections.is_empty() {
        out.push_str("\n## Corrections\n\n");
    }
    for correction in &issue.matter.corrections {
        let _ = writeln!(out, "- {}: {}", correction.date, escape(&one_line(&correction.text)));
    }
    out
}

fn movers_text(movers: &MoversView) -> String {
    let mut out = format!("**Movers: {}, {}**\n", escape(&movers.board.title), movers.period.label);
    for group in &movers.groups {
        let _ = write!(out, "\n{}:\n\n", group.title);
        for mover in &group.movers {
            let growth = mover.growth.as_ref().map(|g| format!(" ({g})")).unwrap_or_default();
            let _ =
                writeln!(out, "- [{}]({}), {}{growth}", label(&mover.name), mover.url, escape(&mover.text));
        }
    }
    if movers.reported {
        out.push_str("\nSome of these movements are as reported by the source.\n");
    }
    if let Some(empty) = &movers.empty {
        let _ = writeln!(out, "\n{}", escape(empty));
    }
    out
}

fn numbers_text(numbers: &[NumberView]) -> String {
    let line = |n: &NumberView| {
        let note = n.note.as_ref().map(|note| format!(" ({})", escape(note))).unwrap_or_default();
        format!("- {}: {}{note}\n", escape(&n.label), escape(&n.value))
    };
    numbers.iter().map(line).collect()
}

fn table_text(table: &TableView) -> String {
    let c = &table.columns;
    let shown = [
        (true, "Rank"),
        (c.movement, "Move"),
        (true, "Name"),
        (c.value, table.board.metric.as_str()),
        (c.growth, "Growth"),
        (c.share, "Share"),
        (c.interval, "Interval"),
    ];
    let heads: Vec<&str> = shown.iter().filter(|(on, _)| *on).map(|(_, head)| *head).collect();
    let rows = table.rows.iter().map(|row| {
        let mark = row.mark.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
        let cells = [
            row.rank_text.clone(),
            format!("{}{}", row.move_text, if row.reported { " †" } else { "" }),
            format!("{}{mark}", row.name),
            format!("{}{}", if row.at_least { "≥ " } else { "" }, row.value_text),
            row.growth_text.clone(),
            row.share_text.clone(),
            row.interval_text.clone(),
        ];
        let on = shown.iter().map(|(on, _)| *on);
        on.zip(cells).filter(|(on, _)| *on).map(|(_, cell)| cell).collect::<Vec<String>>()
    });
    let mut out = format!("**{}**\n\n{}", escape(&table.caption), grid(&heads, rows));
    for note in &table.notes {
        let _ = writeln!(out, "\n{}", escape(note));
    }
    if let Some(credit) = &table.credit {
        let licence = credit.licence.as_ref().map(|l| format!(", {l}")).unwrap_or_default();
        let text = credit.citation.clone().unwrap_or_else(|| format!("Source: {}{licence}.", credit.name));
        let _ = writeln!(out, "\n{}", escape(&text));
    }
    out
}

fn gap_text(gap: &GapView) -> String {
    let mut out = numbers_text(&gap.numbers);
    for quadrant in &gap.quadrants {
        let _ = write!(out, "\n**{}**: {}\n\n", escape(&quadrant.title), escape(&quadrant.text));
        let heads = ["Name", gap.prestige.title.as_str(), gap.production.title.as_str(), "Gap"];
        let rows = quadrant
            .rows
            .iter()
            .map(|r| vec![r.name.clone(), r.prestige.clone(), r.production.clone(), r.gap.clone()]);
        out.push_str(&grid(&heads, rows));
    }
    for note in &gap.notes {
        let _ = writeln!(out, "\n{}", escape(note));
    }
    out
}

fn figure_text(figure: &FigureView) -> String {
    let heads: Vec<&str> = figure.table.columns.iter().map(String::as_str).collect();
    let table = grid(&heads, figure.table.rows.iter().cloned());
    format!("**{}**\n\n{}\n\n{table}", escape(&figure.title), escape(&figure.description))
}

fn grid(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(heads.iter().map(|h| escape(&one_line(h))).collect());
    out.push_str(&line(vec!["---".to_string(); heads.len()]));
    rows.for_each(|row| out.push_str(&line(row.iter().map(|c| escape(&one_line(c))).collect())));
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Text that Markdown does not read as marks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The text of a link.
fn label(text: &str) -> String {
    escape(&one_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_cells_stay_cells() {
        let rows = vec![vec!["a|b".to_string(), "<script>\n| x |".to_string()]];
        let text = grid(&["A", "B"], rows.into_iter());
        assert_eq!(text, "| A | B |\n| --- | --- |\n| a\\|b | \\<script\\> \\| x \\| |\n");
    }
}
