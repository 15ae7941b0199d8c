//! A number that no frame can bind, and that fits a figure of those whom its sentence names: "In Alpha's sights is Bravo,
//! 1.48 trillion tokens up the road". It is written so precisely that it hardly fits by chance. This only confirms.

mod beside;
mod nowhere;
mod words;

pub use nowhere::tells_an_amount;
pub use words::{is_of_each, stands_alone};

use super::Checker;
use super::clauses::Discourse;
use super::evaluate::Outcome;
use super::facts::{Measure, World};
use super::frames::{Draft, Test, is_rank};
use super::lexicon::Class;
use super::numbers::{Form, Num, Unit};
use super::tokens::{Entity, Kind, Sentence, When, Who};
use super::truth::Truth;
use crate::model::Period;
use rust_decimal::Decimal;
use words::{
    Told, came_to, is_further, is_place, is_plain, is_precise, is_unread, may_be_a_place, named, nearest,
    tells_a_distance, tells_a_sum, tells_of_before, told, way, way_of_all,
};

/// A reading that fits, and where it holds.
pub(super) struct Fit {
    test: Test,
    at: (usize, Period),
    fact: Option<Decimal>,
}

impl Fit {
    /// The claim as it fits.
    pub(super) fn told(self, draft: &Draft) -> (Draft, Outcome) {
        let (quantity, group) = match &self.test {
            Test::Number { measure, group, .. } | Test::Sum { measure, group, .. } => {
                (measure.name(), group.clone())
            }
            Test::Difference { a, b, .. } => ("gap", [a.as_slice(), b].concat()),
            _ => (draft.quantity, draft.group.clone()),
        };
        let outcome = Outcome { truth: Truth::Yes(self.fact), at: Some(self.at), test: 0 };
        (Draft { tests: vec![self.test], quantity, group, ..draft.clone() }, outcome)
    }
}

