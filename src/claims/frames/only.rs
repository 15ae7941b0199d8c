//! Frames of what one alone does, and all but one.

use super::extents::extent;
use super::predicates::{direction_of, is_new_in_a_top, opposite, predicate};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::{Clause, all_before, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "the only other port with double-digit growth", "besides Alpha, only Bravo …", "the only one besides Alpha": some are
/// named that do so too.
fn besides(f: Frame<'_>) -> bool {
    let too = |at: usize| {
        matches!(f.s.text(at), "besides" | "beside")
            || f.s.text(at) == "apart" && f.s.is(at + 1, &[Class::From])
            || f.s.text(at) == "other" && f.s.is(at + 1, &[Class::Than])
    };
    f.text(1) == "other" || (0..f.s.tokens.len()).any(too)
}

/// "Everyone but Golf grew", "every model except Golf": Golf alone did the opposite.
pub fn all_but(f: Frame<'_>) -> Option<Draft> {
    if !matches!(f.text(0), "but" | "except" | "bar" | "save") || !all_before(f.s, f.at) {
        return None;
    }
    let from = f.at + 1 + usize::from(f.is(1, &[Class::For]));
    let group = f.group_from(from)?;
    let end = f.clauses.iter().find(|c| c.range.contains(&from)).map_or(f.s.tokens.len(), |c| c.range.end);
    let Some(opposite) = opposite(predicate(f, from + 1, end)?) else {
        let unbound = Test::Unbound("what all but one did is not counted");
        return Some(f.draft_of("only", vec![unbound], group, true));
    };
    let test = Test::Only { what: opposite, also: None, by: None, group: group.clone(), top: f.scope() };
    Some(Draft { neg: false, ..f.draft_of("only", vec![test], group, true) })
}

/// "… despite growing", "… while losing share": more is said of whom the clause before counts.
fn twofold(f: Frame<'_>, clause: &Clause) -> bool {
    let more = [Class::While, Class::EvenAs, Class::Despite, Class::Although, Class::Yet, Class::But];
    let at = clause.range.start + 1;
    // "…, two of them despite higher admissions": of those two.
    let some = (f.at + 1..clause.range.start)
        .any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal) && f.s.is(at + 1, &[Class::Of]));
    let own = f.s.who(at).is_none() && f.s.num(at).is_none() && !f.s.is(at, &[Class::The]) && !some;
    // "grew and still fell".
    let first = clause.range.start;
    let verb = if f.s.is(first, &[Class::Adverb, Class::Now]) { first + 1 } else { first };
    let goes_on =
        first > 0 && f.s.is(first - 1, &[Class::And]) && f.s.is(verb, &Class::CHANGES) && is_verb(f.s, verb);
    clause.joint.is_some_and(|j| more.contains(&j)) && own || goes_on
}

