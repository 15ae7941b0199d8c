//! The computed tables for anyone: `/data/<period>/<board>.json` and `.csv`, an index, and each issue's checked claims.
//! In: the site. Out: JSON whose keys are public API (added, never renamed) and CSV that spreadsheets cannot run.

mod claims;
mod figures;
mod table_csv;

pub use table_csv::table_csv;

use crate::analysis::{Entry, Exit, Facts, Finding, PeriodFacts, Reported, Stability};
use crate::config::{Config, OutputKind};
use crate::diagnostic::Notes;
use crate::identity::Key;
use crate::model::{Amount, Period, Ratio};
use crate::outputs::Outputs;
use crate::pages;
use crate::site::Site;
use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

/// Writes the data files.
pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    if !site.wants(OutputKind::Data) {
        return;
    }
    let tables: Vec<(usize, &PeriodFacts)> =
        site.boards().flat_map(|b| site.facts.boards[b].periods.iter().map(move |p| (b, p))).collect();
    let files: Vec<[(String, Vec<u8>); 2]> = tables
        .par_iter()
        .map(|(board, facts)| {
            let stem = format!("data/{}/{}", facts.period, site.config.boards[*board].id);
            [
                (format!("{stem}.json"), table_json(site.facts, site.config, *board, facts)),
                (format!("{stem}.csv"), table_csv(site.facts, site.config, *board, facts)),
            ]
        })
        .collect();
    for (path, bytes) in files.into_iter().flatten() {
        outputs.add(&path, bytes, notes);
    }
    claims::add(site, outputs, notes);
    figures::add(site, outputs, notes);
    outputs.add("data/index.json", index(site), notes);
    outputs.add("data/schema.json", crate::schema::TABLE, notes);
}

#[derive(Serialize)]
struct TableJson<'a> {
    board: &'a str,
    period: Period,
    previous_period: Option<Period>,
    as_of: Option<String>,
    complete: bool,
    listed: u32,
    note: Option<&'a str>,
    source: Option<SourceJson<'a>>,
    total: Option<Amount>,
    other: Option<Amount>,
    previous_total: Option<Amount>,
    growth: Option<Ratio>,
    concentration: Option<crate::analysis::Concentration>,
    stability: Option<Stability>,
    entries: Vec<EntryJson<'a>>,
    exits: Vec<ExitJson<'a>>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    name: &'a str,
    url: Option<&'a str>,
    licence: Option<&'a str>,
    citation: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct EntryJson<'a> {
    model: &'a str,
    name: &'a str,
    source_name: &'a str,
    org: Option<&'a str>,
    effort: Option<&'a str>,
    variant: Option<&'a str>,
    rank: Option<u32>,
    rank_low: Option<u32>,
    rank_high: Option<u32>,
    tied_with: Vec<KeyJson<'a>>,
    #[serde(skip_serializing_if = "is_zero")]
    tied_more: usize,
    value: Option<Amount>,
    at_least: bool,
    low: Option<Amount>,
    high: Option<Amount>,
    votes: Option<u64>,
    share: Option<Ratio>,
    share_change: Option<f64>,
    previous_rank: Option<u32>,
    previous_value: Option<Amount>,
    delta: Option<i64>,
    status: crate::analysis::Status,
    noise: bool,
    reported: Vec<Reported>,
    growth: Option<Ratio>,
    fell_while_growing: bool,
    climbed_while_shrinking: bool,
    peak_rank: Option<u32>,
    peak_period: Option<Period>,
    new_peak: bool,
    periods_at_peak: u32,
    periods_on_board: u32,
    streak: u32,
    last_seen: Option<Period>,
    first_tracked: bool,
    by: Option<&'a str>,
    version: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct KeyJson<'a> {
    model: &'a str,
    effort: Option<&'a str>,
    variant: Option<&'a str>,
}

#[derive(Serialize)]
struct ExitJson<'a> {
    model: &'a str,
    name: &'a str,
    effort: Option<&'a str>,
    variant: Option<&'a str>,
    rank: Option<u32>,
    previous_rank: Option<u32>,
    below_cut: bool,
    reported: bool,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    kind: String,
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    models: Vec<&'a str>,
    score: f64,
    sentence: &'a str,
}

/// A board's table in a period as JSON.
pub fn table_json(all: &Facts, config: &Config, board: usize, facts: &PeriodFacts) -> Vec<u8> {
    let view = TableJson {
        board: &config.boards[board].id,
        period: facts.period,
        previous_period: facts.previous,
        as_of: facts.as_of.map(|t| t.to_string()),
        complete: facts.complete,
        listed: facts.listed,
        note: facts.note.as_deref(),
        source: facts.source.as_ref().map(|credit| SourceJson {
            name: &credit.name,
            url: credit.url.as_deref(),
            licence: credit.licence.as_deref(),
            citation: pages::citation(credit, facts.as_of),
        }),
        total: facts.total,
        other: facts.other,
        previous_total: facts.previous_total,
        growth: facts.growth,
        concentration: facts.concentration,
        stability: facts.stability,
        entries: facts.entries.iter().map(|e| entry(all, facts, e)).collect(),
        exits: facts.exits.iter().map(|e| exit(all, e)).collect(),
        findings: facts.findings.iter().map(|f| finding(all, f)).collect(),
    };
    let mut bytes = serde_json::to_vec(&view).expect("a table of plain values always serialises");
    bytes.push(b'\n');
    bytes
}

