//! Frames of the first rows of one board that stand on another: "None of A's top three appears among B's fifty rows", "Three
//! of the survey's top five rank in the top four in traffic".

use super::super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// So many of a board's first rows stand on another board, or among its first ones.
pub fn shared(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at)?;
    let (here, first, verb) = board_of_top(f)?;
    let end = (verb..f.s.tokens.len()).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let end = end.unwrap_or(f.s.tokens.len());
    let told = (verb..end).filter_map(|at| f.board_at(at)).filter(|board| *board != here);
    let [there] = told.collect::<Vec<_>>().try_into().ok()?;
    let tops: Vec<u32> = (verb..end).filter_map(|at| f.top_at(at)).collect();
    let inside = match tops.as_slice() {
        [] => None,
        [top] => Some(*top),
        _ => return None,
    };
    let absent = (verb..end).any(|at| f.s.is(at, &[Class::Neg]));
    let all = (verb..verb + 2).any(|at| f.s.is(at, &[Class::All, Class::Each]))
        || absent && first == f.clause().range.start;
    let num = match counted(f, first) {
        None if all => Num::new(Decimal::from(top), Decimal::ZERO, Form::Cardinal),
        found => found?,
    };
    let plain = stands(f, verb) && (verb..end).all(|at| is_small(f, at));
    let shared = Test::Shared { here: (here, top), there: (there, inside), num, absent };
    let listed = matches!(f.s.tokens.get(end).map(|t| &t.kind), Some(Kind::Mark(':' | '—' | '–')));
    let names = if listed { listed_names(f, end + 1) } else { Vec::new() };
    if !names.is_empty() && num.whole() != u32::try_from(names.len()).ok() {
        return None;
    }
    let test = with_names(shared, &names);
    let draft = f.draft_of("count", vec![test], names, true);
    let boards = vec![here];
    plain.then_some(Draft { boards, ..draft.by_its_words(f.at) })
}

/// "Of the ten models at the top of A, only Alpha also has a row in B's top twenty": it alone of those.
pub fn only_shared(f: Frame<'_>) -> Option<Draft> {
    let at = (1..f.at).find(|at| f.s.is(0, &[Class::Of]) && f.top_at(*at).is_some())?;
    let (here, _, behind) = board_of_top(f.from(at)?)?;
    let top = f.top_at(at)?;
    let names = listed_names(f, f.at + 1);
    let named = |at: &usize| f.s.who(*at).is_some_and(|who| names.contains(who));
    let verb = 1 + (f.at + 1..f.s.tokens.len()).filter(named).nth(names.len().checked_sub(1)?)?;
    let ends = |at: &usize| matches!(f.s.tokens[*at].kind, Kind::Mark(_));
    let end = (verb..f.s.tokens.len()).find(ends).unwrap_or(f.s.tokens.len());
    let told: Vec<usize> =
        (verb..end).filter_map(|at| f.board_at(at)).filter(|board| *board != here).collect();
    let [there] = told.try_into().ok()?;
    let inside = (verb..end).find_map(|at| f.top_at(at));
    let first =
        verb + usize::from(matches!(f.s.text(verb), "also" | "too") || f.s.is(verb, &[Class::Adverb]));
    let bare = behind == f.at || behind + 1 == f.at && f.s.is_mark(behind, ',');
    let plain = bare && stands(f, first) && (verb..end).all(|at| is_small(f, at));
    let absent = (verb..end).any(|at| f.s.is(at, &[Class::Neg]));
    let num = Num::new(Decimal::from(names.len()), Decimal::ZERO, Form::Cardinal);
    let test = with_names(Test::Shared { here: (here, top), there: (there, inside), num, absent }, &names);
    let draft = f.draft_of("only", vec![test], names, true);
    let boards = vec![here];
    plain.then_some(Draft { boards, ..draft.by_its_words(f.at) })
}

