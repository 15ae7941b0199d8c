//! What a sentence claims: each of its tokens, read by the first frame that knows it.

use super::looks::{self, Looking};
use super::readings::Test;
use super::{Frame, echoes, frame, then, votes};
use crate::claims::clauses::Clause;
use crate::claims::fitting::stands_alone;
use crate::claims::lexicon::{Class, Words};
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Sentence, When, Who};
use std::ops::Range;

/// A claim as the words have it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Where, in the passage.
    pub range: Range<usize>,
    /// What kind.
    pub quantity: &'static str,
    /// Its readings.
    pub tests: Vec<Test>,
    /// Whom it is about.
    pub group: Vec<Who>,
    /// The period that its words name.
    pub when: Option<When>,
    /// The past tense lets it speak of the period before.
    pub past: bool,
    /// The boards that its clause or sentence names.
    pub boards: Vec<usize>,
    /// Its own clause names the board, or stands beside it.
    pub board_told: bool,
    /// It is said of both boards: those of the gap, or the only two.
    pub both_boards: bool,
    /// It denies.
    pub neg: bool,
    /// The subject is an earlier one, and the words may name another.
    pub guessed: bool,
    /// No other subject can be meant.
    pub certain: bool,
    /// Its clause, by index.
    pub clause: usize,
    /// Its token.
    pub at: usize,
    /// The words bind it to that mention themselves: "Bravo's 1.6T".
    pub own: bool,
    /// It only stands beside what the sentence says, and is told where it is false.
    pub aside: bool,
    /// The tokens that say what it means: its clause to the claim, and a little further.
    pub words: Range<usize>,
}

impl Draft {
    /// The same, if its own words say all: no time, denial or guess of its clause is its.
    pub(super) fn by_its_words(self, at: usize) -> Draft {
        Draft { neg: false, when: None, past: false, guessed: false, words: at..at, ..self }
    }
}

/// What a figure does to whom it is of.
pub(super) static LIFTS: Words = Words::of(&[
    "lift",
    "lifts",
    "lifted",
    "lifting",
    "send",
    "sends",
    "sent",
    "carry",
    "carried",
    "take",
    "took",
    "propel",
    "propelled",
    "put",
]);

/// A claim of a clause that speaks of nobody, said of the only one that the sentence names: "an increase of 3.3% was
/// enough to lift Alpha into fourth". The words may mean another, so that this reading can only confirm.
fn of_the_sentence(f: Frame<'_>, frames: Looking, draft: &Draft) -> Option<Draft> {
    let nobody = |draft: &Draft| matches!(draft.tests.as_slice(), [test] if test.is_nobodys());
    // "The list lost two": so many rows.
    let counts =
        f.s.num(f.at + 1).is_some_and(|n| n.unit == Unit::None && n.form == Form::Cardinal && !n.scaled);
    if f.directed(f.at).is_some() && counts || !nobody(draft) {
        return None;
    }
    // "Losing 400 units did not cost Google's Alpha its place": the row, and not its maker.
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let makers = |w: &&Who| {
        w.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_) | Entity::OrgRows { .. }))
    };
    let models = f.s.whos.iter().any(|who| model(&who));
    let row = |who: &&Who| if models { model(who) } else { makers(who) };
    let mut rows = f.s.whos.iter().filter(row);
    // "An increase of 3.3% was enough to lift Alpha past Bravo": whom it lifted.
    let lifted = || (1..f.s.tokens.len()).find(|at| LIFTS.has(f.s.text(at - 1))).and_then(|at| f.s.who(at));
    // Of several the nearest, which mostly stands before.
    let named = |at: &usize| f.s.who(*at).is_some_and(|who| row(&who));
    let nearest = || (0..f.at).rev().find(named).or_else(|| (f.at + 1..f.s.tokens.len()).find(named));
    let only = rows.next().filter(|first| rows.all(|other| other == *first));
    // "Cinemas counted 7.9 million admissions, 6.5% fewer than in W14": what is told of nobody may be told of all.
    let all = vec![Entity::Market];
    let amount = || f.s.nums.iter().any(|n| n.unit == Unit::Board && n.scaled);
    let percent = f.num().is_some_and(|n| n.form == Form::Percent);
    let of_all = || (percent && f.s.whos.is_empty() && amount()).then_some(&all);
    let who = only.or_else(lifted).or_else(|| f.s.who(nearest()?)).or_else(of_all)?;
    let mut clauses = f.clauses.to_vec();
    let clause = &mut clauses[f.index];
    (clause.subject, clause.guessed, clause.foreign) = (vec![who.clone()], true, false);
    let again = Frame { clauses: &clauses, ..f };
    frames.frames().find_map(|find| find(again)).filter(|draft| !nobody(draft))
}

