//! What is worth saying about a board in a period: each kind a small function from facts to findings, all in one list.
//! The score says how newsworthy a finding is, 0..=1: a base for its kind plus a part that grows with its number.
//! Ties break by rank, then kind.

mod values;

use super::{BoardFacts, Entry, Facts, GapFacts, PeriodFacts, Status, lineage, sentences};
use crate::config::Config;
use crate::identity::{Key, ModelId};
use crate::model::{Board, Model};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of findings, in the order in which ties are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Another row is first.
    NewLeader,
    /// A row fell although it grew.
    FellWhileGrowing,
    /// A row climbed although it shrank.
    ClimbedWhileShrinking,
    /// One in, one out.
    Displaced,
    /// The largest fall in the visible top.
    SharpestFall,
    /// The largest climb in the visible top.
    HighestClimb,
    /// One organisation holds several of the top five.
    OrgDominance,
    /// The leader's interval overlaps others'.
    StatisticalTie,
    /// Never seen before.
    Debut,
    /// Back.
    Return,
    /// Left the visible top.
    Exit,
    /// The market grew or shrank.
    Market,
    /// The largest absolute gain.
    GreatestGainer,
    /// The largest relative gain.
    Pacesetter,
    /// A free row became a paid one, or the reverse.
    Switch,
    /// A value crossed a power of ten, or its half.
    Milestone,
    /// More than in any period on record.
    Record,
    /// The same row leads again.
    Streak,
    /// The share of the first five changed.
    Concentration,
    /// A successor costs what its predecessor does.
    PriceHeld,
    /// A list price changed.
    PriceChange,
    /// The widest gap between the two boards.
    GapWidest,
    /// Better than ever before.
    NewPeak,
    /// Nothing changed.
    FrozenBoard,
}

/// One thing worth saying.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What kind.
    pub kind: Kind,
    /// The rows it is about, the first is its subject.
    pub keys: Vec<Key>,
    /// How newsworthy, 0..=1.
    pub score: f64,
    /// The rank that breaks ties.
    pub rank: u32,
    /// Plain English made of the numbers.
    pub sentence: String,
}

/// What a finding function sees.
pub(super) struct View<'a> {
    pub now: &'a PeriodFacts,
    pub before: Option<&'a PeriodFacts>,
    pub board: &'a Board,
    pub models: &'a [Model],
    /// The periods up to this one.
    pub past: &'a [PeriodFacts],
    /// The gap of the period, if this is its production board.
    pub gap: Option<&'a GapFacts>,
    pub orgs: &'a BTreeMap<&'a str, &'a str>,
    pub config: &'a Config,
}

impl View<'_> {
    pub(super) fn top(&self) -> impl Iterator<Item = &Entry> {
        self.now.visible(self.board.top)
    }

    /// 1 at the top of the board, towards 0 at the last visible rank.
    fn height(&self, rank: u32) -> f64 {
        1.0 - f64::from(rank.saturating_sub(1)) / f64::from(self.board.top.max(1))
    }
}

type Find = fn(&View<'_>) -> Vec<Finding>;

static FINDERS: &[Find] = &[
    new_leader,
    frozen_board,
    arrivals,
    exits,
    displaced,
    highest_climb,
    sharpest_fall,
    against_growth,
    org_dominance,
    statistical_tie,
    values::market,
    values::gainers,
    new_peaks,
    values::switches,
    values::milestones,
    values::record,
    values::streak,
    values::concentration,
    values::prices,
    values::gap_widest,
];

/// Adds the findings of every board and period.
pub(super) fn add_all(facts: &mut Facts, config: &Config) {
    let orgs: BTreeMap<&str, &str> = facts.orgs.iter().map(|o| (o.id.as_str(), o.name.as_str())).collect();
    let (gaps, models) = (&facts.gap, &facts.models);
    for (index, board_facts) in facts.boards.iter_mut().enumerate() {
        let gaps: &[GapFacts] = if config.gap.is_some_and(|g| g.production == index) { gaps } else { &[] };
        let shared = Shared { board: &config.boards[index], models, orgs: &orgs, gaps, config };
        let found: Vec<Vec<Finding>> = (0..board_facts.periods.len())
            .into_par_iter()
            .map(|i| of_period(board_facts, i, &shared))
            .collect();
        for (period, findings) in board_facts.periods.iter_mut().zip(found) {
            period.findings = findings;
        }
    }
}

/// What the findings of one board share.
struct Shared<'a> {
    board: &'a Board,
    models: &'a [Model],
    orgs: &'a BTreeMap<&'a str, &'a str>,
    gaps: &'a [GapFacts],
    config: &'a Config,
}

