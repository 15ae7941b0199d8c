//! What has changed since a period that the words name: "has halved since January", "double the W29 figure".

use super::super::facts::{Measure, World};
use super::super::frames::{Reach, Recorded, Test};
use super::super::numbers::{Num, Unit};
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Fact, Truth, all_of, any_of, of_all, signed};
use super::over::from_to;
use super::places::found_ranks;
use crate::analysis::{Entry, PeriodFacts};
use crate::model::{Amount, Cadence, MetricKind, Period};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Range;

/// A record is one only if nothing before is missing.
pub(super) fn settled(holds: bool, value: Decimal, whole: bool) -> Truth {
    match holds && !whole {
        true => Truth::Unknown("not every period since then is known"),
        false => Truth::when(holds, Some(value)),
    }
}

/// Each of the periods follows the one before it.
pub(super) fn is_unbroken(periods: &[PeriodFacts]) -> bool {
    periods.windows(2).all(|pair| Some(pair[0].period) == pair[1].period.previous())
}

impl<'a> World<'a> {
    /// A change, held against that period instead of the one before.
    pub(super) fn since(&self, from: When, change: &Test, board: usize, now: &'a PeriodFacts) -> Truth {
        if shares_only(change) && self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        // An amount with a unit is of no score.
        let amount = |num: &Num| num.scaled || num.unit == Unit::Board;
        if matches!(change, Test::Number { num, .. } if amount(num))
            && self.config.boards[board].metric.kind == MetricKind::Score
        {
            return Truth::Skip;
        }
        let from = match from {
            When::Arrival => self.arrival(change, board, now),
            from => self.period_of(from),
        };
        let Some(then) = from.and_then(|period| self.at(board, period)) else {
            return Truth::Unknown("that period is not known");
        };
        let from = When::At(then.period);
        if then.period >= now.period || self.is_broken(board, then.period, now.period) {
            return Truth::Unknown("the two periods cannot be compared");
        }
        let told = |who: &Who, measure, holds: &dyn Fn(Decimal) -> Truth| {
            any_of(who.iter().map(|entity| match self.changed(measure, entity, board, then, now) {
                Fact::Known(fact) => holds(fact),
                Fact::Unknown(why) => Truth::Unknown(why),
                Fact::None => Truth::Skip,
            }))
        };
        match change {
            Test::Number { measure, num, sign, group } => {
                of_all(group, |who| told(who, *measure, &|fact| signed(*measure, num, *sign, fact)))
            }
            Test::Direction { measure, sign, group } => of_all(group, |who| {
                told(who, *measure, &|fact| {
                    let ordering = fact.cmp(&Decimal::ZERO) as i8;
                    Truth::when(ordering == *sign, Some(fact))
                })
            }),
            Test::Extreme { measure, sign, most, group, top } => {
                self.extreme_since((*measure, *sign, *most), group, *top, board, (then, now))
            }
            Test::Count { num, what, also: None, by: None, top, of } if of.is_of_all() => {
                self.counted_since(num, *what, *top, board, (then, now))
            }
            Test::OfListed { rows, test } if self.are_listed(*rows, board, now) => {
                self.since(from, test, board, now)
            }
            Test::Any(tests) => any_of(tests.iter().map(|t| self.since(from, t, board, now))),
            Test::All(tests) => all_of(tests.iter().map(|t| self.since(from, t, board, now))),
            _ => Truth::Unknown("it is held against another period than the one before"),
        }
    }

    /// What is said of another period: who was not on its whole list was not new there.
    pub(super) fn then(&self, when: When, test: &Test, board: usize) -> Truth {
        // A list that did not go so deep says nothing of so many.
        let top = match test {
            Test::Count { top, .. } | Test::Makers { top, .. } => *top,
            _ => None,
        };
        let deep = |then: &&PeriodFacts| top.is_none_or(|k| k <= then.listed || found_ranks(then, k));
        let Some(then) = self.period_of(when).and_then(|period| self.at(board, period)).filter(deep) else {
            return Truth::Unknown("that period is not known");
        };
        match test {
            Test::Arrived { group, .. }
            | Test::Entered { group, .. }
            | Test::InTop { group, .. }
            | Test::Leads { group, .. }
            | Test::Number { measure: Measure::Rank, group, .. }
                if then.whole && group.iter().any(|who| self.is_absent(who, board, then)) =>
            {
                Truth::No(None)
            }
            _ => match self.judge(test, board, then) {
                Truth::Skip => Truth::Unknown("that period is not known"),
                truth => truth,
            },
        }
    }

    /// The board knows a model, which was not listed in a period.
    pub(in super::super) fn is_absent(&self, who: &Who, board: usize, then: &'a PeriodFacts) -> bool {
        match who.as_slice() {
            [entity @ Entity::Model { model, .. }] => {
                let known = self.facts.boards[board].lines_of(*model).next().is_some();
                known && self.rows(entity, board, then).is_empty()
            }
            _ => false,
        }
    }

