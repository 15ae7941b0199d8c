//! Frames of what has no unit of a board: points, bare numbers, ends of an interval, votes.

use super::amounts::{no_amount, set_against};
use super::numbers::{CHANGES, direct, one, told_again, whose};
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "1,959 points", "lost four points".
pub fn points(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.unit == Unit::Points)?;
    // "Six rows are tied on 1473 points" has it.
    if super::ties::has_the_mark(f) || super::counts::of_counted(f) {
        return None;
    }
    let told = match f.text(1) {
        "more" | "higher" | "more than" | "better" | "up" => Some(1),
        "fewer" | "less" | "lower" | "worse" | "poorer" | "down" => Some(-1),
        _ => None,
    };
    let sign = told.unwrap_or_else(|| f.direction().map_or(num.sign, |(sign, ..)| sign));
    let share = num.scaled_by(Decimal::new(1, 2));
    let (group, certain) = whose(f);
    let compared = f.is(1, &[Class::MoreThan, Class::Than])
        || matches!(
            f.text(1),
            "lower" | "higher" | "more" | "fewer" | "less" | "down" | "up" | "better" | "worse" | "poorer"
        );
    // "lost two places and one point".
    let as_well = f.is(-1, &[Class::And])
        && f.at > 1
        && f.s.num(f.at - 2).is_some_and(|n| n.unit == Unit::Places)
        && direct(Frame { at: f.at - 2, ..f });
    // "a three-point loss".
    let moves = f.is(1, &CHANGES) && crate::claims::clauses::is_noun(f.s, f.at + 1);
    let by = as_well
        || moves
        || matches!(f.role(), Some(Class::By))
        || direct(f)
        || num.sign != 0
        || compared
        || loss_of(f);
    // "from 1495 points in W16": what it was then.
    if let Some(when) = super::amounts::then(f).filter(|_| !group.is_empty()) {
        let test = one(Measure::Value, num, 0, &group);
        return Some(Draft { when: Some(when), ..f.draft_of("value", vec![test], group, certain) });
    }
    // "a loss of 3.3 points".
    let mut tests = Vec::new();
    if !group.is_empty() {
        match f.role() {
            Some(Class::From) => tests.push(one(Measure::PreviousValue, num, 0, &group)),
            _ if by => {
                if !f.near(&[Class::Share], 3) {
                    tests.push(one(Measure::ValueChange, num, sign, &group));
                }
                tests.push(one(Measure::ShareChange, &share, sign, &group));
            }
            _ => {
                tests.push(one(Measure::Value, num, 0, &group));
                // "the biggest loss of the week: five points".
                // "the steepest loss of share was Brackwater's, at 2.9 points".
                if (0..f.at).any(|at| f.s.is(at, &[Class::Share])) {
                    tests.push(one(Measure::ShareChange, &share, 0, &group));
                }
                if told_again(f) || tells_a_change(f) {
                    tests.push(one(Measure::ValueChange, num, 0, &group));
                }
            }
        }
    }
    Some(f.draft_of(if by { "change" } else { "value" }, tests, group, certain))
}

/// "70,400 containers behind Alpha, down from 207,900": how far it was.
fn was_as_far(f: Frame<'_>, role: Option<Class>) -> Option<&'static str> {
    let far = |at: usize| (at + 1..at + 3).any(|i| f.s.is(i, &[Class::Behind, Class::Ahead]));
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some());
    (role == Some(Class::From) && told.is_some_and(far)).then_some("what a distance was is not worked out")
}

/// "lost the most admissions this week: 152,800": of what the superlative measures.
pub fn lost_the_most(f: Frame<'_>) -> Option<Draft> {
    let num =
        f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && n.digits && !n.scaled)?;
    let told = matches!(f.text(-1), ":" | "—" | "–" | ",") && super::amounts::lost_the_most(f);
    let (sign, ..) = f.direction().filter(|_| told)?;
    let (group, certain) = whose(f);
    if group.is_empty() { None } else { make_for(f, &[(Measure::ValueChange, sign)], num, group, certain) }
}

