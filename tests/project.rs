//! The program as a user meets it: a project in a temporary folder, driven through the binary.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

struct Project {
    folder: TempDir,
}

/// What a run said and how it ended.
struct Run {
    output: Output,
}

impl Project {
    /// A copy of a golden site.
    fn from(name: &str) -> Project {
        let folder = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name), folder.path());
        Project { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn edit(&self, path: &str, text: &str) -> &Project {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        command.arg("--root").arg(self.folder.path()).args(["--today", "2026-12-31"]).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run { output: self.command(arguments).output().unwrap() }
    }
}

impl Run {
    fn exit(&self, code: i32) -> &Run {
        assert_eq!(self.output.status.code(), Some(code), "{}{}", self.stdout(), self.stderr());
        self
    }

    fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    fn says(&self, text: &str) -> &Run {
        assert!(self.stdout().contains(text), "no `{text}` in:\n{}", self.stdout());
        self
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            found.extend(tree(&entry).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found
                .push((entry.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&entry).unwrap()));
        }
    }
    found.sort();
    found
}

const BROKEN: &str =
    "board: use\nperiod: 2026-W22\nentries: [{name: a, rank: 1, value: 1}, {name: b, rank: 2, value: 2}]\n";

#[test]
fn a_build_gives_a_site_and_a_broken_file_leaves_it_whole() {
    let project = Project::from("market");
    project.run(&["build"]).exit(0);
    let before = tree(&project.path("public"));
    assert!(before.iter().any(|(path, _)| path == "index.html"));
    project.edit("data/snapshots/2026-W22/use.yaml", BROKEN);
    project.run(&["build"]).exit(1).says("error[snapshot-ranks]").says("data/snapshots/2026-W22/use.yaml:3:");
    assert_eq!(tree(&project.path("public")), before);
}

#[test]
fn check_writes_nothing_and_ends_like_build() {
    let project = Project::from("market");
    project.run(&["check"]).exit(0);
    assert!(!project.path("public").exists());
    project.edit("data/snapshots/2026-W22/use.yaml", BROKEN);
    project.run(&["check"]).exit(1).says("error[snapshot-ranks]");
}

#[test]
fn diagnostics_as_json_and_github() {
    let project = Project::from("market");
    project.edit("data/snapshots/2026-W22/use.yaml", BROKEN);
    let run = project.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.exit(1).stdout()).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    let diagnostics = json["diagnostics"].as_array().unwrap();
    let ranks = diagnostics.iter().find(|d| d["code"] == "snapshot-ranks").unwrap();
    assert_eq!((ranks["line"].as_u64(), ranks["severity"].as_str()), (Some(3), Some("error")));
    project
        .run(&["check", "--format", "github"])
        .exit(1)
        .says("::error title=snapshot-ranks,file=data/snapshots/2026-W22/use.yaml,line=3,");
}

#[test]
fn a_folder_that_is_not_ours_is_never_replaced() {
    let project = Project::from("market");
    project.edit("public/holiday.jpg", "x");
    let run = project.run(&["build"]);
    assert!(run.exit(2).stderr().contains("was not made by this program"), "{}", run.stderr());
    assert_eq!(tree(&project.path("public")).len(), 1);
    project.run(&["build", "--out", project.path("content").to_str().unwrap()]).exit(2);
    project.run(&["build", "--out", project.folder.path().to_str().unwrap()]).exit(2);
}

#[test]
fn a_page_that_went_is_gone_and_a_base_path_is_kept() {
    let project = Project::from("market");
    project.run(&["build", "--base-url", "https://example.com/gap/"]).exit(0);
    let home = project.read("public/index.html");
    assert!(
        home.contains("href=\"/gap/boards/use/\"") && home.contains("https://example.com/gap/"),
        "{home}"
    );
    assert!(!home.contains("href=\"/boards"));
    assert!(
        project
            .read("public/sitemap.xml")
            .contains("<loc>https://example.com/gap/boards/use/2026-W21/</loc>")
    );
    fs::remove_file(project.path("content/issues/2026-W21.md")).unwrap();
    project.run(&["build"]).exit(0);
    assert!(!project.path("public/issues/2026-w21/index.html").exists());
}

