//! Tallies of a list told with what is counted before the number, or with a way alone behind it: "Climbers: 3", "The
//! count of newcomers is three, that of departures two", "With one in and two out, the list has 14 rows".

use super::super::clauses::is_list;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Kind, Sentence, When};
use super::{Order, is_board, is_end, mentions};
use rust_decimal::Decimal;

/// What the counted did, in the words that a count is read with.
type Did = &'static [(&'static str, Kind)];

const CLIMBED: Did = &[("climbed", Kind::Lex(Class::UpRank))];
const ROSE: Did = &[("rose", Kind::Lex(Class::Up))];
const GREW: Did = &[("grew", Kind::Lex(Class::UpValue))];
const SLIPPED: Did = &[("slipped", Kind::Lex(Class::DownRank))];
const FELL: Did = &[("fell", Kind::Lex(Class::Down))];
const SHRANK: Did = &[("shrank", Kind::Lex(Class::DownValue))];
const HELD: Did = &[("were", Kind::Lex(Class::Be)), ("unchanged", Kind::Lex(Class::Hold))];
const NEW: Did = &[("are", Kind::Lex(Class::Be)), ("new", Kind::Lex(Class::New))];
const BACK: Did = &[("returned", Kind::Lex(Class::Return))];
const LEFT: Did =
    &[("left", Kind::Lex(Class::Exit)), ("the", Kind::Lex(Class::The)), ("list", Kind::Word(false))];
const LIST_HAS: Did =
    &[("the", Kind::Lex(Class::The)), ("list", Kind::Word(false)), ("has", Kind::Lex(Class::Be))];
const APART: Did = &[(";", Kind::Mark(';'))];

/// How far from its first word a tally's number may stand.
const FURTHEST: usize = 10;

/// "Climbers: 3", "The number of names that lost ground was 4", "Entries new to the board: 2": so many rows did. What
/// goes on with "that of" is another.
pub fn label_and_count<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let mut order = Order::new(s);
    let mut end = add_label(&mut order, s, at)?;
    loop {
        let next = (end + 1..end + 4).find(|i| s.text(*i) == "that" && s.is(*i + 1, &[Class::Of]));
        let next = next.filter(|next| (end..*next).all(|i| is_joint(s, i)));
        let Some(label) = next.map(|next| next + 2) else { break };
        order.said(APART, label);
        end = add_label(&mut order, s, label)?;
    }
    let end = add_length(&mut order, s, end);
    order.ends(end)
}

/// "With one in and two out", "Three came in, two went out", "two up against four down": so many rows did the one, and so
/// many the other.
pub fn one_way_and_the_other<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let first = at + usize::from(s.is(at, &[Class::With, Class::While, Class::After]));
    let (one, did, end) = so_many_went(s, first)?;
    let next = (end..end + 3)
        .find(|i| count(s, *i).is_some())
        .filter(|next| (end..*next).all(|i| is_joint(s, i)))?;
    let (other, did_other, end) = so_many_went(s, next)?;
    let opposite = [(NEW, LEFT), (LEFT, NEW), (CLIMBED, SLIPPED), (SLIPPED, CLIMBED)];
    // "One up, one down: Alpha and Bravo" tells of these two alone.
    let of_those = s.is_mark(end, ':') && s.who(end + 1).is_some();
    if next == end || of_those || !opposite.contains(&(did, did_other)) {
        return None;
    }
    let mut order = Order::new(s);
    // "One up, one down: Alpha (+1) and Bravo (-1)" counts whom it names, each with what it did.
    let named = (end..s.tokens.len()).filter(|i| s.who(*i).is_some()).count();
    let both = Decimal::from(named) == count(s, one)?.value + count(s, other)?.value;
    if s.is_mark(end, ':') && both {
        return order.ends(end + 1);
    }
    order.number(one, count(s, one)?);
    order.said(did, one);
    order.said(APART, one);
    order.number(other, count(s, other)?);
    order.said(did_other, other);
    let end = add_length(&mut order, s, end);
    order.ends(end)
}

