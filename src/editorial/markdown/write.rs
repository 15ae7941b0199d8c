//! A text's pieces as markup: tables with classes instead of styles, headings with ids, footnotes at the end.

use super::{Body, Part, Piece};
use crate::editorial::resolve::Inline;
use crate::editorial::{Claim, Links};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Tag, TagEnd, html};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Ids that page templates use themselves.
const TEMPLATE_IDS: [&str; 6] = ["content", "nav", "top", "search", "footnotes", "numbers"];

/// Behind a figure that is as the source said it; what it means stands below the text.
const REPORTED: &str = "<abbr title=\"as reported by the source\">†</abbr>";

/// Where a figure comes from: the page that shows it in its row, and the source in words.
#[derive(Debug, Clone)]
pub struct FigureSource {
    /// Link to the row.
    pub url: String,
    /// Board, period and source.
    pub text: String,
}

/// Finds where a figure comes from.
pub type Sourcing<'s> = &'s dyn Fn(&Claim) -> Option<FigureSource>;

/// The body as parts, with links made by `links` and ids that begin with `prefix` where they must be unique; each
/// figure leads to where it comes from if `sourcing` finds that.
pub fn render<'b>(body: &'b Body, links: &Links, prefix: &str, sourcing: Sourcing<'_>) -> Vec<Part<'b>> {
    let mut writer = Writer {
        links,
        prefix,
        sourcing,
        parts: Vec::new(),
        events: Vec::with_capacity(body.pieces.len()),
        notes: Vec::new(),
        in_note: None,
        numbers: BTreeMap::new(),
        marks: BTreeMap::new(),
        ids: TEMPLATE_IDS.iter().map(ToString::to_string).collect(),
        repeats: BTreeMap::new(),
        in_link: false,
        alignments: Vec::new(),
        cell: 0,
        in_head: false,
    };
    let mut at = 0;
    while at < body.pieces.len() {
        at += writer.take(&body.pieces[at..]);
    }
    writer.finish(body.is_reported())
}

struct Writer<'w, 'b> {
    links: &'w Links,
    prefix: &'w str,
    sourcing: Sourcing<'w>,
    parts: Vec<Part<'b>>,
    events: Vec<Event<'b>>,
    /// Footnotes by label: their events.
    notes: Vec<(String, Vec<Event<'b>>)>,
    in_note: Option<usize>,
    /// Footnote numbers by label, in order of first mention.
    numbers: BTreeMap<String, usize>,
    /// How often each footnote is mentioned.
    marks: BTreeMap<String, usize>,
    ids: BTreeSet<String>,
    /// How often each wanted id was asked for again.
    repeats: BTreeMap<String, usize>,
    /// Inside a link, where no other link may stand.
    in_link: bool,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
}

impl<'b> Writer<'_, 'b> {
    fn take(&mut self, pieces: &'b [Piece]) -> usize {
        match &pieces[0] {
            Piece::Inline(inline) => {
                let html = self.inline(inline);
                self.push(Event::InlineHtml(html.into()));
            }
            Piece::Block(block) => {
                self.flush();
                self.parts.push(Part::Block(block));
            }
            Piece::SiteLink(link) => {
                self.in_link |= !link.image;
                self.push(link.start(self.links));
            }
            piece => match piece.event() {
                Some(Event::Start(Tag::Heading { level, id, .. })) => {
                    return self.heading(level, id.as_deref(), pieces);
                }
                event => event.into_iter().for_each(|event| self.event(event)),
            },
        }
        1
    }

    fn push(&mut self, event: Event<'b>) {
        match self.in_note {
            Some(index) => self.notes[index].1.push(event),
            None => self.events.push(event),
        }
    }

    fn html(&mut self, text: impl Into<CowStr<'b>>) {
        self.push(Event::Html(text.into()));
    }

