//! Snapshot files to sound snapshots: ranks agree with values, no row twice, units converted, integers exact.
//! In: `data/snapshots/<period>/<board>.{yaml,json,csv}`. Out: per board, snapshots ordered by period.

mod csv_table;
pub mod dates;
pub mod draft;
mod jumps;
mod ranks;
mod review;
mod revisions;
mod row;
mod spot;
pub mod stored;

use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::document::{self, Fields, Node, Reading, Value};
use crate::inputs::Inputs;
use crate::model::{Period, ReportedExit, Row, Snapshot};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

const FOLDER: &str = "data/snapshots";
/// What the name of a file ends in that tells of the table beside it.
const META: &str = ".meta.yaml";

/// Which board and period a path speaks of.
#[derive(Debug, Clone, Copy)]
struct Slot {
    board: usize,
    period: Period,
}

/// Snapshots that an earlier build of the same configuration has read, by file.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<String, (Arc<Vec<u8>>, Read)>);

/// A snapshot, if the file is one, and what was said of it.
type Read = (Option<Snapshot>, Notes);

/// Parses every snapshot, per board in the order of the configuration.
pub fn parse(inputs: &Inputs, config: &Config, notes: &mut Notes) -> Vec<Vec<Snapshot>> {
    parse_again(inputs, config, None, notes)
}

/// The same, without reading again what `known` holds of files that are the same; leaves there what was read.
pub fn parse_again(
    inputs: &Inputs,
    config: &Config,
    known: Option<&mut Known>,
    notes: &mut Notes,
) -> Vec<Vec<Snapshot>> {
    let mut files: Vec<(&str, Slot)> = Vec::new();
    let mut taken: BTreeMap<(usize, Period), &str> = BTreeMap::new();
    for (path, _) in inputs.below(FOLDER) {
        let Some(slot) = slot(path, config, notes) else { continue };
        if let Some(stem) = path.strip_suffix(META) {
            lone_meta(inputs, stem, path, notes);
            continue;
        }
        if let Some(first) = taken.insert((slot.board, slot.period), path) {
            let message =
                format!("a second snapshot of `{}` for {}", config.boards[slot.board].id, slot.period);
            let help = format!("the first is {first}; keep one file");
            notes.push(Diagnostic::error("snapshot-twice", message).in_file(path).help(help));
            continue;
        }
        files.push((path, slot));
    }
    let parsed: Vec<Read> = files
        .par_iter()
        .map(|(path, slot)| {
            if let Some(same) = known.as_ref().and_then(|known| known.same(path, inputs)) {
                return same;
            }
            let mut notes = Notes::default();
            (one(inputs, config, path, *slot, &mut notes), notes)
        })
        .collect();
    if let Some(known) = known {
        known.remember(files.iter().map(|(path, _)| *path).zip(&parsed), inputs);
    }
    let mut boards = vec![Vec::new(); config.boards.len()];
    for (snapshot, file_notes) in parsed {
        notes.append(file_notes);
        if let Some(snapshot) = snapshot {
            boards[snapshot.board].push(snapshot);
        }
    }
    for list in &mut boards {
        list.sort_by_key(|s: &Snapshot| s.period);
    }
    warn_of_empty_boards(config, &taken, notes);
    jumps::warn(&boards, config, notes);
    boards
}

impl Known {
    fn same(&self, path: &str, inputs: &Inputs) -> Option<Read> {
        let (bytes, read) = self.0.get(path)?;
        inputs.shared(path).is_some_and(|now| now == bytes).then(|| read.clone())
    }

    fn remember<'a>(&mut self, files: impl Iterator<Item = (&'a str, &'a Read)>, inputs: &Inputs) {
        self.0.retain(|path, (bytes, _)| inputs.shared(path) == Some(bytes));
        for (path, read) in files {
            // A table takes its head from a file beside it, so that its own bytes do not tell all.
            let bytes = inputs.shared(path).filter(|_| !path.ends_with(".csv") && !self.0.contains_key(path));
            if let Some(bytes) = bytes {
                self.0.insert(path.to_string(), (bytes.clone(), read.clone()));
            }
        }
    }
}

/// Parses the snapshot at one path.
pub fn parse_one(inputs: &Inputs, config: &Config, path: &str, notes: &mut Notes) -> Option<Snapshot> {
    let slot = slot(path, config, notes)?;
    one(inputs, config, path, slot, notes)
}

fn warn_of_empty_boards(config: &Config, taken: &BTreeMap<(usize, Period), &str>, notes: &mut Notes) {
    for (index, board) in config.boards.iter().enumerate() {
        if !taken.keys().any(|(board, _)| *board == index) {
            let message = format!("board `{}` has no snapshot yet", board.id);
            let help = format!("put one at {FOLDER}/<{}>/{}.yaml", config.cadence.word(), board.id);
            notes.push(Diagnostic::warning("board-empty", message).in_file("site.yaml").help(help));
        }
    }
}

/// Board and period from the path; what does not fit is an error, what is no snapshot is left alone.
fn slot(path: &str, config: &Config, notes: &mut Notes) -> Option<Slot> {
    let rest = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
    let file = rest.rsplit('/').next()?;
    if file.starts_with('.') || file.ends_with(".md") {
        return None;
    }
    let stem = [META, ".yaml", ".yml", ".json", ".csv"].iter().find_map(|ext| file.strip_suffix(ext));
    let (Some(stem), Some((folder, _))) = (stem, rest.split_once('/').filter(|(_, f)| !f.contains('/')))
    else {
        let help =
            format!("snapshots lie at {FOLDER}/<{}>/<board>.yaml, .json or .csv", config.cadence.word());
        notes.push(
            Diagnostic::error("snapshot-path", "this is not a snapshot's place").in_file(path).help(help),
        );
        return None;
    };
    let Some(period) = Period::parse(folder, config.cadence) else {
        let message = format!("`{folder}` is not a {} of the calendar", config.cadence.word());
        let help = format!("name the folder like {}", config.cadence.example());
        notes.push(Diagnostic::error("period-invalid", message).in_file(path).help(help));
        return None;
    };
    let Some(board) = config.board(stem) else {
        let message = format!("site.yaml has no board `{stem}`");
        let help = did_you_mean(stem, config.boards.iter().map(|b| b.id.as_str()));
        notes.push(Diagnostic::error("snapshot-unknown-board", message).in_file(path).help_opt(help));
        return None;
    };
    Some(Slot { board, period })
}

