//! What is said of counted rows: that they rose, are new, lost share.

use super::{Frame, Predicate};
use crate::claims::clauses::is_list;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::phrases::is_beyond;
use crate::claims::tokens::{Entity, Kind, When};
use std::ops::Range;

/// What the words after a count say of the counted: "failed to grow" that they shrank.
pub(super) fn predicate(f: Frame<'_>, from: usize, to: usize) -> Option<Predicate> {
    let what = said(f, from, to)?;
    let failed = (from..to).any(|at| f.s.text(at).starts_with("failed") || f.s.text(at) == "fail to");
    if failed { opposite(what) } else { Some(what) }
}

/// What is so of a row that did not do it, and was there before.
pub(super) fn opposite(what: Predicate) -> Option<Predicate> {
    match what {
        Predicate::Grew => Some(Predicate::Shrank),
        Predicate::Shrank => Some(Predicate::Grew),
        Predicate::GainedShare => Some(Predicate::LostShare),
        Predicate::LostShare => Some(Predicate::GainedShare),
        Predicate::Moved => Some(Predicate::Held),
        _ => None,
    }
}

fn said(f: Frame<'_>, from: usize, to: usize) -> Option<Predicate> {
    if let Some(phrase) = phrase(f, from..to) {
        return Some(phrase);
    }
    let share = (from..to).any(|at| f.s.is(at, &[Class::Share]));
    (from..to).filter(|at| !tells_how_many(f, *at)).find_map(|at| {
        Some(match f.s.class(at)? {
            // "moved more than 5 trillion tokens" is no movement, nor "stayed above the 500,000 mark" a place.
            Class::Move | Class::Hold if handled(f, at) => return None,
            Class::Debut | Class::New if new_to_a_top(f, at) => Predicate::Entered,
            // "grew more slowly than the market".
            Class::Up | Class::UpValue if f.s.is(at + 1, &[Class::Undergrow]) && market(f, at + 1) => {
                Predicate::Undergrew
            }
            Class::Up | Class::UpValue if f.s.is(at + 1, &[Class::Outgrow]) && market(f, at + 1) => {
                Predicate::Outgrew
            }
            Class::Outgrow if market(f, at) => Predicate::Outgrew,
            Class::Undergrow if market(f, at) => Predicate::Undergrew,
            Class::Debut | Class::New => Predicate::Debut,
            // "Seven models returned from last week": they were there already.
            Class::Return if f.s.is(at + 1, &[Class::From]) && f.last_at(at + 2) => return None,
            Class::Return => Predicate::Return,
            // "the only one left in the top ten".
            Class::Exit if f.from(at).is_some_and(super::places::is_left) => Predicate::Listed,
            Class::Exit if f.text(0).ends_with("rows") => Predicate::RowExit,
            Class::Exit => Predicate::Exit,
            // "fell out of the chart".
            Class::Down if f.s.text(at + 1) == "out" => Predicate::Exit,
            Class::Up | Class::UpValue if share => Predicate::GainedShare,
            Class::Down | Class::DownValue if share => Predicate::LostShare,
            Class::Up | Class::UpValue if of(f, at, Class::Score) => Predicate::ScoredMore,
            Class::Down | Class::DownValue if of(f, at, Class::Score) => Predicate::ScoredLess,
            Class::Up | Class::UpValue if of(f, at, Class::Votes) => Predicate::VotedMore,
            Class::Down | Class::DownValue if of(f, at, Class::Votes) => Predicate::VotedLess,
            Class::UpRank => Predicate::Climbed,
            Class::DownRank => Predicate::Fell,
            Class::UpValue if !share => Predicate::Grew,
            Class::DownValue if !share => Predicate::Shrank,
            Class::Up if moved(f, at) && !by_percent(f, at) => Predicate::Climbed,
            Class::Down if moved(f, at) && !by_percent(f, at) => Predicate::Fell,
            Class::Up if !share => Predicate::Grew,
            Class::Down if !share => Predicate::Shrank,
            Class::Hold
                if (matches!(f.s.text(at), "held" | "unchanged" | "unmoved" | "kept" | "stayed")
                    || super::holds::EXACT.contains(&f.s.text(at)))
                    && !f.s.text(at + 1).starts_with("on") =>
            {
                Predicate::Held
            }
            // "to hold its rank", "that keeps its place".
            Class::Hold
                if (at + 1..at + 4)
                    .any(|i| f.s.is(i, &[Class::PlacesNoun]) || f.s.text(i).starts_with("rank")) =>
            {
                Predicate::Held
            }
            // "moved into the top 20".
            Class::Move if f.s.text(at + 1) == "into" && (at + 2..at + 5).any(|i| f.top_at(i).is_some()) => {
                Predicate::Entered
            }
            Class::Move if matches!(f.s.text(at), "moved" | "moves" | "move" | "shifted") => Predicate::Moved,
            Class::Free => Predicate::Free,
            // "joined the list".
            Class::Enter if (at + 1..at + 5).any(|i| f.top_at(i).is_some()) => Predicate::Entered,
            Class::Enter => Predicate::Joined,
            _ => return None,
        })
    })
}

