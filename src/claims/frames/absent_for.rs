//! Frames of how long somebody has been gone: "was missing from the table for a second month", "has not had a port in the
//! table since March".

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// Most periods that a sentence counts out.
const FEW: u32 = 12;

/// "was missing from the table for a second month": not now, nor in the period before, but in the one before that.
pub fn missing_again(f: Frame<'_>) -> Option<Draft> {
    let nth = f.num().filter(|n| n.form == Form::Ordinal && n.unit == Unit::None)?.whole()?;
    let span = f.at + 1 + usize::from(f.is(1, &[Class::Streak]));
    let counted = super::records::is_span(f.s.text(span));
    let article = f.is(-1, &[Class::A, Class::The]) && f.is(-2, &[Class::For]);
    let start = f.clause().range.start;
    let gone = (start..f.at).find(|at| {
        matches!(f.s.text(*at), "missing" | "absent" | "unlisted")
            && f.s.is(at - usize::from(*at > 0), &[Class::Be, Class::Hold, Class::Adverb])
    })?;
    let quiet = (gone + 1..f.at - 2).all(|at| is_quiet(f, at));
    let group = f.clause().subject.clone();
    let ends = f.s.tokens.get(span + 1).is_none_or(|t| matches!(t.kind, Kind::Mark(_)))
        || f.s.is(span + 1, &[Class::Streak, Class::In]) && f.s.text(span + 2) != "the";
    let told = counted && article && quiet && ends && (1..=FEW).contains(&nth);
    if !told || f.clause().neg || !plain(&group) || !models(&group) {
        return None;
    }
    let at = |back: u32, test: Test| match i32::try_from(back) {
        Ok(back) if back > 0 => Test::Then { when: When::Back(back), test: Box::new(test) },
        _ => test,
    };
    let outside = || Test::Unlisted { group: group.clone(), top: Some(u32::MAX) };
    let inside = Test::InTop { group: group.clone(), top: u32::MAX };
    let all = (0..nth).map(|back| at(back, outside())).chain([at(nth, inside)]).collect();
    let draft = f.draft_of("streak", vec![Test::All(all)], group.clone(), f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "is back for the first time since March": there it was last.
pub fn back_since(f: Frame<'_>) -> Option<Draft> {
    let first = f.num().is_some_and(|n| n.form == Form::Ordinal && n.whole() == Some(1));
    let told = first && f.text(1) == "time" && f.is(-2, &[Class::For]) && f.text(2) == "since";
    let when = match f.s.tokens.get(f.at + 3).filter(|_| told)?.kind {
        Kind::Period(when) if !matches!(when, When::Beyond | When::Back(0)) => when,
        _ => return None,
    };
    let back = (f.clause().range.start..f.at - 2).find(|at| f.s.is(*at, &[Class::Return]))?;
    let group = f.clause().subject.clone();
    // "is back at No. 1 for the first time since March": to a place.
    let quiet = (back + 1..f.at - 2).all(|at| is_quiet(f, at));
    if !quiet || f.clause().neg || !plain(&group) || !models(&group) {
        return None;
    }
    let last = Test::LastListed { at: when, top: None, group: group.clone() };
    let test = Test::Then { when: When::Back(1), test: Box::new(last) };
    let draft = f.draft_of("return", vec![test], group, f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "has not had a port in the table since March": there it had one last.
pub fn none_since(f: Frame<'_>) -> Option<Draft> {
    let has = matches!(f.text(-1), "has" | "have") && f.text(1) == "had";
    let row = f.is(2, &[Class::A]) || matches!(f.text(2), "any" | "a");
    let noun = f.s.subjects.contains(&(f.at + 3)) || f.is(3, &[Class::RowsNoun]);
    let since = (f.at + 4..f.s.tokens.len().min(f.at + 9)).find(|at| f.s.text(*at) == "since")?;
    let quiet = (f.at + 4..since).all(|at| is_quiet(f, at));
    let when = match f.s.tokens.get(since + 1).map(|t| &t.kind) {
        Some(Kind::Period(when)) if *when != When::Beyond && *when != When::Back(0) => *when,
        _ => return None,
    };
    let ends = f.s.tokens.get(since + 2).is_none_or(|t| matches!(t.kind, Kind::Mark(_)));
    let group = f.clause().subject.clone();
    let maker = matches!(group.concat().as_slice(), [Entity::Org(_)]);
    if !(has && row && noun && quiet && ends && maker) {
        return None;
    }
    let test = Test::LastListed { at: when, top: None, group: group.clone() };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, f.clause().certain);
    let range = f.s.tokens[f.at].start..f.s.tokens[since + 1].end;
    Some(Draft { quantity: "exit", when: None, past: false, neg: false, range, words: f.at..f.at, ..draft })
}

fn models(group: &[Who]) -> bool {
    group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
}

/// "from the traffic table", "in the list".
fn is_quiet(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::From, Class::In, Class::On, Class::The, Class::Adverb])
        || is_list(f.s.text(at))
        || matches!(f.s.tokens[at].kind, Kind::Board(_))
}
