//! Frames of how far somebody is from whom the sentence before spoke of: "Alpha leads. Bravo is four points behind."

use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, Who};

/// So far behind, or ahead, where no words say of whom: of the only other one that was spoken of, or of the leader.
pub fn from_the_other(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal)?;
    let measure = match num.unit {
        Unit::Points | Unit::Board => Measure::Value,
        _ if num.scaled => Measure::Value,
        Unit::Places => Measure::Rank,
        _ => return None,
    };
    let behind = f.is(1, &[Class::Behind]) && matches!(f.text(1), "behind");
    let ahead = f.is(1, &[Class::Ahead]) && f.text(1) == "ahead";
    let ends = matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let clause = f.clause();
    let is = (clause.range.start..f.at).any(|at| f.s.is(at, &[Class::Be]));
    let group = clause.subject.clone();
    if !(behind || ahead) || !ends || !is || !plain(&group) || group.len() != 1 || clause.neg {
        return None;
    }
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)));
    let named = f.s.whos.iter().chain(f.lately).filter(model).find(|w| !group.contains(w));
    let leader = vec![Entity::AtRank(1, 0)];
    let sign = if behind { -1 } else { 1 };
    let from =
        |other: &Who| Test::Difference { measure, a: group.clone(), b: vec![other.clone()], num, sign };
    let tests = named.map(from).into_iter().chain(behind.then(|| from(&leader))).collect();
    // Whom else the words may mean, they do not say.
    Some(Draft { guessed: true, ..f.draft_of("gap", tests, group.clone(), false) })
}
