//! Frames of one board against another: "three places better on OpenRouter than on Arena".

use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Unit};
use crate::claims::tokens::{Entity, Kind, Who};

/// Two boards that a row is held against each other on.
struct Pair {
    /// Where it is said to stand higher or lower; the other one of two, if the words do not tell.
    here: Option<usize>,
    /// Where that is held against.
    there: usize,
    /// 1 if it stands higher here.
    sign: i8,
}

/// "three places better on A than on B", "one place lower on B", "higher in the survey than in the table".
pub fn apart(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::Places);
    let of_figures = [Class::Share, Class::Score, Class::Volume, Class::Votes, Class::Price];
    if num.is_none() && sign(f, f.at).is_none() || f.near(&of_figures, 0) {
        return None;
    }
    // "20 points higher on A than on B".
    let before = f.at.checked_sub(1).and_then(|at| f.s.num(at));
    if num.is_none() && before.is_some_and(|n| n.unit != Unit::Places) {
        return None;
    }
    let group = f.clause().subject.clone();
    let test = match pair(f) {
        Some(Pair { here, there, sign }) if super::relations::plain(&group) => {
            Test::Apart { here, there, num: num.copied(), sign, group }
        }
        Some(_) => return None,
        None if of_its_rank(f) => Test::Unbound("ranks of two boards are not held against each other"),
        None => return None,
    };
    // The boards are the test's own.
    Some(Draft { boards: Vec::new(), ..f.draft("gap", vec![test]) })
}

/// "on A, where it is fifth", "B's top twenty": the board that the words give to the token alone.
pub(super) fn own(f: Frame<'_>) -> Option<usize> {
    let owner = f.at.checked_sub(1).filter(|at| f.s.tokens[*at].possessive);
    owner.and_then(|at| board(f, at)).or_else(|| where_it_is(f)).or_else(|| of_pair(f))
}

/// "four places lower in the survey than in the traffic table, ninth against fifth": the one on one of the two boards
/// that the words before have named, the other on the other one.
pub(super) fn one_of_two(f: Frame<'_>) -> Option<Vec<usize>> {
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    let versus = |at: usize| f.s.is(at, &[Class::Against]);
    let ahead = versus(f.at + 1) && rank(f.at + 2);
    let behind = f.at > 1 && versus(f.at - 1) && rank(f.at - 2);
    if !(rank(f.at) && (ahead || behind)) {
        return None;
    }
    let first = if behind { f.at - 2 } else { f.at };
    let mut named: Vec<usize> = (0..first).filter_map(|at| board(f, at)).collect();
    named.sort_unstable();
    named.dedup();
    // "ninth in the survey against fifth in the table" says itself which.
    let last = if behind { f.at } else { f.at + 2 };
    let told = clauses::past_board(f.s, last + 1) > last + 1;
    (named.len() == 2 && !told).then_some(named)
}

/// "new on both boards, seventh for traffic and fourth in the survey", "three for traffic, to fifth", "in the survey and
/// the table, second in the former": of two boards that the words tell apart, the one that a place is on.
fn of_pair(f: Frame<'_>) -> Option<usize> {
    f.num().filter(|n| is_rank(n))?;
    let end = f.s.tokens.len();
    let latter = match f.s.tokens.get(f.at + 3).map(|_| f.text(3)) {
        Some("former") => Some(0),
        Some("latter") => Some(1),
        _ => None,
    };
    if let Some(which) = latter.filter(|_| f.is(1, &[Class::In, Class::On]) && f.is(2, &[Class::The])) {
        let mut named: Vec<usize> = (0..f.at).filter_map(|at| board(f, at)).collect();
        named.dedup();
        return named.get(which).copied().filter(|_| named.len() == 2);
    }
    let told_of_both = f.s.has(&[Class::BothTops]) && (0..f.at).any(|at| is_both(f, at));
    if !told_of_both || !(0..end).any(|at| board(f, at).is_some()) {
        return None;
    }
    let goes_on = f.is(-1, &[Class::To]) && f.text(-2) == ",";
    goes_on.then(|| board(f, f.at.checked_sub(3)?)).flatten().or_else(|| right_behind(f))
}

/// "first for traffic", "from first to second in the survey".
fn right_behind(f: Frame<'_>) -> Option<usize> {
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    let moved = f.is(-1, &[Class::From]) && f.is(1, &[Class::To]) && rank(f.at + 2);
    let last = if moved { f.at + 2 } else { f.at };
    let behind = clauses::past_board(f.s, last + 1);
    (behind > last + 1).then(|| board(f, behind - 1)).flatten().or_else(|| {
        // "by the survey".
        let led = f.s.is(last + 1, &[Class::By, Class::For]);
        let at = last + 2 + usize::from(f.s.is(last + 2, &[Class::The]));
        led.then(|| board(f, at)).flatten()
    })
}

