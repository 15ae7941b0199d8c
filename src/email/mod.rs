//! The e-mail edition of an issue: what its readers get by mail.
//! In: the site. Out: `email/<slug>.html` (tables of 600 pixels, styles on the elements, one style element for dark
//! schemes and phones, pictures as PNG at twice their size) and `email/<slug>.txt` (72 columns, numbered links).
//! The templates `email.html`, `email_content.html`, `email.css` and `email_media.css` are the theme's.
//!
//! [`body`] gives the same text as a fragment for feeds that become mail. Pictures are the figures that have one on
//! the pages (`figures.static`); the others stand as tables. Whatever a provider would take for its own template
//! language is written so that it does not, and its placeholders are put in last.

mod markup;
mod plain;
mod provider;

use crate::config::OutputKind;
use crate::diagnostic::{Diagnostic, Notes};
use crate::editorial::Issue;
use crate::figures::{self, ChartSpec, MAIL};
use crate::memory::Memory;
use crate::model::day_label;
use crate::outputs::Outputs;
use crate::pages::{self, ClaimsView, PartView, Renderer};
use crate::site::Site;
use css_inline::CSSInliner;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How wide a picture is shown on a desk.
const SHOWN: u32 = 536;
/// Longest preheader, in characters: what inboxes show.
const PREHEADER: usize = 160;

/// Writes the e-mail edition of every issue.
pub fn add(
    site: &Site<'_>,
    renderer: &Renderer,
    memory: &dyn Memory,
    outputs: &mut Outputs,
    notes: &mut Notes,
) {
    if !site.wants(OutputKind::Email) {
        return;
    }
    let editions: Vec<Result<Edition, Diagnostic>> =
        site.editorial.issues.par_iter().map(|issue| edition(site, renderer, issue, memory)).collect();
    for edition in editions {
        match edition {
            Ok(edition) => edition.publish(outputs, notes),
            Err(diagnostic) => notes.push(diagnostic),
        }
    }
}

/// The text of an issue as mail-safe HTML for a service that makes a feed into mail: its styles on the elements and no
/// style element, every address whole, nothing that the provider would take for its own template language. The
/// pictures it shows are added to the outputs by [`add`].
pub fn body(
    site: &Site<'_>,
    renderer: &Renderer,
    issue: &Issue,
    memory: &dyn Memory,
) -> Result<String, Diagnostic> {
    let pictures = pictures(site, issue, memory)?;
    let content = content(&site.with_absolute_links(), renderer, issue, &pictures)?;
    let page = site.absolute.to(&format!("issues/{}/", issue.matter.slug));
    let fragment = format!("<div class=\"text\">{}</div>", markup::for_mail(&page, &content));
    let inlined = inliner().inline_fragment(&fragment, renderer.source("email.css"));
    let html = inlined.map_err(|e| unstyled(issue, &e.to_string()))?;
    Ok(provider::profile(site.config.email.provider).finish_html(&html))
}

struct Edition {
    slug: String,
    html: String,
    text: String,
    pictures: Vec<Picture>,
}

impl Edition {
    fn publish(self, outputs: &mut Outputs, notes: &mut Notes) {
        outputs.add(&format!("email/{}.html", self.slug), self.html, notes);
        outputs.add(&format!("email/{}.txt", self.slug), self.text, notes);
        for picture in self.pictures {
            // One figure may stand in several issues.
            if !outputs.has(&picture.path) {
                outputs.add(&picture.path, picture.bytes, notes);
            }
        }
    }
}

/// A published picture of a figure.
struct Picture {
    slug: String,
    path: String,
    bytes: Vec<u8>,
}

#[derive(Serialize)]
struct PictureView {
    url: String,
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct ContentView<'a> {
    parts: Vec<MailPart>,
    claims: Option<ClaimsView>,
    url: &'a str,
}

#[derive(Serialize)]
struct MailPart {
    #[serde(flatten)]
    part: PartView,
    picture: Option<PictureView>,
    /// Rows that were left out for length.
    left_out: usize,
}

#[derive(Serialize)]
struct EditionView<'a> {
    subject: &'a str,
    preheader: String,
    title: &'a str,
    summary: Option<&'a str>,
    period: String,
    date: String,
    author: Option<&'a str>,
    url: &'a str,
    home: &'a str,
    content: &'a str,
    css: &'a str,
    unsubscribe: Option<&'static str>,
    address: Option<&'static str>,
}

