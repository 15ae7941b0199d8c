//! Markdown to parts of a page. The only file that names the Markdown parser.
//! References are expanded on events, so code stays untouched and each keeps its place in the source. Output carries
//! no inline style, no script, no unknown scheme; raw HTML only where the configuration allows it.

mod events;
mod piece;
pub mod prose;
mod raw;
mod twin;
mod write;

pub use events::Events;
pub use twin::twin;
pub use write::{FigureSource, Sourcing, escape, render};

use super::links::{ContentMap, Target};
use super::reference;
use super::resolve::{self, Block, Context, Found, Resolved};
use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use events::{DEEPEST, Spanned, adjacent, lost_letters, too_deep};
use piece::{Piece, SiteLink, start};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// A text whose references are resolved.
#[derive(Debug, Clone, Default)]
pub struct Body {
    pieces: Vec<Piece>,
    /// Words in it, for reading time.
    pub words: usize,
    /// Its text without marks, for search and descriptions.
    pub plain: String,
    /// Where on the site it links to.
    pub site_links: Vec<LinkTo>,
}

impl Body {
    /// A reference in it prints what the source said and nobody computed.
    fn is_reported(&self) -> bool {
        self.pieces.iter().any(|p| matches!(p, Piece::Inline(inline) if inline.reported))
    }

    /// The block references in it.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.pieces.iter().filter_map(|p| match p {
            Piece::Block(block) => Some(&**block),
            _ => None,
        })
    }
}

/// A link within the site.
#[derive(Debug, Clone)]
pub struct LinkTo {
    /// The path of the site; `None` within the page itself.
    pub path: Option<String>,
    /// `#…` or nothing.
    pub fragment: String,
    /// Where the link stands.
    pub span: Span,
}

/// What the mark behind a reported figure means.
const AS_REPORTED: &str = "† as reported by the source";

/// What a template prints: markup, or a block that it lays out itself.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    /// Finished markup.
    Html(String),
    /// A block reference.
    Block(&'a Block),
}

/// Makes a body of the events of a text.
pub fn parse(
    source: Source<'_>,
    Events(events): &Events<'_>,
    context: &Context<'_>,
    map: &ContentMap,
    found: &mut Found,
    notes: &mut Notes,
) -> Body {
    if let Some(range) = too_deep(events) {
        let message = format!("quotes, lists and marks stand within one another more than {DEEPEST} deep");
        let note = Diagnostic::error("markdown-depth", message).at(source, Span::new(range.start, range.end));
        notes.push(note.help("no reader follows that far; take some of them out"));
        return Body::default();
    }
    for range in lost_letters(events) {
        let message = "U+FFFD would be printed here: the mark of a letter that was lost on the way";
        let note = Diagnostic::error("input-encoding", message).at(source, Span::new(range.start, range.end));
        notes.push(note.help("write the letter that was meant"));
    }
    let mut reader = Reader {
        source,
        context,
        map,
        found,
        notes,
        body: Body::default(),
        depth: 0,
        code: 0,
        html: None,
        unread: 0,
    };
    reader.read(events);
    reader.body.pieces.shrink_to_fit();
    reader.body.plain.shrink_to_fit();
    reader.body.words = words(&reader.body.plain);
    reader.body
}

/// How many words a text has: what `split_whitespace` gives.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    // With one of these bytes blanks beyond ASCII begin, which few texts have; those within are counted by the byte.
    let marks = memchr::memchr3_iter(0xC2, 0xE1, 0xE3, bytes).chain(memchr::memchr_iter(0xE2, bytes));
    if marks.into_iter().any(|at| text[at..].starts_with(char::is_whitespace)) {
        return text.split_whitespace().count();
    }
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let begins = bytes.iter().zip(bytes.iter().skip(1)).filter(|(a, b)| is_blank(a) && !is_blank(b)).count();
    begins + usize::from(bytes.first().is_some_and(|byte| !is_blank(byte)))
}

/// How many references that cannot be read are told, in one text.
const MOST_UNREAD: usize = 100;

struct Reader<'a, 'b> {
    source: Source<'a>,
    context: &'b Context<'b>,
    map: &'b ContentMap,
    found: &'b mut Found,
    notes: &'b mut Notes,
    body: Body,
    /// Open containers around the paragraph.
    depth: usize,
    code: usize,
    /// References that cannot be read so far.
    unread: usize,
    /// Text of the HTML block that is open, and where it began.
    html: Option<(String, Range<usize>)>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self, events: &[Spanned<'a>]) {
        let mut at = 0;
        while at < events.len() {
            at += self.step(&events[at..]);
        }
    }

