//! The subjects of the ranking: the list, and a page each.

use super::super::plan::line_charts;
use super::super::view::{
    CellFields, ClaimView, HistoryCell, HistoryLine, NumberView, PageHead, PriceView, SubjectBoard,
    SubjectLine, SubjectPage, SubjectsPage, worded,
};
use super::super::wanted::Wanted;
use super::{
    Head, aligned, board, board_link, dash, events, figure, head, issue, numbers, org_link, period_view,
    reach, table,
};
use crate::analysis::{BoardFacts, Entry};
use crate::editorial::move_words;
use crate::identity::{Key, ModelId};
use crate::model::{Model, Period, day_label};
use crate::site::Site;
use crate::words;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// All subjects, by name.
pub fn list(site: &Site<'_>, wanted: Wanted<'_>) -> SubjectsPage {
    let mut order: Vec<ModelId> = (0..site.facts.models.len()).collect();
    order.sort_by_key(|m| (site.facts.models[*m].name.to_lowercase(), &site.facts.models[*m].id));
    let words = &site.config.subject;
    let path = format!("{}/", words.plural);
    let title = words::capital(&words.plural);
    let description =
        format!("All {} {} on record, with their newest rank on each board.", order.len(), words.plural);
    let page = Head { title: &title, description, path: &path, section: Some(&path), has_figures: false };
    SubjectsPage {
        page: head(site, page, wanted),
        subjects: order.into_iter().map(|m| line(site, m)).collect(),
    }
}

/// A subject in a list.
pub fn line(site: &Site<'_>, model: ModelId) -> SubjectLine {
    SubjectLine {
        name: site.facts.models[model].name.clone(),
        url: site.links.to(&site.subject_path(model)),
        org: org_link(site, model),
        ranks: site.boards().map(|b| newest_rank(site, b, model)).collect(),
    }
}

fn newest_rank(site: &Site<'_>, board: usize, model: ModelId) -> String {
    let history = &site.facts.boards[board];
    let Some(facts) = last_known(history, model).map(|index| &history.periods[index]) else { return dash() };
    let rank = facts
        .rows_of(model)
        .filter_map(|e| e.rank)
        .min()
        .map_or_else(|| "listed".to_string(), |r| format!("#{r}"));
    if history.latest().map(|p| p.period) == Some(facts.period) {
        rank
    } else {
        format!("{rank} in {}", facts.period.short())
    }
}

/// The index of the newest period in which a model stood on a board.
fn last_known(history: &BoardFacts, model: ModelId) -> Option<usize> {
    history.lines_of(model).filter_map(|(_, line)| line.last()).map(|listing| listing.period()).max()
}

/// A subject's page.
pub fn one(site: &Site<'_>, model: ModelId, wanted: Wanted<'_>) -> SubjectPage {
    let record = &site.facts.models[model];
    let boards: Vec<SubjectBoard> = site.boards().filter_map(|b| on_board(site, b, model, wanted)).collect();
    let has_figures = boards.iter().any(|b| !b.figures.is_empty());
    let path = site.subject_path(model);
    let section = format!("{}/", site.config.subject.plural);
    let description = describe(site, model);
    let page = Head { title: &record.name, description, path: &path, section: Some(&section), has_figures };
    let followed = super::news::is_followed(site, model);
    let feeds = if followed { reach::feed_below(site, &record.name, &path) } else { Vec::new() };
    SubjectPage {
        page: PageHead { feeds, ..head(site, page, wanted) },
        name: record.name.clone(),
        org: org_link(site, model),
        facts: known(site, record),
        boards,
        prices: prices(record),
        claims: record.claims.iter().map(claim).collect(),
        events: wanted.part("events", || events::of(site, model)),
        history: wanted.part("history", || history(site, model, wanted)),
        issues: wanted.part("issues", || issue::links(site, |i| i.mentions.contains(&model), wanted)),
        spellings: spellings(site, record),
    }
}

