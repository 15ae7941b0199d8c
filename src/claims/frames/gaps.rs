//! Frames of how far apart: so much between two, so many times as much.

use super::pairs::{is_pair, set_apart};
use super::percents::percent_more;
use super::relations::plain;
use super::ties::from_a_mark;
use super::{Draft, Frame, Test, is_rank};
use crate::claims::clauses::is_noun;
use crate::claims::facts::Measure;
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When, Who};

const RELATION: &[Class] =
    &[Class::Ahead, Class::Behind, Class::MoreThan, Class::Than, Class::Over, Class::Exceed];

/// "12 points ahead of Alpha", "leads by 12 points", "a gap of 12 points between A and B", "two places behind".
pub fn difference(f: Frame<'_>) -> Option<Draft> {
    let growths = super::paces::growths_apart(f);
    growths.or_else(|| gap_then_and_now(f)).or_else(|| down_from(f)).or_else(|| difference_of_two(f))
}

/// "the next one to beat is Alpha", "the one behind Bravo": a row, and no distance.
fn is_one_of_them(f: Frame<'_>, num: &Num) -> bool {
    let one = !num.digits && num.whole() == Some(1) && num.unit == Unit::None;
    let beside = f.is(-1, &[Class::The]) && f.is(1, &[Class::Behind, Class::Ahead]);
    one && (f.text(-1) == "next" || f.is(1, &[Class::To]) || beside)
}

fn difference_of_two(f: Frame<'_>) -> Option<Draft> {
    let num = f.num().filter(|n| matches!(n.form, Form::Cardinal | Form::Percent))?;
    if is_one_of_them(f, num) {
        return None;
    }
    // "the margin between the two is …".
    let pair = f.is(-1, &[Class::The]) && f.is(-2, &[Class::Between]) && num.unit == Unit::None;
    if pair || f.at.checked_sub(1).is_some_and(|b| f.s.who(b).is_some() && f.s.tokens[b].possessive) {
        return None;
    }
    // "a smaller deficit than April's 515,500": of that time.
    let then = |at: usize| matches!(f.s.tokens[at].kind, Kind::Period(_)) && f.s.tokens[at].possessive;
    if f.at.checked_sub(1).is_some_and(then) && f.is(-2, &[Class::Than, Class::Against]) {
        return Some(f.draft("gap", vec![Test::Unbound("what the distance was then is not looked up")]));
    }
    // "leads by 200B after its volume doubled to 1.6T": what it came to.
    let doubled = [Class::Double, Class::Triple, Class::Quadruple, Class::Halve];
    if f.is(-1, &[Class::To]) && f.is(-2, &doubled) {
        return None;
    }
    // "in the list of fifty, five more than Bravo": the list is not what is more.
    if super::scopes::rows_of_list(f, f.at).is_some() {
        return None;
    }
    if of_rows(f, num) {
        return Some(f.draft("gap", vec![Test::Unbound("how many each has is not set against each other")]));
    }
    let measure = match num.unit {
        _ if num.form == Form::Percent => return percent_more(f, num),
        Unit::Places => Measure::Rank,
        // "one place above Delta and two above Hotel".
        Unit::None if places_before(f) => Measure::Rank,
        Unit::Votes => Measure::Votes,
        // "51,489 votes, 194 more than Alpha".
        Unit::None if votes_before(f) => Measure::Votes,
        Unit::Foreign if votes_before(f) && matches!(f.text(1), "fewer" | "less") => Measure::Votes,
        Unit::Points | Unit::Board | Unit::None => Measure::Value,
        Unit::PercentPoints => Measure::Share,
        _ => return None,
    };
    let range = f.clause().range.clone();
    // "7.22 trillion tokens put it ahead": no distance.
    let puts = |at: usize| matches!(f.s.text(at), "put" | "puts" | "putting");
    let stop = |at: &usize| f.s.num(*at).is_none() && f.s.text(*at) != "," && !puts(*at);
    let next = (f.at + 1..(f.at + 4).min(range.end)).take_while(stop).find(|at| {
        f.s.is(*at, RELATION)
            || f.s.is(*at, &[Class::Up, Class::Down])
            || matches!(f.s.text(*at), "clear" | "more" | "fewer" | "less" | "shy" | "short")
    });
    let subject = &f.clause().subject;
    let of_mark = next.filter(|_| measure == Measure::Value).and_then(|at| from_a_mark(f, num, at));
    if let Some(draft) = of_mark.or_else(|| next.and_then(|at| ahead_of(f, num, measure, at))) {
        return Some(if of_the_object(f, next) { of_either(draft) } else { draft });
    }
    // "second, with Bravo two places behind": the other way round.
    if let Some(at) = next.filter(|at| f.s.is(*at, &[Class::Behind, Class::Ahead]))
        && let Some(a) = lone_before(f)
        && plain(subject)
        && !subject.contains(a)
    {
        let sign = if f.s.is(at, &[Class::Behind]) { -1 } else { 1 };
        let test = Test::Difference { measure, a: vec![a.clone()], b: subject.clone(), num: *num, sign };
        return Some(f.draft("gap", vec![test]));
    }
    leads_by(f, num, measure).or_else(|| gap_noun(f, num, measure))
}

