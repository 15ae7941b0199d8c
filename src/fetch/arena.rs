//! Arena's leaderboard data set: pages of rows, of which one category and one publication make a snapshot.
//! The first rows are another category (they stand in alphabetical order), so every row is looked at.

use super::shape::{At, Drift, Read, all, json, text};
use super::{Found, Task};
use crate::model::Credit;
use crate::snapshots::draft::{Cell, Cells, Draft};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The default address: rows filtered by the server; `…/rows` gives all of them, page by page.
pub const URL: &str = "https://datasets-server.huggingface.co/filter";
/// Rows a page.
pub const PAGE: usize = 100;
/// More pages than any board has.
pub const MOST_PAGES: usize = 2_000;

const KEYS: [&str; 11] = [
    "model_name",
    "organization",
    "license",
    "rating",
    "rating_lower",
    "rating_upper",
    "variance",
    "vote_count",
    "rank",
    "category",
    "leaderboard_publish_date",
];

/// One row of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    category: String,
    published: Date,
    cells: Cells,
}

/// A page of an answer.
#[derive(Debug)]
pub struct Page {
    /// Its rows, of whatever category.
    pub lines: Vec<Line>,
    /// How many rows there are on all pages.
    pub total: usize,
    /// Their numbers, if given.
    pub numbers: Vec<u64>,
    /// Keys that are not documented.
    pub extra: BTreeSet<String>,
}

/// The category of a source.
pub fn category<'a>(task: &Task<'a>) -> &'a str {
    task.source.category.as_deref().unwrap_or("overall")
}

/// The question for a page.
pub fn question(mut url: Url, task: &Task<'_>, offset: usize) -> Url {
    let given: BTreeSet<String> = url.query_pairs().map(|(k, _)| k.into_owned()).collect();
    let filters = url.path().ends_with("/filter");
    let split = task.source.split.as_deref().unwrap_or("latest");
    let mut query = url.query_pairs_mut();
    let mut put = |key: &str, value: &str| {
        if !given.contains(key) {
            query.append_pair(key, value);
        }
    };
    put("dataset", "lmarena-ai/leaderboard-dataset");
    put("config", task.source.config.as_deref().unwrap_or("text_style_control"));
    put("split", split);
    if filters {
        let mut condition = format!("\"category\"='{}'", category(task).replace('\'', "''"));
        if split == "full" {
            let (first, last) = (task.period.first_day(), task.period.last_day());
            condition += &format!(
                " AND \"leaderboard_publish_date\">='{first}' AND \"leaderboard_publish_date\"<='{last}'"
            );
        }
        put("where", &condition);
    }
    put("offset", &offset.to_string());
    put("length", &PAGE.to_string());
    drop(query);
    url
}

/// Reads a page of the datasets-server.
pub fn page(bytes: &[u8]) -> Read<Page> {
    let root = json(bytes)?;
    let root = At::root(&root);
    let mut extra = BTreeSet::new();
    root.extras(&["features", "rows", "num_rows_total", "num_rows_per_page", "partial"], &mut extra);
    if root.optional("partial").is_some_and(|p| p.scalar() == Ok("true")) {
        return Err(root.get("partial")?.drift("false: a part of the data set is never taken for the whole"));
    }
    let total = root.get("num_rows_total")?.whole()?;
    let items = root.get("rows")?.list()?;
    let mut numbers = Vec::new();
    let lines = all(items.iter().map(|item| {
        item.extras(&["row_idx", "row", "truncated_cells"], &mut extra);
        let cut = item.optional("truncated_cells").map(|c| c.list()).transpose()?.unwrap_or_default();
        if let Some(cut) = cut.first() {
            return Err(cut.drift("no truncated cell"));
        }
        numbers.extend(item.optional("row_idx").map(|n| n.whole()).transpose()?);
        let row = item.get("row")?;
        row.extras(&KEYS, &mut extra);
        line(&row)
    }))?;
    Ok(Page { lines, total: usize::try_from(total).unwrap_or(usize::MAX), numbers, extra })
}

fn line(row: &At<'_>) -> Read<Line> {
    let published = row.get("leaderboard_publish_date")?;
    let published = published
        .string()?
        .get(..10)
        .and_then(|t| t.parse().ok())
        .ok_or_else(|| published.drift("a date such as 2026-08-19"))?;
    let name = row.get("model_name")?;
    if name.string()?.trim().is_empty() {
        return Err(name.drift("a name"));
    }
    let figure = |key: &str| Ok(Cell::Figure(row.get(key)?.number()?.to_string()));
    let votes = row.get("vote_count")?.whole()?;
    let cells = vec![
        ("name", Cell::Text(name.string()?.to_string())),
        ("value", figure("rating")?),
        ("low", figure("rating_lower")?),
        ("high", figure("rating_upper")?),
        ("votes", Cell::Figure(votes.to_string())),
    ];
    Ok(Line { category: row.get("category")?.string()?.to_string(), published, cells })
}

