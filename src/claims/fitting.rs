//! A number that no frame can bind, and that fits a figure of those whom its sentence names: "In Alpha's sights is Bravo,
//! 1.48 trillion tokens up the road". It is written so precisely that it hardly fits by chance. This only confirms.

use super::Checker;
use super::clauses::{Discourse, is_verb};
use super::evaluate::Outcome;
use super::facts::{Measure, World};
use super::frames::{Draft, Test};
use super::lexicon::Class;
use super::numbers::{Form, Hedge, Num, Unit};
use super::sure;
use super::tokens::{Entity, Kind, Sentence, Token, When, Who};
use super::truth::Truth;
use crate::model::Period;
use rust_decimal::Decimal;

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

    /// The same of a number that is no figure of whom its words seem to speak, where they tell of a sum or a distance:
    /// "Taken together, Alpha and Bravo add up to 3 trillion".
    pub(super) fn fitting_together(&self, draft: &Draft, s: &Sentence, world: World<'_>) -> Option<Fit> {
        let figure = |test: &Test| matches!(test, Test::Number { .. });
        let (num, rows) = self.told_of(draft, s, world).filter(|_| draft.tests.iter().all(figure))?;
        let (summed, apart) = (tells_a_sum(s), tells_a_distance(s, draft.at));
        let mut tests = of_several(&num, &rows);
        tests.retain(|test| if matches!(test, Test::Sum { .. }) { summed } else { apart });
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

    /// True if a precise number, whose words leave open what it is, is no figure of anybody: not of those whom the
    /// sentence names, nor of what lies between any two of them or their neighbours, nor of all, now or in any period
    /// before.
    #[expect(clippy::too_many_arguments, reason = "a claim, where it stands and what was said before it")]
    pub(super) fn fits_nothing(
        &self,
        (draft, all): (&Draft, &[Draft]),
        outcome: &Outcome,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        let open = matches!(outcome.truth, Truth::No(_)) || draft.tests.iter().all(Test::is_nobodys);
        let known = |who: &Who| !who.contains(&Entity::Unknown);
        let Some(num) =
            s.num(draft.at).filter(|_| open && is_figure(s, draft.at) && s.whos.iter().all(known))
        else {
            return false;
        };
        let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
        let rows = named(s);
        // "the paid row of the same model".
        let marked = |e: &Entity| {
            matches!(e, Entity::Model { effort: Some(_), .. } | Entity::Model { variant: Some(_), .. })
        };
        if rows.iter().flatten().any(marked)
            && MARKED.iter().any(|word| (0..s.tokens.len()).any(|at| s.text(at) == *word))
        {
            return false;
        }
        let further = |t: &Token| is_further(&t.kind, world);
        if rows.is_empty()
            || rows.len() > MOST
            || s.tokens.iter().any(further)
            || (0..s.tokens.len()).any(|at| is_wider(s, at))
        {
            return false;
        }
        // "solves 81% of the tasks": a part of something else, unless the sentence tells of a board.
        let holds = |other: &Draft| {
            other.at != draft.at
                && matches!(self.evaluate(other, &other.tests, world, discourse).truth, Truth::Yes(_))
        };
        if num.form == Form::Percent && !all.iter().any(holds) {
            return false;
        }
        let fits = |board: usize, period: Period| {
            let near = self.neighbours(&rows, board, period, world);
            any_figure(&num, &rows, &near)
                .iter()
                .any(|test| matches!(self.on(test, board, period, world), Truth::Yes(_)))
        };
        // What one of the two boards has that is not known of this period, nobody can say.
        let is_unknown = |board: &usize| world.at(*board, world.period).is_none();
        if world.two_boards().is_some_and(|two| two.iter().any(is_unknown)) {
            return false;
        }
        let boards = 0..self.config.boards.len();
        // Nearly every place was somebody's once.
        let first = if is_amount(&num) || draft.aside { None } else { Some(world.period) };
        let periods = |board: usize| self.facts.boards[board].periods.iter().map(|p| p.period);
        let periods = |board: usize| periods(board).filter(|p| first.is_none_or(|first| *p >= first));
        !boards
            .clone()
            .any(|board| periods(board).filter(|p| *p <= world.period).any(|period| fits(board, period)))
    }

    /// The places beside the rows, and the first.
    fn neighbours(&self, rows: &[Who], board: usize, period: Period, world: World<'_>) -> Vec<Who> {
        let Some(now) = world.at(board, period) else { return Vec::new() };
        let entries = rows.iter().flatten().flat_map(|entity| world.rows(entity, board, now));
        let ranks = entries.filter_map(|entry| entry.rank);
        let mut near: Vec<u32> =
            ranks.flat_map(|rank| [rank.saturating_sub(1), rank + 1]).chain([1]).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter(|rank| *rank > 0).map(|rank| vec![Entity::AtRank(rank, 0)]).collect()
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

/// What tells another row of a model that is named.
const MARKED: [&str; 4] = ["paid", "free", "same", "variant"];

/// More rows have so many pairs that one of them fits by chance.
const MOST: usize = 4;

/// Nothing that only bounds a figure.
fn is_plain(num: &Num) -> bool {
    let of_a_figure = match num.form {
        Form::Percent => num.unit != Unit::PercentPoints,
        Form::Cardinal => matches!(num.unit, Unit::None | Unit::Board | Unit::Points),
        _ => false,
    };
    of_a_figure && num.digits && matches!(num.hedge, Hedge::Plain | Hedge::About)
}

/// Three places of an amount, two of a percentage.
fn is_precise(num: &Num) -> bool {
    let places = if num.form == Form::Percent { 20 } else { 100 };
    num.value.abs() >= num.half * Decimal::from(2 * places)
}

/// The rows and makers that a sentence names.
fn named(s: &Sentence) -> Vec<Who> {
    let mut found: Vec<Who> = Vec::new();
    for who in s.whos.iter().filter(|who| is_named(who)) {
        if !found.contains(who) {
            found.push(who.clone());
        }
    }
    found
}

fn is_named(who: &Who) -> bool {
    let named = |e: &Entity| {
        matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0) | Entity::Org(_) | Entity::OrgRows { .. })
    };
    who.iter().all(named)
}

