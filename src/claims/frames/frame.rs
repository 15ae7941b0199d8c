//! A place in a sentence as frames see it: what stands around a token, and whom and what it hangs on.

use super::drafts::Draft;
use super::readings::Test;
use crate::claims::clauses::{self, Clause};
use crate::claims::lexicon::{Class, Classes};
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Entity, Kind, Sentence, When, Who};

/// Why a claim without a subject is left open.
pub const NOBODY: &str = "the words name nobody that the data know";

/// A place in a sentence.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub s: &'a Sentence<'a>,
    pub clauses: &'a [Clause],
    pub index: usize,
    pub at: usize,
    /// Mentions of the sentence before, for "its", "combined".
    pub lately: &'a [Who],
    /// The two whose distance the sentence before told.
    pub apart: Option<&'a (Who, Who)>,
    /// The sentence behind says how it is now.
    pub told_of_now: bool,
}

impl<'a> Frame<'a> {
    #[inline]
    pub fn clause(&self) -> &'a Clause {
        &self.clauses[self.index]
    }

    /// The same sentence seen from another token, which has a clause of its own.
    pub fn from(&self, at: usize) -> Option<Frame<'a>> {
        let index = self.clauses.iter().position(|c| c.range.contains(&at))?;
        Some(Frame { at, index, ..*self })
    }

    pub fn class(&self) -> Option<Class> {
        self.s.class(self.at)
    }

    /// The class of the token so many before this one.
    pub fn class_before(&self, back: usize) -> Option<Class> {
        self.s.class(self.at.checked_sub(back)?)
    }

    #[inline(always)]
    pub fn is(&self, offset: isize, classes: &[Class]) -> bool {
        self.at.checked_add_signed(offset).is_some_and(|at| self.s.is(at, classes))
    }

    #[inline]
    pub fn text(&self, offset: isize) -> &'a str {
        self.at.checked_add_signed(offset).map_or("", |at| self.s.text(at))
    }

    #[inline]
    pub fn num(&self) -> Option<&'a Num> {
        self.s.num(self.at)
    }

    /// A claim of this token about the clause's subject.
    pub fn draft(&self, quantity: &'static str, tests: Vec<Test>) -> Draft {
        self.draft_of(quantity, tests, self.clause().subject.clone(), self.clause().certain)
    }

    /// A claim of this token about somebody.
    pub fn draft_of(
        &self,
        quantity: &'static str,
        tests: Vec<Test>,
        group: Vec<Who>,
        certain: bool,
    ) -> Draft {
        let clause = self.clause();
        let token = &self.s.tokens[self.at];
        let from = self.num().is_some() && self.role() == Some(Class::From);
        let (mut tests, since) = self.held_against(quantity, from, tests);
        // "The leader on A is not in B's top twenty": who that is, another board says.
        if super::boards::is_placed_elsewhere(*self, &group) {
            tests = vec![Test::Unbound("who stands there on another board is not looked up")];
        }
        if tests.is_empty() {
            tests.push(Test::Unbound(NOBODY));
        }
        // "not enough against Echo's 700": the number is Echo's, whatever was denied.
        let own = self.own_mention().is_some_and(|own| own == group);
        let fronted = self
            .clauses
            .first()
            .filter(|c| {
                let own = [Class::Of, Class::From];
                let absent = matches!(self.s.text(c.range.start), "missing" | "absent");
                let whens = c.range.clone().filter(|at| matches!(self.s.tokens[*at].kind, Kind::Period(_)));
                // "This week's winner drew fewer than last week's: Alpha drew 700 where Bravo had 900".
                let apposed = whens.clone().any(|at| self.before_apposed(at));
                let two = whens.count() > 1 && self.index > 0 || apposed;
                c.when.is_some() && c.subject.is_empty() && !absent && !two && !self.s.is(c.range.start, &own)
            })
            .and_then(|c| c.when)
            // "One row left the list this week: Alpha, which had been 50th", before it left.
            .filter(|when| !(*when == When::Back(0) && self.had_been()));
        // "down from 46.9% for the five of the week before": what stood there then is told by the figure itself.
        let here = || clause.range.clone().any(|at| matches!(self.s.tokens[at].kind, Kind::Period(_)));
        let told = |when: &When| !(from && *when == When::Back(1) && here());
        Draft {
            range: token.start..token.end,
            quantity,
            tests,
            when: if since {
                None
            } else {
                let own = super::then::over_a_run(*self, quantity)
                    .or_else(|| self.change_of())
                    .or_else(|| super::then::most_of_a_period(*self))
                    .or_else(|| self.when_near())
                    .or_else(|| super::amounts::reached(*self));
                let wider = || self.when_before().or(self.clause_when()).or(fronted).or(self.where_then());
                own.or_else(|| if from && self.before_told() { None } else { wider() }).filter(told)
            },
            past: self.is_past() || self.clauses.first().is_some_and(|c| c.when == Some(When::Back(1))),
            boards: self.boards_meant(quantity),
            board_told: !clause.boards.is_empty() || super::boards::own(*self).is_some(),
            both_boards: super::boards::of_both(*self, quantity),
            neg: self.denies(own && group != clause.subject),
            guessed: clause.guessed && group == clause.subject || self.leader_then(&group),
            certain,
            own,
            aside: false,
            group,
            clause: self.index,
            at: self.at,
            words: clause.range.start..self.words_end(),
        }
    }

    /// The boards that a claim of this token may be of; none where the words name none.
    fn boards_meant(&self, quantity: &str) -> Vec<usize> {
        let clause = self.clause();
        if let Some(two) = super::boards::one_of_two(*self) {
            return two;
        }
        if let Some(board) = super::boards::own(*self) {
            return vec![board];
        }
        // Two ranks in one clause may be of two boards, of which the words name one.
        let ranks = clause.range.clone().filter_map(|at| self.s.num(at)).filter(|n| is_rank(n));
        if ranks.count() > 1 && !clause.boards.is_empty() && !self.is_in_a_list_of_ranks() {
            return super::boards::beside(*self).into_iter().collect();
        }
        if clause.boards.is_empty() || self.before_another() {
            return super::boards::of_sentence(*self, quantity);
        }
        clause.boards.clone()
    }

    /// "stand first, third and fifth in traffic": the board behind them is that of all.
    fn is_in_a_list_of_ranks(&self) -> bool {
        let rank = |at: &usize| self.s.num(*at).is_some_and(is_rank);
        let mut ranks = self.clause().range.clone().filter(rank);
        let (Some(first), Some(last)) = (ranks.next(), ranks.next_back()) else { return false };
        let comma = |at: usize| self.s.is_mark(at, ',') || self.s.is(at, &[Class::And]);
        let board = |at: usize| matches!(self.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_)));
        self.clause().boards.len() == 1
            && (first..last).all(|at| rank(&at) || comma(at))
            && self.s.is(last + 1, &[Class::In, Class::On])
            && (last + 2..last + 4).any(board)
    }

    /// "Last week the leader was still second": the leader of now, or of then.
    fn leader_then(&self, group: &[Who]) -> bool {
        let then = self.clauses.iter().any(|c| c.when == Some(When::Back(1)));
        then && group.iter().flatten().any(|e| matches!(e, Entity::AtRank(_, 0)))
    }

    /// "after a gain of one place, and thirteenth on Arena": the board belongs to the number that stands with it.
    fn before_another(&self) -> bool {
        let mut after = self.at + 1..self.clause().range.end;
        let board = after.clone().find(|at| matches!(self.s.tokens[*at].kind, Kind::Board(_)));
        self.num().is_some()
            && board.is_some_and(|board| {
                after.any(|at| {
                    at < board && self.s.num(at).is_some_and(is_rank) && self.s.is(at - 1, &[Class::And])
                })
            })
    }

    /// The clause denies what the token says: not another's figure, and not that only one did so.
    fn denies(&self, anothers: bool) -> bool {
        self.clause().neg && !(self.neg_is_elsewhere() || anothers || super::only::denies_another(*self))
    }

    /// "no", "without" deny the noun after them, not the clause's verb before them.
    fn neg_is_elsewhere(&self) -> bool {
        let range = self.clause().range.clone();
        let neg = range.clone().find(|at| self.s.is(*at, &[Class::Neg]));
        neg.is_some_and(|at| at > self.at + usize::from(self.s.text(at) != "without") || self.is_fronted(at))
            || self.kept_from()
    }

    /// "No longer in the lead, Alpha sits 200 units behind": what the words before the comma deny is told without a verb.
    fn is_fronted(&self, neg: usize) -> bool {
        let start = self.clause().range.start;
        let comma = (neg..self.at).find(|at| self.s.is_mark(*at, ','));
        comma.is_some_and(|comma| {
            let verb = |at: usize| clauses::is_verb(self.s, at);
            neg == start
                && self.s.who(comma + 1).is_some()
                && (comma + 2..(comma + 4).min(self.at + 1)).any(verb)
                && !(start..comma).any(|at| verb(at) || self.s.who(at).is_some())
        })
    }

    /// The word that governs the token, hedges and articles skipped.
    pub fn role(&self) -> Option<Class> {
        let mut at = self.at;
        while at > self.clause().range.start.saturating_sub(1) && at > 0 {
            at -= 1;
            let skipped = matches!(
                self.s.text(at),
                "about"
                    | "around"
                    | "roughly"
                    | "nearly"
                    | "almost"
                    | "just"
                    | "some"
                    | "approximately"
                    | "~"
                    | "more than"
                    | "least"
                    | "most"
                    | "a"
                    | "the"
                    | "its"
                    | "their"
                    | "only"
                    | "still"
                    | "now"
                    | "mere"
                    | "full"
                    | "over"
                    | "under"
                    | "up"
                    | "whopping"
                    | "combined"
            ) || self.s.is(
                at,
                &[Class::Adverb, Class::The, Class::A, Class::Its, Class::Their, Class::Now, Class::Neg],
            );
            // "up to", "at least", "at most" belong to the number.
            let hedge = matches!(
                (self.s.text(at), self.s.text(at + 1)),
                ("at", "least" | "most") | ("up", "to") | ("less" | "fewer", "than") | ("close", "to")
            ) || matches!(
                (at.checked_sub(1).map_or("", |i| self.s.text(i)), self.s.text(at)),
                ("up" | "close", "to") | ("less" | "fewer", "than")
            );
            if self.s.text(at) == "up" && !hedge {
                return Some(Class::Up);
            }
            if !skipped && !hedge {
                return self.s.class(at);
            }
        }
        None
    }

    /// The direction word that governs the token: before it in the clause, else right after it; else, where the clause
    /// goes on without a verb, that of the clause before.
    pub fn direction(&self) -> Option<(i8, Class, usize)> {
        let range = self.clause().range.clone();
        let back = (range.start..self.at).rev().find_map(|at| self.directed(at));
        let ahead = || (self.at + 1..(self.at + 5).min(range.end)).find_map(|at| self.directed(at));
        let verbless =
            !range.clone().any(|at| clauses::is_verb(self.s, at) && !self.s.is(at, &[Class::Hold]));
        let before = || {
            // "fell behind Echo (133%)": what a name's parenthesis says is not the verb's.
            let inner = range.start > 1
                && self.s.text(range.start - 1) == "("
                && self.s.who(range.start - 2).is_some();
            let previous =
                self.index.checked_sub(1).map(|i| &self.clauses[i]).filter(|_| verbless && !inner)?;
            previous.range.clone().rev().find_map(|at| self.directed(at))
        };
        back.or_else(ahead).or_else(before)
    }

    pub fn directed(&self, at: usize) -> Option<(i8, Class, usize)> {
        let class = self.s.class(at)?;
        let sign = match class {
            Class::Up | Class::UpRank | Class::UpValue => 1,
            Class::Down | Class::DownRank | Class::DownValue => -1,
            _ => return None,
        };
        Some((sign, class, at))
    }

    /// True if a class stands in the clause before the token, or in a few tokens after it.
    #[inline]
    pub fn near(&self, classes: &[Class], after: usize) -> bool {
        let (classes, range) = (Classes::of(classes), &self.clause().range);
        classes.meets(self.s.classes)
            && (range.start..(self.at + 1 + after).min(range.end)).any(|at| self.s.is_in(at, classes))
    }

    /// "in the top 20", "of the first five": the scope that the sentence names.
    pub fn scope(&self) -> Option<u32> {
        let of_clause = |clause: &Clause| clause.range.clone().find_map(|at| self.top_at(at));
        // Not that of another statement: "Alpha left the top ten; Bravo made the steepest fall".
        let apart = |clause: &&Clause| {
            clause.range.start.checked_sub(1).is_some_and(|at| self.s.is_mark(at, ';'))
                || matches!(clause.joint, Some(Class::But | Class::So))
        };
        let of_others = || {
            let first = self.clauses[..=self.index].iter().rposition(|c| apart(&c)).unwrap_or(0);
            let behind = self.clauses[self.index + 1..].iter().take_while(|c| !apart(c));
            self.clauses[first..=self.index].iter().chain(behind).find_map(of_clause)
        };
        of_clause(self.clause()).or_else(of_others)
    }

    pub fn board_at(&self, at: usize) -> Option<usize> {
        match self.s.tokens.get(at)?.kind {
            Kind::Board(board) => Some(board),
            _ => None,
        }
    }

    pub fn top_at(&self, at: usize) -> Option<u32> {
        match self.s.who(at)?.as_slice() {
            [Entity::Top(k)] => Some(*k),
            _ => None,
        }
    }
}

/// True for a number that may be a rank: "#8", "eighth", "8th".
pub fn is_rank(num: &Num) -> bool {
    matches!(num.form, Form::Rank | Form::Ordinal)
}
