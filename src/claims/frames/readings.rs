//! What frames make of words: a draft of a claim, and its readings.

use super::super::facts::Measure;
use super::super::numbers::Num;
use super::super::tokens::{When, Who};
use super::predicate::Predicate;
use crate::identity::ModelId;
use crate::model::Cadence;

/// One reading, still to be held against a board and a period.
#[derive(Debug, Clone)]
pub enum Test {
    /// A figure of each.
    Number { measure: Measure, num: Num, sign: i8, group: Vec<Who> },
    /// The figures of all, added.
    Sum { measure: Measure, num: Num, group: Vec<Who> },
    /// Figures one by one: "at 1.58T, 1.36T and 1.28T".
    Each { measure: Measure, nums: Vec<Num>, group: Vec<Who> },
    /// Rose, fell, held: of a measure.
    Direction { measure: Measure, sign: i8, group: Vec<Who> },
    /// Rose or fell, all of them added.
    MovedTogether { measure: Measure, sign: i8, group: Vec<Who> },
    /// Stands first.
    Leads { group: Vec<Who>, newly: bool },
    /// Stood first before, and does not now.
    LostLead { group: Vec<Who> },
    /// New or back.
    Arrived { group: Vec<Who>, back: bool },
    /// Left the top.
    Left { group: Vec<Who>, top: Option<u32> },
    /// Left the list, as the words say: who stands behind the first rows now may be meant, or not.
    LeftList { group: Vec<Who> },
    /// Does not stand in the top; without one, is not listed.
    Unlisted { group: Vec<Who>, top: Option<u32> },
    /// Came into the top, or back into it.
    Entered { group: Vec<Who>, top: Option<u32>, again: bool },
    /// Stands in the top.
    InTop { group: Vec<Who>, top: u32 },
    /// Was behind, is ahead.
    Overtook { a: Vec<Who>, b: Vec<Who> },
    /// Came in as the other went out, or took its place.
    Displaced { a: Vec<Who>, b: Vec<Who> },
    /// Changed places.
    Swapped { a: Vec<Who>, b: Vec<Who> },
    /// More than, ahead of.
    Compared { measure: Measure, a: Vec<Who>, b: Vec<Who>, more: bool },
    /// So much between two.
    Difference { measure: Measure, a: Vec<Who>, b: Vec<Who>, num: Num, sign: i8 },
    /// So many times the other.
    Times { measure: Measure, a: Vec<Who>, b: Vec<Who>, num: Num },
    /// The extreme of a measure.
    Extreme { measure: Measure, sign: i8, most: bool, group: Vec<Who>, top: Option<u32> },
    /// The second, third, … in the order of a measure.
    Nth { measure: Measure, sign: i8, most: bool, nth: u32, group: Vec<Who>, top: Option<u32> },
    /// The first, second, … of some rows only.
    AmongRows { order: Order, of: Of, top: Option<u32>, group: Vec<Who> },
    /// The first, second, … of the makers by what their rows have together.
    NthMaker { nth: u32, org: usize },
    /// The rows of no other maker together have grown, or shrunk.
    OnlyMaker { org: usize, sign: i8 },
    /// The rows of so many makers together have grown, or shrunk.
    MakersMoved { num: Num, sign: i8 },
    /// Stands before all others of some rows.
    Foremost { among: Among, group: Vec<Who> },
    /// How many rows fulfil something.
    Count {
        num: Num,
        what: Predicate,
        also: Option<Predicate>,
        by: Option<(Measure, Num)>,
        top: Option<u32>,
        of: Of,
    },
    /// More rows in the first ones than any other organisation's; or as many as any, where it may be tied.
    MostRows { org: usize, top: Option<u32>, tied: bool },
    /// How many makers have a row.
    Makers { num: Num, top: Option<u32> },
    /// One maker has so many rows more than another, or than itself in another period; so many times as many without a
    /// sign.
    RowsApart { num: Num, sign: i8, of: [usize; 2], then: Option<When>, top: Option<u32> },
    /// Said of all rows that are listed, which are so many by the words; nothing where they are not.
    OfListed { rows: u32, test: Box<Test> },
    /// Said of a score, which a board of amounts has not.
    OfScores(Box<Test>),
    /// Said of an amount, which a board of scores has not.
    OfAmounts(Box<Test>),
    /// So in a period that the words name, whatever the clause speaks of.
    Then { when: When, test: Box<Test> },
    /// Rose or fell so many periods running.
    Run { measure: Measure, sign: i8, num: Num, group: Vec<Who> },
    /// Rose or fell in every period since one.
    RunSince { measure: Measure, sign: i8, from: When, group: Vec<Who> },
    /// Held a rank for so many periods running.
    Stay { rank: u32, num: Num, group: Vec<Who> },
    /// Has held a rank in every period since one.
    StaySince { rank: u32, from: When, group: Vec<Who> },
    /// The gap between two has changed since a period; of whoever stood in the places then, where these are told (`held`).
    GapMoved { a: Vec<Who>, b: Vec<Who>, how: GapChange, from: When, held: bool },
    /// More in one period than in another, or so many times as much.
    Against { of: Told, how: GapChange, then: When, group: Vec<Who> },
    /// No other two that follow one another are closer, or further apart where the most is meant.
    Closest { most: bool, a: Vec<Who>, b: Vec<Who>, top: Option<u32> },
    /// Who makes a model.
    MadeBy { org: usize, group: Vec<Who> },
    /// Nobody else does.
    Only {
        what: Predicate,
        also: Option<Predicate>,
        by: Option<(Measure, Num)>,
        group: Vec<Who>,
        top: Option<u32>,
    },
    /// Better than ever before.
    Peak { group: Vec<Who> },
    /// Has more than in every earlier period that is meant, or less where the sign is negative; a better rank is more.
    Record { of: Recorded, sign: i8, reach: Reach, group: Vec<Who> },
    /// Had more in a named period than in any other until now, or less where the sign is negative; of a rank or a growth
    /// perhaps, where no figure tells (`open`).
    HeightAt { of: Recorded, sign: i8, open: bool, at: When, reach: Reach, group: Vec<Who> },
    /// So many rows have more than ever before.
    Highs { num: Num, of: Recorded },
    /// Was not listed for so many periods, and is back.
    AwayFor { num: Num, group: Vec<Who> },
    /// So many rows are listed; so many more than in another period, with a sign.
    Length { num: Num, over: Option<(When, i8)> },
    /// Is past a mark, and was not in any earlier period that is meant; below it where the sign is negative.
    FirstPast { mark: Num, sign: i8, reach: Reach, group: Vec<Who> },
    /// Intervals overlap.
    Tied { a: Vec<Who>, b: Vec<Who> },
    /// Nothing moved in the first rows.
    Frozen { top: Option<u32> },
    /// The part of the first rows.
    TopShare { top: u32, num: Num },
    /// The part of the rows whose models stand among the first ones of another board.
    PlacedShare { board: usize, top: u32, num: Num },
    /// So many of the first rows of one board stand on another, or among its first ones; or do not.
    Shared { here: (usize, u32), there: (usize, Option<u32>), num: Num, absent: bool },
    /// So many models stand among the first rows of both boards, or on both lists; those who are named do.
    InBoth { top: Option<u32>, num: Num, rows: bool, group: Vec<Who> },
    /// So on a board that the words name, whatever the clause speaks of.
    On { board: usize, test: Box<Test> },
    /// Is the last row that is listed, or the last of the first ones unless all are meant; for so many periods running,
    /// where there is a number.
    Last { num: Option<Num>, of_list: bool, group: Vec<Who> },
    /// The last row that is listed has so much, or the first.
    EndOfList { last: bool, num: Num },
    /// First and last of the rows lie so far apart.
    Band { top: u32, num: Num },
    /// A statistic of the board.
    Statistic { which: Statistic, num: Num },
    /// Released on a date.
    Released { group: Vec<Who>, date: jiff::civil::Date },
    /// Another price is in force from a date on.
    Repriced { group: Vec<Who>, date: jiff::civil::Date },
    /// Stands so many places higher on one board than on another; higher at all without a number.
    Apart { here: Option<usize>, there: usize, num: Option<Num>, sign: i8, group: Vec<Who> },
    /// Changed so since a period, instead of since the one before.
    Since { from: When, change: Box<Test> },
    /// All of these.
    All(Vec<Test>),
    /// One of these, whichever is not known.
    Any(Vec<Test>),
    /// Has risen or fallen, for the first, second, … time since the time that is meant.
    NthMove { measure: Measure, sign: i8, nth: u32, reach: Reach, group: Vec<Who> },
    /// Has risen or fallen by more than at any other time that is meant, or by less.
    MoveRecord { measure: Measure, sign: i8, most: bool, reach: Reach, group: Vec<Who> },
    /// Has risen or fallen in every period of the time that is meant.
    EachMove { measure: Measure, sign: i8, reach: Reach, group: Vec<Who> },
    /// More rows are listed than in any earlier period that is meant, or fewer.
    LongestList { sign: i8, reach: Reach },
    /// So in every period from one to another.
    Throughout { from: When, to: When, test: Box<Test> },
    /// Was listed in a period, or among the first rows, and in none since, up to the letter's own.
    LastListed { at: When, top: Option<u32>, group: Vec<Who> },
    /// Stands last on the whole list.
    AtEnd { group: Vec<Who> },
    /// Every maker that is listed, which are so many by the words, has so many rows.
    EachMaker { makers: Option<u32>, num: Num, top: Option<u32> },
    /// The first rows are those of another time, in any order.
    SameTop { top: u32, then: When },
    /// No two rows of the first ones are level, or none at all.
    Untied { top: Option<u32> },
    /// Left the list after so many periods on it.
    Stint { num: Num, group: Vec<Who> },
    /// Has by such a part less than it had at its best.
    OffBest { num: Num, group: Vec<Who> },
    /// They left the list or a top, and nobody else did.
    OnlyGone { group: Vec<Who>, top: Option<u32> },
    /// Stood first right before another came to stand there.
    LedBefore { other: Who, group: Vec<Who> },
    /// Stood in a place for so long, up to the period before.
    HeldUntil { rank: u32, num: Num, span: Cadence, group: Vec<Who> },
    /// The second, third, … of all that it had in the earlier periods that are meant, this one among them.
    NthRecord { of: Recorded, sign: i8, nth: u32, reach: Reach, group: Vec<Who> },
    /// No row had more in any period that is meant than this one in its own.
    Unmatched { at: Option<When>, reach: Reach, group: Vec<Who> },
    /// So much was the most that it had before.
    HighBefore { of: Recorded, num: Num, group: Vec<Who> },
    /// Whether the words agree with themselves.
    Stated(bool),
    /// Said of something that the data do not know.
    Unbound(&'static str),
}

impl Test {
    /// The words name nobody whose figure it could be.
    pub fn is_nobodys(&self) -> bool {
        matches!(self, Test::Unbound(why) if *why == super::frame::NOBODY)
    }

