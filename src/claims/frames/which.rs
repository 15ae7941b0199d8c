//! Which rank a number is: where a row stands, stood or stood at best, and whose of two.

use super::lists::zip;
use super::numbers::one;
use super::stood::{given_up, may_have_stood, stood_before, stood_in, stood_once, was_there};
use super::{Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::Num;
use crate::claims::tokens::{Entity, Who};

/// What a rank may be of, by the words around it.
pub(super) fn measures(f: Frame<'_>, role: Option<Class>, best: Option<bool>) -> &'static [(Measure, i8)] {
    let peak = f.near(&[Class::Peak], 0) && !f.is(-2, &[Class::To]);
    let next_to = (f.is(1, &[Class::To]) || f.text(1) == "→") && f.s.num(f.at + 2).is_some_and(is_rank);
    match role {
        _ if was_there(f) => &[(Measure::PreviousRank, 0)],
        _ if best == Some(true) => &[(Measure::Peak, 0)],
        Some(Class::From) => &[(Measure::PreviousRank, 0)],
        // "not enough to hold fourth place", "did not hold fourth place": where it stood.
        Some(Class::Hold) if kept_in_vain(f) => &[(Measure::PreviousRank, 0)],
        // "gave up its hold on 12th": where it stood.
        Some(Class::On) if matches!(f.text(-2), "hold" | "grip") => &[(Measure::PreviousRank, 0)],
        // "lost fourth place": where it stood.
        Some(Class::Down | Class::It | Class::And) if given_up(f, role) => &[(Measure::PreviousRank, 0)],
        // "gains on Bravo, but at No. 14 to No. 8 it is still behind": Bravo's is the other.
        Some(Class::At)
            if next_to && f.is(-1, &[Class::At]) && f.s.text(0) != "from" && f.s.whos.len() > 1 =>
        {
            &[(Measure::Rank, 0), (Measure::PreviousRank, 0)]
        }
        _ if next_to || stood_before(f) || stood_in(f) || super::handed_over::cost_it(f) => {
            &[(Measure::PreviousRank, 0)]
        }
        Some(Class::Of | Class::At) if peak => &[(Measure::Peak, 0), (Measure::Rank, 0)],
        _ if best.is_some() => &[(Measure::Rank, 0), (Measure::Peak, 0)],
        _ if may_have_stood(f) => &[(Measure::Rank, 0), (Measure::PreviousRank, 0)],
        _ => &[(Measure::Rank, 0)],
    }
}

/// "once second", "used to be twelfth": when that was is not told.
pub(super) fn once(f: Frame<'_>, num: &Num, group: &[Who]) -> Option<Vec<Test>> {
    let measure = stood_once(f).filter(|_| !group.is_empty())?;
    let now = (measure == Measure::Peak).then(|| one(Measure::Rank, num, 0, group));
    let open = Test::Unbound("when it stood there is not told");
    Some(now.into_iter().chain([one(measure, num, 0, group), open]).collect())
}

/// Several ranks of as many rows: "fell to sixth and 13th, from fifth and tenth".
pub(super) fn one_each(f: Frame<'_>, group: &[Who]) -> Option<Test> {
    let first = super::listed_with(f.s, f.at).first().copied().unwrap_or(f.at);
    let from = first > 0 && f.s.is(first - 1, &[Class::From]);
    let measure = if from { Measure::PreviousRank } else { Measure::Rank };
    zip(f, group, measure).or_else(|| two_named(f))
}

/// "Alpha is still ahead of Bravo, 13 to 16": of two that the sentence names, one each.
fn two_named(f: Frame<'_>) -> Option<Test> {
    let rank = |at: usize| f.s.num(at).filter(|n| is_rank(n));
    let opens = |at: usize| {
        let mark =
            at > 0 && (f.s.is_mark(at - 1, ',') || f.s.is_mark(at - 1, ':') || f.s.is_mark(at - 1, '–'));
        let own = f.s.is(at + 2, &[Class::Its]);
        let second = rank(at + 2 + usize::from(own));
        (mark || own)
            && f.s.is(at + 1, &[Class::To, Class::Against])
            && rank(at).is_some()
            && second.is_some()
    };
    let first = [0, 2, 3].into_iter().filter_map(|back| f.at.checked_sub(back)).find(|at| opens(*at))?;
    let second = first + 2 + usize::from(f.s.is(first + 2, &[Class::Its]));
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut named = (0..first).rev().filter_map(|at| f.s.who(at).filter(model));
    let b = named.next()?;
    let a = named.find(|who| *who != b)?;
    let own = f.from(first)?.clauses[..=f.from(first)?.index].iter().rev().find(|c| !c.subject.is_empty());
    let (a, b) = if own.is_some_and(|c| c.subject == [b.clone()]) { (b, a) } else { (a, b) };
    let nums = vec![*rank(first)?, *rank(second)?];
    let each = Test::Each { measure: Measure::Rank, nums: nums.clone(), group: vec![a.clone(), b.clone()] };
    // "Alpha passed Bravo, 6 to 5": where it came from.
    let moved = |who: &Who| {
        let group = std::slice::from_ref(who);
        Test::All(vec![
            one(Measure::PreviousRank, &nums[0], 0, group),
            one(Measure::Rank, &nums[1], 0, group),
        ])
    };
    Some(Test::Any(vec![each, moved(a), moved(b)]))
}

/// "Alpha at 8": where figures are as small as ranks, it may be one.
pub(super) fn or_figure(f: Frame<'_>, num: &Num, measures: &[(Measure, i8)], group: &[Who]) -> Option<Test> {
    let measure = match measures {
        [(Measure::PreviousRank, _), ..] => Measure::PreviousValue,
        _ => Measure::Value,
    };
    let figure = || zip(f, group, measure).unwrap_or_else(|| one(measure, num, 0, group));
    (num.bare && !group.is_empty()).then(figure)
}

/// "not enough to hold fourth", "did not keep fourth": it stood there, and does not now.
pub(super) fn kept_in_vain(f: Frame<'_>) -> bool {
    let verb = (f.clause().range.start..f.at).rev().find(|at| f.s.is(*at, &[Class::Hold]));
    let to = verb.is_some_and(|at| at > 1 && (f.s.is(at - 1, &[Class::To]) || f.s.is(at - 1, &[Class::Neg])));
    to && f.clause().neg
}

/// "a start that puts it thirteenth", "once as high as ninth", "did no better than sixth", "once fourth and now ninth".
pub(super) fn is_put_there(f: Frame<'_>) -> bool {
    const PUT: [&str; 10] =
        ["put", "puts", "make", "makes", "made", "leave", "leaves", "left", "place", "places"];
    let put = f.is(-1, &[Class::It]) && PUT.contains(&f.text(-2)) || f.text(-1) == "itself";
    // "Never before has Alpha ranked as high as second" says what the record before was.
    let denied = || (0..f.at).any(|at| f.s.is(at, &[Class::Neg]) || f.s.text(at).starts_with("never"));
    let as_high = matches!(f.text(-2), "high" | "good") && f.text(-1) == "as" && !denied();
    put || as_high || is_no_better(f) || f.text(-1) == "once"
}

/// "did no better than sixth".
pub(super) fn is_no_better(f: Frame<'_>) -> bool {
    f.is(-1, &[Class::Than]) && matches!(f.text(-2), "better" | "higher") && f.is(-3, &[Class::Neg])
}
