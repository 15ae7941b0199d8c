//! A file that somebody has, as drafts: a list of rows in CSV or JSON, a snapshot, or a wide table (rows × periods).

use super::generic;
use super::shape::{At, json, text};
use crate::model::{Cadence, Mapping, Period};
use crate::snapshots::draft::{Cell, Draft};
use std::collections::BTreeMap;

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// With a header row.
    Csv,
    /// JSON.
    Json,
}

/// What is wanted of it.
pub struct Request<'a> {
    /// How it is written.
    pub kind: Kind,
    /// The period; a wide table has its own.
    pub period: Option<Period>,
    /// The site's cadence.
    pub cadence: Cadence,
    /// JSON pointer of the rows.
    pub rows: Option<&'a str>,
    /// `name=model,value=tokens`.
    pub map: Option<&'a str>,
}

/// What it holds.
#[derive(Debug)]
pub struct Table {
    /// How it was read, for people.
    pub mapping: String,
    /// One a period.
    pub drafts: Vec<Draft>,
}

/// Reads the file.
pub fn read(bytes: &[u8], request: &Request<'_>) -> Result<Table, String> {
    let mut mapping = Mapping { rows: request.rows.unwrap_or_default().to_string(), ..Mapping::default() };
    if let Some(map) = request.map {
        fill(&mut mapping, map)?;
    }
    match request.kind {
        Kind::Csv => csv(bytes, mapping, request),
        Kind::Json => from_json(bytes, mapping, request),
    }
}

fn fill(mapping: &mut Mapping, map: &str) -> Result<(), String> {
    for pair in map.split(',').filter(|p| !p.trim().is_empty()) {
        let (key, field) =
            pair.split_once('=').ok_or_else(|| format!("`{pair}` in --map is not key=column"))?;
        let (key, field) = (key.trim(), field.trim().to_string());
        match Mapping::KEYS.iter().find(|k| **k == key) {
            Some(key) => drop(mapping.fields.insert(key, field)),
            None if key == "other" => mapping.other_name = Some(field),
            None => {
                return Err(format!(
                    "--map knows no key `{key}`; known: {}, other",
                    Mapping::KEYS.join(", ")
                ));
            }
        }
    }
    Ok(())
}

fn one(mut draft: Draft, mapping: &Mapping, request: &Request<'_>) -> Result<Table, String> {
    let period = request.period.ok_or("name the period of these figures with --period")?;
    draft.period = period.to_string();
    let pairs: Vec<String> = mapping.fields.iter().map(|(key, field)| format!("{key} = {field}")).collect();
    Ok(Table { mapping: format!("mapping: {}", pairs.join(", ")), drafts: vec![draft] })
}

fn csv(bytes: &[u8], mut mapping: Mapping, request: &Request<'_>) -> Result<Table, String> {
    let rows = generic::csv_rows(text(bytes).map_err(|d| d.0)?).map_err(|d| d.0)?;
    let Some((_, first)) = rows.first() else { return Err("the table has no rows".to_string()) };
    let periods: BTreeMap<Period, String> =
        first.keys().filter_map(|k| Some((Period::parse(k, request.cadence)?, k.clone()))).collect();
    if !periods.is_empty() && !mapping.fields.contains_key("value") {
        let others = first.keys().filter(|k| !periods.values().any(|known| known == *k));
        let left_out = left_out(others.map(String::as_str), &mapping, request.cadence)?;
        let table = wide(&rows, &mapping, &periods, request)?;
        return Ok(Table { mapping: table.mapping + &left_out, ..table });
    }
    if request.map.is_none() {
        mapping.fields = Mapping::KEYS
            .iter()
            .filter(|k| first.contains_key(**k))
            .map(|k| (*k, (*k).to_string()))
            .collect();
    }
    require(&mapping, &first.keys().map(String::as_str).collect::<Vec<_>>())?;
    let found = generic::from_csv(bytes, &mapping).map_err(|d| d.0)?;
    one(found.draft, &mapping, request)
}

fn require(mapping: &Mapping, known: &[&str]) -> Result<(), String> {
    for key in ["name", "value"] {
        if !mapping.fields.contains_key(key) {
            let known = known.join("`, `");
            return Err(format!(
                "no column for `{key}`; say which with --map name=…,value=… (there are `{known}`)"
            ));
        }
    }
    Ok(())
}

