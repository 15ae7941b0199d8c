//! Frames that tell whose a row is by the word for makers: "Tidewell is the studio of Hollow Kings", "Hollow Kings' studio
//! is Tidewell", "Ostrand, the studio behind Nine Lanterns".

use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, Kind, Who};
use crate::claims::turned::{is_making, maker_told};

/// "Tidewell is the studio of Hollow Kings", seen from the row or from the maker that is named last.
pub fn maker_is(f: Frame<'_>) -> Option<Draft> {
    if let Some((org, group)) = all_from(f) {
        let draft = f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true);
        return Some(draft.by_its_words(f.at));
    }
    let (org, row) = studio_of(f).or_else(|| studio_is(f)).or_else(|| told_beside(f))?;
    let group = vec![row.clone()];
    let neg = f.clause().neg && (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Be]));
    let draft = f.draft_of("maker", vec![Test::MadeBy { org, group: group.clone() }], group, true);
    Some(Draft { neg, when: None, past: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "is the studio of Hollow Kings", "Ostrand, the studio behind Nine Lanterns".
fn studio_of(f: Frame<'_>) -> Option<(usize, &Who)> {
    let row = f.s.who(f.at).filter(|who| is_row(who) && !f.s.tokens[f.at].possessive)?;
    let noun = f.at.checked_sub(2).filter(|at| is_maker_noun(f, *at))?;
    let of = f.is(-1, &[Class::Of, Class::Behind]);
    let the = noun.checked_sub(1).filter(|at| of && f.s.is(*at, &[Class::The]))?;
    let link = the.checked_sub(1)?;
    let small = |at: &usize| f.s.is(*at, &[Class::Neg, Class::Adverb]);
    let joined =
        f.s.text(link) == "," || (1..=link).rev().find(|at| !small(at)).is_some_and(|at| is_to_be(f, at));
    let maker = (0..link).rev().find(|at| !small(at) && !f.s.is(*at, &[Class::Be]))?;
    let org = org_at(f, maker).filter(|_| joined)?;
    Some((org, row))
}

/// "Hollow Kings' studio is Tidewell", "Hollow Kings' studio, Tidewell,".
fn studio_is(f: Frame<'_>) -> Option<(usize, &Who)> {
    let org = org_at(f, f.at)?;
    let link = f.at.checked_sub(1)?;
    let noun = link.checked_sub(1).filter(|at| is_maker_noun(f, *at))?;
    let row = noun.checked_sub(1).filter(|at| f.s.tokens[*at].possessive).and_then(|at| f.s.who(at))?;
    let joined = f.s.text(link) == "," || is_to_be(f, link);
    // "Alpha's studio, Bravo and Charlie".
    let alone = !f.is(1, &[Class::And, Class::Or]);
    (joined && alone && is_row(row)).then_some((org, row))
}

/// "Behind it stands Alpha, published by Bravo".
fn told_beside(f: Frame<'_>) -> Option<(usize, &Who)> {
    let org = org_at(f, f.at)?;
    let tells = |row: &usize| maker_told(f.s, *row).is_some_and(|(maker, _)| maker == f.at);
    let row = (3..=4).filter_map(|back| f.at.checked_sub(back)).find(tells)?;
    Some((org, f.s.who(row)?))
}

/// "Alpha and Bravo, both from Charlie, gained": each of them is its maker's.
fn all_from(f: Frame<'_>) -> Option<(usize, Vec<Who>)> {
    let org = org_at(f, f.at).filter(|_| !f.s.tokens[f.at].possessive)?;
    let by = usize::from(f.is(-1, &[Class::By]) && is_making(f.text(-2)));
    let led = by == 1 || f.is(-1, &[Class::From]) || f.text(-1) == "made by";
    let all = f.at.checked_sub(2 + by).filter(|at| led && matches!(f.s.text(*at), "both" | "all"))?;
    let comma = all.checked_sub(1).filter(|at| f.s.is_mark(*at, ','))?;
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let row = |at: usize| f.s.who(at).is_some_and(is_row);
    let first =
        (0..comma).rev().take_while(|at| row(*at) || f.s.is_mark(*at, ',') || f.s.is(*at, &[Class::And]));
    let group: Vec<Who> = first.filter_map(|at| f.s.who(at)).cloned().collect();
    (ends && group.len() > 1).then_some((org, group))
}

fn is_to_be(f: Frame<'_>, at: usize) -> bool {
    is_verb(f.s, at) && matches!(f.s.text(at), "is" | "was")
}

/// One of them, by the word: "studio", and not "studios".
fn is_maker_noun(f: Frame<'_>, at: usize) -> bool {
    f.s.makers.contains(&at) && !f.s.text(at).ends_with('s') || f.s.text(at) == "maker"
}

fn is_row(who: &Who) -> bool {
    who.iter().all(|e| matches!(e, Entity::Model { .. }))
}

fn org_at(f: Frame<'_>, at: usize) -> Option<usize> {
    f.s.who(at)?.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })
}

/// "Google's Claude Opus 5": it is not.
pub fn made_by(f: Frame<'_>) -> Option<Draft> {
    let maker = f.s.who(f.at)?.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })?;
    let group = vec![f.s.who(f.at + 1).filter(|_| f.s.tokens[f.at].possessive)?.clone()];
    let one = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    // "No row added more than Google's Alpha": it is Google's all the same.
    let made =
        || f.draft_of("maker", vec![Test::MadeBy { org: maker, group: group.clone() }], group.clone(), true);
    one.then(|| Draft { neg: false, ..made() })
}
