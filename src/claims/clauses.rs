//! A sentence's clauses: who each speaks of, when, on which board, and whether it denies or is somebody's guess.
//! The grammatical subject is the nearest mention before the verb in the clause; else the clause before's; for "it" and
//! its kind the last subject. Mentions after "than", "ahead of" and the like are objects, never the subject.
#![expect(clippy::too_many_lines, reason = "flat lists of words and of the ways a clause can be bound")]

mod antecedents;
mod arrivals;
mod does;
mod front;
mod periods;
mod pushes;
mod speech;
mod starts;
mod subjects;

pub use antecedents::points_back;
use antecedents::{antecedent, bracketed_list, pair, the_one, the_several};
pub use arrivals::{since_it_came, since_it_came_at};
use does::done_to;
pub use front::says_now;
use periods::spans_the_change;
pub use periods::{before_of, compared_with, past_board, placed_before, placed_list, than_it_did};
pub use pushes::is_push;
use pushes::{pushed, pushed_it};
pub use speech::{VERBS, is_list, is_noun, is_verb};

use super::lexicon::Class;
use super::numbers::{Form, Unit};
use super::tokens::{Entity, Kind, Sentence, When, Who};
pub use starts::{all_before, goes_on_with_whom};
use starts::{begins, in_parenthesis, noun_then_verb, skip_adverbs, with_whom};
use std::ops::Range;
use subjects::{apposition, board_speaks, fresh_subject, inverted, is_foreign, own};

/// One clause.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    /// Its tokens.
    pub range: Range<usize>,
    /// Whom it speaks of: mentions joined by "and". Empty if of nobody known.
    pub subject: Vec<Who>,
    /// The subject stands right there, so no other can be meant.
    pub certain: bool,
    /// Only an earlier subject is known, and words before the verb may name another.
    pub guessed: bool,
    /// The words before the verb are none that the data know.
    pub foreign: bool,
    /// It denies.
    pub neg: bool,
    /// It is a forecast, a condition or somebody's words.
    pub skip: bool,
    /// Its period, if it names one.
    pub when: Option<When>,
    /// Boards that it names.
    pub boards: Vec<usize>,
    /// The word that joins it to the one before.
    pub joint: Option<Class>,
}

/// What a passage has said so far.
#[derive(Debug, Clone, Default)]
pub struct Discourse {
    /// The last subject.
    pub subject: Vec<Who>,
    /// The mentions of the last sentence.
    pub mentioned: Vec<Who>,
    /// The boards last named.
    pub boards: Vec<usize>,
    /// The two whose distance the last sentence told.
    pub apart: Option<(Who, Who)>,
    /// The sentence behind says how it is now, so that this one may tell how it was.
    pub told_of_now: bool,
    /// The last sentence told what somebody has.
    pub measured: bool,
    /// All of it was said in an earlier passage, to which only a pronoun reaches back.
    pub stale: bool,
}

/// Splits a sentence into clauses and binds each.
pub fn bind(s: &Sentence, discourse: &Discourse) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::with_capacity(4);
    let (mut start, end) = (0, s.tokens.len());
    for at in 1..end {
        if begins(s, at, start) {
            clauses.push(one(s, start..at, &clauses, discourse));
            start = at;
        }
    }
    clauses.push(one(s, start..end, &clauses, discourse));
    front::front(s, &mut clauses);
    // "Over the week Alpha sank to 18th, whereas Bravo rose from 17th": of that span, all of it.
    let opens = || s.tokens.iter().take(4).any(|t| t.kind == Kind::Period(When::Beyond));
    if clauses[0].when == Some(When::Beyond) && opens() {
        clauses.iter_mut().filter(|c| c.when.is_none()).for_each(|c| c.when = Some(When::Beyond));
    }
    spread_skips(s, &mut clauses);
    // A question asserts nothing.
    if s.is_mark(end.saturating_sub(1), '?') {
        clauses.iter_mut().for_each(|c| c.skip = true);
    }
    clauses
}

