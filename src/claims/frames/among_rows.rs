//! Frames of the most and the least among some rows only: "the most used Anthropic model", "Google's highest-ranked
//! row", "the largest of OpenAI's rows", "the most votes of any xAI row".

use super::extreme_of::extreme_of;
use super::extremes::named_near;
use super::placed_among::place_told;
use super::scopes::is_row;
use super::{Draft, Frame, Of, Test, is_rank};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::sure::is_plain;
use crate::claims::tokens::{Entity, Kind, When, Who};

/// Among which rows a superlative looks.
enum Limit {
    /// Those of a maker, or of a family of models.
    Of(Of),
    /// Some that the data do not tell apart.
    Others,
}

/// "the most used Anthropic model": of its maker's rows, it comes first.
pub fn among_rows(f: Frame<'_>) -> Option<Draft> {
    if matches!(f.text(-1), "at" | "with at") {
        return None;
    }
    let noun = noun_at(f);
    // "Among Google's rows, Alpha is the busiest."
    let of_those = closes(f, past_participle(f)) && f.is(-1, &[Class::The]) && f.is(-2, &[Class::Be]);
    let measured = if noun.is_some() {
        of_rows(f)
    } else {
        let extreme = extreme_of(f, is_most(f)).map(|(m, sign)| (m.to_vec(), sign));
        extreme.or_else(|| of_rows(f).filter(|_| of_those))
    };
    let others = || noun.filter(|at| narrowed(f, *at)).map(|_| Limit::Others);
    let owned = || noun.is_none().then(|| whose_move(f)).flatten();
    // "Among Google's models, Alpha has the most tokens".
    let fronted = || super::placed_among::fronted(f).map(Limit::Of);
    let limit = noun.and_then(|at| of_noun(f, at)).or_else(|| behind(f, noun));
    let limit = limit.or_else(others).or_else(owned).or_else(fronted)?;
    let (nth, (mut measures, sign)) = (nth(f)?, measured?);
    let group = whom(f, noun);
    // "of the OpenAI rows except Alpha".
    let limit = if excepts(f) { Limit::Others } else { limit };
    let models = |group: &[Who]| {
        let model = |e: &Entity| matches!(e, Entity::Model { .. } | Entity::AtRank(..));
        !group.is_empty() && group.iter().flatten().all(model)
    };
    let unbound = |why| Some(f.draft_of("superlative", vec![Test::Unbound(why)], group.clone(), true));
    let of = match limit {
        Limit::Of(of) => of,
        Limit::Others => return unbound("which rows are meant is not known"),
    };
    let told = |m: &Measure| !matches!(m, Measure::OnBoard | Measure::Gap);
    if !models(&group) || !measures.iter().all(told) {
        return unbound("which row is meant is not known");
    }
    // Who stands highest of its rows does so in any top.
    let top = |measure| f.scope().filter(|_| measure != Measure::Rank || !is_most(f));
    // "has the most tokens" is not "gained the most".
    measures.retain(|m| *m != Measure::ValueChange || sign != 0);
    let test = |measure: Measure| Test::AmongRows {
        order: super::Order { measure, sign, most: is_most(f), nth },
        of: of.clone(),
        top: top(measure),
        group: group.clone(),
    };
    let tests = measures.into_iter().map(test).map(|test| test.by_the_word(f.text(0))).collect();
    let draft = f.draft_of("superlative", tests, group.clone(), true);
    // "the biggest Alpha film of the year so far".
    Some(Draft { words: f.at..f.at, ..draft }).filter(|draft| draft.when != Some(When::Beyond))
}

fn excepts(f: Frame<'_>) -> bool {
    let end = f.clause().range.end.min(f.at + 14);
    let word = |at: usize| {
        matches!(
            f.s.text(at),
            "except" | "excepting" | "excluding" | "besides" | "bar" | "save" | "outside" | "apart"
        ) || f.s.text(at) == "other" && f.s.is(at + 1, &[Class::Than])
    };
    (f.at + 1..end).any(word)
}

fn is_most(f: Frame<'_>) -> bool {
    f.is(0, &[Class::Most])
}

