//! A board in a period as a table.

use super::super::view::{AlignedView, Columns, RowFields, RowView, TableView, worded};
use super::super::wanted::Wanted;
use super::{aligned, board_link, board_period_view, credit_of, dash, org_link};
use crate::analysis::{Entry, PeriodFacts, Status};
use crate::config::OutputKind;
use crate::editorial::move_words;
use crate::identity::Key;
use crate::model::{Board, MetricKind, day_label};
use crate::site::Site;
use crate::words;
use std::fmt::Write as _;
use std::ops::Range;

/// How many periods a sparkline looks back.
const SPARK: i32 = 12;

/// The rows to show.
pub enum Rows<'k> {
    /// The first so many.
    Top(u32),
    /// All.
    All,
    /// Those of some keys.
    Keys(&'k [&'k Key]),
}

/// The table of a board in a period.
pub fn table(
    site: &Site<'_>,
    board: usize,
    facts: &PeriodFacts,
    which: &Rows<'_>,
    wanted: Wanted<'_>,
) -> TableView {
    let entries: Vec<&Entry> = match which {
        Rows::All => facts.entries.iter().collect(),
        Rows::Top(top) => {
            let unranked = facts.entries.iter().filter(|e| e.rank.is_none());
            facts.visible(*top).chain(unranked.filter(|_| *top >= site.config.boards[board].top)).collect()
        }
        Rows::Keys(keys) => facts.entries.iter().filter(|e| keys.contains(&&e.key)).collect(),
    };
    let record = &site.config.boards[board];
    let first = facts.period.step(1 - SPARK).unwrap_or(facts.period);
    let recent = site.facts.boards[board].indices(first, facts.period);
    let sheet = Sheet { site, board, facts, recent, scale: Scale::of(&entries), shown: wanted.row() };
    let mut rows: Vec<RowView> = entries.iter().map(|e| sheet.row(e)).collect();
    if sheet.shown.value_cell {
        let cells = aligned::column(rows.iter().map(|row| row.value_text.as_str()));
        rows.iter_mut().zip(cells).for_each(|(row, cell)| row.value_cell = cell);
    }
    let csv = format!("data/{}/{}.csv", facts.period, record.id);
    TableView {
        board: board_link(site, board),
        period: board_period_view(site, board, facts.period),
        caption: format!("{}, {}", record.title, facts.period.label()),
        columns: wanted.part("columns", || columns(&entries)),
        noise: rows.iter().any(|row| row.noise),
        reported: rows.iter().any(|row| row.reported),
        rows,
        notes: wanted.part("notes", || notes(site, board, facts)),
        credit: wanted.part("credit", || credit_of(facts)),
        csv_url: site.wants(OutputKind::Data).then(|| site.links.to(&csv)),
    }
}

/// What bars are drawn against.
struct Scale {
    largest_share: f64,
    low: f64,
    span: f64,
}

impl Scale {
    fn of(entries: &[&Entry]) -> Scale {
        let largest = entries.iter().filter_map(|e| e.share).map(|s| s.to_f64()).fold(0.0, f64::max);
        let low = entries.iter().filter_map(|e| e.low()).map(|v| v.to_f64()).fold(f64::MAX, f64::min);
        let high = entries.iter().filter_map(|e| e.high()).map(|v| v.to_f64()).fold(f64::MIN, f64::max);
        Scale { largest_share: largest, low, span: (high - low).max(f64::MIN_POSITIVE) }
    }

    fn at(&self, value: f64) -> f64 {
        tenth((value - self.low) / self.span * 100.0)
    }

    /// Start, width and centre of a row's interval.
    fn interval(&self, e: &Entry) -> Option<[f64; 3]> {
        let (low, high) = e.interval().map(|(low, high)| (low.to_f64(), high.to_f64()))?;
        let centre = e.value.map_or((low + high) / 2.0, |v| v.to_f64());
        Some([self.at(low), tenth((high - low) / self.span * 100.0), self.at(centre)])
    }
}

/// Rounded to a tenth: geometry needs no more, and bytes stay the same everywhere.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn columns(entries: &[&Entry]) -> Columns {
    let any = |test: fn(&Entry) -> bool| entries.iter().any(|e| test(e));
    Columns {
        movement: any(|e| e.status != Status::Unknown),
        value: any(|e| e.value.is_some()),
        growth: any(|e| e.growth.is_some()),
        share: any(|e| e.share.is_some()),
        interval: any(|e| e.interval().is_some()),
        votes: any(|e| e.votes().is_some()),
        history: any(|e| e.periods_on_board > 1),
        org: true,
        said: any(|e| e.said.as_deref().is_some_and(|s| s.by.is_some() || s.url.is_some())),
    }
}

