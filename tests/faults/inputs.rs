//! B and D9: any bytes in any file give a site or a complaint with a place, quickly and in bounded memory.

use crate::project::{Project, Tree, text_of, tree};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::Duration;

/// Generous, since the machine may be busy and the program is not optimised here.
const SOON: Duration = Duration::from_secs(30);

/// Runs `check` under a memory limit; the wrong file must be named with this code.
fn refuses(what: &str, project: &Project, code: &str) {
    let run = project.limited("ulimit -v 1500000", &["check"]);
    let ended = run.output.status.code();
    assert!(matches!(ended, Some(1 | 2)), "{what}: {:?}\n{}", run.output.status, run.said());
    assert!(
        code.split('|').any(|c| run.said().contains(&format!("error[{c}]"))),
        "{what}: no {code} in:\n{}",
        run.said()
    );
    assert!(run.said().contains(" --> "), "{what}: no place in:\n{}", run.said());
    assert!(run.took < SOON, "{what}: took {:?}", run.took);
    assert!(!run.said().contains("panicked"), "{what}: {}", run.said());
}

fn bomb() -> String {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..20 {
        text.push_str(&format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", ")));
    }
    text
}

#[test]
fn broken_files_of_every_kind_are_complaints() {
    let many_aliases = format!("x: &x [{}]\ny: [{}]\n", "1, ".repeat(100), "*x, ".repeat(10_000));
    let deep_yaml = "[".repeat(200_000);
    let deep_flow = format!("{}{}", "{a: ".repeat(200_000), "}".repeat(200_000));
    let deep_block: String = (0..2_000).map(|i| " ".repeat(i) + "a:\n").collect();
    let long_key = format!("{}: 1\n", "k".repeat(2_000_000));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nested aliases", bomb().into(), "document-size"),
        ("one anchor, many aliases", many_aliases.into(), "document-size"),
        ("deep list", deep_yaml.into(), "document-depth|yaml-syntax"),
        ("deep mapping", deep_flow.into(), "document-depth|yaml-syntax"),
        ("deep block", deep_block.into(), "document-depth|yaml-syntax"),
        ("alias of itself", "a: &a [*a]".into(), "yaml-alias"),
        ("unknown alias", "a: *b".into(), "yaml-"),
        ("tag", "a: !!python/object x".into(), "yaml-tag"),
        ("two documents", "a: 1\n---\nb: 2".into(), "yaml-documents"),
        ("key twice", "title: a\ntitle: b".into(), "duplicate-key"),
        ("not UTF-8", b"title: \xff\xfe".to_vec(), "input-encoding"),
        ("half a character", b"title: \xe2\x82".to_vec(), "input-encoding"),
        ("UTF-16", "\u{feff}title: x".encode_utf16().flat_map(u16::to_le_bytes).collect(), "input-encoding"),
        ("NUL", b"title: a\0b".to_vec(), "input-encoding"),
        ("control character", b"title: \"a\x01b\"".to_vec(), ""),
        ("tab", "title:\n\t- x".into(), "yaml-syntax"),
        ("open quote", "title: \"abc".into(), "yaml-syntax"),
        ("a list", "- a\n- b\n".into(), "wrong-type"),
        ("a word", "hello".into(), "wrong-type"),
        ("empty", "".into(), "missing-key"),
        ("long key", long_key.into(), "unknown-key|yaml-syntax"),
        ("lone surrogate", "title: \"\\ud800\"".into(), "yaml-syntax"),
    ];
    for (what, bytes, code) in &cases {
        let code = if code.ends_with('-') || code.is_empty() { "" } else { code };
        for file in ["site.yaml", "data/snapshots/2026-W17/use.yaml", "data/models.yaml"] {
            if (*what == "empty" && file == "data/models.yaml") || (*what == "a word" && code.is_empty()) {
                continue;
            }
            let project = Project::sound();
            project.write(file, bytes);
            if code.is_empty() {
                project.run(&["check"]).within(SOON).exit_any(&[1, 2]);
            } else {
                refuses(&format!("{what} in {file}"), &project, code);
            }
        }
    }
}