/// "from seventh to fifth in the survey": both of its places are there.
fn moved_there(f: Frame<'_>) -> Option<usize> {
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    let from = f.is(-1, &[Class::From]) && f.is(1, &[Class::To]) && rank(f.at + 2);
    let to = f.is(-1, &[Class::To]) && f.is(-3, &[Class::From]) && rank(f.at.wrapping_sub(2));
    (from || to).then(|| right_behind(f)).flatten()
}

pub(super) fn is_both(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::BothTops])
        && matches!(
            f.s.text(at),
            "both boards" | "both lists" | "both rankings" | "both tables" | "both charts"
        )
}

/// The boards that a sentence names; not those that stand only behind what is said of others: "Alpha passed Bravo for
/// first, and Bravo passed Alpha in the survey".
pub(super) fn of_sentence(f: Frame<'_>, quantity: &str) -> Vec<usize> {
    let own = f.clause();
    // "lost more tokens than any other": of the board that counts them.
    let counted_in = |(at, board): &(usize, usize)| own.range.contains(at).then_some(*board);
    let unit = f.s.unit_boards.iter().find_map(counted_in).filter(|_| quantity == "superlative");
    if let Some(board) = unit.filter(|_| f.clauses.iter().all(|c| c.boards.is_empty())) {
        return vec![board];
    }
    // "lost points in the survey in the same month that its traffic grew": what traffic grew, no survey says.
    let owned = |at: usize| f.s.is(at, &[Class::Its, Class::Their]) || f.s.tokens[at].possessive;
    let counted = |at: usize| owned(at) && f.s.is(at + 1, &[Class::Volume]);
    let volume = own.boards.is_empty() && f.s.has(&[Class::Volume]);
    if volume && (own.range.start..f.at).any(counted) {
        return Vec::new();
    }
    let others = |c: &clauses::Clause| {
        let names = c.range.clone().any(|at| f.s.who(at).is_some_and(|who| c.subject.contains(who)));
        let told = |at: usize| clauses::is_verb(f.s, at);
        c.range.start >= own.range.end
            && names
            && c.joint.is_none()
            && c.subject != own.subject
            && own.range.clone().any(told)
            && c.range.clone().any(told)
    };
    // "Alpha is 19th; 52 points lie between the first and the last row of the survey": another statement.
    let later = |c: &clauses::Clause| {
        let apart = |c: &clauses::Clause| c.range.start.checked_sub(1).is_some_and(|at| f.s.is_mark(at, ';'));
        let behind = f.clauses.iter().filter(|b| b.range.start > own.range.start);
        behind.take_while(|b| b.range.start <= c.range.start).any(apart)
    };
    let named = f.clauses.iter().filter(|c| !c.boards.is_empty());
    let meant = named.filter(|c| !later(c) && (own.subject.is_empty() || !others(c)));
    meant.flat_map(|c| c.boards.iter().copied()).collect()
}

/// "leads both boards", "up on both lists"; not what is told of each of them behind that.
pub(super) fn of_both(f: Frame<'_>, quantity: &str) -> bool {
    let said = matches!(quantity, "rank" | "direction" | "move" | "debut" | "return" | "exit" | "peak");
    if said && joined(f) {
        return true;
    }
    if !said || !f.s.has(&[Class::BothTops]) {
        return false;
    }
    let both = f.clause().range.clone().find(|at| is_both(f, *at));
    // "on both boards, seventh for traffic and fourth in the survey", "on both boards, in seventh place and in fourth".
    let apart = |both: usize| {
        let behind = both + 1..f.s.tokens.len();
        let ranks = behind.clone().filter_map(|at| f.s.num(at)).filter(|n| is_rank(n));
        let several = ranks.clone().any(|n| ranks.clone().any(|other| other.value != n.value));
        both < f.at && f.num().is_some() && (several || behind.clone().any(|at| board(f, at).is_some()))
    };
    both.is_some_and(|both| !apart(both))
}

