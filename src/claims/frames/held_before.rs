//! Frames of a place that was held until now: "falls to second after six weeks at No. 1", "After two days in third, …".

use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::{Clause, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};
use crate::model::Cadence;

/// "after six weeks at No. 1", "after four straight days in third place": so long it stood there, up to the period before.
pub fn held_before(f: Frame<'_>) -> Option<Draft> {
    let periods = |n: &Num| n.unit == Unit::Periods || n.unit == Unit::None && f.is(1, &[Class::Streak]);
    let counts = |n: &&Num| periods(n) && n.form == Form::Cardinal && n.hedge == Hedge::Plain;
    let num = *f.num().filter(counts)?;
    let small =
        |at: usize| f.s.is(at, &[Class::Adverb, Class::Only]) || matches!(f.s.text(at), "just" | "its");
    let after = (0..f.at).rev().find(|at| !small(*at)).filter(|at| f.s.text(*at) == "after")?;
    let (span, behind) = span(f)?;
    let (rank, end) = place(f, behind)?;
    // "after two weeks at No. 1 and three at No. 2".
    let goes_on = f.s.is(end, &[Class::And, Class::Or]) || f.s.num(end).is_some();
    let main = main_clause(f, after)?;
    let group = main.subject.clone();
    if goes_on || !plain(&group) || group.len() != 1 || main.guessed || main.neg {
        return None;
    }
    let test = Test::HeldUntil { rank, num, span, group: group.clone() };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, main.certain);
    let when = main.when.filter(|when| *when != When::Back(0));
    Some(Draft {
        quantity: "streak",
        when,
        past: false,
        neg: false,
        guessed: false,
        words: f.at..f.at,
        ..draft
    })
}

/// "spent four weeks at No. 1", "has spent four weeks in third place".
pub fn spent_there(f: Frame<'_>) -> Option<Draft> {
    let num =
        *f.num().filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal && f.text(-1) == "spent")?;
    let (span, behind) = span(f)?;
    let (rank, end) = place(f, behind)?;
    let group = f.clause().subject.clone();
    if !plain(&group) || group.len() != 1 || f.clause().neg {
        return None;
    }
    // Where it stood then is told with how long.
    let range = f.s.tokens[f.at].start..f.s.tokens[end - 1].end;
    let perfect = matches!(f.text(-2), "has" | "have");
    let tests = match perfect {
        // All in all it may have been there for longer.
        true => vec![
            Test::Stay { rank, num, group: group.clone() },
            Test::Unbound("how often it stood there all in all is not counted"),
        ],
        false => vec![Test::HeldUntil { rank, num, span, group: group.clone() }],
    };
    let draft = f.draft_of(super::presence::QUANTITY, tests, group, f.clause().certain);
    let range = if perfect { draft.range.clone() } else { range };
    Some(Draft { quantity: "streak", when: None, past: false, words: f.at..f.at, range, ..draft })
}

/// Which span is counted, and the token behind it.
pub(super) fn span(f: Frame<'_>) -> Option<(Cadence, usize)> {
    let of = |at: usize| match f.s.text(at).rsplit([' ', '-']).next().unwrap_or_default() {
        "day" | "days" => Some((Cadence::Day, at + 1)),
        "week" | "weeks" => Some((Cadence::Week, at + 1)),
        "month" | "months" => Some((Cadence::Month, at + 1)),
        _ => None,
    };
    let streak = |at: usize| of(at).filter(|_| f.s.is(at - 1, &[Class::Streak]));
    let (span, behind) = of(f.at).or_else(|| streak(f.at + 2))?;
    Some((span, behind + usize::from(f.s.is(behind, &[Class::Streak]))))
}

/// "at No. 1", "in third place", "at the top of the chart": which place, and the token behind it.
fn place(f: Frame<'_>, at: usize) -> Option<(u32, usize)> {
    if f.s.is(at, &[Class::Lead]) {
        let of_list = f.s.is(at + 1, &[Class::Of]) && f.s.text(at) == "at the top";
        // "at the top of the gainers".
        let list = !of_list || (at + 2..at + 4).any(|at| crate::claims::clauses::is_list(f.s.text(at)));
        return list.then_some((1, at + 1 + if of_list { 3 } else { 0 }));
    }
    // "has been knocked off the top after five months there".
    let top = |at: usize| f.s.is(at, &[Class::Lead]) || super::handed_over::is_off_the_top(f.s, at);
    if f.s.text(at) == "there" && (0..f.at).any(top) {
        return Some((1, at + 1));
    }
    // "after two months as No. 2".
    let led = (f.s.is(at, &[Class::In, Class::At, Class::On]) || f.s.text(at) == "as").then_some(at + 1)?;
    if f.s.is(led, &[Class::The]) && f.s.is(led + 1, &[Class::Lead]) {
        return Some((1, led + 2));
    }
    // "after four straight weeks as leader".
    if matches!(f.s.who(led).map(Vec::as_slice), Some([Entity::AtRank(1, 0)]))
        || f.s.is(led, &[Class::Lead, Class::Leader])
    {
        return Some((1, led + 1));
    }
    let num = f.s.num(led).filter(|n| is_rank(n))?;
    let ends = match f.s.tokens.get(led + 1).map(|t| &t.kind) {
        None | Some(Kind::Mark(_)) | Some(Kind::Board(_)) | Some(Kind::Period(_)) => true,
        _ => !matches!(f.s.tokens[led + 1].kind, Kind::Word(_)) || num.unit == Unit::Places,
    };
    num.whole().filter(|_| ends).map(|rank| (rank, led + 1))
}

