//! How much the order of a board changed from one period to the next, over the visible top.
//! Kendall's tau-b; extrapolated rank-biased overlap (Webber, Moffat and Zobel 2010, equation 32); Jaccard index.

use super::{Entry, PeriodFacts, Status};
use crate::identity::ByKey;
use crate::model::{Board, MetricKind};
use serde::Serialize;

/// Stability of a board between two periods.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stability {
    /// Kendall's tau-b over the rows in both tops, −1..=1; `None` with fewer than two, or all tied.
    pub kendall_tau_b: Option<f64>,
    /// Pairs of rows that changed their order: overtakes.
    pub overtakes: u32,
    /// Extrapolated rank-biased overlap, 0..=1; p is 0.9 up to top 10, else 0.95.
    pub rbo: f64,
    /// Rows in both tops ÷ rows in either.
    pub jaccard: f64,
    /// Exits ÷ places of the top; `None` if a row may have gone that the list does not reach down to.
    pub turnover: Option<f64>,
    /// The same rows in the same order (on a score board: no change that is not noise).
    pub frozen: bool,
}

/// The stability of the visible top; `None` if either top is empty or has unknown ranks inside it, or if one list is
/// cut inside the top and the other ends elsewhere: what stood there in the one is not known.
pub fn between(before: &PeriodFacts, now: &PeriodFacts, board: &Board) -> Option<Stability> {
    if !now.tops_compare(before, board.top) {
        return None;
    }
    let old: Vec<&Entry> = before.visible(board.top).collect();
    let new: Vec<&Entry> = now.visible(board.top).collect();
    if old.is_empty() || new.is_empty() {
        return None;
    }
    // Keys by number, so that each is looked for once: those of the rows before first.
    let mut numbers = ByKey::default();
    let (old_keys, new_keys) = (numbered(&old, &mut numbers), numbered(&new, &mut numbers));
    let either = numbers.len();
    let pair = |(key, e): (&usize, &&Entry)| Some((f64::from(old.get(*key)?.rank?), f64::from(e.rank?)));
    let common: Vec<(f64, f64)> = new_keys.iter().zip(&new).filter_map(pair).collect();
    let p = if board.top <= 10 { 0.9 } else { 0.95 };
    let (tau, overtakes) = kendall(&common);
    Some(Stability {
        kendall_tau_b: tau,
        overtakes,
        rbo: rbo(&groups(&old, &old_keys), &groups(&new, &new_keys), p),
        jaccard: common.len() as f64 / either as f64,
        turnover: now.exits_known(before, board.top).then(|| now.exits.len() as f64 / f64::from(board.top)),
        frozen: frozen(&old_keys, &new_keys, &new, board),
    })
}

/// The numbers of rows' keys; a key without one has the next.
fn numbered(entries: &[&Entry], numbers: &mut ByKey<usize>) -> Vec<usize> {
    let mut number = |e: &&Entry| {
        let next = numbers.len();
        numbers.get(&e.key).copied().unwrap_or_else(|| {
            numbers.insert(e.key.clone(), next);
            next
        })
    };
    entries.iter().map(&mut number).collect()
}

/// The keys of rows of one rank together, best first.
fn groups(entries: &[&Entry], keys: &[usize]) -> Vec<Vec<usize>> {
    let mut keys = keys.iter().copied();
    entries.chunk_by(|a, b| a.rank == b.rank).map(|group| keys.by_ref().take(group.len()).collect()).collect()
}

fn frozen(old: &[usize], keys: &[usize], new: &[&Entry], board: &Board) -> bool {
    match board.metric.kind {
        MetricKind::Volume => old == keys,
        MetricKind::Score => {
            let same_rows = old.len() == keys.len() && keys.iter().all(|key| *key < old.len());
            same_rows && new.iter().all(|e| e.status == Status::Hold || e.noise)
        }
    }
}

