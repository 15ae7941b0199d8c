//! Places told as a row of them: "places one to seven", "The top five positions are all held by Alpha".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_end, mentions};

/// "The top five positions on the list are all held by Alpha": Alpha holds them.
pub fn held_by<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let (top, rows) = top_at(s, at)?;
    let small =
        |i: usize| s.is(i, &[Class::On, Class::In, Class::The]) || matches!(s.tokens[i].kind, Kind::Board(_));
    let be = (rows..rows + 5).find(|i| !(*i < s.tokens.len() && small(*i)))?;
    let light = |i: &usize| s.is(*i, &[Class::All, Class::Now, Class::Adverb]) || s.text(*i) == "both";
    let verb = (be + 1..be + 4).find(|i| !light(i))?;
    let held = matches!(s.text(verb), "held" | "occupied" | "taken" | "filled" | "owned" | "claimed");
    let whom =
        mentions(s, verb + 2).filter(|who| held && s.is(verb + 1, &[Class::By]) && is_end(s, who.end))?;
    let maker = s.who(whom.start).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    if !s.is(be, &[Class::Be]) || !maker || whom.len() != 1 {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("holds", Kind::Lex(Class::Hold))], verb);
    order.told(at..top.at);
    match top.rows {
        Some(rows) => order.mention(top.at, Entity::Top(rows)),
        None => order.told(top.at..top.at + 1),
    }
    order.told(top.end..be);
    order.ends(whom.end)
}

/// "places one to seven did not change": the top seven.
pub fn places_one_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let (top, rows) = top_at(s, at)?;
    let first = top.rows?;
    let mut order = Order::new(s);
    order.said(&[("the", Kind::Lex(Class::The))], at);
    order.mention(top.at, Entity::Top(first));
    order.ends(rows)
}

/// "None of the top seven places changed hands": they are what they were.
pub fn none_changed_hands<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let none = s.text(at) == "none" && s.is(at + 1, &[Class::Of]);
    let (top, rows) = top_at(s, at + 2).filter(|_| none)?;
    let changed = (rows..rows + 4).find(|i| s.text(*i) == "changed hands")?;
    let mut order = Order::new(s);
    order.told(at + 2..top.at);
    match top.rows {
        Some(rows) => order.mention(top.at, Entity::Top(rows)),
        None => order.told(top.at..top.at + 1),
    }
    order.told(rows..changed);
    order.said(&[("is", Kind::Lex(Class::Be)), ("unchanged", Kind::Lex(Class::Frozen))], changed);
    order.ends(changed + 1)
}

/// The first rows that are meant.
struct Top {
    /// Their token.
    at: usize,
    /// The token behind their words.
    end: usize,
    /// How many, where the words are no mention yet.
    rows: Option<u32>,
}

/// "The top five positions", "Places one to five": which they are, and where the words go on.
fn top_at(s: &Sentence, from: usize) -> Option<(Top, usize)> {
    let at = from + usize::from(s.is(from, &[Class::The]));
    let noun = |i: usize| matches!(s.text(i), "places" | "positions" | "spots" | "ranks" | "rows" | "slots");
    if matches!(s.who(at).map(Vec::as_slice), Some([Entity::Top(_)])) {
        let rows = at + 1 + usize::from(noun(at + 1));
        return Some((Top { at, end: at + 1, rows: None }, rows));
    }
    let one = |n: &Num| n.whole() == Some(1) && matches!(n.form, Form::Cardinal | Form::Rank | Form::Ordinal);
    let last = at + 3;
    let span = noun(at)
        && s.num(at + 1).is_some_and(one)
        && (s.is(at + 2, &[Class::To]) || s.text(at + 2) == "through");
    let rows =
        s.num(last).filter(|n| span && !n.scaled).and_then(Num::whole).filter(|n| (2..=100).contains(n))?;
    Some((Top { at, end: last + 1, rows: Some(rows) }, last + 1))
}
