//! Frames of what goes on: "third straight week", "three weeks in a row".

use super::numbers::{make, whose};
use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "Bravo's for a fifth", "and Charlie tenth for the 18th": a run, after one in full.
pub(super) fn elliptic(f: Frame<'_>) -> bool {
    let ordinal = f.num().is_some_and(|n| n.form == Form::Ordinal && n.unit == Unit::None);
    let told = (0..f.at).any(|at| f.s.is(at, &[Class::Streak]));
    ordinal && told && f.role() == Some(Class::For) && !f.is(1, &[Class::PlacesNoun])
}

/// The place that the clause names besides: what is kept so long.
fn place(f: Frame<'_>) -> Option<u32> {
    // "remains the runner-up for a third month".
    let called = |at: usize| match f.s.who(at).map(Vec::as_slice) {
        Some([Entity::AtRank(rank @ 2.., 0)]) if at < f.at => Some(*rank),
        _ => None,
    };
    let rank = |at: usize| {
        f.s.num(at).filter(|n| is_rank(n) && at != f.at).and_then(Num::whole).or_else(|| called(at))
    };
    // "For the fifth day running, Alpha is fifth": in the clause that follows.
    let fronted = f.s.is(f.clause().range.start, &[Class::For]) && f.index + 1 < f.clauses.len();
    let end = f.clauses[f.index + usize::from(fronted)].range.end;
    // "slid for a third straight week, to No. 39": where it came to.
    let came = !fronted && f.direction().is_some();
    let mark = |at: &usize| !came || f.s.text(*at) != ",";
    (f.clause().range.start..f.at)
        .rev()
        .find_map(rank)
        .or_else(|| (f.at + 1..end).take_while(mark).find_map(rank))
        .or_else(|| as_it_has_been(f).and_then(|before| f.clauses[before].range.clone().find_map(rank)))
}

/// "is 40th, as it has been for five days", "stayed seventh, as it has for three": what was said right before.
fn as_it_has_been(f: Frame<'_>) -> Option<usize> {
    let as_it = (f.clause().range.start.saturating_sub(1)..f.at)
        .find(|at| f.s.text(*at) == "as" && f.s.is(at + 1, &[Class::It, Class::They]))?;
    let been = f.s.text(as_it + 2) == "has been"
        || matches!(f.s.text(as_it + 3), "been" | "done")
        || matches!(f.s.text(as_it + 2), "has" | "have") && f.s.is(as_it + 3, &[Class::For]);
    let last = as_it.checked_sub(2)?;
    f.clauses.iter().position(|c| c.range.contains(&last)).filter(|_| been)
}

/// "holds 11th place and, for the second week, tenth place": where the place stands that is told behind it.
fn place_behind(f: Frame<'_>) -> Option<usize> {
    let opens = f.is(-1, &[Class::The]) && f.is(-2, &[Class::For]) && f.text(-3) == ",";
    let comma = (f.at + 1..f.at + 5).find(|at| f.s.is_mark(*at, ','))?;
    let place = comma + 1 + usize::from(f.s.is(comma + 1, &[Class::The, Class::In, Class::At]));
    (opens && f.s.num(place).is_some_and(is_rank)).then_some(place)
}

/// A place that is kept for so long.
fn stay(f: Frame<'_>, num: Num, at_first: bool) -> Option<Draft> {
    let behind = place_behind(f);
    let told = behind.and_then(|at| f.s.num(at)).and_then(Num::whole);
    let rank = told.or_else(|| place(f).filter(|_| !at_first))?;
    let (group, certain) = whose(f);
    let test = Test::Stay { rank, num, group: group.clone() };
    let tests = if group.is_empty() { Vec::new() } else { vec![test] };
    let draft = f.draft_of("streak", tests, group, certain);
    let there = behind.and_then(|at| super::boards::beside(f.from(at)?));
    Some(Draft { boards: there.map_or(draft.boards, |board| vec![board]), ..draft })
}

/// What a run is of.
pub(super) fn runs(f: Frame<'_>, class: Class) -> &'static [Measure] {
    match class {
        _ if f.near(&[Class::Share], 4) => &[Measure::ShareChange],
        _ if f.near(&[Class::Score], 4) => &[Measure::ValueChange],
        _ if f.near(&[Class::Volume, Class::Market], 4) => &[Measure::Growth],
        // "recorded a drop in tokens for the second week running".
        _ if (f.clause().range.start + 1..f.at).any(|at| in_the_unit(f, at)) => &[Measure::Growth],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth],
        _ => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    }
}

