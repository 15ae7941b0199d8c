//! How long rows stay in the visible top.
//! Survival: of the rows ranked in a band in a period, the share still in the visible top h periods later, over all
//! known pairs of periods. Median stay: Kaplan and Meier 1958, entrants still there count as censored.

use super::{BoardFacts, Listing};
use crate::model::Board;
use std::collections::BTreeSet;

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
    let tops = Tops::of(facts, board.top);
    let lines: Vec<Vec<Place>> = facts.lines.values().map(|line| tops.places(line)).collect();
    Staying { survival: survival(&lines, &tops), median: median(&lines, &tops) }
}

/// Where a row stood in a top that is known whole.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The index of the period.
    period: usize,
    rank: u32,
}

/// The visible tops of a board, period by period.
struct Tops {
    top: u32,
    /// Those that are known whole.
    whole: Vec<bool>,
    /// Those that are known whole as the one just before them is.
    follows: Vec<bool>,
    /// The indices of the periods each of the horizons later, where the top is known whole.
    later: Vec<[Option<usize>; HORIZONS.len()]>,
}

impl Tops {
    fn of(facts: &BoardFacts, top: u32) -> Tops {
        let periods = &facts.periods;
        let whole: Vec<bool> = periods.iter().map(|p| p.whole).collect();
        let follows = |at: usize| {
            let before = at.checked_sub(1).filter(|before| whole[at] && whole[*before]);
            before.is_some_and(|before| Some(periods[before].period) == periods[at].period.previous())
        };
        let later = |at: usize, horizon: i32| {
            let period = periods[at].period.step(horizon)?;
            periods.binary_search_by_key(&period, |p| p.period).ok().filter(|at| whole[*at])
        };
        let follows = (0..periods.len()).map(follows).collect();
        let later = (0..periods.len()).map(|at| HORIZONS.map(|horizon| later(at, horizon))).collect();
        Tops { top, whole, follows, later }
    }

    /// Where a row stood in them, of all its listings.
    fn places(&self, line: &[Listing]) -> Vec<Place> {
        let place = |listing: &Listing| Some(Place { period: listing.period(), rank: listing.rank?.get() });
        line.iter().filter_map(place).filter(|p| self.whole[p.period] && p.rank <= self.top).collect()
    }
}

fn survival(lines: &[Vec<Place>], tops: &Tops) -> Vec<Survival> {
    let mut counted = [[(0, 0); HORIZONS.len()]; BANDS.len()];
    for line in lines {
        for (at, place) in line.iter().enumerate() {
            let Some(band) = BANDS.iter().position(|(from, to)| (*from..=*to).contains(&place.rank)) else {
                continue;
            };
            for (h, after) in tops.later[place.period].iter().enumerate() {
                let Some(after) = after else { continue };
                let (kept, n) = &mut counted[band][h];
                *kept += usize::from(line[at..].binary_search_by_key(after, |p| p.period).is_ok());
                *n += 1;
            }
        }
    }
    let bands = BANDS.into_iter().zip(counted);
    let survival = bands.flat_map(|(band, counted)| {
        let horizons = HORIZONS.into_iter().zip(counted);
        horizons.map(move |(horizon, (kept, n))| Survival { band, horizon, kept, n })
    });
    survival.filter(|s| s.n >= LEAST).collect()
}

/// One stay in the visible top: how many periods, and whether its end was seen.
struct Stay {
    periods: u32,
    ended: bool,
}

fn median(lines: &[Vec<Place>], tops: &Tops) -> Option<(u32, usize)> {
    let stays: Vec<Stay> = lines.iter().flat_map(|line| stays(line, tops)).collect();
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

/// The stays of a row whose entry was seen: absent in a known top, present in the next. Where a top is not known, what
/// goes on in it is not either: stays that reach it are censored there.
fn stays(line: &[Place], tops: &Tops) -> Vec<Stay> {
    let follows = |period: usize| tops.follows.get(period).copied().unwrap_or_default();
    let unbroken = line.chunk_by(|a, b| b.period == a.period + 1 && follows(b.period));
    let stay = |places: &[Place]| {
        let (first, last) = (places.first()?.period, places.last()?.period);
        let periods = u32::try_from(places.len()).unwrap_or(u32::MAX);
        follows(first).then(|| Stay { periods, ended: follows(last + 1) })
    };
    unbroken.filter_map(stay).collect()
}