/// "tops Arena and OpenRouter", "tenth on Arena and OpenRouter": the two, and nothing else of either.
fn joined(f: Frame<'_>) -> bool {
    let end = f.clause().range.end;
    let small = |at: usize| f.s.is(at, &[Class::On, Class::In, Class::The]) || f.s.text(at) == "both";
    let Some(first) = (f.at + 1..end).find(|at| !small(*at)) else { return false };
    let next = first + 2 + usize::from(f.s.is(first + 2, &[Class::The]));
    let free = |at: usize| board(f, at).is_some() && !f.s.tokens[at].possessive;
    let closed = matches!(f.s.tokens.get(next + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    free(first) && f.s.is(first + 1, &[Class::And]) && next < f.s.tokens.len() && free(next) && closed
}

/// "first on OpenRouter and fourth on Arena": the board that stands with the number, before the next.
pub(super) fn beside(f: Frame<'_>) -> Option<usize> {
    let range = f.clause().range.clone();
    if range.clone().filter(|at| board(f, *at).is_some()).count() < 2 {
        return moved_there(f);
    }
    // "enters the one at No. 7 and the other at No. 4", "the one in seventh and the other in fourth".
    let right_before =
        f.at.checked_sub(2).filter(|_| f.is(-1, &[Class::At, Class::In])).and_then(|at| board(f, at));
    if right_before.is_some() {
        return right_before;
    }
    let stop = |at: &usize| f.s.num(*at).is_none_or(|n| !is_rank(n));
    let after = (f.at + 1..range.end).take_while(stop).find_map(|at| board(f, at));
    let leads = f.s.is(range.start, &[Class::On, Class::In]);
    let before = || (range.start..f.at).rev().take_while(stop).find_map(|at| board(f, at));
    if leads { before().or(after) } else { right_behind(f).or(after).or_else(before) }
}

/// The words give the token another board than that on which somebody's place is told.
pub(super) fn is_placed_elsewhere(f: Frame<'_>, group: &[Who]) -> bool {
    let placed = group.iter().flatten().any(|e| matches!(e, Entity::AtRank(..)));
    placed && own(f).is_some_and(|own| f.clause().boards.iter().any(|board| *board != own))
}

fn where_it_is(f: Frame<'_>) -> Option<usize> {
    let near = (f.at.saturating_sub(5)..f.at).rev();
    let place = near.take_while(|at| f.s.text(*at) != ",").find(|at| f.s.text(*at) == "where")?;
    board(f, place.checked_sub(2).filter(|_| f.s.text(place - 1) == ",")?)
}

/// Behind an aside that begins at a token: ", where it is fifth,", "(fifth)".
fn behind_aside(f: Frame<'_>, at: usize) -> usize {
    if f.s.text(at) == "(" {
        return (at + 1..at + 6).find(|at| f.s.text(*at) == ")").map_or(at, |at| at + 1);
    }
    let opens = f.s.text(at) == "," && f.s.text(at + 1) == "where";
    let closes = || (at + 2..at + 9).find(|at| f.s.text(*at) == ",");
    opens.then(closes).flatten().map_or(at, |at| at + 1)
}

fn sign(f: Frame<'_>, at: usize) -> Option<i8> {
    match f.s.text(at) {
        "higher" | "better" => Some(1),
        "lower" | "worse" => Some(-1),
        _ => None,
    }
}

fn board(f: Frame<'_>, at: usize) -> Option<usize> {
    match f.s.tokens.get(at)?.kind {
        Kind::Board(board) => Some(board),
        _ => None,
    }
}

fn pair(f: Frame<'_>) -> Option<Pair> {
    let (word, sign) = (f.at..f.at + 3).find_map(|at| Some((at, sign(f, at)?)))?;
    let quiet = |at: &usize| f.s.num(*at).is_none() && f.s.who(*at).is_none();
    let near = |from: usize| (from..from + 6).take_while(quiet);
    let than = near(word + 1).map(|at| behind_aside(f, at)).find(|at| f.s.is(*at, &[Class::Than]));
    if let Some(than) = than {
        let there = near(than + 1).find_map(|at| board(f, at))?;
        let here = (word + 1..than).find_map(|at| board(f, at)).or_else(|| {
            let before = (f.clause().range.start..f.at).rev().find_map(|at| board(f, at));
            before.filter(|b| *b != there)
        });
        return Some(Pair { here, there, sign });
    }
    // "tenth on Arena, one place lower on OpenRouter".
    let here = (word + 2..word + 4)
        .find_map(|at| board(f, at))
        .filter(|_| f.s.is(word + 1, &[Class::On, Class::In]) && f.text(-1) == ",")?;
    let there = board(f, f.at.checked_sub(2)?).filter(|there| *there != here)?;
    Some(Pair { here: Some(here), there, sign })
}

/// "three places better than its rank on the other".
fn of_its_rank(f: Frame<'_>) -> bool {
    let than = |at: usize| f.s.is(at, &[Class::Than]) && f.s.is(at + 1, &[Class::Its]);
    let ranked = |at: usize| {
        matches!(
            f.s.text(at),
            "rank" | "place" | "position" | "ranking" | "previous" | "earlier" | "best" | "peak" | "old"
        )
    };
    (f.at + 1..f.at + 4).any(|at| than(at) && ranked(at + 2))
}