fn of_period(facts: &BoardFacts, index: usize, shared: &Shared<'_>) -> Vec<Finding> {
    let now = &facts.periods[index];
    let before = index.checked_sub(1).map(|i| &facts.periods[i]).filter(|p| Some(p.period) == now.previous);
    let Shared { board, models, orgs, gaps, config } = *shared;
    let gap = gaps.iter().find(|g| g.period == now.period);
    let view = View { now, before, board, models, past: &facts.periods[..=index], gap, orgs, config };
    let mut findings: Vec<Finding> = FINDERS.iter().flat_map(|find| find(&view)).collect();
    findings.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then_with(|| (a.rank, a.kind, &a.keys).cmp(&(b.rank, b.kind, &b.keys)))
    });
    findings
}

/// The findings to print, most newsworthy first: what another one already says is left out.
pub fn newsworthy(period: &PeriodFacts) -> Vec<&Finding> {
    let told: BTreeSet<&Key> = period
        .findings
        .iter()
        .filter(|f| matches!(f.kind, Kind::Displaced | Kind::Switch))
        .flat_map(|f| &f.keys)
        .collect();
    let leaders: BTreeSet<&Key> =
        period.findings.iter().filter(|f| f.kind == Kind::NewLeader).flat_map(|f| f.keys.first()).collect();
    let repeats = |f: &Finding| {
        let subject = f.keys.first();
        match f.kind {
            Kind::Debut | Kind::Return => {
                subject.is_some_and(|key| told.contains(key) || leaders.contains(key))
            }
            Kind::Exit => subject.is_some_and(|key| told.contains(key)),
            _ => false,
        }
    };
    period.findings.iter().filter(|f| !repeats(f)).collect()
}

fn finding(view: &View<'_>, kind: Kind, entries: &[&Entry], score: f64, sentence: String) -> Finding {
    let rank = entries.first().and_then(|e| e.rank).unwrap_or(view.board.top.saturating_add(1));
    Finding {
        kind,
        keys: entries.iter().map(|e| e.key.clone()).collect(),
        score: score.clamp(0.0, 1.0),
        rank,
        sentence,
    }
}

fn new_leader(view: &View<'_>) -> Vec<Finding> {
    let Some(before) = view.before else { return Vec::new() };
    let leaders = |period: &PeriodFacts| -> Vec<Key> {
        period.entries.iter().filter(|e| e.rank == Some(1)).map(|e| e.key.clone()).collect()
    };
    let (old, new) = (leaders(before), leaders(view.now));
    if old.is_empty() || new.is_empty() || new.iter().any(|key| old.contains(key)) {
        return Vec::new();
    }
    let entries: Vec<&Entry> = view.now.entries.iter().filter(|e| e.rank == Some(1)).collect();
    let relabelled =
        |key: &Key| entries.iter().any(|e| e.key.model == key.model) && view.now.row(key).is_none();
    let goes_on = |key: &Key| view.now.merged.iter().any(|m| m.from == *key && new.contains(&m.into));
    if old.iter().any(|key| relabelled(key) || goes_on(key)) || entries.iter().all(|e| e.noise) {
        return Vec::new();
    }
    let sentence = sentences::new_leader(view, &entries, &old);
    vec![finding(view, Kind::NewLeader, &entries, 0.95, sentence)]
}

fn frozen_board(view: &View<'_>) -> Vec<Finding> {
    if !view.now.stability.is_some_and(|s| s.frozen) {
        return Vec::new();
    }
    let sentence = sentences::frozen_board(view);
    vec![finding(view, Kind::FrozenBoard, &[], 0.5, sentence)]
}

fn arrivals(view: &View<'_>) -> Vec<Finding> {
    let arrived =
        view.top().filter(|e| matches!(e.status, Status::Debut | Status::Return) && !took_over(view, e));
    arrived
        .map(|e| {
            let kind = if e.status == Status::Debut { Kind::Debut } else { Kind::Return };
            let score = 0.4 + 0.35 * view.height(e.rank.unwrap_or(view.board.top));
            finding(view, kind, &[e], score, sentences::arrival(view, e))
        })
        .collect()
}

/// The row took over from a free or paid one of the same model that is gone: a switch, no debut.
fn took_over(view: &View<'_>, entry: &Entry) -> bool {
    let Some(before) = view.before else { return false };
    let gone = before.rows_of(entry.key.model).filter(|e| view.now.row(&e.key).is_none());
    gone.filter_map(|old| lineage::switched(before, view.now, &old.key)).any(|new| new.key == entry.key)
}

fn exits(view: &View<'_>) -> Vec<Finding> {
    let exits = view.now.exits.iter().map(|exit| {
        let rank = exit.previous_rank.unwrap_or(view.board.top);
        Finding {
            kind: Kind::Exit,
            keys: vec![exit.key.clone()],
            score: 0.4 + 0.3 * view.height(rank),
            rank,
            sentence: sentences::exit(view, exit),
        }
    });
    exits.collect()
}

