//! What several rows have of all: the first ones, the free ones, those whose models stand high on another board. Where a
//! row is known by a lower bound only, so are they.

use super::super::facts::World;
use super::super::numbers::Num;
use super::super::truth::Truth;
use super::bounds::counted;
use crate::analysis::{Entry, PeriodFacts};
use crate::model::Ratio;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

const LOWER_BOUND: Truth = Truth::Unknown("one of the values is a lower bound");

impl<'a> World<'a> {
    pub(super) fn top_share(&self, top: u32, num: &Num, now: &PeriodFacts) -> Truth {
        let Some(c) = now.concentration else {
            return if now.total.is_none() { Truth::Skip } else { Truth::Unknown("shares are not known") };
        };
        let share = match top {
            1 => c.top1,
            3 => c.top3,
            5 => c.top5,
            10 => c.top10,
            k => now.visible(k).filter_map(|e| e.share).map(Ratio::to_f64).sum(),
        };
        let share = Decimal::from_f64(share).unwrap_or_default();
        Truth::when(num.admits(share), Some(share))
    }

    /// The part of the rows whose models stand among the first ones of another board in the same period.
    pub(super) fn placed_share(
        &self,
        (other, top): (usize, u32),
        num: &Num,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let Some(total) = now.total.filter(|_| other != board) else { return Truth::Skip };
        let there = self.at(other, now.period).filter(|there| super::places::found_ranks(there, top));
        let Some(there) = there else { return Truth::Unknown("the first rows of that board are not known") };
        let placed = |e: &&Entry| there.visible(top).any(|high| high.key.model == e.key.model);
        part(num, &now.entries.iter().filter(placed).collect::<Vec<_>>(), total.decimal())
    }
}

/// The part of the free rows, and of those priced 0 where prices are known.
pub(super) fn free_share(num: &Num, now: &PeriodFacts) -> Truth {
    let rows: Vec<&Entry> = free_rows(now).collect();
    let (Some(total), false) = (now.total, rows.is_empty()) else { return Truth::Skip };
    let whole = now.economics.as_ref().filter(|_| !rows.iter().any(|e| e.at_least));
    match whole.and_then(|e| Decimal::from_f64(e.free_share.to_f64())) {
        Some(share) => Truth::when(num.admits(share), Some(share)),
        None => part(num, &rows, total.decimal()),
    }
}

/// What all rows that are free have together.
pub(super) fn free_volume(num: &Num, now: &PeriodFacts) -> Truth {
    let rows: Vec<&Entry> = free_rows(now).collect();
    match counted(rows.iter().copied()).filter(|_| now.whole && !rows.is_empty()) {
        Some(sum) => bounded(num, sum, Decimal::MAX, &rows),
        None if rows.is_empty() || !now.whole => Truth::Skip,
        None => Truth::Unknown("not every value is known"),
    }
}

fn free_rows(now: &PeriodFacts) -> impl Iterator<Item = &Entry> {
    now.entries.iter().filter(|e| e.key.variant.as_deref() == Some("free"))
}

/// What some rows are of a total.
fn part(num: &Num, rows: &[&Entry], total: Decimal) -> Truth {
    match counted(rows.iter().copied()).and_then(|sum| sum.checked_div(total)) {
        Some(part) => bounded(num, part, Decimal::ONE, rows),
        None => Truth::Unknown("not every value is known"),
    }
}

/// A figure of rows of which some may have more than is known of them.
fn bounded(num: &Num, least: Decimal, most: Decimal, rows: &[&Entry]) -> Truth {
    if !rows.iter().any(|e| e.at_least) {
        return Truth::when(num.admits(least), Some(least));
    }
    num.admits_between(least, most).map_or(LOWER_BOUND, |holds| Truth::when(holds, Some(least)))
}
