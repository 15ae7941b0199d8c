//! Frames of votes: how many were cast for a row, how many more than for another, and what has become of their number.

use super::numbers::{direct, make};
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_verb;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Kind, When};
use rust_decimal::Decimal;

/// "5,321 votes", "gained 1,200 votes", "1,200 more votes than a week ago".
pub fn votes(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal)?;
    let told = told_again(f);
    // "from 42,195 to 45,910 votes".
    let behind = f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(|n| n.unit == Unit::Votes);
    if f.role() == Some(Class::From) && num.unit == Unit::None && num.digits && behind {
        return make(f, "votes", &[(Measure::PreviousVotes, 0)], num);
    }
    let many = f.near(&[Class::Votes], 0) && num.unit == Unit::None && num.value > Decimal::ONE_HUNDRED;
    let listed = (told || many) && num.digits;
    if num.unit != Unit::Votes && !listed || super::counts::of_counted(f) {
        return None;
    }
    if (num.unit == Unit::Votes || told)
        && let Some(sign) = changed(f)
    {
        return make(f, "change", &[(Measure::VotesChange, sign)], num);
    }
    if f.role() == Some(Class::From) && num.unit == Unit::Votes {
        return make(f, "votes", &[(Measure::PreviousVotes, 0)], num);
    }
    if listed {
        // "rose from 4,182 to 7,213", "the most new votes, 3,031".
        let added = (1..f.at).any(|at| {
            f.s.is(at, &[Class::Votes]) && matches!(f.s.text(at - 1), "new" | "extra" | "additional")
        });
        let first = match () {
            () if has_now(f) => Measure::Votes,
            // "1,200 new votes against 900 for Bravo".
            () if f.is(1, &[Class::For]) && added => Measure::VotesChange,
            () if f.is(1, &[Class::For]) => Measure::Votes,
            () if f.role() == Some(Class::From) => Measure::PreviousVotes,
            () if told && f.role() == Some(Class::Against) => Measure::PreviousVotes,
            () if f.role() == Some(Class::By) => Measure::VotesChange,
            () if added => Measure::VotesChange,
            () => Measure::Votes,
        };
        // "in the vote at 1,400": the contest, or what was cast in it.
        return make(f, "votes", &[(first, 0), (Measure::Value, 0)], num);
    }
    // "drew 1,149 votes": so far, or since the period before.
    let drawn =
        matches!(f.text(-1), "drew" | "draws" | "got" | "received" | "collected" | "won" | "attracted");
    let readings = [(Measure::Votes, 0), (Measure::VotesChange, 1)];
    make(f, "votes", &readings[..if drawn { 2 } else { 1 }], num)
}

/// "17,799 votes, up from 14,646", "70,970 votes, 3,767 more than Bravo": a bare number behind one of votes.
fn told_again(f: Frame<'_>) -> bool {
    if !f.s.nums.iter().any(|n| n.unit == Unit::Votes) {
        return false;
    }
    let fewer = matches!(f.text(1), "more" | "fewer" | "less");
    let bare = |n: &Num| {
        (n.unit == Unit::None || n.unit == Unit::Foreign && fewer) && n.form == Form::Cardinal && !n.scaled
    };
    let measured =
        [Class::Score, Class::Volume, Class::Share, Class::RankNoun, Class::PlacesNoun, Class::Price];
    let other = |at: usize| f.s.is(at, &measured) || f.s.text(at) == ";" || f.s.who(at).is_some();
    let before = (0..f.at).rev().take_while(|at| !other(*at)).find_map(|at| f.s.num(at));
    let beside = fewer
        || f.is(1, &[Class::MoreThan])
        || matches!(f.role(), Some(Class::From | Class::Against))
        || (f.at.saturating_sub(3)..f.at).any(|at| f.s.is(at, &[Class::Now]));
    beside && f.num().is_some_and(bare) && before.is_some_and(|n| n.unit == Unit::Votes)
}

/// "drew 3,153 new votes".
pub(super) fn are_new(f: Frame<'_>) -> bool {
    f.is(2, &[Class::Votes]) && matches!(f.text(1), "new" | "extra" | "additional")
}

/// "and now has 4,870": all that were cast for it.
fn has_now(f: Frame<'_>) -> bool {
    f.is(-1, &[Class::Be, Class::Hold, Class::Carry]) && f.is(-2, &[Class::Now])
        || f.is(-1, &[Class::Now]) && f.is(-2, &[Class::Be, Class::Hold, Class::Carry])
}

