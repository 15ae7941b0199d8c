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

#[test]
fn a_wrong_number_is_found_and_mended() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    project.run(&["build", "--strict"]).exit(0);
    let before = project.read("public/issues/2026-w03/index.html");
    let letter = project.read("content/issues/2026-W03.md");
    assert!(letter.contains("grew 50% to"));
    project.edit("content/issues/2026-W03.md", &letter.replace("grew 50% to", "grew 60% to"));
    project
        .run(&["check"])
        .exit(1)
        .says("error[claim-contradicted]")
        .says("content/issues/2026-W03.md:13:")
        .says("{{ growth(\"grey-harbour\") }}");
    project.run(&["build"]).exit(1);
    assert_eq!(project.read("public/issues/2026-w03/index.html"), before, "the published site stays");
    let dry = project.run(&["claims", "--fix", "--dry-run"]).exit(0).stdout();
    assert!(
        dry.starts_with("--- a/content/issues/2026-W03.md\n+++ b/content/issues/2026-W03.md\n@@ -10,"),
        "{dry}"
    );
    assert!(dry.contains("\n-{{ model(\"grey-harbour\") }} grew 60% to") && !dry.contains('\u{1b}'), "{dry}");
    assert!(project.read("content/issues/2026-W03.md").contains("grew 60% to"), "a dry run writes nothing");
    assert_eq!(project.run(&["claims", "--fix"]).exit(0).stdout(), dry);
    let mended = project.read("content/issues/2026-W03.md");
    assert!(mended.contains("grew {{ growth(\"grey-harbour\", style=\"unsigned\") }} to"), "{mended}");
    project.run(&["claims", "--fix"]).exit(0).says("0 figures replaced");
    assert_eq!(project.read("content/issues/2026-W03.md"), mended);
    project.run(&["build", "--strict"]).exit(0);
    assert!(project.read("public/issues/2026-w03/index.html").contains("50%"));
}

/// What two rows have together is no row's figure: no reference prints it, so none is offered or put in its place.
#[test]
fn a_false_sum_is_told_of_its_rows_and_has_no_reference() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    let letter = project.read("content/issues/2026-W03.md");
    let false_sum = format!("{letter}\nTogether Grey Harbour and East Quay handled NUMBER containers.\n")
        .replace("NUMBER", "9,999,999");
    project.edit("content/issues/2026-W03.md", &false_sum);
    let check = project.run(&["check"]);
    check.exit(1).says("\"9,999,999 containers\": Grey Harbour and East Quay together: ");
    let said = check.stderr() + &check.stdout();
    assert!(said.contains("help: write \"") && !said.contains("{{ value("), "{said}");
    project.run(&["claims", "--fix"]).says("1 claim is still contradicted and must be mended by hand");
    assert!(project.read("content/issues/2026-W03.md").contains("East Quay handled 9,999,999 containers."));
}

/// What has changed since an earlier period, and how far two boards stand apart, no reference prints: the one of the
/// week's own figure would put another figure there.
#[test]
fn a_false_change_since_then_has_no_reference() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    let letter = project.read("content/issues/2026-W03.md");
    let first = "board: containers\nperiod: 2026-W01\nother: 61K\nentries:\n  - {name: North Haven, value: 280K}\n  \
                 - {name: East Quay, value: 250K}\n  - {name: Long Pier, value: 118K}\n  \
                 - {name: Grey Harbour, value: 120K}\n  - {name: saltdock-2, value: 41K}\n";
    project.edit("data/snapshots/2026-W01/containers.yaml", first);
    let text = "Since W01 Grey Harbour has grown by 99%.";
    project.edit("content/issues/2026-W03.md", &format!("{letter}\n{text}\n"));
    let check = project.run(&["check"]);
    check.exit(1).says("\"99%\": Grey Harbour: ").says(" since 2026-W01");
    let said = check.stderr() + &check.stdout();
    assert!(said.contains("help: write \"") && !said.contains("{{ growth("), "{said}");
    project.run(&["claims", "--fix"]).says("1 claim is still contradicted and must be mended by hand");
    assert!(project.read("content/issues/2026-W03.md").contains(text));
}

/// A true figure becomes the reference that prints the same words; what is no prose stays.
#[test]
fn only_typed_figures_of_the_prose_are_replaced() {
    let project = Project::empty();
    project.run(&["init"]).exit(0);
    let letter = project.read("content/issues/2026-W03.md");
    let (head, _) = letter.split_once("\n---\n").unwrap();
    let text = "Grey Harbour stands at #3 this week. Its page says so: [Grey Harbour](https://example.com/#3).\n\n\
                `Grey Harbour stands at #3.`\n\n> Grey Harbour stands at #3.\n\n    Grey Harbour stands at #3.\n";
    project.edit("content/issues/2026-W03.md", &format!("{head}\n---\n\n{text}"));
    project.run(&["build", "--strict", "--out", "before"]).exit(0);
    project.run(&["claims", "2026-W03", "--fix"]).exit(0).says("1 figure replaced");
    let mended = project.read("content/issues/2026-W03.md");
    let expected = text.replacen("#3", "{{ rank(\"grey-harbour\") }}", 1);
    assert_eq!(mended, format!("{head}\n---\n\n{expected}"));
    project.run(&["build", "--strict", "--out", "after"]).exit(0);
    let page = |folder: &str| project.read(&format!("{folder}/issues/2026-w03/index.html"));
    let after = page("after");
    let (before, rest) = after.split_once("<a class=\"sourced\"").unwrap();
    let (figure, rest) = rest.split_once("</a>").unwrap();
    assert!(figure.ends_with("<data class=\"fact\" value=\"3\">#3</data>"), "{figure}");
    assert_eq!(page("before"), format!("{before}#3{rest}"), "the page reads as before");
    project.run(&["claims", "--dry-run"]).exit(2);
}
