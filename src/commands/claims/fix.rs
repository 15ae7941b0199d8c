//! `standings claims --fix`: typed figures become the references that print them. Promise: what is written has been
//! tried: it brings no error, every true figure reads as before, and no more is contradicted than was.

use super::{Exit, Setting, put};
use crate::Options;
use crate::analysis::Facts;
use crate::claims::{self, Checker, IssueClaims, Mend, Verdict};
use crate::cli::OutputFormat;
use crate::config::Config;
use crate::diagnostic::{Notes, Source, count, printable};
use crate::editorial::{self, Editorial, Issue, Publishing};
use crate::inputs::{self, Inputs};
use crate::model::Period;
use crate::{output, words};
use serde::Serialize;
use std::fmt::Write as _;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// What the trials are made with.
pub struct Bench<'a> {
    pub inputs: &'a Inputs,
    pub config: &'a Config,
    pub facts: &'a Facts,
    pub options: &'a Options,
}

/// One file, before and after.
struct Change {
    file: String,
    before: String,
    after: String,
    mends: Vec<Mend>,
}

#[derive(Serialize)]
struct MendJson<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    text: &'a str,
    reference: &'a str,
}

/// Mends the issues of a period, or all.
pub fn run(setting: &Setting, bench: &Bench<'_>, period: Option<Period>, dry_run: bool) -> Exit {
    let changes = bench.changes(period);
    put(&shown(setting, &changes));
    for change in changes.iter().filter(|_| !dry_run) {
        let path = setting.global.root.join(&change.file);
        if inputs::read_one(&path).ok().as_deref() != Some(change.before.as_bytes()) {
            setting.complain(&format!("{} changed meanwhile; run the command again", change.file));
            return Exit::Fault;
        }
        if let Err(e) = output::replace_file(&path, change.after.as_bytes()) {
            setting.complain(&e.to_string());
            return Exit::Fault;
        }
    }
    let all: usize = changes.iter().map(|c| c.mends.len()).sum();
    let done = if dry_run { "would be replaced" } else { "replaced" };
    setting.say(&format!("{all} {} {done} by references", words::either(all, "figure", "figures")));
    let left: usize = bench.left(&changes, period);
    if left > 0 {
        let word = words::either(left, "claim is", "claims are");
        setting.say(&format!(
            "{left} {word} still contradicted and must be mended by hand; `standings check` lists them"
        ));
        return Exit::Errors;
    }
    Exit::Fine
}

impl Bench<'_> {
    fn changes(&self, period: Option<Period>) -> Vec<Change> {
        let (editorial, errors) = self.texts(self.inputs);
        let wanted = editorial.issues.iter().filter(|i| period.is_none_or(|p| i.matter.period == p));
        wanted.filter_map(|issue| self.change(issue, errors)).collect()
    }

    fn texts(&self, inputs: &Inputs) -> (Editorial, usize) {
        let mut notes = Notes::default();
        let Options { today, drafts, future, .. } = *self.options;
        let parsed = editorial::parse(inputs, self.config, Publishing { today, drafts, future }, &mut notes);
        let editorial = editorial::resolve(parsed, inputs, self.facts, self.config, &mut notes);
        (editorial, count(&notes.into_sorted()).0)
    }

    fn check(&self, issue: &Issue) -> IssueClaims {
        Checker::new(self.facts, self.config).issue(issue, self.options.today)
    }

    fn change(&self, issue: &Issue, errors: usize) -> Option<Change> {
        let text = self.inputs.text(&issue.file, &mut Notes::default())?;
        let found = self.check(issue);
        let source = Source { file: &issue.file, text };
        let trial = Trial { bench: self, issue, text, errors, contradicted: contradicted(&found) };
        let mends = trial.sound(&claims::mends(issue, &found, source, self.facts, self.config));
        let after = claims::mended(text, &mends).0;
        (!mends.is_empty()).then(|| Change {
            file: issue.file.clone(),
            before: text.to_string(),
            after,
            mends,
        })
    }

    /// How many claims stay contradicted.
    fn left(&self, changes: &[Change], period: Option<Period>) -> usize {
        let mut inputs = self.inputs.clone();
        for change in changes {
            inputs.insert(change.file.as_str(), change.after.as_bytes());
        }
        let (editorial, _) = self.texts(&inputs);
        let wanted = editorial.issues.iter().filter(|i| period.is_none_or(|p| i.matter.period == p));
        wanted.map(|issue| contradicted(&self.check(issue))).sum()
    }
}

fn contradicted(found: &IssueClaims) -> usize {
    found.claims.iter().filter(|c| c.verdict == Verdict::Contradicted).count()
}

/// One issue, to be tried with replacements.
struct Trial<'a> {
    bench: &'a Bench<'a>,
    issue: &'a Issue,
    text: &'a str,
    errors: usize,
    contradicted: usize,
}

