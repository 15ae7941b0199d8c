//! How many rows do something, and the statistics of a whole board.
#![expect(clippy::too_many_arguments, reason = "a reading is measure, number, subject, board and period")]

use super::super::facts::{Measure, World};
use super::super::frames::{Of, Predicate, Statistic};
use super::super::numbers::{Hedge, Num, Unit};
use super::super::tokens::Who;
use super::super::truth::{Fact, Truth};
use super::places::{entered, found_ranks, moved};
use crate::analysis::{Entry, PeriodFacts, Status, switched};
use crate::model::{MetricKind, Ratio};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::collections::BTreeSet;

/// The rows that fulfil something.
struct Fulfilling<'a> {
    found: Vec<&'a Entry>,
    /// Those of which it is not known.
    open: Vec<&'a Entry>,
    /// No row is missing.
    complete: bool,
}

impl Fulfilling<'_> {
    fn is_known(&self) -> bool {
        self.open.is_empty() && self.complete
    }
}

impl<'a> World<'a> {
    /// The rows that are known to fulfil something, those of which it is not known, and whether all rows are.
    fn fulfilling(
        &self,
        what: Predicate,
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Fulfilling<'a> {
        let scope = |e: &&Entry| top.is_none_or(|k| e.rank.is_some_and(|r| r <= k));
        let (mut found, mut open) = (Vec::new(), Vec::new());
        for e in now.entries.iter().filter(scope) {
            let holds = match what {
                Predicate::Debut => self.came_in(e, board, now).map(|came| came == Status::Debut),
                Predicate::Return => self.came_in(e, board, now).map(|came| came == Status::Return),
                Predicate::Joined => {
                    let came = self.came_in(e, board, now);
                    came.map(|came| matches!(came, Status::Debut | Status::Return))
                }
                Predicate::Climbed => moved(e, 1),
                Predicate::Fell => moved(e, -1),
                Predicate::Held => moved(e, 0),
                Predicate::Moved => moved(e, 0).map(|held| !held),
                Predicate::Grew | Predicate::Shrank => match self.figure(Measure::Growth, e, board, now) {
                    Fact::Known(g) => {
                        Some(if what == Predicate::Grew { g > Decimal::ZERO } else { g < Decimal::ZERO })
                    }
                    Fact::None => Some(false),
                    // A newcomer had nothing to grow from.
                    Fact::Unknown(_) if matches!(e.status, Status::Debut | Status::Return) => Some(false),
                    Fact::Unknown(_) => None,
                },
                Predicate::GainedShare | Predicate::LostShare => {
                    match self.figure(Measure::ShareChange, e, board, now) {
                        Fact::Known(c) => Some(if what == Predicate::GainedShare {
                            c > Decimal::ZERO
                        } else {
                            c < Decimal::ZERO
                        }),
                        Fact::None => Some(false),
                        // A newcomer had no share to gain on.
                        Fact::Unknown(_) if matches!(e.status, Status::Debut | Status::Return) => Some(false),
                        Fact::Unknown(_) => None,
                    }
                }
                Predicate::ScoredMore
                | Predicate::ScoredLess
                | Predicate::ScoreHeld
                | Predicate::VotedMore
                | Predicate::VotedLess => {
                    let up = matches!(what, Predicate::ScoredMore | Predicate::VotedMore);
                    let voted = matches!(what, Predicate::VotedMore | Predicate::VotedLess);
                    let measure = if voted { Measure::VotesChange } else { Measure::ValueChange };
                    match self.figure(measure, e, board, now) {
                        Fact::Known(c) if what == Predicate::ScoreHeld => Some(c == Decimal::ZERO),
                        Fact::Known(c) => Some(c != Decimal::ZERO && (c > Decimal::ZERO) == up),
                        _ if matches!(e.status, Status::Debut | Status::Return) => Some(false),
                        Fact::None if voted && e.votes().is_none() => Some(false),
                        // Nothing is known of the period before, or not by the same method.
                        Fact::None | Fact::Unknown(_) => None,
                    }
                }
                Predicate::Outgrew | Predicate::Undergrew => {
                    let growth = self.figure(Measure::Growth, e, board, now);
                    match (growth, now.growth.map(Ratio::decimal)) {
                        (Fact::Known(g), Some(market)) => {
                            Some((g > market) == (what == Predicate::Outgrew) && g != market)
                        }
                        (Fact::None, Some(_)) => Some(false),
                        _ => None,
                    }
                }
                Predicate::Entered => match entered(e, top.unwrap_or(self.config.boards[board].top)) {
                    Truth::Yes(_) => Some(true),
                    Truth::No(_) | Truth::Skip => Some(false),
                    Truth::Unknown(_) => None,
                },
                Predicate::Free => Some(e.key.variant.as_deref() == Some("free")),
                Predicate::Listed => Some(true),
                Predicate::Exit | Predicate::RowExit => Some(false),
            };
            match holds {
                Some(true) => found.push(e),
                Some(false) => {}
                None => open.push(e),
            }
        }
        let complete = now.whole || top.is_some_and(|k| found_ranks(now, k));
        Fulfilling { found, open, complete }
    }

