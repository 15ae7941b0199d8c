//! Rows named behind a title: "The top port in the survey, Alpha, scored 85.1", "The new leader, Bravo, doubled its
//! volume". That the title is its own is told first, and then what else is said of it.

use super::super::clauses::{is_list, is_verb};
use super::super::frames::is_rank;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{Order, is_board, is_period, mentions, owns};
use rust_decimal::Decimal;
use std::ops::Range;

/// What a title says of who bears it.
enum Title {
    /// It stands first, as the word at a token says.
    Top(usize),
    /// It stands last.
    Last,
    /// It has come to lead.
    NewLeader(usize),
}

/// "The top port in the survey, Alpha, scored 85.1": it is first there, and it scored 85.1.
pub fn titled<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let the = at + usize::from(s.is(at, &[Class::The]));
    let owner = Some(the).filter(|i| is_board(s, *i) && owns(s, *i));
    let first = the + usize::from(owner.is_some());
    let (title, behind) = title(s, first)?;
    let comma = (behind..behind + 6).find(|i| s.is_mark(*i, ','))?;
    let place = behind..comma;
    let inside = s.is(behind, &[Class::In, Class::On]) && place.clone().skip(1).all(|i| is_place(s, i));
    let whom = mentions(s, comma + 1).filter(|who| who.len() == 1 && !owns(s, comma + 1))?;
    let row = s.who(whom.start)?.iter().all(|e| matches!(e, Entity::Model { .. }));
    let verb = whom.end + 1;
    let told = s.is_mark(whom.end, ',') && (is_verb(s, verb) || s.is(verb + 1, &[Class::Carry]));
    if first == at || !row || !told || !(place.is_empty() || inside && owner.is_none()) {
        return None;
    }
    let mut order = Order::new(s);
    order.told(whom.clone());
    order.said(&[("is", Kind::Lex(Class::Be))], at);
    match title {
        Title::Top(word) => order.number(word, Num::new(Decimal::ONE, Decimal::new(5, 1), Form::Ordinal)),
        Title::Last => order.said(&[("last", Kind::Word(false))], first),
        Title::NewLeader(word) => {
            order.said(&[("the", Kind::Lex(Class::The))], at);
            order.told(word..word + 1);
        }
    }
    there(&mut order, s, (owner, place), matches!(title, Title::Last));
    order.said(&[(";", Kind::Mark(';'))], comma);
    order.told(whom);
    order.ends(verb)
}

/// Which title begins at a token, and where the words go on.
fn title(s: &Sentence, at: usize) -> Option<(Title, usize)> {
    let row = |i: usize| s.subjects.contains(&i) || s.is(i, &[Class::RowsNoun]);
    let placed = if s.text(at + 1) == "-" { at + 3 } else { at + 1 };
    match s.text(at) {
        "top" if row(at + 1) => Some((Title::Top(at), at + 2)),
        "bottom" | "last-placed" if row(at + 1) => Some((Title::Last, at + 2)),
        "last" if s.text(placed - 1) == "placed" && row(placed) => Some((Title::Last, placed + 1)),
        "new leader" if s.is(at, &[Class::NewLead]) => Some((Title::NewLeader(at), at + 1)),
        _ => None,
    }
}

/// Where that is so: "in the survey", "the survey's"; last of what is listed where nothing is named.
fn there<'s, 'a>(
    order: &mut Order<'s, 'a>,
    s: &'s Sentence<'a>,
    (owner, place): (Option<usize>, Range<usize>),
    last: bool,
) {
    let (the, inside) = (("the", Kind::Lex(Class::The)), ("in", Kind::Lex(Class::In)));
    match owner {
        Some(owner) => {
            order.said(&[inside, the], owner);
            order.not_owning(owner..owner + 1);
        }
        None if place.is_empty() && last => {
            order.said(&[("on", Kind::Lex(Class::On)), the, ("list", Kind::Word(false))], place.start);
        }
        None => order.told(place.start..place.end.min(s.tokens.len())),
    }
}

fn is_place(s: &Sentence, at: usize) -> bool {
    s.is(at, &[Class::The]) || is_board(s, at) || is_list(s.text(at))
}

/// "Last week's fourth, Alpha, is third": last week's No. 4.
pub fn then_nth<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let rank = at + 1;
    let num = *s.num(rank).filter(|n| n.form == Form::Ordinal && is_rank(n))?;
    let then = is_period(s, at) && owns(s, at);
    let named = s.is_mark(rank + 1, ',') && s.who(rank + 2).is_some() && s.is_mark(rank + 3, ',');
    let mut order = Order::new(s);
    order.told(at..rank);
    order.number(rank, Num { form: Form::Rank, ..num });
    (then && named).then(|| order.ends(rank + 1))?
}

/// "Alpha, the leader in May, is third": first in May.
pub fn leader_then<'s, 'a>(s: &'s Sentence<'a>, at: usize) -> Option<Order<'s, 'a>> {
    let whom = mentions(s, at).filter(|who| who.len() == 1 && !owns(s, at))?;
    let (the, word, led, when) = (whom.end + 1, whom.end + 2, whom.end + 3, whom.end + 4);
    let [Entity::AtRank(rank, 0)] = s.who(word)?.as_slice() else { return None };
    let aside = s.is_mark(whom.end, ',') && s.is_mark(when + 1, ',');
    let then = s.is(the, &[Class::The]) && s.is(led, &[Class::In, Class::On]) && is_period(s, when);
    let mut order = Order::new(s);
    order.told(at..the);
    order.number(word, Num::new(Decimal::from(*rank), Decimal::new(5, 1), Form::Ordinal));
    (aside && then).then(|| order.ends(led))?
}
