//! A CSV snapshot: a header row with the names of an entry's keys; board and period come from the path, the rest
//! of the head from an optional `<board>.meta.yaml`. Each record becomes an entry's tree, so that one reader serves.

use super::{Slot, head_file, header, row};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::document::{self, Entry, Fields, Node, Reading, Value};
use crate::inputs::Inputs;
use crate::model::{Row, Snapshot};
use std::collections::BTreeSet;

/// Reads the table in `r.source` and its meta file; says also how many records it has, sound or not.
pub fn read(inputs: &Inputs, config: &Config, slot: Slot, r: &mut Reading<'_>) -> Option<(Snapshot, usize)> {
    let path = r.source.file.to_string();
    let head = meta(inputs, config, slot, &path, r);
    let (rows, records) = rows(r)?;
    Some((Snapshot { rows, ..head }, records))
}

fn meta(inputs: &Inputs, config: &Config, slot: Slot, path: &str, r: &mut Reading<'_>) -> Snapshot {
    let empty = Node { span: Span::default(), value: Value::Null };
    let file = head_file(path);
    let text = inputs.get(&file).and_then(|_| inputs.text(&file, r.notes)).unwrap_or_default();
    let source = Source { file: &file, text };
    let root = document::parse_on(source, r.notes).unwrap_or(empty);
    let mut r = Reading { source, notes: r.notes };
    let blank = || Node { span: Span::default(), value: Value::Null };
    let Some(mut f) = Fields::open(&root, "a snapshot's meta file", &mut r) else {
        let none = blank();
        let mut f = Fields::open(&none, "nothing", &mut r).expect("nothing is an empty mapping");
        return header(&mut f, slot, path, &mut r);
    };
    for (key, wanted) in
        [("board", config.boards[slot.board].id.clone()), ("period", slot.period.to_string())]
    {
        f.optional(key, &mut r, |r, n| {
            let text = r.text(n)?;
            if text != wanted {
                r.error(
                    "snapshot-path",
                    n.span,
                    format!("the file says {key} `{text}`, its path says `{wanted}`"),
                );
            }
            Some(())
        });
    }
    let head = header(&mut f, slot, path, &mut r);
    f.finish(&mut r);
    head
}

fn rows(r: &mut Reading<'_>) -> Option<(Vec<Row>, usize)> {
    let text = r.source.text;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(e) => {
            fail(r, 0, &e);
            return None;
        }
    };
    if !headers_known(r, &headers) {
        return None;
    }
    let (mut rows, mut records) = (Vec::new(), 0);
    for record in reader.records() {
        match record {
            Ok(record) => {
                records += 1;
                let at = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
                rows.extend(one(r, &headers, &record, record_start(text, at)));
            }
            Err(e) => {
                let at = e.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
                fail(r, at, &e);
                return None;
            }
        }
    }
    Some((rows, records))
}

/// A record's row. Where its fields stand nobody asks, unless one of them is wrong.
fn one(
    r: &mut Reading<'_>,
    headers: &csv::StringRecord,
    record: &csv::StringRecord,
    at: usize,
) -> Option<Row> {
    let mut notes = Notes::default();
    let mut first = Reading { source: r.source, notes: &mut notes };
    let row = row::read(&mut first, &entry(headers, record, at, &[]));
    if notes.is_empty() {
        return row;
    }
    row::read(r, &entry(headers, record, at, &fields(r.source.text, at)))
}

/// The keys of an entry.
const KEYS: [&str; 15] = [
    "name",
    "variant",
    "rank",
    "value",
    "low",
    "high",
    "votes",
    "at_least",
    "previous_rank",
    "delta",
    "growth",
    "status",
    "by",
    "version",
    "date",
];

/// Every heading is a key of an entry, and stands once.
fn headers_known(r: &mut Reading<'_>, headers: &csv::StringRecord) -> bool {
    let places = fields(r.source.text, record_start(r.source.text, 0));
    let places = places.into_iter().chain(std::iter::repeat(Span::default()));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut fine = true;
    for (heading, span) in headers.iter().zip(places) {
        if !KEYS.contains(&heading) && heading != "url" {
            let help = did_you_mean(heading, KEYS);
            let message = format!("an entry has no key `{}`", document::clip(heading));
            r.notes.push(Diagnostic::error("unknown-key", message).at(r.source, span).help_opt(help));
            fine = false;
        } else if !seen.insert(heading) {
            let message = format!("the column `{heading}` stands here twice");
            r.notes.push(Diagnostic::error("duplicate-key", message).at(r.source, span));
            fine = false;
        }
    }
    fine
}

fn fail(r: &mut Reading<'_>, at: usize, error: &csv::Error) {
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this row has {len} fields, the header has {expected_len}")
        }
        _ => format!("this is not CSV: {error}"),
    };
    r.notes.push(Diagnostic::error("csv-syntax", message).at(r.source, Span::new(at, at + 1)));
}

/// The record at a byte as the tree that a YAML entry would be; an empty field is an absent key.
fn entry<'a>(
    headers: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
    at: usize,
    fields: &[Span],
) -> Node<'a> {
    let whole = Span::new(at, fields.last().map_or(at, |last| last.end));
    let places = fields.iter().copied().chain(std::iter::repeat(whole));
    let entries = headers
        .iter()
        .zip(record)
        .zip(places)
        .map(|((key, text), span)| {
            let value = if text.is_empty() && key != "name" {
                Value::Null
            } else {
                Value::Scalar { text: text.into(), quoted: false }
            };
            Entry { key: key.into(), key_span: span, node: Node { span, value } }
        })
        .collect();
    Node { span: whole, value: Value::Map(entries) }
}

/// Where the record behind a byte begins: empty lines are none.
fn record_start(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(['\r', '\n']).len()
}

/// Where the fields of the record at a byte stand, without the blanks around them. A quote opens only where a field
/// begins; two in a quoted field are one of its letters.
fn fields(text: &str, from: usize) -> Vec<Span> {
    let bytes = text.as_bytes();
    let (mut spans, mut start, mut quoted, mut closed) = (Vec::new(), from, false, from);
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b'"') if quoted => (quoted, closed) = (false, at + 1),
            Some(b'"') => quoted = at == start || at == closed,
            Some(b',' | b'\r' | b'\n') | None if !quoted || at >= bytes.len() => {
                let field = &text[start..at];
                let begin = start + field.len() - field.trim_start().len();
                spans.push(Span::new(begin, (start + field.trim_end().len()).max(begin)));
                if bytes.get(at) != Some(&b',') {
                    return spans;
                }
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The field of a column in the record at a byte.
pub fn field(text: &str, from: usize, column: &str) -> Option<Span> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let at = reader.headers().ok()?.iter().position(|heading| heading == column)?;
    fields(text, from).get(at).copied()
}
