//! Other readings of a number: what its words do not quite say, and the facts bear out. A number that is nobody's fits
//! none of them; one that fits is hardly a mistake, and its sentence only said it in a way that no frame knows.

mod bound;

use super::Checker;
use super::clauses::{Discourse, is_verb};
use super::facts::{Measure, World};
use super::fitting::is_of_each;
use super::frames::{Draft, Test, listed_with};
use super::lexicon::Class;
use super::numbers::{Form, Hedge, Num, Unit};
use super::tokens::{Entity, Kind, Sentence, When, Who};
use super::truth::Truth;
use crate::model::Period;
use bound::{is_bound_to_its_time, is_more_than_then, is_of_its_words, is_set_beside, leads_by, reaches};
use rust_decimal::Decimal;

impl Checker<'_> {
    /// True if the number fits another figure of what the sentence names: another measure, another mention, the gap or
    /// the sum of two of them, another period that is named.
    pub(super) fn otherwise(
        &self,
        draft: &Draft,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        // "more than 500" is true of much.
        let close =
            |n: &&Num| matches!(n.hedge, Hedge::Plain | Hedge::About | Hedge::Nearly | Hedge::JustOver);
        // "400 units behind Bravo" says itself between whom.
        let apart = draft.tests.iter().all(|t| matches!(t, Test::Difference { .. }));
        if apart && (s.is(draft.at + 1, &[Class::Ahead, Class::Behind]) || leads_by(s, draft)) {
            return false;
        }
        let Some(num) = s.num(draft.at).filter(close).filter(|_| !tight(s, draft.at)) else {
            return false;
        };
        // "Alpha and Delta each added 400": both of them did, or it is wrong.
        let each = draft.group.len() > 1 && draft.words.clone().any(|at| s.is(at, &[Class::Each]));
        if each || is_of_each(s, draft) {
            return false;
        }
        let bound = is_bound_to_its_time(s, draft);
        let then =
            !bound && s.tokens.iter().any(|t| matches!(t.kind, Kind::Period(when) if when != When::Back(0)));
        let sign = draft.tests.iter().find_map(sign_of);
        // "beat Bravo's previous high of 400": a figure of another kind says itself what it is.
        if draft.own && !draft.tests.iter().all(|t| matches!(t, Test::Number { .. })) {
            return false;
        }
        // "Bravo's 400": nobody else's.
        let named = if draft.own { draft.group.clone() } else { named(draft, s, discourse) };
        let lead = (0..s.tokens.len()).any(|at| s.is(at, &[Class::Lead]));
        let mut tests = readings(num, sign.unwrap_or(0), (then, lead), (&draft.group, &named));
        if num.form == Form::Percent && is_more_than_then(s, draft.at) {
            tests.retain(|test| matches!(test, Test::Number { measure: Measure::Growth, .. }));
        }
        // "for the fifth straight day" is no place.
        let counts = s.is(draft.at + 1, &[Class::Streak]);
        if super::frames::is_rank(num) && !counts && may_be_anothers(draft, s) {
            let others = named.iter().filter(|who| !draft.group.contains(who));
            // "saw Bravo coming, from ninth to eighth".
            let from = s.is(draft.at.wrapping_sub(1), &[Class::From]);
            let measure = if from { Measure::PreviousRank } else { Measure::Rank };
            let rank = |who: &Who| Test::Number { measure, num: *num, sign: 0, group: vec![who.clone()] };
            tests.extend(others.map(rank));
        }
        tests.extend(of_tops(num, s));
        if draft.quantity == "share" {
            tests.extend(part_of(num, &named));
        }
        tests.extend(as_many(num, s, draft.at, &named));
        tests.extend(grown_since(num, sign.unwrap_or(0), s, &named, world));
        // "A and B grew by 9% and 6%": one each, in that order.
        let list = listed_with(s, draft.at);
        if draft.group.len() > 1 && list.len() == draft.group.len() {
            let nums: Vec<Num> = list.iter().filter_map(|at| s.num(*at)).copied().collect();
            tests = tests.iter().filter_map(|test| one_each(test, num, &nums, &draft.group)).collect();
        }
        tests.retain(|test| is_of_its_words(test, s, draft.at));
        if tests.is_empty() {
            return false;
        }
        let boards: Vec<usize> = match draft.boards.as_slice() {
            [] => (0..self.config.boards.len()).collect(),
            boards => boards.to_vec(),
        };
        let periods = periods(draft, bound, world);
        let holds = |board: usize, period: Period| {
            tests.iter().any(|test| matches!(self.on(test, board, period, world), Truth::Yes(_)))
        };
        boards.iter().any(|board| periods.iter().any(|period| holds(*board, *period)))
    }
}

