//! Whether today can be today: a clock that is wrong drops issues from the site without a word.

use crate::Options;
use crate::analysis::Facts;
use crate::diagnostic::{Diagnostic, Notes};
use jiff::ToSpan as _;

/// A day before the newest snapshot's period is told: a site may be built as of a day that has passed, and a clock may be
/// wrong.
pub fn check(facts: &Facts, options: &Options, notes: &mut Notes) {
    let today = options.today;
    // Somewhere the next day has begun.
    let tomorrow = today.saturating_add(1.day());
    if let Some(latest) = facts.latest_period().filter(|p| p.first_day() > tomorrow && !options.future) {
        let message = format!("today is {today}, but there is a snapshot of {latest}");
        let help = "set the clock right, or give the day with `--today`";
        notes.push(Diagnostic::warning("today-early", message).help(help));
    }
}
