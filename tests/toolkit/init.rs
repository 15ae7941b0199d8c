//! `init` and `new`: from an empty folder to a site, and to its next issue. No network is there.

use crate::project::{Project, files, repository};

#[test]
fn every_example_builds_without_a_complaint() {
    for example in ["minimal", "models", "downloads"] {
        let project = Project::empty();
        let run = project.run(&["init", "--example", example]);
        run.exit(0).says("standings new").says("standings fetch").says("standings serve");
        without_pictures(&project);
        project.run(&["build", "--strict"]).exit(0);
        assert!(project.read("public/index.html").contains("<h1"));
        assert_eq!(project.read(".gitignore"), "/public/\n/.cache/\n");
    }
}

/// Pictures take most of a build's time and nothing here looks at them.
fn without_pictures(project: &Project) {
    let site = project.read("site.yaml").replace("figures: {static: recent}\n", "");
    project.edit("site.yaml", &format!("{site}figures: {{static: none}}\n"));
}

#[test]
fn init_takes_a_folder_and_never_overwrites() {
    let project = Project::empty();
    project.edit("site/notes.txt", "mine").run(&["init", "site"]).exit(0).says("cd site");
    let before = files(&project.path("site"));
    project.run(&["init", "site"]).exit(2).says("would be overwritten");
    project.run(&["init", "site", "--example", "downloads"]).exit(2).says("would be overwritten");
    assert_eq!(files(&project.path("site")), before);
    project.run(&["--root", "site", "build"]).exit(0);
    // One file that is there stops all of it: half a site would be worse than none.
    project.edit("half/site.yaml", "title: Mine\n").run(&["init", "half"]).exit(2);
    assert_eq!(files(&project.path("half")).len(), 1);
}

#[test]
fn what_is_embedded_is_what_lies_in_the_folders() {
    for (example, folder) in
        [("minimal", "examples/minimal"), ("downloads", "examples/downloads"), ("models", "")]
    {
        let starter = standings::starters::starter(example).unwrap();
        assert!(starter.files.iter().any(|(path, _)| *path == "site.yaml"), "{example}");
        for (path, bytes) in starter.files {
            assert_eq!(std::fs::read(repository().join(folder).join(path)).unwrap(), *bytes, "{path}");
        }
    }
}

#[test]
fn every_period_of_every_example_has_a_scaffold_that_builds() {
    for example in ["minimal", "models", "downloads"] {
        let project = Project::empty();
        project.run(&["init", "--example", example]).exit(0);
        without_pictures(&project);
        let written: Vec<String> =
            files(&project.path("content/issues")).into_iter().map(|(p, _)| p).collect();
        let mut periods: Vec<String> = files(&project.path("data/snapshots"))
            .iter()
            .filter_map(|(p, _)| Some(p.split_once('/')?.0.to_string()))
            .collect();
        periods.dedup();
        for period in periods.iter().rev().take(8).filter(|p| !written.contains(&format!("{p}.md"))) {
            project.run(&["new", period]).exit(0).says("a draft");
            let text = project.read(&format!("content/issues/{period}.md"));
            assert!(
                text.contains("<!-- [ ] ") && text.contains("draft: true") && text.contains("{{ movers("),
                "{text}"
            );
        }
        project.run(&["build", "--drafts", "--future"]).exit(0);
        // Without --drafts they are not there.
        let first = periods.iter().find(|p| !written.contains(&format!("{p}.md"))).unwrap();
        project.run(&["build"]).exit(0);
        assert!(!project.path(&format!("public/issues/{}/index.html", first.to_lowercase())).exists());
    }
}

#[test]
fn a_scaffold_says_its_findings_by_reference_and_never_overwrites() {
    let project = Project::from("tests/sites/market");
    std::fs::remove_file(project.path("content/issues/2026-W21.md")).unwrap();
    project.run(&["new"]).exit(0).says("2026-W21.md");
    let text = project.read("content/issues/2026-W21.md");
    assert!(
        text.contains("{{ model(\"bravo\") }} takes first place on Use, with {{ value(\"bravo\") }}."),
        "{text}"
    );
    assert!(
        text.contains("{{ model(\"delta\") }} is {{ move(\"delta\") }} on Use although it grew"),
        "{text}"
    );
    assert!(
        text.contains("# or: ") && text.contains("effort=\"slow\"") && text.contains("{{ gap() }}"),
        "{text}"
    );
    project.run(&["build", "--drafts"]).exit(0);
    project.run(&["new", "2026-W21"]).exit(2).says("stays as it is");
    assert_eq!(project.read("content/issues/2026-W21.md"), text);
    // The next one has no figures yet: it says so, and still builds.
    project.run(&["new"]).exit(0).says("2026-W22.md");
    assert!(project.read("content/issues/2026-W22.md").contains("No board has a snapshot for 2026-W22 yet"));
    project.run(&["build", "--drafts", "--future"]).exit(0);
    project.run(&["new", "2026-22"]).exit(2).says("write it like 2026-W17");
}
