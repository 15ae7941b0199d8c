//! Bare numbers that are ranks: "Alpha at 4", "its rank of 12", "(10 to 13)". No list is so long as a figure is large,
//! and where one is small as well, the frame of ranks asks for both.

use super::super::lexicon::{Class, Classes};
use super::super::numbers::{Form, Hedge, Num, Unit};
use super::super::tokens::{Kind, Reader, Sentence, Token};

/// What may stand between the word that says what a number is and the number.
const LIGHT: Classes = Classes::of(&[Class::Now, Class::Adverb, Class::Only, Class::Yet]);

/// What a small number beside it may be of instead.
const OTHERS: Classes = Classes::of(&[
    Class::Price,
    Class::Input,
    Class::Output,
    Class::Interval,
    Class::Band,
    Class::Votes,
    Class::Context,
    Class::Parameters,
]);

/// What a row does on its way to a rank.
const MOVES: [Class; 5] = [Class::Up, Class::UpRank, Class::Down, Class::DownRank, Class::Move];

/// A distance may be what has come to so much.
fn is_gap(token: &Token) -> bool {
    matches!(token.kind, Kind::Lex(Class::GapNoun | Class::Lead))
}

/// Makes ranks of the bare numbers that are some.
pub(super) fn bare_ranks(s: &mut Sentence, reader: Reader<'_>) {
    let bare = |s: &Sentence, at: usize| s.num(at).is_some_and(|n| is_bare(n, reader.longest));
    if !(0..s.tokens.len()).any(|at| bare(s, at)) {
        return;
    }
    let counted = |at: usize| s.text(at) == "number" && s.is(at + 1, &[Class::Of]);
    let others = (0..s.tokens.len()).any(|at| s.is_in(at, OTHERS) || counted(at));
    let mut found: Vec<usize> = (0..s.tokens.len())
        .filter(|at| bare(s, *at) && !counts_what_follows(s, *at))
        .filter(|at| s.num(*at).is_some_and(|n| n.hedge == Hedge::Plain) || has_come_up_to(s, *at))
        .filter(|at| is_called_a_rank(s, *at) || !others && stands_as_a_rank(s, *at))
        .collect();
    // "at 4, 5 and 12", "(13 to 16)": the others as well.
    let placed = !found.is_empty() || s.nums.iter().any(super::super::frames::is_rank);
    found.extend((0..s.tokens.len()).filter(|at| placed && bare(s, *at) && is_of_a_time(s, *at)));
    for at in (0..s.tokens.len()).filter(|at| bare(s, *at) && !counts_what_follows(s, *at)) {
        if !found.contains(&at) && joined(s, at).into_iter().flatten().any(|other| found.contains(&other)) {
            found.push(at);
        }
    }
    for at in found {
        if let Kind::Num(index) = s.tokens[at].kind {
            let num = &mut s.nums[index];
            (num.form, num.unit, num.bare) = (Form::Rank, Unit::None, true);
            num.hedge = Hedge::Plain;
        }
    }
}

/// "the new entries, which number 3 in all": so many are they, and no rank.
pub(super) fn number_so_many(s: &mut Sentence, at: usize) {
    let Kind::Num(index) = s.tokens[at].kind else { return };
    if s.text(at).starts_with("number ") && tells_how_many(s, at) {
        (s.nums[index].form, s.nums[index].unit) = (Form::Cardinal, Unit::Subjects);
    }
}

/// True if "number" is what those do that stand before it.
pub(super) fn tells_how_many(s: &Sentence, number: usize) -> bool {
    let Some(before) = number.checked_sub(1) else { return false };
    let rows = s.subjects.contains(&before) || s.is(before, &[Class::RowsNoun, Class::Debut]);
    s.is(before, &[Class::Which, Class::They]) || rows && s.text(before).ends_with('s')
}

