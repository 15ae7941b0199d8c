//! A sentence's statements, each read by itself: "Alpha leads the list, while Bravo fell to fifth".
//! Frames look beyond their clause for what its words leave open. Where that makes a claim false or leaves it
//! open, and its statement alone is borne out whole, what was looked at belongs to another statement.

use super::clauses::{self, Discourse, is_verb};
use super::facts::World;
use super::lexicon::Class;
use super::numbers::Unit;
use super::tokens::{self, Kind, Reader, Sentence};
use super::{Checked, Checker, Verdict, frames, turned};
use crate::editorial::{Issue, Passage};
use std::ops::Range;

/// A sentence of more statements is read as a whole alone.
const MOST: usize = 6;

impl Checker<'_> {
    /// Reads again by itself each statement in which a claim is not borne out.
    pub(super) fn by_themselves(
        &self,
        s: &Sentence,
        (passage, lower): (&Passage, &str),
        issue: &Issue,
        (reader, world): (Reader<'_>, World<'_>),
        claims: &mut [Checked],
    ) {
        let open = |claim: &Checked| matches!(claim.verdict, Verdict::Contradicted | Verdict::Undecided);
        if !claims.iter().any(open) {
            return;
        }
        for range in statements(s) {
            let span = passage.place(&range);
            let within = |claim: &Checked| span.start <= claim.span.start && claim.span.end <= span.end;
            // What the sentence before leaves open is as open without it.
            let whole = s.tokens.first().is_some_and(|t| t.start == range.start)
                && s.tokens.last().is_some_and(|t| t.end == range.end);
            let due = |claim: &Checked| claim.verdict == Verdict::Contradicted || open(claim) && !whole;
            if !claims.iter().any(|claim| due(claim) && within(claim)) {
                continue;
            }
            let statement = tokens::read((passage, lower), range, &issue.claims, reader);
            let turned = turned::in_usual_order(&statement);
            let statement = turned.as_ref().unwrap_or(&statement);
            let alone = self.claims_of(statement, passage, world, &Discourse::default()).1;
            if alone.is_empty() || alone.iter().any(|claim| claim.verdict != Verdict::Confirmed) {
                continue;
            }
            for claim in claims.iter_mut().filter(|claim| open(claim) && within(claim)) {
                if let Some(same) = alone.iter().find(|other| other.span.start == claim.span.start) {
                    let sentence = std::mem::take(&mut claim.sentence);
                    *claim = Checked { sentence, ..same.clone() };
                } else if claim.verdict == Verdict::Contradicted {
                    claim.verdict = Verdict::Undecided;
                    claim.reason = "its statement says no such thing by itself".to_string();
                    claim.suggestion = None;
                }
            }
        }
    }

    /// The clauses of a sentence, whose statements are in the usual order, and what they claim as their words have it.
    pub(super) fn drafts_of(
        &self,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> (Vec<clauses::Clause>, Vec<frames::Draft>) {
        let clauses = clauses::bind(s, discourse);
        let lately = if discourse.stale { &[] } else { discourse.mentioned.as_slice() };
        let told_of_now = discourse.told_of_now;
        let before = frames::Before { lately, apart: discourse.apart.as_ref(), told_of_now };
        let mut drafts = frames::find(s, &clauses, before);
        self.anchor(&mut drafts, s, world, discourse);
        self.under_heading(&mut drafts, world, discourse);
        (clauses, drafts)
    }

    /// The claims of a sentence, whose statements are in the usual order, and its clauses.
    pub(super) fn claims_of(
        &self,
        s: &Sentence,
        passage: &Passage,
        world: World<'_>,
        discourse: &Discourse,
    ) -> (Vec<clauses::Clause>, Vec<Checked>) {
        let text = passage.text[s.range.clone()].trim();
        let (clauses, drafts) = self.drafts_of(s, world, discourse);
        let claims = drafts.iter().filter_map(|draft| {
            let claim = self.decide((draft, &drafts), s, passage, world, discourse, text);
            let fits =
                claim.verdict == Verdict::Confirmed && draft.tests.iter().all(frames::Test::is_nobodys);
            (!draft.aside || fits || claim.verdict == Verdict::Contradicted).then_some(claim)
        });
        let mut claims: Vec<Checked> = claims.collect();
        claims.sort_by_key(|claim| claim.span.start);
        (clauses, claims)
    }
}

