//! Frames whose heart is a word: up, down, doubled, new, gone, first, sharpest, frozen.

use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::is_noun;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "rose", "fell", "held": of what the clause's other words measure.
pub fn direction(f: Frame<'_>) -> Option<Draft> {
    let class = f.class()?;
    let sign = match class {
        Class::Up | Class::UpRank | Class::UpValue => 1,
        Class::Down | Class::DownRank | Class::DownValue => -1,
        Class::Hold => 0,
        _ => return None,
    };
    // "lost the top spot" is told by the lead.
    if class == Class::Down && (f.at + 1..f.at + 4).any(|at| f.s.is(at, &[Class::Lead])) {
        return None;
    }
    // "dropped behind Alpha" speaks of the two, not of places.
    if is_noun(f.s, f.at) || f.is(1, &[Class::Behind, Class::Ahead, Class::Overtake]) {
        return None;
    }
    let range = f.clause().range.clone();
    let numbers: Vec<&Num> = range.clone().filter_map(|at| f.s.num(at)).collect();
    let has = |test: &dyn Fn(&Num) -> bool| numbers.iter().any(|n| test(n));
    let ranked = has(&|n: &Num| is_rank(n) || n.unit == Unit::Places);
    let share = f.near(&[Class::Share], 3);
    let grown = has(&|n: &Num| {
        n.form == Form::Percent
            || n.scaled
            || n.unit == Unit::Board
            || matches!(n.form, Form::Times | Form::Fraction)
    });
    let volume = f.near(&[Class::Volume], 1) && !ranked;
    let score = f.near(&[Class::Score], 2) || has(&|n: &Num| n.unit == Unit::Points);
    if range.clone().any(|at| f.s.is(at, &[Class::Price])) || has(&|n: &Num| n.form == Form::Money) {
        return None;
    }
    let mut group = f.clause().subject.clone();
    let mut certain = f.clause().certain;
    if group.is_empty() && !f.clause().foreign && f.near(&[Class::Market, Class::Volume], 0) {
        (group, certain) = (vec![vec![Entity::Market]], true);
    }
    if class == Class::Hold {
        return hold(f, group, certain, ranked);
    }
    if group.is_empty() {
        return (!f.clause().foreign).then(|| f.draft_of("direction", Vec::new(), group, certain));
    }
    let measures: &[Measure] = match class {
        Class::UpValue | Class::DownValue if f.is(1, &[Class::PlacesNoun]) || ranked && !grown => {
            &[Measure::Places]
        }
        _ if share => &[Measure::ShareChange],
        Class::UpValue | Class::DownValue if score => &[Measure::ValueChange],
        // What grows or has a volume is no score.
        Class::UpValue | Class::DownValue => &[Measure::Growth],
        _ if volume => &[Measure::Growth, Measure::ShareChange],
        _ if ranked && !grown => &[Measure::Places],
        _ if grown || volume => &[Measure::Growth, Measure::ValueChange, Measure::ShareChange],
        _ if score => &[Measure::ValueChange],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        _ if ranked => &[Measure::Places],
        _ => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    };
    let both = ranked && grown;
    let measures = if both { verb_measures(f, class) } else { measures };
    let tests =
        measures.iter().map(|m| Test::Direction { measure: *m, sign, group: group.clone() }).collect();
    Some(f.draft_of("direction", tests, group, certain))
}

