//! Records told by denial, with the figure of now behind: "has never ranked higher than its current No. 2", "Only once has
//! Alpha had a figure lower than its current 661,300 admissions".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, When};
use super::{Order, is_end, mentions, owns};
use rust_decimal::Decimal;
use std::ops::Range;

const SO_FAR: [(&str, Kind); 2] = [("so", Kind::Word(false)), ("far", Kind::Word(false))];

/// What was never more than it is now.
enum Figure {
    Rank,
    Amount,
    Growth,
}

/// "Alpha has never ranked higher by traffic than its current sixth place": it is sixth by traffic, its highest rank yet.
pub fn than_its_current<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 10;
    let whom = mentions(s, at).filter(|who| who.len() == 1 && !owns(s, at))?;
    let (has, never, verb) = (whom.end, whom.end + 1, whom.end + 2);
    let denied = matches!(s.text(has), "has" | "have") && matches!(s.text(never), "never" | "not");
    let than = (verb + 1..verb + FURTHEST).find(|i| s.is(*i, &[Class::Than])).filter(|_| denied)?;
    let (num, end) = match its_current(s, than + 1) {
        Some(num) => (num, num + 1),
        None => the_one_it_has(s, than + 1)?,
    };
    let more = (verb + 1..verb + 3).find(|i| is_more(s, *i).is_some())?;
    let figure = figure(s, verb, num)?;
    let most = match (is_more(s, more)?, &figure) {
        (true, Figure::Growth) => ("fastest", Kind::Lex(Class::Most)),
        (true, _) => ("highest", Kind::Lex(Class::Most)),
        (false, Figure::Growth) => return None,
        (false, _) => ("lowest", Kind::Lex(Class::Least)),
    };
    let span = (more..than).find(|i| s.tokens[*i].kind == Kind::Period(When::Beyond));
    // "has not grown faster" alone says not since when.
    if s.text(never) == "not" && span.is_none() {
        return None;
    }
    let mut order = Order::new(s);
    if matches!(figure, Figure::Amount) {
        order.owning(whom.start);
        order.told(num..num + 1);
        order.said(&[("are", Kind::Lex(Class::Be)), ("its", Kind::Lex(Class::Its))], more);
        order.said(&[most, ("figure", Kind::Word(false))], more);
        match span {
            Some(span) => order.told(span..span + 1),
            None => order.said(&[("yet", Kind::Lex(Class::Yet))], than),
        }
        return order.ends(end);
    }
    order.told(whom);
    let (verb, noun) = match figure {
        Figure::Rank if span.is_none() => {
            (("is", Kind::Lex(Class::Be)), ("rank", Kind::Lex(Class::RankNoun)))
        }
        Figure::Rank => (("is", Kind::Lex(Class::Be)), ("place", Kind::Lex(Class::PlacesNoun))),
        Figure::Amount | Figure::Growth => {
            (("grew", Kind::Lex(Class::UpValue)), ("growth", Kind::Lex(Class::UpValue)))
        }
    };
    order.said(&[verb], has);
    order.told(num..num + 1);
    // "higher by traffic", "higher in the table": where.
    if matches!(figure, Figure::Rank) {
        order.told(more + 1..span.unwrap_or(than));
    }
    order.said(&[(",", Kind::Mark(',')), ("its", Kind::Lex(Class::Its)), most, noun], more);
    match (span, noun.0) {
        (Some(span), _) => order.told(span..span + 1),
        (None, "rank") => order.said(&[("yet", Kind::Lex(Class::Yet))], than),
        (None, _) => order.said(&SO_FAR, than),
    }
    order.ends(end)
}

/// "Only once has Alpha had a weekly figure lower than its current 661,300 admissions": these are its second-lowest.
pub fn only_once<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    const FURTHEST: usize = 9;
    let (count, times) = times_at(s, at + 1).filter(|_| s.is(at, &[Class::Only]))?;
    let has = count.end;
    let whom = mentions(s, has + 1).filter(|who| who.len() == 1 && !owns(s, has + 1))?;
    let verb = whom.end;
    let than = (verb + 1..verb + FURTHEST).find(|i| s.is(*i, &[Class::Than]))?;
    let more = (verb + 1..than).find_map(|i| is_more(s, i))?;
    let had = matches!(s.text(has), "has" | "had") && s.is(verb, &[Class::Be, Class::Carry]);
    let num = its_current(s, than + 1).filter(|num| had && is_amount(s, *num))?;
    let mut order = Order::new(s);
    nth_highest(&mut order, num, (whom.start, count.start), (times, more));
    order.said(&SO_FAR, has);
    order.ends(num + 1)
}

