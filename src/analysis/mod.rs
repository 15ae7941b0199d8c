//! The fact table: every figure of the site, computed once (the definitions are in `content/pages/methodology.md`).
//! In: `Boards` and the registry. Out: `Facts`, plain numbers. Linear in rows: each board is walked once, in the order
//! of its periods, and what a row needs of the past travels along.

mod board;
mod by_model;
mod choice;
mod concentration;
mod economics;
mod entry;
mod events;
mod findings;
mod gap;
mod history;
mod lineage;
mod makers;
mod movement;
mod ranking;
mod sentences;
mod stability;
mod staying;
mod volumes;

pub use choice::{Choice, ChoiceRow};
pub use concentration::{Concentration, measures};
pub use economics::{Economics, Offer, blended, offers, pareto_front};
pub use entry::{AsReported, Entry, Estimate};
pub use events::{Event, Happening, events};
pub use findings::{Finding, Kind, newsworthy};
pub use gap::{GapFacts, GapRow, Quadrant};
pub use lineage::{Merged, switched};
pub use makers::{MakerPeriod, maker_at, maker_over_time};
pub use stability::{Stability, kendall, rbo};
pub use staying::{Staying, Survival};
pub use volumes::{BreakEven, Overtaker, break_even, largest_remainder};

use crate::config::Config;
use crate::identity::{Boards, Key, ModelId};
use crate::model::{Amount, Credit, Model, Org, Period, Ratio, Registry};
use by_model::ByModel;
use jiff::Timestamp;
use jiff::civil::Date;
use lineage::Merges;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::ops::Range;

/// How a row stands against the period before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In no known earlier period.
    Debut,
    /// Seen before, observed absent in the period before.
    Return,
    /// Up.
    Climb,
    /// Down.
    Fall,
    /// Unmoved.
    Hold,
    /// Nothing to compare with.
    Unknown,
}

/// A field that the source said and we could not compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    /// The rank before.
    PreviousRank,
    /// The movement.
    Delta,
    /// The growth.
    Growth,
    /// The status.
    Status,
}

/// A row that left the visible top.
#[derive(Debug, Clone)]
pub struct Exit {
    /// What it is about.
    pub key: Key,
    /// Rank below the visible top, if still listed.
    pub rank: Option<u32>,
    /// Where it stood.
    pub previous_rank: Option<u32>,
    /// It may still exist below the source's list.
    pub below_cut: bool,
    /// The source said so.
    pub reported: bool,
}

/// One board in one period.
#[derive(Debug, Clone)]
pub struct PeriodFacts {
    /// The period.
    pub period: Period,
    /// The period just before, if known and comparable.
    pub previous: Option<Period>,
    /// The period just before is known, and every rank of its list has a row with a value.
    after_whole: bool,
    /// When the source took the figures.
    pub as_of: Option<Timestamp>,
    /// When the source was asked again and gave no answer, if these are the board's newest figures.
    pub unanswered: Option<Timestamp>,
    /// False if days are missing.
    pub complete: bool,
    /// Every rank of the list has a row with a value.
    pub whole: bool,
    /// How deep the source's list goes.
    pub listed: u32,
    /// More may stand below the list: the file says how deep it goes, or that there is something besides it.
    cut: bool,
    /// Where the figures come from.
    pub source: Option<Credit>,
    /// What the file says a reader must know.
    pub note: Option<String>,
    /// The publication is the one of the period before.
    pub republished: bool,
    /// A change of method begins here.
    pub break_note: Option<String>,
    /// The rows, by rank; those without one last, by name.
    pub entries: Vec<Entry>,
    /// Rows of earlier periods that a row goes on with from here, by that row: their models were merged into its own.
    pub merged: Vec<Merged>,
    /// Where the rows of each model stand.
    by_model: ByModel,
    /// Rows that left the visible top.
    pub exits: Vec<Exit>,
    /// Listed values + other (volume boards that are whole).
    pub total: Option<Amount>,
    /// All that is not listed.
    pub other: Option<Amount>,
    /// Total of the period before.
    pub previous_total: Option<Amount>,
    /// Market growth.
    pub growth: Option<Ratio>,
    /// How unevenly the volume is spread.
    pub concentration: Option<Concentration>,
    /// How much the order changed.
    pub stability: Option<Stability>,
    /// What the volume would cost at list prices (volume boards with prices).
    pub economics: Option<Economics>,
    /// What is worth saying, most newsworthy first.
    pub findings: Vec<Finding>,
}

