//! Numbers that fit nothing: what is no figure of anybody whom the sentence names is wrong, whomever its words speak of.

use super::beside::{digits, number, rows};
use crate::claims::Checker;
use crate::claims::clauses::{Discourse, points_back};
use crate::claims::evaluate::Outcome;
use crate::claims::facts::{Measure, World};
use crate::claims::frames::{Draft, Test, is_rank};
use crate::claims::lexicon::{Class, Words};
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::sure;
use crate::claims::tokens::{Entity, Kind, Sentence, Token, When, Who};
use crate::claims::truth::Truth;
use rust_decimal::Decimal;

/// How near a figure may be to the number for the words to mean it all the same, as a part of the number.
const NEARLY: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

impl Checker<'_> {
    /// True if the number is no figure of anybody whom the sentence names, nor of all: whomever its words speak of, it is wrong.
    pub(in crate::claims) fn fits_nothing(
        &self,
        (draft, outcome): (&Draft, &Outcome),
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> bool {
        let Some(num) = s.num(draft.at).filter(|n| matches!(n.hedge, Hedge::Plain | Hedge::About)) else {
            return false;
        };
        // "several of the first places": more than one of them.
        let places =
            is_rank(num) && (s.text(draft.at).ends_with("places") || s.text(draft.at + 1) == "places");
        // "solves 64.7% of the tasks", "was trained on 15 trillion tokens": figures of something else.
        if places || sure::has_strangers(s, &self.own_words) {
            return false;
        }
        // What the words say is known to be not known.
        let unknown = matches!(outcome.truth, Truth::Unknown(_))
            && draft.tests.iter().any(|test| !matches!(test, Test::Unbound(_)));
        let when = |when: When| matches!(when, When::Back(0 | 1));
        let told = unknown || draft.neg || draft.when.is_some_and(|told| !when(told));
        if told || !is_of_now(s) {
            return false;
        }
        // "third straight week", "from 14th to fifth in that time": no place of now or then.
        let spans = || s.has(&[Class::Streak]) || s.nums.iter().any(|n| n.unit == Unit::Periods);
        let rank = is_rank(num);
        if rank && (draft.quantity != "rank" || spans() || is_range(s, draft.at)) {
            return false;
        }
        let mut named: Vec<Who> = Vec::new();
        let lately =
            [&discourse.subject, &discourse.mentioned].into_iter().flatten().filter(|_| !discourse.stale);
        for who in draft.group.iter().chain(&s.whos).chain(lately) {
            if !named.contains(who) {
                named.push(who.clone());
            }
        }
        let known = |who: &Who| {
            who.iter()
                .all(|e| matches!(e, Entity::Model { variant: None, .. } | Entity::Org(_) | Entity::Market))
        };
        let back = points_back(s, 0) && discourse.measured;
        if named.len() > 6 || !named.iter().all(known) || rows(s).is_empty() && !back {
            return false;
        }
        let boards = 0..self.config.boards.len();
        // It has such figures: on a board that is named, or on any.
        let has = |board: usize| {
            let own = |test: &Test| {
                is_own(test, &named) && self.on(test, board, world.period, world) != Truth::Skip
            };
            self.figures(num, &named, board, world).iter().any(own)
        };
        let mut told = s.tokens.iter().filter_map(|t| match t.kind {
            Kind::Board(board) => Some(board),
            _ => None,
        });
        // "Alpha, ninth last week, left the list": where it stands now is not told.
        let listed = |board: usize| {
            let stands = |who: &Who| self.is_known(&number(Measure::Rank, num, who), board, world);
            rows(s).iter().all(stands)
        };
        told.all(has)
            && boards.clone().any(has)
            && (!rank || boards.clone().any(listed))
            && boards.clone().all(|board| self.is_nowhere(num, &named, board, world))
    }

    /// No figure of a board is the number, nor near it.
    fn is_nowhere(&self, num: &Num, named: &[Who], board: usize, world: World<'_>) -> bool {
        let stood = |who: &Who| self.is_known(&number(Measure::PreviousRank, num, who), board, world);
        let was_there = |test: &Test| match test {
            Test::Number { group, .. } => group.iter().any(|who| named.contains(who) && stood(who)),
            _ => false,
        };
        self.figures(num, named, board, world).iter().all(|test| {
            match self.on(test, board, world.period, world) {
                Truth::Yes(_) => false,
                Truth::No(Some(fact)) => !is_near(num, fact),
                // What it has itself must be known, and what it had where it was listed; what others have may not be.
                Truth::Unknown(_) => !is_own(test, named) && !was_there(test),
                Truth::No(None) | Truth::Skip => true,
            }
        })
    }

    fn is_known(&self, test: &Test, board: usize, world: World<'_>) -> bool {
        matches!(self.on(test, board, world.period, world), Truth::Yes(_) | Truth::No(Some(_)))
    }

    /// Every figure of those who are named that a number of its kind may be; none of a number of another kind.
    fn figures(&self, num: &Num, named: &[Who], board: usize, world: World<'_>) -> Vec<Test> {
        if num.form == Form::Percent && num.unit != Unit::PercentPoints && digits(num) > 1 {
            return self
                .parts(&num.scaled_by(Decimal::new(1, 2)), (named, &self.neighbours(named, board, world)));
        }
        if is_rank(num) {
            return places(num, named);
        }
        if num.unit == Unit::PercentPoints && digits(num) > 1 {
            return points(num, named);
        }
        let amount = num.form == Form::Cardinal
            && (num.scaled || num.unit == Unit::Board && num.digits)
            && digits(num) > 2
            || num.unit == Unit::Points && num.digits && digits(num) > 1;
        let mut tests = Vec::new();
        if !amount {
            return tests;
        }
        let mut all = named.to_vec();
        all.extend([vec![Entity::Market], vec![Entity::Listed]]);
        all.extend(self.makers_of(named));
        for measure in [Measure::Value, Measure::PreviousValue, Measure::ValueChange] {
            tests.extend(all.iter().map(|who| number(measure, num, who)));
        }
        let mut apart = named.to_vec();
        apart.extend(self.neighbours(named, board, world));
        for (index, a) in apart.iter().enumerate() {
            for b in apart[index + 1..].iter().filter(|_| index < named.len()) {
                tests.extend(of_two(num, a, b));
            }
        }
        tests.push(Test::Sum { measure: Measure::Value, num: *num, group: named.to_vec() });
        tests
    }

    /// Every part or growth of those who are named that a percentage may be.
    fn parts(&self, num: &Num, (named, beside): (&[Who], &[Who])) -> Vec<Test> {
        use Measure as M;
        let market = vec![Entity::Market];
        let mut all = named.to_vec();
        all.extend([market.clone(), vec![Entity::Listed]]);
        all.extend(self.makers_of(named));
        let mut tests = Vec::new();
        for measure in [
            M::Share,
            M::Growth,
            M::PreviousShare,
            M::ShareChange,
            M::ShareGrowth,
            M::ListedShare,
            M::PreviousListedShare,
        ] {
            tests.extend(all.iter().map(|who| number(measure, num, who)));
        }
        let then = |who| Test::Then { when: When::Back(1), test: Box::new(number(M::Growth, num, who)) };
        tests.extend(all.iter().map(then));
        let of = |measure, a: &Who, b: &Who, num| Test::Times {
            measure,
            a: vec![a.clone()],
            b: vec![b.clone()],
            num,
        };
        let more = Num { value: Decimal::ONE + num.value, ..*num };
        let less = Num { value: Decimal::ONE - num.value, ..*num };
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            tests.extend([*num, more, less].map(|num| of(M::Value, a, b, num)));
            tests.push(of(M::ValueChange, a, b, *num));
            let group = vec![a.clone(), b.clone()];
            tests.push(Test::Sum { measure: M::Share, num: *num, group });
            let (a, b) = (vec![a.clone()], vec![b.clone()]);
            tests.push(Test::Difference { measure: M::Growth, a, b, num: *num, sign: 0 });
        }
        // "sells 30% more than its nearest rival".
        for (a, b) in named.iter().flat_map(|a| beside.iter().map(move |b| (a, b))) {
            let both = [(a, b), (b, a)];
            let of = |(a, b)| [*num, more, less].map(|num| of(M::Value, a, b, num));
            tests.extend(both.into_iter().flat_map(of));
        }
        tests.push(Test::Sum { measure: M::Share, num: *num, group: named.to_vec() });
        tests.extend((1..=20).map(|top| Test::TopShare { top, num: *num }));
        tests
    }

    /// Who makes the rows that are named.
    fn makers_of(&self, named: &[Who]) -> Vec<Who> {
        let models = named.iter().flatten().filter_map(|e| match e {
            Entity::Model { model, .. } => self.facts.models[*model].org.as_ref(),
            _ => None,
        });
        let orgs = models.filter_map(|id| self.facts.orgs.iter().position(|org| org.id == *id));
        orgs.map(|org| vec![Entity::Org(org)]).collect()
    }

    /// The first row, and those beside the rows that are named.
    fn neighbours(&self, named: &[Who], board: usize, world: World<'_>) -> Vec<Who> {
        let Some(now) = world.at(board, world.period) else { return Vec::new() };
        let rows = named.iter().flat_map(|who| world.any_rows(who, board, now));
        let ranks = rows.filter_map(|row| row.rank).flat_map(|rank| [rank.saturating_sub(1), rank + 1]);
        ranks.chain([1]).filter(|rank| *rank > 0).map(|rank| vec![Entity::AtRank(rank, 0)]).collect()
    }
}

