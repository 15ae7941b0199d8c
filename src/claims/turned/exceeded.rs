//! Figures that no other exceeds: "Alpha's gain was not exceeded by any other's", "No port's gain exceeds Alpha's", "No
//! score is lower than 64.7", "Not since January has Alpha fallen as steeply".

use super::super::clauses::{is_list, is_verb};
use super::super::lexicon::Class;
use super::super::numbers::{Form, Hedge, Num, Unit};
use super::super::tokens::{Kind, Sentence};
use super::{Order, is_board, is_end, mentions, owns};
use std::ops::Range;

const LONGEST: usize = 16;

/// "Alpha's gain in containers was not exceeded by any other port's", "Its container count was exceeded by no other
/// port": it has more than any other.
pub fn not_exceeded<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && owns(s, at))?;
    let be = (at + 2..at + LONGEST).find(|i| s.is(*i, &[Class::Be]) && is_verb(s, *i))?;
    let not = usize::from(s.text(be + 1) == "not" || s.text(be + 1) == "n't");
    let by = be + 2 + not;
    let any = if not == 1 { "any" } else { "no" };
    let that_of = if s.text(by + 1) == "that" && s.is(by + 2, &[Class::Of]) { 2 } else { 0 };
    let none = by + that_of + 1;
    let noun = none + 1 + usize::from(s.text(none + 1) == "other");
    let row = s.subjects.contains(&noun) || s.makers.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    let done = is_exceeded(s.text(be + 1 + not)) && s.is(by, &[Class::By]) && s.text(none) == any;
    (done && row).then(|| most_of(s, (at, whom.end..be), noun))??.ends(noun + 1)
}

/// "No port's gain in containers since February exceeds Alpha's": Alpha's is the biggest.
pub fn nobodys_exceeds<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + 1 + usize::from(s.text(at + 1) == "other");
    let row = s.subjects.contains(&noun) || s.makers.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    if s.text(at) != "no" || !row || !owns(s, noun) {
        return None;
    }
    let verb = (noun + 2..at + LONGEST).find(|i| {
        matches!(s.text(*i), "exceeds" | "exceeded" | "tops" | "topped" | "beats" | "beat" | "surpasses")
    })?;
    let whom =
        mentions(s, verb + 1).filter(|who| who.len() == 1 && owns(s, verb + 1) && is_end(s, who.end))?;
    most_of(s, (whom.start, noun + 1..verb), noun)?.ends(whom.end)
}

/// "No model's share fell more than Alpha's": Alpha lost the most share.
pub fn nobodys_share<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let noun = at + 1 + usize::from(s.text(at + 1) == "other");
    let row = s.subjects.contains(&noun) || s.is(noun, &[Class::RowsNoun]);
    let (share, verb) = (noun + 1, noun + 2);
    let moved = match s.class(verb)? {
        Class::Up | Class::UpValue => ("gained", Kind::Lex(Class::UpValue)),
        Class::Down | Class::DownValue => ("lost", Kind::Lex(Class::Down)),
        _ => return None,
    };
    let than = verb + 1 + usize::from(!s.is(verb + 1, &[Class::MoreThan]));
    let more = s.is(than, &[Class::MoreThan])
        || s.is(than, &[Class::Than]) && matches!(s.text(than - 1), "more" | "further");
    let whom = mentions(s, than + 1).filter(|who| who.len() == 1 && is_end(s, who.end))?;
    if s.text(at) != "no" || !row || !owns(s, noun) || !s.is(share, &[Class::Share]) || !more {
        return None;
    }
    let mut order = Order::new(s);
    order.not_owning(whom.clone());
    order.said(&[moved, ("more", Kind::Word(false))], verb);
    order.told(share..share + 1);
    order.said(
        &[("than", Kind::Lex(Class::Than)), ("any", Kind::Word(false)), ("other", Kind::Word(false))],
        than,
    );
    order.not_owning(noun..noun + 1);
    order.ends(whom.end)
}

fn is_exceeded(word: &str) -> bool {
    matches!(word, "exceeded" | "surpassed" | "topped" | "beaten" | "bettered")
}

/// The owner has more of what is told than any other row: "gain in containers since February", "container count", "number
/// of ports".
fn most_of<'s, 'a>(
    s: &'s Sentence<'a>,
    (whom, told): (usize, Range<usize>),
    noun: usize,
) -> Option<Order<'s, 'a>> {
    let mut order = Order::new(s);
    order.not_owning(whom..whom + 1);
    let first = told.start;
    let more = ("more", Kind::Word(false));
    // "in containers", which elsewhere is a board's name.
    let counted = |i: usize| s.units.contains(&i) || is_board(s, i) || is_unit_word(s, i);
    let unit = first + 2;
    let of = s.is(first + 1, &[Class::In, Class::Of]);
    let tail = match s.text(first) {
        "number" if of && s.subjects.contains(&unit) => {
            return most_rows(s, (whom, unit..told.end), noun);
        }
        "gain" | "increase" | "rise" if of && counted(unit) => {
            order.said(&[("gained", Kind::Lex(Class::UpValue)), more], first);
            order.unit(unit);
            unit + 1
        }
        "loss" | "fall" | "drop" | "decline" | "decrease"
            if of && (counted(unit) || s.text(unit) == "ground") =>
        {
            order.said(&[("lost", Kind::Lex(Class::Down)), more], first);
            order.unit(unit);
            unit + 1
        }
        _ if counted(first)
            && matches!(s.text(first + 1), "count" | "total" | "tally" | "number" | "figure") =>
        {
            order.said(&[("had", Kind::Lex(Class::Be)), more], first);
            order.said(&[("volume", Kind::Lex(Class::Volume))], first);
            first + 2
        }
        "total" | "volume" | "traffic" if first + 1 == told.end => {
            order.said(&[("had", Kind::Lex(Class::Be)), more, ("volume", Kind::Lex(Class::Volume))], first);
            told.end
        }
        _ => return None,
    };
    // Whatever else is said of it is not read.
    let when = |i: usize| {
        matches!(s.tokens[i].kind, Kind::Period(_) | Kind::Span(_))
            || s.is(i, &[Class::In, Class::On, Class::Over, Class::The, Class::From, Class::ThisPeriod])
            || matches!(s.text(i), "since" | "month" | "week" | "day")
            || is_board(s, i)
    };
    if !(tail..told.end).all(when) {
        return None;
    }
    order.told(tail..told.end);
    order.said(
        &[("than", Kind::Lex(Class::Than)), ("any", Kind::Word(false)), ("other", Kind::Word(false))],
        first,
    );
    order.not_owning(noun..noun + 1);
    Some(order)
}

