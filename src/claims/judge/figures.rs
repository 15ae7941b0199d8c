//! A number against a figure: of a row, of several rows together, of the market.
#![expect(clippy::too_many_arguments, reason = "a reading is measure, number, subject, board and period")]

use super::super::facts::{Measure, World, listed};
use super::super::numbers::{Num, Unit};
use super::super::tokens::{Entity, Who};
use super::super::truth::{Fact, Truth, all_of, any_of, signed};
use super::bounds::{is_too_little, part_of_listed};
use crate::analysis::{Entry, PeriodFacts};
use crate::model::MetricKind;
use rust_decimal::Decimal;

impl<'a> World<'a> {
    /// A number against a figure of one mention. Charity: any of its rows may be meant.
    pub fn number(
        &self,
        measure: Measure,
        num: &Num,
        sign: i8,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let metric = &self.config.boards[board].metric;
        let foreign = match num.unit {
            Unit::Board => metric.unit.is_empty() && metric.kind == MetricKind::Score,
            Unit::Points => metric.kind == MetricKind::Volume,
            _ => false,
        };
        if foreign && matches!(measure, Measure::Value | Measure::PreviousValue | Measure::ValueChange) {
            return Truth::Skip;
        }
        let mut best = Truth::Skip;
        for entity in who {
            let truth = match entity {
                Entity::Unknown => Truth::Unknown("what it speaks of is not in the data"),
                Entity::Market | Entity::Listed | Entity::Rest => {
                    match self.of_whole(measure, entity, board, now) {
                        Fact::Known(fact) => signed(measure, num, sign, fact),
                        Fact::Unknown(why) if *entity == Entity::Listed && measure == Measure::Value => {
                            is_too_little(num, now).unwrap_or(Truth::Unknown(why))
                        }
                        Fact::Unknown(why) => Truth::Unknown(why),
                        Fact::None => Truth::Skip,
                    }
                }
                Entity::Top(_) if metric.kind == MetricKind::Score => all_of(
                    self.rows(entity, board, now)
                        .into_iter()
                        .map(|e| self.compare(measure, num, sign, e, board, now)),
                ),
                // "the ten largest carried …, up from …": the ten of then.
                Entity::Top(_) if matches!(measure, Measure::PreviousShare | Measure::PreviousValue) => {
                    let of_now = self.summed(measure, num, sign, std::slice::from_ref(who), board, now);
                    let then =
                        if measure == Measure::PreviousShare { Measure::Share } else { Measure::Value };
                    let of_then = self
                        .before(board, now)
                        .map_or(Truth::Unknown("the period before is not known"), |b| {
                            self.summed(then, num, sign, std::slice::from_ref(who), board, b)
                        });
                    of_now.or_else(of_then)
                }
                // "the top ten drew 2% fewer than last week's": the rows of now, or the ten of then.
                Entity::Top(top) if matches!(measure, Measure::Growth | Measure::ValueChange) => self
                    .summed(measure, num, sign, std::slice::from_ref(who), board, now)
                    .better(self.top_moved(measure, num, sign, *top, board, now)),
                Entity::Top(_) | Entity::OrgRows { .. } => {
                    // "Its three ports rank first, third and sixth": one of them does.
                    let ranked = matches!(entity, Entity::OrgRows { .. }) && measure == Measure::Rank;
                    let rows = if ranked { self.rows(entity, board, now) } else { Vec::new() };
                    let mut each = rows.into_iter().map(|e| self.compare(measure, num, sign, e, board, now));
                    each.find(|one| matches!(one, Truth::Yes(_))).unwrap_or_else(|| {
                        self.summed(measure, num, sign, std::slice::from_ref(who), board, now)
                    })
                }
                Entity::Org(org)
                    if measure.is_change()
                        || measure == Measure::PreviousValue
                        || matches!(measure, Measure::PreviousShare | Measure::PreviousListedShare) =>
                {
                    self.of_maker(measure, num, sign, *org, board, now)
                }
                Entity::Org(org) if measure == Measure::Rank && num.whole().is_some() => {
                    self.rank_of_maker(num, *org, board, now)
                }
                Entity::Org(_) => {
                    match self.summed(measure, num, sign, std::slice::from_ref(who), board, now) {
                        Truth::Yes(f) => Truth::Yes(f),
                        other => any_of(
                            self.rows(entity, board, now)
                                .into_iter()
                                .map(|e| self.compare(measure, num, sign, e, board, now)),
                        )
                        .or_else(other),
                    }
                }
                entity => {
                    let rows = self.rows(entity, board, now);
                    if rows.is_empty() {
                        self.absent(measure, num, entity, board, now)
                    } else {
                        let merged = rows.len() > 1
                            && matches!(measure, Measure::Value | Measure::Share)
                            && self.config.boards[board].metric.kind == MetricKind::Volume;
                        let each =
                            any_of(rows.iter().map(|e| self.compare(measure, num, sign, e, board, now)));
                        if merged && !matches!(each, Truth::Yes(_)) {
                            self.summed(measure, num, sign, std::slice::from_ref(who), board, now)
                                .or_else(each)
                        } else {
                            each
                        }
                    }
                }
            };
            best = best.better(truth);
            if matches!(best, Truth::Yes(_)) {
                break;
            }
        }
        best
    }