/// "53 units more than Bravo, one place below it": Bravo stands there, or whoever has more.
fn of_the_object(f: Frame<'_>, word: Option<usize>) -> bool {
    let it = word.is_some_and(|at| f.s.is(at + 1, &[Class::It, Class::They]));
    let object = f.at.checked_sub(2).and_then(|at| f.s.who(at)).filter(|_| f.text(-1) == ",");
    it && object.is_some_and(|who| !f.clause().subject.contains(who))
}

/// The same, whichever of the two is ahead.
fn of_either(draft: Draft) -> Draft {
    let either = |test: Test| match test {
        Test::Difference { measure, a, b, num, .. } => Test::Difference { measure, a, b, num, sign: 0 },
        test => test,
    };
    Draft { tests: draft.tests.into_iter().map(either).collect(), ..draft }
}

/// "leads/trails X by N".
fn leads_by(f: Frame<'_>, num: &Num, measure: Measure) -> Option<Draft> {
    let (mut range, subject) = (f.clause().range.clone(), &f.clause().subject);
    let relates =
        |at: &usize| f.s.is(*at, &[Class::Lead, Class::Behind, Class::Ahead, Class::Exceed, Class::Overtake]);
    // "stays ahead of Alpha, but by only 13 units"; not "was ahead of Alpha, but now trails it by 13".
    let told = (range.start..f.at).any(|at| relates(&at));
    if let Some(before) = f.index.checked_sub(1).filter(|_| !told && f.s.is(range.start, &[Class::But])) {
        range.start = f.clauses[before].range.start;
    }
    if let Some(verb) = (range.start..f.at).find(relates) {
        let b = (verb + 1..f.at).find(|i| f.s.who(*i).is_some()).and_then(|i| f.group_from(i));
        let sign = if f.s.is(verb, &[Class::Behind]) { -1 } else { 1 };
        let by = f.role() == Some(Class::By);
        if by && plain(subject) {
            let b = match b {
                Some(b) => b,
                // "and trails it by …": the other one.
                None if f.s.is(verb + 1, &[Class::It, Class::They]) => vec![other_named(f, subject)?],
                // "Echo is ahead by 56 billion": of the other one.
                None if !f.s.is(verb, &[Class::Lead]) && other_named(f, subject).is_some() => {
                    vec![other_named(f, subject)?]
                }
                None => vec![vec![Entity::AtRank(if sign < 0 { 1 } else { 2 }, 0)]],
            };
            return Some(
                f.draft("gap", vec![Test::Difference { measure, a: subject.clone(), b, num: *num, sign }]),
            );
        }
    }
    None
}

