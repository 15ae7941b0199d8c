//! Sentences with the verdict that a person gave them, each checked as an issue of its own site.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A sentence and what it should be: true, false, open (undecided) or none (no claim in it).
struct Case {
    wanted: String,
    sentence: String,
}

fn cases(name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims").join(format!("{name}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    lines
        .map(|line| {
            let (wanted, sentence) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}"));
            Case { wanted: wanted.trim().to_string(), sentence: sentence.trim().to_string() }
        })
        .collect()
}

/// The verdicts of each sentence, when each stands in a paragraph of its own.
fn verdicts(site: &Path, period: &str, cases: &[Case]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    copy(site, folder.path());
    let mut letter = format!("---\ntitle: Letter\nperiod: {period}\ndate: 2026-05-25\n---\n");
    for case in cases {
        let _ = write!(letter, "\n{}\n", case.sentence);
    }
    let issues = folder.path().join("content/issues");
    let _ = fs::remove_dir_all(&issues);
    fs::create_dir_all(&issues).unwrap();
    fs::write(issues.join(format!("{period}.md")), letter).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_standings"))
        .args(["--today", "2026-12-31", "--format", "json", "claims", "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    let records: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let of_line = |line: usize| {
        let here = records.iter().filter(|r| r["line"].as_u64() == Some(line as u64));
        here.map(|r| r["verdict"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    (0..cases.len()).map(|i| of_line(7 + 2 * i)).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(|e| e.unwrap().path()) {
        let target: PathBuf = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry, &target);
        } else {
            fs::copy(&entry, target).unwrap();
        }
    }
}

/// Counts of what was decided rightly; every true sentence that is contradicted is named.
fn tally(site: &Path, period: &str, cases: &[Case]) -> (usize, usize, usize, usize, Vec<String>) {
    let (mut true_all, mut true_hit, mut false_all, mut false_hit) = (0, 0, 0, 0);
    let mut alarms = Vec::new();
    for (case, found) in cases.iter().zip(verdicts(site, period, cases)) {
        let has = |verdict: &str| found.iter().any(|v| v == verdict);
        match case.wanted.as_str() {
            "true" => {
                true_all += 1;
                let confirmed = has("confirmed") && !has("undecided") && !has("contradicted");
                true_hit += usize::from(confirmed);
                if !confirmed {
                    println!("not confirmed: {} {found:?}", case.sentence);
                }
            }
            "false" => {
                false_all += 1;
                false_hit += usize::from(has("contradicted"));
                if !has("contradicted") {
                    println!("not caught: {} {found:?}", case.sentence);
                }
            }
            "none" => assert!(found.is_empty(), "{} {found:?}", case.sentence),
            _ => assert!(!has("confirmed") || has("undecided"), "{} {found:?}", case.sentence),
        }
        if case.wanted != "false" && has("contradicted") {
            alarms.push(case.sentence.clone());
        }
    }
    println!("true: {true_hit} of {true_all} confirmed; false: {false_hit} of {false_all} contradicted");
    (true_all, true_hit, false_all, false_hit, alarms)
}

fn check(site: &Path, period: &str, name: &str) {
    let (true_all, true_hit, false_all, false_hit, alarms) = tally(site, period, &cases(name));
    assert!(alarms.is_empty(), "true sentences contradicted: {alarms:#?}");
    assert!(true_hit * 100 >= true_all * 95, "{true_hit} of {true_all} true sentences confirmed");
    assert!(false_hit * 100 >= false_all * 95, "{false_hit} of {false_all} false sentences contradicted");
}

#[test]
fn the_worked_market() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/market"), "2026-W21", "market");
}
