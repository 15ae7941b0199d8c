//! Frames of where a row stands among its maker's: "ranks second in use among Anthropic's models", "Among Google's rows,
//! Alpha ranks second"; and between whom: "ranks between Alpha and Bravo".

use super::among_rows::maker_at;
use super::relations::plain;
use super::scopes::is_row;
use super::{Draft, Frame, Of, Order, Predicate, Test, is_rank};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::{Class, Words};
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "Among Google's rows, Alpha ranks second": of these, or of all.
fn placed_in_front(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let of = fronted(f)?;
    let group = f.clause().subject.clone();
    let model = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let stands = f.is(-1, &[Class::Be]) || f.is(-1, &[Class::In]) && f.is(-2, &[Class::Be]);
    if group.len() != 1 || !model || !stands || f.clause().neg {
        return None;
    }
    let order = Order { measure: Measure::Rank, sign: 0, most: true, nth: num.whole()? };
    let among = Test::AmongRows { order, of, top: f.scope(), group: group.clone() };
    let of_all = Test::Number { measure: Measure::Rank, num: *num, sign: 0, group: group.clone() };
    Some(f.draft_of("superlative", vec![among, of_all], group, f.clause().certain))
}

/// A place among a maker's rows, or between two rows.
pub fn placed(f: Frame<'_>) -> Option<Draft> {
    if f.is(0, &[Class::Between]) { stands_between(f) } else { placed_among(f) }
}

/// "ranks second in use among Anthropic's models": which of that maker's rows it is.
fn placed_among(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| is_rank(n))?;
    let end = f.clause().range.end.min(f.at + 8);
    let Some(led) = (f.at + 1..end).find(|at| f.s.is(*at, &[Class::Between])) else {
        return placed_in_front(f, num);
    };
    let within = |classes: &[Class]| (f.at + 1..led).any(|at| f.s.is(at, classes));
    let quiet = |at: usize| {
        f.s.is(at, &[Class::In, Class::By, Class::On, Class::For, Class::The, Class::Volume, Class::Score])
            || f.s.is(at, &[Class::Votes])
            || matches!(f.s.tokens[at].kind, Kind::Board(_))
            || f.s.units.contains(&at)
            || matches!(f.s.text(at), "use" | "score" | "points")
    };
    let start = led + 1 + usize::from(f.s.is(led + 1, &[Class::The]));
    let of = maker_at(f, start)?;
    let rows = matches!(f.s.who(start).map(Vec::as_slice), Some([Entity::OrgRows { .. }]))
        || is_row(f, start + 1)
        || matches!(f.s.text(start + 1), "model" | "models");
    let group = f.clause().subject.clone();
    let model = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if !rows || group.len() != 1 || !model || f.clause().neg || !(f.at + 1..led).all(quiet) {
        return None;
    }
    let measure = if within(&[Class::Votes]) { Measure::Votes } else { Measure::Rank };
    let order = Order { measure, sign: 0, most: true, nth: num.whole()? };
    let test = Test::AmongRows { order, of, top: f.scope(), group: group.clone() };
    Some(f.draft_of("superlative", vec![test], group, f.clause().certain))
}

/// "None of Google's films is above No. 3", "No Google film ranks above No. 3": of its rows, none is among the first two.
pub fn none_above(f: Frame<'_>) -> Option<Draft> {
    let rank = f.num().filter(|n| is_rank(n))?.whole()?;
    let start = f.clause().range.start;
    let no = (start..f.at).find(|at| matches!(f.s.text(*at), "no" | "none"))?;
    let above = f.text(-1) == "above" && f.is(-2, &[Class::Be]);
    let own = || (no + 1..f.at).find_map(|at| maker_at(f, at));
    // "Of Google's three films on the chart, none …".
    let before = || {
        (f.s.is(0, &[Class::Of, Class::Between]) && f.s.is_mark(no.checked_sub(1)?, ','))
            .then(|| (1..no).find_map(|at| maker_at(f, at)))
            .flatten()
    };
    let of = own().or_else(before).filter(|of| !of.orgs.is_empty())?;
    let top = rank.checked_sub(1).filter(|top| above && *top > 0)?;
    let num = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
    let test = Test::Count { num, what: Predicate::Listed, also: None, by: None, top: Some(top), of };
    Some(Draft { neg: false, words: f.at..f.at, ..f.draft_of("count", vec![test], Vec::new(), true) })
}

/// "Among Anthropic's models, none …", "Of Google's rows, none …": whose rows are spoken of.
pub(super) fn fronted(f: Frame<'_>) -> Option<Of> {
    let start = f.clauses.first()?.range.start;
    let comma = (start..f.at).find(|at| f.s.is_mark(*at, ','))?;
    let at = start + 1 + usize::from(f.s.is(start + 1, &[Class::The]));
    // "Of the three Veridian films".
    let at = at + usize::from(f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled));
    let quiet = |at: usize| {
        is_row(f, at)
            || matches!(f.s.text(at), "model" | "models" | "listed")
            || f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal)
            || f.s.is(at, &[Class::On, Class::In, Class::The])
            || matches!(f.s.tokens[at].kind, Kind::Board(_))
            || f.top_at(at).is_some()
    };
    let opens = f.s.is(start, &[Class::Between, Class::Of]);
    (opens && (at + 1..comma).all(quiet)).then(|| maker_at(f, at)).flatten()
}

/// "ranks between Alpha and Bravo": behind the one and ahead of the other.
fn stands_between(f: Frame<'_>) -> Option<Draft> {
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

/// "Google's best row is in seventh place": where the place stands.
pub(super) fn place_told(f: Frame<'_>) -> Option<usize> {
    let end = f.clause().range.end;
    let verb =
        (f.at + 1..end).find(|at| is_verb(f.s, *at) && !is_row(f, *at) && !is_placing(f.s.text(*at)))?;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::In, Class::At, Class::The, Class::Now, Class::Adverb, Class::Only])
            || matches!(f.s.text(*at), "no" | "no.")
    };
    let place = (verb + 1..end).find(|at| !small(at))?;
    let stands = f.s.is(verb, &[Class::Be, Class::Hold, Class::Carry]) || STANDS.has(f.s.text(verb));
    (stands && f.s.num(place).is_some_and(is_rank) && !f.clause().neg).then_some(place)
}

/// "the highest-ranked row": no verb.
fn is_placing(word: &str) -> bool {
    matches!(word, "ranked" | "placed" | "ranking" | "rated")
}

static STANDS: Words =
    Words::of(&["stands", "ranks", "sits", "comes", "comes in", "stood", "ranked", "sat", "came"]);

/// "Google's best row is in seventh place": its place, which no other row of Google's comes before.
pub fn place_of_best(f: Frame<'_>) -> Option<Draft> {
    let most = |at: &usize| f.s.is(*at, &[Class::Most, Class::Least]);
    let best = (f.clause().range.start..f.at).rev().find(most)?;
    let there = f.from(best).filter(|there| place_told(*there) == Some(f.at))?;
    let draft = super::among_rows::among_rows(there)?;
    let placed = |test: &Test| match test {
        Test::AmongRows { group, .. } => {
            matches!(group.concat().as_slice(), [Entity::AtRank(..)])
        }
        _ => false,
    };
    draft.tests.iter().any(placed).then(|| f.draft_of("rank", draft.tests, draft.group, true))
}
