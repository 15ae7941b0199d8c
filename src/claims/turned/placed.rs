//! Places and gains told before whose they are: "Seventh for four months, Alpha climbs to sixth", "The biggest gain was that
//! of Alpha, at 127,100".

use super::super::clauses::{is_list, is_verb};
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_board, is_end, is_period, mentions, owns};
use rust_decimal::Decimal;

/// A bare number up to here may be one of points.
const MOST_POINTS: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// "Seventh in the traffic table for four months, Alpha now climbs to sixth": after four months in seventh place.
pub fn after_so_long<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 7;
    let num = *s.num(at).filter(|n| matches!(n.form, Form::Rank | Form::Ordinal))?;
    let span = (at + 1..at + FURTHEST).find(|i| s.is(*i, &[Class::For]))?;
    let periods = s.num(span + 1).is_some_and(|n| n.unit == Unit::Periods && n.form == Form::Cardinal);
    let (comma, who) = (span + 2, span + 3);
    let there =
        |i: usize| s.is(i, &[Class::In, Class::On, Class::The]) || is_list(s.text(i)) || is_board(s, i);
    let moves = [Class::Up, Class::UpRank, Class::Down, Class::DownRank];
    let verb = who + 1 + usize::from(s.is(who + 1, &[Class::Now, Class::Adverb]));
    let row = s.who(who).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    if !periods || !s.is_mark(comma, ',') || !row || !s.is(verb, &moves) || !(at + 1..span).all(there) {
        return None;
    }
    let mut order = Order::new(s);
    order.said(&[("after", Kind::Lex(Class::After))], at);
    order.told(span + 1..span + 2);
    order.said(&[("in", Kind::Lex(Class::In))], span);
    order.number(at, Num { unit: Unit::Places, ..num });
    order.told(at + 1..span);
    order.ends(comma)
}

/// "With Alpha down from 20th to 24th, the top twenty is …": Alpha is down from 20th to 24th; the top twenty is ….
pub fn with_moved<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const LONGEST: usize = 9;
    let whom = mentions(s, at + 1).filter(|who| who.len() == 1 && at == 0 && s.is(at, &[Class::With]))?;
    let moved = whom.end;
    let from = matches!(s.text(moved), "up from" | "down from");
    let comma = (moved + 1..moved + LONGEST).find(|i| s.is_mark(*i, ','))?;
    let next = comma + 1;
    // "With Alpha down to 24th, it …" goes on about Alpha.
    let other = s.who(next).is_some_and(|who| Some(who) != s.who(whom.start))
        || s.is(next, &[Class::The])
        || matches!(s.tokens.get(next).map(|t| &t.kind), Some(Kind::Board(_)));
    let told = (moved + 1..comma).any(|i| s.num(i).is_some());
    if !from || !other || !told || owns(s, whom.start) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("is", Kind::Lex(Class::Be))], at);
    order.told(moved..comma);
    order.said(&[(";", Kind::Mark(';'))], comma);
    order.ends(next)
}

/// "Alpha is first, with Bravo right behind at No. 2": Alpha is first, and Bravo is No. 2.
pub fn with_one_behind<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 24;
    let with = (at + 1..at + FURTHEST).find(|i| s.text(*i) == "with" && s.who(i + 1).is_some())?;
    let whom = mentions(s, with + 1).filter(|who| who.len() == 1 && s.is_mark(with - 1, ','))?;
    let close = matches!(
        s.text(whom.end),
        "right" | "just" | "close" | "closely" | "hard" | "directly" | "immediately" | "narrowly"
    );
    let behind = whom.end + usize::from(close);
    let led = behind + 1 + usize::from(s.is(behind + 1, &[Class::It, Class::They]));
    let rank = led + 1;
    let ranked = s.num(rank).is_some_and(|n| matches!(n.form, Form::Rank | Form::Ordinal));
    let end = rank + 1 + usize::from(s.is(rank + 1, &[Class::PlacesNoun]));
    let told = s.is(behind, &[Class::Behind]) && s.is(led, &[Class::At, Class::In]) && ranked;
    if !told || !is_end(s, end) || owns(s, whom.start) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..with);
    order.told(whom);
    order.said(&[("is", Kind::Lex(Class::Be))], behind);
    order.told(rank..end);
    order.ends(end)
}

