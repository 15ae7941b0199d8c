//! Of which time a claim is, as the words around it say.

use super::{Frame, is_rank};
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Kind, When};

impl Frame<'_> {
    /// The period before stands at a token: "than last week", "than in May", "than it did in May".
    pub fn last_at(&self, at: usize) -> bool {
        let did = self.s.is(at, &[Class::It, Class::They]) && matches!(self.s.text(at + 1), "did" | "had");
        let at = at + if did { 2 } else { 0 };
        let at = at + usize::from(self.s.is(at, &[Class::In, Class::On]));
        matches!(self.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(1))))
    }

    /// The clause's period; that of ", eleventh in January," is only the aside's.
    pub(super) fn clause_when(&self) -> Option<When> {
        let clause = self.clause();
        let comma = |at: usize| self.s.tokens[at].kind == Kind::Mark(',');
        let period = |at: &usize| matches!(self.s.tokens[*at].kind, Kind::Period(_));
        let superlative = self.is(0, &[Class::Most, Class::Least, Class::Peak, Class::Only]);
        let beyond = clause.when == Some(When::Beyond) && !superlative;
        // "its weakest day of the month so far, at 1.4 million": of now.
        let goes_on = self.s.is(clause.range.start, &[Class::At, Class::With]);
        let before = || self.index.checked_sub(1).filter(|_| goes_on).map(|i| self.clauses[i].range.clone());
        let told = clause.range.clone().find(period).or_else(|| before()?.rev().find(period));
        if beyond && told.is_some_and(|at| super::records::is_of_a_record(*self, at)) {
            return None;
        }
        let Some(told) = clause.range.clone().find(period) else { return clause.when };
        // "carried 1.96 trillion, less than half of its 4.26 trillion in W28": of the last alone.
        let behind = (self.at + 1..told).rfind(|at| comma(*at));
        if self.num().is_some()
            && behind.is_some_and(|comma| (comma..told).any(|at| self.s.num(at).is_some()))
        {
            return None;
        }
        let opens = (clause.range.start..told).rev().find(|at| comma(*at));
        if self.before_apposed(told) {
            return None;
        }
        let aside = opens.is_some_and(|opens| {
            let who = opens.checked_sub(1).is_some_and(|at| self.s.who(at).is_some());
            who && (told..self.at).any(comma) && (opens..told).any(|at| self.s.num(at).is_some())
        });
        clause.when.filter(|_| !aside)
    }

    /// "Six rows left, the highest of them Alpha, ninth last week": the period that stands there tells of Alpha.
    pub(super) fn before_apposed(&self, period: usize) -> bool {
        let comma = period.checked_sub(2).filter(|at| self.s.is_mark(*at, ',') && self.at < *at);
        let named = comma.and_then(|at| at.checked_sub(1)).is_some_and(|at| self.s.who(at).is_some());
        named && self.s.num(period - 1).is_some_and(is_rank)
    }

    /// "A week earlier Alpha had 900 where Bravo had 700": of the same time.
    pub(super) fn where_then(&self) -> Option<When> {
        let start = self.clause().range.start;
        let had = self.s.text(start) == "where"
            && self.s.who(start + 1).is_some()
            && self.s.text(start + 2) == "had";
        self.index
            .checked_sub(1)
            .filter(|_| had)
            .and_then(|before| self.clauses[before].when)
            .filter(|when| *when != When::Back(0))
    }

    /// A period right after the token wins over the clause's: "fourth last week and fifth now".
    pub fn when_near(&self) -> Option<When> {
        // "25% for the leader a week earlier", "first from Alpha in June", "second in traffic in June".
        let whose = self.is(1, &[Class::For])
            || self.is(1, &[Class::From, Class::Over, Class::To]) && self.s.who(self.at + 2).is_some();
        let board = clauses::past_board(self.s, self.at + 1) - (self.at + 1);
        let reach = self.at + 4 + board.max(2 * usize::from(whose));
        let near = self.at + 1..reach.min(self.clause().range.end);
        // "#1 (last week: #2)", "rank 1 | last week 2": of another number.
        let parts = |at: usize| {
            let period = matches!(self.s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(_)));
            self.s.is_mark(at, '|') || self.s.is_mark(at, '(') && period && !self.s.is_mark(at + 2, ')')
        };
        near.take_while(|at| self.s.num(*at).is_none() && !parts(*at)).find_map(|at| {
            match self.s.tokens[at].kind {
                Kind::Period(When::Beyond) if super::records::is_of_a_record(*self, at) => None,
                Kind::Period(when) if !clauses::before_of(self.s, at) => Some(when),
                Kind::Lex(Class::Now) if clauses::says_now(self.s, at) => Some(When::Back(0)),
                _ => None,
            }
        })
    }

    /// "down from 46.9% a week earlier and 53.7% in W29": of the time before, which stands right behind it.
    pub(super) fn before_told(&self) -> bool {
        let mut near = (self.at + 1..self.at + 4).map_while(|at| self.s.tokens.get(at));
        near.any(|token| token.kind == Kind::Period(When::Back(1)))
    }

    /// "Runner-up a week ago, Bravo now stands at No. 1": of two times in a clause, the nearer one before the token.
    pub(super) fn when_before(&self) -> Option<When> {
        let when = |at: usize| match self.s.tokens[at].kind {
            Kind::Period(when) if !clauses::compared_with(self.s, at) => Some(when),
            Kind::Lex(Class::Now) if clauses::says_now(self.s, at) => Some(When::Back(0)),
            _ => None,
        };
        let range = self.clause().range.clone();
        let several = range.clone().filter_map(when).count() > 1;
        (range.start..self.at).rev().find_map(when).filter(|_| several)
    }
}