/// The letter's own period and the one that is told; that alone, where the figure is bound to it.
fn periods(draft: &Draft, bound: bool, world: World<'_>) -> Vec<Period> {
    let told = draft.when.and_then(|when| world.period_of(when));
    let own = Some(world.period).filter(|own| !bound || told == Some(*own));
    let mut periods: Vec<Period> = [own, told].into_iter().flatten().collect();
    periods.dedup();
    periods
}

/// The same figure of each of a group, as the numbers of a list have it.
fn one_each(test: &Test, own: &Num, nums: &[Num], all: &[Who]) -> Option<Test> {
    let Test::Number { measure, num, sign, group } = test else { return None };
    let percent = num.value != own.value;
    let number = |(who, n): (&Who, &Num)| Test::Number {
        measure: *measure,
        num: if percent { n.scaled_by(Decimal::new(1, 2)) } else { *n },
        sign: *sign,
        group: vec![who.clone()],
    };
    (group[..] == all[..1]).then(|| Test::All(all.iter().zip(nums).map(number).collect()))
}

/// Which way the words say that a figure went.
fn sign_of(test: &Test) -> Option<i8> {
    match test {
        Test::Number { sign, .. } => Some(*sign),
        Test::Since { change: test, .. } | Test::Then { test, .. } => sign_of(test),
        _ => None,
    }
}

/// "was ninth on March 2 and is now 12th, with 16.9% fewer downloads": growth since another time that the sentence
/// names, of what it names or of all.
fn grown_since(num: &Num, sign: i8, s: &Sentence, named: &[Who], world: World<'_>) -> Vec<Test> {
    let num = match num.form {
        Form::Percent if num.unit != Unit::PercentPoints => num.scaled_by(Decimal::new(1, 2)),
        Form::Fraction => *num,
        _ => return Vec::new(),
    };
    let own = Some(world.period);
    let whens = s.tokens.iter().filter_map(|t| match t.kind {
        Kind::Period(when) if when != When::Beyond && world.period_of(when) != own => Some(when),
        _ => None,
    });
    let market = vec![Entity::Market];
    let growth = |from: When, who: &Who| {
        let change = Test::Number { measure: Measure::Growth, num, sign, group: vec![who.clone()] };
        Test::Since { from, change: Box::new(change) }
    };
    whens.flat_map(|from| named.iter().chain([&market]).map(move |who| growth(from, who))).collect()
}

/// "Bravo rose three places, but Alpha carried twice as many units": as many as another whom the sentence names.
fn as_many(num: &Num, s: &Sentence, at: usize, named: &[Who]) -> Vec<Test> {
    // Not what they cost.
    let told = num.form == Form::Times && s.text(at + 1) == "as" && !s.has(&[Class::Price]);
    let pairs = named.iter().flat_map(|a| named.iter().map(move |b| [a, b])).filter(|[a, b]| a != b);
    let times = |[a, b]: [&Who; 2]| Test::Times {
        measure: Measure::Value,
        a: vec![a.clone()],
        b: vec![b.clone()],
        num: *num,
    };
    pairs.filter(|_| told).map(times).collect()
}

/// "Of all downloads of the listed packages, 24.6% went to the top three": what the first rows have of all, or of what is
/// listed.
fn of_tops(num: &Num, s: &Sentence) -> Vec<Test> {
    let num = match num.form {
        Form::Percent if num.unit != Unit::PercentPoints => num.scaled_by(Decimal::new(1, 2)),
        Form::Fraction => *num,
        _ => return Vec::new(),
    };
    let tops = s.whos.iter().filter_map(|who| match who.as_slice() {
        [Entity::Top(top)] => Some((*top, who)),
        _ => None,
    });
    let listed = (0..s.tokens.len()).any(|at| s.text(at).split(' ').any(|word| word == "listed"));
    let part = |who: &Who| Test::Sum { measure: Measure::ListedShare, num, group: vec![who.clone()] };
    tops.filter(|_| listed).flat_map(|(top, who)| [Test::TopShare { top, num }, part(who)]).collect()
}

