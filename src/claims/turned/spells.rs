//! How long something went on, told in front: "For five months, Alpha held first place".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end};

/// "For five months, Alpha held first place": it held first place for five months.
pub fn for_so_long<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let comma = spell(s, at + 1).filter(|_| s.is(at, &[Class::For]))?;
    let end = statement(s, comma + 1)?;
    let mut order = Order::new(s);
    order.told(comma + 1..end);
    order.told(at..comma);
    order.ends(end)
}

/// "Fourth for two weeks, Alpha has now slipped to sixth": it has slipped after two weeks in fourth.
pub fn stood_for_so_long<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    s.num(at).filter(|n| super::super::frames::is_rank(n))?;
    let comma = spell(s, at + 2).filter(|_| s.is(at + 1, &[Class::For]))?;
    let end = statement(s, comma + 1)?;
    let moved = [Class::Up, Class::UpRank, Class::Down, Class::DownRank];
    let to = |i: usize| s.is(i, &moved) && s.is(i + 1, &[Class::To]);
    let after = [("after", Kind::Lex(Class::After))];
    let mut order = Order::new(s);
    order.told(comma + 1..end);
    order.said(&after, at + 1);
    order.told(at + 2..comma);
    order.said(&[("in", Kind::Lex(Class::In))], at + 1);
    order.told(at..at + 1);
    (comma + 1..end).any(to).then(|| order.ends(end))?
}

/// "five months," "two straight weeks,": where the comma stands.
fn spell(s: &Sentence, at: usize) -> Option<usize> {
    s.num(at).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let comma = at + 1 + usize::from(s.is(at + 1, &[Class::Streak]));
    s.is_mark(comma, ',').then_some(comma)
}

/// A statement of one subject up to the next mark.
fn statement(s: &Sentence, from: usize) -> Option<usize> {
    s.who(from)?;
    (from + 2..=s.tokens.len()).find(|at| is_end(s, *at))
}
