//! Frames of one amount set against another: "1.8 times Bravo's", "61% more than", "as many as", "twice as fast".

use super::as_the_other::or_as_the_other;
use super::gaps::difference;
use super::grown::{as_many_as_then, of_itself};
use super::multiples::hedge_before;
use super::relations::plain;
use super::{Draft, Frame, Test};
use crate::claims::clauses::{is_noun, is_verb};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

/// "a lead of 200 billion tokens, or 14%": the same gap, as a part of one of the two.
pub(super) fn told_in_percent(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let opens = f.is(-1, &[Class::Or]) || f.text(-1) == "(";
    let before = (f.at.saturating_sub(4)..f.at).rev().find(|at| f.s.num(*at).is_some())?;
    let gap = f.from(before).filter(|_| opens).and_then(difference)?;
    let (a, b) = gap.tests.iter().find_map(|t| match t {
        Test::Difference { measure: Measure::Value, a, b, .. } => Some((a.clone(), b.clone())),
        _ => None,
    })?;
    let part = num.scaled_by(Decimal::new(1, 2));
    let more = Num { value: Decimal::ONE + part.value, ..part };
    let less = Num { value: Decimal::ONE - part.value, ..part };
    let times = |a: &[Who], b: &[Who], num| Test::Times {
        measure: Measure::Value,
        a: a.to_vec(),
        b: b.to_vec(),
        num,
    };
    let tests = vec![times(&a, &b, more), times(&a, &b, less), times(&b, &a, more), times(&b, &a, less)];
    Some(f.draft_of("ratio", tests, a, true))
}

/// "a quarter of everything the market added", "half of the market's growth".
pub(super) fn part_of_growth(f: Frame<'_>, num: &Num) -> Option<Draft> {
    // "added a quarter of the 3.2T": of what the market added, perhaps.
    let amount =
        f.is(1, &[Class::Of]) && f.is(2, &[Class::The]) && f.s.num(f.at + 3).is_some_and(|n| n.scaled);
    if amount && super::numbers::direct(f) {
        return Some(f.draft("ratio", vec![Test::Unbound("of what it is a part is not told")]));
    }
    let after = f.at + 2..(f.at + 8).min(f.s.tokens.len());
    let grown = [Class::Up, Class::UpValue];
    // "of the total increase".
    let whole = |at: usize| {
        f.s.who(at).is_some_and(|w| w.contains(&Entity::Market))
            || f.s.is(at, &[Class::Market]) && f.s.is(at + 1, &grown)
    };
    let of_market = after.clone().any(whole) && after.clone().any(|at| f.s.is(at, &grown));
    let a = f.clause().subject.clone();
    let of_all = f.is(1, &[Class::ShareOf]) && f.is(2 + isize::from(f.is(2, &[Class::Market])), &grown);
    if !(f.is(1, &[Class::Of]) && of_market || of_all) || !plain(&a) {
        return None;
    }
    let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
    let b = vec![vec![Entity::Market]];
    Some(f.draft("ratio", vec![Test::Times { measure: Measure::ValueChange, a, b, num }]))
}

