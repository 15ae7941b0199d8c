//! Who a clause speaks of: its own subject, or the nearest antecedent.

use super::super::lexicon::{Class, Classes};
use super::super::numbers::{Form, Unit};
use super::super::tokens::{Entity, Kind, Sentence, Who};
use super::speech::{meanwhile, names_nobody, opens_with_unit, tells_of_subjects};
use super::{Clause, is_verb, noun_then_verb, skip_adverbs, with_whom};
use std::ops::Range;

const OBJECT: Classes = Classes::of(&[
    Class::Than,
    Class::Behind,
    Class::Ahead,
    Class::Against,
    Class::Over,
    Class::From,
    Class::Of,
    Class::By,
    Class::With,
    Class::Between,
    Class::In,
    Class::On,
    Class::At,
    Class::For,
    Class::To,
    Class::Overtake,
    Class::Displace,
    Class::Exceed,
    Class::Outgrow,
    Class::Undergrow,
    Class::AsMuchAs,
    Class::Separate,
    Class::MoreThan,
    Class::Tied,
    Class::Cheaper,
    Class::Dearer,
    Class::Lead,
    Class::Swap,
    Class::As,
    Class::GapNoun,
    Class::Frozen,
]);

/// ", up 61%": said of the mention right before the comma, or of the clause's subject.
pub(super) fn apposition(s: &Sentence, clause: &mut Clause, previous: &Clause) {
    let comma = clause.range.start.checked_sub(1);
    let before = comma.and_then(|c| c.checked_sub(1)).filter(|b| previous.range.contains(b));
    // "Alpha, last week's leader, fell": the same one, told again.
    let other = |w: &&Who| {
        !previous.subject.contains(w)
            && !w.iter().all(|e| matches!(e, Entity::AtRank(..) | Entity::Top(_) | Entity::Market))
    };
    // "more than Alpha, the only newcomer, at sixth": behind what is said of the mention besides.
    let past_aside = || {
        let comma = comma.filter(|_| s.is(clause.range.start, &[Class::At, Class::With]))?;
        let opens = (previous.range.start..comma).rev().find(|at| s.tokens[*at].kind == Kind::Mark(','))?;
        let told = |at: usize| is_verb(s, at) || s.num(at).is_some() || s.who(at).is_some();
        opens
            .checked_sub(1)
            .filter(|_| s.is(opens + 1, &[Class::The, Class::A]) && !(opens + 1..comma).any(told))
    };
    let before = before.filter(|b| s.who(*b).is_some()).or_else(past_aside);
    if let Some(who) = before.and_then(|b| s.who(b)).filter(other) {
        let verb =
            is_verb(s, skip_adverbs(s, clause.range.start)) && s.is(clause.range.start - 1, &[Class::And]);
        if !verb {
            clause.certain = false;
            clause.subject = vec![who.iter().chain(previous.subject.iter().flatten()).cloned().collect()];
        }
    }
}

