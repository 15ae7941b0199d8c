//! Ranks made sound: given ranks are checked against the values, missing ones follow from the values where they can,
//! and the rows stand by rank (those without one last, by name).

use super::spot::Spots;
use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use crate::model::{Amount, ReportedStatus, Row, Snapshot};
use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// Most complaints of one kind about one file; a broken export makes one mistake in every row.
const MOST: usize = 20;

/// Checks and completes the ranks of a snapshot, and orders its rows. Of rows that stand twice the first is kept. `head`
/// is the file that names the exits.
pub fn settle(snapshot: &mut Snapshot, source: Source<'_>, head: Source<'_>, notes: &mut Notes) {
    if snapshot.listed == 0 {
        snapshot.listed = u32::try_from(snapshot.rows.len()).unwrap_or(u32::MAX);
    }
    let rows = drop_doubles(std::mem::take(&mut snapshot.rows), source, notes);
    snapshot.rows = rows;
    reported(snapshot, source, notes);
    if !in_order(&snapshot.rows) {
        shared_ranks(&snapshot.rows, source, notes);
        let said: Vec<bool> = snapshot.rows.iter().map(|row| row.rank.is_some()).collect();
        complete(&mut snapshot.rows);
        contradictions(&snapshot.rows, &said, source, notes);
        snapshot.rows.sort_by(|a, b| order(a).cmp(&order(b)));
    }
    gone(snapshot, head, notes);
}

type Order<'a> = (u32, &'a str, Option<&'a str>);

fn order(row: &Row) -> Order<'_> {
    (row.rank.unwrap_or(u32::MAX), &row.name, row.variant.as_deref())
}

/// True if every rank is given, no rank is shared, and rows and values stand by them, as most files have it: then there
/// is nothing to check, to complete or to sort.
fn in_order(rows: &[Row]) -> bool {
    let is_above = |above: &Row, below: &Row| above.rank < below.rank && above.value >= below.value;
    let whole = rows.iter().all(|row| row.rank.is_some() && row.value.is_some());
    whole && rows.windows(2).all(|pair| is_above(&pair[0], &pair[1]))
}

/// The same name and variant must not stand twice.
fn drop_doubles(mut rows: Vec<Row>, source: Source<'_>, notes: &mut Notes) -> Vec<Row> {
    let mut seen: HashMap<(&str, Option<&str>), Span, RandomState> =
        HashMap::with_capacity_and_hasher(rows.len(), RandomState::default());
    let mut fresh = Vec::with_capacity(rows.len());
    let mut doubles = 0;
    for row in &rows {
        let first = match seen.entry((&row.name, row.variant.as_deref())) {
            Entry::Vacant(slot) => {
                slot.insert(row.span);
                fresh.push(true);
                continue;
            }
            Entry::Occupied(first) => *first.get(),
        };
        fresh.push(false);
        doubles += 1;
        if doubles <= MOST {
            let line = source.place(first).line;
            let message = format!("`{}` stands here for the second time", crate::document::clip(&row.name));
            let help = format!("the first is on line {line}; keep one, or tell them apart with `variant`");
            notes.push(Diagnostic::error("snapshot-row-twice", message).at(source, row.span).help(help));
        }
    }
    if doubles > MOST {
        let message = format!("{} more rows stand here for the second time", doubles - MOST);
        notes.push(Diagnostic::error("snapshot-row-twice", message).in_file(source.file));
    }
    if doubles > 0 {
        let mut fresh = fresh.into_iter();
        rows.retain(|_| fresh.next().unwrap_or_default());
    }
    rows
}

/// What the source said of a row's movement must agree with itself.
fn reported(snapshot: &Snapshot, source: Source<'_>, notes: &mut Notes) {
    let spots = Spots::new(source);
    let wrong = snapshot.rows.iter().filter_map(|row| Some((row, disagreement(row)?)));
    for (row, (key, message)) in wrong.take(MOST) {
        let message = format!("`{}`: {message}", crate::document::clip(&row.name));
        let help = "mend what is wrong, or leave out what the source did not say";
        let note = Diagnostic::error("snapshot-reported", message).help(help);
        notes.push(spots.at(note, row.span, key));
    }
}

