//! From the letters of a passage to tokens: names, references, quotations, numbers and words.

use super::super::lexicon::{self, Class};
use super::super::names::{Named, entities};
use super::super::numbers::{self, Form, Num};
use super::extent::{bare, extent, first_word, is_counted};
use super::{Entity, Kind, Reader, Sentence, Token, When};
use crate::editorial::{Claim, Passage};
use crate::model::{Cadence, Period};
use rust_decimal::Decimal;
use std::ops::Range;

/// Reads one sentence of a passage, whose text `lower` is in lower case.
pub fn read<'a>(
    (passage, lower): (&'a Passage, &'a str),
    range: Range<usize>,
    claims: &'a [Claim],
    reader: Reader<'a>,
) -> Sentence<'a> {
    let (text, lower) = (&passage.text[range.clone()], &lower[range.clone()]);
    let mut lexer = Lexer {
        text,
        lower,
        base: range.start,
        at: 0,
        reader,
        passage,
        claims,
        // Few words are shorter than five letters and a blank.
        out: Sentence {
            range: range.clone(),
            tokens: Vec::with_capacity(text.len() / 4),
            lower,
            cadence: Some(reader.cadence),
            ..Sentence::default()
        },
    };
    while lexer.at < text.len() {
        let before = lexer.at;
        lexer.step();
        // Whatever a step overlooks, the next begins further on.
        if lexer.at == before {
            lexer.at += text[before..].chars().next().map_or(1, char::len_utf8);
        }
    }
    let mut sentence = lexer.out;
    super::super::phrases::combine(&mut sentence, reader);
    sentence.note_classes();
    sentence
}

struct Lexer<'a> {
    text: &'a str,
    /// The same in lower case, byte for byte.
    lower: &'a str,
    base: usize,
    at: usize,
    reader: Reader<'a>,
    passage: &'a Passage,
    claims: &'a [Claim],
    out: Sentence<'a>,
}

