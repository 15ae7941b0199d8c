//! A site in a temporary folder, driven through the binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub struct Project {
    pub folder: TempDir,
}

/// What a run said and how it ended.
pub struct Run {
    pub output: Output,
}

impl Project {
    /// An empty folder.
    pub fn empty() -> Project {
        Project { folder: tempfile::tempdir().unwrap() }
    }

    /// A copy of a folder of the repository.
    pub fn from(path: &str) -> Project {
        let project = Project::empty();
        copy(&repository().join(path), project.folder.path());
        project
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

    /// Runs the program in the folder, as a user does.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        command.current_dir(self.folder.path()).args(["--today", "2026-12-31"]).args(arguments);
        // No proxy is there: what would ask the network fails.
        for name in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env(name, "http://127.0.0.1:9");
        }
        Run { output: command.output().unwrap() }
    }
}

impl Run {
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

    /// Everything that the user saw.
    pub fn says(&self, text: &str) -> &Run {
        let all = self.stdout() + &self.stderr();
        assert!(all.contains(text), "no `{text}` in:\n{all}");
        self
    }
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder, by path.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() {
            found.extend(files(&entry).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.push((name, fs::read(&entry).unwrap()));
        }
    }
    found.sort();
    found
}
