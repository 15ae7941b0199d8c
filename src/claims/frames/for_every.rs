//! Frames of one amount for so many of another: "Alpha got one point for every 150 that Bravo got".

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Who};
use rust_decimal::Decimal;

/// Either number of "one point for every 150 that Bravo got": Bravo got 150 times as many.
pub fn for_every(f: Frame<'_>) -> Option<Draft> {
    let every = (f.at.saturating_sub(4)..f.at + 5).find(|at| {
        f.s.is(*at, &[Class::For])
            && matches!(f.s.text(at + 1), "every" | "each")
            && f.s.num(at + 2).is_some()
    })?;
    let first = (every.saturating_sub(2)..every).find(|at| f.s.num(*at).is_some())?;
    let second = every + 2;
    if f.at != first && f.at != second {
        return None;
    }
    let counts = |n: &Num| n.form == Form::Cardinal && !matches!(n.unit, Unit::Places | Unit::Periods);
    let (few, many) = (*f.s.num(first).filter(|n| counts(n))?, *f.s.num(second).filter(|n| counts(n))?);
    let who = (second + 1..second + 4).find(|at| f.s.who(*at).is_some())?;
    let (a, b) = (f.clause().subject.clone(), vec![f.s.who(who)?.clone()]);
    let ratio = many.value.checked_div(few.value)?;
    if !plain(&a) || !plain(&b) || a == b || few.value <= Decimal::ZERO || ratio <= Decimal::ONE {
        return None;
    }
    // "one for every 150" is as rough as "150 times as many".
    let half = many.half.max(ratio * Decimal::new(5, 2));
    let hedge = if few.hedge == Hedge::Plain { many.hedge } else { few.hedge };
    let num = Num { hedge, ..Num::new(ratio, half, Form::Times) };
    let test = Test::Times { measure: Measure::Value, a: b, b: a.clone(), num };
    let draft = f.draft_of("ratio", vec![test], a, true);
    Some(Draft { own: true, words: f.at..f.at, ..draft })
}

/// "For every unit that Alpha handled, Bravo handled 1.5": so many times as many.
pub fn for_each_unit(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled)?;
    let opens = f.s.is(0, &[Class::For]) && matches!(f.s.text(1), "every" | "each") && f.s.num(2).is_none();
    let named: Vec<&Who> = (0..f.at).filter_map(|at| f.s.who(at)).collect();
    let [b, a] = named.as_slice() else { return None };
    let models = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let verb = f.is(-1, &[Class::Carry, Class::Be]) && f.at > 1 && f.s.who(f.at - 2).is_some();
    let num = Num { hedge: num.hedge, ..Num::new(num.value, num.half, Form::Times) };
    let (a, b) = (vec![(*a).clone()], vec![(*b).clone()]);
    let told = opens && verb && a.iter().chain(&b).all(models);
    let test = Test::Times { measure: Measure::Value, a: a.clone(), b, num };
    told.then(|| Draft { own: true, words: f.at..f.at, ..f.draft_of("ratio", vec![test], a, true) })
}

/// "2.5 to one is the score between Alpha and Bravo", "Alpha is to Bravo as 2.5 is to one": so many times the other.
pub fn to_one(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled)?;
    let to = f.at + 1 + usize::from(f.text(1) == "is");
    let one =
        f.s.num(to + 1)
            .filter(|n| n.value == Decimal::ONE && n.unit == Unit::None && n.form == Form::Cardinal);
    one.filter(|_| f.s.is(to, &[Class::To]))?;
    let mut rows: Vec<Who> = Vec::new();
    for who in f.s.whos.iter().filter(|who| who.iter().all(|e| matches!(e, Entity::Model { .. }))) {
        if !rows.contains(who) {
            rows.push(who.clone());
        }
    }
    let num = Num { hedge: num.hedge, ..Num::new(num.value, num.half, Form::Times) };
    let tests = match rows.as_slice() {
        [a, b] => [[a, b], [b, a]]
            .map(|[a, b]| Test::Times {
                measure: Measure::Value,
                a: vec![a.clone()],
                b: vec![b.clone()],
                num,
            })
            .into(),
        // "That is about 151 to 1": of whom the sentence before spoke.
        [] => return None,
        _ => vec![Test::Unbound("of what it is so many times as much is not told")],
    };
    let draft = f.draft_of("ratio", tests, rows, true);
    Some(Draft { own: true, words: f.at..f.at, ..draft })
}
