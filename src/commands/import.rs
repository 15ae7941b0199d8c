//! `standings import`: snapshots from a table that somebody has: CSV, JSON, or a wide table with a column a period.
//! The same door and the same rules as `fetch`: strict, nothing overwritten unasked, strange figures held.

use super::{Exit, Setting};
use crate::cli::ImportArgs;
use crate::config::Config;
use crate::diagnostic::{Notes, did_you_mean};
use crate::fetch::period::not_begun;
use crate::fetch::table::{self, Kind, Request};
use crate::inputs::{self, Inputs};
use crate::model::Period;
use crate::output;
use crate::snapshots::draft::Draft;
use crate::snapshots::stored::{self, Allowed, Verdict};
use jiff::ToSpan as _;

/// Runs the command.
pub fn run(setting: &Setting, args: &ImportArgs) -> Exit {
    let mut notes = Notes::default();
    let (inputs, config) = match setting.configured(&mut notes) {
        Ok(both) => both,
        Err(exit) => return exit,
    };
    match drafts(&config, args) {
        Ok((mapping, drafts)) => {
            setting.tell(&mapping);
            store(setting, args, inputs, &config, drafts)
        }
        Err((exit, message)) => {
            setting.complain(&message);
            exit
        }
    }
}

type Refusal = (Exit, String);

/// What the file holds, and how it was read.
fn drafts(config: &Config, args: &ImportArgs) -> Result<(String, Vec<Draft>), Refusal> {
    let usage = |message: String| (Exit::Usage, message);
    if config.board(&args.board).is_none() {
        let help = did_you_mean(&args.board, config.boards.iter().map(|b| b.id.as_str()));
        return Err(usage(format!(
            "no board `{}`{}",
            args.board,
            help.map(|h| format!("; {h}")).unwrap_or_default()
        )));
    }
    let period = args.period.as_deref().map(|text| {
        Period::parse(text, config.cadence).ok_or_else(|| {
            let (word, example) = (config.cadence.word(), config.cadence.example());
            usage(format!("`{text}` is not a {word} of the calendar; write it like {example}"))
        })
    });
    let period = period.transpose()?;
    let kind = match args.file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "csv" | "tsv" => Kind::Csv,
        "json" => Kind::Json,
        _ => return Err(usage("the file's name must end in .csv, .tsv or .json".to_string())),
    };
    let bytes = inputs::read_one(&args.file).map_err(usage)?;
    let request = Request {
        kind,
        period,
        cadence: config.cadence,
        rows: args.rows.as_deref(),
        map: args.map.as_deref(),
    };
    let table =
        table::read(&bytes, &request).map_err(|m| (Exit::Errors, format!("{}: {m}", args.file.display())))?;
    let draft = |mut draft: Draft| {
        draft.board.clone_from(&args.board);
        draft.as_of = args.as_of.clone().or(draft.as_of);
        draft
    };
    Ok((table.mapping, table.drafts.into_iter().map(draft).collect()))
}

fn store(
    setting: &Setting,
    args: &ImportArgs,
    mut inputs: Inputs,
    config: &Config,
    drafts: Vec<Draft>,
) -> Exit {
    let root = &setting.global.root;
    let holder = |pid: &str| setting.say(&format!("waiting for another run on this site (process {pid})"));
    let _held = match output::lock(root, holder) {
        Ok(held) => held,
        Err(e) => {
            setting.complain(&e.to_string());
            return Exit::Fault;
        }
    };
    let allowed =
        Allowed { restatements: args.accept_restatements, outliers: args.accept_outliers, ragged: false };
    let today = setting.day(config);
    // Somewhere the next day has begun.
    let latest = today.saturating_add(1.day());
    let mut refused = Vec::new();
    let mut accepted = Vec::new();
    for draft in drafts {
        let period = Period::parse(&draft.period, config.cadence);
        if let Some(early) = period.filter(|period| period.first_day() > latest) {
            refused.push(not_begun(early, today));
            continue;
        }
        match stored::judge(draft, &inputs, config, allowed) {
            Verdict::Same(path) => setting.tell(&format!("{path} holds these figures already")),
            Verdict::Refused(wrong) => refused.extend(wrong),
            Verdict::Write(file) => {
                // The next period is compared with this one.
                inputs.insert(file.path.clone(), file.text.clone());
                accepted.push(file);
            }
        }
    }
    if !refused.is_empty() {
        setting.print_instead(&refused);
        setting.say("nothing was written");
        return Exit::Errors;
    }
    for file in accepted {
        let verb = if args.dry_run { "would go to" } else { "in" };
        setting.tell(&format!("{} rows {verb} {}", file.rows, file.path));
        if args.dry_run {
            continue;
        }
        let written = output::replace_file(&root.join(&file.path), file.text.as_bytes())
            .and_then(|()| file.replaces.map_or(Ok(()), |old| output::remove_file(&root.join(old))));
        if let Err(e) = written {
            setting.complain(&e.to_string());
            return Exit::Fault;
        }
    }
    setting.print_done();
    Exit::Fine
}
