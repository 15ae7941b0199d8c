//! A phrase bank, text to templates: conditions, words and slots. A line that cannot be read is an error that names file
//! and line.

/// What a row must be, or two of them to each other. Rows are counted from 0: `a`, `b`, `c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Row(usize, Is),
    Above(usize, usize),
    Next(usize, usize),
    SameMaker(usize, usize),
    OtherMaker(usize, usize),
    Volume,
    Score,
}

/// What one row can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    Up,
    Down,
    Same,
    New,
    Back,
    Grew,
    Shrank,
    At(u32),
    Last,
    Top(u32),
    Peak,
    Extreme(usize),
}

/// The extremes of a board, in the order in which `Board::extremes` has them.
pub const EXTREMES: [&str; 6] =
    ["best-mover", "worst-mover", "best-grower", "worst-grower", "biggest-gain", "biggest-loss"];

/// Whom a slot speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Row(usize),
    Less(usize, usize),
    Over(usize, usize),
    Sum(Vec<usize>),
    Board,
    Top(usize),
}

/// What a slot prints. The kind says which formats it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub subject: Subject,
    pub field: &'static str,
    pub kind: Kind,
    pub format: String,
    pub marked: bool,
}

/// A sort of thing that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Rank,
    Count,
    Amount,
    Percent,
    Times,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Slot(Slot),
}

/// One line of a bank.
#[derive(Debug, Clone)]
pub struct Template {
    pub line: usize,
    pub text: String,
    pub conditions: Vec<Condition>,
    pub pieces: Vec<Piece>,
    /// How many rows it speaks of: 0 to 3.
    pub rows: usize,
}

const OF_A_ROW: &[(&str, Kind)] = &[
    ("maker", Kind::Text),
    ("rank", Kind::Rank),
    ("before", Kind::Rank),
    ("moved", Kind::Count),
    ("value", Kind::Amount),
    ("value_before", Kind::Amount),
    ("change", Kind::Amount),
    ("growth", Kind::Percent),
    ("share", Kind::Percent),
    ("share_before", Kind::Percent),
    ("points", Kind::Percent),
    ("peak", Kind::Rank),
    ("periods", Kind::Count),
    ("streak_rank", Kind::Count),
    ("streak_rise", Kind::Count),
];

const OF_THE_BOARD: &[(&str, Kind)] = &[
    ("rows", Kind::Count),
    ("new", Kind::Count),
    ("gone", Kind::Count),
    ("up", Kind::Count),
    ("down", Kind::Count),
    ("same", Kind::Count),
    ("total", Kind::Amount),
    ("total_before", Kind::Amount),
    ("total_growth", Kind::Percent),
];

const OF_SEVERAL: &[(&str, Kind)] =
    &[("value", Kind::Amount), ("share", Kind::Percent), ("rank", Kind::Count)];

/// Reads a bank.
pub fn parse(file: &str, text: &str) -> Vec<Template> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    lines
        .map(|(at, line)| {
            template(at + 1, line.trim()).unwrap_or_else(|why| panic!("{file}:{}: {why}: {line}", at + 1))
        })
        .collect()
}

fn template(line: usize, text: &str) -> Result<Template, String> {
    let (conditions, body) = match text.strip_prefix('[') {
        Some(rest) => {
            let (list, body) = rest.split_once(']').ok_or("the conditions do not end")?;
            (list.split(',').map(condition).collect::<Result<Vec<_>, _>>()?, body.trim())
        }
        None => (Vec::new(), text),
    };
    let pieces = pieces(body)?;
    let marked = |p: &Piece| matches!(p, Piece::Slot(slot) if slot.marked);
    if !pieces.iter().any(marked) {
        return Err("no slot is marked".to_string());
    }
    let in_slots = pieces.iter().flat_map(|piece| match piece {
        Piece::Slot(slot) => rows_of_slot(&slot.subject),
        Piece::Text(_) => Vec::new(),
    });
    let rows = in_slots.chain(conditions.iter().flat_map(|c| c.rows())).map(|row| row + 1).max();
    Ok(Template { line, text: text.to_string(), conditions, pieces, rows: rows.unwrap_or(0) })
}

impl Condition {
    /// The rows that it speaks of.
    pub fn rows(self) -> Vec<usize> {
        match self {
            Condition::Row(a, _) => vec![a],
            Condition::Above(a, b)
            | Condition::Next(a, b)
            | Condition::SameMaker(a, b)
            | Condition::OtherMaker(a, b) => vec![a, b],
            Condition::Volume | Condition::Score => Vec::new(),
        }
    }
}

fn rows_of_slot(subject: &Subject) -> Vec<usize> {
    match subject {
        Subject::Row(a) => vec![*a],
        Subject::Less(a, b) | Subject::Over(a, b) => vec![*a, *b],
        Subject::Sum(rows) => rows.clone(),
        Subject::Board | Subject::Top(_) => Vec::new(),
    }
}

