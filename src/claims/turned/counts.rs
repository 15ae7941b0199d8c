//! Counts told as a noun: "The number of ports above a million was four".

use super::super::clauses::{is_list, is_verb};
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_end};
use rust_decimal::Decimal;
use std::ops::Range;

const HAS: [(&str, Kind); 1] = [("has", Kind::Lex(Class::Be))];
const HAD: [(&str, Kind); 1] = [("had", Kind::Lex(Class::Be))];

/// A bare number up to here may be one of points.
const MOST_POINTS: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// "The number of ports handling over a million containers was four in June": four ports handled so many.
pub fn number_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 16;
    let noun = number_of_what(s, at)?;
    let be = (noun + 2..at + LONGEST).find(|i| comes_to(s, *i))?;
    let count = told_count(s, be)?;
    // "rose to 13 in June, from 12".
    let dated = s.is(count + 1, &[Class::In, Class::On])
        && matches!(s.tokens.get(count + 2).map(|t| &t.kind), Some(Kind::Period(_)));
    let behind_count = count + 1 + if dated { 2 } else { 0 };
    let mut order = Order::new(s);
    let behind = noun + 1;
    let amount = behind + 1;
    let on_list = s.is(behind, &[Class::On, Class::In]);
    // "The table has 13 ports": told of the table.
    if on_list && s.subjects.contains(&noun) {
        order.told(amount..be);
        order.said(&HAS, be);
    }
    order.number(count, counted(s, count, noun)?);
    match s.num(amount).filter(|_| s.is(behind, &[Class::Ahead, Class::Behind])) {
        // "above 500,000": of what the board counts.
        Some(mark)
            if mark.scaled
                || mark.unit == Unit::Board
                || mark.unit == Unit::None && mark.value > MOST_POINTS =>
        {
            let unit = Unit::Board;
            order.said(&HAD, behind);
            order.told(behind..amount);
            order.number(amount, Num { unit, ..*mark });
            order.told(amount + 1..be);
        }
        Some(_) => return None,
        None if does(s, behind) => {
            order.said(&HAD, behind);
            order.told(amount..be);
        }
        None if on_list && s.subjects.contains(&noun) => {}
        None if on_list => {
            order.said(&[("are", Kind::Lex(Class::Be))], be);
            order.told(behind..be);
        }
        None => return None,
    }
    // "is unchanged from last week at 12": what stands between.
    if count > be + 2 && !s.is(be + 1, &[Class::From]) {
        order.said(&[(",", Kind::Mark(','))], be);
        order.told(be + 1..count - 1);
    } else if !s.is(be, &[Class::Be, Class::Hold]) {
        order.told(count + 1..behind_count);
        return moved_to(order, s, be, count..behind_count);
    }
    order.ends(count + 1)
}

/// "rose to 13, from 12", "rose from 12 to 13", "rose to 13": how it got there, behind the count.
fn moved_to<'s, 'a>(
    mut order: Order<'s, 'a>,
    s: &'s Sentence<'a>,
    be: usize,
    count: Range<usize>,
) -> Option<Order<'s, 'a>> {
    const COMMA: (&str, Kind) = (",", Kind::Mark(','));
    let behind = count.end + usize::from(s.is_mark(count.end, ','));
    let up = s.is(be, &[Class::Up, Class::UpValue]);
    let from_so_many = (if up { "up from" } else { "down from" }, Kind::Lex(Class::From));
    if s.is(be + 1, &[Class::From]) {
        order.said(&[COMMA, from_so_many], be);
        order.told(be + 2..count.start - 1);
    } else if s.is(behind, &[Class::From]) {
        order.said(&[COMMA, from_so_many], be);
        return order.ends(behind + 1);
    } else {
        let more = [COMMA, ("more than", Kind::Lex(Class::MoreThan))];
        let fewer = [COMMA, ("fewer", Kind::Word(false)), ("than", Kind::Lex(Class::Than))];
        order.said(if up { &more } else { &fewer }, be);
        order.said(&[("last time", Kind::Period(When::Back(1)))], be);
    }
    is_end(s, count.end).then(|| order.ends(count.end))?
}

/// "At 13, the number of ports in the table is higher than in any earlier month": 13 ports are in it, more than then.
pub fn at_so_many<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 14;
    let count = at + 1;
    let noun = number_of_what(s, at + 3).filter(|_| s.is(at, &[Class::At]) && s.is_mark(at + 2, ','))?;
    let be = (noun + 2..noun + LONGEST).find(|i| s.is(*i, &[Class::Be]))?;
    // "is one higher than in May".
    let by = s.num(be + 1).filter(|n| n.form == Form::Cardinal && n.unit == Unit::None).map(|_| be + 1);
    let more = match s.text(be + 1 + usize::from(by.is_some())) {
        "higher" | "larger" | "greater" => "more",
        "lower" | "smaller" => "fewer",
        _ => return None,
    };
    let than = be + 2 + usize::from(by.is_some());
    let listed = s.is(noun + 1, &[Class::On, Class::In]) && s.is(than, &[Class::Than]);
    let mut order = Order::new(s);
    order.told(noun + 2..be);
    order.said(&HAS, be);
    order.number(count, counted(s, count, noun).filter(|_| listed)?);
    order.said(&[(",", Kind::Mark(','))], be);
    if let Some(by) = by {
        order.told(by..by + 1);
    }
    if more == "more" {
        order.said(&[("more than", Kind::Lex(Class::MoreThan))], be + 1);
    } else {
        order.said(&[("fewer", Kind::Word(false)), ("than", Kind::Lex(Class::Than))], be + 1);
    }
    order.ends(than + 1)
}

