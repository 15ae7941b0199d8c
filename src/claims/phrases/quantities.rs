//! A number with what belongs to it: scale, unit, percent, hedge.

use super::dates::date;
use super::fractions::fraction;
use super::hedges::{hedge, is_mark};
use super::participles;
use super::roles::are_all_listed;
use super::{absorb, is_dash, top};
use crate::claims::lexicon::Class;
use crate::claims::numbers::{self, Form, Unit};
use crate::claims::tokens::{Entity, Kind, Reader, Sentence, When};
use rust_decimal::Decimal;

pub(super) fn number(s: &mut Sentence, at: usize, reader: Reader<'_>) {
    let Kind::Num(index) = s.tokens[at].kind else { return };
    if s.text(at) == "first" && s.num(at + 1).is_some_and(|n| n.form == Form::Cardinal) {
        return top(s, at);
    }
    if let Some(words) = first_rows(s, at, index, reader) {
        let k = s.nums[index].whole().unwrap_or_default();
        absorb(s, at, words);
        return mention(s, at, Entity::Top(k));
    }
    if date(s, at, reader) || fraction(s, at, index, reader) {
        hedge(s, at, index);
        return;
    }
    and_a_half(s, at, index);
    scale(s, at, index);
    let next = if is_dash(s, at + 1) { at + 2 } else { at + 1 };
    let words = s.text(next);
    let skipped = next - at;
    match words {
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
        "times" if participles::times(s, at, index, reader) => {}
        "times" if !s.nums[index].scaled => {
            s.nums[index].form = Form::Times;
            absorb(s, at, skipped);
        }
        "us" if s.text(next + 1).starts_with("dollar") => {}
        "dollars" | "dollar" => s.nums[index].form = Form::Money,
        _ => unit(s, at, index, next, reader),
    }
    if s.nums[index].unit == Unit::Periods && matches!(s.text(at + 1), "ago" | "earlier" | "before") {
        return ago(s, at, index, reader);
    }
    if s.nums[index].unit == Unit::Subjects && are_all_listed(s, at, reader) {
        absorb(s, at, usize::from(s.text(at + 1) == "listed"));
        return mention(s, at, Entity::Listed);
    }
    if s.nums[index].unit == Unit::Points && s.text(at + 1) == "of" && s.is(at + 2, &[Class::Share]) {
        s.nums[index].unit = Unit::PercentPoints;
    }
    hedge(s, at, index);
}

fn mention(s: &mut Sentence, at: usize, entity: Entity) {
    s.whos.push(vec![entity]);
    s.tokens[at].kind = Kind::Who(s.whos.len() - 1);
}

/// "two and a half points": to the nearest half.
fn and_a_half(s: &mut Sentence, at: usize, index: usize) {
    let num = s.nums[index];
    let whole = num.form == Form::Cardinal && !num.scaled && num.value.is_integer();
    if whole && s.text(at + 1) == "and" && s.text(at + 2) == "a" && s.text(at + 3) == "half" {
        s.nums[index].value += Decimal::new(5, 1);
        s.nums[index].half = Decimal::new(25, 2);
        absorb(s, at, 3);
    }
}

/// "two weeks ago": a period.
fn ago(s: &mut Sentence, at: usize, index: usize, reader: Reader<'_>) {
    let count = s.nums[index].whole().and_then(|n| i32::try_from(n).ok()).filter(|n| *n <= 1000);
    let when = count.map_or(When::Beyond, |count| reader.back(count, s.text(at)));
    absorb(s, at, 1);
    s.tokens[at].kind = Kind::Period(when);
}

