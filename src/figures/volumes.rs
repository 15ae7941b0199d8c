//! The rows of the visible top by volume, this period beside the last.

use super::option::{finish, grid, label_room, point, short, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::Entry;
use crate::words;
use charming::Chart;
use charming::component::Axis;
use charming::element::{AxisLabel, AxisTick, AxisType, ItemStyle};
use charming::series::Bar;
use serde_json::{Value, json};

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let rows: Vec<&Entry> = canvas.now.visible(canvas.board.top).filter(|e| e.value.is_some()).collect();
    let first = rows.first()?;
    let known = rows.len();
    let visible = canvas.now.visible(canvas.board.top).count();
    let leader = canvas.name(&first.key);
    let said = |v| words::at_least_said(words::prose(v, canvas.board), first.at_least);
    let value = first.value.map(said).unwrap_or_default();
    let partial = if canvas.now.whole {
        String::new()
    } else {
        format!(
            " The board is partial: {known} of its first {} ranks have a value here.",
            canvas.board.top.max(u32::try_from(visible).unwrap_or(0))
        )
    };
    Some(Drawing {
        title: canvas.on_board(&canvas.board.metric.label),
        description: format!("{leader} leads with {value} {}.{partial}", canvas.then()),
        wide: option(canvas, &rows, false),
        narrow: option(canvas, &rows, true),
        table: table(canvas, &rows),
    })
}

fn option(canvas: &Canvas<'_>, rows: &[&Entry], narrow: bool) -> Value {
    let rows = &rows[..rows.len().min(if narrow { 12 } else { 20 })];
    let most = if narrow { 23 } else { 36 };
    let labels: Vec<String> = rows.iter().map(|e| label(canvas, e, most)).collect();
    let room = label_room(&labels, if narrow { 160 } else { 280 });
    let has_previous = rows.iter().any(|e| e.previous_value.is_some());
    let now: Vec<_> = rows.iter().map(|e| point(e.value.map(|v| v.to_f64()))).collect();
    let before: Vec<_> = rows.iter().map(|e| point(e.previous_value.map(|v| v.to_f64()))).collect();
    let axis = Axis::new()
        .type_(AxisType::Category)
        .data(labels)
        .inverse(true)
        .axis_tick(AxisTick::new().show(false))
        .axis_label(AxisLabel::new().color(token("ink")).font_size(if narrow { 11 } else { 13 }));
    let mut chart = Chart::new()
        .grid(grid(room, if has_previous { 34 } else { 8 }, 56, 12))
        .tooltip(tooltip())
        .x_axis(value_axis())
        .y_axis(axis);
    let thickest = if rows.len() < 8 { 40 } else { 18 };
    let mut overlay = vec![json!({
        "barMaxWidth": thickest, "barGap": "10%", "barCategoryGap": "34%",
        "label": {"show": true, "position": "right", "color": "token:ink", "backgroundColor": "token:paper", "padding": [1, 3], "distance": 2, "fontSize": 12, "formatter": {"$fn": "compact"}},
    })];
    chart = chart.series(
        Bar::new()
            .name(canvas.spec.period.short())
            .data(now)
            .item_style(ItemStyle::new().color(token("accent"))),
    );
    if has_previous {
        let name = canvas.now.previous.map(|p| p.short()).unwrap_or_default();
        chart = chart
            .series(Bar::new().name(name).data(before).item_style(ItemStyle::new().color(token("quiet"))));
        overlay.push(json!({"barMaxWidth": thickest}));
    }
    let legend = has_previous.then(|| json!({"show": true, "top": 0, "right": 8, "icon": "rect", "itemWidth": 12, "itemHeight": 8, "textStyle": {"color": "token:muted", "fontSize": 12}}));
    let mut option = finish(
        &chart,
        json!({
            "series": overlay,
            "xAxis": {"axisLabel": {"show": false}, "splitLine": {"show": false}, "min": 0},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": {"$fn": "compact"}}},
        }),
    );
    if let (Some(legend), Some(map)) = (legend, option.as_object_mut()) {
        map.insert("legend".to_string(), legend);
    }
    option
}

/// "#8 Step 3.5 Flash": on a partial board the ranks show what is missing between the bars.
fn label(canvas: &Canvas<'_>, entry: &Entry, most: usize) -> String {
    let rank = entry.rank.map(|r| format!("{r}  ")).unwrap_or_default();
    format!("{rank}{}", short(&canvas.name(&entry.key), most))
}

fn table(canvas: &Canvas<'_>, rows: &[&Entry]) -> Table {
    let previous = canvas.now.previous;
    let mut columns =
        vec![words::capital(&canvas.config.subject.singular), "Rank".to_string(), canvas.spec.period.short()];
    columns.extend(previous.map(|p| p.short()));
    columns.push("Growth".to_string());
    let dash = || "–".to_string();
    let rows = rows.iter().map(|e| {
        let mut row = vec![canvas.name(&e.key), e.rank.map_or_else(dash, |r| r.to_string())];
        row.push(e.value.map_or_else(dash, |v| words::at_least(words::grouped(v), e.at_least)));
        if previous.is_some() {
            row.push(e.previous_value.map_or_else(dash, words::grouped));
        }
        row.push(e.growth.map_or_else(dash, words::growth));
        row
    });
    Table { columns, rows: rows.collect() }
}
