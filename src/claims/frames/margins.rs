//! Frames of what has become of a distance: it narrowed, is twice that of another period, or the same as last week.

use super::its_lead::placed_behind;
use super::multiples::hedge_before;
use super::{Draft, Frame, GapChange, Test, is_rank};
use crate::claims::clauses::{Clause, is_noun, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Sentence, When, Who};
use rust_decimal::Decimal;

/// "The gap between A and B narrowed", "Bravo's lead over Alpha has widened since W28".
pub fn narrowed(f: Frame<'_>) -> Option<Draft> {
    let times =
        |value, half| GapChange::Times(Num { hedge: hedge_before(f), ..Num::new(value, half, Form::Times) });
    let how = match f.text(0) {
        "narrowed" | "narrows" | "closed" | "shrank" | "shrunk" | "shrinks" | "tightened" => {
            GapChange::Sign(-1)
        }
        "widened" | "widens" | "opened" | "grew" | "grown" | "grows" | "stretched" => GapChange::Sign(1),
        "doubled" | "doubles" => times(Decimal::TWO, Decimal::new(5, 2)),
        "tripled" | "trebled" | "triples" => times(Decimal::from(3), Decimal::new(1, 1)),
        "quadrupled" | "quadruples" => times(Decimal::from(4), Decimal::new(2, 1)),
        "halved" | "halves" => times(Decimal::new(5, 1), Decimal::new(5, 2)),
        _ => return None,
    };
    let start = f.clause().range.start;
    let noun = (start..f.at).find(|at| is_distance(f, *at))?;
    // "Bravo, with a lead of 200 billion, grew": not the lead.
    let verb = |at: usize| {
        is_verb(f.s, at) && !matches!(f.s.text(at), "has" | "have" | "had" | "at the top" | "at the head")
    };
    let led = (noun + 1..f.at).any(|at| f.s.tokens[at].kind == Kind::Mark(',') || verb(at));
    let (a, b) = named_apart(f, noun).filter(|_| !led)?;
    let mut draft = moved(f, (a, b), how, since(f));
    if let ([Test::GapMoved { held, .. }], true) = (draft.tests.as_mut_slice(), over_a_place(f, noun)) {
        (*held, draft.guessed) = (true, false);
    }
    Some(draft)
}

/// The two whose distance the clause speaks of before a token: "The gap between first and second was …".
pub(super) fn distance_before(f: Frame<'_>, at: usize) -> Option<(Who, Who)> {
    let there = f.from(at)?;
    let noun = (there.clause().range.start..at).find(|at| is_distance(f, *at))?;
    named_apart(there, noun)
}

/// "Alpha's lead doubled to 1.7 points", "the gap grew from 3 points to 5": the amount is the distance.
pub fn came_to(f: Frame<'_>) -> Option<Draft> {
    let num =
        *f.num().filter(|n| n.form == Form::Cardinal && !matches!(n.unit, Unit::Periods | Unit::Places))?;
    let role = f.role().filter(|role| matches!(role, Class::To | Class::From))?;
    let start = f.clause().range.start;
    let verb = (start..f.at).find(|at| is_verb(f.s, *at))?;
    let noun = (start..verb).find(|at| is_distance(f, *at))?;
    // "Alpha's lead helped it rise to 85 points": not the lead.
    let other = |at: usize| {
        let word = f.s.text(at);
        let quiet =
            matches!(word, "has" | "have" | "had" | "over" | "nearly" | "almost") || word.ends_with("ly");
        f.s.is(at, &[Class::It, Class::They])
            // "narrowed in May, to 70,400".
            || matches!(f.s.tokens[at].kind, Kind::Mark(',')) && at + 2 != f.at
            || matches!(f.s.tokens[at].kind, Kind::Word(_)) && at < verb && !quiet
    };
    if (noun + 1..f.at).any(other) {
        return None;
    }
    let there = f.from(verb)?;
    let Some((a, b)) = named_apart(there, noun) else {
        return Some(f.draft("gap", vec![Test::Unbound("between whom the gap lies is not told")]));
    };
    let (a, b) = (vec![a], vec![b]);
    let gap = Test::Difference { measure: Measure::Value, a: a.clone(), b, num, sign: 0 };
    let test = match role {
        Class::From => Test::Then { when: since(there).unwrap_or(When::Back(1)), test: Box::new(gap) },
        _ => gap,
    };
    Some(f.draft_of("gap", vec![test], a, true))
}

