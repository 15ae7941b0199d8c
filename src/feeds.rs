//! The Atom feed: the newest issues with their whole text.
//! Ids are tag URIs made of the site's permanent id and the issue's source, so that they survive a change of slug
//! or address; dates are the content's, never the build's.

use crate::config::OutputKind;
use crate::diagnostic::{Diagnostic, Notes};
use crate::editorial::Issue;
use crate::outputs::Outputs;
use crate::pages::{self, Renderer};
use crate::site::Site;
use crate::xml::text;
use jiff::civil::Date;
use std::fmt::Write as _;

/// How many issues a feed holds.
const NEWEST: usize = 20;

/// Writes the feed.
pub fn add(site: &Site<'_>, renderer: &Renderer, outputs: &mut Outputs, notes: &mut Notes) {
    if !site.wants(OutputKind::Feeds) {
        return;
    }
    if site.config.id.is_none() && !site.editorial.issues.is_empty() {
        let host = site.config.base_url.host_str().unwrap_or_default();
        let help = format!("add `id: {host},<year>` to site.yaml and keep it for ever");
        let message = "without `id:` the ids of feed entries come from `base_url` and change with it";
        notes.push(Diagnostic::warning("feed-id", message).in_file("site.yaml").help(help));
    }
    let mut xml = head(site);
    let site = &site.with_absolute_links();
    for issue in site.editorial.issues.iter().take(NEWEST) {
        match entry(site, renderer, issue) {
            Ok(entry) => xml.push_str(&entry),
            Err(diagnostic) => notes.push(diagnostic),
        }
    }
    xml.push_str("</feed>\n");
    outputs.add("feed.xml", xml, notes);
}

fn head(site: &Site<'_>) -> String {
    let config = site.config;
    let updated = site
        .editorial
        .issues
        .iter()
        .map(Issue::updated)
        .max()
        .or_else(|| site.facts.latest_period().map(|p| p.last_day()));
    let updated = updated.map_or_else(|| "1970-01-01T00:00:00Z".to_string(), instant);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        text(&config.language)
    );
    let _ = writeln!(xml, "<title>{}</title>", text(&config.title));
    if !config.description.is_empty() {
        let _ = writeln!(xml, "<subtitle>{}</subtitle>", text(&config.description));
    }
    let _ = writeln!(xml, "<id>{}</id>", text(&tag(site, "site")));
    let _ = writeln!(xml, "<updated>{updated}</updated>");
    let _ = writeln!(
        xml,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
        text(&site.absolute.to("feed.xml"))
    );
    let _ = writeln!(
        xml,
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        text(&site.absolute.to(""))
    );
    let author = config.author.as_ref().map_or(config.title.as_str(), |a| a.name.as_str());
    let _ = writeln!(xml, "<author><name>{}</name></author>", text(author));
    let _ = writeln!(xml, "<generator>standings</generator>");
    xml
}

fn entry(site: &Site<'_>, renderer: &Renderer, issue: &Issue) -> Result<String, Diagnostic> {
    let path = format!("issues/{}/", issue.matter.slug);
    let parts = pages::parts(site, &issue.body, &issue.matter.slug);
    let content = renderer.feed_content(&parts, &path)?;
    let mut xml = String::from("<entry>\n");
    let _ = writeln!(xml, "<title>{}</title>", text(&issue.title));
    let _ = writeln!(xml, "<id>{}</id>", text(&tag(site, &format!("issue:{}", source_id(&issue.file)))));
    let _ = writeln!(
        xml,
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        text(&site.absolute.to(&path))
    );
    let _ = writeln!(xml, "<published>{}</published>", instant(issue.matter.date));
    let _ = writeln!(xml, "<updated>{}</updated>", instant(issue.updated()));
    if let Some(author) = &issue.matter.author {
        let _ = writeln!(xml, "<author><name>{}</name></author>", text(author));
    }
    for tag in &issue.matter.tags {
        let _ = writeln!(xml, "<category term=\"{}\"/>", text(tag));
    }
    if let Some(summary) = &issue.summary {
        let _ = writeln!(xml, "<summary>{}</summary>", text(summary));
    }
    let _ = writeln!(xml, "<content type=\"html\">{}</content>\n</entry>", text(&content));
    Ok(xml)
}

fn instant(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// The issue's file without folder and ending: it stays when the slug changes.
fn source_id(file: &str) -> &str {
    let stem = file.strip_suffix("/index.md").or_else(|| file.strip_suffix(".md")).unwrap_or(file);
    stem.strip_prefix("content/issues/").unwrap_or(stem)
}

/// A tag URI (RFC 4151).
fn tag(site: &Site<'_>, specific: &str) -> String {
    let authority = site.config.id.clone().unwrap_or_else(|| {
        let host = site.config.base_url.host_str().unwrap_or("localhost");
        format!("{host},1970")
    });
    let escaped: String = specific.bytes().map(escape_byte).collect();
    format!("tag:{authority}:{escaped}")
}

fn escape_byte(b: u8) -> String {
    if b.is_ascii_alphanumeric() || b"-._~:/".contains(&b) {
        (b as char).to_string()
    } else {
        format!("%{b:02X}")
    }
}
