//! How sure a contradiction is. The words around a claim decide what it means: one that stands in no list leaves open
//! what is said, and a number may belong to the mention right beside it.

mod strangers;

pub use strangers::{has_strangers, stranger};

use super::clauses::{compared_with, is_verb, since_it_came_at};
use super::facts::{Measure, World};
use super::frames::{Draft, Test, is_rank};
use super::lexicon::Class;
use super::numbers::{Form, Num, Unit};
use super::tokens::{Entity, Kind, Sentence, When, Who};
use crate::model::Period;
use foldhash::fast::FixedState;
use std::collections::HashSet;
use std::sync::LazyLock;

static PLAIN: LazyLock<HashSet<&'static str, FixedState>> = LazyLock::new(|| {
    let lines = include_str!("plain.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// True for a word that changes nothing of what is said.
pub fn is_plain(word: &str) -> bool {
    PLAIN.contains(word)
}

/// A way in which the words leave open what they say.
type Open = fn(&Sentence, &Draft) -> bool;

/// The ways, each with its reason.
const OPEN: [(Open, &str); 8] = [
    (of_an_arrival, "when it came is not told"),
    (of_rows_below, "what is below a top is not looked up"),
    (of_nothing, "it is not told of those that moved"),
    (lower_than_whom, "than whom is told by another statement"),
    (of_those_named, "it counts those that are named behind it"),
    (of_a_place, "it is a place that the words speak of"),
    (of_another_measure, "what is measured here is not looked up"),
    (one_each, "whose each of the numbers is is not told here"),
];

/// Why the words leave open what they say, if they do.
pub fn left_open(s: &Sentence, draft: &Draft) -> Option<&'static str> {
    OPEN.iter().find(|(open, _)| open(s, draft)).map(|(_, why)| *why)
}

/// What one row is to another, before its name.
pub const TITLES: [&str; 7] =
    ["rival", "successor", "predecessor", "newcomer", "competitor", "neighbour", "neighbor"];

/// "since its debut at 886,400": what it had then, and when that was is not told.
fn of_an_arrival(s: &Sentence, draft: &Draft) -> bool {
    let first = draft.at.saturating_sub(6);
    let since = (first..draft.at).find(|at| since_it_came_at(s, *at));
    let led = draft.at > 0
        && (s.is(draft.at - 1, &[Class::At, Class::In, Class::With]) || s.text(draft.at - 1) == "as");
    since.is_some() && led && s.num(draft.at).is_some()
}

/// "its old rank, tenth, is gone": a place, and not whose it was.
fn of_a_place(s: &Sentence, draft: &Draft) -> bool {
    let noun = |at: usize| s.is(at, &[Class::PlacesNoun, Class::RankNoun]) || s.text(at) == "rank";
    let owned = |at: usize| {
        matches!(s.text(at.wrapping_sub(1)), "old" | "former" | "previous")
            || s.is(at.wrapping_sub(1), &[Class::Its])
    };
    // "dropped a point and, with it, its place ahead of Bravo".
    const LOST: [Class; 3] = [Class::Down, Class::DownRank, Class::DownValue];
    let ahead = draft.at > 1 && s.is(draft.at, &[Class::Ahead]) && noun(draft.at - 1) && owned(draft.at - 1);
    if ahead && (0..draft.at).any(|at| s.is(at, &LOST)) {
        return true;
    }
    s.is(draft.at, &[Class::Exit]) && (draft.at.saturating_sub(5)..draft.at).any(|at| noun(at) && owned(at))
}

/// "One climbing, one slipping: Alpha (+1) and Bravo (-1)": counts of those that are named, each with what it did.
fn of_those_named(s: &Sentence, draft: &Draft) -> bool {
    let Some(colon) = (draft.at + 1..s.tokens.len()).find(|at| s.is_mark(*at, ':')) else { return false };
    let count = |at: usize| {
        let bare = |n: &&Num| n.unit == Unit::None && matches!(n.form, Form::Cardinal) && n.sign == 0;
        s.num(at).filter(bare).filter(|_| s.is(at + 1, &Class::CHANGES))?.whole()
    };
    let counts: Vec<u32> = (0..colon).filter_map(count).collect();
    let named = (colon..s.tokens.len()).filter(|at| s.who(*at).is_some()).count();
    let nobody = !(0..colon).any(|at| s.who(at).is_some());
    nobody && count(draft.at).is_some() && counts.len() > 1 && counts.iter().sum::<u32>() as usize == named
}

