//! Frames that count rows: "four of the top five", "three debuts", "the only decliner", "no exits".

use super::{Draft, Frame, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What the words after a count say of the counted.
fn predicate(f: Frame<'_>, from: usize, to: usize) -> Option<Predicate> {
    let share = (from..to).any(|at| f.s.is(at, &[Class::Share]));
    (from..to).find_map(|at| {
        Some(match f.s.class(at)? {
            Class::Debut => Predicate::Debut,
            Class::New => Predicate::Debut,
            Class::Return => Predicate::Return,
            Class::Exit => Predicate::Exit,
            Class::Up | Class::UpValue if share => Predicate::GainedShare,
            Class::Down | Class::DownValue if share => Predicate::LostShare,
            Class::UpRank => Predicate::Climbed,
            Class::DownRank => Predicate::Fell,
            Class::UpValue if !share => Predicate::Grew,
            Class::DownValue if !share => Predicate::Shrank,
            Class::Up if moved(f) => Predicate::Climbed,
            Class::Down if moved(f) => Predicate::Fell,
            Class::Up if !share => Predicate::Grew,
            Class::Down if !share => Predicate::Shrank,
            Class::Hold if matches!(f.s.text(at), "held" | "unchanged" | "unmoved" | "kept" | "stayed") => {
                Predicate::Held
            }
            Class::Free => Predicate::Free,
            _ => return None,
        })
    })
}

/// "rose", "fell" of counted rows mean places unless volume is spoken of.
fn moved(f: Frame<'_>) -> bool {
    !f.near(&[Class::Volume, Class::Share, Class::Market], 6)
}

fn org_in(group: &[Who]) -> Option<usize> {
    group.iter().flatten().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })
}

/// The count at the token: a cardinal in words or digits, or "no".
fn count_at(f: Frame<'_>) -> Option<Num> {
    if f.is(0, &[Class::Neg]) && matches!(f.text(0), "no") {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    if f.is(0, &[Class::Neg]) && matches!(f.text(0), "none" | "nobody") {
        return Some(Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal));
    }
    let num = f.num()?;
    let fine = num.form == Form::Cardinal && !num.scaled && num.whole().is_some_and(|n| n <= 200);
    (fine && matches!(num.unit, Unit::None | Unit::Subjects | Unit::Foreign | Unit::Places)).then_some(*num)
}

/// "four of the top five grew", "three of the first five are Anthropic's".
fn counted_of_top(f: Frame<'_>, num: Num, at: usize, top: u32) -> Option<Draft> {
    let end = f.clause().range.end;
    let makers: BTreeSet<usize> =
        (at + 1..end).filter_map(|i| f.s.who(i)).filter_map(|w| org_in(std::slice::from_ref(w))).collect();
    if makers.len() > 1 {
        let unbound = Test::Unbound("rows of several makers are not counted together");
        return Some(f.draft_of("count", vec![unbound], Vec::new(), false));
    }
    let org = makers.first().copied().or_else(|| org_in(&f.clause().subject));
    let (what, org) = match (org, predicate(f, at + 1, end)) {
        (Some(org), None) => (Predicate::Org(org), None),
        (org, what) => (what?, org),
    };
    Some(done(f, num, what, Some(top), org))
}

/// "four of the top five", "three debuts", "two models climbed", "five of the seven grew".
pub fn counted(f: Frame<'_>) -> Option<Draft> {
    let num = count_at(f)?;
    if f.is(-1, &[Class::The]) && f.is(-2, &[Class::Of]) {
        return None;
    }
    let end = f.clause().range.end;
    let of_top = f
        .is(1, &[Class::Of])
        .then(|| (f.at + 2..(f.at + 4).min(end)).find_map(|at| Some((at, f.top_at(at)?))))
        .flatten();
    if let Some((at, top)) = of_top {
        return counted_of_top(f, num, at, top);
    }
    let subject_org = org_in(&f.clause().subject);
    let noun = matches!(num.unit, Unit::Subjects)
        || f.is(
            1,
            &[
                Class::Debut,
                Class::Exit,
                Class::Return,
                Class::UpRank,
                Class::DownRank,
                Class::New,
                Class::Free,
            ],
        )
        || (f.is(1, &[Class::UpValue, Class::DownValue, Class::Up, Class::Down]) && f.text(1).ends_with('s'));
    if !noun || matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Num(_))) {
        return None;
    }
    let inside = (f.at + 1..end)
        .find_map(|at| f.top_at(at))
        .filter(|_| (f.at + 1..end).any(|at| f.s.is(at, &[Class::In])));
    if let (Some(org), Some(top), None) = (subject_org, inside, predicate(f, f.at, end)) {
        return Some(done(f, num, Predicate::Org(org), Some(top), None));
    }
    let what = predicate(f, f.at, end)?;
    // "two of Kimi's rows", "three newcomers in the first eight": only what is said of the whole board is counted.
    let close = (f.at + 1..(f.at + 5).min(end)).any(|at| predicate(f, at, at + 1).is_some());
    let plural = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::With, Class::As]));
    if !close || plural {
        return None;
    }
    let org = subject_org
        .or_else(|| (f.at + 1..end).filter_map(|i| f.s.who(i)).find_map(|w| org_in(std::slice::from_ref(w))));
    let other_who = (f.clause().range.start..f.at)
        .any(|i| f.s.who(i).is_some_and(|w| w.iter().any(|e| matches!(e, Entity::Model { .. }))));
    if other_who {
        return None;
    }
    Some(done(f, num, what, f.scope(), org))
}

