//! Who comes first, second, … among the rows of a maker or of a family by a measure.

use super::super::facts::{Measure, World};
use super::super::frames::{Of, Order};
use super::super::tokens::Who;
use super::super::truth::{Fact, Truth, any_of, of_all};
use crate::analysis::{Entry, PeriodFacts};
use crate::model::MetricKind;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const UNKNOWN: &str = "it is not known of every row";

impl<'a> World<'a> {
    /// Of equals, any may come first. What is so within the visible top only, the words may mean, or be wrong.
    pub(super) fn among_rows(
        &self,
        (order, of): (Order, &Of),
        group: &[Who],
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        // Of amounts and scores the ranks tell, even where one is a lower bound.
        let order = match order.measure {
            Measure::Value => Order { measure: Measure::Rank, ..order },
            _ => order,
        };
        if order.measure == Measure::Votes && self.config.boards[board].metric.kind == MetricKind::Volume {
            return Truth::Skip;
        }
        let within = |scope: Option<u32>| {
            of_all(group, |who| {
                let rows = self.any_rows(who, board, now);
                any_of(rows.into_iter().map(|own| self.first_among((order, of), own, scope, board, now)))
            })
        };
        match (within(top), top) {
            (Truth::No(fact), None) => match within(Some(self.config.boards[board].top)) {
                Truth::No(_) | Truth::Skip => Truth::No(fact),
                _ => Truth::Unknown("it is so among the first rows only"),
            },
            (truth, _) => truth,
        }
    }

    fn first_among(
        &self,
        (order, of): (Order, &Of),
        own: &Entry,
        scope: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let is_of = |e: &Entry| {
            let maker = self.maker_of(e);
            of.models.contains(&e.key.model)
                || of.orgs.iter().any(|org| maker == Some(self.facts.orgs[*org].id.as_str()))
        };
        // A row whose maker nobody has told may be that maker's.
        let may_be = |e: &Entry| is_of(e) || !of.orgs.is_empty() && self.maker_of(e).is_none();
        if !may_be(own) || scope.is_some_and(|k| own.rank.is_none_or(|rank| rank > k)) {
            return Truth::No(None);
        }
        let size = match self.figure(order.measure, own, board, now) {
            Fact::Known(fact) => fact,
            Fact::Unknown(why) => return Truth::Unknown(why),
            Fact::None => return Truth::No(None),
        };
        let went = |fact: Decimal| order.sign == 0 || fact.cmp(&Decimal::ZERO) as i8 == order.sign;
        if !went(size) {
            return Truth::No(Some(size));
        }
        let inside =
            |e: &&Entry| scope.is_none_or(|k| e.rank.is_some_and(|rank| rank <= k)) && e.key != own.key;
        // The best rank is the smallest.
        let most = order.most != (order.measure == Measure::Rank);
        let further = |fact: Decimal| {
            let (far, own) = if order.sign == 0 { (fact, size) } else { (fact.abs(), size.abs()) };
            went(fact) && far != own && (far > own) == most
        };
        let (mut rows, mut models, mut open) = (0_u32, BTreeSet::new(), !is_of(own));
        for e in now.entries.iter().filter(inside).filter(|e| may_be(e)) {
            match self.figure(order.measure, e, board, now) {
                Fact::Known(fact) if further(fact) && is_of(e) => {
                    rows += 1;
                    models.insert(e.key.model);
                }
                Fact::Known(fact) if further(fact) => open = true,
                Fact::Unknown(_) => open = true,
                Fact::Known(_) | Fact::None => {}
            }
        }
        // What is behind the listed rows may be less, and have lost or gained more; before them, what a hole hides.
        let best = order.most && order.measure == Measure::Rank;
        open |= !now.whole && (!best || (rows == 0 || order.nth > 1) && is_behind_a_hole(own, now));
        let models = models.iter().filter(|model| **model != own.key.model).count();
        let places = [rows.saturating_add(1), u32::try_from(models).unwrap_or(u32::MAX).saturating_add(1)];
        match places.contains(&order.nth) {
            _ if open => Truth::Unknown(UNKNOWN),
            true => Truth::Yes(Some(size)),
            false if self.in_several_rows(own, order.measure, board, now) => {
                Truth::Unknown("a model has several rows")
            }
            false => Truth::No(Some(size)),
        }
    }

    /// Together the rows of a model may stand before another's.
    fn in_several_rows(&self, own: &Entry, measure: Measure, board: usize, now: &PeriodFacts) -> bool {
        let volume = self.config.boards[board].metric.kind == MetricKind::Volume;
        measure == Measure::Rank && volume && now.rows_of(own.key.model).count() > 1
    }
}

/// Some rank before a row's has no row.
fn is_behind_a_hole(own: &Entry, now: &PeriodFacts) -> bool {
    let Some(rank) = own.rank else { return true };
    let before = now.entries.iter().filter(|e| e.rank.is_some_and(|other| other < rank)).count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1) < rank
}