/// "newcomers to the top 20", "the only new name in the top ten": they may have stood below it.
fn new_to_a_top(f: Frame<'_>, at: usize) -> bool {
    let top = (at + 1..at + 5).any(|i| f.top_at(i).is_some());
    // "The top five has two newcomers".
    let has =
        |i: usize| f.top_at(i).is_some() && matches!(f.s.text(i + 1), "has" | "have" | "had" | "gained");
    top && (f.s.is(at, &[Class::New]) || f.s.text(at) == "new to" || f.s.is(at + 1, &[Class::To]))
        || (f.clause().range.start..at.min(f.at)).any(has)
}

/// "the only new name in the top ten": new to it, or to the list.
pub(super) fn is_new_in_a_top(f: Frame<'_>) -> bool {
    (f.at + 1..f.at + 6).any(|at| f.s.is(at, &[Class::New, Class::Debut]) && new_to_a_top(f, at))
}

/// What the words of a count may mean besides.
pub(super) fn also_meant(f: Frame<'_>, what: Predicate) -> Option<Predicate> {
    match what {
        // "Seven ports grew and four declined": in volume, perhaps.
        Predicate::Fell if says_not_of_what(f) => Some(Predicate::Shrank),
        Predicate::Climbed if says_not_of_what(f) => Some(Predicate::Grew),
        // "Two new rows in the top 20" may be new to the list besides.
        Predicate::Entered => is_new_in_a_top(f).then_some(Predicate::Debut),
        // "Six rows are new to the list" that were there once, too.
        Predicate::Debut => {
            let new = (f.at + 1..f.at + 6).any(|at| f.s.text(at).starts_with("new"));
            new.then_some(Predicate::Joined)
        }
        _ => None,
    }
}

/// "declined", "rose": in rank or in volume, where the words tell neither.
fn says_not_of_what(f: Frame<'_>) -> bool {
    let range = f.at..f.clause().range.end;
    let placed = range.clone().any(|at| {
        f.s.is(at, &[Class::PlacesNoun, Class::RankNoun, Class::UpRank, Class::DownRank])
            || f.s.text(at).starts_with("rank")
            || f.s.num(at).is_some_and(|n| n.unit == Unit::Places)
    });
    !placed && range.clone().any(|at| f.s.is(at, &[Class::Up, Class::Down]))
}

