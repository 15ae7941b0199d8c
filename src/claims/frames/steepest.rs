//! Frames of the rises and falls of a time: "its steepest monthly fall this year", "has grown in every month of the year so
//! far".

use super::of_the_year::noun_behind;
use super::records::{dated, is_span, reach};
use super::relations::plain;
use super::{Draft, Frame, Reach, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Kind, When};

/// "its steepest monthly fall this year", "a rise of 8.0%, its fastest of the year".
pub fn steepest(f: Frame<'_>) -> Option<Draft> {
    let (most, pace) = match f.text(0) {
        "steepest" | "sharpest" | "fastest" | "quickest" | "heaviest" => (true, true),
        "biggest" | "largest" | "greatest" | "strongest" | "highest" => (true, false),
        "slowest" => (false, true),
        "smallest" | "slightest" => (false, false),
        _ => return None,
    };
    let reach = told_reach(f)?;
    let noun = noun_behind(f, f.at);
    let moved = f.directed(noun);
    let bare = matches!(f.s.tokens.get(noun).map(|t| &t.kind), Some(Kind::Period(When::Beyond)));
    // "rose 8.0%, its fastest of the year": what went before says which way.
    let pace_noun = matches!(f.s.text(noun), "pace" | "rate" | "change");
    let (sign, class, _) = moved.or_else(|| (pace && (bare || pace_noun)).then(|| last_move(f)).flatten())?;
    let own = f.is(-1, &[Class::Its, Class::Their]);
    let group = f.clause().subject.clone();
    if !own || !plain(&group) || f.clause().neg || group.len() != 1 {
        return None;
    }
    // A fall from second to fifth may be one of places.
    let start = f.clauses[f.index.saturating_sub(1)].range.start;
    let percent = (start..f.at).any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Percent));
    let amount = (start..f.at).any(|at| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board));
    let share = (start..f.at).any(|at| f.s.is(at, &[Class::Share, Class::Votes, Class::GapNoun]));
    if share {
        return None;
    }
    let measures: &[Measure] = match class {
        _ if percent => &[Measure::Growth],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth, Measure::ValueChange],
        _ if amount => &[Measure::Growth, Measure::ValueChange],
        _ => &[Measure::Growth, Measure::ValueChange, Measure::Places],
    };
    let test =
        |measure: &Measure| Test::MoveRecord { measure: *measure, sign, most, reach, group: group.clone() };
    let draft = f.draft_of("record", measures.iter().map(test).collect(), group.clone(), f.clause().certain);
    Some(dated(f, draft, Some(reach)))
}

/// The move that was told last.
fn last_move(f: Frame<'_>) -> Option<(i8, Class, usize)> {
    let start = f.clauses[f.index.saturating_sub(1)].range.start;
    (start..f.at).rev().find_map(|at| f.directed(at))
}

/// How far back the words reach, if the data may know.
fn told_reach(f: Frame<'_>) -> Option<Reach> {
    reach(f).filter(|reach| !matches!(reach, Reach::Since(When::Beyond)))
}

/// "has grown in every month of the year so far", "fell each week this month".
pub fn every_time(f: Frame<'_>) -> Option<Draft> {
    let (sign, class, _) = f.directed(f.at)?;
    let end = f.clause().range.end;
    let each = (f.at + 1..end.min(f.at + 5))
        .find(|at| f.s.is(*at, &[Class::Each, Class::All]) && is_span(f.s.text(at + 1)))?;
    let small = |at: usize| f.s.is(at, &[Class::In, Class::On, Class::Volume]) || f.s.units.contains(&at);
    let told = matches!(f.s.tokens.get(each + 2).map(|t| &t.kind), Some(Kind::Period(When::Beyond)));
    let except = super::of_the_year::excepted(f).is_some();
    let few = |at: usize| matches!(f.s.text(at), "almost" | "nearly" | "virtually" | "practically");
    let reach = told_reach(f).filter(|reach| matches!(reach, Reach::Year | Reach::Month))?;
    let group = f.clause().subject.clone();
    let quiet = (f.at + 1..each).all(small);
    if !told || except || !quiet || !plain(&group) || f.clause().neg || (f.at..each).any(few) {
        return None;
    }
    let measures = super::measures::measured(f, class);
    let test = |measure: &Measure| Test::EachMove { measure: *measure, sign, reach, group: group.clone() };
    let draft =
        f.draft_of("direction", measures.iter().map(test).collect(), group.clone(), f.clause().certain);
    Some(Draft { when: None, past: false, ..draft })
}

/// "Alpha's gain of 400 units was the smallest", "Bravo's growth is the highest": of the noun before the verb.
pub(super) fn of_noun_before(f: Frame<'_>) -> Option<(&'static [Measure], i8)> {
    let clause = f.clause().range.clone();
    let owns = |at: &usize| f.s.who(*at).is_some() && f.s.tokens[*at].possessive;
    let its = || Some(clause.start).filter(|at| f.s.is(*at, &[Class::Its]));
    let owner = (clause.start..f.at).find(owns).or_else(its)?;
    // "Alpha's two-point loss", "Alpha's 24% loss".
    let period = |at: usize| matches!(f.s.tokens[at].kind, Kind::Period(When::Beyond | When::At(_)));
    let one = f.is(-1, &[Class::The]) && !(f.at + 1..clause.end).any(period);
    let noun = owner + 1 + usize::from(one && f.s.num(owner + 1).is_some());
    let be = (noun + 1..f.at).any(|at| f.s.is(at, &[Class::Be]));
    let num = (owner + 1..f.at).find_map(|at| f.s.num(at));
    let measure: &[Measure] = match num {
        Some(n) if n.form == Form::Percent => &[Measure::Growth],
        Some(n) if n.unit == Unit::Places => &[Measure::Places],
        Some(n) if matches!(n.unit, Unit::Board | Unit::Points) || n.scaled => &[Measure::ValueChange],
        Some(_) => return None,
        None if f.s.text(noun) == "growth" => &[Measure::Growth],
        None if f.s.is(noun, &[Class::UpRank, Class::DownRank]) => &[Measure::Places],
        None => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    };
    match f.s.class(noun)? {
        Class::Up | Class::UpRank | Class::UpValue if be => Some((measure, 1)),
        Class::Down | Class::DownRank | Class::DownValue if be => Some((measure, -1)),
        _ => None,
    }
}
