//! A number as written: its value, how exactly it was written, its unit and its hedge; and which facts it admits.
//! Admissible rounding: the fact, rounded to the precision of the words, equals the words, half-up or half-even.

use super::lexicon;
use rust_decimal::Decimal;

/// "about", "roughly": so much to either side.
pub const ABOUT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// "nearly", "almost": from this part of the number up to it.
pub const NEARLY: Decimal = Decimal::from_parts(9, 0, 0, false, 1);
/// "at least", "up to": rounding does not reach further than this part of the number beyond it.
const LIMIT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
/// "just over": up to this part more.
pub const JUST_OVER: Decimal = Decimal::from_parts(11, 0, 0, false, 1);

/// 10^24: what is larger is no figure of anything, and would leave what a decimal holds.
const MOST: Decimal = Decimal::from_parts(0xA100_0000, 0x1BCE_CCED, 0xD3C2, false, 0);

/// What the words before a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hedge {
    /// Nothing.
    Plain,
    /// About.
    About,
    /// Nearly.
    Nearly,
    /// More than.
    Over,
    /// Just over.
    JustOver,
    /// Less than.
    Under,
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 8, eight, 1.58T.
    Cardinal,
    /// Eighth, 8th.
    Ordinal,
    /// #8, No. 8.
    Rank,
    /// 61%.
    Percent,
    /// $5.
    Money,
    /// 84×, twice, doubled.
    Times,
    /// Half, a third: of something.
    Fraction,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing is named.
    None,
    /// A board's unit: tokens.
    Board,
    /// Places.
    Places,
    /// Points of a score, or of a percentage.
    Points,
    /// Percentage points.
    PercentPoints,
    /// Votes.
    Votes,
    /// Weeks, days, months.
    Periods,
    /// Parameters.
    Parameters,
    /// Subjects or rows.
    Subjects,
    /// Those who make them.
    Makers,
    /// Something that no fact counts.
    Foreign,
}

/// A number as written.
#[derive(Debug, Clone, Copy)]
pub struct Num {
    /// Its value; a percentage is 61, not 0.61.
    pub value: Decimal,
    /// Half of the last place written.
    pub half: Decimal,
    /// How it is written.
    pub form: Form,
    /// Its unit.
    pub unit: Unit,
    /// Written with a sign: up is +1.
    pub sign: i8,
    /// Its hedge.
    pub hedge: Hedge,
    /// A scale word or letter stands with it: million, T.
    pub scaled: bool,
    /// Written in digits.
    pub digits: bool,
    /// A rank by what stands around it alone: it may be a figure where figures are as small.
    pub bare: bool,
}

impl Num {
    /// A number without unit and hedge.
    pub fn new(value: Decimal, half: Decimal, form: Form) -> Num {
        Num {
            value,
            half,
            form,
            unit: Unit::None,
            sign: 0,
            hedge: Hedge::Plain,
            scaled: false,
            digits: true,
            bare: false,
        }
    }

    /// True if the words may be said of a fact.
    pub fn admits(&self, fact: Decimal) -> bool {
        let (v, half) = (self.value, self.half);
        let rounded = (fact - v).abs() <= half;
        match self.hedge {
            Hedge::Plain => rounded,
            Hedge::About => rounded || (fact - v).abs() <= v.abs() * ABOUT,
            Hedge::Nearly => fact < v && fact >= v * NEARLY,
            Hedge::Over => fact > v,
            Hedge::JustOver => fact > v && fact <= v * JUST_OVER,
            Hedge::Under => fact < v,
            Hedge::AtLeast => fact >= v - half.min(v.abs() * LIMIT),
            Hedge::AtMost => fact <= v + half.min(v.abs() * LIMIT),
        }
    }

    /// Whether the words fit a figure that lies between two, if that is enough to tell.
    pub fn admits_between(&self, least: Decimal, most: Decimal) -> Option<bool> {
        match (self.admits(least), self.admits(most)) {
            (true, true) => Some(true),
            // Both are on the same side of what the words say.
            (false, false) if least >= self.value || most <= self.value => Some(false),
            _ => None,
        }
    }

    /// The number as a whole count, if it is one.
    pub fn whole(&self) -> Option<u32> {
        use rust_decimal::prelude::ToPrimitive;
        self.value.is_integer().then(|| self.value.to_u32()).flatten()
    }

    /// The same words over another scale: percent to ratio.
    pub fn scaled_by(mut self, factor: Decimal) -> Num {
        let (value, half) = (self.value.checked_mul(factor), self.half.checked_mul(factor));
        if let (Some(value), Some(half)) = (value.filter(|v| v.abs() <= MOST), half) {
            (self.value, self.half) = (value, half);
        }
        self
    }
}

