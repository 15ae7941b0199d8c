//! What is said before its subject is named: "With 1,600 units, Bravo …".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Kind, Sentence, Who};
use super::Clause;

/// "With 1,600 units, Bravo …", "Even after losing a place, Delta …", "Loser of the week: Golf": said of the subject
/// that follows.
pub(super) fn front(s: &Sentence, clauses: &mut [Clause]) {
    // Nobody is named, by a pronoun either.
    let nobody = s.whos.is_empty() && !s.has(&[Class::It, Class::Its, Class::They, Class::Their]);
    if clauses.len() < 2 || nobody {
        return;
    }
    passing(s, clauses);
    // "Its share fell, its rank held: Charlie …": nobody was named before.
    let whole = clauses.iter().position(|c| c.certain && c.range.clone().any(|at| s.who(at).is_some()));
    if let Some(told) =
        whole.filter(|told| clauses[..*told].iter().all(|c| c.subject.is_empty() && !c.foreign))
    {
        let subject = clauses[told].subject.clone();
        for clause in clauses[..told].iter_mut().filter(|c| s.is(c.range.start, &[Class::Its])) {
            clause.subject.clone_from(&subject);
            clause.certain = true;
        }
    }
    looks_ahead(s, clauses);
    told_last(s, clauses);
    let named = |c: &Clause| {
        // "Despite losing a quarter of its tokens, Alpha …": its own, who is named next.
        let ahead = c.range.start == 0 && (c.subject.is_empty() || c.guessed) && opens(s, c);
        let pronoun = [Class::It, Class::Its, Class::They, Class::Their];
        let scope = |w: &Who| matches!(w.as_slice(), [Entity::Top(_)]) && !c.subject.contains(w);
        c.range.clone().any(|at| s.who(at).is_some_and(|w| !scope(w)) || !ahead && s.is(at, &pronoun))
    };
    let Some(told) = clauses.iter().position(named).filter(|i| clauses[*i].certain) else { return };
    let ends = |c: &Clause, mark: char| s.is_mark(c.range.end - 1, mark);
    // A head that counts, or says something itself, is no name's.
    let quiet = |c: &Clause| {
        !c.range.clone().any(|at| {
            s.is(at, &[Class::Be, Class::Hold, Class::Carry])
                || s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
        })
    };
    let head = |c: &Clause| ends(c, ':') && quiet(c);
    // "Down 44% and down to eighth: Golf cools".
    let heads = |last: &Clause| head(last) && clauses[..told].iter().all(quiet);
    let leads_up = |c: &Clause| ends(c, ',') && opens(s, &clauses[0]) || heads(c);
    if told > 0 && leads_up(&clauses[told - 1]) {
        let subject = clauses[told].subject.clone();
        for clause in &mut clauses[..told] {
            clause.subject.clone_from(&subject);
            (clause.certain, clause.foreign, clause.guessed) = (true, false, false);
        }
    }
    // "Up: Echo; down: Golf".
    for at in told + 1..clauses.len() {
        let (before, after) = clauses.split_at_mut(at);
        let (first, body) = (&mut before[at - 1], &after[0]);
        // "…, but at $10 for a million input tokens, Alpha costs …": Alpha's.
        if leads_on(s, first) && !named(first) && body.certain && s.who(body.range.start).is_some() {
            first.subject.clone_from(&body.subject);
            (first.certain, first.foreign, first.guessed) = (true, false, false);
        }
        // "…, and at its list price of $2, Alpha …": Alpha's, or that of the one before.
        if at_its(s, first)
            && body.certain
            && s.who(body.range.start).is_some()
            && first.subject != body.subject
        {
            first.subject.clone_from(&body.subject);
            (first.certain, first.foreign, first.guessed) = (false, false, true);
        }
        let apart = first.range.start.checked_sub(1).is_some_and(|b| s.is_mark(b, ';'));
        if apart && head(first) && !named(first) && body.certain && s.who(body.range.start).is_some() {
            first.subject.clone_from(&body.subject);
            (first.certain, first.foreign, first.guessed) = (true, false, false);
        }
    }
}

/// "Overtaking Alpha, Bravo climbed", "Overtaken by Bravo, Alpha slipped": done by, or to, whom the next clause names.
fn passing(s: &Sentence, clauses: &mut [Clause]) {
    let [first, next, ..] = clauses else { return };
    let ends = s.is_mark(first.range.end - 1, ',') && first.range.start == 0;
    let participle = s.text(0).ends_with("ing") || s.is(1, &[Class::By]);
    let passes = s.is(0, &[Class::Overtake, Class::Displace, Class::Exceed]) && participle;
    if ends && passes && first.subject.is_empty() && next.certain && !next.subject.is_empty() {
        first.subject.clone_from(&next.subject);
        (first.certain, first.foreign, first.guessed) = (true, false, false);
    }
}

