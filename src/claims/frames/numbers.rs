//! Frames whose heart is a number: ranks, moves, values, growth, shares, prices, votes, runs.

use super::{Draft, Frame, Test, is_rank};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, Who};
use rust_decimal::Decimal;

fn one(measure: Measure, num: &Num, sign: i8, group: &[Who]) -> Test {
    Test::Number { measure, num: *num, sign, group: group.to_vec() }
}

/// Whom a number is said of: the mention it hangs on, else the clause's subject, else the market.
fn whose(f: Frame<'_>) -> (Vec<Who>, bool) {
    if let Some(own) = f.own_mention() {
        return (own, true);
    }
    let clause = f.clause();
    let whole = clause.subject.is_empty()
        && !clause.foreign
        && (f.is(1, &[Class::Together])
            || clause.range.clone().take(3).any(|at| matches!(f.s.text(at), "board" | "market")))
        && clause.range.clone().any(|at| at < f.at && f.s.is(at, &[Class::Carry, Class::Be]));
    if whole || clause.subject.is_empty() && !clause.foreign && f.near(&[Class::Market, Class::Volume], 3) {
        return (vec![vec![Entity::Market]], true);
    }
    // The rows of one board's top, measured on another.
    let top = clause.subject.iter().flatten().any(|e| matches!(e, Entity::Top(_)));
    let boards: usize = f.clauses.iter().map(|c| c.boards.len()).sum();
    if top && (boards > 1 || f.near(&[Class::All], 0)) {
        return (Vec::new(), false);
    }
    (clause.subject.clone(), clause.certain)
}

pub(super) fn make(
    f: Frame<'_>,
    quantity: &'static str,
    measures: &[(Measure, i8)],
    num: &Num,
) -> Option<Draft> {
    let (group, certain) = whose(f);
    let summed = f.near(&[Class::Together], 4) && matches!(measures, [(Measure::Share, _), ..]);
    let tests = if group.is_empty() {
        Vec::new()
    } else if summed {
        let all = if group.len() > 1 { group.clone() } else { f.lately.to_vec() };
        vec![Test::Sum { measure: Measure::Share, num: *num, group: all }]
    } else {
        measures.iter().map(|(measure, sign)| one(*measure, num, *sign, &group)).collect()
    };
    Some(f.draft_of(quantity, tests, group, certain))
}

/// "#8", "fifth", "from ninth to twelfth".
pub fn rank(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| is_rank(n))?;
    let role = f.role();
    if num.form == Form::Ordinal && num.unit != Unit::Places && !reads_as_rank(f, role) {
        return None;
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
    if short && (f.clause().range.start..f.at).any(|at| f.s.num(at).is_some()) {
        return None;
    }
    if between && f.clause().range.clone().any(apart) || f.clause().subject.len() < 3 && history(f) {
        return None;
    }
    let peak = f.near(&[Class::Peak], 0) && !f.is(-2, &[Class::To]);
    let next_to = f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(is_rank);
    let measures: &[(Measure, i8)] = match role {
        Some(Class::From) => &[(Measure::PreviousRank, 0)],
        // "lost fourth place": where it stood.
        Some(Class::Down | Class::It) if given_up(f) => &[(Measure::PreviousRank, 0)],
        _ if next_to => &[(Measure::PreviousRank, 0)],
        Some(Class::Of | Class::At) if peak => &[(Measure::Peak, 0), (Measure::Rank, 0)],
        _ => &[(Measure::Rank, 0)],
    };
    let num = Num { hedge: Hedge::Plain, ..*num };
    let left = f.clause().range.clone().any(|at| at < f.at && f.s.text(at) == "no longer");
    let measures: &[(Measure, i8)] = if left { &[(Measure::PreviousRank, 0)] } else { measures };
    // "No. 1" of nobody in "the No. 1 spot is …" is bound by inversion.
    let (mut group, mut certain) = whose(f);
    // "third-placed Hy3", "the No. 1 model Bravo".
    let placed = usize::from(matches!(f.text(1), "placed" | "ranked" | "place"));
    if let Some(who) = f.s.who(f.at + 1 + placed).filter(|_| placed == 1 || f.is(-1, &[Class::The])) {
        (group, certain) = (vec![who.clone()], true);
    }
    // "displaced Golf from sixth": where Golf stood.
    if role == Some(Class::From)
        && let Some(verb) = (f.clause().range.start..f.at).find(|at| f.s.is(*at, &[Class::Displace]))
        && let Some(displaced) = f.group_from(verb + 1)
    {
        (group, certain) = (displaced, true);
    }
    let tests = if group.is_empty() {
        Vec::new()
    } else {
        measures.iter().map(|(m, s)| one(*m, &num, *s, &group)).collect()
    };
    let zipped = zip(f, &group, Measure::Rank);
    let tests = zipped.map_or(tests, |z| vec![z]);
    let draft = f.draft_of("rank", tests, group, certain);
    Some(Draft { neg: draft.neg && !left, ..draft })
}

