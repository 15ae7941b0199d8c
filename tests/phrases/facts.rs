//! What is so on a board in a period, reckoned anew from the site's snapshots; what they cannot tell is `None`.

use super::bank::EXTREMES;
use rust_decimal::Decimal;
use standings::config::{self, Config};
use standings::diagnostic::Notes;
use standings::identity::{self, Key, KnownRow, KnownSnapshot};
use standings::inputs;
use standings::model::{Amount, Board as BoardOfConfig, MetricKind, Model, Org, Period};
use standings::{registry, snapshots};
use std::collections::BTreeSet;
use std::path::Path;

/// A row of a board.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    pub maker: Option<String>,
    /// The only row of its name, then and now, so that the name says which is meant.
    pub alone: bool,
    pub rank: u32,
    pub before: Option<u32>,
    /// Not on the board the period before; `Some(true)` if never.
    pub new: Option<bool>,
    pub value: Option<Decimal>,
    pub value_before: Option<Decimal>,
    pub peak: Option<u32>,
    pub at_peak: bool,
    pub periods: Option<u32>,
    pub streak_rank: Option<u32>,
    pub streak_rise: Option<u32>,
}

/// How many rows did what.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub new: u32,
    pub gone: u32,
    pub up: u32,
    pub down: u32,
    pub same: u32,
}

/// A board in a period.
pub struct Board {
    pub config: BoardOfConfig,
    pub period: Period,
    pub rows: Vec<Row>,
    pub total: Option<Decimal>,
    pub total_before: Option<Decimal>,
    /// Without what is not listed: another total that a reader may think of.
    pub listed: [Option<Decimal>; 2],
    pub counts: Option<Counts>,
    /// The same in the visible top.
    pub top_counts: Option<Counts>,
    /// The one row that is the extreme: among all, and among the visible top.
    pub extremes: [[Option<usize>; EXTREMES.len()]; 2],
}

impl Board {
    pub fn volume(&self) -> bool {
        self.config.metric.kind == MetricKind::Volume
    }
}

/// The boards of a site with enough rows in a period.
pub fn boards(site: &Path, period: &str) -> Vec<Board> {
    let mut notes = Notes::default();
    let inputs = inputs::read(site, &mut notes).unwrap();
    let config = config::parse(inputs.text("site.yaml", &mut notes).unwrap(), &mut notes).unwrap();
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let registry = registry::parse(&inputs, &config, &mut notes);
    let known = identity::resolve(parsed, &registry, &inputs, &config, &mut notes);
    let period = Period::parse(period, config.cadence).unwrap();
    let at = |board: usize| {
        let history: Vec<_> = known.boards[board].iter().filter(|s| s.snapshot.period <= period).collect();
        let last = history.last().is_some_and(|s| s.snapshot.period == period && s.rows.len() >= 6);
        let names = Names { models: &known.models, orgs: &registry.orgs };
        (last && whole(history[history.len() - 1])).then(|| make(&config, board, &history, names))
    };
    (0..config.boards.len()).filter_map(at).collect()
}

/// Every rank down to where the list ends, every value, every day.
fn whole(known: &KnownSnapshot) -> bool {
    let s = &known.snapshot;
    let told = |r: &KnownRow| r.row.rank.is_some() && r.row.value.is_some();
    s.complete && s.listed as usize == known.rows.len() && known.rows.iter().all(told)
}

#[derive(Clone, Copy)]
struct Names<'a> {
    models: &'a [Model],
    orgs: &'a [Org],
}

/// The periods without a gap up to now, the latest first, and whether others lie before a gap.
struct Run<'a> {
    snapshots: Vec<&'a KnownSnapshot>,
    all: &'a [&'a KnownSnapshot],
    gap: bool,
}

