//! What every page has: the site, the head, and the small things that stand everywhere.

use serde::Serialize;

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// Text.
    pub title: String,
    /// Address.
    pub url: String,
}

/// A noun in the singular and the plural, and with a capital.
#[derive(Debug, Clone, Serialize)]
pub struct WordsView {
    /// "model".
    pub singular: String,
    /// "models".
    pub plural: String,
    /// "Model".
    pub singular_title: String,
    /// "Models".
    pub plural_title: String,
    /// Address of the list; empty if there is none.
    pub url: String,
}

/// What every page of the site shares; the template variable `site`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Language tag.
    pub language: String,
    /// Author's name.
    pub author: Option<String>,
    /// Link to the front page.
    pub home: String,
    /// Navigation.
    pub nav: Vec<LinkView>,
    /// The boards that have snapshots.
    pub boards: Vec<BoardLink>,
    /// Words for the subjects.
    pub subject: WordsView,
    /// Words for who makes them.
    pub orgs: WordsView,
    /// "week", "day" or "month".
    pub period_word: String,
    /// Feeds.
    pub feeds: Vec<FeedView>,
    /// Link to the page that lists the feeds and holds the form, if there is one.
    pub subscribe_url: Option<String>,
    /// The gap page's link, if there is a gap.
    pub gap_url: Option<String>,
    /// Link to the methodology, if there is one.
    pub methodology_url: Option<String>,
    /// What the theme lets a site set, each with its value.
    pub settings: crate::theme::Settings,
    /// Link to the corrections, if there are issues.
    pub corrections_url: Option<String>,
    /// Address of the search index.
    pub search_url: String,
    /// Link to the licences.
    pub licences_url: String,
    /// Link to the open data, if it is published.
    pub data_url: Option<String>,
    /// Fingerprinted files.
    pub assets: AssetsView,
    /// Name and version of the program.
    pub generator: String,
}

/// A feed for `<link rel="alternate">` and the footer.
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// Media type.
    pub media_type: String,
}

/// Addresses of fingerprinted files.
#[derive(Debug, Clone, Serialize)]
pub struct AssetsView {
    /// The style sheet.
    pub style: String,
    /// The figures' loader.
    pub figures: String,
    /// Sorting of tables.
    pub tables: String,
    /// Filters of the shortlist.
    pub choose: String,
    /// Search.
    pub search: String,
    /// The chart module.
    pub chart_module: String,
    /// Fonts to fetch early.
    pub fonts: Vec<String>,
}

/// A board by name.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BoardLink {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Link to its page.
    pub url: String,
    /// Free word: "prestige".
    pub role: Option<String>,
    /// "volume" or "score".
    pub kind: String,
    /// Heading of the value column.
    pub metric: String,
}

/// What stands in a page's head; the template variable `page`.
#[derive(Debug, Clone, Serialize)]
pub struct PageHead {
    /// Title.
    pub title: String,
    /// For search engines and cards.
    pub description: String,
    /// Absolute address.
    pub canonical: String,
    /// Not to be indexed.
    pub noindex: bool,
    /// The navigation entry it belongs to (its link).
    pub section: Option<String>,
    /// Figures stand on it.
    pub has_figures: bool,
    /// Feeds of what the page is about.
    pub feeds: Vec<FeedView>,
    /// JSON-LD, escaped for a script element.
    pub json_ld: Option<String>,
    /// "article" or "website".
    pub og_type: String,
    /// The picture that stands for the page where it is shared.
    pub card: Option<CardView>,
}

/// A picture for sharing.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// Absolute address.
    pub url: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// Where figures come from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CreditView {
    /// Name.
    pub name: String,
    /// Address.
    pub url: Option<String>,
    /// Licence.
    pub licence: Option<String>,
    /// The sentence the source asks for, filled in.
    pub citation: Option<String>,
    /// When the figures were taken, worded.
    pub as_of: Option<String>,
    /// The same, machine-readable.
    pub as_of_iso: Option<String>,
    /// When the source was asked again and gave no answer, worded.
    pub unanswered: Option<String>,
}

/// A period by name.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PeriodView {
    /// `2026-W17`.
    pub id: String,
    /// "Week 17, 2026".
    pub label: String,
    /// "W17".
    pub short: String,
    /// "20–26 April 2026"; none for days.
    pub days: Option<String>,
    /// Link, if the thing spoken of has a page for it.
    pub url: Option<String>,
}
