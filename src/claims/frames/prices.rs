//! Frames of prices set against each other, and of the day on which one was changed.

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

const SIDES: [Measure; 2] = [Measure::PriceIn, Measure::PriceOut];

/// "cut the price of Alpha, from $1 to $0.20": whose price it is, where the clause before it or its own says so.
pub(super) fn owner(f: Frame<'_>) -> Option<Vec<Who>> {
    let before = (0..f.at).rev().find(|at| f.s.is(*at, &[Class::Price]))?;
    let named = f.s.is(before + 1, &[Class::Of, Class::For]).then(|| f.s.who(before + 2)).flatten();
    let model = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let who = named.filter(model)?;
    // Another who is named since may be meant.
    let alone = (before + 3..f.at).all(|at| f.s.who(at).is_none());
    alone.then(|| vec![who.clone()])
}

/// "against $9 for the output of Alpha", "$25 per million output tokens for Bravo": whose price it is, behind it.
pub(super) fn owner_behind(f: Frame<'_>) -> Option<Vec<Who>> {
    let small = |at: usize| {
        f.s.is(
            at,
            &[Class::Per, Class::Input, Class::Output, Class::The, Class::A, Class::Price, Class::Volume],
        ) || matches!(f.s.text(at), "million" | "tokens" | "token" | "side")
    };
    let who = (f.at + 2..(f.at + 9).min(f.s.tokens.len())).find(|at| f.s.who(*at).is_some())?;
    let led = |at: usize| f.s.is(at, &[Class::For, Class::Of, Class::From]);
    let last = who - 1 - usize::from(f.s.is(who - 1, &[Class::The]));
    let quiet = (f.at + 1..last).all(|at| small(at) || led(at));
    let model = f.s.who(who)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    (quiet && led(last) && model).then(|| vec![f.s.who(who).cloned().unwrap_or_default()])
}

/// "charges $7.50 for a million output tokens, and that is more than Bravo does": what was told right before is set against
/// the other's, and it is a price.
pub(super) fn priced_before(f: Frame<'_>) -> Option<Vec<Measure>> {
    let than = f.is(0, &[Class::MoreThan, Class::Than]);
    let is = f.at - usize::from(f.at > 0 && f.is(0, &[Class::Than]));
    let told = is.checked_sub(2).filter(|at| than && f.s.is(at + 1, &[Class::Be]))?;
    let that = f.s.is(told, &[Class::This, Class::Which]) || matches!(f.s.text(told), "that" | "which");
    let num = (0..told).rev().find(|at| f.s.num(*at).is_some()).filter(|_| that)?;
    let quiet = (num + 1..told).all(|at| f.s.who(at).is_none() && f.directed(at).is_none());
    let money = quiet && f.s.num(num).is_some_and(|n| n.form == Form::Money);
    let side = (num.saturating_sub(4)..told).find_map(|at| match f.s.class(at) {
        Some(Class::Input) => Some(Measure::PriceIn),
        Some(Class::Output) => Some(Measure::PriceOut),
        _ => None,
    });
    money.then(|| side.map_or(vec![Measure::Blended, Measure::PriceIn, Measure::PriceOut], |side| vec![side]))
}

/// The only two models that the sentence names.
pub(super) fn the_two(f: Frame<'_>) -> Option<Vec<Who>> {
    let mut models: Vec<Who> = Vec::new();
    for who in f.s.whos.iter().filter(|w| w.iter().all(|e| matches!(e, Entity::Model { .. }))) {
        if !models.contains(who) {
            models.push(who.clone());
        }
    }
    (models.len() == 2).then_some(models)
}

/// "at the same list price as Bravo: $5 in, $25 out": of both.
pub(super) fn of_both(f: Frame<'_>) -> Option<Vec<Who>> {
    let same = (0..f.at).find(|at| is_same(f, *at))?;
    let there = f.from(same)?;
    let (mut both, other) = (there.clause().subject.clone(), set_beside(there)?);
    let between = (same + 1..f.at).filter_map(|at| f.s.who(at)).all(|who| other.contains(who));
    both.extend(other);
    (between && plain(&both)).then_some(both)
}

/// "same list price", "same price".
fn is_same(f: Frame<'_>, at: usize) -> bool {
    // "costs the same as Bravo".
    let costs = at > 1 && f.s.is(at - 1, &[Class::The]) && f.s.is(at - 2, &[Class::Price]);
    f.s.is(at, &[Class::PriceHeld]) && f.s.text(at) == "same price"
        || f.s.text(at) == "same"
            && (f.s.is(at + 1, &[Class::Price]) || costs && f.s.is(at + 1, &[Class::As]))
}

