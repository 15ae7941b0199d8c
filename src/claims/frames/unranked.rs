//! Numbers that are written as ranks and are none here: an ordinal that counts, the ends of a gap, places through several
//! periods.

use super::{Frame, is_rank, which};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::Kind;
use rust_decimal::Decimal;

/// "several of the first places", "the first above two million": of those, and no rank.
pub(super) fn is_one_of_several(f: Frame<'_>, num: &Num) -> bool {
    let places = f.text(0).ends_with("places") || f.text(1) == "places";
    // Not "is the No. 1 with 7.2 trillion".
    let apart = f.is(1, &[Class::With, Class::At, Class::On, Class::And])
        || matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), Some(Kind::Mark(_)));
    let amount = (f.at + 1..f.at + 3).any(|at| f.s.num(at).is_some_and(|n| n.scaled));
    num.value == Decimal::ONE && places || f.is(-1, &[Class::The]) && amount && !apart
}

/// A rank that belongs to a gap between ranks, or to places through several periods.
pub(super) fn told_elsewhere(f: Frame<'_>) -> bool {
    if f.text(0).ends_with("-placed") && f.s.who(f.at + 1).is_some() {
        return false;
    }
    // "the film that replaced it at No. 1": the other's.
    let replaced = |at: usize| f.s.is(at, &[Class::Displace]) && f.s.is(at + 1, &[Class::It, Class::They]);
    if (f.clause().range.start..f.at).any(replaced) && f.is(-1, &[Class::At]) {
        return true;
    }
    // "a gap of 12 points separates first from fourth" has them both.
    let between = f
        .clause()
        .range
        .clone()
        .any(|at| f.s.is(at, &[Class::Separate, Class::Between]) || f.s.text(at) == "apart");
    let apart = |at: usize| {
        f.s.is(at, &[Class::GapNoun]) || f.s.num(at).is_some_and(|n| n.unit == Unit::Points || n.scaled)
    };
    // "56 billion tokens short of fourth place" has it.
    let short = f.is(-1, &[Class::Behind, Class::Ahead])
        || f.is(-1, &[Class::Of]) && matches!(f.text(-2), "short" | "shy")
        || f.is(-2, &[Class::Of]) && matches!(f.text(-3), "short" | "shy");
    // "first in each of the five months to May": of other times.
    let throughout = (f.at + 1..f.clause().range.end).any(|at| {
        f.s.is(at, &[Class::Each, Class::All])
            && (matches!(f.s.text(at + 1), "day" | "week" | "month" | "period")
                && f.s.is(at + 2, &[Class::From])
                || (at + 1..at + 5).any(|i| f.s.num(i).is_some_and(|n| n.unit == Unit::Periods)))
    });
    // "Seventh to ninth place went to A, B and C".
    let range = |at: usize| {
        f.s.num(at).is_some_and(is_rank)
            && f.s.is(at + 1, &[Class::To])
            && f.s.num(at + 2).is_some_and(is_rank)
    };
    let opens = f.clause().range.start;
    let aside = opens > 0 && f.s.text(opens - 1) == "(";
    let several = !aside && range(opens) && (f.at == opens || f.at == opens + 2) && f.s.whos.len() > 2;
    // "fiftieth in its first week": when that was is not looked up, but "is second in its second week" is told of now.
    let of_now = (f.at.saturating_sub(2)..f.at)
        .any(|at| matches!(f.s.text(at), "is" | "are" | "ranks" | "stands" | "sits" | "stays"));
    let its_first = !of_now
        && f.clause().range.clone().any(|at| {
            f.s.is(at, &[Class::Its])
                && f.s.num(at + 1).is_some_and(|n| n.form == Form::Ordinal)
                && matches!(f.s.text(at + 2), "week" | "month" | "day" | "period")
        });
    // "the gap between Alpha in twelfth and Bravo in 13th": where each stands.
    let named_in = f.is(-1, &[Class::In, Class::At]) && f.at > 1 && f.s.who(f.at - 2).is_some();
    throughout
        || super::pairs::is_one_of_between(f)
        || super::pairs::is_end_of_a_gap(f)
        || on_the_way(f)
        || super::thresholds::is_the_aim(f)
        || super::stretches::is_an_end(f)
        || super::ties::has_the_place(f)
        || its_first
        || several
        || short && (f.clause().range.start..f.at).any(|at| f.s.num(at).is_some())
        || between && !named_in && f.clause().range.clone().any(apart)
        || f.clause().subject.len() < 3 && history(f)
}

