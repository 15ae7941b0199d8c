//! Frames of a first place that one gives to another: "has been knocked off the top", "The top spot passed from Alpha to
//! Bravo".

use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::Unit;
use crate::claims::tokens::{Entity, Kind, Sentence, Who};

/// "off the top", "off top spot", where nothing says of what else.
pub(super) fn is_off_the_top(s: &Sentence, at: usize) -> bool {
    let top = at + 1 + usize::from(s.is(at + 1, &[Class::The]));
    let ends = match s.tokens.get(top + 1).map(|t| &t.kind) {
        None | Some(Kind::Mark(_) | Kind::Board(_)) => true,
        _ => s.is(top + 1, &[Class::By, Class::After, Class::Of, Class::In, Class::On]),
    };
    s.text(at) == "off" && ends && (s.text(top) == "top" || s.is(top, &[Class::Lead]))
}

/// "has been knocked off the top after five months", "knocked Alpha off the top": it led, and does not now.
pub fn knocked_off(f: Frame<'_>) -> Option<Draft> {
    const KNOCKS: [&str; 11] = [
        "knocked", "knocks", "pushed", "pushes", "bumped", "toppled", "forced", "swept", "driven", "shoved",
        "nudged",
    ];
    if !is_off_the_top(f.s, f.at) || f.clause().neg {
        return None;
    }
    let knocked = |at: usize| KNOCKS.contains(&f.s.text(at));
    let passive = knocked(f.at.checked_sub(1)?) && f.is(-2, &[Class::Be]);
    let object = f.s.who(f.at - 1).filter(|_| f.at > 1 && knocked(f.at - 2));
    let (old, new): (Vec<Who>, Option<Vec<Who>>) = match object {
        Some(who) => (vec![who.clone()], Some(active(f, who))),
        None if passive => (f.clause().subject.clone(), f.object_after(&[Class::By])),
        None => return None,
    };
    handed(f, old, new.filter(|new| plain(new)))
}

/// Who is said to knock another off the top.
fn active(f: Frame<'_>, other: &Who) -> Vec<Who> {
    // A clause begins with the one that was pushed.
    let own = std::iter::once(f.clause()).chain(f.clauses[..f.index].iter().rev());
    own.map(|c| &c.subject)
        .find(|group| !group.is_empty() && !group.contains(other))
        .cloned()
        .unwrap_or_default()
}

fn handed(f: Frame<'_>, old: Vec<Who>, new: Option<Vec<Who>>) -> Option<Draft> {
    let row = |group: &[Who]| group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if !plain(&old) || !row(&old) || new.as_ref().is_some_and(|new| !row(new)) {
        return None;
    }
    let lost = Test::LostLead { group: old.clone() };
    let leads = new.map(|group| Test::Leads { group, newly: true });
    let draft = f.draft_of("rank", vec![Test::All(leads.into_iter().chain([lost]).collect())], old, true);
    Some(Draft { own: true, words: f.at..f.at, ..draft })
}

/// "The top spot on the board passed from Alpha to Bravo": Alpha led, and Bravo does now; "Third place went from …".
pub fn passed_on(f: Frame<'_>) -> Option<Draft> {
    if let Some(draft) = fell_to(f) {
        return Some(draft);
    }
    let small = |at: &usize| {
        f.s.is(*at, &[Class::On, Class::In, Class::The, Class::Of])
            || matches!(f.s.tokens[*at].kind, Kind::Board(_))
            || crate::claims::clauses::is_list(f.s.text(*at))
            || matches!(f.s.text(*at), "has" | "have")
    };
    let place = f.num();
    if place.is_some_and(|n| !is_rank(n) || n.unit != Unit::Places) {
        return None;
    }
    let verb = (f.at + 1..f.s.tokens.len().min(f.at + 6)).find(|at| !small(at))?;
    let passed = matches!(f.s.text(verb), "passed" | "passes" | "went" | "moved" | "moves" | "switched");
    let old = f.group_from(verb + 2).filter(|_| f.s.is(verb + 1, &[Class::From]))?;
    let to = (verb + 3..verb + 8).find(|at| f.s.is(*at, &[Class::To]))?;
    let new = f.group_from(to + 1)?;
    if !passed || old == new || f.clause().neg {
        return None;
    }
    match place.filter(|n| n.whole() != Some(1)) {
        None => handed(f, old, Some(new)),
        Some(num) => {
            let rank =
                |measure, group: &[Who]| Test::Number { measure, num: *num, sign: 0, group: group.to_vec() };
            let tests = vec![rank(Measure::PreviousRank, &old), rank(Measure::Rank, &new)];
            let draft = f.draft_of("rank", vec![Test::All(tests)], new, true);
            Some(Draft { words: f.at..f.at, ..draft })
        }
    }
}

