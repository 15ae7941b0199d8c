//! A sentence's statements, each read by itself: "Alpha leads the list, while Bravo fell to fifth".
//! Frames look beyond their clause for what its words leave open. Where that makes a claim false, and its statement alone
//! is borne out whole, what was looked at belongs to another statement.

use super::clauses::{self, Discourse, is_verb};
use super::facts::World;
use super::lexicon::Class;
use super::tokens::{self, Kind, Reader, Sentence};
use super::{Checked, Checker, Verdict, frames};
use crate::editorial::{Issue, Passage};
use std::ops::Range;

/// A sentence of more statements is read as a whole alone.
const MOST: usize = 6;

impl Checker<'_> {
    /// Reads again by itself each statement in which a claim was found to be false.
    pub(super) fn by_themselves(
        &self,
        s: &Sentence,
        (passage, lower): (&Passage, &str),
        issue: &Issue,
        (reader, world): (Reader<'_>, World<'_>),
        claims: &mut [Checked],
    ) {
        if !claims.iter().any(|claim| claim.verdict == Verdict::Contradicted) {
            return;
        }
        for range in statements(s) {
            let span = passage.place(&range);
            let within = |claim: &Checked| span.start <= claim.span.start && claim.span.end <= span.end;
            if !claims.iter().any(|claim| claim.verdict == Verdict::Contradicted && within(claim)) {
                continue;
            }
            let statement = tokens::read((passage, lower), range, &issue.claims, reader);
            let alone = self.claims_of(&statement, passage, world, &Discourse::default()).1;
            if alone.is_empty() || alone.iter().any(|claim| claim.verdict != Verdict::Confirmed) {
                continue;
            }
            for claim in claims.iter_mut().filter(|claim| claim.verdict == Verdict::Contradicted) {
                if let Some(same) = alone.iter().find(|other| other.span.start == claim.span.start) {
                    let sentence = std::mem::take(&mut claim.sentence);
                    *claim = Checked { sentence, ..same.clone() };
                }
            }
        }
    }

    /// The claims of a sentence, and its clauses.
    pub(super) fn claims_of(
        &self,
        s: &Sentence,
        passage: &Passage,
        world: World<'_>,
        discourse: &Discourse,
    ) -> (Vec<clauses::Clause>, Vec<Checked>) {
        let text = passage.text[s.range.clone()].trim();
        let clauses = clauses::bind(s, discourse);
        let mut drafts = frames::find(s, &clauses, if discourse.stale { &[] } else { &discourse.mentioned });
        self.anchor(&mut drafts, s, world, discourse);
        let claims =
            drafts.iter().map(|draft| self.decide((draft, &drafts), s, passage, world, discourse, text));
        let claims = claims.collect();
        (clauses, claims)
    }
}

/// Every run of statements, the shortest first, as ranges of the passage.
fn statements(s: &Sentence) -> Vec<Range<usize>> {
    let end = s.tokens.len();
    let mut starts = vec![0];
    // "Meanwhile, …", "But …", "Of note: …".
    let lead = (1..end.min(4)).find(|at| s.is_mark(*at, ',') || s.is_mark(*at, ':'));
    let says = |at: usize| s.who(at).is_some() || s.num(at).is_some() || is_verb(s, at) || is_time(s, at);
    if let Some(lead) = lead.filter(|lead| !(0..*lead).any(says)) {
        starts.push(lead + 1);
    } else if s.is(0, &[Class::And, Class::But]) {
        starts.push(1);
    }
    let first = starts.len();
    let mut since = 0;
    for at in 1..end {
        let joint = s.is_mark(at, ',') && s.is(at + 1, &[Class::And, Class::But, Class::While, Class::Yet]);
        if (joint || s.is_mark(at, ';')) && (since..at).any(|i| is_verb(s, i)) {
            since = at + 1 + usize::from(joint);
            starts.push(since);
        }
    }
    if starts.len() > MOST + first {
        return Vec::new();
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let ends = starts[index + 1..].iter().filter(|at| **at > 1).chain([&end]);
        runs.extend(ends.filter_map(|end| {
            let (first, last) = (s.tokens.get(*start)?, s.tokens.get(end.checked_sub(1)?)?);
            (first.start < last.end).then_some(first.start..last.end)
        }));
    }
    runs.sort_by_key(|range| range.len());
    runs
}

fn is_time(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens[at].kind, Kind::Period(_) | Kind::Span(_) | Kind::Date(_))
}
