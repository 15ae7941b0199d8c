//! Frames of what is over: "ending a run of five straight months at the top for Alpha", "snapping a streak of four
//! declines".

use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// What brings a run to an end.
const ENDS: [&str; 16] = [
    "ended", "ends", "ending", "end", "snapped", "snaps", "snapping", "broke", "breaks", "breaking",
    "halted", "halts", "halting", "stopped", "stops", "stopping",
];

/// "ending a run of five straight months at the top for Alpha", "ended Alpha's run of four straight declines": so long it
/// went on up to the period before, and does not any more.
pub fn ended_run(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    let start = f.clause().range.start;
    let run = (start..f.at).rev().take(4).find(|at| {
        matches!(f.s.text(*at), "run" | "streak" | "string" | "stretch" | "series" | "spell" | "reign")
            || f.s.is(*at, &[Class::Streak])
    });
    let run = run.filter(|run| f.s.is(run + 1, &[Class::Of]))?;
    if let Some(over) = run_is_over(f, num, run) {
        return Some(over);
    }
    let verb = (start..run).rev().take(4).find(|at| ENDS.contains(&f.s.text(*at)))?;
    let owner = (verb + 1..run).find(|at| f.s.who(*at).is_some() && f.s.tokens[*at].possessive);
    let rival = (verb + 1..f.clause().range.end).find(|at| is_rival(f, *at));
    let stop = (f.at + 1..f.clause().range.end).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let end = stop.unwrap_or(f.clause().range.end);
    let whom = (f.at + 1..end).find(|at| f.s.is(*at, &[Class::For]) && f.s.who(at + 1).is_some());
    let group = match owner.or(whom.map(|at| at + 1)) {
        Some(at) => vec![f.s.who(at)?.clone()],
        None if rival.is_some() => the_other(f).into_iter().collect(),
        None => f.clause().subject.clone(),
    };
    let behind =
        rival.filter(|at| *at > f.at).and_then(|at| (f.at..at).rev().find(|at| f.s.is(*at, &[Class::For])));
    let last = whom.or(behind).unwrap_or(end).max(f.at + 1) - 1;
    let now = f.clause().when.is_none_or(|when| when == When::Back(0));
    let test = over(f, num, last, &group).filter(|_| plain(&group) && now && !f.clause().neg);
    let tests = vec![test.unwrap_or(Test::Unbound("a run that has ended is not looked up"))];
    let own = owner.or(whom).or(rival).is_some();
    let draft = f.draft_of(super::presence::QUANTITY, tests, group, f.clause().certain || own);
    let range = f.s.tokens[f.at].start..f.s.tokens[last].end;
    Some(Draft { quantity: "streak", when: None, past: false, range, own, words: f.at..last, ..draft })
}

/// "its rival", "the previous leader": another than the subject.
fn is_rival(f: Frame<'_>, at: usize) -> bool {
    let owned = |i: usize| f.s.is(i, &[Class::Its, Class::Their, Class::The]);
    let other = matches!(
        f.s.text(at),
        "rival" | "predecessor" | "competitor" | "challenger" | "neighbour" | "neighbor"
    );
    other && (at.saturating_sub(2)..at).any(owned)
}

/// The one other row that the sentence names besides the subject; nobody where there are several.
fn the_other(f: Frame<'_>) -> Option<Who> {
    let subject = &f.clause().subject;
    let row = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_)));
    let mut others = f.s.whos.iter().filter(row).filter(|who| !subject.contains(who));
    let other = others.next()?;
    (!subject.is_empty() && others.all(|who| who == other)).then(|| other.clone())
}