    /// A change of method lies between two periods.
    pub(super) fn is_broken(&self, board: usize, then: Period, now: Period) -> bool {
        self.config.boards[board].breaks.iter().any(|b| then < b.period && b.period <= now)
    }

    /// The known periods before this one that a record reaches back to, by their indices, and whether those are all
    /// there were, with all their days; `None` if nothing is known from there on, or a change of method lies between.
    pub(super) fn reached(
        &self,
        reach: Reach,
        board: usize,
        now: &PeriodFacts,
    ) -> Option<(Range<usize>, bool)> {
        let known = &self.facts.boards[board].periods;
        let end = known.partition_point(|p| p.period < now.period);
        let start = match reach {
            Reach::All => 0,
            Reach::Since(when) => {
                let from = self.period_of(when)?;
                known.partition_point(|p| p.period <= from)
            }
            Reach::Month if self.config.cadence == Cadence::Day => {
                let first = now.period.first_day().first_of_month();
                known.partition_point(|p| p.period.first_day() < first)
            }
            Reach::Last(count, span) if span == self.config.cadence => {
                end.checked_sub(usize::try_from(count).ok()?.checked_sub(1)?)?
            }
            Reach::Month | Reach::Last(..) => return None,
            Reach::Year => {
                let year = now.period.year();
                known.partition_point(|p| p.period.year() < year)
            }
        };
        let (earlier, up_to_now) = (known.get(start..end)?, known.get(start..=end)?);
        let first = earlier.first()?.period;
        if self.is_broken(board, first, now.period) {
            return None;
        }
        // Whether what is meant begins where the data do.
        let begins = match reach {
            Reach::All => true,
            Reach::Last(count, _) => {
                i32::try_from(count).is_ok_and(|count| now.period.step(1 - count) == Some(first))
            }
            Reach::Since(when) => first.previous() == self.period_of(when),
            Reach::Month => first.first_day().day() == 1,
            Reach::Year => first.previous().is_none_or(|p| p.year() < first.year()),
        };
        if matches!(reach, Reach::Year) && !begins {
            return None;
        }
        let complete = up_to_now.iter().all(|p| p.complete);
        Some((start..end, begins && complete && (is_unbroken(up_to_now) || matches!(reach, Reach::All))))
    }

