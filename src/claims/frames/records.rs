//! Frames of records: "a new high of 884,900 admissions", "more than in any earlier month", "its best week so far".

use super::of_the_year::noun_behind;
use super::relations::plain;
use super::{Draft, Frame, Reach, Recorded, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use std::ops::Range;

/// "more containers than in any earlier month", "fewer than in any month since January".
pub fn than_in_any(f: Frame<'_>) -> Option<Draft> {
    if let Some(told) = super::margins::wider_than_then(f).or_else(|| than_ever(f)) {
        return Some(told);
    }
    if let Some((sign, back)) = super::new_records::any_of_those_before(f) {
        let group = f.clause().subject.clone();
        let reach = Reach::Since(When::Back(back + 1));
        let test = Test::Record { of: volume_or_score(f), sign, reach, group: group.clone() };
        let draft = f.draft_of("record", vec![test], group.clone(), f.clause().certain);
        return plain(&group).then_some(Draft { when: None, past: false, words: f.at..f.at, ..draft });
    }
    let sign = any_earlier(f)?;
    record(f, volume_or_score(f), sign)
}

/// "more containers than ever before", "fewer than ever".
fn than_ever(f: Frame<'_>) -> Option<Draft> {
    let ever = f.is(0, &[Class::Than, Class::MoreThan]) && f.text(1) == "ever";
    let end = f.at + 2 + usize::from(f.text(2) == "before");
    let ends = matches!(f.s.tokens.get(end).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let group = f.clause().subject.clone();
    let more = f.text(0) == "more than"
        || (f.at.saturating_sub(3)..f.at).any(|at| f.s.text(at) == "more" && is_unit_or_end(f, at + 1));
    if !(ever && ends && more && plain(&group)) || f.clause().neg {
        return None;
    }
    let test = Test::Record { of: volume_or_score(f), sign: 1, reach: Reach::All, group: group.clone() };
    let draft = f.draft_of("record", vec![test], group, f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

fn is_unit_or_end(f: Frame<'_>, at: usize) -> bool {
    at == f.at || f.s.units.contains(&at) || is_unit(f, at)
}

/// "more than in any earlier month": more, or fewer.
pub(super) fn any_earlier(f: Frame<'_>) -> Option<i8> {
    let any =
        f.is(0, &[Class::Than, Class::MoreThan]) && f.is(1, &[Class::In, Class::On]) && f.text(2) == "any";
    let word = |at: usize| matches!(f.s.text(at), "earlier" | "previous" | "other" | "prior");
    let noun = f.at + 3 + usize::from(word(f.at + 3));
    if !any || !is_span(f.s.text(noun)) {
        return None;
    }
    let back = f.at.saturating_sub(4)..f.at;
    if f.text(0) == "more than" {
        return Some(1);
    }
    back.rev().find_map(|at| match f.s.text(at) {
        "more" | "higher" | "larger" | "bigger" => Some(1),
        "fewer" | "less" | "lower" | "smaller" => Some(-1),
        _ => None,
    })
}

/// "its best week so far", "had its weakest month of the year", "its fewest downloads of the month so far": of what it
/// had in each.
pub fn best_span(f: Frame<'_>) -> Option<Draft> {
    let sign = match (f.class()?, f.text(0)) {
        (Class::Most, "best" | "biggest" | "largest" | "strongest" | "highest" | "busiest" | "most") => 1,
        (Class::Least, "weakest" | "worst" | "lowest" | "smallest" | "fewest" | "least") => -1,
        _ => return None,
    };
    if let Some(draft) = whole_extreme(f, sign) {
        return Some(draft);
    }
    let own = f.is(-1, &[Class::Its, Class::Their]) && !is_held_against(f);
    let spans = is_span(f.s.text(f.at + 1));
    let noun = noun_behind(f, f.at);
    // "its lowest of the year", "its most of the five weeks".
    let bare = (f.s.is(noun, &[Class::Of])
        || f.s.text(noun) == "since"
        || f.s.tokens.get(noun).is_some_and(|t| t.kind == Kind::Period(When::Beyond)))
        && !tells_something_else(f);
    let unit = bare || is_unit(f, noun) || f.s.units.contains(&noun);
    let counted = !spans && unit && (reach(f).is_some() || sign > 0 && ends_so_far(f, noun + 1));
    let mut draft = (own && (spans || counted)).then(|| record(f, volume_or_score(f), sign)).flatten()?;
    // The best week may be one of growth or of places, but for "its best day so far, with 5.69 million downloads".
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Board || n.scaled);
    let told = (f.at + 2..f.at + 9).any(|at| f.s.is(at, &[Class::With, Class::At]) && amount(at + 1));
    if spans && matches!(f.text(0), "best" | "strongest" | "worst") && !told {
        draft.tests.push(Test::Unbound("the best of a time may be one of growth or of places"));
    }
    Some(draft)
}

/// "Its gain of 157,800 was its largest of the year": of gains, not of what it had.
fn tells_something_else(f: Frame<'_>) -> bool {
    let other =
        [Class::Share, Class::Votes, Class::RankNoun, Class::PlacesNoun, Class::GapNoun, Class::Price];
    (f.clause().range.start..f.at).any(|at| {
        f.s.is(at, &other)
            || f.s.is(at, &super::numbers::CHANGES)
            || f.directed(at).is_some()
            || f.s.num(at).is_some_and(|n| n.form == Form::Percent)
    })
}

/// "its highest figure so far", "its highest total yet", and nothing behind. The lowest may have been at a time when it was
/// not listed.
fn ends_so_far(f: Frame<'_>, at: usize) -> bool {
    let far = match (f.s.text(at), f.s.text(at + 1)) {
        ("so", "far") | ("to", "date") => 2,
        ("so far" | "to date" | "yet", _) => 1,
        _ => return false,
    };
    matches!(f.s.tokens.get(at + far).map(|t| &t.kind), None | Some(Kind::Mark(_)))
}

/// "3% below its biggest day", "two places short of its best rank so far": what something else is held against.
pub(super) fn is_held_against(f: Frame<'_>) -> bool {
    let sets = [
        Class::Behind,
        Class::Ahead,
        Class::From,
        Class::Than,
        Class::MoreThan,
        Class::Of,
        Class::Against,
        Class::After,
        Class::Over,
    ];
    f.is(-2, &sets) || matches!(f.text(-2), "under" | "off" | "since" | "near")
}

/// "The total was the lowest of the month so far": of all that is counted.
fn whole_extreme(f: Frame<'_>, sign: i8) -> Option<Draft> {
    let whole = |who: &Who| matches!(who.as_slice(), [Entity::Market | Entity::Listed | Entity::Rest]);
    let [who] = f.clause().subject.as_slice() else { return None };
    let told = f.is(-1, &[Class::The, Class::Its, Class::Their])
        && matches!(f.text(0), "lowest" | "highest" | "smallest" | "largest" | "biggest" | "most" | "fewest");
    // "the most in any week since W10".
    let any = f.is(1, &[Class::In, Class::On]) && f.text(2) == "any" && is_span(f.text(3));
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Period(When::Beyond)))
        || f.text(1) == "since"
        || any && f.text(4) == "since"
        || of_all_so_far(f);
    // "…, though still short of W12's".
    let but = f.clauses[f.index + 1..].iter().any(|next| {
        matches!(next.joint, Some(Class::Although | Class::But | Class::Yet | Class::EvenAs | Class::Despite))
    });
    (told && ends && !but && whole(who)).then(|| record(f, Recorded::Volume, sign)).flatten()
}

/// "the highest of any day so far", "the highest to date": of all that were.
fn of_all_so_far(f: Frame<'_>) -> bool {
    let any = (f.text(1) == "of" && f.text(2) == "any" && is_span(f.text(3)))
        || f.text(1) == "of any" && is_span(f.text(2));
    let mut at = f.at + 1;
    if any {
        at += 2 + usize::from(f.text(1) == "of");
    }
    let far = match f.s.text(at) {
        "so" if f.s.text(at + 1) == "far" => 2,
        "to" if f.s.text(at + 1) == "date" => 2,
        "so far" | "to date" | "yet" => 1,
        _ => 0,
    };
    let ended = matches!(f.s.tokens.get(at + far).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    ended && (any || far > 0)
}

/// What a board counts, by the name of its unit or of its board.
pub(super) fn is_unit(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::Volume])
        || matches!(f.s.text(at), "total" | "figure" | "count" | "tally" | "number")
        || matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)))
}

