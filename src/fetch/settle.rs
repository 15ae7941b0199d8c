//! What was gathered becomes a report: judged against what is stored, with the files to write.

use super::gather::{Asking, Gathered, Trouble};
use super::lock::{Entry, sha256};
use super::report::{Change, Report, Status};
use super::secret::Secrets;
use crate::diagnostic::{Diagnostic, Notes, Severity};
use crate::model::{OnError, SourceKind};
use crate::snapshots;
use crate::snapshots::stored::{Allowed, Verdict};
use flate2::{Compression, GzBuilder};
use std::io::Write as _;

/// Where strange answers are kept.
const QUARANTINE: &str = "data/raw/quarantine";

/// Judges what came; no text that leaves here holds a key.
pub fn settle(result: Result<Gathered, Trouble>, asking: &Asking<'_>, secrets: &Secrets) -> Report {
    let task = asking.task;
    let mut report = Report {
        id: task.source.id.clone(),
        board: task.board_id.map(str::to_string),
        period: task.period.to_string(),
        status: Status::Unchanged,
        message: String::new(),
        diagnostics: Vec::new(),
        changes: Vec::new(),
        lock: None,
        restated: Vec::new(),
    };
    match result {
        Ok(gathered) => taken(gathered, asking, secrets, &mut report),
        Err(trouble) => troubled(trouble, asking, secrets, &mut report),
    }
    for diagnostic in &mut report.diagnostics {
        diagnostic.message = secrets.clean(&diagnostic.message);
        diagnostic.help = diagnostic.help.as_deref().map(|h| secrets.clean(h));
    }
    report.message = secrets.clean(&report.message);
    for change in &mut report.changes {
        if let Change::Write(_, bytes) = change
            && secrets.in_bytes(bytes)
        {
            *bytes = secrets.clean(&String::from_utf8_lossy(bytes)).into_bytes();
        }
    }
    report
}

fn note(report: &mut Report, code: &'static str, message: &str) {
    let message = format!("source `{}`: {message}", report.id);
    report.diagnostics.push(Diagnostic::warning(code, message).in_file("site.yaml"));
}

fn taken(mut gathered: Gathered, asking: &Asking<'_>, secrets: &Secrets, report: &mut Report) {
    for text in std::mem::take(&mut gathered.found.notes) {
        note(report, "fetch-note", &text);
    }
    if gathered.unchanged {
        report.message = "the source says that nothing has changed".to_string();
        return;
    }
    let entry = Entry {
        url: gathered.url.clone(),
        retrieved_at: asking.task.now.to_string(),
        as_of: gathered.found.draft.as_of.clone(),
        answer: sha256(&gathered.answers.concat()),
        etag: gathered.etag.clone(),
        ..Entry::default()
    };
    if asking.task.source.keep_raw {
        keep(&gathered.answers, secrets, report);
    }
    if let Some((text, count)) = &gathered.proposals {
        let path = format!("data/proposals/{}-{}.yaml", report.period, report.id);
        report.message = format!("{count} proposals in {path}");
        report.changes.push(Change::Write(path, text.clone().into_bytes()));
        report.status = Status::Proposed;
    }
    if gathered.is_catalog {
        if gathered.proposals.is_none() {
            report.message = "nothing to propose".to_string();
        }
        report.lock = Some(Entry { rows: gathered.proposals.map_or(0, |(_, n)| n), ..entry });
        return;
    }
    if let Some(nothing) = gathered.found.nothing.take() {
        nothing_found(nothing, asking, report);
        return;
    }
    judge(gathered, entry, asking, report);
}

fn nothing_found(nothing: String, asking: &Asking<'_>, report: &mut Report) {
    report.status = Status::Nothing;
    let age = too_old(asking);
    note(report, "fetch-nothing", &nothing);
    if let Some(age) = age {
        note(report, "fetch-stale", &age);
        report
            .diagnostics
            .iter_mut()
            .filter(|d| d.code == "fetch-stale")
            .for_each(|d| d.severity = Severity::Error);
    }
    report.message = nothing;
}

