//! What all listed rows have, or all others, told by where they stand: "The packages on the list drew 63 million
//! downloads", "Models not on the list handled 2.1 trillion tokens".

use super::super::clauses::is_list;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::Order;

/// "The packages on the list drew 63 million downloads": the listed ones, together.
pub fn on_the_list<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + 1;
    let verb = past_list(s, noun + 1).filter(|_| s.is(at, &[Class::The]) && s.subjects.contains(&noun))?;
    let mut order = Order::new(s);
    order.mention(noun, Entity::Listed);
    carries(s, verb).then(|| order.ends(verb))?
}

/// "Models not on the list handled 2.1 trillion tokens": the rest.
pub fn not_on_the_list<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + usize::from(s.is(at, &[Class::The]));
    let verb = past_others(s, noun)?;
    let mut order = Order::new(s);
    order.mention(noun, Entity::Rest);
    carries(s, verb).then(|| order.ends(verb))?
}

/// "Another 24.6 million downloads went to packages that are not among the listed 40": these had so many.
pub fn went_to_the_rest<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let number = at + usize::from(matches!(s.text(at), "another" | "a further" | "some" | "about"));
    if !is_amount(s, number) {
        return None;
    }
    let unit = usize::from(s.units.contains(&(number + 1)));
    let went = number + 1 + unit;
    let gone =
        matches!(s.text(went), "went" | "flowed" | "ran" | "go" | "goes") || s.is(went, &[Class::Move]);
    let to = s.is(went + 1, &[Class::To]) || matches!(s.text(went + 1), "through" | "via");
    let noun = went + 2 + usize::from(s.is(went + 2, &[Class::The]));
    let end = past_others(s, noun).filter(|_| gone && to)?;
    let mut order = Order::new(s);
    order.mention(noun, Entity::Rest);
    order.said(&[("carried", Kind::Lex(Class::Carry))], went);
    order.told(number..went);
    order.ends(end)
}

/// "packages that are not among the listed 40", "models not on the list": where the words go on.
fn past_others(s: &Sentence, noun: usize) -> Option<usize> {
    let rows = s.subjects.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    let which = s.is(noun + 1, &[Class::Which]) && s.is(noun + 2, &[Class::Be]);
    let not = noun + if which { 3 } else { 1 };
    (rows && s.text(not) == "not").then(|| past_list(s, not + 1))?
}

/// "on the list", "among the listed 40", "in Alpha's list": where the words go on.
fn past_list(s: &Sentence, at: usize) -> Option<usize> {
    let board = |i: usize| matches!(s.tokens.get(i).map(|t| &t.kind), Some(Kind::Board(_)));
    let inside = s.is(at, &[Class::On, Class::In, Class::Between]) || s.text(at) == "among";
    let first = at + 1 + usize::from(s.is(at + 1, &[Class::The, Class::This]));
    let list = first + usize::from(board(first) && is_list(s.text(first + 1)));
    let named = first > at + 1 && is_list(s.text(list)) || board(list) && (first > at + 1 || list > first);
    let counted = s.text(first) == "listed" && s.num(first + 1).is_some() && first > at + 1;
    let joined = s.num(first).is_some() && s.text(first).contains("listed");
    match () {
        () if !inside => None,
        () if counted => Some(first + 2),
        () if joined => Some(first + 1),
        () if named => Some(list + 1),
        () => None,
    }
}

/// A verb with an amount: "drew 63.4 million downloads", "were downloaded 63.4 million times".
fn carries(s: &Sentence, verb: usize) -> bool {
    let were = usize::from(s.is(verb, &[Class::Be]) && s.is(verb + 1, &[Class::Carry]));
    let number = verb + were + 1;
    let light =
        matches!(s.text(number), "about" | "some" | "nearly" | "almost" | "just" | "over" | "more than");
    let each = (0..s.tokens.len()).any(|i| s.is(i, &[Class::Each]));
    let has = s.is(verb + were, &[Class::Carry]) || were == 0 && matches!(s.text(verb), "had" | "have");
    has && is_amount(s, number + usize::from(light)) && !each
}

fn is_amount(s: &Sentence, at: usize) -> bool {
    let counts = |form: Form| matches!(form, Form::Cardinal | Form::Times);
    s.num(at).is_some_and(|n| counts(n.form) && (n.scaled || n.unit == Unit::Board))
}

/// "Alpha leads the survey, Bravo the table": each leads its own.
pub fn leads_the_other<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let board = |i: usize| matches!(s.tokens.get(i).map(|t| &t.kind), Some(Kind::Board(_)));
    let row = |i: usize| s.who(i).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    let past = |from: usize| {
        let first = from + usize::from(s.is(from, &[Class::The]));
        board(first).then_some(first + 1)
    };
    let lead = at + 1;
    let comma = past(lead + 1).filter(|_| row(at) && s.is(lead, &[Class::Lead]))?;
    let joined = usize::from(s.is_mark(comma, ','))
        + usize::from(s.is(comma + usize::from(s.is_mark(comma, ',')), &[Class::And]));
    let other = comma + joined;
    let end = past(other + 1).filter(|end| joined > 0 && row(other) && super::is_end(s, *end))?;
    let mut order = Order::new(s);
    order.told(at..comma);
    order.said(&[(";", Kind::Mark(';'))], comma);
    order.told(other..other + 1);
    order.said(&[("leads", Kind::Lex(Class::Lead))], lead);
    order.told(other + 1..end);
    order.ends(end)
}

/// "The table grew from 12 ports to 13": to 13 ports, from 12.
pub fn grew_from<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 5;
    let verb = (at + 1..at + FURTHEST).find(|i| {
        matches!(s.text(*i), "grew" | "shrank" | "expanded" | "lengthened" | "contracted" | "fell" | "rose")
    })?;
    let list = |i: usize| is_list(s.text(i)) || matches!(s.tokens[i].kind, Kind::Board(_));
    let small = |i: usize| list(i) || s.is(i, &[Class::The]);
    let (first, to, last) = (verb + 2, verb + 3, verb + 4);
    let count = |i: usize| {
        s.num(i).filter(|n| {
            n.form == Form::Cardinal && !n.scaled && matches!(n.unit, Unit::None | Unit::Subjects)
        })
    };
    let (then, now) = (*count(first)?, *count(last)?);
    let rows = [then.unit, now.unit].contains(&Unit::Subjects);
    let told = s.is(verb + 1, &[Class::From]) && s.is(to, &[Class::To]) && super::is_end(s, last + 1);
    if !(at..verb).all(small) || !(at..verb).any(list) || !rows || !told {
        return None;
    }
    let up = matches!(s.text(verb), "grew" | "expanded" | "lengthened" | "rose");
    let mut order = Order::new(s);
    order.told(at..verb);
    order.said(&[(if up { "grew" } else { "shrank" }, Kind::Lex(Class::UpValue))], verb);
    order.told(to..last);
    order.number(last, super::super::numbers::Num { unit: Unit::Subjects, ..now });
    order.said(
        &[(",", Kind::Mark(',')), (if up { "up from" } else { "down from" }, Kind::Lex(Class::From))],
        verb + 1,
    );
    order.number(first, super::super::numbers::Num { unit: Unit::None, ..then });
    order.ends(last + 1)
}