/// "its weakest day of the month so far, at 1.4 million": the time that a token tells says among which days, and not when.
pub(super) fn is_of_a_record(f: Frame<'_>, told: usize) -> bool {
    // "more than in any earlier month this year".
    let any = |at: usize| at > 1 && f.s.text(at) == "any" && f.s.is(at - 1, &[Class::In, Class::On]);
    let than = |at: usize| any(at) && f.s.is(at - 2, &[Class::Than, Class::MoreThan]);
    if (told.saturating_sub(4)..told).any(than) {
        return true;
    }
    let close = told.saturating_sub(4)..told;
    let Some(at) = close.rev().find(|at| f.s.is(*at, &[Class::Most, Class::Least, Class::Peak])) else {
        return false;
    };
    let noun = is_span(f.s.text(at + 1))
        || f.s.is(at + 1, &[Class::RankNoun, Class::PlacesNoun])
        || f.s.text(at + 1).starts_with("rank")
        || f.s.is(at, &[Class::Peak])
        || is_unit(f, noun_behind(f, at))
        || f.s.is(noun_behind(f, at), &[Class::Share])
        // "fell 33.3%, its largest fall of the year".
        || f.s.is(at + 1, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue]) && at + 2 == told
        || noun_behind(f, at) == told;
    // "its third-highest total of the year so far".
    let nth = f.s.num(at.wrapping_sub(1)).is_some_and(|n| n.form == Form::Ordinal);
    let own = f.s.is(at.wrapping_sub(1 + usize::from(nth)), &[Class::Its, Class::Their]);
    // "Its best week of the year was W12": what follows is said of that one.
    let start = f.s.tokens[..at].iter().rposition(|t| t.kind == Kind::Mark(',')).map_or(0, |comma| comma + 1);
    let comma = start > 0 && start + 1 == at;
    let verb = |mut range: Range<usize>| range.any(|i| is_verb(f.s, i));
    let end = f.clauses.iter().find(|c| c.range.contains(&told)).map_or(told, |c| c.range.end);
    noun && own && (comma || verb(start..at)) && !verb(told + 1..end)
}

