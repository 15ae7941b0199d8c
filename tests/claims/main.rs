//! Sentences with the verdict that a person gave them, each checked as an issue of its own site.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

mod headings;
mod sites;

use sites::{copy, own_site, records, records_of};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A sentence and what it should be: true, false, undecided, none (no claim in it), or open: true, and beyond what is
/// understood so far, so that all that is asked is that it is not called false.
struct Case {
    wanted: String,
    sentence: String,
    /// Written by another hand before the checker had seen it.
    later: bool,
}

fn cases(name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims").join(format!("{name}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let from = text.lines().position(|l| l.starts_with("# Later:")).unwrap_or(usize::MAX);
    let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
    lines
        .map(|(at, line)| {
            let (wanted, sentence) = line.split_once(" | ").unwrap_or_else(|| panic!("{line}"));
            let (wanted, sentence) = (wanted.trim().to_string(), sentence.trim().to_string());
            Case { wanted, sentence, later: at > from }
        })
        .collect()
}

/// The verdicts of each sentence, when each stands in a paragraph of its own.
fn verdicts(site: &Path, period: &str, cases: &[Case]) -> Vec<Vec<String>> {
    let body: String = cases.iter().map(|case| format!("\n{}\n", case.sentence)).collect();
    let records = records_of(site, period, &body);
    let of_line = |line: usize| {
        let here = records.iter().filter(|r| r["line"].as_u64() == Some(line as u64));
        here.map(|r| r["verdict"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    (0..cases.len()).map(|i| of_line(7 + 2 * i)).collect()
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
            "open" => {}
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

#[test]
fn two_boards() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/market"), "2026-W21", "two-boards");
}

/// The same for the letters of several periods.
fn check_all(site: &Path, letters: &[(&str, &str)]) {
    for (period, name) in letters {
        check(site, period, name);
    }
}

#[test]
fn real_letters() {
    let letters = [("2026-W31", "letters"), ("2026-W30", "w30"), ("2026-W29", "w29"), ("2026-W17", "w17")];
    check_all(own_site().path(), &letters);
}

#[test]
fn another_subject() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/downloads");
    let letters = [
        ("2026-03-29", "downloads"),
        ("2026-03-28", "downloads-saturday"),
        ("2026-03-27", "downloads-friday"),
    ];
    check_all(&site, &letters);
}

#[test]
fn ports_by_the_month() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/ports");
    let letters = [
        ("2026-06", "ports"),
        ("2026-05", "ports-may"),
        ("2026-04", "ports-april"),
        ("2026-03", "ports-march"),
    ];
    check_all(&site, &letters);
}

#[test]
fn films_by_the_week() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/films");
    let letters = [
        ("2026-W16", "films"),
        ("2026-W15", "films-w15"),
        ("2026-W14", "films-w14"),
        ("2026-W13", "films-w13"),
    ];
    check_all(&site, &letters);
}

/// The films without the row in third place, and with one whose studio nobody has told: what that leaves open is neither
/// called false nor confirmed.
#[test]
fn holes_stay_open() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/films"), folder.path());
    let models = folder.path().join("data/models.yaml");
    let text = fs::read_to_string(&models).unwrap();
    fs::write(&models, text.replace("name: Paper Moons, org: ostrand", "name: Paper Moons")).unwrap();
    let snapshot = folder.path().join("data/snapshots/2026-W16/cinema-admissions.yaml");
    let text = fs::read_to_string(&snapshot).unwrap();
    let mut rank = 0;
    let ranked = |line: &str| {
        rank += usize::from(line.contains("{name: "));
        let place = format!("{{rank: {rank}, name: ");
        (!line.contains("Saltwater Hymn")).then(|| line.replace("{name: ", &place) + "\n")
    };
    fs::write(&snapshot, text.lines().filter_map(ranked).collect::<String>()).unwrap();
    let sentences = [
        "Hollow Kings is Ostrand's second-best film.",
        "Saltwater Hymn is Veridian's best-placed film.",
        "Ember Street is Veridian's best-placed film.",
        "Paper Moons is Ostrand's smallest film.",
        "The top five drew more than 5 million admissions together.",
        "Ostrand has three films in the top five.",
        "Ostrand has three of the top five films, led by Paper Moons.",
        "Both newcomers to the top five, Hollow Kings and Paper Moons, come from Ostrand.",
        "Each of the top five drew more than 740,000 admissions.",
    ];
    let case = |s: &&str| Case { wanted: "undecided".into(), sentence: (*s).to_string(), later: false };
    let cases: Vec<Case> = sentences.iter().map(case).collect();
    for (case, found) in cases.iter().zip(verdicts(folder.path(), "2026-W16", &cases)) {
        let has = |verdict: &str| found.iter().any(|v| v == verdict);
        assert!(has("undecided") && !has("contradicted"), "{} {found:?}", case.sentence);
    }
}

