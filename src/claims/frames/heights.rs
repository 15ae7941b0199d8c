//! Frames of what was best when: "its best day, March 16", "set its record of 2.19 million on March 17", "Eight packages
//! set a new high", and of how long somebody was away.

use super::records::{is_unit, volume_or_score};
use super::relations::plain;
use super::{Draft, Frame, Reach, Recorded, Test};
use crate::claims::clauses::Clause;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;

/// "its best day, March 16", "had its weakest month in April", "its record of 2.19 million downloads on March 17".
pub fn best_at(f: Frame<'_>) -> Option<Draft> {
    let (sign, open) = match f.text(0) {
        "best" | "strongest" => (1, true),
        "weakest" | "worst" => (-1, true),
        "biggest" | "largest" | "busiest" | "highest" | "most" | "record" | "record high" | "peak" => {
            (1, false)
        }
        "smallest" | "lowest" | "quietest" | "fewest" | "least" => (-1, false),
        _ => return None,
    };
    let (at, when) = named_behind(f, f.at)?;
    let reach = (f.at + 1..at).find_map(|at| told_reach(f, at)).unwrap_or(Reach::All);
    let group = f.clause().subject.clone();
    if !f.is(-1, &[Class::Its, Class::Their]) || !plain(&group) {
        return None;
    }
    let amount = |at: usize| {
        f.s.num(at).is_some_and(|n| {
            n.scaled || matches!(n.unit, Unit::Board | Unit::Points) || n.form == Form::Percent
        })
    };
    // "8.7% below its best day", "its best month, with 748,300 containers": of how much it had.
    let behind = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    let told = (f.clause().range.start..at).any(amount)
        || (at + 1..at + 5).any(|at| f.s.is(at, &[Class::With]) && behind(at + 1));
    let told = told || is_counted(f, super::of_the_year::noun_behind(f, f.at));
    let (of, open) = (volume_or_score(f), open && !told);
    let tests = vec![Test::HeightAt { of, sign, open, at: when, reach, group: group.clone() }];
    let draft = f.draft_of("record", tests, group, f.clause().certain);
    // "set its record" is had.
    let words = if f.text(-2) == "set" || is_counted(f, super::of_the_year::noun_behind(f, f.at)) {
        f.at..f.at
    } else {
        draft.words.clone()
    };
    Some(Draft { when: None, words, boards: f.clause().boards.clone(), ..draft })
}

/// "38.3% below its biggest day": of a day that the words do not name.
pub(super) fn off_its_best(f: Frame<'_>) -> Option<Draft> {
    let sets =
        [Class::Behind, Class::Ahead, Class::Over, Class::From, Class::Of, Class::Than, Class::MoreThan];
    let best = (f.at + 2..f.at + 5).find(|at| {
        f.s.is(at - 1, &[Class::Its, Class::Their])
            && (f.s.is(*at, &[Class::Most, Class::Least, Class::Peak, Class::Record])
                || matches!(f.s.text(*at), "record" | "high"))
    });
    // "is down 24% from its peak".
    let fell = f.direction().is_some_and(|(sign, _, at)| sign < 0 && at < f.at);
    let peak = |at: usize| {
        let below = f.s.is(at - 2, &[Class::Behind]) || matches!(f.s.text(at - 2), "below" | "off");
        matches!(f.s.text(at), "peak" | "high") && (below || fell && f.s.is(at - 2, &[Class::From]))
    };
    let group = &f.clause().subject;
    if let Some(at) = best.filter(|at| peak(*at) && plain(group) && !f.clause().neg) {
        let num = f.num().filter(|n| n.form == Form::Percent)?.scaled_by(Decimal::new(1, 2));
        let off = Test::OffBest { num, group: group.clone() };
        let then = named_behind(f, at).map(|(_, when)| {
            let of = volume_or_score(f);
            Test::HeightAt { of, sign: 1, open: false, at: when, reach: Reach::All, group: group.clone() }
        });
        let dated = then.is_some();
        let test = then.map_or_else(|| off.clone(), |then| Test::All(vec![off.clone(), then]));
        let draft = f.draft("growth", vec![test]);
        return Some(if dated { Draft { when: None, words: f.at..f.at, ..draft } } else { draft });
    }
    let set = |at: usize| f.s.is(at, &sets) || matches!(f.s.text(at), "off" | "under" | "below" | "above");
    best.filter(|at| set(at - 2) && named_behind(f, *at).is_none())?;
    Some(f.draft("growth", vec![Test::Unbound("the best amount so far is not looked up")]))
}

