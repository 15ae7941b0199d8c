//! Frames of what somebody did to a distance: "widened its lead over Bravo", "cut the gap to the leader", "closed to within
//! 70,400 containers of Alpha".

use super::margins::{is_distance, since};
use super::multiples::hedge_before;
use super::relations::plain;
use super::{Draft, Frame, GapChange, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, When, Who};
use rust_decimal::Decimal;

/// "widened its lead over Bravo": it is ahead, and by more than before.
pub fn widened(f: Frame<'_>) -> Option<Draft> {
    let how = change(f)?;
    let noun = f.at + 2;
    if !f.is(1, &[Class::Its, Class::The]) || !is_distance(f, noun) {
        return None;
    }
    let [a] = f.clause().subject.as_slice() else { return None };
    let row = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0)));
    let lead = f.s.text(noun).starts_with("lead") || f.s.text(noun).starts_with("advantage");
    let b = match (noun + 1..noun + 4).find_map(|at| f.s.who(at)) {
        Some(other) => other.clone(),
        None if placed_behind(f, noun).is_some() => vec![Entity::AtRank(placed_behind(f, noun)?, 0)],
        None if lead && !f.s.text(noun).contains(' ') => vec![Entity::AtRank(2, 0)],
        None => return None,
    };
    if !row(a) || !row(&b) || *a == b {
        return None;
    }
    let from = since(f);
    let (a, b) = (vec![a.clone()], vec![b]);
    let held = placed_behind(f, noun).is_some();
    let moved = Test::GapMoved { a: a.clone(), b: b.clone(), how, from: from.unwrap_or(When::Back(1)), held };
    let ahead = Test::Compared { measure: Measure::Value, a: a.clone(), b, more: true };
    let test = if lead { Test::All(vec![moved, ahead]) } else { moved };
    // "overtook Bravo in April and has since stretched its lead": over Bravo, perhaps.
    let told = (noun + 1..noun + 4).any(|at| f.s.who(at).is_some());
    let others = !f.lately.is_empty() || f.s.whos.iter().any(|who| !a.contains(who));
    let open = (!told && others).then_some(Test::Unbound("over whom the lead is, is not told"));
    let tests = std::iter::once(test).chain(open).collect();
    let draft = f.draft_of("gap", tests, a, f.clause().certain);
    Some(Draft { when: draft.when.filter(|_| from.is_none()), ..draft })
}

/// What is said to have become of a distance.
fn change(f: Frame<'_>) -> Option<GapChange> {
    let times = |value: i64, half| {
        let num = Num { hedge: hedge_before(f), ..Num::new(Decimal::from(value), half, Form::Times) };
        GapChange::Times(num)
    };
    Some(match f.text(0) {
        "widened" | "widens" | "extended" | "extends" | "stretched" | "stretches" | "increased"
        | "increases" | "grew" | "expanded" => GapChange::Sign(1),
        "narrowed" | "narrows" | "cut" | "cuts" | "trimmed" | "trims" | "reduced" | "reduces" | "closed"
        | "shrank" => GapChange::Sign(-1),
        "doubled" | "doubles" => times(2, Decimal::new(5, 2)),
        "tripled" | "triples" | "trebled" => times(3, Decimal::new(1, 1)),
        _ => return None,
    })
}

/// "closed to within 70,400 containers of Alpha": no more than that is between them.
pub fn within(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && f.text(-1) == "within")?;
    let measure = match num.unit {
        Unit::Places => Measure::Rank,
        Unit::Votes => Measure::Votes,
        Unit::Board | Unit::Points | Unit::None => Measure::Value,
        _ => return None,
    };
    let a = f.clause().subject.clone();
    let b = f.group_from(f.at + 2).filter(|_| f.is(1, &[Class::Of]))?;
    let row = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0)));
    if a.len() != 1 || b.len() != 1 || !plain(&a) || !a.iter().chain(&b).all(row) || a == b {
        return None;
    }
    let most = Num { hedge: Hedge::AtMost, ..num };
    let test = |num| Test::Difference { measure, a: a.clone(), b: b.clone(), num, sign: 0 };
    let draft = f.draft_of("gap", vec![test(num), test(most)], a.clone(), f.clause().certain);
    let close = ["closed", "is", "was", "came", "moved", "pulled", "drew", "got", "crept", "stands"];
    let verb = if f.text(-2) == "to" { f.text(-3) } else { f.text(-2) };
    let words = if close.contains(&verb) { f.at..f.at } else { draft.words.clone() };
    Some(Draft { words, ..draft })
}

/// "its lead over second place": over whoever stands there.
pub(super) fn placed_behind(f: Frame<'_>, noun: usize) -> Option<u32> {
    let over = noun + usize::from(!f.s.text(noun).ends_with(" over"));
    let led = over == noun || f.s.is(over, &[Class::Over, Class::To]);
    let rank = over + 1 + usize::from(f.s.is(over + 1, &[Class::The]));
    f.s.num(rank).filter(|n| led && super::is_rank(n)).and_then(Num::whole)
}

/// "The leader's margin over second place", "The lead of Alpha over second place": whose it is stands ahead of that place.
pub fn over_a_place(f: Frame<'_>) -> Option<Draft> {
    let rank = f.num().filter(|n| super::is_rank(n))?.whole()?;
    let noun = (f.at.saturating_sub(6)..f.at)
        .rev()
        .find(|at| is_distance(f, *at))
        .or_else(|| f.at.checked_sub(1).filter(|at| f.s.text(*at).starts_with("lead")))?;
    let placed = placed_behind(f, noun) == Some(rank)
        || held_by(f, noun).is_some_and(|end| placed_behind(f, end - 1) == Some(rank));
    let who = holder(f, noun).filter(|_| placed)?;
    let (a, b) = (vec![who], vec![vec![Entity::AtRank(rank, 0)]]);
    let test = Test::Compared { measure: Measure::Value, a: a.clone(), b, more: true };
    let draft = f.draft_of("rank", vec![test], a, true);
    Some(Draft {
        when: draft.when.filter(|when| *when != When::Back(1)),
        past: false,
        guessed: false,
        neg: false,
        ..draft
    })
}

/// "The lead of Alpha over": where the words go on behind whose it is.
fn held_by(f: Frame<'_>, noun: usize) -> Option<usize> {
    let of = f.s.is(noun + 1, &[Class::Of]) && f.s.who(noun + 2).is_some();
    let one = f.s.text(noun).ends_with(" of") && f.s.who(noun + 1).is_some();
    of.then_some(noun + 3).or(one.then_some(noun + 2))
}

/// Whose distance a noun tells of.
pub(super) fn holder(f: Frame<'_>, noun: usize) -> Option<Who> {
    let row = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0)));
    if let Some(end) = held_by(f, noun) {
        return f.s.who(end - 1).filter(row).cloned();
    }
    let before = noun.checked_sub(1)?;
    if f.s.tokens[before].possessive {
        return f.s.who(before).filter(row).cloned();
    }
    match f.clause().subject.as_slice() {
        [who] if f.s.is(before, &[Class::Its]) && row(&who) => Some(who.clone()),
        _ => None,
    }
}