/// "in tokens", "in OpenRouter tokens": what a board counts went up or down.
fn in_the_unit(f: Frame<'_>, at: usize) -> bool {
    let board = matches!(f.s.tokens[at - 1].kind, Kind::Board(_));
    let led = at.checked_sub(1 + usize::from(board)).is_some_and(|at| f.s.is(at, &[Class::In]));
    led && (f.s.units.contains(&at) || matches!(f.s.tokens[at].kind, Kind::Board(_)))
}

/// Why a run is left open, if it is.
fn is_not_looked_up(f: Frame<'_>) -> Option<&'static str> {
    // "It has been for eight days": what it has been was said before.
    if f.is(-1, &[Class::For]) && matches!(f.text(-2), "been" | "has been" | "have been") && f.index == 0 {
        return Some("what it has been so long is not told here");
    }
    // "followed four consecutive declines": up to the period before.
    if (f.at.saturating_sub(3)..f.at).any(|at| ENDS.contains(&f.s.text(at))) {
        return Some("a run that has ended is not looked up");
    }
    // "topped a million for the third month in a row".
    let mark = |at: usize| {
        f.s.num(at).is_some_and(|n| {
            (n.scaled || n.unit == Unit::Board)
                && matches!(n.hedge, Hedge::Over | Hedge::Under | Hedge::AtLeast)
        })
    };
    if (f.clause().range.start..f.at).any(mark) {
        return Some("how long it has been past a mark is not counted");
    }
    is_one_or_the_other(f).then_some("which of the two it was in each is not told")
}

/// "For five months, Alpha has climbed or held its place".
fn is_one_or_the_other(f: Frame<'_>) -> bool {
    let fronted = f.is(-1, &[Class::For]) && f.at == f.clause().range.start + 1;
    let end = f.clauses.get(f.index + usize::from(fronted)).map_or(f.at, |next| next.range.end);
    (f.clause().range.start..end).any(|at| f.s.is(at, &[Class::Or]) && f.directed(at + 1).is_some())
        || (f.clause().range.start..end).any(|at| f.s.is(at, &[Class::Or]) && f.s.is(at + 1, &[Class::Hold]))
}

/// "has gained in every week since W10".
pub(super) fn since(
    f: Frame<'_>,
    (class, sign): (Class, i8),
    from: When,
    group: Vec<Who>,
    certain: bool,
) -> Draft {
    let run = |m: &Measure| Test::RunSince { measure: *m, sign, from, group: group.clone() };
    let tests = vec![Test::Any(runs(f, class).iter().map(run).collect())];
    let draft = f.draft_of(super::presence::QUANTITY, tests, group, certain);
    Draft { when: None, quantity: "direction", ..draft }
}

/// "the second day of W30" is a day, "in its third week" tells when it came.
fn is_no_run(f: Frame<'_>) -> bool {
    // "five weeks after that first lead".
    if f.is(1, &[Class::After, Class::So])
        || matches!(f.text(1), "after" | "before" | "later" | "from" | "earlier")
    {
        return true;
    }
    f.is(2, &[Class::Of]) || f.is(-1, &[Class::Its]) && f.is(-2, &[Class::In])
}

/// What a run has come to an end with.
const ENDS: [&str; 8] = ["followed", "follows", "ended", "ends", "snapped", "broke", "breaking", "ending"];

/// "stayed on top for three weeks", which may be over.
fn led_for(f: Frame<'_>) -> Option<Draft> {
    let (group, certain) = whose(f);
    let test = super::spells::led_for(f, &group).filter(|_| !group.is_empty())?;
    Some(f.draft_of("streak", vec![test], group, certain))
}

/// "was in the top twenty for the second week in a row": it stood there in all of these periods, and not before them.
fn in_a_top(f: Frame<'_>, num: &Num) -> Option<Draft> {
    const FEW: u32 = 12;
    let top = (f.clause().range.start..f.at).find_map(|at| f.top_at(at))?;
    let periods = num.whole().filter(|n| (1..=FEW).contains(n) && f.s.has(&[Class::Streak]))?;
    let group = f.clause().subject.clone();
    let models = group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }));
    if group.is_empty() || !models || f.clause().neg {
        return None;
    }
    let at = |back: u32, test: Test| match i32::try_from(back) {
        Ok(back) if back > 0 => Test::Then { when: When::Back(back), test: Box::new(test) },
        _ => test,
    };
    let inside = (0..periods).map(|back| at(back, Test::InTop { group: group.clone(), top }));
    let before = at(periods, Test::Unlisted { group: group.clone(), top: Some(top) });
    let draft = f.draft("streak", vec![Test::All(inside.chain([before]).collect())]);
    Some(Draft { when: draft.when.or(Some(When::Back(0))), ..draft })
}

