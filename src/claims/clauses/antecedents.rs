//! Whom "it", "both" and "their" mean: somebody of whom was spoken before.

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Kind, Sentence, Who};
use super::{Clause, Discourse};
use std::ops::Range;

/// The clause speaks of whom was spoken last.
pub(super) fn antecedent(clause: &mut Clause, earlier: &[Clause], discourse: &Discourse) {
    // "300 billion, the figure that Echo posted, but it …": an aside is not what goes on.
    let aside = |c: &&Clause| c.joint == Some(Class::Which);
    let known = |c: &&Clause| !c.subject.is_empty();
    let own =
        earlier.iter().rev().find(|c| known(c) && !aside(c)).or_else(|| earlier.iter().rev().find(known));
    let subject = own.map_or(&discourse.subject, |c| &c.subject);
    // What a whole top was said to do may be said of some of it, or of others, elsewhere.
    let top = || subject.iter().flatten().any(|e| matches!(e, Entity::Top(_)));
    clause.subject.clone_from(subject);
    // An earlier passage's subject may be meant; the passage itself does not say so.
    clause.guessed = own.map_or(discourse.stale || top(), |c| c.guessed);
    let others = discourse.mentioned.iter().filter(|w| !subject.contains(w)).count();
    clause.certain = own.is_some() || others == 0;
}

/// "That is 29.2 percent of the total", "That makes a decline of 12 percent": what was told last, of whom it was told.
pub fn points_back(s: &Sentence, start: usize) -> bool {
    let verb = matches!(
        s.text(start + 1),
        "is" | "was"
            | "makes"
            | "made"
            | "means"
            | "meant"
            | "represents"
            | "equals"
            | "marks"
            | "corresponds to"
    );
    let figure = |n: &Num| n.form == Form::Percent;
    start == 0 && s.text(0) == "that" && verb && (2..8).filter_map(|at| s.num(at)).any(figure)
}

/// "For four weeks Alpha has appeared on this list; this week it ranks twentieth": the only row that the sentence has
/// named, where no clause of it speaks of anybody.
pub(super) fn only_one_named(s: &Sentence, range: &Range<usize>, earlier: &[Clause]) -> Option<Who> {
    let it = range.clone().take(4).any(|at| s.is(at, &[Class::It, Class::Its]));
    let scope = |who: &Who| who.iter().all(|e| matches!(e, Entity::Top(_) | Entity::Market | Entity::Listed));
    let nobody =
        it && !earlier.is_empty() && earlier.iter().all(|c| c.subject.iter().all(scope) && !c.foreign);
    let mut named = (0..range.start).filter(|_| nobody).filter_map(|at| s.who(at));
    let first = named.next()?;
    let model = first.iter().all(|e| matches!(e, Entity::Model { .. }));
    (model && named.all(|who| who == first)).then(|| first.clone())
}

/// "Alpha and Bravo were passed by Charlie as it climbed": of several and one, "it" is the one; of two, either.
pub(super) fn the_one(s: &Sentence, range: &Range<usize>, earlier: &[Clause]) -> Option<Who> {
    let previous = earlier.last()?;
    let by = (previous.range.clone()).rev().find(|at| s.is(*at, &[Class::By]))?;
    let who = s.who(by + 1).filter(|_| by + 2 >= range.start && s.is(range.start + 1, &[Class::It]))?;
    match previous.subject.as_slice() {
        [other] => Some(who.iter().chain(other).cloned().collect()),
        [] => None,
        _ => Some(who.clone()),
    }
}

/// "Alpha carried more than Echo and Delta combined. Their total was 1.3 trillion": of several that the sentence before
/// named beside its one subject, perhaps.
pub(super) fn the_several(s: &Sentence, range: &Range<usize>, discourse: &Discourse) -> Vec<Who> {
    let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let one = discourse.subject.len() == 1 && discourse.subject.iter().all(model) && !discourse.stale;
    let others = discourse.mentioned.iter().filter(|who| !discourse.subject.contains(who));
    let others: Vec<Who> = others.filter(|who| model(who)).cloned().collect();
    let theirs = s.is(range.start, &[Class::Their]) && range.start == 0;
    if theirs && one && others.len() > 1 { others } else { Vec::new() }
}

/// "Both", "the two models", "the pair": the two that were named before; nobody if there were not two.
pub(super) fn pair(
    s: &Sentence,
    range: &Range<usize>,
    earlier: &[Clause],
    discourse: &Discourse,
) -> Option<Vec<Who>> {
    let word = range.clone().find(|at| s.is(*at, &[Class::They]))?;
    if !(s.text(word).starts_with("the ") || s.text(word) == "both" || has_two_places(s, word, range.end)) {
        return None;
    }
    let model = |w: &&Who| w.iter().any(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)));
    let own: Vec<Who> = (0..range.start).filter_map(|at| s.who(at)).filter(model).cloned().collect();
    let two = |found: &[Who]| found.len() == 2;
    // "Both gained, but while Alpha held second place, Bravo fell": whom the sentence goes on to name.
    let mut named: Vec<Who> = Vec::new();
    for who in (range.end..s.tokens.len()).filter_map(|at| s.who(at)).filter(model) {
        if !named.contains(who) {
            named.push(who.clone());
        }
    }
    if range.start == 0 && s.text(word) == "both" && two(&named) {
        return Some(named);
    }
    let said = earlier.iter().rev().map(|c| &c.subject).find(|g| two(g));
    let lists =
        [said.cloned().unwrap_or_default(), own, discourse.subject.clone(), discourse.mentioned.clone()];
    Some(lists.into_iter().find(|list| two(list)).unwrap_or_default())
}

/// "they are 34th and 35th": two, in the order in which they were named.
fn has_two_places(s: &Sentence, they: usize, end: usize) -> bool {
    let rank = |at: usize| s.num(at).is_some_and(super::super::frames::is_rank);
    let pair = |at: usize| rank(at) && s.is(at + 1, &[Class::And]) && rank(at + 2);
    s.text(they) == "they" && (they + 1..end).any(pair) && (they..end).filter(|at| rank(*at)).count() == 2
}

/// "Alpha (300), Bravo (200) and Charlie (100) carry …": whoever is named in the list before the verb, each with what
/// stands in brackets.
pub(super) fn bracketed_list(s: &Sentence, start: usize, verb: usize) -> Option<Vec<Who>> {
    let mut close = start.checked_sub(1).filter(|at| s.is_mark(*at, ')'))?;
    if (start..verb).any(|at| !s.is(at, &[Class::Adverb, Class::All, Class::Each, Class::Together])) {
        return None;
    }
    // "Alpha (+133%) and Bravo (+100%) grew the most": the first two of an order.
    let ends = |at: &usize| matches!(s.tokens[*at].kind, Kind::Mark(_));
    if (verb..s.tokens.len()).take_while(|at| !ends(at)).any(|at| s.is(at, &[Class::Most, Class::Least])) {
        return None;
    }
    let mut list: Vec<Who> = Vec::new();
    loop {
        let open = (0..close).rev().find(|at| s.is_mark(*at, '('))?;
        let at = open.checked_sub(1)?;
        list.insert(0, s.who(at)?.clone());
        let and = at > 0 && s.is(at - 1, &[Class::And]);
        // The last one alone has an "and" before it.
        if at < 2 || and != (list.len() == 1) || !and && !s.is_mark(at - 1, ',') {
            break;
        }
        let comma = usize::from(and && s.is_mark(at - 2, ','));
        close = match at.checked_sub(2 + comma) {
            Some(close) if s.is_mark(close, ')') => close,
            _ => break,
        };
    }
    (list.len() > 1).then_some(list)
}
