//! One row over time: its rank (`history`) or its value (`value`), with the interval as a band on score boards, and
//! what happened when: at its points what the row did, as lines across what was done to it.

use super::option::{finish, grid, mark_breaks, merge, period_axis, point, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::{Entry, Event, Happening, PeriodFacts, events};
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

/// The calendar from the first period of the window in which the row stands.
fn calendar<'a>(canvas: &Canvas<'a>, key: &Key) -> Vec<(Period, Option<&'a PeriodFacts>)> {
    let mut calendar = canvas.calendar();
    let stands = |facts: &PeriodFacts| facts.row(key).is_some();
    let first = calendar.iter().position(|(_, facts)| facts.is_some_and(stands)).unwrap_or(0);
    calendar.split_off(first)
}

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let key = canvas.spec.key.as_ref()?;
    let points: Vec<Point> = calendar(canvas, key)
        .iter()
        .map(|(period, facts)| {
            let entry = facts.and_then(|f| f.row(key));
            measure(canvas, *period, entry)
        })
        .collect();
    if points.iter().all(|p| p.value.is_none()) {
        return None;
    }
    let wide = option(canvas, &points, key);
    let mut narrow = wide.clone();
    merge(&mut narrow, json!({"grid": [{"right": 24.0}]}));
    let what = if canvas.spec.kind == ChartKind::History { "Rank" } else { &canvas.board.metric.label };
    Some(Drawing {
        title: canvas.on_board(&format!("{what} of {}", canvas.name(key))),
        description: description(canvas, key),
        wide,
        narrow,
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
            low: bound(e.rank_low()),
            high: bound(e.rank_high()),
        };
    }
    Point {
        period,
        value: e.value.map(|v| v.to_f64()),
        low: e.low().map(|v| v.to_f64()),
        high: e.high().map(|v| v.to_f64()),
    }
}

fn option(canvas: &Canvas<'_>, points: &[Point], key: &Key) -> Value {
    let is_rank = canvas.spec.kind == ChartKind::History;
    let labels: Vec<String> = points.iter().map(|p| p.period.short()).collect();
    let mut chart = Chart::new()
        .grid(grid(if is_rank { 40 } else { 62 }, 36, 40, 34))
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
    let told = events(canvas.facts, key.model);
    let labels: Vec<Value> = points
        .iter()
        .enumerate()
        .map(|(at, p)| labelled(points, at, &did(canvas, key, &told, p.period), is_rank))
        .collect();
    let label = json!({"show": points.len() <= 16, "position": "top", "color": "token:ink", "fontSize": 12, "formatter": format});
    overlay.push(json!({"clip": false, "label": label, "data": labels}));
    mark_breaks(&mut overlay, canvas);
    mark_lines(&mut overlay, canvas, points, &told);
    finish(
        &chart,
        json!({
            "series": overlay,
            "xAxis": {"boundaryGap": true},
            "yAxis": {"axisLabel": {"formatter": format}},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": format}},
        }),
    )
}

