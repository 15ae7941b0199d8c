//! What several rows have of all: the first ones, the free ones, those whose models stand high on another board. Where a
//! row is known by a lower bound only, so are they.

use super::super::facts::World;
use super::super::frames::Test;
use super::super::numbers::Num;
use super::super::tokens::{Entity, Who};
use super::super::truth::{Truth, any_of};
use super::bounds::counted;
use super::places::found_ranks;
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
        printed(num, share, now.visible(top))
    }

    /// The first rows have a larger part of all than the first rows had before, or than they had themselves.
    pub(super) fn top_share_moved(&self, top: u32, sign: i8, board: usize, now: &'a PeriodFacts) -> Truth {
        let sum = |rows: &mut dyn Iterator<Item = &Entry>| {
            rows.map(|e| e.share.filter(|_| !e.at_least).map(Ratio::to_f64)).sum::<Option<f64>>()
        };
        let Some(before) = self.before(board, now) else { return Truth::Unknown("shares are not known") };
        let stood = |e: &&Entry| now.visible(top).any(|here| here.key == e.key);
        let (after, first) = (sum(&mut now.visible(top)), sum(&mut before.visible(top)));
        let same = sum(&mut before.entries.iter().filter(stood));
        let moved = |then: Option<f64>| match after.zip(then) {
            Some((after, then)) => {
                Truth::when((after - then) * f64::from(sign) > 0.0, Decimal::from_f64(after - then))
            }
            None => Truth::Unknown("shares are not known"),
        };
        any_of([moved(first), moved(same)].into_iter())
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
        let there = self.at(other, now.period).filter(|there| found_ranks(there, top));
        let Some(there) = there else { return Truth::Unknown("the first rows of that board are not known") };
        let placed = |e: &&Entry| there.visible(top).any(|high| high.key.model == e.key.model);
        part(num, now.entries.iter().filter(placed), total.decimal())
    }
}

impl<'a> World<'a> {
    /// How many of a board's first rows are models that stand on another board, or among its first rows.
    pub(super) fn shared(
        &self,
        (here, top): (usize, u32),
        (there, inside): (usize, Option<u32>),
        (num, absent): (&Num, bool),
        now: &'a PeriodFacts,
    ) -> Truth {
        let first = |board: usize, top: u32| {
            let known = |at: &&PeriodFacts| if top == u32::MAX { at.whole } else { found_ranks(at, top) };
            self.at(board, now.period).filter(known)
        };
        let other = match inside {
            Some(top) => first(there, top),
            None => self.at(there, now.period),
        };
        let Some((own, other)) = first(here, top).zip(other) else {
            return Truth::Unknown("the first rows of a board are not known");
        };
        let listed = |e: &&Entry| {
            let same = |row: &Entry| row.key.model == e.key.model;
            match inside {
                Some(top) => other.visible(top).any(same),
                None => other.entries.iter().any(|row| row.rank.is_some() && same(row)),
            }
        };
        let found = Decimal::from(own.visible(top).filter(|e| listed(e) != absent).count());
        Truth::when(num.admits(found), Some(found))
    }

    /// So many models stand among the first rows of both boards, or on both lists; so many rows of one of them, by the
    /// word.
    pub(super) fn in_both(
        &self,
        top: Option<u32>,
        (num, by_rows): (&Num, bool),
        group: &[Who],
        now: &'a PeriodFacts,
    ) -> Truth {
        let standing = |board: usize| {
            let at = self.at(board, now.period)?;
            let known = top.map_or(at.whole, |top| found_ranks(at, top));
            let rows = at.visible(top.unwrap_or(u32::MAX)).map(|e| e.key.model);
            known.then(|| rows.collect::<Vec<usize>>())
        };
        let lists = self.two_boards().map(|two| two.map(standing));
        let Some([Some(here), Some(there)]) = lists else {
            return Truth::Unknown("the first rows of a board are not known");
        };
        let rows = |own: &[usize], other: &[usize]| own.iter().filter(|model| other.contains(model)).count();
        let mut both: Vec<usize> = here.iter().copied().filter(|model| there.contains(model)).collect();
        both.sort_unstable();
        both.dedup();
        let counts = [both.len(), rows(&here, &there), rows(&there, &here)];
        let counts = &counts[..if by_rows { 3 } else { 1 }];
        let stands =
            |who: &Who| who.iter().any(|e| matches!(e, Entity::Model { model, .. } if both.contains(model)));
        let holds = counts.iter().any(|count| num.admits(Decimal::from(*count)));
        Truth::when(holds && group.iter().all(stands), Some(Decimal::from(both.len())))
    }

    /// What is said of a board that the words name.
    pub(super) fn on_board(&self, test: &Test, board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(there) = self.at(board, now.period) else {
            return Truth::Unknown("that board is not known then");
        };
        match self.judge(test, board, there) {
            Truth::Skip if there.whole => Truth::No(None),
            Truth::Skip => Truth::Unknown("the list does not reach so deep"),
            truth => truth,
        }
    }
}

/// The part of the free rows, and of those priced 0 where prices are known.
pub(super) fn free_share(num: &Num, now: &PeriodFacts) -> Truth {
    let (Some(total), Some(_)) = (now.total, free_rows(now).next()) else { return Truth::Skip };
    match now.economics.as_ref().and_then(|e| Decimal::from_f64(e.free_share.to_f64())) {
        Some(share) => printed(num, share, free_rows(now)),
        None => part(num, free_rows(now), total.decimal()),
    }
}

/// What all rows that are free have together.
pub(super) fn free_volume(num: &Num, now: &PeriodFacts) -> Truth {
    let rows: Vec<&Entry> = free_rows(now).collect();
    match counted(rows.iter().copied()).filter(|_| now.whole && !rows.is_empty()) {
        Some(sum) if rows.iter().any(|e| e.at_least) => {
            num.admits_between(sum, Decimal::MAX).map_or(LOWER_BOUND, |holds| Truth::when(holds, Some(sum)))
        }
        Some(sum) => Truth::when(num.admits(sum), Some(sum)),
        None if rows.is_empty() || !now.whole => Truth::Skip,
        None => Truth::Unknown("not every value is known"),
    }
}

fn free_rows(now: &PeriodFacts) -> impl Iterator<Item = &Entry> + Clone {
    now.entries.iter().filter(|e| e.key.variant.as_deref() == Some("free"))
}

/// What some rows are of a total.
fn part<'e>(num: &Num, rows: impl Iterator<Item = &'e Entry> + Clone, total: Decimal) -> Truth {
    match counted(rows.clone()).and_then(|sum| sum.checked_div(total)) {
        Some(part) => printed(num, part, rows),
        None => Truth::Unknown("not every value is known"),
    }
}

/// A part that the pages print, of rows of which some may have more than is known of them: as it is printed it is right,
/// less is wrong, and more may be so.
fn printed<'e>(num: &Num, least: Decimal, mut rows: impl Iterator<Item = &'e Entry>) -> Truth {
    let bound = rows.any(|e| e.at_least);
    match num.admits_between(least, Decimal::ONE) {
        _ if !bound || num.admits(least) => Truth::when(num.admits(least), Some(least)),
        Some(holds) => Truth::when(holds, Some(least)),
        None => LOWER_BOUND,
    }
}
