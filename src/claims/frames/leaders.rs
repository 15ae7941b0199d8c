//! Frames of who is told by a place: "The leader of W17 was Alpha", "the runner-up, Bravo, …".

use super::relations::plain;
use super::{Draft, Frame, GapChange, Test, Told, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;

/// "The leader of W17 was Alpha", "Last week's leader on OpenRouter was Alpha": Alpha stood first then.
pub fn leader_then(f: Frame<'_>) -> Option<Draft> {
    if let Some(draft) = led_then(f).or_else(|| it_was(f)) {
        return Some(draft);
    }
    let period = |at: usize| period_at(f, at);
    let (end, when) = match f.s.who(f.at).map(Vec::as_slice) {
        Some([Entity::AtRank(1, 0)]) if f.is(1, &[Class::Of, Class::In]) && period(f.at + 2).is_some() => {
            (f.at + 3, period(f.at + 2)?)
        }
        Some([Entity::AtRank(1, back)]) => match period(f.at + 1) {
            Some(when) => (f.at + 2, when),
            None => (f.at + 1, When::Back(*back)),
        },
        None if f.text(0) == "leader of" => (f.at + 2, period(f.at + 1)?),
        _ => return None,
    };
    let placed = f.s.is(end, &[Class::On, Class::In])
        && matches!(f.s.tokens.get(end + 1).map(|t| &t.kind), Some(Kind::Board(_)));
    let verb = end + if placed { 2 } else { 0 };
    let was = f.s.is(verb, &[Class::Be]) && matches!(f.s.text(verb), "was" | "were" | "is");
    let group = f.group_from(verb + 1).filter(|group| was && plain(group) && when != When::Beyond)?;
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let next = f.s.who(verb + 1).is_some() && !f.s.tokens[verb + 1].possessive;
    let test = Test::Leads { group: group.clone(), newly: false };
    let draft = f.draft_of("rank", vec![test], group, true);
    (models && next).then_some(Draft { when: Some(when), ..draft })
}

fn period_at(f: Frame<'_>, at: usize) -> Option<When> {
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) => Some(when),
        _ => None,
    }
}

/// "Alpha, the leader of the board in W17, is 14th now": it led then.
fn led_then(f: Frame<'_>) -> Option<Draft> {
    let leader = matches!(f.s.who(f.at).map(Vec::as_slice), Some([Entity::AtRank(1, 0)]))
        || matches!(f.text(0), "leader of" | "leader");
    let comma =
        f.at.checked_sub(2).filter(|at| leader && f.is(-1, &[Class::The]) && f.s.is_mark(*at, ','))?;
    let who = f.s.who(comma.checked_sub(1)?)?;
    let small =
        |at: &usize| f.s.is(*at, &[Class::Of, Class::In, Class::On, Class::The]) || f.board_at(*at).is_some();
    let behind = (f.at + 1..f.s.tokens.len()).find(|at| !small(at))?;
    let when = period_at(f, behind).filter(|when| *when != When::Beyond && *when != When::Back(0))?;
    let ends = matches!(f.s.tokens.get(behind + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.s.is(behind + 1, &[Class::With]);
    let group = vec![who.clone()];
    let model = who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let test = Test::Leads { group: group.clone(), newly: false };
    let draft = f.draft_of("rank", vec![test], group, true);
    let named: Vec<usize> = (f.at + 1..behind).filter_map(|at| f.board_at(at)).collect();
    let boards = if named.is_empty() { draft.boards } else { named };
    (model && ends).then_some(Draft { when: Some(when), boards, past: false, neg: false, ..draft })
}

/// "Alpha holds first place; a week ago it was Bravo": Bravo stood there then.
fn it_was(f: Frame<'_>) -> Option<Draft> {
    let who = f.s.who(f.at).filter(|_| !f.s.tokens[f.at].possessive)?;
    let was = f.text(-1) == "was" && f.is(-2, &[Class::It]);
    let comma = usize::from(f.text(-3) == ",");
    let when = period_at(f, f.at.checked_sub(3 + comma)?)?;
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let place = (0..f.at - 3).rev().find_map(|at| match f.s.num(at) {
        Some(num) => is_rank(num).then(|| num.whole()),
        None => f.s.is(at, &[Class::Lead, Class::NewLead]).then_some(Some(1)),
    })??;
    if !was || !ends || when == When::Beyond || when == When::Back(0) {
        return None;
    }
    let group = vec![who.clone()];
    let org = super::counts::orgs_in(&group).into_iter().next();
    let test = match org {
        Some(org) => Test::MadeBy { org, group: vec![vec![Entity::AtRank(place, 0)]] },
        None if plain(&group) => {
            let num = Num::new(Decimal::from(place), Decimal::ZERO, Form::Rank);
            Test::Number { measure: Measure::Rank, num, sign: 0, group: group.clone() }
        }
        None => return None,
    };
    let draft = f.draft_of("rank", vec![test], group, true);
    // Of the board on which the place was told.
    let boards = match f.clause().boards.as_slice() {
        [] => f.clauses[..f.index].iter().rev().map(|c| &c.boards).find(|boards| !boards.is_empty()),
        _ => None,
    };
    let boards = boards.cloned().unwrap_or(draft.boards);
    Some(Draft {
        when: Some(when),
        past: false,
        neg: false,
        guessed: false,
        board_told: !boards.is_empty(),
        boards,
        ..draft
    })
}

/// "The runner-up, Alpha, …": Alpha is that.
pub fn named_place(f: Frame<'_>) -> Option<Draft> {
    let Some([Entity::AtRank(rank, back)]) = f.s.who(f.at).map(Vec::as_slice) else { return None };
    let comma = |at: usize| f.s.text(at) == ",";
    let who = f.s.who(f.at + 2).filter(|_| comma(f.at + 1) && comma(f.at + 3))?;
    if !who.iter().all(|e| matches!(e, Entity::Model { .. })) {
        return None;
    }
    let measure = if *back == 0 { Measure::Rank } else { Measure::PreviousRank };
    let num = Num::new(Decimal::from(*rank), Decimal::ZERO, Form::Rank);
    let group = vec![who.clone()];
    Some(f.draft_of("rank", vec![Test::Number { measure, num, sign: 0, group: group.clone() }], group, true))
}

/// "This week's leader drew 94,400 admissions more than last week's": of whoever led then.
pub fn than_its_predecessor(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num()?;
    let group = f.clause().subject.clone();
    let placed = matches!(group.concat().as_slice(), [Entity::AtRank(_, 0)]);
    let word = f.text(1).split(' ').next();
    let sign = match word {
        Some("more" | "higher") => 1,
        Some("fewer" | "less" | "lower") => -1,
        _ => return None,
    };
    let than = (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::Than, Class::MoreThan]))?;
    let period = f.s.tokens.get(than + 1)?;
    let behind = f.s.tokens.get(than + 2).map(|t| &t.kind);
    let ends =
        matches!(behind, None | Some(Kind::Mark(_))) || matches!(f.s.text(than + 2), "winner" | "leader");
    let then = match (&period.kind, f.s.who(than + 1).map(Vec::as_slice)) {
        (Kind::Period(when), _) if period.possessive && ends && *when != When::Back(0) => *when,
        (_, Some([Entity::AtRank(_, 1)])) => When::Back(1),
        _ => return None,
    };
    let how = GapChange::By(num, sign);
    let test = Test::Against { of: Told::Volume, how, then, group: group.clone() };
    let draft = f.draft_of("change", vec![test], group, true);
    placed.then_some(Draft { when: None, past: false, guessed: false, ..draft })
}
