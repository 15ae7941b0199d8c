//! Frames of one pace against another: "grew more slowly on the day than Alpha", "rose faster in May than Bravo".

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, Kind};

/// "Alpha and Bravo grew at the same pace", "Alpha grew at the same rate as Bravo": the one growth is the other's, as "as
/// fast as" is meant.
pub fn same_pace(f: Frame<'_>) -> Option<Draft> {
    let pace = matches!(f.text(1), "pace" | "rate" | "speed" | "clip" | "tempo");
    let told = f.text(0) == "same" && f.is(-1, &[Class::The]) && f.is(-2, &[Class::At]) && pace;
    let start = f.clause().range.start;
    let grew = |at: usize| f.s.is(at, &[Class::UpValue, Class::Up, Class::DownValue, Class::Down]);
    let grew = told && (start..f.at).any(grew) && !(start..f.at).any(|at| f.s.num(at).is_some());
    let (a, b) = match f.clause().subject.as_slice() {
        [a, b] => (vec![a.clone()], vec![b.clone()]),
        [a] if f.is(2, &[Class::As]) => (vec![a.clone()], f.group_from(f.at + 3)?),
        _ => return None,
    };
    let num = super::ratios::as_fast_as();
    let test = Test::Times { measure: Measure::Growth, a: a.clone(), b: b.clone(), num };
    (grew && plain(&a) && plain(&b) && a != b).then(|| f.draft("ratio", vec![test]))
}

/// "grew more slowly on the day than Alpha": the one growth is less than the other.
pub fn pace(f: Frame<'_>) -> Option<Draft> {
    if f.class() != Some(Class::Than) {
        return None;
    }
    let quiet = |at: &usize| {
        f.s.is(*at, &[Class::On, Class::In, Class::Over, Class::The, Class::GrowthWord, Class::Now])
            || matches!(f.s.tokens[*at].kind, Kind::Period(_) | Kind::Span(_))
            || matches!(f.s.text(*at), "day" | "week" | "month")
    };
    let start = f.clause().range.start;
    let word = (start..f.at).rev().find(|at| !quiet(at))?;
    let before = f.s.text(word.checked_sub(1)?);
    let (more, verb) = match (before, f.s.text(word)) {
        ("more", "slowly") => (false, word.checked_sub(2)?),
        ("more", "quickly" | "rapidly" | "steeply" | "sharply") => (true, word.checked_sub(2)?),
        ("less", "quickly" | "rapidly" | "steeply" | "sharply") => (false, word.checked_sub(2)?),
        (_, "slower") => (false, word - 1),
        (_, "faster" | "quicker") => (true, word - 1),
        _ => return None,
    };
    let grew = f.s.is(verb, &[Class::UpValue, Class::Up]) && f.s.text(verb) != "up";
    let fell = f.s.is(verb, &[Class::DownValue, Class::Down]) && f.s.text(verb) != "down";
    let counted = (start..verb).any(|at| f.s.num(at).is_some() || f.s.is(at, &[Class::Neg]));
    let (a, b) = (f.clause().subject.clone(), f.group_from(f.at + 1)?);
    let one = |e: &Entity| matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0));
    let rows = a.iter().chain(&b).flatten().all(one) && plain(&a) && plain(&b) && a != b;
    let of = |measure| Test::Compared { measure, a: a.clone(), b: b.clone(), more: more != fell };
    // What fell may have fallen in places.
    let measures: &[Measure] = match f.s.is(verb, &[Class::Down]) {
        true => &[Measure::Growth, Measure::ValueChange, Measure::Places],
        false => &[Measure::Growth],
    };
    let tests = measures.iter().map(|measure| of(*measure)).collect();
    ((grew || fell) && !counted && rows).then(|| f.draft("comparison", tests))
}
