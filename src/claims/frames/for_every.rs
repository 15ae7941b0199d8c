//! Frames of one amount for so many of another: "Alpha got one point for every 150 that Bravo got".

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
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
