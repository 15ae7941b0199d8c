//! What is said before its subject is named: "With 1,600 units, Bravo …".

use super::super::lexicon::Class;
use super::super::numbers::{Form, Num, Unit};
use super::super::tokens::{Entity, Sentence, Who};
use super::Clause;

/// "With 1,600 units, Bravo …", "Even after losing a place, Delta …", "Loser of the week: Golf": said of the subject
/// that follows.
pub(super) fn front(s: &Sentence, clauses: &mut [Clause]) {
    // Nobody is named, by a pronoun either.
    let nobody = s.whos.is_empty() && !s.has(&[Class::It, Class::Its, Class::They, Class::Their]);
    if clauses.len() < 2 || nobody {
        return;
    }
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
    let head = |c: &Clause| {
        ends(c, ':')
            && !c.range.clone().any(|at| {
                s.is(at, &[Class::Be, Class::Hold, Class::Carry])
                    || s.num(at).is_some_and(|n| n.unit == Unit::Subjects)
            })
    };
    let leads_up = |c: &Clause| ends(c, ',') && opens(s, &clauses[0]) || clauses[..told].iter().all(head);
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
        let apart = first.range.start.checked_sub(1).is_some_and(|b| s.is_mark(b, ';'));
        if apart && head(first) && !named(first) && body.certain && s.who(body.range.start).is_some() {
            first.subject.clone_from(&body.subject);
            (first.certain, first.foreign, first.guessed) = (true, false, false);
        }
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

/// A clause that leads up to the subject of the next.
fn opens(s: &Sentence, clause: &Clause) -> bool {
    let mut at = clause.range.start;
    while matches!(s.text(at), "even" | "only" | "just" | "not" | "nearly" | "almost")
        || s.is(at, &[Class::And, Class::But])
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
    s.is(at, &small) || s.num(at).is_some_and(placed) || s.text(at).ends_with("ing") || s.text(at) == "having"
}
