//! Points of the Hacker News stories that the registry names, and a search that proposes stories for new releases.
//! A story counts in the period in which it was submitted. Of several stories of one model the one with most points
//! counts; nothing is added up.

use super::shape::{At, Read, json};
use super::{Found, Task};
use crate::model::{Credit, Model};
use crate::snapshots::draft::{Cell, Cells, Draft};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::collections::BTreeMap;
use url::Url;

/// The default address of stories.
pub const URL: &str = "https://hacker-news.firebaseio.com/v0";
/// The default address of the search.
pub const SEARCH: &str = "https://hn.algolia.com/api/v1/search";
/// Stories with fewer points are not proposed.
const LEAST_POINTS: u64 = 50;

/// A story as one of the two interfaces gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Id.
    pub id: u64,
    /// Points, if known.
    pub points: Option<u64>,
    /// Day it was submitted, UTC.
    pub date: Date,
    /// Title.
    pub title: String,
}

/// The address of a story: `…/v0` and `…/v0/item` (Firebase), `…/api/v1` and `…/items` (Algolia), or with `{id}`.
pub fn question(base: &str, id: u64) -> Option<Url> {
    if base.contains("{id}") {
        return Url::parse(&base.replace("{id}", &id.to_string())).ok();
    }
    let mut url = Url::parse(base).ok()?;
    let path = url.path().trim_end_matches('/').to_string();
    let path = match path.rsplit('/').next().unwrap_or_default() {
        "item" => format!("{path}/{id}.json"),
        "items" => format!("{path}/{id}"),
        _ if path.ends_with("/api/v1") => format!("{path}/items/{id}"),
        _ => format!("{path}/item/{id}.json"),
    };
    url.set_path(&path);
    Some(url)
}

/// Reads a story; `None` if there is none of that id, or it was deleted.
pub fn story(bytes: &[u8], id: u64) -> Read<Option<Story>> {
    let root = json(bytes)?;
    let at = At::root(&root);
    if at.is_null() {
        return Ok(None);
    }
    let flag = |key: &str| at.optional(key).is_some_and(|f| f.scalar() == Ok("true"));
    let given = at.get("id")?;
    if given.whole()? != id {
        return Err(given.drift(&format!("{id}")));
    }
    if flag("deleted") || flag("dead") {
        return Ok(None);
    }
    let kind = at.get("type")?;
    if kind.string()? != "story" {
        return Err(kind.drift("\"story\""));
    }
    let time = match at.optional("time") {
        Some(time) => time,
        None => at.get("created_at_i")?,
    };
    let points = at.optional("score").or_else(|| at.optional("points")).map(|p| p.whole()).transpose()?;
    let title = at.optional("title").map(|t| t.string()).transpose()?.unwrap_or_default().to_string();
    Ok(Some(Story { id, points, date: day(&time)?, title }))
}

fn day(at: &At<'_>) -> Read<Date> {
    let seconds = i64::try_from(at.whole()?).ok();
    let instant = seconds.and_then(|s| Timestamp::from_second(s).ok());
    instant.map(|t| Offset::UTC.to_datetime(t).date()).ok_or_else(|| at.drift("seconds since 1970"))
}

/// The snapshot of a period from the stories of each model.
pub fn table(stories: &[(&Model, Story)], task: &Task<'_>) -> Found {
    let period = task.period;
    let mut best: BTreeMap<&str, &Story> = BTreeMap::new();
    let mut more = 0;
    for (model, story) in stories {
        if story.date < period.first_day() || story.date > period.last_day() {
            continue;
        }
        match best.get(model.id.as_str()) {
            Some(other) if other.points >= story.points => more += 1,
            Some(_) => {
                more += 1;
                best.insert(&model.id, story);
            }
            None => {
                best.insert(&model.id, story);
            }
        }
    }
    if best.is_empty() {
        let nothing = Some(format!("no story that the registry names was submitted in {period}"));
        return Found { nothing, ..Found::default() };
    }
    let note = (more > 0).then(|| {
        let word = if more == 1 { "story" } else { "stories" };
        format!("Of several stories the one with most points counts; {more} further {word} left out.")
    });
    let draft = Draft {
        as_of: Some(task.now.to_string()),
        source: Some(Credit {
            name: "Hacker News".to_string(),
            url: Some("https://news.ycombinator.com".to_string()),
            licence: None,
            citation: None,
        }),
        note,
        rows: best.into_iter().map(|(model, story)| cells(model, story)).collect(),
        ..Draft::default()
    };
    Found { draft, ..Found::default() }
}

fn cells(model: &str, story: &Story) -> Cells {
    let mut cells = vec![("name", Cell::Text(model.to_string()))];
    cells.extend(story.points.map(|p| ("value", Cell::Figure(p.to_string()))));
    cells.push(("date", Cell::Text(story.date.to_string())));
    cells.push(("url", Cell::Text(format!("https://news.ycombinator.com/item?id={}", story.id))));
    cells
}

/// The question that looks for stories about a release.
pub fn search(mut url: Url, model: &Model, released: Date) -> Url {
    let start = super::start(released).as_second() - 2 * 86_400;
    url.query_pairs_mut()
        .append_pair("query", &model.name)
        .append_pair("tags", "story")
        .append_pair("hitsPerPage", "10")
        .append_pair(
            "numericFilters",
            &format!("points>{LEAST_POINTS},created_at_i>{start},created_at_i<{}", start + 12 * 86_400),
        );
    url
}

/// Reads what a search found.
pub fn hits(bytes: &[u8]) -> Read<Vec<Story>> {
    let root = json(bytes)?;
    let at = At::root(&root);
    super::shape::all(at.get("hits")?.list()?.iter().map(|hit| {
        let id = hit.get("objectID")?;
        let number = id.string()?.parse().map_err(|_| id.drift("a number in a string"))?;
        Ok(Story {
            id: number,
            points: hit.optional("points").map(|p| p.whole()).transpose()?,
            date: day(&hit.get("created_at_i")?)?,
            title: hit.optional("title").map(|t| t.string()).transpose()?.unwrap_or_default().to_string(),
        })
    }))
}

/// Models released shortly before the period's end that name no story yet.
pub fn unnamed<'m>(models: &'m [Model], task: &Task<'_>) -> Vec<(&'m Model, Date)> {
    let last = task.period.last_day();
    let first = last.saturating_sub(jiff::Span::new().days(20));
    let fresh =
        |m: &'m Model| m.released.filter(|d| m.hn.is_empty() && *d >= first && *d <= last).map(|d| (m, d));
    models.iter().filter_map(fresh).collect()
}

/// The proposals as a patch to read: every found story as a comment line's worth of evidence.
pub fn proposals(found: &[(&Model, Vec<Story>)]) -> Option<String> {
    let any = found.iter().any(|(_, stories)| !stories.is_empty());
    if !any {
        return None;
    }
    let mut out = String::from(
        "# Stories that may be about a release. Nothing is applied: copy the ids that are right into data/models.yaml.\nmodels:\n",
    );
    for (model, stories) in found.iter().filter(|(_, s)| !s.is_empty()) {
        out += &format!("  - id: {}\n    hn:\n", model.id);
        for story in stories {
            let points = story.points.map_or_else(|| "?".to_string(), |p| p.to_string());
            let title = super::comment(&story.title);
            out += &format!("      - {}   # {points} points on {}: {title}\n", story.id, story.date);
        }
    }
    Some(out)
}
