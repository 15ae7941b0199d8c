//! A site in a folder of its own, driven through the binary.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The least site with a board.
pub const SITE: &str = "title: Ports\nbase_url: https://example.com\nid: example.com,2026\nfigures: {static: none}\n\
boards:\n  - {id: use, title: Use, metric: {kind: volume, unit: boxes}}\n  - {id: votes, title: Votes, metric: {kind: score}}\n";

pub struct Project {
    pub folder: TempDir,
}

pub struct Run {
    pub output: Output,
    pub took: Duration,
}

impl Project {
    /// A site with one board and no snapshot.
    pub fn new() -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        project.write("site.yaml", SITE);
        project
    }

    /// A site with one sound snapshot.
    pub fn sound() -> Project {
        let project = Project::new();
        project.snapshot("entries: [{name: Rotterdam, value: 290K}, {name: Antwerp, value: 251K}]\n");
        project
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Project {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The snapshot of `use` in week 17 of 2026, from what follows its head.
    pub fn snapshot(&self, rest: &str) -> &Project {
        self.write("data/snapshots/2026-W17/use.yaml", format!("board: use\nperiod: 2026-W17\n{rest}"))
    }

    pub fn issue(&self, text: &str) -> &Project {
        self.write(
            "content/issues/2026-W17.md",
            format!("---\ntitle: An issue\nperiod: 2026-W17\ndate: 2026-04-25\n---\n{text}\n"),
        )
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        command.arg("--root").arg(self.root()).args(["--today", "2026-12-31"]).args(arguments);
        command
    }

    /// Runs under a shell's limits, such as `ulimit -n 16`.
    pub fn limited(&self, limits: &str, arguments: &[&str]) -> Run {
        let inner = self.command(arguments);
        let mut command = Command::new("bash");
        command.args(["-c", &format!("{limits} && exec \"$@\""), "bash"]);
        command.arg(inner.get_program()).args(inner.get_args());
        run(&mut command)
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// At an instant, in seconds since 1970.
    pub fn run_at(&self, seconds: i64, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        command.env("SOURCE_DATE_EPOCH", seconds.to_string());
        run(command.arg("--root").arg(self.root()).args(arguments))
    }

    /// Builds, and gives the site.
    pub fn built(&self) -> Tree {
        self.run(&["build"]).exit(0);
        tree(&self.path("public"))
    }

    /// What lies beside the site's own files.
    pub fn leftovers(&self) -> Vec<String> {
        let names = fs::read_dir(self.root()).unwrap().map(|e| e.unwrap().file_name());
        names.map(|n| n.to_string_lossy().into_owned()).filter(|n| n.starts_with(".public")).collect()
    }
}

pub fn run(command: &mut Command) -> Run {
    let start = Instant::now();
    let output = command.output().unwrap();
    Run { output, took: start.elapsed() }
}

impl Run {
    /// Asserts how it ended. A panic is never a way to end.
    pub fn exit(&self, code: i32) -> &Run {
        assert_eq!(self.output.status.code(), Some(code), "{:?}\n{}", self.output.status, self.said());
        assert!(!self.said().contains("panicked"), "{}", self.said());
        self
    }

    /// Asserts that it ended in one of these ways.
    pub fn exit_any(&self, codes: &[i32]) -> &Run {
        assert!(
            self.output.status.code().is_some_and(|c| codes.contains(&c)),
            "{:?}\n{}",
            self.output.status,
            self.said()
        );
        assert!(!self.said().contains("panicked"), "{}", self.said());
        self
    }

    pub fn signal(&self) -> Option<i32> {
        self.output.status.signal()
    }

    pub fn said(&self) -> String {
        let (out, err) = (&self.output.stdout, &self.output.stderr);
        String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
    }

    pub fn says(&self, text: &str) -> &Run {
        assert!(self.said().contains(text), "no `{text}` in:\n{}", self.said());
        self
    }

    pub fn within(&self, limit: Duration) -> &Run {
        assert!(self.took < limit, "took {:?}:\n{}", self.took, self.said());
        self
    }
}

/// Paths and bytes of every file below a folder.
pub type Tree = Vec<(String, Vec<u8>)>;

pub fn tree(folder: &Path) -> Tree {
    let mut found = Vec::new();
    gather(folder, "", &mut found);
    found.sort();
    found
}

fn gather(folder: &Path, prefix: &str, found: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push((name, fs::read(entry.path()).unwrap()));
        }
    }
}

/// All published text in one string.
pub fn text_of(tree: &Tree) -> String {
    tree.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
}
