//! One board in one period, as a source published it and `snapshots::parse` made it sound:
//! ranks agree with values, no row stands twice, integers are exact, ordered by rank (rows without one last, by name).

use super::{Amount, Credit, Period, Ratio};
use crate::diagnostic::Span;
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;

/// What only a claims board has: who said a figure, of what, when and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// Who said it.
    pub by: Option<String>,
    /// Version of what was measured.
    pub version: Option<String>,
    /// When it was said.
    pub date: Option<Date>,
    /// Where it was said.
    pub url: Option<String>,
}

/// A row's status as the source said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportedStatus {
    /// Never seen before.
    Debut,
    /// Back.
    Return,
    /// Up.
    Climb,
    /// Down.
    Fall,
    /// Unmoved.
    Hold,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The source's own spelling.
    pub name: Arc<str>,
    /// What the source keeps apart: `free`, `batch`.
    pub variant: Option<Arc<str>>,
    /// Rank, from 1; `None` if it cannot be known.
    pub rank: Option<u32>,
    /// The ranking number, if known.
    pub value: Option<Amount>,
    /// Lower end of the 95 % interval.
    pub low: Option<Amount>,
    /// Upper end of the 95 % interval.
    pub high: Option<Amount>,
    /// Votes behind a score.
    pub votes: Option<u64>,
    /// The source cut the value short: it is at least this.
    pub at_least: bool,
    /// What the source said of the movement.
    pub previous_rank: Option<u32>,
    /// What the source said of the movement, up is positive.
    pub delta: Option<i64>,
    /// What the source said of the growth.
    pub growth: Option<Ratio>,
    /// What the source said of the status.
    pub status: Option<ReportedStatus>,
    /// Who said it, if that is told.
    pub said: Option<Box<Statement>>,
    /// Where the row stands in its file.
    pub span: Span,
}

/// A row that the source says is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedExit {
    /// The source's own spelling.
    pub name: Arc<str>,
    /// Its variant.
    pub variant: Option<Arc<str>>,
    /// Where it stood before, if said.
    pub previous_rank: Option<u32>,
    /// Where it stands in its file.
    pub span: Span,
}

/// One board in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Index of the board.
    pub board: usize,
    /// The period.
    pub period: Period,
    /// When the source took the figures.
    pub as_of: Option<Timestamp>,
    /// False if the window has days missing.
    pub complete: bool,
    /// How deep the source's list goes.
    pub listed: u32,
    /// The file says how deep; else the list goes as deep as it has rows.
    pub says_listed: bool,
    /// All that is not listed, together.
    pub other: Option<Amount>,
    /// The file's own source, instead of the board's.
    pub source: Option<Credit>,
    /// What a reader must know, printed under the table.
    pub note: Option<String>,
    /// The rows, by rank.
    pub rows: Vec<Row>,
    /// Rows that the source says are gone.
    pub exits: Vec<ReportedExit>,
    /// The file it came from.
    pub file: String,
}

impl Snapshot {
    /// The date that dated aliases are compared with: of `as_of` in UTC, else the period's last day.
    pub fn date(&self) -> Date {
        match self.as_of {
            Some(instant) => jiff::tz::Offset::UTC.to_datetime(instant).date(),
            None => self.period.last_day(),
        }
    }
}
