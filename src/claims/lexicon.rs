//! The words that carry a claim: closed sets, read once from `lexicon.txt`, one line a word.

use super::numbers;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! classes {
    ($($name:ident $text:literal),* $(,)?) => {
        /// What a word does in a claim.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Class { $(#[doc = $text] $name),* }
        fn class(text: &str) -> Option<Class> {
            match text { $($text => Some(Class::$name),)* _ => None }
        }
    };
}

classes! {
    Up "up", UpRank "up-rank", UpValue "up-value", Down "down", DownRank "down-rank", DownValue "down-value",
    Move "move", Hold "hold", Be "be", Carry "carry", Lead "lead", NewLead "new-lead", Debut "debut",
    Enter "enter", New "new", Return "return", Exit "exit", Overtake "overtake", Displace "displace", Swap "swap",
    Behind "behind", Ahead "ahead", MoreThan "more-than", Exceed "exceed", Outgrow "outgrow",
    Undergrow "undergrow", Double "double", Triple "triple", Quadruple "quadruple", Halve "halve",
    AsMuchAs "as-much-as", Together "together", GapNoun "gap-noun", Band "band", Separate "separate",
    Share "share", ShareOf "share-of", Volume "volume", Score "score", GrowthWord "growth-word", Votes "votes",
    Interval "interval", Price "price", Input "input", Output "output", Blended "blended", Cheaper "cheaper",
    Dearer "dearer", Context "context", Parameters "parameters", Active "active", Free "free", Paid "paid",
    RankNoun "rank-noun", PlacesNoun "places-noun", RowsNoun "rows-noun", Market "market", Rest "rest",
    Released "released", Most "most", Least "least", Only "only", Peak "peak", Record "record",
    Streak "streak", StreakNth "streak-nth", Again "again", Tied "tied", Frozen "frozen",
    PriceHeld "price-held", Concentration "concentration", Effective "effective", Tau "tau", Gini "gini",
    Turnover "turnover", BothTops "both-tops", Neg "neg", Each "each", All "all", Half "half",
    Respectively "respectively", And "and", Or "or", But "but", While "while", Yet "yet",
    Although "although", EvenAs "evenas", Despite "despite", Because "because", As "as", After "after",
    Which "which", So "so", From "from", To "to", By "by", At "at", With "with", For "for", Of "of", In "in",
    On "on", Than "than", Against "against", Over "over", Between "between", The "the", A "a", This "this",
    Now "now", It "it", Its "its", They "they", Their "their", ModelNoun "model-noun",
    Stablemate "stablemate", Former "former", Leader "leader", RunnerUp "runner-up", Adverb "adv", Per "per",
    Times "times", Fold "fold", Skip "skip", Beyond "beyond", ThisPeriod "thisperiod", Last "last",
    TwoAgo "two-ago",
}

impl Class {
    /// The words for up and down: in rank, in value, or in either.
    pub const CHANGES: [Class; 6] =
        [Class::Up, Class::UpRank, Class::UpValue, Class::Down, Class::DownRank, Class::DownValue];
}

/// A set of classes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Classes([u64; 2]);

impl Classes {
    /// Of a list.
    #[inline(always)]
    pub const fn of(list: &[Class]) -> Classes {
        // In one piece, so that it is done when this is compiled wherever the list is written out.
        let (mut bits, mut at) = (0_u128, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u32;
            at += 1;
        }
        Classes([bits as u64, (bits >> 64) as u64])
    }

    /// How many classes there may be.
    pub const COUNT: usize = 128;

    /// True if the class of an index is one of them.
    #[inline]
    pub const fn has_index(self, class: usize) -> bool {
        let Classes([low, high]) = self;
        let bits = if class < 64 { low } else { high };
        bits >> (class % 64) & 1 == 1
    }

    /// These and one more.
    #[inline]
    pub const fn with(self, class: Class) -> Classes {
        let Classes([low, high]) = self;
        let bit = 1 << (class as usize % 64);
        if (class as usize) < 64 { Classes([low | bit, high]) } else { Classes([low, high | bit]) }
    }

    /// True if there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }

    /// True if one of them is also one of the others.
    #[inline]
    pub const fn meets(self, others: Classes) -> bool {
        self.0[0] & others.0[0] | self.0[1] & others.0[1] != 0
    }

    /// True if the class is one of them.
    #[inline]
    pub const fn has(self, class: Class) -> bool {
        self.has_index(class as usize)
    }
}

/// How words begin and how long they are: the lengths by the first letter. Most others are told from them by that,
/// without a comparison.
#[derive(Debug, Clone, Default)]
pub struct Shapes([u32; 32]);

