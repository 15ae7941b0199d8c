//! Of whom rows are counted: a maker's, those that something else was said of, those of the week before.

use super::counts::{counted, done, orgs_in};
use super::predicates::predicate;
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::is_list;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use crate::identity::ModelId;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Whose rows are counted, and in which top.
pub(super) fn makers_and_top(f: Frame<'_>) -> (BTreeSet<usize>, Option<u32>) {
    let end = f.clause().range.end;
    let makes = |at: usize| {
        f.s.is(at, &[Class::In, Class::Enter]) || matches!(f.s.text(at), "made" | "make" | "makes")
    };
    // "three films in the table, two of them in the top ten": the top is the two's.
    let next = |at: usize| f.s.num(at).is_some() && f.s.is(at + 1, &[Class::Of]);
    let own = (f.at + 1..end).take_while(|at| !next(*at));
    let inside = own.clone().find_map(|at| f.top_at(at)).filter(|_| own.clone().any(makes));
    // "…, among them all three of xAI's rows".
    let part = |at: &usize| {
        let among = f.s.is(*at, &[Class::Between]) && matches!(f.s.text(at + 1), "them" | "these");
        !among && f.s.text(*at) != "including"
    };
    let named: Vec<Who> = (f.at + 1..end).take_while(part).filter_map(|i| f.s.who(i)).cloned().collect();
    let makers = orgs_in(&f.clause().subject);
    (if makers.is_empty() { orgs_in(&named) } else { makers }, inside)
}

/// "of the five", "The seven models added …", "of Arena's twenty rows": known already, and not what is told.
pub(super) fn known_already(f: Frame<'_>, num: Num) -> bool {
    let every = f.text(0) == "one" && f.is(-1, &[Class::All, Class::Each, Class::Neg]);
    let boards =
        |b: usize| f.s.tokens[b].possessive && matches!(f.s.tokens[b].kind, Kind::Board(_) | Kind::Period(_));
    let owned = f.at.checked_sub(1).is_some_and(boards) && f.is(-2, &[Class::Of]);
    // "in OpenRouter's listed fifty".
    let listed = f.text(-1) == "listed" && f.at.checked_sub(2).is_some_and(boards);
    let the = f.is(-1, &[Class::The]);
    // "four of sixteen entries", "two of its four films", "Of 50 models, four kept …": what the count before is of.
    let own = 1 + isize::from(f.is(-1, &[Class::Its, Class::Their, Class::The, Class::All]));
    let before = f.at.checked_add_signed(-own - 1);
    let counted = before.is_some_and(|at| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled));
    let part = f.is(-own, &[Class::Of]) && (counted || f.at.checked_add_signed(-own) == Some(0));
    // "Four models stand in the top 20, and all four fell".
    let told = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects && n.value == num.value);
    let all_of_them = f.is(-1, &[Class::All]) && num.unit == Unit::None && (0..f.at).any(told);
    all_of_them
        || part && num.unit == Unit::Subjects
        || every
        || owned
        || listed
        || the && (f.is(-2, &[Class::Of]) || f.at == 1 && num.unit == Unit::Subjects)
}

/// "the other nine lost some": of those that something else was said of. "Eleven of the top 20 grew; the other nine
/// shrank" leaves no doubt which.
pub(super) fn of_others(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|_| f.text(-1) == "other")?;
    let told = (0..f.at).rev().filter(|at| f.s.num(*at).is_some());
    let whole = told.filter_map(|at| counted(f.from(at)?)).find_map(|draft| match draft.tests.as_slice() {
        [Test::Count { num: told, what, top: Some(top), of, also: None, by: None }] => {
            let all = told.value + num.value == Decimal::from(*top) && of.is_of_all();
            all.then_some((*what, *top, draft.boards))
        }
        _ => None,
    });
    let what = predicate(f, f.at + 1, f.clause().range.end);
    if let Some(((first, top, boards), what)) = whole.zip(what) {
        // "… gained downloads; the other nine lost some": of the same.
        let some = (f.at..f.clause().range.end).any(|at| matches!(f.s.text(at), "some" | "them" | "any"));
        let what = match (first, what) {
            (Predicate::Grew | Predicate::Shrank, Predicate::Climbed) if some => Predicate::Grew,
            (Predicate::Grew | Predicate::Shrank, Predicate::Fell) if some => Predicate::Shrank,
            _ => what,
        };
        return Some(Draft { boards, ..done(f, num, what, Some(top), Of::default()) });
    }
    if let Some(draft) = kept(f, num) {
        return Some(draft);
    }
    let unbound = Test::Unbound("which the others are is not told");
    Some(f.draft_of("count", vec![unbound], Vec::new(), false))
}

