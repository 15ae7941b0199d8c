//! Frames of the first rows of one board that stand on another: "None of A's top three appears among B's fifty rows", "Three
//! of the survey's top five rank in the top four in traffic".

use super::super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;

/// So many of a board's first rows stand on another board, or among its first ones.
pub fn shared(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at)?;
    let (here, first, verb) = board_of_top(f)?;
    let end = (verb..f.s.tokens.len()).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let end = end.unwrap_or(f.s.tokens.len());
    let told = (verb..end).filter_map(|at| board(f, at)).filter(|board| *board != here);
    let [there] = told.collect::<Vec<_>>().try_into().ok()?;
    let tops: Vec<u32> = (verb..end).filter_map(|at| f.top_at(at)).collect();
    let inside = match tops.as_slice() {
        [] => None,
        [top] => Some(*top),
        _ => return None,
    };
    let all = (verb..verb + 2).any(|at| f.s.is(at, &[Class::All, Class::Each]));
    let num = match counted(f, first) {
        None if all => Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal),
        found => found?,
    };
    let stands = f.s.is(verb, &[Class::Be, Class::Hold, Class::Carry]) || STANDS.contains(&f.s.text(verb));
    let plain = stands && (verb..end).all(|at| is_small(f, at));
    let test = Test::Shared { here: (here, top), there: (there, inside), num };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    let boards = vec![here];
    plain.then_some(Draft {
        boards,
        neg: false,
        guessed: false,
        when: None,
        past: false,
        words: f.at..f.at,
        ..draft
    })
}

/// Where rows stand.
const STANDS: [&str; 18] = [
    "appear", "appears", "appeared", "rank", "ranks", "ranked", "stand", "stands", "feature", "features",
    "figure", "figures", "sit", "sits", "place", "places", "make", "makes",
];

/// The board of a top, where its words begin, and what stands behind them.
fn board_of_top(f: Frame<'_>) -> Option<(usize, usize, usize)> {
    let the = |at: usize| f.s.is(at.wrapping_sub(1), &[Class::The]);
    let before = f.at.checked_sub(1)?;
    if let Some(own) = board(f, before).filter(|_| f.s.tokens[before].possessive) {
        return Some((own, before - usize::from(the(before)), f.at + 1));
    }
    let led = f.is(1, &[Class::In, Class::On, Class::Of]);
    let at = f.at + 2 + usize::from(f.is(2, &[Class::The]));
    let own = board(f, at).filter(|_| led)?;
    Some((own, f.at - usize::from(the(f.at)), at + 1))
}

/// "None of", "only one of", "three of", "all of" before the top's words.
fn counted(f: Frame<'_>, first: usize) -> Option<Num> {
    let of = first.checked_sub(1)?;
    let count = match f.s.is(of, &[Class::Of]) {
        true => of.checked_sub(1)?,
        false => of,
    };
    let exact = |value: Decimal| Num::new(value, Decimal::ZERO, Form::Cardinal);
    match f.s.text(count) {
        "none" | "none of" => Some(exact(Decimal::ZERO)),
        "all" | "all of" => Some(exact(Decimal::from(f.top_at(f.at)?))),
        "one" | "one of" => Some(exact(Decimal::ONE)),
        _ => {
            f.s.num(count).filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled).copied()
        }
    }
}

fn board(f: Frame<'_>, at: usize) -> Option<usize> {
    match f.s.tokens.get(at)?.kind {
        Kind::Board(board) => Some(board),
        _ => None,
    }
}

/// Nothing that narrows down what is said.
fn is_small(f: Frame<'_>, at: usize) -> bool {
    let small = [
        Class::In,
        Class::On,
        Class::Between,
        Class::Of,
        Class::The,
        Class::Be,
        Class::Hold,
        Class::All,
        Class::Now,
        Class::ThisPeriod,
        Class::RowsNoun,
    ];
    let word = f.s.text(at);
    f.s.is(at, &small)
        || board(f, at).is_some()
        || f.top_at(at).is_some()
        || matches!(f.s.tokens[at].kind, Kind::Period(When::Back(0)))
        || f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
        || f.s.who(at).is_some_and(|who| matches!(who.as_slice(), [Entity::Listed]))
        || STANDS.contains(&word)
        || is_list(word)
        || matches!(word, "also" | "listed" | "too" | "among" | "list")
}
