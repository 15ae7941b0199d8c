//! Lists of numbers, and what each of as many subjects has of them.

use super::numbers::top_alone;
use super::{Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Num, Unit};
use crate::claims::tokens::{Entity, Sentence, Who};

/// The numbers of the list that a token stands in, if it stands in one: "3.1%, 5% and 8%".
pub fn listed_with(s: &Sentence, at: usize) -> Vec<usize> {
    let Some(own) = s.num(at) else { return Vec::new() };
    let units = |n: &Num| n.unit == own.unit || n.unit == Unit::None || own.unit == Unit::None;
    let forms = |n: &Num| n.form == own.form || is_rank(n) && is_rank(own);
    let alike = |at: usize| s.num(at).is_some_and(|n| forms(n) && units(n));
    // The one before it, and whether "and" stands between.
    let before = |at: usize| {
        let and = usize::from(s.is(at.checked_sub(1)?, &[Class::And]));
        let comma = usize::from(s.is_mark(at.checked_sub(1 + and)?, ','));
        let item = at.checked_sub(1 + and + comma).filter(|_| and + comma > 0)?;
        alike(item).then_some((item, and > 0))
    };
    let after = |at: usize| {
        let next = (at + 2..at + 4).find(|next| alike(*next))?;
        before(next).filter(|(item, _)| *item == at).map(|(_, and)| (next, and))
    };
    let (mut list, mut end) = (vec![at], at);
    let mut closed = before(at).is_some_and(|(_, and)| and);
    while let Some((next, and)) = after(end).filter(|_| !closed) {
        list.push(next);
        (end, closed) = (next, and);
    }
    let mut first = at;
    while let Some((item, and)) = before(first) {
        // "and" stands before the last one alone.
        if and && first != end {
            break;
        }
        list.insert(0, item);
        first = item;
    }
    if closed { list } else { Vec::new() }
}

/// "grew by 9%, 6% and 11%, to 180, 376 and 370 units": as many numbers in the list as there are subjects.
pub(super) fn one_each(f: Frame<'_>, group: &[Who]) -> Option<Vec<Num>> {
    let list = listed_with(f.s, f.at);
    let from = list.first().is_some_and(|first| f.s.is(first.wrapping_sub(1), &[Class::From]));
    let nums = || list.iter().filter_map(|at| f.s.num(*at)).copied().collect();
    (group.len() > 1 && list.len() == group.len() && !from).then(nums)
}

/// "Down from 16 and 13, Alpha and Bravo now have ranks 18 and 15": the clause begins with the second of two.
fn two_before(f: Frame<'_>, group: &[Who]) -> Vec<Who> {
    let start = f.clause().range.start;
    let second = f.s.who(start).filter(|who| group == [(*who).clone()] && start > 1);
    let first = second.filter(|_| f.s.is(start - 1, &[Class::And])).and_then(|_| f.s.who(start - 2));
    second.zip(first).map(|(b, a)| vec![a.clone(), b.clone()]).unwrap_or_default()
}

/// "Down from 16 and 13, Alpha and Bravo …": two in front, of the two behind the comma.
fn two_behind(f: Frame<'_>) -> Vec<Who> {
    let comma = (f.at + 1..f.at + 4).find(|at| f.s.is_mark(*at, ','));
    let opens = f.index == 0 && listed_with(f.s, f.at).len() == 2;
    let Some(comma) = comma.filter(|comma| opens && (0..*comma).all(|at| f.s.who(at).is_none())) else {
        return Vec::new();
    };
    let and = f.s.is(comma + 2, &[Class::And]);
    let two = f.s.who(comma + 1).zip(f.s.who(comma + 3)).filter(|_| and);
    two.map(|(a, b)| vec![a.clone(), b.clone()]).unwrap_or_default()
}

/// Several subjects and as many numbers: one each.
pub(super) fn zip(f: Frame<'_>, group: &[Who], measure: Measure) -> Option<Test> {
    // "Alpha at 300 units and Bravo at 56 close the list, in seventh and eighth".
    let told = f.clauses[..f.index].iter().flat_map(|c| &c.subject);
    let verbless = || !f.clause().range.clone().any(|at| crate::claims::clauses::is_verb(f.s, at));
    // "Climber: Alpha (#6 to #5)" names one.
    let first = told.clone().next();
    let several = told.clone().any(|who| Some(who) != first);
    let told: Vec<Who> = match group.len() == 1 && several && verbless() {
        true => told.cloned().collect(),
        false => Vec::new(),
    };
    let told = if told.is_empty() { two_before(f, group) } else { told };
    let told = if told.is_empty() { two_behind(f) } else { told };
    let group = if told.is_empty() { group } else { told.as_slice() };
    // "The top three carried 1.58, 1.36 and 1.28 trillion tokens": one by one.
    let of_top: Vec<Who> = match top_alone(group) {
        Some(top @ 2..=10) => (1..=top).map(|rank| vec![Entity::AtRank(rank, 0)]).collect(),
        _ => Vec::new(),
    };
    let group = if of_top.is_empty() { group } else { of_top.as_slice() };
    if group.len() < 2 {
        return None;
    }
    if let Some(nums) = one_each(f, group) {
        return Some(Test::Each { measure, nums, group: group.to_vec() });
    }
    if f.near(&[Class::Together], 4) {
        return None;
    }
    let own = f.num()?;
    let alike = |n: &&Num| (n.form == own.form || (is_rank(n) && is_rank(own))) && (n.scaled || !own.scaled);
    let nums: Vec<Num> =
        f.clause().range.clone().filter_map(|at| f.s.num(at)).filter(alike).copied().collect();
    // "moving from third and fourth": one mark for both.
    let marks =
        f.clause().range.clone().filter(|at| f.s.is(*at, &[Class::From, Class::To, Class::By])).count();
    let unmarked = !f.is(-1, &[Class::From, Class::To, Class::By])
        || marks == 1 && matches!(measure, Measure::Rank | Measure::PreviousRank);
    (nums.len() == group.len() && unmarked).then(|| Test::Each { measure, nums, group: group.to_vec() })
}
