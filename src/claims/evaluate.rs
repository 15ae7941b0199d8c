//! A claim's readings on every board and in every period that its words allow, and the best of them.

use super::Checker;
use super::clauses::Discourse;
use super::facts::{Measure, World};
use super::frames::{Draft, Test};
use super::numbers::{Form, Unit};
use super::tokens::{Entity, Sentence, When, Who};
use super::truth::{Truth, all_of};
use crate::analysis::PeriodFacts;
use crate::model::Period;
use rust_decimal::Decimal;

impl<'a> Checker<'a> {
    /// The readings of a claim on every board and in every period that its words allow.
    pub(super) fn evaluate(
        &self,
        draft: &Draft,
        tests: &[Test],
        world: World<'_>,
        discourse: &Discourse,
    ) -> Outcome {
        let on = |board| match self.evaluate_on(&[board], draft, tests, world, discourse) {
            Outcome { truth: Truth::Skip, .. } if world.stands_nowhere(draft, tests, board) => {
                Outcome { truth: Truth::No(None), at: Some((board, world.period)), test: 0 }
            }
            outcome => outcome,
        };
        let Some(both) = world.two_boards().filter(|_| draft.both_boards) else {
            return match draft.boards.as_slice() {
                [board] if draft.board_told => on(*board),
                [] if self.config.boards.len() == 1 => on(0),
                boards => self.evaluate_on(boards, draft, tests, world, discourse),
            };
        };
        // What is said of both boards is true on each.
        let [first, second] = both.map(on);
        match (&first.truth, &second.truth) {
            (Truth::Yes(_), _) | (Truth::Unknown(_) | Truth::Skip, Truth::No(_)) => second,
            _ => first,
        }
    }

    /// The same, as if the words named other boards.
    pub(super) fn evaluate_on(
        &self,
        boards: &[usize],
        draft: &Draft,
        tests: &[Test],
        world: World<'_>,
        discourse: &Discourse,
    ) -> Outcome {
        if draft.when == Some(When::Beyond) && !draft.tests.iter().any(|t| matches!(t, Test::Peak { .. })) {
            return Outcome {
                truth: Truth::Unknown("the words speak of a time that the data do not know"),
                at: None,
                test: 0,
            };
        }
        let told = world.period_of(draft.when.unwrap_or(When::Back(0)));
        // "The biggest loser was …" tells of the letter's own period.
        let extreme = tests.iter().any(Test::is_of_its_period);
        let either = draft.past && draft.when.is_none() && !extreme && !draft.neg;
        let before = if either { world.period_of(When::Back(1)) } else { None };
        let periods = || told.into_iter().chain(before);
        let all = 0..self.config.boards.len();
        let named = if boards.is_empty() { &discourse.boards } else { boards };
        let firm = !boards.is_empty();
        let boards = named.iter().copied().chain(all.filter(|b| !firm && !named.contains(b)));
        let mut best = Outcome { truth: Truth::Skip, at: None, test: 0 };
        for (board, period) in boards.flat_map(|board| periods().map(move |period| (board, period))) {
            // The past tense may mean the period before: a reading that can only confirm.
            let only_confirms = draft.when.is_none() && period != world.period;
            let starts =
                !firm && self.facts.boards[board].periods.first().is_some_and(|p| p.period == period);
            // A board that the words do not name says nothing of a time that it does not know.
            let absent = !firm && world.at(board, period).is_none();
            let mut weigh = |test: usize, truth: Truth| {
                // What has changed is not told of a board that has just begun, unless the words name it.
                let silent =
                    matches!(truth, Truth::Unknown(_)) && (absent || starts && tests[test].is_of_change());
                let counts = !silent && (!only_confirms || matches!(truth, Truth::Yes(_)));
                let nearer = || {
                    best.at.is_some_and(|(at, _)| !named.contains(&at))
                        && best.is_further(&truth, test, tests)
                };
                if counts && (best.is_weaker(&truth, board, named) || nearer()) {
                    best = Outcome { truth, at: Some((board, period)), test };
                }
            };
            let truth = |test: &Test| self.on(test, board, period, world);
            if draft.neg {
                weigh(0, denied_of(&draft.group, tests, truth));
            } else {
                tests.iter().map(truth).enumerate().for_each(|(test, truth)| weigh(test, truth));
            }
            // No other reading is stronger.
            if matches!(best.truth, Truth::Yes(_)) {
                break;
            }
        }
        if best.truth == Truth::Skip && draft.when.is_some() {
            return self.is_gone(tests, world).filter(|_| told == Some(world.period)).unwrap_or(best);
        }
        best
    }

