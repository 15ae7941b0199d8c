//! Frames of who stands between whom: "ranks between Alpha and Bravo", "is sixth, between Alpha and Bravo".

use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, Kind, Who};

/// "ranks between Alpha and Bravo": behind the one and ahead of the other.
pub fn stands_between(f: Frame<'_>) -> Option<Draft> {
    let row = |at: usize| {
        f.s.who(at)
            .filter(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })) && !f.s.tokens[at].possessive)
    };
    let (one, other) = (row(f.at + 1)?, row(f.at + 3)?);
    let ends = matches!(f.s.tokens.get(f.at + 4).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.is(4, &[Class::In, Class::On, Class::And, Class::But]);
    let group = f.clause().subject.clone();
    let apart = group.len() == 1 && !group.contains(one) && !group.contains(other) && one != other;
    if !f.is(0, &[Class::Between])
        || !f.is(2, &[Class::And])
        || !ends
        || !apart
        || !plain(&group)
        || f.clause().neg
    {
        return None;
    }
    // "is sixth, between Alpha and Bravo".
    let placed = f.text(-1) == "," && f.at > 1 && f.s.num(f.at - 2).is_some_and(is_rank);
    let stands =
        f.is(-1, &[Class::Be]) && matches!(f.text(-1).get(..3), Some("ran" | "sit" | "sat" | "sta" | "sto"));
    if !(placed || stands) {
        return None;
    }
    let ahead = |a: &Who, b: &Who| Test::Compared {
        measure: Measure::Rank,
        a: vec![a.clone()],
        b: vec![b.clone()],
        more: false,
    };
    let own = &group[0];
    let between = |a, b| Test::All(vec![ahead(a, own), ahead(own, b)]);
    let test = Test::Any(vec![between(one, other), between(other, one)]);
    Some(f.draft_of("comparison", vec![test], group.clone(), f.clause().certain))
}
