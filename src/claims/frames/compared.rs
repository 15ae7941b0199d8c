//! Frames of more and less: "ahead of", "more tokens than", "grew faster than", "more than any other".

use super::relations::plain;
use super::unsurpassed::{more_than_any, nobody, surpassed_by_nobody, than_any};
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_noun;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

fn measure_of(f: Frame<'_>) -> Vec<Measure> {
    let near = |classes: &[Class]| f.near(classes, 4);
    if near(&[Class::Price, Class::Cheaper, Class::Dearer]) {
        vec![Measure::Blended, Measure::PriceIn, Measure::PriceOut]
    } else if let Some(measures) = super::prices::priced_before(f) {
        measures
    } else if near(&[Class::Votes]) || counts_votes(f) {
        vec![Measure::Votes]
    } else if near(&[Class::Share]) {
        vec![Measure::Share]
    } else if near(&[Class::Parameters])
        || (0..f.at).any(|at| f.s.num(at).is_some_and(|n| n.unit == Unit::Parameters))
    {
        vec![Measure::Parameters, Measure::Value]
    } else if near(&[Class::Score]) {
        vec![Measure::Value]
    } else {
        Vec::new()
    }
}

/// "has 3,327 votes, fewer than any other row": of what was counted right before.
pub(super) fn counts_votes(f: Frame<'_>) -> bool {
    let fewer = f.is(0, &[Class::Than, Class::MoreThan]) && f.at > 0;
    let comma = |at: usize| f.s.text(at) == ",";
    let near = (f.at.saturating_sub(4)..f.at).rev().find(|at| f.s.num(*at).is_some());
    near.is_some_and(|at| fewer && comma(at + 1) && f.s.num(at).is_some_and(|n| n.unit == Unit::Votes))
}

/// Whether a word sets its subject above what follows, or below it.
fn sets_above(f: Frame<'_>, class: Class) -> Option<bool> {
    Some(match class {
        Class::Ahead | Class::Exceed | Class::Dearer | Class::MoreThan => true,
        Class::Behind | Class::Cheaper => false,
        Class::Lead if f.s.who(f.at + 1).is_some() && !is_noun(f.s, f.at) => true,
        Class::Than
            if matches!(
                f.s.text(compared_word(f)),
                "tokens" | "votes" | "volume" | "bigger" | "larger" | "smaller" | "less" | "fewer" | "often"
            ) || f.s.is(compared_word(f), &[Class::Volume, Class::Votes, Class::Up, Class::Down])
                || has_units(f) =>
        {
            let less = (compared_word(f).saturating_sub(3)..f.at).any(|at| {
                matches!(f.s.text(at), "less" | "fewer" | "lower" | "smaller")
                    || f.s.is(at, &[Class::Down, Class::Cheaper])
            });
            !less
        }
        _ => return None,
    })
}

/// "had more downloads than Alpha", but not "gained more downloads than": what it has, of what the board counts.
fn has_units(f: Frame<'_>) -> bool {
    let unit = compared_word(f);
    let more = unit.checked_sub(1).filter(|at| matches!(f.s.text(*at), "more" | "fewer"));
    let verb = more.and_then(|at| at.checked_sub(1));
    f.s.units.contains(&unit)
        && verb.is_some_and(|at| {
            f.s.is(at, &[Class::Carry]) || matches!(f.s.text(at), "has" | "had" | "have" | "got")
        })
}

/// "more downloads than Bravo and Charlie put together", "carried less than Bravo and Charlie combined".
fn sums(f: Frame<'_>, class: Class, (subject, other): (&[Who], &[Who]), more: bool) -> Option<Vec<Test>> {
    let behind = other.len() > 1 && together_behind(f);
    let several = behind || subject.len() > 1 && (0..f.at).any(|at| f.s.is(at, &[Class::Together]));
    let hedge = if more { Hedge::Over } else { Hedge::Under };
    let num = Num { hedge, ..Num::new(Decimal::ONE, Decimal::ZERO, Form::Times) };
    let sum = Test::Times { measure: Measure::Value, a: subject.to_vec(), b: other.to_vec(), num };
    let unbound = Test::Unbound("sums are not set against each other");
    if class == Class::Than && has_units(f) && several {
        return Some(vec![if measure_of(f).is_empty() { sum } else { unbound }]);
    }
    let sets = matches!(class, Class::Than | Class::MoreThan) && behind;
    sets.then(|| if carries(f) { vec![sum] } else { vec![sum, unbound] })
}

/// "carried less than": so much of what the board counts.
fn carries(f: Frame<'_>) -> bool {
    let less = usize::from(matches!(f.text(-1), "less" | "more" | "fewer"));
    f.at.checked_sub(1 + less).is_some_and(|at| f.s.is(at, &[Class::Carry]))
}

