//! Frames of rows that are counted behind what they did: "Downloads rose for 22 of the 40 listed packages", "Traffic fell at
//! seven of the twelve ports". A number before "of the 40 rows" is a count and never an amount.

use super::presence::QUANTITY;
use super::scopes::{Scope, is_quiet, is_row, rows_of_list};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind};

/// "rose for 22 of the 40 listed packages", "fell at seven ports".
pub fn for_so_many(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let of_list = || scope_behind(f);
    let scope = match num.unit {
        Unit::None => of_list().or_else(|| scope_in_front(f))?,
        Unit::Subjects if f.is(1, &[Class::Of]) => of_list()?,
        Unit::Subjects => Scope::default(),
        _ => return None,
    };
    // "fell for just three of the top ten".
    let just = -1 - isize::from(matches!(f.text(-1), "just" | "only"));
    let led = f.is(just, &[Class::For, Class::At, Class::In]) || matches!(f.text(just), "among" | "across");
    let what = told_before(f).filter(|_| led)?;
    let count = Test::Count {
        num,
        what,
        also: None,
        by: None,
        top: scope.top(),
        of: Of { rows: true, ..Of::default() },
    };
    Some(counted(f, vec![scope.of(count)]))
}

/// "… 22 of the 40 listed packages", where nothing tells what of them is counted: no amount.
pub fn of_a_list(f: Frame<'_>) -> Option<Draft> {
    let counts = f.num().is_some_and(|n| n.form == Form::Cardinal && !n.scaled && n.digits);
    scope_behind(f).filter(|_| counts)?;
    Some(counted(f, vec![Test::Unbound("what is said of so many rows is not counted")]))
}

/// "Downloads fell for 18 of the 40": that they fell is so of these, and not of all together.
pub fn verb_of_many(f: Frame<'_>) -> Option<Draft> {
    f.directed(f.at)?;
    let number = (f.at + 1..f.clause().range.end).find(|at| f.s.num(*at).is_some())?;
    let draft = for_so_many(f.from(number)?)?;
    Some(Draft { neg: false, quantity: "direction", ..f.draft_of(QUANTITY, draft.tests, Vec::new(), true) })
}

fn counted(f: Frame<'_>, tests: Vec<Test>) -> Draft {
    Draft { neg: false, quantity: "count", ..f.draft_of(QUANTITY, tests, Vec::new(), true) }
}

/// "Of the 40 listed packages, 36 have …", "Among the twelve ports, traffic fell at four": where these words stand that
/// say of which rows a sentence speaks, and how many these are.
pub(super) fn fronted(f: Frame<'_>) -> Option<(usize, u32)> {
    let opens = f.s.is(0, &[Class::Of]) || matches!(f.s.text(0), "among" | "amongst" | "across");
    let at = (1..4).find(|at| f.s.num(*at).is_some()).filter(|_| opens)?;
    let comma = (at + 1..at + 8).find(|at| f.s.text(*at) == ",")?;
    let quiet = (at + 1..comma).all(|at| is_quiet(f, at) || is_row(f, at));
    let rows =
        rows_of_list(f, at).filter(|_| quiet && f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects))?;
    Some((at, rows))
}

/// "Of the 40 listed packages, 36 have …", "Of the films in the top ten, just two saw …": the number counts some of those.
pub(super) fn counts_of_fronted(f: Frame<'_>) -> bool {
    let at = fronted(f).map(|(at, _)| at).or_else(|| fronted_top(f));
    let just = usize::from(f.is(-1, &[Class::Only]) || f.text(-1) == "just");
    let comma = f.at.checked_sub(1 + just).is_some_and(|at| f.s.is_mark(at, ','));
    comma && at.is_some_and(|at| (at + 1..f.at).all(|at| f.s.num(at).is_none()))
}

/// "Of the films in the top ten, …", "Of Arena's top 20 rows, …": where the scope stands.
fn fronted_top(f: Frame<'_>) -> Option<usize> {
    let comma =
        (1..9).find(|at| f.s.is_mark(*at, ',')).filter(|_| f.s.is(0, &[Class::Of, Class::Between]))?;
    let quiet = (1..comma).all(|at| is_quiet(f, at) || is_row(f, at));
    (1..comma).find(|at| f.top_at(*at).is_some()).filter(|_| quiet)
}

/// "of the 40 listed packages", "of the top 20": the rows that are counted.
fn scope_behind(f: Frame<'_>) -> Option<Scope> {
    let of = f.is(1, &[Class::Of]).then_some(f.at + 2)?;
    let at = of + usize::from(f.s.is(of, &[Class::The, Class::All]));
    if let Some(top) = f.top_at(at) {
        return Some(Scope { top: Some(top), listed: None });
    }
    // "of the listed ports".
    if who(f, at) == Some(&[Entity::Listed]) || f.s.text(at) == "listed" && is_row(f, at + 1) {
        return Some(Scope::default());
    }
    let rows = rows_of_list(f, at)?;
    let named =
        f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects) || (at + 1..at + 3).any(|at| is_row(f, at));
    named.then_some(Scope { top: None, listed: Some(rows) })
}

/// "Among the twelve ports, traffic fell at four."
fn scope_in_front(f: Frame<'_>) -> Option<Scope> {
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.is(1, &[Class::And, Class::But]);
    let (_, rows) = fronted(f).filter(|(at, _)| ends && *at < f.at)?;
    Some(Scope { top: None, listed: Some(rows) })
}

/// What the clause says of the counted, before them: a figure by its noun, and which way it went.
fn told_before(f: Frame<'_>) -> Option<Predicate> {
    let front = fronted(f).and_then(|(at, _)| (at..f.at).find(|at| f.s.text(*at) == ","));
    let start = f.clause().range.start.max(front.map_or(0, |comma| comma + 1));
    let mut verbs = (start..f.at).filter(|at| is_verb(f.s, *at));
    // "went up for seven".
    let verb = verbs.next()?;
    let moved = verb + usize::from(f.s.is(verb, &[Class::Move]));
    let others = verbs.find(|at| *at != moved);
    let (sign, ..) = f.directed(moved).filter(|_| others.is_none())?;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::The, Class::Adverb]) || matches!(f.s.text(*at), "daily" | "weekly" | "monthly")
    };
    let noun = (start..verb).find(|at| !small(at))?;
    // "Downloads rose on the day for 22": nobody else is named.
    let other = |at: usize| match who(f, at) {
        Some(entities) => !entities.iter().all(|e| matches!(e, Entity::Market)),
        None => f.s.num(at).is_some(),
    };
    if noun + 1 != verb || (start..f.at).any(other) {
        return None;
    }
    let counted = f.s.is(noun, &[Class::Volume, Class::Market])
        || matches!(f.s.tokens[noun].kind, Kind::Board(_))
        || f.s.units.contains(&noun)
        || who(f, noun).is_some();
    match sign > 0 {
        up if f.s.is(noun, &[Class::Share]) => {
            Some(if up { Predicate::GainedShare } else { Predicate::LostShare })
        }
        up if f.s.is(noun, &[Class::Score]) => {
            Some(if up { Predicate::ScoredMore } else { Predicate::ScoredLess })
        }
        up if counted => Some(if up { Predicate::Grew } else { Predicate::Shrank }),
        _ => None,
    }
}

fn who<'a>(f: Frame<'a>, at: usize) -> Option<&'a [Entity]> {
    f.s.who(at).map(Vec::as_slice)
}
