//! Who holds a place, took it, lost it or left.

use super::super::facts::{Measure, World};
use super::super::frames::{Among, Of, Order};
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Who};
use super::super::truth::{Truth, all_of, any_of, of_all};
use crate::analysis::{Entry, PeriodFacts, Status};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

impl<'a> World<'a> {
    /// How much better a rank is on one board than on another, in the same period. Without the first, the other one of
    /// the two that are held against each other.
    pub(super) fn apart(
        &self,
        (here, there): (Option<usize>, usize),
        num: Option<&Num>,
        sign: i8,
        who: &Who,
        now: &PeriodFacts,
    ) -> Truth {
        let other = self.two_boards().and_then(|pair| pair.into_iter().find(|b| *b != there));
        let Some(here) = here.or(other) else { return Truth::Unknown("it is not told which board is meant") };
        let rank = |entity: &Entity, board: usize| {
            let rows = self.at(board, now.period).map(|at| self.rows(entity, board, at)).unwrap_or_default();
            rows.iter().filter_map(|e| e.rank).min()
        };
        any_of(who.iter().map(|entity| match (rank(entity, here), rank(entity, there)) {
            (Some(here), Some(there)) => {
                let better = (Decimal::from(there) - Decimal::from(here)) * Decimal::from(sign);
                let holds = num.map_or(better > Decimal::ZERO, |num| num.admits(better));
                Truth::when(holds, Some(better))
            }
            _ => Truth::Unknown("it does not stand on both boards"),
        }))
    }

    pub(super) fn leads(&self, group: &[Who], newly: bool, board: usize, now: &'a PeriodFacts) -> Truth {
        let first = self.each(group, board, now, |e| match e.rank {
            Some(1) if newly && now.previous.is_some() => {
                Truth::when(e.previous_rank != Some(1), Some(Decimal::ONE))
            }
            Some(rank) => Truth::when(rank == 1, Some(rank.into())),
            None => Truth::Unknown("its rank is not known"),
        });
        if group.iter().flatten().any(|e| matches!(e, Entity::Org(_) | Entity::Top(_)))
            && !matches!(first, Truth::Yes(_))
        {
            // "Alpha has the top spot": no row of it stands there.
            return match group {
                [who] if !newly => match who.as_slice() {
                    [Entity::Org(org)] => {
                        let top = Num::new(Decimal::ONE, Decimal::ZERO, Form::Rank);
                        self.rank_of_maker(&top, *org, board, now)
                    }
                    _ => Truth::Skip,
                },
                _ => Truth::Skip,
            };
        }
        match first {
            // Not listed here, while somebody else is first.
            Truth::Skip if group.iter().flatten().all(|e| matches!(e, Entity::Model { model, .. } if self.facts.boards[board].lines_of(*model).next().is_some())) => {
                Truth::when(!now.entries.iter().any(|e| e.rank == Some(1)), None)
            }
            other => other,
        }
    }

    /// Nobody else of some rows stands before it.
    pub(super) fn foremost(&self, among: Among, group: &[Who], board: usize, now: &'a PeriodFacts) -> Truth {
        if let Among::Org(org) = among {
            let order = Order { measure: Measure::Rank, sign: 0, most: true, nth: 1 };
            return self.among_rows((order, &Of::orgs([org])), group, None, board, now);
        }
        let inside = |e: &Entry| e.key.variant.as_deref() == Some("free");
        let first = now.entries.iter().filter(|e| inside(e)).filter_map(|e| e.rank).min();
        let Some(first) = first else { return Truth::Skip };
        self.each(group, board, now, |e| match e.rank {
            Some(rank) if inside(e) => Truth::when(rank == first, Some(rank.into())),
            Some(rank) => Truth::No(Some(rank.into())),
            None => Truth::Unknown("its rank is not known"),
        })
    }

    /// An organisation lost it if the row that had it is its own.
    pub(super) fn lost_lead(&self, group: &[Who], board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(before) = self.before(board, now) else {
            return Truth::Unknown("the period before is not known");
        };
        of_all(group, |who| {
            any_of(who.iter().map(|entity| {
                let had = self.rows(entity, board, before).iter().any(|e| e.rank == Some(1));
                let has = self.rows(entity, board, now).iter().any(|e| e.rank == Some(1));
                let here = had || has || !self.rows(entity, board, now).is_empty();
                if here { Truth::when(had && !has, None) } else { Truth::Skip }
            }))
        })
    }

    /// Whoever is not on the list of the letter's own period has not come to it.
    pub(super) fn all_arrived(&self, group: &[Who], back: bool, board: usize, now: &'a PeriodFacts) -> Truth {
        let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
        let absent = |who: &Who| matches!(self.unlisted(who, None, board, now), Truth::Yes(_));
        of_all(group, |who| {
            match self.each(std::slice::from_ref(who), board, now, |e| self.arrived(e, back, board, now)) {
                Truth::Skip if now.period == self.period && model(who) && absent(who) => Truth::No(None),
                truth => truth,
            }
        })
    }

