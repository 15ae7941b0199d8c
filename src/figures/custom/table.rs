//! The data of an option as a table: rows are the categories of its axis, else the points of its series.

use super::super::Table;
use super::dataset::{first, is_category};
use serde_json::Value;

/// The heading over the names of points.
pub const POINTS: &str = "Series";

/// The table of an option whose data lie in its series.
pub fn of(option: &Value) -> Table {
    let (x, y) = (option.get("xAxis"), option.get("yAxis"));
    let along = if is_category(x) || !is_category(y) { x } else { y };
    let labels = first(along).filter(|_| is_category(along)).and_then(|axis| axis.get("data")?.as_array());
    let series: Vec<&Value> = match option.get("series") {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    match labels {
        Some(labels) => by_category(axis_name(along, "Category"), labels, &series),
        None => by_point([axis_name(x, "x"), axis_name(y, "y")], &series),
    }
}

fn by_category(heading: String, labels: &[Value], series: &[&Value]) -> Table {
    let mut columns = vec![heading];
    columns.extend(series.iter().enumerate().map(|(index, one)| name(one, index)));
    let rows = labels.iter().enumerate().map(|(at, label)| {
        let cells = series.iter().map(|one| cell_at(one, at, label));
        std::iter::once(text(label)).chain(cells).collect()
    });
    Table { columns, rows: rows.collect() }
}

/// The value of a category: by its place, or by the name or place that a pair begins with.
fn cell_at(series: &Value, at: usize, label: &Value) -> String {
    let data = series.get("data").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let pairs = data.iter().filter_map(|item| value_of(item).as_array());
    if pairs.clone().next().is_some() {
        let mut found = pairs.filter_map(|pair| match pair.as_slice() {
            [x, y, ..] if same(x, at, label) => Some(y),
            [x, y, ..] if same(y, at, label) => Some(x),
            _ => None,
        });
        return found.next().map_or_else(dash, text);
    }
    data.get(at).map_or_else(dash, |item| text(value_of(item)))
}

fn same(value: &Value, at: usize, label: &Value) -> bool {
    match value {
        Value::Number(n) => n.as_u64() == Some(at as u64),
        other => text(other) == text(label),
    }
}

fn by_point(axes: [String; 2], series: &[&Value]) -> Table {
    let [x, y] = axes;
    let mut rows = Vec::new();
    for (index, one) in series.iter().enumerate() {
        let data = one.get("data").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (at, item) in data.iter().enumerate() {
            let label = item.get("name").map_or_else(|| name(one, index), text);
            match value_of(item) {
                Value::Array(pair) => {
                    let cell = |i: usize| pair.get(i).map_or_else(dash, text);
                    rows.push(vec![label, cell(0), cell(1)]);
                }
                value => rows.push(vec![label, at.to_string(), text(value)]),
            }
        }
    }
    Table { columns: vec![POINTS.to_string(), x, y], rows }
}

/// The highest number in a table, with its row and column.
pub fn highest(table: &Table) -> Option<(String, usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().skip(1) {
            let Ok(value) = cell.parse::<f64>() else { continue };
            if best.is_none_or(|(most, ..)| value > most) {
                best = Some((value, row, column));
            }
        }
    }
    best.map(|(_, row, column)| (table.rows[row][column].clone(), row, column))
}

fn axis_name(axis: Option<&Value>, or: &str) -> String {
    let name = first(axis).and_then(|axis| axis.get("name")?.as_str()).unwrap_or_default().trim();
    if name.is_empty() { or.to_string() } else { name.to_string() }
}

fn name(series: &Value, index: usize) -> String {
    let name = series.get("name").map(text).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| format!("Series {}", index + 1))
}

fn value_of(item: &Value) -> &Value {
    item.get("value").unwrap_or(item)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => dash(),
        Value::String(text) if text == "-" => dash(),
        Value::String(text) => text.clone(),
        Value::Object(map) => map.get("value").map_or_else(dash, text),
        other => other.to_string(),
    }
}

fn dash() -> String {
    "–".to_string()
}
