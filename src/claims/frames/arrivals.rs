//! Frames of who has come: new, back, or into the first rows.

use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::{is_list, is_noun};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "debut of the week, Alpha (at 18)", "Return of the month: Bravo".
fn named_behind(f: Frame<'_>) -> Option<Vec<Who>> {
    let period = f.is(1, &[Class::ThisPeriod, Class::Beyond])
        || matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Period(_)));
    let mark = f.s.is_mark(f.at + 2, ',') || f.s.is_mark(f.at + 2, ':');
    let opens = f.at == f.clause().range.start || f.is(-1, &[Class::The]);
    f.s.who(f.at + 3).filter(|_| period && mark && opens).map(|who| vec![who.clone()])
}

/// Whether a word says that somebody came back, or came for the first time; none where it says neither.
fn is_back(f: Frame<'_>) -> Option<bool> {
    match f.class()? {
        Class::Debut => Some(false),
        Class::Return => Some(true),
        // "New No. 1: Bravo".
        Class::New if f.is(1, &[Class::Lead]) || f.s.num(f.at + 1).is_some_and(super::is_rank) => None,
        Class::New => {
            let told = f.is(-1, &[Class::Be, Class::Adverb, Class::Now])
                || f.text(-1) == "brand"
                || f.at == f.clause().range.start
                || f.is(1, &[Class::At, Class::On, Class::To, Class::In]);
            told.then_some(false)
        }
        _ => None,
    }
}

/// "debuted", "is new", "returned".
pub fn arrived(f: Frame<'_>) -> Option<Draft> {
    // "the only newcomer being Alpha" is told by "only".
    if arrives_at_a_place(f)
        || arrives_elsewhere(f)
        || nobody_arrived(f)
        || told_by_a_count(f)
        || f.text(1) == "being"
    {
        return None;
    }
    let back = is_back(f)?;
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
    let group = named_behind(f).unwrap_or_else(|| f.clause().subject.clone());
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
    let mut tests = vec![inside_a_top(f, group.clone(), back)];
    // "When Bravo arrived at No. 1": new there, if not on the list.
    let placed = f.is(1, &[Class::At, Class::In]) && f.s.num(f.at + 2).is_some_and(super::is_rank);
    if placed && f.text(0).starts_with("arriv") {
        tests.push(Test::Direction { measure: crate::claims::facts::Measure::Places, sign: 1, group });
    }
    let draft = f.draft(if back { "return" } else { "debut" }, tests);
    let draft = on_its_day(f, draft);
    Some(Draft { guessed: draft.guessed || once, ..draft })
}

/// "Two games make their debut": so says the count.
fn told_by_a_count(f: Frame<'_>) -> bool {
    let counted = |at: usize| {
        f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
            && f.from(at).is_some_and(|there| super::counts::counted(there).is_some())
    };
    // "One return and one debut: Alpha is back, Bravo is new": each count has its own.
    let each = |at: usize| {
        let number = at.checked_sub(1).and_then(|at| f.s.num(at)).is_some_and(|n| n.form == Form::Cardinal);
        number && f.s.is(at, &[Class::Debut, Class::Return, Class::Exit, Class::New])
    };
    let two = each(f.at) && f.clause().range.clone().filter(|at| each(*at)).count() > 1;
    two || f.is(-1, &[Class::Their]) && (f.clause().range.start..f.at).any(counted)
}

/// "debuted inside the top five": it is new, and it stands there.
fn inside_a_top(f: Frame<'_>, group: Vec<Who>, back: bool) -> Test {
    let inside = f.is(1, &[Class::In]) || matches!(f.text(1), "inside" | "within");
    let top = (f.at + 2..f.at + 5).find_map(|at| f.top_at(at)).filter(|_| inside);
    let there = top.map(|top| Test::InTop { group: group.clone(), top });
    let arrived = Test::Arrived { group, back };
    match there {
        Some(there) => Test::All(vec![arrived, there]),
        None => arrived,
    }
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

/// "its arrival at No. 4": in that place, wherever it came from.
fn arrives_at_a_place(f: Frame<'_>) -> bool {
    let at = f.text(0) == "arrival" && f.is(1, &[Class::At, Class::In]);
    at && f.s.num(f.at + 2).is_some_and(super::is_rank)
}

/// A word of arrival that tells of another time, or of something else.
fn arrives_elsewhere(f: Frame<'_>) -> bool {
    // "came back with growth of 156%" says how, not where.
    let grows =
        f.is(1, &[Class::With]) && (f.at + 2..f.at + 4).any(|at| f.s.is(at, &[Class::Up, Class::UpValue]));
    // "since its W11 arrival".
    let period = matches!(f.s.tokens.get(f.at.wrapping_sub(1)).map(|t| &t.kind), Some(Kind::Period(_)));
    // "New at the top".
    let head = f.is(1, &[Class::The]) && matches!(f.text(2), "top" | "head");
    let top = f.text(0) == "new at" && (head || f.is(1, &[Class::Lead]));
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

/// Came into the top, or is new on the list and there.
fn new_to_a_top(group: Vec<Who>, top: u32) -> Vec<Test> {
    let arrived = Test::Arrived { group: group.clone(), back: false };
    let there = Test::All(vec![arrived, Test::InTop { group: group.clone(), top }]);
    vec![Test::Entered { group, top: Some(top), again: false }, there]
}

/// "slid two places because newcomers came in above it": there are some.
pub fn newcomers_came(f: Frame<'_>) -> Option<Draft> {
    let several = matches!(f.text(0), "newcomers" | "debutants" | "new entries" | "new arrivals");
    let start = f.clause().range.start;
    let opens = (start..f.at).all(|at| f.s.is(at, &[Class::Because, Class::And]) || f.s.text(at) == "as");
    let came = f.is(1, &[Class::Enter, Class::Move, Class::Debut]) || matches!(f.text(1), "came" | "arrived");
    if !several || !opens || !came || f.clause().neg {
        return None;
    }
    let num = Num { hedge: Hedge::AtLeast, ..Num::new(Decimal::TWO, Decimal::ZERO, Form::Cardinal) };
    let what = Predicate::Joined;
    let test = Test::Count { num, what, also: None, by: None, top: Some(u32::MAX), of: Of::default() };
    let draft = f.draft_of("count", vec![test], Vec::new(), true);
    Some(Draft { guessed: false, when: None, past: false, ..draft })
}
