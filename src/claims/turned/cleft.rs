//! Whom a statement is of, set in front: "On March 22 it was Alpha that stood fifth".

use super::super::lexicon::Class;
use super::super::tokens::{Kind, Sentence};
use super::{Order, mentions};

/// "In the week before it was Alpha that led": Alpha led then.
pub fn it_was_whom<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 6;
    let when = |i: usize| {
        s.is(i, &[Class::On, Class::In, Class::At, Class::The, Class::Last, Class::Adverb])
            || matches!(s.tokens[i].kind, Kind::Period(_) | Kind::Date(_))
            || s.is_mark(i, ',')
    };
    let it = (at..s.tokens.len().min(at + LONGEST)).find(|i| s.is(*i, &[Class::It]))?;
    let was = s.text(it) == "it" && s.is(it + 1, &[Class::Be]) && (at..it).all(when);
    let whom = mentions(s, it + 2).filter(|who| was && !s.tokens[who.start].possessive)?;
    let which = matches!(s.text(whom.end), "that" | "who" | "which");
    let mut order = Order::new(s);
    order.told(at..it);
    if it > at && !s.is_mark(it - 1, ',') {
        order.said(&[(",", Kind::Mark(','))], it);
    }
    order.told(whom.clone());
    which.then(|| order.ends(whom.end + 1))?
}
