//! How long something went on, told in front or without the word for it: "For five months, Alpha held first place",
//! "Alpha's five months at the top ended".

use super::super::clauses::is_list;
use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_end};

/// "For five months, Alpha held first place": it held first place for five months.
pub fn for_so_long<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let comma = spell(s, at + 1).filter(|_| s.is(at, &[Class::For]))?;
    let from = comma + usize::from(s.is_mark(comma, ','));
    let end = statement(s, from)?;
    let mut order = Order::new(s);
    order.told(from..end);
    order.told(at..comma);
    order.ends(end)
}

/// "Fourth for two weeks, Alpha has now slipped to sixth": it has slipped after two weeks in fourth.
pub fn stood_for_so_long<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    s.num(at).filter(|n| super::super::frames::is_rank(n))?;
    let comma = spell(s, at + 2).filter(|comma| s.is(at + 1, &[Class::For]) && s.is_mark(*comma, ','))?;
    let end = statement(s, comma + 1)?;
    let moved = [Class::Up, Class::UpRank, Class::Down, Class::DownRank];
    let to = |i: usize| s.is(i, &moved) && s.is(i + 1, &[Class::To]);
    let after = [("after", Kind::Lex(Class::After))];
    let mut order = Order::new(s);
    order.told(comma + 1..end);
    order.said(&after, at + 1);
    order.told(at + 2..comma);
    order.said(&[("in", Kind::Lex(Class::In))], at + 1);
    order.told(at..at + 1);
    (comma + 1..end).any(to).then(|| order.ends(end))?
}

/// "Alpha's five consecutive months at the top ended": its run of so many.
pub fn months_ended<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 9;
    let num = at + 1;
    let owned = s.who(at).is_some() && s.tokens[at].possessive;
    let periods = matches!(s.text(num + 2), "days" | "weeks" | "months") && s.is(num + 1, &[Class::Streak]);
    s.num(num).filter(|n| owned && (n.unit == Unit::Periods || periods) && n.form == Form::Cardinal)?;
    let over = |i: &usize| {
        matches!(s.text(*i), "ended" | "ends")
            || s.is(*i, &[Class::Be]) && matches!(s.text(i + 1), "over" | "ended")
    };
    let end = (num + 1..num + LONGEST).find(over)?;
    let mut order = Order::new(s);
    order.told(at..num);
    order.said(&[("run", Kind::Word(false)), ("of", Kind::Lex(Class::Of))], num);
    // "at the head of the table".
    match (num..end).find(|i| s.text(*i) == "head" && s.is(i - 1, &[Class::The]) && s.is(i - 2, &[Class::At]))
    {
        Some(head) => {
            order.told(num..head - 2);
            order.said(&[("at the top", Kind::Lex(Class::Lead))], head);
            order.told(head + 1..end);
        }
        None => order.told(num..end),
    }
    order.ends(end)
}

/// "Since March 9, tenth place has belonged to Alpha": Alpha has held it since then.
pub fn belonged_to<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let since = s.text(at) == "since"
        && matches!(s.tokens.get(at + 1)?.kind, Kind::Period(_))
        && s.is_mark(at + 2, ',');
    let first = if since { at + 3 } else { at };
    let rank = first + usize::from(s.is(first, &[Class::The]));
    s.num(rank).filter(|n| super::super::frames::is_rank(n))?;
    let has = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let told =
        matches!(s.text(has), "has" | "have") && s.text(has + 1) == "belonged" && s.is(has + 2, &[Class::To]);
    let whom = super::mentions(s, has + 3).filter(|who| told && who.len() == 1)?;
    let behind = s.text(whom.end) == "since" && matches!(s.tokens.get(whom.end + 1)?.kind, Kind::Period(_));
    let end = if behind { whom.end + 2 } else { whom.end };
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(has..has + 1);
    order.said(&[("held", Kind::Lex(Class::Hold))], has + 1);
    order.told(rank..has);
    order.told(if behind { whom.end..end } else { at..at + 2 });
    (is_end(s, end) && since != behind).then(|| order.ends(end))?
}

/// "Its downloads down for the third day running, Alpha dropped to 16th": its downloads were, and it did.
pub fn its_own_first<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 12;
    let comma = (at + 3..at + LONGEST).find(|i| s.is_mark(*i, ','))?;
    let moved = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let way = at + 2;
    let noun = s.units.contains(&(at + 1)) || s.is(at + 1, &[Class::Volume, Class::Share, Class::Score]);
    let noun = noun || matches!(s.tokens.get(at + 1)?.kind, Kind::Board(_));
    let whom = super::mentions(s, comma + 1).filter(|who| who.len() == 1 && is_verb(s, who.end))?;
    let verbless = !(way + 1..comma).any(|i| is_verb(s, i) && !s.is(i, &moved));
    if at > 0 || !s.is(at, &[Class::Its]) || !noun || !s.is(way, &moved) || !verbless {
        return None;
    }
    let mut order = Order::new(s);
    order.owning(whom.start);
    order.told(at + 1..way);
    order.said(&[("were", Kind::Lex(Class::Be))], way);
    order.told(way..comma + 1);
    order.said(&[("and", Kind::Lex(Class::And))], comma);
    order.told(whom.clone());
    order.ends(whom.end)
}

