//! Rises and falls of a time, one by one: the steepest of the year, one in every month of it; and which amount of a time
//! is the second or third best.

use super::super::facts::{Measure, World};
use super::super::frames::Reach;
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Fact, Truth, any_of};
use crate::analysis::PeriodFacts;
use crate::model::{MetricKind, Period};
use rust_decimal::Decimal;
use std::cmp::Ordering;

const BEYOND: Truth = Truth::Unknown("the words speak of a time that the data do not know");

impl<'a> World<'a> {
    /// A rise or fall that is the largest of its kind since a time, or the smallest. Where the data begin, nothing has
    /// moved yet.
    pub(super) fn move_record(
        &self,
        (measure, sign, most): (Measure, i8, bool),
        reach: Reach,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.is_of_no_volume(measure, board) {
            return Truth::Skip;
        }
        let Some((earlier, whole)) = self.reached(reach, board, now) else { return BEYOND };
        let known = &self.facts.boards[board].periods[earlier];
        let goes = |change: &Decimal| change.cmp(&Decimal::ZERO) as i8 == sign;
        any_of(who.iter().map(|entity| {
            let own = match self.moved_in(measure, entity, board, now) {
                Fact::Known(own) if goes(&own) => own.abs(),
                Fact::Known(own) => return Truth::No(Some(own)),
                Fact::Unknown(why) => return Truth::Unknown(why),
                Fact::None => return Truth::Skip,
            };
            let moves: Vec<Fact> = known.iter().map(|p| self.moved_in(measure, entity, board, p)).collect();
            let beaten = moves.iter().any(|fact| match fact {
                Fact::Known(other) => goes(other) && other.abs() != own && (other.abs() > own) == most,
                _ => false,
            });
            let open = moves.iter().any(|fact| matches!(fact, Fact::Unknown(_)));
            match beaten {
                true => Truth::No(Some(own)),
                false if open || !whole => Truth::Unknown("not every change since then is known"),
                false => Truth::Yes(Some(own)),
            }
        }))
    }

    /// Has risen, or fallen, in every period of a time.
    pub(super) fn each_move(
        &self,
        (measure, sign): (Measure, i8),
        reach: Reach,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.is_of_no_volume(measure, board) {
            return Truth::Skip;
        }
        let Some((earlier, whole)) = self.reached(reach, board, now) else { return BEYOND };
        let known = &self.facts.boards[board].periods[earlier];
        any_of(who.iter().map(|entity| {
            let mut open = !whole || known.is_empty();
            for period in known.iter().chain([now]) {
                match self.moved_in(measure, entity, board, period) {
                    Fact::Known(change) if change.cmp(&Decimal::ZERO) as i8 == sign => {}
                    Fact::Known(change) => return Truth::No(Some(change)),
                    // Where the data begin, nothing has moved yet.
                    Fact::None if self.before(board, period).is_none() && period.period != now.period => {}
                    _ => open = true,
                }
            }
            match open {
                true => Truth::Unknown("not every change since then is known"),
                false => Truth::Yes(None),
            }
        }))
    }

    /// An amount that is the second, third, … best of a time, or worst; and behind which period's, if that is told.
    pub(super) fn nth_best(
        &self,
        (nth, sign): (u32, i8),
        (reach, behind): (Reach, Option<When>),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let Some((earlier, whole)) = self.reached(reach, board, now) else { return BEYOND };
        let known = &self.facts.boards[board].periods[earlier];
        any_of(who.iter().map(|entity| {
            let value = |p: &'a PeriodFacts| self.value_in(entity, board, p);
            let Some(own) = value(now).filter(|own| !own.is_zero()) else {
                return Truth::Unknown("its value is not known");
            };
            let before: Vec<(Period, Option<Decimal>)> = known.iter().map(|p| (p.period, value(p))).collect();
            let beats = |other: &Decimal| other.cmp(&own) as i8 == sign && !(sign < 0 && other.is_zero());
            let better: Vec<Period> =
                before.iter().filter(|(_, v)| v.as_ref().is_some_and(beats)).map(|(p, _)| *p).collect();
            let place = Decimal::from(better.len() + 1);
            let open = !whole || before.iter().any(|(_, v)| v.is_none());
            let told = behind.and_then(|when| self.period_of(when)).is_none_or(|p| better.contains(&p));
            match place.cmp(&Decimal::from(nth)) {
                Ordering::Greater => Truth::No(Some(place)),
                _ if open => Truth::Unknown("not every period since then is known"),
                Ordering::Equal => Truth::when(told, Some(place)),
                Ordering::Less => Truth::No(Some(place)),
            }
        }))
    }

    /// What a row or all of them had; 0 where it was not on a whole list.
    fn value_in(&self, entity: &Entity, board: usize, period: &'a PeriodFacts) -> Option<Decimal> {
        let fact = match entity {
            Entity::Market | Entity::Listed | Entity::Rest => {
                self.of_whole(Measure::Value, entity, board, period)
            }
            Entity::Model { .. } => match self.rows(entity, board, period).as_slice() {
                [] if period.whole => return Some(Decimal::ZERO),
                [row] if !row.at_least => self.figure(Measure::Value, row, board, period),
                _ => return None,
            },
            _ => return None,
        };
        match fact {
            Fact::Known(value) => Some(value),
            _ => None,
        }
    }

    fn is_of_no_volume(&self, measure: Measure, board: usize) -> bool {
        let scored = self.config.boards[board].metric.kind == MetricKind::Score;
        scored && matches!(measure, Measure::Growth | Measure::ShareChange)
    }
}
