//! A board's period in a handful of labelled numbers. What is not known is not listed.

use super::super::view::NumberView;
use crate::analysis::{Entry, PeriodFacts, Status};
use crate::model::{Board, MetricKind, fixed};
use crate::site::Site;
use crate::words;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// One labelled number.
pub fn number(label: &str, value: String, note: Option<&str>) -> NumberView {
    NumberView { label: label.to_string(), value, note: note.map(ToString::to_string) }
}

/// The numbers of a board in a period.
pub fn of(site: &Site<'_>, board: usize, facts: &PeriodFacts) -> Vec<NumberView> {
    let record = &site.config.boards[board];
    let mut list = Vec::new();
    if let Some(total) = facts.total {
        let note = if facts.other.is_some() { None } else { Some("of the listed rows") };
        list.push(number(
            "Total",
            words::at_least(words::prose(total, record), facts.total_at_least()),
            note,
        ));
    }
    if let Some(growth) = facts.growth {
        list.push(number(
            "Market",
            words::growth(growth),
            Some(&format!("on the {} before", site.config.cadence.word())),
        ));
    }
    leader(site, facts, record, &mut list);
    if let Some(c) = facts.concentration {
        let top5 = words::at_least(format!("{}%", percent(c.top5)), facts.top5_at_least());
        list.push(number("Top five", top5, Some("of the volume")));
        let range = (three(c.hhi), three(c.hhi_high));
        let text = if range.0 == range.1 { range.0 } else { format!("{}–{}", range.0, range.1) };
        list.push(number("Concentration", text, Some("Herfindahl–Hirschman index, 0 to 1")));
    }
    economics(facts, &mut list);
    comings_and_goings(site, board, facts, &mut list);
    if let Some(s) = facts.stability {
        list.push(number(
            "Overtakes",
            s.overtakes.to_string(),
            Some("pairs of rows that changed their order"),
        ));
    }
    list
}

/// How many rows came into the top and went out of it, each as far as it was observed or the source said it.
fn comings_and_goings(site: &Site<'_>, board: usize, facts: &PeriodFacts, list: &mut Vec<NumberView>) {
    let top = site.config.boards[board].top;
    let before = facts.previous.and_then(|period| site.facts.boards[board].at(period));
    let said = || facts.entries.iter().any(|e| !e.reported.is_empty());
    if before.map_or_else(said, |before| facts.arrivals_known(before, top)) {
        let from_below = |e: &Entry| e.previous_rank.is_some_and(|rank| rank > top);
        let arrived = |e: &Entry| matches!(e.status, Status::Debut | Status::Return) || from_below(e);
        let arrivals = facts.visible(top).filter(|e| arrived(e)).count();
        list.push(number("New in the top", arrivals.to_string(), None));
    }
    if before.map_or_else(said, |before| facts.exits_known(before, top)) {
        list.push(number("Out of the top", facts.exits.len().to_string(), None));
    }
}

fn leader(site: &Site<'_>, facts: &PeriodFacts, record: &Board, list: &mut Vec<NumberView>) {
    let Some(first) = facts.entries.first().filter(|e| e.rank == Some(1)) else { return };
    let value = first.value.map(|v| words::at_least(words::prose(v, record), first.at_least));
    let label = if record.metric.kind == MetricKind::Score { "Best" } else { "Leader" };
    list.push(number(label, site.facts.row_name(&first.key), value.as_deref()));
}

/// What is free, and what the rest would cost at list prices.
fn economics(facts: &PeriodFacts, list: &mut Vec<NumberView>) {
    let Some(economics) = &facts.economics else { return };
    let note = format!("of the volume; {} has no known price", words::share(economics.unpriced_share));
    list.push(number(
        "Free",
        words::at_least(words::share(economics.free_share), economics.free_at_least),
        Some(&note),
    ));
    if let Some(value) = crate::model::Amount::from_decimal(economics.list_value) {
        let value = match economics.list_value < Decimal::from(1_000_000) {
            true => words::usd(words::cents(economics.list_value)),
            false => format!("${}", words::spelled(value)),
        };
        list.push(number("At list price", value, Some("upper bound, of the volume with a known price")));
    }
}

/// How many rows of each band are still in the visible top later, and how long entrants stay.
pub fn staying(site: &Site<'_>, board: usize) -> Vec<NumberView> {
    let word = site.config.cadence.word();
    let staying = &site.facts.boards[board].staying;
    let mut list: Vec<NumberView> = staying
        .survival
        .iter()
        .map(|s| {
            let label =
                format!("Ranks {}–{}, {} {} later", s.band.0, s.band.1, s.horizon, plural(s.horizon, word));
            let share = percent(s.kept as f64 / s.n as f64);
            number(&label, format!("{share}%"), Some(&format!("{} of {} rows", s.kept, s.n)))
        })
        .collect();
    if let Some((median, n)) = staying.median {
        let many = i32::try_from(median).unwrap_or(i32::MAX);
        let note = format!("Kaplan–Meier, over {n} entrants; those still there count as unfinished");
        list.push(number(
            "Median stay of an entrant",
            format!("{median} {}", plural(many, word)),
            Some(&note),
        ));
    }
    list
}

fn plural(n: i32, word: &str) -> String {
    if n == 1 { word.to_string() } else { format!("{word}s") }
}

/// A share as a percentage with one decimal.
pub fn percent(share: f64) -> String {
    fixed(Decimal::from_f64(share * 100.0).unwrap_or_default(), 1)
}

/// A statistic with three decimals.
pub fn three(value: f64) -> String {
    fixed(Decimal::from_f64(value).unwrap_or_default(), 3)
}
