//! HTML among the Markdown: off unless the site says otherwise; comments are left out.

use super::piece::Piece;
use super::{Reader, resolve};
use crate::diagnostic::{Diagnostic, Span};
use pulldown_cmark::Event;
use std::ops::Range;

impl Reader<'_, '_> {
    pub(super) fn raw_html(&mut self, text: &str, range: &Range<usize>, inline: bool) {
        let trimmed = text.trim();
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") && trimmed.matches("<!--").count() == 1 {
            return;
        }
        if self.context.config.raw_html {
            self.no_reference_in(text, range);
            let event = if inline { Event::InlineHtml(text.into()) } else { Event::Html(text.into()) };
            self.body.pieces.push(Piece::of(event.into_static()));
            return;
        }
        let note = Diagnostic::error("raw-html", "raw HTML is off")
            .at(self.source, Span::new(range.start, range.end));
        self.notes.push(note.help("write Markdown, or set `markdown: {raw_html: true}` in site.yaml"));
    }

    /// Raw HTML is printed as it is written: a reference in it would be, too.
    fn no_reference_in(&mut self, text: &str, range: &Range<usize>) {
        for call in resolve::unread(text, range.start) {
            let spelled = self.source.text.get(call.span.start..call.span.start + 2) == Some("{{");
            let span = if spelled { call.span } else { Span::new(range.start, range.end) };
            let message = format!("`{}` stands in raw HTML, where references are not read", call.name);
            let note = Diagnostic::error("reference-not-alone", message).at(self.source, span);
            self.notes.push(note.help("close the block with an empty line and write Markdown there"));
        }
    }
}