/// "as many tokens as Alpha", "– as many as Echo": much the same.
pub fn as_many(f: Frame<'_>) -> Option<Draft> {
    let opens = f.is(0, &[Class::AsMuchAs]) || f.text(0) == "as" && matches!(f.text(1), "many" | "much");
    let factor = |at: usize| {
        f.s.num(at).is_some_and(|n| matches!(n.form, Form::Times | Form::Fraction | Form::Percent))
            || matches!(f.s.text(at), "twice" | "half" | "times" | "nearly" | "almost" | "least" | "most")
            || f.s.is(at, &[Class::Neg, Class::Half])
    };
    // "has two ports, as many as Bravo had": of ports.
    let counted = (0..f.at).rev().find_map(|at| f.s.num(at)).is_some_and(|n| n.unit == Unit::Subjects);
    let rows = f.text(0) == "as many as" && counted;
    if !opens || rows || (f.at.saturating_sub(2)..f.at).any(factor) {
        return None;
    }
    // "a quarter as many containers as Bravo" is no likeness.
    if f.at > 0 && matches!(f.s.text(f.at - 1), "quarter" | "fifth" | "tenth" | "third") {
        return None;
    }
    let from = if f.is(0, &[Class::AsMuchAs]) {
        f.at + 1
    } else {
        (f.at + 2..f.at + 5).find(|at| f.s.text(*at) == "as")? + 1
    };
    let (a, b) = (f.clause().subject.clone(), f.group_from(from)?);
    let whole = b.iter().flatten().any(|e| matches!(e, Entity::Market | Entity::Top(_)));
    if !plain(&a) || !plain(&b) || whole || a == b {
        return None;
    }
    let num = Num::new(Decimal::ONE, Decimal::new(2, 2), Form::Times);
    let times = |measure| Test::Times { measure, a: a.clone(), b: b.clone(), num };
    // "costs as much for input as Bravo".
    let side = (f.at..from).find_map(|at| match f.s.class(at) {
        Some(Class::Input) => Some(Measure::PriceIn),
        Some(Class::Output) => Some(Measure::PriceOut),
        _ => None,
    });
    let first = side.unwrap_or_else(|| ratio_measure(f));
    let change = (0..f.at).any(|at| f.s.is(at, &[Class::Up, Class::UpValue, Class::Down, Class::DownValue]));
    let points = (0..f.at).any(|at| f.s.num(at).is_some_and(|n| n.unit == Unit::PercentPoints));
    let measure = match first {
        Measure::Value | Measure::Share if points => Measure::ShareChange,
        Measure::Value if change => Measure::ValueChange,
        other => other,
    };
    Some(f.draft("ratio", vec![times(measure)]))
}

/// As fast: by a twentieth more or less.
pub(super) fn as_fast_as() -> Num {
    Num::new(Decimal::ONE, Decimal::new(5, 2), Form::Times)
}

/// "grew as fast as Bravo", "twice as fast as the market": growth beside growth.
pub fn as_fast(f: Frame<'_>) -> Option<Draft> {
    if f.text(0) != "as" || !matches!(f.text(1), "fast" | "quickly" | "much") || f.text(2) != "as" {
        return None;
    }
    let grew = f.clause().range.clone().any(|at| at < f.at && f.s.is(at, &[Class::UpValue, Class::Up]));
    let factor =
        f.at.checked_sub(1)
            .and_then(|b| f.s.num(b))
            .filter(|n| matches!(n.form, Form::Times | Form::Fraction))
            .copied();
    let twice = f.text(-1) == "twice";
    let num = match factor {
        _ if twice => Num::new(Decimal::TWO, Decimal::new(1, 1), Form::Times),
        Some(num) => num,
        None if f.num().is_none() && f.at > 0 && f.s.num(f.at - 1).is_none() => as_fast_as(),
        None => return None,
    };
    let (a, b) = (f.clause().subject.clone(), f.group_from(f.at + 3)?);
    (grew && plain(&a) && plain(&b) && a != b)
        .then(|| f.draft("ratio", vec![Test::Times { measure: Measure::Growth, a, b, num }]))
}

pub(super) fn ratio_measure(f: Frame<'_>) -> Measure {
    // "costs $10, double that of Bravo": of what was told last.
    let last = (0..f.at).rev().find(|at| f.s.num(*at).is_some());
    let paid = last.is_some_and(|at| {
        // "… and carried twice the tokens of Bravo": of what it carried.
        let carries = |i: usize| {
            f.s.is(i, &[Class::Carry, Class::Votes, Class::Score, Class::Volume]) && is_verb(f.s, i)
        };
        let per = |i: usize| {
            f.s.is(i - 1, &[Class::Per, Class::Input, Class::Output]) || f.s.text(i - 1) == "million"
        };
        let units = |i: usize| (f.s.units.contains(&i) || f.s.is(i, &[Class::Volume])) && !per(i);
        f.s.num(at).is_some_and(|n| n.form == Form::Money)
            && !(at + 1..f.at).any(carries)
            && !(f.at + 1..f.at + 6).any(units)
    });
    let price = paid
        || f.near(&[Class::Price], 6)
        || (f.at + 1..f.at + 4).any(|at| matches!(f.s.text(at), "expensive" | "costly"));
    if f.near(&[Class::Context], 6) {
        return Measure::Context;
    }
    if f.near(&[Class::Votes], 6) {
        Measure::Votes
    } else if f.near(&[Class::Share], 6) {
        Measure::Share
    } else if price {
        Measure::Blended
    } else {
        Measure::Value
    }
}

