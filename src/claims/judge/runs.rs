//! Rises and falls that go on: "for the third week in a row".

use super::super::facts::{Measure, World};
use super::super::numbers::{Form, Hedge, Num};
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Fact, Truth, any_of};
use super::since::is_unbroken;
use crate::analysis::PeriodFacts;
use crate::identity::Key;
use crate::model::{MetricKind, Ratio};
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// A rank that is held from a period on, or from the one after it.
    pub(super) fn stayed(
        &self,
        rank: u32,
        from: When,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let Some(first) = self.period_of(from).filter(|first| *first < now.period) else {
            return Truth::Unknown("that period is not known");
        };
        if self.is_broken(board, first, now.period) {
            return Truth::Unknown("the two periods cannot be compared");
        }
        let history = &self.facts.boards[board];
        let known = history.indices(first, now.period);
        let periods = &history.periods[known.clone()];
        let whole = periods.first().is_some_and(|p| p.period == first) && is_unbroken(periods);
        any_of(who.iter().flat_map(|entity| self.rows(entity, board, now)).map(|row| {
            if row.rank != Some(rank) {
                return Truth::No(row.rank.map(Decimal::from));
            }
            let held = |from: usize| {
                let line = history.listings(&row.key, from..known.end);
                line.len() == known.end - from && line.iter().all(|l| l.rank.is_some_and(|r| r.get() == rank))
            };
            match held(known.start) || held(known.start + 1) {
                _ if !whole => Truth::Unknown("not every period since then is known"),
                holds => Truth::when(holds, Some(rank.into())),
            }
        }))
    }

    pub(super) fn run(
        &self,
        (measure, sign): (Measure, i8),
        num: &Num,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let figures = |told: &dyn Fn(&'a PeriodFacts) -> Fact| {
            let mut known = 0_u32;
            let mut at = Some(now);
            while let Some(period) = at {
                match told(period) {
                    Fact::Known(fact) if !fact.is_zero() && (fact > Decimal::ZERO) == (sign > 0) => {
                        known += 1
                    }
                    Fact::Known(_) | Fact::None => return (known, true),
                    Fact::Unknown(_) => return (known, false),
                }
                at = self.before(board, period).filter(|b| b.period.next() == Some(period.period));
            }
            (known, false)
        };
        any_of(who.iter().map(|entity| match entity {
            Entity::Market if self.config.boards[board].metric.kind == MetricKind::Volume => {
                let growth = |period: &PeriodFacts| period.growth.map(Ratio::decimal);
                length(num, figures(&|p| Fact::of(growth(p), "the growth of the total is not known")))
            }
            // All that are listed, or all that are not.
            Entity::Listed | Entity::Rest
                if measure == Measure::Growth
                    && self.config.boards[board].metric.kind == MetricKind::Volume =>
            {
                length(num, figures(&|period| self.step_of_whole(entity, board, period)))
            }
            // What its rows have together.
            Entity::Org(_)
                if measure == Measure::Growth
                    && self.config.boards[board].metric.kind == MetricKind::Volume =>
            {
                length(num, figures(&|period| self.step_of_maker(entity, board, period)))
            }
            Entity::Model { .. } | Entity::AtRank(..) => {
                any_of(self.rows(entity, board, now).into_iter().map(|e| {
                    if measure == Measure::Growth
                        && self.config.boards[board].metric.kind == MetricKind::Score
                    {
                        return Truth::Skip;
                    }
                    length(num, figures(&|period| self.step(measure, &e.key, board, period)))
                }))
            }
            _ => Truth::Skip,
        }))
    }
}

impl<'a> World<'a> {
    /// What a row's figure is in a period. Where the list before is not known, or not whole, no row is surely new.
    fn step(&self, measure: Measure, key: &Key, board: usize, period: &PeriodFacts) -> Fact {
        let unknown = Fact::Unknown("it is not known what it had before");
        let Some(e) = period.row(key) else { return if period.whole { Fact::None } else { unknown } };
        let before = self.before(board, period).filter(|b| b.period.next() == Some(period.period));
        match self.figure(measure, e, board, period) {
            Fact::None if before.is_none_or(|b| !b.whole) => unknown,
            fact => fact,
        }
    }

