//! A number that is no figure of anybody, whoever its words, all of which are known, speak of.

use super::words::{is_amount, is_figure, is_further, is_wider, named};
use super::{MOST, of_several};
use crate::claims::Checker;
use crate::claims::clauses::Discourse;
use crate::claims::evaluate::Outcome;
use crate::claims::facts::{Measure, World};
use crate::claims::frames::{Draft, Test, is_rank};
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::sure;
use crate::claims::tokens::{Entity, Sentence, Who};
use crate::claims::truth::Truth;
use crate::model::Period;
use rust_decimal::Decimal;

impl Checker<'_> {
    /// True if a precise number, whose words leave open what it is, is no figure of anybody: not of those whom the
    /// sentence names, nor of what lies between any two of them or their neighbours, nor of all, now or in any period
    /// before.
    pub(in crate::claims) fn fits_nothing(
        &self,
        (draft, all): (&Draft, &[Draft]),
        outcome: &Outcome,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        // "several of the first places": more than one of them.
        let places = s.num(draft.at).is_some_and(is_rank)
            && (s.text(draft.at).ends_with("places") || s.text(draft.at + 1) == "places");
        // "solves 64.7% of the tasks", "was trained on 15 trillion tokens": figures of something else.
        if places || sure::has_strangers(s, &self.own_words) {
            return false;
        }
        self.fits_nowhere((draft, outcome), s, world, discourse)
            || self.fits_nobody((draft, all), outcome, s, world, discourse)
    }

    /// The same, by every figure that there is of those whom the sentence names.
    fn fits_nobody(
        &self,
        (draft, all): (&Draft, &[Draft]),
        outcome: &Outcome,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        let open = matches!(outcome.truth, Truth::No(_)) || draft.tests.iter().all(Test::is_nobodys);
        let Some(num) = s.num(draft.at).filter(|_| open && is_figure(s, draft.at)) else { return false };
        let rows = named(s);
        if !(1..=MOST).contains(&rows.len()) || says_more(s, &rows, world) {
            return false;
        }
        // "solves 81% of the tasks": a part of something else, unless the sentence tells of a board.
        let holds = |other: &Draft| {
            other.at != draft.at
                && matches!(self.evaluate(other, &other.tests, world, discourse).truth, Truth::Yes(_))
        };
        let percent = num.form == Form::Percent;
        // What one of the two boards has that is not known of this period, nobody can say.
        let is_unknown = |board: &usize| world.at(*board, world.period).is_none();
        if percent && !all.iter().any(holds)
            || world.two_boards().is_some_and(|two| two.iter().any(is_unknown))
        {
            return false;
        }
        let num = if percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
        // Nearly every place was somebody's once.
        let past = is_amount(&num) || draft.aside;
        !(0..self.config.boards.len()).any(|board| {
            self.fits_now(&num, &rows, board, (world, past))
                || past && self.fits_once(&num, &rows, board, world)
        })
    }

    /// True if anything that is told of the rows in the letter's period is so much, or in the one before it.
    fn fits_now(&self, num: &Num, rows: &[Who], board: usize, (world, past): (World<'_>, bool)) -> bool {
        let before = world.period.previous().filter(|_| past);
        [Some(world.period), before].into_iter().flatten().any(|period| {
            let near = self.beside_them(rows, board, period, world);
            let tests = any_figure(num, rows, &near);
            tests.iter().any(|test| matches!(self.on(test, board, period, world), Truth::Yes(_)))
        })
    }

    /// True if one of the rows had so much, or stood there, in any period before.
    fn fits_once(&self, num: &Num, rows: &[Who], board: usize, world: World<'_>) -> bool {
        let measure = match num.form {
            Form::Percent => Measure::Share,
            Form::Rank | Form::Ordinal => Measure::Rank,
            _ => Measure::Value,
        };
        let tests: Vec<Test> = rows.iter().map(|who| one(measure, num, who)).collect();
        let periods = self.facts.boards[board].periods.iter().map(|p| p.period);
        let holds =
            |period| tests.iter().any(|test| matches!(self.on(test, board, period, world), Truth::Yes(_)));
        periods.filter(|period| *period < world.period).any(holds)
    }

    /// The places beside the rows, and the first.
    fn beside_them(&self, rows: &[Who], board: usize, period: Period, world: World<'_>) -> Vec<Who> {
        let Some(now) = world.at(board, period) else { return Vec::new() };
        let entries = rows.iter().flatten().flat_map(|entity| world.rows(entity, board, now));
        let ranks = entries.filter_map(|entry| entry.rank);
        let mut near: Vec<u32> =
            ranks.flat_map(|rank| [rank.saturating_sub(1), rank + 1]).chain([1]).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter(|rank| *rank > 0).map(|rank| vec![Entity::AtRank(rank, 0)]).collect()
    }
}

