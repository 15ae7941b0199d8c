//! Frames of ranks and moves: "#8", "from ninth to twelfth", "climbed two places".

use super::amounts::then;
use super::numbers::{direct, make, one, whose};
use super::stood::{is_its_best, keeps_it, stood_before, was_there};
use super::unranked::{is_one_of_several, reads_as_rank, told_elsewhere};
use super::{Draft, Frame, Test, is_rank, which};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "#8", "fifth", "from ninth to twelfth".
pub fn rank(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| is_rank(n))?;
    let role = f.role();
    if super::runs::elliptic(f) {
        return super::runs::streak(f);
    }
    if num.form == Form::Ordinal && num.unit != Unit::Places && !reads_as_rank(f, role) || told_elsewhere(f) {
        return None;
    }
    if is_one_of_several(f, num) {
        return None;
    }
    if let Some(draft) = out_of(f, num).or_else(|| super::spells::began_a_time(f)) {
        return Some(draft);
    }
    let (at_another, keeps, best) = (then(f), keeps_it(f), is_its_best(f));
    let measures = match (at_another, keeps) {
        (None, false) => which::measures(f, role, best),
        _ => &[(Measure::Rank, 0)],
    };
    let num = Num { hedge: Hedge::Plain, ..*num };
    let left = f.clause().range.clone().any(|at| at < f.at && f.s.text(at) == "no longer");
    let measures: &[(Measure, i8)] = if left { &[(Measure::PreviousRank, 0)] } else { measures };
    // "No. 1" of nobody in "the No. 1 spot is …" is bound by inversion.
    let (mut group, mut certain) = whose(f);
    if let Some(other) = told_beside(f, role, &group) {
        (group, certain) = (other, true);
    }
    if let Some(org) = of_several_rows(f, &group).filter(|_| matches!(measures, [(Measure::Rank, 0)])) {
        let there = vec![vec![Entity::AtRank(num.whole()?, 0)]];
        return Some(f.draft_of("rank", vec![Test::MadeBy { org, group: there }], group, certain));
    }
    let tests = if group.is_empty() {
        Vec::new()
    } else if among_makers(f, &num, &group) {
        vec![Test::Unbound("the rank may be one among makers")]
    } else {
        super::stood::or_then(f, measures.iter().map(|(m, s)| one(*m, &num, *s, &group)).collect())
    };
    // "A and B are in a statistical tie for first": one of them has it.
    let tied = f.is(-1, &[Class::For]) && f.near(&[Class::Tied], 0) || f.near(&[Class::Tied], 8);
    let alone = |who| one(Measure::Rank, &num, 0, std::slice::from_ref(who));
    let tests = if tied { group.iter().map(alone).collect() } else { tests };
    let tests = if role == Some(Class::Hold) && which::kept_in_vain(f) {
        stood_and_moved(tests, &group)
    } else {
        tests
    };
    if let Some(test) = held_since(f, &num, &group).filter(|_| matches!(measures, [(Measure::Rank, 0)])) {
        return Some(Draft { when: None, ..f.draft_of("rank", vec![test], group, certain) });
    }
    if let Some(tests) = which::once(f, &num, &group) {
        return Some(f.draft_of("rank", tests, group, certain));
    }
    let tests = which::one_each(f, &group).map_or(tests, |each| vec![each]);
    let tests = tests.into_iter().chain(which::or_figure(f, &num, measures, &group));
    let draft = f.draft_of("rank", tests.collect(), group, certain);
    let at_another = at_another.or_else(|| stood_before(f).then_some(When::Back(0)));
    let vain = keeps || is_told_in_vain(f, role);
    // A best is of all times.
    let when = at_another.or(draft.when).filter(|_| best != Some(true));
    Some(Draft { neg: draft.neg && !left && !vain, when, ..draft })
}

/// What is denied is not the rank.
fn is_told_in_vain(f: Frame<'_>, role: Option<Class>) -> bool {
    which::is_no_better(f)
        || f.text(-1) == "," && was_there(f)
        || role == Some(Class::Hold) && which::kept_in_vain(f)
        || super::stood::is_apposed(f)
        || super::to_the_other::denies_the_move(f)
        || kept_out_in_vain(f)
}

/// "did not hold fourth place": it stood there, and stands lower now.
fn stood_and_moved(tests: Vec<Test>, group: &[Who]) -> Vec<Test> {
    let went = |sign| Test::Direction { measure: Measure::Places, sign, group: group.to_vec() };
    match tests.as_slice() {
        [had] => vec![Test::All(vec![had.clone(), Test::Any(vec![went(-1), went(1)])])],
        _ => tests,
    }
}

