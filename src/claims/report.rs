//! Verdicts in words: records for programs, diagnostics for the editor, with what would be right.

use super::evaluate::Outcome;
use super::facts::{Measure, World};
use super::frames::{self, Draft, Recorded, Test};
use super::tokens::{Entity, When, Who};
use super::truth::Truth;
use super::{Checked, Checker, IssueClaims, Verdict, plain};
use crate::analysis::{Entry, Facts};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source};
use crate::editorial::{Issue, move_words};
use crate::model::{Amount, Period, Ratio};
use crate::words;
use rust_decimal::Decimal;
use serde::Serialize;

/// What an explanation is made from.
pub(super) struct Told<'t> {
    pub checker: &'t Checker<'t>,
    pub draft: &'t Draft,
    pub outcome: &'t Outcome,
    pub world: World<'t>,
}

impl Told<'_> {
    fn measure(&self) -> Option<Measure> {
        self.measure_of(self.test()?)
    }

    fn measure_of(&self, test: &Test) -> Option<Measure> {
        match test {
            Test::Since { change: test, .. } | Test::Then { test, .. } => self.measure_of(test),
            Test::Record { of: Recorded::Rank | Recorded::RankAgain, .. }
            | Test::HeightAt { of: Recorded::Rank | Recorded::RankAgain, .. }
            | Test::StaySince { .. } => Some(Measure::Rank),
            Test::Record { of: Recorded::Share | Recorded::ListedShare, .. } => Some(Measure::Share),
            Test::Record { .. } | Test::HeightAt { .. } | Test::FirstPast { .. } | Test::NthMaker { .. } => {
                Some(Measure::Value)
            }
            Test::Statistic { which: frames::Statistic::FreeShare, .. }
            | Test::TopShare { .. }
            | Test::PlacedShare { .. } => Some(Measure::Share),
            Test::Statistic { which: frames::Statistic::FreeVolume, .. } => Some(Measure::Value),
            Test::Number { measure, .. }
            | Test::Sum { measure, .. }
            | Test::Each { measure, .. }
            | Test::Direction { measure, .. }
            | Test::MovedTogether { measure, .. }
            | Test::Extreme { measure, .. }
            | Test::Nth { measure, .. } => Some(*measure),
            _ => None,
        }
    }

    fn fact(&self) -> Option<Decimal> {
        match self.outcome.truth {
            Truth::Yes(fact) | Truth::No(fact) => fact,
            _ => None,
        }
    }

    /// The fact in words.
    pub fn actual(&self) -> Option<String> {
        // Which of several periods, or of several makers, rules it out is no figure of it.
        let several = matches!(self.test(), Some(Test::All(_)));
        if several && matches!(self.draft.quantity, "streak" | "superlative") {
            return None;
        }
        let fact = self.fact()?;
        let (board, _) = self.outcome.at?;
        if let Some(Test::Against { of: frames::Told::PriceIn | frames::Told::PriceOut, .. }) = self.test() {
            return Some(words::growth(Ratio::from_decimal(fact - Decimal::ONE)));
        }
        let Some(measure) = self.measure() else { return Some(plain(fact.round_dp(4))) };
        self.in_words(measure, fact, board)
    }

    /// A figure of a board as its pages print it.
    pub(super) fn in_words(&self, measure: Measure, fact: Decimal, board: usize) -> Option<String> {
        let board = &self.checker.config.boards[board];
        let ratio = Ratio::from_decimal(fact);
        Some(match measure {
            Measure::Rank | Measure::PreviousRank | Measure::Peak => format!("#{}", plain(fact)),
            Measure::Places => words::signed(i64::try_from(fact.trunc().mantissa()).unwrap_or_default()),
            Measure::Value | Measure::PreviousValue => {
                Amount::from_decimal(fact).map(|a| words::prose(a, board))?
            }
            Measure::ValueChange => {
                let size = Amount::from_decimal(fact.abs()).map(|a| words::prose(a, board))?;
                format!("{}{size}", if fact.is_sign_negative() { "−" } else { "+" })
            }
            Measure::Growth | Measure::ShareGrowth | Measure::VotesGrowth => words::growth(ratio),
            Measure::Share | Measure::PreviousShare | Measure::ListedShare | Measure::PreviousListedShare => {
                words::share(ratio)
            }
            Measure::ShareChange | Measure::ListedShareChange => format!("{} points", words::points(fact)),
            Measure::PriceIn | Measure::PriceOut | Measure::Blended => words::usd(fact),
            Measure::Context | Measure::Parameters | Measure::Active => {
                Amount::from_decimal(fact).map(words::spelled)?
            }
            _ => plain(fact),
        })
    }

    pub(super) fn test(&self) -> Option<&Test> {
        // On which boards it is read says nothing of what it is.
        match self.draft.tests.get(self.outcome.test) {
            Some(Test::OfScores(test) | Test::OfAmounts(test)) => Some(test),
            test => test,
        }
    }

    /// What is so, where it is more than a figure of the row.
    fn told(&self) -> Option<String> {
        let (name, period) = (self.name(), self.outcome.at?.1);
        let day = |when: When| self.world.period_of(when).map_or_else(String::new, |p| p.to_string());
        Some(match self.test()? {
            Test::MadeBy { group, .. } => self.makers(group)?,
            Test::Stated(_) => "the words do not agree with each other".to_string(),
            Test::Since { from, .. } => format!("{name}: {} since {}", self.actual()?, day(*from)),
            Test::Apart { sign, .. } => {
                let better = self.fact()? * Decimal::from(*sign);
                let places = words::places(better.abs().trunc().mantissa().unsigned_abs() as u64);
                match better.cmp(&Decimal::ZERO) {
                    std::cmp::Ordering::Equal => {
                        format!("{name} stands at the same rank on both in {period}")
                    }
                    std::cmp::Ordering::Greater => format!("{name} stands {places} higher there in {period}"),
                    std::cmp::Ordering::Less => format!("{name} stands {places} lower there in {period}"),
                }
            }
            Test::StaySince { rank, from, .. } if self.row()?.rank == Some(*rank) => {
                format!("{name} stands at {rank}, and did not in every period since {}", day(*from))
            }
            Test::Record { of: Recorded::Rank, .. } => format!("{name} stood higher or as high before"),
            Test::Record { sign: 1, .. } => format!("{name} had as much or more before"),
            Test::Record { .. } => format!("{name} had as little or less before"),
            Test::NthMove { sign, .. } => {
                let what = if *sign > 0 { "rise" } else { "fall" };
                format!("{name}: {what} number {} of that time", self.actual()?)
            }
            Test::MoveRecord { sign, .. } => {
                let what = if *sign > 0 { "rise" } else { "fall" };
                format!("{name}: another {what} of that time goes further than that in {period}")
            }
            Test::EachMove { .. } => format!("{name} did not move that way every time"),
            Test::All(_) if self.draft.quantity == "streak" => {
                format!("{name} was not there for so long in {period}, or for longer")
            }
            Test::LastListed { at, .. } => {
                format!("{name} was listed at another time last than {}", day(*at))
            }
            Test::FirstPast { .. } => {
                format!("{name} has {} in {period}, or was past that mark before", self.actual()?)
            }
            _ => return None,
        })
    }

    /// The rows whose sum the claim tells.
    fn summed(&self) -> Option<&[Who]> {
        match self.test()? {
            Test::Sum { group, .. } | Test::MovedTogether { group, .. } => {
                Some(group.as_slice()).filter(|group| group.len() > 1)
            }
            _ => None,
        }
    }

    pub(super) fn name(&self) -> String {
        if let Some(group) = self.summed() {
            let names: Vec<String> = group.iter().map(|who| self.checker.name(who)).collect();
            return format!("{} together", words::list(&names));
        }
        self.draft.group.first().map(|w| self.checker.name(w)).unwrap_or_else(|| "the board".to_string())
    }

    /// The period that the fact is of: that of the reading, where it names one.
    fn told_of(&self, period: Period) -> Period {
        match self.test() {
            Some(Test::Then { when, .. } | Test::HeightAt { at: when, .. }) => {
                self.world.period_of(*when).unwrap_or(period)
            }
            _ => period,
        }
    }

    /// Why the verdict is what it is, given the fact in words.
    pub fn reason(&self, verdict: Verdict, actual: Option<&str>) -> String {
        if verdict == Verdict::Confirmed {
            return self.placed(actual.unwrap_or("true"));
        }
        if let Some(told) = self.told() {
            return told;
        }
        if let Some(instead) = self.instead().filter(|_| verdict == Verdict::Contradicted && !self.draft.neg)
        {
            return self.placed(&instead);
        }
        let tells = matches!(self.draft.quantity, "rank" | "move" | "direction");
        if let Some(moved) = tells.then(|| self.moved()).flatten() {
            return self.placed(&moved);
        }
        match (self.draft.quantity, actual) {
            ("count", Some(actual)) => self.placed(&format!("it is {actual}")),
            ("only", Some(actual)) => self.placed(&format!("{actual} did so")),
            (_, Some(actual)) => self.placed(&format!("{}: {actual}", self.name())),
            _ => self.placed("not so"),
        }
    }

    /// Words, and the board and the period of which they are true.
    fn placed(&self, words: &str) -> String {
        match self.outcome.at {
            Some((board, period)) => {
                let (title, period) = (&self.checker.config.boards[board].title, self.told_of(period));
                [words, " on ", title, " in ", &period.to_string()].concat()
            }
            None => words.to_string(),
        }
    }

    pub(super) fn row(&self) -> Option<&Entry> {
        let (board, period) = self.outcome.at?;
        let now = self.world.at(board, period)?;
        let entity = self.draft.group.first()?.first()?;
        matches!(entity, Entity::Model { .. })
            .then(|| self.world.rows(entity, board, now).into_iter().next())
            .flatten()
    }

    /// What a reference to a figure of a row is given.
    fn arguments(&self, row: &Entry, board: usize, period: Period) -> String {
        let mut arguments = format!("\"{}\"", self.checker.facts.models[row.key.model].id);
        for (name, value) in [("effort", &row.key.effort), ("variant", &row.key.variant)] {
            if let Some(value) = value {
                arguments.push_str(&format!(", {name}=\"{value}\""));
            }
        }
        if self.checker.config.default_board() != Some(board) {
            arguments.push_str(&format!(", board=\"{}\"", self.checker.config.boards[board].id));
        }
        if period != self.world.period {
            arguments.push_str(&format!(", period=\"{period}\""));
        }
        arguments
    }

    /// The words that would be right, and the reference that prints them.
    pub fn suggestion(&self, text: &str) -> Option<String> {
        let (board, period) = self.outcome.at?;
        if let Some(word) = self.other_way(text) {
            return Some(format!("write \"{word}\""));
        }
        match self.test()? {
            Test::Apart { .. }
            | Test::StaySince { .. }
            | Test::Record { .. }
            | Test::NthMove { .. }
            | Test::MoveRecord { .. }
            | Test::EachMove { .. }
            | Test::NthMaker { .. }
            | Test::HeightAt { .. }
            | Test::LastListed { .. }
            | Test::Throughout { .. }
            | Test::Extreme { .. }
            | Test::FirstPast { .. } => {
                return None;
            }
            _ => {}
        }
        // No reference prints a sum, what has changed since another period, or what another one is told to have had.
        if self.summed().is_some() || matches!(self.test()?, Test::Since { .. } | Test::Then { .. }) {
            return self.actual().map(|actual| format!("write \"{actual}\""));
        }
        if matches!(self.test()?, Test::TopShare { .. } | Test::PlacedShare { .. } | Test::Difference { .. })
        {
            return self.figure_instead().map(|figure| format!("write \"{figure}\""));
        }
        let row = self.row()?;
        let arguments = self.arguments(row, board, period);
        let measure = self.measure()?;
        let reference = match measure {
            Measure::Rank => "rank",
            Measure::Places | Measure::PreviousRank => "move",
            Measure::Value => "value",
            Measure::Growth => "growth",
            Measure::Share => "share",
            _ => return self.actual().map(|a| format!("write \"{a}\"")),
        };
        let shown = match (reference, row.rank, row.previous_rank) {
            ("move" | "rank", Some(rank), Some(before))
                if self.draft.quantity != "rank" || self.draft.tests.len() > 1 =>
            {
                match before.cmp(&rank) {
                    std::cmp::Ordering::Greater => format!("rose to No. {rank}"),
                    std::cmp::Ordering::Less => format!("fell to No. {rank}"),
                    std::cmp::Ordering::Equal => format!("stayed at No. {rank}"),
                }
            }
            ("move", ..) => move_words(row)?,
            _ => self.actual()?,
        };
        Some(format!("write \"{shown}\" or {{{{ {reference}({arguments}) }}}}"))
    }
}

