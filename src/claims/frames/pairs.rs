//! Between which two a gap lies: mentions, ranks, or the first and last of a top.

use super::{Frame, is_rank};
use crate::claims::lexicon::Class;
use crate::claims::numbers::Num;
use crate::claims::tokens::{Entity, Who};

/// The two that a gap lies between: mentions, ranks, or the first and last of a top.
pub(super) fn set_apart(f: Frame<'_>, noun: bool, between: bool) -> Vec<Who> {
    // "the distance between Alpha and Bravo is 3 places".
    let mut before = (0..f.at).rev().take_while(|at| !f.s.is_mark(*at, ';'));
    before.find_map(|at| two_between(f, at)).unwrap_or_else(|| named_apart(f, noun, between))
}

fn named_apart(f: Frame<'_>, noun: bool, between: bool) -> Vec<Who> {
    let range = f.clause().range.clone();
    // "the lead of Google's Alpha": the maker only says whose.
    let owner = |at: &usize| {
        f.s.tokens[*at].possessive
            && f.s.who(*at).is_some_and(|w| w.iter().all(|e| matches!(e, Entity::Org(_))))
            && f.s.who(at + 1).is_some()
    };
    let mut named: Vec<Who> = range
        .clone()
        .filter(|at| !owner(at))
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
    // "580 units separate Alpha, fifth, from Bravo, 11th": the other one stands behind the aside.
    if named.len() == 1 && range.clone().any(|at| at > f.at && f.s.is(at, &[Class::Separate])) {
        named = the_two_named(f);
    }
    if let Some(ranks) = ranks_apart(f).or_else(|| from_the_first(f).map(|(ranks, _)| ranks)) {
        return ranks;
    }
    if named.is_empty()
        && let Some(two) = the_two_lately(f)
    {
        return two;
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

/// "between Alpha and Bravo".
fn two_between(f: Frame<'_>, at: usize) -> Option<Vec<Who>> {
    let two = f.s.who(at + 1).zip(f.s.who(at + 3))?;
    let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let between = f.s.is(at, &[Class::Between]) && f.s.is(at + 2, &[Class::And]);
    let alone = (at + 4..f.at).all(|at| f.s.who(at).is_none());
    (between && alone && model(two.0) && model(two.1)).then(|| vec![two.0.clone(), two.1.clone()])
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

/// "Alpha is 2.68 million behind Bravo. On Thursday the gap was 2.90 million": the two of the sentence before.
fn the_two_lately(f: Frame<'_>) -> Option<Vec<Who>> {
    let gap = |at: usize| {
        let word = f.s.text(at);
        matches!(word, "gap" | "distance" | "margin" | "difference")
            && f.s.is(at - 1, &[Class::The, Class::This])
    };
    let ranked = (0..f.s.tokens.len()).any(|at| f.s.num(at).is_some_and(is_rank));
    let model = |w: &Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let two = f.lately.len() == 2 && f.lately.iter().all(model);
    ((1..f.at).any(gap) && f.s.whos.is_empty() && !ranked && two).then(|| f.lately.to_vec())
}

/// "From the first row to the 50th, the gap is 52 points": whoever stands there, and the comma.
pub(super) fn from_the_first(f: Frame<'_>) -> Option<(Vec<Who>, usize)> {
    let own = f.clause().range.start;
    let before = f.index.checked_sub(1).map(|index| f.clauses[index].range.start);
    let start = before.into_iter().chain([own]).find(|at| f.s.is(*at, &[Class::From]))?;
    let comma = (start..f.s.tokens.len()).find(|at| f.s.is_mark(*at, ','))?;
    let ranked = |at: usize| match f.s.who(at).map(Vec::as_slice) {
        Some([Entity::AtRank(rank, 0)]) => Some(*rank),
        Some([Entity::Top(1)]) => Some(1),
        _ => f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole),
    };
    let rows = |at: usize| f.s.subjects.contains(&at) || f.s.is(at, &[Class::RowsNoun, Class::PlacesNoun]);
    let small = |at: usize| f.s.is(at, &[Class::From, Class::To, Class::The]) || rows(at);
    let quiet = (start..comma).all(|at| ranked(at).is_some() || small(at));
    let ranks: Vec<u32> = (start..comma).filter_map(ranked).collect();
    match ranks.as_slice() {
        [one, other] if quiet => {
            Some((vec![vec![Entity::AtRank(*one, 0)], vec![Entity::AtRank(*other, 0)]], comma))
        }
        _ => None,
    }
}

/// The token is one of the places from which to which a gap reaches.
pub(super) fn is_end_of_a_gap(f: Frame<'_>) -> bool {
    let comma = from_the_first(f).map(|(_, comma)| comma).filter(|comma| f.at < *comma);
    let gap = |at: usize| f.s.is(at, &[Class::GapNoun, Class::Separate]);
    comma.is_some_and(|comma| (comma + 1..comma + 8).any(gap))
}

/// "only 52 points separate first from fiftieth": whoever was spoken of before.
fn ranks_apart(f: Frame<'_>) -> Option<Vec<Who>> {
    let rank = |at: usize| {
        let at = at + usize::from(f.s.is(at, &[Class::The]));
        f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole)
    };
    let near = (f.at + 1..f.at + 4).take_while(|at| !f.s.is_mark(*at, ';'));
    let behind = near.into_iter().find(|at| f.s.is(*at, &[Class::Separate, Class::Between]));
    // "Between first and second lie 12 points".
    let between = behind.or_else(|| fronted_between(f))?;
    let one = rank(between + 1)?;
    let other = (between + 2..between + 7).find(|at| f.s.is(*at, &[Class::From, Class::And]))?;
    Some(vec![vec![Entity::AtRank(one, 0)], vec![Entity::AtRank(rank(other + 1)?, 0)]])
}

/// "Between first and second lie 12 points": the word, where places stand behind it and nothing else before the token.
pub(super) fn fronted_between(f: Frame<'_>) -> Option<usize> {
    let mut before = (0..f.at).rev().take_while(|at| !f.s.is_mark(*at, ';'));
    let at = before.find(|at| f.s.is(*at, &[Class::Between]))?;
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    let ranks = rank(at + 1) && f.s.is(at + 2, &[Class::And]) && rank(at + 3);
    let quiet = (at + 4..f.at).all(|at| f.s.num(at).is_none() && f.s.who(at).is_none());
    (ranks && quiet && at + 4 <= f.at).then_some(at)
}

/// "Between first and second lie 12 points": either of the places.
pub(super) fn is_one_of_between(f: Frame<'_>) -> bool {
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    f.is(-1, &[Class::Between]) && f.is(1, &[Class::And]) && rank(f.at + 2)
        || f.is(-1, &[Class::And]) && f.is(-3, &[Class::Between]) && rank(f.at - 2)
}

/// "the two", "them".
pub(super) fn is_pair(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::They]) || f.s.text(at) == "the" && f.s.text(at + 1) == "two"
}