/// Every run of statements that names whom it speaks of, the shortest first, as ranges of the passage.
fn statements(s: &Sentence) -> Vec<Range<usize>> {
    let end = s.tokens.len();
    let mut starts = vec![0];
    starts.extend(behind_opening(s));
    let mut ends = Vec::new();
    let mut since = 0;
    for at in 1..end {
        let joint = s.is_mark(at, ',') && s.is(at + 1, &[Class::And, Class::But, Class::While, Class::Yet]);
        let series = joint && s.is(at + 1, &[Class::And]) && is_series(s, since, at);
        if (joint || s.is_mark(at, ';')) && !series {
            since = at + 1 + usize::from(joint);
            starts.push(since);
            ends.push(at);
        }
    }
    if ends.len() > MOST {
        return Vec::new();
    }
    ends.push(end);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let own = ends.iter().filter(|end| **end > start && !leans(s, start..**end));
        runs.extend(own.filter_map(|end| Some(s.tokens.get(start)?.start..s.tokens.get(end - 1)?.end)));
    }
    runs.sort_by_key(|range| range.len());
    runs
}

/// "Meanwhile, …", "But …", "Of note: …": where the statement begins.
fn behind_opening(s: &Sentence) -> Option<usize> {
    let says = |at: usize| s.who(at).is_some() || s.num(at).is_some() || is_verb(s, at) || is_time(s, at);
    let mark = (1..s.tokens.len().min(4)).find(|at| s.is_mark(*at, ',') || s.is_mark(*at, ':'));
    let opening = mark.filter(|mark| !(0..*mark).any(says)).map(|mark| mark + 1);
    opening.or_else(|| s.is(0, &[Class::And, Class::But]).then_some(1))
}

/// Verbs that say nothing by themselves.
const SAID: [&str; 14] = [
    "set", "sets", "belong", "belongs", "made", "makes", "took", "runs", "brought", "brings", "gave",
    "gives", "sent", "put",
];

/// "Alpha, Bravo, and Charlie rose": the comma before the "and" ends no statement.
fn is_series(s: &Sentence, since: usize, comma: usize) -> bool {
    let told = |at: usize| {
        let word = s.tokens[at].kind == Kind::Word(false);
        // "…, and Foxtrot by Hotel, and Echo passed Delta".
        let by = s.is(at, &[Class::By]) && s.who(at - 1).is_some() && s.who(at + 1).is_some();
        by || is_verb(s, at) || word && (s.text(at).ends_with("ed") || SAID.contains(&s.text(at)))
    };
    // "…: Alpha, Bravo and Charlie, and Charlie's share fell".
    let owned = s.tokens.get(comma + 2).is_some_and(|t| t.possessive) && !s.tokens[comma - 1].possessive;
    let items = s.who(comma - 1).is_some() || (since..comma).any(|at| s.is_mark(at, ','));
    items && !owned && !(since.max(1)..comma).any(told)
}

/// "…, but it fell": whom it speaks of was said before; not "although it fell, Alpha …".
fn leans(s: &Sentence, mut range: Range<usize>) -> bool {
    let leads_up = [Class::Although, Class::Despite, Class::Because, Class::While, Class::After, Class::With];
    let fronted = s.is(range.start, &leads_up);
    let pronoun = [Class::It, Class::Its, Class::They, Class::Their];
    // "14 models held their rank": theirs.
    let counted = |at: usize| s.subjects.contains(&at) || s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    let first = range.find(|at| s.who(*at).is_some() || counted(*at) || s.is(*at, &pronoun));
    first.is_some_and(|at| s.is(at, &pronoun)) && !(fronted && range.any(|at| s.who(at).is_some()))
}

fn is_time(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens[at].kind, Kind::Period(_) | Kind::Span(_) | Kind::Date(_))
}
