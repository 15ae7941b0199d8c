//! How unevenly a volume is spread over the rows of one period.
//! In: shares of the listed rows in the total. Out: the Herfindahl–Hirschman index of the named rows (a lower bound,
//! since what is not listed is many small ones), its upper bound, top-k sums and the Gini coefficient.

use super::PeriodFacts;
use crate::model::Ratio;
use rust_decimal::Decimal;
use serde::Serialize;

/// Concentration measures of one period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Concentration {
    /// Σ share² of the named rows, 0..=1.
    pub hhi: f64,
    /// The most that the unlisted tail can add.
    pub hhi_high: f64,
    /// 1 ÷ hhi: as many equal rows would be as concentrated.
    pub effective: f64,
    /// The largest share.
    pub top1: f64,
    /// Sum of the three largest.
    pub top3: f64,
    /// Sum of the five largest.
    pub top5: f64,
    /// Sum of the ten largest.
    pub top10: f64,
    /// Gini coefficient over the listed values, 0..1.
    pub gini: f64,
}

/// The measures of a period; `None` unless the board is whole and its total above zero.
pub fn of(period: &PeriodFacts) -> Option<Concentration> {
    let total = period.total.filter(|t| !t.is_zero())?.to_f64();
    let mut exact: Vec<Decimal> = period.entries.iter().filter_map(|e| e.share).map(Ratio::decimal).collect();
    exact.sort_by_key(|share| std::cmp::Reverse(*share));
    let sum_of = |k: usize| Ratio::from_decimal(exact.iter().take(k).sum()).to_f64();
    let shares: Vec<f64> = exact.iter().map(|s| Ratio::from_decimal(*s).to_f64()).collect();
    let tail = period.other.map_or(0.0, |other| other.to_f64() / total);
    let sums = measures(&shares, tail);
    Some(Concentration { top1: sum_of(1), top3: sum_of(3), top5: sum_of(5), top10: sum_of(10), ..sums })
}

/// The measures of descending shares with an unlisted tail.
pub fn measures(shares: &[f64], tail: f64) -> Concentration {
    let hhi: f64 = shares.iter().map(|s| s * s).sum();
    let smallest = shares.last().copied().unwrap_or(0.0);
    let sum_of = |k: usize| shares.iter().take(k).sum();
    Concentration {
        hhi,
        hhi_high: hhi + tail_bound(tail, smallest),
        effective: if hhi > 0.0 { 1.0 / hhi } else { 0.0 },
        top1: sum_of(1),
        top3: sum_of(3),
        top5: sum_of(5),
        top10: sum_of(10),
        gini: gini(shares),
    }
}

/// ⌊R ÷ m⌋·m² + (R − ⌊R ÷ m⌋·m)²: the tail R cut into rows no larger than the smallest listed one, m.
fn tail_bound(tail: f64, smallest: f64) -> f64 {
    if smallest <= 0.0 {
        return 0.0;
    }
    let full = (tail / smallest).floor();
    let rest = tail - full * smallest;
    full * smallest * smallest + rest * rest
}

/// Gini coefficient of descending values: Σ (2i − n − 1)·x_i ÷ (n·Σ x), i ascending from 1.
fn gini(descending: &[f64]) -> f64 {
    let n = descending.len() as f64;
    let sum: f64 = descending.iter().sum();
    if sum <= 0.0 {
        return 0.0;
    }
    let weighted: f64 =
        descending.iter().rev().enumerate().map(|(i, x)| (2.0 * (i as f64 + 1.0) - n - 1.0) * x).sum();
    weighted / (n * sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_thirty_twenty_ten() {
        let c = measures(&[0.4, 0.3, 0.2, 0.1], 0.0);
        for (got, want) in [(c.hhi, 0.30), (c.effective, 1.0 / 0.3), (c.gini, 0.25), (c.top3, 0.9)] {
            assert!((got - want).abs() < 1e-12, "{got} {want}");
        }
    }

    #[test]
    fn the_worked_market_is_bounded() {
        let shares = [1600.0, 1400.0, 900.0, 700.0, 644.0, 500.0, 300.0, 56.0].map(|v| v / 7200.0);
        let c = measures(&shares, 1100.0 / 7200.0);
        assert!((c.hhi - 0.12689).abs() < 5e-6, "{}", c.hhi);
        assert!((c.hhi_high - 0.12806).abs() < 5e-6, "{}", c.hhi_high);
    }
}