/// "has been fifth since W28", "Since W28 it has held fifth place", "has occupied fourth place on every day since March".
fn held_since(f: Frame<'_>, num: &Num, group: &[Who]) -> Option<Test> {
    let verb = (f.clause().range.start..f.at).any(|at| {
        matches!(f.s.text(at), "has" | "have") && f.s.is(at + 1, &[Class::Be, Class::Hold, Class::Carry])
    });
    let behind = (f.at + 1..f.at + 9).find(|at| f.s.text(*at) == "since");
    let held = matches!(f.role(), Some(Class::Be | Class::Hold | Class::Carry)) && !f.is(1, &[Class::Or]);
    let fronted = || Some(f.clause().range.start).filter(|at| held && f.s.text(*at) == "since");
    let since = behind.or_else(fronted)?;
    let quiet =
        (f.at + 1..since).all(|at| f.s.num(at).is_none() && f.s.who(at).is_none() && f.s.text(at) != ",");
    let first = f.s.text(since.wrapping_sub(1)) == "time";
    match f.s.tokens.get(since + 1)?.kind {
        Kind::Period(from) if verb && quiet && !first && from != When::Beyond && !group.is_empty() => {
            Some(Test::StaySince { rank: num.whole()?, from, group: group.to_vec() })
        }
        _ => None,
    }
}

/// Whose rank it is by the words right beside it, whatever the clause speaks of.
fn told_beside(f: Frame<'_>, role: Option<Class>, group: &[Who]) -> Option<Vec<Who>> {
    // "With Alpha gone from tenth, …": where it stood.
    let gone = role == Some(Class::From) && f.is(-1, &[Class::From]) && f.text(-2) == "gone";
    if let Some(who) = f.at.checked_sub(3).and_then(|at| f.s.who(at)).filter(|_| gone) {
        return Some(vec![who.clone()]);
    }
    // "the week saw Alpha advance to No. 4 and Bravo fall to No. 8": each where it went.
    let went = f.is(-1, &[Class::To]) && f.at > 2 && f.directed(f.at - 2).is_some();
    let seen = || (0..f.at - 3).any(|at| matches!(f.s.text(at), "saw" | "sees" | "seen" | "seeing"));
    if let Some(who) = f.at.checked_sub(3).and_then(|at| f.s.who(at)).filter(|_| went && seen()) {
        return Some(vec![who.clone()]);
    }
    // "did not dislodge Alpha from seventh".
    let dislodged = role == Some(Class::From)
        && matches!(f.text(-3), "dislodge" | "unseat" | "oust" | "dislodged" | "unseated" | "ousted");
    if let Some(who) = f.at.checked_sub(2).and_then(|at| f.s.who(at)).filter(|_| dislodged) {
        return Some(vec![who.clone()]);
    }
    // "displaced Golf from sixth": where Golf stood.
    let displaced = || {
        let verb = (f.clause().range.start..f.at).find(|at| f.s.is(*at, &[Class::Displace]))?;
        f.group_from(verb + 1)
    };
    if let Some(displaced) = (role == Some(Class::From)).then(displaced).flatten() {
        return Some(displaced);
    }
    // "Alpha, 13th a week ago, and Bravo": of the one right before.
    let told = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Period(_)));
    let closed = f.s.tokens.get(f.at + 1 + usize::from(told)).is_some_and(|t| t.kind == Kind::Mark(','));
    let before = f.at.checked_sub(2).and_then(|at| f.s.who(at)).filter(|who| group.contains(who));
    if let Some(who) = before.filter(|_| f.text(-1) == "," && closed && !f.is(-3, &[Class::And])) {
        return Some(vec![who.clone()]);
    }
    // "From Alpha in first to Bravo in fifth it is a drop of 400".
    let led = f.is(-1, &[Class::In, Class::At]) && f.is(-3, &[Class::From, Class::To]);
    let span = led && f.s.is(f.clauses[0].range.start, &[Class::From]);
    if let Some(who) = f.at.checked_sub(2).and_then(|at| f.s.who(at)).filter(|_| span) {
        return Some(vec![who.clone()]);
    }
    // "third-placed Hy3", "the No. 1 model Bravo".
    let placed = usize::from(matches!(f.text(1), "placed" | "ranked" | "place"));
    let behind = f.s.who(f.at + 1 + placed).filter(|_| placed == 1 || f.is(-1, &[Class::The]));
    behind.map(|who| vec![who.clone()])
}

