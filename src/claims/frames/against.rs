//! What a change is held against: the period before, or another that the words name.

use super::frame::Frame;
use super::readings::Test;
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::numbers::Unit;
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;
use std::ops::Range;

impl Frame<'_> {
    /// The readings of a change, held against the period that the words name, and whether they name one.
    pub fn held_against(&self, quantity: &str, from: bool, tests: Vec<Test>) -> (Vec<Test>, bool) {
        let change = matches!(
            quantity,
            "growth" | "move" | "direction" | "change" | "share-change" | "comparison" | "overtake" | "count"
        );
        let against = if (change || from) && !tests.is_empty() { self.against_another() } else { None };
        let Some(since) = against else { return (tests, false) };
        let open = Test::Unbound("it is held against another period than the one before");
        let held = match since {
            // What is denied is denied of every period between.
            None => vec![open],
            Some(_) if self.clause().neg => vec![open],
            Some((from, at)) if self.speaks_of(at) => {
                tests.into_iter().map(|test| Test::Since { from, change: Box::new(test) }).collect()
            }
            // "climbed three places and has doubled since W10": held against the one before, perhaps.
            Some(_) => tests.into_iter().chain([open]).collect(),
        };
        (held, true)
    }

    /// A period stands in the token's own clause, or behind the "since" that follows it, and the token has no other.
    fn speaks_of(&self, period: usize) -> bool {
        let follows = self.clauses.get(self.index + 1).is_some_and(|next| {
            next.range.contains(&period)
                && self.s.text(next.range.start) == "since"
                && !next.range.clone().any(|at| clauses::is_verb(self.s, at))
        });
        let near = self.when_near().is_some_and(|_| !(self.at + 1..self.at + 7).contains(&period));
        (self.clause().range.contains(&period) || follows) && !near
    }

    /// "since Friday", "compared with W28": held against a period that is not the one before, which the words may name.
    fn against_another(&self) -> Option<Option<(When, usize)>> {
        // "has gone from 14th to fifth in that time".
        let span = |at: usize| {
            matches!(self.s.text(at), "that" | "this")
                && matches!(self.s.text(at + 1), "time" | "period" | "span" | "stretch")
        };
        if self.part().any(|at| span(at) && self.s.is(at - 1, &[Class::In, Class::Over, Class::For])) {
            return Some(None);
        }
        // "since then", "from 14th to fifth in four weeks".
        let then = |at: usize| self.s.text(at) == "since" && self.s.text(at + 1) == "then";
        let weeks = |at: usize| {
            self.s.num(at).is_some_and(|n| n.unit == Unit::Periods && n.value > Decimal::ONE)
                && self.s.is(at.wrapping_sub(1), &[Class::In, Class::Over])
        };
        let from = self.part().any(|at| self.s.is(at, &[Class::From]));
        if self.part().any(|at| then(at) || from && weeks(at)) {
            return Some(None);
        }
        self.part().find_map(|at| {
            let Kind::Period(when) = self.s.tokens[at].kind else { return None };
            // "March 22" leaves its month before it.
            let mut before = at - 1 - usize::from(at > 1 && self.s.tokens[at - 1].kind == Kind::Word(true));
            let small = [Class::The, Class::In, Class::On, Class::It, Class::They];
            while before > 0
                && (self.s.is(before, &small)
                    || matches!(self.s.text(before), "previous" | "last" | "did" | "had" | "was" | "were"))
            {
                before -= 1;
            }
            let against = self.s.text(before) == "since"
                || self.s.is(before, &[Class::Against, Class::Than, Class::MoreThan]);
            // "higher than ever before" is a peak.
            let ever = when == When::Beyond && self.s.is(before, &[Class::Than]);
            // "for the first time since March": how often that was is not looked up.
            let known = when != When::Beyond && self.s.text(before.wrapping_sub(1)) != "time";
            (against && when != When::Back(1) && !ever).then_some(Some((when, at)).filter(|_| known))
        })
    }

    /// What a semicolon divides from the rest of the sentence, but for the sentence's first token.
    fn part(&self) -> Range<usize> {
        let divides = |at: &usize| self.s.text(*at) == ";";
        let start = (0..self.at).rev().find(divides).map_or(1, |at| at + 1);
        start..(self.at..self.s.tokens.len()).find(divides).unwrap_or(self.s.tokens.len())
    }
}
