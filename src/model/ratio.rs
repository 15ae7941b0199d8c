//! A ratio of two quantities: a share, a growth. Exact to 28 digits, so that rounding happens once, when printed.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

/// A ratio; 0.98 is 98 %. May be negative (a growth).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(Decimal);

/// Why a text is not a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a ratio or a percentage")]
pub struct NotARatio;

impl Ratio {
    /// Reads `0.98`, `98%`, `-12.5%`, `+61%`.
    pub fn parse(text: &str) -> Result<Ratio, NotARatio> {
        let (number, percent) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
        if !digits.starts_with(|c: char| c.is_ascii_digit()) || number.contains('_') {
            return Err(NotARatio);
        }
        let value =
            Decimal::from_str_exact(number.strip_prefix('+').unwrap_or(number)).map_err(|_| NotARatio)?;
        let value = if percent { value / Decimal::ONE_HUNDRED } else { value };
        (value.abs() < Decimal::from(1_000_000_000_u64)).then_some(Ratio(value.normalize())).ok_or(NotARatio)
    }

    /// `part ÷ whole`; `None` if the whole is zero.
    pub fn of(part: Decimal, whole: Decimal) -> Option<Ratio> {
        part.checked_div(whole).map(|r| Ratio(r.normalize()))
    }

    /// A ratio from its decimal value.
    pub fn from_decimal(value: Decimal) -> Ratio {
        Ratio(value.normalize())
    }

    /// The value, 1 = 100 %.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// The value times 100, rounded half away from zero to `decimals` places: "12.7".
    pub fn percent(self, decimals: u32) -> String {
        let value = self.0.saturating_mul(Decimal::ONE_HUNDRED);
        fixed(value, decimals)
    }

    /// True if the ratio is above zero.
    pub fn is_positive(self) -> bool {
        self.0 > Decimal::ZERO
    }

    /// True if the ratio is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < Decimal::ZERO
    }
}

/// A decimal rounded half away from zero, with exactly `decimals` places, never "-0".
pub fn fixed(value: Decimal, decimals: u32) -> String {
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    format!("{rounded:.*}", decimals as usize)
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ratios_and_percentages() {
        assert_eq!(Ratio::parse("98%"), Ratio::parse("0.98"));
        assert_eq!(Ratio::parse("-12.5%").unwrap().to_f64(), -0.125);
        assert_eq!(Ratio::parse("+61 %").unwrap().to_f64(), 0.61);
        for text in ["", "%", "many", "1e9", "--1%", "1_0%"] {
            assert!(Ratio::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rounds_once_half_away_from_zero() {
        assert_eq!(Ratio::parse("0.145").unwrap().percent(0), "15");
        assert_eq!(Ratio::parse("-0.145").unwrap().percent(0), "-15");
        assert_eq!(Ratio::parse("-0.0001").unwrap().percent(1), "0.0");
        assert_eq!(Ratio::parse("0.089444").unwrap().percent(1), "8.9");
    }
}
