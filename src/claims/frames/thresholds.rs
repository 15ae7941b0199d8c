//! Frames of what it takes: "it took 1463 points to make the top 20", "the top ten starts at …", and of a mark that
//! counted rows have passed.

use super::numbers::one;
use super::scopes::is_quiet;
use super::{Draft, Frame, Of, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "It took 1463 points to make the top 20", "20th place was worth 1463 points": what its last row has.
pub fn took(f: Frame<'_>) -> Option<Draft> {
    let bare = |n: &Num| n.digits && n.form == Form::Cardinal && n.unit == Unit::None;
    let num = f.num().filter(|n| is_amount(n) || bare(n) && was_enough(f).is_some())?;
    let group = last_row(f)?;
    let tests = vec![one(Measure::Value, num, 0, &group)];
    Some(f.draft_of("value", tests, group, true))
}

/// "…, three more than last week": so much it took then.
pub fn took_then(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal)?;
    let (sign, than) = match f.text(1) {
        "fewer" | "less" if f.is(2, &[Class::Than]) => (Decimal::ONE, 2),
        "more" if f.is(2, &[Class::Than]) => (Decimal::NEGATIVE_ONE, 2),
        "more than" => (Decimal::NEGATIVE_ONE, 1),
        _ => return None,
    };
    let when = period_from(f, f.at + than + 1)?;
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some_and(is_amount))?;
    let there = f.from(told)?;
    let group = last_row(there)?;
    let now = there.num()?;
    let value = sign.checked_mul(num.value).and_then(|by| now.value.checked_add(by))?;
    let num = Num { value, half: now.half.max(num.half), hedge: Hedge::Plain, ..*now };
    let tests = vec![one(Measure::Value, &num, 0, &group)];
    Some(Draft { when: Some(when), neg: false, ..f.draft_of("change", tests, group, true) })
}

/// "It took 1463 points to make the top 20, against 1460 last week": so much it took then.
pub fn against_then(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && (n.digits || n.scaled))?;
    let set = f.is(-1, &[Class::Against, Class::From]);
    let when = period_from(f, f.at + 1).filter(|when| set && *when != When::Back(0))?;
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some_and(|n| n.form == Form::Cardinal))?;
    let group = last_row(f.from(told)?)?;
    let tests = vec![one(Measure::Value, &num, 0, &group)];
    Some(Draft { when: Some(when), neg: false, guessed: false, ..f.draft_of("value", tests, group, true) })
}

/// "The one-million mark was passed by 21 packages", "The mark of one million was cleared by 21": so many have more.
pub fn passed_by(f: Frame<'_>) -> Option<Draft> {
    f.num()?;
    let end = f.clause().range.end;
    let nobody = f.s.whos.is_empty();
    let mark =
        (f.clause().range.start..end).find(|at| matches!(f.s.text(*at), "mark" | "threshold" | "barrier"))?;
    let of = 2 * usize::from(f.s.is(mark + 1, &[Class::Of]));
    let amount = if of > 0 { mark + 2 } else { mark.checked_sub(1)? };
    let by = (mark + 1 + of..end).find(|at| f.s.is(*at, &[Class::By]))?;
    let passed = f.s.is(by - 1, &[Class::Overtake, Class::Exceed])
        || matches!(f.s.text(by - 1), "cleared" | "crossed" | "reached" | "broken" | "beaten");
    let count = *f.s.num(by + 1).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal)?;
    let told = passed && f.s.is(by - 2, &[Class::Be]) && nobody && (f.at == amount || f.at == by + 1);
    let limit = *f.s.num(amount).filter(|n| told && (is_amount(n) || n.digits))?;
    let hedge = if f.s.text(by - 1) == "reached" { Hedge::AtLeast } else { Hedge::Over };
    let limit = Num { hedge, half: Decimal::ZERO, form: Form::Cardinal, ..limit };
    let by = Some((Measure::Value, limit));
    let what = super::Predicate::Listed;
    let test = Test::Count { num: count, what, also: None, by, top: None, of: Of::default() };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    Some(Draft { neg: false, guessed: false, words: f.at..f.at, ..draft })
}

fn is_amount(num: &Num) -> bool {
    num.form == Form::Cardinal && (matches!(num.unit, Unit::Points | Unit::Board) || num.scaled)
}

/// The period at a token, "in" skipped.
fn period_from(f: Frame<'_>, at: usize) -> Option<When> {
    let at = at + usize::from(f.s.is(at, &[Class::In]));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    }
}

/// Whom "it took … to make the top 20" speaks of: who stands last there.
fn last_row(f: Frame<'_>) -> Option<Vec<Who>> {
    if let Some(place) = was_enough(f) {
        return Some(vec![vec![Entity::AtRank(place, 0)]]);
    }
    let verb = (f.clause().range.start..f.at).rev().find(|at| is_taking(f.s.text(*at)))?;
    // "It now takes".
    let now = usize::from(verb > 1 && f.s.is(verb - 1, &[Class::Now, Class::Adverb]));
    let it = verb > now && f.s.is(verb - 1 - now, &[Class::It]);
    let to = (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::To]) || f.s.text(*at) == "for")?;
    let end = (to + 8).min(f.s.tokens.len());
    let place = (to + 1..end).find_map(|at| {
        let place = || f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole);
        f.top_at(at).or_else(place).or_else(|| super::scopes::rows_of_list(f, at))
    })?;
    it.then(|| vec![vec![Entity::AtRank(place, 0)]])
}