/// Where it stands and what the page tells, in the length that search engines show.
fn describe(site: &Site<'_>, model: ModelId) -> String {
    let stands = |b: usize| {
        let rank = newest_rank(site, b, model);
        (rank != dash()).then(|| format!("{rank} on {}", site.config.boards[b].title))
    };
    let ranks: Vec<String> = site.boards().filter_map(stands).collect();
    let name = &site.facts.models[model].name;
    let by = org_link(site, model).map_or_else(String::new, |org| format!(" by {}", org.title));
    if ranks.is_empty() {
        return format!("{name}{by} on {}: on record, on no board so far.", site.config.title);
    }
    format!("{name}{by}: {}. Its ranks, its figures and what happened when.", words::list(&ranks))
}

/// Every period in which the subject stood on a board, newest first. Of several rows the best-ranked one counts.
fn history(site: &Site<'_>, model: ModelId, wanted: Wanted<'_>) -> Vec<HistoryLine> {
    let stands = |b: &usize| site.facts.boards[*b].lines_of(model).next().is_some();
    let boards: Vec<usize> = site.boards().filter(stands).collect();
    let mut rows: Vec<(Period, usize, &Entry)> = Vec::new();
    for (column, board) in boards.iter().enumerate() {
        let facts = &site.facts.boards[*board];
        let line = facts.lines_of(model).flat_map(|(_, line)| line);
        rows.extend(line.map(|listing| {
            let (period, entry) = facts.found(*listing);
            (period.period, column, entry)
        }));
    }
    rows.sort_by_key(|(period, column, e)| (Reverse(*period), *column, e.rank.unwrap_or(u32::MAX)));
    rows.dedup_by_key(|(period, column, _)| (*period, *column));
    let (shown, cells) = wanted.history();
    let line = |rows: &[(Period, usize, &Entry)]| {
        let period = rows[0].0;
        let mut stood = vec![None; boards.len()];
        for (_, column, entry) in rows {
            stood[*column] = Some(cell(site, boards[*column], period, entry, cells));
        }
        HistoryLine {
            period: worded(shown.period, || period_view(period, None)),
            slug: worded(shown.slug, || period.slug()),
            boards: stood,
            shown,
        }
    };
    // Lines are wide, and pages of subjects are many: the list is not moved while it grows.
    let mut lines = Vec::with_capacity(rows.len());
    lines.extend(rows.chunk_by(|a, b| a.0 == b.0).map(line));
    lines
}

fn cell(site: &Site<'_>, board: usize, period: Period, entry: &Entry, shown: CellFields) -> HistoryCell {
    let record = &site.config.boards[board];
    HistoryCell {
        rank: entry.rank,
        rank_text: worded(shown.rank_text, || entry.rank.map_or_else(dash, |rank| format!("#{rank}"))),
        value: entry.value,
        value_text: worded(shown.value_text, || {
            entry.value.map_or_else(dash, |v| words::at_least(words::cell(v, record), entry.at_least))
        }),
        url: worded(shown.url, || site.links.to(&site.board_period_path(board, period))),
        shown,
    }
}

fn known(site: &Site<'_>, record: &Model) -> Vec<NumberView> {
    let mut list = Vec::new();
    let mut add =
        |label: &str, value: Option<String>| list.extend(value.map(|v| numbers::number(label, v, None)));
    add("Released", record.released.map(day_label));
    add("Context", record.context.map(|c| format!("{} tokens", words::spelled(c))));
    if let Some(parameters) = record.parameters {
        add("Parameters", parameters.total.map(words::spelled));
        add("Active parameters", parameters.active.map(words::spelled));
    }
    add("Licence", record.licence.clone());
    let before = record.succeeds.as_ref().and_then(|id| site.facts.model(id));
    add("Succeeds", before.map(|m| site.facts.models[m].name.clone()));
    list
}

