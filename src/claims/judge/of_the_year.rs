//! What had not been so before, since a time or since the year began: the first rise, the longest list, the smallest
//! share; what was so in each of several periods, and who was last listed when.

use super::super::facts::{Measure, World, listed};
use super::super::frames::{Reach, Recorded, Test};
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Fact, Truth, all_of, any_of};
use super::places::found_ranks;
use super::since::settled;
use crate::analysis::{Entry, PeriodFacts};
use crate::model::{MetricKind, Period};
use rust_decimal::Decimal;

/// Most periods that are looked at one by one.
const MOST: usize = 400;

impl<'a> World<'a> {
    /// A rise or fall that is the first, second, … of its kind.
    pub(super) fn nth_move(
        &self,
        (measure, sign): (Measure, i8),
        (nth, reach): (u32, Reach),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let scored = self.config.boards[board].metric.kind == MetricKind::Score;
        if scored && matches!(measure, Measure::Growth | Measure::ShareChange) {
            return Truth::Skip;
        }
        let Some((earlier, whole)) = self.reached(reach, board, now) else {
            return Truth::Unknown("the words speak of a time that the data do not know");
        };
        let so = |fact: &Fact| match fact {
            Fact::Known(change) => Some(!change.is_zero() && (*change > Decimal::ZERO) == (sign > 0)),
            Fact::None => Some(false),
            Fact::Unknown(_) => None,
        };
        let known = &self.facts.boards[board].periods[earlier];
        any_of(who.iter().map(|entity| {
            match self.moved_in(measure, entity, board, now) {
                Fact::None => return Truth::Skip,
                fact if so(&fact) == Some(false) => return Truth::No(None),
                Fact::Unknown(why) => return Truth::Unknown(why),
                Fact::Known(_) => {}
            }
            let moves: Vec<Option<bool>> =
                known.iter().map(|p| so(&self.moved_in(measure, entity, board, p))).collect();
            let open = !whole || moves.contains(&None);
            let count = moves.iter().filter(|m| **m == Some(true)).count() + 1;
            let fact = Some(Decimal::from(count));
            match count.cmp(&(nth as usize)) {
                std::cmp::Ordering::Greater => Truth::No(fact),
                // Where the data begin, what changed then is not known.
                std::cmp::Ordering::Less if open || count + 1 == nth as usize => {
                    Truth::Unknown("not every change since then is known")
                }
                std::cmp::Ordering::Less => Truth::No(fact),
                std::cmp::Ordering::Equal
                    if open || nth == 1 && !self.moved_then(reach, (measure, sign), entity, board) =>
                {
                    Truth::Unknown("not every change since then is known")
                }
                std::cmp::Ordering::Equal => Truth::Yes(fact),
            }
        }))
    }

    /// "the first since March": in March it was so.
    fn moved_then(
        &self,
        reach: Reach,
        (measure, sign): (Measure, i8),
        entity: &Entity,
        board: usize,
    ) -> bool {
        let Reach::Since(when) = reach else { return true };
        let then = self.period_of(when).and_then(|period| self.at(board, period));
        then.is_some_and(|then| match self.moved_in(measure, entity, board, then) {
            Fact::Known(change) => !change.is_zero() && (change > Decimal::ZERO) == (sign > 0),
            // "its first decline since joining the table in April": then it had nothing to lose.
            Fact::None => !self.rows(entity, board, then).is_empty() && self.before(board, then).is_some(),
            Fact::Unknown(_) => false,
        })
    }