impl Checker<'_> {
    /// What a number that is left open fits, if it is precise: the distance or the sum of two of the sentence, how far the
    /// only one is from its neighbours or from the first; a figure of the nearest or of all, where nothing said whose it
    /// is; what the words around it call a change, or a figure of before.
    pub(super) fn fitting(
        &self,
        draft: &Draft,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> Option<Fit> {
        // What is denied fits what it denies.
        let num = s.num(draft.at).filter(|_| !draft.neg)?;
        if is_place(s, draft.at) || may_be_a_place(num) {
            return self.place_of_one(num, draft, s, world);
        }
        // "Alpha and Bravo both stand at 300": what only one of them has fits nothing.
        if is_of_each(s, draft) {
            return None;
        }
        let (num, rows) = self.told_of(draft, s, world)?;
        let rows = if rows.is_empty() && !discourse.stale { discourse.subject.clone() } else { rows };
        let precise = is_precise(&num);
        let mut tests = of_several(&num, &rows);
        if came_to(s, draft.at) {
            tests.clear();
        }
        let row = nearest(s, draft.at).or_else(|| rows.first());
        if precise {
            tests.extend(in_order(&num, &rows, s, draft.at));
            tests.extend(of_one(&num, row, told(s, draft, row)));
            tests.extend(of_the_first(&num, s));
        } else if rows.len() == 1 {
            tests.extend(row.and_then(|row| improved(&num, row, s, draft.at)));
        }
        let alone = row.filter(|row| precise && rows == [(*row).clone()]);
        self.first_that_holds(draft, world, |board, period| {
            let apart = alone.map(|row| self.apart(&num, row, board, period, world));
            [tests.clone(), apart.unwrap_or_default()].concat()
        })
    }

    /// The same of a number that is no figure of whom its words seem to speak, where they tell of a sum, a distance or a
    /// factor of two, or of before: "Taken together, Alpha and Bravo add up to 3 trillion", "fourth after being third".
    pub(super) fn fitting_together(&self, draft: &Draft, s: &Sentence, world: World<'_>) -> Option<Fit> {
        let figure = |test: &Test| matches!(test, Test::Number { .. } | Test::TopShare { .. });
        if draft.neg || !draft.tests.iter().all(figure) {
            return None;
        }
        let mut tests = before(draft, s);
        // "is 2.1 times that of last week, and its rank is No. 8": now. "Last week it was second": of then, once.
        if draft.when == Some(When::Back(1)) && (draft.tests.iter().all(is_of_before) || goes_on(s, draft.at))
        {
            tests.extend(draft.tests.clone());
        }
        if let Some((num, rows)) = self.told_of(draft, s, world) {
            let (summed, apart) = (tells_a_sum(s), tells_a_distance(s, draft.at));
            let mut several = of_several(&num, &rows);
            several.retain(|_| !came_to(s, draft.at));
            several.retain(|test| if matches!(test, Test::Sum { .. }) { summed } else { apart });
            tests.extend(several);
        }
        tests.extend(factor(draft, s));
        tests.extend(right_before(draft, s));
        self.first_that_holds(draft, world, |_, _| tests.clone())
    }

    /// The number, and whom its sentence names, if they are few and nothing else is told.
    fn told_of(&self, draft: &Draft, s: &Sentence, world: World<'_>) -> Option<(Num, Vec<Who>)> {
        let num = s.num(draft.at).filter(|num| is_plain(num))?;
        let rows = named(s);
        // What is told of one or of two fits by chance only where there are more.
        if rows.len() > MOST || !is_precise(num) && !(1..=2).contains(&rows.len()) {
            return None;
        }
        let further = s.tokens.iter().any(|t| is_further(&t.kind, world));
        if further || (0..s.tokens.len()).any(|at| is_unread(s, at)) {
            return None;
        }
        let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
        Some((num, rows))
    }

    /// The first reading that is true on a board of the claim, in its period.
    fn first_that_holds(
        &self,
        draft: &Draft,
        world: World<'_>,
        tests: impl Fn(usize, Period) -> Vec<Test>,
    ) -> Option<Fit> {
        let boards: Vec<usize> = match draft.boards.as_slice() {
            [] => (0..self.config.boards.len()).collect(),
            boards => boards.to_vec(),
        };
        let told = draft.when.and_then(|when| world.period_of(when));
        let periods =
            || [Some(world.period), told.filter(|told| *told != world.period)].into_iter().flatten();
        boards.into_iter().flat_map(|board| periods().map(move |period| (board, period))).find_map(
            |(board, period)| {
                tests(board, period).into_iter().find_map(|test| match self.on(&test, board, period, world) {
                    Truth::Yes(fact) => Some(Fit { test, at: (board, period), fact }),
                    _ => None,
                })
            },
        )
    }

    /// "What worked its way to No. 8 is Alpha": where the row stands that is nearest to it, or has its turn among as many
    /// as there are places.
    fn place_of_one(&self, num: &Num, draft: &Draft, s: &Sentence, world: World<'_>) -> Option<Fit> {
        let bare = may_be_a_place(num);
        let unbound = bare || draft.guessed || draft.tests.iter().all(Test::is_nobodys);
        let near = nearest(s, draft.at).filter(|row| unbound || !draft.group.contains(row));
        let next_to = s.is(draft.at + 1, &[Class::To]) && s.num(draft.at + 2).is_some();
        let before = next_to || near.is_some_and(|row| told(s, draft, Some(row)).before);
        let measure = if before { Measure::PreviousRank } else { Measure::Rank };
        let is_place = |at: &usize| s.num(*at).is_some_and(|n| may_be_a_place(n) || is_rank(n));
        let turn = || turn_of(s, draft.at, &named(s), is_place);
        let of = |row: Who| Test::Number { measure, num: *num, sign: 0, group: vec![row] };
        let tests: Vec<Test> = near.cloned().into_iter().chain(turn().filter(|_| bare)).map(of).collect();
        self.first_that_holds(draft, world, |_, _| tests.clone()).filter(|_| draft.when.is_none())
    }

    /// How far a row is from the ones beside it and from the first.
    fn apart(&self, num: &Num, row: &Who, board: usize, period: Period, world: World<'_>) -> Vec<Test> {
        let Some(now) = world.at(board, period).filter(|_| num.form == Form::Cardinal) else {
            return Vec::new();
        };
        let entry = row.iter().find_map(|entity| world.rows(entity, board, now).first().copied());
        let Some(rank) = entry.and_then(|entry| entry.rank) else { return Vec::new() };
        let others = [Some(1), rank.checked_sub(1), rank.checked_add(1)];
        let others = others.into_iter().flatten().filter(|other| *other > 0 && *other != rank);
        others.map(|other| difference(num, row, &vec![Entity::AtRank(other, 0)])).collect()
    }
}

