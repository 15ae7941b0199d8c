//! Frames of the part that somebody gained or lost of what was its own: "No package lost a smaller share of its Friday
//! downloads than Alpha". That is growth, and no share of the market.

use super::relations::plain;
use super::unsurpassed::nobody;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Kind, When};

/// A part of one's own in a clause.
struct Part {
    /// Gained, or lost.
    sign: i8,
    /// The larger one, or the largest.
    most: bool,
    /// Where the word for it stands.
    at: usize,
    /// Since when, where the words name another period than the one before.
    since: Option<When>,
}

/// "lost a larger share of its downloads than Bravo", "than any other"; "No package lost a smaller share than Alpha".
pub fn than(f: Frame<'_>) -> Option<Draft> {
    let part = part(f, f.clause().range.start..f.at)?;
    // "than any other port, except Alpha".
    let but = |at: usize| {
        matches!(
            f.s.text(at),
            "except" | "bar" | "save" | "apart" | "besides" | "outside" | "but" | "barring"
        )
    };
    if (f.at + 1..f.s.tokens.len()).any(but) {
        return Some(f.draft("superlative", vec![Test::Unbound("all but some are not looked up")]));
    }
    if nobody(f) {
        let group = f.group_from(f.at + 1)?;
        return Some(extreme(f, &part, group));
    }
    let subject = f.clause().subject.clone();
    if f.text(1) == "any" {
        return plain(&subject).then(|| extreme(f, &part, subject));
    }
    let other =
        f.group_from(f.at + 1).filter(|other| *other != subject && plain(other) && plain(&subject))?;
    let more = part.most == (part.sign > 0);
    let test = Test::Compared { measure: Measure::Growth, a: subject.clone(), b: other, more };
    let test = match part.since {
        None => test,
        Some(_) => Test::Unbound("it is held against another period than the one before"),
    };
    Some(Draft { when: None, ..f.draft("comparison", vec![test]) })
}

/// "lost the largest share of its downloads".
pub fn largest(f: Frame<'_>) -> Option<Draft> {
    let part = part(f, f.at..f.clause().range.end).filter(|part| part.at == f.at + 1)?;
    let group = f.clause().subject.clone();
    plain(&group).then(|| extreme(f, &part, group))
}

fn extreme(f: Frame<'_>, part: &Part, group: Vec<crate::claims::tokens::Who>) -> Draft {
    let (sign, most) = (part.sign, part.most);
    let test = Test::Extreme { measure: Measure::Growth, sign, most, group: group.clone(), top: f.scope() };
    let test = match part.since {
        None => test,
        Some(from) => Test::Since { from, change: Box::new(test) },
    };
    Draft { neg: false, when: None, past: false, ..f.draft_of("superlative", vec![test], group, true) }
}

/// The part that the clause speaks of.
pub(super) fn is_told(f: Frame<'_>) -> bool {
    part(f, f.clause().range.clone()).is_some()
}

fn part(f: Frame<'_>, mut range: std::ops::Range<usize>) -> Option<Part> {
    // "a larger part of its audience".
    let portion = |at: usize| matches!(f.s.text(at), "part" | "portion") && f.s.is(at + 1, &[Class::Of]);
    let at = range.find(|at| f.s.is(*at, &[Class::Share]) || f.s.text(*at) == "share of" || portion(*at))?;
    let end = f.clause().range.end;
    let its = (at + 1..end.min(at + 3)).find(|at| f.s.is(*at, &[Class::Its, Class::Their]))?;
    let period = |at: usize| match f.s.tokens[at].kind {
        Kind::Period(when) => Some(when),
        _ => None,
    };
    let unit = (its + 1..end.min(its + 4)).find(|at| {
        super::records::is_unit(f, *at) || f.s.units.contains(at) || f.s.is(*at, &[Class::Volume])
    })?;
    let when = (its + 1..unit).find_map(period);
    if when == Some(When::Beyond) {
        return None;
    }
    let most = match f.s.text(at.checked_sub(1)?) {
        "larger" | "bigger" | "greater" | "higher" | "largest" | "biggest" | "greatest" | "highest" => true,
        "smaller" | "lower" | "smallest" | "lowest" | "least" => false,
        _ => return None,
    };
    let (sign, ..) = (f.clause().range.start..at - 1).rev().find_map(|at| f.directed(at))?;
    let since = when.filter(|when| *when != When::Back(1));
    Some(Part { sign, most, at, since })
}
