//! Frames of what the free rows have together: "the six free rows carried 5.55 trillion tokens", "six of the fifty rows are
//! free, and together they carried 9.8% of the total".

use super::scopes::{is_quiet, is_row};
use super::{Draft, Frame, Statistic, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use std::ops::Range;

/// An amount, or a part of all.
pub fn have_together(f: Frame<'_>) -> Option<Draft> {
    let num = f.num()?;
    let (which, num) = match num.form {
        Form::Cardinal if num.scaled || num.unit == Unit::Board => (Statistic::FreeVolume, *num),
        Form::Percent if of_all(f) => (Statistic::FreeShare, num.scaled_by(rust_decimal::Decimal::new(1, 2))),
        _ => return None,
    };
    let clause = f.clause().range.clone();
    let carried = |range: Range<usize>| range.into_iter().any(|at| f.s.is(at, &[Class::Carry, Class::Hold]));
    let verb = clause.clone().take_while(|at| *at < f.at).any(|at| carried(at..at + 1));
    let first = (clause.start..f.at).find(|at| f.s.num(*at).is_some_and(|n| amount(n) || part(n)));
    // "…, 9.8% of the total" goes on where an amount has told of whom.
    let told = first.is_some_and(|at| at < f.at && f.text(-1) == "," && verb);
    if !verb || !(told || first.is_none()) || f.clause().neg || !(subject(f) || they(f)) {
        return None;
    }
    let draft = f.draft_of(super::presence::QUANTITY, vec![Test::Statistic { which, num }], Vec::new(), true);
    let quantity = if which == Statistic::FreeShare { "share" } else { "value" };
    Some(Draft { quantity, words: f.at..f.at, ..draft })
}

fn amount(num: &Num) -> bool {
    num.form == Form::Cardinal && (num.scaled || num.unit == Unit::Board)
}

fn part(num: &Num) -> bool {
    num.form == Form::Percent
}

/// "9.8% of the total".
fn of_all(f: Frame<'_>) -> bool {
    f.is(1, &[Class::ShareOf]) || f.is(1, &[Class::Of]) && (2..4).any(|next| f.is(next, &[Class::Market]))
}

/// "The six free rows", "free rows" open the clause, and nothing else that could say which.
fn subject(f: Frame<'_>) -> bool {
    let start = f.clause().range.start;
    let Some(free) = (start..f.at).find(|at| f.s.is(*at, &[Class::Free]) && is_row(f, at + 1)) else {
        return false;
    };
    let counted = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
    let quiet = |at: usize| is_quiet(f, at) || counted(at);
    let verb = (free + 2..f.at).find(|at| f.s.is(*at, &[Class::Carry, Class::Hold]));
    (start..free).all(quiet) && verb.is_some_and(|verb| (free + 2..verb).all(quiet))
}

/// "Six of the rows are free, and together they …": of all that are free.
fn they(f: Frame<'_>) -> bool {
    let start = f.clause().range.start;
    let they = (start..f.at).any(|at| f.s.is(at, &[Class::They]));
    let together = (start..f.at).any(|at| f.s.is(at, &[Class::Together]));
    let Some(before) = f.index.checked_sub(1).map(|index| f.clauses[index].range.clone()) else {
        return false;
    };
    let are_free = |at: usize| f.s.is(at, &[Class::Free]) && at > 0 && f.s.is(at - 1, &[Class::Be]);
    let counted = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
    let small =
        |at: usize| is_quiet(f, at) || counted(at) || are_free(at) || f.s.is(at, &[Class::Be, Class::And]);
    they && together && before.clone().any(are_free) && before.into_iter().all(small)
}