/// "the second most used", "the third-largest": which in the order.
fn nth(f: Frame<'_>) -> Option<u32> {
    let before = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 });
    match before.and_then(|at| f.s.num(at)) {
        Some(num) if num.form == Form::Ordinal => num.whole(),
        _ => Some(1),
    }
}

/// Where the words behind the superlative begin that say of what it is: those that belong to it are skipped, "used",
/// "-ranked", "placed".
fn past_participle(f: Frame<'_>) -> usize {
    let dash = usize::from(f.text(1) == "-");
    let word = f.text(1 + dash.cast_signed());
    let joined =
        word.ends_with("ed") || matches!(word, "popular" | "ranking" | "scoring" | "performing" | "placed");
    f.at + 1 + if joined { dash + 1 } else { 0 }
}

/// The noun that the superlative is of, where it is a row: "the most used Anthropic model", "the largest of Google's rows".
fn noun_at(f: Frame<'_>) -> Option<usize> {
    let from = past_participle(f);
    let counted = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    let row = |at: &usize| {
        is_row(f, *at) || matches!(f.s.text(*at), "one" | "model" | "models" | "finisher" | "performer")
    };
    let passed = |at: &usize| {
        row(at)
            || counted(*at)
            || f.s.who(*at).is_some()
            || matches!(f.s.tokens.get(*at).map(|t| &t.kind), Some(Kind::Word(_)))
            || f.s.num(*at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled)
            || *at == from && f.s.is(from, &[Class::Of])
            || f.s.is(
                *at,
                &[Class::The, Class::All, Class::Its, Class::Their, Class::Free, Class::Paid, Class::New],
            )
    };
    // "the largest of Google's": the rows are not named.
    let maker = |at: usize| f.s.tokens.get(at).is_some_and(|t| t.possessive) && maker_at(f, at).is_some();
    let of = from + 1 + usize::from(f.s.is(from + 1, &[Class::The, Class::All]));
    if f.s.is(from, &[Class::Of]) && maker(of) && !passed(&(of + 1)) {
        return Some(of + 1);
    }
    let words = || (from..(from + 6).min(f.clause().range.end)).take_while(passed);
    // "three rows" is one word, and so is "Google's three rows".
    let noun = words().find(row).or_else(|| words().find(|at| counted(*at)));
    noun.or_else(|| {
        (from..from + 3)
            .find(|at| f.s.who(*at).is_some_and(|w| matches!(w.as_slice(), [Entity::OrgRows { .. }])))
    })
}

/// What the superlative measures where it is of a row.
fn of_rows(f: Frame<'_>) -> Option<(Vec<Measure>, i8)> {
    let dash = isize::from(f.text(1) == "-");
    let joined = f.text(1 + dash);
    Some(match (f.text(0), joined) {
        // "the lowest-priced Google row".
        (_, word) if word.starts_with("pric") || word.starts_with("cost") => {
            (vec![Measure::Blended, Measure::PriceIn, Measure::PriceOut], 0)
        }
        (_, word) if word.starts_with("voted") => (vec![Measure::Votes], 0),
        ("most" | "least", word) if word.ends_with("ed") || word == "popular" => (vec![Measure::Value], 0),
        ("most" | "least", _) => return None,
        ("fastest-growing" | "fastest-rising" | "slowest-growing", _) => (vec![Measure::Growth], 1),
        (
            "best" | "highest" | "largest" | "biggest" | "busiest" | "most-used" | "top-performing"
            | "strongest",
            _,
        )
        | ("worst" | "lowest" | "smallest" | "weakest", _) => (vec![Measure::Rank], 0),
        _ => return None,
    })
}

/// The maker or the family of models at a token.
pub(super) fn maker_at(f: Frame<'_>, at: usize) -> Option<Of> {
    let who = f.s.who(at)?;
    let org = who.iter().find_map(|e| match e {
        Entity::Org(org) | Entity::OrgRows { org, top: None, .. } => Some(*org),
        _ => None,
    });
    let models: Vec<_> = who
        .iter()
        .filter_map(|e| match e {
            Entity::Model { model, .. } => Some(*model),
            _ => None,
        })
        .collect();
    match org {
        Some(org) => Some(Of::orgs([org])),
        None if models.len() > 1 => Some(Of { models, ..Of::default() }),
        None => None,
    }
}

