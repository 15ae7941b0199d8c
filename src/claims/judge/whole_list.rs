//! Who is last on a list, what each maker has on it, how long somebody was on it, and how far below its best a row is.

use super::super::facts::World;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Truth, any_of};
use super::places::found_ranks;
use crate::analysis::{Entry, PeriodFacts, Status};
use crate::identity::Key;
use crate::model::{Amount, MetricKind};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> World<'a> {
    /// No row of the list stands behind it. Of the first rows, which are shown, it may be the last as well.
    pub(super) fn at_end(&self, who: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        let last = now.entries.iter().filter_map(|e| e.rank).max();
        let shown = self.config.boards[board].top;
        any_of(self.any_rows(who, board, now).into_iter().map(|row| match row.rank {
            None => Truth::Unknown("its rank is not known"),
            Some(rank) if Some(rank) < last && rank == shown => {
                Truth::Unknown("the list that is shown may be meant")
            }
            Some(rank) if Some(rank) < last => Truth::No(Some(rank.into())),
            Some(rank) if now.whole || rank == now.listed => Truth::Yes(Some(rank.into())),
            Some(_) => Truth::Unknown("not every row is known"),
        }))
    }

    /// Every maker that is listed has so many rows among the first ones.
    pub(super) fn each_maker(
        &self,
        makers: Option<u32>,
        num: &Num,
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let known = now.whole && now.entries.iter().all(|e| self.maker_of(e).is_some());
        if !known {
            return Truth::Unknown("it is not known of every row who makes it");
        }
        let within = |top: u32| {
            if top != u32::MAX && !found_ranks(now, top) {
                return Truth::Unknown("it is not known of every row");
            }
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for e in &now.entries {
                let inside = usize::from(top == u32::MAX || e.rank.is_some_and(|rank| rank <= top));
                *counts.entry(self.maker_of(e).unwrap_or_default()).or_default() += inside;
            }
            let told = makers.is_none_or(|told| usize::try_from(told) == Ok(counts.len()));
            match counts.values().find(|count| !num.admits(Decimal::from(**count))) {
                Some(count) => Truth::No(Some(Decimal::from(*count))),
                None if told => Truth::Yes(None),
                None => Truth::Unknown("other makers may be meant"),
            }
        };
        top.map_or_else(|| within(self.config.boards[board].top).better(within(u32::MAX)), within)
    }

    /// The first rows are those of another period, in whatever order.
    pub(super) fn same_top(&self, top: u32, then: When, board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(then) = self.period_of(then).and_then(|period| self.at(board, period)) else {
            return Truth::Unknown("that period is not known");
        };
        if !(found_ranks(now, top) && found_ranks(then, top)) {
            return Truth::Unknown("not every row of the first ones is known");
        }
        let keys = |at: &'a PeriodFacts| at.visible(top).map(|e| &e.key).collect::<BTreeSet<_>>();
        Truth::when(keys(now) == keys(then), None)
    }

    /// No two rows have the same figure. Of scores they may be level although their figures differ.
    pub(super) fn untied(&self, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let mut seen = BTreeSet::new();
        let mut known = true;
        for entry in now.visible(top.unwrap_or(u32::MAX)) {
            match entry.value.filter(|_| !entry.at_least).map(Amount::decimal) {
                Some(value) if !seen.insert(value) => return Truth::No(Some(value)),
                Some(_) => {}
                None => known = false,
            }
        }
        match self.config.boards[board].metric.kind {
            MetricKind::Volume if known => Truth::Yes(None),
            MetricKind::Volume => Truth::Unknown("not every value is known"),
            MetricKind::Score => Truth::Unknown("scores may be tied within their intervals"),
        }
    }

    /// How many periods a row was listed before it left. Where the data begin with it, it may have been more.
    pub(super) fn stint(&self, num: &Num, who: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        if num.form == Form::Ordinal {
            return any_of(
                self.any_rows(who, board, now).into_iter().map(|e| self.nth_listed(num, e, board, now)),
            );
        }
        let Some(before) = self.before(board, now) else {
            return Truth::Unknown("the period before is not known");
        };
        let known = &self.facts.boards[board].periods;
        let earlier = &known[..known.partition_point(|p| p.period < now.period)];
        any_of(self.any_rows(who, board, before).into_iter().map(|row| {
            if now.row(&row.key).is_some() {
                return Truth::Skip;
            }
            let there = |p: &&PeriodFacts| p.row(&row.key).is_some();
            let all = Decimal::from(earlier.iter().filter(there).count());
            let last = Decimal::from(earlier.iter().rev().take_while(there).count());
            let began = earlier.first().is_some_and(|p| p.row(&row.key).is_some() || !p.whole);
            let gaps = !earlier.iter().all(|p| p.whole);
            match num.admits(all) || num.admits(last) {
                true => Truth::Yes(Some(all)),
                false if gaps || began && num.value > all => {
                    Truth::Unknown("it is not known how long it was listed")
                }
                false => Truth::No(Some(all)),
            }
        }))
    }

    /// A row is listed for the so-manieth period: of this run of them, or of all.
    fn nth_listed(&self, num: &Num, row: &'a Entry, board: usize, now: &'a PeriodFacts) -> Truth {
        let (mut run, mut first, mut at) = (0_u32, row, Some(now));
        while let Some(entry) = at.and_then(|period| period.row(&row.key)) {
            (run, first) = (run + 1, entry);
            at = at.and_then(|period| self.before(board, period));
        }
        let known = self.facts.boards[board].periods.iter().filter(|p| p.period <= now.period);
        let all = Decimal::from(known.filter(|p| p.row(&row.key).is_some()).count());
        let run = Decimal::from(run);
        match num.admits(run) || num.admits(all) {
            true => Truth::Yes(Some(run)),
            // It may have been there before what is known.
            false if first.status != Status::Debut && num.value > run => {
                Truth::Unknown("it is not known how long it was listed")
            }
            false => Truth::No(Some(run)),
        }
    }

    /// By which part of its best amount so far a row is below it.
    pub(super) fn off_best(&self, num: &Num, who: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        any_of(who.iter().map(|entity| match (entity, self.rows(entity, board, now).as_slice()) {
            (Entity::Model { .. }, [row]) => match self.part_below_best(row, board, now) {
                Some(part) => Truth::when(num.admits(part), Some(part)),
                None => Truth::Unknown("not every period is known"),
            },
            (_, []) => Truth::Skip,
            _ => Truth::Unknown("several rows are meant"),
        }))
    }

    fn part_below_best(&self, row: &Entry, board: usize, now: &'a PeriodFacts) -> Option<Decimal> {
        let known = &self.facts.boards[board].periods;
        let up_to_now = &known[..known.partition_point(|p| p.period <= now.period)];
        let first = up_to_now.first()?.period;
        let comparable = !self.is_broken(board, first, now.period) && up_to_now.iter().all(|p| p.complete);
        let values: Option<Vec<Decimal>> =
            up_to_now.iter().filter_map(|p| value_in(&row.key, p)).collect::<Option<Vec<_>>>();
        let best = values.filter(|_| comparable)?.into_iter().max()?;
        let own = row.value.filter(|_| !row.at_least).map(Amount::decimal)?;
        (best - own).checked_div(best)
    }
}

/// What a row had in a period; nothing to ask where it was not on a whole list, and not known where that was not whole.
fn value_in(key: &Key, period: &PeriodFacts) -> Option<Option<Decimal>> {
    match period.row(key) {
        Some(e) => Some(e.value.filter(|_| !e.at_least).map(Amount::decimal)),
        None if period.whole => None,
        None => Some(None),
    }
}
