//! Frames of what had not been so before, since a time or since the year began: "its first monthly gain of the year",
//! "their smallest share of the year", "lists 13 ports, more than in any earlier month this year".

use super::records::{dated, reach};
use super::relations::plain;
use super::{Draft, Frame, Reach, Recorded, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// The token behind a superlative, where a word for how often figures come is passed: "its lowest monthly figure".
pub(super) fn noun_behind(f: Frame<'_>, at: usize) -> usize {
    at + 1 + usize::from(is_cadence(f.s.text(at + 1)))
}

fn is_cadence(word: &str) -> bool {
    matches!(word, "daily" | "weekly" | "monthly")
}

/// "its first monthly gain of the year", "the third fall since March": of a rise or a fall.
pub fn nth_move(f: Frame<'_>) -> Option<Draft> {
    let (sign, class, _) = f.directed(f.at)?;
    let back = if is_cadence(f.text(-1)) { 2 } else { 1 };
    let number = f.at.checked_sub(back)?;
    let nth = ordinal(f, number)?;
    let article = number.checked_sub(1)?;
    let told = f.s.is(article, &[Class::Its, Class::Their, Class::The, Class::A]);
    of_its_kind(f.from(f.at).filter(|_| told)?, (sign, class, nth))
}

/// "grew for the first time this year", "fell for the second time since March".
pub fn nth_time(f: Frame<'_>) -> Option<Draft> {
    let nth = ordinal(f, f.at)?;
    let time = f.text(1) == "time" && f.is(-1, &[Class::The, Class::A]) && f.is(-2, &[Class::For]);
    let before = f.clause().range.start..f.at;
    let (sign, class, _) = before.rev().find_map(|at| f.directed(at)).filter(|_| time)?;
    of_its_kind(f, (sign, class, nth)).or_else(|| of_all(f, (sign, class, nth)))
}

fn ordinal(f: Frame<'_>, at: usize) -> Option<u32> {
    let num = f.s.num(at).filter(|n| n.form == Form::Ordinal && n.unit == Unit::None)?;
    num.whole()
}

/// "lost admissions for the first time", and nothing that says since when: of all that is known.
fn of_all(f: Frame<'_>, what: (i8, Class, u32)) -> Option<Draft> {
    let ends = matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let told = ends && reach(f).is_none() && !f.clause().guessed && what.2 == 1;
    told.then(|| reaching(f, what, Reach::All)).flatten()
}

fn of_its_kind(f: Frame<'_>, what: (i8, Class, u32)) -> Option<Draft> {
    reaching(f, what, reach(f).filter(|reach| !matches!(reach, Reach::Since(When::Beyond)))?)
}

fn reaching(f: Frame<'_>, (sign, class, nth): (i8, Class, u32), reach: Reach) -> Option<Draft> {
    let group = f.clause().subject.clone();
    // What is denied, or told of a place or an amount, is another's.
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let mark = f.num().is_some() && f.clause().range.clone().any(amount);
    if !plain(&group) || f.clause().neg || mark {
        return None;
    }
    let of = |measure: &Measure| Test::NthMove { measure: *measure, sign, nth, reach, group: group.clone() };
    let mut tests: Vec<Test> = measures(f, class).iter().map(of).collect();
    if is_of_some(f) {
        let open = Test::Unbound("how often it was so much, or there, is not looked up");
        // The first of all is the first of those too.
        tests = if nth == 1 { vec![Test::Any(tests), open] } else { vec![open] };
    }
    let draft = f.draft_of("record", tests, group.clone(), f.clause().certain);
    let draft = dated(f, draft, Some(reach));
    Some(Draft { when: draft.when.or_else(|| named(f)), ..draft })
}

/// "its first gain of the year last week": when that was, in the clause or before it.
fn named(f: Frame<'_>) -> Option<When> {
    (0..f.clause().range.end).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond => {
            Some(when).filter(|_| !(at.saturating_sub(2)..at).any(|at| f.s.text(at) == "since"))
        }
        _ => None,
    })
}

/// "slipped to sixth for the first time", "its first gain of more than 10%": of those moves, and not of all.
fn is_of_some(f: Frame<'_>) -> bool {
    let timed = f.text(1) == "time";
    let start = match timed {
        true => (f.clause().range.start..f.at).rev().find(|at| f.directed(*at).is_some()),
        false => Some(f.at),
    };
    let told = |at: usize| {
        matches!(f.s.tokens[at].kind, Kind::Period(When::Beyond) | Kind::Lex(Class::Beyond))
            || f.s.text(at) == "since"
    };
    let end = if timed { Some(f.at) } else { (f.at + 1..f.s.tokens.len()).find(|at| told(*at)) };
    let small = |at: usize| {
        f.s.is(at, &[Class::In, Class::On, Class::Of, Class::For, Class::The, Class::A])
            || f.s.is(at, &[Class::Adverb, Class::Now, Class::ThisPeriod])
            || timed && (f.s.units.contains(&at) || f.s.is(at, &[Class::Volume, Class::Share]))
            || matches!(f.s.tokens[at].kind, Kind::Period(_) | Kind::Mark(_) | Kind::Board(_))
    };
    start.zip(end).is_none_or(|(start, end)| !(start + 1..end).all(small))
}