/// The two of whose distance a sentence tells: "Alpha's lead over Bravo is 500 billion".
pub fn told_distance(s: &Sentence, clauses: &[Clause]) -> Option<(Who, Who)> {
    let first = clauses.first()?;
    let mut verbs = first.range.clone().filter(|at| is_verb(s, *at));
    let f = |at, index| Frame { s, clauses, index, at, lately: &[], apart: None, told_of_now: false };
    let distance = verbs.find_map(|verb| distance_before(f(verb, 0), verb));
    // "Alpha is 500 billion tokens ahead of Bravo".
    let told = || {
        let apart = s.has(&[Class::Ahead, Class::Behind, Class::Lead, Class::GapNoun]) && s.whos.len() > 1;
        let last = s.tokens.len().checked_sub(1).filter(|_| apart)?;
        told_apart(f(last, clauses.len() - 1))
    };
    distance.or_else(told)
}

/// "Last week it was 400 billion", "In May the gap was 3 points": the sentence goes on with a distance.
pub fn goes_on_with_a_distance(s: &Sentence) -> bool {
    let who = (0..s.tokens.len()).any(|at| s.who(at).is_some());
    !who && s.has(&[Class::It, Class::GapNoun, Class::Lead])
}

/// "Alpha's lead over Bravo is 500 billion. Last week it was 400 billion": the same distance, then.
pub fn it_was(f: Frame<'_>) -> Option<Draft> {
    let before = f.apart.filter(|_| goes_on_with_a_distance(f.s)).cloned();
    let (a, b) = before.or_else(|| apart_in_sentence(f))?;
    let num = *f.num().filter(|n| n.form == Form::Cardinal)?;
    let measure = match num.unit {
        Unit::Points | Unit::Board | Unit::None => Measure::Value,
        Unit::PercentPoints => Measure::Share,
        _ => return None,
    };
    let hedge =
        |at: usize| f.s.is(at, &[Class::Adverb, Class::Only, Class::At, Class::MoreThan, Class::Over]);
    let verb = (f.clause().range.start..f.at).rev().find(|at| !hedge(*at))?;
    let subject = verb.checked_sub(1)?;
    let noun =
        f.s.is(subject, &[Class::GapNoun, Class::Lead]) && f.s.is(subject.wrapping_sub(1), &[Class::The]);
    let stood = matches!(f.s.text(verb), "is" | "was" | "been" | "stood" | "stands" | "measured" | "came");
    if !stood || !(noun || f.s.is(subject, &[Class::It])) {
        return None;
    }
    let (a, b) = (vec![a], vec![b]);
    // "it was at 1 trillion" may be one of the two.
    let has = |group: &Vec<Who>| Test::Number { measure, num, sign: 0, group: group.clone() };
    let own = if noun { Vec::new() } else { vec![has(&a), has(&b)] };
    let apart = Test::Difference { measure, a: a.clone(), b, num, sign: 0 };
    let draft = f.draft_of("gap", std::iter::once(apart).chain(own).collect(), a, true);
    Some(Draft { guessed: false, ..draft })
}

/// "In ranks, the distance between Alpha and Bravo is 3; in points, it is 1.4": the two of the statement before.
fn apart_in_sentence(f: Frame<'_>) -> Option<(Who, Who)> {
    let parts = (0..f.clause().range.start.max(f.at)).rev().find(|at| f.s.is_mark(*at, ';'))?;
    if (parts..f.at).any(|at| f.s.who(at).is_some()) {
        return None;
    }
    let noun = (0..parts).find(|at| is_distance(f, *at) && f.s.is(at + 1, &[Class::Between]))?;
    let (one, other) = f.s.who(noun + 2).zip(f.s.who(noun + 4))?;
    Some((one.clone(), other.clone()))
}