/// "the ten largest rows", "the two front-runners": the first so many, and how many words say so.
fn first_rows(s: &Sentence, at: usize, index: usize, reader: Reader<'_>) -> Option<usize> {
    s.nums[index].whole().filter(|_| s.nums[index].form == Form::Cardinal)?;
    if matches!(s.text(at + 1), "leaders" | "front-runners" | "frontrunners") {
        return Some(1);
    }
    // "the ten films at the top of the chart".
    let subject =
        |at: usize| s.is(at, &[Class::RowsNoun]) || reader.subjects.iter().any(|w| *w == s.text(at));
    if subject(at + 1) && s.text(at + 2) == "at the top" && s.is(at.wrapping_sub(1), &[Class::The]) {
        return Some(2);
    }
    let largest = matches!(s.text(at + 1), "largest" | "biggest" | "busiest" | "highest" | "most-used")
        || s.text(at + 1) == "leading" && s.is(at.wrapping_sub(1), &[Class::The]);
    // "the twenty highest-ranked models".
    let ranked = matches!(s.text(at + 1), "highest" | "best" | "top")
        && matches!(s.text(at + 2), "ranked" | "placed" | "rated");
    let words = if ranked || s.text(at + 1) == "most" && USED.contains(&s.text(at + 2)) {
        3
    } else if largest {
        2
    } else {
        return None;
    };
    let noun =
        s.is(at + words, &[Class::RowsNoun]) || reader.subjects.iter().any(|w| *w == s.text(at + words));
    // "Arena's ten highest places".
    let owned = at > 0 && (s.is(at - 1, &[Class::The]) || s.tokens[at - 1].possessive);
    let noun = noun || owned && s.text(at + 1) == "highest" && s.is(at + words, &[Class::PlacesNoun]);
    // "Last week the five largest on Use held 77.5%".
    let on_board = owned
        && s.is(at + words, &[Class::On, Class::In])
        && matches!(s.tokens.get(at + words + 1).map(|t| &t.kind), Some(Kind::Board(_)));
    let alone = (among(s, at) || ranked && owned) && matches!(s.text(at + words), "" | "," | "." | "for");
    (noun || alone || on_board).then_some(words)
}

/// "the five most downloaded packages": what a row is most of where it ranks first.
const USED: [&str; 13] = [
    "used",
    "downloaded",
    "watched",
    "visited",
    "streamed",
    "played",
    "read",
    "traded",
    "routed",
    "popular",
    "favoured",
    "favored",
    "preferred",
];

/// "Among the ten largest,": rows, without the word for them.
fn among(s: &Sentence, at: usize) -> bool {
    // "The five largest have 30%, the ten largest 46%".
    let again = at > 0
        && s.is(at - 1, &[Class::The])
        && s.whos.iter().any(|w| matches!(w.as_slice(), [Entity::Top(_)]));
    again || at >= 2 && s.is(at - 1, &[Class::The]) && matches!(s.text(at - 2), "among" | "of" | "amongst")
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
        s.nums[index] = told_in_tens(s.nums[index]).scaled_by(Decimal::from(scale));
        s.nums[index].scaled = true;
        absorb(s, at, next - at);
    } else if word == "hundred" {
        s.nums[index] = s.nums[index].scaled_by(Decimal::ONE_HUNDRED);
        absorb(s, at, next - at);
    }
}

