//! OpenRouter's catalog of models: what it would add to the registry, as a patch to read. Never a change by itself.
//! Joined on `canonical_slug` (never `id`). Prices are decimals, USD per token there, per million here; `-1` varies and
//! is no price; what the catalog calls the price is that of the provider it would route to now, and flaps.

use super::Task;
use super::shape::{At, Drift, Read, all, json};
use crate::model::{Model, Registry};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The default address.
pub const URL: &str = "https://openrouter.ai/api/v1/models";

/// A price of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// USD per million tokens.
    Usd(Decimal),
    /// `-1`: depends on what it routes to.
    Varies,
}

/// One model of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id there.
    pub id: String,
    /// What rankings call it.
    pub slug: String,
    /// `free`, `batch`, …
    pub variant: Option<String>,
    /// Name.
    pub name: String,
    /// Day it was listed.
    pub created: Option<Date>,
    /// Context window.
    pub context: Option<u64>,
    /// Input.
    pub input: Price,
    /// Output.
    pub output: Price,
    /// Prices differ by length or by time of day.
    pub overrides: usize,
}

/// Reads an answer.
pub fn read(bytes: &[u8]) -> Read<Vec<Listed>> {
    let node = json(bytes)?;
    let root = At::root(&node);
    let data = root.get("data")?;
    let items = data.list()?;
    if items.is_empty() {
        return Err(data.drift("at least one model"));
    }
    if let Some(next) = root.optional("links").and_then(|l| l.optional("next")) {
        return Err(next.drift("null: the whole list in one answer"));
    }
    all(items.iter().map(listed))
}

fn listed(item: &At<'_>) -> Read<Listed> {
    let id = item.get("id")?.string()?;
    let slug = item.get("canonical_slug")?.string()?;
    let pricing = item.get("pricing")?;
    let created = item.get("created")?.whole()?;
    let created = i64::try_from(created).ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
    let context = item.get("context_length")?;
    let context = if context.is_null() { None } else { Some(context.whole()?) };
    let overrides = pricing.optional("overrides").map(|o| o.list()).transpose()?.map_or(0, |l| l.len());
    Ok(Listed {
        id: id.to_string(),
        slug: slug.to_string(),
        variant: id.rsplit_once(':').map(|(_, v)| v.to_string()),
        name: item.get("name")?.string()?.to_string(),
        created: created.map(|t| jiff::tz::Offset::UTC.to_datetime(t).date()),
        context,
        input: price(&pricing.get("prompt")?)?,
        output: price(&pricing.get("completion")?)?,
        overrides,
    })
}

/// USD per token in a string → per million; dust beyond the sixth decimal goes.
fn price(at: &At<'_>) -> Read<Price> {
    let text = at.string()?;
    let wrong = || at.drift("a decimal of USD per token in a string, or \"-1\"");
    let value = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text)
    } else {
        Decimal::from_str_exact(text)
    };
    // More digits than a decimal holds are dust too.
    let value = value.or_else(|_| text.parse::<Decimal>()).map_err(|_| wrong())?;
    if value == Decimal::NEGATIVE_ONE {
        return Ok(Price::Varies);
    }
    if value.is_sign_negative() && !value.is_zero() {
        return Err(wrong());
    }
    let million = value.checked_mul(Decimal::from(1_000_000)).ok_or_else(wrong)?;
    Ok(Price::Usd(million.round_dp(6).normalize()))
}

/// The patch, and how many things it proposes. `ranked` are the names of the board's newest snapshot.
pub fn proposals(
    catalog: &[Listed],
    registry: &Registry,
    ranked: &BTreeSet<(String, Option<String>)>,
    task: &Task<'_>,
) -> (Option<String>, usize) {
    let by_slug: BTreeMap<(&str, Option<&str>), &Listed> =
        catalog.iter().map(|l| ((l.slug.as_str(), l.variant.as_deref()), l)).collect();
    let mut additions = String::new();
    let mut absent = Vec::new();
    let mut count = 0;
    let names: BTreeSet<&String> = ranked.iter().map(|(name, _)| name).collect();
    for name in names {
        if known(registry, name, task).is_some() {
            continue;
        }
        let any = by_slug.range((name.as_str(), None)..).next().filter(|((slug, _), _)| slug == name);
        match by_slug.get(&(name.as_str(), None)).copied().or(any.map(|(_, l)| *l)) {
            Some(listed) => {
                count += 1;
                addition(&mut additions, listed, task);
            }
            None => absent.push(name.as_str()),
        }
    }
    let changes = price_changes(catalog, registry, task);
    count += changes.1;
    if count == 0 && absent.is_empty() {
        return (None, 0);
    }
    let mut out = format!(
        "# Proposals from {} for {}. Nothing is applied: copy what is right into data/models.yaml.\n",
        task.source.id, task.period
    );
    out += "# The catalog's price is that of the provider it would route to at that moment; look up the vendor's list price.\n";
    if !additions.is_empty() {
        let _ = write!(out, "models:\n{additions}");
    }
    if !changes.0.is_empty() {
        let _ = write!(out, "prices:\n{}", changes.0);
    }
    for name in absent {
        let _ = writeln!(out, "# ranked, but not in the catalog: {}", super::comment(name));
    }
    (Some(out), count)
}

