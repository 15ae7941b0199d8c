//! Names that prose uses, to what they mean. Built once a site. Longest name wins; digits in a name are no claim.

use super::tokens::{Entity, first_word};
use super::{lexicon, numbers, sure};
use crate::analysis::Facts;
use crate::config::Config;
use crate::identity::ModelId;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A model.
    Model(ModelId),
    /// A source's spelling of one effort level of a model.
    Row(ModelId, Arc<str>),
    /// Several models share the word: Kimi.
    Family(Vec<ModelId>),
    /// Who makes models, by index.
    Org(usize),
    /// A board, by index.
    Board(usize),
}

#[derive(Debug, Clone)]
struct Name {
    text: String,
    lower: String,
    /// Single words must be written as they are.
    exact: bool,
    means: Vec<Named>,
}

/// The names of a site.
#[derive(Debug, Clone, Default)]
pub struct Names {
    by_first: HashMap<String, Vec<Name>, RandomState>,
    starts: Starts,
}

/// How names begin: few words of a text begin as one of them does.
#[derive(Debug, Clone)]
struct Starts {
    /// By the first two bytes: the three that follow, as bits. Boards are called "the … board", so that the fifth tells
    /// many an article from them.
    nexts: [[u64; 3]; 256],
}

impl Default for Starts {
    fn default() -> Starts {
        Starts { nexts: [[0; 3]; 256] }
    }
}

impl Starts {
    /// Adds a name, which has two bytes at least.
    fn add(&mut self, name: &str) {
        let [first, second, rest @ ..] = name.as_bytes() else { return };
        let mut rest = rest.iter();
        // Behind a shorter name anything may stand.
        for next in &mut self.nexts[Starts::cell(*first, *second)] {
            *next |= rest.next().map_or(u64::MAX, |byte| 1 << (byte % 64));
        }
    }

    /// True if a name may stand at the start of a text.
    #[inline]
    fn may_begin(&self, text: &str) -> bool {
        let [first, second, third, fourth, fifth, ..] = text.as_bytes() else { return true };
        let [thirds, fourths, fifths] = &self.nexts[Starts::cell(*first, *second)];
        thirds >> (third % 64) & fourths >> (fourth % 64) & fifths >> (fifth % 64) & 1 == 1
    }

    fn cell(first: u8, second: u8) -> usize {
        usize::from(first % 16) << 4 | usize::from(second % 16)
    }
}

impl Names {
    /// Collects them.
    pub fn new(facts: &Facts, config: &Config) -> Names {
        let mut all: BTreeMap<String, Vec<Named>> = BTreeMap::new();
        let mut add = |text: &str, means: Named| {
            let text = text.trim();
            if text.chars().any(char::is_alphabetic) && text.len() > 1 {
                let list = all.entry(text.to_string()).or_default();
                if !list.contains(&means) {
                    list.push(means);
                }
            }
        };
        for (id, model) in facts.models.iter().enumerate() {
            add(&model.name, Named::Model(id));
            model.also.iter().for_each(|name| add(name, Named::Model(id)));
            if model.id.contains(|c: char| c.is_ascii_digit()) {
                add(&model.id, Named::Model(id));
            }
        }
        // As the sources spell them, where that is no common word.
        for (id, model) in facts.models.iter().enumerate() {
            for alias in model.aliases.iter().filter(|a| is_spelling(&a.name)) {
                add(
                    &alias.name,
                    alias.effort.clone().map_or(Named::Model(id), |effort| Named::Row(id, effort)),
                );
            }
        }
        for (index, org) in facts.orgs.iter().enumerate() {
            add(&org.name, Named::Org(index));
            if let Some(short) = org.name.strip_suffix(" AI") {
                add(short, Named::Org(index));
            }
        }
        for (index, board) in config.boards.iter().enumerate() {
            add(&board.title, Named::Board(index));
            board.also.iter().for_each(|name| add(name, Named::Board(index)));
            add(&format!("the {} board", board.title.to_lowercase()), Named::Board(index));
            if let Some(role) = &board.role {
                add(&format!("{role} board"), Named::Board(index));
            }
        }
        add_derived(facts, &mut all);
        let mut names = Names::default();
        for (text, means) in all {
            names.put(text, means);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in names.by_first.values_mut() {
            list.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
        }
        names
    }

    fn put(&mut self, text: String, means: Vec<Named>) {
        // Prose has the typographer's apostrophe.
        if text.contains('\'') {
            self.put(text.replace('\'', "’"), means.clone());
        }
        let lower = text.to_ascii_lowercase();
        let exact = text.chars().all(|c| c.is_alphabetic() || c == '-');
        self.starts.add(&lower);
        let first = first_word(&lower).to_string();
        self.by_first.entry(first).or_default().push(Name { text, lower, exact, means });
    }

    /// True if a name may stand at the start of a text in lower case: of most that shows at once.
    #[inline]
    pub fn may_begin(&self, lower: &str) -> bool {
        self.starts.may_begin(lower)
    }

    /// The longest name at the start of a text (and its lower case): its length and meanings.
    pub fn longest(&self, text: &str, lower: &str) -> Option<(usize, &[Named])> {
        let list = self.by_first.get(first_word(lower))?;
        list.iter()
            .find(|n| {
                let here = if n.exact { text.starts_with(&n.text) } else { lower.starts_with(&n.lower) };
                here && ends(&lower[n.lower.len()..])
            })
            .map(|n| (n.text.len(), n.means.as_slice()))
    }
}

/// Whom a name may mean.
pub fn entities(means: &[Named]) -> Vec<Entity> {
    let model = |model| Entity::Model { model, effort: None, variant: None };
    let mut who = Vec::with_capacity(means.len());
    for named in means {
        match named {
            Named::Model(id) => who.push(model(*id)),
            Named::Row(id, effort) => {
                who.push(Entity::Model { model: *id, effort: Some(Some(effort.clone())), variant: None });
            }
            Named::Family(ids) => who.extend(ids.iter().map(|id| model(*id))),
            Named::Org(org) => who.push(Entity::Org(*org)),
            Named::Board(_) => {}
        }
    }
    who
}

/// No common word: it has a digit, or hangs together of words that prose has no other use for.
fn is_spelling(name: &str) -> bool {
    let own = |part: &str| part.len() > 2 && !lexicon::begins(part) && !sure::is_plain(part);
    name.contains(|c: char| c.is_ascii_digit()) || name.contains('-') && name.split('-').all(own)
}

/// A name ends where no letter, digit or version goes on.
fn ends(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | '-' | '_' | '/') => !chars.next().is_some_and(char::is_alphanumeric),
        _ => true,
    }
}

