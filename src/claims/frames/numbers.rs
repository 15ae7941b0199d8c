//! Frames whose heart is a number: ranks, moves, values, growth, shares, prices, votes, runs.

use super::amounts::then;
pub(super) use super::lists::{one_each, zip};
use super::{Draft, Frame, Test};
use crate::claims::clauses::is_noun;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

pub(super) fn one(measure: Measure, num: &Num, sign: i8, group: &[Who]) -> Test {
    Test::Number { measure, num: *num, sign, group: group.to_vec() }
}

/// Whom a number is said of: the mention it hangs on, else the clause's subject, else the market.
pub(super) fn whose(f: Frame<'_>) -> (Vec<Who>, bool) {
    if let Some(own) = f.own_mention() {
        return (own, true);
    }
    let clause = f.clause();
    if is_overall(f) {
        return (vec![vec![Entity::Market]], true);
    }
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

/// "In a shrinking field, down 2.2% overall, Alpha grew": all of it, where the clause names nobody.
pub(super) fn is_overall(f: Frame<'_>) -> bool {
    let range = &f.clause().range;
    let overall = (f.at + 1..(f.at + 4).min(range.end)).any(|at| f.s.text(at) == "overall");
    let part = |n: &Num| n.form == Form::Percent || n.scaled;
    overall
        && range.clone().any(|at| f.s.num(at).is_some_and(part))
        && range.clone().all(|at| f.s.who(at).is_none())
}

pub(super) fn make(
    f: Frame<'_>,
    quantity: &'static str,
    measures: &[(Measure, i8)],
    num: &Num,
) -> Option<Draft> {
    let (group, certain) = whose(f);
    let (asked, measures) = (measures, &with_listed(f, measures)[..]);
    let summed = f.near(&[Class::Together], 4) && matches!(asked, [(Measure::Share, _), ..]);
    let percent = |n: Num| if n.form == Form::Percent { n.scaled_by(Decimal::new(1, 2)) } else { n };
    let tests = if group.is_empty() {
        Vec::new()
    } else if let Some(nums) = one_each(f, &group).filter(|_| num.form != Form::Money) {
        let alone = |who: &Who, num: Num, (measure, sign): &(Measure, i8)| {
            one(*measure, &percent(num), *sign, std::slice::from_ref(who))
        };
        let each = |way| Test::All(group.iter().zip(&nums).map(|(who, n)| alone(who, *n, way)).collect());
        measures.iter().map(each).collect()
    } else if summed {
        // "Together they hold": those of the sentence before; a maker's rows are several by themselves.
        let several = group.len() > 1 || group.iter().flatten().any(|e| matches!(e, Entity::OrgRows { .. }));
        let all = if several || f.lately.is_empty() { group.clone() } else { f.lately.to_vec() };
        let sum =
            |(measure, _): &(Measure, i8)| Test::Sum { measure: *measure, num: *num, group: all.clone() };
        measures.iter().filter(|(m, _)| matches!(m, Measure::Share | Measure::ListedShare)).map(sum).collect()
    } else {
        // "A and B make do with 12.2%": each, or both.
        let both = group.len() > 1
            && !one_by_one(f)
            && matches!(asked, [(Measure::Share | Measure::PreviousShare | Measure::Growth, _), ..]);
        let sum = measures.iter().filter(|_| both);
        let sum = sum.map(|(measure, _)| Test::Sum { measure: *measure, num: *num, group: group.clone() });
        measures.iter().map(|(measure, sign)| one(*measure, num, *sign, &group)).chain(sum).collect()
    };
    Some(f.draft_of(quantity, tests, group, certain))
}

/// "Both Alpha and Bravo handled …", "Alpha and Bravo both …", "Alpha, Bravo and Echo all …", "Only Alpha and Bravo …":
/// each of them, and not together.
pub(super) fn one_by_one(f: Frame<'_>) -> bool {
    let singly = |at: usize| {
        f.s.text(at) == "both" && !f.s.is(at + 1, &[Class::Of])
            || f.s.is(at, &[Class::Each, Class::Only])
            || f.s.text(at) == "all" && at > 0 && f.s.who(at - 1).is_some()
    };
    (f.clause().range.start..f.at).any(singly)
}

/// "23% of the listed tokens", "its share of the listed total": a share may be of what is listed.
fn with_listed(f: Frame<'_>, measures: &[(Measure, i8)]) -> Vec<(Measure, i8)> {
    let of_listed = f.of_listed();
    let listed = measures.iter().filter(|_| of_listed).filter_map(|(measure, sign)| match measure {
        Measure::Share => Some((Measure::ListedShare, *sign)),
        Measure::PreviousShare => Some((Measure::PreviousListedShare, *sign)),
        Measure::ShareChange => Some((Measure::ListedShareChange, *sign)),
        _ => None,
    });
    // What the words say comes first: it is what a false one is told.
    listed.chain(measures.iter().copied()).collect()
}

/// "lost 2.5 percentage points".
pub fn percent_points(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.unit == Unit::PercentPoints)?;
    let more = match f.text(1) {
        "more" | "higher" | "more than" | "larger" | "above" => Some(1),
        "less" | "lower" | "fewer" | "smaller" | "below" => Some(-1),
        _ => None,
    };
    let sign = more.unwrap_or_else(|| f.direction().map_or(num.sign, |(sign, ..)| sign));
    let num = num.scaled_by(Decimal::new(1, 2));
    make(f, "share-change", &[(Measure::ShareChange, sign)], &num)
}

