//! The arguments of a reference: which are there, and what board, period, model and row they mean.

use super::Reader;
use crate::analysis::{Entry, Facts, PeriodFacts};
use crate::diagnostic::{Diagnostic, Span, did_you_mean, nearest};
use crate::editorial::reference::{Argument, Value};
use crate::identity::{Key, ModelId, fold};
use crate::model::{Model, Period};
use crate::words;
use std::collections::BTreeSet;
use std::sync::Arc;

impl<'r> Reader<'r> {
    pub(super) fn fail(&mut self, code: &'static str, span: Span, message: String, help: Option<String>) {
        self.notes.push(Diagnostic::error(code, message).at(self.source, span).help_opt(help));
    }

    /// Every argument has a known key, at most one has none, and none stands twice.
    pub(super) fn arguments_known(&mut self) -> bool {
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
                let (message, help) = self.twice(key, argument);
                self.fail("reference-argument", argument.span, message, help);
                fine = false;
            }
        }
        fine
    }

    /// An argument that is there already: named a second time, or a second one without a name.
    fn twice(&self, key: &str, argument: &Argument) -> (String, Option<String>) {
        if argument.key.is_some() {
            return (format!("`{key}` stands here twice"), None);
        }
        let message = format!("`{}` takes one argument without a name, its `{key}`", self.form.name);
        let named = self.form.takes.iter().find(|takes| **takes == "model" && key != "model");
        let help = match (named, &argument.value) {
            (Some(name), Value::Text(text)) => format!("write `{name}=\"{text}\"`"),
            _ => "write the others as `key=value`; one reference is for each figure".to_string(),
        };
        (message, Some(help))
    }

    pub(super) fn argument(&self, key: &str) -> Option<&'r Argument> {
        let first = self.form.takes.first() == Some(&key);
        self.call.arguments.iter().find(|a| match &a.key {
            Some((k, _)) => k == key,
            None => first,
        })
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Option<(&'r str, Span)>, ()> {
        match self.argument(key) {
            None => Ok(None),
            Some(Argument { value: Value::Text(text), span, .. }) => Ok(Some((text, *span))),
            Some(argument) => {
                self.fail("reference-argument", argument.span, format!("`{key}` is a text in quotes"), None);
                Err(())
            }
        }
    }

    pub(super) fn number(&mut self, key: &str, default: u32) -> Option<u32> {
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

    pub(super) fn board(&mut self) -> Option<usize> {
        let config = self.context.config;
        match self.text("board").ok()? {
            None => {
                let board = config.default_board();
                if board.is_none() {
                    let (message, help) = match config.boards.is_empty() {
                        true => (
                            "this site has no boards",
                            Some("name them under `boards:` in site.yaml".to_string()),
                        ),
                        false => (
                            "this site has several boards and no gap: say which with `board=`",
                            did_you_mean("", config.boards.iter().map(|b| b.id.as_str())),
                        ),
                    };
                    self.fail("reference-unknown-board", self.call.span, message.to_string(), help);
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

    pub(super) fn period(&mut self, board: Option<usize>) -> Option<Period> {
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

    pub(super) fn facts_at(&mut self, board: usize, period: Period) -> Option<&'r PeriodFacts> {
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

    pub(super) fn model(&mut self, on: Option<(usize, Period)>) -> Option<ModelId> {
        let facts = self.context.facts;
        let Some((id, span)) = self.text("model").ok()? else {
            let message =
                format!("`{}` needs the id of a {}", self.form.name, self.context.config.subject.singular);
            self.fail(
                "reference-argument",
                self.call.span,
                message,
                Some(match self.argument("kind").map(|a| &a.value) {
                    Some(Value::Text(kind)) => {
                        format!("write `{}(\"{kind}\", model=\"id\")`", self.form.name)
                    }
                    _ => format!("write `{}(\"id\")`", self.form.name),
                }),
            );
            return None;
        };
        let model = facts.model(id);
        if model.is_none() {
            let on = on.map(|(board, period)| {
                format!(" on board `{}` in {period}", self.context.config.boards[board].id)
            });
            let help = suggest_model(id, facts);
            let message =
                format!("no {} `{id}`{}", self.context.config.subject.singular, on.unwrap_or_default());
            self.fail("reference-unknown-model", span, message, help);
        }
        model
    }

    /// The row that a reference means: of the given effort and variant, else the model's best-ranked one.
    pub(super) fn entry(
        &mut self,
        period: &'r PeriodFacts,
        board: usize,
        model: ModelId,
    ) -> Option<&'r Entry> {
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
        let others: Vec<&Entry> = period.rows_of(model).collect();
        if !others.is_empty() {
            let on = format!("on board `{id}` in {}", period.period);
            self.no_such_row(&others, [("effort", effort), ("variant", variant)], &on);
            return None;
        }
        let message = format!(
            "no {} `{}` on board `{id}` in {}",
            self.context.config.subject.singular, facts.models[model].id, period.period
        );
        let seen = facts.boards[board].periods.iter().rev().find(|p| p.rows_of(model).next().is_some());
        let help =
            seen.map(|p| format!("it stands there in {}; say so with `period=\"{}\"`", p.period, p.period));
        let span = self.argument("model").map_or(self.call.span, |a| a.span);
        self.fail("reference-unknown-model", span, message, help);
        None
    }

    /// The model stands there, and none of its rows has the effort or the variant that is asked for.
    fn no_such_row(&mut self, rows: &[&Entry], asked: [(&'static str, Option<(&str, Span)>); 2], on: &str) {
        let facts = self.context.facts;
        let words = |key: &str| -> BTreeSet<&str> {
            let own = rows.iter().map(|e| if key == "effort" { &e.key.effort } else { &e.key.variant });
            own.filter_map(|word| word.as_deref()).collect()
        };
        let named = || asked.iter().filter_map(|(key, word)| Some((*key, (*word)?)));
        let wrong = named().find(|(key, (word, _))| !word.is_empty() && !words(key).contains(word));
        let (message, span, near) = match wrong {
            Some((key, (word, span))) => {
                let name = &facts.models[rows[0].key.model].name;
                let near = nearest(word, words(key)).map(|near| format!("did you mean `{near}`? "));
                (format!("no row of {name} {on} has the {key} `{word}`"), span, near)
            }
            None => {
                let name = &facts.models[rows[0].key.model].name;
                let span = named().next().map_or(self.call.span, |(_, (_, span))| span);
                (format!("no row of {name} {on} has this effort and variant"), span, None)
            }
        };
        let help = format!("{}{}", near.unwrap_or_default(), suggest_row(rows, facts));
        self.fail("reference-unknown-model", span, message, Some(help));
    }

    /// Arguments that choose a row, on references that speak of no row: they must name what there is.
    pub(super) fn others_known(&mut self) -> Option<()> {
        if self.argument("board").is_some() {
            self.board()?;
        }
        if self.argument("period").is_some() {
            self.period(None)?;
        }
        Some(())
    }

    /// The model's row is there in some period of some board.
    pub(super) fn row_known(&mut self, model: ModelId) -> Option<()> {
        let effort = self.text("effort").ok()?.map(|(t, _)| t);
        let variant = self.text("variant").ok()?.map(|(t, _)| t);
        let facts = self.context.facts;
        let keys = || facts.boards.iter().flat_map(|b| b.lines_of(model)).map(|(key, _)| key);
        let fits = |wanted: Option<&str>, has: &Option<Arc<str>>| {
            wanted.is_none_or(|wanted| has.as_deref().unwrap_or_default() == wanted)
        };
        let known = keys().any(|k| fits(effort, &k.effort) && fits(variant, &k.variant));
        if known || (effort.is_none() && variant.is_none()) {
            return Some(());
        }
        let rows: BTreeSet<String> = keys().map(|k| row_call(k, facts)).collect();
        let rows: Vec<String> = rows.into_iter().collect();
        let help = (!rows.is_empty()).then(|| format!("its rows: {}", words::list(&rows)));
        let message = format!("no row of {} has this effort and variant", facts.models[model].name);
        self.fail("reference-unknown-model", self.call.span, message, help);
        None
    }
}

/// The rows of a model as a reference would name them.
fn suggest_row(rows: &[&Entry], facts: &Facts) -> String {
    let calls: Vec<String> = rows.iter().map(|e| row_call(&e.key, facts)).collect();
    match calls.as_slice() {
        [one] => format!("its only row there: {one}"),
        many => format!("its rows there: {}", words::list(many)),
    }
}

/// `"claude-opus-4.7", effort="thinking"`.
fn row_call(key: &Key, facts: &Facts) -> String {
    let mut call = format!("`\"{}\"", facts.models[key.model].id);
    for (word, value) in [("effort", &key.effort), ("variant", &key.variant)] {
        if let Some(value) = value {
            call.push_str(&format!(", {word}=\"{value}\""));
        }
    }
    call + "`"
}

/// Which id a person meant who wrote a name, an old id, a source's spelling, or a slip of the pen.
fn suggest_model(written: &str, facts: &Facts) -> Option<String> {
    let folded = fold(written);
    let called = |m: &Model| {
        let names = m.also.iter().chain(&m.formerly).chain(m.aliases.iter().map(|a| &a.name));
        std::iter::once(&m.name).chain(names).any(|name| fold(name) == folded)
    };
    if let Some(model) = facts.models.iter().find(|m| called(m)) {
        return Some(format!("did you mean `{}`?", model.id));
    }
    did_you_mean(written, facts.models.iter().map(|m| m.id.as_str()))
        .filter(|help| help.starts_with("did you mean") || facts.models.len() <= 12)
}