/// Where the clause ends, and where its part with the token does.
fn part(f: Frame<'_>) -> (usize, usize) {
    let end = f.clause().range.end;
    (end, (f.at..end).find(|at| f.s.text(*at) == ",").unwrap_or(end))
}

/// It is first that is kept up, by the words up to the next comma.
fn is_at_first(f: Frame<'_>, comma: usize) -> bool {
    f.near(&[Class::Lead, Class::NewLead], 6)
        || (f.at..comma)
            .any(|at| f.s.num(at).is_some_and(|n| is_rank(n) && at != f.at && n.whole() == Some(1)))
}

/// "on the list for six months in succession", "seven weeks in a row on the board": of its stay, wherever that was.
fn is_on_the_list(f: Frame<'_>) -> bool {
    let list = |at: usize| {
        f.s.is(at, &[Class::On, Class::In])
            && f.s.is(at + 1, &[Class::The])
            && crate::claims::clauses::is_list(f.s.text(at + 2))
    };
    let range = f.clause().range.clone();
    let told = |at: usize| {
        f.s.num(at).is_some_and(|n| is_rank(n) && at != f.at)
            || f.s.is(at, &[Class::Lead, Class::Peak])
            || f.top_at(at).is_some()
    };
    let comma = (f.at..range.end).find(|at| f.s.is_mark(*at, ',')).unwrap_or(range.end);
    let denied = (range.start..f.at).any(|at| f.s.is(at, &[Class::Neg]));
    (range.start..comma).any(list) && !(range.start..comma).any(told) && !denied
}

/// "three weeks", "a third"; any other number needs the word for it.
fn may_be_a_run(f: Frame<'_>, num: &Num) -> bool {
    num.unit == Unit::Periods || num.form == Form::Ordinal || f.s.has(&[Class::Streak])
}

/// Which way it goes on.
fn direction_of(f: Frame<'_>, elliptic: bool) -> Option<(i8, Class)> {
    let (end, comma) = part(f);
    // "For the third day running, Alpha lost volume".
    let fronted = f.is(-2, &[Class::For]) || f.is(-1, &[Class::For]);
    let ahead = || {
        // "For the fifth day in a row, the downloads of Alpha declined".
        let behind = (comma..end).filter(|_| fronted).find_map(|at| f.directed(at));
        let next = || f.clauses.get(f.index + 1).filter(|_| fronted);
        behind
            .or_else(|| next().and_then(|n| Frame { at: n.range.start, index: f.index + 1, ..f }.direction()))
    };
    // "a third consecutive week of token growth".
    let of = || {
        let of = (f.at + 1..f.at + 5).find(|at| f.s.is(*at, &[Class::Of]))?;
        (of + 1..of + 4).find_map(|at| f.directed(at))
    };
    let elsewhere = || elliptic.then(|| (0..f.at).rev().find_map(|at| f.directed(at))).flatten();
    f.direction().or_else(of).or_else(ahead).or_else(elsewhere).map(|(sign, class, _)| (sign, class))
}

/// "in each of the last three weeks".
fn in_each(f: Frame<'_>) -> bool {
    let last = matches!(f.text(-1), "last" | "past" | "previous") && f.is(-2, &[Class::The]);
    // "as in each of the last three weeks" is said of something else.
    let as_then = f.is(-6, &[Class::As]);
    last && f.is(-3, &[Class::Of]) && f.is(-4, &[Class::Each, Class::All]) && !as_then
}

/// "for the first time in six months", "has topped its previous best three weeks in a row".
fn is_of_how_often(f: Frame<'_>, week: bool) -> bool {
    let timed = week && f.is(-1, &[Class::In]) && f.text(-2) == "time";
    timed || (f.clause().range.start..f.at).any(|at| super::bests::previous_high(f, at).is_some())
}

/// "the three consecutive rows of Alpha, Bravo and Charlie": no run.
fn is_beside_one_another(f: Frame<'_>) -> bool {
    let rows = |at: usize| {
        f.s.is(at, &[Class::RowsNoun, Class::PlacesNoun, Class::RankNoun])
            || matches!(f.s.text(at), "ranks" | "lines")
            || f.s.subjects.contains(&at)
    };
    (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::Streak])).is_some_and(|at| rows(at + 1))
}