fn row(text: &str) -> Result<usize, String> {
    ["a", "b", "c"].iter().position(|l| *l == text).ok_or(format!("no row `{text}`"))
}

fn condition(text: &str) -> Result<Condition, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        ["volume"] => Ok(Condition::Volume),
        ["score"] => Ok(Condition::Score),
        [a, "above", b] => Ok(Condition::Above(row(a)?, row(b)?)),
        [a, "next", b] => Ok(Condition::Next(row(a)?, row(b)?)),
        [a, "samemaker", b] => Ok(Condition::SameMaker(row(a)?, row(b)?)),
        [a, "othermaker", b] => Ok(Condition::OtherMaker(row(a)?, row(b)?)),
        [a, is] => Ok(Condition::Row(row(a)?, self::is(is)?)),
        _ => Err(format!("no condition `{}`", text.trim())),
    }
}

fn is(word: &str) -> Result<Is, String> {
    Ok(match word {
        "up" => Is::Up,
        "down" => Is::Down,
        "same" => Is::Same,
        "new" => Is::New,
        "back" => Is::Back,
        "grew" => Is::Grew,
        "shrank" => Is::Shrank,
        "first" => Is::At(1),
        "second" => Is::At(2),
        "third" => Is::At(3),
        "last" => Is::Last,
        "top5" => Is::Top(5),
        "top10" => Is::Top(10),
        "peak" => Is::Peak,
        _ => {
            let at = EXTREMES.iter().position(|e| *e == word);
            Is::Extreme(at.ok_or(format!("no condition `{word}`"))?)
        }
    })
}

fn pieces(mut text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    while let Some(at) = text.find('{') {
        if at > 0 {
            pieces.push(Piece::Text(text[..at].to_string()));
        }
        let end = text[at..].find('}').ok_or("a slot does not end")?;
        pieces.push(Piece::Slot(slot(&text[at + 1..at + end])?));
        text = &text[at + end + 1..];
    }
    if text.contains('}') {
        return Err("a slot does not begin".to_string());
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_string()));
    }
    Ok(pieces)
}

fn slot(text: &str) -> Result<Slot, String> {
    let marked = text.ends_with('!');
    let (what, format) =
        text.trim_end_matches('!').split_once('|').unwrap_or((text.trim_end_matches('!'), ""));
    let (subject, field, kind) = match what.split_once('.') {
        None => alone(what)?,
        Some((subject, field)) => of(subject, field)?,
    };
    if !takes(kind, format) {
        return Err(format!("`{what}` has no format `{format}`"));
    }
    if marked && kind == Kind::Text && subject == Subject::Board {
        return Err(format!("`{what}` cannot be marked"));
    }
    Ok(Slot { subject, field, kind, format: format.to_string(), marked })
}

fn alone(what: &str) -> Result<(Subject, &'static str, Kind), String> {
    let board = ["unit", "board", "period", "prev"].into_iter().find(|word| *word == what);
    match board {
        Some(word) => Ok((Subject::Board, word, Kind::Text)),
        None => Ok((Subject::Row(row(what)?), "name", Kind::Text)),
    }
}

fn of(subject: &str, field: &str) -> Result<(Subject, &'static str, Kind), String> {
    let pair = |mark: char| subject.split_once(mark).map(|(a, b)| Ok::<_, String>((row(a)?, row(b)?)));
    let find = |list: &'static [(&'static str, Kind)]| {
        let known = list.iter().find(|(name, _)| *name == field);
        known.copied().ok_or(format!("no field `{field}` of `{subject}`"))
    };
    let top = subject.strip_prefix("top").and_then(|k| k.parse().ok());
    let (subject, (name, kind)) = match () {
        () if subject == "board" => (Subject::Board, find(OF_THE_BOARD)?),
        () if subject.contains('+') => {
            let rows = subject.split('+').map(row).collect::<Result<Vec<_>, _>>()?;
            (Subject::Sum(rows), find(&OF_SEVERAL[..2])?)
        }
        () if subject.contains('-') => {
            let (a, b) = pair('-').ok_or("no rows")??;
            (Subject::Less(a, b), find(OF_SEVERAL)?)
        }
        () if subject.contains('/') => {
            let (a, b) = pair('/').ok_or("no rows")??;
            (Subject::Over(a, b), (find(&OF_SEVERAL[..1])?.0, Kind::Times))
        }
        () => match top {
            Some(k) => (Subject::Top(k), find(&OF_SEVERAL[..2])?),
            None => (Subject::Row(row(subject)?), find(OF_A_ROW)?),
        },
    };
    Ok((subject, name, kind))
}

fn takes(kind: Kind, format: &str) -> bool {
    match kind {
        Kind::Text => format.is_empty(),
        Kind::Rank => matches!(format, "" | "word" | "ordinal" | "No" | "hash"),
        Kind::Count => matches!(format, "" | "word" | "ordinal"),
        Kind::Amount => matches!(format, "" | "bare" | "full"),
        Kind::Percent | Kind::Times => matches!(format, "" | "0" | "1" | "2"),
    }
}
