//! How far counted rows went, or how much each of them has: "rose by more than two places", "more than 50,000 votes".

use super::{Frame, Predicate};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use rust_decimal::Decimal;

/// How far each of the counted went, or how much it has.
pub(super) fn extent(f: Frame<'_>, what: Predicate) -> Option<(Measure, Num)> {
    // "two climbed, and neither by more than one place": of them one by one.
    let end = f.clause().range.end;
    // "eight grew, two of them by more than 10%": of those two.
    let of_them = |at: usize| {
        f.s.is_mark(at, ',')
            && f.s.num(at + 1).is_some()
            && f.s.is(at + 2, &[Class::Of])
            && (f.s.is(at + 3, &[Class::They, Class::Which]) || matches!(f.s.text(at + 3), "them" | "those"))
    };
    let each = (f.at + 1..end).find(|at| f.s.text(*at) == "neither" || of_them(*at)).unwrap_or(end);
    let nums = || (f.at + 1..each).filter_map(|at| Some((at, f.s.num(at)?)));
    let ratio = |n: &Num| match n.form {
        Form::Percent => Some(n.scaled_by(Decimal::new(1, 2))),
        Form::Fraction => Some(*n),
        _ => None,
    };
    match what {
        // "four grew by at least half": so far, at the least.
        Predicate::Grew | Predicate::Shrank => nums().find_map(|(_, n)| {
            let far = if n.form == Form::Fraction { Num { half: Decimal::ZERO, ..*n } } else { *n };
            Some((Measure::Growth, ratio(&far)?))
        }),
        Predicate::Climbed | Predicate::Fell | Predicate::Moved => {
            let places = nums().find(|(_, n)| n.unit == Unit::Places && n.form == Form::Cardinal);
            // "a single place", "more than a single place".
            let single = (f.at + 1..f.clause().range.end)
                .find(|at| f.s.text(*at) == "single" && f.s.is(at + 1, &[Class::PlacesNoun]));
            let one = |at: usize| {
                let over = f.s.is(at.wrapping_sub(2), &[Class::MoreThan]);
                let hedge = if over { Hedge::Over } else { Hedge::Plain };
                Num { hedge, ..Num::new(Decimal::ONE, Decimal::ZERO, Form::Cardinal) }
            };
            places.map(|(_, n)| *n).or(single.map(one)).map(|n| (Measure::Places, n))
        }
        // "by one point each".
        Predicate::ScoredMore | Predicate::ScoredLess => {
            let points = nums().find(|(_, n)| n.unit == Unit::Points && n.form == Form::Cardinal);
            points.map(|(_, n)| (Measure::ValueChange, *n))
        }
        Predicate::Listed => nums().find_map(|(at, n)| {
            let sharing = f.s.is(at + 1, &[Class::ShareOf, Class::Of]) || f.near(&[Class::Share], 4);
            match ratio(n).filter(|_| sharing) {
                // A limit is meant exactly.
                Some(n) => Some((Measure::Share, Num { half: Decimal::ZERO, ..n })),
                None => passed(f, at, n),
            }
        }),
        _ => None,
    }
}

/// "more than 50,000 votes", "score 1500 or better", "cleared a trillion tokens": what each of the counted has.
fn passed(f: Frame<'_>, at: usize, num: &Num) -> Option<(Measure, Num)> {
    let bounded = num.hedge != Hedge::Plain || f.s.is(at + 1, &[Class::Each]);
    let scored = at > 0
        && num.digits
        && matches!(
            f.s.text(at - 1),
            "score" | "scored" | "scores" | "scoring" | "than" | "least" | "over" | "above" | "more than"
        );
    // A limit is meant exactly.
    let exact = Num { half: Decimal::ZERO, ..*num };
    match num.unit {
        _ if num.form != Form::Cardinal => None,
        Unit::Votes if bounded => Some((Measure::Votes, exact)),
        Unit::Points | Unit::Board if bounded && !num.scaled => Some((Measure::Value, exact)),
        Unit::None if bounded && scored && !num.scaled => Some((Measure::Value, exact)),
        Unit::None | Unit::Board if num.scaled => Some((Measure::Value, if bounded { exact } else { *num })),
        _ => None,
    }
}