/// Whom "the same price as Bravo" sets it beside.
fn set_beside(f: Frame<'_>) -> Option<Vec<Who>> {
    let price = f.at + usize::from(f.s.is(f.at + 1, &[Class::Price]));
    let other = f.s.is(price + 1, &[Class::As]).then(|| f.group_from(price + 2)).flatten()?;
    plain(&other).then_some(other)
}

/// "at the same list price as Bravo".
pub fn same(f: Frame<'_>) -> Option<Draft> {
    let a = &f.clause().subject;
    let b = set_beside(f).filter(|b| is_same(f, f.at) && plain(a) && a != b)?;
    let num = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Money);
    let test = |measure: Measure| Test::Difference { measure, a: a.clone(), b: b.clone(), num, sign: 0 };
    Some(f.draft("comparison", vec![Test::All(SIDES.map(test).to_vec())]))
}

/// "has a higher list price for output than Bravo".
pub fn higher_than(f: Frame<'_>) -> Option<Draft> {
    let start = f.clause().range.start;
    let word = (start..f.at).rev().find(|at| matches!(f.s.text(*at), "higher" | "lower"))?;
    let more = f.s.text(word) == "higher";
    let price = (word + 1..f.at).any(|at| f.s.is(at, &[Class::Price]));
    let (a, b) = (f.clause().subject.clone(), f.group_from(f.at + 1)?);
    if !price || !plain(&a) || !plain(&b) || a == b {
        return None;
    }
    let side = (word + 1..f.at).find_map(|at| match f.s.class(at) {
        Some(Class::Input) => Some(vec![Measure::PriceIn]),
        Some(Class::Output) => Some(vec![Measure::PriceOut]),
        _ => None,
    });
    let measures = side.unwrap_or_else(|| vec![Measure::Blended, Measure::PriceIn, Measure::PriceOut]);
    let test = |measure| Test::Compared { measure, a: a.clone(), b: b.clone(), more };
    Some(f.draft("comparison", measures.into_iter().map(test).collect()))
}

/// "cut the price of Alpha on 30 July": the day from which another price is in force.
pub fn repriced(f: Frame<'_>) -> Option<Draft> {
    let Kind::Date(Some(date)) = f.s.tokens[f.at].kind else { return None };
    let range = f.clause().range.clone();
    let changes = range.clone().find(|at| is_change(f, *at))?;
    let noun = (changes..range.end).find(|at| f.s.is(*at, &[Class::Price]))?;
    let of = usize::from(f.s.is(noun + 1, &[Class::Of, Class::For]));
    let owned = noun.checked_sub(1).filter(|at| f.s.tokens[*at].possessive).and_then(|at| f.s.who(at));
    let who = f.s.who(noun + 1 + of).filter(|_| of == 1).or(owned)?;
    let model = who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let group = vec![who.clone()];
    let test = Test::Repriced { group: group.clone(), date };
    (model && f.is(-1, &[Class::On]))
        .then(|| Draft { when: None, ..f.draft_of("price", vec![test], group, true) })
}

/// "cut", "raised": what is done to a price.
pub(super) fn is_change(f: Frame<'_>, at: usize) -> bool {
    let word = f.s.text(at);
    f.directed(at).is_some()
        || f.s.is(at, &[Class::Halve, Class::Double])
        || ["cut", "lower", "reduc", "slash", "rais", "chang"].iter().any(|stem| word.starts_with(stem))
}

/// "undercuts Bravo by $3 per million input tokens", "is $3 cheaper than Bravo", "$3 below Bravo": so much between the two.
pub fn apart(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Money)?;
    let set = |f| by_how_much(f).or_else(|| set_behind(f)).or_else(|| rebate(f)).or_else(|| difference_of(f));
    // "$5 and $25 more than Bravo": what goes in, and what comes out.
    let money = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Money);
    let first = f.is(1, &[Class::And]) && money(f.at + 2);
    let second = f.is(-1, &[Class::And]) && f.at > 1 && money(f.at - 2);
    let (word, from) = set(f).or_else(|| set(f.from(f.at + 2).filter(|_| first)?))?;
    let unbound = || f.draft("gap", vec![Test::Unbound("between which prices it lies is not known")]);
    let (a, b) = (f.clause().subject.clone(), f.group_from(from).unwrap_or_default());
    let (a, b) = (if a.is_empty() { f.lone_before().unwrap_or_default() } else { a }, b);
    let sign = if is_lower(f, word) { -1 } else { 1 };
    let range = f.clause().range.clone();
    let side = |at: usize| match f.s.class(at) {
        Some(Class::Input) => Some(Measure::PriceIn),
        Some(Class::Output) => Some(Measure::PriceOut),
        _ => None,
    };
    let told = (f.at + 1..(f.at + 6).min(range.end)).find_map(side);
    let measures = match told {
        Some(side) => vec![side],
        None if first => vec![Measure::PriceIn],
        None if second => vec![Measure::PriceOut],
        None => (0..f.at).rev().find_map(side).map_or_else(|| SIDES.to_vec(), |side| vec![side]),
    };
    let (a, b) = match the_two(f).filter(|_| difference_of(f).is_some()) {
        Some(two) => (two[..1].to_vec(), two[1..].to_vec()),
        None => (a, b),
    };
    let sign = if difference_of(f).is_some() { 0 } else { sign };
    let test = |measure| Test::Difference { measure, a: a.clone(), b: b.clone(), num: *num, sign };
    if !plain(&a) || !plain(&b) || a == b {
        return Some(unbound());
    }
    let draft = f.draft_of("gap", measures.into_iter().map(test).collect(), a.clone(), f.clause().certain);
    Some(Draft { words: if rebate(f).is_some() { f.at..f.at } else { draft.words.clone() }, ..draft })
}

