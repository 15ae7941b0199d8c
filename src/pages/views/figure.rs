//! Figures and the parts of a text.

use super::super::view::{DataTable, FigureView, PartView, SharedTable, VolumesView};
use super::super::wanted::Wanted;
use super::{board_link, credit_of, finding_view, gap, movers, numbers, table};
use crate::analysis::newsworthy;
use crate::config::OutputKind;
use crate::editorial::{self, Block, BlockKind, Body, Claim, FigureSource, Part};
use crate::figures::{self, ChartSpec, Figure, NARROW, WIDE};
use crate::model::Period;
use crate::site::Site;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A figure by its spec; `None` if there is nothing to draw.
pub fn figure(site: &Site<'_>, spec: &ChartSpec) -> Option<FigureView> {
    // Figures without a picture are drawn where they are shown, so that nobody waits for those that are not.
    let fresh;
    let figure: &Figure = match site.figures.get(spec) {
        Some(figure) => figure,
        None => {
            fresh = figures::draw(spec, site.facts, site.config).ok().flatten()?;
            &fresh
        }
    };
    let facts = site.facts.boards.get(spec.board).filter(|_| spec.own.is_none());
    let credit = facts.and_then(|board| board.at(spec.period)).and_then(credit_of);
    let csv = match facts {
        Some(_) if figure.pictures.is_none() => {
            format!("data/{}/{}.csv", spec.period, site.config.boards[spec.board].id)
        }
        _ => figure.csv_path(),
    };
    Some(FigureView {
        id: figure.slug.clone(),
        title: figure.title.clone(),
        description: figure.description.clone(),
        wide: script_json(&Sized::of(&figure.wide, WIDE)),
        narrow: script_json(&Sized::of(&figure.narrow, NARROW)),
        svg_wide: figure.pictures.as_ref().map(|[wide, _]| wide.clone()),
        svg_narrow: figure.pictures.as_ref().map(|[_, narrow]| narrow.clone()),
        image_url: (figure.pictures.is_some() && site.wants(OutputKind::Feeds))
            .then(|| site.links.to(&image_path(figure))),
        table: DataTable { columns: figure.table.columns.clone(), rows: figure.table.rows.clone() },
        credit,
        csv_url: site.wants(OutputKind::Data).then(|| site.links.to(&csv)),
    })
}

/// The path of a figure's picture as a file of its own.
pub fn image_path(figure: &Figure) -> String {
    format!("figures/{}.svg", figure.slug)
}

/// The figures of some specs, those that there is something to draw for.
pub fn figures(site: &Site<'_>, specs: &[ChartSpec]) -> Vec<FigureView> {
    specs.iter().filter_map(|spec| figure(site, spec)).collect()
}

/// An option and the size that it is drawn for.
#[derive(Serialize)]
struct Sized<'a> {
    width: u32,
    height: u32,
    option: &'a Value,
}

impl Sized<'_> {
    fn of(option: &Value, (width, height): (u32, u32)) -> Sized<'_> {
        Sized { width, height, option }
    }
}

/// JSON that cannot end its script element or break a line of script.
pub fn script_json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("what a page shows is JSON");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let (before, after) = rest.split_at(at);
        let mut after = after.chars();
        let escaped = after.next().map_or(0, u32::from);
        let _ = write!(out, "{before}\\u{escaped:04x}");
        rest = after.as_str();
    }
    out.push_str(rest);
    out
}

/// A text's parts: markup and laid-out blocks.
pub fn parts(site: &Site<'_>, body: &Body, prefix: &str, wanted: Wanted<'_>) -> Vec<PartView> {
    laid_out(site, editorial::render(body, &site.links, prefix, &|_| None), wanted)
}

/// The same with each figure leading to the row that it comes from.
pub fn sourced_parts(site: &Site<'_>, body: &Body, prefix: &str, wanted: Wanted<'_>) -> Vec<PartView> {
    laid_out(site, editorial::render(body, &site.links, prefix, &|claim| figure_source(site, claim)), wanted)
}

