//! Frames of who holds a place: new, gone, first, in the top five, frozen.

use super::{Draft, Frame, Test, missing};
use crate::claims::clauses::{is_list, is_noun, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "Bravo is the leader", "Alpha is still the runner-up".
pub fn is_leader(f: Frame<'_>) -> Option<Draft> {
    let Some([Entity::AtRank(rank, back)]) = f.s.who(f.at).map(Vec::as_slice) else { return None };
    let mut before = f.at;
    while before > f.clause().range.start
        && (f.s.is(before - 1, &[Class::The, Class::Adverb, Class::Now])
            || matches!(f.s.tokens[before - 1].kind, Kind::Board(_)))
    {
        before -= 1;
    }
    let is = before > f.clause().range.start && f.s.is(before - 1, &[Class::Be, Class::Hold]);
    let group: Vec<Who> = f.clause().subject.clone();
    let model = |w: &Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    if !is || group.len() != 1 || !group.iter().all(model) {
        return None;
    }
    let measure = if *back == 0 { Measure::Rank } else { Measure::PreviousRank };
    let num = Num::new(Decimal::from(*rank), Decimal::ZERO, Form::Rank);
    let test = Test::Number { measure, num, sign: 0, group: group.clone() };
    Some(f.draft_of("rank", vec![test], group, f.clause().certain))
}

/// "left the top 20", "dropped out".
pub fn exit(f: Frame<'_>) -> Option<Draft> {
    let opens = f.at == f.clause().range.start;
    let out = opens && (f.text(0) == "out" && f.is(1, &[Class::Of]) || f.text(0) == "gone");
    // "June saw Alpha leave the list".
    let seen = f.text(0) == "leave" && matches!(f.text(-2), "saw" | "sees" | "seen");
    if !(out || seen) && f.class()? != Class::Exit || is_noun(f.s, f.at) || f.is(-1, &[Class::The, Class::A])
    {
        return None;
    }
    if is_left(f) {
        return None;
    }
    // "leaving Halcyon without a row".
    if f.s.who(f.at + 1).is_some() && f.text(2) == "without" {
        return None;
    }
    // "Alpha's lead is gone": the lead, not Alpha.
    let owner = (f.clause().range.start..f.at).rev().find(|at| f.s.who(*at).is_some());
    if owner.is_some_and(|at| f.s.tokens[at].possessive && f.s.is(at + 1, &[Class::Lead, Class::GapNoun])) {
        return None;
    }
    // "The top spot that Alpha had taken is gone".
    let first = f.clauses[0].range.start;
    if f.s.is(first, &[Class::The]) && f.s.is(first + 1, &[Class::Lead, Class::GapNoun, Class::PlacesNoun]) {
        return None;
    }
    let scope = f.s.is(f.at + 1, &[Class::The]) && f.s.is(f.at + 2, &[Class::Market, Class::RowsNoun]);
    // "more than 60% of its volume disappeared".
    if f.is(-1, &[Class::Volume, Class::Share]) {
        return None;
    }
    // "which leaves it just inside the top twenty", "leaving it bottom of the ten".
    if f.is(1, &[Class::It, Class::They])
        && (f.text(0) != "left" || (f.at + 2..f.at + 5).any(|at| f.s.is(at, &[Class::In, Class::At])))
    {
        return None;
    }
    let bare = matches!(f.text(0), "left" | "leave" | "leaves" | "leaving")
        && f.scope().is_none()
        && f.clause().boards.is_empty()
        && !scope
        && !is_list(f.text(2))
        && !is_list(f.text(3));
    let group = f.clause().subject.clone();
    let group: Vec<Who> = group
        .into_iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market)))
        .collect();
    if bare || group.is_empty() {
        return None;
    }
    // "dropped out of it": of the top that was named before.
    let out_of_it = f.is(1, &[Class::Of]) && f.is(2, &[Class::It]);
    // "returns after dropping out": it was gone before, and is back.
    let back = f.clause().joint == Some(Class::After)
        && (0..f.clause().range.start).any(|at| f.s.is(at, &[Class::Return]));
    if back && f.scope().is_none() {
        return Some(Draft { when: None, ..f.draft("exit", vec![Test::Arrived { group, back }]) });
    }
    let top = (f.at + 1..f.clause().range.end).find_map(|at| f.top_at(at));
    let top = top.or_else(|| f.scope().filter(|_| out_of_it));
    if let Some(gone) = super::missing::maker_is_gone(f, &group, top) {
        return Some(gone);
    }
    let list = (f.at + 1..f.at + 3).any(|at| is_list(f.s.text(at)) && f.s.is(at - 1, &[Class::The]));
    let test = if list { Test::LeftList { group } } else { Test::Left { group, top } };
    Some(f.draft("exit", vec![test]))
}

