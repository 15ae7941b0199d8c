//! A reading against the fact table: true, false, not known, or not applicable here.
#![expect(clippy::too_many_lines, reason = "one flat list of the tests")]

mod against;
mod among_rows;
mod arrivals;
mod bests;
mod bounds;
mod comparisons;
mod counts;
mod extremes;
mod figures;
mod gaps;
mod heights;
mod makers;
mod moves;
mod neighbours;
mod nth;
mod of_the_year;
mod over;
mod places;
mod runs;
mod shares;
mod since;
mod whole_list;

use super::facts::{Measure, World};
use super::frames::{Recorded, Test};
use super::numbers::{Form, Hedge, Num};
use super::tokens::{Entity, Who};
use super::truth::{Fact, Truth, all_of, any_of, of_all};
use crate::analysis::{Entry, PeriodFacts, Status};
use crate::model::MetricKind;
use counts::band;
use places::{entered, passed, peak};
use rust_decimal::Decimal;

fn is_maker(group: &[Who]) -> bool {
    group.iter().flatten().any(|e| matches!(e, Entity::Org(_)))
}

impl<'a> World<'a> {
    /// Judges one reading on a board in a period.
    pub fn judge(&self, test: &Test, board: usize, now: &'a PeriodFacts) -> Truth {
        match test {
            Test::Number { measure, num, sign, group } => {
                of_all(group, |who| self.number(*measure, num, *sign, who, board, now))
            }
            Test::Sum { measure, num, group } => self.summed(*measure, num, 0, group, board, now),
            Test::Each { measure, nums, group } => all_of(
                group.iter().zip(nums).map(|(who, num)| self.number(*measure, num, 0, who, board, now)),
            ),
            Test::Direction { measure, sign, group } => {
                of_all(group, |who| self.direction(*measure, *sign, who, board, now))
            }
            Test::MovedTogether { measure, sign, group } => {
                let more =
                    Num { hedge: Hedge::Over, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) };
                self.summed(*measure, &more, *sign, group, board, now)
            }
            Test::Leads { group, newly } => self.leads(group, *newly, board, now),
            Test::LostLead { group } => self.lost_lead(group, board, now),
            Test::Arrived { group, back } => self.all_arrived(group, *back, board, now),
            Test::Left { group, top } => of_all(group, |who| self.left(who, *top, board, now)),
            Test::LeftList { group } => of_all(group, |who| match self.left(who, None, board, now) {
                Truth::Yes(_) if now.whole && !self.any_rows(who, board, now).is_empty() => {
                    Truth::Unknown("it is listed behind the first rows")
                }
                truth => truth,
            }),
            Test::Unlisted { group, top } => of_all(group, |who| self.unlisted(who, *top, board, now)),
            Test::Entered { group, top, again } => {
                let top = top.unwrap_or(self.config.boards[board].top);
                self.each(group, board, now, |e| match *again && e.status == Status::Debut {
                    true => Truth::No(None),
                    false => entered(e, top),
                })
            }
            Test::InTop { group, top } => self.each(group, board, now, |e| {
                e.rank.map_or(Truth::Unknown("its rank is not known"), |r| {
                    Truth::when(r <= *top, Some(r.into()))
                })
            }),
            Test::Peak { group } => self.each(group, board, now, peak),
            Test::Overtook { a, b } => {
                let rows = self.pairs(a, b, board, now, passed);
                if is_maker(a) && is_maker(b) {
                    rows.or_else(self.outweighed(a, b, board, now))
                } else {
                    rows
                }
            }
            Test::Displaced { a, b } => self.displaced(a, b, board, now),
            Test::Swapped { a, b } => self.pairs(a, b, board, now, |x, y| {
                match (x.rank, x.previous_rank, y.rank, y.previous_rank) {
                    (Some(xr), Some(xp), Some(yr), Some(yp)) => Truth::when(xr == yp && yr == xp, None),
                    _ => Truth::Unknown("a rank is not known"),
                }
            }),
            // What makers have together is of what a board counts.
            Test::Compared { measure: Measure::Value, a, b, .. }
                if is_maker(a)
                    && is_maker(b)
                    && self.config.boards[board].metric.kind == MetricKind::Score =>
            {
                Truth::Skip
            }
            Test::Compared { measure, a, b, more } => self.compared(*measure, a, b, *more, board, now),
            Test::Difference { measure, a, b, num, sign } => {
                self.difference(*measure, (a, b), num, *sign, board, now)
            }
            Test::Times { measure, a, b, num } => self.times(*measure, (a, b), num, board, now),
            Test::Extreme { measure, sign, most, group, top } => {
                self.extreme(*measure, (*sign, *most), group, *top, board, now)
            }
            Test::Nth { measure, sign, most, nth, group, top } => {
                let nth = nth::Nth { measure: *measure, sign: *sign, most: *most, nth: *nth };
                self.nth(nth, group, *top, board, now)
            }
            Test::AmongRows { order, of, top, group } => {
                self.among_rows((*order, of), group, *top, board, now)
            }
            Test::OnlyMaker { org, sign } => self.only_maker(*org, *sign, board, now),
            Test::MakersMoved { num, sign } => self.makers_moved(num, *sign, board, now),
            Test::NthMaker { nth, org } => self.nth_maker(*nth, *org, board, now),
            Test::Foremost { among, group } => self.foremost(*among, group, board, now),
            Test::Count { num, what, also, by, top, of } => {
                self.count(num, (*what, *also, *by), *top, of, board, now)
            }
            Test::MostRows { org, top, tied } => self.most_rows((*org, *tied), *top, board, now),
            Test::Makers { num, top } => self.makers(num, *top, board, now),
            Test::RowsApart { num, sign, of, then, top } => {
                self.rows_apart((num, *sign), *of, *then, *top, board, now)
            }
            Test::OfListed { rows, test } => self.of_listed(*rows, test, board, now),
            Test::OfScores(test) if self.config.boards[board].metric.kind == MetricKind::Score => {
                self.judge(test, board, now)
            }
            Test::OfAmounts(test) if self.config.boards[board].metric.kind == MetricKind::Volume => {
                self.judge(test, board, now)
            }
            Test::OfScores(_) | Test::OfAmounts(_) => Truth::Skip,
            Test::Then { when, test } => self.then(*when, test, board),
            Test::Run { measure, sign, num, group } => {
                of_all(group, |who| self.run((*measure, *sign), num, who, board, now))
            }
            Test::RunSince { measure, sign, from, group } => {
                of_all(group, |who| self.run_since((*measure, *sign), *from, who, board, now))
            }
            Test::Stay { rank, num, group } => of_all(group, |who| self.stay(*rank, num, who, board, now)),
            Test::GapMoved { a, b, how, from, held } => {
                self.gap_moved(gaps::Apart { a, b, from: *from, held: *held }, how, board, now)
            }
            Test::Against { of, how, then, group } => {
                of_all(group, |who| self.against((*of, how), *then, who, board, now))
            }
            Test::Closest { most, a, b, top } => self.closest(*most, (a, b), *top, board, now),
            Test::MadeBy { org, group } => all_of(group.iter().flatten().map(|e| match e {
                Entity::Model { model, .. } => match &self.facts.models[*model].org {
                    Some(maker) => Truth::when(*maker == self.facts.orgs[*org].id, None),
                    None => Truth::Unknown("the registry does not say who makes it"),
                },
                Entity::AtRank(..) => self.holder_made_by(*org, e, board, now),
                _ => Truth::Skip,
            })),
            Test::Only { what, also, by, group, top } => {
                self.only((*what, *also, *by), group, *top, board, now)
            }
            Test::Tied { a, b } => self.pairs(a, b, board, now, |x, y| {
                let at = now.entries.iter().position(|e| e.key == y.key);
                let level = x.value.is_some() && x.value == y.value;
                match (x.low(), y.low()) {
                    (Some(_), Some(_)) => {
                        let listed = at.is_some_and(|i| x.tied_with().any(|tied| tied == i));
                        let unlisted = x.tied_more() > 0 && x.low() <= y.high() && y.low() <= x.high();
                        Truth::when(level || listed || unlisted, None)
                    }
                    _ if level => Truth::Yes(None),
                    // What is counted is level only where it is the same.
                    _ if self.config.boards[board].metric.kind == MetricKind::Volume => Truth::No(None),
                    _ => Truth::Skip,
                }
            }),
            Test::Frozen { top } => self.frozen(*top, board, now),
            Test::TopShare { top, num } => self.top_share(*top, num, now),
            Test::PlacedShare { board: other, top, num } => {
                self.placed_share((*other, *top), num, board, now)
            }
            Test::Shared { here, there, num, absent } => self.shared(*here, *there, (num, *absent), now),
            Test::InBoth { top, num, rows, group } => self.in_both(*top, (num, *rows), group, now),
            Test::On { board, test } => self.on_board(test, *board, now),
            Test::Band { top, num } => band(*top, num, now),
            Test::Last { num, of_list, group } => {
                of_all(group, |who| self.last(num.as_ref(), *of_list, who, board, now))
            }
            Test::EndOfList { last, num } => self.end_of_list(*last, num, board, now),
            Test::Statistic { which, num } => self.statistic(*which, num, board, now),
            Test::Repriced { group, date } => of_all(group, |who| self.repriced(who, *date)),
            Test::Released { group, date } => of_all(group, |who| self.released(who, *date)),
            Test::Any(tests) => any_of(tests.iter().map(|t| self.judge(t, board, now))),
            Test::StaySince { rank, from, group } => {
                of_all(group, |who| self.stayed(*rank, *from, who, board, now))
            }
            Test::FirstPast { mark, sign, reach, group } => {
                of_all(group, |who| self.first_past(mark, (*sign, *reach), who, board, now))
            }
            Test::Record { of: of @ (Recorded::Share | Recorded::ListedShare), sign, reach, group } => {
                of_all(group, |who| self.share_record(*of, (*sign, *reach), who, board, now))
            }
            Test::NthMove { measure, sign, nth, reach, group } => {
                of_all(group, |who| self.nth_move((*measure, *sign), (*nth, *reach), who, board, now))
            }
            Test::MoveRecord { measure, sign, most, reach, group } => {
                of_all(group, |who| self.move_record((*measure, *sign, *most), *reach, who, board, now))
            }
            Test::EachMove { measure, sign, reach, group } => {
                of_all(group, |who| self.each_move((*measure, *sign), *reach, who, board, now))
            }
            Test::LongestList { sign, reach } => self.longest_list(*sign, *reach, board, now),
            Test::Throughout { from, to, test } => self.throughout((*from, *to), test, board, now),
            Test::LastListed { at, top, group } => {
                of_all(group, |who| self.last_listed((*at, *top), who, board, now))
            }
            Test::Record { of, sign, reach, group } => {
                of_all(group, |who| self.record(*of, (*sign, *reach), who, board, now))
            }
            Test::HeightAt { of, sign, open, at, reach, group } => {
                of_all(group, |who| self.height_at((*of, *sign, *open), (*at, *reach), who, board, now))
            }
            Test::Length { num, over } => self.length_of_list(num, *over, board, now),
            Test::Highs { num, of } => self.highs(num, *of, board, now),
            Test::AwayFor { num, group } => of_all(group, |who| self.away_for(num, who, board, now)),
            Test::Apart { here, there, num, sign, group } => {
                of_all(group, |who| self.apart((*here, *there), num.as_ref(), *sign, who, now))
            }
            Test::Since { from, change } => self.since(*from, change, board, now),
            Test::All(tests) => all_of(tests.iter().map(|t| self.judge(t, board, now))),
            Test::AtEnd { group } => of_all(group, |who| self.at_end(who, board, now)),
            Test::EachMaker { makers, num, top } => self.each_maker(*makers, num, *top, board, now),
            Test::Untied { top } => self.untied(*top, board, now),
            Test::SameTop { top, then } => self.same_top(*top, *then, board, now),
            Test::Stint { num, group } => of_all(group, |who| self.stint(num, who, board, now)),
            Test::OffBest { num, group } => of_all(group, |who| self.off_best(num, who, board, now)),
            Test::OnlyGone { group, top } => self.only_gone(group, *top, board, now),
            Test::LedBefore { other, group } => of_all(group, |who| self.led_before(who, other, board, now)),
            Test::HeldUntil { rank, num, span, group } => {
                of_all(group, |who| self.held_until(*rank, (num, *span), who, board, now))
            }
            Test::NthRecord { of, sign, nth, reach, group } => {
                of_all(group, |who| self.nth_record(*of, (*sign, *nth, *reach), who, board, now))
            }
            Test::Unmatched { at, reach, group } => {
                of_all(group, |who| self.unmatched(*at, *reach, who, board, now))
            }
            Test::HighBefore { of, num, group } => {
                of_all(group, |who| self.high_before(*of, num, who, board, now))
            }
            Test::Stated(holds) => Truth::when(*holds, None),
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
        of_all(group, |who| {
            any_of(who.iter().map(|entity| {
                if *entity == Entity::Unknown {
                    return Truth::Unknown("what it speaks of is not in the data");
                }
                any_of(self.rows(entity, board, now).into_iter().map(&test))
            }))
        })
    }