/// Mentions before the verb that are no objects.
pub(super) fn fresh_subject(s: &Sentence, range: Range<usize>) -> Vec<Who> {
    let mut found: Vec<Who> = Vec::new();
    // In most places nobody is named.
    if s.whos.is_empty() || range.clone().all(|at| s.who(at).is_none()) {
        return found;
    }
    let mut objects = false;
    let mut possessor = false;
    for at in range.clone() {
        let telling = tells_of_subjects(s.text(at));
        // Most words say nothing of whom a clause speaks of.
        if let (Kind::Word(capital), false) = (s.tokens[at].kind, telling) {
            possessor = possessor && !capital;
            continue;
        }
        // "For Delta, a 61% rise meant …".
        let fronted = at == range.start && s.is(at, &[Class::For]) && s.text(at + 2) == ",";
        if fronted || at == range.start && (meanwhile(s, &range) || with_whom(s, at)) {
            continue;
        }
        // "Corvane's trio of Gull Haven, Dunmarsh and Kestrel Point": those who are named.
        if s.is(at, &[Class::Of]) && at > 0 && matches!(s.text(at - 1), "trio" | "duo" | "pair" | "quartet") {
            found.clear();
            (objects, possessor) = (false, false);
        } else if telling && (super::all_before(s, at) || matches!(s.text(at), "unlike" | "like" | "besides"))
        {
            // "Unlike Bravo, Alpha lost share".
            objects = true;
        } else if s.is_in(at, OBJECT) {
            let measure = at > 0
                && s.is(
                    at - 1,
                    &[
                        Class::Share,
                        Class::Volume,
                        Class::Score,
                        Class::RankNoun,
                        Class::UpValue,
                        Class::Price,
                        Class::RowsNoun,
                        Class::Context,
                        Class::Interval,
                        Class::Votes,
                        Class::Released,
                    ],
                );
            // "Downloads of Alpha rose": a board is called as its unit.
            let measure = measure || opens_with_unit(s, range.start, at);
            let every = at > 0 && s.is(at, &[Class::Of]) && s.is(at - 1, &[Class::Each, Class::All]);
            // "the share of Delta", "traffic at Delta", "demand for Delta".
            // "traffic to Delta".
            let to = s.is(at, &[Class::To]) && at > 0 && s.is(at - 1, &[Class::Volume]);
            // "tokens routed to Delta".
            let routed = s.is(at, &[Class::To])
                && at > 1
                && matches!(s.text(at - 1), "routed" | "sent" | "going" | "directed")
                && s.units.contains(&(at - 2));
            // "Traffic on Delta", where that is no board.
            let on = s.is(at, &[Class::On])
                && s.is(at.wrapping_sub(1), &[Class::Volume])
                && s.who(at + 1).is_some();
            let of = (s.is(at, &[Class::Of, Class::At, Class::For]) || to || on) && measure || routed;
            objects = !of || every;
        } else if is_of_a_top(s, at) {
            // "No row in Arena's top 20 fell": where it stands.
        } else if matches!(s.tokens[at].kind, Kind::Period(_) | Kind::Span(_) | Kind::Board(_))
            || telling && super::is_list(s.text(at))
            || s.is(at, &[Class::Streak])
            // "In one month Brackwater's traffic shrank".
            || s.num(at).is_some_and(|n| n.unit == Unit::Periods)
        {
            objects = false;
        } else if s.is(at, &[Class::And, Class::Or]) || s.is_mark(at, ',') {
            objects = objects && !s.is_mark(at, ',');
        } else if let Some(who) = s.who(at) {
            // "With 1509 points Alpha leads": whom the number's phrase leads up to.
            if objects
                && at > 1
                && s.num(at - 1).is_some()
                && s.is(range.start, &[Class::With, Class::At, Class::On])
                && (range.start + 1..at).all(|i| s.who(i).is_none())
            {
                objects = false;
            }
            // "Anthropic's Claude Opus 5": the maker only says whose.
            if possessor && !objects {
                found.pop();
            }
            // "Delta, the leader a week earlier,": the same one, told again.
            let again = !found.is_empty()
                && who.iter().all(|e| matches!(e, Entity::AtRank(..)))
                && !(range.start..at).rev().take(3).any(|i| s.is(i, &[Class::And]));
            // "Last week's leader, Alpha, is …": the name says who that is.
            let named = s.tokens[at - usize::from(at > 0)].kind == Kind::Mark(',')
                && found.last().is_some_and(|last| last.iter().all(|e| matches!(e, Entity::AtRank(..))))
                && s.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Mark(','));
            // "Arena's leader Alpha": the name says who that is.
            let ranked = |w: &Who| w.iter().all(|e| matches!(e, Entity::AtRank(..)));
            let beside = at > range.start && s.who(at - 1).is_some_and(ranked) && !ranked(who);
            if (named || beside && found.last().is_some_and(ranked)) && !objects {
                found.pop();
            }
            // "X rounds out the top ten": a scope beside a subject.
            let scope = !found.is_empty()
                && matches!(who.as_slice(), [Entity::Top(_)])
                && !(s.is(at - 1, &[Class::And]) || s.tokens[at - 1].kind == Kind::Mark(','));
            // "Luna pushed past Step": a word between that nobody knows may be a verb.
            let after_word = at > 0
                && !found.is_empty()
                && matches!(s.tokens[at - 1].kind, Kind::Word(_))
                && !s.tokens[at - 1].possessive
                && !super::super::sure::is_plain(s.text(at - 1));
            // "Xiaomi's two models, A and B,", "the top three, A, B and C,": the names say which.
            let told = s.tokens[at - usize::from(at > 0)].kind == Kind::Mark(',')
                && who.iter().all(|e| matches!(e, Entity::Model { .. }))
                && matches!(found.as_slice(), [last] if matches!(last.as_slice(), [Entity::OrgRows { .. } | Entity::Top(_)]));
            if told && !objects {
                found.pop();
            }
            // "both Meta's", "Alpha, Meta's new release,": whose they are.
            let aside = matches!(s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Mark(',')))
                || s.tokens[at - usize::from(at > 0)].kind == Kind::Mark(',')
                    && (at + 1..at + 4).any(|i| s.text(i) == ",");
            let owner = s.tokens[at].possessive
                && !found.is_empty()
                && aside
                && who.iter().any(|e| matches!(e, Entity::Org(_)));
            if !objects && !again && !scope && !owner && !after_word && !some_of(s, at) {
                found.push(who.clone());
            }
            possessor = s.tokens[at].possessive;
            continue;
        } else if !s.is(
            at,
            &[Class::The, Class::A, Class::Free, Class::Paid, Class::RowsNoun, Class::New, Class::Adverb],
        ) && !matches!(s.tokens[at].kind, Kind::Word(false))
        {
            possessor = false;
        }
    }
    found
}

