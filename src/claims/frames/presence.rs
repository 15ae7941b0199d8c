//! How many rows of a list are whose, and how many makers have any: "Google has ten rows in the top fifty", "six of the
//! twenty rows are Anthropic's", "the fifty rows come from nine labs". Read only where no other word could narrow what
//! is counted: whatever is not known here leaves the sentence to other frames.

use super::counts::orgs_in;
use super::holdings::{before, from_rows, governed, has};
use super::owners::{and_owned, makers, named, owned};
use super::scopes::{Scope, is_quiet, is_row, list_after, of_board, rows_of_list, scope_at, stop};
use super::tallies::{Others, the_same};
use super::{Draft, Frame, Of, Predicate, Test};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{Form, Hedge, Num, Unit};
use crate::claims::tokens::{Entity, Kind, When};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A count of rows, or of those who make them.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// How many.
    pub num: Num,
    /// Whose rows; where there is nobody, the makers themselves are counted.
    pub makers: Vec<usize>,
    /// Each of several makers has so many.
    pub each: bool,
    /// Of which rows.
    pub scope: Scope,
    /// Rows by the word, each by itself: two of one model are two.
    pub rows: bool,
    /// Its token.
    pub at: usize,
}

impl Tally {
    /// So many, of the same rows.
    pub fn test(&self, num: Num) -> Test {
        let top = self.scope.top();
        let count = |orgs: &[usize]| {
            let of = Of { rows: self.rows, ..Of::orgs(orgs.iter().copied()) };
            Test::Count { num, what: Predicate::Listed, also: None, by: None, top, of }
        };
        let test = match self.makers.as_slice() {
            [] => Test::Makers { num, top },
            [org] => count(&[*org]),
            several => {
                let each = Test::All(several.iter().map(|org| count(&[*org])).collect());
                if self.each { each } else { Test::Any(vec![each, count(several)]) }
            }
        };
        self.scope.of(test)
    }

    /// The same count of other makers.
    pub fn of(&self, makers: Vec<usize>) -> Tally {
        Tally { makers, each: false, ..self.clone() }
    }
}

/// A number of rows that are a maker's, of makers that have any, or "no row" of a maker.
pub fn rows(f: Frame<'_>) -> Option<Draft> {
    let tally = tally(f)?;
    let boards = own_boards(f);
    // "in the top 20 of both": of one, or of both together.
    if boards.is_none() && f.clause().boards.len() > 1 {
        return None;
    }
    let Others { then, makers, reversed, theirs } = the_same(f);
    let mut tests = vec![tally.test(tally.num)];
    let at = |when: &When, tally: &Tally| Test::Then { when: *when, test: Box::new(tally.test(tally.num)) };
    match reversed {
        // "Alpha has eight rows and Bravo seven; a week ago it was the other way round".
        Some(when) => tests.push(at(&when, &tally.of(other_makers(f, &tally)?))),
        None => tests.extend(then.iter().map(|when| at(when, &tally))),
    }
    tests.extend(makers.into_iter().map(|org| tally.of(vec![org]).test(tally.num)));
    let test = if tests.len() > 1 { Test::All(tests) } else { tests.remove(0) };
    let draft = Draft {
        neg: false,
        guessed: false,
        words: f.at..f.at,
        quantity: "count",
        ..f.draft_of(QUANTITY, vec![test], Vec::new(), true)
    };
    let words = draft.range.start..f.s.tokens.get(tally.at).map_or(draft.range.end, |last| last.end);
    let draft = Draft { boards: boards.unwrap_or(draft.boards), range: words, ..draft };
    let named = !then.is_empty() || reversed.is_some() || theirs;
    Some(match draft.when.filter(|_| !named) {
        None if named || !past(f) => Draft { when: Some(When::Back(0)), ..draft },
        // "had ten rows": now, or in the period before.
        None => {
            let before = Test::Then { when: When::Back(1), test: Box::new(draft.tests[0].clone()) };
            Draft { tests: draft.tests.into_iter().chain([before]).collect(), ..draft }
        }
        Some(_) => draft,
    })
}