/// "1,390 billion" is 1.39 trillion, to the nearest ten.
fn told_in_tens(num: numbers::Num) -> numbers::Num {
    let tens = num.value >= Decimal::ONE_THOUSAND && (num.value % Decimal::TEN).is_zero();
    if tens { numbers::Num { half: num.half.max(Decimal::from(5)), ..num } } else { num }
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
        } else if matches!(s.text(next), "week" | "month" | "day") && s.text(next) != reader.cadence.word() {
            // "in its fourth week" of a monthly ranking counts none of its periods.
            s.nums[index].unit = Unit::Foreign;
        }
        return;
    }
    // One adjective may stand between: "23 more votes", "1.6 trillion routed tokens", "three other models".
    for (gap, word) in [(0, s.text(next)), (1, s.text(next + 1))] {
        let plain = |list: &[String]| list.iter().any(|u| *u == word || u.strip_suffix('s') == Some(word));
        let found = if plain(reader.units) {
            Unit::Board
        } else if s.is(next + gap, &[Class::PlacesNoun])
            || word == "ranks"
            || word == "rank" && num.value == Decimal::ONE
        {
            Unit::Places
        } else if s.is(next + gap, &[Class::Votes]) {
            Unit::Votes
        } else if matches!(word, "week" | "weeks" | "day" | "days" | "month" | "months") {
            Unit::Periods
        } else if s.is(next + gap, &[Class::Parameters]) {
            Unit::Parameters
        } else if plain(reader.subjects) || s.is(next + gap, &[Class::RowsNoun]) {
            Unit::Subjects
        } else if gap == 0 && plain(reader.makers) {
            Unit::Makers
        } else {
            let adjective = matches!(
                s.tokens.get(next).map(|t| &t.kind),
                Some(Kind::Word(false) | Kind::Who(_) | Kind::Board(_))
            ) || s.is(next, &[Class::Free, Class::Paid, Class::New, Class::Active]);
            if gap == 0 && !adjective {
                return;
            }
            continue;
        };
        s.nums[index].unit = found;
        let words_at = if gap == 1 { s.text(next) } else { "" };
        // "three listed films" are all of them.
        if gap == 0 || found == Unit::Subjects && matches!(words_at, "listed" | "ranked") {
            absorb(s, at, next + gap - at);
        }
        return;
    }
    if num.form == Form::Cardinal
        && !num.scaled
        && matches!(s.tokens.get(next).map(|t| &t.kind), Some(Kind::Word(_)))
        && s.text(next) != "apart"
    {
        s.nums[index].unit = Unit::Foreign;
    }
}

/// "multiplied by 5.7", "by a factor of three".
fn multiplied(s: &Sentence, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| s.text(i));
    (matches!(before(2), "multiplied" | "multiplying") && before(1) == "by")
        || (before(2) == "factor" && before(1) == "of")
}

/// "by a factor of 2.4": 2.4 times.
pub(super) fn by_a_factor(s: &mut Sentence, at: usize) {
    let Some(Kind::Num(index)) = s.tokens.get(at + 3).map(|t| t.kind) else { return };
    s.nums[index].form = Form::Times;
    s.tokens.drain(at..at + 3);
}

/// True of the "a" there.
pub(super) fn is_a_factor(s: &Sentence, at: usize) -> bool {
    let by = at > 0 && s.is(at - 1, &[Class::By]);
    let factor = s.text(at + 1) == "factor" && s.is(at + 2, &[Class::Of]);
    by && factor && s.num(at + 3).is_some_and(|n| n.form == Form::Cardinal)
}

/// "seventh-placed": one word of two tokens.
fn hangs(s: &Sentence, at: usize, next: usize) -> bool {
    let between = s.tokens[at].end - s.range.start..s.tokens[next].start - s.range.start;
    s.lower.get(between) == Some("-")
}

/// "a trillion": one of them.
pub(super) fn one(s: &mut Sentence, at: usize) {
    let num = numbers::Num::new(Decimal::ONE, Decimal::new(5, 1), Form::Cardinal);
    s.nums.push(numbers::Num { digits: false, ..num });
    s.tokens[at].kind = Kind::Num(s.nums.len() - 1);
}

/// "a point less than last week", "the trillion-token mark": one of them.
pub(super) fn is_one(s: &Sentence, at: usize) -> bool {
    if s.is(at, &[Class::A]) {
        let set_apart = matches!(
            s.text(at + 2),
            "less"
                | "more"
                | "fewer"
                | "below"
                | "above"
                | "better"
                | "worse"
                | "higher"
                | "lower"
                | "more than"
        );
        return set_apart && matches!(s.text(at + 1), "point" | "place" | "spot" | "vote");
    }
    let mark = |at: usize| is_mark(s.text(at));
    s.text(at + 1).len() > 2 && numbers::scale(s.text(at + 1)).is_some() && (at + 2..at + 5).any(mark)
}
