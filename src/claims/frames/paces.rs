//! Frames of one pace against another: "grew more slowly on the day than Alpha", "rose faster in May than Bravo", and of how
//! far two growths lie apart, in percentage points: "Alpha's growth beat Bravo's by 295 percentage points". That is no change
//! of a share.

use super::numbers::CHANGES;
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "Alpha and Bravo grew at the same pace", "Alpha grew at the same rate as Bravo": the one growth is the other's, as "as
/// fast as" is meant.
pub fn same_pace(f: Frame<'_>) -> Option<Draft> {
    let pace = matches!(f.text(1), "pace" | "rate" | "speed" | "clip" | "tempo");
    let told = f.text(0) == "same" && f.is(-1, &[Class::The]) && f.is(-2, &[Class::At]) && pace;
    let start = f.clause().range.start;
    let grew = |at: usize| f.s.is(at, &[Class::UpValue, Class::Up, Class::DownValue, Class::Down]);
    let grew = told && (start..f.at).any(grew) && !(start..f.at).any(|at| f.s.num(at).is_some());
    let (a, b) = match f.clause().subject.as_slice() {
        [a, b] => (vec![a.clone()], vec![b.clone()]),
        [a] if f.is(2, &[Class::As]) => (vec![a.clone()], f.group_from(f.at + 3)?),
        _ => return None,
    };
    let num = super::ratios::as_fast_as();
    let test = Test::Times { measure: Measure::Growth, a: a.clone(), b: b.clone(), num };
    (grew && plain(&a) && plain(&b) && a != b).then(|| f.draft("ratio", vec![test]))
}

/// "grew more slowly on the day than Alpha": the one growth is less than the other.
pub fn pace(f: Frame<'_>) -> Option<Draft> {
    if f.class() != Some(Class::Than) {
        return None;
    }
    let quiet = |at: &usize| {
        f.s.is(*at, &[Class::On, Class::In, Class::Over, Class::The, Class::GrowthWord, Class::Now])
            || matches!(f.s.tokens[*at].kind, Kind::Period(_) | Kind::Span(_))
            || matches!(f.s.text(*at), "day" | "week" | "month")
    };
    let start = f.clause().range.start;
    let word = (start..f.at).rev().find(|at| !quiet(at))?;
    let before = f.s.text(word.checked_sub(1)?);
    let (more, verb) = match (before, f.s.text(word)) {
        ("more", "slowly") => (false, word.checked_sub(2)?),
        ("more", "quickly" | "rapidly" | "steeply" | "sharply") => (true, word.checked_sub(2)?),
        ("less", "quickly" | "rapidly" | "steeply" | "sharply") => (false, word.checked_sub(2)?),
        (_, "slower") => (false, word - 1),
        (_, "faster" | "quicker") => (true, word - 1),
        _ => return None,
    };
    let grew = f.s.is(verb, &[Class::UpValue, Class::Up]) && f.s.text(verb) != "up";
    let fell = f.s.is(verb, &[Class::DownValue, Class::Down]) && f.s.text(verb) != "down";
    let counted = (start..verb).any(|at| f.s.num(at).is_some() || f.s.is(at, &[Class::Neg]));
    let (a, b) = (f.clause().subject.clone(), f.group_from(f.at + 1)?);
    let one = |e: &Entity| matches!(e, Entity::Model { .. } | Entity::AtRank(_, 0));
    let rows = a.iter().chain(&b).flatten().all(one) && plain(&a) && plain(&b) && a != b;
    let of = |measure| Test::Compared { measure, a: a.clone(), b: b.clone(), more: more != fell };
    // What fell may have fallen in places.
    let measures: &[Measure] = match f.s.is(verb, &[Class::Down]) {
        true => &[Measure::Growth, Measure::ValueChange, Measure::Places],
        false => &[Measure::Growth],
    };
    let tests = measures.iter().map(|measure| of(*measure)).collect();
    ((grew || fell) && !counted && rows).then(|| f.draft("comparison", tests))
}

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
    let apart = |who: &Who| Test::Difference {
        measure: Measure::Growth,
        a: vec![who.clone()],
        b: b.clone(),
        num,
        sign,
    };
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

/// "Alpha's loss of 39% was smaller than that of Bravo", "Alpha's gain was bigger than Bravo's": the changes are set against
/// each other, and which way they went.
pub(super) fn of_changes(f: Frame<'_>) -> Option<(&'static [Measure], i8)> {
    let start = f.clause().range.start;
    let owned = |at: usize| f.s.tokens[at].possessive || f.s.is(at, &[Class::Its, Class::Their]);
    let noun = (start + 1..f.at).find(|at| f.s.is(*at, &super::numbers::CHANGES) && owned(at - 1))?;
    let told = f.s.num(noun + 2).filter(|_| f.s.is(noun + 1, &[Class::Of]));
    let verb = noun + 1 + if told.is_some() { 2 + usize::from(f.s.units.contains(&(noun + 3))) } else { 0 };
    let word = verb + 1;
    let set = f.s.is(verb, &[Class::Be]) && word + 1 == f.at && MORE.contains(&f.s.text(word));
    let measures: &[Measure] = match told {
        Some(num) if num.form == Form::Percent => &[Measure::Growth],
        Some(num) if num.unit == Unit::Places => &[Measure::Places],
        Some(_) => &[Measure::ValueChange],
        None => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    };
    let (sign, ..) = f.directed(noun).filter(|_| set)?;
    Some((measures, sign))
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
    let surpasses = |at: &usize| {
        f.s.is(*at, &[Class::Exceed, Class::Overtake, Class::Lead]) || BEATS.contains(&f.s.text(*at))
    };
    let verb = range.clone().find(surpasses).filter(|_| grown_noun(f, start))?;
    Some((1, other(f, verb + 1)))
}

/// How one growth is beside another.
const MORE: [&str; 9] =
    ["higher", "lower", "faster", "slower", "stronger", "weaker", "larger", "bigger", "smaller"];

/// Words that set one figure over another.
const BEATS: [&str; 8] =
    ["beat", "beats", "bettered", "eclipsed", "eclipses", "dwarfed", "outdid", "outshone"];

/// A growth is what the clause speaks of, and no share.
fn grown_noun(f: Frame<'_>, start: usize) -> bool {
    let noun = |at: usize| {
        let owned =
            at > start && (f.s.tokens[at - 1].possessive || f.s.is(at - 1, &[Class::Its, Class::The]));
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
