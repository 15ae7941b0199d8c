//! Sites for the tests of claims: copies with a letter of their own, and what the program says of it.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The claims of a site as the program tells them. `STANDINGS_BIN` names another program than the one just built.
pub fn records(site: &Path) -> Vec<Value> {
    let program = std::env::var_os("STANDINGS_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_standings").into());
    let output = Command::new(program)
        .args(["--today", "2026-12-31", "--format", "json", "claims", "--root"])
        .arg(site)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What the program says of a site whose only issue has this body; the first line of the body is line 6.
pub fn records_of(site: &Path, period: &str, body: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    copy(site, folder.path());
    let issues = folder.path().join("content/issues");
    let _ = fs::remove_dir_all(&issues);
    fs::create_dir_all(&issues).unwrap();
    let letter = format!("---\ntitle: Letter\nperiod: {period}\ndate: 2026-05-25\n---\n{body}");
    fs::write(issues.join(format!("{period}.md")), letter).unwrap();
    records(folder.path())
}

/// Copies a folder's content.
pub fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(|e| e.unwrap().path()) {
        let target: PathBuf = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry, &target);
        } else {
            fs::copy(&entry, target).unwrap();
        }
    }
}

/// The repository's own site, without what a build of it leaves behind.
pub fn own_site() -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for part in ["data", "content"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        copy(&root.join(part), &folder.path().join(part));
    }
    fs::copy(root.join("site.yaml"), folder.path().join("site.yaml")).unwrap();
    folder
}