    /// What the first rows have together against what the first ones of the period before had, whichever they were.
    fn top_moved(
        &self,
        measure: Measure,
        num: &Num,
        sign: i8,
        top: u32,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let together = |period: &PeriodFacts| -> Option<Decimal> {
            let rows: Vec<&Entry> = period.visible(top).collect();
            let known = u32::try_from(rows.len()).is_ok_and(|found| found >= top);
            let exact = |e: &&Entry| e.value.filter(|_| !e.at_least).map(crate::model::Amount::decimal);
            rows.iter().map(exact).sum::<Option<_>>().filter(|_| known)
        };
        let Some((after, before)) = together(now).zip(self.before(board, now).and_then(together)) else {
            return Truth::Unknown("one of the values is not known");
        };
        let change = after - before;
        let fact = if measure == Measure::Growth { change.checked_div(before) } else { Some(change) };
        fact.map_or(Truth::Skip, |fact| signed(measure, num, sign, fact))
    }

    fn compare(
        &self,
        measure: Measure,
        num: &Num,
        sign: i8,
        e: &Entry,
        board: usize,
        now: &PeriodFacts,
    ) -> Truth {
        match self.figure(measure, e, board, now) {
            Fact::None => Truth::Skip,
            Fact::Unknown(why) if measure == Measure::ListedShare => {
                part_of_listed(num, &[e], now).unwrap_or(Truth::Unknown(why))
            }
            Fact::Unknown(why) => Truth::Unknown(why),
            Fact::Known(fact) => {
                let lower_bound = e.at_least && matches!(measure, Measure::Value | Measure::ValueChange);
                // Shares that make a whole are printed so that they add up to it.
                let printed = || e.share_shown().is_some_and(|shown| num.admits(shown.decimal()));
                match signed(measure, num, sign, fact) {
                    Truth::No(fact) if measure == Measure::Share && printed() => Truth::Yes(fact),
                    Truth::No(_) if lower_bound && num.value > fact => {
                        Truth::Unknown("its value is a lower bound")
                    }
                    truth => truth,
                }
            }
        }
    }

    /// A row that is not on the board: somebody else holds the rank that it is said to hold.
    fn absent(&self, measure: Measure, num: &Num, entity: &Entity, board: usize, now: &PeriodFacts) -> Truth {
        if let Entity::Model { model, .. } = entity {
            if matches!(
                measure,
                Measure::PriceIn
                    | Measure::PriceOut
                    | Measure::Blended
                    | Measure::Context
                    | Measure::Parameters
                    | Measure::Active
            ) {
                return match self.registered(measure, *model, now.period) {
                    Fact::Known(fact) => signed(measure, num, 0, fact),
                    Fact::Unknown(why) => Truth::Unknown(why),
                    Fact::None => Truth::Skip,
                };
            }
            // "dropped off the list from No. 31": where it stood before it left.
            if measure == Measure::PreviousRank
                && let Some(before) = self.before(board, now)
            {
                let rows = self.rows(entity, board, before);
                return any_of(rows.iter().map(|e| self.compare(Measure::Rank, num, 0, e, board, before)));
            }
            let known_here = self.facts.boards[board].lines_of(*model).next().is_some();
            if known_here && measure == Measure::Rank && now.entries.iter().any(|e| e.rank == num.whole()) {
                return Truth::No(None);
            }
        }
        Truth::Skip
    }