/// "It is the fifth consecutive day in 40th place for Alpha": Alpha is 40th for the fifth day.
pub fn it_is_the_nth<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let it = s.is(at, &[Class::It]) || s.text(at) == "this";
    let nth = at + 3;
    let ordinal = s.num(nth).is_some_and(|n| n.form == Form::Ordinal);
    let place = (nth + 1..nth + 6)
        .find(|i| s.is(*i, &[Class::In, Class::At, Class::On]) || s.text(*i) == "at the top")?;
    let span = |i: usize| {
        let unit = matches!(s.text(i), "day" | "week" | "month" | "weekly" | "daily" | "monthly");
        unit || s.is(i, &[Class::Streak]) || s.text(i) == "straight"
    };
    let spell = nth + 1 < place && (nth + 1..place).all(span);
    let rank = place + 1 + usize::from(s.is(place + 1, &[Class::The]));
    let list = s.is(place, &[Class::In, Class::On]) && is_list(s.text(rank));
    let ranked = list || s.num(rank).is_some_and(super::super::frames::is_rank);
    let noun = usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let whose = rank + 1 + noun;
    let whom = super::mentions(s, whose + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    let told = it && ordinal && spell && ranked && s.is(at + 1, &[Class::Be]) && s.is(at + 2, &[Class::The]);
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.told(at + 1..at + 2);
    order.told(place..whose);
    order.said(&[("for", Kind::Lex(Class::For))], whose);
    order.told(at + 2..place);
    (told && s.is(whose, &[Class::For, Class::Of])).then(|| order.ends(whom.end))?
}

/// "This is the third week in a row that Alpha has been No. 3": Alpha has been No. 3 for the third week in a row.
pub fn nth_that_it_has<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let it = s.is(at, &[Class::It]) || s.text(at) == "this";
    let nth = at + 3;
    let ordinal = s.num(nth).is_some_and(|n| n.form == Form::Ordinal);
    let that = (nth + 1..nth + 7).find(|i| s.text(*i) == "that")?;
    let whom = super::mentions(s, that + 1).filter(|who| who.len() == 1)?;
    let rank = (whom.end + 1..whom.end + 5).find(|i| s.num(*i).is_some_and(super::super::frames::is_rank))?;
    let end = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let told = it && ordinal && s.is(at + 1, &[Class::Be]) && s.is(at + 2, &[Class::The]);
    let run = (nth..that).any(|i| s.is(i, &[Class::Streak]));
    let mut order = Order::new(s);
    order.told(whom.start..end);
    order.said(&[("for", Kind::Lex(Class::For))], that);
    order.told(at + 2..that);
    (told && run && is_end(s, end)).then(|| order.ends(end))?
}

/// "It is Alpha's fifth consecutive day in 40th place": Alpha is 40th for the fifth day.
pub fn it_is_ones_nth<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 6;
    let whom = super::mentions(s, at + 2).filter(|who| who.len() == 1 && s.tokens[who.start].possessive)?;
    let it = s.is(at, &[Class::It]) || s.text(at) == "this";
    let nth = whom.end;
    let ordinal = s.num(nth).is_some_and(|n| n.form == Form::Ordinal);
    let span = |i: usize| s.is(i, &[Class::Streak]) || matches!(s.text(i), "day" | "week" | "month");
    let place = (nth + 2..nth + LONGEST).find(|i| s.is(*i, &[Class::In, Class::At]))?;
    let rank = place + 1 + usize::from(s.is(place + 1, &[Class::The]));
    let ranked = s.num(rank).is_some_and(super::super::frames::is_rank);
    let end = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let told = it && ordinal && ranked && s.is(at + 1, &[Class::Be]) && (nth + 1..place).all(span);
    let mut order = Order::new(s);
    order.not_owning(whom);
    order.told(at + 1..at + 2);
    order.told(place..end);
    order.said(&[("for", Kind::Lex(Class::For)), ("the", Kind::Lex(Class::The))], nth);
    order.told(nth..place);
    (told && is_end(s, end)).then(|| order.ends(end))?
}

