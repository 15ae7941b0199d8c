//! Who comes second, third, … by a measure.

use super::super::facts::{Measure, World};
use super::super::tokens::Who;
use super::super::truth::{Fact, Truth, any_of, of_all};
use super::places::found_ranks;
use crate::analysis::{Entry, PeriodFacts};
use rust_decimal::Decimal;

/// A measure, which way its figures go, whether the most or the least is meant, and which in that order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nth {
    pub measure: Measure,
    pub sign: i8,
    pub most: bool,
    pub nth: u32,
}

impl<'a> World<'a> {
    /// Charity: within the visible top or in the whole list; of equals, any may come first.
    pub(super) fn nth(
        &self,
        nth: Nth,
        group: &[Who],
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let scopes = top.map_or(vec![Some(self.config.boards[board].top), None], |k| vec![Some(k)]);
        any_of(scopes.into_iter().map(|scope| self.nth_in(nth, group, scope, board, now)))
    }

    fn nth_in(
        &self,
        nth: Nth,
        group: &[Who],
        scope: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let inside = |e: &&Entry| scope.is_none_or(|k| e.rank.is_none_or(|r| r <= k));
        let (mut sizes, mut known): (Vec<(&Entry, Decimal)>, bool) =
            (Vec::new(), now.whole || scope.is_some_and(|k| found_ranks(now, k)));
        for e in now.entries.iter().filter(inside) {
            match self.figure(nth.measure, e, board, now) {
                // It may have any more.
                _ if e.at_least && nth.measure == Measure::Value => known = false,
                Fact::Known(fact) if nth.sign == 0 => sizes.push((e, fact)),
                Fact::Known(fact) if fact.cmp(&Decimal::ZERO) as i8 == nth.sign => {
                    sizes.push((e, fact.abs()))
                }
                Fact::Unknown(_) => known = false,
                Fact::Known(_) | Fact::None => {}
            }
        }
        if sizes.is_empty() {
            return Truth::Skip;
        }
        // Small rows may be left out of gains.
        let firm = known && nth.sign <= 0;
        of_all(group, |who| {
            any_of(self.any_rows(who, board, now).into_iter().map(|row| {
                let Some((_, own)) = sizes.iter().find(|(e, _)| e.key == row.key) else {
                    return if known {
                        Truth::No(None)
                    } else {
                        Truth::Unknown("it is not known of every row")
                    };
                };
                let before = sizes.iter().filter(|(_, size)| size != own && (size > own) == nth.most).count();
                let equal = sizes.iter().filter(|(_, size)| size == own).count();
                let at = usize::try_from(nth.nth).unwrap_or(usize::MAX);
                match before < at && at <= before + equal {
                    true if known => Truth::Yes(Some(*own)),
                    false if firm => Truth::No(Some(*own)),
                    _ => Truth::Unknown("it is not known of every row"),
                }
            }))
        })
    }
}