/// "Seven moved up and eight moved down; the other 25 kept their places": all who did neither.
fn kept(f: Frame<'_>, num: Num) -> Option<Draft> {
    let told = (0..f.at).filter(|at| f.s.num(*at).is_some()).filter_map(|at| counted(f.from(at)?));
    let moves: Vec<Predicate> = told
        .filter_map(|draft| match draft.tests.first() {
            Some(Test::Count { what, top: None, of, also: None, by: None, .. }) if of.is_of_all() => {
                Some(*what)
            }
            _ => None,
        })
        .collect();
    let both = moves.contains(&Predicate::Climbed) && moves.contains(&Predicate::Fell);
    let held = predicate(f, f.at + 1, f.clause().range.end) == Some(Predicate::Held);
    (both && held && moves.len() == 2).then(|| done(f, num, Predicate::Held, None, Of::default()))
}

/// "Of Anthropic's four rows in the top 20, two climbed": of those.
pub(super) fn of_makers_rows(f: Frame<'_>, num: Num) -> Option<Draft> {
    if let Some(draft) = its_rows(f, num) {
        return Some(draft);
    }
    let opens = f.s.is(0, &[Class::Of]) && num.unit == Unit::None;
    let [Entity::OrgRows { org, top, .. }] = f.s.who(1).filter(|_| opens)?.as_slice() else { return None };
    let what = predicate(f, f.at + 1, f.clause().range.end)?;
    Some(done(f, num, what, *top, Of::orgs([*org])))
}

/// "three of the six are in the top 20": of some that only the sentence knows.
pub(super) fn of_those(f: Frame<'_>) -> Option<Draft> {
    let some = f.is(1, &[Class::Of])
        && f.is(2, &[Class::The])
        && f.s.num(f.at + 3).is_some_and(|n| n.unit == Unit::None && n.form == Form::Cardinal && !n.scaled)
        && f.is(4, &[Class::Be]);
    let unbound = Test::Unbound("which of them are meant is not told");
    (some && (0..f.at).any(|at| f.s.num(at).is_some()))
        .then(|| f.draft_of("count", vec![unbound], Vec::new(), false))
}

/// "Anthropic and Google have four rows each in the top 20".
pub(super) fn of_each(f: Frame<'_>, num: Num, makers: &BTreeSet<usize>, top: Option<u32>) -> Option<Draft> {
    let end = (f.at + 4).min(f.clause().range.end);
    let each = (f.clause().range.start..end).any(|at| f.s.is(at, &[Class::Each]));
    if let (true, Some(top)) = (each && makers.len() > 1, top) {
        let count = |org: &usize| Test::Count {
            num,
            what: Predicate::Listed,
            also: None,
            by: None,
            top: Some(top),
            of: Of::orgs([*org]),
        };
        let tests = vec![Test::All(makers.iter().map(count).collect())];
        return Some(Draft { neg: false, ..f.draft_of("count", tests, Vec::new(), true) });
    }
    None
}

/// "three rows in the top 20, one fewer than a week ago": so many there were then.
pub(super) fn than_before(f: Frame<'_>, num: Num) -> Option<Draft> {
    let (sign, then) = match f.text(1) {
        "fewer" | "less" => (Decimal::ONE, 3),
        "more" => (Decimal::NEGATIVE_ONE, 3),
        "more than" => (Decimal::NEGATIVE_ONE, 2),
        _ => return None,
    };
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Subjects))?;
    // "four rows in the top 20, one more than OpenAI".
    let other = f.s.who(f.at + then).and_then(|who| {
        who.iter().find_map(|e| match e {
            Entity::Org(org) => Some(*org),
            _ => None,
        })
    });
    let when = period_at(f, f.at + then);
    if when.is_none() && other.is_none() || !matches!(num.unit, Unit::None | Unit::Foreign) {
        return None;
    }
    let counts = counted(f.from(told)?)?;
    let Some(Test::Count { num: now, what: Predicate::Listed, also: None, by, top, of }) =
        counts.tests.first()
    else {
        return None;
    };
    let num = Num { value: now.value + sign * num.value, ..*now };
    let of = other.map_or_else(|| of.clone(), |org| Of::orgs([org]));
    let test = Test::Count { num, what: Predicate::Listed, also: None, by: *by, top: *top, of };
    let draft = f.draft_of("count", Vec::new(), Vec::new(), true);
    let when = when.filter(|_| other.is_none());
    Some(Draft { when, boards: counts.boards, neg: false, tests: vec![test], ..draft })
}

