//! Causes: "fell because it grew".

use super::{Draft, Frame, Test};
use crate::claims::clauses::Clause;
use crate::claims::lexicon::Class;
use crate::claims::numbers::Form;

/// "fell because it grew": the directions of cause and effect do not fit.
pub fn because(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Because {
        return None;
    }
    let effect = f.index.checked_sub(1).map(|i| &f.clauses[i])?;
    let cause = f.clause();
    let hedged = [Class::Than, Class::Only, Class::Neg, Class::Outgrow, Class::Undergrow, Class::Overtake];
    let open = |c: &Clause| {
        !c.range
            .clone()
            .any(|at| f.s.is(at, &hedged) || matches!(f.s.text(at), "less" | "slower" | "only" | "just"))
    };
    let sign = |c: &Clause| {
        c.range.clone().find_map(|at| match f.s.class(at)? {
            Class::Up | Class::UpRank | Class::UpValue => Some(1),
            Class::Down | Class::DownRank | Class::DownValue => Some(-1),
            _ => None,
        })
    };
    let figured =
        cause.range.clone().any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Percent || n.scaled));
    let (effect_sign, cause_sign) = (sign(effect)?, sign(cause)?);
    // "because the port grew by 2% and the market by 12.8%": two things set against each other.
    let several =
        cause.range.clone().filter(|at| f.s.num(*at).is_some_and(|n| n.form == Form::Percent)).count() > 1;
    // "Its share slipped because it grew 61% while the board grew 80%".
    let share =
        effect.range.clone().any(|at| f.s.is(at, &[Class::Share])) && cause.range.end < f.s.tokens.len();
    let same = !several && !share && effect.subject == cause.subject && !cause.subject.is_empty();
    (same && open(effect) && open(cause) && figured).then(|| {
        f.draft_of("because", vec![Test::Stated(effect_sign == cause_sign)], cause.subject.clone(), true)
    })
}
