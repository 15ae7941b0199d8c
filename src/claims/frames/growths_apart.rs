//! Frames of how far two growths lie apart, in percentage points: "Alpha grew 10 percentage points faster than Bravo",
//! "Alpha's growth beat Bravo's by 295 percentage points". That is no change of a share.

use super::numbers::CHANGES;
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Num, Unit};
use crate::claims::tokens::Who;
use rust_decimal::Decimal;

/// So many percentage points between two growths.
pub fn growths_apart(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.unit == Unit::PercentPoints)?.scaled_by(Decimal::new(1, 2));
    // Both growths may have been rounded before one was taken from the other.
    let num = Num { half: num.half * Decimal::TWO, ..num };
    // "Alpha's growth beat that of Bravo by …" is one statement.
    let that = f.index.checked_sub(1).filter(|_| f.s.text(f.clause().range.start) == "that");
    let first = that.map_or_else(|| f.clause(), |index| &f.clauses[index]);
    let start = first.range.start;
    let (sign, b) = faster(f, start).or_else(|| by(f, start))?;
    let a = first.subject.clone();
    let Some(b) = b.filter(|b| plain(&a) && plain(b) && a != *b) else {
        return Some(f.draft("growth", vec![Test::Unbound("between whose growths it lies is not told")]));
    };
    let apart =
        |who: &Who| Test::Difference { measure: Measure::Growth, a: vec![who.clone()], b: b.clone(), num, sign };
    let test = Test::All(a.iter().map(apart).collect());
    Some(Draft { guessed: false, ..f.draft_of("growth", vec![test], a, true) })
}

/// "Alpha's growth exceeded Bravo's", "Alpha's growth was higher than that of Bravo": growths are set against each other.
pub(super) fn of_growths(f: Frame<'_>) -> bool {
    let start = f.clause().range.start;
    let owned = |at: usize| f.s.tokens[at].possessive || f.s.is(at, &[Class::Its, Class::Their]);
    let noun = (start + 1..f.at).rev().find(|at| f.s.text(*at).starts_with("growth") && owned(at - 1));
    let quiet = |at: usize| {
        let told = f.s.is(at, &[Class::Be]) || MORE.contains(&f.s.text(at));
        told || !is_verb(f.s, at) && !f.s.is(at, &[Class::It, Class::They])
    };
    noun.is_some_and(|noun| (noun + 1..f.at).all(quiet))
}

/// "grew 10 percentage points faster than Bravo", "fell 10 points less steeply than Bravo".
fn faster(f: Frame<'_>, start: usize) -> Option<(i8, Option<Vec<Who>>)> {
    let verb = (start..f.at).rev().find_map(|at| f.directed(at)).map_or(1, |(sign, ..)| sign);
    let far = |at: usize| at + usize::from(f.s.is(at, &[Class::Than]));
    let (sign, end) = match (f.text(1), f.text(2)) {
        _ if f.is(1, &[Class::Outgrow]) => (1, f.at + 2),
        _ if f.is(1, &[Class::Undergrow]) => (-1, f.at + 2),
        ("faster" | "quicker" | "steeper" | "sharper", _) => (1, far(f.at + 2)),
        ("slower", _) => (-1, far(f.at + 2)),
        ("more", "quickly" | "rapidly" | "steeply" | "sharply") => (1, far(f.at + 3)),
        ("less", "quickly" | "rapidly" | "steeply" | "sharply") => (-1, far(f.at + 3)),
        ("more", "slowly") => (-1, far(f.at + 3)),
        // "its growth was 10 percentage points higher than Bravo's".
        ("higher" | "larger" | "bigger" | "stronger", _) if grown_noun(f, start) => (1, far(f.at + 2)),
        ("lower" | "smaller" | "weaker", _) if grown_noun(f, start) => (-1, far(f.at + 2)),
        ("above" | "ahead", _) if grown_noun(f, start) => (1, f.at + 2 + usize::from(f.is(2, &[Class::Of]))),
        ("below" | "behind", _) if grown_noun(f, start) => (-1, f.at + 2),
        _ => return None,
    };
    Some((sign * verb, other(f, end)))
}

/// "Alpha's growth beat Bravo's by 10 percentage points", "Alpha outgrew Bravo by 10 percentage points".
fn by(f: Frame<'_>, start: usize) -> Option<(i8, Option<Vec<Who>>)> {
    if f.role() != Some(Class::By) {
        return None;
    }
    let range = start..f.at;
    let verb = range.clone().find(|at| f.s.is(*at, &[Class::Outgrow, Class::Undergrow]));
    if let Some(verb) = verb {
        return Some((if f.s.is(verb, &[Class::Outgrow]) { 1 } else { -1 }, other(f, verb + 1)));
    }
    let surpasses =
        |at: &usize| f.s.is(*at, &[Class::Exceed, Class::Overtake, Class::Lead]) || BEATS.contains(&f.s.text(*at));
    let verb = range.clone().find(surpasses).filter(|_| grown_noun(f, start))?;
    Some((1, other(f, verb + 1)))
}

/// How one growth is beside another.
const MORE: [&str; 8] =
    ["higher", "lower", "faster", "slower", "stronger", "weaker", "larger", "smaller"];

/// Words that set one figure over another.
const BEATS: [&str; 8] =
    ["beat", "beats", "bettered", "eclipsed", "eclipses", "dwarfed", "outdid", "outshone"];

/// A growth is what the clause speaks of, and no share.
fn grown_noun(f: Frame<'_>, start: usize) -> bool {
    let noun = |at: usize| {
        let owned = at > start && (f.s.tokens[at - 1].possessive || f.s.is(at - 1, &[Class::Its, Class::The]));
        let grown = f.s.is(at, &CHANGES) || matches!(f.s.text(at), "growth" | "growth rate" | "rate");
        grown && (owned && !is_verb(f.s, at) || f.s.text(at).starts_with("growth"))
    };
    (start..f.at).any(noun) && !f.near(&[Class::Share], 3)
}

/// "its stablemate Bravo", "that of its stablemate Bravo", "Bravo's", "the market's".
fn other(f: Frame<'_>, from: usize) -> Option<Vec<Who>> {
    let led = |at: &usize| f.s.text(*at) == "that" || f.s.is(*at, &[Class::Of, Class::For, Class::At]);
    let from = from + (from..from + 2).take_while(led).count();
    f.group_from(from)
}
