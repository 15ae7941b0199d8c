//! "a third", "half", "two and a half".

use super::super::lexicon::Class;
use super::super::numbers::{self, Form, Hedge, Unit};
use super::super::tokens::{Kind, Reader, Sentence};
use super::hedges::hedge;
use super::{absorb, is_dash};
use rust_decimal::Decimal;

/// "a third", "two thirds", "half", "one in five".
pub(super) fn fraction(s: &mut Sentence, at: usize, index: usize, reader: Reader<'_>) -> bool {
    let num = s.nums[index];
    let before = at.checked_sub(1).map_or("", |i| s.text(i));
    if num.form == Form::Ordinal && matches!(before, "a" | "an" | "one") && !num.digits {
        let next = s.text(at + 1);
        let of = next.starts_with("of ")
            || s.is(at + 1, &[Class::AsMuchAs])
            || matches!(
                next,
                "of" | "more"
                    | "less"
                    | "fewer"
                    | "more than"
                    | "less than"
                    | ""
                    | "from"
                    | "now"
                    | ","
                    | "."
                    | "to"
                    | "on"
                    | "as"
                    | "went"
            );
        // "Bravo's for a fifth": a run that the sentence has spoken of.
        let run = at > 1 && s.is(at - 2, &[Class::For]) && (0..at).any(|i| s.is(i, &[Class::Streak]));
        if of && num.value > Decimal::ONE && !run {
            s.nums[index].value = Decimal::ONE / num.value;
            return set_fraction(s, index);
        }
    }
    if one_of_so_many(s, at, index) {
        return set_fraction(s, index);
    }
    // "one in five", "one in every five".
    let in_so_many = at + 2 + usize::from(s.text(at + 2) == "every");
    if num.form == Form::Cardinal
        && s.text(at + 1) == "in"
        && let Some(of) = s.num(in_so_many).filter(|n| n.form == Form::Cardinal).copied()
    {
        let small = num.value < of.value && of.value <= Decimal::from(20) && !num.scaled;
        if small && of.unit == Unit::None && !of.value.is_zero() {
            s.nums[index].value = num.value / of.value;
            absorb(s, at, in_so_many - at);
            return set_fraction(s, index);
        }
    }
    if one_unit_in(s, at, index, reader) {
        return set_fraction(s, index);
    }
    let plural = match s.text(at + 1) {
        "thirds" => 3,
        "quarters" => 4,
        "fifths" => 5,
        "sixths" => 6,
        "eighths" => 8,
        "tenths" => 10,
        _ => return false,
    };
    s.nums[index].value = num.value / Decimal::from(plural);
    absorb(s, at, 1);
    set_fraction(s, index)
}

/// "One token in eight".
fn one_unit_in(s: &mut Sentence, at: usize, index: usize, reader: Reader<'_>) -> bool {
    let num = s.nums[index];
    let unit = |word: &str| reader.units.iter().any(|u| u == word || u.strip_suffix('s') == Some(word));
    let one = num.form == Form::Cardinal && num.value == Decimal::ONE && !num.digits && unit(s.text(at + 1));
    if let (true, "in", Some(of)) = (one, s.text(at + 2), s.num(at + 3).copied())
        && of.form == Form::Cardinal
        && !of.scaled
        && of.value > Decimal::ONE
    {
        s.nums[index].value = Decimal::ONE / of.value;
        s.nums[index].unit = Unit::Board;
        absorb(s, at, 3);
        return true;
    }
    false
}

/// "one-fifth of the containers", "one third of all".
fn one_of_so_many(s: &mut Sentence, at: usize, index: usize) -> bool {
    let one = s.text(at) == "one" && s.nums[index].form == Form::Cardinal;
    let nth = s.num(at + 1).filter(|n| n.form == Form::Ordinal && !n.digits && n.value > Decimal::TWO);
    let of = s.text(at + 2) == "of" || s.text(at + 2).starts_with("of ");
    let Some(nth) = nth.filter(|_| one && of).copied() else { return false };
    s.nums[index].value = Decimal::ONE / nth.value;
    absorb(s, at, 1);
    true
}

/// A fraction in words is a round figure: it admits a tenth of itself to either side.
pub(super) fn set_fraction(s: &mut Sentence, index: usize) -> bool {
    s.nums[index].form = Form::Fraction;
    s.nums[index].half = s.nums[index].value / Decimal::TEN;
    true
}