/// The films without a week, and with one whose studio nobody has told.
#[test]
fn a_missing_week_and_unknown_makers() {
    let films = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/films");
    let folder = tempfile::tempdir().unwrap();
    copy(&films, folder.path());
    fs::remove_dir_all(folder.path().join("data/snapshots/2026-W13")).unwrap();
    let registry = folder.path().join("data/models.yaml");
    let text = fs::read_to_string(&registry).unwrap();
    fs::write(registry, text.replace("name: Marrow, org: tidewell", "name: Marrow")).unwrap();
    check(folder.path(), "2026-W16", "films-holes");
}

#[test]
fn the_sample_letters_leave_nothing_open() {
    let records = records(own_site().path());
    let open = records.iter().filter(|r| !matches!(r["verdict"].as_str(), Some("confirmed" | "waived")));
    let open: Vec<_> = open.map(|r| format!("{}: {} in {}", r["file"], r["text"], r["sentence"])).collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(records.len() > 150, "{} claims", records.len());
}

/// Pairs that turn a true sentence into another one.
const SWAPS: &[(&str, &str)] = &[
    ("rose", "fell"),
    ("fell", "rose"),
    ("climbed", "slipped"),
    ("slipped", "climbed"),
    ("grew", "shrank"),
    ("shrank", "grew"),
    ("gained", "lost"),
    ("lost", "gained"),
    ("up", "down"),
    ("down", "up"),
    ("ahead of", "behind"),
    ("doubled", "tripled"),
    ("debuted", "returned"),
    ("first", "third"),
    ("second", "fourth"),
    ("third", "fifth"),
    ("fourth", "sixth"),
    ("fifth", "second"),
    ("sixth", "ninth"),
    ("one", "three"),
    ("two", "four"),
    ("three", "five"),
    ("four", "seven"),
    ("despite", "because of"),
    ("trillion", "billion"),
    ("highest", "lowest"),
];

/// One change a mutant: a digit, a direction, an ordinal, a count, a unit.
fn mutants(sentence: &str) -> Vec<String> {
    let mut found = Vec::new();
    let edge = |at: usize| !sentence[at..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let start = |at: usize| !sentence[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    for (word, other) in SWAPS {
        for (at, _) in sentence.match_indices(word).filter(|(at, w)| start(*at) && edge(at + w.len())) {
            found.push(format!("{}{other}{}", &sentence[..at], &sentence[at + word.len()..]));
        }
    }
    // The first digit of each number that is no part of a name or version.
    for (at, c) in sentence.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let before = sentence[..at].chars().next_back().unwrap_or(' ');
        let number = matches!(before, ' ' | '#' | '$' | '+' | '−') && {
            let word = sentence[..at].trim_end_matches(['#', '$', '+', '−']).trim_end().rsplit(' ').next();
            let tail: String = sentence[at..].chars().take_while(|c| !c.is_whitespace()).collect();
            let version = word
                .is_some_and(|w| w.starts_with(char::is_uppercase) && !matches!(w, "No." | "At" | "With"));
            !version && !tail.ends_with("-old")
        };
        if number {
            let next = char::from_digit(c.to_digit(10).unwrap() % 9 + 1, 10).unwrap();
            found.push(format!("{}{next}{}", &sentence[..at], &sentence[at + 1..]));
        }
    }
    found
}

#[test]
fn mutants_of_true_sentences_are_caught() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = own_site();
    // Of all, and of the sentences that others wrote.
    let (mut all, mut caught) = ([0, 0], [0, 0]);
    for (site, period, name) in [
        (root.join("tests/claims/market"), "2026-W21", "market"),
        (root.join("tests/sites/market"), "2026-W21", "two-boards"),
        (own.path().to_path_buf(), "2026-W31", "letters"),
    ] {
        let true_ones = cases(name).into_iter().filter(|c| c.wanted == "true");
        let mutated: Vec<Case> = true_ones
            .flat_map(|c| mutants(&c.sentence).into_iter().map(move |s| (s, c.later)))
            .map(|(sentence, later)| Case { wanted: "false".into(), sentence, later })
            .collect();
        for (case, found) in mutated.iter().zip(verdicts(&site, period, &mutated)) {
            let hit = found.iter().any(|v| v == "contradicted");
            all[usize::from(case.later)] += 1;
            caught[usize::from(case.later)] += usize::from(hit);
            if !hit {
                println!("lived: {} {found:?}", case.sentence);
            }
        }
    }
    println!("{caught:?} of {all:?} mutants caught");
    assert!(all[0] >= 300, "only {all:?} mutants");
    assert!(caught[0] * 100 >= all[0] * 90, "{caught:?} of {all:?} mutants caught");
    // Of the later ones more live: they are longer, and several are true as well ("in the top 30").
    assert!(caught[1] * 100 >= all[1] * 85, "{caught:?} of {all:?} mutants caught");
}

