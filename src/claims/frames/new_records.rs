//! Frames of records that are set or reached again: "set a new record on March 27", "matching its lowest rank to date".

use super::relations::plain;
use super::{Draft, Frame, Reach, Recorded, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Unit};
use crate::claims::tokens::{Kind, When, Who};

/// "set a new record", "reached a new high on March 27", "hit a record of 1.2 million": more than ever before, or higher.
pub fn new_record(f: Frame<'_>) -> Option<Draft> {
    let said = match f.text(0) {
        "record" | "high" => f.is(-1, &[Class::New, Class::A]) || f.text(-1) == "another",
        "new high" | "new peak" | "record high" | "all-time high" => true,
        _ => false,
    };
    let small = |at: &usize| f.s.is(*at, &[Class::New, Class::A]) || f.s.text(*at) == "another";
    let verb = (0..f.at).rev().find(|at| !small(at))?;
    let sets = matches!(
        f.s.text(verb),
        "brought"
            | "brings"
            | "set"
            | "sets"
            | "setting"
            | "hit"
            | "hits"
            | "reached"
            | "reaches"
            | "posted"
            | "posts"
            | "notched"
    );
    let group = &f.clause().subject;
    // "climbed to 8.15 million downloads, a new high".
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let told = verb.checked_sub(1 + usize::from(f.s.units.contains(&(verb.saturating_sub(1)))));
    let beside = f.s.is_mark(verb, ',') && told.is_some_and(amount);
    let sets = sets || beside && f.s.is(verb + 1, &[Class::A, Class::The]);
    if !said || !sets || !plain(group) || !f.clause().range.contains(&verb) {
        return None;
    }
    let of_amount =
        beside && ends(f, f.at + 1) || f.is(1, &[Class::Of, Class::With, Class::At]) && amount(f.at + 2);
    // "brought a new high for Alpha".
    let whose = f.is(1, &[Class::For]) && f.s.who(f.at + 2).is_some() && ends(f, f.at + 3);
    if !(of_amount || whose || ends(f, f.at + 1)) {
        return None;
    }
    let record = |of| Test::Record { of, sign: 1, reach: Reach::All, group: group.clone() };
    let tests = match of_amount {
        true => vec![record(Recorded::Volume), record(Recorded::Score)],
        false => vec![record(Recorded::Volume), record(Recorded::Score), record(Recorded::Rank)],
    };
    let open = || Test::Unbound("of what it is a record is told by other words");
    let tests = if told_behind(f) { vec![Test::All(vec![Test::Any(tests), open()]), open()] } else { tests };
    let draft = f.draft_of("record", tests, group.clone(), f.clause().certain);
    Some(Draft { words: f.at..f.at, ..draft })
}

/// "set a record, with the steepest drop so far", "set a record: no film has grown faster": of something else, perhaps.
fn told_behind(f: Frame<'_>) -> bool {
    let mut behind = f.at + 1..f.s.tokens.len();
    let mark = behind.find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let Some(mark) = mark else { return false };
    let with = f.s.is(mark + 1, &[Class::With, Class::By, Class::MoreThan]);
    f.s.text(mark) == ":" || f.s.text(mark) == "," && (with || f.s.text(mark + 1).ends_with("ing"))
}

/// Nothing more is said of which record it is.
fn ends(f: Frame<'_>, at: usize) -> bool {
    match f.s.tokens.get(at).map(|t| &t.kind) {
        None | Some(Kind::Mark(_)) => true,
        Some(Kind::Period(when)) => *when != When::Beyond,
        _ if f.s.is(at, &[Class::On, Class::In]) => matches!(
            f.s.tokens.get(at + 1).map(|t| &t.kind),
            Some(Kind::Period(when)) if *when != When::Beyond
        ),
        _ => f.s.is(at, &[Class::Now, Class::ThisPeriod, Class::And, Class::But]),
    }
}

