//! What a score's interval says about its rank: Arena's published rule, `1 + #{j : low_j > high_i}`, and its mirror.

use super::PeriodFacts;
use crate::model::{Amount, Board, MetricKind};

/// Most ties that are listed by name: a board where thousands overlap would list their pairs by the million.
const TIES: usize = 100;

/// Fills `rank_low`, `rank_high` and `tied_with`.
pub fn bounds(period: &mut PeriodFacts, board: &Board) {
    match board.metric.kind {
        MetricKind::Volume => {
            for entry in &mut period.entries {
                if let Some(estimate) = &mut entry.estimate {
                    (estimate.rank_low, estimate.rank_high) = (entry.rank, entry.rank);
                }
            }
        }
        MetricKind::Score => intervals(period),
    }
}

fn intervals(period: &mut PeriodFacts) {
    // A row without an interval, or one that is missing, could stand anywhere between the others.
    if !period.whole || period.entries.iter().any(|e| e.interval().is_none()) {
        return;
    }
    let intervals: Vec<(Amount, Amount)> = period.entries.iter().filter_map(|e| e.interval()).collect();
    let known = placed(&intervals);
    let mut lows: Vec<usize> = known.iter().map(|(low, _)| *low).collect();
    let mut highs: Vec<usize> = known.iter().map(|(_, high)| *high).collect();
    lows.sort_unstable();
    highs.sort_unstable();
    for (index, (low, high)) in known.iter().enumerate() {
        let surely_better = lows.len() - lows.partition_point(|l| l <= high);
        let surely_worse = highs.partition_point(|h| h < low);
        let estimate = period.entries[index].estimate.get_or_insert_default();
        estimate.rank_low = u32::try_from(surely_better + 1).ok();
        estimate.rank_high = u32::try_from(known.len() - surely_worse).ok();
        // Whoever is neither surely better nor surely worse overlaps; the row itself is among them.
        let ties = known.len() - surely_better - surely_worse - 1;
        estimate.tied_with = nearest(&known, index, ties.min(TIES));
        estimate.tied_more = ties - estimate.tied_with.len();
    }
}

/// Intervals by the place of their ends among all ends, equal ends at one place: whole numbers are quicker to compare.
fn placed(intervals: &[(Amount, Amount)]) -> Vec<(usize, usize)> {
    let whole: Option<Vec<(u64, u64)>> =
        intervals.iter().map(|(low, high)| low.whole().zip(high.whole())).collect();
    // Scores are whole mostly.
    whole.map_or_else(|| places(intervals), |whole| places(&whole))
}

fn places<T: Ord + Copy>(intervals: &[(T, T)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<(T, usize)> = intervals.iter().map(|(low, _)| *low).zip((0..).step_by(2)).collect();
    ends.extend(intervals.iter().map(|(_, high)| *high).zip((1..).step_by(2)));
    // The rows are nearly in order, which a stable sort makes use of.
    ends.sort_by_key(|(end, _)| *end);
    let mut places = vec![0; ends.len()];
    for (place, same) in ends.chunk_by(|a, b| a.0 == b.0).enumerate() {
        same.iter().for_each(|(_, end)| places[*end] = place);
    }
    places.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The so many overlapping rows that stand nearest to the one at `index`, in the order of the board.
fn nearest(known: &[(usize, usize)], index: usize, most: usize) -> Vec<u32> {
    let (low, high) = known[index];
    let overlaps = |at: usize| known.get(at).is_some_and(|row| row.0 <= high && low <= row.1);
    // The first and the last of them, which are found from the row outwards; those between are taken in order.
    let (mut first, mut last, mut left) = (index, index, most);
    for away in 1..known.len() {
        if left > 0 && away <= index && overlaps(index - away) {
            (first, left) = (index - away, left - 1);
        }
        if left > 0 && overlaps(index + away) {
            (last, left) = (index + away, left - 1);
        }
        if left == 0 {
            break;
        }
    }
    let mut found = Vec::with_capacity(most);
    found.extend(
        (first..=last).filter(|at| *at != index && overlaps(*at)).filter_map(|at| u32::try_from(at).ok()),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_the_nearest_ones_in_the_order_of_the_board() {
        let rows = [(90_u64, 99_u64), (80, 95), (70, 79), (60, 91), (10, 20)];
        let rows = rows.map(|(low, high)| (Amount::from(low), Amount::from(high)));
        let known = placed(&rows);
        assert_eq!(known, places(&rows));
        assert_eq!(nearest(&known, 0, 2), [1, 3]);
        assert_eq!(nearest(&known, 3, 3), [0, 1, 2]);
        assert_eq!(nearest(&known, 3, 1), [2]);
        assert!(nearest(&known, 4, 0).is_empty());
    }
}