    /// The figure of a record now, in the periods that it reaches back to, and whether it is known of all of them.
    pub(super) fn recorded(
        &self,
        of: Recorded,
        (sign, reach): (i8, Reach),
        entity: &Entity,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Result<(Decimal, Vec<Decimal>, bool), Truth> {
        if !self.records_there(of, board) {
            return Err(Truth::Skip);
        }
        let Some((earlier, mut whole)) = self.reached(reach, board, now) else {
            return Err(Truth::Unknown("the words speak of a time that the data do not know"));
        };
        let history = &self.facts.boards[board];
        let (value, before): (Option<Decimal>, Option<Vec<Decimal>>) = match entity {
            Entity::Market | Entity::Listed | Entity::Rest => {
                let of_all = |period: &PeriodFacts| match self.of_whole(Measure::Value, entity, board, period)
                {
                    Fact::Known(value) => Some(value),
                    _ => None,
                };
                (of_all(now), history.periods[earlier].iter().map(of_all).collect())
            }
            Entity::Model { .. } | Entity::AtRank(_, 0) => match self.rows(entity, board, now).as_slice() {
                [row] => {
                    let figure = |e: &Entry| match of {
                        // A smaller number is more.
                        Recorded::Rank | Recorded::RankAgain => e.rank.map(|rank| -Decimal::from(rank)),
                        _ => e.value.filter(|_| !e.at_least).map(crate::model::Amount::decimal),
                    };
                    // Where it was not listed, and the list was whole, it had less.
                    let line = history.listings(&row.key, earlier.clone());
                    let less = |p: &PeriodFacts| sign > 0 && p.whole || p.row(&row.key).is_some();
                    whole &= history.periods[earlier.clone()].iter().all(less);
                    (figure(row), line.iter().map(|listing| figure(history.found(*listing).1)).collect())
                }
                [] => return Err(Truth::Skip),
                _ => return Err(Truth::Unknown("several rows are meant")),
            },
            _ => return Err(Truth::Unknown("several rows are meant")),
        };
        let known = value.zip(before).filter(|(_, before)| !before.is_empty());
        known.map(|(value, before)| (value, before, whole)).ok_or(Truth::Unknown("not every value is known"))
    }

    /// A figure that is above (or below) all that stood there in the earlier periods that are meant.
    pub(super) fn record(
        &self,
        of: Recorded,
        (sign, reach): (i8, Reach),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        any_of(who.iter().map(|entity| match self.recorded(of, (sign, reach), entity, board, now) {
            Ok((value, before, whole)) => {
                // A rank is told as it is written.
                // "its lowest rank of the month so far", held for days.
                let span = of == Recorded::Rank && !matches!(reach, Reach::Since(_)) && sign < 0
                    || of == Recorded::Rank && matches!(reach, Reach::Month | Reach::Year);
                let again = of == Recorded::RankAgain && before.contains(&value);
                let beats = |old: &Decimal| value.cmp(old) as i8 == sign || (span || again) && value == *old;
                let holds = before.iter().all(beats) && (again || of != Recorded::RankAgain);
                settled(holds, value.abs(), whole)
            }
            Err(truth) => truth,
        }))
    }

    /// A mark that is passed now, and was not in the earlier periods that are meant.
    pub(super) fn first_past(
        &self,
        mark: &Num,
        (sign, reach): (i8, Reach),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let past = |value: Decimal| if sign < 0 { value < mark.value } else { value >= mark.value };
        any_of(who.iter().map(|entity| {
            match self.recorded(Recorded::Volume, (sign, reach), entity, board, now) {
                Ok((value, before, whole)) => {
                    // What was written may have been rounded.
                    let here = past(value) || mark.admits(value);
                    settled(here && !before.iter().any(|old| past(*old)), value, whole)
                }
                Err(truth) => truth,
            }
        }))
    }

    /// How a figure has changed from then to now.
    fn changed(
        &self,
        measure: Measure,
        entity: &Entity,
        board: usize,
        then: &'a PeriodFacts,
        now: &'a PeriodFacts,
    ) -> Fact {
        let base = match since_base(measure, then, now) {
            Ok(base) => base,
            Err(unknown) => return unknown,
        };
        let (before, after) = match entity {
            Entity::Market | Entity::Listed | Entity::Rest => {
                (self.of_whole(base, entity, board, then), self.of_whole(base, entity, board, now))
            }
            Entity::Model { .. } | Entity::AtRank(_, 0) => match self.rows(entity, board, now).as_slice() {
                [row] => return self.row_changed(measure, row, board, then, now),
                [] => return Fact::None,
                _ => return Fact::Unknown("several rows are meant"),
            },
            Entity::Top(_) if base == Measure::Value => {
                let rows = [then, now].map(|period| self.rows(entity, board, period));
                let [old, new] =
                    rows.each_ref().map(|rows| rows.iter().map(|e| &e.key).collect::<BTreeSet<_>>());
                if old != new {
                    return Fact::Unknown("other rows stood there then");
                }
                let sum = |rows: &[&Entry]| {
                    let values = rows.iter().map(|e| e.value.filter(|_| !e.at_least).map(Amount::decimal));
                    Fact::of(values.sum(), "not every value is known")
                };
                (sum(&rows[0]), sum(&rows[1]))
            }
            Entity::Org(org) => {
                let sum = |period| self.listed_of_maker(base, *org, period);
                (sum(then), sum(now))
            }
            _ => return Fact::Unknown("several rows are meant"),
        };
        from_to(measure, before, after)
    }

    /// The same, of a row.
    pub(super) fn row_changed(
        &self,
        measure: Measure,
        row: &Entry,
        board: usize,
        then: &PeriodFacts,
        now: &PeriodFacts,
    ) -> Fact {
        let base = match since_base(measure, then, now) {
            Ok(base) => base,
            Err(unknown) => return unknown,
        };
        let figure = |e: &Entry, period| match e.at_least && base == Measure::Value {
            true => Fact::Unknown("its value is a lower bound"),
            false => self.figure(base, e, board, period),
        };
        let old = then.row(&row.key);
        let before = old.map_or(Fact::Unknown("it was not listed then"), |e| figure(e, then));
        from_to(measure, before, figure(row, now))
    }
}

/// A growth, or a change of a share: of what is counted.
fn shares_only(change: &Test) -> bool {
    let (Test::Number { measure, .. } | Test::Direction { measure, .. } | Test::Extreme { measure, .. }) =
        change
    else {
        return false;
    };
    matches!(
        measure,
        Measure::Growth
            | Measure::ShareChange
            | Measure::ListedShareChange
            | Measure::ShareGrowth
            | Measure::PreviousShare
    )
}

/// The figure that a change is of, if it can be told of both periods.
fn since_base(measure: Measure, then: &PeriodFacts, now: &PeriodFacts) -> Result<Measure, Fact> {
    let base = match measure {
        Measure::Growth | Measure::ValueChange | Measure::PreviousValue => Measure::Value,
        Measure::Places | Measure::PreviousRank => Measure::Rank,
        Measure::ShareChange | Measure::ShareGrowth | Measure::PreviousShare => Measure::Share,
        Measure::ListedShareChange => Measure::ListedShare,
        _ => return Err(Fact::Unknown("it is held against another period than the one before")),
    };
    if base != Measure::Rank && !(then.complete && now.complete) {
        return Err(Fact::Unknown("one of the periods lacks days"));
    }
    Ok(base)
}
