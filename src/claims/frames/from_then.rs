//! Frames of what an amount was in another period: "drew 8.46 million in all, down from W15", "nearly doubled from last
//! week's 1,519,800", "the 1,688,900 that Alpha took in W13".

use super::numbers::{one, whose};
use super::relations::plain;
use super::{Draft, Frame, GapChange, Test, Told};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "8.46 million in all, down from W15", "up on last week": the amount before it is more than it was then, or less.
pub fn from_a_period(f: Frame<'_>) -> Option<Draft> {
    let (sign, behind) = match f.text(0) {
        "up from" => (1, f.at + 1),
        "down from" => (-1, f.at + 1),
        "up" if f.is(1, &[Class::On, Class::Against]) => (1, f.at + 2),
        "down" if f.is(1, &[Class::On, Class::Against]) => (-1, f.at + 2),
        _ => return None,
    };
    let then = period_at(f, behind)?;
    let ends = match f.s.tokens.get(behind + 1).map(|t| &t.kind) {
        None | Some(Kind::Mark(_)) => true,
        _ => f.s.is(behind + 1, &[Class::And, Class::But, Class::While]),
    };
    let opens = f.at == f.clause().range.start || f.text(-1) == ",";
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some()).filter(|_| ends && opens)?;
    let there = f.from(told)?;
    let amount =
        super::amounts::amount(there).filter(|draft| draft.when.is_none_or(|w| w == When::Back(0)))?;
    let values = |t: &Test| matches!(t, Test::Number { measure: Measure::Value, .. });
    // "Ostrand's three films drew …": what they have together.
    let all = |who: Who| match who.as_slice() {
        [Entity::OrgRows { org, top: None, .. }] => vec![Entity::Org(*org)],
        _ => who,
    };
    let group: Vec<Who> = amount.group.into_iter().map(all).collect();
    if !plain(&group) || group.len() != 1 || !amount.tests.iter().all(values) {
        return None;
    }
    // Nobody else is named between the amount and what is said of it.
    if (told + 1..f.at).any(|at| f.s.who(at).is_some() || is_verb(f.s, at)) {
        return None;
    }
    let how = GapChange::Sign(sign);
    let test = Test::Against { of: Told::Volume, how, then, group: group.clone() };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, amount.certain);
    let guessed = amount.guessed;
    Some(Draft {
        quantity: "direction",
        when: None,
        past: false,
        neg: false,
        guessed,
        words: f.at..f.at,
        ..draft
    })
}

/// "from last week's 1,519,800", "against W13's 1.69 million": what it had then.
pub fn of_that_time(f: Frame<'_>) -> Option<Draft> {
    let is_score = |at: usize| f.s.is(at, &[Class::Score]) || f.s.text(at) == "score";
    let scored = (f.clause().range.start..f.at).any(is_score);
    let num =
        *f.num().filter(|n| is_amount(n) || scored && n.form == Form::Cardinal && n.unit == Unit::None)?;
    // "W13's peak of 1,688,900".
    let peak =
        f.is(-1, &[Class::Of]) && matches!(f.text(-2), "peak" | "high" | "total" | "figure" | "record");
    let before = f.at.checked_sub(if peak { 3 } else { 1 }).filter(|at| f.s.tokens[*at].possessive)?;
    let when = period_at_any(f, before)?;
    let led = before.checked_sub(1).filter(|at| {
        f.s.is(*at, &[Class::From, Class::Against, Class::On, Class::Than, Class::After, Class::Behind])
    })?;
    let (group, certain) = whose(f);
    // "a gap of 304,900, down from last week's 410,000".
    let of_a_gap = (0..led).any(|at| f.s.is(at, &[Class::GapNoun, Class::Lead, Class::Ahead, Class::Behind]));
    if group.is_empty() || of_a_gap || super::amounts::no_amount(f).is_some() {
        return None;
    }
    let each = one(Measure::Value, &num, 0, &group);
    let sum = Test::Sum { measure: Measure::Value, num, group: group.clone() };
    let tests = if group.len() > 1 { vec![each, sum] } else { vec![each] };
    let draft = f.draft_of("value", tests, group, certain);
    Some(Draft { when: Some(when), past: false, neg: false, ..draft })
}