/// "at 1503", "a score of 1503", "an interval from 1495 to 1511".
pub fn bare(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled)?;
    // "1492 points, two fewer than a week earlier".
    let less =
        matches!(f.text(1), "fewer" | "less" | "more" | "lower" | "higher") || f.is(1, &[Class::MoreThan]);
    let past = (f.at + 1..(f.at + 5).min(f.clause().range.end))
        .any(|at| matches!(f.s.tokens[at].kind, Kind::Period(When::Back(1))));
    let unit = (0..f.at).rev().find_map(|at| f.s.num(at)).map(|n| n.unit);
    if less && past && matches!(unit, Some(Unit::Points | Unit::Board)) {
        let (group, certain) = whose(f);
        let sign = if matches!(f.text(1), "more" | "more than" | "higher") { 1 } else { -1 };
        return make_for(f, &[(Measure::ValueChange, sign)], num, group, certain);
    }
    if !num.digits || super::counts::of_counted(f) {
        return None;
    }
    let (group, certain) = set_against(f).map_or_else(|| whose(f), |other| (other, false));
    // "the last of the 20" is no figure.
    if group.is_empty() || f.is(-1, &[Class::The]) && f.is(-2, &[Class::Of]) {
        return None;
    }
    let spread =
        |at: usize| f.s.is(at, &[Class::Interval]) || f.s.is(at, &[Class::Band]) && f.s.text(at) == "range";
    let interval = f.clauses.iter().any(|c| c.range.clone().any(spread));
    let sign = f.direction().map_or(num.sign, |(sign, ..)| sign);
    let role = f.role();
    // "the heaviest loss of share was Alpha's: it gave up 5.6".
    if changed_by(f, role) && f.clauses.iter().any(|c| c.range.clone().any(|at| f.s.is(at, &[Class::Share])))
    {
        return make_for(
            f,
            &[(Measure::ShareChange, sign)],
            &num.scaled_by(Decimal::new(1, 2)),
            group,
            certain,
        );
    }
    // "it was 70,400 ahead": ahead of whom is told elsewhere.
    if let Some(why) = is_short(f).or_else(|| no_amount(f)).or_else(|| was_as_far(f, role)) {
        return Some(f.draft_of("gap", vec![Test::Unbound(why)], group, certain));
    }
    if let Some(then) = value_then(f, num).filter(|_| !interval) {
        return Some(then);
    }
    let measures = priced(f, role)
        .or_else(|| places_of(f, num))
        .unwrap_or_else(|| measures_of(f, num, role, interval, sign));
    if !interval && role == Some(Class::To) && anothers(f) {
        return Some(f.draft("value", vec![Test::Unbound("it may be what another has")]));
    }
    // "their intervals, 84.0 to 86.2 and 82.1 to 84.7": of one of them.
    let theirs = interval && (0..f.at).any(|at| f.s.is(at, &[Class::Their]));
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let group: Vec<Who> = if theirs { f.s.whos.iter().filter(model).cloned().collect() } else { group };
    if interval && group.len() > 1 {
        let each = measures
            .iter()
            .flat_map(|(m, s)| group.iter().map(|who| one(*m, num, *s, std::slice::from_ref(who))));
        let tests = each.collect();
        return Some(f.draft_of(measures[0].0.name(), tests, group, certain));
    }
    let sum = together(f, &measures, num, &group);
    let draft = make_for(f, &measures, num, group, certain)?;
    Some(Draft { tests: draft.tests.into_iter().chain(sum).collect(), ..draft })
}

/// "Alpha and Bravo had 894,500": each, or together.
fn together(f: Frame<'_>, measures: &[(Measure, i8)], num: &Num, group: &[Who]) -> Option<Test> {
    let several = group.len() > 1 && measures.contains(&(Measure::Value, 0)) && !f.near(&[Class::Each], 4);
    several.then(|| Test::Sum { measure: Measure::Value, num: *num, group: group.to_vec() })
}