/// "drew its most plays": of its own, and not of all rows.
pub(super) fn of_its_own(f: Frame<'_>) -> bool {
    f.is(-1, &[Class::Its, Class::Their])
        && matches!(f.text(0), "most" | "fewest")
        && is_counted(f, super::of_the_year::noun_behind(f, f.at))
}

/// What a board counts, or a figure of it: "plays", "admissions".
fn is_counted(f: Frame<'_>, at: usize) -> bool {
    is_unit(f, at) || f.s.units.contains(&at)
}

/// "of the year", "of the five weeks", at the word that names the time.
fn told_reach(f: Frame<'_>, at: usize) -> Option<Reach> {
    let beyond = f.s.tokens[at].kind == Kind::Period(When::Beyond);
    let told = beyond || f.s.num(at).is_some_and(|n| n.unit == Unit::Periods);
    let reach = super::records::reach(f.from(at).filter(|_| told)?)?;
    (!matches!(reach, Reach::Since(_))).then_some(reach)
}

/// Where the words go on behind "of the year so far", "of the five weeks".
fn past_reach(f: Frame<'_>, at: usize) -> usize {
    let of = f.s.is(at, &[Class::Of]);
    let near = at..at + 1 + 3 * usize::from(of);
    let told = near.into_iter().find(|at| *at < f.s.tokens.len() && told_reach(f, *at).is_some());
    let far = told.map_or(at, |told| told + 1);
    match (f.s.text(far), f.s.text(far + 1)) {
        ("so", "far") | ("to", "date") => far + 2,
        ("so far" | "to date" | "yet", _) => far + 1,
        _ => far,
    }
}

/// The period that says when something was best, behind the word for it, and its token.
fn named_behind(f: Frame<'_>, best: usize) -> Option<(usize, When)> {
    let mut at = best + 1;
    let span = super::records::is_span(f.s.text(at));
    at += usize::from(span);
    // "drew its most plays in W18", "its highest monthly downloads of the year in June".
    let noun = super::of_the_year::noun_behind(f, best);
    let counted = !span && is_counted(f, noun) && f.s.num(noun).is_none();
    if counted {
        at = noun + 1;
        at += usize::from(is_counted(f, at));
    }
    at = past_reach(f, at);
    // "of 2.19 million downloads", "with 5.69 million".
    let of = f.s.is(at, &[Class::Of, Class::With, Class::At])
        && f.s.num(at + 1).is_some_and(|n| n.form == Form::Cardinal);
    if of {
        at += 2;
        at += usize::from(is_unit(f, at));
    }
    // "set its record on March 25".
    let set = matches!(f.s.text(best.saturating_sub(2)), "set" | "hit" | "reached" | "had")
        && matches!(f.s.text(best), "record" | "record high" | "peak");
    if !(span || of || set || counted) {
        return None;
    }
    at += usize::from(f.s.text(at) == ",");
    // "its peak of 1.69 million, set in W13".
    at += usize::from(matches!(f.s.text(at), "set" | "reached" | "hit" | "posted" | "recorded"));
    at += usize::from(f.s.is(at, &[Class::On, Class::In]));
    // "March 16" leaves its month before it.
    at += usize::from(f.s.tokens.get(at).is_some_and(|t| t.kind == Kind::Word(true)));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond => Some((at, when)),
        _ => None,
    }
}

/// "peaked in W13 with 1,688,900 admissions", "peaked at 1.69 million in W13": then it had its most.
pub fn peaked(f: Frame<'_>) -> Option<Draft> {
    let (told, when) = peaked_when(f)?;
    let group = f.clause().subject.clone();
    let behind = f.at + 1..(told + 4).min(f.clause().range.end);
    let ranked = behind.clone().any(|at| f.s.num(at).is_some_and(super::is_rank));
    let amount = behind.clone().any(|at| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board));
    // Whoever stood there again later peaked then all the same.
    let test = match ranked {
        true => Test::Unbound("when its best rank was is not looked up"),
        false => {
            let of = volume_or_score(f);
            Test::HeightAt { of, sign: 1, open: !amount, at: when, reach: Reach::All, group: group.clone() }
        }
    };
    let draft = || f.draft_of("record", vec![test], group.clone(), f.clause().certain);
    plain(&group).then(|| Draft { when: None, words: f.at..f.at, ..draft() })
}

