//! Frames of two amounts of two rows, one of which is ahead of the other: "took the lead from Bravo, with 7.2 trillion
//! tokens to 6.3 trillion", "leads Bravo by 1509 points to 1505".

use super::numbers::one;
use super::relations::plain;
use super::{Draft, Frame};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Who};

/// Who is ahead has the first amount, and the other the second.
pub fn each_its_own(f: Frame<'_>) -> Option<Draft> {
    let amount = |at: usize| f.s.num(at).filter(|n| is_amount(n));
    let first = match (f.is(1, &[Class::To]), f.is(-1, &[Class::To])) {
        (true, false) => f.at,
        (false, true) => f.at.checked_sub(2)?,
        _ => return None,
    };
    amount(first).and(amount(first + 2))?;
    let (ahead, other) = ranked(f, first)?;
    let num = f.num()?;
    let (group, before) =
        if f.at == first { (vec![ahead], Measure::PreviousValue) } else { (vec![other], Measure::Value) };
    // "with 5.4 trillion tokens to 6.3 trillion" may be what it has come to.
    let whose = if f.at == first { group.clone() } else { vec![ranked(f, first)?.0] };
    let tests = vec![one(Measure::Value, num, 0, &group), one(before, num, 0, &whose)];
    Some(Draft { own: true, guessed: false, ..f.draft_of("value", tests, group, true) })
}

/// "is second among the studios, with 1,649,300 admissions to Larkspur's 1,604,200": the first amount is the subject's.
pub fn against_the_others(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| is_amount(n))?;
    let led = f.is(-1, &[Class::With, Class::At]) && f.is(1, &[Class::To, Class::Against]);
    let other = f.s.who(f.at + 2).filter(|_| led && f.s.tokens[f.at + 2].possessive)?;
    f.s.num(f.at + 3).filter(|n| is_amount(n))?;
    let subject = f.clauses[..=f.index].iter().rev().find(|c| !c.subject.is_empty() && !c.foreign)?;
    let [who] = subject.subject.as_slice() else { return None };
    let row = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_)));
    // Whoever is named right before may have it: "behind Alpha, with 400 to Bravo's 300".
    let nearest = (0..f.at).rev().find_map(|at| f.s.who(at))?;
    if !row(who) || who == other || nearest != who || subject.guessed {
        return None;
    }
    let group = vec![who.clone()];
    let draft = f.draft_of("value", vec![one(Measure::Value, &num, 0, &group)], group, true);
    Some(Draft { own: true, guessed: false, ..draft })
}

fn is_amount(num: &Num) -> bool {
    let told =
        num.scaled || matches!(num.unit, Unit::Board | Unit::Points) || num.unit == Unit::None && num.digits;
    num.form == Form::Cardinal
        && num.sign == 0
        && told
        && (num.scaled || num.value >= rust_decimal::Decimal::from(30))
}

/// The only two that are named before the amounts, where the words put the first of them ahead.
fn ranked(f: Frame<'_>, first: usize) -> Option<(Who, Who)> {
    const AHEAD: [Class; 7] = [
        Class::Overtake,
        Class::Displace,
        Class::Ahead,
        Class::Lead,
        Class::NewLead,
        Class::Exceed,
        Class::From,
    ];
    let small = |at: usize| f.s.is(at, &[Class::With, Class::By]) || matches!(f.s.text(at), "," | "(");
    let led = first.checked_sub(1).filter(|at| small(*at))?;
    let row = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_)));
    let named: Vec<usize> = (0..first).filter(|at| f.s.who(*at).filter(row).is_some()).collect();
    let [one, two] = named.as_slice() else { return None };
    let (a, b) = (f.s.who(*one)?.clone(), f.s.who(*two)?.clone());
    let subject = &f.from(*one)?.clause().subject;
    let other =
        [Class::Behind, Class::Down, Class::DownValue, Class::DownRank, Class::Neg, Class::While, Class::But];
    let between = *one + 1..*two;
    let passive = between.clone().any(|at| f.s.is(at, &[Class::By]));
    let ahead = between.clone().any(|at| f.s.is(at, &AHEAD));
    let moved = (led..first).any(|at| f.directed(at).is_some()) || (0..first).any(|at| f.s.is(at, &other));
    let owned = f.s.tokens[*one].possessive || f.s.tokens[*two].possessive;
    (*subject == [a.clone()] && plain(subject) && a != b && ahead && !passive && !moved && !owned)
        .then_some((a, b))
}

/// What is denied is not the place.
pub(super) fn denies_the_move(f: Frame<'_>) -> bool {
    // "Neither Alpha, 32nd, nor Bravo, 34th, changed its position".
    let comma = 1 + usize::from(f.is(-1, &[Class::In, Class::At]));
    let opens = f.at.checked_sub(comma).is_some_and(|at| f.s.text(at) == ",");
    if opens && f.text(1) == "," && f.s.who(f.at.wrapping_sub(comma + 1)).is_some() {
        return true;
    }
    // "Neither Alpha in 19th nor Bravo in 20th moved".
    let named = f.at.checked_sub(2).filter(|at| f.is(-1, &[Class::In, Class::At]) && f.s.who(*at).is_some());
    if named.is_some_and(|at| at > 0 && matches!(f.s.text(at - 1), "neither" | "nor")) {
        return true;
    }
    // "did not dislodge it from seventh", "did not stir from seventh": there it stood.
    let budge = |at: usize| {
        const VERBS: [&str; 10] = [
            "dislodge",
            "dislodged",
            "budge",
            "budged",
            "stir",
            "stirred",
            "shift",
            "push",
            "move",
            "displace",
        ];
        VERBS.contains(&f.s.text(at))
    };
    if f.is(-1, &[Class::From]) && (f.clause().range.start..f.at).any(budge) {
        return true;
    }
    // "without moving from third".
    let unmoved = (f.clause().range.start..f.at)
        .any(|at| f.s.is(at, &[Class::Move]) && f.s.is(at - usize::from(at > 0), &[Class::Neg]));
    // "did not keep it from falling to seventh": it fell there.
    unmoved
        || (f.clause().range.start + 1..f.at)
            .any(|at| f.s.is(at - 1, &[Class::From]) && f.directed(at).is_some())
}