/// "passed Alpha for seventh and Bravo for sixth on its way to fifth": it stands further up.
fn on_the_way(f: Frame<'_>) -> bool {
    let way = |at: usize| f.s.text(at) == "way" && f.s.is(at - 1, &[Class::Its, Class::Their, Class::The]);
    f.is(-1, &[Class::For]) && (f.at + 2..f.s.tokens.len()).any(way)
}

/// "25th, 11th, 10th": places through several periods.
fn history(f: Frame<'_>) -> bool {
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    let comma = |at: usize| f.s.text(at) == ",";
    // "from 11th to 12th and then to 15th".
    let then =
        |at: usize| f.s.is(at, &[Class::So]) && f.s.text(at) == "then" && (rank(at + 1) || rank(at + 2));
    let range = f.clause().range.clone();
    let steps = range.clone().any(then) && range.clone().filter(|at| rank(*at)).count() > 1;
    steps
        || f.index + 1 < f.clauses.len() && f.clauses[f.index + 1].range.clone().take(3).any(then)
        || comma(f.at + 1) && rank(f.at + 2) && comma(f.at + 3) && rank(f.at + 4)
        || f.at > 3 && comma(f.at - 1) && rank(f.at - 2) && comma(f.at - 3) && rank(f.at - 4)
        || f.at > 1 && comma(f.at - 1) && rank(f.at - 2) && comma(f.at + 1) && rank(f.at + 2)
}

/// What an ordinal counts, where it is no place: "the first increase", "a third debut".
const NO_PLACE: [Class; 12] = [
    Class::Least,
    Class::Up,
    Class::UpValue,
    Class::Down,
    Class::DownValue,
    Class::Streak,
    Class::Most,
    Class::Of,
    Class::Debut,
    Class::Return,
    Class::Votes,
    Class::RowsNoun,
];

/// An ordinal word is a rank where a rank can stand: "is fifth", "to fifth", "Delta fifth".
pub(super) fn reads_as_rank(f: Frame<'_>, role: Option<Class>) -> bool {
    let next = f.s.tokens.get(f.at + 1).map(|t| &t.kind);
    // "in its first survey", "reached No. 16 in its second".
    let its = f.is(-1, &[Class::Its]) && !f.is(1, &[Class::PlacesNoun]);
    // "was ninth last Thursday".
    let period = matches!(f.s.tokens.get(f.at + 2).map(|t| &t.kind), Some(Kind::Period(_)));
    let noun = matches!(next, Some(Kind::Word(_) | Kind::Num(_)))
        && f.text(1) != "until"
        && !(period && f.text(1) == "last")
        || its
        || f.is(1, &NO_PLACE)
        || f.text(1).starts_with("half");
    // "first Alpha, then Bravo, now Charlie" is an order of telling.
    let told = f.text(0) == "first" && (f.at + 2..f.s.tokens.len()).any(|at| f.s.text(at) == "then");
    if told && (f.is(1, &[Class::The]) || f.s.who(f.at + 1).is_some()) {
        return false;
    }
    let who_before = f.at.checked_sub(1).is_some_and(|b| f.s.who(b).is_some() && !f.s.tokens[b].possessive);
    let mut opening = f.at;
    let small = [Class::Adverb, Class::Now, Class::Yet, Class::But, Class::Only, Class::While];
    while opening > f.clause().range.start
        && (f.s.is(opening - 1, &small) || matches!(f.s.text(opening - 1), "previously" | "formerly"))
    {
        opening -= 1;
    }
    let starts = opening == f.clause().range.start || f.s.text(opening - 1) == ",";
    let after = matches!(
        role,
        Some(
            Class::Be
                | Class::At
                | Class::To
                | Class::From
                | Class::In
                | Class::For
                | Class::Hold
                | Class::Move
                | Class::Up
                | Class::UpRank
                | Class::Down
                | Class::DownRank
                | Class::And
                | Class::Carry
                | Class::On
                | Class::Debut
                | Class::With
                | Class::NewLead
                | Class::Exit
                | Class::Lead
        )
    );
    let adverbial = matches!(f.text(-1), "at") && num_is(f, 1)
        || (f.is(-1, &[Class::A]) && !f.is(1, &[Class::PlacesNoun]));
    !noun && !adverbial && (who_before || after || starts || which::is_put_there(f))
}

fn num_is(f: Frame<'_>, n: u32) -> bool {
    f.num().and_then(Num::whole) == Some(n) && f.at == f.clause().range.start + 1 && f.index == 0
}
