//! What lower bounds rule out: all that is listed has at least what is counted of it, so that a smaller total is wrong, and
//! a larger part of it too. More than that they leave open.

use super::super::numbers::Num;
use super::super::truth::Truth;
use crate::analysis::{Entry, PeriodFacts};
use crate::model::Amount;
use rust_decimal::Decimal;

/// What some rows have together, if it is known of each.
pub(super) fn counted<'e>(mut rows: impl Iterator<Item = &'e Entry>) -> Option<Decimal> {
    rows.try_fold(Decimal::ZERO, |sum, e| sum.checked_add(e.value.map(Amount::decimal)?))
}

/// What the listed rows have together at the least.
fn least(now: &PeriodFacts) -> Option<Decimal> {
    counted(now.entries.iter()).filter(|_| now.whole && !now.entries.is_empty())
}

/// A total of what is listed that is less than what is known of it already.
pub(super) fn is_too_little(num: &Num, now: &PeriodFacts) -> Option<Truth> {
    let least = least(now)?;
    (!num.admits(least) && num.value < least).then_some(Truth::No(Some(least)))
}

/// A part of what is listed, of rows that are known to the last: it is at most what it is of the others' lower bounds.
pub(super) fn part_of_listed(num: &Num, rows: &[&Entry], now: &PeriodFacts) -> Option<Truth> {
    let known = !rows.iter().any(|e| e.at_least);
    let most = counted(rows.iter().copied()).filter(|_| known)?.checked_div(least(now)?)?;
    num.admits_between(Decimal::ZERO, most).map(|holds| Truth::when(holds, Some(most)))
}
