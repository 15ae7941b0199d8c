//! Frames of how many rows a maker has won or lost: "lost five rows from the fifty", "gained a row".

use super::counts::orgs_in;
use super::presence::Tally;
use super::scopes::{Scope, is_quiet, is_row, scope_at, stop};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;

/// "Google lost a row this week", "gained two rows on the list": so many more or fewer than before, or so many that left or
/// came in, whatever else did.
pub fn rows_moved(f: Frame<'_>) -> Option<Draft> {
    let (sign, ..) = f.directed(f.at)?;
    let verb =
        || ["los", "gain", "add", "shed", "drop", "pick"].iter().any(|stem| f.text(0).starts_with(stem));
    // "Google is down one row in the top 20": so many fewer than before.
    let stands = matches!(f.text(0), "up" | "down")
        && (f.is(-1, &[Class::Be]) || f.is(-1, &[Class::Adverb, Class::Now]) && f.is(-2, &[Class::Be]));
    let num = match f.s.num(f.at + 1) {
        Some(num) if num.unit == Unit::Subjects && num.form == Form::Cardinal => *num,
        Some(_) => return None,
        None if f.is(1, &[Class::A]) && is_row(f, f.at + 2) => {
            Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal)
        }
        None => return None,
    };
    // "lost two places".
    let noun = f.at + if f.s.num(f.at + 1).is_some() { 1 } else { 2 };
    let end = stop(f, noun + 1);
    let rest = |at: usize| is_quiet(f, at) || f.s.is(at, &[Class::From, Class::To, Class::On]);
    let [org] = orgs_in(&f.clause().subject).into_iter().collect::<Vec<_>>().try_into().ok()?;
    if !(verb() || stands) || f.clause().guessed || f.clause().neg || !(noun + 1..end).all(rest) {
        return None;
    }
    let scope = (noun + 1..end).find_map(|at| scope_at(f, at));
    let top = scope.and_then(Scope::top);
    // "Compared with W16, Google is down one row".
    let fronted = || period(f, 0..f.at).filter(|_| f.s.is(0, &[Class::Against]));
    let told = period(f, noun + 1..end).filter(|when| *when != When::Back(0)).or_else(fronted);
    let then = told.unwrap_or(When::Back(1));
    let net = Test::RowsApart { num, sign, of: [org, org], then: Some(then), top };
    let what = if sign > 0 { Predicate::Joined } else { Predicate::RowExit };
    let of = Of { rows: true, ..Of::orgs([org]) };
    let count = Test::Count { num, what, also: None, by: None, top: scope.and_then(|s| s.top), of };
    let tests = if stands { vec![net] } else { vec![net, count] };
    let draft = f.draft_of("count", tests, Vec::new(), true);
    let last = f.s.tokens.get(noun)?.end;
    Some(Draft {
        range: draft.range.start..last,
        words: f.at..f.at,
        guessed: false,
        when: Some(When::Back(0)),
        past: false,
        ..draft
    })
}

/// "lost a row and now has nine": whose rows were spoken of, for a count that goes on.
pub(super) fn told_before(f: Frame<'_>) -> Option<Tally> {
    let mut verbs = (0..f.at).rev().filter(|at| f.directed(*at).is_some()).take(4);
    verbs.find_map(|at| {
        let there = f.from(at)?;
        rows_moved(there)?;
        let [org] = orgs_in(&there.clause().subject).into_iter().collect::<Vec<_>>().try_into().ok()?;
        let num = Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal);
        Some(Tally { num, makers: vec![org], each: false, scope: Scope::default(), rows: true, at })
    })
}

fn period(f: Frame<'_>, mut range: std::ops::Range<usize>) -> Option<When> {
    range.find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => Some(when),
        _ => None,
    })
}
