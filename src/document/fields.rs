//! Typed reading of a tree: every wrong value is reported with its place, and reading goes on.

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::model::{Amount, Ratio};
use jiff::Timestamp;
use jiff::civil::Date;
use std::str::FromStr as _;
use std::sync::Arc;

/// What programs write in the place of a letter that they could not read.
const LOST: char = '\u{FFFD}';
/// What is shown there; the face of the pictures has it.
const STAND_IN: &str = "\u{25A1}";

/// The file being read and where complaints go.
pub struct Reading<'a> {
    /// The file.
    pub source: Source<'a>,
    /// The complaints.
    pub notes: &'a mut Notes,
}

impl Reading<'_> {
    /// Reports an error at a span.
    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.notes.push(Diagnostic::error(code, message).at(self.source, span));
    }

    /// Reports an error at a span, with a remedy.
    pub fn error_help(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.notes.push(Diagnostic::error(code, message).at(self.source, span).help(help));
    }

    /// Reports a warning at a span, with a remedy.
    pub fn warning_help(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.notes.push(Diagnostic::warning(code, message).at(self.source, span).help(help));
    }

    fn wrong(&mut self, node: &Node, wanted: &str) {
        let found = match &node.value {
            Value::Scalar { text, .. } => format!("`{}`", clip(text)),
            _ => node.kind().to_string(),
        };
        self.error("wrong-type", node.span, format!("expected {wanted}, found {found}"));
    }

    /// A text. Plain numbers and words count as text: names are often numbers.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        let text = self.any_text(node)?;
        if text.contains(LOST) {
            let message = "U+FFFD stands in this text: the mark of a letter that was lost on the way";
            self.error_help("wrong-type", node.span, message, "write the letter that was meant");
            return None;
        }
        Some(text.to_string())
    }

    /// A text as a source wrote it. Which letter was lost there nobody here knows.
    pub fn source_text(&mut self, node: &Node) -> Option<String> {
        Some(self.any_text(node)?.replace(LOST, STAND_IN))
    }

    fn any_text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match &node.value {
            Value::Scalar { text, .. } if text.contains('\0') => {
                self.error("wrong-type", node.span, "a text cannot hold a NUL character");
                None
            }
            Value::Scalar { text, .. } => Some(text),
            _ => {
                self.wrong(node, "a text");
                None
            }
        }
    }

    /// A name as a source spells it. It is never an error because of its letters: of characters that steer a terminal or
    /// a line of text, and those that no document can hold, controls inside of it are shown by their pictures, so that
    /// two names stay two; the others are dropped. A letter that was lost has its stand-in.
    pub fn name(&mut self, node: &Node) -> Option<Arc<str>> {
        let text = self.any_text(node)?;
        if text.bytes().all(|b| matches!(b, b' '..=b'~')) && text.bytes().any(|b| b != b' ') {
            return Some(text.into());
        }
        let text = text.replace(LOST, STAND_IN);
        let within = text.trim_matches(|c: char| c.is_control());
        let kept: String = within.chars().map(picture).filter(|c| !is_steering(*c)).collect();
        let visible = kept.chars().any(|c| !c.is_whitespace() && !is_invisible(c));
        Some(if visible { kept.into() } else { Arc::default() })
    }

    fn parsed<T>(&mut self, node: &Node, wanted: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = scalar(node).and_then(parse);
        if value.is_none() {
            self.wrong(node, wanted);
        }
        value
    }

    /// A whole number of at least `least`.
    pub fn whole(&mut self, node: &Node, least: u32) -> Option<u32> {
        let value = scalar(node).and_then(|t| t.parse().ok()).filter(|n| *n >= least);
        if value.is_none() {
            let too_large =
                scalar(node).is_some_and(|t| t.len() > 9 && t.bytes().all(|b| b.is_ascii_digit()));
            let most = if too_large { format!(" and at most {}", u32::MAX) } else { String::new() };
            self.wrong(node, &format!("a whole number of at least {least}{most}"));
        }
        value
    }

    /// A whole number that may be negative.
    pub fn integer(&mut self, node: &Node) -> Option<i64> {
        self.parsed(node, "a whole number", |t| t.strip_prefix('+').unwrap_or(t).parse().ok())
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        self.parsed(node, "`true` or `false`", |t| bool::from_str(t).ok())
    }

    /// A number that may carry `K`, `M`, `B` or `T`, at least zero.
    pub fn amount(&mut self, node: &Node) -> Option<Amount> {
        self.parsed(node, "a number such as 1503, 98.5 or 1.58T, from 0 to 18446744073709551615", |t| {
            Amount::parse(t).ok()
        })
    }

    /// A ratio (`0.98`) or a percentage (`98%`).
    pub fn ratio(&mut self, node: &Node) -> Option<Ratio> {
        self.parsed(node, "a ratio such as 0.98 or a percentage such as 98%", |t| Ratio::parse(t).ok())
    }

    /// A calendar date, `2026-04-24`.
    pub fn date(&mut self, node: &Node) -> Option<Date> {
        self.parsed(node, "a date such as 2026-04-24", |t| (t.len() == 10).then(|| t.parse().ok()).flatten())
    }

    /// An instant with its offset, `2026-04-27T02:00:00Z`, or a date, which means its start in UTC.
    pub fn instant(&mut self, node: &Node) -> Option<Timestamp> {
        self.parsed(node, "an instant such as 2026-04-27T02:00:00Z", |t| {
            if t.len() == 10 {
                return format!("{t}T00:00:00Z").parse().ok();
            }
            t.parse().ok()
        })
    }

    /// A web address that may be linked: `https` or `http`.
    pub fn web_address(&mut self, node: &Node) -> Option<String> {
        self.parsed(node, "a web address that begins with https://", |t| {
            let url = url::Url::parse(t).ok()?;
            (matches!(url.scheme(), "https" | "http") && url.has_host()).then(|| t.to_string())
        })
    }

    /// An id or slug: `[a-z0-9][a-z0-9.-]*`, at most 80 bytes.
    pub fn slug(&mut self, node: &Node) -> Option<String> {
        if let Some(word) = scalar(node).filter(|t| crate::model::is_reserved(t)) {
            let message = format!("`{word}` is reserved: some systems, or the site itself, need that name");
            self.error_help(
                "wrong-type",
                node.span,
                message,
                format!("choose another, such as `the-{word}`"),
            );
            return None;
        }
        self.parsed(node, "an id of a-z, 0-9, `.` and `-`, at most 80 characters", |t| {
            crate::model::is_slug(t).then(|| t.to_string())
        })
    }

    /// A list, item by item.
    pub fn list<'n>(&mut self, node: &'n Node<'n>) -> &'n [Node<'n>] {
        match &node.value {
            Value::List(items) => items,
            Value::Null => &[],
            _ => {
                self.wrong(node, "a list");
                &[]
            }
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, node: &Node) -> Option<Vec<String>> {
        let items = self.list(node);
        Some(items.iter().filter_map(|item| self.text(item)).collect())
    }

    /// One of a closed set of words.
    pub fn one_of<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let found = match &node.value {
            Value::Scalar { text, .. } => words.iter().find(|(w, _)| w == text),
            _ => None,
        };
        if let Some((_, value)) = found {
            return Some(*value);
        }
        let names: Vec<&str> = words.iter().map(|(w, _)| *w).collect();
        self.wrong(node, &format!("one of `{}`", names.join("`, `")));
        None
    }
}