/// "is left in the top ten", "the only one left on the list": it is still there.
pub(super) fn is_left(f: Frame<'_>) -> bool {
    let there = f.is(1, &[Class::In, Class::On]) || f.text(1) == "among";
    let be = f.is(-1, &[Class::Be]) && !matches!(f.text(-1), "has" | "have" | "had");
    // "two films left on the chart" is a number with its noun.
    let counted = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    let noun = f.at.checked_sub(1).is_some_and(|at| f.s.subjects.contains(&at) || counted(at));
    let last = noun || f.text(-1) == "one" || f.is(-1, &[Class::RowsNoun, Class::Adverb, Class::Now]);
    f.text(0) == "left" && (be || last && there)
}

/// "the order at the top is A before B": of nobody who is named.
fn is_of_an_order(f: Frame<'_>) -> bool {
    matches!(f.text(-1), "order" | "picture" | "race" | "gap" | "change" | "changes" | "swap" | "pair")
}

/// A word for the lead that tells of none.
fn tells_no_lead(f: Frame<'_>) -> bool {
    // "Four weeks at the top end for Alpha" tells of a time that is over, "topped its previous best" of no place.
    let spell = f.at.checked_sub(1).filter(|at| *at == f.clause().range.start);
    let spell = spell.and_then(|at| f.s.num(at)).is_some_and(|n| n.unit == Unit::Periods);
    spell
        || super::bests::previous_high(f, f.at + 1).is_some()
        || super::stood::takes_over_a_place(f)
        || is_of_an_order(f)
}

/// "leads", "tops the board", "took the lead".
pub fn leads(f: Frame<'_>) -> Option<Draft> {
    let newly = match f.class()? {
        Class::Lead => false,
        Class::NewLead => true,
        _ => return None,
    };
    let lost = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::Down, Class::DownValue]));
    if is_noun(f.s, f.at)
        && !lost
        && !matches!(f.text(0), "top spot" | "first place" | "top slot" | "top position" | "number one")
    {
        return None;
    }
    if tells_no_lead(f) {
        return None;
    }
    // "the row on top of Alpha".
    if matches!(f.text(0), "on top" | "atop") && f.is(1, &[Class::Of]) && f.s.who(f.at + 2).is_some() {
        return on_top_of(f);
    }
    // "topped one million"; "leads it by 9,310" is told by the gap.
    if f.text(1) == "them" || f.is(1, &[Class::It, Class::They]) && !is_noun(f.s, f.at) {
        return None;
    }
    let number = f.at + 1 + usize::from(f.is(1, &[Class::The, Class::A]));
    if f.s.num(number).is_some_and(|n| n.scaled || n.unit == Unit::Board) {
        return None;
    }
    let mut group = f.clause().subject.clone();
    if let Some(who) = named_behind_a_colon(f, newly) {
        group = vec![who.clone()];
    }
    // "the gap between A and B at the top", "At the top of the survey, 1.7 points lie between …".
    // "0.9 points separate A and B at the top": neither of them leads.
    // "tied at the top": told by the tie.
    let level = || f.is(-1, &[Class::Tied]) || (0..f.at).any(|at| f.s.is(at, &[Class::Separate]));
    if f.text(0) == "at the top" && level() {
        return None;
    }
    let scene = f.text(0) == "at the top" && (f.near(&[Class::GapNoun], 0) || f.at == 0);
    // "Golf lost volume. At the top, 200 units lie between first and second".
    let here = |who: &Who| f.s.whos.contains(who) || f.s.has(&[Class::It, Class::They, Class::Its]);
    if scene && f.text(1) == "," && !group.iter().any(here) {
        return None;
    }
    if group.is_empty() {
        return (!f.clause().foreign && !scene).then(|| f.draft("rank", Vec::new()));
    }
    // "leads Alpha by 12 points" and "leads the gainers" are told elsewhere.
    let other =
        f.s.who(f.at + 1)
            .is_some_and(|w| !matches!(w.as_slice(), [Entity::Market | Entity::Top(_) | Entity::Org(_)]));
    if other || f.is(1, &[Class::The]) && f.is(2, &Class::CHANGES) {
        return None;
    }
    if lost {
        return Some(f.draft("rank", vec![Test::LostLead { group }]));
    }
    let certain = f.clause().certain || group != f.clause().subject;
    // "stayed on top for a single week".
    if let Some(test) = super::spells::led_for(f, &group) {
        return Some(f.draft_of("rank", vec![test], group, certain));
    }
    let among = in_front_of_the_other(f, &group);
    let leads = Test::Leads { group: group.clone(), newly };
    Some(f.draft_of("rank", std::iter::once(leads).chain(among).collect(), group, certain))
}