/// "a quarter of all tokens"; not "this quarter", "quarterly".
pub(super) fn quarter(s: &mut Sentence, at: usize) {
    let before = at.checked_sub(1).map_or("", |i| s.text(i));
    let of = s.text(at + 1) == "of" || s.text(at + 1).starts_with("of ");
    // "shrank by a quarter".
    let by = (at.saturating_sub(4)..at)
        .any(|i| s.is(i, &[Class::By, Class::To, Class::Up, Class::UpValue, Class::Down, Class::DownValue]));
    let ends = matches!(s.text(at + 1), "" | "," | "." | ";");
    let goes = matches!(s.text(at + 1), "went" | "goes" | "came" | "passed" | "belonged");
    let as_much = s.is(at + 1, &[Class::AsMuchAs]);
    if matches!(before, "a" | "one") && (of || as_much || by && ends || goes) {
        let value = Decimal::new(25, 2);
        become_fraction(s, at, numbers::Num::new(value, value / Decimal::TEN, Form::Fraction));
    }
}

/// "half a percent", "half a percentage point": how many words it takes.
fn percent_behind(s: &Sentence, at: usize) -> Option<usize> {
    let points = s.text(at + 1) == "percentage" && s.text(at + 2) == "point";
    match s.text(at) == "a" {
        true if points => Some(3),
        true if s.text(at + 1) == "percent" => Some(2),
        _ => None,
    }
}

/// "double-digit growth".
pub(super) fn is_of_digits(s: &Sentence, at: usize) -> bool {
    let moved = [Class::Up, Class::UpValue, Class::Down, Class::DownValue];
    let digit = at + 1 + usize::from(is_dash(s, at + 1));
    matches!(s.text(at), "double" | "triple") && s.text(digit) == "digit" && s.is(digit + 1, &moved)
}

/// "double-digit growth": of ten percent, or more.
pub(super) fn of_digits(s: &mut Sentence, at: usize) {
    let least = if s.text(at) == "double" { Decimal::TEN } else { Decimal::ONE_HUNDRED };
    absorb(s, at, 1 + usize::from(is_dash(s, at + 1)));
    let num = numbers::Num::new(least, Decimal::ZERO, Form::Percent);
    become_fraction(s, at, num);
    if let Some(num) = s.nums.last_mut() {
        num.hedge = Hedge::AtLeast;
    }
}

fn become_fraction(s: &mut Sentence, at: usize, num: numbers::Num) {
    s.nums.push(numbers::Num { digits: false, ..num });
    (s.tokens[at].kind, s.tokens[at].possessive) = (Kind::Num(s.nums.len() - 1), false);
    hedge(s, at, s.nums.len() - 1);
}

/// "half", "half a trillion", "half a dozen"; not "the second half", "half-year".
pub(super) fn half(s: &mut Sentence, at: usize) {
    let before = at.checked_sub(1).map_or("", |i| s.text(i));
    if matches!(before, "first" | "second" | "top" | "bottom" | "upper" | "lower" | "other")
        || matches!(s.text(at + 1), "year" | "an" | "hour")
        || is_dash(s, at + 1)
    {
        return;
    }
    let scale = (s.text(at + 1) == "a").then(|| numbers::scale(s.text(at + 2))).flatten();
    let dozen = s.text(at + 1) == "a" && s.text(at + 2) == "dozen";
    let fraction = numbers::Num {
        digits: false,
        ..numbers::Num::new(Decimal::new(5, 1), Decimal::new(5, 2), Form::Fraction)
    };
    let point = s.text(at + 1) == "a" && s.text(at + 2) == "point";
    let percent = percent_behind(s, at + 1);
    let num = match scale {
        None if percent.is_some() => numbers::Num {
            unit: if percent == Some(3) { Unit::PercentPoints } else { Unit::None },
            form: if percent == Some(3) { Form::Cardinal } else { Form::Percent },
            half: Decimal::new(1, 1),
            ..fraction
        },
        None if point => numbers::Num {
            unit: Unit::Points,
            ..numbers::Num::new(Decimal::new(5, 1), Decimal::new(5, 2), Form::Cardinal)
        },
        Some(scale) => {
            let scaled = fraction.scaled_by(Decimal::from(scale));
            numbers::Num { form: Form::Cardinal, scaled: true, ..scaled }
        }
        None if dozen => numbers::Num {
            digits: false,
            ..numbers::Num::new(Decimal::from(6), Decimal::new(5, 1), Form::Cardinal)
        },
        None => fraction,
    };
    if scale.is_some() || dozen || point {
        absorb(s, at, 2);
    } else if let Some(words) = percent {
        absorb(s, at, words);
    }
    become_fraction(s, at, num);
}
