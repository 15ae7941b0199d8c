//! Figures that people typed and that look like a slip beside the period before. `fetch` and `import` hold such
//! figures back and write JSON; here it is too late for that, and a slip is only told.

use super::review;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes};
use crate::model::{Board, Snapshot};
use rayon::prelude::*;

/// One warning for each typed snapshot that is far off the last one. `boards` are sorted by period.
pub fn warn(boards: &[Vec<Snapshot>], config: &Config, notes: &mut Notes) {
    for (list, board) in boards.iter().zip(&config.boards) {
        let found: Vec<Diagnostic> = list.par_windows(2).filter_map(|w| jump(&w[0], &w[1], board)).collect();
        for diagnostic in found {
            notes.push(diagnostic);
        }
    }
}

fn jump(last: &Snapshot, new: &Snapshot, board: &Board) -> Option<Diagnostic> {
    let told = board.breaks.iter().any(|b| last.period < b.period && b.period <= new.period);
    let typed = !new.file.ends_with(".json");
    if !typed || told || new.note.is_some() || !(last.complete && new.complete) {
        return None;
    }
    let reasons = review::slips(last, new, board.top);
    if reasons.is_empty() {
        return None;
    }
    let message = format!("{} for {} looks like a slip: {}", board.id, new.period, reasons.join("; "));
    let help = "mend it; if it is right, say why in the snapshot's `note`, which its page prints";
    Some(Diagnostic::warning("snapshot-jump", message).in_file(&new.file).help(help))
}
