//! Frames of who holds a place: new, gone, first, in the top five, frozen.

use super::{Draft, Frame, Test, missing};
use crate::claims::clauses::{is_list, is_noun, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
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

/// "debuted", "is new", "returned".
pub fn arrived(f: Frame<'_>) -> Option<Draft> {
    // "the only newcomer being Alpha" is told by "only".
    if arrives_elsewhere(f) || nobody_arrived(f) || f.text(1) == "being" {
        return None;
    }
    let back = match f.class()? {
        Class::Debut => false,
        Class::Return => true,
        // "New No. 1: Bravo".
        Class::New if f.is(1, &[Class::Lead]) || f.s.num(f.at + 1).is_some_and(super::is_rank) => {
            return None;
        }
        Class::New
            if f.is(-1, &[Class::Be, Class::Adverb, Class::Now])
                || f.text(-1) == "brand"
                || f.at == f.clause().range.start
                || f.is(1, &[Class::At, Class::On, Class::To, Class::In]) =>
        {
            false
        }
        _ => return None,
    };
    // "five newcomers": the count tells of them.
    if f.text(0).ends_with('s') && f.at > 0 && f.s.num(f.at - 1).is_some() {
        return None;
    }
    // "is back over two million", "back in 12th": not on the board.
    let number = |at: usize| {
        f.s.num(at)
            .is_some_and(|n| n.scaled || n.unit == Unit::Board || super::is_rank(n) && f.text(0) != "is back")
    };
    if back && (f.at + 1..f.at + 3).any(number) && f.text(0).contains("back") {
        return None;
    }
    // "is back at No. 15": on the board, or where it once stood.
    let once =
        f.text(0).contains("back") && (f.at + 1..f.at + 3).any(|at| f.s.num(at).is_some_and(super::is_rank));
    if let Some(who) = newcomer(f).filter(|_| !back) {
        let group = vec![who.clone()];
        return Some(f.draft_of("debut", vec![Test::Arrived { group: group.clone(), back }], group, true));
    }
    let group = f.clause().subject.clone();
    // "new to the top ten", "newcomers to the top ten" is no debut on the board; "new to it" may be of either.
    if f.text(0) == "new to" || !back && f.text(0).starts_with("new") && f.is(1, &[Class::To]) {
        if f.is(1, &[Class::It]) {
            return None;
        }
        if let Some(top) = (f.at + 1..f.at + 5).find_map(|at| f.top_at(at)) {
            return (!group.is_empty()).then(|| f.draft("debut", new_to_a_top(group, top)));
        }
    }
    // "its first appearance in the top ten", "returns to the top ten": into that.
    let into = (f.text(0) == "first appearance" || back) && f.is(1, &[Class::In, Class::To])
        || back && f.is(1, &[Class::The]);
    if let Some(top) = (f.at + 2..f.at + 5).find_map(|at| f.top_at(at)).filter(|_| into) {
        return (!group.is_empty())
            .then(|| f.draft("debut", vec![Test::Entered { group, top: Some(top), again: back }]));
    }
    if group.is_empty()
        || f.is(-1, &[Class::The])
        || group.iter().flatten().any(|e| matches!(e, Entity::Org(_)))
    {
        return None;
    }
    // "debuted inside the top five": it is new, and it stands there.
    let inside = f.is(1, &[Class::In]) || matches!(f.text(1), "inside" | "within");
    let top = (f.at + 2..f.at + 5).find_map(|at| f.top_at(at)).filter(|_| inside);
    let there = top.map(|top| Test::InTop { group: group.clone(), top });
    let arrived = Test::Arrived { group, back };
    let test = match there {
        Some(there) => Test::All(vec![arrived, there]),
        None => arrived,
    };
    let draft = f.draft(if back { "return" } else { "debut" }, vec![test]);
    let draft = on_its_day(f, draft);
    Some(Draft { guessed: draft.guessed || once, ..draft })
}

/// Came into the top, or is new on the list and there.
fn new_to_a_top(group: Vec<Who>, top: u32) -> Vec<Test> {
    let arrived = Test::Arrived { group: group.clone(), back: false };
    let there = Test::All(vec![arrived, Test::InTop { group: group.clone(), top }]);
    vec![Test::Entered { group, top: Some(top), again: false }, there]
}

/// "first appeared in the ranking on 9 March": it was there, and new. What "debuted" may have been released.
fn on_its_day(f: Frame<'_>, draft: Draft) -> Draft {
    let named = draft.group.iter().all(|who| f.s.whos.contains(who));
    let list = |at: usize| is_list(f.s.text(at));
    let on_list = named && (f.text(0).starts_with("first appear") || f.clause().range.clone().any(list));
    match (draft.when, draft.tests.as_slice()) {
        (Some(at @ When::At(_)), [Test::Arrived { .. }, ..]) if on_list => {
            let then = |test: &Test| Test::Then { when: at, test: Box::new(test.clone()) };
            Draft { when: None, tests: draft.tests.iter().map(then).collect(), ..draft }
        }
        _ => draft,
    }
}

/// "No film made its debut": nobody did, and the count has it.
fn nobody_arrived(f: Frame<'_>) -> bool {
    let nobody = |at: usize| {
        f.s.is(at, &[Class::Neg]) && f.from(at).is_some_and(|there| super::counts::counted(there).is_some())
    };
    f.clause().neg && (f.clause().range.start..f.at).any(nobody)
}

/// A word of arrival that tells of another time, or of something else.
fn arrives_elsewhere(f: Frame<'_>) -> bool {
    // "came back with growth of 156%" says how, not where.
    let grows =
        f.is(1, &[Class::With]) && (f.at + 2..f.at + 4).any(|at| f.s.is(at, &[Class::Up, Class::UpValue]));
    // "since its W11 arrival".
    let period = matches!(f.s.tokens.get(f.at.wrapping_sub(1)).map(|t| &t.kind), Some(Kind::Period(_)));
    // "New at the top".
    let top =
        f.text(0) == "new at" && f.is(1, &[Class::The]) && matches!(f.text(2), "top" | "head" | "summit");
    // "since its debut".
    let since = f.text(-1) == "since" || f.text(-2) == "since";
    f.class() == Some(Class::Return) && grows
        || super::held::returns_to_a_place(f)
        || period && f.is(-2, &[Class::Its, Class::Their])
        || top
        || since
}

/// "overtaken by Hotel, a new entry", "behind newcomer Hotel": Hotel is.
fn newcomer<'a>(f: Frame<'a>) -> Option<&'a Who> {
    let aside = f.is(-1, &[Class::A]) && f.text(-2) == ",";
    let before = f.at.checked_sub(3).and_then(|at| f.s.who(at)).filter(|_| aside);
    // "the newly arrived Alpha".
    let lately = f.text(0) == "arrived" && matches!(f.text(-1), "newly" | "freshly" | "recently");
    let titled = lately
        || is_noun(f.s, f.at)
        || matches!(f.text(0), "newcomer" | "debutant" | "new entry" | "new arrival");
    before.or_else(|| f.s.who(f.at + 1).filter(|_| titled))
}

