//! From the site's facts to the views of the pages.

mod aligned;
mod board;
mod calendar;
mod choose;
mod events;
mod figure;
mod gap;
mod issue;
mod movers;
mod news;
mod numbers;
mod org;
mod reach;
mod standing;
mod subject;
mod table;

use super::plan::{Kind, PagePlan};
use super::structured;
use super::view::{
    AssetsView, BoardLink, CardView, CreditView, FindingView, LinkView, NotFoundPage, PageHead, PeriodView,
    SiteView, WordsView,
};
use super::wanted::Wanted;
use crate::analysis::{Finding, PeriodFacts};
use crate::config::Words;
use crate::model::{Credit, MetricKind, Period, day_label};
use crate::site::{CARD_SIZE, Site};
use crate::words;
use jiff::Timestamp;
use serde::Serialize;

pub use figure::{image_path, markdown_parts, parts, script_json, sourced_parts};
pub use issue::claims;
pub use news::{News, board_news, board_parts, followed, subject_news};
pub use reach::{MAIL_FEED, has_data, has_subscribe};
pub use table::{move_text, status_word};

/// Any page's view.
#[derive(Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "lives for one page")]
pub enum PageView {
    Home(super::view::HomePage),
    Issues(super::view::IssuesPage),
    Tags(super::view::TagsPage),
    Issue(super::view::IssuePage),
    Boards(super::view::BoardsPage),
    Board(super::view::BoardPage),
    BoardPeriod(super::view::BoardPeriodPage),
    Subjects(super::view::SubjectsPage),
    Subject(super::view::SubjectPage),
    Orgs(super::view::OrgsPage),
    Org(super::view::OrgPage),
    Gap(super::view::GapPage),
    Choose(super::view::ChoosePage),
    Standing(super::view::StandingPage),
    Methodology(super::view::MethodologyPage),
    Corrections(super::view::CorrectionsPage),
    Data(super::view::DataPage),
    Subscribe(super::view::SubscribePage),
    NotFound(NotFoundPage),
}

/// The template of a page.
pub fn template(kind: &Kind) -> &'static str {
    match kind {
        Kind::Home => "home.html",
        Kind::Issues | Kind::Tag(_) => "issues.html",
        Kind::Tags => "tags.html",
        Kind::Issue(_) => "issue.html",
        Kind::Boards => "boards.html",
        Kind::Board(_) => "board.html",
        Kind::BoardPeriod(..) => "board_period.html",
        Kind::Subjects => "subjects.html",
        Kind::Subject(_) => "subject.html",
        Kind::Orgs => "orgs.html",
        Kind::Org(_) => "org.html",
        Kind::Gap => "gap.html",
        Kind::Choose => "choose.html",
        Kind::Standing(_) => "page.html",
        Kind::Methodology => "methodology.html",
        Kind::Corrections => "corrections.html",
        Kind::Data => "data.html",
        Kind::Subscribe => "subscribe.html",
        Kind::NotFound => "not_found.html",
    }
}

/// The view of a page, as far as its template can show it.
pub fn of(site: &Site<'_>, plan: &PagePlan, wanted: Wanted<'_>) -> PageView {
    match &plan.kind {
        Kind::Home => PageView::Home(issue::home(site, wanted)),
        Kind::Issues => PageView::Issues(issue::archive(site, None, wanted)),
        Kind::Tags => PageView::Tags(issue::tags(site, wanted)),
        Kind::Tag(tag) => PageView::Issues(issue::archive(site, Some(tag), wanted)),
        Kind::Issue(index) => PageView::Issue(issue::issue(site, *index, wanted)),
        Kind::Boards => PageView::Boards(board::boards(site, wanted)),
        Kind::Board(board) => PageView::Board(board::board(site, *board, wanted)),
        Kind::BoardPeriod(board, period) => {
            PageView::BoardPeriod(board::period(site, *board, *period, wanted))
        }
        Kind::Subjects => PageView::Subjects(subject::list(site, wanted)),
        Kind::Subject(model) => PageView::Subject(subject::one(site, *model, wanted)),
        Kind::Orgs => PageView::Orgs(org::list(site, wanted)),
        Kind::Org(index) => PageView::Org(org::one(site, *index, wanted)),
        Kind::Gap => PageView::Gap(gap::page(site, wanted)),
        Kind::Choose => {
            let choice = site.facts.choice.as_ref().expect("`plan` makes the page only for a shortlist");
            PageView::Choose(choose::page(site, choice, wanted))
        }
        Kind::Standing(index) => PageView::Standing(standing::page(site, *index, wanted)),
        Kind::Methodology => PageView::Methodology(standing::methodology(site, wanted)),
        Kind::Corrections => PageView::Corrections(standing::corrections(site, wanted)),
        Kind::Data => PageView::Data(reach::data(site, wanted)),
        Kind::Subscribe => PageView::Subscribe(reach::subscribe(site, wanted)),
        Kind::NotFound => PageView::NotFound(not_found(site, wanted)),
    }
}

