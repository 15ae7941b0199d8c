//! Tables typed by hand: the row's name says whose a figure is, the column's head what it is of.
//! In: the cells of a text in order. Out: a claim for each lone number whose row and column are understood.

use super::facts::Measure;
use super::frames::{Draft, Test, is_rank};
use super::numbers::{Form, Num, Unit};
use super::tokens::{Entity, Kind, Sentence, Who};
use rust_decimal::Decimal;

/// What is known of the table that is being read.
#[derive(Debug, Default)]
pub struct Table {
    number: Option<usize>,
    row: usize,
    subject: Option<Who>,
    heads: Vec<(usize, Head)>,
}

/// A column's head: its words, what they say, and the boards that it names.
#[derive(Debug)]
struct Head {
    text: String,
    says: Says,
    boards: Vec<usize>,
}

/// What a head's words say its figures are. It is found out once, and not for each cell under it.
#[derive(Debug)]
struct Says {
    change: bool,
    before: bool,
    share: bool,
    rank: bool,
    value: bool,
    known: Option<Measure>,
}

impl Says {
    fn of(text: &str) -> Says {
        // Most of these words have a letter that a head does not have.
        let letters = text.bytes().fold(0_u32, |letters, byte| letters | 1 << (byte % 32));
        let may_have = |word: &str| word.bytes().all(|byte| letters >> (byte % 32) & 1 == 1);
        let contains = |word: &str| may_have(word) && text.contains(word);
        let has = |words: &[&str]| words.iter().any(|word| contains(word));
        let known = [
            ("vote", Measure::Votes),
            ("input", Measure::PriceIn),
            ("output", Measure::PriceOut),
            ("context", Measure::Context),
            ("parameter", Measure::Parameters),
        ];
        Says {
            change: has(&[
                "growth",
                "change",
                "week-on-week",
                "week-over-week",
                "wow",
                "±",
                "+/-",
                "move",
                "trend",
                "vs",
            ]),
            before: has(&[
                "previous",
                "last week",
                "last month",
                "prior",
                "before",
                "a week ago",
                "yesterday",
            ]),
            share: has(&["share"]),
            rank: has(&["rank", "place", "position", "no."]) || text == "#",
            value: has(&["token", "volume", "download", "value", "score", "rating", "elo", "points"]),
            known: known.iter().find(|(word, _)| contains(word)).map(|(_, measure)| *measure),
        }
    }
}

impl Table {
    /// Begins a table or a row; true if the row is another, whose subject is to be found.
    pub fn at(&mut self, table: usize, row: usize) -> bool {
        let fresh = self.number != Some(table);
        if fresh {
            *self = Table { number: Some(table), ..Table::default() };
        }
        let other = fresh || self.row != row;
        self.row = row;
        other && row > 0
    }

    /// Notes a head.
    pub fn head(&mut self, column: usize, text: &str, boards: Vec<usize>) {
        let text = text.trim().to_lowercase();
        self.heads.push((column, Head { says: Says::of(&text), text, boards }));
    }

    /// Notes whom the row is about: the first of its cells' names.
    pub fn about(&mut self, names: impl Iterator<Item = Option<Who>>) {
        self.subject = names.flatten().next();
    }

    /// The claim of a cell that is one number.
    pub fn claim(&self, column: usize, s: &Sentence) -> Option<Draft> {
        let subject = self.subject.as_ref()?;
        let (_, head) = self.heads.iter().find(|(c, _)| *c == column)?;
        let at = lone_number(s)?;
        let num = s.num(at)?;
        let group = vec![subject.clone()];
        let tests: Vec<Test> = readings(head, num)
            .into_iter()
            .map(|(measure, num, sign)| Test::Number { measure, num, sign, group: group.clone() })
            .collect();
        let quantity = match tests.first()? {
            Test::Number { measure, .. } => measure.name(),
            _ => return None,
        };
        Some(Draft {
            range: s.tokens[at].start..s.tokens[at].end,
            quantity,
            tests,
            group,
            when: None,
            past: false,
            boards: head.boards.clone(),
            neg: false,
            guessed: false,
            board_told: true,
            both_boards: false,
            certain: true,
            clause: 0,
            at,
            own: true,
            aside: false,
            words: 0..0,
        })
    }
}

