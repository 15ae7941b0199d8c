//! Frames of where a maker stands among the makers, by what its rows have together: "the second-biggest lab on the
//! board", "ranks second among the labs by tokens".

use super::relations::plain;
use super::scopes::is_quiet;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "the second-biggest lab on the board", "ranks second among the labs by tokens".
pub fn nth_maker(f: Frame<'_>) -> Option<Draft> {
    let (nth, noun) =
        biggest(f).or_else(|| with_the_most(f)).or_else(|| most_of_any(f)).or_else(|| among(f))?;
    // "the most admissions of any studio but Ostrand".
    let but = matches!(f.s.text(noun + 1), "but" | "except" | "bar" | "save" | "excepting");
    let who = told(f, noun).filter(|_| !but)?;
    // A name may be a model's too.
    let org = who.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })?;
    let mut tests = vec![stood(f, nth, org)?];
    // It may be the order by how many rows they have, or that of some of the makers.
    if of_rows(f, noun) {
        tests = vec![Test::Any(vec![
            tests.remove(0),
            Test::Unbound("by what the makers are ordered is not told"),
        ])];
    }
    by_volume(f, noun).then(|| f.draft_of("superlative", tests, vec![who.clone()], true))
}

/// "Larkspur leads the studios": by what they have together, or by some other order.
pub fn leads_the_makers(f: Frame<'_>) -> Option<Draft> {
    let all = usize::from(f.is(2, &[Class::All]));
    let noun = Some(f.at + 2 + all).filter(|at| f.s.makers.contains(at) && f.is(1, &[Class::The]))?;
    let who = told(f, noun).filter(|_| is_verb(f.s, f.at) && !f.clause().neg)?;
    let org = who.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })?;
    let with = f.s.is(noun + 1, &[Class::With]);
    let amount = f.s.num(noun + 2).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let first = Test::NthMaker { nth: 1, org };
    // "leads the studios with four films".
    let open = Test::Unbound("by what the makers are ordered is not told");
    let ends = matches!(f.s.tokens.get(noun + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let tests = if with && amount || ends { vec![first] } else { vec![first, open] };
    Some(f.draft_of("superlative", tests, vec![who], true))
}

/// "climbed from fifth to second among the studios": where it stood before.
pub fn nth_before(f: Frame<'_>) -> Option<Draft> {
    let nth = f.num().filter(|n| is_rank(n)).and_then(Num::whole)?;
    let to = f.from(f.at + 2).filter(|_| f.is(-1, &[Class::From]) && f.is(1, &[Class::To]))?;
    let now = nth_maker(to)?;
    let [Test::NthMaker { org, .. }] = now.tests.as_slice() else { return None };
    let then = Test::Then { when: When::Back(1), test: Box::new(Test::NthMaker { nth, org: *org }) };
    let draft = f.draft_of(super::presence::QUANTITY, vec![then], now.group, true);
    Some(Draft { quantity: "superlative", when: None, ..draft })
}

/// "ranks second among the studios": now; "slid from second", "lost second place": before, "to Bravo": whose it is now.
fn stood(f: Frame<'_>, nth: u32, org: usize) -> Option<Test> {
    let before = || Test::Then { when: When::Back(1), test: Box::new(Test::NthMaker { nth, org }) };
    if is_led_by_from(f) {
        return Some(before());
    }
    if !ceded(f) {
        return Some(Test::NthMaker { nth, org });
    }
    let end = f.clause().range.end;
    let to = (f.at + 1..end).find(|at| f.s.is(*at, &[Class::To]) && f.s.who(at + 1).is_some());
    let Some(to) = to else { return Some(before()) };
    let other = f.s.who(to + 1)?.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })?;
    Some(Test::All(vec![before(), Test::NthMaker { nth, org: other }]))
}

/// "slid to fourth from second".
fn is_led_by_from(f: Frame<'_>) -> bool {
    f.num().is_some_and(is_rank) && f.is(-1, &[Class::From])
}

/// "lost second place", "gave up its second place".
fn ceded(f: Frame<'_>) -> bool {
    let verb = f.at.checked_sub(1 + usize::from(f.is(-1, &[Class::Its, Class::The])));
    f.num().is_some_and(is_rank) && verb.is_some_and(|at| super::stood::is_ceding(f.s.text(at)))
}