/// "13 rows in the list, five more than Google".
fn of_rows(f: Frame<'_>, num: &Num) -> bool {
    let rows = |at: usize| f.s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    let than = (f.at + 1..f.at + 4).find(|at| f.s.is(*at, &[Class::Than, Class::MoreThan]));
    let maker = |at: usize| f.s.who(at + 1).is_some_and(|w| w.iter().any(|e| matches!(e, Entity::Org(_))));
    num.unit == Unit::None && than.is_some_and(maker) && (0..f.at).any(rows)
}

/// "N ahead of X", or of everybody: `at` is the word between.
fn ahead_of(f: Frame<'_>, num: &Num, measure: Measure, at: usize) -> Option<Draft> {
    let (range, subject) = (f.clause().range.clone(), f.clause().subject.clone());
    let field = |at: usize| {
        (at + 1..(at + 4).min(range.end))
            .any(|i| matches!(f.s.text(i), "field" | "pack" | "rest" | "competition" | "everyone"))
            .then(|| vec![vec![Entity::AtRank(2, 0)]])
    };
    let b = (at + 1..(at + 4).min(range.end))
        .find(|i| f.s.who(*i).is_some())
        .and_then(|i| f.group_from(i))
        .or_else(|| field(at))
        // "one place above it".
        .or_else(|| {
            f.s.is(at + 1, &[Class::It]).then(|| other_named(f, &subject).map(|who| vec![who])).flatten()
        })
        // "a week earlier it was 200 billion behind": the other one of the sentence.
        .or_else(|| {
            let ends = matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)))
                && lone_before(f).is_none();
            let models = || f.s.whos.iter().filter(|w| w.iter().all(|e| matches!(e, Entity::Model { .. })));
            // "In May Alpha was 70,400 behind Bravo. It ended June 206,700 ahead": of whom the sentence before named.
            let lately = if f.s.whos.is_empty() && f.lately.len() == 2 { f.lately } else { &[] };
            let mut others = models().chain(lately).filter(|w| !subject.contains(w));
            // "edges past Bravo into third, 1,613 downloads ahead".
            let passed = (range.start..f.at).any(|at| f.s.is(at, &[Class::Overtake]));
            let apart = f.index > 0 || f.text(-1) == "," && passed || !lately.is_empty();
            let other = others.next().filter(|o| ends && apart && others.all(|w| w == *o))?;
            let clear = f.s.text(at) == "clear";
            (clear || f.s.is(at, &[Class::Behind, Class::Ahead])).then(|| vec![other.clone()])
        })
        // "53 points short of the highest score": of the first's.
        .or_else(|| {
            let best =
                |i: usize| matches!(f.s.text(i), "highest" | "top" | "best") && f.s.is(i - 1, &[Class::The]);
            let score = |i: usize| f.s.is(i, &[Class::Score]) || f.s.text(i) == "score";
            let top = (at + 2..at + 4).any(|i| best(i) && score(i + 1));
            top.then(|| vec![vec![Entity::AtRank(1, 0)]])
        })
        // "the runner-up is 120 billion behind": behind the first.
        .or_else(|| {
            let second = matches!(subject.concat().as_slice(), [Entity::AtRank(2, 0)]);
            let ends = matches!(f.s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(_)));
            (second && ends && f.s.is(at, &[Class::Behind])).then(|| vec![vec![Entity::AtRank(1, 0)]])
        })
        .or_else(|| holder(f, at))?;
    // "ten places down to No. 20" is a move.
    let moved = f.s.is(at, &[Class::Up, Class::Down])
        && (f.s.is(at + 1, &[Class::To, Class::From, Class::In, Class::At]) || f.s.is_mark(at + 1, ','));
    if moved || !plain(&subject) || subject == b || b.iter().flatten().any(|e| matches!(e, Entity::Top(_))) {
        return None;
    }
    let behind = f.s.is(at, &[Class::Behind, Class::Down])
        || matches!(f.s.text(at), "fewer" | "less" | "shy" | "short");
    let sign = if behind { -1 } else { 1 };
    let test = |measure, num| Test::Difference { measure, a: subject.clone(), b: b.clone(), num, sign };
    // Points are of a score or of a share.
    let of_share = (num.unit == Unit::Points).then(|| test(Measure::Share, *num));
    let tests = [Some(test(measure, *num)), of_share].into_iter().flatten().collect();
    let draft = f.draft("gap", tests);
    // "won by a wide margin, 200 billion tokens clear of Bravo": says it all by itself.
    let words = if f.s.text(at) == "clear" { f.at..draft.words.end } else { draft.words };
    Some(Draft { words, ..draft })
}

