//! What is told of one against the other that the sentence has just placed.

use super::super::clauses::{is_verb, says_now};
use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::Unit;
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end};

/// "Alpha is second, and Bravo stands six ranks lower": behind Alpha.
pub fn so_many_places_lower<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let places = |i: &usize| s.num(*i).is_some_and(|n| n.unit == Unit::Places);
    let number = (at + 1..at + LONGEST).find(places)?;
    let side = match s.text(number + 1) {
        "lower" | "below" | "further down" => ("behind", Kind::Lex(Class::Behind)),
        "higher" | "above" | "further up" => ("ahead of", Kind::Lex(Class::Ahead)),
        _ => return None,
    };
    let mut others = (0..at).filter(|i| s.who(*i).is_some());
    let other = others.next().filter(|_| others.next().is_none())?;
    let placed = (0..at).any(|i| s.num(i).is_some_and(is_rank));
    let own = s.who(at).is_some() && !(at + 1..number).any(|i| s.who(i).is_some() || s.num(i).is_some());
    let moves = |i: usize| is_verb(s, i) && !s.is(i, &[Class::Be]) && !stands(s.text(i));
    let still = (at + 1..number).any(|i| s.is(i, &[Class::Be]) || stands(s.text(i)));
    // "Alpha fell to second, and Bravo now stands one place lower" may tell how far Bravo went.
    let went = (0..at).any(|i| s.is(i, &Class::CHANGES)) || (at + 1..number).any(|i| says_now(s, i));
    let owned = s.tokens[other].possessive || s.tokens[at].possessive;
    if !(placed && own && still && is_end(s, number + 2)) || owned || went || (at + 1..number).any(moves) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..number + 1);
    order.said(&[side], number + 1);
    order.told(other..other + 1);
    order.ends(number + 2)
}

/// A verb that tells where somebody is.
pub fn stands(text: &str) -> bool {
    matches!(
        text,
        "stands"
            | "stood"
            | "ranks"
            | "ranked"
            | "sits"
            | "sat"
            | "comes"
            | "came"
            | "comes in"
            | "came in"
            | "lies"
            | "follows"
            | "followed"
    )
}
