//! What somebody has in one period against what the same had in another: "more containers in June than in January".

use super::super::facts::{Measure, World};
use super::super::frames::{GapChange, Told};
use super::super::tokens::{Entity, When, Who};
use super::super::truth::{Fact, Truth, any_of};
use super::gaps::changed;
use crate::analysis::{Entry, PeriodFacts};
use crate::identity::Key;
use crate::model::MetricKind;
use rust_decimal::Decimal;

/// A figure in two periods: in the one that is spoken of, and in the one that it is held against.
type Pair = (Decimal, Decimal);

impl<'a> World<'a> {
    pub(super) fn against(
        &self,
        (of, how): (Told, &GapChange),
        then: When,
        who: &Who,
        board: usize,
        now: &'a PeriodFacts,
    ) -> Truth {
        let kind = self.config.boards[board].metric.kind;
        let counts = matches!(of, Told::Volume | Told::Share);
        if counts && kind != MetricKind::Volume || of == Told::Score && kind != MetricKind::Score {
            return Truth::Skip;
        }
        let Some(then) = self.period_of(then).and_then(|period| self.at(board, period)) else {
            return Truth::Unknown("that period is not known");
        };
        let (first, last) = (then.period.min(now.period), then.period.max(now.period));
        if first == last || self.is_broken(board, first, last) {
            return Truth::Unknown("the two periods cannot be compared");
        }
        let counted = !matches!(of, Told::Rank | Told::PriceIn | Told::PriceOut);
        if counted && !(then.complete && now.complete) {
            return Truth::Unknown("one of the periods lacks days");
        }
        any_of(who.iter().map(|entity| agreed(how, &self.pairs_of(of, entity, board, (now, then)))))
    }

    /// What an entity had in both periods; several where the words may mean its rows of one of them, or of each.
    fn pairs_of(
        &self,
        of: Told,
        entity: &Entity,
        board: usize,
        (now, then): (&'a PeriodFacts, &'a PeriodFacts),
    ) -> Vec<Fact2> {
        // What the register knows, whatever rows there are.
        let side = match of {
            Told::PriceIn => Some(Measure::PriceIn),
            Told::PriceOut => Some(Measure::PriceOut),
            _ => None,
        };
        if let (Some(side), Entity::Model { model, .. }) = (side, entity) {
            let price = |at: &PeriodFacts| self.registered(side, *model, at.period);
            return vec![both(price(now), price(then))];
        }
        let rows = |period| self.rows(entity, board, period);
        match entity {
            Entity::Market | Entity::Listed | Entity::Rest => {
                let whole = |period| match of {
                    Told::Volume => self.of_whole(Measure::Value, entity, board, period),
                    _ => Fact::None,
                };
                vec![both(whole(now), whole(then))]
            }
            Entity::Model { .. } => match (rows(now).as_slice(), rows(then).as_slice()) {
                ([], []) => Vec::new(),
                ([a], [b]) if a.key == b.key => {
                    vec![both(self.told(of, a, board, now), self.told(of, b, board, then))]
                }
                ([_] | [], [_] | []) => vec![Err("it was not listed in both")],
                _ => vec![Err("several rows are meant")],
            },
            // "This week's leader drew more than last week's": whoever stood there.
            Entity::AtRank(_, 0) => match (rows(now).as_slice(), rows(then).as_slice()) {
                ([a], [b]) => vec![both(self.told(of, a, board, now), self.told(of, b, board, then))],
                _ => vec![Err("several rows are meant")],
            },
            Entity::Org(_) if matches!(of, Told::Volume) => {
                let (a, b) = (rows(now), rows(then));
                if a.is_empty() && b.is_empty() {
                    return Vec::new();
                }
                // All rows that are listed of it, or those that are listed in both.
                let shared: Vec<&Key> = a.iter().map(|e| &e.key).filter(|k| then.row(k).is_some()).collect();
                let in_both = |rows: &[&'a Entry]| -> Vec<&'a Entry> {
                    rows.iter().copied().filter(|e| shared.contains(&&e.key)).collect()
                };
                let sum = |rows: &[&Entry], period| self.listed_sum(rows, board, period);
                vec![both(sum(&a, now), sum(&b, then)), both(sum(&in_both(&a), now), sum(&in_both(&b), then))]
            }
            _ => vec![Err("several rows are meant")],
        }
    }

    fn listed_sum(&self, rows: &[&Entry], board: usize, period: &PeriodFacts) -> Fact {
        let known = rows.iter().map(|e| match self.told(Told::Volume, e, board, period) {
            Fact::Known(value) => Some(value),
            _ => None,
        });
        Fact::of(known.sum::<Option<Decimal>>().filter(|_| !rows.is_empty()), "not every value is known")
    }

    /// A row's figure; more is better.
    fn told(&self, of: Told, e: &Entry, board: usize, period: &PeriodFacts) -> Fact {
        match of {
            Told::Volume | Told::Share if e.at_least => Fact::Unknown("its value is a lower bound"),
            Told::Volume | Told::Score => self.figure(Measure::Value, e, board, period),
            Told::Votes => self.figure(Measure::Votes, e, board, period),
            Told::Share => self.figure(Measure::Share, e, board, period),
            Told::PriceIn => self.figure(Measure::PriceIn, e, board, period),
            Told::PriceOut => self.figure(Measure::PriceOut, e, board, period),
            Told::Rank => match self.figure(Measure::Rank, e, board, period) {
                Fact::Known(rank) => Fact::Known(-rank),
                other => other,
            },
        }
    }
}

/// Both figures, or why one is missing.
type Fact2 = Result<Pair, &'static str>;

fn both(now: Fact, then: Fact) -> Fact2 {
    match (now, then) {
        (Fact::Known(now), Fact::Known(then)) => Ok((now, then)),
        (Fact::Unknown(why), _) | (_, Fact::Unknown(why)) => Err(why),
        _ => Err("it has no such figure"),
    }
}

/// So by all that the words may mean; where it is so by one only, it is not sure.
fn agreed(how: &GapChange, pairs: &[Fact2]) -> Truth {
    let truths: Vec<Truth> = pairs
        .iter()
        .map(|pair| match pair {
            Ok((now, then)) => changed(how, *then, *now),
            Err(why) => Truth::Unknown(why),
        })
        .collect();
    let yes = |t: &Truth| matches!(t, Truth::Yes(_));
    let no = |t: &Truth| matches!(t, Truth::No(_));
    if truths.iter().any(yes) && truths.iter().any(no) {
        return Truth::Unknown("it is true of its rows of one period and not of those of both");
    }
    any_of(truths.into_iter())
}
