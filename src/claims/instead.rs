//! What is so instead, where a false statement is of more than one row's figure: who leads, whose the sharpest fall is, where
//! the two stand, which word would be right.

use super::facts::Measure;
use super::frames::Test;
use super::report::Told;
use super::tokens::{Entity, Who};
use super::truth::Truth;
use crate::analysis::{Entry, PeriodFacts};
use crate::identity::Key;
use crate::model::{Amount, MetricKind, Ratio};
use crate::words;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Words of direction and their opposites, in the same form.
const OPPOSITES: [(&str, &str); 19] = [
    ("up", "down"),
    ("rose", "fell"),
    ("rises", "falls"),
    ("rise", "fall"),
    ("risen", "fallen"),
    ("climbed", "slipped"),
    ("climbs", "slips"),
    ("gained", "lost"),
    ("gains", "loses"),
    ("gain", "lose"),
    ("grew", "shrank"),
    ("grows", "shrinks"),
    ("grow", "shrink"),
    ("increased", "decreased"),
    ("higher", "lower"),
    ("more", "fewer"),
    ("advanced", "retreated"),
    ("improved", "worsened"),
    ("jumped", "dropped"),
];

/// The word for the other way.
fn opposite(word: &str) -> Option<&'static str> {
    let both = OPPOSITES.iter().flat_map(|(up, down)| [(*up, *down), (*down, *up)]);
    both.into_iter().find_map(|(one, other)| (one == word).then_some(other))
}

/// "Delta fell from 4 to 5".
fn moved(name: &str, row: &Entry) -> Option<String> {
    let (rank, before) = (row.rank?, row.previous_rank);
    Some(match before {
        Some(before) if before > rank => format!("{name} rose from {before} to {rank}"),
        Some(before) if before < rank => format!("{name} fell from {before} to {rank}"),
        Some(_) => format!("{name} stayed at {rank}"),
        None => format!("{name} stands at {rank}"),
    })
}