fn entry<'a>(all: &'a Facts, facts: &'a PeriodFacts, e: &'a Entry) -> EntryJson<'a> {
    let model = &all.models[e.key.model];
    let said = e.said.as_deref();
    EntryJson {
        model: &model.id,
        name: &model.name,
        source_name: &e.source_name,
        org: model.org.as_deref(),
        effort: e.key.effort.as_deref(),
        variant: e.key.variant.as_deref(),
        rank: e.rank,
        rank_low: e.rank_low(),
        rank_high: e.rank_high(),
        tied_with: e.tied_with().map(|at| key(all, &facts.entries[at].key)).collect(),
        tied_more: e.tied_more(),
        value: e.value,
        at_least: e.at_least,
        low: e.low(),
        high: e.high(),
        votes: e.votes(),
        share: e.share,
        share_change: e.share_change.and_then(|d: Decimal| d.to_f64()),
        previous_rank: e.previous_rank,
        previous_value: e.previous_value,
        delta: e.delta,
        status: e.status,
        noise: e.noise,
        reported: e.reported.fields().collect(),
        growth: e.growth,
        fell_while_growing: e.fell_while_growing,
        climbed_while_shrinking: e.climbed_while_shrinking,
        peak_rank: e.peak_rank,
        peak_period: e.peak_period,
        new_peak: e.new_peak,
        periods_at_peak: e.periods_at_peak,
        periods_on_board: e.periods_on_board,
        streak: e.streak,
        last_seen: e.last_seen.map(|(period, _)| period),
        first_tracked: e.first_tracked,
        by: said.and_then(|s| s.by.as_deref()),
        version: said.and_then(|s| s.version.as_deref()),
        date: said.and_then(|s| s.date).map(|d| d.to_string()),
        url: said.and_then(|s| s.url.as_deref()),
    }
}

fn key<'a>(all: &'a Facts, key: &'a Key) -> KeyJson<'a> {
    KeyJson {
        model: &all.models[key.model].id,
        effort: key.effort.as_deref(),
        variant: key.variant.as_deref(),
    }
}

fn exit<'a>(all: &'a Facts, exit: &'a Exit) -> ExitJson<'a> {
    let model = &all.models[exit.key.model];
    ExitJson {
        model: &model.id,
        name: &model.name,
        effort: exit.key.effort.as_deref(),
        variant: exit.key.variant.as_deref(),
        rank: exit.rank,
        previous_rank: exit.previous_rank,
        below_cut: exit.below_cut,
        reported: exit.reported,
    }
}

fn finding<'a>(all: &'a Facts, finding: &'a Finding) -> FindingJson<'a> {
    let models: Vec<&str> = finding.keys.iter().map(|k| all.models[k.model].id.as_str()).collect();
    FindingJson {
        kind: pages::kind_word(finding),
        model: models.first().copied(),
        models: models.into_iter().skip(1).collect(),
        score: (finding.score * 1000.0).round() / 1000.0,
        sentence: &finding.sentence,
    }
}

#[derive(Serialize)]
struct IndexJson<'a> {
    title: &'a str,
    url: String,
    schema: String,
    boards: Vec<BoardJson<'a>>,
}

#[derive(Serialize)]
struct BoardJson<'a> {
    id: &'a str,
    title: &'a str,
    kind: crate::model::MetricKind,
    unit: Option<&'a str>,
    source: Option<&'a crate::model::Credit>,
    periods: Vec<PeriodJson>,
}

#[derive(Serialize)]
struct PeriodJson {
    period: Period,
    json: String,
    csv: String,
}

fn index(site: &Site<'_>) -> Vec<u8> {
    let boards = site.boards().map(|b| {
        let board = &site.config.boards[b];
        let file = |period: Period, ext: &str| site.absolute.to(&format!("data/{period}/{}.{ext}", board.id));
        BoardJson {
            id: &board.id,
            title: &board.title,
            kind: board.metric.kind,
            unit: Some(board.metric.unit.as_str()).filter(|u| !u.is_empty()),
            source: board.source.as_ref(),
            periods: site.facts.boards[b]
                .periods
                .iter()
                .map(|p| PeriodJson {
                    period: p.period,
                    json: file(p.period, "json"),
                    csv: file(p.period, "csv"),
                })
                .collect(),
        }
    });
    let index = IndexJson {
        title: &site.config.title,
        url: site.absolute.to(""),
        schema: site.absolute.to("data/schema.json"),
        boards: boards.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&index).expect("an index of plain values always serialises");
    bytes.push(b'\n');
    bytes
}
