//! A board: one ranking that comes back every period.

use super::Period;
use serde::Serialize;

/// What kind of number ranks the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MetricKind {
    /// Does not add up: differences, intervals, ties.
    Score,
    /// Adds up: totals, shares, growth, concentration.
    Volume,
}

/// The number that ranks the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Score or volume.
    pub kind: MetricKind,
    /// Column heading: "Score", "Tokens".
    pub label: String,
    /// What one of it is called in prose, plural: "tokens". May be empty.
    pub unit: String,
    /// Decimals to print on a score board.
    pub decimals: u32,
}

/// Who published the figures, and under what terms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Credit {
    /// Name.
    pub name: String,
    /// Address.
    pub url: Option<String>,
    /// Licence of the figures.
    pub licence: Option<String>,
    /// The sentence that the source asks for, `{as_of}` filled in later.
    pub citation: Option<String>,
}

/// A change of method: nothing is compared across it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first period of the new method.
    pub period: Period,
    /// What changed.
    pub note: String,
}

/// One ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Id; its folder in URLs.
    pub id: String,
    /// Title.
    pub title: String,
    /// A free word: "prestige".
    pub role: Option<String>,
    /// The ranking number.
    pub metric: Metric,
    /// How many rows the visible table has; movers are judged inside it.
    pub top: u32,
    /// Where the figures come from.
    pub source: Option<Credit>,
    /// Changes of method, by period.
    pub breaks: Vec<Break>,
    /// Names that prose uses.
    pub also: Vec<String>,
}

/// The two boards whose distance is the gap, as indices into the list of boards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapBoards {
    /// What people prefer.
    pub prestige: usize,
    /// What people use.
    pub production: usize,
}