    fn pairs(
        &self,
        a: &[Who],
        b: &[Who],
        board: usize,
        now: &'a PeriodFacts,
        test: impl Fn(&Entry, &Entry) -> Truth,
    ) -> Truth {
        let pair = |x: &Who, y: &Who| {
            let left = self.any_rows(x, board, now);
            let right = self.any_rows(y, board, now);
            any_of(
                left.iter()
                    .flat_map(|l| right.iter().map(move |r| (*l, *r)))
                    .filter(|(l, r)| l.key != r.key)
                    .map(|(l, r)| test(l, r)),
            )
        };
        of_all(a, |x| of_all(b, |y| pair(x, y)))
    }

    pub(in crate::claims) fn any_rows(
        &self,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Vec<&'a Entry> {
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
            Entity::Market | Entity::Listed | Entity::Rest => match measure {
                Measure::Growth | Measure::ValueChange => {
                    match self.of_whole(Measure::Growth, entity, board, now) {
                        Fact::Known(growth) => Truth::when(holds(growth), Some(growth)),
                        Fact::Unknown(_) => Truth::Unknown("the growth of the total is not known"),
                        Fact::None => Truth::Skip,
                    }
                }
                _ => Truth::Skip,
            },
            Entity::Org(org)
                if matches!(
                    measure,
                    Measure::Growth
                        | Measure::ValueChange
                        | Measure::ShareChange
                        | Measure::ListedShareChange
                ) && self.config.boards[board].metric.kind == MetricKind::Volume =>
            {
                // All of them together.
                match self.maker_figure(measure, *org, board, now) {
                    Fact::Known(change) => Truth::when(holds(change), Some(change)),
                    Fact::Unknown(why) => Truth::Unknown(why),
                    Fact::None => Truth::Skip,
                }
            }
            Entity::Top(_) if matches!(measure, Measure::Growth | Measure::ValueChange) => {
                // All of them together.
                let group = [vec![entity.clone()]];
                match self.value_of(Measure::ValueChange, &group, board, now).into_iter().next() {
                    // The change is no growth.
                    Some(Ok(change)) => {
                        Truth::when(holds(change), Some(change).filter(|_| measure == Measure::ValueChange))
                    }
                    _ => Truth::Unknown("several rows are meant"),
                }
            }
            Entity::Top(top) if measure == Measure::ShareChange => {
                self.top_share_moved(*top, sign, board, now)
            }
            Entity::Org(_) | Entity::Top(_) => Truth::Unknown("several rows are meant"),
            // What grows is no score.
            Entity::OrgRows { .. }
                if measure == Measure::Growth
                    && self.config.boards[board].metric.kind == MetricKind::Score =>
            {
                Truth::Skip
            }
            Entity::OrgRows { .. } => all_of(self.rows(entity, board, now).into_iter().map(|e| {
                match self.figure(measure, e, board, now) {
                    Fact::Known(fact) => Truth::when(holds(fact), Some(fact)),
                    Fact::Unknown(why) => Truth::Unknown(why),
                    Fact::None => Truth::Unknown("not every row had a figure before"),
                }
            })),
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