fn one(s: &Sentence, range: Range<usize>, earlier: &[Clause], discourse: &Discourse) -> Clause {
    let mut clause = Clause { range: range.clone(), ..Clause::default() };
    clause.joint = s.class(range.start).filter(|c| {
        matches!(
            c,
            Class::But
                | Class::While
                | Class::Although
                | Class::EvenAs
                | Class::Despite
                | Class::Because
                | Class::Which
                | Class::After
                | Class::Yet
                | Class::As
        )
    });
    // "Missing in W14 and again in W15, Alpha is back": when it was not there.
    let away = matches!(s.text(range.start), "missing" | "absent")
        .then(|| range.clone().find(|at| s.text(*at) == ","))
        .flatten();
    let alone = range.start == 0 || s.is(range.start - 1, &[Class::And]) || s.text(range.start - 1) == ",";
    let fronted = alone && s.text(range.start) == "since";
    let (mut pronoun, mut only) = (false, false);
    for at in range.clone() {
        match &s.tokens[at].kind {
            Kind::Period(_) if away.is_some_and(|end| at < end) => {}
            // "Alpha, absent in May, is on the list", "steady as ever".
            Kind::Period(_) if arrivals::of_an_absence(s, at) || speech::as_ever(s, at) => {}
            // "back for the first time since W13, in eighth": it stands there now.
            Kind::Period(_) if at > 1 && s.text(at - 1) == "since" && s.text(at - 2) == "time" => {}
            // "for the first time this year" tells how often, not when.
            Kind::Period(When::Beyond) if at > 1 && s.text(at - 1) == "time" => {}
            // "Of last week's seven models, six grew": which models, and not when.
            Kind::Period(_)
                if s.tokens[at].possessive && s.num(at + 1).is_some_and(|n| n.unit == Unit::Subjects) => {}
            // "Of the seven models on the chart in W20, six grew": the same.
            Kind::Period(_) if periods::of_those_then(s, range.start, at) => {}
            // "Since 4 March, Alpha has fallen from 21st to 22nd": it stands there now.
            Kind::Period(_) if fronted && at <= range.start + 2 => {}
            // "The fastest growth since March 2 is …": since then.
            Kind::Period(_) if at > range.start + 1 && s.text(at - 1) == "since" => {}
            // "between W20 and W21": from the one before to this one.
            Kind::Period(_) if spans_the_change(s, at) => {}
            Kind::Period(when) if clause.when.is_none_or(|w| w == When::Beyond) && !compared_with(s, at) => {
                clause.when = Some(*when);
            }
            Kind::Board(board) if !clause.boards.contains(board) => clause.boards.push(*board),
            // "no more than 0.4%" denies nothing.
            Kind::Lex(Class::Neg) if s.text(at) == "no" && speech::bound_follows(s, at + 1) => {}
            // "was not alone in losing share": it did; "is not merely ahead of Bravo": it is.
            Kind::Lex(Class::Neg) if matches!(s.text(at + 1), "alone" | "merely" | "just" | "simply") => {}
            // "five weeks without a break".
            Kind::Lex(Class::Neg) if s.text(at) == "without" && s.text(at + 2) == "break" => {}
            Kind::Lex(Class::Neg) => clause.neg = true,
            Kind::Lex(Class::Skip) if speech::is_no_forecast(s, at) => {}
            Kind::Lex(Class::Skip) => clause.skip = true,
            Kind::Lex(Class::Now) if says_now(s, at) && clause.when.is_none() => {
                clause.when = Some(When::Back(0))
            }
            Kind::Lex(Class::It | Class::Its | Class::They | Class::Their) => pronoun = true,
            Kind::Lex(Class::Only) => only = true,
            _ => {}
        }
    }
    clause.when = clause.when.or_else(|| arrivals::so_long_ago(s, &range));
    // "Echo, which it led by 100 units": Echo is whom it led.
    if s.is(range.start, &[Class::Which]) && s.is(range.start + 1, &[Class::It, Class::They]) {
        let behind = (range.start.saturating_sub(2)..range.start).any(|at| s.who(at).is_some());
        clause.skip = clause.skip || behind;
    }
    // "only the first of the two grew": which that is, the words do not tell here.
    let one_of_two = |at: usize| {
        s.is(at, &[Class::Only])
            && s.is(at + 1, &[Class::The])
            && (at + 2..at + 5)
                .any(|i| s.is(i, &[Class::Of]) && matches!(s.text(i + 1), "the" | "them" | "those"))
    };
    let ordinal = |at: usize| s.num(at + 2).is_some_and(|n| n.form == Form::Ordinal);
    clause.skip = clause.skip || only && range.clone().any(|at| one_of_two(at) && ordinal(at));
    // "in January, when it ranked eleventh": then.
    let start = range.start;
    if s.text(start) == "when" && clause.when.is_none() && start > 1 {
        clause.when = match s.tokens[start - 2].kind {
            Kind::Period(when) => Some(when),
            _ => None,
        };
    }
    // "After a week in front, …", "After eight days in 18th": before this one.
    let long = |at: usize| {
        // "after losing 40% of its tokens in a week" is of now.
        let took = at > 1 && s.text(at - 1) == "a" && s.is(at - 2, &[Class::In]);
        matches!(s.text(at), "week" | "weeks" | "day" | "days" | "month" | "months") && !took
            || s.num(at).is_some_and(|n| n.unit == Unit::Periods)
            || s.is(at, &[Class::Streak])
    };
    let told = |at: usize| s.who(at).is_some() && (at + 1..range.end).any(|i| is_verb(s, i));
    let opens = clause.joint == Some(Class::After) && clause.when.is_none();
    if opens && !range.clone().any(told) && range.clone().any(long) {
        clause.when = Some(When::Back(1));
    }
    let verb = range.clone().find(|at| is_verb(s, *at)).unwrap_or(range.end);
    let previous = earlier.last();
    let head = past_including(s, range.start..verb);
    let fresh = fresh_subject(s, head..verb);
    // "It took Alpha three weeks to reach the top": Alpha, not it.
    let whom = s
        .who(start + 2)
        .filter(|_| s.is(start, &[Class::It]) && matches!(s.text(start + 1), "took" | "takes" | "has taken"));
    let done_to = done_to(s, &range, earlier);
    if let Some(row) = done_to {
        (clause.subject, clause.certain) = (row, true);
    } else if let Some(who) = whom {
        // How it got there may be told by places of several periods, so that this can only confirm.
        (clause.subject, clause.certain, clause.guessed) = (vec![who.clone()], true, true);
    } else if let Some(previous) = previous.filter(|_| starts::goes_on_with_whom(s, range.start)) {
        (clause.subject, clause.certain) = (previous.subject.clone(), previous.certain);
        (clause.foreign, clause.guessed) = (previous.foreign, previous.guessed);
    } else if let Some(list) = bracketed_list(s, range.start, verb) {
        (clause.subject, clause.certain) = (list, true);
    } else if !fresh.is_empty() {
        clause.subject = fresh;
        clause.certain = true;
    } else if board_speaks(s, head..verb) {
        (clause.subject, clause.certain) = (vec![vec![Entity::Market]], true);
    } else if s.is(range.start, &[Class::Which]) || in_parenthesis(s, &range) {
        let last = (0..range.start).rev().find_map(|at| s.who(at));
        // "It scored 1400, which is …": of whom the clause before speaks.
        let told = previous.filter(|_| s.is_mark(range.start.wrapping_sub(1), ','));
        let before = || told.map(|p| p.subject.clone()).unwrap_or_default();
        clause.subject = last.map_or_else(before, |w| vec![w.clone()]);
        clause.certain = in_parenthesis(s, &range) || s.whos.len() == 1 || of_the_passed(s, range.start);
    } else if pushed_it(s, range.start) {
        let who = previous.map(|clause| &clause.subject);
        let before = earlier.iter().rev().map(|clause| &clause.subject).chain([&discourse.subject]);
        let whom = before.filter(|subject| !subject.is_empty()).find(|subject| Some(*subject) != who);
        clause.foreign = whom.is_none();
        clause.subject = whom.cloned().unwrap_or_default();
    } else if pushed(s, range.start)
        || pronoun
            && range.clone().take_while(|at| *at < verb).any(|at| {
                s.is(at, &[Class::Its, Class::Their])
                    && (s.is(at + 1, &[Class::Free, Class::Paid, Class::RowsNoun, Class::New])
                        || matches!(
                            s.text(at + 1),
                            "rival" | "rivals" | "competitor" | "challenger" | "neighbour"
                        ))
            })
    {
        clause.foreign = true;
    } else if pronoun
        && range
            .clone()
            .take_while(|at| *at < verb.max(range.start + 2))
            .any(|at| s.is(at, &[Class::It, Class::Its, Class::They, Class::Their]))
    {
        if let Some(both) = pair(s, &range, earlier, discourse) {
            (clause.foreign, clause.certain) = (both.is_empty(), true);
            clause.subject = both;
            return clause;
        }
        // "Three rows fell although they grew": the counted, whom nobody named.
        let counted = |c: &Clause| {
            c.subject.is_empty()
                && c.range.clone().any(|at| s.num(at).is_some_and(|n| n.unit == Unit::Subjects))
        };
        if earlier.iter().any(counted) {
            clause.foreign = true;
            return clause;
        }
        antecedent(&mut clause, earlier, discourse);
        if let Some(who) = antecedents::only_one_named(s, &range, earlier) {
            (clause.subject, clause.guessed, clause.certain) = (vec![who], !discourse.stale, false);
        }
        if let Some(one) = the_one(s, &range, earlier) {
            (clause.subject, clause.certain) = (vec![one], true);
        }
        let several = the_several(s, &range, discourse);
        if earlier.is_empty() && !several.is_empty() {
            (clause.subject, clause.guessed) = (several, true);
        }
        // "Larkspur's two films fell, and its share": the maker's.
        let maker = match clause.subject.concat().as_slice() {
            [Entity::OrgRows { org, .. }] => Some(*org),
            _ => None,
        };
        if let Some(org) = maker.filter(|_| range.clone().any(|at| s.is(at, &[Class::Its]))) {
            clause.subject = vec![vec![Entity::Org(org)]];
        }
    } else if points_back(s, start) && earlier.is_empty() {
        antecedent(&mut clause, earlier, discourse);
        clause.guessed = true;
    } else if let Some(after) = inverted(s, range.clone(), verb) {
        clause.subject = after;
        clause.certain = true;
    } else if is_foreign(s, range.start..verb) {
        clause.foreign = true;
    } else if let Some(head) = resumed(s, &range, earlier) {
        clause.subject.clone_from(&head.subject);
        clause.certain = true;
    } else if let Some(previous) = previous {
        clause.subject.clone_from(&previous.subject);
        (clause.foreign, clause.guessed) = (previous.foreign, previous.guessed);
        clause.certain = previous.certain
            && !earlier.iter().any(|c| c.subject != previous.subject && !c.subject.is_empty());
        // "…, and five models broke into the top twenty": the counted are no earlier subject.
        let counted = |at: usize| {
            s.num(at).is_some_and(|n| {
                n.unit == Unit::Subjects || at + 1 == verb && n.unit == Unit::None && n.form == Form::Cardinal
            })
        };
        // "…, and tokens fell to 58 trillion" may be all of them.
        let all = |at: usize| s.units.contains(&at) || s.is(at, &[Class::Market]);
        clause.guessed |= verb < range.end && (range.start..verb).any(|at| counted(at) || all(at));
        apposition(s, &mut clause, previous);
    } else {
        if !discourse.stale {
            antecedent(&mut clause, earlier, discourse);
        }
        // Words before the verb that bind to nobody: another subject may be meant.
        clause.guessed = verb < range.end && skip_adverbs(s, range.start) != verb;
        // "Volume nearly doubled, to 7.2 trillion tokens", of nobody: of the market.
        if clause.subject.is_empty()
            && (range.start..verb).any(|at| s.is(at, &[Class::Market, Class::Volume]))
        {
            (clause.subject, clause.certain, clause.guessed) = (vec![vec![Entity::Market]], true, false);
        }
    }
    // "… in W30, when it rose from 13th to 8th".
    if let Some(previous) = previous.filter(|_| s.text(range.start) == "when" && clause.when.is_none()) {
        clause.when = previous.when;
    }
    // "in May it was North Quay that led".
    if s.text(range.start) == "that" && clause.when.is_none() {
        clause.when = previous.and_then(|p| p.when);
    }
    // "Last week Alpha was first, Bravo second".
    // "has climbed since February, from third to first": first now.
    let since = previous.is_some_and(|p| s.text(p.range.start) == "since");
    // "moves up to second after two weeks in third, on growth of 18.3%": now.
    let spell = previous.is_some_and(|p| {
        let dated = p.range.clone().any(|at| matches!(s.tokens[at].kind, Kind::Period(_)));
        p.joint == Some(Class::After)
            && !dated
            && s.is(range.start, &[Class::On, Class::With, Class::Despite])
    });
    let goes_on = verb == range.end || with_whom(s, range.start);
    if goes_on && clause.when.is_none() && !since && !spell {
        clause.when = periods::carried(s, range.start, earlier);
    }
    clause
}

