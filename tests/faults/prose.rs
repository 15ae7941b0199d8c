//! B2, B11, B12, B14, B15 and D9: names and markup that mean harm, and a site that changes while it is read.

use crate::project::{Project, tree};
use std::fs;
use std::time::Duration;

/// Generous, since the machine may be busy and the program is not optimised here.
const SOON: Duration = Duration::from_secs(30);

#[test]
fn a_site_that_changes_while_it_is_read_is_read_in_one_state() {
    let project = Project::new();
    project
        .write("site.yaml", "title: Two\nbase_url: https://example.com\nid: example.com,2026\nboards: []\n");
    // Each file is whole at every moment, as an editor's save leaves it.
    let set = |state: u32| {
        for i in 0..40 {
            project.write("beside", format!("{state:09}"));
            fs::create_dir_all(project.path("static")).unwrap();
            fs::rename(project.path("beside"), project.path(&format!("static/{i}.txt"))).unwrap();
        }
    };
    set(0);
    let done = std::sync::atomic::AtomicBool::new(false);
    let built: Vec<Option<Vec<u32>>> = std::thread::scope(|scope| {
        scope.spawn(|| {
            for state in 1.. {
                if done.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                set(state);
                std::thread::sleep(Duration::from_millis(150));
            }
        });
        let one = || {
            let run = project.run(&["build", "--quiet"]);
            if !run.output.status.success() {
                assert!(run.said().contains("input-changing"), "{}", run.said());
                return None;
            }
            let texts = tree(&project.path("public")).into_iter();
            let ours = texts.filter(|(p, _)| p.len() < 8 && p.as_bytes()[0].is_ascii_digit());
            Some(ours.map(|(_, b)| String::from_utf8_lossy(&b).parse().unwrap_or(u32::MAX)).collect())
        };
        let built =
            (0..5).map(|_| std::panic::catch_unwind(std::panic::AssertUnwindSafe(one))).collect::<Vec<_>>();
        // Before anything may fail, so that the writer ends.
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        built.into_iter().map(|b| b.expect("a build that ends well or says `input-changing`")).collect()
    });
    assert!(built.iter().any(Option::is_some), "no build found a quiet moment");
    for states in built.iter().flatten() {
        // A build may begin while the files are being replaced: two neighbours may be seen, nothing further apart.
        let (least, most) = (states.iter().min().unwrap(), states.iter().max().unwrap());
        assert!(states.len() == 40 && most - least <= 1, "{states:?} in one build");
    }
    set(7);
    project.run(&["build"]).exit(0);
    fs::remove_file(project.path("static/3.txt")).unwrap();
    project.run(&["build"]).exit(0);
    assert!(!project.path("public/3.txt").exists());
}

#[test]
fn hostile_file_names_are_refused_or_made_addresses() {
    for name in [
        "static/CON",
        "static/aux.txt",
        "static/a\nb.txt",
        "static/a\u{202e}b.txt",
        "static/dot.",
        "static/space ",
        "static/a:b",
        "static/a\\b.txt",
        "static/q?.txt",
    ] {
        let project = Project::sound();
        project.write(name, "x");
        project.run(&["build"]).exit(1).within(SOON).says("error[output-path]");
    }
    let project = Project::sound();
    project.write("static/a.txt", "x").write("static/A.txt", "y");
    project
        .run(&["build"])
        .exit(1)
        .says("error[output-twice]")
        .says("static/a.txt".trim_start_matches("static/"));
    let front = "---\ntitle: T\nperiod: 2026-W17\ndate: 2026-04-25\n";
    for slug in ["../x", "..", "%2e%2e%2fx", "/etc/x", "a/b", "a\\b", "a\\0b", "con", "A", "a."] {
        let project = Project::sound();
        project.write("content/issues/a.md", format!("{front}slug: \"{slug}\"\n---\n"));
        project.run(&["build"]).exit(1).says("content/issues/a.md:5:");
        assert!(!project.path("public").exists());
    }
    let project = Project::sound();
    project.write("content/issues/con.md", format!("{front}---\n"));
    project.run(&["build"]).exit(1);
    for picture in
        ["../../../../etc/passwd", "/etc/passwd", "..%2f..%2fetc%2fpasswd", "missing.png", "a\\b.png"]
    {
        let project = Project::sound();
        project.issue(&format!("![x]({picture})"));
        project.run(&["build"]).exit(1).says("2026-W17.md:6:");
    }
    let project = Project::sound();
    project
        .write("static/a/one.txt", "1")
        .write("static/Zürich bei Nacht.txt", "2")
        .write("content/issues/with space.md", format!("{front}slug: with-space\n---\n"));
    project.built();
}

