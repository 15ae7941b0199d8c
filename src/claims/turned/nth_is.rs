//! Who stands at a place, told by the place: "The third row on OpenRouter is Alpha", "Arena's runner-up is Bravo".

use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_board, is_end, mentions, owns};
use crate::claims::clauses::is_list;
use rust_decimal::Decimal;

/// "The third-largest model on the list is Alpha", "On Arena the runner-up is Bravo": Alpha is third on the list.
pub fn nth_is<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let led = s.is(at, &[Class::On, Class::In]) && is_board(s, at + 1) && !s.tokens[at + 1].possessive;
    let front = at + if led { 2 } else { 0 };
    let start = front + usize::from(led && s.is_mark(front, ','));
    let board = is_board(s, start) && s.tokens[start].possessive;
    let place = start + usize::from(board || s.is(start, &[Class::The]));
    let (num, noun) = rank_at(s, place).filter(|_| place > start)?;
    let small = |i: &usize| {
        s.is(*i, &[Class::On, Class::In, Class::Of, Class::The]) || is_board(s, *i) || is_list(s.text(*i))
    };
    let be = (noun..s.tokens.len()).find(|i| !small(i))?;
    let told = s.is(be, &[Class::Be]) && matches!(s.text(be), "is" | "was" | "remains");
    let whom = mentions(s, be + 1).filter(|who| told && who.len() == 1 && !owns(s, who.start))?;
    let row = s.who(whom.start)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    if !row || !is_end(s, whom.end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(be..be + 1);
    order.number(place, num);
    order.told(noun..be);
    order.told(at..front);
    if board {
        order.said(&[("on", Kind::Lex(Class::On))], start);
        order.not_owning(start..start + 1);
    }
    order.ends(whom.end)
}

/// The place that the words at a token name, and what follows them: "runner-up", "third row", "third-largest model".
fn rank_at(s: &Sentence, at: usize) -> Option<(Num, usize)> {
    if let Some([Entity::AtRank(rank @ 2.., 0)]) = s.who(at).map(Vec::as_slice) {
        return Some((Num::new(Decimal::from(*rank), Decimal::new(5, 1), Form::Ordinal), at + 1));
    }
    let num = s.num(at).filter(|n| is_rank(n) && n.value > Decimal::ONE)?;
    let largest = matches!(s.text(at + 1), "largest" | "biggest");
    let noun = at + 1 + usize::from(largest);
    let row = s.is(noun, &[Class::RowsNoun]) || s.subjects.contains(&noun);
    row.then_some((*num, noun + 1))
}
