//! Places that went from one to another, and rows told by their places: "Sixth place, previously Alpha's, went to Bravo",
//! "No. 1 is 40 points ahead of No. 20", "Growth was slower at Alpha than at Bravo".

use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_end, mentions};

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
        s.is(i, &[Class::Of, Class::The, Class::On, Class::In]) || matches!(s.tokens[i].kind, Kind::Board(_))
    };
    let be = (at + 1..at + 5).find(|i| s.is(*i, &[Class::Be]))?;
    let named = (at + 1..be).any(|i| matches!(s.tokens[i].kind, Kind::Board(_)));
    let top = s.text(at) == "at the top" && named && (at + 1..be).all(small);
    let whom = mentions(s, be + 1)
        .filter(|who| top && who.len() == 1 && s.is(who.end, &[Class::With, Class::At]))?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(be..be + 1);
    order.told(at..be);
    (!s.tokens[whom.start].possessive).then(|| order.ends(whom.end))?
}

/// "No. 1 is only 40 points ahead of No. 20": whoever stands there.
pub fn ranks_ahead<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 9;
    let rank = |i: usize| s.num(i).filter(|n| n.form == Form::Rank).and_then(Num::whole);
    let first = rank(at).filter(|_| s.is(at + 1, &[Class::Be, Class::Lead]))?;
    let ahead = (at + 2..at + LONGEST).find(|i| s.is(*i, &[Class::Ahead, Class::Behind]))?;
    let told = (at + 2..ahead).any(|i| s.num(i).is_some_and(|n| n.form == Form::Cardinal));
    let other = ahead + 1 + usize::from(s.is(ahead + 1, &[Class::Of]));
    let last = rank(other).filter(|_| told && is_end(s, other + 1))?;
    let mut order = Order::new(s);
    order.mention(at, Entity::AtRank(first, 0));
    order.told(at + 1..other);
    order.mention(other, Entity::AtRank(last, 0));
    order.ends(other + 1)
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