/// "its highest rank", "its best position": of a place, and its own.
pub(super) fn is_own_place(f: Frame<'_>) -> bool {
    // "the highest rank it has reached".
    let reached = f.is(-1, &[Class::The])
        && f.is(1, &[Class::It])
        && matches!(f.text(2), "has" | "had" | "has ever")
        && f.is(3, &[Class::Be, Class::Hold]);
    (f.is(-1, &[Class::Its, Class::Their]) || reached)
        && matches!(
            f.text(0),
            "best rank"
                | "best position"
                | "highest rank"
                | "highest position"
                | "best placing"
                | "highest placing"
        )
}

/// "its lowest rank to date", "matching its highest rank": of a place that was perhaps reached before.
pub(super) fn best_place_again(f: Frame<'_>, most: bool, group: Vec<Who>) -> Draft {
    let matched = ["matching", "matches", "matched", "equalling", "equaling", "equalled", "equals", "tying"];
    let sign = if most { 1 } else { -1 };
    let record = |of| Test::Record { of, sign, reach: Reach::All, group: group.clone() };
    if matched.contains(&f.text(-2)) {
        let draft = f.draft("peak", vec![record(Recorded::RankAgain)]);
        return Draft { words: f.at..f.at, ..draft };
    }
    // "is at its best rank": there it is, be it for the first time or again.
    if most && matches!(f.text(-2), "at" | "back at") {
        return f.draft("peak", vec![Test::Peak { group: group.clone() }, record(Recorded::RankAgain)]);
    }
    let open = Test::Unbound("it stood as high before");
    let tests = match most {
        // "its highest rank to date" may be one that it had before.
        true => vec![Test::Peak { group: group.clone() }, Test::All(vec![record(Recorded::RankAgain), open])],
        false => vec![record(Recorded::Rank)],
    };
    f.draft("peak", tests)
}

/// "its highest rank", "the best rank".
pub(super) fn of_a_place(f: Frame<'_>, most: bool) -> bool {
    let placed =
        |at: usize| f.s.is(at, &[Class::RankNoun, Class::PlacesNoun]) || f.s.text(at).starts_with("rank");
    // "dropped the most places" counts them.
    let counts = matches!(f.text(0), "most" | "fewest");
    !counts
        && (f.is(-1, &[Class::Its]) && (f.at + 1..f.at + 4).any(placed)
            || most && (f.at + 1..f.at + 3).any(placed))
}

/// The best place so far.
pub(super) fn best_place(f: Frame<'_>, most: bool) -> Option<Draft> {
    // "its highest rank to date".
    if f.is(-1, &[Class::Its]) {
        let group = f.clause().subject.clone();
        return (!group.is_empty()).then(|| best_place_again(f, most, group));
    }
    // "Sixth is the best traffic rank Alpha has reached yet".
    let group = f.group_from((f.at + 2..f.clause().range.end).find(|at| f.s.who(*at).is_some())?)?;
    Some(f.draft_of("peak", vec![Test::Peak { group: group.clone() }], group, true))
}

