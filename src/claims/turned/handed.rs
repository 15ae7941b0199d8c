//! Places that went from one to another, and rows told by their places: "Sixth place, previously Alpha's, went to Bravo",
//! "No. 1 is 40 points ahead of No. 20", "Growth was slower at Alpha than at Bravo".

use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_end, mentions};
use rust_decimal::Decimal;

/// "Sixth place, previously Alpha's, went to the newcomer Bravo": Bravo took it from Alpha.
pub fn went_from_one<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let rank = at + usize::from(s.is(at, &[Class::The]));
    s.num(rank).filter(|n| is_rank(n))?;
    let comma = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let before = matches!(s.text(comma + 1), "previously" | "formerly" | "once" | "until now" | "hitherto");
    let old = mentions(s, comma + 2).filter(|who| before && s.is_mark(comma, ',') && who.len() == 1)?;
    let went = old.end + 1;
    let goes =
        matches!(s.text(went), "went" | "goes" | "passed" | "falls" | "fell") && s.is(went + 1, &[Class::To]);
    let small = |i: usize| s.is(i, &[Class::The, Class::Debut, Class::New, Class::A]);
    let named = (went + 2..went + 5).find(|i| !small(*i))?;
    let new = mentions(s, named).filter(|who| goes && who.len() == 1 && is_end(s, who.end))?;
    let mut order = Order::new(s);
    order.told(went + 2..new.end);
    order.said(&[("took", Kind::Lex(Class::Be))], went);
    order.told(rank..comma);
    order.said(&[("from", Kind::Lex(Class::From))], comma + 1);
    order.not_owning(old.clone());
    (s.is_mark(old.end, ',') && s.tokens[old.start].possessive).then(|| order.ends(new.end))?
}

/// "Fourth and fifth place belong to Alpha and Bravo": they are fourth and fifth.
pub fn places_belong<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    // "Ranks 2 and 3 go to Alpha and Bravo".
    let at = at + usize::from(matches!(s.text(at), "ranks" | "positions" | "places"));
    let (ranks, end) = super::super::clauses::placed_list(s, at)?;
    let noun = end + usize::from(s.is(end, &[Class::PlacesNoun]));
    let small = |i: usize| s.is(i, &[Class::Now, Class::Adverb]);
    let verb = noun + usize::from(small(noun));
    let goes =
        matches!(s.text(verb), "belong" | "belongs" | "went" | "go" | "fell") && s.is(verb + 1, &[Class::To]);
    let whom = mentions(s, verb + 2).filter(|who| is_end(s, who.end))?;
    let rows = whom.clone().filter(|i| s.who(*i).is_some()).count();
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("rank", Kind::Lex(Class::Be))], verb);
    order.told(at..end);
    (goes && ranks.first() == Some(&at) && rows == ranks.len()).then(|| order.ends(whom.end))?
}

/// "At the top of the list is Alpha with 1,507, …": Alpha is at the top of the list with so much.
pub fn at_the_top_is<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let small = |i: usize| {
        s.is(i, &[Class::Of, Class::The, Class::On, Class::In])
            || matches!(s.tokens[i].kind, Kind::Board(_))
            || super::is_list(s.text(i))
    };
    let be = (at + 1..at + 6).find(|i| s.is(*i, &[Class::Be]) && !super::is_list(s.text(*i)))?;
    let named = (at + 1..be).any(|i| matches!(s.tokens[i].kind, Kind::Board(_)));
    let top = matches!(s.text(at), "at the top" | "at the summit") && (at + 1..be).all(small);
    let ends = |end: usize| named && s.is(end, &[Class::With, Class::At]) || be > at + 1 && is_end(s, end);
    let whom = mentions(s, be + 1).filter(|who| top && who.len() == 1 && ends(who.end))?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(be..be + 1);
    order.told(at..be);
    (!s.tokens[whom.start].possessive).then(|| order.ends(whom.end))?
}

/// "At the top of Arena, Alpha is 900 points behind Bravo": there it is so far behind, at the top or not.
pub fn at_the_top_behind<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let comma = (at + 1..at + 6).find(|i| s.is_mark(*i, ',')).filter(|_| s.text(at) == "at the top")?;
    let board = (at + 1..comma).find(|i| matches!(s.tokens[*i].kind, Kind::Board(_)))?;
    let small = |i: usize| s.is(i, &[Class::Of, Class::The, Class::On, Class::In]) || i == board;
    let whom = mentions(s, comma + 1).filter(|who| who.len() == 1 && (at + 1..comma).all(small))?;
    let behind = (whom.end..whom.end + 7).find(|i| s.is(*i, &[Class::Behind]))?;
    let amount = (whom.end..behind).any(|i| s.num(i).is_some_and(|n| n.form == Form::Cardinal));
    let mut order = Order::new(s);
    order.said(&[("on", Kind::Lex(Class::On))], at);
    order.told(board..comma);
    (amount && s.is(whom.end, &[Class::Be])).then(|| order.ends(comma))?
}

/// "Though now only the runner-up, Alpha …": second.
pub fn now_second<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let small = |i: usize| {
        s.is(i, &[Class::Although, Class::While, Class::Now, Class::Only, Class::Adverb])
            || s.text(i) == "just"
    };
    let the = (at..at + 5).find(|i| !small(*i)).filter(|the| s.is(*the, &[Class::The]))?;
    let [Entity::AtRank(rank, 0)] = s.who(the + 1)?.as_slice() else { return None };
    let named = s.is_mark(the + 2, ',') && s.who(the + 3).is_some_and(|who| who.iter().all(is_model));
    let num = Num::new(Decimal::from(*rank), Decimal::new(5, 1), Form::Ordinal);
    let joint = usize::from(s.is(at, &[Class::Although, Class::While]));
    let mut order = Order::new(s);
    order.told(at..at + joint);
    order.not_owning(the + 3..the + 4);
    order.said(&[("is", Kind::Lex(Class::Be))], the);
    order.told(at + joint..the);
    order.number(the + 1, num);
    order.told(the + 2..the + 3);
    (named && the > at).then(|| order.ends(the + 3))?
}

