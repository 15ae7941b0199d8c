//! Tokens that belong together: a number with its scale, unit and hedge, a name with its variant, a date, "the leader".

mod anaphora;
mod dates;
mod fractions;

use super::lexicon::Class;
use super::numbers::{self, Form, Hedge, Unit};
use super::tokens::{Entity, Kind, Reader, Sentence, When, dress};
use crate::model::{Cadence, Period};
use dates::{date, month};
use fractions::{fraction, half, quarter};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Joins what belongs together.
pub fn combine(s: &mut Sentence, reader: Reader<'_>) {
    let mut at = 0;
    while at < s.tokens.len() {
        board_word(s, at, reader);
        match s.tokens[at].kind {
            Kind::Num(_) => number(s, at, reader),
            Kind::Who(_) => mention(s, at, reader),
            Kind::Lex(Class::Half) => half(s, at),
            Kind::Lex(Class::A) if s.text(at + 1).len() > 2 && numbers::scale(s.text(at + 1)).is_some() => {
                one(s, at);
                number(s, at, reader);
            }
            Kind::Lex(Class::The | Class::This) => {
                anaphora::the_subject(s, at, reader);
                anaphora::the_two(s, at, reader);
                anaphora::the_former(s, at);
            }
            Kind::Lex(class) => role(s, at, class, reader),
            Kind::Word(_) if s.text(at) == "both" => anaphora::both(s, at),
            Kind::Word(_) if s.text(at) == "quarter" => quarter(s, at),
            Kind::Word(_) => word(s, at, reader),
            _ => {}
        }
        at += 1;
    }
    for at in 0..s.tokens.len() {
        spread_scale(s, at);
        anaphora::rows_of_maker(s, at);
    }
}

/// "second in votes and first in use": the boards of those names.
fn board_word(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let open =
        matches!(s.tokens[at].kind, Kind::Word(_) | Kind::Lex(Class::Votes | Class::Volume | Class::Score));
    if at == 0 || !open || !s.is(at - 1, &[Class::In, Class::By, Class::On]) {
        return;
    }
    if let Some((_, board)) = reader.unit_boards.iter().find(|(word, _)| *word == s.text(at)) {
        s.tokens[at].kind = Kind::Board(*board);
    }
}

/// "from 300 to 700 billion tokens", "between 300 and 700 billion": the first is of the same scale and unit.
fn spread_scale(s: &mut Sentence, at: usize) {
    let opens = at > 0
        && s.is(at - 1, &[Class::From, Class::Between, Class::With])
        && s.is(at + 1, &[Class::To, Class::And]);
    let (Kind::Num(index), Some(last)) = (s.tokens[at].kind.clone(), s.num(at + 2).copied()) else { return };
    let first = s.nums[index];
    let bare = first.form == Form::Cardinal && !first.scaled && first.unit == Unit::None;
    if !opens || !bare || !last.scaled {
        return;
    }
    let scale = s.text(at + 2).split(|c: char| !c.is_alphabetic()).find_map(numbers::scale);
    if let Some(scale) = scale {
        s.nums[index] =
            numbers::Num { scaled: true, unit: last.unit, ..first.scaled_by(Decimal::from(scale)) };
    }
}

/// Takes the next `n` tokens into the one at `at`.
fn absorb(s: &mut Sentence, at: usize, n: usize) {
    let last = (at + n).min(s.tokens.len() - 1);
    s.tokens[at].end = s.tokens[last].end;
    s.tokens[at].possessive = s.tokens[last].possessive;
    s.tokens.drain(at + 1..=last);
}

/// "a trillion": one of them.
fn one(s: &mut Sentence, at: usize) {
    let num = numbers::Num::new(Decimal::ONE, Decimal::new(5, 1), Form::Cardinal);
    s.nums.push(numbers::Num { digits: false, ..num });
    s.tokens[at].kind = Kind::Num(s.nums.len() - 1);
}

