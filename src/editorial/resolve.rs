//! What a reference means: names to models, boards, periods and figures of the fact table. A closed set.

mod arguments;
mod blocks;
mod inline;
mod own;

pub use inline::move_words;
pub use own::{OptionFile, OwnChart};

use super::reference::Call;
use super::{Claim, reference};
use crate::analysis::Facts;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Place, Source, Span, did_you_mean};
use crate::identity::Key;
use crate::inputs::Inputs;
use crate::model::Period;
use std::sync::Arc;

/// What references are resolved against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The fact table.
    pub facts: &'a Facts,
    /// The configuration.
    pub config: &'a Config,
    /// The site's files: a figure may be a file of its own.
    pub inputs: &'a Inputs,
    /// The period; `None` on standing pages, which speak of the newest.
    pub period: Option<Period>,
}

/// What resolving collects.
#[derive(Debug, Default)]
pub struct Found {
    /// Every figure that a reference put into the prose.
    pub claims: Vec<Claim>,
}

/// A reference inside a sentence.
#[derive(Debug, Clone)]
pub struct Inline {
    /// The figure.
    pub claim: Claim,
    /// The page it links to, as a path of the site.
    pub link: Option<String>,
    /// It is what the source said, and a reader must know.
    pub reported: bool,
}

/// A reference that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it shows.
    pub kind: BlockKind,
    /// The board.
    pub board: usize,
    /// The period.
    pub period: Period,
    /// Where the reference stands.
    pub place: Place,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// Climbs, falls, debuts, returns, exits.
    Movers,
    /// The board, so many rows.
    Table(u32),
    /// Volumes, totals, shares, concentration.
    Volumes,
    /// Prestige beside production.
    Gap,
    /// The computed sentences, so many.
    Findings(u32),
    /// A figure.
    Chart {
        /// What it draws.
        kind: ChartKind,
        /// How many periods back.
        periods: u32,
        /// The row, for figures of one.
        key: Option<Key>,
        /// The editor's own option.
        own: Option<Arc<OwnChart>>,
    },
}

/// The kinds of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    /// Ranks over periods.
    Bump,
    /// The rows of the visible top, this period beside the last.
    Volumes,
    /// Prestige against production: two columns of ranks.
    Gap,
    /// Score against volume, the widest gaps named.
    Residuals,
    /// Shares over time, stacked.
    Share,
    /// Shares of organisations over time, stacked.
    Orgs,
    /// Sums of the largest shares over time.
    Concentration,
    /// Agreement with the period before, over time.
    Stability,
    /// Score against price.
    Pareto,
    /// One row's rank over time.
    History,
    /// One row's value over time.
    Value,
    /// The editor's own option.
    Custom,
}

const CHARTS: [(&str, ChartKind); 12] = [
    ("bump", ChartKind::Bump),
    ("concentration", ChartKind::Concentration),
    ("custom", ChartKind::Custom),
    ("gap", ChartKind::Gap),
    ("history", ChartKind::History),
    ("orgs", ChartKind::Orgs),
    ("pareto", ChartKind::Pareto),
    ("residuals", ChartKind::Residuals),
    ("share", ChartKind::Share),
    ("stability", ChartKind::Stability),
    ("value", ChartKind::Value),
    ("volumes", ChartKind::Volumes),
];

impl ChartKind {
    /// As a reference names it.
    pub fn word(self) -> &'static str {
        CHARTS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What a reference turned out to be.
#[derive(Debug, Clone)]
pub enum Resolved {
    /// Words in a sentence.
    Inline(Inline),
    /// A block.
    Block(Block),
}

/// A reference's name, what it takes besides the common arguments, and whether it is a block.
struct Form {
    name: &'static str,
    takes: &'static [&'static str],
    block: bool,
}

