//! The words that carry a claim: closed sets, read once from `lexicon.txt`, one line a word.

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

/// A set of classes.
#[derive(Debug, Clone, Copy)]
pub struct Classes(u128);

impl Classes {
    /// Of a list.
    pub const fn of(list: &[Class]) -> Classes {
        let (mut bits, mut at) = (0, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u32;
            at += 1;
        }
        Classes(bits)
    }

    /// How many classes there may be.
    pub const COUNT: usize = 128;

    /// Every class.
    pub const fn all() -> Classes {
        Classes(u128::MAX)
    }

    /// True if the class of an index is one of them.
    pub const fn has_index(self, class: usize) -> bool {
        self.0 >> class & 1 == 1
    }

    /// True if the class is one of them.
    pub const fn has(self, class: Class) -> bool {
        self.0 >> class as u32 & 1 == 1
    }
}

/// Phrases by their first word, longest first. The words are ours, so that the quick hash does.
type Table = HashMap<&'static str, Vec<(String, Class)>, FixedState>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("lexicon.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(class) = words.next().and_then(class) else { continue };
        for form in words {
            let first = form.split('_').next().unwrap_or(form);
            table.entry(first).or_default().push((form.replace('_', " "), class));
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
    for list in table.values_mut() {
        list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    table
});

/// The longest phrase at the start of a lower-case text whose first word is `word`: its length and class.
pub fn longest(word: &str, text: &str) -> Option<(usize, Class)> {
    let list = TABLE.get(word)?;
    // Most phrases go on with another letter than the text does, which is quickly seen.
    let next = word.len() + 1;
    let letter = text.as_bytes().get(next);
    let ends = |at: usize| !text[at..].starts_with(char::is_alphanumeric);
    list.iter()
        .filter(|(form, _)| form.len() <= next || form.as_bytes().get(next) == letter)
        .find(|(form, _)| text.starts_with(form.as_str()) && ends(form.len()))
        .map(|(f, c)| (f.len(), *c))
}

/// True if a phrase begins with the word.
pub fn begins(word: &str) -> bool {
    TABLE.contains_key(word)
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
