//! `standings completions`: a script that lets a shell complete commands and flags.

use super::{Exit, put_bytes};
use crate::cli::{CompletionsArgs, completions};

/// Runs the command.
pub fn run(args: &CompletionsArgs) -> Exit {
    put_bytes(&completions(args.shell));
    Exit::Fine
}