/// "a new high of 884,900 admissions".
pub fn high(f: Frame<'_>) -> Option<Draft> {
    let said = f.class()? == Class::Peak
        && matches!(f.text(0), "new high" | "record high" | "record volume" | "all-time high");
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let told = amount(f.at + 1) || f.is(1, &[Class::Of]) && amount(f.at + 2);
    let changed = f.near(&[Class::GapNoun], 0)
        || (f.at.saturating_sub(4)..f.at).any(|at| f.s.is(at, &super::numbers::CHANGES));
    (said && told && !changed).then(|| record(f, volume_or_score(f), 1)).flatten()
}

/// "passed one million for the first time this year": now, and in none of the earlier periods.
pub fn first_time(f: Frame<'_>) -> Option<Draft> {
    let first = f.num().is_some_and(|n| n.form == Form::Ordinal && n.whole() == Some(1));
    if !first || f.text(1) != "time" || !f.is(-1, &[Class::The]) {
        return None;
    }
    let amount = |at: &usize| {
        f.s.num(*at).is_some_and(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))
    };
    let group = f.clause().subject.clone();
    let mark = (f.clause().range.start..f.at).rev().find(amount);
    let mark = f.s.num(mark.filter(|at| plain(&group) && !is_change(f, *at))?).copied()?;
    // "slipped below 1.5 million for the first time this year".
    let below = f.clause().range.clone().any(|at| matches!(f.s.text(at), "below" | "under"));
    let reach = reach(f);
    let test = match reach {
        Some(Reach::Since(When::Beyond)) => Test::Unbound("how often that was is not looked up"),
        reach => {
            let (sign, reach) = (if below { -1 } else { 1 }, reach.unwrap_or(Reach::All));
            Test::FirstPast { mark, sign, reach, group: group.clone() }
        }
    };
    Some(dated(f, f.draft_of("record", vec![test], group, f.clause().certain), reach))
}

