//! A board's table of a period as CSV.
//! In: the fact table, a board, a period. Out: UTF-8 of RFC 4180 in which no cell is one that a spreadsheet would run.

use crate::analysis::{Entry, Facts, PeriodFacts};
use crate::config::Config;
use crate::pages;
use std::borrow::Cow;

/// The columns of the CSV, in order.
const COLUMNS: [&str; 25] = [
    "rank",
    "model",
    "name",
    "org",
    "effort",
    "variant",
    "value",
    "low",
    "high",
    "votes",
    "share",
    "growth",
    "previous_rank",
    "delta",
    "status",
    "peak_rank",
    "periods_on_board",
    "source_name",
    "board",
    "period",
    "as_of",
    "source",
    "source_url",
    "licence",
    "citation",
];

/// A board's table in a period as CSV. UTF-8 without a byte-order mark, which programs would take for a part of the
/// first heading; every row names its source, so that rows of several files can stand in one sheet.
pub fn table_csv(all: &Facts, config: &Config, board: usize, facts: &PeriodFacts) -> Vec<u8> {
    let origin = origin(config, board, facts);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(COLUMNS).and_then(|()| {
        facts.entries.iter().try_for_each(|e| {
            writer.write_record(record(all, e).iter().chain(&origin).map(|field| field.as_bytes()))
        })
    });
    written.expect("writing to memory cannot fail");
    writer.into_inner().expect("writing to memory cannot fail")
}

/// Where the rows come from, the last columns.
fn origin<'a>(config: &'a Config, board: usize, facts: &'a PeriodFacts) -> [Cow<'a, str>; 7] {
    let credit = facts.source.as_ref();
    let text = |part: Option<&'a String>| cell(part.map(String::as_str).unwrap_or_default());
    [
        Cow::Borrowed(&config.boards[board].id),
        Cow::Owned(facts.period.to_string()),
        Cow::Owned(facts.as_of.map(|t| t.to_string()).unwrap_or_default()),
        text(credit.map(|c| &c.name)),
        text(credit.and_then(|c| c.url.as_ref())),
        text(credit.and_then(|c| c.licence.as_ref())),
        Cow::Owned(
            cell(&credit.and_then(|c| pages::citation(c, facts.as_of)).unwrap_or_default()).into_owned(),
        ),
    ]
}

fn record<'a>(all: &'a Facts, e: &'a Entry) -> [Cow<'a, str>; 18] {
    fn plain<'a, T: ToString>(value: Option<T>) -> Cow<'a, str> {
        value.map_or(Cow::Borrowed(""), |v| Cow::Owned(v.to_string()))
    }
    fn own(text: Option<&String>) -> &str {
        text.map(String::as_str).unwrap_or_default()
    }
    let model = &all.models[e.key.model];
    [
        plain(e.rank),
        Cow::Borrowed(&model.id),
        cell(&model.name),
        Cow::Borrowed(own(model.org.as_ref())),
        cell(e.key.effort.as_deref().unwrap_or_default()),
        cell(e.key.variant.as_deref().unwrap_or_default()),
        plain(e.value),
        plain(e.low()),
        plain(e.high()),
        plain(e.votes()),
        plain(e.share.map(|s| s.to_f64())),
        plain(e.growth.map(|g| g.to_f64())),
        plain(e.previous_rank),
        plain(e.delta),
        Cow::Borrowed(pages::status_word(e.status)),
        plain(e.peak_rank),
        plain(Some(e.periods_on_board)),
        cell(&e.source_name),
    ]
}

/// A text that a spreadsheet takes for text: an apostrophe before what it would run as a formula.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let is_clean = |c: char| !c.is_control() || c == '\t';
    let clean = match text.chars().all(is_clean) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.chars().filter(|c| is_clean(*c)).collect::<String>()),
    };
    if clean.trim_start().starts_with(['=', '+', '-', '@', '\t']) {
        return Cow::Owned(format!("'{clean}"));
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(cell("  @sum"), "'  @sum");
        assert_eq!(cell("GPT-5"), "GPT-5");
    }
}