/// Places have been told in the clause.
fn places_before(f: Frame<'_>) -> bool {
    // "in seventh place, one ahead of Bravo".
    let small = f.num().is_some_and(|n| !n.digits);
    let places = |n: &Num| n.unit == Unit::Places && (n.form == Form::Cardinal || small && super::is_rank(n));
    // "is now 16th, one ahead of Bravo".
    let placed =
        f.text(-1) == "," && f.at.checked_sub(2).and_then(|at| f.s.num(at)).is_some_and(super::is_rank);
    small && placed || (f.clause().range.start..f.at).any(|at| f.s.num(at).is_some_and(places))
}

/// The number before it in the clause is of votes.
fn votes_before(f: Frame<'_>) -> bool {
    let start = f.clause().range.start;
    let Some(at) = (start..f.at).rev().find(|at| f.s.num(*at).is_some()) else { return false };
    let Some(num) = f.s.num(at) else { return false };
    // "leads in votes with 51,489, 194 more than Bravo".
    let measured = |at: &usize| f.s.is(*at, &[Class::Votes, Class::Score]) || f.s.text(*at) == "score";
    let noun = (start..at).rev().find(measured);
    num.unit == Unit::Votes || num.unit == Unit::None && noun.is_some_and(|at| f.s.is(at, &[Class::Votes]))
}

/// The one mention of the sentence, or of the one before, that is not the subject.
fn other_named(f: Frame<'_>, subject: &[Who]) -> Option<Who> {
    let other = |w: &&Who| !subject.contains(w) && w.iter().any(|e| matches!(e, Entity::Model { .. }));
    f.s.whos.iter().find(other).or_else(|| f.lately.iter().find(other)).cloned()
}

