//! Parts of speech: what of the lexicon's words is a verb where it stands, and what a noun.

use super::super::lexicon::{Class, Classes, Words};
use super::super::tokens::{Kind, Sentence, When};
use std::ops::Range;

/// What can be a verb.
pub const VERBS: Classes = Classes::of(&[
    Class::Up,
    Class::UpRank,
    Class::UpValue,
    Class::Down,
    Class::DownRank,
    Class::DownValue,
    Class::Move,
    Class::Hold,
    Class::Be,
    Class::Carry,
    Class::Lead,
    Class::NewLead,
    Class::Debut,
    Class::Enter,
    Class::Return,
    Class::Exit,
    Class::Overtake,
    Class::Displace,
    Class::Swap,
    Class::Behind,
    Class::Exceed,
    Class::Outgrow,
    Class::Undergrow,
    Class::Double,
    Class::Triple,
    Class::Quadruple,
    Class::Halve,
    Class::Separate,
    Class::Released,
    Class::Price,
    Class::Tied,
    Class::Ahead,
]);

/// A word for a board, whichever it is.
pub fn is_list(word: &str) -> bool {
    matches!(word, "board" | "list" | "table" | "chart" | "ranking" | "leaderboard")
}

/// A word that may say, without the lexicon, whether a mention behind it is a subject: "unlike", "but", "the list".
#[inline]
pub(super) fn tells_of_subjects(word: &str) -> bool {
    static TELLING: Words = Words::of(&[
        "bar",
        "besides",
        "board",
        "but",
        "chart",
        "except",
        "leaderboard",
        "like",
        "list",
        "ranking",
        "save",
        "table",
        "unlike",
    ]);
    TELLING.has(word)
}

/// A verb, not a noun of the same letters: "rose", not "a rise of".
#[inline]
pub fn is_verb(s: &Sentence, at: usize) -> bool {
    s.is_in(at, VERBS) && !is_noun(s, at)
}

/// "a 61% rise", "the sharpest fall", "its lead", "Delta's climb".
pub fn is_noun(s: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        // "Growth of 61%…" begins with a noun.
        return s.is(at, &[Class::UpValue]) && s.text(at) == "growth";
    };
    if matches!(s.text(at), "growth" | "expansion" | "loss" | "losses" | "shrinkage" | "contraction") {
        return true;
    }
    // "whose increase of 800 units was double Alpha's".
    let whose = s.text(before) == "whose" && s.is(at + 1, &[Class::Of, Class::In]);
    let adjective = whose
        || s.is_in(before, BEFORE_NOUNS)
        || s.tokens[before].possessive
        || is_superlative(s.text(before));
    let doer = matches!(s.text(at).as_bytes(), [.., b'e', b'r'] | [.., b'e', b'r', b's']);
    if !(adjective || doer || s.num(before).is_some()) {
        return false;
    }
    adjective && s.is(at, &[Class::Debut, Class::Lead]) || is_verb_or_noun(s, at)
}

fn is_superlative(word: &str) -> bool {
    matches!(word.as_bytes(), [.., b'e', b's', b't'])
}

/// What may stand before a noun.
const BEFORE_NOUNS: Classes = Classes::of(&[
    Class::The,
    Class::A,
    Class::Its,
    Class::Their,
    Class::Most,
    Class::Least,
    Class::Only,
    Class::Each,
]);