/// "Fourth for two weeks, Alpha has now slipped to sixth": where it stood.
pub fn stood_for(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| is_rank(n) && Some(f.at) == place_told(f))?;
    let next = moved_since(f)?;
    let group = f.clause().subject.clone();
    let test = Test::Number { measure: Measure::PreviousRank, num, sign: 0, group: group.clone() };
    let draft = f.draft_of("rank", vec![test], group, next.certain);
    Some(Draft { when: None, past: false, guessed: false, words: f.at..f.at, ..draft })
}

/// The same: for how long.
pub fn stood_so_long(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let start = place_told(f)?;
    let rank = f.s.num(start).filter(|n| is_rank(n) && f.at == start + 2)?.whole()?;
    let (next, (span, _)) = (moved_since(f)?, span(f)?);
    let group = f.clause().subject.clone();
    let test = Test::HeldUntil { rank, num, span, group: group.clone() };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, next.certain);
    Some(Draft { quantity: "streak", when: None, past: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "Fourth for two weeks, Alpha …", "Alpha, fourth for two weeks, …": the token of the place.
fn place_told(f: Frame<'_>) -> Option<usize> {
    let start = f.clause().range.start;
    let aside = f.s.who(start).is_some() && f.s.is_mark(start + 1, ',');
    let place = start + if aside { 2 } else { 0 };
    f.s.num(place).filter(|n| is_rank(n)).map(|_| place)
}

/// The clause behind "Fourth for two weeks," that says that it moved.
fn moved_since<'a>(f: Frame<'a>) -> Option<&'a Clause> {
    let start = place_told(f)?;
    let periods = f.s.num(start + 2).is_some_and(|n| n.unit == Unit::Periods);
    let comma = (start + 3..start + 6).find(|at| f.s.is_mark(*at, ','))?;
    let next = f.clauses.get(f.index + 1).filter(|c| c.range.start == comma + 1)?;
    // "is now second", "takes first place".
    let rank = f.s.num(start).and_then(Num::whole);
    let elsewhere = |at: usize| {
        f.s.num(at).is_some_and(|n| is_rank(n) && n.whole() != rank)
            || f.s.is(at, &[Class::NewLead]) && rank != Some(1)
    };
    let moves = next.range.clone().any(|at| f.directed(at).is_some() && is_verb(f.s, at) || elsewhere(at));
    let held = next.range.clone().any(|at| f.s.is(at, &[Class::Hold]));
    let group = &f.clause().subject;
    let one = plain(group) && group.len() == 1;
    (f.s.is(start + 1, &[Class::For]) && periods && moves && !held && !next.neg && one).then_some(next)
}

/// The clause that says what came of it.
fn main_clause<'a>(f: Frame<'a>, after: usize) -> Option<&'a Clause> {
    if f.clause().range.start != after {
        return Some(f.clause());
    }
    match f.index.checked_sub(1) {
        Some(before) => f.clauses.get(before),
        None => f.clauses.get(f.index + 1),
    }
}

/// "was the last film to hold No. 1 before Nine Lanterns": who stood first before somebody came to stand there.
pub fn led_before(f: Frame<'_>) -> Option<Draft> {
    let row =
        f.s.subjects.contains(&(f.at + 1)) || f.s.is(f.at + 1, &[Class::RowsNoun]) || f.text(1) == "one";
    let last = matches!(f.text(0), "last" | "previous") && f.is(-1, &[Class::The]) && f.is(-2, &[Class::Be]);
    let first = |at: usize| {
        f.s.is(at, &[Class::Lead]) || f.s.num(at).is_some_and(|n| is_rank(n) && n.whole() == Some(1))
    };
    let end = f.s.tokens.len().min(f.at + 10);
    let before = (f.at + 3..end)
        .find(|at| f.s.text(*at) == "before")
        .filter(|_| row && last && f.is(2, &[Class::To]))?;
    let stands = (f.at + 3..before).any(first)
        && !(f.at + 3..before).any(|at| f.s.who(at).is_some() || f.s.num(at).is_some() && !first(at));
    let other = f.s.who(before + 1).filter(|_| !f.s.tokens[before + 1].possessive)?;
    let group = f.clause().subject.clone();
    if !stands || !plain(&group) || group.len() != 1 || f.clause().neg {
        return None;
    }
    let test = Test::LedBefore { other: other.clone(), group: group.clone() };
    let draft = f.draft_of("rank", vec![test], group, f.clause().certain);
    Some(Draft { when: None, past: false, guessed: false, words: f.at..f.at, ..draft })
}
