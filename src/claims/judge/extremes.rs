//! Who has the most or the least of a measure, among the rows that are meant.
#![expect(clippy::too_many_arguments, reason = "a reading is measure, number, subject, board and period")]

use super::super::facts::{Measure, World};
use super::super::tokens::{Entity, Who};
use super::super::truth::{Fact, Truth, any_of, of_all};
use crate::analysis::{Entry, PeriodFacts, Status};
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// Charity: within the visible top or in the whole list, with and without the gainer's floor.
    pub(super) fn extreme(
        &self,
        measure: Measure,
        how: (i8, bool),
        group: &[Who],
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let (sign, most) = how;
        if measure == Measure::Gap {
            return self.widest_gap(group, most, now);
        }
        if measure == Measure::OnBoard {
            return self.highest_debut(group, most, top, board, now);
        }
        let visible = self.config.boards[board].top;
        let floor = now.previous_total.map(|t| t.decimal() / Decimal::ONE_HUNDRED);
        let scopes: Vec<Option<u32>> = top.map_or(vec![Some(visible), None], |k| vec![Some(k)]);
        let mut result = Truth::Skip;
        for scope in scopes {
            // Only gains have a floor; the sharpest fall is any row's.
            let gains = matches!(measure, Measure::Growth | Measure::ValueChange);
            for floored in [false, true].into_iter().take(if gains { 2 } else { 1 }) {
                let inside = |e: &&Entry| {
                    scope.is_none_or(|k| e.rank.is_none_or(|r| r <= k))
                        && (!floored || e.previous_value.zip(floor).is_some_and(|(v, f)| v.decimal() >= f))
                };
                let facts: Vec<(&Entry, Decimal)> = now
                    .entries
                    .iter()
                    .filter(inside)
                    .filter_map(|e| match self.figure(measure, e, board, now) {
                        Fact::Known(fact)
                            if sign == 0 || (fact > Decimal::ZERO) == (sign > 0) && !fact.is_zero() =>
                        {
                            Some((e, fact))
                        }
                        _ => None,
                    })
                    .collect();
                let size = |d: Decimal| if sign == 0 { d } else { d.abs() };
                // "Alpha and Bravo grew the most": the first two.
                let mut sizes: Vec<Decimal> = facts.iter().map(|(_, d)| size(*d)).collect();
                sizes.sort_unstable_by(|a, b| if most { b.cmp(a) } else { a.cmp(b) });
                let Some(best) = sizes.get(group.len().max(1) - 1).copied() else { continue };
                let reaches = |size: Decimal| size == best || (size > best) == most;
                let truth = of_all(group, |who| {
                    let rows = self.any_rows(who, board, now);
                    if rows.is_empty() {
                        return if who.contains(&Entity::Unknown) {
                            Truth::Unknown("what it speaks of is not in the data")
                        } else {
                            Truth::Skip
                        };
                    }
                    any_of(rows.iter().map(|row| match facts.iter().find(|(e, _)| e.key == row.key) {
                        Some((_, fact)) => Truth::when(reaches(size(*fact)), Some(*fact)),
                        None => match self.figure(measure, row, board, now) {
                            Fact::Unknown(why) => Truth::Unknown(why),
                            _ => Truth::No(None),
                        },
                    }))
                });
                result = result.better(truth);
            }
        }
        if let [who] = group
            && let [Entity::Org(org)] = who.as_slice()
            && matches!(measure, Measure::Growth | Measure::ValueChange | Measure::ShareChange)
        {
            result = result.better(self.moved_most_of_makers(measure, (sign, most), *org, board, now));
        }
        if let ([who], Measure::Value, 0, None) = (group, measure, sign, top)
            && let [Entity::Org(org)] = who.as_slice()
        {
            result = result.better(self.most_of_makers(*org, most, board, now));
        }
        // Rows whose figure is not known might exceed it, on a board that is not whole.
        match result {
            Truth::No(_) if !now.whole && measure == Measure::Growth => {
                Truth::Unknown("not every growth is known")
            }
            other => other,
        }
    }

    /// Charity: among those in both tops, or among all that have one.
    pub(super) fn widest_gap(&self, group: &[Who], most: bool, now: &PeriodFacts) -> Truth {
        let Some(gap) = self.facts.gap.iter().find(|g| g.period == now.period) else { return Truth::Skip };
        let scopes = [true, false].map(|both| {
            let rows = gap.rows.iter().filter(|r| !both || r.quadrant == crate::analysis::Quadrant::Both);
            let sizes: Vec<_> = rows.filter_map(|r| Some((r.model, r.gap?.abs()))).collect();
            let best = sizes.iter().map(|(_, size)| *size).reduce(|a, b| if (a > b) == most { a } else { b });
            of_all(group, |who| {
                any_of(who.iter().map(|entity| match entity {
                    Entity::Model { model, .. } => match sizes.iter().find(|(m, _)| m == model) {
                        Some((_, size)) => Truth::when(Some(*size) == best, Some(Decimal::from(*size))),
                        None => Truth::Skip,
                    },
                    _ => Truth::Unknown("a gap is of one model"),
                }))
            })
        });
        any_of(scopes.into_iter())
    }

    pub(super) fn highest_debut(
        &self,
        group: &[Who],
        most: bool,
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let fresh = || {
            now.entries
                .iter()
                .filter(|e| e.status == Status::Debut && top.is_none_or(|k| e.rank.is_some_and(|r| r <= k)))
        };
        let best =
            if most { fresh().filter_map(|e| e.rank).min() } else { fresh().filter_map(|e| e.rank).max() };
        if best.is_none() {
            return if now.previous.is_some() {
                Truth::No(None)
            } else {
                Truth::Unknown("who is new is not known")
            };
        }
        self.each(group, board, now, |e| {
            Truth::when(e.status == Status::Debut && e.rank == best, e.rank.map(Decimal::from))
        })
    }
}