fn scalar<'n>(node: &'n Node) -> Option<&'n str> {
    match &node.value {
        // Most have no blanks around them.
        Value::Scalar { text, .. } => match text.as_bytes() {
            [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => Some(text),
            _ => Some(text.trim()),
        },
        _ => None,
    }
}

/// Controls, noncharacters and marks that turn the direction of text.
fn is_steering(c: char) -> bool {
    let noncharacter = (0xFDD0..=0xFDEF).contains(&(c as u32)) || (c as u32) & 0xFFFE == 0xFFFE;
    let turning =
        matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || noncharacter || turning
}

/// The picture of an ASCII control; other characters are their own.
fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or(c),
        '\u{7F}' => '\u{2421}',
        c => c,
    }
}

/// Marks of no width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// A name short enough for a message.
pub(crate) fn clip(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_string();
    }
    text.chars().take(59).chain(['…']).collect()
}

/// The keys of one mapping, taken one by one; what is left over at the end is unknown.
pub struct Fields<'n> {
    what: &'static str,
    span: Span,
    entries: &'n [Entry<'n>],
    known: Vec<&'static str>,
    /// Which of the entries were asked for: a bit each, of as many as have one.
    taken: u64,
    /// How many were not.
    left: usize,
    /// The entry behind the one that was asked for last.
    next: usize,
}

