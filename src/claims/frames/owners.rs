//! Rows told by whose they are, and makers by the rows that they have: "six of the twenty rows are Anthropic's", "three
//! Anthropic rows are in the top ten", "the fifty rows come from nine labs".

use super::counts::orgs_in;
use super::holdings::has;
use super::presence::{Tally, fronted, inherited, says_rows};
use super::scopes::{Scope, is_quiet, is_row, list_after, scope_at, stop};
use super::tallies::closed;
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use rust_decimal::Decimal;

/// "Six of the twenty rows are Anthropic's", "13 of the fifty rows belong to Anthropic".
pub(super) fn owned(f: Frame<'_>, num: Num) -> Option<Tally> {
    let rows = f.is(1, &[Class::Of]).then(|| list_after(f, f.at + 2)).flatten().or_else(|| fronted(f))?;
    let end = stop(f, f.at + 1);
    let owner = (f.at + 1..end)
        .find(|at| f.s.who(*at).is_some_and(|w| !orgs_in(std::slice::from_ref(w)).is_empty()))?;
    let led = |at: usize| {
        f.s.is(at, &[Class::Be, Class::To, Class::From, Class::By, Class::Of])
            || matches!(
                f.s.text(at),
                "belong" | "belongs" | "goes" | "made" | "built" | "work" | "go" | "went"
            )
    };
    let verb = (f.at + 1..owner).any(|at| led(at) && !f.s.is(at, &[Class::Of]));
    let quiet = (f.at + 1..end).all(|at| at == owner || led(at) || is_quiet(f, at));
    let bare =
        f.s.tokens[owner].possessive || f.s.is(owner - 1, &[Class::To, Class::From, Class::By, Class::Of]);
    let makers: Vec<usize> = orgs_in(std::slice::from_ref(f.s.who(owner)?)).into_iter().collect();
    let opens = (f.clause().range.start..f.at).all(|at| is_quiet(f, at));
    (verb && quiet && bare && opens).then_some(Tally {
        num,
        makers,
        each: false,
        scope: rows,
        rows: says_rows(f),
        at: f.at,
    })
}

/// "Four of the top 20 are Anthropic's and five are Google's": of the same rows.
pub(super) fn and_owned(f: Frame<'_>, num: Num, earlier: &Tally) -> Option<Tally> {
    let bare = num.unit == Unit::None && f.is(1, &[Class::Be]) && closed(f, f.at + 3);
    let who = f.s.who(f.at + 2).filter(|_| bare && f.s.tokens[f.at + 2].possessive)?;
    let makers: Vec<usize> = orgs_in(std::slice::from_ref(who)).into_iter().collect();
    let scope = inherited(f, earlier)?;
    (!makers.is_empty()).then(|| Tally { num, makers, scope, at: f.at, ..earlier.clone() })
}

/// "Three Anthropic rows are in the top ten".
pub(super) fn named(f: Frame<'_>, num: Num) -> Option<Tally> {
    let makers = orgs_in(std::slice::from_ref(f.s.who(f.at + 1)?));
    let noun = is_row(f, f.at + 2) || num.unit == Unit::Subjects && !f.text(0).contains(' ');
    let bare = !f.s.tokens[f.at + 1].possessive && makers.len() == 1;
    // "one Anthropic model, Claude Opus 4.8, is left in …": who that is stands between.
    let comma = |at: usize| f.s.text(at) == ",";
    let aside = comma(f.at + 3) && f.s.who(f.at + 4).is_some() && comma(f.at + 5);
    let from = f.at + if aside { 6 } else { 3 };
    let end = stop(f.from(from)?, from);
    let stands = |at: usize| {
        f.s.is(at, &[Class::Be, Class::Hold]) && !matches!(f.s.text(at), "has" | "have" | "had")
            || matches!(f.s.text(at), "left" | "appear" | "made" | "make" | "there")
    };
    let verb = (from..end).any(stands);
    // "There are ten Google rows in the list of fifty".
    let there = |at: usize| at > 0 && f.s.text(at - 1) == "there" && f.s.is(at, &[Class::Be]);
    let verb = verb || (f.clause().range.start..f.at).any(there);
    let quiet = (from..end).all(|at| stands(at) || is_quiet(f, at));
    let opens = (f.clause().range.start..f.at).all(|at| is_quiet(f, at) || there(at));
    let scope = (from..end).find_map(|at| scope_at(f, at))?;
    (noun && bare && verb && quiet && opens).then(|| Tally {
        num,
        makers: makers.into_iter().collect(),
        each: false,
        scope,
        rows: says_rows(f),
        at: f.at,
    })
}