/// "Its run of rising weeks stands at 2", "Alpha's streak of growing months is now five": so long it goes up.
pub fn length_of_a_run(f: Frame<'_>) -> Option<Draft> {
    let num = *f
        .num()
        .filter(|n| n.form == Form::Cardinal && !n.scaled && matches!(n.unit, Unit::None | Unit::Periods))?;
    let range = f.clause().range.clone();
    let noun =
        |at: &usize| matches!(f.s.text(*at), "run" | "streak" | "series") || f.s.is(*at, &[Class::Streak]);
    let run = (range.start..f.at).find(noun)?;
    let spans = |at: usize| matches!(f.s.text(at), "days" | "weeks" | "months");
    let moved = run + 2;
    let (sign, class, _) = f.directed(moved).filter(|_| f.s.is(run + 1, &[Class::Of]) && spans(moved + 1))?;
    let mut rest = moved + 2..f.at;
    let told = rest.all(|at| f.s.is(at, &[Class::Be, Class::At, Class::Now, Class::Adverb]));
    let group = f.clause().subject.clone();
    if !told || !super::relations::plain(&group) {
        return None;
    }
    let run = |measure: &Measure| Test::Run { measure: *measure, sign, num, group: group.clone() };
    let any = Test::Any(runs(f, class).iter().map(run).collect());
    Some(f.draft_of("streak", vec![any], group.clone(), f.clause().certain))
}

/// "third straight week", "three weeks in a row", "for a second week".
pub fn streak(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| may_be_a_run(f, n))?;
    // "eighth for 28 consecutive days": the run is the other number's.
    let mut after = (f.at + 1..(f.at + 4).min(f.s.tokens.len())).take_while(|at| f.s.num(*at).is_none());
    let straight = after.any(|at| f.s.is(at, &[Class::Streak]));
    let week = num.unit == Unit::Periods
        || (num.form == Form::Ordinal
            && num.unit != Unit::Places
            // "second every day since 2 March" is a place.
            && !f.is(1, &[Class::Each, Class::All])
            && (f.at + 1..(f.at + 3).min(f.s.tokens.len()))
                .any(|at| matches!(f.s.text(at), "week" | "month" | "day" | "weeks")));
    if is_of_how_often(f, week) {
        return Some(f.draft("streak", vec![Test::Unbound("how often that was is not looked up")]));
    }
    if is_beside_one_another(f) || !straight && is_no_run(f) {
        return None;
    }
    let elliptic = elliptic(f);
    let each = in_each(f);
    if !(straight
        || elliptic
        || each
        || (week && num.form == Form::Ordinal)
        || (num.unit == Unit::Periods && f.near(&[Class::For, Class::Lead], 0)))
    {
        return None;
    }
    let at_first = is_at_first(f, part(f).1);
    if let Some(why) = is_not_looked_up(f) {
        return Some(f.draft("streak", vec![Test::Unbound(why)]));
    }
    // "the tenth day in a row" is no other; "in its third week" may be.
    let num = Num { form: if straight { num.form } else { Form::Cardinal }, ..*num };
    // "in each of the last three weeks": it may have begun before.
    let num = if each { Num { hedge: Hedge::AtLeast, ..num } } else { num };
    if let Some((test, group)) = super::last::for_so_long(f, num) {
        return Some(f.draft_of("streak", vec![test], group, f.clause().certain));
    }
    let run = direction_of(f, elliptic);
    if is_on_the_list(f) {
        return make(f, "streak", &[(Measure::Streak, 0), (Measure::OnBoard, 0)], &num);
    }
    // "ninth for the 21st day in a row", "kept fifth for the fifth day running".
    if let Some(draft) = stay(f, num, at_first) {
        return Some(draft);
    }
    if let Some(draft) = in_a_top(f, &num).filter(|_| run.is_none() && !at_first) {
        return Some(draft);
    }
    if let Some(led) = led_for(f).filter(|_| at_first) {
        return Some(led);
    }
    let measures = match run {
        // "tops the chart in its third week": of its stay.
        _ if at_first && f.is(-1, &[Class::Its]) => vec![(Measure::Leading, 0), (Measure::OnBoard, 0)],
        _ if at_first => vec![(Measure::Leading, 0)],
        Some((sign, class)) => {
            let (group, certain) = whose(f);
            let run = |measure| Test::Run { measure, sign, num, group: group.clone() };
            let tests = runs(f, class).iter().map(|m| run(*m));
            // A run of one of them may be longer than what the data know.
            let tests = if group.is_empty() { Vec::new() } else { vec![Test::Any(tests.collect())] };
            return Some(f.draft_of("streak", tests, group, certain));
        }
        None => vec![(Measure::Streak, 0), (Measure::Leading, 0), (Measure::OnBoard, 0)],
    };
    make(f, "streak", &measures, &num)
}
