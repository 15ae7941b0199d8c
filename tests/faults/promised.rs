//! What was accepted without a word, or told of the wrong place.

use crate::project::{Project, Run, SITE};
use serde_json::Value;

fn json(run: &Run) -> Value {
    serde_json::from_slice(&run.output.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.said()))
}

#[test]
fn a_program_that_asks_for_json_gets_it_when_there_is_no_result() {
    let project = Project::sound();
    project.write("foreign/holiday.jpg", "x").issue("Text.");
    let foreign = project.path("foreign");
    for arguments in [
        vec!["build", "--out", foreign.to_str().unwrap()],
        vec!["show", "nobody"],
        vec!["claims", "2026-W10"],
        vec!["diff", foreign.to_str().unwrap()],
        vec!["new", "2026-W99"],
        vec!["check", "--against", foreign.to_str().unwrap()],
    ] {
        let run = project.run(&[arguments.as_slice(), &["--format", "json"]].concat());
        let said = json(run.exit(2));
        assert_eq!(said["summary"]["errors"], 1, "{arguments:?}: {said}");
        assert_eq!(said["diagnostics"][0]["code"], "usage", "{arguments:?}: {said}");
    }
    project.built();
    project.snapshot("entries: [{name: A, vlaue: 1}]\n");
    let public = project.path("public");
    for arguments in [["show", "use"], ["diff", public.to_str().unwrap()], ["new", "2026-W30"]] {
        let run = project.run(&[arguments.as_slice(), &["--format", "json"]].concat());
        let said = json(run.exit(1));
        let told = said["diagnostics"].as_array().unwrap();
        assert!(told.iter().any(|d| d["code"] == "unknown-key"), "{arguments:?}: {said}");
    }
}

#[test]
fn diagnostics_beside_a_result_are_in_the_form_asked_for() {
    let project = Project::sound();
    let run = project.run(&["show", "use", "--format", "json"]);
    assert_eq!(json(run.exit(0))["board"], "use");
    let aside: Value = serde_json::from_slice(&run.output.stderr).unwrap();
    assert_eq!(aside["summary"]["errors"], 0, "{aside}");
}

#[test]
fn an_output_without_tables_is_compared_by_its_addresses() {
    let project = Project::sound();
    project.write("site.yaml", format!("{SITE}outputs: [feeds]\n"));
    project.built();
    let public = project.path("public");
    project
        .run(&["check", "--against", public.to_str().unwrap()])
        .exit(0)
        .says("only its addresses are compared");
}

#[test]
fn a_letter_that_was_lost_is_never_published() {
    let project = Project::new();
    let rows = "[{name: \"A\\ufffd\", value: 5, variant: \"\\ufffd\"}, {name: A, value: 4}]";
    project.snapshot(&format!("note: \"lost \\ufffd\"\nsource: {{name: \"\\ufffd\"}}\nentries: {rows}\n"));
    let texts = [".html", ".xml", ".json", ".csv", ".txt"];
    let site = project.built().into_iter().filter(|(path, _)| texts.iter().any(|kind| path.ends_with(kind)));
    let holds: Vec<String> = site
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains('\u{FFFD}'))
        .map(|(path, _)| path)
        .collect();
    assert!(holds.is_empty(), "{holds:?}");
    assert!(!project.run(&["check"]).exit(0).said().contains("figure-glyphs"));
    project.issue("A &#0; here, and `one\u{FFFD}` there.");
    project
        .run(&["check"])
        .exit(1)
        .says("error[input-encoding]")
        .says("content/issues/2026-W17.md:6:3")
        .says("content/issues/2026-W17.md:6:18");
    project.issue("Text.");
    project.write("site.yaml", SITE.replacen("title: ", "title: \u{FFFD}", 1));
    project.run(&["check"]).exit(2).says("error[wrong-type]").says("site.yaml:1:8");
}

#[test]
fn a_copied_file_that_wants_a_path_of_the_site_is_named() {
    for name in ["robots.txt", "index.html", "feed.xml"] {
        let project = Project::sound();
        project.write(&format!("static/{name}"), "x");
        let run = project.run(&["check"]);
        run.exit(1).says(&format!("--> static/{name}")).says(&format!("rename static/{name}, or remove it"));
    }
    let project = Project::sound();
    project.write("static/a\u{202e}b.txt", "x");
    project.run(&["check"]).exit(1).says("--> static/a\\u{202e}b.txt").says("help: rename it");
}

#[test]
fn a_clock_that_is_wrong_is_loud() {
    let project = Project::sound();
    project.issue("Text.");
    project.run_at(0, &["build"]).exit(0).says("warning[today-early]");
    project.run_at(1_767_225_600, &["build"]).exit(0).says("warning[today-early]");
    let run = project.run(&["build"]);
    assert!(!run.exit(0).said().contains("today-early"), "{}", run.said());
}