/// "in Arena's top 20", behind a row: the board says whose top it is.
fn is_of_a_top(s: &Sentence, at: usize) -> bool {
    let top = s.who(at + 1).is_some_and(|who| matches!(who.as_slice(), [Entity::Top(_)]));
    let board = s.tokens[at].possessive && matches!(s.tokens[at].kind, Kind::Board(_));
    let row = at > 2 && (s.is(at - 2, &[Class::RowsNoun]) || s.subjects.contains(&(at - 2)));
    top && board && row && s.is(at - 1, &[Class::In]) && s.text(at - 3) == "no"
}

/// "Fifth is Delta", "fourth place went to Echo", "new at No. 6: Hotel".
pub(super) fn inverted(s: &Sentence, range: Range<usize>, verb: usize) -> Option<Vec<Who>> {
    // Few sentences have such a word, or a number.
    let may_be = [Class::New, Class::Debut, Class::Lead, Class::Most, Class::Least, Class::Only];
    if s.nums.is_empty() && !s.has(&may_be) {
        return None;
    }
    // "Four ports handled …, and a fifth, Lowick": the counted are not who is named.
    let counted = |at: usize| s.num(at).is_some_and(|n| n.unit == Unit::Subjects);
    if s.is(verb, &[Class::Carry]) && (range.start..verb).any(counted) {
        return None;
    }
    let about = (range.start..verb).any(|at| s.num(at).is_some() || s.is(at, &may_be));
    if !about && !s.is(range.start, &[Class::New, Class::Debut]) {
        return None;
    }
    let mut found = Vec::new();
    for at in verb.min(range.end)..range.end {
        if let Some(who) = s.who(at) {
            let marked = at.checked_sub(1).is_some_and(|b| {
                s.is(
                    b,
                    &[
                        Class::Than,
                        Class::From,
                        Class::Ahead,
                        Class::Behind,
                        Class::Over,
                        Class::In,
                        Class::On,
                        Class::Of,
                    ],
                )
            });
            if marked && !super::front::that_of(s, verb, at) || matches!(who.as_slice(), [Entity::Top(_)]) {
                break;
            }
            found.push(who.clone());
        } else if !found.is_empty() && !s.is(at, &[Class::And]) && !s.is_mark(at, ',') {
            break;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// A maker's possessive before a count.
fn some_of(s: &Sentence, at: usize) -> bool {
    let maker = s.who(at).is_some_and(|who| who.iter().any(|e| matches!(e, Entity::Org(_))));
    let count = s.num(at + 1).is_some_and(|n| {
        let plain = n.form == Form::Cardinal && !n.scaled;
        plain && matches!(n.unit, Unit::None | Unit::Subjects)
    });
    // "two Claude models": some of them.
    let counted = at.checked_sub(1).and_then(|b| s.num(b)).is_some_and(|n| n.unit == Unit::Subjects);
    maker && count && s.tokens[at].possessive
        || counted
            && !s.tokens[at].possessive
            && !s.is(at + 1, &[Class::Be])
            && matches!(
                s.tokens.get(at + 1).map(|t| &t.kind),
                Some(Kind::Word(_) | Kind::Lex(Class::RowsNoun))
            )
}

/// "OpenRouter routed 56.8 trillion tokens": the board is whom the clause speaks of.
pub(super) fn board_speaks(s: &Sentence, range: Range<usize>) -> bool {
    let mut at = range.start;
    let small = [Class::The, Class::But, Class::While, Class::Although, Class::And, Class::Adverb];
    // "A week earlier the board stood at 4 trillion".
    let period = |at: usize| matches!(s.tokens[at].kind, Kind::Period(_));
    while at < range.end && (s.is(at, &small) || s.is_mark(at, ',') || period(at)) {
        at += 1;
    }
    let the_board = at > range.start && matches!(s.text(at), "board" | "leaderboard" | "ranking");
    if at >= range.end || !(matches!(s.tokens[at].kind, Kind::Board(_)) || the_board) {
        return false;
    }
    at += usize::from(!the_board && s.text(at + 1) == "board" && !s.tokens[at].possessive);
    let volume = s.tokens[at].possessive && s.is(at + 1, &[Class::Volume, Class::Market]);
    at + 1 + usize::from(volume) == range.end && volume == s.tokens[at].possessive
}

/// Words before the verb that are neither mentions nor measures: somebody or something that the data do not know.
pub(super) fn is_foreign(s: &Sentence, range: Range<usize>) -> bool {
    let mut open = true;
    // "Of the top five, three lost share": the counted.
    let counted = |at: usize| {
        let just =
            usize::from(s.is(at.wrapping_sub(1), &[Class::Only]) || s.text(at.wrapping_sub(1)) == "just");
        let plain = s.num(at).is_some_and(|n| n.unit == Unit::None && n.form == Form::Cardinal && !n.scaled);
        plain && s.is_mark(at.wrapping_sub(1 + just), ',')
    };
    let (start, verb) = (range.start, range.end);
    if s.is(start, &[Class::Of]) && verb.checked_sub(1).is_some_and(|at| at > start && counted(at)) {
        return true;
    }
    for at in range {
        match &s.tokens[at].kind {
            Kind::Lex(Class::In | Class::On | Class::At | Class::By | Class::With | Class::For) => {
                open = false
            }
            Kind::Mark(',') => open = true,
            Kind::Word(_) if names_nobody(s, at) => {}
            Kind::Word(_) if open => return true,
            Kind::Num(_)
                if s.is(at + 1, &[Class::Of])
                    && (at + 2..at + 4)
                        .any(|i| s.who(i).is_some_and(|w| matches!(w.as_slice(), [Entity::Top(_)]))) =>
            {
                return true;
            }
            // "two of DeepSeek's models": some rows, of which the words do not say which.
            Kind::Who(_) if some_of(s, at) => return true,
            // "Nobody grew faster", "each of the top five".
            Kind::Lex(Class::Neg) if matches!(s.text(at), "nobody" | "no one" | "none" | "no") => {
                return true;
            }
            Kind::Lex(Class::Each | Class::All) if s.is(at + 1, &[Class::Of]) => return true,
            // "the sharpest fall among Arena's twenty rows" says of how many.
            Kind::Num(_)
                if at > 0 && s.tokens[at - 1].possessive && s.is(at.saturating_sub(2), &[Class::Between]) => {
            }
            Kind::Num(_)
                if s.num(at)
                    .is_some_and(|n| matches!(n.unit, Unit::Subjects | Unit::Makers | Unit::Foreign)) =>
            {
                return true;
            }
            Kind::Lex(
                Class::Debut
                | Class::Stablemate
                | Class::RowsNoun
                | Class::RunnerUp
                | Class::Former
                | Class::Leader,
            ) if at > 0
                && !s.is(at, &[Class::A])
                && (s.is(
                    at - 1,
                    &[Class::The, Class::A, Class::Its, Class::This, Class::Free, Class::Paid],
                ) || matches!(s.tokens[at - 1].kind, Kind::Word(_))) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Joined by "and" or a semicolon, with a subject of its own.
pub(super) fn own(s: &Sentence, clause: &Clause) -> bool {
    let before = clause.range.start.checked_sub(1);
    before.is_some_and(|b| matches!(s.tokens[b].kind, Kind::Mark(';' | '—')))
        || noun_then_verb(s, clause.range.start)
}
