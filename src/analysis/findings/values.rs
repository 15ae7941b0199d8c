//! Findings about values: the market, gains, thresholds, concentration, prices and the gap.

use super::{Finding, Kind, View, finding};
use crate::analysis::{Entry, PeriodFacts, Quadrant, Status, lineage, sentences};
use crate::identity::ModelId;
use crate::model::{Amount, MetricKind, Ratio};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeSet;

pub(super) fn market(view: &View<'_>) -> Vec<Finding> {
    let Some(growth) = view.now.growth.filter(|g| !g.decimal().is_zero()) else { return Vec::new() };
    let score = 0.45 + 0.4 * growth.to_f64().abs().min(1.0);
    vec![finding(view, Kind::Market, &[], score, sentences::market(view, growth))]
}

/// Greatest gainer and pacesetter, among rows above 1 % of the total before.
pub(super) fn gainers(view: &View<'_>) -> Vec<Finding> {
    let (MetricKind::Volume, Some(total)) = (view.board.metric.kind, view.now.previous_total) else {
        return Vec::new();
    };
    let floor = total.decimal() * Decimal::new(1, 2);
    let eligible = || {
        view.top().filter(|e| {
            let listed = e.previous_value.is_some_and(|v| v.decimal() > floor);
            listed && e.growth.is_some_and(Ratio::is_positive)
        })
    };
    let gain = |e: &Entry| e.value.unwrap_or(Amount::ZERO).minus(e.previous_value.unwrap_or(Amount::ZERO));
    let mut list = Vec::new();
    if let Some(most) = eligible().max_by_key(|e| (gain(e), std::cmp::Reverse(e.rank))) {
        let sentence = sentences::greatest_gainer(view, most, gain(most));
        list.push(finding(view, Kind::GreatestGainer, &[most], 0.55, sentence));
    }
    if let Some(most) = eligible().max_by_key(|e| (e.growth, std::cmp::Reverse(e.rank))) {
        let strength = most.growth.map_or(0.0, |g| g.to_f64().min(2.0));
        let sentence = sentences::pacesetter(view, most);
        list.push(finding(view, Kind::Pacesetter, &[most], 0.45 + 0.1 * strength, sentence));
    }
    list
}

/// Free rows that became paid ones, or the reverse: not an exit and a debut.
pub(super) fn switches(view: &View<'_>) -> Vec<Finding> {
    let Some(before) = view.before.filter(|_| view.now.whole) else { return Vec::new() };
    let gone = before.entries.iter().filter(|e| view.now.row(&e.key).is_none());
    gone.filter_map(|old| {
        let new = lineage::switched(before, view.now, &old.key)?;
        let near = [old.rank, new.rank].into_iter().flatten().any(|rank| rank <= view.board.top);
        near.then(|| finding(view, Kind::Switch, &[new, old], 0.72, sentences::switch(view, old, new)))
    })
    .collect()
}

/// The largest of 1, 5, 10, 50, 100 … that lies above `before` and not above `now`.
fn crossed(before: Amount, now: Amount) -> Option<Amount> {
    // A threshold is whole, so that what stands behind the point does not matter.
    let whole = now.decimal().to_u128()?;
    let mut largest = 0;
    let mut step = 1_u128;
    while step <= whole {
        largest = if step * 5 <= whole { step * 5 } else { step };
        step *= 10;
    }
    let largest = Amount::from_decimal(Decimal::from(largest))?;
    (before < largest).then_some(largest)
}

pub(super) fn milestones(view: &View<'_>) -> Vec<Finding> {
    if view.board.metric.kind != MetricKind::Volume || view.now.previous.is_none() || !view.now.complete {
        return Vec::new();
    }
    let mut list = Vec::new();
    for entry in view.top().filter(|e| e.growth.is_some()) {
        let (Some(value), Some(before)) = (entry.value, entry.previous_value) else { continue };
        if let Some(threshold) = crossed(before, value) {
            let score = 0.35 + 0.2 * view.height(entry.rank.unwrap_or(view.board.top));
            list.push(finding(
                view,
                Kind::Milestone,
                &[entry],
                score,
                sentences::milestone(view, entry, threshold),
            ));
        }
    }
    if let (Some(total), Some(before), Some(_)) = (view.now.total, view.now.previous_total, view.now.growth)
        && let Some(threshold) = crossed(before, total)
    {
        list.push(finding(view, Kind::Milestone, &[], 0.66, sentences::market_milestone(view, threshold)));
    }
    list
}