fn judge(gathered: Gathered, entry: Entry, asking: &Asking<'_>, report: &mut Report) {
    let task = asking.task;
    let mut draft = gathered.found.draft;
    draft.board = task.board_id.unwrap_or_default().to_string();
    draft.period = report.period.clone();
    draft.incomplete |= super::end(task.period) > task.now;
    let ragged = task.source.kind == SourceKind::HackerNews;
    let allowed = Allowed { ragged, ..asking.options.allowed };
    let rows = draft.rows.len();
    match snapshots::stored::judge(draft, asking.site.inputs, asking.site.config, allowed) {
        Verdict::Same(path) => {
            report.message = format!("{path} holds these figures already");
            let key = (report.id.clone(), report.period.clone());
            let bytes = asking.site.inputs.get(&path).unwrap_or_default();
            if !asking.site.lock.entries.contains_key(&key) {
                report.lock = Some(Entry { file: Some(path), sha256: Some(sha256(bytes)), rows, ..entry });
            }
        }
        Verdict::Write(accepted) => {
            report.status = Status::Stored;
            report.message = format!("{} rows in {}", accepted.rows, accepted.path);
            if let Some(restatement) = &accepted.restatement {
                report.status = Status::Restated;
                report.message = format!("{}: {}", accepted.path, restatement.told());
                report.restated.clone_from(&restatement.changes);
            }
            report.lock = Some(Entry {
                file: Some(accepted.path.clone()),
                sha256: Some(sha256(accepted.text.as_bytes())),
                rows: accepted.rows,
                ..entry
            });
            report.changes.push(Change::Write(accepted.path.clone(), accepted.text.into_bytes()));
            report.changes.extend(accepted.replaces.map(Change::Remove));
        }
        Verdict::Refused(wrong) => {
            report.status = Status::Refused;
            // A source that has changed makes one mistake in every row: the first of them tells it.
            let more = wrong.len().saturating_sub(1);
            let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
            if let Some(first) = wrong.into_iter().next() {
                report.message = format!("{}{more}", first.message);
                let message = format!("source `{}`: {}", report.id, report.message);
                report.diagnostics.push(Diagnostic { message, ..first });
            }
            quarantine(&gathered.answers.concat(), report);
        }
    }
}

/// The raw answers, compressed, by hash. One that repeats the key is not kept.
fn keep(answers: &[Vec<u8>], secrets: &Secrets, report: &mut Report) {
    for bytes in answers {
        if secrets.in_bytes(bytes) {
            note(report, "fetch-note", "the raw answer repeats the key and is not kept");
            continue;
        }
        let mut packer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
        let packed = packer.write_all(bytes).and_then(|()| packer.finish()).unwrap_or_default();
        report.changes.push(Change::Write(format!("data/raw/{}.gz", sha256(bytes)), packed));
    }
}

fn quarantine(bytes: &[u8], report: &mut Report) {
    if bytes.is_empty() {
        return;
    }
    let path = format!("{QUARANTINE}/{}-{}-{}.txt", report.period, report.id, &sha256(bytes)[..12]);
    if let Some(diagnostic) = report.diagnostics.last_mut() {
        let help = diagnostic.help.take().map(|h| format!("{h}; ")).unwrap_or_default();
        diagnostic.help = Some(format!("{help}the answer is kept in {path}"));
    }
    report.changes.push(Change::Write(path, bytes.to_vec()));
}

fn troubled(trouble: Trouble, asking: &Asking<'_>, secrets: &Secrets, report: &mut Report) {
    let (code, message, help, body) = match trouble {
        Trouble::Failure(failure) => {
            report.status = Status::Failed;
            ("fetch-failed", failure.message, failure.help, failure.body)
        }
        Trouble::Drift(drift, bytes) => {
            report.status = Status::Refused;
            let help = Some("nothing was changed; the source may have changed its shape".to_string());
            ("fetch-shape", drift.0, help, Some(bytes))
        }
        Trouble::Clock(message) => {
            report.status = Status::Refused;
            let help = Some("set the clock right; nothing was stored".to_string());
            ("fetch-clock", message, help, None)
        }
    };
    report.message.clone_from(&message);
    let age = too_old(asking);
    let lenient = asking.task.source.on_error != OnError::Fail && code != "fetch-clock" && age.is_none();
    let message = format!("source `{}`: {}", report.id, secrets.clean(&message));
    let diagnostic =
        if lenient { Diagnostic::warning(code, message) } else { Diagnostic::error(code, message) };
    report.diagnostics.push(diagnostic.in_file("site.yaml").help_opt(help));
    if let Some(bytes) = body {
        quarantine(&bytes, report);
    }
    if let Some(age) = age {
        note(report, "fetch-stale", &age);
    } else if asking.task.source.on_error == OnError::Stale {
        let last = newest(asking).map_or_else(
            || "nothing is stored".to_string(),
            |s| format!("the figures of {} go on serving", s.0),
        );
        note(report, "fetch-stale", &last);
    }
}

/// The newest stored snapshot of the source's board, and the instant of its figures.
fn newest(asking: &Asking<'_>) -> Option<(String, jiff::Timestamp)> {
    let board = asking.task.board_id?;
    let site = asking.site;
    let path = (0..60)
        .find_map(|back| snapshots::stored::file_of(site.inputs, board, asking.task.period.step(-back)?))?;
    let snapshot = snapshots::parse_one(site.inputs, site.config, &path, &mut Notes::default())?;
    Some((snapshot.period.to_string(), snapshot.as_of.unwrap_or_else(|| super::end(snapshot.period))))
}

/// What is stored is older than `max_age` allows.
fn too_old(asking: &Asking<'_>) -> Option<String> {
    let hours = asking.task.source.max_age_hours?;
    let Some((period, at)) = newest(asking) else {
        return Some("nothing is stored that could serve".to_string());
    };
    let age = asking.task.now.as_second() - at.as_second();
    (age > i64::from(hours) * 3600).then(|| {
        format!("the newest figures, of {period}, are older than `max_age` allows ({} h)", age / 3600)
    })
}