/// What stands between a superlative and its noun, or before it as whose it is.
fn of_noun(f: Frame<'_>, noun: usize) -> Option<Limit> {
    let from = past_participle(f);
    let before = f.at.checked_sub(1 + usize::from(nth(f) != Some(1)))?;
    let owner = f.s.tokens[before].possessive.then(|| maker_at(f, before)).flatten();
    let mut limit = owner.map(Limit::Of);
    let mut narrowed = false;
    for at in from..noun + usize::from(maker_at(f, noun).is_some()) {
        let known =
            f.s.is(at, &[Class::Of, Class::The, Class::All]) || f.s.num(at).is_some() || is_row(f, at);
        match maker_at(f, at) {
            Some(of) if limit.is_none() => limit = Some(Limit::Of(of)),
            // "the largest free Anthropic row", "the most used Chinese model".
            Some(_) => narrowed = true,
            None if is_other(f, at) => return Some(Limit::Others),
            None => narrowed |= !(known || is_plain(f.s.text(at))),
        }
    }
    narrowed |= self::narrowed(f, noun);
    limit.map(|limit| if narrowed { Limit::Others } else { limit })
}

/// "Google's biggest loser", "the biggest Google faller": of whose rows, where the noun says what they did.
fn whose_move(f: Frame<'_>) -> Option<Limit> {
    let before = f.at.checked_sub(1 + usize::from(nth(f) != Some(1)));
    let owner = before.filter(|at| f.s.tokens[*at].possessive).and_then(|at| maker_at(f, at));
    let behind = || maker_at(f, f.at + 1).filter(|_| f.directed(f.at + 2).is_some());
    // "its biggest loser", "the highest-placed Google newcomer".
    let from = past_participle(f);
    let its = f.is(-1, &[Class::Its]) && is_doer(f, from);
    let arrived = [Class::Debut, Class::New, Class::Return, Class::Exit];
    let placed = maker_at(f, from).is_some()
        && (f.s.is(from + 1, &arrived) || from > f.at + 1 && f.directed(from + 1).is_some());
    // "Google's highest-placed climber" is the first of those that climbed.
    let joined = from > f.at + 1 && (f.directed(from).is_some() || f.s.is(from, &arrived));
    if its || placed || joined && owner.is_some() {
        return Some(Limit::Others);
    }
    owner.or_else(behind).map(Limit::Of)
}

/// A word that narrows down which rows are meant, and that nobody knows.
fn is_other(f: Frame<'_>, at: usize) -> bool {
    let word = f.s.text(at);
    let is_word = f.s.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Word(_)));
    is_word && !is_plain(word) && !word.ends_with("ly")
}

/// "the largest row with open weights", "the most used model under $5": some rows, which the words behind the noun narrow
/// down.
fn narrowed(f: Frame<'_>, noun: usize) -> bool {
    let next = noun + 1;
    let figure = |at: usize| {
        f.s.num(at).is_some()
            || matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_) | Kind::Figure(_)))
    };
    let told = |at: usize| figure(at) || f.s.is(at, &[Class::A, Class::The, Class::Its, Class::MoreThan]);
    let open = f.s.is(next, &[Class::With]) && !told(next + 1) && is_other(f, next + 1)
        || f.s.is(next, &[Class::With]) && f.s.is(next + 1, &[Class::Be]);
    let from = f.s.is(next, &[Class::From]) && !figure(next + 1);
    // "the largest Google row to grow", "that fell", "losing share", "of Google's shrinking rows".
    let to = f.s.is(next, &[Class::To]) && f.s.text(next + 1) != "date";
    let told = matches!(f.s.text(next), "that" | "which" | "who" | "whose");
    let going = f.s.text(next).ends_with("ing") || !is_row(f, noun) && is_row(f, next);
    open || from
        || to
        || told
        || going
        || matches!(f.s.text(next), "under" | "outside" | "without" | "made" | "built" | "available")
}