/// "two models, half as many as Anthropic": of models.
fn as_many_models(f: Frame<'_>) -> Option<Draft> {
    let many = f.text(1) == "as" && f.text(2) == "many" || f.is(1, &[Class::AsMuchAs]);
    let counted = || (0..f.at).any(|at| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects));
    let unbound = Test::Unbound("how many each has is not set against each other");
    let then = || super::partitives::as_many_as_then(f, &factor_or_half(f)?);
    (many && counted() && !super::tallies::is_of_a_count(f))
        .then(|| then().unwrap_or_else(|| f.draft("ratio", vec![unbound])))
}

fn factor_or_half(f: Frame<'_>) -> Option<Num> {
    factor(f).or_else(|| f.num().filter(|n| n.form == Form::Fraction).copied())
}

/// "lost a third of its volume": of what it had itself.
fn is_lost(f: Frame<'_>) -> bool {
    let fraction = f.num().is_some_and(|n| n.form == Form::Fraction);
    fraction && super::numbers::direct(f) && f.is(1, &[Class::Of]) && f.is(2, &[Class::Its, Class::Their])
}

/// Of all tokens, few are factors, or stand before "as many".
fn may_be_a_factor(f: Frame<'_>) -> bool {
    // "gained three times in a row", "has climbed twice in two days", "was passed twice, by Alpha and Bravo": how often.
    let periods = f.is(1, &[Class::In]) && f.s.num(f.at + 2).is_some_and(|n| n.unit == Unit::Periods);
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let often = matches!(f.text(-1), "listed" | "represented" | "appeared")
        || matches!(f.text(0), "twice" | "thrice")
            && (ends || f.is(1, &[Class::By, Class::Over, Class::And]));
    if f.is(1, &[Class::Streak]) || periods || often {
        return false;
    }
    f.num().is_some()
        || f.is(0, &[Class::Double, Class::Triple, Class::Quadruple])
        || matches!(f.text(0), "twice" | "thrice")
        || f.is(1, &[Class::AsMuchAs])
        || f.text(1) == "as"
}

/// The factor at the token: "double", "2.4×", "half of".
fn factor(f: Frame<'_>) -> Option<Num> {
    let word = match (f.class(), f.text(0)) {
        (Some(Class::Double), "double") | (_, "twice") => Some((2, Decimal::new(5, 2))),
        (Some(Class::Triple), "triple") | (_, "thrice") => Some((3, Decimal::new(1, 1))),
        (Some(Class::Quadruple), "quadruple") => Some((4, Decimal::new(2, 1))),
        _ => None,
    };
    Some(match (word, f.num()) {
        (Some((factor, half)), _) => {
            Num { hedge: hedge_before(f), ..Num::new(Decimal::from(factor), half, Form::Times) }
        }
        (None, Some(n)) if n.form == Form::Times => *n,
        (None, Some(n))
            if n.form == Form::Fraction
                && (f.is(1, &[Class::Of])
                    || f.is(1, &[Class::ShareOf]) && f.is(2, &[Class::It, Class::They])
                    || f.is(1, &[Class::AsMuchAs])
                    || as_many_units(f)
                    || f.s.who(f.at + 1).is_some()) =>
        {
            *n
        }
        _ => return None,
    })
}

/// "half as many tokens as Alpha": of what a board counts.
fn as_many_units(f: Frame<'_>) -> bool {
    let counted = f.s.units.contains(&(f.at + 3)) || f.is(3, &[Class::Votes, Class::Volume]);
    f.text(1) == "as" && matches!(f.text(2), "many" | "much") && counted && f.text(4) == "as"
}

