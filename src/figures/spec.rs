//! What to draw: the name of a figure before there is one, and the address that follows from it.

use crate::analysis::Facts;
use crate::config::Config;
use crate::diagnostic::Place;
use crate::editorial::{Block, BlockKind, ChartKind, Editorial, OwnChart};
use crate::identity::Key;
use crate::model::Period;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What to draw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartSpec {
    /// The kind.
    pub kind: ChartKind,
    /// The board.
    pub board: usize,
    /// The newest period it shows.
    pub period: Period,
    /// How many periods back, by the calendar.
    pub periods: u32,
    /// The row, for figures of one.
    pub key: Option<Key>,
    /// The editor's own option.
    pub own: Option<Arc<OwnChart>>,
}

/// How many periods a figure looks back where nobody says so; others stand in its address.
const USUAL: u32 = 12;

impl ChartSpec {
    /// The figure a block reference asks for.
    pub fn of(block: &Block) -> Option<ChartSpec> {
        let BlockKind::Chart { kind, periods, key, own } = &block.kind else { return None };
        Some(ChartSpec {
            kind: *kind,
            board: block.board,
            period: block.period,
            periods: *periods,
            key: key.clone(),
            own: own.clone(),
        })
    }

    /// Where an editor asks for it; `None` for the figures that pages have anyway.
    pub fn place(&self, editorial: &Editorial) -> Option<Place> {
        let issues = editorial.issues.iter().map(|i| &i.body);
        let mut blocks = issues.chain(editorial.pages.iter().map(|p| &p.body)).flat_map(|body| body.blocks());
        blocks.find(|block| ChartSpec::of(block).as_ref() == Some(self)).map(|block| block.place.clone())
    }

    /// True for kinds that look back over periods.
    pub fn over_time(&self) -> bool {
        use ChartKind::{Bump, Concentration, History, Orgs, Share, Stability, Value};
        matches!(self.kind, Bump | Concentration | History | Orgs | Share | Stability | Value)
    }

    /// Letters, digits, `-` and `_`, another one for every other spec.
    pub(super) fn slug(&self, facts: &Facts, config: &Config) -> String {
        let mut parts = vec!["figure".to_string(), format!("{:?}", self.kind).to_lowercase()];
        if let Some(own) = &self.own {
            let name = own.wide.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".json");
            parts.push(plain(name));
            parts.push(hash(&format!("{own:?}")));
            return parts.join("-");
        }
        parts.push(plain(&config.boards[self.board].id));
        parts.push(self.period.slug());
        if let Some(key) = &self.key {
            parts.push(plain(&facts.models[key.model].id));
            parts.extend(key.effort.as_deref().map(distinct));
            parts.extend(key.variant.as_deref().map(distinct));
        }
        if self.over_time() && self.periods != USUAL {
            parts.push(format!("{}p", self.periods));
        }
        parts.join("-")
    }
}

fn plain(text: &str) -> String {
    let sign = |c: char| match c {
        '.' => '_',
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => '-',
    };
    text.chars().map(sign).collect()
}

/// A free word of a source: what letters cannot tell apart, a hash does.
fn distinct(word: &str) -> String {
    let simple = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if simple { word.to_string() } else { format!("{}-{}", plain(word), hash(word)) }
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect()
}
