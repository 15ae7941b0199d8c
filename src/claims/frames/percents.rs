//! Frames of two that are set against each other in percent: "61% more than Alpha", "outsold Alpha by 60%".

use super::ratios::ratio_measure;
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::Num;
use crate::claims::tokens::Entity;
use rust_decimal::Decimal;

/// "61% more than Alpha": the ratio of the two.
pub(super) fn percent_more(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let range = f.at + 1..(f.at + 7).min(f.clause().range.end);
    let word = f.at + 1;
    let more = f.s.is(word, &[Class::MoreThan, Class::Ahead, Class::Over])
        || matches!(f.s.text(word), "more" | "higher");
    let less = f.s.is(word, &[Class::Behind])
        || matches!(f.s.text(word), "less" | "fewer" | "lower")
        || f.s.is(word, &[Class::Down]);
    let of =
        f.is(1, &[Class::Of]) && f.s.who(f.at + 2).is_some_and(|w| !matches!(w.as_slice(), [Entity::Market]));
    if let Some(exceeded) = exceeded_by(f, num) {
        return Some(exceeded);
    }
    if !more && !less && !of {
        return None;
    }
    let at = range.clone().find(|at| f.s.who(*at).is_some())?;
    let b = f.group_from(at)?;
    let a = f.clause().subject.clone();
    if !plain(&a) || !plain(&b) || a == b {
        return None;
    }
    let mut num = num.scaled_by(Decimal::new(1, 2));
    if more {
        num.value += Decimal::ONE;
    } else if less {
        num.value = Decimal::ONE - num.value;
    }
    Some(f.draft("ratio", vec![Test::Times { measure: ratio_measure(f), a, b, num }]))
}

/// "outsold Alpha by 60%": the ratio of the two.
fn exceeded_by(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let start = f.clause().range.start;
    let verb = (start..f.at).find(|at| f.s.is(*at, &[Class::Exceed]))?;
    let by = f.role() == Some(Class::By);
    let (a, b) = (f.clause().subject.clone(), f.group_from(verb + 1)?);
    let whole = (verb + 1..f.at).filter(|at| f.s.who(*at).is_some()).count() == b.len();
    if !by || !whole || !plain(&a) || !plain(&b) || a == b || f.s.is(verb + 1, &[Class::By]) {
        return None;
    }
    let num = num.scaled_by(Decimal::new(1, 2));
    let num = Num { value: num.value + Decimal::ONE, ..num };
    Some(f.draft("ratio", vec![Test::Times { measure: ratio_measure(f), a, b, num }]))
}