/// "with a climb of 3", "a slide of 2 from last week": so many places, or so many of what the board has.
fn places_of(f: Frame<'_>, num: &Num) -> Option<Vec<(Measure, i8)>> {
    let few = num.whole().is_some_and(|n| n < 100) && f.role() == Some(Class::Of);
    let noun = f.at.checked_sub(2).filter(|at| few && f.is(-1, &[Class::Of]) && f.s.is(*at, &Class::CHANGES));
    let (sign, ..) = f.directed(noun?)?;
    Some(vec![(Measure::Places, sign), (Measure::ValueChange, sign)])
}

/// "an output price of 25".
fn priced(f: Frame<'_>, role: Option<Class>) -> Option<Vec<(Measure, i8)>> {
    (role == Some(Class::Of) && f.is(-2, &[Class::Price])).then(|| match f.class_before(3) {
        Some(Class::Output) => vec![(Measure::PriceOut, 0)],
        Some(Class::Input) => vec![(Measure::PriceIn, 0)],
        _ => vec![(Measure::PriceIn, 0), (Measure::PriceOut, 0), (Measure::Blended, 0)],
    })
}

/// "a loss of 3.3": what it is.
pub(super) fn loss_of(f: Frame<'_>) -> bool {
    // "the loss of just one point".
    let of = (f.at.saturating_sub(3)..f.at).rev().find(|at| f.s.is(*at, &[Class::Of]));
    f.role() == Some(Class::Of) && of.is_some_and(|of| of > 0 && f.s.is(of - 1, &CHANGES))
}

/// True if the number is what something rose or fell by.
fn changed_by(f: Frame<'_>, role: Option<Class>) -> bool {
    role == Some(Class::By) || direct(f)
}

/// "added 355": a number before that is a change.
pub(super) fn change_before(f: Frame<'_>) -> bool {
    // "Bravo's gain of 321,300".
    let of = |at: usize| f.s.is(at - 1, &[Class::Of]) && at > 1 && f.s.is(at - 2, &CHANGES);
    (1..f.at).any(|at| f.s.num(at).is_some() && (f.s.is(at - 1, &CHANGES) || of(at)))
}

/// "1509 points to 1505", where nothing moved from one to the other.
fn anothers(f: Frame<'_>) -> bool {
    let first = f.at.checked_sub(2).and_then(|at| f.s.num(at));
    let amount = first.is_some_and(|n| matches!(n.unit, Unit::Points | Unit::Board));
    amount && !f.is(-3, &[Class::From]) && f.direction().is_none()
}