/// "exactly half the pace of the market": of the growths.
fn pace(f: Frame<'_>) -> Option<Draft> {
    let num = match f.num().filter(|n| matches!(n.form, Form::Fraction | Form::Times)) {
        _ if f.text(0) == "twice" => {
            let twice = Num::new(Decimal::TWO, Decimal::new(1, 1), Form::Times);
            rough(Num { hedge: hedge_before(f), ..twice })
        }
        num => *num?,
    };
    let at = (f.at + 1..f.at + 3).find(|at| matches!(f.s.text(*at), "pace" | "rate" | "speed"))?;
    let (a, b) = (f.clause().subject.clone(), f.group_from(at + 2).filter(|_| f.s.is(at + 1, &[Class::Of]))?);
    // "is priced at twice the rate of Bravo".
    let priced =
        f.s.text(at) == "rate" && (f.clause().range.start..f.at).any(|at| f.s.is(at, &[Class::Price]));
    let measure = if priced { Measure::Blended } else { Measure::Growth };
    (plain(&a) && a != b).then(|| f.draft("ratio", vec![Test::Times { measure, a, b, num }]))
}

/// What two may be as much as each other in.
const MANY: [&str; 10] =
    ["many", "much", "large", "big", "busy", "high", "expensive", "costly", "often", "frequently"];

/// "more than double Kimi's", "twice as much as Alpha", "1.8 times Bravo's volume", "half of Alpha's", "grew 2.4×".
pub fn times(f: Frame<'_>) -> Option<Draft> {
    if !may_be_a_factor(f) || is_lost(f) {
        return None;
    }
    if let Some(of_models) = as_many_models(f) {
        return Some(of_models);
    }
    // "output costs five times as much as input".
    let own = |at: usize| {
        (f.s.text(at) == "as" || f.s.is(at, &[Class::AsMuchAs]))
            && f.s.is(at + 1, &[Class::Input, Class::Output])
    };
    if let Some(pace) = pace(f) {
        return Some(pace);
    }
    let num = factor(f)?;
    // "an output price of 25 is five times its input price".
    let side = |at: usize| f.s.is(at, &[Class::Input, Class::Output]);
    // "…, five times what it charges for input".
    let charged = f.text(1) == "what" && (f.at + 2..f.clause().range.end).any(side);
    let own_price = f.is(1, &[Class::Its]) && side(f.at + 2) || charged;
    if own_price || (f.at + 1..f.clause().range.end).any(own) {
        let unbound = Test::Unbound("the prices of input and output are not set against each other");
        return (num.form == Form::Times && f.num().is_some()).then(|| f.draft("ratio", vec![unbound]));
    }
    let then = || super::against_then::as_many_as_then(f, num);
    if let Some(grown) = then().or_else(|| of_itself(f, num)).or_else(|| as_many_as_then(f, num)) {
        return Some(grown);
    }
    if matches!(f.text(1), "what" | "that") || (f.text(1) == "as" && !MANY.contains(&f.text(2))) {
        return None;
    }
    let range = f.at + 1..(f.at + 10).min(f.clause().range.end);
    let a = f.clause().subject.clone();
    let at = range.clone().find(|at| f.s.who(*at).is_some_and(|w| !w.contains(&Entity::Market)));
    let named = at.and_then(|at| f.group_from(at)).filter(|b| plain(b) && *b != a);
    // "Bravo passed Alpha, which costs $5, and now has twice its traffic": who has it is not sure.
    let told = f.clause().range.clone().filter_map(|at| f.s.who(at)).any(|who| a.contains(who));
    let turned = named.is_none() && !told;
    if let Some(b) = named.or_else(|| whose_before(f, &a)) {
        if !plain(&a) {
            return None;
        }
        // "twice as many as either Alpha or Echo": as each of them.
        let either = at.is_some_and(|at| f.s.text(at.wrapping_sub(1)) == "either");
        let others = if either { b.iter().map(std::slice::from_ref).collect() } else { vec![b.as_slice()] };
        let times = |measure| {
            let of = |b: &&[Who]| Test::Times { measure, a: a.clone(), b: b.to_vec(), num: rough(num) };
            Test::All(others.iter().map(of).collect())
        };
        let measure = ratio_measure(f);
        let first = times(measure);
        let other = turned.then(|| Test::Times { measure, a: b.clone(), b: a.clone(), num: rough(num) });
        let tests = std::iter::once(first).chain(spoken_of(f, times)).chain(other);
        return Some(f.draft("ratio", tests.collect()));
    }
    // "costs $5 in and $25 out, five times as much".
    let last = (0..f.at).rev().find_map(|at| f.s.num(at));
    if last.is_some_and(|n| n.form == Form::Money) && (f.text(1) == "as" || f.text(1) == "what") {
        return Some(f.draft("ratio", vec![Test::Unbound("of which price it is so much is not known")]));
    }
    if num.form == Form::Fraction || a.is_empty() {
        return None;
    }
    Some(or_as_the_other(f, num, a))
}