/// "Echo climbed three rungs", "Hotel and Foxtrot carry 900 billion": nothing stands between that could say it of another.
fn tight(s: &Sentence, at: usize) -> bool {
    let small = |at: usize| {
        s.is(
            at,
            &[Class::Adverb, Class::The, Class::A, Class::Now, Class::To, Class::At, Class::With, Class::By],
        ) || matches!(
            s.text(at),
            "about" | "nearly" | "almost" | "roughly" | "around" | "just" | "some" | "more than" | "over"
        )
    };
    // "handled twice as many": as whom else is told elsewhere.
    if s.num(at).is_some_and(|n| n.form == Form::Times) && s.text(at + 1) == "as" {
        return false;
    }
    // "saw Bravo coming – from ninth to eighth": what is set off may be another's.
    if at > 1 && s.is(at - 1, &[Class::From]) && (s.is_mark(at - 2, '–') || s.is_mark(at - 2, '—')) {
        return false;
    }
    // "is 1.2 points to the good", "is 400 stronger": how far, which the words behind it say.
    if at > 0 && s.is(at - 1, &[Class::Be]) && is_led_on(s, at + 1) {
        return false;
    }
    // "from 400 to 700": what it was before, and nothing else.
    if (0..at).rev().find(|at| !small(*at)).is_some_and(|at| s.is(at, &[Class::From])) {
        return true;
    }
    let Some(verb) = (0..at).rev().find(|at| !small(*at)).filter(|at| is_verb(s, *at)) else { return false };
    // "after its tokens grew 28%": whose tokens is said, and that it is no share.
    let measured = |at: usize| {
        let owned = at > 0 && (s.is(at - 1, &[Class::Its]) || s.tokens[at - 1].possessive);
        owned && s.is(at, &[Class::Volume])
    };
    let subject = |at: usize| s.who(at).is_some() || s.is(at, &[Class::It]) || measured(at);
    (0..verb).rev().find(|at| !small(*at)).is_some_and(subject)
}

/// The statement goes on behind the number with more than where, when and with what.
fn is_led_on(s: &Sentence, at: usize) -> bool {
    let word = matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Word(_)));
    let to_the = s.is(at, &[Class::To]) && s.is(at + 1, &[Class::The]);
    word || to_the || s.is(at, &[Class::Up, Class::Down])
}

/// "passed Alpha for second place and Bravo for first": a place of one, with more than a verb between the two, may be
/// the place of another whom the sentence names.
fn may_be_anothers(draft: &Draft, s: &Sentence) -> bool {
    let small = |at: &usize| {
        matches!(s.tokens[*at].kind, Kind::Mark(_))
            || s.is(*at, &[Class::Be, Class::Adverb, Class::Now, Class::The, Class::In, Class::At])
    };
    let before = (0..draft.at).rev().find(|at| !small(at)).and_then(|at| s.who(at));
    if reaches(s, draft) {
        return false;
    }
    // "At No. 5, Alpha has …": Alpha's.
    let heads = s.is(draft.at.wrapping_sub(1), &[Class::At]) && s.text(draft.at + 1) == ",";
    let fronted = heads && s.who(draft.at + 2).is_some_and(|who| draft.group == [who.clone()]);
    !fronted && draft.group.len() == 1 && before.is_none_or(|who| !draft.group.contains(who))
}

/// Whom the sentence names, the market among them, and whom "they" and "their" may mean.
fn named(draft: &Draft, s: &Sentence, discourse: &Discourse) -> Vec<Who> {
    let mut found: Vec<Who> = Vec::new();
    let they = s.has(&[Class::They, Class::Their]).then_some(&discourse.mentioned);
    for who in draft.group.iter().chain(&s.whos).chain(they.into_iter().flatten()) {
        let scope = matches!(who.as_slice(), [Entity::Top(_) | Entity::Unknown]);
        if !scope && !found.contains(who) && !is_set_beside(s, who) {
            found.push(who.clone());
        }
    }
    // "The top two carry 13.5 trillion, and the board handled 56.8 trillion": all of it.
    let top = draft.group.iter().flatten().any(|e| matches!(e, Entity::Top(_)));
    let market = vec![Entity::Market];
    if top && !found.contains(&market) && s.tokens.iter().any(|t| matches!(t.kind, Kind::Board(_))) {
        found.push(market);
    }
    // What is longer is a list, of which every pair would fit something.
    found.truncate(6);
    found
}

