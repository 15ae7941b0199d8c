//! What an issue's readers are told of its checking: every claim as a record, and how many figures stood it.

use super::report::{Record, records};
use super::{Checked, IssueClaims, Verdict};
use crate::analysis::Facts;
use crate::config::{Config, OutputKind};
use crate::diagnostic::Source;

/// An issue's claims, ready to be published.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Every claim, in reading order, if the site publishes them.
    pub records: Vec<Record>,
    /// Numbers that the data bear out, typed or put there by a reference.
    pub confirmed: usize,
    /// Numbers of something that the data know, which could not be decided.
    pub undecided: usize,
    /// Claims that a dated comment silences, words included.
    pub waived: usize,
}

impl Account {
    /// Sums up an issue.
    pub fn of(found: &IssueClaims, source: Source<'_>, facts: &Facts, config: &Config) -> Account {
        let published = config.outputs.contains(&OutputKind::Data);
        let count = |test: fn(&Checked) -> bool| found.claims.iter().filter(|c| test(c)).count();
        Account {
            records: if published { records(&found.claims, source, facts, config) } else { Vec::new() },
            confirmed: count(|c| c.numeric && c.verdict == Verdict::Confirmed),
            undecided: count(|c| c.numeric && c.bound && c.verdict == Verdict::Undecided),
            waived: count(|c| c.verdict == Verdict::Waived),
        }
    }

    /// The records as they are published and printed: one array.
    pub fn json(records: &[Record]) -> String {
        serde_json::to_string_pretty(records).expect("records are plain text") + "\n"
    }
}