/// A word that may be the one or the other: "rise", "climb", "gainers".
fn is_verb_or_noun(s: &Sentence, at: usize) -> bool {
    s.is_in(at, VERBS)
        && matches!(
            s.text(at),
            "rise"
                | "rises"
                | "jump"
                | "jumps"
                | "surge"
                | "leap"
                | "gain"
                | "gains"
                | "advance"
                | "climb"
                | "climbs"
                | "fall"
                | "falls"
                | "drop"
                | "drops"
                | "decline"
                | "declines"
                | "plunge"
                | "slide"
                | "slides"
                | "slip"
                | "dip"
                | "slump"
                | "increase"
                | "decrease"
                | "spike"
                | "lead"
                | "debut"
                | "debuts"
                | "return"
                | "exit"
                | "exits"
                | "move"
                | "moves"
                | "shift"
                | "swing"
                | "stand"
                | "hold"
                | "tie"
                | "rank"
                | "score"
                | "total"
                | "launch"
                | "release"
                | "price"
                | "cost"
                | "count"
                | "finish"
                | "recovery"
                | "climber"
                | "climbers"
                | "faller"
                | "fallers"
                | "gainer"
                | "gainers"
                | "loser"
                | "losers"
                | "decliner"
                | "decliners"
                | "grower"
                | "growers"
                | "stay"
                | "stays"
        )
}

/// "The combined downloads of Alpha and Bravo": only what is counted stands before a token.
pub(super) fn opens_with_unit(s: &Sentence, start: usize, at: usize) -> bool {
    let small = |i: usize| {
        s.is(i, &[Class::The, Class::Together])
            || matches!(s.text(i), "daily" | "weekly" | "monthly" | "total")
    };
    let unit = |i: usize| matches!(s.tokens[i].kind, Kind::Board(_)) || s.units.contains(&i);
    at > start && unit(at - 1) && (start..at - 1).all(small)
}

/// A word before the verb that names no subject: "did", "extra", "a third straight daily drop".
pub(super) fn names_nobody(s: &Sentence, at: usize) -> bool {
    let word = s.text(at);
    let straight = at > 0 && s.is(at - 1, &[Class::Streak]);
    matches!(word, "more" | "less" | "fewer" | "did" | "does" | "do" | "extra" | "additional")
        || straight && matches!(word, "daily" | "weekly" | "monthly")
}

/// "Alpha rose as Bravo fell from third to fifth": what goes on beside, of whom the clause speaks then; not "as fast as
/// Bravo grew", "the same place as Bravo held".
pub(super) fn meanwhile(s: &Sentence, range: &Range<usize>) -> bool {
    let start = range.start;
    if !s.is(start, &[Class::As]) || s.text(start) != "as" || s.who(start + 1).is_none() {
        return false;
    }
    let compared = (start.saturating_sub(4)..start)
        .any(|at| matches!(s.text(at), "as" | "same" | "such") || s.is(at, &[Class::As, Class::Frozen]));
    let comma = range.clone().any(|at| s.tokens[at].kind == Kind::Mark(','));
    !compared && !comma
}

/// "could not hold third place", "Bravo could, and …", "which last week could call itself third".
pub(super) fn is_no_forecast(s: &Sentence, at: usize) -> bool {
    let kept = s.is(at + 1, &[Class::Neg]) && s.is(at + 2, &[Class::Hold]);
    let then = at > 0 && matches!(s.tokens[at - 1].kind, Kind::Period(When::Back(1)));
    concedes(s, at) || s.text(at) == "could" && (kept || then || s.is_mark(at + 1, ','))
}

/// "for another week, if only in 50th place": no condition.
pub(super) fn concedes(s: &Sentence, at: usize) -> bool {
    s.text(at) == "if"
        && s.is(at + 1, &[Class::Only])
        && at > 0
        && s.is(at + 2, &[Class::In, Class::At, Class::By])
}

/// "no more than 0.4%": what denies nothing.
pub(super) fn bound_follows(s: &Sentence, at: usize) -> bool {
    s.is(at, &[Class::MoreThan])
        || matches!(s.text(at), "less" | "fewer" | "more" | "higher" | "lower")
        || matches!(s.text(at), "better" | "worse") && s.is(at + 1, &[Class::Than]) && s.num(at + 2).is_some()
}

/// "Steady as ever": no time.
pub(super) fn as_ever(s: &Sentence, at: usize) -> bool {
    s.text(at) == "ever" && at > 0 && s.text(at - 1) == "as"
}
