//! Frames of two or more: passed, displaced, ahead of, tied; and of a whole board.

use super::{Draft, Frame, Statistic, Test, is_rank};
use crate::claims::clauses::{self, is_list, is_noun};
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};
use rust_decimal::Decimal;

pub(super) fn plain(group: &[Who]) -> bool {
    !group.is_empty() && group.iter().flatten().all(|e| !matches!(e, Entity::Top(_)))
}

/// "overtook Delta", "was passed by Echo", "moved ahead of".
pub fn overtook(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Overtake {
        return None;
    }
    // "the lead, which passed to Alpha".
    if f.is(1, &[Class::To]) && (f.at.saturating_sub(8)..f.at).any(|at| f.s.is(at, &[Class::Lead])) {
        let group = f.group_from(f.at + 2)?;
        return Some(f.draft_of(
            "rank",
            vec![Test::Leads { group: group.clone(), newly: true }],
            group,
            true,
        ));
    }
    let passive = f.is(1, &[Class::By])
        || (f.is(-1, &[Class::Be]) && (f.at + 1..f.clause().range.end).any(|at| f.s.is(at, &[Class::By])));
    let subject = f.clause().subject.clone();
    let other = if passive { f.object_after(&[Class::By]) } else { passed(f) };
    // "Alpha lost the lead because Bravo overtook it".
    let it = || {
        let before = f.clauses[..f.index].iter().rev().map(|c| &c.subject).find(|g| !g.is_empty())?;
        (f.is(1, &[Class::It]) && *before != subject).then(|| before.clone())
    };
    let other = other.or_else(it).or_else(|| super::causes::told_next(f))?;
    if !plain(&subject) || !plain(&other) {
        return (!f.clause().foreign && subject.is_empty()).then(|| f.draft("overtake", Vec::new()));
    }
    let (a, b) = if passive { (other, subject) } else { (subject, other) };
    // "overtook Bravo as the second-largest operator", "in combined traffic": by what they have together.
    let together = f.clause().range.clone().any(|at| f.s.is(at, &[Class::Together]));
    if (together || !f.s.makers.is_empty())
        && a.iter().chain(&b).flatten().all(|e| matches!(e, Entity::Org(_)))
    {
        let more = |a, b| Test::Compared { measure: Measure::Value, a, b, more: true };
        let before = Test::Then { when: When::Back(1), test: Box::new(more(b.clone(), a.clone())) };
        return Some(f.draft("overtake", vec![Test::All(vec![more(a, b), before])]));
    }
    Some(f.draft("overtake", vec![Test::Overtook { a, b }]))
}

/// "Bravo overtook Alpha and Echo overtook Delta": whom it passed; who does something else is not among them.
fn passed(f: Frame<'_>) -> Option<Vec<Who>> {
    let mut group = f.group_from(f.at + 1)?;
    let listed = |at: &usize| f.s.who(*at).is_some() || f.s.is(*at, &[Class::And]) || f.s.is_mark(*at, ',');
    let last = (f.at + 1..f.s.tokens.len()).take_while(listed).last().unwrap_or(f.at);
    let other = f.s.who(last).is_some() && f.s.who(last - 1).is_none();
    if group.len() > 1 && other && f.s.is(last + 1, &[Class::Overtake]) {
        group.pop();
    }
    Some(group)
}

/// "passed Alpha for second in March and Bravo for first in June": the other that it passed.
pub fn overtook_too(f: Frame<'_>) -> Option<Draft> {
    let start = f.clause().range.start;
    let between = |at: usize| f.s.who(at).is_none() && f.s.num(at).is_none();
    let opens = clauses::goes_on_with_whom(f.s, start) && (start..f.at).all(between);
    let verb = (0..start).rev().find(|at| clauses::is_verb(f.s, *at)).filter(|_| opens)?;
    let (a, b) = (f.clause().subject.clone(), vec![f.s.who(f.at)?.clone()]);
    let said = f.s.is(verb, &[Class::Overtake]) && plain(&a) && plain(&b);
    said.then(|| f.draft("overtake", vec![Test::Overtook { a, b }]))
}