/// What the clause behind says besides; an error where it says something that is not counted.
pub(super) fn also(f: Frame<'_>) -> Result<Option<Predicate>, &'static str> {
    let Some(next) = f.clauses.get(f.index + 1).filter(|next| twofold(f, next)) else { return Ok(None) };
    let there = Frame { at: next.range.start, index: f.index + 1, ..f };
    let plain = next.range.clone().all(|at| f.s.num(at).is_none() && f.s.who(at).is_none());
    match predicate(there, next.range.start, next.range.end).filter(|_| plain) {
        Some(also) => Ok(Some(also)),
        None => Err("what else is said of them is not counted"),
    }
}

/// "the only one to climb on fewer tokens".
fn on_volume(f: Frame<'_>, end: usize) -> Option<Predicate> {
    (f.at + 1..end).filter(|at| f.s.is(*at, &[Class::On])).find_map(|at| match f.s.text(at + 1) {
        "fewer" | "less" => Some(Predicate::Shrank),
        "more" => Some(Predicate::Grew),
        _ => None,
    })
}

/// How far each of them went; an error where the words say so in a way that is not read.
fn how_far(f: Frame<'_>, what: Predicate, end: usize) -> Result<Option<(Measure, Num)>, &'static str> {
    match extent(f, what) {
        None if bounded(f, end) => Err("how far each of them went is not worked out"),
        by => Ok(by),
    }
}

/// "the only one to move by more than a dozen rungs": those who went less far do not count.
fn bounded(f: Frame<'_>, end: usize) -> bool {
    let bound = |at: usize| {
        f.s.num(at)
            .is_some_and(|n| n.form != Form::Ordinal && (n.hedge != Hedge::Plain || n.unit == Unit::Foreign))
            || f.s.is(at, &[Class::By, Class::MoreThan])
    };
    (f.at + 2..end).take_while(|at| f.s.tokens[*at].kind != Kind::Mark(',')).any(bound)
}

/// "the only model that did not grow": it shrank.
fn undenied(f: Frame<'_>, what: Predicate, end: usize) -> Option<Predicate> {
    let denied = (f.at + 1..end).any(|at| f.s.text(at) == "not");
    if denied { opposite(what) } else { Some(what) }
}

/// "only Alpha added more": than somebody of whom the words before speak.
fn added_more(f: Frame<'_>, end: usize) -> bool {
    let ends = |at: usize| matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let more = |at: usize| matches!(f.s.text(at), "more" | "less" | "fewer" | "faster" | "further");
    // "1,500 or more" is so much.
    (f.at + 1..end).any(|at| more(at) && ends(at + 1) && !f.s.is(at - 1, &[Class::Or]))
}

/// "the only OpenAI model to climb", "Luna is OpenAI's only model in the top twenty".
fn of_maker(f: Frame<'_>, end: usize) -> Option<Draft> {
    let one = Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal);
    let count = |what, org: &usize, top| Test::Count {
        num: one,
        what,
        also: None,
        by: None,
        top,
        of: Of::orgs([*org]),
    };
    if let Some([Entity::Org(org)]) = f.s.who(f.at + 1).map(Vec::as_slice) {
        let what = predicate(f, f.at + 2, end)?;
        let mut tests = vec![count(what, org, f.scope())];
        // "Only Google lost traffic": no other maker, by what its rows did together.
        let among = f.s.is(f.at + 2, &[Class::Between]);
        let behind = (f.at + 2..f.at + 6).find(|at| among && f.s.makers.contains(at));
        let verb = behind.map_or(f.at + 2, |noun| noun + 1);
        let sign = sign_of(what).filter(|_| is_verb(f.s, verb) && f.scope().is_none());
        if let Some(sign) = sign {
            tests.insert(0, Test::OnlyMaker { org: *org, sign });
            tests.truncate(if f.s.makers.is_empty() { 2 } else { 1 });
        }
        return Some(Draft { neg: false, ..f.draft("only", tests) });
    }
    let owner = f.at.checked_sub(1).filter(|at| f.s.tokens[*at].possessive).and_then(|at| f.s.who(at))?;
    let ([Entity::Org(org)], Some(top)) = (owner.as_slice(), f.scope()) else { return None };
    let group = f.clause().subject.clone();
    let model = !group.is_empty() && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if !model || predicate(f, f.at + 1, end).is_some() {
        return None;
    }
    let made = Test::MadeBy { org: *org, group: group.clone() };
    let all = vec![count(Predicate::Listed, org, Some(top)), Test::InTop { group, top }, made];
    Some(Draft { neg: false, ..f.draft("only", vec![Test::All(all)]) })
}

/// "Only Echo and Bravo gained share".
fn they_alone(f: Frame<'_>, end: usize) -> Option<Draft> {
    let start = f.clause().range.start;
    let opens = f.at == start || f.text(-1) == "," && f.s.is(start, &[Class::Of]);
    let group = f.group_from(f.at + 1).filter(|_| opens && f.s.who(f.at + 1).is_some())?;
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    let other = [Class::Behind, Class::Ahead, Class::Overtake];
    if !models || (f.at + 2..end).any(|at| f.s.is(at, &other)) {
        return None;
    }
    if let Some(second) = second_to(f, &group, end) {
        return Some(second);
    }
    let what = predicate(f, f.at + 2, end).or_else(|| so_much(f, end))?;
    // "Of the three climbers, only Echo …": of those.
    let before = f.index.checked_sub(1).map(|i| f.clauses[i].range.start).filter(|_| f.at == start);
    let from = before.filter(|at| f.s.is(*at, &[Class::Of])).unwrap_or(start);
    let of_those = || predicate(f, from, f.at);
    // "Of Google's rows, only Echo …": of its rows alone.
    let maker = |e: &Entity| matches!(e, Entity::Org(_) | Entity::OrgRows { .. });
    if (from..f.at).any(|at| f.s.who(at).is_some_and(|who| who.iter().any(maker))) {
        let test = of_whose_rows(f, (from, what), &group, end);
        return Some(Draft { neg: false, ..f.draft_of("only", vec![test], group, true) });
    }
    // "Only Golf fell, by 44%" tells how far it did, "only Golf fell by 44%" who fell so far.
    let told = (f.at + 2..end).find(|at| is_verb(f.s, *at)).unwrap_or(f.at + 2);
    let aside = (told..end).any(|at| f.s.tokens[at].kind == Kind::Mark(','));
    let by = if aside { Ok(None) } else { how_far(f, what, end) };
    // "Four of the top five grew; only Alpha shrank": of these, perhaps.
    let counted = (0..start).find_map(|at| f.top_at(at)).filter(|_| f.scope().is_none());
    let tests = match also(f).and_then(|also| Ok((also.or_else(of_those), by?))) {
        Ok((also, by)) => {
            let only = |top| Test::Only { what, also, by, group: group.clone(), top };
            std::iter::once(only(f.scope())).chain(counted.map(|top| only(Some(top)))).collect()
        }
        Err(why) => vec![Test::Unbound(why)],
    };
    Some(Draft { neg: false, ..f.draft_of("only", tests, group, true) })
}

/// "Only Alpha handled more than 2.2 million containers", "Only Alpha and Bravo topped a million".
fn so_much(f: Frame<'_>, end: usize) -> Option<Predicate> {
    const HAVE: [Class; 5] = [Class::Carry, Class::Lead, Class::Overtake, Class::Exceed, Class::Be];
    let verb = (f.at + 2..end).find(|at| is_verb(f.s, *at)).filter(|at| f.s.is(*at, &HAVE))?;
    let bound = (verb + 1..verb + 4).find_map(|at| f.s.num(at)).filter(|n| n.hedge != Hedge::Plain);
    bound.and_then(|_| extent(f, Predicate::Listed)).map(|_| Predicate::Listed)
}

/// "Of Google's rows, only Alpha grew": Alpha did, and no other of them.
fn of_whose_rows(f: Frame<'_>, (from, what): (usize, Predicate), group: &[Who], end: usize) -> Test {
    let unbound = Test::Unbound("who of a maker's rows alone does so is not looked up");
    let maker =
        (from..f.at).find_map(|at| super::among_rows::maker_at(f, at)).filter(|of| !of.orgs.is_empty());
    let Some((measure, sign)) = direction_of(what) else { return unbound };
    let plain = matches!(also(f), Ok(None)) && !bounded(f, end) && extent(f, what).is_none();
    let Some(of) = maker.filter(|_| plain) else { return unbound };
    let Ok(count) = u32::try_from(group.len()) else { return unbound };
    let num = Num::new(Decimal::from(count), Decimal::ZERO, Form::Cardinal);
    let did = Test::Direction { measure, sign, group: group.to_vec() };
    Test::All(vec![did, Test::Count { num, what, also: None, by: None, top: f.scope(), of }])
}

/// "Only Alpha grew faster than Bravo": Alpha the most, and Bravo next.
fn second_to(f: Frame<'_>, group: &[Who], end: usize) -> Option<Draft> {
    let verb = (f.at + 2..end).find(|at| f.s.is(*at, &[Class::Outgrow]))?;
    let model = |w: &Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    let other = f.group_from(verb + 1).filter(|other| other.iter().all(model))?;
    let measure = Measure::Growth;
    let nth = |nth, group: Vec<Who>| Test::Nth { measure, sign: 1, most: true, nth, group, top: f.scope() };
    let test = match (group, other.len()) {
        ([_], 1) => Test::All(vec![nth(1, group.to_vec()), nth(2, other)]),
        _ => Test::Unbound("which of several did more than others is not looked up"),
    };
    Some(Draft { neg: false, ..f.draft_of("only", vec![test], group.to_vec(), true) })
}

/// "the only row with more than a trillion tokens".
fn with_so_much(f: Frame<'_>) -> Option<Predicate> {
    let noun = f.is(1, &[Class::RowsNoun, Class::Released])
        || matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Word(_)));
    let row = noun && f.is(-1, &[Class::The]);
    row.then(|| extent(f, Predicate::Listed)).flatten().map(|_| Predicate::Listed)
}