    fn arrived(&self, e: &Entry, back: bool, board: usize, now: &'a PeriodFacts) -> Truth {
        match (self.came_in(e, board, now).unwrap_or(Status::Unknown), back) {
            (Status::Debut, false) | (Status::Return, true) => Truth::Yes(None),
            (Status::Unknown, _)
                if e.rank.is_some() && now.previous.is_some() && e.previous_rank.is_some() =>
            {
                Truth::No(None)
            }
            (Status::Unknown, _) => Truth::Unknown("the list of the period before does not say"),
            // New to the visible top is new to a reader of it.
            (Status::Return, false) => Truth::No(None),
            _ => Truth::No(None),
        }
    }

    /// No row of it stands in the top, or on the list at all.
    pub(super) fn unlisted(&self, who: &Who, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let visible = self.config.boards[board].top;
        any_of(who.iter().map(|entity| {
            let rows = self.rows(entity, board, now);
            let inside = |k: u32| rows.iter().any(|e| e.rank.is_none_or(|rank| rank <= k));
            let deep = now.whole || top.is_some_and(|k| k <= now.listed || found_ranks(now, k));
            match top {
                None if rows.is_empty() && deep => Truth::Yes(None),
                None if rows.is_empty() => Truth::Unknown("the list does not reach so deep"),
                None if !inside(visible) => Truth::Unknown("it is listed behind the first rows"),
                None => Truth::No(None),
                Some(k) if inside(k) => match rows.iter().any(|e| e.rank.is_some_and(|rank| rank <= k)) {
                    true => Truth::No(None),
                    false => Truth::Unknown("its rank is not known"),
                },
                Some(_) if deep => Truth::Yes(None),
                Some(_) => Truth::Unknown("the list does not reach so deep"),
            }
        }))
    }

    /// Some left the list, its visible top or the top that is named, and nobody else did.
    pub(super) fn only_gone(
        &self,
        group: &[Who],
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let whole = |who: &Who| match who.as_slice() {
            [Entity::Model { model, effort: None, variant: None }] => Some(*model),
            _ => None,
        };
        let meant: Option<BTreeSet<usize>> = group.iter().map(whole).collect();
        let Some((meant, before)) = meant.zip(self.before(board, now)) else {
            return Truth::Unknown("it is not known who stood there");
        };
        let known = |at: &PeriodFacts, k: u32| found_ranks(at, k) || at.whole;
        let gone = |k: u32| {
            let still: BTreeSet<usize> = now.visible(k).map(|e| e.key.model).collect();
            let left = before.visible(k).map(|e| e.key.model).filter(|model| !still.contains(model));
            let left: BTreeSet<usize> = left.collect();
            match known(before, k) && known(now, k) {
                true => Truth::when(left == meant, Some(left.len().into())),
                false => Truth::Unknown("it is not known of every row who stood there"),
            }
        };
        top.map_or_else(|| gone(u32::MAX).better(gone(self.config.boards[board].top)), gone)
    }

    /// How many of those that stood in a top do not stand there any more.
    pub(super) fn left_top(&self, num: &Num, top: u32, of: &Of, board: usize, now: &'a PeriodFacts) -> Truth {
        let known = |at: &&PeriodFacts| found_ranks(at, top);
        let Some(before) = self.before(board, now).filter(known).filter(|_| known(&now)) else {
            return Truth::Unknown("it is not known of every row who stood there");
        };
        let own = |e: &&Entry| {
            let maker = |org: &usize| self.maker_of(e) == Some(self.facts.orgs[*org].id.as_str());
            (of.orgs.is_empty() || of.orgs.iter().any(maker))
                && (of.models.is_empty() || of.models.contains(&e.key.model))
        };
        let still = |e: &Entry| now.visible(top).any(|n| n.key.model == e.key.model);
        let gone = before.visible(top).filter(own).filter(|e| !still(e));
        self.count_truth(num, gone.count())
    }