/// "A gain of 27.4% carried Alpha past Bravo": it passed it.
pub fn carried_past(f: Frame<'_>) -> Option<Draft> {
    if f.text(0) != "past" {
        return None;
    }
    let verb = f.at.checked_sub(2).filter(|at| super::drafts::LIFTS.has(f.s.text(*at)))?;
    let a = vec![f.s.who(f.at - 1).filter(|_| !f.s.tokens[f.at - 1].possessive)?.clone()];
    let b = f.group_from(f.at + 1)?;
    let hedged = |at: usize| matches!(f.s.text(at), "almost" | "nearly" | "failed" | "threatened" | "once");
    let past = !(f.clause().range.start..verb).any(hedged);
    let models = a.iter().chain(&b).flatten().all(|e| matches!(e, Entity::Model { .. }));
    (past && models && a != b)
        .then(|| f.draft_of("overtake", vec![Test::Overtook { a: a.clone(), b }], a, true))
}

/// "gave up eighth place to Luna": who has it now passed the one that had it.
pub fn ceded(f: Frame<'_>) -> Option<Draft> {
    if !f.is(0, &[Class::To]) {
        return None;
    }
    let words = f.at.saturating_sub(4)..f.at;
    let ranked = words.clone().any(|at| f.s.num(at).is_some_and(is_rank) || f.s.is(at, &[Class::Lead]));
    if !ranked || !words.clone().any(|at| super::stood::is_ceding(f.s.text(at))) {
        return None;
    }
    let (a, b) = (f.group_from(f.at + 1)?, f.clause().subject.clone());
    (plain(&a) && plain(&b)).then(|| f.draft("overtake", vec![Test::Overtook { a, b }]))
}

/// "took sixth place from Golf": Golf had it.
pub fn took_from(f: Frame<'_>) -> Option<Draft> {
    if !f.is(0, &[Class::From]) {
        return None;
    }
    let mut near = f.at;
    while near > 0
        && (matches!(f.s.tokens[near - 1].kind, Kind::Board(_))
            || f.s.is(near - 1, &[Class::On, Class::In, Class::The]))
    {
        near -= 1;
    }
    let back = (near.saturating_sub(2)..near)
        .rev()
        .find(|at| f.s.num(*at).is_some_and(is_rank) || f.s.is(*at, &[Class::Lead]))?;
    // "the top spot" is the first.
    let first = Num::new(Decimal::ONE, Decimal::ZERO, Form::Rank);
    let rank = f.s.num(back).copied().unwrap_or(first);
    let took = (f.clause().range.start..back).any(|at| {
        matches!(
            f.s.text(at),
            "took"
                | "took over"
                | "takes over"
                | "takes"
                | "taking"
                | "seized"
                | "claimed"
                | "snatched"
                | "grabbed"
        )
    });
    if !took {
        return None;
    }
    let group = f.group_from(f.at + 1).filter(|g| plain(g))?;
    let test = Test::Number { measure: Measure::PreviousRank, num: rank, sign: 0, group: group.clone() };
    Some(f.draft_of("rank", vec![test], group, true))
}

/// "displaced Golf", "takes first place from Alpha".
pub fn displaced(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Displace {
        return None;
    }
    let subject = f.clause().subject.clone();
    let passive = f.is(1, &[Class::By]) || f.is(-1, &[Class::Be]);
    let other = if passive { f.object_after(&[Class::By])? } else { f.group_from(f.at + 1)? };
    if !plain(&subject) || !plain(&other) {
        return None;
    }
    let (a, b) = if passive { (other, subject) } else { (subject, other) };
    let displaced = Test::Displaced { a: a.clone(), b: b.clone() };
    // "replaced Bravo in the survey": Bravo is not there any more.
    let tests = match super::handed_over::replaced_within(f) {
        Some(super::scopes::Scope { top: Some(top), .. }) => {
            let entered = Test::Entered { group: a, top: Some(top), again: false };
            vec![Test::All(vec![entered, Test::Left { group: b, top: Some(top) }])]
        }
        Some(_) => vec![displaced],
        None => vec![displaced, Test::Overtook { a, b }],
    };
    Some(f.draft("displaced", tests))
}

