//! Who moved: previous ranks, status, peaks, runs and exits of one period against the one before.

use super::by_model::ByModel;
use super::history::History;
use super::lineage::{self, Heirs, Merged, Merges, is_excused, is_split, switched, takes_over};
use super::{AsReported, Entry, Estimate, Exit, PeriodFacts, Reported, Status};
use crate::identity::{Key, KnownRow, KnownSnapshot};
use crate::model::{Board, MetricKind, Model, Period, ReportedExit, ReportedStatus, Row, Snapshot};

/// What a period is compared with: what travels along, and the periods themselves.
pub struct Past<'a> {
    pub history: &'a mut History,
    pub periods: &'a [PeriodFacts],
    pub merges: &'a Merges,
    /// A change of method begins with the period.
    pub breaks: bool,
}

/// A period by itself, before anything is compared.
pub struct Alone {
    snapshot: Snapshot,
    whole: bool,
    entries: Vec<Entry>,
    by_model: ByModel,
    exits: Vec<(Key, ReportedExit)>,
}

impl Alone {
    /// What a snapshot's rows tell by themselves.
    pub fn new(known: KnownSnapshot, board: &Board) -> Alone {
        let KnownSnapshot { snapshot, rows, exits } = known;
        let whole = whole(&snapshot, &rows);
        let entries: Vec<Entry> = rows.into_iter().map(|row| entry(row, board)).collect();
        let by_model = ByModel::of(&entries);
        Alone { snapshot, whole, entries, by_model, exits }
    }

    /// The period.
    pub fn period(&self) -> Period {
        self.snapshot.period
    }
}

/// A period against the one before: the facts of movement. Volumes and bounds are filled in later.
pub fn compare(
    alone: Alone,
    before: Option<&PeriodFacts>,
    Past { history, periods, merges, breaks }: Past<'_>,
    models: &[Model],
    board: &Board,
) -> PeriodFacts {
    let Alone { snapshot, whole, mut entries, by_model, exits } = alone;
    let gone: Vec<Key> = periods.last().map_or_else(Vec::new, |last| gone(last, &entries, &by_model));
    history.leave(&gone, merges);
    let merged = history.merged(Heirs::among(&entries, &by_model, merges, snapshot.date()));
    for of_one in merged.chunk_by(|a, b| a.into == b.into) {
        history.join(&of_one[0].into, of_one, periods);
    }
    if breaks {
        history.forget();
    }
    let vanished = if before.is_some() { gone } else { Vec::new() };
    let previous = snapshot.period.previous();
    for entry in &mut entries {
        match before {
            Some(before) => against(entry, before, &merged, history, board),
            None => as_reported(entry),
        }
        let model = &models[entry.key.model];
        if entry.status == Status::Debut
            && (vanished.iter().any(|k| takes_over(k, &entry.key, model)) || is_split(model, before))
        {
            entry.status = Status::Unknown;
        }
        history.remember(entry, snapshot.period, previous, models);
    }
    let mut facts = PeriodFacts {
        period: snapshot.period,
        previous: before.map(|b| b.period),
        after_whole: before.is_some_and(|b| b.whole),
        as_of: snapshot.as_of,
        unanswered: None,
        complete: snapshot.complete,
        whole,
        listed: snapshot.listed,
        cut: snapshot.says_listed || snapshot.other.is_some_and(|other| !other.is_zero()),
        source: snapshot.source.clone().or_else(|| board.source.clone()),
        note: snapshot.note.clone(),
        republished: before.is_some_and(|b| same_figures(b, &entries)),
        break_note: None,
        merged,
        by_model,
        entries,
        exits: Vec::new(),
        total: None,
        other: snapshot.other,
        previous_total: None,
        growth: None,
        concentration: None,
        stability: None,
        economics: None,
        findings: Vec::new(),
    };
    facts.exits = match before {
        Some(before) => exits_between(before, &facts, models, &snapshot, board),
        None => exits.into_iter().map(|(key, exit)| reported_exit(key, exit.previous_rank)).collect(),
    };
    facts
}

