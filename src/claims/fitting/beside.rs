//! What a number is of, where no frame knows its words: with so many digits it fits a figure of those whom the sentence
//! names only if that figure is meant, and a word of its kind stands beside it.

use super::words::{each_once, is_of_each, is_unread};
use crate::claims::Checker;
use crate::claims::facts::{Measure, World};
use crate::claims::frames::{Draft, Test};
use crate::claims::lexicon::{Class, Words};
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Sentence, Token, When, Who};
use crate::claims::truth::Truth;
use rust_decimal::Decimal;

/// How far from the number the word for a distance or a change may stand.
const NEAR: usize = 6;

impl Checker<'_> {
    /// True if the number is the distance of the two that the sentence names, what all of them have together, or what the
    /// one beside it has, and a word says that such a figure is told.
    pub(in crate::claims) fn fits(&self, draft: &Draft, s: &Sentence, world: World<'_>) -> bool {
        let Some(num) = s.num(draft.at).filter(|n| matches!(n.hedge, Hedge::Plain | Hedge::About)) else {
            return false;
        };
        let now = |token: &Token<'_>| match token.kind {
            Kind::Period(when) => matches!(when, When::Back(0 | 1)),
            Kind::Date(_) | Kind::Span(_) => false,
            _ => true,
        };
        let unread = (0..s.tokens.len()).any(|at| is_unread(s, at));
        let then = matches!(draft.when, Some(when) if when != When::Back(0));
        if draft.neg || then || unread || !s.tokens.iter().all(now) {
            return false;
        }
        // "finished 400 behind Bravo": which way is told, and was looked up.
        let told = |test: &Test| matches!(test, Test::Difference { sign, .. } if *sign != 0);
        let told = draft.tests.iter().any(told);
        let rows = rows(s);
        let mut tests = tests(s, draft.at, num, &rows);
        if is_of_each(s, draft) {
            tests = tests.into_iter().filter_map(|test| of_each(test, &draft.group)).collect();
        }
        tests.retain(|test| !told || !matches!(test, Test::Difference { .. } | Test::Sum { .. }));
        let boards: Vec<usize> = match draft.boards.as_slice() {
            [] => (0..self.config.boards.len()).collect(),
            boards => boards.to_vec(),
        };
        let holds = |board: usize| {
            tests.iter().any(|test| matches!(self.on(test, board, world.period, world), Truth::Yes(_)))
        };
        boards.into_iter().any(holds)
    }
}

/// A figure that one of several has, of each of them.
fn of_each(test: Test, all: &[Who]) -> Option<Test> {
    match test {
        Test::Number { measure, num, sign, group } if group.iter().all(|who| all.contains(who)) => {
            Some(Test::Number { measure, num, sign, group: all.to_vec() })
        }
        _ => None,
    }
}

/// The readings that the words beside the number allow.
fn tests(s: &Sentence, at: usize, num: &Num, rows: &[Who]) -> Vec<Test> {
    let amount = num.form == Form::Cardinal && (num.scaled || matches!(num.unit, Unit::Board | Unit::Points));
    let mut tests = Vec::new();
    match num.form {
        Form::Percent if num.unit != Unit::PercentPoints && digits(num) > 1 => {
            let num = num.scaled_by(Decimal::new(1, 2));
            tests.extend(parts(s, at, &num, rows));
            tests.extend(changed(s, at, &num, Measure::Growth));
        }
        _ if amount => {
            if digits(num) > 2 || num.unit == Unit::Points {
                tests.extend(changed(s, at, num, Measure::ValueChange));
            }
            // "No film added more than Alpha: 300".
            // "rose to 700 from 400": where it stands, and where it stood.
            let led = changes(s, at) || at > 0 && s.is(at - 1, &[Class::From, Class::To]);
            let moved = digits(num) > 2 && s.has(&CHANGES) && !led;
            let far = nearest(s, at).filter(|_| moved).cloned();
            tests.extend(far.map(|who| number(Measure::ValueChange, num, &who)));
            tests.extend(amounts(s, at, num, rows));
        }
        _ => {}
    }
    tests.extend(one_each(s, at, rows));
    tests
}

