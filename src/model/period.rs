//! A period of a ranking: an ISO week, a day or a month, on the proleptic Gregorian calendar.
//! Promise: a `Period` exists in the calendar; periods of one cadence are ordered and have neighbours.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::fmt;

/// How often a ranking is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cadence {
    /// ISO week, `2026-W17`.
    Week,
    /// Calendar day, `2026-04-24`.
    Day,
    /// Calendar month, `2026-04`.
    Month,
}

impl Cadence {
    /// "week", "day" or "month".
    pub fn word(self) -> &'static str {
        match self {
            Cadence::Week => "week",
            Cadence::Day => "day",
            Cadence::Month => "month",
        }
    }

    /// What a period of this cadence looks like, for messages.
    pub fn example(self) -> &'static str {
        match self {
            Cadence::Week => "2026-W17",
            Cadence::Day => "2026-04-24",
            Cadence::Month => "2026-04",
        }
    }
}

/// One period, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    first: Date,
    cadence: Cadence,
}

impl Period {
    /// Reads `2026-W17`, `2026-04-24` or `2026-04` as the cadence says; `None` if it is not one or does not exist.
    pub fn parse(text: &str, cadence: Cadence) -> Option<Period> {
        let first = match cadence {
            Cadence::Day => exact(text, "0000-00-00").then(|| text.parse().ok())??,
            Cadence::Month => exact(text, "0000-00").then(|| format!("{text}-01").parse().ok())??,
            Cadence::Week => {
                if !exact(text, "0000-W00") {
                    return None;
                }
                let week = text[6..8].parse().ok()?;
                ISOWeekDate::new(text[..4].parse().ok()?, week, Weekday::Monday).ok()?.date()
            }
        };
        (first.year() >= 1000).then_some(Period { first, cadence })
    }

    /// The period that holds a date.
    pub fn containing(date: Date, cadence: Cadence) -> Option<Period> {
        let first = match cadence {
            Cadence::Day => date,
            Cadence::Month => date.first_of_month(),
            Cadence::Week => date.iso_week_date().first_of_week().ok()?.date(),
        };
        Some(Period { first, cadence })
    }

    /// The cadence it belongs to.
    pub fn cadence(self) -> Cadence {
        self.cadence
    }

    /// The year it is counted in: of a week, the ISO year.
    pub fn year(self) -> i16 {
        match self.cadence {
            Cadence::Week => self.first.iso_week_date().year(),
            Cadence::Day | Cadence::Month => self.first.year(),
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.next().map_or(self.first, |next| next.first.yesterday().unwrap_or(self.first))
    }

    /// The period just before, by the calendar.
    pub fn previous(self) -> Option<Period> {
        self.step(-1)
    }

    /// The period just after, by the calendar.
    pub fn next(self) -> Option<Period> {
        self.step(1)
    }

    /// The period `n` later (earlier if negative).
    pub fn step(self, n: i32) -> Option<Period> {
        let span = match self.cadence {
            Cadence::Day => Span::new().try_days(n),
            Cadence::Week => Span::new().try_weeks(n),
            Cadence::Month => Span::new().try_months(n),
        };
        let first = self.first.checked_add(span.ok()?).ok()?;
        Some(Period { first, ..self })
    }

    /// The period of a year before: the same day or month, or the week of the same Thursday's date.
    pub fn year_before(self) -> Option<Period> {
        let day = match self.cadence {
            Cadence::Week => self.first.checked_add(Span::new().days(3)).ok()?,
            Cadence::Day | Cadence::Month => self.first,
        };
        Period::containing(day.checked_sub(Span::new().years(1)).ok()?, self.cadence)
    }

    /// How many periods after `other` this one stands (same cadence).
    pub fn since(self, other: Period) -> i32 {
        let days = (self.first - other.first).get_days();
        match self.cadence {
            Cadence::Day => days,
            Cadence::Week => days / 7,
            Cadence::Month => {
                let years = i32::from(self.first.year()) - i32::from(other.first.year());
                years * 12 + i32::from(self.first.month()) - i32::from(other.first.month())
            }
        }
    }

    /// The name for headings: "Week 17, 2026", "24 April 2026", "April 2026".
    pub fn label(self) -> String {
        match self.cadence {
            Cadence::Week => {
                let week = self.first.iso_week_date();
                format!("Week {}, {}", week.week(), week.year())
            }
            Cadence::Day => day_label(self.first),
            Cadence::Month => format!("{} {}", month_name(self.first), self.first.year()),
        }
    }

    /// The period in an address: `2026-w17`.
    pub fn slug(self) -> String {
        if self.cadence == Cadence::Week {
            // Every line of a history has one.
            let week = self.first.iso_week_date();
            let [a, b, c, d] = digits(week.year());
            let [.., y, z] = digits(week.week().into());
            return [a, b, c, d, b'-', b'w', y, z].map(char::from).iter().collect();
        }
        let mut slug = self.to_string();
        slug.make_ascii_lowercase();
        slug
    }

    /// The name for axes and narrow columns: "W17", "24 Apr", "Apr 2026".
    pub fn short(self) -> String {
        let month = &month_name(self.first)[..3];
        match self.cadence {
            Cadence::Week => format!("W{:02}", self.first.iso_week_date().week()),
            Cadence::Day => format!("{} {month}", self.first.day()),
            Cadence::Month => format!("{month} {}", self.first.year()),
        }
    }

    /// The days it covers, for people: "20–26 April 2026"; `None` for a single day.
    pub fn days(self) -> Option<String> {
        let (a, b) = (self.first, self.last_day());
        if a == b {
            return None;
        }
        let text = if a.year() != b.year() {
            format!("{} – {}", day_label(a), day_label(b))
        } else if a.month() != b.month() {
            format!("{} {} – {}", a.day(), month_name(a), day_label(b))
        } else {
            format!("{}–{}", a.day(), day_label(b))
        };
        Some(text)
    }
}

/// "24 April 2026".
pub fn day_label(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

fn month_name(date: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[(date.month() as usize).clamp(1, 12) - 1]
}

/// True if `text` has the shape of `shape`, where `0` stands for any digit.
fn exact(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(t, s)| if s == b'0' { t.is_ascii_digit() } else { t == s })
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cadence {
            Cadence::Day => write!(f, "{}", self.first),
            Cadence::Month => {
                let [a, b, c, d] = digits(self.first.year());
                let [.., y, z] = digits(self.first.month().into());
                ascii(f, &[a, b, c, d, b'-', y, z])
            }
            Cadence::Week => {
                let week = self.first.iso_week_date();
                let [a, b, c, d] = digits(week.year());
                let [.., y, z] = digits(week.week().into());
                ascii(f, &[a, b, c, d, b'-', b'W', y, z])
            }
        }
    }
}

