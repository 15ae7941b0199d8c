//! What was best when, how many rows are at their best, and how long somebody was away.

use super::super::facts::World;
use super::super::frames::{Reach, Recorded};
use super::super::numbers::Num;
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Truth, any_of};
use crate::analysis::{Entry, PeriodFacts, Status};
use crate::model::MetricKind;
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// The board has such a figure.
    pub(super) fn records_there(&self, of: Recorded, board: usize) -> bool {
        let kind = self.config.boards[board].metric.kind;
        match of {
            Recorded::Volume | Recorded::Share | Recorded::ListedShare => kind == MetricKind::Volume,
            Recorded::Score => kind == MetricKind::Score,
            Recorded::Rank | Recorded::RankAgain => true,
        }
    }

    /// What somebody had in a period is more (or less) than in every other one until now. A best that no figure tells
    /// (`open`) may be one of rank or of growth.
    pub(super) fn height_at(
        &self,
        (of, sign, open): (Recorded, i8, bool),
        (at, reach): (When, Reach),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if !self.records_there(of, board) {
            return Truth::Skip;
        }
        let Some(then) = self.period_of(at).and_then(|period| self.at(board, period)) else {
            return Truth::Unknown("that period is not known");
        };
        let known = &self.facts.boards[board].periods;
        let end = known.partition_point(|p| p.period <= now.period);
        let start = match reach {
            Reach::All => Some(0),
            reach => self.reached(reach, board, now).map(|(earlier, _)| earlier.start),
        };
        let known = start.and_then(|start| known.get(start..end)).unwrap_or_default();
        let first = known.first().map_or(now.period, |p| p.period);
        if known.is_empty()
            || then.period < first
            || then.period > now.period
            || self.is_broken(board, first, now.period)
        {
            return Truth::Unknown("the words speak of a time that the data do not know");
        }
        any_of(who.iter().map(|entity| match entity {
            Entity::Model { .. } => match self.rows(entity, board, then).as_slice() {
                [row] => match highest(of, sign, row, then, known) {
                    Truth::No(_) if open && self.may_be_best(row, sign, board, then, known) => {
                        Truth::Unknown("the best of a time may be one of growth or of places")
                    }
                    truth => truth,
                },
                [] => Truth::Skip,
                _ => Truth::Unknown("several rows are meant"),
            },
            _ => Truth::Unknown("several rows are meant"),
        }))
    }

    /// A row may have had its best rank or its best growth in a period.
    fn may_be_best(
        &self,
        row: &Entry,
        sign: i8,
        board: usize,
        then: &PeriodFacts,
        known: &[PeriodFacts],
    ) -> bool {
        let line = self.facts.boards[board].listings(&row.key, 0..known.len());
        let mut growths = line.iter().filter_map(|l| self.facts.boards[board].found(*l).1.growth);
        let grown = row.growth.is_some_and(|own| sign > 0 && growths.all(|other| other <= own));
        grown || !matches!(highest(Recorded::Rank, sign, row, then, known), Truth::No(_))
    }

    /// How many rows have more than ever before. Of one that was never there before, the words leave open whether it
    /// counts.
    pub(super) fn highs(&self, num: &Num, of: Recorded, board: usize, now: &'a PeriodFacts) -> Truth {
        if !self.records_there(of, board) {
            return Truth::Skip;
        }
        let (mut found, mut new) = (0_usize, 0_usize);
        for row in &now.entries {
            let who = vec![Entity::Model {
                model: row.key.model,
                effort: Some(row.key.effort.clone()),
                variant: Some(row.key.variant.clone()),
            }];
            match self.record(of, (1, Reach::All), &who, board, now) {
                Truth::Yes(_) => found += 1,
                Truth::No(_) => {}
                _ if row.status == Status::Debut => new += 1,
                _ => return Truth::Unknown("it is not known of every row"),
            }
        }
        if !now.whole {
            return Truth::Unknown("it is not known of every row");
        }
        self.count_truth(num, found).better(self.count_truth(num, found + new))
    }

    /// How many rows a list has, or by how many it has grown.
    pub(super) fn length_of_list(
        &self,
        num: &Num,
        over: Option<(When, i8)>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let length = |period: &PeriodFacts| Decimal::from(period.listed);
        let Some((then, sign)) = over else {
            return match num.admits(length(now)) {
                true => Truth::Yes(Some(length(now))),
                false if num.admits(Decimal::from(self.config.boards[board].top)) => {
                    Truth::Unknown("the list that is shown may be meant")
                }
                false => Truth::No(Some(length(now))),
            };
        };
        let Some(then) = self.period_of(then).and_then(|period| self.at(board, period)) else {
            return Truth::Unknown("that period is not known");
        };
        let more = (length(now) - length(then)) * Decimal::from(sign);
        Truth::when(num.admits(more), Some(more))
    }

    /// How many periods a row was not listed, before it came back.
    pub(super) fn away_for(&self, num: &Num, who: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        let known = &self.facts.boards[board].periods;
        let earlier = &known[..known.partition_point(|p| p.period < now.period)];
        any_of(who.iter().flat_map(|entity| self.rows(entity, board, now)).map(|row| {
            if row.status != Status::Return {
                return Truth::Skip;
            }
            let without = earlier.iter().rev().take_while(|p| p.row(&row.key).is_none());
            let gone: Vec<&PeriodFacts> = without.collect();
            let last = earlier.iter().rev().find(|p| p.row(&row.key).is_some());
            let unbroken = last.is_some_and(|last| {
                let steps = i32::try_from(gone.len()).unwrap_or(i32::MAX).saturating_add(1);
                last.period.step(steps) == Some(now.period)
            });
            if !unbroken || gone.iter().any(|p| !p.whole) {
                return Truth::Unknown("it is not known when it was last listed");
            }
            let count = Decimal::from(gone.len());
            match num.admits(count) {
                true => Truth::Yes(Some(count)),
                // From the last list that it was on to this one.
                false if num.admits(count + Decimal::ONE) => {
                    Truth::Unknown("from when on it was away is not told")
                }
                false => Truth::No(Some(count)),
            }
        }))
    }
}

/// A row's figure in a period against that of all others.
fn highest(of: Recorded, sign: i8, row: &Entry, then: &PeriodFacts, known: &[PeriodFacts]) -> Truth {
    let figure = |e: &Entry| match of {
        // A smaller number is more.
        Recorded::Rank | Recorded::RankAgain => e.rank.map(|rank| -Decimal::from(rank)),
        _ => e.value.filter(|_| !e.at_least).map(crate::model::Amount::decimal),
    };
    let Some(height) = figure(row) else { return Truth::Unknown("its value is not known") };
    let others = known.iter().filter(|p| p.period != then.period);
    let mut whole = then.complete;
    for other in others {
        match other.row(&row.key).map(figure) {
            Some(Some(value)) if height.cmp(&value) as i8 != sign => return Truth::No(Some(height.abs())),
            Some(Some(_)) => whole &= other.complete,
            Some(None) => whole = false,
            // Where it was not on a whole list it had less.
            None => whole &= sign > 0 && other.whole,
        }
    }
    match whole {
        true => Truth::Yes(Some(height.abs())),
        false => Truth::Unknown("not every period is known"),
    }
}
