//! Words by which a place is one of before: "lost fourth place", "ninth on the board before".

use super::{Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::tokens::{Kind, Sentence, When};

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

/// "(was #15)", "prev. 4", "leaves No. 8", "improved on seventh", "its old rank, tenth,", "#5 (#6)": where it stood.
pub(super) fn was_there(f: Frame<'_>) -> bool {
    let noun = |back: isize| f.is(back, &[Class::PlacesNoun, Class::RankNoun]) || f.text(back) == "rank";
    let old = |back: isize| matches!(f.text(back), "old" | "former" | "previous" | "earlier");
    let own = f.at.saturating_sub(usize::from(f.is(-1, &[Class::The, Class::Its])));
    let verb = own.checked_sub(1).map_or("", |at| f.s.text(at));
    let left =
        matches!(verb, "leaves" | "leaving" | "vacates" | "vacated" | "vacating" | "quits" | "quitting");
    let bettered = f.is(-1, &[Class::On]) && f.text(-2).starts_with("improve");
    // "swaps No. 2 for No. 1".
    let swapped =
        matches!(verb, "swaps" | "swapped" | "swapping" | "trades" | "traded" | "exchanges" | "exchanged")
            && f.is(1, &[Class::For])
            && (f.at + 2..f.at + 4).any(|at| f.s.num(at).is_some_and(is_rank));
    let dated =
        (f.at + 2..f.at + 4).any(|at| matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_))));
    let until = f.text(1) == "until" && !dated || f.text(1) == "then" && !f.is(-1, &[Class::And]);
    let bracketed = f.text(-2) == "(" && matches!(f.text(-1), "was" | "were");
    let noted = f.text(-1) == "prev" || f.text(-1) == "." && f.text(-2) == "prev";
    let beside = matches!((f.text(-1), f.text(1)), ("(", ")") | ("[", "]"))
        && f.s.num(f.at.wrapping_sub(2)).is_some_and(is_rank);
    let apposed = matches!(f.text(-1), "," | ":" | "of") && noun(-2) && old(-3);
    left || until || swapped || bettered || bracketed || noted || beside || apposed
}

/// "Alpha was thirteenth. It is nineteenth now": a letter tells of its own week in the past tense, and of the one before.
pub(super) fn may_have_stood(f: Frame<'_>) -> bool {
    let verb = (f.clause().range.start..f.at).rev().find(|at| f.s.is(*at, &[Class::Be]));
    let dated = || f.clause().range.clone().any(|at| matches!(f.s.tokens[at].kind, Kind::Period(_)));
    // "It was ninth, it is fifth", "was ninth and now fifth".
    let now = |at: usize| {
        matches!(f.s.text(at), "is" | "are" | "now")
            && (at + 1..at + 4).any(|i| f.s.num(i).is_some_and(is_rank))
    };
    (f.role() == Some(Class::Be) || f.is(-1, &[Class::At]) && f.is(-2, &[Class::Be]))
        && verb.is_some_and(|at| matches!(f.s.text(at), "was" | "were" | "stood" | "sat" | "ranked"))
        && !dated()
        && (f.told_of_now || (f.at + 1..f.s.tokens.len()).any(now))
}

/// "its best was third", "best rank so far: 8": of the best that it ever was; `true` where nothing else can be meant.
pub(super) fn is_its_best(f: Frame<'_>) -> Option<bool> {
    const FAR: usize = 10;
    let parts = |at: usize| {
        matches!(f.s.tokens[at].kind, Kind::Mark(c) if c != ':') && !around_so_far(f.s, at)
            || f.s.num(at).is_some_and(is_rank)
    };
    let best = |at: usize| {
        let noun = f.s.is(at, &[Class::Peak]) && !is_new(f.s.text(at))
            || matches!(f.s.text(at), "best" | "record")
            || f.s.text(at) == "high" && f.s.is(at + 1, &[Class::Of]);
        let span = matches!(f.s.text(at + 1), "week" | "month" | "day" | "placed" | "ranked");
        noun && !span && f.s.text(at.wrapping_sub(1)) != "-"
    };
    // "got as high as thirteenth", "has done no better than eighth".
    let high =
        matches!(f.text(-2), "high" | "good" | "better") && (f.text(-1) == "as" || f.is(-1, &[Class::Than]));
    if high {
        return Some(false);
    }
    // "peaked at No. 6".
    if f.is(-1, &[Class::At]) && f.text(-2) == "peaked" {
        return Some(true);
    }
    // "has reached tenth at best".
    if f.text(1) == "at best" || f.is(1, &[Class::At]) && f.text(2) == "best" {
        return Some(true);
    }
    let before = (f.at.saturating_sub(FAR)..f.at).rev().take_while(|at| !parts(*at));
    let at = before.into_iter().find(|at| best(*at))?;
    let headed = f.is(-1, &[Class::Be]) || f.is(-1, &[Class::Of]) && at + 2 == f.at;
    let owned = at == 0
        || f.s.is(at - 1, &[Class::Its, Class::The, Class::Their])
        || f.s.tokens[at - 1].possessive
        || f.s.text(at - 1) == "whose";
    Some(headed && owned || links(f.s, at + 1, f.at))
}

