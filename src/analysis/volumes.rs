//! What adds up: totals, shares, growth, and why a row that grew fell.

use super::{Entry, PeriodFacts, lineage, movement};
use crate::identity::Key;
use crate::model::{Amount, Ratio};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Fills total, shares and growth of a volume board.
pub fn fill(now: &mut PeriodFacts, before: Option<&PeriodFacts>) {
    if now.whole {
        let listed: Amount = now.entries.iter().filter_map(|e| e.value).sum();
        now.total = Some(listed + now.other.unwrap_or(Amount::ZERO));
    }
    let comparable = before.filter(|b| b.complete && now.complete);
    now.previous_total = before.and_then(|b| b.total);
    let whole = comparable.filter(|b| same_basis(now, b));
    now.growth = whole.and_then(|b| growth(now.total?, b.total?));
    for entry in &mut now.entries {
        entry.share = entry.value.zip(now.total).and_then(|(v, t)| Ratio::of(v.decimal(), t.decimal()));
        let old =
            comparable.map(|before| lineage::earlier(before, &entry.key, &now.merged)).unwrap_or_default();
        if old.rows().next().is_none() {
            continue;
        }
        // How far a value has come from or to a lower bound is not known.
        let exact = !entry.at_least && !old.rows().any(|e| e.at_least);
        if exact {
            entry.growth = entry.value.zip(old.value()).and_then(|(now, before)| growth(now, before));
        }
        let before: Option<Decimal> = old.rows().map(|e| e.share.map(Ratio::decimal)).sum();
        let shares = entry.share.zip(before).filter(|_| exact && whole.is_some());
        entry.share_change = shares.map(|(now, before)| now.decimal() - before);
        movement::mark_against_growth(entry);
    }
    if makes_whole(now) {
        let shared = || now.entries.iter().filter_map(|e| e.share);
        let parts = largest_remainder(&shared().collect::<Vec<_>>(), 1000);
        let rows = now.entries.iter_mut().filter(|e| e.share.is_some());
        rows.zip(parts).for_each(|(entry, parts)| entry.share_parts = u16::try_from(parts).ok());
    }
}

/// The rows are all that the total holds, and none of them may hold more.
fn makes_whole(period: &PeriodFacts) -> bool {
    period.total.is_some() && period.other.is_none_or(Amount::is_zero) && !period.cut_short()
}

/// Totals and shares compare if both hold the unlisted rest, or both are sums of lists of one depth.
fn same_basis(now: &PeriodFacts, before: &PeriodFacts) -> bool {
    match (now.other, before.other) {
        (Some(_), Some(_)) => true,
        (None, None) => now.listed == before.listed && !now.cut_short() && !before.cut_short(),
        _ => false,
    }
}

/// now ÷ before − 1.
fn growth(now: Amount, before: Amount) -> Option<Ratio> {
    Ratio::of(now.minus(before), before.decimal())
}

/// A row that was behind (or absent) and is ahead now.
#[derive(Debug, Clone)]
pub struct Overtaker {
    /// What it is about.
    pub key: Key,
    /// Its own growth, if it was there before.
    pub growth: Option<Ratio>,
}

/// Why a row lost or won places: what it would have needed, and who passed it.
#[derive(Debug, Clone)]
pub struct BreakEven {
    /// Growth that would have held the rank: value of the row now at the old rank ÷ own previous value − 1.
    pub to_hold_rank: Option<Ratio>,
    /// Growth that would have held the share: the market's.
    pub to_hold_share: Option<Ratio>,
    /// Growth of the share: with the market's it makes the row's own, 1 + growth = (1 + market) × (1 + this).
    pub of_share: Option<Ratio>,
    /// Who passed it, best rank first.
    pub overtakers: Vec<Overtaker>,
    /// Whom it passed, best rank first.
    pub overtaken: Vec<Key>,
}

/// The break-evens of an entry of `now`, which had a rank and a value in `before`.
pub fn break_even(now: &PeriodFacts, before: &PeriodFacts, entry: &Entry) -> Option<BreakEven> {
    let (rank, old_rank, old_value) = (entry.rank?, entry.previous_rank?, entry.previous_value?);
    let at_old_rank = now.entries.iter().find(|e| e.rank == Some(old_rank)).and_then(|e| e.value);
    let mut overtakers = Vec::new();
    let mut overtaken = Vec::new();
    for other in now.entries.iter().filter(|e| e.key != entry.key) {
        let Some(other_rank) = other.rank else { continue };
        let was = lineage::earlier(before, &other.key, &now.merged).rows().filter_map(|e| e.rank).min();
        if other_rank < rank && was.is_none_or(|was| was > old_rank) {
            overtakers.push(Overtaker { key: other.key.clone(), growth: other.growth });
        } else if other_rank > rank && was.is_some_and(|was| was < old_rank) {
            overtaken.push(other.key.clone());
        }
    }
    Some(BreakEven {
        to_hold_rank: at_old_rank.and_then(|value| growth(value, old_value)),
        to_hold_share: now.growth,
        of_share: entry.growth.zip(now.growth).and_then(|(own, market)| {
            Ratio::of(own.decimal() - market.decimal(), Decimal::ONE + market.decimal())
        }),
        overtakers,
        overtaken,
    })
}

/// Shares as whole parts of `parts` (1000 for one decimal of a percent) that add up to the rounded sum of the shares,
/// by largest remainder; ties go to the earlier one. For columns that make a whole: they show 100.0 and not 99.9.
pub fn largest_remainder(shares: &[Ratio], parts: u32) -> Vec<u32> {
    let scaled: Vec<Decimal> = shares.iter().map(|s| s.decimal() * Decimal::from(parts)).collect();
    let target = scaled.iter().sum::<Decimal>().round().to_u32().unwrap_or(parts);
    let floors: Vec<Decimal> = scaled.iter().map(Decimal::floor).collect();
    let mut whole: Vec<u32> = floors.iter().map(|floor| floor.to_u32().unwrap_or(0)).collect();
    let missing = target.saturating_sub(whole.iter().sum()) as usize;
    let mut rests: Vec<(usize, Decimal)> =
        scaled.iter().zip(&floors).map(|(d, floor)| d - floor).enumerate().collect();
    // Stable: of equal rests the earlier one comes first.
    rests.sort_by(|(_, a), (_, b)| b.cmp(a));
    for (index, _) in rests.into_iter().take(missing) {
        whole[index] += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_shares_add_up() {
        let thirds = [Ratio::of(Decimal::ONE, Decimal::from(3)).unwrap(); 3];
        assert_eq!(largest_remainder(&thirds, 1000), [334, 333, 333]);
    }
}
