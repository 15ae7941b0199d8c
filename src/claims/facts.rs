//! What the fact table says of a row. Numbers only; words are made in `report`.
//! A fact is known, does not apply (another board may), or is not known, with the reason.
#![expect(clippy::too_many_lines, reason = "a flat list of the measures")]

use super::tokens::{Entity, When};
use super::truth::Fact;
use crate::analysis::{Entry, Facts, PeriodFacts, Status};
use crate::config::Config;
use crate::model::{MetricKind, Period};
use rust_decimal::Decimal;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Rank,
    PreviousRank,
    Places,
    Value,
    PreviousValue,
    ValueChange,
    Growth,
    Share,
    PreviousShare,
    /// Of what the listed rows have together.
    ListedShare,
    PreviousListedShare,
    ListedShareChange,
    ShareChange,
    ShareGrowth,
    Votes,
    PreviousVotes,
    VotesChange,
    VotesGrowth,
    Low,
    High,
    Peak,
    Streak,
    Leading,
    OnBoard,
    PriceIn,
    PriceOut,
    Blended,
    Context,
    Parameters,
    Active,
    /// The rank on the one board minus the rank on the other.
    Gap,
}

impl Measure {
    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Rank | Measure::PreviousRank => "rank",
            Measure::Places => "move",
            Measure::Value | Measure::PreviousValue => "value",
            Measure::ValueChange => "change",
            Measure::Growth => "growth",
            Measure::Share | Measure::PreviousShare | Measure::ListedShare | Measure::PreviousListedShare => {
                "share"
            }
            Measure::ShareChange | Measure::ListedShareChange | Measure::ShareGrowth => "share-change",
            Measure::Votes | Measure::PreviousVotes | Measure::VotesChange | Measure::VotesGrowth => "votes",
            Measure::Low | Measure::High => "interval",
            Measure::Peak => "peak",
            Measure::Streak | Measure::Leading | Measure::OnBoard => "streak",
            Measure::PriceIn | Measure::PriceOut | Measure::Blended => "price",
            Measure::Context => "context",
            Measure::Parameters | Measure::Active => "parameters",
            Measure::Gap => "gap",
        }
    }
}

impl Measure {
    /// It looks back to the period before.
    pub fn is_change(self) -> bool {
        matches!(
            self,
            Measure::PreviousRank
                | Measure::Places
                | Measure::PreviousValue
                | Measure::ValueChange
                | Measure::Growth
                | Measure::PreviousShare
                | Measure::PreviousListedShare
                | Measure::ListedShareChange
                | Measure::ShareChange
                | Measure::ShareGrowth
                | Measure::PreviousVotes
                | Measure::VotesChange
                | Measure::VotesGrowth
        )
    }
}

/// A board of whose earlier period neither data nor source tell anything has no movements to speak of.
fn has_before(now: &PeriodFacts) -> bool {
    let told = |e: &Entry| e.previous_rank.is_some() || e.delta.is_some() || e.growth.is_some();
    now.previous.is_some() || now.entries.iter().any(told)
}

/// What the listed rows have together, where every one is known.
pub fn listed(now: &PeriodFacts) -> Option<Decimal> {
    let known = now.whole && !now.entries.iter().any(|e| e.at_least);
    now.entries
        .iter()
        .map(|e| e.value.map(crate::model::Amount::decimal))
        .sum::<Option<_>>()
        .filter(|_| known)
}

/// How many rows the longest list has, now or in the period before: "(15 to 14)".
pub fn longest(facts: &Facts, own: &[Option<&PeriodFacts>]) -> u32 {
    let before = |(board, now): (usize, &Option<&PeriodFacts>)| facts.boards[board].at((*now)?.previous?);
    let before = own.iter().enumerate().filter_map(before);
    own.iter().flatten().copied().chain(before).map(|now| now.listed).max().unwrap_or_default()
}

/// Everything a reading is held against.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The fact table.
    pub facts: &'a Facts,
    /// The configuration.
    pub config: &'a Config,
    /// The period.
    pub period: Period,
    /// The boards in it, of which most claims speak.
    pub own: &'a [Option<&'a PeriodFacts>],
    /// The board that the heading names under which a passage stands.
    pub heading: Option<usize>,
}

impl<'a> World<'a> {
    /// The period that a phrase means.
    pub fn period_of(&self, when: When) -> Option<Period> {
        match when {
            When::Back(0) => Some(self.period),
            When::Back(n) => self.period.step(-n),
            When::At(period) => Some(period),
            When::Beyond | When::Arrival => None,
        }
    }