/// Percentages of what no fact has in percent.
fn not_worked_out(f: Frame<'_>) -> Option<(&'static str, &'static str)> {
    // "2.0% below the figure for last week's top ten": of several rows then.
    let below = matches!(f.text(1), "below" | "above" | "under");
    if below && (f.at + 2..f.at + 9).any(|at| f.top_at(at).is_some()) {
        return Some(("growth", "what several rows have is not set against what as many had then"));
    }
    // "200 units ahead, a lead of about 14%", "a margin of 12%".
    let margin = f.role() == Some(Class::GapNoun)
        || f.role() == Some(Class::Of)
            && (f.at.saturating_sub(4)..f.at).any(|at| f.s.is(at, &[Class::GapNoun]));
    margin.then_some(("gap", "how large a gap is in percent is not worked out"))
}

/// "61%": a growth or a share, as the words around it say.
pub fn percent(f: Frame<'_>) -> Option<Draft> {
    let fraction = f.num().filter(|n| n.form == Form::Fraction);
    let num = f.num().filter(|n| n.form == Form::Percent).or(fraction)?;
    if super::counts::of_counted(f) {
        return None;
    }
    if let Some(other) = part_of_which(f, num)
        .or_else(|| super::ratios::told_in_percent(f, num))
        .or_else(|| super::ratios::part_of_growth(f, num))
        .or_else(|| super::heights::off_its_best(f))
    {
        return Some(other);
    }
    if is_no_growth(f) {
        return None;
    }
    if let Some((quantity, why)) = not_worked_out(f) {
        return Some(f.draft(quantity, vec![Test::Unbound(why)]));
    }
    let told_of_what = || sharing(f) || f.direction().is_some() || than_then(f);
    if f.is(1, &[Class::Interval]) || fraction.is_some() && !told_of_what() {
        return None;
    }
    let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
    let direction = f.direction().map(|(sign, ..)| sign);
    // "+133%" says itself which way.
    let sign = if num.sign == 0 { direction.unwrap_or(0) } else { num.sign };
    // "fell short of the market's 80%": the verb is not the market's.
    let others = f.own_mention().is_some_and(|own| own != f.clause().subject);
    let sign = if others { num.sign } else { sign };
    // "8.9% after 10.0%".
    let role = if f.is(-1, &[Class::After]) && num.sign == 0 { Some(Class::From) } else { f.role() };
    let told = part_lost(f, &num)
        .or_else(|| super::parts::part_of_top(f, &num, role))
        .or_else(|| share(f, &num, role, sign))
        .or_else(|| of_growth(f, &num, role));
    if let Some(told) = told {
        return Some(told);
    }
    if f.near(&[Class::Price], 0) || clause_counts(f) {
        return None;
    }
    if let Some(more) = more_than_before(f) {
        return make(f, "growth", &[(Measure::Growth, more)], &num);
    }
    if direction.is_some() && past_a_mark(f) {
        return make(f, "share", &[(Measure::Share, 0)], &num);
    }
    // "lost share all the same: it holds 10.8%".
    let held = matches!(role, Some(Class::Hold | Class::Carry)) && num.sign == 0;
    if held && !f.clause().range.clone().any(|at| f.directed(at).is_some()) {
        return make(f, "share", &[(Measure::Share, 0)], &num);
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

/// "add up to 1,047 units, of which 153, or 15%, is Tallow's": what part of theirs it is.
fn part_of_which(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let a = f.of_which()?;
    let b =
        f.clauses[..f.index].iter().rev().map(|c| &c.subject).find(|who| !who.is_empty() && **who != a)?;
    let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
    let test = Test::Times { measure: Measure::Value, a: a.clone(), b: b.clone(), num };
    Some(f.draft_of("share", vec![test], a, true))
}

/// "80% more than in W20": which way.
fn more_than_before(f: Frame<'_>) -> Option<i8> {
    match f.text(1) {
        "more" | "higher" | "more than" | "larger" | "bigger" | "above" => Some(1),
        "fewer" | "less" | "lower" | "smaller" | "below" => Some(-1),
        _ => None,
    }
}

/// "a fifth more than a week ago", "a third fewer containers than in May": set against a time, and not against somebody.
fn than_then(f: Frame<'_>) -> bool {
    let period = |at: usize| {
        let in_then = at + usize::from(f.s.is(at, &[Class::In, Class::On]));
        matches!(f.s.tokens.get(in_then).map(|t| &t.kind), Some(Kind::Period(_))) || f.last_at(at)
    };
    let than = (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::Than, Class::MoreThan]));
    more_than_before(f).is_some() && than.is_some_and(|at| period(at + 1))
}

