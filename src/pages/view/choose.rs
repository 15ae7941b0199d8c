//! `choose.html`: the shortlist.

use super::{AlignedView, BoardLink, CreditView, FigureView, LinkView, PageHead};
use serde::Serialize;

/// `choose.html`
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one switch a column")]
pub struct ChoosePage {
    /// Head.
    pub page: PageHead,
    /// "2 August 2026": prices are those in force on this day.
    pub date: String,
    /// The board whose scores are compared.
    pub score: Option<BoardLink>,
    /// The board whose volumes are compared.
    pub volume: Option<BoardLink>,
    /// Somebody has a price.
    pub prices: bool,
    /// Somebody has a context size.
    pub contexts: bool,
    /// Something is free.
    pub free: bool,
    /// There is enough history to say how long rows stay.
    pub stays: bool,
    /// How the blended price is made: "75% input, 25% output".
    pub blend: String,
    /// Makers to filter by: name and id.
    pub orgs: Vec<OptionView>,
    /// Boards to filter by.
    pub boards: Vec<OptionView>,
    /// The subjects, best score first.
    pub rows: Vec<ChoiceView>,
    /// The front by name, cheapest first.
    pub front: Vec<ChoiceView>,
    /// Score against price.
    pub figure: Option<FigureView>,
    /// The sources.
    pub credits: Vec<CreditView>,
}

/// One choice of a filter.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// Its value in the address.
    pub value: String,
    /// Its text.
    pub title: String,
}

/// A subject to choose.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// Name.
    pub name: String,
    /// Link.
    pub url: String,
    /// Who makes it.
    pub org: Option<LinkView>,
    /// The maker's id.
    pub org_id: String,
    /// "1503" or "–".
    pub score: AlignedView,
    /// "#3".
    pub score_rank: Option<String>,
    /// Exact score.
    pub score_exact: Option<String>,
    /// "1.58T" or "–".
    pub volume: AlignedView,
    /// "#8".
    pub volume_rank: Option<String>,
    /// Exact volume.
    pub volume_exact: Option<String>,
    /// "$10" or "–".
    pub price: AlignedView,
    /// "$5 in, $25 out".
    pub price_parts: Option<String>,
    /// Exact blended price.
    pub price_exact: Option<String>,
    /// "1M" or "–".
    pub context: AlignedView,
    /// Exact context.
    pub context_exact: Option<String>,
    /// It can be had free of charge.
    pub free: bool,
    /// Nobody has both a higher score and a lower price.
    pub front: bool,
    /// Ids of the boards in whose visible top it stands, separated by spaces.
    pub tops: String,
    /// "82%": rows of its rank still in the visible top later.
    pub stays: Option<String>,
    /// What the share says, whole.
    pub stays_note: Option<String>,
    /// "4 weeks in a row".
    pub streak: Option<String>,
}
