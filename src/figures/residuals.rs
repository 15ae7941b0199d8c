//! Score against volume: every subject that stands on both boards of the gap, the widest gaps named. The lines through
//! the medians part it in quadrants: crowned and carried, crowned, carried, neither.

use super::option::{finish, grid, short, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table, measure};
use crate::analysis::GapRow;
use crate::words;
use charming::Chart;
use charming::component::Axis;
use charming::element::{AxisLabel, AxisTick, AxisType, ItemStyle};
use charming::series::Scatter;
use serde_json::{Value, json};

/// Fewer points than these say nothing about two boards.
const LEAST: usize = 5;
/// How many of the widest gaps are named.
const NAMED: usize = 9;

/// One subject with a score, a volume and both ranks.
struct Dot<'a> {
    row: &'a GapRow,
    name: &'a str,
    score: f64,
    volume: f64,
    named: bool,
}

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let gap = canvas.config.gap?;
    let facts = canvas.facts.gap.iter().find(|g| g.period == canvas.spec.period)?;
    let (prestige, production) = (&canvas.config.boards[gap.prestige], &canvas.config.boards[gap.production]);
    let dots = dots(canvas, &facts.rows);
    if dots.len() < LEAST {
        return None;
    }
    let widest =
        dots.iter().max_by_key(|d| (d.row.gap.map(i64::abs), std::cmp::Reverse(d.row.production_rank)))?;
    let ranks = widest.row.prestige_rank.zip(widest.row.production_rank)?;
    Some(Drawing {
        title: format!("{} against {}", prestige.metric.label, production.metric.label.to_lowercase()),
        description: format!(
            "{} {} of a visible top with a rank on both boards. The widest gap is that of {}: #{} on {}, #{} on {}.",
            dots.len(),
            canvas.config.subject.plural,
            widest.name,
            ranks.0,
            prestige.title,
            ranks.1,
            production.title
        ),
        wide: option(canvas, &dots, super::WIDE, false),
        narrow: option(canvas, &dots, super::NARROW, true),
        table: table(canvas, &dots),
    })
}

/// The rows with everything known, the widest gaps named; `rows` come widest first.
fn dots<'a>(canvas: &Canvas<'a>, rows: &'a [GapRow]) -> Vec<Dot<'a>> {
    let known = rows.iter().filter(|r| r.gap.is_some());
    let whole = known.filter_map(|row| {
        let (score, volume) = (row.score?.to_f64(), row.volume?.to_f64());
        let name = canvas.facts.models[row.model].name.as_str();
        (volume > 0.0).then_some(Dot { row, name, score, volume, named: false })
    });
    let mut dots: Vec<Dot<'a>> = whole.collect();
    dots.iter_mut().take(NAMED).for_each(|d| d.named = true);
    dots
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn option(canvas: &Canvas<'_>, dots: &[Dot<'_>], size: (u32, u32), narrow: bool) -> Value {
    let board = canvas.config.gap.map_or(canvas.board, |g| &canvas.config.boards[g.prestige]);
    let (left, top, right, bottom) = (54, 20, if narrow { 40 } else { 110 }, 48);
    let low = dots.iter().map(|d| d.score).fold(f64::MAX, f64::min);
    let high = dots.iter().map(|d| d.score).fold(f64::MIN, f64::max);
    let room = ((high - low) * 0.12).max(1.0);
    // Ends of the axis on round numbers.
    let (low, high) = (((low - room) / 10.0).floor() * 10.0, ((high + room) / 10.0).ceil() * 10.0);
    let axis = Axis::new()
        .type_(AxisType::Log)
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color(token("muted")).font_size(12));
    let data: Vec<Vec<f64>> = dots.iter().map(|d| vec![d.volume, d.score]).collect();
    let chart = Chart::new()
        .grid(grid(left, top, right, bottom))
        .tooltip(tooltip())
        .x_axis(axis)
        .y_axis(value_axis().min(low).max(high))
        .series(
            Scatter::new()
                .name("Gap")
                .data(data)
                .symbol_size(9.0)
                .item_style(ItemStyle::new().color(token("quiet"))),
        );
    // The logarithmic axis spans whole powers of ten.
    let from = dots.iter().map(|d| d.volume.log10()).fold(f64::MAX, f64::min).floor();
    let to = dots.iter().map(|d| d.volume.log10()).fold(f64::MIN, f64::max).ceil();
    let (width, height) = (f64::from(size.0 - left - right), f64::from(size.1 - top - bottom));
    let at = |d: &Dot<'_>| {
        let x = (d.volume.log10() - from) / (to - from).max(1.0) * width;
        (x, (high - d.score) / (high - low) * height)
    };
    let sides = place_labels(dots, at, if narrow { 11.0 } else { 12.0 }, width + f64::from(right));
    let items: Vec<Value> = dots.iter().zip(sides).map(|(d, side)| item(canvas, d, side, narrow)).collect();
    let line = |data: Value| json!({"symbol": "none", "silent": true, "label": {"show": false}, "lineStyle": {"color": "token:grid", "type": "dashed"}, "data": data});
    let medians = json!([{"xAxis": median(dots.iter().map(|d| d.volume).collect())}, {"yAxis": median(dots.iter().map(|d| d.score).collect())}]);
    let format =
        json!({"$fn": "decimal", "digits": board.metric.decimals, "plain": board.metric.unit.is_empty()});
    finish(
        &chart,
        json!({
            "series": [{"data": items, "markLine": line(medians), "clip": false}],
            "xAxis": {"name": canvas.board.metric.label, "nameLocation": "middle", "nameGap": 28, "min": 10_f64.powf(from), "max": 10_f64.powf(to), "splitLine": {"show": false}, "axisLabel": {"formatter": {"$fn": "compact"}}},
            "yAxis": {"axisLabel": {"formatter": format}},
            "tooltip": {"formatter": {"$fn": "itemTooltip"}},
        }),
    )
}