/// The last four digits of a number: every line of a history has a period to spell.
fn digits(number: i16) -> [u8; 4] {
    let number = number.unsigned_abs();
    let digit = |place: u16| b'0' + (number / place % 10) as u8;
    [digit(1000), digit(100), digit(10), digit(1)]
}

fn ascii(f: &mut fmt::Formatter<'_>, text: &[u8]) -> fmt::Result {
    f.write_str(std::str::from_utf8(text).unwrap_or_default())
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(text: &str) -> Period {
        Period::parse(text, Cadence::Week).unwrap()
    }

    #[test]
    fn iso_years_with_and_without_week_53() {
        assert_eq!(week("2020-W53").next(), Some(week("2021-W01")));
        assert_eq!(week("2025-W01").first_day().to_string(), "2024-12-30");
        assert_eq!(week("2026-W53").next(), Some(week("2027-W01")));
        assert_eq!(Period::parse("2025-W53", Cadence::Week), None);
        assert_eq!(Period::parse("2026-W54", Cadence::Week), None);
        assert_eq!(Period::parse("2026-W00", Cadence::Week), None);
    }

    #[test]
    fn days_and_months_step_over_year_ends() {
        let day = Period::parse("2026-01-01", Cadence::Day).unwrap();
        assert_eq!(day.previous().unwrap().to_string(), "2025-12-31");
        let month = Period::parse("2026-01", Cadence::Month).unwrap();
        assert_eq!(month.previous().unwrap().to_string(), "2025-12");
        assert_eq!(month.last_day().to_string(), "2026-01-31");
        assert_eq!(month.since(Period::parse("2024-11", Cadence::Month).unwrap()), 14);
        assert_eq!(Period::parse("2026-02-30", Cadence::Day), None);
    }

    #[test]
    fn a_year_before_is_the_period_of_the_same_date() {
        assert_eq!(week("2026-W31").year_before(), Some(week("2025-W31")));
        assert_eq!(week("2026-W53").year_before(), Some(week("2026-W01")));
        assert_eq!(week("2021-W01").year_before(), Some(week("2020-W02")));
        let before = |text, cadence| Period::parse(text, cadence).unwrap().year_before().unwrap().to_string();
        assert_eq!(before("2024-02-29", Cadence::Day), "2023-02-28");
        assert_eq!(before("2026-01", Cadence::Month), "2025-01");
    }

    #[test]
    fn labels_read_well() {
        assert_eq!(week("2026-W17").label(), "Week 17, 2026");
        assert_eq!(week("2026-W17").days().unwrap(), "20–26 April 2026");
        assert_eq!(week("2026-W18").days().unwrap(), "27 April – 3 May 2026");
        assert_eq!(week("2026-W53").days().unwrap(), "28 December 2026 – 3 January 2027");
        assert_eq!(week("2026-W07").short(), "W07");
    }

    #[test]
    fn every_week_of_forty_years_round_trips() {
        let mut period = week("2000-W01");
        for _ in 0..40 * 52 {
            assert_eq!(Period::parse(&period.to_string(), Cadence::Week), Some(period));
            assert_eq!(Period::containing(period.last_day(), Cadence::Week), Some(period));
            let next = period.next().unwrap();
            assert_eq!((next.since(period), next.previous()), (1, Some(period)));
            period = next;
        }
    }
}