/// Which way what a maker's rows have together went.
fn sign_of(what: Predicate) -> Option<i8> {
    match what {
        Predicate::Grew => Some(1),
        Predicate::Shrank => Some(-1),
        _ => None,
    }
}

/// "the only studio to grow": what its rows did together, and those of no other maker.
fn among_makers(f: Frame<'_>, what: Predicate, group: &[Who], more: bool) -> Test {
    // "the only studio whose admissions rose".
    let volume = (f.at + 2..f.s.tokens.len().min(f.at + 6))
        .any(|at| f.s.is(at, &[Class::Volume]) || f.s.units.contains(&at));
    let sign = match what {
        Predicate::Climbed if volume => Some(1),
        Predicate::Fell if volume => Some(-1),
        _ => sign_of(what),
    };
    // "the only studio to grow in the top ten", "with all its films".
    let narrowed =
        (f.at + 2..f.clause().range.end).any(|at| f.s.is(at, &[Class::With, Class::All, Class::Each]));
    let alone = f.s.makers.contains(&(f.at + 1)) && !more && !narrowed && f.scope().is_none();
    match (group.concat().as_slice(), sign) {
        ([Entity::Org(org)], Some(sign)) if alone => Test::OnlyMaker { org: *org, sign },
        _ => Test::Unbound("makers are not set against each other"),
    }
}

