//! Dates in words, which are moments and not figures.

use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
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
    let found = match word.len() {
        3 => MONTHS.iter().position(|m| m.starts_with(word)),
        _ => MONTHS.iter().position(|m| *m == word),
    }?;
    i8::try_from(found + 1).ok()
}

/// "16 April", "April 16", "16 April 2026": a date, which swallows its digits. A year alone is none of ours.
pub(super) fn date(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    let Kind::Num(index) = s.tokens[at].kind else { return false };
    let num = s.nums[index];
    let Some(day) = num.value.to_i8().filter(|d| (1..=31).contains(d) && num.value.is_integer()) else {
        let year = num.value >= Decimal::from(1900) && num.value < Decimal::from(2100) && num.digits;
        let before = at.checked_sub(1).map_or("", |i| s.text(i));
        if year
            && num.form == Form::Cardinal
            && !num.scaled
            && matches!(before, "in" | "since" | "of" | "early" | "late")
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
    let before = at.checked_sub(1).map_or("", |i| s.text(i));
    let month_first = at > 0 && plain && may_open_a_date(s, at - 1, num.digits);
    if let Some(month) = month(before).filter(|_| month_first) {
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

/// "March 26", but of "may 26" only what is written as "on May 26".
fn may_open_a_date(s: &Sentence, at: usize, digits: bool) -> bool {
    s.text(at) != "may" || digits && at > 0 && s.tokens[at].kind == Kind::Word(true)
}

/// "March 26": the month belongs to the day behind it.
pub(super) fn join_month(s: &mut Sentence, day: usize) -> bool {
    let Some(at) = day.checked_sub(1).filter(|at| matches!(s.tokens[*at].kind, Kind::Word(_))) else {
        return false;
    };
    let joins = s.text(day).starts_with(|c: char| c.is_ascii_digit()) && month(s.text(at)).is_some();
    if joins {
        let kind = s.tokens[day].kind;
        absorb(s, at, 1);
        s.tokens[at].kind = kind;
    }
    joins
}

/// "the week of July 13", "in the week ending July 19": of a weekly ranking the week that a date lies in, unless weeks may
/// be meant that begin on another day.
pub(super) fn week_of(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let (Kind::Date(Some(date)), Cadence::Week) = (s.tokens[at].kind, reader.cadence) else { return };
    let day = date.weekday().to_monday_zero_offset();
    let told = match at.checked_sub(1).map(|i| s.text(i)) {
        Some("of" | "starting" | "beginning" | "from") => day < 6,
        Some("ending" | "ended" | "to" | "through") => day > 3,
        _ => false,
    };
    let Some(week) = at.checked_sub(2).filter(|i| told && s.text(*i).ends_with("week")) else { return };
    let Some(period) = Period::containing(date, Cadence::Week) else { return };
    // "in the week" alone is the letter's own.
    if s.text(week) != "week" {
        s.tokens[week].kind = Kind::Lex(Class::In);
        absorb(s, week + 1, 1);
        s.tokens[week + 1].kind = Kind::Period(reader.when(period));
        return;
    }
    absorb(s, week, 2);
    s.tokens[week].kind = Kind::Period(reader.when(period));
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// "Friday, March 20,": the day that both name, where the one is the other; a comma behind belongs to the date before
/// what is joined to it.
pub(super) fn join_weekday(s: &mut Sentence, date: usize, reader: Reader<'_>) {
    let Some(&Kind::Period(when)) = s.tokens.get(date).map(|t| &t.kind) else { return };
    let comma = usize::from(date > 0 && s.text(date - 1) == ",");
    let Some(at) = date.checked_sub(1 + comma) else { return };
    let named = DAYS.iter().position(|day| *day == s.text(at));
    let written = s.text(date).contains(|c: char| c.is_ascii_digit());
    let day = day_of(when, reader).map(|day| day.first_day().weekday().to_monday_zero_offset());
    let same = named.and_then(|day| i8::try_from(day).ok()) == day && day.is_some();
    if !(written && same && matches!(s.tokens[at].kind, Kind::Period(_))) {
        return;
    }
    let joined = s.text(date + 1) == "," && s.is(date + 2, &[Class::And, Class::To]);
    absorb(s, at, 1 + comma + usize::from(joined));
    s.tokens[at].kind = Kind::Period(when);
}

/// The day of a daily ranking that is meant.
fn day_of(when: When, reader: Reader<'_>) -> Option<Period> {
    let daily = reader.cadence == Cadence::Day;
    match when {
        When::At(period) => Some(period),
        When::Back(back) => reader.period.step(-back),
        When::Beyond | When::Arrival => None,
    }
    .filter(|_| daily)
}

/// Makes a period of "Friday", and of "Saturday before" in "the Saturday before".
#[inline]
pub(super) fn weekday_at(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    let capital = at == 0 || matches!(s.tokens[at].kind, Kind::Word(true));
    let (before, after) = (s.text(at.wrapping_sub(1)), s.text(at + 1));
    let Some(when) = capital.then(|| weekday(s.text(at), (before, after), reader)).flatten() else {
        return false;
    };
    if before == "the" && after == "before" {
        absorb(s, at, 1);
    }
    s.tokens[at].kind = Kind::Period(when);
    true
}

/// "Friday": of a daily board the last one before the day; of another none that the data know.
#[inline]
fn weekday(word: &str, (before, after): (&str, &str), reader: Reader<'_>) -> Option<When> {
    if !word.ends_with("day") {
        return None;
    }
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

/// "June", "June 2026", on a monthly board.
pub(super) fn month_named(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    let text = s.text(at);
    let Some(month) = month(text) else { return false };
    if text == "may" && !may_is_a_month(s, at) {
        return false;
    }
    // "June 2026"; not "June 260,700 containers".
    let dated = s
        .num(at + 1)
        .is_some_and(|n| (1900..2100).contains(&n.whole().unwrap_or_default()) && n.unit == Unit::None);
    let year = s.num(at + 1).filter(|_| dated).and_then(|n| n.value.to_i16());
    let year = year.unwrap_or(reader.period.first_day().year());
    let first = Date::new(year, month, 1).ok().and_then(|d| Period::containing(d, Cadence::Month));
    let Some(first) = first else { return false };
    if dated {
        absorb(s, at, 1);
    }
    s.tokens[at].kind = Kind::Period(reader.when(first));
    true
}

/// "in May", "since May": with a capital letter, after a word of time.
fn may_is_a_month(s: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|b| {
        s.is(b, &[Class::In, Class::From, Class::Of, Class::Than, Class::By, Class::The])
            // "from January to May", "in April and May".
            || b > 0
                && matches!(s.tokens[b - 1].kind, Kind::Period(_))
                && (s.is(b, &[Class::To, Class::And]) || matches!(s.text(b), "through" | "until" | "till"))
            || matches!(s.text(b), "since" | "both" | "leader of")
            || s.text(b).ends_with("'s")
    });
    // "May's largest operator", "its best month was May, when …".
    let closed = matches!(s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let told = closed && at > 0 && matches!(s.text(at - 1), "was" | "is");
    // "May saw …", "May traffic fell", "up on May".
    let opens =
        at == 0 && (s.is(1, &[Class::Volume]) || matches!(s.text(1), "saw" | "was" | "brought" | "marked"));
    let on = at > 1 && s.is(at - 1, &[Class::On]) && s.is(at - 2, &[Class::Up, Class::Down]);
    // At the beginning every word has a capital.
    let capital = s.tokens[at].kind == Kind::Word(true) || at == 0;
    opens || (before || told || on || s.tokens[at].possessive) && capital
}