/// "Alpha's run of three straight gains ended in June", "its run of four weeks at the top came to an end".
fn run_is_over(f: Frame<'_>, num: Num, run: usize) -> Option<Draft> {
    let start = f.clause().range.start;
    let end = f.clause().range.end;
    let ended = |at: usize| {
        matches!(f.s.text(at), "ended" | "ends" | "stopped" | "stops" | "snapped")
            || f.s.text(at) == "end" && matches!(f.s.text(at.wrapping_sub(2)), "came" | "comes" | "to")
            || f.s.text(at) == "over" && f.s.is(at.wrapping_sub(1), &[Class::Be])
    };
    let verb = (f.at + 1..end.min(f.at + 9)).find(|at| ended(*at))?;
    let owner = (start..run).rev().take(3).find(|at| f.s.who(*at).is_some() && f.s.tokens[*at].possessive);
    let own = f.s.is(run.wrapping_sub(1), &[Class::Its, Class::Their]);
    let group = match owner {
        Some(at) => vec![f.s.who(at)?.clone()],
        None if own => f.clause().subject.clone(),
        None => return None,
    };
    let small = |at: usize| {
        f.s.is(at, &[Class::Be, Class::To, Class::A]) || matches!(f.s.text(at), "came" | "comes" | "has")
    };
    let last = (f.at + 1..verb).rev().find(|at| !small(*at)).unwrap_or(f.at);
    let now = f.clause().when.is_none_or(|when| when == When::Back(0));
    let test = over(f, num, last, &group).filter(|_| plain(&group) && now && !f.clause().neg);
    let tests = vec![test.unwrap_or(Test::Unbound("a run that has ended is not looked up"))];
    let draft = f.draft_of(super::presence::QUANTITY, tests, group, f.clause().certain || owner.is_some());
    let range = f.s.tokens[f.at].start..f.s.tokens[last].end;
    Some(Draft { quantity: "streak", when: None, past: false, range, own: true, words: f.at..last, ..draft })
}

/// What went on is told by the words up to a token.
fn over(f: Frame<'_>, num: Num, last: usize, group: &[Who]) -> Option<Test> {
    // What is over was so long, and no longer.
    let num = Num { form: Form::Ordinal, ..num };
    let words = f.at + 1..last + 1;
    let before = |test: Test| Test::Then { when: When::Back(1), test: Box::new(test) };
    let group = group.to_vec();
    if let Some(rank) =
        words.clone().find_map(|at| f.s.num(at).filter(|n| is_rank(n) && n.whole() != Some(1))?.whole())
    {
        let stayed = before(Test::Stay { rank, num, group: group.clone() });
        let moved = |sign| Test::Direction { measure: Measure::Places, sign, group: group.clone() };
        return Some(Test::All(vec![stayed, Test::Any(vec![moved(1), moved(-1)])]));
    }
    let first = |at: usize| {
        f.s.is(at, &[Class::Lead]) || f.s.num(at).is_some_and(|n| is_rank(n) && n.whole() == Some(1))
    };
    if words.clone().any(first) {
        // What a missing period leaves open is not counted.
        let led = Test::Stay { rank: 1, num, group: group.clone() };
        return Some(Test::All(vec![before(led), Test::LostLead { group }]));
    }
    let (sign, class) = words.clone().find_map(|at| f.directed(at)).map(|(sign, class, _)| (sign, class))?;
    let ran = |measure: &Measure| {
        let ran = before(Test::Run { measure: *measure, sign, num, group: group.clone() });
        let turned = |sign| Test::Direction { measure: *measure, sign, group: group.clone() };
        Test::All(vec![ran, Test::Any(vec![turned(-sign), turned(0)])])
    };
    Some(Test::Any(measures(f, class, last).iter().map(ran).collect()))
}

fn measures(f: Frame<'_>, class: Class, last: usize) -> &'static [Measure] {
    let words = f.clauses[f.index.saturating_sub(1)].range.start..last + 1;
    let is = |classes: &[Class]| words.clone().any(|at| f.s.is(at, classes));
    let percent = words.clone().filter_map(|at| f.s.num(at)).any(|n| n.form == Form::Percent);
    match class {
        _ if is(&[Class::Share]) => &[Measure::ShareChange],
        _ if is(&[Class::Score]) => &[Measure::ValueChange],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth],
        _ if percent || is(&[Class::Volume, Class::UpValue, Class::DownValue]) => &[Measure::Growth],
        _ => &[Measure::Growth, Measure::Places, Measure::ValueChange],
    }
}
