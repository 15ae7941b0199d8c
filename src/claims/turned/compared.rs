//! What is held against another time, told in front: "Compared with the Saturday before, Alpha was downloaded 180,120
//! times more".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end};
use rust_decimal::Decimal;

/// "Compared with May, Alpha was up 5.5%": it was up 5.5% compared with May.
pub fn compared_first<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    if !s.is(at, &[Class::Against]) || !s.text(at).starts_with("compared") {
        return None;
    }
    let small = |i: usize| {
        s.is(i, &[Class::The, Class::In, Class::On]) || matches!(s.text(i), "previous" | "last" | "before")
    };
    let period = (at + 1..at + 5).find(|i| !small(*i))?;
    let comma = (period + 1..period + 3).find(|i| !small(*i)).filter(|i| s.is_mark(*i, ','))?;
    if !matches!(s.tokens.get(period).map(|t| &t.kind), Some(Kind::Period(_))) {
        return None;
    }
    let end = (comma + 1..=s.tokens.len()).find(|i| is_end(s, *i))?;
    // Rows that are counted or shown are looked at in their own way, and only what changed is held against a time.
    let counted = (comma + 1..end).any(|i| {
        s.num(i).is_some_and(|n| matches!(n.unit, Unit::Subjects | Unit::Makers | Unit::Places))
            || s.who(i)
                .is_some_and(|who| matches!(who.as_slice(), [super::Entity::Top(_) | super::Entity::Org(_)]))
    });
    let moves = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let changed = (comma + 1..end).any(|i| {
        let num = s.num(i + 1).or_else(|| s.num(i + 2));
        s.is(i, &moves) && num.is_some_and(|n| n.form == Form::Percent || n.unit == Unit::Board)
            || times_more(s, i).is_some()
    });
    // "Compared with a week ago, Alpha's rows carried fewer tokens in total".
    let fewer = (comma + 1..end).find(|i| {
        let unit = s.units.contains(&(i + 1)) || s.is(i + 1, &[Class::Volume]);
        matches!(s.text(*i), "fewer" | "more" | "less") && unit && s.is(i - 1, &[Class::Carry])
    });
    if let Some(fewer) =
        fewer.filter(|_| !(comma + 1..end).any(|i| s.is(i, &[Class::Than]) || s.num(i).is_some()))
    {
        let mut order = Order::new(s);
        order.told(comma + 1..fewer + 2);
        order.said(&[("than", Kind::Lex(Class::Than))], at);
        order.told(at + 1..comma);
        order.told(fewer + 2..end);
        return order.ends(end);
    }
    if counted || !changed || s.is_mark(end, ',') && s.who(end + 1).is_some() {
        return None;
    }
    let mut order = Order::new(s);
    match (comma + 1..end).find_map(|i| times_more(s, i)) {
        Some(more) => {
            told_as_gain(&mut order, s, comma + 1, &more);
            order.told(more.end..end);
        }
        None => order.told(comma + 1..end),
    }
    order.told(at..comma);
    order.ends(end)
}

/// "Alpha was downloaded 180,120 times more than a week earlier": it gained so many downloads.
pub fn so_many_times_more<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let more = (at + 1..at + LONGEST).find_map(|i| times_more(s, i))?;
    let mut order = Order::new(s);
    told_as_gain(&mut order, s, at, &more);
    s.who(at).is_some().then(|| order.ends(more.end))?
}

/// "more than half of its W28 figure": of what it carried in W28.
pub fn its_figure_then<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 16;
    let figure = |i: usize| {
        matches!(s.text(i), "figure" | "level" | "total" | "count" | "tally") || s.is(i, &[Class::Volume])
    };
    let period = |i: usize| matches!(s.tokens.get(i).map(|t| &t.kind), Some(Kind::Period(_)));
    let its = (at + 3..at + LONGEST).find(|i| s.is(*i, &[Class::Its]) && period(i + 1) && figure(i + 2))?;
    let part =
        its.checked_sub(2).and_then(|i| s.num(i)).filter(|n| matches!(n.form, Form::Fraction | Form::Times));
    let volume = |i: usize| s.is(i, &[Class::Volume, Class::Carry]) || s.units.contains(&i);
    if part.is_none()
        || !s.is(its - 1, &[Class::Of, Class::ShareOf])
        || !(at..its).any(volume)
        || !is_end(s, its + 3)
    {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..its);
    let carried = [
        ("what", Kind::Word(false)),
        ("it", Kind::Lex(Class::It)),
        ("carried", Kind::Lex(Class::Carry)),
        ("in", Kind::Lex(Class::In)),
    ];
    order.said(&carried, its);
    order.told(its + 1..its + 2);
    order.ends(its + 3)
}

/// "Alpha tokens for Bravo went up": those of Bravo.
pub fn unit_for<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let board = usize::from(matches!(s.tokens.get(at)?.kind, Kind::Board(_)));
    let unit = at + board;
    let for_whom = unit + 1;
    let led = s.is(for_whom, &[Class::For]) || board == 1 && s.is(for_whom, &[Class::Of]);
    let whom = super::mentions(s, for_whom + 1).filter(|who| led && who.len() == 1)?;
    let verb = super::is_verb(s, whom.end) && !s.tokens[whom.start].possessive;
    let mut order = Order::new(s);
    order.told(unit..for_whom);
    order.said(&[("of", Kind::Lex(Class::Of))], for_whom);
    order.told(whom.clone());
    if board == 1 {
        order.said(&[("on", Kind::Lex(Class::On))], at);
        order.told(at..unit);
    }
    (s.units.contains(&unit) && verb).then(|| order.ends(whom.end))?
}

/// "was downloaded about 213,000 times more".
struct More {
    /// The verb.
    be: usize,
    number: usize,
    more: bool,
    /// The token behind it.
    end: usize,
}

fn times_more(s: &Sentence, be: usize) -> Option<More> {
    let hedge = |i: usize| {
        matches!(s.text(i), "about" | "some" | "around" | "roughly" | "nearly" | "almost" | "just" | "over")
    };
    let number = (be + 2..be + 4).find(|i| !hedge(*i))?;
    s.num(number).filter(|n| n.form == Form::Times && n.value >= Decimal::ONE_THOUSAND)?;
    let more = match s.text(number + 1) {
        "more" | "more than" => true,
        "fewer" | "less" => false,
        _ => return None,
    };
    let end = number + if s.text(number + 1) == "more than" { 1 } else { 2 };
    (s.is(be, &[Class::Be]) && s.is(be + 1, &[Class::Carry])).then_some(More { be, number, more, end })
}

fn told_as_gain<'a>(order: &mut Order<'_, 'a>, s: &Sentence<'a>, from: usize, more: &More) {
    let gained =
        if more.more { ("gained", Kind::Lex(Class::UpValue)) } else { ("lost", Kind::Lex(Class::DownValue)) };
    order.told(from..more.be);
    order.said(&[gained], more.be);
    order.told(more.be + 2..more.number);
    if let Some(num) = s.num(more.number) {
        order.number(more.number, Num { form: Form::Cardinal, unit: Unit::Board, ..*num });
    }
}