/// "ten rows on the one board and eight on the other": the board that stands with the count.
fn own_boards(f: Frame<'_>) -> Option<Vec<usize>> {
    let behind = (f.at + 1..stop(f, f.at + 1)).filter_map(|at| match f.s.tokens[at].kind {
        Kind::Board(board) => Some(board),
        _ => None,
    });
    Some(behind.collect()).filter(|boards: &Vec<usize>| boards.len() == 1)
}

/// None that is held against another period by other words.
pub(super) const QUANTITY: &str = "rows";

/// The makers of whom the sentence tells counts besides.
fn other_makers(f: Frame<'_>, own: &Tally) -> Option<Vec<usize>> {
    let counts = (0..f.s.tokens.len()).filter(|at| *at != f.at && f.s.num(*at).is_some());
    let mut others = counts.filter_map(|at| tally(f.from(at)?)).map(|t| t.makers);
    let other = others.next().filter(|makers| *makers != own.makers)?;
    others.next().is_none().then_some(other)
}

fn past(f: Frame<'_>) -> bool {
    f.clause().range.clone().any(|at| matches!(f.s.text(at), "had" | "were" | "was" | "held" | "owned"))
}

/// The count that a token tells, by its own words or as one told before goes on: "…, and OpenAI seven".
pub(super) fn tally(f: Frame<'_>) -> Option<Tally> {
    standing(f).or_else(|| {
        let num = counting(f).filter(|n| n.unit != Unit::Makers)?;
        let earlier = earlier(f).or_else(|| super::maker_moves::told_before(f))?;
        had(f, num, Some(&earlier)).or_else(|| and_owned(f, num, &earlier))
    })
}

/// The count that was told before this one; words reach back over a few numbers, and not over a page of them.
pub(super) fn earlier(f: Frame<'_>) -> Option<Tally> {
    const FEW: usize = 8;
    let counts = |at: &usize| f.s.num(*at).is_some() || f.s.is(*at, &[Class::Neg]);
    (0..f.at).rev().filter(counts).take(FEW).find_map(|at| standing(f.from(at)?))
}

/// The count that a token tells by its own words.
fn standing(f: Frame<'_>) -> Option<Tally> {
    if f.is(0, &[Class::Neg]) {
        return none(f);
    }
    let num = counting(f)?;
    match num.unit {
        Unit::Makers => makers(f, num),
        _ => had(f, num, None).or_else(|| owned(f, num)).or_else(|| named(f, num)),
    }
}

/// A number that may count rows or makers.
fn counting(f: Frame<'_>) -> Option<Num> {
    let num = *f.num()?;
    let fine = num.form == Form::Cardinal && !num.scaled && num.whole().is_some_and(|n| n <= 200);
    let unit = matches!(num.unit, Unit::None | Unit::Subjects | Unit::Makers);
    // "every one of the top five", "not one of them".
    let every = f.text(0) == "one" && f.is(-1, &[Class::All, Class::Each, Class::Neg]);
    // "is up to nine rows": so many, and not at the most.
    let up_to = f.text(-1) == "to" && f.text(-2) == "up" && f.is(-3, &[Class::Be, Class::Now, Class::Adverb]);
    let hedge = if up_to { Hedge::Plain } else { num.hedge };
    (fine && unit && !every && rows_of_list(f, f.at).is_none()).then_some(Num { hedge, ..num })
}

