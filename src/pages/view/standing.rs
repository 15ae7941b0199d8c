//! The pages that stay where they are from period to period: texts, methodology, corrections, data, subscribing. One
//! struct a page; the comment names its template.

use super::{BoardLink, CorrectionView, CreditView, FeedView, PageHead, PartView, PeriodView};
use serde::Serialize;

/// `page.html`
#[derive(Debug, Clone, Serialize)]
pub struct StandingPage {
    /// Head.
    pub page: PageHead,
    /// Title.
    pub title: String,
    /// The text.
    pub parts: Vec<PartView>,
}

/// `methodology.html`, where the site has no page of that name: the sources.
#[derive(Debug, Clone, Serialize)]
pub struct MethodologyPage {
    /// Head.
    pub page: PageHead,
    /// The boards with their sources.
    pub boards: Vec<BoardSource>,
}

/// A board and where its figures come from.
#[derive(Debug, Clone, Serialize)]
pub struct BoardSource {
    /// The board.
    pub board: BoardLink,
    /// The source.
    pub credit: Option<CreditView>,
    /// Changes of method.
    pub breaks: Vec<String>,
}

/// `corrections.html`
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionsPage {
    /// Head.
    pub page: PageHead,
    /// All corrections, newest first.
    pub corrections: Vec<CorrectionView>,
}

/// `data.html`
#[derive(Debug, Clone, Serialize)]
pub struct DataPage {
    /// Head.
    pub page: PageHead,
    /// The boards with their files.
    pub boards: Vec<DataBoard>,
    /// Link to the list of all files.
    pub index_url: String,
    /// Link to the JSON Schema of the tables.
    pub schema_url: String,
    /// Absolute address of the list of all files.
    pub example_url: String,
}

/// A board's files.
#[derive(Debug, Clone, Serialize)]
pub struct DataBoard {
    /// The board.
    pub board: BoardLink,
    /// The source.
    pub credit: Option<CreditView>,
    /// One entry a period, newest first.
    pub files: Vec<DataFiles>,
}

/// The files of a board in a period.
#[derive(Debug, Clone, Serialize)]
pub struct DataFiles {
    /// The period.
    pub period: PeriodView,
    /// Link.
    pub json: String,
    /// Link.
    pub csv: String,
    /// How many rows.
    pub rows: usize,
    /// The day its figures are of.
    pub as_of: String,
}

/// `subscribe.html`
#[derive(Debug, Clone, Serialize)]
pub struct SubscribePage {
    /// Head.
    pub page: PageHead,
    /// The form, if there is one.
    pub form: Option<FormView>,
    /// The feeds of the boards.
    pub boards: Vec<FeedView>,
    /// The feed that services make into mail, if there is one.
    pub for_mail: Option<FeedView>,
}

/// A form that works without scripts.
#[derive(Debug, Clone, Serialize)]
pub struct FormView {
    /// Where it posts to.
    pub action: String,
    /// Whose it is.
    pub provider: String,
    /// Name of the field for the address.
    pub field: String,
    /// False: the provider takes no plain form, and `action` is a page to visit.
    pub plain: bool,
    /// Names of hidden fields, each with the value 1.
    pub hidden: Vec<String>,
}

/// `not_found.html`
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    /// Head.
    pub page: PageHead,
}
