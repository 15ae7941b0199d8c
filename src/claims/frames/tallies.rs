//! One count of rows held against another: "one more than last week", "down from four", "exactly as it did in W28".

use super::holdings::governed;
use super::presence::{QUANTITY, Tally, earlier, tally};
use super::scopes::Scope;
use super::{Draft, Frame, Predicate, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// Of what else a count is true by the words.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// In other periods: "exactly as it did in W28 and W29".
    pub then: Vec<When>,
    /// Of other makers: "as many as Google".
    pub makers: Vec<usize>,
    /// Of the other maker, in another period: "a week ago it was the other way round".
    pub reversed: Option<When>,
    /// Of somebody in a period that is that one's: "as many as Google had in May".
    pub theirs: bool,
}

/// What is said to be the same behind a count.
pub(super) fn the_same(f: Frame<'_>) -> Others {
    let mut others = Others::default();
    let end = f.s.tokens.len();
    // What another number or another maker is said of is not this one's.
    let told = |at: &usize| {
        f.s.who(*at).is_none_or(|_| f.top_at(*at).is_some())
            && f.s.text(*at) != ";"
            && !f.s.is(*at, &[Class::But, Class::While])
    };
    let counted = |at: &usize| f.s.num(*at).is_none() || super::scopes::rows_of_list(f, *at).is_some();
    let alike = (f.at + 1..end).take_while(|at| told(at) && counted(at)).find_map(|at| as_before(f, at));
    if let Some(from) = alike {
        others.then = periods(f, from);
        let org = || org_at(f, from).filter(|_| closed(f, from + 1));
        others.makers = if others.then.is_empty() { org().into_iter().collect() } else { Vec::new() };
        let period = |at: usize| matches!(f.s.tokens[at].kind, Kind::Period(_));
        others.theirs = others.then.is_empty() && (from..end).any(period) && !(0..f.at).any(period);
    }
    others.reversed = reversed(f);
    others
}

/// "twice as many as", "together as many as", "not as many as", "nearly as many as": something else than the same is said.
fn is_other(f: Frame<'_>, at: usize) -> bool {
    let word = |at: usize| {
        f.s.num(at).is_some()
            || f.s.is(at, &[Class::Neg, Class::Half, Class::Double, Class::Triple, Class::Quadruple])
            || matches!(
                f.s.text(at),
                "twice"
                    | "together"
                    | "combined"
                    | "thrice"
                    | "times"
                    | "near"
                    | "nearly"
                    | "almost"
                    | "least"
                    | "most"
            )
    };
    (f.at + 1..at).rev().take(4).take_while(|at| !matches!(f.s.tokens[*at].kind, Kind::Mark(_))).any(word)
}

/// The words "as many as" belong to a count before them, whose claim they are a part of.
pub(super) fn is_of_a_count(f: Frame<'_>) -> bool {
    let counts = (0..f.at).rev().filter(|at| f.s.num(*at).is_some()).take(3);
    let alike = |there: Frame<'_>| {
        let others = the_same(there);
        !others.then.is_empty() || !others.makers.is_empty()
    };
    f.text(0) == "as many as"
        && counts
            .filter_map(|at| f.from(at))
            .any(|there| super::presence::rows(there).is_some() && alike(there))
}

/// "as it did in", "as in", "as many as in", "the same number as": where the words stand that tell when.
fn as_before(f: Frame<'_>, at: usize) -> Option<usize> {
    let did = |at: usize| {
        let it = f.s.is(at, &[Class::It, Class::They]) && matches!(f.s.text(at + 1), "did" | "had");
        at + if it { 2 } else { 0 }
    };
    if is_other(f, at) {
        return None;
    }
    match f.s.text(at) {
        "as many as" => Some(did(at + 1)),
        // "the same number as a week earlier".
        "as" if f.s.text(at.wrapping_sub(2)) == "same" || f.s.text(at - 1) == "same" => Some(did(at + 1)),
        "as" if did(at + 1) > at + 1 || f.s.is(at + 1, &[Class::In]) => Some(did(at + 1)),
        "unchanged" if f.s.is(at + 1, &[Class::From]) => Some(at + 2),
        word if f.s.is(at, &[Class::Frozen]) && word.contains(' ') => Some(at),
        _ => None,
    }
}

/// The periods that stand at a token: "in W28 and W29", "before".
pub(super) fn periods(f: Frame<'_>, from: usize) -> Vec<When> {
    if f.s.is(from, &[Class::Frozen]) || f.s.text(from) == "before" {
        return vec![When::Back(1)];
    }
    let small =
        |at: usize| f.s.is(at, &[Class::In, Class::On, Class::And]) || matches!(f.s.text(at), "," | "both");
    let mut found = Vec::new();
    for at in from..f.s.tokens.len() {
        match f.s.tokens[at].kind {
            Kind::Period(when) => found.push(when),
            _ if small(at) => {}
            _ => break,
        }
    }
    found
}

