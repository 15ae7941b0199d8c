//! Rises and falls of a time, one by one: the steepest of the year, one in every month of it.

use super::super::facts::{Measure, World};
use super::super::frames::Reach;
use super::super::tokens::Who;
use super::super::truth::{Fact, Truth, any_of};
use crate::analysis::PeriodFacts;
use crate::model::MetricKind;
use rust_decimal::Decimal;

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
        let (known, whole) = match self.before_now(measure, reach, board, now) {
            Ok(found) => found,
            Err(truth) => return truth,
        };
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
        let (known, whole) = match self.before_now(measure, reach, board, now) {
            Ok(found) => found,
            Err(truth) => return truth,
        };
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

    /// The periods of a time before this one, and whether these are all that it has.
    fn before_now(
        &self,
        measure: Measure,
        reach: Reach,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Result<(&'a [PeriodFacts], bool), Truth> {
        let scored = self.config.boards[board].metric.kind == MetricKind::Score;
        if scored && matches!(measure, Measure::Growth | Measure::ShareChange) {
            return Err(Truth::Skip);
        }
        let (earlier, whole) = self.reached(reach, board, now).ok_or(BEYOND)?;
        Ok((&self.facts.boards[board].periods[earlier], whole))
    }
}