/// A side for each named dot on which its label meets no other label, dot or edge; none if there is no such side.
fn place_labels(
    dots: &[Dot<'_>],
    at: impl Fn(&Dot<'_>) -> (f64, f64),
    size: f64,
    edge: f64,
) -> Vec<Option<&'static str>> {
    type Box4 = (f64, f64, f64, f64);
    let meets = |a: &Box4, b: &Box4| a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3;
    let mut taken: Vec<Box4> =
        dots.iter().map(&at).map(|(x, y)| (x - 5.0, y - 5.0, x + 5.0, y + 5.0)).collect();
    dots.iter()
        .enumerate()
        .map(|(index, dot)| {
            if !dot.named {
                return None;
            }
            let (x, y) = at(dot);
            let width = measure::width(&short(dot.name, 24), &format!("600 {size}px Inter"));
            let (half, tall) = (width / 2.0, size * 1.3);
            let sides = [
                ("right", (x + 8.0, y - tall / 2.0, x + 8.0 + width, y + tall / 2.0)),
                ("left", (x - 8.0 - width, y - tall / 2.0, x - 8.0, y + tall / 2.0)),
                ("top", (x - half, y - 8.0 - tall, x + half, y - 8.0)),
                ("bottom", (x - half, y + 8.0, x + half, y + 8.0 + tall)),
            ];
            let free = sides.into_iter().find(|(_, room)| {
                let clear = taken.iter().enumerate().all(|(i, other)| i == index || !meets(room, other));
                clear && room.0 >= -50.0 && room.2 <= edge
            });
            free.map(|(side, room)| {
                taken.push(room);
                side
            })
        })
        .collect()
}

fn item(canvas: &Canvas<'_>, d: &Dot<'_>, side: Option<&str>, narrow: bool) -> Value {
    let carried = d.row.gap.is_some_and(|g| g > 0);
    let colour = match (d.named, carried) {
        (false, _) => "token:quiet",
        (true, true) => "token:c1",
        (true, false) => "token:accent",
    };
    let label = json!({"show": side.is_some(), "position": side.unwrap_or("right"), "formatter": short(d.name, 24), "color": colour, "fontSize": if narrow { 11 } else { 12 }, "fontWeight": 600});
    let gap = d.row.gap.map(words::signed).unwrap_or_default();
    let ranks = d
        .row
        .prestige_rank
        .zip(d.row.production_rank)
        .map(|(a, b)| format!("#{a} · #{b} · {gap}"))
        .unwrap_or_default();
    let worded = |v| words::at_least(words::prose(v, canvas.board), d.row.at_least);
    let volume = d.row.volume.map(worded).unwrap_or_default();
    json!({"value": [d.volume, d.score], "itemStyle": {"color": colour}, "label": label, "tip": [d.name, ranks, volume]})
}

fn table(canvas: &Canvas<'_>, dots: &[Dot<'_>]) -> Table {
    let subject = words::capital(&canvas.config.subject.singular);
    let heading = |board: usize| canvas.config.boards[board].title.clone();
    let gap = canvas.config.gap.map_or((0, 0), |g| (g.prestige, g.production));
    let columns =
        vec![subject, heading(gap.0), heading(gap.1), canvas.board.metric.label.clone(), "Gap".to_string()];
    let rank = |r: Option<u32>| r.map_or_else(|| "–".to_string(), |r| format!("#{r}"));
    let rows = dots.iter().map(|d| {
        let worded = |v| words::at_least(words::grouped(v), d.row.at_least);
        let volume = d.row.volume.map_or_else(|| "–".to_string(), worded);
        vec![
            d.name.to_string(),
            rank(d.row.prestige_rank),
            rank(d.row.production_rank),
            volume,
            d.row.gap.map_or_else(|| "–".to_string(), words::signed),
        ]
    });
    Table { columns, rows: rows.collect() }
}
