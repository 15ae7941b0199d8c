//! Where the value of a row's key stands in its file. A row remembers where it begins and no more, so the file is read
//! once again, when the first thing is wrong.

use super::csv_table;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::document::{self, Entry, Node, Value};
use std::cell::OnceCell;

/// One file's rows and exits, to be pointed at.
pub struct Spots<'a> {
    /// The file.
    pub source: Source<'a>,
    items: OnceCell<Vec<Node<'a>>>,
}

impl<'a> Spots<'a> {
    /// Of a file; nothing is read yet.
    pub fn new(source: Source<'a>) -> Spots<'a> {
        Spots { source, items: OnceCell::new() }
    }

    /// Points at the value of a key of the row or exit that begins at `row`; at the row, if that has no place of its own.
    pub fn at(&self, note: Diagnostic, row: Span, key: &str) -> Diagnostic {
        let found = if self.source.file.ends_with(".csv") {
            csv_table::field(self.source.text, row.start, key)
        } else {
            self.in_tree(row, key)
        };
        note.at(self.source, found.unwrap_or(row))
    }

    fn in_tree(&self, row: Span, key: &str) -> Option<Span> {
        let items = self.items.get_or_init(|| items(self.source));
        let item = &items[items.binary_search_by_key(&row.start, |item| item.span.start).ok()?];
        let Value::Map(keys) = &item.value else { return None };
        keys.iter().find(|entry| entry.key == key).map(|entry| entry.node.span)
    }
}

/// The rows and exits of a YAML or JSON file, as they stand in it.
fn items(source: Source<'_>) -> Vec<Node<'_>> {
    let mut found: Vec<Node<'_>> = Vec::new();
    for entry in top(source) {
        if let Value::List(items) = entry.node.value
            && matches!(&*entry.key, "entries" | "exits")
        {
            found.extend(items);
        }
    }
    found.sort_by_key(|item| item.span.start);
    found
}

/// Where a key of a YAML or JSON file stands, outside of its lists.
pub fn of_key(source: Source<'_>, key: &str) -> Option<Span> {
    top(source).into_iter().find(|entry| entry.key == key).map(|entry| entry.key_span)
}

fn top(source: Source<'_>) -> Vec<Entry<'_>> {
    match document::parse(source).map(|root| root.value) {
        Ok(Value::Map(entries)) => entries,
        _ => Vec::new(),
    }
}
