//! What is held against a span of time: "gained the most ground over the week", "week on week, it lost 6.9%".

use super::frame::Frame;
use super::is_rank;
use super::predicate::Predicate;
use super::readings::Test;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Kind, Span, When};

/// What is told of the letter's own period whatever span a clause speaks of.
const NOW: [&str; 12] = [
    "rank",
    "share",
    "score",
    "votes",
    "interval",
    "price",
    "context",
    "parameters",
    "maker",
    "released",
    "statistic",
    "record",
];

impl Frame<'_> {
    /// The readings of a claim whose words speak of a span, and whether they do.
    pub(super) fn over_a_span(&self, quantity: &str, change: bool, tests: Vec<Test>) -> (Vec<Test>, bool) {
        let now = || !change && NOW.contains(&quantity);
        let Some((span, firm)) = self.span().filter(|_| !now()) else { return (tests, false) };
        let open = Test::Unbound("it is told of a span of time that may begin at several periods");
        let superlative = quantity == "superlative" && self.clause_says_over();
        let held: Vec<Test> = if change && !self.clause().neg || superlative {
            tests.iter().flat_map(|test| since(test, span)).collect()
        } else {
            vec![open]
        };
        // A value may be the span's own, or that of the letter's period.
        let amount = matches!(quantity, "value" | "total" | "gap" | "ratio" | "streak");
        let plain = if firm && !amount { Vec::new() } else { tests };
        (plain.into_iter().chain(held).collect(), true)
    }

    /// "the 38.1% fall of the Saturday before": of that day.
    pub(super) fn change_of(&self) -> Option<When> {
        let changed = self.num().is_some() && self.is(1, &super::numbers::CHANGES);
        let at = self.at + 3 + usize::from(self.is(3, &[Class::The]));
        match self.s.tokens.get(at)?.kind {
            Kind::Period(when) if changed && self.is(2, &[Class::Of, Class::On, Class::In]) => Some(when),
            _ => None,
        }
    }

    /// The span that the token is told of, and whether no other time can be meant.
    fn span(&self) -> Option<(&Span, bool)> {
        // Few sentences have one.
        if self.s.spans.is_empty() {
            return None;
        }
        let at = |at: usize| match self.s.tokens[at].kind {
            Kind::Span(span) => self.s.spans.get(span),
            _ => None,
        };
        let number = |at: usize| self.s.num(at).is_some_and(|n| !is_rank(n));
        let range = self.clause().range.clone();
        // "Over the week, Alpha rose": of that span, all of it.
        if let Some(span) = (range.start..self.at).rev().find_map(at) {
            return Some((span, !self.has_period()));
        }
        if let Some(there) = (self.at + 1..range.end).find(|i| at(*i).is_some()) {
            let between = (self.at + 1..there).filter(|i| number(*i)).count();
            let firm = between <= usize::from(self.num().is_none()) && !self.has_period();
            return at(there).map(|span| (span, firm));
        }
        let first = self.clauses.first().map_or(0..0, |first| first.range.clone());
        let opens = first.take(6).take_while(|i| self.s.who(*i).is_none()).find_map(at);
        if let Some(span) = opens {
            return Some((span, !self.has_period()));
        }
        // "gained the most over the week, climbing from 25th", "four climbed and four fell over the week".
        (0..self.s.tokens.len()).find_map(at).map(|span| (span, false))
    }

    /// The clause names another time as well.
    fn has_period(&self) -> bool {
        self.clause().range.clone().any(|at| {
            matches!(self.s.tokens[at].kind, Kind::Period(when) if when != When::Beyond)
                || self.s.is(at, &[Class::GrowthWord])
        })
    }

    /// "the fastest grower over seven days", "week on week, the steepest decline"; "the best day in a week" is one of
    /// its days.
    fn clause_says_over(&self) -> bool {
        let within = |at: usize| matches!(self.s.text(at), "in" | "within" | "during");
        let span = |at: &usize| matches!(self.s.tokens[*at].kind, Kind::Span(_));
        let found = (0..self.s.tokens.len()).find(span);
        found.is_some_and(|at| !(at.saturating_sub(3)..at).any(within))
    }
}

/// A change since each period in which the span may begin. Where no date says which, a volume may as well be that of the
/// whole span against the one before it.
fn since(test: &Test, span: &Span) -> Vec<Test> {
    let change = |back: &i32| Test::Since { from: When::Back(*back), change: Box::new(test.clone()) };
    let sums = (!span.dated && !is_of_ranks(test))
        .then_some(Test::Unbound("it is told of a span of time that may begin at several periods"));
    span.backs.iter().map(change).chain(sums).collect()
}

fn is_of_ranks(test: &Test) -> bool {
    match test {
        Test::Number { measure, .. } | Test::Direction { measure, .. } | Test::Extreme { measure, .. } => {
            matches!(measure, Measure::Places | Measure::PreviousRank | Measure::Rank)
        }
        Test::Count { what, .. } => matches!(what, Predicate::Climbed | Predicate::Fell | Predicate::Held),
        Test::Any(tests) | Test::All(tests) => tests.iter().all(is_of_ranks),
        _ => false,
    }
}
