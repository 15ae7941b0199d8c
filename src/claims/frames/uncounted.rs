//! Counts that the words make of what no fact counts.

use super::{Frame, Predicate};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Num, Unit};
use crate::claims::tokens::{Entity, Kind};

/// What is said of the counted that no count tells.
pub(super) fn uncounted(f: Frame<'_>, num: Num) -> Option<&'static str> {
    // "Apart from Alpha, no model climbed": Alpha did.
    let apart = |at: usize| matches!(f.s.text(at), "apart" | "aside" | "besides" | "except" | "barring");
    if num.value.is_zero() && (0..f.at).any(apart) {
        return Some("what all but one did is not counted");
    }
    // "Two advances in one for Alpha": whatever these are.
    let row =
        |at: usize| f.s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    if f.is(1, &Class::CHANGES) && (f.at + 2..f.at + 6).any(|at| f.s.is(at, &[Class::For]) && row(at + 1)) {
        return Some("what is counted of one row is not told");
    }
    // "All but five films lost admissions": the five are those that did not.
    let but = |at: usize| {
        f.s.text(at) == "all but" || f.s.is(at, &[Class::But]) && f.s.is(at.wrapping_sub(1), &[Class::All])
    };
    if f.at > 0 && but(f.at - 1) {
        return Some("what all but some did is not counted");
    }
    // "Three more films than last week drew …": how many there were then is not told.
    let more = matches!(f.text(1), "more" | "fewer");
    if more && (f.at + 3..f.at + 5).any(|at| f.s.is(at, &[Class::Than]) && f.last_at(at + 1)) {
        return Some("how many there were then is not told");
    }
    // "No film beat Alpha in growth": Alpha's superlative.
    let beat =
        |at: usize| f.s.is(at, &[Class::Exceed]) || matches!(f.s.text(at), "beat" | "beats" | "matched");
    if num.value.is_zero() && (f.at + 1..f.clause().range.end).any(|at| beat(at) && f.s.who(at + 1).is_some())
    {
        return Some("whether nobody did more is not looked up");
    }
    // "Twelve films were listed in both weeks".
    let both = |at: usize| {
        let periods = matches!(f.s.text(at + 1), "weeks" | "months" | "days")
            || matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(_)));
        f.s.text(at) == "both" && f.s.is(at - 1, &[Class::In, Class::On]) && periods
    };
    if f.is(1, &[Class::Be]) && (f.at + 2..f.clause().range.end).any(both) {
        return Some("how many are listed in both is not counted");
    }
    // "Two ports in the traffic table are missing from the survey".
    let away = |at: usize| matches!(f.s.text(at), "missing" | "absent");
    if (f.at + 1..f.clause().range.end).any(away) {
        return Some("how many are missing is not counted");
    }
    // "Three products climbed or debuted": whoever did either.
    let did = |at: usize| super::predicates::predicate(f, at, at + 1);
    let either = |at: usize| {
        let new_or_back = did(at - 1) == Some(Predicate::Debut) && did(at + 1) == Some(Predicate::Return);
        let before = (f.at + 1..at).any(|at| did(at).is_some());
        f.s.is(at, &[Class::Or]) && before && did(at + 1).is_some() && !new_or_back
    };
    if !num.value.is_zero() && (f.at + 2..f.s.tokens.len().min(f.at + 9)).any(either) {
        return Some("who did one thing or another is not counted");
    }
    // "Not a single row lost more than one point".
    let points = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Points);
    let moved = |at: usize| (f.at + 1..at).any(|at| f.directed(at).is_some());
    let far = (f.at + 1..f.clause().range.end).any(|at| points(at) && moved(at)) && f.is(0, &[Class::Neg]);
    far.then_some("how far each of them went in points is not counted")
}
