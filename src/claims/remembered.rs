//! What a sentence leaves for the next one to refer to: whom it was told of, whom it named, the boards, and what was told.

use super::clauses::{Clause, Discourse};
use super::lexicon::Class;
use super::tokens::{Entity, Kind, Sentence, Who};
use super::{fitting, frames};

/// What the next sentence may refer to.
pub fn remember(s: Sentence, clauses: Vec<Clause>, discourse: &mut Discourse) {
    // "Last week it was 400 billion" goes on with the distance that is spoken of.
    let goes_on = discourse.apart.take().filter(|_| frames::goes_on_with_a_distance(&s));
    discourse.apart = frames::told_distance(&s, &clauses).or(goes_on);
    discourse.measured = fitting::tells_an_amount(&s);
    if clauses.iter().any(|c| !c.boards.is_empty()) {
        discourse.boards.clear();
        discourse.boards.extend(clauses.iter().flat_map(|c| &c.boards));
    }
    let foreign = clauses.iter().any(|c| c.foreign);
    if let Some(clause) = clauses.into_iter().find(|c| !c.subject.is_empty()) {
        discourse.subject = clause.subject;
        discourse.stale = false;
    } else if let Some(last) = told_last(&s) {
        (discourse.subject, discourse.stale) = (vec![last], false);
    } else if let Some(only) = the_only_row(&s) {
        // It may be what "it" means, or something that nobody named.
        (discourse.subject, discourse.stale) = (vec![only], true);
    } else if foreign {
        discourse.subject.clear();
    }
    let named = |w: &Who| {
        w.iter().any(|e| matches!(e, Entity::Model { .. } | Entity::Org(_) | Entity::OrgRows { .. }))
    };
    let mut mentioned = s.whos;
    mentioned.retain(named);
    if !mentioned.is_empty() {
        discourse.mentioned = mentioned;
    }
}

/// "Nobody has knocked Alpha off its perch": the only row that a sentence names.
fn the_only_row(s: &Sentence) -> Option<Who> {
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let mut rows = s.whos.iter().filter(model);
    let first = rows.next()?;
    rows.all(|other| other == first).then(|| first.clone())
}

/// "Last on the list is Alpha", "Both lists have Alpha at No. 3", "The longest jump belongs to Alpha", "Nothing grew as
/// fast as Alpha": the only row that is named, of which it is told.
fn told_last(s: &Sentence) -> Option<Who> {
    let at = (1..s.tokens.len()).find(|at| s.who(*at).is_some())?;
    let who = s.who(at).filter(|who| who.iter().all(|e| matches!(e, Entity::Model { .. })))?;
    let is = matches!(s.text(at - 1), "is" | "was" | "have" | "has");
    let belongs =
        at > 1 && matches!(s.text(at - 2), "belongs" | "belonged" | "goes" | "went" | "falls" | "fell");
    let ends = s.tokens.get(at + 1).is_none_or(|t| matches!(t.kind, Kind::Mark('.')));
    let nobody =
        s.has(&[Class::Neg]) && s.is(at - 1, &[Class::As, Class::AsMuchAs, Class::Than, Class::MoreThan]);
    let last = ends && (nobody || belongs && s.is(at - 1, &[Class::To]));
    let told = (is || last) && !s.tokens[at].possessive;
    (told && s.whos.iter().all(|other| other == who)).then(|| who.clone())
}