/// "pushed Golf out of the top ten", "off the list": Golf left it.
pub fn pushed_out(f: Frame<'_>) -> Option<Draft> {
    let out = f.text(0) == "out" && f.is(1, &[Class::Of]);
    let listed = |at: usize| is_list(f.s.text(at));
    let top = (f.at + 1..f.at + 5).find_map(|at| f.top_at(at));
    if !(out && top.is_some() || f.text(0) == "off" && (top.is_some() || (f.at + 1..f.at + 5).any(listed))) {
        return None;
    }
    let who = f.at.checked_sub(1).and_then(|at| f.s.who(at))?;
    let pushes = ["push", "knock", "shov", "squeez", "forc", "nudg", "bump", "driv", "drove", "edg"];
    let verb = (f.at.saturating_sub(4)..f.at - 1)
        .any(|at| pushes.iter().any(|p| f.s.text(at).starts_with(p)) || f.s.is(at, &[Class::Displace]));
    let group = vec![who.clone()];
    (verb && plain(&group))
        .then(|| f.draft_of("exit", vec![Test::Left { group: group.clone(), top }], group, true))
}

/// "tied with", "overlap".
pub fn tied(f: Frame<'_>) -> Option<Draft> {
    if f.class()? != Class::Tied || is_noun(f.s, f.at) {
        return None;
    }
    // "2.3 times its earlier level", "for a new level of 300".
    let adjective =
        matches!(f.text(-1), "earlier" | "previous" | "old" | "former" | "new" | "last" | "prior");
    if f.text(0) == "level"
        && (adjective || f.is(-1, &[Class::Its, Class::Their, Class::New]) || f.is(1, &[Class::Of]))
    {
        return None;
    }
    let subject = f.clause().subject.clone();
    let (a, b) = match subject.as_slice() {
        [a, b] => (vec![a.clone()], vec![b.clone()]),
        // "The top three are tied": the first with each of the others.
        [who] if matches!(who.as_slice(), [Entity::Top(2..=20)]) => {
            let [Entity::Top(top)] = who.as_slice() else { return None };
            let others = (2..=*top).map(|rank| vec![Entity::AtRank(rank, 0)]).collect();
            (vec![vec![Entity::AtRank(1, 0)]], others)
        }
        // "A, B and C are tied": the first with each of the others.
        [first, others @ ..] if others.len() > 1 => (vec![first.clone()], others.to_vec()),
        [_] => {
            (subject.clone(), f.group_from(f.at + 1).or_else(|| f.object_after(&[Class::With, Class::Of]))?)
        }
        _ => return None,
    };
    // "tied for the biggest climb": not in what they have.
    if f.is(1, &[Class::For]) && f.s.is(f.at + 3, &[Class::Most, Class::Least]) {
        return Some(f.draft("tie", vec![Test::Unbound("who else did as much is not looked up")]));
    }
    // "level on points with Bravo": to the point.
    let exact = f.is(1, &[Class::On, Class::In, Class::By])
        && (matches!(f.text(2), "points" | "score" | "scores") || f.is(2, &[Class::Score, Class::Votes]));
    let measure = if f.is(2, &[Class::Votes]) { Measure::Votes } else { Measure::Value };
    let num = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
    let equal = |b: Who| Test::Difference { measure, a: a.clone(), b: vec![b], num, sign: 0 };
    let test = match exact {
        true => Test::All(b.iter().cloned().map(equal).collect()),
        false => Test::Tied { a: a.clone(), b: b.clone() },
    };
    plain(&b).then(|| f.draft("tie", vec![test]))
}

