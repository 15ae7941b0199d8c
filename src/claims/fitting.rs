//! A number that no frame can bind, and that fits a figure of those whom its sentence names: "In Alpha's sights is Bravo,
//! 1.48 trillion tokens up the road". It is written so precisely that it hardly fits by chance. This only confirms.

mod beside;
mod nothing;
mod nowhere;
mod words;

pub use words::stands_alone;

use super::Checker;
use super::clauses::Discourse;
use super::evaluate::Outcome;
use super::facts::{Measure, World};
use super::frames::{Draft, Test};
use super::numbers::{Form, Num, Unit};
use super::tokens::{Entity, Sentence, Who};
use super::truth::Truth;
use crate::model::Period;
use rust_decimal::Decimal;
use words::{
    Told, is_further, is_place, is_plain, is_precise, is_unread, named, nearest, tells_a_distance,
    tells_a_sum, tells_of_before, told,
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
        let num = s.num(draft.at)?;
        if is_place(s, draft.at) {
            return self.place_of_the_nearest(num, draft, s, world);
        }
        let (num, rows) = self.told_of(draft, s, world)?;
        let rows = if rows.is_empty() && !discourse.stale { discourse.subject.clone() } else { rows };
        let precise = is_precise(&num);
        let mut tests = of_several(&num, &rows);
        let row = nearest(s, draft.at).or_else(|| rows.first());
        if precise {
            tests.extend(in_order(&num, &rows, s, draft.at));
            tests.extend(of_one(&num, row, told(s, draft, row)));
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
        let figure = |test: &Test| matches!(test, Test::Number { .. });
        if !draft.tests.iter().all(figure) {
            return None;
        }
        let mut tests = before(draft, s);
        if let Some((num, rows)) = self.told_of(draft, s, world) {
            let (summed, apart) = (tells_a_sum(s), tells_a_distance(s, draft.at));
            let mut several = of_several(&num, &rows);
            several.retain(|test| if matches!(test, Test::Sum { .. }) { summed } else { apart });
            tests.extend(several);
        }
        tests.extend(factor(draft, s));
        self.first_that_holds(draft, world, |_, _| tests.clone())
    }

    /// The number, and whom its sentence names, if they are few and nothing else is told.
    fn told_of(&self, draft: &Draft, s: &Sentence, world: World<'_>) -> Option<(Num, Vec<Who>)> {
        let num = s.num(draft.at).filter(|num| is_plain(num))?;
        let rows = named(s);
        // A distance that is told of two fits by chance only where there are more.
        if rows.len() > MOST || !is_precise(num) && rows.len() != 2 {
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

    /// "What worked its way to No. 8 is Alpha": where the row that stands nearest to it stands.
    fn place_of_the_nearest(&self, num: &Num, draft: &Draft, s: &Sentence, world: World<'_>) -> Option<Fit> {
        let unbound = draft.guessed || draft.tests.iter().all(Test::is_nobodys);
        let row = nearest(s, draft.at).filter(|_| unbound && draft.when.is_none())?;
        let before = told(s, draft, Some(row)).before;
        let measure = if before { Measure::PreviousRank } else { Measure::Rank };
        let test = Test::Number { measure, num: *num, sign: 0, group: vec![row.clone()] };
        let boards = if draft.boards.is_empty() {
            0..self.config.boards.len()
        } else {
            draft.boards[0]..draft.boards[0] + 1
        };
        let holds = |board: usize| match self.on(&test, board, world.period, world) {
            Truth::Yes(fact) => Some((board, fact)),
            _ => None,
        };
        let (board, fact) = boards.into_iter().find_map(holds)?;
        Some(Fit { test, at: (board, world.period), fact })
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

/// "Alpha and Bravo follow, at 78.3 and 76.1": as many numbers as rows, one each.
fn in_order(num: &Num, rows: &[Who], s: &Sentence, at: usize) -> Option<Test> {
    let own = s.num(at)?;
    let alike = |at: &usize| {
        s.num(*at).is_some_and(|n| {
            let units = n.unit == own.unit || n.unit == Unit::None || own.unit == Unit::None;
            n.form == own.form && units && n.digits && is_precise(n)
        })
    };
    let list: Vec<usize> = (0..s.tokens.len()).filter(alike).collect();
    let row = rows.get(list.iter().position(|other| *other == at)?)?;
    let measure = if num.form == Form::Percent { Measure::Share } else { Measure::Value };
    let test = Test::Number { measure, num: *num, sign: 0, group: vec![row.clone()] };
    (rows.len() > 1 && list.len() == rows.len()).then_some(test)
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
    let cued = tells_of_before(s, draft.at) && draft.when.is_none();
    if cued { draft.tests.iter().filter_map(told).collect() } else { Vec::new() }
}

/// "Alpha and Bravo, the one 2.5 times the other": how many times one of two has what the other has.
fn factor(draft: &Draft, s: &Sentence) -> Vec<Test> {
    let Some(num) = s.num(draft.at).filter(|num| num.form == Form::Times && num.digits) else {
        return Vec::new();
    };
    let rows = named(s);
    let [a, b] = rows.as_slice() else { return Vec::new() };
    let times = |a: &Who, b: &Who| Test::Times {
        measure: Measure::Value,
        a: vec![a.clone()],
        b: vec![b.clone()],
        num: *num,
    };
    vec![times(a, b), times(b, a)]
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