/// Every change and distance of the shares of those who are named.
fn points(num: &Num, named: &[Who]) -> Vec<Test> {
    use Measure as M;
    let num = num.scaled_by(Decimal::new(1, 2));
    let market = [vec![Entity::Market], vec![Entity::Listed]];
    let measures = [M::ShareChange, M::Share, M::PreviousShare, M::ListedShare];
    let all = || named.iter().chain(&market);
    let mut tests: Vec<Test> = measures.iter().flat_map(|m| all().map(|who| number(*m, &num, who))).collect();
    for (index, a) in named.iter().enumerate() {
        let (a, rest) = (vec![a.clone()], named[index + 1..].iter().chain(&market));
        let apart =
            |measure, b: &Who| Test::Difference { measure, a: a.clone(), b: vec![b.clone()], num, sign: 0 };
        let of = [M::Share, M::PreviousShare, M::ShareChange, M::Growth];
        tests.extend(rest.flat_map(|b| of.map(|measure| apart(measure, b))));
    }
    tests.push(Test::Sum { measure: M::Share, num, group: named.to_vec() });
    tests
}

/// Every place of those who are named.
fn places(num: &Num, named: &[Who]) -> Vec<Test> {
    let measures = [Measure::Rank, Measure::PreviousRank, Measure::Peak];
    let rows = |who: &&Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    let of = |measure| named.iter().filter(rows).map(move |who| number(measure, num, who));
    measures.into_iter().flat_map(of).collect()
}

