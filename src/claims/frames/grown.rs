//! Amounts set against what the same had at another time: "grew 2.4×", "5.7 times what it carried in W30".

use super::multiples::multiple;
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num};
use crate::claims::tokens::{Kind, When, Who};
use rust_decimal::Decimal;

/// Of itself: "grew 2.4×", "twice last week's volume".
pub(super) fn grown_by(f: Frame<'_>, num: &Num, a: &[Who]) -> Draft {
    let grown = |factor| Test::Number {
        measure: Measure::Growth,
        num: multiple(factor, num.half, num.hedge),
        sign: 1,
        group: a.to_vec(),
    };
    let mut tests = vec![grown(num.value)];
    // "grew 2.4×" may be by that much.
    if f.num().is_some() {
        tests.push(grown(num.value + Decimal::ONE));
    }
    if told_of_then(f) {
        return grown_since(f, vec![tests.swap_remove(0)]);
    }
    // "more than double the W29 figure", "twice its W29 volume".
    let another = f.is(1, &[Class::The, Class::Its])
        && matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), Some(Kind::Period(when)) if *when != When::Back(1));
    if another {
        return grown_since(f, tests);
    }
    f.draft("growth", tests)
}

/// "5.7 times the tokens of last week", "twice the volume it had in W28": the period says what it is a multiple of.
fn told_of_then(f: Frame<'_>) -> bool {
    let of = usize::from(f.is(1, &[Class::Of, Class::ShareOf]));
    let noun = f.at + of + 2;
    let measured = matches!(f.s.tokens.get(noun).map(|t| &t.kind), Some(Kind::Word(_) | Kind::Board(_)))
        || f.s.is(noun, &[Class::Volume]);
    let had = f.s.is(noun + 1, &[Class::It, Class::They])
        && (f.s.is(noun + 2, &[Class::Carry]) || matches!(f.s.text(noun + 2), "had" | "did"));
    let from = noun + if had { 3 } else { 1 };
    let led = f.s.is(from, &[Class::Of, Class::In, Class::From, Class::On]);
    let period = from + usize::from(led) + usize::from(f.s.is(from + usize::from(led), &[Class::The]));
    let named =
        matches!(f.s.tokens.get(period).map(|t| &t.kind), Some(Kind::Period(when)) if *when != When::Beyond);
    // "of the week before" is one word.
    let led = led || f.s.text(period).starts_with("of the ");
    f.s.is(noun - 1, &[Class::The, Class::Its]) && measured && (led || had) && named
}

/// "5.7 times what it carried in W30": a growth.
pub(super) fn of_itself(f: Frame<'_>, num: Num) -> Option<Draft> {
    let a = f.clause().subject.clone();
    // "half of what it carried in W30", "a fifth of the tokens it had".
    let it = (f.at + 2..f.at + 6).find(|at| f.s.is(*at, &[Class::It, Class::They]));
    let once = it.is_some_and(|at| {
        f.s.is(at + 1, &[Class::Carry, Class::Hold]) || matches!(f.s.text(at + 1), "had" | "did")
    });
    let priced = (0..f.at).any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Money));
    if num.form == Form::Fraction && !priced && f.is(1, &[Class::Of, Class::ShareOf]) && once && plain(&a) {
        // "half of what it had in W10".
        // "less than half of it": more than half is gone.
        let num = Num { value: Decimal::ONE - num.value, hedge: turned(num.hedge), ..num };
        let test = Test::Number { measure: Measure::Growth, num, sign: -1, group: a };
        return Some(grown_since(f, vec![test]));
    }
    let own = f.text(1) == "what" && num.form == Form::Times && f.is(2, &[Class::It, Class::They]);
    let num = Num { hedge: num.hedge, ..multiple(num.value, num.half, num.hedge) };
    let test = Test::Number { measure: Measure::Growth, num, sign: 1, group: a.clone() };
    (own && plain(&a)).then(|| grown_since(f, vec![test]))
}

/// What is left told as what is gone.
fn turned(hedge: Hedge) -> Hedge {
    match hedge {
        Hedge::Over | Hedge::JustOver => Hedge::Under,
        Hedge::Under | Hedge::Nearly => Hedge::Over,
        Hedge::AtLeast => Hedge::AtMost,
        Hedge::AtMost => Hedge::AtLeast,
        same => same,
    }
}

/// "3.5 times as many people as in W13": a growth.
pub(super) fn as_many_as_then(f: Frame<'_>, num: Num) -> Option<Draft> {
    let a = f.clause().subject.clone();
    let then = |at: usize| {
        (f.s.text(at) == "as" || f.s.is(at, &[Class::AsMuchAs]))
            && f.s.is(at + 1, &[Class::In])
            && matches!(f.s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Period(_)))
    };
    let many = f.text(1) == "as" && matches!(f.text(2), "many" | "much") || f.is(1, &[Class::AsMuchAs]);
    if !many || !plain(&a) || !(f.at + 1..f.at + 7).any(then) {
        return None;
    }
    let num = multiple(num.value, num.half, num.hedge);
    Some(grown_since(f, vec![Test::Number { measure: Measure::Growth, num, sign: 1, group: a }]))
}

/// A growth since the period that the words behind the token name.
fn grown_since(f: Frame<'_>, tests: Vec<Test>) -> Draft {
    let changes = tests.iter().map(|test| from_named(f, test.clone())).collect();
    Draft { when: None, tests: changes, ..f.draft("growth", tests) }
}

/// A change of what something had in a period that the words behind the token name, if that is not the one before.
fn from_named(f: Frame<'_>, change: Test) -> Test {
    let named = (f.at..f.clause().range.end).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Back(1) => Some(when),
        _ => None,
    });
    match named {
        Some(When::Beyond) => Test::Unbound("the words speak of a time that the data do not know"),
        Some(from) => Test::Since { from, change: Box::new(change) },
        None => change,
    }
}

/// "despite a fall in its volume", "without any loss of share", "After growth in W29, …": a change told as a noun.
pub(super) fn noun_of(f: Frame<'_>, sign: i8) -> Option<Draft> {
    let group = f.clause().subject.clone();
    if group.is_empty() {
        return None;
    }
    let of = f.at + 2 + usize::from(f.is(2, &[Class::Its, Class::The]));
    let moved = |measure| Test::Direction { measure, sign, group: group.clone() };
    // "any loss of containers": what the board counts.
    let counted = f.is(1, &[Class::Of]) && f.s.units.contains(&of);
    if counted || f.is(1, &[Class::In, Class::Of]) && f.s.is(of, &[Class::Volume, Class::Share]) {
        let share = f.s.is(of, &[Class::Share]);
        let test = moved(if share { Measure::ShareChange } else { Measure::Growth });
        return Some(f.draft("direction", vec![test]));
    }
    let start = f.clause().range.start;
    let when = match f.s.tokens.get(f.at + 2)?.kind {
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => when,
        _ => return None,
    };
    let after = f.s.text(start) == "after" && f.is(1, &[Class::In, Class::On]);
    if !after || !plain(&group) || (start..f.at).any(|at| f.s.who(at).is_some()) {
        return None;
    }
    let value = f.is(0, &[Class::UpValue, Class::DownValue]);
    let measures: &[Measure] =
        if value { &[Measure::Growth] } else { &[Measure::Places, Measure::Growth, Measure::ValueChange] };
    let then = |m: &Measure| Test::Then { when, test: Box::new(moved(*m)) };
    let draft = f.draft("direction", measures.iter().map(then).collect());
    Some(Draft { when: None, past: false, neg: false, words: f.at..f.at, ..draft })
}