/// "In April, …", "… of the month so far on 27 March": a record is one of the period that is named, unless that is
/// where the record begins. Which of several is meant is a guess.
pub(super) fn dated(f: Frame<'_>, draft: Draft, reach: Option<Reach>) -> Draft {
    let named =
        |when: &When| *when != When::Beyond && !matches!(reach, Some(Reach::Since(since)) if since == *when);
    let when = draft.when.filter(named);
    let other = f.s.tokens.iter().any(|t| match t.kind {
        Kind::Period(told) => named(&told) && Some(told) != when,
        _ => false,
    });
    Draft { when, guessed: draft.guessed || when.is_some() && other, ..draft }
}

pub(super) fn is_span(word: &str) -> bool {
    matches!(word, "day" | "week" | "month" | "period")
}

pub(super) fn volume_or_score(f: Frame<'_>) -> Recorded {
    let scored = f.clause().range.clone().any(|at| f.s.is(at, &[Class::Score]));
    if scored { Recorded::Score } else { Recorded::Volume }
}

/// "its best rank since 20 March".
pub fn best_rank(f: Frame<'_>) -> Option<Draft> {
    let sign = match f.text(0) {
        "best" | "highest" | "best rank" | "highest rank" | "best position" | "highest position" => 1,
        "worst" | "lowest" => -1,
        _ => return None,
    };
    let placed = f.text(0).contains(' ')
        || f.is(1, &[Class::RankNoun, Class::PlacesNoun])
        || f.text(1).starts_with("rank");
    let since = (f.at + 1..f.at + 5).any(|at| f.s.text(at) == "since");
    let so_far = || {
        f.is(-1, &[Class::Its, Class::Their]) && {
            let so_far =
                |at: usize| f.s.text(at) == "so" && f.s.text(at + 1) == "far" || f.s.text(at) == "so far";
            matches!(reach(f), Some(Reach::Month | Reach::Year)) || (f.at + 1..f.at + 4).any(so_far)
        }
    };
    let draft = (placed && (since || so_far()) && !is_held_against(f))
        .then(|| record(f, Recorded::Rank, sign))
        .flatten()?;
    Some(if since { draft } else { or_again(draft) })
}

/// "has never ranked higher", "has climbed to ninth and never stood higher": no place so far was better.
pub fn never_higher(f: Frame<'_>) -> Option<Draft> {
    let sign = match f.text(0) {
        "higher" | "better" => 1,
        "lower" | "worse" => -1,
        _ => return None,
    };
    let verb = matches!(f.text(-1), "ranked" | "stood" | "been" | "placed" | "finished" | "climbed" | "gone");
    let never = f.text(-1) == "never" || verb && f.text(-2) == "never";
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let draft = (never && ends).then(|| record(f, Recorded::Rank, sign)).flatten()?;
    Some(Draft { neg: false, words: f.at..f.at, ..or_again(draft) })
}

/// A best so far may be one that was reached before.
fn or_again(mut draft: Draft) -> Draft {
    let again = draft.tests.iter().filter_map(|test| match test {
        Test::Record { of: Recorded::Rank, sign, reach, group } => {
            let (of, sign, reach) = (Recorded::RankAgain, *sign, *reach);
            Some(Test::Record { of, sign, reach, group: group.clone() })
        }
        _ => None,
    });
    let again: Vec<Test> = again.collect();
    draft.tests.extend(again);
    draft
}