    /// The same, of what a maker's rows have together.
    fn step_of_maker(&self, maker: &Entity, board: usize, period: &'a PeriodFacts) -> Fact {
        let follows = self.before(board, period).is_some_and(|b| b.period.next() == Some(period.period));
        // Of the rows that were listed in both periods it may be otherwise.
        let changes = self.rows(maker, board, period).into_iter().filter_map(|row| {
            match self.figure(Measure::ValueChange, row, board, period) {
                Fact::Known(change) => Some(change),
                _ => None,
            }
        });
        let of_both: Decimal = changes.sum();
        match self.moved_in(Measure::ValueChange, maker, board, period) {
            Fact::Known(change) if of_both.cmp(&Decimal::ZERO) != change.cmp(&Decimal::ZERO) => {
                Fact::Unknown("it is true of its rows of one period and not of those of both")
            }
            Fact::Known(change) if follows => Fact::Known(change),
            Fact::Unknown(why) => Fact::Unknown(why),
            _ => Fact::Unknown("the period before is not known"),
        }
    }

    /// By how much a whole has changed since the period before.
    fn step_of_whole(&self, entity: &Entity, board: usize, period: &'a PeriodFacts) -> Fact {
        let value = |at: &'a PeriodFacts| self.of_whole(Measure::Value, entity, board, at);
        match self.before(board, period).map(|before| (value(period), value(before))) {
            Some((Fact::Known(now), Fact::Known(then))) => Fact::Known(now - then),
            _ => Fact::Unknown("what all of them had is not known"),
        }
    }

    /// In every period after one, up to this.
    pub(super) fn run_since(
        &self,
        what: (Measure, i8),
        from: When,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let far = self.period_of(from).map(|from| now.period.since(from)).filter(|far| *far > 0);
        let Some(far) = far else { return Truth::Unknown("that period is not known") };
        let all = Num::new(Decimal::from(far), Decimal::ZERO, Form::Cardinal);
        self.run(what, &Num { hedge: Hedge::AtLeast, ..all }, who, board, now)
    }

    /// For how many periods a row has stood in a place, up to one, and whether it is known when that began.
    pub(super) fn held(&self, rank: u32, key: &Key, board: usize, last: &'a PeriodFacts) -> (u32, bool) {
        let (mut known, mut at) = (0_u32, Some(last));
        while let Some(period) = at {
            match period.row(key) {
                Some(e) if e.rank == Some(rank) => known += 1,
                _ => return (known, true),
            }
            at = self.before(board, period).filter(|b| b.period.next() == Some(period.period));
        }
        (known, false)
    }

    /// How long a row has held a rank.
    pub(super) fn stay(&self, rank: u32, num: &Num, who: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        any_of(who.iter().flat_map(|entity| self.rows(entity, board, now)).map(|e| {
            match self.held(rank, &e.key, board, now) {
                // It holds another rank here.
                (0, _) => Truth::Skip,
                run => length(num, run),
            }
        }))
    }
}

impl<'a> World<'a> {
    /// Stands last of all that are listed, or of the first rows; for so many periods running.
    pub(super) fn last(
        &self,
        num: Option<&Num>,
        of_list: bool,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let top = self.config.boards[board].top;
        let run = |key: &Key, of_top: bool| {
            let (mut known, mut at) = (0_u32, Some(now));
            while let Some(period) = at {
                let Some(rank) = period.row(key).and_then(|e| e.rank) else { return (known, period.whole) };
                let last = match of_top {
                    true => rank == top,
                    false if !period.whole => return (known, false),
                    false => period.entries.iter().all(|e| e.rank.is_some_and(|r| r <= rank)),
                };
                if !last {
                    return (known, true);
                }
                known += 1;
                at = self.before(board, period).filter(|b| b.period.next() == Some(period.period));
            }
            (known, false)
        };
        let ends = [false, true];
        let readings = || ends.into_iter().filter(|of_top| !(*of_top && of_list));
        any_of(who.iter().flat_map(|entity| self.rows(entity, board, now)).flat_map(|e| {
            readings().map(|of_top| match (run(&e.key, of_top), num) {
                ((0, false), _) => Truth::Unknown("the list is not known to its end"),
                (run, Some(num)) => length(num, run),
                ((known, _), None) => Truth::when(known > 0, e.rank.map(Decimal::from)),
            })
        }))
    }
}

/// The run as far as the data go, and whether its beginning is among them.
fn length(num: &Num, (known, begun): (u32, bool)) -> Truth {
    let run = Decimal::from(known);
    match num.whole() {
        _ if num.admits(run) => Truth::Yes(Some(run)),
        Some(said) if said > known && begun => Truth::No(Some(run)),
        // It has not even begun.
        Some(_) if known == 0 && begun => Truth::No(Some(run)),
        Some(said) if said > known => Truth::Unknown("the run began before the data do"),
        // "for the tenth day in a row", where it was the twentieth.
        Some(_) if num.form == Form::Ordinal && num.hedge == Hedge::Plain => Truth::No(Some(run)),
        _ => Truth::Unknown("the run is longer than that"),
    }
}
