//! A reading against the fact table: true, false, not known, or not applicable here.
#![expect(
    clippy::too_many_arguments,
    clippy::too_many_lines,
    reason = "a reading is measure, number, subject, board and period; the matches are flat lists of them"
)]

use super::facts::{Fact, Measure, Truth, World, all_of, any_of};
use super::frames::{Predicate, Statistic, Test};
use super::numbers::Num;
use super::tokens::{Entity, Who};
use crate::analysis::{Entry, PeriodFacts, Status};
use crate::model::{MetricKind, Ratio};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

impl<'a> World<'a> {
    /// Judges one reading on a board in a period.
    pub fn judge(&self, test: &Test, board: usize, now: &'a PeriodFacts) -> Truth {
        match test {
            Test::Number { measure, num, sign, group } => {
                all_of(group.iter().map(|who| self.number(*measure, num, *sign, who, board, now)))
            }
            Test::Sum { measure, num, group } => self.summed(*measure, num, 0, group, board, now),
            Test::Each { measure, nums, group } => all_of(
                group.iter().zip(nums).map(|(who, num)| self.number(*measure, num, 0, who, board, now)),
            ),
            Test::Direction { measure, sign, group } => {
                all_of(group.iter().map(|who| self.direction(*measure, *sign, who, board, now)))
            }
            Test::Leads { group, newly } => self.leads(group, *newly, board, now),
            Test::LostLead { group } => self.lost_lead(group, board, now),
            Test::Arrived { group, back } => self.each(group, board, now, |e| self.arrived(e, *back, now)),
            Test::Left { group, top } => all_of(group.iter().map(|who| self.left(who, *top, board, now))),
            Test::Entered { group, top } => {
                let top = top.unwrap_or(self.config.boards[board].top);
                self.each(group, board, now, |e| entered(e, top))
            }
            Test::InTop { group, top } => self.each(group, board, now, |e| {
                e.rank.map_or(Truth::Unknown("its rank is not known"), |r| {
                    Truth::when(r <= *top, Some(r.into()))
                })
            }),
            Test::Peak { group } => self.each(group, board, now, peak),
            Test::Overtook { a, b } => self.pairs(a, b, board, now, passed),
            Test::Displaced { a, b } => self.displaced(a, b, board, now),
            Test::Swapped { a, b } => self.pairs(a, b, board, now, |x, y| {
                match (x.rank, x.previous_rank, y.rank, y.previous_rank) {
                    (Some(xr), Some(xp), Some(yr), Some(yp)) => Truth::when(xr == yp && yr == xp, None),
                    _ => Truth::Unknown("a rank is not known"),
                }
            }),
            Test::Compared { measure, a, b, more } => self.compared(*measure, a, b, *more, board, now),
            Test::Difference { measure, a, b, num, sign } => {
                self.difference(*measure, (a, b), num, *sign, board, now)
            }
            Test::Times { measure, a, b, num } => self.times(*measure, (a, b), num, board, now),
            Test::Extreme { measure, sign, most, group, top } => {
                self.extreme(*measure, (*sign, *most), group, *top, board, now)
            }
            Test::Count { num, what, by, top, org } => self.count(num, (*what, *by), *top, *org, board, now),
            Test::Only { what, group, top } => self.only(*what, group, *top, board, now),
            Test::Tied { a, b } => self.pairs(a, b, board, now, |x, y| {
                let at = now.entries.iter().position(|e| e.key == y.key);
                let level = x.value.is_some() && x.value == y.value;
                match (x.low, y.low) {
                    (Some(_), Some(_)) => {
                        let listed = at.is_some_and(|i| x.tied_with.contains(&i));
                        let unlisted = x.tied_more > 0 && x.low <= y.high && y.low <= x.high;
                        Truth::when(level || listed || unlisted, None)
                    }
                    _ if level => Truth::Yes(None),
                    _ => Truth::Skip,
                }
            }),
            Test::Frozen { top } => self.frozen(*top, board, now),
            Test::TopShare { top, num } => self.top_share(*top, num, now),
            Test::Band { top, num } => band(*top, num, now),
            Test::Statistic { which, num } => self.statistic(*which, num, board, now),
            Test::Released { group, date } => all_of(group.iter().map(|who| self.released(who, *date))),
            Test::Unbound(why) => Truth::Unknown(why),
        }
    }

