//! Frames of places handed out to as many rows: "Alpha and Bravo, No. 2 and No. 4 on the list, together carried …".

use super::numbers::one;
use super::{Draft, Frame, Test};
use crate::claims::clauses::{past_board, placed_list};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Hedge, Num};
use crate::claims::tokens::{Entity, Kind, Who};

/// "Alpha and Bravo, No. 2 and No. 4 on the list,": each has its own.
pub fn each_its_own(f: Frame<'_>) -> Option<Draft> {
    let (ranks, end) = placed_list(f.s, f.at)?;
    let comma = ranks.first()?.checked_sub(1).filter(|at| f.s.is_mark(*at, ','))?;
    let closed = matches!(f.s.tokens.get(past_board(f.s, end)).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let rows = rows_before(f, comma);
    let own = ranks.iter().position(|at| *at == f.at).filter(|_| closed && rows.len() == ranks.len())?;
    let group = vec![rows[rows.len() - 1 - own].clone()];
    let num = Num { hedge: Hedge::Plain, ..*f.num()? };
    let tests = vec![one(Measure::Rank, &num, 0, &group)];
    let draft = f.draft_of("rank", tests, group, true);
    let board = (f.at..past_board(f.s, end)).find_map(|at| match f.s.tokens[at].kind {
        Kind::Board(board) => Some(board),
        _ => None,
    });
    let boards = board.map_or(draft.boards, |board| vec![board]);
    Some(Draft { boards, neg: false, own: true, words: f.at..f.at, ..draft })
}

/// The rows that are named right before a token, the last one first.
fn rows_before(f: Frame<'_>, end: usize) -> Vec<Who> {
    let mut found = Vec::new();
    let mut at = end;
    while let Some(before) = at.checked_sub(1) {
        let row = f.s.who(before).filter(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
        match row.filter(|_| !f.s.tokens[before].possessive) {
            Some(who) => found.push(who.clone()),
            None if f.s.is(before, &[Class::And]) || f.s.is_mark(before, ',') => {}
            None => break,
        }
        at = before;
    }
    found
}

/// "swapped places".
pub fn swapped(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Swap {
        return None;
    }
    let subject = f.clause().subject.clone();
    let (a, b) = match subject.as_slice() {
        [a, b] => (vec![a.clone()], vec![b.clone()]),
        // "the first two have swapped places".
        [who] if matches!(who.as_slice(), [Entity::Top(2)]) => {
            (vec![vec![Entity::AtRank(1, 0)]], vec![vec![Entity::AtRank(2, 0)]])
        }
        [_] => (subject.clone(), f.object_after(&[Class::With])?),
        _ => return None,
    };
    Some(f.draft("swap", vec![Test::Swapped { a, b }]))
}