static FORMS: &[Form] = &[
    Form { name: "rank", takes: &["model", "effort", "variant"], block: false },
    Form { name: "value", takes: &["model", "effort", "variant", "style"], block: false },
    Form { name: "growth", takes: &["model", "effort", "variant", "style"], block: false },
    Form { name: "move", takes: &["model", "effort", "variant"], block: false },
    Form { name: "share", takes: &["model", "effort", "variant"], block: false },
    Form { name: "total", takes: &["style"], block: false },
    Form { name: "price", takes: &["model", "effort", "variant", "style"], block: false },
    Form { name: "context", takes: &["model", "effort", "variant"], block: false },
    Form { name: "model", takes: &["model", "effort", "variant"], block: false },
    Form { name: "movers", takes: &[], block: true },
    Form { name: "table", takes: &["top"], block: true },
    Form { name: "volumes", takes: &[], block: true },
    Form { name: "gap", takes: &[], block: true },
    Form { name: "findings", takes: &["limit"], block: true },
    Form {
        name: "chart",
        takes: &["kind", "periods", "model", "effort", "variant", "option", "title", "description"],
        block: true,
    },
];

/// What would be a reference elsewhere, in a text in which none is read; places count from `offset`.
pub fn unread(text: &str, offset: usize) -> impl Iterator<Item = Call> {
    let calls =
        text.match_indices("{{").filter_map(move |(at, _)| reference::parse(&text[at..], offset + at).ok());
    calls.filter(|call| FORMS.iter().any(|f| f.name == call.name))
}

/// True for the name of a block reference.
pub fn is_block(name: &str) -> bool {
    FORMS.iter().any(|f| f.block && f.name == name)
}

/// Resolves a reference; `None` after an error.
pub fn resolve(
    call: &Call,
    source: Source<'_>,
    context: &Context<'_>,
    notes: &mut Notes,
) -> Option<Resolved> {
    let Some(form) = FORMS.iter().find(|f| f.name == call.name) else {
        let help = did_you_mean(&call.name, FORMS.iter().map(|f| f.name));
        let note = Diagnostic::error("reference-unknown", format!("there is no reference `{}`", call.name));
        notes.push(note.at(source, call.name_span).help_opt(help));
        return None;
    };
    let mut reader = Reader { call, form, source, context, notes };
    if !reader.arguments_known() {
        return None;
    }
    if form.block { reader.block().map(Resolved::Block) } else { reader.inline().map(Resolved::Inline) }
}

/// Expands the references in a plain text of the front matter (a title, a summary).
pub fn plain(
    text: &str,
    span: Span,
    source: Source<'_>,
    context: &Context<'_>,
    found: &mut Found,
    notes: &mut Notes,
) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut from = span.start;
    while let Some(at) = reference::first(rest) {
        out.push_str(&rest[..at]);
        match reference::parse(&rest[at..], 0) {
            Ok(call) => {
                let length = call.span.end;
                let call = match spelled_at(source, Span::new(from, span.end), &rest[at..at + length]) {
                    Some(start) => {
                        from = start + length;
                        reference::parse(&source.text[start..from], start).unwrap_or(call)
                    }
                    // YAML spells it otherwise (escapes, folded lines): point at the whole value.
                    None => moved(call, span),
                };
                match resolve(&call, source, context, notes) {
                    Some(Resolved::Inline(inline)) => {
                        out.push_str(&inline.claim.shown);
                        out.push_str(if inline.reported { " (as reported)" } else { "" });
                        found.claims.push(inline.claim);
                    }
                    Some(Resolved::Block(_)) => {
                        let message = format!("`{}` cannot stand in a title or summary", call.name);
                        notes.push(Diagnostic::error("reference-not-alone", message).at(source, call.span));
                    }
                    None => {}
                }
                rest = &rest[at + length..];
            }
            Err(e) => {
                let message = format!("this reference cannot be read: {}", e.message);
                notes.push(Diagnostic::error("reference-syntax", message).at(source, span));
                out.push_str("{{");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Where a reference of a front matter's value stands in the file, if it is written there letter by letter.
fn spelled_at(source: Source<'_>, within: Span, reference: &str) -> Option<usize> {
    let raw = source.text.get(within.start..within.end)?;
    raw.find(reference).map(|at| within.start + at)
}

fn moved(mut call: Call, span: Span) -> Call {
    call.span = span;
    call.name_span = span;
    for argument in &mut call.arguments {
        argument.span = span;
        if let Some((_, key_span)) = &mut argument.key {
            *key_span = span;
        }
    }
    call
}

struct Reader<'r> {
    call: &'r Call,
    form: &'static Form,
    source: Source<'r>,
    context: &'r Context<'r>,
    notes: &'r mut Notes,
}
