//! Distances and lists told from their ends: "From first to 50th, the gap is 52 points", "All but one of the eight".

use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::Order;
use rust_decimal::Decimal;

/// "From the first row to the 50th, the gap on Arena is 52 points": that between the two.
pub fn from_first_to_last<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let place = |from: usize| {
        let rank = from + usize::from(s.is(from, &[Class::The]));
        let row = s.is(rank + 1, &[Class::RowsNoun]) || s.subjects.contains(&(rank + 1));
        let num = match s.who(rank).map(Vec::as_slice) {
            Some([Entity::AtRank(rank, 0)]) => {
                Num::new(Decimal::from(*rank), Decimal::new(5, 1), Form::Ordinal)
            }
            _ => *s.num(rank).filter(|n| is_rank(n))?,
        };
        Some(((rank, num), rank + 1 + usize::from(row)))
    };
    let (first, to) = place(at + 1).filter(|_| s.is(at, &[Class::From]))?;
    let (last, comma) = place(to + 1).filter(|_| s.is(to, &[Class::To]))?;
    let gap = comma + 1 + usize::from(s.is(comma + 1, &[Class::The]));
    let be = (gap + 1..gap + 6).find(|i| s.is(*i, &[Class::Be]))?;
    if !s.is_mark(comma, ',') || !s.is(gap, &[Class::GapNoun]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(comma + 1..gap + 1);
    order.said(&[("between", Kind::Lex(Class::Between))], at);
    order.number(first.0, first.1);
    order.said(&[("and", Kind::Lex(Class::And))], to);
    order.number(last.0, last.1);
    order.ends(gap + 1).filter(|_| be > gap)
}

/// "All but one of the eight models carried …": seven of them did.
pub fn all_but<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let less = at + 2;
    let all = at + 5;
    let plain = |n: &&Num| n.form == Form::Cardinal && !n.scaled;
    let few = *s.num(less).filter(plain).filter(|n| n.unit == Unit::None)?;
    let whole = *s.num(all).filter(plain).filter(|n| n.unit == Unit::Subjects)?;
    let told = s.is(at, &[Class::All]) && s.is(at + 1, &[Class::But]);
    // "of last week's seven models".
    let then = super::is_period(s, less + 2) && super::owns(s, less + 2);
    let of_the = s.is(less + 1, &[Class::Of]) && (then || s.is(less + 2, &[Class::The]));
    let rest = whole.value.checked_sub(few.value).filter(|rest| *rest > Decimal::ONE)?;
    let mut order = Order::new(s);
    order.number(less, Num { value: rest, ..few });
    (told && of_the).then(|| order.ends(less + 1))?
}

/// "All of the models listed last week grew": all models did.
pub fn all_of_the<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let of_the = s.is(at + 1, &[Class::Of]) && s.is(at + 2, &[Class::The]) && s.subjects.contains(&(at + 3));
    let mut order = Order::new(s);
    order.told(at..at + 1);
    (s.is(at, &[Class::All]) && s.text(at) == "all" && of_the).then(|| order.ends(at + 3))?
}
