//! What a text is kept as.

use crate::editorial::links::Links;
use crate::editorial::resolve::{Block, Inline};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

/// A piece of a text. Most are events, of which a long archive holds millions: what is larger stands outside.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Text(CowStr<'static>),
    End(TagEnd),
    /// Any other event.
    Event(Box<Event<'static>>),
    Inline(Box<Inline>),
    Block(Box<Block>),
    SiteLink(Box<SiteLink>),
}

impl Piece {
    pub(super) fn of(event: Event<'static>) -> Piece {
        match event {
            Event::Text(text) => Piece::Text(text),
            Event::End(tag) => Piece::End(tag),
            other => Piece::Event(Box::new(other)),
        }
    }

    /// The event that it is; running text is not copied. None of what is more than an event.
    pub(super) fn event(&self) -> Option<Event<'_>> {
        match self {
            Piece::Text(text) => Some(Event::Text(CowStr::Borrowed(text))),
            Piece::End(tag) => Some(Event::End(*tag)),
            Piece::Event(event) => Some((**event).clone()),
            Piece::Inline(_) | Piece::Block(_) | Piece::SiteLink(_) => None,
        }
    }
}

/// A link or image to a path of the site.
#[derive(Debug, Clone)]
pub(super) struct SiteLink {
    pub(super) image: bool,
    pub(super) path: String,
    pub(super) fragment: String,
    pub(super) title: String,
}

impl SiteLink {
    /// Its first event, on a page that links so.
    pub(super) fn start(&self, links: &Links) -> Event<'static> {
        start(self.image, format!("{}{}", links.to(&self.path), self.fragment), &self.title)
    }
}

pub(super) fn start(image: bool, link: String, title: &str) -> Event<'static> {
    let (dest_url, title) = (CowStr::from(link), CowStr::from(title.to_string()));
    let (link_type, id) = (LinkType::Inline, CowStr::Borrowed(""));
    Event::Start(if image {
        Tag::Image { link_type, dest_url, title, id }
    } else {
        Tag::Link { link_type, dest_url, title, id }
    })
}