/// With ranks and amounts in one clause, what follows the word says which it measures.
fn verb_measures(f: Frame<'_>, class: Class) -> &'static [Measure] {
    let next = (f.at + 1..f.clause().range.end).find_map(|at| f.s.num(at));
    match next {
        _ if matches!(class, Class::UpRank | Class::DownRank) => &[Measure::Places],
        Some(n) if is_rank(n) || n.unit == Unit::Places => &[Measure::Places],
        Some(_) => &[Measure::Growth, Measure::ValueChange],
        None => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    }
}

/// "held at No. 3", "unchanged", "kept its place".
fn hold(f: Frame<'_>, group: Vec<Who>, certain: bool, ranked: bool) -> Option<Draft> {
    let word = f.text(0);
    let exact = matches!(
        word,
        "unchanged"
            | "unmoved"
            | "steady"
            | "flat"
            | "static"
            | "stable"
            | "did not move"
            | "stood still"
            | "did not change"
    );
    let place = (f.at + 1..f.clause().range.end).any(|at| f.s.is(at, &[Class::PlacesNoun, Class::RankNoun]));
    let lead = f.near(&[Class::Lead], 4);
    let ranked = ranked && (f.at + 1..f.at + 4).any(|at| f.s.num(at).is_some_and(is_rank));
    // "the top five kept their places".
    if let [who] = group.as_slice()
        && let [Entity::Top(top)] = who.as_slice()
        && (place || exact)
    {
        return Some(f.draft("frozen", vec![Test::Frozen { top: Some(*top) }]));
    }
    if group.is_empty()
        || group.iter().flatten().any(|e| matches!(e, Entity::Org(_) | Entity::Top(_) | Entity::Market))
    {
        return None;
    }
    if !(exact
        || place
        || (ranked
            && matches!(
                word,
                "remains"
                    | "remain"
                    | "remained"
                    | "stays"
                    | "stay"
                    | "stayed"
                    | "held"
                    | "holds"
                    | "hold"
                    | "keeps"
                    | "kept"
                    | "retains"
                    | "retained"
            ))
        || lead)
    {
        return None;
    }
    let value = f.near(&[Class::Score, Class::Volume], 3);
    let measures: &[Measure] = match word {
        _ if value => &[Measure::ValueChange, Measure::Growth],
        _ if ranked || place || lead => &[Measure::Places],
        "flat" => &[Measure::Growth, Measure::Places, Measure::ValueChange],
        _ => &[Measure::Places, Measure::ValueChange],
    };
    // "holds fourth place" need not say that it had it before.
    if matches!(word, "holds" | "hold" | "held" | "holding") && !lead {
        return None;
    }
    let tests =
        measures.iter().map(|m| Test::Direction { measure: *m, sign: 0, group: group.clone() }).collect();
    let mut draft = f.draft_of("direction", tests, group, certain);
    draft.neg = draft.neg && !word.starts_with("did not");
    Some(draft)
}

/// "doubled", "nearly tripled", "halved".
pub fn multiplied(f: Frame<'_>) -> Option<Draft> {
    let (factor, half) = match f.class()? {
        Class::Double => (2, Decimal::new(5, 2)),
        Class::Triple => (3, Decimal::new(1, 1)),
        Class::Quadruple => (4, Decimal::new(2, 1)),
        Class::Halve => (0, Decimal::new(5, 2)),
        _ => return None,
    };
    if f.clause().subject.is_empty() && !f.near(&[Class::Market, Class::Volume], 0) {
        return (!f.clause().foreign).then(|| f.draft("growth", Vec::new()));
    }
    let market = f.clause().subject.is_empty();
    let group = if market { vec![vec![Entity::Market]] } else { f.clause().subject.clone() };
    let hedge = hedge_before(f);
    let value = if factor == 0 { Decimal::new(-5, 1) } else { Decimal::from(factor) };
    let share = f.near(&[Class::Share], 2);
    let measure = if share { Measure::ShareGrowth } else { Measure::Growth };
    let num = if factor == 0 {
        Num { hedge, ..Num::new(-value, half, Form::Times) }
    } else {
        multiple(value, half, hedge)
    };
    let sign = if factor == 0 { -1 } else { 1 };
    let test = Test::Number { measure, num, sign, group: group.clone() };
    Some(f.draft_of("growth", vec![test], group, f.clause().certain || market))
}

/// A factor as a growth: the hedge is about the factor ("nearly tripled" is 2.7 to 3), the fact is a growth.
pub fn multiple(factor: Decimal, half: Decimal, hedge: Hedge) -> Num {
    let growth = factor - Decimal::ONE;
    match hedge {
        Hedge::Nearly => Num {
            hedge: Hedge::Plain,
            ..Num::new(factor * Decimal::new(95, 2) - Decimal::ONE, factor * Decimal::new(5, 2), Form::Times)
        },
        Hedge::About => Num::new(growth, factor * Decimal::new(5, 2), Form::Times),
        hedge => Num { hedge, ..Num::new(growth, half, Form::Times) },
    }
}

pub fn hedge_before(f: Frame<'_>) -> Hedge {
    match (f.text(-2), f.text(-1)) {
        (_, "nearly" | "almost") | ("close", "to") => Hedge::Nearly,
        (_, "more than" | "over") => Hedge::Over,
        (_, "about" | "roughly" | "around" | "approximately" | "some") => Hedge::About,
        ("less", "than") => Hedge::Under,
        ("at", "least") => Hedge::AtLeast,
        _ => Hedge::Plain,
    }
}

/// "the sharpest fall in the top 20", "biggest percentage gainer", "the fastest-growing model".
pub fn extreme(f: Frame<'_>) -> Option<Draft> {
    let most = match f.class()? {
        Class::Most => true,
        Class::Least => false,
        _ => return None,
    };
    let (measure, sign) = extreme_of(f, most)?;
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
    let top = f.scope();
    let tests = measure
        .iter()
        .map(|m| Test::Extreme { measure: *m, sign, most, group: group.clone(), top })
        .collect();
    Some(f.draft_of("superlative", tests, group, certain))
}

fn extreme_of(f: Frame<'_>, most: bool) -> Option<(&'static [Measure], i8)> {
    let window = f.at + 1..(f.at + 5).min(f.clause().range.end);
    let word = f.text(0);
    let relative = window.clone().any(|at| matches!(f.s.text(at), "percentage" | "relative" | "percent"));
    let quick = word.starts_with("fast") || word.starts_with("quick") || word.starts_with("slow");
    let absolute = window.clone().any(|at| matches!(f.s.text(at), "absolute"));
    for at in window.clone() {
        let found: Option<(&'static [Measure], i8)> = match f.s.class(at) {
            Some(Class::UpRank) => Some((&[Measure::Places], 1)),
            Some(Class::DownRank) => Some((&[Measure::Places], -1)),
            Some(Class::Up | Class::UpValue) if relative => Some((&[Measure::Growth], 1)),
            Some(Class::Up | Class::UpValue) if absolute => Some((&[Measure::ValueChange], 1)),
            Some(Class::Down | Class::DownValue) if relative => Some((&[Measure::Growth], -1)),
            Some(Class::Up | Class::UpValue) if quick => Some((&[Measure::Growth], 1)),
            Some(Class::Down | Class::DownValue) if quick => Some((&[Measure::Growth], -1)),
            Some(Class::UpValue) => Some((&[Measure::Growth, Measure::ValueChange], 1)),
            Some(Class::DownValue) => Some((&[Measure::Growth, Measure::ValueChange], -1)),
            Some(Class::Up) => Some((&[Measure::Places, Measure::Growth, Measure::ValueChange], 1)),
            Some(Class::Down) => Some((&[Measure::Places, Measure::Growth, Measure::ValueChange], -1)),
            Some(Class::Share) => Some((&[Measure::Share], 0)),
            Some(Class::Votes) => Some((&[Measure::Votes], 0)),
            // "gained the most volume": of the gains.
            Some(Class::Score | Class::Volume) if moved_before(f) != 0 => {
                Some((&[Measure::ValueChange], moved_before(f)))
            }
            Some(Class::Score | Class::Volume) => Some((&[Measure::Value], 0)),
            Some(Class::Price) => Some((&[Measure::Blended, Measure::PriceIn], 0)),
            Some(Class::Debut | Class::New) => Some((&[Measure::OnBoard], 0)),
            Some(Class::GapNoun) => Some((&[Measure::Gap], 0)),
            Some(Class::Move) => Some((&[Measure::Places], 0)),
            _ => None,
        };
        if let Some(found) = found {
            // "share gain": the share's change.
            let of_share = found.0 == [Measure::Share]
                && window
                    .clone()
                    .any(|i| f.s.is(i, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue]));
            if of_share {
                let up = window.clone().any(|i| f.s.is(i, &[Class::Up, Class::UpValue]));
                return Some((&[Measure::ShareChange], if up { 1 } else { -1 }));
            }
            return Some(found);
        }
    }
    match word {
        "fastest-growing" | "fastest" | "fastest-rising" => Some((&[Measure::Growth], 1)),
        "slowest-growing" => Some((&[Measure::Growth], 1)),
        "most" if moved_before(f) != 0 && window.clone().any(|at| f.s.num(at).is_none()) => {
            Some((&[Measure::ValueChange], moved_before(f)))
        }
        "most" if window.clone().any(|at| matches!(f.s.text(at), "tokens" | "token")) && most => {
            Some((&[Measure::Value, Measure::ValueChange], 0))
        }
        "busiest" | "most-used" | "largest" | "biggest"
            if window.clone().any(|at| f.s.is(at, &[Class::RowsNoun, Class::It])) =>
        {
            Some((&[Measure::Value], 0))
        }
        _ => None,
    }
}