fn readings(num: &Num, sign: i8, (then, lead): (bool, bool), (group, named): (&[Who], &[Who])) -> Vec<Test> {
    use Measure as M;
    let percent = |n: &Num| n.scaled_by(Decimal::new(1, 2));
    // "8.59" is a score.
    let exact = num.digits && !num.value.fract().is_zero();
    let amount =
        num.scaled || num.unit == Unit::Board || num.digits && num.value >= Decimal::from(30) || exact;
    let mut tests = Vec::new();
    let mut each = |measures: &[Measure], num: Num| {
        for (measure, who) in measures.iter().flat_map(|m| named.iter().map(move |w| (*m, w))) {
            let before = matches!(measure, M::PreviousValue | M::PreviousShare);
            // How far it went itself the words say.
            let own = measure == M::Places && (group.contains(who) || !is_row(&who));
            if (!before || then) && !own {
                tests.push(Test::Number { measure, num, sign, group: vec![who.clone()] });
            }
        }
    };
    let gap = match (num.form, num.unit) {
        (Form::Percent, unit) if unit != Unit::PercentPoints => {
            each(&[M::Growth, M::Share, M::PreviousShare, M::ShareChange, M::ShareGrowth], percent(num));
            None
        }
        (_, Unit::PercentPoints) => {
            each(&[M::ShareChange], percent(num));
            Some(M::Share)
        }
        (Form::Cardinal, Unit::Points) => {
            each(&[M::ShareChange], percent(num));
            each(&[M::ValueChange], *num);
            if num.digits {
                each(&[M::Value, M::PreviousValue], *num);
            }
            Some(M::Value)
        }
        (Form::Cardinal, Unit::Places) => {
            each(&[M::Places], *num);
            Some(M::Rank)
        }
        // What one alone costs is what the words say.
        (Form::Money, _) if named.iter().filter(is_row).nth(1).is_some() => {
            each(&[M::PriceIn, M::PriceOut, M::Blended], *num);
            None
        }
        (Form::Cardinal, Unit::None | Unit::Board | Unit::Foreign | Unit::Votes) if amount => {
            let measures =
                [M::Value, M::PreviousValue, M::ValueChange, M::Context, M::Parameters, M::Active, M::Votes];
            each(&measures, *num);
            each(&[M::VotesChange, M::Low, M::High], *num);
            Some(M::Value)
        }
        _ => None,
    };
    tests.extend(between(num, gap, amount, lead, named));
    tests
}

/// "A (1.96 trillion), B (1.42 trillion) and C (551 billion) come to 3.93 trillion": what all have together.
fn of_all(num: &Num, amount: bool, named: &[Who]) -> Option<Test> {
    let (measure, num) = match num.form {
        Form::Cardinal if amount => (Measure::Value, *num),
        Form::Percent => (Measure::Share, num.scaled_by(Decimal::new(1, 2))),
        _ => return None,
    };
    (named.len() > 2).then(|| Test::Sum { measure, num, group: named.to_vec() })
}

/// "of which 153, or 15%, is Alpha's": what part of another's it is.
fn part_of(num: &Num, named: &[Who]) -> Vec<Test> {
    let part = match num.form {
        Form::Percent if num.unit != Unit::PercentPoints => num.scaled_by(Decimal::new(1, 2)),
        Form::Fraction => *num,
        _ => return Vec::new(),
    };
    let rows = |who: &&Who| !who.iter().any(|e| matches!(e, Entity::Market | Entity::AtRank(..)));
    let pairs = named.iter().filter(rows).flat_map(|a| named.iter().filter(rows).map(move |b| (a, b)));
    let times = |(a, b): (&Who, &Who)| Test::Times {
        measure: Measure::Value,
        a: vec![a.clone()],
        b: vec![b.clone()],
        num: part,
    };
    pairs.filter(|(a, b)| a != b).map(times).collect()
}

/// A mention of one row, or of one place on the list.
fn is_row(who: &&Who) -> bool {
    who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)))
}

/// The gaps and sums of every two of them.
fn between(num: &Num, gap: Option<Measure>, amount: bool, lead: bool, named: &[Who]) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut apart: Vec<Who> = named.iter().filter(is_row).cloned().collect();
    let sums = apart.len();
    // "ten points off the lead".
    if lead {
        apart.push(vec![Entity::AtRank(1, 0)]);
    }
    for (index, a) in apart.iter().enumerate() {
        for (other, b) in apart.iter().enumerate().skip(index + 1) {
            if let Some(measure) = gap {
                let (a, b) = (vec![a.clone()], vec![b.clone()]);
                tests.push(Test::Difference { measure, a, b, num: *num, sign: 0 });
            }
            if num.form == Form::Money {
                let apart = |measure| {
                    let (a, b) = (vec![a.clone()], vec![b.clone()]);
                    Test::Difference { measure, a, b, num: *num, sign: 0 }
                };
                tests.extend([Measure::PriceIn, Measure::PriceOut].map(apart));
            }
            let both = [a.clone(), b.clone()];
            match num.form {
                Form::Cardinal if amount && other < sums => {
                    tests.push(Test::Sum { measure: Measure::Value, num: *num, group: both.to_vec() });
                }
                Form::Percent | Form::Fraction if other < sums => {
                    let num =
                        if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
                    tests.push(Test::Sum { measure: Measure::Share, num, group: both.to_vec() });
                }
                _ => {}
            }
        }
    }
    tests.extend(of_all(num, amount, &apart[..sums]));
    tests
}
