//! What a score's interval says about its rank: Arena's published rule, `1 + #{j : low_j > high_i}`, and its mirror.

use super::PeriodFacts;
use crate::model::{Amount, Board, MetricKind};

/// Fills `rank_low`, `rank_high` and `tied_with`.
pub fn bounds(period: &mut PeriodFacts, board: &Board) {
    match board.metric.kind {
        MetricKind::Volume => {
            for entry in &mut period.entries {
                (entry.rank_low, entry.rank_high) = (entry.rank, entry.rank);
            }
        }
        MetricKind::Score => intervals(period),
    }
}

fn intervals(period: &mut PeriodFacts) {
    // A row without an interval, or one that is missing, could stand anywhere between the others.
    if !period.whole || period.entries.iter().any(|e| e.low.is_none() || e.high.is_none()) {
        return;
    }
    let known: Vec<(usize, Amount, Amount)> =
        period.entries.iter().enumerate().filter_map(|(i, e)| Some((i, e.low?, e.high?))).collect();
    let mut lows: Vec<Amount> = known.iter().map(|(_, low, _)| *low).collect();
    let mut highs: Vec<Amount> = known.iter().map(|(_, _, high)| *high).collect();
    lows.sort_unstable();
    highs.sort_unstable();
    for (index, low, high) in &known {
        let surely_better = lows.len() - lows.partition_point(|l| l <= high);
        let surely_worse = highs.partition_point(|h| h < low);
        let entry = &mut period.entries[*index];
        entry.rank_low = u32::try_from(surely_better + 1).ok();
        entry.rank_high = u32::try_from(known.len() - surely_worse).ok();
        let overlaps = known.iter().filter(|(j, l, h)| j != index && l <= high && low <= h);
        entry.tied_with = overlaps.map(|(j, _, _)| *j).collect();
    }
}
