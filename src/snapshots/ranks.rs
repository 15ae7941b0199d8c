//! Ranks made sound: given ranks are checked against the values, missing ones follow from the values where they can,
//! and the rows stand by rank (those without one last, by name).

use crate::diagnostic::{Diagnostic, Notes};
use crate::model::{Amount, Row, Snapshot};
use std::collections::{BTreeMap, HashMap};

/// Checks and completes the ranks of a snapshot, and orders its rows.
pub fn settle(snapshot: &mut Snapshot, notes: &mut Notes) {
    if snapshot.listed == 0 {
        snapshot.listed = u32::try_from(snapshot.rows.len()).unwrap_or(u32::MAX);
    }
    doubles(&snapshot.rows, notes);
    shared_ranks(&snapshot.rows, notes);
    complete(&mut snapshot.rows);
    contradictions(&snapshot.rows, notes);
    snapshot.rows.sort_by(|a, b| order(a).cmp(&order(b)));
}

type Order<'a> = (u32, &'a str, Option<&'a str>);

fn order(row: &Row) -> Order<'_> {
    (row.rank.unwrap_or(u32::MAX), &row.name, row.variant.as_deref())
}

/// The same name and variant must not stand twice.
fn doubles(rows: &[Row], notes: &mut Notes) {
    let mut seen: HashMap<(&str, Option<&str>), usize> = HashMap::with_capacity(rows.len());
    for row in rows {
        if let Some(line) = seen.insert((&row.name, row.variant.as_deref()), row.place.line) {
            let message = format!("`{}` stands here for the second time", crate::document::clip(&row.name));
            notes.push(
                Diagnostic::error("snapshot-row-twice", message).at_place(row.place.clone()).help(format!(
                    "the first is on line {line}; keep one, or tell them apart with `variant`"
                )),
            );
        }
    }
}

/// Rows may share a rank only with equal values.
fn shared_ranks(rows: &[Row], notes: &mut Notes) {
    let mut by_rank: BTreeMap<u32, &Row> = BTreeMap::new();
    for row in rows {
        let Some(rank) = row.rank else { continue };
        let Some(first) = by_rank.insert(rank, row) else { continue };
        if row.value.is_none() || row.value != first.value {
            let message = format!("rank {rank} stands twice, for `{}` and `{}`", first.name, row.name);
            notes.push(
                Diagnostic::error("snapshot-ranks", message)
                    .at_place(row.place.clone())
                    .help("only rows with equal values share a rank"),
            );
        }
    }
}

/// A better rank must not have a smaller value.
fn contradictions(rows: &[Row], notes: &mut Notes) {
    let mut given: Vec<(u32, Amount, &Row)> =
        rows.iter().filter_map(|row| Some((row.rank?, row.value?, row))).collect();
    given.sort_by(|a, b| (a.0, &a.2.name).cmp(&(b.0, &b.2.name)));
    for pair in given.windows(2) {
        let ((rank, value, above), (next_rank, next_value, below)) = (&pair[0], &pair[1]);
        if next_rank > rank && next_value > value {
            let message = format!(
                "`{}` has rank {next_rank} with {next_value}, more than rank {rank} (`{}`, {value})",
                below.name, above.name
            );
            notes.push(
                Diagnostic::error("snapshot-ranks", message).at_place(below.place.clone()).help(
                    "mend the rank or the value; leave the ranks out to have them follow from the values",
                ),
            );
        }
    }
}

/// Rows with a value but no rank: 1 + the number of rows with more. Where a given rank shows that rows are missing
/// above (a greater value stands at that rank or below it), the rank cannot be known and stays absent.
fn complete(rows: &mut [Row]) {
    if rows.iter().all(|row| row.rank.is_some() || row.value.is_none()) {
        return;
    }
    let mut valued: Vec<(Amount, Option<u32>)> =
        rows.iter().filter_map(|r| Some((r.value?, r.rank))).collect();
    valued.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
    let mut places: BTreeMap<Amount, (u32, u32)> = BTreeMap::new();
    let (mut position, mut deepest_above) = (1, 0);
    for equal in valued.chunk_by(|a, b| a.0 == b.0) {
        places.insert(equal[0].0, (position, deepest_above));
        deepest_above = equal.iter().filter_map(|(_, rank)| *rank).fold(deepest_above, u32::max);
        position += u32::try_from(equal.len()).unwrap_or(u32::MAX);
    }
    for row in rows.iter_mut().filter(|row| row.rank.is_none()) {
        let Some((position, deepest_above)) = row.value.and_then(|v| places.get(&v)) else { continue };
        row.rank = (position > deepest_above).then_some(*position);
    }
}
