//! Frames of the part of all that several rows have which nobody names, now and in earlier periods: "Free rows carry 9.8%
//! of all tokens, after 24.8% in W29", "The models of Arena's top 20 carry 9.2% of OpenRouter's tokens".

use super::scopes::{is_quiet, is_row};
use super::{Draft, Frame, Statistic, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;

/// Whose part is told.
#[derive(Clone, Copy)]
enum Rows {
    /// All that are free.
    Free,
    /// Those of the models that stand among another board's first ones.
    Placed { board: usize, top: u32 },
}

impl Rows {
    fn test(self, num: Num) -> Test {
        match self {
            Rows::Free => Test::Statistic { which: Statistic::FreeShare, num },
            Rows::Placed { board, top } => Test::PlacedShare { board, top, num },
        }
    }
}

/// The first part of a sentence, or one of those that follow it, each with its period.
pub fn part_of_all(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Percent)?;
    let (rows, verb) = f.clauses[..=f.index].iter().rev().find_map(|c| told(f, c.range.start))?;
    let between = verb + 1..f.at;
    let parts = between.clone().filter(|at| is_part(f, *at)).count();
    let when = period_behind(f);
    let dated = parts == 0 || when.is_some();
    let neg = f.clauses[..=f.index].iter().any(|c| c.neg);
    if !between.clone().all(|at| goes_on(f, at)) || !dated || neg || !of_all(f, verb) {
        return None;
    }
    let num = num.scaled_by(Decimal::new(1, 2));
    let draft = f.draft_of("share", vec![rows.test(num)], Vec::new(), true);
    let boards = match rows {
        Rows::Free => draft.boards.clone(),
        Rows::Placed { board, .. } => vec![other_board(f, verb, board)?],
    };
    Some(Draft { when: when.or(draft.when), boards, guessed: false, words: f.at..f.at, ..draft })
}

/// Of which rows the clause that begins at a token speaks, and where its verb stands.
fn told(f: Frame<'_>, start: usize) -> Option<(Rows, usize)> {
    let verb = (start..f.at).find(|at| f.s.is(*at, &[Class::Carry, Class::Hold]))?;
    let small = |at: usize| is_quiet(f, at) || f.s.is(at, &[Class::Together]) || is_row(f, at);
    let free = (start..verb).find(|at| f.s.is(*at, &[Class::Free]) && is_row(f, at + 1));
    if let Some(free) = free {
        let whole = |at: usize| matches!(f.s.text(at), "as" | "a" | "whole");
        let rows = (start..verb).all(|at| at == free || small(at) || whole(at));
        return rows.then_some((Rows::Free, verb));
    }
    let placed = (start..verb).find_map(|at| {
        let top = f.top_at(at)?;
        let own = (start..at).rev().find_map(|at| match f.s.tokens[at].kind {
            Kind::Board(board) => Some(board),
            _ => None,
        });
        Some(Rows::Placed { board: own?, top })
    });
    placed.filter(|_| (start..verb).all(small)).map(|rows| (rows, verb))
}

/// "of OpenRouter's tokens": the part is of what another board than that of the rows counts.
fn other_board(f: Frame<'_>, verb: usize, own: usize) -> Option<usize> {
    (verb + 1..f.s.tokens.len()).find_map(|at| match f.s.tokens[at].kind {
        Kind::Board(board) if board != own => Some(board),
        _ => None,
    })
}

fn is_part(f: Frame<'_>, at: usize) -> bool {
    f.s.num(at).is_some_and(|n| n.form == Form::Percent)
}

/// What may stand between the verb and a part: parts, of what they are, and their periods.
fn goes_on(f: Frame<'_>, at: usize) -> bool {
    const SMALL: [Class; 12] = [
        Class::ShareOf,
        Class::Market,
        Class::Volume,
        Class::After,
        Class::From,
        Class::Against,
        Class::And,
        Class::Up,
        Class::Down,
        Class::At,
        Class::Least,
        Class::MoreThan,
    ];
    is_part(f, at) || is_quiet(f, at) || f.s.units.contains(&at) || f.s.is(at, &SMALL)
}

/// "9.8% of all tokens": the first part of the sentence says of what.
fn of_all(f: Frame<'_>, verb: usize) -> bool {
    let first = (verb + 1..=f.at).find(|at| is_part(f, *at));
    let of_volume = |at: usize| {
        let mut next = (at + 2..at + 6).take_while(|at| {
            is_quiet(f, *at) || f.s.units.contains(at) || f.s.is(*at, &[Class::Market, Class::Volume])
        });
        f.s.is(at + 1, &[Class::Of])
            && next.any(|at| f.s.units.contains(&at) || f.s.is(at, &[Class::Market, Class::Volume]))
    };
    first.is_some_and(|at| f.s.is(at + 1, &[Class::ShareOf]) || of_volume(at))
}

/// "9.4% in W30": the period right behind the number and what it is of.
fn period_behind(f: Frame<'_>) -> Option<When> {
    let near = (f.at + 1..f.at + 5)
        .take_while(|at| f.s.num(*at).is_none() && !f.s.is(*at, &[Class::After, Class::And]));
    near.into_iter().find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    })
}
