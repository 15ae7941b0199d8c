//! Frames of one period set against another that the words name: "more containers in June than in January", "fewer
//! tokens than it had in W28", "scored lower in June than in May", "The gap was wider in May than in June".

use super::multiples::hedge_before;
use super::presence::QUANTITY;
use super::relations::plain;
use super::{Draft, Frame, GapChange, Test, Told};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// Two periods, and how the first is set against the second.
struct Against {
    sign: i8,
    /// The token that says which way.
    at: usize,
    /// The letter's own, where the words do not name it.
    now: When,
    then: When,
}

/// "more in June than in January", "fewer than it had in W28".
pub fn than_then(f: Frame<'_>) -> Option<Draft> {
    let against = against(f)?;
    let when = Some(against.now);
    if let Some((a, b)) = super::margins::distance_before(f, against.at) {
        let how = GapChange::Sign(against.sign);
        let test = Test::GapMoved { a: vec![a.clone()], b: vec![b], how, from: against.then, held: false };
        let boards = f.clause().boards.clone();
        return Some(Draft {
            when,
            boards,
            guessed: false,
            quantity: "gap",
            ..f.draft_of(QUANTITY, vec![test], vec![a], true)
        });
    }
    if let Some(draft) = by_more_than_then(f, &against) {
        return Some(draft);
    }
    let group = f.clause().subject.clone();
    let of = told(f, &against)?;
    if !plain(&group) || of_some_rows(f) {
        return None;
    }
    let how = GapChange::Sign(against.sign);
    let test = Test::Against { of, how, then: against.then, group: group.clone() };
    let draft = f.draft_of(QUANTITY, vec![test], group, f.clause().certain);
    Some(Draft { when, quantity: "comparison", ..draft })
}

/// "leads Bravo by more than it did on Thursday": by more than it was then.
fn by_more_than_then(f: Frame<'_>, against: &Against) -> Option<Draft> {
    let by = against.at.checked_sub(1).filter(|at| f.s.is(*at, &[Class::By]))?;
    let ahead = [Class::Lead, Class::Ahead, Class::Behind];
    let verb = (f.clause().range.start..by).find(|at| f.s.is(*at, &ahead) && is_verb(f.s, *at))?;
    let [a] = f.clause().subject.as_slice() else { return None };
    let mut others = (verb + 1..by).filter_map(|at| f.s.who(at));
    let b = others.next().filter(|_| others.next().is_none())?;
    let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    if !model(a) || !model(b) || a == b {
        return None;
    }
    let how = GapChange::Sign(against.sign);
    let test =
        Test::GapMoved { a: vec![a.clone()], b: vec![b.clone()], how, from: against.then, held: false };
    let draft = f.draft_of(QUANTITY, vec![test], vec![a.clone()], f.clause().certain);
    Some(Draft { when: Some(against.now), quantity: "gap", ..draft })
}

/// "two and a half times as many containers in June as in January".
pub fn as_many_as_then(f: Frame<'_>, num: Num) -> Option<Draft> {
    let many = f.text(1) == "as" && matches!(f.text(2), "many" | "much") || f.is(1, &[Class::AsMuchAs]);
    let group = f.clause().subject.clone();
    let end = f.s.tokens.len().min(f.at + 14);
    let second = (f.at + 2..end).find(|at| f.s.is(*at, &[Class::As, Class::AsMuchAs]))?;
    let (then, _) = period_behind(f, second + 1)?;
    let now = match f.s.tokens[second - 1].kind {
        Kind::Period(now) if f.s.is(second - 2, &[Class::In, Class::On]) => now,
        _ => return None,
    };
    if !many || !plain(&group) || of_some_rows(f) {
        return None;
    }
    let of = if (f.at..second).any(|at| f.s.is(at, &[Class::Votes])) { Told::Votes } else { Told::Volume };
    let num = Num { hedge: if num.form == Form::Times { num.hedge } else { hedge_before(f) }, ..num };
    let test = Test::Against { of, how: GapChange::Times(num), then, group: group.clone() };
    let draft = f.draft_of(QUANTITY, vec![test], group, f.clause().certain);
    Some(Draft { when: Some(now), quantity: "ratio", ..draft })
}

/// The two periods of "than", where nothing but what is compared stands between.
fn against(f: Frame<'_>) -> Option<Against> {
    let start = f.clause().range.start;
    let (then, end) = period_behind(f, f.at + 1)?;
    let ends = match f.s.tokens.get(end).map(|t| &t.kind) {
        None | Some(Kind::Mark(_)) => true,
        _ => f.s.is(end, &[Class::And, Class::But, Class::While, Class::Although, Class::Yet, Class::Which]),
    };
    let at = match f.class()? {
        Class::MoreThan => f.at,
        Class::Than => (start..f.at).rev().find(|at| way(f, *at).is_some())?,
        _ => return None,
    };
    let sign = if f.class() == Some(Class::MoreThan) { 1 } else { way(f, at)? };
    // "13% more than in May", "two more than last week": the number says how many more.
    let counted = at.checked_sub(1).is_some_and(|before| f.s.num(before).is_some());
    let between = at + 1..f.at;
    let busy = between.clone().any(|at| {
        let subject = f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
        f.s.num(at).is_some() && !subject
            || matches!(f.s.tokens[at].kind, Kind::Mark(_))
            || is_verb(f.s, at) && !f.s.is(at, &[Class::Volume, Class::Score, Class::Votes])
            || f.s.who(at).is_some()
    });
    let mut named = (start..f.at).filter_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => Some((at, when)),
        _ => None,
    });
    let now = named.next();
    let several = named.next().is_some();
    let now = now.map_or(Some(When::Back(0)), |(at, when)| {
        let told = f.s.is(at.wrapping_sub(1), &[Class::In, Class::On]) || at == start || at + 1 == f.at;
        (told && when != When::Beyond).then_some(when)
    })?;
    (ends && !counted && !busy && !several && now != then).then_some(Against { sign, at, now, then })
}

