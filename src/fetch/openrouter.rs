//! OpenRouter's ranking of models by tokens, a week (or day, or month) at a time.
//! Weekly answers are exact. Where only daily rows come, totals are exact still, and a row that was not in every day's
//! list is marked "at least": what it had on the other days is inside `other`.

use super::shape::{At, Drift, Read, all, json};
use super::{Found, Task};
use crate::model::{Amount, Cadence, Credit, Period};
use crate::snapshots::draft::{Cell, Cells, Draft};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The default address.
pub const URL: &str = "https://openrouter.ai/api/v1/datasets/rankings-daily";
/// The variable of the key.
pub const KEY: &str = "OPENROUTER_API_KEY";
/// The row that stands for all that is not listed.
const OTHER: &str = "other";

/// The question for a period.
pub fn question(mut url: Url, task: &Task<'_>) -> Url {
    let word = task.period.cadence().word();
    let mut query = url.query_pairs_mut();
    query.append_pair("period", word);
    query.append_pair("start_date", &task.period.first_day().to_string());
    query.append_pair("end_date", &task.period.last_day().to_string());
    if let Some(modality) = &task.source.modality {
        query.append_pair("modality", modality);
    }
    drop(query);
    url
}

struct Line<'a> {
    date: Date,
    slug: &'a str,
    tokens: u64,
    pointer: String,
}

/// Reads an answer.
pub fn read(bytes: &[u8], task: &Task<'_>) -> Read<Found> {
    let root = json(bytes)?;
    let root = At::root(&root);
    let mut extra = BTreeSet::new();
    root.extras(&["data", "meta"], &mut extra);
    let meta = root.get("meta")?;
    meta.extras(&["as_of", "version", "start_date", "end_date"], &mut extra);
    let as_of = meta.get("as_of")?;
    let instant: Timestamp =
        as_of.string()?.parse().map_err(|_| as_of.drift("an instant such as 2026-08-12T02:00:00Z"))?;
    let version = meta.get("version")?;
    if version.string()? != "v1" {
        return Err(version.drift("\"v1\""));
    }
    let window = (date(&meta.get("start_date")?)?, date(&meta.get("end_date")?)?);
    let data = root.get("data")?;
    let rows = data.list()?;
    if rows.is_empty() {
        return Err(data.drift("at least one row"));
    }
    rows.iter().for_each(|row| row.extras(&["date", "model_permaslug", "total_tokens"], &mut extra));
    let lines = all(rows.iter().map(line))?;
    unique(&lines)?;
    if instant > task.now + jiff::SignedDuration::from_hours(24) {
        return Err(Drift(format!(
            "/meta/as_of is {instant}, but the clock here says {}; set the clock right",
            task.now
        )));
    }
    let mut found = table(&lines, window, instant, task)?;
    found.draft.as_of = Some(instant.to_string());
    found.draft.source = Some(credit(as_of.string()?));
    found.notes.extend(super::extra_note(&extra));
    Ok(found)
}

fn credit(as_of: &str) -> Credit {
    Credit {
        name: "OpenRouter".to_string(),
        url: Some("https://openrouter.ai/rankings".to_string()),
        licence: Some("CC BY 4.0".to_string()),
        citation: Some(format!("Source: OpenRouter (openrouter.ai/rankings), as of {as_of}.")),
    }
}

fn date(at: &At<'_>) -> Read<Date> {
    let text = at.string()?;
    (text.len() == 10)
        .then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| at.drift("a date such as 2026-08-10"))
}

fn line<'a>(row: &At<'a>) -> Read<Line<'a>> {
    let slug = row.get("model_permaslug")?;
    if slug.string()?.trim().is_empty() {
        return Err(slug.drift("a name"));
    }
    Ok(Line {
        date: date(&row.get("date")?)?,
        slug: slug.string()?,
        tokens: row.get("total_tokens")?.digits()?,
        pointer: row.pointer().to_string(),
    })
}