fn record(f: Frame<'_>, of: Recorded, sign: i8) -> Option<Draft> {
    let group = f.clause().subject.clone();
    if !plain(&group) {
        return None;
    }
    let reach = reach(f);
    let test = match reach {
        Some(Reach::Since(When::Beyond)) => {
            Test::Unbound("the words speak of a time that the data do not know")
        }
        reach => Test::Record { of, sign, reach: reach.unwrap_or(Reach::All), group: group.clone() },
    };
    Some(dated(f, f.draft_of("record", vec![test], group, f.clause().certain), reach))
}

/// "since W10", "of the year", "in four weeks": how far the words reach back.
pub(super) fn reach(f: Frame<'_>) -> Option<Reach> {
    let beyond = Some(Reach::Since(When::Beyond));
    let year = |at: usize| matches!(f.s.text(at).replace("so far", "").trim(), "of the year" | "this year");
    let month =
        |at: usize| matches!(f.s.text(at).replace("so far", "").trim(), "of the month" | "this month");
    (f.at..f.s.tokens.len()).find_map(|at| match f.s.tokens[at].kind {
        Kind::Num(_) if so_many(f, at).is_some() => so_many(f, at),
        Kind::Period(When::Beyond) if year(at) => Some(Reach::Year),
        Kind::Period(When::Beyond) if month(at) => Some(Reach::Month),
        Kind::Lex(Class::Beyond) | Kind::Period(When::Beyond) | Kind::Span(_) => beyond,
        // "since W10", "since our run of data begins in W10"; not "since its return".
        _ if f.s.text(at) == "since" => {
            let mark = |i: &usize| !matches!(f.s.tokens[*i].kind, Kind::Mark(_));
            let named = (at + 1..f.s.tokens.len()).take_while(mark);
            // "since the start of the month's records on 2 March": the day, and that one too.
            let from_start = (at + 1..at + 4).any(|i| matches!(f.s.text(i), "start" | "beginning"));
            let when = named.filter_map(|i| match f.s.tokens[i].kind {
                Kind::Period(When::Beyond) if from_start => None,
                Kind::Period(When::At(first)) if from_start => first.previous().map(When::At),
                Kind::Period(when) => Some(when),
                _ => None,
            });
            let mut when = when.map(Reach::Since);
            when.next().or(beyond)
        }
        _ if f.s.num(at).is_some_and(|n| n.unit == Unit::Periods && n.whole() != Some(1))
            && f.s.is(at.wrapping_sub(1), &[Class::In, Class::For, Class::Over]) =>
        {
            beyond
        }
        _ => None,
    })
}

/// "of the five weeks", "of all six months", "in three weeks": so far the words reach back.
fn so_many(f: Frame<'_>, at: usize) -> Option<Reach> {
    let num = f.s.num(at).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let count = num.whole().filter(|count| *count > 1 && num.hedge == Hedge::Plain)?;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::The, Class::All]) || matches!(f.s.text(*at), "past" | "last" | "these" | "those")
    };
    let before = (at.saturating_sub(4)..at).rev().find(|at| !small(at))?;
    let among = f.s.is(before, &[Class::Of, Class::In, Class::Over]);
    let behind = f.s.text(at + 1);
    let ends = !matches!(behind, "ago" | "before" | "earlier" | "away" | "later" | "after");
    let (span, _) = super::held_before::span(f.from(at).filter(|_| among && ends)?)?;
    Some(Reach::Last(count, span))
}

/// An amount that is no row's volume: how far apart two are, or by how much something changed.
fn is_change(f: Frame<'_>, at: usize) -> bool {
    let told = f.from(at).is_some_and(|there| {
        super::numbers::direct(there)
            || there.role() == Some(Class::By)
            || there.is(-1, &super::numbers::CHANGES)
    });
    told || f.clause().range.clone().any(|at| f.s.is(at, &[Class::GapNoun]))
}
