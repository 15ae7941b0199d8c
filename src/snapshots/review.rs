//! New figures against what is stored: is it the same, a restatement, an outlier?
//! In: a sound new snapshot and the stored ones of its board. Out: what changed, in words and as a revision.

use super::draft::{self, Cell};
use crate::model::{Amount, Row, Snapshot};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many changes are told one by one.
const TOLD: usize = 12;

/// What a restatement changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restatement {
    /// "`a`: 10 → 12", every one.
    pub changes: Vec<String>,
    /// The old figures that change, as one JSON object.
    pub revision: String,
}

impl Restatement {
    /// The changes in words, the first dozen one by one.
    pub fn told(&self) -> String {
        let mut text = self.changes.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
        if self.changes.len() > TOLD {
            let _ = write!(text, "; and {} more", self.changes.len() - TOLD);
        }
        text
    }
}

type Key<'a> = (&'a str, Option<&'a str>);

fn keyed(snapshot: &Snapshot) -> BTreeMap<Key<'_>, &Row> {
    snapshot.rows.iter().map(|r| ((&*r.name, r.variant.as_deref()), r)).collect()
}

fn spelled(key: Key<'_>) -> String {
    let name = crate::document::clip(key.0);
    key.1.map_or_else(|| format!("`{name}`"), |variant| format!("`{name}` ({variant})"))
}

/// What differs between the stored snapshot and the new one; `None` if no figure does.
pub fn restatement(old: &Snapshot, new: &Snapshot) -> Option<Restatement> {
    let (before, after) = (keyed(old), keyed(new));
    let mut changes = Vec::new();
    let mut kept = Vec::new();
    let mut added = Vec::new();
    for (key, row) in &before {
        match after.get(key) {
            None => changes.push(format!("{} is gone", spelled(*key))),
            Some(now) => match difference(row, now) {
                None => continue,
                Some(words) => changes.push(format!("{}: {words}", spelled(*key))),
            },
        }
        kept.push(draft::row(&draft::cells_of(row)));
    }
    for key in after.keys().filter(|key| !before.contains_key(*key)) {
        changes.push(format!("{} is new", spelled(*key)));
        let mut cells = vec![("name", Cell::Text(key.0.to_string()))];
        cells.extend(key.1.map(|v| ("variant", Cell::Text(v.to_string()))));
        added.push(draft::row(&cells));
    }
    if old.other != new.other {
        changes.push(format!("outside the list: {} → {}", shown(old.other), shown(new.other)));
    }
    if old.complete != new.complete {
        changes.push(format!("complete: {} → {}", old.complete, new.complete));
    }
    if changes.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    parts.extend(draft::as_of(old).map(|t| format!("\"as_of\": {}", draft::quoted(&t))));
    parts.push(format!("\"complete\": {}", old.complete));
    parts.extend(old.other.map(|o| format!("\"other\": {o}")));
    parts.push(format!("\"entries\": [{}]", kept.join(", ")));
    parts.push(format!("\"added\": [{}]", added.join(", ")));
    Some(Restatement { changes, revision: format!("{{{}}}", parts.join(", ")) })
}

fn difference(old: &Row, new: &Row) -> Option<String> {
    let mut parts = Vec::new();
    if old.value != new.value {
        parts.push(format!("{} → {}", shown(old.value), shown(new.value)));
    }
    if (old.low, old.high) != (new.low, new.high) {
        let (a, b, c, d) = (shown(old.low), shown(old.high), shown(new.low), shown(new.high));
        parts.push(format!("interval {a}–{b} → {c}–{d}"));
    }
    if old.votes != new.votes {
        let votes = |v: Option<u64>| v.map_or_else(|| "unknown".to_string(), |v| v.to_string());
        parts.push(format!("votes {} → {}", votes(old.votes), votes(new.votes)));
    }
    if old.at_least != new.at_least {
        parts.push(format!("at least: {} → {}", old.at_least, new.at_least));
    }
    // Without values the ranks are the figures.
    if old.value.is_none() && new.value.is_none() && old.rank != new.rank {
        let rank = |r: Option<u32>| r.map_or_else(|| "unknown".to_string(), |r| format!("#{r}"));
        parts.push(format!("{} → {}", rank(old.rank), rank(new.rank)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn shown(amount: Option<Amount>) -> String {
    amount.map_or_else(|| "unknown".to_string(), |a| a.to_string())
}

/// Why the new figures look like a mistake beside the last known ones: a hundredfold jump, or half the rows gone.
pub fn outliers(last: &Snapshot, new: &Snapshot, top: u32) -> Vec<String> {
    let mut reasons = shrunk(last, new);
    reasons.extend(leaps(last, new, top));
    if reasons.len() > TOLD {
        let more = reasons.len() - TOLD;
        reasons.truncate(TOLD);
        reasons.push(format!("and {more} more"));
    }
    reasons
}

/// The same of two typed snapshots, where only some rows may be known: then neither length nor sum means anything.
pub fn slips(last: &Snapshot, new: &Snapshot, top: u32) -> Vec<String> {
    if is_whole(last) && is_whole(new) { outliers(last, new, top) } else { leaps(last, new, top) }
}

fn shrunk(last: &Snapshot, new: &Snapshot) -> Vec<String> {
    let mut reasons = Vec::new();
    if new.rows.len() * 2 <= last.rows.len() && last.rows.len() >= 4 {
        reasons.push(format!("{} rows, {} in {}", new.rows.len(), last.rows.len(), last.period));
    }
    let total = |s: &Snapshot| -> Amount { s.rows.iter().filter_map(|r| r.value).chain(s.other).sum() };
    if is_jump(total(last), total(new)) {
        reasons.push(format!("a total of {}, {} in {}", total(new), total(last), last.period));
    }
    reasons
}

fn leaps(last: &Snapshot, new: &Snapshot, top: u32) -> Vec<String> {
    let before = keyed(last);
    let leap = |(key, row): (Key<'_>, &Row)| {
        let old = before.get(&key)?;
        let visible = |r: &Row| r.rank.is_some_and(|rank| rank <= top);
        let (was, is) = (old.value?, row.value?);
        ((visible(old) || visible(row)) && is_jump(was, is))
            .then(|| format!("{} at {is}, {was} in {}", spelled(key), last.period))
    };
    keyed(new).into_iter().filter_map(leap).collect()
}

/// Every rank down to the last is there: of a partial board neither the length nor the sum means anything.
fn is_whole(snapshot: &Snapshot) -> bool {
    let last = snapshot.rows.iter().filter_map(|r| r.rank).max();
    last.is_some_and(|last| last as usize <= snapshot.rows.len())
}

fn is_jump(was: Amount, is: Amount) -> bool {
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let at_least_hundredfold = |a: Amount, b: Amount| {
        !a.is_zero() && a.decimal().checked_mul(hundred).is_some_and(|limit| b.decimal() >= limit)
    };
    at_least_hundredfold(was, is) || at_least_hundredfold(is, was) || (!was.is_zero() && is.is_zero())
}
