//! Frames that count rows: "four of the top five", "three debuts", "the only decliner", "no exits".

use super::only::also;
use super::partitives::{
    a_maker_has, family, has_on_list, known_already, makers_and_top, of_each, of_makers_rows, of_others,
    of_those, than_before,
};
use super::predicates::{also_meant, predicate};
use super::tops::every;
use super::uncounted::uncounted;
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::clauses::is_verb;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

pub(super) fn is_comparative(word: &str) -> bool {
    matches!(
        word,
        "better" | "worse" | "further" | "farther" | "longer" | "less" | "fewer" | "more" | "sooner"
    )
}

fn org_in(group: &[Who]) -> Option<usize> {
    orgs_in(group).into_iter().next()
}

pub(super) fn orgs_in(group: &[Who]) -> BTreeSet<usize> {
    let makers = group.iter().flatten().filter_map(|e| match e {
        Entity::Org(org) => Some(*org),
        _ => None,
    });
    makers.collect()
}

/// The count at the token: a cardinal in words or digits, or "no".
fn count_at(f: Frame<'_>) -> Option<Num> {
    // "no other row lost so much" is a superlative's.
    if f.text(0) == "no" && f.text(1) == "other" {
        return None;
    }
    // "ranks no higher than 38th" counts nobody.
    if f.text(0) == "no"
        && (f.is(1, &[Class::Up, Class::Down, Class::MoreThan]) && !f.text(1).ends_with('s')
            || is_comparative(f.text(1)))
    {
        return None;
    }
    // "no longer has a row in".
    if f.text(0) == "no longer"
        && f.is(1, &[Class::Be])
        && f.is(2, &[Class::A])
        && f.is(3, &[Class::RowsNoun, Class::It])
    {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    // "not a single model", "not one".
    if f.text(0) == "not" && (f.is(1, &[Class::A]) && f.text(2) == "single" || f.text(1) == "one") {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    if f.is(0, &[Class::Neg]) && matches!(f.text(0), "no") {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    if matches!(f.text(0), "none" | "nobody") && super::unsurpassed::surpassed_by_none(f) {
        return None;
    }
    if f.is(0, &[Class::Neg]) && matches!(f.text(0), "none" | "nobody") {
        return Some(Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal));
    }
    if f.text(0) == "nothing" && f.is(1, &[Class::In]) {
        return Some(Num { unit: Unit::Subjects, ..Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal) });
    }
    let num = f.num()?;
    // "Among the twelve ports, traffic fell at four": of which it is told.
    if super::for_so_many::fronted(f).is_some_and(|(at, _)| at == f.at) {
        return None;
    }
    // "Twelve films were listed both this week and last".
    if (f.at + 1..f.clause().range.end).any(|at| {
        f.s.text(at) == "both"
            && matches!(
                f.s.tokens.get(at + 1).map(|t| &t.kind),
                Some(Kind::Period(_) | Kind::Lex(Class::ThisPeriod))
            )
    }) {
        return None;
    }
    let fine = num.form == Form::Cardinal && !num.scaled && num.whole().is_some_and(|n| n <= 200);
    (fine && matches!(num.unit, Unit::None | Unit::Subjects | Unit::Foreign | Unit::Places)).then_some(*num)
}

/// "four of the top five grew", "three of the first five are Anthropic's".
fn counted_of_top(f: Frame<'_>, num: Num, at: usize, top: u32) -> Option<Draft> {
    let end = f.clause().range.end;
    // "four are Anthropic's, three are DeepSeek's": up to the next count.
    let next = (at + 1..end).find(|i| f.s.num(*i).is_some_and(|n| n.form == Form::Cardinal)).unwrap_or(end);
    // "four of Anthropic's models in the top 20", "four of the top 20 are Anthropic's".
    let named: Vec<Who> = (f.at + 1..next).filter_map(|i| f.s.who(i)).cloned().collect();
    // "Anthropic has four of the first five, the exception being Alibaba's": whoever has them stands before.
    let holder: Vec<Who> = (f.clause().range.start..f.at).filter_map(|i| f.s.who(i)).cloned().collect();
    let held = !orgs_in(&holder).is_empty();
    let comma = (at + 1..end).find(|i| held && f.s.text(*i) == ",").unwrap_or(end);
    let makers = [holder, named, f.clause().subject.clone()].map(|group| orgs_in(&group));
    let makers = makers.into_iter().find(|makers| !makers.is_empty()).unwrap_or_default();
    let what = predicate(f, at + 1, comma);
    let what = if makers.is_empty() { what? } else { what.unwrap_or(Predicate::Listed) };
    Some(done(f, num, what, Some(top), Of::orgs(makers)))
}

/// How many tokens a figure may stand behind the count that it is told of.
const FAR: usize = 40;

/// "No model fell by more than one place", "three models hold over a tenth of the market": a figure that all of the
/// counted have.
pub(super) fn of_counted(f: Frame<'_>) -> bool {
    let clause = f.clause();
    (clause.subject.is_empty() || names_nobody(f))
        && (clause.range.start.max(f.at.saturating_sub(FAR))..f.at).any(|at| {
            let there = Frame { at, ..f };
            let counts = count_at(there).is_some() && counted(there).is_some_and(|d| has_by(&d));
            counts
                || every(there).is_some_and(|d| has_by(&d))
                || super::by_points::nobody_went(there).is_some()
        })
}

/// No row and no maker stands in the clause before the token: "Five rows in the top 20 have …".
fn names_nobody(f: Frame<'_>) -> bool {
    let scope = |who: &Who| matches!(who.as_slice(), [Entity::Top(_)]);
    (f.clause().range.start..f.at).all(|at| f.s.who(at).is_none_or(scope))
}

fn has_by(draft: &Draft) -> bool {
    draft.tests.iter().any(|t| matches!(t, Test::Count { by: Some(_), .. } | Test::Only { by: Some(_), .. }))
}

/// The number counts rows: "three models", "three debuts", "three lost volume", "seven of the eight models".
fn names_counted(f: Frame<'_>, num: Num) -> bool {
    let noun = matches!(num.unit, Unit::Subjects)
        || f.is(
            1,
            &[
                Class::Debut,
                Class::Exit,
                Class::Return,
                Class::UpRank,
                Class::DownRank,
                Class::New,
                Class::Free,
            ],
        )
        || (f.is(1, &[Class::UpValue, Class::DownValue, Class::Up, Class::Down]) && f.text(1).ends_with('s'));
    // "three lost volume", "two rose and one fell".
    let alone = num.unit == Unit::None
        && f.clause().subject.is_empty()
        && (f.is(1, &Class::CHANGES)
            || f.is(1, &[Class::Hold])
                && (f.at + 2..f.at + 5).any(|at| f.s.is(at, &[Class::RankNoun, Class::PlacesNoun]))
            || f.is(1, &[Class::Be]) && f.is(2, &[Class::New])
            || super::predicates::carries_unit(f, f.at + 2))
        && !f.is(-1, &[Class::By, Class::To, Class::From, Class::Up, Class::Down, Class::At]);
    // "Seven of the eight models carried at least …".
    let of_all = f.is(1, &[Class::Of])
        && (f.at + 2..f.at + 4).any(|at| {
            let verb = is_verb(f.s, at + 1);
            let bare = |n: &Num| n.unit == Unit::None && n.form == Form::Cardinal && !n.scaled && verb;
            f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects || bare(n) && f.s.is(at - 1, &[Class::The]))
        });
    // "Five of the listed films drew …".
    let listed = f.is(1, &[Class::Of])
        && f.is(2, &[Class::The])
        && matches!(f.text(3), "listed" | "published" | "ranked")
        && num.unit == Unit::None
        && (f.at + 4..f.at + 7).any(|at| f.s.text(at).ends_with('s') && is_verb(f.s, at + 1));
    // "Seven of the ports in the survey scored lower".
    let rows = f.is(1, &[Class::Of]) && f.is(2, &[Class::The]) && super::scopes::is_row(f, f.at + 3);
    let listed = listed || num.unit == Unit::None && rows && super::scopes::verb_behind(f, f.at + 4);
    let pair = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Num(_)));
    // "not one of the rows".
    let pair = pair && !(f.is(0, &[Class::Neg]) && f.text(1) == "one");
    let fronted = num.unit == Unit::None && super::for_so_many::counts_of_fronted(f);
    (noun || alone || of_all || listed || fronted) && !pair
}