/// True if a sentence speaks of somebody whom the data do not know, of another row of a model that it names, or of more
/// than the letter's period and the one before.
fn says_more(s: &Sentence, rows: &[Who], world: World<'_>) -> bool {
    let marked = |e: &Entity| {
        matches!(e, Entity::Model { effort: Some(_), .. } | Entity::Model { variant: Some(_), .. })
    };
    let has = |word: &str| (0..s.tokens.len()).any(|at| s.text(at) == word);
    // "the paid row of the same model".
    rows.iter().flatten().any(marked) && MARKED.iter().any(|word| has(word))
        || s.whos.iter().any(|who| who.contains(&Entity::Unknown))
        || s.tokens.iter().any(|t| is_further(&t.kind, world))
        || (0..s.tokens.len()).any(|at| is_wider(s, at))
}

/// A figure of one.
fn one(measure: Measure, num: &Num, who: &Who) -> Test {
    Test::Number { measure, num: *num, sign: 0, group: vec![who.clone()] }
}

/// What tells another row of a model that is named.
const MARKED: [&str; 4] = ["paid", "free", "same", "variant"];

/// Every figure that a number may be.
fn any_figure(num: &Num, rows: &[Who], near: &[Who]) -> Vec<Test> {
    let percent = num.form == Form::Percent;
    if num.unit == Unit::Places || matches!(num.form, Form::Rank | Form::Ordinal) {
        return any_place(num, rows, near);
    }
    let measures: &[Measure] = if percent {
        &[
            Measure::Growth,
            Measure::Share,
            Measure::PreviousShare,
            Measure::ShareChange,
            Measure::ShareGrowth,
            Measure::ListedShare,
            Measure::PreviousListedShare,
            Measure::ListedShareChange,
            Measure::VotesGrowth,
        ]
    } else {
        &[Measure::Value, Measure::PreviousValue, Measure::ValueChange, Measure::Votes, Measure::Context]
    };
    let all = [Entity::Market, Entity::Listed, Entity::Rest, Entity::Top(3), Entity::Top(5), Entity::Top(10)];
    let whole: Vec<Who> = all.into_iter().map(|entity| vec![entity]).collect();
    let each = rows.iter().chain(near).chain(&whole);
    let mut tests: Vec<Test> = each.flat_map(|who| measures.iter().map(move |m| one(*m, num, who))).collect();
    let others: Vec<Who> = rows.iter().chain(near).cloned().collect();
    tests.extend(of_several(num, &others));
    let sums: &[Measure] = if percent { &[Measure::Share, Measure::ListedShare] } else { &[Measure::Value] };
    let sum =
        |measure: &Measure, n: usize| Test::Sum { measure: *measure, num: *num, group: rows[..=n].to_vec() };
    tests.extend((1..rows.len()).flat_map(|n| sums.iter().map(move |measure| sum(measure, n))));
    if percent {
        tests.extend([1, 2, 3, 5, 10, 20].map(|top| Test::TopShare { top, num: *num }));
        let pairs = others.iter().flat_map(|a| others.iter().map(move |b| (a, b))).filter(|(a, b)| a != b);
        // "30% more than its nearest rival", "a third of Alpha's".
        let more = |by: Decimal| Num { value: by + num.value, ..*num };
        let less = Num { value: Decimal::ONE - num.value, ..*num };
        let times = |a: &Who, b: &Who| {
            [*num, more(Decimal::ONE), less].map(|num| Test::Times {
                measure: Measure::Value,
                a: vec![a.clone()],
                b: vec![b.clone()],
                num,
            })
        };
        tests.extend(pairs.flat_map(|(a, b)| times(a, b)));
    }
    tests
}

/// Every place, or number of places, that a number may be.
fn any_place(num: &Num, rows: &[Who], near: &[Who]) -> Vec<Test> {
    let measures: &[Measure] = match num.form {
        Form::Cardinal => &[Measure::Places],
        _ => &[Measure::Rank, Measure::PreviousRank, Measure::Peak],
    };
    let others: Vec<Who> = rows.iter().chain(near).cloned().collect();
    let mut tests: Vec<Test> =
        others.iter().flat_map(|who| measures.iter().map(move |m| one(*m, num, who))).collect();
    if num.form == Form::Cardinal {
        let others: Vec<Who> = rows.iter().chain(near).cloned().collect();
        let apart = |a: &Who, b: &Who| Test::Difference {
            measure: Measure::Rank,
            a: vec![a.clone()],
            b: vec![b.clone()],
            num: *num,
            sign: 0,
        };
        tests.extend(
            rows.iter().flat_map(|a| others.iter().filter(move |b| *b != a).map(move |b| apart(a, b))),
        );
    }
    tests
}