/// "nine packages drew over two million, half as many as on Friday": twice as many did then.
pub(super) fn as_many_as_then(f: Frame<'_>, factor: &Num) -> Option<Draft> {
    let after = f.at + 1..(f.at + 6).min(f.clause().range.end);
    let equal = after.rev().find(|at| f.s.text(*at) == "as" || f.s.is(*at, &[Class::AsMuchAs]))?;
    let when = period_at(f, equal + 1)?;
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some_and(|n| n.unit == Unit::Subjects))?;
    let counts = counted(f.from(told)?)?;
    let Some(Test::Count { num: now, what, also, by, top, of }) = counts.tests.first() else { return None };
    let value = now.value.checked_div(factor.value)?;
    let half = now.value.checked_div(factor.value.checked_sub(factor.half)?)?.checked_sub(value)?.abs();
    let exact = factor.digits && half < Decimal::ONE || factor.hedge == Hedge::Plain && value.is_integer();
    let half = if exact { Decimal::ZERO } else { half };
    let num = Num { value, half, hedge: turned(factor.hedge), ..*now };
    let test = Test::Count { num, what: *what, also: *also, by: *by, top: *top, of: of.clone() };
    let draft = f.draft_of("ratio", Vec::new(), Vec::new(), true);
    Some(Draft { when: Some(when), boards: counts.boards, neg: false, tests: vec![test], ..draft })
}

/// More than twice as many as then: then there were less than half as many.
fn turned(hedge: Hedge) -> Hedge {
    match hedge {
        Hedge::Over => Hedge::Under,
        Hedge::Under => Hedge::Over,
        Hedge::AtLeast => Hedge::AtMost,
        Hedge::AtMost => Hedge::AtLeast,
        Hedge::Nearly => Hedge::JustOver,
        Hedge::JustOver => Hedge::Nearly,
        other => other,
    }
}

/// The earlier period that stands at a token: "a week earlier", "on Friday", "in May".
fn period_at(f: Frame<'_>, at: usize) -> Option<When> {
    let at = at + usize::from(f.s.is(at, &[Class::In, Class::On]));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(When::Beyond | When::Back(0)) => None,
        Kind::Period(when) => Some(when),
        _ => None,
    }
}

/// "the largest operator, with its three ports handling 4.74 million": so many it has, and what they have is told of all.
fn its_rows(f: Frame<'_>, num: Num) -> Option<Draft> {
    let subject = f.clause().subject.concat();
    let [Entity::Org(org)] = subject.as_slice() else { return None };
    let its = f.is(-1, &[Class::Its, Class::Their]) || f.text(-1) == "whose";
    let own = num.unit == Unit::Subjects && its;
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let carried = f.is(1, &[Class::Carry]) && amount(f.at + 2);
    let of = Of::orgs([*org]);
    let test = Test::Count { num, what: Predicate::Listed, also: None, by: None, top: None, of };
    let draft = || f.draft_of("count", vec![test], Vec::new(), true);
    (own && carried).then(|| Draft { neg: false, words: f.at..f.at, ..draft() })
}

/// "Meta has two rows above 1490 points": the one maker that the clause is about.
pub(super) fn a_maker_has(f: Frame<'_>) -> bool {
    let clause = f.clause();
    let maker = matches!(clause.subject.as_slice(), [who] if !orgs_in(std::slice::from_ref(who)).is_empty());
    maker && !clause.guessed && matches!(f.text(-1), "has" | "have" | "had")
}

/// "Google has ten rows on the full list": of a maker, wherever they stand.
pub(super) fn has_on_list(f: Frame<'_>) -> bool {
    let list = |at: usize| is_list(f.s.text(at));
    let on_list =
        (f.at + 1..f.at + 6).any(list) && (f.at + 1..f.at + 3).any(|at| f.s.is(at, &[Class::On, Class::In]));
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)))
        || matches!(f.text(1), "overall" | "in all" | "in total");
    let named = super::podium::named_within(f).is_some();
    let fields = matches!(f.text(-1), "fields" | "fielded" | "lists" | "counts" | "owns" | "boasts" | "runs");
    let on_list = on_list || ends && !named && f.num().is_some_and(|n| n.unit == Unit::Subjects);
    let has = fields || matches!(f.text(-1), "has" | "have" | "had" | "placed" | "places" | "put");
    let maker = f.clause().subject.iter().flatten().all(|e| matches!(e, Entity::Org(_)));
    has && on_list && maker && f.clause().subject.len() == 1
}

/// "two Claude models": the models whose names begin so.
pub(super) fn family(f: Frame<'_>) -> Vec<ModelId> {
    let models = |who: &Who| {
        let of = who.iter().filter_map(|e| match e {
            Entity::Model { model, .. } => Some(*model),
            _ => None,
        });
        of.collect::<Vec<_>>()
    };
    f.s.who(f.at + 1).map(models).filter(|found| found.len() > 1).unwrap_or_default()
}
