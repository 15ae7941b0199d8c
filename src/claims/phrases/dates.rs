//! Dates in words, which are moments and not figures.

use super::super::numbers::Form;
use super::super::tokens::{Kind, Reader, Sentence, When};
use super::absorb;
use crate::model::{Cadence, Period};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn month(word: &str) -> Option<i8> {
    let found = MONTHS.iter().position(|m| *m == word || (word.len() == 3 && m.starts_with(word)))?;
    i8::try_from(found + 1).ok()
}

/// "16 April", "April 16", "16 April 2026": a date, which swallows its digits. A year alone is none of ours.
pub(super) fn date(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    let Kind::Num(index) = s.tokens[at].kind else { return false };
    let num = s.nums[index];
    let Some(day) = num.value.to_i8().filter(|d| (1..=31).contains(d) && num.value.is_integer()) else {
        let year = num.value >= Decimal::from(1900) && num.value < Decimal::from(2100) && num.digits;
        let before = at.checked_sub(1).map(|i| s.text(i).to_string()).unwrap_or_default();
        if year
            && num.form == Form::Cardinal
            && !num.scaled
            && matches!(before.as_str(), "in" | "since" | "of" | "early" | "late")
            && !s.text(at + 1).starts_with("point")
        {
            s.tokens[at].kind = Kind::Period(When::Beyond);
            return true;
        }
        return false;
    };
    let year_at = |s: &Sentence, i: usize| {
        let n = s.num(i)?;
        (n.digits && n.value >= Decimal::from(1900) && n.value < Decimal::from(2100))
            .then(|| n.value.to_i16())
            .flatten()
    };
    let own_year = reader.period.first_day().year();
    let plain = matches!(num.form, Form::Cardinal | Form::Ordinal) && !num.scaled;
    if let Some(month) = month(s.text(at + 1)).filter(|_| plain) {
        let year = year_at(s, at + 2);
        absorb(s, at, 1 + usize::from(year.is_some()));
        s.tokens[at].kind = dated(Date::new(year.unwrap_or(own_year), month, day).ok(), reader);
        return true;
    }
    let before = at.checked_sub(1).map(|i| s.text(i).to_string()).unwrap_or_default();
    if let Some(month) = month(&before).filter(|_| plain && before != "may") {
        let comma = usize::from(s.text(at + 1) == ",");
        let year = year_at(s, at + 1 + comma);
        if year.is_some() {
            absorb(s, at, 1 + comma);
        }
        s.tokens[at].kind = dated(Date::new(year.unwrap_or(own_year), month, day).ok(), reader);
        return true;
    }
    false
}

/// "Friday": of a daily board the last one before the day; of another none that the data know.
#[inline]
pub(super) fn weekday(word: &str, (before, after): (&str, &str), reader: Reader<'_>) -> Option<When> {
    if !word.ends_with("day") {
        return None;
    }
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let wanted = i8::try_from(DAYS.iter().position(|day| *day == word)?).ok()?;
    if reader.cadence != Cadence::Day {
        return Some(When::Beyond);
    }
    let today = reader.period.first_day();
    let back = (today.weekday().to_monday_zero_offset() - wanted).rem_euclid(7);
    // "the previous Saturday", "the Saturday before", told on a Saturday.
    let earlier = matches!(before, "previous" | "last" | "preceding") || after == "before" && before == "the";
    let back = if back == 0 && earlier { 7 } else { back };
    Some(When::Back(i32::from(back)))
}

pub(super) fn dated(date: Option<Date>, reader: Reader<'_>) -> Kind {
    match date {
        Some(date) if reader.cadence == Cadence::Day => Period::containing(date, Cadence::Day)
            .map_or(Kind::Date(Some(date)), |p| Kind::Period(reader.when(p))),
        date => Kind::Date(date),
    }
}
