//! Frames of bests that something is set against: "its second-best weekly figure", "the highest weekly figure for any film
//! since W10", "No film has drawn more in a week than …", "beat its previous high of 438,100, set in W11".

use super::records::{is_span, is_unit, reach, volume_or_score};
use super::relations::plain;
use super::{Draft, Frame, GapChange, Reach, Recorded, Test, Told};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

/// "its second-best weekly figure", "its third-lowest month so far, ahead of W12": of what it had in each.
pub fn nth_best(f: Frame<'_>) -> Option<Draft> {
    let (sign, open) = match f.text(0) {
        "best" | "strongest" => (1, true),
        "highest" | "largest" | "biggest" | "busiest" => (1, false),
        "worst" | "weakest" => (-1, true),
        "lowest" | "smallest" => (-1, false),
        _ => return None,
    };
    let number = f.at.checked_sub(if f.text(-1) == "-" { 2 } else { 1 })?;
    let nth = f.s.num(number).filter(|n| n.form == Form::Ordinal)?.whole().filter(|nth| *nth > 1)?;
    let own = f.s.is(number.checked_sub(1)?, &[Class::Its, Class::Their]);
    let noun = super::of_the_year::noun_behind(f, f.at);
    let figure = is_figure(f, noun);
    let group = f.clause().subject.clone();
    if !own || !(figure || is_span(f.s.text(noun))) || !one_row(&group) || f.clause().neg {
        return None;
    }
    let reach = reach(f);
    let of = volume_or_score(f);
    let test = match reach {
        Some(Reach::Since(When::Beyond)) => return None,
        reach => Test::NthRecord { of, sign, nth, reach: reach.unwrap_or(Reach::All), group: group.clone() },
    };
    let mut tests = vec![test];
    let told = amount_near(f);
    if open && !figure && !told {
        tests.push(Test::Unbound("the best of a time may be one of growth or of places"));
    }
    if let Some(then) = behind_then(f, noun + 1, sign).filter(|_| nth == 2 && of == Recorded::Volume) {
        let how = GapChange::Sign(-sign);
        let less = Test::Against { of: Told::Volume, how, then, group: group.clone() };
        tests[0] = Test::All(vec![tests[0].clone(), less]);
    }
    let draft = f.draft_of("record", tests, group, f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "behind W13", and "ahead of only W12" of the lowest: the one that comes before it.
fn behind_then(f: Frame<'_>, from: usize, sign: i8) -> Option<When> {
    let set = |at: &usize| match sign > 0 {
        true => f.s.is(*at, &[Class::Behind]) || f.s.text(*at) == "after",
        false => f.s.is(*at, &[Class::Ahead]),
    };
    let behind = (from..from + 4).find(set)?;
    let at = behind + 1 + usize::from(f.s.is(behind + 1, &[Class::Only]));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => Some(when),
        _ => None,
    }
}

/// "the highest weekly figure for any film since the charts began in W10": of all rows in all that time.
pub fn best_of_all(f: Frame<'_>) -> Option<Draft> {
    let most = matches!(f.text(0), "highest" | "largest" | "biggest" | "best" | "record high" | "most");
    let noun = super::of_the_year::noun_behind(f, f.at);
    let span = usize::from(is_span(f.s.text(noun)) && is_figure(f, noun + 1));
    // "are the most for any film since W14".
    let behind = f.is(1, &[Class::For, Class::Of, Class::By, Class::Which]);
    let bare = f.text(0) == "most" && amount_near(f) && behind;
    let figure = (bare || is_figure(f, noun + span)) && f.is(-1, &[Class::The]);
    let behind = if bare { f.at + 1 } else { noun + span + 1 };
    let any = behind + usize::from(f.s.is(behind, &[Class::For, Class::Of, Class::By, Class::Which]));
    // "the most that any No. 1 has drawn since W28": whoever stands first has the most.
    let first = |at: usize| {
        f.s.who(at).is_some_and(|who| matches!(who.as_slice(), [Entity::AtRank(1, 0)]))
            || f.s.num(at).is_some_and(|n| super::is_rank(n) && n.value == Decimal::ONE)
            || matches!(f.s.text(at), "leader" | "winner" | "row" | "one" | "model")
    };
    let row =
        matches!(f.s.text(any), "any" | "of any") && (f.s.subjects.contains(&(any + 1)) || first(any + 1));
    let group = f.clause().subject.clone();
    if !(most && figure && row && one_row(&group)) || f.clause().neg {
        return None;
    }
    let far = (any + 2..any + 4).any(|at| matches!(f.s.text(at), "so far" | "to date"))
        || f.s.text(any + 2) == "so" && f.s.text(any + 3) == "far";
    let began = (any + 2..f.s.tokens.len())
        .any(|at| f.s.text(at).starts_with("beg") || f.s.text(at).starts_with("start"));
    let reach = match reach(f) {
        Some(_) if began => Reach::All,
        Some(Reach::Since(When::Beyond)) => return None,
        Some(reach) => reach,
        None if far => Reach::All,
        None => return None,
    };
    // "Its 1,688,900 in W13 is still the highest …".
    let at = (f.clause().range.start..f.at).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Beyond => Some(when),
        _ => None,
    });
    let mut tests = vec![Test::Unmatched { at, reach, group: group.clone() }];
    // "Its 1,688,900 are the highest figure of any film so far": of when it had them.
    let amount = (f.clause().range.start..f.at)
        .find_map(|at| f.s.num(at).filter(|n| n.scaled || n.unit == Unit::Board));
    if let Some(num) = amount.filter(|_| at.is_none()) {
        let high = Test::HighBefore { of: Recorded::Volume, num: *num, group: group.clone() };
        tests.push(Test::All(vec![high, Test::Unbound("when that was is not told")]));
    }
    let draft = f.draft_of("record", tests, group, f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "No film has drawn more in a week than Alpha did in W13", "than the 1,688,900 that Alpha took in W13".
pub fn nobody_had_more(f: Frame<'_>) -> Option<Draft> {
    let noun = f.at + 1 + usize::from(f.text(1) == "other");
    let rows = f.text(0) == "no" && f.s.subjects.contains(&noun);
    let verb = noun + 1;
    let has =
        matches!(f.s.text(verb), "has" | "had") && f.s.is(verb + 1, &[Class::Carry, Class::Be, Class::Move]);
    let more = (verb + 2..verb + 4).find(|at| f.s.text(*at) == "more").filter(|_| rows && has)?;
    let than = (more + 2..more + 8).find(|at| f.s.is(*at, &[Class::Than]))?;
    // "more admissions in a single week than".
    let small = ["in", "on", "a", "any", "one", "single", "day", "week", "month"];
    let unit = |word: &str| f.s.units.iter().any(|at| f.s.text(*at) == word);
    let words = f.s.words(more + 1, than - 1);
    let in_one = words.split_whitespace().all(|word| small.contains(&word) || unit(word))
        && words.split_whitespace().any(is_span);
    let who = (than + 1..than + 6).find(|at| f.s.who(*at).is_some())?;
    let group = vec![f.s.who(who)?.clone()];
    let at = (who + 1..who + 5).find_map(|at| match f.s.tokens.get(at)?.kind {
        Kind::Period(when) if when != When::Beyond && f.s.text(at - 1) != "since" => Some(when),
        _ => None,
    });
    if !in_one || !one_row(&group) {
        return None;
    }
    let reach = match reach(f.from(than)?) {
        Some(Reach::Since(When::Beyond)) => return None,
        reach => reach.unwrap_or(Reach::All),
    };
    let mut tests = vec![Test::Unmatched { at, reach, group: group.clone() }];
    if at.is_none() {
        tests.push(Test::Unbound("when that was is not told"));
    }
    let draft = f.draft_of("record", tests, group, true);
    Some(draft.by_its_words(f.at))
}

/// "beat its previous high of 438,100", "tops its old record": it has more than ever before.
pub fn beats_its_high(f: Frame<'_>) -> Option<Draft> {
    let (noun, end) = previous_high(f, f.at + 1)?;
    let amount =
        f.s.is(noun + 1, &[Class::Of]) && f.s.num(noun + 2).is_some_and(|n| n.form == Form::Cardinal);
    let group = f.clause().subject.clone();
    if !one_row(&group) || f.clause().neg || !(amount || ends(f, end)) || !amount && !amount_near(f) {
        return None;
    }
    let of = volume_or_score(f);
    let test = Test::Record { of, sign: 1, reach: Reach::All, group: group.clone() };
    let draft = f.draft_of("record", vec![test], group, f.clause().certain);
    Some(Draft { when: None, past: false, words: f.at..f.at, ..draft })
}

/// "its previous high of 438,100, set in W11": the most that it had before, and when.
pub fn high_before(f: Frame<'_>) -> Option<Draft> {
    let num = *f.num().filter(|n| super::from_then::is_amount(n))?;
    let noun = f.at.checked_sub(2).filter(|_| f.is(-1, &[Class::Of]))?;
    (noun.saturating_sub(3)..noun).find(|at| previous_high(f, *at).is_some_and(|(told, _)| told == noun))?;
    let group = f.clause().subject.clone();
    if !one_row(&group) {
        return None;
    }
    let unit = usize::from(f.s.units.contains(&(f.at + 1)));
    let mut at = f.at + 1 + unit;
    at += usize::from(f.s.text(at) == ",");
    at += usize::from(matches!(f.s.text(at), "set" | "reached" | "posted" | "recorded" | "from"));
    at += usize::from(f.s.is(at, &[Class::In, Class::On]));
    let then = f.s.tokens.get(at).and_then(|t| match t.kind {
        // "beat its previous high of 438,100 this week": when it did.
        Kind::Period(when) if when != When::Beyond && when != When::Back(0) => Some(when),
        _ => None,
    });
    let high = Test::HighBefore { of: volume_or_score(f), num, group: group.clone() };
    let value = Test::Number { measure: Measure::Value, num, sign: 0, group: group.clone() };
    let test = match then {
        Some(when) => Test::All(vec![high, Test::Then { when, test: Box::new(value) }]),
        None => high,
    };
    let draft = f.draft_of("record", vec![test], group, f.clause().certain);
    Some(Draft { when: None, past: false, neg: false, own: true, words: f.at..f.at, ..draft })
}

/// "its previous high": the token of the noun, and the one behind it.
pub(super) fn previous_high(f: Frame<'_>, at: usize) -> Option<(usize, usize)> {
    let earlier = matches!(f.s.text(at + 1), "previous" | "earlier" | "old" | "former" | "prior");
    let mut noun = at + 2;
    noun += usize::from(matches!(f.s.text(noun), "weekly" | "daily" | "monthly"));
    let high = matches!(f.s.text(noun), "high" | "best" | "record" | "peak" | "record high" | "maximum");
    (f.s.is(at, &[Class::Its, Class::Their]) && earlier && high).then_some((noun, noun + 1))
}

fn ends(f: Frame<'_>, at: usize) -> bool {
    matches!(f.s.tokens.get(at).map(|t| &t.kind), None | Some(Kind::Mark(_)))
}

/// An amount of what the board counts stands in the clause before the token.
fn amount_near(f: Frame<'_>) -> bool {
    let amount = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board);
    (f.clause().range.start..f.at).any(amount)
}

fn is_figure(f: Frame<'_>, at: usize) -> bool {
    is_unit(f, at) || f.s.units.contains(&at)
}

fn one_row(group: &[Who]) -> bool {
    plain(group) && group.len() == 1 && group.iter().flatten().all(|e| matches!(e, Entity::Model { .. }))
}
