//! The site as a map from path to bytes. Promise: every path lies inside the output, no two differ only in case
//! or in how their letters are composed, every system can hold them, and a second file for a path is an error, never a silent loss.

use crate::diagnostic::{Diagnostic, Notes};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

/// What a file needs so that it can be published under its name.
const UNSAFE: &str = "rename it with letters, digits, `.`, `-` and `_`: some systems keep names such as CON to \
                      themselves, and others hide marks, controls and a dot or space at the end";

/// The generated files.
#[derive(Debug, Default, Clone)]
pub struct Outputs {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    folded: BTreeMap<String, String>,
    /// Of files that are copied: where they lie among the sources.
    copied: BTreeMap<String, String>,
}

impl Outputs {
    /// Adds a file.
    pub fn add(&mut self, path: &str, bytes: impl Into<Vec<u8>>, notes: &mut Notes) {
        self.add_shared(path, Arc::new(bytes.into()), notes);
    }

    /// Adds a file that is copied from the file `from` of the sources.
    pub fn add_copied(&mut self, path: &str, from: &str, bytes: impl Into<Vec<u8>>, notes: &mut Notes) {
        self.put(path, Some(from), Arc::new(bytes.into()), notes);
    }

    /// Adds a file whose bytes others hold as well.
    pub fn add_shared(&mut self, path: &str, bytes: Arc<Vec<u8>>, notes: &mut Notes) {
        self.put(path, None, bytes, notes);
    }

    fn put(&mut self, path: &str, from: Option<&str>, bytes: Arc<Vec<u8>>, notes: &mut Notes) {
        if !is_safe(path) {
            let message = format!("`{}` cannot be a path of the site", crate::document::clip(path));
            let note = Diagnostic::error("output-path", message);
            notes.push(match from {
                Some(from) => note.in_file(from).help(UNSAFE),
                None => note,
            });
            return;
        }
        let folded = folded(path);
        if let Some((file, inner)) = self.clash(path, &folded) {
            let message = format!("`{file}` cannot be a file: `{inner}` lies below it");
            let other = if file == path { inner } else { file };
            notes.push(self.twice(message, from, &other));
            return;
        }
        if let Some(first) = self.folded.insert(folded, path.to_string()) {
            let message = if first == path {
                format!("two files want the path `{path}`")
            } else {
                format!("`{path}` and `{first}` are one name on some systems")
            };
            notes.push(self.twice(message, from, &first));
            return;
        }
        self.files.insert(path.to_string(), bytes);
        self.copied.extend(from.map(|from| (path.to_string(), from.to_string())));
    }

    /// The file that comes too late, and the one at `first` that was there: both by where they come from.
    fn twice(&self, message: String, from: Option<&str>, first: &str) -> Diagnostic {
        let others = self.copied.get(first).map(String::as_str);
        let note = |more: String| Diagnostic::error("output-twice", format!("{message}{more}"));
        match (from, others) {
            (None, None) => note(String::new()).help("rename one, or give it a `slug:`"),
            (Some(file), Some(other)) => note(format!(": {other} and {file}"))
                .in_file(file)
                .help("rename one, or keep only one of them"),
            (Some(file), None) | (None, Some(file)) => {
                note(format!(": {file} and a file that the site makes"))
                    .in_file(file)
                    .help(format!("rename {file}, or remove it"))
            }
        }
    }

    /// Puts other bytes in the place of files that are there.
    pub fn replace(&mut self, files: impl IntoIterator<Item = (String, Arc<Vec<u8>>)>) {
        for (path, bytes) in files {
            if let Some(old) = self.files.get_mut(&path) {
                *old = bytes;
            }
        }
    }

    /// A file that this path needs as a folder, or a file below this path.
    fn clash(&self, path: &str, folded: &str) -> Option<(String, String)> {
        let above = folded.match_indices('/').find_map(|(at, _)| self.folded.get(&folded[..at]));
        if let Some(file) = above {
            return Some((file.clone(), path.to_string()));
        }
        let below = format!("{folded}/");
        let (_, inner) = self.folded.range(below.clone()..).next().filter(|(p, _)| p.starts_with(&below))?;
        Some((path.to_string(), inner.clone()))
    }

