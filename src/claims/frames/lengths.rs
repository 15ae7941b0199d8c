//! Frames of how long a list is: "The board lists 40 packages, two more than last Thursday", "The number of ports in the
//! list fell by one".

use super::scopes::{is_quiet, is_row};
use super::tallies::past_it;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "The board lists 40 packages", "The traffic list runs to 13 ports".
pub fn length(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal && !n.scaled)?;
    let start = f.clause().range.start;
    let list = (start..f.at).find(|at| is_the_list(f, *at))?;
    let verb = match f.text(-1) {
        // "is down to 14 films".
        "to" if f.is(-3, &[Class::Be]) && matches!(f.text(-2), "down" | "up") => f.at.checked_sub(3),
        "to" => {
            f.at.checked_sub(2)
                .filter(|at| matches!(f.s.text(*at), "runs" | "ran" | "grew" | "shrank" | "stretches"))
        }
        _ => f.at.checked_sub(1),
    }?;
    let has = f.is(-3, &[Class::Be])
        || matches!(
            f.s.text(verb),
            "lists"
                | "listed"
                | "runs"
                | "ran"
                | "holds"
                | "has"
                | "had"
                | "names"
                | "counts"
                | "contains"
                | "comprises"
                | "shows"
                | "grew"
                | "shrank"
        );
    let now =
        matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Period(When::Back(0) | When::At(_))));
    let end = f.at + 1 + usize::from(now || f.is(1, &[Class::Now, Class::ThisPeriod]));
    // "lists 13 ports in June, more than …".
    let named = matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    let end = end + if named && f.is(1, &[Class::In, Class::On]) { 2 } else { 0 };
    // "from 16 last week", and not "from Ostrand".
    let from = f.s.is(end, &[Class::From]) && f.s.num(end + 1).is_some();
    if !(has && verb == list + 1 && (is_told(f, end) || from) && !is_part(f, list)) {
        return None;
    }
    let test = Test::Length { num, over: None };
    let when = when_it_was(f, list, end);
    let past = matches!(f.s.text(verb), "listed" | "ran" | "had" | "grew" | "shrank");
    let open = Test::Unbound("of which period the list was so long is not told");
    let test = if past && when.is_none() { Test::Any(vec![test, open]) } else { test };
    Some(Draft { when, ..draft(f, test) })
}

/// "Of 50 models, four kept their rank", "four of sixteen entries rose": of all that are listed.
fn of_all_listed(f: Frame<'_>) -> bool {
    let of = f.at.checked_sub(1).filter(|of| f.s.is(*of, &[Class::Of]));
    let counted =
        |of: usize| of == 0 || f.s.num(of - 1).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
    // "two of its four films in the top ten", "four of the five newcomers": of some that other words name.
    let plain = f.num().is_some_and(|n| n.unit == Unit::Subjects) && !f.text(0).contains("new");
    let scope = |who: &Who| who.iter().any(|e| !matches!(e, Entity::Model { .. }));
    of.is_some_and(counted) && plain && !f.s.whos.iter().any(scope) && f.clause().subject.is_empty()
}

/// "on the list of 40": so long it is.
pub fn list_of(f: Frame<'_>) -> Option<Draft> {
    if of_all_listed(f) {
        let num = *f.num().filter(|n| n.hedge == Hedge::Plain)?;
        return Some(draft(f, Test::Length { num, over: None }));
    }
    let num =
        *f.num().filter(|n| matches!(n.unit, Unit::None | Unit::Subjects) && n.hedge == Hedge::Plain)?;
    let list = f.at.checked_sub(2).filter(|at| f.is(-1, &[Class::Of]) && is_list(f.s.text(*at)))?;
    let the = list.checked_sub(1).is_some_and(|at| f.s.is(at, &[Class::The, Class::This]));
    the.then(|| draft(f, Test::Length { num, over: None }))
}

/// "In W14 the table listed 16 films", "listed 16 films in W14": not "40 packages, one more than last Monday".
fn when_it_was(f: Frame<'_>, list: usize, end: usize) -> Option<When> {
    let mut near = (0..list).chain(f.at + 1..end).rev();
    near.find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) => Some(when),
        Kind::Lex(Class::Beyond) | Kind::Span(_) => Some(When::Beyond),
        _ => None,
    })
}

/// "The bottom half of the table lists seven films".
fn is_part(f: Frame<'_>, list: usize) -> bool {
    let small = |at: usize| {
        f.s.is(at, &[Class::The, Class::Volume, Class::Score])
            || matches!(f.s.tokens[at].kind, Kind::Board(_))
    };
    let before = (f.clause().range.start..list).rev().find(|at| !small(*at));
    before.is_some_and(|at| f.s.is(at, &[Class::Of]))
}

