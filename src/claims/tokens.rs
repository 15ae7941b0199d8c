//! A sentence as tokens with meaning: names, numbers with unit and hedge, periods, claim words.
//! In: a part of a passage and the site's names. Out: tokens that keep their place in the passage.

mod extent;
mod lexer;

use extent::begins_with_name;
pub use extent::first_word;
pub use lexer::read;

use super::lexicon::{Class, Classes, Shapes};
use super::names::Names;
use super::numbers::{Hedge, Num, Unit};
use crate::identity::ModelId;
use crate::model::{Cadence, Period};
use jiff::civil::Date;
use std::{ops::Range, sync::Arc};

/// Which period a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// So many before the issue's.
    Back(i32),
    /// This one.
    At(Period),
    /// None that the data know as such: "of the year".
    Beyond,
    /// The one in which what is spoken of came into the list: "since its debut".
    Arrival,
}

/// A span of time that a change is held against, longer than a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// So many periods back it may begin.
    pub backs: Vec<i32>,
    /// A date in the sentence says where.
    pub dated: bool,
}

/// A row that a name means: the model, and effort and variant where the words give them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entity {
    /// A model; marks are `Some(None)` for "without", `None` for "not said".
    Model { model: ModelId, effort: Option<Option<Arc<str>>>, variant: Option<Option<Arc<str>>> },
    /// The row at a rank, so many periods back.
    AtRank(u32, i32),
    /// An organisation's rows.
    Org(usize),
    /// So many of an organisation's rows, all or those of a top.
    OrgRows { org: usize, top: Option<u32>, count: usize },
    /// The first so many rows.
    Top(u32),
    /// All volume.
    Market,
    /// The volume of all rows that are listed.
    Listed,
    /// What is not listed.
    Rest,
    /// Something that the data do not know.
    Unknown,
}

/// What one mention may mean.
pub type Who = Vec<Entity>;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A claim word.
    Lex(Class),
    /// A mention, by index.
    Who(usize),
    /// A number, by index.
    Num(usize),
    /// A board.
    Board(usize),
    /// A period.
    Period(When),
    /// A span that reaches back further than a period, by index.
    Span(usize),
    /// A date.
    Date(Option<Date>),
    /// A figure that a reference put there.
    Figure(usize),
    /// Any other word; capitalised or not.
    Word(bool),
    /// A mark.
    Mark(char),
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its words in lower case.
    pub text: &'a str,
    /// Where it stands in the passage's text.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// It ends in 's.
    pub possessive: bool,
}

/// A sentence, read.
#[derive(Debug, Clone, Default)]
pub struct Sentence<'a> {
    /// Its tokens.
    pub tokens: Vec<Token<'a>>,
    /// The mentions.
    pub whos: Vec<Who>,
    /// The numbers.
    pub nums: Vec<Num>,
    /// The spans.
    pub spans: Vec<Span>,
    /// Where it stands in the passage.
    pub range: Range<usize>,
    /// The tokens that are the site's own word for what is ranked: "model", "films".
    pub subjects: Vec<usize>,
    /// The tokens that are its word for who makes them: "lab", "studios".
    pub makers: Vec<usize>,
    /// Those that are a board's unit: "tokens".
    pub units: Vec<usize>,
    /// Those of a unit that one board alone has, with that board.
    pub unit_boards: Vec<(usize, usize)>,
    /// The span that the ranking's periods are of.
    pub cadence: Option<Cadence>,
    /// Its text in lower case, byte for byte.
    pub lower: &'a str,
    /// The classes of its claim words.
    pub classes: Classes,
    /// Where each token stands in the passage, if they are told in another order: then `start` and `end` only count them.
    pub stood: Vec<Range<usize>>,
}

impl<'a> Sentence<'a> {
    /// The class of a token, if it is a claim word.
    #[inline]
    pub fn class(&self, at: usize) -> Option<Class> {
        match self.tokens.get(at)?.kind {
            Kind::Lex(class) => Some(class),
            _ => None,
        }
    }

    /// True if the token is of one of the classes. Of a list that is written out where it is asked for, the set is made
    /// when this is compiled.
    #[inline(always)]
    pub fn is(&self, at: usize, classes: &[Class]) -> bool {
        self.is_in(at, Classes::of(classes))
    }

    /// True if the token is of a class of a set.
    #[inline]
    pub fn is_in(&self, at: usize, classes: Classes) -> bool {
        self.class(at).is_some_and(|c| classes.has(c))
    }