    /// "the busiest": by what is counted, and not by how it is rated.
    pub(super) fn by_the_word(self, word: &str) -> Test {
        match word {
            "busiest" | "most-used" => Test::OfAmounts(Box::new(self)),
            _ => self,
        }
    }

    /// The most of all rows that are listed: where it is so among the first of them only, the words may mean these, or be
    /// wrong.
    pub(super) fn of_the_whole_list(self) -> Test {
        let Test::Extreme { measure, sign, most, group, top: None } = self else { return self };
        let extreme = |top| Test::Extreme { measure, sign, most, group: group.clone(), top };
        let open = Test::Unbound("it is so among the first rows only");
        Test::All(vec![extreme(None), Test::Any(vec![extreme(Some(u32::MAX)), open])])
    }
}

/// What has become of a gap.
#[derive(Debug, Clone, Copy)]
pub enum GapChange {
    /// It has grown, shrunk, or stayed as it was.
    Sign(i8),
    /// It is so many times what it was.
    Times(Num),
    /// By so much, and which way.
    By(Num, i8),
}

/// What is held against the same of another period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Volume,
    Score,
    Votes,
    Share,
    Rank,
    PriceIn,
    PriceOut,
}

/// What a record is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    Volume,
    Score,
    Rank,
    /// A rank that was reached before, and never passed.
    RankAgain,
    /// The part of all.
    Share,
    /// The part of all that is listed.
    ListedShare,
}

