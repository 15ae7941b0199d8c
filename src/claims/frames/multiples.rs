//! Frames of multiplying: "doubled", "more than tripled", "halved".

use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num};
use crate::claims::tokens::Entity;
use rust_decimal::Decimal;

/// "doubled", "nearly tripled", "halved".
pub fn multiplied(f: Frame<'_>) -> Option<Draft> {
    let (factor, half) = match f.class()? {
        Class::Double => (2, Decimal::new(5, 2)),
        Class::Triple => (3, Decimal::new(1, 1)),
        Class::Quadruple => (4, Decimal::new(2, 1)),
        Class::Halve => (0, Decimal::new(5, 2)),
        _ => return None,
    };
    // "Alpha's lead over Bravo and Charlie has tripled": the lead, and not Alpha.
    let verb =
        |at: usize| crate::claims::clauses::is_verb(f.s, at) && !matches!(f.s.text(at), "has" | "have");
    let distance = (f.clause().range.start..f.at).rev().take_while(|at| !verb(*at) && f.s.text(*at) != ",");
    if distance.into_iter().any(|at| super::margins::is_distance(f, at)) {
        return Some(f.draft("gap", vec![Test::Unbound("between whom the gap lies is not told")]));
    }
    if f.clause().subject.is_empty() && !f.near(&[Class::Market, Class::Volume], 0) {
        return (!f.clause().foreign).then(|| f.draft("growth", Vec::new()));
    }
    let market = f.clause().subject.is_empty();
    let group = if market { vec![vec![Entity::Market]] } else { f.clause().subject.clone() };
    let hedge = hedge_before(f);
    let value = if factor == 0 { Decimal::new(-5, 1) } else { Decimal::from(factor) };
    let share = f.near(&[Class::Share], 2);
    let measure = if share { Measure::ShareGrowth } else { Measure::Growth };
    let num = if factor == 0 {
        Num { hedge, ..Num::new(-value, half, Form::Times) }
    } else {
        multiple(value, half, hedge)
    };
    let sign = if factor == 0 { -1 } else { 1 };
    let test = Test::Number { measure, num, sign, group: group.clone() };
    Some(f.draft_of("growth", vec![test], group, f.clause().certain || market))
}

/// A factor as a growth: the hedge is about the factor ("nearly tripled" is 2.7 to 3), the fact is a growth.
pub fn multiple(factor: Decimal, half: Decimal, hedge: Hedge) -> Num {
    let growth = factor - Decimal::ONE;
    match hedge {
        Hedge::Nearly => Num {
            hedge: Hedge::Plain,
            ..Num::new(factor * Decimal::new(95, 2) - Decimal::ONE, factor * Decimal::new(5, 2), Form::Times)
        },
        Hedge::About => Num::new(growth, factor * Decimal::new(5, 2), Form::Times),
        hedge => Num { hedge, ..Num::new(growth, half, Form::Times) },
    }
}

pub fn hedge_before(f: Frame<'_>) -> Hedge {
    match (f.text(-2), f.text(-1)) {
        (_, "nearly" | "almost") | ("close", "to") => Hedge::Nearly,
        (_, "more than" | "over") => Hedge::Over,
        (_, "about" | "roughly" | "around" | "approximately" | "some") => Hedge::About,
        ("less", "than") => Hedge::Under,
        ("at", "least") => Hedge::AtLeast,
        _ => Hedge::Plain,
    }
}