/// The direction of a verb right before the superlative: "gained the most", "lost the most".
fn moved_before(f: Frame<'_>) -> i8 {
    let verb = (1..3)
        .filter_map(|back| f.at.checked_sub(back))
        .find_map(|at| f.s.class(at).filter(|c| *c != Class::The));
    match verb {
        Some(Class::Up | Class::UpValue) => 1,
        Some(Class::Down | Class::DownValue) => -1,
        _ => 0,
    }
}

/// "The sharpest fall was Golf's", "Golf, the sharpest faller", "Golf fell …, the sharpest fall".
fn named_near(f: Frame<'_>) -> Vec<Who> {
    let clause = f.clause();
    let real = |at: usize| {
        f.s.who(at)
            .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market | Entity::Org(_))))
    };
    let verb = (f.at + 1..clause.range.end)
        .find(|at| f.s.is(*at, &[Class::Be, Class::Move, Class::Carry]) && !is_noun(f.s, *at));
    let starts = (clause.range.start..f.at).all(|at| real(at).is_none());
    if let Some(verb) = verb.filter(|_| starts)
        && let Some(who) = (verb + 1..clause.range.end.min(verb + 5)).find_map(real)
    {
        return vec![who.clone()];
    }
    Vec::new()
}

/// "a new peak", "its best rank so far".
pub fn peak(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Peak || f.clause().subject.is_empty() {
        return None;
    }
    let named = matches!(f.text(0), "peak") && f.is(1, &[Class::Of, Class::At]);
    if named {
        return None;
    }
    let group = f.clause().subject.clone();
    Some(f.draft("peak", vec![Test::Peak { group }]))
}

