//! All periods on record: what led each board, and the issue about it.

use super::super::view::{CalendarLine, CalendarYear, LinkView};
use super::{issue, period_view};
use crate::model::Period;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};

/// The years, newest first, each with its periods, newest first.
pub fn years(site: &Site<'_>) -> Vec<CalendarYear> {
    let boards: Vec<usize> = site.boards().filter(|b| issue::matters(site, *b)).collect();
    // Of several issues about a period the newest counts; they come newest first.
    let mut issues: BTreeMap<Period, usize> = BTreeMap::new();
    for (index, issue) in site.editorial.issues.iter().enumerate() {
        issues.entry(issue.matter.period).or_insert(index);
    }
    let mut periods: BTreeSet<Period> = issues.keys().copied().collect();
    periods.extend(boards.iter().flat_map(|b| &site.facts.boards[*b].periods).map(|facts| facts.period));
    let mut years: Vec<CalendarYear> = Vec::new();
    for period in periods.into_iter().rev() {
        let line = CalendarLine {
            period: period_view(period, None),
            leaders: boards.iter().map(|board| leader(site, *board, period)).collect(),
            issue: issues.get(&period).map(|index| LinkView {
                title: site.editorial.issues[*index].title.clone(),
                url: site.links.to(&site.issue_path(*index)),
            }),
        };
        let year = period.year().to_string();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.periods.push(line),
            None => years.push(CalendarYear { year, periods: vec![line] }),
        }
    }
    years
}

fn leader(site: &Site<'_>, board: usize, period: Period) -> Option<LinkView> {
    let first = site.facts.boards[board].at(period)?.entries.first().filter(|e| e.rank == Some(1))?;
    Some(LinkView {
        title: site.facts.row_name(&first.key),
        url: site.links.to(&site.board_period_path(board, period)),
    })
}