impl Shapes {
    /// Adds a word's.
    pub const fn add(&mut self, word: &str) {
        if let [first, ..] = word.as_bytes() {
            self.0[(*first % 32) as usize] |= 1 << (word.len() % 32);
        }
    }

    /// True if a word is as one of them.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        word.as_bytes()
            .first()
            .is_some_and(|first| self.0[usize::from(first % 32)] >> (word.len() % 32) & 1 == 1)
    }
}

/// A list of words.
pub struct Words {
    list: &'static [&'static str],
    shapes: Shapes,
}

impl Words {
    /// Of a list.
    pub const fn of(list: &'static [&'static str]) -> Words {
        let (mut shapes, mut at) = (Shapes([0; 32]), 0);
        while at < list.len() {
            shapes.add(list[at]);
            at += 1;
        }
        Words { list, shapes }
    }

    /// True if the word is one of them.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        // Words of another first letter need no comparison.
        let first = word.as_bytes().first();
        self.shapes.has(word)
            && self.list.iter().any(|listed| listed.as_bytes().first() == first && *listed == word)
    }
}

/// What a word is by itself, or with the words after it.
#[derive(Default)]
pub struct Known {
    /// A number: its value and whether it is an ordinal.
    pub number: Option<(i64, bool)>,
    /// A claim word by itself.
    alone: Option<Class>,
    /// The longer phrases that begin with it, longest first.
    phrases: Vec<(String, Class)>,
    /// The letters with which these go on, as bits.
    nexts: u32,
}

/// What is known of every first word. The words are ours, so that the quick hash does.
type Table = HashMap<String, Known, FixedState>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("lexicon.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(class) = words.next().and_then(class) else { continue };
        for form in words {
            let first = form.split('_').next().unwrap_or(form);
            table.entry(first.to_string()).or_default().add(form.replace('_', " "), first, class);
        }
    }
    for (word, number) in numbers::words() {
        table.entry(word).or_default().number = Some(number);
    }
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
    for known in table.values_mut() {
        known.phrases.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    table
});

/// What is known of a word.
pub fn known(word: &str) -> Option<&'static Known> {
    TABLE.get(word)
}

impl Known {
    fn add(&mut self, form: String, word: &str, class: Class) {
        match form.as_bytes().get(word.len() + 1) {
            Some(next) => {
                self.nexts |= 1 << (next % 32);
                self.phrases.push((form, class));
            }
            // The first line that has a word is its class.
            None => self.alone = self.alone.or(Some(class)),
        }
    }

    /// The longest phrase at the start of a lower-case text that begins with this word: its length and class.
    pub fn longest(&self, word: &str, text: &str) -> Option<(usize, Class)> {
        // Most texts go on with another letter than the phrases do.
        let next = text.as_bytes().get(word.len() + 1);
        let goes_on = next.is_some_and(|next| self.nexts >> (next % 32) & 1 == 1);
        let longer = if goes_on { self.longer(word.len() + 1, text) } else { None };
        longer.or_else(|| Some((word.len(), self.alone.filter(|_| ends(text, word.len()))?)))
    }

    /// The longest phrase of several words, of which the second begins at `next`.
    fn longer(&self, next: usize, text: &str) -> Option<(usize, Class)> {
        let letter = text.as_bytes().get(next);
        let mut alike = self.phrases.iter().filter(|(form, _)| form.as_bytes().get(next) == letter);
        alike
            .find(|(form, _)| text.starts_with(form.as_str()) && ends(text, form.len()))
            .map(|(form, class)| (form.len(), *class))
    }

    fn begins_phrases(&self) -> bool {
        self.alone.is_some() || !self.phrases.is_empty()
    }
}

/// True if no word goes on at a place.
fn ends(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        _ => !text[at..].starts_with(char::is_alphanumeric),
    }
}

/// The longest phrase at the start of a lower-case text whose first word is `word`: its length and class.
pub fn longest(word: &str, text: &str) -> Option<(usize, Class)> {
    known(word)?.longest(word, text)
}

/// True if a phrase begins with the word.
pub fn begins(word: &str) -> bool {
    known(word).is_some_and(Known::begins_phrases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_class() {
        for line in include_str!("lexicon.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let name = line.split_whitespace().next().unwrap();
            assert!(class(name).is_some(), "{name}");
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(longest("dropped", "dropped out of the top"), Some((11, Class::Exit)));
        assert_eq!(longest("dropped", "dropped two places"), Some((7, Class::Down)));
    }
}