/// "the top five are unchanged", "the same order".
pub fn frozen(f: Frame<'_>) -> Option<Draft> {
    let still = f.class()? == Class::Frozen && !matches!(f.text(0), "identical")
        || (f.is(0, &[Class::Hold])
            && matches!(f.text(0), "unchanged" | "unmoved" | "static" | "did not change" | "did not move"));
    let ordered = (0..f.at)
        .any(|at| matches!(f.s.text(at), "order" | "ranking" | "board" | "table" | "list" | "chart"));
    let about_top = (ordered && f.clause().subject.is_empty())
        || f.clause().subject.iter().flatten().any(|e| matches!(e, Entity::Top(_) | Entity::Market))
        || f.near(&[Class::Market], 0);
    if !still || !(about_top || !f.clause().boards.is_empty() && f.clause().subject.is_empty()) {
        return None;
    }
    let top = f.scope();
    let mut draft = f.draft("frozen", vec![Test::Frozen { top }]);
    draft.neg = draft.neg && !f.text(0).starts_with("did not");
    Some(draft)
}

/// "launched on 16 April".
pub fn released(f: Frame<'_>) -> Option<Draft> {
    let Kind::Date(Some(date)) = f.s.tokens[f.at].kind else { return None };
    let word = f.clause().range.clone().any(|at| f.s.is(at, &[Class::Released]));
    let group = f.clause().subject.clone();
    (word && !group.is_empty()).then(|| {
        let test = Test::Released { group: group.clone(), date };
        Draft { when: None, ..f.draft_of("released", vec![test], group, f.clause().certain) }
    })
}