/// What has risen or fallen, as the words up to there tell.
fn measures(f: Frame<'_>, class: Class) -> &'static [Measure] {
    let start = f.clauses[f.index.saturating_sub(1)].range.start;
    let words = start..f.at;
    let is = |classes: &[Class]| words.clone().any(|at| f.s.is(at, classes));
    let num = |fits: fn(&Num) -> bool| words.clone().filter_map(|at| f.s.num(at)).any(fits);
    match class {
        _ if is(&[Class::Share]) => &[Measure::ShareChange],
        _ if is(&[Class::Score]) || num(|n| n.unit == Unit::Points) => &[Measure::ValueChange],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth],
        _ if is(&[Class::Volume])
            || num(|n| n.form == Form::Percent || n.scaled || n.unit == Unit::Board) =>
        {
            &[Measure::Growth]
        }
        _ if num(|n| n.unit == Unit::Places) => &[Measure::Places],
        _ => &[Measure::Growth, Measure::Places, Measure::ValueChange],
    }
}

/// "for the first time since March", "its first drop since March": the words say how often, and not since when.
pub(super) fn counts_since(f: Frame<'_>, since: usize) -> bool {
    let near = since.saturating_sub(4)..since;
    near.into_iter()
        .filter_map(|at| f.from(at))
        .any(|there| nth_move(there).or_else(|| nth_time(there)).is_some())
}

/// "their smallest share of the year", "rose to 17.2%, its largest of the year": of a share in each period.
pub fn share_record(f: Frame<'_>) -> Option<Draft> {
    let sign = match (f.class()?, f.text(0)) {
        (Class::Most, "biggest" | "largest" | "highest" | "greatest") => 1,
        (Class::Least, "smallest" | "lowest" | "weakest") => -1,
        _ => return None,
    };
    let noun = noun_behind(f, f.at);
    let bare = matches!(f.s.tokens.get(noun).map(|t| &t.kind), Some(Kind::Period(When::Beyond)))
        || f.s.text(noun) == "since";
    let shares = || (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Share]));
    let told = f.s.is(noun, &[Class::Share]) || bare && shares();
    let reach = reach(f).filter(|reach| !matches!(reach, Reach::Since(When::Beyond)))?;
    let group = f.clause().subject.clone();
    if !told || !f.is(-1, &[Class::Its, Class::Their]) || !one_of(&group) {
        return None;
    }
    let record = |of| Test::Record { of, sign, reach, group: group.clone() };
    let tests = match f.of_listed() {
        true => vec![record(Recorded::ListedShare)],
        false => vec![record(Recorded::Share), record(Recorded::ListedShare)],
    };
    let draft = f.draft_of("record", tests, group.clone(), f.clause().certain);
    Some(dated(f, draft, Some(reach)))
}

/// One row, one maker, or the first rows together.
fn one_of(group: &[Who]) -> bool {
    let whole = |e: &Entity| matches!(e, Entity::Market | Entity::Listed | Entity::Rest | Entity::Unknown);
    group.len() == 1 && !group.iter().flatten().any(whole)
}

/// "The table lists 13 ports, more than in any earlier month this year": of how long the list is.
pub fn longest_list(f: Frame<'_>) -> Option<Draft> {
    let sign = super::records::any_earlier(f)?;
    let told = (0..f.at).rev().find(|at| f.s.num(*at).is_some())?;
    super::lengths::length(f.from(told)?)?;
    let reach = reach(f);
    let test = match reach {
        Some(Reach::Since(When::Beyond)) => {
            Test::Unbound("the words speak of a time that the data do not know")
        }
        reach => Test::LongestList { sign, reach: reach.unwrap_or(Reach::All) },
    };
    let draft = f.draft_of("record", vec![test], Vec::new(), true);
    Some(dated(f, Draft { neg: false, guessed: false, words: f.at..f.at, ..draft }, reach))
}

