//! Any JSON or CSV, with a mapping from the entry's keys to the source's own words. `import` reads files with it too.

use super::Found;
use super::shape::{At, Drift, Read, all, json, text};
use crate::model::Mapping;
use crate::snapshots::draft::{Cell, Cells, Draft};
use std::collections::BTreeMap;

/// A CSV row: its line in the file, and its fields by heading.
pub type CsvRow = (usize, BTreeMap<String, String>);

/// Reads a JSON answer.
pub fn from_json(bytes: &[u8], mapping: &Mapping) -> Read<Found> {
    let node = json(bytes)?;
    let root = At::root(&node);
    let list = root.at(&mapping.rows)?;
    let items = list.list()?;
    if items.is_empty() {
        return Err(list.drift("at least one row"));
    }
    let mut read = Vec::new();
    for item in &items {
        let wanted = mapping.only.iter().try_fold(true, |fine, (key, value)| {
            Ok::<bool, Drift>(fine && item.at(key)?.scalar()? == value)
        })?;
        if wanted {
            read.push(json_row(item, mapping));
        }
    }
    if read.is_empty() {
        return Err(list.drift("at least one row that `only` lets through"));
    }
    let rows = all(read)?;
    let as_of = mapping.as_of.as_ref().map(|p| root.at(p)?.scalar().map(str::to_string)).transpose()?;
    let other = mapping.other.as_ref().map(|p| root.at(p)?.scalar().map(str::to_string)).transpose()?;
    Ok(found(rows, as_of, other, mapping))
}

fn json_row(item: &At<'_>, mapping: &Mapping) -> Read<Cells> {
    let mut cells = Vec::new();
    for key in ordered(mapping) {
        let field = &mapping.fields[key];
        let required = matches!(key, "name" | "value");
        let at = match item.at(field) {
            Ok(at) if !at.is_null() => at,
            Ok(at) if required => return Err(at.drift("a value")),
            Err(missing) if required => return Err(missing),
            _ => continue,
        };
        cells.push((key, cell(key, at.scalar()?)));
    }
    Ok(cells)
}

/// Reads a CSV answer.
pub fn from_csv(bytes: &[u8], mapping: &Mapping) -> Read<Found> {
    let rows = csv_rows(text(bytes)?)?;
    let headings: Vec<String> = rows.first().map(|(_, r)| r.keys().cloned().collect()).unwrap_or_default();
    for field in mapping.fields.values().chain(mapping.only.keys()) {
        if !headings.contains(field) {
            let known = headings.join("`, `");
            return Err(Drift(format!("the table has no column `{field}`; it has `{known}`")));
        }
    }
    let wanted = |row: &BTreeMap<String, String>| mapping.only.iter().all(|(k, v)| row.get(k) == Some(v));
    let rows =
        all(rows.iter().filter(|(_, row)| wanted(row)).map(|(line, row)| csv_cells(*line, row, mapping)))?;
    if rows.is_empty() {
        return Err(Drift("the table has no rows".to_string()));
    }
    Ok(found(rows, None, None, mapping))
}

fn csv_cells(line: usize, row: &BTreeMap<String, String>, mapping: &Mapping) -> Read<Cells> {
    let mut cells = Vec::new();
    for key in ordered(mapping) {
        let field = &mapping.fields[key];
        let text = row.get(field).map(String::as_str).unwrap_or_default();
        match text {
            "" if matches!(key, "name" | "value") => {
                return Err(Drift(format!("line {line}: `{field}` is empty")));
            }
            "" => {}
            text => cells.push((key, cell(key, text))),
        }
    }
    Ok(cells)
}

/// The rows of a CSV text with a header.
pub fn csv_rows(text: &str) -> Read<Vec<CsvRow>> {
    let delimiter =
        if text.lines().next().is_some_and(|l| l.contains('\t') && !l.contains(',')) { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken = |e: csv::Error| Drift(format!("this is not CSV: {e}"));
    let headings = reader.headers().map_err(broken)?.clone();
    let mut seen: Vec<&str> = Vec::new();
    for heading in &headings {
        if seen.contains(&heading) {
            return Err(Drift(format!("the column `{heading}` stands there twice")));
        }
        seen.push(heading);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
        let pairs = headings.iter().zip(&record).map(|(k, v)| (k.to_string(), v.to_string())).collect();
        rows.push((line, pairs));
    }
    Ok(rows)
}

/// The mapped keys in the order of an entry.
fn ordered(mapping: &Mapping) -> Vec<&'static str> {
    Mapping::KEYS.into_iter().filter(|key| mapping.fields.contains_key(key)).collect()
}

fn cell(key: &str, text: &str) -> Cell {
    match key {
        "rank" | "value" | "low" | "high" | "votes" | "previous_rank" | "growth" => {
            Cell::Figure(text.to_string())
        }
        _ => Cell::Text(text.to_string()),
    }
}

fn found(mut rows: Vec<Cells>, as_of: Option<String>, other: Option<String>, mapping: &Mapping) -> Found {
    let mut other = other.map(Cell::Figure);
    if let Some(name) = &mapping.other_name {
        let is_other = |cells: &Cells| cells.first() == Some(&("name", Cell::Text(name.clone())));
        if let Some(index) = rows.iter().position(is_other) {
            let row = rows.remove(index);
            other = row.into_iter().find(|(key, _)| *key == "value").map(|(_, cell)| cell).or(other);
        }
    }
    Found { draft: Draft { as_of, other, rows, ..Draft::default() }, ..Found::default() }
}