/// "a new peak", "its best rank so far".
pub fn peak(f: Frame<'_>) -> Option<Draft> {
    // "best rank so far: 8", "peak 1": where that was is told by the number.
    let told = (f.at + 1..f.at + 7).find(|at| f.s.num(*at).is_some_and(super::is_rank));
    let new = super::stood::is_new(f.text(0)) || f.is(-1, &[Class::New]);
    // "The best rank Alpha has ever had is sixth".
    let is_told = |at: usize| f.s.is(at, &[Class::Be]) && f.s.num(at + 1).is_some_and(super::is_rank);
    let later = f.is(-1, &[Class::The]) && (f.at + 1..f.clause().range.end).any(is_told);
    if !new && (later || told.is_some_and(|at| super::stood::links(f.s, f.at + 1, at))) {
        return None;
    }
    // "its highest rank to date", "matching its best rank".
    if f.is(0, &[Class::Peak]) && is_own_place(f) {
        let group = f.clause().subject.clone();
        return (!group.is_empty()).then(|| best_place_again(f, true, group));
    }
    // "one place below the peak it reached last week": where that was is told by the gap.
    let earlier = f.text(0) == "peak" && f.is(-1, &[Class::The]) && f.is(1, &[Class::It, Class::They]);
    // "46% off its peak": where that was is told by the percentage.
    let off = f.text(0) == "peak" && f.is(-1, &[Class::Its]) && matches!(f.text(-2), "off" | "below");
    if f.class()? != Class::Peak || f.clause().subject.is_empty() || earlier || off {
        return None;
    }
    // "the best placing of the week's four new entries": of them.
    if f.text(1).starts_with("of") && f.is(-1, &[Class::The]) && f.text(0) != "peak" {
        return Some(
            f.draft("peak", vec![Test::Unbound("among which rows it stands first is not looked up")]),
        );
    }
    // "its 884,900 admissions are a personal best": of the amount, whose history is not looked at.
    let placed = ["position", "rank", "placing"].iter().any(|noun| f.text(0).ends_with(noun));
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    if !placed && (f.clause().range.start..f.at).any(amount) {
        return Some(f.draft("peak", vec![Test::Unbound("the best amount so far is not looked up")]));
    }
    let named = matches!(f.text(0), "peak") && f.is(1, &[Class::Of, Class::At]);
    if named {
        return None;
    }
    let group = f.clause().subject.clone();
    Some(f.draft("peak", vec![Test::Peak { group }]))
}

/// "are a five-week high", "drew 108,900, a five-week low": the most, or the least, of so many.
pub fn high_of_so_many(f: Frame<'_>) -> Option<Draft> {
    let num =
        f.num().filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal && n.hedge == Hedge::Plain)?;
    let sign = match f.text(1) {
        "high" => 1,
        "low" => -1,
        _ => return None,
    };
    let count = num.whole().filter(|count| *count > 1)?;
    let (span, _) = super::held_before::span(f)?;
    let group = f.clause().subject.clone();
    let start = f.clauses[f.index.saturating_sub(1)].range.start;
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let other = [Class::Share, Class::Votes, Class::GapNoun, Class::Price];
    let else_told =
        (start..f.at).any(|at| f.s.is(at, &other) || f.s.num(at).is_some_and(|n| n.form == Form::Percent));
    if !f.is(-1, &[Class::A])
        || !plain(&group)
        || else_told
        || f.clause().neg
        || super::records::is_held_against(f.from(f.at - 1)?)
    {
        return None;
    }
    let record = |of| Test::Record { of, sign, reach: Reach::Last(count, span), group: group.clone() };
    let tests = match (start..f.at).any(amount) {
        true => vec![record(Recorded::Volume), record(Recorded::Score)],
        false => vec![record(Recorded::Volume), record(Recorded::Score), record(Recorded::Rank)],
    };
    let draft = f.draft_of("record", tests, group.clone(), f.clause().certain);
    Some(Draft { words: f.at..f.at, ..draft })
}

/// "more plays than in any of the four weeks before": more, or fewer, and how many those are.
pub(super) fn any_of_those_before(f: Frame<'_>) -> Option<(i8, i32)> {
    let any = (f.at + 1..f.at + 3).find(|at| matches!(f.s.text(*at), "any" | "any of"))?;
    let small = |at: &usize| f.s.is(*at, &[Class::The, Class::Of]) || f.s.text(*at) == "of the";
    let told = (any + 1..any + 4).find(|at| !small(at))?;
    let Kind::Period(When::Back(back @ 2..=60)) = f.s.tokens.get(told)?.kind else { return None };
    if f.clause().neg || !f.is(0, &[Class::Than, Class::MoreThan]) {
        return None;
    }
    if f.text(0) == "more than" {
        return Some((1, back));
    }
    let word = |at: usize| match f.s.text(at) {
        "more" | "higher" | "larger" | "bigger" => Some(1),
        "fewer" | "less" | "lower" | "smaller" => Some(-1),
        _ => None,
    };
    (f.at.saturating_sub(3)..f.at).rev().find_map(word).map(|sign| (sign, back))
}
