//! Corrections: a notice above the text, the date everywhere, the page of all of them.

use crate::project::Project;

const SITE: &str = "title: T\nbase_url: https://example.com\nid: example.com,2026\nboards: []\n";

fn issue(corrections: &str) -> String {
    format!("---\ntitle: Ports\nperiod: 2026-W17\ndate: 2026-04-25\ncorrections: {corrections}\n---\nText.\n")
}

#[test]
fn a_correction_is_told_on_the_issue_in_the_feed_and_on_its_page() {
    let project = Project::empty();
    project.edit("site.yaml", SITE).edit(
        "content/issues/2026-W17.md",
        &issue("[{date: 2026-05-01, text: First <b>slip</b>.}, {date: 2026-05-03, text: Second slip.}]"),
    );
    project.run(&["build"]).exit(0);
    let page = project.read("public/issues/2026-w17/index.html");
    let (above, below) = page.split_once("class=\"issue-body\"").unwrap();
    assert!(above.contains("Corrected on <time datetime=\"2026-05-03\">3 May 2026</time>"), "{above}");
    assert!(below.find("Second slip.").unwrap() < below.find("First &lt;b&gt;slip").unwrap());
    let all = project.read("public/corrections/index.html");
    assert!(all.contains("Second slip.") && all.contains("/issues/2026-w17/"), "{all}");
    let feed = project.read("public/feed.xml");
    assert!(feed.contains("<updated>2026-05-03T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("<published>2026-04-25T00:00:00Z</published>"), "{feed}");
    assert!(project.read("public/sitemap.xml").contains("<lastmod>2026-05-03</lastmod>"));
}

#[test]
fn an_issue_without_a_correction_says_nothing_of_one() {
    let project = Project::empty();
    project.edit("site.yaml", SITE).edit("content/issues/2026-W17.md", &issue("[]"));
    project.run(&["build"]).exit(0);
    assert!(!project.read("public/issues/2026-w17/index.html").contains("Corrected on"));
    assert!(project.read("public/corrections/index.html").contains("No issue has needed one"));
}