/// "Alpha is among the seven rows that held their rank", "Among the seven that held theirs is Alpha": it did, and so many
/// did.
pub fn among_those_that<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let opens = s.is(at, &[Class::Between, Class::Of]);
    let among = if opens { at } else { (at + 1..at + FURTHEST).find(|i| s.text(*i) == "among")? };
    let number = among + 1 + usize::from(s.is(among + 1, &[Class::The]));
    let num = count(s, number)?;
    let which = number + 1 + usize::from(is_counted(s, number + 1));
    let verb = which + 1;
    let did = did(s, verb, true).filter(|_| s.is(which, &[Class::Which]))?;
    let behind = verb + 1 + usize::from(s.text(verb + 1) == "ground");
    let end = (behind..behind + 4).find(|i| !is_small(s, *i) && s.text(*i) != "their").unwrap_or(behind);
    let whom = if opens {
        // "… is the leader, Alpha".
        let be = Some(end).filter(|be| matches!(s.text(*be), "is" | "are" | "was" | "were"))?;
        let named = (be + 1..be + 4).rev().find_map(|i| mentions(s, i).filter(|who| is_end(s, who.end)))?;
        (be + 1..named.start)
            .all(|i| s.who(i).is_some() || s.is(i, &[Class::The]) || s.is_mark(i, ','))
            .then_some(named)?
    } else {
        let whom = mentions(s, at)?;
        let be = matches!(s.text(among - 1), "is" | "are" | "was" | "were") && is_end(s, end);
        be.then_some(whom)?
    };
    let mut order = Order::new(s);
    let until = if opens { whom.end } else { end };
    order.number(number, num);
    order.said(did, verb);
    order.said(APART, verb);
    order.told(if opens { whom } else { at..among - 1 });
    order.said(did, verb);
    order.ends(until)
}

/// "With 14 rows listed, …": the list has so many.
pub fn so_many_listed<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let number = at + 1;
    let noun = number + 1 + usize::from(is_counted(s, number + 1));
    let num = count(s, number).filter(|_| s.is(at, &[Class::With]))?;
    let now = s.is_mark(noun + 1, ',');
    let mut order = Order::new(s);
    order.said(LIST_HAS, at);
    order.number(number, num);
    order.said(APART, noun);
    (matches!(s.text(noun), "listed" | "ranked") && now).then(|| order.ends(noun + 2))?
}

/// "and 40 entries in all": the number, and where it ends.
pub fn rows_in_all(s: &Sentence, and: usize) -> Option<(usize, Num, usize)> {
    let number = and + 1;
    let num = count(s, number).filter(|_| s.is(and, &[Class::And]))?;
    let end = number + 1 + usize::from(is_counted(s, number + 1));
    let all = s.text(end) == "in" && s.text(end + 1) == "all";
    all.then_some((number, num, end + 2))
}

/// "climbers: 3": adds it as "3 climbed"; where it ends.
fn add_label<'s, 'a>(order: &mut Order<'s, 'a>, s: &'s Sentence<'a>, at: usize) -> Option<usize> {
    let label = (at..at + FURTHEST).find(|i| !is_small(s, *i))?;
    let did = did(s, label, label > at && (at..label).any(|i| is_counted(s, i)))?;
    let ground = usize::from(s.text(label + 1) == "ground");
    let after = label + 1 + ground;
    // Without a verb and a colon between, the number may stand right behind "that of departures".
    let is = (after..after + FURTHEST).find(|i| !is_small(s, *i))?;
    let told = s.is_mark(is, ':')
        || matches!(s.text(is), "is" | "was" | "are" | "were" | "stands" | "stood" | "reached");
    let gapped = is > at && s.is(at.wrapping_sub(1), &[Class::Of]) && s.text(at.wrapping_sub(2)) == "that";
    let number = is + usize::from(told);
    let number = number + usize::from(s.is(number, &[Class::At]) || s.text(number) == "just");
    let num = count(s, number).filter(|_| told || gapped)?;
    let ends = is_end(s, number + 1) || s.is(number + 1, &[Class::And]);
    order.number(number, num);
    order.said(did, label);
    ends.then_some(number + 1)
}

/// ", leaving the board with 8 rows", ", in a ranking of 8": adds it as "the list has 8 rows"; where all ends.
fn add_length<'s, 'a>(order: &mut Order<'s, 'a>, s: &'s Sentence<'a>, end: usize) -> usize {
    let number = (end + 3..end + 8).find(|i| count(s, *i).is_some()).filter(|_| s.is_mark(end, ','));
    let Some(number) = number else { return end };
    let list = |i: usize| is_list(s.text(i)) || is_board(s, i) || matches!(s.text(i), "field" | "standings");
    let leads = matches!(s.text(end + 1), "leaving" | "for" | "making")
        || s.is(end + 1, &[Class::In, Class::On, Class::Of]);
    let small = |i: usize| {
        list(i)
            || s.is(
                i,
                &[Class::The, Class::A, Class::In, Class::On, Class::Of, Class::With, Class::At, Class::For],
            )
            || matches!(s.text(i), "leaving" | "making")
    };
    let told = leads && (end + 1..number).all(small) && (end + 1..number).any(list);
    let noun = usize::from(is_counted(s, number + 1));
    let Some(num) = count(s, number).filter(|_| told && is_end(s, number + 1 + noun)) else { return end };
    order.said(APART, end);
    order.said(LIST_HAS, end);
    order.number(number, num);
    number + 1 + noun
}