impl PeriodFacts {
    /// The rows of the visible top.
    pub fn visible(&self, top: u32) -> impl Iterator<Item = &Entry> {
        self.entries.iter().take_while(move |e| e.rank.is_some_and(|rank| rank <= top))
    }

    /// The total is a lower bound: the source cut a value short, and nothing says what else there is.
    pub fn total_at_least(&self) -> bool {
        self.other.is_none() && self.cut_short()
    }

    /// The source cut a value short, which is missing from the total unless the unlisted rest holds it.
    fn cut_short(&self) -> bool {
        self.entries.iter().any(|e| e.at_least)
    }

    /// The share of the first five is a lower bound.
    pub fn top5_at_least(&self) -> bool {
        self.visible(5).any(|e| e.at_least)
    }

    /// Nothing of this top or of the one before is known to be hidden: both lists are whole, and go equally deep into it
    /// unless neither is cut there. A board that has become shorter or longer is not cut.
    fn tops_compare(&self, before: &PeriodFacts, top: u32) -> bool {
        let depth = |period: &PeriodFacts| period.listed.min(top);
        let is_cut = |period: &PeriodFacts| period.cut && period.listed < top;
        let equal = depth(before) == depth(self) || !(is_cut(before) || is_cut(self));
        self.whole && before.whole && equal
    }

    /// Who is new in the top is known: each row of it was listed before, or would have been.
    pub fn arrivals_known(&self, before: &PeriodFacts, top: u32) -> bool {
        let observed =
            |e: &Entry| e.previous_rank.is_some() || e.rank.is_some_and(|rank| rank <= before.listed);
        self.tops_compare(before, top) && self.visible(top).all(observed)
    }

    /// Who left the top is known: each row of the one before is listed, or would be.
    pub fn exits_known(&self, before: &PeriodFacts, top: u32) -> bool {
        let observed =
            |e: &Entry| e.rank.is_some_and(|rank| rank <= self.listed) || self.row(&e.key).is_some();
        self.tops_compare(before, top) && before.visible(top).all(observed)
    }

    /// The day its figures are of: when the source took them, else the period's last.
    pub fn dated(&self) -> Date {
        self.as_of.map_or_else(|| self.period.last_day(), |t| jiff::tz::Offset::UTC.to_datetime(t).date())
    }

    /// The row of a key.
    pub fn row(&self, key: &Key) -> Option<&Entry> {
        self.rows_of(key.model).find(|e| e.key == *key)
    }

    /// All rows of a model.
    pub fn rows_of(&self, model: ModelId) -> impl Iterator<Item = &Entry> {
        self.by_model.places(model).filter_map(|at| self.entries.get(at))
    }
}

/// One board over all its periods.
#[derive(Debug, Clone, Default)]
pub struct BoardFacts {
    /// By period.
    pub periods: Vec<PeriodFacts>,
    /// How long rows stay in the visible top.
    pub staying: Staying,
    /// Per key, where it stood, by period.
    pub lines: BTreeMap<Key, Vec<Listing>>,
}

/// Where a row stands in a board's history; of many periods the ranks can be read off without a look at the rows.
#[derive(Debug, Clone, Copy)]
pub struct Listing {
    period: u32,
    entry: u32,
    /// The row's rank.
    pub rank: Option<NonZeroU32>,
}

impl Listing {
    /// The index of its period.
    pub fn period(self) -> usize {
        self.period as usize
    }
}