/// "pushed Golf out of sixth place": where Golf stood.
fn out_of(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let out = f.is(-1, &[Class::Of]) && f.text(-2) == "out";
    let group = vec![f.at.checked_sub(3).and_then(|at| f.s.who(at)).filter(|_| out)?.clone()];
    let num = Num { hedge: Hedge::Plain, ..*num };
    Some(f.draft_of("rank", vec![one(Measure::PreviousRank, &num, 0, &group)], group, true))
}

/// "not enough to keep it out of fifth place": there it is.
fn kept_out_in_vain(f: Frame<'_>) -> bool {
    f.is(-1, &[Class::Of])
        && f.text(-2) == "out"
        && (f.at.saturating_sub(5)..f.at)
            .any(|at| f.s.is(at, &[Class::Hold]) && f.s.text(at).starts_with("ke"))
}

/// "Anthropic does not even come second".
fn among_makers(f: Frame<'_>, num: &Num, group: &[Who]) -> bool {
    let bare = num.form == Form::Ordinal && num.unit == Unit::None;
    bare && f.clause().neg && group.iter().flatten().any(|e| matches!(e, Entity::Org(_)))
}

/// "Alpha's two films stand ninth and tenth": one of them in each.
fn of_several_rows(f: Frame<'_>, group: &[Who]) -> Option<usize> {
    let ranks = f.clause().range.clone().filter(|at| f.s.num(*at).is_some_and(is_rank)).count();
    match group.concat().as_slice() {
        [Entity::OrgRows { org, .. }] if ranks > 1 => Some(*org),
        _ => None,
    }
}

/// "each dropped a place; Alpha rose one": of what was counted before. "went down by three, to seventh", "gaining two in
/// the ranking": a rank beside it says that places are meant.
fn of_places(f: Frame<'_>, num: &Num) -> bool {
    if num.unit != Unit::None || num.scaled || num.digits {
        return false;
    }
    let mark = |at: usize| at == f.s.tokens.len() || matches!(f.s.tokens[at].kind, Kind::Mark(_));
    let measured =
        |n: &Num| n.scaled || n.form == Form::Percent || matches!(n.unit, Unit::Board | Unit::Points);
    let by = f.is(-1, &[Class::By]) && f.at.checked_sub(2).and_then(|verb| f.directed(verb)).is_some();
    let order = f.is(1, &[Class::In, Class::On])
        && f.is(2, &[Class::The])
        && matches!(f.text(3), "ranking" | "rankings" | "standings" | "order")
        && mark(f.at + 4);
    let rank = || (f.at + 1..f.at + 9).any(|at| f.s.num(at).is_some_and(is_rank));
    if (by && (mark(f.at + 1) || f.is(1, &[Class::To])) && rank() || (by || direct(f)) && order)
        && !f.s.nums.iter().any(measured)
    {
        return true;
    }
    let ends = f.at + 1 == f.s.tokens.len()
        || matches!(f.s.tokens[f.at + 1].kind, Kind::Mark(_))
        || f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(is_rank);
    ends && (direct(f) || f.at.checked_sub(1).is_some_and(|b| f.s.who(b).is_some()) && f.is(1, &[Class::To]))
        && (0..f.at).any(|at| {
            f.s.num(at).is_some_and(|n| n.unit == Unit::Places && n.form == Form::Cardinal)
                || f.s.is(at, &[Class::PlacesNoun])
        })
        || ends && direct(f) && (f.at.saturating_sub(4)..f.at + 4).any(|at| f.s.num(at).is_some_and(is_rank))
}

/// "climbed two places", "two spots higher".
pub fn places(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && (n.unit == Unit::Places || of_places(f, n)))?;
    let sign = super::numbers::so_many_lower(f).or_else(|| f.direction()).map_or(0, |(sign, ..)| sign);
    let nobody = num.unit == Unit::None && f.clause().subject.is_empty();
    // "GLM, two places below, …": below whom is not told here.
    let beside = f.is(1, &[Class::Ahead, Class::Behind]) || matches!(f.text(1), "below" | "above");
    if beside && f.group_from(f.at + 2).is_none() {
        return Some(f.draft("gap", vec![Test::Unbound("it is not told of whom")]));
    }
    // "Alpha and Bravo were pushed down four and three places": each its own.
    if let (true, Some(first), [_, _]) = (
        f.is(-1, &[Class::And]),
        f.at.checked_sub(2).and_then(|at| f.s.num(at)),
        f.clause().subject.as_slice(),
    ) {
        let (nums, group) = (vec![*first, *num], f.clause().subject.clone());
        return Some(f.draft("move", vec![Test::Each { measure: Measure::Places, nums, group }]));
    }
    if nobody || sign == 0 && f.is(-1, &[Class::The]) || super::counts::of_counted(f) {
        return None;
    }
    make(f, "move", &[(Measure::Places, sign)], num)
}