/// "Alpha was not the only one to grow": it did.
pub(super) fn not_only(f: Frame<'_>) -> bool {
    let denied = |at: usize| (at.saturating_sub(2)..at).any(|at| f.s.is(at, &[Class::Neg]));
    (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Only]) && denied(at))
}

/// The clause's denial is none of the token's: "was not the only one to grow", "does not list Alpha, the No. 10 port".
pub(super) fn denies_another(f: Frame<'_>) -> bool {
    not_only(f) || of_the_denied(f)
}

/// "does not list Alpha, the No. 10 port by traffic": what stands behind its name is told of it, not denied.
fn of_the_denied(f: Frame<'_>) -> bool {
    let range = f.clause().range.clone();
    let Some(neg) = range.clone().find(|at| f.s.is(*at, &[Class::Neg])) else { return false };
    let named = |comma: &usize| f.s.text(*comma) == "," && f.s.who(comma - 1).is_some();
    let comma = (neg + 2..f.at).rev().find(named);
    comma.is_some_and(|comma| {
        let led = f.s.is(comma + 1, &[Class::The, Class::A]) || comma + 1 == f.at;
        led && !(comma + 1..range.end).any(|at| is_verb(f.s, at))
    })
}

/// Of whom it is said: the subject, or who is named behind: "the only newcomer being Alpha".
pub(super) fn who_alone(f: Frame<'_>) -> Vec<Who> {
    let being = (f.at + 1..f.at + 5).find(|at| f.s.text(*at) == "being");
    let subject = || {
        let rows = |w: &&Who| !w.iter().any(|e| matches!(e, Entity::Top(_)));
        f.clause().subject.iter().filter(rows).cloned().collect()
    };
    being.and_then(|at| f.group_from(at + 1)).unwrap_or_else(subject)
}

