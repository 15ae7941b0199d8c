//! Frames of rows that are level: several counted ones, and those that a mark is told of.

use super::{Draft, Frame, Of, Predicate, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Who};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// "Six rows, ranked 22nd to 27th, are tied on 1473": so many have that, and these are among them.
pub fn tied_rows(f: Frame<'_>) -> Option<Draft> {
    let count = (0..f.at).rev().find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Subjects))?;
    let on = f.is(1, &[Class::On, Class::At, Class::With]);
    let mark = f.s.num(f.at + 2).filter(|n| on && is_mark(n))?;
    let named = (count..f.at).any(|at| f.s.who(at).is_some());
    let counted = *f.s.num(count).filter(|n| n.form == Form::Cardinal && !named)?;
    let top = f.clause().range.clone().find_map(|at| f.top_at(at));
    let mut tests = vec![level_count(counted, mark, top)];
    if let Some(places) = places(f, count..f.at) {
        let group = places.map(|rank| vec![Entity::AtRank(rank, 0)]).collect();
        tests.push(Test::Number { measure: Measure::Value, num: *mark, sign: 0, group });
    }
    Some(f.draft_of("tie", vec![Test::All(tests)], Vec::new(), true))
}

/// So many rows have exactly that.
fn level_count(num: Num, mark: &Num, top: Option<u32>) -> Test {
    let by = Some((Measure::Value, Num { hedge: Hedge::Plain, ..*mark }));
    Test::Count { num, what: Predicate::Listed, also: None, by, top, of: Of::default() }
}

/// What rows can be level on.
fn is_mark(num: &Num) -> bool {
    let unit = matches!(num.unit, Unit::None | Unit::Points | Unit::Board);
    num.form == Form::Cardinal && unit && (num.digits && num.value >= Decimal::TEN || num.scaled)
}

/// "22nd to 27th", "from 22nd to 27th": no more than a list has.
fn places(f: Frame<'_>, mut range: std::ops::Range<usize>) -> Option<RangeInclusive<u32>> {
    let rank = |at: usize| f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole);
    let first = range.find(|at| rank(*at).is_some() && f.s.is(at + 1, &[Class::To]))?;
    let (from, to) = (rank(first)?, rank(first + 2)?);
    (from < to && to - from < 100).then_some(from..=to)
}

/// The places of rows that are tied belong to the tie.
pub(super) fn has_the_place(f: Frame<'_>) -> bool {
    let span = (f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(is_rank))
        || f.is(-1, &[Class::To]) && f.at > 1 && f.s.num(f.at - 2).is_some_and(is_rank);
    let tied = (f.at + 1..f.s.tokens.len()).find(|at| f.s.is(*at, &[Class::Tied]));
    span && tied.and_then(|at| tied_rows(f.from(at)?)).is_some()
}

/// The mark that counted rows are tied on belongs to the tie.
pub(super) fn has_the_mark(f: Frame<'_>) -> bool {
    let tied = f.at.checked_sub(2).filter(|at| f.s.is(*at, &[Class::Tied]));
    tied.and_then(|at| tied_rows(f.from(at)?)).is_some()
}

/// "the trio on 1486", "the four rows on 1486": so many stand there.
pub fn those_on(f: Frame<'_>) -> Option<Draft> {
    let mark = f.num().filter(|n| is_mark(n) && f.is(-1, &[Class::On, Class::At]))?;
    let word = f.at.checked_sub(2)?;
    let many = match f.s.text(word) {
        "pair" | "duo" => 2,
        "trio" => 3,
        "quartet" => 4,
        "quintet" => 5,
        _ => f.s.num(word).filter(|n| matches!(n.unit, Unit::Subjects | Unit::None) && !n.digits)?.whole()?,
    };
    let the = word.checked_sub(1).is_some_and(|at| f.s.is(at, &[Class::The]));
    let num = Num::new(Decimal::from(many), Decimal::ZERO, Form::Cardinal);
    the.then(|| f.draft_of("tie", vec![level_count(num, mark, None)], Vec::new(), true))
}

/// "one point short of the trio on 1486": as much more or less than that mark.
pub(super) fn from_a_mark(f: Frame<'_>, num: &Num, at: usize) -> Option<Draft> {
    let below = f.s.is(at, &[Class::Behind]) || matches!(f.s.text(at), "short" | "shy");
    if !below && !f.s.is(at, &[Class::Ahead]) {
        return None;
    }
    let end = (at + 7).min(f.clause().range.end);
    let mark = (at + 1..end).find(|i| f.s.num(*i).is_some_and(is_mark))?;
    let level = f.s.num(mark).filter(|_| f.s.is(mark - 1, &[Class::On, Class::At]))?;
    let quiet = (at + 1..mark).all(|i| f.s.who(i).is_none());
    let by = if below { -num.value } else { num.value };
    let value = level.value.checked_add(by).filter(|_| quiet)?;
    let num = Num { value, half: level.half.max(num.half), hedge: Hedge::Plain, ..*level };
    let group: Vec<Who> = f.clause().subject.clone();
    let test = Test::Number { measure: Measure::Value, num, sign: 0, group: group.clone() };
    (super::relations::plain(&group)).then(|| f.draft("gap", vec![test]))
}