    /// A board in a period.
    pub fn at(&self, board: usize, period: Period) -> Option<&'a PeriodFacts> {
        if period == self.period {
            return *self.own.get(board)?;
        }
        self.facts.boards[board].at(period)
    }

    /// The period before, if known.
    pub fn before(&self, board: usize, now: &PeriodFacts) -> Option<&'a PeriodFacts> {
        now.previous.and_then(|p| self.at(board, p))
    }

    /// The rows that an entity means, best first.
    pub fn rows(&self, entity: &Entity, board: usize, now: &'a PeriodFacts) -> Vec<&'a Entry> {
        match entity {
            Entity::Model { model, effort, variant } => now
                .rows_of(*model)
                .filter(|e| effort.as_ref().is_none_or(|want| e.key.effort == *want))
                .filter(|e| variant.as_ref().is_none_or(|want| e.key.variant == *want))
                .collect(),
            Entity::AtRank(rank, 0) => now.entries.iter().filter(|e| e.rank == Some(*rank)).collect(),
            Entity::AtRank(rank, _) => {
                let Some(before) = self.before(board, now) else { return Vec::new() };
                let keys: Vec<_> =
                    before.entries.iter().filter(|e| e.rank == Some(*rank)).map(|e| &e.key).collect();
                now.entries.iter().filter(|e| keys.contains(&&e.key)).collect()
            }
            Entity::Org(org) => self.of_org(*org, now).collect(),
            Entity::OrgRows { org, top, count } => {
                let of = |top: Option<u32>| -> Vec<&'a Entry> {
                    let inside = |e: &&Entry| top.is_none_or(|k| e.rank.is_some_and(|r| r <= k));
                    self.of_org(*org, now).filter(inside).collect()
                };
                // Where no top is named, the list's own or the whole, whichever has so many.
                let visible = of(top.or(Some(self.config.boards[board].top)));
                if top.is_some() || visible.len() == *count { visible } else { of(None) }
            }
            Entity::Top(k) => now.visible(*k).collect(),
            Entity::Market | Entity::Listed | Entity::Rest | Entity::Unknown => Vec::new(),
        }
    }

    /// The boards that "both" means: those of the gap, or the only two.
    pub fn two_boards(&self) -> Option<[usize; 2]> {
        let gap = self.config.gap.map(|gap| [gap.prestige, gap.production]);
        gap.or((self.config.boards.len() == 2).then_some([0, 1]))
    }

    /// An organisation's rows.
    pub fn of_org(&self, org: usize, now: &'a PeriodFacts) -> impl Iterator<Item = &'a Entry> {
        let (facts, id) = (self.facts, self.facts.orgs[org].id.as_str());
        now.entries.iter().filter(move |e| facts.models[e.key.model].org.as_deref() == Some(id))
    }

    /// A figure of a row.
    pub fn figure(&self, measure: Measure, e: &Entry, board: usize, now: &PeriodFacts) -> Fact {
        let volume = self.config.boards[board].metric.kind == MetricKind::Volume;
        let whole = |n: Option<u32>| n.map(Decimal::from);
        if measure.is_change() && !has_before(now) {
            return Fact::None;
        }
        let fresh = matches!(e.status, Status::Debut | Status::Return);
        match measure {
            Measure::Rank => Fact::of(whole(e.rank), "its rank is not known"),
            Measure::PreviousRank if fresh => Fact::None,
            Measure::PreviousRank => Fact::of(whole(e.previous_rank), "its rank before is not known"),
            Measure::Places if fresh => Fact::None,
            Measure::Places => Fact::of(e.delta.map(Decimal::from), "its movement is not known"),
            Measure::Value => Fact::of(e.value.map(crate::model::Amount::decimal), "its value is not known"),
            Measure::PreviousValue if fresh => Fact::None,
            Measure::PreviousValue => {
                let computed =
                    e.value.zip(e.growth).filter(|_| e.previous_value.is_none() && now.previous.is_none());
                let derived = computed.and_then(|(v, g)| v.decimal().checked_div(Decimal::ONE + g.decimal()));
                match (e.previous_value, derived) {
                    (Some(v), _) => Fact::Known(v.decimal()),
                    _ => Fact::Unknown("its value before is not known"),
                }
            }
            Measure::ValueChange if fresh => Fact::None,
            Measure::ValueChange => {
                let old = self.before(board, now).and_then(|before| before.row(&e.key));
                let exact = !e.at_least && !old.is_some_and(|old| old.at_least);
                let change = e.value.zip(e.previous_value).filter(|_| exact).map(|(a, b)| a.minus(b));
                Fact::of(change, "its value before is not known")
            }
            Measure::Growth
            | Measure::Share
            | Measure::PreviousShare
            | Measure::ListedShare
            | Measure::PreviousListedShare
            | Measure::ListedShareChange
            | Measure::ShareChange
            | Measure::ShareGrowth
                if !volume =>
            {
                Fact::None
            }
            Measure::Growth if fresh => Fact::None,
            Measure::Growth => {
                Fact::of(e.growth.map(crate::model::Ratio::decimal), "its growth is not known")
            }
            Measure::Share => Fact::of(e.share.map(crate::model::Ratio::decimal), "its share is not known"),
            Measure::PreviousShare => {
                let before = e.share.zip(e.share_change).map(|(s, c)| s.decimal() - c);
                Fact::of(before, "its share before is not known")
            }
            Measure::ListedShare => {
                let share = e.value.zip(listed(now)).and_then(|(v, all)| v.decimal().checked_div(all));
                Fact::of(share, "its share of what is listed is not known")
            }
            Measure::PreviousListedShare => {
                let all = self.before(board, now).and_then(listed);
                let share = e.previous_value.zip(all).and_then(|(v, all)| v.decimal().checked_div(all));
                Fact::of(share, "its share of what was listed is not known")
            }
            Measure::ListedShareChange => {
                let [share, before] = [Measure::ListedShare, Measure::PreviousListedShare]
                    .map(|measure| self.figure(measure, e, board, now));
                share.less(before)
            }
            Measure::ShareChange => Fact::of(e.share_change, "the change of its share is not known"),
            Measure::ShareGrowth => {
                let ratio = e.share.zip(e.share_change).and_then(|(s, c)| c.checked_div(s.decimal() - c));
                Fact::of(ratio, "the change of its share is not known")
            }
            Measure::Votes => e.votes().map_or(Fact::None, |v| Fact::Known(Decimal::from(v))),
            Measure::PreviousVotes | Measure::VotesChange | Measure::VotesGrowth => {
                self.votes_then(measure, e, board, now)
            }
            Measure::Low => e.low().map_or(Fact::None, |v| Fact::Known(v.decimal())),
            Measure::High => e.high().map_or(Fact::None, |v| Fact::Known(v.decimal())),
            Measure::Peak => Fact::of(whole(e.peak_rank), "its best rank is not known"),
            Measure::Streak => Fact::Known(Decimal::from(e.streak)),
            Measure::Leading => Fact::Known(Decimal::from(e.leading)),
            Measure::OnBoard => Fact::Known(Decimal::from(e.periods_on_board)),
            Measure::PriceIn
            | Measure::PriceOut
            | Measure::Blended
            | Measure::Context
            | Measure::Parameters
            | Measure::Active => self.registered(measure, e.key.model, now.period),
            Measure::Gap => {
                let gap = self.facts.gap.iter().find(|g| g.period == now.period);
                let row = gap.and_then(|g| g.rows.iter().find(|r| r.model == e.key.model));
                Fact::of(row.and_then(|r| r.gap).map(Decimal::from), "it does not stand on both boards")
            }
        }
    }

    /// What has changed of a row's votes, and how many it had.
    fn votes_then(&self, measure: Measure, e: &Entry, board: usize, now: &PeriodFacts) -> Fact {
        let Some(votes) = e.votes().map(Decimal::from) else { return Fact::None };
        if matches!(e.status, Status::Debut | Status::Return) {
            return Fact::None;
        }
        let before = self.before(board, now).and_then(|b| b.row(&e.key)).and_then(Entry::votes);
        let then = before.map(Decimal::from);
        let fact = match measure {
            Measure::VotesChange => then.map(|then| votes - then),
            Measure::VotesGrowth => then.and_then(|then| (votes - then).checked_div(then)),
            _ => then,
        };
        Fact::of(fact, "its votes before are not known")
    }

    /// A figure of the market as a whole, of what is listed, or of what is not. An entity of rows has none.
    pub fn of_whole(&self, measure: Measure, entity: &Entity, board: usize, now: &PeriodFacts) -> Fact {
        if self.config.boards[board].metric.kind != MetricKind::Volume {
            return Fact::None;
        }
        let sum = |period: &PeriodFacts| match entity {
            Entity::Market => period.total.map(crate::model::Amount::decimal),
            Entity::Listed => listed(period),
            Entity::Rest => period.other.map(crate::model::Amount::decimal),
            _ => None,
        };
        let before = match entity {
            Entity::Market => now.previous_total.map(crate::model::Amount::decimal),
            _ => self.before(board, now).and_then(sum),
        };
        let both = || sum(now).zip(before);
        let fact = match measure {
            Measure::Value => sum(now),
            Measure::PreviousValue => before,
            Measure::ValueChange => both().map(|(a, b)| a - b),
            Measure::Growth if *entity == Entity::Market => now.growth.map(crate::model::Ratio::decimal),
            Measure::Growth => both().and_then(|(a, b)| (a - b).checked_div(b)),
            Measure::PreviousShare | Measure::ShareChange | Measure::ShareGrowth
                if *entity != Entity::Market =>
            {
                return Fact::Unknown("what is not listed is not held against the period before");
            }
            Measure::Share if *entity != Entity::Market => {
                sum(now).zip(now.total).and_then(|(part, all)| part.checked_div(all.decimal()))
            }
            _ => return Fact::None,
        };
        Fact::of(fact, "the total is not known")
    }

    /// A figure of the registry.
    pub fn registered(&self, measure: Measure, model: usize, period: Period) -> Fact {
        let model = &self.facts.models[model];
        let price = model.price_on(period.last_day());
        let found = match measure {
            Measure::PriceIn => price.and_then(|p| p.input),
            Measure::PriceOut => price.and_then(|p| p.output),
            Measure::Blended => price.and_then(|p| crate::analysis::blended(p, self.config.blend)),
            Measure::Context => model.context.map(crate::model::Amount::decimal),
            Measure::Parameters => model.parameters.and_then(|p| p.total).map(crate::model::Amount::decimal),
            Measure::Active => model.parameters.and_then(|p| p.active).map(crate::model::Amount::decimal),
            _ => None,
        };
        Fact::of(found, "the registry does not say")
    }
}
