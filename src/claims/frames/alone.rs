//! Frames of who alone is not there any more: "the only port to drop out of the table", "the only film from last week's
//! chart to be missing".

use super::places::is_left;
use super::predicates::predicate;
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "the only port to drop out", "the only port from the May survey to be missing": it left, and no other did.
pub fn only_exit(f: Frame<'_>) -> Option<Draft> {
    let noun = f.at + 1;
    let row = f.s.subjects.contains(&noun)
        || f.s.is(noun, &[Class::RowsNoun, Class::It])
        || f.s.text(noun) == "one";
    let end = f.clause().range.end;
    let gone = |at: usize| {
        let left = f.s.is(at, &[Class::Exit]) && f.from(at).is_some_and(|there| !is_left(there));
        left || matches!(
            f.s.text(at),
            "missing" | "absent" | "gone" | "leave" | "disappear" | "vanish" | "depart"
        )
    };
    let verb = (noun + 1..end.min(noun + 9)).find(|at| gone(*at)).filter(|_| row)?;
    // "from the May survey to be", "that was listed in May to".
    let small = |at: usize| {
        super::scopes::is_quiet(f, at)
            || f.s.is(at, &[Class::From, Class::To, Class::Be, Class::Which])
            || matches!(f.s.text(at), "has" | "have" | "listed" | "go")
            || matches!(f.s.tokens[at].kind, Kind::Period(_))
    };
    let group = f.clause().subject.clone();
    let models = plain(&group) && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let alone = (noun + 1..verb).all(small) && f.is(-1, &[Class::The]) && f.is(-2, &[Class::Be]);
    let behind = (verb + 1..end).all(|at| small(at) || matches!(f.s.tokens[at].kind, Kind::Mark(_)));
    if !alone || !models || !behind || f.clause().neg {
        return None;
    }
    let test = Test::OnlyGone { group: group.clone(), top: f.scope() };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, f.clause().certain);
    let when = draft.when.filter(|when| *when != When::Back(1));
    let range = f.s.tokens[f.at].start..f.s.tokens[verb].end;
    // All that stands behind it has been read.
    let words = draft.words.start..f.at;
    Some(Draft { quantity: "only", when, past: false, neg: false, range, words, ..draft })
}

/// "Alpha is not alone in moving into the top ten": it does so, and others too.
pub fn not_alone(f: Frame<'_>) -> Option<Draft> {
    let alone = f.text(0) == "not" && f.text(1) == "alone" && f.is(2, &[Class::In]);
    let end = f.clause().range.end;
    let group = f.clause().subject.clone();
    let models = plain(&group) && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let Some(super::Predicate::Entered) = predicate(f, f.at + 3, end).filter(|_| alone && models) else {
        return None;
    };
    let top = f.scope();
    let several = Num { hedge: Hedge::Over, ..Num::new(group.len().into(), Decimal::ZERO, Form::Cardinal) };
    let (what, of) = (super::Predicate::Entered, super::Of::default());
    let count = Test::Count { num: several, what, also: None, by: None, top, of };
    let entered = Test::Entered { group: group.clone(), top, again: false };
    let draft = f.draft_of("only", vec![Test::All(vec![entered, count])], group, f.clause().certain);
    Some(Draft { neg: false, words: f.at..f.at, ..draft })
}

/// "200 more than Alpha, the only newcomer", "ahead of Bravo, the week's fastest grower": said of the one right before the
/// comma, and not of whom the clause speaks of.
pub fn behind_an_object(f: Frame<'_>) -> Option<Draft> {
    let who = apposed(f)?;
    // "the steepest faller but one".
    if (f.at + 1..f.at + 6).any(|at| f.s.text(at) == "but" && f.s.text(at + 1) == "one") {
        return Some(f.draft("superlative", vec![Test::Unbound("all but how many is not counted")]));
    }
    let mut clauses = f.clauses.to_vec();
    let clause = &mut clauses[f.index];
    (clause.subject, clause.certain, clause.guessed, clause.foreign) = (vec![who], true, false, false);
    let mut draft = beside(Frame { clauses: &clauses, ..f })?;
    // "Alpha passed Bravo, the week's fastest grower": some say that of Alpha.
    if let Some(subject) = beside(f) {
        let open = Test::Unbound("of which of the two it is said is not told");
        draft.tests.push(Test::All(vec![Test::Any(subject.tests), open]));
    }
    Some(Draft { own: true, ..draft })
}

fn beside(f: Frame<'_>) -> Option<Draft> {
    match f.class()? {
        Class::Only => only_exit(f).or_else(|| super::only::only(f)),
        Class::Most | Class::Least => super::extremes::extreme(f),
        _ => super::arrivals::arrived(f),
    }
}

/// The one whom "…, the only newcomer" stands beside, where that is not the clause's subject.
fn apposed(f: Frame<'_>) -> Option<Who> {
    let doer = |at: usize| {
        matches!(
            f.s.text(at),
            "newcomer"
                | "debutant"
                | "entrant"
                | "arrival"
                | "climber"
                | "riser"
                | "gainer"
                | "grower"
                | "faller"
                | "decliner"
                | "loser"
                | "mover"
                | "returnee"
        )
    };
    let start = f.clause().range.start;
    let small = |at: usize| {
        f.s.is(at, &[Class::The, Class::A, Class::Only, Class::Most, Class::Least, Class::New])
            || matches!(f.s.tokens[at].kind, Kind::Period(_))
            || f.s.tokens[at].possessive && f.s.who(at).is_none()
            || f.s.text(at) == "-"
    };
    let comma = (start..f.at)
        .rev()
        .take_while(|at| small(*at) || f.s.text(*at) == ",")
        .find(|at| f.s.text(*at) == ",")?;
    let before = comma.checked_sub(1).filter(|at| *at > start && !f.s.tokens[*at].possessive)?;
    let who = f.s.who(before).filter(|who| !f.clause().subject.contains(who))?;
    let object = !f.clause().subject.is_empty() && who.iter().all(|e| matches!(e, Entity::Model { .. }));
    // "Golf, the smallest model on the list".
    let row = f.is(0, &[Class::Most, Class::Least]) && f.s.subjects.contains(&(f.at + 1));
    (object && (row || (f.at..f.at + 4).any(doer))).then(|| who.clone())
}

/// "the only model not on last week's list", "that was not in the May table": it came in.
fn not_there_then(f: Frame<'_>, end: usize) -> bool {
    let Some(not) = (f.at + 2..end).find(|at| f.s.text(*at) == "not") else { return false };
    let which = |at: usize| f.s.is(at, &[Class::Which, Class::Be]);
    let behind = |at: usize| {
        let when = matches!(f.s.tokens[at].kind, Kind::Period(When::Back(1)));
        when || super::scopes::is_quiet(f, at) || matches!(f.s.tokens[at].kind, Kind::Mark('.'))
    };
    let then = (not + 1..end).any(|at| matches!(f.s.tokens[at].kind, Kind::Period(When::Back(1))));
    then && (f.at + 2..not).all(which) && (not + 1..end).all(behind)
}

pub(super) fn joined_alone(f: Frame<'_>, end: usize) -> Option<Draft> {
    let (what, group) = (super::Predicate::Joined, super::only::who_alone(f));
    let test = Test::Only { what, also: None, by: None, group: group.clone(), top: f.scope() };
    let draft = f.draft_of("only", vec![test], group, f.clause().certain);
    let draft = Draft { when: Some(When::Back(0)), past: false, neg: false, ..draft };
    Some(draft).filter(|_| not_there_then(f, end))
}
