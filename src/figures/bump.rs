//! Ranks over periods: the rows of the newest visible top, the story's in colour and the rest quiet.

use super::option::{
    STORY, finish, grid, label_room, mark_breaks, period_axis, point, short, token, tooltip, value_axis,
};
use super::{Canvas, Drawing, Table};
use crate::analysis::{Entry, newsworthy};
use crate::identity::Key;
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
    let story = story(canvas, &rows);
    let title = format!("Ranks on {}", canvas.board.title);
    Some(Drawing {
        description: description(canvas, &rows),
        wide: option(canvas, &rows, &story, false),
        narrow: option(canvas, &rows, &story, true),
        table: table(canvas, &rows),
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

fn option(canvas: &Canvas<'_>, rows: &[&Entry], story: &[&Key], narrow: bool) -> Value {
    let calendar = canvas.calendar();
    let labels: Vec<String> = calendar.iter().map(|(p, _)| p.short()).collect();
    let most = if narrow { 22 } else { 34 };
    let names: Vec<String> = rows.iter().map(|e| short(&canvas.name(&e.key), most)).collect();
    let room = label_room(&names, if narrow { 150 } else { 270 });
    let mut chart = Chart::new()
        .grid(grid(34, 16, room, 34))
        .tooltip(tooltip())
        .x_axis(period_axis(labels))
        .y_axis(value_axis().inverse(true).min(1.0).max(f64::from(canvas.board.top)).min_interval(1.0));
    let mut overlay = Vec::new();
    for (entry, name) in rows.iter().zip(&names) {
        let colour = story.iter().position(|k| **k == entry.key).map(|i| STORY[i]);
        let data = calendar.iter().map(|(_, facts)| {
            let rank = facts.and_then(|f| f.row(&entry.key)).and_then(|e| e.rank);
            point(rank.filter(|r| *r <= canvas.board.top).map(f64::from))
        });
        let paint = token(colour.unwrap_or("quiet"));
        let width = if colour.is_some() { 2.5 } else { 1.25 };
        chart = chart.series(
            Line::new()
                .name(canvas.name(&entry.key))
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
                "fontSize": if narrow { 11 } else { 12 }, "fontWeight": if colour.is_some() { 600 } else { 400 },
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

fn description(canvas: &Canvas<'_>, rows: &[&Entry]) -> String {
    let leader = rows.first().map(|e| canvas.name(&e.key)).unwrap_or_default();
    let known = canvas.calendar().iter().filter(|(_, facts)| facts.is_some()).count();
    let missing = canvas.calendar().len() - known;
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

fn table(canvas: &Canvas<'_>, rows: &[&Entry]) -> Table {
    let known: Vec<_> = canvas.calendar().into_iter().filter_map(|(p, facts)| Some((p, facts?))).collect();
    let mut columns = vec![crate::words::capital(&canvas.config.subject.singular)];
    columns.extend(known.iter().map(|(p, _)| p.short()));
    let rows = rows.iter().map(|entry| {
        let ranks = known.iter().map(|(_, facts)| {
            let rank = facts.row(&entry.key).and_then(|e| e.rank);
            rank.map_or_else(|| "–".to_string(), |r| r.to_string())
        });
        std::iter::once(canvas.name(&entry.key)).chain(ranks).collect()
    });
    Table { columns, rows: rows.collect() }
}