/// The columns of a wide table that nothing is read from, in words. One that is headed like a period and is none would be
/// lost figures.
fn left_out<'a>(
    others: impl Iterator<Item = &'a str>,
    mapping: &Mapping,
    cadence: Cadence,
) -> Result<String, String> {
    let read = ["name", "variant"].map(|key| mapping.fields.get(key).map_or(key, String::as_str));
    let others: Vec<&str> = others.filter(|k| !read.contains(k)).collect();
    let dated = |heading: &&&str| heading.len() >= 4 && heading.bytes().take(4).all(|b| b.is_ascii_digit());
    let quoted = |list: &[&str]| list.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    let wrong: Vec<&str> = others.iter().filter(dated).copied().collect();
    if !wrong.is_empty() {
        let (word, example) = (cadence.word(), cadence.example());
        return Err(format!(
            "no {word} of the calendar: {}; head a column of figures like {example}",
            quoted(&wrong)
        ));
    }
    Ok(if others.is_empty() { String::new() } else { format!(", without {}", quoted(&others)) })
}

/// A column a period; an empty field is a row that was not there.
fn wide(
    rows: &[generic::CsvRow],
    mapping: &Mapping,
    periods: &BTreeMap<Period, String>,
    request: &Request<'_>,
) -> Result<Table, String> {
    let name = mapping.fields.get("name").map_or("name", String::as_str);
    let mut drafts = Vec::new();
    for (period, heading) in periods.iter().filter(|(p, _)| request.period.is_none_or(|wanted| wanted == **p))
    {
        let mut draft = Draft { period: period.to_string(), ..Draft::default() };
        for (line, row) in rows {
            let who = row.get(name).filter(|n| !n.is_empty());
            let who = who.ok_or_else(|| {
                format!("line {line}: no name in the column `{name}`; say which with --map name=…")
            })?;
            let Some(value) = row.get(heading).filter(|v| !v.is_empty()) else { continue };
            if mapping.other_name.as_ref() == Some(who) {
                draft.other = Some(Cell::Figure(value.clone()));
                continue;
            }
            let mut cells = vec![("name", Cell::Text(who.clone()))];
            if let Some(variant) = row
                .get(mapping.fields.get("variant").map_or("variant", String::as_str))
                .filter(|v| !v.is_empty())
            {
                cells.push(("variant", Cell::Text(variant.clone())));
            }
            cells.push(("value", Cell::Figure(value.clone())));
            draft.rows.push(cells);
        }
        if !draft.rows.is_empty() {
            drafts.push(draft);
        }
    }
    if drafts.is_empty() {
        return Err("the wide table has no figures for the period asked for".to_string());
    }
    Ok(Table { mapping: format!("mapping: a wide table, name = {name}, {} periods", drafts.len()), drafts })
}

fn from_json(bytes: &[u8], mut mapping: Mapping, request: &Request<'_>) -> Result<Table, String> {
    let node = json(bytes).map_err(|d| d.0)?;
    let root = At::root(&node);
    let snapshot = request.rows.is_none() && root.optional("entries").is_some();
    let mut incomplete = false;
    let mut request_period = request.period;
    if snapshot {
        mapping.rows = "/entries".to_string();
        mapping.as_of = root.optional("as_of").map(|_| "/as_of".to_string());
        mapping.other = root.optional("other").map(|_| "/other".to_string());
        incomplete = root.optional("complete").is_some_and(|c| c.scalar() == Ok("false"));
        if let Some(said) = root.optional("period").and_then(|p| p.scalar().ok().map(str::to_string)) {
            let period = Period::parse(&said, request.cadence);
            if request.period.is_some_and(|wanted| Some(wanted) != period) {
                return Err(format!("the file says period `{said}`, --period says otherwise"));
            }
            request_period = period;
        }
    }
    if request.map.is_none() {
        mapping.fields = Mapping::KEYS.iter().map(|k| (*k, (*k).to_string())).collect();
    }
    require(&mapping, &[])?;
    let mut draft = generic::from_json(bytes, &mapping).map_err(|d| d.0)?.draft;
    draft.incomplete = incomplete;
    one(draft, &mapping, &Request { period: request_period, ..*request })
}
