//! Frames of the second most and the third most: "the second most voted row", "the third-largest gain".

use super::extreme_of::extreme_of;
use super::extremes::named_near;
use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "The second most voted row is Alpha", "Alpha, the third-fewest votes".
pub fn nth(f: Frame<'_>) -> Option<Draft> {
    let most = f.class()? == Class::Most;
    let ordinal = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 })?;
    let nth = f.s.num(ordinal).filter(|n| n.form == Form::Ordinal).and_then(Num::whole)?;
    let (measures, sign) = extreme_of(f, most)?;
    let (group, certain) = whose(f, ordinal)?;
    let model = |e: &Entity| matches!(e, Entity::Model { .. } | Entity::AtRank(..));
    if !plain(&group) || !group.iter().flatten().all(model) {
        return None;
    }
    let top = f.scope();
    let test = |measure: &Measure| match measure {
        // A board is in the order of its values, also of those that are only known to be so large at least.
        Measure::Value if most && sign == 0 => {
            let num = Num::new(Decimal::from(nth), Decimal::ZERO, Form::Rank);
            Test::Number { measure: Measure::Rank, num, sign: 0, group: group.clone() }
        }
        _ => Test::Nth { measure: *measure, sign, most, nth, group: group.clone(), top },
    };
    let draft = f.draft_of("superlative", measures.iter().map(test).collect(), group.clone(), certain);
    // "the third most watched film of the year".
    Some(draft).filter(|draft| draft.when != Some(When::Beyond))
}

/// "Alpha, the second most voted row": the one beside it; else the one that it is said to be; else the subject.
fn whose(f: Frame<'_>, ordinal: usize) -> Option<(Vec<Who>, bool)> {
    let article = ordinal.checked_sub(1).filter(|at| f.s.is(*at, &[Class::The, Class::A]));
    let comma = article.and_then(|at| at.checked_sub(1)).filter(|at| f.s.tokens[*at].kind == Kind::Mark(','));
    if let Some(who) = comma.and_then(|at| at.checked_sub(1)).and_then(|at| f.s.who(at)) {
        return Some((vec![who.clone()], true));
    }
    let near = named_near(f);
    if !near.is_empty() {
        return Some((near, true));
    }
    let clause = f.clause();
    (!clause.subject.is_empty()).then(|| (clause.subject.clone(), clause.certain))
}

/// "leads in votes", "first in votes", "second by votes": of the votes, and not of the board.
pub fn by_votes(f: Frame<'_>) -> Option<Draft> {
    let nth = match f.num() {
        Some(num) if is_rank(num) => num.whole()?,
        None if f.is(0, &[Class::Lead]) => 1,
        _ => return None,
    };
    let noun = f.at + 2 + usize::from(f.is(2, &[Class::The]));
    let by = f.is(1, &[Class::In, Class::By, Class::On]) && f.s.is(noun, &[Class::Votes]);
    let group = f.clause().subject.clone();
    let (measure, top) = (Measure::Votes, f.scope());
    let test = Test::Nth { measure, sign: 0, most: true, nth, group: group.clone(), top };
    (by && plain(&group)).then(|| f.draft("superlative", vec![test]))
}