/// What the source says is gone must not stand where it stood.
fn gone(snapshot: &Snapshot, source: Source<'_>, notes: &mut Notes) {
    if snapshot.exits.is_empty() {
        return;
    }
    let spots = Spots::new(source);
    let ranks: HashMap<(&str, Option<&str>), Option<u32>, RandomState> =
        snapshot.rows.iter().map(|r| ((&*r.name, r.variant.as_deref()), r.rank)).collect();
    let stands = snapshot.exits.iter().filter_map(|exit| {
        let rank = ranks.get(&(&*exit.name, exit.variant.as_deref())).copied().flatten()?;
        exit.previous_rank.is_none_or(|before| rank <= before).then_some((exit, rank))
    });
    for (exit, rank) in stands.take(MOST) {
        let name = crate::document::clip(&exit.name);
        let message = format!("`{name}` is reported as gone, but stands at rank {rank}");
        let help = "take it out of `exits`, or out of `entries`";
        let note = Diagnostic::error("snapshot-reported", message).help(help);
        notes.push(spots.at(note, exit.span, "name"));
    }
}

/// What does not agree: the key to look at, and why.
fn disagreement(row: &Row) -> Option<(&'static str, String)> {
    use ReportedStatus::{Climb, Debut, Fall, Hold, Return};
    if row.growth.is_some_and(|g| g.decimal() < Decimal::NEGATIVE_ONE) {
        return Some(("growth", "it cannot have shrunk by more than 100%".to_string()));
    }
    let moved = row.previous_rank.zip(row.rank).map(|(before, now)| i64::from(before) - i64::from(now));
    if let (Some(moved), Some(delta)) = (moved, row.delta)
        && moved != delta
    {
        let message = format!("its ranks say a movement of {moved:+}, `delta` says {delta:+}");
        return Some(("delta", message));
    }
    if let (Some(rank), Some(delta)) = (row.rank, row.delta)
        && i64::from(rank).saturating_add(delta) < 1
    {
        let message = format!("a movement of {delta:+} to rank {rank} would begin above the first place");
        return Some(("delta", message));
    }
    let delta = row.delta.or(moved);
    let fits = match (row.status, delta) {
        (None, _) | (Some(_), None) => true,
        (Some(Climb), Some(d)) => d > 0,
        (Some(Fall), Some(d)) => d < 0,
        (Some(Hold), Some(d)) => d == 0,
        (Some(Debut | Return), Some(_)) => false,
    };
    let had_rank = matches!(row.status, Some(Debut | Return)) && row.previous_rank.is_some();
    let message = || ("status", "`status` does not agree with `previous_rank` or `delta`".to_string());
    (!fits || had_rank).then(message)
}

/// Rows may share a rank only with equal values.
fn shared_ranks(rows: &[Row], source: Source<'_>, notes: &mut Notes) {
    let mut by_rank: Vec<(u32, &Row)> = rows.iter().filter_map(|row| Some((row.rank?, row))).collect();
    by_rank.sort_by_key(|(rank, _)| *rank);
    let differs = |row: &Row, first: &Row| row.value.is_none() || row.value != first.value;
    let wrong = by_rank.windows(2).filter(|pair| pair[0].0 == pair[1].0 && differs(pair[1].1, pair[0].1));
    for pair in wrong.take(MOST) {
        let ((_, first), (rank, row)) = (pair[0], pair[1]);
        let message = format!("rank {rank} stands twice, for `{}` and `{}`", first.name, row.name);
        let help = "only rows with equal values share a rank";
        notes.push(Diagnostic::error("snapshot-ranks", message).at(source, row.span).help(help));
    }
}

/// A better rank must not have a smaller value. A rank that follows from the values is never the one that is wrong.
/// `said` tells of each row whether the file itself gives its rank.
fn contradictions(rows: &[Row], said: &[bool], source: Source<'_>, notes: &mut Notes) {
    let each = || rows.iter().zip(said.iter().copied());
    let mut ranked: Vec<(u32, Amount, &Row, bool)> =
        each().filter_map(|(row, said)| Some((row.rank?, row.value?, row, said))).collect();
    ranked.sort_by(|a, b| (a.0, &a.2.name).cmp(&(b.0, &b.2.name)));
    let greatest = each().filter(|(_, said)| !said).map(|(row, _)| row).max_by_key(|row| row.value);
    let wrong = ranked.windows(2).filter(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1);
    for pair in wrong.take(MOST) {
        let ((rank, value, above, _), (next_rank, next_value, below, said)) = (&pair[0], &pair[1]);
        let (row, message) = match greatest.filter(|_| !said) {
            Some(greatest) => {
                let most = greatest.value.unwrap_or(*next_value);
                let name = &greatest.name;
                (above, format!("`{}` has rank {rank} with {value}, but `{name}` has {most}", above.name))
            }
            None => {
                let message = format!(
                    "`{}` has rank {next_rank} with {next_value}, more than rank {rank} (`{}`, {value})",
                    below.name, above.name
                );
                (below, message)
            }
        };
        let help = "mend the rank or the value; leave the ranks out to have them follow from the values";
        notes.push(Diagnostic::error("snapshot-ranks", message).at(source, row.span).help(help));
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