/// "the largest row of Google", "the most votes of any Anthropic row", "the sharpest fall among Google's rows".
fn behind(f: Frame<'_>, noun: Option<usize>) -> Option<Limit> {
    let end = f.clause().range.end;
    let mark = |at: &usize| !matches!(f.s.tokens[*at].kind, Kind::Mark(_));
    let led = (noun.map_or(f.at + 1, |at| at + 1)..end.min(f.at + 9))
        .take_while(mark)
        .find(|at| f.s.is(*at, &[Class::Of, Class::Between, Class::From, Class::By]))?;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::The, Class::All, Class::Each]) || matches!(f.s.text(*at), "any" | "any of")
    };
    let start = (led + 1..led + 4).find(|at| !small(at) && !f.s.is(*at, &[Class::Of]))?;
    let of = maker_at(f, start)?;
    let rows = is_row(f, start + 1) || f.s.text(start + 1) == "model" || f.s.text(start + 1) == "models";
    let counted = f.s.num(start + 1).is_some();
    let ends = !rows && !counted && closes(f, start + 1);
    // "the lead of Google", "by Google" alone may say who did it.
    let whole = rows
        || counted
        || matches!(f.s.who(start).map(Vec::as_slice), Some([Entity::OrgRows { .. }]))
        || noun.is_some() && ends
        // "the biggest loser of Google".
        || ends && f.s.is(led, &[Class::Of]) && is_doer(f, led - 1);
    match whole {
        true => Some(Limit::Of(of)),
        // "of any Anthropic coding model".
        false if is_other(f, start + 1) => Some(Limit::Others),
        false => None,
    }
}

/// "gainer", "loser": one that moved.
fn is_doer(f: Frame<'_>, at: usize) -> bool {
    f.directed(at).is_some() && f.s.text(at).trim_end_matches('s').ends_with("er")
}

fn closes(f: Frame<'_>, at: usize) -> bool {
    matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_) | Kind::Lex(_) | Kind::Board(_)))
}

/// Of whom it is said: the one right before it, the one that it is said to be, or the subject.
fn whom(f: Frame<'_>, noun: Option<usize>) -> Vec<Who> {
    let model = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)));
    let mut before = f.at;
    while before > 0
        && (f.s.is(before - 1, &[Class::The])
            || f.s.num(before - 1).is_some_and(is_rank)
            || f.s.text(before - 1) == "-")
    {
        before -= 1;
    }
    let comma = usize::from(before > 0 && f.s.text(before - 1) == ",");
    let beside = before.checked_sub(1 + comma).and_then(|at| f.s.who(at)).filter(model);
    if let Some(who) = beside.or_else(|| named_behind(f, noun?).filter(model)) {
        return vec![who.clone()];
    }
    let near = named_near(f);
    let subject = f.clause().subject.clone();
    // "The largest Google row, in fourth place, is Alpha".
    let nobody = near.is_empty() && subject.iter().flatten().all(|e| matches!(e, Entity::Org(_)));
    let is =
        || (f.at + 1..f.s.tokens.len()).filter(|at| f.s.is(at - 1, &[Class::Be])).find_map(|at| f.s.who(at));
    match (nobody.then(is).flatten().filter(model), near.is_empty()) {
        (Some(who), _) => vec![who.clone()],
        // "Google's best row is in seventh place": whoever stands there.
        (None, true) if nobody && place_told(f).is_some() => {
            let place = place_told(f).and_then(|at| f.s.num(at)).and_then(Num::whole);
            vec![vec![Entity::AtRank(place.unwrap_or_default(), 0)]]
        }
        (None, true) => subject,
        (None, false) => near,
    }
}

/// "The biggest Anthropic model on OpenRouter, Alpha, …", "Google's best row: Alpha".
fn named_behind(f: Frame<'_>, noun: usize) -> Option<&Who> {
    let quiet = |at: &usize| f.s.text(*at) != "," && super::scopes::is_quiet(f, *at);
    let mark = (noun + 1..f.s.tokens.len()).find(|at| !quiet(at))?;
    f.s.who(mark + 1).filter(|_| matches!(f.s.text(mark), "," | ":" | "(" | "—" | "–"))
}