/// "left the top 20", "dropped out".
pub fn exit(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Exit || is_noun(f.s, f.at) || f.is(-1, &[Class::The, Class::A]) {
        return None;
    }
    let scope = f.s.is(f.at + 1, &[Class::The]) && f.s.is(f.at + 2, &[Class::Market, Class::RowsNoun]);
    let bare = matches!(f.text(0), "left" | "leaves" | "leaving")
        && f.scope().is_none()
        && f.clause().boards.is_empty()
        && !scope
        && !matches!(f.text(2), "board" | "list" | "table" | "ranking" | "chart");
    let group = f.clause().subject.clone();
    let group: Vec<Who> = group
        .into_iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market)))
        .collect();
    if bare || group.is_empty() {
        return None;
    }
    let top = (f.at + 1..f.clause().range.end).find_map(|at| f.top_at(at));
    Some(f.draft("exit", vec![Test::Left { group, top }]))
}

/// "debuted", "is new", "returned".
pub fn arrived(f: Frame<'_>) -> Option<Draft> {
    let back = match f.class()? {
        Class::Debut => false,
        Class::Return => true,
        Class::New
            if f.is(-1, &[Class::Be, Class::Adverb, Class::Now])
                || f.at == f.clause().range.start
                || f.is(1, &[Class::At, Class::On, Class::To, Class::In]) =>
        {
            false
        }
        _ => return None,
    };
    let group = f.clause().subject.clone();
    if group.is_empty()
        || f.is(-1, &[Class::The])
        || group.iter().flatten().any(|e| matches!(e, Entity::Org(_)))
    {
        return None;
    }
    Some(f.draft(if back { "return" } else { "debut" }, vec![Test::Arrived { group, back }]))
}

/// "entered the top ten", "joins the board at No. 6".
pub fn entered(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Enter || f.clause().subject.is_empty() {
        return None;
    }
    let group = f.clause().subject.clone();
    let top = (f.at + 1..f.clause().range.end).find_map(|at| f.top_at(at));
    let tests = match top {
        Some(_) => vec![Test::Entered { group, top }],
        None => vec![
            Test::Arrived { group: group.clone(), back: false },
            Test::Arrived { group: group.clone(), back: true },
            Test::Entered { group, top: None },
        ],
    };
    Some(f.draft("debut", tests))
}

/// "leads", "tops the board", "took the lead".
pub fn leads(f: Frame<'_>) -> Option<Draft> {
    let newly = match f.class()? {
        Class::Lead => false,
        Class::NewLead => true,
        _ => return None,
    };
    let lost = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::Down]));
    if is_noun(f.s, f.at)
        && !lost
        && !matches!(f.text(0), "top spot" | "first place" | "top slot" | "top position" | "number one")
    {
        return None;
    }
    let group = f.clause().subject.clone();
    if group.is_empty() {
        return (!f.clause().foreign).then(|| f.draft("rank", Vec::new()));
    }
    // "leads Alpha by 12 points" and "leads the gainers" are told elsewhere.
    let other =
        f.s.who(f.at + 1)
            .is_some_and(|w| !matches!(w.as_slice(), [Entity::Market | Entity::Top(_) | Entity::Org(_)]));
    if other
        || f.is(
            2,
            &[Class::UpValue, Class::Up, Class::Down, Class::DownValue, Class::UpRank, Class::DownRank],
        )
    {
        return None;
    }
    if lost {
        return Some(f.draft("rank", vec![Test::LostLead { group }]));
    }
    Some(f.draft("rank", vec![Test::Leads { group, newly }]))
}

/// "is in the top five".
pub fn in_top(f: Frame<'_>) -> Option<Draft> {
    let top = f.top_at(f.at)?;
    let inside = matches!(f.role(), Some(Class::In | Class::Be))
        && f.is(-2, &[Class::In, Class::Be]) | f.is(-1, &[Class::In]);
    let verb = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::Be, Class::Hold]));
    let busy = f.clause().range.clone().any(|at| {
        at < f.at
            && (f.s.num(at).is_some()
                || f.s.is(
                    at,
                    &[
                        Class::Most,
                        Class::Least,
                        Class::Only,
                        Class::Up,
                        Class::Down,
                        Class::UpRank,
                        Class::DownRank,
                        Class::Exit,
                        Class::Enter,
                    ],
                ))
    });
    let group: Vec<Who> = f
        .clause()
        .subject
        .iter()
        .filter(|w| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market | Entity::Org(_))))
        .cloned()
        .collect();
    if !inside || !verb || busy || group.is_empty() {
        return None;
    }
    Some(f.draft_of("rank", vec![Test::InTop { group: group.clone(), top }], group, f.clause().certain))
}
