//! Frames of a top told name by name: "the podium is Bravo, Alpha and Charlie".

use super::extents::extent;
use super::predicates::direction_of;
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "The top three are A, B and C", "the podium: A, B, C". In an order where the words say so; else in any.
pub fn podium(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at).filter(|k| (2..=20).contains(k))?;
    let end = f.s.tokens.len();
    let first = (f.at + 1..end).find(|at| is_model(f, *at))?;
    let between = f.at + 1..first;
    let bare = between.clone().all(|at| f.s.num(at).is_none() && f.s.who(at).is_none());
    let tells = matches!(f.s.text(first - 1), ":" | "of" | "reads" | "read")
        || f.s.is(first - 1, &[Class::Be])
        || f.s.is(first - 1, &[Class::Adverb, Class::Now])
            && between.clone().any(|at| f.s.is(at, &[Class::Be]));
    let moves =
        between.clone().any(|at| is_verb(f.s, at) && !f.s.is(at, &[Class::Be, Class::Hold, Class::Carry]));
    let names = listed(f, first);
    // "The top two films, Alpha and Bravo, drew …": these are they.
    let quiet = |at: usize| super::scopes::is_row(f, at) || super::scopes::is_quiet(f, at);
    let rows = f.s.text(first - 1) == "," && (f.at + 1..first - 1).all(quiet);
    let apposed = rows && f.is(-1, &[Class::The]) && closed(f, first, top);
    if apposed && names.len() == top as usize {
        let members = Test::InTop { group: names.clone(), top };
        let draft = f.draft_of("rank", vec![members], names, true);
        // "The top three of A, …, have no row on B": of A.
        let own = super::tops::shared::board_of_top(f).map(|(board, ..)| vec![board]);
        return Some(Draft {
            board_told: draft.board_told || own.is_some(),
            boards: own.unwrap_or(draft.boards),
            neg: false,
            ..draft
        });
    }
    if !bare || !tells || moves || names.len() != top as usize {
        return None;
    }
    let ordered = f.s.text(first - 1) == ":" || (0..end).any(|at| f.s.text(at) == "order");
    let ranks =
        Test::Each { measure: Measure::Rank, nums: (1..=top).map(rank).collect(), group: names.clone() };
    let members = Test::InTop { group: names.clone(), top };
    let tests = if ordered { vec![ranks] } else { vec![ranks, members] };
    Some(f.draft_of("rank", tests, names, true))
}

/// So many names stand from a token on, a comma behind them and then a verb.
fn closed(f: Frame<'_>, first: usize, top: u32) -> bool {
    let count = usize::try_from(top).unwrap_or(usize::MAX);
    let last = (first..f.s.tokens.len()).filter(|at| is_model(f, *at)).nth(count.saturating_sub(1));
    let mut before = (f.at.saturating_sub(3)..f.at)
        .filter(|at| f.s.is(*at, &[Class::In, Class::Of, Class::From, Class::Than]));
    last.is_some_and(|last| f.s.is_mark(last + 1, ',') && is_verb(f.s, last + 2)) && before.next().is_none()
}

/// The names from a token on, joined by commas, "and", "then".
pub(super) fn listed(f: Frame<'_>, from: usize) -> Vec<Who> {
    let mut names = Vec::new();
    for at in from..f.s.tokens.len() {
        if is_model(f, at) {
            names.extend(f.s.who(at).cloned());
        } else if !(f.s.tokens[at].kind == Kind::Mark(',')
            || f.s.is(at, &[Class::And, Class::So, Class::The])
            || free_row_of(f, at))
        {
            break;
        }
    }
    names
}

/// "the free row of Alpha": words of one of the names.
fn free_row_of(f: Frame<'_>, at: usize) -> bool {
    let words =
        |at: usize| f.s.is(at + 1, &[Class::RowsNoun]) && f.s.is(at + 2, &[Class::Of]) && is_model(f, at + 3);
    (0..3).filter_map(|back| at.checked_sub(back)).any(|free| f.s.is(free, &[Class::Free]) && words(free))
}

