//! When the figures were taken, held against the period and against the clock. A source may publish one list for several
//! periods, and figures may be taken long after their period; what lies further off is a slip of the pen or of a clock.

use super::{head_file, spot};
use crate::diagnostic::{Diagnostic, Notes, Source};
use crate::inputs::Inputs;
use crate::model::Snapshot;
use jiff::civil::Date;
use jiff::{ToSpan as _, tz};

/// One warning for each snapshot whose `as_of` cannot be. Without a clock, none is of the future.
pub fn warn<'a>(
    snapshots: impl Iterator<Item = &'a Snapshot>,
    inputs: &Inputs,
    clock: Option<Date>,
    notes: &mut Notes,
) {
    for snapshot in snapshots {
        let Some(message) = strange(snapshot, clock) else { continue };
        let help = "write when the source took these figures, or leave `as_of` out";
        let warning = Diagnostic::warning("snapshot-as-of", message).help(help);
        notes.push(placed(warning, snapshot, inputs));
    }
}

fn strange(snapshot: &Snapshot, clock: Option<Date>) -> Option<String> {
    let date = tz::Offset::UTC.to_datetime(snapshot.as_of?).date();
    let period = snapshot.period;
    // Somewhere it is a day later than here.
    if let Some(today) = clock.filter(|today| date > today.saturating_add(1.day())) {
        return Some(format!("the figures of {period} are said to be of {date}, and today is {today}"));
    }
    let earliest = period.first_day().checked_sub(366.days()).ok()?;
    (date < earliest).then(|| {
        format!("the figures of {period} are said to be of {date}, more than a year before it begins")
    })
}

/// At its `as_of`.
fn placed(warning: Diagnostic, snapshot: &Snapshot, inputs: &Inputs) -> Diagnostic {
    let file = head_file(&snapshot.file);
    let source = Source { file: &file, text: inputs.text(&file, &mut Notes::default()).unwrap_or_default() };
    match spot::of_key(source, "as_of") {
        Some(span) => warning.at(source, span),
        None => warning.in_file(&file),
    }
}
