//! Places that were held until now, and bests that something is set against: which in the order of its own figures one is,
//! the most that any row had, the most that a row had before.

use super::super::facts::World;
use super::super::frames::{Reach, Recorded};
use super::super::numbers::Num;
use super::super::tokens::{When, Who};
use super::super::truth::{Truth, any_of};
use crate::analysis::{Entry, PeriodFacts};
use crate::model::{Amount, Cadence, MetricKind};
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// How long a row stood in a place up to the period before: without a break, or all in all.
    pub(super) fn held_until(
        &self,
        rank: u32,
        (num, span): (&Num, Cadence),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let before = self.before(board, now).filter(|b| b.period.next() == Some(now.period));
        let Some(before) = before.filter(|_| span == self.config.cadence) else {
            return Truth::Unknown("how long it stood there is not known");
        };
        let there = |p: &PeriodFacts, row: &Entry| p.row(&row.key).is_some_and(|e| e.rank == Some(rank));
        any_of(who.iter().flat_map(|entity| self.rows(entity, board, before)).map(|row| {
            if row.rank != Some(rank) {
                return Truth::Skip;
            }
            let (known, begun) = self.held(rank, &row.key, board, before);
            let all = self.facts.boards[board].periods.iter().filter(|p| p.period < now.period);
            let all = all.filter(|p| there(p, row)).count();
            let fits = |count: u32| num.admits(Decimal::from(count));
            let goes_on = there(now, row) && fits(known + 1);
            match Some(Decimal::from(known)) {
                run if fits(known) || goes_on || num.admits(Decimal::from(all)) => Truth::Yes(run),
                run if begun || num.value < Decimal::from(known) => Truth::No(run),
                _ => Truth::Unknown("the run began before the data do"),
            }
        }))
    }

    /// Who stood first before another came to stand there, where it still does.
    pub(super) fn led_before(&self, who: &Who, other: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        let leads =
            |who: &Who, p: &'a PeriodFacts| self.any_rows(who, board, p).iter().any(|e| e.rank == Some(1));
        let mut at = Some(now);
        while let Some(period) = at.filter(|p| leads(other, p)) {
            at = self.before(board, period).filter(|b| b.period.next() == Some(period.period));
        }
        match at {
            Some(period)
                if period.period != now.period && period.entries.iter().any(|e| e.rank == Some(1)) =>
            {
                Truth::when(leads(who, period), None)
            }
            _ => Truth::Unknown("who stood first before is not known"),
        }
    }

    /// Which in the order of a row's own figures this one is.
    pub(super) fn nth_record(
        &self,
        of: Recorded,
        (sign, nth, reach): (i8, u32, Reach),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let nth = usize::try_from(nth).unwrap_or(usize::MAX);
        any_of(who.iter().map(|entity| match self.recorded(of, (sign, reach), entity, board, now) {
            Ok((value, before, whole)) => {
                let better = before.iter().filter(|old| old.cmp(&&value) as i8 == sign).count();
                let level = before.iter().filter(|old| **old == value).count();
                let fits = (better + 1..=better + level + 1).contains(&nth);
                // "its second-best since W13", that one among them.
                let first_too = matches!(reach, Reach::Since(_)) && better + level + 2 == nth;
                match whole {
                    true if first_too => Truth::Unknown("it is not told whether the first of them counts"),
                    true => Truth::when(fits, Some(value.abs())),
                    // What is not known can only put it further back.
                    false if better >= nth => Truth::No(Some(value.abs())),
                    false => Truth::Unknown("not every period is known"),
                }
            }
            Err(truth) => truth,
        }))
    }

    /// No row had more in any of the periods that are meant than what one had in its own.
    pub(super) fn unmatched(
        &self,
        at: Option<When>,
        reach: Reach,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let own = match at {
            Some(when) => self.period_of(when).and_then(|period| self.at(board, period)),
            None => Some(now),
        };
        let reached = self.reached(reach, board, now);
        let Some((own, (earlier, whole))) = own.zip(reached) else {
            return Truth::Unknown("the words speak of a time that the data do not know");
        };
        let history = &self.facts.boards[board].periods;
        let periods = history.get(earlier.start..=earlier.end).unwrap_or_default();
        // Whoever stands first has the most.
        let told =
            |p: &PeriodFacts| p.entries.iter().any(|e| e.rank == Some(1) && !e.at_least && e.value.is_some());
        let whole = whole && periods.iter().all(told);
        let values = periods.iter().flat_map(|p| &p.entries).filter_map(|e| e.value.map(Amount::decimal));
        let most = values.max();
        any_of(who.iter().map(|entity| match self.rows(entity, board, own).as_slice() {
            [row] => match row.value.filter(|_| !row.at_least).map(Amount::decimal).zip(most) {
                Some((value, most)) if most > value => Truth::No(Some(most)),
                Some((value, _)) if whole => Truth::Yes(Some(value)),
                _ => Truth::Unknown("not every period is known"),
            },
            [] => Truth::Skip,
            _ => Truth::Unknown("several rows are meant"),
        }))
    }

    /// The most that a row had before.
    pub(super) fn high_before(
        &self,
        of: Recorded,
        num: &Num,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        any_of(who.iter().map(|entity| match self.recorded(of, (1, Reach::All), entity, board, now) {
            Ok((_, before, true)) => match before.into_iter().max() {
                Some(most) => Truth::when(num.admits(most), Some(most)),
                None => Truth::Skip,
            },
            Ok(_) => Truth::Unknown("not every period is known"),
            Err(truth) => truth,
        }))
    }
}