/// "This was the third week of decline in a row for Alpha": Alpha shrank for the third week in a row.
pub fn nth_of_growth<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 8;
    let nth = at + 3;
    let it = (s.is(at, &[Class::It]) || s.text(at) == "this") && s.is(at + 1, &[Class::Be]);
    s.num(nth).filter(|n| it && n.form == Form::Ordinal && s.is(at + 2, &[Class::The]))?;
    let of = (nth + 1..nth + LONGEST).find(|i| s.is(*i, &[Class::Of]))?;
    let way = match s.class(of + 1)? {
        Class::Up | Class::UpValue => ("grew", Kind::Lex(Class::UpValue)),
        Class::Down | Class::DownValue => ("shrank", Kind::Lex(Class::DownValue)),
        _ => return None,
    };
    let whose = of + 2 + usize::from(s.is(of + 2, &[Class::Streak]));
    let span = |i: usize| s.is(i, &[Class::Streak]) || matches!(s.text(i), "day" | "week" | "month");
    let spell = (nth + 1..of).all(span) && (nth + 1..whose).any(|i| s.is(i, &[Class::Streak]));
    let led = s.is(whose, &[Class::For, Class::At]);
    let whom = super::mentions(s, whose + 1).filter(|who| led && who.len() == 1)?;
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[way], of + 1);
    order.said(&[("for", Kind::Lex(Class::For))], whose);
    order.told(at + 2..of);
    order.told(of + 2..whose);
    spell.then(|| order.ends(whom.end))?
}

/// "extended its lead to 1.7 points, from 0.9": no comma parts what a distance came to from what it was.
pub fn to_and_from<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 16;
    let mut last = at + LONGEST;
    last = (at..last).find(|i| s.is_mark(*i, ';')).unwrap_or(last);
    let comma = (at + 3..last).find(|i| {
        let to = s.is(i - 2, &[Class::To]) && s.num(i - 1).is_some();
        to && s.is_mark(*i, ',') && s.is(i + 1, &[Class::From]) && s.num(i + 2).is_some()
    })?;
    let distance = |i: usize| s.is(i, &[Class::GapNoun, Class::Lead]) && !is_verb(s, i);
    let told = (at..comma).any(distance);
    let mut order = Order::new(s);
    order.told(at..comma);
    told.then(|| order.ends(comma + 1))?
}

/// "Every month so far this year, traffic at Alpha has fallen", "Every month since May has brought a decline in traffic at
/// Alpha": it has, every month so far.
pub fn every_time<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let span = matches!(s.text(at + 1), "day" | "week" | "month");
    let all = at == 0 && s.is(at, &[Class::All, Class::Each]) && span;
    let since = matches!(s.text(at + 2), "since");
    let end = at + 3 + usize::from(since);
    if !all || !super::is_period(s, end - 1) {
        return None;
    }
    let mut order = Order::new(s);
    if s.is_mark(end, ',') {
        let until = (end + 1..=s.tokens.len()).find(|i| is_end(s, *i))?;
        let who = (end + 1..until).any(|i| s.who(i).is_some());
        order.told(end + 1..until);
        order.told(at..end);
        return (who && !since).then(|| order.ends(until))?;
    }
    // "has brought a decline in traffic at Alpha".
    let verb = end + usize::from(s.is(end, &[Class::Be]));
    let brought = matches!(s.text(verb), "brought" | "seen" | "saw") && s.is(verb + 1, &[Class::A]);
    let way = verb + 2;
    let moved = match s.class(way).filter(|_| brought && s.is(way + 1, &[Class::In]))? {
        Class::Up | Class::UpValue => ("has grown", Kind::Lex(Class::UpValue)),
        Class::Down | Class::DownValue => ("has shrunk", Kind::Lex(Class::DownValue)),
        _ => return None,
    };
    let led = (way + 3..way + 5).find(|i| s.is(*i, &[Class::At, Class::For, Class::Of]))?;
    let whom = super::mentions(s, led + 1).filter(|who| who.len() == 1)?;
    order.told(whom.clone());
    order.said(&[moved], way);
    order.told(at..end);
    order.ends(whom.end)
}

/// "five months," "two straight weeks,": where the comma stands, or whom it is said of.
fn spell(s: &Sentence, at: usize) -> Option<usize> {
    s.num(at).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let comma = at + 1 + usize::from(s.is(at + 1, &[Class::Streak]));
    (s.is_mark(comma, ',') || s.who(comma).is_some()).then_some(comma)
}

/// A statement of one subject up to the next mark.
fn statement(s: &Sentence, from: usize) -> Option<usize> {
    s.who(from)?;
    let end = (from + 2..=s.tokens.len()).find(|at| is_end(s, *at))?;
    // "has climbed or held its place" all that time.
    (from..end).all(|at| !s.is(at, &[Class::Or])).then_some(end)
}
