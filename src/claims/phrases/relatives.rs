//! Rows that were there before: "No row that was already listed last week added more", "the rows listed in both weeks".
//! Where a change is told of them, they are all of which one can be told, so that the words say nothing more.

use super::super::lexicon::Class;
use super::super::tokens::{Entity, Kind, Reader, Sentence, When};

/// "in a list that shrank 2.2%", "against a total that shed 2.2%": what is said of it is said of all.
pub(super) fn a_list_that(s: &mut Sentence, at: usize) {
    let noun = super::super::clauses::is_list(s.text(at))
        || matches!(s.text(at), "field" | "market" | "total" | "pie" | "pack");
    let article = at > 0 && s.is(at - 1, &[Class::A, Class::The, Class::This]);
    let that = matches!(s.text(at + 1), "that" | "which");
    let have = usize::from(matches!(s.text(at + 2), "has" | "had"));
    if noun && article && that && s.is(at + 2 + have, &Class::CHANGES) && s.who(at).is_none() {
        s.whos.push(vec![Entity::Market]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
        s.tokens[at + 1].kind = Kind::Lex(Class::Which);
    }
}

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