fn run<'a>(board: &BoardOfConfig, history: &'a [&'a KnownSnapshot]) -> Run<'a> {
    let mut snapshots: Vec<&KnownSnapshot> = Vec::new();
    for known in history.iter().rev() {
        if let Some(later) = snapshots.last() {
            let broken = board.breaks.iter().any(|b| b.period == later.snapshot.period);
            if broken || later.snapshot.period.previous() != Some(known.snapshot.period) || !whole(known) {
                break;
            }
        }
        snapshots.push(known);
    }
    let gap = snapshots.len() < history.len();
    Run { snapshots, all: history, gap }
}

fn row<'a>(known: &'a KnownSnapshot, key: &Key) -> Option<&'a KnownRow> {
    known.rows.iter().find(|r| r.key == *key)
}

fn exact(known: &KnownRow) -> Option<Decimal> {
    known.row.value.filter(|_| !known.row.at_least).map(Amount::decimal)
}

fn make(config: &Config, board: usize, history: &[&KnownSnapshot], names: Names<'_>) -> Board {
    let config = &config.boards[board];
    let run = run(config, history);
    let now = run.snapshots[0];
    let before = run.snapshots.get(1).copied();
    let rows: Vec<Row> = now.rows.iter().map(|r| row_of(r, &run, names)).collect();
    // Where a model's rows are not the same as before, what is new or gone is a matter of opinion.
    let moot = before.is_some_and(|before| {
        let keys = |s: &KnownSnapshot| s.rows.iter().map(|r| r.key.clone()).collect::<BTreeSet<_>>();
        let (old, new) = (keys(before), keys(now));
        let models = |keys: &BTreeSet<Key>| keys.iter().map(|k| k.model).collect::<BTreeSet<_>>();
        let changed: BTreeSet<Key> = old.symmetric_difference(&new).cloned().collect();
        !models(&changed).is_disjoint(&models(&old.intersection(&new).cloned().collect()))
            || models(&changed).len() < changed.len()
    });
    let counts = |top| before.filter(|_| !moot).map(|before| counts(now, before, top));
    let total = |s: &KnownSnapshot| Some(listed(s) + s.snapshot.other.map_or(Decimal::ZERO, Amount::decimal));
    let alike = before.filter(|b| b.snapshot.other.is_some() == now.snapshot.other.is_some());
    Board {
        config: config.clone(),
        period: now.snapshot.period,
        total: total(now),
        total_before: alike.and_then(total),
        listed: [Some(listed(now)), before.map(listed)],
        counts: counts(None),
        top_counts: counts(Some(config.top)),
        extremes: [extremes(&rows, u32::MAX), extremes(&rows, config.top)],
        rows,
    }
}

fn listed(known: &KnownSnapshot) -> Decimal {
    known.rows.iter().filter_map(|r| r.row.value).map(Amount::decimal).sum()
}

fn row_of(known: &KnownRow, run: &Run<'_>, names: Names<'_>) -> Row {
    let model = &names.models[known.key.model];
    let keys: BTreeSet<&Key> =
        run.all.iter().flat_map(|s| &s.rows).map(|r| &r.key).filter(|k| k.model == known.key.model).collect();
    let changed = model.split_from.is_some() || model.merged_into.is_some() || !model.hidden.is_empty();
    let rank = known.row.rank.unwrap();
    let before = run.snapshots.get(1).map(|s| row(s, &known.key));
    let earlier: Vec<u32> =
        run.all[..run.all.len() - 1].iter().filter_map(|s| row(s, &known.key)?.row.rank).collect();
    let start = run.snapshots[run.snapshots.len() - 1].snapshot.period.first_day();
    let young = model.released.is_some_and(|day| day >= start);
    let new = match before {
        Some(None) if !earlier.is_empty() => Some(false),
        Some(None) if !run.gap || young => Some(true),
        _ => None,
    };
    let known_all = |n: u32| Some(n).filter(|_| !run.gap);
    Row {
        name: model.name.clone(),
        maker: model.org.as_ref().and_then(|id| Some(names.orgs.iter().find(|o| o.id == *id)?.name.clone())),
        alone: keys.len() == 1 && !changed,
        rank,
        before: before.flatten().and_then(|r| r.row.rank),
        new,
        value: exact(known),
        value_before: before.flatten().and_then(exact),
        peak: known_all(earlier.iter().copied().min().unwrap_or(rank).min(rank)),
        at_peak: !run.gap && earlier.iter().min().is_some_and(|best| rank <= *best),
        periods: known_all(u32::try_from(earlier.len()).unwrap() + 1),
        streak_rank: streak(run, |now, then| {
            Some(row(then, &known.key)?.row.rank == row(now, &known.key)?.row.rank)
        })
        .map(|n| n + 1),
        streak_rise: streak(run, |now, then| {
            let (now, then) = (row(now, &known.key)?, row(then, &known.key)?);
            Some(exact(now)? > exact(then)?)
        }),
    }
}