/// "The biggest gain in admissions was that of Alpha, at 127,100": Alpha gained so many, the biggest gain.
pub fn gain_was_that_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 7;
    // "The week's biggest gain".
    let span = usize::from(is_period(s, at + 1) || matches!(s.text(at + 1), "week" | "month" | "day"));
    let noun = at + 2 + span;
    let most = s.is(at, &[Class::The]) && s.is(noun - 1, &[Class::Most]);
    let gained = match s.class(noun)? {
        Class::Up | Class::UpValue => ("gained", Kind::Lex(Class::UpValue)),
        Class::Down | Class::DownValue => ("lost", Kind::Lex(Class::DownValue)),
        _ => return None,
    };
    let be = (noun + 1..noun + FURTHEST).find(|i| s.is(*i, &[Class::Be])).filter(|_| most)?;
    let that = s.text(be + 1) == "that" && s.is(be + 2, &[Class::Of]);
    let whom = mentions(s, if that { be + 3 } else { be + 1 }).filter(|who| who.len() == 1)?;
    let owned = owns(s, whom.start);
    let (comma, led) = (whom.end, whom.end + 1);
    // "was Alpha's 127,100".
    let its = owned && !that && s.num(whom.end).is_some();
    let num = if its { whom.end } else { whom.end + 2 };
    let behind = || s.is_mark(comma, ',') && s.is(led, &[Class::At, Class::Of, Class::With]);
    let number = *s.num(num).filter(|_| its || behind())?;
    let counted = number.scaled || number.unit == Unit::Board || number.value > MOST_POINTS;
    let told = (noun + 1..be).all(|i| s.who(i).is_none() && s.num(i).is_none() && !s.is(i, &[Class::Share]));
    if that && owned || number.form != Form::Cardinal || !counted || !told || !is_end(s, num + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whom);
    order.said(&[gained], be);
    order.number(num, Num { unit: Unit::Board, ..number });
    order.said(&[(",", Kind::Mark(','))], comma);
    order.told(at..be);
    order.ends(num + 1)
}

/// "The steepest fall among the rows that stayed was that of Alpha": of all falls, for only they have moved.
pub fn of_those_that_stayed<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 16;
    let change = s.is(at + 2, &Class::CHANGES) && s.is(at + 1, &[Class::Most]) && s.is(at, &[Class::The]);
    let among = (at + 3..at + FURTHEST).find(|i| s.is(*i, &[Class::Between])).filter(|_| change)?;
    let be = (among + 2..among + FURTHEST)
        .find(|i| s.is(*i, &[Class::Be]) && (i + 1..i + 4).any(|at| s.who(at).is_some()))?;
    let kept =
        |i: usize| matches!(s.text(i), "stayed" | "remained" | "remain" | "stay" | "still" | "both" | "kept");
    let small = |i: usize| {
        kept(i)
            || is_board(s, i)
            || is_period(s, i)
            || is_list(s.text(i))
            || s.subjects.contains(&i)
            || matches!(s.tokens[i].kind, Kind::Span(_))
            || s.is(
                i,
                &[Class::The, Class::In, Class::On, Class::Which, Class::Be, Class::RowsNoun, Class::Hold],
            )
            || matches!(s.text(i), "listed" | "weeks" | "months" | "ranked" | "charted" | "that")
    };
    if !(among + 1..be).all(small) || !(among + 1..be).any(kept) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..among);
    if let Some(board) = (among + 1..be).find(|i| is_board(s, *i)) {
        order.said(&[("on", Kind::Lex(Class::On))], among);
        order.not_owning(board..board + 1);
    }
    order.ends(be)
}