/// "25th, 11th, 10th": places through several periods.
fn history(f: Frame<'_>) -> bool {
    let rank = |at: usize| f.s.num(at).is_some_and(is_rank);
    let comma = |at: usize| f.s.text(at) == ",";
    comma(f.at + 1) && rank(f.at + 2) && comma(f.at + 3) && rank(f.at + 4)
        || f.at > 3 && comma(f.at - 1) && rank(f.at - 2) && comma(f.at - 3) && rank(f.at - 4)
        || f.at > 1 && comma(f.at - 1) && rank(f.at - 2) && comma(f.at + 1) && rank(f.at + 2)
}

/// "lost", "handed", "gave up": right before the place that was given up.
fn given_up(f: Frame<'_>) -> bool {
    (f.at.saturating_sub(3)..f.at).any(|at| is_ceding(f.s.text(at)))
}

/// "gave up": what follows is what its subject had.
pub(super) fn is_ceding(word: &str) -> bool {
    matches!(
        word,
        "lost"
            | "loses"
            | "losing"
            | "handed"
            | "hands"
            | "surrendered"
            | "surrenders"
            | "relinquished"
            | "ceded"
            | "cedes"
            | "cost"
            | "costs"
            | "gave up"
            | "gives up"
            | "give up"
    )
}

/// An ordinal word is a rank where a rank can stand: "is fifth", "to fifth", "Delta fifth".
fn reads_as_rank(f: Frame<'_>, role: Option<Class>) -> bool {
    let next = f.s.tokens.get(f.at + 1).map(|t| &t.kind);
    let noun = matches!(next, Some(Kind::Word(_) | Kind::Num(_)))
        || f.is(
            1,
            &[
                Class::Up,
                Class::Down,
                Class::Streak,
                Class::Most,
                Class::Of,
                Class::Debut,
                Class::Return,
                Class::Votes,
                Class::RowsNoun,
            ],
        )
        || f.text(1).starts_with("half");
    let who_before = f.at.checked_sub(1).is_some_and(|b| f.s.who(b).is_some() && !f.s.tokens[b].possessive);
    let mut opening = f.at;
    while opening > f.clause().range.start && f.s.is(opening - 1, &[Class::Adverb, Class::Now, Class::Yet]) {
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
    !noun && !adverbial && (who_before || after || starts)
}

fn num_is(f: Frame<'_>, n: u32) -> bool {
    f.num().and_then(Num::whole) == Some(n) && f.at == f.clause().range.start + 1 && f.index == 0
}

/// "each dropped a place; Alpha rose one": of what was counted before.
fn of_places(f: Frame<'_>, num: &Num) -> bool {
    let ends = f.at + 1 == f.s.tokens.len()
        || matches!(f.s.tokens[f.at + 1].kind, Kind::Mark(_))
        || f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(is_rank);
    num.unit == Unit::None
        && !num.scaled
        && !num.digits
        && ends
        && (direct(f) || f.at.checked_sub(1).is_some_and(|b| f.s.who(b).is_some()) && f.is(1, &[Class::To]))
        && (0..f.at).any(|at| {
            f.s.num(at).is_some_and(|n| n.unit == Unit::Places && n.form == Form::Cardinal)
                || f.s.is(at, &[Class::PlacesNoun])
        })
        || num.unit == Unit::None
            && !num.scaled
            && !num.digits
            && ends
            && direct(f)
            && (f.at.saturating_sub(4)..f.at + 4).any(|at| f.s.num(at).is_some_and(is_rank))
}

/// "climbed two places", "two spots higher".
pub fn places(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && (n.unit == Unit::Places || of_places(f, n)))?;
    let sign = f.direction().map_or(0, |(sign, ..)| sign);
    let nobody = num.unit == Unit::None && f.clause().subject.is_empty();
    if nobody || sign == 0 && f.is(-1, &[Class::The]) || super::counts::of_counted(f) {
        return None;
    }
    make(f, "move", &[(Measure::Places, sign)], num)
}

