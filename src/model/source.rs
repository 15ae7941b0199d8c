//! A source: where `fetch` asks for a board's figures, and how.

use std::collections::BTreeMap;

/// What kind of answer it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// OpenRouter's ranking of models by tokens.
    OpenRouterRankings,
    /// OpenRouter's catalog: proposals, no snapshot.
    OpenRouterModels,
    /// Arena's leaderboard data set.
    Arena,
    /// Points of Hacker News stories.
    HackerNews,
    /// Any JSON.
    Json,
    /// Any CSV.
    Csv,
}

/// What to do when the source fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnError {
    /// The run fails.
    Fail,
    /// What is stored serves; a warning.
    Stale,
    /// Go on; a warning.
    Skip,
}

/// Where the fields of any JSON or CSV lie.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// JSON pointer of the list of rows.
    pub rows: String,
    /// Entry key → the row's key (or a pointer inside the row).
    pub fields: BTreeMap<&'static str, String>,
    /// JSON pointer of the instant of the figures.
    pub as_of: Option<String>,
    /// JSON pointer of what is not listed.
    pub other: Option<String>,
    /// The name of the row that stands for all that is not listed.
    pub other_name: Option<String>,
    /// Only rows where a key has a value.
    pub only: BTreeMap<String, String>,
}

impl Mapping {
    /// The keys of an entry that a mapping may fill, in the order in which an entry has them.
    pub const KEYS: [&'static str; 13] = [
        "name",
        "variant",
        "rank",
        "value",
        "low",
        "high",
        "votes",
        "previous_rank",
        "growth",
        "by",
        "version",
        "date",
        "url",
    ];
}

/// Seconds to wait, where a source wants others than the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timeouts {
    /// To connect.
    pub connect: Option<u32>,
    /// Between two pieces of an answer.
    pub read: Option<u32>,
    /// For a request with its retries.
    pub total: Option<u32>,
}

/// One source of `site.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: SourceKind,
    /// Index of its board; `None` for a catalog.
    pub board: Option<usize>,
    /// Instead of the kind's own address; `{period}`, `{start}` and `{end}` are filled in.
    pub url: Option<String>,
    /// A downloaded answer inside the site, instead of an address.
    pub file: Option<String>,
    /// Where stories are searched (hacker-news).
    pub search_url: Option<String>,
    /// What to do when it fails.
    pub on_error: OnError,
    /// How many hours old the newest stored figures may be before `stale` is a failure after all.
    pub max_age_hours: Option<u32>,
    /// Keep each raw answer.
    pub keep_raw: bool,
    /// The environment variable of the key.
    pub key_env: Option<String>,
    /// Largest answer.
    pub max_bytes: Option<u32>,
    /// Timeouts.
    pub timeouts: Timeouts,
    /// Mapping of `json` and `csv`.
    pub mapping: Mapping,
    /// Arena: the configuration of the data set.
    pub config: Option<String>,
    /// Arena: the category.
    pub category: Option<String>,
    /// Arena: `latest` or `full`.
    pub split: Option<String>,
    /// OpenRouter: the modality.
    pub modality: Option<String>,
}
