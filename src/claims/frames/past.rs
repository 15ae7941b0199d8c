//! Of which time a clause's past tense is: a letter tells of its own week in it.

use super::Frame;
use crate::claims::lexicon::{Class, Words};
use crate::claims::numbers::{Num, Unit};

/// The words that may say that something was so before.
static PAST: Words = Words::of(&[
    "been", "end", "ended", "ends", "had", "held", "over", "remained", "sat", "stayed", "stood", "was",
    "were",
]);

/// The words that say of "was" that it is of a time before.
static BEFORE: Words = Words::of(&[
    "before",
    "earlier",
    "far",
    "former",
    "formerly",
    "had",
    "knocked",
    "once",
    "previous",
    "previously",
    "so far",
    "until",
    "up to now",
]);

impl Frame<'_> {
    pub(super) fn is_past(&self) -> bool {
        self.clause().range.clone().any(|at| {
            let word = self.s.text(at);
            PAST.has(word)
                && !self.tells_of_a_change(at + 1)
                && (matches!(word, "had" | "been")
                    || matches!(word, "was" | "were") && self.is_of_before()
                    || word == "end" && self.s.text(at.wrapping_sub(1)) == "an"
                    || word == "over" && self.s.is(at.wrapping_sub(1), &[Class::Be])
                    || matches!(word, "ends" | "ended") && self.of_a_run()
                    || super::spells::stood_once(*self, at))
        })
    }

    /// A letter tells of its own week in the past tense: "was" is of a time before where other words say so.
    fn is_of_before(&self) -> bool {
        let span = |num: &Num| num.unit == Unit::Periods;
        self.s.nums.iter().any(span) || self.s.tokens.iter().any(|token| BEFORE.has(token.text))
    }

    /// "was unchanged at #4", "were up two places": of what has become of it, which is told of now.
    fn tells_of_a_change(&self, at: usize) -> bool {
        let small = [Class::Adverb, Class::Now, Class::All, Class::Each];
        let at = at + usize::from(self.s.is(at, &small) || self.s.text(at) == "both");
        matches!(self.s.text(at), "up" | "down") || self.s.is(at, &[Class::Hold, Class::Frozen])
    }

    /// "which had been 50th": of a time before the one that the sentence speaks of.
    pub(super) fn had_been(&self) -> bool {
        let before = self.clause().range.start..self.at;
        self.clause().joint == Some(Class::Which) && before.into_iter().any(|at| self.s.text(at) == "had")
    }

    /// "its run at the top ends after four weeks".
    fn of_a_run(&self) -> bool {
        let run = ["run", "reign", "spell", "stay", "stint", "streak"];
        self.clause().range.clone().any(|at| run.contains(&self.s.text(at)))
    }
}