/// "Google has ten rows in …", "is down to three rows", "accounts for six of the twenty rows"; behind another count
/// also "and OpenAI seven", "it still had one".
fn had(f: Frame<'_>, num: Num, earlier: Option<&Tally>) -> Option<Tally> {
    let rows = num.unit == Unit::Subjects && f.text(0).contains(' ')
        || of_board(f)
        || f.is(-1, &[Class::To]) && from_rows(f, f.at - 1).is_some();
    let part = f.is(1, &[Class::Of]).then(|| list_after(f, f.at + 2)).flatten().or_else(|| fronted(f));
    let elliptic = earlier.is_some() && (rows || num.unit == Unit::None);
    if !(rows || part.is_some() || elliptic) {
        return None;
    }
    let start = f.clause().range.start;
    // "eight rows to OpenAI's seven".
    let set_against = |at: usize| at > 0 && f.s.is(at - 1, &[Class::To, Class::Against]);
    let holder = before(f, f.at)
        .filter(|at| *at >= start && elliptic && (!f.s.tokens[*at].possessive || set_against(*at)));
    let holder = holder.or_else(|| beside(f)).or_else(|| given(f));
    let makers = match (holder.and_then(|at| f.s.who(at)), earlier.filter(|_| there_were(f))) {
        (Some(who), _) => orgs_in(std::slice::from_ref(who)),
        (None, Some(earlier)) => earlier.makers.iter().copied().collect(),
        _ if elliptic && (goes_on(f) || at_a_time(f)) => {
            earlier.into_iter().flat_map(|t| t.makers.iter().copied()).collect()
        }
        _ => orgs_of(f, governed(f)?)?,
    };
    // "Alpha and Bravo have five and four": one each.
    let pair = f.is(1, &[Class::And]) && f.s.num(f.at + 2).is_some()
        || f.is(-1, &[Class::And]) && f.at.checked_sub(2).is_some_and(|at| f.s.num(at).is_some());
    if pair && makers.len() > 1 {
        return None;
    }
    let scope = scope(f, earlier)?;
    // "… four models in the top 20: A, B, C and D": these, and not only so many.
    let end = stop(f, f.at + 1);
    let lists = matches!(f.s.tokens.get(end).map(|t| &t.kind), Some(Kind::Mark(':' | '—' | '–' | '(')));
    if lists && !super::podium::listed(f, end + 1).is_empty() || super::podium::named_within(f).is_some() {
        return None;
    }
    let each = f.clause().range.clone().any(|at| f.s.is(at, &[Class::Each]));
    let rows = says_rows(f) || elliptic && !rows && earlier.is_some_and(|tally| tally.rows);
    (!makers.is_empty()).then(|| Tally {
        num,
        makers: makers.into_iter().collect(),
        each,
        scope,
        rows,
        at: f.at,
    })
}

/// "ten rows", "six of the twenty rows".
pub(super) fn says_rows(f: Frame<'_>) -> bool {
    let word = |at: usize| f.s.text(at).split(' ').any(|word| matches!(word, "row" | "rows"));
    // "from twelve rows to seven".
    let paired = f.is(-1, &[Class::To]) && f.at.checked_sub(2).is_some_and(word);
    paired || (f.at..stop(f, f.at + 1)).any(word)
}

/// "Of the fifty rows on the board, 13 are …": the rows that the sentence opens with.
pub(super) fn fronted(f: Frame<'_>) -> Option<Scope> {
    let comma = (1..f.at).find(|at| f.s.text(*at) == ",")?;
    let quiet = f.s.is(0, &[Class::Of]) && (1..comma).all(|at| is_quiet(f, at));
    let bare =
        f.num().is_some_and(|n| n.unit == Unit::None) && (comma + 1..f.at).all(|at| f.s.num(at).is_none());
    list_after(f, 1).filter(|_| quiet && bare)
}

/// "…, giving Alpha three rows in the fifty", "which leaves Alpha with nine": to whom they are given.
fn given(f: Frame<'_>) -> Option<usize> {
    let with = before(f, f.at).filter(|at| f.s.is(*at, &[Class::With]));
    let who = with.unwrap_or(f.at).checked_sub(1).filter(|at| f.s.who(*at).is_some())?;
    let verb = who.checked_sub(1).map_or("", |at| f.s.text(at));
    let gives = matches!(verb, "giving" | "gives" | "gave" | "handing" | "leaving" | "leaves" | "left");
    (gives && !f.s.tokens[who].possessive).then_some(who)
}

