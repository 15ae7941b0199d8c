//! What became of a source: for the terminal, for programs, and the files to write.

use super::lock::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A new snapshot.
    Stored,
    /// The figures are stored already.
    Unchanged,
    /// Changed figures were taken.
    Restated,
    /// Proposals were written.
    Proposed,
    /// The source has nothing for this period.
    Nothing,
    /// No answer.
    Failed,
    /// An answer that is not taken.
    Refused,
}

impl Status {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Status::Stored => "stored",
            Status::Unchanged => "unchanged",
            Status::Restated => "restated",
            Status::Proposed => "proposed",
            Status::Nothing => "nothing",
            Status::Failed => "failed",
            Status::Refused => "refused",
        }
    }
}

/// A change on disk, below the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Write it whole.
    Write(String, Vec<u8>),
    /// Take it away, after everything is written.
    Remove(String),
}

/// One source's report.
#[derive(Debug, Clone)]
pub struct Report {
    /// Source.
    pub id: String,
    /// Board.
    pub board: Option<String>,
    /// Period.
    pub period: String,
    /// How it ended.
    pub status: Status,
    /// In a sentence.
    pub message: String,
    /// What is wrong or worth knowing.
    pub diagnostics: Vec<Diagnostic>,
    /// Files.
    pub changes: Vec<Change>,
    /// Entry of the lock.
    pub lock: Option<Entry>,
    /// Changed figures.
    pub restated: Vec<String>,
}

impl Report {
    /// True if the source counts as failed (exit 3).
    pub fn failed(&self) -> bool {
        self.status == Status::Failed && self.has_error()
    }

    /// True if figures were refused (exit 1).
    pub fn refused(&self) -> bool {
        self.status != Status::Failed && self.has_error()
    }

    fn has_error(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let file = self.lock.as_ref().and_then(|l| l.file.clone());
        json!({
            "source": self.id, "board": self.board, "period": self.period, "status": self.status.word(),
            "message": self.message, "file": file,
            "rows": self.lock.as_ref().map(|l| l.rows),
            "as_of": self.lock.as_ref().and_then(|l| l.as_of.clone()),
            "restated": self.restated,
        })
    }
}
