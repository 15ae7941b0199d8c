//! What a reading can turn out to be, and how readings combine.

use super::facts::Measure;
use super::numbers::Num;
use super::tokens::{Entity, Who};
use rust_decimal::Decimal;

/// What a fact is.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// This.
    Known(Decimal),
    /// Nothing of the kind exists here.
    None,
    /// Not known, and why.
    Unknown(&'static str),
}

impl Fact {
    pub fn of(value: Option<Decimal>, why: &'static str) -> Fact {
        value.map_or(Fact::Unknown(why), Fact::Known)
    }

    /// The difference of two.
    pub fn less(self, other: Fact) -> Fact {
        match (self, other) {
            (Fact::Known(a), Fact::Known(b)) => Fact::Known(a - b),
            (Fact::Unknown(why), _) | (_, Fact::Unknown(why)) => Fact::Unknown(why),
            _ => Fact::None,
        }
    }
}

/// Whether a reading is true.
#[derive(Debug, Clone, PartialEq)]
pub enum Truth {
    /// Yes; the fact.
    Yes(Option<Decimal>),
    /// No; the fact.
    No(Option<Decimal>),
    /// The fact is not known, and why.
    Unknown(&'static str),
    /// It does not apply: another reading must.
    Skip,
}

impl Truth {
    /// From a comparison.
    pub fn when(holds: bool, fact: Option<Decimal>) -> Truth {
        if holds { Truth::Yes(fact) } else { Truth::No(fact) }
    }

    /// The opposite.
    pub fn not(self) -> Truth {
        match self {
            Truth::Yes(f) => Truth::No(f),
            Truth::No(f) => Truth::Yes(f),
            other => other,
        }
    }
}

impl Truth {
    /// The more telling of two readings: a true one, else one that is not known, else a false one.
    pub fn better(self, other: Truth) -> Truth {
        let weight = |t: &Truth| match t {
            Truth::Yes(_) => 3,
            Truth::Unknown(_) => 2,
            Truth::No(_) => 1,
            Truth::Skip => 0,
        };
        if weight(&other) > weight(&self) { other } else { self }
    }

    pub fn or_else(self, other: Truth) -> Truth {
        if matches!(self, Truth::Yes(_)) { self } else { other }
    }
}

/// True if any is; unknown if none is and any is unknown.
pub fn any_of(truths: impl Iterator<Item = Truth>) -> Truth {
    truths.fold(Truth::Skip, Truth::better)
}

/// True if all are; false if any is.
pub fn all_of(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::Skip;
    for truth in truths {
        match truth {
            Truth::No(f) => return Truth::No(f),
            Truth::Unknown(why) => result = Truth::Unknown(why),
            Truth::Yes(f) if !matches!(result, Truth::Unknown(_)) => result = Truth::Yes(f),
            _ => {}
        }
    }
    result
}

/// True if it is of all of a group. Where a row has no such figure and others have, it is not known of all.
pub fn of_all<'g>(group: &'g [Who], truth: impl Fn(&'g Who) -> Truth) -> Truth {
    let row = |who: &Who| who.iter().all(|e| matches!(e, Entity::Model { .. } | Entity::AtRank(..)));
    let mut missing = false;
    let all = all_of(group.iter().map(|who| {
        let truth = truth(who);
        missing |= truth == Truth::Skip && row(who);
        truth
    }));
    match all {
        Truth::Yes(_) if missing => Truth::Unknown("one of those it speaks of has no such figure"),
        all => all,
    }
}

/// A number against a fact: what has a direction is compared by size and by direction.
pub(super) fn signed(measure: Measure, num: &Num, sign: i8, fact: Decimal) -> Truth {
    let directed = matches!(
        measure,
        Measure::Places
            | Measure::ValueChange
            | Measure::Growth
            | Measure::ShareChange
            | Measure::ListedShareChange
            | Measure::ShareGrowth
            | Measure::Gap
            | Measure::VotesChange
            | Measure::VotesGrowth
    );
    if !directed {
        return Truth::when(num.admits(fact), Some(fact));
    }
    let holds = match sign {
        0 => num.admits(fact.abs()),
        1 => num.admits(fact),
        _ => num.admits(-fact),
    };
    Truth::when(holds, Some(fact))
}
