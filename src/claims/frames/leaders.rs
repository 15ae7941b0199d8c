//! Frames of who is told by a place: "The leader of W17 was Alpha", "the runner-up, Bravo, …".

use super::relations::plain;
use super::{Draft, Frame, GapChange, Test, Told};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;

/// "The leader of W17 was Alpha", "Last week's leader on OpenRouter was Alpha": Alpha stood first then.
pub fn leader_then(f: Frame<'_>) -> Option<Draft> {
    if let Some(then) = leader_aside(f).or_else(|| leader_of_those(f)) {
        return Some(then);
    }
    let period = |at: usize| match f.s.tokens.get(at).map(|t| &t.kind) {
        Some(Kind::Period(when)) => Some(*when),
        _ => None,
    };
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

/// "Four weeks ago the leader was Alpha", "In March and April the leader was Alpha": it stood first in each.
fn leader_of_those(f: Frame<'_>) -> Option<Draft> {
    let leader = matches!(f.s.who(f.at).map(Vec::as_slice), Some([Entity::AtRank(1, 0)]));
    let start = f.clause().range.start;
    let (whens, end) = super::then::listed(f, start + usize::from(f.s.is(start, &[Class::In, Class::On])))
        .filter(|_| leader && f.is(1, &[Class::Be]))?;
    let article = end + usize::from(f.s.is_mark(end, ','));
    let group = f.group_from(f.at + 2).filter(|group| super::relations::plain(group))?;
    let next = f.s.who(f.at + 2).is_some() && !f.s.tokens[f.at + 2].possessive;
    let told = f.s.is(article, &[Class::The]) && article + 1 == f.at && next && whens != [When::Back(0)];
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let test = super::then::all_then(&whens, &Test::Leads { group: group.clone(), newly: false });
    let draft = f.draft_of("rank", vec![test], group, true);
    (told && models && !f.clause().neg).then_some(Draft { when: None, past: false, guessed: false, ..draft })
}

/// "Alpha, the leader of the chart in W17, is 14th now", "Alpha, the leader in March and April, …": it stood first then.
fn leader_aside(f: Frame<'_>) -> Option<Draft> {
    let named = match f.s.who(f.at).map(Vec::as_slice) {
        Some([Entity::AtRank(1, _)]) => true,
        Some(_) => return None,
        None => f.text(0).starts_with("leader") || f.text(0) == "winner",
    };
    // "Alpha, last week's leader, …", "Alpha, May's leader, …".
    let owner = f.at.checked_sub(1)?;
    let whose = match (f.s.tokens[owner].kind, f.s.who(f.at).map(Vec::as_slice)) {
        (Kind::Period(when), _) if f.s.tokens[owner].possessive => Some(when),
        (_, Some([Entity::AtRank(_, back @ 1..)])) => Some(When::Back(*back)),
        _ => None,
    };
    let article = f.s.is(owner, &[Class::The]) || whose.is_some();
    let comma = owner.checked_sub(1).filter(|at| f.s.text(*at) == ",")?;
    let who = f.s.who(comma.checked_sub(1)?).filter(|_| named && article)?;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::Of, Class::In, Class::On, Class::The])
            || matches!(f.s.tokens[*at].kind, Kind::Board(_))
            || crate::claims::clauses::is_list(f.s.text(*at))
    };
    let first = (f.at + 1..f.s.tokens.len().min(f.at + 6)).find(|at| !small(at))?;
    let group = vec![who.clone()];
    let led = Test::Leads { group: group.clone(), newly: false };
    let (test, end) = match whose {
        Some(when) => (super::then::all_then(&[when], &led), first),
        None => super::then::in_those(f, first, &led)?,
    };
    let ends = matches!(f.s.tokens.get(end).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let ends = ends && who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let boards: Vec<usize> = (f.at..first)
        .filter_map(|at| match f.s.tokens[at].kind {
            Kind::Board(board) => Some(board),
            _ => None,
        })
        .collect();
    let draft = f.draft_of("rank", vec![test], group, true);
    let boards = if boards.is_empty() { draft.boards.clone() } else { boards };
    ends.then_some(Draft { boards, ..draft.by_its_words(f.at) })
}

/// "Alpha leads this week; a week ago it was Bravo": Bravo stood then in the place that is told of Alpha.
pub fn it_was_whom(f: Frame<'_>) -> Option<Draft> {
    let it_was = f.is(-1, &[Class::Be]) && f.text(-1) == "was" && f.is(-2, &[Class::It]);
    // "last week Bravo did".
    let did = f.text(1) == "did" && f.at > f.clause().range.start;
    let end = f.at + 1 + usize::from(did);
    let ends = matches!(f.s.tokens.get(end).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let said = (it_was || did) && ends && !f.s.tokens[f.at].possessive;
    let group = vec![f.s.who(f.at).filter(|_| said)?.clone()];
    let start = if did { f.at } else { f.at - 2 };
    let when =
        f.clause().range.clone().take_while(|at| *at < start).find_map(|at| match f.s.tokens[at].kind {
            Kind::Period(when) if !matches!(when, When::Beyond | When::Back(0)) => Some(when),
            _ => None,
        })?;
    let placed = |at: &usize| f.s.num(*at).is_some_and(super::is_rank) || f.s.is(*at, &[Class::Lead]);
    let mut places = (0..f.clause().range.start).filter(placed);
    let place = places.next().filter(|_| places.next().is_none())?;
    let other = (0..start).any(|at| {
        f.s.is(at, &[Class::Most, Class::Least, Class::GapNoun]) || did && f.directed(at).is_some()
    });
    let first = Num::new(Decimal::ONE, Decimal::ZERO, Form::Rank);
    let num = f.s.num(place).copied().unwrap_or(first);
    let row = group[0].iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_)));
    let stood = match super::counts::orgs_in(&group).into_iter().next() {
        Some(org) => Test::MadeBy { org, group: vec![vec![Entity::AtRank(num.whole()?, 0)]] },
        None => Test::Number { measure: Measure::Rank, num, sign: 0, group: group.clone() },
    };
    let test = super::then::all_then(&[when], &stood);
    let draft = f.draft_of("rank", vec![test], group, true);
    let boards = f.clauses.iter().find(|c| c.range.contains(&place)).map(|c| c.boards.clone());
    let boards = boards.unwrap_or_default();
    let board_told = !boards.is_empty();
    let draft = Draft { boards, board_told, words: f.at..f.at, ..draft };
    (row && !other).then_some(Draft { when: None, past: false, guessed: false, ..draft })
}

/// "Alpha regained the top spot", "retook first place": it has it now, and had not before.
pub fn regained(f: Frame<'_>) -> Option<Draft> {
    let verb = f.at - f.at.min(1 + usize::from(f.is(-1, &[Class::The])));
    let again = matches!(
        f.s.text(verb),
        "regained" | "regains" | "retook" | "retakes" | "reclaimed" | "reclaims" | "recaptured"
    );
    let first = f.class().is_some() || f.num().is_some_and(|n| n.value == Decimal::ONE);
    let group = f.clause().subject.clone();
    let models = !group.is_empty() && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let test = Test::Leads { group: group.clone(), newly: true };
    let certain = f.clause().certain;
    (again && verb < f.at && first && models).then(|| f.draft_of("rank", vec![test], group, certain))
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
