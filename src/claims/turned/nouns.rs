//! What statements speak of: what a board counts, as all of it, and of whom something is told.

use super::super::clauses::is_verb;
use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, Who};
use super::{mentions, owns};
use rust_decimal::Decimal;
use std::ops::Range;

/// Of whom something is told, and whether the words name what they count: "both Alpha and Bravo", "each of six ports",
/// "two of the five studios", "six".
pub fn rows(s: &Sentence, from: usize) -> Option<(Range<usize>, bool)> {
    let both = usize::from(s.text(from) == "both");
    // "all of Alpha's three ports": each of them.
    let owner = from + 2;
    let theirs = |who: &Who| who.iter().all(|e| matches!(e, Entity::OrgRows { .. }));
    if (both == 1 || s.text(from) == "all") && s.is(from + 1, &[Class::Of]) {
        return s.who(owner).is_some_and(theirs).then_some((owner..owner + 2, true));
    }
    // "Alpha's Bravo" is Bravo.
    let maker = owns(s, from) && s.who(from + 1).is_some() && s.who(from).is_some_and(is_maker);
    if maker {
        return mentions(s, from + 1).filter(|whom| are_rows(s, whom)).map(|whom| (from..whom.end, true));
    }
    if let Some(whom) = mentions(s, from + both) {
        // "fell at Alpha and Bravo slipped to third": the last one does something else.
        let apart = whom.len() > 2 && s.is(whom.end - 2, &[Class::And]) && is_verb(s, whom.end);
        let whom = if apart { whom.start..whom.end - 2 } else { whom };
        return are_rows(s, &whom).then_some((from..whom.end, true));
    }
    let each = s.is(from, &[Class::Each]) && s.is(from + 1, &[Class::Of]);
    let just = matches!(s.text(from), "just" | "only" | "all" | "exactly");
    let least = s.is(from, &[Class::At]) && s.is(from + 1, &[Class::Least]);
    let at = from + 2 * usize::from(each || least) + usize::from(just);
    let counts = |n: &Num| n.form == Form::Cardinal && !n.scaled;
    let row = |i: usize| s.subjects.contains(&i) || s.makers.contains(&i) || s.is(i, &[Class::RowsNoun]);
    let num =
        s.num(at).filter(|n| counts(n) && matches!(n.unit, Unit::None | Unit::Subjects | Unit::Makers))?;
    let start = if each || least { from } else { at };
    let listed = |i: usize| i + usize::from(s.text(i) == "listed");
    let noun = listed(at + 1);
    let mut named = num.unit != Unit::None;
    let mut end = if named { at + 1 } else { noun };
    if !named && row(noun) {
        (named, end) = (true, noun + 1);
    } else if !named {
        end = at + 1;
    }
    let of = end + usize::from(s.is(end, &[Class::Of]));
    let whole = of + usize::from(s.is(of, &[Class::The]));
    if of == end {
        return Some((start..end, named));
    }
    let all = s.num(whole).filter(|n| counts(n));
    let top = s.who(whole).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_) | Entity::Listed]));
    let noun = listed(whole + 1);
    match all {
        Some(n) if n.unit != Unit::None => Some((start..whole + 1, true)),
        Some(_) if row(noun) => Some((start..noun + 1, true)),
        None if top => Some((start..whole + 1 + usize::from(row(whole + 1)), true)),
        None if s.text(whole) == "listed" && row(whole + 1) => Some((start..whole + 2, true)),
        _ => None,
    }
}

fn is_maker(who: &Who) -> bool {
    who.iter().all(|e| matches!(e, Entity::Org(_)))
}

/// Rows and makers, and nothing of theirs.
pub fn are_rows(s: &Sentence, whom: &Range<usize>) -> bool {
    let row = |e: &Entity| matches!(e, Entity::Model { .. } | Entity::Org(_));
    let named = |i: usize| s.who(i).is_none_or(|who| who.iter().all(row));
    whom.clone().all(named) && !owns(s, whom.end - 1)
}

/// "Traffic", "Container numbers", "June admissions": what a board counts, as all of it.
pub fn counted(s: &Sentence, from: usize) -> Option<Range<usize>> {
    let at = from + usize::from(s.is(from, &[Class::The]));
    let whole = |i: usize| {
        s.who(i).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Market)))
            || s.is(i, &[Class::Volume])
            || s.units.contains(&i)
            || matches!(s.tokens.get(i).map(|t| &t.kind), Some(Kind::Board(_)))
    };
    let count = |i: usize| {
        s.is(i, &[Class::Volume])
            || matches!(s.text(i), "count" | "counts" | "numbers" | "totals" | "figures" | "volumes")
    };
    let word = |i: usize| {
        s.tokens.get(i).is_some_and(|t| t.kind == Kind::Word(false) || i == 0 && t.kind == Kind::Word(true))
    };
    let last = if (whole(at) || word(at)) && count(at + 1) { at + 1 } else { at };
    // "Score", "price" and what is somebody's own are read elsewhere.
    (last > at || whole(at)).then_some(at..last + 1)
}

/// A number of what a board counts.
pub fn is_mark(num: &Num) -> bool {
    const LEAST: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
    let amount = num.scaled || num.unit == Unit::Board || num.unit == Unit::None && num.value > LEAST;
    num.form == Form::Cardinal && amount
}
