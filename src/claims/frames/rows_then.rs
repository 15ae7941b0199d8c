//! Frames of a maker's rows then and now: "went from twelve rows on the list last week to nine", "increased its rows from
//! seven to eight", "has more rows than Google".

use super::counts::orgs_in;
use super::presence::Tally;
use super::scopes::{Scope, is_quiet, is_row, scope_at};
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;
use std::ops::Range;

/// "from N … to M" of a maker's rows.
struct Pair {
    org: usize,
    scope: Scope,
    /// Where the two numbers stand.
    numbers: [usize; 2],
    then: When,
    rows: bool,
}

/// Either number of "from twelve rows to nine".
pub fn from_to(f: Frame<'_>) -> Option<Draft> {
    let pair = pair(f)?;
    let tally = Tally {
        num: *f.num()?,
        makers: vec![pair.org],
        each: false,
        scope: pair.scope,
        rows: pair.rows,
        at: f.at,
    };
    let test = tally.test(Num { hedge: Hedge::Plain, ..tally.num });
    Some(match f.at == pair.numbers[0] {
        true => count(f, Test::Then { when: pair.then, test: Box::new(test) }),
        false => count(f, test),
    })
}

/// "increased its rows from seven to eight": which way, by the words.
pub fn moved(f: Frame<'_>) -> Option<Draft> {
    let (sign, ..) = f.directed(f.at)?;
    let number = (f.at + 1..f.clause().range.end).find(|at| f.s.num(*at).is_some())?;
    let pair = pair(f.from(number)?)?;
    let [then, now] = pair.numbers.map(|at| f.s.num(at).map(|n| n.value));
    let draft = count(f, Test::Stated(now.cmp(&then) as i8 == sign));
    Some(Draft { quantity: "direction", ..draft })
}

/// "has more rows than Google on the board".
pub fn more_than(f: Frame<'_>) -> Option<Draft> {
    let sign = match f.text(0) {
        "more" => 1,
        "fewer" => -1,
        _ => return None,
    };
    let end = words(f).end;
    let than = (f.at + 2..end).find(|at| f.s.is(*at, &[Class::Than]) || !is_quiet(f, *at))?;
    let other = super::tallies::org_at(f, than + 1).filter(|_| f.s.is(than, &[Class::Than]))?;
    let [org] = makers_of(f)?;
    let verb = f.at.checked_sub(1).filter(|at| super::holdings::has(f, *at))?;
    let quiet = |mut range: Range<usize>| range.all(|at| is_quiet(f, at));
    if !is_row(f, f.at + 1) || f.s.tokens[than + 1].possessive || !quiet(than + 2..end) || other == org {
        return None;
    }
    let scope = (f.at..end).chain(f.clause().range.start..verb).find_map(|at| scope_at(f, at));
    let scope = scope.unwrap_or_default();
    let num = Num { hedge: Hedge::AtLeast, ..Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal) };
    let within = |top| Test::RowsApart { num, sign, of: [org, other], then: None, top };
    // Where it is so among the first of a list only, the words may mean these, or be wrong.
    let open = Test::Unbound("it is so among the first rows only");
    let whole = || Test::All(vec![within(None), Test::Any(vec![within(Some(u32::MAX)), open])]);
    let test = scope.top().map_or_else(whole, |top| within(Some(top)));
    let draft = count(f, scope.of(test));
    let when = period(f, f.at..end).unwrap_or(When::Back(0));
    Some(Draft { range: draft.range.start..f.s.tokens[than].end, when: Some(when), ..draft })
}

/// "the largest lab, its two rows adding up to 11 trillion tokens": so many rows are its own.
pub fn adding_up(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::Subjects)?;
    let owned = f.is(-1, &[Class::Its, Class::Their]);
    let together = f.is(1, &[Class::Together])
        || f.is(1, &[Class::Carry]) && f.text(1).starts_with("adding")
        || matches!(f.text(1), "totalling" | "totaling" | "combining" | "worth" | "together");
    let [org] = makers_of(f).filter(|_| owned && together)?;
    let tally = Tally { num, makers: vec![org], each: false, scope: Scope::default(), rows: true, at: f.at };
    Some(count(f, tally.test(num)))
}

fn count(f: Frame<'_>, test: Test) -> Draft {
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], Vec::new(), true);
    let when = Some(When::Back(0));
    Draft { quantity: "count", when, past: false, neg: false, guessed: false, words: f.at..f.at, ..draft }
}

/// Whose rows they are: the one maker that the clause speaks of.
fn makers_of(f: Frame<'_>) -> Option<[usize; 1]> {
    let clause = f.clause();
    let certain = !clause.guessed && !clause.foreign && !clause.neg;
    orgs_in(&clause.subject).into_iter().collect::<Vec<_>>().try_into().ok().filter(|_| certain)
}

/// The clause without the mark that ends it.
fn words(f: Frame<'_>) -> Range<usize> {
    let Range { start, end } = f.clause().range;
    let marked = end > start && matches!(f.s.tokens[end - 1].kind, Kind::Mark(_));
    start..end - usize::from(marked)
}

fn pair(f: Frame<'_>) -> Option<Pair> {
    let number = |at: usize| {
        f.s.num(at).filter(|n| {
            n.form == Form::Cardinal && !n.scaled && matches!(n.unit, Unit::None | Unit::Subjects)
        })
    };
    let range = words(f);
    let from = range.clone().find(|at| f.s.is(*at, &[Class::From]) && number(at + 1).is_some())?;
    let to = (from + 2..range.end)
        .take_while(|at| f.s.is(*at, &[Class::To]) || is_quiet(f, *at))
        .find(|at| f.s.is(*at, &[Class::To]) && number(at + 1).is_some())?;
    let numbers = [from + 1, to + 1];
    let counted = |at: usize| number(at).is_some_and(|n| n.unit == Unit::Subjects);
    let noun = (range.start..from).find(|at| is_row(f, *at));
    let owned = noun.is_some_and(|at| f.s.is(at - usize::from(at > 0), &[Class::Its, Class::Their]));
    if !numbers.contains(&f.at) || !(owned || numbers.into_iter().any(counted)) {
        return None;
    }
    let [org] = makers_of(f)?;
    let small = |at: usize| {
        numbers.contains(&at)
            || f.s.who(at).is_some_and(|who| f.clause().subject.contains(who))
            || f.s.is(at, &[Class::From, Class::To, Class::Its, Class::Their, Class::Move])
            || f.directed(at).is_some()
            || is_verb(f.s, at)
            || is_row(f, at)
            || is_quiet(f, at)
    };
    let says_rows = |at: usize| f.s.text(at).split(' ').any(|word| word == "row" || word == "rows");
    range.clone().all(small).then(|| Pair {
        org,
        scope: range.clone().find_map(|at| scope_at(f, at)).unwrap_or_default(),
        then: period(f, from..to)
            .or_else(|| period(f, to..range.end))
            .filter(|when| *when != When::Back(0))
            .unwrap_or(When::Back(1)),
        rows: range.clone().any(says_rows),
        numbers,
    })
}

fn period(f: Frame<'_>, mut range: Range<usize>) -> Option<When> {
    range.find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    })
}
