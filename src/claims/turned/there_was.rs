//! Changes told as something that there was: "There was a 19.0% increase in total admissions".

use super::super::lexicon::Class;
use super::super::numbers::Form;
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_end};

/// "There was a 19.0% increase in Alpha's admissions": they rose by 19.0%.
pub fn there_was<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 10;
    let be = at + 1 + usize::from(matches!(s.text(at + 1), "has" | "had"));
    let there = s.text(at) == "there" && (s.is(be, &[Class::Be]) || s.text(be) == "been");
    let number = (be + 1..be + 4).find(|i| s.num(*i).is_some()).filter(|_| there)?;
    s.num(number).filter(|n| n.form == Form::Percent)?;
    let (verb, class) = match s.text(number + 1) {
        "increase" | "rise" | "gain" | "jump" | "growth" => ("rose", Class::Up),
        "decrease" | "fall" | "drop" | "decline" | "loss" => ("fell", Class::Down),
        _ => return None,
    };
    let what = number + 3;
    let end = (what..what + LONGEST).find(|i| {
        is_end(s, *i)
            || matches!(s.tokens[*i].kind, Kind::Period(_) | Kind::Span(_))
            || s.is(*i, &[Class::Over, Class::From])
    })?;
    // "in total admissions": of all together.
    let whole = s.text(number + 2) == "in total" && end == what + 1;
    if !(s.is(number + 2, &[Class::In]) || whole) || end == what {
        return None;
    }
    let mut order = Order::new(s);
    match whole {
        true => order.mention(what, Entity::Market),
        false => order.told(what..end),
    }
    order.said(&[(verb, Kind::Lex(class)), ("by", Kind::Lex(Class::By))], number + 1);
    order.told(number..number + 1);
    order.ends(end)
}
