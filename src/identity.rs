//! Source names to models. In: sound snapshots and the registry. Out: `Boards`, in which every row has a key
//! (model, effort, variant). Nothing is guessed: a name matches an alias of its board at the snapshot's date, else a
//! model's id or name, always after one fold (case; `.`, `_` and space become `-`); what matches nothing gets a page
//! of its own and is listed once.

mod spelling;
mod told;

pub use spelling::{fold, slug};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source};
use crate::inputs::Inputs;
use crate::model::{Alias, Model, Period, Registry, ReportedExit, Row, Snapshot, is_reserved};
use foldhash::fast::RandomState;
use jiff::civil::Date;
use rayon::prelude::*;
use spelling::{hashed_slug, plain};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use told::{MOST, second_row};

/// A model's index in `Boards::models`.
pub type ModelId = usize;

/// What one line of a board is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The model.
    pub model: ModelId,
    /// Effort level, if the source ranks several.
    pub effort: Option<Arc<str>>,
    /// Variant, if the source ranks several.
    pub variant: Option<Arc<str>>,
}

/// Something for each key. The hash is quick, and seeded anew in each run.
pub type ByKey<V> = HashMap<Key, V, RandomState>;
/// Something for each name, which all rows that bear it share.
type ByName<V> = HashMap<Arc<str>, V, RandomState>;

/// A row and what it is about.
#[derive(Debug, Clone)]
pub struct KnownRow {
    /// Its key.
    pub key: Key,
    /// The row.
    pub row: Row,
}

/// A snapshot whose names are resolved.
#[derive(Debug, Clone)]
pub struct KnownSnapshot {
    /// The snapshot, its rows moved to `rows`.
    pub snapshot: Snapshot,
    /// The rows, by rank.
    pub rows: Vec<KnownRow>,
    /// The exits that the source reports.
    pub exits: Vec<(Key, ReportedExit)>,
}

/// All snapshots with their models.
#[derive(Debug, Clone, Default)]
pub struct Boards {
    /// The registry's models by id, then those that only a source names, in order of appearance.
    pub models: Vec<Model>,
    /// How many of the models are the registry's.
    pub registered: usize,
    /// Per board, by period.
    pub boards: Vec<Vec<KnownSnapshot>>,
}

/// Gives every row its model.
pub fn resolve(
    snapshots: Vec<Vec<Snapshot>>,
    registry: &Registry,
    inputs: &Inputs,
    config: &Config,
    notes: &mut Notes,
) -> Boards {
    let mut names = Names::new(registry, inputs, config, notes);
    let mut order: Vec<(Period, usize, usize)> = Vec::new();
    for (board, list) in snapshots.iter().enumerate() {
        order.extend(list.iter().enumerate().map(|(index, s)| (s.period, board, index)));
    }
    order.sort_unstable();
    for (_, board, index) in order {
        names.meet(&snapshots[board][index]);
    }
    let boards: Vec<Vec<Known>> = snapshots
        .into_iter()
        .map(|list| list.into_par_iter().map(|snapshot| names.know(snapshot, inputs)).collect())
        .collect();
    let mut part = |list: Vec<Known>| list.into_iter().map(|known| names.part(known, notes)).collect();
    let boards: Vec<Vec<KnownSnapshot>> = boards.into_iter().map(&mut part).collect();
    names.warn_of_unmatched(inputs, config, notes);
    names.warn_of_contested(config, notes);
    let registered = registry.models.len();
    Boards { models: names.models, registered, boards }
}

/// A snapshot whose names are resolved, but for the rows at `apart`: each stands beside another spelling of its name. They
/// are two rows of one list, so they are two, though what a later list has under either spelling is one.
struct Known {
    snapshot: KnownSnapshot,
    apart: Vec<usize>,
    notes: Notes,
}

/// A model, and the effort level that its alias tells apart.
type Match = (ModelId, Option<Arc<str>>);

struct Names {
    models: Vec<Model>,
    /// Per board: folded alias → (alias, model).
    aliases: Vec<HashMap<String, Vec<(Alias, ModelId)>>>,
    /// Folded id or name → model; `None` if two models share the name, or have ids that the fold makes one.
    plain: HashMap<String, Option<ModelId>>,
    /// The registry's models stand first, by id.
    registered: usize,
    /// Per board: what each spelling that was met means; `None` if that depends on the date.
    met: Vec<ByName<Option<Match>>>,
    /// The variants that were met.
    variants: HashSet<Arc<str>, RandomState>,
    /// Names that only a source knows, without what no reader sees.
    strangers: ByName<ModelId>,
    /// Those of them whose address another of them has, which was met first: the name and the other's index.
    contested: BTreeMap<String, ModelId>,
    /// Addresses; those of names that only a source knows with whose they are.
    taken: BTreeMap<String, Option<ModelId>>,
    /// Spellings that stood beside another of the same name, by their letters.
    apart: ByName<ModelId>,
    /// Unmatched names with the board and period where they first stood.
    unmatched: BTreeMap<String, (usize, Period)>,
    /// The file where the first of them stood.
    first_unmatched: Option<String>,
}