fn edition(
    site: &Site<'_>,
    renderer: &Renderer,
    issue: &Issue,
    memory: &dyn Memory,
) -> Result<Edition, Diagnostic> {
    let pictures = pictures(site, issue, memory)?;
    let site = &site.with_absolute_links();
    let content = content(site, renderer, issue, &pictures)?;
    let slug = &issue.matter.slug;
    let url = site.absolute.to(&format!("issues/{slug}/"));
    let home = site.absolute.to("");
    let subject = one_line(&issue.title);
    let profile = provider::profile(site.config.email.provider);
    let author = issue.matter.author.as_deref();
    let view = EditionView {
        subject: &subject,
        preheader: preheader(issue),
        title: &issue.title,
        summary: issue.summary.as_deref(),
        period: issue.matter.period.label(),
        date: day_label(issue.matter.date),
        author: author.or(site.config.author.as_ref().map(|a| a.name.as_str())),
        url: &url,
        home: &home,
        content: &markup::for_mail(&url, &content),
        css: renderer.source("email.css"),
        unsubscribe: profile.unsubscribe.map(|_| provider::UNSUBSCRIBE),
        address: profile.address.map(|_| provider::ADDRESS),
    };
    let page = renderer.text("email.html", &view, &format!("email/{slug}.html"))?;
    let html = inliner().inline(&page).map_err(|e| unstyled(issue, &e.to_string()))?;
    // What depends on the screen cannot stand on an element: it comes in after the rest is set.
    let media = format!("<style>{}</style></head>", renderer.source("email_media.css"));
    let html = html.replacen("</head>", &media, 1);
    let text = plain::edition(&plain::Letter {
        subject: &subject,
        site: &site.config.title,
        dateline: &format!("{}, {}", view.period, view.date),
        summary: view.summary,
        url: &url,
        home: &home,
        content: &content,
        unsubscribe: view.unsubscribe,
        address: view.address,
    });
    Ok(Edition {
        slug: slug.clone(),
        html: profile.finish_html(&html),
        text: profile.finish_text(&text),
        pictures,
    })
}

/// No network, no file: style sheets are only those in the page.
fn inliner() -> CSSInliner<'static> {
    CSSInliner::options().load_remote_stylesheets(false).build()
}

fn unstyled(issue: &Issue, message: &str) -> Diagnostic {
    Diagnostic::error("email-style", format!("the styles of the e-mail edition cannot be set: {message}"))
        .in_file(&issue.file)
}

/// A header is one line, whatever the title was.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What inboxes show beside the subject: the summary, else the first words.
fn preheader(issue: &Issue) -> String {
    let text = one_line(issue.summary.as_deref().unwrap_or(&issue.body.plain));
    match text.char_indices().nth(PREHEADER) {
        None => text,
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
    }
}

/// The pictures of an issue's figures, those that have one on the pages.
fn pictures(site: &Site<'_>, issue: &Issue, memory: &dyn Memory) -> Result<Vec<Picture>, Diagnostic> {
    let mut pictures: BTreeMap<String, Picture> = BTreeMap::new();
    for spec in issue.body.blocks().filter_map(ChartSpec::of) {
        let Some(figure) = site.figures.get(&spec).filter(|figure| figure.pictures.is_some()) else {
            continue;
        };
        if pictures.contains_key(&figure.slug) {
            continue;
        }
        let bytes = figures::picture_for_mail(&spec, figure, memory)?;
        let hash: String = Sha256::digest(&bytes).iter().take(6).map(|b| format!("{b:02x}")).collect();
        let path = format!("assets/{}.{hash}.png", figure.slug);
        pictures.insert(figure.slug.clone(), Picture { slug: figure.slug.clone(), path, bytes });
    }
    Ok(pictures.into_values().collect())
}

fn content(
    site: &Site<'_>,
    renderer: &Renderer,
    issue: &Issue,
    pictures: &[Picture],
) -> Result<String, Diagnostic> {
    let slug = &issue.matter.slug;
    let index = site.editorial.issues.iter().position(|i| i.file == issue.file);
    let claims = index.and_then(|i| pages::claims(site, i));
    let url = site.absolute.to(&format!("issues/{slug}/"));
    let bytes = renderer.show("email_content.html", &format!("email/{slug}.html"), |wanted| {
        let parts = pages::parts(site, &issue.body, slug, wanted);
        let parts = parts.into_iter().map(|part| mail_part(site, part, pictures)).collect();
        ContentView { parts, claims: claims.clone(), url: &url }
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn mail_part(site: &Site<'_>, mut part: PartView, pictures: &[Picture]) -> MailPart {
    let most = site.config.email.max_rows as usize;
    let mut left_out = 0;
    let mut picture = None;
    match &mut part {
        PartView::Table { table } | PartView::Volumes { volumes: pages::VolumesView { table, .. } } => {
            left_out = table.rows.len().saturating_sub(most);
            table.shorten(most);
        }
        PartView::Chart { figure } => {
            // The second of two same figures has `-n2` behind its name.
            let found = pictures.iter().find(|p| {
                figure.id.strip_prefix(&p.slug).is_some_and(|rest| rest.is_empty() || rest.starts_with("-n"))
            });
            picture = found.map(|p| PictureView {
                url: site.absolute.to(&p.path),
                width: SHOWN,
                height: SHOWN * MAIL.1 / MAIL.0,
            });
            left_out = figure.table.rows.len().saturating_sub(most);
            figure.table.rows.truncate(most);
            // Mail draws no charts of its own.
            (figure.wide, figure.narrow, figure.svg_wide, figure.svg_narrow) = Default::default();
        }
        PartView::Gap { gap } => gap.quadrants.iter_mut().for_each(|q| q.rows.truncate(most)),
        PartView::Html { .. } | PartView::Movers { .. } | PartView::Findings { .. } => {}
    }
    MailPart { part, picture, left_out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(one_line("A title\r\nBcc: x@example.com\u{2028}  end"), "A title Bcc: x@example.com end");
    }
}
