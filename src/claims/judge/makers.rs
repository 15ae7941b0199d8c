//! How many rows are a maker's, and how many makers have any. A row whose maker is not known may be anybody's: a count
//! that it could change is not known either.

use super::super::facts::{Measure, World};
use super::super::frames::Test;
use super::super::numbers::Num;
use super::super::tokens::{Entity, When};
use super::super::truth::{Fact, Truth, any_of};
use super::counts::at_most;
use super::places::found_ranks;
use crate::analysis::{Entry, PeriodFacts};
use crate::model::MetricKind;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What several rows have together at the least and, by their ranks, at the most; whether one is a lower bound.
#[derive(Debug, Default)]
struct Sum {
    least: Decimal,
    most: Decimal,
    open: bool,
}

const NOT_EXACT: &str = "it is not known of every row who makes it and what it had";

const UNKNOWN: &str = "it is not known of every row who makes it";

impl<'a> World<'a> {
    /// Whoever stands in a place is an organisation's.
    pub(super) fn holder_made_by(
        &self,
        org: usize,
        at: &Entity,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let own = |row: &Entry| self.of_org(org, now).any(|own| own.key == row.key);
        any_of(self.rows(at, board, now).into_iter().map(|row| Truth::when(own(row), None)))
    }

    /// Who makes a row.
    pub(super) fn maker_of(&self, e: &Entry) -> Option<&'a str> {
        self.facts.models[e.key.model].org.as_deref()
    }

    /// A count of rows, to which more may belong whose maker nobody has told. Rows or models: both are how people count.
    pub(super) fn counted(&self, num: &Num, (models, rows): (usize, usize), unknown: usize) -> Truth {
        let known = self.count_truth(num, rows).better(self.count_truth(num, models));
        let fits = |count: usize| num.admits(Decimal::from(count));
        let possible = (models..=rows + unknown).any(fits);
        let sure = [models, rows].iter().any(|own| (*own..=own + unknown).all(fits));
        match known {
            Truth::No(_) if possible => Truth::Unknown(UNKNOWN),
            Truth::Yes(_) if !sure => Truth::Unknown(UNKNOWN),
            known => known,
        }
    }

    /// How many makers have a row in the first ones: of the visible top, or of the whole list, where no top is named.
    pub(super) fn makers(&self, num: &Num, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let within = |top: u32, complete: bool| {
            let rows: Vec<&Entry> = now.visible(top).collect();
            let makers: BTreeSet<&str> = rows.iter().filter_map(|e| self.maker_of(e)).collect();
            let unknown = rows.iter().filter(|e| self.maker_of(e).is_none()).count();
            let (low, high) =
                (makers.len() + usize::from(makers.is_empty() && unknown > 0), makers.len() + unknown);
            match complete {
                false => Truth::Unknown("it is not known of every row"),
                true if unknown == 0 => self.count_truth(num, makers.len()),
                true if (low..=high).any(|count| num.admits(Decimal::from(count))) => Truth::Unknown(UNKNOWN),
                true => Truth::No(Some(Decimal::from(makers.len()))),
            }
        };
        match top {
            Some(top) => within(top, now.whole || found_ranks(now, top)),
            None => {
                let visible = self.config.boards[board].top;
                let first = within(visible, now.whole || found_ranks(now, visible));
                first.better(within(u32::MAX, now.whole))
            }
        }
    }

    /// An organisation has more rows in the first ones than any other, or as many as any.
    pub(super) fn most_rows(
        &self,
        (org, tied): (usize, bool),
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        // In the visible top, or in the whole list, where no top is named.
        let within = |top| self.most_rows_in(top, (org, tied), now);
        top.map_or_else(|| within(self.config.boards[board].top).better(within(u32::MAX)), within)
    }

    fn most_rows_in(&self, top: u32, (org, tied): (usize, bool), now: &'a PeriodFacts) -> Truth {
        if !now.whole && !found_ranks(now, top) {
            return Truth::Unknown("it is not known of every row");
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut unknown = 0;
        for e in now.visible(top) {
            match self.maker_of(e) {
                Some(maker) => *counts.entry(maker).or_default() += 1,
                None => unknown += 1,
            }
        }
        let own = self.facts.orgs[org].id.as_str();
        let Some(has) = counts.remove(own) else {
            return if unknown > 0 { Truth::Unknown(UNKNOWN) } else { Truth::Skip };
        };
        let others = counts.values().copied().max().unwrap_or_default();
        let ahead = |has: usize, others: usize| if tied { has >= others } else { has > others };
        let count = Some(Decimal::from(has));
        match (ahead(has, others + unknown), ahead(has + unknown, others)) {
            (true, _) => Truth::Yes(count),
            (_, false) => Truth::No(count),
            _ => Truth::Unknown(UNKNOWN),
        }
    }

    /// Where a maker stands by what its rows have together. Who has a lower bound may have any more.
    pub(super) fn nth_maker(&self, nth: u32, org: usize, board: usize, now: &'a PeriodFacts) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let Some(mut sums) = self.sums_of_makers(now) else {
            return Truth::Unknown("it is not known of every row who makes it and what it has");
        };
        let Some(own) = sums.remove(self.facts.orgs[org].id.as_str()) else { return Truth::Skip };
        // Of equals, any may come first.
        let above = |test: &dyn Fn(&Sum) -> bool| 1 + sums.values().filter(|other| test(other)).count();
        let surely = above(&|other| !own.open && other.least > own.least);
        let perhaps = above(&|other| other.open || other.least >= own.least);
        // A lower bound is no more than what stands above it, which is enough to bear the words out.
        let told = (above(&|other| other.least > own.most), above(&|other| other.most >= own.least));
        let nth = usize::try_from(nth).unwrap_or(usize::MAX);
        match (surely..=perhaps).contains(&nth) {
            true if told == (nth, nth) => Truth::Yes(Some(own.least)),
            true => Truth::Unknown("one of the values is a lower bound"),
            false => Truth::No(Some(own.least)),
        }
    }

    /// "Alpha has the No. 1": one of its rows stands there. Where it is the one that stands there among the makers, by
    /// what they have together or by their first rows, that may be meant.
    pub(super) fn rank_of_maker(&self, num: &Num, org: usize, board: usize, now: &'a PeriodFacts) -> Truth {
        let nth = num.whole().unwrap_or_default();
        let mut makers: Vec<&str> = Vec::new();
        let mut rows: Vec<&Entry> = now.entries.iter().filter(|e| e.rank.is_some()).collect();
        rows.sort_by_key(|e| e.rank);
        for maker in rows.iter().filter_map(|e| self.maker_of(e)) {
            if !makers.contains(&maker) {
                makers.push(maker);
            }
        }
        let own = self.facts.orgs[org].id.as_str();
        let theirs = |e: &&&Entry| self.maker_of(e) == Some(own);
        let ranks = rows.iter().filter(theirs).filter_map(|e| e.rank).map(Decimal::from);
        let deep = num.whole().is_some_and(|rank| rank > now.listed);
        let Some(best) = ranks.clone().next().filter(|_| !deep) else { return Truth::Skip };
        if let Some(there) = ranks.clone().find(|rank| num.admits(*rank)) {
            return Truth::Yes(Some(there));
        }
        let by_row = makers.iter().position(|maker| *maker == own).is_some_and(|at| at + 1 == nth as usize);
        match self.nth_maker(nth, org, board, now) {
            Truth::No(_) | Truth::Skip if !by_row => Truth::No(Some(best)),
            _ => Truth::Skip,
        }
    }

    /// The rows of one maker together have grown, or shrunk, and those of no other.
    pub(super) fn only_maker(&self, org: usize, sign: i8, board: usize, now: &'a PeriodFacts) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let Some(before) = self.before(board, now).filter(|before| self.exact(before) && self.exact(now))
        else {
            return Truth::Unknown(NOT_EXACT);
        };
        let moved = |org: usize| match self.maker_figure(Measure::ValueChange, org, board, now) {
            Fact::Known(change) => !change.is_zero() && (change > Decimal::ZERO) == (sign > 0),
            _ => false,
        };
        // Whoever has no row left is no maker that the list has.
        let listed = |org: &usize| self.of_org(*org, now).next().is_some();
        let movers = || (0..self.facts.orgs.len()).filter(listed).filter(|org| moved(*org));
        let count = movers().count();
        let fact = Some(Decimal::from(count));
        // Of whoever had other rows before, what is unlisted may tell otherwise; who had none did not grow.
        let keys = |org, at| self.of_org(org, at).map(|e: &Entry| &e.key).collect::<BTreeSet<_>>();
        let same = |org: usize| keys(org, before) == keys(org, now);
        let wrong = if moved(org) { movers().any(|other| other != org && same(other)) } else { same(org) };
        match () {
            () if moved(org) && count == 1 => Truth::Yes(fact),
            () if wrong => Truth::No(fact),
            () => Truth::Unknown("of some makers other rows were listed before"),
        }
    }

    /// So many makers' rows together have grown, or shrunk.
    pub(super) fn makers_moved(&self, num: &Num, sign: i8, board: usize, now: &'a PeriodFacts) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let Some(before) = self.before(board, now).filter(|before| self.exact(before) && self.exact(now))
        else {
            return Truth::Unknown(NOT_EXACT);
        };
        let moved = |org: &usize| match self.maker_figure(Measure::ValueChange, *org, board, now) {
            Fact::Known(change) => !change.is_zero() && (change > Decimal::ZERO) == (sign > 0),
            _ => false,
        };
        let keys = |org, at| self.of_org(org, at).map(|e: &Entry| &e.key).collect::<BTreeSet<_>>();
        // Whoever had other rows before may have moved otherwise, by what is unlisted.
        let same = |org: &usize| keys(*org, before) == keys(*org, now);
        let listed: Vec<usize> =
            (0..self.facts.orgs.len()).filter(|org| self.of_org(*org, now).next().is_some()).collect();
        let count = listed.iter().filter(|org| moved(org)).count();
        let sure = listed.iter().filter(|org| moved(org) && same(org)).count();
        let open = listed.iter().filter(|org| !same(org)).count();
        let possible = (sure..=sure + open).any(|count| num.admits(Decimal::from(count)));
        match self.count_truth(num, count) {
            Truth::No(_) if possible => Truth::Unknown("of some makers other rows were listed before"),
            truth => truth,
        }
    }

    /// It is known of every row who makes it and what it has.
    fn exact(&self, at: &PeriodFacts) -> bool {
        let told = |e: &Entry| e.value.is_some() && !e.at_least && self.maker_of(e).is_some();
        at.whole && at.complete && at.entries.iter().all(told)
    }

    /// What the rows of each maker have together.
    fn sums_of_makers(&self, now: &'a PeriodFacts) -> Option<BTreeMap<&'a str, Sum>> {
        let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
        for e in now.entries.iter().filter(|_| now.whole) {
            let sum = sums.entry(self.maker_of(e)?).or_default();
            let value = e.value?.decimal();
            let most = if e.at_least { at_most(e, now).max(value) } else { value };
            (sum.least, sum.most) = (sum.least.checked_add(value)?, sum.most.checked_add(most)?);
            sum.open |= e.at_least;
        }
        Some(sums)
    }

    /// How many rows more one maker has than another, or than itself before.
    #[expect(clippy::too_many_arguments, reason = "a reading is measure, number, subject, board and period")]
    pub(super) fn rows_apart(
        &self,
        (num, sign): (&Num, i8),
        of: [usize; 2],
        then: Option<When>,
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let other = match then {
            None => Some(now),
            Some(when) => self.period_of(when).and_then(|period| self.at(board, period)),
        };
        let Some(other) = other else { return Truth::Unknown("that period is not known") };
        let within = |top: u32| match (self.rows_of(of[0], top, now), self.rows_of(of[1], top, other)) {
            (Some(own), Some(others)) if sign == 0 => match own.checked_div(others) {
                Some(ratio) => Truth::when(num.admits(ratio), Some(ratio)),
                None => Truth::No(None),
            },
            (Some(own), Some(others)) => {
                Truth::when(num.admits((own - others) * Decimal::from(sign)), Some(own - others))
            }
            _ => Truth::Unknown(UNKNOWN),
        };
        top.map_or_else(|| within(self.config.boards[board].top).better(within(u32::MAX)), within)
    }

    /// How many of the first rows are a maker's, if it is known of each.
    fn rows_of(&self, org: usize, top: u32, at: &'a PeriodFacts) -> Option<Decimal> {
        let all = at.visible(top).all(|e| self.maker_of(e).is_some());
        let complete = found_ranks(at, top) || at.whole && (top == u32::MAX || top <= at.listed);
        let own = at.visible(top).filter(|e| self.maker_of(e) == Some(self.facts.orgs[org].id.as_str()));
        (all && complete).then(|| Decimal::from(own.count()))
    }

    /// What is said of all rows that are listed, if they are as many as the words say: the whole list, or its visible top.
    pub(super) fn of_listed(&self, rows: u32, test: &Test, board: usize, now: &'a PeriodFacts) -> Truth {
        if self.are_listed(rows, board, now) { self.judge(test, board, now) } else { Truth::Skip }
    }

    /// So many rows are listed, and known.
    pub(super) fn are_listed(&self, rows: u32, board: usize, now: &'a PeriodFacts) -> bool {
        let listed = u32::try_from(now.entries.len()).unwrap_or(u32::MAX);
        let told = rows == now.listed || rows == listed || rows == self.config.boards[board].top;
        told && found_ranks(now, rows)
    }
}
