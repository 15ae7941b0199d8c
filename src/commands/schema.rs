//! `standings schema`: the JSON Schema of a kind of file, for editors and checkers.

use super::{Exit, complain, put};
use crate::diagnostic::did_you_mean;
use crate::schema;

/// Runs the command.
pub fn run(kind: &str) -> Exit {
    match schema::schema(kind) {
        Some(text) => {
            put(text);
            Exit::Fine
        }
        None => {
            let help = did_you_mean(kind, schema::kinds()).map(|h| format!("; {h}")).unwrap_or_default();
            complain(&format!("there is no schema of `{kind}`{help}"));
            Exit::Usage
        }
    }
}
