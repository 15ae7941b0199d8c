//! The command line: typed flags, nothing happens here.

mod manual;

pub use manual::{CommandText, commands, completions, page as man_page};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// A static site generator for periodic ranking reports.
#[derive(Debug, Parser)]
#[command(name = "standings", version = env!("STANDINGS_VERSION"), about, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    /// Everywhere
    #[command(flatten)]
    pub global: Global,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Args, Clone)]
pub struct Global {
    /// The site's folder
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// How to print diagnostics and results
    #[arg(long, global = true, value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    /// Print errors only
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Colours in the terminal
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Today, instead of SOURCE_DATE_EPOCH or the clock
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<Date>,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// Comma-separated values (results)
    Csv,
    /// Markdown tables (results)
    Markdown,
    /// GitHub annotations (diagnostics)
    Github,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a new site with sample figures, ready to build
    Init(InitArgs),
    /// Write the next issue's scaffold: the newest findings as sentences made of references
    New(NewArgs),
    /// Write the site
    Build(BuildArgs),
    /// Show the site while you write: build, watch, reload
    Serve(ServeArgs),
    /// Find everything that is wrong, without writing
    Check(CheckArgs),
    /// Print a computed table
    Show(ShowArgs),
    /// Say what a diagnostic means and how to mend it
    Explain {
        /// The diagnostic's code, as in `error[CODE]`
        code: String,
    },
    /// Print a script that lets a shell complete commands and flags
    Completions(CompletionsArgs),
    /// Print the man page of the program, or of one command
    Man {
        /// The command
        command: Option<String>,
    },
}

/// `init`
#[derive(Debug, Args, Clone)]
pub struct InitArgs {
    /// The new site's folder [default: this one]
    pub dir: Option<PathBuf>,
    /// What to start from
    #[arg(long, value_enum, default_value_t = Example::Minimal)]
    pub example: Example,
}

/// The sites to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Example {
    /// One board, five rows, two weeks
    Minimal,
    /// Preferences against traffic: three boards, a register, three letters
    Models,
    /// Daily downloads of invented packages, with a theme of its own
    Downloads,
}

impl Example {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Example::Minimal => "minimal",
            Example::Models => "models",
            Example::Downloads => "downloads",
        }
    }
}

/// `new`
#[derive(Debug, Args, Clone)]
pub struct NewArgs {
    /// The period [default: the newest with figures, or the one after the newest issue]
    #[arg(value_name = "P")]
    pub period: Option<String>,
}

/// `completions`
#[derive(Debug, Args, Clone)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Which issues count, and how strict to be.
#[derive(Debug, Args, Clone)]
pub struct ContentArgs {
    /// Drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Issues of the future too
    #[arg(long)]
    pub future: bool,
    /// Warnings are errors
    #[arg(long)]
    pub strict: bool,
}

/// `build`
#[derive(Debug, Args, Clone)]
pub struct BuildArgs {
    /// The folder to write [default: public/ in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The site's address, instead of site.yaml's
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Which issues count, and how strict to be
    #[command(flatten)]
    pub content: ContentArgs,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Also write what each page's template is given, as JSON
    #[arg(long, value_name = "DIR")]
    pub dump_views: Option<PathBuf>,
}

/// `serve`
#[derive(Debug, Args, Clone)]
pub struct ServeArgs {
    /// The port [default: the first free one from 4000 on]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Listen on this address of the machine, for other machines to see [default: this machine only]
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Which issues count, and how strict to be
    #[command(flatten)]
    pub content: ContentArgs,
}

/// `check`
#[derive(Debug, Args, Clone)]
pub struct CheckArgs {
    /// Suggest aliases for names that match nothing, with the evidence
    #[arg(long)]
    pub suggest: bool,
    /// Also list every published figure and sentence that changes against an earlier output
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
    /// Which issues count, and how strict to be
    #[command(flatten)]
    pub content: ContentArgs,
}

/// `show`
#[derive(Debug, Args, Clone)]
pub struct ShowArgs {
    /// The board's id
    pub board: String,
    /// The period [default: the newest]
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    /// How many rows [default: all]
    #[arg(long, value_name = "N")]
    pub top: Option<u32>,
}
