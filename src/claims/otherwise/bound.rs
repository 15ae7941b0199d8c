//! Which of the other readings a number's own words leave: the time that stands beside it, what it came to, of what it is a
//! part.

use super::{Draft, Kind, Measure, Sentence, Test, When, Who};
use crate::claims::clauses::compared_with;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};

/// "leads Alpha by 400", "is ahead of Alpha by 400": the distance of the two that stand beside each other.
pub(super) fn leads_by(s: &Sentence, draft: &Draft) -> bool {
    let at = draft.at;
    let before = [Class::Lead, Class::Ahead, Class::Behind];
    let told = at > 2 && s.is(at - 1, &[Class::By]) && s.who(at - 2).is_some() && s.is(at - 3, &before);
    // "with Bravo ahead of Alpha by 200": Bravo, whoever else the sentence speaks of.
    let nearest = (0..at.saturating_sub(3)).rev().find_map(|at| s.who(at));
    told && nearest.is_none_or(|who| draft.group.contains(who))
}

/// "5% more than last week": by so much it grew, and no part of anything.
pub(super) fn is_more_than_then(s: &Sentence, at: usize) -> bool {
    let more = matches!(s.text(at + 1), "more" | "fewer" | "less" | "higher" | "lower");
    let than = at + 1 + usize::from(more);
    let period = |at: usize| matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_)));
    let than_then = s.is(than, &[Class::Than]) && more || s.is(than, &[Class::MoreThan]);
    than_then && (period(than + 1) || s.is(than + 1, &[Class::In, Class::On]) && period(than + 2))
}

/// "In W20 Alpha led with 1.4 trillion tokens", "Having carried 10 billion tokens in W29, …": the only time that the sentence
/// names opens it, or stands right behind the number, so that it is of no other.
pub(super) fn is_bound_to_its_time(s: &Sentence, draft: &Draft) -> bool {
    let time = |at: usize| match s.tokens.get(at).map(|t| &t.kind) {
        Some(Kind::Period(when)) => Some(*when),
        _ => None,
    };
    let mut times = (0..s.tokens.len()).filter(|at| time(*at).is_some());
    let Some(first) = times.next().filter(|_| times.next().is_none()) else { return false };
    let told = time(first).filter(|when| !matches!(when, When::Back(0) | When::Beyond));
    // "down 50,600 on April" is of now.
    if told.is_none() || draft.when != told || compared_with(s, first) {
        return false;
    }
    let joins = |at: usize| {
        s.is(at, &[Class::And, Class::But, Class::While, Class::Now, Class::From, Class::Against])
            || s.is(at, &[Class::Than, Class::After, Class::To])
            || matches!(s.tokens[at].kind, Kind::Mark(_))
    };
    let opens = first < 2 && (first + 2..s.tokens.len()).all(|at| !joins(at));
    let led = |at: usize| s.is(at, &[Class::In, Class::On]) || s.units.contains(&at);
    let on = s.is(first.wrapping_sub(1), &[Class::On]) && s.is(draft.at.wrapping_sub(1), &Class::CHANGES);
    let behind = !on && first > draft.at && first < draft.at + 4 && (draft.at + 1..first).all(led);
    opens || behind
}

/// "Its share dropped to 22%": what it came to, and not by how much; "losing 0.1% of its downloads": how it shrank.
pub(super) fn is_of_its_words(test: &Test, s: &Sentence, at: usize) -> bool {
    let change = |at: usize| s.is(at, &Class::CHANGES);
    let nouns = ["growth", "gain", "gains", "rise", "increase", "decline", "loss", "losses", "pace", "rate"];
    let to = at > 1 && s.is(at - 1, &[Class::To]) && change(at - 2);
    let came_to = to && (0..at - 2).all(|at| !nouns.contains(&s.text(at)));
    let percent = s.num(at).is_some_and(|n| n.form == Form::Percent && n.unit != Unit::PercentPoints);
    let its = s.is(at + 1, &[Class::Of]) && s.is(at + 2, &[Class::Its, Class::Their]);
    let all = its && (s.units.contains(&(at + 3)) || s.is(at + 3, &[Class::Volume]));
    let lost = percent && all && at > 0 && change(at - 1);
    match test {
        Test::Number { measure: Measure::Growth, .. } => !came_to,
        Test::Number { measure, .. } => {
            let changed =
                matches!(measure, Measure::ShareChange | Measure::ShareGrowth | Measure::ValueChange);
            !(lost || came_to && changed)
        }
        _ => true,
    }
}

/// "has a context of 1M tokens, as does Bravo": Bravo has it too.
pub(super) fn is_set_beside(s: &Sentence, who: &Who) -> bool {
    let does = |at: usize| matches!(s.text(at), "does" | "did" | "do") && s.is(at - 1, &[Class::As]);
    let mut told = (0..s.tokens.len()).filter(|at| s.who(*at) == Some(who)).peekable();
    told.peek().is_some() && told.all(|at| at > 1 && does(at - 1))
}

/// "Alpha fell to tenth and Bravo to tenth", "Alpha (down to No. 11)": the place that the row right before it came to.
pub(super) fn reaches(s: &Sentence, draft: &Draft) -> bool {
    let Some(to) = draft.at.checked_sub(1).filter(|to| s.is(*to, &[Class::To])) else { return false };
    let small = |at: usize| {
        s.is(at, &Class::CHANGES) || s.is(at, &[Class::Adverb, Class::Now, Class::Move]) || s.is_mark(at, '(')
    };
    let who = (0..to).rev().find(|at| !small(*at)).and_then(|at| s.who(at));
    who.is_some_and(|who| draft.group == [who.clone()])
}