/// "multiplied by 5.7", "by a factor of three".
fn multiplied(s: &Sentence, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| s.text(i));
    (matches!(before(2), "multiplied" | "multiplying") && before(1) == "by")
        || (before(2) == "factor" && before(1) == "of")
}

/// "seventh-placed": one word of two tokens.
fn hangs(s: &Sentence, at: usize, next: usize) -> bool {
    let between = s.tokens[at].end - s.range.start..s.tokens[next].start - s.range.start;
    s.lower.get(between) == Some("-")
}

fn is_dash(s: &Sentence, at: usize) -> bool {
    matches!(s.tokens.get(at).map(|t| &t.kind), Some(Kind::Mark('-' | '‑')))
}

fn number(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let Kind::Num(index) = s.tokens[at].kind else { return };
    if s.text(at) == "first" && s.num(at + 1).is_some_and(|n| n.form == Form::Cardinal) {
        return top(s, at);
    }
    if s.is(at + 1, &[Class::Most])
        && matches!(s.text(at + 1), "largest" | "biggest" | "busiest" | "highest")
        && s.nums[index].form == Form::Cardinal
        && let Some(k) = s.nums[index].whole()
        && (s.is(at + 2, &[Class::RowsNoun])
            || reader.subjects.iter().any(|w| *w == s.text(at + 2))
            || (among(s, at) && matches!(s.text(at + 2), "" | "," | ".")))
    {
        absorb(s, at, 2);
        s.whos.push(vec![Entity::Top(k)]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
        return;
    }
    if date(s, at, reader) || fraction(s, at, index) {
        hedge(s, at, index);
        return;
    }
    scale(s, at, index);
    let next = if is_dash(s, at + 1) { at + 2 } else { at + 1 };
    let words = s.text(next).to_string();
    let skipped = next - at;
    match words.as_str() {
        "percent" | "percentage" | "per" => percent_word(s, at, index, next),
        "point" | "points" | "pts" => {
            let unit = if s.nums[index].form == Form::Percent { Unit::PercentPoints } else { Unit::Points };
            s.nums[index].unit = unit;
            absorb(s, at, skipped);
        }
        "pp" | "pps" => {
            (s.nums[index].unit, s.nums[index].form) = (Unit::PercentPoints, Form::Cardinal);
            absorb(s, at, skipped);
        }
        "dozen" => {
            s.nums[index].value *= Decimal::from(12);
            absorb(s, at, skipped);
            return number(s, at, reader);
        }
        _ if multiplied(s, at) => s.nums[index].form = Form::Times,
        "fold" => {
            s.nums[index].form = Form::Times;
            absorb(s, at, skipped);
        }
        "times" if !s.nums[index].scaled => {
            s.nums[index].form = Form::Times;
            absorb(s, at, skipped);
        }
        "us" if s.text(next + 1).starts_with("dollar") => {}
        "dollars" | "dollar" => s.nums[index].form = Form::Money,
        _ => unit(s, at, index, next, reader),
    }
    if s.nums[index].unit == Unit::Points && s.text(at + 1) == "of" && s.is(at + 2, &[Class::Share]) {
        s.nums[index].unit = Unit::PercentPoints;
    }
    hedge(s, at, index);
}

/// "Among the ten largest,": rows, without the word for them.
fn among(s: &Sentence, at: usize) -> bool {
    at >= 2 && s.is(at - 1, &[Class::The]) && matches!(s.text(at - 2), "among" | "of" | "amongst")
}

fn percent_word(s: &mut Sentence, at: usize, index: usize, next: usize) {
    let cent = s.text(next) == "per" && s.text(next + 1) == "cent";
    let points = s.text(next) == "percentage" && s.text(next + 1).starts_with("point");
    if s.text(next) == "percent" {
        s.nums[index].form = Form::Percent;
        absorb(s, at, next - at);
    } else if cent {
        s.nums[index].form = Form::Percent;
        absorb(s, at, next + 1 - at);
    } else if points || (s.text(next) == "percentage" && is_dash(s, next + 1)) {
        s.nums[index].unit = Unit::PercentPoints;
        absorb(s, at, next + 1 - at);
    }
}

fn scale(s: &mut Sentence, at: usize, index: usize) {
    let next = if is_dash(s, at + 1) { at + 2 } else { at + 1 };
    // "half a trillion" is read elsewhere; "million token" keeps its unit.
    let word = s.text(next);
    if word.len() > 2
        && let Some(scale) = numbers::scale(word)
    {
        s.nums[index] = s.nums[index].scaled_by(Decimal::from(scale));
        s.nums[index].scaled = true;
        absorb(s, at, next - at);
    } else if word == "hundred" {
        s.nums[index] = s.nums[index].scaled_by(Decimal::ONE_HUNDRED);
        absorb(s, at, next - at);
    }
}

fn unit(s: &mut Sentence, at: usize, index: usize, next: usize, reader: Reader<'_>) {
    let num = s.nums[index];
    if matches!(num.form, Form::Ordinal | Form::Rank) {
        let placed = matches!(s.text(next), "placed" | "ranked") && hangs(s, at, next);
        if placed || s.is(next, &[Class::PlacesNoun]) || s.text(next) == "rank" {
            absorb(s, at, next - at);
            s.nums[index].unit = Unit::Places;
        } else if is_dash(s, at + 1) && matches!(s.text(at + 2), "placed" | "ranked" | "place") {
            absorb(s, at, 2);
            s.nums[index].unit = Unit::Places;
        }
        return;
    }
    // One adjective may stand between: "23 more votes", "1.6 trillion routed tokens", "three other models".
    for (gap, word) in [(0, s.text(next).to_string()), (1, s.text(next + 1).to_string())] {
        let plain = |list: &[String]| list.iter().any(|u| *u == word || u.strip_suffix('s') == Some(&word));
        let found = if plain(reader.units) {
            Unit::Board
        } else if s.is(next + gap, &[Class::PlacesNoun]) || matches!(word.as_str(), "ranks") {
            Unit::Places
        } else if s.is(next + gap, &[Class::Votes]) {
            Unit::Votes
        } else if matches!(word.as_str(), "week" | "weeks" | "day" | "days" | "month" | "months") {
            Unit::Periods
        } else if s.is(next + gap, &[Class::Parameters]) {
            Unit::Parameters
        } else if plain(reader.subjects) || s.is(next + gap, &[Class::RowsNoun]) {
            Unit::Subjects
        } else {
            let adjective =
                matches!(s.tokens.get(next).map(|t| &t.kind), Some(Kind::Word(false) | Kind::Who(_)))
                    || s.is(next, &[Class::Free, Class::Paid, Class::New, Class::Active]);
            if gap == 0 && !adjective {
                return;
            }
            continue;
        };
        s.nums[index].unit = found;
        if gap == 0 {
            absorb(s, at, next - at);
        }
        return;
    }
    if num.form == Form::Cardinal
        && !num.scaled
        && matches!(s.tokens.get(next).map(|t| &t.kind), Some(Kind::Word(_)))
    {
        s.nums[index].unit = Unit::Foreign;
    }
}

fn hedge(s: &mut Sentence, at: usize, index: usize) {
    // "more than a tenth": the article is the fraction's own.
    let own = matches!(at.checked_sub(1).map(|i| s.text(i)), Some("a" | "an"))
        && s.nums[index].form == Form::Fraction;
    let word = |back: usize| at.checked_sub(back + usize::from(own)).map_or("", |i| s.text(i));
    // "a nearly 12-point lead", "by about 61%".
    let (one, two, three) = (word(1), word(2), word(3));
    let after = (s.text(at + 1), s.text(at + 2));
    let found = match (three, two, one) {
        _ if matches!(after, ("or", "more") | ("and", "more")) => Some(Hedge::AtLeast),
        _ if matches!(after, ("or", "less" | "fewer")) => Some(Hedge::AtMost),
        (_, "just", "over" | "above") | (_, _, "just over" | "just above") => Some(Hedge::JustOver),
        (_, "little" | "slightly" | "bit", "more than" | "over") => Some(Hedge::JustOver),
        (_, "just" | "slightly", "under" | "below" | "shy") => Some(Hedge::Nearly),
        ("just", "short" | "shy", "of") | ("little", "less", "than") => Some(Hedge::Nearly),
        (_, "short" | "shy", "of") => Some(Hedge::Under),
        (_, "close", "to") => Some(Hedge::About),
        (_, "at", "least") => Some(Hedge::AtLeast),
        (_, "at", "most") | (_, "up", "to") => Some(Hedge::AtMost),
        (_, "less" | "fewer" | "lower", "than") => Some(Hedge::Under),
        (_, "no", "more than") => Some(Hedge::AtMost),
        (_, "higher" | "larger", "than") => Some(Hedge::Over),
        (_, _, "more than" | "over" | "exceeding" | "above" | "topping" | "topped" | "tops" | "exceeded") => {
            Some(Hedge::Over)
        }
        (_, _, "under" | "below") => Some(Hedge::Under),
        (_, _, "about" | "around" | "roughly" | "approximately" | "some" | "~" | "≈" | "circa") => {
            Some(Hedge::About)
        }
        (_, _, "nearly" | "almost" | "virtually") => Some(Hedge::Nearly),
        _ => None,
    };
    // "over" before a rank or a name of places is a relation, not a hedge.
    let relation = matches!(s.nums[index].form, Form::Ordinal | Form::Rank);
    if !relation {
        dress(&mut s.nums[index], found, None);
    }
}

/// Variant and effort beside a name: "Hy3 (free)", "Opus 4.7 Thinking", "with high effort", "free Hy3".
fn mention(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let Kind::Who(index) = s.tokens[at].kind else { return };
    let (mut effort, mut variant) = (None, None);
    let mark = |word: &str| {
        let effort = reader.marks.efforts.iter().find(|e| *e == word).cloned();
        let variant = reader.marks.variants.iter().find(|v| *v == word).cloned();
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
        // "the free row of Hy3".
        if s.text(before) == "of" && before >= 2 && s.is(before - 1, &[Class::RowsNoun]) {
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

/// "the leader", "the runner-up", "last week's leader", "the market", "the rest".
fn role(s: &mut Sentence, at: usize, class: Class, reader: Reader<'_>) {
    let back = |i: usize| at.checked_sub(i).and_then(|i| s.tokens.get(i)).map(|t| t.kind.clone());
    let the = |i: usize| at.checked_sub(i).is_some_and(|i| s.is(i, &[Class::The, Class::A]));
    let past = matches!(back(1), Some(Kind::Period(When::Back(1)) | Kind::Lex(Class::Former)))
        || matches!(at.checked_sub(1).map(|i| s.text(i)), Some("old" | "previous" | "ousted" | "deposed"));
    let possessed = at.checked_sub(1).is_some_and(|i| s.tokens[i].possessive);
    let who = match class {
        Class::Leader if past => {
            // The period says whose leader, not when the rest holds.
            if let Some(Kind::Period(_)) = back(1) {
                s.tokens[at - 1].kind = Kind::Lex(Class::The);
            }
            Entity::AtRank(1, 1)
        }
        Class::Leader if the(1) || possessed => Entity::AtRank(1, 0),
        // "The new leader carries …".
        Class::NewLead
            if s.text(at) == "new leader" && the(1) && at == 1 && s.is(at + 1, &[Class::Carry]) =>
        {
            Entity::AtRank(1, 0)
        }
        Class::RunnerUp if the(1) || possessed => Entity::AtRank(2, i32::from(past)),
        Class::Market if s.is(at + 1, &[Class::Volume]) && matches!(s.text(at), "total" | "overall") => {
            absorb(s, at, 1);
            Entity::Market
        }
        Class::Market if s.text(at) == "total" && at == 0 && is_unit(s, at + 1, reader) => {
            absorb(s, at, 1);
            Entity::Market
        }
        Class::Market if the(1) || (at == 0 && s.text(at) != "total") => Entity::Market,
        Class::Rest if the(1) || s.text(at) == "unlisted" => Entity::Rest,
        _ => return,
    };
    if class == Class::Market && matches!(s.text(at + 1), "leader" | "share") {
        return;
    }
    s.whos.push(vec![who]);
    s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
}

fn word(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let text = s.text(at).to_string();
    if let Some(month) = month(&text)
        && reader.cadence == Cadence::Month
        && s.num(at + 1).is_none_or(|n| n.value > Decimal::from(1900))
        && (text != "may" || may_is_a_month(s, at))
    {
        let year = s.num(at + 1).and_then(|n| n.value.to_i16()).unwrap_or(reader.period.first_day().year());
        if let Some(first) =
            Date::new(year, month, 1).ok().and_then(|d| Period::containing(d, Cadence::Month))
        {
            if s.num(at + 1).is_some() {
                absorb(s, at, 1);
            }
            s.tokens[at].kind = Kind::Period(When::At(first));
            return;
        }
    }
    if let Some(when) =
        dates::weekday(&text, reader).filter(|_| s.tokens[at].kind == Kind::Word(true) || at == 0)
    {
        s.tokens[at].kind = Kind::Period(when);
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
        s.tokens[at].kind = Kind::Period(When::At(period));
        return;
    }
    // "Tokens fell to 58 trillion": all of them.
    if at == 0
        && reader.unit_boards.iter().any(|(unit, _)| *unit == text)
        && s.is(1, &[Class::Up, Class::Down, Class::UpValue, Class::DownValue])
    {
        s.whos.push(vec![Entity::Market]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
        return;
    }
    // "first in tokens": on the board that counts them.
    if at > 0
        && s.is(at - 1, &[Class::In, Class::By])
        && let Some((_, board)) = reader.unit_boards.iter().find(|(unit, _)| *unit == text)
    {
        s.tokens[at].kind = Kind::Board(*board);
        return;
    }
    // "lost tokens": volume, by the name of its unit.
    if reader.unit_boards.iter().any(|(unit, _)| *unit == text)
        && at > 0
        && s.is(at - 1, &[Class::Up, Class::Down, Class::UpValue, Class::DownValue])
    {
        s.tokens[at].kind = Kind::Lex(Class::Volume);
        return;
    }
    // "the top five": rows, unless it is what somebody holds a part of.
    if text == "top" || text == "first" {
        top(s, at);
    }
    if text == "podium" {
        s.whos.push(vec![Entity::Top(3)]);
        s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
    }
}

/// The unit of a board: "total downloads".
fn is_unit(s: &Sentence, at: usize, reader: Reader<'_>) -> bool {
    reader.units.iter().any(|u| u == s.text(at)) && !s.is(at + 1, &[Class::Of])
}

/// "in May", "since May": with a capital letter, after a word of time.
fn may_is_a_month(s: &Sentence, at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|b| {
        s.is(b, &[Class::In, Class::From, Class::Of, Class::Than, Class::By])
            || s.text(b) == "since"
            || s.text(b).ends_with("'s")
    });
    before && s.tokens[at].kind == Kind::Word(true)
}

/// "top five", "first five", "top 20".
pub(super) fn top(s: &mut Sentence, at: usize) {
    let Some(k) =
        s.num(at + 1).filter(|n| n.form == Form::Cardinal && !n.scaled).and_then(super::numbers::Num::whole)
    else {
        return;
    };
    absorb(s, at, 1);
    if s.is(at + 1, &[Class::PlacesNoun, Class::RowsNoun]) {
        absorb(s, at, 1);
    }
    s.whos.push(vec![Entity::Top(k)]);
    s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
}
