//! How far two rows lie apart, now and in an earlier period.

use super::super::facts::{Measure, World};
use super::super::frames::GapChange;
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Fact, Truth, any_of};
use crate::analysis::PeriodFacts;
use rust_decimal::Decimal;

/// Two, and the period from which on their gap has changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Apart<'t> {
    pub a: &'t [Who],
    pub b: &'t [Who],
    pub from: When,
    /// Whoever stood in the places then is meant.
    pub held: bool,
}

impl<'a> World<'a> {
    /// The gap between two in value against that of an earlier period: of the same rows then, or, where a place is all
    /// that is told of one of them, of whoever held it then.
    pub(super) fn gap_moved(
        &self,
        apart: Apart<'_>,
        how: &GapChange,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let after = match self.gap_of(Measure::Value, apart, board, now) {
            Fact::Known(gap) => gap,
            Fact::Unknown(why) => return Truth::Unknown(why),
            Fact::None => return Truth::Skip,
        };
        let placed = |group: &[Who]| group.iter().flatten().any(|e| matches!(e, Entity::AtRank(_, 0)));
        let before_last = apart.from == When::Back(1) && now.period == self.period;
        let same =
            || (before_last && !apart.held).then(|| self.gap_of(Measure::PreviousValue, apart, board, now));
        let then = || {
            let then = match before_last {
                true => self.before(board, now),
                false => self.period_of(apart.from).and_then(|period| self.at(board, period)),
            };
            // "wider in May than in June": either may be the earlier one.
            let comparable = |then: &&PeriodFacts| {
                let (first, last) = (then.period.min(now.period), then.period.max(now.period));
                first < last && !self.is_broken(board, first, last)
            };
            let then = then.filter(comparable);
            then.map_or(Fact::Unknown("that period is not known"), |then| {
                self.gap_of(Measure::Value, apart, board, then)
            })
        };
        let whole = placed(apart.a) && placed(apart.b);
        let told = placed(apart.a) || placed(apart.b) || !before_last;
        // Where no row is named, those of now may be meant, if they were there.
        let same = same().filter(|before| !whole || matches!(before, Fact::Known(_)));
        let readings = [same, told.then(then)];
        any_of(readings.into_iter().flatten().map(|before| match before {
            Fact::Known(before) => changed(how, before, after),
            Fact::Unknown(why) => Truth::Unknown(why),
            Fact::None => Truth::Unknown("the gap before is not known"),
        }))
    }

    /// The distance of two in a period.
    fn gap_of(&self, measure: Measure, apart: Apart<'_>, board: usize, period: &'a PeriodFacts) -> Fact {
        let bound = |group: &[Who]| {
            group.iter().any(|who| self.any_rows(who, board, period).iter().any(|e| e.at_least))
        };
        if bound(apart.a) || bound(apart.b) {
            return Fact::Unknown("one of the values is a lower bound");
        }
        let one = |group: &[Who]| self.value_of(measure, group, board, period).into_iter().next();
        match (one(apart.a), one(apart.b)) {
            (Some(Ok(x)), Some(Ok(y))) => Fact::Known((x - y).abs()),
            (None, _) | (_, None) => Fact::None,
            _ => Fact::Unknown("the gap before is not known"),
        }
    }
}

/// Whether a gap has changed as the words say.
pub(super) fn changed(how: &GapChange, before: Decimal, after: Decimal) -> Truth {
    let change = after - before;
    match how {
        GapChange::Sign(sign) => Truth::when(change.cmp(&Decimal::ZERO) as i8 == *sign, Some(change)),
        GapChange::By(num, sign) => {
            let size = if *sign < 0 { -change } else { change };
            Truth::when(num.admits(size), Some(change))
        }
        GapChange::Times(num) => match after.checked_div(before) {
            Some(ratio) => Truth::when(num.admits(ratio), Some(ratio)),
            None => Truth::Unknown("there was no gap before"),
        },
    }
}