/// "gap", "margin", "lead".
pub(super) fn is_distance(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::GapNoun]) || f.s.is(at, &[Class::Lead]) && is_noun(f.s, at)
}

/// The two of a distance that are named before the token.
fn named_apart(f: Frame<'_>, noun: usize) -> Option<(Who, Who)> {
    let real = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)));
    let start = f.clause().range.start;
    let noun = noun.max(1);
    let named: Vec<Who> = (start..f.at).filter_map(|at| f.s.who(at)).filter(real).cloned().collect();
    let lead = f.s.text(noun).starts_with("lead");
    let before = |who: &Who| (start..noun).any(|at| f.s.who(at) == Some(who));
    // "The leader's margin over second place", "The lead of Alpha over second place".
    let told = (noun..f.at).find_map(|at| placed_behind(f, at));
    if let (Some(rank), Some(who)) = (told, super::its_lead::holder(f, noun)) {
        return Some((who, vec![Entity::AtRank(rank, 0)]));
    }
    match named.as_slice() {
        [a, b] => Some((a.clone(), b.clone())),
        [a] if lead && before(a) => Some((a.clone(), vec![Entity::AtRank(2, 0)])),
        // "its lead over Bravo".
        [b] if lead && f.clause().subject.len() == 1 && f.s.is(noun - 1, &[Class::Its]) => {
            Some((f.clause().subject[0].clone(), b.clone()))
        }
        [] => ranks_apart(f, noun),
        _ => None,
    }
}

/// "a margin over second place": of whoever stands there.
fn over_a_place(f: Frame<'_>, noun: usize) -> bool {
    (noun..f.at).any(|at| placed_behind(f, at).is_some())
}

/// "the gap between first and second": whoever stands there.
fn ranks_apart(f: Frame<'_>, noun: usize) -> Option<(Who, Who)> {
    let rank = |at: usize| f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole);
    let ranks: Vec<u32> = (noun..f.at).filter_map(rank).collect();
    match ranks.as_slice() {
        [a, b] => Some((vec![Entity::AtRank(*a, 0)], vec![Entity::AtRank(*b, 0)])),
        [] if at_the_top(f, noun) => Some((vec![Entity::AtRank(1, 0)], vec![Entity::AtRank(2, 0)])),
        _ => None,
    }
}

/// "the gap at the top of the list", "the gap between the top two".
fn at_the_top(f: Frame<'_>, noun: usize) -> bool {
    let two = |at: usize| f.s.is(noun + 1, &[Class::Between]) && f.top_at(at) == Some(2);
    matches!(f.s.text(noun + 1), "at the top" | "at the head") || (noun + 2..noun + 4).any(two)
}

fn moved(f: Frame<'_>, (a, b): (Who, Who), how: GapChange, from: Option<When>) -> Draft {
    let test = Test::GapMoved {
        a: vec![a.clone()],
        b: vec![b],
        how,
        from: from.unwrap_or(When::Back(1)),
        held: false,
    };
    let draft = f.draft_of("gap", vec![test], vec![a], true);
    Draft { when: draft.when.filter(|_| from.is_none()), ..draft }
}

/// "widened from the six points of W16", "has narrowed since W28": the period that the gap of now is held against.
pub(super) fn since(f: Frame<'_>) -> Option<When> {
    let period = |at: &usize| matches!(f.s.tokens[*at].kind, Kind::Period(_));
    let told = (f.at + 1..f.clause().range.end).find(period)?;
    let against = (f.at + 1..told)
        .any(|at| f.s.is(at, &[Class::From, Class::Against, Class::Than]) || f.s.text(at) == "since");
    match f.s.tokens[told].kind {
        Kind::Period(when) if against => Some(when),
        _ => None,
    }
}

