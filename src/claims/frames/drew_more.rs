//! Frames of more and fewer that are held against nothing but the time before: "Although it drew more admissions, Alpha fell".

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, Kind, When};

/// "drew more admissions", "handled fewer containers than it did": what it had rose, or fell.
pub fn drew_more(f: Frame<'_>) -> Option<Draft> {
    let sign = match f.text(0) {
        "more" => 1,
        "fewer" | "less" => -1,
        _ => return None,
    };
    let unit = f.at + 1;
    let counted = f.s.units.contains(&unit) || f.s.is(unit, &[Class::Volume]);
    let verb = f.at.checked_sub(1).filter(|at| f.s.is(*at, &[Class::Carry]))?;
    let next = unit + 1;
    let now = matches!(f.s.tokens.get(next).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    let end = if now { next + 1 } else { next };
    // Than whom or when is not told: than before.
    let ends = matches!(f.s.tokens.get(end).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || f.s.is(end, &[Class::And, Class::But, Class::Yet]);
    let group = f.clause().subject.clone();
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let told = (f.clause().range.start..verb).any(|at| f.s.num(at).is_some());
    if !counted || !ends || !plain(&group) || !models || told || f.clause().neg {
        return None;
    }
    let test = Test::Direction { measure: Measure::ValueChange, sign, group };
    Some(f.draft("direction", vec![test]))
}