/// Whom a number stands nearest to, in its own part of the sentence: mostly who was named last.
fn nearest<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    let ends = |at: &usize| matches!(s.tokens[*at].kind, Kind::Mark(';' | ':'));
    let named = |at: usize| s.who(at).filter(|who| is_named(who));
    let before = (0..at).rev().take_while(|at| !ends(at)).find_map(named);
    before.or_else(|| (at + 1..s.tokens.len()).take_while(|at| !ends(at)).find_map(named))
}

/// What the words around a number say of a figure of one.
#[derive(Clone, Copy)]
struct Told {
    /// They do not say whose it is, or name another right before it.
    unbound: bool,
    /// It is what something came to.
    reached: bool,
    /// It is called a gain or a loss.
    change: bool,
    /// It is what was before.
    before: bool,
    /// Which way it went.
    sign: i8,
}

fn told(s: &Sentence, draft: &Draft, row: Option<&Who>) -> Told {
    let at = draft.at;
    let small = |at: &usize| s.is(*at, &[Class::The, Class::A, Class::Adverb, Class::Its]);
    let led = (0..at).rev().find(|at| !small(at));
    let is = |classes: &[Class]| led.is_some_and(|led| s.is(led, classes));
    let then = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(1))));
    let before = is(&[Class::From, Class::Against, Class::After, Class::Than])
        || then(at + 1)
        || s.is(at + 1, &[Class::Of, Class::In]) && then(at + 2);
    let of_a_total =
        at > 1 && s.is(at - 1, &[Class::Of]) && matches!(s.text(at - 2), "total" | "score" | "tally");
    let reached = !before && (is(&[Class::To, Class::At, Class::Now]) || of_a_total);
    let moves = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let open = draft.guessed || draft.tests.iter().all(|test| matches!(test, Test::Unbound(_)));
    // "the top five hold 41%, with Alpha alone at 10.8%": Alpha's.
    let anothers =
        row.is_some_and(|row| !draft.group.contains(row) && (0..at).any(|at| s.who(at) == Some(row)));
    // "grew to 398 billion": what it came to.
    Told {
        unbound: open || anothers,
        reached,
        change: !reached && !before && s.has(&moves),
        before,
        sign: way(s, at),
    }
}

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

/// Words that add up.
fn tells_a_sum(s: &Sentence) -> bool {
    const SUMS: [&str; 9] =
        ["together", "combined", "combine", "sum", "total", "altogether", "jointly", "add up", "adds up"];
    s.has(&[Class::Together]) || (0..s.tokens.len()).any(|at| SUMS.contains(&s.text(at)))
}

/// Words that set one apart from another, right beside a number.
fn tells_a_distance(s: &Sentence, at: usize) -> bool {
    const APART: [&str; 12] = [
        "off",
        "short",
        "shy",
        "away",
        "apart",
        "clear",
        "adrift",
        "back",
        "spare",
        "hand",
        "margin",
        "difference",
    ];
    (at.saturating_sub(3)..at + 4)
        .any(|at| s.is(at, &[Class::Ahead, Class::Behind, Class::GapNoun]) || APART.contains(&s.text(at)))
}