/// The scope behind the count, else the sentence's; what a later count is of is its own.
fn scope_after(f: Frame<'_>) -> Option<u32> {
    // "six of the fifty rows on the list": of all of them.
    let listed = (f.at + 2..f.at + 5).find_map(|at| Some((at, super::scopes::rows_of_list(f, at)?)));
    if let Some((at, rows)) = listed.filter(|_| f.is(1, &[Class::Of])) {
        // "of the 12 films that were there in both weeks": of some of them.
        let behind = at + 1 + usize::from(super::scopes::is_row(f, at + 1));
        return f.directed(behind).map(|_| rows);
    }
    let count = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
    let partitive = |at: usize| count(at) && f.s.is(at + 1, &[Class::Of]);
    let top = |mut range: std::ops::Range<usize>| range.find_map(|at| f.top_at(at));
    let mine = |at: &usize| !partitive(*at);
    let own = (f.at + 1..f.clause().range.end).take_while(mine).find_map(|at| f.top_at(at));
    if own.is_none() && (f.at + 1..f.s.tokens.len()).any(partitive) {
        return top(0..f.at);
    }
    own.or_else(|| f.scope())
}

/// "of the top five", "of the container table's top ten": the scope that the counted are of.
fn of_top(f: Frame<'_>) -> Option<(usize, u32)> {
    let mut scope = f.at + 2..(f.at + 9).min(f.clause().range.end);
    let scope = f.is(1, &[Class::Of]).then(|| scope.by_ref().take_while(|at| f.s.num(*at).is_none()))?;
    scope.into_iter().find_map(|at| Some((at, f.top_at(at)?)))
}

