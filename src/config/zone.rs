//! `timezone`: where the site's days begin. The rules of all zones are in the program, so that no machine has its own.
//! Figures have nothing to do with it: their periods are those of the source, in UTC.

use super::Config;
use crate::diagnostic::did_you_mean;
use crate::document::{Node, Reading};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ZonedDateTime};

/// A name of the IANA database, such as `Europe/Vienna`.
pub fn read(r: &mut Reading<'_>, node: &Node) -> Option<TimeZone> {
    let text = r.text(node)?;
    if matches!(text.as_str(), "UTC" | "Z") {
        return Some(TimeZone::UTC);
    }
    let zones = TimeZoneDatabase::bundled();
    let found = zones.get(&text).ok();
    if found.is_none() {
        let names: Vec<String> = zones.available().map(|name| name.to_string()).collect();
        let nearest = did_you_mean(&text, names.iter().map(String::as_str));
        let help = nearest.unwrap_or_else(|| "write a name such as `UTC` or `Europe/Vienna`".to_string());
        r.error_help("config-timezone", node.span, format!("no time zone is called `{text}`"), help);
    }
    found
}

impl Config {
    /// The day of an instant.
    pub fn day_of(&self, instant: Timestamp) -> Date {
        self.zone.to_datetime(instant).date()
    }

    /// The first instant of a day.
    pub fn begin_of(&self, day: Date) -> ZonedDateTime {
        let begin = |zone: TimeZone| day.to_zoned_datetime(zone).and_then(|zoned| zoned.start_of_day());
        begin(self.zone.clone())
            .or_else(|_| begin(TimeZone::UTC))
            .unwrap_or_else(|_| Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC))
    }
}