/// "Two rows improved, Alpha and Bravo, by one point each": as many names as are counted, between commas.
pub(super) fn named_within(f: Frame<'_>) -> Option<Vec<Who>> {
    let count = f.num().filter(|n| n.hedge == Hedge::Plain).and_then(Num::whole).filter(|n| *n > 1)?;
    let end = f.clause().range.end;
    let comma =
        (f.at + 1..end).find(|at| f.s.tokens[*at].kind == Kind::Mark(',') && f.s.who(at + 1).is_some())?;
    let names = listed(f, comma + 1);
    let all = usize::try_from(count).is_ok_and(|count| count == names.len());
    // "Two fell, Alpha and Bravo rose" says it of others.
    let last =
        (comma + 1..f.s.tokens.len()).filter(|at| f.s.who(*at).is_some()).nth(names.len().checked_sub(1)?)?;
    let closed = matches!(
        f.s.tokens.get(last + 1).map(|t| &t.kind),
        None | Some(Kind::Mark('.' | ',' | ';' | '—' | '–'))
    );
    (all && closed).then_some(names)
}

fn is_model(f: Frame<'_>, at: usize) -> bool {
    let model = |e: &Entity| matches!(e, Entity::Model { .. });
    f.s.who(at).is_some_and(|w| w.iter().any(model)) && !f.s.tokens[at].possessive
}

fn rank(n: u32) -> Num {
    Num::new(Decimal::from(n), Decimal::ZERO, Form::Rank)
}

/// So many do so, or those who are named.
pub(super) fn counted_or_named(
    f: Frame<'_>,
    (num, top): (Num, Option<u32>),
    (what, also): (Predicate, Option<Predicate>),
    of: Of,
) -> Test {
    let by = extent(f, what);
    match named_after(f) {
        // "go to two new entries, A and B": of all that there are, perhaps.
        Some(group) if f.is(-1, &[Class::To]) && matches!(what, Predicate::Debut | Predicate::Joined) => {
            Test::Arrived { group, back: false }
        }
        // "Three debuts: A, B and C": these and no others.
        Some(group)
            if of.is_of_all()
                && (by.is_some() || what != Predicate::Listed)
                && !what.is_exit()
                && num.whole() == u32::try_from(group.len()).ok() =>
        {
            Test::Only { what, also, by, group, top }
        }
        // "four models in the top 20: A, B, C and D": and they are there.
        Some(group) if top.is_some() && !what.is_exit() && num.whole() == u32::try_from(group.len()).ok() => {
            // "Alpha has two rows in the top 20, A and B": and these are Alpha's.
            let made = match of.orgs.as_slice() {
                [org] => Some(Test::MadeBy { org: *org, group: group.clone() }),
                _ => None,
            };
            let inside = Test::InTop { group, top: top.unwrap_or_default() };
            let count = Test::Count { num, what, also, by, top, of };
            Test::All([inside, count].into_iter().chain(made).collect())
        }
        // "Of Halcyon's three ports, one lost traffic: Saltmere": and it did.
        Some(group)
            if !of.is_of_all()
                && direction_of(what).is_some()
                && num.whole() == u32::try_from(group.len()).ok() =>
        {
            let (measure, sign) = direction_of(what).unwrap_or((Measure::Growth, 1));
            let did = Test::Direction { measure, sign, group };
            Test::All(vec![did, Test::Count { num, what, also, by, top, of }])
        }
        // "Three left the top 20: A, B and C": and these did.
        Some(group) if what.is_exit() && num.whole() == u32::try_from(group.len()).ok() => {
            Test::All(vec![Test::Left { group, top }, Test::Count { num, what, also, by, top, of }])
        }
        _ => Test::Count { num, what, also, by, top, of },
    }
}

/// The names that a colon or a dash after the clause lists.
fn named_after(f: Frame<'_>) -> Option<Vec<Who>> {
    // "Four rows are new or back: Alpha, …": the mark may end another clause.
    let told = |at: usize| f.s.num(at).is_some() || f.s.who(at).is_some() && f.top_at(at).is_none();
    let bare = f.clauses[f.index + 1..].iter().take_while(|c| !c.range.clone().any(told));
    let is_open = |end: &usize| matches!(f.s.tokens[*end - 1].kind, Kind::Mark(':' | '—' | '–' | '('));
    let mut ends = std::iter::once(f.clause().range.end).chain(bare.map(|c| c.range.end));
    let end = ends.find(is_open).unwrap_or(f.clause().range.end);
    let mark = is_open(&end);
    // "One return and one debut: Alpha is back, Bravo is new": which of the two it is, the words behind tell.
    let counts = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
    if mark && (f.clause().range.start..f.at).any(counts) && f.is(-1, &[Class::And]) {
        return None;
    }
    let names = listed(f, end);
    if mark && !names.is_empty() { Some(names) } else { named_within(f) }
}
