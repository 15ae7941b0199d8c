//! Frames of what stayed: "held at No. 3", "unchanged", "kept its place".

use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Entity, Who};

/// What says by itself that nothing moved.
pub(super) const EXACT: [&str; 21] = [
    "stayed where it was",
    "stay where it was",
    "stays where it was",
    "neither rose nor fell",
    "neither climbed nor fell",
    "neither gained nor lost a place",
    "unchanged",
    "unmoved",
    "steady",
    "flat",
    "static",
    "stable",
    "did not move",
    "stood still",
    "did not change",
    "stayed put",
    "stays put",
    "stood pat",
    "stayed where they were",
    "stood where they were",
    "remained where they were",
];

/// What says it of a place that is named.
const KEPT: [&str; 18] = [
    "held on to",
    "holds on to",
    "clung to",
    "clings to",
    "hung on to",
    "remains",
    "remain",
    "remained",
    "stays",
    "stay",
    "stayed",
    "held",
    "holds",
    "hold",
    "keeps",
    "kept",
    "retains",
    "retained",
];

/// "the only one of the top five that did not move": the clause of what only one did.
pub(super) fn told_by_only(f: Frame<'_>) -> bool {
    let only = |at: usize| f.s.is(at, &[Class::Only]);
    f.clause().joint == Some(Class::Which) && f.index > 0 && f.clauses[f.index - 1].range.clone().any(only)
}

/// "held at No. 3", "unchanged", "kept its place".
pub(super) fn hold(f: Frame<'_>, group: Vec<Who>, certain: bool, ranked: bool) -> Option<Draft> {
    let word = f.text(0);
    // "all but flat", "nearly unchanged": not quite.
    let not_quite = (f.at.saturating_sub(2)..f.at).any(|at| {
        matches!(f.s.text(at), "nearly" | "almost" | "virtually" | "practically" | "largely" | "broadly")
            || (f.s.is(at, &[Class::All]) && f.s.is(at + 1, &[Class::But]))
            || f.s.text(at) == "all but"
    });
    if not_quite {
        return None;
    }
    if super::tops::counted_before(f) || told_by_only(f) {
        return None;
    }
    let exact = EXACT.contains(&word);
    let rank = |at: usize| {
        let its = f.s.is(at - 1, &[Class::Its, Class::Their]);
        its && matches!(f.s.text(at), "rank" | "ranks" | "ranking" | "rankings")
    };
    let place = (f.at + 1..f.clause().range.end)
        .any(|at| f.s.is(at, &[Class::PlacesNoun, Class::RankNoun]) || rank(at));
    let lead = f.near(&[Class::Lead], 4);
    let ranked = ranked && (f.at + 1..f.at + 4).any(|at| f.s.num(at).is_some_and(is_rank));
    if lead && super::spells::is_told(f) {
        return None;
    }
    // "the top five kept their places".
    if let [who] = group.as_slice()
        && let [Entity::Top(top)] = who.as_slice()
        && (place || exact)
    {
        return Some(f.draft("frozen", vec![Test::Frozen { top: Some(*top) }]));
    }
    if group.is_empty()
        || group.iter().flatten().any(|e| matches!(e, Entity::Org(_) | Entity::Top(_) | Entity::Market))
    {
        return None;
    }
    if !(exact || place || (ranked && KEPT.contains(&word)) || lead) {
        return None;
    }
    let value = f.near(&[Class::Score, Class::Volume], 3);
    let measures: &[Measure] = match word {
        _ if f.is(-1, &[Class::Score]) => &[Measure::ValueChange],
        _ if value => &[Measure::ValueChange, Measure::Growth],
        _ if ranked || place || lead => &[Measure::Places],
        "flat" => &[Measure::Growth, Measure::Places, Measure::ValueChange],
        _ => &[Measure::Places, Measure::ValueChange],
    };
    // "holds fourth place" need not say that it had it before.
    // "the lead it had held" tells of another time.
    if f.text(-1) == "had" && f.is(-2, &[Class::It, Class::They]) {
        return None;
    }
    let own = f.is(1, &[Class::Its, Class::Their]) && (f.is(2, &[Class::PlacesNoun]) || rank(f.at + 2));
    if matches!(word, "holds" | "hold" | "held" | "holding") && !lead && !own {
        return None;
    }
    let tests =
        measures.iter().map(|m| Test::Direction { measure: *m, sign: 0, group: group.clone() }).collect();
    let mut draft = f.draft_of("direction", tests, group, certain);
    draft.neg = draft.neg && !word.starts_with("did not");
    Some(draft)
}