/// "topped the table in every month from January to May", "was second in each month from March to May".
pub fn throughout(f: Frame<'_>) -> Option<Draft> {
    if let Some(since) = every_since(f) {
        return Some(since);
    }
    if let Some(open) = excepted(f) {
        return Some(open);
    }
    let (from, to) = months(f)
        .or_else(|| of_this_year(f))
        .or_else(|| all_of_so_many(f))
        .filter(|_| !f.is(-1, &[Class::Or]) && !f.is(1, &[Class::Or]))?;
    // "between ninth and tenth in all seven weeks".
    if f.s.has(&[Class::Between]) && f.is(-1, &[Class::And]) {
        let open = Test::Unbound("between which places it was in each is not looked up");
        return Some(f.draft(super::presence::QUANTITY, vec![open]));
    }
    stood_throughout(f, from, to)
}

/// "number one from W12 to W15", "led from March to May".
pub fn stood_from_to(f: Frame<'_>) -> Option<Draft> {
    let (from, to) = from_to(f)?;
    stood_throughout(f, from, to)
}

fn stood_throughout(f: Frame<'_>, from: When, to: When) -> Option<Draft> {
    let group = f.clause().subject.clone();
    let test = match f.num() {
        Some(num) if super::is_rank(num) => super::numbers::one(Measure::Rank, num, 0, &group),
        None if f.is(0, &[Class::Lead]) => Test::Leads { group: group.clone(), newly: false },
        _ => return None,
    };
    let few = |at: usize| matches!(f.s.text(at), "almost" | "nearly" | "not" | "virtually" | "practically");
    let denied = f.clause().neg || (f.at + 1..f.clause().range.end).any(few);
    if !plain(&group) {
        return None;
    }
    let test = match denied {
        true => Test::Unbound("what is denied of every one of them is not looked up"),
        false => Test::Throughout { from, to, test: Box::new(test) },
    };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, f.clause().certain);
    Some(Draft { quantity: "rank", when: None, past: false, ..draft })
}

/// "led the table in every month except June": what that means is left open.
pub(super) fn excepted(f: Frame<'_>) -> Option<Draft> {
    let open = Test::Unbound("what was so in all of them but some is not looked up");
    is_excepted(f).then(|| f.draft(super::presence::QUANTITY, vec![open]))
}

fn is_excepted(f: Frame<'_>) -> bool {
    if !f.s.has(&[Class::Each, Class::All]) {
        return false;
    }
    let end = f.clause().range.end.min(f.at + 12);
    // "in all of the first five months".
    let first = |at: usize| {
        let spans = matches!(f.s.text(at + 1), "days" | "weeks" | "months");
        f.s.text(at).starts_with("first")
            && (spans || f.s.num(at + 1).is_some_and(|n| n.unit == Unit::Periods))
    };
    if (f.at + 1..end).any(|at| f.s.is(at, &[Class::Each, Class::All]) && (at + 1..at + 4).any(first)) {
        return true;
    }
    let each = (f.at + 1..end)
        .find(|at| f.s.is(*at, &[Class::Each, Class::All]) && super::records::is_span(f.s.text(at + 1)));
    let end = f.s.tokens.len();
    each.is_some_and(|each| {
        let word = f.s.text(each + 2);
        matches!(word, "except" | "bar" | "save" | "but" | "apart" | "excepting" | "other")
            && (each + 3..end.min(each + 6))
                .any(|at| matches!(f.s.tokens[at].kind, Kind::Period(_)) || f.s.num(at).is_some())
    })
}

/// "third in every month from January to March and fourth in every month since": held from then on.
fn every_since(f: Frame<'_>) -> Option<Draft> {
    let rank = match f.num() {
        Some(num) => num.whole().filter(|_| super::is_rank(num)),
        None => f.is(0, &[Class::Lead]).then_some(1),
    }?;
    // "sixth or seventh every month since January".
    if f.is(-1, &[Class::Or]) || f.is(1, &[Class::Or]) {
        return None;
    }
    let each = (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::Each, Class::All]))?;
    let since = each + 2;
    let span = super::records::is_span(f.s.text(each + 1)) && f.s.text(since) == "since";
    let named = (0..f.at).rev().find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    });
    let from = match f.s.tokens.get(since + 1).map(|t| &t.kind) {
        Some(Kind::Period(when)) if *when != When::Beyond => Some(*when),
        None | Some(Kind::Mark(_)) => named,
        _ => None,
    };
    let group = f.clause().subject.clone();
    let fine =
        span && plain(&group) && !f.clause().neg && f.is(1, &[Class::In, Class::On, Class::Each, Class::All]);
    let test = match from.filter(|_| fine)? {
        When::Back(0) => return None,
        from => Test::StaySince { rank, from, group: group.clone() },
    };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, f.clause().certain);
    Some(Draft { quantity: "rank", when: None, past: false, ..draft })
}

