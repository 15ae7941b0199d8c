//! Charts from facts: each kind a small function that gives an ECharts option, the words and the data table, so that
//! browser, picture and screen reader tell the same. The only folder that names `charming`, and it takes the JSON only.

mod bump;
mod custom;
mod gap;
mod line;
mod measure;
mod option;
mod pareto;
mod png;
mod residuals;
mod share;
mod spec;
mod svg;
mod trend;
mod volumes;

use crate::analysis::{BoardFacts, Facts, PeriodFacts};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::editorial::ChartKind;
use crate::identity::Key;
use crate::memory::Memory;
use crate::model::{Board, Cadence, Period};
use serde_json::Value;

pub use measure::{lacking, width as text_width};
pub use png::{literal, on_paper, png};
pub use spec::ChartSpec;

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
/// Pixels of the design for mail, which shows it 536 wide on a desk and the whole width of a phone.
pub const MAIL: (u32, u32) = (480, 460);

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

    /// "Tokens on Market"; a board that is called after what it counts is named once.
    fn on_board(&self, what: &str) -> String {
        if what.eq_ignore_ascii_case(&self.board.title) {
            return self.board.title.clone();
        }
        format!("{what} on {}", self.board.title)
    }

    /// The period in a sentence: "2026-W12", "27 March 2026", "April 2026".
    fn period(&self) -> String {
        match self.spec.period.cadence() {
            Cadence::Week => self.spec.period.to_string(),
            Cadence::Day | Cadence::Month => self.spec.period.label(),
        }
    }

    /// "in 2026-W12", "on 27 March 2026", "in April 2026".
    fn then(&self) -> String {
        let preposition = if self.spec.period.cadence() == Cadence::Day { "on" } else { "in" };
        format!("{preposition} {}", self.period())
    }

    fn name(&self, key: &Key) -> String {
        self.facts.row_name(key)
    }
}

/// Draws a figure; `None` if there is nothing to draw yet. Only an option of the editor's own can be wrong here.
pub fn draw(spec: &ChartSpec, facts: &Facts, config: &Config) -> Result<Option<Figure>, Diagnostic> {
    let drawing = match &spec.own {
        Some(own) => Some(custom::draw(own)?),
        None => from_facts(spec, facts, config),
    };
    let Some(drawing) = drawing else { return Ok(None) };
    let Drawing { title, description, wide, narrow, table } = drawing;
    let slug = spec.slug(facts, config);
    Ok(Some(Figure { slug, title, description, wide, narrow, table, pictures: None }))
}

fn from_facts(spec: &ChartSpec, facts: &Facts, config: &Config) -> Option<Drawing> {
    let history = facts.boards.get(spec.board)?;
    let now = history.at(spec.period)?;
    let canvas = Canvas { facts, config, board: &config.boards[spec.board], history, now, spec };
    match spec.kind {
        ChartKind::Bump => bump::draw(&canvas),
        ChartKind::Volumes => volumes::draw(&canvas),
        ChartKind::Share | ChartKind::Orgs => share::draw(&canvas),
        ChartKind::Concentration | ChartKind::Stability => trend::draw(&canvas),
        ChartKind::Pareto => pareto::draw(&canvas),
        ChartKind::Gap => gap::draw(&canvas),
        ChartKind::Residuals => residuals::draw(&canvas),
        ChartKind::History | ChartKind::Value => line::draw(&canvas),
        ChartKind::Custom => None,
    }
}

/// Draws the static pictures of a figure.
pub fn picture(spec: &ChartSpec, figure: &mut Figure, memory: &dyn Memory) -> Result<(), Diagnostic> {
    let wide =
        figure.svg(&figure.wide, WIDE, "wide", memory).map_err(|e| failure(spec, figure, "wide", &e))?;
    let narrow = figure
        .svg(&figure.narrow, NARROW, "narrow", memory)
        .map_err(|e| failure(spec, figure, "narrow", &e))?;
    figure.pictures = Some([wide, narrow]);
    Ok(())
}

/// A figure for mail: light, at twice its size of [`MAIL`], with the larger letters of the narrow design.
pub fn picture_for_mail(
    spec: &ChartSpec,
    figure: &Figure,
    memory: &dyn Memory,
) -> Result<Vec<u8>, Diagnostic> {
    let drawn = figure.svg(&figure.narrow, MAIL, "mail", memory);
    let pixels = drawn.and_then(|svg| png(&literal(&svg), MAIL.0, 2, memory));
    pixels.map_err(|e| failure(spec, figure, "mail", &e))
}

impl Figure {
    /// Where its data lie as CSV.
    pub fn csv_path(&self) -> String {
        format!("data/figures/{}.csv", self.slug)
    }

    fn svg(
        &self,
        option: &Value,
        size: (u32, u32),
        design: &'static str,
        memory: &dyn Memory,
    ) -> Result<String, String> {
        let request = svg::Request {
            id: &format!("{}-{design}", self.slug),
            class: &format!("figure-{design}"),
            option,
            size,
            title: &self.title,
            description: &self.description,
        };
        svg::draw(&request, memory)
    }
}

fn failure(spec: &ChartSpec, figure: &Figure, design: &str, message: &str) -> Diagnostic {
    match &spec.own {
        Some(own) => custom::complaint(own, design != "wide", message),
        None => {
            Diagnostic::error("figure", format!("the figure `{}` cannot be drawn: {message}", figure.title))
        }
    }
}

#[cfg(test)]
mod tests;
