//! Frames of what has become of a price: "cut the input price of Alpha by 80%", "Alpha's price was halved".

use super::{Draft, Frame, GapChange, Test, Told};
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "cut the price of Alpha by 80%", "an 80% price cut for Alpha": so much less than in the period before.
pub fn by_a_part(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Percent)?.scaled_by(Decimal::new(1, 2));
    // "became 80% cheaper".
    let cheaper = match f.s.class(f.at + 1) {
        Some(Class::Cheaper) if f.text(1) == "cheaper" => Some(-1),
        Some(Class::Dearer) => Some(1),
        _ => None,
    };
    if let Some(sign) = cheaper.filter(|_| !f.is(2, &[Class::Than])) {
        let group = f.clause().subject.clone();
        let value = Decimal::ONE + Decimal::from(sign) * num.value;
        let times = Num { form: Form::Times, sign: 0, ..Num { value, ..num } };
        return super::relations::plain(&group).then(|| costs(f, group, times));
    }
    let by = f.role() == Some(Class::By);
    let cut = f.is(1, &[Class::Price]) && direction(f, f.at + 2).is_some();
    // "Alpha's price fell 80%".
    let fell = f.at.checked_sub(1).filter(|at| direction(f, *at).is_some() && clauses::is_verb(f.s, *at));
    let priced = |verb: &usize| (f.clause().range.start..*verb).any(|at| f.s.is(at, &[Class::Price]));
    let verb = match by {
        true => (f.clause().range.start..f.at).rev().find(|at| direction(f, *at).is_some())?,
        false => Some(f.at + 2).filter(|_| cut).or(fell.filter(priced))?,
    };
    let value = Decimal::ONE + Decimal::from(direction(f, verb)?) * num.value;
    moved(f, Num { form: Form::Times, sign: 0, ..Num { value, ..num } })
}

/// "halved the input price of Alpha", "Alpha's output price doubled".
pub fn by_a_factor(f: Frame<'_>) -> Option<Draft> {
    let value = match f.class()? {
        Class::Halve => Decimal::new(5, 1),
        Class::Double => Decimal::TWO,
        _ => return None,
    };
    let half = value * Decimal::new(1, 1);
    let hedge = super::multiples::hedge_before(f);
    moved(f, Num { hedge, ..Num::new(value, half, Form::Times) })
}

/// "raised its output price to $12", "Alpha's price fell to $2 and $12": it costs more than before, or less. What costs as
/// much as before may have changed earlier.
pub fn to_so_much(f: Frame<'_>) -> Option<Draft> {
    let sign = direction(f, f.at)?;
    let range = f.clause().range.clone();
    let noun = range.clone().find(|at| f.s.is(*at, &[Class::Price]) && !f.s.is(*at, &[Class::PriceHeld]))?;
    let money = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Money);
    let to = (f.at + 1..range.end).find(|at| money(*at)).filter(|at| f.s.is(at - 1, &[Class::To]))?;
    let beside = noun.abs_diff(f.at) < 5 && noun < to;
    // Of whom else may it be: "Alpha grew after its price fell to $2".
    let group = whose(f, noun).map_or_else(|| f.clause().subject.clone(), |who| vec![who]);
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let then =
        range.clone().any(|at| matches!(f.s.tokens[at].kind, Kind::Period(when) if when != When::Back(0)));
    if !beside || then || group.len() != 1 || !models || f.clause().neg {
        return None;
    }
    let side = |at: usize| match f.s.class(at) {
        Some(Class::Input) => Some(Told::PriceIn),
        Some(Class::Output) => Some(Told::PriceOut),
        _ => None,
    };
    let sides: Vec<Told> = range.filter_map(side).collect();
    let sides = if sides.is_empty() { vec![Told::PriceIn, Told::PriceOut] } else { sides };
    let changed = |of: Told, sign| Test::Against {
        of,
        how: GapChange::Sign(sign),
        then: When::Back(1),
        group: group.clone(),
    };
    let earlier = || Test::Unbound("when it cost something else is not told");
    let each = |of: &Told| Test::Any(vec![changed(*of, sign), Test::All(vec![changed(*of, 0), earlier()])]);
    let draft = f.draft_of("price", vec![Test::Any(sides.iter().map(each).collect())], group.clone(), true);
    Some(Draft { when: None, past: false, ..draft })
}

/// Which way a word moves a price.
fn direction(f: Frame<'_>, at: usize) -> Option<i8> {
    let word = f.s.text(at);
    let starts = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    match f.directed(at) {
        Some((sign, ..)) => Some(sign),
        None if starts(&["cut", "lower", "reduc", "slash", "discount"]) => Some(-1),
        None if starts(&["rais", "hike", "hiking", "lift"]) => Some(1),
        None => None,
    }
}

/// The price that the clause speaks of, then and now.
fn moved(f: Frame<'_>, times: Num) -> Option<Draft> {
    let range = f.clause().range.clone();
    let noun = range.clone().find(|at| f.s.is(*at, &[Class::Price]) && !f.s.is(*at, &[Class::PriceHeld]))?;
    let group = vec![whose(f, noun)?];
    Some(costs(f, group, times))
}

/// So many times as much as in the period before, on each side that the clause names.
fn costs(f: Frame<'_>, group: Vec<Who>, times: Num) -> Draft {
    let range = f.clause().range.clone();
    let days = range.clone().any(|at| matches!(f.s.tokens[at].kind, Kind::Date(Some(_))));
    let then = range.clone().any(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => when != When::Back(0),
        _ => false,
    });
    let side = |at: usize| match f.s.class(at) {
        Some(Class::Input) => Some(Told::PriceIn),
        Some(Class::Output) => Some(Told::PriceOut),
        _ => None,
    };
    let sides: Vec<Told> = range.filter_map(side).collect();
    let against =
        |of| Test::Against { of, how: GapChange::Times(times), then: When::Back(1), group: group.clone() };
    let test = match sides.as_slice() {
        // Of which time, another place tells.
        _ if then => Test::Unbound("what a price was at another time is not looked up"),
        [] => Test::All([Told::PriceIn, Told::PriceOut].map(against).to_vec()),
        [side] => against(*side),
        several => Test::All(several.iter().copied().map(against).collect()),
    };
    // "On 30 July" may be no day of this period, which the day itself is asked.
    let draft = f.draft_of("price", vec![test], group, true);
    Draft { guessed: draft.guessed || days && then, when: None, ..draft }
}

/// Whose price: "of Alpha", "for Alpha", "Alpha's".
fn whose(f: Frame<'_>, noun: usize) -> Option<Who> {
    let model =
        |at: usize| f.s.who(at).filter(|who| who.iter().all(|e| matches!(e, Entity::Model { .. }))).cloned();
    let side =
        |at: usize| f.s.is(at, &[Class::Input, Class::Output]) || matches!(f.s.text(at), "list" | "and");
    let owner = (0..noun).rev().find(|at| !side(*at)).filter(|at| f.s.tokens[*at].possessive).and_then(model);
    let end = f.clause().range.end;
    let named = (noun + 1..end).find(|at| f.s.is(*at, &[Class::Of, Class::For])).and_then(|at| model(at + 1));
    owner.or(named)
}
