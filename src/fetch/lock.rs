//! `data/sources.lock.yaml`: where each fetched snapshot came from, and the hash of its bytes.
//! In and out: text. A snapshot that is not named in it was written by hand and is nobody's business here.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source as Text};
use crate::document::{self, Fields, Node, Reading};
use crate::inputs::Inputs;
use crate::snapshots::draft::quoted;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where the lock lies.
pub const FILE: &str = "data/sources.lock.yaml";

/// Where one file came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Address asked, without any key.
    pub url: String,
    /// When it was asked.
    pub retrieved_at: String,
    /// Instant of the figures.
    pub as_of: Option<String>,
    /// Of the snapshot's bytes; a proposal has none.
    pub sha256: Option<String>,
    /// Of the answer's bytes.
    pub answer: String,
    /// Of the answer.
    pub etag: Option<String>,
    /// How many rows.
    pub rows: usize,
    /// The snapshot.
    pub file: Option<String>,
}

/// By source id and period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock {
    /// The entries.
    pub entries: BTreeMap<(String, String), Entry>,
    /// Sources that have given figures before and gave no answer when they were last asked.
    pub unanswered: BTreeMap<String, Unanswered>,
}

/// A question without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// What was asked for.
    pub period: String,
    /// When.
    pub asked_at: String,
}

/// SHA-256 in hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// Reads the lock; a site without one has an empty one.
pub fn parse(inputs: &Inputs, notes: &mut Notes) -> Lock {
    let Some(text) = inputs.text(FILE, notes) else { return Lock::default() };
    let source = Text { file: FILE, text };
    let mut lock = Lock::default();
    let root = match document::parse(source) {
        Ok(root) => root,
        Err(d) => {
            notes.push(d);
            return lock;
        }
    };
    let mut r = Reading { source, notes };
    let Some(mut f) = Fields::open(&root, "the lock", &mut r) else { return lock };
    if let Some(list) = f.node("sources") {
        for item in r.list(list) {
            if let Some((key, entry)) = entry(&mut r, item) {
                lock.entries.insert(key, entry);
            }
        }
    }
    if let Some(list) = f.node("unanswered") {
        for item in r.list(list) {
            if let Some((source, question)) = question(&mut r, item) {
                lock.unanswered.insert(source, question);
            }
        }
    }
    f.finish(&mut r);
    lock
}

fn question(r: &mut Reading<'_>, node: &Node) -> Option<(String, Unanswered)> {
    let mut f = Fields::open(node, "a question without an answer", r)?;
    let source = f.required("source", r, Reading::text);
    let period = f.required("period", r, Reading::text);
    let asked_at = f.required("asked_at", r, Reading::text);
    f.finish(r);
    Some((source?, Unanswered { period: period?, asked_at: asked_at? }))
}

fn entry(r: &mut Reading<'_>, node: &Node) -> Option<((String, String), Entry)> {
    let mut f = Fields::open(node, "an entry of the lock", r)?;
    let source = f.required("source", r, Reading::text);
    let period = f.required("period", r, Reading::text);
    let entry = Entry {
        file: f.optional("file", r, Reading::text),
        url: f.required("url", r, Reading::text).unwrap_or_default(),
        retrieved_at: f.required("retrieved_at", r, Reading::text).unwrap_or_default(),
        as_of: f.optional("as_of", r, Reading::text),
        sha256: f.optional("sha256", r, Reading::text),
        answer: f.optional("answer_sha256", r, Reading::text).unwrap_or_default(),
        etag: f.optional("etag", r, Reading::text),
        rows: f.optional("rows", r, |r, n| r.whole(n, 0)).unwrap_or(0) as usize,
    };
    f.finish(r);
    Some(((source?, period?), entry))
}

impl Lock {
    /// The file's text.
    pub fn text(&self) -> String {
        let mut out = String::from(
            "# Where each fetched snapshot came from. Written by `standings fetch`; keep it with the data.\nsources:\n",
        );
        for ((source, period), e) in &self.entries {
            let _ = writeln!(out, "  - source: {}", quoted(source));
            let mut put = |key: &str, value: Option<&String>| {
                if let Some(value) = value {
                    let _ = writeln!(out, "    {key}: {}", quoted(value));
                }
            };
            put("period", Some(period));
            put("file", e.file.as_ref());
            put("url", Some(&e.url));
            put("retrieved_at", Some(&e.retrieved_at));
            put("as_of", e.as_of.as_ref());
            put("sha256", e.sha256.as_ref());
            put("answer_sha256", Some(&e.answer));
            put("etag", e.etag.as_ref());
            let _ = writeln!(out, "    rows: {}", e.rows);
        }
        if !self.unanswered.is_empty() {
            out.push_str("# Asked again without an answer: the pages say so beside the figures that are stored.\nunanswered:\n");
        }
        for (source, question) in &self.unanswered {
            let [source, period, asked_at] =
                [source, &question.period, &question.asked_at].map(|t| quoted(t));
            let _ = writeln!(out, "  - {{source: {source}, period: {period}, asked_at: {asked_at}}}");
        }
        out
    }
}

/// The boards whose source was last asked without an answer, and when. What is wrong in the lock is said by [`check`].
pub fn unanswered(inputs: &Inputs, config: &Config) -> BTreeMap<usize, Timestamp> {
    let lock = parse(inputs, &mut Notes::default());
    let asked = config.sources.iter().filter_map(|source| {
        let question = lock.unanswered.get(&source.id)?;
        Some((source.board?, question.asked_at.parse::<Timestamp>().ok()?))
    });
    asked.collect()
}

/// Every locked snapshot has the bytes that were fetched: else a warning, with `frozen` an error.
pub fn check(inputs: &Inputs, config: &Config, frozen: bool, notes: &mut Notes) {
    let lock = parse(inputs, notes);
    for ((source, _), entry) in &lock.entries {
        let (Some(file), Some(sha256)) = (&entry.file, &entry.sha256) else { continue };
        let message = match inputs.get(file) {
            None => format!("`{file}` is in the lock, but not there"),
            Some(bytes) if self::sha256(bytes) != *sha256 => {
                "the bytes are not those that were fetched".to_string()
            }
            Some(_) => continue,
        };
        let known = config.sources.iter().any(|s| s.id == *source);
        let help = if known {
            format!(
                "restore the file, or run `standings fetch --source {source}`; if the change is meant, take its entry out of {FILE}"
            )
        } else {
            format!("restore the file; if the change is meant, take its entry out of {FILE}")
        };
        let note = match frozen {
            true => Diagnostic::error("lock-mismatch", message),
            false => Diagnostic::warning("lock-mismatch", message),
        };
        notes.push(note.in_file(file).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = Entry {
            url: "https://example.com/a?period=week".into(),
            retrieved_at: "2026-08-05T00:00:00Z".into(),
            sha256: Some("ab".into()),
            etag: Some("W/\"x: #1\"".into()),
            file: Some("data/snapshots/2026-W31/a.json".into()),
            rows: 50,
            ..Entry::default()
        };
        let question = Unanswered { period: "2026-W32".into(), asked_at: "2026-08-12T00:00:00Z".into() };
        let lock = Lock {
            entries: BTreeMap::from([(("a".to_string(), "2026-W31".to_string()), entry)]),
            unanswered: BTreeMap::from([("a: #1".to_string(), question)]),
        };
        let mut notes = Notes::default();
        let read = parse(&Inputs::from_files([(FILE, lock.text())]), &mut notes);
        assert!(!notes.failed());
        assert_eq!(read, lock);
    }
}
