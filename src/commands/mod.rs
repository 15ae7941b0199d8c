//! The commands: each reads, calls the library, prints. One file each.

pub mod build;
pub mod check;
pub mod claims;
pub mod completions;
pub mod diff;
pub mod explain;
pub mod fetch;
pub mod import;
pub mod init;
pub mod man;
pub mod new;
pub mod schema;
pub mod serve;
pub mod show;
mod signals;
pub mod sql;

use crate::Options;
use crate::cli::{Color, ContentArgs, Global, OutputFormat};
use crate::config::{self, Config};
use crate::diagnostic::{self, Diagnostic, Notes, Severity};
use crate::inputs::{self, Inputs};
use jiff::Timestamp;
use jiff::civil::Date;
use std::io::{IsTerminal, Write as _};

/// How a command ended; the number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Fine.
    Fine = 0,
    /// Errors in data, content or theme.
    Errors = 1,
    /// Wrong use or configuration.
    Usage = 2,
    /// The network, or a source behind it.
    Network = 3,
    /// Our own fault, or the machine's.
    Fault = 4,
}

/// What every command has: the flags of every command, and today.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Flags.
    pub global: Global,
    /// Today.
    pub today: Date,
    /// The instant: of `--today` its start, UTC.
    pub now: Timestamp,
    /// `now` is the machine's clock.
    pub real_clock: bool,
}

impl Setting {
    /// Without `--today`, today is the day where the site is.
    fn day(&self, config: &Config) -> Date {
        if self.global.today.is_some() { self.today } else { config.day_of(self.now) }
    }

    /// What a build depends on besides the files.
    fn options(&self, content: &ContentArgs, inputs: &Inputs) -> Options {
        let config = inputs.get(inputs::SITE).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let config = config.and_then(|text| config::parse(text, &mut Notes::default()));
        Options {
            today: config.map_or(self.today, |config| self.day(&config)),
            real_clock: self.real_clock,
            drafts: content.drafts,
            future: content.future,
            strict: content.strict,
            base_url: None,
            suggest: false,
            compress: false,
            published: None,
            frozen: false,
        }
    }

    /// Reads the site; says why it cannot, as the result of the command.
    fn read(&self, notes: &mut Notes) -> Result<Inputs, Exit> {
        inputs::read(&self.global.root, notes).map_err(|e| {
            let note =
                Diagnostic::error("site-missing", e.to_string()).help("name the site's folder with --root");
            self.print_instead(&[note]);
            Exit::Usage
        })
    }

    /// The site's files and its sound configuration; without one, what is wrong is said.
    fn configured(&self, notes: &mut Notes) -> Result<(Inputs, Config), Exit> {
        let inputs = self.read(notes)?;
        let content = ContentArgs { drafts: false, future: false, strict: false };
        let config = crate::configure(&inputs, &self.options(&content, &inputs), notes);
        match config {
            Some(config) => Ok((inputs, config)),
            None => {
                self.print_instead(&std::mem::take(notes).into_sorted());
                Err(Exit::Usage)
            }
        }
    }

    /// Prints diagnostics as the result of a command, on stdout.
    fn print_result(&self, diagnostics: &[Diagnostic]) {
        put(&self.worded(diagnostics, std::io::stdout().is_terminal()));
    }

    /// Prints diagnostics beside a result, on stderr.
    fn print_aside(&self, diagnostics: &[Diagnostic]) {
        if !diagnostics.is_empty() {
            let text = self.worded(diagnostics, std::io::stderr().is_terminal());
            let _ = write!(std::io::stderr(), "{text}");
        }
    }

    /// Prints diagnostics where there is no result: programs find them in its place, people on stderr.
    fn print_instead(&self, diagnostics: &[Diagnostic]) {
        match self.global.format {
            OutputFormat::Json | OutputFormat::Github => self.print_result(diagnostics),
            _ => self.print_aside(diagnostics),
        }
    }

    /// Prints a line of a result that programs have no use for: where they read, it stands beside.
    fn tell(&self, text: &str) {
        match self.global.format {
            OutputFormat::Json | OutputFormat::Github => self.say(text),
            _ => put(&format!("{text}\n")),
        }
    }

    /// What is done is told to people by the files; programs wait for an answer.
    fn print_done(&self) {
        if self.global.format == OutputFormat::Json {
            self.print_result(&[]);
        }
    }

    fn worded(&self, diagnostics: &[Diagnostic], terminal: bool) -> String {
        match self.global.format {
            OutputFormat::Json => format!("{:#}\n", diagnostic::json(diagnostics)),
            OutputFormat::Github => diagnostic::github(&self.shown(diagnostics)),
            _ => diagnostic::text(&self.shown(diagnostics), self.colors(terminal)),
        }
    }

    /// A mistake in the use of the program, or a fault of the machine: there is no result.
    fn complain(&self, text: &str) {
        match self.global.format {
            OutputFormat::Json | OutputFormat::Github => {
                self.print_result(&[Diagnostic::error("usage", text)])
            }
            _ => complain(text),
        }
    }

    fn shown(&self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        let wanted = |d: &&Diagnostic| !self.global.quiet || d.severity == Severity::Error;
        diagnostics.iter().filter(wanted).cloned().collect()
    }

    fn colors(&self, terminal: bool) -> bool {
        match self.global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal,
        }
    }

    /// Prints a line about the run on stderr, unless told to be quiet.
    fn say(&self, text: &str) {
        if !self.global.quiet {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }
}

/// Writes to stdout; a reader that went away is no error.
fn put(text: &str) {
    put_bytes(text.as_bytes());
}

fn put_bytes(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}

/// A mistake in the use of the program.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "error: {text}");
}

/// "2 errors and 1 warning", or nothing.
fn tally(diagnostics: &[Diagnostic]) -> Option<String> {
    let (errors, warnings) = diagnostic::count(diagnostics);
    let part = |n: usize, word: &str| (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }));
    let parts: Vec<String> =
        [part(errors, "error"), part(warnings, "warning")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| crate::words::list(&parts))
}

/// Prints what is wrong, as there is no result; the exit code is that of errors.
fn exit_of_notes(setting: &Setting, notes: Notes) -> Exit {
    let diagnostics = notes.into_sorted();
    setting.print_instead(&diagnostics);
    setting.say(&tally(&diagnostics).unwrap_or_default());
    Exit::Errors
}

/// The exit code that diagnostics ask for: mistakes in `site.yaml` alone are mistakes of configuration.
fn exit_of(built: &crate::Built) -> Exit {
    match (built.failed(), built.unconfigured) {
        (false, _) => Exit::Fine,
        (true, false) => Exit::Errors,
        (true, true) => Exit::Usage,
    }
}
