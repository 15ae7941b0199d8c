//! Tokens that belong together: a number with its scale, unit and hedge, a name with its variant, a date, "the leader".

mod anaphora;
pub use anaphora::the_former_of;
mod boards;
mod dates;
mod fractions;
mod hedges;
mod participles;
mod quantities;
mod ranks;
mod relatives;
mod roles;
mod shared_units;
mod spans;

use super::lexicon::Class;
use super::numbers::{self, Form, Unit};
use super::tokens::{Entity, Kind, Reader, Sentence, When};
use crate::model::{Cadence, Period};
use boards::{board_word, is_routed, of_the_board};
use fractions::{half, quarter};
pub use hedges::is_beyond;
pub use participles::participle;
use quantities::{number, one};
use shared_units::spread_scale;

/// Joins what belongs together.
pub fn combine(s: &mut Sentence, reader: Reader<'_>) {
    let mut at = 0;
    while at < s.tokens.len() {
        match s.tokens[at].kind {
            Kind::Word(_) | Kind::Lex(Class::Votes | Class::Volume | Class::Score)
                if reader.own.has(s.text(at)) || is_routed(s, at) =>
            {
                board_word(s, at, reader);
            }
            Kind::Lex(Class::ShareOf) => of_the_board(s, at, reader),
            Kind::Lex(Class::Which | Class::This) if matches!(s.text(at), "that" | "those") => {
                anaphora::that_of(s, at);
            }
            _ => {}
        }
        match s.tokens[at].kind {
            Kind::Num(_) => {
                anaphora::two_places_apart(s, at);
                ranks::number_so_many(s, at);
                if s.num(at).is_some() {
                    number(s, at, reader);
                    ahead_on(s, at);
                }
            }
            Kind::Who(_) => mention(s, at, reader),
            Kind::Lex(Class::Half) => half(s, at),
            Kind::Lex(Class::A) if quantities::is_a_factor(s, at) => quantities::by_a_factor(s, at),
            Kind::Lex(Class::A) if s.text(at + 1) == "million" && is_priced(s, at) => {
                absorb(s, at, 1);
                s.tokens[at].kind = Kind::Lex(Class::Per);
            }
            Kind::Lex(Class::A) if s.text(at + 1).len() > 2 && numbers::scale(s.text(at + 1)).is_some() => {
                one(s, at);
                number(s, at, reader);
            }
            Kind::Lex(Class::A | Class::The) if quantities::is_one(s, at) => {
                one(s, at);
                number(s, at, reader);
            }
            Kind::Lex(Class::Lead) if s.text(at) == "number one" && ranks::tells_how_many(s, at) => {
                s.tokens[at].kind = Kind::Word(false);
            }
            Kind::Lex(Class::The | Class::This) => definite(s, at, reader),
            Kind::Period(_) => at = anaphora::of_then(s, at),
            // "Put Alpha down for 1,465 points": no way.
            Kind::Lex(Class::Down) if s.is(at + 1, &[Class::For]) && at > 1 && s.text(at - 2) == "put" => {
                s.tokens[at].kind = Kind::Lex(Class::Adverb);
            }
            Kind::Lex(Class::GapNoun) => anaphora::distance(s, at),
            Kind::Lex(Class::After) if s.text(at) == "before" => spans::before(s, at),
            Kind::Lex(class) => roles::role(s, at, class, reader),
            Kind::Word(_) => of_letters(s, at, reader),
            _ => {}
        }
        at += 1;
    }
    // Few sentences have such words.
    let timed = s.tokens.iter().any(|t| matches!(t.kind, Kind::Date(_) | Kind::Period(_)));
    if timed {
        join_dates(s, reader);
    }
    join_spans(s, reader);
    ranks::bare_ranks(s, reader);
}

/// "Alpha has 256 billion tokens on Bravo": it is so far ahead.
fn ahead_on(s: &mut Sentence, at: usize) {
    let amount = s.num(at).is_some_and(|n| {
        n.form == Form::Cardinal && (n.scaled || n.digits) && matches!(n.unit, Unit::Board | Unit::Points)
    });
    let has = at > 0 && matches!(s.text(at - 1), "has" | "have" | "had");
    let row = |who: &[Entity]| who.iter().all(|e| matches!(e, Entity::Model { .. }));
    if amount && has && s.is(at + 1, &[Class::On]) && s.who(at + 2).is_some_and(|who| row(who)) {
        (s.tokens[at + 1].kind, s.tokens[at + 1].text) = (Kind::Lex(Class::Ahead), "ahead of");
    }
}