    fn each(
        &self,
        group: &[Who],
        board: usize,
        now: &'a PeriodFacts,
        test: impl Fn(&Entry) -> Truth,
    ) -> Truth {
        all_of(group.iter().map(|who| {
            any_of(who.iter().map(|entity| {
                if *entity == Entity::Unknown {
                    return Truth::Unknown("what it speaks of is not in the data");
                }
                any_of(self.rows(entity, board, now).into_iter().map(&test))
            }))
        }))
    }

    fn pairs(
        &self,
        a: &[Who],
        b: &[Who],
        board: usize,
        now: &'a PeriodFacts,
        test: impl Fn(&Entry, &Entry) -> Truth,
    ) -> Truth {
        all_of(a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).map(|(x, y)| {
            let left = self.any_rows(x, board, now);
            let right = self.any_rows(y, board, now);
            any_of(
                left.iter()
                    .flat_map(|l| right.iter().map(move |r| (*l, *r)))
                    .filter(|(l, r)| l.key != r.key)
                    .map(|(l, r)| test(l, r)),
            )
        }))
    }

    fn any_rows(&self, who: &Who, board: usize, now: &'a PeriodFacts) -> Vec<&'a Entry> {
        who.iter().flat_map(|e| self.rows(e, board, now)).collect()
    }

    fn direction(&self, measure: Measure, sign: i8, who: &Who, board: usize, now: &'a PeriodFacts) -> Truth {
        let holds = |fact: Decimal| match sign {
            0 => fact.is_zero(),
            1 => fact > Decimal::ZERO,
            _ => fact < Decimal::ZERO,
        };
        any_of(who.iter().map(|entity| match entity {
            Entity::Unknown => Truth::Unknown("what it speaks of is not in the data"),
            Entity::Market => match measure {
                Measure::Growth | Measure::ValueChange
                    if self.config.boards[board].metric.kind == MetricKind::Volume =>
                {
                    let change = now.growth.map(Ratio::decimal);
                    change.map_or(Truth::Unknown("the growth of the total is not known"), |g| {
                        Truth::when(holds(g), Some(g))
                    })
                }
                _ => Truth::Skip,
            },
            Entity::Org(_) | Entity::Top(_) | Entity::Rest => Truth::Unknown("several rows are meant"),
            entity => any_of(self.rows(entity, board, now).into_iter().map(|e| {
                // A row whose rank is not known may still be known to have fallen.
                let fact = match (measure, e.status) {
                    (Measure::Places, Status::Hold) => Fact::Known(Decimal::ZERO),
                    _ => self.figure(measure, e, board, now),
                };
                match fact {
                    Fact::Known(fact) => Truth::when(holds(fact), Some(fact)),
                    Fact::Unknown(why) => Truth::Unknown(why),
                    Fact::None => Truth::Skip,
                }
            })),
        }))
    }

    fn leads(&self, group: &[Who], newly: bool, board: usize, now: &'a PeriodFacts) -> Truth {
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
            return Truth::Skip;
        }
        match first {
            // Not listed here, while somebody else is first.
            Truth::Skip if group.iter().flatten().all(|e| matches!(e, Entity::Model { model, .. } if self.facts.boards[board].lines.keys().any(|k| k.model == *model))) => {
                Truth::when(!now.entries.iter().any(|e| e.rank == Some(1)), None)
            }
            other => other,
        }
    }

    /// An organisation lost it if the row that had it is its own.
    fn lost_lead(&self, group: &[Who], board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(before) = self.before(board, now) else {
            return Truth::Unknown("the period before is not known");
        };
        all_of(group.iter().map(|who| {
            any_of(who.iter().map(|entity| {
                let had = self.rows(entity, board, before).iter().any(|e| e.rank == Some(1));
                let has = self.rows(entity, board, now).iter().any(|e| e.rank == Some(1));
                let here = had || has || !self.rows(entity, board, now).is_empty();
                if here { Truth::when(had && !has, None) } else { Truth::Skip }
            }))
        }))
    }

    fn arrived(&self, e: &Entry, back: bool, now: &PeriodFacts) -> Truth {
        match (e.status, back) {
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

    fn left(&self, who: &Who, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let visible = top.unwrap_or(self.config.boards[board].top);
        any_of(who.iter().map(|entity| {
            let Entity::Model { model, effort, variant } = entity else { return Truth::Skip };
            let meant = |key: &crate::identity::Key| {
                key.model == *model
                    && effort.as_ref().is_none_or(|want| key.effort == *want)
                    && variant.as_ref().is_none_or(|want| key.variant == *want)
            };
            if now.exits.iter().any(|x| meant(&x.key))
                && top.is_none_or(|t| t >= self.config.boards[board].top)
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
            match (here.is_empty(), before.is_some()) {
                (false, _) if here.iter().all(|e| e.rank.is_some_and(|r| r <= visible)) => Truth::No(None),
                (_, true) if !was_in && !was.is_empty() => Truth::No(None),
                (false, false) => Truth::Unknown("the period before is not known"),
                _ => Truth::Skip,
            }
        }))
    }

    fn displaced(&self, a: &[Who], b: &[Who], board: usize, now: &'a PeriodFacts) -> Truth {
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

    fn value_of(
        &self,
        measure: Measure,
        group: &[Who],
        board: usize,
        now: &'a PeriodFacts,
    ) -> Vec<Result<Decimal, Option<&'static str>>> {
        // Several mentions are added; one may mean any of its rows, or all of them.
        if group.len() > 1 {
            let sum: Option<Decimal> = group
                .iter()
                .map(|who| {
                    let all = self.value_of(measure, std::slice::from_ref(who), board, now);
                    all.into_iter().find_map(Result::ok)
                })
                .sum();
            return vec![sum.ok_or(Some("one of the values is not known"))];
        }
        let Some(who) = group.first() else { return Vec::new() };
        let mut found = Vec::new();
        for entity in who {
            match entity {
                Entity::Unknown => found.push(Err(Some("what it speaks of is not in the data"))),
                Entity::Market => found.push(match measure {
                    Measure::Growth => {
                        now.growth.map(Ratio::decimal).ok_or(Some("the growth of the total is not known"))
                    }
                    Measure::Value => {
                        now.total.map(crate::model::Amount::decimal).ok_or(Some("the total is not known"))
                    }
                    _ => Err(None),
                }),
                entity => {
                    let rows = self.rows(entity, board, now);
                    let facts: Vec<Fact> = rows.iter().map(|e| self.figure(measure, e, board, now)).collect();
                    let known = || {
                        facts.iter().filter_map(|f| match f {
                            Fact::Known(d) => Some(*d),
                            _ => None,
                        })
                    };
                    if let Entity::Org(_) | Entity::Top(_) = entity {
                        found.push(if known().count() == rows.len() && !rows.is_empty() {
                            Ok(known().sum())
                        } else {
                            Err(None)
                        });
                        continue;
                    }
                    found.extend(known().map(Ok));
                    found.extend(facts.iter().filter_map(|f| match f {
                        Fact::Unknown(why) => Some(Err(Some(*why))),
                        _ => None,
                    }));
                    if known().count() > 1
                        && matches!(measure, Measure::Value | Measure::Share)
                        && self.config.boards[board].metric.kind == MetricKind::Volume
                    {
                        found.push(Ok(known().sum()));
                    }
                    if rows.is_empty()
                        && let Entity::Model { model, .. } = entity
                        && matches!(measure, Measure::PriceIn | Measure::PriceOut | Measure::Blended)
                        && let Fact::Known(fact) = self.registered(measure, *model, now.period)
                    {
                        found.push(Ok(fact));
                    }
                }
            }
        }
        found
    }

    fn both(
        &self,
        measure: Measure,
        a: &[Who],
        b: &[Who],
        board: usize,
        now: &'a PeriodFacts,
        holds: impl Fn(Decimal, Decimal) -> (bool, Decimal),
    ) -> Truth {
        let (left, right) = (self.value_of(measure, a, board, now), self.value_of(measure, b, board, now));
        let mut best = Truth::Skip;
        for x in &left {
            for y in &right {
                best = best.better(match (x, y) {
                    (Ok(x), Ok(y)) => {
                        let (truth, fact) = holds(*x, *y);
                        Truth::when(truth, Some(fact))
                    }
                    (Err(Some(why)), _) | (_, Err(Some(why))) => Truth::Unknown(why),
                    _ => Truth::Skip,
                });
            }
        }
        best
    }

    fn compared(
        &self,
        measure: Measure,
        a: &[Who],
        b: &[Who],
        more: bool,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        // Each of several subjects by itself; several objects each too, or together.
        let each = |group: &[Who]| group.iter().map(|w| vec![w.clone()]).collect::<Vec<_>>();
        let compare = |x: &[Who], y: &[Who]| {
            self.both(measure, x, y, board, now, |x, y| (if more { x > y } else { x < y }, x))
        };
        let singly = all_of(
            each(a)
                .iter()
                .flat_map(|x| each(b).into_iter().map(move |y| (x.clone(), y)))
                .map(|(x, y)| compare(&x, &y)),
        );
        if b.len() > 1
            && matches!(measure, Measure::Value | Measure::Share)
            && !matches!(singly, Truth::No(_))
        {
            return singly;
        }
        singly
    }

    fn difference(
        &self,
        measure: Measure,
        pair: (&[Who], &[Who]),
        num: &Num,
        sign: i8,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        self.both(measure, pair.0, pair.1, board, now, |x, y| {
            // A better rank is a smaller number.
            let gap = if measure == Measure::Rank { y - x } else { x - y };
            let num = if measure == Measure::Share { num.scaled_by(Decimal::new(1, 2)) } else { *num };
            let holds = match sign {
                0 => num.admits(gap.abs()),
                1 => num.admits(gap),
                _ => num.admits(-gap),
            };
            (holds, gap)
        })
    }

    fn times(
        &self,
        measure: Measure,
        pair: (&[Who], &[Who]),
        num: &Num,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume
            && measure == Measure::Value
            && self.config.boards[board].metric.unit.is_empty()
        {
            return Truth::Skip;
        }
        self.both(measure, pair.0, pair.1, board, now, |x, y| {
            let ratio = x.checked_div(y).unwrap_or_default();
            (num.admits(ratio), ratio)
        })
    }

    /// Charity: within the visible top or in the whole list, with and without the gainer's floor.
    fn extreme(
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
                let best =
                    facts.iter().map(|(_, d)| size(*d)).reduce(|a, b| if (a > b) == most { a } else { b });
                let Some(best) = best else { continue };
                let truth = all_of(group.iter().map(|who| {
                    let rows = self.any_rows(who, board, now);
                    if rows.is_empty() {
                        return if who.contains(&Entity::Unknown) {
                            Truth::Unknown("what it speaks of is not in the data")
                        } else {
                            Truth::Skip
                        };
                    }
                    any_of(rows.iter().map(|row| match facts.iter().find(|(e, _)| e.key == row.key) {
                        Some((_, fact)) => Truth::when(size(*fact) == best, Some(*fact)),
                        None => Truth::No(None),
                    }))
                }));
                result = result.better(truth);
            }
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
    fn widest_gap(&self, group: &[Who], most: bool, now: &PeriodFacts) -> Truth {
        let Some(gap) = self.facts.gap.iter().find(|g| g.period == now.period) else { return Truth::Skip };
        let scopes = [true, false].map(|both| {
            let rows = gap.rows.iter().filter(|r| !both || r.quadrant == crate::analysis::Quadrant::Both);
            let sizes: Vec<_> = rows.filter_map(|r| Some((r.model, r.gap?.abs()))).collect();
            let best = sizes.iter().map(|(_, size)| *size).reduce(|a, b| if (a > b) == most { a } else { b });
            all_of(group.iter().map(|who| {
                any_of(who.iter().map(|entity| match entity {
                    Entity::Model { model, .. } => match sizes.iter().find(|(m, _)| m == model) {
                        Some((_, size)) => Truth::when(Some(*size) == best, Some(Decimal::from(*size))),
                        None => Truth::Skip,
                    },
                    _ => Truth::Unknown("a gap is of one model"),
                }))
            }))
        });
        any_of(scopes.into_iter())
    }

    fn highest_debut(
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

    /// The rows that fulfil something; `None` where it is not known of some.
    fn fulfilling(
        &self,
        what: Predicate,
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Option<Vec<&'a Entry>> {
        let scope = |e: &&Entry| top.is_none_or(|k| e.rank.is_some_and(|r| r <= k));
        let mut found = Vec::new();
        let mut known = true;
        for e in now.entries.iter().filter(scope) {
            let holds = match what {
                Predicate::Debut => (e.status != Status::Unknown).then_some(e.status == Status::Debut),
                Predicate::Return => (e.status != Status::Unknown).then_some(e.status == Status::Return),
                Predicate::Climbed => moved(e, 1),
                Predicate::Fell => moved(e, -1),
                Predicate::Held => moved(e, 0),
                Predicate::Grew | Predicate::Shrank => match self.figure(Measure::Growth, e, board, now) {
                    Fact::Known(g) => {
                        Some(if what == Predicate::Grew { g > Decimal::ZERO } else { g < Decimal::ZERO })
                    }
                    Fact::None => Some(false),
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
                Predicate::Free => Some(e.key.variant.as_deref() == Some("free")),
                Predicate::Org(org) => Some(
                    self.facts.models[e.key.model].org.as_deref() == Some(self.facts.orgs[org].id.as_str()),
                ),
                Predicate::Exit => Some(false),
            };
            match holds {
                Some(true) => found.push(e),
                Some(false) => {}
                None => known = false,
            }
        }
        let complete = now.whole || top.is_some_and(|k| found_ranks(now, k));
        (known && complete).then_some(found)
    }

    fn count(
        &self,
        num: &Num,
        (what, by): (Predicate, Option<Num>),
        top: Option<u32>,
        org: Option<usize>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let kind = self.config.boards[board].metric.kind;
        if matches!(what, Predicate::Grew | Predicate::Shrank) && kind == MetricKind::Score {
            return Truth::Skip;
        }
        let visible = self.config.boards[board].top;
        let scopes = top.map_or(vec![Some(visible), None], |k| vec![Some(k)]);
        let mut result = Truth::Skip;
        for scope in scopes {
            let of_org = |e: &&&Entry| {
                org.is_none_or(|o| {
                    self.facts.models[e.key.model].org.as_deref() == Some(self.facts.orgs[o].id.as_str())
                })
            };
            let far_enough =
                |e: &&&Entry| by.is_none_or(|by| e.growth.is_some_and(|g| by.admits(g.decimal().abs())));
            let truth = if what == Predicate::Exit {
                if now.previous.is_none() {
                    Truth::Unknown("the period before is not known")
                } else {
                    self.count_truth(num, now.exits.len())
                }
            } else {
                match self.fulfilling(what, scope, board, now) {
                    Some(rows) => {
                        let rows: Vec<&&Entry> = rows.iter().filter(of_org).filter(far_enough).collect();
                        let models: std::collections::BTreeSet<usize> =
                            rows.iter().map(|e| e.key.model).collect();
                        // Rows or models: both are how people count.
                        self.count_truth(num, rows.len()).better(self.count_truth(num, models.len()))
                    }
                    None => Truth::Unknown("it is not known of every row"),
                }
            };
            result = result.better(truth);
        }
        result
    }

    fn count_truth(&self, num: &Num, count: usize) -> Truth {
        let count = Decimal::from(count);
        Truth::when(num.admits(count), Some(count))
    }

    fn only(
        &self,
        what: Predicate,
        group: &[Who],
        top: Option<u32>,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if matches!(what, Predicate::Grew | Predicate::Shrank)
            && self.config.boards[board].metric.kind == MetricKind::Score
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
            let rows = match self.fulfilling(what, scope, board, now) {
                Some(rows) => rows,
                None => {
                    result = result.better(Truth::Unknown("it is not known of every row"));
                    continue;
                }
            };
            let meant: Vec<&Entry> = group.iter().flat_map(|who| self.any_rows(who, board, now)).collect();
            if meant.is_empty() {
                continue;
            }
            let all =
                !rows.is_empty() && rows.iter().all(|e| meant.iter().any(|m| m.key.model == e.key.model));
            result = result.better(Truth::when(all, Some(Decimal::from(rows.len()))));
        }
        result
    }

    fn frozen(&self, top: Option<u32>, board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(before) = self.before(board, now) else {
            return Truth::Unknown("the period before is not known");
        };
        let k = top.unwrap_or(self.config.boards[board].top);
        let keys = |p: &'a PeriodFacts| p.visible(k).map(|e| &e.key).collect::<Vec<_>>();
        Truth::when(keys(before) == keys(now), None)
    }

    fn top_share(&self, top: u32, num: &Num, now: &PeriodFacts) -> Truth {
        let Some(c) = now.concentration else {
            return if now.total.is_none() { Truth::Skip } else { Truth::Unknown("shares are not known") };
        };
        let share = match top {
            1 => c.top1,
            3 => c.top3,
            5 => c.top5,
            10 => c.top10,
            k => now.visible(k).filter_map(|e| e.share).map(Ratio::to_f64).sum(),
        };
        let share = Decimal::from_f64(share).unwrap_or_default();
        Truth::when(num.admits(share), Some(share))
    }

    fn statistic(&self, which: Statistic, num: &Num, board: usize, now: &PeriodFacts) -> Truth {
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
            Statistic::FreeShare => {
                now.economics.as_ref().map(|e| e.free_share.to_f64()).or_else(|| free_share(now))
            }
            Statistic::Turnover => now.stability.as_ref().map(|s| s.turnover),
            _ => return Truth::Skip,
        };
        let Some(fact) = fact.and_then(Decimal::from_f64) else { return Truth::Skip };
        Truth::when(num.admits(fact), Some(fact))
    }

    fn released(&self, who: &Who, date: jiff::civil::Date) -> Truth {
        any_of(who.iter().map(|e| match e {
            Entity::Model { model, .. } => match self.facts.models[*model].released {
                Some(known) => Truth::when(known == date, None),
                None => Truth::Unknown("the registry does not say when"),
            },
            _ => Truth::Unknown("the registry does not say when"),
        }))
    }
}

/// Rows priced 0 are not known without prices: only what is marked free.
fn free_share(now: &PeriodFacts) -> Option<f64> {
    let total = now.total?.to_f64();
    let free: f64 = now
        .entries
        .iter()
        .filter(|e| e.key.variant.as_deref() == Some("free"))
        .filter_map(|e| e.value)
        .map(crate::model::Amount::to_f64)
        .sum();
    (free > 0.0 && total > 0.0).then_some(free / total)
}

fn found_ranks(now: &PeriodFacts, k: u32) -> bool {
    now.visible(k).count() as u32 >= k
}

fn moved(e: &Entry, sign: i64) -> Option<bool> {
    match (e.delta, e.status) {
        (Some(delta), _) => Some(delta.signum() == sign),
        (None, Status::Debut | Status::Return) => Some(false),
        _ => None,
    }
}

fn entered(e: &Entry, top: u32) -> Truth {
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

fn peak(e: &Entry) -> Truth {
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
fn passed(x: &Entry, y: &Entry) -> Truth {
    let fresh = matches!(x.status, Status::Debut | Status::Return);
    match (x.rank, y.rank, x.previous_rank, y.previous_rank) {
        (Some(a), Some(b), _, _) if a > b => Truth::No(None),
        (Some(_), Some(_), Some(a), Some(b)) => Truth::when(a > b, None),
        (Some(_), Some(_), None, Some(_)) if fresh => Truth::Yes(None),
        (Some(_), Some(_), Some(_), None) => Truth::No(None),
        _ => Truth::Unknown("a rank is not known"),
    }
}

fn band(top: u32, num: &Num, now: &PeriodFacts) -> Truth {
    let values: Vec<Decimal> =
        now.visible(top).filter_map(|e| e.value).map(crate::model::Amount::decimal).collect();
    let (Some(high), Some(low)) = (values.iter().max(), values.iter().min()) else { return Truth::Skip };
    let span = *high - *low;
    Truth::when(num.admits(span) || span <= num.value && num.value - span <= Decimal::ONE, Some(span))
}