/// The row that is named last before a token, else the first behind it.
fn nearest<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    let row = |at: usize| s.who(at).filter(|who| is_row(who));
    (0..at).rev().find_map(row).or_else(|| (at..s.tokens.len()).find_map(row))
}

/// "Alpha, Bravo and Charlie, with 300, 200 and 100": each row its own, in the order in which they were named.
fn one_each(s: &Sentence, at: usize, rows: &[Who]) -> Vec<Test> {
    let Some(own) = s.num(at) else { return Vec::new() };
    let alike = |at: usize| s.num(at).is_some_and(|n| n.form == own.form && n.unit == own.unit);
    let joins = |at: usize| s.is_mark(at, ',') || s.is(at, &[Class::And]);
    let (mut first, mut end) = (at, at + 1);
    while first > 0 && (alike(first - 1) || joins(first - 1)) {
        first -= 1;
    }
    while end < s.tokens.len() && (alike(end) || joins(end)) {
        end += 1;
    }
    let percent = own.form == Form::Percent;
    let scaled = |n: &Num| if percent { n.scaled_by(Decimal::new(1, 2)) } else { *n };
    let nums: Vec<Num> = (first..end).filter_map(|at| s.num(at)).map(scaled).collect();
    if nums.len() < 2 || nums.len() != rows.len() {
        return Vec::new();
    }
    // All up, or all down.
    let measures: &[(Measure, i8)] = match (own.form, own.unit) {
        (Form::Percent, _) => &[(Measure::Share, 0), (Measure::Growth, 1), (Measure::Growth, -1)],
        (Form::Rank | Form::Ordinal, _) => &[(Measure::Rank, 0)],
        (_, Unit::Places) => &[(Measure::Places, 1), (Measure::Places, -1)],
        (Form::Cardinal, unit) if own.scaled || matches!(unit, Unit::Points | Unit::Board) => {
            &[(Measure::Value, 0), (Measure::ValueChange, 1), (Measure::ValueChange, -1)]
        }
        _ => &[],
    };
    let of = |measure, sign, (who, num): (&Who, &Num)| Test::Number {
        measure,
        num: *num,
        sign,
        group: vec![who.clone()],
    };
    let all = |(measure, sign): &(Measure, i8)| {
        Test::All(rows.iter().zip(&nums).map(|each| of(*measure, *sign, each)).collect())
    };
    measures.iter().map(all).collect()
}

/// An amount as a distance, a sum, what one has or all have.
fn amounts(s: &Sentence, at: usize, num: &Num, rows: &[Who]) -> Vec<Test> {
    let many = digits(num) > 2;
    let spans = s.is(0, &[Class::From]) && s.who(1).is_some() && s.has(&[Class::To]);
    let mut tests = Vec::new();
    if changes(s, at) && !spans {
        return tests;
    }
    // Of more than two rows, only many digits tell which are meant.
    let apart = num.digits && (rows.len() == 2 || many) && (spans || near(s, at, is_apart));
    for (index, a) in rows.iter().enumerate().filter(|_| apart) {
        let apart = |b: &Who| Test::Difference {
            measure: Measure::Value,
            a: vec![a.clone()],
            b: vec![b.clone()],
            num: *num,
            sign: 0,
        };
        tests.extend(rows[index + 1..].iter().map(apart));
    }
    if !many {
        return tests;
    }
    if rows.len() > 1 && (0..s.tokens.len()).any(|at| is_together(s, at)) {
        tests.push(Test::Sum { measure: Measure::Value, num: *num, group: rows.to_vec() });
    }
    // "The total for the 13 ports": of those.
    let counted = s.nums.iter().any(|n| n.unit == Unit::Subjects)
        || s.whos.iter().any(|who| who.contains(&Entity::Listed));
    let whole = (near(s, at, is_whole) && !counted).then(|| vec![Entity::Market]);
    // "400 ahead of Alpha", "by 400": no amount that anybody has.
    let set = (at + 1..at + 3).any(|at| is_apart(s, at))
        || (at.saturating_sub(2)..at).any(|at| s.is(at, &[Class::By]));
    let nearest = nearest(s, at).filter(|_| !set);
    let own = beside(s, at).or(nearest).cloned().into_iter().chain(whole).chain(the_maker(s));
    tests.extend(own.map(|who| number(Measure::Value, num, &who)));
    // "scored 85.8 points then", "once showed 85.8 points": what it had.
    let once = (at.saturating_sub(3)..at).any(|at| s.text(at) == "once")
        || matches!(s.text(at + 1), "then" | "before");
    let had = self::nearest(s, at).filter(|_| once).cloned();
    tests.extend(had.map(|who| number(Measure::PreviousValue, num, &who)));
    // "64 million against 59.7 million the month before": of all.
    let before = [Class::From, Class::Against, Class::After, Class::Last];
    let then =
        rows.is_empty() && at > 0 && s.is(at - 1, &before) && (0..s.tokens.len()).any(|at| is_whole(s, at));
    tests.extend(then.then(|| number(Measure::PreviousValue, num, &vec![Entity::Market])));
    tests
}