#[test]
fn drafts_and_future_issues_stay_out_everywhere() {
    let project = Project::from("market");
    let text = |date: &str, draft: bool| {
        format!("---\ntitle: Canary\nperiod: 2026-W21\ndate: {date}\ndraft: {draft}\n---\nCanary.\n")
    };
    project.edit("content/issues/draft.md", &text("2026-05-24", true));
    project.edit("content/issues/future.md", &text("2027-05-24", false));
    project.run(&["build"]).exit(0);
    let holds = |needle: &str| {
        tree(&project.path("public")).iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(needle))
    };
    assert!(!holds("Canary"));
    project.run(&["build", "--drafts", "--future"]).exit(0);
    assert!(
        project.path("public/issues/draft/index.html").exists()
            && project.path("public/issues/future/index.html").exists()
    );
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let project = Project::from("market");
    let mut first = None;
    for (zone, threads) in [("UTC", "1"), ("Pacific/Kiritimati", "8"), ("America/New_York", "2")] {
        let out = project.path(&format!("out-{threads}"));
        // What is remembered would hide what is drawn.
        let _ = fs::remove_dir_all(project.path(".cache"));
        let mut command = project.command(&["build", "--out", out.to_str().unwrap()]);
        assert!(
            command
                .env("TZ", zone)
                .env("RAYON_NUM_THREADS", threads)
                .env("LC_ALL", "tr_TR.UTF-8")
                .status()
                .unwrap()
                .success()
        );
        let tree = tree(&out);
        for kind in ["cards/issues/", "cards/boards/", "assets/"] {
            let is_picture = |path: &str| path.starts_with(kind) && path.ends_with(".png");
            assert!(tree.iter().any(|(path, _)| is_picture(path)), "no picture in {kind}");
        }
        assert_eq!(*first.get_or_insert_with(|| tree.clone()), tree, "{zone} {threads}");
    }
}

