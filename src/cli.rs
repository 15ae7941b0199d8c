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
    /// Ask the sources for a period's figures: the only command that uses the network
    Fetch(FetchArgs),
    /// Make snapshots from a table: CSV, JSON, or a column a period
    Import(ImportArgs),
    /// Print the query that gives a board's rows in an outside engine
    Sql(SqlArgs),
    /// Show the site while you write: build, watch, reload
    Serve(ServeArgs),
    /// Find everything that is wrong, without writing
    Check(CheckArgs),
    /// List every number and claim word of the prose with its verdict
    Claims(ClaimsArgs),
    /// Print a computed table
    Show(ShowArgs),
    /// Say what a build would change, without writing
    Diff(DiffArgs),
    /// Print the JSON Schema of a kind of file
    Schema {
        /// site, snapshot, models, issue, or table for what is published
        kind: String,
    },
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
    /// Have everything on the disk before the new site takes its place
    #[arg(long)]
    pub durable: bool,
    /// Write .br and .gz beside text files, for hosts that serve them
    #[arg(long)]
    pub compress: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Also write what each page's template is given, as JSON
    #[arg(long, value_name = "DIR")]
    pub dump_views: Option<PathBuf>,
    /// Fail if a fetched snapshot's bytes are not those of data/sources.lock.yaml
    #[arg(long)]
    pub frozen: bool,
}

/// `import`
#[derive(Debug, Args, Clone)]
pub struct ImportArgs {
    /// The table: .csv, .tsv or .json
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The board's id
    #[arg(long, value_name = "ID")]
    pub board: String,
    /// The period; a wide table names its own in its headings
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    /// JSON: where the list of rows stands
    #[arg(long, value_name = "POINTER")]
    pub rows: Option<String>,
    /// Which column is what: name=model,value=tokens,other=NAME
    #[arg(long, value_name = "PAIRS")]
    pub map: Option<String>,
    /// The instant of the figures
    #[arg(long, value_name = "INSTANT")]
    pub as_of: Option<String>,
    /// Show the mapping and what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// Take changed figures of a stored period; the old ones stay in its `revisions`
    #[arg(long)]
    pub accept_restatements: bool,
    /// Take figures that are far off those of the last period
    #[arg(long)]
    pub accept_outliers: bool,
}

/// An outside engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// DuckDB
    Duckdb,
    /// ClickHouse
    Clickhouse,
    /// BigQuery
    Bigquery,
    /// Spark SQL
    Spark,
}

/// `sql`
#[derive(Debug, Args, Clone)]
pub struct SqlArgs {
    /// The board's id
    pub board: String,
    /// The engine's dialect
    #[arg(long, value_enum)]
    pub engine: Engine,
    /// The table, or what stands for one: "read_parquet('events/*.parquet')"
    #[arg(long, default_value = "events")]
    pub table: String,
    /// The column of the date, UTC
    #[arg(long, default_value = "day")]
    pub day: String,
    /// The column of the name
    #[arg(long, default_value = "name")]
    pub name: String,
    /// The column of the variant; none if empty
    #[arg(long, default_value = "")]
    pub variant: String,
    /// The column of the whole number that is added up
    #[arg(long, default_value = "value")]
    pub value: String,
    /// How many rows a period lists
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
    /// Only this period
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
}

/// `fetch`
#[derive(Debug, Args, Clone)]
pub struct FetchArgs {
    /// The period [default: the newest that ended 48 hours ago]
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    /// Only these sources [default: all]
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub source: Vec<String>,
    /// Do not wait until figures have settled; a period that still runs is marked incomplete
    #[arg(long)]
    pub now: bool,
    /// Take changed figures of a stored period; the old ones stay in its `revisions`
    #[arg(long)]
    pub accept_restatements: bool,
    /// Take figures that are far off those of the last period
    #[arg(long)]
    pub accept_outliers: bool,
    /// Plain http and this machine's own addresses are fine (for tests)
    #[arg(long)]
    pub allow_local: bool,
    /// Seconds for a request with its retries [default: 120]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub timeout: Option<u32>,
    /// Print each request
    #[arg(long, short)]
    pub verbose: bool,
}

/// `diff`
#[derive(Debug, Args, Clone)]
pub struct DiffArgs {
    /// The folder that was built before [default: public/ in the site's folder]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The site's address, instead of site.yaml's
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Which issues count, and how strict to be
    #[command(flatten)]
    pub content: ContentArgs,
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
    /// Of what is only a warning, show what concerns links
    #[arg(long)]
    pub links: bool,
    /// Also list every published figure and sentence that changes against an earlier output, and every address lost
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
    /// Which issues count, and how strict to be
    #[command(flatten)]
    pub content: ContentArgs,
}

/// `claims`
#[derive(Debug, Args, Clone)]
pub struct ClaimsArgs {
    /// The period [default: all issues]
    pub period: Option<String>,
    /// Replace typed figures by the references that print them; shows the difference
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the difference, write nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
}