    /// Takes one or more events from the front; returns how many.
    fn step(&mut self, events: &[Spanned<'a>]) -> usize {
        let (event, range) = &events[0];
        match event {
            Event::Text(_) if self.code == 0 => return self.text(events),
            Event::Start(Tag::Paragraph) if self.depth == 0 => {
                if let Some((taken, block)) = self.lone_block(events) {
                    self.body.pieces.extend(block.map(|block| Piece::Block(Box::new(block))));
                    return taken;
                }
                self.keep(event);
            }
            Event::Start(Tag::HtmlBlock) => self.html = Some((String::new(), range.clone())),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((text, range)) = self.html.take() {
                    self.raw_html(&text, &range, false);
                }
            }
            Event::Html(text) => match &mut self.html {
                Some((block, _)) => block.push_str(text),
                None => self.raw_html(&text.clone(), range, false),
            },
            Event::InlineHtml(text) => self.raw_html(&text.clone(), range, true),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let dest = if *link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.to_string()
                };
                self.link(&dest, title, range, false);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => self.link(dest_url, title, range, true),
            other => {
                match other {
                    Event::Start(Tag::CodeBlock(_)) => self.code += 1,
                    Event::End(TagEnd::CodeBlock) => self.code -= 1,
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    Event::Start(_) => self.depth += 1,
                    Event::End(TagEnd::Link | TagEnd::Image) => {}
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                if matches!(other, Event::End(_) | Event::SoftBreak | Event::HardBreak) {
                    self.body.plain.push(' ');
                }
                self.keep(other);
            }
        }
        1
    }

    fn keep(&mut self, event: &Event<'a>) {
        if let Event::Text(text) | Event::Code(text) = event {
            self.body.plain.push_str(text);
        }
        self.body.pieces.push(Piece::of(event.clone().into_static()));
    }