/// Which way the words right beside a number say that it went; 0 if they say nothing, or both.
fn way(s: &Sentence, at: usize) -> i8 {
    let up = |at: usize| {
        s.is(at, &[Class::Up, Class::UpValue])
            || matches!(s.text(at), "more" | "more than" | "larger" | "bigger" | "plus")
    };
    let down = |at: usize| {
        s.is(at, &[Class::Down, Class::DownValue])
            || matches!(
                s.text(at),
                "fewer" | "less" | "less than" | "fewer than" | "smaller" | "lighter" | "minus" | "short"
            )
    };
    let mut beside = at.saturating_sub(3)..at + 3;
    match (beside.clone().any(up), beside.any(down)) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    }
}

/// "The tightest race": a superlative that no list knows may be what is wrong.
fn is_unread(s: &Sentence, at: usize) -> bool {
    let word = s.text(at);
    s.tokens[at].kind == Kind::Word(false) && word.len() > 5 && word.ends_with("est") && !sure::is_plain(word)
}

/// "#4", "sixteenth," alone: not "the third week", "a second model".
fn is_place(s: &Sentence, at: usize) -> bool {
    let alone = |at: usize| {
        let ends =
            [Class::And, Class::But, Class::In, Class::On, Class::With, Class::From, Class::To, Class::After];
        s.tokens.get(at).is_none_or(|t| matches!(t.kind, Kind::Mark(_))) || s.is(at, &ends)
    };
    let led = |at: usize| {
        s.is(at, &[Class::In, Class::At, Class::To, Class::From, Class::Be, Class::Adverb, Class::Now])
            || is_verb(s, at)
            || matches!(s.tokens[at].kind, Kind::Mark(_) | Kind::Who(_))
    };
    s.num(at).is_some_and(|num| match num.form {
        Form::Rank => num.hedge == Hedge::Plain,
        Form::Ordinal => num.value > Decimal::ONE && at > 0 && led(at - 1) && alone(at + 1),
        _ => false,
    })
}

/// A place of the only row that a sentence names, or a precise amount.
pub(super) fn stands_alone(s: &Sentence, at: usize) -> bool {
    let row = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut rows = s.whos.iter().filter(row);
    let only = rows.next().is_some_and(|first| rows.all(|other| other == first));
    let amount = |num: &Num| num.unit == Unit::Board && is_amount(num);
    only && is_place(s, at) || s.num(at).is_some_and(amount)
}

/// A place, a number of places, or a precise number of what a board counts.
fn is_figure(s: &Sentence, at: usize) -> bool {
    s.num(at).is_some_and(|num| is_amount(num) || is_place(s, at) || num.unit == Unit::Places)
}

/// A number that an amount or a part of a board would be written as.
fn is_amount(num: &Num) -> bool {
    let of_a_board = num.form == Form::Percent || num.unit == Unit::Board;
    is_plain(num) && is_precise(num) && of_a_board
}

/// "on average", "since its debut": a figure of more than a period.
fn is_wider(s: &Sentence, at: usize) -> bool {
    const WIDER: [&str; 24] = [
        "average",
        "averages",
        "averaged",
        "mean",
        "median",
        "typical",
        "typically",
        "since",
        "ever",
        "record",
        "records",
        "year",
        "years",
        "quarter",
        "cumulative",
        "cumulatively",
        "total",
        "weekly",
        "monthly",
        "daily",
        "until",
        "pace",
        "rate",
        "half",
    ];
    WIDER.contains(&s.text(at))
}

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
    let one = |who: &Who, measure: &Measure| Test::Number {
        measure: *measure,
        num: *num,
        sign: 0,
        group: vec![who.clone()],
    };
    let mut tests: Vec<Test> = each.flat_map(|who| measures.iter().map(move |m| one(who, m))).collect();
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
    let one = |who: &Who, measure: &Measure| Test::Number {
        measure: *measure,
        num: *num,
        sign: 0,
        group: vec![who.clone()],
    };
    let others: Vec<Who> = rows.iter().chain(near).cloned().collect();
    let mut tests: Vec<Test> =
        others.iter().flat_map(|who| measures.iter().map(move |m| one(who, m))).collect();
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

/// A time other than the letter's and the one before.
fn is_further(kind: &Kind, world: World<'_>) -> bool {
    let before = world.period.previous();
    match kind {
        Kind::Period(When::Back(0 | 1)) => false,
        Kind::Period(when) => world.period_of(*when).is_none_or(|p| p != world.period && Some(p) != before),
        _ => false,
    }
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