/// "the 1,688,900 that Alpha took in W13": so much it had then.
pub fn taken_then(f: Frame<'_>) -> Option<Draft> {
    if let Some(draft) = owned_then(f).or_else(|| gained(f)) {
        return Some(draft);
    }
    let (num, at) = (*f.num().filter(|n| is_amount(n))?, f.at + 2);
    let who = f.s.who(at).filter(|_| f.is(1, &[Class::Which]) && f.is(-1, &[Class::The]))?;
    let in_then = f.s.is(at + 2, &[Class::In, Class::On]);
    let when = period_at_any(f, at + 2 + usize::from(in_then))?;
    let took =
        f.s.is(at + 1, &[Class::Carry, Class::Be]) || matches!(f.s.text(at + 1), "took" | "had" | "moved");
    let group = vec![who.clone()];
    if !took || !plain(&group) || f.s.tokens[at].possessive {
        return None;
    }
    let draft = f.draft_of("value", vec![one(Measure::Value, &num, 0, &group)], group, true);
    let words = f.at..f.at;
    Some(Draft { when: Some(when), past: false, neg: false, guessed: false, own: true, words, ..draft })
}

/// "the 5.39 trillion tokens that Alpha added": by so much it went up, or down.
fn gained(f: Frame<'_>) -> Option<Draft> {
    let (num, at) = (*f.num().filter(|n| is_amount(n))?, f.at + 2);
    let who = f.s.who(at).filter(|_| f.is(1, &[Class::Which]) && !f.s.tokens[at].possessive)?;
    let (sign, class, _) = f.directed(at + 1)?;
    let group = vec![who.clone()];
    let told = plain(&group) && !matches!(class, Class::UpRank | Class::DownRank);
    let draft = f.draft_of("change", vec![one(Measure::ValueChange, &num, sign, &group)], group, true);
    let words = f.at..f.at;
    told.then_some(Draft { when: None, past: false, neg: false, guessed: false, own: true, words, ..draft })
}

/// "than Alpha's 1,688,900 in W13": the same.
fn owned_then(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| is_amount(n))?;
    let owner = f.at.checked_sub(1).filter(|at| f.s.tokens[*at].possessive)?;
    let than = owner.checked_sub(1).is_some_and(|at| f.s.is(at, &[Class::Than, Class::Against]));
    let group = vec![f.s.who(owner).filter(|_| than)?.clone()];
    let unit = usize::from(f.s.units.contains(&(f.at + 1)));
    let when =
        period_at_any(f, f.at + 2 + unit).filter(|_| f.s.is(f.at + 1 + unit, &[Class::In, Class::On]))?;
    let draft = f.draft_of("value", vec![one(Measure::Value, &num, 0, &group)], group.clone(), true);
    let words = f.at..f.at;
    plain(&group).then_some(Draft { when: Some(when), past: false, neg: false, own: true, words, ..draft })
}

/// "1.69 million", "1,688,900 admissions", "1,688,900": what a board counts.
pub(super) fn is_amount(num: &Num) -> bool {
    let bare =
        matches!(num.unit, Unit::None | Unit::Foreign) && num.digits && num.value >= Decimal::ONE_THOUSAND;
    num.form == Form::Cardinal && num.sign == 0 && (num.scaled || num.unit == Unit::Board || bare)
}

/// A period at a token, that is not the letter's own; "W15's" is none.
fn period_at(f: Frame<'_>, at: usize) -> Option<When> {
    period_at_any(f, at).filter(|_| !f.s.tokens[at].possessive)
}

fn period_at_any(f: Frame<'_>, at: usize) -> Option<When> {
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => Some(when),
        _ => None,
    }
}
