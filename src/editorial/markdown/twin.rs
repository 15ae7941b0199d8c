//! A text as Markdown again, its references expanded and its links absolute: for readers that are programs.

use super::events::options;
use super::{Body, Part, Piece, start};
use crate::editorial::Links;
use pulldown_cmark::{CowStr, Event, TagEnd};
use pulldown_cmark_to_cmark::cmark;

/// The body as parts whose text is Markdown.
pub fn twin<'b>(body: &'b Body, links: &Links) -> Vec<Part<'b>> {
    let mut parts = Vec::new();
    let mut events: Vec<Event<'b>> = Vec::new();
    for piece in &body.pieces {
        match piece {
            Piece::SiteLink(link) => events.push(link.start(links)),
            Piece::Inline(inline) => {
                let shown = Event::Text(CowStr::from(inline.claim.shown.as_str()));
                match &inline.link {
                    Some(path) => {
                        events.extend([start(false, links.to(path), ""), shown, Event::End(TagEnd::Link)]);
                    }
                    None => events.push(shown),
                }
                events.extend(inline.reported.then_some(Event::Text(CowStr::Borrowed("†"))));
            }
            Piece::Block(block) => {
                flush(&mut events, &mut parts);
                parts.push(Part::Block(block));
            }
            event => events.extend(event.event()),
        }
    }
    flush(&mut events, &mut parts);
    if body.is_reported() {
        parts.push(Part::Html(super::AS_REPORTED.to_string()));
    }
    parts
}

fn flush<'b>(events: &mut Vec<Event<'b>>, parts: &mut Vec<Part<'b>>) {
    if events.is_empty() {
        return;
    }
    let mut text = String::new();
    // Writing to memory fails for no event that a parser gives.
    if cmark(events.iter(), &mut text, options()).is_ok() && !text.trim().is_empty() {
        parts.push(Part::Html(text.trim().to_string()));
    }
    events.clear();
}