/// The number is a place among the makers.
pub(super) fn is_among(f: Frame<'_>) -> bool {
    among(f).is_some()
}

/// "climbed from fifth to second among the studios": whether the words agree; "climbed to second" by where it stood.
pub fn moved_among(f: Frame<'_>) -> Option<Draft> {
    const FURTHEST: u32 = 20;
    let (sign, ..) = f.directed(f.at)?;
    let end = f.clause().range.end.min(f.at + 7);
    let placed = |at: &usize| f.s.num(*at).is_some_and(is_rank);
    let now = |at: &usize| f.from(*at).is_some_and(|there| among(there).is_some() && !is_led_by_from(there));
    let last = (f.at + 1..end).filter(placed).find(now)?;
    let from = (f.at + 1..end).filter(placed).find(|at| f.s.is(at - 1, &[Class::From]));
    let there = f.from(last)?;
    let nth = f.s.num(last).and_then(Num::whole)?;
    let org = super::counts::orgs_in(&f.clause().subject).into_iter().next();
    let test = match (from.and_then(|at| f.s.num(at)).zip(f.s.num(last)), org) {
        (Some((from, to)), _) => {
            Test::Stated((from.value > to.value) == (sign > 0) && from.value != to.value)
        }
        (None, Some(org)) if f.clause().subject.len() == 1 && nth < FURTHEST && !f.clause().guessed => {
            let ceded = ceded(there);
            let when = When::Back(i32::from(!ceded));
            let stood = |nth| Test::Then { when, test: Box::new(Test::NthMaker { nth, org }) };
            let higher = (sign < 0) != ceded;
            let range = if higher { 1..nth } else { nth + 1..nth + FURTHEST };
            Test::Any(range.map(stood).collect())
        }
        _ => Test::Unbound("where it stood among the makers is not told"),
    };
    Some(f.draft("direction", vec![test]))
}

/// "The lab, the largest last week, falls to third": among the makers too, whose order the sentence has spoken of.
pub fn falls_to(f: Frame<'_>) -> Option<Draft> {
    let (sign, ..) = f.directed(f.at)?;
    let to = f.at + 1;
    let nth = f.s.num(to + 1).filter(|n| is_rank(n) && f.s.is(to, &[Class::To])).and_then(Num::whole)?;
    let [who] = f.clause().subject.as_slice() else { return None };
    let org = who.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })?;
    let spoken = (0..f.at).any(|at| f.from(at).is_some_and(|there| biggest(there).is_some()));
    if !spoken || f.clause().guessed || nth > 20 {
        return None;
    }
    let stood = |nth| Test::Then { when: When::Back(1), test: Box::new(Test::NthMaker { nth, org }) };
    let range = if sign < 0 { 1..nth } else { nth + 1..nth + 20 };
    let draft = f.draft("direction", vec![Test::Any(range.map(stood).collect())]);
    Some(Draft { when: Some(When::Back(0)), past: false, words: f.at..f.at, ..draft })
}

/// "Alpha, Bravo and Charlie are the three largest labs": these and no others, in whatever order.
pub fn the_largest(f: Frame<'_>) -> Option<Draft> {
    const FEW: usize = 10;
    let most = matches!(f.text(0), "biggest" | "largest" | "busiest");
    let noun = f.at + 1;
    let counted = f.at.checked_sub(1).and_then(|at| f.s.num(at)).filter(|n| n.form == Form::Cardinal)?;
    let nth =
        counted.whole().filter(|n| most && f.s.makers.contains(&noun) && (2..=FEW as u32).contains(n))?;
    let group = &f.clause().subject;
    let orgs = super::counts::orgs_in(group);
    let all = group.iter().all(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    if !all || orgs.len() != nth as usize || orgs.len() != group.len() || f.clause().guessed {
        return None;
    }
    let be = (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Be]));
    let among = |org: &usize| Test::Any((1..=nth).map(|nth| Test::NthMaker { nth, org: *org }).collect());
    let test = Test::All(orgs.iter().map(among).collect());
    (be && by_volume(f, noun)).then(|| f.draft_of("superlative", vec![test], group.clone(), true))
}

