//! The times that a sentence names for what has changed: "from March 20", "between March 20 and March 26", "since then",
//! "over that stretch", and how far they reach.

use super::against::{Against, Also};
use super::frame::Frame;
use super::readings::Test;
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Kind, When};

impl Frame<'_> {
    /// "In W13 Alpha drew 1.69 million. Two weeks later it is down to 1.32 million, a loss of 21.9%": since then.
    pub(super) fn so_much_later(&self) -> Option<When> {
        let periods = self.s.num(0).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
        let later = matches!(self.s.text(1), "later" | "on");
        let back = i32::try_from(periods.whole()?).ok().filter(|_| later)?;
        Some(When::Back(back))
    }

    /// "up 8% from March 20", "between March 20 and March 26": the period at a token is where a change begins. The second
    /// one is where it ends, if that is not the letter's own.
    pub(super) fn departs(&self, at: usize) -> Option<Option<When>> {
        // "from the previous Saturday".
        let mut before = at - 1;
        while before > 0
            && (matches!(self.s.text(before), "previous" | "last") || self.s.is(before, &[Class::The]))
        {
            before -= 1;
        }
        let from = self.s.is(before, &[Class::From]);
        let between = self.s.is(at - 1, &[Class::Between]);
        if !(from || between) || self.s.tokens[at].possessive {
            return None;
        }
        let joint = self.s.is(at + 1, &[Class::To]) || between && self.s.is(at + 1, &[Class::And]);
        let ends = match self.s.tokens.get(at + 2).map(|t| &t.kind) {
            Some(Kind::Period(When::Back(0))) if joint => Some(None),
            Some(Kind::Period(when)) if joint => Some(Some(*when)),
            _ => None,
        };
        // "from March 20 on": for how long, and not since when.
        let goes_on =
            matches!(self.s.text(at + 1), "on" | "onward" | "onwards" | "through" | "until" | "till");
        if between || ends.is_some() { ends } else { (!goes_on).then_some(None) }
    }

    /// "climbed to 1,539,600, the most it has handled since March": since when it is the most.
    pub(super) fn since_of_a_superlative(&self) -> bool {
        let end = self.clauses.last().map_or(0, |c| c.range.end);
        let since = (self.at + 1..end).find(|at| self.s.text(*at) == "since");
        since.is_some_and(|since| {
            let most = |at: usize| self.s.is(at, &[Class::Most, Class::Least]) && self.s.is_mark(at - 2, ',');
            (self.at + 2..since).any(most)
        })
    }

    /// "rose 1.9% on the day and 8.0% from March 20": what stands before another number is not told from there.
    pub(super) fn before_a_departure(&self, at: usize) -> bool {
        let from = matches!(self.s.tokens[at].kind, Kind::Period(_)) && self.departs(at) == Some(None);
        let divides = |at: usize| {
            self.s.is(at, &[Class::And, Class::GrowthWord, Class::Now])
                || self.s.tokens[at].kind == Kind::Mark(',')
        };
        from && (self.at + 1..at).any(divides)
    }

    /// "is up 5.2% from March 20 and down 1.0% from March 26", told on the day after: the change of the letter's own period.
    pub(super) fn is_since_last(&self) -> bool {
        let divides = |at: &usize| {
            self.s.is(*at, &[Class::And, Class::But]) || matches!(self.s.tokens[*at].kind, Kind::Mark(_))
        };
        let is_period = |at: usize| matches!(self.s.tokens[at].kind, Kind::Period(_));
        // Where no other time was named, it is the one that is meant anyhow.
        let since = |at: usize| self.s.text(at - 1) == "since";
        let dated = |at: usize| is_period(at) && (self.departs(at).is_some() || since(at));
        // "has risen 1.0% since March 26 and 5.2% since March 20".
        let later = || (self.at + 1..self.clause().range.end).filter(|at| dated(*at)).nth(1).is_some();
        let other = (1..self.at).any(dated) || later();
        let mut near = (self.at + 1..self.clause().range.end).take_while(|at| !divides(at));
        let told = near.find(|at| is_period(*at)).filter(|_| other);
        told.is_some_and(|at| {
            self.s.tokens[at].kind == Kind::Period(When::Back(1))
                && (self.s.is(at - 1, &[Class::From]) && self.departs(at) == Some(None) || since(at))
        })
    }

    /// "By March 20 it had climbed to 18th".
    pub(super) fn by_then(&self) -> bool {
        let then = |at: usize| matches!(self.s.tokens[at].kind, Kind::Period(when) if when != When::Back(0));
        self.clause().range.clone().any(|at| then(at) && at > 0 && self.s.is(at - 1, &[Class::By]))
    }

    /// "since then", "has since fallen": since the period that the words before have named.
    pub(super) fn since_then(&self, at: usize) -> Option<Option<Against>> {
        let adverb =
            matches!(self.s.text(at.wrapping_sub(1)), "has" | "have") && clauses::is_verb(self.s, at + 1);
        // "was ninth on 2 March and has lost four places since".
        let ends = matches!(self.s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
        let adverb = adverb || ends;
        if self.s.text(at) != "since" || !(adverb || self.s.text(at + 1) == "then") {
            return None;
        }
        // "has since fallen" may be told of any of several.
        Some(self.named_before(at, adverb).map(|when| Against { when, to: None, at, also: Also::Nothing }))
    }

    /// "has added 500,000 since its debut": a change from a time that the words do not tell; not "every week since".
    pub(super) fn since_an_arrival(&self, at: usize) -> bool {
        let each = at > 1 && self.s.is(at - 2, &[Class::Each, Class::All]);
        !each && clauses::since_it_came_at(self.s, at)
    }

    /// "has gained one place over that time", "the largest loss over that stretch": of the only one that was named.
    pub(super) fn in_that_time(&self, at: usize) -> Option<Option<Against>> {
        let span = matches!(self.s.text(at), "that" | "this" | "same")
            && matches!(self.s.text(at + 1), "time" | "period" | "span" | "stretch" | "spell");
        let before = at.saturating_sub(1 + usize::from(self.s.text(at) == "same"));
        if !span
            || !self.s.is(before, &[Class::In, Class::Over, Class::For]) && self.s.text(before) != "during"
        {
            return None;
        }
        // A clause may begin with "that".
        Some(self.named_before(at, true).map(|when| Against {
            when,
            to: None,
            at: before,
            also: Also::Nothing,
        }))
    }

    /// "was ninth on March 2 and is now 12th, with 16.9% fewer downloads": a change from the one to the other, or that of
    /// the letter's own period. Where only "now" is said, another sentence may tell since when.
    pub(super) fn since_named(&self, quantity: &str, tests: &[Test]) -> Option<Vec<Test>> {
        let now = |at: usize| {
            crate::claims::clauses::says_now(self.s, at)
                || self.s.tokens[at].kind == Kind::Period(When::Back(0))
        };
        if !matches!(quantity, "growth" | "change" | "share-change" | "move" | "direction")
            || self.clause().neg
        {
            return None;
        }
        let now = (0..self.at).rev().find(|at| now(*at))?;
        let mut named = (0..self.at).filter_map(|at| match self.s.tokens[at].kind {
            Kind::Period(when) if when != When::Back(0) => Some((at, when)),
            _ => None,
        });
        let since = |when| tests.iter().map(move |t| Test::Since { from: when, change: Box::new(t.clone()) });
        match (named.next(), named.next()) {
            (Some((at, when)), None) if when != When::Beyond && at < now => {
                Some(tests.iter().cloned().chain(since(when)).collect())
            }
            // "It is now 12th, with 16.9% fewer downloads".
            (None, _) if quantity == "growth" && matches!(self.text(1), "fewer" | "more" | "less") => {
                let open = Test::Unbound("since when that is so is not told");
                Some(tests.iter().cloned().chain([open]).collect())
            }
            _ => None,
        }
    }

    /// The period that was named last before a token, if the data know it; the only one, where another may be meant.
    fn named_before(&self, at: usize, alone: bool) -> Option<When> {
        // "at 3.95 million on March 20, has added 8.0% in the week since": the span is no time.
        let span = |last: &usize| {
            let word = matches!(self.s.text(*last), "day" | "week" | "month");
            word && self.s.tokens[*last].kind == Kind::Period(When::Beyond)
        };
        let end = at.checked_sub(1).filter(|last| alone && span(last)).unwrap_or(at);
        let mut named = (0..end).rev().filter_map(|at| match self.s.tokens[at].kind {
            Kind::Period(when) if when != When::Back(0) => Some(when),
            _ => None,
        });
        let last = named.next().filter(|when| *when != When::Beyond)?;
        (!alone || named.all(|other| other == last)).then_some(last)
    }

    /// The token tells of a change since a period: in its clause, or in one that goes on from there.
    pub(super) fn reaches(&self, period: usize) -> bool {
        self.speaks_of(period) || self.goes_on_from(period)
    }

    /// "…, up 29.6%", "…, the biggest gain of all": what follows without a verb or a time of its own.
    pub(super) fn goes_on_from(&self, period: usize) -> bool {
        let verb = |at: usize| {
            clauses::is_verb(self.s, at) && !matches!(self.s.text(at), "up" | "down")
                || self.s.is(at, &[Class::GrowthWord, Class::ThisPeriod, Class::Now])
                || matches!(self.s.tokens[at].kind, Kind::Period(_) | Kind::Span(_))
        };
        let before = self.clauses[..self.index].iter().rposition(|c| c.range.contains(&period));
        before.is_some_and(|before| {
            self.clauses[before + 1..=self.index]
                .iter()
                .all(|c| !c.range.clone().any(verb) && c.joint.is_none())
        })
    }
}