/// "The largest increase of the day, 138,869, was that of Alpha": Alpha's, as the end says.
fn told_last(s: &Sentence, clauses: &mut [Clause]) {
    let whose = |c: &Clause| {
        let start = c.range.start;
        let at = c.range.clone().take(5).find(|at| s.who(*at).is_some())?;
        let is = at == start + 1 && matches!(s.text(start), "is" | "was") || that_of(s, start, at);
        let last = s.tokens.get(at + 1).is_none_or(|t| matches!(t.kind, Kind::Mark(_)));
        let opens = start > 0 && s.is_mark(start - 1, ',');
        s.who(at).filter(|_| last && opens && is).cloned()
    };
    let Some((told, who)) = clauses.iter().enumerate().skip(1).find_map(|(i, c)| Some((i, whose(c)?))) else {
        return;
    };
    let nobody = |c: &Clause| !c.range.clone().any(|at| s.who(at).is_some());
    let most = clauses[0].range.clone().any(|at| s.is(at, &[Class::Most, Class::Least]));
    if !(most && clauses[..told].iter().all(nobody)) {
        return;
    }
    for clause in &mut clauses[..=told] {
        clause.subject = vec![who.clone()];
        (clause.certain, clause.guessed, clause.foreign) = (true, false, false);
    }
}

/// "Compared with March 20, when it ranked No. 7, Alpha has gained 8%": it is whom the sentence names next.
fn looks_ahead(s: &Sentence, clauses: &mut [Clause]) {
    let names = |c: &Clause| c.range.clone().any(|at| s.who(at).is_some());
    let own = |c: &Clause| c.range.clone().any(|at| s.who(at).is_some_and(|who| c.subject.contains(who)));
    let first = clauses.iter().position(names);
    let Some(told) = first.filter(|told| *told > 1 && clauses[*told].certain && own(&clauses[*told])) else {
        return;
    };
    let when = &clauses[told - 1];
    let it = s.text(when.range.start) == "when" && s.is(when.range.start + 1, &[Class::It]);
    let opens = when.range.start > 1
        && matches!(s.tokens[when.range.start - 2].kind, Kind::Period(_))
        && s.is_mark(when.range.end - 1, ',');
    // Nobody was spoken of right before.
    if it && opens && (when.subject.is_empty() || when.guessed) {
        let subject = clauses[told].subject.clone();
        let clause = &mut clauses[told - 1];
        clause.subject = subject;
        (clause.certain, clause.guessed, clause.foreign) = (true, false, false);
    }
}

/// "but at $10, …", "; with 1,600 units, …": a new statement that begins with what is said of whom it names next.
fn leads_on(s: &Sentence, clause: &Clause) -> bool {
    let start = clause.range.start;
    let joint = s.is(start, &[Class::And, Class::But, Class::While, Class::Yet]);
    let opened = joint || start > 0 && s.is_mark(start - 1, ';');
    let first = start + usize::from(joint);
    opened && s.is(first, &[Class::At, Class::With]) && s.is_mark(clause.range.end - 1, ',')
}

/// "At its list price, …", "but with its $2, …", where nobody is named.
fn at_its(s: &Sentence, clause: &Clause) -> bool {
    let joint = s.is(clause.range.start, &[Class::And, Class::But, Class::While, Class::Yet]);
    let first = clause.range.start + usize::from(joint);
    let nobody = !clause.range.clone().any(|at| s.who(at).is_some());
    let led = s.is(first, &[Class::At, Class::With]) && s.is(first + 1, &[Class::Its]);
    led && nobody && s.is_mark(clause.range.end - 1, ',')
}

/// "fourth now", "today fourth": of the letter's own period. "still" may go on from an earlier one.
pub fn says_now(s: &Sentence, at: usize) -> bool {
    s.is(at, &[Class::Now]) && matches!(s.text(at), "now" | "today" | "currently") && !s.tokens[at].possessive
}

/// A clause that leads up to the subject of the next.
fn opens(s: &Sentence, clause: &Clause) -> bool {
    let mut at = clause.range.start;
    while matches!(s.text(at), "even" | "only" | "just" | "not" | "nearly" | "almost")
        || s.is(at, &[Class::And, Class::But])
        || matches!(s.text(at), "still" | "again" | "now" | "once more")
    {
        at += 1;
    }
    let small = [
        Class::With,
        Class::At,
        Class::Despite,
        Class::After,
        Class::On,
        Class::Although,
        Class::While,
        Class::EvenAs,
        Class::Because,
        Class::Up,
        Class::Down,
        Class::From,
        Class::By,
        Class::For,
        Class::In,
        Class::Lead,
    ];
    let placed = |n: &Num| matches!(n.form, Form::Ordinal | Form::Rank);
    s.is(at, &small)
        || s.num(at).is_some_and(placed)
        || s.text(at).ends_with("ing")
        || matches!(s.text(at), "having" | "separated")
}

/// "The biggest fall is that of Alpha", "is the 2.8% rise of Alpha", "was at Alpha": whose it is.
pub(super) fn that_of(s: &Sentence, verb: usize, at: usize) -> bool {
    let Some(of) = at.checked_sub(1).filter(|of| s.is(*of, &[Class::Of])) else { return false };
    let told = |i: usize| {
        s.num(i).is_some()
            || s.is(i, &Class::CHANGES)
            || s.is(i, &[Class::The, Class::Adverb])
            || matches!(s.text(i), "that" | "those")
            || s.units.contains(&i)
    };
    let be = (verb..of).rev().find(|i| !told(*i));
    be.is_some_and(|be| of > be + 1 && matches!(s.text(be), "is" | "was" | "are" | "were" | "remains"))
}
