//! Verbs made of a board's unit: where downloads are counted, "was downloaded 1.4 million times" tells how many.

use super::absorb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Kind, Reader, Sentence};

/// What is done where a unit is counted: "downloaded" of "downloads", "sold" of "sales".
pub fn participle(unit: &str) -> String {
    let stem = unit.strip_suffix('s').unwrap_or(unit);
    match stem {
        "sale" => "sold".to_string(),
        _ if stem.ends_with('e') => format!("{stem}d"),
        _ => format!("{stem}ed"),
    }
}

/// True for the participle of one of the boards' units.
pub(super) fn is_participle(word: &str, reader: Reader<'_>) -> bool {
    reader.participles.iter().any(|participle| participle == word)
}

/// "was downloaded", "Downloaded 1.4 million times,": it had so many; not "the most downloaded package".
pub(super) fn carries(s: &mut Sentence, at: usize, reader: Reader<'_>) -> bool {
    if !is_participle(s.text(at), reader) {
        return false;
    }
    let small = [Class::Adverb, Class::Now, Class::Neg, Class::Each, Class::All];
    let before = (0..at).rev().find(|i| !s.is(*i, &small));
    let said = before.map_or(at == 0, |i| s.is(i, &[Class::Be]));
    if said {
        s.tokens[at].kind = Kind::Lex(Class::Carry);
    }
    said
}

/// "was downloaded 63.4 million times": so many of the unit. "1.3 times as often as" is a ratio.
pub(super) fn times(s: &mut Sentence, at: usize, index: usize, reader: Reader<'_>) -> bool {
    let counted =
        (at.saturating_sub(5)..at).any(|i| s.is(i, &[Class::Carry]) && is_participle(s.text(i), reader));
    let factor = matches!(s.text(at + 2), "as" | "more" | "less" | "the" | "more than");
    let plain = s.nums[index].form == Form::Cardinal;
    let found = counted && plain && !factor && s.text(at + 1) == "times";
    if found {
        s.nums[index].unit = Unit::Board;
        absorb(s, at, 1);
    }
    found
}
