//! Which commit a release was made of, for `--version`. Works without git and without a network, and says nothing
//! where it is not sure: STANDINGS_COMMIT, else what `cargo package` noted, else the repository of this very folder.
//! Builds for development carry no commit: it would be stale after the next one.
#![expect(clippy::disallowed_methods, reason = "a build script reads the environment and its own package")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn main() {
    starters();
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=STANDINGS_COMMIT");
    let version = env!("CARGO_PKG_VERSION");
    let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = env::var("STANDINGS_COMMIT").ok().or_else(|| release.then(|| commit_of(&folder)).flatten());
    let commit = commit.filter(|c| c.len() >= 7 && c.bytes().all(|b| b.is_ascii_hexdigit()));
    let text = match commit {
        Some(commit) => format!("{version} ({})", &commit[..commit.len().min(12)]),
        None if release => version.to_string(),
        None => format!("{version} (development build)"),
    };
    println!("cargo:rustc-env=STANDINGS_VERSION={text}");
}

/// The sites that `init` starts from: every text of their folders, in path order.
fn starters() {
    let sites: [(&str, &str, &[&str]); 3] = [
        ("downloads", "examples/downloads", &["content", "data", "generate.py", "site.yaml", "themes"]),
        ("minimal", "examples/minimal", &["content", "data", "site.yaml"]),
        ("models", "", &["content", "data/models.yaml", "data/snapshots", "site.yaml"]),
    ];
    let package = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut list = String::from("static STARTERS: &[(&str, Files)] = &[\n");
    for (name, folder, parts) in sites {
        let root = Path::new(&package).join(folder);
        let mut files = Vec::new();
        for part in parts {
            println!("cargo:rerun-if-changed={}", root.join(part).display());
            collect(&root.join(part), part, &mut files);
        }
        files.sort();
        let _ = writeln!(list, "    ({name:?}, &[");
        for file in files {
            let _ = writeln!(
                list,
                "        ({file:?}, include_bytes!({:?})),",
                root.join(&file).display().to_string()
            );
        }
        list.push_str("    ]),\n");
    }
    list.push_str("];\n");
    let out = env::var("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("starters.rs"), list).expect("cargo gives a folder to write to");
}

fn collect(path: &Path, name: &str, files: &mut Vec<String>) {
    const TEXTS: [&str; 7] = ["yaml", "json", "csv", "md", "html", "css", "py"];
    if path.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
        for entry in entries {
            collect(&entry.path(), &format!("{name}/{}", entry.file_name().to_string_lossy()), files);
        }
    } else if path.extension().is_some_and(|e| TEXTS.contains(&e.to_string_lossy().as_ref())) {
        files.push(name.to_string());
    }
}

fn commit_of(folder: &str) -> Option<String> {
    packaged(folder).or_else(|| checked_out(folder))
}

/// `cargo package` writes the commit beside Cargo.toml.
fn packaged(folder: &str) -> Option<String> {
    let text = fs::read_to_string(Path::new(folder).join(".cargo_vcs_info.json")).ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    rest.split('"').nth(1).map(str::to_string)
}

/// The commit of the repository whose top is this folder; a repository around it is none of ours.
fn checked_out(folder: &str) -> Option<String> {
    if !Path::new(folder).join(".git").exists() {
        return None;
    }
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    for name in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", name]) {
            println!("cargo:rerun-if-changed={}", Path::new(folder).join(path).display());
        }
    }
    git(&["rev-parse", "HEAD"])
}
