//! Atom 1.0 (RFC 4287).

use super::{Entry, Feed, instant};
use crate::site::Site;
use crate::xml::text;
use std::fmt::Write as _;

/// The feed as a document whose own address is `path`.
pub fn write(feed: &Feed, site: &Site<'_>, path: &str) -> String {
    let config = site.config;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        text(&config.language)
    );
    let _ = writeln!(xml, "<title>{}</title>", text(&feed.title));
    if !feed.description.is_empty() {
        let _ = writeln!(xml, "<subtitle>{}</subtitle>", text(&feed.description));
    }
    let _ = writeln!(xml, "<id>{}</id>", text(&feed.id));
    let _ = writeln!(xml, "<updated>{}</updated>", instant(site, feed.updated));
    let own = text(&site.absolute.to(path));
    let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>");
    let page = text(&site.absolute.to(&feed.page));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>");
    if let Some(hub) = &config.hub {
        let _ = writeln!(xml, "<link rel=\"hub\" href=\"{}\"/>", text(hub));
    }
    let author = config.author.as_ref();
    let name = author.map_or(config.title.as_str(), |a| a.name.as_str());
    let uri = author.and_then(|a| a.url.as_ref()).map(|url| format!("<uri>{}</uri>", text(url)));
    let _ = writeln!(xml, "<author><name>{}</name>{}</author>", text(name), uri.unwrap_or_default());
    let _ = writeln!(xml, "<generator>standings</generator>");
    feed.entries.iter().for_each(|e| entry(e, site, &mut xml));
    xml.push_str("</feed>\n");
    xml
}

fn entry(entry: &Entry, site: &Site<'_>, xml: &mut String) {
    let _ = writeln!(xml, "<entry>\n<title>{}</title>", text(&entry.title));
    let _ = writeln!(xml, "<id>{}</id>", text(&entry.id));
    let url = text(&site.absolute.to(&entry.path));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>");
    let published = instant(site, entry.published);
    let updated =
        if entry.updated == entry.published { published.clone() } else { instant(site, entry.updated) };
    let _ = writeln!(xml, "<published>{published}</published>\n<updated>{updated}</updated>");
    if let Some(author) = &entry.author {
        let _ = writeln!(xml, "<author><name>{}</name></author>", text(author));
    }
    for tag in &entry.tags {
        let _ = writeln!(xml, "<category term=\"{}\"/>", text(tag));
    }
    if let Some(summary) = &entry.summary {
        let _ = writeln!(xml, "<summary>{}</summary>", text(summary));
    }
    let _ = writeln!(xml, "<content type=\"html\">{}</content>\n</entry>", text(&entry.content));
}
