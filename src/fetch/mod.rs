//! The only network: asks each source of `site.yaml` for a period and gives files to write; it writes none itself.
//! In: configuration, registry, stored snapshots, the lock. Out: a `Report` for each source, in their order.
//! Promise: a failed or strange answer changes nothing; no key stands in any text or file that comes out.

mod arena;
mod catalog;
mod gather;
pub(crate) mod generic;
mod hacker_news;
pub mod http;
pub mod lock;
mod openrouter;
pub mod period;
pub mod report;
mod secret;
mod settle;
pub(crate) mod shape;
pub mod table;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::inputs::Inputs;
use crate::model::{Period, Registry, Source};
use crate::snapshots::draft::Draft;
use crate::snapshots::stored::Allowed;
use http::{Http, Manners};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use lock::Lock;
use report::Report;
use secret::Secrets;
use std::collections::BTreeSet;
use std::time::Duration;

/// The site as `fetch` needs it.
pub struct Site<'a> {
    /// Configuration.
    pub config: &'a Config,
    /// Who is who.
    pub registry: &'a Registry,
    /// All files.
    pub inputs: &'a Inputs,
    /// Where stored snapshots came from.
    pub lock: &'a Lock,
}

/// What a run is told.
pub struct Options<'a> {
    /// The period.
    pub period: Period,
    /// Only these sources; all if empty.
    pub only: Vec<String>,
    /// The instant, UTC.
    pub now: Timestamp,
    /// `now` is the machine's clock, and servers' clocks are compared with it.
    pub real_clock: bool,
    /// What the user has allowed.
    pub allowed: Allowed,
    /// Plain http and loopback.
    pub allow_local: bool,
    /// Instead of the usual timeouts, in seconds.
    pub timeout: Option<u32>,
    /// The environment.
    pub environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// Reads a file inside the site.
    pub read_file: &'a (dyn Fn(&str) -> Result<Vec<u8>, String> + Sync),
    /// Told of what goes on: source and words.
    pub progress: &'a (dyn Fn(&str, &str) + Sync),
    /// Told of each request, if anybody wants to know.
    pub log: fn(String),
}

/// One source and the period it is asked for.
pub struct Task<'a> {
    /// The source.
    pub source: &'a Source,
    /// Its board's id.
    pub board_id: Option<&'a str>,
    /// The period.
    pub period: Period,
    /// The instant.
    pub now: Timestamp,
}

impl Task<'_> {
    fn today(&self) -> Date {
        Offset::UTC.to_datetime(self.now).date()
    }
}

/// What an answer holds.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The snapshot.
    pub draft: Draft,
    /// What a person should know.
    pub notes: Vec<String>,
    /// Why there is nothing for this period, if so.
    pub nothing: Option<String>,
}

/// Asks the sources, each in a thread of its own.
pub fn run(site: &Site<'_>, options: &Options<'_>) -> Result<Vec<Report>, Diagnostic> {
    let sources: Vec<&Source> = site
        .config
        .sources
        .iter()
        .filter(|s| options.only.is_empty() || options.only.contains(&s.id))
        .collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            sources.iter().map(|source| scope.spawn(move || one(site, options, source))).collect();
        threads.into_iter().map(|t| t.join().expect("a source's thread does not panic")).collect()
    })
}

fn one(site: &Site<'_>, options: &Options<'_>, source: &Source) -> Result<Report, Diagnostic> {
    let task = Task {
        source,
        board_id: source.board.map(|b| site.config.boards[b].id.as_str()),
        period: options.period,
        now: options.now,
    };
    let mut secrets = Secrets::default();
    let key_name = source.key_env.clone().or_else(|| gather::key_name(source.kind).map(str::to_string));
    let key = key_name.as_deref().and_then(options.environment).map(|k| k.trim().to_string());
    let key = key.filter(|k| !k.is_empty());
    if let Some(key) = &key {
        secrets.add(key);
    }
    let http = Http::new(manners(site.config, options, source), secrets.clone(), {
        let (log, secrets) = (options.log, secrets.clone());
        Box::new(move |line| log(secrets.clean(&line)))
    })
    .map_err(|failure| Diagnostic::error("fetch-failed", failure.message))?;
    (options.progress)(&source.id, "asking");
    let asking = gather::Asking { http: &http, site, options, task: &task, key, key_name };
    let result = gather::gather(&asking);
    let report = settle::settle(result, &asking, &secrets);
    (options.progress)(&source.id, report.status.word());
    Ok(report)
}

fn manners(config: &Config, options: &Options<'_>, source: &Source) -> Manners {
    let seconds = |own: Option<u32>, usual: u32| {
        let value = own.unwrap_or(usual);
        Duration::from_secs(u64::from(options.timeout.map_or(value, |t| t.min(value))))
    };
    Manners {
        connect: seconds(source.timeouts.connect, 10),
        read: seconds(source.timeouts.read, 30),
        total: Duration::from_secs(u64::from(options.timeout.or(source.timeouts.total).unwrap_or(120))),
        tries: 4,
        max_bytes: source.max_bytes.unwrap_or(32 << 20) as usize,
        allow_local: options.allow_local,
        user_agent: format!("standings/{} (+{})", env!("CARGO_PKG_VERSION"), config.base_url),
    }
}

/// The start of a day, UTC.
fn start(date: Date) -> Timestamp {
    Offset::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).unwrap_or(Timestamp::MAX)
}

/// The instant at which a period is over.
fn end(period: Period) -> Timestamp {
    period.last_day().tomorrow().map_or(Timestamp::MAX, start)
}

fn extra_note(extra: &BTreeSet<String>) -> Option<String> {
    if extra.is_empty() {
        return None;
    }
    let names: Vec<String> = extra.iter().take(8).map(|n| format!("`{n}`")).collect();
    Some(format!("the answer has fields that are not documented, and were ignored: {}", names.join(", ")))
}

/// A foreign text as the rest of a comment's line.
fn comment(text: &str) -> String {
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' || c == '\u{85}' { ' ' } else { c })
        .collect();
    crate::document::clip(flat.trim())
}
