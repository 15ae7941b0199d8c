//! The manual: generated pages agree with the code, it builds, and every command in it runs.

use crate::project::{Project, repository};
use standings::{cli, diagnostic};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

/// A generated page: as it is, or as it ought to be. `UPDATE_EXPECT=1` writes it.
fn generated(name: &str, text: &str) {
    let path = repository().join("docs/content/pages").join(name);
    let now = fs::read_to_string(&path).unwrap_or_default();
    if now != text && std::env::var_os("UPDATE_EXPECT").is_some() {
        // Other tests read the page meanwhile: it is whole at every moment.
        let beside = repository().join("docs").join(format!("{name}.new"));
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, &path).unwrap();
        return;
    }
    assert_eq!(now, text, "run UPDATE_EXPECT=1 cargo test");
}

#[test]
fn the_page_of_diagnostics_is_what_the_code_says() {
    let mut text = String::from(
        "---\ntitle: \"Reference: diagnostics\"\nslug: diagnostics\ndescription: Every code, what it means and how to mend it.\n---\n\n\
         Codes are stable. `standings explain CODE` prints the same in the terminal; `--format json` and `--format github` print diagnostics for programs.\n",
    );
    for about in diagnostic::explanations() {
        let plain = |text: &str| {
            text.replace('<', "\\<")
                .replace("{{", "\\{{")
                .replace("`\\{{", "`{{")
                .replace("`data/snapshots/\\<", "`data/snapshots/<")
        };
        let _ = write!(text, "\n## {}\n\n{}\n\n{}\n", about.code, plain(about.cause), plain(about.remedy));
    }
    generated("diagnostics.md", &text);
}

#[test]
fn the_page_of_commands_is_what_the_program_takes() {
    let mut text = String::from(
        "---\ntitle: \"Reference: commands\"\nslug: commands\ndescription: What each command does, with its flags.\n---\n\n\
         Everywhere: `--root DIR`, `--format text|json|csv|markdown|github`, `--quiet`, `--color auto|always|never`, `--today DATE`.\n\n\
         Exit codes: 0 fine, 1 errors in data, content or theme, 2 wrong use or configuration, 3 network, 4 our own fault or the machine's.\n",
    );
    for command in cli::commands() {
        let _ = write!(text, "\n## {}\n\n{}.\n", command.name, command.about);
        if !command.arguments.is_empty() {
            text.push_str("\n| argument | meaning |\n|---|---|\n");
        }
        for (form, meaning) in command.arguments {
            let _ = writeln!(
                text,
                "| `{}` | {} |",
                form.replace('|', "\\|"),
                meaning.replace('|', "\\|").replace('<', "\\<")
            );
        }
    }
    generated("commands.md", &text);
}

#[test]
fn the_manual_builds_without_a_complaint() {
    let project = Project::from("docs");
    project.run(&["build", "--strict"]).exit(0);
    assert!(project.read("public/tutorial/index.html").contains("standings init ports"));
    assert!(project.read("public/diagnostics/index.html").contains("reference-unknown-model"));
}

/// The shell lines of a page, block by block.
fn blocks(page: &str) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<String>> = None;
    for line in page.lines() {
        match (&mut open, line.trim()) {
            (None, "```sh") => open = Some(Vec::new()),
            (Some(_), "```") => blocks.extend(open.take()),
            (Some(lines), command) if !command.is_empty() => lines.push(command.to_string()),
            _ => {}
        }
    }
    blocks
}

/// Runs one line as a shell does, with the program first on the path. Gives the exit code and what was said.
fn shell(project: &Project, folder: &str, line: &str) -> (i32, String) {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_standings")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .current_dir(project.path(folder))
        .env("PATH", path)
        .env("SOURCE_DATE_EPOCH", "1798675200");
    let output = command.output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), said)
}

fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = fs::read_dir(repository().join("docs/content/pages"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&p).unwrap()))
        .collect();
    pages.sort();
    pages
}

#[cfg(unix)]
#[test]
fn every_command_of_the_manual_runs() {
    let mut run = 0;
    for (name, page) in pages().into_iter().filter(|(name, _)| name != "tutorial.md") {
        let lines: Vec<String> = blocks(&page).into_iter().flatten().collect();
        if lines.is_empty() {
            continue;
        }
        let project = Project::empty();
        project.run(&["init", "site"]).exit(0);
        for line in lines {
            let (code, said) = shell(&project, "site", &line);
            assert_eq!(code, 0, "{name}: {line}\n{said}");
            run += 1;
        }
    }
    assert!(run >= 6, "only {run} commands were found");
}

#[cfg(unix)]
#[test]
fn the_tutorial_word_by_word() {
    let page = fs::read_to_string(repository().join("docs/content/pages/tutorial.md")).unwrap();
    let blocks = blocks(&page);
    let project = Project::empty();
    let run = |folder: &str, line: &str, code: i32| {
        let (got, said) = shell(&project, folder, line);
        assert_eq!(got, code, "{line}\n{said}");
        said
    };
    assert_eq!(blocks[0], ["standings init ports", "cd ports", "standings build"]);
    run("", &blocks[0][0], 0);
    run("ports", &blocks[0][2], 0);
    assert_eq!(blocks[1].len(), 1);
    assert!(run("ports", &blocks[1][0], 0).contains("Grey Harbour"));
    let letter = "ports/content/issues/2026-W03.md";
    let whole = project.read(letter);
    assert!(whole.contains("grew 50% to") && page.contains("\"grew 50%\""));
    project.edit(letter, &whole.replacen("grew 50%", "grew 60%", 1));
    assert_eq!(blocks[2], ["standings check"]);
    let said = run("ports", &blocks[2][0], 1);
    assert!(
        said.contains("content/issues/2026-W03.md:13:") && said.contains("error[claim-contradicted]"),
        "{said}"
    );
    assert_eq!(blocks[3], ["standings claims --fix"]);
    assert!(run("ports", &blocks[3][0], 0).contains("+++ b/content/issues/2026-W03.md"));
    let (_, rest) = page.split_once("```yaml\n").unwrap();
    let (snapshot, _) = rest.split_once("```").unwrap();
    project.edit("ports/data/snapshots/2026-W04/containers.yaml", snapshot);
    for line in &blocks[4] {
        run("ports", line, 0);
    }
    let draft = project.read("ports/content/issues/2026-W04.md");
    assert!(draft.contains("{{ move("), "{draft}");
    project.edit(
        "ports/content/issues/2026-W04.md",
        &draft.replace("draft: true   # take this line out to publish\n", ""),
    );
    run("ports", &blocks[5][0], 0);
    assert!(project.path("ports/public/issues/2026-w04/index.html").exists());
    run("ports", &blocks[6][0], 0);
    assert!(project.read("ports/public/index.html").contains("https://example.com/ports/"));
    assert_eq!(blocks.len(), 7, "the tutorial has commands that this test does not run");
}
