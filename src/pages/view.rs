//! What templates get: one struct a page, every field of it printed somewhere. Text is plain text unless the field is
//! called `html`; addresses are finished links. Numbers come worded (`value_text`) and, where markup needs them, exact.

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
    /// The gap page's link, if there is a gap.
    pub gap_url: Option<String>,
    /// Link to the methodology, if there is one.
    pub methodology_url: Option<String>,
    /// Link to the corrections, if there are issues.
    pub corrections_url: Option<String>,
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
    /// The chart module.
    pub chart_module: String,
    /// Fonts to fetch early.
    pub fonts: Vec<String>,
}

/// A board by name.
#[derive(Debug, Clone, Serialize)]
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
    /// JSON-LD, escaped for a script element.
    pub json_ld: Option<String>,
    /// "article" or "website".
    pub og_type: String,
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
}

/// A period by name.
#[derive(Debug, Clone, Serialize)]
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

/// One row of a board's table.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Rank, from 1.
    pub rank: Option<u32>,
    /// "3" or "–".
    pub rank_text: String,
    /// debut, return, climb, fall, hold, unknown.
    pub status: String,
    /// For the eye: "▲ 2", "▼ 3", "new", "back", "=", "".
    pub move_text: String,
    /// For the ear: "up two places to #8".
    pub move_label: String,
    /// The movement is within the noise of the board.
    pub noise: bool,
    /// Some of it is what the source said.
    pub reported: bool,
    /// Name without marks.
    pub name: String,
    /// Effort and variant: "thinking", "free".
    pub mark: Option<String>,
    /// Link to the subject's page.
    pub url: String,
    /// Who makes it.
    pub org: Option<LinkView>,
    /// The source's spelling.
    pub source_name: String,
    /// "1.58T", "1503" or "–".
    pub value_text: String,
    /// "1,580,000,000,000".
    pub value_exact: Option<String>,
    /// The source cut it short.
    pub at_least: bool,
    /// "+98%" or "–".
    pub growth_text: String,
    /// up, down, flat or none.
    pub growth_sign: String,
    /// "12.7%" or "–".
    pub share_text: String,
    /// Length of the share bar, 0..=100, against the largest share of the table.
    pub bar: Option<f64>,
    /// "1495–1511" or "–".
    pub interval_text: String,
    /// Ranks the interval allows: "1–4" or "–".
    pub rank_range: String,
    /// Ends of the interval bar, 0..=100 over the table's span: start, width, centre.
    pub interval: Option<[f64; 3]>,
    /// "5,321" or "–".
    pub votes_text: String,
    /// Rank before.
    pub previous_rank: Option<u32>,
    /// Best rank so far.
    pub peak_rank: Option<u32>,
    /// Known periods on the board.
    pub periods: u32,
    /// Points of the rank's line over the last periods, one text of `x,y x,y` per unbroken run, in a 0 0 100 24 box.
    pub sparkline: Vec<String>,
    /// A dot for the newest point, "x,y" split.
    pub sparkline_end: Option<[f64; 2]>,
    /// The figure fell although it grew.
    pub fell_while_growing: bool,
    /// Who said it, version, when: claims boards.
    pub said: Option<String>,
    /// Where it was said.
    pub said_url: Option<String>,
}

/// A board in a period as a table.
#[derive(Debug, Clone, Serialize)]
pub struct TableView {
    /// The board.
    pub board: BoardLink,
    /// The period.
    pub period: PeriodView,
    /// The caption.
    pub caption: String,
    /// Columns that have something to say.
    pub columns: Columns,
    /// The rows.
    pub rows: Vec<RowView>,
    /// What a reader must know: partial board, partial week, "as reported", gap since…
    pub notes: Vec<String>,
    /// The source.
    pub credit: Option<CreditView>,
    /// The data as CSV.
    pub csv_url: Option<String>,
}

/// Which columns of a table have something to say.
#[derive(Debug, Clone, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one switch a column")]
pub struct Columns {
    /// Movement.
    pub movement: bool,
    /// Value.
    pub value: bool,
    /// Growth.
    pub growth: bool,
    /// Share.
    pub share: bool,
    /// Interval.
    pub interval: bool,
    /// Votes.
    pub votes: bool,
    /// Peak and periods on the board.
    pub history: bool,
    /// Organisation.
    pub org: bool,
    /// Who said it.
    pub said: bool,
}

/// One mover.
#[derive(Debug, Clone, Serialize)]
pub struct MoverView {
    /// Name with marks.
    pub name: String,
    /// Link.
    pub url: String,
    /// "▲ 2", "▼ 3", "new", "back", "out".
    pub move_text: String,
    /// "up two places to #8".
    pub text: String,
    /// "+98%", if known.
    pub growth: Option<String>,
    /// up, down, new, back, out.
    pub direction: String,
}

/// Everybody who moved inside the visible top.
#[derive(Debug, Clone, Serialize)]
pub struct MoversView {
    /// The board.
    pub board: BoardLink,
    /// The period.
    pub period: PeriodView,
    /// Non-empty groups: "Up", "Down", "New", "Back", "Out".
    pub groups: Vec<MoverGroup>,
    /// Said when nothing moved or nothing can be compared.
    pub empty: Option<String>,
    /// Some of it is what the source said.
    pub reported: bool,
    /// The source.
    pub credit: Option<CreditView>,
}