/// "lost 2.5 percentage points".
pub fn percent_points(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.unit == Unit::PercentPoints)?;
    let sign = f.direction().map_or(num.sign, |(sign, ..)| sign);
    let num = num.scaled_by(Decimal::new(1, 2));
    make(f, "share-change", &[(Measure::ShareChange, sign)], &num)
}

/// "61%": a growth or a share, as the words around it say.
pub fn percent(f: Frame<'_>) -> Option<Draft> {
    let fraction = f.num().filter(|n| n.form == Form::Fraction);
    let num = f.num().filter(|n| n.form == Form::Percent).or(fraction)?;
    if super::counts::of_counted(f) {
        return None;
    }
    if let Some(other) = super::gaps::told_in_percent(f, num).or_else(|| super::gaps::part_of_growth(f, num))
    {
        return Some(other);
    }
    // "half of its rank" is no growth.
    if f.is(1, &[Class::Of]) && (f.text(3).starts_with("rank") || f.is(3, &[Class::PlacesNoun])) {
        return None;
    }
    if f.is(1, &[Class::Interval]) || (fraction.is_some() && !sharing(f) && f.direction().is_none()) {
        return None;
    }
    let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
    let direction = f.direction().map(|(sign, ..)| sign);
    let sign = direction.unwrap_or(num.sign);
    let role = f.role();
    if f.is(1, &[Class::ShareOf]) || (f.is(1, &[Class::Of]) && of_total(f)) {
        let measure = if role == Some(Class::From) { Measure::PreviousShare } else { Measure::Share };
        return make(f, "share", &[(measure, 0)], &num);
    }
    if f.near(&[Class::Share], 2) && !f.is(1, &[Class::GrowthWord]) {
        let measures: &[(Measure, i8)] = match role {
            Some(Class::From) => &[(Measure::PreviousShare, 0)],
            Some(Class::By) => &[(Measure::ShareGrowth, sign)],
            _ if direct(f) && !f.is(1, &[Class::Share]) => {
                &[(Measure::ShareGrowth, sign), (Measure::Growth, sign)]
            }
            _ => &[(Measure::Share, 0)],
        };
        return make(f, "share", measures, &num);
    }
    if f.near(&[Class::Price], 0) {
        return None;
    }
    if clause_counts(f) {
        return None;
    }
    // "80% more than in W20".
    let more = match f.text(1) {
        "more" | "higher" | "more than" => 1,
        "fewer" | "less" | "lower" => -1,
        _ => 0,
    };
    if more != 0 {
        return make(f, "growth", &[(Measure::Growth, more)], &num);
    }
    if direction.is_some() || num.sign != 0 || f.near(&[Class::GrowthWord], 2) {
        let measures: &[(Measure, i8)] = match role {
            Some(Class::From) => &[(Measure::PreviousShare, 0)],
            Some(Class::To) => &[(Measure::Share, 0)],
            _ => &[(Measure::Growth, sign)],
        };
        return make(f, "growth", measures, &num);
    }
    if role == Some(Class::From) {
        return make(f, "share", &[(Measure::PreviousShare, 0)], &num);
    }
    make(f, "share", &[(Measure::Share, 0), (Measure::Growth, sign)], &num)
}

/// "four of the top five grew by at least half": the count has it.
fn clause_counts(f: Frame<'_>) -> bool {
    f.clause().subject.is_empty()
        && f.clause().range.clone().any(|at| {
            let counts = f.s.num(at).is_some_and(|n| n.form == Form::Cardinal)
                || f.s.is(at, &[Class::Each, Class::All]);
            at < f.at && counts && f.s.is(at + 1, &[Class::Of])
        })
}

/// "12.5% of tokens", "of the 7.2 trillion", "of OpenRouter's tokens", but not "of its volume".
fn of_total(f: Frame<'_>) -> bool {
    let own = f.is(2, &[Class::Its, Class::Their])
        || f.s.who(f.at + 2).is_some_and(|w| !w.contains(&Entity::Market));
    !own
}

fn sharing(f: Frame<'_>) -> bool {
    f.is(1, &[Class::ShareOf]) || f.near(&[Class::Share], 2)
}