/// "With six rows, Alpha is …", "Alpha, with six rows, …": whose they are, with nothing else in the aside.
fn beside(f: Frame<'_>) -> Option<usize> {
    let range = f.clause().range.clone();
    let with = before(f, f.at).filter(|at| *at == range.start && f.s.is(*at, &[Class::With]))?;
    let comma = |at: usize| f.s.text(at) == ",";
    let bare = stop(f, f.at + 1) + 1 == range.end && comma(range.end - 1);
    let who = if with == 0 { Some(range.end) } else { with.checked_sub(2).filter(|_| comma(with - 1)) };
    who.filter(|at| bare && f.s.who(*at).is_some() && !f.s.tokens[*at].possessive)
}

/// "ten rows on the one board and eight on the other", "…, but only two of the top five": of the same maker.
fn goes_on(f: Frame<'_>) -> bool {
    let joined =
        before(f, f.at).is_some_and(|at| f.s.is(at, &[Class::And, Class::But]) || f.s.text(at) == ",");
    let own = (f.at + 1..stop(f, f.at + 1)).any(|at| scope_at(f, at).is_some());
    let told = |at: usize| f.s.is(at, &[Class::In, Class::On, Class::Of, Class::Between]);
    joined && own && (told(f.at + 1) || of_board(f))
}

/// "Last week Alpha had nine rows, this week ten": of the same maker, at another time.
fn at_a_time(f: Frame<'_>) -> bool {
    let time = f.at.checked_sub(1).is_some_and(|at| match f.s.tokens[at].kind {
        Kind::Period(when) => when != When::Beyond,
        _ => f.s.text(at) == "now",
    });
    time && stop(f, f.at + 1) == f.at + 1
}

/// "where there had been three".
fn there_were(f: Frame<'_>) -> bool {
    let there = (f.clause().range.start..f.at).find(|at| f.s.text(*at) == "there");
    there.is_some_and(|there| {
        there + 1 < f.at && (there + 1..f.at).all(|at| f.s.is(at, &[Class::Be, Class::Adverb, Class::Now]))
    })
}