/// A percentage as a part of all: of the one beside it, of all rows that are named, of the first so many.
fn parts(s: &Sentence, at: usize, num: &Num, rows: &[Who]) -> Vec<Test> {
    let of_all = |at: usize| s.is(at, &[Class::Share, Class::ShareOf]) || is_whole(s, at);
    let mut tests = Vec::new();
    if !(0..s.tokens.len()).any(of_all) || changes(s, at) {
        return tests;
    }
    let own = beside(s, at).cloned().into_iter().chain(the_maker(s));
    tests.extend(own.map(|who| number(Measure::Share, num, &who)));
    if rows.len() > 1 {
        tests.push(Test::Sum { measure: Measure::Share, num: *num, group: rows.to_vec() });
    }
    let maker = s.whos.iter().flatten().any(|e| matches!(e, Entity::Org(_) | Entity::OrgRows { .. }));
    let first = (at.saturating_sub(NEAR)..at + NEAR).filter_map(|at| s.num(at)).filter(|_| !maker);
    let first = first.filter(|n| n.form == Form::Cardinal && !n.scaled && !n.digits).filter_map(Num::whole);
    tests.extend(first.filter(|top| (2..=20).contains(top)).map(|top| Test::TopShare { top, num: *num }));
    tests
}

/// "Alpha plus 300", "Alpha put on 300 and Bravo 200": how far the one beside it went, or all; a word says that something
/// did, and none the other way.
fn changed(s: &Sentence, at: usize, num: &Num, measure: Measure) -> Vec<Test> {
    let way = |at: usize| match s.text(at) {
        "plus" | "credit" | "stronger" | "better" => Some(1),
        "minus" | "off" | "debit" | "weaker" | "worse" => Some(-1),
        _ if s.is(at, &[Class::Up, Class::UpValue]) => Some(1),
        _ if s.is(at, &[Class::Down, Class::DownValue]) => Some(-1),
        _ => None,
    };
    let Some(sign) = (0..at + 3).rev().find_map(way) else { return Vec::new() };
    let small = |at: usize| {
        way(at).is_some()
            || s.is(at, &[Class::By, Class::Adverb, Class::Be])
            || s.is_mark(at, ',')
            || s.is_mark(at, '(')
    };
    let for_whom = s.who(at + 2).filter(|_| s.is(at + 1, &[Class::For]));
    let who = for_whom.or_else(|| (0..at).rev().find(|at| !small(*at)).and_then(|at| s.who(at)));
    let row = who.filter(|who| is_row(who)).cloned();
    let whole = (s.whos.iter().all(|who| !is_row(who)) && (0..s.tokens.len()).any(|at| is_whole(s, at)))
        .then(|| vec![Entity::Market]);
    let test = |group: Who| Test::Number { measure, num: *num, sign, group: vec![group] };
    row.or(whole).map(test).into_iter().collect()
}

/// A figure of one.
pub(super) fn number(measure: Measure, num: &Num, who: &Who) -> Test {
    Test::Number { measure, num: *num, sign: 0, group: vec![who.clone()] }
}

fn is_row(who: &Who) -> bool {
    who.iter().all(|e| matches!(e, Entity::Model { .. }))
}

/// The only maker that is named, where no row is.
fn the_maker(s: &Sentence) -> Option<Who> {
    let mut orgs = s.whos.iter().filter(|who| who.iter().all(|e| matches!(e, Entity::Org(_))));
    let one = orgs.next()?;
    orgs.all(|other| other == one).then(|| one.clone())
}