/// "once second", "the fourth place that Alpha once reached".
pub(super) fn stood_once(f: Frame<'_>) -> Option<Measure> {
    // "used to be twelfth".
    if f.text(-1) == "used to be" {
        return Some(Measure::PreviousRank);
    }
    let reached = |at: usize| {
        f.s.text(at) == "once"
            && matches!(
                f.s.text(at + 1),
                "reached" | "held" | "had" | "occupied" | "took" | "stood" | "ranked" | "was"
            )
    };
    // "got as high as thirteenth".
    let high = matches!(f.text(-2), "high" | "good") && f.text(-1) == "as";
    let once = f.text(-1) == "once" || f.text(-2) == "once" && f.is(-1, &[Class::Be]);
    (high || once || (f.at + 1..f.at + 4).any(reached)).then_some(Measure::Peak)
}

/// "a new peak" is one of now.
pub(super) fn is_new(word: &str) -> bool {
    ["new", "record", "career"].iter().any(|how| word.starts_with(how))
}

/// "Its peak, so far, is sixth": the commas.
fn around_so_far(s: &Sentence, at: usize) -> bool {
    let far = matches!(s.text(at + 1), "so" | "so far" | "to date")
        || matches!(s.text(at.wrapping_sub(1)), "far" | "so far" | "to date");
    s.is_mark(at, ',') && far
}

/// Nothing but "so far:", "is", "rank in that time" stands between.
pub(super) fn links(s: &Sentence, from: usize, to: usize) -> bool {
    let link = |at: usize| {
        around_so_far(s, at)
            || s.is(at, &[Class::Be, Class::Of, Class::At, Class::RankNoun, Class::PlacesNoun, Class::Yet])
            || s.is_mark(at, ':')
            || matches!(
                s.text(at),
                "so far"
                    | "to date"
                    | "so"
                    | "far"
                    | "ever"
                    | "in"
                    | "that"
                    | "time"
                    | "rank"
                    | "position"
                    | "placing"
                    | "finish"
            )
    };
    // "Best rank in that time: 12".
    let other = |at: usize| {
        s.num(at).is_some()
            || s.who(at).is_some() && !s.is(at.wrapping_sub(1), &[Class::Of])
            || crate::claims::clauses::is_verb(s, at)
    };
    let headed = to > from && s.is_mark(to - 1, ':') && !(from..to).any(other);
    headed || (from..to).all(link)
}

/// "did not give up first place", "without losing its rank, seventh": it stands there still.
pub(super) fn keeps_it(f: Frame<'_>) -> bool {
    let noun = |at: usize| f.s.is(at, &[Class::PlacesNoun, Class::RankNoun]) || f.s.text(at) == "rank";
    let apposed = f.at > 1 && f.text(-1) == "," && noun(f.at - 2);
    let end = if apposed { f.at - 2 } else { f.at };
    let start = f.clauses.iter().find(|c| c.range.contains(&end.saturating_sub(1)));
    let Some(start) = start.map(|c| c.range.start.saturating_sub(1)) else { return false };
    let lost = |at: usize| is_ceding(f.s.text(at)) || KEPT.contains(&f.s.text(at));
    let Some(verb) = (start..end).rev().find(|at| lost(*at)) else { return false };
    let small = [Class::Adverb, Class::Its, Class::The, Class::A];
    let direct = (verb + 1..end).all(|at| {
        f.s.is(at, &small)
            || f.s.who(at).is_some()
            || at + 1 == end && f.s.is(at, &[Class::From])
            || matches!(f.s.text(at), "even" | "over" | "up")
    });
    direct && (start..verb).any(|at| f.s.is(at, &[Class::Neg]) || f.s.text(at) == "without")
}

/// What is said to be lost where it is denied.
const KEPT: [&str; 20] = [
    "dislodge",
    "dislodged",
    "unseated",
    "ousted",
    "unseat",
    "oust",
    "lose",
    "losing",
    "give",
    "giving up",
    "cede",
    "ceding",
    "surrender",
    "surrendering",
    "relinquish",
    "relinquishing",
    "hand",
    "hand over",
    "handing over",
    "yield",
];

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
    let noun = f.is(1, &[Class::The, Class::RankNoun]) || f.text(1) == "rank";
    f.text(0).ends_with(" over") && (ranked(f.at + 1) || noun && ranked(f.at + 2))
}

/// "was not enough to shift Charlie, still third": what is denied stands before the comma.
pub(super) fn is_apposed(f: Frame<'_>) -> bool {
    let still = usize::from(f.text(-1) == "still" || f.is(-1, &[Class::Now, Class::Adverb]));
    let comma = f.at.checked_sub(1 + still).filter(|at| f.s.is_mark(*at, ','));
    still > 0 && comma.is_some_and(|comma| comma > 0 && f.s.who(comma - 1).is_some())
}
