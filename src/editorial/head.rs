//! Title and summary: plain texts of the front matter, with references and with comments for the claims check.
//! In: the text as YAML gives it, its place. Out: what is printed, and the comments, which are not.

use super::markdown::prose;
use super::resolve::{self, Context, Found};
use crate::diagnostic::{Notes, Source, Span};

/// A title or a summary, read.
#[derive(Debug)]
pub struct Head {
    /// What is printed: references expanded, comments left out.
    pub shown: String,
    /// The comments for the claims check: where in `shown` they stood, what they say, and their places.
    pub comments: Vec<(usize, String, Span)>,
    /// The place of the whole value.
    pub span: Span,
}

/// Reads one.
pub fn read(
    text: &str,
    span: Span,
    source: Source<'_>,
    context: &Context<'_>,
    found: &mut Found,
    notes: &mut Notes,
) -> Head {
    let mut head = Head { shown: String::new(), comments: Vec::new(), span };
    let mut rest = text;
    // Where the rest begins in the file, as far as its spelling there tells.
    let mut from = span.start;
    while let Some((at, length, comment)) = next_comment(rest) {
        let before = resolve::plain(&rest[..at], Span::new(from, span.end), source, context, found, notes);
        head.say(&before);
        let raw = source.text.get(from..span.end).unwrap_or_default();
        let place = raw.find(&rest[at..at + length]).map(|i| Span::new(from + i, from + i + length));
        head.comments.push((head.shown.len(), comment.to_string(), place.unwrap_or(span)));
        from = place.map_or(from, |place| place.end);
        rest = &rest[at + length..];
    }
    let last = resolve::plain(rest, Span::new(from, span.end), source, context, found, notes);
    head.say(&last);
    if !head.comments.is_empty() {
        head.shown.truncate(head.shown.trim_end().len());
    }
    head
}

impl Head {
    /// Adds what follows; a comment between blanks leaves one of them.
    fn say(&mut self, text: &str) {
        let blank = self.shown.is_empty() || self.shown.ends_with(char::is_whitespace);
        let text = if blank && !self.comments.is_empty() { text.trim_start() } else { text };
        self.shown.push_str(text);
    }
}

/// The first comment for the claims check: where it begins, its length, and what it says.
fn next_comment(text: &str) -> Option<(usize, usize, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("<!--").map(|i| from + i) {
        let length = text[at..].find("-->")? + "-->".len();
        if let Some(said) = prose::said(&text[at..at + length]) {
            return Some((at, length, said));
        }
        from = at + length;
    }
    None
}