/// "Nine labs are represented in the top 20", "the fifty rows come from nine labs".
pub(super) fn makers(f: Frame<'_>, num: Num) -> Option<Tally> {
    // "spread over nine labs": nine, and not more.
    let over = matches!(f.text(-2), "spread" | "distributed" | "divided") && f.text(-1) == "over";
    let num = if over { Num { hedge: Hedge::Plain, ..num } } else { num };
    let verb = |at: usize| {
        matches!(
            f.s.text(at),
            "represented"
                | "present"
                | "work"
                | "spread"
                | "distributed"
                | "split"
                | "divided"
                | "shared"
                | "across"
                | "belong"
                | "made"
                | "share"
                | "home"
        ) || over && at + 1 == f.at
            || f.s.is(at, &[Class::Be, Class::From, Class::By, Class::To, Class::A])
            || is_row(f, at)
            || at != f.at && has(f, at) && !f.s.is(at, &[Class::Hold])
    };
    let (start, end) = (f.clause().range.start, stop(f, f.at + 1));
    // "have at least one row".
    let any = |at: usize| {
        f.s.num(at)
            .is_some_and(|n| n.unit == Unit::Subjects && n.value == Decimal::ONE && n.hedge == Hedge::AtLeast)
            || matches!((f.s.text(at), f.s.text(at + 1)), ("at", "least"))
            || matches!((f.s.text(at - usize::from(at > 0)), f.s.text(at)), ("at", "least"))
    };
    // "share the twenty places on the board": all that are listed.
    let places = (start..end).find_map(|at| {
        let num = f.s.num(at).filter(|n| n.unit == Unit::Places && n.hedge == Hedge::Plain)?;
        let the = at > f.at && f.s.is(at - 1, &[Class::The]);
        Some((at, num.whole().filter(|rows| the && (5..=1000).contains(rows))?))
    });
    let place = |at: usize| places.is_some_and(|(there, _)| there == at);
    let inside = |at: usize| at == f.at || verb(at) || any(at) || place(at) || is_quiet(f, at);
    let told = (start..end).any(|at| at != f.at && verb(at) && !f.s.is(at, &[Class::A]) && !is_row(f, at));
    // "nine labs have only a row": one each.
    let alone = (f.at + 1..end).any(|at| f.s.is(at, &[Class::Only]));
    if !told || alone || !(start..end).all(inside) {
        return None;
    }
    let listed = places.map(|(_, rows)| Scope { top: None, listed: Some(rows) });
    let scope = listed.or_else(|| (start..end).find_map(|at| scope_at(f, at)))?;
    Some(Tally { num, makers: Vec::new(), each: false, scope, rows: false, at: f.at })
}

/// "Alpha, whose two ports handled 40%", "one of Alpha's two ports": how many it has.
pub(super) fn whose_rows(f: Frame<'_>, num: Num) -> Option<Draft> {
    let whose = f.at.checked_sub(3).filter(|_| f.text(-1) == "whose" && f.text(-2) == ",");
    let counts = |at: &usize| f.s.num(*at - 2).is_some_and(|n| n.form == Form::Cardinal && !n.scaled);
    let of = f.at.checked_sub(1).filter(|at| *at > 1 && f.s.is(at - 1, &[Class::Of]));
    let of = of.filter(|at| f.s.tokens[*at].possessive && f.scope().is_none());
    let owner = whose.or(of.filter(counts))?;
    let plain = num.unit == Unit::Subjects && f.text(0).contains(' ');
    let orgs =
        f.s.who(owner).map(|who| orgs_in(std::slice::from_ref(who))).filter(|orgs| plain && !orgs.is_empty());
    let test = match orgs {
        Some(orgs) => {
            let (what, of) = (Predicate::Listed, Of::orgs(orgs));
            Test::Count { num, what, also: None, by: None, top: None, of }
        }
        None if whose.is_some() => Test::Unbound("whose rows are counted is not told"),
        None => return None,
    };
    Some(Draft { neg: false, ..f.draft_of("count", vec![test], Vec::new(), true) })
}

/// "puts two of its four films in the top ten": so many it has.
pub(super) fn of_its_rows(f: Frame<'_>, num: Num) -> Option<Draft> {
    let counted = f.at.checked_sub(3).and_then(|at| f.s.num(at)).is_some_and(|n| n.form == Form::Cardinal);
    let its = counted && f.is(-1, &[Class::Its]) && f.is(-2, &[Class::Of]) && num.unit == Unit::Subjects;
    // "two of its four new films" are some of them.
    let plain = its && !f.text(0).contains("new") && !f.is(1, &[Class::New, Class::Debut]);
    let orgs = orgs_in(&f.clause().subject);
    let org = orgs.first().filter(|_| plain && orgs.len() == 1)?;
    let of = Of::orgs([*org]);
    let all = Some(u32::MAX);
    let test = Test::Count { num, what: Predicate::Listed, also: None, by: None, top: all, of };
    Some(Draft { neg: false, ..f.draft_of("count", vec![test], Vec::new(), true) })
}

/// "Larkspur fields two films": so many it has on the list.
pub(super) fn has_in_all(f: Frame<'_>, num: Num) -> Draft {
    let of = Of::orgs(orgs_in(&f.clause().subject));
    let test = Test::Count { num, what: Predicate::Listed, also: None, by: None, top: None, of };
    Draft { neg: false, ..f.draft_of("count", vec![test], Vec::new(), true) }
}
