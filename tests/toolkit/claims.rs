//! What readers see of the checking, and from an empty folder with only the program and no network: a wrong number.

use crate::project::Project;

#[test]
fn an_issue_ends_with_how_its_figures_were_checked() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    project.run(&["build", "--strict"]).exit(0);
    let listed = project.run(&["claims", "2026-W03", "--format", "json"]).exit(0).stdout();
    assert_eq!(project.read("public/issues/2026-w03/claims.json"), listed);
    assert!(listed.contains("\"reason\": \"a reference prints it\"") && listed.contains("\"text\": \"50%\""));
    let figures = listed.matches("\"verdict\": \"confirmed\"").count();
    let page = project.read("public/issues/2026-w03/index.html");
    let (_, line) = page.split_once("<p class=\"checked\">").unwrap();
    let (line, _) = line.split_once("</p>").unwrap();
    assert!(line.starts_with("<a href=\"/issues/2026-w03/claims.json\">"), "{line}");
    assert!(line.ends_with(", 0 waived.") && line.contains("checked against the data"), "{line}");
    let (_, count) = line.split_once('>').unwrap();
    let count: usize = count.split(' ').next().unwrap().parse().unwrap();
    assert!(count > 0 && count <= figures, "{count} of {figures}");
    for twin in ["public/issues/2026-w03/index.md", "public/email/2026-w03.txt"] {
        assert!(project.read(twin).contains("checked against the data"), "{twin}");
    }
}

#[test]
fn a_waiver_is_counted_on_the_page() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    let letter = project.read("content/issues/2026-W03.md");
    let waived = letter
        .replace("grew 50% to", "grew 60% to")
        .replace(" It passed", " <!-- claim: waived until 2027-06-01: the port says so --> It passed");
    project.edit("content/issues/2026-W03.md", &waived);
    project.run(&["build", "--strict"]).exit(0);
    assert!(project.read("public/issues/2026-w03/index.html").contains(", 1 waived."));
}

#[test]
fn a_restated_figure_is_found_in_the_sentence_that_was_typed() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    project.run(&["build", "--out", "before"]).exit(0);
    let week = project.read("data/snapshots/2026-W03/containers.yaml");
    project.edit("data/snapshots/2026-W03/containers.yaml", &week.replace("150K", "160K"));
    let run = project.run(&["check", "--against", "before"]);
    run.exit(1)
        .says("error[claim-contradicted]")
        .says("50%")
        .says("published: “")
        .says("growth 50.00% → 60.00%");
}
