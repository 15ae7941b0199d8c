//! What a slot says of a board: the figure first, then its words.

use super::bank::{Kind, Slot, Subject};
use super::facts::{Board, Row};
use rust_decimal::Decimal;
use standings::model::{Amount, Cadence, fixed};
use standings::words;

/// A figure or a word.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    Text(String),
    Whole(u32),
    Figure(Decimal),
}

/// Marks a figure of one, after which a noun stands in the singular.
pub const ONE: char = '\u{1}';

/// What shares are of: all, or what is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    All,
    Listed,
}

/// What a slot says; `None` where the board cannot tell or it would be an odd thing to say.
pub fn said(board: &Board, rows: &[usize], slot: &Slot, of: Of) -> Option<Said> {
    let row = |at: usize| &board.rows[rows[at]];
    match &slot.subject {
        Subject::Row(a) => of_row(board, row(*a), slot.field, of),
        Subject::Board => of_board(board, slot.field, of),
        Subject::Less(a, b) if slot.field == "rank" => Some(Said::Whole(row(*a).rank.abs_diff(row(*b).rank))),
        Subject::Less(a, b) => {
            let figure = |at: usize| several(board, row(at), slot.field, of);
            Some(Said::Figure((figure(*a)? - figure(*b)?).abs()))
        }
        Subject::Over(a, b) => {
            let times = row(*a).value?.checked_div(row(*b).value?)?;
            (board.volume() && times > Decimal::ONE).then_some(Said::Figure(times))
        }
        Subject::Sum(all) => {
            let parts = all.iter().map(|at| several(board, row(*at), slot.field, of));
            parts.sum::<Option<Decimal>>().filter(|_| board.volume()).map(Said::Figure)
        }
        Subject::Top(k) => {
            let enough = board.volume() && board.rows.len() > *k;
            let parts = board.rows.iter().take(*k).map(|r| several(board, r, slot.field, of));
            parts.sum::<Option<Decimal>>().filter(|_| enough).map(Said::Figure)
        }
    }
}

fn several(board: &Board, row: &Row, field: &str, of: Of) -> Option<Decimal> {
    match field {
        "value" => row.value,
        _ => share(board, row.value, of, 0),
    }
}

/// A part of the total in percent, now (0) or before (1).
fn share(board: &Board, part: Option<Decimal>, of: Of, when: usize) -> Option<Decimal> {
    let whole = match of {
        Of::All => [board.total, board.total_before][when],
        Of::Listed => board.listed[when],
    };
    part?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole?).filter(|_| board.volume())
}

fn of_row(board: &Board, row: &Row, field: &str, of: Of) -> Option<Said> {
    let change = || Some((row.value? - row.value_before?).abs());
    let share_now = || share(board, row.value, of, 0);
    let share_before = || share(board, row.value_before, of, 1);
    let figure = match field {
        "value" => row.value,
        "value_before" => row.value_before,
        "change" => change(),
        "growth" => change()
            .and_then(|c| (c * Decimal::ONE_HUNDRED).checked_div(row.value_before?))
            .filter(|_| board.volume()),
        "share" => share_now(),
        "share_before" => share_before(),
        "points" => share_now().zip(share_before()).map(|(a, b)| (a - b).abs()),
        _ => None,
    };
    let several = |n: Option<u32>| n.filter(|n| *n >= 2);
    let whole = match field {
        "rank" => Some(row.rank),
        "before" => row.before,
        "moved" => row.before.map(|before| before.abs_diff(row.rank)),
        "peak" => row.peak,
        "periods" => row.periods,
        "streak_rank" => several(row.streak_rank),
        "streak_rise" => several(row.streak_rise),
        _ => None,
    };
    match field {
        "name" => Some(Said::Text(row.name.clone())),
        "maker" => row.maker.clone().map(Said::Text),
        _ => figure.map(Said::Figure).or(whole.map(Said::Whole)),
    }
}

fn of_board(board: &Board, field: &str, of: Of) -> Option<Said> {
    let totals = match of {
        Of::All => [board.total, board.total_before],
        Of::Listed => board.listed,
    };
    let [total, before] = totals.map(|t| t.filter(|_| board.volume()));
    let words = period_words(board);
    let counts = board.counts;
    Some(match field {
        "unit" => Said::Text(unit(board)),
        "board" => Said::Text(board.config.title.clone()),
        "period" => Said::Text(words.0.to_string()),
        "prev" => Said::Text(words.1.to_string()),
        "rows" => Said::Whole(u32::try_from(board.rows.len()).unwrap()),
        "new" => Said::Whole(counts?.new),
        "gone" => Said::Whole(counts?.gone),
        "up" => Said::Whole(counts?.up),
        "down" => Said::Whole(counts?.down),
        "same" => Said::Whole(counts?.same),
        "total" => Said::Figure(total?),
        "total_before" => Said::Figure(before?),
        _ => {
            let growth = ((total? - before?) * Decimal::ONE_HUNDRED).checked_div(before?)?;
            Said::Figure(growth.abs())
        }
    })
}

/// The noun, and the one before.
fn period_words(board: &Board) -> (&'static str, &'static str) {
    match board.period.cadence() {
        Cadence::Day => ("day", "the day before"),
        Cadence::Week => ("week", "last week"),
        Cadence::Month => ("month", "last month"),
    }
}

fn unit(board: &Board) -> String {
    let unit = &board.config.metric.unit;
    if unit.is_empty() { "points".to_string() } else { unit.clone() }
}

/// A figure in its slot's words; `None` where nothing would be left of it.
pub fn printed(board: &Board, slot: &Slot, said: &Said) -> Option<String> {
    match (said, slot.kind) {
        (Said::Text(text), _) => Some(text.clone()),
        (Said::Whole(n), Kind::Rank) => Some(ranked(*n, &slot.format)),
        (Said::Whole(n), _) => Some(counted(*n, &slot.format)),
        (Said::Figure(value), Kind::Amount) => amount(board, *value, &slot.format),
        (Said::Figure(value), kind) => {
            let small = *value < Decimal::TEN;
            let decimals = slot.format.parse().unwrap_or(u32::from(small || kind == Kind::Times));
            let text = fixed(*value, decimals);
            text.contains(|c: char| ('1'..='9').contains(&c)).then_some(text)
        }
    }
}

const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];
const ORDINALS: [&str; 13] = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    ORDINALS.get(n as usize).map_or_else(|| format!("{n}{ending}"), ToString::to_string)
}

fn ranked(n: u32, format: &str) -> String {
    match format {
        "No" => format!("No. {n}"),
        "hash" => format!("#{n}"),
        "ordinal" => ordinal(n),
        "word" => WORDS.get(n as usize).map_or_else(|| n.to_string(), ToString::to_string),
        _ => n.to_string(),
    }
}

fn counted(n: u32, format: &str) -> String {
    let one = if n == 1 && format != "ordinal" { ONE.to_string() } else { String::new() };
    ranked(n, format) + &one
}

fn amount(board: &Board, value: Decimal, format: &str) -> Option<String> {
    let amount = Amount::from_decimal(value).filter(|a| !a.is_zero())?;
    let number = match (board.volume(), format) {
        (true, "full") => words::grouped(amount),
        (true, _) => words::spelled(amount),
        (false, _) => {
            let whole = fixed(value, board.config.metric.decimals);
            words::grouped(Amount::parse(&whole).ok()?)
        }
    };
    if format == "bare" {
        return Some(number);
    }
    let unit = unit(board);
    let unit = unit.strip_suffix('s').filter(|_| number == "1").map_or(unit.clone(), ToString::to_string);
    Some(format!("{number} {unit}"))
}