/// A claim as programs read it.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    /// File.
    pub file: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// The claim's words.
    pub text: String,
    /// Its sentence.
    pub sentence: String,
    /// The model's id.
    pub model: Option<String>,
    /// The board's id.
    pub board: Option<String>,
    /// The period.
    pub period: Option<Period>,
    /// What kind of figure.
    pub quantity: &'static str,
    /// What was written.
    pub stated: String,
    /// What is so.
    pub actual: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// What would be right.
    pub suggestion: Option<String>,
}

/// The claims of an issue as records.
pub fn records(claims: &[Checked], source: Source<'_>, facts: &Facts, config: &Config) -> Vec<Record> {
    claims
        .iter()
        .map(|c| {
            let place = source.place(c.span);
            Record {
                file: place.file,
                line: place.line,
                column: place.column,
                text: c.text.clone(),
                sentence: c.sentence.clone(),
                model: c.model.map(|m| facts.models[m].id.clone()),
                board: c.board.map(|b| config.boards[b].id.clone()),
                period: c.period,
                quantity: c.quantity,
                stated: c.text.clone(),
                actual: c.actual.clone(),
                verdict: c.verdict,
                reason: c.reason.clone(),
                suggestion: c.suggestion.clone(),
            }
        })
        .collect()
}

/// Contradictions as errors, undecided numbers and waivers that do not hold as warnings.
pub fn diagnostics(issue: &Issue, found: &IssueClaims, source: Source<'_>, notes: &mut Notes) {
    debug_assert_eq!(issue.file, source.file);
    for claim in &found.claims {
        let message = || format!("\"{}\": {}", claim.text, claim.reason);
        match claim.verdict {
            Verdict::Contradicted => {
                let note = Diagnostic::error("claim-contradicted", message()).at(source, claim.span);
                notes.push(note.help_opt(claim.suggestion.clone()));
            }
            Verdict::Undecided if claim.numeric && claim.bound => {
                let help = "write it as a reference, say whom, where and when it means, or waive it: <!-- claim: waived until DATE: why -->";
                notes.push(
                    Diagnostic::warning("claim-undecided", message()).at(source, claim.span).help(help),
                );
            }
            _ => {}
        }
    }
    for bad in &found.bad_waivers {
        let (code, help) = match bad.expired {
            true => {
                ("claim-waiver-expired", "check the sentence again; mend it, or give the waiver a later date")
            }
            false => {
                ("claim-waiver-form", "write `<!-- claim: waived until DATE: why -->`, DATE as 2026-06-01")
            }
        };
        notes.push(Diagnostic::warning(code, bad.message.clone()).at(source, bad.span).help(help));
    }
}