#[test]
fn a_correction_of_tomorrow_is_told() {
    let project = Project::sound();
    project.write(
        "content/issues/2026-W17.md",
        "---\ntitle: T\nperiod: 2026-W17\ndate: 2026-04-25\ncorrections: [{date: 2027-04-01, text: Late.}]\n---\nText.\n",
    );
    project.run(&["check"]).exit(0).says("warning[correction-date]").says("2026-W17.md:5:22");
    let run = project.run(&["check", "--future"]);
    assert!(!run.said().contains("correction-date"), "{}", run.said());
}

#[test]
fn two_ids_that_the_fold_makes_one_are_not_guessed_between() {
    let project = Project::new();
    project.write("data/models.yaml", "models:\n- {id: a.b, name: Dot}\n- {id: a-b, name: Dash}\n");
    project.snapshot("entries: [{name: a-B, value: 5}, {name: a-b, value: 4}, {name: a.b, value: 3}]\n");
    project.run(&["check"]).exit(0).says("1 name matches no model of the registry: `a-B`");
    let table = String::from_utf8(project.run(&["show", "use", "--format", "csv"]).output.stdout).unwrap();
    assert!(table.contains("\n2,a-b,Dash") && table.contains("\n3,a.b,Dot"), "{table}");
}

#[test]
fn what_follows_from_a_mistake_is_not_told_beside_it() {
    let project = Project::new();
    project.snapshot("entries: [{value: 5}]\n");
    let run = project.run(&["check"]);
    assert!(!run.exit(1).says("lacks `name`").said().contains("snapshot-empty"), "{}", run.said());
    let secret = "sources:\n- {id: a, kind: json, board: use, name: n, value: v,\n   url: \"https://x.example/?key=SECRET\"}\n";
    project.write("site.yaml", format!("{SITE}{secret}"));
    let run = project.run(&["check"]);
    let said = run.exit(2).says("error[config-secret]").says("site.yaml:10:9").said();
    assert!(!said.contains("lacks `url`") && !said.contains("SECRET"), "{said}");
    let project = Project::new();
    std::os::unix::fs::symlink("elsewhere", project.path("data")).unwrap();
    let run = project.run(&["check"]);
    assert!(!run.exit(1).says("error[input-link]").said().contains("board-empty"), "{}", run.said());
}

#[test]
fn words_of_the_configuration_are_shown_where_they_stand() {
    let project = Project::sound();
    project.write("site.yaml", format!("{SITE}subject: {{singular: board, plural: boards}}\ntheme: none\n"));
    project.run(&["check"]).exit(2).says("error[config-folder]").says("site.yaml:8:36");
    project.write("site.yaml", format!("{SITE}theme: none\n"));
    project.run(&["check"]).exit(1).says("error[theme-missing]").says("site.yaml:8:8");
}

#[test]
fn a_key_that_stands_twice_hides_nothing() {
    let project = Project::sound();
    project.write(
        "content/issues/2026-W17.md",
        "---\ntitle: T\nperiod: 2026-W17\ndate: 2026-04-25\nsummry: x\ndate: 2026-04-26\n---\nText.\n",
    );
    project.run(&["check"]).exit(1).says("error[duplicate-key]").says("2026-W17.md:6:1").says("`summry`");
}

#[test]
fn import_lists_every_row_that_is_wrong() {
    let project = Project::sound();
    project.write("t.csv", "name,value\na,x\nb,5\nc,-1\n");
    let table = project.path("t.csv");
    let import = ["import", table.to_str().unwrap(), "--board", "use", "--period", "2026-W18"];
    project.run(&import).exit(1).says("found `x`").says("found `-1`").says("nothing was written");
    let run = project.run(&[import.as_slice(), &["--format", "json"]].concat());
    assert_eq!(json(run.exit(1))["summary"]["errors"], 2);
}

#[test]
fn no_rows_are_no_table() {
    let project = Project::sound();
    project.run(&["show", "use", "--top", "0"]).exit(2);
}

#[test]
fn wrong_data_make_no_statement_false() {
    let project = Project::sound();
    project.issue("Rotterdam is No. 2 on Use.");
    assert!(project.run(&["build"]).exit(1).said().contains("claim-contradicted"));
    project.snapshot("entries: [{name: A, vlaue: 1}]\n");
    let run = project.run(&["build"]);
    let said = run.exit(1).said();
    assert!(said.contains("unknown-key") && !said.contains("claim-"), "{said}");
}