    /// "held on to #16 in June", said of what stood there in May and is not listed any more.
    fn is_gone(&self, tests: &[Test], world: World<'_>) -> Option<Outcome> {
        let placed = |test: &Test| matches!(test, Test::Number { measure: Measure::Rank, .. });
        let test = tests.iter().position(placed).filter(|_| tests.len() == 1)?;
        let Test::Number { num, group, .. } = &tests[test] else { return None };
        let [who] = group.as_slice() else { return None };
        let stood = |board: usize| {
            let before = world.at(board, world.period.previous()?)?;
            who.iter().any(|entity| !world.rows(entity, board, before).is_empty()).then_some(board)
        };
        let mut boards = (0..self.config.boards.len()).filter_map(stood);
        let board = boards.next().filter(|_| boards.next().is_none())?;
        let now = world.at(board, world.period)?;
        let deep = num.whole().is_some_and(|rank| rank <= now.listed) && world.is_absent(who, board, now);
        let at = Some((board, world.period));
        deep.then_some(Outcome { truth: Truth::No(None), at, test })
    }

    pub(super) fn on(&self, test: &Test, board: usize, period: Period, world: World<'_>) -> Truth {
        if let Some(now) = world.at(board, period) {
            if world.is_too_small(test, board, now) {
                return Truth::Skip;
            }
            return world.judge(test, board, now);
        }
        // A period that is not known may be told by the next one's reported figures.
        let next = period.next().and_then(|next| world.at(board, next));
        match (test, next) {
            (Test::Number { measure, num, sign, group }, Some(now)) => {
                let before = match measure {
                    Measure::Rank => Measure::PreviousRank,
                    Measure::Value => Measure::PreviousValue,
                    Measure::Share => Measure::PreviousShare,
                    _ => return Truth::Unknown("that period is not known"),
                };
                let test = Test::Number { measure: before, num: *num, sign: *sign, group: group.clone() };
                world.judge(&test, board, now)
            }
            _ => Truth::Skip,
        }
    }

    /// A mention of the sentence of which the words would be true.
    pub(super) fn true_of_another(
        &self,
        draft: &Draft,
        s: &Sentence,
        world: World<'_>,
        discourse: &Discourse,
    ) -> Option<String> {
        let others = s.whos.iter().chain(&discourse.mentioned).filter(|w| !draft.group.contains(w));
        for who in others {
            let tests: Vec<Test> = draft.tests.iter().filter_map(|t| t.said_of(who)).collect();
            if matches!(self.evaluate(draft, &tests, world, discourse).truth, Truth::Yes(_)) {
                return Some(self.name(who));
            }
        }
        None
    }

    pub(super) fn name(&self, who: &Who) -> String {
        match who.first() {
            Some(Entity::Model { model, .. }) => self.facts.models[*model].name.clone(),
            Some(Entity::Org(org) | Entity::OrgRows { org, .. }) => self.facts.orgs[*org].name.clone(),
            Some(Entity::Market) => "the total".to_string(),
            Some(Entity::Listed) => "all listed rows together".to_string(),
            Some(Entity::Rest) => "what is not listed".to_string(),
            Some(Entity::Top(rows)) => format!("the top {rows}"),
            Some(Entity::AtRank(rank, 0)) => format!("No. {rank}"),
            _ => "another row".to_string(),
        }
    }
}