    /// How a figure changed in a period.
    pub(super) fn moved_in(
        &self,
        measure: Measure,
        entity: &Entity,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Fact {
        // A maker may have rows that are not listed, or of which nobody says whose they are.
        let told = |e: &Entry| self.maker_of(e).is_some() && !e.at_least;
        let is_told = |at: &PeriodFacts| at.whole && at.entries.iter().all(told);
        match entity {
            Entity::Market | Entity::Listed | Entity::Rest => self.of_whole(measure, entity, board, now),
            Entity::Model { .. } => match self.rows(entity, board, now).as_slice() {
                [] => Fact::None,
                [row] => self.figure(measure, row, board, now),
                _ => Fact::Unknown("several rows are meant"),
            },
            Entity::Org(org) => match self.before(board, now) {
                Some(before) if is_told(before) && is_told(now) => {
                    self.maker_figure(measure, *org, board, now)
                }
                Some(_) => Fact::Unknown("it is not known of every row who makes it"),
                None => Fact::None,
            },
            _ => Fact::Unknown("several rows are meant"),
        }
    }

    /// The part of all, or of all that is listed, in a period; `None` if it is not known, 0 where nobody was listed.
    fn part_in(&self, of: Recorded, entity: &Entity, board: usize, now: &'a PeriodFacts) -> Option<Decimal> {
        let rows = self.rows(entity, board, now);
        // A maker may have rows that are not listed, or of which nobody says whose they are.
        let unknown = || now.entries.iter().any(|e| self.maker_of(e).is_none());
        if matches!(entity, Entity::Org(_)) && (!now.whole || unknown()) {
            return None;
        }
        if rows.iter().any(|e| e.at_least) || rows.is_empty() && !now.whole {
            return None;
        }
        let sum = rows.iter().map(|e| e.value.map(crate::model::Amount::decimal)).sum::<Option<Decimal>>()?;
        let all = match of {
            Recorded::ListedShare => listed(now)?,
            _ => now.total?.decimal(),
        };
        sum.checked_div(all)
    }

    /// A share that is larger, or smaller, than in every earlier period that is meant.
    pub(super) fn share_record(
        &self,
        of: Recorded,
        (sign, reach): (i8, Reach),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let Some((earlier, whole)) = self.reached(reach, board, now) else {
            return Truth::Unknown("the words speak of a time that the data do not know");
        };
        let known = &self.facts.boards[board].periods[earlier];
        any_of(who.iter().map(|entity| {
            let Some(share) = self.part_in(of, entity, board, now) else {
                return Truth::Unknown("its share is not known");
            };
            if share.is_zero() {
                return Truth::Skip;
            }
            let before: Vec<Option<Decimal>> =
                known.iter().map(|p| self.part_in(of, entity, board, p)).collect();
            // Where it was not listed it had less than is known.
            let settles = |old: &Option<Decimal>| old.is_some_and(|old| sign > 0 || !old.is_zero());
            let beats = |old: &Decimal| share.cmp(old) as i8 == sign || sign < 0 && old.is_zero();
            let holds = before.iter().flatten().all(beats);
            settled(holds, share, whole && before.iter().all(settles))
        }))
    }

    /// More rows are listed than in every earlier period that is meant, or fewer.
    pub(super) fn longest_list(&self, sign: i8, reach: Reach, board: usize, now: &'a PeriodFacts) -> Truth {
        let Some((earlier, whole)) = self.reached(reach, board, now) else {
            return Truth::Unknown("the words speak of a time that the data do not know");
        };
        let known = &self.facts.boards[board].periods[earlier];
        let holds = known.iter().all(|p| now.listed.cmp(&p.listed) as i8 == sign);
        settled(holds && !known.is_empty(), Decimal::from(now.listed), whole)
    }

    /// So in every period from one to another.
    pub(super) fn throughout(
        &self,
        (from, to): (When, When),
        test: &Test,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let from = match from {
            // From the first of the year, if the data reach back to it.
            When::Beyond => self.reached(Reach::Year, board, now).and_then(|(earlier, _)| {
                self.facts.boards[board].periods.get(earlier.start).map(|first| first.period)
            }),
            from => self.period_of(from),
        };
        let Some((from, to)) = from.zip(self.period_of(to)).filter(|(from, to)| from <= to) else {
            return Truth::Unknown("those periods are not known");
        };
        let periods: Vec<Period> =
            std::iter::successors(Some(from), |p| p.next()).take_while(|p| *p <= to).take(MOST).collect();
        if self.at(board, from).is_none() && self.at(board, to).is_none() {
            return Truth::Skip;
        }
        all_of(periods.into_iter().map(|period| self.then(When::At(period), test, board)))
    }

    /// It was listed in a period, and in none from there to now.
    pub(super) fn last_listed(
        &self,
        (at, top): (When, Option<u32>),
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let Some(then) = self.period_of(at).filter(|then| *then < now.period) else {
            return Truth::Unknown("that period is not known");
        };
        let known = &self.facts.boards[board].periods;
        let from = known.partition_point(|p| p.period < then);
        let until = known.partition_point(|p| p.period < now.period);
        let Some(span) = known.get(from..until).filter(|span| span.first().is_some_and(|p| p.period == then))
        else {
            return Truth::Unknown("that period is not known");
        };
        let inside = |entity: &Entity, p: &'a PeriodFacts| {
            self.rows(entity, board, p).iter().any(|e| top.is_none_or(|k| e.rank.is_some_and(|r| r <= k)))
        };
        let deep = |p: &PeriodFacts| p.whole || top.is_some_and(|k| found_ranks(p, k));
        // A row of which nobody says whose it is may be the maker's.
        let untold = |p: &PeriodFacts| p.entries.iter().any(|e| self.maker_of(e).is_none());
        any_of(who.iter().map(|entity| {
            if matches!(entity, Entity::Org(_)) && span.iter().any(untold) {
                return Truth::Unknown("it is not known of every row who makes it");
            }
            if top.is_some()
                && span.iter().any(|p| self.rows(entity, board, p).iter().any(|e| e.rank.is_none()))
            {
                return Truth::Unknown("its rank is not known");
            }
            let listed: Vec<bool> = span.iter().map(|p| inside(entity, p)).collect();
            // "it came back in May, last seen in March": before it did.
            if listed.starts_with(&[true, false]) && listed.iter().skip(1).any(|there| *there) {
                return Truth::Unknown("it was away from then on, and came back");
            }
            let unbroken = span.windows(2).all(|pair| pair[0].period.next() == Some(pair[1].period));
            match listed.split_first() {
                Some((true, later)) if !later.contains(&true) && unbroken && span.iter().all(deep) => {
                    Truth::Yes(None)
                }
                Some((true, later)) if !later.contains(&true) => {
                    Truth::Unknown("not every period since then is known")
                }
                Some((false, _)) if !span.first().is_some_and(deep) => {
                    Truth::Unknown("the list does not reach so deep")
                }
                _ => Truth::No(None),
            }
        }))
    }
}