/// "70,400 short".
fn is_short(f: Frame<'_>) -> Option<&'static str> {
    matches!(f.text(1), "short" | "shy").then_some("it is not told of whom")
}

/// "has fallen for three weeks, from 8,013,600 in W12": what it was then.
fn value_then(f: Frame<'_>, num: &Num) -> Option<Draft> {
    // No list is so long.
    let when = super::amounts::then(f).filter(|_| num.value > Decimal::from(1000))?;
    let (group, certain) = whose(f);
    let draft = make_for(f, &[(Measure::Value, 0)], num, group, certain)?;
    Some(Draft { when: Some(when), ..draft })
}

/// What a bare number can be of, by the word that governs it.
fn measures_of(f: Frame<'_>, num: &Num, role: Option<Class>, interval: bool, sign: i8) -> Vec<(Measure, i8)> {
    let votes = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Votes) || f.s.is(at, &[Class::Votes]);
    let voted = (0..f.at).any(|at| votes(at) || f.s.text(at).ends_with("voted"));
    match role {
        // "runs from 1485 to 1495", "(1485–1495)": its ends.
        Some(Class::From) if interval => vec![(Measure::Low, 0)],
        Some(Class::To) if interval => vec![(Measure::High, 0)],
        _ if interval && f.s.num(f.at + 2).is_some() && dash(f, f.at + 1) => vec![(Measure::Low, 0)],
        _ if interval && f.at > 1 && f.s.num(f.at - 2).is_some() && dash(f, f.at - 1) => {
            vec![(Measure::High, 0)]
        }
        _ if interval => vec![(Measure::Low, 0), (Measure::High, 0), (Measure::Value, 0)],
        // "Up: Alpha (+2)", "the worst move: Bravo, -3": places, or what the board counts.
        _ if num.sign != 0 && num.whole().is_some() => {
            vec![(Measure::Places, num.sign), (Measure::ValueChange, num.sign)]
        }
        _ if num.sign != 0 => vec![(Measure::ValueChange, num.sign)],
        // No list is so long.
        Some(Class::From) if num.value > Decimal::from(1000) => vec![(Measure::PreviousValue, 0)],
        Some(Class::From) => vec![(Measure::PreviousRank, 0), (Measure::PreviousValue, 0)],
        Some(Class::To) => vec![(Measure::Rank, 0), (Measure::Value, 0)],
        // "against a loss of 31,100 for Alpha".
        Some(Class::Of) if loss_of(f) && num.value > Decimal::from(1000) => {
            vec![(Measure::ValueChange, super::amounts::noun_sign(f).unwrap_or(sign))]
        }
        _ if changed_by(f, role) && num.whole().is_none() => vec![(Measure::ValueChange, sign)],
        _ if changed_by(f, role) => vec![(Measure::Places, sign), (Measure::ValueChange, sign)],
        // "added 355, more than Alpha's 321".
        _ if f.is(1, &[Class::Which]) && f.s.is(f.at + 3, &CHANGES) => {
            vec![(Measure::ValueChange, if f.s.is(f.at + 3, &[Class::Up, Class::UpValue]) { 1 } else { -1 })]
        }
        _ if f.at.checked_sub(1).is_some_and(|b| f.s.tokens[b].possessive) && change_before(f) => {
            vec![(Measure::Value, 0), (Measure::ValueChange, 0)]
        }
        _ if f.is(-1, &[Class::With]) && super::amounts::gains_before(f) => {
            vec![(Measure::Value, 0), (Measure::ValueChange, 0)]
        }
        // "The largest increase of the day, 138,869, was that of Alpha".
        _ if f.text(-1) == "," && f.text(1) == "," && super::amounts::gains_before(f) => {
            vec![(Measure::ValueChange, 0), (Measure::Value, 0)]
        }
        _ if voted => vec![(Measure::Votes, 0), (Measure::Value, 0)],
        // "is new at 49".
        _ if f.text(-1) == "new at" && num.whole().is_some_and(|n| n <= 500) => {
            vec![(Measure::Rank, 0), (Measure::Value, 0)]
        }
        // "enters at 29", "straight in at 12".
        Some(Class::At) if num.whole().is_some_and(|n| n <= 500) && arrives(f) => {
            vec![(Measure::Rank, 0), (Measure::Value, 0)]
        }
        _ => vec![(Measure::Value, 0)],
    }
}

/// A word of arrival stands before "at".
fn arrives(f: Frame<'_>) -> bool {
    let verb = [Class::Enter, Class::Debut, Class::New, Class::Return];
    (f.at.saturating_sub(4)..f.at)
        .any(|at| f.s.is(at, &verb) || matches!(f.s.text(at), "in" | "lands" | "landed"))
}

fn dash(f: Frame<'_>, at: usize) -> bool {
    matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark('–' | '-' | '—' | '‑')))
}

fn make_for(
    f: Frame<'_>,
    measures: &[(Measure, i8)],
    num: &Num,
    group: Vec<Who>,
    certain: bool,
) -> Option<Draft> {
    let tests = measures.iter().map(|(m, s)| one(*m, num, *s, &group)).collect();
    Some(f.draft_of(measures[0].0.name(), tests, group, certain))
}

/// After a colon or a dash, of a clause that names a rise or a fall.
fn tells_a_change(f: Frame<'_>) -> bool {
    let Some(previous) = f.index.checked_sub(1).map(|i| &f.clauses[i]) else { return false };
    let moves = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    f.at == f.clause().range.start && previous.range.clone().any(|at| f.s.is(at, &moves))
}
