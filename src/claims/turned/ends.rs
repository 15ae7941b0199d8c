//! Distances and lists told from their ends: "From first to 50th, the gap is 52 points", "All but one of the eight".

use super::super::clauses::is_list;
use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_board, is_end, mentions};
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
    let behind = comma + usize::from(s.is_mark(comma, ','));
    let gap = behind + usize::from(s.is(behind, &[Class::The]));
    let be = (gap + 1..gap + 6).find(|i| s.is(*i, &[Class::Be]))?;
    if !s.is(gap, &[Class::GapNoun]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(behind..gap + 1);
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

/// "The list opens with Alpha and closes with Bravo": Alpha is first on it, and Bravo last.
pub fn opens_with<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + usize::from(s.is(at, &[Class::The]));
    let list = is_list(s.text(noun)) || is_board(s, noun);
    let whom = |verb: usize| {
        let with = s.is(verb + 1, &[Class::With, Class::On]);
        mentions(s, verb + 2).filter(|who| with && who.len() == 1 && !s.tokens[who.start].possessive)
    };
    let mut order = Order::new(s);
    let mut verb = noun + 1;
    while let Some(who) = whom(verb).filter(|_| list) {
        let first = match s.text(verb) {
            "opens" | "opened" | "starts" | "started" | "begins" => true,
            "closes" | "closed" | "ends" | "ended" | "finishes" | "finished" => false,
            _ => return None,
        };
        order.told(who.clone());
        order.said(&[("is", Kind::Lex(Class::Be))], verb);
        if first {
            order.number(verb, Num::new(Decimal::ONE, Decimal::new(5, 1), Form::Rank));
        } else {
            order.said(&[("last", Kind::Word(false))], verb);
        }
        if is_end(s, who.end) {
            return order.ends(who.end);
        }
        order.said(&[(";", Kind::Mark(';'))], who.end);
        verb = who.end + 1;
        s.is(who.end, &[Class::And]).then_some(())?;
    }
    None
}

/// "Bringing up the rear is Alpha", "Completing the top three: Bravo": it does.
pub fn standing_there_is<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let verb = s.text(at).split(' ').next().unwrap_or_default();
    let stands = s.is(at, &[Class::Be, Class::Lead]) && verb.ends_with("ing") && verb != "being";
    let object = |i: usize| {
        let top = s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
        top || s.is(i, &[Class::The, Class::Of]) || is_list(s.text(i)) || is_board(s, i)
    };
    let is = (at + 1..at + 6).find(|i| !object(*i)).filter(|_| stands)?;
    let told = s.is_mark(is, ':') || matches!(s.text(is), "is" | "was");
    let whom = mentions(s, is + 1).filter(|who| told && who.len() == 1 && is_end(s, who.end))?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(at..is);
    order.ends(whom.end)
}

/// "Alpha appears on the list for the first time": it is new to it.
pub fn for_the_first_time<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| !s.tokens[who.end - 1].possessive)?;
    let verb = whom.end;
    let there = s.is(verb, &[Class::Be]) && s.is(verb + 1, &[Class::In, Class::On]);
    let noun = verb + 2 + usize::from(s.is(verb + 2, &[Class::The]));
    let list = is_list(s.text(noun)) || is_board(s, noun);
    let time = noun + 1;
    let first = s.is(time, &[Class::For])
        && s.is(time + 1, &[Class::The])
        && s.num(time + 2).is_some_and(|n| n.form == Form::Ordinal && n.value == Decimal::ONE)
        && s.text(time + 3) == "time";
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("is", Kind::Lex(Class::Be))], verb);
    order.said(&[("new to", Kind::Lex(Class::New))], time + 2);
    order.told(verb + 2..time);
    (there && list && first && is_end(s, time + 4)).then(|| order.ends(time + 4))?
}