/// The makers that a clause speaks of, if nothing else stands before its verb.
pub(super) fn orgs_of(f: Frame<'_>, verb: usize) -> Option<BTreeSet<usize>> {
    let clause = f.clause();
    // "Google's presence in the top ten shrank": Google's, whatever stands behind.
    let first = clause.range.start;
    let owner =
        f.s.who(first).filter(|_| f.s.tokens[first].possessive && PRESENCE.contains(&f.s.text(first + 1)));
    if let Some(owner) = owner {
        let quiet = (first + 2..verb).all(|at| is_quiet(f, at));
        return quiet.then(|| orgs_in(std::slice::from_ref(owner)));
    }
    let makers = orgs_in(&clause.subject);
    let all = clause.subject.iter().all(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let quiet = (clause.range.start..verb).all(|at| {
        let subject = f.s.who(at).is_some_and(|who| clause.subject.contains(who));
        let joint = at == clause.range.start && clause.joint.is_some();
        subject || joint || is_quiet(f, at) || f.s.is(at, &[Class::It, Class::Its, Class::And, Class::They])
    });
    (all && quiet && !clause.guessed && !clause.foreign).then_some(makers)
}

/// What is said of a maker's rows without naming them.
const PRESENCE: [&str; 6] = ["presence", "tally", "count", "contingent", "representation", "number"];

/// "has no row in the top ten", "no longer has a row in the fifty".
fn none(f: Frame<'_>) -> Option<Tally> {
    let noun = |at: usize| is_row(f, at);
    let has_a = |at: usize| {
        matches!(f.s.text(at), "has" | "have" | "had")
            && (f.s.is(at + 1, &[Class::A]) || f.s.text(at + 1) == "any")
            && noun(at + 2)
    };
    let held = before(f, f.at);
    let left = left_without(f);
    let (verb, last) = match f.text(0) {
        "without" if left.is_some() => (f.at, f.at + 2),
        "no" if held.is_some_and(|at| has(f, at)) && noun(f.at + 1) => (held?, f.at + 1),
        // "it has none left among the fifty".
        "none" if held.is_some_and(|at| has(f, at)) => (held?, f.at + usize::from(f.text(1) == "left")),
        "without" if f.is(1, &[Class::A]) && noun(f.at + 2) => {
            (held.filter(|at| f.s.is(*at, &[Class::Be, Class::Hold]))?, f.at + 2)
        }
        "not" if matches!(f.text(-1), "does" | "do" | "did") && has_a(f.at + 1) => (f.at - 1, f.at + 3),
        "no longer" if has_a(f.at + 1) => (f.at, f.at + 3),
        _ => return None,
    };
    let end = stop(f, last + 1);
    let scope = (last + 1..end).find_map(|at| scope_at(f, at))?;
    let makers = left.map_or_else(|| orgs_of(f, verb), |org| Some(BTreeSet::from([org])))?;
    let quiet = (last + 1..end).all(|at| is_quiet(f, at));
    let num = Num::new(Decimal::ZERO, Decimal::ZERO, Form::Cardinal);
    (quiet && !makers.is_empty()).then(|| Tally {
        num,
        makers: makers.into_iter().collect(),
        each: true,
        scope,
        rows: f.s.is(last, &[Class::RowsNoun]),
        at: last,
    })
}

/// "The departure of Alpha leaves its maker without a row in the fifty": whom it leaves.
fn left_without(f: Frame<'_>) -> Option<usize> {
    let who = f.at.checked_sub(1).filter(|at| !f.s.tokens[*at].possessive)?;
    let makers = orgs_in(std::slice::from_ref(f.s.who(who)?));
    let leaves = who > 0 && matches!(f.s.text(who - 1), "leaves" | "left" | "leaving");
    let row = f.text(0) == "without" && f.is(1, &[Class::A]) && is_row(f, f.at + 2);
    makers.into_iter().next().filter(|_| leaves && row)
}

/// The scope of the count before, if no other was named since.
pub(super) fn inherited(f: Frame<'_>, earlier: &Tally) -> Option<Scope> {
    let from = stop(f.from(earlier.at)?, earlier.at + 1);
    let named = |at: usize| {
        f.top_at(at).is_some()
            || rows_of_list(f, at).is_some()
            || matches!(f.s.tokens[at].kind, Kind::Board(_))
    };
    (!(from..f.at).any(named)).then_some(earlier.scope)
}

/// The scope of a count: behind it, else before it, else that of an earlier count. Nothing else may stand behind it.
fn scope(f: Frame<'_>, earlier: Option<&Tally>) -> Option<Scope> {
    let end = stop(f, f.at + 1);
    if !(f.at + 1..end).all(|at| is_quiet(f, at)) {
        return None;
    }
    let mut told = (f.at + 1..end).filter(|at| f.top_at(*at).is_some() || rows_of_list(f, *at).is_some());
    // "ten of the fifty rows in the top 30": of which of the two, the words leave open.
    if told.next().is_some() && told.next().is_some() {
        return None;
    }
    let own = (f.at + 1..end).find_map(|at| scope_at(f, at));
    let opening = || (f.clause().range.start..f.at).find_map(|at| scope_at(f, at));
    // "With six rows, Alpha is the best represented on …".
    let main = || {
        let next = f.clauses.get(f.index + 1).filter(|_| beside(f).is_some())?;
        let told = next.range.clone().any(|at| f.s.is(at, &[Class::Most]));
        next.range.clone().find_map(|at| scope_at(f, at)).filter(|_| told)
    };
    own.or_else(opening).or_else(|| fronted(f)).or_else(main).or_else(|| inherited(f, earlier?))
}