/// "took the place of Bravo, which fell to fifth": Bravo did.
fn of_the_passed(s: &Sentence, which: usize) -> bool {
    let Some(passed) = which.checked_sub(3).filter(|_| s.is_mark(which - 1, ',')) else { return false };
    let other = s.who(passed + 1).is_some() && s.is(passed, &[Class::Overtake, Class::Displace]);
    other && s.is(skip_adverbs(s, which + 1), &Class::CHANGES)
}

/// "Counting the products outside the list, the board reached …": what is counted with it is no subject.
fn past_including(s: &Sentence, range: Range<usize>) -> usize {
    let opens = range.start == 0 && matches!(s.text(0), "including" | "counting" | "adding");
    let comma = range.clone().find(|at| opens && s.is_mark(*at, ','));
    comma.map_or(range.start, |comma| comma + 1)
}

/// "Alpha, which Bravo succeeds, fell": what follows the aside is said of whom it interrupts.
fn resumed<'a>(s: &Sentence, range: &Range<usize>, earlier: &'a [Clause]) -> Option<&'a Clause> {
    let [.., head, aside] = earlier else { return None };
    // "Alpha and Bravo, the two models whose prices fell, carried …" counts whom it names.
    let told = |at: usize| s.num(at).is_some_and(|n| n.unit != Unit::Subjects);
    let silent = !head.range.clone().any(|at| is_verb(s, at) || told(at));
    let closed = aside.joint == Some(Class::Which)
        && s.tokens[range.start - 1].kind == Kind::Mark(',')
        && is_verb(s, skip_adverbs(s, range.start));
    (closed && silent && !head.subject.is_empty()).then_some(head)
}

/// A condition or somebody's words colour the rest of the sentence up to the next full clause of its own.
fn spread_skips(s: &Sentence, clauses: &mut [Clause]) {
    let conditional = s.has(&[Class::Skip])
        && (0..s.tokens.len()).any(|at| {
            s.is(at, &[Class::Skip])
                && !speech::concedes(s, at)
                && matches!(
                    s.text(at),
                    "if" | "unless" | "suppose" | "imagine" | "were it" | "had it" | "would"
                )
        });
    for at in 0..clauses.len() {
        let spoken = at > 0 && clauses[at - 1].skip && clauses[at].joint.is_none() && !own(s, &clauses[at]);
        if conditional || spoken {
            clauses[at].skip = true;
        }
    }
}