/// More rows have so many pairs that one of them fits by chance.
const MOST: usize = 4;

/// The row whose turn it is, where the sentence has as many such numbers as it names rows.
fn turn_of(s: &Sentence, at: usize, rows: &[Who], alike: impl Fn(&usize) -> bool) -> Option<Who> {
    let list: Vec<usize> = (0..s.tokens.len()).filter(alike).collect();
    let row = rows.get(list.iter().position(|other| *other == at)?)?;
    (rows.len() > 1 && list.len() == rows.len()).then(|| row.clone())
}

/// "Alpha and Bravo follow, at 78.3 and 76.1": as many numbers as rows, one each.
fn in_order(num: &Num, rows: &[Who], s: &Sentence, at: usize) -> Vec<Test> {
    let Some(own) = s.num(at) else { return Vec::new() };
    let alike = |at: &usize| {
        s.num(*at).is_some_and(|n| {
            let units = n.unit == own.unit || n.unit == Unit::None || own.unit == Unit::None;
            n.form == own.form && units && n.digits
        })
    };
    let Some(row) = turn_of(s, at, rows, alike) else { return Vec::new() };
    let measures: &[Measure] = match num.form {
        Form::Percent => &[Measure::Share, Measure::Growth],
        _ => &[Measure::Value],
    };
    let sign = |measure| if measure == Measure::Growth { way_of_all(s) } else { 0 };
    let one = |measure: &Measure| Test::Number {
        measure: *measure,
        num: *num,
        sign: sign(*measure),
        group: vec![row.clone()],
    };
    measures.iter().map(one).collect()
}

/// "The first five hold 61%, and the first three 44%": what the first so many have.
fn of_the_first(num: &Num, s: &Sentence) -> Vec<Test> {
    let first = |at: usize| {
        matches!(s.text(at), "first" | "top" | "largest" | "biggest" | "leading")
            .then(|| s.num(at + 1).or_else(|| s.num(at.checked_sub(1)?))?.whole())
            .flatten()
    };
    let named = s.whos.iter().flatten().filter_map(|e| match e {
        Entity::Top(top) => Some(*top),
        _ => None,
    });
    let tops = named.chain((0..s.tokens.len()).filter_map(first)).filter(|top| (2..=20).contains(top));
    tops.filter(|_| num.form == Form::Percent).map(|top| Test::TopShare { top, num: *num }).collect()
}

/// Figures of a row, or of all where nobody is named: "The pie grew: 64.1 million downloads".
fn of_one(num: &Num, row: Option<&Who>, told: Told) -> Vec<Test> {
    let percent = num.form == Form::Percent;
    let mut measures = Vec::new();
    if told.unbound && percent {
        measures.push(Measure::Growth);
    }
    if told.unbound || told.reached {
        measures.push(if percent { Measure::Share } else { Measure::Value });
    }
    measures.extend((!percent && told.change).then_some(Measure::ValueChange));
    if told.before {
        measures.push(if percent { Measure::PreviousShare } else { Measure::PreviousValue });
    }
    let who = row.cloned().unwrap_or_else(|| vec![Entity::Market]);
    // All have no part of all.
    measures.retain(|measure| row.is_some() || *measure != Measure::Share);
    let sign =
        |measure| if matches!(measure, Measure::Growth | Measure::ValueChange) { told.sign } else { 0 };
    let one = |measure| Test::Number { measure, num: *num, sign: sign(measure), group: vec![who.clone()] };
    measures.into_iter().map(one).collect()
}

fn is_of_before(test: &Test) -> bool {
    let before = [Measure::PreviousRank, Measure::PreviousShare, Measure::PreviousValue];
    matches!(test, Test::Number { measure, .. } if before.contains(measure))
}

