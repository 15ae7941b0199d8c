//! Frames of who makes the rows that a sentence names: "both newcomers, A and B, come from Google", and who leads the
//! first of them.

use super::podium::listed;
use super::relations::plain;
use super::scopes::scope_at;
use super::{Among, Draft, Frame, Of, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

fn models(group: &[Who]) -> bool {
    !group.is_empty() && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
}

/// "both newcomers to the list, A and B, …": these two, and no others.
pub fn both_named(f: Frame<'_>) -> Option<Draft> {
    let what = match f.s.class(f.at + 1) {
        Some(Class::Debut) => Predicate::Debut,
        Some(Class::Return) => Predicate::Return,
        Some(Class::Exit) => Predicate::Exit,
        _ => return None,
    };
    let noun = f.text(1).ends_with('s') || f.text(1).contains("entries");
    let group = both(f).filter(|_| f.text(0) == "both" && noun)?;
    let top = f.scope();
    let num = Num::new(Decimal::TWO, Decimal::ZERO, Form::Cardinal);
    let count = Test::Count { num, what, also: None, by: None, top, of: Of::default() };
    let test = match what {
        Predicate::Exit => Test::All(vec![Test::Left { group: group.clone(), top }, count]),
        _ => {
            let only = |what| Test::Only { what, also: None, by: None, group: group.clone(), top };
            // "Both newcomers to the top 20" may have stood below it.
            match top {
                Some(_) => Test::Any(vec![only(what), only(Predicate::Entered)]),
                None => only(what),
            }
        }
    };
    let draft = f.draft_of("count", vec![test], group, true);
    let next = f.s.tokens.get(f.at + 1)?.end;
    // "both newcomers to the survey, A and B".
    let named = (f.at + 2..f.at + 9).take_while(|at| f.s.text(*at) != ",").find_map(|at| {
        match f.s.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Board(board)) => Some(vec![*board]),
            _ => None,
        }
    });
    let boards = named.unwrap_or(draft.boards);
    let range = draft.range.start..next;
    Some(Draft { neg: false, guessed: false, words: f.at..f.at, range, boards, ..draft })
}

/// The two names between commas behind "both newcomers".
fn both(f: Frame<'_>) -> Option<Vec<Who>> {
    let comma = (f.at + 2..f.at + 9).find(|at| f.s.text(*at) == ",")?;
    let quiet =
        (f.at + 2..comma).all(|at| super::scopes::is_quiet(f, at) || f.s.is(at, &[Class::To, Class::Enter]));
    let names = listed(f, comma + 1);
    (quiet && names.len() == 2 && models(&names)).then_some(names)
}

/// "A and B both come from Google", "A hails from xAI": who makes them.
pub fn comes_from(f: Frame<'_>) -> Option<Draft> {
    let org = f.s.who(f.at).filter(|_| !f.s.tokens[f.at].possessive)?.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })?;
    let come = matches!(f.text(-2), "come" | "comes" | "came" | "hail" | "hails" | "coming");
    let subject = &f.clause().subject;
    let before = || {
        let at = (0..f.at).find(|at| f.s.text(*at) == "both")?;
        both(f.from(at)?)
    };
    let told = || Some(subject.clone()).filter(|subject| models(subject) && !f.clause().guessed);
    let group = before().or_else(told)?;
    let denied = f.clause().neg || (0..f.at).any(|at| f.s.is(at, &[Class::Only]));
    (come && f.is(-1, &[Class::From]) && plain(&group) && !denied)
        .then(|| f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true))
}

/// "The top four are Anthropic's, led by A": A stands first, of all or of that maker's rows.
pub fn led_by(f: Frame<'_>) -> Option<Draft> {
    let led = matches!(f.text(0), "led" | "headed" | "topped") && f.is(1, &[Class::By]);
    // "The board is still led by A".
    let passive = (f.at.saturating_sub(4)..f.at).any(|at| f.s.is(at, &[Class::Be]));
    let board = f.clause().range.clone().take_while(|at| *at < f.at).any(|at| scope_at(f, at).is_some());
    let whole = (f.clause().range.start..f.at).all(|at| f.s.who(at).is_none() && f.s.num(at).is_none());
    if let Some(group) =
        f.group_from(f.at + 2).filter(|group| led && passive && board && whole && models(group))
    {
        let test = Test::Leads { group: group.clone(), newly: false };
        return Some(Draft { guessed: false, ..f.draft_of("rank", vec![test], group, true) });
    }
    // "is led by A" has its own subject.
    let aside = f.at == f.clause().range.start || f.text(-1) == ",";
    let group = f.group_from(f.at + 2).filter(|group| led && aside && group.len() == 1 && models(group))?;
    let top = (0..f.at).any(|at| f.top_at(at).is_some());
    let mut makers = (0..f.at).filter_map(|at| f.s.who(at)).flatten().filter_map(|e| match e {
        Entity::Org(org) | Entity::OrgRows { org, .. } => Some(*org),
        _ => None,
    });
    let maker = makers.next().filter(|org| makers.all(|other| other == *org));
    let counted = (0..f.at).any(|at| f.s.num(at).is_some());
    // "Two Google rows grew, led by A": it grew the most, perhaps.
    let outside = (0..f.at).any(|at| {
        matches!(f.s.text(at), "outside" | "below" | "new" | "free")
            || f.directed(at).is_some()
            || f.s.is(at, &[Class::Debut, Class::Return, Class::Exit, Class::Move])
    });
    let test = match maker {
        _ if outside => Test::Unbound("among which rows it leads is not known"),
        // "Anthropic has four of the top ten, led by A": of those.
        Some(org) if counted || !top => Test::Foremost { among: Among::Org(org), group: group.clone() },
        _ if top && !counted => Test::Leads { group: group.clone(), newly: false },
        _ => return None,
    };
    Some(f.draft_of("rank", vec![test], group, true))
}
