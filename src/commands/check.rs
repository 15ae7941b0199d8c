//! `standings check`: everything wrong, without writing.

use super::{Exit, Setting, exit_of, tally};
use crate::cache::Cache;
use crate::cli::CheckArgs;
use crate::diagnostic::{Diagnostic, Notes, Severity};
use crate::inputs::{self, Inputs};
use crate::output::{self, MANIFEST};
use crate::restated::{self, Now, Published};
use crate::{Around, Options};

/// Runs the command.
pub fn run(setting: &Setting, args: &CheckArgs) -> Exit {
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let manifest = args.against.as_deref().and_then(output::read_manifest);
    let options = Options {
        published: manifest.map(|m| m.files.into_keys().collect()),
        suggest: args.suggest,
        ..setting.options(&args.content, &inputs)
    };
    let cache = Cache::of(&setting.global.root);
    let published =
        match args.against.as_deref().map(|folder| inputs::read_published(folder, MANIFEST)).transpose() {
            Ok(published) => published,
            Err(e) => {
                setting.complain(&e.to_string());
                return Exit::Usage;
            }
        };
    if published.as_ref().is_some_and(|files| !files.keys().any(|path| path.starts_with("data/"))) {
        setting.say(
            "that output holds no tables (`outputs` without `data`), so only its addresses are compared",
        );
    }
    let mut built = crate::build(&inputs, &options, notes, Around { memory: &cache, on_stage: &mut |_| {} });
    if let (Some(published), false) = (published, built.unconfigured) {
        built.diagnostics.extend(restated(&inputs, &options, &published));
    }
    if args.links {
        // An error may be why the links could not be followed.
        built.diagnostics.retain(|d| d.severity == Severity::Error || d.code.starts_with("link-"));
    }
    setting.print_result(&built.diagnostics);
    setting.say(&tally(&built.diagnostics).unwrap_or_else(|| "nothing is wrong".to_string()));
    exit_of(&built)
}

/// What the earlier output says otherwise. What is wrong with the site itself has been told.
fn restated(inputs: &Inputs, options: &Options, published: &Published) -> Vec<Diagnostic> {
    let mut notes = Notes::default();
    let Some((config, facts, editorial)) = crate::read(inputs, options, &mut Notes::default()) else {
        return Vec::new();
    };
    let now = Now { inputs, config: &config, facts: &facts, editorial: &editorial };
    restated::compare(published, now, &mut notes);
    if options.strict {
        notes.make_strict();
    }
    notes.into_sorted()
}
