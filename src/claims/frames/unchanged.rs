//! Frames of an order that stays: "the top five are unchanged", "nothing moved".

use super::{Draft, Frame, Test};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};

/// "the top five are unchanged", "the same order".
pub fn frozen(f: Frame<'_>) -> Option<Draft> {
    // "Nothing moved on Arena".
    if f.text(0) == "nothing"
        && matches!(f.text(1), "moved" | "changed" | "shifted")
        && f.clause().subject.is_empty()
    {
        return Some(Draft {
            neg: false,
            ..f.draft_of("frozen", vec![Test::Frozen { top: f.scope() }], Vec::new(), true)
        });
    }
    let then = same_as_then(f);
    let still = then
        || f.class()? == Class::Frozen && !matches!(f.text(0), "identical")
        || (f.is(0, &[Class::Hold])
            && matches!(f.text(0), "unchanged" | "unmoved" | "static" | "did not change" | "did not move"));
    if !still {
        return None;
    }
    // "The number of labs is unchanged", "the gap is unchanged": a figure, not the order.
    let figure = |at: usize| {
        matches!(f.s.text(at), "number" | "count" | "tally" | "total" | "traffic")
            || f.s.is(at, &[Class::GapNoun, Class::Volume])
            || f.s.units.contains(&at)
    };
    if (f.clause().range.start..f.at).any(figure) {
        return None;
    }
    let ordered = (0..f.at).any(|at| f.s.text(at) == "order" || is_list(f.s.text(at)));
    let about_top = (ordered && f.clause().subject.is_empty())
        || !f.clause().subject.is_empty()
            && f.clause().subject.iter().flatten().all(|e| matches!(e, Entity::Top(_) | Entity::Market))
        || f.near(&[Class::Market], 0);
    if !(about_top || !f.clause().boards.is_empty() && f.clause().subject.is_empty()) {
        return None;
    }
    // "twelve labs, the same as last week": so many.
    let counted = || super::presence::earlier(f).is_some();
    if super::tops::counted_before(f) || super::holds::told_by_only(f) || counted() {
        return None;
    }
    // "The chart has 14 films, unchanged from last week": so many.
    let of_count = |n: &Num| matches!(n.unit, Unit::Subjects | Unit::Makers);
    if f.text(-1) == "," && f.at > 1 && f.s.num(f.at - 2).is_some_and(of_count) {
        return None;
    }
    // "near the top" names no rows that could be looked at.
    if f.clause().range.clone().any(|at| matches!(f.s.text(at), "near" | "around" | "towards")) {
        return None;
    }
    let named = (f.at + 1..f.s.tokens.len()).find(|at| f.s.text(*at) == ":");
    let named = named.map_or(0, |colon| super::podium::listed(f, colon + 1).len());
    let at_the_top = f.near(&[Class::Lead], 4);
    if at_the_top && named == 0 {
        return None;
    }
    let top = f.scope().or_else(|| u32::try_from(named).ok().filter(|k| *k > 1));
    let mut draft = f.draft("frozen", vec![Test::Frozen { top }]);
    draft.neg = draft.neg && !f.text(0).starts_with("did not");
    // "unchanged from May" is said of now.
    if (then || f.is(1, &[Class::From])) && draft.when == Some(When::Back(1)) {
        draft.when = None;
    }
    Some(draft)
}

/// "are the same as in W28", the period before.
fn same_as_then(f: Frame<'_>) -> bool {
    let same = f.text(0) == "same" && f.is(-1, &[Class::The]) && f.is(-2, &[Class::Be]);
    let at = f.at + 2 + usize::from(f.is(2, &[Class::In]));
    let ends = matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let then = f.s.tokens.get(at).is_some_and(|t| t.kind == Kind::Period(When::Back(1)));
    same && f.is(1, &[Class::As]) && then && ends
}
