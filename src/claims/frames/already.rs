//! Frames of what was there before: "was already on the list last week", "its 344 billion of last week".

use super::numbers::one;
use super::scopes::{is_quiet, scope_at, stop};
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, When};

/// "was already on the list last week", "was still in the top ten in May": it stood there then.
pub fn already(f: Frame<'_>) -> Option<Draft> {
    let told = matches!(f.text(0), "already" | "still") && f.is(-1, &[Class::Be]);
    let was = matches!(f.text(-1), "was" | "were" | "stood" | "sat") && told;
    let listed = f.text(1) == "listed";
    let inside = f.is(1, &[Class::On, Class::In, Class::Between]);
    if !(was && inside || listed) {
        return None;
    }
    let from = f.at + 1;
    let end = stop(f, from);
    let quiet = was && (from..end).all(|at| is_quiet(f, at));
    let when = (from..end).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => Some(when),
        _ => None,
    });
    let scope = (from..end).find_map(|at| scope_at(f, at));
    let top = scope.filter(|_| quiet).map(super::scopes::Scope::top).or(listed.then_some(None))?;
    let group = f.clause().subject.clone();
    let models = !group.is_empty() && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if !models || f.clause().neg {
        return None;
    }
    // Wherever on the list.
    let absent = Test::Unlisted { group, top: top.or(Some(u32::MAX)) };
    let draft = f.draft("presence", vec![Test::Then { when: when?, test: Box::new(absent) }]);
    Some(Draft { neg: true, when: Some(When::Back(0)), past: false, words: f.at..f.at, ..draft })
}

/// "more than five times its 344 billion of last week": so much it had then.
pub fn its_then(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))?;
    let unit = usize::from(f.s.units.contains(&(f.at + 1)));
    let of = f.at + 1 + unit;
    let led = f.s.is(of, &[Class::Of, Class::From, Class::In]) || matches!(f.s.text(of), "for");
    let when = match f.s.tokens.get(of + usize::from(led))?.kind {
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => when,
        _ => return None,
    };
    let group = f.clause().subject.clone();
    let model = |e: &Entity| matches!(e, Entity::Model { .. } | Entity::Market | Entity::Listed);
    let fits = f.is(-1, &[Class::Its]) && group.len() == 1 && group.iter().flatten().all(model);
    let test = Test::Then { when, test: Box::new(one(Measure::Value, num, 0, &group)) };
    let before = one(Measure::PreviousValue, num, 0, &group);
    let tests = if when == When::Back(1) { vec![test, before] } else { vec![test] };
    let draft = f.draft("value", tests);
    fits.then_some(Draft { when: Some(When::Back(0)), words: f.at..f.at, ..draft })
}

/// "drew 5,829 new votes, bringing it to 24,646": what it has come to.
pub fn brought_to(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && n.digits && f.is(-1, &[Class::To]))?;
    let verb = (f.at.saturating_sub(5)..f.at).find(|at| {
        matches!(
            f.s.text(*at),
            "bringing" | "brings" | "brought" | "taking" | "lifting" | "pushing" | "raising"
        )
    })?;
    let small = |at: usize| {
        f.s.is(
            at,
            &[Class::It, Class::Its, Class::The, Class::Votes, Class::Market, Class::Volume, Class::They],
        ) || matches!(f.s.text(at), "total" | "count" | "tally" | "sum")
    };
    let own = (verb + 1..f.at - 1).all(small) && verb + 2 < f.at;
    let group = f.clauses[..=f.index].iter().rev().map(|c| &c.subject).find(|g| !g.is_empty())?.clone();
    let models = group.len() == 1 && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let told = (0..verb).rev().find_map(|at| f.s.num(at))?;
    let measure = match (num.unit, told.unit) {
        (Unit::Votes, _) | (Unit::None, Unit::Votes) => Measure::Votes,
        (Unit::Board | Unit::None, Unit::Board) => Measure::Value,
        _ if num.scaled && told.scaled => Measure::Value,
        _ => return None,
    };
    let test = one(measure, num, 0, &group);
    (own && models).then(|| Draft {
        own: true,
        guessed: false,
        words: f.at..f.at,
        ..f.draft_of(measure.name(), vec![test], group, true)
    })
}
