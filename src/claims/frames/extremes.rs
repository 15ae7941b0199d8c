//! Frames of the most and the least: sharpest, biggest, a new peak.

use super::extreme_of::{extreme_of, is_score_noun};
use super::new_records::{best_place, of_a_place};
use super::steepest::of_noun_before;
use super::{Among, Draft, Frame, Test};
use crate::claims::clauses::{is_list, is_noun};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use std::ops::Range;

/// "the sharpest fall in the top 20", "biggest percentage gainer", "the fastest-growing model".
pub fn extreme(f: Frame<'_>) -> Option<Draft> {
    let most = match f.class()? {
        Class::Most => true,
        // "the worst fall" is the sharpest.
        Class::Least => f.text(0) == "worst" && f.is(1, &[Class::Down, Class::DownValue, Class::DownRank]),
        _ => return None,
    };
    // "at least doubled".
    if f.text(-1) == "at" || super::majorities::is_larger_part(f) {
        return None;
    }
    // "the second-largest": not the most.
    let before = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 });
    if before.and_then(|b| f.s.num(b)).is_some_and(|n| n.form == Form::Ordinal) {
        return None;
    }
    if let Some(why) = is_no_superlative(f) {
        return Some(f.draft("superlative", vec![Test::Unbound(why)]));
    }
    if of_a_place(f, most) {
        return best_place(f, most);
    }
    let best = among(f);
    let (measure, sign): (&[Measure], i8) = match &best {
        Some(_) => (&[Measure::Rank], 0),
        // "Alpha's loss of five points is the largest of any row".
        None if f.is(-1, &[Class::The]) && f.is(-2, &[Class::Be]) && of_noun_before(f).is_some() => {
            of_noun_before(f)?
        }
        None => extreme_of(f, most).or_else(|| of_noun_before(f))?,
    };
    let mut group = named_near(f);
    let mut certain = !group.is_empty();
    if group.is_empty() {
        (group, certain) = (f.clause().subject.clone(), f.clause().certain);
    }
    let group: Vec<Who> = group
        .into_iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market)))
        .collect();
    if group.is_empty() {
        return Some(f.draft_of("superlative", Vec::new(), group, false));
    }
    if let Some(among) = best {
        return Some(foremost(f, among, group, certain));
    }
    // "the largest that any model has made this year".
    if f.clauses[f.index + 1..].iter().any(|c| c.when == Some(When::Beyond)) {
        let unbound = Test::Unbound("the words speak of a time that the data do not know");
        return Some(f.draft("superlative", vec![unbound]));
    }
    let top = f.scope();
    let among = told(f, measure).filter_map(|m| among_listed(f, *m, (sign >= 0) == most, &group));
    // "the weakest growth": of those that grew, or of all.
    let lowest = !most && sign == 1 && measure.contains(&Measure::Growth);
    let of_all = Test::Extreme { measure: Measure::Growth, sign: 0, most, group: group.clone(), top };
    let among: Vec<Test> = among.chain(lowest.then_some(of_all)).collect();
    let tests = told(f, measure)
        .map(|m| Test::Extreme { measure: *m, sign, most, group: group.clone(), top })
        .map(|test| of_list(f, measure, test))
        .map(|test| test.by_the_word(f.text(0)))
        .map(|test| if is_score_noun(f, f.at + 1) { Test::OfScores(Box::new(test)) } else { test })
        .chain(among)
        .collect();
    let draft = f.draft_of("superlative", tests, group, certain);
    // "Alpha, the busiest port, is only fifth in the survey".
    let amounts = draft.tests.iter().any(|test| matches!(test, Test::OfAmounts(_)));
    Some(if amounts { Draft { boards: Vec::new(), ..draft } } else { draft })
}

/// "Alpha, Bravo and Delta all moved up, with Delta gaining the most places": the most of those that are listed.
fn among_listed(f: Frame<'_>, measure: Measure, more: bool, group: &[Who]) -> Option<Test> {
    let listed = f.clauses[..f.index].iter().rev().map(|c| &c.subject).find(|subject| !subject.is_empty())?;
    let others: Vec<Who> = listed.iter().filter(|who| !group.contains(who)).cloned().collect();
    let inside = group.len() == 1 && !others.is_empty() && others.len() < listed.len();
    inside.then(|| Test::Compared { measure, a: group.to_vec(), b: others, more })
}

