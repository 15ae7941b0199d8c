//! Where a clause begins.

use super::super::lexicon::{Class, Classes};
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence};
use super::{is_push, is_verb, pushed, pushed_it};
use std::ops::Range;

/// What always begins one.
const OPENS: Classes = Classes::of(&[
    Class::But,
    Class::While,
    Class::Although,
    Class::EvenAs,
    Class::Despite,
    Class::Because,
    Class::Which,
    Class::After,
    Class::So,
    Class::Yet,
]);

/// What may begin one where no mark and no "and" stands before it, if it is no mention.
const MAY_OPEN: Classes =
    Classes::of(&[Class::As, Class::It, Class::They, Class::Its, Class::Their, Class::The]);

/// What may stand before the verb or the mention that begins one.
const LIGHT: Classes = Classes::of(&[
    Class::Adverb,
    Class::Now,
    Class::And,
    Class::So,
    Class::Neg,
    Class::Yet,
    Class::Each,
    Class::All,
]);

/// True if a clause begins at a token, where the one before it begins at `start`.
#[inline]
pub(super) fn begins(s: &Sentence, at: usize, start: usize) -> bool {
    let (before, here) = (&s.tokens[at - 1].kind, &s.tokens[at].kind);
    let (comma, joined) = match before {
        Kind::Mark(';' | '—' | ':' | '(' | ')' | '–') => return true,
        Kind::Mark(c) => (*c == ',', false),
        Kind::Lex(class) => (false, matches!(class, Class::And | Class::Or)),
        _ => (false, false),
    };
    let may_open = match here {
        // By themselves these are what was pushed.
        Kind::Who(_) if !comma && !joined && s.is(start, &[Class::While, Class::Although]) => {
            return follows_the_aside(s, at, start);
        }
        Kind::Who(_) | Kind::Lex(Class::The) => is_push(s.text(at - 1)),
        Kind::Lex(class) => OPENS.has(*class) || MAY_OPEN.has(*class),
        _ => false,
    };
    // Most tokens are nothing of the kind.
    with_whom(s, at) || (comma || joined || may_open) && opens(s, at, start, (comma, joined))
}

/// "while Alpha stayed third Bravo lost a place": what the aside leads up to, where no comma parts the two.
fn follows_the_aside(s: &Sentence, at: usize, start: usize) -> bool {
    let told = s.num(at - 1).is_some()
        || s.is(at - 1, &Class::CHANGES)
        || s.is(at - 1, &[Class::Hold, Class::PlacesNoun])
        || matches!(s.tokens[at - 1].kind, Kind::Period(_));
    let participle = s.text(at + 1).ends_with("ing") || s.is(at + 1, &[Class::Behind, Class::Ahead]);
    told && (start..at).any(|i| is_verb(s, i)) && is_verb(s, at + 1) && !participle
}

/// "The fastest growth since March 2 is that of Alpha": part of what the clause speaks of.
fn since_inside(s: &Sentence, at: usize, start: usize) -> bool {
    let period = matches!(s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(_)));
    let superlative = (start..at).any(|i| s.is(i, &[Class::Most, Class::Least]));
    s.text(at) == "since"
        && (period && (superlative || super::does::has_done(s, at + 2)))
        && matches!(s.text(at + 2), "is" | "was" | "has been" | "are" | "were" | "has" | "have")
        && !(start..at)
            .any(|i| is_verb(s, i) && !s.is(i, &[Class::Be]) || s.text(i) == "," || s.text(i) == "is")
}

/// "only", "just" skipped.
fn next_number(s: &Sentence, at: usize) -> usize {
    at + usize::from(s.is(at, &[Class::Only, Class::Adverb]) || s.text(at) == "just")
}

/// What is counted is the subject of a verb: nothing stands between but the board.
fn tells_of_counted(s: &Sentence, number: usize) -> bool {
    let mut verb = number + 1;
    while s.is(verb, &[Class::In, Class::On, Class::The])
        || matches!(s.tokens.get(verb).map(|t| &t.kind), Some(Kind::Board(_)))
    {
        verb += 1;
    }
    verb < s.tokens.len() && (is_verb(s, verb) || s.is(verb, &[Class::Enter, Class::Separate]))
}

