//! A multiple that leaves out of whom: "but Bravo handled 2.5 times as many".

use super::grown::grown_by;
use super::ratios::{ratio_measure, rough};
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::numbers::Num;
use crate::claims::tokens::Who;

/// What a multiple is of where no other is named behind it: of itself then, or of the one of whom was spoken before.
pub(super) fn or_as_the_other(f: Frame<'_>, num: Num, subject: Vec<Who>) -> Draft {
    let mut draft = grown_by(f, &num, &subject);
    // "Echo has 700 billion tokens, and Alpha twice as many": Alpha.
    let own = f.at.checked_sub(1).filter(|at| !f.s.tokens[*at].possessive).and_then(|at| f.s.who(at));
    let a = own.map_or(subject, |who| vec![who.clone()]);
    if let Some(b) = as_many_as_the_other(f, &a) {
        draft.tests.push(Test::Times { measure: ratio_measure(f), a, b, num: rough(num) });
    }
    draft
}

/// "Alpha rose to fifth, but Bravo handled 2.5 times as many containers": as the one of whom was spoken first.
fn as_many_as_the_other(f: Frame<'_>, a: &[Who]) -> Option<Vec<Who>> {
    let mut behind = f.at + 2..f.clause().range.end;
    let many = f.text(1) == "as" && matches!(f.text(2), "many" | "much" | "large");
    if !many || behind.any(|at| f.s.text(at) == "as") || !plain(a) {
        return None;
    }
    let other = |group: &[Who]| plain(group) && group.len() == 1 && group != a;
    let earlier = f.clauses[..=f.index].iter().rev().map(|c| c.subject.as_slice());
    earlier.chain(std::iter::once(f.lately)).find(|group| other(group)).map(<[Who]>::to_vec)
}