    fn event(&mut self, event: Event<'b>) {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = alignments;
                self.html("<div class=\"table-scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table class=\"prose-table\">");
            }
            Event::End(TagEnd::Table) => self.html("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => {
                (self.cell, self.in_head) = (0, true);
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                self.html("</tr></thead><tbody>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.cell = 0;
                self.html("<tr>");
            }
            Event::End(TagEnd::TableRow) => self.html("</tr>\n"),
            Event::Start(Tag::TableCell) => {
                self.html(match (self.in_head, self.alignments.get(self.cell)) {
                    (true, Some(Alignment::Right)) => "<th scope=\"col\" class=\"align-right\">",
                    (true, Some(Alignment::Center)) => "<th scope=\"col\" class=\"align-center\">",
                    (true, _) => "<th scope=\"col\">",
                    (false, Some(Alignment::Right)) => "<td class=\"align-right\">",
                    (false, Some(Alignment::Center)) => "<td class=\"align-center\">",
                    (false, _) => "<td>",
                });
                self.cell += 1;
            }
            Event::End(TagEnd::TableCell) => self.html(if self.in_head { "</th>" } else { "</td>" }),
            Event::TaskListMarker(done) => {
                let (mark, label) = if done { ("☑", "done") } else { ("☐", "open") };
                self.push(Event::InlineHtml(
                    format!("<span class=\"task\" role=\"img\" aria-label=\"{label}\">{mark}</span> ").into(),
                ));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.notes.push((label.to_string(), Vec::new()));
                self.in_note = Some(self.notes.len() - 1);
            }
            Event::End(TagEnd::FootnoteDefinition) => self.in_note = None,
            Event::FootnoteReference(label) => self.footnote_mark(&label),
            Event::Start(Tag::Link { .. }) => {
                self.in_link = true;
                self.push(event);
            }
            Event::End(TagEnd::Link) => {
                self.in_link = false;
                self.push(event);
            }
            other => self.push(other),
        }
    }

    fn footnote_mark(&mut self, label: &str) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(label.to_string()).or_insert(next);
        let mark = self.marks.entry(label.to_string()).or_insert(0);
        *mark += 1;
        let nth = if *mark > 1 { format!("-{mark}") } else { String::new() };
        let p = self.prefix;
        let html = format!(
            "<sup class=\"footnote-mark\"><a id=\"fnref-{p}-{number}{nth}\" href=\"#fn-{p}-{number}\" role=\"doc-noteref\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
        self.push(Event::InlineHtml(html.into()));
    }

    /// A heading with an id made of its text. The page's own heading is the only first-level one.
    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, pieces: &'b [Piece]) -> usize {
        let close = pieces.iter().position(|p| matches!(p, Piece::End(TagEnd::Heading(_))));
        let close = close.unwrap_or(pieces.len() - 1);
        let text: String = pieces[1..close].iter().map(piece_text).collect();
        let id = self.fresh_id(id.map_or_else(|| anchor(&text), anchor));
        let level = (level as usize).clamp(2, 6);
        self.html(format!("<h{level} id=\"{id}\">"));
        let mut at = 1;
        while at < close {
            at += self.take(&pieces[at..close]);
        }
        self.html(format!("</h{level}>\n"));
        close + 1
    }

    fn fresh_id(&mut self, wanted: String) -> String {
        if self.ids.insert(wanted.clone()) {
            return wanted;
        }
        loop {
            let n = self.repeats.entry(wanted.clone()).or_insert(1);
            *n += 1;
            let id = format!("{wanted}-{n}");
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }

    fn inline(&self, inline: &Inline) -> String {
        let shown = escape(&inline.claim.shown);
        let figure = match &inline.link {
            Some(_) if self.in_link => shown,
            Some(path) => {
                format!("<a class=\"subject\" href=\"{}\">{shown}</a>", escape(&self.links.to(path)))
            }
            None => {
                let figure =
                    format!("<data class=\"fact\" value=\"{}\">{shown}</data>", escape(&inline.claim.value));
                match (self.sourcing)(&inline.claim).filter(|_| !self.in_link) {
                    Some(FigureSource { url, text }) => format!(
                        "<a class=\"sourced\" href=\"{}\" data-source=\"{}\">{figure}</a>",
                        escape(&url),
                        escape(&text)
                    ),
                    None => figure,
                }
            }
        };
        if inline.reported { format!("{figure}{REPORTED}") } else { figure }
    }

    fn flush(&mut self) {
        if self.events.is_empty() {
            return;
        }
        let mut out = String::new();
        html::push_html(&mut out, self.events.drain(..));
        if !out.trim().is_empty() {
            self.parts.push(Part::Html(out));
        }
    }

    fn finish(mut self, reported: bool) -> Vec<Part<'b>> {
        self.flush();
        if reported {
            self.parts.push(Part::Html(format!("<p class=\"legend\">{}</p>\n", super::AS_REPORTED)));
        }
        let mut notes: Vec<(usize, String, Vec<Event<'b>>)> = std::mem::take(&mut self.notes)
            .into_iter()
            .filter_map(|(label, events)| Some((*self.numbers.get(&label)?, label, events)))
            .collect();
        notes.sort_by_key(|(number, _, _)| *number);
        if notes.is_empty() {
            return self.parts;
        }
        let p = self.prefix;
        let mut out = String::from(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\"><ol>\n",
        );
        for (number, label, events) in notes {
            let mut text = String::new();
            html::push_html(&mut text, events.into_iter());
            let backs: String = (1..=self.marks.get(&label).copied().unwrap_or(1))
                .map(|n| {
                    let nth = if n > 1 { format!("-{n}") } else { String::new() };
                    format!(" <a href=\"#fnref-{p}-{number}{nth}\" role=\"doc-backlink\" aria-label=\"Back to the text of footnote {number}\">↩</a>")
                })
                .collect();
            let text = text.trim_end();
            let text = text
                .strip_suffix("</p>")
                .map_or_else(|| format!("{text}{backs}"), |t| format!("{t}{backs}</p>"));
            let _ = writeln!(out, "<li id=\"fn-{p}-{number}\">{text}</li>");
        }
        out.push_str("</ol></section>\n");
        self.parts.push(Part::Html(out));
        self.parts
    }
}

fn piece_text(piece: &Piece) -> String {
    match piece {
        Piece::Inline(inline) => inline.claim.shown.clone(),
        piece => match piece.event() {
            Some(Event::Text(text) | Event::Code(text)) => text.to_string(),
            _ => String::new(),
        },
    }
}

/// A heading's text as an id: letters and digits in lower case, everything else one dash.
fn anchor(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "section".to_string() } else { out.to_string() }
}

/// Text for HTML content and attribute values.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