/// "moved more than 5 trillion tokens", "shifted 2 million containers": so much was carried.
fn handled(f: Frame<'_>, verb: usize) -> bool {
    let hedge = |at: &usize| {
        f.s.is(
            *at,
            &[
                Class::MoreThan,
                Class::Over,
                Class::Than,
                Class::At,
                Class::Least,
                Class::Most,
                Class::Adverb,
                Class::Ahead,
                Class::Behind,
                Class::The,
            ],
        ) || matches!(
            f.s.text(*at),
            "fewer"
                | "less"
                | "under"
                | "above"
                | "below"
                | "the"
                | "about"
                | "nearly"
                | "almost"
                | "around"
                | "roughly"
        )
    };
    let amount = (verb + 1..verb + 5).find(|at| !hedge(at));
    let mark = |at: usize| matches!(f.s.text(at + 1), "mark" | "level" | "line" | "threshold");
    let told = |at: usize| f.s.num(at).is_some_and(|n| n.scaled || n.unit == Unit::Board || mark(at));
    amount.is_some_and(told)
}

/// What several words say together: "changed places", "drew smaller crowds than a week earlier", "are listed".
fn phrase(f: Frame<'_>, range: Range<usize>) -> Option<Predicate> {
    let placed = |at: usize| {
        f.s.is(at, &[Class::PlacesNoun])
            || matches!(f.s.text(at), "rank" | "ranks" | "position" | "positions" | "spot" | "spots")
    };
    // "changed places", "changed their rank".
    let its = |at: usize| usize::from(f.s.is(at, &[Class::Its, Class::Their]));
    let swapped = |at: usize| f.s.text(at) == "changed" && placed(at + 1 + its(at + 1));
    if range.clone().any(swapped) {
        return Some(Predicate::Moved);
    }
    // "in the same place as last week".
    let same = |at: usize| f.s.text(at) == "same" && placed(at + 1) && f.s.is(at + 2, &[Class::As]);
    if range.clone().any(|at| same(at) && f.last_at(at + 3)) {
        return Some(Predicate::Held);
    }
    // "No port's traffic was unchanged".
    if range.clone().any(|at| f.s.is(at, &[Class::Hold]) && is_of_an_amount(f, at) || same_score(f, at)) {
        return Some(Predicate::ScoreHeld);
    }
    // "are listed", "are on the list", "made the list".
    let on_list = |at: usize| {
        let noun = at + 1 + usize::from(f.s.is(at + 1, &[Class::The]));
        let led = f.s.is(at, &[Class::On, Class::In]) && f.s.is(at - 1, &[Class::Be])
            || matches!(f.s.text(at), "made" | "makes" | "make");
        // "are on the list for the first time", "of the year" tells something else.
        let ends = matches!(
            f.s.tokens.get(noun + 1).map(|t| &t.kind),
            None | Some(Kind::Mark(_) | Kind::Period(When::Back(0)))
        );
        led && ends && is_list(f.s.text(noun))
    };
    let listed =
        |at: usize| at > 0 && (f.s.text(at) == "listed" && f.s.is(at - 1, &[Class::Be]) || on_list(at));
    let than = range.clone().find_map(|at| than_before(f, at));
    than.or_else(|| range.clone().any(listed).then_some(Predicate::Listed))
}

/// "…, down from 36 the day before" tells how many they were, "passed one million downloads" how much they have.
fn tells_how_many(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at + 1, &[Class::From]) && f.s.text(at.wrapping_sub(1)) == ","
        || f.s.num(at + 1).is_some_and(|n| n.scaled) && is_beyond(f.s.text(at))
}

