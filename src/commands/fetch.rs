//! `standings fetch`: asks the sources, writes what they gave and the lock. The only command that uses the network.

use super::{Exit, Setting, put};
use crate::cli::{ContentArgs, FetchArgs, OutputFormat};
use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, Notes, did_you_mean, printable};
use crate::fetch::lock::{self, Lock, Unanswered};
use crate::fetch::period::{self, Wanted};
use crate::fetch::report::{Change, Report, Status};
use crate::fetch::{self, Options, Site};
use crate::inputs::{self, Inputs};
use crate::model::{Period, Registry};
use crate::snapshots::stored::Allowed;
use crate::{output, registry};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

/// Reads the environment: a name gives its value.
pub type Environment<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// Runs the command.
pub fn run(setting: &Setting, args: &FetchArgs, environment: Environment<'_>) -> Exit {
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let content = ContentArgs { drafts: false, future: false, strict: false };
    let Some(config) = crate::configure(&inputs, &setting.options(&content, &inputs), &mut notes) else {
        return end(setting, &[], notes.into_sorted(), Exit::Usage);
    };
    if let Err(message) = usable(&config, args) {
        setting.complain(&message);
        return Exit::Usage;
    }
    // A snapshot with errors is `check`'s business; the registry and the lock must be readable.
    let mut needed = Notes::default();
    let registry = registry::parse(&inputs, &config, &mut needed);
    let lock = lock::parse(&inputs, &mut needed);
    if needed.failed() {
        return end(setting, &[], needed.into_sorted(), Exit::Errors);
    }
    // Two runs at once would overwrite each other's lock file.
    let holder = |pid: &str| setting.say(&format!("waiting for another run on this site (process {pid})"));
    let _held = match output::lock(&setting.global.root, holder) {
        Ok(held) => held,
        Err(e) => {
            setting.complain(&e.to_string());
            return Exit::Fault;
        }
    };
    match ask(setting, args, environment, (&inputs, &config, &registry, &lock)) {
        Ok(reports) => finish(setting, reports, lock, notes),
        Err(diagnostic) => end(setting, &[], vec![diagnostic], Exit::Errors),
    }
}

/// There are sources, and those named are among them.
fn usable(config: &Config, args: &FetchArgs) -> Result<(), String> {
    if config.sources.is_empty() {
        return Err(
            "site.yaml has no `sources:`; `standings explain fetch-failed` says how to add one".to_string()
        );
    }
    for id in &args.source {
        if !config.sources.iter().any(|s| s.id == *id) {
            let help = did_you_mean(id, config.sources.iter().map(|s| s.id.as_str()));
            return Err(format!("no source `{id}`{}", help.map(|h| format!("; {h}")).unwrap_or_default()));
        }
    }
    let Some(text) = &args.period else { return Ok(()) };
    if Period::parse(text, config.cadence).is_none() {
        let (word, example) = (config.cadence.word(), config.cadence.example());
        return Err(format!("`{text}` is not a {word} of the calendar; write it like {example}"));
    }
    Ok(())
}

type Parts<'a> = (&'a Inputs, &'a Config, &'a Registry, &'a Lock);

fn ask(
    setting: &Setting,
    args: &FetchArgs,
    environment: Environment<'_>,
    (inputs, config, registry, lock): Parts<'_>,
) -> Result<Vec<Report>, Diagnostic> {
    let wanted = Wanted {
        period: args.period.as_deref().and_then(|t| Period::parse(t, config.cadence)),
        at_once: args.now,
    };
    let newest = inputs
        .below("data/snapshots")
        .filter_map(|(path, _)| Period::parse(path.split('/').nth(2)?, config.cadence))
        .max();
    period::check_clock(setting.now, lock, newest, wanted, config)?;
    let period = period::choose(config.cadence, setting.now, wanted)?;
    setting.say(&format!("asking for {period}"));
    let bars = Bars::new(setting, config);
    let root = &setting.global.root;
    let options = Options {
        period,
        only: args.source.clone(),
        now: setting.now,
        real_clock: setting.real_clock,
        allowed: Allowed {
            restatements: args.accept_restatements,
            outliers: args.accept_outliers,
            ragged: false,
        },
        allow_local: args.allow_local,
        timeout: args.timeout,
        environment,
        read_file: &|path| inputs::read_one(&root.join(path)),
        progress: &|source, words| bars.tell(source, words),
        log: if args.verbose { |line| drop(writeln!(std::io::stderr(), "{line}")) } else { |_| {} },
    };
    let reports = fetch::run(&Site { config, registry, inputs, lock }, &options);
    bars.clear();
    reports
}