/// "the lab with the second most traffic".
fn with_the_most(f: Frame<'_>) -> Option<(u32, usize)> {
    let board = usize::from(matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Board(_))));
    let counted = f.at + 1 + board;
    let volume = f.s.is(counted, &[Class::Volume]) || f.s.units.contains(&counted);
    let most = f.class()? == Class::Most && f.text(0) == "most" && volume;
    let before = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 }).filter(|_| most)?;
    let (nth, the) = match f.s.num(before) {
        Some(num) if num.form == Form::Ordinal => (num.whole()?, before.checked_sub(1)?),
        Some(_) => return None,
        None => (1, before),
    };
    let with = the.checked_sub(1).filter(|at| f.s.is(the, &[Class::The]) && f.s.is(*at, &[Class::With]))?;
    let noun = with.checked_sub(1).filter(|at| f.s.makers.contains(at))?;
    (!f.s.text(noun).ends_with('s')).then_some((nth, f.at))
}

/// "has the most admissions of any studio", "drew the second-most tokens of all labs".
fn most_of_any(f: Frame<'_>) -> Option<(u32, usize)> {
    let counted = f.s.is(f.at + 1, &[Class::Volume]) || f.s.units.contains(&(f.at + 1));
    let most = f.class()? == Class::Most && f.text(0) == "most" && counted;
    let before = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 }).filter(|_| most)?;
    let (nth, the) = match f.s.num(before) {
        Some(num) if num.form == Form::Ordinal => (num.whole()?, before.checked_sub(1)?),
        Some(_) => return None,
        None => (1, before),
    };
    let verb = the.checked_sub(1).filter(|_| f.s.is(the, &[Class::The]))?;
    let has = f.s.is(verb, &[Class::Be, Class::Carry, Class::With, Class::Move]);
    let of = f.at + 2;
    let small = |at: usize| {
        f.s.is(at, &[Class::Of, Class::The, Class::All, Class::Between, Class::ShareOf])
            || matches!(f.s.text(at), "any" | "of any" | "among")
    };
    let noun = (of + 1..of + 4).take_while(|at| small(at - 1)).find(|at| f.s.makers.contains(at))?;
    has.then_some((nth, noun))
}

/// "the second-biggest lab": which in the order, and where the noun stands.
fn biggest(f: Frame<'_>) -> Option<(u32, usize)> {
    let most =
        f.class()? == Class::Most && matches!(f.text(0), "biggest" | "largest" | "busiest" | "most-used");
    let noun = Some(f.at + 1).filter(|at| most && f.s.makers.contains(at))?;
    let before = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 })?;
    match f.s.num(before) {
        Some(num) if num.form == Form::Ordinal => Some((num.whole()?, noun)),
        Some(_) => None,
        // "one of the biggest labs" names no place, and ends in an "s"; "June's largest operator" does.
        None => {
            let period = matches!(f.s.tokens[before].kind, Kind::Period(_));
            let the = f.s.is(before, &[Class::The]) || period;
            (the && !f.s.text(noun).ends_with('s')).then_some((1, noun))
        }
    }
}

/// "second among the labs", "fourth in the table of studios", "Among the labs, Alpha ranks second".
fn among(f: Frame<'_>) -> Option<(u32, usize)> {
    let nth = f.num().filter(|n| is_rank(n)).and_then(Num::whole)?;
    // "the No. 2 studio".
    let own = Some(f.at + 1).filter(|at| f.is(-1, &[Class::The]) && f.s.makers.contains(at));
    let noun = own.or_else(|| ranking(f, f.at + 1)).or_else(|| fronted(f))?;
    Some((nth, noun))
}

/// "In the studio ranking, …", "Among operators, …": what the sentence opens with.
fn fronted(f: Frame<'_>) -> Option<usize> {
    let noun = ranking(f, 0)?;
    let next = noun + 1 + usize::from(f.s.text(noun + 1) == "by") * 2;
    let comma = (noun + 1..=next).find(|at| f.s.text(*at) == ",")?;
    let quiet = (comma + 1..f.at).all(|at| !matches!(f.s.tokens[at].kind, Kind::Mark(_)));
    let org = |who: &Who| who.iter().any(|e| matches!(e, Entity::Org(_)));
    let subject = f.clause().subject.iter().all(org) && !f.clause().subject.is_empty();
    (quiet && subject && f.at > comma && by_volume(f, f.at)).then_some(noun)
}

