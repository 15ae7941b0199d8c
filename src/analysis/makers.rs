//! How an organisation stands on a board, period by period.

use super::{BoardFacts, Entry, PeriodFacts};
use crate::model::{Amount, Model, Period, Ratio};

/// An organisation on a board in one known period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakerPeriod {
    /// The period.
    pub period: Period,
    /// How many of its rows stand in the visible top.
    pub in_top: usize,
    /// The rank of its best row, if it has one.
    pub best: Option<u32>,
    /// The sum of its listed values ÷ the board's total; `None` where the total is not known or no row of it is
    /// listed. What it has below the list is not in it.
    pub share: Option<Ratio>,
    /// The source cut one of its values short.
    pub at_least: bool,
}

/// An organisation in one period. Without a row of it there is no best rank and no share.
pub fn maker_at(facts: &PeriodFacts, models: &[Model], org: &str, top: u32) -> MakerPeriod {
    let own = |e: &&Entry| models[e.key.model].org.as_deref() == Some(org);
    let listed: Vec<Amount> = facts.entries.iter().filter(own).filter_map(|e| e.value).collect();
    let volume: Option<Amount> = (!listed.is_empty()).then(|| listed.into_iter().sum());
    MakerPeriod {
        at_least: facts.entries.iter().filter(own).any(|e| e.at_least),
        period: facts.period,
        in_top: facts.visible(top).filter(own).count(),
        best: facts.entries.iter().filter(own).filter_map(|e| e.rank).min(),
        share: volume.zip(facts.total).and_then(|(own, total)| Ratio::of(own.decimal(), total.decimal())),
    }
}

/// An organisation over all known periods of a board, from the first in which it has a row, oldest first.
pub fn maker_over_time(board: &BoardFacts, models: &[Model], org: &str, top: u32) -> Vec<MakerPeriod> {
    let own = |e: &Entry| models[e.key.model].org.as_deref() == Some(org);
    let first = board.periods.iter().position(|facts| facts.entries.iter().any(own));
    let since = first.map_or(&[][..], |first| &board.periods[first..]);
    since.iter().map(|facts| maker_at(facts, models, org, top)).collect()
}