/// The total is the largest of at least four complete periods on record.
pub(super) fn record(view: &View<'_>) -> Vec<Finding> {
    let counted = |p: &&PeriodFacts| p.complete && p.other.is_some();
    let Some(total) = view.now.total.filter(|_| counted(&view.now)) else { return Vec::new() };
    let known: Vec<Amount> = view.past.iter().filter(counted).filter_map(|p| p.total).collect();
    let rivals = known.iter().filter(|other| **other >= total).count();
    if known.len() < 4 || rivals > 1 {
        return Vec::new();
    }
    vec![finding(view, Kind::Record, &[], 0.6, sentences::record(view, total, known.len()))]
}

pub(super) fn streak(view: &View<'_>) -> Vec<Finding> {
    let leaders = view.now.entries.iter().filter(|e| e.rank == Some(1) && e.leading >= 3);
    leaders
        .map(|e| {
            finding(
                view,
                Kind::Streak,
                &[e],
                0.4 + 0.01 * f64::from(e.leading.min(20)),
                sentences::streak(view, e),
            )
        })
        .collect()
}

/// The share of the first five moved by a point or more.
pub(super) fn concentration(view: &View<'_>) -> Vec<Finding> {
    let comparable = view.before.filter(|_| view.now.growth.is_some());
    let (Some(now), Some(before)) = (view.now.concentration, comparable.and_then(|b| b.concentration)) else {
        return Vec::new();
    };
    if view.now.top5_at_least() || comparable.is_some_and(PeriodFacts::top5_at_least) {
        return Vec::new();
    }
    let change = now.top5 - before.top5;
    if change.abs() < 0.01 {
        return Vec::new();
    }
    let sentence = sentences::concentration(view, now.top5, change);
    vec![finding(view, Kind::Concentration, &[], 0.4 + (3.0 * change.abs()).min(0.3), sentence)]
}

/// Prices of the rows in the visible top: changes in this period, and newcomers that cost what their predecessors do.
pub(super) fn prices(view: &View<'_>) -> Vec<Finding> {
    let mut told: BTreeSet<ModelId> = BTreeSet::new();
    let rows = view.top().filter(|e| e.key.variant.is_none());
    rows.filter(|e| told.insert(e.key.model))
        .flat_map(|e| [price_change(view, e), price_held(view, e)])
        .flatten()
        .collect()
}

fn price_change(view: &View<'_>, entry: &Entry) -> Option<Finding> {
    let model = &view.models[entry.key.model];
    let price =
        model.price_on(view.now.period.last_day()).filter(|p| p.from >= view.now.period.first_day())?;
    let older = model.prices.iter().rev().find(|p| p.from < price.from)?;
    if (older.input, older.output) == (price.input, price.output) {
        return None;
    }
    Some(finding(view, Kind::PriceChange, &[entry], 0.62, sentences::price_change(view, entry, older, price)))
}

fn price_held(view: &View<'_>, entry: &Entry) -> Option<Finding> {
    let model = &view.models[entry.key.model];
    let older = model.succeeds.as_ref().filter(|_| entry.status == Status::Debut)?;
    let parent = view.models.iter().find(|m| m.id == *older)?;
    let date = view.now.period.last_day();
    let (price, before) = (model.price_on(date)?, parent.price_on(date)?);
    if (price.input, price.output) != (before.input, before.output) {
        return None;
    }
    Some(finding(view, Kind::PriceHeld, &[entry], 0.42, sentences::price_held(view, entry, parent, price)))
}

/// The model with the widest gap among those in both tops.
pub(super) fn gap_widest(view: &View<'_>) -> Vec<Finding> {
    let Some(gap) = view.gap else { return Vec::new() };
    let both = gap.rows.iter().filter(|r| r.quadrant == Quadrant::Both && r.gap.is_some_and(|g| g != 0));
    let widest = both.max_by_key(|r| (r.gap.map(i64::abs), std::cmp::Reverse(r.production_rank)));
    let Some(row) = widest else { return Vec::new() };
    let Some(entry) = view.now.rows_of(row.model).min_by_key(|e| e.rank.unwrap_or(u32::MAX)) else {
        return Vec::new();
    };
    let Some(sentence) = sentences::gap_widest(view, row) else { return Vec::new() };
    let width = row.gap.map_or(0, i64::unsigned_abs).min(20) as f64;
    vec![finding(view, Kind::GapWidest, &[entry], 0.45 + 0.01 * width, sentence)]
}
