//! Frames of a list as a whole: who is last on it, what every row of it did, what each maker has on it, and how long
//! somebody was on it.

use super::relations::plain;
use super::scopes::{is_quiet, is_row};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::{is_list, since_it_came};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;

/// "is last on the list", "is last of the 14 films", "stays at the bottom of the chart".
pub fn last_on_list(f: Frame<'_>) -> Option<Draft> {
    let last = f.text(0) == "last" && f.is(-1, &[Class::Be, Class::Hold, Class::Adverb, Class::Now]);
    let bottom = f.text(0) == "bottom" && f.is(-1, &[Class::The]) && f.is(-2, &[Class::At]);
    let whole = f.is(1, &[Class::On, Class::In, Class::Of]) && f.is(2, &[Class::The]);
    let end = list_ends(f, f.at + 3).filter(|_| whole && (last || bottom))?;
    let mut draft = closes(f, end).then(|| at_the_end(f)).flatten()?;
    // "was last on the list three weeks ago": or not since then.
    let then = match f.s.tokens.get(end).map(|t| &t.kind) {
        Some(Kind::Period(at)) if last && matches!(at, When::Back(2..) | When::At(_)) => Some(*at),
        _ => None,
    };
    if let Some(at) = then {
        let group = draft.group.clone();
        let since = Test::LastListed { at, top: None, group };
        draft.tests.push(Test::Then { when: When::Back(0), test: Box::new(since) });
    }
    Some(draft)
}

/// "is the smallest model on the chart, with 56 billion tokens": by what it carries, as the amount says.
pub fn smallest_on_list(f: Frame<'_>) -> Option<Draft> {
    let noun = f.at + 1;
    let named = matches!(f.text(0), "smallest" | "least-used") && is_row(f, noun) && f.is(-1, &[Class::The]);
    let is = f.is(-2, &[Class::Be, Class::Hold, Class::Adverb, Class::Now]);
    let list = f.is(2, &[Class::On, Class::In]) && f.is(3, &[Class::The]);
    let end = list_ends(f, f.at + 4).filter(|_| named && is && list)?;
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let told = (end..end + 4).any(|at| f.s.is(at, &[Class::With, Class::At]) && amount(at + 1));
    (told && closes(f, end)).then(|| at_the_end(f)).flatten()
}

/// Where the words for a list end that begin at a token: "list", "14 films", "14 listed films", "listed films".
fn list_ends(f: Frame<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    if is_list(f.s.text(at)) || matches!(f.s.tokens.get(at)?.kind, Kind::Board(_)) {
        return Some(at + 1);
    }
    let counted = f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && n.hedge == Hedge::Plain);
    let own = f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    at += usize::from(counted);
    let listed = f.s.text(at) == "listed";
    at += usize::from(listed);
    let noun = is_row(f, at);
    (own || noun && (counted || listed)).then_some(at + usize::from(noun))
}

/// Nothing more is said of which list it is.
fn closes(f: Frame<'_>, at: usize) -> bool {
    match f.s.tokens.get(at).map(|t| &t.kind) {
        None | Some(Kind::Mark(_) | Kind::Period(_)) => true,
        _ => {
            let goes_on = [
                Class::With,
                Class::At,
                Class::And,
                Class::But,
                Class::After,
                Class::Now,
                Class::ThisPeriod,
                Class::Despite,
            ];
            f.s.is(at, &goes_on)
        }
    }
}

fn at_the_end(f: Frame<'_>) -> Option<Draft> {
    let group = f.clause().subject.clone();
    let model = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    (plain(&group) && model && group.len() == 1)
        .then(|| f.draft("rank", vec![Test::AtEnd { group: group.clone() }]))
}