/// "In absolute terms Alpha gained most", "A gain of 3%, against a loss of 2% for Bravo, put Alpha in the lead": what comes
/// before who did it is set apart, or told behind it.
pub fn terms_first<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    if !s.is(at, &[Class::In]) || s.text(at + 2) != "terms" || s.who(at + 3).is_none() {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..at + 3);
    order.said(&[(",", Kind::Mark(','))], at + 2);
    order.ends(at + 3)
}

/// "A gain of 3%, against a loss of 2% for Bravo, put Alpha in the lead": it did, against the other's.
pub fn against_anothers<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let change = |i: usize| s.is(i, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue]);
    let of_so_much = |i: usize| {
        s.is(i, &[Class::A]) && change(i + 1) && s.is(i + 2, &[Class::Of]) && s.num(i + 3).is_some()
    };
    let comma = at + 4;
    let against = comma + 1;
    let led = of_so_much(at)
        && s.is_mark(comma, ',')
        && s.is(against, &[Class::Against])
        && of_so_much(against + 1);
    let other = mentions(s, against + 6).filter(|who| led && who.len() == 1 && s.is_mark(who.end, ','))?;
    let from = other.end + 1;
    let end = (from + 2..=s.tokens.len()).find(|i| is_end(s, *i))?;
    let mut order = Order::new(s);
    order.told(at..comma);
    order.told(from..end);
    order.said(&[(";", Kind::Mark(';'))], comma);
    order.told(other);
    let lost = s.is(against + 2, &[Class::Down, Class::DownValue]);
    let moved =
        if lost { ("lost", Kind::Lex(Class::DownValue)) } else { ("gained", Kind::Lex(Class::UpValue)) };
    order.said(&[moved], against + 2);
    let (first, num) = (s.num(at + 3)?, *s.num(against + 4)?);
    let unit = if num.unit == Unit::None && num.form == Form::Cardinal { first.unit } else { num.unit };
    order.number(against + 4, Num { unit, ..num });
    order.ends(end)
}

/// "The shares of seven ports shrank": seven ports lost share.
pub fn shares_of<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let share = at + 1;
    let of = usize::from(!s.is(share, &[Class::ShareOf]));
    let count = share + 1 + of;
    let verb = count + 1;
    let rows = s.num(count).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let told = s.is(at, &[Class::The]) && matches!(s.text(share), "shares" | "shares of");
    let moved = match s.class(verb)? {
        Class::Up | Class::UpValue => ("gained", Kind::Lex(Class::UpValue)),
        Class::Down | Class::DownValue => ("lost", Kind::Lex(Class::DownValue)),
        _ => return None,
    };
    if !rows || !told || !is_verb(s, verb) || of == 1 && !s.is(share + 1, &[Class::Of]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(count..verb);
    order.said(&[moved], verb);
    order.said(&[("share", Kind::Lex(Class::Share))], share);
    order.ends(verb + 1)
}

/// "No port's growth in May topped the 12.4% at Alpha": no port grew faster than Alpha, at 12.4%.
pub fn nobodys_growth<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 6;
    let growth = at + 2;
    let owned = s.text(at) == "no" && s.subjects.contains(&(at + 1)) && owns(s, at + 1);
    let grew = match s.text(growth) {
        "growth" | "increase" | "rise" | "gain" => ("grew", Kind::Lex(Class::UpValue)),
        "decline" | "fall" | "drop" | "loss" => ("shrank", Kind::Lex(Class::DownValue)),
        _ => return None,
    };
    let verb = (growth + 1..growth + FURTHEST).find(|i| {
        matches!(
            s.text(*i),
            "topped" | "exceeded" | "beat" | "matched" | "surpassed" | "equalled" | "tops" | "exceeds"
        )
    })?;
    let num = verb + 1 + usize::from(s.is(verb + 1, &[Class::The]));
    s.num(num).filter(|n| n.form == Form::Percent && owned)?;
    let whom = mentions(s, num + 2).filter(|who| who.len() == 1 && s.is(num + 1, &[Class::At, Class::Of]))?;
    if !is_end(s, whom.end) || owns(s, whom.start) || s.who(growth + 1).is_some() {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..at + 1);
    order.row(at + 1);
    order.said(&[grew], growth);
    order.told(growth + 1..verb);
    order.said(&[("more", Kind::Word(false)), ("than", Kind::Lex(Class::Than))], verb);
    order.told(whom.clone());
    order.said(&[(",", Kind::Mark(',')), ("at", Kind::Lex(Class::At))], num);
    order.told(num..num + 1);
    order.ends(whom.end)
}