impl Names {
    fn new(registry: &Registry, inputs: &Inputs, config: &Config, notes: &mut Notes) -> Names {
        let text = inputs.text(crate::registry::FILE, &mut Notes::default()).unwrap_or_default();
        let source = Source { file: crate::registry::FILE, text };
        let mut names = Names {
            models: registry.models.clone(),
            aliases: vec![HashMap::new(); config.boards.len()],
            plain: HashMap::new(),
            registered: registry.models.len(),
            met: vec![ByName::default(); config.boards.len()],
            variants: HashSet::default(),
            strangers: ByName::default(),
            contested: BTreeMap::new(),
            taken: BTreeMap::new(),
            apart: ByName::default(),
            unmatched: BTreeMap::new(),
            first_unmatched: None,
        };
        for (id, model) in registry.models.iter().enumerate() {
            names.taken.insert(model.id.clone(), None);
            names.taken.extend(model.formerly.iter().map(|old| (old.clone(), None)));
            for alias in &model.aliases {
                names.add_alias(alias, id, source, notes);
            }
        }
        for (id, model) in registry.models.iter().enumerate() {
            let folded = fold(&model.name);
            names.plain.entry(folded).and_modify(|known| *known = None).or_insert(Some(id));
        }
        let mut ids: HashMap<String, Option<ModelId>> = HashMap::new();
        for (id, model) in registry.models.iter().enumerate() {
            ids.entry(fold(&model.id)).and_modify(|known| *known = None).or_insert(Some(id));
        }
        names.plain.extend(ids);
        names
    }

    fn add_alias(&mut self, alias: &Alias, id: ModelId, source: Source<'_>, notes: &mut Notes) {
        let list = self.aliases[alias.board].entry(fold(&alias.name)).or_default();
        let same = |other: &Alias, owner: ModelId| owner == id && other.effort == alias.effort;
        if let Some((other, owner)) =
            list.iter().find(|(other, owner)| overlap(other, alias) && !same(other, *owner))
        {
            let message = format!(
                "`{}` is an alias of `{}` and of `{}` at one date",
                alias.name, self.models[*owner].id, self.models[id].id
            );
            let line = source.place(other.span).line;
            let help = format!("the other stands on line {line}; date them with `from` and `until`");
            notes.push(Diagnostic::error("registry-alias-twice", message).at(source, alias.span).help(help));
            return;
        }
        list.push((alias.clone(), id));
    }

    /// What the registry says of a spelling on a date.
    fn find(&self, board: usize, name: &str, date: Date) -> Option<Match> {
        let folded = fold(name);
        let alias =
            self.aliases[board].get(&folded).and_then(|list| list.iter().find(|(a, _)| a.holds(date)));
        if let Some((alias, id)) = alias {
            return Some((*id, alias.effort.clone()));
        }
        match *self.plain.get(&folded)? {
            Some(id) => Some((id, None)),
            // Only a name that is an id to the letter says which of them it means.
            None => {
                let models = &self.models[..self.registered];
                models.binary_search_by(|model| model.id.as_str().cmp(name)).ok().map(|id| (id, None))
            }
        }
    }

    fn is_dated(&self, board: usize, name: &str) -> bool {
        let list = self.aliases[board].get(&fold(name));
        list.is_some_and(|list| list.iter().any(|(a, _)| a.from.is_some() || a.until.is_some()))
    }

    /// Learns the spellings of a snapshot, and makes a model for each that matches nothing.
    fn meet(&mut self, snapshot: &Snapshot) {
        let (board, date) = (snapshot.board, snapshot.date());
        let rows = snapshot.rows.iter().map(|row| (&row.name, &row.variant));
        for (name, variant) in rows.chain(snapshot.exits.iter().map(|exit| (&exit.name, &exit.variant))) {
            if let Some(variant) = variant
                && !self.variants.contains(variant)
            {
                self.variants.insert(variant.clone());
            }
            let known = self.met[board].get(name);
            if known.is_some_and(Option::is_some) {
                continue;
            }
            let is_new = known.is_none();
            let found = self.find(board, name, date).unwrap_or_else(|| (self.stranger(snapshot, name), None));
            if is_new {
                let always = (!self.is_dated(board, name)).then_some(found);
                self.met[board].insert(name.clone(), always);
            }
        }
    }

    /// The model of a name that only a source knows.
    fn stranger(&mut self, snapshot: &Snapshot, name: &Arc<str>) -> ModelId {
        let plain = plain(name);
        if let Some(id) = self.strangers.get(&*plain) {
            return *id;
        }
        let slug = self.free_slug(&plain);
        let id = self.add(snapshot, name, &plain, slug);
        self.strangers.insert(plain.into(), id);
        id
    }

