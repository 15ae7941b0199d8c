//! Rows counted by their score, and who made them: "three rows score 1500 or better, and Alpha made them all".

use super::counts::orgs_in;
use super::scopes::{is_quiet, of_board};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};

/// "Three rows score 1500 or better": how many, and the mark's token.
fn scored(f: Frame<'_>) -> Option<(Num, Num, usize)> {
    let num = *f.num().filter(|n| n.form == Form::Cardinal && !n.scaled)?;
    if !(num.unit == Unit::Subjects && f.text(0).contains(' ') || of_board(f)) {
        return None;
    }
    let verb = (f.at + 1..f.at + 6).take_while(|at| is_quiet(f, *at) || f.s.is(*at, &[Class::Carry]));
    let verb = verb.into_iter().find(|at| matches!(f.s.text(*at), "score" | "scored" | "scores"))?;
    let mark = (verb + 1..verb + 4).find(|at| f.s.num(*at).is_some())?;
    let bare = |n: &&Num| {
        n.form == Form::Cardinal && !n.scaled && n.digits && matches!(n.unit, Unit::None | Unit::Points)
    };
    let limit = f.s.num(mark).filter(bare).filter(|n| matches!(n.hedge, Hedge::AtLeast | Hedge::Over))?;
    let opens = (f.clause().range.start..f.at).all(|at| is_quiet(f, at));
    opens.then_some((num, *limit, mark))
}

/// The count and its mark are one claim.
pub fn rows_scoring(f: Frame<'_>) -> Option<Draft> {
    let (num, limit, mark) = scored(f)?;
    let range = f.s.tokens[f.at].start..f.s.tokens[mark].end;
    Some(Draft { range, ..draft(f, num, limit, Of::default()) })
}

/// "…, and Alpha made them all", "…, every one of them from Alpha": all of those.
pub fn made_them_all(f: Frame<'_>) -> Option<Draft> {
    let made =
        matches!(f.text(1), "made" | "makes" | "built") && f.text(2) == "them" && f.is(3, &[Class::All]);
    let from = f.is(-1, &[Class::From, Class::By]);
    let every = from
        && (f.at.saturating_sub(7)..f.at).any(|at| {
            f.s.text(at) == "every" && f.s.text(at + 1) == "one"
                || f.s.is(at, &[Class::All]) && f.s.is(at + 1, &[Class::Of])
        });
    let orgs = orgs_in(std::slice::from_ref(f.s.who(f.at).filter(|_| made || every)?));
    let (num, limit, _) = (0..f.at).find_map(|at| scored(f.from(at)?))?;
    (orgs.len() == 1).then(|| draft(f, num, limit, Of { rows: true, ..Of::orgs(orgs) }))
}

fn draft(f: Frame<'_>, num: Num, limit: Num, of: Of) -> Draft {
    let by = Some((Measure::Value, limit));
    let test = Test::Count { num, what: Predicate::Listed, also: None, by, top: f.scope(), of };
    Draft {
        neg: false,
        guessed: false,
        words: f.at..f.at,
        ..f.draft_of("count", vec![test], Vec::new(), true)
    }
}
