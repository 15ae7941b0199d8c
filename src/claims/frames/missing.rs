//! Frames of who is not on a list: "is missing from Arena's fifty", "does not figure among the twenty", and of a row that
//! keeps its maker there.

use super::counts::orgs_in;
use super::relations::plain;
use super::scopes::{Scope, is_quiet, is_row, scope_at, stop};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "is missing from the list", "does not figure among the fifty": it is not there.
pub fn missing(f: Frame<'_>) -> Option<Draft> {
    if let Some(then) = missing_then(f).or_else(|| missing_since(f)) {
        return Some(then);
    }
    let from = match f.text(0) {
        "missing" | "absent" if f.is(1, &[Class::From]) => f.at + 2,
        "figure" | "figures" | "appear" | "appears" | "feature" | "features" if denied(f) => f.at + 1,
        "nowhere" if f.is(-1, &[Class::Be]) => f.at + 1,
        _ => return None,
    };
    let inside = from > f.at + 1 || f.is(1, &[Class::In, Class::On, Class::Between]);
    let scope = whole_scope(f, from).filter(|_| inside)?;
    // "Missing in W14 and again in W15, Alpha is back" begins with what was.
    let group = f.clause().subject.clone();
    let said = group.iter().all(|who| (f.clause().range.start..f.at).any(|at| f.s.who(at) == Some(who)))
        || f.clause().joint == Some(Class::Which)
        || (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::It, Class::They]));
    if !said || !models(&group) || only_some(f) {
        return None;
    }
    let test = Test::Unlisted { group, top: scope.top() };
    Some(Draft { neg: false, ..f.draft("exit", vec![test]) })
}

