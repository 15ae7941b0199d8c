//! `sources:` of `site.yaml`: where `fetch` asks. Keys are never written there, only the names of their variables.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::{self, Fields, Node, Reading, Value};
use crate::model::{Board, Mapping, OnError, Source, SourceKind, Timeouts};
use std::collections::BTreeMap;
use url::Url;

/// Reads the list of sources; each id once.
pub fn sources(r: &mut Reading<'_>, node: &Node, boards: &[Board]) -> Vec<Source> {
    let mut list: Vec<Source> = Vec::new();
    for item in r.list(node) {
        let Some(source) = source(r, item, boards) else { continue };
        if list.iter().any(|s| s.id == source.id) {
            r.error("config-source", item.span, format!("a second source `{}`", source.id));
            continue;
        }
        list.push(source);
    }
    list
}

fn source(r: &mut Reading<'_>, node: &Node, boards: &[Board]) -> Option<Source> {
    if has_key_inside(r, node) {
        return None;
    }
    let mut f = Fields::open(node, "a source", r)?;
    let kinds = [
        ("openrouter-rankings", SourceKind::OpenRouterRankings),
        ("openrouter-models", SourceKind::OpenRouterModels),
        ("arena", SourceKind::Arena),
        ("hacker-news", SourceKind::HackerNews),
        ("json", SourceKind::Json),
        ("csv", SourceKind::Csv),
    ];
    let id = f.required("id", r, Reading::slug);
    let kind = f.required("kind", r, |r, n| r.one_of(n, &kinds));
    let board_named = f.node("board");
    let board = board_named.and_then(|n| board(r, n, boards));
    if let Some(kind) = kind.filter(|k| *k != SourceKind::OpenRouterModels && board_named.is_none()) {
        let word = kinds.iter().find(|(_, k)| *k == kind).map_or("", |(w, _)| *w);
        r.error_help(
            "missing-key",
            node.span,
            format!("a source of kind `{word}` lacks `board`"),
            "add `board: …`",
        );
    }
    let is_told = f.node("url").is_some() || f.node("file").is_some();
    let source = Source {
        url: f.optional("url", r, address),
        file: f.optional("file", r, inside),
        search_url: f.optional("search_url", r, address),
        on_error: f.optional("on_error", r, on_error).unwrap_or(OnError::Fail),
        max_age_hours: f.optional("max_age", r, max_age),
        keep_raw: f.optional("keep_raw", r, Reading::boolean).unwrap_or(false),
        key_env: f.optional("key_env", r, variable),
        max_bytes: f.optional("max_bytes", r, |r, n| r.whole(n, 1)),
        timeouts: f.optional("timeouts", r, timeouts).unwrap_or_default(),
        config: f.optional("config", r, Reading::text),
        category: f.optional("category", r, Reading::text),
        split: f.optional("split", r, Reading::text),
        modality: f.optional("modality", r, Reading::text),
        mapping: mapping(&mut f, r),
        id: id.clone().unwrap_or_default(),
        kind: kind?,
        board,
    };
    f.finish(r);
    check(r, node, &source, is_told);
    id.is_some().then_some(source)
}

/// What belongs together; of an address that is told and wrong enough has been said.
fn check(r: &mut Reading<'_>, node: &Node, source: &Source, is_told: bool) {
    if !matches!(source.kind, SourceKind::Json | SourceKind::Csv) {
        return;
    }
    if !is_told {
        r.error_help("missing-key", node.span, "this source lacks `url`", "add `url: …` or `file: …`");
    }
    for key in ["name", "value"] {
        if !source.mapping.fields.contains_key(key) {
            let help = format!("add `{key}: …`, the source's own word for it");
            r.error_help("missing-key", node.span, format!("this source lacks `{key}`"), help);
        }
    }
}

/// A key in the file would be published with it.
fn has_key_inside(r: &mut Reading<'_>, node: &Node) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let mut found = false;
    for entry in entries {
        let name = entry.key.to_ascii_lowercase();
        if ["key", "api_key", "apikey", "token", "secret", "password", "authorization", "headers"]
            .contains(&name.as_str())
        {
            let message = format!("`{}` does not belong into site.yaml", document::clip(&entry.key));
            let help = "put the key into the environment and name its variable: `key_env: NAME`";
            r.notes.push(Diagnostic::error("config-secret", message).at(r.source, entry.key_span).help(help));
            found = true;
        }
    }
    found
}

fn board(r: &mut Reading<'_>, node: &Node, boards: &[Board]) -> Option<usize> {
    let id = r.text(node)?;
    let index = boards.iter().position(|b| b.id == id);
    if index.is_none() {
        let help = did_you_mean(&id, boards.iter().map(|b| b.id.as_str()));
        let note = Diagnostic::error("config-unknown-board", format!("no board `{id}`"));
        r.notes.push(note.at(r.source, node.span).help_opt(help));
    }
    index
}

