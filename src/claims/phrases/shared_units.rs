//! Numbers that have their scale or unit from another one of the sentence: "61, 80 and 133%", "lost 19.5 percent, Bravo 10.4".

use crate::claims::lexicon::Class;
use crate::claims::numbers::{self, Form, Unit};
use crate::claims::tokens::{Kind, Sentence};
use rust_decimal::Decimal;

/// "from 300 to 700 billion tokens", "1.58, 1.36 and 1.28 trillion", "61, 80 and 133%": the first are of the same scale
/// and unit as the last.
pub(super) fn spread_scale(s: &mut Sentence, at: usize) {
    let bare = |n: &numbers::Num| {
        n.digits && n.form == Form::Cardinal && !n.scaled && n.unit == Unit::None && n.sign == 0
    };
    let Kind::Num(index) = s.tokens[at].kind else { return };
    let first = s.nums[index];
    if bare(&first)
        && let Some(scaled) = told_again(s, at, &first)
    {
        s.nums[index] = scaled;
        return;
    }
    if bare(&first)
        && let Some(unit) = unit_in_front(s, at)
    {
        s.nums[index].unit = unit;
        return;
    }
    if bare(&first)
        && let Some((form, unit)) = unit_of_another(s, at, &first)
    {
        (s.nums[index].form, s.nums[index].unit) = (form, unit);
        return;
    }
    if counts_places(s, at, &first) || tells_places(s, at, &first) {
        s.nums[index].unit = Unit::Places;
        return;
    }
    let Some(end) = bare(&first).then(|| end_of_list(s, at, bare)).flatten() else { return };
    let Some(last) = s.num(end).copied() else { return };
    // "lost 12.7 and 19.5 percent".
    // "Its share went from 10 to 8.9 percent", but not "from 12th to 8 percent".
    let from = s.text(at - 1) == "from";
    let fine = first.half < Decimal::new(5, 1) || (0..at).any(|i| s.is(i, &[Class::Share]));
    let alike = if from { fine } else { last.half == first.half };
    if last.form == Form::Percent && (end > at + 2 || alike) {
        (s.nums[index].form, s.nums[index].unit) = (Form::Percent, last.unit);
        return;
    }
    if matches!(last.unit, Unit::Board | Unit::Points) && last.form == Form::Cardinal && !last.scaled {
        s.nums[index].unit = last.unit;
        return;
    }
    // "from 427,300 to 1.35 million": written out already.
    let whole = first.value >= Decimal::ONE_THOUSAND;
    let scale = s.text(end).split(|c: char| !c.is_alphabetic()).find_map(numbers::scale);
    if let Some(scale) = scale.filter(|_| last.scaled && !whole) {
        s.nums[index] =
            numbers::Num { scaled: true, unit: last.unit, ..first.scaled_by(Decimal::from(scale)) };
    }
}

/// "Alpha gained 3.25 percentage points and Bravo 2.19", "lost 19.5 percent, Bravo 10.4 and Charlie 6.2", "has a share of
/// 3.6 percent and Bravo one of 0.9": what is left unsaid is as it was told of the one before, to as many decimals.
fn unit_of_another(s: &Sentence, at: usize, num: &numbers::Num) -> Option<(Form, Unit)> {
    let ends =
        matches!(s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(',' | '.' | ';' | ')')))
            || s.is(at + 1, &[Class::And, Class::But, Class::While, Class::Yet]);
    let counted = |i: usize| s.num(i).is_some_and(|n| n.digits || n.form != Form::Cardinal);
    let before = (0..at).rev().find(|i| counted(*i)).filter(|_| ends && at > 0)?;
    let told = s.num(before)?;
    let listed = s.who(at - 1).is_some()
        && (s.is(before + 1, &[Class::And]) || (before + 1..at).any(|i| is_joint(s, i)));
    // "gained 14.3", "has 2.4": no rank and no count.
    let fine = !num.value.is_integer() || num.half < Decimal::new(5, 1);
    const MOVED: [Class; 6] =
        [Class::Up, Class::UpRank, Class::UpValue, Class::Down, Class::DownRank, Class::DownValue];
    let shared = s.is(before + 1, &[Class::Of, Class::ShareOf]);
    let verb = fine
        && (s.is(at - 1, &MOVED)
            || shared && s.is(at - 1, &[Class::Carry, Class::Hold, Class::Be])
            || at > 1 && s.is(at - 1, &[Class::Of]) && s.text(at - 2) == "one");
    let points = told.unit == Unit::PercentPoints;
    let percent = told.form == Form::Percent && told.half == num.half;
    ((listed || verb) && told.sign == 0 && (points || percent)).then_some((told.form, told.unit))
}

