//! Frames of what was so in other periods: "each of the four previous weeks had brought one new film", "1.3 times as
//! many as Bravo, compared with 1.66 times last week".

use super::presence::QUANTITY;
use super::{Draft, Frame, Test, counts, ratios};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, When};

/// Most periods that are looked at one by one.
const MOST: u32 = 60;

/// "Each of the four previous weeks had brought at least one new film": a count in every one of them.
pub fn counted_in_each(f: Frame<'_>) -> Option<Draft> {
    let whens = each_before(f)?;
    let draft = counts::counted(f)?;
    let then = |test: &Test, when: &When| Test::Then { when: *when, test: Box::new(test.clone()) };
    let in_each = |test: &Test| Test::All(whens.iter().map(|when| then(test, when)).collect());
    // "brought a new film or an exit".
    let or = (f.at + 1..f.clause().range.end).any(|at| f.s.is(at, &[Class::Or]));
    let tests = match !or && draft.tests.iter().all(|test| matches!(test, Test::Count { .. })) {
        true => draft.tests.iter().map(in_each).collect(),
        false => vec![Test::Unbound("what was so in each of them is not looked up")],
    };
    Some(Draft { tests, when: None, past: false, ..draft })
}

/// The periods of "each of the past four weeks", where the clause begins so. "The past four" end with the letter's own,
/// "the previous four" before it.
fn each_before(f: Frame<'_>) -> Option<Vec<When>> {
    let start = f.clause().range.start + usize::from(f.s.is(f.clause().range.start, &[Class::In]));
    let opens = f.s.is(start, &[Class::Each, Class::All])
        && f.s.is(start + 1, &[Class::Of])
        && f.s.is(start + 2, &[Class::The]);
    let number = (start + 3..start + 5).find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Periods))?;
    let how_many = f.s.num(number)?.whole().filter(|n| (1..=MOST).contains(n))?;
    let beside = (start + 3..number + 3).map(|at| f.s.text(at));
    let before = beside.clone().any(|word| {
        let word = word.split(' ').next().unwrap_or_default();
        matches!(word, "previous" | "preceding" | "prior" | "earlier")
    });
    let past = beside.into_iter().any(|word| matches!(word, "past" | "last"));
    let backs = i32::from(before)..i32::try_from(how_many).ok()? + i32::from(before);
    (opens && (before || past) && number < f.at).then(|| backs.map(When::Back).collect())
}

/// "1.3 times as many as Bravo, compared with 1.66 times last week": the same ratio as it was then.
pub fn times_then(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Times)?;
    let when = (f.at + 1..f.at + 4).find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Back(0) => Some(when),
        _ => None,
    })?;
    let set_against = f.is(-1, &[Class::Against, Class::From, Class::Than]);
    let earlier = (0..f.at).rev().filter(|at| f.s.num(*at).is_some_and(|n| n.form == Form::Times));
    let said = earlier.filter_map(|at| ratios::times(f.from(at)?)).next().filter(|_| set_against)?;
    let then = |test: &Test| match test {
        Test::Times { measure, a, b, .. } => {
            let test = Test::Times { measure: *measure, a: a.clone(), b: b.clone(), num: ratios::rough(num) };
            Some(Test::Then { when, test: Box::new(test) })
        }
        _ => None,
    };
    let flat = said.tests.iter().flat_map(|test| match test {
        Test::All(all) if all.len() == 1 => all.as_slice(),
        test => std::slice::from_ref(test),
    });
    let tests: Vec<Test> = flat.filter_map(then).collect();
    let draft = || f.draft_of(QUANTITY, tests.clone(), said.group.clone(), said.certain);
    (!tests.is_empty()).then(|| Draft { quantity: "ratio", when: None, past: false, ..draft() })
}

/// "has gained in every week since W10", "each week since March": since when.
pub(super) fn every_since(f: Frame<'_>) -> Option<When> {
    let end = f.clause().range.end;
    let every = (f.at + 1..end).find(|at| f.s.is(*at, &[Class::Each, Class::All]))?;
    let span = matches!(f.s.text(every + 1), "day" | "week" | "month" | "period");
    let since = span && f.s.text(every + 2) == "since";
    (every + 3..every + 6).find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if since => Some(when),
        _ => None,
    })
}

/// "Over its three weeks on the chart Alpha has drawn 3.3 million": in all of that time, which no figure is of.
pub(super) fn over_a_run(f: Frame<'_>, quantity: &str) -> Option<When> {
    let run = |at: usize| {
        let periods = f.s.num(at).is_some_and(|n| n.unit == Unit::Periods && n.form == Form::Cardinal);
        let over = matches!(f.s.text(at - 2), "over" | "across" | "during" | "in");
        periods && over && f.s.is(at - 1, &[Class::Its, Class::Their])
    };
    let periods = quantity == "value" && f.s.nums.iter().any(|n| n.unit == Unit::Periods);
    let told = periods && (2..f.s.tokens.len()).any(|at| at != f.at && run(at));
    told.then_some(When::Beyond)
}

