//! Frames of what the words themselves count: how many names stand behind a number, by how much one amount that is told is
//! another, and for how many periods a row is on a list.

use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "three films left the list: Alpha and Bravo", "the top three, Alpha and Bravo, …": as many names as are told.
pub fn so_many_named(f: Frame<'_>) -> Option<Draft> {
    let mark = f.at.checked_sub(1).filter(|_| is_name(f, f.at))?;
    let colon = f.s.is_mark(mark, ':');
    let end = list_end(f)?;
    let closed = match f.s.tokens.get(end).map(|t| &t.kind) {
        None => true,
        Some(Kind::Mark('.' | ';')) => colon,
        Some(Kind::Mark(',')) => !colon,
        _ => false,
    };
    let names = Decimal::from((f.at..end).filter(|at| is_name(f, *at)).count());
    let (told, rows) = if colon { before_colon(f, mark)? } else { before_comma(f, mark)? };
    // A name may stand for several rows, and for one model only.
    let agrees = told == names || rows && names < told;
    let draft = f.draft_of("count", vec![Test::Stated(agrees)], Vec::new(), true);
    closed.then_some(Draft { aside: true, neg: false, when: None, past: false, words: f.at..f.at, ..draft })
}

fn is_name(f: Frame<'_>, at: usize) -> bool {
    let model = |who: &Who| who.len() == 1 && matches!(who[0], Entity::Model { .. });
    f.s.who(at).is_some_and(model) && !f.s.tokens[at].possessive
}

/// Where a list of names alone ends, that begins here: "Alpha, Bravo and Charlie".
fn list_end(f: Frame<'_>) -> Option<usize> {
    let mut end = f.at + 1;
    let mut closed = false;
    loop {
        let comma = usize::from(f.s.is_mark(end, ','));
        let and = usize::from(f.s.is(end + comma, &[Class::And]));
        if comma + and == 0 || closed || !is_name(f, end + comma + and) {
            return (closed || end == f.at + 1).then_some(end);
        }
        (closed, end) = (and == 1, end + comma + and + 1);
    }
}

/// The only count of what stands before a colon, and whether it is of rows, unless the names are some of those.
fn before_colon(f: Frame<'_>, colon: usize) -> Option<(Decimal, bool)> {
    let some = |at: usize| {
        matches!(
            f.s.text(at),
            "including" | "among" | "such" | "notably" | "led" | "like" | "another" | "pairs"
        ) || f.s.is(at, &[Class::Between, Class::Only])
    };
    let mut nums = (0..colon).filter(|at| f.s.num(*at).is_some());
    let count = nums.next().filter(|_| nums.next().is_none())?;
    let quiet = (0..colon).all(|at| !some(at) && !f.s.is_mark(at, ',') && !is_name(f, at));
    counted(f, count).filter(|_| quiet)
}

/// The count right before a comma: "three models, Alpha and Bravo, …", "the top three, …".
fn before_comma(f: Frame<'_>, comma: usize) -> Option<(Decimal, bool)> {
    let noun = comma.checked_sub(1).filter(|at| f.s.is_mark(comma, ',') && !is_name(f, *at))?;
    // "the top three, Alpha and Bravo, …", and not "in the top three, …".
    if let Some(top) = f.top_at(noun) {
        let opens = noun == 1 && f.s.is(0, &[Class::The]);
        return opens.then(|| (Decimal::from(top), false));
    }
    let count = (noun.saturating_sub(1)..=noun).rev().find(|at| f.s.num(*at).is_some())?;
    // "Among ten films, Alpha and Bravo, …" is not told of the ten.
    let start = f.from(count)?.clause().range.start;
    let subject = (start..count).all(|at| f.s.is(at, &[Class::The, Class::Only, Class::Adverb]));
    counted(f, count).filter(|_| subject)
}

