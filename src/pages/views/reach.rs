//! How the site reaches people and programs: the feeds, the page to subscribe, the page of open data.

use super::super::view::{DataBoard, DataFiles, DataPage, FeedView, FormView, SubscribePage};
use super::super::wanted::Wanted;
use super::{Head, board_link, board_period_view, credit_view, head};
use crate::config::OutputKind;
use crate::site::Site;

const ATOM: &str = "application/atom+xml";

/// Where the feed lies that services make into mail.
pub const MAIL_FEED: &str = "feeds/email.xml";

/// The feeds of the whole site.
pub fn site_feeds(site: &Site<'_>) -> Vec<FeedView> {
    if !site.wants(OutputKind::Feeds) {
        return Vec::new();
    }
    let feed = |name: &str, path: &str, media_type: &str| FeedView {
        title: format!("{} ({name})", site.config.title),
        url: site.links.to(path),
        media_type: media_type.to_string(),
    };
    vec![
        feed("Atom", "feed.xml", ATOM),
        feed("RSS", "rss.xml", "application/rss+xml"),
        feed("JSON Feed", "feed.json", "application/feed+json"),
    ]
}

/// The feed below a page, by the name of what it follows.
pub fn feed_below(site: &Site<'_>, name: &str, page: &str) -> Vec<FeedView> {
    if !site.wants(OutputKind::Feeds) {
        return Vec::new();
    }
    let url = site.links.to(&format!("{page}feed.xml"));
    vec![FeedView { title: name.to_string(), url, media_type: ATOM.to_string() }]
}

/// True if the site has something to subscribe to.
pub fn has_subscribe(site: &Site<'_>) -> bool {
    site.wants(OutputKind::Feeds) || site.config.subscribe.as_ref().is_some_and(|s| s.action.is_some())
}

/// True if there is a page of open data.
pub fn has_data(site: &Site<'_>) -> bool {
    site.wants(OutputKind::Data) && site.boards().next().is_some()
}

/// The form and the feeds.
pub fn subscribe(site: &Site<'_>, wanted: Wanted<'_>) -> SubscribePage {
    let description = format!(
        "{} in your inbox or your feed reader: every issue, whole, when it appears.",
        site.config.title
    );
    let page =
        Head { title: "Subscribe", description, path: "subscribe/", section: None, has_figures: false };
    let config = site.config.subscribe.as_ref();
    let form = config.and_then(|s| {
        Some(FormView {
            action: s.action.clone()?,
            provider: s.provider.clone(),
            field: s.field().to_string(),
            plain: s.takes_plain_forms(),
            hidden: if s.provider == "buttondown" { vec!["embed".to_string()] } else { Vec::new() },
        })
    });
    let boards = site.boards().flat_map(|b| {
        let title = format!("Movers on {}", site.config.boards[b].title);
        feed_below(site, &title, &site.board_path(b))
    });
    let for_mail = (site.wants(OutputKind::Feeds) && site.wants(OutputKind::Email)).then(|| FeedView {
        title: format!("{} (for mail)", site.config.title),
        url: site.links.to(MAIL_FEED),
        media_type: "application/rss+xml".to_string(),
    });
    SubscribePage { page: head(site, page, wanted), form, boards: boards.collect(), for_mail }
}

/// The tables for people: what there is, under which terms, how to cite it.
pub fn data(site: &Site<'_>, wanted: Wanted<'_>) -> DataPage {
    let description =
        format!("Every table of {} as JSON and CSV, with its source and licence.", site.config.title);
    let page = Head { title: "Open data", description, path: "data/", section: None, has_figures: false };
    let boards = site.boards().map(|b| {
        let record = &site.config.boards[b];
        let latest = site.facts.boards[b].latest();
        let credit = latest.and_then(|p| p.source.as_ref().map(|c| credit_view(c, p.as_of)));
        let files = site.facts.boards[b].periods.iter().rev().map(|p| {
            let stem = format!("data/{}/{}", p.period, record.id);
            DataFiles {
                period: board_period_view(site, b, p.period),
                json: site.links.to(&format!("{stem}.json")),
                csv: site.links.to(&format!("{stem}.csv")),
                rows: p.entries.len(),
                as_of: p.dated().to_string(),
            }
        });
        DataBoard { board: board_link(site, b), credit, files: files.collect() }
    });
    DataPage {
        page: head(site, page, wanted),
        boards: boards.collect(),
        index_url: site.links.to("data/index.json"),
        schema_url: site.links.to("data/schema.json"),
        example_url: site.absolute.to("data/index.json"),
    }
}