/// The distance of two, now and before, and what both have.
fn of_two(num: &Num, a: &Who, b: &Who) -> Vec<Test> {
    let apart =
        |measure| Test::Difference { measure, a: vec![a.clone()], b: vec![b.clone()], num: *num, sign: 0 };
    let then = Test::Then { when: When::Back(1), test: Box::new(apart(Measure::Value)) };
    let sum = Test::Sum { measure: Measure::Value, num: *num, group: vec![a.clone(), b.clone()] };
    vec![apart(Measure::Value), apart(Measure::ValueChange), then, sum]
}

/// "The rows ranked third to seventh": which they are.
fn is_range(s: &Sentence, at: usize) -> bool {
    let rank = |at: usize| s.num(at).is_some_and(is_rank);
    let pair = |first: usize| s.is(first + 1, &[Class::To]) && rank(first) && rank(first + 2);
    let first = if pair(at) { Some(at) } else { at.checked_sub(2).filter(|first| pair(*first)) };
    first.is_some_and(|first| first == 0 || !s.is(first - 1, &[Class::From]))
}

fn is_near(num: &Num, fact: Decimal) -> bool {
    let num = if num.form == Form::Percent { num.scaled_by(Decimal::new(1, 2)) } else { *num };
    // "some 36.5 billion".
    let nearly = if num.hedge == Hedge::About { NEARLY * Decimal::TEN } else { NEARLY };
    (fact.abs() - num.value).abs() <= num.value * nearly
}

/// Nothing in the sentence speaks of another time than now and the one before, of a price, a record or an average.
fn is_of_now(s: &Sentence) -> bool {
    static ELSEWHERE: Words = Words::of(&[
        "began",
        "begun",
        "benchmark",
        "benchmarks",
        "opened",
        "season",
        "start",
        "started",
        "starts",
        "year",
        "average",
        "averaged",
        "averages",
        "barrier",
        "beyond",
        "mark",
        "mean",
        "median",
        "other",
        "others",
        "outside",
        "rate",
        "remaining",
        "since",
        "so far",
        "threshold",
        "unlisted",
        "triple",
        "twice",
    ]);
    let now = |token: &Token<'_>| match token.kind {
        Kind::Period(when) => matches!(when, When::Back(0 | 1)),
        Kind::Date(_) | Kind::Span(_) => false,
        // Something that the data do not know is named.
        Kind::Word(true) => false,
        _ => !ELSEWHERE.has(token.text),
    };
    let other = [
        Class::Price,
        Class::Votes,
        Class::Context,
        Class::Parameters,
        Class::Interval,
        Class::Record,
        Class::Peak,
        Class::Beyond,
        Class::Skip,
        Class::Rest,
        Class::Half,
        Class::Free,
        Class::Paid,
        Class::Leader,
        Class::RunnerUp,
        Class::Former,
    ];
    let counted =
        |n: &Num| matches!(n.unit, Unit::Parameters | Unit::Votes | Unit::Foreign) || n.form == Form::Money;
    s.tokens.iter().all(now) && !s.has(&other) && !s.nums.iter().any(counted)
}

/// "Alpha leads with 1.6 trillion tokens": what somebody has is told, and nothing of how it came to that, so that "that"
/// in the next sentence is the amount.
pub fn tells_an_amount(s: &Sentence) -> bool {
    const MOVED: [Class; 6] =
        [Class::GapNoun, Class::Ahead, Class::Behind, Class::Than, Class::MoreThan, Class::Separate];
    let amount = |n: &Num| n.form == Form::Cardinal && (n.scaled || n.unit == Unit::Board);
    is_of_now(s) && s.nums.iter().any(amount) && !s.has(&MOVED) && !s.has(&Class::CHANGES)
}

/// What one that is named has itself.
fn is_own(test: &Test, named: &[Who]) -> bool {
    let own = |measure: &Measure| {
        matches!(measure, Measure::Value | Measure::Share | Measure::Growth | Measure::Rank)
    };
    matches!(test, Test::Number { measure, group, .. } if own(measure) && group.iter().all(|who| named.contains(who)))
}
