//! Frames of parts: of what somebody had at another time ("less than half of the 4.3 trillion it had in W28"), and of what
//! the first rows have together.

use super::numbers::{one, whose};
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;

/// "the 4.3 trillion tokens it had in W28": what it had then.
pub fn had_then(f: Frame<'_>) -> Option<Draft> {
    let (measure, when) = told_of_then(f)?;
    let (group, certain) = whose(f);
    let tests = vec![one(measure, f.num()?, 0, &group)];
    (!group.is_empty())
        .then(|| Draft { when: Some(when), ..f.draft_of(measure.name(), tests, group, certain) })
}

/// The number is followed by "it had in W28": what it measures, and when.
fn told_of_then(f: Frame<'_>) -> Option<(Measure, When)> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && f.is(-1, &[Class::The, Class::Its]))?;
    let measure = match num.unit {
        Unit::Votes => Measure::Votes,
        Unit::Points | Unit::Board => Measure::Value,
        Unit::None if num.scaled => Measure::Value,
        _ => return None,
    };
    let had = f.is(1, &[Class::It, Class::They]) && f.is(2, &[Class::Be, Class::Carry]);
    let at = f.at + 3 + usize::from(f.is(3, &[Class::In]));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if had && when != When::Beyond => Some((measure, when)),
        _ => None,
    }
}

/// "less than half of the 4.3 trillion tokens it had in W28", "twice the 200 billion of then": so much it has now.
pub fn part_of_then(f: Frame<'_>) -> Option<Draft> {
    let part = f.num().filter(|n| matches!(n.form, Form::Fraction | Form::Percent | Form::Times))?;
    if let Some(own) = of_its_own_then(f) {
        return Some(own);
    }
    let of = usize::from(f.is(1, &[Class::Of]));
    let there = Frame { at: f.at + 2 + of, ..f };
    let (measure, _) = told_of_then(there)?;
    let amount = there.num()?;
    let percent = part.form == Form::Percent;
    let part = if percent { part.scaled_by(Decimal::new(1, 2)) } else { *part };
    let product = Num { hedge: part.hedge, ..amount.scaled_by(part.value) };
    // As far off as the part may be.
    let num = Num { half: product.half.max(part.half.checked_mul(amount.value)?), ..product };
    let (group, certain) = whose(f);
    let tests = vec![one(measure, &num, 0, &group)];
    let now = Some(When::Back(0));
    (!group.is_empty()).then(|| Draft { when: now, ..f.draft_of(measure.name(), tests, group, certain) })
}

/// What is left where a part is gone.
fn left_of(num: Num) -> Option<Num> {
    let hedge = match num.hedge {
        Hedge::Plain => Hedge::Plain,
        Hedge::Over => Hedge::Under,
        Hedge::Under => Hedge::Over,
        _ => return None,
    };
    Some(Num { hedge, value: Decimal::ONE - num.value, ..num })
}

/// "less than a third of its W28 tokens", "has more than doubled its January downloads": of what it had then.
pub fn of_its_own_then(f: Frame<'_>) -> Option<Draft> {
    let times =
        |value, half| Num { hedge: super::multiples::hedge_before(f), ..Num::new(value, half, Form::Times) };
    let (num, its) = match (f.num(), f.class()) {
        (Some(num), _) if matches!(num.form, Form::Fraction | Form::Percent) && num.sign == 0 => {
            let percent = num.form == Form::Percent;
            let num = if percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
            // "lost a quarter of its April downloads": three quarters are left.
            let lost = (f.clause().range.start..f.at).filter_map(|at| f.directed(at)).next();
            let num = match lost {
                None => num,
                Some((-1, ..)) if f.role() != Some(Class::To) => left_of(num)?,
                Some(_) => return None,
            };
            (Num { form: Form::Times, ..num }, f.at + 1 + usize::from(f.is(1, &[Class::Of])))
        }
        (None, Some(Class::Double)) => (times(Decimal::TWO, Decimal::new(5, 2)), f.at + 1),
        (None, Some(Class::Triple)) => (times(Decimal::from(3), Decimal::new(1, 1)), f.at + 1),
        (None, Some(Class::Halve)) => (times(Decimal::new(5, 1), Decimal::new(5, 2)), f.at + 1),
        _ => return None,
    };
    let Kind::Period(then) = f.s.tokens.get(its + 1)?.kind else { return None };
    let noun = its + 2;
    let counted = super::records::is_unit(f, noun) || f.s.units.contains(&noun);
    let end = noun + 1 + usize::from(matches!(f.s.text(noun + 1), "figure" | "total" | "volume"));
    let ends = matches!(f.s.tokens.get(end).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.s.is(end, &[Class::And, Class::But]);
    let group = f.clause().subject.clone();
    let told = f.s.is(its, &[Class::Its, Class::Their]) && counted && ends && then != When::Beyond;
    if !told || f.clause().neg || group.len() != 1 || !super::relations::plain(&group) {
        return None;
    }
    let how = super::GapChange::Times(num);
    let test = Test::Against { of: super::Told::Volume, how, then, group: group.clone() };
    let draft = f.draft_of("change", vec![test], group, f.clause().certain);
    Some(Draft { quantity: "ratio", when: None, past: false, ..draft })
}

/// "More than a quarter of the containers handled by the 13 listed ports went through Alpha", "A fifth of all downloads
/// went to Bravo": a part of what is listed, or of all.
pub fn went_to(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| matches!(n.form, Form::Percent | Form::Fraction) && n.sign == 0)?;
    let end = f.clause().range.end;
    let goes = |at: usize| {
        matches!(f.s.text(at), "went" | "go" | "goes" | "passed" | "passes" | "moved" | "flowed")
            && (f.s.is(at + 1, &[Class::To]) || f.s.text(at + 1) == "through")
    };
    let verb = (f.at + 2..end).find(|at| goes(*at)).filter(|_| f.is(1, &[Class::Of, Class::ShareOf]))?;
    // "of the growth", "of the new downloads": another whole.
    let other = (f.at + 2..verb).any(|at| {
        f.s.who(at).is_some_and(|who| !who.iter().all(|e| matches!(e, Entity::Listed | Entity::Market)))
            || f.s
                .is(at, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue, Class::New, Class::Votes])
            || matches!(f.s.text(at), "extra" | "additional" | "added" | "its" | "their" | "rows" | "places")
            || f.s.subjects.contains(&at) && f.s.num(at).is_none() && f.s.text(at - 1) != "listed"
    });
    let group = vec![f.s.who(verb + 2)?.clone()];
    let row = group[0].iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_)));
    let ends =
        matches!(f.s.tokens.get(verb + 3).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Period(_)));
    if !row || !ends {
        return None;
    }
    if other {
        return Some(f.draft_of(
            "share",
            vec![Test::Unbound("of what it is a part is not looked up")],
            group,
            true,
        ));
    }
    let listed = (f.at + 2..verb).any(|at| {
        f.s.text(at).contains("listed") || f.s.who(at).is_some_and(|who| who.contains(&Entity::Listed))
    });
    let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { num };
    let of = |measure| Test::Number { measure, num, sign: 0, group: group.clone() };
    let tests = if listed {
        vec![of(Measure::ListedShare)]
    } else {
        vec![of(Measure::Share), of(Measure::ListedShare)]
    };
    Some(f.draft_of("share", tests, group, true))
}