#[test]
fn broken_json_csv_and_front_matter_are_complaints() {
    let head = "{\"board\": \"use\", \"period\": \"2026-W17\", \"entries\": ";
    let json: Vec<(&str, String, &str)> = vec![
        ("cut off", format!("{head}[{{\"name\": \"a\""), "json-syntax"),
        ("key twice", format!("{head}[{{\"name\": \"a\", \"name\": \"b\"}}]}}"), "duplicate-key"),
        ("lone surrogate", format!("{head}[{{\"name\": \"\\ud800\"}}]}}"), "json-syntax"),
        ("deep", format!("{head}{}", "[".repeat(200_000)), "document-depth"),
        ("deep and closed", format!("{head}{}{}}}", "[".repeat(100), "]".repeat(100)), "document-depth"),
        ("NaN", format!("{head}[{{\"name\": \"a\", \"value\": NaN}}]}}"), "json-syntax"),
        ("infinite", format!("{head}[{{\"name\": \"a\", \"value\": 1e999}}]}}"), "wrong-type"),
        ("NUL escape", format!("{head}[{{\"name\": \"a\\u0000\"}}]}}"), "wrong-type"),
        ("empty", String::new(), "json-syntax"),
    ];
    for (what, text, code) in json {
        let project = Project::new();
        project.write("data/snapshots/2026-W17/use.json", text);
        refuses(what, &project, code);
    }
    for (what, text, code) in [
        ("unequal rows", "name,value\na,1,2\n", "csv-syntax"),
        ("unknown heading", "nmae,value\na,1\n", "unknown-key"),
        ("heading twice", "name,value,value\na,1,2\n", "duplicate-key"),
        ("open quote", "name,value\n\"a,1\n", "csv-syntax"),
        ("grouped digits", "name,value\na,\"12,345\"\n", "wrong-type"),
        ("only a head", "name,value\n", "snapshot-empty"),
        ("empty", "", ""),
    ] {
        let project = Project::new();
        project.write("data/snapshots/2026-W17/use.csv", text);
        let run = project.run(&["check"]);
        run.exit(1).within(SOON);
        assert!(run.said().contains(&format!("error[{code}")), "{what}: {}", run.said());
    }
    let sound = "title: x\nperiod: 2026-W17\ndate: 2026-04-25\n";
    for (what, text, code) in [
        ("no end", format!("---\n{sound}"), "front-matter"),
        ("no front matter", "Hello".to_string(), "front-matter-missing"),
        ("a bomb", format!("---\n{sound}{}---\n", bomb()), "document-size"),
        ("key twice", format!("---\n{sound}title: y\n---\n"), "duplicate-key"),
        ("typo", format!("---\n{sound}sumary: y\n---\n"), "unknown-key"),
        ("no such date", "---\ntitle: x\nperiod: 2026-W17\ndate: 2026-02-30\n---\n".into(), "wrong-type"),
        ("no such week", "---\ntitle: x\nperiod: 2026-W54\ndate: 2026-02-03\n---\n".into(), "period-invalid"),
        ("no date", "---\ntitle: x\nperiod: 2026-W17\n---\n".into(), "missing-key"),
        ("deep", format!("---\n{sound}x: {}\n---\n", "[".repeat(5000)), "yaml-syntax"),
    ] {
        let project = Project::sound();
        project.write("content/issues/a.md", text);
        let run = project.run(&["check"]);
        run.exit(1).within(SOON);
        assert!(run.said().contains(&format!("error[{code}")), "{what}: {}", run.said());
    }
}