/// Every row has the figures it had: the source published nothing new.
fn same_figures(before: &PeriodFacts, entries: &[Entry]) -> bool {
    let figures = |e: &Entry| (e.key.clone(), e.value, e.low(), e.high(), e.votes());
    before.entries.len() == entries.len()
        && entries.iter().any(|e| e.value.is_some())
        && before.entries.iter().zip(entries).all(|(a, b)| figures(a) == figures(b))
}

fn whole(snapshot: &Snapshot, rows: &[KnownRow]) -> bool {
    let sound = rows.iter().all(|r| r.row.rank.is_some() && r.row.value.is_some());
    let listed = rows.iter().filter(|r| r.row.rank.is_some_and(|rank| rank <= snapshot.listed)).count();
    sound && !rows.is_empty() && listed >= snapshot.listed as usize
}

fn entry(known: KnownRow, board: &Board) -> Entry {
    let KnownRow { key, row } = known;
    let Row {
        name, rank, value, low, high, votes, at_least, previous_rank, delta, growth, status, said, ..
    } = row;
    let is_estimate = board.metric.kind == MetricKind::Score || (low, high, votes) != (None, None, None);
    Entry {
        key,
        source_name: name,
        rank,
        estimate: is_estimate.then(|| Box::new(Estimate { low, high, votes, ..Estimate::default() })),
        value,
        at_least,
        share: None,
        share_parts: None,
        share_change: None,
        // What the source said stands here until it is used or replaced by what we compute.
        previous_rank,
        previous_value: None,
        delta,
        status: status.map_or(Status::Unknown, reported_status),
        noise: false,
        reported: AsReported::default(),
        growth,
        fell_while_growing: false,
        climbed_while_shrinking: false,
        peak_rank: None,
        peak_period: None,
        new_peak: false,
        periods_at_peak: 0,
        periods_on_board: 0,
        streak: 0,
        leading: 0,
        last_seen: None,
        first_tracked: false,
        said,
    }
}

fn reported_status(status: ReportedStatus) -> Status {
    match status {
        ReportedStatus::Debut => Status::Debut,
        ReportedStatus::Return => Status::Return,
        ReportedStatus::Climb => Status::Climb,
        ReportedStatus::Fall => Status::Fall,
        ReportedStatus::Hold => Status::Hold,
    }
}

fn by_delta(delta: i64) -> Status {
    match delta {
        1.. => Status::Climb,
        0 => Status::Hold,
        _ => Status::Fall,
    }
}

/// Without the period before, what the source said counts, and is marked.
fn as_reported(entry: &mut Entry) {
    let said_status = entry.status;
    if entry.previous_rank.is_some() {
        entry.reported.add(Reported::PreviousRank);
    }
    if entry.delta.is_some() {
        entry.reported.add(Reported::Delta);
    }
    if entry.growth.is_some() {
        entry.reported.add(Reported::Growth);
    }
    if said_status != Status::Unknown {
        entry.reported.add(Reported::Status);
    }
    if entry.delta.is_none() {
        entry.delta =
            entry.previous_rank.zip(entry.rank).map(|(before, now)| i64::from(before) - i64::from(now));
    }
    if entry.previous_rank.is_none()
        && let (Some(delta), Some(rank)) = (entry.delta, entry.rank)
    {
        entry.previous_rank = u32::try_from(i64::from(rank).saturating_add(delta)).ok().filter(|r| *r > 0);
    }
    if said_status == Status::Unknown {
        entry.status = entry.delta.map_or(Status::Unknown, by_delta);
    }
    mark_against_growth(entry);
}

