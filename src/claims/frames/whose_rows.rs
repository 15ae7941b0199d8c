//! A maker to whom the words give a row, where none of the rows that the sentence names is that maker's: "Alpha (Google)",
//! "Alpha, made by Google", "Mixed results for Google: Alpha rose", "Google saw both Alpha and Bravo climb".

use super::{Draft, Frame, Test};
use crate::claims::lexicon::{Class, Words};
use crate::claims::tokens::{Entity, Kind, Who};

/// Verbs whose object is a row of the maker before them.
static HAS: Words = Words::of(&[
    "has", "have", "had", "places", "placed", "puts", "fields", "fielded", "lists", "listed", "adds",
    "added", "saw", "sees", "lands", "landed", "sends", "counts",
]);

/// Words between a row and its maker's name.
static LINKS: Words = Words::of(&["made", "made by", "maker", "by", "of", "from", "published", "built", "("]);

/// Words that may stand beside them.
static SMALL: Words =
    Words::of(&["the", "a", "an", "house", "stable", "out", "maker", "its", "another", "also", "both"]);

/// A maker whose row one of those that are named must be.
pub fn names_none_of_its(f: Frame<'_>) -> Option<Draft> {
    let org = match f.s.who(f.at)?.as_slice() {
        [Entity::Org(org) | Entity::OrgRows { org, .. }] => *org,
        _ => return None,
    };
    let rows: Vec<&Who> = f.s.whos.iter().filter(|who| is_row(who)).collect();
    let placed = f.s.whos.iter().flatten().any(|e| matches!(e, Entity::AtRank(..)));
    if rows.is_empty()
        || rows.len() > 4
        || placed
        || f.clause().neg
        || !(behind_its_row(f) || before_its_row(f))
    {
        return None;
    }
    let made = |row: &Who| Test::MadeBy { org, group: vec![row.clone()] };
    let tests = vec![Test::Any(rows.iter().map(|row| made(row)).collect())];
    let draft = f.draft_of("maker", tests, rows.into_iter().cloned().collect(), true);
    Some(Draft { aside: true, ..draft.by_its_words(f.at) })
}

fn is_row(who: &Who) -> bool {
    !who.is_empty() && who.iter().all(|e| matches!(e, Entity::Model { .. }))
}

fn is_quiet(f: Frame<'_>, at: usize) -> bool {
    LINKS.has(f.s.text(at)) || SMALL.has(f.s.text(at)) || f.s.is_mark(at, ',') || f.s.subjects.contains(&at)
}

/// "Alpha (Google)", "Alpha of Google", "Alpha, maker Google", "Alpha, made by Google".
fn behind_its_row(f: Frame<'_>) -> bool {
    let Some(row) = (f.at.saturating_sub(6)..f.at).rev().find(|at| f.s.who(*at).is_some()) else {
        return false;
    };
    let between = row + 1..f.at;
    // "took the lead from Google's Bravo": whose the second is.
    let own = !f.s.tokens[f.at].possessive && !f.s.tokens[row].possessive;
    own && f.s.who(row).is_some_and(is_row)
        && between.clone().all(|at| is_quiet(f, at))
        && between.into_iter().any(|at| LINKS.has(f.s.text(at)))
}

/// "Google has Alpha at No. 9", "for Google: Alpha rose".
fn before_its_row(f: Frame<'_>) -> bool {
    if f.s.tokens[f.at].possessive {
        return false;
    }
    let next = f.at + 1;
    let row = |from: usize| (from..from + 3).find(|at| f.s.who(*at).is_some());
    let has = HAS.has(f.s.text(next))
        && row(next + 1)
            .is_some_and(|row| f.s.who(row).is_some_and(is_row) && (next + 1..row).all(|at| is_quiet(f, at)));
    let led = f.at > 0 && f.s.is(f.at - 1, &[Class::For, Class::At, Class::In, Class::Of]);
    let told = led
        && f.s.tokens.get(next).is_some_and(|t| t.kind == Kind::Mark(':'))
        && f.s.who(next + 1).is_some_and(is_row);
    has || told
}