/// "Golf's share, 2.5% last week, has dropped below 1%": to what it is now.
fn past_a_mark(f: Frame<'_>) -> bool {
    let past = |word: &str| matches!(word, "below" | "above" | "past" | "under");
    f.text(0).split(' ').next().is_some_and(past) || past(f.text(-1))
}

/// "Growth at Alpha quickened to 39.4%, up from 14.3%": of the growth now, and of the growth before.
fn of_growth(f: Frame<'_>, num: &Num, role: Option<Class>) -> Option<Draft> {
    let grown = |at: usize| matches!(f.s.text(at), "growth" | "growth rate") && is_noun(f.s, at);
    let moved = matches!(role, Some(Class::From | Class::To)) && !f.near(&[Class::Share], 0);
    // It opens the sentence, or the number's own clause.
    let told = (0..3).chain(f.clause().range.start..f.at).any(|at| at < f.at && grown(at));
    if !moved || !told {
        return None;
    }
    let before = (role == Some(Class::From)).then_some(When::Back(1));
    make(f, "growth", &[(Measure::Growth, 0)], num).map(|d| Draft { when: before.or(d.when), ..d })
}

/// "Almost 40 percent of Alpha's traffic vanished": by so much it fell.
fn part_lost(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let who = f.s.who(f.at + 2).filter(|_| f.is(1, &[Class::Of]) && f.s.tokens[f.at + 2].possessive)?;
    let gone = f.is(3, &[Class::Volume])
        && (matches!(f.text(4), "vanished" | "disappeared" | "evaporated" | "went missing")
            || f.is(4, &[Class::Be]) && matches!(f.text(5), "lost" | "gone"));
    let group = vec![who.clone()];
    gone.then(|| f.draft_of("growth", vec![one(Measure::Growth, num, -1, &group)], group, true))
}

/// "12.5% of all tokens", "a share of 12.5%".
fn share(f: Frame<'_>, num: &Num, role: Option<Class>, sign: i8) -> Option<Draft> {
    // "lost a sixth of its share": by so much it fell.
    let own = f.is(1, &[Class::Of]) && f.is(2, &[Class::Its, Class::Their]) && f.text(3).starts_with("share");
    if own && sign != 0 {
        return make(f, "growth", &[(Measure::ShareGrowth, sign)], num);
    }
    // "its share has shrunk from 34.2% in January".
    if let Some(when) = then(f).filter(|_| f.near(&[Class::Share], 2)) {
        return make(f, "share", &[(Measure::Share, 0)], num).map(|d| Draft { when: Some(when), ..d });
    }
    if f.is(1, &[Class::ShareOf]) || (f.is(1, &[Class::Of]) && of_total(f)) {
        let measure = if role == Some(Class::From) { Measure::PreviousShare } else { Measure::Share };
        return make(f, "share", &[(measure, 0)], num);
    }
    // "its share is 5% higher than in May", "with 16% fewer downloads and a smaller share": what has changed by so much.
    let more = match f.text(1) {
        "more" | "higher" | "more than" | "larger" | "bigger" | "greater" => 1,
        "fewer" | "less" | "lower" | "smaller" => -1,
        _ => 0,
    };
    if more != 0 && f.near(&[Class::Share], 2) {
        let measures = [Measure::ShareGrowth, Measure::Growth, Measure::ShareChange].map(|m| (m, more));
        return make(f, "growth", &measures, num);
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
        return make(f, "share", measures, num);
    }
    None
}

