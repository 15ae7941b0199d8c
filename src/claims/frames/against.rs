//! What a change is held against: the period before, or another that the words name.

use super::frame::Frame;
use super::readings::Test;
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;
use std::ops::Range;

/// A period that something is held against.
pub(super) struct Against {
    pub(super) when: When,
    /// The period that the change leads up to, if it is not the letter's.
    pub(super) to: Option<When>,
    /// Where it stands.
    pub(super) at: usize,
    pub(super) also: Also,
}

impl Against {
    /// A change since the period.
    fn since(&self, test: &Test) -> Test {
        let since = Test::Since { from: self.when, change: Box::new(test.clone()) };
        match self.to {
            Some(when) => Test::Then { when, test: Box::new(since) },
            None => since,
        }
    }
}

/// What else the words may say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Also {
    Nothing,
    /// The change of the letter's own period.
    Plain,
    /// The change of the named one.
    Then,
}

impl Frame<'_> {
    /// The readings of a change, held against the period that the words name, and whether they name one.
    pub fn held_against(&self, quantity: &str, from: bool, tests: Vec<Test>) -> (Vec<Test>, bool) {
        let change = matches!(
            quantity,
            "growth" | "move" | "direction" | "change" | "share-change" | "comparison" | "overtake" | "count"
        );
        let then = from && super::amounts::then(*self).is_some();
        if tests.is_empty() || then || change && self.since_of_a_superlative() {
            return (tests, false);
        }
        // "In March it was two places lower than now": then, against now.
        let now = |at: usize| {
            self.s.is(at, &[Class::Than, Class::MoreThan])
                && (matches!(self.s.text(at + 1), "now" | "today")
                    || self.s.text(at + 1) == "it" && self.s.text(at + 3) == "now")
        };
        if change && (self.at + 1..self.clause().range.end).any(now) {
            return (vec![Test::Unbound("what was then is not held against now")], true);
        }
        let last = || self.is_since_last().then_some(When::Back(1));
        if change
            && !self.clause().neg
            && let Some(from) = last().or_else(|| self.so_much_later())
        {
            let since = |test: &Test| Test::Since { from, change: Box::new(test.clone()) };
            let since: Vec<Test> = tests.iter().map(since).collect();
            return (tests.into_iter().chain(since).collect(), true);
        }
        let most = quantity == "superlative";
        let against = if change || from || most { self.against_another() } else { None };
        // What is the most or the least is so of all that the words speak of, which may be each period by itself.
        let against = against.filter(|since| !most || since.as_ref().is_some_and(|a| self.reaches(a.at)));
        let Some(since) = against else {
            let held = self.since_named(quantity, &tests).unwrap_or(tests);
            return self.over_a_span(quantity, change || from, held);
        };
        let open = Test::Unbound("it is held against another period than the one before");
        // "Since 2 March it has climbed four places, and over the week it has climbed one".
        let spanned = self.clause().range.clone().any(|at| matches!(self.s.tokens[at].kind, Kind::Span(_)));
        let over = if spanned { self.over_a_span(quantity, true, tests.clone()).0 } else { Vec::new() };
        let held: Vec<Test> = match since {
            // What is denied is denied of every period between.
            None => vec![open],
            Some(_) if self.clause().neg => vec![open],
            Some(Against { at, to: None, .. }) if self.came_to_another(at) => vec![open],
            Some(ref against @ Against { when, at, also, .. }) if self.speaks_of(at) => {
                // "down 38% on Friday", told on Saturday: the letter's own change, or that of Friday.
                let own = also == Also::Plain || when == When::Back(1);
                let plain = if own { tests.clone() } else { Vec::new() };
                let then = tests
                    .iter()
                    .filter(|_| also == Also::Then)
                    .map(|test| Test::Then { when, test: Box::new(test.clone()) });
                let then: Vec<Test> = then.collect();
                let earlier = tests.iter().filter(|_| when != When::Back(1) || against.to.is_some());
                // "the biggest gain since Friday" may be one of a single period.
                let single = (most && also == Also::Plain).then_some(open);
                earlier.map(|test| against.since(test)).chain(plain).chain(then).chain(single).collect()
            }
            // "Since March 2 Alpha has grown fastest, up 29.6%", "is up 8% since March 20, the biggest gain".
            Some(ref against) if self.goes_on_from(against.at) => {
                let since: Vec<Test> = tests.iter().map(|test| against.since(test)).collect();
                since.into_iter().chain(tests).collect()
            }
            // "is up 8.0% since March 20 and has gained two places".
            Some(ref against) if against.at < self.at => {
                let since: Vec<Test> = tests.iter().map(|test| against.since(test)).collect();
                // "Since March 2, Alpha has added 424,315 downloads and climbed three places": then or now.
                let open = (!self.goes_on_since(against.at)).then_some(open);
                tests.into_iter().chain(since).chain(open).collect()
            }
            // "climbed three places and has doubled since W10": held against the one before, perhaps.
            Some(_) => tests.into_iter().chain([open]).collect(),
        };
        (held.into_iter().chain(over).collect(), true)
    }

    /// "had dropped from 1.2 trillion in W28 to 750 billion in W29": from one to another, neither of which is now.
    fn came_to_another(&self, from: usize) -> bool {
        let named =
            |at: &usize| matches!(self.s.tokens[*at].kind, Kind::Period(When::At(_) | When::Back(1..)));
        let come = |at: usize| (at.saturating_sub(5).max(from)..at).any(|i| self.s.is(i, &[Class::To]));
        (from + 1..self.clause().range.end).filter(named).any(come)
    }

    /// A period stands in the token's own clause, or behind the "since" that follows it, and the token has no other.
    pub(super) fn speaks_of(&self, period: usize) -> bool {
        // "below its best day, March 25".
        let best = self.clauses.get(self.index + 1).is_some_and(|next| next.range.start == period)
            && self.of_its_best(period).is_some();
        let follows = self.clauses.get(self.index + 1).is_some_and(|next| {
            next.range.contains(&period)
                && self.s.text(next.range.start) == "since"
                && (!next.range.clone().any(|at| clauses::is_verb(self.s, at))
                    || clauses::since_it_came(self.s, period) == Some(next.range.start))
        });
        // "has climbed since February, from third to first".
        let start = self.clause().range.start;
        let goes_on = self.s.is(start, &[Class::From])
            && self
                .index
                .checked_sub(1)
                .map(|i| self.clauses[i].range.clone())
                .is_some_and(|before| before.contains(&period) && self.s.text(before.start) == "since");
        let near = self.when_near().is_some_and(|_| !(self.at + 1..self.at + 7).contains(&period));
        (self.clause().range.contains(&period) || best || follows || goes_on)
            && !near
            && !self.before_a_departure(period)
    }

    /// "since Friday", "compared with W28": held against a period that is not the one before, which the words may name.
    fn against_another(&self) -> Option<Option<Against>> {
        // "By March 20 it had climbed to 18th": since when is not told.
        if self.by_then() {
            return Some(None);
        }
        // "from 14th to fifth in four weeks".
        let weeks = |at: usize| {
            self.s.num(at).is_some_and(|n| n.unit == Unit::Periods && n.value > Decimal::ONE)
                // "in each of the last two weeks".
                && (self.s.is(at.wrapping_sub(1), &[Class::In, Class::Over])
                    || matches!(self.s.text(at.wrapping_sub(1)), "last" | "past"))
        };
        let from = self.part().any(|at| self.s.is(at, &[Class::From]));
        if self.part().any(|at| from && weeks(at)) {
            return Some(None);
        }
        let came = |at: usize| {
            let against = Against { when: When::Arrival, to: None, at, also: Also::Nothing };
            // What is back has come twice.
            let back = self.s.is(at + 2, &[Class::Return]);
            self.since_an_arrival(at).then_some(Some(against).filter(|_| !back))
        };
        let told = |at: usize| self.since_then(at).or_else(|| self.in_that_time(at)).or_else(|| came(at));
        let found = || self.part().filter_map(|at| told(at).or_else(|| self.against_at(at)));
        // Of two, the one that this token speaks of.
        let own = found().find(|against| against.as_ref().is_some_and(|a| self.speaks_of(a.at)));
        own.or_else(|| found().next())
    }

    /// The period at a token, if something is held against it.
    fn against_at(&self, at: usize) -> Option<Option<Against>> {
        let Kind::Period(when) = self.s.tokens[at].kind else { return None };
        if let Some(to) = self.departs(at) {
            let known = when != When::Beyond && to != Some(When::Beyond);
            let own_change = when == When::Back(1) && to.is_none();
            let against = Against { when, to, at, also: Also::Nothing };
            return (!own_change).then_some(Some(against).filter(|_| known));
        }
        let before = self.set_before(at);
        let against = self.s.text(before) == "since"
            || self.s.is(before, &[Class::Against, Class::Than, Class::MoreThan]);
        let best = if self.s.text(before) == "since" { self.of_a_best(before) } else { None };
        if best == Some(Also::Nothing) {
            return None;
        }
        // "21 packages passed a million, one more than a week earlier": of how many more.
        let than = before - usize::from(self.s.is(before, &[Class::Than]) && before > 0);
        let more = matches!(self.s.text(than), "more" | "fewer" | "less" | "more than");
        let bare =
            |n: &Num| matches!(n.unit, Unit::None | Unit::Foreign) && n.form == Form::Cardinal && !n.scaled;
        let counted = than.checked_sub(1).filter(|at| more && self.s.num(*at).is_some_and(bare));
        if counted.is_some_and(|at| at != self.at) {
            return None;
        }
        // "53 percent above its January figure", "8.7% below its level in May".
        let against = against || self.of_a_figure(at);
        let number = self.s.num(before);
        let the = usize::from(self.s.is(before.wrapping_sub(1), &[Class::The]));
        let also = match () {
            () if against => best.unwrap_or(Also::Nothing),
            // "up 68% on last week": since then, and not on it.
            () if self.s.is(before + 1, &[Class::On])
                && ["week", "month"].iter().any(|span| self.s.text(at).ends_with(span))
                && number.is_some_and(|n| n.form == Form::Percent) =>
            {
                Also::Nothing
            }
            // "up 4.3% on 21 March": since then, or on that day.
            () if self.s.is(before + 1, &[Class::On])
                && (number.is_some_and(|n| n.form == Form::Percent)
                    || matches!(self.s.text(before), "up" | "down")) =>
            {
                Also::Then
            }
            // "gained 212,893 downloads on the previous Saturday": the same.
            () if self.s.is(before + 1, &[Class::On]) && self.is_gained(before) => Also::Then,
            // "climbed to 16th from 25th on 2 March".
            () if number.is_some() && self.s.is(before.wrapping_sub(1 + the), &[Class::From]) => Also::Plain,
            () => return None,
        };
        // "higher than ever before" is a peak.
        let ever = when == When::Beyond && self.s.is(before, &[Class::Than]);
        // "for the first time since March", "its first drop since March": how often, and not since when.
        if self.s.text(before) == "since" && super::of_the_year::counts_since(*self, before) {
            return None;
        }
        let known = when != When::Beyond && self.s.text(before.wrapping_sub(1)) != "time";
        let own_change = when == When::Back(1) && also != Also::Then;
        let to = self.s.is(before, &[Class::Than]).then(|| self.told_of(before)).flatten();
        let own_change = own_change && to.is_none();
        (!own_change && !ever).then_some(Some(Against { when, to, at, also }).filter(|_| known))
    }

    /// "two places higher on March 20 than on March 2": the period in front of "than", of which it is told.
    fn told_of(&self, than: usize) -> Option<When> {
        let told = than.checked_sub(1).filter(|at| self.s.is(at.wrapping_sub(1), &[Class::In, Class::On]))?;
        let more = told.checked_sub(2).map(|at| self.s.text(at))?;
        match self.s.tokens[told].kind {
            Kind::Period(when @ (When::At(_) | When::Back(1..))) if matches!(more, "higher" | "lower") => {
                Some(when)
            }
            _ => None,
        }
    }

    /// "Since March 2, Alpha has …, and climbed": the sentence opens with the period, and the clause goes on.
    fn goes_on_since(&self, period: usize) -> bool {
        let first = &self.clauses[0].range;
        let start = self.clause().range.start;
        let verb = clauses::is_verb(self.s, start) && self.s.is(start.wrapping_sub(1), &[Class::And]);
        verb && first.contains(&period) && self.s.text(first.start) == "since"
    }

    /// The token in front of a period, without what leads up to the period: what is set against it, or "since".
    fn set_before(&self, at: usize) -> usize {
        let mut before = at - 1;
        let small = [Class::The, Class::In, Class::On, Class::It, Class::They];
        while before > 0
            && (self.s.is(before, &small)
                || matches!(self.s.text(before), "previous" | "last" | "did" | "had" | "was" | "were"))
        {
            before -= 1;
        }
        // "from the No. 9 spot it held on March 2".
        let held = before > 3 && self.s.is(before, &[Class::Hold, Class::Carry, Class::Be]);
        let place = before.wrapping_sub(2);
        let held = held && self.s.is(before - 1, &[Class::It, Class::They]);
        before = if held && self.s.num(place).is_some_and(super::is_rank) { place } else { before };
        // "46% fewer than it drew in W10".
        let did = clauses::than_it_did(self.s, at).filter(|than| self.s.who(than + 1).is_none());
        before = did.or_else(|| clauses::since_it_came(self.s, at)).unwrap_or(before);
        // "from third on Arena in W16".
        let placed = clauses::placed_before(self.s, before + 1);
        before = placed.filter(|number| self.s.is(number.wrapping_sub(1), &[Class::From])).unwrap_or(before);
        before
    }

    /// "gained 212,893 downloads", "lost 4 points": the number at a token says by how much.
    fn is_gained(&self, at: usize) -> bool {
        let amount = |n: &Num| {
            n.form == Form::Cardinal
                && (n.scaled || n.unit == Unit::Board || n.unit == Unit::Points || n.unit == Unit::Votes)
        };
        let told = self.s.num(at).is_some_and(amount);
        told && self.from(at).is_some_and(super::numbers::direct)
    }

    /// "above its January figure", "below its level in May": the period says what the number is held against.
    fn of_a_figure(&self, at: usize) -> bool {
        const FIGURES: [&str; 9] =
            ["figure", "level", "count", "volume", "total", "mark", "number", "score", "reading"];
        let noun = |at: usize| {
            FIGURES.contains(&self.s.text(at)) || self.s.is(at, &[Class::Volume, Class::Market, Class::Score])
        };
        let owner = |at: usize| self.s.is(at, &[Class::Its, Class::Their, Class::The]);
        let beyond = |at: usize| {
            self.s.is(at, &[Class::Ahead, Class::Behind, Class::Over, Class::Than, Class::MoreThan])
                || matches!(self.s.text(at), "under" | "on")
        };
        let number = |at: usize| at > 0 && (at.saturating_sub(3)..at).any(|i| self.s.num(i).is_some());
        let owned = at.checked_sub(2).filter(|_| owner(at - 1) && noun(at + 1));
        let told = at.checked_sub(4).filter(|before| {
            self.s.is(at - 1, &[Class::In, Class::On, Class::Of, Class::For])
                && noun(at - 2)
                && owner(before + 1)
        });
        // "2.2% above those of March 20".
        let those = at.checked_sub(3).filter(|_| {
            self.s.is(at - 1, &[Class::In, Class::On, Class::Of])
                && matches!(self.s.text(at - 2), "those" | "that")
        });
        owned
            .or(told)
            .or(those)
            .or_else(|| self.of_its_best(at))
            .is_some_and(|before| beyond(before) && number(before))
    }

    /// "its best day, March 16", "its record in May": the token before these words.
    fn of_its_best(&self, at: usize) -> Option<usize> {
        let small = |at: usize| {
            self.s.is(at, &[Class::On, Class::In])
                || self.s.tokens[at].kind == Kind::Word(true)
                || matches!(self.s.text(at), "," | "day" | "week" | "month")
        };
        let best = (at.saturating_sub(5)..at).rev().find(|at| !small(*at))?;
        let word = matches!(
            self.s.text(best),
            "best" | "record" | "peak" | "high" | "busiest" | "biggest" | "record high"
        );
        let its = best.checked_sub(1).filter(|at| word && self.s.is(*at, &[Class::Its, Class::Their]))?;
        its.checked_sub(1)
    }

    /// "its highest volume since March", "more than in any month since March": how far the best reaches back, and not
    /// what the change is held against; "had the biggest gain since March" may be either.
    fn of_a_best(&self, since: usize) -> Option<Also> {
        let ends =
            |at: &usize| !matches!(self.s.tokens[*at].kind, Kind::Mark(_)) && !clauses::is_verb(self.s, *at);
        let any = |at: usize| {
            self.s.text(at) == "any"
                && (at.saturating_sub(2)..at).any(|i| self.s.is(i, &[Class::Than, Class::MoreThan]))
        };
        let best = |at: usize| self.s.is(at, &[Class::Most, Class::Least, Class::Peak]);
        let mut near = (since.saturating_sub(6)..since).rev().take_while(ends);
        let at = near.find(|at| best(*at) || any(*at))?;
        let own = any(at) || self.s.is(at.wrapping_sub(1), &[Class::Its, Class::Their]);
        Some(if own { Also::Nothing } else { Also::Plain })
    }

    /// What a semicolon divides from the rest of the sentence, but for the sentence's first token.
    pub(super) fn part(&self) -> Range<usize> {
        let divides = |at: &usize| self.s.text(*at) == ";";
        let start = (0..self.at).rev().find(divides).map_or(1, |at| at + 1);
        start..(self.at..self.s.tokens.len()).find(divides).unwrap_or(self.s.tokens.len())
    }
}