/// "Three ports in the traffic table have no row in the survey: Alpha, Bravo and Charlie": so many of the whole list.
pub fn missing_there(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal && !n.scaled)?;
    let end = (f.at..f.s.tokens.len()).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let end = end.unwrap_or(f.s.tokens.len());
    let boards: Vec<usize> = (f.at + 1..end).filter(|at| f.board_at(*at).is_some()).collect();
    let [first, second] = boards.try_into().ok()?;
    let (here, there) = (f.board_at(first)?, f.board_at(second)?);
    let missing = |at: usize| matches!(f.s.text(at), "missing" | "absent");
    let small = |at: usize| is_small(f, at) || missing(at) || f.s.is(at, &[Class::From]);
    let inside = f.is(1, &[Class::In, Class::On, Class::Of]) && (f.at + 1..end).all(small);
    let denied = (first + 1..second).any(|at| missing(at) || f.s.is(at, &[Class::Neg]));
    let top = (f.at + 1..end).any(|at| f.top_at(at).is_some());
    let verb = (first + 1..second).any(|at| stands(f, at));
    if here == there || !inside || !denied || !verb || top || f.at != f.clause().range.start {
        return None;
    }
    let shared = Test::Shared { here: (here, u32::MAX), there: (there, None), num, absent: true };
    let listed = matches!(f.s.tokens.get(end).map(|t| &t.kind), Some(Kind::Mark(':' | '—' | '–' | ',')));
    let names = if listed { listed_names(f, end + 1) } else { Vec::new() };
    let agree = names.is_empty() || num.whole() == u32::try_from(names.len()).ok();
    let draft = f.draft_of("count", vec![with_names(shared, &names)], names, true);
    let boards = vec![here];
    agree.then_some(Draft { boards, ..draft.by_its_words(f.at) })
}

/// So many of them, and each of those who are named.
fn with_names(shared: Test, names: &[Who]) -> Test {
    let Test::Shared { here: (here, top), there: (there, inside), absent, .. } = shared else {
        return shared;
    };
    if names.is_empty() {
        return shared;
    }
    let group = names.to_vec();
    let on = |board, test| Test::On { board, test: Box::new(test) };
    let other = match absent {
        true => Test::Unlisted { group: group.clone(), top: inside },
        false => Test::InTop { group: group.clone(), top: inside.unwrap_or(u32::MAX) },
    };
    Test::All(vec![shared, on(here, Test::InTop { group, top }), on(there, other)])
}

/// "No model leads both boards", "Two games are in the top five of both boards: Alpha and Bravo", "Alpha and Bravo are the
/// only products on both boards".
pub fn in_both(f: Frame<'_>) -> Option<Draft> {
    let end = f.clause().range.end;
    let both = (f.at + 1..end).find(|at| super::super::boards::is_both(f, *at))?;
    let only = f.is(0, &[Class::Only]);
    let none = f.text(0) == "no";
    let counts = f.num().filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal && !n.scaled);
    let noun = f.at + usize::from(counts.is_none() || f.is(1, &[Class::RowsNoun]));
    if counts.is_none() && !(super::super::scopes::is_row(f, noun) && (none || only)) {
        return None;
    }
    let first = |at: usize| {
        f.s.is(at, &[Class::Lead]) || f.s.num(at).is_some_and(|n| n.value == Decimal::ONE && is_rank(n))
    };
    let led = (noun + 1..both).any(first);
    let top = (noun + 1..both).find_map(|at| f.top_at(at)).or(led.then_some(1));
    let small = |at: usize| first(at) || is_small(f, at) && f.s.num(at).is_none();
    let names = match only {
        true => f.clause().subject.clone(),
        false => listed_names(f, end),
    };
    let stand = names.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let num = match counts {
        Some(num) => *num,
        None if only => Num::new(Decimal::from(names.len()), Decimal::ZERO, Form::Cardinal),
        None => Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal),
    };
    let rows = [f.at, noun].iter().any(|at| f.s.text(*at).contains("row") || f.s.text(*at).contains("entr"));
    let agree = names.is_empty() || num.whole() == u32::try_from(names.len()).ok();
    let closes = both + 1 == end
        || matches!(f.s.tokens[both + 1].kind, Kind::Mark(_) | Kind::Period(When::Back(0)))
        || f.s.is(both + 1, &[Class::ThisPeriod]);
    if !(noun + 1..both).all(small) || !stand || !agree || !closes || only && names.is_empty() {
        return None;
    }
    let draft = f.draft_of("count", vec![Test::InBoth { top, num, rows, group: names.clone() }], names, true);
    Some(Draft { boards: Vec::new(), both_boards: false, neg: false, guessed: false, ..draft })
}