/// "drew smaller crowds than a week earlier".
fn than_before(f: Frame<'_>, at: usize) -> Option<Predicate> {
    let carried = f.s.is(at.wrapping_sub(1), &[Class::Carry]);
    let what = match f.s.text(at) {
        _ if scored(f, at).is_some_and(|sign| sign > 0) => Predicate::ScoredMore,
        _ if scored(f, at).is_some() => Predicate::ScoredLess,
        "fewer" if f.s.is(at + 1, &[Class::Votes]) => Predicate::VotedLess,
        "more" if f.s.is(at + 1, &[Class::Votes]) => Predicate::VotedMore,
        // "were downloaded less often than the day before".
        "less" if carried => Predicate::Shrank,
        "more than" if carried && f.last_at(at + 1) => return Some(Predicate::Grew),
        // "Nine drew more admissions": than before.
        "more" if carries_unit(f, at) => return Some(Predicate::Grew),
        "fewer" if carries_unit(f, at) => return Some(Predicate::Shrank),
        "smaller" | "fewer" => Predicate::Shrank,
        "larger" | "bigger" | "more" => Predicate::Grew,
        _ => return None,
    };
    // "fewer containers in June than in May".
    let stops = |i: &usize| {
        f.s.num(*i).is_none() && f.s.who(*i).is_none() && !matches!(f.s.tokens[*i].kind, Kind::Mark(_))
    };
    let end = f.s.tokens.len().min(at + 7);
    let than = (at + 1..end).take_while(stops).find(|i| f.s.is(*i, &[Class::Than]))?;
    let then = f.last_at(than + 1) || is_day_behind(f, than + 1);
    (then && f.s.num(at - usize::from(at > 0)).is_none()).then_some(what)
}

/// "drew more admissions", and nothing that they are held against.
pub(super) fn carries_unit(f: Frame<'_>, more: usize) -> bool {
    let counted = f.s.units.contains(&(more + 1))
        || matches!(f.s.tokens.get(more + 1).map(|t| &t.kind), Some(Kind::Board(_)));
    let unit = counted && f.s.is(more.wrapping_sub(1), &[Class::Carry]);
    let when = matches!(f.s.tokens.get(more + 2).map(|t| &t.kind), Some(Kind::Period(When::Back(0))));
    let behind = more + 2 + usize::from(when);
    let ends = matches!(f.s.tokens.get(behind).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    unit && matches!(f.s.text(more), "more" | "fewer") && (ends || f.s.is(behind, &[Class::And]))
}

/// "than on the previous Saturday", "than in March": a period that the count is held against.
fn is_day_behind(f: Frame<'_>, from: usize) -> bool {
    let small = |at: usize| {
        f.s.is(at, &[Class::On, Class::In, Class::The]) || matches!(f.s.text(at), "previous" | "last")
    };
    let at = (from..from + 4).find(|at| !small(*at)).unwrap_or(from);
    matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Period(When::At(_) | When::Back(2..))))
}

/// "improved their scores", "lost votes": what went up or down stands right behind the verb.
fn of(f: Frame<'_>, verb: usize, noun: Class) -> bool {
    let its = usize::from(f.s.is(verb + 1, &[Class::Its, Class::Their]));
    // "their survey scores".
    let board = its == 1 && matches!(f.s.tokens.get(verb + 2).map(|t| &t.kind), Some(Kind::Board(_)));
    let its = its + usize::from(board);
    // "lost points".
    if noun == Class::Score && f.s.text(verb + 1) == "points" {
        return true;
    }
    // "scores" is a verb elsewhere.
    let scores = noun == Class::Score && matches!(f.s.text(verb + 1 + its), "score" | "scores");
    (scores || f.s.is(verb + 1 + its, &[noun])) && (its > 0 || noun == Class::Votes)
}

/// "scored lower", "was rated higher": which way.
pub(super) fn scored(f: Frame<'_>, at: usize) -> Option<i8> {
    let before = at.checked_sub(1)?;
    let verb = matches!(f.s.text(before), "scored" | "score" | "scores" | "rated" | "rates" | "rate");
    match f.s.text(at) {
        "higher" | "better" if verb => Some(1),
        "lower" | "worse" if verb => Some(-1),
        _ => None,
    }
}

