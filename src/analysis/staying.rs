//! How long rows stay in the visible top.
//! Survival: of the rows ranked in a band in a period, the share still in the visible top h periods later, over all
//! known pairs of periods. Median stay: Kaplan and Meier 1958, entrants still there count as censored.

use super::BoardFacts;
use crate::identity::Key;
use crate::model::Board;
use std::collections::{BTreeMap, BTreeSet};

/// Below this many observations nothing is printed.
pub const LEAST: usize = 20;
/// The bands of ranks.
pub const BANDS: [(u32, u32); 3] = [(1, 5), (6, 10), (11, 20)];
/// How many periods later.
pub const HORIZONS: [i32; 4] = [1, 4, 6, 12];

/// Survival of one band over one horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survival {
    /// The ranks.
    pub band: (u32, u32),
    /// Periods later.
    pub horizon: i32,
    /// Rows still in the visible top.
    pub kept: usize,
    /// Rows looked at.
    pub n: usize,
}

/// Staying power of a board.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Staying {
    /// By band, then horizon; only where `n` is at least `LEAST`.
    pub survival: Vec<Survival>,
    /// Periods after which half of the entrants have left, and how many entrants there were.
    pub median: Option<(u32, usize)>,
}

/// The staying power of a board over all its periods.
pub fn of(facts: &BoardFacts, board: &Board) -> Staying {
    let tops: BTreeMap<usize, BTreeMap<&Key, u32>> = facts
        .periods
        .iter()
        .enumerate()
        .filter(|(_, p)| p.whole)
        .map(|(i, p)| (i, p.visible(board.top).filter_map(|e| Some((&e.key, e.rank?))).collect()))
        .collect();
    Staying { survival: survival(facts, &tops), median: median(facts, &tops) }
}

type Tops<'a> = BTreeMap<usize, BTreeMap<&'a Key, u32>>;

fn survival(facts: &BoardFacts, tops: &Tops<'_>) -> Vec<Survival> {
    let mut counted: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (i, top) in tops {
        for (h, horizon) in HORIZONS.iter().enumerate() {
            let later = facts.periods[*i].period.step(*horizon);
            let found = later.and_then(|p| facts.periods.binary_search_by_key(&p, |f| f.period).ok());
            let Some(after) = found.and_then(|index| tops.get(&index)) else { continue };
            for (key, rank) in top {
                let Some(band) = BANDS.iter().position(|(from, to)| (*from..=*to).contains(rank)) else {
                    continue;
                };
                let slot = counted.entry((band, h)).or_default();
                slot.0 += usize::from(after.contains_key(key));
                slot.1 += 1;
            }
        }
    }
    counted
        .into_iter()
        .filter(|(_, (_, n))| *n >= LEAST)
        .map(|((band, h), (kept, n))| Survival { band: BANDS[band], horizon: HORIZONS[h], kept, n })
        .collect()
}

/// One stay in the visible top: how many periods, and whether its end was seen.
struct Stay {
    periods: u32,
    ended: bool,
}

fn median(facts: &BoardFacts, tops: &Tops<'_>) -> Option<(u32, usize)> {
    let stays = stays(facts, tops);
    if stays.len() < LEAST {
        return None;
    }
    let mut alive = 1.0;
    let lengths: BTreeSet<u32> = stays.iter().map(|s| s.periods).collect();
    for length in lengths {
        let at_risk = stays.iter().filter(|s| s.periods >= length).count();
        let left = stays.iter().filter(|s| s.periods == length && s.ended).count();
        alive *= 1.0 - left as f64 / at_risk as f64;
        if alive <= 0.5 {
            return Some((length, stays.len()));
        }
    }
    None
}

/// The stays of rows whose entry was seen: absent in a known top, present in the next.
fn stays(facts: &BoardFacts, tops: &Tops<'_>) -> Vec<Stay> {
    let mut open: BTreeMap<&Key, u32> = BTreeMap::new();
    let mut stays = Vec::new();
    let mut before: Option<(usize, &BTreeMap<&Key, u32>)> = None;
    for (i, top) in tops {
        let follows =
            before.filter(|(j, _)| Some(facts.periods[*j].period) == facts.periods[*i].period.previous());
        let Some((_, old)) = follows else {
            // A gap: what goes on in it is not known, so open stays are censored here.
            stays.extend(
                std::mem::take(&mut open).into_values().map(|periods| Stay { periods, ended: false }),
            );
            before = Some((*i, top));
            continue;
        };
        let gone: Vec<&Key> = open.keys().filter(|k| !top.contains_key(*k)).copied().collect();
        for key in gone {
            stays.extend(open.remove(key).map(|periods| Stay { periods, ended: true }));
        }
        for key in top.keys() {
            match open.get_mut(key) {
                Some(periods) => *periods += 1,
                None if !old.contains_key(key) => drop(open.insert(key, 1)),
                None => {}
            }
        }
        before = Some((*i, top));
    }
    stays.extend(open.into_values().map(|periods| Stay { periods, ended: false }));
    stays
}