fn listed_names(f: Frame<'_>, from: usize) -> Vec<Who> {
    super::super::podium::listed(f, from)
}

fn stands(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::Be, Class::Hold, Class::Carry])
        || super::super::holdings::has(f, at)
        || STANDS.contains(&f.s.text(at))
}

/// Where rows stand.
const STANDS: [&str; 18] = [
    "appear", "appears", "appeared", "rank", "ranks", "ranked", "stand", "stands", "feature", "features",
    "figure", "figures", "sit", "sits", "place", "places", "make", "makes",
];

/// The board of a top, where its words begin, and what stands behind them.
pub(in crate::claims::frames) fn board_of_top(f: Frame<'_>) -> Option<(usize, usize, usize)> {
    let the = |at: usize| f.s.is(at.wrapping_sub(1), &[Class::The]);
    let before = f.at.checked_sub(1)?;
    if let Some(own) = f.board_at(before).filter(|_| f.s.tokens[before].possessive) {
        return Some((own, before - usize::from(the(before)), f.at + 1));
    }
    let led = f.is(1, &[Class::In, Class::On, Class::Of]);
    let at = f.at + 2 + usize::from(f.is(2, &[Class::The]));
    let own = f.board_at(at).filter(|_| led)?;
    Some((own, f.at - usize::from(the(f.at)), at + 1))
}

/// "None of", "only one of", "three of", "all of" before the top's words.
fn counted(f: Frame<'_>, first: usize) -> Option<Num> {
    let of = first.checked_sub(1)?;
    let count = match f.s.is(of, &[Class::Of]) {
        true => of.checked_sub(1)?,
        false => of,
    };
    let exact = |value: Decimal| Num::new(value, Decimal::ZERO, Form::Cardinal);
    match f.s.text(count) {
        "none" | "none of" => Some(exact(Decimal::ZERO)),
        "all" | "all of" => Some(exact(Decimal::from(f.top_at(f.at)?))),
        "one" | "one of" => Some(exact(Decimal::ONE)),
        _ => {
            let rows = |n: &&Num| n.unit == Unit::None || n.unit == Unit::Subjects && of > count;
            f.s.num(count).filter(|n| n.form == Form::Cardinal && !n.scaled).filter(rows).copied()
        }
    }
}

/// Nothing that narrows down what is said.
fn is_small(f: Frame<'_>, at: usize) -> bool {
    let small = [
        Class::In,
        Class::On,
        Class::Between,
        Class::Of,
        Class::The,
        Class::Be,
        Class::Hold,
        Class::All,
        Class::Now,
        Class::ThisPeriod,
        Class::RowsNoun,
        Class::A,
        Class::Neg,
        Class::Carry,
        Class::Adverb,
    ];
    let word = f.s.text(at);
    f.s.is(at, &small)
        || f.board_at(at).is_some()
        || f.top_at(at).is_some()
        || matches!(f.s.tokens[at].kind, Kind::Period(When::Back(0)))
        || f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
        || super::super::scopes::rows_of_list(f, at).is_some()
        || f.s.who(at).is_some_and(|who| matches!(who.as_slice(), [Entity::Listed]))
        || STANDS.contains(&word)
        || is_list(word)
        || matches!(word, "also" | "listed" | "too" | "among" | "list")
}
