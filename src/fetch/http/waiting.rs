//! How long to wait before asking again: as told, else longer each time with some chance in it.

use reqwest::header::{self, HeaderMap};
use std::hash::{BuildHasher as _, Hasher as _};
use std::time::Duration;

/// A half, one, two … seconds, give or take a third, so that many clients do not come back together.
pub fn backoff(tried: u32) -> Duration {
    let base = 500_u64 << tried.saturating_sub(1).min(6);
    let chance = std::collections::hash_map::RandomState::new().build_hasher().finish() % (base * 2 / 3 + 1);
    Duration::from_millis(base * 2 / 3 + chance)
}

/// What the server asks for: `Retry-After` in seconds or as a date, else `X-RateLimit-Reset`.
pub fn told(head: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| head.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    let sent = text(header::DATE.as_str()).and_then(http_date);
    if let Some(after) = text(header::RETRY_AFTER.as_str()) {
        if let Ok(seconds) = after.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        return http_date(after).map(|at| until(at, sent));
    }
    let reset: u64 = text("x-ratelimit-reset")?.parse().ok()?;
    match reset {
        0..=999_999_999 => Some(Duration::from_secs(reset)),
        1_000_000_000..=999_999_999_999 => Some(until(i64::try_from(reset).ok()?, sent)),
        _ => Some(until(i64::try_from(reset / 1000).ok()?, sent)),
    }
}

/// Until an instant: by the server's clock where it says its time, else by ours. Whole seconds are rounded up.
fn until(at: i64, sent: Option<i64>) -> Duration {
    let seconds = match sent {
        Some(sent) => at - sent,
        None => at - now() + 1,
    };
    Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a wait is a matter of the real clock, not of the period asked for"
)]
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// An HTTP date as seconds since 1970.
pub fn http_date(text: &str) -> Option<i64> {
    let mut parts = text.split_once(", ")?.1.split(' ');
    let day: i8 = parts.next()?.parse().ok()?;
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = parts.next()?;
    let month = i8::try_from(MONTHS.iter().position(|m| *m == month)? + 1).ok()?;
    let year = parts.next()?.parse().ok()?;
    let mut clock = parts.next()?.split(':');
    let mut number = || clock.next()?.parse::<i8>().ok();
    let (hour, minute, second) = (number()?, number()?, number()?);
    let instant = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    Some(jiff::tz::Offset::UTC.to_timestamp(instant).ok()?.as_second())
}

/// "3 s", "12 minutes", "11 days".
pub fn words(wait: Duration) -> String {
    match wait.as_secs() {
        s @ 0..=120 => format!("{s} s"),
        s @ 121..=7200 => format!("{} minutes", s.div_ceil(60)),
        s @ 7201..=172_800 => format!("{} hours", s.div_ceil(3600)),
        s => format!("{} days", s.div_ceil(86_400)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (header::HeaderName::from_static(k), v.parse().unwrap())).collect()
    }

    #[test]
    fn each_form_is_understood() {
        let date = "Wed, 21 Oct 2026 07:28:00 GMT";
        assert_eq!(told(&head(&[("retry-after", "7")])), Some(Duration::from_secs(7)));
        let later = [("date", date), ("retry-after", "Wed, 21 Oct 2026 07:28:03 GMT")];
        assert_eq!(told(&head(&later)), Some(Duration::from_secs(3)));
        let at = http_date(date).unwrap();
        let reset = ((at + 60) * 1000).to_string();
        assert_eq!(
            told(&head(&[("date", date), ("x-ratelimit-reset", &reset)])),
            Some(Duration::from_secs(60))
        );
        let past = [("date", date), ("retry-after", "Wed, 21 Oct 2026 07:27:00 GMT")];
        assert_eq!(told(&head(&past)), Some(Duration::ZERO));
        assert_eq!(told(&head(&[("retry-after", "soon")])), None);
    }

    #[test]
    fn waits_grow_and_stay_bounded() {
        for tried in 1..5 {
            let base = Duration::from_millis(500 << (tried - 1));
            let wait = backoff(tried);
            assert!(wait >= base * 6 / 10 && wait <= base * 14 / 10, "{wait:?}");
        }
    }
}