/// The row of a board's period, or the subject's page for what the register knows.
fn figure_source(site: &Site<'_>, claim: &Claim) -> Option<FigureSource> {
    let Some((board, period)) = claim.board.zip(claim.period) else {
        let path = site.subject_path(claim.model?);
        let text = format!("From the register of {}", site.config.subject.plural);
        return Some(FigureSource { url: site.links.to(&path), text });
    };
    let facts = site.facts.boards[board].at(period)?;
    let row = claim.row.as_ref().and_then(|key| facts.entries.iter().position(|e| e.key == *key));
    let page = site.links.to(&site.board_period_path(board, period));
    let url = row.map_or_else(|| page.clone(), |row| format!("{page}#row-{}", row + 1));
    let board = &site.config.boards[board].title;
    let source = facts.source.as_ref().map(|credit| credit.name.as_str()).filter(|name| name != board);
    let told = source.map(|name| format!(" · {name}")).unwrap_or_default();
    Some(FigureSource { url, text: format!("{board}, {}{told}", period.label()) })
}

/// The same with its text as Markdown.
pub fn markdown_parts(site: &Site<'_>, body: &Body) -> Vec<PartView> {
    laid_out(site, editorial::twin(body, &site.links), Wanted::EVERYTHING)
}

fn laid_out(site: &Site<'_>, parts: Vec<Part<'_>>, wanted: Wanted<'_>) -> Vec<PartView> {
    let mut seen = BTreeMap::new();
    let mut tables = Tables::new();
    parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Html(html) => Some(PartView::Html { html }),
            Part::Block(block) => {
                block_view(site, block, wanted, &mut tables).map(|part| tell_apart(part, &mut seen))
            }
        })
        .collect()
}

/// A figure that stands in a text for the second time needs ids of its own.
fn tell_apart(part: PartView, seen: &mut BTreeMap<String, u32>) -> PartView {
    let PartView::Chart { mut figure } = part else { return part };
    let count = seen.entry(figure.id.clone()).or_default();
    *count += 1;
    if *count > 1 {
        let (first, id) = (figure.id.clone(), format!("{}-n{count}", figure.id));
        for (svg, design) in [(&mut figure.svg_wide, "wide"), (&mut figure.svg_narrow, "narrow")] {
            *svg = svg.take().map(|svg| svg.replace(&format!("{first}-{design}"), &format!("{id}-{design}")));
        }
        figure.id = id;
    }
    PartView::Chart { figure }
}

/// The tables of a text by board, period and depth.
type Tables = BTreeMap<(usize, Period, u32), SharedTable>;

fn block_view(site: &Site<'_>, block: &Block, wanted: Wanted<'_>, tables: &mut Tables) -> Option<PartView> {
    if block.kind == BlockKind::Gap {
        let facts = site.facts.gap.iter().find(|g| g.period == block.period)?;
        return Some(PartView::Gap { gap: gap::view(site, facts)? });
    }
    if let Some(spec) = ChartSpec::of(block) {
        return figure(site, &spec).map(|figure| PartView::Chart { figure });
    }
    let (board, facts) = (block.board, site.facts.boards[block.board].at(block.period)?);
    // A text shows the rows of a board as a table and, with their volumes, once more.
    let mut top = |top: u32| {
        let table = tables.entry((board, block.period, top));
        table
            .or_insert_with(|| table::table(site, board, facts, &table::Rows::Top(top), wanted).into())
            .clone()
    };
    Some(match &block.kind {
        BlockKind::Movers => PartView::Movers { movers: movers::movers(site, board, facts) },
        BlockKind::Table(rows) => PartView::Table { table: top(*rows) },
        BlockKind::Volumes => PartView::Volumes {
            volumes: VolumesView {
                numbers: wanted.part("numbers", || numbers::of(site, board, facts)),
                table: top(site.config.boards[board].top),
            },
        },
        BlockKind::Findings(limit) => PartView::Findings {
            findings: newsworthy(facts)
                .into_iter()
                .take(*limit as usize)
                .map(|f| finding_view(site, board, facts.period, f))
                .collect(),
            board: board_link(site, board),
        },
        BlockKind::Gap | BlockKind::Chart { .. } => return None,
    })
}
