//! Between which two a gap lies: mentions, ranks, or the first and last of a top.

use super::{Frame, is_rank};
use crate::claims::lexicon::Class;
use crate::claims::numbers::Num;
use crate::claims::tokens::{Entity, Who};

/// The two that a gap lies between: mentions, ranks, or the first and last of a top.
pub(super) fn set_apart(f: Frame<'_>, noun: bool, between: bool) -> Vec<Who> {
    let range = f.clause().range.clone();
    let mut named: Vec<Who> = range
        .clone()
        .filter_map(|at| f.s.who(at))
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market)))
        .cloned()
        .collect();
    if between && (f.at + 1..f.at + 5).any(|at| is_pair(f, at)) {
        named =
            f.s.whos
                .iter()
                .filter(|w| w.iter().all(|e| matches!(e, Entity::Model { .. })))
                .cloned()
                .collect();
    }
    if named.is_empty() && noun && f.index > 0 {
        named = the_two_named(f);
    }
    if let Some(ranks) = ranks_apart(f) {
        return ranks;
    }
    if named.len() < 2 {
        let before: Vec<Who> = f.clause().subject.iter().filter(|w| !named.contains(w)).cloned().collect();
        named = before.into_iter().chain(named).collect();
    }
    if named.len() == 1 && noun {
        named.push(vec![Entity::AtRank(2, 0)]);
    }
    // "separates first from fourth", "between second and ninth".
    if named.len() < 2 {
        let ranks = range.filter_map(|at| f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole));
        named = ranks.map(|rank| vec![Entity::AtRank(rank, 0)]).collect();
    }
    // "The top two are separated by 200 billion", "… separate the top two": the first and the last of them.
    let top = f.clause().range.clone().find_map(|at| match f.s.who(at).map(Vec::as_slice) {
        Some([Entity::Top(top)]) if at > f.at => Some(*top),
        _ => None,
    });
    let first = f.clause().subject.concat();
    if let ([], Some(top)) = (named.as_slice(), top.filter(|_| first.is_empty())) {
        named = vec![vec![Entity::AtRank(1, 0)], vec![Entity::AtRank(top, 0)]];
    }
    if let ([], [Entity::Top(top)]) = (named.as_slice(), first.as_slice()) {
        named = vec![vec![Entity::AtRank(1, 0)], vec![Entity::AtRank(*top, 0)]];
    }
    named
}

/// "Alpha is ahead of Bravo by 13 units; last week the gap was 258": the two that the sentence names, if it names two.
fn the_two_named(f: Frame<'_>) -> Vec<Who> {
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut models: Vec<Who> = Vec::new();
    for who in f.s.whos.iter().filter(model) {
        if !models.contains(who) {
            models.push(who.clone());
        }
    }
    if models.len() == 2 { models } else { Vec::new() }
}

/// "only 52 points separate first from fiftieth": whoever was spoken of before.
fn ranks_apart(f: Frame<'_>) -> Option<Vec<Who>> {
    let rank = |at: usize| {
        let at = at + usize::from(f.s.is(at, &[Class::The]));
        f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole)
    };
    let between = (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::Separate, Class::Between]))?;
    let one = rank(between + 1)?;
    let other = (between + 2..between + 7).find(|at| f.s.is(*at, &[Class::From, Class::And]))?;
    Some(vec![vec![Entity::AtRank(one, 0)], vec![Entity::AtRank(rank(other + 1)?, 0)]])
}

/// "the two", "them".
pub(super) fn is_pair(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::They]) || f.s.text(at) == "the" && f.s.text(at + 1) == "two"
}