/// "Alpha stayed third, but Bravo now has twice its traffic": of whom the sentence, or the one before, spoke first.
fn whose_before(f: Frame<'_>, a: &[Who]) -> Option<Vec<Who>> {
    let its = (f.at + 1..f.at + 3).find(|at| f.s.is(*at, &[Class::Its, Class::Their]))?;
    let mut behind = its..f.clause().range.end;
    // "had twice its earlier traffic", "lost half of its traffic": its own.
    let own = |at: usize| {
        matches!(f.s.tokens[at].kind, Kind::Period(_))
            || matches!(f.s.text(at), "own" | "old" | "then" | "before" | "ago")
            || ["earlier", "previous", "former", "usual", "prior", "past", "opening", "initial", "average"]
                .contains(&f.s.text(at))
    };
    let has = |at: usize| {
        f.s.is(at, &[Class::Carry, Class::Hold, Class::Be]) || matches!(f.s.text(at), "has" | "had")
    };
    let verb = (f.clause().range.start..f.at).rev().find(|at| is_verb(f.s, *at) || has(*at))?;
    if behind.any(own) || !has(verb) {
        return None;
    }
    let other = |group: &[Who]| plain(group) && group != a;
    let earlier = f.clauses[..f.index].iter().rev().map(|c| c.subject.as_slice());
    earlier.chain(std::iter::once(f.lately)).find(|group| other(group)).map(<[Who]>::to_vec)
}

/// What else a ratio may be of, by what the sentence has spoken of before it.
fn spoken_of(f: Frame<'_>, times: impl Fn(Measure) -> Test) -> Vec<Test> {
    let before = |test: &dyn Fn(usize) -> bool| (0..f.at).any(test);
    let mut tests = Vec::new();
    // "With 41,241 votes, it has less than half of …": of what was counted before.
    if before(&|at| f.s.num(at).is_some_and(|n| n.unit == Unit::Votes)) {
        tests.push(times(Measure::Votes));
    }
    // "costs $10 per million input tokens, double that of Bravo".
    if ratio_measure(f) == Measure::Blended {
        let side = (0..f.at).rev().find_map(|at| match f.s.class(at) {
            Some(Class::Input) => Some(Measure::PriceIn),
            Some(Class::Output) => Some(Measure::PriceOut),
            _ => None,
        });
        tests.extend(side.map(&times));
    }
    // "gained 800 units, twice as many as Alpha": of what was gained.
    if before(&|at| at > 0 && f.s.num(at).is_some() && f.s.is(at - 1, &super::numbers::CHANGES)) {
        tests.push(times(Measure::ValueChange));
    }
    // "The context window of Alpha, 262,144 tokens, is a quarter of Bravo's".
    if before(&|at| f.s.is(at, &[Class::Context])) {
        tests.push(times(Measure::Context));
    }
    // "Bravo's gain was the largest, twice that of Alpha".
    let of_volume = f.clause().range.clone().any(|at| f.s.is(at, &[Class::Volume]));
    if !of_volume && before(&|at| f.s.is(at, &[Class::Up, Class::UpValue]) && is_noun(f.s, at)) {
        tests.push(Test::Any(vec![times(Measure::ValueChange), times(Measure::Growth)]));
    }
    tests
}

/// Nearly twice and the like, for a ratio.
pub(super) fn rough(num: Num) -> Num {
    match num.hedge {
        Hedge::Nearly => Num {
            hedge: Hedge::Plain,
            half: num.value * Decimal::new(5, 2),
            value: num.value * Decimal::new(95, 2),
            ..num
        },
        _ => num,
    }
}
