//! Frames of how long a row has been listed, told as a note: "seven weeks listed", "its unbroken run stretches to four
//! weeks", "has spent six months on the list".

use super::numbers::{one, whose};
use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::is_list;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Unit};
use crate::claims::tokens::Entity;

/// "seven weeks listed", "six months on the list": of which no other frame knows what they are of.
pub fn stay(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| {
        n.unit == Unit::Periods && n.form == Form::Cardinal && n.hedge == Hedge::Plain && !n.scaled
    })?;
    let range = f.clause().range.clone();
    let run = range.clone().any(|at| is_run(f, at));
    let listed = run || range.clone().any(|at| is_listed(f, at));
    if !listed || range.clone().any(|at| tells_another(f, at)) || is_of_when(f) {
        return None;
    }
    let (group, certain) = whose(f);
    // "A veteran of six months on the board, Alpha is first once more".
    let ahead = || f.clauses.get(f.index + 1).filter(|_| f.index == 0).map(|next| next.subject.clone());
    let (group, certain) = match group.is_empty() {
        true => (ahead().unwrap_or_default(), false),
        false => (group, certain),
    };
    let model = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if !plain(&group) || group.len() != 1 || !model {
        return None;
    }
    if f.s.cadence.is_some_and(|cadence| !f.text(0).contains(cadence.word())) {
        return Some(f.draft("streak", vec![Test::Unbound("how long that is in periods is not worked out")]));
    }
    let of = |measure| one(measure, &num, 0, &group);
    let tests = match run {
        true => vec![of(Measure::Streak)],
        false => vec![of(Measure::OnBoard), of(Measure::Streak)],
    };
    let draft = f.draft_of("streak", tests, group, certain);
    Some(Draft { when: None, past: false, ..draft })
}

/// "unbroken run", "without a break", "in a row".
fn is_run(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::Streak])
        || matches!(f.s.text(at), "unbroken" | "uninterrupted" | "run" | "runs")
        || is_unbroken(f, at)
}

/// "without a break", "without interruption".
fn is_unbroken(f: Frame<'_>, at: usize) -> bool {
    f.s.text(at) == "without"
        && (at + 1..at + 3).any(|i| matches!(f.s.text(i), "break" | "interruption" | "pause" | "gap"))
}

/// "listed", "rated", "on the list".
fn is_listed(f: Frame<'_>, at: usize) -> bool {
    let on = f.s.is(at, &[Class::On, Class::In])
        && (is_list(f.s.text(at + 1))
            || f.s.is(at + 1, &[Class::The, Class::This]) && is_list(f.s.text(at + 2)));
    on || matches!(f.s.text(at), "listed" | "charted" | "rated" | "appeared" | "veteran")
}

/// A place, a way or a scope of which the time may be told.
fn tells_another(f: Frame<'_>, at: usize) -> bool {
    const OTHER: [Class; 16] = [
        Class::Up,
        Class::UpRank,
        Class::UpValue,
        Class::Down,
        Class::DownRank,
        Class::DownValue,
        Class::Lead,
        Class::NewLead,
        Class::Hold,
        Class::Neg,
        Class::Most,
        Class::Least,
        Class::Return,
        Class::Peak,
        Class::Exit,
        Class::Enter,
    ];
    let near = at + 8 > f.at && at < f.at + 5;
    let unbroken = is_unbroken(f, at);
    let appeared = f.s.text(at).starts_with("appear");
    near && (f.s.is(at, &OTHER) && !unbroken && !appeared
        || f.s.num(at).is_some_and(is_rank)
        || f.top_at(at).is_some())
}

/// "four weeks ago", "two weeks after", "in the past six weeks".
fn is_of_when(f: Frame<'_>) -> bool {
    f.is(1, &[Class::After, Class::So])
        || matches!(
            f.text(1),
            "ago" | "earlier" | "before" | "later" | "from" | "since" | "more" | "longer" | "less"
        )
        || matches!(f.text(-1), "last" | "past" | "previous" | "next" | "every" | "these" | "those" | "other")
        || f.is(-1, &[Class::Of, Class::The, Class::Each, Class::All, Class::By, Class::Than])
}
