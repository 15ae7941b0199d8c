//! Rows set against each other: their values, differences and factors, and who has the most.
#![expect(clippy::too_many_arguments, reason = "a reading is measure, number, subject, board and period")]

use super::super::facts::{Measure, World};
use super::super::numbers::{Num, Unit};
use super::super::tokens::{Entity, Who};
use super::super::truth::{Fact, Truth, all_of, any_of};
use crate::analysis::{Entry, PeriodFacts};
use crate::model::{Amount, MetricKind};
use rust_decimal::Decimal;

impl<'a> World<'a> {
    pub(in crate::claims) fn value_of(
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
                Entity::Market | Entity::Listed | Entity::Rest => {
                    found.push(match self.of_whole(measure, entity, board, now) {
                        Fact::Known(fact) => Ok(fact),
                        Fact::Unknown(why) => Err(Some(why)),
                        Fact::None => Err(None),
                    });
                }
                entity => {
                    let rows = self.rows(entity, board, now);
                    let facts: Vec<Fact> = rows.iter().map(|e| self.figure(measure, e, board, now)).collect();
                    let known = || {
                        facts.iter().filter_map(|f| match f {
                            Fact::Known(d) => Some(*d),
                            _ => None,
                        })
                    };
                    if let Entity::Org(_) | Entity::OrgRows { .. } | Entity::Top(_) = entity {
                        let all = known().count() == rows.len() && !rows.is_empty();
                        found.push(match all {
                            true if rows.len() > 1 && !self.adds_up(measure, board) => {
                                Err(Some("several rows are meant"))
                            }
                            true => Ok(known().sum()),
                            false => Err(None),
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

    /// What several rows have together is the sum of what each of them has; nobody adds up ranks, scores or growth.
    fn adds_up(&self, measure: Measure, board: usize) -> bool {
        use Measure as M;
        match measure {
            M::Votes | M::PreviousVotes | M::VotesChange => true,
            M::Value | M::PreviousValue | M::ValueChange => {
                self.config.boards[board].metric.kind == MetricKind::Volume
            }
            M::Share | M::PreviousShare | M::ShareChange => true,
            M::ListedShare | M::PreviousListedShare => true,
            _ => false,
        }
    }

    pub(super) fn both(
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

    /// Less than the other together before, and more now.
    pub(super) fn outweighed(&self, a: &[Who], b: &[Who], board: usize, now: &'a PeriodFacts) -> Truth {
        let Some(before) = self.before(board, now) else {
            return Truth::Unknown("the period before is not known");
        };
        let more = |a: &[Who], b: &[Who], at| self.compared(Measure::Value, a, b, true, board, at);
        all_of([more(a, b, now), more(b, a, before)].into_iter())
    }

    pub(super) fn compared(
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

    pub(super) fn difference(
        &self,
        measure: Measure,
        pair: (&[Who], &[Who]),
        num: &Num,
        sign: i8,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        // Points are no unit of amounts.
        let points = measure == Measure::Value && num.unit == Unit::Points;
        let kind = self.config.boards[board].metric.kind;
        // No score is so high that two could be so far apart.
        let high = || now.entries.iter().filter_map(|e| e.value).map(Amount::decimal).max();
        let beyond = || kind == MetricKind::Score && high().is_some_and(|high| num.value > high);
        let places = measure == Measure::Rank && num.value > Decimal::ONE_THOUSAND;
        if points && kind == MetricKind::Volume || measure == Measure::Value && beyond() || places {
            return Truth::Skip;
        }
        // "led, by 70,400", of whom stands second: nobody is ahead of itself.
        let rows = |group: &[Who]| -> Vec<&'a Entry> {
            group.iter().flat_map(|w| self.any_rows(w, board, now)).collect()
        };
        if let ([x], [y]) = (rows(pair.0).as_slice(), rows(pair.1).as_slice())
            && x.key == y.key
        {
            return Truth::Skip;
        }
        // An amount with a unit is of no score.
        let amount = measure == Measure::Value && (num.scaled || num.unit == Unit::Board);
        let metric = &self.config.boards[board].metric;
        if amount && metric.kind == MetricKind::Score && matches!(metric.unit.as_str(), "" | "points") {
            return Truth::Skip;
        }
        let priced = matches!(measure, Measure::PriceIn | Measure::PriceOut | Measure::Blended);
        if num.value.is_zero() && !priced {
            return self.pairs(pair.0, pair.1, board, now, |x, y| self.level(measure, (x, y), board, now));
        }
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

    /// A price that is not its first began on a date.
    pub(in super::super) fn repriced(&self, who: &Who, date: jiff::civil::Date) -> Truth {
        any_of(who.iter().map(|e| match e {
            Entity::Model { model, .. } => match self.facts.models[*model].prices.as_slice() {
                [] => Truth::Unknown("the registry does not say"),
                [_, later @ ..] => Truth::when(later.iter().any(|price| price.from == date), None),
            },
            _ => Truth::Unknown("the registry does not say"),
        }))
    }

    /// Two rows, and not one with itself, have exactly the same.
    fn level(&self, measure: Measure, (x, y): (&Entry, &Entry), board: usize, now: &PeriodFacts) -> Truth {
        let figure = |e: &Entry| match e.at_least {
            true => Fact::Unknown("its value is a lower bound"),
            false => self.figure(measure, e, board, now),
        };
        match (figure(x), figure(y)) {
            (Fact::Known(x), Fact::Known(y)) => Truth::when(x == y, Some(x - y)),
            (Fact::Unknown(why), _) | (_, Fact::Unknown(why)) => Truth::Unknown(why),
            _ => Truth::Skip,
        }
    }

    pub(super) fn times(
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

    /// Whether a maker's rows have together more (or less) than any other's.
    pub(super) fn most_of_makers(&self, org: usize, most: bool, board: usize, now: &'a PeriodFacts) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let has =
            |org| self.value_of(Measure::Value, &[vec![Entity::Org(org)]], board, now).into_iter().next();
        let own = match has(org) {
            Some(Ok(own)) => own,
            Some(Err(Some(why))) => return Truth::Unknown(why),
            _ => return Truth::Skip,
        };
        let mut all_known = true;
        for other in (0..self.facts.orgs.len()).filter(|other| *other != org) {
            match has(other) {
                Some(Ok(value)) if value == own || (value > own) == most => return Truth::No(Some(own)),
                Some(Err(Some(_))) => all_known = false,
                _ => {}
            }
        }
        if all_known { Truth::Yes(Some(own)) } else { Truth::Unknown("one of the values is not known") }
    }

    /// Whether what a maker's rows have together changed by more (or less) than any other's.
    pub(super) fn moved_most_of_makers(
        &self,
        measure: Measure,
        (sign, most): (i8, bool),
        org: usize,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        let went = |change: Decimal| (change > Decimal::ZERO) == (sign > 0) && !change.is_zero();
        let own = match self.maker_figure(measure, org, board, now) {
            Fact::Known(change) if went(change) => change,
            Fact::Known(change) => return Truth::No(Some(change)),
            Fact::Unknown(why) => return Truth::Unknown(why),
            Fact::None => return Truth::Skip,
        };
        let listed = |other: &usize| self.of_org(*other, now).next().is_some();
        let mut all_known = true;
        for other in (0..self.facts.orgs.len()).filter(|other| *other != org).filter(listed) {
            match self.maker_figure(measure, other, board, now) {
                Fact::Known(change) if went(change) && (change.abs() > own.abs()) == most => {
                    return Truth::No(Some(own));
                }
                Fact::Unknown(_) => all_known = false,
                _ => {}
            }
        }
        if all_known { Truth::Yes(Some(own)) } else { Truth::Unknown("one of the values is not known") }
    }
}