impl BoardFacts {
    /// The facts of a period.
    pub fn at(&self, period: Period) -> Option<&PeriodFacts> {
        let index = self.periods.binary_search_by_key(&period, |p| p.period).ok()?;
        self.periods.get(index)
    }

    /// The newest period.
    pub fn latest(&self) -> Option<&PeriodFacts> {
        self.periods.last()
    }

    /// Every row of a model over time.
    pub fn lines_of(&self, model: ModelId) -> impl Iterator<Item = (&Key, &Vec<Listing>)> {
        let first = Key { model, effort: None, variant: None };
        self.lines.range(first..).take_while(move |(key, _)| key.model == model)
    }

    /// A listing's row and its period.
    pub fn found(&self, listing: Listing) -> (&PeriodFacts, &Entry) {
        let period = &self.periods[listing.period as usize];
        (period, &period.entries[listing.entry as usize])
    }

    /// Where a key stood in some periods, by their indices, without a walk over the rest of its history.
    pub fn listings(&self, key: &Key, periods: Range<usize>) -> &[Listing] {
        let line = self.lines.get(key).map(Vec::as_slice).unwrap_or_default();
        let from = line.partition_point(|listing| listing.period() < periods.start);
        let to = line.partition_point(|listing| listing.period() < periods.end);
        &line[from..to.max(from)]
    }

    /// The indices of the periods from `first` to `last`.
    pub fn indices(&self, first: Period, last: Period) -> Range<usize> {
        self.periods.partition_point(|p| p.period < first)..self.periods.partition_point(|p| p.period <= last)
    }
}

/// Everything that is known.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The registry's models by id, then those that only a source names.
    pub models: Vec<Model>,
    /// How many of them are the registry's.
    pub registered: usize,
    /// Organisations, by id.
    pub orgs: Vec<Org>,
    /// Per board of the configuration.
    pub boards: Vec<BoardFacts>,
    /// Prestige against production, by period.
    pub gap: Vec<GapFacts>,
    /// Which models were merged into others.
    merges: Merges,
    /// The shortlist, if anybody has a price or a score.
    pub choice: Option<Choice>,
    /// The models' indices by id.
    ids: HashMap<String, ModelId>,
}

impl Facts {
    /// The index of a model by its id.
    pub fn model(&self, id: &str) -> Option<ModelId> {
        self.ids.get(id).copied()
    }

    /// A row's name for people: "Claude Opus 4.7 (thinking)".
    pub fn row_name(&self, key: &Key) -> String {
        let name = &self.models[key.model].name;
        let marks: Vec<&str> = [&key.effort, &key.variant].into_iter().flatten().map(|m| &**m).collect();
        if marks.is_empty() { name.clone() } else { format!("{name} ({})", marks.join(", ")) }
    }

    /// The newest period of any board.
    pub fn latest_period(&self) -> Option<Period> {
        self.boards.iter().filter_map(|b| b.latest()).map(|p| p.period).max()
    }
}

/// Computes the fact table.
pub fn analyze(boards: Boards, registry: &Registry, config: &Config) -> Facts {
    let Boards { models, registered, boards } = boards;
    let ids = models.iter().enumerate().map(|(index, m)| (m.id.clone(), index)).collect();
    let merges = Merges::of(&models, &ids);
    let boards = boards.into_par_iter().enumerate();
    let boards: Vec<BoardFacts> =
        boards.map(|(index, list)| board::over_time(index, list, &models, &merges, config)).collect();
    let merges = merges.seen(&boards);
    let gap = config.gap.map(|g| gap::over_time(&boards, g, config)).unwrap_or_default();
    let choice = choice::of(&boards, &models, config);
    let orgs = registry.orgs.clone();
    let mut facts = Facts { models, registered, orgs, boards, gap, merges, choice, ids };
    findings::add_all(&mut facts, config);
    facts
}

#[cfg(test)]
mod tests;
