//! Shares of the largest rows over time, stacked, with everything else named for what it is.

use super::option::{STORY, finish, grid, label_room, period_axis, point, short, token, tooltip, value_axis};
use super::{Canvas, Drawing, Table};
use crate::analysis::{Entry, PeriodFacts, largest_remainder};
use crate::identity::Key;
use crate::model::Ratio;
use crate::words;
use charming::Chart;
use charming::element::{AreaStyle, ItemStyle, LineStyle};
use charming::series::Line;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// One band of the stack.
struct Band {
    name: String,
    colour: &'static str,
    shares: Vec<Option<Ratio>>,
}

pub fn draw(canvas: &Canvas<'_>) -> Option<Drawing> {
    let mut rows: Vec<&Entry> = canvas.now.entries.iter().filter(|e| e.share.is_some()).collect();
    rows.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.key.cmp(&b.key)));
    let leader = rows.first()?;
    let keys: Vec<&Key> = rows.iter().take(6).map(|e| &e.key).collect();
    let bands = bands(canvas, &keys);
    let share = leader.share.map(words::share).unwrap_or_default();
    Some(Drawing {
        title: format!("Shares on {}", canvas.board.title),
        description: format!(
            "{} carries {share} of the volume in {}, the largest share.",
            canvas.name(&leader.key),
            canvas.spec.period
        ),
        wide: option(canvas, &bands, false),
        narrow: option(canvas, &bands, true),
        table: table(canvas, &bands),
    })
}

fn share_of(facts: &PeriodFacts, key: &Key) -> Option<Ratio> {
    facts.entries.iter().find(|e| e.key == *key).and_then(|e| e.share)
}

fn bands(canvas: &Canvas<'_>, keys: &[&Key]) -> Vec<Band> {
    let calendar = canvas.calendar();
    let total_known = |facts: &PeriodFacts| facts.total.is_some();
    let mut bands: Vec<Band> = keys
        .iter()
        .enumerate()
        .map(|(i, key)| Band {
            name: canvas.name(key),
            colour: STORY[i],
            shares: calendar
                .iter()
                .map(|(_, facts)| {
                    let facts = facts.filter(|f| total_known(f))?;
                    Some(share_of(facts, key).unwrap_or_else(|| Ratio::from_decimal(Decimal::ZERO)))
                })
                .collect(),
        })
        .collect();
    let rest = calendar.iter().enumerate().map(|(i, (_, facts))| {
        facts.filter(|f| total_known(f))?;
        let named: Decimal = bands.iter().filter_map(|b| b.shares[i]).map(Ratio::decimal).sum();
        Some(Ratio::from_decimal(Decimal::ONE - named))
    });
    let shares = rest.collect();
    bands.push(Band { name: "All others".to_string(), colour: "quiet", shares });
    bands
}

fn option(canvas: &Canvas<'_>, bands: &[Band], narrow: bool) -> Value {
    let calendar = canvas.calendar();
    let names: Vec<String> = bands.iter().map(|b| short(&b.name, if narrow { 18 } else { 30 })).collect();
    let room = label_room(&names, if narrow { 150 } else { 240 });
    let mut chart = Chart::new()
        .grid(grid(44, 12, room, 34))
        .tooltip(tooltip())
        .x_axis(period_axis(calendar.iter().map(|(p, _)| p.short()).collect()))
        .y_axis(value_axis().min(0.0).max(1.0));
    let mut overlay = Vec::new();
    for (band, name) in bands.iter().zip(&names) {
        let data: Vec<_> = band.shares.iter().map(|s| point(s.map(|s| s.to_f64()))).collect();
        chart = chart.series(
            Line::new()
                .name(&band.name)
                .data(data)
                .stack("share")
                .show_symbol(calendar.len() < 3)
                .connect_nulls(false)
                .line_style(LineStyle::new().color(token(band.colour)).width(1.0))
                .area_style(AreaStyle::new().color(token(band.colour)).opacity(if band.colour == "quiet" {
                    0.35
                } else {
                    0.75
                }))
                .item_style(ItemStyle::new().color(token(band.colour))),
        );
        overlay.push(json!({
            "endLabel": {"show": true, "formatter": name, "color": "token:ink", "distance": 8, "fontSize": if narrow { 11 } else { 12 }},
            "labelLayout": {"moveOverlap": "shiftY"},
            "emphasis": {"focus": "series"},
        }));
    }
    finish(
        &chart,
        json!({
            "series": overlay,
            "yAxis": {"axisLabel": {"formatter": {"$fn": "percent", "digits": 0}}},
            "tooltip": {"formatter": {"$fn": "itemTooltip", "format": {"$fn": "percent"}}},
        }),
    )
}

/// The shares of each period, printed so that a column adds up to 100.0%.
fn table(canvas: &Canvas<'_>, bands: &[Band]) -> Table {
    let calendar = canvas.calendar();
    let mut columns = vec![words::capital(&canvas.config.subject.singular)];
    columns.extend(calendar.iter().map(|(p, _)| p.short()));
    let mut rows: Vec<Vec<String>> = bands.iter().map(|band| vec![band.name.clone()]).collect();
    for period in 0..calendar.len() {
        let shares: Option<Vec<Ratio>> = bands.iter().map(|band| band.shares[period]).collect();
        let printed = shares.map(|shares| largest_remainder(&shares, 1000));
        for (index, row) in rows.iter_mut().enumerate() {
            let parts = printed.as_ref().map(|p| p[index]);
            row.push(parts.map_or_else(|| "–".to_string(), |p| format!("{}.{}%", p / 10, p % 10)));
        }
    }
    Table { columns, rows }
}
