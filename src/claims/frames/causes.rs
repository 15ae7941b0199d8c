//! Causes: "fell because it grew".

use super::{Draft, Frame, Test};
use crate::claims::clauses::Clause;
use crate::claims::lexicon::Class;
use crate::claims::numbers::Form;
use crate::claims::tokens::Who;

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

/// "Because Alpha overtook it, Bravo slipped": "it" is whom the sentence tells of next, where nobody was spoken of before.
pub(super) fn told_next(f: Frame<'_>) -> Option<Vec<Who>> {
    let clause = f.clause();
    let opens = clause.range.start == 0 && f.s.is(0, &[Class::Because, Class::As]);
    let whole = f.is(1, &[Class::It]) && f.text(2) == "," && clause.range.end <= f.at + 3;
    let next = f.clauses.get(f.index + 1).filter(|next| opens && whole && next.certain && !next.skip)?;
    // "Because Alpha overtook it, Bravo's lead …": not whose something is told.
    let named = f.s.who(f.at + 3).filter(|who| next.subject == [(*who).clone()])?;
    let free = !f.s.tokens[f.at + 3].possessive && f.lately.is_empty();
    (free && !clause.subject.contains(named)).then(|| next.subject.clone())
}
