//! Numbers as people read them: rounded once, half away from zero, from exact values, here and nowhere else.

use crate::model::{Amount, Board, MetricKind, Ratio, fixed};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// Growth above this ratio is printed as a factor.
const FACTOR_ABOVE: i64 = 999;

/// "1,580,000" – an exact value with thousands separators; fractions kept.
pub fn grouped(amount: Amount) -> String {
    group(&amount.to_string())
}

fn group(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(number.len() + number.len() / 3);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The scale of a large number: divisor, letter, word.
fn scale(value: Decimal) -> Option<(Decimal, &'static str, &'static str)> {
    const SCALES: [(i64, &str, &str); 4] = [
        (1_000_000_000_000, "T", "trillion"),
        (1_000_000_000, "B", "billion"),
        (1_000_000, "M", "million"),
        (1_000, "K", "thousand"),
    ];
    let found = SCALES.iter().find(|(divisor, _, _)| value >= Decimal::from(*divisor))?;
    Some((Decimal::from(found.0), found.1, found.2))
}

/// Three significant digits of a value scaled below 1000, trailing zeros dropped: "1.58", "721", "12.4".
fn three_digits(value: Decimal) -> String {
    let places = match value {
        v if v >= Decimal::ONE_HUNDRED => 0,
        v if v >= Decimal::TEN => 1,
        _ => 2,
    };
    trim_zeros(fixed(value, places))
}

fn trim_zeros(mut number: String) -> String {
    if number.contains('.') {
        let kept = number.trim_end_matches('0').trim_end_matches('.').len();
        number.truncate(kept);
    }
    number
}

/// Scaled value and scale, moved one step up when rounding reaches a thousand ("1000B" is "1T").
fn scaled(amount: Amount) -> (String, &'static str, &'static str) {
    let value = amount.decimal();
    let Some((divisor, letter, word)) = scale(value) else {
        return (group(&trim_zeros(fixed(value, 2))), "", "");
    };
    let text = three_digits(value / divisor);
    if text == "1000"
        && let Some((_, letter, word)) = scale(divisor * Decimal::ONE_THOUSAND)
        && divisor < Decimal::from(1_000_000_000_000_i64)
    {
        return ("1".to_string(), letter, word);
    }
    (group(&text), letter, word)
}

/// "1.58T", "721B", "13": at most three significant digits.
pub fn compact(amount: Amount) -> String {
    let (number, letter, _) = scaled(amount);
    format!("{number}{letter}")
}

/// "721 billion", "1.58 trillion", "1,959".
pub fn spelled(amount: Amount) -> String {
    if amount.decimal() < Decimal::from(1_000_000) {
        return grouped(amount);
    }
    let (number, _, word) = scaled(amount);
    [&number, " ", word].concat()
}

/// A value of a board in a table cell: "1.58T" on volume boards, "1503" on score boards.
pub fn cell(amount: Amount, board: &Board) -> String {
    match board.metric.kind {
        MetricKind::Volume => compact(amount),
        MetricKind::Score => score(amount, board),
    }
}

fn score(amount: Amount, board: &Board) -> String {
    let text = fixed(amount.decimal(), board.metric.decimals);
    // Ratings are read as one figure ("1503"); counts such as points are grouped ("1,959") when they have a unit.
    if board.metric.unit.is_empty() { text } else { group(&text) }
}

/// A value of a board in prose, with its unit: "721 billion tokens", "1503", "1,959 points".
pub fn prose(amount: Amount, board: &Board) -> String {
    let number = match board.metric.kind {
        MetricKind::Volume => spelled(amount),
        MetricKind::Score => score(amount, board),
    };
    let unit = &board.metric.unit;
    match unit.strip_suffix('s') {
        _ if unit.is_empty() => number,
        Some(one) if number == "1" && !one.ends_with('s') => format!("1 {one}"),
        _ => [&number, " ", unit].concat(),
    }
}

/// A growth: "+98%", "−4.2%", "84×" above +999 %.
pub fn growth(ratio: Ratio) -> String {
    let percent = ratio.decimal().saturating_mul(Decimal::ONE_HUNDRED);
    if percent > Decimal::from(FACTOR_ABOVE) {
        return format!("{}×", fixed(ratio.decimal() + Decimal::ONE, 0));
    }
    let places = u32::from(percent.abs() < Decimal::from(20));
    let text = trim_zeros(fixed(percent.abs(), places));
    let sign = match () {
        () if text == "0" => "±",
        () if ratio.is_negative() => "−",
        () => "+",
    };
    format!("{sign}{text}%")
}

/// A growth without its sign, for a sentence whose verb says it: "98%", "4.2%", "84×".
pub fn growth_size(ratio: Ratio) -> String {
    growth(ratio).trim_start_matches(['+', '−', '±']).to_string()
}

/// A growth as a verb phrase: "grew 61%", "shrank 4.2%", "grew 84-fold", "grew by less than 0.1%", "did not change".
pub fn growth_phrase(ratio: Ratio) -> String {
    let text = growth(ratio);
    if let Some(factor) = text.strip_suffix('×') {
        return format!("grew {factor}-fold");
    }
    match text.chars().next() {
        Some('+') => format!("grew {}", &text[1..]),
        Some('−') => format!("shrank {}", text.trim_start_matches('−')),
        _ if ratio.is_positive() => "grew by less than 0.1%".to_string(),
        _ if ratio.is_negative() => "shrank by less than 0.1%".to_string(),
        _ => "did not change".to_string(),
    }
}

/// A figure of which only a lower bound is known: "≥ 12.7%".
pub fn at_least(text: String, bound: bool) -> String {
    if bound { format!("≥ {text}") } else { text }
}

/// The same in a sentence: "at least 721 billion tokens".
pub fn at_least_said(text: String, bound: bool) -> String {
    if bound { format!("at least {text}") } else { text }
}

/// A share: "12.7%".
pub fn share(ratio: Ratio) -> String {
    format!("{}%", ratio.percent(1))
}

/// A change of share in percentage points: "+1.2 points", "−1.1 points".
pub fn points(change: Decimal) -> String {
    let text = fixed(change.saturating_mul(Decimal::ONE_HUNDRED).abs(), 1);
    let sign = match () {
        () if text == "0.0" => "±",
        () if change < Decimal::ZERO => "−",
        () => "+",
    };
    format!("{sign}{text}")
}

/// US dollars: "$5", "$0.25", "$1.125".
pub fn usd(value: Decimal) -> String {
    let value = value.normalize();
    if value.is_integer() {
        return format!("${}", group(&value.to_string()));
    }
    let text = if value.scale() < 2 { fixed(value, 2) } else { value.to_string() };
    format!("${}", group(&text))
}

/// A sum of money as one would pay it: to the cent; below a dollar to three digits.
pub fn cents(value: Decimal) -> Decimal {
    let half = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    if value.abs() >= Decimal::ONE {
        return value.round_dp_with_strategy(2, half);
    }
    value.round_sf_with_strategy(3, half).unwrap_or(value)
}

/// Small counts in words, larger ones in digits: "two", "12".
pub fn count(n: u64) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    usize::try_from(n).ok().and_then(|i| WORDS.get(i)).map_or_else(|| n.to_string(), ToString::to_string)
}

