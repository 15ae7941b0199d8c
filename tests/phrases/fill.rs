//! Templates filled from boards: once as it is, and once a marked slot as it is not.

use super::bank::{Condition, Is, Kind, Piece, Slot, Subject, Template};
use super::choose::holds;
use super::facts::Board;
use super::said::{ONE, Of, Said, printed, said};
use rust_decimal::Decimal;

/// A paragraph and whether it is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    pub text: String,
    pub is_true: bool,
}

/// How many choices of rows are tried on a board before it is left.
const TRIED: usize = 60;

/// The same number for the same text.
pub fn hash(text: &str) -> usize {
    let fold = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    usize::try_from(text.bytes().fold(0xcbf2_9ce4_8422_2325, fold) >> 33).unwrap()
}

/// The true paragraph of a template on a board in a round, and its false ones. The choices are those of `choose`.
pub fn fill(
    template: &Template,
    board: &Board,
    choices: &[Vec<usize>],
    round: usize,
) -> Option<Vec<Filling>> {
    if choices.len() <= round {
        return None;
    }
    let start = hash(&template.text) + round * (choices.len() / 3 + 1);
    let turned = (0..choices.len().min(TRIED)).map(|i| &choices[(start + i) % choices.len()]);
    let (rows, text) =
        turned.filter_map(|rows| Some((rows, paragraph(template, board, rows, None)?))).next()?;
    let mut fillings = vec![Filling { text: text.clone(), is_true: true }];
    for (at, piece) in template.pieces.iter().enumerate() {
        let Piece::Slot(slot) = piece else { continue };
        if slot.marked
            && let Some(other) = otherwise(template, board, rows, (at, slot))
            && other != text
        {
            fillings.push(Filling { text: other, is_true: false });
        }
    }
    Some(fillings)
}

/// A paragraph, with another figure in one slot if so wished.
fn paragraph(
    template: &Template,
    board: &Board,
    rows: &[usize],
    instead: Option<(usize, &Said)>,
) -> Option<String> {
    let mut text = String::new();
    for (at, piece) in template.pieces.iter().enumerate() {
        match piece {
            Piece::Text(plain) => text.push_str(plain),
            Piece::Slot(slot) => {
                let own = said(board, rows, slot, Of::All)?;
                let said = instead.filter(|(there, _)| *there == at).map_or(&own, |(_, other)| other);
                let words = printed(board, slot, said)?;
                let begins = text.is_empty() || text.ends_with(". ");
                let name = matches!(slot.subject, Subject::Row(_)) && slot.kind == Kind::Text;
                if !name && (text == "A " || text.ends_with(" a ")) && vowel(&words) {
                    text.insert(text.len() - 1, 'n');
                }
                text.push_str(&if begins && !name { capital(&words) } else { words });
            }
        }
    }
    singular(&text)
}