    /// What a row is on the list, where a list that has become longer leaves its status open.
    pub(super) fn came_in(&self, e: &Entry, board: usize, now: &'a PeriodFacts) -> Option<Status> {
        if e.status != Status::Unknown {
            return Some(e.status);
        }
        let before = self.before(board, now).filter(|b| b.whole && b.period.next() == Some(now.period))?;
        let there = |p: &PeriodFacts| p.rows_of(e.key.model).next().is_some();
        let mut earlier = self.facts.boards[board].periods.iter().filter(|p| p.period < now.period);
        match there(before) {
            true => None,
            false if earlier.clone().any(there) => Some(Status::Return),
            false => earlier.all(|p| p.whole).then_some(Status::Debut),
        }
    }

    /// The rows that fulfil one thing, and another as well where there is one: "fell despite growing".
    fn fulfilling_both(
        &self,
        what: Predicate,
        also: Option<Predicate>,
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Fulfilling<'a> {
        let mut rows = self.fulfilling(what, top, board, now);
        if let Some(also) = also {
            let others = self.fulfilling(also, top, board, now);
            rows.found.retain(|e| others.found.iter().any(|o| o.key == e.key));
            rows.open.extend(others.open);
            rows.complete &= others.complete;
        }
        rows
    }

    pub(super) fn count(
        &self,
        num: &Num,
        (what, also, by): (Predicate, Option<Predicate>, Option<(Measure, Num)>),
        top: Option<u32>,
        of: &Of,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let kind = self.config.boards[board].metric.kind;
        let scored = what.is_of_scores();
        if matches!(what, Predicate::Grew | Predicate::Shrank) && kind == MetricKind::Score
            || scored && kind != MetricKind::Score
            || kind == MetricKind::Score && by.is_some_and(|(measure, by)| is_amount(measure, &by))
        {
            return Truth::Skip;
        }
        let visible = self.config.boards[board].top;
        // "No product joined": none of those that are known at all.
        let none = num.value.is_zero() && now.whole;
        let level = what == Predicate::Listed
            && by.is_some_and(|(measure, by)| measure == Measure::Value && by.hedge == Hedge::Plain);
        let scopes = match top {
            Some(k) => vec![Some(k)],
            // "Eight products are listed".
            None if what == Predicate::Listed && by.is_none() && of.is_of_all() => vec![None],
            None if none => vec![None],
            // Those that are level are so wherever they stand.
            None if level => vec![None],
            None => vec![Some(visible), None],
        };
        let mut result = Truth::Skip;
        for scope in scopes {
            let ids = |o: &usize| self.facts.orgs[*o].id.as_str();
            let of_org = |e: &&&Entry| {
                let own = self.facts.models[e.key.model].org.as_deref();
                (of.orgs.is_empty() || of.orgs.iter().map(ids).any(|id| own == Some(id)))
                    && (of.models.is_empty() || of.models.contains(&e.key.model))
            };
            let far_enough = |e: &&&Entry| self.far_enough(by, e, board, now) == Some(true);
            let truth = if what.is_exit() {
                if let Some(k) = scope.filter(|k| *k != visible) {
                    self.left_top(num, k, of, board, now)
                } else if now.previous.is_none() {
                    Truth::Unknown("the period before is not known")
                } else {
                    let own = |key: &crate::identity::Key| {
                        let maker = self.facts.models[key.model].org.as_deref();
                        (of.orgs.is_empty() || of.orgs.iter().map(ids).any(|id| maker == Some(id)))
                            && (of.models.is_empty() || of.models.contains(&key.model))
                    };
                    let gone = now.exits.iter().filter(|x| own(&x.key)).count();
                    // A row that another row of its model took over from has left as a row.
                    let before = now.previous.and_then(|p| self.at(board, p));
                    let taken_over = |e: &&Entry| before.is_some_and(|b| switched(b, now, &e.key).is_some());
                    let rows = before.into_iter().flat_map(|b| b.visible(visible)).filter(|e| own(&e.key));
                    let switches =
                        if what == Predicate::RowExit { rows.filter(taken_over).count() } else { 0 };
                    // "left the list": those that are not listed at all any more, where both lists are whole.
                    let unlisted = before.filter(|b| top.is_none() && b.whole && now.whole).map(|b| {
                        let gone = |e: &&Entry| !now.entries.iter().any(|n| n.key.model == e.key.model);
                        let rows = b.entries.iter().filter(gone).filter(|e| own(&e.key));
                        rows.map(|e| e.key.model).collect::<BTreeSet<usize>>().len()
                    });
                    let unlisted = unlisted.map_or(Truth::Skip, |count| self.count_truth(num, count));
                    // "Six rows left the list": each by itself, whatever became of its model.
                    let rows = before
                        .filter(|b| what == Predicate::RowExit && top.is_none() && b.whole && now.whole);
                    let rows = rows.map_or(Truth::Skip, |b| {
                        let gone = b.entries.iter().filter(|e| now.row(&e.key).is_none() && own(&e.key));
                        self.count_truth(num, gone.count())
                    });
                    self.count_truth(num, gone + switches).better(unlisted).better(rows)
                }
            } else {
                let fulfilling = self.fulfilling_both(what, also, scope, board, now);
                let (known, rows) = (fulfilling.is_known(), fulfilling.found);
                let unclaimed = |e: &&&Entry| !of.orgs.is_empty() && self.maker_of(e).is_none();
                let unknown = rows.iter().filter(far_enough).filter(unclaimed).count();
                // What is a lower bound may be far enough.
                let open = |e: &&&Entry| self.far_enough(by, e, board, now).is_none();
                let open = rows.iter().filter(of_org).filter(open).count();
                let rows: Vec<&&Entry> = rows.iter().filter(of_org).filter(far_enough).collect();
                let models: BTreeSet<usize> = rows.iter().map(|e| e.key.model).collect();
                // Those that are known may be too many already.
                let too_many = num.hedge == Hedge::Plain && Decimal::from(models.len()) > num.value;
                match known {
                    // Rows or models: both are how people count.
                    true => {
                        let counts = (if of.rows { rows.len() } else { models.len() }, rows.len());
                        let unknown =
                            if of.known && num.admits(Decimal::from(rows.len())) { 0 } else { unknown };
                        match self.counted(num, counts, unknown + open) {
                            Truth::Unknown(_) if open > 0 => {
                                Truth::Unknown("one of the values is a lower bound")
                            }
                            // "its four rows carried 12.2 trillion".
                            Truth::No(_) if level && by.is_some_and(|(m, by)| is_amount(m, &by)) => {
                                Truth::Unknown("it may be what they have together")
                            }
                            truth => truth,
                        }
                    }
                    false if too_many => Truth::No(None),
                    false => Truth::Unknown("it is not known of every row"),
                }
            };
            result = result.better(truth);
        }
        result
    }

