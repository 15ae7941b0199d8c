//! What is said of names: which of them nobody knows, which want the address of another, which are two rows of one model.

use super::Names;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use crate::document::clip;
use crate::inputs::Inputs;
use crate::model::Row;

/// Most complaints of one kind; a broken export makes one mistake in every row.
pub const MOST: usize = 20;

impl Names {
    /// Which of two names has an address of their own spelling depends on which was met first.
    pub(super) fn warn_of_contested(&self, config: &Config, notes: &mut Notes) {
        for (name, owner) in self.contested.iter().take(MOST) {
            let owner = &self.models[*owner];
            let message = format!(
                "`{}` would have the address of `{}`, /{}/{}/",
                clip(name),
                clip(&owner.name),
                config.subject.plural,
                owner.id
            );
            let help = if self.apart.contains_key(name.as_str()) {
                "one list has both, so they are two; if they are one, mend the name in its file"
            } else {
                "the one that an earlier period names has it, so an older file can turn that around; \
                 give each an id of its own in the registry"
            };
            notes.push(
                Diagnostic::warning("identity-address", message).in_file(crate::registry::FILE).help(help),
            );
        }
    }

    pub(super) fn warn_of_unmatched(&self, inputs: &Inputs, config: &Config, notes: &mut Notes) {
        if self.unmatched.is_empty() {
            return;
        }
        let shown = self.unmatched.iter().take(50).map(|(name, (board, period))| {
            format!("`{}` ({} {period})", clip(name), config.boards[*board].id)
        });
        let shown: Vec<String> = shown.collect();
        let rest = self.unmatched.len().saturating_sub(50);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let count = self.unmatched.len();
        let (names, verb) = if count == 1 { ("name", "matches") } else { ("names", "match") };
        let words = &config.subject.singular;
        let message =
            format!("{count} {names} {verb} no {words} of the registry: {}{more}", shown.join(", "));
        // Without a registry there is no file to mend but the one that has the names.
        let registry = Some(crate::registry::FILE).filter(|file| inputs.get(file).is_some());
        let file = registry.or(self.first_unmatched.as_deref()).unwrap_or_default();
        notes.push(Diagnostic::warning("identity-unmatched", message).in_file(file).help(
            if self.registered == 0 {
                "each has a page of its own, and that may be all you need; a registry, data/models.yaml, gives them names, \
                     organisations and aliases"
            } else {
                "each has a page of its own; add an alias where it is a known one under another name"
            },
        ));
    }
}

/// A row whose model has one already.
pub fn second_row(file: &str, inputs: &Inputs, row: &Row, first: Span, model: &str) -> Diagnostic {
    let text = inputs.text(file, &mut Notes::default()).unwrap_or_default();
    let source = Source { file, text };
    let message = format!("`{}` is a second row of `{model}`", clip(&row.name));
    let line = source.place(first).line;
    let help =
        format!("the first is on line {line}; tell them apart with `as:` in {}", crate::registry::FILE);
    Diagnostic::error("snapshot-row-twice", message).at(source, row.span).help(help)
}