/// "an eighth", "an 11.4 percent gain".
fn vowel(words: &str) -> bool {
    let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
    words.starts_with(['a', 'e', 'i', 'o', '8']) || matches!(digits.as_str(), "11" | "18")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "one places" is "one place". After a count of one, a verb in the plural is a paragraph that nobody prints.
fn singular(text: &str) -> Option<String> {
    let mut parts = text.split(ONE);
    let mut out = parts.next()?.to_string();
    for part in parts {
        let word: String = part.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        let gap = part.len() - part.trim_start().len();
        let rest = &part[gap + word.len()..];
        match word.strip_suffix('s').filter(|one| one.len() > 3 && gap == 1) {
            Some(one) => {
                let next: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
                if matches!(next.as_str(), "climb" | "are" | "were" | "have") {
                    return None;
                }
                out.push_str(&format!(" {one}{rest}"));
            }
            None => out.push_str(part),
        }
    }
    Some(out)
}

/// The paragraph with one slot false.
fn otherwise(
    template: &Template,
    board: &Board,
    rows: &[usize],
    (at, slot): (usize, &Slot),
) -> Option<String> {
    let turn = hash(&template.text) + at;
    let own = said(board, rows, slot, Of::All)?;
    let words = printed(board, slot, &own)?;
    let candidates = match (&own, slot.field, &slot.subject) {
        (_, "name", Subject::Row(letter)) => names(template, board, rows, *letter),
        (_, "maker", Subject::Row(letter)) => makers(template, board, rows, *letter),
        (Said::Whole(n), _, _) => wholes(*n, slot, board),
        (Said::Figure(value), _, _) => figures(*value, slot, board, said(board, rows, slot, Of::Listed)),
        (Said::Text(_), ..) => Vec::new(),
    };
    let turned = (0..candidates.len()).map(|i| &candidates[(turn + i) % candidates.len()]);
    let surely = |other: &&Said| {
        printed(board, slot, other).is_some_and(|p| match (&own, other) {
            (Said::Figure(a), Said::Figure(b)) => (*a - *b).abs() > place(&p),
            _ => p != words,
        })
    };
    let other = turned.filter(surely);
    other.filter_map(|other| paragraph(template, board, rows, Some((at, other)))).next()
}

/// What the last digit of a printed figure is worth.
fn place(printed: &str) -> Decimal {
    let number: String = printed.chars().take_while(|c| c.is_ascii_digit() || ",.".contains(*c)).collect();
    let decimals = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let scales = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
    let power = scales.iter().find(|(word, _)| printed.contains(word)).map_or(0, |(_, power)| *power);
    Decimal::from(10_i64.pow(power)) * Decimal::new(1, u32::try_from(decimals).unwrap())
}

/// Names of the rows that meet the fewest of the conditions; at least one is not met.
fn names(template: &Template, board: &Board, rows: &[usize], letter: usize) -> Vec<Said> {
    let of_it: Vec<Condition> =
        template.conditions.iter().copied().filter(|c| c.rows().contains(&letter)).collect();
    let extreme = |at: usize| {
        let of = |c: &Condition| match c {
            Condition::Row(_, Is::Extreme(which)) => board.extremes.iter().any(|e| e[*which] == Some(at)),
            _ => false,
        };
        of_it.iter().any(of)
    };
    let failed = |at: usize| {
        let mut with: Vec<usize> = rows.to_vec();
        with[letter] = at;
        of_it.iter().filter(|c| !holds(board, **c, &with)).count()
    };
    let others = (0..board.rows.len()).filter(|at| board.rows[*at].alone && !rows.contains(at));
    let scored: Vec<(usize, usize)> = others.filter(|at| !extreme(*at)).map(|at| (failed(at), at)).collect();
    let most = scored.iter().map(|(failed, _)| *failed).max().unwrap_or(0);
    let fitting = scored.iter().filter(|(failed, _)| *failed == most && most > 0);
    fitting.map(|(_, at)| Said::Text(board.rows[*at].name.clone())).collect()
}

/// Other makers than those of the rows that the paragraph speaks of.
fn makers(template: &Template, board: &Board, rows: &[usize], letter: usize) -> Vec<Said> {
    let named: Vec<_> = (0..template.rows).filter_map(|l| board.rows[rows[l]].maker.as_ref()).collect();
    let own = board.rows[rows[letter]].maker.as_ref();
    let mut others: Vec<&String> = board.rows.iter().filter_map(|r| r.maker.as_ref()).collect();
    others.sort();
    others.dedup();
    let strange = others.into_iter().filter(|maker| Some(*maker) != own && !named.contains(maker));
    strange.map(|maker| Said::Text(maker.clone())).collect()
}

fn wholes(n: u32, slot: &Slot, board: &Board) -> Vec<Said> {
    let last = u32::try_from(board.rows.len()).unwrap();
    let steps: &[i64] = match (slot.kind, slot.field) {
        // "Once reached No. 5" is true of a better one as well.
        (_, "peak") => &[-1, -2, -3],
        (Kind::Rank, _) => &[1, -1, 2, -2, 3, -3],
        // "For three weeks" is true of five as well.
        (_, "streak_rank" | "streak_rise" | "periods") => &[1, 2],
        _ => &[1, -1, 2, -2],
    };
    // What is so of the visible top is not surely false.
    let also = board.top_counts.map(|c| match slot.field {
        "rows" => board.config.top,
        "new" => c.new,
        "gone" => c.gone,
        "up" => c.up,
        "down" => c.down,
        "same" => c.same,
        _ => 0,
    });
    let most = if slot.kind == Kind::Rank { last } else { u32::MAX };
    let other = |step: &i64| u32::try_from(i64::from(n) + step).ok();
    let fits = |n: &u32| *n >= 1 && *n <= most && (also != Some(*n) || *n == 0);
    steps.iter().filter_map(other).filter(fits).map(Said::Whole).collect()
}

fn figures(value: Decimal, slot: &Slot, board: &Board, listed: Option<Said>) -> Vec<Said> {
    let by = |factor: i64| {
        let other = value * Decimal::new(factor, 2);
        // What is counted in whole is so when it is false, too.
        if value.is_integer() && slot.kind == Kind::Amount && board.volume() { other.round() } else { other }
    };
    let candidates = match slot.kind {
        Kind::Percent => vec![value + Decimal::from(7), value - Decimal::from(4)],
        Kind::Times => vec![by(140), by(70), by(250)],
        _ => vec![by(113), by(83)],
    };
    let near = |other: &Decimal| match &listed {
        Some(Said::Figure(listed)) => (*other - *listed).abs() * Decimal::from(25) < other.abs(),
        _ => false,
    };
    candidates.into_iter().filter(|v| *v > Decimal::ZERO && !near(v)).map(Said::Figure).collect()
}
