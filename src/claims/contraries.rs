//! Superlatives that no frame reads, read by their opposite: "Alpha is the smallest lab" as "Alpha is the largest lab",
//! turned round. Of readings that cannot be turned round, those that are true in every sense make the word false.

use super::clauses::Discourse;
use super::facts::World;
use super::frames::{Draft, Order, Test};
use super::lexicon::Class;
use super::numbers::Form;
use super::tokens::{Kind, Sentence};
use super::truth::Truth;
use super::{Checked, Checker, Verdict, turned};
use crate::editorial::Passage;

/// Superlatives of little and much.
const OPPOSITES: [(&str, &str); 12] = [
    ("smallest", "largest"),
    ("lowest", "highest"),
    ("fewest", "most"),
    ("least", "most"),
    ("slowest", "fastest"),
    ("weakest", "strongest"),
    ("worst", "best"),
    ("smallest", "biggest"),
    ("smallest", "greatest"),
    ("smallest", "sharpest"),
    ("smallest", "steepest"),
    ("narrowest", "widest"),
];

/// What a superlative's opposites are, and how they are to be read.
fn opposites(word: &str) -> impl Iterator<Item = (&'static str, Class)> + '_ {
    let of = move |(little, much): (&'static str, &'static str)| match () {
        _ if word == little => Some((much, Class::Most)),
        _ if word == much => Some((little, Class::Least)),
        _ => None,
    };
    OPPOSITES.into_iter().filter_map(of)
}

impl Checker<'_> {
    /// The superlatives of a sentence that its claims leave unread, and whose opposite is true.
    pub(super) fn contraries(
        &self,
        s: &Sentence,
        passage: &Passage,
        world: World<'_>,
        discourse: &Discourse,
        claims: &[Checked],
    ) -> Vec<Checked> {
        const SUPERLATIVES: [Class; 2] = [Class::Most, Class::Least];
        if !s.has(&SUPERLATIVES) {
            return Vec::new();
        }
        let read = |at: usize| {
            let span = passage.place(&(s.tokens[at].start..s.tokens[at].end));
            claims.iter().any(|c| c.span.start <= span.start && span.end <= c.span.end)
        };
        // "most of the growth" is a part.
        let unread = |at: &usize| {
            s.is(*at, &SUPERLATIVES) && !(s.text(*at) == "most" && s.is(*at + 1, &[Class::Of])) && !read(*at)
        };
        let opposite = |at: usize| {
            let by = |(word, class)| self.by_another(s, (at, word, class), passage, world, discourse);
            opposites(s.text(at)).find_map(by)
        };
        (0..s.tokens.len()).filter(unread).filter_map(opposite).collect()
    }

    /// The claim of a superlative by the readings of another that stands in its place: those are turned round where they
    /// can be, else the other must be true in every sense.
    fn by_another(
        &self,
        s: &Sentence,
        (at, word, class): (usize, &'static str, Class),
        passage: &Passage,
        world: World<'_>,
        discourse: &Discourse,
    ) -> Option<Checked> {
        let mut other = s.clone();
        let token = &mut other.tokens[at];
        (token.text, token.kind) = (word, Kind::Lex(class));
        let range = token.start..token.end;
        other.note_classes();
        let other = turned::in_usual_order(&other).unwrap_or(other);
        let (_, drafts) = self.drafts_of(&other, world, discourse);
        let of_word = |draft: &&Draft| other.in_passage(draft.range.clone(), draft.at) == range;
        let draft = drafts.iter().find(of_word).filter(|draft| !draft.guessed && !draft.neg)?;
        let text = passage.text[s.range.clone()].trim();
        let decide = |draft| self.decide((draft, &drafts), &other, passage, world, discourse, text);
        // Of much the frames know more words than of little.
        let round = || draft.tests.iter().map(Test::turned_round).collect::<Option<Vec<Test>>>();
        if let Some(tests) = (class == Class::Most).then(round).flatten() {
            let told = decide(&Draft { tests, ..draft.clone() });
            return (told.verdict != Verdict::Undecided).then_some(told);
        }
        let holds = !is_nth(s, at) && self.true_in_every_sense(draft, world, discourse);
        let told = decide(draft);
        (holds && told.verdict == Verdict::Confirmed).then(|| Checked {
            verdict: Verdict::Contradicted,
            suggestion: Some(format!("write {word:?}")),
            reason: format!("it is the {word}"),
            ..told
        })
    }

    /// True if each reading of a claim is true on each board that it may be of.
    fn true_in_every_sense(&self, draft: &Draft, world: World<'_>, discourse: &Discourse) -> bool {
        let all: Vec<usize> = (0..self.config.boards.len()).collect();
        let boards = if draft.boards.is_empty() { &all } else { &draft.boards };
        let truths = boards.iter().flat_map(|board| {
            draft.tests.iter().map(|test| {
                self.evaluate_on(&[*board], draft, std::slice::from_ref(test), world, discourse).truth
            })
        });
        let told: Vec<Truth> = truths.filter(|truth| *truth != Truth::Skip).collect();
        !told.is_empty() && told.iter().all(|truth| matches!(truth, Truth::Yes(_)))
    }
}

/// "the second-smallest": of three, that is the second-largest too.
fn is_nth(s: &Sentence, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .map(|before| if s.is_mark(before, '-') { before.saturating_sub(1) } else { before });
    before.and_then(|before| s.num(before)).is_some_and(|n| n.form == Form::Ordinal)
        || matches!(s.text(at.wrapping_sub(1)), "next" | "other")
}

impl Test {
    /// The least for the most, and the other way round.
    fn turned_round(&self) -> Option<Test> {
        Some(match self.clone() {
            Test::Extreme { measure, sign, most, group, top } => {
                Test::Extreme { measure, sign, most: !most, group, top }
            }
            Test::Nth { measure, sign, most, nth, group, top } => {
                Test::Nth { measure, sign, most: !most, nth, group, top }
            }
            Test::AmongRows { order, of, top, group } => {
                Test::AmongRows { order: Order { most: !order.most, ..order }, of, top, group }
            }
            Test::MoveRecord { measure, sign, most, reach, group } => {
                Test::MoveRecord { measure, sign, most: !most, reach, group }
            }
            Test::Record { of, sign, reach, group } => Test::Record { of, sign: -sign, reach, group },
            Test::Closest { most, a, b, top } => Test::Closest { most: !most, a, b, top },
            Test::OfAmounts(test) => Test::OfAmounts(Box::new(test.turned_round()?)),
            Test::OfScores(test) => Test::OfScores(Box::new(test.turned_round()?)),
            Test::Then { when, test } => Test::Then { when, test: Box::new(test.turned_round()?) },
            Test::Any(tests) => Test::Any(tests.iter().map(Test::turned_round).collect::<Option<_>>()?),
            _ => return None,
        })
    }
}