    pub(super) fn left(&self, who: &Who, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let visible = top.unwrap_or(self.config.boards[board].top);
        any_of(who.iter().map(|entity| {
            let Entity::Model { model, effort, variant } = entity else { return Truth::Skip };
            let meant = |key: &crate::identity::Key| {
                key.model == *model
                    && effort.as_ref().is_none_or(|want| key.effort == *want)
                    && variant.as_ref().is_none_or(|want| key.variant == *want)
            };
            if now.exits.iter().any(|x| meant(&x.key))
                && top.is_none_or(|t| t == self.config.boards[board].top)
            {
                return Truth::Yes(None);
            }
            let here: Vec<&Entry> = now.entries.iter().filter(|e| meant(&e.key)).collect();
            let before = self.before(board, now);
            let was: Vec<&Entry> =
                before.into_iter().flat_map(|b| &b.entries).filter(|e| meant(&e.key)).collect();
            let was_in = was.iter().any(|e| e.rank.is_some_and(|r| r <= visible));
            if was.iter().any(|e| {
                e.rank.is_some_and(|r| r <= visible)
                    && !here.iter().any(|h| h.key == e.key && h.rank.is_some_and(|r| r <= visible))
            }) {
                let observed = now.whole || now.listed >= visible;
                return if observed {
                    Truth::Yes(None)
                } else {
                    Truth::Unknown("the list does not reach so deep")
                };
            }
            // "left the table": it was listed, and is not.
            if top.is_none() && here.is_empty() && !was.is_empty() {
                let deep = was.iter().any(|e| e.rank.is_some_and(|r| r <= now.listed));
                return if now.whole || deep {
                    Truth::Yes(None)
                } else {
                    Truth::Unknown("the list does not reach so deep")
                };
            }
            match (here.is_empty(), before.is_some()) {
                (false, _) if here.iter().all(|e| e.rank.is_some_and(|r| r <= visible)) => Truth::No(None),
                (_, true) if !was_in && !was.is_empty() => Truth::No(None),
                // Whoever has just come has not gone.
                (false, true) if was.is_empty() && before.is_some_and(|b| b.whole) => Truth::No(None),
                (false, false) => Truth::Unknown("the period before is not known"),
                _ => Truth::Skip,
            }
        }))
    }

    pub(super) fn displaced(&self, a: &[Who], b: &[Who], board: usize, now: &'a PeriodFacts) -> Truth {
        let top = self.config.boards[board].top;
        let came = self.each(a, board, now, |e| entered(e, top));
        let went = all_of(b.iter().map(|who| self.left(who, None, board, now)));
        match (came, went) {
            (Truth::Yes(_), Truth::Yes(_)) => Truth::Yes(None),
            (Truth::Unknown(why), _) | (_, Truth::Unknown(why)) => Truth::Unknown(why),
            (Truth::Skip, _) | (_, Truth::Skip) => Truth::Skip,
            _ => Truth::No(None),
        }
    }

    pub(super) fn frozen(&self, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(before) = self.before(board, now) else {
            return Truth::Unknown("the period before is not known");
        };
        let k = top.unwrap_or(self.config.boards[board].top);
        let keys = |p: &'a PeriodFacts| p.visible(k).map(|e| &e.key).collect::<Vec<_>>();
        Truth::when(keys(before) == keys(now), None)
    }
}

pub(super) fn found_ranks(now: &PeriodFacts, k: u32) -> bool {
    now.visible(k).count() as u32 >= k
}

pub(super) fn moved(e: &Entry, sign: i64) -> Option<bool> {
    match (e.delta, e.status) {
        (Some(delta), _) => Some(delta.signum() == sign),
        (None, Status::Debut | Status::Return) => Some(false),
        _ => None,
    }
}

pub(super) fn entered(e: &Entry, top: u32) -> Truth {
    let Some(rank) = e.rank else { return Truth::Unknown("its rank is not known") };
    if rank > top {
        return Truth::No(Some(rank.into()));
    }
    match (e.status, e.previous_rank) {
        (Status::Debut | Status::Return, _) => Truth::Yes(Some(rank.into())),
        (_, Some(before)) => Truth::when(before > top, Some(rank.into())),
        _ => Truth::Unknown("where it stood before is not known"),
    }
}

pub(super) fn peak(e: &Entry) -> Truth {
    if e.status == Status::Debut {
        return Truth::No(None);
    }
    Truth::when(
        e.new_peak
            || (e.rank.is_some()
                && e.rank == e.peak_rank
                && e.periods_on_board > 1
                && e.periods_at_peak == 1),
        e.peak_rank.map(Decimal::from),
    )
}

/// Behind before (or absent), ahead now.
pub(super) fn passed(x: &Entry, y: &Entry) -> Truth {
    let fresh = matches!(x.status, Status::Debut | Status::Return);
    match (x.rank, y.rank, x.previous_rank, y.previous_rank) {
        (Some(a), Some(b), _, _) if a > b => Truth::No(None),
        (Some(_), Some(_), Some(a), Some(b)) => Truth::when(a > b, None),
        (Some(_), Some(_), None, Some(_)) if fresh => Truth::Yes(None),
        (Some(_), Some(_), Some(_), None) => Truth::No(None),
        _ => Truth::Unknown("a rank is not known"),
    }
}