#[test]
fn a_mistake_in_one_issue_hides_none_in_another_and_broken_figures_are_told_once() {
    let project = Project::sound();
    project.issue(r#"{{ model("Roterdam") }} leads."#);
    project.write(
        "content/issues/2026-W18.md",
        "---\ntitle: Next\ntaggs: [a]\nperiod: 2026-W17\ndate: 2026-05-02\n---\nText.\n",
    );
    project.run(&["check"]).exit(1).says("unknown-key").says("reference-unknown-model");
    project.snapshot("entries: [{name: Rotterdam, value: 290K}, {name: Antwerp, value: much}]\n");
    let run = project.run(&["check"]);
    run.exit(1).says("2026-W17/use.yaml").says("unknown-key");
    assert!(!run.said().contains("reference-unknown-model"), "{}", run.said());
}

#[test]
fn byte_order_marks_and_carriage_returns_are_fine() {
    let project = Project::new();
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    project.write("site.yaml", crlf(crate::project::SITE));
    project.write(
        "data/snapshots/2026-W17/use.yaml",
        crlf("board: use\nperiod: 2026-W17\nentries:\n  - {name: A, value: 5}\n"),
    );
    project.write("data/snapshots/2026-W18/use.csv", crlf("name,value\nA,6\n"));
    project.write("data/snapshots/2026-W19/use.json", crlf("{\"board\": \"use\",\n\"period\": \"2026-W19\",\n\"entries\": [{\"name\": \"A\", \"value\": 7}]}\n"));
    project.write("data/models.yaml", crlf("models:\n  - {id: a, name: A}\n"));
    project.issue("");
    project.write("content/issues/2026-W17.md", crlf("---\ntitle: T\nperiod: 2026-W17\ndate: 2026-04-25\n---\n\nIt stood at {{ rank(\"a\", board=\"use\") }}.\n"));
    let site = project.built();
    let issue = site.iter().find(|(p, _)| p == "issues/2026-w17/index.html").unwrap();
    assert!(String::from_utf8_lossy(&issue.1).contains("It stood at #1."));
    let pages: Tree = site.into_iter().filter(|(p, _)| p.ends_with(".html")).collect();
    assert!(!text_of(&pages).contains(['\u{feff}', '\r']));
}

#[test]
fn a_file_name_that_is_no_text_is_refused() {
    let project = Project::sound();
    fs::create_dir_all(project.path("static")).unwrap();
    fs::write(project.path("static").join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt")), "x").unwrap();
    project.run(&["build"]).exit(1).says("error[input-name]");
}

#[test]
fn links_pipes_devices_and_huge_files_are_refused_and_nothing_hangs() {
    for (folder, link) in [
        ("static/a", "/etc"),
        ("static/a", "../data"),
        ("content/pages/a", "."),
        ("themes/a", ".."),
        ("data/snapshots/2026-W17/votes.yaml", "use.yaml"),
        ("static/gone", "nowhere"),
    ] {
        let project = Project::sound();
        let path = project.path(folder);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(link, path).unwrap();
        project.run(&["build"]).exit(1).within(SOON).says("error[input-link]").says(link).says(folder);
    }
    let project = Project::sound();
    fs::rename(project.path("data"), project.path("moved")).unwrap();
    symlink(project.path("moved"), project.path("data")).unwrap();
    project.run(&["build"]).exit(1).says("error[input-link]");

    for file in
        ["static/pipe", "content/issues/pipe.md", "data/snapshots/2026-W17/votes.yaml", "data/models.yaml"]
    {
        let project = Project::sound();
        let path = project.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        project.run(&["build"]).exit(1).within(SOON).says("error[input-special]").says(file);
    }
    let project = Project::sound();
    fs::remove_file(project.path("site.yaml")).unwrap();
    assert!(Command::new("mkfifo").arg(project.path("site.yaml")).status().unwrap().success());
    project.run(&["build"]).within(SOON).says("error[input-special]");

    for (file, size) in [
        ("static/big.bin", 2_u64 << 30),
        ("data/snapshots/2026-W17/votes.yaml", 65 << 20),
        ("content/issues/a.md", 65 << 20),
    ] {
        let project = Project::sound();
        let path = project.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::File::create(path).unwrap().set_len(size).unwrap();
        project
            .limited("ulimit -v 1000000", &["build"])
            .exit(1)
            .within(SOON)
            .says("error[input-size]")
            .says("limit");
    }
}

#[test]
fn names_that_some_systems_cannot_hold_or_tell_apart_are_refused() {
    for name in ["CON", "aux.txt", "a\u{202e}b.txt", "dot.", "space ", "a:b", "q?.txt"] {
        let project = Project::sound();
        project.write(&format!("static/{name}"), "x");
        project.run(&["build"]).exit(1).within(SOON).says("error[output-path]");
    }
    for (one, other) in [("a.txt", "A.txt"), ("caf\u{e9}.txt", "cafe\u{301}.txt")] {
        let project = Project::sound();
        project.write(&format!("static/{one}"), "x").write(&format!("static/{other}"), "y");
        project.run(&["build"]).exit(1).says("error[output-twice]").says(one).says(other);
    }
}

#[test]
fn thousands_of_overlapping_scores_cost_no_more_than_their_number() {
    let project = Project::new();
    let mut rows = String::from("name,value,low,high\n");
    (0..4000).for_each(|i| rows.push_str(&format!("row-{i:04},{},1,9000\n", 8000 - i)));
    project.write("data/snapshots/2026-W17/votes.csv", rows);
    let run = project.limited("ulimit -v 1500000", &["show", "votes", "--format", "json"]);
    run.exit(0).within(Duration::from_secs(60)).says("\"tied_more\":");
    assert!(run.output.stdout.len() < 60 << 20, "{} bytes", run.output.stdout.len());
}

#[test]
fn private_files_are_not_copied_and_listed() {
    let project = Project::sound();
    let private = [
        ".env",
        ".env.production",
        ".git/config",
        "notes.txt~",
        ".a.swp",
        "app.js.map",
        "old.bak",
        ".ssh/id_rsa",
        ".npmrc",
        "#a#",
    ];
    for name in private {
        project.write(&format!("static/{name}"), "CANARY");
    }
    project.write("static/.well-known/security.txt", "Contact: x").write("static/.nojekyll", "");
    let run = project.run(&["build"]);
    run.exit(0);
    for name in private {
        let listed = name.split('/').next().unwrap();
        run.says(&format!("static/{listed}"));
    }
    let site = tree(&project.path("public"));
    assert!(!text_of(&site).contains("CANARY"));
    assert!(
        site.iter().any(|(p, _)| p == ".well-known/security.txt")
            && site.iter().any(|(p, _)| p == ".nojekyll")
    );
}

#[test]
fn drafts_leave_no_trace_not_even_their_pictures() {
    let project = Project::sound();
    let front = |draft: bool, date: &str| {
        format!(
            "---\ntitle: CANARY\nperiod: 2026-W17\ndate: {date}\ndraft: {draft}\ntags: [canary]\n---\nCANARY\n"
        )
    };
    project
        .write("content/issues/one/index.md", front(true, "2026-04-25"))
        .write("content/issues/one/p.txt", "CANARY");
    project.write("content/issues/two.md", front(false, "2027-01-01"));
    let site = project.built();
    assert!(!text_of(&site).to_lowercase().contains("canary"));
    assert!(!site.iter().any(|(path, _)| path.contains("canary") || path.contains("one/")));
    assert!(
        text_of(&{
            project.run(&["build", "--drafts", "--future"]).exit(0);
            tree(&project.path("public"))
        })
        .contains("CANARY")
    );
}

#[test]
fn a_jump_in_typed_figures_is_a_warning_until_a_note_explains_it() {
    let week = |project: &Project, week: u32, rest: &str| {
        let text = format!("board: use\nperiod: 2026-W{week}\n{rest}");
        project.write(&format!("data/snapshots/2026-W{week}/use.yaml"), text);
    };
    let rows = |first: &str| {
        format!(
            "entries: [{{name: A, value: {first}}}, {{name: B, value: 300}}, {{name: C, value: 200}}, {{name: D, value: 100}}]\n"
        )
    };
    let project = Project::new();
    week(&project, 17, &rows("400"));
    week(&project, 18, &rows("40K"));
    let run = project.run(&["check"]);
    run.exit(0)
        .says("warning[snapshot-jump]")
        .says("2026-W18/use.yaml")
        .says("`A` at 40000, 400 in 2026-W17");
    week(&project, 18, &rows("39K"));
    assert!(!project.run(&["check"]).exit(0).said().contains("snapshot-jump"));
    week(&project, 18, "entries: [{name: A, value: 410}, {name: B, value: 300}]\n");
    project.run(&["check"]).exit(0).says("warning[snapshot-jump]").says("2 rows, 4 in 2026-W17");
    // Rows that are known to be missing are no surprise.
    week(&project, 18, "entries: [{name: A, rank: 1, value: 410}, {name: B, rank: 9, value: 300}]\n");
    assert!(!project.run(&["check"]).exit(0).said().contains("snapshot-jump"));
    week(&project, 18, &format!("note: Counted per box since Monday.\n{}", rows("40K")));
    assert!(!project.run(&["check"]).exit(0).said().contains("snapshot-jump"));
    project.run(&["explain", "snapshot-jump"]).exit(0).says("note");
}

#[test]
fn days_begin_where_the_site_is() {
    let project = Project::sound();
    let site = |zone: &str| {
        project.write("site.yaml", format!("{}timezone: {zone}\n", crate::project::SITE));
    };
    site("Europe/Vena");
    project.run(&["check"]).exit_any(&[2]).says("error[config-timezone]").says("Europe/Vienna");
    project.write(
        "content/issues/new.md",
        "---\ntitle: New\nperiod: 2026-W17\ndate: 2026-04-26\n---\n\nText.\n",
    );
    // An hour before midnight in Greenwich on 25 April: in Vienna the next day has begun.
    for (zone, there, instant) in [
        ("UTC", false, ""),
        ("Europe/Vienna", true, "2026-04-26T00:00:00+02:00"),
        ("America/Lima", false, ""),
    ] {
        site(zone);
        project.run_at(1_777_158_000, &["build"]).exit(0);
        assert_eq!(project.path("public/issues/new/index.html").exists(), there, "{zone}");
        let feed = std::fs::read_to_string(project.path("public/feed.xml")).unwrap();
        assert!(feed.contains(instant), "{zone}: {feed}");
    }
}

/// A picture of one pixel that tells where it was taken.
fn telling_jpeg() -> Vec<u8> {
    let head = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xE1\0\x16Exif\0\0GPS-CANARY....";
    let picture =
        b"\xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\xAB\xFF\0\xCD\xFF\xD9";
    [head.as_slice(), picture].concat()
}

#[test]
fn pictures_tell_nothing_run_nothing_and_are_whole() {
    let project = Project::sound();
    project.write("static/photo.jpg", telling_jpeg());
    project.write("static/plain.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9\"/></svg>");
    project.run(&["build"]).exit(0);
    let published = std::fs::read(project.path("public/photo.jpg")).unwrap();
    assert!(published.starts_with(b"\xFF\xD8") && published.ends_with(b"\xFF\xD9"));
    assert!(!published.windows(10).any(|part| part == b"GPS-CANARY"));
    assert_eq!(
        std::fs::read(project.path("static/photo.jpg")).unwrap(),
        telling_jpeg(),
        "the source is left alone"
    );

    let cut = telling_jpeg();
    let mut large = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\0\0\0\0".to_vec();
    large.extend([0; 4]);
    let script = "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script>1</script></svg>".to_string();
    for (file, bytes, code) in [
        ("static/cut.jpg", cut[..cut.len() - 5].to_vec(), "picture-broken"),
        ("static/large.png", large, "picture-size"),
        ("themes/ledger/static/run.svg", script.clone().into_bytes(), "picture-script"),
        ("static/run.svg", script.into_bytes(), "picture-script"),
    ] {
        let project = Project::sound();
        project.write(file, bytes);
        refuses(file, &project, code);
    }
}
