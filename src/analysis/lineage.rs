//! What goes on as something else: rows that a source relabelled or split, free rows that became paid ones or the
//! reverse, and models that were merged into another.

use super::{Entry, PeriodFacts};
use crate::identity::Key;
use crate::model::{Amount, Model, Snapshot};
use jiff::civil::Date;

/// A row of the period before that goes on in one of this period: its model was merged into that one's.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The row that is gone.
    pub from: Key,
    /// The row that goes on with its history.
    pub into: Key,
}

/// The rows of the period before that are gone because their model was merged into another by the date.
pub fn merged(gone: &[Key], models: &[Model], date: Date) -> Vec<Merged> {
    let one = |from: &Key| {
        let relation = models[from.model].merged_into.as_ref().filter(|relation| relation.date <= date)?;
        let model = models.iter().position(|m| m.id == relation.model)?;
        Some(Merged { from: from.clone(), into: Key { model, ..from.clone() } })
    };
    gone.iter().filter_map(one).collect()
}

/// The rows of the period before that a row goes on from: its own, and those merged into it since, of which there are
/// mostly none.
#[derive(Debug, Clone, Default)]
pub struct Earlier<'a> {
    own: Option<&'a Entry>,
    merged: Vec<&'a Entry>,
}

impl<'a> Earlier<'a> {
    /// All of them.
    pub fn rows(&self) -> impl Iterator<Item = &'a Entry> + '_ {
        self.own.into_iter().chain(self.merged.iter().copied())
    }

    /// What they had together; nothing if there are none, or if of one it is not known.
    pub fn value(&self) -> Option<Amount> {
        self.rows().next()?;
        self.rows().map(|e| e.value).sum()
    }
}

/// The rows of the period before that a row goes on from.
pub fn earlier<'a>(before: &'a PeriodFacts, key: &Key, merged: &[Merged]) -> Earlier<'a> {
    let others = merged.iter().filter(|m| m.into == *key).filter_map(|m| before.row(&m.from));
    Earlier { own: before.row(key), merged: others.collect() }
}

/// A row with all that was merged into it, now or in the past.
pub fn with_merged(key: &Key, now: &[Merged], past: &[PeriodFacts]) -> Vec<Key> {
    let mut keys = vec![key.clone()];
    for merged in std::iter::once(now).chain(past.iter().rev().map(|p| p.merged.as_slice())) {
        let more: Vec<Key> =
            merged.iter().filter(|m| keys.contains(&m.into)).map(|m| m.from.clone()).collect();
        keys.extend(more);
    }
    keys
}

/// One effort level of a model gone and another new in one publication, where the registry dates a spelling of it: the
/// source relabelled or split the row, so the new one is no debut and the old one no exit.
pub fn takes_over(old: &Key, new: &Key, model: &Model) -> bool {
    let same = old.model == new.model && old.variant == new.variant && old.effort != new.effort;
    same && model.aliases.iter().any(|a| a.until.is_some() || a.from.is_some())
}

/// The registry says that the model came out of another since the period before.
pub fn is_split(model: &Model, before: Option<&PeriodFacts>) -> bool {
    let since = before.map(|b| b.period.first_day());
    model.split_from.as_ref().zip(since).is_some_and(|(relation, since)| since <= relation.date)
}

/// The row that took over from one that vanished: the same model and effort, free before and paid now or the reverse,
/// on the list since this period or the one before it, whether it had stood there in earlier times or not.
pub fn switched<'a>(before: &PeriodFacts, now: &'a PeriodFacts, gone: &Key) -> Option<&'a Entry> {
    let is_free = |key: &Key| key.variant.as_deref() == Some("free");
    let is_paid = |key: &Key| key.variant.is_none();
    now.rows_of(gone.model).find(|e| {
        let same = e.key.effort == gone.effort;
        let other_kind = (is_free(gone) && is_paid(&e.key)) || (is_paid(gone) && is_free(&e.key));
        let came = match before.row(&e.key) {
            None => before.whole,
            Some(b) => {
                before.after_whole && b.last_seen.is_none_or(|(last, _)| Some(last) != before.previous)
            }
        };
        same && other_kind && came
    })
}

/// Absent, but not gone: merged into another model, or withdrawn by the source for a while.
pub fn is_excused(model: &Model, snapshot: &Snapshot) -> bool {
    let date = snapshot.date();
    let merged = model.merged_into.as_ref().is_some_and(|rel| rel.date <= date);
    merged || model.hidden.iter().any(|h| h.from <= date && date <= h.until)
}