/// Reads a downloaded file: a page, `{"meta": …, "rows": […]}`, a plain list of rows, or CSV with the same columns.
pub fn file(bytes: &[u8], is_csv: bool) -> Read<Vec<Line>> {
    if is_csv {
        let rows = super::generic::csv_rows(text(bytes)?)?;
        return all(rows.iter().map(csv_line));
    }
    let root = json(bytes)?;
    let at = At::root(&root);
    let list = if at.list().is_ok() { at.clone() } else { at.get("rows")? };
    let meta_date = at.optional("meta").and_then(|m| m.optional("leaderboard_publish_date"));
    all(list.list()?.iter().map(|item| {
        let row = item.optional("row").unwrap_or_else(|| item.clone());
        // A file that was cut to one category and one publication says so once, above its rows.
        if row.optional("leaderboard_publish_date").is_none()
            && let Some(date) = &meta_date
        {
            return bare_line(&row, date);
        }
        line(&row)
    }))
}

fn bare_line(row: &At<'_>, date: &At<'_>) -> Read<Line> {
    let published = date.string()?.parse().map_err(|_| date.drift("a date such as 2026-08-19"))?;
    let figure = |key: &str| Ok(Cell::Figure(row.get(key)?.number()?.to_string()));
    let votes = row.get("vote_count").or_else(|e| row.get("votes").map_err(|_| e))?.whole()?;
    let cells = vec![
        ("name", Cell::Text(row.get("model_name")?.string()?.to_string())),
        ("value", figure("rating")?),
        ("low", figure("rating_lower")?),
        ("high", figure("rating_upper")?),
        ("votes", Cell::Figure(votes.to_string())),
    ];
    let category = row.optional("category").map(|c| c.string()).transpose()?.unwrap_or("overall");
    Ok(Line { category: category.to_string(), published, cells })
}

fn csv_line((number, row): &(usize, BTreeMap<String, String>)) -> Read<Line> {
    let field = |key: &str| {
        row.get(key)
            .filter(|v| !v.is_empty())
            .ok_or_else(|| Drift(format!("line {number}: `{key}` is missing")))
    };
    let figure = |key: &str| Ok::<_, Drift>(Cell::Figure(field(key)?.clone()));
    let votes = field("vote_count")?;
    let votes = votes.strip_suffix(".0").unwrap_or(votes).to_string();
    let published = field("leaderboard_publish_date")?;
    let published = published.parse().map_err(|_| {
        Drift(format!("line {number}: `leaderboard_publish_date` is `{published}`, not a date"))
    })?;
    let cells = vec![
        ("name", Cell::Text(field("model_name")?.clone())),
        ("value", figure("rating")?),
        ("low", figure("rating_lower")?),
        ("high", figure("rating_upper")?),
        ("votes", Cell::Figure(votes)),
    ];
    Ok(Line { category: field("category")?.clone(), published, cells })
}

/// The snapshot of a period from rows of all pages.
pub fn table(lines: Vec<Line>, task: &Task<'_>) -> Read<Found> {
    let wanted = category(task);
    let categories: BTreeSet<String> = lines.iter().map(|l| l.category.clone()).collect();
    let lines: Vec<Line> = lines.into_iter().filter(|l| l.category == wanted).collect();
    if lines.is_empty() {
        let found: Vec<String> = categories.into_iter().take(12).collect();
        let found = if found.is_empty() { "no rows".to_string() } else { found.join(", ") };
        return Err(Drift(format!("/rows: expected rows of the category `{wanted}`, found {found}")));
    }
    let period = task.period;
    let dates: BTreeSet<Date> = lines.iter().map(|l| l.published).collect();
    if let Some(ahead) =
        dates.iter().find(|d| super::start(**d) > task.now + jiff::SignedDuration::from_hours(24))
    {
        return Err(Drift(format!("the publication of {ahead} lies ahead of the clock here, {}", task.now)));
    }
    let chosen = dates.iter().rev().find(|d| **d >= period.first_day() && **d <= period.last_day());
    let Some(chosen) = chosen else {
        let newest = dates.iter().next_back().map(ToString::to_string).unwrap_or_default();
        let nothing =
            Some(format!("no publication in {period}; the newest that the source gives is of {newest}"));
        return Ok(Found { nothing, ..Found::default() });
    };
    let mut notes = Vec::new();
    let several = dates.iter().filter(|d| **d >= period.first_day() && **d <= period.last_day()).count();
    if several > 1 {
        notes.push(format!("{several} publications in {period}; the last, of {chosen}, is taken"));
    }
    let rows: Vec<Cells> = lines.into_iter().filter(|l| l.published == *chosen).map(|l| l.cells).collect();
    let draft = Draft {
        as_of: Some(format!("{chosen}T00:00:00Z")),
        source: Some(Credit {
            name: "Arena".to_string(),
            url: Some("https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset".to_string()),
            licence: Some("CC BY 4.0".to_string()),
            citation: None,
        }),
        rows,
        ..Draft::default()
    };
    Ok(Found { draft, notes, nothing: None })
}
