//! What a reader must know of a figure goes with it wherever it is printed, and what is for the check alone does not.

use crate::project::{Project, files};

const SITE: &str = "title: X\nbase_url: https://example.com\nid: example.com,2026\nboards: [{id: use, title: Use, metric: {kind: volume, label: Tokens, unit: tokens}}]\n";

/// A site of one issue.
fn letter(snapshot: &str, head: &str, text: &str) -> Project {
    let project = Project::empty();
    project.edit("site.yaml", SITE);
    project.edit("data/snapshots/2026-W20/use.yaml", &format!("board: use\nperiod: 2026-W20\n{snapshot}"));
    project.edit(
        "content/issues/2026-W20.md",
        &format!("---\ntitle: T\nperiod: 2026-W20\ndate: 2026-05-18\n{head}---\n\n{text}\n"),
    );
    project
}

/// Where an issue is read: page, letter, twin, feed.
const READ: [&str; 5] = [
    "public/issues/2026-w20/index.html",
    "public/email/2026-w20.html",
    "public/email/2026-w20.txt",
    "public/issues/2026-w20/index.md",
    "public/feed.xml",
];

#[test]
fn a_lower_bound_is_marked_wherever_it_is_printed() {
    let rows = "entries: [{name: a, value: 3.456T, at_least: true}, {name: b, value: 1T}]\n";
    let text = "{{ value(\"a\") }}, {{ value(\"a\", style=\"short\") }}, {{ share(\"a\") }}, {{ total() }}; {{ value(\"b\") }}, {{ share(\"b\") }}.\n\n{{ volumes() }}\n\n{{ chart(\"value\", model=\"a\") }}";
    let project = letter(rows, "summary: \"With {{ value('a') }}.\"\n", text);
    project.run(&["build"]).exit(0);
    for read in READ {
        let text = project.read(read).split_whitespace().collect::<Vec<_>>().join(" ");
        for marked in ["at least 3.46 trillion", "≥ 3.46T", "at least 77.6%", "at least 4.46 trillion"] {
            assert!(text.contains(marked), "no `{marked}` in {read}:\n{text}");
        }
        assert!(!text.contains("at least 1 trillion") && !text.contains("at least 22.4%"), "{read}");
        assert!(text.contains("≥ 4.46 trillion tokens") && text.contains("≥ 77.6%"), "{read}:\n{text}");
    }
    let shown = project.run(&["show", "use"]).exit(0).stdout();
    assert!(shown.contains("≥ 77.6%") && shown.contains("total: ≥ 4.46 trillion tokens"), "{shown}");
}

#[test]
fn a_total_that_holds_the_rest_is_exact() {
    let rows = "other: 100B\nentries: [{name: a, value: 3T, at_least: true}, {name: b, value: 1T}]\n";
    let project = letter(rows, "", "Total: {{ total() }}, {{ share(\"a\") }}.");
    project.run(&["build"]).exit(0);
    let twin = project.read("public/issues/2026-w20/index.md");
    assert!(twin.contains("Total: 4.1 trillion tokens, at least 73.2%."), "{twin}");
}

#[test]
fn what_the_source_reported_is_marked_in_prose_and_told_below_it() {
    let rows = "listed: 20\nentries: [{name: a, rank: 1, value: 9T}, {name: b, rank: 8, value: 4T, previous_rank: 10, growth: 98%}]\n";
    let text = "Row: {{ move(\"b\") }}, {{ growth(\"b\") }}, {{ value(\"b\") }}.\n\n{{ movers() }}";
    let project = letter(rows, "summary: \"B: {{ move('b') }}.\"\n", text);
    project.run(&["build"]).exit(0);
    for read in READ {
        let text = project.read(read);
        assert!(text.contains("as reported by the source"), "{read}:\n{text}");
        assert!(text.contains("(as reported)."), "{read}:\n{text}");
    }
    let twin = project.read("public/issues/2026-w20/index.md");
    assert!(twin.contains("Row: up two places to #8†, +98%†, 4 trillion tokens."), "{twin}");
    assert!(twin.contains("Some of these movements are as reported by the source."), "{twin}");
    let subject = project.read("public/models/b/index.html");
    assert!(
        subject.contains("up two places to #8 (as reported) with 4 trillion tokens (+98%, as reported).")
    );
    let plain = letter(rows, "", "{{ value(\"b\") }}.");
    plain.run(&["build"]).exit(0);
    assert!(!plain.read("public/issues/2026-w20/index.md").contains('†'));
}