/// "than Bravo and Charlie combined", "than the next two put together".
fn together_behind(f: Frame<'_>) -> bool {
    let joined = |at: usize| f.s.is(at, &[Class::Together]);
    (f.at + 2..f.clause().range.end).any(|at| joined(at) && f.s.text(at) != "altogether")
}

/// The word before "than", a board between skipped: "more tokens on OpenRouter than".
fn compared_word(f: Frame<'_>) -> usize {
    let mut at = f.at.saturating_sub(1);
    while at > 0
        && (matches!(f.s.tokens[at].kind, Kind::Board(_) | Kind::Period(When::Back(0)))
            || f.s.is(at, &[Class::On, Class::In]))
    {
        at -= 1;
    }
    at
}

/// The words that set one against another.
pub(super) const SETS: [Class; 8] = [
    Class::Ahead,
    Class::Behind,
    Class::Cheaper,
    Class::Dearer,
    Class::Exceed,
    Class::Lead,
    Class::MoreThan,
    Class::Than,
];

/// "ahead of Alpha", "trails Bravo", "more tokens than", "cheaper than", "leads Alpha".
pub fn compared(f: Frame<'_>) -> Option<Draft> {
    let class = f.class()?;
    // "None of them shrank more than Alpha".
    let moved = || {
        let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
        let row = f.s.who(f.at + 1).is_some_and(model) && !f.s.tokens[f.at + 1].possessive;
        row && f.at > 0 && f.directed(f.at - 1).is_some()
    };
    if (class == Class::Than || class == Class::MoreThan && moved()) && nobody(f) {
        return surpassed_by_nobody(f);
    }
    if class == Class::Than && f.last_at(f.at + 1) {
        return than_before(f);
    }
    if class == Class::Than
        && f.text(1) == "any"
        && plain(&f.clause().subject)
        && let Some(draft) = than_any(f)
    {
        return Some(draft);
    }
    // "the second-fastest pace behind Alpha".
    let second = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Ordinal);
    if (f.at.saturating_sub(5)..f.at)
        .any(|at| f.s.is(at, &[Class::Most]) && (at.saturating_sub(2)..at).any(second))
    {
        return None;
    }
    let more = sets_above(f, class)?;
    if let Some(none) = sets_nobody(f, class) {
        return none;
    }
    if class == Class::MoreThan
        && let Some(told) = more_than_said(f)
    {
        return told;
    }
    let subject = f.clause().subject.clone();
    if f.text(1) == "any" && matches!(f.text(2), "other" | "of") && plain(&subject) && more {
        return more_than_any(f, subject);
    }
    let mut from = f.at + 1;
    while f.s.is(from, &[Class::Than, Class::Of, Class::The, Class::Only]) {
        from += 1;
    }
    let other = f.group_from(from)?;
    let market = other.contains(&vec![Entity::Market]) && !super::paces::of_growths(f);
    if !plain(&subject) || !plain(&other) || market || subject == other {
        return None;
    }
    // "Alpha and Bravo together outdrew the leader".
    if class == Class::Exceed && subject.len() > 1 && f.near(&[Class::Together], 0) {
        return Some(f.draft("comparison", vec![sum_exceeds(subject, other)]));
    }
    if let Some(sums) = sums(f, class, (&subject, &other), more) {
        return Some(f.draft("comparison", sums));
    }
    Some(on_its_board(f, f.draft("comparison", comparisons(f, class, (subject, other), more))))
}

/// "lost its place ahead of Alpha", "looks up at nobody closer than Alpha": what stands beside the word is not set against
/// whoever is named behind it.
fn sets_nobody(f: Frame<'_>, class: Class) -> Option<Option<Draft>> {
    let lost = || (0..f.at).any(|at| f.s.is(at, &[Class::Down, Class::DownRank, Class::DownValue]));
    let placed = f.is(-1, &[Class::PlacesNoun]) && f.is(-2, &[Class::Its, Class::Their]);
    match class {
        Class::Ahead | Class::Behind if placed && lost() => {
            let open = Test::Unbound("whether it still has that place is not told");
            Some(Some(f.draft("comparison", vec![open])))
        }
        Class::Ahead | Class::Behind if f.is(1, &[Class::Neg]) => Some(None),
        _ => None,
    }
}

/// "more tokens than Bravo": on the board that counts them.
fn on_its_board(f: Frame<'_>, draft: Draft) -> Draft {
    let counted = compared_word(f);
    let unit = f.s.unit_boards.iter().find(|(at, _)| f.is(0, &[Class::Than]) && *at == counted);
    match unit {
        Some((_, board)) if draft.boards.is_empty() => {
            Draft { boards: vec![*board], board_told: true, ..draft }
        }
        _ => draft,
    }
}