    /// True if a claim word of one of the classes stands anywhere in it: most words are looked for in vain.
    #[inline(always)]
    pub fn has(&self, classes: &[Class]) -> bool {
        self.classes.meets(Classes::of(classes))
    }

    /// Notes which classes its claim words have, once its tokens are what they stay.
    pub(super) fn note_classes(&mut self) {
        self.classes = self.tokens.iter().fold(Classes::default(), |classes, token| match token.kind {
            Kind::Lex(class) => classes.with(class),
            _ => classes,
        });
    }

    /// True if the token is that mark.
    #[inline]
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        matches!(self.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark(c)) if *c == mark)
    }

    /// A token's words in lower case.
    #[inline]
    pub fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.text)
    }

    /// The words from one token to the end of another, in lower case.
    pub fn words(&self, first: usize, last: usize) -> &'a str {
        // In another order than they stand in, they are no words.
        if !self.stood.is_empty() {
            return "";
        }
        &self.lower[self.tokens[first].start - self.range.start..self.tokens[last].end - self.range.start]
    }

    /// Where the words of a range of tokens stand in the passage; of words in another order, the first alone.
    pub fn in_passage(&self, range: Range<usize>, at: usize) -> Range<usize> {
        if self.stood.is_empty() {
            return range;
        }
        let first = self.tokens.partition_point(|t| t.start < range.start);
        let behind = self.tokens.partition_point(|t| t.end <= range.end);
        let words = self.stood.get(first..behind).unwrap_or_default();
        match (words.first(), words.last()) {
            (Some(a), Some(b)) if words.is_sorted_by(|a, b| a.end <= b.start) => a.start..b.end,
            _ => self.stood.get(at).cloned().unwrap_or(range),
        }
    }

    /// The number at a token.
    #[inline]
    pub fn num(&self, at: usize) -> Option<&Num> {
        match self.tokens.get(at)?.kind {
            Kind::Num(n) => self.nums.get(n),
            _ => None,
        }
    }

    /// The mention at a token.
    #[inline]
    pub fn who(&self, at: usize) -> Option<&Who> {
        match self.tokens.get(at)?.kind {
            Kind::Who(n) => self.whos.get(n),
            _ => None,
        }
    }
}

/// What reading needs besides the text.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The names.
    pub names: &'a Names,
    /// Every effort level and variant of the site, lower case.
    pub marks: &'a Marks,
    /// Units of the boards, lower case, plural.
    pub units: &'a [String],
    /// What is done where each is counted: "downloaded".
    pub participles: &'a [String],
    /// Units that one board alone has, with that board.
    pub unit_boards: &'a [(String, usize)],
    /// The words for subjects, lower case: model, models.
    pub subjects: &'a [String],
    /// As the words of `unit_boards`, `participles` and `subjects` are.
    pub own: &'a Shapes,
    /// The words for who makes them, lower case: lab, labs.
    pub makers: &'a [String],
    /// The cadence.
    pub cadence: Cadence,
    /// The period.
    pub period: Period,
    /// How many rows the longest list has: no rank is larger.
    pub longest: u32,
}

impl Reader<'_> {
    /// A period that the words name: the one before the is "last week", however it is written, and its own is
    /// this one.
    pub fn when(&self, period: Period) -> When {
        match () {
            () if self.period == period => When::Back(0),
            () if self.period.step(-1) == Some(period) => When::Back(1),
            () => When::At(period),
        }
    }

    /// So many of the span that the words name before the period: "a week earlier" is seven periods of a daily
    /// ranking, and a time that a monthly one does not know. Without a span, periods are meant.
    pub fn back(&self, count: i32, words: &str) -> When {
        let span = words.split(|c: char| !c.is_alphabetic()).find_map(|word| match word {
            "day" | "days" | "today" | "yesterday" => Some(Some(Cadence::Day)),
            "week" | "weeks" => Some(Some(Cadence::Week)),
            "month" | "months" => Some(Some(Cadence::Month)),
            "quarter" | "year" => Some(None),
            _ => None,
        });
        match span {
            None => When::Back(count),
            Some(Some(span)) if span == self.cadence => When::Back(count),
            Some(Some(Cadence::Week)) if self.cadence == Cadence::Day && count > 0 => When::Back(7 * count),
            // "seven days earlier" of a weekly ranking.
            Some(Some(Cadence::Day)) if self.cadence == Cadence::Week && count > 0 && count % 7 == 0 => {
                When::Back(count / 7)
            }
            Some(_) => When::Beyond,
        }
    }
}

