//! What a list has and lost, told of the list in few words: "has a new member in Alpha", "had a single newcomer, Alpha",
//! "lost two ports, Alpha and Bravo", and who took whose place on it.

use super::super::clauses::is_list;
use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_board, is_end, is_period, mentions, owns};
use std::ops::Range;

pub(super) const FURTHEST: usize = 8;

/// "The top ten has a new member in Alpha": Alpha is new to it. "The list had a single newcomer this week, Alpha": Alpha
/// was its only newcomer.
pub fn has_a_new_one<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let has = (at + 1..at + FURTHEST).find(|i| {
        matches!(
            s.text(*i),
            "has" | "had" | "gained" | "gains" | "includes" | "contains" | "features" | "welcomed"
        )
    })?;
    list(s, at..has)?;
    let one = |i: usize| {
        s.is(i, &[Class::A]) || matches!(s.text(i), "one" | "single" | "just") || s.is(i, &[Class::Only])
    };
    let alone = (has + 1..has + 3).any(|i| matches!(s.text(i), "one" | "single"));
    let new = (has + 1..has + 5).find(|i| !one(*i)).filter(|_| one(has + 1))?;
    let member = matches!(s.text(new + 1), "member" | "entry" | "name" | "entrant" | "arrival");
    let noun = usize::from(member || s.subjects.contains(&(new + 1)));
    // "has a new leader in Alpha".
    let leader = s.is(new, &[Class::NewLead]) && noun == 0;
    if !s.is(new, &[Class::New, Class::Debut]) && !leader {
        return None;
    }
    let end = new + 1 + noun;
    let led = usize::from(s.is(end, &[Class::In, Class::On]) && is_period(s, end + 1));
    let when = led + usize::from(is_period(s, end + led));
    let mut order = Order::new(s);
    if s.is(end, &[Class::In]) && !alone && led == 0 {
        let whom = rows(s, end + 1).filter(|who| who.len() == 1)?;
        order.told(whom.clone());
        if leader {
            order.said(&[("is", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], new);
            order.told(new..new + 1);
            order.said(&[("of", Kind::Lex(Class::Of))], new);
        } else {
            order.said(&[("is", Kind::Lex(Class::Be)), ("new to", Kind::Lex(Class::New))], new);
        }
        order.not_owning(at..has);
        return order.ends(whom.end);
    }
    if leader {
        return None;
    }
    let whom = rows(s, end + when + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    let comma = matches!(s.text(end + when), "," | ":" | "—" | "–");
    order.told(whom.clone());
    order.said(&[("was", Kind::Lex(Class::Be)), ("the", Kind::Lex(Class::The))], has);
    order.said(&[("only", Kind::Lex(Class::Only)), ("newcomer", Kind::Lex(Class::Debut))], new);
    order.said(&[("on", Kind::Lex(Class::On))], has);
    order.told(at..has);
    order.told(end..end + when);
    (comma && alone).then(|| order.ends(whom.end))?
}

/// "The top ten lost two ports, Alpha and Bravo": two ports left it, these two.
pub fn lost_so_many<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let lost = (at + 1..at + FURTHEST).find(|i| matches!(s.text(*i), "lost" | "loses" | "shed"))?;
    list(s, at..lost)?;
    let count = lost + 1;
    s.num(count).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal)?;
    let when = usize::from(is_period(s, count + 1));
    let mark = count + 1 + when;
    let whom =
        rows(s, mark + 1).filter(|who| is_end(s, who.end) && matches!(s.text(mark), "," | ":" | "—"))?;
    let mut order = Order::new(s);
    order.told(count..count + 1);
    order.said(&[("left", Kind::Lex(Class::Exit))], lost);
    order.told(at..lost);
    order.told(count + 1..mark);
    order.said(&[(":", Kind::Mark(':'))], mark);
    order.told(whom.clone());
    order.ends(whom.end)
}

