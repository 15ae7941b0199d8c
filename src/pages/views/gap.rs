//! The gap: prestige against production.

use super::super::plan::gap_page_charts;
use super::super::view::{GapLine, GapPage, GapRowView, GapView, QuadrantView};
use super::super::wanted::Wanted;
use super::{Head, board_link, credit_of, dash, figure, head, numbers, org_link, period_view};
use crate::analysis::{GapFacts, GapRow, Quadrant};
use crate::model::fixed;
use crate::site::Site;
use crate::words;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// Below this many models on both boards, no coefficient is printed as a headline.
const LEAST: usize = 10;

/// The gap page.
pub fn page(site: &Site<'_>, wanted: Wanted<'_>) -> GapPage {
    let latest = site.facts.gap.last();
    let figures = match (latest, site.config.gap) {
        (Some(latest), Some(gap)) => figure::figures(site, &gap_page_charts(gap.production, latest.period)),
        _ => Vec::new(),
    };
    let description =
        figures.first().map(|f| f.description.clone()).unwrap_or_else(|| site.config.description.clone());
    let page = Head {
        title: "The gap",
        description,
        path: "gap/",
        section: Some("gap/"),
        has_figures: !figures.is_empty(),
    };
    GapPage {
        page: head(site, page, wanted),
        gap: latest.and_then(|latest| view(site, latest)),
        figures,
        history: site.facts.gap.iter().rev().map(|facts| line(site, facts)).collect(),
    }
}

fn line(site: &Site<'_>, facts: &GapFacts) -> GapLine {
    let boards = site.config.gap.map(|g| [g.prestige, g.production]);
    // The rows come widest gap first, those without one last.
    let widest = facts.rows.first().filter(|row| row.gap.is_some_and(|gap| gap != 0));
    GapLine {
        period: period_view(facts.period, None),
        tau: tau_text(facts).unwrap_or_else(dash),
        n: facts.n,
        in_both: facts.in_both,
        prestige_share: facts
            .prestige_share
            .map_or_else(dash, |share| words::at_least(words::share(share), facts.share_at_least)),
        bar: facts.prestige_share.map(|share| (share.to_f64() * 1000.0).round() / 10.0),
        widest: widest.zip(boards).map(|(widest, boards)| row(site, widest, boards)),
    }
}

fn tau_text(facts: &GapFacts) -> Option<String> {
    let tau = facts.tau.filter(|_| facts.n >= LEAST)?;
    Some(fixed(Decimal::from_f64(tau)?, 2).replace('-', "−"))
}

/// The gap of a period.
pub fn view(site: &Site<'_>, facts: &GapFacts) -> Option<GapView> {
    let gap = site.config.gap?;
    let boards = [gap.prestige, gap.production];
    let at = |board: usize| site.facts.boards[board].at(facts.period);
    let (prestige, production) = (&site.config.boards[gap.prestige], &site.config.boards[gap.production]);
    let quadrant = |quadrant, id: &str, title: &str, text: String| {
        let rows: Vec<GapRowView> =
            facts.rows.iter().filter(|r| r.quadrant == quadrant).map(|r| row(site, r, boards)).collect();
        (!rows.is_empty()).then(|| QuadrantView { id: id.to_string(), title: title.to_string(), text, rows })
    };
    let (p, q) = (&prestige.title, &production.title);
    let quadrants = [
        quadrant(
            Quadrant::Both,
            "both",
            "In both tops",
            format!("In the visible top of {p} and of {q}, widest gap first."),
        ),
        quadrant(
            Quadrant::Admired,
            "admired",
            "Admired",
            format!("In the visible top of {p}, not in that of {q}."),
        ),
        quadrant(
            Quadrant::Workhorse,
            "workhorse",
            "Workhorses",
            format!("In the visible top of {q}, not in that of {p}."),
        ),
    ];
    let mut notes = vec![format!(
        "The gap is the rank on {p} minus the rank on {q}: positive is carried more than crowned. Variants and effort levels of one {} count as one, at their best rank.",
        site.config.subject.singular
    )];
    if at(gap.production).is_some_and(|f| !f.whole) || at(gap.prestige).is_some_and(|f| !f.whole) {
        notes.push(
            "One of the two boards is partial here: a missing rank does not mean that there is none."
                .to_string(),
        );
    }
    if facts.n < LEAST {
        notes.push(format!(
            "{} {} on both boards: too few for a coefficient of agreement.",
            words::capital(&words::count(facts.n as u64)),
            words::either(facts.n, "stands", "stand")
        ));
    }
    Some(GapView {
        period: period_view(facts.period, None),
        prestige: board_link(site, gap.prestige),
        production: board_link(site, gap.production),
        numbers: summary(site, facts),
        quadrants: quadrants.into_iter().flatten().collect(),
        notes,
        credits: boards.iter().filter_map(|b| at(*b)).filter_map(credit_of).collect(),
    })
}

fn summary(site: &Site<'_>, facts: &GapFacts) -> Vec<super::super::view::NumberView> {
    let mut list = vec![numbers::number("In both tops", facts.in_both.to_string(), None)];
    if let Some(tau) = tau_text(facts) {
        let note = format!(
            "Kendall's tau-b over {} {} on both boards, −1 to 1",
            facts.n, site.config.subject.plural
        );
        list.push(numbers::number("Agreement", tau, Some(&note)));
    }
    if let Some(share) = facts.prestige_share {
        let board = site.config.gap.map(|g| site.config.boards[g.prestige].title.clone()).unwrap_or_default();
        list.push(numbers::number(
            "Carried by the admired",
            words::at_least(words::share(share), facts.share_at_least),
            Some(&format!("of the volume runs on the top of {board}")),
        ));
    }
    list
}

fn row(site: &Site<'_>, row: &GapRow, boards: [usize; 2]) -> GapRowView {
    let rank = |r: Option<u32>| r.map_or_else(dash, |r| format!("#{r}"));
    let quadrant = match row.quadrant {
        Quadrant::Both => "both",
        Quadrant::Admired => "admired",
        Quadrant::Workhorse => "workhorse",
        Quadrant::Neither => "neither",
    };
    GapRowView {
        name: site.facts.models[row.model].name.clone(),
        url: site.links.to(&site.subject_path(row.model)),
        org: org_link(site, row.model),
        prestige: rank(row.prestige_rank),
        production: rank(row.production_rank),
        score: row.score.map_or_else(dash, |v| words::cell(v, &site.config.boards[boards[0]])),
        volume: row.volume.map_or_else(dash, |v| {
            words::at_least(words::cell(v, &site.config.boards[boards[1]]), row.at_least)
        }),
        gap: row.gap.map_or_else(dash, words::signed),
        quadrant: quadrant.to_string(),
    }
}
