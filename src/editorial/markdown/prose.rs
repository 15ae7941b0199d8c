//! The editor's text as passages: what a reader reads, each byte with its place in the source.
//! In: Markdown and the figures that references put into it. Out: paragraphs, list items, headings and table cells;
//! code is blanked, quotations are left out, link addresses and footnote marks never appear.

use super::events::{Events, Spanned, adjacent};
use crate::diagnostic::{Source, Span};
use crate::editorial::{Claim, reference};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph or list item.
    Paragraph,
    /// A heading, title or summary.
    Heading,
    /// A cell of a table: which table, row (0 is the head) and column.
    Cell {
        /// Which table of the text.
        table: usize,
        /// Row; 0 is the head.
        row: usize,
        /// Column.
        column: usize,
    },
}

/// A run of text that is read as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its text, references expanded.
    pub text: String,
    /// Offsets of the text and where they stand in the source, ascending.
    spots: Vec<(u32, u32)>,
    /// Figures that references put there: where, and which of the claims.
    pub references: Vec<(Range<usize>, usize)>,
    /// Its place in the source.
    pub span: Span,
}

impl Passage {
    /// A passage that YAML spells: where its words stand there one behind the other, comments aside, each has its place;
    /// else, and with references in it, every place points at the whole value.
    pub fn plain(
        kind: PassageKind,
        text: &str,
        span: Span,
        comments: impl Iterator<Item = Span>,
        source: Source<'_>,
    ) -> Passage {
        let mut raw = source.text.get(span.start..span.end).unwrap_or_default().to_string();
        for comment in comments {
            let blank = " ".repeat(comment.end - comment.start);
            raw.replace_range(comment.start - span.start..comment.end - span.start, &blank);
        }
        let mut passage =
            Passage { kind, text: text.to_string(), spots: Vec::new(), references: Vec::new(), span };
        let mut from = 0;
        let mut spots = Vec::new();
        for word in text.split_whitespace() {
            let Some(at) = raw[from..].find(word) else { return passage };
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            spots.push((short(start), short(span.start + from + at)));
            from += at + word.len();
        }
        if reference::first(&raw).is_none() {
            passage.spots = spots;
        }
        passage
    }

    /// The place in the source of a range of the text.
    pub fn place(&self, range: &Range<usize>) -> Span {
        let spot = |at: usize| {
            let index = self.spots.partition_point(|(text, _)| *text as usize <= at);
            let (text, source) = *self.spots.get(index.checked_sub(1)?)?;
            let (text, source) = (text as usize, source as usize);
            // Every byte of a reference's words points at the reference.
            let inside = self.references.iter().any(|(words, _)| words.contains(&at));
            Some(if inside { source } else { source + (at - text) })
        };
        match (spot(range.start), spot(range.end.saturating_sub(1))) {
            (Some(start), Some(last)) => Span::new(start, last + 1),
            _ => self.span,
        }
    }

    fn push(&mut self, text: &str, source: usize) {
        self.spots.push((short(self.text.len()), short(source)));
        self.text.push_str(text);
    }
}

/// An offset: no file is so large that 32 bits do not hold it.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A comment that begins `claim:`.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// What stands after `claim:`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The passage that it stands in, and how far into its text; `None` between passages.
    pub within: Option<(usize, usize)>,
    /// How many passages stand before it.
    pub before: usize,
    /// No empty line parts it from the text after it.
    pub leads: bool,
}

/// A text as passages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// In reading order.
    pub passages: Vec<Passage>,
    /// Comments for the claims check.
    pub comments: Vec<Comment>,
}

/// Goes through a text once more, for its words.
pub fn read(source: Source<'_>, Events(events): &Events<'_>, claims: &[Claim]) -> Prose {
    let mut walker = Walker {
        source,
        claims,
        prose: Prose::default(),
        open: None,
        muted: 0,
        code: 0,
        table: 0,
        row: 0,
        column: 0,
    };
    let mut rest = events.as_slice();
    while let Some((event, range)) = rest.first() {
        let is_text = matches!(event, Event::Text(_)) && walker.code == 0;
        let (taken, after) = rest.split_at(if is_text { adjacent(rest) } else { 1 });
        if is_text {
            walker.text(taken)
        } else {
            let mut following = after.iter().map(|(event, _)| event);
            let next = following.find(|e| !matches!(e, Event::Html(_) | Event::End(TagEnd::HtmlBlock)));
            let ends = |tag: &TagEnd| {
                matches!(tag, TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition)
            };
            let closes = matches!(next, Some(Event::End(tag)) if ends(tag));
            walker.event(event, range, closes)
        }
        rest = after;
    }
    walker.finish();
    walker.prose
}

struct Walker<'a> {
    source: Source<'a>,
    claims: &'a [Claim],
    prose: Prose,
    open: Option<Passage>,
    /// Open quotations, whose words are others'.
    muted: usize,
    code: usize,
    table: usize,
    row: usize,
    column: usize,
}

