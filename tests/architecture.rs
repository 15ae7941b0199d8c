//! Who may use whom, and where each library is named. The table of ARCHITECTURE.md, held.
#![expect(clippy::disallowed_methods, reason = "a test may read the sources")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the modules it may use. `diagnostic` and `words` are for everybody but those above them.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("model", &["diagnostic"]),
    ("words", &["model"]),
    ("xml", &[]),
    ("document", &["diagnostic", "model"]),
    ("inputs", &["diagnostic"]),
    ("outputs", &["diagnostic", "document"]),
    ("config", &["diagnostic", "document", "model"]),
    ("snapshots", &["config", "diagnostic", "document", "inputs", "model"]),
    ("registry", &["config", "diagnostic", "document", "inputs", "model"]),
    ("identity", &["config", "diagnostic", "document", "inputs", "model", "registry"]),
    ("suggest", &["config", "diagnostic", "document", "identity", "inputs", "model", "registry"]),
    ("analysis", &["config", "identity", "model", "words"]),
    (
        "editorial",
        &["analysis", "config", "diagnostic", "document", "identity", "inputs", "model", "registry", "words"],
    ),
    ("claims", &["analysis", "config", "diagnostic", "editorial", "identity", "model", "words"]),
    ("today", &["analysis", "diagnostic"]),
    ("memory", &[]),
    ("cache", &["memory"]),
    (
        "make",
        &[
            "analysis",
            "cards",
            "checks",
            "claims",
            "config",
            "deploy",
            "diagnostic",
            "editorial",
            "email",
            "exports",
            "feeds",
            "figures",
            "inputs",
            "memory",
            "outputs",
            "pages",
            "pictures",
            "search",
            "site",
            "sitemap",
            "theme",
            "twins",
        ],
    ),
    ("kept", &["analysis", "claims", "config", "diagnostic", "editorial", "inputs", "pages", "snapshots"]),
    ("early", &["claims", "diagnostic", "editorial", "inputs", "kept", "make", "memory", "pages", "theme"]),
    (
        "figures",
        &[
            "analysis",
            "config",
            "diagnostic",
            "document",
            "editorial",
            "identity",
            "memory",
            "model",
            "words",
        ],
    ),
    ("site", &["analysis", "claims", "config", "editorial", "figures", "identity", "model", "theme"]),
    ("pictures", &["diagnostic", "inputs"]),
    ("theme", &["config", "diagnostic", "document", "inputs", "outputs", "pictures"]),
    (
        "pages",
        &[
            "analysis",
            "config",
            "diagnostic",
            "editorial",
            "figures",
            "identity",
            "model",
            "outputs",
            "site",
            "theme",
            "words",
        ],
    ),
    (
        "cards",
        &[
            "analysis",
            "config",
            "diagnostic",
            "figures",
            "identity",
            "memory",
            "model",
            "outputs",
            "pages",
            "site",
            "words",
            "xml",
        ],
    ),
    (
        "feeds",
        &[
            "config",
            "diagnostic",
            "editorial",
            "email",
            "figures",
            "memory",
            "outputs",
            "pages",
            "site",
            "xml",
        ],
    ),
    ("twins", &["config", "diagnostic", "outputs", "pages", "site"]),
    ("compress", &["diagnostic", "outputs"]),
    ("schema", &[]),
    ("search", &["diagnostic", "outputs", "site"]),
    ("sitemap", &["diagnostic", "outputs", "pages", "site", "xml"]),
    (
        "exports",
        &[
            "schema",
            "analysis",
            "claims",
            "config",
            "diagnostic",
            "identity",
            "model",
            "outputs",
            "pages",
            "site",
        ],
    ),
    ("deploy", &["config", "diagnostic", "outputs", "site"]),
    ("checks", &["config", "deploy", "diagnostic", "editorial", "figures", "inputs", "outputs", "site"]),
    (
        "email",
        &["config", "diagnostic", "editorial", "figures", "memory", "model", "outputs", "pages", "site"],
    ),
    ("fetch", &["config", "diagnostic", "document", "identity", "inputs", "model", "snapshots"]),
    ("output", &["outputs"]),
    ("restated", &["analysis", "config", "diagnostic", "editorial", "exports", "inputs", "model"]),
    ("scaffold", &["analysis", "config", "editorial", "identity", "model", "words"]),
    ("starters", &[]),
    ("serve", &["diagnostic", "outputs", "pages", "xml"]),
    ("cli", &[]),
    (
        "commands",
        &[
            "analysis",
            "cache",
            "checks",
            "claims",
            "cli",
            "compress",
            "config",
            "diagnostic",
            "editorial",
            "exports",
            "fetch",
            "inputs",
            "kept",
            "model",
            "output",
            "pages",
            "registry",
            "restated",
            "scaffold",
            "snapshots",
            "starters",
            "schema",
            "serve",
            "words",
        ],
    ),
];