/// The period behind "peaked", and its token.
fn peaked_when(f: Frame<'_>) -> Option<(usize, When)> {
    let near = (f.at + 1..(f.at + 6).min(f.clause().range.end)).filter(|_| f.text(0) == "peaked");
    near.take_while(|at| !matches!(f.s.tokens[*at].kind, Kind::Who(_))).find_map(|at| {
        match f.s.tokens[at].kind {
            Kind::Period(when) if when != When::Beyond => Some((at, when)),
            _ => None,
        }
    })
}

/// "its record of 2.19 million downloads on March 17": so much it had then.
pub fn amount_at(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))?;
    let named = || {
        let best = (f.at.saturating_sub(4)..f.at)
            .find(|at| f.from(*at).is_some_and(|there| best_at(there).is_some()))?;
        // "its peak in April with 3.69 million".
        let (at, when) = named_behind(f, best)?;
        let beside = at + 2 == f.at && f.s.is(at + 1, &[Class::With, Class::At]);
        (at > f.at || beside).then_some((at, when))
    };
    // "Its best month was May, with 760,900 containers".
    let told = || {
        let beside = f.is(-1, &[Class::With, Class::At]) && f.text(-2) == ",";
        let at = f.at.checked_sub(3).filter(|_| beside)?;
        let best = (at.saturating_sub(6)..at).any(|i| f.s.is(i, &[Class::Most, Class::Least, Class::Peak]));
        match f.s.tokens[at].kind {
            Kind::Period(when) if best && !matches!(when, When::Beyond | When::Back(0)) => Some((at, when)),
            _ => None,
        }
    };
    let peak = || peaked_when(f.from((f.at.saturating_sub(6)..f.at).find(|at| f.s.text(*at) == "peaked")?)?);
    let (_, when) = named().or_else(peak).or_else(told)?;
    let group = f.clause().subject.clone();
    let value = Test::Number { measure: Measure::Value, num, sign: 0, group: group.clone() };
    let tests = vec![Test::Then { when, test: Box::new(value) }];
    let draft = f.draft_of("value", tests, group, f.clause().certain);
    Some(Draft { when: None, words: f.at..f.at, ..draft })
}

/// "Eight packages set a new high": so many have more than ever before, or stand higher.
pub fn new_highs(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::Subjects)?;
    let verb = matches!(f.text(1), "set" | "hit" | "reached" | "recorded" | "posted" | "had");
    let article = usize::from(f.is(2, &[Class::A]));
    let word = f.text(2 + article as isize);
    let more = matches!(f.text(3 + article as isize), "high" | "highs" | "record" | "records");
    let high = matches!(word, "new high" | "record high" | "record" | "records" | "new peak")
        || word == "new" && more;
    // "a new high for the year", "a record drop".
    let end = f.at + 3 + article + usize::from(word == "new");
    let ends = match f.s.tokens.get(end).map(|t| &t.kind) {
        None | Some(Kind::Mark(_)) => true,
        Some(Kind::Period(when)) => *when != When::Beyond,
        _ => f.s.is(end, &[Class::Now, Class::ThisPeriod]),
    };
    let highs = |of| Test::Highs { num, of };
    let tests = vec![highs(Recorded::Volume), highs(Recorded::Score), highs(Recorded::Rank)];
    let draft = || f.draft_of("count", tests, Vec::new(), true);
    (verb && high && ends).then(|| Draft { neg: false, words: f.at..f.at, ..draft() })
}