/// Writes the files, then the lock, then says how it went.
fn finish(setting: &Setting, reports: Vec<Report>, mut lock: Lock, mut notes: Notes) -> Exit {
    let before = lock.clone();
    let root = &setting.global.root;
    for report in &reports {
        for change in &report.changes {
            let done = match change {
                Change::Write(path, bytes) => output::replace_file(&root.join(path), bytes),
                Change::Remove(path) => output::remove_file(&root.join(path)),
            };
            if let Err(e) = done {
                setting.complain(&e.to_string());
                return Exit::Fault;
            }
        }
        if let Some(entry) = &report.lock {
            lock.entries.insert((report.id.clone(), report.period.clone()), entry.clone());
        }
        remember_silence(report, setting.now, &mut lock);
    }
    if lock != before
        && let Err(e) = output::replace_file(&root.join(lock::FILE), lock.text().as_bytes())
    {
        setting.complain(&e.to_string());
        return Exit::Fault;
    }
    reports.iter().flat_map(|r| r.diagnostics.clone()).for_each(|d| notes.push(d));
    let exit = if reports.iter().any(Report::failed) {
        Exit::Network
    } else if reports.iter().any(Report::refused) {
        Exit::Errors
    } else {
        Exit::Fine
    };
    end(setting, &reports, notes.into_sorted(), exit)
}

/// That a source gave no answer is of interest to readers of the figures that it gave before.
fn remember_silence(report: &Report, now: Timestamp, lock: &mut Lock) {
    if report.status != Status::Failed {
        lock.unanswered.remove(&report.id);
    } else if lock.entries.keys().any(|(source, _)| *source == report.id) {
        let asked_at = now.round(jiff::Unit::Second).unwrap_or(now).to_string();
        let question = Unanswered { period: report.period.clone(), asked_at };
        lock.unanswered.insert(report.id.clone(), question);
    }
}

fn end(setting: &Setting, reports: &[Report], diagnostics: Vec<Diagnostic>, exit: Exit) -> Exit {
    match setting.global.format {
        OutputFormat::Json => {
            let mut value = diagnostic::json(&diagnostics);
            if let Some(map) = value.as_object_mut() {
                map.insert(
                    "sources".to_string(),
                    json!(reports.iter().map(Report::json).collect::<Vec<_>>()),
                );
                map.insert("partial".to_string(), json!(is_partial(reports)));
            }
            put(&format!("{value:#}\n"));
        }
        _ => {
            for report in reports.iter().filter(|_| !setting.global.quiet) {
                let line = format!("{}: {}: {}", report.id, report.status.word(), report.message);
                put(&format!("{}\n", printable(&line)));
            }
            setting.print_aside(&diagnostics);
        }
    }
    if is_partial(reports) {
        let missing: Vec<&str> = reports.iter().filter(|r| is_missing(r)).map(|r| r.id.as_str()).collect();
        setting.say(&format!(
            "not complete: `{}` gave nothing that could be taken; the others are saved",
            missing.join("`, `")
        ));
    }
    exit
}

fn is_missing(report: &Report) -> bool {
    matches!(report.status, Status::Failed | Status::Refused)
}

fn is_partial(reports: &[Report]) -> bool {
    reports.iter().any(is_missing) && !reports.iter().all(is_missing)
}

/// A line a source on a terminal.
struct Bars {
    all: MultiProgress,
    by_source: BTreeMap<String, ProgressBar>,
}

impl Bars {
    fn new(setting: &Setting, config: &Config) -> Bars {
        let all = MultiProgress::new();
        if setting.global.quiet {
            all.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {prefix:20} {msg} {elapsed}").ok();
        let bar = |id: &String| {
            let bar = all.add(ProgressBar::new_spinner());
            if let Some(style) = &style {
                bar.set_style(style.clone());
            }
            bar.set_prefix(id.clone());
            bar.enable_steady_tick(Duration::from_millis(120));
            (id.clone(), bar)
        };
        let by_source = config.sources.iter().map(|s| bar(&s.id)).collect();
        Bars { all, by_source }
    }

    fn tell(&self, source: &str, words: &str) {
        if let Some(bar) = self.by_source.get(source) {
            bar.set_message(words.to_string());
        }
    }

    fn clear(&self) {
        self.by_source.values().for_each(ProgressBar::finish_and_clear);
        let _ = self.all.clear();
    }
}
