//! A heading that names a board holds for what stands below it: ranks, moves and figures that name no board themselves
//! are of that one.

use super::Checker;
use super::clauses::{Discourse, is_verb};
use super::evaluate::Outcome;
use super::facts::World;
use super::frames::{Draft, Test};
use super::tokens::{self, Kind, Reader, Sentence};
use super::truth::Truth;
use crate::editorial::{Claim, Passage};

/// "Arena Text", "Arena Text: what moved", but not "Alpha tops Arena Text": the only board that a heading names.
pub(super) fn board_of(
    (passage, lower): (&Passage, &str),
    claims: &[Claim],
    reader: Reader<'_>,
) -> Option<usize> {
    let [range] = tokens::sentences(&passage.text, reader.names).try_into().ok()?;
    let s: Sentence = tokens::read((passage, lower), range, claims, reader);
    // "Arena Text: what moved".
    let parts = |at: &usize| matches!(s.tokens[*at].kind, Kind::Mark(':' | '–' | '—'));
    let name = (1..s.tokens.len()).find(parts).unwrap_or(s.tokens.len());
    let told = (0..name).any(|at| is_verb(&s, at)) || (0..s.tokens.len()).any(|at| s.who(at).is_some());
    let mut boards = s.tokens.iter().filter_map(|token| match token.kind {
        Kind::Board(board) => Some(board),
        _ => None,
    });
    let first = boards.next().filter(|_| !told)?;
    boards.all(|board| board == first).then_some(first)
}

impl Checker<'_> {
    /// What names no board, and can be of the heading's, is of that one.
    pub(super) fn under_heading(&self, drafts: &mut [Draft], world: World<'_>, discourse: &Discourse) {
        let Some(board) = heading(world, discourse) else { return };
        for draft in drafts.iter_mut().filter(|draft| is_open(draft)) {
            let there = self.evaluate_on(&[board], draft, &draft.tests, world, discourse);
            if there.truth != Truth::Skip {
                draft.boards = vec![board];
            }
        }
    }
}

/// True if words without a unit were read on another board than the heading's, which has nothing that they may say:
/// there they may be true, but are not false.
pub(super) fn is_read_elsewhere(
    draft: &Draft,
    outcome: &Outcome,
    world: World<'_>,
    discourse: &Discourse,
) -> bool {
    let elsewhere = |board: usize| outcome.at.is_some_and(|(at, _)| at != board);
    heading(world, discourse).is_some_and(elsewhere)
        && is_open(draft)
        && !draft.tests.iter().any(Test::has_unit)
}

/// The heading's board, where what was said below it has named no other.
fn heading(world: World<'_>, discourse: &Discourse) -> Option<usize> {
    world.heading.filter(|board| discourse.boards == [*board] || discourse.boards.is_empty())
}

fn is_open(draft: &Draft) -> bool {
    draft.boards.is_empty() && !draft.board_told && !draft.both_boards
}