/// Texts that have cost more than their length, or an end.
fn costly() -> Vec<(&'static str, String)> {
    vec![
        ("brackets", "[".repeat(20_000)),
        ("brackets closed", "[".repeat(20_000) + &"]".repeat(20_000)),
        ("quotes", "> ".repeat(2_000) + "x"),
        ("emphasis", "*a ".repeat(20_000)),
        ("underscores", "_a ".repeat(20_000)),
        ("images", "![".repeat(20_000)),
        ("backticks", (1..300).map(|i| "`".repeat(i) + " ").collect()),
        ("braces", "{{ ".repeat(20_000)),
        ("references", "{{ rank(".repeat(8_000)),
        ("links", "[a](b".repeat(8_000)),
        ("footnotes", "[^a]".repeat(8_000)),
        ("lists", (0..500).map(|i| " ".repeat(i * 2) + "- a\n").collect()),
        ("tables", "|a".repeat(20_000) + "\n" + &"|-".repeat(20_000) + "\n"),
        ("a span of money", "They cost $1000-2000, #2026-04-25 or +2026-1, −2026-W1.".to_string()),
        ("a number of 28 places", "They cost $1.0000000000000000000000000001 each.".to_string()),
        (
            "numbers beyond all measure",
            "They moved 79228162514264337593543950335 trillion boxes, 999999999999999999999 trillion% more, 79228162514264337593543950334 times as many."
                .to_string(),
        ),
        ("references that print nothing", "A {{ table() }} b {{ gap() }} c {{ r}} d.".to_string()),
        ("numbers", "12.5% ".repeat(4_000)),
        ("one word", "a".repeat(1_000_000)),
    ]
}

#[test]
fn markup_in_prose_is_text_and_nesting_costs_no_more_than_its_length() {
    let project = Project::sound();
    for (text, code) in [
        ("<script>alert(1)</script>", "raw-html"),
        ("a <img src=x onerror=alert(1)> b", "raw-html"),
        ("[x](javascript:alert(1))", "link-scheme"),
        ("[x](java&#9;script:alert(1))", "link"),
        ("[x](JaVaScRiPt:alert(1))", "link-scheme"),
        ("[x](vbscript:x)", "link-scheme"),
        ("[x](data:text/html,<script>)", "link-scheme"),
        ("<javascript:alert(1)>", ""),
        ("![x](data:image/svg+xml,<svg>)", ""),
        ("[x](//evil.example/x)", ""),
    ] {
        project.issue(text);
        let run = project.run(&["check"]);
        run.exit_any(&[0, 1]);
        if !code.is_empty() {
            run.exit(1).says(&format!("error[{code}"));
        }
    }
    project.issue("[x](https://example.org \"\\\"><script>alert(1)</script>\")\n\n```\"><script>alert(2)</script>\nx\n```\n\n{% include \"x\" %} {{ \"{{ config }}\" }}".replace("{{ \"{{ config }}\" }}", "`{{ config }}`").as_str());
    let site = project.built();
    let issue =
        String::from_utf8_lossy(&site.iter().find(|(p, _)| p == "issues/2026-w17/index.html").unwrap().1)
            .into_owned();
    assert!(
        !issue.contains("<script>alert") && issue.contains("{% include") && issue.contains("{{ config }}"),
        "{issue}"
    );

    for (what, text) in costly() {
        project.issue(&text);
        let run = project.limited("ulimit -v 1500000", &["check"]);
        assert!(
            matches!(run.output.status.code(), Some(0 | 1)),
            "{what}: {:?} {}",
            run.output.status,
            &run.said()[..run.said().len().min(600)]
        );
        assert!(run.took < Duration::from_secs(60), "{what}: took {:?}", run.took);
    }
}