    /// A paragraph that is one block reference and nothing else: how many events it takes, and the block.
    fn lone_block(&mut self, events: &[Spanned<'a>]) -> Option<(usize, Option<Block>)> {
        let run = events[1..].iter().take_while(|(e, _)| matches!(e, Event::Text(_))).count();
        if run == 0 || !matches!(events.get(run + 1), Some((Event::End(TagEnd::Paragraph), _))) {
            return None;
        }
        let (from, to) = (events[1].1.start, events[run].1.end);
        let slice = self.source.text.get(from..to)?;
        let trimmed = slice.trim();
        if !trimmed.starts_with("{{") {
            return None;
        }
        let offset = from + (slice.len() - slice.trim_start().len());
        let call = reference::parse(trimmed, offset).ok()?;
        if call.span.end != offset + trimmed.len() || !resolve::is_block(&call.name) {
            return None;
        }
        let block = match resolve::resolve(&call, self.source, self.context, self.notes) {
            Some(Resolved::Block(block)) => Some(block),
            _ => None,
        };
        Some((run + 2, block))
    }

    /// A run of adjacent texts: references in it are found in the source, since smart quotes bend the events.
    fn text(&mut self, events: &[Spanned<'a>]) -> usize {
        let run = adjacent(events);
        let events = &events[..run];
        let (from, to) = (events[0].1.start, events[run - 1].1.end);
        let slice = self.source.text.get(from..to).unwrap_or_default();
        if reference::first(slice).is_none() {
            for (event, _) in events {
                self.keep(event);
            }
            return run;
        }
        let (mut printed, mut place) = (from, 0);
        while let Some(found) = reference::first(&self.source.text[printed..to]) {
            let at = printed + found;
            if at == from && from > 0 && self.source.text.as_bytes()[from - 1] == b'\\' {
                self.emit(events, &mut place, printed, at + 2);
                printed = at + 2;
                continue;
            }
            match reference::parse(&self.source.text[at..to], at) {
                Ok(call) => {
                    self.emit(events, &mut place, printed, at);
                    self.inline(&call);
                    printed = call.span.end;
                }
                Err(e) => {
                    let help = "write `` `{{` `` or `\\{{` where you mean the braces themselves";
                    let note = Diagnostic::error(
                        "reference-syntax",
                        format!("this reference cannot be read: {}", e.message),
                    );
                    self.unread += 1;
                    // Finding a place takes as long as the text, and nobody reads so many.
                    if self.unread <= MOST_UNREAD {
                        self.notes.push(note.at(self.source, e.span).help(help));
                    }
                    self.emit(events, &mut place, printed, at + 2);
                    printed = at + 2;
                }
            }
        }
        self.emit(events, &mut place, printed, to);
        run
    }

    /// Keeps the part of a run of texts between two offsets of the source. `at` is the event where the last part
    /// ended: parts are asked for in order, so a run is walked once.
    fn emit(&mut self, events: &[Spanned<'a>], at: &mut usize, from: usize, to: usize) {
        while let Some((event, range)) = events.get(*at).filter(|(_, range)| range.start < to) {
            let (start, end) = (range.start.max(from), range.end.min(to));
            if (start, end) == (range.start, range.end) {
                self.keep(&self.curled(event, start, end, from, to));
            } else if let Some(text) = self.source.text.get(start..end) {
                self.keep(&Event::Text(CowStr::Boxed(text.into())));
            }
            if range.end > to {
                break;
            }
            *at += 1;
        }
    }

    /// A quotation mark beside a reference: the parser saw the reference's own quotes and may have curled it the wrong
    /// way, so it is curled again by what stands on its other side.
    fn curled(&self, event: &Event<'a>, start: usize, end: usize, from: usize, to: usize) -> Event<'a> {
        let raw = self.source.text.get(start..end).unwrap_or_default();
        let (open, close) = match raw {
            "\"" => ("“", "”"),
            "'" => ("‘", "’"),
            _ => return event.clone(),
        };
        let after_reference = start == from && self.source.text[..start].ends_with("}}");
        let before_reference = end == to && self.source.text[end..].starts_with("{{");
        match (after_reference, before_reference) {
            (true, false) => Event::Text(CowStr::Borrowed(close)),
            (false, true) => Event::Text(CowStr::Borrowed(open)),
            _ => event.clone(),
        }
    }

    fn inline(&mut self, call: &reference::Call) {
        match resolve::resolve(call, self.source, self.context, self.notes) {
            Some(Resolved::Inline(inline)) => {
                self.body.plain.push_str(&inline.claim.shown);
                self.found.claims.push(inline.claim.clone());
                self.body.pieces.push(Piece::Inline(Box::new(inline)));
            }
            Some(Resolved::Block(_)) => {
                let message = format!("`{}` must stand alone in a paragraph", call.name);
                let note = Diagnostic::error("reference-not-alone", message).at(self.source, call.span);
                self.notes.push(note.help("put an empty line before and after it"));
            }
            None => {}
        }
    }

    fn link(&mut self, dest: &str, title: &str, range: &Range<usize>, image: bool) {
        let span = Span::new(range.start, range.end);
        let complain = |code, message: String, help: &str| {
            Diagnostic::error(code, message).at(self.source, span).help(help)
        };
        if title.contains("{{") {
            let message = "a reference cannot stand in a link's title";
            self.notes.push(complain("reference-not-alone", message.to_string(), "put it in the text"));
        }
        match self.map.target(self.source.file, dest) {
            Target::AsWritten(link) => {
                if link.starts_with('#') {
                    self.body.site_links.push(LinkTo { path: None, fragment: link.clone(), span });
                }
                if image && link.contains(':') {
                    let message = "an image from another site would be a third-party request".to_string();
                    self.notes.push(complain("image-remote", message, "put the picture beside the text"));
                }
                self.body.pieces.push(Piece::of(start(image, link, title)));
            }
            Target::Site { path, fragment } => {
                let to = LinkTo { path: Some(path.clone()), fragment: fragment.clone(), span };
                self.body.site_links.push(to);
                let link = SiteLink { image, path, fragment, title: title.to_string() };
                self.body.pieces.push(Piece::SiteLink(Box::new(link)));
            }
            Target::Missing(file) => {
                self.notes.push(complain(
                    "link-missing",
                    format!("there is no {file}"),
                    "links to other texts name their files",
                ));
                self.body.pieces.push(Piece::of(start(image, String::new(), title)));
            }
            Target::LeftOut(file) => {
                let message = format!("{file} is a draft or lies in the future");
                self.notes.push(complain("link-left-out", message, "publish it too, or leave the link out"));
                self.body.pieces.push(Piece::of(start(image, String::new(), title)));
            }
            Target::Forbidden => {
                let message = format!("`{}` is not a link we print", crate::document::clip(dest));
                self.notes.push(complain(
                    "link-scheme",
                    message,
                    "links are https, http, mailto, or paths of the site",
                ));
                self.body.pieces.push(Piece::of(start(image, String::new(), title)));
            }
        }
    }
}

#[cfg(test)]
mod tests;