/// Movers of one direction.
#[derive(Debug, Clone, Serialize)]
pub struct MoverGroup {
    /// Heading.
    pub title: String,
    /// up, down, new, back, out.
    pub direction: String,
    /// The movers.
    pub movers: Vec<MoverView>,
}

/// One computed sentence.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// Its kind: `sharpest-fall`.
    pub kind: String,
    /// The sentence.
    pub sentence: String,
    /// The page of what it is about.
    pub url: String,
    /// The board it speaks of.
    pub board: String,
}

/// A labelled number.
#[derive(Debug, Clone, Serialize)]
pub struct NumberView {
    /// What it is.
    pub label: String,
    /// The number, worded.
    pub value: String,
    /// What a reader must know to read it.
    pub note: Option<String>,
}

/// Volumes of a board: numbers and table.
#[derive(Debug, Clone, Serialize)]
pub struct VolumesView {
    /// The numbers.
    pub numbers: Vec<NumberView>,
    /// The table.
    pub table: TableView,
}

/// One model on the two boards of the gap.
#[derive(Debug, Clone, Serialize)]
pub struct GapRowView {
    /// Name.
    pub name: String,
    /// Link.
    pub url: String,
    /// Who makes it.
    pub org: Option<LinkView>,
    /// "#1" or "–".
    pub prestige: String,
    /// "#4" or "–".
    pub production: String,
    /// Score or "–".
    pub score: String,
    /// Volume or "–".
    pub volume: String,
    /// "+3", "−7" or "–".
    pub gap: String,
    /// both, admired, workhorse.
    pub quadrant: String,
}

/// A group of models by where they stand.
#[derive(Debug, Clone, Serialize)]
pub struct QuadrantView {
    /// both, admired, workhorse.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What the group means.
    pub text: String,
    /// The models.
    pub rows: Vec<GapRowView>,
}

/// The gap in a period.
#[derive(Debug, Clone, Serialize)]
pub struct GapView {
    /// The period.
    pub period: PeriodView,
    /// The prestige board.
    pub prestige: BoardLink,
    /// The production board.
    pub production: BoardLink,
    /// Summary numbers.
    pub numbers: Vec<NumberView>,
    /// The groups that are not empty.
    pub quadrants: Vec<QuadrantView>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// The sources.
    pub credits: Vec<CreditView>,
}

/// A figure: the option for the browser, the words and the table for everybody.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// Unique on its page.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence of what it shows now.
    pub description: String,
    /// `{width, height, option}` as JSON, escaped for a script element.
    pub wide: String,
    /// The same for phones.
    pub narrow: String,
    /// Static picture (`<svg>` markup), wide.
    pub svg_wide: Option<String>,
    /// Static picture, narrow.
    pub svg_narrow: Option<String>,
    /// Its data.
    pub table: DataTable,
    /// The source.
    pub credit: Option<CreditView>,
    /// The data as CSV.
    pub csv_url: Option<String>,
}

/// A figure's data as a plain table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DataTable {
    /// Column headings; the first column holds the row headings.
    pub columns: Vec<String>,
    /// Rows, as long as the columns; an unknown value is "–".
    pub rows: Vec<Vec<String>>,
}

/// A part of an editor's text.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PartView {
    /// Finished markup.
    Html {
        /// The markup.
        html: String,
    },
    /// `{{ movers() }}`
    Movers {
        /// The movers.
        movers: MoversView,
    },
    /// `{{ table() }}`
    Table {
        /// The table.
        table: TableView,
    },
    /// `{{ volumes() }}`
    Volumes {
        /// The volumes.
        volumes: VolumesView,
    },
    /// `{{ gap() }}`
    Gap {
        /// The gap.
        gap: GapView,
    },
    /// `{{ findings() }}`
    Findings {
        /// The findings.
        findings: Vec<FindingView>,
        /// Of which board.
        board: BoardLink,
    },
    /// `{{ chart() }}`
    Chart {
        /// The figure.
        figure: FigureView,
    },
}

/// An issue in a list.
#[derive(Debug, Clone, Serialize)]
pub struct IssueLink {
    /// Title.
    pub title: String,
    /// Link.
    pub url: String,
    /// Summary.
    pub summary: Option<String>,
    /// "25 April 2026".
    pub date: String,
    /// `2026-04-25`.
    pub date_iso: String,
    /// The period it speaks of.
    pub period: PeriodView,
    /// Tags.
    pub tags: Vec<LinkView>,
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
    /// Link to the list of tags, if there are any.
    pub tags_url: Option<String>,
    /// All tags.
    pub tags: Vec<LinkView>,
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
    /// Corrections: date and text.
    pub corrections: Vec<CorrectionView>,
    /// The sources of the period's boards.
    pub credits: Vec<CreditView>,
    /// The issue before.
    pub previous: Option<LinkView>,
    /// The issue after.
    pub next: Option<LinkView>,
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
    pub value: String,
    /// Total, if known.
    pub total: Option<String>,
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
    /// Issues that name it.
    pub issues: Vec<IssueLink>,
    /// Names that the sources use: "board: name".
    pub spellings: Vec<String>,
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
    pub input: String,
    /// "$25".
    pub output: String,
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
}

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

/// `not_found.html`
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    /// Head.
    pub page: PageHead,
}
