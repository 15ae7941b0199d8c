//! A claim's verdict: its readings evaluated, and whether a contradiction can be sure.

use super::clauses::Discourse;
use super::evaluate::Outcome;
use super::facts::World;
use super::frames::{Draft, Test};
use super::tokens::{Entity, Kind, Sentence, Token};
use super::truth::Truth;
use super::{Checked, Checker, Verdict, headings, report, sure};
use crate::editorial::Passage;

/// A claim's verdict, and what it rests on.
struct Found<'a> {
    draft: &'a Draft,
    outcome: &'a Outcome,
    verdict: Verdict,
    reason: String,
}

impl Checker<'_> {
    /// The unit decides the board: what else a clause says of ranks and directions is said of that board too. Where a
    /// clause has no such figure, the sentence's counts, if all agree.
    pub(super) fn anchor(&self, drafts: &mut [Draft], s: &Sentence, world: World<'_>, discourse: &Discourse) {
        let boards = self.config.boards.len();
        if boards < 2 || drafts.is_empty() {
            return;
        }
        let alone = |draft: &Draft| {
            let measured = draft.boards.is_empty() && draft.tests.iter().any(Test::has_unit);
            if !(measured && is_numeric(draft, s)) {
                return None;
            }
            let truths: Vec<Truth> = (0..boards)
                .map(|b| self.evaluate_on(&[b], draft, &draft.tests, world, discourse).truth)
                .collect();
            let one = |fits: &dyn Fn(&Truth) -> bool| {
                let mut found = (0..boards).filter(|b| fits(&truths[*b]));
                found.next().filter(|_| found.next().is_none())
            };
            // A board that knows the figure before one that does not say.
            one(&|t| matches!(t, Truth::Yes(_) | Truth::No(_))).or_else(|| one(&|t| *t != Truth::Skip))
        };
        let alone: Vec<Option<usize>> = drafts.iter().map(alone).collect();
        let anchors: Vec<(usize, usize)> =
            drafts.iter().zip(&alone).filter_map(|(d, board)| Some((d.clause, (*board)?))).collect();
        if anchors.is_empty() {
            return;
        }
        let agreed = |clause: Option<usize>| {
            let mut of =
                anchors.iter().filter(|(c, _)| clause.is_none_or(|want| want == *c)).map(|(_, b)| *b);
            let first = of.next()?;
            of.all(|b| b == first).then_some(first)
        };
        // "…; Alpha rises from 11th to eighth in the survey" names its own, of which its ranks may be.
        let open = |d: &&mut Draft| d.boards.is_empty() && !d.board_told;
        for (draft, alone) in drafts.iter_mut().zip(alone).filter(|(d, _)| open(d)) {
            let own = anchors.iter().any(|(c, _)| *c == draft.clause);
            let Some(board) = agreed(own.then_some(draft.clause)) else { continue };
            let there =
                || self.evaluate_on(&[board], draft, &draft.tests, world, discourse).truth != Truth::Skip;
            if alone == Some(board) || there() {
                draft.boards = vec![board];
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a sentence, where it stands and what was said before it")]
    pub(super) fn decide(
        &self,
        (draft, all): (&Draft, &[Draft]),
        s: &Sentence,
        passage: &Passage,
        world: World<'_>,
        discourse: &Discourse,
        sentence: &str,
    ) -> Checked {
        let outcome = self.outcome(draft, s, world, discourse);
        let (verdict, reason) = self.verdict(&outcome, (draft, all), s, world, discourse);
        let found = Found { draft, outcome: &outcome, verdict, reason };
        let fit = match verdict {
            Verdict::Undecided => self.fitting(draft, s, world, discourse),
            Verdict::Contradicted => self.fitting_together(draft, s, world),
            _ => None,
        };
        if let Some(fit) = fit {
            let (draft, outcome) = fit.told(draft);
            let found = Found {
                draft: &draft,
                outcome: &outcome,
                verdict: Verdict::Confirmed,
                reason: String::new(),
            };
            return self.checked(found, s, passage, world, sentence);
        }
        if verdict == Verdict::Undecided && self.fits_nothing((draft, &outcome), s, world, discourse) {
            let reason =
                "it is no figure of those whom the sentence names, of all, or of what lies between them";
            let found = Found { verdict: Verdict::Contradicted, reason: reason.to_string(), ..found };
            return self.checked(found, s, passage, world, sentence);
        }
        self.checked(found, s, passage, world, sentence)
    }

    fn checked(
        &self,
        Found { draft, outcome, verdict, reason }: Found<'_>,
        s: &Sentence,
        passage: &Passage,
        world: World<'_>,
        sentence: &str,
    ) -> Checked {
        let range = s.in_passage(draft.range.clone(), draft.at);
        let told = report::Told { checker: self, draft, outcome, world };
        // What fits was looked up elsewhere.
        let fits = verdict == Verdict::Confirmed && !matches!(outcome.truth, Truth::Yes(_));
        let actual = told.actual().filter(|_| !fits);
        let numeric = is_numeric(draft, s);
        Checked {
            suggestion: (verdict == Verdict::Contradicted)
                .then(|| told.suggestion(&passage.text[range.clone()]))
                .flatten(),
            span: passage.place(&range),
            text: passage.text[range].to_string(),
            sentence: sentence.to_string(),
            model: draft.group.iter().flatten().find_map(|e| match e {
                Entity::Model { model, .. } => Some(*model),
                _ => None,
            }),
            board: outcome.at.map(|(board, _)| board),
            period: outcome.at.map(|(_, period)| period),
            quantity: draft.quantity,
            reason: if reason.is_empty() { told.reason(verdict, actual.as_deref()) } else { reason },
            actual,
            verdict,
            numeric,
            reference: false,
            bound: !draft.group.is_empty() && outcome.at.is_some(),
        }
    }

    /// The best of a claim's readings, of its own subject or of another that its words allow.
    fn outcome(&self, draft: &Draft, s: &Sentence, world: World<'_>, discourse: &Discourse) -> Outcome {
        let mut outcome = self.evaluate(draft, &draft.tests, world, discourse);
        let named = draft.words.clone().any(|at| s.who(at).is_some_and(|who| draft.group.contains(who)));
        if draft.guessed && !named && !matches!(outcome.truth, Truth::Yes(_)) {
            // "Volume nearly doubled" after a sentence about somebody may be said of all.
            let market = vec![Entity::Market];
            let tests: Vec<Test> = draft.tests.iter().filter_map(|t| t.said_of(&market)).collect();
            let of_market = self.evaluate(draft, &tests, world, discourse);
            if matches!(of_market.truth, Truth::Yes(_)) {
                outcome = of_market;
            }
        }
        if matches!(outcome.truth, Truth::No(_))
            && !draft.own
            && let Some(who) = sure::beside(s, draft.at).filter(|who| !draft.group.contains(who))
        {
            let number = |t: &&Test| matches!(t, Test::Number { .. });
            let tests: Vec<Test> = draft.tests.iter().filter(number).filter_map(|t| t.said_of(who)).collect();
            let of_that = self.evaluate(draft, &tests, world, discourse);
            if matches!(of_that.truth, Truth::Yes(_)) {
                outcome = of_that;
            }
        }
        outcome
    }

    /// True if the words, whose own part of the sentence names no board, are borne out on another one than was read. What
    /// else that part tells may say which board is meant: "slipped a place to No. 14".
    fn true_elsewhere(
        &self,
        (draft, all): (&Draft, &[Draft]),
        outcome: &Outcome,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        let read = outcome.at.map(|(board, _)| board);
        let holds = |draft: &Draft, board: usize| {
            let there = self.evaluate_on(&[board], draft, &draft.tests, world, discourse);
            matches!(there.truth, Truth::Yes(_))
        };
        let beside =
            |other: &&Draft| other.clause == draft.clause && other.at != draft.at && !other.board_told;
        let told = |board: usize| {
            read.is_some_and(|read| {
                all.iter().filter(beside).any(|other| holds(other, read) && !holds(other, board))
            })
        };
        !draft.board_told
            && !draft.both_boards
            && (0..self.config.boards.len())
                .filter(|board| Some(*board) != read)
                .any(|board| holds(draft, board) && !told(board))
    }

    /// A false claim is contradicted only where it is sure what the words mean; else the reason why it is not.
    fn verdict(
        &self,
        outcome: &Outcome,
        (draft, all): (&Draft, &[Draft]),
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> (Verdict, String) {
        let undecided = |why: &str| (Verdict::Undecided, why.to_string());
        if !matches!(outcome.truth, Truth::Yes(_)) && self.fits(draft, s, world) {
            return (Verdict::Confirmed, "it fits what the sentence names".to_string());
        }
        match &outcome.truth {
            Truth::Yes(_) => return (Verdict::Confirmed, String::new()),
            Truth::Unknown(why) => return undecided(why),
            Truth::Skip => return undecided("no board has such a figure"),
            Truth::No(_) if draft.guessed => return undecided("the words may speak of another subject"),
            Truth::No(_) => {}
        }
        if sure::of_another_time(s, draft, world.period) {
            return undecided("the words may speak of another time that the sentence names");
        }
        if headings::is_read_elsewhere(draft, outcome, world, discourse) {
            return undecided("the heading above it names another board");
        }
        if let Some(word) = sure::stranger(s, draft, &self.own_words) {
            return undecided(&format!("it is not known what {word:?} says here"));
        }
        if let Some(why) = sure::left_open(s, draft) {
            return undecided(why);
        }
        if sure::may_be_a_rank(s, draft, world) {
            return undecided("a number so small may be a rank");
        }
        if self.true_then(draft, outcome, s, world, discourse) {
            return undecided("it is true of another time that the sentence names");
        }
        if self.true_elsewhere((draft, all), outcome, world, discourse) {
            return undecided("it is true on another board");
        }
        if self.otherwise(draft, s, world, discourse) {
            return undecided("it is true of something else that the sentence speaks of");
        }
        if !draft.certain
            && let Some(other) = self.true_of_another(draft, s, world, discourse)
        {
            return undecided(&format!("it is not sure whom the words mean; they are true of {other}"));
        }
        (Verdict::Contradicted, String::new())
    }
}

/// True if a claim begins with a number.
fn is_numeric(draft: &Draft, s: &Sentence) -> bool {
    let begins = |t: &&Token| t.start == draft.range.start;
    // Mostly that is the token that it was found at.
    let first = s.tokens.get(draft.at).filter(begins).or_else(|| s.tokens.iter().find(begins));
    first.is_some_and(|t| matches!(t.kind, Kind::Num(_)))
}