    /// A counted row went as far as the words say, or has as much.
    /// `None` where it is not known.
    fn far_enough(
        &self,
        by: Option<(Measure, Num)>,
        e: &Entry,
        board: usize,
        now: &PeriodFacts,
    ) -> Option<bool> {
        let Some((measure, by)) = by else { return Some(true) };
        match self.figure(measure, e, board, now) {
            Fact::Known(fact) if e.at_least && measure == Measure::Value => {
                by.admits_between(fact, at_most(e, now))
            }
            Fact::Known(fact) => Some(by.admits(fact.abs())),
            Fact::Unknown(_) if measure == Measure::Value => None,
            _ => Some(false),
        }
    }

    pub(super) fn count_truth(&self, num: &Num, count: usize) -> Truth {
        let count = Decimal::from(count);
        Truth::when(num.admits(count), Some(count))
    }

    pub(super) fn only(
        &self,
        (what, also, by): (Predicate, Option<Predicate>, Option<(Measure, Num)>),
        group: &[Who],
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let scored = what.is_of_scores();
        let kind = self.config.boards[board].metric.kind;
        if matches!(what, Predicate::Grew | Predicate::Shrank) && kind == MetricKind::Score
            || scored && kind != MetricKind::Score
        {
            return Truth::Skip;
        }
        if group.iter().all(|who| self.any_rows(who, board, now).is_empty()) {
            return Truth::Skip;
        }
        let visible = self.config.boards[board].top;
        let scopes = top.map_or(vec![Some(visible), None], |k| vec![Some(k)]);
        let mut result = Truth::Skip;
        for scope in scopes {
            let fulfilling = self.fulfilling_both(what, also, scope, board, now);
            let known = fulfilling.is_known();
            let far_enough = |e: &&Entry| self.far_enough(by, e, board, now) == Some(true);
            let Fulfilling { found, open, .. } = fulfilling;
            let rows: Vec<&Entry> = found.into_iter().filter(far_enough).collect();
            let meant: Vec<&Entry> = group.iter().flat_map(|who| self.any_rows(who, board, now)).collect();
            if meant.is_empty() {
                continue;
            }
            let did = |e: &Entry| rows.iter().any(|r| r.key.model == e.key.model);
            let alone = rows.iter().all(|e| meant.iter().any(|m| m.key.model == e.key.model));
            // One that is named is known not to do so.
            let may = |e: &Entry| did(e) || open.iter().any(|o| o.key.model == e.key.model);
            let named = |who: &Who| self.any_rows(who, board, now);
            let wrong = group.iter().any(|who| !named(who).is_empty() && !named(who).into_iter().any(may));
            if !known && alone && !(wrong && by.is_none()) {
                result = result.better(Truth::Unknown("it is not known of every row"));
                continue;
            }
            let all = !rows.is_empty()
                && alone
                && group.iter().all(|who| self.any_rows(who, board, now).into_iter().any(did));
            result = result.better(Truth::when(all, Some(Decimal::from(rows.len()))));
        }
        result
    }