/// Each library and the only places that name it.
const NAMED_IN: &[(&str, &[&str])] = &[
    ("brotli", &["compress"]),
    ("charming", &["figures"]),
    ("clap", &["cli", "main"]),
    ("css_inline", &["email"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("csv", &["exports", "fetch", "snapshots"]),
    ("flate2", &["compress", "fetch"]),
    ("foldhash", &["claims", "identity", "snapshots"]),
    ("harfrust", &["figures"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("imagesize", &["pictures"]),
    ("img_parts", &["pictures"]),
    ("indicatif", &["commands"]),
    ("memchr", &["claims", "diagnostic", "editorial", "inputs"]),
    ("mimalloc", &["main"]),
    ("notify", &["serve"]),
    ("open", &["commands"]),
    ("png", &["figures"]),
    ("pulldown_cmark", &["editorial"]),
    ("pulldown_cmark_to_cmark", &["editorial"]),
    ("resvg", &["figures"]),
    ("reqwest", &["fetch"]),
    ("rquickjs", &["figures"]),
    ("roxmltree", &["pictures"]),
    ("rustix", &["inputs", "output"]),
    ("rustls", &["fetch"]),
    ("saphyr_parser", &["document"]),
    ("semver", &["theme"]),
    ("signal_hook", &["commands"]),
    ("strsim", &["diagnostic"]),
    ("tera", &["pages"]),
    ("tokio", &["fetch", "serve"]),
    ("unicode_normalization", &["identity", "outputs"]),
    ("walkdir", &["inputs", "output"]),
];

#[test]
fn modules_use_only_what_the_table_allows() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, file, text) in sources() {
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = table.get(module.as_str()).unwrap_or_else(|| panic!("`{module}` is not in the table"));
        for used in uses(&text, "crate::") {
            if used != module && table.contains_key(used.as_str()) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_are_named_in_one_place() {
    let mut wrong = Vec::new();
    for (module, file, text) in sources() {
        for (library, places) in NAMED_IN {
            if !uses_library(&text, library) || places.contains(&module.as_str()) {
                continue;
            }
            wrong.push(format!("{} names `{library}`", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn uses_library(text: &str, library: &str) -> bool {
    let path = format!("{library}::");
    code(text).any(|line| {
        line.match_indices(&path)
            .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
    })
}

/// Lines of code: no comments, and nothing after the file's own tests begin.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|l| !l.contains("#[cfg(test)]")).filter(|l| !l.trim_start().starts_with("//"))
}

/// The first names after a prefix, also inside `{…}` groups.
fn uses(text: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in code(text) {
        for (at, _) in line.match_indices(prefix) {
            let rest = &line[at + prefix.len()..];
            let group: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split(',').collect(),
                None => vec![rest],
            };
            for item in group {
                let name: String =
                    item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                names.push(name);
            }
        }
    }
    names
}

/// Module, file and text of every source file.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found
        .into_iter()
        .filter(|file| !file.ends_with("tests.rs"))
        .map(|file| {
            let first = file.strip_prefix(&root).unwrap().components().next().unwrap();
            let module = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_string();
            let text = fs::read_to_string(&file).unwrap();
            (module, file, text)
        })
        .collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            walk(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}