/// "a 23-point gap between A and B", "a lead of 12 points over B", "12 points separate A from B".
pub(super) fn gap_noun(f: Frame<'_>, num: &Num, measure: Measure) -> Option<Draft> {
    // "within reach of Alpha at 1.44T": Alpha's own figure.
    let own = f.is(-1, &[Class::At])
        && f.at >= 3
        && (f.s.who(f.at - 2).is_some() || f.text(-2) == "," && f.s.who(f.at - 3).is_some());
    if own {
        return None;
    }
    let near = |classes: &[Class]| {
        (f.at.saturating_sub(10)..(f.at + 4).min(f.s.tokens.len())).any(|at| f.s.is(at, classes))
    };
    // "the margin narrowed by 52,846".
    if let Some(why) = super::amounts::gap_changed(f) {
        return Some(f.draft("gap", vec![Test::Unbound(why)]));
    }
    // "a lead of 12 points", not "leads, but overlaps that of three".
    let led =
        |back| (f.at.saturating_sub(back)..f.at).any(|at| f.s.is(at, &[Class::Lead]) && is_noun(f.s, at));
    let apart = (f.at + 1..f.at + 4).any(|at| f.s.text(at) == "apart");
    let ranks = |at: usize| f.s.num(at + usize::from(f.s.is(at, &[Class::The]))).is_some_and(is_rank);
    // "only 14 downloads lie between A and B", "between first and second".
    let between = (f.at + 1..f.at + 4).any(|at| {
        f.s.is(at, &[Class::Between]) && (f.s.who(at + 1).is_some() || is_pair(f, at + 1) || ranks(at + 1))
    });
    let between = between || super::pairs::fronted_between(f).is_some();
    let separates = near(&[Class::Separate]) || apart || between;
    // "leads by a margin of four points after 5,321 votes": the votes are no margin.
    let of_it = f.is(1, &[Class::GapNoun, Class::Lead]) || f.is(-1, &[Class::Of]);
    if measure == Measure::Votes && !separates && !of_it {
        return None;
    }
    let noun = near(&[Class::GapNoun])
        || (f.s.is(f.at + 1, &[Class::Lead]) && is_noun(f.s, f.at + 1))
        || (led(10) && f.is(-1, &[Class::Of]))
        || (led(4) && matches!(f.role(), Some(Class::Be | Class::To | Class::Carry)));
    if !separates && !noun {
        return None;
    }
    let named = set_apart(f, noun, between);
    // "fifth in traffic but 13th in the vote, a difference of eight places": as the words themselves have it.
    let told: Vec<u32> =
        (0..f.at).filter_map(|at| f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole)).collect();
    // The last two, where another statement has told others before.
    let told = if f.index > 0 { &told[told.len().saturating_sub(2)..] } else { &told[..] };
    if let (true, [one, other]) = (num.unit == Unit::Places && noun, told) {
        let holds = num.whole() == Some(one.abs_diff(*other));
        return Some(f.draft_of("gap", vec![Test::Stated(holds)], f.clause().subject.clone(), true));
    }
    let [a, b, ..] = named.as_slice() else { return None };
    let test =
        |measure| Test::Difference { measure, a: vec![a.clone()], b: vec![b.clone()], num: *num, sign: 0 };
    let mut tests = vec![test(measure)];
    if measure == Measure::Value && !num.scaled {
        tests.push(test(Measure::Rank));
    }
    // "304,900 separated first from second in W15".
    let ranked = |at: &usize| f.s.num(*at).is_none_or(is_rank);
    let told = (f.at + 1..f.clause().range.end).take_while(ranked).find_map(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => Some(when),
        _ => None,
    });
    let draft = f.draft_of("gap", tests, vec![a.clone()], true);
    let lately = f.s.whos.is_empty() && f.lately.contains(a) && f.lately.contains(b);
    Some(Draft { when: told.or(draft.when), guessed: draft.guessed && !lately, ..draft })
}

/// The mention that "with" has brought right before the token, adverbs skipped.
fn lone_before<'a>(f: Frame<'a>) -> Option<&'a Who> {
    let before = (f.at.saturating_sub(3)..f.at).rev().find(|at| !f.s.is(*at, &[Class::Adverb]))?;
    f.s.who(before).filter(|_| before > 0 && f.s.is(before - 1, &[Class::With]))
}

