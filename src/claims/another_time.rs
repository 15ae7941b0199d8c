//! A claim that is false of the period that it was read of, and true of another one that the sentence names, is hardly a
//! mistake: it may be of that one.

use super::clauses::{Discourse, compared_with};
use super::evaluate::Outcome;
use super::facts::World;
use super::frames::Draft;
use super::lexicon::Class;
use super::tokens::{Kind, Sentence, When};
use super::truth::Truth;
use super::{Checker, sure};
use crate::model::Period;

impl Checker<'_> {
    /// True if the words are borne out in another period that the sentence names.
    pub(super) fn true_then(
        &self,
        draft: &Draft,
        outcome: &Outcome,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        if draft.tests.iter().any(sure::says_when) || is_told_now(s, draft) {
            return false;
        }
        let named = (0..s.tokens.len()).filter_map(|at| match s.tokens[at].kind {
            // "three places lower than last week" is of now.
            Kind::Period(when) if when != When::Beyond && !compared_with(s, at) => world.period_of(when),
            _ => None,
        });
        let told = outcome.at.map(|(_, period)| period);
        // Where the claim's own words name no time, and another part of the sentence does, it may be of now.
        let is_time = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_)));
        // "… in W30, when it rose from 13th" is of then, and what it came from is of before.
        let then = s.text(draft.words.start) == "when" || s.is(draft.at.wrapping_sub(1), &[Class::From]);
        let now = (!then && !draft.words.clone().any(is_time)).then_some(world.period);
        let mut others: Vec<Period> = named.chain(now).filter(|p| Some(*p) != told).collect();
        others.sort_unstable();
        others.dedup();
        others.iter().any(|period| {
            let then = Draft { when: Some(When::At(*period)), past: false, ..draft.clone() };
            matches!(self.evaluate(&then, &then.tests, world, discourse).truth, Truth::Yes(_))
        })
    }
}

/// "Having been second last week, Bravo now ranks second", "sixth before and sixth now": right beside it stands that it is
/// of now.
fn is_told_now(s: &Sentence, draft: &Draft) -> bool {
    let at = draft.at;
    let now = |at: usize| s.is(at, &[Class::Now]) && s.text(at) == "now";
    let verb = at > 1 && crate::claims::clauses::is_verb(s, at - 1) && now(at - 2);
    let mark = |at: usize| s.tokens.get(at).is_none_or(|t| matches!(t.kind, Kind::Mark(_)));
    let behind = now(at + 1) && mark(at + 2);
    s.num(at).is_some() && (verb || behind || at > 0 && now(at - 1))
}