/// "So far this year, Alpha has had only two months with more than its latest 672,600 containers": its third-highest.
pub fn only_so_many_spans<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let comma = (at + 1..at + 5).find(|i| s.text(at).starts_with("so") && s.is_mark(*i, ','));
    let whom = mentions(s, comma.map_or(at, |comma| comma + 1)).filter(|who| who.len() == 1)?;
    let (has, only, count) = (whom.end, whom.end + 2, whom.end + 3);
    let had = matches!(s.text(has), "has" | "had") && s.text(has + 1) == "had";
    let times = s.num(count).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?.value;
    let with = count + 1;
    let more = is_more(s, with + 1)?;
    let than = with + 1 + usize::from(!s.is(with + 1, &[Class::MoreThan]));
    let told = had && s.is(only, &[Class::Only]) && s.is(with, &[Class::With]);
    let num = its_current(s, than + 1).filter(|num| told && is_amount(s, *num))?;
    if owns(s, whom.start) || !s.is(than, &[Class::Than, Class::MoreThan]) {
        return None;
    }
    let mut order = Order::new(s);
    nth_highest(&mut order, num, (whom.start, count), (times, more));
    match comma {
        Some(comma) => order.told(at..comma),
        None => order.said(&SO_FAR, count),
    }
    order.ends(num + 1)
}

/// "Never before has Alpha been among the top ten": it is there for the first time.
pub fn never_before<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let has = at + 1 + usize::from(s.text(at + 1) == "before");
    let never = s.text(at) == "never" && matches!(s.text(has), "has" | "had");
    let whom = mentions(s, has + 1).filter(|who| who.len() == 1 && never && !owns(s, who.start))?;
    let (been, inside) = (whom.end, whom.end + 1);
    let top = inside + 1 + usize::from(s.is(inside + 1, &[Class::The]));
    let scope = s.who(top).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let led =
        s.is(inside, &[Class::In, Class::Between]) && matches!(s.text(been), "been" | "stood" | "ranked");
    if !scope || !led || !is_end(s, top + 1) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.said(&[("entered", Kind::Lex(Class::Enter))], been);
    order.told(inside + 1..top + 1);
    order.ends(top + 1)
}

/// "Alpha's 661,300 admissions are its second-lowest figure so far".
fn nth_highest(order: &mut Order<'_, '_>, num: usize, (whom, count): (usize, usize), how: (Decimal, bool)) {
    let (times, more) = how;
    order.owning(whom);
    order.told(num..num + 1);
    order.said(&[("are", Kind::Lex(Class::Be)), ("its", Kind::Lex(Class::Its))], count);
    order.number(count, Num::new(times + Decimal::ONE, Decimal::ZERO, Form::Ordinal));
    let most = match more {
        true => ("highest", Kind::Lex(Class::Most)),
        false => ("lowest", Kind::Lex(Class::Least)),
    };
    order.said(&[most, ("figure", Kind::Word(false))], count);
}

/// "once", "twice", "three times": the words, and how often.
fn times_at(s: &Sentence, at: usize) -> Option<(Range<usize>, Decimal)> {
    match s.text(at) {
        "once" => Some((at..at + 1, Decimal::ONE)),
        "twice" => Some((at..at + 1, Decimal::TWO)),
        _ => {
            let num = s.num(at).filter(|n| n.form == Form::Times || s.text(at + 1) == "times")?;
            let end = at + if s.text(at + 1) == "times" { 2 } else { 1 };
            num.whole().map(|times| (at..end, times.into()))
        }
    }
}

/// "its current 661,300 admissions", "its latest 8.0%": where the number stands.
fn its_current(s: &Sentence, at: usize) -> Option<usize> {
    let now = matches!(s.text(at + 1), "current" | "latest" | "present");
    let num = at + 2;
    (s.is(at, &[Class::Its, Class::Their]) && now && s.num(num).is_some() && is_end(s, num + 1))
        .then_some(num)
}

/// "the first place it climbed to this week", "the sixth place it holds": where the number stands, and where that ends.
fn the_one_it_has(s: &Sentence, at: usize) -> Option<(usize, usize)> {
    const FURTHEST: usize = 7;
    let num = at + 1;
    let it = s.num(num).is_some_and(|n| n.unit == Unit::Places) && s.is(num + 1, &[Class::It, Class::They]);
    let end = (num + 2..num + FURTHEST).find(|end| is_end(s, *end))?;
    let then = |at: usize| {
        matches!(s.tokens[at].kind, Kind::Period(when) if when != When::Back(0)) || s.num(at).is_some()
    };
    (it && s.is(at, &[Class::The]) && !(num + 1..end).any(then)).then_some((num, end))
}

fn is_amount(s: &Sentence, num: usize) -> bool {
    s.num(num).is_some_and(|n| n.unit == Unit::Board || n.scaled)
}

/// Higher, or lower.
fn is_more(s: &Sentence, at: usize) -> Option<bool> {
    match s.text(at) {
        "higher" | "larger" | "bigger" | "more" | "faster" | "more than" => Some(true),
        "lower" | "smaller" | "fewer" | "less" | "slower" => Some(false),
        _ => None,
    }
}

/// What the verb and the number are of.
fn figure(s: &Sentence, verb: usize, num: usize) -> Option<Figure> {
    let number = s.num(num)?;
    let rank = matches!(number.form, Form::Ordinal | Form::Rank);
    match s.text(verb) {
        "ranked" | "stood" | "been" | "placed" if rank => Some(Figure::Rank),
        "grown" if number.form == Form::Percent => Some(Figure::Growth),
        _ if s.is(verb, &[Class::Be, Class::Carry]) && is_amount(s, num) => Some(Figure::Amount),
        _ => None,
    }
}