/// "returned after three months away".
pub fn away(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let out = matches!(f.text(1), "away" | "absent" | "out" | "absence")
        || f.text(1) == "off" && f.is(2, &[Class::The]);
    // "Alpha, off the list for two months, is back".
    let list = f.text(-1) == "for"
        && (crate::claims::clauses::is_list(f.text(-2)) && matches!(f.text(-4), "off" | "from")
            || matches!(f.text(-2), "missing" | "absent" | "away"));
    let out = out || list;
    let after = list
        || f.is(-1, &[Class::After])
        || f.is(-1, &[Class::Of]) && f.text(-2) == "absence" && f.is(-4, &[Class::After]);
    let behind = || (f.at + 1..f.s.tokens.len()).find(|at| list && f.s.is(*at, &[Class::Return]));
    let returned = (0..f.at).find(|at| f.s.is(*at, &[Class::Return])).or_else(behind)?;
    let there = f.from(returned)?.clause();
    let group = there.subject.clone();
    let named = out || f.text(-2) == "absence";
    (named && after && plain(&group)).then(|| was_away(f, there, num))
}

fn was_away(f: Frame<'_>, there: &Clause, num: Num) -> Draft {
    let test = Test::AwayFor { num, group: there.subject.clone() };
    let draft = f.draft_of("streak", vec![test], there.subject.clone(), there.certain);
    let when = there.when.filter(|when| !matches!(when, When::Beyond | When::Back(0)));
    Draft { when, words: f.at..f.at, boards: there.boards.clone(), ..draft }
}

/// "returned after a single week away": it was not there once.
pub fn away_once(f: Frame<'_>) -> Option<Draft> {
    let span = f.text(0) == "away" && super::records::is_span(f.text(-1));
    let small = |at: &usize| {
        f.s.is(*at, &[Class::A, Class::Only]) || matches!(f.s.text(*at), "single" | "just" | "one")
    };
    let first = (0..f.at.checked_sub(1)?)
        .rev()
        .find(|at| !small(at))
        .filter(|at| span && f.s.is(*at, &[Class::After]))?;
    let returned = (0..first).rev().find(|at| f.s.is(*at, &[Class::Return]))?;
    let there = f.from(returned)?.clause();
    let once = Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal);
    (first + 2 < f.at && plain(&there.subject)).then(|| was_away(f, there, once))
}

/// "has been 29th on each of its four days on the board": so long it has been there, and never stood elsewhere.
pub fn on_each(f: Frame<'_>) -> Option<Draft> {
    let rank = *f.num().filter(|n| super::is_rank(n))?;
    let each =
        f.is(1, &[Class::On, Class::In]) && f.is(2, &[Class::Each, Class::All]) && f.is(3, &[Class::Of]);
    let days = *f.s.num(f.at + 5).filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let list = f.s.is(f.at + 6, &[Class::On, Class::In])
        && (f.at + 7..f.at + 10).any(|at| super::scopes::scope_at(f, at).is_some());
    let group = f.clause().subject.clone();
    let is = |measure, num| Test::Number { measure, num, sign: 0, group: group.clone() };
    let stay = Test::Stay { rank: rank.whole()?, num: days, group: group.clone() };
    let tests = vec![Test::All(vec![is(Measure::Rank, rank), is(Measure::OnBoard, days), stay])];
    let draft = || f.draft_of("rank", tests, group.clone(), f.clause().certain);
    (each && f.is(4, &[Class::Its, Class::Their]) && list && plain(&group))
        .then(|| Draft { when: None, ..draft() })
}

/// "has declined in each of the past five months": so many times running, at the least.
pub fn in_each(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| n.unit == Unit::Periods && n.form == Form::Cardinal)?;
    let past = matches!(f.text(-1), "past" | "last") && f.is(-2, &[Class::The]);
    let each =
        past && f.is(-3, &[Class::Of]) && f.is(-4, &[Class::Each, Class::All]) && f.is(-5, &[Class::In]);
    let (sign, class, verb) =
        f.direction().filter(|_| each && f.at + 1 >= f.clause().range.end.saturating_sub(1))?;
    let group = f.clause().subject.clone();
    if !plain(&group) || verb > f.at {
        return None;
    }
    let num = Num { hedge: crate::claims::numbers::Hedge::AtLeast, ..num };
    let run = |measure: &Measure| Test::Run { measure: *measure, sign, num, group: group.clone() };
    let tests = super::runs::runs(f, class).iter().map(run).collect();
    let draft = f.draft_of(super::presence::QUANTITY, vec![Test::Any(tests)], group, f.clause().certain);
    Some(Draft { when: None, quantity: "streak", ..draft })
}
