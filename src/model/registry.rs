//! Who is who: organisations and models, with their spellings, dates, prices and what was claimed of them.

use super::Amount;
use crate::diagnostic::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Who makes the subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Org {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Home page.
    pub url: Option<String>,
}

/// A source's spelling of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// Index of the board that spells it so.
    pub board: usize,
    /// The spelling.
    pub name: String,
    /// The effort level that this spelling means.
    pub effort: Option<Arc<str>>,
    /// First day it holds.
    pub from: Option<Date>,
    /// Last day it holds.
    pub until: Option<Date>,
    /// Where it stands in the registry.
    pub span: Span,
}

impl Alias {
    /// True on a date within `from..=until`.
    pub fn holds(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// A list price, USD per million tokens, from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// First day it holds.
    pub from: Date,
    /// USD per million input tokens.
    pub input: Option<Decimal>,
    /// USD per million output tokens.
    pub output: Option<Decimal>,
    /// Where it was read.
    pub source: Option<String>,
}

/// What somebody said about a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelClaim {
    /// What was measured.
    pub benchmark: String,
    /// The figure, as said.
    pub score: String,
    /// Who said it.
    pub by: Option<String>,
    /// Version of the benchmark.
    pub version: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Where.
    pub source: Option<String>,
    /// Anything a reader needs to weigh it.
    pub note: Option<String>,
}

/// A dated tie to another model (`split_from`, `merged_into`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The other model's id.
    pub model: String,
    /// When.
    pub date: Date,
}

/// A time in which a source withdrew the model: absent, but not gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Why.
    pub note: Option<String>,
}

/// Sizes in parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    /// All.
    pub total: Option<Amount>,
    /// Active per token.
    pub active: Option<Amount>,
}

/// One subject of the ranking: a model, a film, a port.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Permanent id; makes the URL.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its organisation's id.
    pub org: Option<String>,
    /// Release date.
    pub released: Option<Date>,
    /// The id of the model it succeeds.
    pub succeeds: Option<String>,
    /// The sources' spellings.
    pub aliases: Vec<Alias>,
    /// What prose calls it.
    pub also: Vec<String>,
    /// Context window in tokens.
    pub context: Option<Amount>,
    /// Sizes.
    pub parameters: Option<Parameters>,
    /// Licence.
    pub licence: Option<String>,
    /// Dated prices, oldest first.
    pub prices: Vec<Price>,
    /// Claims.
    pub claims: Vec<ModelClaim>,
    /// Ids it had: their URLs redirect.
    pub formerly: Vec<String>,
    /// It came out of another.
    pub split_from: Option<Relation>,
    /// It went into another.
    pub merged_into: Option<Relation>,
    /// Withdrawn by the source.
    pub hidden: Vec<Hidden>,
    /// Hacker News story ids.
    pub hn: Vec<u64>,
}

impl Model {
    /// The price in force on a date.
    pub fn price_on(&self, date: Date) -> Option<&Price> {
        self.prices.iter().rev().find(|p| p.from <= date)
    }
}

/// The whole register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registry {
    /// Organisations, by id.
    pub orgs: Vec<Org>,
    /// Models, by id.
    pub models: Vec<Model>,
}