/// Kendall's tau-b of paired ranks and the number of discordant pairs.
pub fn kendall(pairs: &[(f64, f64)]) -> (Option<f64>, u32) {
    let (mut concordant, mut discordant, mut tied_x, mut tied_y) = (0_u32, 0_u32, 0_u32, 0_u32);
    for (i, a) in pairs.iter().enumerate() {
        for b in &pairs[i + 1..] {
            let (dx, dy) = (a.0 - b.0, a.1 - b.1);
            match (dx == 0.0, dy == 0.0) {
                (true, true) => {}
                (true, false) => tied_x += 1,
                (false, true) => tied_y += 1,
                (false, false) if dx * dy > 0.0 => concordant += 1,
                (false, false) => discordant += 1,
            }
        }
    }
    let untied = f64::from(concordant + discordant);
    let scale = ((untied + f64::from(tied_x)) * (untied + f64::from(tied_y))).sqrt();
    let tau = (scale > 0.0).then(|| (f64::from(concordant) - f64::from(discordant)) / scale);
    (tau, discordant)
}

/// Extrapolated rank-biased overlap of two lists of groups, of any lengths; rows of one group are tied and stand at
/// their group's first rank. At depth d the agreement is 2·|S∩L| ÷ (|S|+|L|); past the end of the shorter list its
/// last agreement is carried on.
pub fn rbo<T: Ord>(a: &[Vec<T>], b: &[Vec<T>], p: f64) -> f64 {
    let (mut short, mut long) = (first_ranks(a), first_ranks(b));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let (s, l) = (short.len(), long.len());
    if s == 0 {
        return 0.0;
    }
    // How many rows each list, and both, have down to a depth. No rank is beyond a list's length.
    let counted = |ranks: &mut dyn Iterator<Item = usize>| {
        let mut by_depth = vec![0_usize; l + 1];
        ranks.for_each(|rank| by_depth[rank] += 1);
        for depth in 1..=l {
            by_depth[depth] += by_depth[depth - 1];
        }
        by_depth
    };
    let in_short = counted(&mut short.iter().map(|(_, rank)| *rank));
    let in_long = counted(&mut long.iter().map(|(_, rank)| *rank));
    let in_both = |(item, rank): &(&T, usize)| {
        let at = long.binary_search_by_key(item, |(item, _)| *item).ok()?;
        Some(long[at].1.max(*rank))
    };
    let common = counted(&mut short.iter().filter_map(in_both));
    let at_s = 2.0 * common[s] as f64 / (in_short[s] + in_long[s]) as f64;
    let (mut sum, mut weight) = (0.0, 1.0);
    for d in 1..=l {
        weight *= p;
        let carried = at_s * d.saturating_sub(s) as f64;
        let size = if d <= s { in_short[d] } else { d };
        sum += 2.0 * (common[d] as f64 + carried) / (size + in_long[d]) as f64 * weight;
    }
    let tail = (common[l] as f64 + at_s * (l - s) as f64) / l as f64 * weight;
    (1.0 - p) / p * sum + tail
}

/// Every item with its group's first rank, by item.
fn first_ranks<T: Ord>(groups: &[Vec<T>]) -> Vec<(&T, usize)> {
    let mut ranks = Vec::new();
    let mut next = 1;
    for group in groups {
        ranks.extend(group.iter().map(|item| (item, next)));
        next += group.len();
    }
    ranks.sort_unstable();
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kendall_with_ties_matches_the_worked_value() {
        let x = [1.0, 2.0, 2.0, 4.0, 5.0, 6.0];
        let y = [1.0, 2.0, 3.0, 3.0, 3.0, 6.0];
        let pairs: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        assert!((kendall(&pairs).0.unwrap() - 0.848_668_424_8).abs() < 1e-9);
        assert_eq!(kendall(&[(1.0, 1.0)]).0, None);
    }

    #[test]
    fn rbo_matches_the_worked_value() {
        let single = |names: [&'static str; 5]| names.map(|n| vec![n]);
        let (a, b) = (single(["A", "B", "C", "D", "E"]), single(["B", "A", "C", "F", "G"]));
        assert!((rbo(&a, &b, 0.9) - 0.619_335).abs() < 1e-9);
        assert!((rbo(&a, &a, 0.9) - 1.0).abs() < 1e-12);
    }
}
