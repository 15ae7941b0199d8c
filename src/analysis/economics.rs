//! What a volume would cost at list prices, and how much of it is free.
//! In: a volume board's period and dated list prices (USD per million). Out: totals that always say what they leave out.

use super::PeriodFacts;
use crate::identity::ModelId;
use crate::model::{Amount, Model, Price, Ratio};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A volume at list prices.
#[derive(Debug, Clone, PartialEq)]
pub struct Economics {
    /// Σ value × blended price ÷ 10⁶, USD: at list price, an upper bound.
    pub list_value: Decimal,
    /// Part of the total that runs on rows that are `free` or priced 0.
    pub free_share: Ratio,
    /// One of those rows is known by a lower bound only, and so is the part.
    pub free_at_least: bool,
    /// Part of the total whose price is not known; it is in neither of the two.
    pub unpriced_share: Ratio,
}

/// The blended price of a model: `weight` × input + (1 − `weight`) × output, USD per million.
pub fn blended(price: &Price, weight: Decimal) -> Option<Decimal> {
    Some(price.input? * weight + price.output? * (Decimal::ONE - weight))
}

/// The economics of a period; `None` without a total or without any known price.
pub fn of(period: &PeriodFacts, models: &[Model], weight: Decimal) -> Option<Economics> {
    let total = period.total.filter(|t| !t.is_zero())?;
    let date = period.period.last_day();
    let (mut list_value, mut free, mut priced) = (Decimal::ZERO, Amount::ZERO, Amount::ZERO);
    let mut free_at_least = false;
    for entry in &period.entries {
        let Some(value) = entry.value else { continue };
        let price = models[entry.key.model].price_on(date).and_then(|p| blended(p, weight));
        let is_free = entry.key.variant.as_deref() == Some("free");
        match price {
            price if is_free || price.is_some_and(|price| price.is_zero()) => {
                (free, priced) = (free + value, priced + value);
                free_at_least |= entry.at_least;
            }
            Some(price) => {
                priced = priced + value;
                list_value += value.decimal().checked_mul(price)? / Decimal::from(1_000_000);
            }
            None => {}
        }
    }
    if list_value.is_zero() {
        return None;
    }
    Some(Economics {
        list_value,
        free_share: Ratio::of(free.decimal(), total.decimal())?,
        free_at_least,
        unpriced_share: Ratio::of(total.minus(priced), total.decimal())?,
    })
}

/// A subject with a score and a price.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The subject.
    pub model: ModelId,
    /// Its best score, over effort levels.
    pub score: Amount,
    /// Its blended price, USD per million.
    pub price: Decimal,
    /// Nobody has both a higher score and a lower price.
    pub front: bool,
}

/// The subjects of a score board's period that have a price on a date, by subject.
pub fn offers(period: &PeriodFacts, date: Date, models: &[Model], weight: Decimal) -> Vec<Offer> {
    let mut best: BTreeMap<ModelId, Amount> = BTreeMap::new();
    for entry in &period.entries {
        if let Some(score) = entry.value {
            let slot = best.entry(entry.key.model).or_insert(score);
            *slot = (*slot).max(score);
        }
    }
    let mut offers: Vec<Offer> = best
        .into_iter()
        .filter_map(|(model, score)| {
            let price = blended(models[model].price_on(date)?, weight)?;
            Some(Offer { model, score, price, front: false })
        })
        .collect();
    let points: Vec<(Amount, Decimal)> = offers.iter().map(|o| (o.score, o.price)).collect();
    for index in pareto_front(&points) {
        offers[index].front = true;
    }
    offers
}

/// Indices of the points that no other beats in both: a higher score and a lower price.
pub fn pareto_front(points: &[(Amount, Decimal)]) -> Vec<usize> {
    let beaten = |(score, price): &(Amount, Decimal)| points.iter().any(|(s, p)| s > score && p < price);
    (0..points.len()).filter(|i| !beaten(&points[*i])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_is_what_nobody_beats_in_both() {
        let point = |score: u64, price: i64| (Amount::from(score), Decimal::from(price));
        assert_eq!(pareto_front(&[point(10, 5), point(9, 6), point(8, 1), point(10, 7)]), [0, 2, 3]);
    }

    #[test]
    fn the_blend_weighs_input_and_output() {
        let price = Price {
            from: "2026-01-01".parse().unwrap(),
            input: Some(5.into()),
            output: Some(25.into()),
            source: None,
        };
        assert_eq!(blended(&price, Decimal::new(75, 2)), Some(10.into()));
        assert_eq!(blended(&Price { output: None, ..price }, Decimal::new(75, 2)), None);
    }
}