impl<'n> Fields<'n> {
    /// Opens a mapping; `what` names it in messages ("a row"). An empty file counts as an empty mapping.
    pub fn open(node: &'n Node<'n>, what: &'static str, reading: &mut Reading<'_>) -> Option<Fields<'n>> {
        let entries: &'n [Entry<'n>] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            _ => {
                reading.wrong(node, &format!("{what} as a mapping of keys and values"));
                return None;
            }
        };
        Some(Fields {
            what,
            span: node.span,
            entries,
            known: Vec::with_capacity(24),
            taken: 0,
            left: entries.len(),
            next: 0,
        })
    }

    /// The node of a key, if it is there and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node<'n>> {
        // Mostly keys are asked for in the order that files have them in.
        let at = match self.entries.get(self.next) {
            Some(entry) if entry.key == key => Some(self.next),
            _ => self.entries.iter().position(|e| e.key == key),
        };
        // Where all were asked for, none is unknown, and nobody needs to hear which keys are known.
        if !self.is_done() {
            self.known.push(key);
        }
        let at = at?;
        self.next = at + 1;
        let bit = 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or_default();
        self.left -= usize::from(bit & !self.taken != 0);
        self.taken |= bit;
        Some(&self.entries[at].node).filter(|n| !matches!(n.value, Value::Null))
    }

    /// True if every key that is there was asked for.
    pub fn is_done(&self) -> bool {
        self.left == 0
    }

    /// Reads a key that may be missing.
    pub fn optional<'r, T>(
        &mut self,
        key: &'static str,
        reading: &mut Reading<'r>,
        read: impl FnOnce(&mut Reading<'r>, &Node) -> Option<T>,
    ) -> Option<T> {
        self.node(key).and_then(|node| read(reading, node))
    }

    /// Reads a key that must be there.
    pub fn required<'r, T>(
        &mut self,
        key: &'static str,
        reading: &mut Reading<'r>,
        read: impl FnOnce(&mut Reading<'r>, &Node) -> Option<T>,
    ) -> Option<T> {
        let Some(node) = self.node(key) else {
            let message = format!("{} lacks `{key}`", self.what);
            reading.error_help("missing-key", self.head(reading), message, format!("add `{key}: …`"));
            return None;
        };
        read(reading, node)
    }

    /// The first line of the mapping, to point at.
    fn head(&self, reading: &Reading<'_>) -> Span {
        let text = &reading.source.text[self.span.start.min(reading.source.text.len())..];
        let line = text.find('\n').unwrap_or(text.len());
        Span::new(self.span.start, self.span.end.min(self.span.start + line))
    }

    /// Every key that was not asked for is an error with a "did you mean".
    pub fn finish(self, reading: &mut Reading<'_>) {
        if self.left == 0 {
            return;
        }
        for entry in self.entries {
            if !self.known.contains(&&*entry.key) {
                let message = format!("{} has no key `{}`", self.what, clip(&entry.key));
                let help = did_you_mean(&entry.key, self.known.iter().copied());
                let note = Diagnostic::error("unknown-key", message).at(reading.source, entry.key_span);
                reading.notes.push(note.help_opt(help));
            }
        }
    }
}

/// The entries of a mapping with free keys (aliases by board).
pub fn entries<'n>(node: &'n Node<'n>, what: &str, reading: &mut Reading<'_>) -> &'n [Entry<'n>] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &[],
        _ => {
            reading.wrong(node, what);
            &[]
        }
    }
}