/// How far back a record reaches.
#[derive(Debug, Clone, Copy)]
pub enum Reach {
    /// Through all that is known.
    All,
    /// To a period, after which it was never reached.
    Since(When),
    /// To the beginning of the month, of a daily ranking.
    Month,
    /// To the beginning of the year.
    Year,
    /// So many periods of this length, the last of them the one that is spoken of.
    Last(u32, Cadence),
}

/// Whose rows are counted: everybody's where both are empty.
#[derive(Debug, Clone, Default)]
pub struct Of {
    /// Organisations.
    pub orgs: Vec<usize>,
    /// The models of a family.
    pub models: Vec<ModelId>,
    /// Rows by the word, of which a model may have several.
    pub rows: bool,
    /// Those that are known to be theirs, whoever makes the others: what is told of them together says the rest.
    pub known: bool,
}

impl Of {
    /// Everybody's rows.
    pub fn is_of_all(&self) -> bool {
        self.orgs.is_empty() && self.models.is_empty()
    }

    /// Some organisations'.
    pub fn orgs(orgs: impl IntoIterator<Item = usize>) -> Of {
        Of { orgs: orgs.into_iter().collect(), ..Of::default() }
    }
}

/// A measure, which way its figures go, whether the most or the least is meant, and which in that order.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// What is measured.
    pub measure: Measure,
    /// Which way.
    pub sign: i8,
    /// The most, not the least.
    pub most: bool,
    /// The first, the second, ….
    pub nth: u32,
}

/// Rows that a superlative looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// An organisation's.
    Org(usize),
    /// The free ones.
    Free,
}

/// Figures of a whole board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    Hhi,
    Effective,
    Gini,
    Tau,
    InBoth,
    FreeShare,
    /// What the free rows have.
    FreeVolume,
    Turnover,
}