/// "Alpha, missing in May, is back", "was absent in W14 and W15": not listed then.
fn missing_then(f: Frame<'_>) -> Option<Draft> {
    let gone = matches!(f.text(0), "missing" | "absent") && f.is(1, &[Class::In, Class::On]);
    let (whens, _) = super::then::listed(f, f.at + 2).filter(|_| gone && !f.is(-1, &[Class::Neg]))?;
    let group = f.clause().subject.clone();
    if !models(&group) || f.clause().neg || f.clause().range.clone().any(|at| f.s.is(at, &[Class::Or])) {
        return None;
    }
    let test = Test::Unlisted { group: group.clone(), top: Some(u32::MAX) };
    let draft = f.draft_of("exit", vec![super::then::all_then(&whens, &test)], group, f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "Alpha, absent since May, is back", "has been missing since W14": it was listed last then, or in the one before.
fn missing_since(f: Frame<'_>) -> Option<Draft> {
    let gone = matches!(f.text(0), "missing" | "absent" | "gone") && f.text(1) == "since";
    let since = match f.s.tokens.get(f.at + 2).filter(|_| gone)?.kind {
        Kind::Period(when) => when,
        _ => return None,
    };
    let (before, to) = match since {
        When::At(period) => (When::At(period.previous()?), i32::from(f.s.has(&[Class::Return]))),
        When::Back(back) => (When::Back(back + 1), i32::from(f.s.has(&[Class::Return]))),
        _ => return None,
    };
    let group = f.clause().subject.clone();
    if !models(&group) || f.clause().neg {
        return None;
    }
    let then = |when: When, test: Test| Test::Then { when, test: Box::new(test) };
    let last = |at| Test::LastListed { at, top: None, group: group.clone() };
    let to = When::Back(to);
    let tests = vec![then(to, last(since)), then(to, last(before))];
    let draft = f.draft_of("exit", tests, group.clone(), f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "Alpha is no longer among the fifty rows": it is not there now, whatever the words before say of another time.
pub fn no_longer_among(f: Frame<'_>) -> Option<Draft> {
    let inside = f.is(1, &[Class::In, Class::On, Class::Between]) && f.is(-1, &[Class::Be]);
    let scope = whole_scope(f, f.at + 1).filter(|_| inside && f.text(0) == "no longer")?;
    let group = f.clause().subject.clone();
    let be = f.at.checked_sub(1)?;
    let now = matches!(f.s.text(be), "is" | "are");
    let other =
        (f.clause().range.start..be).any(|at| f.s.num(at).is_some() || f.s.is(at, &[Class::Neg, Class::Or]));
    if !now || other || !models(&group) {
        return None;
    }
    let test = Test::Unlisted { group, top: scope.top() };
    Some(Draft { neg: false, when: Some(When::Back(0)), ..f.draft("exit", vec![test]) })
}

/// "No row of Alpha, the leader, is among the fifty".
pub fn no_row_of(f: Frame<'_>) -> Option<Draft> {
    let noun = f.text(0) == "no" && is_row(f, f.at + 1) && f.is(2, &[Class::Of]);
    let group = vec![f.s.who(f.at + 3).filter(|_| noun && !f.s.tokens[f.at + 3].possessive)?.clone()];
    let comma = |at: usize| f.s.text(at) == ",";
    let aside = comma(f.at + 4).then(|| (f.at + 5..f.s.tokens.len()).find(|at| comma(*at))).flatten();
    let be = aside.map_or(f.at + 4, |end| end + 1);
    let there =
        f.from(be).filter(|there| there.is(0, &[Class::Be]) && matches!(there.text(0), "is" | "was"))?;
    let inside = there.is(1, &[Class::In, Class::On, Class::Between]);
    let scope = whole_scope(there, be + 1).filter(|_| inside && models(&group))?;
    let draft =
        there.draft_of("exit", vec![Test::Unlisted { group: group.clone(), top: scope.top() }], group, true);
    let boards: Vec<usize> = (be..there.clause().range.end).filter_map(|at| f.board_at(at)).collect();
    let boards = if boards.is_empty() { draft.boards } else { boards };
    let range = f.s.tokens[f.at].start..f.s.tokens[f.at].end;
    Some(Draft { neg: false, guessed: false, boards, range, at: f.at, words: f.at..f.at, ..draft })
}

/// "Alpha and Bravo have no row among the fifty of the board": they are not there.
pub fn has_no_row(f: Frame<'_>) -> Option<Draft> {
    let none = f.text(0) == "no" && is_row(f, f.at + 1) && super::holdings::has(f, f.at.checked_sub(1)?);
    let inside = f.is(2, &[Class::In, Class::On, Class::Between]);
    let scope = whole_scope(f, f.at + 2).filter(|_| none && inside)?;
    let clause = f.clause();
    // "The top three, Alpha, Bravo and Charlie, have no row …".
    let apposed = || {
        let row = |at: &usize| f.s.who(*at).is_some_and(|who| models(std::slice::from_ref(who)));
        let first = (clause.range.start..f.at).find(row)?;
        Some(super::podium::listed(f, first)).filter(|_| f.s.is_mark(f.at - 2, ','))
    };
    let group = Some(clause.subject.clone()).filter(|group| models(group)).or_else(apposed)?;
    if !models(&group) || clause.guessed {
        return None;
    }
    let test = Test::Unlisted { group: group.clone(), top: scope.top() };
    let boards: Vec<usize> = (f.at + 2..clause.range.end).filter_map(|at| f.board_at(at)).collect();
    let draft = f.draft_of("exit", vec![test], group, true);
    let boards = if boards.is_empty() { draft.boards } else { boards };
    Some(Draft { neg: false, boards, ..draft })
}

/// "does not figure", "no longer appears".
fn denied(f: Frame<'_>) -> bool {
    f.text(-1) == "no longer"
        || f.text(-1) == "not" && matches!(f.text(-2), "does" | "do" | "did")
        || matches!(f.text(-1), "doesn't" | "don't" | "didn't")
}

/// The rows that are named from a token on, with nothing else behind it.
fn whole_scope(f: Frame<'_>, from: usize) -> Option<Scope> {
    let end = stop(f, from);
    let quiet = (from..end).all(|at| is_quiet(f, at));
    (from..end).find_map(|at| scope_at(f, at)).filter(|_| quiet)
}

/// "Neither A nor B is missing", "one of them is missing", "was almost missing".
fn only_some(f: Frame<'_>) -> bool {
    let before = f.clause().range.start..f.at;
    before.into_iter().any(|at| {
        f.s.is(at, &[Class::Only, Class::Or])
            || matches!(
                f.s.text(at),
                "neither" | "nor" | "none" | "never" | "almost" | "nearly" | "were" | "was"
            )
            || f.s.is(at, &[Class::Neg]) && !denied(f)
            || f.s.num(at).is_some()
    })
}

fn models(group: &[Who]) -> bool {
    plain(group) && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
}

/// "Alpha keeps its maker on the list": it stands there, and with it a row of that maker's.
pub fn keeps_its_maker(f: Frame<'_>) -> Option<Draft> {
    let keeps = matches!(f.text(0), "keeps" | "kept") && f.is(2, &[Class::On, Class::In, Class::Between]);
    let makers = orgs_in(std::slice::from_ref(f.s.who(f.at + 1).filter(|_| keeps)?));
    let [org] = makers.into_iter().collect::<Vec<_>>().try_into().ok()?;
    let group = f.clause().subject.clone();
    let end = (f.at + 3..f.clause().range.end).find(|at| f.s.is(*at, &[Class::For]));
    let scope = (f.at + 3..end.unwrap_or_else(|| stop(f, f.at + 3))).find_map(|at| scope_at(f, at))?;
    if f.s.tokens[f.at + 1].possessive || f.clause().neg || group.len() != 1 || !models(&group) {
        return None;
    }
    let any = Num { hedge: Hedge::AtLeast, ..Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal) };
    let of = Of::orgs([org]);
    let test = Test::Count { num: any, what: Predicate::Listed, also: None, by: None, top: scope.top(), of };
    Some(f.draft("count", vec![test]))
}

/// "Gone from the top 20 are Alpha and Bravo": they left it.
pub fn gone_are(f: Frame<'_>) -> Option<Draft> {
    let opens = f.text(0) == "gone" && f.is(1, &[Class::From]) && f.at == f.clause().range.start;
    let be = (f.at + 2..f.at + 9).find(|at| f.s.is(*at, &[Class::Be])).filter(|_| opens)?;
    let scope = (f.at + 2..be).find_map(|at| scope_at(f, at))?;
    let quiet = (f.at + 2..be).all(|at| is_quiet(f, at));
    let group = super::podium::listed(f, be + 1);
    let test = match scope.top() {
        None => Test::LeftList { group: group.clone() },
        top => Test::Left { group: group.clone(), top },
    };
    (quiet && models(&group)).then(|| Draft { neg: false, ..f.draft_of("exit", vec![test], group, true) })
}

/// "lost its only row in the top 20": it had one there, and has none.
pub fn lost_its_only_row(f: Frame<'_>) -> Option<Draft> {
    let lost = matches!(f.text(0), "lost" | "loses" | "has lost");
    let kept = f.is(0, &[Class::Hold]) && f.text(1) != "its";
    let (had, noun) = all_its_rows(f).filter(|_| lost || kept)?;
    let scope = whole_scope(f, noun + 1)?;
    let subject = &f.clause().subject;
    let [org] = orgs_in(subject).into_iter().collect::<Vec<_>>().try_into().ok()?;
    let rows = |value| {
        let num = Num::new(value, Decimal::ZERO, Form::Cardinal);
        let of = Of { rows: true, ..Of::orgs([org]) };
        Test::Count { num, what: Predicate::Listed, also: None, by: None, top: scope.top(), of }
    };
    let then = Test::Then { when: When::Back(1), test: Box::new(rows(had)) };
    let left = if kept { had } else { Decimal::ZERO };
    let draft = f.draft("exit", vec![Test::All(vec![rows(left), then])]);
    let range = draft.range.start..f.s.tokens[noun].end;
    let alone = subject.len() == 1 && !f.clause().guessed && !f.clause().neg;
    alone.then_some(Draft { range, ..draft })
}

/// "its only film", "both its places", "all three of its places": how many they are, and where the noun stands.
fn all_its_rows(f: Frame<'_>) -> Option<(Decimal, usize)> {
    let of = |at: usize| at + usize::from(f.s.is(at, &[Class::Of]));
    let (had, its) = match f.text(1) {
        "both" | "both of" => (Decimal::TWO, of(f.at + 2)),
        "all" | "all of" => (f.s.num(f.at + 2)?.value, of(f.at + 3)),
        _ if f.is(2, &[Class::Only]) => (Decimal::ONE, f.at + 1),
        _ => return None,
    };
    let noun = its + 1 + usize::from(had == Decimal::ONE);
    let rows = is_row(f, noun) || had > Decimal::ONE && f.s.is(noun, &[Class::PlacesNoun]);
    (f.s.is(its, &[Class::Its, Class::Their]) && rows).then_some((had, noun))
}

/// "The maker is gone from the list": it has no row there any more.
pub(super) fn maker_is_gone(f: Frame<'_>, group: &[Who], top: Option<u32>) -> Option<Draft> {
    let [org] = orgs_in(group).into_iter().collect::<Vec<_>>().try_into().ok()?;
    // "Alpha Studios has one film left": nothing else may stand between.
    let who = (f.clause().range.start..f.at).rev().find(|at| f.s.who(*at).is_some())?;
    let bare = (who + 1..f.at).all(|at| f.s.is(at, &[Class::Be, Class::Adverb, Class::Now, Class::All]));
    let owned = f.s.tokens[who].possessive || f.s.who(who).is_none_or(|w| !group.contains(w));
    let alone = bare && !owned && group.iter().flatten().all(|e| matches!(e, Entity::Org(_)));
    let count = |num: Num| Test::Count {
        num,
        what: Predicate::Listed,
        also: None,
        by: None,
        top,
        of: Of::orgs([org]),
    };
    let num = |value| Num::new(value, Decimal::ZERO, Form::Cardinal);
    let had = count(Num { hedge: Hedge::AtLeast, ..num(Decimal::ONE) });
    let then = Test::Then { when: When::Back(1), test: Box::new(had) };
    alone.then(|| f.draft("exit", vec![Test::All(vec![count(num(Decimal::ZERO)), then])]))
}