/// "Six rows share a score of 1473, from 22nd to 27th place": all that stand there have it, and they are as many.
pub fn share_a_score(f: Frame<'_>) -> Option<Draft> {
    let rank = f.num().filter(|n| is_rank(n)).and_then(Num::whole)?;
    let first = if f.is(1, &[Class::To]) { f.at } else { f.at.checked_sub(2)? };
    let places = places(f, first..first + 3)?;
    let count = (0..first).find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Subjects))?;
    let share =
        (count + 1..first).find(|at| f.s.is(*at, &[Class::Share]) && f.s.text(*at).starts_with("share"))?;
    let quiet = (count + 1..share).all(|at| super::scopes::is_quiet(f, at));
    let mark = *(share + 1..first).find_map(|at| f.s.num(at)).filter(|n| is_mark(n))?;
    let many = f.s.num(count)?.whole()?;
    let as_many = Test::Stated(places.end() - places.start() + 1 == many);
    let has = |group| Test::Number { measure: Measure::Value, num: mark, sign: 0, group };
    let own = has(vec![vec![Entity::AtRank(rank, 0)]]);
    let all = has(places.map(|rank| vec![Entity::AtRank(rank, 0)]).collect());
    let draft = f.draft_of("tie", vec![Test::All(vec![own, all, as_many])], Vec::new(), true);
    quiet.then_some(Draft { neg: false, words: f.at..f.at, ..draft })
}

/// "Six rows on the board share a score of 1473": so many have exactly that.
pub fn rows_share(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::Subjects)?;
    let end = super::scopes::stop(f, f.at + 1);
    let share = (f.at + 1..end).find(|at| !super::scopes::is_quiet(f, *at))?;
    let verb = matches!(f.s.text(share), "share" | "shared") || f.s.is(share, &[Class::Hold]);
    let mut behind = (share + 1..end).filter(|at| f.s.num(*at).is_some());
    let mark = behind.next().filter(|_| behind.next().is_none())?;
    let small = |at: usize| {
        f.s.is(at, &[Class::A, Class::Of, Class::The, Class::At, Class::Score])
            || matches!(f.s.text(at), "same" | "score" | "identical")
    };
    let score = (share + 1..mark).any(|at| f.s.is(at, &[Class::Score]) || f.s.text(at) == "score");
    let opens = (f.clause().range.start..f.at).all(|at| super::scopes::is_quiet(f, at));
    let alone = (mark + 1..end).all(|at| super::scopes::is_quiet(f, at)) && f.s.num(end + 1).is_none();
    if !(verb && score && opens && alone && (share + 1..mark).all(small)) {
        return None;
    }
    let test = level_count(num, f.s.num(mark).filter(|n| is_mark(n))?, f.scope());
    let draft = f.draft_of("tie", vec![test], Vec::new(), true);
    let range = draft.range.start..f.s.tokens[mark].end;
    Some(Draft { range, neg: false, words: f.at..f.at, ..draft })
}

/// "No two films on the list are tied", "There are no ties in the top ten": no two have the same.
pub fn none_tied(f: Frame<'_>) -> Option<Draft> {
    let end = f.clause().range.end;
    let no = f.text(0) == "no";
    let ties = no && matches!(f.text(1), "tie" | "ties");
    let two = f.s.num(f.at + 1).and_then(Num::whole) == Some(2);
    let noun = f.at + if two { 1 } else { 2 };
    let rows = two && f.s.num(noun).is_some_and(|n| n.unit == Unit::Subjects)
        || f.s.subjects.contains(&noun)
        || f.s.is(noun, &[Class::RowsNoun]);
    let be = (noun + 1..end).find(|at| !super::scopes::is_quiet(f, *at));
    let tied =
        be.filter(|be| f.s.is(*be, &[Class::Be]) && f.s.is(be + 1, &[Class::Tied]) && no && two && rows);
    let last = if ties { f.at + 1 } else { tied? + 1 };
    // "no ties with Alpha", "… are tied for first": only some.
    let some = (last + 1..end)
        .any(|at| f.s.who(at).is_some_and(|_| f.top_at(at).is_none()) || f.s.num(at).is_some());
    let test = Test::Untied { top: f.scope() };
    let draft = f.draft_of("tie", vec![test], Vec::new(), true);
    let range = draft.range.start..f.s.tokens[last].end;
    (!some).then_some(Draft { range, neg: false, words: f.at..f.at, ..draft })
}