/// "Use has a new leader: Bravo", "A new name on top: Bravo passed Alpha": who leads.
fn named_behind_a_colon<'a>(f: Frame<'a>, newly: bool) -> Option<&'a Who> {
    let unnamed = !f.clause().neg && f.clause().range.clone().all(|at| f.s.who(at).is_none());
    let told = newly && f.text(0) == "new leader" || unnamed;
    f.s.who(f.at + 2).filter(|_| told && f.text(1) == ":")
}

/// "the row on top of Alpha": above it.
fn on_top_of(f: Frame<'_>) -> Option<Draft> {
    let (a, b) = (f.clause().subject.clone(), f.group_from(f.at + 2)?);
    let models = |who: &[Who]| who.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let above = Test::Compared { measure: Measure::Rank, a: a.clone(), b: b.clone(), more: false };
    (models(&a) && models(&b) && !a.is_empty() && a != b).then(|| f.draft("comparison", vec![above]))
}

/// "Alpha gained, Bravo lost, and Alpha is the one on top": of all, or of those that the sentence names.
fn in_front_of_the_other(f: Frame<'_>, group: &[Who]) -> Option<Test> {
    let by = f.is(1, &[Class::By]) || f.text(1) == "," && f.is(2, &[Class::By]);
    let placed = matches!(f.text(0), "in front" | "on top" | "on top of");
    let bare = (placed || by && matches!(f.text(0), "leads" | "leading")) && !f.is(1, &[Class::Of]);
    let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    // "Alpha in front and Bravo second".
    let second = (1..f.s.tokens.len()).any(|at| {
        let rank = f.s.num(at).is_some_and(|n| super::is_rank(n) && n.value == Decimal::TWO);
        rank && (at.saturating_sub(2)..at).any(|i| f.s.who(i).is_some())
    });
    let mut others: Vec<Who> = f.s.whos.iter().filter(|who| !group.contains(who)).cloned().collect();
    others.dedup();
    let told = bare && !second && group.len() == 1 && group.iter().all(model) && !others.is_empty();
    (told && others.iter().all(model)).then(|| Test::Compared {
        measure: Measure::Rank,
        a: group.to_vec(),
        b: others,
        more: false,
    })
}

/// "is in the top five".
pub fn in_top(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at)?;
    // "in OpenRouter's top 20".
    let mut before = f.at;
    while before > 0
        && (f.s.is(before - 1, &[Class::The]) || matches!(f.s.tokens[before - 1].kind, Kind::Board(_)))
    {
        before -= 1;
    }
    let inside = before > 0 && f.s.is(before - 1, &[Class::In, Class::Be, Class::Between]);
    let verb = f.clause().range.clone().any(|at| {
        at < f.at && f.s.is(at, &[Class::Be, Class::Hold]) && !is_noun(f.s, at)
            || matches!(f.s.text(at), "leaves" | "leaving" | "left")
                && f.s.is(at + 1, &[Class::It, Class::They])
    });
    let left_inside = |at: usize| {
        matches!(f.s.text(at), "leaves" | "leaving" | "left") && f.s.is(at + 1, &[Class::It, Class::They])
    };
    let busy = f.clause().range.clone().any(|at| {
        at < f.at
            && !left_inside(at)
            && (f.s.num(at).is_some()
                || f.s.is(
                    at,
                    &[
                        Class::Most,
                        Class::Least,
                        Class::Only,
                        Class::Up,
                        Class::Down,
                        Class::UpRank,
                        Class::DownRank,
                        Class::Exit,
                        Class::Enter,
                    ],
                ))
    });
    let group: Vec<Who> = f
        .clause()
        .subject
        .iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market | Entity::Org(_))))
        .cloned()
        .collect();
    // "Claude Opus 4.8, in the top ten last week, …".
    let beside = f.clause().when.is_some() && !f.clause().range.clone().any(|at| is_verb(f.s, at));
    // "does not appear in the top twenty": told by the verb.
    let told =
        f.clause().range.clone().any(|at| at < f.at && f.from(at).and_then(missing::missing).is_some());
    if !inside || !(verb || beside) || busy || told || group.is_empty() {
        return None;
    }
    let certain = f.clause().certain;
    // "is no longer in the top 50": on a list that has it no more, it is not.
    if f.clause().neg {
        let out = Test::Unlisted { group: group.clone(), top: Some(top) };
        return Some(Draft { neg: false, ..f.draft_of("rank", vec![out], group, certain) });
    }
    Some(f.draft_of("rank", vec![Test::InTop { group: group.clone(), top }], group, certain))
}
