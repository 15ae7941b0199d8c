//! A heading that names a board holds for what stands below it, until the next heading.

use super::sites;
use std::collections::BTreeSet;
use std::path::Path;

/// Headings, and what stands below each with the only verdict that it gets.
const LETTER: &[(&str, &[(&str, &str)])] = &[
    (
        "## Shippers' Survey",
        &[
            ("confirmed", "Saltmere is first."),
            ("contradicted", "Saltmere is second."),
            // True of the other board, which the words may mean.
            ("undecided", "North Quay is first."),
            ("confirmed", "On Container Traffic, North Quay is first."),
            ("confirmed", "North Quay handled 2.21 million containers and is first."),
            ("confirmed", "- Port Amber is second, 0.9 points behind Saltmere."),
            ("undecided", "- North Quay is first."),
            ("contradicted", "- Port Amber is fourth."),
        ],
    ),
    (
        "## Container Traffic: what moved",
        &[
            ("confirmed", "North Quay is first."),
            ("undecided", "Saltmere is first."),
            ("contradicted", "Saltmere is second."),
            ("confirmed", "Saltmere leads the survey."),
            ("confirmed", "On Shippers' Survey, Saltmere leads. Port Amber is second there."),
            ("confirmed", "Saltmere is third."),
        ],
    ),
    ("## Of note", &[("confirmed", "North Quay is first."), ("confirmed", "Saltmere is first.")]),
    // What a headline tells is no name for what stands below it.
    ("## Saltmere tops Shippers' Survey", &[("confirmed", "North Quay is first.")]),
];

#[test]
fn a_headings_board_holds_below_it() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/ports");
    let mut body = String::new();
    let mut cases = Vec::new();
    for (heading, sentences) in LETTER {
        body.push_str(&format!("\n{heading}\n"));
        for (wanted, sentence) in *sentences {
            body.push_str(&format!("\n{sentence}\n"));
            cases.push((5 + body.lines().count(), *wanted, *sentence));
        }
    }
    let records = sites::records_of(&site, "2026-05", &body);
    for (line, wanted, sentence) in cases {
        let here = records.iter().filter(|r| r["line"].as_u64() == Some(line as u64));
        let found: BTreeSet<&str> = here.map(|r| r["verdict"].as_str().unwrap()).collect();
        assert_eq!(found, BTreeSet::from([wanted]), "line {line}: {sentence}");
    }
}
