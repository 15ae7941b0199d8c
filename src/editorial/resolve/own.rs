//! `{{ chart("custom", option="charts/x.json") }}`: the editor's own option, found and read. What may be in it is the
//! business of `figures`.
//! A path is looked up beside the text first and in `content/` then; `x.narrow.json` beside `x.json`, if it is there, is
//! the design for phones.

use super::{Block, BlockKind, ChartKind, Reader};
use crate::diagnostic::did_you_mean;
use crate::model::Period;
use std::sync::Arc;

/// An option file as it lies in the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OptionFile {
    /// Its path.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// A figure that the editor has written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnChart {
    /// The option.
    pub wide: OptionFile,
    /// The option for phones, if it has one of its own.
    pub narrow: Option<OptionFile>,
    /// The title given with the reference.
    pub title: Option<String>,
    /// The sentence given with the reference.
    pub description: Option<String>,
}

impl Reader<'_> {
    pub(super) fn own_block(&mut self) -> Option<Block> {
        for stray in ["periods", "model", "effort", "variant"] {
            if let Some(argument) = self.argument(stray) {
                let message = format!("a chart of your own takes no `{stray}`");
                let help = "it takes `option`, `title` and `description`".to_string();
                self.fail("reference-argument", argument.span, message, Some(help));
                return None;
            }
        }
        let Some((path, span)) = self.text("option").ok()? else {
            let help = "write `option=\"charts/name.json\"`".to_string();
            let message = "a chart of your own needs its `option`".to_string();
            self.fail("reference-argument", self.call.span, message, Some(help));
            return None;
        };
        let Some(file) = self.option_file(path) else {
            self.no_such_file(path, span);
            return None;
        };
        let narrow = file.strip_suffix(".json").map(|stem| format!("{stem}.narrow.json"));
        let narrow = narrow.filter(|file| self.context.inputs.get(file).is_some());
        let wide = self.read(&file)?;
        let narrow = match narrow {
            Some(file) => Some(self.read(&file)?),
            None => None,
        };
        let title = self.words("title")?;
        let description = self.words("description")?;
        let own = Arc::new(OwnChart { wide, narrow, title, description });
        let kind = BlockKind::Chart { kind: ChartKind::Custom, periods: 1, key: None, own: Some(own) };
        let place = self.source.place(self.call.span);
        Some(Block {
            kind,
            board: self.context.config.default_board().unwrap_or(0),
            period: self.any_period()?,
            place,
        })
    }

    /// The text of an argument: there, not there, or (outer `None`) wrong.
    fn words(&mut self, key: &str) -> Option<Option<String>> {
        let found = self.text(key).ok()?;
        Some(found.map(|(text, _)| text.trim().to_string()).filter(|text| !text.is_empty()))
    }

    fn read(&mut self, file: &str) -> Option<OptionFile> {
        let text = self.context.inputs.text(file, self.notes)?;
        Some(OptionFile { file: file.to_string(), text: text.to_string() })
    }

    /// Beside the text, else in `content/`.
    fn option_file(&self, path: &str) -> Option<String> {
        if path.starts_with('/')
            || path.contains('\\')
            || path.split('/').any(|part| matches!(part, "" | "." | ".."))
        {
            return None;
        }
        let beside = self.source.file.rsplit_once('/').map_or("content", |(folder, _)| folder);
        let known = [format!("{beside}/{path}"), format!("content/{path}")];
        known.into_iter().find(|file| file.ends_with(".json") && self.context.inputs.get(file).is_some())
    }

    fn no_such_file(&mut self, path: &str, span: crate::diagnostic::Span) {
        let beside = self.source.file.rsplit_once('/').map_or("content", |(folder, _)| folder).to_string();
        let inputs = self.context.inputs;
        let known: Vec<&str> = [beside.as_str(), "content"]
            .iter()
            .flat_map(|folder| {
                inputs.below(folder).filter_map(move |(file, _)| file.strip_prefix(folder)?.strip_prefix('/'))
            })
            .filter(|file| file.ends_with(".json") && !file.ends_with(".narrow.json"))
            .collect();
        let help = did_you_mean(path, known.iter().copied()).or_else(|| {
            Some(format!("an option is a .json file under {beside}/ or content/, without `..` in its path"))
        });
        self.fail("chart-option-missing", span, format!("there is no option `{path}`"), help);
    }

    /// The period that the figure stands in: the issue's, else the newest. The option itself has none.
    fn any_period(&self) -> Option<Period> {
        let context = self.context;
        let newest = || context.facts.latest_period();
        let cadence = context.config.cadence;
        context.period.or_else(newest).or_else(|| Period::parse(cadence.example(), cadence))
    }
}
