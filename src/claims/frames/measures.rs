//! What a word of direction measures, as the other words of its clause say.

use super::{Frame, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::Kind;
use rust_decimal::Decimal;

/// What the words of a clause measure.
struct Words {
    ranked: bool,
    grown: bool,
    share: bool,
    volume: bool,
    score: bool,
}

/// A place is told in the clause.
pub(super) fn is_ranked(f: Frame<'_>) -> bool {
    // "for the second week in a row" is no rank.
    let run = |at: usize| {
        f.s.is(at + 1, &[Class::Streak])
            || matches!(f.s.text(at + 1), "week" | "day" | "month" | "time" | "weekly" | "daily" | "monthly")
    };
    // "Fourth-placed Alpha grew" says which one.
    let placed = |at: usize| f.s.text(at).ends_with("-placed");
    let mut range = f.clause().range.clone().filter(|at| !placed(*at));
    range.any(|at| f.s.num(at).is_some_and(|n| (is_rank(n) && !run(at)) || n.unit == Unit::Places))
}

/// A price is told in the clause.
pub(super) fn is_priced(f: Frame<'_>) -> bool {
    let money = |at: usize| f.s.num(at).is_some_and(|n| n.form == Form::Money);
    f.clause().range.clone().any(|at| f.s.is(at, &[Class::Price]) || money(at))
}

fn words(f: Frame<'_>) -> Words {
    let range = f.clause().range.clone();
    let has = |test: &dyn Fn(&Num) -> bool| range.clone().any(|at| f.s.num(at).is_some_and(test));
    let ranked = is_ranked(f);
    Words {
        ranked,
        grown: has(&|n: &Num| {
            n.scaled
                || n.unit == Unit::Board
                || n.digits
                    && n.unit == Unit::None
                    && n.form == Form::Cardinal
                    && n.value >= Decimal::ONE_THOUSAND
                || matches!(n.form, Form::Percent | Form::Times | Form::Fraction)
        }),
        // "lost a smaller share of its downloads": of what is its own.
        share: (f.near(&[Class::Share], 3)
            || (f.at + 1..range.end).any(|at| matches!(f.s.text(at), "percentage" | "share of")))
            && !super::own_part::is_told(f),
        volume: f.near(&[Class::Volume], 1) && !ranked,
        score: f.near(&[Class::Score], 2) || has(&|n: &Num| n.unit == Unit::Points),
    }
}

/// A score's noun stands at a token.
pub(super) fn is_score(f: Frame<'_>, at: usize) -> bool {
    f.s.is(at, &[Class::Score]) || matches!(f.s.text(at), "score" | "rating")
}

/// "its score rose": of a score, which a board of amounts has not.
pub(super) fn is_of_a_score(f: Frame<'_>) -> bool {
    is_score(f, subject_noun(f))
}

/// The noun before the verb: what lies between says where, when and how.
fn subject_noun(f: Frame<'_>) -> usize {
    let between = |at: usize| {
        matches!(f.s.tokens[at].kind, Kind::Board(_) | Kind::Period(_))
            || f.s.is(at, &[Class::Be, Class::Adverb, Class::Now, Class::On, Class::In, Class::ThisPeriod])
            || matches!(f.s.text(at), "has" | "have" | "had" | "been")
            // "traffic at Alpha fell".
            || f.s.is(at, &[Class::At, Class::For]) && f.s.who(at + 1).is_some()
            || f.s.who(at).is_some() && at > 0 && f.s.is(at - 1, &[Class::At, Class::For])
            // "the traffic of Alpha fell".
            || f.s.is(at, &[Class::Of]) && f.s.who(at + 1).is_some()
            || f.s.who(at).is_some() && at > 1 && f.s.is(at - 1, &[Class::Of]) && f.s.is(at - 2, &[Class::Volume])
    };
    let before = (f.clause().range.start..f.at).rev();
    before.into_iter().find(|at| !between(*at)).unwrap_or(f.at)
}

/// What a word of direction may be of: places, an amount, a share, a score.
pub(super) fn measured(f: Frame<'_>, class: Class) -> &'static [Measure] {
    let Words { ranked, grown, share, volume, score } = words(f);
    // "without losing a point", "gained a place": the word's own object, without a number.
    match f.is(1, &[Class::A]).then(|| f.text(2)) {
        Some("point") => return &[Measure::ValueChange],
        Some("single") if f.s.is(f.at + 3, &[Class::PlacesNoun]) => return &[Measure::Places],
        Some("single") if f.text(3) == "point" => return &[Measure::ValueChange],
        Some("place" | "spot" | "rank" | "rung") => return &[Measure::Places],
        _ if ranked && grown => return verb_measures(f, class),
        _ => {}
    }
    // "10.7% of the listed downloads, down 0.2 percentage points": of the share.
    if f.s.num(f.at + 1).is_some_and(|n| n.unit == Unit::PercentPoints) {
        let apart = f.from(f.at + 1).and_then(super::paces::growths_apart);
        if apart.is_some() {
            return &[Measure::Growth];
        }
        return &[Measure::ShareChange, Measure::ListedShareChange];
    }
    // "picked up 2.2 percentage points of share as Bravo surrendered 2.5".
    let bare = |n: &Num| n.unit == Unit::None && n.form == Form::Cardinal && !n.scaled && n.digits;
    let points = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::PercentPoints);
    if f.s.num(f.at + 1).is_some_and(bare) && (0..f.at).any(points) {
        return &[Measure::ShareChange, Measure::ListedShareChange];
    }
    // "because its score fell", "its score climbed to 85.1", "its June score was higher".
    let head = subject_noun(f);
    if is_score(f, head) {
        return &[Measure::ValueChange];
    }
    // "did not lose any downloads": the word's own object.
    if f.is(1, &[Class::Volume]) || f.text(1) == "any" && f.is(2, &[Class::Volume]) {
        return &[Measure::Growth];
    }
    if super::parts::is_of_a_count(f, head) {
        return &[Measure::Growth];
    }
    // "lost share as its volume fell"; not "its share of the listed volume fell".
    // "its containers fell", and not "its share of all containers".
    let owned = |at: usize| f.s.tokens[at].possessive || f.s.is(at, &[Class::Its, Class::Their]);
    let units = f.s.units.contains(&head) && head.checked_sub(1).is_some_and(owned);
    let counted = f.s.is(head, &[Class::Volume]) || units;
    if counted && !ranked && !super::parts::is_of_a_share(f, head) {
        return &[Measure::Growth];
    }
    match class {
        Class::UpValue | Class::DownValue if f.is(1, &[Class::PlacesNoun]) || ranked && !grown => {
            &[Measure::Places]
        }
        _ if share && f.of_listed() => &[Measure::ShareChange, Measure::ListedShareChange],
        _ if share => &[Measure::ShareChange],
        Class::UpValue | Class::DownValue if score => &[Measure::ValueChange],
        // What grows or has a volume is no score.
        Class::UpValue | Class::DownValue => &[Measure::Growth],
        _ if volume => &[Measure::Growth, Measure::ShareChange],
        _ if ranked && !grown => &[Measure::Places],
        _ if grown || volume => &[Measure::Growth, Measure::ValueChange, Measure::ShareChange],
        _ if score => &[Measure::ValueChange, Measure::ShareChange],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        _ if ranked => &[Measure::Places],
        _ => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    }
}

/// With ranks and amounts in one clause, what follows the word says which it measures.
fn verb_measures(f: Frame<'_>, class: Class) -> &'static [Measure] {
    let run = |at: usize| (at + 1..at + 3).any(|i| f.s.is(i, &[Class::Streak]) || f.s.text(i) == "week");
    let next = (f.at + 1..f.clause().range.end).find_map(|at| f.s.num(at).filter(|_| !run(at)));
    match next {
        _ if matches!(class, Class::UpRank | Class::DownRank) => &[Measure::Places],
        Some(n) if is_rank(n) || n.unit == Unit::Places => &[Measure::Places],
        Some(_) => &[Measure::Growth, Measure::ValueChange],
        None => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    }
}

/// "lost more volume, in percent, than any other": by which part.
pub(super) fn is_relative(f: Frame<'_>) -> bool {
    f.clause().range.clone().any(|at| match f.s.text(at) {
        "percent" => f.s.is(at.wrapping_sub(1), &[Class::In]),
        "relative" | "percentage" | "proportional" => f.s.text(at + 1) == "terms",
        "proportionally" => true,
        _ => false,
    })
}

/// "In relative terms, Alpha gained the most": of the growths.
pub(super) fn in_terms(f: Frame<'_>, measures: &'static [Measure]) -> &'static [Measure] {
    let changed = measures.iter().any(|m| matches!(m, Measure::Growth | Measure::ValueChange));
    let terms = (0..f.at).rev().find(|at| f.s.text(*at + 1) == "terms").filter(|_| changed);
    match terms.map_or("", |at| f.s.text(at)) {
        "relative" | "percentage" | "proportional" => &[Measure::Growth],
        "absolute" => &[Measure::ValueChange],
        _ => measures,
    }
}
