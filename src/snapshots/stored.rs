//! Putting a drafted snapshot beside what is stored, under the rules that `fetch` and `import` share: the same strict
//! door as every file, nothing overwritten unasked, old figures kept as revisions, strange figures held.

use super::draft::Draft;
use super::review::{self, Restatement};
use super::{FOLDER, parse_one};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Severity};
use crate::document::{self, Node, Value};
use crate::inputs::Inputs;
use crate::model::{Period, Snapshot};

/// What the user has allowed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Allowed {
    /// Changed figures of a stored period.
    pub restatements: bool,
    /// Figures far off those of the last period.
    pub outliers: bool,
    /// The rows of this board come and go, so that outliers mean nothing.
    pub ragged: bool,
}

/// What becomes of a draft.
#[derive(Debug)]
pub enum Verdict {
    /// The figures are stored already, in this file.
    Same(String),
    /// Write this.
    Write(Box<Accepted>),
    /// Not taken: why, all of it.
    Refused(Vec<Diagnostic>),
}

/// A draft that may be written.
#[derive(Debug)]
pub struct Accepted {
    /// Where.
    pub path: String,
    /// What.
    pub text: String,
    /// A file of another kind that it takes the place of.
    pub replaces: Option<String>,
    /// What it changes.
    pub restatement: Option<Restatement>,
    /// How many rows it has.
    pub rows: usize,
}

/// The file that holds a board's snapshot of a period, if any.
pub fn file_of(inputs: &Inputs, board: &str, period: Period) -> Option<String> {
    [".json", ".yaml", ".yml", ".csv"]
        .iter()
        .map(|ext| format!("{FOLDER}/{period}/{board}{ext}"))
        .find(|path| inputs.get(path).is_some())
}

/// Judges a draft.
pub fn judge(mut draft: Draft, inputs: &Inputs, config: &Config, allowed: Allowed) -> Verdict {
    let Some(period) = Period::parse(&draft.period, config.cadence) else {
        let message = format!("`{}` is not a {} of the calendar", draft.period, config.cadence.word());
        return refused(Diagnostic::error("period-invalid", message));
    };
    let new = match sound(&draft.path(), draft.text(), config) {
        Ok(new) => new,
        Err(wrong) => return Verdict::Refused(wrong),
    };
    let path = file_of(inputs, &draft.board, period);
    let mut restatement = None;
    if let Some(path) = &path {
        let old = match read_stored(inputs, config, path) {
            Ok(old) => old,
            Err(wrong) => return refused(wrong),
        };
        let Some(change) = review::restatement(&old, &new) else { return Verdict::Same(path.clone()) };
        if !allowed.restatements {
            let message =
                format!("{} changes figures of {period} that are stored: {}", draft.board, change.told());
            let help = "if the new figures are right, run again with `--accept-restatements`; the old ones stay in the file's `revisions`";
            return refused(Diagnostic::error("snapshot-restated", message).in_file(path).help(help));
        }
        draft.note = draft.note.or(old.note);
        draft.revisions = revisions(inputs, path);
        draft.revisions.push(change.revision.clone());
        restatement = Some(change);
    }
    if let Some(strange) = held(&new, &draft, inputs, config, allowed) {
        return refused(strange);
    }
    let own = draft.path();
    let replaces = path.filter(|p| *p != own);
    let rows = new.rows.len();
    Verdict::Write(Box::new(Accepted { text: draft.text(), path: own, replaces, restatement, rows }))
}

fn refused(why: Diagnostic) -> Verdict {
    Verdict::Refused(vec![why])
}

/// Through the door, or every complaint.
fn sound(path: &str, text: String, config: &Config) -> Result<Snapshot, Vec<Diagnostic>> {
    let mut notes = Notes::default();
    let inputs = Inputs::from_files([(path, text)]);
    let snapshot = parse_one(&inputs, config, path, &mut notes);
    let errors: Vec<Diagnostic> =
        notes.into_sorted().into_iter().filter(|d| d.severity == Severity::Error).collect();
    match snapshot.filter(|_| errors.is_empty()) {
        Some(snapshot) => Ok(snapshot),
        None if errors.is_empty() => {
            Err(vec![Diagnostic::error("snapshot-empty", "nothing could be read").in_file(path)])
        }
        None => Err(errors),
    }
}

fn read_stored(inputs: &Inputs, config: &Config, path: &str) -> Result<Snapshot, Diagnostic> {
    let mut notes = Notes::default();
    match parse_one(inputs, config, path, &mut notes) {
        Some(snapshot) if !notes.failed() => Ok(snapshot),
        _ => {
            let message = "the stored snapshot has errors, so new figures cannot be compared with it";
            let help = "run `standings check` and mend it, or remove the file";
            Err(Diagnostic::error("snapshot-restated", message).in_file(path).help(help))
        }
    }
}

/// Figures that look like a mistake beside the last known period's.
fn held(
    new: &Snapshot,
    draft: &Draft,
    inputs: &Inputs,
    config: &Config,
    allowed: Allowed,
) -> Option<Diagnostic> {
    if allowed.outliers || allowed.ragged {
        return None;
    }
    let board = &config.boards[new.board];
    let last = (1..=5).find_map(|back| file_of(inputs, &draft.board, new.period.step(-back)?))?;
    let last = parse_one(inputs, config, &last, &mut Notes::default())?;
    let reasons = review::outliers(&last, new, board.top);
    if reasons.is_empty() {
        return None;
    }
    let message = format!("{} for {} looks wrong: {}", draft.board, new.period, reasons.join("; "));
    let help = "look at the source; if the figures are right, run again with `--accept-outliers`";
    Some(Diagnostic::error("snapshot-outlier", message).in_file(&draft.path()).help(help))
}

/// The revisions that a stored file holds, each as JSON.
fn revisions(inputs: &Inputs, path: &str) -> Vec<String> {
    let mut notes = Notes::default();
    let Some(text) = inputs.text(path, &mut notes).filter(|_| !path.ends_with(".csv")) else {
        return Vec::new();
    };
    let Ok(root) = document::parse(crate::diagnostic::Source { file: path, text }) else { return Vec::new() };
    let Value::Map(entries) = root.value else { return Vec::new() };
    let Some(Value::List(items)) = entries.into_iter().find(|e| e.key == "revisions").map(|e| e.node.value)
    else {
        return Vec::new();
    };
    items.iter().map(json).collect()
}

/// A tree as JSON on one line.
fn json(node: &Node) -> String {
    use super::draft::quoted;
    match &node.value {
        Value::Null => "null".to_string(),
        Value::Scalar { text, quoted: false }
            if serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok() =>
        {
            text.to_string()
        }
        Value::Scalar { text, .. } => quoted(text),
        Value::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let pairs: Vec<String> =
                entries.iter().map(|e| format!("{}: {}", quoted(&e.key), json(&e.node))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}