/// What the rows of a table share.
struct Sheet<'a> {
    site: &'a Site<'a>,
    board: usize,
    facts: &'a PeriodFacts,
    /// The periods of the sparklines.
    recent: Range<usize>,
    scale: Scale,
    shown: RowFields,
}

impl Sheet<'_> {
    fn row(&self, e: &Entry) -> RowView {
        let (site, scale, shown) = (self.site, &self.scale, self.shown);
        let record = &site.config.boards[self.board];
        let (sparkline, sparkline_end) = worded(shown.sparkline || shown.sparkline_end, || self.sparkline(e));
        let cell = |v| words::cell(v, record);
        let range = || e.interval().map_or_else(dash, |(l, h)| format!("{}–{}", cell(l), cell(h)));
        RowView {
            rank: e.rank,
            rank_text: worded(shown.rank_text, || e.rank.map_or_else(dash, |r| r.to_string())),
            status: worded(shown.status, || status_word(e.status).to_string()),
            move_text: worded(shown.move_text, || move_text(e)),
            move_label: worded(shown.move_label, || move_words(e).unwrap_or_else(|| "not known".to_string())),
            last_seen: worded(shown.last_seen, || last_seen(e)),
            noise: e.noise,
            reported: !e.reported.is_empty(),
            name: worded(shown.name, || site.facts.models[e.key.model].name.clone()),
            mark: worded(shown.mark, || mark(e)),
            url: worded(shown.url, || site.links.to(&site.subject_path(e.key.model))),
            org: worded(shown.org, || org_link(site, e.key.model)),
            source_name: worded(shown.source_name, || e.source_name.to_string()),
            value: e.value,
            previous_value: e.previous_value,
            growth: e.growth,
            value_text: worded(shown.value_text || shown.value_cell, || e.value.map_or_else(dash, cell)),
            value_cell: AlignedView::default(),
            value_exact: worded(shown.value_exact, || e.value.map(words::grouped)),
            value_plain: worded(shown.value_plain, || e.value.map(|v| v.to_string())),
            at_least: e.at_least,
            growth_text: worded(shown.growth_text, || e.growth.map_or_else(dash, words::growth)),
            growth_sign: worded(shown.growth_sign, || growth_sign(e).to_string()),
            share_text: worded(shown.share_text, || {
                e.share_shown().map_or_else(dash, |s| words::at_least(words::share(s), e.at_least))
            }),
            bar: worded(shown.bar, || {
                let share = e.share.filter(|_| scale.largest_share > 0.0)?;
                Some(tenth(share.to_f64() / scale.largest_share * 100.0))
            }),
            interval_text: worded(shown.interval_text, range),
            rank_range: worded(shown.rank_range, || rank_range(e, record)),
            interval: worded(shown.interval, || scale.interval(e)),
            votes_text: worded(shown.votes_text, || {
                e.votes().map_or_else(dash, |v| words::grouped(v.into()))
            }),
            previous_rank: e.previous_rank,
            peak_rank: e.peak_rank,
            periods: e.periods_on_board,
            sparkline,
            sparkline_end,
            fell_while_growing: e.fell_while_growing,
            said: worded(shown.said, || said(e)),
            said_url: worded(shown.said_url, || e.said.as_deref().and_then(|s| s.url.clone())),
            shown,
        }
    }

    /// The row's rank over the last periods, in a box of 100 by 24; missing periods break the line.
    fn sparkline(&self, e: &Entry) -> (Vec<String>, Option<[f64; 2]>) {
        let history = &self.site.facts.boards[self.board];
        let depth = f64::from(self.site.config.boards[self.board].top.max(2) - 1);
        let mut runs: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
        let mut end = None;
        let mut last: Option<i32> = None;
        for listing in history.listings(&e.key, self.recent.clone()) {
            let age = self.facts.period.since(history.periods[listing.period()].period);
            let Some(rank) = listing.rank else { continue };
            let x = tenth(f64::from(SPARK - 1 - age) / f64::from(SPARK - 1) * 96.0 + 2.0);
            let y = tenth((f64::from(rank.get() - 1) / depth).min(1.0) * 20.0 + 2.0);
            if last.is_some_and(|last| last != age + 1) {
                runs.push(Vec::new());
            }
            last = Some(age);
            end = Some([x, y]);
            if let Some(points) = runs.last_mut() {
                go_on(points, [x, y]);
            }
        }
        (runs.iter().filter(|points| points.len() > 1).map(|points| written(points)).collect(), end)
    }
}

fn mark(e: &Entry) -> Option<String> {
    let marks: Vec<&str> = [&e.key.effort, &e.key.variant].into_iter().flatten().map(|m| &**m).collect();
    (!marks.is_empty()).then(|| marks.join(", "))
}

fn rank_range(e: &Entry, record: &Board) -> String {
    match (record.metric.kind, e.rank_low(), e.rank_high()) {
        (MetricKind::Score, Some(low), Some(high)) => format!("{low}–{high}"),
        _ => dash(),
    }
}