/// A whole number in digits, without a unit, that a list is long enough for.
fn is_bare(n: &Num, longest: u32) -> bool {
    n.digits
        && n.form == Form::Cardinal
        && matches!(n.unit, Unit::None | Unit::Foreign)
        && matches!(n.hedge, Hedge::Plain | Hedge::AtMost)
        && n.sign == 0
        && !n.scaled
        && n.whole().is_some_and(|n| (1..=longest).contains(&n))
}

/// "4 newcomers", "3 to 1", "2 of the five", "5 or 6": no rank.
fn counts_what_follows(s: &Sentence, at: usize) -> bool {
    let noun = s.num(at).is_some_and(|n| n.unit == Unit::Foreign)
        && !(super::super::sure::is_plain(s.text(at + 1)) || s.is_in(at + 1, super::super::clauses::VERBS));
    let thing = [Class::Per, Class::MoreThan, Class::Debut, Class::New, Class::Exit, Class::Up, Class::Down];
    noun && !s.text(at + 1).ends_with("ly")
        || s.is(at + 1, &thing)
        || s.is(at + 1, &[Class::Of]) && s.is(at + 2, &[Class::The])
        || matches!(s.text(at + 1), "more" | "fewer" | "less" | "apart" | "each" | "/")
        || s.is(at + 1, &[Class::To]) && s.text(at + 2) == "one"
}

/// "rank 8", "its rank of 12", "rank now: 8", "Current rank of Alpha: 8", "ranked 14", "peak 1", "(prev. 4)": a word says
/// that it is one.
fn is_called_a_rank(s: &Sentence, at: usize) -> bool {
    const FAR: usize = 5;
    let mut word = before_light(s, at);
    for _ in 0..FAR {
        let Some(i) = word.filter(|i| links_to_a_rank(s, *i)) else { break };
        word = before_light(s, i);
    }
    let Some(word) = word else { return false };
    let text = s.text(word);
    let called = matches!(
        text,
        "rank"
            | "ranks"
            | "ranked"
            | "ranking"
            | "position"
            | "slot"
            | "prev"
            | "previously"
            | "formerly"
            | "peak"
            | "record"
            | "best"
            | "best rank"
    );
    called && !(text == "ranks" && s.is(word + 1, &[Class::Of]))
        || s.is(word, &[Class::Peak]) && text.contains("rank")
}

/// What may stand between "rank" and the number.
fn links_to_a_rank(s: &Sentence, at: usize) -> bool {
    match s.tokens[at].kind {
        Kind::Mark(c) => matches!(c, ':' | '.'),
        Kind::Period(_) => true,
        Kind::Lex(class) => matches!(class, Class::Of | Class::Now) || matches!(s.text(at), "is" | "was"),
        // "rank of Alpha: 8".
        Kind::Who(_) => at > 0 && s.is(at - 1, &[Class::Of]),
        _ => matches!(s.text(at), "in" | "that" | "time" | "far" | "so far"),
    }
}

/// "Alpha: up to 14", "Alpha up to 14": where it has come to, and no bound.
fn has_come_up_to(s: &Sentence, at: usize) -> bool {
    let Some(up) =
        at.checked_sub(2).filter(|up| s.is(*up, &[Class::Up, Class::Down]) && s.is(at - 1, &[Class::To]))
    else {
        return false;
    };
    let before = up - usize::from(up > 0 && s.is_mark(up - 1, ':'));
    before > 0 && s.who(before - 1).is_some()
}

/// "Ranks: Alpha 5, Bravo 11".
fn is_headed_ranks(s: &Sentence) -> bool {
    matches!(s.text(0), "ranks" | "rank" | "positions" | "standings") && s.is_mark(1, ':')
}

/// "moved up, to 8 and 16": of two that moved.
fn is_one_of_two(s: &Sentence, at: usize) -> bool {
    let other = s
        .num(at + 2)
        .is_some_and(|n| n.digits && n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled);
    s.is(at + 1, &[Class::And]) && other && ends(s, at + 2)
}

