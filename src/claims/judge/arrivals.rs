//! Since when a row is there, and what a maker's listed rows have together in a period.

use super::super::facts::{Measure, World};
use super::super::frames::Test;
use super::super::tokens::Entity;
use super::super::truth::Fact;
use crate::analysis::PeriodFacts;
use crate::model::{Amount, Period};
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// When the one row that a change is of came into the list, if the data know that it was not there before.
    pub(super) fn arrival(&self, change: &Test, board: usize, now: &'a PeriodFacts) -> Option<Period> {
        let (Test::Number { group, .. } | Test::Direction { group, .. }) = change else { return None };
        let [who] = group.as_slice() else { return None };
        let [entity @ Entity::Model { .. }] = who.as_slice() else { return None };
        let rows = self.rows(entity, board, now);
        let [row] = rows.as_slice() else { return None };
        let known = &self.facts.boards[board].periods;
        let first = known.iter().position(|p| p.row(&row.key).is_some())?;
        known.get(first.checked_sub(1)?).filter(|before| before.whole)?;
        known.get(first).map(|p| p.period)
    }

    /// What a maker's listed rows have together, where it is known of every row who makes it.
    pub(super) fn listed_of_maker(&self, base: Measure, org: usize, period: &'a PeriodFacts) -> Fact {
        let told = period.whole && period.entries.iter().all(|e| self.maker_of(e).is_some() && !e.at_least);
        let values = self.of_org(org, period).map(|e| e.value.map(Amount::decimal));
        let sum = values.sum::<Option<Decimal>>().filter(|sum| told && !sum.is_zero());
        let share = || sum?.checked_div(period.total?.decimal());
        match base {
            Measure::Value => Fact::of(sum, "not every value is known"),
            Measure::Share => Fact::of(share(), "not every value is known"),
            _ => Fact::Unknown("several rows are meant"),
        }
    }
}