/// "twice the margin of W30", "the same distance as last week": of the distance that was told before.
pub fn of_then(f: Frame<'_>) -> Option<Draft> {
    let same = f.text(0) == "same";
    let how = if same { GapChange::Sign(0) } else { GapChange::Times(factor(f)?) };
    let article = if same { 0 } else { usize::from(f.is(1, &[Class::Of])) + 1 };
    if !same && !f.s.is(f.at + article, &[Class::The, Class::Its]) {
        return None;
    }
    let noun = f.at + article + 1;
    let distance = f.s.is(noun, &[Class::GapNoun]) || f.s.text(noun).starts_with("lead");
    // "the lead of W30" and "the margin of W30" are one word more or less.
    let small = [Class::Of, Class::From, Class::In, Class::As];
    let then = (noun + 1..noun + 4).find(|at| !f.s.is(*at, &small))?;
    // "twice the margin it had over Bravo in May": of others, perhaps.
    if distance && f.s.is(then, &[Class::It, Class::They]) {
        return Some(f.draft("gap", vec![Test::Unbound("which distance is meant is not told")]));
    }
    let Kind::Period(from) = f.s.tokens.get(then)?.kind else { return None };
    let pair = distance.then(|| told_apart(f)).flatten()?;
    Some(moved(f, pair, how, Some(from)))
}

/// "now trails Bravo by 200 billion, the same margin by which it led last week": it led by as much then.
pub fn same_the_other_way(f: Frame<'_>) -> Option<Draft> {
    let noun = f.at + 1;
    let (by, it) = (noun + 1, noun + 3);
    let told = f.text(0) == "same" && f.s.is(noun, &[Class::GapNoun]) && f.s.is(by, &[Class::By]);
    if !told || f.s.text(by + 1) != "which" || !f.s.is(it, &[Class::It]) {
        return None;
    }
    let sign = match f.s.class(it + 1)? {
        Class::Lead | Class::Ahead => 1,
        Class::Behind => -1,
        _ => return None,
    };
    let (f_then, number) = (it + 2, (0..f.at).rev().find(|at| f.s.num(*at).is_some())?);
    let Kind::Period(when) = f.s.tokens.get(f_then)?.kind else { return None };
    let (a, b) = told_apart(f)?;
    // "The leader" of now was another then.
    let models = a.iter().chain(&b).all(|e| matches!(e, Entity::Model { .. }));
    let test = Test::Difference {
        measure: Measure::Value,
        a: vec![a.clone()],
        b: vec![b],
        num: *f.s.num(number)?,
        sign,
    };
    let test = Test::Then { when, test: Box::new(test) };
    let draft = f.draft_of("gap", vec![test], vec![a], true);
    let range = f.s.tokens[f.at].start..f.s.tokens[it + 1].end;
    let draft = Draft { range, when: Some(When::Back(0)), past: false, guessed: false, ..draft };
    models.then_some(Draft { words: f.at..f.at, ..draft })
}

/// "twice", "half", "1.5 times".
fn factor(f: Frame<'_>) -> Option<Num> {
    let (value, half) = match f.text(0) {
        "twice" | "double" => (Decimal::TWO, Decimal::new(5, 2)),
        "thrice" | "triple" => (Decimal::from(3), Decimal::new(1, 1)),
        _ => return f.num().filter(|n| matches!(n.form, Form::Times | Form::Fraction)).copied(),
    };
    Some(Num { hedge: hedge_before(f), ..Num::new(value, half, Form::Times) })
}

