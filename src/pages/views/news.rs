//! What feeds tell of a board or a subject: dated items, newest first.

use super::super::view::PartView;
use super::super::wanted::Wanted;
use super::{movers, subject, table};
use crate::analysis::{BoardFacts, Entry, Exit, PeriodFacts, Status};
use crate::editorial::move_words;
use crate::identity::{Key, ModelId};
use crate::site::Site;
use crate::words;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One item.
pub struct News<'a> {
    /// What tells it from the subject's other items, for ever.
    pub id: String,
    /// Title.
    pub title: String,
    /// The page it speaks of, as a path of the site.
    pub path: String,
    /// The day its figures are of.
    pub date: Date,
    /// What happened.
    pub sentences: Vec<String>,
    /// The board and period whose movers and table it shows.
    pub table: Option<(usize, &'a PeriodFacts)>,
}

/// Who moved on a board, period by period.
pub fn board_news<'a>(site: &Site<'a>, board: usize, limit: usize) -> Vec<News<'a>> {
    let record = &site.config.boards[board];
    let newest = site.facts.boards[board].periods.iter().rev().take(limit);
    newest
        .map(|facts| {
            let movers = movers::movers(site, board, facts);
            let counts: Vec<String> = movers
                .groups
                .iter()
                .map(|g| format!("{} {}", g.movers.len(), g.title.to_lowercase()))
                .collect();
            let label = facts.period.label();
            let title = match (counts.is_empty(), facts.previous) {
                (false, _) => format!("{}, {label}: {}", record.title, words::list(&counts)),
                (true, Some(_)) => format!("{}, {label}: nobody moved", record.title),
                (true, None) => format!("{}, {label}", record.title),
            };
            News {
                id: facts.period.to_string(),
                title,
                path: site.board_period_path(board, facts.period),
                date: facts.dated(),
                sentences: Vec::new(),
                table: Some((board, facts)),
            }
        })
        .collect()
}

/// Who moved on a board in a period, and its visible top.
pub fn board_parts(site: &Site<'_>, board: usize, facts: &PeriodFacts, wanted: Wanted<'_>) -> Vec<PartView> {
    let top = table::Rows::Top(site.config.boards[board].top);
    let movers = movers::movers(site, board, facts);
    vec![
        PartView::Movers { movers },
        PartView::Table { table: table::table(site, board, facts, &top, wanted).into() },
    ]
}

/// The subjects that have a feed: those that ever stood in a visible top. Once there is a feed it stays, because
/// leaving the top is the news that its readers wait for.
pub fn followed(site: &Site<'_>) -> Vec<ModelId> {
    let mut models = BTreeSet::new();
    for board in site.boards() {
        let top = site.config.boards[board].top;
        for facts in &site.facts.boards[board].periods {
            models.extend(facts.visible(top).map(|e| e.key.model));
        }
    }
    models.into_iter().collect()
}

/// True if a subject has a feed.
pub fn is_followed(site: &Site<'_>, model: ModelId) -> bool {
    site.boards().any(|board| {
        let (history, top) = (&site.facts.boards[board], site.config.boards[board].top);
        let mut lines = history.lines_of(model).flat_map(|(_, line)| line);
        lines.any(|listing| listing.rank.is_some_and(|rank| rank.get() <= top))
    })
}

/// What happened to a subject: moves, exits, changes of price, issues that name it.
pub fn subject_news<'a>(site: &Site<'a>, model: ModelId, limit: usize) -> Vec<News<'a>> {
    let mut news: Vec<News<'_>> =
        site.boards().flat_map(|board| on_board(site, board, model, limit)).collect();
    news.extend(named(site, model));
    news.extend(prices(site, model));
    news.sort_by(|a, b| (b.date, &a.id).cmp(&(a.date, &b.id)));
    news.truncate(limit);
    news
}