/// "among the labs", "in the ranking of studios", "in the studio table": the last word of it.
fn ranking(f: Frame<'_>, at: usize) -> Option<usize> {
    let small = |at: usize| f.s.is(at, &[Class::The, Class::All]);
    let list =
        |at: usize| matches!(f.s.text(at), "ranking" | "rankings" | "table" | "standings" | "order" | "list");
    let maker = |at: &usize| f.s.makers.contains(at);
    if f.s.is(at, &[Class::Between]) {
        return (at + 1..at + 4)
            .take_while(|at| {
                at.checked_sub(1).is_some_and(|b| b == f.at || small(b) || f.s.is(b, &[Class::Between]))
            })
            .find(maker);
    }
    let first = at + 1 + usize::from(small(at + 1));
    match f.s.is(at, &[Class::In, Class::On]) {
        true if maker(&first) && list(first + 1) => Some(first + 1),
        true if list(first) && f.s.is(first + 1, &[Class::Of]) => {
            (first + 2..first + 4).take_while(|at| *at == first + 2 || small(at - 1)).find(maker)
        }
        _ => None,
    }
}

/// Whom it is said of: the one beside it, the subject, or the one that it is said to be.
fn told(f: Frame<'_>, noun: usize) -> Option<Who> {
    let article = (f.at.saturating_sub(3)..f.at).find(|at| f.s.is(*at, &[Class::The, Class::A]));
    // "by Bravo, now the second-largest lab".
    let now = |at: usize| usize::from(f.s.is(at, &[Class::Now, Class::Adverb]));
    let before = article.and_then(|at| at.checked_sub(1)).and_then(|at| at.checked_sub(now(at)));
    // "Bravo, once the second-largest lab": of another time.
    if before.is_some_and(|at| matches!(f.s.text(at), "once" | "formerly" | "long" | "until")) {
        return None;
    }
    let comma = before.filter(|at| f.s.text(*at) == ",");
    if let Some(who) = comma.and_then(|at| f.s.who(at.checked_sub(1)?)) {
        return Some(who.clone());
    }
    let subject = &f.clause().subject;
    match subject.as_slice() {
        [who] if plain(subject) && !f.clause().guessed => Some(who.clone()),
        [] => {
            let be = (noun + 1..f.clause().range.end).find(|at| f.s.is(*at, &[Class::Be]))?;
            f.s.who(be + 1).filter(|_| !f.s.tokens[be + 1].possessive).cloned()
        }
        _ => None,
    }
}

/// "the largest studio, with four films", "with no film in the top five", "the largest behind Ostrand".
fn of_rows(f: Frame<'_>, noun: usize) -> bool {
    let rows = |at: usize| {
        f.s.subjects.contains(&at)
            || f.s.is(at, &[Class::RowsNoun])
            || f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
    };
    let last = f.s.tokens.len().min(noun + 8);
    let counts = (f.clause().range.start..last).any(rows);
    let volume = (noun + 1..last).any(|at| {
        f.s.is(at, &[Class::Volume]) || f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board)
    });
    counts && !volume || f.s.is(noun + 1, &[Class::Behind, Class::After])
}

/// Nothing behind it says that the order is another than that of the board: "by rows", "in Europe".
fn by_volume(f: Frame<'_>, noun: usize) -> bool {
    let ends = |at: &usize| {
        matches!(f.s.tokens[*at].kind, Kind::Mark(_))
            || f.s.is(*at, &[Class::Behind, Class::Ahead, Class::And, Class::But, Class::With, Class::After])
            || is_verb(f.s, *at)
            // "second place among the labs to Bravo", "to fourth from second".
            || f.s.is(*at, &[Class::To]) && f.s.who(at + 1).is_some()
            || f.s.is(*at, &[Class::From]) && f.s.num(at + 1).is_some_and(is_rank)
    };
    let measured = |at: usize| f.s.is(at, &[Class::By, Class::Volume]) || f.s.units.contains(&at);
    let mut behind = (noun + 1..f.clause().range.end).take_while(|at| !ends(at));
    behind.all(|at| is_quiet(f, at) || measured(at))
}