/// Exactly one row came into the visible top and exactly one left it.
fn displaced(view: &View<'_>) -> Vec<Finding> {
    let arrived: Vec<&Entry> = view.top().filter(|e| came_in(e, view)).collect();
    let ([arrival], [exit]) = (arrived.as_slice(), view.now.exits.as_slice()) else { return Vec::new() };
    let sentence = sentences::displaced(view, arrival, exit);
    let mut finding = finding(view, Kind::Displaced, &[arrival], 0.7, sentence);
    finding.keys.push(exit.key.clone());
    vec![finding]
}

fn came_in(entry: &Entry, view: &View<'_>) -> bool {
    let from_below = entry.previous_rank.is_some_and(|rank| rank > view.board.top);
    let arrived = matches!(entry.status, Status::Debut | Status::Return) && !took_over(view, entry);
    arrived || from_below
}

/// The rows of the visible top with the largest move in one direction, better rank first. Noise does not count.
fn extreme<'a>(view: &'a View<'_>, status: Status) -> (u64, Vec<&'a Entry>) {
    let moved = || view.top().filter(|e| e.status == status && !e.noise);
    let most = moved().filter_map(|e| e.delta).map(i64::unsigned_abs).max().unwrap_or(0);
    (most, moved().filter(|e| e.delta.map(i64::unsigned_abs) == Some(most)).collect())
}

fn highest_climb(view: &View<'_>) -> Vec<Finding> {
    extreme_finding(view, Status::Climb, Kind::HighestClimb)
}

fn sharpest_fall(view: &View<'_>) -> Vec<Finding> {
    extreme_finding(view, Status::Fall, Kind::SharpestFall)
}

fn extreme_finding(view: &View<'_>, status: Status, kind: Kind) -> Vec<Finding> {
    let (places, entries) = extreme(view, status);
    if entries.is_empty() {
        return Vec::new();
    }
    let score = 0.5 + 0.04 * (places.min(10) as f64);
    let sentence = sentences::extreme(view, &entries, kind);
    vec![finding(view, kind, &entries, score, sentence)]
}

/// Rows of the visible top, and rows whose rank is not known but whose fall is.
fn against_growth(view: &View<'_>) -> Vec<Finding> {
    let near = view.now.entries.iter().filter(|e| e.rank.is_none_or(|rank| rank <= view.board.top));
    let mut list = Vec::new();
    for entry in near {
        let growth = entry.growth.map_or(0.0, |g| g.to_f64().abs().min(1.0));
        if entry.fell_while_growing {
            let sentence = sentences::fell_while_growing(view, entry);
            list.push(finding(view, Kind::FellWhileGrowing, &[entry], 0.65 + 0.25 * growth, sentence));
        }
        if entry.climbed_while_shrinking {
            let sentence = sentences::climbed_while_shrinking(view, entry);
            list.push(finding(view, Kind::ClimbedWhileShrinking, &[entry], 0.6 + 0.2 * growth, sentence));
        }
    }
    list
}

/// One organisation holds at least three of the first five.
fn org_dominance(view: &View<'_>) -> Vec<Finding> {
    let mut held: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in view.now.visible(5.min(view.board.top)) {
        if let Some(org) = view.models[entry.key.model].org.as_deref() {
            held.entry(org).or_default().push(entry);
        }
    }
    let dominant = held.into_iter().filter(|(_, entries)| entries.len() >= 3);
    dominant
        .map(|(org, entries)| {
            let sentence =
                sentences::org_dominance(view, view.orgs.get(org).copied().unwrap_or(org), entries.len());
            finding(view, Kind::OrgDominance, &entries, 0.35 + 0.06 * entries.len() as f64, sentence)
        })
        .collect()
}

/// The leader's interval overlaps the second's.
fn statistical_tie(view: &View<'_>) -> Vec<Finding> {
    let [leader, second, ..] = view.now.entries.as_slice() else { return Vec::new() };
    if leader.rank != Some(1) || !leader.tied_with().any(|at| at == 1) {
        return Vec::new();
    }
    let score = if leader.value == second.value { 0.68 } else { 0.45 };
    let sentence = sentences::statistical_tie(view, leader, second);
    vec![finding(view, Kind::StatisticalTie, &[leader, second], score, sentence)]
}

fn new_peaks(view: &View<'_>) -> Vec<Finding> {
    let peaks = view.top().filter(|e| e.new_peak && e.status == Status::Climb && !e.noise);
    peaks
        .map(|e| {
            let score = 0.3 + 0.3 * view.height(e.rank.unwrap_or(view.board.top));
            finding(view, Kind::NewPeak, &[e], score, sentences::new_peak(view, e))
        })
        .collect()
}

impl Finding {
    /// The model it is about, if it is about one.
    pub fn model(&self) -> Option<ModelId> {
        self.keys.first().map(|key| key.model)
    }
}
