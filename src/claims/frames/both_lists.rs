//! Frames of rows that are counted of those that were there before: "Six of the 12 films that were listed last week gained
//! admissions; six lost"; and of a row that stands on one of two lists.

use super::counts::done;
use super::predicates::predicate;
use super::{Draft, Frame, Of, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "Six of the 12 films that were listed last week gained": only of those can be told that they gained.
pub fn of_those_before(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::None)?;
    let rows = f.at + 3;
    let named = f.is(1, &[Class::Of])
        && f.is(2, &[Class::The])
        && f.s.num(rows).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let last = |at: usize| matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(1))));
    let small = |at: usize| {
        f.s.is(at, &[Class::On, Class::In, Class::The, Class::Adverb, Class::Be, Class::Which])
            || matches!(f.s.text(at), "listed" | "there" | "ranked" | "charted" | "present")
            || crate::claims::clauses::is_list(f.s.text(at))
            || last(at)
    };
    let relative = f.s.is(rows + 1, &[Class::Which]) && f.s.is(rows + 2, &[Class::Be]);
    let plain = matches!(f.s.text(rows + 1), "listed") && last(rows + 2);
    let verb =
        (rows + 1..f.s.tokens.len()).find(|at| !small(*at)).filter(|_| named && (relative || plain))?;
    // "saw their volume rise", "drew more admissions".
    let saw = matches!(f.s.text(verb), "saw" | "see" | "sees")
        && (verb + 1..verb + 5).any(|at| f.s.is(at, &Class::CHANGES));
    let drew = super::predicates::carries_unit(f, verb + 1);
    if !(rows + 1..verb).any(last) || !(f.s.is(verb, &Class::CHANGES) || saw || drew) {
        return None;
    }
    let end = f.from(verb)?.clause().range.end;
    // "lost admissions by more than a tenth": of some of them only.
    if (verb + 1..end).any(|at| f.s.num(at).is_some() || f.s.is(at, &[Class::By, Class::MoreThan])) {
        return None;
    }
    let draft = done(f, num, predicate(f, verb, end)?, Some(u32::MAX), Of::default());
    Some(Draft { when: Some(When::Back(0)), past: false, neg: false, words: f.at..f.at, ..draft })
}

/// The verb of such a count says nothing of anybody else.
pub(super) fn counted_verb(f: Frame<'_>) -> bool {
    if f.s.nums.is_empty() || !f.s.has(&[Class::Of]) {
        return false;
    }
    let before = f.at.saturating_sub(14)..f.at;
    let counts = |at: usize| f.s.is(at + 1, &[Class::Of]) && f.s.num(at).is_some();
    let mut told = before.filter(|at| counts(*at)).filter_map(|at| f.from(at));
    told.any(|there| {
        of_those_before(there).is_some() && (there.at + 4..f.at).all(|at| f.directed(at).is_none())
    })
}

/// "is on the Votes list, but not on the Use list": it stands on the one, and not on the other.
pub fn on_one_list_only(f: Frame<'_>) -> Option<Draft> {
    let board = board_at(f, f.at)?;
    let other = (0..f.s.tokens.len()).any(|at| at != f.at && board_at(f, at).is_some_and(|b| b != board));
    let group =
        f.clauses[..=f.index].iter().rev().map(|c| &c.subject).find(|group| !group.is_empty())?.clone();
    let row = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let denied = f.is(-1, &[Class::Neg]) && f.text(-1) == "not";
    let before = f.at.checked_sub(1 + usize::from(denied))?;
    let stands = f.s.is(before, &[Class::Be]) || matches!(f.s.text(before), "listed" | "ranked");
    let joined = denied && f.s.is(before, &[Class::But, Class::And]);
    let told = stands || joined;
    if !told || !other || !denied && !is_denied_behind(f) || group.len() != 1 || !group.iter().all(row) {
        return None;
    }
    let (quantity, test) = match denied {
        true => ("exit", Test::Unlisted { group: group.clone(), top: None }),
        false => ("presence", Test::InTop { group: group.clone(), top: u32::MAX }),
    };
    let draft = f.draft_of(quantity, vec![test], group, f.clause().certain);
    Some(Draft { boards: vec![board], neg: false, words: f.at..f.at, ..draft })
}

/// "…, but not on the Use list" follows.
fn is_denied_behind(f: Frame<'_>) -> bool {
    (f.at + 2..f.s.tokens.len()).any(|at| {
        f.s.text(at) == "not" && f.s.is(at - 1, &[Class::But, Class::And]) && board_at(f, at + 1).is_some()
    })
}

/// "on the Votes list", "in the survey", and no more: the board.
fn board_at(f: Frame<'_>, at: usize) -> Option<usize> {
    let named = at + 1 + usize::from(f.s.is(at + 1, &[Class::The]));
    let Kind::Board(board) = f.s.tokens.get(named)?.kind else { return None };
    let behind = named + 1 + usize::from(crate::claims::clauses::is_list(f.s.text(named + 1)));
    let ends = matches!(f.s.tokens.get(behind).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.s.is(behind, &[Class::But, Class::And]);
    (f.s.is(at, &[Class::On, Class::In]) && ends && !f.s.tokens[named].possessive).then_some(board)
}
