//! Frames of the gaps between rows that follow one another: "the narrowest gap between neighbours on the list".

use super::gaps::difference;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::Unit;
use crate::claims::tokens::Kind;

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
    let told = (0..f.at).rev().chain(behind).filter(apart).find_map(|at| difference(f.from(at)?));
    let pair = told.as_ref().and_then(|draft| {
        draft.tests.iter().find_map(|test| match test {
            Test::Difference { measure: Measure::Value, a, b, .. } => Some((a.clone(), b.clone())),
            _ => None,
        })
    });
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