/// A statistic with a fixed number of decimals, half away from zero.
pub fn decimal(value: f64, decimals: u32) -> String {
    fixed(Decimal::from_f64(value).unwrap_or_default(), decimals).replace('-', "−")
}

/// A signed whole number: "+3", "−7", "0".
pub fn signed(n: i64) -> String {
    match n {
        0 => "0".to_string(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// With the article that its sound asks for, as far as the spelling tells: "a model", "an album", "a user".
pub fn with_article(noun: &str) -> String {
    let lower = noun.to_lowercase();
    let closed = ["eu", "one", "uni", "use", "usu"].iter().any(|start| lower.starts_with(start));
    let open = lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !closed;
    format!("{} {noun}", if open { "an" } else { "a" })
}

/// "one place", "two places".
pub fn places(n: u64) -> String {
    format!("{} {}", count(n), if n == 1 { "place" } else { "places" })
}

/// "A", "A and B", "A, B and C".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// "is" or "are" by number, and the like.
pub fn either<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn amounts_in_three_digits() {
        let cases = [
            ("1580000000000", "1.58T", "1.58 trillion"),
            ("721B", "721B", "721 billion"),
            ("999.6B", "1T", "1 trillion"),
            ("12345", "12.3K", "12,345"),
            ("1959", "1.96K", "1,959"),
            ("13", "13", "13"),
            ("0", "0", "0"),
            ("18446744073709551615", "18,446,744T", "18,446,744 trillion"),
        ];
        for (text, short, long) in cases {
            assert_eq!(
                (compact(amount(text)).as_str(), spelled(amount(text)).as_str()),
                (short, long),
                "{text}"
            );
        }
    }

    #[test]
    fn growth_reads_as_percent_or_factor() {
        let cases =
            [("0.98", "+98%"), ("-0.0421", "−4.2%"), ("0", "±0%"), ("83.2", "84×"), ("0.125", "+12.5%")];
        for (ratio, shown) in cases {
            assert_eq!(growth(Ratio::parse(ratio).unwrap()), shown);
        }
        let phrases = [
            ("-0.31", "shrank 31%"),
            ("0.0004", "grew by less than 0.1%"),
            ("-0.0004", "shrank by less than 0.1%"),
            ("0", "did not change"),
        ];
        for (ratio, shown) in phrases {
            assert_eq!(growth_phrase(Ratio::parse(ratio).unwrap()), shown);
        }
    }

    #[test]
    fn articles_follow_the_sound() {
        for (noun, shown) in [("model", "a model"), ("album", "an album"), ("user", "a user")] {
            assert_eq!(with_article(noun), shown);
        }
    }

    #[test]
    fn money_lists_and_counts() {
        assert_eq!(usd("5".parse().unwrap()), "$5");
        assert_eq!(usd("0.5".parse().unwrap()), "$0.50");
        assert_eq!(usd("0.125".parse().unwrap()), "$0.125");
        let paid = |value: &str| usd(cents(value.parse().unwrap()));
        assert_eq!(paid("0.0012345678"), "$0.00123");
        assert_eq!(paid("1234.5678"), "$1,234.57");
        assert_eq!(paid("12.004"), "$12");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!((places(1).as_str(), places(12).as_str()), ("one place", "12 places"));
    }
}
