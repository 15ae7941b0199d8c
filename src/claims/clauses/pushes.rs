//! Verbs that say what somebody did to another: what follows is said of the other.

use super::super::lexicon::{Class, Words};
use super::super::tokens::{Kind, Sentence};

/// What is said after such a word and a mention is said of that mention.
pub fn is_push(word: &str) -> bool {
    static PUSHES: Words = Words::of(&[
        "leaving",
        "leaves",
        "relegated",
        "relegates",
        "relegating",
        "demoted",
        "demoting",
        "pushed",
        "pushes",
        "pushing",
        "sent",
        "sends",
        "sending",
        "lifted",
        "lifts",
        "lifting",
        "propelled",
        "propels",
        "dragged",
        "drags",
        "catapulted",
    ]);
    PUSHES.has(word)
}

/// "leaving its rival one rung lower": somebody whom no name tells.
pub(super) fn pushed(s: &Sentence, at: usize) -> bool {
    at > 0
        && s.is(at, &[Class::Its, Class::Their, Class::The])
        && matches!(s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Word(_)))
        && is_push(s.text(at - 1))
}

/// "pushed it down": whoever was spoken of before the one that pushes; not "leaving it with 5%", said of itself.
pub(super) fn pushed_it(s: &Sentence, at: usize) -> bool {
    at > 0
        && s.is(at, &[Class::It, Class::They])
        && is_push(s.text(at - 1))
        && !s.text(at - 1).starts_with("leav")
}