/// "The top twenty includes models from 17 labs", "The list contains two free rows": it has them.
pub fn list_includes<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let verb = (at + 1..at + FURTHEST)
        .find(|i| matches!(s.text(*i), "includes" | "contains" | "features" | "welcomes" | "welcomed"))?;
    let list = |i: usize| {
        let top = s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
        top || is_list(s.text(i)) || matches!(s.tokens[i].kind, Kind::Board(_))
    };
    let small = |i: usize| list(i) || s.is(i, &[Class::The, Class::Of]) || s.tokens[i].possessive;
    let rows = s.subjects.contains(&(verb + 1)) || s.is(verb + 1, &[Class::RowsNoun]);
    let counted = s.num(verb + 1).is_some() || rows;
    let mut order = Order::new(s);
    // "Arena's fifty includes six rows that were not there last week": so many of its rows were not.
    let number = verb - 1;
    let new = verb + 2;
    let were_not = s.is(new, &[Class::Which]) && s.is(new + 1, &[Class::Be]) && s.text(new + 2) == "not";
    if let (Some([Entity::Top(all)]), true, Some(few)) =
        (s.who(number).map(Vec::as_slice), were_not && s.tokens[number - 1].possessive, s.num(verb + 1))
    {
        order.number(verb + 1, Num { unit: Unit::None, ..*few });
        order.said(&[("of", Kind::Lex(Class::Of))], verb);
        order.told(at..number);
        let all = Num::new(Decimal::from(*all), Decimal::ZERO, Form::Cardinal);
        order.number(number, Num { unit: Unit::Subjects, ..all });
        return ((at..verb).all(small) && (at..verb).any(list)).then(|| order.ends(new + 1))?;
    }
    order.told(at..verb);
    order.said(&HAS, verb);
    ((at..verb).all(small) && (at..verb).any(list) && counted).then(|| order.ends(verb + 1))?
}

/// "The number of ports": of what.
fn number_of_what(s: &Sentence, at: usize) -> Option<usize> {
    let told = s.is(at, &[Class::The]) && s.text(at + 1) == "number" && s.is(at + 2, &[Class::Of]);
    let noun = at + 3;
    let row = s.subjects.contains(&noun) || s.makers.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    (told && row).then_some(noun)
}

/// "was four", "stands at four", "rose to four", "is unchanged from last week at four".
fn told_count(s: &Sentence, verb: usize) -> Option<usize> {
    // "rose from 12 to 13".
    let moved = s.is(verb + 1, &[Class::From]) && s.num(verb + 2).is_some() && s.is(verb + 3, &[Class::To]);
    if moved && s.num(verb + 4).is_some() {
        return Some(verb + 4);
    }
    let unchanged = s.is(verb, &[Class::Be]) && s.text(verb + 1).starts_with("unchanged");
    let reach = if unchanged { 6 } else { 3 };
    let count = (verb + 1..verb + reach).find(|at| s.num(*at).is_some())?;
    let led =
        count == verb + 1 || s.is(count - 1, &[Class::At, Class::To]) && (unchanged || count == verb + 2);
    let ends = is_end(s, count + 1)
        || s.is(count + 1, &[Class::In, Class::On, Class::From, Class::Against])
        || matches!(s.tokens[count + 1].kind, Kind::Period(_));
    (led && ends).then_some(count)
}

fn comes_to(s: &Sentence, at: usize) -> bool {
    s.is(at, &[Class::Be, Class::Hold]) && !s.is(at, &[Class::With])
        || s.is(at, &[Class::Up, Class::Down, Class::UpValue, Class::DownValue])
            && s.is(at + 1, &[Class::To, Class::From])
            && is_verb(s, at)
}

/// So many rows, or makers.
fn counted(s: &Sentence, count: usize, noun: usize) -> Option<Num> {
    let num = s.num(count).filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled)?;
    let unit = if s.makers.contains(&noun) { Unit::Makers } else { Unit::Subjects };
    Some(Num { unit, ..*num })
}

/// "handling over a million", "with more than a million": what each does.
fn does(s: &Sentence, at: usize) -> bool {
    let doing = s.is(at, &[Class::Carry]) && s.text(at).ends_with("ing");
    let share = s.is(at + 1, &[Class::A]) && s.text(at + 2).starts_with("share");
    let reach = if share { 7 } else { 4 };
    doing || s.is(at, &[Class::With]) && (at + 1..at + reach).any(|i| s.num(i).is_some())
}
