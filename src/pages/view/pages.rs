//! One struct a page; the comment names its template.

use super::sparse::sparse;
use super::{
    AlignedView, BoardLink, CreditView, FigureView, FindingView, GapRowView, GapView, LinkView, MoversView,
    NumberView, PageHead, PartView, PeriodView, TableView,
};
use serde::Serialize;

sparse! {
    /// An issue in a list.
    IssueLink, IssueFields {
        /// Title.
        title: String,
        /// Link.
        url: String,
        /// Summary.
        summary: Option<String>,
        /// "25 April 2026".
        date: String,
        /// `2026-04-25`.
        date_iso: String,
        /// The period it speaks of.
        period: PeriodView,
        /// Tags.
        tags: Vec<LinkView>,
    }
}

/// `home.html`
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    /// Head.
    pub page: PageHead,
    /// The newest issue.
    pub issue: Option<IssueLink>,
    /// The newest period.
    pub period: Option<PeriodView>,
    /// What is most worth saying.
    pub findings: Vec<FindingView>,
    /// The figure of the page.
    pub figures: Vec<FigureView>,
    /// The movers of each board.
    pub movers: Vec<MoversView>,
    /// The boards now, first rows.
    pub tables: Vec<TableView>,
    /// Older issues.
    pub archive: Vec<IssueLink>,
}

/// `issues.html`
#[derive(Debug, Clone, Serialize)]
pub struct IssuesPage {
    /// Head.
    pub page: PageHead,
    /// Heading.
    pub heading: String,
    /// All issues, newest first.
    pub issues: Vec<IssueLink>,
    /// The boards of the calendar's columns.
    pub calendar_boards: Vec<BoardLink>,
    /// Every period on record by year, newest first.
    pub calendar: Vec<CalendarYear>,
    /// Link to the list of tags, if there are any.
    pub tags_url: Option<String>,
    /// All tags.
    pub tags: Vec<LinkView>,
}

/// A year of the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarYear {
    /// "2026".
    pub year: String,
    /// Its periods, newest first.
    pub periods: Vec<CalendarLine>,
}

/// A period of the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarLine {
    /// The period.
    pub period: PeriodView,
    /// What led each board, with the link to that board in the period; nothing where it has no figures.
    pub leaders: Vec<Option<LinkView>>,
    /// The issue about it.
    pub issue: Option<LinkView>,
}

/// `tags.html`
#[derive(Debug, Clone, Serialize)]
pub struct TagsPage {
    /// Head.
    pub page: PageHead,
    /// Heading.
    pub heading: String,
    /// All tags, by name.
    pub tags: Vec<TagLine>,
}

/// A tag in the list of all.
#[derive(Debug, Clone, Serialize)]
pub struct TagLine {
    /// The tag.
    pub title: String,
    /// Link to the page of its issues.
    pub url: String,
    /// How many issues have it: "3 issues".
    pub count: String,
    /// The newest of them, newest first.
    pub newest: Vec<IssueLink>,
}

/// `issue.html`
#[derive(Debug, Clone, Serialize)]
pub struct IssuePage {
    /// Head.
    pub page: PageHead,
    /// The issue.
    pub issue: IssueLink,
    /// Author's name.
    pub author: Option<String>,
    /// Minutes to read, at 230 words a minute.
    pub minutes: usize,
    /// The period in numbers.
    pub numbers: Vec<NumberView>,
    /// The text.
    pub parts: Vec<PartView>,
    /// Corrections: date and text, newest first.
    pub corrections: Vec<CorrectionView>,
    /// The newest correction, for a notice above the text.
    pub corrected: Option<CorrectionView>,
    /// How its figures were checked, if it has any.
    pub claims: Option<ClaimsView>,
    /// The sources of the period's boards.
    pub credits: Vec<CreditView>,
    /// The issue before.
    pub previous: Option<LinkView>,
    /// The issue after.
    pub next: Option<LinkView>,
}

