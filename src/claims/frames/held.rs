//! Frames of a place that is held from a period on: "the only rank it has held since its debut on 23 March".

use super::relations::plain;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::lexicon::Class;
use crate::claims::numbers::Num;
use crate::claims::tokens::{Kind, When};

/// "31st, the only rank it has held since its debut on 23 March": held all the time, and new there then.
pub fn only_rank(f: Frame<'_>) -> Option<Draft> {
    let noun = f.is(1, &[Class::RankNoun, Class::PlacesNoun]) || f.text(1) == "rank";
    let held = f.is(2, &[Class::It, Class::They])
        && matches!(f.text(3), "has" | "have")
        && (f.is(4, &[Class::Hold, Class::Be, Class::Carry]) || f.text(4) == "known");
    let since = (f.at + 4..f.s.tokens.len()).find(|at| f.s.text(*at) == "since")?;
    let near = since <= f.at + 7;
    if !f.is(0, &[Class::Only]) || !noun || !held || !near {
        return None;
    }
    let rank = (0..f.at).rev().find_map(|at| f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole))?;
    let end = (since + 1..f.s.tokens.len()).find(|at| matches!(f.s.tokens[*at].kind, Kind::Mark(_)));
    let from = (since + 1..end.unwrap_or(f.s.tokens.len())).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => Some(when),
        _ => None,
    });
    let group = f.clauses[..=f.index].iter().rev().map(|c| &c.subject).find(|group| plain(group))?.clone();
    let Some(from) = from.filter(|when| *when != When::Beyond) else {
        return Some(f.draft("streak", vec![Test::Unbound("since when is not told")]));
    };
    let stayed = Test::StaySince { rank, from, group: group.clone() };
    let debut = (since + 1..since + 4).any(|at| f.s.is(at, &[Class::Debut]));
    let arrived =
        Test::Then { when: from, test: Box::new(Test::Arrived { group: group.clone(), back: false }) };
    let tests = if debut { vec![Test::All(vec![stayed, arrived])] } else { vec![stayed] };
    Some(Draft { when: None, neg: false, ..f.draft_of("streak", tests, group, true) })
}

/// "is back up to sixth", "is back above Bravo", "returns to 21st place": to a place, and not to the list.
pub(super) fn returns_to_a_place(f: Frame<'_>) -> bool {
    let sets = [Class::Up, Class::Down, Class::Ahead, Class::Behind, Class::To, Class::Over];
    let back = f.text(0) == "is back" && (f.is(1, &sets) || matches!(f.text(1), "among" | "where"));
    let ranked = f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(is_rank);
    back || f.class() == Some(Class::Return) && ranked
}