/// "A score of 1463 was enough for the top 20": the place that it was enough for.
fn was_enough(f: Frame<'_>) -> Option<u32> {
    let be = (f.at + 1..f.at + 3).find(|at| f.s.is(*at, &[Class::Be]))?;
    let enough = (be + 1..be + 3).find(|at| matches!(f.s.text(*at), "enough" | "sufficient"))?;
    let to = f.s.is(enough + 1, &[Class::For, Class::To]);
    let nobody = (f.clause().range.start..f.at).all(|at| f.s.who(at).is_none());
    let end = (enough + 9).min(f.s.tokens.len());
    (enough + 2..end).find_map(|at| f.top_at(at)).filter(|_| to && nobody)
}

fn is_taking(word: &str) -> bool {
    matches!(word, "took" | "takes" | "take" | "taken" | "needed" | "required")
}

/// The place in "it took 1463 points to reach 20th place" is part of what it took.
pub(super) fn is_the_aim(f: Frame<'_>) -> bool {
    let start = f.clause().range.start;
    (start..f.at)
        .any(|at| f.s.num(at).is_some_and(is_amount) && f.from(at).is_some_and(|f| last_row(f).is_some()))
}

/// "Three rows score 1500 or better, and Anthropic made them all": as many of that maker's.
pub fn all_made(f: Frame<'_>) -> Option<Draft> {
    let [Entity::Org(org)] = f.s.who(f.at)?.as_slice() else { return None };
    let made = matches!(f.text(1), "made" | "makes" | "built" | "owns" | "has")
        && f.is(2, &[Class::They, Class::It])
        || matches!(f.text(1), "made" | "makes" | "built" | "owns" | "has") && f.text(2) == "them";
    // "and all three are Anthropic's".
    let owned = f.s.tokens[f.at].possessive
        && f.is(-1, &[Class::Be])
        && f.is(-3, &[Class::All])
        && f.at.checked_sub(2).is_some_and(|at| f.s.num(at).is_some());
    let all_of_them = made && f.is(3, &[Class::All]) || owned;
    let before = f.at.saturating_sub(if owned { 3 } else { 0 });
    let told = (0..before).rev().find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Subjects))?;
    let counts = all_of_them.then(|| super::counts::counted(f.from(told)?)).flatten()?;
    let [Test::Count { num, what, also, by, top, .. }] = counts.tests.as_slice() else { return None };
    let test = Test::Count { num: *num, what: *what, also: *also, by: *by, top: *top, of: Of::orgs([*org]) };
    Some(Draft { neg: false, boards: counts.boards, ..f.draft_of("count", vec![test], Vec::new(), true) })
}

/// "The lowest score on the list is now 1457": what its last row has; "the highest", its first.
pub fn end_of_list(f: Frame<'_>) -> Option<Draft> {
    let num = *f
        .num()
        .filter(|n| n.digits && (is_amount(n) || n.unit == Unit::None && n.form == Form::Cardinal))?;
    let last = end_named(f)?;
    let test = Test::EndOfList { last, num };
    let draft = f.draft_of("value", vec![test], Vec::new(), true);
    Some(Draft { words: f.at..f.at, guessed: false, ..draft })
}

/// "…, two points above the bar of W30": so much it took then.
pub fn above_the_bar(f: Frame<'_>) -> Option<Draft> {
    let by = f.num().filter(|n| n.form == Form::Cardinal)?;
    let (sign, the) = match () {
        () if f.is(1, &[Class::Ahead]) => (Decimal::NEGATIVE_ONE, f.at + 2),
        () if f.is(1, &[Class::Behind]) => (Decimal::ONE, f.at + 2),
        () => return None,
    };
    let bar = matches!(f.s.text(the + 1), "bar" | "mark" | "threshold" | "cutoff" | "minimum" | "level");
    let when = period_from(f, the + 2 + usize::from(f.s.is(the + 2, &[Class::Of]))).filter(|_| bar)?;
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some())?;
    let there = f.from(told)?;
    let now = there.num()?;
    let value = sign.checked_mul(by.value).and_then(|by| now.value.checked_add(by))?;
    let num = Num { value, half: now.half.max(by.half), hedge: Hedge::Plain, ..*now };
    let test = match last_row(there) {
        Some(group) => one(Measure::Value, &num, 0, &group),
        None => Test::EndOfList { last: end_named(there)?, num },
    };
    let draft = f.draft_of("change", vec![test], Vec::new(), true);
    Some(Draft { when: Some(when), neg: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "The lowest score on the list is" stands before the token: whether it is the last.
fn end_named(f: Frame<'_>) -> Option<bool> {
    let start = f.clause().range.start;
    let last = match f.s.text(start + 1) {
        "lowest" => true,
        "highest" | "top" | "best" => false,
        _ => return None,
    };
    let measured = f.s.is(start, &[Class::The])
        && (f.s.text(start + 2) == "score" || f.s.is(start + 2, &[Class::Score, Class::Volume]));
    let be = (start + 3..f.at).find(|at| f.s.is(*at, &[Class::Be])).filter(|_| measured)?;
    let list = (start + 3..be).all(|at| is_quiet(f, at)) && be > start + 3;
    let top = (start + 3..be).any(|at| f.top_at(at).is_some());
    let bare = (be + 1..f.at).all(|at| f.s.is(at, &[Class::Now, Class::Adverb, Class::At]));
    (list && bare && !top && !f.clause().neg).then_some(last)
}
