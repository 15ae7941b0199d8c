mod tables;

use super::*;
use crate::diagnostic::text;
use expect_test::{Expect, expect};
use std::fmt::Write as _;

const SITE: &str = "title: T
base_url: https://example.com
boards:
- {id: votes, title: Votes, metric: {kind: score}}
- {id: use, title: Use, metric: {kind: volume}}
";

fn check_files(files: &[(&str, &str)], expected: Expect) {
    let mut notes = Notes::default();
    let config = config::parse(SITE, &mut notes).expect("a sound configuration");
    let inputs = Inputs::from_files(files.iter().map(|(p, t)| (*p, *t)));
    let boards = parse(&inputs, &config, &mut notes);
    let mut out = String::new();
    for snapshot in boards.iter().flatten() {
        let _ = writeln!(
            out,
            "{} {} listed {}",
            config.boards[snapshot.board].id, snapshot.period, snapshot.listed
        );
        for row in &snapshot.rows {
            let rank = row.rank.map_or("-".to_string(), |r| r.to_string());
            let value = row.value.map_or("-".to_string(), |v| v.to_string());
            let _ = writeln!(out, "  {rank} {} {value}", row.name);
        }
    }
    out += &text(
        &notes.into_sorted().into_iter().filter(|d| d.code != "board-empty").collect::<Vec<_>>(),
        false,
    );
    expected.assert_eq(&out);
}

fn check(entries: &str, expected: Expect) {
    let text = format!("board: use\nperiod: 2026-W17\nentries:\n{entries}");
    check_files(&[("data/snapshots/2026-W17/use.yaml", &text)], expected);
}