/// With the period before, everything is computed and what the source said is set aside.
fn against(entry: &mut Entry, before: &PeriodFacts, merged: &[Merged], history: &History, board: &Board) {
    let rows = lineage::earlier(before, &entry.key, merged);
    let earlier = rows.rows().min_by_key(|e| e.rank.unwrap_or(u32::MAX));
    entry.growth = None;
    entry.previous_rank = earlier.and_then(|e| e.rank);
    entry.previous_value = match board.metric.kind {
        MetricKind::Volume => rows.value(),
        MetricKind::Score => earlier.and_then(|e| e.value),
    };
    entry.delta = entry.previous_rank.zip(entry.rank).map(|(before, now)| i64::from(before) - i64::from(now));
    entry.status = match (earlier, entry.delta) {
        (Some(_), Some(delta)) => by_delta(delta),
        (Some(_), None) => Status::Unknown,
        (None, _) if !observed_absent(before, entry.rank) => Status::Unknown,
        (None, _) if history.knows(&entry.key) => Status::Return,
        (None, _) => Status::Debut,
    };
}

/// The list of the period before reached deep enough to have shown the row.
fn observed_absent(before: &PeriodFacts, rank: Option<u32>) -> bool {
    before.whole && rank.is_some_and(|rank| rank <= before.listed)
}

/// Rows of the period before that are not there now.
fn gone(before: &PeriodFacts, now: &[Entry], by_model: &ByModel) -> Vec<Key> {
    let is_there = |key: &Key| by_model.places(key.model).any(|at| now[at].key == *key);
    before.entries.iter().map(|e| &e.key).filter(|key| !is_there(key)).cloned().collect()
}

/// Fell although it grew, and its mirror.
pub fn mark_against_growth(entry: &mut Entry) {
    let (delta, growth) = (entry.delta.unwrap_or(0), entry.growth);
    entry.fell_while_growing = delta < 0 && growth.is_some_and(super::Ratio::is_positive);
    entry.climbed_while_shrinking = delta > 0 && growth.is_some_and(super::Ratio::is_negative);
}

fn reported_exit(key: Key, previous_rank: Option<u32>) -> Exit {
    Exit { key, rank: None, previous_rank, below_cut: true, reported: true }
}

/// Rows of the visible top before that are not in it now, and whose absence was observed.
fn exits_between(
    before: &PeriodFacts,
    now: &PeriodFacts,
    models: &[Model],
    snapshot: &Snapshot,
    board: &Board,
) -> Vec<Exit> {
    let mut exits = Vec::new();
    for old in before.visible(board.top) {
        match now.row(&old.key).map(|e| e.rank) {
            Some(None) => {}
            Some(Some(rank)) if rank <= board.top => {}
            Some(Some(rank)) => exits.push(exit(old, Some(rank), false)),
            None => {
                let deep = now.whole && old.rank.is_some_and(|rank| rank <= now.listed);
                let model = &models[old.key.model];
                let renamed = now
                    .entries
                    .iter()
                    .any(|e| before.row(&e.key).is_none() && takes_over(&old.key, &e.key, model));
                if deep
                    && !renamed
                    && !is_excused(model, snapshot)
                    && switched(before, now, &old.key).is_none()
                {
                    exits.push(exit(old, None, true));
                }
            }
        }
    }
    exits
}

fn exit(old: &Entry, rank: Option<u32>, below_cut: bool) -> Exit {
    Exit { key: old.key.clone(), rank, previous_rank: old.rank, below_cut, reported: false }
}

/// The rows whose move is noise, by their indices. On a score board positions shuffle although nothing happened: a move
/// is noise unless the displayed score changed or the bounds of the rank moved.
pub fn noise(before: &PeriodFacts, now: &PeriodFacts, board: &Board) -> Vec<usize> {
    if board.metric.kind != MetricKind::Score {
        return Vec::new();
    }
    let shown = |e: &Entry| e.value.map(|v| crate::words::cell(v, board));
    let is_noise = |e: &Entry| {
        matches!(e.status, Status::Climb | Status::Fall)
            && before.row(&e.key).is_some_and(|old| {
                (e.rank_low(), e.rank_high()) == (old.rank_low(), old.rank_high())
                    && (e.value == old.value || shown(e) == shown(old))
            })
    };
    (0..now.entries.len()).filter(|at| is_noise(&now.entries[*at])).collect()
}
