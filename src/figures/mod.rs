//! Charts from facts: each kind a small function that gives an ECharts option, the words and the data table, so that
//! browser, picture and screen reader tell the same. The only folder that names `charming`, and it takes the JSON only.

mod bump;
mod gap;
mod line;
mod measure;
mod option;
mod pareto;
mod residuals;
mod share;
mod svg;
mod trend;
mod volumes;

use crate::analysis::{BoardFacts, Facts, PeriodFacts};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::editorial::{Block, BlockKind, ChartKind};
use crate::identity::Key;
use crate::memory::Memory;
use crate::model::{Board, Period};
use serde_json::Value;

/// What to draw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartSpec {
    /// The kind.
    pub kind: ChartKind,
    /// The board.
    pub board: usize,
    /// The newest period it shows.
    pub period: Period,
    /// How many periods back, by the calendar.
    pub periods: u32,
    /// The row, for figures of one.
    pub key: Option<Key>,
}

impl ChartSpec {
    /// The figure a block reference asks for.
    pub fn of(block: &Block) -> Option<ChartSpec> {
        let BlockKind::Chart { kind, periods, key } = &block.kind else { return None };
        Some(ChartSpec {
            kind: *kind,
            board: block.board,
            period: block.period,
            periods: *periods,
            key: key.clone(),
        })
    }
}

/// A figure's data as a table; an unknown value is "–".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Headings; the first column holds the row headings.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// A finished figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Letters, digits and dashes, the same for the same spec.
    pub slug: String,
    /// Title.
    pub title: String,
    /// What it shows now.
    pub description: String,
    /// ECharts option for wide screens.
    pub wide: Value,
    /// ECharts option for phones.
    pub narrow: Value,
    /// The data.
    pub table: Table,
    /// The static pictures, wide and narrow, of figures in the scope of `figures.static`.
    pub pictures: Option<[String; 2]>,
}

/// Pixels of the wide design.
pub const WIDE: (u32, u32) = (960, 540);
/// Pixels of the narrow design.
pub const NARROW: (u32, u32) = (390, 560);

/// What a chart function gives: everything but the slug.
struct Drawing {
    title: String,
    description: String,
    wide: Value,
    narrow: Value,
    table: Table,
}

/// What a chart function sees.
struct Canvas<'a> {
    facts: &'a Facts,
    config: &'a Config,
    board: &'a Board,
    history: &'a BoardFacts,
    now: &'a PeriodFacts,
    spec: &'a ChartSpec,
}

impl<'a> Canvas<'a> {
    /// The calendar from the first known period of the window to the newest: missing periods are there as gaps.
    fn calendar(&self) -> Vec<(Period, Option<&'a PeriodFacts>)> {
        let back = i32::try_from(self.spec.periods.saturating_sub(1)).unwrap_or(i32::MAX);
        let earliest = self.spec.period.step(-back).unwrap_or(self.spec.period);
        let known = self.history.periods.iter().map(|p| p.period);
        let first =
            known.filter(|p| *p >= earliest && *p <= self.spec.period).min().unwrap_or(self.spec.period);
        let mut list = Vec::new();
        let mut at = Some(first);
        while let Some(period) = at.filter(|p| *p <= self.spec.period) {
            list.push((period, self.history.at(period)));
            at = period.next();
        }
        list
    }

    fn name(&self, key: &Key) -> String {
        self.facts.row_name(key)
    }
}

/// Draws a figure; `None` if there is nothing to draw yet.
pub fn draw(spec: &ChartSpec, facts: &Facts, config: &Config) -> Option<Figure> {
    let history = facts.boards.get(spec.board)?;
    let now = history.at(spec.period)?;
    let canvas = Canvas { facts, config, board: &config.boards[spec.board], history, now, spec };
    let drawing = match spec.kind {
        ChartKind::Bump => bump::draw(&canvas),
        ChartKind::Volumes => volumes::draw(&canvas),
        ChartKind::Share | ChartKind::Orgs => share::draw(&canvas),
        ChartKind::Concentration | ChartKind::Stability => trend::draw(&canvas),
        ChartKind::Pareto => pareto::draw(&canvas),
        ChartKind::Gap => gap::draw(&canvas),
        ChartKind::Residuals => residuals::draw(&canvas),
        ChartKind::History | ChartKind::Value => line::draw(&canvas),
    }?;
    let Drawing { title, description, wide, narrow, table } = drawing;
    Some(Figure { slug: slug(spec, facts, config), title, description, wide, narrow, table, pictures: None })
}

/// Draws the static pictures of a figure.
pub fn picture(figure: &mut Figure, memory: &dyn Memory) -> Result<(), Diagnostic> {
    let draw = |option, size, class, suffix: &str| {
        let id = format!("{}-{suffix}", figure.slug);
        let request = svg::Request {
            id: &id,
            class,
            option,
            size,
            title: &figure.title,
            description: &figure.description,
        };
        svg::draw(&request, memory).map_err(|message| {
            Diagnostic::error("figure", format!("the figure `{}` cannot be drawn: {message}", figure.title))
        })
    };
    let wide = draw(&figure.wide, WIDE, "figure-wide", "wide")?;
    let narrow = draw(&figure.narrow, NARROW, "figure-narrow", "narrow")?;
    figure.pictures = Some([wide, narrow]);
    Ok(())
}

fn slug(spec: &ChartSpec, facts: &Facts, config: &Config) -> String {
    let kind = format!("{:?}", spec.kind).to_lowercase();
    let board = &config.boards[spec.board].id;
    let mut parts = vec!["figure".to_string(), kind, board.clone(), spec.period.to_string().to_lowercase()];
    if let Some(key) = &spec.key {
        parts.push(facts.models[key.model].id.clone());
        parts.extend(key.effort.clone());
        parts.extend(key.variant.clone());
    }
    let joined = parts.join("-");
    joined.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

#[cfg(test)]
mod tests;
