//! The boards of `site.yaml`, with their metrics, sources and changes of method.

use super::period;
use crate::document::{Fields, Node, Reading};
use crate::model::{Board, Break, Cadence, Credit, Metric, MetricKind};

/// Reads the list of boards; each id once.
pub fn boards(r: &mut Reading<'_>, node: &Node, cadence: Cadence) -> Vec<Board> {
    let mut boards: Vec<Board> = Vec::new();
    for item in r.list(node) {
        let Some(board) = board(r, item, cadence) else { continue };
        if boards.iter().any(|b| b.id == board.id) {
            r.error("config-board-twice", item.span, format!("a second board `{}`", board.id));
            continue;
        }
        boards.push(board);
    }
    boards
}

fn board(r: &mut Reading<'_>, node: &Node, cadence: Cadence) -> Option<Board> {
    let mut f = Fields::open(node, "a board", r)?;
    let id = f.required("id", r, Reading::slug);
    let title = f.required("title", r, Reading::text);
    let metric = f.required("metric", r, metric);
    let role = f.optional("role", r, Reading::text);
    let top = f.optional("top", r, |r, n| r.whole(n, 1)).unwrap_or(20);
    let source = f.optional("source", r, |r, n| credit(r, n, |r, n| r.text(n)));
    let also = f.optional("also", r, Reading::texts).unwrap_or_default();
    let mut breaks = f.node("breaks").map(|n| breaks(r, n, cadence)).unwrap_or_default();
    breaks.sort_by_key(|b| b.period);
    f.finish(r);
    Some(Board { id: id?, title: title?, metric: metric?, role, top, source, breaks, also })
}

fn metric(r: &mut Reading<'_>, node: &Node) -> Option<Metric> {
    let mut f = Fields::open(node, "`metric`", r)?;
    let kinds = [("score", MetricKind::Score), ("volume", MetricKind::Volume)];
    let kind = f.required("kind", r, |r, n| r.one_of(n, &kinds));
    let label = f.optional("label", r, Reading::text);
    let unit = f.optional("unit", r, Reading::text).unwrap_or_default();
    let decimals = f.optional("decimals", r, |r, n| r.whole(n, 0)).unwrap_or(0).min(6);
    f.finish(r);
    let kind = kind?;
    let fallback = if kind == MetricKind::Score { "Score" } else { "Volume" };
    Some(Metric { kind, label: label.unwrap_or_else(|| fallback.to_string()), unit, decimals })
}

/// How a text is read: as the editor's own, or as a source's.
type ReadText = fn(&mut Reading<'_>, &Node) -> Option<String>;

/// Reads a source with its licence and citation; snapshots use it too.
pub fn credit(r: &mut Reading<'_>, node: &Node, text: ReadText) -> Option<Credit> {
    let mut f = Fields::open(node, "`source`", r)?;
    let name = f.required("name", r, text);
    let url = f.optional("url", r, Reading::web_address);
    let licence = f.optional("licence", r, text);
    let citation_span = f.node("citation").map(|n| n.span).unwrap_or_default();
    let citation = f.optional("citation", r, text);
    if let Some(unknown) = citation.as_deref().and_then(unknown_blank) {
        let message = format!("`{unknown}` in a citation is printed as it stands");
        let help = "the one blank that is filled in is `{as_of}`";
        r.warning_help("source-citation", citation_span, message, help);
    }
    f.finish(r);
    Some(Credit { name: name?, url, licence, citation })
}

/// A word in braces that nothing fills in.
fn unknown_blank(citation: &str) -> Option<&str> {
    let blanks = citation.match_indices('{').filter_map(|(at, _)| {
        let end = citation[at..].find('}')?;
        Some(&citation[at..=at + end])
    });
    let is_word = |blank: &str| {
        let inner = &blank[1..blank.len() - 1];
        !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    blanks.into_iter().find(|blank| *blank != "{as_of}" && is_word(blank))
}

fn breaks(r: &mut Reading<'_>, node: &Node, cadence: Cadence) -> Vec<Break> {
    let mut list = Vec::new();
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "a break", r) else { continue };
        let period = f.required("period", r, |r, n| period(r, n, cadence));
        let note = f.required("note", r, Reading::text);
        f.finish(r);
        if let (Some(period), Some(note)) = (period, note) {
            list.push(Break { period, note });
        }
    }
    list
}
