//! Whether today can be today: a clock that is wrong drops issues from the site without a word.

use crate::Options;
use crate::analysis::Facts;
use crate::diagnostic::{Diagnostic, Notes};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// No clock that is right tells an earlier day.
const FIRST_DAY: Date = date(2020, 1, 1);

/// Before the program's own time is an error, before the newest snapshot's period a warning: a site may be built as of a
/// day that has passed.
pub fn check(facts: &Facts, options: &Options, notes: &mut Notes) {
    let today = options.today;
    let help = "set the clock right, or give the day with `--today`";
    if today < FIRST_DAY {
        let message = format!("today cannot be {today}, a day before this program");
        notes.push(Diagnostic::error("today-early", message).help(help));
        return;
    }
    // Somewhere the next day has begun.
    let tomorrow = today.saturating_add(1.day());
    if let Some(latest) = facts.latest_period().filter(|p| p.first_day() > tomorrow && !options.future) {
        let message = format!("today is {today}, but there is a snapshot of {latest}");
        notes.push(Diagnostic::warning("today-early", message).help(help));
    }
}