/// What stands in a file for a table that is not there would not be read by anybody.
fn lone_meta(inputs: &Inputs, stem: &str, path: &str, notes: &mut Notes) {
    let table = format!("{stem}.csv");
    if inputs.get(&table).is_none() {
        let message = format!("this file tells of the table {table}, which is not there");
        let help = "a .yaml or .json snapshot says these things itself; move them there, or remove the file";
        notes.push(Diagnostic::error("snapshot-path", message).in_file(path).help(help));
    }
}

fn one(inputs: &Inputs, config: &Config, path: &str, slot: Slot, notes: &mut Notes) -> Option<Snapshot> {
    let text = inputs.text(path, notes)?;
    let source = Source { file: path, text };
    let mut r = Reading { source, notes };
    // Of rows that are there and wrong enough has been said.
    let is_empty;
    let mut snapshot = if path.ends_with(".csv") {
        let (snapshot, records) = csv_table::read(inputs, config, slot, &mut r)?;
        is_empty = records == 0;
        snapshot
    } else {
        let root = document::parse_on(source, r.notes)?;
        let mut f = Fields::open(&root, "a snapshot", &mut r)?;
        agree(&mut f, config, slot, &mut r);
        let snapshot = header(&mut f, slot, path, &mut r);
        let entries = f.required("entries", &mut r, |r, n| {
            Some((rows(r, n), matches!(&n.value, Value::List(items) if items.is_empty())))
        });
        f.finish(&mut r);
        let rows;
        (rows, is_empty) = entries.unwrap_or_default();
        Snapshot { rows, ..snapshot }
    };
    if is_empty {
        let note = Diagnostic::error("snapshot-empty", "this snapshot has no rows").in_file(path);
        r.notes.push(note.help("remove the file, or say what the source listed"));
    }
    let head = head_file(path);
    let text = inputs.text(&head, &mut Notes::default()).unwrap_or_default();
    ranks::settle(&mut snapshot, source, Source { file: &head, text }, r.notes);
    Some(snapshot)
}

/// The file that says what a snapshot says besides its rows: a table has it beside it.
fn head_file(path: &str) -> Cow<'_, str> {
    path.strip_suffix(".csv").map_or(path.into(), |stem| format!("{stem}{META}").into())
}

/// `board` and `period` inside the file must say what the path says.
fn agree(f: &mut Fields<'_>, config: &Config, slot: Slot, r: &mut Reading<'_>) {
    let board = &config.boards[slot.board].id;
    f.required("board", r, |r, n| {
        let text = r.text(n)?;
        if text != *board {
            r.error(
                "snapshot-path",
                n.span,
                format!("the file says board `{text}`, its path says `{board}`"),
            );
        }
        Some(())
    });
    f.required("period", r, |r, n| {
        let text = r.text(n)?;
        if text != slot.period.to_string() {
            r.error(
                "snapshot-path",
                n.span,
                format!("the file says period `{text}`, its path says `{}`", slot.period),
            );
        }
        Some(())
    });
}

/// Everything of a snapshot but its rows; `listed` is 0 until the rows are known, if the file does not say.
fn header(f: &mut Fields<'_>, slot: Slot, path: &str, r: &mut Reading<'_>) -> Snapshot {
    let listed = f.optional("listed", r, |r, n| r.whole(n, 1));
    let snapshot = Snapshot {
        board: slot.board,
        period: slot.period,
        as_of: f.optional("as_of", r, Reading::instant),
        complete: f.optional("complete", r, Reading::boolean).unwrap_or(true),
        listed: listed.unwrap_or(0),
        says_listed: listed.is_some(),
        other: f.optional("other", r, Reading::amount),
        source: f.optional("source", r, |r, n| config::credit(r, n, |r, n| r.source_text(n))),
        note: f.optional("note", r, Reading::source_text),
        exits: f.node("exits").map(|n| exits(r, n)).unwrap_or_default(),
        rows: Vec::new(),
        file: path.to_string(),
    };
    if let Some(node) = f.node("revisions") {
        revisions::check(r, node);
    }
    snapshot
}

fn exits(r: &mut Reading<'_>, node: &Node) -> Vec<ReportedExit> {
    let mut list = Vec::new();
    for item in r.list(node) {
        let span = Span::new(item.span.start, item.span.start + 1);
        let Some(mut f) = Fields::open(item, "an exit", r) else { continue };
        let name = f.required("name", r, Reading::name);
        let variant = f.optional("variant", r, Reading::source_text).map(Arc::from);
        let previous_rank = f.optional("previous_rank", r, |r, n| r.whole(n, 1));
        f.finish(r);
        if let Some(name) = name {
            list.push(ReportedExit { name, variant, previous_rank, span });
        }
    }
    list
}

fn rows(r: &mut Reading<'_>, node: &Node) -> Vec<Row> {
    let items = r.list(node);
    items.iter().filter_map(|item| row::read(r, item)).collect()
}

#[cfg(test)]
mod tests;