fn is_model(entity: &Entity) -> bool {
    matches!(entity, Entity::Model { .. })
}

/// "Alpha, second in both W14 and W15, needed three weeks to get to No. 1": it took Alpha three weeks to reach it.
pub fn needed_so_long<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let whom = mentions(s, at).filter(|who| who.len() == 1 && !s.tokens[at].possessive)?;
    let needed = (whom.end..whom.end + LONGEST).find(|i| matches!(s.text(*i), "needed" | "needs"))?;
    let aside = whom.end + 1..needed.checked_sub(1)?;
    let closed = needed == whom.end || s.is_mark(whom.end, ',') && s.is_mark(needed - 1, ',');
    let place = s.num(aside.start).is_some_and(is_rank);
    s.num(needed + 1).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let to = needed + 2;
    let reach = match (s.text(to + 1), s.text(to + 2)) {
        ("get" | "climb" | "rise" | "move", "to") => to + 3,
        ("reach" | "take" | "make", _) => to + 2,
        _ => return None,
    };
    if !closed || !s.is(to, &[Class::To]) || needed > whom.end && !place {
        return None;
    }
    let mut order = Order::new(s);
    if needed > whom.end {
        order.told(whom.clone());
        order.said(&[("was", Kind::Lex(Class::Be))], whom.end);
        order.told(aside);
        order.said(&[(";", Kind::Mark(';'))], needed);
    }
    order.said(&[("it", Kind::Lex(Class::It)), ("took", Kind::Lex(Class::Be))], needed);
    order.told(whom);
    order.told(needed + 1..to + 1);
    order.said(&[("reach", Kind::Word(false))], to + 1);
    order.ends(reach)
}

/// "First and second are 206,700 containers apart": the first and the second row.
pub fn ranks_apart<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let rank = |i: usize| s.num(i).filter(|n| is_rank(n)).and_then(Num::whole);
    let (other, be) = (at + 2, at + 3 + usize::from(s.is(at + 3, &[Class::PlacesNoun])));
    let (first, last) = (rank(at)?, rank(other)?);
    let apart = (be + 1..be + 6).find(|i| s.text(*i) == "apart")?;
    if !s.is(at + 1, &[Class::And]) || !s.is(be, &[Class::Be]) || !is_end(s, apart + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.mention(at, Entity::AtRank(first, 0));
    order.told(at + 1..other);
    order.mention(other, Entity::AtRank(last, 0));
    order.told(be..apart + 1);
    order.ends(apart + 1)
}

/// "No. 1 is only 40 points ahead of No. 20": whoever stands there.
pub fn ranks_ahead<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 9;
    let rank = |i: usize| s.num(i).filter(|n| is_rank(n)).and_then(Num::whole);
    // "First place is now 1.1 million ahead of tenth".
    let place = |i: usize| usize::from(s.is(i + 1, &[Class::PlacesNoun]));
    let be = at + 1 + place(at);
    let first = rank(at).filter(|_| s.is(be, &[Class::Be, Class::Lead]))?;
    let ahead = (be + 1..at + LONGEST).find(|i| {
        s.is(*i, &[Class::Ahead, Class::Behind]) || s.text(*i) == "clear" && s.is(i + 1, &[Class::Of])
    })?;
    let told = (be + 1..ahead).any(|i| s.num(i).is_some_and(|n| n.form == Form::Cardinal));
    let other = ahead + 1 + usize::from(s.is(ahead + 1, &[Class::Of]));
    let end = other + 1 + place(other);
    let last = rank(other).filter(|_| told && is_end(s, end))?;
    let mut order = Order::new(s);
    order.mention(at, Entity::AtRank(first, 0));
    order.told(be..other);
    order.mention(other, Entity::AtRank(last, 0));
    order.ends(end)
}

/// "The day's growth was slower at Alpha than at Bravo": Alpha grew more slowly than Bravo.
pub fn growth_was_slower<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = (at..at + 4)
        .find(|i| s.is(*i, &[Class::GrowthWord, Class::UpValue]) && s.text(*i).starts_with("growth"))?;
    let pace = noun + 2;
    let faster = match s.text(pace) {
        "faster" | "slower" => s.text(pace),
        _ => return None,
    };
    let led = |i: usize| s.is(i, &[Class::At, Class::On, Class::In, Class::For]);
    let whom = mentions(s, pace + 2).filter(|who| led(pace + 1) && who.len() == 1)?;
    let than = whom.end;
    let other =
        mentions(s, than + 2).filter(|who| s.is(than, &[Class::Than]) && led(than + 1) && who.len() == 1)?;
    let opening = (at..noun).all(|i| {
        s.is(i, &[Class::The])
            || matches!(s.tokens[i].kind, Kind::Period(_) | Kind::Word(_) | Kind::Lex(Class::ThisPeriod))
    });
    if !opening || !s.is(noun + 1, &[Class::Be]) || !is_end(s, other.end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("grew", Kind::Lex(Class::UpValue))], noun);
    order.told(pace..pace + 1);
    order.told(than..than + 1);
    order.told(other.clone());
    (!faster.is_empty()).then(|| order.ends(other.end))?
}