/// "Every model that was on the chart last week grew", "All listed films lost admissions": no row did the opposite.
pub fn every_row(f: Frame<'_>) -> Option<Draft> {
    let opens = f.at == f.clause().range.start || f.is(-1, &[Class::And]);
    let counted = counted_rows(f);
    let the = usize::from(f.is(1, &[Class::The]));
    let listed = usize::from(f.text(1 + the as isize) == "listed");
    let noun = counted.map_or(f.at + 1 + the + listed, |(at, _)| at);
    let rows = counted.is_some() || f.s.subjects.contains(&noun);
    if !opens || f.clause().neg || !rows || f.s.has(&[Class::But, Class::Or]) {
        return None;
    }
    let end = f.s.tokens.len();
    let which = |at: usize| f.s.is(at, &[Class::Which, Class::Be]) || f.s.text(at) == "that";
    let verb = (noun + 1..end).find(|at| !(is_quiet(f, *at) || which(*at)))?;
    if let Some(sign) = than_then(f, noun + 1) {
        return Some(no_opposite(f, sign, counted));
    }
    let (sign, class, _) = f.directed(verb)?;
    let then = (noun + 1..verb).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => Some(when),
        _ => None,
    });
    let small = |at: usize| {
        f.s.is(at, &[Class::Volume, Class::ThisPeriod, Class::Now, Class::Its, Class::Their])
            || f.s.units.contains(&at)
            || matches!(f.s.tokens[at].kind, Kind::Period(_))
            // "from Friday".
            || f.s.is(at, &[Class::From])
                && matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(_)))
    };
    let ends = (verb + 1..end).find(|at| !small(*at)).is_none_or(|at| f.s.is_mark(at, '.'));
    if !ends || matches!(class, Class::UpRank | Class::DownRank) {
        return None;
    }
    let zero = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
    let none = |what| Test::Count { num: zero, what, also: None, by: None, top: None, of: Of::default() };
    let opposite = none(if sign > 0 { Predicate::Shrank } else { Predicate::Grew });
    let gone =
        || Test::Any(vec![none(Predicate::Exit), Test::Unbound("what has left may have done otherwise")]);
    let test = match then {
        None => opposite,
        Some(When::Back(1)) => Test::All(vec![opposite, gone()]),
        Some(_) => Test::Unbound("what those of another time have done is not counted"),
    };
    // "Every one of the 40 listed packages": of so many.
    let test = match counted {
        Some((_, rows)) => Test::OfListed { rows, test: Box::new(test) },
        None => test,
    };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    let when = draft.when.filter(|_| then.is_none() && counted.is_none());
    Some(Draft { when, past: false, neg: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "Each of the 40 packages had fewer downloads than on Friday": which way.
fn than_then(f: Frame<'_>, verb: usize) -> Option<i8> {
    let has = f.s.is(verb, &[Class::Carry]) || matches!(f.s.text(verb), "had" | "has" | "have");
    let sign = match f.s.text(verb + 1) {
        "more" => 1,
        "fewer" | "less" => -1,
        _ => return None,
    };
    let unit = f.s.units.contains(&(verb + 2)) || f.s.is(verb + 2, &[Class::Volume]);
    let ends = matches!(f.s.tokens.last().map(|t| &t.kind), Some(Kind::Mark('.') | Kind::Period(_)));
    let than = f.s.is(verb + 3, &[Class::Than]);
    let behind = (verb + 4..f.s.tokens.len()).find(|at| matches!(f.s.tokens[*at].kind, Kind::Period(_)));
    let last = behind.is_some_and(|at| f.s.tokens.len() <= at + 2);
    (has && unit && than && ends && last && f.last_at(verb + 4)).then_some(sign)
}

/// No row of the list went the other way.
fn no_opposite(f: Frame<'_>, sign: i8, counted: Option<(usize, u32)>) -> Draft {
    let num = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
    let what = if sign > 0 { Predicate::Shrank } else { Predicate::Grew };
    let test = Test::Count { num, what, also: None, by: None, top: None, of: Of::default() };
    let test = match counted {
        Some((_, rows)) => Test::OfListed { rows, test: Box::new(test) },
        None => test,
    };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    draft.by_its_words(f.at)
}

/// "Every one of the 40 listed packages", "All of the 12 ports", "All 12 ports": where the count stands, and how many.
fn counted_rows(f: Frame<'_>) -> Option<(usize, u32)> {
    let mut at = f.at + 1;
    at += usize::from(f.text(1) == "one" && f.is(2, &[Class::Of]));
    at += usize::from(f.s.is(at, &[Class::Of]));
    at += usize::from(f.s.is(at, &[Class::The]));
    let num = f.s.num(at).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal)?;
    Some((at, num.whole().filter(|_| num.hedge == Hedge::Plain)?))
}

/// "Each of the five studios has two films in the top ten": every maker that has a row on the list.
pub fn each_maker(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::Subjects)?;
    let start = f.clause().range.start;
    let opens = f.s.is(start, &[Class::Each, Class::All]);
    let of = opens && f.s.is(start + 1, &[Class::Of]) && f.s.is(start + 2, &[Class::The]);
    let counted = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Makers);
    let (makers, noun) = match () {
        () if of && counted(start + 3) => (f.s.num(start + 3).and_then(Num::whole), start + 3),
        () if opens && f.s.makers.contains(&(start + 1)) => (None, start + 1),
        () => return None,
    };
    let has = |at: usize| matches!(f.s.text(at), "has" | "have" | "placed" | "placed in" | "puts" | "put");
    let verb = (noun + 1..f.at).find(|at| has(*at))?;
    let small = |at: usize| f.s.is(at, &[Class::Adverb, Class::Now, Class::At, Class::Least]);
    let bare = (noun + 1..f.at).all(|at| {
        at == verb || small(at) || f.s.makers.contains(&at) || matches!(f.s.text(at), "at" | "least")
    });
    let end = f.clause().range.end;
    let quiet = (f.at + 1..end).all(|at| is_quiet(f, at) || f.s.is_mark(at, '.'));
    let told = bare && quiet && !f.clause().neg;
    let test = Test::EachMaker { makers, num, top: f.scope() };
    let draft = || f.draft_of("count", vec![test], Vec::new(), true);
    told.then(|| Draft { neg: false, guessed: false, words: f.at..f.at, ..draft() })
}

