//! Rows that were there before: "No row that was already listed last week added more", "the rows listed in both weeks".
//! Where a change is told of them, they are all of which one can be told, so that the words say nothing more.

use super::super::lexicon::Class;
use super::super::tokens::{Kind, Reader, Sentence, When};

/// Takes out the words behind a row's noun that only say that it was there the period before.
pub(super) fn were_there(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    // Few tokens stand before such words.
    if !(matches!(s.text(at + 1), "that" | "which") && s.is(at + 2, &[Class::Be])) {
        return;
    }
    let noun = s.is(at, &[Class::RowsNoun])
        || reader.subjects.iter().any(|w| w == s.text(at))
        || s.num(at).is_some_and(|n| n.unit == super::super::numbers::Unit::Subjects);
    // "nine of the twelve rows that were listed last week": how many these are is told of them.
    let known = s.num(at).is_some() && at > 0 && s.is(at - 1, &[Class::The]);
    if !noun || known {
        return;
    }
    let last = |i: usize| matches!(s.tokens[i].kind, Kind::Period(When::Back(1)));
    let list = |i: usize| {
        s.is(i, &[Class::On, Class::In, Class::The, Class::Adverb, Class::Of])
            || matches!(s.tokens[i].kind, Kind::Board(_))
            || matches!(s.text(i), "listed" | "there" | "ranked" | "charted" | "present")
            || super::super::clauses::is_list(s.text(i))
            || last(i)
    };
    let Some(verb) = (at + 3..s.tokens.len()).find(|i| !list(*i)) else { return };
    let before = (at + 3..verb).any(last);
    if before && s.is(verb, &Class::CHANGES) && verb > at + 4 {
        s.tokens.drain(at + 1..verb);
    }
}