/// How many rows or subjects a number counts, and whether it is rows.
fn counted(f: Frame<'_>, at: usize) -> Option<(Decimal, bool)> {
    let num = f.s.num(at).filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let noun = at + usize::from(num.unit == Unit::None);
    let rows = f.s.is(noun, &[Class::RowsNoun]) || f.s.text(at).split(' ').any(is_rows_noun);
    let subjects = num.unit == Unit::Subjects || f.s.subjects.contains(&noun);
    // "two of the three films: Alpha" names the two.
    let alone = !f.s.is(at + 1, &[Class::Of]) && !f.s.is(at.wrapping_sub(1), &[Class::Of]);
    let told = num.whole().filter(|n| alone && (rows || subjects) && (2..=12).contains(n))?;
    Some((Decimal::from(told), rows))
}

fn is_rows_noun(word: &str) -> bool {
    matches!(word, "rows" | "entries" | "places" | "listings" | "versions" | "variants")
}

/// "added 191,600, more than twice the 85,200 that Bravo gained": the one amount by the other, each of which is checked
/// by itself.
pub fn of_what_is_told(f: Frame<'_>) -> Option<Draft> {
    let times = match f.text(0) {
        "twice" | "double" => Decimal::TWO,
        "thrice" | "triple" => Decimal::from(3),
        _ => return None,
    };
    let amount = |at: usize| f.s.num(at).filter(|n| n.form == Form::Cardinal);
    let other = amount(f.at + 2).filter(|_| f.is(1, &[Class::The]))?;
    let counted = |n: &&Num| n.scaled || n.unit == Unit::Board;
    let one = (0..f.at).rev().find_map(|at| amount(at).filter(counted))?;
    let hedge = match f.text(-1) {
        "more than" | "over" => Hedge::Over,
        "nearly" | "almost" => Hedge::Nearly,
        "about" | "roughly" => Hedge::About,
        _ => Hedge::Plain,
    };
    // "twice" admits 1.95 to 2.05.
    let num = Num { hedge, ..Num::new(times, times.checked_div(Decimal::from(40))?, Form::Times) };
    let ratio = one.value.checked_div(other.value)?;
    Some(f.draft_of("ratio", vec![Test::Stated(num.admits(ratio))], Vec::new(), true))
}

/// "in its third week on the list": so long it is there.
pub fn in_its_nth(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Ordinal)?;
    let its = f.is(-1, &[Class::Its]) && f.is(-2, &[Class::In]);
    let span = matches!(f.text(1), "week" | "month" | "day");
    if !its || !span || num.unit != Unit::None {
        return None;
    }
    let on = f.at + 2;
    let the = on + 1 + usize::from(f.s.is(on + 1, &[Class::The]));
    let board = matches!(f.s.tokens.get(the).map(|t| &t.kind), Some(Kind::Board(_)));
    let behind = the + 1 + usize::from(board && is_list(f.s.text(the + 1)));
    let ends =
        matches!(f.s.tokens.get(behind).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Lex(Class::And)));
    let listed = f.s.is(on, &[Class::On, Class::In]) && (board || is_list(f.s.text(the)));
    let whom = || f.clauses.iter().map(|c| &c.subject).find(|subject| !subject.is_empty());
    let group = if f.clause().subject.is_empty() { whom()?.clone() } else { f.clause().subject.clone() };
    let one = matches!(group.as_slice(), [who] if who.iter().all(|e| matches!(e, Entity::Model { .. })));
    // "outsold Bravo in its first week": whose it is must be plain.
    let alone = (0..f.at).filter(|at| is_name(f, *at)).all(|at| f.s.who(at) == group.first());
    let test = Test::Stint { num, group: group.clone() };
    let draft = f.draft_of("streak", vec![test], group, f.clause().certain);
    let boards = match f.s.tokens.get(the).map(|t| &t.kind) {
        Some(Kind::Board(board)) => vec![*board],
        _ => draft.boards.clone(),
    };
    (listed && ends && one && alone).then_some(Draft { neg: false, when: None, past: false, boards, ..draft })
}