/// How an issue's figures were checked.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimsView {
    /// "47 figures".
    pub figures: String,
    /// The newest instant of the period's figures as a day, if a source gave one: "3 August 2026".
    pub date: Option<String>,
    /// `2026-08-03`.
    pub date_iso: Option<String>,
    /// "0 waived", "1 waived, 2 undecided".
    pub rest: String,
    /// Link to all claims as JSON, if data files are published.
    pub url: Option<String>,
}

/// A correction.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// "1 May 2026".
    pub date: String,
    /// `2026-05-01`.
    pub date_iso: String,
    /// What was wrong.
    pub text: String,
    /// The issue it belongs to.
    pub issue: LinkView,
}

/// `boards.html`
#[derive(Debug, Clone, Serialize)]
pub struct BoardsPage {
    /// Head.
    pub page: PageHead,
    /// Each board now, first rows.
    pub tables: Vec<TableView>,
}

/// `board.html`
#[derive(Debug, Clone, Serialize)]
pub struct BoardPage {
    /// Head.
    pub page: PageHead,
    /// The board.
    pub board: BoardLink,
    /// The board now.
    pub table: TableView,
    /// Findings of the newest period.
    pub findings: Vec<FindingView>,
    /// Numbers of the newest period.
    pub numbers: Vec<NumberView>,
    /// Figures over time.
    pub figures: Vec<FigureView>,
    /// How long rows stay in the visible top, where there is enough to say so.
    pub staying: Vec<NumberView>,
    /// The first rows a year before, if that period is known.
    pub year_ago: Option<TableView>,
    /// A period of the board has a total.
    pub has_totals: bool,
    /// All periods, newest first.
    pub periods: Vec<PeriodLine>,
}

/// A period in a board's history.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodLine {
    /// The period.
    pub period: PeriodView,
    /// Who led.
    pub leader: Option<LinkView>,
    /// The leader's value.
    pub value: AlignedView,
    /// Total, or "–".
    pub total: AlignedView,
    /// The periods between this one and the one before it in the list are missing.
    pub gap_before: Option<String>,
}

/// `board_period.html`
#[derive(Debug, Clone, Serialize)]
pub struct BoardPeriodPage {
    /// Head.
    pub page: PageHead,
    /// The board.
    pub board: BoardLink,
    /// The period.
    pub period: PeriodView,
    /// The whole table.
    pub table: TableView,
    /// Findings.
    pub findings: Vec<FindingView>,
    /// The movers.
    pub movers: MoversView,
    /// Numbers.
    pub numbers: Vec<NumberView>,
    /// Why rows that grew fell.
    pub reasons: Vec<ReasonView>,
    /// Figures.
    pub figures: Vec<FigureView>,
    /// The first rows a year before, if that period is known.
    pub year_ago: Option<TableView>,
    /// The known period before.
    pub previous: Option<PeriodView>,
    /// The known period after.
    pub next: Option<PeriodView>,
    /// Issues about the period.
    pub issues: Vec<IssueLink>,
    /// The data as JSON.
    pub json_url: Option<String>,
}

/// Why a row moved against its growth.
#[derive(Debug, Clone, Serialize)]
pub struct ReasonView {
    /// Name.
    pub name: String,
    /// Link.
    pub url: String,
    /// Whole sentences.
    pub sentences: Vec<String>,
}

/// `gap.html`
#[derive(Debug, Clone, Serialize)]
pub struct GapPage {
    /// Head.
    pub page: PageHead,
    /// The gap now.
    pub gap: Option<GapView>,
    /// Figures.
    pub figures: Vec<FigureView>,
    /// The summary of every period, newest first.
    pub history: Vec<GapLine>,
}

/// A period in the gap's history.
#[derive(Debug, Clone, Serialize)]
pub struct GapLine {
    /// The period.
    pub period: PeriodView,
    /// Kendall's tau-b or "–".
    pub tau: String,
    /// Models with a rank on both boards.
    pub n: usize,
    /// Models in both tops.
    pub in_both: usize,
    /// Share of production on models of the prestige top, or "–".
    pub prestige_share: String,
    /// Length of that share's bar, 0..=100 for the whole volume.
    pub bar: Option<f64>,
    /// The widest gap of those with a rank on both boards.
    pub widest: Option<GapRowView>,
}
