//! Standing pages: the editor's, the built-in methodology, corrections.

use super::super::view::{BoardSource, CorrectionsPage, MethodologyPage, PartView, StandingPage};
use super::super::wanted::Wanted;
use super::{Head, board_link, credit_view, head, issue};
use crate::site::Site;

/// A page of the editor's.
pub fn page(site: &Site<'_>, index: usize, wanted: Wanted<'_>) -> StandingPage {
    let page = &site.editorial.pages[index];
    let parts = super::parts(site, &page.body, &page.matter.slug, wanted);
    let has_figures = parts.iter().any(|p| matches!(p, PartView::Chart { .. }));
    let path = format!("{}/", page.matter.slug);
    let description = page.matter.description.clone().unwrap_or_else(|| page.matter.title.clone());
    let section = page.matter.nav.map(|_| path.as_str());
    let meta = Head { title: &page.matter.title, description, path: &path, section, has_figures };
    StandingPage { page: head(site, meta, wanted), title: page.matter.title.clone(), parts }
}

/// The sources and what the numbers mean.
pub fn methodology(site: &Site<'_>, wanted: Wanted<'_>) -> MethodologyPage {
    let boards = site.boards().map(|b| {
        let record = &site.config.boards[b];
        let as_of = site.facts.boards[b].latest().and_then(|p| p.as_of);
        BoardSource {
            board: board_link(site, b),
            credit: record.source.as_ref().map(|c| credit_view(c, as_of)),
            breaks: record.breaks.iter().map(|b| format!("{}: {}", b.period, b.note)).collect(),
        }
    });
    let description = "Where the figures come from and what they mean.".to_string();
    let page =
        Head { title: "Methodology", description, path: "methodology/", section: None, has_figures: false };
    MethodologyPage { page: head(site, page, wanted), boards: boards.collect() }
}

/// All corrections, newest first.
pub fn corrections(site: &Site<'_>, wanted: Wanted<'_>) -> CorrectionsPage {
    let mut corrections: Vec<_> =
        (0..site.editorial.issues.len()).flat_map(|i| issue::corrections(site, i)).collect();
    corrections.sort_by(|a, b| b.date_iso.cmp(&a.date_iso));
    let description = "What was wrong in published issues, and when it was mended.".to_string();
    let page =
        Head { title: "Corrections", description, path: "corrections/", section: None, has_figures: false };
    CorrectionsPage { page: head(site, page, wanted), corrections }
}