/// "kept exactly the score they had", "have the same score as in W16", "scored the same as last week": of all that time.
fn same_score(f: Frame<'_>, at: usize) -> bool {
    let score = |at: usize| matches!(f.s.text(at), "score" | "scores" | "rating" | "ratings");
    let near = |from: usize| (from..from + 4).find(|at| score(*at));
    let own = |at: usize| {
        f.s.is(at, &[Class::Its, Class::Their, Class::The, Class::Adverb])
            || matches!(f.s.text(at), "same" | "exact" | "exactly" | "old")
    };
    let noun = match f.s.text(at) {
        "same" if matches!(f.s.text(at.wrapping_sub(2)), "score" | "scored") => Some(at),
        "same" => near(at + 1),
        // "hold a higher score" is another one.
        _ if f.s.is(at, &[Class::Hold]) => near(at + 1).filter(|noun| (at + 1..*noun).all(own)),
        _ => None,
    };
    // "… as Alpha" is another's; "the same score of 1,440" is told itself.
    let end = f.clause().range.end;
    // "Two ports have the same score" may be as each other's.
    let then = |noun: usize| {
        f.s.is(at, &[Class::Hold])
            || f.s.text(at) == "same" && (f.at..at).any(|at| f.s.is(at, &[Class::Hold]))
            || (noun + 1..end).any(|at| {
                matches!(f.s.tokens[at].kind, Kind::Period(_)) || f.s.is(at, &[Class::It, Class::They])
            })
    };
    noun.filter(|noun| then(*noun))
        .is_some_and(|noun| (noun + 1..end).all(|at| f.s.who(at).is_none() && f.s.num(at).is_none()))
}

/// "outpaced the market".
fn market(f: Frame<'_>, verb: usize) -> bool {
    (verb + 1..verb + 4).any(|at| f.s.who(at).is_some_and(|w| w.contains(&Entity::Market)))
}

/// "rose", "fell" of counted rows mean places unless volume is spoken of.
fn moved(f: Frame<'_>, verb: usize) -> bool {
    let of_unit =
        |at: usize| matches!(f.s.tokens[at].kind, Kind::Board(_)) && at > 0 && f.s.is(at - 1, &[Class::In]);
    !f.near(&[Class::Volume, Class::Share, Class::Market], 12)
        // "lost tokens".
        && !(verb + 1..verb + 3).any(|at| f.s.units.contains(&at) || f.s.is(at, &[Class::Volume]))
        // "whose volume declined", "saw admissions fall".
        && !verb.checked_sub(1).is_some_and(|at| {
            f.s.units.contains(&at) || f.s.is(at, &[Class::Volume]) || of_unit_alone(f, at)
        })
        && !(f.at..f.clause().range.end).any(|at| of_unit(at) && f.s.text(at).ends_with('s'))
}

/// "whose traffic was unchanged": what stands before the verb is an amount, and no place.
fn is_of_an_amount(f: Frame<'_>, verb: usize) -> bool {
    let noun = (f.at..verb).rev().find(|at| !f.s.is(*at, &[Class::Be, Class::Adverb]));
    let amount = |at: usize| {
        at > f.at && (f.s.units.contains(&at) || f.s.is(at, &[Class::Volume]) || of_unit_alone(f, at))
    };
    f.s.text(verb).starts_with("un") && noun.is_some_and(amount)
}

/// "saw admissions fall", where what is counted is called as its board.
fn of_unit_alone(f: Frame<'_>, at: usize) -> bool {
    f.s.unit_boards.iter().any(|(unit, _)| *unit == at)
}

/// "lost more than 2%", "double-digit declines": volume.
fn by_percent(f: Frame<'_>, verb: usize) -> bool {
    let before = verb.saturating_sub(1);
    before > f.at && f.s.num(before).is_some_and(|n| n.form == Form::Percent)
        || (verb + 1..(verb + 5).min(f.clause().range.end))
            .any(|at| f.s.num(at).is_some_and(|n| n.form == Form::Percent))
}

/// Of what it says that it went up or down, and which way.
pub(super) fn direction_of(what: Predicate) -> Option<(Measure, i8)> {
    Some(match what {
        Predicate::Grew => (Measure::Growth, 1),
        Predicate::Shrank => (Measure::Growth, -1),
        Predicate::Climbed => (Measure::Places, 1),
        Predicate::Fell => (Measure::Places, -1),
        Predicate::GainedShare => (Measure::ShareChange, 1),
        Predicate::LostShare => (Measure::ShareChange, -1),
        _ => return None,
    })
}
