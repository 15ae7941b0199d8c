//! Frames of amounts: "644 billion tokens", and what they are of.

use super::numbers::{CHANGES, direct, one, told_again, top_alone, whose, zip};
use super::{Draft, Frame, Test};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

/// "644 billion tokens".
pub fn amount(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board))?;
    let foreign = [Unit::Votes, Unit::Points, Unit::Periods, Unit::Subjects, Unit::Parameters, Unit::Places];
    if super::counts::of_counted(f) || foreign.contains(&num.unit) {
        return None;
    }
    if let Some(why) = no_amount(f) {
        return Some(f.draft("gap", vec![Test::Unbound(why)]));
    }
    let measures = &measures_of(f, num)[..];
    let (mut group, certain) = match of_the_total(f) {
        true => (vec![vec![Entity::Market]], true),
        false => set_against(f).map_or_else(|| whose(f), |other| (other, false)),
    };
    if let Some(draft) = all_listed_then(f, num).or_else(|| top_then(f, num)) {
        return Some(draft);
    }
    if group.is_empty() {
        return Some(f.draft_of("value", Vec::new(), group, certain));
    }
    // "from 1.69 million in W13": what it was then.
    if let Some(when) = then(f) {
        let tests = group.iter().map(|who| one(Measure::Value, num, 0, std::slice::from_ref(who))).collect();
        return Some(Draft { when: Some(when), ..f.draft_of("value", tests, group, certain) });
    }
    starts_at(f, &mut group);
    let measure = measures[0].0;
    let together = f.near(&[Class::Together], 4) || f.text(-1) == "combined";
    let sum = Test::Sum { measure, num: *num, group: group.clone() };
    let each = || measures.iter().map(|(m, s)| one(*m, num, *s, &group));
    let tests: Vec<Test> = if let Some(zipped) = zip(f, &group, measure) {
        vec![zipped]
    } else if group == [vec![Entity::Market]] && is_part_of(f) {
        // "49% of the 6,100 units": of all, or of all that is listed.
        let listed = vec![vec![Entity::Listed]];
        each().chain([one(Measure::Value, num, 0, &listed)]).collect()
    } else if group == [vec![Entity::Market]] {
        each().collect()
    } else if together && group.len() > 1 {
        vec![sum]
    } else if together {
        // "Together they carry": those of the sentence before.
        let all = if group.len() == 1 && !f.lately.is_empty() { f.lately.to_vec() } else { group.clone() };
        vec![Test::Sum { measure, num: *num, group: all }]
    } else if group.len() > 1 && !f.near(&[Class::Each], 4) && !super::numbers::one_by_one(f) {
        each().chain([sum]).collect()
    } else {
        each().collect()
    };
    let total = group == [vec![Entity::Market]];
    Some(not_reached(f, f.draft_of(if total { "total" } else { measure.name() }, tests, group, certain)))
}

/// "did not reach 600,000", "neither drew a million": so many or more are what is denied; "not 600,000 but 700,000" is
/// just that number.
fn not_reached(f: Frame<'_>, mut draft: Draft) -> Draft {
    // "was not 600,000: it was 700,000".
    let corrected = (f.at + 1..f.at + 4).any(|at| f.s.is(at, &[Class::But])) || f.is(-1, &[Class::Neg]);
    for test in draft.tests.iter_mut().filter(|_| draft.neg && !corrected) {
        if let Test::Number { num, .. } = test
            && num.hedge == Hedge::Plain
        {
            num.hedge = Hedge::AtLeast;
        }
    }
    draft
}

/// "32% of the total of 56.8 trillion", "32% of the 56.8 trillion tokens routed this week": what all have.
fn of_the_total(f: Frame<'_>) -> bool {
    if is_part_of(f) || super::parts::part_of_the_growth(f).is_some() {
        return true;
    }
    let total = |at: usize| f.s.is(at, &[Class::Market, Class::ShareOf]) || f.s.text(at) == "total";
    f.is(-1, &[Class::Of]) && f.at > 1 && total(f.at - 2) && f.s.text(f.at - 2).ends_with("total")
}