/// The verb only says which rows are meant, "the largest Google row to grow", or in what none of them surpasses another, "no
/// Google row grew more than Alpha".
pub(super) fn is_of_some_rows(f: Frame<'_>) -> bool {
    let to = f.at.checked_sub(2).filter(|noun| f.s.is(noun + 1, &[Class::To]));
    let ends = |at: usize, noun: usize| f.from(at).and_then(noun_at) == Some(noun);
    let narrows = |noun: usize| {
        (noun.saturating_sub(6)..noun).any(|at| f.s.is(at, &[Class::Most, Class::Least]) && ends(at, noun))
    };
    let than = |at: usize| {
        f.s.is(at, &[Class::Than, Class::MoreThan]) && f.from(at).and_then(nobody_of_maker).is_some()
    };
    to.is_some_and(narrows)
        || f.s.has(&[Class::Than, Class::MoreThan]) && (f.at..f.clause().range.end.min(f.at + 9)).any(than)
}

/// "No Anthropic model carried more tokens than Alpha": of that maker's, it has the most.
pub fn nobody_of_maker(f: Frame<'_>) -> Option<Draft> {
    let start = f.clause().range.start;
    let no = (start..f.at).find(|at| matches!(f.s.text(*at), "no" | "none" | "no one" | "nobody"))?;
    let from = no + 1 + (no + 1..f.at).take_while(|at| f.s.is(*at, &[Class::Of, Class::The])).count();
    let (of, from) = match maker_at(f, from) {
        Some(of) => (of, from),
        None => (super::placed_among::fronted(f)?, no),
    };
    let group = f.group_from(f.at + 1)?;
    let told = (from + 1..f.at).find(|at| is_verb(f.s, *at) && !is_row(f, *at));
    let measures = told.map_or_else(Vec::new, |verb| surpassed_in(f, verb));
    let tests = measures.into_iter().map(|(measure, sign, most)| Test::AmongRows {
        order: super::Order { measure, sign, most, nth: 1 },
        of: of.clone(),
        top: f.scope(),
        group: group.clone(),
    });
    let tests: Vec<Test> = tests.collect();
    let open = Test::Unbound("in what nobody surpasses it is not known");
    let tests = if tests.is_empty() || f.s.text(no + 1) == "other" { vec![open] } else { tests };
    Some(Draft { neg: false, words: f.at..f.at, ..f.draft_of("superlative", tests, group.clone(), true) })
}

/// What "carried more", "has fewer votes", "climbed further" measure, which way, and whether the most is meant.
fn surpassed_in(f: Frame<'_>, verb: usize) -> Vec<(Measure, i8, bool)> {
    let words = verb + 1..f.at + 1;
    let less = words.clone().any(|at| matches!(f.s.text(at), "fewer" | "less" | "lower" | "worse"));
    let of = |classes: &[Class]| words.clone().any(|at| f.s.is(at, classes));
    let plain = !of(&[Class::Share, Class::Price, Class::Context, Class::RowsNoun]);
    let unit = words.clone().any(|at| f.s.units.contains(&at) || f.s.text(at).starts_with("point"));
    match f.directed(verb) {
        _ if !plain => Vec::new(),
        Some((sign, Class::UpRank | Class::DownRank, _)) => vec![(Measure::Places, sign, !less)],
        Some((sign, ..)) if unit => vec![(Measure::ValueChange, sign, !less)],
        Some((sign, ..)) => {
            [Measure::Places, Measure::Growth, Measure::ValueChange].map(|m| (m, sign, !less)).to_vec()
        }
        None if of(&[Class::Votes]) => vec![(Measure::Votes, 0, !less)],
        None if f.s.is(verb, &[Class::Carry, Class::Be, Class::Hold]) || unit => {
            vec![(Measure::Rank, 0, !less)]
        }
        None => Vec::new(),
    }
}