/// Nothing follows that the number could count.
fn ends(s: &Sentence, at: usize) -> bool {
    let next = s.tokens.get(at + 1).map(|t| &t.kind);
    matches!(next, None | Some(Kind::Mark(',' | ')' | '(' | ';' | '.' | ':' | '–' | '—' | '/')))
}

/// "15 then", "now 14", "(this week 5, last week 6)": at some time, where another number is a rank.
fn is_of_a_time(s: &Sentence, at: usize) -> bool {
    let time = |at: usize| {
        matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(_)))
            || s.is(at, &[Class::Now])
            || s.text(at) == "then"
    };
    let set_off = |at: usize| {
        matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark(_))) || s.is(at, &[Class::And])
    };
    let before = at > 1 && time(at - 1) && set_off(at - 2) && ends(s, at);
    before || at > 0 && time(at + 1) && set_off(at - 1)
}

/// The token before a number, small words skipped.
fn before_light(s: &Sentence, at: usize) -> Option<usize> {
    (0..at).rev().find(|i| !s.is_in(*i, LIGHT) && !matches!(s.text(*i), "still" | "then" | "just"))
}

/// "Alpha at 4", "Alpha (now 4)", "Alpha: 4 (…)", "on its way to 6", "to No. 4 from 6".
fn stands_as_a_rank(s: &Sentence, at: usize) -> bool {
    let Some(before) = before_light(s, at).filter(|before| !is_of_a_run(s, *before)) else { return false };
    let ends = ends(s, at);
    let named = |at: Option<usize>| at.is_some_and(|at| s.who(at).is_some() && !s.tokens[at].possessive);
    let ranked = |at: usize| s.num(at).is_some_and(|n| n.form == Form::Rank);
    match s.tokens[before].kind {
        Kind::Lex(_) if s.text(before).ends_with(" at") => ends || s.who(at + 1).is_some(),
        Kind::Lex(Class::At) => !(ends && before > 0 && s.text(before - 1) == "all"),
        // "Alpha (now 4)", "Alpha (4 to 5)".
        Kind::Mark('(') => named(before.checked_sub(1)) && (ends || pair(s, at).is_some()),
        // "Alpha: 4 (up from 6)".
        Kind::Mark(':') => {
            (named(before.checked_sub(1)) || two_named(s, before)) && pair(s, at).is_some()
                || named(before.checked_sub(1))
                    && (matches!(s.text(at + 1), "(" | ",") || is_of_a_time(s, at))
        }
        // "Alpha – now 15".
        Kind::Mark('–' | '—') => named(before.checked_sub(1)) && before + 1 < at && ends,
        // "Alpha (this week 5, last week 6)".
        Kind::Period(_) => before > 1 && s.is_mark(before - 1, '(') && named(Some(before - 2)) && ends,
        // "Alpha 4 (6)".
        Kind::Who(_) => {
            is_headed_ranks(s) && ends && named(Some(before))
                || named(Some(before))
                    && s.text(at + 1) == "("
                    && s.num(at + 2).is_some()
                    && s.text(at + 3) == ")"
        }
        // "Alpha, to 4", "to No. 4 from 6", "on the way to 6".
        Kind::Lex(Class::To) => {
            let by = before.checked_sub(1);
            let way = by.is_some_and(|by| s.text(by) == "way");
            let listed = by.is_some_and(|by| s.is_mark(by, ',') && named(by.checked_sub(1)));
            let paired = s.is(at + 1, &[Class::From]) && ranked(at + 2) || by.is_some_and(&ranked);
            let moved = by.is_some_and(|by| s.is(by, &MOVES)) && !s.tokens.iter().any(is_gap);
            let place = ends
                || s.is(at + 1, &[Class::On, Class::With, Class::After, Class::In, Class::And, Class::But]);
            paired
                || moved && place
                || ends && (way || listed || has_come_up_to(s, at))
                || is_one_of_two(s, at)
        }
        Kind::Lex(Class::From) => {
            s.is(at + 1, &[Class::To]) && ranked(at + 2)
                || is_one_of_two(s, at)
                || before.checked_sub(1).is_some_and(|by| ranked(by) || ends && s.is(by, &[Class::Move]))
        }
        // "is now ahead of Bravo, 8 to 9".
        Kind::Mark(',') => {
            two_named(s, before) && pair(s, at).is_some()
                || named(before.checked_sub(1)) && is_an_aside(s, at)
        }
        // "Alpha is now 5", "which stands 12".
        Kind::Lex(Class::Be) => ends && is_of_a_row(s, before),
        // "made 8": a place, behind nothing else.
        Kind::Word(_) => ends && matches!(s.text(before), "made" | "makes"),
        _ => false,
    }
}

