//! Tables typed by hand: the row's name says whose a figure is, the column's head what it is of.
//! In: the cells of a text in order. Out: a claim for each lone number whose row and column are understood. A cell of
//! prose is read as a passage that goes on from the row's name; it is called false only where neither the head above it
//! nor the other cells of its row can tell of another time, board or row.

use super::clauses::{Discourse, is_verb};
use super::facts::{Measure, World};
use super::frames::{Draft, Test, is_rank};
use super::numbers::{Form, Num, Unit};
use super::tokens::{self, Entity, Kind, Reader, Sentence, Who};
use super::{Checked, Checker, IssueClaims, Verdict, referred};
use crate::editorial::{Issue, Passage, PassageKind};
use rust_decimal::Decimal;
use std::iter;

/// What is known of the table that is being read.
#[derive(Debug, Default)]
pub struct Table {
    number: Option<usize>,
    row: usize,
    subject: Option<Who>,
    /// The row has no cells but its name, lone numbers and prose.
    plain: bool,
    /// What leads up to the table names a time or a board.
    framed: bool,
    heads: Vec<(usize, Head)>,
}

/// A column's head: its words, what they say, and the boards that it names.
#[derive(Debug)]
struct Head {
    text: String,
    says: Says,
    boards: Vec<usize>,
    /// It names a time.
    timed: bool,
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

impl Head {
    /// It only says that remarks stand below.
    fn is_plain(&self) -> bool {
        let Says { change, before, share, rank, value, known } = self.says;
        let says = change || before || share || rank || value || known.is_some();
        !says && !self.timed && self.boards.is_empty()
    }
}

/// What a cell is to its row.
#[derive(Debug)]
enum Part {
    /// Its name.
    Name(Who),
    /// A lone number, prose, or nothing.
    Told,
    /// What may say of when or where the row is.
    Other,
}

impl Part {
    /// Looks at a cell.
    fn of(s: &Sentence) -> Part {
        match named(s) {
            Some(who) => Part::Name(who),
            None if s.tokens.is_empty() || lone_number(s).is_some() || is_prose(s) => Part::Told,
            None => Part::Other,
        }
    }
}

impl Table {
    /// Begins a table or a row; true if the row is another, whose subject is to be found.
    fn at(&mut self, table: usize, row: usize, is_framed: impl FnOnce() -> bool) -> bool {
        let fresh = self.number != Some(table);
        if fresh {
            *self = Table { number: Some(table), framed: is_framed(), ..Table::default() };
        }
        let other = fresh || self.row != row;
        self.row = row;
        other && row > 0
    }

    /// Notes a head.
    fn head(&mut self, column: usize, text: &str, boards: Vec<usize>, timed: bool) {
        let text = text.trim().to_lowercase();
        self.heads.push((column, Head { says: Says::of(&text), text, boards, timed }));
    }

    /// Notes whom the row is about: the first of its cells' names.
    fn about(&mut self, cells: impl Iterator<Item = Part>) {
        (self.subject, self.plain) = (None, true);
        for cell in cells {
            match cell {
                Part::Name(who) if self.subject.is_none() => self.subject = Some(who),
                Part::Told => {}
                Part::Name(_) | Part::Other => self.plain = false,
            }
        }
    }

    /// What was said before a cell of prose begins: the row's name.
    fn discourse(&self, column: usize) -> Discourse {
        let head = self.heads.iter().find(|(c, _)| *c == column);
        Discourse {
            subject: self.subject.iter().cloned().collect(),
            boards: head.map(|(_, head)| head.boards.clone()).unwrap_or_default(),
            stale: self.subject.is_none(),
            ..Discourse::default()
        }
    }

    /// True if nothing around a cell of prose can tell of when or where it is true.
    fn is_plain(&self, column: usize) -> bool {
        let timed = self.heads.iter().any(|(_, head)| head.timed);
        let above = self.heads.iter().find(|(c, _)| *c == column);
        self.plain && !self.framed && !timed && above.is_some_and(|(_, head)| head.is_plain())
    }