fn unique(lines: &[Line<'_>]) -> Read<()> {
    let mut seen: BTreeMap<(Date, &str), &str> = BTreeMap::new();
    all(lines.iter().map(|line| match seen.insert((line.date, line.slug), &line.pointer) {
        None => Ok(()),
        Some(first) => Err(Drift(format!(
            "{}: `{}` on {} for the second time; the first is {first}",
            line.pointer, line.slug, line.date
        ))),
    }))
    .map(|_| ())
}

/// The days that an answer covers.
fn days(period: Period) -> BTreeSet<Date> {
    let mut days = BTreeSet::new();
    let mut day = period.first_day();
    while day <= period.last_day() {
        days.insert(day);
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    days
}

fn table(lines: &[Line<'_>], window: (Date, Date), as_of: Timestamp, task: &Task<'_>) -> Read<Found> {
    let period = task.period;
    let all_days = days(period);
    let inside: Vec<&Line<'_>> = lines.iter().filter(|l| all_days.contains(&l.date)).collect();
    if inside.is_empty() {
        let (first, last) = (lines.iter().map(|l| l.date).min(), lines.iter().map(|l| l.date).max());
        let span = first.zip(last).map(|(a, b)| format!("{a} to {b}")).unwrap_or_default();
        return Err(Drift(format!("/data: expected rows of {period}, found rows of {span}")));
    }
    let dates: BTreeSet<Date> = inside.iter().map(|l| l.date).collect();
    let covered = window.0 <= period.first_day() && window.1 >= period.last_day();
    let whole = period.cadence() == Cadence::Day
        || (dates.len() == 1 && dates.contains(&period.first_day()) && covered);
    let ended = as_of >= super::end(period);
    let missing = all_days.len() - dates.len();
    let complete = ended && covered && (whole || missing == 0);
    let mut sums: BTreeMap<&str, (Amount, usize)> = BTreeMap::new();
    for line in &inside {
        let sum = sums.entry(line.slug).or_insert((Amount::ZERO, 0));
        *sum = (sum.0 + Amount::from(line.tokens), sum.1 + 1);
    }
    let other = sums.remove(OTHER).map(|(tokens, _)| Cell::Figure(tokens.to_string()));
    let expected = if whole { 1 } else { dates.len() };
    let mut order: Vec<(&str, Amount, bool)> =
        sums.into_iter().map(|(slug, (tokens, seen))| (slug, tokens, seen < expected)).collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let certain = order.iter().take_while(|(_, _, at_least)| !at_least).count();
    let mut notes = Vec::new();
    if !whole {
        notes.push(format!(
            "daily rows came instead of {}ly ones: rows that miss a day are marked \"at least\"",
            period.cadence().word()
        ));
    }
    if lines.len() > inside.len() {
        notes.push(format!("{} rows of other periods were left out", lines.len() - inside.len()));
    }
    let note = (!complete).then(|| {
        let seen = if whole {
            "the window is not over".to_string()
        } else {
            format!("{} of {} days", dates.len(), all_days.len())
        };
        format!("Not the whole {}: {seen}.", period.cadence().word())
    });
    let listed = (certain < order.len()).then(|| u32::try_from(certain.max(1)).unwrap_or(u32::MAX));
    let rows = order.into_iter().map(|(slug, tokens, at_least)| cells(slug, tokens, at_least)).collect();
    let draft = Draft { incomplete: !complete, listed, other, note, rows, ..Draft::default() };
    Ok(Found { draft, notes, nothing: None })
}

/// `author/slug:variant` keeps the variant apart.
fn cells(slug: &str, tokens: Amount, at_least: bool) -> Cells {
    let (name, variant) = match slug.rsplit_once(':') {
        Some((name, variant)) if !name.is_empty() && !variant.is_empty() => (name, Some(variant)),
        _ => (slug, None),
    };
    let mut cells = vec![("name", Cell::Text(name.to_string()))];
    cells.extend(variant.map(|v| ("variant", Cell::Text(v.to_string()))));
    cells.push(("value", Cell::Figure(tokens.to_string())));
    if at_least {
        cells.push(("at_least", Cell::Yes));
    }
    cells
}
