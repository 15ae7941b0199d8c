//! A quantity of a ranking: tokens, points, downloads. Exact: decimal, never floating point.
//! Promise: 0..=18446744073709551615 as read; sums may be larger.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// A quantity, at least zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount(Decimal);

impl Ord for Amount {
    /// Most are whole: digits of one scale need not be brought to one.
    fn cmp(&self, other: &Amount) -> Ordering {
        match self.0.scale() == other.0.scale() {
            true => self.0.mantissa().cmp(&other.0.mantissa()),
            false => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Amount) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number from 0 to 18446744073709551615")]
pub struct NotAnAmount;

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// Reads `1503`, `98.5`, `1.5e3` or a number with `K`, `M`, `B`, `T` (thousand to trillion).
    pub fn parse(text: &str) -> Result<Amount, NotAnAmount> {
        // Most numbers are plain integers.
        if text.len() < 20 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().map(|value: u64| Amount(Decimal::from(value))).map_err(|_| NotAnAmount);
        }
        let (number, factor) = match text.as_bytes().last() {
            Some(b'K' | b'k') => (&text[..text.len() - 1], 1_000),
            Some(b'M') => (&text[..text.len() - 1], 1_000_000),
            Some(b'B') => (&text[..text.len() - 1], 1_000_000_000),
            Some(b'T') => (&text[..text.len() - 1], 1_000_000_000_000),
            _ => (text, 1_u64),
        };
        let value =
            plain(number).ok_or(NotAnAmount)?.checked_mul(Decimal::from(factor)).ok_or(NotAnAmount)?;
        if value.is_sign_negative() && !value.is_zero() || value > Decimal::from(u64::MAX) {
            return Err(NotAnAmount);
        }
        Ok(Amount(value.abs().normalize()))
    }

    /// The exact value.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// An amount from a decimal, if it is not negative.
    pub fn from_decimal(value: Decimal) -> Option<Amount> {
        (value.is_zero() || value.is_sign_positive()).then(|| Amount(value.normalize()))
    }

    /// The value, if it is a whole number.
    pub fn whole(self) -> Option<u64> {
        if self.0.scale() == 0 {
            return self.0.mantissa().try_into().ok();
        }
        self.0.is_integer().then(|| self.0.to_u64()).flatten()
    }

    /// True for nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The value as the nearest double, for charts' coordinates and logarithms only.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::MAX)
    }

    /// `a − b`, which may be negative.
    pub fn minus(self, other: Amount) -> Decimal {
        self.0 - other.0
    }
}

fn plain(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || text.contains('_') {
        return None;
    }
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(&text.replace("e+", "e").replace("E+", "E")).ok();
    }
    Decimal::from_str_exact(text).ok()
}

impl From<u64> for Amount {
    fn from(value: u64) -> Amount {
        Amount(Decimal::from(value))
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(iter: I) -> Amount {
        iter.fold(Amount::ZERO, Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl Serialize for Amount {
    /// Integers as integers, whatever their size; fractions in their shortest form.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(value) = self.whole() {
            return serializer.serialize_u64(value);
        }
        match self.0.to_u128().filter(|_| self.0.is_integer()) {
            Some(value) => serializer.serialize_u128(value),
            None => serializer.serialize_f64(self.to_f64()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Amount::parse(text).ok().map(|a| a.to_string())
    }

    #[test]
    fn human_numbers_are_exact() {
        assert_eq!(read("1.58T").as_deref(), Some("1580000000000"));
        assert_eq!(read("721B").as_deref(), Some("721000000000"));
        assert_eq!(read("1.5K").as_deref(), Some("1500"));
        assert_eq!(read("18446744073709551615").as_deref(), Some("18446744073709551615"));
        assert_eq!(read("98.50").as_deref(), Some("98.5"));
        assert_eq!(read("1.5e3").as_deref(), Some("1500"));
        assert_eq!(read("-0").as_deref(), Some("0"));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "-1",
            "NaN",
            "inf",
            "1e999",
            "12,345",
            "18446744073709551616",
            "T",
            "1_000",
            ".5",
            "1 T",
            "123456789012345678901234567890",
            "0x10",
            "1.58TT",
            "--1",
            "1e-",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn sums_go_past_u64_exactly() {
        let big = Amount::from(u64::MAX);
        let sum: Amount = [big, big].into_iter().sum();
        assert_eq!(serde_json::to_string(&sum).unwrap(), "36893488147419103230");
    }
}
