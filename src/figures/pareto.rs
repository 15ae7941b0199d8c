//! Score against blended list price: what nobody beats in both is the Pareto front.

use super::option::{finish, grid, short, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::offers;
use crate::model::{Amount, MetricKind};
use crate::words;
use charming::Chart;
use charming::component::Axis;
use charming::element::{AxisLabel, AxisTick, AxisType, ItemStyle, LineStyle, Symbol};
use charming::series::{Line, Scatter};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

/// One subject with a score and a price.
struct Dot {
    name: String,
    score: Amount,
    price: Decimal,
    front: bool,
}

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    if canvas.board.metric.kind != MetricKind::Score {
        return None;
    }
    let dots = dots(canvas);
    if dots.len() < 2 {
        return None;
    }
    let front: Vec<&str> = dots.iter().filter(|d| d.front).map(|d| d.name.as_str()).collect();
    let weight = words::decimal(canvas.config.blend.to_f64().unwrap_or(0.75) * 100.0, 0);
    Some(Drawing {
        title: format!("{} against price", canvas.board.metric.label),
        description: format!(
            "Among the {} {} with a known price, nobody has both a higher score and a lower price than {}. The price is {weight}% input and the rest output, at list price.",
            dots.len(),
            canvas.config.subject.plural,
            words::list(&front)
        ),
        wide: option(canvas, &dots, false),
        narrow: option(canvas, &dots, true),
        table: table(canvas, &dots),
    })
}

/// The best-scoring row of each subject with a price above zero, cheapest first.
fn dots(canvas: &Canvas<'_>) -> Vec<Dot> {
    let date = canvas.spec.period.last_day();
    let offers = offers(canvas.now, date, &canvas.facts.models, canvas.config.blend);
    let drawn = offers.into_iter().filter(|o| o.price > Decimal::ZERO);
    let mut dots: Vec<Dot> = drawn
        .map(|o| Dot {
            name: canvas.facts.models[o.model].name.clone(),
            score: o.score,
            price: o.price,
            front: o.front,
        })
        .collect();
    dots.sort_by(|a, b| (a.price, b.score, &a.name).cmp(&(b.price, a.score, &b.name)));
    dots
}

fn option(canvas: &Canvas<'_>, dots: &[Dot], narrow: bool) -> Value {
    let at = |d: &Dot| vec![d.price.to_f64().unwrap_or(0.0), d.score.to_f64()];
    let (low, high) =
        dots.iter().map(|d| d.score.to_f64()).fold((f64::MAX, f64::MIN), |(l, h), s| (l.min(s), h.max(s)));
    let room = ((high - low) * 0.12).max(1.0);
    let axis = Axis::new()
        .type_(AxisType::Log)
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color(token("muted")).font_size(12));
    let front: Vec<&Dot> = dots.iter().filter(|d| d.front).collect();
    let rest: Vec<&Dot> = dots.iter().filter(|d| !d.front).collect();
    let chart = Chart::new()
        .grid(grid(56, 24, if narrow { 96 } else { 150 }, 48))
        .tooltip(tooltip())
        .x_axis(axis)
        .y_axis(value_axis().min((low - room).floor()).max((high + room).ceil()))
        .series(
            Scatter::new()
                .name("Others")
                .data(rest.iter().map(|d| at(d)).collect::<Vec<_>>())
                .symbol_size(7.0)
                .item_style(ItemStyle::new().color(token("quiet"))),
        )
        .series(
            Line::new()
                .name("Front")
                .data(front.iter().map(|d| at(d)).collect::<Vec<_>>())
                .symbol(Symbol::Circle)
                .symbol_size(9.0)
                .show_symbol(true)
                .line_style(LineStyle::new().color(token("accent")).width(1.5))
                .item_style(ItemStyle::new().color(token("accent"))),
        );
    let format = json!({"$fn": "decimal", "digits": canvas.board.metric.decimals, "plain": canvas.board.metric.unit.is_empty()});
    let best_at_price = |d: &Dot| front.iter().all(|o| o.price != d.price || o.score <= d.score);
    let item = |d: &Dot, labelled: bool| {
        // The front rises to the right, so the space to the upper left of its points is free.
        let side = if front.first().is_some_and(|first| first.name == d.name) { "right" } else { "left" };
        let shown = labelled && best_at_price(d);
        let label = json!({"show": shown, "position": side, "formatter": short(&d.name, if narrow { 13 } else { 24 }), "color": "token:ink", "fontSize": if narrow { 10 } else { 12 }});
        json!({"value": at(d), "label": label, "tip": [d.name, format!("{} · {}", words::cell(d.score, canvas.board), words::usd(d.price))]})
    };
    finish(
        &chart,
        json!({
            "series": [
                {"data": rest.iter().map(|d| item(d, false)).collect::<Vec<_>>()},
                {"data": front.iter().map(|d| item(d, true)).collect::<Vec<_>>(), "clip": false},
            ],
            "xAxis": {"name": "Blended price, USD per million", "nameLocation": "middle", "nameGap": 28, "splitLine": {"show": false}, "axisLabel": {"formatter": {"$fn": "usd"}}},
            "yAxis": {"axisLabel": {"formatter": format}},
            "tooltip": {"formatter": {"$fn": "itemTooltip"}},
        }),
    )
}

fn table(canvas: &Canvas<'_>, dots: &[Dot]) -> Table {
    let columns = vec![
        words::capital(&canvas.config.subject.singular),
        canvas.board.metric.label.clone(),
        "Blended price".to_string(),
        "On the front".to_string(),
    ];
    let rows = dots.iter().map(|d| {
        let front = if d.front { "yes" } else { "no" };
        vec![
            d.name.clone(),
            words::cell(d.score, canvas.board),
            words::usd(d.price.round_dp(4)),
            front.to_string(),
        ]
    });
    Table { columns, rows: rows.collect() }
}