/// "40 points above the twentieth, two fewer than last week": by so much it has changed.
pub fn fewer_than_then(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| {
        n.form == Form::Cardinal && matches!(n.unit, Unit::None | Unit::Points | Unit::Foreign)
    })?;
    let (sign, than) = match f.text(1) {
        "fewer" | "less" if f.is(2, &[Class::Than]) => (-1, 2),
        "more" if f.is(2, &[Class::Than]) => (1, 2),
        "more than" => (1, 1),
        _ => return None,
    };
    // "half a point less than its own margin in May".
    let mut noun = f.at + than + 1;
    while f.s.is(noun, &[Class::The, Class::Its]) || f.s.text(noun) == "own" {
        noun += 1;
    }
    if f.s.is(noun, &[Class::GapNoun]) {
        return Some(f.draft("gap", vec![Test::Unbound("which distance is meant is not told")]));
    }
    let period = f.at + than + 1 + usize::from(f.s.is(f.at + than + 1, &[Class::In]));
    let Kind::Period(from) = f.s.tokens.get(period)?.kind else { return None };
    Some(moved(f, told_apart(f)?, GapChange::By(num, sign), Some(from)))
}

/// "leads by four, a wider margin than in any of the three weeks before": wider than in each of them.
pub fn wider_than_then(f: Frame<'_>) -> Option<Draft> {
    let noun = f.at.checked_sub(1).filter(|at| f.is(0, &[Class::Than]) && is_distance(f, *at))?;
    let sign = match f.s.text(noun.checked_sub(1)?) {
        "wider" | "larger" | "bigger" | "greater" | "longer" => 1,
        "narrower" | "smaller" | "thinner" | "slimmer" | "shorter" => -1,
        _ => return None,
    };
    let small = |at: &usize| f.s.is(*at, &[Class::In, Class::On, Class::The, Class::Of]);
    let any = (f.at + 1..f.at + 3).find(|at| matches!(f.s.text(*at), "any" | "any of"));
    let told = (any.unwrap_or(f.at) + 1..f.at + 7).find(|at| !small(at))?;
    let back: Vec<When> = match (&f.s.tokens.get(told)?.kind, any) {
        (Kind::Period(When::Back(n @ 1..=12)), Some(_)) => (1..=*n).map(When::Back).collect(),
        (Kind::Period(when), None) if *when != When::Beyond => vec![*when],
        _ => return None,
    };
    // "leads by four": ahead of whoever stands second, and so did the leader of then.
    let pair = match told_apart(f)? {
        (_, b) if b == [Entity::AtRank(2, 0)] => (vec![Entity::AtRank(1, 0)], b),
        pair => pair,
    };
    let drafts = back.into_iter().map(|from| moved(f, pair.clone(), GapChange::Sign(sign), Some(from)));
    let mut drafts: Vec<Draft> = drafts.collect();
    let tests = drafts.iter().flat_map(|draft| draft.tests.clone()).collect();
    let draft = drafts.pop()?;
    Some(Draft { tests: vec![Test::All(tests)], when: None, past: false, ..draft })
}

/// The two whose distance a number before the token tells.
pub(super) fn told_apart(f: Frame<'_>) -> Option<(Who, Who)> {
    let told = (0..f.at).rev().filter(|at| f.s.num(*at).is_some());
    let draft = told.filter_map(|at| super::gaps::difference(f.from(at)?)).next()?;
    match draft.tests.first()? {
        Test::Difference { measure: Measure::Value, a, b, .. } => {
            Some((a.first()?.clone(), b.first()?.clone()))
        }
        _ => None,
    }
}

/// "closed in on Bravo, from 2.3 points to 1.7": of the distance, which is not set against what it was.
pub fn closed_in(f: Frame<'_>) -> Option<Draft> {
    let closes = |at: usize| {
        f.s.text(at).starts_with("clos") && f.s.is(at + 1, &[Class::In]) && f.s.is(at + 2, &[Class::On])
    };
    let mut before = f.clauses[0].range.start..f.at;
    let distance = f.num().is_some_and(|n| n.form == Form::Cardinal);
    let tells = distance && f.is(-1, &[Class::From, Class::To]) && before.any(closes);
    tells.then(|| f.draft("gap", vec![Test::Unbound("how close they came is not looked up")]))
}
