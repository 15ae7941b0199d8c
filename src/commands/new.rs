//! `standings new`: the next issue as a scaffold. Never overwrites.

use super::{Exit, Setting, exit_of_notes};
use crate::analysis::Facts;
use crate::cli::{ContentArgs, NewArgs};
use crate::config::Config;
use crate::diagnostic::Notes;
use crate::model::Period;
use crate::scaffold::{self, Material};
use crate::{editorial, output};
use jiff::civil::Date;

/// Runs the command.
pub fn run(setting: &Setting, args: &NewArgs) -> Exit {
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let everything = ContentArgs { drafts: true, future: true, strict: false };
    let options = setting.options(&everything, &inputs);
    let Some(config) = crate::configure(&inputs, &options, &mut notes) else {
        setting.print_instead(&notes.into_sorted());
        return Exit::Usage;
    };
    let facts = crate::facts(&inputs, &config, &mut notes);
    let written = editorial::periods(&inputs, &config);
    if notes.failed() {
        return exit_of_notes(setting, notes);
    }
    let period = match &args.period {
        Some(text) => match Period::parse(text, config.cadence) {
            Some(period) => period,
            None => {
                setting.complain(&format!(
                    "`{text}` is not a period of this site; write it like {}",
                    config.cadence.example()
                ));
                return Exit::Usage;
            }
        },
        None => match next(&facts, &written, &config, options.today) {
            Some(period) => period,
            None => {
                setting.complain("there is no period after the last one");
                return Exit::Usage;
            }
        },
    };
    let path = setting.global.root.join(format!("content/issues/{period}.md"));
    if path.exists() {
        setting.complain(&format!("{} is there already and stays as it is", path.display()));
        return Exit::Usage;
    }
    let text = scaffold::issue(Material { facts: &facts, config: &config, period, today: options.today });
    if let Err(e) = output::create_file(&path, text.as_bytes()) {
        setting.complain(&e.to_string());
        return Exit::Fault;
    }
    setting.say(&format!(
        "{}: a draft; read it with `standings build --drafts`, or `standings serve --drafts`",
        path.display()
    ));
    setting.print_done();
    Exit::Fine
}

/// The newest period of the data, or the one after the newest issue if that has been written.
fn next(facts: &Facts, written: &[Period], config: &Config, today: Date) -> Option<Period> {
    match (facts.latest_period(), written.iter().max().copied()) {
        (Some(known), Some(last)) if last >= known => last.next(),
        (Some(known), _) => Some(known),
        (None, Some(last)) => last.next(),
        (None, None) => Period::containing(today, config.cadence),
    }
}