/// What the row itself did in a period, in a word each: only the figure of its ranks tells it.
fn did(canvas: &Canvas<'_>, key: &Key, told: &[Event], period: Period) -> Vec<&'static str> {
    if canvas.spec.kind != ChartKind::History {
        return Vec::new();
    }
    let own = told.iter().filter(|e| {
        e.board == Some(canvas.spec.board) && e.period == Some(period) && e.key.as_ref() == Some(key)
    });
    own.filter_map(|e| match e.what {
        Happening::Debut { tracked: false, .. } => Some("new"),
        Happening::Return { .. } => Some("back"),
        Happening::Peak { .. } => Some("peak"),
        _ => None,
    })
    .collect()
}

/// A point with its label on the side where the line is not, and above the label what happened.
fn labelled(points: &[Point], at: usize, words: &[&str], ranks: bool) -> Value {
    let Some(value) = points[at].value else { return Value::Null };
    let mut label = json!({});
    if !words.is_empty() {
        label["formatter"] = json!(format!("{}\n#{value}", words.join(", ")));
        label["show"] = json!(true);
        label["lineHeight"] = json!(15);
    }
    if words.is_empty() && hangs(points, at, ranks) {
        label["position"] = json!("bottom");
    }
    if label.as_object().is_some_and(serde_json::Map::is_empty) {
        return Value::Null;
    }
    json!({"value": value, "label": label})
}

/// True where the line leaves a point more steeply upwards than it came, so that a label above would stand in it; not
/// for points so low that a label below would stand in the axis.
fn hangs(points: &[Point], at: usize, ranks: bool) -> bool {
    // The axis of ranks runs downwards: a smaller number is higher.
    let height = |at: usize| points.get(at)?.value.map(|value| if ranks { -value } else { value });
    let (Some(here), Some(next)) = (height(at), height(at + 1)) else { return false };
    let before = at.checked_sub(1).and_then(height).unwrap_or(here);
    let all = || points.iter().enumerate().filter_map(|(at, _)| height(at));
    let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(f64::MIN, f64::max));
    let low = if ranks { low } else { low.min(0.0) };
    next - here > (here - before).max(0.0) && here - low > (high - low) * 0.08
}

/// Lines across the figure where a price, a spelling or the row itself changed.
fn mark_lines(series: &mut [Value], canvas: &Canvas<'_>, points: &[Point], told: &[Event]) {
    let mut marks: Vec<(Period, Vec<&str>)> = Vec::new();
    for event in told.iter().filter(|e| e.board.is_none_or(|b| b == canvas.spec.board)) {
        let word = match event.what {
            Happening::Priced { .. } => "new price",
            Happening::Renamed { .. } => "new name",
            Happening::Switched { .. } => "switch",
            _ => continue,
        };
        let cadence = canvas.spec.period.cadence();
        let Some(period) = Period::containing(event.day, cadence) else { continue };
        if !points.iter().any(|p| p.period == period) {
            continue;
        }
        match marks.last_mut().filter(|(last, _)| *last == period) {
            Some((_, words)) if words.contains(&word) => {}
            Some((_, words)) => words.push(word),
            None => marks.push((period, vec![word])),
        }
    }
    let edge = points.last().map(|p| p.period);
    let lines = marks.into_iter().map(|(period, words)| {
        let align = if Some(period) == edge { "right" } else { "center" };
        let position = if canvas.spec.kind == ChartKind::History { "start" } else { "end" };
        let label = json!({"formatter": words.join(", "), "position": position, "align": align, "color": "token:muted", "fontSize": 11});
        json!({"xAxis": period.short(), "label": label})
    });
    let lines: Vec<Value> = lines.collect();
    let Some(Value::Object(first)) = series.first_mut().filter(|_| !lines.is_empty()) else { return };
    let style = json!({"color": "token:muted", "type": "dotted", "width": 1});
    let line = first
        .entry("markLine")
        .or_insert_with(|| json!({"symbol": "none", "silent": true, "lineStyle": style, "data": []}));
    if let Some(data) = line["data"].as_array_mut() {
        data.extend(lines);
    }
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
            .max(((deepest + 1.0) / 5.0).ceil() * 5.0)
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
    let entry = canvas.now.row(key);
    let mut now = Vec::new();
    if let Some(rank) = entry.and_then(|e| e.rank) {
        now.push(format!("stands at #{rank}"));
    }
    if let Some((value, bound)) = entry.and_then(|e| Some((e.value?, e.at_least))) {
        now.push(format!("has {}", words::at_least_said(words::prose(value, canvas.board), bound)));
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
    let rows = calendar(canvas, key).into_iter().map(|(period, facts)| {
        let entry = facts.and_then(|f| f.row(key));
        let rank = entry.and_then(|e| e.rank).map_or_else(dash, |r| r.to_string());
        let value = entry.and_then(|e| Some((e.value?, e.at_least)));
        let value =
            value.map_or_else(dash, |(v, bound)| words::at_least(words::cell(v, canvas.board), bound));
        vec![period.to_string(), rank, value]
    });
    Table { columns, rows: rows.collect() }
}
