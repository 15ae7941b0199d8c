//! Golden sites: every folder under `tests/sites/` is a test. `bad-*` folders hold `expected.txt`, the diagnostics of
//! their build; the others hold `expected/`, files that the build must give to the byte.
//! `UPDATE_EXPECT=1 cargo test --test sites` blesses what is there now.
#![expect(clippy::disallowed_methods, reason = "a test reads and blesses its folders")]

use standings::diagnostic::{Notes, text};
use standings::memory::Forget;
use standings::{Around, Built, Options, build, inputs};
use std::fs;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders
}

fn built(folder: &Path) -> Built {
    let mut notes = Notes::default();
    let inputs = inputs::read(folder, &mut notes).unwrap();
    let options = Options {
        today: "2026-12-31".parse().unwrap(),
        real_clock: true,
        drafts: false,
        future: false,
        strict: false,
        base_url: None,
        suggest: false,
        compress: false,
        published: None,
        frozen: false,
    };
    build(&inputs, &options, notes, Around { memory: &Forget, on_stage: &mut |_| {} })
}

fn blessing() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn bad_sites_say_what_is_wrong() {
    let bad: Vec<PathBuf> = folders().into_iter().filter(|f| name(f).starts_with("bad-")).collect();
    assert!(bad.len() >= 10, "only {} bad sites", bad.len());
    for folder in bad {
        let built = built(&folder);
        assert!(built.failed(), "{} builds", name(&folder));
        let said = text(&built.diagnostics, false);
        let expected = folder.join("expected.txt");
        if blessing() {
            fs::write(&expected, &said).unwrap();
        }
        assert_eq!(said, fs::read_to_string(&expected).unwrap_or_default(), "{}", name(&folder));
    }
}

#[test]
fn golden_sites_give_the_same_bytes() {
    for folder in folders().into_iter().filter(|f| !name(f).starts_with("bad-")) {
        let built = built(&folder);
        assert!(!built.failed(), "{}: {}", name(&folder), text(&built.diagnostics, false));
        for file in files(&folder.join("expected")) {
            let path = file.strip_prefix(folder.join("expected")).unwrap().to_string_lossy().into_owned();
            let bytes = built.outputs.get(&path).unwrap_or_else(|| panic!("{}: no {path}", name(&folder)));
            if blessing() {
                fs::write(&file, bytes).unwrap();
            }
            let (now, then) = (String::from_utf8_lossy(bytes), fs::read_to_string(&file).unwrap());
            assert_eq!(now, then, "{}: {path}", name(&folder));
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found.sort();
    found
}

#[test]
fn every_code_is_explained_and_every_explanation_is_used() {
    let mut used = std::collections::BTreeSet::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if file.ends_with("codes.rs") || file.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for explanation in standings::diagnostic::explanations() {
            if text.contains(&format!("\"{}\"", explanation.code)) {
                used.insert(explanation.code);
            }
        }
    }
    let all: Vec<&str> = standings::diagnostic::explanations().iter().map(|e| e.code).collect();
    assert_eq!(
        used.into_iter().collect::<Vec<_>>(),
        all,
        "explained and used codes differ, or are not in order"
    );
    for folder in folders() {
        for diagnostic in built(&folder).diagnostics {
            assert!(all.contains(&diagnostic.code), "`{}` is not explained", diagnostic.code);
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|f| f.extension().is_some_and(|e| e == "rs")).collect()
}