/// "For the second month, the table did not include Alpha": Alpha was missing from it for the second month.
pub fn did_not_include<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let comma = (at + 1..at + FURTHEST).find(|i| s.is_mark(*i, ',')).filter(|_| s.is(at, &[Class::For]))?;
    (at + 1..comma).any(|i| s.num(i).is_some_and(|n| n.form == Form::Ordinal)).then_some(())?;
    let not = (comma + 1..comma + FURTHEST).find(|i| s.text(*i) == "not")?;
    let verb = not + 1;
    let did = matches!(s.text(not - 1), "did" | "does");
    let includes = matches!(s.text(verb), "include" | "list" | "contain" | "feature" | "have");
    let whom = rows(s, verb + 1).filter(|who| who.len() == 1 && is_end(s, who.end) && did && includes)?;
    list(s, comma + 1..not - 1)?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(
        &[("was", Kind::Lex(Class::Be)), ("missing", Kind::Word(false)), ("from", Kind::Lex(Class::From))],
        not,
    );
    order.told(comma + 1..not - 1);
    order.told(at..comma);
    order.ends(whom.end)
}

/// "Both the table and the survey have Alpha in first place": it is in first place in the one, and in the other.
pub fn both_have<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let have =
        (at + 4..at + FURTHEST).find(|i| matches!(s.text(*i), "have" | "had" | "show" | "put" | "rank"))?;
    let and = (at + 2..have).find(|i| s.is(*i, &[Class::And])).filter(|_| s.text(at) == "both")?;
    let named = |mut range: Range<usize>| range.all(|i| is_board(s, i) || s.is(i, &[Class::The]));
    let whom =
        rows(s, have + 1).filter(|who| who.len() == 1 && named(at + 1..and) && named(and + 1..have))?;
    let rank = whom.end + 1 + usize::from(s.is(whom.end + 1, &[Class::The]));
    let led = s.is(whom.end, &[Class::In, Class::At]) && s.num(rank).is_some_and(is_rank);
    let end = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    if !led {
        return None;
    }
    let mut order = Order::new(s);
    let is = ("is", Kind::Lex(Class::Be));
    let on = ("on", Kind::Lex(Class::On));
    order.told(whom.clone());
    order.said(&[is], have);
    order.told(whom.end..end);
    order.said(&[on], have);
    order.told(at + 1..and + 1);
    order.told(whom.end..end);
    order.said(&[on], have);
    order.told(and + 1..have);
    order.ends(end)
}

/// "Alpha and Bravo took the places of Charlie and Delta in the top ten": they came into it, and the others left it.
pub fn took_the_places<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let new = rows(s, at).filter(|who| who.len() > 1)?;
    let took = new.end;
    let the = took + 1;
    let place = (the + 1..the + 3).find(|i| s.is(*i, &[Class::PlacesNoun]))?;
    let told =
        matches!(s.text(took), "took" | "take") && s.is(the, &[Class::The]) && s.is(place + 1, &[Class::Of]);
    let old = rows(s, place + 2).filter(|who| who.len() > 1 && told)?;
    let mut order = Order::new(s);
    let of_top = |i: usize| s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let end = (old.end..old.end + FURTHEST).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    let within = old.end + 1..end;
    let inside = s.is(old.end, &[Class::In, Class::On]) && within.clone().any(of_top);
    // "the top-ten places of", "in the top ten of Container Traffic".
    let top = top_of(s.text(the + 1)).filter(|_| place == the + 2 && end == old.end);
    if top.is_none() {
        list(s, within.clone()).filter(|()| inside)?;
    }
    let told_list = |order: &mut Order<'s, 'a>| match top {
        Some(top) => order.mention(the + 1, Entity::Top(top)),
        None => order.told(within.clone()),
    };
    order.told(new);
    order.said(&[("entered", Kind::Lex(Class::Enter)), ("the", Kind::Lex(Class::The))], took);
    told_list(&mut order);
    order.said(&[(",", Kind::Mark(',')), ("and", Kind::Lex(Class::And))], took);
    order.told(old);
    order.said(&[("left", Kind::Lex(Class::Exit)), ("the", Kind::Lex(Class::The))], took);
    told_list(&mut order);
    order.ends(end)
}

/// "top-ten": of how many.
fn top_of(word: &str) -> Option<u32> {
    let count = word.strip_prefix("top-")?;
    let words = || {
        super::super::numbers::word(count).and_then(|(n, ordinal)| u32::try_from(n).ok().filter(|_| !ordinal))
    };
    count.parse().ok().or_else(words)
}