#[test]
fn a_comment_in_the_summary_waives_and_is_published_nowhere() {
    let rows = "entries: [{name: Alpha, value: 9T}, {name: Bravo, value: 4T}]\n";
    let head = "summary: \"Bravo is first on Use. <!-- claim: waived until 2027-06-01: hush -->\"\n";
    let project = letter(rows, head, "Text.");
    project.run(&["build"]).exit(0);
    for (path, bytes) in files(&project.path("public")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("waived until"), "{path}:\n{text}");
        assert!(path.ends_with("claims.json") || !text.contains("hush"), "{path}:\n{text}");
    }
    assert!(project.read("public/issues/2026-w20/index.html").contains(", 1 waived."));
    letter(rows, "summary: Bravo is first on Use.\n", "Text.")
        .run(&["build"])
        .exit(1)
        .says("claim-contradicted");
    // What is false behind a comment has its own place, and not that of the comment's words.
    let two = "summary: \"Bravo is first on Use. <!-- claim: waived until 2027-06-01: Bravo leads --> Bravo leads Use.\"\n";
    let run = letter(rows, two, "Text.").run(&["build"]);
    run.exit(1).says("claim-contradicted").says("2026-W20.md:5:93");
}

#[test]
fn links_to_places_that_are_not_there_are_told() {
    let rows = "entries: [{name: a, value: 9T}]\n";
    let text = "## Café two\n\nA note[^n], [a](#café-two), [b](#caf%C3%A9-two), [c](#top), [d](/boards/use/2026-W20/#row-1)\n\n[e](#cafe-too) [f](2026-W20.md#nope) [g](/boards/#nope)\n\n[^n]: Note.";
    let project = letter(rows, "summary: S.\n", text);
    let run = project.run(&["check", "--links"]);
    run.exit(0)
        .says("2026-W20.md:12:1")
        .says("2026-W20.md:12:16")
        .says("2026-W20.md:12:38")
        .says("3 warnings");
    run.says("did you mean `#café-two`?");
    project.run(&["build", "--strict"]).exit(1);
}

#[test]
fn places_are_found_however_they_are_written() {
    let rows = "entries: [{name: a, value: 9T}]\n";
    let text = "## There {#there}\n\n[a](#TOP) [b](#there:~:text=Bravo) [c](#:~:text=Bravo) [d](#old) [e](#line)\n\n<p><a name=old></a><b\nid='line'>Bravo</b></p>\n\n[f](#their:~:text=Bravo)";
    let project = letter(rows, "summary: S.\n", text);
    project.edit("site.yaml", &format!("{SITE}markdown: {{raw_html: true}}\n"));
    let run = project.run(&["check", "--links"]);
    run.exit(0).says("there is no `#their` on this page").says("did you mean `#there`?").says("1 warning");
}

#[test]
fn a_figure_that_cannot_be_drawn_yet_is_told() {
    let rows = "entries: [{name: a, value: 9T}]\n";
    let project = letter(rows, "summary: S.\n", "{{ chart(\"stability\") }}\n\n{{ chart(\"share\") }}");
    let run = project.run(&["build"]);
    run.exit(0)
        .says("warning[figure-empty]")
        .says("chart `stability`")
        .says("content/issues/2026-W20.md:8:1");
    assert!(!run.stderr().contains("chart `share`"));
}
