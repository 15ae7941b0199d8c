//! Frames of one board against another: "three places better on OpenRouter than on Arena".

use super::{Draft, Frame, Test};
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
    owner.and_then(|at| board(f, at)).or_else(|| where_it_is(f))
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

/// Behind an aside that begins at a token: ", where it is fifth,".
fn behind_aside(f: Frame<'_>, at: usize) -> usize {
    let opens = f.s.text(at) == "," && f.s.text(at + 1) == "where";
    let closes = (at + 2..at + 9).find(|at| f.s.text(*at) == ",").filter(|_| opens);
    closes.map_or(at, |at| at + 1)
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
