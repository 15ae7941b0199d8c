//! `standings claims`: every number and claim word of the prose beside what the data say.

mod fix;

use super::{Exit, Setting, exit_of_notes, put};
use crate::claims::{Account, Record, Verdict};
use crate::cli::{ClaimsArgs, ContentArgs, OutputFormat};
use crate::diagnostic::{Notes, printable};
use crate::editorial;
use crate::model::Period;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many periods are named to who asked for another.
const MOST_KNOWN: usize = 12;

/// Runs the command.
pub fn run(setting: &Setting, args: &ClaimsArgs) -> Exit {
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    // An editor checks what is not yet published too.
    let content = ContentArgs { drafts: true, future: true, strict: false };
    let options = setting.options(&content, &inputs);
    let Some(config) = crate::configure(&inputs, &options, &mut notes) else {
        setting.print_instead(&notes.into_sorted());
        return Exit::Usage;
    };
    let period = match args.period.as_deref().map(|text| Period::parse(text, config.cadence).ok_or(text)) {
        None => None,
        Some(Ok(period)) => Some(period),
        Some(Err(text)) => {
            let (word, example) = (config.cadence.word(), config.cadence.example());
            setting.complain(&format!("`{text}` is not a {word} of the calendar; write it like {example}"));
            return Exit::Usage;
        }
    };
    if args.fix {
        let facts = crate::facts(&inputs, &config, &mut notes);
        if notes.failed() {
            // From wrong figures nothing may be written into the prose.
            return exit_of_notes(setting, notes);
        }
        let bench = fix::Bench { inputs: &inputs, config: &config, facts: &facts, options: &options };
        return fix::run(setting, &bench, period, args.dry_run);
    }
    let records = crate::claims_of(&inputs, &config, &options, period, &mut notes);
    let failed = notes.failed();
    // An issue with a mistake in its front matter may be the one that is meant.
    let periods = editorial::periods(&inputs, &config);
    if let Some(period) = period.filter(|period| !failed && !periods.contains(period)) {
        setting.complain(&format!("no issue stands for {period}{}", known(&periods)));
        return Exit::Usage;
    }
    setting.print_aside(&notes.into_sorted());
    put(&print(setting.global.format, &records));
    let contradicted = records.iter().any(|r| r.verdict == Verdict::Contradicted);
    if failed || contradicted { Exit::Errors } else { Exit::Fine }
}

/// The newest periods that have an issue.
fn known(periods: &[Period]) -> String {
    let newest: BTreeSet<Reverse<Period>> = periods.iter().copied().map(Reverse).collect();
    let shown: Vec<String> = newest.iter().take(MOST_KNOWN).map(|period| period.0.to_string()).collect();
    let more = if newest.len() > MOST_KNOWN { ", …" } else { "" };
    if shown.is_empty() { String::new() } else { format!("; known: {}{more}", shown.join(", ")) }
}

fn print(format: OutputFormat, records: &[Record]) -> String {
    match format {
        OutputFormat::Json => Account::json(records),
        OutputFormat::Csv => csv(records),
        OutputFormat::Markdown => markdown(records),
        _ => text(records),
    }
}

const COLUMNS: [&str; 7] = ["place", "verdict", "quantity", "stated", "actual", "reason", "suggestion"];

fn row(r: &Record) -> [String; 7] {
    let cell = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        format!("{}:{}:{}", r.file, r.line, r.column),
        word(r.verdict).to_string(),
        r.quantity.to_string(),
        r.stated.clone(),
        cell(&r.actual),
        r.reason.clone(),
        cell(&r.suggestion),
    ]
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Confirmed => "confirmed",
        Verdict::Contradicted => "contradicted",
        Verdict::Undecided => "undecided",
        Verdict::Waived => "waived",
    }
}

fn csv(records: &[Record]) -> String {
    let quote = |text: &String| {
        let safe =
            if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.clone() };
        format!("\"{}\"", safe.replace('"', "\"\""))
    };
    let mut out = COLUMNS.join(",") + "\n";
    for record in records {
        out.push_str(&(row(record).iter().map(quote).collect::<Vec<_>>().join(",") + "\n"));
    }
    out
}

fn markdown(records: &[Record]) -> String {
    let escape = |text: &String| text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(COLUMNS.iter().map(ToString::to_string).collect());
    out.push_str(&line(COLUMNS.iter().map(|_| ":--".to_string()).collect()));
    for record in records {
        out.push_str(&line(row(record).iter().map(escape).collect()));
    }
    out
}

fn text(records: &[Record]) -> String {
    let mut out = String::new();
    for r in records {
        let [place, verdict, quantity, stated, _, reason, suggestion] = row(r);
        out.push_str(&format!(
            "{place}  {verdict:<12}  {quantity:<12}  \"{}\"  {}\n",
            printable(&stated),
            printable(&reason)
        ));
        if !suggestion.is_empty() {
            out.push_str(&format!("    {suggestion}\n"));
        }
    }
    let count = |verdict| records.iter().filter(|r| r.verdict == verdict).count();
    let tally: Vec<String> = [Verdict::Confirmed, Verdict::Contradicted, Verdict::Undecided, Verdict::Waived]
        .into_iter()
        .map(|v| format!("{} {}", count(v), word(v)))
        .collect();
    out + &crate::words::list(&tally) + "\n"
}
