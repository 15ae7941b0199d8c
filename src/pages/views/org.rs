//! Organisations: the list, and a page each.

use super::super::view::{NumberView, OrgBoard, OrgLine, OrgPage, OrgPeriod, OrgsPage};
use super::super::wanted::Wanted;
use super::{Head, board_link, board_period_view, dash, head, numbers, subject};
use crate::analysis::{MakerPeriod, PeriodFacts, maker_at, maker_over_time};
use crate::identity::ModelId;
use crate::model::Ratio;
use crate::site::Site;
use crate::words;

fn subjects(site: &Site<'_>, org: &str) -> Vec<ModelId> {
    let mut list: Vec<ModelId> =
        (0..site.facts.models.len()).filter(|m| site.facts.models[*m].org.as_deref() == Some(org)).collect();
    list.sort_by_key(|m| site.facts.models[*m].name.to_lowercase());
    list
}

fn in_top(site: &Site<'_>, board: usize, facts: &PeriodFacts, org: &str) -> usize {
    let top = site.config.boards[board].top;
    facts.visible(top).filter(|e| site.facts.models[e.key.model].org.as_deref() == Some(org)).count()
}

/// All organisations, those with most rows in the visible tops first.
pub fn list(site: &Site<'_>, wanted: Wanted<'_>) -> OrgsPage {
    let mut orgs: Vec<OrgLine> = site
        .facts
        .orgs
        .iter()
        .map(|org| OrgLine {
            name: org.name.clone(),
            url: site.links.to(&site.org_path(&org.id)),
            subjects: subjects(site, &org.id).len(),
            in_top: site
                .boards()
                .filter_map(|b| Some((b, site.facts.boards[b].latest()?)))
                .map(|(b, facts)| in_top(site, b, facts, &org.id))
                .collect(),
        })
        .collect();
    orgs.sort_by(|a, b| {
        b.in_top
            .iter()
            .sum::<usize>()
            .cmp(&a.in_top.iter().sum())
            .then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase()))
    });
    let path = format!("{}/", site.config.orgs.plural);
    let title = words::capital(&site.config.orgs.plural);
    let description = format!(
        "{} {} and their rows in the visible top of each board.",
        orgs.len(),
        site.config.orgs.plural
    );
    let page = Head { title: &title, description, path: &path, section: Some(&path), has_figures: false };
    OrgsPage { page: head(site, page, wanted), orgs }
}

/// An organisation.
pub fn one(site: &Site<'_>, index: usize, wanted: Wanted<'_>) -> OrgPage {
    let org = &site.facts.orgs[index];
    let subjects = subjects(site, &org.id);
    let path = site.org_path(&org.id);
    let section = format!("{}/", site.config.orgs.plural);
    let count = subjects.len();
    let noun = words::either(count, &site.config.subject.singular, &site.config.subject.plural);
    let description = format!(
        "{}: {count} {noun} on record, where they stand on each board of {}, and since when.",
        org.name, site.config.title
    );
    let page =
        Head { title: &org.name, description, path: &path, section: Some(&section), has_figures: false };
    OrgPage {
        page: head(site, page, wanted),
        name: org.name.clone(),
        url: org.url.clone(),
        subjects: subjects.into_iter().map(|m| subject::line(site, m)).collect(),
        numbers: standing(site, &org.id),
        history: wanted.part("history", || history(site, &org.id)),
    }
}

/// Rows in each top, and the share of each volume board, now.
fn standing(site: &Site<'_>, org: &str) -> Vec<NumberView> {
    let mut list = Vec::new();
    for board in site.boards() {
        let Some(facts) = site.facts.boards[board].latest() else { continue };
        let record = &site.config.boards[board];
        let rows = in_top(site, board, facts, org);
        let note = format!("of the top {}, {}", record.top, facts.period.label());
        list.push(numbers::number(
            &record.title,
            format!("{} {}", words::count(rows as u64), words::either(rows, "row", "rows")),
            Some(&note),
        ));
        let now = maker_at(facts, &site.facts.models, org, record.top);
        if let Some(share) = now.share.filter(|s| s.is_positive()) {
            list.push(numbers::number(
                &format!("Share of {}", record.title),
                words::at_least(words::share(share), now.at_least),
                Some(&facts.period.label()),
            ));
        }
    }
    list
}

/// Boards with at least two periods since its first, each period in a line.
fn history(site: &Site<'_>, org: &str) -> Vec<OrgBoard> {
    site.boards().filter_map(|board| on_board(site, board, org)).collect()
}

fn on_board(site: &Site<'_>, board: usize, org: &str) -> Option<OrgBoard> {
    let record = &site.config.boards[board];
    let periods = maker_over_time(&site.facts.boards[board], &site.facts.models, org, record.top);
    if periods.len() < 2 {
        return None;
    }
    let largest = periods.iter().filter_map(|p| p.share).map(|s| s.to_f64()).fold(0.0, f64::max);
    let bar = |share: Ratio| (share.to_f64() / largest * 1000.0).round() / 10.0;
    let line = |p: &MakerPeriod| OrgPeriod {
        period: board_period_view(site, board, p.period),
        in_top: p.in_top,
        best: p.best.map_or_else(dash, |rank| format!("#{rank}")),
        share: p.share.map_or_else(dash, words::share),
        bar: p.share.filter(|_| largest > 0.0).map(bar),
    };
    Some(OrgBoard {
        board: board_link(site, board),
        top: record.top,
        shares: largest > 0.0,
        periods: periods.iter().rev().map(line).collect(),
    })
}