/// More than once the other: what all of them have together.
fn sum_exceeds(a: Vec<Who>, b: Vec<Who>) -> Test {
    let num = Num { hedge: Hedge::Over, ..Num::new(Decimal::ONE, Decimal::ZERO, Form::Times) };
    Test::Times { measure: Measure::Value, a, b, num }
}

/// "costs more per output token than Alpha".
pub fn costs_more(f: Frame<'_>) -> Option<Draft> {
    if f.class() != Some(Class::Price) || !matches!(f.text(1), "more" | "less") {
        return None;
    }
    let than = (f.at + 2..(f.at + 8).min(f.s.tokens.len())).find(|at| f.s.is(*at, &[Class::Than]))?;
    let (a, b) = (f.clause().subject.clone(), f.group_from(than + 1)?);
    let side = (f.at + 2..than).find_map(|at| match f.s.class(at) {
        Some(Class::Input) => Some(Measure::PriceIn),
        Some(Class::Output) => Some(Measure::PriceOut),
        _ => None,
    });
    let measures =
        side.map_or(vec![Measure::Blended, Measure::PriceIn, Measure::PriceOut], |side| vec![side]);
    let more = f.text(1) == "more";
    let test = |measure| Test::Compared { measure, a: a.clone(), b: b.clone(), more };
    (plain(&a) && plain(&b) && a != b)
        .then(|| f.draft("comparison", measures.into_iter().map(test).collect()))
}

/// What can be set against each other: ranks, or what the words around it measure.
fn comparisons(f: Frame<'_>, class: Class, (subject, other): (Vec<Who>, Vec<Who>), more: bool) -> Vec<Test> {
    let mut measures = measure_of(f);
    if super::paces::of_growths(f) {
        measures = vec![Measure::Growth];
    }
    if matches!(class, Class::Cheaper | Class::Dearer) {
        measures = vec![Measure::Blended, Measure::PriceIn, Measure::PriceOut];
    }
    if let Some((of, sign)) = super::paces::of_changes(f) {
        let more = more == (sign > 0);
        let compared = |measure| Test::Compared { measure, a: subject.clone(), b: other.clone(), more };
        return of.iter().copied().map(compared).collect();
    }
    // "the fastest grower, ahead of Bravo": of what the superlative measures.
    if let Some((of, sign)) = ranked_by(f) {
        let compared = |m: &Measure| {
            let more = more == (sign >= 0);
            Test::Compared { measure: *m, a: subject.clone(), b: other.clone(), more }
        };
        return of.iter().map(compared).collect();
    }
    let volume = f.near(&[Class::Volume], 0)
        || (f.at.saturating_sub(3)..f.at).any(|at| matches!(f.s.text(at), "tokens"));
    let ranks =
        measures.is_empty() && !volume && !matches!(class, Class::Exceed | Class::MoreThan | Class::Than);
    // "added 355, more than Alpha's 321": of what was added.
    let changed = matches!(class, Class::MoreThan | Class::Than)
        && measures.is_empty()
        && super::scores::change_before(f);
    if changed {
        measures = vec![Measure::Value, Measure::ValueChange];
    }
    if ranks {
        // A better rank is a smaller number.
        vec![
            Test::Compared { measure: Measure::Rank, a: subject.clone(), b: other.clone(), more: !more },
            Test::Compared { measure: Measure::Value, a: subject, b: other, more },
        ]
    } else {
        let measures = if measures.is_empty() { vec![Measure::Value] } else { measures };
        measures
            .into_iter()
            .map(|measure| Test::Compared { measure, a: subject.clone(), b: other.clone(), more })
            .collect()
    }
}

/// What a superlative before "ahead of" measures, and which way.
fn ranked_by(f: Frame<'_>) -> Option<(&'static [Measure], i8)> {
    if !f.is(0, &[Class::Ahead]) {
        return None;
    }
    let at = (0..f.at).rev().find(|at| f.s.is(*at, &[Class::Most]))?;
    let (measures, sign) = super::extreme_of::extreme_of(f.from(at)?, true)?;
    (sign != 0).then_some((measures, sign))
}