/// "its lead has grown from two points to four": the gap then, and now.
fn gap_then_and_now(f: Frame<'_>) -> Option<Draft> {
    if !f.s.has(&[Class::GapNoun, Class::Lead]) {
        return None;
    }
    let num = f.num().filter(|n| n.form == Form::Cardinal)?;
    let measure = match num.unit {
        Unit::Points | Unit::Board | Unit::None => Measure::Value,
        Unit::PercentPoints => Measure::Share,
        _ => return None,
    };
    let clause = f.clause();
    // "Alpha's lead has doubled, from two points to four".
    let goes_on = f.index.checked_sub(1).filter(|_| f.s.is(clause.range.start, &[Class::From]));
    let own = goes_on.map_or(clause.range.start, |before| f.clauses[before].range.start)..f.at;
    let noun = (0..f.at).find(|at| {
        f.s.is(*at, &[Class::GapNoun]) || own.contains(at) && f.s.is(*at, &[Class::Lead]) && is_noun(f.s, *at)
    })?;
    let before = match f.role() {
        Some(Class::From) => true,
        Some(Class::To) => false,
        _ => return None,
    };
    if !clause.range.clone().any(|at| f.s.is(at, &Class::CHANGES) || f.s.is(at, &[Class::From])) {
        return None;
    }
    let real = |w: &&Who| !w.iter().any(|e| matches!(e, Entity::Top(_) | Entity::Market | Entity::Org(_)));
    let named: Vec<Who> = (0..f.at).filter_map(|at| f.s.who(at)).filter(real).cloned().collect();
    let ranks = || (0..f.at).filter_map(|at| f.s.num(at).filter(|n| is_rank(n)).and_then(Num::whole));
    // "…, and Alpha's lead has grown from two points to four": its own, whoever else was named.
    let owner = noun.checked_sub(1).filter(|at| f.s.tokens[*at].possessive && f.s.is(noun, &[Class::Lead]));
    let owner = owner.and_then(|at| f.s.who(at)).filter(real);
    let over = f.s.is(noun + 1, &[Class::Over]).then(|| f.s.who(noun + 2)).flatten().filter(real);
    let (a, b) = match (named.as_slice(), ranks().collect::<Vec<_>>().as_slice()) {
        _ if owner.is_some() => {
            (owner.cloned()?, over.cloned().unwrap_or_else(|| vec![Entity::AtRank(2, 0)]))
        }
        ([a, b, ..], _) => (a.clone(), b.clone()),
        ([a], _) => (a.clone(), vec![Entity::AtRank(2, 0)]),
        ([], [a, b, ..]) => (vec![Entity::AtRank(*a, 0)], vec![Entity::AtRank(*b, 0)]),
        _ if f.s.is(noun, &[Class::Lead]) && clause.subject.len() == 1 => {
            (clause.subject[0].clone(), vec![Entity::AtRank(2, 0)])
        }
        _ => return None,
    };
    let test = Test::Difference { measure, a: vec![a.clone()], b: vec![b], num: *num, sign: 0 };
    // "from 42 in W16": what it was then.
    let at = f.at + 1 + usize::from(f.is(1, &[Class::In, Class::Of]));
    let then = match f.s.tokens.get(at).map(|t| &t.kind) {
        Some(Kind::Period(when)) => *when,
        _ => When::Back(1),
    };
    let when = before.then_some(then);
    Some(Draft { when, ..f.draft_of("gap", vec![test], vec![a], true) })
}

/// "leads Bravo by 2.68 million, down from 2.90 million on March 20": how far apart they were, or what the first one had.
fn down_from(f: Frame<'_>) -> Option<Draft> {
    let num = *f
        .num()
        .filter(|n| n.form == Form::Cardinal && matches!(n.unit, Unit::Points | Unit::Board | Unit::None))?;
    let aside = matches!(f.text(-2), "," | "(" | "–" | "—");
    if !matches!(f.text(-1), "up from" | "down from") || !aside {
        return None;
    }
    let (a, b) = super::margins::told_apart(f)?;
    let apart = Test::Difference { measure: Measure::Value, a: vec![a.clone()], b: vec![b], num, sign: 0 };
    let value = Test::Number { measure: Measure::Value, num, sign: 0, group: vec![a.clone()] };
    let at = f.at + 1 + usize::from(f.is(1, &[Class::In, Class::On]));
    let then = match f.s.tokens.get(at).map(|t| &t.kind) {
        Some(Kind::Period(when)) => *when,
        _ => When::Back(1),
    };
    Some(Draft { when: Some(then), ..f.draft_of("gap", vec![apart, value], vec![a], true) })
}

/// "short of fourth place": whoever holds it.
fn holder(f: Frame<'_>, at: usize) -> Option<Vec<Who>> {
    let rank = (at + 1..(at + 4).min(f.clause().range.end)).find_map(|i| f.s.num(i).filter(|n| is_rank(n)));
    rank.and_then(Num::whole).map(|rank| vec![vec![Entity::AtRank(rank, 0)]])
}