/// True if the number is the direction word's own object: "lost 44%".
fn direct(f: Frame<'_>) -> bool {
    f.role().is_some_and(|r| {
        matches!(
            r,
            Class::Up | Class::UpValue | Class::UpRank | Class::Down | Class::DownValue | Class::DownRank
        )
    })
}

const CHANGES: [Class; 4] = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];

/// "644 billion tokens".
pub fn amount(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))?;
    if super::counts::of_counted(f) {
        return None;
    }
    if matches!(
        num.unit,
        Unit::Votes | Unit::Points | Unit::Periods | Unit::Subjects | Unit::Parameters | Unit::Places
    ) {
        return None;
    }
    if f.text(-1) == "within" {
        let unbound = Test::Unbound("how close they are to one another is not worked out");
        return Some(f.draft("gap", vec![unbound]));
    }
    let sign = f.direction().map_or(num.sign, |(sign, ..)| sign);
    let more = f.is(1, &[Class::MoreThan, Class::Up, Class::Down])
        || matches!(f.text(1), "more" | "fewer" | "less" | "extra" | "additional" | "new" | "added");
    let measures: &[(Measure, i8)] = match f.role() {
        Some(Class::From) => &[(Measure::PreviousValue, 0)],
        Some(Class::By) => &[(Measure::ValueChange, sign)],
        _ if direct(f) || more => &[(Measure::ValueChange, sign)],
        // "Bravo's gain of 800 billion tokens", and what it is set against.
        Some(Class::Of) if f.is(-2, &CHANGES) => &[(Measure::ValueChange, sign)],
        _ if (1..f.at).any(|at| f.s.is(at, &[Class::Of]) && f.s.is(at - 1, &CHANGES)) => {
            &[(Measure::Value, 0), (Measure::ValueChange, 0)]
        }
        _ if num.sign != 0 => &[(Measure::ValueChange, num.sign)],
        // "gained the most volume, 800 units": the amount or its change.
        _ if told_again(f) || f.is(-1, &[Class::Or]) => &[(Measure::Value, 0), (Measure::ValueChange, sign)],
        _ if f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(|n| n.scaled) => {
            &[(Measure::PreviousValue, 0)]
        }
        _ => &[(Measure::Value, 0)],
    };
    let (mut group, certain) = whose(f);
    if group.is_empty() {
        return Some(f.draft_of("value", Vec::new(), group, certain));
    }
    // "The top ten starts at 1.42 trillion": the last of it.
    let starts = f
        .clause()
        .range
        .clone()
        .any(|at| at < f.at && (f.s.text(at).starts_with("start") || f.s.text(at).starts_with("begin")));
    if let ([Entity::Top(top)], true) = (group.concat().as_slice(), starts) {
        group = vec![vec![Entity::AtRank(*top, 0)]];
    }
    let measure = measures[0].0;
    let together = f.near(&[Class::Together], 4) || f.text(-1) == "combined";
    let sum = Test::Sum { measure, num: *num, group: group.clone() };
    let each = || measures.iter().map(|(m, s)| one(*m, num, *s, &group));
    let tests: Vec<Test> = if let Some(zipped) = zip(f, &group, measure) {
        vec![zipped]
    } else if group == [vec![Entity::Market]] {
        each().collect()
    } else if together && group.len() > 1 {
        vec![sum]
    } else if together {
        // "Together they carry": those of the sentence before.
        let all = if group.len() == 1 && !f.lately.is_empty() { f.lately.to_vec() } else { group.clone() };
        vec![Test::Sum { measure, num: *num, group: all }]
    } else if group.len() > 1 && !f.near(&[Class::Each], 4) {
        each().chain([sum]).collect()
    } else {
        each().collect()
    };
    let total = group == [vec![Entity::Market]];
    Some(f.draft_of(if total { "total" } else { measure.name() }, tests, group, certain))
}

/// True for an amount alone after a clause that moved: it tells again what that clause said.
fn told_again(f: Frame<'_>) -> bool {
    let verbless = !f.clause().range.clone().any(|at| crate::claims::clauses::is_verb(f.s, at));
    let starts = f.text(-1) == "," || f.at == f.clause().range.start;
    (verbless || f.near(&[Class::Most], 0)) && starts && f.direction().is_some()
}