/// "dropped off the list after three weeks on it": so long it had been there.
pub fn left_after(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let on = f.is(-1, &[Class::After]) && f.is(1, &[Class::On, Class::In]);
    let it = f.is(2, &[Class::It]);
    let list = f.is(2, &[Class::The]) && is_list(f.text(3));
    let gone = (0..f.at).find(|at| f.s.is(*at, &[Class::Exit]))?;
    let there = f.from(gone)?.clause();
    let behind = f.at + if list { 4 } else { 3 };
    let group = there.subject.clone();
    let model = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let told = on && (it || list) && closes(f, behind) && model && plain(&group) && !there.neg;
    told.then(|| {
        let test = Test::Stint { num, group: group.clone() };
        let draft = f.draft_of("streak", vec![test], group.clone(), there.certain);
        Draft { when: None, past: false, words: f.at..f.at, ..draft }
    })
}

/// "since its debut in W11", "since it entered the list in W13": it came then.
pub fn came_in(f: Frame<'_>) -> Option<Draft> {
    super::arrivals::newcomers_came(f).or_else(|| came_since(f))
}

fn came_since(f: Frame<'_>) -> Option<Draft> {
    let period = (f.at + 1..f.at + 7).find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some((at, when)),
        _ => None,
    });
    let (told, when) = period?;
    let since = since_it_came(f.s, told).filter(|since| *since + 2 == f.at)?;
    let group = f.clause().subject.clone();
    let top = (f.at + 1..told).find_map(|at| f.top_at(at));
    let arrived = |back| Test::Arrived { group: group.clone(), back };
    let came = match (f.class()?, top) {
        (_, Some(_)) => Test::Entered { group: group.clone(), top, again: false },
        (Class::Return, None) => arrived(true),
        (Class::Debut, None) => arrived(false),
        _ => Test::Any(vec![arrived(false), arrived(true)]),
    };
    let before = f.from(since)?.clause();
    let at = |when, test| Test::Then { when, test: Box::new(test) };
    // "entered the list": it was on it then, and not in the period before.
    let listed = (f.at + 1..told).any(|at| is_list(f.s.text(at)));
    let joined = earlier(when).filter(|_| listed && top.is_none()).map(|before| {
        let inside = Test::InTop { group: group.clone(), top: u32::MAX };
        let absent = Test::Unlisted { group: group.clone(), top: Some(u32::MAX) };
        Test::All(vec![at(when, inside), at(before, absent)])
    });
    let test = Test::Any(std::iter::once(at(when, came)).chain(joined).collect());
    let draft = || f.draft_of("debut", vec![test], group.clone(), before.certain);
    plain(&group).then(|| Draft { when: None, past: false, neg: false, words: f.at..f.at, ..draft() })
}

/// The period before one.
fn earlier(when: When) -> Option<When> {
    match when {
        When::Back(back) => Some(When::Back(back.checked_add(1)?)),
        When::At(period) => period.previous().map(When::At),
        When::Beyond | When::Arrival => None,
    }
}