/// "The board has a new leader, Alpha", "has a new No. 1: Alpha": Alpha stands there, and did not.
pub fn has_a_new_leader(f: Frame<'_>) -> Option<Draft> {
    let first = f.num().is_some_and(|n| is_rank(n) && n.whole() == Some(1)) && f.is(-1, &[Class::New]);
    let leader = f.is(0, &[Class::NewLead]) && f.text(0) == "new leader";
    let article = f.at.checked_sub(1 + usize::from(first)).filter(|_| first || leader)?;
    let has = article
        .checked_sub(1)
        .filter(|at| f.s.is(article, &[Class::A]) && matches!(f.s.text(*at), "has" | "have"))?;
    let board = (f.clause().range.start..has).any(|at| super::scopes::scope_at(f, at).is_some());
    let mark = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Mark(',' | ':' | '—' | '–')));
    let group = f.group_from(f.at + 2).filter(|group| board && mark && group.len() == 1 && plain(group))?;
    let test = Test::Leads { group: group.clone(), newly: true };
    Some(Draft { guessed: false, words: f.at..f.at, ..f.draft_of("rank", vec![test], group, true) })
}

/// "First place on the board fell to Bravo": Bravo stands there.
fn fell_to(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| is_rank(n) && n.unit == Unit::Places)?;
    let opens = f.at == f.clause().range.start;
    let verb = (f.at + 1..f.at + 6).find(|at| matches!(f.s.text(*at), "fell" | "falls" | "went" | "goes"))?;
    let board =
        |at: usize| matches!(f.s.tokens[at].kind, Kind::Board(_)) || f.s.is(at, &[Class::On, Class::In]);
    let new = f.group_from(verb + 2).filter(|_| opens && f.s.is(verb + 1, &[Class::To]))?;
    let test = Test::Number { measure: Measure::Rank, num, sign: 0, group: new.clone() };
    let told = (f.at + 1..verb).all(board) && plain(&new) && new.len() == 1 && !f.clause().neg;
    told.then(|| Draft { guessed: false, words: f.at..f.at, ..f.draft_of("rank", vec![test], new, true) })
}

/// "cost Alpha fifth place", "cost it its second place".
pub(super) fn cost_it(f: Frame<'_>) -> bool {
    let owned = f.is(-1, &[Class::Its, Class::The]);
    let before =
        f.at.checked_sub(1 + usize::from(owned))
            .filter(|at| f.s.who(*at).is_some() || f.s.is(*at, &[Class::It]));
    let place = f.num().is_some_and(|n| n.unit == Unit::Places);
    place && before.is_some_and(|at| at > 0 && matches!(f.s.text(at - 1), "cost" | "costs" | "costing"))
}

/// "replaced Bravo in the survey", "In the top ten, Alpha took the place of Bravo": where.
pub(super) fn replaced_within(f: Frame<'_>) -> Option<super::scopes::Scope> {
    // "Alpha joined the list, replacing Bravo".
    if f.text(0) == "replacing" && (0..f.at).any(|at| f.s.is(at, &[Class::Enter, Class::Debut])) {
        return Some(super::scopes::Scope { top: (0..f.at).find_map(|at| f.top_at(at)), listed: None });
    }
    let whole = ["replaced", "replaces", "took the place of", "takes the place of"].contains(&f.text(0));
    let joins = |at: &usize| f.s.who(*at).is_some() || f.s.is(*at, &[Class::And]) || f.s.is_mark(*at, ',');
    let behind = (f.at + 1..f.s.tokens.len()).find(|at| !joins(at)).filter(|_| whole)?;
    let inside = |at: usize| f.s.is(at, &[Class::In, Class::On]);
    let led = if inside(behind) { behind } else { Some(0).filter(|at| inside(*at))? };
    (led + 1..led + 3).find_map(|at| super::scopes::scope_at(f, at))
}