/// "undercuts Bravo by $3", "$5 more per million input tokens than Bravo": the word that sets the two apart, and where the
/// other one is named.
fn by_how_much(f: Frame<'_>) -> Option<(usize, usize)> {
    let range = f.clause().range.clone();
    let set = |at: &usize| f.s.is(*at, &[Class::Cheaper, Class::Dearer]);
    let verb = (range.start..f.at).rev().find(set).filter(|_| f.role() == Some(Class::By));
    // "$10 per million output tokens, cheaper than Bravo" is no difference; nor is a price that another one follows.
    let unbroken = |at: &usize| f.s.text(*at) != "," && f.s.num(*at).is_none();
    let than = |at: usize| (at + 1..(at + 7).min(range.end)).find(|at| f.s.is(*at, &[Class::Than]));
    let adjective = (f.at + 1..(f.at + 7).min(range.end)).take_while(unbroken).find(|at| {
        f.s.is(*at, &[Class::MoreThan])
            || set(at) && f.s.is(at + 1, &[Class::Than])
            || matches!(f.s.text(*at), "less" | "more")
                && than(*at).is_some_and(|than| than == at + 1 || f.s.is(at + 1, &[Class::Per]))
    });
    let word = verb.or(adjective)?;
    Some((word, adjective.and_then(than).unwrap_or(word) + 1))
}

/// "$1.50 below Bravo", "$4 per million tokens above Bravo", "$2 more", "$2 cheaper": a distance, whomever it is from.
fn set_behind(f: Frame<'_>) -> Option<(usize, usize)> {
    let unit = |at: usize| {
        f.s.is(at, &[Class::Per, Class::Input, Class::Output, Class::A])
            || matches!(f.s.text(at), "million" | "tokens" | "token")
    };
    let word = (f.at + 1..f.at + 6).find(|at| !unit(*at))?;
    let apart = f.s.is(word, &[Class::Behind, Class::Ahead, Class::Over, Class::Cheaper, Class::Dearer])
        || matches!(f.s.text(word), "under" | "less" | "more" | "lower" | "higher" | "off");
    // "$2 cheaper per million output tokens than Bravo".
    let than =
        (word + 1..word + 6).take_while(|at| unit(*at) || f.s.is(*at, &[Class::Than, Class::Of])).last();
    apart.then_some((word, than.unwrap_or(word) + 1))
}

/// "a $4 discount to Bravo", "a $2 premium over Bravo".
fn rebate(f: Frame<'_>) -> Option<(usize, usize)> {
    let noun = f.at + 1 + usize::from(f.text(1) == "-");
    let apart = matches!(
        f.s.text(noun),
        "discount" | "rebate" | "saving" | "premium" | "surcharge" | "markup" | "gap" | "difference" | "cut"
    );
    let to = noun
        + 1
        + usize::from(f.s.is(noun + 1, &[Class::To, Class::Over, Class::On, Class::Against, Class::From]));
    apart.then_some((noun, to))
}

/// "a difference of $6": between whom, what stands before it tells.
fn difference_of(f: Frame<'_>) -> Option<(usize, usize)> {
    let noun = f.at.checked_sub(2).filter(|_| f.is(-1, &[Class::Of]))?;
    let apart =
        matches!(f.s.text(noun), "difference" | "gap" | "saving" | "discount" | "distance" | "margin");
    apart.then_some((noun, f.at + 1))
}

fn is_lower(f: Frame<'_>, word: usize) -> bool {
    f.s.is(word, &[Class::Cheaper, Class::Behind])
        || matches!(
            f.s.text(word),
            "less" | "under" | "lower" | "off" | "discount" | "rebate" | "saving" | "cut"
        )
}