fn known<'r>(registry: &'r Registry, name: &str, task: &Task<'_>) -> Option<&'r Model> {
    let fold = crate::identity::fold;
    let wanted = fold(name);
    let date = task.period.last_day();
    registry.models.iter().find(|m| {
        fold(&m.id) == wanted
            || fold(&m.name) == wanted
            || m.aliases.iter().any(|a| {
                task.source.board.is_none_or(|b| a.board == b) && a.holds(date) && fold(&a.name) == wanted
            })
    })
}

fn addition(out: &mut String, listed: &Listed, task: &Task<'_>) {
    let id = listed.id.split('/').next_back().unwrap_or(&listed.id).split(':').next().unwrap_or_default();
    let id = id.to_lowercase();
    let quoted = crate::snapshots::draft::quoted;
    let name = listed.name.split_once(": ").map_or(listed.name.as_str(), |(_, n)| n);
    if !crate::model::is_slug(&id) {
        let _ = writeln!(out, "  # no id can be made of {}", super::comment(&listed.id));
        return;
    }
    let _ = writeln!(out, "  - id: {id}\n    name: {}", quoted(name));
    if let Some(created) = listed.created {
        let _ = writeln!(out, "    # listed there on {created}, which need not be the release");
    }
    if let Some(board) = task.board_id {
        let _ = writeln!(out, "    aliases: {{{board}: [{}]}}", quoted(&listed.slug));
    }
    if let Some(context) = listed.context {
        let _ = writeln!(out, "    context: {context}");
    }
    match (listed.input, listed.output) {
        (Price::Usd(input), Price::Usd(output)) => {
            let _ =
                writeln!(out, "    prices: [{{from: {}, input: {input}, output: {output}}}]", task.today());
        }
        _ => out.push_str("    # its price varies\n"),
    }
    tiers(out, listed);
}

fn tiers(out: &mut String, listed: &Listed) {
    if listed.overrides > 0 {
        let _ = writeln!(
            out,
            "    # {} other prices by length or time of day; these are the base ones",
            listed.overrides
        );
    }
}

/// Models of the registry whose price there differs from the one in force here.
fn price_changes(catalog: &[Listed], registry: &Registry, task: &Task<'_>) -> (String, usize) {
    let mut out = String::new();
    let mut count = 0;
    let today = task.today();
    for listed in catalog.iter().filter(|l| l.variant.is_none()) {
        let Some(model) = known(registry, &listed.slug, task) else { continue };
        let (Price::Usd(input), Price::Usd(output)) = (listed.input, listed.output) else { continue };
        let now = model.price_on(today);
        if now.is_some_and(|p| p.input == Some(input) && p.output == Some(output)) {
            continue;
        }
        count += 1;
        let _ = writeln!(out, "  - id: {}   # {}", model.id, super::comment(&listed.slug));
        let shown =
            |d: Option<Decimal>| d.map_or_else(|| "unknown".to_string(), |d| d.normalize().to_string());
        let was = now.map_or_else(
            || "no price so far".to_string(),
            |p| format!("so far {} and {}, since {}", shown(p.input), shown(p.output), p.from),
        );
        let flaps = model.prices.iter().any(|p| p.input == Some(input) && p.output == Some(output));
        let flaps =
            if flaps { "; it had this price before: the provider may be changing to and fro" } else { "" };
        let _ = writeln!(
            out,
            "    prices: [{{from: {today}, input: {input}, output: {output}}}]   # {was}{flaps}"
        );
        tiers(&mut out, listed);
    }
    (out, count)
}

/// The names a board ranks.
pub fn ranked(snapshot: Option<&crate::model::Snapshot>) -> BTreeSet<(String, Option<String>)> {
    snapshot
        .map(|s| {
            s.rows.iter().map(|r| (r.name.to_string(), r.variant.as_deref().map(str::to_string))).collect()
        })
        .unwrap_or_default()
}

/// Two models of one slug and variant cannot be told apart.
pub fn check_unique(catalog: &[Listed]) -> Read<()> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, listed) in catalog.iter().enumerate() {
        if let Some(first) = seen.insert(&listed.id, index) {
            return Err(Drift(format!("/data/{index}/id: `{}` stands at /data/{first} already", listed.id)));
        }
    }
    Ok(())
}