/// "one in", "three rows came in", "2 went out": the number, what so many did, and where it ends.
fn so_many_went(s: &Sentence, at: usize) -> Option<(usize, Did, usize)> {
    count(s, at)?;
    let noun = at + 1 + usize::from(is_counted(s, at + 1));
    let verb = matches!(
        s.text(noun),
        "came" | "come" | "coming" | "went" | "go" | "going" | "moved" | "are" | "were"
    );
    let way = noun + usize::from(verb);
    let (did, end) = match s.text(way) {
        "in" | "came in" => (NEW, way + 1),
        "out" | "went out" => (LEFT, way + 1),
        "up" | "moved up" | "went up" => (CLIMBED, way + 1),
        "down" | "moved down" | "went down" => (SLIPPED, way + 1),
        _ => return None,
    };
    let ends = is_end(s, end) || s.is(end, &[Class::And, Class::While, Class::But, Class::Against]);
    ends.then_some((at, did, end))
}

/// So many rows: "3", "three", "none".
fn count(s: &Sentence, at: usize) -> Option<Num> {
    const MOST: u32 = 200;
    if matches!(s.text(at), "none" | "nobody") {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    let rows = |n: &&Num| {
        // "in a ranking of 8": a bare number beside such a word is taken for a place.
        let counts = n.form == Form::Cardinal || n.form == Form::Rank && n.bare;
        matches!(n.unit, Unit::None | Unit::Subjects | Unit::Foreign) && counts && !n.scaled
    };
    let num = s.num(at).filter(rows).filter(|n| n.sign == 0 && n.whole().is_some_and(|n| n <= MOST))?;
    Some(Num { unit: Unit::Subjects, form: Form::Cardinal, ..*num })
}

/// A word for what is counted: "names", "entries", "films".
fn is_counted(s: &Sentence, at: usize) -> bool {
    s.subjects.contains(&at) || s.is(at, &[Class::RowsNoun])
}

fn is_joint(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark(',' | ';')))
        || s.is(at, &[Class::And, Class::But, Class::While, Class::Against])
}

/// What says nothing of what the counted did.
fn is_small(s: &Sentence, at: usize) -> bool {
    const SMALL: [Class; 9] = [
        Class::The,
        Class::Of,
        Class::Which,
        Class::In,
        Class::On,
        Class::To,
        Class::From,
        Class::Their,
        Class::ThisPeriod,
    ];
    let words = matches!(s.text(at), "number" | "count" | "tally" | "total" | "rank" | "ranks" | "have")
        || at > 0
            && s.is(at - 1, &[Class::ThisPeriod])
            && matches!(s.text(at), "day" | "week" | "month" | "year");
    let now = matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    let held = s.is(at, &[Class::PlacesNoun, Class::RankNoun]);
    s.is(at, &SMALL) || is_counted(s, at) || words || now || held || is_list(s.text(at)) || is_board(s, at)
}

/// What a word says that the counted did: a noun that names them, or any of them behind the word for what is counted.
fn did(s: &Sentence, at: usize, counted: bool) -> Option<Did> {
    let who = s.text(at).ends_with("ers") || counted;
    let placed = s.is(at + 1, &[Class::Their, Class::PlacesNoun, Class::RankNoun]);
    Some(match s.class(at)? {
        Class::Up if who && !placed => ROSE,
        Class::Up | Class::UpRank if who => CLIMBED,
        Class::UpValue if who && !placed => GREW,
        Class::Down if who && !placed => FELL,
        Class::Down | Class::DownRank if who => SLIPPED,
        Class::DownValue if who && !placed => SHRANK,
        Class::Hold if counted || matches!(s.text(at), "unchanged" | "unmoved") => HELD,
        Class::Debut | Class::New => NEW,
        Class::Return if counted || s.text(at).ends_with('s') => BACK,
        Class::Exit if counted || s.text(at).ends_with('s') => LEFT,
        _ => return None,
    })
}