/// "The same three models filled the top three as in W20": whoever they were.
pub fn same_rows(f: Frame<'_>) -> Option<Draft> {
    let rows = f.s.num(f.at + 1).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal)?;
    let opens = f.text(0) == "same" && f.is(-1, &[Class::The]) && f.at == f.clause().range.start + 1;
    let verb = f.s.is(f.at + 2, &[Class::Carry, Class::Hold, Class::Be]);
    let top = (f.at + 3..f.at + 6).find_map(|at| Some((at, f.top_at(at)?)));
    let (at, top) = top.filter(|(_, top)| opens && verb && rows.whole() == Some(*top))?;
    let led = at + 1 + usize::from(f.s.is(at + 1, &[Class::As]));
    let period = led + usize::from(f.s.is(led, &[Class::In, Class::On]));
    let then = match f.s.tokens.get(period).map(|t| &t.kind) {
        Some(Kind::Period(when)) if led > at + 1 && *when != When::Beyond => *when,
        None | Some(Kind::Mark(_)) => When::Back(1),
        _ => return None,
    };
    let draft = f.draft_of("order", vec![Test::SameTop { top, then }], Vec::new(), true);
    let said = !f.clause().neg;
    said.then_some(Draft { when: None, past: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "The top five has the same five models as last week, in a different order": whoever they are.
pub fn top_has_the_same(f: Frame<'_>) -> Option<Draft> {
    let [Entity::Top(top)] = f.clause().subject.concat()[..] else { return None };
    let noun = f.at + 1;
    let counted = f.s.num(noun).filter(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let rows = match counted {
        Some(rows) => rows.whole() == Some(top),
        None => f.s.subjects.contains(&noun) || f.s.is(noun, &[Class::RowsNoun]),
    };
    let period = noun + 2 + usize::from(f.s.is(noun + 2, &[Class::In, Class::On]));
    let then = match f.s.tokens.get(period)?.kind {
        Kind::Period(when) if when != When::Beyond && f.s.is(noun + 1, &[Class::As]) => when,
        _ => return None,
    };
    let told = f.text(0) == "same" && f.is(-1, &[Class::The]) && rows && !f.clause().neg;
    let draft = f.draft_of("order", vec![Test::SameTop { top, then }], Vec::new(), true);
    told.then_some(Draft { when: None, past: false, guessed: false, words: f.at..f.at, ..draft })
}

/// "Fifth place is Alpha's best showing to date": its best rank so far.
pub fn best_showing(f: Frame<'_>) -> Option<Draft> {
    const NOUNS: [&str; 8] =
        ["showing", "placing", "finish", "position", "place", "result", "ranking", "performance"];
    let owner = f.at.checked_sub(1).filter(|at| f.s.tokens[*at].possessive)?;
    let group = vec![f.s.who(owner)?.clone()];
    let model = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let noun = f.text(0) == "best" && NOUNS.contains(&f.text(1));
    let so_far =
        matches!((f.text(2), f.text(3)), ("so" | "to", "far" | "date") | ("yet" | "so far" | "to date", _));
    let start = f.clause().range.start;
    let be = (start..owner).any(|at| f.s.is(at, &[Class::Be]));
    let rank = (start..owner).find_map(|at| f.s.num(at)).filter(|n| super::is_rank(n) && be)?;
    let test = super::numbers::one(crate::claims::facts::Measure::Peak, rank, 0, &group);
    let said = model && noun && so_far && !f.clause().neg;
    said.then(|| Draft { words: f.at..f.at, ..f.draft_of("peak", vec![test], group, true) })
}

/// "moved past Bravo into third, 14,700 admissions ahead": ahead of whom it passed.
pub fn ahead_of_passed(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))?;
    let ends = matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let after = f.text(-1) == "," && f.is(1, &[Class::Ahead]) && f.text(1) == "ahead" && ends;
    let mut passed = (0..f.at).filter(|at| f.s.is(*at, &[Class::Overtake]));
    let verb = passed.next().filter(|_| after && passed.next().is_none())?;
    let there = f.from(verb)?;
    let (a, b) = (there.clause().subject.clone(), there.group_from(verb + 1)?);
    let passive = f.s.is(verb + 1, &[Class::By]) || f.s.is(verb.wrapping_sub(1), &[Class::Be]);
    let one = a.len() == 1 && b.len() == 1 && plain(&a) && plain(&b) && a != b && !passive;
    let other = (0..f.at).filter_map(|at| f.s.who(at)).any(|who| !a.contains(who) && !b.contains(who));
    let test =
        Test::Difference { measure: crate::claims::facts::Measure::Value, a: a.clone(), b, num, sign: 1 };
    (one && !other && !there.clause().neg).then(|| f.draft_of("gap", vec![test], a, there.clause().certain))
}