fn said(e: &Entry) -> Option<String> {
    let said = e.said.as_deref()?;
    let parts: Vec<String> =
        [said.by.clone(), said.version.clone(), said.date.map(day_label)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Where a row that cannot be compared was last seen: "last seen at #8 in 2026-W15".
pub fn last_seen(e: &Entry) -> Option<String> {
    let (period, rank) = e.last_seen.filter(|_| e.status == Status::Unknown && e.previous_rank.is_none())?;
    let at = rank.map_or_else(String::new, |rank| format!(" at #{rank}"));
    Some(format!("last seen{at} in {period}"))
}

/// The status as the data files spell it.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Debut => "debut",
        Status::Return => "return",
        Status::Climb => "climb",
        Status::Fall => "fall",
        Status::Hold => "hold",
        Status::Unknown => "unknown",
    }
}

/// The movement for the eye.
pub fn move_text(e: &Entry) -> String {
    let places = e.delta.map_or(0, i64::unsigned_abs);
    match e.status {
        Status::Climb => format!("▲ {places}"),
        Status::Fall => format!("▼ {places}"),
        Status::Debut => "new".to_string(),
        Status::Return => "back".to_string(),
        Status::Hold => "=".to_string(),
        Status::Unknown => String::new(),
    }
}

fn growth_sign(e: &Entry) -> &'static str {
    match e.growth {
        None => "none",
        Some(g) if g.is_positive() => "up",
        Some(g) if g.is_negative() => "down",
        Some(_) => "flat",
    }
}

/// Adds a point to a line; of what stays level the ends are enough.
fn go_on(points: &mut Vec<[f64; 2]>, [x, y]: [f64; 2]) {
    if let [.., [_, before], [_, last]] = points.as_slice()
        && *before == y
        && *last == y
    {
        points.pop();
    }
    points.push([x, y]);
}

/// "2,4.1 98,4.1".
fn written(points: &[[f64; 2]]) -> String {
    let mut out = String::with_capacity(points.len() * 10);
    for [x, y] in points {
        if !out.is_empty() {
            out.push(' ');
        }
        push_tenth(&mut out, *x);
        out.push(',');
        push_tenth(&mut out, *y);
    }
    out
}

/// A number that is rounded to a tenth and not negative, as it is written; a site may have a million of them.
fn push_tenth(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as u64;
    let _ = write!(out, "{}", tenths / 10);
    if !tenths.is_multiple_of(10) {
        let _ = write!(out, ".{}", tenths % 10);
    }
}

/// What a reader must know before reading the table.
fn notes(site: &Site<'_>, board: usize, facts: &PeriodFacts) -> Vec<String> {
    let mut notes = Vec::new();
    let record = &site.config.boards[board];
    let word = site.config.cadence.word();
    notes.extend(
        facts
            .break_note
            .as_ref()
            .map(|n| format!("The method changed here: {n}. Nothing is compared with earlier {word}s.")),
    );
    if !facts.whole && record.metric.kind == MetricKind::Volume {
        let known = facts.entries.iter().filter(|e| e.rank.is_some() && e.value.is_some()).count();
        notes.push(format!(
            "The board is partial: {known} of the {} listed ranks have a value here, so there is no total and no share.",
            facts.listed
        ));
    }
    if !facts.complete {
        notes.push(format!("This {word} is not complete, so no growth is computed."));
    }
    if facts.entries.iter().any(|e| !e.reported.is_empty()) {
        notes.push("Movements and growth marked † are as reported by the source.".to_string());
    } else if facts.previous.is_none() && facts.break_note.is_none() {
        let earlier = site.facts.boards[board].periods.iter().rev().find(|p| p.period < facts.period);
        notes.push(match earlier {
            Some(p) => format!(
                "Nothing is compared: the {word} before has no data. The last known {word} is {}.",
                p.period
            ),
            None => format!("Nothing is compared: this is the first {word} on record."),
        });
    }
    if facts.republished {
        notes.push(format!("The source published nothing new since the {word} before."));
    }
    if facts.total_at_least() && facts.total.is_some() {
        notes.push(
            "The source cut the values marked ≥ short, so the total is a lower bound, and a share is part of what is known."
                .to_string(),
        );
    }
    notes.extend(facts.other.map(|o| format!("All that is not listed: {}.", words::prose(o, record))));
    notes.extend(facts.note.clone());
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_stays_level_the_ends_are_enough() {
        let mut points = Vec::new();
        for point in [[2.0, 4.1], [10.7, 4.1], [19.5, 4.1], [28.2, 6.0], [36.9, 6.0], [45.6, 6.0]] {
            go_on(&mut points, point);
        }
        assert_eq!(written(&points), "2,4.1 19.5,4.1 28.2,6 45.6,6");
    }
}