/// The same of a token that stands behind a comma or an "and", or may begin a clause by itself.
fn opens(s: &Sentence, at: usize, start: usize, (comma, joined): (bool, bool)) -> bool {
    if s.is_mark(at, '(') || all_before(s, at) {
        return false;
    }
    if s.is_in(at, OPENS) {
        // "its best rank so far".
        let so_far = s.text(at) == "so" && s.text(at + 1) == "far";
        return !so_far && !since_inside(s, at, start);
    }
    // "in the same month its traffic rose".
    let span = matches!(s.text(at - 1), "day" | "week" | "month" | "period");
    if span
        && s.text(at.wrapping_sub(2)) == "same"
        && s.is(at, &[Class::Its, Class::Their])
        && noun_then_verb(s, at)
    {
        return true;
    }
    // "in January, when it ranked eleventh".
    if comma && s.text(at) == "when" {
        return true;
    }
    // "moves up after two weeks in third, on growth of 18.3%".
    let changes = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let noun = at + 1 + usize::from(s.is(at + 1, &[Class::A]));
    if comma
        && s.is(start, &[Class::After])
        && s.is(at, &[Class::On, Class::With])
        && s.is(noun, &changes)
        && s.is(noun + 1, &[Class::Of])
    {
        return true;
    }
    // "Hotel's debut pushed Foxtrot down": the rest is said of the one that was pushed.
    let row = || s.who(at).is_some_and(|w| !matches!(w.as_slice(), [Entity::Top(_)]));
    if is_push(s.text(at - 1)) && (row() || pushed(s, at) || pushed_it(s, at)) {
        return true;
    }
    if s.is(at, &[Class::As]) {
        // "twice as many units as Echo in fourth".
        let as_many = (at.saturating_sub(4)..at.saturating_sub(1))
            .any(|i| s.text(i) == "as" && matches!(s.text(i + 1), "many" | "much"));
        let owned = s.tokens.get(at + 1).is_some_and(|t| t.possessive);
        return (owned || !as_many) && noun_then_verb(s, at + 1);
    }
    // "the top twenty it was part of a week ago".
    if s.is(at, &[Class::It, Class::They])
        && is_verb(s, at + 1)
        && s.who(at - 1).is_some_and(|w| matches!(w.as_slice(), [Entity::Top(_)]))
    {
        return true;
    }
    if comma && s.is(at, &[Class::And, Class::Or]) {
        return false;
    }
    // "…, and a loss of 32.9% dropped Alpha to tenth".
    let another = joined && at > 1 && s.is_mark(at - 2, ',');
    // "…, and at its list price of $2, Alpha is cheaper".
    let at_its = s.is(at, &[Class::At, Class::With]) && s.is(at + 1, &[Class::Its]);
    if another && (at_its || super::does::moves(s, at).is_some()) {
        return true;
    }
    // "passed both Alpha and Bravo to take sixth place": two that were passed.
    let objects = joined && s.who(at).is_some() && s.is(at + 1, &[Class::To]);
    if objects && at > 1 && s.who(at - 2).is_some() {
        return false;
    }
    // "Alpha did not, it sank to twelfth".
    if comma && at > 1 && s.is(at - 2, &[Class::Neg]) && s.is(at, &[Class::It, Class::They]) {
        return is_verb(s, at + 1);
    }
    if comma || joined {
        // "…, and no package climbed further".
        if s.is(at, &[Class::Neg]) && matches!(s.text(at), "no" | "nobody" | "nothing" | "none" | "no one") {
            return true;
        }
        // "…, and three rows on the board score 1500", "…, and only 52 points separate first from tenth".
        let counted = s.num(next_number(s, at)).is_some_and(|n| {
            n.form == Form::Cardinal && matches!(n.unit, Unit::Subjects | Unit::Points | Unit::Places)
        });
        if joined && counted && tells_of_counted(s, next_number(s, at)) {
            return true;
        }
        // "…, now eleventh by traffic".
        if comma && s.text(at) == "now" && s.num(at + 1).is_some_and(super::super::frames::is_rank) {
            return true;
        }
        let next = skip_adverbs(s, at);
        let participle = is_verb(s, next) || s.is(next, &[Class::New, Class::Debut]);
        // "A and B climbed": two subjects of one verb, as long as nothing was said of the first.
        // "Fourth-placed Alpha and fifth-placed Bravo are …": which these are.
        let placed = |i: usize| s.who(i + 1).is_some() && s.text(i).ends_with("-placed");
        let number = |i: usize| s.num(i).is_some() && !(joined && placed(i) && placed(at));
        let said =
            (start..at).any(|i| is_verb(s, i) || number(i) || matches!(s.tokens[i].kind, Kind::Figure(_)));
        // "…, Alpha and Bravo carried": the clause has begun with Alpha.
        let first = at.checked_sub(2).filter(|first| joined && *first >= start && s.who(*first).is_some());
        let opens = |first: usize| first == start || fronted_before(s, start, first);
        let second = s.who(at).is_some() && first.is_some_and(opens);
        // "Alpha was the only debut and Bravo the only return".
        let its = s.is(at + 1, &[Class::The, Class::Its]) && s.is(at + 2, &[Class::Only]);
        let elided = said && s.who(at).is_some() && its;
        return participle
            || elided
            || (said && !second && noun_then_verb(s, at))
            || (comma
                && (s.is(next, &[Class::With, Class::At, Class::To, Class::From])
                    || matches!(s.tokens[at].kind, Kind::Period(_))));
    }
    false
}

