//! Tables, and the files beside them.

use super::check_files;
use expect_test::expect;

#[test]
fn csv_and_json_read_like_yaml() {
    check_files(
        &[
            ("data/snapshots/2026-W17/use.csv", "name,rank,value\r\n\"a, b\",1,1.5K\r\nc,,7\r\n"),
            ("data/snapshots/2026-W17/use.meta.yaml", "listed: 2\nother: 3\n"),
            (
                "data/snapshots/2026-W17/votes.json",
                "{\"board\": \"votes\", \"period\": \"2026-W17\", \"entries\": [\n{\"name\": \"x\", \"value\": 1503, \"low\": 1495, \"high\": 1511}]}",
            ),
        ],
        expect![[r#"
            votes 2026-W17 listed 1
              1 x 1503
            use 2026-W17 listed 2
              1 a, b 1500
              2 c 7
        "#]],
    );
}

#[test]
fn csv_faults_have_lines() {
    check_files(
        &[("data/snapshots/2026-W17/use.csv", "name,rnk,value\na,1,2\nb,2,many\nc,1\n")],
        expect![[r#"
            error[unknown-key]: an entry has no key `rnk`
             --> data/snapshots/2026-W17/use.csv:1:6
              |
            1 | name,rnk,value
              |      ^^^
              = help: did you mean `rank`?

        "#]],
    );
}

#[test]
fn a_wrong_field_of_a_table_has_its_column() {
    check_files(
        &[("data/snapshots/2026-W17/use.csv", "name,value,delta\n\"a, \"\"b\", many,x\nc,5,+1\n")],
        expect![[r#"
            use 2026-W17 listed 2
              1 c 5
              - a, "b -
            error[wrong-type]: expected a number such as 1503, 98.5 or 1.58T, from 0 to 18446744073709551615, found `many`
             --> data/snapshots/2026-W17/use.csv:2:11
              |
            2 | "a, ""b", many,x
              |           ^^^^

            error[wrong-type]: expected a whole number, found `x`
             --> data/snapshots/2026-W17/use.csv:2:16
              |
            2 | "a, ""b", many,x
              |                ^

        "#]],
    );
}

#[test]
fn a_quote_within_a_field_is_a_letter() {
    check_files(
        &[(
            "data/snapshots/2026-W17/use.csv",
            "\nname,value,delta\n7\" screen,1,w\n \"b\",2,x\n\"c\" \"d,3,y\n\"e,\n\"\"f\",4,z\n",
        )],
        expect![[r#"
            use 2026-W17 listed 4
              1 e,␊"f 4
              2 c "d 3
              3 "b" 2
              4 7" screen 1
            error[wrong-type]: expected a whole number, found `w`
             --> data/snapshots/2026-W17/use.csv:3:13
              |
            3 | 7" screen,1,w
              |             ^

            error[wrong-type]: expected a whole number, found `x`
             --> data/snapshots/2026-W17/use.csv:4:8
              |
            4 |  "b",2,x
              |        ^

            error[wrong-type]: expected a whole number, found `y`
             --> data/snapshots/2026-W17/use.csv:5:10
              |
            5 | "c" "d,3,y
              |          ^

            error[wrong-type]: expected a whole number, found `z`
             --> data/snapshots/2026-W17/use.csv:7:8
              |
            7 | ""f",4,z
              |        ^

        "#]],
    );
    check_files(
        &[("data/snapshots/2026-W17/use.csv", "name,me,name\na,1,2\n")],
        expect![[r#"
        error[unknown-key]: an entry has no key `me`
         --> data/snapshots/2026-W17/use.csv:1:6
          |
        1 | name,me,name
          |      ^^

        error[duplicate-key]: the column `name` stands here twice
         --> data/snapshots/2026-W17/use.csv:1:9
          |
        1 | name,me,name
          |         ^^^^

    "#]],
    );
}

#[test]
fn what_a_table_says_is_gone_stands_in_the_file_beside_it() {
    check_files(
        &[
            ("data/snapshots/2026-W17/use.csv", "name,rank\na,1\n"),
            (
                "data/snapshots/2026-W17/use.meta.yaml",
                "note: as the list has it, or so\nexits: [{name: a}]\n",
            ),
        ],
        expect![[r#"
            use 2026-W17 listed 1
              1 a -
            error[snapshot-reported]: `a` is reported as gone, but stands at rank 1
             --> data/snapshots/2026-W17/use.meta.yaml:2:16
              |
            2 | exits: [{name: a}]
              |                ^
              = help: take it out of `exits`, or out of `entries`

        "#]],
    );
}
