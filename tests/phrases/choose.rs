//! Which rows of a board a template can speak of.

use super::bank::{Condition, Is, Template};
use super::facts::{Board, Row};

/// All choices of rows of which every condition holds, by rank.
pub fn choices(template: &Template, board: &Board) -> Vec<Vec<usize>> {
    let kind = |c: &Condition| match c {
        Condition::Volume => board.volume(),
        Condition::Score => !board.volume(),
        _ => true,
    };
    if !template.conditions.iter().all(kind) {
        return Vec::new();
    }
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for letter in 0..template.rows {
        let fits = |rows: &[usize]| {
            let settled = |c: &&Condition| {
                let rows = c.rows();
                rows.contains(&letter) && rows.iter().all(|r| *r <= letter)
            };
            template.conditions.iter().filter(settled).all(|c| holds(board, *c, rows))
        };
        let candidates: Vec<usize> = (0..board.rows.len()).filter(|at| board.rows[*at].alone).collect();
        let longer = found.iter().flat_map(|rows| {
            let others = candidates.iter().filter(|at| !rows.contains(at));
            others.map(|at| rows.iter().copied().chain([*at]).collect::<Vec<_>>())
        });
        found = longer.filter(|rows| fits(rows)).collect();
    }
    found
}

/// True if a condition holds of these rows.
pub fn holds(board: &Board, condition: Condition, rows: &[usize]) -> bool {
    let row = |at: usize| &board.rows[rows[at]];
    let makers = |a: usize, b: usize| row(a).maker.as_ref().zip(row(b).maker.as_ref());
    match condition {
        Condition::Row(a, is) => self::is(board, row(a), rows[a], is),
        Condition::Above(a, b) => row(a).rank < row(b).rank,
        Condition::Next(a, b) => row(a).rank + 1 == row(b).rank,
        Condition::SameMaker(a, b) => makers(a, b).is_some_and(|(a, b)| a == b),
        Condition::OtherMaker(a, b) => makers(a, b).is_some_and(|(a, b)| a != b),
        Condition::Volume => board.volume(),
        Condition::Score => !board.volume(),
    }
}

fn is(board: &Board, row: &Row, at: usize, is: Is) -> bool {
    let moved = row.before.map(|before| before.cmp(&row.rank));
    let grown = row.value.zip(row.value_before).map(|(now, then)| now.cmp(&then));
    match is {
        Is::Up => moved == Some(std::cmp::Ordering::Greater),
        Is::Down => moved == Some(std::cmp::Ordering::Less),
        Is::Same => moved == Some(std::cmp::Ordering::Equal),
        Is::New => row.new == Some(true),
        Is::Back => row.new == Some(false),
        Is::Grew => grown == Some(std::cmp::Ordering::Greater),
        Is::Shrank => grown == Some(std::cmp::Ordering::Less),
        Is::At(rank) => row.rank == rank && board.rows.iter().filter(|r| r.rank == rank).count() == 1,
        Is::Last => {
            at + 1 == board.rows.len() && board.rows.iter().filter(|r| r.rank == row.rank).count() == 1
        }
        Is::Top(k) => row.rank <= k,
        Is::Peak => row.at_peak,
        Is::Extreme(which) => board.extremes[0][which] == Some(at),
    }
}
