//! Frames of a list that has somebody, or has not: "The top ten no longer includes Alpha", "The chart does not list
//! Alpha", "The top ten lost both Alpha and Bravo".

use super::relations::plain;
use super::scopes::{Scope, is_quiet, scope_at};
use super::{Draft, Frame, Test};
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, When};

/// What the list does with the first of those who are named.
pub fn list_holds(f: Frame<'_>) -> Option<Draft> {
    let model = |e: &Entity| matches!(e, Entity::Model { .. });
    let mut group = f.group_from(f.at).filter(|group| plain(group) && group.iter().flatten().all(model))?;
    // "no longer includes Alpha, and Bravo, …, climbed": two names are not joined so.
    if group.len() == 2 && f.text(1) == "," && f.is(2, &[Class::And]) {
        group.truncate(1);
    }
    let both = usize::from(f.text(-1) == "both");
    let verb = f.at.checked_sub(1 + both)?;
    let start = f.clause().range.start;
    let before = start..verb;
    let denies = |at: usize| f.s.is(at, &[Class::Neg]) || matches!(f.s.text(at), "does" | "do");
    let scope = before.clone().find_map(|at| scope_at(f, at))?;
    if !before.clone().all(|at| is_quiet(f, at) || denies(at)) {
        return None;
    }
    let neg = before.clone().any(|at| f.s.is(at, &[Class::Neg]));
    let no_longer = before.clone().any(|at| f.s.text(at) == "no longer");
    let rows = scope.top().unwrap_or(u32::MAX);
    let inside = Test::InTop { group: group.clone(), top: rows };
    let outside = Test::Unlisted { group: group.clone(), top: scope.top() };
    let test = match f.s.text(verb) {
        "includes" | "contains" | "features" | "lists" | "include" | "contain" | "feature" | "list" => {
            match (neg, no_longer) {
                (true, true) => {
                    let then = Test::Then { when: When::Back(1), test: Box::new(inside) };
                    Test::All(vec![outside, then])
                }
                (true, false) => outside,
                _ => inside,
            }
        }
        "lost" | "loses" if !neg => lost(scope, &group),
        _ => return None,
    };
    let gone = neg || f.s.text(verb).starts_with("lo");
    let quantity = if gone { "exit" } else { "presence" };
    let draft = f.draft_of(quantity, vec![test], group, true);
    Some(Draft { neg: false, guessed: false, past: false, words: f.at..f.at, ..draft })
}

fn lost(scope: Scope, group: &[super::super::tokens::Who]) -> Test {
    match scope.top() {
        Some(top) => Test::Left { group: group.to_vec(), top: Some(top) },
        None => Test::LeftList { group: group.to_vec() },
    }
}
