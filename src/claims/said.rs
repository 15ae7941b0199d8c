//! What kind of figure a reading is of, and the same words said of somebody else.

use super::facts::Measure;
use super::frames::{Predicate, Test};
use super::numbers::Unit;
use super::tokens::Who;

impl Test {
    /// True if its figure exists on one kind of board only: a growth, a share, votes, an amount with a unit.
    pub(super) fn has_unit(&self) -> bool {
        use Measure as M;
        let Test::Number { measure, num, .. } = self else {
            return matches!(self, Test::Sum { .. } | Test::Each { .. });
        };
        match measure {
            M::Growth | M::Share | M::PreviousShare | M::ShareChange | M::ShareGrowth => true,
            M::Votes | M::PreviousVotes | M::VotesChange | M::VotesGrowth | M::Low | M::High => true,
            M::Value | M::PreviousValue | M::ValueChange => num.scaled || num.unit != Unit::None,
            _ => false,
        }
    }

    /// Of what was otherwise in an earlier period.
    pub(super) fn is_of_change(&self) -> bool {
        use Measure as M;
        match self {
            Test::Direction { .. } | Test::GapMoved { .. } | Test::Since { .. } | Test::Against { .. } => {
                true
            }
            Test::Overtook { .. } | Test::Swapped { .. } => true,
            Test::Only { what, .. } => {
                use Predicate as P;
                matches!(what, P::Climbed | P::Fell | P::Held | P::Grew | P::Shrank)
            }
            Test::Number { measure, .. } => matches!(
                measure,
                M::Places | M::Growth | M::ValueChange | M::ShareChange | M::PreviousRank | M::PreviousValue
            ),
            _ => false,
        }
    }

    /// The past tense does not move it to the period before.
    pub(super) fn is_of_its_period(&self) -> bool {
        self.is_since()
            || matches!(
                self,
                Test::Extreme { .. }
                    | Test::Nth { .. }
                    | Test::AmongRows { .. }
                    | Test::Foremost { .. }
                    | Test::Only { .. }
                    | Test::Count { .. }
                    | Test::Record { .. }
                    | Test::NthMove { .. }
                    | Test::MoveRecord { .. }
                    | Test::EachMove { .. }
                    | Test::LongestList { .. }
                    | Test::Throughout { .. }
                    | Test::LastListed { .. }
                    | Test::HeightAt { .. }
                    | Test::Highs { .. }
                    | Test::OnlyGone { .. }
                    | Test::NthRecord { .. }
                    | Test::Unmatched { .. }
                    | Test::HighBefore { .. }
                    | Test::Length { .. }
                    | Test::Closest { .. }
            )
    }

    /// It is held against a period that the words name, which the past tense does not move.
    fn is_since(&self) -> bool {
        match self {
            Test::Since { .. } => true,
            Test::Any(tests) | Test::All(tests) => tests.iter().any(Test::is_since),
            _ => false,
        }
    }

    /// The same rises, falls and amounts of a time, of somebody else.
    fn by(self, group: Vec<Who>) -> Test {
        match self {
            Test::MoveRecord { measure, sign, most, reach, .. } => {
                Test::MoveRecord { measure, sign, most, reach, group }
            }
            Test::EachMove { measure, sign, reach, .. } => Test::EachMove { measure, sign, reach, group },
            Test::NthMove { measure, sign, nth, reach, .. } => {
                Test::NthMove { measure, sign, nth, reach, group }
            }
            Test::HeightAt { of, sign, open, at, reach, .. } => {
                Test::HeightAt { of, sign, open, at, reach, group }
            }
            other => other,
        }
    }

    /// The same of a reading that only some boards have.
    fn of_its_boards(&self, who: &Who) -> Option<Test> {
        Some(match self {
            Test::OfScores(test) => Test::OfScores(Box::new(test.said_of(who)?)),
            Test::OfAmounts(test) => Test::OfAmounts(Box::new(test.said_of(who)?)),
            _ => return None,
        })
    }