/// No other has more ports in a table.
fn most_rows<'s, 'a>(
    s: &'s Sentence<'a>,
    (whom, told): (usize, Range<usize>),
    noun: usize,
) -> Option<Order<'s, 'a>> {
    let mut order = Order::new(s);
    order.said(&[("no", Kind::Lex(Class::Neg))], noun);
    order.not_owning(noun..noun + 1);
    order.said(&[("has", Kind::Lex(Class::Be)), ("more", Kind::Word(false))], noun);
    order.told(told);
    order.said(&[("than", Kind::Lex(Class::Than))], noun);
    order.not_owning(whom..whom + 1);
    Some(order)
}

/// "container" of a board of containers.
fn is_unit_word(s: &Sentence, at: usize) -> bool {
    let plural = |unit: &str| unit.strip_suffix('s') == Some(s.text(at));
    matches!(s.text(at), "container" | "token" | "download" | "admission" | "unit" | "volume")
        || s.units.iter().any(|unit| plural(s.text(*unit)))
}

/// "No score on the survey is lower than 64.7": nobody there has fewer points.
pub fn no_lower_score<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let be = (at + 2..at + LONGEST).find(|i| s.is(*i, &[Class::Be])).filter(|_| s.text(at) == "no")?;
    let score = matches!(s.text(at + 1), "score" | "rating");
    let place = |i: usize| {
        s.is(i, &[Class::On, Class::In, Class::The])
            || is_board(s, i)
            || is_list(s.text(i))
            || s.who(i).is_some()
    };
    let hedge = match s.text(be + 1) {
        "lower" | "smaller" | "worse" => Hedge::Under,
        "higher" | "better" => Hedge::Over,
        _ => return None,
    };
    let num = be + 3;
    let told =
        *s.num(num).filter(|n| n.form == Form::Cardinal && matches!(n.unit, Unit::None | Unit::Points))?;
    if !score || !(at + 2..be).all(place) || !s.is(be + 2, &[Class::Than]) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(at..at + 1);
    order.row(at + 1);
    order.told(at + 2..be);
    order.said(&[("has", Kind::Lex(Class::Be))], be);
    order.number(num, Num { unit: Unit::Points, hedge, ..told });
    order.ends(num + 1)
}

/// "Not since the records begin has Alpha fallen as steeply as it did this time, by 33.3%": it has fallen by 33.3%, its
/// steepest fall since then.
pub fn not_since<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let since = at + 1;
    let has = (since + 1..at + LONGEST).find(|i| matches!(s.text(*i), "has" | "have"))?;
    let whom = mentions(s, has + 1).filter(|who| who.len() == 1 && !owns(s, has + 1))?;
    let verb = whom.end;
    let (most, noun) = match s.class(verb)? {
        Class::Up | Class::UpValue => ("steepest", ("rise", Kind::Lex(Class::Up))),
        Class::Down | Class::DownValue => ("steepest", ("fall", Kind::Lex(Class::Down))),
        _ => return None,
    };
    let steep = verb + 2;
    let steeply = matches!(s.text(steep), "steeply" | "sharply" | "fast" | "quickly");
    let told = s.text(at) == "not" && s.text(since) == "since" && s.text(verb + 1) == "as" && steeply;
    let end = (steep + 1..s.tokens.len()).find(|i| is_end(s, *i)).unwrap_or(s.tokens.len());
    let by = end + 1;
    let far = s.is_mark(end, ',') && s.is(by, &[Class::By]) && s.num(by + 1).is_some() && is_end(s, by + 2);
    let quiet = |i: usize| s.who(i).is_none() && s.num(i).is_none();
    if !told || !(steep + 1..end).all(quiet) || (since + 1..has).any(|i| is_verb(s, i) && !quiet(i)) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom);
    order.told(has..has + 1);
    order.told(verb..verb + 1);
    if far {
        order.told(by..by + 2);
    }
    order.said(
        &[(",", Kind::Mark(',')), ("its", Kind::Lex(Class::Its)), (most, Kind::Lex(Class::Most)), noun],
        steep,
    );
    order.told(since..has);
    order.ends(if far { by + 2 } else { end })
}
