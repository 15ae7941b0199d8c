//! How far a word goes. Most letters are one byte, which needs no decoding.

use super::super::lexicon::Class;
use super::super::names::{Names, entities};
use super::{Kind, Token};

/// What a byte is to a word: a letter, another part of it, the beginning of a letter beyond ASCII, or none of it.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        parts[byte] = if b.is_ascii_alphabetic() {
            LETTER
        } else if b.is_ascii_digit() || b == b'-' || b == b'\'' {
            PART
        } else if b.is_ascii() {
            0
        } else {
            BEYOND
        };
        byte += 1;
    }
    parts
};
const LETTER: u8 = 1;
const PART: u8 = 2;
const BEYOND: u8 = 4;

/// The length of the word at the start of a text, and whether it is made of ASCII letters alone.
#[inline]
pub fn extent(text: &str) -> (usize, bool) {
    let part = |b: &u8| PARTS[usize::from(*b)];
    let letters = text.bytes().position(|b| part(&b) != LETTER).unwrap_or(text.len());
    // Most words end where their letters do.
    if text.as_bytes().get(letters).map_or(0, part) == 0 {
        return (letters, letters > 0);
    }
    let ascii = text.bytes().position(|b| matches!(part(&b), 0 | BEYOND)).unwrap_or(text.len());
    if text.as_bytes().get(ascii).map_or(0, part) == BEYOND {
        return (run(text, |c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')), false);
    }
    (ascii, false)
}

/// A word without what hangs on its end: a dash, an apostrophe, the mark of whose something is.
pub fn bare(word: &str) -> &str {
    let word = word.trim_end_matches(['-', '\'', '’']);
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// The letters and digits at the start of a text; where it begins with none, its first character.
pub fn first_word(text: &str) -> &str {
    let ascii = text.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(text.len());
    let plain = text.as_bytes().get(ascii).is_none_or(u8::is_ascii);
    let end = if plain { ascii } else { run(text, char::is_alphanumeric) };
    &text[..end.max(text.chars().next().map_or(0, char::len_utf8))]
}

/// How many bytes of a text fulfil a test from its beginning.
fn run(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !test(c)).unwrap_or(text.len())
}

/// "departures", "newcomers": what there may be a number of.
pub(super) fn is_counted(token: &Token) -> bool {
    const COUNTED: [&str; 9] = [
        "departures",
        "arrivals",
        "newcomers",
        "exits",
        "entries",
        "risers",
        "fallers",
        "climbers",
        "returns",
    ];
    let classes = [Class::Exit, Class::Debut, Class::Return, Class::New, Class::Up, Class::Down];
    let told = matches!(token.kind, Kind::Lex(class) if classes.contains(&class));
    told && token.text.ends_with('s') || COUNTED.contains(&token.text)
}

/// "It held. left-pad fell": a name that is written small begins a sentence too.
pub(super) fn begins_with_name(text: &str, names: &Names) -> bool {
    // No further than a name may go, since a text may have many marks.
    const LONGEST_NAME: usize = 120;
    let end = text.char_indices().nth(LONGEST_NAME).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    names.longest(head, &head.to_ascii_lowercase()).is_some_and(|(_, means)| !entities(means).is_empty())
}
