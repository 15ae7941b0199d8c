//! How far rows are apart that follow one another.

use super::super::facts::{Measure, World};
use super::super::numbers::Num;
use super::super::tokens::Who;
use super::super::truth::{Fact, Truth, any_of};
use crate::analysis::{Entry, PeriodFacts};
use crate::model::Amount;
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// Whether no other two neighbours are closer than these, or further apart. Charity: within the visible top or in the
    /// whole list.
    pub(super) fn closest(
        &self,
        most: bool,
        (a, b): (&[Who], &[Who]),
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let row = |group: &[Who]| match group {
            [who] => match self.any_rows(who, board, now).as_slice() {
                [row] => row.rank,
                _ => None,
            },
            _ => None,
        };
        let (Some(a), Some(b)) = (row(a), row(b)) else { return Truth::Skip };
        if a.abs_diff(b) != 1 {
            return Truth::Unknown("the two do not follow one another");
        }
        let scopes = top.map_or(vec![Some(self.config.boards[board].top), None], |k| vec![Some(k)]);
        any_of(scopes.into_iter().filter(|scope| scope.is_none_or(|k| a.max(b) <= k)).map(|scope| {
            let (gaps, known) = self.gaps(scope, board, now);
            let own = gaps.iter().find(|(rank, _)| *rank == a.min(b)).map(|(_, gap)| *gap);
            let Some(own) = own else { return Truth::Unknown("one of the values is not known") };
            match gaps.iter().any(|(_, gap)| *gap != own && (*gap > own) == most) {
                true => Truth::No(Some(own)),
                false if known => Truth::Yes(Some(own)),
                false => Truth::Unknown("one of the values is not known"),
            }
        }))
    }

    /// The gap behind each rank, where both values are known, and whether all are.
    fn gaps(&self, scope: Option<u32>, board: usize, now: &PeriodFacts) -> (Vec<(u32, Decimal)>, bool) {
        let value = |e: &Entry| match self.figure(Measure::Value, e, board, now) {
            Fact::Known(value) if !e.at_least => Some(value),
            _ => None,
        };
        let mut rows: Vec<(u32, Option<Decimal>)> =
            now.entries.iter().filter_map(|e| Some((e.rank?, value(e)))).collect();
        rows.retain(|(rank, _)| scope.is_none_or(|k| *rank <= k));
        rows.sort_by_key(|(rank, _)| *rank);
        let mut known = scope.is_some_and(|k| rows.len() as u64 >= u64::from(k)) || now.whole;
        let mut gaps = Vec::new();
        for pair in rows.windows(2) {
            let follow = pair[0].0.checked_add(1) == Some(pair[1].0);
            match pair[0].1.zip(pair[1].1).filter(|_| follow) {
                Some((above, below)) => gaps.push((pair[0].0, (above - below).abs())),
                None => known = false,
            }
        }
        (gaps, known)
    }
}

impl World<'_> {
    /// The lowest (or highest) value of all rows that are listed, or of the first ones.
    pub(super) fn end_of_list(&self, last: bool, num: &Num, board: usize, now: &PeriodFacts) -> Truth {
        let end = |rows: Vec<&Entry>| {
            let values = rows.iter().map(|e| e.value.filter(|_| !e.at_least).map(Amount::decimal));
            let known: Option<Vec<Decimal>> = values.collect();
            let Some(known) = known else { return Truth::Unknown("one of the values is not known") };
            let end = if last { known.into_iter().min() } else { known.into_iter().max() };
            end.map_or(Truth::Skip, |end| Truth::when(num.admits(end), Some(end)))
        };
        let listed = match now.whole {
            true => end(now.entries.iter().collect()),
            false => Truth::Unknown("the list is not known to its end"),
        };
        listed.better(end(now.visible(self.config.boards[board].top).collect()))
    }
}
