//! When the figures were taken, held against the period and against today. A source may publish one list for several
//! periods, and figures may be taken long after their period; what lies further off is a slip of the pen or of a clock.

use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use crate::inputs::Inputs;
use crate::model::Snapshot;
use jiff::civil::Date;
use jiff::{ToSpan as _, tz};

/// One warning for each snapshot whose `as_of` cannot be.
pub fn warn<'a>(
    snapshots: impl Iterator<Item = &'a Snapshot>,
    inputs: &Inputs,
    today: Date,
    notes: &mut Notes,
) {
    for snapshot in snapshots {
        let Some(message) = strange(snapshot, today) else { continue };
        let help = "write when the source took these figures, or leave `as_of` out";
        let warning = Diagnostic::warning("snapshot-as-of", message).help(help);
        notes.push(placed(warning, snapshot, inputs));
    }
}

fn strange(snapshot: &Snapshot, today: Date) -> Option<String> {
    let date = tz::Offset::UTC.to_datetime(snapshot.as_of?).date();
    let period = snapshot.period;
    // Somewhere it is a day later than here.
    if today.checked_add(1.day()).is_ok_and(|latest| date > latest) {
        return Some(format!("the figures of {period} are said to be of {date}, and today is {today}"));
    }
    let earliest = period.first_day().checked_sub(366.days()).ok()?;
    (date < earliest).then(|| {
        format!("the figures of {period} are said to be of {date}, more than a year before it begins")
    })
}

/// At its `as_of`, which a table has in the file beside it.
fn placed(warning: Diagnostic, snapshot: &Snapshot, inputs: &Inputs) -> Diagnostic {
    let file = match snapshot.file.strip_suffix(".csv") {
        Some(stem) => format!("{stem}.meta.yaml"),
        None => snapshot.file.clone(),
    };
    let text = inputs.text(&file, &mut Notes::default()).unwrap_or_default();
    match text.find("as_of") {
        Some(at) => warning.at(Source { file: &file, text }, Span::new(at, at + "as_of".len())),
        None => warning.in_file(&file),
    }
}
