//! What a superlative measures, as the words around it say, and which way.

use super::Frame;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Kind, When};

pub(super) fn extreme_of(f: Frame<'_>, most: bool) -> Option<(&'static [Measure], i8)> {
    let (measures, sign) = extreme_by_words(f, most)?;
    Some((super::measures::in_terms(f, measures), sign))
}

fn extreme_by_words(f: Frame<'_>, most: bool) -> Option<(&'static [Measure], i8)> {
    let window = f.at + 1..(f.at + 5).min(f.clause().range.end);
    let word = f.text(0);
    for at in window.clone() {
        let found = measured_by(f, at);
        if let Some(found) = found {
            // "lost the most points of share".
            if found.0 == [Measure::Share] && moved_before(f) != 0 {
                return Some((&[Measure::ShareChange], moved_before(f)));
            }
            if let Some(measures) = of_a_change(f, at) {
                return Some((measures, found.1));
            }
            // "share gain": the share's change.
            let of_share = found.0 == [Measure::Share]
                && window
                    .clone()
                    .any(|i| f.s.is(i, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue]));
            if of_share {
                let up = window.clone().any(|i| f.s.is(i, &[Class::Up, Class::UpValue]));
                return Some((&[Measure::ShareChange], if up { 1 } else { -1 }));
            }
            return Some(found);
        }
    }
    match word {
        "fastest-growing" | "fastest" | "fastest-rising" => Some((&[Measure::Growth], 1)),
        "slowest-growing" => Some((&[Measure::Growth], 1)),
        // "gained the most ground": of places, where the words name some.
        "most" if moved_before(f) != 0 && f.text(1) == "ground" => {
            let ranked = f.s.nums.iter().any(super::is_rank);
            let measures: &[Measure] = match ranked {
                true => &[Measure::Places],
                false => &[Measure::Places, Measure::Growth, Measure::ValueChange],
            };
            Some((measures, moved_before(f)))
        }
        "furthest" | "farthest" => {
            let verb = f.at.checked_sub(1 + usize::from(f.is(-1, &[Class::The])))?;
            match f.directed(verb)? {
                (sign, Class::UpRank | Class::DownRank, _) => Some((&[Measure::Places], sign)),
                (sign, ..) => Some((&[Measure::Places, Measure::Growth, Measure::ValueChange], sign)),
            }
        }
        // "dropped the most places".
        "most" if moved_before(f) != 0 && f.is(1, &[Class::PlacesNoun]) => {
            Some((&[Measure::Places], moved_before(f)))
        }
        "most" if moved_before(f) != 0 && window.clone().any(|at| f.s.num(at).is_none()) => {
            Some((&[Measure::ValueChange], moved_before(f)))
        }
        "most" if window.clone().any(|at| matches!(f.s.text(at), "tokens" | "token")) && most => {
            Some((&[Measure::Value, Measure::ValueChange], 0))
        }
        "most" | "least" if voted(f) => Some((&[Measure::Votes], 0)),
        "most" if participle(f) => Some((&[Measure::Value], 0)),
        "busiest" | "most-used" | "largest" | "biggest" | "smallest"
            if window.clone().any(|at| f.s.is(at, &[Class::RowsNoun, Class::It])) || is_of_subjects(f) =>
        {
            Some((&[Measure::Value], 0))
        }
        _ => None,
    }
}

/// What the change at a token is of, as the words around it say.
fn of_a_change(f: Frame<'_>, at: usize) -> Option<&'static [Measure]> {
    if !f.s.is(at, &super::numbers::CHANGES) {
        return None;
    }
    let led = f.s.is(at + 1, &[Class::Of, Class::In]);
    // "the largest loss of share".
    if led && f.s.is(at + 2, &[Class::Share]) {
        return Some(&[Measure::ShareChange]);
    }
    // "the sharpest fall in survey score".
    if led && (at + 2..at + 4).any(|i| matches!(f.s.text(i), "score" | "scores" | "rating")) {
        return Some(&[Measure::ValueChange]);
    }
    // "the largest gain in tokens", "added 46,291, the largest gain": by how many, and not by which part.
    let large = matches!(f.text(0), "largest" | "biggest" | "greatest");
    // A board may be called as what it counts.
    let board = matches!(f.s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Board(_)));
    let counted = f.s.units.contains(&(at + 2)) || board && !f.s.tokens[at + 2].possessive;
    let amount = |i: usize| {
        let told = f.s.num(i).is_some_and(|n| n.form == Form::Cardinal && n.unit == Unit::Board);
        told && (f.s.is(i - 1, &super::numbers::CHANGES) || f.s.is(i - 1, &[Class::By]))
    };
    let told = || f.text(-2) == "," && (f.at.saturating_sub(6).max(1)..f.at).any(amount);
    if !led && let Some(measures) = goes_on_with_another(f) {
        return Some(measures);
    }
    (large && (f.s.is(at + 1, &[Class::In]) && counted || told())).then_some(&[Measure::ValueChange])
}

