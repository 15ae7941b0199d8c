//! Statements against the fact table: every number and claim word of an issue, with a verdict.
//! In: issues as passages, `Facts`. Out: `Checked`, one a claim. A sentence may have several readings; it is confirmed
//! if one that its words allow is true, contradicted only if every reading is bound and none is true, else undecided.

mod account;
mod another_time;
mod clauses;
mod contraries;
mod decide;
mod evaluate;
mod facts;
mod fitting;
mod frames;
mod headings;
mod instead;
mod judge;
mod lexicon;
mod mend;
mod names;
mod numbers;
mod otherwise;
mod phrases;
mod remembered;
mod report;
mod said;
mod statements;
mod sure;
mod tables;
mod tokens;
mod truth;
mod turned;
mod waivers;

pub use account::Account;
pub use mend::{Mend, mended, mends};
pub use report::{Record, diagnostics, records};

use crate::analysis::Facts;
use crate::config::{Config, Words};
use crate::diagnostic::Span;
use crate::editorial::{Issue, Passage, PassageKind};
use crate::identity::ModelId;
use crate::model::{Cadence, MetricKind, Period};
use clauses::{Clause, Discourse};
use facts::World;
use jiff::civil::Date;
use lexicon::Shapes;
use names::Names;
use remembered::remember;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use tables::Table;
use tokens::{Kind, Marks, Reader, Sentence};

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// A reading that the words allow is true.
    Confirmed,
    /// Every reading is known to be false.
    Contradicted,
    /// Some reading could not be bound or evaluated.
    Undecided,
    /// The editor's dated comment says so.
    Waived,
}

/// One claim, checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// The sentence around it.
    pub sentence: String,
    /// The model it is about.
    pub model: Option<ModelId>,
    /// The board.
    pub board: Option<usize>,
    /// The period.
    pub period: Option<Period>,
    /// What kind of figure.
    pub quantity: &'static str,
    /// What the fact table says.
    pub actual: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// What would be right.
    pub suggestion: Option<String>,
    /// It is a number, not a word alone.
    pub numeric: bool,
    /// A reference put it there.
    pub reference: bool,
    /// It speaks of something that the data know.
    pub bound: bool,
}

/// A waiver's comment that cannot silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadWaiver {
    /// What is wrong.
    pub message: String,
    /// Its date has passed.
    pub expired: bool,
    /// Where.
    pub span: Span,
}

/// An issue's claims.
#[derive(Debug, Clone, Default)]
pub struct IssueClaims {
    /// In reading order.
    pub claims: Vec<Checked>,
    /// Sentences that forecast or quote, which are not checked.
    pub skipped: usize,
    /// Waivers that do not hold.
    pub bad_waivers: Vec<BadWaiver>,
}

/// What a site's words mean: made once from the facts.
pub struct Checker<'a> {
    facts: &'a Facts,
    config: &'a Config,
    names: Names,
    marks: Marks,
    units: Vec<String>,
    participles: Vec<String>,
    unit_boards: Vec<(String, usize)>,
    subjects: Vec<String>,
    own: Shapes,
    makers: Vec<String>,
    /// What the site calls things by, word by word.
    own_words: Vec<String>,
}