/// "32% of the 56.8 trillion tokens", "took 3.6 million of the 9.44 million admissions": a part stands before it, and nobody whose they are behind it.
fn is_part_of(f: Frame<'_>) -> bool {
    let article = usize::from(f.is(-1, &[Class::The, Class::All]));
    let of = f.at.checked_sub(1 + article).filter(|at| f.s.is(*at, &[Class::Of, Class::ShareOf]));
    let part = of.and_then(|of| f.s.num(of.checked_sub(1)?));
    let unit = usize::from(f.s.units.contains(&(f.at + 1)));
    let goes_on = [Class::Of, Class::For, Class::Which, Class::It, Class::They, Class::From];
    let owned = f.s.is(f.at + 1 + unit, &goes_on) || f.s.who(f.at + 1 + unit).is_some();
    let is_part = |n: &Num| {
        let amount = n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board);
        matches!(n.form, Form::Percent | Form::Fraction) || amount && article == 1
    };
    part.is_some_and(is_part) && !owned
}

/// "have 3 trillion between them, against 1.8 trillion for the two a week ago": what as many first rows had then.
fn top_then(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let group = f.clause().subject.clone();
    let [Entity::Top(top)] = group.concat()[..] else { return None };
    let led = f.is(1, &[Class::For]) && matches!(f.role(), Some(Class::From | Class::Against | Class::After));
    let period = (f.at + 3..f.at + 7)
        .find(|at| matches!(f.s.tokens.get(*at).map(|t| &t.kind), Some(Kind::Period(_))))?;
    let Kind::Period(when) = f.s.tokens[period].kind else { return None };
    let known = when != When::Beyond && when != When::Back(0);
    // "for the ten a week ago" are others than the first two.
    let other = (f.at + 2..period).any(|at| {
        f.s.num(at).is_some_and(|n| n.whole() != Some(top))
            || f.s.who(at).is_some() && f.top_at(at) != Some(top)
    });
    let test = Test::Then { when, test: Box::new(one(Measure::Value, num, 0, &group)) };
    let draft = || f.draft_of("value", vec![test], group.clone(), true);
    (led && known && !other).then(|| Draft { when: None, past: false, words: f.at..f.at, ..draft() })
}

/// "up from 3.4T for the seven listed last week": what all that were listed had then.
fn all_listed_then(f: Frame<'_>, num: &Num) -> Option<Draft> {
    let rows = f.is(1, &[Class::For]) && f.is(2, &[Class::The]) && f.s.num(f.at + 3).is_some();
    let listed = f.at + 4 + usize::from(f.s.subjects.contains(&(f.at + 4)));
    let when = match f.s.tokens.get(listed + 1)?.kind {
        Kind::Period(when) if f.s.text(listed) == "listed" && when != When::Beyond => when,
        _ => return None,
    };
    let group = vec![vec![Entity::Listed]];
    let spoken = rows
        && f.s.whos.contains(&group[0])
        && matches!(f.role(), Some(Class::From | Class::Against | Class::After));
    let test = Test::Then { when, test: Box::new(one(Measure::Value, num, 0, &group)) };
    spoken.then(|| Draft { when: None, words: f.at..f.at, ..f.draft_of("value", vec![test], group, true) })
}

/// What an amount is of, by the words around it.
fn measures_of(f: Frame<'_>, num: &Num) -> Vec<(Measure, i8)> {
    // "despite an extra 44,200 containers": the word itself says which way.
    let added = matches!(f.text(-1), "extra" | "additional" | "further").then_some(1);
    // "has 600 fewer downloads than a week earlier".
    let than = match f.text(1) {
        "more" | "extra" | "additional" => 1,
        "fewer" | "less" => -1,
        _ => num.sign,
    };
    let sign = added.unwrap_or_else(|| f.direction().map_or(than, |(sign, ..)| sign));
    let more = f.is(1, &[Class::MoreThan, Class::Up, Class::Down])
        || matches!(f.text(1), "more" | "fewer" | "less" | "extra" | "additional" | "new" | "added")
        || added.is_some();
    match f.role() {
        Some(Class::From | Class::After) => vec![(Measure::PreviousValue, 0)],
        // "what had been 10.46 trillion tokens is now 6.3 trillion".
        _ if f.text(-1) == "been" && f.text(-2) == "had" => {
            vec![(Measure::PreviousValue, 0), (Measure::Value, 0)]
        }
        Some(Class::By) => vec![(Measure::ValueChange, sign)],
        _ if direct(f) || more => vec![(Measure::ValueChange, sign)],
        // "Bravo's gain of 800 billion tokens", and what it is set against.
        Some(Class::Of) if super::scores::loss_of(f) => {
            vec![(Measure::ValueChange, noun_sign(f).unwrap_or(sign))]
        }
        _ if (1..f.at).any(|at| f.s.is(at, &[Class::Of]) && f.s.is(at - 1, &CHANGES)) => {
            vec![(Measure::Value, 0), (Measure::ValueChange, 0)]
        }
        // "made the biggest gain, 399,300, followed by Bravo with 376,500".
        _ if f.is(-1, &[Class::With]) && gains_before(f) => {
            vec![(Measure::Value, 0), (Measure::ValueChange, 0)]
        }
        // "No gain was larger than Bravo's 800 billion": a gain as well.
        _ if owned_behind_than(f) => vec![(Measure::Value, 0), (Measure::ValueChange, 0)],
        // "by adding 400B tokens to Delta's 244B": a gain as well.
        _ if owned_behind_to(f) => vec![(Measure::Value, 0), (Measure::ValueChange, 0)],
        // "The largest gain in tokens was Bravo's 800 billion".
        _ if owned_behind_be(f) && gains_before(f) => vec![(Measure::ValueChange, 0)],
        _ if num.sign != 0 => vec![(Measure::ValueChange, num.sign)],
        // "gained the most volume, 800 units": the amount or its change.
        _ if told_again(f) || f.is(-1, &[Class::Or]) => {
            vec![(Measure::Value, 0), (Measure::ValueChange, sign)]
        }
        _ if f.is(1, &[Class::To]) && f.s.num(f.at + 2).is_some_and(|n| n.scaled) => {
            vec![(Measure::PreviousValue, 0)]
        }
        _ => vec![(Measure::Value, 0)],
    }
}

