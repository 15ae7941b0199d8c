//! Frames of how far it is from one place to another: "From the leader to tenth place, scores span 21 points".

use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Who};

/// "From the leader to tenth place, the scores span only 21 points".
pub fn span(f: Frame<'_>) -> Option<Draft> {
    let num = f
        .num()
        .filter(|n| n.form == Form::Cardinal && (n.scaled || matches!(n.unit, Unit::Points | Unit::Board)))?;
    verb(f).filter(|verb| *verb < f.at && f.at < verb + 5)?;
    let [(a, _), (b, _)] = ends(f)?;
    let test =
        Test::Difference { measure: Measure::Value, a: vec![a.clone()], b: vec![b], num: *num, sign: 0 };
    let draft = f.draft_of("gap", vec![test], vec![a], true);
    Some(Draft { words: f.at..draft.words.end, ..draft })
}

/// One of the two places that are told.
pub(super) fn is_an_end(f: Frame<'_>) -> bool {
    verb(f).is_some() && ends(f).is_some_and(|ends| ends.iter().any(|(_, at)| *at == f.at))
}

fn verb(f: Frame<'_>) -> Option<usize> {
    let word = |at: &usize| {
        matches!(
            f.s.text(*at),
            "span" | "spans" | "spanned" | "cover" | "covers" | "stretch over" | "spread over"
        )
    };
    (4..f.s.tokens.len()).find(word)
}

/// Where the sentence begins "From the leader to tenth place": whoever stands there, and where that is told.
fn ends(f: Frame<'_>) -> Option<[(Who, usize); 2]> {
    let the = |at: usize| at + usize::from(f.s.is(at, &[Class::The]));
    let place = |at: usize| -> Option<(Who, usize)> {
        let rank = || f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole);
        let row = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0)));
        let who = f.s.who(at).filter(row).cloned();
        Some((who.or_else(|| rank().map(|rank| vec![Entity::AtRank(rank, 0)]))?, at))
    };
    let first = the(1);
    let to = (first + 1..first + 3).find(|at| f.s.is(*at, &[Class::To]))?;
    let ends = [place(first)?, place(the(to + 1))?];
    f.s.is(0, &[Class::From]).then_some(ends)
}

/// "sit within a 21-point band, from 1507 to 1486": what the first and the last of the top have.
pub fn ends_of_band(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && matches!(n.unit, Unit::None | Unit::Points))?;
    let from = f.is(-1, &[Class::From]) && f.is(1, &[Class::To]);
    let to = f.is(-1, &[Class::To]) && f.is(-3, &[Class::From]);
    let other = f.s.num(if from { f.at + 2 } else { f.at.checked_sub(2)? }).filter(|_| from || to)?;
    let band = (0..f.at).any(|at| f.s.is(at, &[Class::Band]));
    let top = f.scope().filter(|_| band)?;
    let rank = if num.value >= other.value { 1 } else { top };
    let group = vec![vec![Entity::AtRank(rank, 0)]];
    let test = Test::Number { measure: Measure::Value, num, sign: 0, group: group.clone() };
    Some(Draft { words: f.at..f.at, ..f.draft_of("value", vec![test], group, true) })
}