/// How many steps back from now hold; `None` if they go back to a gap.
fn streak(run: &Run<'_>, holds: impl Fn(&KnownSnapshot, &KnownSnapshot) -> Option<bool>) -> Option<u32> {
    let mut count = 0;
    for pair in run.snapshots.windows(2) {
        if holds(pair[0], pair[1]) != Some(true) {
            return Some(count);
        }
        count += 1;
    }
    Some(count).filter(|_| !run.gap)
}

fn counts(now: &KnownSnapshot, before: &KnownSnapshot, top: Option<u32>) -> Counts {
    let inside = |r: &&KnownRow| r.row.rank.is_some_and(|rank| top.is_none_or(|k| rank <= k));
    let in_top = |s: &KnownSnapshot, key: &Key| row(s, key).as_ref().is_some_and(inside);
    let mut counts = Counts { new: 0, gone: 0, up: 0, down: 0, same: 0 };
    for r in now.rows.iter().filter(inside) {
        counts.new += u32::from(!in_top(before, &r.key));
        match row(before, &r.key).map(|old| old.row.rank.cmp(&r.row.rank)) {
            Some(std::cmp::Ordering::Greater) => counts.up += 1,
            Some(std::cmp::Ordering::Less) => counts.down += 1,
            Some(std::cmp::Ordering::Equal) => counts.same += 1,
            None => {}
        }
    }
    let gone = before.rows.iter().filter(inside).filter(|r| !in_top(now, &r.key)).count();
    counts.gone = u32::try_from(gone).unwrap();
    counts
}

/// The one row that is furthest out by each measure, where every row's figure is known.
fn extremes(rows: &[Row], top: u32) -> [Option<usize>; EXTREMES.len()] {
    let old = |r: &Row| r.rank <= top && r.before.is_some();
    let newcomers = rows.iter().filter(|r| r.rank <= top && r.before.is_none()).filter_map(|r| r.value).max();
    let the_one = |of: &dyn Fn(&Row) -> Option<Decimal>| -> Option<usize> {
        let figures: Option<Vec<_>> =
            rows.iter().enumerate().filter(|(_, r)| old(r)).map(|(at, r)| Some((of(r)?, at))).collect();
        let figures = figures?;
        let best = figures.iter().max()?;
        let alone = figures.iter().filter(|(figure, _)| *figure == best.0).count() == 1;
        (alone && best.0 > Decimal::ZERO).then_some(best.1)
    };
    let moved = |r: &Row| Some(Decimal::from(r.before?) - Decimal::from(r.rank));
    let gain = |r: &Row| Some(r.value? - r.value_before?);
    let growth = |r: &Row| gain(r)?.checked_div(r.value_before?);
    let gainer = the_one(&gain).filter(|at| newcomers.is_none_or(|new| gain(&rows[*at]) > Some(new)));
    [
        the_one(&moved),
        the_one(&|r| Some(-moved(r)?)),
        the_one(&growth),
        the_one(&|r| Some(-growth(r)?)),
        gainer,
        the_one(&|r| Some(-gain(r)?)),
    ]
}