/// "Alpha's share of the listed volume", "its share of the listed ports' traffic": the noun is what the share is of.
pub(super) fn is_of_a_share(f: Frame<'_>, noun: usize) -> bool {
    let small = |at: usize| {
        f.s.is(at, &[Class::Volume, Class::The, Class::All, Class::Market, Class::RowsNoun])
            || matches!(f.s.text(at), "listed" | "total" | "whole")
            || f.s.subjects.contains(&at)
    };
    let of = (f.clause().range.start..noun).rev().find(|at| !small(*at));
    let told = |of: usize| f.s.is(of, &[Class::Of, Class::ShareOf]) && f.s.is(of - 1, &[Class::Share]);
    of.is_some_and(|of| of > 0 && told(of))
}

/// "Alpha's container count fell": what the board counts.
pub(super) fn is_of_a_count(f: Frame<'_>, noun: usize) -> bool {
    let Some(unit) = noun.checked_sub(1) else { return false };
    // Only of what is traded in tokens is "token" the unit.
    let counted = f.s.units.contains(&unit) || matches!(f.s.tokens[unit].kind, Kind::Board(_));
    (counted || f.s.text(unit) == "token") && matches!(f.s.text(noun), "count" | "total" | "tally" | "figure")
}

/// "a quarter of the growth of 3.2T": an amount that all grew by, since somebody has a part of it; where that part stands.
pub(super) fn part_of_the_growth(f: Frame<'_>) -> Option<usize> {
    let grown = f.is(-1, &[Class::Of]) && f.is(-2, &[Class::Up, Class::UpValue]) && f.is(-3, &[Class::The]);
    let part = f.at.checked_sub(5).filter(|_| grown && f.is(-4, &[Class::Of, Class::ShareOf]))?;
    f.s.num(part).filter(|n| matches!(n.form, Form::Fraction | Form::Percent)).map(|_| part)
}

/// "40% of the tokens of the top twenty": of what those have together.
pub(super) fn part_of_top(f: Frame<'_>, num: &Num, role: Option<Class>) -> Option<Draft> {
    let behind = |at: usize| {
        let of = f.s.is(at + 1, &[Class::Of, Class::ShareOf]);
        let quiet = |i: &usize| f.s.who(*i).is_none() && !f.s.is_mark(*i, ',') && !is_verb(f.s, *i);
        (at + 1..at + 9)
            .take_while(quiet)
            .last()
            .map(|last| last + 1)
            .and_then(|i| f.top_at(i))
            .filter(|_| of)
    };
    let group = f.clause().subject.clone();
    let models = !group.is_empty() && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if role == Some(Class::From) {
        // "…, up from 29%": what those had then.
        let earlier =
            (0..f.at).any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Percent) && behind(at).is_some());
        let unbound = Test::Unbound("what part of the first rows it had then is not worked out");
        return earlier.then(|| f.draft("share", vec![unbound]));
    }
    let top = behind(f.at).filter(|_| models && num.sign == 0)?;
    let test =
        Test::Times { measure: Measure::Value, a: group.clone(), b: vec![vec![Entity::Top(top)]], num: *num };
    Some(f.draft_of("share", vec![test], group, f.clause().certain))
}