/// "With 3.5% and 2.3% of all units, Alpha and Bravo rank …": what opens the clause names nobody and tells nothing.
fn fronted_before(s: &Sentence, start: usize, who: usize) -> bool {
    s.is(start, &[Class::With, Class::At, Class::On, Class::After, Class::Despite])
        && s.is_mark(who - 1, ',')
        && !(start..who - 1).any(|at| is_verb(s, at) || s.who(at).is_some())
}

/// "…, with Alpha moving up to second", "with Alpha's score slipping to 80": said of whom "with" leads up to.
#[inline]
pub(super) fn with_whom(s: &Sentence, at: usize) -> bool {
    s.text(at) == "with" && leads_up_to_whom(s, at)
}

fn leads_up_to_whom(s: &Sentence, at: usize) -> bool {
    let part = |i: usize| {
        s.who(i).is_some()
            || s.is(i, &[Class::And, Class::The, Class::Adverb, Class::Now])
            || s.is(i, &[Class::Volume, Class::Score, Class::Share, Class::Votes])
                && s.tokens[i.saturating_sub(1)].possessive
            || matches!(s.text(i), "both" | "then" | "again")
    };
    let mut verb = at + 1;
    while verb < s.tokens.len().min(at + 8) && part(verb) {
        verb += 1;
    }
    let named = (at + 1..verb).any(|i| s.who(i).is_some()) && !s.is(verb - 1, &[Class::And]);
    let participle = s.text(verb).split(' ').next().is_some_and(|word| word.ends_with("ing"));
    named && participle && is_verb(s, verb)
}

/// "passed Alpha for second in March and Bravo for first in June": another whom the verb before is said of.
pub fn goes_on_with_whom(s: &Sentence, start: usize) -> bool {
    let mut at = skip_adverbs(s, start);
    // "…, and in June Bravo for first".
    if s.is(at, &[Class::In, Class::On])
        && matches!(s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(_)))
    {
        at += 2;
    }
    let passed = || {
        let verb = (0..start).rev().find(|at| is_verb(s, *at));
        let active = |verb: usize| {
            s.is(verb, &[Class::Overtake, Class::Displace, Class::Exceed]) && !s.is(verb + 1, &[Class::By])
        };
        verb.is_some_and(|verb| active(verb) && (verb + 1..start).any(|at| s.who(at).is_some()))
    };
    let rank = s.num(at + 2).is_some_and(super::super::frames::is_rank);
    s.who(at).is_some() && s.is(at + 1, &[Class::For]) && rank && passed()
}