/// What all pages share.
pub fn site(site: &Site<'_>) -> SiteView {
    let link = |title: &str, path: &str| LinkView { title: title.to_string(), url: site.links.to(path) };
    let config = site.config;
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        author: config.author.as_ref().map(|a| a.name.clone()),
        home: site.links.to(""),
        nav: nav(site),
        boards: site.boards().map(|b| board_link(site, b)).collect(),
        subject: words_view(&config.subject, if site.facts.models.is_empty() { None } else { Some(site) }),
        orgs: words_view(&config.orgs, if site.facts.orgs.is_empty() { None } else { Some(site) }),
        period_word: config.cadence.word().to_string(),
        settings: site.settings.clone(),
        feeds: reach::site_feeds(site),
        subscribe_url: reach::has_subscribe(site).then(|| site.links.to("subscribe/")),
        gap_url: config.gap.map(|_| link("", "gap/").url),
        methodology_url: has_methodology(site).then(|| site.links.to("methodology/")),
        corrections_url: (!site.editorial.issues.is_empty()).then(|| site.links.to("corrections/")),
        licences_url: site.links.to("licenses.txt"),
        search_url: site.links.to("search/index.json"),
        data_url: reach::has_data(site).then(|| site.links.to("data/")),
        assets: AssetsView {
            style: site.links.to(&site.assets.style),
            figures: site.links.to(&site.assets.figures),
            tables: site.links.to(&site.assets.tables),
            choose: site.links.to(&site.assets.choose),
            search: site.links.to(&site.assets.search),
            chart_module: site.links.to(&site.assets.chart_module),
            fonts: site.assets.fonts.iter().map(|f| site.links.to(f)).collect(),
        },
        generator: concat!("standings ", env!("CARGO_PKG_VERSION")).to_string(),
    }
}

/// The editor's own page of that name, or the built-in one.
fn has_methodology(site: &Site<'_>) -> bool {
    site.boards().next().is_some() || site.editorial.pages.iter().any(|p| p.matter.slug == "methodology")
}

fn words_view(words: &Words, site: Option<&Site<'_>>) -> WordsView {
    WordsView {
        singular: words.singular.clone(),
        plural: words.plural.clone(),
        singular_title: words::capital(&words.singular),
        plural_title: words::capital(&words.plural),
        url: site.map(|s| s.links.to(&format!("{}/", words.plural))).unwrap_or_default(),
    }
}

fn nav(site: &Site<'_>) -> Vec<LinkView> {
    let mut nav = Vec::new();
    let mut add = |title: String, path: &str| nav.push(LinkView { title, url: site.links.to(path) });
    if !site.editorial.issues.is_empty() {
        add("Issues".to_string(), "issues/");
    }
    if site.config.gap.is_some() {
        add("The gap".to_string(), "gap/");
    }
    if site.facts.choice.is_some() {
        add("Choose".to_string(), "choose/");
    }
    if site.boards().next().is_some() {
        add("Boards".to_string(), "boards/");
    }
    if !site.facts.models.is_empty() {
        add(words::capital(&site.config.subject.plural), &format!("{}/", site.config.subject.plural));
    }
    if !site.facts.orgs.is_empty() {
        add(words::capital(&site.config.orgs.plural), &format!("{}/", site.config.orgs.plural));
    }
    let mut pages: Vec<_> = site.editorial.pages.iter().filter_map(|p| Some((p.matter.nav?, p))).collect();
    pages.sort_by(|a, b| (a.0, &a.1.matter.slug).cmp(&(b.0, &b.1.matter.slug)));
    for (_, page) in pages {
        add(page.matter.title.clone(), &format!("{}/", page.matter.slug));
    }
    nav
}

/// What a page says about itself.
struct Head<'a> {
    title: &'a str,
    description: String,
    path: &'a str,
    section: Option<&'a str>,
    has_figures: bool,
}

fn head(site: &Site<'_>, head: Head<'_>, wanted: Wanted<'_>) -> PageHead {
    let card = wanted.part("card", || card(site, &head));
    let path = head.path;
    let mut page = PageHead {
        title: head.title.to_string(),
        description: head.description,
        canonical: site.absolute.to(head.path),
        noindex: head.path == "404.html",
        section: head.section.map(|s| site.links.to(s)),
        has_figures: head.has_figures,
        feeds: Vec::new(),
        json_ld: None,
        og_type: if head.path.starts_with("issues/") && head.path != "issues/" {
            "article"
        } else {
            "website"
        }
        .to_string(),
        card,
    };
    page.json_ld = wanted.part("json_ld", || structured::page(site, path, &page));
    page
}

