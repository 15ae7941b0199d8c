//! One row over time: its rank (`history`) or its value (`value`), with the interval as a band on score boards.

use super::option::{finish, grid, mark_breaks, period_axis, point, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::Entry;
use crate::editorial::ChartKind;
use crate::identity::Key;
use crate::model::{MetricKind, Period};
use crate::words;
use charming::Chart;
use charming::component::Axis;
use charming::element::{AreaStyle, ItemStyle, LineStyle, Symbol};
use charming::series::Line;
use serde_json::{Value, json};

/// One point: the figure and its band.
struct Point {
    period: Period,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let key = canvas.spec.key.as_ref()?;
    let points: Vec<Point> = canvas
        .calendar()
        .iter()
        .map(|(period, facts)| {
            let entry = facts.and_then(|f| f.entries.iter().find(|e| e.key == *key));
            measure(canvas, *period, entry)
        })
        .collect();
    if points.iter().all(|p| p.value.is_none()) {
        return None;
    }
    let what = if canvas.spec.kind == ChartKind::History { "Rank" } else { &canvas.board.metric.label };
    Some(Drawing {
        title: canvas.on_board(&format!("{what} of {}", canvas.name(key))),
        description: description(canvas, key),
        wide: option(canvas, &points, false),
        narrow: option(canvas, &points, true),
        table: table(canvas, key),
    })
}

fn measure(canvas: &Canvas<'_>, period: Period, entry: Option<&Entry>) -> Point {
    let is_rank = canvas.spec.kind == ChartKind::History;
    let Some(e) = entry else { return Point { period, value: None, low: None, high: None } };
    if is_rank {
        let score = canvas.board.metric.kind == MetricKind::Score;
        let bound = |b: Option<u32>| b.filter(|_| score).map(f64::from);
        return Point {
            period,
            value: e.rank.map(f64::from),
            low: bound(e.rank_low),
            high: bound(e.rank_high),
        };
    }
    Point {
        period,
        value: e.value.map(|v| v.to_f64()),
        low: e.low.map(|v| v.to_f64()),
        high: e.high.map(|v| v.to_f64()),
    }
}

fn option(canvas: &Canvas<'_>, points: &[Point], narrow: bool) -> Value {
    let is_rank = canvas.spec.kind == ChartKind::History;
    let labels: Vec<String> = points.iter().map(|p| p.period.short()).collect();
    let mut chart = Chart::new()
        .grid(grid(if is_rank { 40 } else { 62 }, 18, if narrow { 24 } else { 40 }, 34))
        .tooltip(tooltip())
        .x_axis(period_axis(labels))
        .y_axis(axis(canvas, points));
    let mut overlay = Vec::new();
    let banded = points.iter().any(|p| p.low.is_some() && p.high.is_some());
    if banded {
        let edge = |data: Vec<_>, area: bool| {
            let line = Line::new()
                .data(data)
                .stack("band")
                .symbol(Symbol::None)
                .connect_nulls(false)
                .line_style(LineStyle::new().width(0.0).opacity(0.0));
            if area { line.area_style(AreaStyle::new().color(token("accent")).opacity(0.14)) } else { line }
        };
        let low = points.iter().map(|p| point(p.low.filter(|_| p.high.is_some()))).collect();
        let width = points.iter().map(|p| point(p.low.zip(p.high).map(|(low, high)| high - low))).collect();
        chart = chart.series(edge(low, false)).series(edge(width, true));
        // The default strategy stacks by sign and breaks at gaps; `all` keeps the two edges together.
        overlay.extend([
            json!({"stackStrategy": "all", "silent": true}),
            json!({"stackStrategy": "all", "silent": true}),
        ]);
    }
    let data: Vec<_> = points.iter().map(|p| point(p.value)).collect();
    chart = chart.series(
        Line::new()
            .name(if is_rank { "Rank" } else { &canvas.board.metric.label })
            .data(data)
            .symbol(Symbol::Circle)
            .symbol_size(8.0)
            .show_symbol(true)
            .connect_nulls(false)
            .line_style(LineStyle::new().color(token("accent")).width(2.5))
            .item_style(ItemStyle::new().color(token("accent"))),
    );
    let format = format(canvas);
    overlay.push(json!({"clip": false, "label": {"show": points.len() <= 16, "position": "top", "color": "token:ink", "fontSize": 12, "formatter": format}}));
    mark_breaks(&mut overlay, canvas);
    finish(
        &chart,
        json!({
            "series": overlay,
            "yAxis": {"axisLabel": {"formatter": format}},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": format}},
        }),
    )
}

fn format(canvas: &Canvas<'_>) -> Value {
    match (canvas.spec.kind, canvas.board.metric.kind) {
        (ChartKind::History, _) => json!({"$fn": "rank"}),
        (_, MetricKind::Volume) => json!({"$fn": "compact"}),
        (_, MetricKind::Score) => {
            let plain = canvas.board.metric.unit.is_empty();
            json!({"$fn": "decimal", "digits": canvas.board.metric.decimals, "plain": plain})
        }
    }
}

fn axis(canvas: &Canvas<'_>, points: &[Point]) -> Axis {
    let axis = value_axis();
    if canvas.spec.kind == ChartKind::History {
        let deepest = points.iter().flat_map(|p| [p.value, p.high]).flatten().fold(5.0, f64::max);
        return axis
            .inverse(true)
            .min(1.0)
            .max((deepest / 5.0).ceil() * 5.0)
            .min_interval(1.0)
            .split_number(5.0);
    }
    match canvas.board.metric.kind {
        MetricKind::Volume => axis.min(0.0),
        MetricKind::Score => {
            let all = || points.iter().flat_map(|p| [p.value, p.low, p.high]).flatten();
            let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(f64::MIN, f64::max));
            let room = ((high - low) * 0.2).max(2.0);
            axis.min((low - room).floor()).max((high + room).ceil()).split_number(4.0)
        }
    }
}

fn description(canvas: &Canvas<'_>, key: &Key) -> String {
    let name = canvas.name(key);
    let entry = canvas.now.entries.iter().find(|e| e.key == *key);
    let mut now = Vec::new();
    if let Some(rank) = entry.and_then(|e| e.rank) {
        now.push(format!("stands at #{rank}"));
    }
    if let Some(value) = entry.and_then(|e| e.value) {
        now.push(format!("has {}", words::prose(value, canvas.board)));
    }
    if now.is_empty() {
        return format!("{name} on {} up to {}.", canvas.board.title, canvas.period());
    }
    format!("{name} {} on {} {}.", words::list(&now), canvas.board.title, canvas.then())
}

fn table(canvas: &Canvas<'_>, key: &Key) -> Table {
    let metric = &canvas.board.metric.label;
    let columns = vec![words::capital(canvas.config.cadence.word()), "Rank".to_string(), metric.clone()];
    let dash = || "–".to_string();
    let rows = canvas.calendar().into_iter().map(|(period, facts)| {
        let entry = facts.and_then(|f| f.entries.iter().find(|e| e.key == *key));
        let rank = entry.and_then(|e| e.rank).map_or_else(dash, |r| r.to_string());
        let value = entry.and_then(|e| e.value).map_or_else(dash, |v| words::cell(v, canvas.board));
        vec![period.to_string(), rank, value]
    });
    Table { columns, rows: rows.collect() }
}
