//! What a page says of itself to machines that read schema.org: an issue is a `NewsArticle`, a board in a period a
//! `Dataset`, the front page a `WebSite`, and every inner page tells its way from the front page.
//! In: the site and a page's head. Out: JSON-LD in one graph, safe inside a script element.

use super::view::{CardView, PageHead};
use super::views::script_json;
use crate::analysis::PeriodFacts;
use crate::config::OutputKind;
use crate::model::Credit;
use crate::site::Site;
use crate::words;
use serde::Serialize;

#[derive(Serialize)]
struct Graph {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Thing>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Thing {
    NewsArticle(NewsArticle),
    Dataset(Dataset),
    BreadcrumbList(Breadcrumbs),
    WebSite(WebSite),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle {
    headline: String,
    description: String,
    date_published: String,
    date_modified: String,
    in_language: String,
    author: Party,
    publisher: Party,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image>,
    main_entity_of_page: String,
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    is_accessible_for_free: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dataset {
    name: String,
    description: String,
    url: String,
    in_language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<Work>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Party>,
    publisher: Party,
    temporal_coverage: String,
    date_modified: String,
    variable_measured: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    distribution: Vec<Download>,
    is_accessible_for_free: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs {
    item_list_element: Vec<Crumb>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
struct Crumb {
    position: usize,
    name: String,
    item: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite {
    name: String,
    description: String,
    url: String,
    in_language: String,
    publisher: Party,
}

#[derive(Serialize)]
struct Party {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "ImageObject")]
struct Image {
    url: String,
    width: u32,
    height: u32,
    caption: String,
}

/// A licence by its name: sources name theirs, few give its address.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CreativeWork")]
struct Work {
    name: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "DataDownload", rename_all = "camelCase")]
struct Download {
    name: String,
    encoding_format: &'static str,
    content_url: String,
}

/// The way to a page; of the front page what the site is; of the page for lost addresses nothing.
pub fn page(site: &Site<'_>, path: &str, head: &PageHead) -> Option<String> {
    match path {
        "404.html" => None,
        "" => Some(text(vec![Thing::WebSite(WebSite {
            name: site.config.title.clone(),
            description: site.config.description.clone(),
            url: head.canonical.clone(),
            in_language: site.config.language.clone(),
            publisher: publisher(site),
        })])),
        _ => Some(text(vec![way(site, path, head)])),
    }
}

/// An issue and the way to it.
pub fn issue(site: &Site<'_>, index: usize, head: &PageHead) -> String {
    let issue = &site.editorial.issues[index];
    let article = NewsArticle {
        headline: issue.title.clone(),
        description: head.description.clone(),
        date_published: issue.matter.date.to_string(),
        date_modified: issue.updated().to_string(),
        in_language: site.config.language.clone(),
        author: author(site, issue.matter.author.as_deref()),
        publisher: publisher(site),
        image: head.card.as_ref().map(image),
        main_entity_of_page: head.canonical.clone(),
        url: head.canonical.clone(),
        keywords: issue.matter.tags.iter().map(|tag| tag.replace('-', " ")).collect(),
        is_accessible_for_free: true,
    };
    text(vec![Thing::NewsArticle(article), way(site, &site.issue_path(index), head)])
}

/// A board in a period and the way to it.
pub fn dataset(site: &Site<'_>, board: usize, facts: &PeriodFacts, head: &PageHead) -> String {
    let record = &site.config.boards[board];
    let period = facts.period;
    let stem = format!("data/{period}/{}", record.id);
    let formats = [("JSON", "application/json", "json"), ("CSV", "text/csv", "csv")];
    let download = |(name, encoding_format, ending): (&str, &'static str, &str)| Download {
        name: format!("{} as {name}", head.title),
        encoding_format,
        content_url: site.absolute.to(&format!("{stem}.{ending}")),
    };
    let source = facts.source.as_ref();
    let data = Dataset {
        name: head.title.clone(),
        description: format!(
            "Every row of {} in {}, with rank, movement and {}. {}",
            record.title,
            period.label(),
            record.metric.label.to_lowercase(),
            head.description
        ),
        url: head.canonical.clone(),
        in_language: site.config.language.clone(),
        license: source.and_then(|credit| credit.licence.clone()).map(|name| Work { name }),
        creator: source.map(creator),
        publisher: publisher(site),
        temporal_coverage: format!("{}/{}", period.first_day(), period.last_day()),
        date_modified: facts.dated().to_string(),
        variable_measured: record.metric.label.clone(),
        distribution: if site.wants(OutputKind::Data) {
            formats.into_iter().map(download).collect()
        } else {
            Vec::new()
        },
        is_accessible_for_free: true,
    };
    text(vec![Thing::Dataset(data), way(site, &site.board_period_path(board, period), head)])
}

fn text(graph: Vec<Thing>) -> String {
    script_json(&Graph { context: "https://schema.org", graph })
}

/// From the front page over the lists above a page to the page.
fn way(site: &Site<'_>, path: &str, head: &PageHead) -> Thing {
    let mut steps = vec![(site.config.title.clone(), site.absolute.to(""))];
    let above = path.trim_end_matches('/').match_indices('/').map(|(at, _)| &path[..=at]);
    steps.extend(above.filter_map(|path| Some((list_title(site, path)?, site.absolute.to(path)))));
    steps.push((head.title.clone(), head.canonical.clone()));
    let crumbs = steps.into_iter().enumerate();
    let crumbs = crumbs.map(|(index, (name, item))| Crumb { position: index + 1, name, item });
    Thing::BreadcrumbList(Breadcrumbs { item_list_element: crumbs.collect() })
}

/// The title of a page that lists others.
fn list_title(site: &Site<'_>, path: &str) -> Option<String> {
    let folder = path.trim_end_matches('/');
    match folder {
        "issues" => Some("Issues".to_string()),
        "tags" => Some("Tags".to_string()),
        "boards" => Some("Boards".to_string()),
        _ if *folder == site.config.subject.plural => Some(words::capital(folder)),
        _ if *folder == site.config.orgs.plural => Some(words::capital(folder)),
        _ => {
            let id = folder.strip_prefix("boards/")?;
            site.config.boards.iter().find(|b| b.id == id).map(|b| b.title.clone())
        }
    }
}

fn publisher(site: &Site<'_>) -> Party {
    Party { kind: "Organization", name: site.config.title.clone(), url: Some(site.absolute.to("")) }
}

/// An author whom the issue names is a person; the site's own may be a desk, and without one the publisher wrote it.
fn author(site: &Site<'_>, of_issue: Option<&str>) -> Party {
    let of_site = site.config.author.as_ref();
    match (of_issue, of_site) {
        (Some(name), Some(author)) if name == author.name => {
            Party { kind: "Organization", name: author.name.clone(), url: author.url.clone() }
        }
        (Some(name), _) => Party { kind: "Person", name: name.to_string(), url: None },
        (None, Some(author)) => {
            Party { kind: "Organization", name: author.name.clone(), url: author.url.clone() }
        }
        (None, None) => publisher(site),
    }
}

fn creator(credit: &Credit) -> Party {
    Party { kind: "Organization", name: credit.name.clone(), url: credit.url.clone() }
}

fn image(card: &CardView) -> Image {
    Image { url: card.url.clone(), width: card.width, height: card.height, caption: card.alt.clone() }
}
