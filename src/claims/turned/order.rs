//! The words of a statement in another order, and the sentence that is made of them.

use super::super::lexicon::Class;
use super::super::numbers::Num;
use super::super::tokens::{Entity, Kind, Sentence, Token};
use std::ops::Range;

/// The words of a statement in another order.
pub struct Order<'s, 'a> {
    s: &'s Sentence<'a>,
    /// Each with where it stood, if it is one of the sentence's own.
    tokens: Vec<(Option<usize>, Token<'a>)>,
    /// Numbers that mean something else where they stand now.
    nums: Vec<(usize, Num)>,
    /// Mentions that the words did not make.
    entities: Vec<(usize, Entity)>,
    /// Words that are a board's unit here.
    units: Vec<usize>,
    /// Words that are what is ranked.
    rows: Vec<usize>,
    /// Up to where the words of the sentence have been told.
    pub(super) until: usize,
}

impl<'s, 'a> Order<'s, 'a> {
    pub(super) fn new(s: &'s Sentence<'a>) -> Order<'s, 'a> {
        let (tokens, nums, entities) = (Vec::new(), Vec::new(), Vec::new());
        Order { s, tokens, nums, entities, units: Vec::new(), rows: Vec::new(), until: 0 }
    }

    /// Goes on with words of the sentence.
    pub(super) fn told(&mut self, range: Range<usize>) {
        let tokens = self.s.tokens.get(range.clone()).unwrap_or_default();
        self.tokens.extend(range.zip(tokens).map(|(at, token)| (Some(at), *token)));
    }

    /// A mention that owns nothing here: "were Alpha's" as "Alpha took".
    pub(super) fn not_owning(&mut self, range: Range<usize>) {
        let first = self.tokens.len();
        self.told(range);
        self.tokens[first..].iter_mut().for_each(|(_, token)| token.possessive = false);
    }

    /// Goes on with words that say the same as a token of the sentence.
    pub(super) fn said(&mut self, words: &[(&'static str, Kind)], like: usize) {
        let Some(token) = self.s.tokens.get(like) else { return };
        let stands = |(text, kind): &(&'static str, Kind)| Token {
            kind: *kind,
            text,
            start: token.start,
            end: token.end,
            possessive: false,
        };
        self.tokens.extend(words.iter().map(|word| (None, stands(word))));
    }

    /// Goes on with a number that now means another.
    pub(super) fn number(&mut self, at: usize, num: Num) {
        self.nums.push((self.tokens.len(), num));
        self.told(at..at + 1);
    }

    /// A mention whose thing follows: "from Alpha" as "Alpha's".
    pub(super) fn owning(&mut self, at: usize) {
        let first = self.tokens.len();
        self.told(at..at + 1);
        self.tokens[first..].iter_mut().for_each(|(_, token)| token.possessive = true);
    }

    /// Goes on with a word for what is ranked.
    pub(super) fn row(&mut self, like: usize) {
        self.rows.push(self.tokens.len());
        self.said(&[("row", Kind::Lex(Class::RowsNoun))], like);
    }

    /// Goes on with the name of what a board counts, which is no board here.
    pub(super) fn unit(&mut self, at: usize) {
        let Some(token) = self.s.tokens.get(at) else { return };
        self.units.push(self.tokens.len());
        self.tokens.push((None, Token { kind: Kind::Word(false), ..*token }));
    }

    /// Goes on with words that are a mention here.
    pub(super) fn mention(&mut self, at: usize, entity: Entity) {
        self.entities.push((self.tokens.len(), entity));
        self.told(at..at + 1);
    }

    /// The statement ends at a token of the sentence: what goes on with "which" there goes on with "and".
    pub(super) fn ends(mut self, until: usize) -> Option<Order<'s, 'a>> {
        self.until = until;
        if self.s.is_mark(until, ',') && self.s.is(until + 1, &[Class::Which]) {
            self.told(until..until + 1);
            self.said(&[("and", Kind::Lex(Class::And))], until + 1);
            self.until = until + 2;
        }
        Some(self)
    }

    /// Goes on with words that are a mention here, whose thing follows.
    pub(super) fn mention_owning(&mut self, at: usize, entity: Entity) {
        let first = self.tokens.len();
        self.mention(at, entity);
        self.tokens[first..].iter_mut().for_each(|(_, token)| token.possessive = true);
    }

    pub(super) fn append(&mut self, other: Order<'s, 'a>) {
        let first = self.tokens.len();
        self.nums.extend(other.nums.into_iter().map(|(at, num)| (first + at, num)));
        self.entities.extend(other.entities.into_iter().map(|(at, entity)| (first + at, entity)));
        self.units.extend(other.units.into_iter().map(|at| first + at));
        self.rows.extend(other.rows.into_iter().map(|at| first + at));
        self.tokens.extend(other.tokens);
    }

    pub(super) fn sentence(mut self) -> Sentence<'a> {
        let s = self.s;
        let mut turned = s.clone();
        for (at, num) in self.nums {
            turned.nums.push(num);
            self.tokens[at].1.kind = Kind::Num(turned.nums.len() - 1);
        }
        for (at, entity) in self.entities {
            turned.whos.push(vec![entity]);
            self.tokens[at].1.kind = Kind::Who(turned.whos.len() - 1);
        }
        let tokens = &self.tokens;
        let now = |old: usize| tokens.iter().position(|(from, _)| *from == Some(old));
        for list in [&mut turned.subjects, &mut turned.makers, &mut turned.units] {
            *list = list.iter().filter_map(|at| now(*at)).collect();
        }
        turned.units.extend(&self.units);
        turned.subjects.extend(&self.rows);
        for list in [&mut turned.subjects, &mut turned.makers, &mut turned.units] {
            list.sort_unstable();
        }
        turned.unit_boards = s.unit_boards.iter().filter_map(|(at, b)| Some((now(*at)?, *b))).collect();
        turned.stood = self.tokens.iter().map(|(_, token)| token.start..token.end).collect();
        let place = |at: usize| Token { start: 2 * at, end: 2 * at + 1, ..self.tokens[at].1 };
        turned.tokens = (0..self.tokens.len()).map(place).collect();
        turned.note_classes();
        turned
    }
}