/// Votes are those of all rows; so is what the words say of the list.
fn of_list(f: Frame<'_>, measure: &[Measure], test: Test) -> Test {
    if measure == [Measure::Votes] || says_list(f) { test.of_the_whole_list() } else { test }
}

/// "the steepest decline on the list", "on the play table": of all that are listed.
fn says_list(f: Frame<'_>) -> bool {
    let end = f.clause().range.end;
    let list = |at: usize| {
        let board = usize::from(matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Board(_))));
        is_list(f.s.text(at + board)) || f.s.text(at).split(' ').next_back().is_some_and(is_list)
    };
    (f.at + 1..end).any(|at| {
        f.s.is(at, &[Class::On, Class::In]) && list(at + 1 + usize::from(f.s.is(at + 1, &[Class::The])))
    })
}

/// Why the word is left open, if it is.
fn is_no_superlative(f: Frame<'_>) -> Option<&'static str> {
    // "one of the largest rows": how many such there are is not told.
    if f.is(-1, &[Class::The]) && f.is(-2, &[Class::Of]) && f.text(-3) == "one" {
        return Some("how many such there are is not told");
    }
    // "the narrowest gap between any two neighbours": of two rows, not of two boards.
    if f.is(1, &[Class::GapNoun]) && (f.at + 2..f.at + 4).any(|at| f.s.is(at, &[Class::Between])) {
        return Some("which gap between rows is the widest is not looked up");
    }
    // "The widest swings in either direction": up and down are held against each other.
    if (f.at + 1..f.at + 6).any(|at| f.s.text(at) == "either" && f.s.text(at + 1).starts_with("direction")) {
        return Some("which way it went is left open");
    }
    super::heights::of_its_own(f).then_some("of which time it is the most is not looked up")
}

/// "OpenAI's best row is Alpha": none of those meant stands before it.
fn foremost(f: Frame<'_>, among: Among, group: Vec<Who>, certain: bool) -> Draft {
    let nobody = |group: &[Who]| group.iter().flatten().all(|e| matches!(e, Entity::Org(_)));
    let group = match told_behind(f).filter(|_| nobody(&group)) {
        Some(who) => vec![who.clone()],
        None => group,
    };
    // "Meta's best row is …", by a name that nobody knows.
    let test = match nobody(&group) {
        true => Test::Unbound("which row is meant is not known"),
        false => Test::Foremost { among, group: group.clone() },
    };
    f.draft_of("superlative", vec![test], group, certain)
}

/// "up 1.1 points, the biggest gain": the gain that a number before it tells, if the words fit several.
fn told(f: Frame<'_>, measures: &'static [Measure]) -> impl Iterator<Item = &'static Measure> {
    let numbers = |range: Range<usize>| {
        let changed = range.filter(|at| f.s.num(*at).is_some()).filter(|at| {
            f.from(*at).is_some_and(super::numbers::direct) || f.s.is(at + 1, &[Class::Up, Class::Down])
        });
        changed.filter_map(|at| f.s.num(at)).collect::<Vec<&Num>>()
    };
    // Its own part of the sentence first: "…, but Alpha made the largest gain, three points".
    let own = numbers(f.clause().range.start..f.at);
    let before = if own.is_empty() { numbers(f.clauses[0].range.start..f.at) } else { own };
    // "The biggest loss was at Alpha, which shed 76,641 downloads".
    let changed = if before.is_empty() { numbers(f.at + 1..f.s.tokens.len()) } else { before };
    // "the sharpest fall, from third to fifth, as traffic shrank 20%" may be of places.
    let placed = f.s.nums.iter().any(|n| super::is_rank(n) || n.unit == Unit::Places);
    let fits = move |measure: &&'static Measure| {
        changed.iter().all(|n| match n.unit {
            Unit::Points => !matches!(measure, Measure::Places | Measure::Growth),
            Unit::Places => **measure == Measure::Places,
            Unit::Board => placed || **measure != Measure::Places,
            _ if n.form == Form::Percent => placed || **measure != Measure::Places,
            _ => true,
        })
    };
    let any = measures.iter().any(|m| fits(&m));
    measures.iter().filter(move |m| !any || fits(m))
}