/// A word that is in no list.
fn of_letters(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    match s.text(at) {
        "both" => anaphora::both(s, at),
        "quarter" => quarter(s, at),
        "raised" | "raises" | "lifted" | "lifts" | "boosted" | "expanded" => raised(s, at),
        // "the models charted last week", "listed-port traffic".
        text if text == "charted" && is_of_rows(s, at, reader) || text.starts_with("listed-") => {
            s.tokens[at].text = "listed";
            roles::listed(s, at, reader);
        }
        "listed" | "outside" => roles::listed(s, at, reader),
        "earlier" | "previous" => spans::earlier(s, at),
        _ => word(s, at, reader),
    }
}

/// "raised its score", "its share": it rose; a price that is raised is told elsewhere.
fn raised(s: &mut Sentence, at: usize) {
    if s.is(at + 1, &[Class::Its, Class::Their]) && s.is(at + 2, &[Class::Share]) {
        (s.tokens[at].kind, s.tokens[at].text) = (Kind::Lex(Class::UpValue), "increased");
        return;
    }
    let board = usize::from(matches!(s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Board(_))));
    let score = matches!(s.text(at + 2 + board), "score" | "scores" | "rating" | "ratings");
    if score && s.is(at + 1, &[Class::Its, Class::Their]) {
        (s.tokens[at].kind, s.tokens[at].text) = (Kind::Lex(Class::Up), "improved");
    }
}

/// "the model", "the two", "the former", "the second row".
fn definite(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    anaphora::the_one_at(s, at, reader);
    anaphora::the_subject(s, at, reader);
    anaphora::the_two(s, at, reader);
    anaphora::the_former(s, at);
    anaphora::the_nth(s, at);
    anaphora::the_nth_row(s, at, reader);
}

fn join_dates(s: &mut Sentence, reader: Reader<'_>) {
    for at in (0..s.tokens.len()).rev() {
        // What has been joined is met again, one further to the front.
        let date = s.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Date(_) | Kind::Period(_)));
        if date && !dates::join_month(s, at) {
            dates::week_of(s, at, reader);
            dates::join_weekday(s, at, reader);
        }
    }
}

/// Scales, spans and rows that reach over several tokens, and the site's own words.
fn join_spans(s: &mut Sentence, reader: Reader<'_>) {
    // Few sentences have such words.
    let relative = s.tokens.iter().any(|t| matches!(t.kind, Kind::Lex(Class::Which | Class::This)));
    let mut at = 0;
    while relative && at < s.tokens.len() {
        relatives::a_list_that(s, at);
        relatives::were_there(s, at, reader);
        at += 1;
    }
    for at in 0..s.tokens.len() {
        match s.tokens[at].kind {
            Kind::Num(_) => {
                spread_scale(s, at);
                list_by_length(s, at);
                spans::span(s, at, reader);
            }
            Kind::Who(_) => anaphora::rows_of_maker(s, at),
            Kind::Period(_) => spans::span(s, at, reader),
            Kind::Word(_) if spans::is_unit(s.text(at)) => spans::span(s, at, reader),
            _ => {}
        }
        if matches!(s.tokens[at].kind, Kind::Word(_)) {
            note_own(s, at, reader);
        }
    }
}

/// "the seven models charted in W20", not "the models that charted then".
fn is_of_rows(s: &Sentence, at: usize, reader: Reader<'_>) -> bool {
    let row = at > 0 && reader.subjects.iter().any(|word| s.text(at - 1).ends_with(word.as_str()));
    let when = s.is(at + 1, &[Class::In, Class::On]);
    row && (when
        || matches!(s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Period(_) | Kind::Lex(Class::Last))))
}

