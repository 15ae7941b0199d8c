//! The gap: prestige against production, per model, merged over variants and effort levels.

use super::stability::kendall;
use super::{BoardFacts, PeriodFacts};
use crate::config::Config;
use crate::identity::ModelId;
use crate::model::{Amount, GapBoards, Period, Ratio};
use serde::Serialize;
use std::collections::BTreeMap;

/// Where a model stands, by the two visible tops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Quadrant {
    /// In both tops.
    Both,
    /// In the prestige top only.
    Admired,
    /// In the production top only.
    Workhorse,
    /// In neither.
    Neither,
}

/// One model on the two boards.
#[derive(Debug, Clone)]
pub struct GapRow {
    /// The model.
    pub model: ModelId,
    /// Its best prestige rank.
    pub prestige_rank: Option<u32>,
    /// The score at that rank.
    pub score: Option<Amount>,
    /// Its best production rank.
    pub production_rank: Option<u32>,
    /// Its volume, all variants together.
    pub volume: Option<Amount>,
    /// One of its rows is known by a lower bound only, and so is the volume.
    pub at_least: bool,
    /// Prestige rank − production rank: positive is carried more than crowned.
    pub gap: Option<i64>,
    /// Where it stands.
    pub quadrant: Quadrant,
}

/// The gap in one period in which both boards are known.
#[derive(Debug, Clone)]
pub struct GapFacts {
    /// The period.
    pub period: Period,
    /// Every model that stands in a visible top, widest gap first, then by production rank.
    pub rows: Vec<GapRow>,
    /// Kendall's tau-b over the models with a rank on both boards.
    pub tau: Option<f64>,
    /// How many those are.
    pub n: usize,
    /// How many stand in both visible tops.
    pub in_both: usize,
    /// Part of the production total that runs on models of the prestige top.
    pub prestige_share: Option<Ratio>,
    /// One of those models has a row that is known by a lower bound only, and so is the part.
    pub share_at_least: bool,
}

/// The gap of every period in which both boards have a snapshot.
pub fn over_time(boards: &[BoardFacts], gap: GapBoards, config: &Config) -> Vec<GapFacts> {
    let production = &boards[gap.production];
    let pairs = boards[gap.prestige].periods.iter().filter_map(|p| Some((p, production.at(p.period)?)));
    pairs.map(|(prestige, production)| one(prestige, production, gap, config)).collect()
}

fn one(prestige: &PeriodFacts, production: &PeriodFacts, gap: GapBoards, config: &Config) -> GapFacts {
    let tops = (config.boards[gap.prestige].top, config.boards[gap.production].top);
    let mut rows: BTreeMap<ModelId, GapRow> = BTreeMap::new();
    for entry in &prestige.entries {
        let row = rows.entry(entry.key.model).or_insert_with(|| empty(entry.key.model));
        if entry.rank.is_some() && row.prestige_rank.is_none_or(|best| entry.rank < Some(best)) {
            (row.prestige_rank, row.score) = (entry.rank, entry.value);
        }
    }
    for entry in &production.entries {
        let row = rows.entry(entry.key.model).or_insert_with(|| empty(entry.key.model));
        row.volume = match (row.volume, entry.value) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        row.at_least |= entry.at_least;
        if entry.rank.is_some() && row.production_rank.is_none_or(|best| entry.rank < Some(best)) {
            row.production_rank = entry.rank;
        }
    }
    let mut rows: Vec<GapRow> = rows.into_values().map(|row| finish(row, tops)).collect();
    let ranked: Vec<(f64, f64)> = rows
        .iter()
        .filter_map(|r| Some((f64::from(r.prestige_rank?), f64::from(r.production_rank?))))
        .collect();
    rows.retain(|r| r.quadrant != Quadrant::Neither);
    rows.sort_by_key(|r| {
        (
            std::cmp::Reverse(r.gap.map(i64::abs)),
            r.production_rank.unwrap_or(u32::MAX),
            r.prestige_rank,
            r.model,
        )
    });
    GapFacts {
        period: prestige.period,
        tau: kendall(&ranked).0,
        n: ranked.len(),
        in_both: rows.iter().filter(|r| r.quadrant == Quadrant::Both).count(),
        prestige_share: prestige_share(&rows, production),
        share_at_least: rows.iter().any(|r| is_admired(r) && r.at_least),
        rows,
    }
}

fn empty(model: ModelId) -> GapRow {
    GapRow {
        model,
        prestige_rank: None,
        score: None,
        production_rank: None,
        volume: None,
        at_least: false,
        gap: None,
        quadrant: Quadrant::Neither,
    }
}

fn finish(mut row: GapRow, tops: (u32, u32)) -> GapRow {
    row.gap = row.prestige_rank.zip(row.production_rank).map(|(a, b)| i64::from(a) - i64::from(b));
    let admired = row.prestige_rank.is_some_and(|rank| rank <= tops.0);
    let carried = row.production_rank.is_some_and(|rank| rank <= tops.1);
    row.quadrant = match (admired, carried) {
        (true, true) => Quadrant::Both,
        (true, false) => Quadrant::Admired,
        (false, true) => Quadrant::Workhorse,
        (false, false) => Quadrant::Neither,
    };
    row
}

fn is_admired(row: &GapRow) -> bool {
    matches!(row.quadrant, Quadrant::Both | Quadrant::Admired)
}

fn prestige_share(rows: &[GapRow], production: &PeriodFacts) -> Option<Ratio> {
    let total = production.total?;
    let crowned = rows.iter().filter(|r| is_admired(r));
    let volume: Amount = crowned.filter_map(|r| r.volume).sum();
    Ratio::of(volume.decimal(), total.decimal())
}
