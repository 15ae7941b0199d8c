//! A time at the top that has an end: "stayed on top for a single week", "led for three weeks".

use super::numbers::one;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{When, Who};
use rust_decimal::Decimal;

/// What says that it stood there once, and not whether it still does.
const ONCE: [&str; 12] = [
    "stayed", "held", "remained", "kept", "led", "topped", "headed", "was", "sat", "stood", "spent", "lasted",
];

/// How far back such a time is looked for.
const BACK: i32 = 6;

/// How long it stood there, where the words may speak of a time that is over.
fn length(f: Frame<'_>) -> Option<Num> {
    let range = f.clause().range.clone();
    let once = range.clone().any(|at| ONCE.contains(&f.s.text(at)));
    let ongoing =
        range.clone().any(|at| f.s.is(at, &[Class::Streak]) || matches!(f.s.text(at), "has" | "now"));
    let span = range.clone().find(|at| f.s.is(*at, &[Class::For]))?;
    let told = (span + 1..range.end).find(|at| {
        !(f.s.is(*at, &[Class::A, Class::Only, Class::Adverb]) || matches!(f.s.text(*at), "just" | "single"))
    })?;
    let week = matches!(f.s.text(told), "week" | "day" | "month" | "period");
    let single = Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal);
    let counted = f.s.num(told).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal).copied();
    counted.or(week.then_some(single)).filter(|_| once && !ongoing)
}

/// It leads, and has for so long; or it did so earlier, and lost the lead then.
pub(super) fn led_for(f: Frame<'_>, group: &[Who]) -> Option<Test> {
    let num = Num { unit: Unit::None, ..length(f)? };
    let long = || one(Measure::Leading, &num, 0, group);
    let at = |back: i32, test: Test| Test::Then { when: When::Back(back), test: Box::new(test) };
    let over = |back: i32| {
        let lost = Test::LostLead { group: group.to_vec() };
        let lost = if back == 1 { lost } else { at(back - 1, lost) };
        Test::All(vec![at(back, long()), lost])
    };
    Some(Test::Any(std::iter::once(long()).chain((1..=BACK).map(over)).collect()))
}

/// "stayed on top for a single week": that it stayed is told by where.
pub(super) fn is_told(f: Frame<'_>) -> bool {
    length(f).is_some()
}

/// "having started the year in eleventh", "began the month in ninth place".
pub(super) fn began_a_time(f: Frame<'_>) -> Option<Draft> {
    let began = |at: usize| {
        matches!(f.s.text(at), "started" | "starting" | "began" | "begun" | "begins" | "opened" | "entered")
    };
    let span = |at: usize| {
        matches!(
            f.s.text(at).rsplit(' ').next(),
            Some("year" | "month" | "season" | "quarter" | "spring" | "summer")
        )
    };
    let told = (f.at.saturating_sub(6).max(f.clause().range.start)..f.at)
        .any(|at| began(at) && (at + 1..(at + 3).min(f.at)).any(span));
    let unbound = || Test::Unbound("where it stood when that time began is not looked up");
    told.then(|| f.draft("rank", vec![unbound()]))
}

/// "held first place for five months": a time that may be over; not "has held". "Grew and held sixth place" tells of now,
/// "which held sixth place" may tell of before.
pub(super) fn stood_once(f: Frame<'_>, verb: usize) -> bool {
    let stood = matches!(f.s.text(verb), "stood" | "held" | "sat");
    if stood && f.clause().joint.is_some() {
        return true;
    }
    let stayed = stood || matches!(f.s.text(verb), "stayed" | "remained");
    let behind = verb + 1..f.clause().range.end;
    let perfect = matches!(f.s.text(verb.wrapping_sub(1)), "has" | "have");
    let periods = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Periods);
    stayed && !perfect && behind.into_iter().any(|at| f.s.is(at, &[Class::For]) && periods(at + 1))
}