/// "Alpha is second. Bravo stands three places lower": than whom is told by another statement, and no way that it went.
fn lower_than_whom(s: &Sentence, draft: &Draft) -> bool {
    let places = |at: usize| s.num(at).is_some_and(|n| n.unit == Unit::Places);
    let side = draft.at + usize::from(places(draft.at));
    let verb = side.checked_sub(2).filter(|verb| places(side - 1) && super::turned::stands(s.text(*verb)));
    let in_place =
        verb.is_some() || side > 2 && s.text(side - 2) == "in" && super::turned::stands(s.text(side - 3));
    let mut behind = s.tokens.iter().skip(side + 1).take_while(|t| !matches!(t.kind, Kind::Mark(_)));
    let than = behind.any(|t| t.kind == Kind::Lex(Class::Than));
    matches!(s.text(side), "lower" | "higher") && side > 0 && places(side - 1) && in_place && !than
}

/// "Nothing moved Alpha off third place": nothing did, and it is not told of those that moved.
fn of_nothing(s: &Sentence, draft: &Draft) -> bool {
    s.text(draft.at) == "nothing" && s.is(draft.at + 1, &[Class::Move]) && s.who(draft.at + 2).is_some()
}

/// "did not fall by one place but by two": it fell, and how far is denied. "Measured by volume gained, Alpha comes first":
/// in an order of its own.
fn of_another_measure(s: &Sentence, draft: &Draft) -> bool {
    let but_by = |at: usize| s.is(at, &[Class::But]) && s.is(at + 1, &[Class::By]);
    // "Of every hundred units, Alpha takes 22.2".
    let every = |at: usize| matches!(s.text(at), "every" | "each") && s.text(at + 1).starts_with("hundred");
    (0..draft.at).any(every)
        || draft.neg && (draft.at..s.tokens.len()).any(but_by)
        || draft.quantity == "rank" && s.text(0) == "measured" && s.is(1, &[Class::By])
}

/// "slipped, by three places and one place respectively": one each, of whom is not known.
fn one_each(s: &Sentence, draft: &Draft) -> bool {
    s.has(&[Class::Respectively])
        && draft.group.len() < 2
        && super::frames::listed_with(s, draft.at).len() > 1
        && draft.tests.iter().all(|test| matches!(test, Test::Number { .. }))
}

/// "Alpha kept its 12": a bare number that a list is long enough for is hardly a figure.
pub fn may_be_a_rank(s: &Sentence, draft: &Draft, world: World<'_>) -> bool {
    let figure = |test: &Test| {
        matches!(
            test,
            Test::Number { measure: Measure::Value | Measure::PreviousValue | Measure::ValueChange, .. }
                | Test::Sum { measure: Measure::Value, .. }
                | Test::Difference { measure: Measure::Value, .. }
        )
    };
    let longest = world.own.iter().flatten().map(|now| now.listed).max().unwrap_or_default();
    let small = |n: &&Num| {
        n.digits
            && n.form == Form::Cardinal
            && n.unit == Unit::None
            && !n.scaled
            && n.sign == 0
            && n.whole().is_some_and(|n| n <= longest)
    };
    // "13 of the rows", "gave Alpha 1,959 points and Bravo 31".
    let measured = |at: usize| s.num(at).is_some_and(|n| matches!(n.unit, Unit::Points | Unit::Board));
    let told = s.is(draft.at + 1, &[Class::Of])
        || draft.at > 0 && s.who(draft.at - 1).is_some() && (0..draft.at).any(measured);
    s.num(draft.at).filter(small).is_some() && !told && draft.tests.iter().all(figure)
}

/// "the only film below the top ten to grow": of rows that no claim looks up; not what "fell below the top ten".
fn of_rows_below(s: &Sentence, draft: &Draft) -> bool {
    const MOVED: [Class; 5] = [Class::Down, Class::DownRank, Class::DownValue, Class::Exit, Class::Move];
    let scope = |at: usize| s.who(at).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Top(_))));
    let below = |at: usize| {
        matches!(s.text(at), "below" | "outside" | "beneath" | "beyond")
            && (at + 1..at + 3).any(scope)
            && !(at > 0 && s.is(at - 1, &MOVED))
    };
    let before = if draft.quantity == "direction" { draft.at } else { s.tokens.len() };
    matches!(draft.quantity, "only" | "superlative" | "count" | "direction") && (0..before).any(below)
}

