//! `check --against`: what a restated snapshot changes of what was published.

use crate::project::Project;

#[test]
fn every_figure_and_sentence_that_changes_is_listed_and_no_other() {
    let project = Project::from("tests/sites/market");
    project.run(&["build", "--out", "before"]).exit(0);
    let same = project.run(&["check", "--against", "before"]);
    assert!(!same.exit(0).stdout().contains("restated-"), "{}", same.stdout());
    let snapshot = project.read("data/snapshots/2026-W21/use.json");
    project.edit("data/snapshots/2026-W21/use.json", &snapshot.replace("644", "648"));
    let run = project.run(&["check", "--against", "before"]);
    run.exit(0)
        .says("warning[restated-figure]: Delta in 2026-W21: value 644 → 648, growth 61.00% → 62.00%")
        .says("content/issues/2026-W21.md:10:")
        .says("this figure was published: growth 61.00% → 62.00%; it now reads `+62%`")
        .says("published with other figures: the table of Use in 2026-W21");
    let said = run.stdout();
    assert!(!said.contains("Votes") && !said.contains("Alpha in 2026-W21: value"), "{said}");
    project.run(&["check", "--against", "before", "--strict"]).exit(1).says("error[restated-figure]");
}

#[test]
fn a_typed_figure_of_the_earlier_claims_is_found_too() {
    let project = Project::from("tests/sites/market");
    project.run(&["build", "--out", "before"]).exit(0);
    let claims = r#"[{"file": "content/issues/2026-W21.md", "line": 90, "column": 1, "text": "644", "sentence": "Delta carries 644 units.", "model": "delta", "board": "use", "period": "2026-W21", "quantity": "value", "stated": "644", "actual": "644", "verdict": "confirmed"},
        {"line": 91, "column": 1, "sentence": "Echo carries 700 units.", "model": "echo", "board": "use", "period": "2026-W21", "quantity": "value"}]"#;
    project.edit("before/issues/2026-w21/claims.json", claims);
    let snapshot = project.read("data/snapshots/2026-W21/use.json");
    project.edit("data/snapshots/2026-W21/use.json", &snapshot.replace("644", "648"));
    let run = project.run(&["check", "--against", "before"]);
    run.exit(0).says("published: “Delta carries 644 units.”; the figures behind it: value 644 → 648");
    assert!(!run.stdout().contains("Echo carries"));
}

#[test]
fn a_row_that_vanished_and_a_folder_that_is_no_output() {
    let project = Project::from("tests/sites/market");
    project.run(&["build", "--out", "before"]).exit(0);
    let snapshot = project.read("data/snapshots/2026-W21/use.json");
    let without = snapshot.replace("  {\"name\": \"Hotel\", \"value\": 500},\n", "");
    assert_ne!(without, snapshot);
    project.edit("data/snapshots/2026-W21/use.json", &without);
    project.run(&["check", "--against", "before"]).exit(0).says("hotel in 2026-W21: rank #6 → unknown");
    project.run(&["check", "--against", "content"]).exit(2).says("holds no output of this program");
}