/// Effort levels and variants.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Effort levels.
    pub efforts: Vec<Arc<str>>,
    /// Variants.
    pub variants: Vec<Arc<str>>,
}

/// What is longer, in bytes, is no sentence and is read in parts, since reading costs more than its length.
const LONGEST_SENTENCE: usize = 1_200;

/// The sentences of a passage, as ranges of its text.
pub fn sentences(text: &str, names: &Names) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(mark) = next_mark(bytes, at) {
        if let Some(end) = too_long(text, start, mark) {
            found.push(start..end);
            (start, at) = (end, end);
            continue;
        }
        at = mark + text[mark..].chars().next().map_or(1, char::len_utf8);
        let after = text[at..].trim_start_matches(['"', '”', '’', '\'', ')']);
        if mark > 0 && bytes[mark - 1] != b' ' && closes(&text[start..mark], after, names) {
            let end = text.len() - after.len();
            found.push(start..end);
            (start, at) = (end, end.max(at));
        }
    }
    while let Some(end) = too_long(text, start, text.len()) {
        found.push(start..end);
        start = end;
    }
    if !text[start..].trim().is_empty() {
        found.push(start..text.len());
    }
    found
}

/// Where the next mark stands that may end a sentence: `.`, `!`, `?` or `…`.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    // No further ahead than needed, since what is there may be looked at again.
    const AHEAD: usize = 256;
    let mut at = from;
    for part in bytes.get(from..)?.chunks(AHEAD) {
        let mark = memchr::memchr3(b'.', b'!', b'?', part);
        let before = &part[..mark.unwrap_or(part.len())];
        // Other marks begin with the same byte.
        let dots = |i: &usize| bytes[at + i..].starts_with("…".as_bytes());
        if let Some(found) = memchr::memchr_iter(0xE2, before).find(dots).or(mark) {
            return Some(at + found);
        }
        at += part.len();
    }
    None
}

/// The end of a part that is read by itself, where a sentence grows too long before `until`: behind a blank, or where
/// there is none for as long again.
fn too_long(text: &str, start: usize, until: usize) -> Option<usize> {
    if until <= start + LONGEST_SENTENCE {
        return None;
    }
    let parts = text[start..].char_indices().skip_while(|(at, _)| *at <= LONGEST_SENTENCE);
    let mut parts = parts.take_while(|(at, _)| start + at <= until);
    let (at, c) = parts.find(|(at, c)| *at > 2 * LONGEST_SENTENCE || c.is_whitespace())?;
    Some(start + at + c.len_utf8())
}

/// True if a mark between two texts ends a sentence: not that of "No. 8", "vs." or an initial.
fn closes(before: &str, after: &str, names: &Names) -> bool {
    const SHORT: [&str; 16] = [
        "no", "nos", "prev", "pos", "vs", "e.g", "i.e", "approx", "mr", "st", "dr", "cf", "etc", "jan",
        "fig", "ca",
    ];
    let upcoming = after.trim_start().chars().next();
    if !(after.starts_with(char::is_whitespace) || after.is_empty())
        || upcoming.is_some_and(char::is_lowercase) && !begins_with_name(after.trim_start(), names)
    {
        return false;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is = |short: &str| word.eq_ignore_ascii_case(short);
    let number = (is("no") || is("nos")) && upcoming.is_some_and(|c| c.is_ascii_digit());
    let initial = word.len() == 1 && word.chars().all(char::is_alphabetic);
    let short = word.len() <= "approx".len() && SHORT.iter().any(|short| is(short));
    !(initial || short) || (is("no") && !number)
}

/// Sets hedge and unit of a number.
pub fn dress(num: &mut Num, hedge: Option<Hedge>, unit: Option<Unit>) {
    num.hedge = hedge.unwrap_or(num.hedge);
    num.unit = unit.unwrap_or(num.unit);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_a_quotation_belongs_to_its_sentence() {
        let text = "It fell (or \"rose.\") Then it stayed.’” So it is.";
        let parts: Vec<&str> =
            sentences(text, &Names::default()).into_iter().map(|part| text[part].trim()).collect();
        assert_eq!(parts, ["It fell (or \"rose.\")", "Then it stayed.’”", "So it is."]);
    }
}
