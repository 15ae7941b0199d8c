//! The verbs that give a maker rows: "has", "fields", "accounts for", "is down to", "is represented by".

use super::Frame;
use super::scopes::is_quiet;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Hedge, Unit};

/// The verb that gives a maker so many rows.
pub(super) fn governed(f: Frame<'_>) -> Option<usize> {
    let verb = before(f, f.at)?;
    if verb < f.clause().range.start {
        return None;
    }
    if has(f, verb) {
        return Some(verb);
    }
    if !f.s.is(verb, &[Class::To, Class::By, Class::With, Class::At]) {
        return None;
    }
    let led = before(f, from_rows(f, verb).filter(|_| f.s.is(verb, &[Class::To])).unwrap_or(verb))?;
    let word = matches!(
        f.s.text(led),
        "represented" | "present" | "back" | "left" | "leaves" | "ahead" | "behind" | "follows"
    );
    let own = led >= f.clause().range.start
        && (word || f.s.is(led, &Class::CHANGES) || f.s.is(led, &[Class::Hold, Class::Move]));
    let first = (f.clause().range.start..=led).find(|at| f.s.is(*at, &[Class::Be])).unwrap_or(led);
    own.then_some(if first < led && (first + 1..led).all(|at| is_quiet(f, at) || f.s.text(at) == "well") {
        first
    } else {
        led
    })
}

/// "has", "fields", "accounts for".
pub(super) fn has(f: Frame<'_>, at: usize) -> bool {
    const BE: [&str; 14] = [
        "has",
        "have",
        "had",
        "having",
        "takes",
        "took",
        "take",
        "taken",
        "claimed",
        "placed",
        "occupies",
        "occupied",
        "claims the",
        "occupy",
    ];
    const CARRY: [&str; 12] = [
        "own",
        "owns",
        "owned",
        "fill",
        "fills",
        "filled",
        "count",
        "counts",
        "counted",
        "contribute",
        "contributes",
        "contributed",
    ];
    let word = f.s.text(at);
    let verb = match f.s.class(at) {
        Some(Class::Be) => BE.contains(&word),
        Some(Class::Hold) => true,
        Some(Class::Carry) => {
            CARRY.contains(&word)
                || word.starts_with("account")
                || matches!(word, "make up" | "makes up" | "made up")
        }
        Some(Class::PlacesNoun) => matches!(word, "place" | "places"),
        None => matches!(
            word,
            "field" | "fields" | "fielded" | "boasts" | "boast" | "lists" | "puts" | "put" | "places"
        ),
        _ => false,
    };
    verb && !crate::claims::clauses::is_noun(f.s, at)
}

/// The token before another, without what only hedges: "still has at least ten rows".
pub(super) fn before(f: Frame<'_>, at: usize) -> Option<usize> {
    let hedge = |at: usize| {
        f.s.is(
            at,
            &[Class::Adverb, Class::Now, Class::Only, Class::MoreThan, Class::The, Class::Its, Class::All],
        ) || matches!(
            f.s.text(at),
            "at" | "least"
                | "most"
                | "about"
                | "exactly"
                | "just"
                | "fully"
                | "some"
                | "as"
                | "fewer"
                | "than"
        ) && f.s.num(at + 1).is_some_and(|n| n.hedge != Hedge::Plain)
            || matches!(f.s.text(at), "exactly" | "just" | "fully" | "precisely")
    };
    (0..at).rev().find(|at| !hedge(*at))
}

/// "from twelve rows to seven": where the words stand that lead up to it, seen from "to".
pub(super) fn from_rows(f: Frame<'_>, to: usize) -> Option<usize> {
    let rows = to.checked_sub(1).filter(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Subjects))?;
    before(f, rows).filter(|at| f.s.is(*at, &[Class::From]))
}