/// After a colon or a dash, of a clause that names a rise or a fall.
fn tells_a_change(f: Frame<'_>) -> bool {
    let Some(previous) = f.index.checked_sub(1).map(|i| &f.clauses[i]) else { return false };
    let moves = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    f.at == f.clause().range.start && previous.range.clone().any(|at| f.s.is(at, &moves))
}

/// Several subjects and as many numbers: one each.
fn zip(f: Frame<'_>, group: &[Who], measure: Measure) -> Option<Test> {
    if group.len() < 2 || f.near(&[Class::Together], 4) {
        return None;
    }
    let own = f.num()?;
    let alike = |n: &&Num| (n.form == own.form || (is_rank(n) && is_rank(own))) && (n.scaled || !own.scaled);
    let nums: Vec<Num> =
        f.clause().range.clone().filter_map(|at| f.s.num(at)).filter(alike).copied().collect();
    let unmarked = !f.is(-1, &[Class::From, Class::To, Class::By]);
    (nums.len() == group.len() && unmarked).then(|| Test::Each { measure, nums, group: group.to_vec() })
}

/// "1,959 points", "lost four points".
pub fn points(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.unit == Unit::Points)?;
    let sign = f.direction().map_or(num.sign, |(sign, ..)| sign);
    let share = num.scaled_by(Decimal::new(1, 2));
    let (group, certain) = whose(f);
    let compared = f.is(1, &[Class::MoreThan, Class::Than])
        || matches!(f.text(1), "lower" | "higher" | "more" | "fewer" | "less" | "down" | "up");
    let by = matches!(f.role(), Some(Class::By)) || direct(f) || num.sign != 0 || compared;
    let mut tests = Vec::new();
    if !group.is_empty() {
        match f.role() {
            Some(Class::From) => tests.push(one(Measure::PreviousValue, num, 0, &group)),
            _ if by => {
                if !f.near(&[Class::Share], 3) {
                    tests.push(one(Measure::ValueChange, num, sign, &group));
                }
                tests.push(one(Measure::ShareChange, &share, sign, &group));
            }
            _ => {
                tests.push(one(Measure::Value, num, 0, &group));
                // "the biggest loss of the week: five points".
                if told_again(f) || tells_a_change(f) {
                    tests.push(one(Measure::ValueChange, num, 0, &group));
                }
            }
        }
    }
    Some(f.draft_of(if by { "change" } else { "value" }, tests, group, certain))
}

/// "at 1503", "a score of 1503", "an interval from 1495 to 1511".
pub fn bare(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && n.unit == Unit::None && !n.scaled)?;
    // "1492 points, two fewer than a week earlier".
    let less =
        matches!(f.text(1), "fewer" | "less" | "more" | "lower" | "higher") || f.is(1, &[Class::MoreThan]);
    let past = (f.at + 1..(f.at + 5).min(f.clause().range.end))
        .any(|at| matches!(f.s.tokens[at].kind, Kind::Period(crate::claims::tokens::When::Back(1))));
    let unit = (0..f.at).rev().find_map(|at| f.s.num(at)).map(|n| n.unit);
    if less && past && matches!(unit, Some(Unit::Points | Unit::Board)) {
        let (group, certain) = whose(f);
        let sign = if matches!(f.text(1), "more" | "more than" | "higher") { 1 } else { -1 };
        return make_for(f, &[(Measure::ValueChange, sign)], num, group, certain);
    }
    if !num.digits {
        return None;
    }
    let (group, certain) = whose(f);
    // "the last of the 20" is no figure.
    if group.is_empty() || f.is(-1, &[Class::The]) && f.is(-2, &[Class::Of]) {
        return None;
    }
    let voted = (0..f.at).any(|at| f.s.num(at).is_some_and(|n| n.unit == Unit::Votes));
    let interval = f.clauses.iter().any(|c| c.range.clone().any(|at| f.s.is(at, &[Class::Interval])));
    let sign = f.direction().map_or(num.sign, |(sign, ..)| sign);
    let role = f.role();
    let measures: Vec<(Measure, i8)> = match role {
        // "runs from 1485 to 1495", "(1485–1495)": its ends.
        Some(Class::From) if interval => vec![(Measure::Low, 0)],
        Some(Class::To) if interval => vec![(Measure::High, 0)],
        _ if interval && f.s.num(f.at + 2).is_some() && dash(f, f.at + 1) => vec![(Measure::Low, 0)],
        _ if interval && f.at > 1 && f.s.num(f.at - 2).is_some() && dash(f, f.at - 1) => {
            vec![(Measure::High, 0)]
        }
        _ if interval => vec![(Measure::Low, 0), (Measure::High, 0), (Measure::Value, 0)],
        Some(Class::From) => vec![(Measure::PreviousRank, 0), (Measure::PreviousValue, 0)],
        Some(Class::To) => vec![(Measure::Rank, 0), (Measure::Value, 0)],
        Some(Class::By) => vec![(Measure::Places, sign), (Measure::ValueChange, sign)],
        _ if direct(f) => vec![(Measure::Places, sign), (Measure::ValueChange, sign)],
        _ if voted => vec![(Measure::Votes, 0), (Measure::Value, 0)],
        _ => vec![(Measure::Value, 0)],
    };
    make_for(f, &measures, num, group, certain)
}

