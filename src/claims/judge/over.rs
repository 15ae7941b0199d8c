//! Who has changed the most since a period before the last: "the fastest grower over seven days".

use super::super::facts::{Measure, World};
use super::super::frames::Predicate;
use super::super::numbers::Num;
use super::super::tokens::Who;
use super::super::truth::{Fact, Truth, any_of, of_all};
use crate::analysis::{Entry, PeriodFacts};
use crate::model::MetricKind;
use rust_decimal::Decimal;
use std::cmp::Ordering;

impl<'a> World<'a> {
    /// Charity: within the visible top or in the whole list, with and without the gainer's floor.
    pub(super) fn extreme_since(
        &self,
        (measure, sign, most): (Measure, i8, bool),
        group: &[Who],
        top: Option<u32>,
        board: usize,
        (then, now): (&'a PeriodFacts, &'a PeriodFacts),
    ) -> Truth {
        let change = |e: &Entry| match then.row(&e.key) {
            Some(_) => self.row_changed(measure, e, board, then, now),
            None => Fact::None,
        };
        let changes: Vec<(&Entry, Fact)> = now.entries.iter().map(|e| (e, change(e))).collect();
        let floor = then.total.map(|total| total.decimal() / Decimal::ONE_HUNDRED);
        let large = |e: &Entry| {
            let value = then.row(&e.key).and_then(|old| old.value);
            value.zip(floor).is_some_and(|(value, floor)| value.decimal() >= floor)
        };
        let gains = matches!(measure, Measure::Growth | Measure::ValueChange);
        let scopes = top.map_or(vec![Some(self.config.boards[board].top), None], |k| vec![Some(k)]);
        let readings = scopes.into_iter().flat_map(|scope| [(scope, false), (scope, true)]);
        any_of(readings.filter(|(_, floored)| gains || !floored).map(|(scope, floored)| {
            let inside = |e: &Entry| {
                scope.is_none_or(|k| e.rank.is_none_or(|rank| rank <= k)) && (!floored || large(e))
            };
            let rows: Vec<&(&Entry, Fact)> = changes.iter().filter(|(e, _)| inside(e)).collect();
            self.first_of((sign, most), &rows, group, board, now)
        }))
    }

    /// How many rows have risen or fallen since then, in rank or in what they have. Charity: of the visible top or of all.
    pub(super) fn counted_since(
        &self,
        num: &Num,
        what: Predicate,
        top: Option<u32>,
        board: usize,
        (then, now): (&'a PeriodFacts, &'a PeriodFacts),
    ) -> Truth {
        let (measure, sign) = match what {
            Predicate::Climbed => (Measure::Places, Ordering::Greater),
            Predicate::Fell => (Measure::Places, Ordering::Less),
            Predicate::Held => (Measure::Places, Ordering::Equal),
            Predicate::Grew => (Measure::Growth, Ordering::Greater),
            Predicate::Shrank => (Measure::Growth, Ordering::Less),
            _ => return Truth::Unknown("it is held against another period than the one before"),
        };
        if measure == Measure::Growth && self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let scopes = top.map_or(vec![Some(self.config.boards[board].top), None], |k| vec![Some(k)]);
        any_of(scopes.into_iter().map(|scope| {
            let inside = |e: &&Entry| scope.is_none_or(|k| e.rank.is_some_and(|rank| rank <= k));
            // Who was not listed then has not moved since.
            let both = now.entries.iter().filter(inside).filter(|e| then.row(&e.key).is_some());
            let changes: Option<Vec<Decimal>> = both
                .map(|e| match self.row_changed(measure, e, board, then, now) {
                    Fact::Known(change) => Some(change),
                    _ => None,
                })
                .collect();
            let Some(changes) =
                changes.filter(|_| now.whole || scope.is_some_and(|k| now.visible(k).count() >= k as usize))
            else {
                return Truth::Unknown("not every change since then is known");
            };
            let found = changes.iter().filter(|change| change.cmp(&&Decimal::ZERO) == sign).count();
            let found = Decimal::from(found);
            Truth::when(num.admits(found), Some(found))
        }))
    }

    /// Whether the rows of a group have changed the most of some.
    fn first_of(
        &self,
        (sign, most): (i8, bool),
        rows: &[&(&'a Entry, Fact)],
        group: &[Who],
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let size = |d: Decimal| if sign == 0 { d } else { d.abs() };
        let meant = |d: Decimal| sign == 0 || !d.is_zero() && (d > Decimal::ZERO) == (sign > 0);
        let known = rows.iter().filter_map(|(e, fact)| match fact {
            Fact::Known(d) if meant(*d) => Some((&e.key, *d)),
            _ => None,
        });
        let known: Vec<_> = known.collect();
        let open = rows.iter().any(|(_, fact)| matches!(fact, Fact::Unknown(_)));
        let sizes = known.iter().map(|(_, d)| size(*d));
        let Some(best) = sizes.reduce(|a, b| if (a > b) == most { a } else { b }) else { return Truth::Skip };
        of_all(group, |who| {
            any_of(self.any_rows(who, board, now).into_iter().map(|row| {
                match known.iter().find(|(key, _)| **key == row.key) {
                    Some((_, d)) if size(*d) != best => Truth::No(Some(*d)),
                    Some(_) if open => Truth::Unknown("not every change since then is known"),
                    Some((_, d)) => Truth::Yes(Some(*d)),
                    None if rows
                        .iter()
                        .any(|(e, fact)| e.key == row.key && !matches!(fact, Fact::Known(_))) =>
                    {
                        Truth::Unknown("its change since then is not known")
                    }
                    None => Truth::No(None),
                }
            }))
        })
    }
}

/// What a change is of two figures.
pub(super) fn from_to(measure: Measure, before: Fact, after: Fact) -> Fact {
    match (before, after) {
        (Fact::Known(then), Fact::Known(now)) => {
            let fact = match measure {
                Measure::Growth | Measure::ShareGrowth => (now - then).checked_div(then),
                Measure::Places => Some(then - now),
                Measure::ValueChange | Measure::ShareChange | Measure::ListedShareChange => Some(now - then),
                _ => Some(then),
            };
            Fact::of(fact, "it cannot be worked out")
        }
        (Fact::Unknown(why), _) | (_, Fact::Unknown(why)) => Fact::Unknown(why),
        _ => Fact::None,
    }
}
