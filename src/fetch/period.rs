//! Which period is asked for, and whether the clock can be believed. Always by the UTC instant, never by local time.

use super::lock::Lock;
use super::{end, start};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::{Cadence, Period};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// How long figures settle after a period's end: restatements come in the first day or two.
pub const SETTLING: SignedDuration = SignedDuration::from_hours(48);
/// Longer than this nobody forgets to fetch; the clock is wrong.
const LONGEST_PAUSE_DAYS: i64 = 366;

/// What was asked for on the command line.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// `--period`.
    pub period: Option<Period>,
    /// `--now`: do not wait for figures to settle.
    pub at_once: bool,
}

/// The newest period that is over and has settled (`at_once`: that is over), or the one asked for.
pub fn choose(cadence: Cadence, now: Timestamp, wanted: Wanted) -> Result<Period, Diagnostic> {
    let Some(period) = wanted.period else {
        let by = if wanted.at_once { now } else { now - SETTLING };
        let running = Period::containing(Offset::UTC.to_datetime(by).date(), cadence);
        return running.and_then(Period::previous).ok_or_else(|| {
            Diagnostic::error("fetch-clock", format!("the clock says {now}, which cannot be"))
        });
    };
    if start(period.first_day()) > now {
        return Err(not_begun(period, now));
    }
    if !wanted.at_once && end(period) + SETTLING > now {
        let state = if end(period) > now { "is not over" } else { "has not settled" };
        let message = format!("{period} {state}: it is {now}");
        let help = format!(
            "come back after {}, or take the figures as they are with `--now`",
            end(period) + SETTLING
        );
        return Err(Diagnostic::error("fetch-period", message).help(help));
    }
    Ok(period)
}

/// Nobody has figures of a period that has not begun.
pub fn not_begun(period: Period, now: impl std::fmt::Display) -> Diagnostic {
    let message = format!("{period} has not begun: it is {now}");
    Diagnostic::error("fetch-period", message).help("name a period that is over, or set the clock right")
}

/// Signs that the clock is wrong: a time before this program, before the last fetch, or long after the last data.
pub fn check_clock(
    now: Timestamp,
    lock: &Lock,
    newest: Option<Period>,
    wanted: Wanted,
    config: &Config,
) -> Result<(), Diagnostic> {
    let wrong = |message: String| {
        Err(Diagnostic::error("fetch-clock", message)
            .help("set the clock right; nothing was asked and nothing stored"))
    };
    if now < Timestamp::from_second(1_577_836_800).unwrap_or(Timestamp::MIN) {
        return wrong(format!("the clock says {now}"));
    }
    let last = lock.entries.values().filter_map(|e| e.retrieved_at.parse::<Timestamp>().ok()).max();
    if let Some(last) = last.filter(|last| *last > now + SignedDuration::from_hours(24)) {
        return wrong(format!("the clock says {now}, but the last fetch was at {last}"));
    }
    let Some(newest) = newest else { return Ok(()) };
    if start(newest.first_day()) > now + SignedDuration::from_hours(24) {
        return wrong(format!("the clock says {now}, but there is a snapshot of {newest}"));
    }
    let pause = now.as_second() - end(newest).as_second();
    if wanted.period.is_none() && pause > LONGEST_PAUSE_DAYS * 86_400 {
        let word = config.cadence.word();
        let message =
            format!("the clock says {now}, but the newest snapshot is of {newest}, over a year ago");
        let help = format!("if the clock is right, name the {word} with `--period`");
        return Err(Diagnostic::error("fetch-clock", message).help(help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(now: &str, wanted: Option<&str>, at_once: bool) -> String {
        let period = wanted.map(|w| Period::parse(w, Cadence::Week).unwrap());
        match choose(Cadence::Week, now.parse().unwrap(), Wanted { period, at_once }) {
            Ok(period) => period.to_string(),
            Err(d) => d.message,
        }
    }

    #[test]
    fn a_week_is_asked_for_two_days_after_its_end() {
        assert_eq!(chosen("2026-07-07T23:59:59Z", None, false), "2026-W26");
        assert_eq!(chosen("2026-07-08T00:00:00Z", None, false), "2026-W27");
        assert_eq!(chosen("2026-07-06T00:00:00Z", None, true), "2026-W27");
        assert_eq!(chosen("2026-07-05T23:59:59Z", None, true), "2026-W26");
        assert_eq!(chosen("2021-01-06T00:00:00Z", None, false), "2020-W53");
    }

    #[test]
    fn too_early_is_said() {
        assert!(chosen("2026-07-06T12:00:00Z", Some("2026-W27"), false).contains("has not settled"));
        assert!(chosen("2026-07-03T12:00:00Z", Some("2026-W27"), false).contains("is not over"));
        assert!(chosen("2026-07-03T12:00:00Z", Some("2026-W28"), true).contains("has not begun"));
        assert_eq!(chosen("2026-07-03T12:00:00Z", Some("2026-W27"), true), "2026-W27");
        // Kiritimati's Monday is still Sunday here.
        assert_eq!(chosen("2026-07-06T00:01:00+14:00", None, true), "2026-W26");
        assert_eq!(chosen("2026-07-05T23:59:00-10:00", None, true), "2026-W27");
    }
}