    pub(super) fn statistic(&self, which: Statistic, num: &Num, board: usize, now: &PeriodFacts) -> Truth {
        let gap = self.facts.gap.iter().find(|g| g.period == now.period);
        let production = self.config.gap.is_some_and(|g| g.production == board);
        let fact = match which {
            Statistic::Hhi => {
                let Some(c) = now.concentration else { return Truth::Skip };
                let (low, high) = (Decimal::from_f64(c.hhi), Decimal::from_f64(c.hhi_high));
                let (Some(low), Some(high)) = (low, high) else { return Truth::Skip };
                let points = Decimal::from(10_000);
                let fits = |n: &Num, scale: Decimal| {
                    n.value + n.half >= low * scale && n.value - n.half <= high * scale
                };
                return Truth::when(fits(num, Decimal::ONE) || fits(num, points), Some(low));
            }
            Statistic::Effective => now.concentration.map(|c| c.effective),
            Statistic::Gini => now.concentration.map(|c| c.gini),
            Statistic::Tau if production => gap.and_then(|g| g.tau),
            Statistic::InBoth if production => gap.map(|g| g.in_both as f64),
            Statistic::FreeVolume => return super::shares::free_volume(num, now),
            Statistic::FreeShare => return super::shares::free_share(num, now),
            Statistic::Turnover => now.stability.and_then(|s| s.turnover),
            _ => return Truth::Skip,
        };
        let Some(fact) = fact.and_then(Decimal::from_f64) else { return Truth::Skip };
        Truth::when(num.admits(fact), Some(fact))
    }
}

/// What is counted, and not scored.
fn is_amount(measure: Measure, by: &Num) -> bool {
    measure == Measure::Value && (by.scaled || by.unit == Unit::Board)
}

/// The most that a row can have of which only a lower bound is known: what stands above it has as much.
pub(super) fn at_most(e: &Entry, now: &PeriodFacts) -> Decimal {
    let above = |o: &&Entry| !o.at_least && o.rank.zip(e.rank).is_some_and(|(other, own)| other < own);
    let least =
        now.entries.iter().filter(above).filter_map(|o| o.value).map(crate::model::Amount::decimal).min();
    // More than anything that is counted.
    least.unwrap_or(Decimal::from(10_i128.pow(24)))
}

pub(super) fn band(top: u32, num: &Num, now: &PeriodFacts) -> Truth {
    let values: Vec<Decimal> =
        now.visible(top).filter_map(|e| e.value).map(crate::model::Amount::decimal).collect();
    let (Some(high), Some(low)) = (values.iter().max(), values.iter().min()) else { return Truth::Skip };
    let span = *high - *low;
    Truth::when(num.admits(span) || span <= num.value && num.value - span <= Decimal::ONE, Some(span))
}