/// A cell that is a row's name: "Delta", "1. Delta", "Hy3 (free)".
pub fn named(s: &Sentence) -> Option<Who> {
    let model = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. })) && !who.is_empty();
    let mut names = (0..s.tokens.len()).filter_map(|at| s.who(at));
    let first = names.next().filter(model)?;
    let alone =
        names.next().is_none() && s.tokens.iter().all(|t| !matches!(t.kind, Kind::Lex(_) | Kind::Word(_)));
    alone.then(|| first.clone())
}

/// The only number of a cell that has no other words.
fn lone_number(s: &Sentence) -> Option<usize> {
    let mut numbers = (0..s.tokens.len()).filter(|at| s.num(*at).is_some());
    let at = numbers.next()?;
    let other = |kind: &Kind| {
        !matches!(kind, Kind::Num(_) | Kind::Mark('.' | '+' | '±' | '▲' | '▼' | '↑' | '↓' | '*'))
    };
    (numbers.next().is_none() && !s.tokens.iter().any(|t| other(&t.kind))).then_some(at)
}

/// What a number under a head may be of; nothing where the head does not tell.
fn readings(head: &Head, num: &Num) -> Vec<(Measure, Num, i8)> {
    let (text, says) = (head.text.as_str(), &head.says);
    let percent = matches!(num.form, Form::Percent);
    let ratio = if percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
    let whole =
        !num.scaled && matches!(num.form, Form::Cardinal) && num.unit != Unit::Board && num.whole().is_some();
    let ranked = is_rank(num) || whole;
    let sign = if num.sign < 0 { -1 } else { 1 };
    if says.change {
        return match () {
            () if percent && says.share => {
                vec![(Measure::ShareChange, ratio, sign), (Measure::ShareGrowth, ratio, sign)]
            }
            () if percent => vec![(Measure::Growth, ratio, sign)],
            () if num.unit == Unit::PercentPoints || (says.share && !num.scaled) => {
                vec![(Measure::ShareChange, num.scaled_by(Decimal::new(1, 2)), sign)]
            }
            () if whole && num.sign != 0 => {
                vec![(Measure::Places, *num, sign), (Measure::ValueChange, *num, sign)]
            }
            () if num.scaled => vec![(Measure::ValueChange, *num, sign)],
            () => Vec::new(),
        };
    }
    if says.before {
        return match () {
            () if percent => vec![(Measure::PreviousShare, ratio, 0)],
            () if ranked => vec![(Measure::PreviousRank, *num, 0), (Measure::PreviousValue, *num, 0)],
            () => sized(Measure::PreviousValue, num, text),
        };
    }
    if says.share || percent && matches!(text, "%" | "of total" | "of all") {
        let bare = num.scaled_by(Decimal::new(1, 2));
        return vec![(Measure::Share, if percent { ratio } else { bare }, 0)];
    }
    if says.rank {
        return if ranked { vec![(Measure::Rank, *num, 0)] } else { Vec::new() };
    }
    if let Some(measure) = says.known {
        return vec![(measure, *num, 0)];
    }
    if num.unit == Unit::Board || says.value {
        return sized(Measure::Value, num, text);
    }
    // A board's own name: where the row stands on it, or what it has there.
    match (head.boards.is_empty(), ranked) {
        (false, true) => vec![(Measure::Rank, *num, 0), (Measure::Value, *num, 0)],
        (false, false) if !percent => sized(Measure::Value, num, text),
        _ => Vec::new(),
    }
}

/// An amount under a head that may tell its scale: "Tokens (B)", "Tokens, trillions". Where neither does, any is meant.
fn sized(measure: Measure, num: &Num, head: &str) -> Vec<(Measure, Num, i8)> {
    if num.form != Form::Cardinal {
        return Vec::new();
    }
    let told =
        [("trillion", 12), ("(t)", 12), ("billion", 9), ("(b)", 9), ("(bn)", 9), ("million", 6), ("(m)", 6)];
    let scale = |zeros: u32| (measure, num.scaled_by(Decimal::from(10_i64.pow(zeros))), 0);
    match told.iter().find(|(word, _)| head.contains(word)) {
        _ if num.scaled => vec![(measure, *num, 0)],
        Some((_, zeros)) => vec![scale(*zeros)],
        None => [0, 3, 6, 9, 12].map(scale).to_vec(),
    }
}