impl<'a> Lexer<'a> {
    #[inline]
    fn push(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.base + self.at, self.base + self.at + length);
        let text = &self.lower[self.at..self.at + length];
        self.out.tokens.push(Token { kind, text, start, end, possessive: false });
        self.at += length;
    }

    fn step(&mut self) {
        let bytes = self.text.as_bytes();
        // Most words stand behind a blank.
        let blank = bytes[self.at] == b' ';
        self.at += usize::from(blank);
        let c = match bytes.get(self.at) {
            Some(byte) if byte.is_ascii() => char::from(*byte),
            Some(_) => self.text[self.at..].chars().next().unwrap_or(' '),
            None => return,
        };
        if c.is_whitespace() {
            self.at += c.len_utf8();
            return;
        }
        if self.reference() || self.quotation(c) {
            return;
        }
        let word_start = blank
            || self.at == 0
            || self.text[..self.at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let lower = &self.lower[self.at..];
        if word_start && self.reader.names.may_begin(lower) && self.name(lower) {
            return;
        }
        if may_be_number(c, lower) && self.number(c, lower) || (c.is_alphabetic() && self.word(lower)) {
            return;
        }
        self.push(Kind::Mark(c), c.len_utf8());
    }

    fn reference(&mut self) -> bool {
        if self.passage.references.is_empty() {
            return false;
        }
        let here = self.base + self.at;
        // One that prints nothing is no word, and would be met for ever.
        let mut printed = self.passage.references.iter().filter(|(r, _)| !r.is_empty());
        let Some((words, claim)) = printed.find(|(r, _)| r.contains(&here)) else {
            return false;
        };
        // A long sentence is cut wherever it is: of what a reference prints, each part has its own.
        let (length, claim) = (words.end.min(self.base + self.text.len()) - here, *claim);
        if words.start < here {
            self.push(Kind::Word(false), length);
            return true;
        }
        let source = &self.claims[claim];
        match (source.quantity, source.model) {
            ("model", Some(model)) => {
                let row = source.row.as_ref();
                let effort = row.and_then(|r| r.effort.clone()).map(Some);
                let variant = row.and_then(|r| r.variant.clone()).map(Some);
                self.out.whos.push(vec![Entity::Model { model, effort, variant }]);
                self.push(Kind::Who(self.out.whos.len() - 1), length);
                self.possessive();
            }
            _ => self.push(Kind::Figure(claim), length),
        }
        true
    }

    /// Longer quotations are somebody's words; around shorter ones only the marks are skipped.
    fn quotation(&mut self, c: char) -> bool {
        let close = match c {
            '“' => '”',
            '"' => '"',
            _ => return false,
        };
        let inner = &self.text[self.at + c.len_utf8()..];
        if let Some(end) = inner.find(close) {
            let length = c.len_utf8() + end + close.len_utf8();
            self.push(Kind::Word(false), length);
            return true;
        }
        false
    }

    fn name(&mut self, lower: &str) -> bool {
        let text = &self.text[self.at..];
        let Some((length, means)) = self.reader.names.longest(text, lower) else { return false };
        if let [Named::Board(board)] = means {
            let board = *board;
            self.push(Kind::Board(board), length);
            self.possessive();
            return true;
        }
        self.out.whos.push(entities(means));
        self.push(Kind::Who(self.out.whos.len() - 1), length);
        self.possessive();
        true
    }

    #[inline]
    fn possessive(&mut self) {
        // The typographer's apostrophe begins so.
        if matches!(self.text.as_bytes().get(self.at), Some(b'\'' | 0xE2)) {
            self.apostrophe();
        }
    }

    #[cold]
    fn apostrophe(&mut self) {
        let rest = &self.text[self.at..];
        let long = ["'s", "’s"]
            .iter()
            .find(|s| rest.strip_prefix(**s).is_some_and(|r| !r.starts_with(char::is_alphanumeric)));
        let bare = ["'", "’"].iter().find(|s| {
            self.text[..self.at].ends_with('s') && rest.strip_prefix(**s).is_some_and(|r| r.starts_with(' '))
        });
        if let Some(mark) = long.or(bare) {
            self.at += mark.len();
            if let Some(token) = self.out.tokens.last_mut() {
                token.possessive = true;
            }
        }
    }

    fn number(&mut self, c: char, rest: &str) -> bool {
        let (mut skip, mut form, mut sign) = (0, Form::Cardinal, 0);
        match c {
            '#' => (skip, form) = (1, Form::Rank),
            '$' => (skip, form) = (1, Form::Money),
            '+' => (skip, sign) = (1, 1),
            '−' | '-' | '–' => (skip, sign) = (c.len_utf8(), -1),
            _ => {}
        }
        let spelled = c.is_alphabetic();
        if spelled && (rest.starts_with("no. ") || rest.starts_with("no.\u{a0}")) {
            (skip, form) = (rest.find(|c: char| c.is_ascii_digit()).unwrap_or(0), Form::Rank);
            if skip == 0 || skip > 5 {
                return false;
            }
        } else if spelled && rest.starts_with("number ") && numbers::digits(&rest[7..]).is_some() {
            (skip, form) = (7, Form::Rank);
        }
        let Some((length, value, half)) = numbers::digits(&rest[skip..]) else { return self.number_word() };
        if sign != 0 && self.text[..self.at].ends_with(char::is_alphanumeric) {
            sign = 0;
        }
        let mut end = skip + length;
        let mut num = Num { sign, ..Num::new(value, half, form) };
        let tail: String = rest[end..].chars().take_while(|c| c.is_alphabetic()).collect();
        if matches!(tail.as_str(), "st" | "nd" | "rd" | "th") {
            num.form = Form::Ordinal;
            end += 2;
        } else if tail == "x" || rest[end..].starts_with('×') {
            num.form = Form::Times;
            end += if tail == "x" { 1 } else { '×'.len_utf8() };
        } else if tail.len() <= 2
            && let Some(scale) = numbers::scale(&tail)
        {
            num = num.scaled_by(Decimal::from(scale));
            num.scaled = true;
            end += tail.len();
        } else if !tail.is_empty() {
            // 2026-style mixtures and unknown versions: no number.
            let mixed = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
            self.push(Kind::Word(true), mixed.max(1));
            return true;
        }
        if let Some(percent) = percent_sign(&rest[end..]) {
            num.form = Form::Percent;
            end += percent;
        }
        // A version such as 4.7-foo or 3.5.1, a clock time, an ISO date or week.
        let dashed = rest[end..].strip_prefix('-').map(|more| more.strip_prefix('w').unwrap_or(more));
        if skip == 0 && end >= 4 && dashed.is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit()))
        {
            let all = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            return self.iso(&rest[..all]);
        }
        self.out.nums.push(num);
        self.push(Kind::Num(self.out.nums.len() - 1), end);
        true
    }

    /// "number three" is a rank as "number 3" is.
    fn number_word(&mut self) -> bool {
        let Some(rest) = self.lower[self.at..].strip_prefix("number ") else { return false };
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        // "departures number four": they are so many.
        if self.out.tokens.last().is_some_and(is_counted) {
            return false;
        }
        // "number one" has a meaning of its own: the lead.
        let Some((n, false)) = numbers::word(word).filter(|(n, _)| *n > 1) else { return false };
        let length = "number ".len() + word.len();
        self.out
            .nums
            .push(Num { digits: false, ..Num::new(Decimal::from(n), Decimal::new(5, 1), Form::Rank) });
        self.push(Kind::Num(self.out.nums.len() - 1), length);
        true
    }

    /// A word of the lexicon: a period, if it names one.
    fn kind_of(&self, class: Class, words: &str) -> Kind {
        let when = match class {
            Class::ThisPeriod => self.reader.back(0, words),
            Class::Last => self.reader.back(1, words),
            Class::TwoAgo => self.reader.back(2, words),
            // "on the week" of a daily ranking, "year over year".
            Class::GrowthWord if self.reader.back(0, words) == When::Beyond => When::Beyond,
            // "this month" of a monthly ranking is the letter's own.
            Class::Beyond
                if words.starts_with("this ")
                    || words == format!("of the {}", self.reader.cadence.word()) =>
            {
                self.reader.back(0, words)
            }
            Class::Beyond => When::Beyond,
            class => return Kind::Lex(class),
        };
        Kind::Period(when)
    }

    fn iso(&mut self, text: &str) -> bool {
        let kind = match Period::parse(&text.to_uppercase(), self.reader.cadence) {
            Some(period) => Kind::Period(self.reader.when(period)),
            None => Kind::Date(text.parse().ok()),
        };
        self.push(kind, text.len());
        true
    }

    fn word(&mut self, lower: &str) -> bool {
        // Most words are letters alone, and can be nothing that has a digit, a dash or an apostrophe in it.
        let (length, simple) = extent(lower);
        let plain = if simple { &lower[..length] } else { bare(&lower[..length]) };
        if !simple && let Some(kind) = self.period(plain) {
            self.push(kind, plain.len());
            self.possessive();
            return true;
        }
        if plain == "first"
            && lower.starts_with("first appear")
            && let Some((length, class)) = lexicon::longest(plain, lower)
        {
            self.push(Kind::Lex(class), length);
            return true;
        }
        let known = lexicon::known(plain);
        if let Some((n, ordinal)) = known.and_then(|known| known.number) {
            let form = if ordinal { Form::Ordinal } else { Form::Cardinal };
            let num = Num { digits: false, ..Num::new(Decimal::from(n), Decimal::new(5, 1), form) };
            self.out.nums.push(num);
            self.push(Kind::Num(self.out.nums.len() - 1), plain.len());
            self.possessive();
            return true;
        }
        if let Some(n) = numbers::factor(plain) {
            let num = Num { digits: false, ..Num::new(Decimal::from(n), Decimal::new(n, 1), Form::Times) };
            self.out.nums.push(num);
            self.push(Kind::Num(self.out.nums.len() - 1), plain.len());
            return true;
        }
        let joined = !simple && plain.contains(|c: char| !c.is_alphanumeric());
        let phrase = known
            .and_then(|known| known.longest(plain, lower))
            .or_else(|| joined.then(|| lexicon::longest(first_word(lower), lower)).flatten());
        let dashed = !simple && plain.contains('-');
        if let Some((length, class)) = phrase.filter(|(l, _)| *l >= plain.len() || !dashed) {
            self.push(self.kind_of(class, &lower[..length]), length);
            self.possessive();
            return true;
        }
        if dashed && self.hyphened(plain) {
            return true;
        }
        let versioned = !simple && plain.contains(|c: char| c.is_ascii_digit());
        let capital =
            versioned || self.text[self.at..].starts_with(char::is_uppercase) && !self.out.tokens.is_empty();
        let mut length = plain.len();
        // An unknown version hangs on its word: GPT-7.5.
        if versioned && lower[length..].starts_with('.') {
            let more =
                lower[length + 1..].find(|c: char| !c.is_alphanumeric()).unwrap_or(lower.len() - length - 1);
            length += if more > 0 { 1 + more } else { 0 };
        }
        self.push(Kind::Word(capital), length);
        self.possessive();
        true
    }

    /// "two-place", "third-placed", "five-way", "trillion-token": the part before the dash counts.
    fn hyphened(&mut self, word: &str) -> bool {
        let Some((head, _)) = word.split_once('-') else { return false };
        let scale = head.len() > 2 && numbers::scale(head).is_some();
        if !scale && numbers::word(head).is_none() && lexicon::longest(head, head).is_none() {
            return false;
        }
        let whole = (self.text, self.lower);
        let end = self.at + head.len();
        (self.text, self.lower) = (&self.text[..end], &self.lower[..end]);
        self.word(&whole.1[self.at..end]);
        (self.text, self.lower) = whole;
        self.at += 1;
        true
    }

    fn period(&self, word: &str) -> Option<Kind> {
        let digits = word.strip_prefix('w').filter(|d| d.len() <= 2 && d.bytes().all(|b| b.is_ascii_digit()));
        if let Some(digits) = digits.filter(|d| !d.is_empty() && self.reader.cadence == Cadence::Week) {
            let year = self.reader.period.to_string()[..4].to_string();
            let week: u32 = digits.parse().ok()?;
            let period = Period::parse(&format!("{year}-W{week:02}"), Cadence::Week);
            return Some(Kind::Period(period.map_or(When::Beyond, |period| self.reader.when(period))));
        }
        None
    }
}

/// True if a number may stand at the start of a text, whose first character is `c`: of most that shows at once.
#[inline]
fn may_be_number(c: char, text: &str) -> bool {
    match c {
        '0'..='9' | '#' | '$' | '+' | '−' | '-' | '–' => true,
        'n' | 'N' => text.starts_with("no.") || text.starts_with("number "),
        _ => false,
    }
}

pub(super) fn percent_sign(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    trimmed.starts_with('%').then(|| text.len() - trimmed.len() + 1)
}
