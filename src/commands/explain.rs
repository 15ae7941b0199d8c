//! `standings explain`: what a diagnostic means and how to mend it.

use super::{Exit, complain, put};
use crate::diagnostic::{did_you_mean, explain, explanations};

/// Runs the command.
pub fn run(code: &str) -> Exit {
    let code = code.trim_start_matches("error[").trim_start_matches("warning[").trim_end_matches(']');
    if let Some(found) = explain(code) {
        put(&format!("{}\n\n{}\n\n{}\n", found.code, found.cause, found.remedy));
        return Exit::Fine;
    }
    let help = did_you_mean(code, explanations().iter().map(|e| e.code))
        .map(|h| format!("; {h}"))
        .unwrap_or_default();
    complain(&format!("there is no diagnostic `{code}`{help}"));
    Exit::Usage
}