/// A table typed by hand: a row's name says whose a figure is, the column's head what it is of.
const TABLE: &str = "---
title: Table
period: 2026-W21
date: 2026-05-25
---

| # | Model | Last week | Tokens (B) | Growth | Share |
|---|---|---|---|---|---|
| 5 | Delta | 4 | 644 | +61% | 8.9% |
| 4 | **Echo** | #5 | 700 | 133% | 9.7% |
| 8 | Golf | 7 | 56 | −44% | 0.8% |

| # | Model | Last week | Tokens (B) | Growth | Share |
|---|---|---|---|---|---|
| 4 | Delta | 5 | 744 | +71% | 9.9% |
| 5 | Echo | 4 | 600 | −133% | 8.7% |
| 7 | Golf | 6 | 66 | +44% | 0.6% |
";

#[test]
fn typed_tables() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/market"), folder.path());
    fs::create_dir_all(folder.path().join("content/issues")).unwrap();
    fs::write(folder.path().join("content/issues/2026-W21.md"), TABLE).unwrap();
    let records = records(folder.path());
    let of = |verdict: &str, lines: std::ops::Range<u64>| {
        let here = records.iter().filter(|r| lines.contains(&r["line"].as_u64().unwrap()));
        here.filter(|r| r["verdict"] == verdict).count()
    };
    assert_eq!(
        (of("confirmed", 9..12), of("contradicted", 15..18), records.len()),
        (15, 15, 30),
        "{records:#?}"
    );
}

/// Cells of prose: the row's name is whom they speak of. The first tables are plain, so that what is false is called so.
const REMARKS: &str = "---
title: Remarks
period: 2026-W21
date: 2026-05-25
---

| Model | Note |
|---|---|
| Delta | fell three places, to No. 9 |
| Echo | slipped to No. 4 on 133% growth |
| Golf | Delta fell two places. |

| Model | Note |
|---|---|
| Delta | fell one place, to No. 5 |

| Model | Last week |
|---|---|
| Delta | fell three places, to No. 9 |

| When | Model | Note |
|---|---|---|
| in spring | Delta | fell three places, to No. 9 |
";

#[test]
fn prose_in_tables() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/market"), folder.path());
    fs::create_dir_all(folder.path().join("content/issues")).unwrap();
    fs::write(folder.path().join("content/issues/2026-W21.md"), REMARKS).unwrap();
    let records = records(folder.path());
    let verdicts = |line: u64| -> Vec<&str> {
        let here = records.iter().filter(|r| r["line"] == line);
        here.map(|r| r["verdict"].as_str().unwrap()).collect()
    };
    for line in [9, 11] {
        assert!(verdicts(line).contains(&"contradicted"), "{line}: {records:#?}");
    }
    assert!(verdicts(15).iter().all(|v| *v == "confirmed") && !verdicts(15).is_empty(), "{records:#?}");
    for line in [19, 23] {
        let open = verdicts(line);
        assert!(!open.is_empty() && !open.contains(&"contradicted"), "{line}: {records:#?}");
    }
}

#[test]
fn a_reference_across_the_cut_of_a_long_sentence() {
    let site = own_site();
    let mut letter = "---\ntitle: Long\nperiod: 2026-W31\ndate: 2026-08-05\n---\n".to_string();
    for words in 236..243 {
        for letters in 1..6 {
            let _ = write!(
                letter,
                "\n{}{} {{{{ model(\"claude-opus-4.8\") }}}} lost 61%.\n",
                "word ".repeat(words),
                "x".repeat(letters)
            );
        }
    }
    let issues = site.path().join("content/issues");
    let _ = fs::remove_dir_all(&issues);
    fs::create_dir_all(&issues).unwrap();
    fs::write(issues.join("2026-W31.md"), letter).unwrap();
    let found = records(site.path());
    assert!(found.iter().any(|r| r["quantity"] == "growth" && r["verdict"] == "confirmed"), "{found:?}");
}
