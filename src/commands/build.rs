//! `standings build`: the site into `public/`.

use super::{Exit, Setting, exit_of, signals, tally};
use crate::cache::Cache;
use crate::cli::BuildArgs;
use crate::config;
use crate::diagnostic::Notes;
use crate::output::{self, Care};
use crate::{Around, Built, Options};
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs the command.
pub fn run(setting: &Setting, args: &BuildArgs) -> Exit {
    signals::watch();
    let care = if args.durable { Care::Durable } else { Care::Quick };
    let mut base_url = None;
    if let Some(text) = &args.base_url {
        let Some(url) = config::parse_base_url(text) else {
            setting.complain(&format!(
                "`{text}` is not an absolute http or https address; write e.g. https://example.com/gap/"
            ));
            return Exit::Usage;
        };
        base_url = Some(url);
    }
    let mut clock = Clock::start(setting);
    let mut notes = Notes::default();
    clock.stage("read");
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let mut options = Options { frozen: args.frozen, base_url, ..setting.options(&args.content, &inputs) };
    let root = &setting.global.root;
    let target = match output::claim(root, &args.out.clone().unwrap_or_else(|| root.join("public"))) {
        Ok(target) => target,
        Err(e) => return refused(setting, &e),
    };
    let dumped = match args.dump_views.as_ref().map(|dir| output::claim(root, dir)).transpose() {
        Ok(dumped) => dumped,
        Err(e) => return refused(setting, &e),
    };
    options.compress = args.compress;
    options.published = output::read_manifest(&target).map(|m| m.files.into_keys().collect());
    let cache = Cache::of(root);
    let around = Around { memory: &cache, on_stage: &mut |name| clock.stage(name) };
    let built = crate::build(&inputs, &options, notes, around);
    cache.tidy();
    clock.stage("write");
    if !built.failed() {
        let holder =
            |pid: &str| setting.say(&format!("waiting for another build of this site (process {pid})"));
        let written = output::lock(root, holder)
            .and_then(|_lock| output::commit(&built.outputs, output::hash_all(inputs.all()), &target, care));
        if let Err(e) = written {
            return refused(setting, &e);
        }
    }
    if let (Some(folder), false) = (dumped, built.failed()) {
        let views = crate::views(&inputs, &options, &cache, &mut Notes::default()).unwrap_or_default();
        if let Err(e) = output::commit(&views, output::hash_all(inputs.all()), &folder, Care::Quick) {
            return refused(setting, &e);
        }
    }
    let times = clock.finish();
    setting.print_result(&built.diagnostics);
    if args.timings {
        setting.say(times.trim_end());
    }
    sum_up(setting, &built, &target);
    let exit = exit_of(&built);
    // The process ends here, and all it holds with it.
    std::mem::forget((built, inputs));
    exit
}

/// The last line: how much was written, and how much is wrong.
fn sum_up(setting: &Setting, built: &Built, target: &Path) {
    let tally = tally(&built.diagnostics);
    match (built.failed(), tally) {
        (true, tally) => setting.say(&format!("{}; nothing was written", tally.unwrap_or_default())),
        (false, tally) => {
            let tally = tally.map(|t| format!(", {t}")).unwrap_or_default();
            setting.say(&format!(
                "{} pages, {} files in {}{tally}",
                built.pages,
                built.outputs.len(),
                target.display()
            ));
        }
    }
}

fn refused(setting: &Setting, error: &output::WriteError) -> Exit {
    setting.complain(&error.to_string());
    match error {
        output::WriteError::Refused { .. } => Exit::Usage,
        output::WriteError::Io { .. } => Exit::Fault,
    }
}

/// How long each stage took, and a line on the terminal for work over a second.
struct Clock {
    started: Instant,
    stages: Vec<(&'static str, Instant)>,
    bar: ProgressBar,
}

impl Clock {
    fn start(setting: &Setting) -> Clock {
        // `indicatif` draws on stderr and only on a terminal.
        let bar = if setting.global.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        Clock { started: Instant::now(), stages: Vec::new(), bar }
    }

    fn stage(&mut self, name: &'static str) {
        self.stages.push((name, Instant::now()));
        self.bar.set_message(name);
        if self.started.elapsed() > Duration::from_secs(1) {
            self.bar.enable_steady_tick(Duration::from_millis(100));
        }
    }

    fn finish(self) -> String {
        self.bar.finish_and_clear();
        let end = Instant::now();
        let mut out = String::new();
        for (index, (name, start)) in self.stages.iter().enumerate() {
            let until = self.stages.get(index + 1).map_or(end, |(_, next)| *next);
            let _ = writeln!(out, "{name:<12}{:>9.1} ms", (until - *start).as_secs_f64() * 1000.0);
        }
        let _ = writeln!(out, "{:<12}{:>9.1} ms", "total", (end - self.started).as_secs_f64() * 1000.0);
        out
    }
}