/// What the words may say that one alone did.
fn meant(f: Frame<'_>, what: Predicate) -> impl Iterator<Item = Predicate> {
    // A loser may have lost places or volume.
    let lost = what == Predicate::Fell && f.text(1).starts_with("loser");
    let new = what == Predicate::Entered && is_new_in_a_top(f);
    // "the only new films on the list" may have been there once.
    let back = what == Predicate::Debut && f.text(1) == "new";
    let others = [
        lost.then_some(Predicate::Shrank),
        new.then_some(Predicate::Debut),
        back.then_some(Predicate::Joined),
    ];
    [what].into_iter().chain(others.into_iter().flatten())
}

/// "Bravo, up 100%, and Echo were the only models …": not Echo alone.
fn told_of_several(f: Frame<'_>) -> bool {
    let several = matches!(f.text(-2), "were" | "are") && f.is(-1, &[Class::The]);
    several && f.s.is(f.clause().range.start.wrapping_sub(1), &[Class::And])
}

/// "the only decliner", "the only model that fell".
pub fn only(f: Frame<'_>) -> Option<Draft> {
    // "stands only at No. 30": no higher.
    let counts = |one: Frame<'_>| one.num().is_some() && super::for_so_many::counts_of_fronted(one);
    if f.class()? != Class::Only
        || f.is(1, &[Class::At, Class::To, Class::In, Class::On])
        // "Of the eight models, only one shrank".
        || f.from(f.at + 1).is_some_and(counts)
    {
        return None;
    }
    let end = f
        .clauses
        .get(f.index + 1)
        .filter(|c| c.joint == Some(Class::Which))
        .map_or(f.clause().range.end, |c| c.range.end);
    if besides(f) {
        return Some(f.draft("only", vec![Test::Unbound("those who were named before do so too")]));
    }
    if added_more(f, end) {
        return Some(f.draft("only", vec![Test::Unbound("than whom is not told")]));
    }
    if let Some(they) = they_alone(f, end) {
        return Some(they);
    }
    if let Some(of_maker) = of_maker(f, end) {
        return Some(of_maker);
    }
    if let Some(joined) = super::alone::joined_alone(f, end) {
        return Some(joined);
    }
    // "the only one that is down on the week": of a time that nothing is held against.
    if (f.at..end).any(|at| matches!(f.s.tokens[at].kind, Kind::Period(When::Beyond) | Kind::Span(_))) {
        let unbound = Test::Unbound("the words speak of a time that the data do not know");
        return Some(f.draft("only", vec![unbound]));
    }
    let noun = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Word(_) | Kind::Lex(_)))
        || f.text(1) == "one";
    let what = predicate(f, f.at + 1, end).or_else(|| with_so_much(f))?;
    let Some(what) = undenied(f, what, end) else {
        return Some(f.draft("only", vec![Test::Unbound("who alone did not do so is not looked up")]));
    };
    // "the only one to lose a place while growing".
    let (also, by) = match also(f).and_then(|also| Ok((also, how_far(f, what, end)?))) {
        Ok((also, by)) => (also.or_else(|| on_volume(f, end)), by),
        Err(why) => return Some(f.draft("only", vec![Test::Unbound(why)])),
    };
    if !noun || f.s.num(f.at + 1).is_some() && f.text(1) != "one" {
        return None;
    }
    let group = who_alone(f);
    if group.is_empty() {
        return Some(f.draft("only", Vec::new()));
    }
    if group.len() == 1 && told_of_several(f) {
        return Some(f.draft("only", vec![Test::Unbound("who else is meant is told before")]));
    }
    if group.iter().flatten().any(|e| matches!(e, Entity::Org(_))) {
        let test = among_makers(f, what, &group, also.is_some() || by.is_some());
        return Some(Draft { neg: false, ..f.draft_of("only", vec![test], group, true) });
    }
    let tests = meant(f, what)
        .map(|what| Test::Only { what, also, by, group: group.clone(), top: f.scope() })
        .collect();
    // "was not the only one to grow": others did so too, or it is wrong.
    let neg = (f.at.saturating_sub(2)..f.at).any(|at| f.s.is(at, &[Class::Neg]));
    Some(Draft { neg, ..f.draft_of("only", tests, group, f.clause().certain) })
}