/// The number is what a row has gained or lost, and which of the two.
fn changed(f: Frame<'_>) -> Option<i8> {
    let since = (f.at..f.s.tokens.len()).any(|at| f.s.text(at) == "since");
    if are_new(f) && !since {
        return Some(1);
    }
    let told = match f.text(1) {
        "more" | "up" => Some(1),
        "more than" => Some(1),
        "fewer" | "less" | "down" => Some(-1),
        _ => None,
    };
    let end = f.clause().range.end;
    let before = (f.at + 1..end.min(f.at + 6)).any(|at| {
        f.s.is(at, &[Class::Than, Class::MoreThan]) && f.last_at(at + 1)
            || matches!(f.s.text(at), "up" | "down")
                && matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(When::Back(1))))
    });
    match told {
        Some(sign) if before => Some(sign),
        _ if !has_now(f) && (direct(f) || f.role() == Some(Class::By)) => {
            f.direction().map(|(sign, ..)| sign)
        }
        _ => None,
    }
}

/// What is said of somebody's votes is measured in votes: "Alpha's vote count grew 72% to 7,213".
pub fn of_the_votes(f: Frame<'_>, draft: Draft) -> Draft {
    if !speaks_of_votes(f) {
        return draft;
    }
    let tests: Option<Vec<Test>> = draft.tests.iter().filter_map(counted).map(Some).collect();
    match tests.filter(|tests| !tests.is_empty()) {
        Some(tests) => Draft { tests, ..draft },
        None => draft,
    }
}

/// The clause's subject is the votes of whom it names, and nothing else that can be measured stands before the token.
fn speaks_of_votes(f: Frame<'_>) -> bool {
    // "gained 3,031 votes", "lost votes".
    let own = (f.at + 1..(f.at + 3).min(f.clause().range.end))
        .any(|at| f.s.is(at, &[Class::Votes]) || f.s.num(at).is_some_and(|n| n.unit == Unit::Votes));
    if own && f.num().is_none() && f.directed(f.at).is_some() {
        return true;
    }
    // "70,970 votes, 3,767 more than Bravo".
    let than = f.is(0, &[Class::MoreThan, Class::Than]);
    let fewer = usize::from(matches!(f.text(-1), "more" | "fewer" | "less"));
    if than && f.at.checked_sub(1 + fewer).and_then(|at| f.from(at)).is_some_and(told_again) {
        return true;
    }
    let start = f.clause().range.start;
    let Some(noun) = (start..f.at).find(|at| f.s.is(*at, &[Class::Votes])) else { return false };
    // "Votes for Alpha rose".
    // "On the board, votes for Alpha rose": what opens it says where and when.
    let opens = noun == start || f.s.is_mark(noun - 1, ',') && (start..noun).all(|at| f.s.who(at).is_none());
    let bare = opens && f.s.is(noun + 1, &[Class::Of, Class::For]);
    let owned = bare
        || noun > start
            && (f.s.tokens[noun - 1].possessive
                || f.s.is(noun - 1, &[Class::Its, Class::Their])
                || f.s.is(noun - 1, &[Class::The]) && f.s.is(noun + 1, &[Class::Of, Class::For]));
    let other = [Class::Score, Class::Volume, Class::Share, Class::RankNoun, Class::PlacesNoun, Class::Price];
    owned
        && !(start..noun).any(|at| is_verb(f.s, at))
        && (noun + 1..f.at).any(|at| is_verb(f.s, at)) | is_verb(f.s, f.at)
        && !(noun + 1..f.at).any(|at| f.s.is(at, &other))
}

/// A reading of votes instead of what a board ranks by; none of a rank.
fn counted(test: &Test) -> Option<Test> {
    let of = |measure: Measure| {
        Some(match measure {
            Measure::Value => Measure::Votes,
            Measure::PreviousValue => Measure::PreviousVotes,
            Measure::ValueChange => Measure::VotesChange,
            Measure::Growth => Measure::VotesGrowth,
            Measure::Votes | Measure::PreviousVotes | Measure::VotesChange | Measure::VotesGrowth => measure,
            _ => return None,
        })
    };
    Some(match test.clone() {
        Test::Number { measure, num, sign, group } => {
            Test::Number { measure: of(measure)?, num, sign, group }
        }
        // Whatever else the word may say.
        Test::Direction { sign, group, .. } => Test::Direction { measure: Measure::VotesChange, sign, group },
        Test::Extreme { measure, sign, most, group, top } => {
            Test::Extreme { measure: of(measure)?, sign, most, group, top }
        }
        Test::Compared { measure, a, b, more } => Test::Compared { measure: of(measure)?, a, b, more },
        Test::Times { measure, a, b, num } => Test::Times { measure: of(measure)?, a, b, num },
        Test::Difference { measure, a, b, num, sign } => {
            Test::Difference { measure: of(measure)?, a, b, num, sign }
        }
        _ => return None,
    })
}