/// "has grown in each of the last three weeks: from 5.22T to 5.39T, 6.37T and now 7.22T": what it had in each.
pub fn one_by_one(f: Frame<'_>) -> Option<Draft> {
    let amount = |at: &usize| {
        f.s.num(*at).is_some_and(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))
    };
    let num = *f.num().filter(|_| amount(&f.at))?;
    if !f.s.nums.iter().any(|n| n.unit == Unit::Periods) {
        return None;
    }
    let amounts: Vec<usize> = (0..f.s.tokens.len()).filter(amount).collect();
    let periods = |at: usize| {
        let each =
            f.s.text(at.wrapping_sub(2)) == "the" && matches!(f.s.text(at.wrapping_sub(1)), "last" | "past");
        f.s.num(at).filter(|n| n.unit == Unit::Periods && each).and_then(Num::whole)
    };
    let told = (0..amounts.first().copied()?).find_map(periods)?;
    let from = f.s.is(amounts.first()?.checked_sub(1)?, &[Class::From]);
    let whole = usize::try_from(told).ok()? + 1 == amounts.len();
    let back = amounts.iter().rev().position(|at| *at == f.at).filter(|_| from && whole)?;
    let group = f.clause().subject.clone();
    let value = Test::Number { measure: Measure::Value, num, sign: 0, group: group.clone() };
    let then = Test::Then { when: When::Back(i32::try_from(back).ok()?), test: Box::new(value) };
    let draft = || f.draft_of(QUANTITY, vec![then], group.clone(), f.clause().certain);
    (!group.is_empty()).then(|| Draft { quantity: "value", when: None, past: false, ..draft() })
}

/// "May's busiest port, Alpha, is now second": the busiest of then.
pub(super) fn most_of_a_period(f: Frame<'_>) -> Option<When> {
    let before = f.at.checked_sub(1).filter(|_| f.is(0, &[Class::Most, Class::Least]))?;
    match f.s.tokens[before].kind {
        Kind::Period(when) if f.s.tokens[before].possessive => Some(when),
        _ => None,
    }
}

/// "in W18, W19 and W20", from the first of them on: the periods, and the token behind them.
pub(super) fn listed(f: Frame<'_>, first: usize) -> Option<(Vec<When>, usize)> {
    let period = |at: usize| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond && !f.s.tokens[at].possessive => Some(when),
        _ => None,
    };
    let mut whens = vec![period(first)?];
    let (mut end, mut last) = (first + 1, false);
    while !last {
        let mut next = end + usize::from(f.s.is_mark(end, ','));
        last = f.s.is(next, &[Class::And]);
        next += usize::from(last);
        next += usize::from(f.s.is(next, &[Class::In, Class::On]));
        let Some(when) = period(next).filter(|_| next > end) else { break };
        whens.push(when);
        end = next + 1;
    }
    // "was first in April, and May brought a fall".
    let whole = whens.len() == 1 || last && !crate::claims::clauses::is_verb(f.s, end);
    whole.then_some((whens, end))
}

/// "was number one in W18, W19 and W21", "led in March and April": so in each of them.
pub(super) fn in_each_named(f: Frame<'_>, draft: Draft) -> Draft {
    let near = f.at + 1..f.s.tokens.len().min(f.at + 6);
    let small = |at: &usize| {
        f.s.is(*at, &[Class::In, Class::On, Class::The, Class::PlacesNoun])
            || matches!(f.s.tokens[*at].kind, Kind::Board(_))
            || crate::claims::clauses::is_list(f.s.text(*at))
    };
    let fits =
        |test: &Test| matches!(test, Test::Number { .. } | Test::Leads { .. } | Test::Direction { .. });
    if draft.when.is_none()
        || !matches!(draft.quantity, "rank" | "direction")
        || !draft.tests.iter().all(fits)
    {
        return draft;
    }
    let first = near.into_iter().find(|at| !small(at)).filter(|at| f.s.is(at - 1, &[Class::In, Class::On]));
    let Some((whens, _)) = first.and_then(|first| listed(f, first)).filter(|(whens, _)| whens.len() > 1)
    else {
        return draft;
    };
    let tests = draft.tests.iter().map(|test| all_then(&whens, test)).collect();
    Draft { tests, when: None, past: false, ..draft }
}

/// "in March and April", "from W12 to W15", from the period or "from" on: so in each, and the token behind.
pub(super) fn in_those(f: Frame<'_>, at: usize, test: &Test) -> Option<(Test, usize)> {
    if !f.s.is(at, &[Class::From]) {
        return listed(f, at).map(|(whens, end)| (all_then(&whens, test), end));
    }
    let period = |at: usize| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    };
    let to = f.s.is(at + 2, &[Class::To]) || matches!(f.s.text(at + 2), "through" | "until");
    let (from, to) = (period(at + 1)?, period(at + 3).filter(|_| to)?);
    Some((Test::Throughout { from, to, test: Box::new(test.clone()) }, at + 4))
}

/// So in each of the periods.
pub(super) fn all_then(whens: &[When], test: &Test) -> Test {
    let then = |when: &When| Test::Then { when: *when, test: Box::new(test.clone()) };
    Test::All(whens.iter().map(then).collect())
}