    /// True if the path, or the page at the path, is there.
    pub fn has(&self, path: &str) -> bool {
        // What ends with a slash is no file.
        let is_folder = path.is_empty() || path.ends_with('/');
        (!is_folder && self.files.contains_key(path))
            || self.files.contains_key(&[path, "index.html"].concat())
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| bytes.as_slice())
    }

    /// The bytes of a file, to be held as long as one likes.
    pub fn shared(&self, path: &str) -> Option<&Arc<Vec<u8>>> {
        self.files.get(path)
    }

    /// The path as it is kept, if there is a file.
    pub fn path(&self, path: &str) -> Option<&str> {
        self.files.get_key_value(path).map(|(path, _)| path.as_str())
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The folders that they lie in: those at the top, those one deeper, and so on.
    pub fn folders(&self) -> Vec<Vec<&str>> {
        let mut by_depth: Vec<Vec<&str>> = Vec::new();
        // Files of one folder need not stand side by side: `a-b/` is between `a` and `a/`.
        let mut seen = HashSet::new();
        for path in self.files.keys() {
            for (depth, (end, _)) in path.match_indices('/').enumerate() {
                if seen.insert(&path[..end]) {
                    by_depth.resize(by_depth.len().max(depth + 1), Vec::new());
                    by_depth[depth].push(&path[..end]);
                }
            }
        }
        by_depth
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && path.len() <= 1000
        && !path.contains(['\\', '\0'])
        && !path.contains(char::is_control)
        && path.split('/').all(is_portable)
}

/// A path as the least careful file system compares it: without case, letters composed.
fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// A name that every file system can hold and every reader sees as it is.
fn is_portable(part: &str) -> bool {
    let steering = |c: char| {
        matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\u{200E}' | '\u{200F}' | '\u{061C}')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
    };
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered =
        |name: &str| stem.strip_prefix(name).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt");
    !part.is_empty()
        && part.len() <= 240
        && !part.ends_with(['.', ' '])
        && !part.contains(steering)
        && !device
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collisions_and_escapes_are_errors() {
        let mut notes = Notes::default();
        let mut outputs = Outputs::default();
        for path in ["a/b.html", "a/B.html", "a/b.html", "../x", "/x", "a//b", "a\\b", "a", "a/b.html/c"] {
            outputs.add(path, "x", &mut notes);
        }
        assert_eq!(outputs.len(), 1);
        assert_eq!(notes.into_sorted().len(), 8);
    }

    #[test]
    fn files_that_are_copied_are_named_by_where_they_lie() {
        let mut notes = Notes::default();
        let mut outputs = Outputs::default();
        outputs.add("robots.txt", "x", &mut notes);
        for (path, from) in [
            ("robots.txt", "static/robots.txt"),
            ("a.png", "static/a.png"),
            ("A.png", "content/pages/A.png"),
            ("CON", "static/CON"),
        ] {
            outputs.add_copied(path, from, "x", &mut notes);
        }
        let told: Vec<(String, String)> = notes
            .into_sorted()
            .into_iter()
            .map(|d| (d.place.map(|p| p.file.clone()).unwrap_or_default(), d.message))
            .collect();
        let wanted = [
            (
                "content/pages/A.png",
                "`A.png` and `a.png` are one name on some systems: static/a.png and content/pages/A.png",
            ),
            ("static/CON", "`CON` cannot be a path of the site"),
            (
                "static/robots.txt",
                "two files want the path `robots.txt`: static/robots.txt and a file that the site makes",
            ),
        ];
        assert_eq!(told, wanted.map(|(file, message)| (file.to_string(), message.to_string())));
    }

    #[test]
    fn folders_come_after_those_they_lie_in() {
        let mut outputs = Outputs::default();
        for path in ["a/b/c.html", "a-b/d.html", "a/e.html", "f.html"] {
            outputs.add(path, "x", &mut Notes::default());
        }
        assert_eq!(outputs.folders(), [vec!["a-b", "a"], vec!["a/b"]]);
    }

    #[test]
    fn names_that_some_systems_cannot_hold_or_tell_apart_are_errors() {
        let mut notes = Notes::default();
        let mut outputs = Outputs::default();
        for path in
            ["CON", "a/aux.txt", "com1", "dot.", "space ", "a:b", "q?.txt", "a\u{202e}b", "x/../y", "."]
        {
            outputs.add(path, "x", &mut notes);
        }
        assert_eq!((outputs.len(), notes.into_sorted().len()), (0, 10));
        let mut notes = Notes::default();
        for path in ["caf\u{e9}.txt", "cafe\u{301}.txt", "CAFE\u{301}.txt", "console", "com10", ".nojekyll"] {
            outputs.add(path, "x", &mut notes);
        }
        assert_eq!((outputs.len(), notes.into_sorted().len()), (4, 2));
    }
}