/// True if a number stands in another statement than the time that is named before it.
fn goes_on(s: &Sentence, at: usize) -> bool {
    let time = (0..at).rev().find(|at| matches!(s.tokens[*at].kind, Kind::Period(_)));
    let joint = |at: usize| {
        s.is_mark(at, ';') || s.is_mark(at, ',') && s.is(at + 1, &[Class::And, Class::But, Class::While])
    };
    time.is_some_and(|time| (time..at).any(joint))
}

/// "fourth after being third", "5.7% against 5.8%": what was before, where a word says so.
fn before(draft: &Draft, s: &Sentence) -> Vec<Test> {
    let told = |test: &Test| match test {
        Test::Number { measure, num, group, .. } => {
            let measure = match measure {
                Measure::Rank => Measure::PreviousRank,
                Measure::Share => Measure::PreviousShare,
                Measure::Value => Measure::PreviousValue,
                _ => return None,
            };
            Some(Test::Number { measure, num: *num, sign: 0, group: group.clone() })
        }
        _ => None,
    };
    // "slid from No. 24 to No. 25": what it came to is of now.
    let came_to = draft.at > 2 && s.is(draft.at - 1, &[Class::To]) && s.is(draft.at - 3, &[Class::From]);
    let cued = tells_of_before(s, draft.at) && draft.when.is_none() && !came_to;
    if cued { draft.tests.iter().filter_map(told).collect() } else { Vec::new() }
}

/// "Alpha and Bravo, the one 2.5 times the other": how many times one of two has what the other has.
fn factor(draft: &Draft, s: &Sentence) -> Vec<Test> {
    let Some(num) = s.num(draft.at).filter(|num| num.form == Form::Times && num.digits) else {
        return Vec::new();
    };
    let mut rows = named(s);
    rows.retain(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })));
    let [a, b] = rows.as_slice() else { return Vec::new() };
    let times = |a: &Who, b: &Who| Test::Times {
        measure: Measure::Value,
        a: vec![a.clone()],
        b: vec![b.clone()],
        num: *num,
    };
    vec![times(a, b), times(b, a)]
}

/// "top five 72.8%, leader 22.2%": whose name stands right before it.
fn right_before(draft: &Draft, s: &Sentence) -> Option<Test> {
    let who = draft.at.checked_sub(1).and_then(|at| s.who(at)).filter(|who| !draft.group.contains(who))?;
    let num = s.num(draft.at)?;
    let (measure, num) = match num.form {
        Form::Percent => (Measure::Share, num.scaled_by(Decimal::new(1, 2))),
        _ => (Measure::Value, *num),
    };
    Some(Test::Number { measure, num, sign: 0, group: vec![who.clone()] })
}

/// "an improvement of 2 points", "got 1.1 points better": how far the only one went.
fn improved(num: &Num, row: &Who, s: &Sentence, at: usize) -> Option<Test> {
    let sign = way(s, at);
    let test = Test::Number { measure: Measure::ValueChange, num: *num, sign, group: vec![row.clone()] };
    (sign != 0 && num.unit == Unit::Points).then_some(test)
}

fn difference(num: &Num, a: &Who, b: &Who) -> Test {
    let (a, b) = (vec![a.clone()], vec![b.clone()]);
    Test::Difference { measure: Measure::Value, a, b, num: *num, sign: 0 }
}

/// Distances and sums; of a number that is not precise only the distance.
fn of_several(num: &Num, rows: &[Who]) -> Vec<Test> {
    let measure = if num.form == Form::Percent { Measure::Share } else { Measure::Value };
    let sum = |group: &[Who]| Test::Sum { measure, num: *num, group: group.to_vec() };
    let mut tests = Vec::new();
    for (index, a) in rows.iter().enumerate() {
        for b in &rows[index + 1..] {
            if num.form == Form::Cardinal {
                tests.push(difference(num, a, b));
            }
            tests.push(sum(&[a.clone(), b.clone()]));
        }
    }
    tests.extend((rows.len() > 2).then(|| sum(rows)));
    tests.retain(|test| is_precise(num) || matches!(test, Test::Difference { .. }));
    tests
}