impl World<'_> {
    /// "down 28" on a board that counts in billions: no amount, whatever it was before.
    fn is_too_small(&self, test: &Test, board: usize, now: &PeriodFacts) -> bool {
        let Test::Number {
            measure: Measure::Value | Measure::PreviousValue | Measure::ValueChange, num, ..
        } = test
        else {
            return false;
        };
        let bare =
            num.form == Form::Cardinal && num.unit == Unit::None && !num.scaled && !num.value.is_zero();
        let first = vec![vec![Entity::AtRank(1, 0)]];
        let top = || self.value_of(Measure::Value, &first, board, now).into_iter().find_map(Result::ok);
        bare && top().is_some_and(|top| top > num.value.abs() * Decimal::from(1_000_000))
    }

    /// Whoever is said to stand in a place is not on the list at all.
    fn stands_nowhere(&self, draft: &Draft, tests: &[Test], board: usize) -> bool {
        let now = matches!(draft.when, None | Some(When::Back(0))) && !draft.past && !draft.neg;
        let model = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. }));
        let Some(list) = self.at(board, self.period).filter(|list| list.whole && now && !tests.is_empty())
        else {
            return false;
        };
        tests.iter().all(|test| match test {
            Test::InTop { group, .. }
            | Test::Leads { group, .. }
            | Test::Number { measure: Measure::Rank, group, .. } => {
                group.iter().all(model) && group.iter().any(|who| self.any_rows(who, board, list).is_empty())
            }
            _ => false,
        })
    }
}

/// What evaluating found.
pub(super) struct Outcome {
    pub(super) truth: Truth,
    pub(super) at: Option<(usize, Period)>,
    pub(super) test: usize,
}

impl Outcome {
    /// True if another reading, on a board, says more than this one.
    fn is_weaker(&self, truth: &Truth, board: usize, named: &[usize]) -> bool {
        match (&self.truth, truth) {
            (Truth::Yes(_), _) | (_, Truth::Skip) => false,
            (_, Truth::Yes(_)) | (Truth::Skip, _) => true,
            // What another board does not know matters only where the words name none.
            (Truth::No(_), Truth::Unknown(_)) => {
                let at = self.at.map(|(at, _)| at);
                at == Some(board) || !named.iter().any(|b| at == Some(*b))
            }
            _ => false,
        }
    }
}

impl Outcome {
    /// True if a false number is nearer to what another board or period has, which is then likelier meant.
    fn is_further(&self, truth: &Truth, test: usize, tests: &[Test]) -> bool {
        match (&self.truth, truth, &tests[test]) {
            (Truth::No(Some(own)), Truth::No(Some(other)), Test::Number { num, .. }) if self.test == test => {
                let away = |fact: &Decimal| (fact.abs() - num.value).abs();
                away(other) < away(own)
            }
            _ => false,
        }
    }
}

/// What is denied of several is denied of each of them.
fn denied_of(group: &[Who], tests: &[Test], truth: impl Fn(&Test) -> Truth) -> Truth {
    let said = |who| tests.iter().filter_map(|test| test.said_of(who)).collect::<Vec<Test>>();
    match group {
        [first, _, ..] if !said(first).is_empty() => {
            all_of(group.iter().map(|who| denied(said(who).iter().map(&truth))))
        }
        _ => denied(tests.iter().map(truth)),
    }
}

/// What is denied is denied in every sense: "did not fall" of a row that fell in one and not in another says nothing.
fn denied(truths: impl Iterator<Item = Truth>) -> Truth {
    let known: Vec<Truth> = truths.filter(|t| *t != Truth::Skip).map(Truth::not).collect();
    let first = known.iter().find(|t| !matches!(t, Truth::Unknown(_)));
    let yes = known.iter().any(|t| matches!(t, Truth::Yes(_)));
    let no = known.iter().any(|t| matches!(t, Truth::No(_)));
    if yes && no {
        return Truth::Unknown("it is true of one figure and not of another");
    }
    first.cloned().or_else(|| known.into_iter().next()).unwrap_or(Truth::Skip)
}