    /// The figures of several mentions, added.
    pub fn summed(
        &self,
        measure: Measure,
        num: &Num,
        sign: i8,
        group: &[Who],
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        if let [who] = group
            && let [whole @ (Entity::Listed | Entity::Rest)] = who.as_slice()
        {
            return match self.of_whole(measure, whole, board, now) {
                Fact::Known(fact) => signed(measure, num, sign, fact),
                Fact::Unknown(why) => Truth::Unknown(why),
                Fact::None => Truth::Skip,
            };
        }
        let mut rows: Vec<&Entry> = Vec::new();
        for who in group {
            let Some(entity) = who.first() else { return Truth::Skip };
            let found = self.rows(entity, board, now);
            if found.is_empty() {
                return if *entity == Entity::Unknown {
                    Truth::Unknown("what it speaks of is not in the data")
                } else {
                    Truth::Skip
                };
            }
            // One of the first rows is not in the data.
            if let Entity::Top(k) = entity
                && !now.whole
                && u32::try_from(found.len()).is_ok_and(|found| found < *k)
            {
                return Truth::Unknown("not every row of the first ones is known");
            }
            rows.extend(found);
        }
        if measure == Measure::ListedShare
            && listed(now).is_none()
            && let Some(truth) = part_of_listed(num, &rows, now)
        {
            return truth;
        }
        if rows.iter().any(|e| e.at_least) {
            let truth = self.sum_of(measure, num, sign, &rows, board, now);
            // What is said to be less than the least that is known is false all the same.
            return match truth {
                Truth::No(Some(fact)) if num.value < fact && measure == Measure::Value => {
                    Truth::No(Some(fact))
                }
                Truth::No(_) => Truth::Unknown("one of the values is a lower bound"),
                other => other,
            };
        }
        self.sum_of(measure, num, sign, &rows, board, now)
    }

    fn sum_of(
        &self,
        measure: Measure,
        num: &Num,
        sign: i8,
        rows: &[&Entry],
        board: usize,
        now: &PeriodFacts,
    ) -> Truth {
        let add = |measure| -> Option<Decimal> {
            rows.iter()
                .map(|e| match self.figure(measure, e, board, now) {
                    Fact::Known(fact) => Some(fact),
                    _ => None,
                })
                .sum()
        };
        let fact = match measure {
            Measure::Value
            | Measure::PreviousValue
            | Measure::ValueChange
            | Measure::Share
            | Measure::PreviousShare
            | Measure::ListedShare
            | Measure::PreviousListedShare
            | Measure::ShareChange => add(measure),
            Measure::Growth => {
                add(Measure::Value).zip(add(Measure::PreviousValue)).and_then(|(a, b)| (a - b).checked_div(b))
            }
            _ => return Truth::Skip,
        };
        fact.map_or(Truth::Unknown("one of the values is not known"), |fact| signed(measure, num, sign, fact))
    }

    /// An organisation's rows together, then and now: those that came and those that went among them.
    fn of_maker(
        &self,
        measure: Measure,
        num: &Num,
        sign: i8,
        org: usize,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Truth::Skip;
        }
        // One of its rows may be meant.
        let each = any_of(self.of_org(org, now).map(|e| self.compare(measure, num, sign, e, board, now)));
        if matches!(each, Truth::Yes(_)) {
            return each;
        }
        match self.maker_figure(measure, org, board, now) {
            Fact::Known(fact) => signed(measure, num, sign, fact),
            Fact::Unknown(why) => Truth::Unknown(why),
            Fact::None => Truth::Skip,
        }
    }

    /// What has changed of an organisation's rows together, and what they had before.
    pub(super) fn maker_figure(
        &self,
        measure: Measure,
        org: usize,
        board: usize,
        period: &'a PeriodFacts,
    ) -> Fact {
        let Some(before) = self.before(board, period) else {
            return Fact::Unknown("the period before is not known");
        };
        let sums = |period: &'a PeriodFacts| -> Option<(Decimal, Option<Decimal>)> {
            let value = |e: &Entry| e.value.map(crate::model::Amount::decimal);
            let value: Decimal = self.of_org(org, period).map(value).sum::<Option<_>>()?;
            Some((value, period.total.and_then(|t| value.checked_div(t.decimal()))))
        };
        let (Some((now, share)), Some((then, share_then))) = (sums(period), sums(before)) else {
            return Fact::Unknown("one of the values is not known");
        };
        let fact = match measure {
            Measure::PreviousValue => Some(then),
            Measure::PreviousShare => share_then,
            Measure::PreviousListedShare => listed(before).and_then(|all| then.checked_div(all)),
            Measure::ListedShareChange => {
                let part = |value: Decimal, all: Option<Decimal>| all.and_then(|all| value.checked_div(all));
                part(now, listed(period)).zip(part(then, listed(before))).map(|(a, b)| a - b)
            }
            Measure::ValueChange => Some(now - then),
            Measure::Growth => (now - then).checked_div(then),
            Measure::ShareChange => share.zip(share_then).map(|(a, b)| a - b),
            Measure::ShareGrowth => share.zip(share_then).and_then(|(a, b)| (a - b).checked_div(b)),
            _ => return Fact::None,
        };
        Fact::of(fact, "one of the values is not known")
    }
}
