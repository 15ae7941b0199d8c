//! Frames of rows that are counted of those that were there before: "Six of the 12 films that were listed last week gained
//! admissions; six lost".

use super::counts::done;
use super::predicates::predicate;
use super::{Draft, Frame, Of};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Kind, When};

/// "Six of the 12 films that were listed last week gained": only of those can be told that they gained.
pub fn of_those_before(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::None)?;
    let rows = f.at + 3;
    let named = f.is(1, &[Class::Of])
        && f.is(2, &[Class::The])
        && f.s.num(rows).is_some_and(|n| n.unit == Unit::Subjects && n.form == Form::Cardinal);
    let last = |at: usize| matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(1))));
    let small = |at: usize| {
        f.s.is(at, &[Class::On, Class::In, Class::The, Class::Adverb, Class::Be, Class::Which])
            || matches!(f.s.text(at), "listed" | "there" | "ranked" | "charted" | "present")
            || crate::claims::clauses::is_list(f.s.text(at))
            || last(at)
    };
    let relative = f.s.is(rows + 1, &[Class::Which]) && f.s.is(rows + 2, &[Class::Be]);
    let plain = matches!(f.s.text(rows + 1), "listed") && last(rows + 2);
    let verb =
        (rows + 1..f.s.tokens.len()).find(|at| !small(*at)).filter(|_| named && (relative || plain))?;
    let moves = [Class::Up, Class::UpRank, Class::UpValue, Class::Down, Class::DownRank, Class::DownValue];
    // "saw their volume rise", "drew more admissions".
    let saw =
        matches!(f.s.text(verb), "saw" | "see" | "sees") && (verb + 1..verb + 5).any(|at| f.s.is(at, &moves));
    let drew = super::predicates::carries_unit(f, verb + 1);
    if !(rows + 1..verb).any(last) || !(f.s.is(verb, &moves) || saw || drew) {
        return None;
    }
    let end = f.from(verb)?.clause().range.end;
    // "lost admissions by more than a tenth": of some of them only.
    if (verb + 1..end).any(|at| f.s.num(at).is_some() || f.s.is(at, &[Class::By, Class::MoreThan])) {
        return None;
    }
    let draft = done(f, num, predicate(f, verb, end)?, Some(u32::MAX), Of::default());
    Some(Draft { when: Some(When::Back(0)), past: false, neg: false, words: f.at..f.at, ..draft })
}

/// The verb of such a count says nothing of anybody else.
pub(super) fn counted_verb(f: Frame<'_>) -> bool {
    if f.s.nums.is_empty() || !f.s.has(&[Class::Of]) {
        return false;
    }
    let before = f.at.saturating_sub(14)..f.at;
    let counts = |at: usize| f.s.is(at + 1, &[Class::Of]) && f.s.num(at).is_some();
    let mut told = before.filter(|at| counts(*at)).filter_map(|at| f.from(at));
    told.any(|there| {
        of_those_before(there).is_some() && (there.at + 4..f.at).all(|at| f.directed(at).is_none())
    })
}