/// "Alpha shares seventh place with Bravo": they share it.
pub fn shares_with<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && !owns(s, at))?;
    let verb = whom.end;
    let (place, with) = (verb + 1, verb + 2);
    let other = mentions(s, with + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    let ranked = s.num(place).is_some_and(|n| matches!(n.form, Form::Rank | Form::Ordinal));
    if !matches!(s.text(verb), "shares" | "shared") || !ranked || !s.is(with, &[Class::With]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("and", Kind::Lex(Class::And))], with);
    order.told(other.clone());
    order.told(verb..with);
    order.ends(other.end)
}

/// "Alpha's best month was April": it had its best month in April.
pub fn best_was<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && owns(s, at))?;
    let (most, span, be, when) = (whom.end, whom.end + 1, whom.end + 2, whom.end + 3);
    let best = s.is(most, &[Class::Most, Class::Least]) && matches!(s.text(span), "day" | "week" | "month");
    if !best || !s.is(be, &[Class::Be]) || !is_period(s, when) || !is_end(s, when + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whom);
    order.said(&[("had", Kind::Lex(Class::Be)), ("its", Kind::Lex(Class::Its))], be);
    order.told(most..be);
    order.said(&[("in", Kind::Lex(Class::In))], be);
    order.told(when..when + 1);
    order.ends(when + 1)
}

/// "Directly beneath Alpha comes Bravo, 400 short": Bravo comes directly beneath Alpha.
pub fn below_comes<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let relation = (at..at + 3).find(|i| s.is(*i, &[Class::Behind, Class::Ahead]))?;
    // "One place below Alpha".
    let far = s.num(at).filter(|n| n.unit == Unit::Places && n.form == Form::Cardinal).map(|_| at);
    let small = |i: usize| {
        far == Some(i)
            || matches!(s.text(i), "directly" | "right" | "just" | "immediately" | "straight" | "in" | "next")
    };
    let whom = mentions(s, relation + 1).filter(|who| who.len() == 1 && (at..relation).all(small))?;
    let verb = whom.end;
    let stands =
        s.is(verb, &[Class::Be, Class::Enter, Class::Debut]) || matches!(s.text(verb), "goes" | "follows");
    let noun = verb + 1 + usize::from(s.is(verb + 1, &[Class::The]));
    let titled = noun + usize::from(s.is(noun, &[Class::Debut, Class::New, Class::Return]));
    let who =
        mentions(s, titled).filter(|who| stands && who.len() == 1 && !s.tokens[who.start].possessive)?;
    if s.tokens[whom.start].possessive || is_verb(s, who.end) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(who.clone());
    order.said(&[("is", Kind::Lex(Class::Be))], verb);
    order.told(far.unwrap_or(relation)..whom.end);
    order.ends(who.end)
}

/// "Slipping were Alpha and Bravo, by two places and one": they were.
pub fn moving_were<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let be = at + 1;
    let moving = s.is(at, &Class::CHANGES) && s.text(at).ends_with("ing") && s.is(be, &[Class::Be]);
    let who = mentions(s, be + 1).filter(|_| moving)?;
    let mut order = Order::new(s);
    order.told(who.clone());
    order.told(be..be + 1);
    order.told(at..be);
    order.ends(who.end)
}
