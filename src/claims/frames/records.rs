//! Frames of records: "a new high of 884,900 admissions", "more than in any earlier month", "its best week so far".

use super::relations::plain;
use super::{Draft, Frame, Reach, Recorded, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Kind, When};

/// "more containers than in any earlier month", "fewer than in any month since January".
pub fn than_in_any(f: Frame<'_>) -> Option<Draft> {
    let any = f.is(0, &[Class::Than]) && f.is(1, &[Class::In, Class::On]) && f.text(2) == "any";
    let word = |at: usize| matches!(f.s.text(at), "earlier" | "previous" | "other" | "prior");
    let noun = f.at + 3 + usize::from(word(f.at + 3));
    if !any || !is_span(f.s.text(noun)) {
        return None;
    }
    let back = f.at.saturating_sub(4)..f.at;
    let sign = back.rev().find_map(|at| match f.s.text(at) {
        "more" | "higher" | "larger" | "bigger" => Some(1),
        "fewer" | "less" | "lower" | "smaller" => Some(-1),
        _ => None,
    })?;
    record(f, volume_or_score(f), sign)
}

/// "its best week so far", "had its weakest month of the year": of what it had in each.
pub fn best_span(f: Frame<'_>) -> Option<Draft> {
    let sign = match (f.class()?, f.text(0)) {
        (Class::Most, "best" | "biggest" | "largest" | "strongest" | "highest" | "busiest") => 1,
        (Class::Least, "weakest" | "worst" | "lowest" | "smallest") => -1,
        _ => return None,
    };
    let own = f.is(-1, &[Class::Its, Class::Their]);
    let draft =
        (own && is_span(f.s.text(f.at + 1))).then(|| record(f, volume_or_score(f), sign)).flatten()?;
    // The best week may be one of growth or of places.
    let open = matches!(f.text(0), "best" | "strongest" | "worst");
    Some(Draft { guessed: draft.guessed || open, ..draft })
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
    let test = match reach(f) {
        Some(Reach::Since(When::Beyond)) => Test::Unbound("how often that was is not looked up"),
        reach => {
            let (sign, reach) = (if below { -1 } else { 1 }, reach.unwrap_or(Reach::All));
            Test::FirstPast { mark, sign, reach, group: group.clone() }
        }
    };
    Some(Draft { when: None, ..f.draft_of("record", vec![test], group, f.clause().certain) })
}

fn is_span(word: &str) -> bool {
    matches!(word, "day" | "week" | "month" | "period")
}

fn volume_or_score(f: Frame<'_>) -> Recorded {
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
    (placed && since).then(|| record(f, Recorded::Rank, sign)).flatten()
}

fn record(f: Frame<'_>, of: Recorded, sign: i8) -> Option<Draft> {
    let group = f.clause().subject.clone();
    if !plain(&group) {
        return None;
    }
    let test = match reach(f) {
        Some(Reach::Since(When::Beyond)) => {
            Test::Unbound("the words speak of a time that the data do not know")
        }
        reach => Test::Record { of, sign, reach: reach.unwrap_or(Reach::All), group: group.clone() },
    };
    Some(Draft { when: None, ..f.draft_of("record", vec![test], group, f.clause().certain) })
}

/// "since W10", "of the year", "in four weeks": how far the words reach back.
fn reach(f: Frame<'_>) -> Option<Reach> {
    let beyond = Some(Reach::Since(When::Beyond));
    (f.at..f.s.tokens.len()).find_map(|at| match f.s.tokens[at].kind {
        _ if matches!(f.s.text(at), "of the year" | "this year") => Some(Reach::Year),
        Kind::Lex(Class::Beyond) | Kind::Period(When::Beyond) => beyond,
        // "since W10", "since our run of data begins in W10"; not "since its return".
        _ if f.s.text(at) == "since" => {
            let mark = |i: &usize| !matches!(f.s.tokens[*i].kind, Kind::Mark(_));
            let when = (at + 1..f.s.tokens.len()).take_while(mark).find_map(|i| match f.s.tokens[i].kind {
                Kind::Period(when) => Some(Reach::Since(when)),
                _ => None,
            });
            when.or(beyond)
        }
        _ if f.s.num(at).is_some_and(|n| n.unit == Unit::Periods && n.whole() != Some(1))
            && f.s.is(at.wrapping_sub(1), &[Class::In, Class::For, Class::Over]) =>
        {
            beyond
        }
        _ => None,
    })
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