fn on_board<'a>(site: &Site<'a>, board: usize, model: ModelId, limit: usize) -> Vec<News<'a>> {
    let history = &site.facts.boards[board];
    let record = &site.config.boards[board];
    let oldest = oldest_told(history, model, record.top, limit);
    // Period index → the title and what happened.
    let mut told: BTreeMap<usize, (String, Vec<String>)> = BTreeMap::new();
    for (key, line) in history.lines_of(model) {
        for listing in line {
            let (at, (facts, entry)) = (listing.period(), history.found(*listing));
            if at >= oldest && is_news(entry, record.top) {
                let (_, sentences) =
                    told.entry(at).or_insert_with(|| (headline(site, board, entry), Vec::new()));
                sentences.push(subject::summary(site, board, entry, facts.period.label()));
            }
            for later in [at, at + 1].into_iter().filter(|later| *later >= oldest) {
                if let Some(exit) = exit_of(history, key, later) {
                    let words = movers::exit_words(site, board, exit);
                    let headline = format!("{} on {}: {words}", site.facts.row_name(key), record.title);
                    let (_, sentences) = told.entry(later).or_insert_with(|| (headline.clone(), Vec::new()));
                    let sentence = format!("{headline}, {}.", history.periods[later].period.label());
                    if !sentences.contains(&sentence) {
                        sentences.push(sentence);
                    }
                }
            }
        }
    }
    let newest = told.into_iter().rev().take(limit);
    newest
        .map(|(at, (title, sentences))| {
            let facts = &history.periods[at];
            News {
                id: format!("{}:{}", record.id, facts.period),
                title,
                path: site.board_period_path(board, facts.period),
                date: facts.dated(),
                sentences,
                table: None,
            }
        })
        .collect()
}

/// The oldest period that is among the newest `limit` with news of a model: only for those are sentences written.
fn oldest_told(history: &BoardFacts, model: ModelId, top: u32, limit: usize) -> usize {
    let mut told = BTreeSet::new();
    for (key, line) in history.lines_of(model) {
        for listing in line {
            let at = listing.period();
            if is_news(history.found(*listing).1, top) {
                told.insert(at);
            }
            told.extend([at, at + 1].into_iter().filter(|later| exit_of(history, key, *later).is_some()));
        }
    }
    told.into_iter().nth_back(limit.saturating_sub(1)).unwrap_or(0)
}

fn exit_of<'a>(history: &'a BoardFacts, key: &Key, period: usize) -> Option<&'a Exit> {
    history.periods.get(period)?.exits.iter().find(|e| e.key == *key)
}

/// A first sight, or a move that touches the visible top and is more than noise.
fn is_news(e: &Entry, top: u32) -> bool {
    let visible = [e.rank, e.previous_rank].into_iter().flatten().any(|rank| rank <= top);
    match e.status {
        _ if e.periods_on_board == 1 => true,
        Status::Debut | Status::Return => true,
        Status::Climb | Status::Fall => visible && !e.noise,
        Status::Unknown => e.last_seen.is_some_and(|(_, rank)| rank != e.rank) && visible,
        Status::Hold => false,
    }
}

fn headline(site: &Site<'_>, board: usize, e: &Entry) -> String {
    let (name, title) = (site.facts.row_name(&e.key), &site.config.boards[board].title);
    match (move_words(e), e.rank) {
        (Some(words), _) => format!("{name} {words} on {title}"),
        (None, Some(rank)) => format!("{name} at #{rank} on {title}"),
        (None, None) => format!("{name} listed on {title}"),
    }
}

fn named<'a>(site: &Site<'a>, model: ModelId) -> Vec<News<'a>> {
    let issues = site.editorial.issues.iter().enumerate();
    issues
        .filter(|(_, issue)| issue.mentions.contains(&model))
        .map(|(index, issue)| News {
            id: format!("issue:{}", issue.permanent_id()),
            title: format!("{} in “{}”", site.facts.models[model].name, issue.title),
            path: site.issue_path(index),
            date: issue.matter.date,
            sentences: issue.summary.iter().cloned().collect(),
            table: None,
        })
        .collect()
}

fn prices<'a>(site: &Site<'a>, model: ModelId) -> Vec<News<'a>> {
    let record = &site.facts.models[model];
    let until = site.facts.latest_period().map(crate::model::Period::last_day);
    let worded = |price: &crate::model::Price| -> Option<String> {
        let side = |amount: Option<_>, word: &str| amount.map(|a| format!("{} {word}", words::usd(a)));
        let sides: Vec<String> =
            [side(price.input, "in"), side(price.output, "out")].into_iter().flatten().collect();
        (!sides.is_empty()).then(|| words::list(&sides))
    };
    let changes = record.prices.windows(2).filter(|pair| until.is_some_and(|until| pair[1].from <= until));
    changes
        .filter_map(|pair| {
            let (before, now) = (worded(&pair[0])?, worded(&pair[1])?);
            let name = &record.name;
            (before != now).then(|| News {
                id: format!("price:{}", pair[1].from),
                title: format!("{name} has a new price: {now}"),
                path: site.subject_path(model),
                date: pair[1].from,
                sentences: vec![format!("{name} costs {now} per million tokens; before, {before}.")],
                table: None,
            })
        })
        .collect()
}
