//! Frames of the first rows together: what each of them does, and whose they are.

pub mod shared;

use super::counts::{done, orgs_in};
use super::extents::extent;
use super::predicates::predicate;
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// "each of the top five grew by at least half", "all of the first ten grew".
pub fn every(f: Frame<'_>) -> Option<Draft> {
    // "every one of the top five", "every member of the top five".
    let noun = f.text(0) == "every" && f.s.is(f.at + 2, &[Class::Of]);
    let of = f.at + if noun { 2 } else { 1 };
    if !f.is(0, &[Class::Each, Class::All]) || !f.s.is(of, &[Class::Of]) {
        return None;
    }
    let (at, top) = (of + 1..of + 3).find_map(|at| Some((at, f.top_at(at)?)))?;
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    let end = f.clause().range.end;
    let market = |at: usize| f.s.who(at).is_some_and(|w| *w == vec![Entity::Market]);
    if let Some(verb) = (at + 1..end).find(|i| f.s.is(*i, &[Class::Outgrow, Class::Undergrow]))
        && top <= 20
        && (verb + 1..verb + 4).any(market)
    {
        let more = f.s.is(verb, &[Class::Outgrow]);
        let against = |rank| Test::Compared {
            measure: Measure::Growth,
            a: vec![vec![Entity::AtRank(rank, 0)]],
            b: vec![vec![Entity::Market]],
            more,
        };
        return Some(f.draft_of(
            "comparison",
            vec![Test::All((1..=top).map(against).collect())],
            Vec::new(),
            true,
        ));
    }
    if let Some(what) = predicate(f, at + 1, end) {
        return Some(done(f, num, what, Some(top), Of::default()));
    }
    // "Each of the first five carried more than a trillion tokens".
    if let Some(by) = extent(f, Predicate::Listed).filter(|_| top <= 20) {
        let (what, of) = (Predicate::Listed, Of::default());
        let test = Test::Count { num, what, also: None, by: Some(by), top: Some(top), of };
        return Some(f.draft_of("count", vec![test], Vec::new(), true));
    }
    let makers: BTreeSet<usize> =
        (at + 1..end).filter_map(|i| f.s.who(i)).flat_map(|w| orgs_in(std::slice::from_ref(w))).collect();
    (makers.len() == 1).then(|| done(f, num, Predicate::Listed, Some(top), Of::orgs(makers)))
}

/// "Three of last week's top ten grew": of those that stood there then, which only an exit tells of.
pub(super) fn of_top_then(f: Frame<'_>, top: usize, end: usize) -> Option<Draft> {
    let then = matches!(f.s.tokens[top.saturating_sub(1)].kind, Kind::Period(When::Back(1)));
    let gone = predicate(f, top + 1, end).is_some_and(Predicate::is_exit);
    let unbound = Test::Unbound("what became of the first rows of before is not counted");
    (then && !gone).then(|| Draft { neg: false, ..f.draft_of("count", vec![unbound], Vec::new(), true) })
}

/// "holds the top two places", "takes the first four": all of them are an organisation's.
pub fn holds_top(f: Frame<'_>) -> Option<Draft> {
    if let Some(shared) = shared::shared(f) {
        return Some(shared);
    }
    let top = f.top_at(f.at)?;
    let orgs = orgs_in(&f.clause().subject);
    let mut before = f.at;
    // "holds all of the first four places".
    let all_of = |at: usize| f.s.is(at, &[Class::Of]) && at > 0 && f.s.is(at - 1, &[Class::All]);
    let small = |at: usize| {
        let whole = matches!(f.s.text(at), "whole" | "entire" | "full" | "complete");
        let board = matches!(f.s.tokens[at].kind, Kind::Board(_));
        whole || board || all_of(at) || f.s.is(at, &[Class::The, Class::All, Class::Adverb])
    };
    while before > f.clause().range.start && small(before - 1) {
        before -= 1;
    }
    let holds = before > f.clause().range.start
        && (f.s.is(before - 1, &[Class::Hold, Class::Be, Class::Carry])
            // "makes the top two products"; "makes the top 20" gets there.
            || matches!(f.s.text(before - 1), "makes" | "made" | "builds" | "built")
                && super::scopes::is_row(f, f.at + 1))
        && ((before..f.at).any(all_of) || !counted_before(f));
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    (holds && !orgs.is_empty()).then(|| done(f, num, Predicate::Listed, Some(top), Of::orgs(orgs)))
}

/// "four of the top 20": the scope is the count's.
pub(super) fn counted_before(f: Frame<'_>) -> bool {
    let clause = f.clause().range.clone();
    f.s.has(&[Class::Of])
        && clause.take_while(|at| *at < f.at).any(|at| {
            let count = f.s.num(at).is_some_and(|n| n.form == Form::Cardinal)
                || f.s.is(at, &[Class::Only, Class::Each, Class::All]);
            count
                && (f.s.is(at + 1, &[Class::Of]) || f.s.text(at + 1) == "one" && f.s.is(at + 2, &[Class::Of]))
                || super::majorities::tells_rows(Frame { at, ..f })
        })
}

/// "The first four places are Anthropic's", "belong to", "went to".
pub fn top_belongs(f: Frame<'_>) -> Option<Draft> {
    let top = f
        .top_at(f.at)
        .filter(|_| f.clause().subject.iter().flatten().any(|e| matches!(e, Entity::Top(_))))?;
    // "Half of the top ten is Alpha's".
    let part =
        |at: usize| f.s.is(at, &[Class::Half]) || f.s.num(at).is_some_and(|n| n.form == Form::Fraction);
    // "Four rows in Alpha's top 20 belong to Bravo": the rows do.
    let small = |at: &usize| {
        f.s.is(*at, &[Class::The])
            || matches!(f.s.tokens[*at].kind, Kind::Board(_))
            || f.s.tokens[*at].possessive
    };
    let head = (f.clause().range.start..f.at).rev().find(|at| !small(at));
    let within = head.is_some_and(|at| f.s.is(at, &[Class::In, Class::On, Class::Between]));
    if within || counted_before(f) || (f.at.saturating_sub(5)..f.at).any(part) {
        return None;
    }
    let verb = (f.at + 1..(f.at + 6).min(f.clause().range.end)).find(|at| {
        f.s.is(*at, &[Class::Be])
            || matches!(f.s.text(*at), "belong" | "belongs" | "went" | "go" | "come" | "came")
    })?;
    let mut owner = verb + 1;
    while f.s.is(owner, &[Class::To, Class::From, Class::All, Class::Adverb, Class::Now]) {
        owner += 1;
    }
    let orgs = orgs_in(std::slice::from_ref(f.s.who(owner)?));
    let whole = f.s.tokens[owner].possessive || f.s.is(owner - 1, &[Class::To, Class::From]);
    let bare =
        matches!(f.s.tokens.get(owner + 1).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Lex(_)));
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    (whole && bare && !orgs.is_empty()).then(|| {
        let what = Predicate::Listed;
        let test = Test::Count { num, what, also: None, by: None, top: Some(top), of: Of::orgs(orgs) };
        f.draft_of("count", vec![test], Vec::new(), true)
    })
}

/// "Every film outside the top ten fell".
pub(super) fn is_below_one(f: Frame<'_>) -> bool {
    let outside = |at: usize| {
        f.top_at(at).is_some()
            && (at.saturating_sub(2)..at).any(|i| matches!(f.s.text(i), "outside" | "below" | "beyond"))
    };
    (f.clause().range.start..f.at).any(outside)
}