/// "The two Ostrand films drew 2.95 million together", "NVIDIA's two free rows grew by 2.1% together": so many it has.
fn of_those_together(f: Frame<'_>, num: Num) -> Option<Draft> {
    // "Larkspur fields two films, worth 400 million together".
    if num.unit == Unit::Subjects && has_on_list(f) {
        return Some(super::owners::has_in_all(f, num));
    }
    let amount = (f.at + 1..f.s.tokens.len()).any(|at| f.s.num(at).is_some());
    let told = (amount || f.is(1, &[Class::Free])) && !known_already(f, num) && !names_tell_which(f);
    told.then(|| of_the_maker_before(f, num)).flatten()
}

fn end_of(f: Frame<'_>) -> usize {
    f.clause().range.end
}

/// "Anthropic's five rows": so many it has.
fn of_the_maker_before(f: Frame<'_>, num: Num) -> Option<Draft> {
    let before = f.at.checked_sub(1).and_then(|b| f.s.who(b)).map(Vec::as_slice);
    // "Traffic at the three Corvane ports": so many it has on the list.
    let led = f.is(-1, &[Class::The]) && f.is(-2, &[Class::At, Class::Of, Class::For, Class::On]);
    let behind = f.s.who(f.at + 1).map(Vec::as_slice).filter(|_| led);
    // "NVIDIA's two free rows grew by 2.1% together": so many free ones.
    let added = (f.clause().range.start..end_of(f)).any(|at| at != f.at && f.s.is(at, &[Class::Together]));
    let together = || f.is(1, &[Class::Free]) && added;
    // "Add up the four rows of Alpha and you get …".
    let of = f.is(1, &[Class::Of]) && added && f.is(-1, &[Class::The]);
    let behind = behind.or_else(|| f.s.who(f.at + 2).map(Vec::as_slice).filter(|_| of));
    let (org, top, what) = match (before, behind) {
        (Some([Entity::OrgRows { org, top, .. }]), _) => (*org, *top, Predicate::Listed),
        (Some([Entity::Org(org)]), _) if together() => (*org, f.scope(), Predicate::Free),
        (_, Some([Entity::Org(org)])) => (*org, Some(u32::MAX), Predicate::Listed),
        _ => return None,
    };
    let of = Of { known: added, ..Of::orgs([org]) };
    let test = Test::Count { num, what, also: None, by: None, top, of };
    Some(Draft { neg: false, ..f.draft_of("count", vec![test], Vec::new(), true) })
}