fn dash(f: Frame<'_>, at: usize) -> bool {
    matches!(f.s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark('–' | '-' | '—' | '‑')))
}

fn make_for(
    f: Frame<'_>,
    measures: &[(Measure, i8)],
    num: &Num,
    group: Vec<Who>,
    certain: bool,
) -> Option<Draft> {
    let tests = measures.iter().map(|(m, s)| one(*m, num, *s, &group)).collect();
    Some(f.draft_of(measures[0].0.name(), tests, group, certain))
}

/// "5,321 votes".
pub fn votes(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal)?;
    let listed = f.near(&[Class::Votes], 0)
        && num.unit == Unit::None
        && num.digits
        && num.value > Decimal::ONE_HUNDRED;
    if num.unit != Unit::Votes && !listed {
        return None;
    }
    if listed {
        // "in the vote at 1,400": the contest, or what was cast in it.
        return make(f, "votes", &[(Measure::Votes, 0), (Measure::Value, 0)], num);
    }
    make(f, "votes", &[(Measure::Votes, 0)], num)
}

/// What a run is of.
fn runs(f: Frame<'_>, class: Class) -> &'static [Measure] {
    match class {
        _ if f.near(&[Class::Share], 4) => &[Measure::ShareChange],
        _ if f.near(&[Class::Score], 4) => &[Measure::ValueChange],
        _ if f.near(&[Class::Volume, Class::Market], 4) => &[Measure::Growth],
        Class::UpRank | Class::DownRank => &[Measure::Places],
        Class::UpValue | Class::DownValue => &[Measure::Growth],
        _ => &[Measure::Places, Measure::Growth, Measure::ValueChange],
    }
}

/// "third straight week", "three weeks in a row", "for a second week".
pub fn streak(f: Frame<'_>) -> Option<Draft> {
    let num = f.num()?;
    let straight = (f.at + 1..(f.at + 4).min(f.s.tokens.len())).any(|at| f.s.is(at, &[Class::Streak]));
    let week = num.unit == Unit::Periods
        || (num.form == Form::Ordinal
            && (f.at + 1..(f.at + 3).min(f.s.tokens.len()))
                .any(|at| matches!(f.s.text(at), "week" | "month" | "day" | "weeks")));
    // "the second day of W30" is a day.
    if f.is(2, &[Class::Of]) && !straight {
        return None;
    }
    if !(straight
        || (week && num.form == Form::Ordinal)
        || (num.unit == Unit::Periods && f.near(&[Class::For, Class::Lead], 0)))
    {
        return None;
    }
    let at_first = f.near(&[Class::Lead, Class::NewLead], 6)
        || (f.at..f.clause().range.end)
            .any(|at| f.s.num(at).is_some_and(|n| is_rank(n) && at != f.at && n.whole() == Some(1)));
    let num = Num { form: Form::Cardinal, ..*num };
    let run = f.direction().map(|(sign, class, _)| (sign, class));
    let measures: Vec<(Measure, i8)> = match run {
        _ if at_first => vec![(Measure::Leading, 0)],
        Some((sign, class)) => {
            let (group, certain) = whose(f);
            let run = |measure| Test::Run { measure, sign, num, group: group.clone() };
            let tests = runs(f, class).iter().map(|m| run(*m));
            let tests = if group.is_empty() { Vec::new() } else { tests.collect() };
            return Some(f.draft_of("streak", tests, group, certain));
        }
        None => vec![(Measure::Streak, 0), (Measure::Leading, 0), (Measure::OnBoard, 0)],
    };
    make(f, "streak", &measures, &num)
}
