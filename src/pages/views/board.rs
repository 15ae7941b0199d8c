//! Boards, now and in each period.

use super::super::plan::{board_charts, period_charts};
use super::super::structured;
use super::super::view::{
    BoardPage, BoardPeriodPage, BoardsPage, FindingView, LinkView, PageHead, PeriodLine, PeriodView,
    ReasonView, TableView,
};
use super::super::wanted::Wanted;
use super::{
    Head, aligned, board_link, board_period_view, dash, figure, finding_view, head, issue, movers, numbers,
    reach, table,
};
use crate::analysis::{BreakEven, Entry, PeriodFacts, break_even, newsworthy};
use crate::config::OutputKind;
use crate::model::{Amount, Period};
use crate::site::Site;
use crate::words;

/// All boards, first rows.
pub fn boards(site: &Site<'_>, wanted: Wanted<'_>) -> BoardsPage {
    let latest = |b: usize| Some((b, site.facts.boards[b].latest()?));
    let tables = site
        .boards()
        .filter_map(latest)
        .map(|(b, facts)| table::table(site, b, facts, &table::Rows::Top(5), wanted));
    let titles: Vec<&str> = site.boards().map(|b| site.config.boards[b].title.as_str()).collect();
    let description = format!("The rankings of {}: {}.", site.config.title, words::list(&titles));
    let page =
        Head { title: "Boards", description, path: "boards/", section: Some("boards/"), has_figures: false };
    BoardsPage { page: head(site, page, wanted), tables: tables.collect() }
}

/// A board now, with its history.
pub fn board(site: &Site<'_>, board: usize, wanted: Wanted<'_>) -> BoardPage {
    let record = &site.config.boards[board];
    let history = &site.facts.boards[board];
    let facts = history.latest().expect("`plan` makes pages only for boards with snapshots");
    let figures =
        wanted.part("figures", || figure::figures(site, &board_charts(site.config, board, facts.period)));
    let path = site.board_path(board);
    let page = Head {
        title: &record.title,
        description: format!("{} now and over time; {}", record.title, leaders(site, facts)),
        path: &path,
        section: Some("boards/"),
        has_figures: !figures.is_empty(),
    };
    let feeds = reach::feed_below(site, &format!("Movers on {}", record.title), &path);
    BoardPage {
        page: PageHead { feeds, ..head(site, page, wanted) },
        board: board_link(site, board),
        table: table::table(site, board, facts, &table::Rows::Top(record.top), wanted),
        findings: findings(site, board, facts),
        numbers: numbers::of(site, board, facts),
        figures,
        staying: numbers::staying(site, board),
        year_ago: wanted.part("year_ago", || year_ago(site, board, facts.period, wanted)),
        has_totals: history.periods.iter().any(|facts| facts.total.is_some()),
        periods: wanted.part("periods", || lines(site, board)),
    }
}

/// The period and who stands on its first three places.
fn leaders(site: &Site<'_>, facts: &PeriodFacts) -> String {
    let top: Vec<String> = facts
        .visible(3)
        .map(|e| format!("{} {}", e.rank.unwrap_or_default(), site.facts.row_name(&e.key)))
        .collect();
    format!("{}: {}.", facts.period.label(), top.join(", "))
}

fn findings(site: &Site<'_>, board: usize, facts: &PeriodFacts) -> Vec<FindingView> {
    newsworthy(facts).into_iter().take(8).map(|f| finding_view(site, board, facts.period, f)).collect()
}

/// How many rows of a year before are shown.
const THEN: u32 = 10;

/// The first rows of the same period a year before.
fn year_ago(site: &Site<'_>, board: usize, period: Period, wanted: Wanted<'_>) -> Option<TableView> {
    let facts = site.facts.boards[board].at(period.year_before()?)?;
    let top = table::Rows::Top(THEN.min(site.config.boards[board].top));
    Some(table::table(site, board, facts, &top, wanted))
}

fn lines(site: &Site<'_>, board: usize) -> Vec<PeriodLine> {
    let periods = &site.facts.boards[board].periods;
    let record = &site.config.boards[board];
    let worded = |value: Option<Amount>, bound| {
        value.map_or_else(dash, |v| words::at_least(words::cell(v, record), bound))
    };
    let led = |facts: &PeriodFacts| {
        let leader = facts.entries.first().filter(|e| e.rank == Some(1));
        worded(leader.and_then(|e| e.value), leader.is_some_and(|e| e.at_least))
    };
    let values: Vec<String> = periods.iter().map(led).collect();
    let totals: Vec<String> = periods.iter().map(|p| worded(p.total, p.total_at_least())).collect();
    let values = aligned::column(values.iter().map(String::as_str));
    let totals = aligned::column(totals.iter().map(String::as_str));
    let mut cells = values.into_iter().zip(totals);
    let mut lines: Vec<PeriodLine> = Vec::with_capacity(periods.len());
    for (index, facts) in periods.iter().enumerate() {
        let leader = facts.entries.first().filter(|e| e.rank == Some(1));
        let missing = index.checked_sub(1).map_or(0, |i| facts.period.since(periods[i].period) - 1);
        let (value, total) = cells.next().unwrap_or_default();
        lines.push(PeriodLine {
            period: board_period_view(site, board, facts.period),
            leader: leader.map(|e| LinkView {
                title: site.facts.row_name(&e.key),
                url: site.links.to(&site.subject_path(e.key.model)),
            }),
            value,
            total,
            gap_before: (missing > 0).then(|| gap_words(missing, site.config.cadence.word())),
        });
    }
    lines.reverse();
    lines
}

