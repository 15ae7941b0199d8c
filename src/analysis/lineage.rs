//! What goes on as something else: rows that a source relabelled or split, free rows that became paid ones or the
//! reverse, and models that were merged into another.

use super::by_model::ByModel;
use super::{BoardFacts, Entry, PeriodFacts};
use crate::identity::{Key, ModelId};
use crate::model::{Amount, Model, Snapshot};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which models the registry says were merged into others.
#[derive(Debug, Clone, Default)]
pub struct Merges {
    /// Into which, and when.
    into: BTreeMap<ModelId, (ModelId, Date)>,
    /// Which went into one.
    from: BTreeMap<ModelId, Vec<ModelId>>,
    /// Those whose history a row of the other goes on with.
    joined: BTreeSet<ModelId>,
}

impl Merges {
    /// Of all models, with their indices by id.
    pub fn of(models: &[Model], ids: &HashMap<String, ModelId>) -> Merges {
        let mut merges = Merges::default();
        for (from, model) in models.iter().enumerate() {
            let Some(relation) = &model.merged_into else { continue };
            if let Some(&into) = ids.get(&relation.model) {
                merges.into.insert(from, (into, relation.date));
                merges.from.entry(into).or_default().push(from);
            }
        }
        merges
    }

    /// With what became of them on the boards.
    pub fn seen(mut self, boards: &[BoardFacts]) -> Merges {
        let merged = boards.iter().flat_map(|board| &board.periods).flat_map(|period| &period.merged);
        self.joined = merged.map(|m| m.via).collect();
        self
    }

    /// The model was merged into another.
    pub fn has(&self, from: ModelId) -> bool {
        self.into.contains_key(&from)
    }

    /// The models that were merged into one, when, and whether one of its rows goes on with their history.
    pub fn before(&self, into: ModelId) -> impl Iterator<Item = (ModelId, Date, bool)> {
        let from = self.from.get(&into).map(Vec::as_slice).unwrap_or_default();
        from.iter().filter_map(|from| Some((*from, self.into.get(from)?.1, self.joined.contains(from))))
    }
}

/// A row of an earlier period that goes on in one of this period: its model was merged into that one's.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The row that is gone.
    pub from: Key,
    /// The row that goes on with its history.
    pub into: Key,
    /// The model that went into that row's: its own, or one that its own had gone into.
    via: ModelId,
}

/// What rows that are gone go on as among the rows of a period.
pub struct Heirs<'a> {
    rows: &'a [Entry],
    by_model: &'a ByModel,
    merges: &'a Merges,
    date: Date,
    /// Of models that were looked at, the next one with rows that they went into, and the one that went into it.
    next: BTreeMap<ModelId, Option<(ModelId, ModelId)>>,
}

impl<'a> Heirs<'a> {
    /// Among rows as of a date.
    pub fn among(rows: &'a [Entry], by_model: &'a ByModel, merges: &'a Merges, date: Date) -> Heirs<'a> {
        Heirs { rows, by_model, merges, date, next: BTreeMap::new() }
    }

    /// The row is there.
    pub fn has(&self, key: &Key) -> bool {
        self.keys_of(key.model).any(|there| there == key)
    }

    /// It goes on as the row of the same kind of the model that its own went into, in however many steps, or as that
    /// model's only one. Between several others nothing is guessed.
    pub fn of(&mut self, from: &Key) -> Option<Merged> {
        let (model, via) = self.next(from.model)?;
        let same =
            self.keys_of(model).find(|key| (&key.effort, &key.variant) == (&from.effort, &from.variant));
        let only = || self.keys_of(model).next().filter(|_| self.keys_of(model).nth(1).is_none());
        Some(Merged { from: from.clone(), into: same.or_else(only)?.clone(), via })
    }

    fn keys_of(&self, model: ModelId) -> impl Iterator<Item = &'a Key> {
        let rows = self.rows;
        self.by_model.places(model).map(|at| &rows[at].key)
    }

    fn next(&mut self, from: ModelId) -> Option<(ModelId, ModelId)> {
        let mut walked = Vec::new();
        let mut at = from;
        let found = loop {
            if let Some(known) = self.next.get(&at) {
                break *known;
            }
            // Until it is known otherwise, so that a ring leads nowhere.
            self.next.insert(at, None);
            walked.push(at);
            let Some((next, day)) = self.merges.into.get(&at).copied() else { break None };
            if day > self.date {
                break None;
            }
            if self.keys_of(next).next().is_some() {
                break Some((next, at));
            }
            at = next;
        };
        self.next.extend(walked.into_iter().map(|model| (model, found)));
        found
    }
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

/// The rows of the period before that a row goes on from; `merged` stands by the row that goes on.
pub fn earlier<'a>(before: &'a PeriodFacts, key: &Key, merged: &[Merged]) -> Earlier<'a> {
    let from = merged.partition_point(|m| m.into < *key);
    let others = merged[from..].iter().take_while(|m| m.into == *key);
    Earlier { own: before.row(key), merged: others.filter_map(|m| before.row(&m.from)).collect() }
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
