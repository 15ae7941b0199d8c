//! Frames of what a price was before: "now costs $2 for input and $12 for output, down from $2.50 and $15".

use super::registered::price;
use super::{Draft, Frame, GapChange, Test, Told};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num};
use crate::claims::tokens::{Kind, When, Who};

/// "down from" between prices: where it stands, the prices of now and those of before, one for one.
struct Then {
    from: usize,
    now: Vec<usize>,
    before: Vec<usize>,
}

/// "down from", between the prices of now and of before: as the two say.
pub fn way(f: Frame<'_>) -> Option<Draft> {
    let sign = match f.text(0) {
        "up from" => 1,
        "down from" => -1,
        _ => return None,
    };
    let Then { now, before, .. } = then(f, f.at)?;
    let value = |at: usize| f.s.num(at).map(|n| n.value);
    let fits = now.iter().zip(&before).all(|(now, before)| value(*now).cmp(&value(*before)) as i8 == sign);
    let draft = f.draft("direction", vec![Test::Stated(fits)]);
    Some(draft.by_its_words(f.at))
}

/// "$2.50 and $15" behind it: what the same cost before.
pub fn price_then(f: Frame<'_>) -> Option<Draft> {
    let from =
        (f.at.saturating_sub(14)..f.at).rev().find(|at| matches!(f.s.text(*at), "up from" | "down from"))?;
    let Then { from, now, before } = then(f, from)?;
    let own = before.iter().position(|at| *at == f.at)?;
    let there = price(f.from(now[own])?)?;
    let num = *f.num()?;
    let named = (from..f.s.tokens.len()).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) if when != When::Back(0) => Some(when),
        _ => None,
    });
    let tests: Option<Vec<Vec<Test>>> = there.tests.iter().map(|test| cost(test, num, named)).collect();
    let draft = f.draft_of("price", tests?.concat(), there.group, there.certain);
    let (when, guessed, words) = (Some(When::Back(0)), there.guessed, f.at..f.at);
    Some(Draft { when, past: false, neg: false, guessed, words, ..draft })
}

/// The price of before, at the time that is named or in the period before. What cost the same then may have been cut
/// earlier.
fn cost(test: &Test, num: Num, named: Option<When>) -> Option<Vec<Test>> {
    let Test::Number { measure, sign, group, .. } = test else { return None };
    let before = Test::Number { measure: *measure, num, sign: *sign, group: group.clone() };
    let then = named.unwrap_or(When::Back(1));
    let of = match measure {
        Measure::PriceIn => Told::PriceIn,
        _ => Told::PriceOut,
    };
    let unchanged = Test::Against { of, how: GapChange::Sign(0), then, group: group.clone() };
    let earlier = Test::All(vec![unchanged, Test::Unbound("when it cost so much is not told")]);
    let open = named.is_none().then_some(earlier);
    Some(std::iter::once(Test::Then { when: then, test: Box::new(before) }).chain(open).collect())
}

/// "$5 and $30 against $2.50 and $15", "at $2 against $10": what the other costs, on the same side.
pub fn against(f: Frame<'_>) -> Option<Draft> {
    let set = |at: &usize| {
        f.s.is(*at, &[Class::Against])
            || matches!(f.s.text(*at), "rather than" | "instead of")
            || f.s.text(*at) == "rather" && f.s.is(at + 1, &[Class::Than])
    };
    let mark = (f.at.saturating_sub(14)..f.at).rev().find(set)?;
    let mark = mark + usize::from(f.s.text(mark) == "rather");
    let Then { now, before, .. } = then(f, mark)?;
    let own = before.iter().position(|at| *at == f.at)?;
    let there = price(f.from(now[own])?)?;
    let num = *f.num()?;
    let behind = || before.iter().find_map(|at| super::prices::owner_behind(Frame { at: *at, ..f }));
    let other = behind().or_else(|| the_other(f, &there.group))?;
    let of_other = |test: &Test| match test {
        Test::Number { measure, sign, .. } => {
            Some(Test::Number { measure: *measure, num, sign: *sign, group: other.clone() })
        }
        _ => None,
    };
    let tests: Vec<Test> = there.tests.iter().filter_map(of_other).collect();
    let guessed = there.guessed;
    (!tests.is_empty()).then(|| Draft { guessed, ..f.draft_of("price", tests, other.clone(), true) })
}

/// Of the only two models that the sentence names, the other one.
fn the_other(f: Frame<'_>, group: &[Who]) -> Option<Vec<Who>> {
    let two = super::prices::the_two(f)?;
    let [one] = group else { return None };
    two.contains(one).then(|| two.iter().filter(|who| *who != one).cloned().collect())
}

fn then(f: Frame<'_>, from: usize) -> Option<Then> {
    let money = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Money);
    let ends = |at: usize| matches!(f.s.tokens[at].kind, Kind::Mark(';' | '.' | ':'));
    let small = |at: usize| {
        let side = [Class::And, Class::Per, Class::Input, Class::Output, Class::For, Class::A, Class::Volume];
        money(at)
            || f.s.is(at, &side)
            || matches!(f.s.text(at), "million" | "tokens" | "token" | "respectively")
    };
    let before: Vec<usize> =
        (from + 1..f.s.tokens.len()).take_while(|at| small(*at)).filter(|at| money(*at)).collect();
    let told = (0..from).rev().take_while(|at| !ends(*at) || money(at + 1));
    let mut now: Vec<usize> = told.filter(|at| money(*at)).take(before.len()).collect();
    now.reverse();
    let parted = f.s.is_mark(from.checked_sub(1)?, ',') || !f.s.text(from).ends_with(" from");
    let beside = money(from + 1) && parted;
    (beside && now.len() == before.len()).then_some(Then { from, now, before })
}
