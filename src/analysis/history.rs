//! What travels from period to period of a board: when each row was seen, its best rank and its runs.

use super::lineage::{Heirs, Merged, Merges};
use super::{Entry, PeriodFacts, Status};
use crate::identity::{ByKey, Key};
use crate::model::{Model, Period};
use std::collections::BTreeSet;

/// What travels from period to period for each key.
#[derive(Debug, Default)]
pub struct History {
    first: Option<Period>,
    lines: ByKey<Line>,
    /// Rows that are gone, of models that the registry merged into others, and that no row has gone on from yet.
    heirless: BTreeSet<Key>,
    /// Of a row that others were merged into, all of them and itself.
    parts: ByKey<Vec<Key>>,
}

#[derive(Debug)]
struct Line {
    last: Period,
    last_rank: Option<u32>,
    peak: Option<(u32, Period)>,
    at_peak: u32,
    on_board: u32,
    streak: u32,
    leading: u32,
}

impl Line {
    fn new(period: Period) -> Line {
        Line { last: period, last_rank: None, peak: None, at_peak: 0, on_board: 0, streak: 0, leading: 0 }
    }

    /// Takes in a period in which it is listed; `previous` is the one before. True if the rank is better than ever.
    fn go_on(&mut self, rank: Option<u32>, period: Period, previous: Option<Period>) -> bool {
        let unbroken = self.streak > 0 && Some(self.last) == previous;
        self.streak = if unbroken { self.streak + 1 } else { 1 };
        self.leading = match rank {
            Some(1) if unbroken => self.leading + 1,
            Some(1) => 1,
            _ => 0,
        };
        self.on_board += 1;
        self.last = period;
        self.last_rank = rank;
        let Some(rank) = rank else { return false };
        match self.peak {
            Some((best, _)) if rank > best => false,
            Some((best, _)) if rank == best => {
                self.at_peak += 1;
                false
            }
            older => {
                self.peak = Some((rank, period));
                self.at_peak = 1;
                older.is_some()
            }
        }
    }

    /// A change of method.
    fn forget(&mut self) {
        self.peak = None;
        self.at_peak = 0;
        self.streak = 0;
        self.leading = 0;
    }
}

impl History {
    /// An empty past of a board whose first known period is `first`.
    pub fn new(first: Option<Period>) -> History {
        History { first, ..History::default() }
    }

    /// A change of method: ranks before it are not compared with ranks after it.
    pub fn forget(&mut self) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each line is changed by itself; the order does not show"
        )]
        for line in self.lines.values_mut() {
            line.forget();
        }
    }

    /// Takes note of rows that are gone since the last known period.
    pub fn leave(&mut self, gone: &[Key], merges: &Merges) {
        self.heirless.extend(gone.iter().filter(|key| merges.has(key.model)).cloned());
    }

    /// The rows that are gone and that a row of this period goes on from, by that row.
    pub fn merged(&mut self, mut heirs: Heirs<'_>) -> Vec<Merged> {
        self.heirless.retain(|key| !heirs.has(key));
        let mut merged: Vec<Merged> = self.heirless.iter().filter_map(|key| heirs.of(key)).collect();
        for m in &merged {
            self.heirless.remove(&m.from);
        }
        merged.sort_by(|a, b| a.into.cmp(&b.into));
        merged
    }

    /// A row goes on with the history of those that were merged into it, and with theirs: as if the best of them had
    /// been it in each period.
    pub fn join(&mut self, key: &Key, merged: &[Merged], periods: &[PeriodFacts]) {
        let mut keys = Vec::new();
        for part in std::iter::once(key).chain(merged.iter().map(|m| &m.from)) {
            keys.push(part.clone());
            keys.extend(self.parts.get(part).cloned().unwrap_or_default());
        }
        keys.sort_unstable();
        keys.dedup();
        let mut joined: Option<Line> = None;
        for p in periods {
            if p.break_note.is_some() {
                joined.iter_mut().for_each(Line::forget);
            }
            let rows = || keys.iter().filter_map(|key| p.row(key));
            if rows().next().is_some() {
                let line = joined.get_or_insert_with(|| Line::new(p.period));
                line.go_on(rows().filter_map(|e| e.rank).min(), p.period, p.period.previous());
            }
        }
        if let Some(line) = joined {
            self.lines.insert(key.clone(), line);
        }
        self.parts.insert(key.clone(), keys);
    }

    /// The row has been seen.
    pub fn knows(&self, key: &Key) -> bool {
        self.lines.contains_key(key)
    }

    /// Takes a row of a period into the history, and tells it what came of it so far; `previous` is the period before.
    pub fn remember(
        &mut self,
        entry: &mut Entry,
        period: Period,
        previous: Option<Period>,
        models: &[Model],
    ) {
        let known = self.lines.get_mut(&entry.key);
        entry.last_seen = known.as_ref().map(|line| (line.last, line.last_rank));
        let mut fresh = Line::new(period);
        let line = known.unwrap_or(&mut fresh);
        entry.new_peak = line.go_on(entry.rank, period, previous) && entry.status != Status::Debut;
        entry.peak_rank = line.peak.map(|(rank, _)| rank);
        entry.peak_period = line.peak.map(|(_, period)| period);
        entry.periods_at_peak = line.at_peak;
        entry.periods_on_board = line.on_board;
        entry.streak = line.streak;
        entry.leading = line.leading;
        let released = models[entry.key.model].released;
        let before_first = released.zip(self.first).is_some_and(|(date, first)| date < first.first_day());
        entry.first_tracked = entry.status == Status::Debut && before_first && entry.reported.is_empty();
        if line.on_board == 1 {
            self.lines.insert(entry.key.clone(), fresh);
        }
    }
}
