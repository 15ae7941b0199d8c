//! Where the value of a row's key stands in its file. A row remembers where it begins and no more, so the file is read
//! once again for it, when something is wrong.

use super::csv_table;
use crate::diagnostic::{Source, Span};
use crate::document::{self, Entry, Value};

/// The value of a key of the row or exit that begins at `row`.
pub fn of(source: Source<'_>, row: Span, key: &str) -> Option<Span> {
    if source.file.ends_with(".csv") {
        return csv_table::field(source.text, row.start, key);
    }
    let Value::Map(keys) = document::parse(source).ok()?.value else { return None };
    let lists = ["entries", "exits"].into_iter().filter_map(|list| found(&keys, list));
    let items =
        lists.filter_map(|list| if let Value::List(items) = &list.node.value { Some(items) } else { None });
    let item = items.flatten().find(|item| item.span.start == row.start)?;
    let Value::Map(keys) = &item.value else { return None };
    Some(found(keys, key)?.node.span)
}

fn found<'e, 'a>(entries: &'e [Entry<'a>], key: &str) -> Option<&'e Entry<'a>> {
    entries.iter().find(|entry| entry.key == key)
}