    /// The claim of a cell that is one number.
    fn claim(&self, column: usize, s: &Sentence) -> Option<Draft> {
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

impl Checker<'_> {
    /// A cell of a table that was typed by hand.
    #[expect(clippy::too_many_arguments, reason = "a cell, where it stands and what its table has said")]
    pub(super) fn cell(
        &self,
        issue: &Issue,
        (index, lower): (usize, &str),
        (table, row, column): (usize, usize, usize),
        (reader, world): (Reader<'_>, World<'_>),
        tables: &mut Table,
        out: &mut IssueClaims,
    ) {
        let passages = &issue.prose.passages;
        let passage = &passages[index];
        let s = tokens::read((passage, lower), 0..lower.len(), &issue.claims, reader);
        let is_framed = || {
            let lead = index.checked_sub(1).map(|before| &passages[before]).filter(|p| leads_up(p));
            lead.is_some_and(|lead| {
                let lower = lead.text.to_ascii_lowercase();
                let s = tokens::read((lead, &lower), 0..lower.len(), &issue.claims, reader);
                is_timed(&s) || s.tokens.iter().any(|t| matches!(t.kind, Kind::Board(_)))
            })
        };
        if tables.at(table, row, is_framed) {
            let same = |p: &&Passage| matches!(p.kind, PassageKind::Cell { table: t, row: r, .. } if (t, r) == (table, row));
            let others = passages[index + 1..].iter().take_while(same).map(|cell| {
                let lower = cell.text.to_ascii_lowercase();
                Part::of(&tokens::read((cell, &lower), 0..lower.len(), &issue.claims, reader))
            });
            tables.about(iter::once_with(|| Part::of(&s)).chain(others));
        }
        if row > 0 && is_prose(&s) {
            let first = out.claims.len();
            let mut discourse = tables.discourse(column);
            self.prose(issue, (passage, lower), (reader, world), &mut discourse, out);
            if !tables.is_plain(column) {
                leave_open(&mut out.claims[first..]);
            }
            return;
        }
        let text = passage.text.trim();
        out.claims.extend(referred(&s, issue, text));
        if row == 0 {
            let boards = s.tokens.iter().filter_map(|t| match t.kind {
                Kind::Board(board) => Some(board),
                _ => None,
            });
            tables.head(column, &passage.text, boards.collect(), is_timed(&s));
        } else if let Some(draft) = tables.claim(column, &s) {
            out.claims.push(self.decide((&draft, &[]), &s, passage, world, &Discourse::default(), text));
        }
    }
}

/// A cell that is a row's name: "Delta", "1. Delta", "Hy3 (free)".
fn named(s: &Sentence) -> Option<Who> {
    let model = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. })) && !who.is_empty();
    let mut names = (0..s.tokens.len()).filter_map(|at| s.who(at));
    let first = names.next().filter(model)?;
    let alone =
        names.next().is_none() && s.tokens.iter().all(|t| !matches!(t.kind, Kind::Lex(_) | Kind::Word(_)));
    alone.then(|| first.clone())
}

/// A cell that says something of somebody, with a verb.
fn is_prose(s: &Sentence) -> bool {
    let says = |at: usize| is_verb(s, at) && !matches!(s.text(at), "up" | "down");
    s.tokens.len() > 2 && (0..s.tokens.len()).any(says)
}

/// A heading, or a paragraph that ends in a colon: what it says holds for the table below.
fn leads_up(passage: &Passage) -> bool {
    match passage.kind {
        PassageKind::Heading => true,
        PassageKind::Paragraph => passage.text.trim_end().ends_with(':'),
        PassageKind::Cell { .. } => false,
    }
}

/// Words of heads and headings that say when.
const TIMES: [&str; 12] =
    ["week", "weeks", "day", "days", "date", "month", "months", "quarter", "year", "period", "when", "issue"];

/// What names a time.
fn is_timed(s: &Sentence) -> bool {
    let dated = |kind: &Kind| matches!(kind, Kind::Period(_) | Kind::Span(_) | Kind::Date(_));
    s.tokens.iter().any(|t| dated(&t.kind) || TIMES.contains(&t.text))
}

/// What is not borne out stays open: the cell may tell of what stands around it.
fn leave_open(claims: &mut [Checked]) {
    for claim in claims.iter_mut().filter(|claim| claim.verdict == Verdict::Contradicted) {
        claim.verdict = Verdict::Undecided;
        claim.reason = "what stands around this cell may say when or where it is so".to_string();
        claim.suggestion = None;
    }
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