/// "entered the top ten", "joins the board at No. 6".
pub fn entered(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Enter || f.clause().subject.is_empty() {
        return None;
    }
    let group = f.clause().subject.clone();
    let top = (f.at + 1..f.clause().range.end).find_map(|at| f.top_at(at));
    // "entered the table for the first time": it was in no earlier one.
    let first =
        (f.at + 1..f.clause().range.end).any(|at| f.s.text(at) == "first" && f.s.text(at + 1) == "time");
    let tests = match top {
        Some(_) => vec![Test::Entered { group, top, again: false }],
        None if first => vec![Test::Arrived { group, back: false }],
        None => vec![
            Test::Arrived { group: group.clone(), back: false },
            Test::Arrived { group: group.clone(), back: true },
            Test::Entered { group, top: None, again: false },
        ],
    };
    let draft = f.draft("debut", tests);
    let draft = Draft { when: draft.when.or_else(|| with_its_place(f)), ..draft };
    Some(if top.is_none() { on_its_day(f, draft) } else { draft })
}

/// "entered the chart at No. 14 in W13": the period behind the place.
fn with_its_place(f: Frame<'_>) -> Option<When> {
    let near = f.at + 1..f.clause().range.end.min(f.at + 7);
    let place = near.into_iter().find(|at| f.s.num(*at).is_some_and(super::is_rank))?;
    let at = place + 1 + usize::from(f.s.is(place + 1, &[Class::In, Class::On]));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    }
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
    // "Four weeks at the top end for Alpha" tells of a time that is over, "topped its previous best" of no place.
    let spell = f.at.checked_sub(1).filter(|at| *at == f.clause().range.start);
    let spell = spell.and_then(|at| f.s.num(at)).is_some_and(|n| n.unit == Unit::Periods);
    if spell || super::bests::previous_high(f, f.at + 1).is_some() || super::stood::takes_over_a_place(f) {
        return None;
    }
    // "topped one million"; "leads it by 9,310" is told by the gap.
    if f.is(1, &[Class::It, Class::They]) && !is_noun(f.s, f.at) {
        return None;
    }
    if f.s.num(f.at + 1).is_some_and(|n| n.scaled || n.unit == Unit::Board) {
        return None;
    }
    let mut group = f.clause().subject.clone();
    // "Use has a new leader: Bravo".
    if newly && f.text(0) == "new leader" && f.text(1) == ":" && f.s.who(f.at + 2).is_some() {
        group = f.s.who(f.at + 2).into_iter().cloned().collect();
    }
    // "the gap between A and B at the top", "At the top of the survey, 1.7 points lie between …".
    // "0.9 points separate A and B at the top": neither of them leads.
    if f.text(0) == "at the top" && (0..f.at).any(|at| f.s.is(at, &[Class::Separate])) {
        return None;
    }
    // "tied at the top": told by the tie.
    if f.text(0) == "at the top" && f.is(-1, &[Class::Tied]) {
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
    if other
        || f.is(1, &[Class::The])
            && f.is(
                2,
                &[Class::UpValue, Class::Up, Class::Down, Class::DownValue, Class::UpRank, Class::DownRank],
            )
    {
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
    Some(f.draft_of("rank", vec![Test::Leads { group: group.clone(), newly }], group, certain))
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
    let inside = before > 0 && f.s.is(before - 1, &[Class::In, Class::Be]);
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