/// Short names that only one model can mean ("Opus 4.7", "Luna"), and words that several share ("Kimi").
fn add_derived(facts: &Facts, all: &mut BTreeMap<String, Vec<Named>>) {
    let mut derived: BTreeMap<String, Vec<ModelId>> = BTreeMap::new();
    let prefix = shared_prefix(facts);
    for (id, model) in facts.models.iter().enumerate() {
        let words: Vec<&str> = model.name.split(' ').filter(|w| !w.is_empty()).collect();
        let mut short = Vec::new();
        for from in 1..words.len() {
            let tail = words[from..].join(" ");
            // "Fable" for "Claude Fable 5", if no other has the word.
            let bare = tail.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | 'v'));
            if bare.len() < tail.len() && bare.len() >= 4 && !bare.contains(' ') && is_telling(bare) {
                short.push(bare.to_string());
            }
            if is_telling(&tail) {
                short.push(tail);
            }
        }
        let rest = prefix.and_then(|prefix| model.name.strip_prefix(prefix)?.strip_prefix('-'));
        short.extend(rest.filter(|rest| rest.contains('-')).map(str::to_string));
        let family = words.first().map_or("", |w| w.split(['-', '/']).next().unwrap_or(w));
        if (words.len() > 1 || model.name.contains('-')) && is_family(family) {
            short.push(family.to_string());
        }
        for text in short {
            let list = derived.entry(text).or_default();
            if !list.contains(&id) {
                list.push(id);
            }
        }
    }
    // "Halcyon's" for "Halcyon Terminals", if no other begins so.
    for (index, org) in facts.orgs.iter().enumerate() {
        let Some((first, _)) = org.name.split_once(' ') else { continue };
        let alone = facts.orgs.iter().filter(|o| o.name.starts_with(first)).count() == 1
            && !facts.models.iter().any(|m| m.name.contains(first));
        if alone
            && first.len() >= 4
            && is_telling(first)
            && !all.contains_key(first)
            && !derived.contains_key(first)
        {
            all.insert(first.to_string(), vec![Named::Org(index)]);
        }
    }
    for (text, ids) in derived {
        let taken = all.contains_key(&text);
        let whole_family = facts.models.iter().any(|m| m.name.starts_with(&text));
        let means = match ids.as_slice() {
            [one] => Named::Model(*one),
            _ if whole_family => Named::Family(ids),
            _ => continue,
        };
        if !taken {
            all.insert(text, vec![means]);
        } else if let (Some(list), Named::Family(_)) = (all.get_mut(&text), &means)
            && list.iter().all(|n| matches!(n, Named::Org(_)))
        {
            list.push(means);
        }
    }
}

/// "pkg" of "pkg-amber-core", "pkg-fjord-http", …, if most names begin so: who writes of them leaves it away.
fn shared_prefix(facts: &Facts) -> Option<&str> {
    let first = |name: &'_ str| name.split_once('-').map(|(first, _)| first.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for model in &facts.models {
        if let Some(length) = first(&model.name) {
            *counts.entry(&model.name[..length]).or_default() += 1;
        }
    }
    let (prefix, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count > 2 && count * 2 > facts.models.len()).then_some(prefix)
}

/// The tail of a name that may stand for it: a word of its own with a digit in it, or a proper word.
fn is_telling(tail: &str) -> bool {
    const PLAIN: [&str; 22] = [
        "Flash", "Pro", "Max", "Mini", "Super", "Ultra", "Lite", "Nano", "Instant", "Chat", "High", "Low",
        "Medium", "Preview", "Thinking", "Beta", "Large", "Small", "The", "United", "City", "Free",
    ];
    let first = tail.split(' ').next().unwrap_or_default();
    let mixed = first.chars().any(char::is_alphabetic);
    (mixed && tail.contains(' ') && is_proper(first.split('-').next().unwrap_or(first)))
        || (mixed && tail.chars().any(|c| c.is_ascii_digit()) && is_proper(first))
        || (is_proper(tail) && tail.len() >= 3 && !PLAIN.contains(&tail))
}

/// A name's first word that may stand for its family: no word that sentences begin with ("The", "Last", "Second").
fn is_family(word: &str) -> bool {
    let lower = word.to_lowercase();
    let said = lexicon::longest(&lower, &lower).is_some()
        || lexicon::begins(&lower)
        || numbers::is_word(&lower)
        || sure::is_plain(&lower);
    is_proper(word) && word.len() >= 3 && !said
}

fn is_proper(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_alphabetic)
}