/// What the sentence before has told.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// Whom it named.
    pub lately: &'a [Who],
    /// The two whose distance it told.
    pub apart: Option<&'a (Who, Who)>,
    /// The sentence behind says how it is now.
    pub told_of_now: bool,
}

/// Places and amounts that no frame knows: they are told where nothing is so much.
fn unread(s: &Sentence, clauses: &[Clause], before: Before<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let Before { lately, apart, told_of_now } = before;
    let read = |at: usize| {
        let token = &s.tokens[at];
        drafts.iter().any(|d| d.range.start < token.end && token.start < d.range.end)
    };
    let told = clauses.iter().enumerate().filter(|(_, clause)| !clause.skip);
    let places = told.flat_map(|(index, clause)| clause.range.clone().map(move |at| (index, at)));
    let figures = places.filter(|(_, at)| s.num(*at).is_some() && stands_alone(s, *at) && !read(*at));
    let draft = |(index, at)| {
        let quantity = if s.num(at).is_some_and(frame::is_rank) { "rank" } else { "value" };
        let draft = Frame { s, clauses, index, at, lately, apart, told_of_now }.draft_of(
            quantity,
            Vec::new(),
            Vec::new(),
            false,
        );
        Draft { aside: true, ..draft }
    };
    figures.map(draft).collect()
}

/// "Alpha, from Google, is one of the five largest", "ranks eleventh, one of four rows to lose ground": it counts nobody's
/// rows.
fn is_one_of_the_first(s: &Sentence, at: usize) -> bool {
    let ranked = at > 1 && s.is_mark(at - 1, ',') && s.num(at - 2).is_some_and(frame::is_rank);
    let counted = at + 2 + usize::from(s.is(at + 2, &[Class::The, Class::Only]));
    if ranked && s.text(at) == "one" && s.is(at + 1, &[Class::Of]) && s.num(counted).is_some() {
        return true;
    }
    let is = at > 0 && s.is(at - 1, &[Class::Be]);
    is && s.text(at) == "one"
        && s.is(at + 1, &[Class::Of])
        && (at + 2..at + 6).any(|at| matches!(s.text(at), "largest" | "biggest"))
}

/// The claims of a sentence.
pub fn find(s: &Sentence, clauses: &[Clause], before: Before<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        if clause.skip {
            continue;
        }
        for at in clause.range.clone() {
            let token = &s.tokens[at];
            let frames = looks::looking_at(s, at);
            if frames.is_empty()
                || drafts.iter().any(|d| d.range.contains(&token.start))
                || is_one_of_the_first(s, at)
            {
                continue;
            }
            let Before { lately, apart, told_of_now } = before;
            let frame = Frame { s, clauses, index, at, lately, apart, told_of_now };
            debug_assert!(looks::others_know_nothing(frame), "{}", token.text);
            if let Some(draft) = frames.frames().find_map(|find| find(frame)) {
                let draft = of_the_sentence(frame, frames, &draft).unwrap_or(draft);
                drafts.push(then::in_each_named(frame, votes::of_the_votes(frame, draft)));
            }
        }
    }
    let unread = unread(s, clauses, before, &drafts);
    drafts.extend(unread);
    if drafts.is_empty() {
        return drafts;
    }
    drafts.sort_by_key(|d| d.range.start);
    let echoed = echoes::echoed(s, clauses, &drafts);
    drafts.extend(echoed);
    drafts.sort_by_key(|d| d.range.start);
    drafts
}
