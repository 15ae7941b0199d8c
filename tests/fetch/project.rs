//! A site in a temporary folder, and the program run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The key of the tests: must never be seen again.
pub const CANARY: &str = "sk-or-canary-7f3a91";

pub struct Project {
    pub folder: TempDir,
}

pub const HEAD: &str = "title: T\nbase_url: https://example.com\nid: example.com,2026\nboards:\n  - {id: use, title: Use, metric: {kind: volume, label: Tokens, unit: tokens}}\n  - {id: vote, title: Vote, metric: {kind: score}}\n  - {id: buzz, title: Buzz, metric: {kind: score}}\n";

impl Project {
    pub fn new(sources: &str) -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        project.edit("site.yaml", &format!("{HEAD}{sources}"));
        project
    }

    /// With one source of weekly tokens.
    pub fn rankings(url: &str, more: &str) -> Project {
        Project::new(&format!(
            "sources:\n  - {{id: or, kind: openrouter-rankings, board: use, url: \"{url}\"{more}}}\n"
        ))
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn edit(&self, path: &str, text: &str) -> &Project {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_on("2026-08-25", arguments)
    }

    pub fn command(&self, today: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        command.arg("--root").arg(self.folder.path()).args(["--today", today]).args(arguments);
        command.env("OPENROUTER_API_KEY", CANARY);
        command
    }

    pub fn run_on(&self, today: &str, arguments: &[&str]) -> Run {
        let mut command = self.command(today, arguments);
        let run = Run { output: command.output().unwrap() };
        let said = format!("{}{}", run.stdout(), run.stderr());
        assert!(!said.contains(CANARY), "the key was printed: {said}");
        assert!(!said.contains("panicked"), "{said}");
        for (path, bytes) in tree(self.folder.path()) {
            let found = bytes.windows(CANARY.len()).any(|w| w == CANARY.as_bytes());
            assert!(!found, "the key was written to {path}");
        }
        run
    }

    /// `fetch --allow-local` for a week, with a short timeout.
    pub fn fetch(&self, period: &str, more: &[&str]) -> Run {
        let mut arguments = vec!["fetch", "--allow-local", "--period", period];
        if !more.contains(&"--timeout") {
            arguments.extend(["--timeout", "8"]);
        }
        arguments.extend(more);
        self.run(&arguments)
    }

    pub fn snapshots(&self) -> Vec<(String, Vec<u8>)> {
        tree(&self.path("data/snapshots"))
    }
}

pub struct Run {
    pub output: Output,
}

impl Run {
    #[track_caller]
    pub fn exit(&self, code: i32) -> &Run {
        assert_eq!(self.output.status.code(), Some(code), "{}{}", self.stdout(), self.stderr());
        self
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    #[track_caller]
    pub fn says(&self, text: &str) -> &Run {
        let said = format!("{}{}", self.stdout(), self.stderr());
        assert!(said.contains(text), "no `{text}` in:\n{said}");
        self
    }
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.map(|e| e.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() {
            found.extend(tree(&entry).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.push((name, fs::read(&entry).unwrap()));
        }
    }
    found.sort();
    found
}