/// "Its run of rising weeks stands at 2": so long it is.
fn is_of_a_run(s: &Sentence, verb: usize) -> bool {
    let noun = |at: usize| {
        matches!(s.text(at), "run" | "streak" | "series")
            && s.is(at.wrapping_sub(1), &[Class::Its, Class::The])
            || s.is(at, &[Class::Streak]) && at > 0 && s.is(at - 1, &[Class::Its])
    };
    (verb.saturating_sub(8)..verb).any(noun)
}

/// "Alpha is", "and is", "it stands", where nothing else is spoken of.
fn is_of_a_row(s: &Sentence, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1).filter(|_| !matches!(s.text(verb), "has" | "have" | "had")) else {
        return false;
    };
    // "It was 20" may be how many there were.
    let placed = s.nums.iter().any(super::super::frames::is_rank);
    let row = s.who(before).is_some() && !s.tokens[before].possessive;
    row || s.is(before, &[Class::Which])
        || s.is(before, &[Class::It]) && placed
        || s.text(verb) != "was" && s.is(before, &[Class::And])
        || s.is_mark(before, ',') && s.is(verb + 1, &[Class::Now])
}

/// Two rows at least are named before.
fn two_named(s: &Sentence, before: usize) -> bool {
    (0..before).filter(|at| s.who(*at).is_some()).count() > 1 || before > 0 && s.who(before - 1).is_some()
}

/// "Alpha, 5 (up from 6)".
fn is_an_aside(s: &Sentence, at: usize) -> bool {
    s.is_mark(at + 1, '(')
        && (s.is(at + 2, &[Class::Up, Class::Down, Class::From, Class::Be])
            || s.text(at + 2).ends_with(" from"))
}

/// "8 to 9", both bare: the second.
fn pair(s: &Sentence, at: usize) -> Option<usize> {
    let other = s.num(at + 2).filter(|n| n.digits && n.form == Form::Cardinal && n.unit == Unit::None)?;
    let to = s.is(at + 1, &[Class::To, Class::Against]) || s.is_mark(at + 1, '→');
    (to && !other.scaled && other.value.is_integer()).then_some(at + 2)
}

/// The numbers that a list or a span joins to one, before and behind it.
fn joined(s: &Sentence, at: usize) -> [Option<usize>; 2] {
    let joint = |at: usize| {
        s.is_mark(at, ',')
            || s.is_mark(at, '→')
            || s.is(at, &[Class::Its]) && s.is(at - 1, &[Class::To])
            || s.is_mark(at, '(') && s.is_mark(at + 2, ')')
            || s.is(at, &[Class::And, Class::To, Class::Against])
    };
    let num = |at: usize| s.num(at).is_some();
    let behind = [2, 3].into_iter().find(|n| (1..*n).all(|i| joint(at + i)) && num(at + n)).map(|n| at + n);
    let before = [2, 3].into_iter().find(|n| *n <= at && (1..*n).all(|i| joint(at - i)) && num(at - n));
    [before.map(|n| at - n), behind]
}
