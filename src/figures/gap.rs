//! Prestige against production: two columns of ranks, one line for each subject that stands in both tops.

use super::option::{STORY, finish, grid, label_room, point, short, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::{GapFacts, GapRow, Quadrant};
use crate::model::Board;
use crate::words;
use charming::Chart;
use charming::component::Axis;
use charming::element::{AxisLabel, AxisLine, AxisTick, AxisType, ItemStyle, LineStyle, Symbol};
use charming::series::Line;
use serde_json::{Value, json};

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let gap = canvas.config.gap?;
    let facts = canvas.facts.gap.iter().find(|g| g.period == canvas.spec.period)?;
    let (prestige, production) = (&canvas.config.boards[gap.prestige], &canvas.config.boards[gap.production]);
    let rows: Vec<&GapRow> = facts.rows.iter().collect();
    Some(Drawing {
        title: format!("{} against {}", prestige.title, production.title),
        description: description(canvas, facts, prestige, production),
        wide: option(canvas, &rows, prestige, production, false),
        narrow: option(canvas, &rows, prestige, production, true),
        table: table(canvas, &rows, prestige, production),
    })
}

fn description(canvas: &Canvas<'_>, facts: &GapFacts, prestige: &Board, production: &Board) -> String {
    let (one, many) = (&canvas.config.subject.singular, &canvas.config.subject.plural);
    let n = facts.in_both;
    let who = format!("{} {}", words::capital(&words::count(n as u64)), words::either(n, one, many));
    let verb = words::either(n, "stands", "stand");
    let widest = facts.rows.iter().find(|r| r.gap.is_some_and(|g| g != 0) && r.quadrant == Quadrant::Both);
    let tail = widest.map_or_else(String::new, |row| {
        let name = &canvas.facts.models[row.model].name;
        let ranks = row.prestige_rank.zip(row.production_rank);
        let (a, b) = ranks.unwrap_or((0, 0));
        format!(
            " The widest gap among them is {name}: #{a} on {}, #{b} on {}.",
            prestige.title, production.title
        )
    });
    format!("{who} {verb} in both visible tops in {}.{tail}", facts.period)
}

fn option(
    canvas: &Canvas<'_>,
    rows: &[&GapRow],
    prestige: &Board,
    production: &Board,
    narrow: bool,
) -> Value {
    let most = if narrow { 18 } else { 34 };
    let name = |row: &GapRow| short(&canvas.facts.models[row.model].name, most);
    let in_top = |rank: Option<u32>, board: &Board| rank.filter(|r| *r <= board.top);
    let left: Vec<String> =
        rows.iter().filter(|r| in_top(r.prestige_rank, prestige).is_some()).map(|r| name(r)).collect();
    let right: Vec<String> =
        rows.iter().filter(|r| in_top(r.production_rank, production).is_some()).map(|r| name(r)).collect();
    let room = if narrow { 118 } else { 300 };
    let depth = prestige.top.max(production.top);
    let axis = Axis::new()
        .type_(AxisType::Category)
        .data(vec![short(&prestige.title, 14), short(&production.title, 14)])
        .boundary_gap(false)
        .position("top")
        .axis_line(AxisLine::new().show(false))
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color(token("muted")).font_size(12));
    let mut chart = Chart::new()
        .grid(grid(label_room(&left, room) + 24, 40, label_room(&right, room) + 24, 12))
        .tooltip(tooltip())
        .x_axis(axis)
        .y_axis(value_axis().inverse(true).min(1.0).max(f64::from(depth)));
    let mut overlay = Vec::new();
    let mut colours = STORY.iter().cycle();
    for row in rows {
        let (a, b) = (in_top(row.prestige_rank, prestige), in_top(row.production_rank, production));
        let both = a.is_some() && b.is_some();
        let colour = if both { colours.next().copied().unwrap_or("accent") } else { "quiet" };
        chart = chart.series(
            Line::new()
                .name(&canvas.facts.models[row.model].name)
                .data(vec![point(a.map(f64::from)), point(b.map(f64::from))])
                .symbol(Symbol::Circle)
                .symbol_size(if both { 8.0 } else { 5.0 })
                .line_style(LineStyle::new().color(token(colour)).width(2.5))
                .item_style(ItemStyle::new().color(token(colour))),
        );
        let ink = if both { format!("token:{colour}") } else { "token:muted".to_string() };
        let label = |rank: Option<u32>, side: &str| match rank {
            None => Value::Null,
            Some(rank) => {
                let text = if side == "left" {
                    format!("{}  {rank}", name(row))
                } else {
                    format!("{rank}  {}", name(row))
                };
                json!({"value": rank, "label": {"show": true, "position": side, "formatter": text, "color": ink, "fontSize": if narrow { 11 } else { 12 }, "fontWeight": if both { 600 } else { 400 }, "distance": 8}})
            }
        };
        overlay.push(json!({"data": [label(a, "left"), label(b, "right")], "clip": false, "z": if both { 3 } else { 2 }, "emphasis": {"focus": "series"}}));
    }
    finish(
        &chart,
        json!({
            "series": overlay,
            "xAxis": {"axisLabel": {"fontWeight": 600, "margin": 14, "interval": 0}},
            "yAxis": {"axisLabel": {"show": false}, "splitLine": {"show": false}},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": {"$fn": "rank"}}},
        }),
    )
}

fn table(canvas: &Canvas<'_>, rows: &[&GapRow], prestige: &Board, production: &Board) -> Table {
    let columns = vec![
        words::capital(&canvas.config.subject.singular),
        prestige.title.clone(),
        production.title.clone(),
        "Gap".to_string(),
    ];
    let rank = |r: Option<u32>| r.map_or_else(|| "–".to_string(), |r| format!("#{r}"));
    let rows = rows.iter().map(|row| {
        let gap = row.gap.map_or_else(|| "–".to_string(), words::signed);
        vec![
            canvas.facts.models[row.model].name.clone(),
            rank(row.prestige_rank),
            rank(row.production_rank),
            gap,
        ]
    });
    Table { columns, rows: rows.collect() }
}