    /// The model of a spelling that stands in a snapshot beside another of the same name, which is `twin`.
    fn apart(&mut self, snapshot: &Snapshot, name: &Arc<str>, twin: ModelId) -> ModelId {
        if let Some(id) = self.apart.get(name) {
            return *id;
        }
        let slug = hashed_slug(&slug(&plain(name)), name);
        self.taken.insert(slug.clone(), Some(self.models.len()));
        self.contested.insert(name.to_string(), twin);
        let id = self.add(snapshot, name, name, slug);
        self.apart.insert(name.clone(), id);
        id
    }

    fn add(&mut self, snapshot: &Snapshot, name: &str, shown: &str, slug: String) -> ModelId {
        let shown = if shown.trim().is_empty() { "(unnamed)" } else { shown };
        self.models.push(Model { id: slug, name: shown.to_string(), ..Model::default() });
        self.unmatched.insert(name.to_string(), (snapshot.board, snapshot.period));
        self.first_unmatched.get_or_insert_with(|| snapshot.file.clone());
        self.models.len() - 1
    }

    fn free_slug(&mut self, name: &str) -> String {
        let slug = slug(name);
        let owner = self.taken.get(&slug);
        let free = !slug.is_empty() && !is_reserved(&slug) && owner.is_none();
        if let Some(owner) = owner.copied().flatten() {
            self.contested.insert(name.to_string(), owner);
        }
        let slug = if free { slug } else { hashed_slug(&slug, name) };
        self.taken.insert(slug.clone(), Some(self.models.len()));
        slug
    }

    /// The key of a spelling that was met, and the spelling as all its rows share it.
    fn key(&self, snapshot: &Snapshot, name: &str, variant: Option<&str>) -> (Key, Arc<str>) {
        let (shared, always) = self.met[snapshot.board].get_key_value(name).expect("`meet` met every name");
        let (model, effort) = always
            .clone()
            .or_else(|| self.find(snapshot.board, name, snapshot.date()))
            .or_else(|| self.strangers.get(&*plain(name)).map(|id| (*id, None)))
            .expect("`meet` made a model for every name");
        let variant = variant.and_then(|variant| self.variants.get(variant)).cloned();
        (Key { model, effort, variant }, shared.clone())
    }

    fn know(&self, mut snapshot: Snapshot, inputs: &Inputs) -> Known {
        let rows = std::mem::take(&mut snapshot.rows);
        let mut seen: ByKey<usize> = ByKey::with_capacity_and_hasher(rows.len(), RandomState::default());
        let mut known: Vec<KnownRow> = Vec::with_capacity(rows.len());
        let (mut apart, mut doubles) = (Vec::new(), Vec::new());
        for mut row in rows {
            let (key, shared) = self.key(&snapshot, &row.name, row.variant.as_deref());
            row.name = shared;
            let mut at = known.len();
            if let Some(first) = seen.get_mut(&key) {
                let twin = &known[*first].row;
                if plain(&twin.name) != plain(&row.name) {
                    doubles.push((row, twin.span, key.model));
                    continue;
                }
                // Which of the two stays does not depend on ranks.
                if own_first(&row.name) < own_first(&twin.name) {
                    std::mem::swap(first, &mut at);
                }
                apart.push(at);
            } else {
                seen.insert(key.clone(), at);
            }
            known.push(KnownRow { key, row });
        }
        let exits = snapshot.exits.iter();
        let exits =
            exits.map(|e| (self.key(&snapshot, &e.name, e.variant.as_deref()).0, e.clone())).collect();
        let mut notes = Notes::default();
        for (row, first, model) in doubles.iter().take(MOST) {
            notes.push(second_row(&snapshot.file, inputs, row, *first, &self.models[*model].id));
        }
        Known { snapshot: KnownSnapshot { snapshot, rows: known, exits }, apart, notes }
    }

    /// Gives the spellings that stand beside another of the same name models of their own.
    fn part(&mut self, known: Known, notes: &mut Notes) -> KnownSnapshot {
        let Known { mut snapshot, apart, notes: own } = known;
        notes.append(own);
        for at in apart {
            let KnownRow { key, row } = &mut snapshot.rows[at];
            key.model = self.apart(&snapshot.snapshot, &row.name, key.model);
            key.effort = None;
        }
        snapshot
    }
}

/// The order of two spellings of a name: the name itself goes before what another program has made of it.
fn own_first(name: &str) -> (bool, &str) {
    (plain(name) != name, name)
}

fn overlap(a: &Alias, b: &Alias) -> bool {
    let starts_in_time =
        |x: &Alias, y: &Alias| x.from.is_none_or(|from| y.until.is_none_or(|until| from <= until));
    starts_in_time(a, b) && starts_in_time(b, a)
}

#[cfg(test)]
mod tests;
