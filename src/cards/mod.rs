//! Share cards: what a link to an issue, a board or a subject of a visible top looks like where it is shared.
//! In: the site. Out: PNG of 1200 × 630 under `cards/`, drawn from an SVG of ours in the bundled faces; the same
//! bytes for the same facts, remembered by their content. Which pages have one is decided by `Site::card_of_…`.

mod draw;
mod lines;

use crate::analysis::{Entry, PeriodFacts, Status, newsworthy};
use crate::config::OutputKind;
use crate::diagnostic::{Diagnostic, Notes};
use crate::figures;
use crate::identity::ModelId;
use crate::memory::Memory;
use crate::model::{Board, Period};
use crate::outputs::Outputs;
use crate::pages;
use crate::site::{CARD_SIZE, Site};
use crate::words;
use draw::{Card, Line, Tone};
use rayon::prelude::*;

/// How many rows a card lists.
const ROWS: usize = 5;

/// Draws all cards.
pub fn add(site: &Site<'_>, memory: &dyn Memory, outputs: &mut Outputs, notes: &mut Notes) {
    if !site.wants(OutputKind::Cards) {
        return;
    }
    let drawn: Vec<(String, Result<Vec<u8>, String>)> = cards(site)
        .into_par_iter()
        .map(|(path, card)| {
            let pixels = figures::png(&draw::svg(&card, CARD_SIZE), CARD_SIZE.0, 1, memory);
            (path, pixels)
        })
        .collect();
    for (path, pixels) in drawn {
        match pixels {
            Ok(bytes) => outputs.add(&path, bytes, notes),
            Err(e) => {
                notes.push(Diagnostic::error("figure", format!("the card `{path}` cannot be drawn: {e}")))
            }
        }
    }
}

/// Every card with its path.
fn cards(site: &Site<'_>) -> Vec<(String, Card)> {
    let issues = 0..site.editorial.issues.len();
    let mut cards: Vec<(String, Card)> =
        issues.filter_map(|index| Some((site.card_of_issue(index)?, of_issue(site, index)))).collect();
    cards
        .extend(site.boards().filter_map(|board| Some((site.card_of_board(board)?, of_board(site, board)?))));
    let models = 0..site.facts.models.len();
    cards.extend(models.filter_map(|model| Some((site.card_of_subject(model)?, of_subject(site, model)))));
    cards
}

fn of_issue(site: &Site<'_>, index: usize) -> Card {
    let issue = &site.editorial.issues[index];
    let period = issue.matter.period;
    let known = |board: &usize| site.facts.boards[*board].at(period).is_some();
    let board = site.config.default_board().filter(known).or_else(|| site.boards().find(known));
    let facts = board.and_then(|board| Some((board, site.facts.boards[board].at(period)?)));
    Card { headline: issue.title.clone(), below: issue.summary.clone(), ..base(site, Some(period), facts) }
}

fn of_board(site: &Site<'_>, board: usize) -> Option<Card> {
    let facts = site.facts.boards[board].latest()?;
    let news = newsworthy(facts).first().map(|finding| finding.sentence.clone());
    let headline = site.config.boards[board].title.clone();
    Some(Card { headline, below: news, ..base(site, Some(facts.period), Some((board, facts))) })
}

fn of_subject(site: &Site<'_>, model: ModelId) -> Card {
    let record = &site.facts.models[model];
    let org = record.org.as_ref().and_then(|id| site.facts.orgs.iter().find(|o| o.id == *id));
    let lines: Vec<Line> =
        site.boards().filter_map(|board| standing(site, board, model)).take(ROWS).collect();
    let periods = site.boards().filter_map(|b| site.facts.boards[b].latest());
    let period = periods.filter(|p| p.rows_of(model).next().is_some()).map(|p| p.period).max();
    let mut facts_of = vec![org.map(|o| o.name.clone())];
    facts_of.push(record.released.map(|date| format!("released {}", crate::model::day_label(date))));
    let below: Vec<String> = facts_of.into_iter().flatten().collect();
    Card {
        headline: record.name.clone(),
        below: (!below.is_empty()).then(|| below.join(", ")),
        list: "Where it stands".to_string(),
        lines,
        ..base(site, period, None)
    }
}

/// What all cards have; with a board's facts also its first rows.
fn base(site: &Site<'_>, period: Option<Period>, facts: Option<(usize, &PeriodFacts)>) -> Card {
    let config = site.config;
    let base = config.base_url.as_str().trim_end_matches('/');
    let address = base.split_once("://").map_or(base, |(_, rest)| rest).to_string();
    let credit =
        facts.and_then(|(_, facts)| facts.source.as_ref()).map(|source| format!("Source: {}", source.name));
    Card {
        site: config.title.clone(),
        period: period.map(Period::label).unwrap_or_default(),
        headline: String::new(),
        below: None,
        list: facts.map(|(board, _)| heading(&config.boards[board])).unwrap_or_default(),
        lines: facts.map(|(board, facts)| first_rows(site, board, facts)).unwrap_or_default(),
        address,
        credit: credit.unwrap_or_default(),
    }
}

/// The board and what it counts: "OpenRouter, tokens".
fn heading(board: &Board) -> String {
    format!("{}, {}", board.title, board.metric.label.to_lowercase())
}

fn first_rows(site: &Site<'_>, board: usize, facts: &PeriodFacts) -> Vec<Line> {
    let record = &site.config.boards[board];
    let row = |e: &Entry| Line {
        rank: e.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        name: site.facts.row_name(&e.key),
        value: e.value.map(|v| words::at_least(words::cell(v, record), e.at_least)).unwrap_or_default(),
        movement: movement(e),
        tone: tone(e),
    };
    facts.visible(record.top).take(ROWS).map(row).collect()
}

/// A board's name with the subject's best rank on it now.
fn standing(site: &Site<'_>, board: usize, model: ModelId) -> Option<Line> {
    let facts = site.facts.boards[board].latest()?;
    let best = facts.rows_of(model).filter(|e| e.rank.is_some()).min_by_key(|e| e.rank)?;
    let record = &site.config.boards[board];
    Some(Line {
        rank: best.rank.map(|rank| format!("#{rank}")).unwrap_or_default(),
        name: record.title.clone(),
        value: best.value.map(|v| words::at_least(words::cell(v, record), best.at_least)).unwrap_or_default(),
        movement: movement(best),
        tone: tone(best),
    })
}

/// The movement as tables print it, in brackets within the noise of the board.
fn movement(e: &Entry) -> String {
    let text = pages::move_text(e);
    if e.noise && !text.is_empty() { format!("({text})") } else { text }
}

fn tone(e: &Entry) -> Tone {
    match e.status {
        _ if e.noise => Tone::Quiet,
        Status::Climb => Tone::Up,
        Status::Fall => Tone::Down,
        Status::Debut | Status::Return => Tone::News,
        Status::Hold | Status::Unknown => Tone::Quiet,
    }
}
