//! Which rows of a board are meant: "the top 20", "OpenRouter's fifty", "the twenty rows", "the list".

use super::{Frame, Test};
use crate::claims::clauses::{is_list, is_verb};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Unit};
use crate::claims::tokens::{Kind, When};

/// Which rows are counted; without either, all of the board.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    /// The first so many.
    pub top: Option<u32>,
    /// All that are listed, and how many these are by the words.
    pub listed: Option<u32>,
}

impl Scope {
    /// The first so many of these rows.
    pub fn top(self) -> Option<u32> {
        self.top.or(self.listed)
    }

    /// What is said of all that are listed holds only where they are so many.
    pub fn of(self, test: Test) -> Test {
        match self.listed {
            Some(rows) if self.top.is_none() => Test::OfListed { rows, test: Box::new(test) },
            _ => test,
        }
    }
}

/// The rows that a token names: "the top 20", "OpenRouter's fifty", "the list", "Arena".
pub(super) fn scope_at(f: Frame<'_>, at: usize) -> Option<Scope> {
    if let Some(top) = f.top_at(at) {
        return Some(Scope { top: Some(top), listed: None });
    }
    if let Some(rows) = rows_of_list(f, at) {
        return Some(Scope { top: None, listed: Some(rows) });
    }
    // "in the OpenRouter fifty", "on Arena's list of fifty", "in OpenRouter's top ten": what comes later says more.
    let board = matches!(f.s.tokens.get(at)?.kind, Kind::Board(_));
    let more = (at + 1..at + 5)
        .take_while(|i| is_quiet(f, *i))
        .find(|i| f.top_at(*i).is_some() || rows_of_list(f, *i).is_some());
    match more {
        Some(more) if board || is_list(f.s.text(at)) => scope_at(f, more),
        _ => (board || is_list(f.s.text(at))).then(Scope::default),
    }
}

pub(super) fn list_after(f: Frame<'_>, from: usize) -> Option<Scope> {
    let near = (from..from + 4).take_while(|at| is_quiet(f, *at));
    near.into_iter().find_map(|at| {
        rows_of_list(f, at)
            .map(|rows| Scope { top: None, listed: Some(rows) })
            .or_else(|| f.top_at(at).map(|top| Scope { top: Some(top), listed: None }))
    })
}

/// "the OpenRouter fifty", "Arena's fifty rows", "the twenty rows", "the list of fifty": the rows that are listed.
pub(super) fn rows_of_list(f: Frame<'_>, at: usize) -> Option<u32> {
    let num = f.s.num(at).filter(|n| n.form == Form::Cardinal && !n.scaled && n.hedge == Hedge::Plain)?;
    let rows = num.whole().filter(|rows| (5..=1000).contains(rows))?;
    let board = |at: usize| matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)));
    let noun = num.unit == Unit::Subjects
        || num.unit == Unit::None
            && !matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Word(_) | Kind::Num(_)))
        || matches!(f.s.text(at + 1), "listed");
    let mut before = at.checked_sub(1)?;
    while before > 0
        && (board(before) && !f.s.tokens[before].possessive
            || matches!(f.s.text(before), "listed" | "full" | "whole" | "published"))
    {
        before -= 1;
    }
    let list = f.s.is(before, &[Class::Of]) && before > 0 && is_list(f.s.text(before - 1));
    let definite =
        f.s.is(before, &[Class::The, Class::All]) || board(before) && f.s.tokens[before].possessive || list;
    (noun && definite && f.s.who(at + 1).is_none() && !f.s.tokens[at].possessive).then_some(rows)
}

/// A word for what is ranked: "row", "model".
pub(super) fn is_row(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::RowsNoun]) || f.s.subjects.contains(&at)
}

/// "three Arena rows": the board between a number and what it counts.
pub(super) fn of_board(f: Frame<'_>) -> bool {
    let board = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Board(_)));
    board && is_row(f, f.at + 2)
}

/// Where the words end that belong to a count.
pub(super) fn stop(f: Frame<'_>, from: usize) -> usize {
    let ends = |at: &usize| {
        matches!(f.s.tokens[*at].kind, Kind::Mark(_))
            || f.s.is(*at, &[Class::And, Class::As, Class::Than, Class::AsMuchAs, Class::Frozen])
            // "down to three rows on the board from four in W16".
            || f.s.is(*at, &[Class::From]) && f.s.num(*at + 1).is_some()
            // "eight rows to OpenAI's seven".
            || f.s.is(*at, &[Class::To, Class::Against])
                && f.s.tokens.get(*at + 1).is_some_and(|t| t.possessive)
                && f.s.num(*at + 2).is_some()
    };
    let end = f.clause().range.end;
    let at = (from..end).find(ends).unwrap_or(end);
    // "ten rows in the top 20 that grew": some of them.
    let narrowed = at == end && f.s.is(at, &[Class::Which, Class::With]);
    if narrowed { at + 1 } else { at }
}

/// Nothing but a board and its rows stands before the clause's verb, which is its only one: "carried over from May"
/// tells of which rows.
pub(super) fn verb_behind(f: Frame<'_>, from: usize) -> bool {
    let end = f.clause().range.end;
    let verb = (from..end).find(|at| !is_quiet(f, *at)).filter(|at| is_verb(f.s, *at));
    verb.is_some_and(|verb| {
        !(verb + 1..end).any(|at| is_verb(f.s, at) && !matches!(f.s.text(at), "higher" | "lower"))
    })
}

/// A token that says nothing but which board, which rows and when.
pub(super) fn is_quiet(f: Frame<'_>, at: usize) -> bool {
    const SMALL: [Class; 12] = [
        Class::In,
        Class::On,
        Class::Of,
        Class::The,
        Class::Between,
        Class::Now,
        Class::Adverb,
        Class::All,
        Class::RowsNoun,
        Class::Each,
        Class::This,
        Class::Only,
    ];
    let Some(token) = f.s.tokens.get(at) else { return false };
    match token.kind {
        Kind::Board(_) => true,
        Kind::Period(when) => when != When::Beyond,
        Kind::Who(_) => f.top_at(at).is_some(),
        Kind::Num(_) => rows_of_list(f, at).is_some(),
        Kind::Lex(_) => f.s.is(at, &SMALL),
        Kind::Mark(c) => c == ',',
        Kind::Word(_) => {
            is_list(f.s.text(at))
                || matches!(
                    f.s.text(at),
                    "listed" | "full" | "whole" | "entire" | "published" | "there" | "alone" | "exactly"
                )
        }
        _ => false,
    }
}
