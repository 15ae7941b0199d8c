//! Ranks over periods: the rows of the newest visible top, the story's in colour and the rest quiet.

use super::option::{
    STORY, finish, grid, label_room, mark_breaks, merge, period_axis, point, short, token, tooltip,
    value_axis,
};
use super::{Canvas, Drawing, Table};
use crate::analysis::{Entry, PeriodFacts, newsworthy};
use crate::identity::Key;
use crate::model::Period;
use charming::Chart;
use charming::element::{ItemStyle, LineStyle, Symbol};
use charming::series::Line;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let rows: Vec<&Entry> = canvas.now.visible(canvas.board.top).collect();
    if rows.is_empty() {
        return None;
    }
    let calendar = canvas.calendar();
    let lines: Vec<Ranks<'_>> = rows.iter().map(|e| Ranks::of(canvas, &calendar, e)).collect();
    let wide = option(canvas, &calendar, &lines, &story(canvas, &rows));
    let narrow = on_a_phone(wide.clone(), &lines);
    let title = format!("Ranks on {}", canvas.board.title);
    Some(Drawing {
        description: description(canvas, &calendar, &rows),
        wide,
        narrow,
        table: table(canvas, &calendar, &lines),
        title,
    })
}

/// The rows that the period's findings speak of, first the leader; at most as many as there are colours.
fn story<'a>(canvas: &Canvas<'a>, rows: &[&'a Entry]) -> Vec<&'a Key> {
    let visible: BTreeSet<&Key> = rows.iter().map(|e| &e.key).collect();
    let leader = rows.iter().filter(|e| e.rank == Some(1)).map(|e| &e.key);
    let told = newsworthy(canvas.now).into_iter().flat_map(|f| &f.keys);
    let mut story: Vec<&Key> = Vec::new();
    for key in leader.chain(told) {
        if visible.contains(key) && !story.contains(&key) && story.len() < 6 {
            story.push(key);
        }
    }
    story
}

type Calendar<'a> = [(Period, Option<&'a PeriodFacts>)];

/// One row's ranks over the calendar.
struct Ranks<'a> {
    key: &'a Key,
    name: String,
    ranks: Vec<Option<u32>>,
}

impl Ranks<'_> {
    fn of<'a>(canvas: &Canvas<'_>, calendar: &Calendar<'_>, entry: &'a Entry) -> Ranks<'a> {
        let key = &entry.key;
        let rank = |facts: &PeriodFacts| facts.row(key).and_then(|e| e.rank);
        let ranks = calendar.iter().map(|(_, facts)| facts.and_then(rank)).collect();
        Ranks { key, name: canvas.name(key), ranks }
    }
}

/// Names as labels behind the lines, and the room that they take.
fn labels(lines: &[Ranks<'_>], most: usize, room: u32) -> (Vec<String>, u32) {
    let names: Vec<String> = lines.iter().map(|line| short(&line.name, most)).collect();
    let room = label_room(&names, room);
    (names, room)
}

fn on_a_phone(mut option: Value, lines: &[Ranks<'_>]) -> Value {
    let (names, room) = labels(lines, 22, 150);
    let series: Vec<Value> =
        names.into_iter().map(|name| json!({"endLabel": {"formatter": name, "fontSize": 11}})).collect();
    merge(&mut option, json!({"grid": [{"right": f64::from(room)}], "series": series}));
    option
}

fn option(canvas: &Canvas<'_>, calendar: &Calendar<'_>, lines: &[Ranks<'_>], story: &[&Key]) -> Value {
    let periods: Vec<String> = calendar.iter().map(|(p, _)| p.short()).collect();
    let (names, room) = labels(lines, 34, 270);
    let mut chart = Chart::new()
        .grid(grid(34, 16, room, 34))
        .tooltip(tooltip())
        .x_axis(period_axis(periods))
        .y_axis(value_axis().inverse(true).min(1.0).max(f64::from(canvas.board.top)).min_interval(1.0));
    let mut overlay = Vec::new();
    for (line, name) in lines.iter().zip(&names) {
        let colour = story.iter().position(|key| *key == line.key).map(|i| STORY[i]);
        let shown = |rank: &Option<u32>| rank.filter(|r| *r <= canvas.board.top);
        let data = line.ranks.iter().map(|rank| point(shown(rank).map(f64::from)));
        let paint = token(colour.unwrap_or("quiet"));
        let width = if colour.is_some() { 2.5 } else { 1.25 };
        chart = chart.series(
            Line::new()
                .name(line.name.clone())
                .data(data.collect::<Vec<_>>())
                .symbol(Symbol::Circle)
                .symbol_size(if colour.is_some() { 7.0 } else { 4.0 })
                .show_symbol(true)
                .connect_nulls(false)
                .line_style(LineStyle::new().color(paint.clone()).width(width))
                .item_style(ItemStyle::new().color(paint)),
        );
        let ink = colour.map_or("token:muted".to_string(), |c| format!("token:{c}"));
        overlay.push(json!({
            "z": if colour.is_some() { 3 } else { 2 },
            "clip": false,
            "endLabel": {
                "show": true, "formatter": name, "color": ink, "distance": 8,
                "fontSize": 12, "fontWeight": if colour.is_some() { 600 } else { 400 },
            },
            "emphasis": {"focus": "series"},
        }));
    }
    mark_breaks(&mut overlay, canvas);
    let overlay = json!({
        "series": overlay,
        "yAxis": {"interval": if canvas.board.top > 10 { 5 } else { 1 }, "splitLine": {"show": false}, "axisLabel": {"formatter": {"$fn": "rank"}}},
        "tooltip": {"formatter": {"$fn": "itemTooltip", "format": {"$fn": "rank"}}},
    });
    finish(&chart, overlay)
}

fn description(canvas: &Canvas<'_>, calendar: &Calendar<'_>, rows: &[&Entry]) -> String {
    let leader = rows.first().map(|e| canvas.name(&e.key)).unwrap_or_default();
    let known = calendar.iter().filter(|(_, facts)| facts.is_some()).count();
    let missing = calendar.len() - known;
    let word = canvas.config.cadence.word();
    let gaps = match missing {
        0 => String::new(),
        1 => format!(" One {word} in between has no data and is left open."),
        n => format!(" {n} {word}s in between have no data and are left open."),
    };
    let over =
        if known == 1 { canvas.then() } else { format!("over {known} {word}s, up to {}", canvas.period()) };
    format!("Ranks of the visible top of {} {over}. {leader} is first now.{gaps}", canvas.board.title)
}

fn table(canvas: &Canvas<'_>, calendar: &Calendar<'_>, lines: &[Ranks<'_>]) -> Table {
    let known: Vec<usize> = (0..calendar.len()).filter(|at| calendar[*at].1.is_some()).collect();
    let mut columns = vec![crate::words::capital(&canvas.config.subject.singular)];
    columns.extend(known.iter().map(|at| calendar[*at].0.short()));
    let rows = lines.iter().map(|line| {
        let ranks = known.iter().map(|at| line.ranks[*at].map_or_else(|| "–".to_string(), |r| r.to_string()));
        std::iter::once(line.name.clone()).chain(ranks).collect()
    });
    Table { columns, rows: rows.collect() }
}