/// "a climb of 1", "a gain of 4 in the ranking", "a slide of 1 in rank": places, and no units that are told in full.
fn tells_places(s: &Sentence, at: usize, num: &numbers::Num) -> bool {
    let whole = num.form == Form::Cardinal && num.unit == Unit::None && !num.scaled && num.sign == 0;
    let noun = at.checked_sub(2).filter(|noun| *noun > 0 && whole && s.is(at - 1, &[Class::Of]));
    let Some(noun) = noun.filter(|noun| s.is(noun - 1, &[Class::A, Class::Its, Class::The])) else {
        return false;
    };
    let list = at + 2 + usize::from(s.is(at + 2, &[Class::The]));
    let ranked = s.is(at + 1, &[Class::In, Class::On])
        && (matches!(s.text(list), "rank" | "ranks" | "ranking" | "rankings" | "standings")
            || s.is(list, &[Class::RankNoun]));
    let ends =
        matches!(s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(',' | '.' | ';' | ')')))
            || s.is(at + 1, &[Class::From])
                && matches!(s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Period(_)));
    let climb = s.is(noun, &[Class::UpRank, Class::DownRank]) && !num.value.is_zero();
    s.is(noun, &Class::CHANGES) && ranked || climb && ends
}

/// "fell by more than one place, and none climbed by more than one": places again.
fn counts_places(s: &Sentence, at: usize, num: &numbers::Num) -> bool {
    const MOVED: [Class; 5] = [Class::Up, Class::UpRank, Class::Down, Class::DownRank, Class::Move];
    let ends =
        matches!(s.tokens.get(at + 1).map(|t| &t.kind), None | Some(Kind::Mark(',' | '.' | ';' | ')')));
    let whole = num.form == Form::Cardinal && num.unit == Unit::None && !num.scaled && num.sign == 0;
    let hedge = usize::from(at > 0 && s.is(at - 1, &[Class::MoreThan, Class::Only]));
    let by = at.checked_sub(1 + hedge).filter(|by| whole && ends && s.is(*by, &[Class::By]));
    let Some(verb) = by.and_then(|by| by.checked_sub(1)).filter(|verb| s.is(*verb, &MOVED)) else {
        return false;
    };
    let told = |i: usize| s.num(i).is_some_and(|n| n.unit == Unit::Places);
    // "climbed by 3,031" may be votes.
    let places = s.is(verb, &[Class::UpRank, Class::DownRank]) && !num.digits;
    (places || (0..verb).any(told)) && num.value < Decimal::ONE_HUNDRED
}

/// "In ranks, the distance between Alpha and Bravo is 3; in points, it is 1.4": what the numbers behind it count.
fn unit_in_front(s: &Sentence, at: usize) -> Option<Unit> {
    let opens = |i: usize| i == 0 || s.is_mark(i - 1, ';');
    let start = (0..at).rev().find(|i| opens(*i))?;
    if !(s.is(start, &[Class::In]) && s.is_mark(start + 2, ',') && start + 2 < at) {
        return None;
    }
    match s.text(start + 1) {
        "ranks" | "places" | "positions" => Some(Unit::Places),
        "points" => Some(Unit::Points),
        _ if s.units.contains(&(start + 1)) => Some(Unit::Board),
        _ => None,
    }
}

/// What stands between two of which the same is told.
fn is_joint(s: &Sentence, at: usize) -> bool {
    s.is_mark(at, ',') || s.is_mark(at, ';') || s.is(at, &[Class::And, Class::But, Class::While, Class::Yet])
}

/// "320.7 billion tokens in W28, 333.2 in W29 and now 413.8": of the scale of the one before.
fn told_again(s: &Sentence, at: usize, num: &numbers::Num) -> Option<numbers::Num> {
    let dated = |at: usize| {
        s.is(at + 1, &[Class::In]) && matches!(s.tokens.get(at + 2).map(|t| &t.kind), Some(Kind::Period(_)))
    };
    let before = (at.saturating_sub(9)..at).rev().find(|i| s.num(*i).is_some())?;
    let scaled = s.num(before).filter(|n| n.scaled && n.form == Form::Cardinal && dated(before))?;
    if !(dated(at) || s.is(at.wrapping_sub(1), &[Class::Now])) || num.value >= Decimal::ONE_THOUSAND {
        return None;
    }
    let told = (0..=before).rev().filter(|i| s.num(*i).is_some());
    let mut scales =
        told.filter_map(|i| s.text(i).split(|c: char| !c.is_alphabetic()).find_map(numbers::scale));
    let scale = Decimal::from(scales.next()?);
    Some(numbers::Num { scaled: true, unit: scaled.unit, ..num.scaled_by(scale) })
}

/// The last number of a list or a span that begins with a bare one; `None` if what stands between is more than marks.
fn end_of_list(s: &Sentence, at: usize, bare: impl Fn(&numbers::Num) -> bool) -> Option<usize> {
    let span = at > 0
        && s.is(at - 1, &[Class::From, Class::Between, Class::With])
        && s.is(at + 1, &[Class::To, Class::And]);
    if span && s.num(at + 2).is_some() {
        return Some(at + 2);
    }
    let (mut end, mut listed) = (at, false);
    loop {
        let comma = s.text(end + 1) == ",";
        let and = s.is(end + 1 + usize::from(comma), &[Class::And]);
        let next = end + 1 + usize::from(comma) + usize::from(and);
        if !(comma || and) || s.num(next).is_none() {
            return None;
        }
        listed |= comma && !and;
        end = next;
        if and {
            // "1.5 and 1.3 trillion" may be two things; "1.5, 1.4 and 1.3 trillion" is a list.
            return (listed || s.num(end).is_some_and(|n| n.digits)).then_some(end);
        }
        if !s.num(end).is_some_and(&bare) {
            return None;
        }
    }
}
