//! Frames of the gaps between rows that follow one another: "the narrowest gap between neighbours on the list".

use super::gaps::difference;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};

/// "Only 516 units separate Alpha from Bravo, the narrowest gap in the top 20": of the two between whom a number tells a
/// gap.
pub fn narrowest(f: Frame<'_>) -> Option<Draft> {
    let most = match (f.class()?, f.text(0)) {
        (Class::Most, "widest" | "largest" | "biggest" | "greatest") => true,
        (Class::Least, "narrowest" | "smallest" | "slimmest" | "tightest") => false,
        _ => return None,
    };
    let noun =
        f.is(1, &[Class::GapNoun]) && matches!(f.text(1), "gap" | "margin" | "distance" | "difference");
    let range = f.at + 2..(f.at + 9).min(f.s.tokens.len());
    let neighbours = range.clone().any(|at| {
        f.s.text(at).starts_with("neighbour")
            || f.s.text(at).starts_with("neighbor")
            || matches!(f.s.text(at), "consecutive" | "adjacent")
    });
    // "the smallest gap of the year", "the widest gap between the boards".
    // "the narrowest gap on the board is the 263 downloads between A and B".
    let list = f.is(3, &[Class::The]) && is_list(f.text(4)) && f.s.is(f.at + 5, &[Class::Be]);
    let board = |at: usize| matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)));
    let listed = (f.at + 3..f.at + 5).any(board) || f.is(3, &[Class::The]) && is_list(f.text(4));
    let within = f.is(2, &[Class::In, Class::Of, Class::On]);
    let scope = within && (f.scope().is_some() || listed) || neighbours;
    if !noun || f.text(-1) != "the" {
        return None;
    }
    let apart = |at: &usize| f.s.num(*at).is_some_and(|n| n.unit != Unit::Places);
    // "the widest gap between neighbours on the board is the seven points between second and third".
    let be = || range.clone().find(|at| f.s.is(*at, &[Class::Be])).filter(|_| neighbours);
    let behind = if list { Some(f.at + 5) } else { be() };
    let behind = behind.map_or(0..0, |be| be + 1..f.clause().range.end);
    // "The narrowest gap on the list was between A and B: 516 downloads".
    let between = (f.at..f.s.tokens.len().min(f.at + 9)).find(|at| f.s.is(*at, &[Class::Between]));
    let named = between.and_then(|at| named_apart(f, at + 3));
    let told = (0..f.at).rev().chain(behind).filter(apart).find_map(|at| difference(f.from(at)?));
    let pair = told.as_ref().and_then(|draft| {
        draft.tests.iter().find_map(|test| match test {
            Test::Difference { measure: Measure::Value, a, b, .. } => Some((a.clone(), b.clone())),
            _ => None,
        })
    });
    let pair = pair.or(named.map(|(a, b)| (vec![a], vec![b])));
    // "…, the smallest gap of the year": of those between two, and not of a place.
    if !scope {
        let unbound = Test::Unbound("among which gaps is not told");
        return pair.map(|_| f.draft("superlative", vec![unbound]));
    }
    let Some((a, b)) = pair else {
        let unbound = Test::Unbound("between whom the gap lies is not told");
        return neighbours.then(|| f.draft("superlative", vec![unbound]));
    };
    let boards = told.map(|draft| draft.boards).unwrap_or_default();
    let test = Test::Closest { most, a: a.clone(), b, top: f.scope() };
    Some(Draft { boards, ..f.draft_of("superlative", vec![test], a, true) })
}

/// "swapped 15th and 16th, with only 1,005 units between them": how far the two are apart, or what they have together.
pub fn between_them(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| {
        n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board || n.unit == Unit::Points)
    })?;
    let light = |at: usize| {
        f.s.is(at, &[Class::Only, Class::Adverb]) || matches!(f.s.text(at), "just" | "a" | "mere")
    };
    let before = (0..f.at).rev().find(|at| !light(*at))?;
    if f.text(1) != "between them" || !f.s.is(before, &[Class::With]) {
        return None;
    }
    let model = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let pair = |rows: &[Who]| match rows {
        [a, b] if a != b && [a, b].iter().all(model) => Some((a.clone(), b.clone())),
        _ => None,
    };
    let (a, b) = pair(&f.clause().subject).or_else(|| pair(&f.s.whos))?;
    let apart =
        Test::Difference { measure: Measure::Value, a: vec![a.clone()], b: vec![b.clone()], num, sign: 0 };
    let sum = Test::Sum { measure: Measure::Value, num, group: vec![a.clone(), b] };
    Some(f.draft_of("gap", vec![apart, sum], vec![a], true))
}

/// "The narrowest gap was between Alpha and Bravo: 516 units": of the two that the clause before names.
pub fn told_after(f: Frame<'_>) -> Option<Draft> {
    if let Some(told) = super::leaders::than_its_predecessor(f) {
        return Some(told);
    }
    let amount = |n: &&Num| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board);
    let num = *f.num().filter(amount)?;
    let light =
        |at: usize| f.s.is(at, &[Class::Only, Class::Adverb, Class::At]) || matches!(f.s.text(at), "just");
    let mark = (0..f.at).rev().find(|at| !light(*at)).filter(|at| matches!(f.s.text(*at), ":" | ","))?;
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let (a, b) = named_apart(f, mark.checked_sub(1)?).filter(|_| ends)?;
    let test = Test::Difference { measure: Measure::Value, a: vec![a.clone()], b: vec![b], num, sign: 0 };
    Some(f.draft_of("gap", vec![test], vec![a], true))
}

/// "the narrowest gap on the list was between Alpha and Bravo", up to the second name, which stands at a token.
fn named_apart(f: Frame<'_>, last: usize) -> Option<(Who, Who)> {
    let between = last.checked_sub(3).filter(|at| f.s.is(*at, &[Class::Between]))?;
    let was = between > 0 && f.s.is(between - 1, &[Class::Be]) && f.s.is(last - 1, &[Class::And]);
    let noun = (between.saturating_sub(9)..between).any(|at| f.s.is(at, &[Class::GapNoun]));
    let (a, b) = (f.s.who(last - 2)?, f.s.who(last)?);
    (was && noun && a != b).then(|| (a.clone(), b.clone()))
}