fn gap_words(missing: i32, word: &str) -> String {
    match missing {
        1 => format!("no data for one {word}"),
        n => format!("no data for {n} {word}s"),
    }
}

/// A board in a period.
pub fn period(site: &Site<'_>, board: usize, period: Period, wanted: Wanted<'_>) -> BoardPeriodPage {
    let record = &site.config.boards[board];
    let history = &site.facts.boards[board];
    let index = history
        .periods
        .binary_search_by_key(&period, |p| p.period)
        .expect("`plan` makes pages only for known periods");
    let facts = &history.periods[index];
    let figures =
        wanted.part("figures", || figure::figures(site, &period_charts(site.config, board, period)));
    let path = site.board_period_path(board, period);
    let title = format!("{}, {}", record.title, period.label());
    let page = Head {
        title: &title,
        description: format!("{} in {}", record.title, leaders(site, facts)),
        path: &path,
        section: Some("boards/"),
        has_figures: !figures.is_empty(),
    };
    let neighbour = |i: Option<usize>| -> Option<PeriodView> {
        Some(board_period_view(site, board, history.periods.get(i?)?.period))
    };
    let json = format!("data/{period}/{}.json", record.id);
    let mut page = head(site, page, wanted);
    page.json_ld = wanted.part("json_ld", || Some(structured::dataset(site, board, facts, &page)));
    BoardPeriodPage {
        page,
        board: board_link(site, board),
        period: wanted.part("period", || board_period_view(site, board, period)),
        table: wanted.part("table", || table::table(site, board, facts, &table::Rows::All, wanted)),
        findings: wanted.part("findings", || findings(site, board, facts)),
        movers: wanted.part("movers", || movers::movers(site, board, facts)),
        numbers: wanted.part("numbers", || numbers::of(site, board, facts)),
        reasons: wanted.part("reasons", || reasons(site, board, index)),
        figures,
        year_ago: wanted.part("year_ago", || year_ago(site, board, period, wanted)),
        previous: wanted.part("previous", || neighbour(index.checked_sub(1))),
        next: wanted.part("next", || neighbour(Some(index + 1))),
        issues: wanted.part("issues", || issue::links(site, |i| i.matter.period == period, wanted)),
        json_url: site.wants(OutputKind::Data).then(|| site.links.to(&json)),
    }
}

/// Why rows moved against their growth, in words.
fn reasons(site: &Site<'_>, board: usize, index: usize) -> Vec<ReasonView> {
    let facts = &site.facts.boards[board].periods[index];
    let against = facts.visible(site.config.boards[board].top).filter(|e| e.fell_while_growing);
    against
        .map(|e| ReasonView {
            name: site.facts.row_name(&e.key),
            url: site.links.to(&site.subject_path(e.key.model)),
            sentences: reason(site, board, index, e),
        })
        .filter(|r| !r.sentences.is_empty())
        .collect()
}

/// Why one row moved as it did; empty if the period before does not say.
pub fn reason(site: &Site<'_>, board: usize, index: usize, e: &Entry) -> Vec<String> {
    let history = &site.facts.boards[board];
    let now = &history.periods[index];
    let Some(before) =
        index.checked_sub(1).map(|i| &history.periods[i]).filter(|p| Some(p.period) == now.previous)
    else {
        return Vec::new();
    };
    break_even(now, before, e).map(|why| reason_words(site, e, &why)).unwrap_or_default()
}

fn reason_words(site: &Site<'_>, e: &Entry, why: &BreakEven) -> Vec<String> {
    let name = site.facts.row_name(&e.key);
    let mut out = Vec::new();
    let (Some(growth), Some(rank), Some(previous)) = (e.growth, e.rank, e.previous_rank) else { return out };
    out.push(format!("{name} {} and went from #{previous} to #{rank}.", words::growth_phrase(growth)));
    if let (Some(market), Some(share)) = (why.to_hold_share, why.of_share) {
        out.push(format!(
            "The market {}, its share of it {}.",
            words::growth_phrase(market),
            words::growth_phrase(share)
        ));
    }
    if e.fell_while_growing {
        let mut needed = Vec::new();
        needed.extend(why.to_hold_rank.map(|g| format!("{} to hold #{previous}", words::growth(g))));
        needed.extend(
            why.to_hold_share
                .filter(|g| g.is_positive())
                .map(|g| format!("{} to hold its share", words::growth(g))),
        );
        if !needed.is_empty() {
            out.push(format!("It would have needed {}.", words::list(&needed)));
        }
    }
    if let (Some(share), Some(change)) = (e.share_shown(), e.share_change) {
        out.push(format!(
            "Its share is {}, {} points on the {} before.",
            words::at_least_said(words::share(share), e.at_least),
            words::points(change),
            site.config.cadence.word()
        ));
    }
    let passed = why.overtakers.iter().map(|o| {
        let growth = o.growth.map_or_else(String::new, |g| format!(" ({})", words::growth(g)));
        format!("{}{growth}", site.facts.row_name(&o.key))
    });
    out.extend(some_of(passed.collect()).map(|names| format!("Passed by {names}.")));
    let overtaken = why.overtaken.iter().map(|key| site.facts.row_name(key));
    out.extend(some_of(overtaken.collect()).map(|names| format!("It passed {names}.")));
    out
}

/// How many of those that passed or were passed are named; one more is named rather than counted.
const NAMED: usize = 5;

/// A list of names, the rest as a number.
fn some_of(mut names: Vec<String>) -> Option<String> {
    if names.len() > NAMED + 1 {
        let rest = names.split_off(NAMED).len();
        names.push(format!("{rest} others"));
    }
    (!names.is_empty()).then(|| words::list(&names))
}