/// "The top ten has two films that were not in it last week": two films in it were not there then.
pub fn has_so_many_new<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let has = (at + 1..at + FURTHEST).find(|i| matches!(s.text(*i), "has" | "includes" | "contains"))?;
    list(s, at..has)?;
    let count = has + 1;
    s.num(count).filter(|n| n.form == Form::Cardinal && n.unit == Unit::Subjects)?;
    let (which, were, not) = (count + 1, count + 2, count + 3);
    let told = matches!(s.text(which), "that" | "which") && s.is(were, &[Class::Be]) && s.text(not) == "not";
    let there = s.is(not + 1, &[Class::In, Class::On]) && s.is(not + 2, &[Class::It]);
    let when = not + 3;
    if !told || !there || !is_period(s, when) || !is_end(s, when + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(count..count + 1);
    order.said(&[("in", Kind::Lex(Class::In))], has);
    order.told(at..has);
    order.told(were..not + 1);
    order.said(&[("there", Kind::Word(false))], not + 1);
    order.told(when..when + 1);
    order.ends(when + 1)
}

/// "The table welcomed Alpha and Bravo": they entered it.
pub fn welcomed<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let verb = (at + 1..at + FURTHEST).find(|i| matches!(s.text(*i), "welcomed" | "welcomes" | "gained"))?;
    list(s, at..verb)?;
    let whom = rows(s, verb + 1)?;
    let when = usize::from(is_period(s, whom.end));
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("entered", Kind::Lex(Class::Enter))], verb);
    order.not_owning(at..verb);
    order.told(whom.end..whom.end + when);
    is_end(s, whom.end + when).then(|| order.ends(whom.end + when))?
}

/// "Alpha and Bravo have made way for Charlie and Delta": these have replaced them.
pub fn made_way<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let old = rows(s, at)?;
    let verb = old.end + usize::from(matches!(s.text(old.end), "has" | "have"));
    let made = matches!(s.text(verb), "made" | "make" | "makes" | "gave" | "gives" | "given");
    let way = made && s.text(verb + 1) == "way" && s.is(verb + 2, &[Class::For, Class::To]);
    let new = rows(s, verb + 3).filter(|_| way)?;
    // "… in the top ten".
    let is_top = |i: &usize| s.who(*i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let inside = s.is(new.end, &[Class::In, Class::On]);
    let top = (new.end + 1..new.end + 5).find(is_top).filter(|_| inside);
    let list = |order: &mut Order<'s, 'a>| match top {
        Some(top) => order.told(new.end + 1..top + 1),
        None => order.said(&[("the", Kind::Lex(Class::The)), ("list", Kind::Word(false))], verb),
    };
    let mut order = Order::new(s);
    order.told(new.clone());
    order.said(&[("entered", Kind::Lex(Class::Enter))], verb);
    list(&mut order);
    order.said(&[(",", Kind::Mark(',')), ("and", Kind::Lex(Class::And))], verb);
    order.told(old);
    order.said(&[("left", Kind::Lex(Class::Exit))], verb);
    list(&mut order);
    order.ends(top.map_or(new.end, |top| top + 1))
}

/// "Alpha's place in the survey went to Bravo": Bravo replaced it there.
pub fn place_went_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let old = mentions(s, at).filter(|who| who.len() == 1 && owns(s, at))?;
    let place = old.end;
    let went = (place + 1..place + FURTHEST)
        .find(|i| matches!(s.text(*i), "went" | "goes" | "passed" | "fell") && s.is(i + 1, &[Class::To]))?;
    let inside = s.is(place + 1, &[Class::In, Class::On]) && list(s, place + 2..went).is_some();
    let new = rows(s, went + 2).filter(|who| who.len() == 1 && is_end(s, who.end) && inside)?;
    let mut order = Order::new(s);
    order.told(new.clone());
    order.said(&[("replaced", Kind::Lex(Class::Displace))], went);
    order.not_owning(old);
    order.told(place + 1..went);
    s.is(place, &[Class::PlacesNoun]).then(|| order.ends(new.end))?
}

/// "The list contains three Ostrand films", "The top ten includes three films from Ostrand": Ostrand has three there.
pub fn has_ones_rows<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let has = (at + 1..at + FURTHEST)
        .find(|i| matches!(s.text(*i), "has" | "had" | "includes" | "contains" | "features" | "lists"))?;
    list(s, at..has)?;
    let count = has + 1;
    let num = *s.num(count).filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let maker = |i: usize| s.who(i).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let (org, end) = match () {
        () if maker(count + 1) && s.subjects.contains(&(count + 2)) => (count + 1, count + 3),
        () if num.unit == Unit::Subjects
            && s.is(count + 1, &[Class::From, Class::By])
            && maker(count + 2) =>
        {
            (count + 2, count + 3)
        }
        () => return None,
    };
    if owns(s, org) || !is_end(s, end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(org..org + 1);
    order.said(&[("has", Kind::Lex(Class::Be))], has);
    order.number(count, super::super::numbers::Num { unit: Unit::Subjects, ..num });
    let top = (at..has).any(|i| s.who(i).is_some());
    order.said(&[if top { ("in", Kind::Lex(Class::In)) } else { ("on", Kind::Lex(Class::On)) }], has);
    order.told(at..has);
    order.ends(end)
}