fn on_board(site: &Site<'_>, board: usize, model: ModelId, wanted: Wanted<'_>) -> Option<SubjectBoard> {
    let history = &site.facts.boards[board];
    let index = last_known(history, model)?;
    let facts = &history.periods[index];
    let entries: Vec<&Entry> = facts.rows_of(model).collect();
    let keys: Vec<&Key> = entries.iter().map(|e| &e.key).collect();
    let best = entries.iter().min_by_key(|e| e.rank.unwrap_or(u32::MAX))?;
    let charts = || figure::figures(site, &line_charts(site.facts, board, &best.key));
    Some(SubjectBoard {
        board: board_link(site, board),
        table: wanted.part("table", || table::table(site, board, facts, &table::Rows::Keys(&keys), wanted)),
        summary: entries.iter().map(|e| summary(site, board, e, facts.period.label())).collect(),
        reasons: wanted
            .part("reasons", || entries.iter().flat_map(|e| board::reason(site, board, index, e)).collect()),
        figures: wanted.part("figures", charts),
    })
}

/// Where a row stands, in a sentence or two.
pub fn summary(site: &Site<'_>, board: usize, e: &Entry, period: String) -> String {
    let record = &site.config.boards[board];
    let name = site.facts.row_name(&e.key);
    let mut parts = Vec::new();
    match (move_words(e), e.rank) {
        (Some(words), _) if e.reported.movement() => parts.push(format!("{words} (as reported)")),
        (Some(words), _) => parts.push(words),
        (None, Some(rank)) => parts.push(format!("at #{rank}")),
        (None, None) => parts.push("without a known rank".to_string()),
    }
    let said = |v| words::at_least_said(words::prose(v, record), e.at_least);
    parts.extend(e.value.map(|v| format!("with {}", said(v))));
    parts.extend(table::last_seen(e).map(|seen| format!("({seen})")));
    let by_source = if e.reported.growth() { ", as reported" } else { "" };
    let growth = e.growth.map_or_else(String::new, |g| format!(" ({}{by_source})", words::growth(g)));
    let peak = match (e.peak_rank, e.peak_period) {
        (Some(rank), Some(period)) if e.periods_on_board > 1 => {
            format!(" Its best rank so far is #{rank}, in {period}.")
        }
        _ => String::new(),
    };
    format!("{name} on {}, {period}: {}{growth}.{peak}", record.title, parts.join(" "))
}

/// The prices, newest first.
fn prices(record: &Model) -> Vec<PriceView> {
    let worded = |amount: Option<_>| amount.map_or_else(dash, words::usd);
    let inputs: Vec<String> = record.prices.iter().map(|p| worded(p.input)).collect();
    let outputs: Vec<String> = record.prices.iter().map(|p| worded(p.output)).collect();
    let inputs = aligned::column(inputs.iter().map(String::as_str));
    let outputs = aligned::column(outputs.iter().map(String::as_str));
    let cells = inputs.into_iter().zip(outputs);
    let lines = record.prices.iter().zip(cells).map(|(price, (input, output))| PriceView {
        from: day_label(price.from),
        input,
        output,
        source: price.source.clone(),
    });
    lines.rev().collect()
}

fn claim(claim: &crate::model::ModelClaim) -> ClaimView {
    let version = claim.version.as_ref().map(|v| format!(" {v}")).unwrap_or_default();
    ClaimView {
        benchmark: format!("{}{version}", claim.benchmark),
        score: claim.score.clone(),
        by: claim.by.clone(),
        date: claim.date.map(day_label),
        source: claim.source.clone(),
        note: claim.note.clone(),
    }
}

fn spellings(site: &Site<'_>, record: &Model) -> Vec<String> {
    let names: BTreeSet<String> =
        record.aliases.iter().map(|a| format!("{}: {}", site.config.boards[a.board].title, a.name)).collect();
    names.into_iter().collect()
}