const SMALL: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const TENS: [(&str, i64); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
const ORDINALS: [&str; 21] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Every number word: its value and whether it is an ordinal.
pub fn words() -> impl Iterator<Item = (String, (i64, bool))> {
    let cardinals = (0..).zip(SMALL).map(|(n, word)| (word.to_string(), (n, false)));
    let ordinals = (0..).zip(ORDINALS).skip(1).map(|(n, word)| (word.to_string(), (n, true)));
    let tens = TENS.iter().map(|(word, n)| ((*word).to_string(), (*n, false)));
    let others = [
        ("dozen", (12, false)),
        ("hundred", (100, false)),
        ("thirtieth", (30, true)),
        ("fortieth", (40, true)),
        ("fiftieth", (50, true)),
    ];
    let joined = TENS.iter().flat_map(|(tens, ten)| {
        let ones = (1..10).flat_map(|n: usize| [(SMALL[n], n as i64, false), (ORDINALS[n], n as i64, true)]);
        ones.map(move |(word, n, ordinal)| (format!("{tens}-{word}"), (ten + n, ordinal)))
    });
    let others = others.map(|(word, meaning)| (word.to_string(), meaning));
    cardinals.chain(ordinals).chain(tens).chain(others).chain(joined)
}

/// A number word: its value and whether it is an ordinal. "twenty-one" is one word.
pub fn word(text: &str) -> Option<(i64, bool)> {
    lexicon::known(text)?.number
}

/// True for a number word.
pub fn is_word(text: &str) -> bool {
    word(text).is_some()
}

/// A factor in one word: "fivefold", "quintupled".
#[inline]
pub fn factor(text: &str) -> Option<i64> {
    // Few words begin or end as these do; "octuple" is the shortest of the former.
    let begins = text.len() >= 7 && matches!(text.as_bytes()[0], b'q' | b's' | b'o');
    let ends = matches!(text.as_bytes(), [.., b'f', b'o', b'l', b'd']);
    if begins || ends { factor_of(text) } else { None }
}

fn factor_of(text: &str) -> Option<i64> {
    let stem = text.strip_suffix("fold").map(|s| s.trim_end_matches('-'));
    if let Some(n) = stem.and_then(|s| word(s).map(|(n, _)| n).or_else(|| s.parse().ok())) {
        return (n > 1).then_some(n);
    }
    let of = [("quintupl", 5), ("sextupl", 6), ("septupl", 7), ("octupl", 8)];
    let ending = |stem: &str| matches!(text.strip_prefix(stem), Some("e" | "es" | "ed" | "ing"));
    of.iter().find(|(stem, _)| ending(stem)).map(|(_, n)| *n)
}

/// Digits with separators and a fraction at the start of a text: bytes, value, half of the last place.
pub fn digits(text: &str) -> Option<(usize, Decimal, Decimal)> {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    if !digit(0) {
        return None;
    }
    let (mut end, mut whole, mut places) = (0, 0, 0);
    // What is too large to be counted is too large for a decimal.
    let mut all: i128 = 0;
    let mut add = |at: usize| all = all.saturating_mul(10).saturating_add(i128::from(bytes[at] - b'0'));
    while digit(end) || (bytes.get(end) == Some(&b',') && (1..4).all(|i| digit(end + i)) && !digit(end + 4)) {
        if digit(end) {
            add(end);
            whole += 1;
        }
        end += 1;
    }
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            add(end);
            places += 1;
            end += 1;
        }
    }
    if whole > 21 {
        return None;
    }
    let value = Decimal::try_from_i128_with_scale(all, places).ok()?;
    // "989,000" is written to the thousand.
    if places == 0 && whole > 5 && all % 1_000 == 0 {
        return Some((end, value, Decimal::from(500)));
    }
    // Of the finest number that can be held there is no half.
    Some((end, value, Decimal::try_new(5, places + 1).unwrap_or(Decimal::ZERO)))
}

/// The scale that a letter or word stands for.
pub fn scale(text: &str) -> Option<i64> {
    Some(match text {
        "k" | "thousand" => 1_000,
        "m" | "mn" | "million" | "millions" => 1_000_000,
        "b" | "bn" | "billion" | "billions" => 1_000_000_000,
        "t" | "tn" | "trillion" | "trillions" => 1_000_000_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn num(text: &str, hedge: Hedge) -> Num {
        let (_, value, half) = digits(text).unwrap();
        Num { hedge, ..Num::new(value, half, Form::Cardinal) }
    }

    #[test]
    fn admissible_rounding_and_hedges() {
        let fact = |text: &str| text.parse::<Decimal>().unwrap();
        for (text, hedge, low, high, out) in [
            ("644", Hedge::Plain, "643.5", "644.5", "644.6"),
            ("8.9", Hedge::Plain, "8.85", "8.95", "8.96"),
            ("100", Hedge::About, "95", "105", "106"),
            ("100", Hedge::Nearly, "90", "99.9", "100"),
            ("100", Hedge::Over, "100.1", "500", "100"),
            ("100", Hedge::AtMost, "1", "100", "101"),
        ] {
            let n = num(text, hedge);
            assert!(n.admits(fact(low)) && n.admits(fact(high)) && !n.admits(fact(out)), "{text} {hedge:?}");
        }
    }

    #[test]
    fn words_and_digits() {
        assert_eq!(word("twenty-one"), Some((21, false)));
        assert_eq!(word("twelfth"), Some((12, true)));
        assert_eq!(digits("1,600 x").map(|d| d.0), Some(5));
        assert_eq!(digits("1,60").map(|d| d.0), Some(1));
        assert_eq!(digits("1.58T").map(|d| d.1.to_string()).as_deref(), Some("1.58"));
    }

    #[test]
    fn digits_are_read_exactly_or_not_at_all() {
        for text in [
            "0",
            "007",
            "0.00",
            "12.3400",
            "123456789012345678901",
            "123456789012345678901.1234567",
            "123456789012345678901.12345678",
            "1.1234567890123456789012345678",
            "7.9228162514264337593543950335",
            "7.9228162514264337593543950336",
            "9.1234567890123456789012345678",
            "0.0000000000000000000000000001",
            "0.00000000000000000000000000001",
            "0.00000000000000000000000000000",
            "0.1234567890123456789012345678901234567890123456789",
        ] {
            let read = digits(text).map(|(length, value, _)| (length, value.to_string()));
            let exact = Decimal::from_str_exact(text).ok().map(|value| (text.len(), value.to_string()));
            assert_eq!(read, exact, "{text}");
        }
    }
}
