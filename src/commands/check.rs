//! `standings check`: everything wrong, without writing.

use super::{Exit, Setting, exit_of, tally};
use crate::cache::Cache;
use crate::cli::CheckArgs;
use crate::diagnostic::Notes;
use crate::{Around, Options};

/// Runs the command.
pub fn run(setting: &Setting, args: &CheckArgs) -> Exit {
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let options = Options { suggest: args.suggest, ..setting.options(&args.content) };
    let cache = Cache::of(&setting.global.root);
    let built = crate::build(&inputs, &options, notes, Around { memory: &cache, on_stage: &mut |_| {} });
    setting.print_result(&built.diagnostics);
    setting.say(&tally(&built.diagnostics).unwrap_or_else(|| "nothing is wrong".to_string()));
    exit_of(&built)
}
