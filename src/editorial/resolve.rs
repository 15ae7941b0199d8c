//! What a reference means: names to models, boards, periods and figures of the fact table. A closed set.

use super::reference::{Argument, Call, Value};
use super::{Claim, reference};
use crate::analysis::{Entry, Facts, PeriodFacts, Status};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::identity::{Key, ModelId};
use crate::model::{Amount, Period};
use crate::words;
use std::collections::BTreeSet;

/// What references are resolved against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The fact table.
    pub facts: &'a Facts,
    /// The configuration.
    pub config: &'a Config,
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
    },
}

/// The kinds of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    /// Ranks over periods.
    Bump,
    /// The rows of the visible top, this period beside the last.
    Volumes,
    /// Prestige against production.
    Gap,
    /// Shares over time, stacked.
    Share,
    /// One row's rank over time.
    History,
    /// One row's value over time.
    Value,
}

const CHARTS: [(&str, ChartKind); 6] = [
    ("bump", ChartKind::Bump),
    ("gap", ChartKind::Gap),
    ("history", ChartKind::History),
    ("share", ChartKind::Share),
    ("value", ChartKind::Value),
    ("volumes", ChartKind::Volumes),
];

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
    Form { name: "growth", takes: &["model", "effort", "variant"], block: false },
    Form { name: "move", takes: &["model", "effort", "variant"], block: false },
    Form { name: "share", takes: &["model", "effort", "variant"], block: false },
    Form { name: "total", takes: &["style"], block: false },
    Form { name: "price", takes: &["model"], block: false },
    Form { name: "context", takes: &["model"], block: false },
    Form { name: "model", takes: &["model", "effort", "variant"], block: false },
    Form { name: "movers", takes: &[], block: true },
    Form { name: "table", takes: &["top"], block: true },
    Form { name: "volumes", takes: &[], block: true },
    Form { name: "gap", takes: &[], block: true },
    Form { name: "findings", takes: &["limit"], block: true },
    Form { name: "chart", takes: &["kind", "periods", "model", "effort", "variant"], block: true },
];

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
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        // The YAML spelling may differ from the text, so that places inside it point at the whole value.
        match reference::parse(&rest[at..], 0) {
            Ok(call) => {
                let length = call.span.end;
                let call = moved(call, span);
                match resolve(&call, source, context, notes) {
                    Some(Resolved::Inline(inline)) => {
                        out.push_str(&inline.claim.shown);
                        found.claims.push(inline.claim);
                    }
                    Some(Resolved::Block(_)) => {
                        let message = format!("`{}` cannot stand in a title or summary", call.name);
                        notes.push(Diagnostic::error("reference-not-alone", message).at(source, span));
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

impl<'r> Reader<'r> {
    fn fail(&mut self, code: &'static str, span: Span, message: String, help: Option<String>) {
        self.notes.push(Diagnostic::error(code, message).at(self.source, span).help_opt(help));
    }

    /// Every argument has a known key, at most one has none, and none stands twice.
    fn arguments_known(&mut self) -> bool {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut fine = true;
        let takes_first = self.form.takes.first().is_some_and(|first| matches!(*first, "model" | "kind"));
        for argument in &self.call.arguments {
            let key = match &argument.key {
                Some((key, span)) => {
                    if !self.form.takes.contains(&key.as_str()) && !matches!(key.as_str(), "board" | "period")
                    {
                        let known = self.form.takes.iter().copied().chain(["board", "period"]);
                        let help = did_you_mean(key, known);
                        self.fail(
                            "reference-unknown-argument",
                            *span,
                            format!("`{}` takes no `{key}`", self.form.name),
                            help,
                        );
                        fine = false;
                        continue;
                    }
                    key.as_str()
                }
                None if takes_first => self.form.takes[0],
                None => {
                    let message = format!("`{}` takes only named arguments", self.form.name);
                    self.fail(
                        "reference-argument",
                        argument.span,
                        message,
                        Some("write `key=value`".to_string()),
                    );
                    fine = false;
                    continue;
                }
            };
            if !seen.insert(key) {
                self.fail("reference-argument", argument.span, format!("`{key}` stands here twice"), None);
                fine = false;
            }
        }
        fine
    }

    fn argument(&self, key: &str) -> Option<&'r Argument> {
        let first = self.form.takes.first() == Some(&key);
        self.call.arguments.iter().find(|a| match &a.key {
            Some((k, _)) => k == key,
            None => first,
        })
    }

    fn text(&mut self, key: &str) -> Result<Option<(&'r str, Span)>, ()> {
        match self.argument(key) {
            None => Ok(None),
            Some(Argument { value: Value::Text(text), span, .. }) => Ok(Some((text, *span))),
            Some(argument) => {
                self.fail("reference-argument", argument.span, format!("`{key}` is a text in quotes"), None);
                Err(())
            }
        }
    }

    fn number(&mut self, key: &str, default: u32) -> Option<u32> {
        match self.argument(key) {
            None => Some(default),
            Some(Argument { value: Value::Number(n), .. }) if *n >= 1 => Some(*n),
            Some(argument) => {
                self.fail(
                    "reference-argument",
                    argument.span,
                    format!("`{key}` is a whole number of at least 1"),
                    None,
                );
                None
            }
        }
    }

    fn board(&mut self) -> Option<usize> {
        let config = self.context.config;
        match self.text("board").ok()? {
            None => {
                let board = config.default_board();
                if board.is_none() {
                    let help = did_you_mean("", config.boards.iter().map(|b| b.id.as_str()));
                    let message =
                        "this site has several boards and no gap: say which with `board=`".to_string();
                    self.fail("reference-unknown-board", self.call.span, message, help);
                }
                board
            }
            Some((id, span)) => {
                let board = config.board(id);
                if board.is_none() {
                    let help = did_you_mean(id, config.boards.iter().map(|b| b.id.as_str()));
                    self.fail("reference-unknown-board", span, format!("no board `{id}`"), help);
                }
                board
            }
        }
    }

    fn period(&mut self, board: Option<usize>) -> Option<Period> {
        let cadence = self.context.config.cadence;
        match self.text("period").ok()? {
            Some((text, span)) => {
                let period = Period::parse(text, cadence);
                if period.is_none() {
                    let message = format!("`{text}` is not a {} of the calendar", cadence.word());
                    self.fail(
                        "period-invalid",
                        span,
                        message,
                        Some(format!("write it like {}", cadence.example())),
                    );
                }
                period
            }
            None => {
                let newest = || match board {
                    Some(board) => self.context.facts.boards[board].latest().map(|p| p.period),
                    None => self.context.facts.latest_period(),
                };
                let period = self.context.period.or_else(newest);
                if period.is_none() {
                    self.fail(
                        "reference-no-fact",
                        self.call.span,
                        "there is no snapshot yet".to_string(),
                        None,
                    );
                }
                period
            }
        }
    }

    fn facts_at(&mut self, board: usize, period: Period) -> Option<&'r PeriodFacts> {
        let facts = self.context.facts.boards[board].at(period);
        if facts.is_none() {
            let id = &self.context.config.boards[board].id;
            let known =
                self.context.facts.boards[board].latest().map(|p| format!("the newest is {}", p.period));
            self.fail(
                "reference-no-fact",
                self.call.span,
                format!("board `{id}` has no snapshot for {period}"),
                known,
            );
        }
        facts
    }

    fn model(&mut self, on: Option<(usize, Period)>) -> Option<ModelId> {
        let facts = self.context.facts;
        let Some((id, span)) = self.text("model").ok()? else {
            let message =
                format!("`{}` needs the id of a {}", self.form.name, self.context.config.subject.singular);
            self.fail(
                "reference-argument",
                self.call.span,
                message,
                Some(format!("write `{}(\"id\")`", self.form.name)),
            );
            return None;
        };
        let model = facts.model(id);
        if model.is_none() {
            let on = on.map(|(board, period)| {
                format!(" on board `{}` in {period}", self.context.config.boards[board].id)
            });
            let help = did_you_mean(id, facts.models.iter().map(|m| m.id.as_str()))
                .filter(|help| help.starts_with("did you mean") || facts.models.len() <= 12);
            let message =
                format!("no {} `{id}`{}", self.context.config.subject.singular, on.unwrap_or_default());
            self.fail("reference-unknown-model", span, message, help);
        }
        model
    }

    /// The row that a reference means: of the given effort and variant, else the model's best-ranked one.
    fn entry(&mut self, period: &'r PeriodFacts, board: usize, model: ModelId) -> Option<&'r Entry> {
        let effort = self.text("effort").ok()?;
        let variant = self.text("variant").ok()?;
        let mut rows: Vec<&Entry> = period
            .rows_of(model)
            .filter(|e| effort.is_none_or(|(t, _)| e.key.effort.as_deref().unwrap_or_default() == t))
            .filter(|e| variant.is_none_or(|(t, _)| e.key.variant.as_deref().unwrap_or_default() == t))
            .collect();
        rows.sort_by_key(|e| e.rank.unwrap_or(u32::MAX));
        if let Some(entry) = rows.first() {
            return Some(entry);
        }
        let facts = self.context.facts;
        let id = &self.context.config.boards[board].id;
        let message = format!(
            "no {} `{}` on board `{id}` in {}",
            self.context.config.subject.singular, facts.models[model].id, period.period
        );
        let others: Vec<String> = period.rows_of(model).map(|e| facts.row_name(&e.key)).collect();
        let help = if others.is_empty() {
            let seen = facts.boards[board].periods.iter().rev().find(|p| p.rows_of(model).next().is_some());
            seen.map(|p| format!("it stands there in {}; say so with `period=\"{}\"`", p.period, p.period))
        } else {
            Some(format!("its rows there: {}", words::list(&others)))
        };
        let span = self.argument("model").map_or(self.call.span, |a| a.span);
        self.fail("reference-unknown-model", span, message, help);
        None
    }

    fn inline(&mut self) -> Option<Inline> {
        match self.form.name {
            "model" => return self.name_of_model(),
            "price" | "context" => return self.registered(),
            _ => {}
        }
        let board = self.board()?;
        let period = self.period(Some(board))?;
        if self.form.name == "total" {
            let facts = self.facts_at(board, period)?;
            let short = self.short_style()?;
            let total = facts.total;
            return self.figure(
                "total",
                None,
                board,
                period,
                total.map(|t| (self.amount(t, board, short), t.to_string())),
            );
        }
        let model = self.model(Some((board, period)))?;
        let facts = self.facts_at(board, period)?;
        let entry = self.entry(facts, board, model)?;
        let (quantity, shown) = match self.form.name {
            "rank" => ("rank", entry.rank.map(|r| (format!("#{r}"), r.to_string()))),
            "value" => {
                let short = self.short_style()?;
                ("value", entry.value.map(|v| (self.amount(v, board, short), v.to_string())))
            }
            "growth" => ("growth", entry.growth.map(|g| (words::growth(g), g.decimal().to_string()))),
            "share" => ("share", entry.share.map(|s| (words::share(s), s.decimal().to_string()))),
            _ => (
                "move",
                move_words(entry).map(|w| (w, entry.delta.map(|d| d.to_string()).unwrap_or_default())),
            ),
        };
        self.figure(quantity, Some(model), board, period, shown)
    }

    fn short_style(&mut self) -> Option<bool> {
        match self.text("style").ok()? {
            None | Some(("long", _)) => Some(false),
            Some(("short", _)) => Some(true),
            Some((other, span)) => {
                let help = did_you_mean(other, ["short", "long"]);
                self.fail("reference-argument", span, format!("there is no style `{other}`"), help);
                None
            }
        }
    }

    fn amount(&self, amount: Amount, board: usize, short: bool) -> String {
        let board = &self.context.config.boards[board];
        if short { words::cell(amount, board) } else { words::prose(amount, board) }
    }

    fn figure(
        &mut self,
        quantity: &'static str,
        model: Option<ModelId>,
        board: usize,
        period: Period,
        shown: Option<(String, String)>,
    ) -> Option<Inline> {
        let Some((shown, value)) = shown else {
            let title = &self.context.config.boards[board].title;
            let of = model.map(|m| format!(" of {}", self.context.facts.models[m].name)).unwrap_or_default();
            let message = format!("the {quantity}{of} on {title} in {period} is not known");
            let help = "leave it out: a figure that is not known is not printed".to_string();
            self.fail("reference-no-fact", self.call.span, message, Some(help));
            return None;
        };
        Some(Inline {
            claim: Claim {
                shown,
                value,
                quantity,
                model,
                board: Some(board),
                period: Some(period),
                place: self.source.place(self.call.span),
            },
            link: None,
        })
    }

    fn name_of_model(&mut self) -> Option<Inline> {
        let model = self.model(None)?;
        let effort = self.text("effort").ok()?.map(|(t, _)| t.to_string());
        let variant = self.text("variant").ok()?.map(|(t, _)| t.to_string());
        let shown = self.context.facts.row_name(&Key { model, effort, variant });
        let id = &self.context.facts.models[model].id;
        let claim = self.plain_claim("model", model, shown, id.clone());
        Some(Inline { claim, link: Some(format!("{}/{id}/", self.context.config.subject.plural)) })
    }

    fn plain_claim(&self, quantity: &'static str, model: ModelId, shown: String, value: String) -> Claim {
        let place = self.source.place(self.call.span);
        Claim { shown, value, quantity, model: Some(model), board: None, period: self.context.period, place }
    }

    /// What the registry knows: price and context window.
    fn registered(&mut self) -> Option<Inline> {
        let model = self.model(None)?;
        let record = &self.context.facts.models[model];
        let shown = if self.form.name == "context" {
            record.context.map(|c| (format!("{} tokens", words::spelled(c)), c.to_string()))
        } else {
            let period = self.period(None)?;
            record.price_on(period.last_day()).and_then(price_words)
        };
        let Some((shown, value)) = shown else {
            let message = format!("the {} of {} is not in the registry", self.form.name, record.name);
            self.fail(
                "reference-no-fact",
                self.call.span,
                message,
                Some(format!("add it in {}", crate::registry::FILE)),
            );
            return None;
        };
        let quantity = if self.form.name == "context" { "context" } else { "price" };
        Some(Inline { claim: self.plain_claim(quantity, model, shown, value), link: None })
    }

    fn block(&mut self) -> Option<Block> {
        let config = self.context.config;
        if self.form.name == "gap" || self.is_gap_chart() {
            return self.gap_block();
        }
        let board = self.board()?;
        let period = self.period(Some(board))?;
        self.facts_at(board, period)?;
        let kind = match self.form.name {
            "movers" => BlockKind::Movers,
            "table" => BlockKind::Table(self.number("top", config.boards[board].top)?),
            "volumes" => BlockKind::Volumes,
            "findings" => BlockKind::Findings(self.number("limit", 5)?),
            _ => self.chart(board, period)?,
        };
        Some(Block { kind, board, period })
    }

    fn is_gap_chart(&self) -> bool {
        self.form.name == "chart"
            && matches!(self.argument("kind"), Some(Argument { value: Value::Text(t), .. }) if t == "gap")
    }

    fn gap_block(&mut self) -> Option<Block> {
        let Some(gap) = self.context.config.gap else {
            let help = "name the two boards with `gap:` in site.yaml".to_string();
            self.fail("reference-no-fact", self.call.span, "this site has no gap".to_string(), Some(help));
            return None;
        };
        let period = self.period(Some(gap.production))?;
        if !self.context.facts.gap.iter().any(|g| g.period == period) {
            let message = format!("the gap needs both boards in {period}");
            self.fail("reference-no-fact", self.call.span, message, None);
            return None;
        }
        let chart = BlockKind::Chart { kind: ChartKind::Gap, periods: 1, key: None };
        let kind = if self.form.name == "chart" { chart } else { BlockKind::Gap };
        Some(Block { kind, board: gap.production, period })
    }

    fn chart(&mut self, board: usize, period: Period) -> Option<BlockKind> {
        let Some((word, span)) = self.text("kind").ok()? else {
            let help = did_you_mean("", CHARTS.iter().map(|(name, _)| *name));
            self.fail("reference-argument", self.call.span, "`chart` needs a kind".to_string(), help);
            return None;
        };
        let Some((_, kind)) = CHARTS.iter().find(|(name, _)| *name == word) else {
            let help = did_you_mean(word, CHARTS.iter().map(|(name, _)| *name));
            self.fail("reference-unknown-kind", span, format!("there is no chart `{word}`"), help);
            return None;
        };
        let periods = self.number("periods", 12)?;
        let key = if matches!(kind, ChartKind::History | ChartKind::Value) {
            let model = self.model(Some((board, period)))?;
            let facts = self.facts_at(board, period)?;
            Some(self.entry(facts, board, model)?.key.clone())
        } else {
            None
        };
        Some(BlockKind::Chart { kind: *kind, periods, key })
    }
}

/// "$5 per million input and $25 per million output tokens".
fn price_words(price: &crate::model::Price) -> Option<(String, String)> {
    let shown = match (price.input, price.output) {
        (Some(input), Some(output)) => {
            format!(
                "{} per million input and {} per million output tokens",
                words::usd(input),
                words::usd(output)
            )
        }
        (Some(input), None) => format!("{} per million input tokens", words::usd(input)),
        (None, Some(output)) => format!("{} per million output tokens", words::usd(output)),
        (None, None) => return None,
    };
    let plain =
        |value: Option<rust_decimal::Decimal>| value.map(|v| v.normalize().to_string()).unwrap_or_default();
    Some((shown, format!("{}/{}", plain(price.input), plain(price.output))))
}

/// The movement of a row in words; `None` where nothing is known of it.
pub fn move_words(entry: &Entry) -> Option<String> {
    let to = entry.rank.map(|rank| format!(" to #{rank}")).unwrap_or_default();
    let n = entry.delta.map_or(0, i64::unsigned_abs);
    match entry.status {
        Status::Climb => Some(format!("up {}{to}", words::places(n))),
        Status::Fall => Some(if to.is_empty() {
            format!("down {}", words::places(n))
        } else {
            format!("down {}{to}", words::count(n))
        }),
        Status::Hold => {
            Some(entry.rank.map_or_else(|| "unchanged".to_string(), |rank| format!("unchanged at #{rank}")))
        }
        Status::Debut if entry.first_tracked => entry.rank.map(|rank| format!("first tracked at #{rank}")),
        Status::Debut => entry.rank.map(|rank| format!("new at #{rank}")),
        Status::Return => entry.rank.map(|rank| format!("back at #{rank}")),
        Status::Unknown => None,
    }
}
