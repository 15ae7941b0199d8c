//! What is not on a list any more: "missing are Alpha and Bravo", "the last time it was listed".

use super::super::lexicon::Class;
use super::super::tokens::{Kind, Sentence};
use super::list_has::{FURTHEST, list, rows};
use super::{Order, is_end, is_period, mentions, owns};

/// "The last time Alpha was listed was in W13": it was last listed then.
pub fn last_time_listed<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let last = at + usize::from(s.is(at, &[Class::The]));
    let whom =
        rows(s, last + if s.text(last) == "last time" { 1 } else { 2 }).filter(|who| who.len() == 1)?;
    let time = s.text(last) == "last time" || s.text(last) == "last" && s.text(last + 1) == "time";
    let (was, listed) = (whom.end, whom.end + 1);
    let be = listed + 1;
    let when = be + 1 + usize::from(s.is(be + 1, &[Class::In, Class::On]));
    let told = s.is(was, &[Class::Be]) && s.text(listed) == "listed" && s.is(be, &[Class::Be]);
    let mut order = Order::new(s);
    order.told(whom);
    order.told(was..was + 1);
    order.said(&[("last", Kind::Word(false))], last);
    order.told(listed..listed + 1);
    order.told(be + 1..when + 1);
    (time && told && is_period(s, when) && is_end(s, when + 1)).then(|| order.ends(when + 1))?
}

/// "Missing from the top ten are Alpha and Bravo": they are gone from it.
pub fn missing_are<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let missing = matches!(s.text(at), "missing" | "absent") && s.is(at + 1, &[Class::From]);
    let be = (at + 2..at + 2 + FURTHEST).find(|i| s.is(*i, &[Class::Be])).filter(|_| missing)?;
    list(s, at + 2..be)?;
    let whom = rows(s, be + 1).filter(|who| is_end(s, who.end))?;
    let mut order = Order::new(s);
    order.said(&[("gone", Kind::Lex(Class::Move))], at);
    order.told(at + 1..at + 2);
    order.not_owning(at + 2..be);
    order.told(be..whom.end);
    order.ends(whom.end)
}

/// "Alpha's last listing was in W13": it was last listed then.
pub fn last_listing<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && owns(s, at))?;
    let (last, noun, be) = (whom.end, whom.end + 1, whom.end + 2);
    let when = be + 1 + usize::from(s.is(be + 1, &[Class::In, Class::On]));
    let listing =
        s.text(last) == "last" && matches!(s.text(noun), "listing" | "appearance" | "entry" | "showing");
    if !listing || !s.is(be, &[Class::Be]) || !is_period(s, when) || !is_end(s, when + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whom);
    order.told(be..be + 1);
    order.told(last..last + 1);
    order.said(&[("listed", Kind::Word(false))], noun);
    order.told(be + 1..when + 1);
    order.ends(when + 1)
}