/// "gained more than Bravo's 800 billion".
fn owned_behind_than(f: Frame<'_>) -> bool {
    let owner = f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive && f.s.who(at).is_some());
    let changed = || (f.clause().range.start..f.at).any(|at| f.s.is(at, &CHANGES));
    owner && f.is(-2, &[Class::Than, Class::MoreThan]) && changed()
}

/// "adding 400B tokens to Delta's 244B".
fn owned_behind_to(f: Frame<'_>) -> bool {
    let owner = f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive && f.s.who(at).is_some());
    let added = |at: usize| f.s.is(at, &CHANGES) && f.s.num(at + 1).is_some();
    owner && f.is(-2, &[Class::To]) && (f.clause().range.start..f.at).any(added)
}

/// "was Bravo's 800 billion".
fn owned_behind_be(f: Frame<'_>) -> bool {
    let owner = f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive && f.s.who(at).is_some());
    owner && f.is(-2, &[Class::Be])
}

/// "a loss of 31,100", "a gain of some 800 units": which way the noun goes.
pub(super) fn noun_sign(f: Frame<'_>) -> Option<i8> {
    let of = (f.at.saturating_sub(3)..f.at).rev().find(|at| f.s.is(*at, &[Class::Of]))?;
    f.directed(of.checked_sub(1)?).map(|(sign, ..)| sign)
}

/// "three times as many units as Foxtrot, 900 against 300": the second number is the other's.
pub(super) fn set_against(f: Frame<'_>) -> Option<Vec<Who>> {
    let told = f.is(-1, &[Class::Against]) && f.at.checked_sub(2).is_some_and(|at| f.s.num(at).is_some());
    let other = (f.clause().range.start..f.at).rev().find_map(|at| f.s.who(at)).filter(|_| told)?;
    (f.clause().subject.iter().all(|who| who != other)).then(|| vec![other.clone()])
}