/// "The table has Alpha in first place and Bravo in second": they stand there.
pub fn has_in_place<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let has = (at + 1..at + FURTHEST).find(|i| matches!(s.text(*i), "has" | "had" | "shows" | "puts"))?;
    list(s, at..has)?;
    let placed = |from: usize| {
        let whom = rows(s, from).filter(|who| who.len() == 1)?;
        let rank = whom.end + 1;
        let led = s.is(whom.end, &[Class::In, Class::At]) && s.num(rank).is_some_and(is_rank);
        let end = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
        led.then_some((whom.start, rank - 1, end))
    };
    let first = placed(has + 1)?;
    let second = Some(first.2).filter(|and| s.is(*and, &[Class::And])).and_then(|and| placed(and + 1));
    let end = second.map_or(first.2, |second| second.2);
    let mut order = Order::new(s);
    for (index, (whom, place, until)) in std::iter::once(first).chain(second).enumerate() {
        if index > 0 {
            order.said(&[(",", Kind::Mark(',')), ("and", Kind::Lex(Class::And))], whom);
        }
        order.told(whom..place);
        order.said(&[("is", Kind::Lex(Class::Be))], has);
        order.told(place..until);
        order.said(&[("on", Kind::Lex(Class::On))], has);
        order.told(at..has);
    }
    // "and 40 entries in all": of the list too.
    let in_all = super::tallies::rows_in_all(s, end);
    if let (Some((number, num, _)), None) = (in_all, second) {
        order.said(&[(";", Kind::Mark(';'))], end);
        order.told(at..has + 1);
        order.number(number, num);
    }
    let end = in_all.map_or(end, |(.., end)| end);
    is_end(s, end).then(|| order.ends(end))?
}

/// "Alpha, Bravo and Charlie are among the five newcomers to the top 20": these are, and so many there are.
pub fn among_the_newcomers<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = rows(s, at)?;
    let be = whom.end;
    let (the, count, new, to) = (be + 2, be + 3, be + 4, be + 5);
    let among = s.is(be, &[Class::Be]) && s.is(be + 1, &[Class::Between]) && s.is(the, &[Class::The]);
    s.num(count).filter(|n| among && n.form == Form::Cardinal && !n.scaled)?;
    let end = (to + 1..to + FURTHEST).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    let newcomers = s.is(new, &[Class::New, Class::Debut]) && s.is(to, &[Class::To, Class::On, Class::In]);
    list(s, to + 1..end).filter(|_| newcomers)?;
    let mut order = Order::new(s);
    order.told(to + 1..end);
    order.said(&[("has", Kind::Lex(Class::Be))], be);
    order.told(count..new + 1);
    order.said(&[(";", Kind::Mark(';'))], be);
    order.told(whom);
    order.told(be..be + 1);
    order.said(&[("new to", Kind::Lex(Class::New))], new);
    order.told(to + 1..end);
    order.ends(end)
}

/// Rows that are named from a token on, one or more, that own nothing.
pub(super) fn rows(s: &Sentence, from: usize) -> Option<Range<usize>> {
    let whom = mentions(s, from)?;
    let row = |i: usize| s.who(i).is_none_or(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    (whom.clone().all(row) && !owns(s, whom.end - 1)).then_some(whom)
}

/// "the table", "Arena's top ten", "the top ten of Container Traffic".
pub(super) fn list(s: &Sentence, range: Range<usize>) -> Option<()> {
    let top = |i: usize| s.who(i).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let list = |i: usize| top(i) || is_list(s.text(i)) || is_board(s, i);
    let now = |i: usize| matches!(s.tokens[i].kind, Kind::Period(When::Back(0)));
    let small = |i: usize| list(i) || now(i) || s.is(i, &[Class::The, Class::Of, Class::This]);
    (range.clone().any(list) && range.into_iter().all(small)).then_some(())
}