/// "four of the top five", "three debuts", "two models climbed", "five of the seven grew".
pub fn counted(f: Frame<'_>) -> Option<Draft> {
    let num = count_at(f)?;
    if let Some(draft) = than_before(f, num) {
        return Some(draft);
    }
    if let Some(why) = uncounted(f, num) {
        return Some(f.draft_of("count", vec![Test::Unbound(why)], Vec::new(), true));
    }
    if let Some(draft) = of_others(f).or_else(|| of_makers_rows(f, num)).or_else(|| of_those(f)) {
        return Some(draft);
    }
    if let Some(draft) = super::owners::of_its_rows(f, num) {
        return Some(draft);
    }
    if f.near(&[Class::Together], 4) || known_already(f, num) || names_tell_which(f) {
        return of_those_together(f, num);
    }
    let end = f.clause().range.end;
    if let Some(draft) = of_the_maker_before(f, num).or_else(|| super::owners::whose_rows(f, num)) {
        return Some(draft);
    }
    // "Not one of the top five fell".
    let gone = predicate(f, f.at + 1, end).is_some_and(Predicate::is_exit);
    let one = f.text(0) == "not" && f.text(1) == "one" && !gone;
    if let Some((at, top)) = of_top(if one { Frame { at: f.at + 1, ..f } } else { f }) {
        if let Some(open) = super::tops::of_top_then(f, at, end) {
            return Some(open);
        }
        return counted_of_top(f, num, at, top);
    }
    let subject_org = org_in(&f.clause().subject);
    // "No model fell further than Delta" is Delta's superlative.
    let than = |at: usize| {
        f.s.is(at, &[Class::Than, Class::MoreThan, Class::Outgrow]) && f.group_from(at + 1).is_some()
    };
    let further = |at: usize| matches!(f.s.text(at), "further" | "farther" | "faster" | "higher");
    let steeper = |at: usize| f.s.text(at) == "more" && f.s.text(at + 1).ends_with("ly");
    let beyond = num.value.is_zero() && (f.at..end).any(|at| than(at) || further(at) || steeper(at));
    if !names_counted(f, num) || beyond {
        return None;
    }
    let (makers, inside) = makers_and_top(f);
    if let Some(draft) = of_each(f, num, &makers, inside) {
        return Some(draft);
    }
    if let (false, Some(top), None) = (makers.is_empty(), inside, predicate(f, f.at, end)) {
        return Some(done(f, num, Predicate::Listed, Some(top), Of::orgs(makers)));
    }
    let what = match predicate(f, f.at, end) {
        Some(what) => what,
        None if has_on_list(f) => return Some(super::owners::has_in_all(f, num)),
        None => {
            let nobody = names_nobody(f);
            let of = Of::orgs(subject_org.filter(|_| !nobody));
            let draft = done(f, num, Predicate::Listed, scope_after(f), of);
            let told = nobody || f.clause().subject.is_empty() || a_maker_has(f);
            return (told && has_by(&draft)).then_some(draft);
        }
    };
    counted_rows(f, num, what, inside.is_some())
}

/// "Poolside's two free models, A and B, add up to …": the names say which, and perhaps not all that there are.
fn names_tell_which(f: Frame<'_>) -> bool {
    let maker = |at: usize| {
        f.s.tokens[at].possessive && f.s.who(at).is_some_and(|w| !orgs_in(std::slice::from_ref(w)).is_empty())
    };
    f.at.checked_sub(1).is_some_and(maker) && super::podium::named_within(f).is_some()
}