/// Nothing behind the number says that only some rows are meant: "three films, all from one studio".
fn is_told(f: Frame<'_>, at: usize) -> bool {
    if f.s.text(at) != "," {
        return ends(f, at);
    }
    let more = |at: usize| {
        matches!(
            f.s.text(at),
            "more" | "fewer" | "more than" | "less" | "same" | "up" | "down" | "up from" | "down from"
        )
    };
    // "…, against seven in May".
    let against = f.s.is(at + 1, &[Class::Against]) && f.s.num(at + 2).is_some();
    let compared = against || more(at + 1) || more(at + 2) || f.s.is(at + 2, &[Class::Most, Class::Least]);
    compared || f.s.is(at + 1, &[Class::And, Class::But, Class::Most, Class::Least])
}

/// "The list is down to 14 films from 16 last week", "has eight models, against seven in May": so long it was then.
pub fn length_then(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let told = (0..f.at)
        .rev()
        .find(|at| f.s.num(*at).is_some())
        .filter(|_| f.is(-1, &[Class::From, Class::Against]))?;
    length(f.from(told)?)?;
    let noun = usize::from(is_row(f, f.at + 1));
    let when = period_at(f, f.at + 1 + noun).map_or(When::Back(1), |(when, _)| when);
    let length = Test::Length { num, over: None };
    let test = Test::Then { when, test: Box::new(length) };
    let draft = draft(f, test);
    Some(Draft { quantity: "count", ..draft })
}

/// "…, two more than last Thursday": than the list had then.
pub fn more_than_then(f: Frame<'_>) -> Option<Draft> {
    let num =
        *f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && n.hedge == Hedge::Plain)?;
    let (sign, than) = match f.text(1) {
        "more" if f.is(2, &[Class::Than]) => (1, 3),
        "fewer" | "less" if f.is(2, &[Class::Than]) => (-1, 3),
        "more than" => (1, 2),
        _ => return None,
    };
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some())?;
    length(f.from(told)?)?;
    let (then, end) = period_at(f, past_it(f, f.at + than))?;
    ends(f, end).then(|| draft(f, Test::Length { num, over: Some((then, sign)) }))
}

/// "The number of ports in the list fell by one".
pub fn grown_by(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let start = f.clause().range.start;
    let number = (start..f.at)
        .find(|at| f.s.text(*at) == "number" && f.s.is(at + 1, &[Class::Of]) && is_row(f, at + 2))?;
    let verb = f.at.checked_sub(2).filter(|_| f.is(-1, &[Class::By]))?;
    let quiet =
        number + 3 < verb && (number + 3..verb).all(|at| is_quiet(f, at) || f.s.is(at, &[Class::Volume]));
    let list =
        (number + 3..verb).any(|at| is_list(f.s.text(at)) || matches!(f.s.tokens[at].kind, Kind::Board(_)));
    let (sign, ..) = f.directed(verb).filter(|_| quiet && list)?;
    let now = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    let end = f.at + 1 + usize::from(now || f.is(1, &[Class::ThisPeriod]));
    ends(f, end).then(|| draft(f, Test::Length { num, over: Some((When::Back(1), sign)) }))
}

/// "the board", "The traffic list": the subject that a list is.
fn is_the_list(f: Frame<'_>, at: usize) -> bool {
    let list =
        is_list(f.s.text(at)) || matches!(f.s.tokens[at].kind, Kind::Board(_)) && !f.s.tokens[at].possessive;
    let named = at > 0
        && (f.s.is(at - 1, &[Class::Volume, Class::Score])
            || matches!(f.s.tokens[at - 1].kind, Kind::Board(_)));
    let the = at - usize::from(named);
    let article = the.checked_sub(1).is_some_and(|before| f.s.is(before, &[Class::The]));
    list && (article || named || matches!(f.s.tokens[at].kind, Kind::Board(_)))
}

/// "in May", "last Thursday".
fn period_at(f: Frame<'_>, from: usize) -> Option<(When, usize)> {
    let mut at = from;
    while f.s.is(at, &[Class::In, Class::On]) || f.s.text(at) == "last" {
        at += 1;
    }
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some((when, at + 1)),
        _ => None,
    }
}

fn ends(f: Frame<'_>, at: usize) -> bool {
    matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.s.is(at, &[Class::And, Class::But])
}

fn draft(f: Frame<'_>, test: Test) -> Draft {
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], Vec::new(), true);
    Draft { neg: false, guessed: false, when: None, words: f.at..f.at, quantity: "count", ..draft }
}