/// A word for all that is listed.
fn is_whole(s: &Sentence, at: usize) -> bool {
    static WHOLE: Words = Words::of(&[
        "all",
        "everything",
        "field",
        "list",
        "market",
        "overall",
        "pie",
        "pond",
        "sum",
        "table",
        "total",
        "volume",
    ]);
    let market = s.who(at).is_some_and(|who| who.contains(&Entity::Market));
    market || s.is(at, &[Class::Market, Class::All]) || WHOLE.has(s.text(at))
}

/// The rows that the sentence names, each once.
pub(super) fn rows(s: &Sentence) -> Vec<Who> {
    each_once(s, is_row)
}

/// How many digits tell the number, as it is written: more of them fit nothing by chance.
pub(super) fn digits(num: &Num) -> usize {
    let steps = (num.half + num.half).max(Decimal::new(1, 9));
    num.value.checked_div(steps).map_or(0, |steps| steps.trunc().normalize().to_string().len())
}

/// "added 300 billion", "a gain of 300 billion": by so much it changed, and nothing else.
fn changes(s: &Sentence, at: usize) -> bool {
    let small = |at: usize| {
        s.is(at, &[Class::Adverb, Class::The, Class::A, Class::By, Class::Of, Class::From, Class::To])
            || matches!(s.text(at), "about" | "nearly" | "almost" | "just" | "another" | "some")
    };
    let led = (0..at).rev().find(|at| !small(*at));
    led.is_some_and(|at| s.is(at, &CHANGES) || s.is(at, &[Class::Double, Class::Halve, Class::Triple]))
}

const CHANGES: [Class; 6] =
    [Class::Up, Class::UpRank, Class::UpValue, Class::Down, Class::DownRank, Class::DownValue];

fn near(s: &Sentence, at: usize, is: impl Fn(&Sentence, usize) -> bool) -> bool {
    (at.saturating_sub(NEAR)..at + NEAR).any(|i| is(s, i))
}

/// A word for a distance.
fn is_apart(s: &Sentence, at: usize) -> bool {
    static APART: Words = Words::of(&[
        "adrift", "apart", "arrears", "away", "back", "better", "catch", "clear", "closer", "daylight",
        "defend", "drop", "fewer", "find", "further", "gap", "good", "hand", "higher", "less", "level",
        "lower", "margin", "more", "needs", "off", "out", "overhead", "short", "shy", "spare", "strong",
        "stronger", "under", "up", "weaker", "worse", "left", "remains", "bad",
    ]);
    const CLASSES: [Class; 9] = [
        Class::Together,
        Class::GapNoun,
        Class::Separate,
        Class::Behind,
        Class::Ahead,
        Class::Between,
        Class::Band,
        Class::Lead,
        Class::Exceed,
    ];
    s.is(at, &CLASSES) || APART.has(s.text(at))
}

/// A word for what several have together.
fn is_together(s: &Sentence, at: usize) -> bool {
    static TOGETHER: Words = Words::of(&[
        "add", "both", "combined", "duo", "haul", "makes", "pair", "put", "sum", "tandem", "trio",
    ]);
    let rows = s.is(at, &[Class::RowsNoun]) && s.is(at + 1, &[Class::Of]);
    rows || s.is(at, &[Class::Together]) || TOGETHER.has(s.text(at))
}

/// Whom the number stands beside, with nothing between but what leads up to it: "Alpha at 300", "300 for Alpha".
fn beside<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    let row = |who: &&Who| is_row(who);
    let led = usize::from(at > 0 && s.is(at - 1, &[Class::At, Class::With, Class::On]));
    let mark = usize::from(at > led && (s.is_mark(at - 1 - led, ',') || s.is_mark(at - 1 - led, '(')));
    let before =
        at.checked_sub(1 + led + mark).filter(|_| led + mark > 0).and_then(|at| s.who(at)).filter(row);
    let behind = || s.who(at + 2).filter(row).filter(|_| s.is(at + 1, &[Class::For]));
    // "Alpha (300)", "Alpha, at 300, …", but not "Alpha, 300 ahead of".
    let verb = led > 0 && mark == 0 && crate::claims::clauses::is_verb(s, at + 1);
    before.filter(|_| ends(s, at + 1) || verb).or_else(behind)
}

fn ends(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)))
}
