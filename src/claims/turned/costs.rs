//! Prices and losses told of what brought them: "An input token costs twice as much with Alpha as with Bravo", "Falling
//! volume cost Alpha two places".

use super::super::lexicon::Class;
use super::super::numbers::Unit;
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end, mentions};

/// "An input token costs twice as much with Alpha as with Bravo": Alpha costs twice as much per input token as Bravo.
pub fn costs_with<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let side = at + usize::from(s.is(at, &[Class::A, Class::The]));
    let verb = (side + 1..side + 4).find(|i| s.is(*i, &[Class::Price]) && s.text(*i).starts_with("cost"))?;
    let with = (verb + 2..verb + LONGEST).find(|i| s.is(*i, &[Class::With, Class::For, Class::On]))?;
    let whom = mentions(s, with + 1).filter(|who| who.len() == 1)?;
    let same = s.text(with);
    let other = mentions(s, whom.end + 2).filter(|who| {
        s.text(whom.end) == "as" && s.text(whom.end + 1) == same && who.len() == 1 && is_end(s, who.end)
    })?;
    let much = s.text(with - 1) == "much" && s.text(with - 2) == "as";
    if !s.is(side, &[Class::Input, Class::Output]) || !much {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(verb..with);
    order.said(&[("per", Kind::Lex(Class::Per))], side);
    order.told(side..verb);
    order.told(whom.end..whom.end + 1);
    order.told(other.clone());
    order.ends(other.end)
}

/// "Falling volume cost Alpha two places": it lost them because its volume fell.
pub fn cost_places<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let fell = match s.text(at) {
        "falling" | "declining" | "shrinking" | "lower" => ("fell", Kind::Lex(Class::DownValue)),
        "rising" | "growing" | "higher" => ("grew", Kind::Lex(Class::UpValue)),
        _ => return None,
    };
    let volume = s.is(at + 1, &[Class::Volume]) || s.units.contains(&(at + 1));
    let cost = at + 2;
    let whom =
        mentions(s, cost + 1).filter(|who| who.len() == 1 && volume && s.text(cost).starts_with("cost"))?;
    let places = whom.end;
    let counted =
        s.num(places).is_some_and(|n| n.unit == Unit::Places) || s.is(places + 1, &[Class::PlacesNoun]);
    let end = (places + 1..=s.tokens.len()).find(|i| is_end(s, *i))?;
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("lost", Kind::Lex(Class::Down))], cost);
    order.told(places..end);
    order.said(&[("because", Kind::Lex(Class::Because)), ("its", Kind::Lex(Class::Its))], at);
    order.told(at + 1..at + 2);
    order.said(&[fell], at);
    counted.then(|| order.ends(end))?
}
