//! Since when somebody is in the list: "since its debut in W11", "since it joined the list".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num};
use super::super::tokens::{Entity, Kind, Sentence, When};
use std::ops::Range;

/// "since its debut in W11", "since it entered the list in W13": where "since" stands, if the period is that of the
/// arrival.
pub fn since_it_came(s: &Sentence, period: usize) -> Option<usize> {
    let arrival = [Class::Debut, Class::New, Class::Enter, Class::Return];
    let came = |at: usize| {
        s.is(at, &arrival) || matches!(s.text(at), "joined" | "arrived" | "arrival" | "entry" | "appeared")
    };
    let scope = |at: usize| {
        super::is_list(s.text(at))
            || s.is(at, &[Class::In, Class::On, Class::The])
            || matches!(s.tokens[at].kind, Kind::Board(_))
            || s.who(at).is_some_and(|w| matches!(w.as_slice(), [Entity::Top(_)]))
    };
    let came_at = (period.saturating_sub(6)..period).rev().find(|at| !scope(*at)).filter(|at| came(*at))?;
    let since = came_at.checked_sub(2)?;
    let its = s.is(since + 1, &[Class::Its, Class::Their, Class::It, Class::They]);
    (its && s.text(since) == "since").then_some(since)
}

/// "since its debut", "since it joined the list", and not when that was: "since" stands at a token.
pub fn since_it_came_at(s: &Sentence, since: usize) -> bool {
    let its = s.is(since + 1, &[Class::Its, Class::Their, Class::It, Class::They]);
    let came = s.is(since + 2, &[Class::Debut, Class::New, Class::Enter, Class::Return])
        || matches!(
            s.text(since + 2),
            "joined"
                | "arrived"
                | "arrival"
                | "entry"
                | "appeared"
                | "launch"
                | "release"
                | "opening"
                | "premiere"
        );
    let mut behind =
        (since + 3..s.tokens.len()).take_while(|at| !matches!(s.tokens[*at].kind, Kind::Mark(_)));
    let dated = behind.any(|at| matches!(s.tokens[at].kind, Kind::Period(_) | Kind::Date(_)));
    s.text(since) == "since" && its && came && !dated
}

/// "Alpha, which made its debut in second place, kept that place in its second week": one period ago.
pub(super) fn so_long_ago(s: &Sentence, clause: &Range<usize>) -> Option<When> {
    let came = s.is(clause.start, &[Class::Which]) && clause.clone().any(|at| s.is(at, &[Class::Debut]));
    let nth = |at: usize| {
        let span = matches!(s.text(at + 2), "day" | "week" | "month") && s.is(at, &[Class::Its]);
        s.num(at + 1).filter(|n| span && n.form == Form::Ordinal).and_then(Num::whole)
    };
    let nth = (0..s.tokens.len()).find_map(nth).filter(|nth| came && *nth > 1)?;
    i32::try_from(nth - 1).ok().map(When::Back)
}

/// "Alpha, absent in May, …": when it was not there.
pub(super) fn of_an_absence(s: &Sentence, period: usize) -> bool {
    let at = if s.is(period.wrapping_sub(1), &[Class::In, Class::On]) { period - 1 } else { period };
    let absent = at > 1 && matches!(s.text(at - 1), "absent" | "missing" | "unlisted");
    absent && s.text(at - 2) == "," && s.text(period + 1) == ","
}
