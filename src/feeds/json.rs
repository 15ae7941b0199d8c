//! JSON Feed 1.1.

use super::{Feed, instant};
use crate::site::Site;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: &'a str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
}

/// The feed as a document whose own address is `path`.
pub fn write(feed: &Feed, site: &Site<'_>, path: &str) -> String {
    let config = site.config;
    let author = config.author.as_ref().map(|a| Author { name: &a.name, url: a.url.as_deref() });
    let items = feed.entries.iter().map(|entry| Item {
        id: &entry.id,
        url: site.absolute.to(&entry.path),
        title: &entry.title,
        content_html: &entry.content,
        summary: entry.summary.as_deref(),
        date_published: instant(site, entry.published),
        date_modified: instant(site, entry.updated),
        authors: entry.author.iter().map(|name| Author { name, url: None }).collect(),
        tags: &entry.tags,
    });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: site.absolute.to(&feed.page),
        feed_url: site.absolute.to(path),
        description: &feed.description,
        language: &config.language,
        authors: author.into_iter().collect(),
        hubs: config.hub.iter().map(|url| Hub { kind: "WebSub", url }).collect(),
        items: items.collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("a feed of plain values always serialises");
    text.push('\n');
    text
}
