//! The events of a text: the parser walks it once, for what is printed and for what is read in it.

use crate::diagnostic::{Source, Span};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// So many bytes of a text make an event, about: a list that begins with room for them grows once or twice.
const BYTES_AN_EVENT: usize = 16;

pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

/// The events of a text, each with its place in the source.
pub struct Events<'a>(pub(super) Vec<Spanned<'a>>);

impl<'a> Events<'a> {
    /// Reads the Markdown in `part` of the source.
    pub fn of(source: Source<'a>, part: Span) -> Events<'a> {
        let events = Parser::new_ext(&source.text[part.start..part.end], options()).into_offset_iter();
        let spanned = |(event, range): Spanned<'a>| (event, range.start + part.start..range.end + part.start);
        let mut spans = Vec::with_capacity((part.end - part.start) / BYTES_AN_EVENT);
        spans.extend(events.map(spanned));
        Events(spans)
    }
}

/// How many texts stand one right after the other, from the first event on, which is one.
pub(super) fn adjacent(events: &[Spanned<'_>]) -> usize {
    let mut run = 1;
    while events
        .get(run)
        .is_some_and(|(e, r)| matches!(e, Event::Text(_)) && r.start == events[run - 1].1.end)
    {
        run += 1;
    }
    run
}

/// Most things within one another. What is made of a text costs its length times its depth.
pub(super) const DEEPEST: usize = 100;

/// Where the text first goes too deep.
pub(super) fn too_deep(events: &[Spanned<'_>]) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    let mut deeper = |event: &Event<'_>| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    };
    events.iter().find(|(event, _)| deeper(event)).map(|(_, range)| range.start..range.start + 1)
}

/// What would print U+FFFD, whether it stands there itself or as an entity such as `&#0;`.
pub(super) fn lost_letters<'e>(events: &'e [Spanned<'_>]) -> impl Iterator<Item = Range<usize>> + 'e {
    let lost = |text: &str| text.contains('\u{FFFD}');
    let prints = move |event: &Event<'_>| match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => lost(text),
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
            lost(dest_url) || lost(title)
        }
        _ => false,
    };
    events.iter().filter(move |(event, _)| prints(event)).map(|(_, range)| range.clone())
}
