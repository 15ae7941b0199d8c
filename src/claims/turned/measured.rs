//! What is counted told before whose it is: "Admissions to Alpha fell", "Admissions to Alpha were three times those to
//! Bravo".

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_end, is_period, mentions, owns};
use std::ops::Range;

const HAD: [(&str, Kind); 1] = [("had", Kind::Lex(Class::Be))];

/// "Admissions to Alpha were almost double those to Bravo": Alpha had almost double the admissions of Bravo.
pub fn times_those<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let whom = unit_of(s, at)?;
    let be = whom.end;
    let those = (be + 2..be + FURTHEST).find(|i| matches!(s.text(*i), "those" | "that"))?;
    let factor = s.num(those - 1).is_some_and(|n| n.form == Form::Times)
        || s.is(those - 1, &[Class::Double, Class::Triple, Class::Quadruple])
        || s.text(those - 1) == "times" && s.num(those - 2).is_some()
        || s.text(those - 1) == "twice";
    let other = mentions(s, those + 2).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    if !s.is(be, &[Class::Be]) || !factor || !is_of(s, those + 1) || is_together(s, &whom) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&HAD, be);
    order.told(be + 1..those);
    order.said(&[("the", Kind::Lex(Class::The))], those);
    order.unit(at);
    order.said(&[("of", Kind::Lex(Class::Of))], those + 1);
    order.told(other.clone());
    order.ends(other.end)
}

/// "Admissions to Alpha dropped by 14.3%", "Tokens processed by Alpha went from …": its admissions did.
pub fn of_whom<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    // "Volume for Alpha fell" is read as it stands.
    let unit = s.units.contains(&at);
    let whom = unit_of(s, at).filter(|whom| unit && is_verb(s, whom.end) && !is_together(s, whom))?;
    let mut order = Order::new(s);
    order.owning(whom.start);
    order.unit(at);
    order.ends(whom.end)
}

/// "Admissions to Alpha's three films rose 5%": Alpha has three films, and its admissions rose.
pub fn of_makers_rows<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let org = at + 2;
    let maker = s.who(org).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let owned = maker && owns(s, org) && s.units.contains(&at) && is_of(s, at + 1);
    let noun = (org + 1..org + 4).find(|i| s.subjects.contains(i) || counts_rows(s, *i))?;
    let listed = |i: usize| s.text(i) == "listed" || counts_rows(s, i) || s.num(i).is_some();
    if !owned || !(org + 1..noun).all(listed) || !is_verb(s, noun + 1) {
        return None;
    }
    let mut order = Order::new(s);
    if let Some(count) = (org + 1..noun + 1).find(|i| s.num(*i).is_some()) {
        let num = *s.num(count).filter(|n| n.form == Form::Cardinal && !n.scaled)?;
        order.not_owning(org..org + 1);
        order.said(&[("has", Kind::Lex(Class::Be))], org);
        order.number(count, Num { unit: Unit::Subjects, ..num });
        order.said(&[("in", Kind::Lex(Class::In)), ("the list", Kind::Word(false))], noun);
        order.said(&[(";", Kind::Mark(';'))], noun);
    }
    order.owning(org);
    order.unit(at);
    order.ends(noun + 1)
}

fn counts_rows(s: &Sentence, at: usize) -> bool {
    s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
}

/// "This week brought Alpha its first gain in admissions": Alpha had it.
pub fn brought<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let now = matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    let brought = matches!(s.text(at + 1), "brought" | "brings" | "gave" | "gives");
    let whom = mentions(s, at + 2).filter(|who| who.len() == 1 && now && brought)?;
    let its = whom.end;
    if !s.is(its, &[Class::Its]) || owns(s, whom.start) {
        return None;
    }
    let end = (its..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    let mut order = Order::new(s);
    order.told(whom);
    // "its first gain in admissions": it gained for the first time.
    let nth = s.num(its + 1).is_some_and(|n| n.form == Form::Ordinal);
    let moved = match s.class(its + 2) {
        Some(Class::Up | Class::UpValue) if nth => Some(("gained", Kind::Lex(Class::UpValue))),
        Some(Class::Down | Class::DownValue) if nth => Some(("lost", Kind::Lex(Class::DownValue))),
        _ => None,
    };
    let of = its + 3;
    let unit = if s.is(of, &[Class::In]) { of + 1 } else { of };
    if let Some(moved) = moved.filter(|_| end <= unit + 1) {
        order.said(&[moved], its + 2);
        order.told(unit..end);
        order.said(&[("for", Kind::Lex(Class::For)), ("the", Kind::Lex(Class::The))], its);
        order.told(its + 1..its + 2);
        order.said(&[("time", Kind::Word(false))], its);
        return order.ends(end);
    }
    order.said(&HAD, at + 1);
    order.told(its..end);
    if !(its..end).any(|i| is_period(s, i)) {
        order.said(&[("so", Kind::Word(false)), ("far", Kind::Word(false))], at);
    }
    order.ends(end)
}

/// "June saw 2.46 million containers pass through Alpha, some 207,000 more than through Bravo": Alpha handled so many.
pub fn saw_pass_through<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let saw = matches!(s.text(at + 1), "saw" | "sees") && is_period(s, at);
    let number =
        (at + 2..at + FURTHEST).find(|i| s.num(*i).is_some_and(super::nouns::is_mark)).filter(|_| saw)?;
    let through = |i: usize| s.text(i) == "through" || s.is(i, &[Class::To]);
    let verb = number + 1 + usize::from(s.units.contains(&(number + 1)));
    let goes = matches!(s.text(verb), "pass" | "go" | "move" | "flow" | "come")
        || s.is(verb, &[Class::Overtake, Class::Move]);
    let whom = mentions(s, verb + 2)
        .filter(|who| goes && who.len() == 1 && through(verb + 1) && is_end(s, who.end))?;
    let mut order = Order::new(s);
    order.not_owning(whom.clone());
    order.said(&[("handled", Kind::Lex(Class::Carry))], verb);
    order.told(at + 2..verb);
    if s.tokens[at].kind != Kind::Period(When::Back(0)) {
        order.said(&[("in", Kind::Lex(Class::In))], at);
        order.told(at..at + 1);
    }
    let than = (whom.end..whom.end + FURTHEST)
        .find(|i| through(i + 1) && (s.is(*i, &[Class::Than]) || s.text(*i) == "more than"));
    match than.filter(|than| s.is_mark(whom.end, ',') && s.who(than + 2).is_some()) {
        Some(than) => {
            order.told(whom.end..than + 1);
            order.ends(than + 2)
        }
        None => order.ends(whom.end),
    }
}

/// "Admissions to Alpha", "Tokens processed by Alpha": whose they are.
fn unit_of(s: &Sentence, at: usize) -> Option<Range<usize>> {
    let counted = s.units.contains(&at) || s.is(at, &[Class::Volume]);
    let done = s.is(at + 1, &[Class::Carry]) && s.text(at + 1).ends_with("ed") && s.is(at + 2, &[Class::By]);
    let from = if done { at + 3 } else { at + 2 };
    let whom = mentions(s, from).filter(|who| who.len() == 1 && counted && (done || is_of(s, at + 1)))?;
    (!owns(s, whom.start)).then_some(whom)
}

fn is_of(s: &Sentence, at: usize) -> bool {
    s.is(at, &[Class::To, Class::At, Class::Of, Class::For])
}

/// All of something, or several rows: no row's own.
fn is_together(s: &Sentence, whom: &Range<usize>) -> bool {
    let row = |e: &Entity| matches!(e, Entity::Model { .. });
    s.who(whom.start).is_none_or(|who| !who.iter().all(row))
}