/// "The Arena fifty has five new rows": a board's first so many, without the word for it.
fn list_by_length(s: &mut Sentence, at: usize) {
    let board = at > 0 && matches!(s.tokens[at - 1].kind, Kind::Board(_));
    let round = |n: &&numbers::Num| {
        let plain = n.form == Form::Cardinal
            && !n.digits
            && matches!(n.unit, Unit::None | Unit::Foreign | Unit::Subjects);
        plain && matches!(n.whole(), Some(10 | 20 | 25 | 30 | 40 | 50 | 100))
    };
    let Some(rows) = s.num(at).filter(round).and_then(numbers::Num::whole).filter(|_| board) else { return };
    // What leaves it or is in it is told of the list.
    if matches!(s.text(at + 1), "has" | "have" | "had" | "includes" | "contains" | "features") {
        s.whos.push(vec![Entity::Top(rows)]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// Notes a word that is the site's own for what is ranked, for who makes it or for what is counted.
fn note_own(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    if !reader.own.has(s.text(at)) {
        return;
    }
    let is = |words: &[String]| words.iter().any(|w| w == s.text(at));
    let (subject, maker, unit) = (is(reader.subjects), is(reader.makers), is(reader.units));
    if subject {
        s.subjects.push(at);
    }
    if maker {
        s.makers.push(at);
    }
    if unit {
        s.units.push(at);
        let board = reader.unit_boards.iter().find(|(word, _)| word == s.text(at));
        s.unit_boards.extend(board.map(|(_, board)| (at, *board)));
    }
}

/// "$5 a million", "a million input tokens cost $5": what the price is for.
fn is_priced(s: &Sentence, at: usize) -> bool {
    let money = at.checked_sub(1).and_then(|b| s.num(b)).is_some_and(|n| n.form == Form::Money);
    money || (at + 2..at + 5).any(|i| s.is(i, &[Class::Input, Class::Output]))
}

/// Takes the next `n` tokens into the one at `at`.
fn absorb(s: &mut Sentence, at: usize, n: usize) {
    let last = (at + n).min(s.tokens.len() - 1);
    s.tokens[at].text = s.words(at, last);
    s.tokens[at].end = s.tokens[last].end;
    s.tokens[at].possessive = s.tokens[last].possessive;
    s.tokens.drain(at + 1..=last);
}

fn is_dash(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark('-' | '‑')))
}

/// Variant and effort beside a name: "Hy3 (free)", "Opus 4.7 Thinking", "with high effort", "free Hy3".
fn mention(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let Kind::Who(index) = s.tokens[at].kind else { return };
    let (mut effort, mut variant) = (None, None);
    let mark = |word: &str| {
        let effort = reader.marks.efforts.iter().find(|e| ***e == *word).cloned();
        let variant = reader.marks.variants.iter().find(|v| ***v == *word).cloned();
        let paid = (word == "paid").then_some(None);
        (effort.map(Some), variant.map(Some).or(paid))
    };
    if matches!(s.tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Mark('('))) {
        let close = (at + 2..(at + 6).min(s.tokens.len())).find(|i| s.tokens[*i].kind == Kind::Mark(')'));
        if let Some(close) = close {
            let found: Vec<_> = (at + 2..close).map(|i| mark(s.text(i))).collect();
            if found.iter().any(|(e, v)| e.is_some() || v.is_some()) && close - at <= 4 {
                for (e, v) in found {
                    (effort, variant) = (e.or(effort), v.or(variant));
                }
                absorb(s, at, close - at);
            }
        }
    }
    let (e, v) = mark(s.text(at + 1));
    let noun_next = s.is(at + 2, &[Class::RowsNoun]);
    let effort_word = e.is_some() && !s.tokens[at].possessive;
    if effort_word || (v.is_some() && noun_next) || (e.is_some() && noun_next) {
        (effort, variant) = (e.or(effort), v.or(variant));
        absorb(s, at, 1 + usize::from(noun_next));
    }
    if matches!(s.text(at + 1), "with" | "without" | "at" | "in") {
        let from = at + 2;
        let skip = usize::from(matches!(s.text(from), "its" | "the"));
        let (e, _) = mark(s.text(from + skip));
        let tail = matches!(s.text(from + skip + 1), "effort" | "form" | "mode");
        if let Some(e) = e.filter(|_| tail || matches!(s.text(at + 1), "with" | "without")) {
            effort = if s.text(at + 1) == "without" { Some(None) } else { Some(e) };
            absorb(s, at, 1 + skip + 1 + usize::from(tail));
        }
    }
    if let Some(before) = at.checked_sub(1) {
        let (e, v) = mark(s.text(before));
        if v.is_some()
            && variant.is_none()
            && before.checked_sub(1).is_none_or(|i| !matches!(s.text(i), "is" | "are" | "for"))
        {
            variant = v;
        } else if e.is_some() && effort.is_none() {
            effort = e;
        }
        // "the free row of Hy3", "the free version of Hy3".
        let row = |at: usize| {
            s.is(at, &[Class::RowsNoun]) || matches!(s.text(at), "version" | "variant" | "tier" | "edition")
        };
        if s.text(before) == "of" && before >= 2 && row(before - 1) {
            let (e, v) = mark(s.text(before - 2));
            (effort, variant) = (effort.or(e), variant.or(v));
        }
    }
    for entity in &mut s.whos[index] {
        if let Entity::Model { effort: own, variant: row, .. } = entity {
            (*own, *row) = (own.take().or(effort.clone()), row.take().or(variant.clone()));
        }
    }
}