/// Rows that do something, of the whole board, a maker or a family.
fn counted_rows(f: Frame<'_>, num: Num, what: Predicate, inside: bool) -> Option<Draft> {
    // "Not one of the top five fell out of the chart": of those that were there.
    let part = |at: usize| f.s.is(at, &[Class::Of]);
    let of_a_top = (f.at + 2..f.at + 6).any(|at| f.top_at(at).is_some() && (part(at - 1) || part(at - 2)));
    if what.is_exit() && of_a_top {
        let unbound = Test::Unbound("who of a top has left is not counted");
        return Some(Draft { neg: false, ..f.draft_of("count", vec![unbound], Vec::new(), true) });
    }
    let end = f.clause().range.end;
    // "two of Kimi's rows", "three newcomers in the first eight": only what is said of the whole board is counted.
    let of_all = f.is(1, &[Class::Of]);
    // "Six ports in the traffic table handled fewer containers in June than in May".
    let of_board = !is_verb(f.s, f.at + 1) && super::scopes::verb_behind(f, f.at + 1);
    let far = if num.value.is_zero() || inside || of_all || of_board { 12 } else { 5 };
    let close = (f.at + 1..(f.at + far).min(end)).any(|at| predicate(f, at, at + 1).is_some());
    let plural = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::With, Class::As]));
    if !close || plural {
        return None;
    }
    let org = makers_and_top(f).0.into_iter().next();
    let other_who = (f.clause().range.start..f.at)
        .any(|i| f.s.who(i).is_some_and(|w| w.iter().any(|e| matches!(e, Entity::Model { .. }))));
    if other_who {
        return None;
    }
    let models = family(f);
    let of = if models.is_empty() { Of::orgs(org) } else { Of { models, ..Of::default() } };
    Some(done(f, num, what, scope_after(f), of))
}

pub(super) fn done(f: Frame<'_>, num: Num, what: Predicate, top: Option<u32>, of: Of) -> Draft {
    let zero = num.value.is_zero();
    // "two free rows are new": free, and new.
    let free = (f.at + 1..f.clause().range.end)
        .find(|at| f.s.is(*at, &[Class::Free]))
        .filter(|_| what == Predicate::Free);
    let more = free.and_then(|at| predicate(f, at + 1, f.clause().range.end));
    let (what, free) = more.map_or((what, None), |more| (more, Some(Predicate::Free)));
    // "three fell despite growing".
    let also = match also(f) {
        Ok(also) => also.or(free),
        Err(why) => {
            return Draft { neg: false, ..f.draft_of("count", vec![Test::Unbound(why)], Vec::new(), true) };
        }
    };
    let test = super::podium::counted_or_named(f, (num, top), (what, also), of);
    let else_meant = match (&test, also_meant(f, what)) {
        (Test::Count { num, also: None, by: None, top, of, .. }, Some(what)) => {
            Some(Test::Count { num: *num, what, also: None, by: None, top: *top, of: of.clone() })
        }
        (Test::Only { also: None, by: None, group, top, .. }, Some(what @ Predicate::Joined)) => {
            Some(Test::Only { what, also: None, by: None, group: group.clone(), top: *top })
        }
        _ => None,
    };
    let together = super::majorities::held_together(f, &test);
    let tests = std::iter::once(test).chain(else_meant).chain(together).collect();
    let mut draft = f.draft_of("count", tests, Vec::new(), true);
    // "down from four rows": so many there were.
    if f.is(-1, &[Class::From]) && draft.when.is_none() {
        draft.when = Some(When::Back(1));
    }
    // "No model climbed, and five kept their rank": none is a count of its own.
    let none =
        |at: usize| f.s.is(at, &[Class::Neg]) && matches!(f.s.text(at), "no" | "none" | "nobody" | "no one");
    if zero || (f.clause().range.start..f.at).any(none) {
        draft.neg = false;
    }
    draft
}