pub(super) fn org_at(f: Frame<'_>, at: usize) -> Option<usize> {
    f.s.who(at)?.iter().find_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    })
}

/// "a week ago it was the other way round".
fn reversed(f: Frame<'_>) -> Option<When> {
    let words = |at: usize| {
        f.s.text(at) == "other" && f.s.text(at + 1) == "way" && matches!(f.s.text(at + 2), "round" | "around")
            || matches!(f.s.text(at), "reverse" | "opposite") && f.s.is(at - 1, &[Class::The])
    };
    let at = (f.at + 1..f.s.tokens.len()).find(|at| words(*at))?;
    let there = f.from(at)?;
    there.clause().range.clone().find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => Some(when),
        _ => None,
    })
}

/// A count that is told by another: "one more than last week", "five more than Google", "down from four".
pub fn compared(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    if let Some((tally, when)) = from(f, num) {
        return Some(Draft { when: Some(when), ..draft(f, vec![tally.test(num)]) });
    }
    if let Some((_, test, when)) = counted_before(f, num) {
        return Some(Draft { when: Some(when), ..draft(f, vec![test]) });
    }
    let (sign, than) = more(f)?;
    let words = f.s.tokens[f.at].start..f.s.tokens.get(than.checked_sub(1)?)?.end;
    let told = earlier(f).filter(|t| t.num.hedge == Hedge::Plain)?;
    let other = Num { value: told.num.value + sign * num.value, ..told.num };
    if other.value.is_sign_negative() {
        return None;
    }
    let test = match org_at(f, than) {
        Some(org) if !told.makers.is_empty() && closed(f, than + 1) => told.of(vec![org]).test(other),
        Some(_) => return None,
        None => {
            let [when] = periods(f, than).try_into().ok()?;
            Test::Then { when, test: Box::new(told.test(other)) }
        }
    };
    // "than" is this count's own.
    Some(Draft { range: words, ..draft(f, vec![test]) })
}

/// "more than", "fewer than it had": what is to be added for the other one, and where that is named.
fn more(f: Frame<'_>) -> Option<(Decimal, usize)> {
    // "one more than", "one row fewer than".
    let noun = usize::from(f.is(1, &[Class::RowsNoun]));
    let at = f.at + 1 + noun;
    let (sign, than) = match f.s.text(at) {
        "fewer" | "less" => (Decimal::ONE, at + 1),
        "more" => (Decimal::NEGATIVE_ONE, at + 1),
        "more than" => return Some((Decimal::NEGATIVE_ONE, past_it(f, at + 1))),
        _ => return None,
    };
    f.s.is(than, &[Class::Than]).then(|| (sign, past_it(f, than + 1)))
}

/// Nothing more is said of whom a count is held against: "than Google had last week" is another one.
pub(super) fn closed(f: Frame<'_>, at: usize) -> bool {
    // "Google and Meta together": of more than the one.
    let another = |at: usize| f.s.who(at).is_some() && !is_verb(f.s, at + 1);
    let ends = |at: usize| {
        let mark = matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)));
        (mark || f.s.is(at, &[Class::And, Class::But])) && !another(at + 1)
    };
    // "… than Google this week".
    let now = matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    ends(at) || (now || matches!(f.s.text(at), "has" | "does" | "do" | "have")) && ends(at + 1)
}

pub(super) fn past_it(f: Frame<'_>, at: usize) -> usize {
    let it = f.s.is(at, &[Class::It, Class::They]) && matches!(f.s.text(at + 1), "did" | "had");
    at + if it { 2 } else { 0 }
}

/// "from four in W16", "up from five", "after four in the week before": the same count in a period before.
fn from(f: Frame<'_>, num: Num) -> Option<(Tally, When)> {
    let against = [Class::From, Class::After, Class::Against];
    let role = f.is(-1, &against) || f.is(-2, &against) && f.is(-1, &[Class::Adverb]);
    let bare = matches!(num.unit, Unit::None | Unit::Subjects | Unit::Makers)
        && num.form == Form::Cardinal
        && !num.scaled;
    // "shrank from twelve rows to seven".
    let ahead = || f.is(1, &[Class::To]).then(|| tally(f.from(f.at + 2)?)).flatten();
    // "four rows, from 8 to 17": where they stand.
    let span = f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some();
    let told = (role && bare).then(|| if span { ahead() } else { earlier(f) }).flatten()?;
    let told = of_some(f, &told).unwrap_or(told);
    // "against four for OpenAI".
    if f.is(1, &[Class::For, Class::At, Class::Of, Class::On, Class::By]) {
        let org = org_at(f, f.at + 2).filter(|_| f.is(1, &[Class::For]))?;
        return Some((told.of(vec![org]), When::Back(0)));
    }
    // "… since Alpha sank from 4 million": of Alpha.
    let other = |w: &Who| !w.iter().any(|e| matches!(e, Entity::Org(_) | Entity::Top(_)));
    if f.clause().subject.iter().any(other) {
        return None;
    }
    let next = (f.at + 1..f.at + 4).take_while(|at| f.s.num(*at).is_none() && f.s.who(*at).is_none());
    let when = next.into_iter().find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) => Some(when),
        _ => None,
    });
    Some((told, when.unwrap_or(When::Back(1))))
}