/// A web address without a key in it. `{period}` and the like may stand in it.
fn address(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?;
    let Some(url) = Url::parse(&text).ok().filter(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
    else {
        let message = format!("`{}` is not a web address", document::clip(&text));
        r.error_help(
            "config-source",
            node.span,
            message,
            "write one that begins with https://, or use `file:`",
        );
        return None;
    };
    let secret = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["key", "token", "secret", "password", "auth", "sig", "signature"]
            .iter()
            .any(|w| name == *w || name.ends_with(&format!("_{w}")) || name.ends_with(&format!("-{w}")))
            || name.contains("apikey")
    };
    let inside = !url.username().is_empty()
        || url.password().is_some()
        || url.query_pairs().any(|(name, value)| secret(&name) && !value.is_empty());
    if inside {
        let help = "put the key into the environment and name its variable: `key_env: NAME`";
        let message =
            "this address carries a key, which would stand in the lock, in logs and in the repository";
        // The line itself is not shown: it holds the key.
        r.notes.push(Diagnostic::error("config-secret", message).at_unshown(r.source, node.span).help(help));
        return None;
    }
    Some(text)
}

/// A path inside the site.
fn inside(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?;
    let fine = !text.is_empty()
        && !text.contains(['\\', '\0'])
        && text.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !fine {
        let message = format!("`{}` is not a path inside the site", document::clip(&text));
        r.error("config-source", node.span, message);
    }
    fine.then_some(text)
}

fn on_error(r: &mut Reading<'_>, node: &Node) -> Option<OnError> {
    r.one_of(node, &[("fail", OnError::Fail), ("stale", OnError::Stale), ("skip", OnError::Skip)])
}

/// `8d`, `36h`; a plain number means days.
fn max_age(r: &mut Reading<'_>, node: &Node) -> Option<u32> {
    let text = r.text(node)?;
    let (number, hours) = match text.as_bytes().last() {
        Some(b'h') => (&text[..text.len() - 1], 1),
        Some(b'd') => (&text[..text.len() - 1], 24),
        Some(b'w') => (&text[..text.len() - 1], 168),
        _ => (text.as_str(), 24),
    };
    let age = number.trim().parse::<u32>().ok().and_then(|n| n.checked_mul(hours)).filter(|n| *n > 0);
    if age.is_none() {
        r.error(
            "config-source",
            node.span,
            format!("`{}` is not an age such as 8d or 36h", document::clip(&text)),
        );
    }
    age
}

fn variable(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?;
    let fine = !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !text.starts_with(|c: char| c.is_ascii_digit());
    if !fine {
        // What stands here may be the key itself, so it is not repeated.
        let message = "`key_env` is the name of an environment variable, such as OPENROUTER_API_KEY";
        r.notes.push(Diagnostic::error("config-secret", message).at_unshown(r.source, node.span));
    }
    fine.then_some(text)
}

fn timeouts(r: &mut Reading<'_>, node: &Node) -> Option<Timeouts> {
    let mut f = Fields::open(node, "`timeouts`", r)?;
    let timeouts = Timeouts {
        connect: f.optional("connect", r, |r, n| r.whole(n, 1)),
        read: f.optional("read", r, |r, n| r.whole(n, 1)),
        total: f.optional("total", r, |r, n| r.whole(n, 1)),
    };
    f.finish(r);
    Some(timeouts)
}

fn mapping(f: &mut Fields<'_>, r: &mut Reading<'_>) -> Mapping {
    let mut mapping = Mapping { rows: String::new(), ..Mapping::default() };
    fill(f, r, &mut mapping);
    if let Some(node) = f.node("mapping")
        && let Some(mut inner) = Fields::open(node, "`mapping`", r)
    {
        fill(&mut inner, r, &mut mapping);
        inner.finish(r);
    }
    mapping
}

fn fill(f: &mut Fields<'_>, r: &mut Reading<'_>, mapping: &mut Mapping) {
    if let Some(rows) = f.optional("rows", r, pointer) {
        mapping.rows = rows;
    }
    for key in Mapping::KEYS {
        // A source's own `url` is where it is asked.
        let word = if key == "url" { "link" } else { key };
        if let Some(field) = f.optional(word, r, Reading::text) {
            mapping.fields.insert(key, field);
        }
    }
    mapping.as_of = f.optional("as_of", r, pointer).or(mapping.as_of.take());
    mapping.other = f.optional("other", r, pointer).or(mapping.other.take());
    mapping.other_name = f.optional("other_name", r, Reading::text).or(mapping.other_name.take());
    if let Some(node) = f.node("only") {
        let pairs = document::entries(node, "`only` as a mapping from key to value", r);
        let read: BTreeMap<String, String> =
            pairs.iter().filter_map(|e| Some((e.key.to_string(), r.text(&e.node)?))).collect();
        mapping.only.extend(read);
    }
}

fn pointer(r: &mut Reading<'_>, node: &Node) -> Option<String> {
    let text = r.text(node)?;
    if text.is_empty() || text.starts_with('/') {
        return Some(if text == "/" { String::new() } else { text });
    }
    r.error_help(
        "config-source",
        node.span,
        format!("`{text}` is not a JSON pointer"),
        "write it like `/data`",
    );
    None
}
