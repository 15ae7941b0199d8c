//! Frames of how many of the first rows did something, told as a part of them: "Most of the top 20 moved down", "more than
//! half of the top ten grew".

use super::counts::done;
use super::predicates::predicate;
use super::scopes::{is_quiet, rows_of_list};
use super::{Draft, Frame, Of, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;

/// "most of the top 20", "half of the fifty rows": so many of them.
pub fn part_of_rows(f: Frame<'_>) -> Option<Draft> {
    let num = part(f)?;
    let (at, rows) = rows(f)?;
    let what = predicate(f, at + 1, f.clause().range.end)?;
    let num = num.scaled_by(Decimal::from(rows));
    // "half of the 12 films carried over from last week": of these, wherever they stand.
    let then = |at: usize| matches!(f.s.tokens[at].kind, Kind::Period(When::Back(1)));
    let carried = matches!(f.s.text(at + 1), "carried" | "carried over" | "listed");
    let over = carried && (at + 2..f.clause().range.end.min(at + 7)).any(then);
    let rows = if over { u32::MAX } else { rows };
    Some(Draft { neg: false, words: f.at..f.at, ..done(f, num, what, Some(rows), Of::default()) })
}

/// A part of the first rows is told, so that the verb is of no row that is named.
pub(super) fn tells_rows(f: Frame<'_>) -> bool {
    part(f).is_some() && rows(f).is_some()
}

/// Of which rows, and where the words for them stand.
fn rows(f: Frame<'_>) -> Option<(usize, u32)> {
    (f.at + 2..f.at + 7).take_while(|at| is_quiet(f, *at)).find_map(|at| {
        let rows = f.top_at(at).or_else(|| rows_of_list(f, at))?;
        (!f.s.tokens[at].possessive).then_some((at, rows))
    })
}

/// "most of the growth": the larger part of it, and no superlative.
pub(super) fn is_larger_part(f: Frame<'_>) -> bool {
    f.text(0) == "most" && f.is(1, &[Class::Of]) && !f.is(-1, &[Class::The])
}

/// The part that the words tell, as a number of 1.
fn part(f: Frame<'_>) -> Option<Num> {
    match f.num() {
        Some(num) => (f.is(1, &[Class::Of]) && num.form == Form::Fraction).then_some(*num),
        None => is_larger_part(f).then(|| {
            let half = Num::new(Decimal::new(5, 1), Decimal::ZERO, Form::Fraction);
            Num { hedge: Hedge::Over, ..half }
        }),
    }
}

/// "Three models hold more than half of the market": perhaps all three together, where fewer would not do.
pub(super) fn held_together(f: Frame<'_>, counted: &Test) -> Option<Test> {
    let Test::Count { num: count, by: Some((Measure::Share, part)), also: None, top: None, of, .. } = counted
    else {
        return None;
    };
    let clause = f.clause().range.clone();
    let each = clause.clone().any(|at| f.s.is(at, &[Class::Each, Class::Share]));
    let top = count.whole().filter(|top| *top > 1 && of.is_of_all() && !each)?;
    let needed = matches!(part.hedge, Hedge::Over | Hedge::AtLeast | Hedge::JustOver);
    let fewer = Num { hedge: Hedge::AtMost, half: Decimal::ZERO, ..*part };
    let fewer = needed.then_some(Test::TopShare { top: top - 1, num: fewer });
    // Of each of them the part is a limit, of all together a figure that may be rounded.
    let told = clause.filter_map(|at| f.s.num(at)).find_map(|n| match n.form {
        Form::Fraction => Some(*n),
        Form::Percent => Some(n.scaled_by(Decimal::new(1, 2))),
        _ => None,
    });
    let num = told.filter(|_| !needed).unwrap_or(*part);
    Some(Test::All([Test::TopShare { top, num }].into_iter().chain(fewer).collect()))
}
