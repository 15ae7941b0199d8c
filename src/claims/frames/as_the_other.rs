//! A multiple that leaves out of whom: "but Bravo handled 2.5 times as many".

use super::Frame;
use super::relations::plain;
use crate::claims::tokens::Who;

/// "Alpha rose to fifth, but Bravo handled 2.5 times as many containers": as the one of whom was spoken first.
pub(super) fn as_many_as_the_other(f: Frame<'_>, a: &[Who]) -> Option<Vec<Who>> {
    let mut behind = f.at + 2..f.clause().range.end;
    let many = f.text(1) == "as" && matches!(f.text(2), "many" | "much" | "large");
    if !many || behind.any(|at| f.s.text(at) == "as") || !plain(a) {
        return None;
    }
    let other = |group: &[Who]| plain(group) && group.len() == 1 && group != a;
    let earlier = f.clauses[..=f.index].iter().rev().map(|c| c.subject.as_slice());
    earlier.chain(std::iter::once(f.lately)).find(|group| other(group)).map(<[Who]>::to_vec)
}
