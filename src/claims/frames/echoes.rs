//! What was said before, said again of another: "Echo moved up a place, and so did Delta", "as did Bravo", "nor did Golf".

use super::{Draft, Test};
use crate::claims::clauses::Clause;
use crate::claims::tokens::{Kind, Sentence, Who};

/// A claim of each mention that an echo names, of what the last clause before it says.
pub fn echoed(s: &Sentence, clauses: &[Clause], drafts: &[Draft]) -> Vec<Draft> {
    let mut found = Vec::new();
    if drafts.is_empty() {
        return found;
    }
    for at in 1..s.tokens.len() {
        let Some(named) = echo(s, at) else { continue };
        let Some(last) = drafts.iter().rev().find(|d| d.at < at).map(|d| d.clause) else { continue };
        // What is said of a number is not said again: the other's may be another.
        let said: Vec<&Draft> = drafts.iter().filter(|d| d.clause == last && d.at < at).collect();
        let told = |d: &&Draft| matches!(d.quantity, "direction" | "move" | "debut" | "return" | "exit");
        let clause = clauses.iter().position(|c| c.range.contains(&at)).unwrap_or_default();
        if clauses[clause].skip || said.is_empty() || !said.iter().all(told) {
            continue;
        }
        found.extend(named.into_iter().filter_map(|at| again(s, &said, (at, clause))));
    }
    found
}

/// "so did", "as has", "nor was": the mentions behind it.
fn echo(s: &Sentence, at: usize) -> Option<Vec<usize>> {
    if !matches!(s.text(at), "so" | "as" | "nor" | "neither")
        || !matches!(
            s.text(at + 1),
            "is" | "are" | "did" | "has" | "had" | "was" | "were" | "have" | "does" | "do"
        )
    {
        return None;
    }
    let mut named = Vec::new();
    for next in at + 2..s.tokens.len() {
        match &s.tokens[next].kind {
            Kind::Who(_) => named.push(next),
            Kind::Mark('.' | ',' | ';') if !named.is_empty() => break,
            Kind::Mark(',') | Kind::Lex(_)
                if s.text(next) == "," || matches!(s.text(next), "and" | "both" | "the") => {}
            _ => return None,
        }
    }
    (!named.is_empty()).then_some(named)
}

fn again(s: &Sentence, said: &[&Draft], (at, clause): (usize, usize)) -> Option<Draft> {
    let who: Who = s.who(at)?.clone();
    let of = |draft: &&Draft| {
        let tests: Option<Vec<Test>> = draft.tests.iter().map(|t| t.said_of(&who)).collect();
        tests.map(Test::Any)
    };
    let tests: Option<Vec<Test>> = said.iter().map(of).collect();
    let token = &s.tokens[at];
    let first = said.first()?;
    Some(Draft {
        range: token.start..token.end,
        quantity: first.quantity,
        tests: vec![Test::All(tests?)],
        group: vec![who],
        certain: true,
        guessed: false,
        own: true,
        clause,
        at,
        words: at..at + 1,
        ..(*first).clone()
    })
}
