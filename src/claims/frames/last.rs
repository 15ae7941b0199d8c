//! Frames of who stands last: "finished last in the survey", "was last of the listed packages for the seventh day in a
//! row", "at the bottom of the table".

use super::scopes::{Scope, is_row, rows_of_list};
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "finished last in the survey".
pub fn finished_last(f: Frame<'_>) -> Option<Draft> {
    let group = stands_last(f)?;
    Some(f.draft_of("rank", vec![last(f, None, &group)], group, f.clause().certain))
}

/// "… for the seventh day in a row": how long who is said to be last has been so.
pub(super) fn for_so_long(f: Frame<'_>, num: Num) -> Option<(Test, Vec<Who>)> {
    let start = f.clause().range.start;
    let group = (start..f.at).rev().find_map(|at| stands_last(Frame { at, ..f }))?;
    Some((last(f, Some(num), &group), group))
}

/// Of the rows that are listed, where the words say how many these are only if they are so many.
fn last(f: Frame<'_>, num: Option<Num>, group: &[Who]) -> Test {
    let test = Test::Last { num, of_list: of_list(f), group: group.to_vec() };
    let listed = f.clause().range.clone().find_map(|at| rows_of_list(f, at));
    Scope { top: None, listed }.of(test)
}

/// "of the listed packages": what is not listed does not count.
fn of_list(f: Frame<'_>) -> bool {
    f.clause().range.clone().any(|at| f.s.text(at).split(' ').any(|word| word == "listed"))
}

/// Who is said to be last at a token, of all and not of some.
fn stands_last(f: Frame<'_>) -> Option<Vec<Who>> {
    let row = |w: &Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    // "brings up the rear", "closes the list".
    let closes = f.text(0).ends_with(" the rear")
        || f.text(0).starts_with("close") && is_list(f.text(0).rsplit(' ').next()?);
    if closes && f.is(0, &[Class::Be]) {
        let group = f.clause().subject.clone();
        let alone = group.len() == 1 && group.iter().all(row) && f.scope().is_none() && !f.clause().neg;
        return (alone && is_of_all(f, f.at + 1)).then_some(group);
    }
    let (before, mut after) = match f.text(0) {
        "last" if f.is(1, &[Class::PlacesNoun]) && f.is(-1, &[Class::In]) => (f.at - 1, f.at + 2),
        "last" if f.is(1, &[Class::PlacesNoun]) => (f.at, f.at + 2),
        "last" => (f.at, f.at + 1),
        "bottom" if f.is(-1, &[Class::The]) && f.is(-2, &[Class::At]) => (f.at - 2, f.at + 1),
        _ => return None,
    };
    let small =
        |at: usize| f.s.is(at, &[Class::Adverb, Class::Now]) || matches!(f.s.text(at), "dead" | "again");
    let verb = (f.clause().range.start..before).rev().find(|at| !small(*at))?;
    let stands = f.s.is(verb, &[Class::Be, Class::Hold]) && !matches!(f.s.text(verb), "has" | "have" | "had");
    after += (after..after + 2).take_while(|at| small(*at)).count();
    let group = f.clause().subject.clone();
    // "had never been last before".
    let never = f.clause().neg || (f.clause().range.start..f.at).any(|at| f.s.text(at) == "never");
    if never && (f.at + 1..f.at + 3).any(|at| f.s.text(at) == "before") {
        return None;
    }
    let alone = group.len() == 1 && group.iter().all(row) && f.scope().is_none();
    (stands && alone && is_of_all(f, after)).then_some(group)
}

/// The words go on with nothing that says of which others it is the last: "of the three", "to rise", "in growth".
fn is_of_all(f: Frame<'_>, at: usize) -> bool {
    const ON: [Class; 8] = [
        Class::And,
        Class::But,
        Class::With,
        Class::While,
        Class::Despite,
        Class::After,
        Class::For,
        Class::Although,
    ];
    let Some(token) = f.s.tokens.get(at) else { return true };
    // "last but one".
    if f.s.is(at, &[Class::But]) && f.s.num(at + 1).is_some() {
        return false;
    }
    if matches!(token.kind, Kind::Mark(',' | ';' | '.' | ':' | '(' | '—' | '–')) || f.s.is(at, &ON) {
        return true;
    }
    let noun = at + 1 + usize::from(f.s.is(at + 1, &[Class::The, Class::All]));
    let board = matches!(f.s.tokens.get(noun).map(|t| &t.kind), Some(Kind::Board(_)));
    let listed = f.s.text(noun) == "listed" && is_row(f, noun + 1);
    let rows = listed || rows_of_list(f, noun).is_some();
    let place = f.s.is(at, &[Class::In, Class::On, Class::By, Class::For, Class::Of]);
    // "was last on the list in March": then for the last time, perhaps.
    let when = (at..f.clause().range.end).any(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => when != When::Back(0),
        _ => false,
    });
    place && !when && (board || is_list(f.s.text(noun)) || rows)
}

/// "the last of the top 20", "rounds out the top ten": the rank that the scope ends with.
pub fn last_of_top(f: Frame<'_>) -> Option<Draft> {
    let closes = f.is(0, &[Class::Be])
        && (f.text(0).starts_with("round") || f.text(0).starts_with("complet"))
        || matches!(f.text(0), "last" | "bottom")
            && (f.is(-1, &[Class::The]) || f.is(-1, &[Class::Be]) && !dated(f))
            && f.is(1, &[Class::Of, Class::In]);
    if !closes {
        return None;
    }
    let top = (f.at + 1..f.at + 4).find_map(|at| f.top_at(at))?;
    let group = f.clause().subject.clone();
    let group: Vec<Who> = group.into_iter().filter(|w| !matches!(w.as_slice(), [Entity::Top(_)])).collect();
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Rank);
    // "A and B complete the top five": the last of them.
    let last = group.last().cloned().into_iter().collect();
    let test = Test::Number { measure: Measure::Rank, num, sign: 0, group: last };
    (!group.is_empty()).then(|| f.draft_of("rank", vec![test], group, f.clause().certain))
}

/// "was last in the top ten on March 3": then for the last time, perhaps.
fn dated(f: Frame<'_>) -> bool {
    let other = |at: usize| matches!(f.s.tokens[at].kind, Kind::Period(when) if when != When::Back(0));
    f.clause().range.clone().any(other)
}
