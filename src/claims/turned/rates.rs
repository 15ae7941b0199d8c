//! Ratios told by the piece: "For every token to Alpha, Bravo had 2.2".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end, mentions};

/// "For every token handled by Alpha, Bravo handled 2.2": Bravo handled 2.2 times as many tokens as Alpha.
pub fn for_every<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 9;
    let every = s.text(at) == "for" && matches!(s.text(at + 1), "every" | "each");
    let comma = (at + 3..at + LONGEST).find(|i| s.is_mark(*i, ',')).filter(|_| every)?;
    // "For every unit Alpha handled, Bravo handled 1.5".
    let whose = comma - 1 - usize::from(comma > at + 4 && is_verb(s, comma - 1));
    let whom = mentions(s, whose).filter(|who| who.len() == 1)?;
    let who = mentions(s, comma + 1).filter(|who| who.len() == 1)?;
    let number = (who.end + 1..who.end + 6).find(|i| s.num(*i).is_some())?;
    let num = s.num(number).filter(|n| n.form == Form::Cardinal && !n.scaled && is_end(s, number + 1))?;
    // "…; the two rank eleventh and ninth": in the order in which they were named.
    if s.has(&[Class::They, Class::Respectively]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(who.clone());
    order.said(&[("had", Kind::Lex(Class::Carry))], who.end);
    order.number(number, Num { form: Form::Times, unit: Unit::None, ..*num });
    order.said(&[("as", Kind::Lex(Class::As)), ("many", Kind::Word(false))], number);
    // "For every container", of which the data know more than one.
    if s.units.contains(&(at + 2)) {
        order.unit(at + 2);
    }
    order.said(&[("as", Kind::Lex(Class::As))], number);
    order.told(whom);
    order.ends(number + 1)
}