#[test]
fn a_chart_of_the_editors_own_has_words_a_table_and_its_data() {
    let project = Project::from("pages-only");
    let chart = "{{ chart(\"custom\", option=\"charts/x.json\") }}";
    project.edit("content/pages/own.md", &format!("---\ntitle: Own\n---\n\n{chart}\n\nAgain:\n\n{chart}\n"));
    let option = "{\"title\": {\"text\": \"Mine <b>\"}, \"xAxis\": {\"data\": [\"=cmd\", \"b\"]}, \"yAxis\": {}, \"series\": [{\"type\": \"bar\", \"name\": \"</script>\", \"data\": [1, 2.5]}]}";
    project.edit("content/charts/x.json", option);
    project.run(&["build"]).exit(0);
    let page = project.read("public/own/index.html");
    assert_eq!(page.matches("<svg").count(), 4, "{page}");
    assert!(page.contains("Mine &lt;b&gt;") && !page.contains("Mine <b>"), "{page}");
    assert!(page.contains("<th scope=\"row\">b</th>") && page.contains("<td>2.5</td>"), "{page}");
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique: {ids:?}");
    let csv = page.split("/data/figures/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert_eq!(project.read(&format!("public/data/figures/{csv}")), "Category,</script>\n'=cmd,1\nb,2.5\n");
}

#[test]
fn cards_stand_for_issues_boards_and_subjects_of_the_top() {
    let project = Project::from("market");
    project.run(&["build"]).exit(0);
    for (page, card) in [
        ("issues/2026-w21/index.html", "cards/issues/2026-w21.png"),
        ("boards/use/index.html", "cards/boards/use.png"),
        ("products/alpha/index.html", "cards/products/alpha.png"),
    ] {
        let html = project.read(&format!("public/{page}"));
        assert!(html.contains("property=\"og:image\"") && html.contains(card), "{page} {card}");
        let png = fs::read(project.path(&format!("public/{card}"))).unwrap();
        assert!(png.starts_with(b"\x89PNG"));
        assert_eq!((&png[16..20], &png[20..24]), (&1200_u32.to_be_bytes()[..], &630_u32.to_be_bytes()[..]));
    }
    let site = project.read("site.yaml");
    project.edit("site.yaml", &format!("{site}\noutputs: [data]\n"));
    project.run(&["build"]).exit(0);
    assert!(!project.path("public/cards").exists());
    assert!(!project.read("public/index.html").contains("og:image"));
}

#[test]
fn a_letter_is_ready_for_its_provider() {
    let project = Project::from("market");
    let site = project.read("site.yaml");
    project.edit("site.yaml", &format!("{site}\nemail: {{provider: mailchimp, max_rows: 2}}\n"));
    project.edit(
        "content/issues/letter.md",
        "---\ntitle: Letter\nperiod: 2026-W21\ndate: 2026-05-25\nsummary: Two rows.\n---\n\nA literal *|MERGE|* stays. [A page](/boards/)\n\n{{ table() }}\n\n{{ chart(\"bump\") }}\n",
    );
    project.run(&["build"]).exit(0);
    let html = project.read("public/email/letter.html");
    assert!(html.contains("href=\"*|UNSUB|*\"") && !html.contains("*|MERGE"), "{html}");
    assert!(html.contains("name=\"robots\" content=\"noindex\"") && html.contains("style=\""), "{html}");
    assert_eq!(html.matches("<style").count(), 1, "one style element for dark schemes and phones");
    assert!(
        !html.contains("href=\"/")
            && !html.contains("src=\"/")
            && !html.contains("<svg")
            && !html.contains("<script")
    );
    let picture = html.split("<img src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let path = picture.split("/assets/").nth(1).unwrap();
    let png = fs::read(project.path(&format!("public/assets/{path}"))).unwrap();
    assert_eq!(&png[16..20], &960_u32.to_be_bytes(), "twice its size");
    let text = project.read("public/email/letter.txt");
    assert!(text.starts_with("Subject: Letter\n") && text.contains("[1] http"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 72 || line.contains("http")), "{text}");
    project.edit(
        "content/issues/letter.md",
        "---\ntitle: Letter TK\nperiod: 2026-W21\ndate: 2026-05-25\nsummary: S.\n---\n\n[click here](/boards/)\n",
    );
    let check = project.run(&["check"]);
    let said = check.stdout() + &check.stderr();
    assert!(said.contains("email-left-over") && said.contains("email-link-text"), "{said}");
}

#[test]
fn show_prints_the_table_in_four_ways() {
    let project = Project::from("market");
    project.run(&["show", "use"]).exit(0).says("Use, Week 21, 2026").says("Delta");
    project
        .run(&["show", "use", "--top", "2", "--format", "csv"])
        .exit(0)
        .says("rank,model,name")
        .says("1,bravo,Bravo");
    project.run(&["show", "use", "--format", "markdown", "--period", "2026-W20"]).exit(0).says("| 1 |");
    let json = project.run(&["show", "use", "--format", "json"]).exit(0).stdout();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["entries"][0]["model"], "bravo");
    let run = project.run(&["show", "uze"]);
    assert!(run.exit(2).stderr().contains("did you mean `use`?"));
}

#[test]
fn wrong_use_is_exit_2() {
    let project = Project::from("market");
    project.run(&["bulid"]).exit(2);
    project.run(&["build", "--base-url", "example.com"]).exit(2);
    project.edit("site.yaml", "title: [");
    project.run(&["build"]).exit(2).says("error[yaml-syntax]");
    fs::remove_file(project.path("site.yaml")).unwrap();
    assert!(project.run(&["build"]).exit(2).stderr().contains("has no site.yaml"));
}

#[test]
fn strict_turns_warnings_into_errors() {
    let project = Project::from("market");
    project.edit("content/stray.md", "x");
    project.run(&["build"]).exit(0).says("warning[content-stray]");
    project.run(&["build", "--strict"]).exit(1).says("error[content-stray]");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_errors() {
    let project = Project::from("market");
    fs::create_dir_all(project.path("static")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", project.path("static/passwd")).unwrap();
    project.run(&["build"]).exit(1).says("error[input-link]").says("/etc/passwd");
}

#[test]
fn two_builds_at_once_both_end_well() {
    let project = Project::from("market");
    let mut running: Vec<_> =
        (0..4).map(|_| project.command(&["build", "--quiet"]).spawn().unwrap()).collect();
    for child in &mut running {
        assert!(child.wait().unwrap().success());
    }
    let leftovers: Vec<String> = fs::read_dir(project.folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with(".public"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}
