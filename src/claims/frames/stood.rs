//! Words by which a place is one of before: "lost fourth place", "ninth on the board before".

use super::{Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Kind, When};

/// "from 800 billion tokens in second place to 1.6 trillion in first": where it stood with the amount it had.
pub(super) fn stood_in(f: Frame<'_>) -> bool {
    f.is(-1, &[Class::In]) && f.is(-3, &[Class::From]) && f.s.num(f.at.wrapping_sub(2)).is_some()
}

/// "ninth on the board before, is now twelfth", "previously ninth": where it stood.
pub(super) fn stood_before(f: Frame<'_>) -> bool {
    let behind = crate::claims::clauses::past_board(f.s, f.at + 1);
    let ends = matches!(f.s.tokens.get(behind + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let then = f.s.text(behind) == "before" && ends;
    then && !f.clause().neg || matches!(f.text(-1), "previously" | "formerly")
}

/// "Alpha, previously No. 10, is no longer listed": what is gone stood there in the period before.
pub(super) fn or_then(f: Frame<'_>, mut tests: Vec<Test>) -> Vec<Test> {
    if let ([Test::Number { measure: Measure::PreviousRank, num, group, .. }], "previously" | "formerly") =
        (tests.as_slice(), f.text(-1))
    {
        let stood = Test::Number { measure: Measure::Rank, num: *num, sign: 0, group: group.clone() };
        tests.push(Test::Then { when: When::Back(1), test: Box::new(stood) });
    }
    tests
}

/// "lost", "handed", "gave up": right before the place that was given up, or "lost 12% of its volume and its fourth place".
pub(super) fn given_up(f: Frame<'_>, role: Option<Class>) -> bool {
    let start = f.clause().range.start;
    let first = match role {
        Some(Class::And) if !f.is(-1, &[Class::Its]) => return false,
        Some(Class::And) => start,
        _ => f.at.saturating_sub(3),
    };
    (first..f.at).any(|at| is_ceding(f.s.text(at)))
}

/// "gave up": what follows is what its subject had.
pub(super) fn is_ceding(word: &str) -> bool {
    matches!(
        word,
        "lost"
            | "loses"
            | "losing"
            | "handed"
            | "hands"
            | "surrendered"
            | "surrenders"
            | "relinquished"
            | "ceded"
            | "cedes"
            | "cost"
            | "costs"
            | "gave up"
            | "gives up"
            | "give up"
    )
}

/// "took over sixth place": the place itself is told.
pub(super) fn takes_over_a_place(f: Frame<'_>) -> bool {
    let ranked = |at: usize| f.s.num(at).is_some_and(is_rank);
    f.text(0).ends_with(" over") && (ranked(f.at + 1) || f.is(1, &[Class::The]) && ranked(f.at + 2))
}