/// "in January", "it had in W28", "a week earlier": the period that stands at a token, and where the words go on.
fn period_behind(f: Frame<'_>, from: usize) -> Option<(When, usize)> {
    let mut at = from;
    if f.s.is(at, &[Class::It, Class::They]) {
        at += 1;
        if !(matches!(f.s.text(at), "did" | "had" | "was" | "were") || f.s.is(at, &[Class::Carry])) {
            return None;
        }
        at += 1;
    }
    at += usize::from(f.s.is(at, &[Class::In, Class::On]));
    // "than on the previous Saturday".
    while f.s.is(at, &[Class::The]) || matches!(f.s.text(at), "previous" | "last") {
        at += 1;
    }
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond && !f.s.tokens[at].possessive => Some((when, at + 1)),
        _ => None,
    }
}

/// Which way a comparative points.
fn way(f: Frame<'_>, at: usize) -> Option<i8> {
    match f.s.text(at) {
        "more" | "higher" | "larger" | "bigger" | "greater" | "wider" => Some(1),
        "fewer" | "less" | "lower" | "smaller" | "narrower" => Some(-1),
        _ => None,
    }
}

/// What is compared: the noun behind the comparative, else what the clause speaks of.
fn told(f: Frame<'_>, against: &Against) -> Option<Told> {
    let start = f.clause().range.start;
    let behind = || against.at + 1..f.at;
    let word = f.s.text(against.at);
    let has = |classes: &[Class]| (start..f.at).any(|at| f.s.is(at, classes));
    if behind().any(|at| f.s.is(at, &[Class::Votes])) {
        return Some(Told::Votes);
    }
    if behind().any(|at| f.s.is(at, &[Class::Share])) {
        return Some(Told::Share);
    }
    let many = matches!(word, "more" | "fewer" | "less" | "more than");
    if many {
        return (carried_more(f, against) && !has(&[Class::Price, Class::Score])).then_some(Told::Volume);
    }
    let verb = f.s.text(against.at.wrapping_sub(1));
    match () {
        () if has(&[Class::Votes, Class::Price, Class::Context, Class::Interval]) => None,
        () if has(&[Class::Share]) => Some(Told::Share),
        () if super::predicates::scored(f, against.at).is_some() || has(&[Class::Score]) => Some(Told::Score),
        () if has(&[Class::Volume]) => Some(Told::Volume),
        () if matches!(verb, "ranked" | "ranks" | "placed" | "stood" | "stands" | "finished")
            || has(&[Class::RankNoun]) =>
        {
            Some(Told::Rank)
        }
        () => None,
    }
}

/// "handled more containers", "carried more than it had in W28": of what the verb says that it has.
fn carried_more(f: Frame<'_>, against: &Against) -> bool {
    let verb = against.at.wrapping_sub(1);
    let has = f.s.is(verb, &[Class::Carry]) || matches!(f.s.text(verb), "has" | "had" | "have" | "got");
    let noun = against.at + 1;
    // "was downloaded more often than on Friday".
    if f.s.text(noun) == "often" && noun + 1 == f.at {
        return f.s.is(verb, &[Class::Carry]) && f.s.is(verb.wrapping_sub(1), &[Class::Be]);
    }
    let span = |word: &str| matches!(word, "days" | "weeks" | "months" | "times" | "often" | "points" | "of");
    let kind = f.s.tokens.get(noun).map(|t| &t.kind);
    let counted = matches!(kind, Some(Kind::Word(false) | Kind::Board(_))) || f.s.is(noun, &[Class::Volume]);
    let row = f.s.subjects.contains(&noun) || span(f.s.text(noun));
    // "more tokens from its free row" are not all it had.
    let part =
        (noun..f.at).any(|at| f.s.is(at, &[Class::From, Class::Free, Class::Paid]) || f.top_at(at).is_some());
    has && !part && (noun >= f.at || counted && !row)
}

/// Rows are counted before the token, which the count tells of.
fn of_some_rows(f: Frame<'_>) -> bool {
    let counted = (f.clause().range.start..f.at).any(|at| {
        f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && n.value != Decimal::ZERO) && {
            // "at its three listed ports": all of them.
            !f.s.is(at.wrapping_sub(1), &[Class::Its, Class::Their])
        }
    });
    // "Alpha alone carried more than a week earlier": and no other did.
    let alone =
        f.clause().range.clone().any(|at| f.s.text(at) == "alone" || f.s.is(at, &[Class::Only, Class::Each]));
    counted
        || alone
        || f.clause().subject.iter().flatten().any(|e| matches!(e, Entity::Unknown))
        || super::unsurpassed::nobody(f)
}
