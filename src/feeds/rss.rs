//! RSS 2.0 with the whole text in `content:encoded`.

use super::{Entry, Feed, instant};
use crate::site::Site;
use crate::xml::text;
use jiff::ZonedDateTime;
use std::fmt::Write as _;

const NAMESPACES: &str = "xmlns:atom=\"http://www.w3.org/2005/Atom\" \
xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

/// The feed as a document whose own address is `path`.
pub fn write(feed: &Feed, site: &Site<'_>, path: &str) -> String {
    let config = site.config;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" {NAMESPACES}>\n<channel>\n"
    );
    let _ = writeln!(xml, "<title>{}</title>", text(&feed.title));
    let _ = writeln!(xml, "<link>{}</link>", text(&site.absolute.to(&feed.page)));
    // The element is required; a site without a description has its title.
    let description = if feed.description.is_empty() { &feed.title } else { &feed.description };
    let _ = writeln!(xml, "<description>{}</description>", text(description));
    let own = text(&site.absolute.to(path));
    let _ = writeln!(xml, "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{own}\"/>");
    if let Some(hub) = &config.hub {
        let _ = writeln!(xml, "<atom:link rel=\"hub\" href=\"{}\"/>", text(hub));
    }
    let _ = writeln!(xml, "<language>{}</language>", text(&config.language));
    let _ = writeln!(xml, "<lastBuildDate>{}</lastBuildDate>", day(&site.config.begin_of(feed.updated)));
    let _ = writeln!(xml, "<generator>standings</generator>");
    for entry in &feed.entries {
        item(entry, site, &mut xml);
    }
    xml.push_str("</channel>\n</rss>\n");
    xml
}

fn item(entry: &Entry, site: &Site<'_>, xml: &mut String) {
    let _ = writeln!(xml, "<item>\n<title>{}</title>", text(&entry.title));
    let _ = writeln!(xml, "<link>{}</link>", text(&site.absolute.to(&entry.path)));
    let _ = writeln!(xml, "<guid isPermaLink=\"false\">{}</guid>", text(&entry.id));
    let _ = writeln!(xml, "<pubDate>{}</pubDate>", day(&site.config.begin_of(entry.published)));
    let _ = writeln!(xml, "<atom:updated>{}</atom:updated>", instant(site, entry.updated));
    let site_author = site.config.author.as_ref().map(|a| &a.name);
    if let Some(author) = entry.author.as_ref().or(site_author) {
        let _ = writeln!(xml, "<dc:creator>{}</dc:creator>", text(author));
    }
    for tag in &entry.tags {
        let _ = writeln!(xml, "<category>{}</category>", text(tag));
    }
    if let Some(summary) = &entry.summary {
        let _ = writeln!(xml, "<description>{}</description>", text(summary));
    }
    let _ = writeln!(xml, "<content:encoded>{}</content:encoded>\n</item>", text(&entry.content));
}

/// A date as RFC 822 writes it.
fn day(begin: &ZonedDateTime) -> String {
    match begin.offset().is_zero() {
        true => begin.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        false => begin.strftime("%a, %d %b %Y %H:%M:%S %z").to_string(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_in_english_with_their_weekday() {
        let begin = |zone| jiff::civil::date(2026, 4, 5).to_zoned_datetime(zone).unwrap();
        assert_eq!(super::day(&begin(jiff::tz::TimeZone::UTC)), "Sun, 05 Apr 2026 00:00:00 GMT");
        let east = jiff::tz::Offset::constant(2).to_time_zone();
        assert_eq!(super::day(&begin(east)), "Sun, 05 Apr 2026 00:00:00 +0200");
    }
}