impl Trial<'_> {
    /// The replacements that hold together.
    fn sound(&self, candidates: &[Mend]) -> Vec<Mend> {
        let mut fitting: Vec<Mend> = Vec::new();
        for mend in self.fitting(candidates) {
            if fitting.last().is_none_or(|last| last.span.end <= mend.span.start) {
                fitting.push(mend);
            }
        }
        if fitting.is_empty() || self.holds(&fitting) {
            return fitting;
        }
        let mut kept = Vec::new();
        for mend in fitting {
            kept.push(mend);
            if !self.holds(&kept) {
                kept.pop();
            }
        }
        kept
    }

    fn with(&self, mends: &[Mend]) -> (Editorial, usize, Vec<usize>) {
        let (text, starts) = claims::mended(self.text, mends);
        let mut inputs = self.bench.inputs.clone();
        inputs.insert(self.issue.file.as_str(), text);
        let (editorial, errors) = self.bench.texts(&inputs);
        (editorial, errors, starts)
    }

    /// Those whose reference prints a figure, each with what stands around it.
    fn fitting(&self, candidates: &[Mend]) -> Vec<Mend> {
        let fit = |part: &[Mend]| -> Option<Vec<Mend>> {
            let (editorial, _, starts) = self.with(part);
            let issue = editorial.issues.iter().find(|i| i.file == self.issue.file)?;
            let shown = |start: usize| issue.claims.iter().find(|c| c.span.start == start).map(|c| &c.shown);
            let fitted = part.iter().zip(starts).filter_map(|(m, at)| m.around(shown(at)?, self.text));
            Some(fitted.collect())
        };
        // A replacement that breaks the front matter must not take the others with it.
        let one_by_one =
            || candidates.iter().filter_map(|m| fit(std::slice::from_ref(m))).flatten().collect();
        fit(candidates).unwrap_or_else(one_by_one)
    }

    fn holds(&self, mends: &[Mend]) -> bool {
        let (editorial, errors, starts) = self.with(mends);
        let Some(issue) = editorial.issues.iter().find(|i| i.file == self.issue.file) else { return false };
        let printed = |(mend, start): (&Mend, usize)| {
            issue.claims.iter().any(|c| c.span.start == start && (mend.wrong || c.shown == mend.typed))
        };
        let wrong = mends.iter().filter(|m| m.wrong).count();
        let (old, new) = (&self.issue.prose.passages, &issue.prose.passages);
        let same =
            old.len() == new.len() && (wrong > 0 || old.iter().zip(new).all(|(a, b)| a.text == b.text));
        errors <= self.errors
            && same
            && mends.iter().zip(starts).all(printed)
            && contradicted(&self.bench.check(issue)) + wrong <= self.contradicted
    }
}

fn shown(setting: &Setting, changes: &[Change]) -> String {
    if setting.global.format != OutputFormat::Json {
        let color = setting.colors(std::io::IsTerminal::is_terminal(&std::io::stdout()));
        return changes.iter().map(|change| unified(change, color)).collect();
    }
    let record = |(change, mend)| -> MendJson<'_> {
        let (change, mend): (&Change, &Mend) = (change, mend);
        let place = Source { file: &change.file, text: &change.before }.place(mend.span);
        let (line, column) = (place.line, place.column);
        MendJson { file: &change.file, line, column, text: &mend.typed, reference: &mend.reference }
    };
    let records: Vec<_> = changes.iter().flat_map(|c| c.mends.iter().map(move |m| record((c, m)))).collect();
    serde_json::to_string_pretty(&records).expect("records are plain text") + "\n"
}

/// A unified diff. A replacement stays within its line, so the lines of both sides are the same in number.
fn unified(change: &Change, color: bool) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (change.before.lines().collect(), change.after.lines().collect());
    let paint =
        |code: &str, text: String| if color { format!("\x1b[{code}m{text}\x1b[0m\n") } else { text + "\n" };
    let mut out = paint("1", format!("--- a/{}", printable(&change.file)));
    out += &paint("1", format!("+++ b/{}", printable(&change.file)));
    let mut hunks: Vec<(usize, usize)> = Vec::new();
    for at in (0..old.len()).filter(|at| old[*at] != new[*at]) {
        let (from, to) = (at.saturating_sub(CONTEXT), (at + CONTEXT + 1).min(old.len()));
        match hunks.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = to,
            None => hunks.push((from, to)),
        }
    }
    for (from, to) in hunks {
        let mut head = String::new();
        let _ = write!(head, "@@ -{0},{1} +{0},{1} @@", from + 1, to - from);
        out += &paint("36", head);
        let mut at = from;
        while at < to {
            let run = (at..to).take_while(|i| old[*i] != new[*i]).count();
            (at..at + run).for_each(|i| out += &paint("31", format!("-{}", printable(old[i]))));
            (at..at + run).for_each(|i| out += &paint("32", format!("+{}", printable(new[i]))));
            at += run;
            if at < to {
                out += &format!(" {}\n", printable(old[at]));
                at += 1;
            }
        }
    }
    out
}