fn word(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let text = s.text(at);
    let own = reader.own.has(text);
    if reader.cadence == Cadence::Month && dates::month_named(s, at, reader)
        || own && participles::carries(s, at, reader)
    {
        return;
    }
    let unit = own && reader.unit_boards.iter().any(|(unit, _)| *unit == text);
    if dates::weekday_at(s, at, reader) {
        return;
    }
    // "down 5% on the week" of a daily ranking: a time that nothing is held against.
    if is_another_span(s, at, text, reader) {
        s.tokens[at].kind = Kind::Period(When::Beyond);
        return;
    }
    if text == "week"
        && reader.cadence == Cadence::Week
        && let Some(n) = s
            .num(at + 1)
            .filter(|n| n.digits && n.form == Form::Cardinal)
            .and_then(super::numbers::Num::whole)
        && let Some(period) =
            Period::parse(&format!("{}-W{n:02}", &reader.period.to_string()[..4]), Cadence::Week)
    {
        absorb(s, at, 1);
        s.tokens[at].kind = Kind::Period(reader.when(period));
        return;
    }
    // "Tokens fell to 58 trillion": all of them.
    if at == 0 && unit && s.is(1, &[Class::Up, Class::Down, Class::UpValue, Class::DownValue]) {
        s.whos.push(vec![Entity::Market]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
        return;
    }
    // "lost tokens", "its tokens declined": volume, by the name of its unit.
    if unit
        && at > 0
        && (s.is(at - 1, &[Class::Up, Class::Down, Class::UpValue, Class::DownValue, Class::Its])
            // "its fewest downloads of the month".
            || at > 1 && s.is(at - 1, &[Class::Most, Class::Least]) && s.is(at - 2, &[Class::Its, Class::Their])
            || s.text(at - 1) == "any"
                && at > 1
                && s.is(at - 2, &[Class::Up, Class::Down, Class::UpValue, Class::DownValue])
            || s.who(at - 1).is_some() && s.tokens[at - 1].possessive)
        || unit
            && (at == 0 || matches!(s.tokens[at - 1].kind, Kind::Mark(_) | Kind::Lex(_)))
            && s.is(at + 1, &[Class::Of, Class::For, Class::At, Class::To])
            && s.who(at + 2).is_some()
    {
        s.tokens[at].kind = Kind::Lex(Class::Volume);
        return;
    }
    // "the top five": rows, unless it is what somebody holds a part of.
    if matches!(text, "top" | "first") {
        top(s, at);
    } else if text == "podium" {
        s.whos.push(vec![Entity::Top(3)]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// "on the week", "in a month": a span, if it is none of the ranking's own.
fn is_another_span(s: &Sentence, at: usize, text: &str, reader: Reader<'_>) -> bool {
    let within = at > 1
        && s.is(at - 1, &[Class::The, Class::A])
        && (s.is(at - 2, &[Class::On, Class::In]) || matches!(s.text(at - 2), "over" | "within"));
    within && reader.back(0, text) == When::Beyond
}

/// "top five", "first five", "top 20".
pub(super) fn top(s: &mut Sentence, at: usize) {
    let Some(k) =
        s.num(at + 1).filter(|n| n.form == Form::Cardinal && !n.scaled).and_then(super::numbers::Num::whole)
    else {
        return;
    };
    // "failed to top 250,000": what was not passed.
    if at > 0 && s.is(at - 1, &[Class::Neg, Class::To]) && s.text(at) == "top" && k > 1000 {
        return;
    }
    absorb(s, at, 1);
    if s.is(at + 1, &[Class::PlacesNoun, Class::RowsNoun]) {
        absorb(s, at, 1);
    }
    s.whos.push(vec![Entity::Top(k)]);
    s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
}
