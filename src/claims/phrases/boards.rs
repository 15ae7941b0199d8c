//! Words of a site for what a board counts that stand for the board: "second in votes", "third in routed volume".

use super::absorb;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, Kind, Reader, Sentence};

/// "second in votes and first in use": the boards of those names.
pub(super) fn board_word(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let mut before = at;
    // "fifth in the traffic", not "a rise in the traffic of Alpha".
    if at > 1 && s.is(at - 1, &[Class::The]) && !s.is(at + 1, &[Class::Of]) {
        before -= 1;
    }
    // "an increase in admissions to Alpha".
    if s.is(at + 1, &[Class::To]) && s.who(at + 2).is_some() {
        return;
    }
    // "third in routed volume": in the traffic.
    let routed = is_routed(s, at);
    before -= usize::from(routed);
    // "in the top ten of the ratings".
    let top = |at: usize| s.who(at).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let of_top = before > 1 && s.is(before - 1, &[Class::Of]) && top(before - 2);
    if before == 0 || !of_top && !s.is(before - 1, &[Class::In, Class::By, Class::On, Class::For]) {
        return;
    }
    let text = if routed { "traffic" } else { s.text(at) };
    // "level on points": every score has them.
    let named = |word: &str| word == text && word != "points";
    if let Some((_, board)) = reader.unit_boards.iter().find(|(word, _)| named(word)) {
        s.tokens[at].kind = Kind::Board(*board);
    }
}

pub(super) fn is_routed(s: &Sentence, at: usize) -> bool {
    s.text(at) == "volume" && s.text(at.wrapping_sub(1)) == "routed"
}

/// "out of the traffic table": a table, and no part of the traffic.
pub(super) fn of_the_board(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let part = s.is(at, &[Class::ShareOf]) && super::super::clauses::is_list(s.text(at + 1));
    let word = s.text(at).rsplit(' ').next().unwrap_or_default();
    let board = reader.unit_boards.iter().find(|(unit, _)| unit == word).map(|(_, board)| *board);
    if let Some(board) = board.filter(|_| part && s.text(at).starts_with("of ")) {
        absorb(s, at, 1);
        s.tokens[at].kind = Kind::Board(board);
    }
}