/// "the top ten sit within a 23-point band".
pub fn band(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| matches!(n.unit, Unit::Points | Unit::None) && n.form == Form::Cardinal)?;
    // "a 21-point band, from Alpha's 1507 to Bravo's 1486": what each has.
    if f.at.checked_sub(1).is_some_and(|at| f.s.tokens[at].possessive && f.s.who(at).is_some()) {
        return None;
    }
    let near = (f.at.saturating_sub(4)..(f.at + 3).min(f.s.tokens.len())).any(|at| {
        f.s.is(at, &[Class::Band, Class::Separate])
            || matches!(f.s.text(at), "within" | "spans" | "span" | "spanned")
    });
    let top = near.then(|| f.scope()).flatten()?;
    let several = f.clause().subject.iter().flatten().any(|e| matches!(e, Entity::Top(_)))
        || f.clause().subject.is_empty();
    (several && num.digits | (num.unit == Unit::Points)).then(|| Draft {
        boards: f.draft("gap", Vec::new()).boards,
        ..f.draft_of("gap", vec![Test::Band { top, num: *num }], Vec::new(), true)
    })
}

/// "the top three hold 54%", "the first five rows carry 43.2% of the tokens".
pub fn share_of_top(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| matches!(n.form, Form::Percent | Form::Fraction))?;
    if num.form == Form::Fraction && num.unit != Unit::Board && !f.is(1, &[Class::ShareOf, Class::Of]) {
        return None;
    }
    // "over half of the top five's 5.1 million": not of all.
    let of_top = |at: &usize| f.s.tokens[*at].possessive && f.top_at(*at).is_some();
    if f.is(1, &[Class::Of]) && (f.at + 2..(f.at + 4).min(f.s.tokens.len())).any(|at| of_top(&at)) {
        return Some(f.draft("share", vec![Test::Unbound("parts of the first rows are not worked out")]));
    }
    let scale = if num.form == Form::Percent { Decimal::new(1, 2) } else { Decimal::ONE };
    if let Some(through) = share_through(f, &num.scaled_by(scale)) {
        return Some(through);
    }
    let subject = f.clause().subject.iter().flatten().find_map(|e| match e {
        Entity::Top(k) => Some(*k),
        _ => None,
    })?;
    // "The five largest accounted for 30.1%, the ten largest for 46.0%".
    let top = (f.clause().range.start..f.at).rev().find_map(|at| f.top_at(at)).unwrap_or(subject);
    let alone = f.clause().subject.len() == 1
        && f.clauses.iter().map(|c| c.boards.len()).sum::<usize>() < 2
        && !f.near(&[Class::All], 0);
    // "drew 6.3 million, 2% fewer than last week's top ten".
    let more = f.is(1, &[Class::MoreThan])
        || matches!(f.text(1), "more" | "fewer" | "less" | "higher" | "lower" | "larger" | "smaller");
    let change = more || f.direction().is_some() || f.role() == Some(Class::From);
    let num = num.scaled_by(scale);
    let group = vec![vec![Entity::Top(top)]];
    let of_listed = f.of_listed().then_some(Test::Sum { measure: Measure::ListedShare, num, group });
    let tests = of_listed.into_iter().chain([Test::TopShare { top, num }]).collect();
    // "A week earlier it was 46.9%": nobody else was spoken of.
    (alone && !change).then(|| Draft { guessed: false, ..f.draft("share", tests) })
}