/// The card of the page at a path: an issue's, a board's, a subject's; the front page shows the newest issue's.
fn card(site: &Site<'_>, head: &Head<'_>) -> Option<CardView> {
    let (folder, name) = head.path.trim_end_matches('/').split_once('/').unwrap_or(("", head.path));
    let path = if folder == "issues" {
        let index = site.editorial.issues.iter().position(|i| i.matter.slug == name)?;
        site.card_of_issue(index)
    } else if folder == "boards" {
        let id = name.split('/').next().unwrap_or_default();
        site.boards().find(|b| site.config.boards[*b].id == id).and_then(|b| site.card_of_board(b))
    } else if folder == site.config.subject.plural {
        site.facts.model(name).and_then(|model| site.card_of_subject(model)).or_else(|| site_card(site))
    } else {
        site_card(site)
    }?;
    let (width, height) = CARD_SIZE;
    let alt = format!("{}: {}", site.config.title, head.title);
    Some(CardView { url: site.absolute.to(&path), width, height, alt })
}

/// The card of pages that have none of their own.
fn site_card(site: &Site<'_>) -> Option<String> {
    let newest = if site.editorial.issues.is_empty() { None } else { site.card_of_issue(0) };
    newest.or_else(|| site.boards().next().and_then(|board| site.card_of_board(board)))
}

fn not_found(site: &Site<'_>, wanted: Wanted<'_>) -> NotFoundPage {
    let description = "There is no page at this address.".to_string();
    let page = Head { title: "Not found", description, path: "404.html", section: None, has_figures: false };
    NotFoundPage { page: head(site, page, wanted) }
}

fn board_link(site: &Site<'_>, board: usize) -> BoardLink {
    let record = &site.config.boards[board];
    BoardLink {
        id: record.id.clone(),
        title: record.title.clone(),
        url: site.links.to(&site.board_path(board)),
        role: record.role.clone(),
        kind: if record.metric.kind == MetricKind::Volume { "volume" } else { "score" }.to_string(),
        metric: record.metric.label.clone(),
    }
}

fn period_view(period: Period, url: Option<String>) -> PeriodView {
    PeriodView {
        id: period.to_string(),
        label: period.label(),
        short: period.short(),
        days: period.days(),
        url,
    }
}

/// A period with the link to its page on a board.
fn board_period_view(site: &Site<'_>, board: usize, period: Period) -> PeriodView {
    period_view(period, Some(site.links.to(&site.board_period_path(board, period))))
}

fn instant_label(instant: Timestamp) -> String {
    let at = jiff::tz::Offset::UTC.to_datetime(instant);
    let (hour, minute) = (at.hour(), at.minute());
    if (hour, minute, at.second()) == (0, 0, 0) {
        return day_label(at.date());
    }
    format!("{}, {hour:02}:{minute:02} UTC", day_label(at.date()))
}

/// A source for readers, its citation filled in.
pub fn credit_view(credit: &Credit, as_of: Option<Timestamp>) -> CreditView {
    CreditView {
        name: credit.name.clone(),
        url: credit.url.clone(),
        licence: credit.licence.clone(),
        citation: citation(credit, as_of),
        as_of_iso: as_of.map(|t| t.to_string()),
        as_of: as_of.map(instant_label),
        unanswered: None,
    }
}

/// The sentence that a source asks for, with its instant.
pub fn citation(credit: &Credit, as_of: Option<Timestamp>) -> Option<String> {
    let date = as_of.map_or_else(|| "a date that is not stated".to_string(), |t| t.to_string());
    credit.citation.as_ref().map(|c| c.replace("{as_of}", &date))
}

fn credit_of(facts: &PeriodFacts) -> Option<CreditView> {
    let unanswered = facts.unanswered.map(instant_label);
    facts.source.as_ref().map(|credit| CreditView { unanswered, ..credit_view(credit, facts.as_of) })
}

fn finding_view(site: &Site<'_>, board: usize, period: Period, finding: &Finding) -> FindingView {
    let path = match finding.model() {
        Some(model) => site.subject_path(model),
        None => site.board_period_path(board, period),
    };
    FindingView {
        kind: kind_word(finding),
        sentence: finding.sentence.clone(),
        url: site.links.to(&path),
        board: site.config.boards[board].title.clone(),
    }
}

/// The kind as the data files spell it: `sharpest-fall`.
pub fn kind_word(finding: &Finding) -> String {
    serde_json::to_value(finding.kind).ok().and_then(|v| v.as_str().map(String::from)).unwrap_or_default()
}

fn org_link(site: &Site<'_>, model: usize) -> Option<LinkView> {
    let id = site.facts.models[model].org.as_ref()?;
    let org = site.facts.orgs.iter().find(|o| o.id == *id)?;
    Some(LinkView { title: org.name.clone(), url: site.links.to(&site.org_path(id)) })
}

fn dash() -> String {
    "–".to_string()
}
