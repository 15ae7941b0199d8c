//! One board over its periods: what needs the period before travels along in order; what periods tell by themselves, and
//! two and two, is computed at once.

use super::history::History;
use super::lineage::Merges;
use super::movement::Alone;
use super::{BoardFacts, Listing, PeriodFacts};
use super::{concentration, economics, movement, ranking, stability, staying, volumes};
use crate::config::Config;
use crate::identity::{ByKey, KnownSnapshot};
use crate::model::{MetricKind, Model};
use rayon::prelude::*;
use std::num::NonZeroU32;

/// The facts of a board, by its index.
pub fn over_time(
    index: usize,
    list: Vec<KnownSnapshot>,
    models: &[Model],
    merges: &Merges,
    config: &Config,
) -> BoardFacts {
    let board = &config.boards[index];
    let first = list.first().map(|s| s.snapshot.period);
    let mut history = History::new(first);
    let mut facts = BoardFacts::default();
    let mut lines: ByKey<Vec<Listing>> = ByKey::default();
    // Rows become entries on the cores that read them, so that the memory of the ones serves the others.
    let list: Vec<Alone> = list.into_par_iter().map(|known| Alone::new(known, board)).collect();
    for alone in list {
        let period = alone.period();
        let break_note = board.breaks.iter().find(|b| b.period == period).map(|b| b.note.clone());
        let before =
            facts.periods.last().filter(|p| break_note.is_none() && Some(p.period) == period.previous());
        let breaks = break_note.is_some();
        let past = movement::Past { history: &mut history, periods: &facts.periods, merges, breaks };
        let mut now = movement::compare(alone, before, past, models, board);
        now.break_note = break_note;
        if board.metric.kind == MetricKind::Volume {
            volumes::fill(&mut now, before);
        }
        for (index, entry) in now.entries.iter().enumerate() {
            let listing = Listing {
                period: u32::try_from(facts.periods.len()).unwrap_or(u32::MAX),
                entry: u32::try_from(index).unwrap_or(u32::MAX),
                rank: entry.rank.and_then(NonZeroU32::new),
            };
            match lines.get_mut(&entry.key) {
                Some(line) => line.push(listing),
                None => drop(lines.insert(entry.key.clone(), vec![listing])),
            }
        }
        facts.periods.push(now);
    }
    facts.lines = lines.into_iter().collect();
    facts.periods.par_iter_mut().for_each(|now| {
        ranking::bounds(now, board);
        if board.metric.kind == MetricKind::Volume {
            now.concentration = concentration::of(now);
            now.economics = economics::of(now, models, config.blend);
        }
    });
    let noise = with_previous(&facts.periods, |before, now| movement::noise(before, now, board));
    for (now, noise) in facts.periods.iter_mut().zip(noise) {
        noise.into_iter().flatten().for_each(|at| now.entries[at].noise = true);
    }
    let stability = with_previous(&facts.periods, |before, now| stability::between(before, now, board));
    for (now, stability) in facts.periods.iter_mut().zip(stability) {
        now.stability = stability.flatten();
    }
    facts.staying = staying::of(&facts, board);
    facts
}

/// What each period and the comparable one before it tell together, by period.
fn with_previous<T: Send>(
    periods: &[PeriodFacts],
    tell: impl Fn(&PeriodFacts, &PeriodFacts) -> T + Sync,
) -> Vec<Option<T>> {
    let one = |at: usize| {
        let now = &periods[at];
        let before = now.previous.and(at.checked_sub(1))?;
        Some(tell(&periods[before], now))
    };
    (0..periods.len()).into_par_iter().map(one).collect()
}