/// "More than half of the volume went through three models", "54% of all tokens went to the top three".
fn share_through(f: Frame<'_>, num: &Num) -> Option<Draft> {
    // "a quarter of the market's growth" is none of the market.
    let of_all = num.unit == Unit::Board
        || f.is(1, &[Class::ShareOf]) && !f.s.tokens[f.at + 1].possessive
        || f.is(1, &[Class::Of]) && f.near(&[Class::Volume, Class::Market], 4);
    // "a quarter of that increase came from Bravo".
    let of_change = (f.at + 2..f.at + 4).any(|at| f.s.is(at, &super::numbers::CHANGES));
    let of_all = of_all && !of_change;
    let verb = (f.at + 1..f.clause().range.end).find(|at| {
        f.s.is(*at, &[Class::Move])
            || matches!(f.s.text(*at), "flowed" | "run" | "runs" | "ran" | "came" | "come" | "comes")
    })?;
    let led = f.s.is(verb + 1, &[Class::To, Class::From, Class::On])
        || matches!(f.s.text(verb + 1), "through" | "via");
    if !of_all || !led {
        return None;
    }
    let object = (verb + 2..verb + 4).find(|at| f.s.who(*at).is_some() || f.s.num(*at).is_some())?;
    let counted = f.s.num(object).filter(|n| n.unit == Unit::Subjects).and_then(Num::whole);
    let one =
        f.s.who(object).filter(|w| w.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::Org(_))));
    if let Some(who) = one {
        let group = vec![who.clone()];
        let test = Test::Number { measure: Measure::Share, num: *num, sign: 0, group: group.clone() };
        return Some(f.draft_of("share", vec![test], group, true));
    }
    let top = f.top_at(object).or(counted)?;
    let draft = f.draft_of("share", vec![Test::TopShare { top, num: *num }], Vec::new(), true);
    // "three models" need not be the first three.
    Some(Draft { guessed: counted.is_some(), ..draft })
}

/// The words for statistics.
pub(super) const STATISTICS: [Class; 7] = [
    Class::Tau,
    Class::Effective,
    Class::Gini,
    Class::Concentration,
    Class::BothTops,
    Class::Turnover,
    Class::Free,
];

/// "an effective number of 7.9", "Kendall's tau-b is −0.27", "free rows carry 9.8%".
pub fn statistic(f: Frame<'_>) -> Option<Draft> {
    let num = f.num()?;
    let near = |classes: &[Class]| f.near(classes, 2);
    let which = match () {
        () if near(&[Class::Tau]) => Statistic::Tau,
        () if near(&[Class::Effective]) => Statistic::Effective,
        () if near(&[Class::Gini]) => Statistic::Gini,
        () if near(&[Class::Concentration])
            && num.unit == Unit::None
            && matches!(num.form, Form::Cardinal) =>
        {
            Statistic::Hhi
        }
        () if near(&[Class::BothTops]) && num.unit != Unit::Places => Statistic::InBoth,
        () if near(&[Class::Turnover]) && num.form == Form::Percent => Statistic::Turnover,
        () if num.form == Form::Percent
            && near(&[Class::Free])
            && f.clause().subject.is_empty()
            && !f.clause().foreign =>
        {
            Statistic::FreeShare
        }
        () => return None,
    };
    // The statistic's own number stands near its word and is written like one.
    let beside = (f.at.saturating_sub(5)..f.at + 4).any(|at| f.s.is(at, &STATISTICS));
    let fine = match which {
        Statistic::InBoth => num.unit == Unit::Subjects && num.value < Decimal::from(30),
        Statistic::Tau | Statistic::Gini | Statistic::Hhi => {
            num.half < Decimal::new(5, 1) || num.value > Decimal::ONE_HUNDRED
        }
        _ => true,
    };
    let at_word = matches!(
        f.role(),
        Some(
            Class::Be
                | Class::Of
                | Class::At
                | Class::To
                | Class::Carry
                | Class::Hold
                | Class::Tau
                | Class::Effective
                | Class::Gini
                | Class::Concentration
        )
    );
    if !beside || !fine || !(at_word || which == Statistic::InBoth) {
        return None;
    }
    let mut num = *num;
    if num.form == Form::Percent {
        num = num.scaled_by(Decimal::new(1, 2));
    }
    if num.sign < 0 {
        num.value = -num.value;
    }
    Some(f.draft_of("statistic", vec![Test::Statistic { which, num }], Vec::new(), true))
}
