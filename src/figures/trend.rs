//! Measures of a board over time: concentration (sums of the largest shares) and stability (agreement with the
//! period before).

use super::option::{
    STORY, finish, grid, label_room, mark_breaks, period_axis, point, token, tooltip, value_axis,
};
use super::{Canvas, Drawing, Table};
use crate::analysis::PeriodFacts;
use crate::editorial::ChartKind;
use crate::words;
use charming::Chart;
use charming::element::{ItemStyle, LineStyle, Symbol};
use charming::series::Line;
use serde_json::{Value, json};

/// One measure: its name and how it is read.
struct Measure {
    name: &'static str,
    read: fn(&PeriodFacts) -> Option<f64>,
}

static CONCENTRATION: [Measure; 3] = [
    Measure { name: "First row", read: |p| p.concentration.map(|c| c.top1) },
    Measure { name: "First five", read: |p| p.concentration.map(|c| c.top5) },
    Measure { name: "First ten", read: |p| p.concentration.map(|c| c.top10) },
];

static STABILITY: [Measure; 3] = [
    Measure { name: "Kendall's tau-b", read: |p| p.stability.and_then(|s| s.kendall_tau_b) },
    Measure { name: "Rank-biased overlap", read: |p| p.stability.map(|s| s.rbo) },
    Measure { name: "Jaccard index", read: |p| p.stability.map(|s| s.jaccard) },
];

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let shares = canvas.spec.kind == ChartKind::Concentration;
    let measures = if shares { &CONCENTRATION } else { &STABILITY };
    let known =
        canvas.calendar().iter().filter_map(|(_, f)| *f).filter(|f| (measures[1].read)(f).is_some()).count();
    if known == 0 {
        return None;
    }
    let board = &canvas.board.title;
    Some(Drawing {
        title: if shares { format!("Concentration on {board}") } else { format!("Stability of {board}") },
        description: describe(canvas, shares)?,
        wide: option(canvas, measures, false),
        narrow: option(canvas, measures, true),
        table: table(canvas, measures),
    })
}

fn describe(canvas: &Canvas<'_>, shares: bool) -> Option<String> {
    if shares {
        let c = canvas.now.concentration?;
        let like = words::decimal(c.effective, 1);
        let bound = canvas.now.top5_at_least();
        let five = words::at_least_said(format!("{}%", words::decimal(c.top5 * 100.0, 1)), bound);
        return Some(format!(
            "The first five carry {five} of the volume {}; the board is as concentrated as {like} equal rows.",
            canvas.then()
        ));
    }
    let word = canvas.config.cadence.word();
    let Some(s) = canvas.now.stability else {
        return Some(format!(
            "Agreement of each {word} with the one before; none is known for {}.",
            canvas.period()
        ));
    };
    let period = canvas.period();
    let pairs = words::count(u64::from(s.overtakes));
    Some(format!(
        "From the {word} before to {period}, {pairs} {} of rows changed their order in the top {}.",
        words::either(s.overtakes as usize, "pair", "pairs"),
        canvas.board.top
    ))
}

fn option(canvas: &Canvas<'_>, measures: &[Measure; 3], narrow: bool) -> Value {
    let shares = canvas.spec.kind == ChartKind::Concentration;
    let calendar = canvas.calendar();
    let names: Vec<String> = measures.iter().map(|m| m.name.to_string()).collect();
    let axis = value_axis().max(1.0);
    let low = calendar
        .iter()
        .filter_map(|(_, f)| *f)
        .flat_map(|f| measures.iter().filter_map(move |m| (m.read)(f)));
    let axis = if low.fold(1.0, f64::min) < 0.0 { axis.min(-1.0) } else { axis.min(0.0) };
    let mut chart = Chart::new()
        .grid(grid(48, 16, label_room(&names, if narrow { 140 } else { 200 }), 34))
        .tooltip(tooltip())
        .x_axis(period_axis(calendar.iter().map(|(p, _)| p.short()).collect()))
        .y_axis(axis);
    let mut overlay = Vec::new();
    for (measure, colour) in measures.iter().zip(STORY) {
        let data: Vec<_> = calendar.iter().map(|(_, facts)| point(facts.and_then(measure.read))).collect();
        chart = chart.series(
            Line::new()
                .name(measure.name)
                .data(data)
                .symbol(Symbol::Circle)
                .symbol_size(6.0)
                .show_symbol(true)
                .connect_nulls(false)
                .line_style(LineStyle::new().color(token(colour)).width(2.0))
                .item_style(ItemStyle::new().color(token(colour))),
        );
        overlay.push(json!({
            "endLabel": {"show": true, "formatter": measure.name, "color": format!("token:{colour}"), "distance": 8, "fontSize": if narrow { 11 } else { 12 }},
            "labelLayout": {"moveOverlap": "shiftY"},
        }));
    }
    mark_breaks(&mut overlay, canvas);
    let format =
        if shares { json!({"$fn": "percent", "digits": 0}) } else { json!({"$fn": "decimal", "digits": 2}) };
    finish(
        &chart,
        json!({
            "series": overlay,
            "yAxis": {"axisLabel": {"formatter": format}},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": format}},
        }),
    )
}

fn table(canvas: &Canvas<'_>, measures: &[Measure; 3]) -> Table {
    let shares = canvas.spec.kind == ChartKind::Concentration;
    let mut columns = vec![words::capital(canvas.config.cadence.word())];
    columns.extend(measures.iter().map(|m| m.name.to_string()));
    let rows = canvas.calendar().into_iter().map(|(period, facts)| {
        let cells = measures.iter().map(|m| {
            let value = facts.and_then(m.read);
            value.map_or_else(
                || "–".to_string(),
                |v| if shares { format!("{}%", words::decimal(v * 100.0, 1)) } else { words::decimal(v, 3) },
            )
        });
        std::iter::once(period.to_string()).chain(cells).collect()
    });
    Table { columns, rows: rows.collect() }
}
