//! What a reader compares when choosing: price, score, volume and staying power of each subject, as they stand now.
//! In: all boards and the registry. Out: one row a subject that has a price, a score or a volume now, best score
//! first; `None` where nobody has a price or a score. The front is the one of ANALYSIS: nobody has both a higher score
//! and a lower blended price.

use super::economics::{Offer, blended, offers};
use super::{BoardFacts, Entry, PeriodFacts, Survival};
use crate::config::Config;
use crate::identity::ModelId;
use crate::model::{Amount, MetricKind, Model, Period, Price};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// How many periods later a stay is judged, where there is enough to say so.
const HORIZON: i32 = 4;

/// The shortlist.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The board whose scores are compared.
    pub score_board: Option<usize>,
    /// The board whose volumes are compared.
    pub volume_board: Option<usize>,
    /// The newest period of any board: prices are those of its last day.
    pub period: Period,
    /// The subjects.
    pub rows: Vec<ChoiceRow>,
}

/// One subject to choose.
#[derive(Debug, Clone)]
pub struct ChoiceRow {
    /// The subject.
    pub model: ModelId,
    /// Its best score now, over effort levels.
    pub score: Option<Amount>,
    /// The rank of that score.
    pub score_rank: Option<u32>,
    /// Its volume now, all variants together.
    pub volume: Option<Amount>,
    /// The source cut part of it short.
    pub volume_at_least: bool,
    /// Its best rank by volume.
    pub volume_rank: Option<u32>,
    /// The price in force.
    pub price: Option<Price>,
    /// The blended price, USD per million.
    pub blended: Option<Decimal>,
    /// A row of it is free, or its price is zero.
    pub free: bool,
    /// The boards on whose visible top it stands now.
    pub tops: Vec<usize>,
    /// Nobody has both a higher score and a lower blended price.
    pub front: bool,
    /// What became of rows of its rank by volume (else by score), where there is enough to say so.
    pub stays: Option<Survival>,
    /// Its longest unbroken run now, in periods, over the boards.
    pub streak: Option<u32>,
}

/// The shortlist of a site.
pub fn of(boards: &[BoardFacts], models: &[Model], config: &Config) -> Option<Choice> {
    let period = boards.iter().filter_map(BoardFacts::latest).map(|p| p.period).max()?;
    let pick = |kind, preferred: Option<usize>| pick(boards, config, kind, preferred);
    let score_board = pick(MetricKind::Score, config.gap.map(|g| g.prestige));
    let volume_board = pick(MetricKind::Volume, config.gap.map(|g| g.production));
    let latest = |board: Option<usize>| board.and_then(|b| boards[b].latest());
    let (scores, volumes) = (latest(score_board), latest(volume_board));
    let date = period.last_day();
    let front: BTreeSet<ModelId> = scores
        .map(|now| offers(now, date, models, config.blend))
        .unwrap_or_default()
        .iter()
        .filter(|o| o.front)
        .map(|o: &Offer| o.model)
        .collect();
    let mut rows: BTreeMap<ModelId, ChoiceRow> = BTreeMap::new();
    for (model, record) in models.iter().enumerate() {
        if let Some(price) = record.price_on(date) {
            let row = rows.entry(model).or_insert_with(|| empty(model));
            row.blended = blended(price, config.blend);
            row.free = row.blended.is_some_and(|p| p.is_zero());
            row.price = Some(price.clone());
        }
    }
    scores.into_iter().for_each(|now| add_scores(&mut rows, now));
    let worth = rows.values().any(|r| r.price.is_some() || r.score.is_some());
    volumes.into_iter().for_each(|now| add_volumes(&mut rows, now));
    for row in rows.values_mut() {
        row.front = front.contains(&row.model);
        stand(row, boards, config);
        row.stays = stays(boards, volume_board, row.volume_rank)
            .or_else(|| stays(boards, score_board, row.score_rank));
    }
    let mut rows: Vec<ChoiceRow> = rows.into_values().collect();
    rows.sort_by(|a, b| order(a, models).cmp(&order(b, models)));
    worth.then_some(Choice { score_board, volume_board, period, rows })
}

fn pick(boards: &[BoardFacts], config: &Config, kind: MetricKind, preferred: Option<usize>) -> Option<usize> {
    let fits = |b: &usize| config.boards[*b].metric.kind == kind && !boards[*b].periods.is_empty();
    preferred.filter(fits).or_else(|| (0..boards.len()).find(fits))
}

fn empty(model: ModelId) -> ChoiceRow {
    ChoiceRow {
        model,
        score: None,
        score_rank: None,
        volume: None,
        volume_at_least: false,
        volume_rank: None,
        price: None,
        blended: None,
        free: false,
        tops: Vec::new(),
        front: false,
        stays: None,
        streak: None,
    }
}

fn add_scores(rows: &mut BTreeMap<ModelId, ChoiceRow>, now: &PeriodFacts) {
    for entry in now.entries.iter().filter(|e| e.value.is_some()) {
        let row = rows.entry(entry.key.model).or_insert_with(|| empty(entry.key.model));
        if row.score.is_none() || entry.value > row.score {
            (row.score, row.score_rank) = (entry.value, entry.rank);
        }
    }
}

fn add_volumes(rows: &mut BTreeMap<ModelId, ChoiceRow>, now: &PeriodFacts) {
    for entry in &now.entries {
        let row = rows.entry(entry.key.model).or_insert_with(|| empty(entry.key.model));
        row.volume = match (row.volume, entry.value) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        row.volume_at_least |= entry.at_least;
        row.volume_rank = match (row.volume_rank, entry.rank) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        row.free |= entry.key.variant.as_deref() == Some("free");
    }
}

/// The visible tops it stands in now, and its longest run.
fn stand(row: &mut ChoiceRow, boards: &[BoardFacts], config: &Config) {
    for (board, facts) in boards.iter().enumerate() {
        let Some(now) = facts.latest() else { continue };
        let own: Vec<&Entry> = now.rows_of(row.model).collect();
        let top = config.boards[board].top;
        if own.iter().any(|e| e.rank.is_some_and(|rank| rank <= top)) {
            row.tops.push(board);
        }
        row.streak = row.streak.max(own.iter().map(|e| e.streak).max());
    }
}

fn stays(boards: &[BoardFacts], board: Option<usize>, rank: Option<u32>) -> Option<Survival> {
    let (board, rank) = (board?, rank?);
    let of_band = boards[board].staying.survival.iter().filter(|s| (s.band.0..=s.band.1).contains(&rank));
    of_band.filter(|s| s.horizon <= HORIZON).max_by_key(|s| s.horizon).copied()
}

/// Best score first, then most volume, then lowest price, then by name.
fn order<'a>(row: &ChoiceRow, models: &'a [Model]) -> impl Ord + use<'a> {
    let first = std::cmp::Reverse::<Option<Amount>>;
    let price = (row.blended.is_none(), row.blended);
    (first(row.score), first(row.volume), price, models[row.model].name.to_lowercase(), &models[row.model].id)
}