/// "in every month from January to May", behind the token.
fn months(f: Frame<'_>) -> Option<(When, When)> {
    let period = |at: usize| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    };
    let each = (f.at + 1..f.clause().range.end).find(|at| {
        f.s.is(*at, &[Class::Each, Class::All])
            && super::records::is_span(f.s.text(at + 1))
            && f.s.is(at + 2, &[Class::From])
    })?;
    let quiet =
        (f.at + 1..each).all(|at| f.s.num(at).is_none() && f.s.who(at).is_none() && f.s.text(at) != ",");
    let to = f.s.is(each + 4, &[Class::To]) || matches!(f.s.text(each + 4), "through" | "until" | "till");
    Some((period(each + 3)?, period(each + 5)?)).filter(|_| quiet && to)
}

/// "number one from W12 to W15", right behind the token.
fn from_to(f: Frame<'_>) -> Option<(When, When)> {
    let period = |at: usize| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    };
    let to = f.s.is(f.at + 3, &[Class::To]) || matches!(f.text(3), "through" | "until");
    let stood = f.is(0, &[Class::Lead]) || f.is(-1, &[Class::Be, Class::In, Class::At]) || f.text(-1) == ",";
    (to && stood && f.is(1, &[Class::From])).then(|| Some((period(f.at + 2)?, period(f.at + 4)?)))?
}

/// "in all five weeks", "in each of the last four weeks", "in all six months of the year so far": the last of them is the
/// letter's own.
fn all_of_so_many(f: Frame<'_>) -> Option<(When, When)> {
    let end = f.clause().range.end;
    let each = (f.at + 1..end.min(f.at + 7)).find(|at| f.s.is(*at, &[Class::Each, Class::All]))?;
    let small = |at: &usize| {
        f.s.is(*at, &[Class::Of, Class::The]) || matches!(f.s.text(*at), "last" | "past" | "one" | "of the")
    };
    let told = (each + 1..end.min(each + 5)).find(|at| !small(at))?;
    let count = f.s.num(told).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?.whole()?;
    let led = f.s.is(each.wrapping_sub(1), &[Class::In, Class::On, Class::For]);
    let quiet = (f.at + 1..each).all(|at| {
        f.s.num(at).is_none() && f.s.who(at).is_none() && !matches!(f.s.tokens[at].kind, Kind::Mark(_))
    });
    let behind = f.s.text(told + 1);
    let ends = !matches!(behind, "but" | "except" | "before" | "ago" | "to" | "since" | "until" | "after");
    let back = i32::try_from(count).ok()?.checked_sub(1)?;
    (led && quiet && ends).then_some((When::Back(back), When::Back(0)))
}

/// "in every month this year", behind the token: from the first one that belongs to the year.
fn of_this_year(f: Frame<'_>) -> Option<(When, When)> {
    let each = (f.at + 1..f.clause().range.end)
        .find(|at| f.s.is(*at, &[Class::Each, Class::All]) && super::records::is_span(f.s.text(at + 1)))?;
    let small =
        |at: usize| super::scopes::is_quiet(f, at) || f.s.is(at, &[Class::In, Class::PlacesNoun, Class::On]);
    let year = f.s.tokens.get(each + 2).is_some_and(|t| t.kind == Kind::Period(When::Beyond));
    let told = year && (f.at + 1..each).all(small) && matches!(reach(f.from(each)?), Some(Reach::Year));
    told.then_some((When::Beyond, When::Back(0)))
}

/// "last seen in the table in January": there it was, and has not been between.
pub fn last_listed(f: Frame<'_>) -> Option<Draft> {
    // "had last been listed in W13", and is back now.
    let been = usize::from(f.text(1) == "been");
    let had = f.text(-1) == "had";
    let seen = matches!(
        f.s.text(f.at + 1 + been),
        "seen"
            | "listed"
            | "appeared"
            | "featured"
            | "charted"
            | "ranked"
            | "figured"
            | "included"
            | "present"
    );
    let end = (f.at + 2..f.clause().range.end).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let end = end.unwrap_or(f.clause().range.end);
    let mut words = f.at + 2 + been..end;
    let (told, when) = words.find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => Some((at, when)),
        _ => None,
    })?;
    let small =
        |at: usize| super::scopes::is_quiet(f, at) || f.s.is(at, &[Class::In, Class::On, Class::Between]);
    let quiet = f.text(0) == "last" && seen && (f.at + 2 + been..told).all(small);
    let top = (f.at + 2..told).find_map(|at| f.top_at(at));
    let group = f.clause().subject.clone();
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if !quiet || !plain(&group) || !models || f.clause().neg {
        return None;
    }
    let last = Test::LastListed { at: when, top, group: group.clone() };
    let test = match had {
        true => Test::Any(vec![Test::Then { when: When::Back(1), test: Box::new(last.clone()) }, last]),
        false => last,
    };
    let draft = f.draft_of(super::presence::QUANTITY, vec![test], group, f.clause().certain);
    Some(Draft { quantity: "exit", when: None, past: false, words: f.at..f.at, ..draft })
}
