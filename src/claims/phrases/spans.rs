//! Spans of time that a change is held against: "over the week" of a daily ranking, "over four weeks", "week on week".

use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, Reader, Sentence, Span, When};
use crate::model::Cadence;

/// Makes a span of a token that names one.
pub(super) fn span(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let Some((count, word)) = named(s, at) else { return };
    let Some(backs) = backs(count, &word, reader) else { return };
    s.tokens[at].kind = match periods(count, &word, reader) {
        // "over the last week" of a weekly ranking is the ranking's own change.
        Some(1) => Kind::Lex(Class::GrowthWord),
        _ => {
            s.spans.push(dated(s, backs, reader));
            Kind::Span(s.spans.len() - 1)
        }
    };
}

/// How many of which span the words at a token name, if they name one that a change may be held against.
fn named(s: &Sentence, at: usize) -> Option<(i32, String)> {
    let text = s.text(at);
    // Few tokens can be one.
    match s.tokens[at].kind {
        Kind::Num(index) if s.nums[index].unit == Unit::Periods => {}
        Kind::Period(When::Beyond | When::Back(1..)) => {}
        Kind::Word(_) if is_unit(text) => {}
        _ => return None,
    }
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_string();
    let unit = word.strip_suffix('s').unwrap_or(&word).to_string();
    if !is_unit(&unit) {
        return None;
    }
    match s.tokens[at].kind {
        Kind::Num(index) => {
            let num = s.nums[index];
            let counts = num.unit == Unit::Periods && num.form == Form::Cardinal;
            let count = Num::whole(&num).filter(|n| counts && (2..=400).contains(n))?;
            opens(s, at)?;
            Some((i32::try_from(count).ok()?, unit))
        }
        // "week on week", "on the month".
        Kind::Period(When::Beyond) if is_rate(text) => Some((1, unit.replace("wow", "week"))),
        Kind::Period(When::Beyond) if text == word => opens(s, at).map(|_| (1, unit)),
        // "over the last week", "in the past week".
        Kind::Period(When::Back(1..)) if text.starts_with("last ") => opens(s, at).map(|_| (1, unit)),
        Kind::Period(When::Beyond) if text.starts_with("last ") => opens(s, at).map(|_| (1, unit)),
        Kind::Word(_) if text == unit => opens(s, at).map(|_| (1, unit)),
        _ => None,
    }
}

/// What spans are counted in.
#[inline]
pub(super) fn is_unit(word: &str) -> bool {
    matches!(word, "day" | "week" | "month" | "year" | "wow")
}

fn is_rate(text: &str) -> bool {
    let mut parts = text.split([' ', '-']);
    matches!(
        (parts.next(), parts.next(), parts.next()),
        (Some("week" | "month" | "year"), Some("on" | "over"), Some(_))
            | (Some("on"), Some("the"), Some(_))
            | (Some("wow"), None, None)
    )
}

/// How a span begins.
#[derive(PartialEq, Eq)]
enum Opening {
    Over,
    In,
}

/// "over the week", "within a week", "in the past week"; not "for the first time in a week", "its best day in a month".
fn opens(s: &Sentence, at: usize) -> Option<Opening> {
    let small = |i: usize| {
        s.is(i, &[Class::The, Class::A])
            || matches!(s.text(i), "past" | "last" | "latest" | "whole")
            // "In its four weeks on the chart".
            || s.is(i, &[Class::Its]) && s.is(at + 1, &[Class::On, Class::In])
    };
    let before = (0..at).rev().find(|i| !small(*i))?;
    let article = at - before > 1 || matches!(s.tokens[at].kind, Kind::Num(_));
    let opening = match s.text(before) {
        "over" => Opening::Over,
        "in" | "within" | "on" | "during" => Opening::In,
        _ => return None,
    };
    // What is the most or the first in a week is so among its days.
    let among = (before.saturating_sub(4)..before).any(|i| {
        s.is(i, &[Class::Most, Class::Least, Class::Peak, Class::Only])
            || matches!(s.text(i), "time" | "times" | "once" | "twice" | "thrice")
            || s.num(i).is_some_and(|n| n.form == Form::Ordinal) && !is_place(s, i) && i + 1 < before
    });
    // "has led for over two weeks", "a total over the week of 700 million".
    let longer = s.is(before.wrapping_sub(1), &[Class::For, Class::After, Class::Of]);
    let open = article && !longer && (opening == Opening::Over || !among);
    open.then_some(opening)
}

/// "to fifth", "from 14th to": where something stands.
fn is_place(s: &Sentence, at: usize) -> bool {
    let led = s.is(at.wrapping_sub(1), &[Class::From, Class::To, Class::At]);
    led || s.is(at + 1, &[Class::To]) || s.text(at + 1) == "place"
}

/// How many periods of the ranking a span is; `None` if it is none of them.
fn periods(count: i32, unit: &str, reader: Reader<'_>) -> Option<i32> {
    match (reader.cadence, unit) {
        (Cadence::Day, "day") | (Cadence::Week, "week") | (Cadence::Month, "month") => Some(count),
        (Cadence::Day, "week") => count.checked_mul(7),
        (Cadence::Week, "day") if count % 7 == 0 => Some(count / 7),
        (Cadence::Month, "year") => count.checked_mul(12),
        _ => None,
    }
}

/// How many periods back the span may begin: so many, one fewer where its own first period is meant (which nobody means
/// by two), and where the calendar's week begins.
fn backs(count: i32, unit: &str, reader: Reader<'_>) -> Option<Vec<i32>> {
    let whole = periods(count, unit, reader)?;
    let mut backs = vec![whole];
    if whole > 2 {
        backs.push(whole - 1);
    }
    if reader.cadence == Cadence::Day && unit == "week" && count == 1 {
        let monday = i32::from(reader.period.first_day().weekday().to_monday_zero_offset());
        backs.extend([monday, monday + 1]);
    }
    backs.sort_unstable_by_key(|back| std::cmp::Reverse(*back));
    backs.dedup();
    backs.retain(|back| *back > 0);
    Some(backs)
}

/// "over the week …, up 4.3% on 21 March": a date in the sentence says where the span begins.
fn dated(s: &Sentence, backs: Vec<i32>, reader: Reader<'_>) -> Span {
    let named = |back: &i32| {
        let period = reader.period.step(-back);
        s.tokens.iter().any(|t| match t.kind {
            Kind::Period(When::At(at)) => Some(at) == period,
            Kind::Period(When::Back(n)) => n == *back && n > 1,
            _ => false,
        })
    };
    match backs.iter().copied().find(named) {
        Some(back) => Span { backs: vec![back], dated: true },
        None => Span { backs, dated: false },
    }
}

/// "compared with 35.8% before", "No. 4 before, it is now seventh": the period before, behind a figure of it.
pub(super) fn before(s: &mut Sentence, at: usize) {
    let figure = at.checked_sub(1).is_some_and(|before| s.num(before).is_some() || s.units.contains(&before));
    let ends = matches!(s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || s.is(at + 1, &[Class::And, Class::But]);
    if figure && ends {
        s.tokens[at].kind = Kind::Period(When::Back(1));
    }
}

/// "less than its earlier 17.5%": what it was the period before.
pub(super) fn earlier(s: &mut Sentence, at: usize) {
    let own = at.checked_sub(1).is_some_and(|before| s.is(before, &[Class::Its, Class::Their, Class::The]));
    if own && s.num(at + 1).is_some() {
        (s.tokens[at].kind, s.tokens[at].possessive) = (Kind::Period(When::Back(1)), true);
    }
}