/// "half as fast as the market" is told by the comparison, "half of its rank" by nothing.
fn is_no_growth(f: Frame<'_>) -> bool {
    let compared =
        f.text(1) == "as" && matches!(f.text(2), "fast" | "quickly" | "many" | "much" | "large" | "big");
    // "a quarter of that increase".
    let of_change =
        f.is(1, &[Class::Of]) && matches!(f.text(2), "that" | "this" | "the") && f.is(3, &CHANGES);
    let placed = of_change
        || f.is(1, &[Class::Of]) && (f.text(3).starts_with("rank") || f.is(3, &[Class::PlacesNoun]));
    compared || placed
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
    // "a quarter of OpenRouter's volume", "of the Use volume", "of the listed tokens".
    let board = f.at + 2 + usize::from(f.is(2, &[Class::The, Class::All]));
    let boards = matches!(f.s.tokens.get(board).map(|t| &t.kind), Some(Kind::Board(_)));
    let counted = f.s.is(board + 1, &[Class::Volume, Class::Market]) || f.s.units.contains(&(board + 1));
    let of_board = f.is(1, &[Class::Of]) && boards && counted;
    f.is(1, &[Class::ShareOf]) || f.near(&[Class::Share], 2) || of_board
}

/// True if the number is the direction word's own object: "lost 44%".
pub(super) fn direct(f: Frame<'_>) -> bool {
    f.role().is_some_and(|r| {
        matches!(
            r,
            Class::Up | Class::UpValue | Class::UpRank | Class::Down | Class::DownValue | Class::DownRank
        )
    })
}

pub(super) const CHANGES: [Class; 4] = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];

/// "multiplied its volume by 2.7": by what it grew.
pub fn multiplied_by(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && !n.scaled && n.unit == Unit::None)?;
    let range = f.clause().range.clone();
    let verb = range.clone().any(|at| at < f.at && f.s.text(at).starts_with("multipl"));
    let (group, certain) = whose(f);
    if !verb || f.role() != Some(Class::By) || group.is_empty() {
        return None;
    }
    let num = super::multiples::multiple(num.value, num.half, num.hedge);
    let tests = vec![one(Measure::Growth, &num, 1, &group)];
    Some(f.draft_of("growth", tests, group, certain))
}

/// True for an amount alone after a clause that moved: it tells again what that clause said.
pub(super) fn told_again(f: Frame<'_>) -> bool {
    let verbless = !f.clause().range.clone().any(|at| crate::claims::clauses::is_verb(f.s, at));
    let starts = matches!(f.text(-1), "," | ":") || f.at == f.clause().range.start;
    (verbless || f.near(&[Class::Most, Class::Than], 0)) && starts && f.direction().is_some()
}

/// The first so many, where a group is nothing else.
pub(super) fn top_alone(group: &[Who]) -> Option<u32> {
    let mut all = group.iter().flatten();
    match (all.next(), all.next()) {
        (Some(Entity::Top(top)), None) => Some(*top),
        _ => None,
    }
}

/// "A gain of 3.1% left Alpha two places lower": as the word behind the number says.
pub(super) fn so_many_lower(f: Frame<'_>) -> Option<(i8, Class, usize)> {
    match f.text(1) {
        "better" => Some((1, Class::UpRank, f.at + 1)),
        "worse" => Some((-1, Class::DownRank, f.at + 1)),
        "lower" | "higher" => f.directed(f.at + 1),
        _ => None,
    }
}
