//! Frames of how far nobody's score went: "none changed by more than three points", "no row lost more than one point".

use super::scopes::is_row;
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use rust_decimal::Decimal;

/// Of the rows that are shown, or of all, no score went so far in the direction that is told, or in either.
pub fn nobody_went(f: Frame<'_>) -> Option<Draft> {
    let nobody = f.is(0, &[Class::Neg]) && matches!(f.text(0), "none" | "nobody" | "no one")
        || f.text(0) == "no" && is_row(f, f.at + 1)
        || f.text(0) == "not a single" && is_row(f, f.at + 1);
    let end = f.clause().range.end;
    let far =
        (f.at + 1..end).find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Points)).filter(|_| nobody)?;
    let verb = (f.at + 1..far).find(|at| f.directed(*at).is_some() || changed(f.s.text(*at)))?;
    let by = *f.s.num(far).filter(|n| n.hedge == Hedge::Over)?;
    let named = (f.at + 1..far).any(|at| f.s.who(at).is_some() && f.top_at(at).is_none());
    let score =
        f.directed(verb).is_none_or(|(_, class, _)| !matches!(class, Class::UpRank | Class::DownRank));
    let zero = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
    let none = |what| Test::Count {
        num: zero,
        what,
        also: None,
        by: Some((Measure::ValueChange, by)),
        top: f.scope(),
        of: Of::default(),
    };
    let test = match f.directed(verb) {
        Some((1, ..)) => none(Predicate::ScoredMore),
        Some(_) => none(Predicate::ScoredLess),
        None => Test::All(vec![none(Predicate::ScoredMore), none(Predicate::ScoredLess)]),
    };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    (score && !named).then_some(Draft { neg: false, guessed: false, words: f.at..f.at, ..draft })
}

fn changed(word: &str) -> bool {
    matches!(word, "changed" | "changes" | "change" | "moved" | "moves" | "shifted" | "varied")
}