    /// The same words, said of somebody else.
    pub(super) fn said_of(&self, who: &Who) -> Option<Test> {
        let group = vec![who.clone()];
        Some(match self.clone() {
            Test::Number { measure, num, sign, .. } => Test::Number { measure, num, sign, group },
            Test::Direction { measure, sign, .. } => Test::Direction { measure, sign, group },
            Test::Leads { newly, .. } => Test::Leads { group, newly },
            Test::LostLead { .. } => Test::LostLead { group },
            Test::Arrived { back, .. } => Test::Arrived { group, back },
            Test::Left { top, .. } => Test::Left { group, top },
            Test::LeftList { .. } => Test::LeftList { group },
            Test::Unlisted { top, .. } => Test::Unlisted { group, top },
            Test::Entered { top, again, .. } => Test::Entered { group, top, again },
            Test::InTop { top, .. } => Test::InTop { group, top },
            Test::Extreme { measure, sign, most, top, .. } => {
                Test::Extreme { measure, sign, most, group, top }
            }
            Test::Nth { measure, sign, most, nth, top, .. } => {
                Test::Nth { measure, sign, most, nth, group, top }
            }
            Test::AmongRows { order, of, top, .. } => Test::AmongRows { order, of, top, group },
            Test::Peak { .. } => Test::Peak { group },
            Test::Last { num, of_list, .. } => Test::Last { num, of_list, group },
            Test::AwayFor { num, .. } => Test::AwayFor { num, group },
            Test::Against { of, how, then, .. } => Test::Against { of, how, then, group },
            Test::StaySince { rank, from, .. } => Test::StaySince { rank, from, group },
            Test::FirstPast { mark, sign, reach, .. } => Test::FirstPast { mark, sign, reach, group },
            moved @ (Test::MoveRecord { .. }
            | Test::EachMove { .. }
            | Test::NthMove { .. }
            | Test::HeightAt { .. }) => moved.by(group),
            Test::Throughout { from, to, test } => {
                Test::Throughout { from, to, test: Box::new(test.said_of(who)?) }
            }
            Test::HeldUntil { rank, num, span, .. } => Test::HeldUntil { rank, num, span, group },
            Test::NthRecord { of, sign, nth, reach, .. } => Test::NthRecord { of, sign, nth, reach, group },
            Test::Unmatched { at, reach, .. } => Test::Unmatched { at, reach, group },
            Test::HighBefore { of, num, .. } => Test::HighBefore { of, num, group },
            Test::LastListed { at, top, .. } => Test::LastListed { at, top, group },
            Test::Record { of, sign, reach, .. } => Test::Record { of, sign, reach, group },
            Test::Apart { here, there, num, sign, .. } => Test::Apart { here, there, num, sign, group },
            Test::Since { from, change } => Test::Since { from, change: Box::new(change.said_of(who)?) },
            Test::Then { when, test } => Test::Then { when, test: Box::new(test.said_of(who)?) },
            test @ (Test::OfScores(_) | Test::OfAmounts(_)) => test.of_its_boards(who)?,
            Test::Any(tests) => Test::Any(tests.iter().filter_map(|t| t.said_of(who)).collect()),
            Test::Run { measure, sign, num, .. } => Test::Run { measure, sign, num, group },
            Test::RunSince { measure, sign, from, .. } => Test::RunSince { measure, sign, from, group },
            Test::Stay { rank, num, .. } => Test::Stay { rank, num, group },
            Test::Overtook { b, .. } => Test::Overtook { a: group, b },
            Test::Compared { measure, b, more, .. } => Test::Compared { measure, a: group, b, more },
            Test::Difference { measure, b, num, sign, .. } => {
                Test::Difference { measure, a: group, b, num, sign }
            }
            Test::Times { measure, b, num, .. } => Test::Times { measure, a: group, b, num },
            Test::AtEnd { .. } => Test::AtEnd { group },
            Test::Stint { num, .. } => Test::Stint { num, group },
            Test::OffBest { num, .. } => Test::OffBest { num, group },
            Test::Foremost { among, .. } => Test::Foremost { among, group },
            Test::Only { what, also, by, top, .. } => Test::Only { what, also, by, group, top },
            _ => return None,
        })
    }
}