/// "Alpha had the biggest gain in tokens and Bravo the biggest loss": of what was told of the one right before.
fn goes_on_with_another(f: Frame<'_>) -> Option<&'static [Measure]> {
    let who = f.at.checked_sub(2).filter(|at| f.is(-1, &[Class::The]) && f.s.who(*at).is_some())?;
    let joint = who.checked_sub(1)?;
    let joins = f.s.is(joint, &[Class::And, Class::But, Class::While]) || f.s.is_mark(joint, ',');
    let most = (0..joint).rev().find(|at| f.s.is(*at, &[Class::Most])).filter(|_| joins)?;
    // Nothing is told between of which way, or of how far, it went.
    let quiet = (most + 4..joint).all(|at| f.s.who(at).is_none() && f.s.num(at).is_none());
    let there = f.from(most).filter(|_| quiet)?;
    of_a_change(there, most + 1)
}

/// What a word behind the superlative measures, and which way.
fn measured_by(f: Frame<'_>, at: usize) -> Option<(&'static [Measure], i8)> {
    let window = f.at + 1..(f.at + 5).min(f.clause().range.end);
    let word = f.text(0);
    let relative = window.clone().any(|at| matches!(f.s.text(at), "percentage" | "relative" | "percent"));
    let quick = word.starts_with("fast") || word.starts_with("quick") || word.starts_with("slow");
    let absolute = (f.at + 1..(f.at + 9).min(f.clause().range.end)).any(|at| f.s.text(at) == "absolute");
    let of_points = window.clone().any(|at| f.s.text(at) == "points" && f.s.is(at - 1, &[Class::Of]));
    if is_score_noun(f, at) {
        return Some(match moved_before(f) {
            0 => (&[Measure::Value], 0),
            sign => (&[Measure::ValueChange], sign),
        });
    }
    match f.s.class(at) {
        Some(Class::UpRank) => Some((&[Measure::Places], 1)),
        Some(Class::DownRank) => Some((&[Measure::Places], -1)),
        Some(class @ (Class::Up | Class::UpValue | Class::Down | Class::DownValue))
            if of_points || relative || absolute || quick =>
        {
            let measures: &[Measure] = match () {
                () if of_points => &[Measure::ValueChange, Measure::ShareChange],
                () if relative || quick => &[Measure::Growth],
                () => &[Measure::ValueChange],
            };
            Some((measures, if matches!(class, Class::Up | Class::UpValue) { 1 } else { -1 }))
        }
        Some(Class::UpValue) => Some((&[Measure::Growth, Measure::ValueChange], 1)),
        Some(Class::DownValue) => Some((&[Measure::Growth, Measure::ValueChange], -1)),
        Some(Class::Up) => Some((&[Measure::Places, Measure::Growth, Measure::ValueChange], 1)),
        Some(Class::Down) => Some((&[Measure::Places, Measure::Growth, Measure::ValueChange], -1)),
        Some(Class::Share) => Some((&[Measure::Share], 0)),
        // "the most new votes".
        Some(Class::New) if f.s.is(at + 1, &[Class::Votes]) => Some((&[Measure::VotesChange], 1)),
        Some(Class::Votes) if moved_before(f) != 0 => Some((&[Measure::VotesChange], moved_before(f))),
        Some(Class::Votes) => Some((&[Measure::Votes], 0)),
        // "gained the most volume": of the gains.
        Some(Class::Score | Class::Volume) if moved_before(f) != 0 => {
            Some((&[Measure::ValueChange], moved_before(f)))
        }
        // "the biggest traffic loser".
        Some(Class::Score | Class::Volume) if f.directed(at + 1).is_some() => {
            Some((&[Measure::Growth, Measure::ValueChange], f.directed(at + 1)?.0))
        }
        Some(Class::Score | Class::Volume) => Some((&[Measure::Value], 0)),
        // "the largest context window of the top three": of a list that is told.
        Some(Class::Context) if f.scope().is_some() => Some((&[Measure::Context], 0)),
        Some(Class::Price) => Some((&[Measure::Blended, Measure::PriceIn], 0)),
        Some(Class::Debut | Class::New) => Some((&[Measure::OnBoard], 0)),
        Some(Class::GapNoun) => Some((&[Measure::Gap], 0)),
        Some(Class::Move) => Some((&[Measure::Places], 0)),
        _ => None,
    }
}

/// "has the highest score", "posted the lowest rating".
pub(super) fn is_score_noun(f: Frame<'_>, at: usize) -> bool {
    let has = f.is(-1, &[Class::The])
        && f.at > f.clause().range.start + 1
        && !f.is(-2, &[Class::Of, Class::With, Class::While, Class::And, Class::At, Class::To]);
    has && at == f.at + 1 && super::measures::is_score(f, at) && f.directed(at + 1).is_none()
}

/// "the largest port", and not "the largest port of the year".
fn is_of_subjects(f: Frame<'_>) -> bool {
    let beyond = matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), Some(Kind::Period(When::Beyond)));
    f.s.subjects.contains(&(f.at + 1)) && !beyond
}

/// The direction of a verb right before the superlative: "gained the most", "lost the most".
pub(super) fn moved_before(f: Frame<'_>) -> i8 {
    let verb = (1..3)
        .filter_map(|back| f.at.checked_sub(back))
        .find_map(|at| f.s.class(at).filter(|c| *c != Class::The));
    match verb {
        Some(Class::Up | Class::UpValue) => 1,
        Some(Class::Down | Class::DownValue) => -1,
        _ => 0,
    }
}

/// "the most downloaded package", "the most used model".
pub(super) fn participle(f: Frame<'_>) -> bool {
    let used = f.text(1).ends_with("ed") || matches!(f.text(1), "popular");
    let plain = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Word(_)));
    used && plain && !matches!(f.text(1), "improved" | "hyped" | "discussed" | "talked")
}

/// "the most voted row", "the least-voted row": what was cast for it.
pub(super) fn voted(f: Frame<'_>) -> bool {
    f.text(1 + isize::from(f.text(1) == "-")).starts_with("voted")
}
