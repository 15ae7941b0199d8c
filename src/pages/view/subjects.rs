//! The pages of subjects and of those who make them.

use super::sparse::sparse;
use super::{
    AlignedView, BoardLink, FigureView, IssueLink, LinkView, NumberView, PageHead, PeriodView, TableView,
};
use crate::model::Amount;
use serde::Serialize;

/// A subject in a list.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectLine {
    /// Name.
    pub name: String,
    /// Link.
    pub url: String,
    /// Who makes it.
    pub org: Option<LinkView>,
    /// Newest rank on each board of the site, "#8", "#8 in W17" or "–", in the order of `site.boards`.
    pub ranks: Vec<String>,
}

/// `subjects.html`
#[derive(Debug, Clone, Serialize)]
pub struct SubjectsPage {
    /// Head.
    pub page: PageHead,
    /// All subjects, by name.
    pub subjects: Vec<SubjectLine>,
}

/// `subject.html`
#[derive(Debug, Clone, Serialize)]
pub struct SubjectPage {
    /// Head.
    pub page: PageHead,
    /// Name.
    pub name: String,
    /// Who makes it.
    pub org: Option<LinkView>,
    /// What the registry knows: released, context, parameters, licence, succeeds.
    pub facts: Vec<NumberView>,
    /// Its rows on each board.
    pub boards: Vec<SubjectBoard>,
    /// Prices, newest first.
    pub prices: Vec<PriceView>,
    /// What was claimed of it.
    pub claims: Vec<ClaimView>,
    /// What happened to it, newest first.
    pub events: Vec<EventView>,
    /// Every period in which it stood on a board, newest first.
    pub history: Vec<HistoryLine>,
    /// Issues that name it.
    pub issues: Vec<IssueLink>,
    /// Names that the sources use: "board: name".
    pub spellings: Vec<String>,
}

/// Something that happened to a subject.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// "24 July 2026", or "Week 31, 2026".
    pub when: String,
    /// The day, or the first day of the period: `2026-07-24`.
    pub date_iso: String,
    /// The board's page of the period, of what a board's figures say.
    pub url: Option<String>,
    /// One word: released, new, back, peak, out, switch, name, price, split, merged, hidden.
    pub mark: String,
    /// A whole sentence.
    pub text: String,
    /// Where it was read, of a price.
    pub source: Option<String>,
}

sparse! {
    /// A subject in one period.
    HistoryLine, HistoryFields {
        /// The period.
        period: PeriodView,
        /// `2026-w17`.
        slug: String,
        /// Where it stood, in the order of the page's `boards`; nothing where it did not.
        boards: Vec<Option<HistoryCell>>,
    }
}

sparse! {
    /// A subject on one board in one period.
    HistoryCell, CellFields {
        /// Rank.
        rank: Option<u32>,
        /// "#8", or "–".
        rank_text: String,
        /// The ranking number, exact.
        value: Option<Amount>,
        /// "1.58T", "1503" or "–".
        value_text: String,
        /// The board's page of the period.
        url: String,
    }
}

/// A subject on one board.
#[derive(Debug, Clone, Serialize)]
pub struct SubjectBoard {
    /// The board.
    pub board: BoardLink,
    /// The newest rows: rank, movement, value…
    pub table: TableView,
    /// Where it stands, in words.
    pub summary: Vec<String>,
    /// Why it moved.
    pub reasons: Vec<String>,
    /// Figures over time.
    pub figures: Vec<FigureView>,
}

/// A dated price.
#[derive(Debug, Clone, Serialize)]
pub struct PriceView {
    /// "16 April 2026".
    pub from: String,
    /// "$5".
    pub input: AlignedView,
    /// "$25".
    pub output: AlignedView,
    /// Where it was read.
    pub source: Option<String>,
}

/// What somebody claimed.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    /// What was measured, with version.
    pub benchmark: String,
    /// The figure, as said.
    pub score: String,
    /// Who said it.
    pub by: Option<String>,
    /// When.
    pub date: Option<String>,
    /// Where.
    pub source: Option<String>,
    /// Note.
    pub note: Option<String>,
}

/// `orgs.html`
#[derive(Debug, Clone, Serialize)]
pub struct OrgsPage {
    /// Head.
    pub page: PageHead,
    /// All organisations.
    pub orgs: Vec<OrgLine>,
}

/// An organisation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct OrgLine {
    /// Name.
    pub name: String,
    /// Link.
    pub url: String,
    /// How many of its subjects the registry has.
    pub subjects: usize,
    /// Rows in each board's visible top now, in the order of `site.boards`.
    pub in_top: Vec<usize>,
}

/// `org.html`
#[derive(Debug, Clone, Serialize)]
pub struct OrgPage {
    /// Head.
    pub page: PageHead,
    /// Name.
    pub name: String,
    /// Home page.
    pub url: Option<String>,
    /// Its subjects.
    pub subjects: Vec<SubjectLine>,
    /// Numbers: share of a board, rows in a top.
    pub numbers: Vec<NumberView>,
    /// How it stood on each board, of boards with more than one known period.
    pub history: Vec<OrgBoard>,
}

/// An organisation on one board over time.
#[derive(Debug, Clone, Serialize)]
pub struct OrgBoard {
    /// The board.
    pub board: BoardLink,
    /// How many rows its visible top has.
    pub top: u32,
    /// A period has a share.
    pub shares: bool,
    /// From its first period on the board, newest first.
    pub periods: Vec<OrgPeriod>,
}

/// An organisation on one board in one period.
#[derive(Debug, Clone, Serialize)]
pub struct OrgPeriod {
    /// The period.
    pub period: PeriodView,
    /// Its rows in the visible top.
    pub in_top: usize,
    /// The rank of its best row: "#3" or "–".
    pub best: String,
    /// "12.7%" or "–".
    pub share: String,
    /// Length of the share bar, 0..=100, against its largest share.
    pub bar: Option<f64>,
}