impl<'a> Checker<'a> {
    /// Collects names, variants and units.
    pub fn new(facts: &'a Facts, config: &'a Config) -> Checker<'a> {
        let mut efforts: BTreeSet<String> = BTreeSet::new();
        let mut variants: BTreeSet<String> = BTreeSet::new();
        for key in facts.boards.iter().flat_map(|b| b.lines.keys()) {
            efforts.extend(key.effort.iter().map(|e| e.to_lowercase()));
            variants.extend(key.variant.iter().map(|v| v.to_lowercase()));
        }
        let units = config.boards.iter().map(|b| b.metric.unit.to_lowercase());
        let units: BTreeSet<String> =
            units.filter(|u| !u.is_empty() && u != "points").chain(["tokens".to_string()]).collect();
        let unit_of = |b: usize| config.boards[b].metric.unit.to_lowercase();
        let alone = |b: &usize| (0..config.boards.len()).all(|o| o == *b || unit_of(o) != unit_of(*b));
        let unit_boards = (0..config.boards.len()).filter(|b| !unit_of(*b).is_empty()).filter(alone);
        let units_alone = unit_boards.map(|b| (unit_of(b), b));
        let titles = config.boards.iter().enumerate().map(|(b, board)| (board.title.to_lowercase(), b));
        let mut unit_boards: Vec<(String, usize)> = units_alone.collect();
        for (title, board) in titles.filter(|(title, _)| !title.contains(' ')) {
            if !unit_boards.iter().any(|(word, _)| *word == title) {
                unit_boards.push((title, board));
            }
        }
        // "first in traffic": of the board that counts, if there is one alone.
        let volumes: Vec<usize> = (0..config.boards.len())
            .filter(|b| config.boards[*b].metric.kind == MetricKind::Volume)
            .collect();
        if let [only] = volumes.as_slice() {
            unit_boards.extend(["traffic", "usage"].map(|word| (word.to_string(), *only)));
        }
        // "first in the vote": of the board that rates, if there is one alone.
        let rated: Vec<usize> =
            (0..config.boards.len()).filter(|b| config.boards[*b].metric.kind == MetricKind::Score).collect();
        if let [only] = rated.as_slice() {
            unit_boards.push(("vote".to_string(), *only));
        }
        let both = |words: &Words| vec![words.singular.to_lowercase(), words.plural.to_lowercase()];
        let (subjects, makers) = (both(&config.subject), both(&config.orgs));
        let participles: Vec<String> = units.iter().map(|unit| phrases::participle(unit)).collect();
        let mut own = Shapes::default();
        unit_boards
            .iter()
            .map(|(word, _)| word)
            .chain(&participles)
            .chain(&subjects)
            .chain(&makers)
            .chain(&units)
            .for_each(|w| own.add(w));
        Checker {
            facts,
            config,
            names: Names::new(facts, config),
            marks: Marks {
                efforts: efforts.into_iter().map(Arc::from).collect(),
                variants: variants.into_iter().map(Arc::from).collect(),
            },
            participles,
            units: units.into_iter().collect(),
            unit_boards,
            subjects,
            own,
            makers,
            own_words: own_words(config),
        }
    }

    /// Checks one issue.
    pub fn issue(&self, issue: &Issue, today: Date) -> IssueClaims {
        let cadence: Cadence = self.config.cadence;
        let period = issue.matter.period;
        let own: Vec<_> = self.facts.boards.iter().map(|board| board.at(period)).collect();
        let reader = Reader {
            names: &self.names,
            marks: &self.marks,
            units: &self.units,
            participles: &self.participles,
            unit_boards: &self.unit_boards,
            subjects: &self.subjects,
            own: &self.own,
            makers: &self.makers,
            cadence,
            period,
            longest: facts::longest(self.facts, &own),
        };
        let mut world = World { facts: self.facts, config: self.config, period, own: &own, heading: None };
        let mut out = IssueClaims::default();
        let mut discourse = Discourse::default();
        let mut tables = Table::default();
        for (index, passage) in issue.prose.passages.iter().enumerate() {
            if !matches!(passage.kind, PassageKind::Paragraph) {
                discourse = Discourse::default();
            }
            let first = out.claims.len();
            (discourse.stale, discourse.apart) = (true, None);
            if let Some(board) = world.heading {
                discourse.boards = vec![board];
            }
            let lower = passage.text.to_ascii_lowercase();
            if let PassageKind::Cell { table, row, column } = passage.kind {
                let cell = (index, lower.as_str());
                self.cell(issue, cell, (table, row, column), (reader, world), &mut tables, &mut out);
            } else {
                self.prose(issue, (passage, &lower), (reader, world), &mut discourse, &mut out);
            }
            if matches!(passage.kind, PassageKind::Heading) {
                world.heading = headings::board_of((passage, &lower), &issue.claims, reader);
            }
            waivers::apply(issue, (index, passage), first, (today, &self.names), &mut out);
        }
        waivers::check_all(issue, today, &mut out);
        out
    }

    /// A passage, sentence by sentence.
    fn prose(
        &self,
        issue: &Issue,
        (passage, lower): (&Passage, &str),
        (reader, world): (Reader<'_>, World<'_>),
        discourse: &mut Discourse,
        out: &mut IssueClaims,
    ) {
        let ranges = tokens::sentences(&passage.text, &self.names);
        for (index, range) in ranges.iter().cloned().enumerate() {
            discourse.told_of_now =
                ranges.get(index + 1).is_some_and(|next| tells_of_now(&lower[next.clone()]));
            let mut sentence = tokens::read((passage, lower), range, &issue.claims, reader);
            phrases::the_former_of(&mut sentence, discourse);
            let first = out.claims.len();
            let turned = turned::in_usual_order(&sentence);
            let both = (&sentence, turned.as_ref().unwrap_or(&sentence));
            let clauses = self.sentence(both, passage, issue, world, discourse, out);
            let claims = &mut out.claims[first..];
            self.by_themselves(&sentence, (passage, lower), issue, (reader, world), claims);
            let contraries = self.contraries(&sentence, passage, world, discourse, &out.claims[first..]);
            out.claims.extend(contraries);
            // The clauses are those of the words in the usual order.
            remember(turned.unwrap_or(sentence), clauses, discourse);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a sentence, where it stands and what was said before it")]
    fn sentence(
        &self,
        (s, turned): (&Sentence, &Sentence),
        passage: &Passage,
        issue: &Issue,
        world: World<'_>,
        discourse: &Discourse,
        out: &mut IssueClaims,
    ) -> Vec<Clause> {
        let (clauses, claims) = self.claims_of(turned, passage, world, discourse);
        out.skipped += usize::from(clauses.iter().any(|c| c.skip));
        if !passage.references.is_empty() {
            out.claims.extend(referred(s, issue, passage.text[s.range.clone()].trim()));
        }
        out.claims.extend(claims);
        clauses
    }
}

/// "It is nineteenth now", "Now it is nineteenth".
fn tells_of_now(lower: &str) -> bool {
    let text = lower.trim_start();
    text.starts_with("now ")
        || text.starts_with("it ") && text.split(|c: char| !c.is_alphabetic()).any(|word| word == "now")
}

/// What a site calls its things, word by word.
fn own_words(config: &Config) -> Vec<String> {
    let (subject, orgs) = (&config.subject, &config.orgs);
    let nouns = [&subject.singular, &subject.plural, &orgs.singular, &orgs.plural];
    let boards = config
        .boards
        .iter()
        .flat_map(|b| [&b.title, &b.metric.label, &b.metric.unit].into_iter().chain(&b.also));
    let words = nouns.into_iter().chain(boards).flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let done = config.boards.iter().map(|b| phrases::participle(&b.metric.unit.to_lowercase()));
    words.map(str::to_lowercase).chain(done).collect()
}

/// What references print in a sentence.
fn referred<'a>(s: &'a Sentence<'a>, issue: &'a Issue, text: &'a str) -> impl Iterator<Item = Checked> + 'a {
    s.tokens.iter().filter_map(move |token| match token.kind {
        Kind::Figure(claim) => Some(by_construction(&issue.claims[claim], text)),
        _ => None,
    })
}

fn by_construction(claim: &crate::editorial::Claim, sentence: &str) -> Checked {
    Checked {
        span: claim.span,
        text: claim.shown.clone(),
        sentence: sentence.to_string(),
        model: claim.model,
        board: claim.board,
        period: claim.period,
        quantity: claim.quantity,
        actual: Some(claim.value.clone()),
        verdict: Verdict::Confirmed,
        reason: "a reference prints it".to_string(),
        suggestion: None,
        numeric: true,
        reference: true,
        bound: true,
    }
}

/// A decimal as people read it in an explanation.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}