/// "lost the most admissions", "added the most tokens", and the number that tells how many ends the sentence.
pub(super) fn lost_the_most(f: Frame<'_>) -> bool {
    let moved =
        |at: usize| f.s.is(at, &[Class::Most]) && f.s.is(at - 1, &[Class::The]) && f.s.is(at - 2, &CHANGES);
    let ends = matches!(f.s.tokens.get(f.at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
    let counted = |at: usize| f.s.units.contains(&at) || f.s.is(at, &[Class::Volume]);
    ends && (2..f.at).any(|at| moved(at) && counted(at + 1))
}

/// A superlative of gains or losses stands before the token.
pub(super) fn gains_before(f: Frame<'_>) -> bool {
    // "added the most admissions of any film, 127,100".
    let added = |at: usize| f.s.is(at.wrapping_sub(2), &CHANGES) && f.s.is(at.wrapping_sub(1), &[Class::The]);
    (0..f.at).any(|at| f.s.is(at, &[Class::Most, Class::Least]) && (f.s.is(at + 1, &CHANGES) || added(at)))
}

/// "from fifth in W13", "from third on Arena in W16": a period that the words name, and not the one before.
pub(super) fn then(f: Frame<'_>) -> Option<When> {
    // "from third in W16 to seventh, and from 1495 points to 1487": both of that time.
    let again = f.is(-1, &[Class::From]) && f.is(-2, &[Class::And]) && f.is(1, &[Class::To]);
    if again {
        let from = |at: &usize| f.s.num(*at).is_some() && f.s.is(at.wrapping_sub(1), &[Class::From]);
        return then(f.from((0..f.at).rev().find(from)?)?);
    }
    let at = crate::claims::clauses::past_board(f.s, f.at + 1);
    // "from the No. 9 spot it held on March 2".
    let held =
        f.s.is(at, &[Class::It, Class::They]) && f.s.is(at + 1, &[Class::Hold, Class::Be, Class::Carry]);
    let at = at + if held { 2 } else { 0 };
    let at = at + usize::from(f.s.is(at, &[Class::In, Class::On]));
    match f.s.tokens.get(at)?.kind {
        Kind::Period(when @ (When::At(_) | When::Back(2..)))
            if matches!(f.role(), Some(Class::From | Class::After)) =>
        {
            Some(when)
        }
        // "from 12th on Friday and 11th on 21 March".
        Kind::Period(when @ When::Back(1)) if f.role() == Some(Class::From) => {
            f.clause().when.filter(|other| *other != when).map(|_| when)
        }
        _ => None,
    }
}

/// "from third in W16 to seventh", "from 1495 points in W16 to 1487": what was reached is of now.
pub(super) fn reached(f: Frame<'_>) -> Option<When> {
    let to = f.num().and(f.at.checked_sub(1)).filter(|at| f.s.is(*at, &[Class::To]))?;
    let dated = to.checked_sub(1).is_some_and(|at| matches!(f.s.tokens[at].kind, Kind::Period(_)));
    let from = (f.clause().range.start..to).rev().find(|at| f.s.num(*at).is_some())?;
    let close = dated && from + 6 > to || from + 1 == to;
    let left = close.then(|| then(f.from(from)?)).flatten()?;
    (left != When::Back(0)).then_some(When::Back(0))
}

/// "the margin narrowed by 52,846".
pub(super) fn gap_changed(f: Frame<'_>) -> Option<&'static str> {
    if !f.s.has(&[Class::GapNoun]) {
        return None;
    }
    let mut clause = f.clause().range.clone();
    let gap = clause.clone().any(|at| f.s.is(at, &[Class::GapNoun]));
    let verbs =
        ["narrow", "widen", "shrank", "shrunk", "grew", "grown", "fell", "dropped", "rose", "increased"];
    let moved = clause.any(|at| verbs.iter().any(|verb| f.s.text(at).starts_with(verb)));
    (gap && moved && f.role() == Some(Class::By)).then_some("by how much a gap has changed is not worked out")
}

/// "100 billion ahead", "within 100 billion": a distance, which is told elsewhere or not at all.
pub(super) fn no_amount(f: Frame<'_>) -> Option<&'static str> {
    let ahead = f.is(1, &[Class::Ahead, Class::Behind]) || matches!(f.text(1), "clear" | "apart" | "adrift");
    // "which led it by 304,900".
    let led =
        |at: usize| f.s.is(at, &[Class::Lead, Class::Behind]) && f.s.is(at + 1, &[Class::It, Class::They]);
    let led_by = f.is(-1, &[Class::By]) && (f.clause().range.start..f.at).any(led);
    // "Alpha's 463,200 admissions beat its previous high": what Alpha has.
    let owned = f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive && f.s.who(at).is_some());
    let beats = owned && f.text(1) != "ahead" && f.is(2, &[Class::Its, Class::Their]);
    match () {
        () if (ahead && !beats) || led_by => Some("it is not told of whom"),
        () if gap_changed(f).is_some() => gap_changed(f),
        () if f.text(-1) == "of" && f.text(-2) == "peak" && f.is(-3, &[Class::Its, Class::Their]) => {
            Some("the best amount so far is not looked up")
        }
        // "Its old one was 365,800".
        () if f.is(-1, &[Class::Be])
            && f.text(-2) == "one"
            && matches!(f.text(-3), "old" | "previous" | "former") =>
        {
            Some("what it was before is not looked up")
        }
        () if f.text(-1) == "within" => Some("how close they are to one another is not worked out"),
        () => None,
    }
}

/// "The top ten starts at 1.42 trillion": the last of it.
fn starts_at(f: Frame<'_>, group: &mut Vec<Who>) {
    let begins = |at: usize| f.s.text(at).starts_with("start") || f.s.text(at).starts_with("begin");
    if let Some(top) = top_alone(group)
        && f.clause().range.clone().any(|at| at < f.at && begins(at))
    {
        *group = vec![vec![Entity::AtRank(top, 0)]];
    }
}
