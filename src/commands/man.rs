//! `standings man`: the man page of the program or of a command.

use super::{Exit, complain, put_bytes};
use crate::cli::man_page;
use crate::diagnostic::did_you_mean;

/// Runs the command.
pub fn run(command: Option<&str>) -> Exit {
    match man_page(command) {
        Ok(page) => {
            put_bytes(&page);
            Exit::Fine
        }
        Err(known) => {
            let name = command.unwrap_or_default();
            let help = did_you_mean(name, known.iter().map(String::as_str));
            let help = help.map(|h| format!("; {h}")).unwrap_or_default();
            complain(&format!("there is no command `{name}`{help}"));
            Exit::Usage
        }
    }
}