/// "the best OpenAI model", "Google's best row", "the largest free row": among some rows, the one that stands first.
fn among(f: Frame<'_>) -> Option<Among> {
    let high = matches!(f.text(0), "best" | "highest" | "largest" | "biggest" | "busiest");
    let placed = matches!(f.text(1), "-" | "placed" | "ranked" | "ranking" | "rank");
    let skip = f.at + 1 + if f.text(1) == "-" { 2 } else { usize::from(placed) };
    let org = |at: usize| {
        f.s.who(at)?.iter().find_map(|e| match e {
            Entity::Org(org) => Some(*org),
            _ => None,
        })
    };
    let noun = |at: usize| {
        f.s.is(at, &[Class::RowsNoun, Class::It])
            || matches!(
                f.s.text(at),
                "model" | "models" | "package" | "product" | "finisher" | "performer" | "one"
            )
    };
    if !high {
        return None;
    }
    if f.s.is(skip, &[Class::Free]) && noun(skip + 1) {
        return Some(Among::Free);
    }
    let owned =
        f.at.checked_sub(1).filter(|b| f.s.tokens[*b].possessive).and_then(org).filter(|_| noun(skip));
    // "…, its best one being Alpha".
    let its = || match f.clause().subject.concat().as_slice() {
        [Entity::Org(org)] if f.is(-1, &[Class::Its]) && noun(skip) => Some(*org),
        _ => None,
    };
    // "four rows, the best of them Alpha".
    let of_them = || {
        let them = f.is(1, &[Class::Of]) && matches!(f.text(2), "them" | "these");
        let makers = super::presence::earlier(f).filter(|_| them && told_behind(f).is_some())?.makers;
        makers.first().copied().filter(|_| makers.len() == 1)
    };
    owned
        .or_else(its)
        .or_else(of_them)
        .or_else(|| org(skip).filter(|_| noun(skip + 1) && !f.s.tokens[skip].possessive))
        .map(Among::Org)
}

/// "The sharpest fall was Golf's", "Golf, the sharpest faller", "Golf fell …, the sharpest fall".
pub(super) fn named_near(f: Frame<'_>) -> Vec<Who> {
    let clause = f.clause();
    let real = |at: usize| {
        f.s.who(at)
            .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market | Entity::Org(_))))
    };
    // "Alpha was the biggest climber and Bravo the biggest faller".
    let second = f.at > 2 && f.is(-1, &[Class::The]) && f.is(-3, &[Class::And]);
    if let Some(who) = f.at.checked_sub(2).filter(|at| second && !f.s.tokens[*at].possessive).and_then(real)
        && !f.is(1, &[Class::RowsNoun])
        && clause.range.clone().any(|at| at + 3 < f.at && f.s.is(at, &[Class::Most, Class::Least]))
    {
        return vec![who.clone()];
    }
    let verb = (f.at + 1..clause.range.end).find(|at| {
        (f.s.is(*at, &[Class::Be, Class::Move, Class::Carry]) || f.s.text(*at).starts_with("belong"))
            && !is_noun(f.s, *at)
            && !matches!(f.s.text(*at), "placed" | "ranked" | "ranking")
    });
    let starts = (clause.range.start..f.at).all(|at| real(at).is_none());
    if let Some(verb) = verb.filter(|_| starts)
        && let Some(who) = (verb + 1..clause.range.end.min(verb + 5)).find_map(real)
    {
        return vec![who.clone()];
    }
    Vec::new()
}

/// "OpenAI's best row on the board, Alpha, …", "its best one: Alpha": the name that says which.
fn told_behind(f: Frame<'_>) -> Option<&Who> {
    let model = |w: &&Who| w.iter().all(|e| matches!(e, Entity::Model { .. }));
    // "the best of them Alpha", "the best of them being Alpha".
    if f.is(1, &[Class::Of]) {
        let at = f.at + 3 + usize::from(f.is(3, &[Class::Be]) || f.text(3) == ",");
        return f.s.who(at).filter(model);
    }
    let mark = (f.at + 2..f.at + 8)
        .find(|at| matches!(f.s.tokens.get(*at).map(|t| &t.kind), Some(Kind::Mark(_))))?;
    let plain = (f.at + 2..mark).all(|at| {
        f.s.is(at, &[Class::In, Class::On, Class::The, Class::RowsNoun])
            || f.s.text(at) == "model"
            || matches!(f.s.tokens[at].kind, Kind::Board(_) | Kind::Period(_))
    });
    f.s.who(mark + 1).filter(model).filter(|_| plain)
}
