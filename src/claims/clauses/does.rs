//! Moves told as nouns that do something to a row, and times that bring it: "A drop to No. 24 gives Alpha its worst
//! rank", "June saw Alpha leave the top ten", "May brought a new high for Bravo".

use super::super::lexicon::{Class, Words};
use super::super::tokens::{Entity, Kind, Sentence, Who};
use super::{Clause, is_list, is_noun};
use std::ops::Range;

/// What a move does to a row.
static DOES: Words = Words::of(&[
    "brings",
    "brought",
    "bumped",
    "bumps",
    "carried",
    "carries",
    "carry",
    "cost",
    "costs",
    "drags",
    "dragged",
    "dropped",
    "drops",
    "earned",
    "earns",
    "gave",
    "give",
    "given",
    "gives",
    "handed",
    "hands",
    "keeps",
    "kept",
    "knocked",
    "landed",
    "leaves",
    "left",
    "lift",
    "lifted",
    "lifts",
    "moved",
    "moves",
    "nudged",
    "propel",
    "propelled",
    "propels",
    "pulled",
    "push",
    "pushed",
    "pushes",
    "put",
    "puts",
    "send",
    "sends",
    "sent",
    "take",
    "taken",
    "takes",
    "took",
]);

/// What may stand in such a noun phrase besides: it names nobody.
const QUIET: [Class; 26] = [
    Class::Its,
    Class::Up,
    Class::UpRank,
    Class::UpValue,
    Class::Down,
    Class::DownRank,
    Class::DownValue,
    Class::The,
    Class::A,
    Class::Of,
    Class::To,
    Class::In,
    Class::From,
    Class::By,
    Class::Only,
    Class::Adverb,
    Class::Streak,
    Class::Volume,
    Class::Score,
    Class::Share,
    Class::Votes,
    Class::PlacesNoun,
    Class::RankNoun,
    Class::GrowthWord,
    Class::MoreThan,
    Class::Over,
];

/// Whom a clause speaks of that is, or belongs to, a move that does something to a row, or a time that does.
pub(super) fn done_to(s: &Sentence, range: &Range<usize>, earlier: &[Clause]) -> Option<Vec<Who>> {
    let heads =
        earlier.iter().map(|c| c.range.start).chain([range.start]).map(|start| behind_joint(s, start));
    let done = heads.rev().find_map(|head| Some((moves(s, head)?, head)));
    if let Some((row, _)) = done.filter(|(row, _)| *row >= range.start) {
        return s.who(row).map(|who| vec![who.clone()]);
    }
    let row = of_a_time(s, range)?;
    Some(vec![s.who(row).cloned().unwrap_or_else(|| vec![Entity::Market])])
}

/// "while", "Meanwhile," skipped.
fn behind_joint(s: &Sentence, start: usize) -> usize {
    let joint = [Class::And, Class::But, Class::While, Class::Yet, Class::So];
    let word = s.is(start, &joint) || s.is(start, &[Class::Adverb]);
    let at = start + usize::from(word);
    at + usize::from(word && s.is_mark(at, ','))
}

fn is_row(s: &Sentence, at: usize) -> bool {
    s.who(at).is_some_and(|who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_))))
}

/// "A three-point loss cost Alpha six places": where the row stands that the move does something to.
pub(super) fn moves(s: &Sentence, head: usize) -> Option<usize> {
    // Most sentences name nobody, or no move.
    if s.whos.is_empty() || !s.has(&Class::CHANGES) {
        return None;
    }
    let opens = s.is(head, &[Class::A, Class::The])
        || s.is(head, &Class::CHANGES) && is_noun(s, head)
        || s.num(head).is_some()
        || s.text(head) == "another";
    if !opens {
        return None;
    }
    let quiet = |at: &usize| {
        let word = s.text(*at);
        s.is(*at, &QUIET)
            || s.num(*at).is_some()
            || s.units.contains(at)
            || matches!(s.tokens[*at].kind, Kind::Mark(',' | '-') | Kind::Period(_) | Kind::Board(_))
            || matches!(word, "another" | "just" | "mere" | "single" | "full" | "point" | "points" | "placed")
            || matches!(word, "daily" | "weekly" | "monthly" | "was" | "is" | "enough" | "steep" | "further")
            || matches!(word, "since" | "has" | "have")
    };
    let verb = (head..s.tokens.len()).find(|at| DOES.has(s.text(*at)) && names_row(s, at + 1))?;
    // Where nobody is named, what rises is a noun.
    let noun = (head..verb).any(|at| s.is(at, &Class::CHANGES));
    let named =
        names_row(s, verb + 1).then(|| verb + 1 + usize::from(!is_row(s, verb + 1) || is_owner(s, verb + 1)));
    (noun && (head..verb).all(|at| quiet(&at))).then_some(named).flatten()
}

/// "A gain of 8% since March 20 has taken Alpha from …": the time belongs to the noun.
pub(super) fn has_done(s: &Sentence, at: usize) -> bool {
    matches!(s.text(at), "has" | "have") && DOES.has(s.text(at + 1)) && names_row(s, at + 2)
}

/// "Google's Alpha", "both": the maker only says whose.
fn is_owner(s: &Sentence, at: usize) -> bool {
    s.tokens.get(at).is_some_and(|t| t.possessive) && is_row(s, at + 1)
}

fn names_row(s: &Sentence, at: usize) -> bool {
    let free = |at: usize| s.tokens.get(at).is_some_and(|t| !t.possessive);
    is_row(s, at) && (free(at) || is_owner(s, at) && free(at + 1))
}

/// "June saw Alpha leave the list", "May brought a new high for Alpha", "March 23 was the day Alpha came onto the list":
/// where the row stands that is spoken of; of a rise in all the traffic, where the word for it does.
fn of_a_time(s: &Sentence, range: &Range<usize>) -> Option<usize> {
    let period = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_)));
    let time = range.start + usize::from(s.is(range.start, &[Class::And, Class::But]));
    if !period(time) || s.tokens[time].possessive {
        return None;
    }
    let verb = time + 1 + usize::from(s.text(time + 1) == "has");
    if matches!(s.text(verb), "saw" | "sees" | "seen") {
        return Some(verb + 1).filter(|at| names_row(s, *at));
    }
    if s.is(verb, &[Class::Be])
        && s.is(verb + 1, &[Class::The])
        && matches!(s.text(verb + 2), "day" | "week" | "month" | "period")
    {
        return Some(verb + 3).filter(|at| names_row(s, *at));
    }
    if !matches!(s.text(verb), "brought" | "brings") {
        return None;
    }
    let mut rows = (verb + 1..range.end).filter(|at| s.who(*at).is_some());
    match (rows.next(), rows.next()) {
        (Some(row), None) => {
            let market = s.who(row).is_some_and(|who| matches!(who.as_slice(), [Entity::Market]));
            Some(row).filter(|at| market || is_row(s, *at) && !is_list(s.text(at + 1)))
        }
        (None, None) => (verb + 1..range.end).find(|at| {
            let before = at.wrapping_sub(1);
            let all = matches!(s.text(before), "total" | "overall") || s.is(before, &[Class::Together]);
            s.is(*at, &[Class::Market]) || all && s.is(*at, &[Class::Volume])
        }),
        _ => None,
    }
}