/// "Five films drew more than 500,000 admissions, down from six last week": how many did so then, of whom is told how many
/// do now.
fn counted_before(f: Frame<'_>, num: Num) -> Option<(Decimal, Test, When)> {
    let bare = matches!(num.unit, Unit::None | Unit::Subjects) && num.form == Form::Cardinal && !num.scaled;
    let led = matches!(f.text(-1), "up from" | "down from");
    let rows = |n: &Num| n.unit == Unit::Subjects && n.form == Form::Cardinal && !n.scaled;
    let told =
        (0..f.at).rev().take_while(|at| f.s.text(*at) != ";").find(|at| f.s.num(*at).is_some_and(rows))?;
    let there = f.from(told).filter(|_| bare && led)?;
    let now =
        super::counts::counted(there).filter(|now| now.when.is_none_or(|when| when == When::Back(0)))?;
    let [Test::Count { num: count, what, also, by, top, of }] = now.tests.as_slice() else { return None };
    let test = Test::Count { num, what: *what, also: *also, by: *by, top: *top, of: of.clone() };
    let when = match f.s.tokens.get(f.at + 1).map(|t| &t.kind) {
        Some(Kind::Period(when)) => *when,
        None | Some(Kind::Mark(_)) => When::Back(1),
        _ => return None,
    };
    Some((count.value, test, when))
}

/// "13 rows are Anthropic's, and seven of those are in the top ten, up from five": of those, which were told last.
fn of_some(f: Frame<'_>, told: &Tally) -> Option<Tally> {
    let count = |at: &usize| {
        let num = f.s.num(*at).filter(|n| n.form == Form::Cardinal && !n.scaled);
        num.is_some_and(|n| matches!(n.unit, Unit::None | Unit::Subjects))
            && super::scopes::rows_of_list(f, *at).is_none()
    };
    let last = (told.at + 1..f.at).rev().find(count)?;
    let there = f.from(last)?;
    match super::counts::counted(there)?.tests.as_slice() {
        [Test::Count { num, what: Predicate::Listed, also: None, by: None, top, of }] => Some(Tally {
            num: *num,
            makers: of.orgs.clone(),
            scope: Scope { top: *top, listed: None },
            each: false,
            rows: told.rows,
            at: last,
        }),
        _ => None,
    }
}

/// "is down to three rows", "shrank from twelve rows to seven": which way the count went.
pub fn moved(f: Frame<'_>) -> Option<Draft> {
    let (sign, ..) = f.directed(f.at)?;
    let counts = (f.at + 1..f.clause().range.end).filter(|at| f.s.num(*at).is_some()).find(|at| {
        let led = f.from(*at).and_then(governed).is_some_and(|verb| verb <= f.at);
        led && f.s.is(at - 1, &[Class::To])
    })?;
    let now = tally(f.from(counts)?)?;
    let when = f.from(counts).and_then(|there| since(there)).unwrap_or(When::Back(1));
    let hedge = if sign < 0 { Hedge::Over } else { Hedge::Under };
    let then = Test::Then { when, test: Box::new(now.test(Num { hedge, ..now.num })) };
    Some(Draft { quantity: "direction", ..draft(f, vec![then]) })
}

/// "has two of the fifty rows, down from three": which way the words say that the count went.
pub fn stated(f: Frame<'_>) -> Option<Draft> {
    let sign = match f.text(0) {
        "up from" => 1,
        "down from" => -1,
        _ => return None,
    };
    let there = (f.at + 1..f.at + 3).find(|at| f.s.num(*at).is_some()).and_then(|at| f.from(at))?;
    let num = *there.num()?;
    let told = from(there, num)
        .map(|(told, _)| told.num.value)
        .or_else(|| counted_before(there, num).map(|(told, ..)| told))?;
    let order = told.cmp(&num.value) as i8;
    let draft = draft(f, vec![Test::Stated(order == sign)]);
    Some(Draft { quantity: "direction", ..draft })
}

/// The period that the count before is of: "to three rows, from four in W16".
fn since(f: Frame<'_>) -> Option<When> {
    let behind = (f.at + 1..f.s.tokens.len()).filter(|at| f.s.num(*at).is_some());
    let before = behind.take(3).find_map(|at| from(f.from(at)?, *f.s.num(at)?));
    before.map(|(_, when)| when)
}

fn draft(f: Frame<'_>, tests: Vec<Test>) -> Draft {
    let draft = f.draft_of(QUANTITY, tests, Vec::new(), true);
    Draft {
        neg: false,
        guessed: false,
        words: f.at..f.at,
        quantity: "count",
        when: Some(When::Back(0)),
        ..draft
    }
}