fn done(f: Frame<'_>, num: Num, what: Predicate, top: Option<u32>, org: Option<usize>) -> Draft {
    let zero = num.value.is_zero();
    // "four grew by at least half": so far, at the least.
    let by = matches!(what, Predicate::Grew | Predicate::Shrank)
        .then(|| {
            (f.at + 1..f.clause().range.end)
                .find_map(|at| f.s.num(at).filter(|n| n.form == Form::Percent || n.form == Form::Fraction))
        })
        .flatten()
        .map(|n| {
            if n.form == Form::Percent {
                n.scaled_by(Decimal::new(1, 2))
            } else {
                Num { half: Decimal::ZERO, ..*n }
            }
        });
    let mut draft = f.draft_of("count", vec![Test::Count { num, what, by, top, org }], Vec::new(), true);
    if zero {
        draft.neg = false;
    }
    draft
}

/// "each of the top five grew by at least half", "all of the first ten grew".
pub fn every(f: Frame<'_>) -> Option<Draft> {
    if !f.is(0, &[Class::Each, Class::All]) || !f.is(1, &[Class::Of]) {
        return None;
    }
    let (at, top) = (f.at + 2..f.at + 4).find_map(|at| Some((at, f.top_at(at)?)))?;
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    let what = predicate(f, at + 1, f.clause().range.end)?;
    Some(done(f, num, what, Some(top), None))
}

/// "holds the top two places", "takes the first four": all of them are an organisation's.
pub fn holds_top(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at)?;
    let org = org_in(&f.clause().subject)?;
    let mut before = f.at;
    while before > f.clause().range.start && f.s.is(before - 1, &[Class::The, Class::All, Class::Adverb]) {
        before -= 1;
    }
    let holds =
        before > f.clause().range.start && f.s.is(before - 1, &[Class::Hold, Class::Be, Class::Carry]);
    let num = Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal);
    holds.then(|| done(f, num, Predicate::Org(org), Some(top), None))
}

/// "the only decliner", "the only model that fell".
pub fn only(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Only {
        return None;
    }
    let end = f
        .clauses
        .get(f.index + 1)
        .filter(|c| c.joint == Some(Class::Which))
        .map_or(f.clause().range.end, |c| c.range.end);
    // "Only Echo and Bravo gained share".
    if f.at == f.clause().range.start
        && let Some(group) = f.group_from(f.at + 1).filter(|_| f.s.who(f.at + 1).is_some())
        && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
        && !(f.at + 2..end).any(|at| f.s.is(at, &[Class::Behind, Class::Ahead, Class::Overtake]))
        && let Some(what) = predicate(f, f.at + 2, end)
    {
        let test = Test::Only { what, group: group.clone(), top: f.scope() };
        return Some(Draft { neg: false, ..f.draft_of("only", vec![test], group, true) });
    }
    let noun = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Word(_) | Kind::Lex(_)));
    let what = predicate(f, f.at + 1, end)?;
    if !noun || f.s.num(f.at + 1).is_some() {
        return None;
    }
    let group: Vec<Who> = f
        .clause()
        .subject
        .iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_))))
        .cloned()
        .collect();
    if group.is_empty() {
        return Some(f.draft("only", Vec::new()));
    }
    // A loser may have lost places or volume.
    let lost = what == Predicate::Fell && f.text(1).starts_with("loser");
    let tests = [Some(what), lost.then_some(Predicate::Shrank)]
        .into_iter()
        .flatten()
        .map(|what| Test::Only { what, group: group.clone(), top: f.scope() })
        .collect();
    let mut draft = f.draft_of("only", tests, group, f.clause().certain);
    draft.neg = false;
    Some(draft)
}