impl Told<'_> {
    /// "Delta fell from 4 to 5".
    pub(super) fn moved(&self) -> Option<String> {
        moved(&self.name(), self.row()?)
    }

    /// What is so of the board, or of each of the two that the statement sets against each other.
    pub(super) fn instead(&self) -> Option<String> {
        let (board, period) = self.outcome.at?;
        let now = self.world.at(board, period)?;
        match self.test()? {
            Test::Leads { .. } => {
                let first = now.entries.iter().find(|e| e.rank == Some(1))?;
                Some(format!("{} leads", self.row_name(&first.key)))
            }
            Test::Overtook { a, b } => {
                Some(format!("{}, {}", self.moved_of(a, board, now)?, self.moved_of(b, board, now)?))
            }
            Test::Compared { measure, a, b, .. } => {
                let told = |who: &[Who]| self.figure_of(*measure, who, board, now);
                Some(format!("{}, {}", told(a)?, told(b)?))
            }
            Test::Extreme { measure, sign, most, top, .. } => {
                let top = top.unwrap_or(self.checker.config.boards[board].top);
                self.extreme(*measure, (*sign, *most), top, board, now)
            }
            Test::Left { .. } | Test::LeftList { .. } | Test::Unlisted { .. } => self.moved(),
            Test::TopShare { top, .. } => Some(format!("the top {top} have {}", self.figure_instead()?)),
            Test::Difference { a, b, .. } => {
                let apart = self.figure_instead()?;
                Some(format!("{} and {} are {apart} apart", self.one_name(a)?, self.one_name(b)?))
            }
            _ => None,
        }
    }

    /// The word that would be right where a word of direction alone is wrong, whatever figure stands beside it.
    pub(super) fn other_way(&self, text: &str) -> Option<&'static str> {
        let (Some(Test::Direction { sign, .. }), Truth::No(Some(fact))) = (self.test(), &self.outcome.truth)
        else {
            return None;
        };
        let turned = !fact.is_zero() && fact.is_sign_positive() != (*sign > 0) && !self.draft.neg;
        opposite(&text.to_lowercase()).filter(|_| turned)
    }

    /// The figure that is so, of what no reference prints.
    pub(super) fn figure_instead(&self) -> Option<String> {
        let Truth::No(Some(fact)) = self.outcome.truth else { return None };
        let board = &self.checker.config.boards[self.outcome.at?.0];
        match self.test()? {
            Test::TopShare { .. } | Test::PlacedShare { .. } => Some(words::share(Ratio::from_decimal(fact))),
            Test::Difference { measure: Measure::Value, .. } => {
                let apart = words::prose(Amount::from_decimal(fact.abs())?, board);
                Some(if board.metric.kind == MetricKind::Score { format!("{apart} points") } else { apart })
            }
            _ => None,
        }
    }

    /// "Alpha is of Google": who makes the one row of a group.
    pub(super) fn makers(&self, group: &[Who]) -> Option<String> {
        let facts = self.checker.facts;
        let [who] = group else { return None };
        let [Entity::Model { model, .. }] = who.as_slice() else { return None };
        let maker = facts.models[*model].org.as_ref()?;
        let name = &facts.orgs.iter().find(|org| org.id == *maker)?.name;
        Some(format!("{} is of {name}", self.checker.name(who)))
    }

    fn one_name(&self, group: &[Who]) -> Option<String> {
        match group {
            [who] => Some(self.checker.name(who)),
            _ => None,
        }
    }

    fn row_name(&self, key: &Key) -> String {
        self.checker.facts.row_name(key)
    }

    /// The only row that a mention means.
    fn one_row<'t>(&'t self, group: &[Who], board: usize, now: &'t PeriodFacts) -> Option<&'t Entry> {
        let [who] = group else { return None };
        let entity = who.first().filter(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)))?;
        self.world.rows(entity, board, now).into_iter().next()
    }

    fn moved_of(&self, group: &[Who], board: usize, now: &PeriodFacts) -> Option<String> {
        let row = self.one_row(group, board, now)?;
        moved(&self.row_name(&row.key), row)
    }

    fn figure_of(&self, measure: Measure, group: &[Who], board: usize, now: &PeriodFacts) -> Option<String> {
        let row = self.one_row(group, board, now)?;
        let fact = self.world.figure(measure, row, board, now);
        let super::truth::Fact::Known(fact) = fact else { return None };
        Some(format!("{}: {}", self.row_name(&row.key), self.in_words(measure, fact, board)?))
    }

    /// The row of the first ones with the most or the least, and how much that is.
    fn extreme(
        &self,
        measure: Measure,
        (sign, most): (i8, bool),
        top: u32,
        board: usize,
        now: &PeriodFacts,
    ) -> Option<String> {
        let known = now.visible(top).filter_map(|e| match self.world.figure(measure, e, board, now) {
            super::truth::Fact::Known(fact) => Some((e, fact)),
            _ => None,
        });
        let meant = |fact: &Decimal| sign == 0 || (fact.is_sign_positive() == (sign > 0) && !fact.is_zero());
        let size = |fact: Decimal| if sign == 0 { fact } else { fact.abs() };
        let order = |a: &(&Entry, Decimal), b: &(&Entry, Decimal)| match most {
            true => size(a.1).cmp(&size(b.1)),
            false => size(b.1).cmp(&size(a.1)),
        };
        let mut known: Vec<(&Entry, Decimal)> = known.filter(|(_, fact)| meant(fact)).collect();
        known.sort_by(|a, b| order(b, a));
        let [(first, fact), rest @ ..] = known.as_slice() else { return None };
        // Of several that are level, none is named.
        if rest.first().is_some_and(|second| order(&(first, *fact), second) == Ordering::Equal) {
            return None;
        }
        Some(format!("that is {}, {}", self.row_name(&first.key), self.in_words(measure, *fact, board)?))
    }
}

#[cfg(test)]
mod tests {
    use super::opposite;

    #[test]
    fn a_word_has_one_opposite_in_its_own_form() {
        assert_eq!((opposite("rose"), opposite("fell")), (Some("fell"), Some("rose")));
        assert_eq!((opposite("gains"), opposite("held")), (Some("loses"), None));
    }
}
