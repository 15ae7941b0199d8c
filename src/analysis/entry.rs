//! One row of a board in a period.

use super::{Reported, Status};
use crate::identity::Key;
use crate::model::{Amount, Period, Ratio, Statement};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The fields of a row that are as the source said them, in the order of `Reported`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AsReported(u8);

impl AsReported {
    /// Marks one.
    pub fn add(&mut self, field: Reported) {
        self.0 |= 1 << field as u8;
    }

    /// Everything is computed.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How it moved is as the source said it.
    pub fn movement(self) -> bool {
        self.fields().any(|field| field != Reported::Growth)
    }

    /// Its growth is as the source said it.
    pub fn growth(self) -> bool {
        self.fields().any(|field| field == Reported::Growth)
    }

    /// Those that are marked.
    pub fn fields(self) -> impl Iterator<Item = Reported> {
        let all = [Reported::PreviousRank, Reported::Delta, Reported::Growth, Reported::Status];
        all.into_iter().filter(move |field| self.0 >> *field as u8 & 1 == 1)
    }
}

/// One row of one board in one period.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What the row is about.
    pub key: Key,
    /// The source's spelling.
    pub source_name: Arc<str>,
    /// Rank, from 1; `None` if unknown.
    pub rank: Option<u32>,
    /// What a board of scores tells of how sure the rank is; others rarely have it.
    pub estimate: Option<Box<Estimate>>,
    /// The ranking number.
    pub value: Option<Amount>,
    /// The source cut the value short.
    pub at_least: bool,
    /// Part of the total, 0..=1 (volume boards).
    pub share: Option<Ratio>,
    /// Thousandths of the total, where the rows by themselves make the whole of it.
    pub(super) share_parts: Option<u16>,
    /// Share now − share before, 0.01 is one percentage point.
    pub share_change: Option<Decimal>,
    /// Rank in the period before.
    pub previous_rank: Option<u32>,
    /// Value in the period before.
    pub previous_value: Option<Amount>,
    /// Previous rank − rank: up is positive.
    pub delta: Option<i64>,
    /// The row's movement in a word.
    pub status: Status,
    /// The movement is shuffling within the noise of a score board.
    pub noise: bool,
    /// What was said by the source and not computed.
    pub reported: AsReported,
    /// Value ÷ previous value − 1 (volume boards).
    pub growth: Option<Ratio>,
    /// Fell although it grew.
    pub fell_while_growing: bool,
    /// Climbed although it shrank.
    pub climbed_while_shrinking: bool,
    /// Best rank over known periods up to this one.
    pub peak_rank: Option<u32>,
    /// The period of the best rank.
    pub peak_period: Option<Period>,
    /// Strictly better than ever before, and not a debut.
    pub new_peak: bool,
    /// Known periods at the best rank.
    pub periods_at_peak: u32,
    /// Known periods in which it is listed, this one included.
    pub periods_on_board: u32,
    /// Unbroken run of periods ending here.
    pub streak: u32,
    /// Unbroken run of periods at rank 1 ending here.
    pub leading: u32,
    /// The last known period before this one in which it stood, with its rank then.
    pub last_seen: Option<(Period, Option<u32>)>,
    /// Released before the first known period: we do not know that it was absent.
    pub first_tracked: bool,
    /// Who said it (claims boards).
    pub said: Option<Box<Statement>>,
}

/// How sure a row's rank is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Lower end of the 95 % interval.
    pub low: Option<Amount>,
    /// Upper end.
    pub high: Option<Amount>,
    /// Votes.
    pub votes: Option<u64>,
    /// Best rank that the intervals allow (score boards); the rank itself on volume boards.
    pub rank_low: Option<u32>,
    /// Worst rank that the intervals allow.
    pub rank_high: Option<u32>,
    /// Indices of the entries whose interval overlaps this one's: the nearest hundred.
    pub tied_with: Vec<u32>,
    /// How many more there are.
    pub tied_more: usize,
}

impl Entry {
    /// The share as it is printed: where the rows make a whole, thousandths that add up to it.
    pub fn share_shown(&self) -> Option<Ratio> {
        match self.share_parts {
            Some(parts) => Some(Ratio::from_decimal(Decimal::new(parts.into(), 3))),
            None => self.share,
        }
    }

    /// Both ends of the 95 % interval.
    pub fn interval(&self) -> Option<(Amount, Amount)> {
        self.estimate.as_deref().and_then(|e| e.low.zip(e.high))
    }

    /// Lower end of the 95 % interval.
    pub fn low(&self) -> Option<Amount> {
        self.estimate.as_deref().and_then(|e| e.low)
    }

    /// Upper end of the 95 % interval.
    pub fn high(&self) -> Option<Amount> {
        self.estimate.as_deref().and_then(|e| e.high)
    }

    /// Votes.
    pub fn votes(&self) -> Option<u64> {
        self.estimate.as_deref().and_then(|e| e.votes)
    }

    /// The best rank that the intervals allow; the rank itself where nothing is estimated.
    pub fn rank_low(&self) -> Option<u32> {
        self.estimate.as_deref().map_or(self.rank, |e| e.rank_low)
    }

    /// The worst rank that the intervals allow; the rank itself where nothing is estimated.
    pub fn rank_high(&self) -> Option<u32> {
        self.estimate.as_deref().map_or(self.rank, |e| e.rank_high)
    }

    /// Indices of the nearest entries whose interval overlaps this one's.
    pub fn tied_with(&self) -> impl ExactSizeIterator<Item = usize> {
        self.estimate.as_deref().map_or(&[][..], |e| &e.tied_with).iter().map(|at| *at as usize)
    }

    /// How many entries overlap besides those.
    pub fn tied_more(&self) -> usize {
        self.estimate.as_deref().map_or(0, |e| e.tied_more)
    }
}