impl Walker<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>, closes: bool) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::SoftBreak | Event::HardBreak => self.say(" ", range.start),
            Event::Code(text) => self.say(&"\u{fffc}".repeat(text.chars().count().min(1)), range.start),
            Event::Html(text) | Event::InlineHtml(text) => self.comment(text, range, closes),
            Event::TaskListMarker(_) | Event::FootnoteReference(_) | Event::Rule => {}
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Item | Tag::FootnoteDefinition(_) => {
                self.begin(PassageKind::Paragraph, range);
            }
            Tag::Heading { .. } => self.begin(PassageKind::Heading, range),
            Tag::BlockQuote(None) => self.muted += 1,
            Tag::CodeBlock(_) => self.code += 1,
            Tag::Table(_) => (self.table, self.row) = (self.table + 1, 0),
            Tag::TableHead | Tag::TableRow => self.column = 0,
            Tag::TableCell => {
                let kind = PassageKind::Cell { table: self.table, row: self.row, column: self.column };
                self.begin(kind, range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.finish();
            }
            TagEnd::BlockQuote(None) => self.muted = self.muted.saturating_sub(1),
            TagEnd::CodeBlock => self.code -= 1,
            TagEnd::TableHead | TagEnd::TableRow => self.row += 1,
            TagEnd::TableCell => {
                self.finish();
                self.column += 1;
            }
            _ => {}
        }
    }

    fn begin(&mut self, kind: PassageKind, range: &Range<usize>) {
        self.finish();
        let span = Span::new(range.start, range.end);
        self.open =
            Some(Passage { kind, text: String::new(), spots: Vec::new(), references: Vec::new(), span });
    }

    fn finish(&mut self) {
        let Some(mut passage) = self.open.take() else { return };
        passage.text.shrink_to_fit();
        passage.spots.shrink_to_fit();
        if self.muted == 0 && !passage.text.trim().is_empty() {
            self.prose.passages.push(passage);
        }
    }

    fn say(&mut self, text: &str, source: usize) {
        if let Some(passage) = &mut self.open {
            passage.push(text, source);
        }
    }

    /// A run of adjacent texts. References are found in its source, since smart quotes bend the events.
    fn text(&mut self, run: &[Spanned<'_>]) {
        let (Some((_, first)), Some((_, last))) = (run.first(), run.last()) else { return };
        let Some(passage) = &mut self.open else { return };
        let (mut from, to) = (first.start, last.end);
        if passage.text.is_empty() {
            // Most passages are cells of tables: one run, of which no more is kept than it needs.
            passage.text.reserve_exact(to - from);
            passage.spots.reserve_exact(run.len());
        }
        while let Some(at) = reference::first(&self.source.text[from..to]).map(|at| from + at) {
            words(passage, run, self.source, from..at);
            let end = match self.claims.iter().position(|c| c.span.start == at) {
                Some(claim) => {
                    let start = passage.text.len();
                    passage.push(&self.claims[claim].shown, at);
                    passage.references.push((start..passage.text.len(), claim));
                    self.claims[claim].span.end
                }
                // A reference without a figure (an error told elsewhere), or braces that are none.
                None => {
                    passage.push("\u{fffc}", at);
                    reference::parse(&self.source.text[at..], at).map_or(at + 2, |call| call.span.end)
                }
            };
            from = end.min(to);
        }
        words(passage, run, self.source, from..to);
    }

    /// `closes` says that nothing follows in the list item, quotation or note that it stands in.
    fn comment(&mut self, text: &str, range: &Range<usize>, closes: bool) {
        let Some(said) = said(text) else { return };
        let within = self.open.as_ref().map(|p| (self.prose.passages.len(), p.text.len()));
        let after = &self.source.text[range.end..];
        let after = after.strip_prefix('\n').unwrap_or(after);
        let before = self.source.text[..range.start].trim_end_matches([' ', '\t']);
        self.prose.comments.push(Comment {
            text: said.to_string(),
            span: Span::new(range.start, range.start + text.trim_end().len()),
            within,
            before: self.prose.passages.len(),
            leads: !closes
                && (before.is_empty()
                    || (before.ends_with("\n\n") && !after.starts_with('\n') && !after.trim().is_empty())),
        });
    }
}

/// What a comment says to the claims check; `None` of other comments. One that only means to begin `claim:` is kept
/// whole, so that it is told that it says nothing.
pub fn said(comment: &str) -> Option<&str> {
    let inner = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    if let Some(said) = inner.strip_prefix("claim:") {
        return Some(said.trim());
    }
    let (word, rest) = inner.split_at_checked("claim".len())?;
    let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    (word.eq_ignore_ascii_case("claim") && rest.trim_start().starts_with(':')).then_some(inner)
}

/// The words of a run between two places of the source.
fn words(passage: &mut Passage, run: &[Spanned<'_>], source: Source<'_>, part: Range<usize>) {
    for (event, range) in run.iter().filter(|(_, r)| r.start < part.end && part.start < r.end) {
        let (start, end) = (range.start.max(part.start), range.end.min(part.end));
        match event {
            Event::Text(text) if (start, end) == (range.start, range.end) => passage.push(text, start),
            _ => passage.push(source.text.get(start..end).unwrap_or_default(), start),
        }
    }
}