/// "everyone but", "every model except".
#[inline]
pub fn all_before(s: &Sentence, at: usize) -> bool {
    let all =
        |i: usize| matches!(s.text(i), "everyone" | "everybody" | "every" | "all" | "everything" | "each");
    // "…, more than Bravo carried in all, but Alpha" goes on with another statement.
    let parted = s.text(at) == "but" && s.is_mark(at.saturating_sub(1), ',');
    matches!(s.text(at), "but" | "except" | "bar" | "save") && !parted && (at.saturating_sub(4)..at).any(all)
}

pub(super) fn skip_adverbs(s: &Sentence, mut at: usize) -> usize {
    // "…, and together they handled".
    let together = |at: usize| s.is(at, &[Class::Together]) && s.is(at + 1, &[Class::They]);
    while together(at) || s.is_in(at, LIGHT) {
        at += 1;
    }
    at
}

/// "the share of Alpha", "the paid row of Alpha": from the first of these words to the mention.
fn past_measure(s: &Sentence, at: usize) -> usize {
    let measure = at + usize::from(s.is(at, &[Class::Free, Class::Paid]));
    let of = s.is(measure + 1, &[Class::Of])
        && s.is(measure, &[Class::RowsNoun, Class::Share, Class::Volume, Class::Score]);
    if of && s.who(measure + 2).is_some() { measure + 2 } else { at }
}

/// A mention or "it", perhaps with a parenthesis, and then what is said of it.
pub(super) fn noun_then_verb(s: &Sentence, at: usize) -> bool {
    let mut i = skip_adverbs(s, at);
    if s.is(i, &[Class::In, Class::On]) {
        return matches!(s.tokens.get(i + 1).map(|t| &t.kind), Some(Kind::Period(_) | Kind::Board(_)));
    }
    // "sixth-placed Alpha".
    let placed = |i: usize| s.num(i).is_some_and(|n| n.unit == Unit::Places && s.who(i + 1).is_some());
    // "the newcomer Alpha".
    let newcomer = |i: usize| s.is(i, &[Class::Debut, Class::New]) && s.who(i + 1).is_some();
    while s.is(i, &[Class::The, Class::A, Class::Its, Class::Their, Class::Only]) || placed(i) || newcomer(i)
    {
        i += 1;
    }
    i = past_measure(s, i);
    let starts = s.who(i).is_some()
        || s.is(i, &[Class::It, Class::They])
        || s.is(i.saturating_sub(1), &[Class::Its, Class::Their]);
    if !starts {
        return false;
    }
    i += 1;
    let limit = (i + 6).min(s.tokens.len());
    while i < limit {
        match &s.tokens[i].kind {
            Kind::Mark('(') => return true,
            Kind::Mark(',' | '.' | ';' | ')') => return false,
            // "…, Alpha and Bravo carried": two of one verb.
            Kind::Lex(Class::And)
                if s.who(i - 1).is_some()
                    && s.who(i + 1).is_some()
                    && is_verb(s, i + 2 + usize::from(s.is(i + 2, &[Class::Each]))) =>
            {
                return true;
            }
            // "Nine Lanterns and Marrow by one".
            Kind::Lex(Class::And) if s.who(i + 1).is_some() && s.is(i + 2, &[Class::By]) => return true,
            Kind::Lex(Class::And | Class::Or) => return false,
            Kind::Lex(Class::At | Class::With | Class::By) => return true,
            Kind::Num(_) | Kind::Figure(_) => return true,
            _ if is_verb(s, i) => return true,
            _ => i += 1,
        }
    }
    false
}

/// A clause that an open parenthesis begins right behind a mention.
pub(super) fn in_parenthesis(s: &Sentence, range: &Range<usize>) -> bool {
    let Some(before) = range.start.checked_sub(2).filter(|at| s.is_mark(at + 1, '(')) else { return false };
    // "Alpha: 4 (prev. 5)".
    let ranked = || {
        let rank = s.num(before).is_some_and(super::super::frames::is_rank);
        let mark = before > 1 && matches!(s.tokens[before - 1].kind, Kind::Mark(':' | ',' | '–'));
        rank && before.checked_sub(1 + usize::from(mark)).is_some_and(|at| s.who(at).is_some())
    };
    s.who(before).is_some() || ranked()
}
