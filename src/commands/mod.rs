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
    /// What a build depends on besides the files. Without `--today`, today is the day where the site is.
    fn options(&self, content: &ContentArgs, inputs: &Inputs) -> Options {
        let config = inputs.get(inputs::SITE).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let config = config.and_then(|text| config::parse(text, &mut Notes::default()));
        let there = config.filter(|_| self.global.today.is_none()).map(|config| config.day_of(self.now));
        Options {
            today: there.unwrap_or(self.today),
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
            if self.global.format == OutputFormat::Text {
                self.print_aside(&[note]);
            } else {
                self.print_result(&[note]);
            }
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
                self.print_aside(&std::mem::take(notes).into_sorted());
                Err(Exit::Usage)
            }
        }
    }

    /// Prints diagnostics as the result of a command, on stdout.
    fn print_result(&self, diagnostics: &[Diagnostic]) {
        let shown = self.shown(diagnostics);
        let color = self.colors(std::io::stdout().is_terminal());
        let text = match self.global.format {
            OutputFormat::Json => format!("{:#}\n", diagnostic::json(diagnostics)),
            OutputFormat::Github => diagnostic::github(&shown),
            _ => diagnostic::text(&shown, color),
        };
        put(&text);
    }

    /// Prints diagnostics beside a result, on stderr.
    fn print_aside(&self, diagnostics: &[Diagnostic]) {
        let color = self.colors(std::io::stderr().is_terminal());
        let _ = write!(std::io::stderr(), "{}", diagnostic::text(&self.shown(diagnostics), color));
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

/// Prints what is wrong beside a result; the exit code is that of errors.
fn exit_of_notes(setting: &Setting, notes: Notes) -> Exit {
    let diagnostics = notes.into_sorted();
    setting.print_aside(&diagnostics);
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