/// What "more than" says of a sum, or of the period before; none where it is told by the gap.
fn more_than_said(f: Frame<'_>) -> Option<Option<Draft>> {
    let together = (0..f.at).any(|at| f.s.is(at, &[Class::Together]));
    // "together …, 930 billion more than the leader" is told by the gap.
    if together && f.at.checked_sub(1).is_some_and(|b| f.s.num(b).is_some()) {
        return Some(None);
    }
    // "Together they had 7.2 million, more than Alpha alone".
    if together && let Some(other) = f.group_from(f.at + 1) {
        let subject = f.clause().subject.clone();
        let sums = subject.len() > 1 && plain(&subject) && plain(&other) && measure_of(f).is_empty();
        let unbound = Test::Unbound("sums are not set against each other");
        let test = if sums { sum_exceeds(subject, other) } else { unbound };
        return Some(Some(f.draft("comparison", vec![test])));
    }
    (f.last_at(f.at + 1) && f.text(-1) == ",").then(|| more_than_before(f))
}

/// "more tokens than last week": it grew.
fn than_before(f: Frame<'_>) -> Option<Draft> {
    let words = f.at.saturating_sub(3)..f.at;
    let sign = words.clone().find_map(|at| match f.s.text(at) {
        "more" | "bigger" | "larger" => Some((at, 1)),
        "fewer" | "less" | "smaller" => Some((at, -1)),
        _ => None,
    });
    let group = f.clause().subject.clone();
    if let Some(sign) = f.at.checked_sub(1).and_then(|at| super::predicates::scored(f, at)) {
        let test = Test::Direction { measure: Measure::ValueChange, sign, group: group.clone() };
        return (!group.is_empty()).then(|| f.draft("direction", vec![test]));
    }
    let (word, sign) = sign?;
    // "six of the top ten handled fewer containers than in May": the count has it.
    let counted = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    if super::tops::counted_before(f) || (f.clause().range.start..f.at).any(counted) {
        return None;
    }
    if group.is_empty() || word > 0 && f.s.num(word - 1).is_some() || f.near(&[Class::Votes, Class::Score], 0)
    {
        return None;
    }
    Some(f.draft("direction", vec![Test::Direction { measure: Measure::Growth, sign, group }]))
}

/// "carry 43.2% of all tokens, more than a week earlier": what the number measures has grown.
fn more_than_before(f: Frame<'_>) -> Option<Draft> {
    let measure = (0..f.at).rev().filter_map(|at| f.s.num(at)).find_map(|told| match told.form {
        Form::Percent | Form::Fraction => Some(Measure::ShareChange),
        Form::Cardinal if told.scaled || told.unit == Unit::Board => Some(Measure::Growth),
        _ => None,
    })?;
    let group = f.clause().subject.clone();
    let test = Test::Direction { measure, sign: 1, group: group.clone() };
    (!group.is_empty()).then(|| Draft { when: None, ..f.draft("direction", vec![test]) })
}

/// "outgrew the market", "grew faster than Alpha".
pub fn outgrew(f: Frame<'_>) -> Option<Draft> {
    let more = match f.class()? {
        Class::Outgrow => true,
        Class::Undergrow => false,
        _ => return None,
    };
    if let Some(group) = nobody(f).then(|| f.group_from(f.at + 1)).flatten() {
        // "Nobody shrank faster than Golf".
        let sign = f.direction().map_or(1, |(sign, ..)| sign);
        let test = Test::Extreme {
            measure: Measure::Growth,
            sign,
            most: more,
            group: group.clone(),
            top: f.scope(),
        };
        return Some(Draft { neg: false, ..f.draft_of("superlative", vec![test], group, true) });
    }
    let subject = f.clause().subject.clone();
    // "grew 61%, faster than any other".
    let others = matches!((f.text(1), f.text(2)), ("any", "other" | "of") | ("every", "other"));
    if others && plain(&subject) {
        let sign = f.direction().map_or(1, |(sign, ..)| sign);
        let (measure, group) = (Measure::Growth, subject.clone());
        let test = Test::Extreme { measure, sign, most: more, group, top: f.scope() };
        return Some(f.draft("superlative", vec![super::unsurpassed::among(f, test)]));
    }
    let other = f
        .group_from(f.at + 1)
        .or_else(|| (f.text(0) == "trailed the market").then(|| vec![vec![Entity::Market]]))?;
    let market = subject.iter().flatten().any(|e| *e == Entity::Market);
    // "shrank faster than Bravo", "fell 10 percentage points faster than Bravo".
    let verb = f.at.checked_sub(1 + usize::from(f.at > 0 && f.s.num(f.at - 1).is_some()));
    let fell = verb.and_then(|at| f.directed(at)).is_some_and(|(sign, ..)| sign < 0);
    let more = more != fell;
    (plain(&subject) && !market).then(|| {
        f.draft("comparison", vec![Test::Compared { measure: Measure::Growth, a: subject, b: other, more }])
    })
}