#[test]
fn ranks_follow_from_values_and_ties_share() {
    check(
        "- {name: c, value: 5}\n- {name: b, value: 9}\n- {name: a, value: 9}\n- {name: z}\n",
        expect![[r#"
        use 2026-W17 listed 4
          1 a 9
          1 b 9
          3 c 5
          - z -
    "#]],
    );
}

#[test]
fn a_partial_board_keeps_its_gaps() {
    check(
        "- {name: kimi, value: 1.58T}\n- {name: step, rank: 8, value: 721B}\n- {name: below, value: 650B}\n",
        expect![[r#"
        use 2026-W17 listed 3
          1 kimi 1580000000000
          8 step 721000000000
          - below 650000000000
    "#]],
    );
}

#[test]
fn contradictions_are_all_reported() {
    check(
        "- {name: a, rank: 1, value: 5}\n- {name: b, rank: 2, value: 9}\n- {name: b, rank: 2, value: 8}\n- {name: d, rank: 0, value: -1}\n",
        expect![[r#"
            use 2026-W17 listed 4
              1 a 5
              2 b 9
              - d -
            error[snapshot-ranks]: `b` has rank 2 with 9, more than rank 1 (`a`, 5)
             --> data/snapshots/2026-W17/use.yaml:5:3
              |
            5 | - {name: b, rank: 2, value: 9}
              |   ^
              = help: mend the rank or the value; leave the ranks out to have them follow from the values

            error[snapshot-row-twice]: `b` stands here for the second time
             --> data/snapshots/2026-W17/use.yaml:6:3
              |
            6 | - {name: b, rank: 2, value: 8}
              |   ^
              = help: the first is on line 5; keep one, or tell them apart with `variant`

            error[wrong-type]: expected a whole number of at least 1, found `0`
             --> data/snapshots/2026-W17/use.yaml:7:19
              |
            7 | - {name: d, rank: 0, value: -1}
              |                   ^

            error[wrong-type]: expected a number such as 1503, 98.5 or 1.58T, from 0 to 18446744073709551615, found `-1`
             --> data/snapshots/2026-W17/use.yaml:7:29
              |
            7 | - {name: d, rank: 0, value: -1}
              |                             ^^

        "#]],
    );
}

#[test]
fn what_contradicts_stands_where_it_is_said() {
    check(
        "- {name: a, value: 9}\n- {name: b, rank: 1, value: 5}\n- {name: d, value: 7, status: climb, delta: -1}\nexits: [{name: d}]\n",
        expect![[r#"
            use 2026-W17 listed 3
              1 a 9
              1 b 5
              2 d 7
            error[snapshot-ranks]: `b` has rank 1 with 5, but `a` has 9
             --> data/snapshots/2026-W17/use.yaml:5:3
              |
            5 | - {name: b, rank: 1, value: 5}
              |   ^
              = help: mend the rank or the value; leave the ranks out to have them follow from the values

            error[snapshot-reported]: `d`: `status` does not agree with `previous_rank` or `delta`
             --> data/snapshots/2026-W17/use.yaml:6:31
              |
            6 | - {name: d, value: 7, status: climb, delta: -1}
              |                               ^^^^^
              = help: mend what is wrong, or leave out what the source did not say

            error[snapshot-reported]: `d` is reported as gone, but stands at rank 2
             --> data/snapshots/2026-W17/use.yaml:7:16
              |
            7 | exits: [{name: d}]
              |                ^
              = help: take it out of `exits`, or out of `entries`

        "#]],
    );
}

#[test]
fn what_is_wrong_in_every_row_is_told_a_few_times() {
    let mut entries = String::new();
    for row in 1..=200 {
        let _ = writeln!(entries, "- {{name: m{row}, rank: {row}, value: {row}}}");
    }
    entries += "- {name: x, rank: 1}\nexits:\n";
    for row in 1..=200 {
        let _ = writeln!(entries, "- {{name: m{row}}}");
    }
    let text = format!("board: use\nperiod: 2026-W17\nentries:\n{entries}");
    let inputs = Inputs::from_files([("data/snapshots/2026-W17/use.yaml", text.as_str())]);
    let mut notes = Notes::default();
    let config = config::parse(SITE, &mut notes).expect("a sound configuration");
    parse(&inputs, &config, &mut notes);
    let told = notes.into_sorted();
    assert_eq!(told.iter().filter(|d| d.code == "snapshot-ranks").count(), 21);
    assert_eq!(told.iter().filter(|d| d.code == "snapshot-reported").count(), 20);
}

#[test]
fn paths_that_do_not_fit() {
    check_files(
        &[
            ("data/snapshots/2026-W54/use.yaml", ""),
            ("data/snapshots/2026-W17/usee.yaml", ""),
            ("data/snapshots/2026-W17/notes.txt", ""),
            ("data/snapshots/2026-W17/use.meta.yaml", "othr: 5"),
            ("data/snapshots/2026-W17/usee.meta.yaml", ""),
            ("data/snapshots/2026-W17/use.yaml", "board: votes\nperiod: 2026-W16\nentries: []\n"),
            ("data/snapshots/2026-W17/use.json", "{}"),
        ],
        expect![[r#"
            use 2026-W17 listed 0
            error[snapshot-path]: this is not a snapshot's place
             --> data/snapshots/2026-W17/notes.txt
              = help: snapshots lie at data/snapshots/<week>/<board>.yaml, .json or .csv

            error[missing-key]: a snapshot lacks `board`
             --> data/snapshots/2026-W17/use.json:1:1
              |
            1 | {}
              | ^^
              = help: add `board: …`

            error[missing-key]: a snapshot lacks `entries`
             --> data/snapshots/2026-W17/use.json:1:1
              |
            1 | {}
              | ^^
              = help: add `entries: …`

            error[missing-key]: a snapshot lacks `period`
             --> data/snapshots/2026-W17/use.json:1:1
              |
            1 | {}
              | ^^
              = help: add `period: …`

            error[snapshot-path]: this file tells of the table data/snapshots/2026-W17/use.csv, which is not there
             --> data/snapshots/2026-W17/use.meta.yaml
              = help: a .yaml or .json snapshot says these things itself; move them there, or remove the file

            error[snapshot-twice]: a second snapshot of `use` for 2026-W17
             --> data/snapshots/2026-W17/use.yaml
              = help: the first is data/snapshots/2026-W17/use.json; keep one file

            error[snapshot-unknown-board]: site.yaml has no board `usee`
             --> data/snapshots/2026-W17/usee.meta.yaml
              = help: did you mean `use`?

            error[snapshot-unknown-board]: site.yaml has no board `usee`
             --> data/snapshots/2026-W17/usee.yaml
              = help: did you mean `use`?

            error[period-invalid]: `2026-W54` is not a week of the calendar
             --> data/snapshots/2026-W54/use.yaml
              = help: name the folder like 2026-W17

        "#]],
    );
}

#[test]
fn figures_from_the_future_or_from_long_before_are_told() {
    let mut notes = Notes::default();
    let config = config::parse(SITE, &mut notes).expect("a sound configuration");
    let file = |as_of: &str| {
        format!("entries: [{{name: as_of, value: 1}}]\nboard: use\nas_of: {as_of}\nperiod: 2026-W20\n")
    };
    let told_by = |clock: Option<&str>, as_of: &str| {
        let inputs = Inputs::from_files([("data/snapshots/2026-W20/use.yaml", file(as_of).as_str())]);
        let boards = parse(&inputs, &config, &mut Notes::default());
        let mut notes = Notes::default();
        dates::warn(boards.iter().flatten(), &inputs, clock.map(|day| day.parse().unwrap()), &mut notes);
        text(&notes.into_sorted(), false)
    };
    let told = |as_of: &str| told_by(Some("2026-06-10"), as_of);
    for fine in ["2026-05-18T02:00:00Z", "2026-05-01", "2026-06-11"] {
        assert_eq!(told(fine), "");
    }
    assert!(told("2020-05-18").contains("use.yaml:3:1"), "{}", told("2020-05-18"));
    assert!(told("2020-05-18").contains("of 2020-05-18, more than a year before it begins"));
    assert!(told("2031-01-01").contains("of 2031-01-01, and today is 2026-06-10"));
    // A site may be built as of any day.
    assert_eq!(told_by(None, "2031-01-01"), "");
    assert!(told_by(None, "2020-05-18").contains("before it begins"));
}

#[test]
fn what_stands_in_revisions_has_known_keys() {
    check_files(
        &[(
            "data/snapshots/2026-W17/use.yaml",
            "board: use\nperiod: 2026-W17\nentries: [{name: a, value: 7}]\nrevisions:\n\
             - {complete: true, other: 3, entries: [{name: a, value: 5}], added: [{name: b, variant: free}]}\n\
             - {complete: yes, entries: [{name: a, vlaue: 5}], foo: 1}\n",
        )],
        expect![[r#"
            use 2026-W17 listed 1
              1 a 7
            error[wrong-type]: expected `true` or `false`, found `yes`
             --> data/snapshots/2026-W17/use.yaml:6:14
              |
            6 | - {complete: yes, entries: [{name: a, vlaue: 5}], foo: 1}
              |              ^^^

            error[unknown-key]: an entry has no key `vlaue`
             --> data/snapshots/2026-W17/use.yaml:6:39
              |
            6 | - {complete: yes, entries: [{name: a, vlaue: 5}], foo: 1}
              |                                       ^^^^^
              = help: did you mean `value`?

            error[unknown-key]: a revision has no key `foo`
             --> data/snapshots/2026-W17/use.yaml:6:51
              |
            6 | - {complete: yes, entries: [{name: a, vlaue: 5}], foo: 1}
              |                                                   ^^^
              = help: known: `added`, `as_of`, `complete`, `entries`, `listed`, `note`, `other`

        "#]],
    );
}