/// The sentence names a time other than the letter's and the one before, and nothing says that the claim is not of it.
pub fn of_another_time(s: &Sentence, draft: &Draft, own: Period) -> bool {
    // "up 2.8% on the previous Saturday, to 2.51 million": the number is of now.
    let came_to = |at: usize| {
        let to = draft.at == at + 3 && s.text(at + 1) == "," && s.is(at + 2, &[Class::To]);
        to && compared_with(s, at)
    };
    let other = |at: usize| match s.tokens[at].kind {
        Kind::Period(_) if came_to(at) || is_of_an_aside(s, at, draft.at) => false,
        Kind::Period(When::At(period)) => period != own,
        Kind::Period(When::Back(n)) => n > 1,
        // A day that the letter's period is not of, unless something was released then.
        Kind::Date(Some(date)) => {
            let released = (at.saturating_sub(4)..at).any(|i| s.is(i, &[Class::Released]));
            !released && !(own.first_day()..=own.last_day()).contains(&date)
        }
        _ => false,
    };
    // Some say themselves since when.
    draft.when.is_none() && !draft.tests.iter().any(says_when) && (0..s.tokens.len()).any(other)
}

/// "Alpha, number one in W28 and W29, drops to sixth": the time of what stands between the commas alone, before a claim.
fn is_of_an_aside(s: &Sentence, period: usize, claim: usize) -> bool {
    let small = |at: &usize| {
        matches!(s.tokens[*at].kind, Kind::Period(_) | Kind::Board(_) | Kind::Mark(','))
            || s.is(*at, &[Class::And, Class::In, Class::On, Class::The, Class::Of, Class::From, Class::To])
            || super::clauses::is_list(s.text(*at))
    };
    let end = (period..s.tokens.len()).find(|at| !small(at));
    let Some(head) = (0..period).rev().find(|at| !small(at)) else { return false };
    let placed = s.num(head).is_some_and(is_rank)
        || s.is(head, &[Class::Lead, Class::Leader])
        || s.who(head).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::AtRank(..))))
        || matches!(s.text(head), "missing" | "absent");
    let opens = head.checked_sub(1 + usize::from(head > 0 && s.is(head - 1, &[Class::The])));
    let who = opens.filter(|at| *at > 0 && s.is_mark(*at, ',') && s.who(at - 1).is_some());
    placed && who.is_some() && end.is_some_and(|end| s.is_mark(end - 1, ',') && claim >= end)
}

/// True if a reading says itself of which time it is, or since when.
pub fn says_when(test: &Test) -> bool {
    match test {
        Test::Since { .. }
        | Test::StaySince { .. }
        | Test::RunSince { .. }
        | Test::Record { .. }
        | Test::FirstPast { .. }
        | Test::Against { .. }
        | Test::HeightAt { .. }
        | Test::Length { .. }
        | Test::NthMove { .. }
        | Test::MoveRecord { .. }
        | Test::EachMove { .. }
        | Test::LongestList { .. }
        | Test::Throughout { .. }
        | Test::LastListed { .. }
        | Test::Stint { .. }
        | Test::SameTop { .. }
        | Test::OffBest { .. }
        | Test::NthRecord { .. }
        | Test::Unmatched { .. }
        | Test::HighBefore { .. }
        | Test::LedBefore { .. }
        | Test::Then { .. } => true,
        Test::GapMoved { from, .. } => *from != When::Back(1),
        Test::Any(tests) | Test::All(tests) => tests.iter().any(says_when),
        _ => false,
    }
}

/// Whom a number stands beside, with nothing between that says it of another: "separates A in sixth from B in
/// seventh", "the 443 that A gained".
pub fn beside<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    before(s, at).or_else(|| after(s, at))
}

fn before<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    let small = [
        Class::In,
        Class::At,
        Class::On,
        Class::With,
        Class::To,
        Class::From,
        Class::The,
        Class::A,
        Class::Now,
        Class::Adverb,
    ];
    for back in (0..at).rev() {
        if let Some(who) = s.who(back) {
            // A scope has no figure of its own.
            return (!who.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market))).then_some(who);
        }
        let passed = match s.tokens[back].kind {
            Kind::Mark(c) => matches!(c, ',' | '('),
            Kind::Num(_) | Kind::Period(_) | Kind::Board(_) => true,
            Kind::Word(_) => s.tokens[back].possessive,
            Kind::Lex(_) => s.is(back, &small),
            _ => false,
        };
        if !passed {
            return None;
        }
    }
    None
}

fn after<'s>(s: &'s Sentence, at: usize) -> Option<&'s Who> {
    let that = usize::from(s.is(at + 1, &[Class::Which]));
    s.who(at + 1 + that).filter(|_| is_verb(s, at + 2 + that))
}
