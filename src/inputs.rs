//! The only reader of sites: every file that a build may use, as bytes, in path order.
//! Promise: nothing outside the root is read, no link is followed, nothing that is not a plain file is opened,
//! and no file is larger than the limits below.
#![expect(clippy::disallowed_methods, reason = "this is the reader")]

use crate::diagnostic::{Diagnostic, Notes};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Largest text file (data, content, templates).
const MAX_TEXT: u64 = 64 << 20;
/// Largest file that is copied as it is.
const MAX_STATIC: u64 = 256 << 20;
/// Names that never leave the author's machine, even when they lie in `static/`.
const PRIVATE: [&str; 8] = [".env", ".git", ".gitignore", ".DS_Store", "Thumbs.db", ".svn", ".hg", ".npmrc"];

/// The folders that are a site's sources.
pub const FOLDERS: [&str; 4] = ["content", "data", "themes", "static"];
/// The file that makes a folder a site.
pub const SITE: &str = "site.yaml";

/// A site's files.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    files: BTreeMap<String, Vec<u8>>,
}

impl Inputs {
    /// A site made of given files, for tests and the built-in sample.
    pub fn from_files<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Inputs {
        Inputs { files: files.into_iter().map(|(p, b)| (p.into(), b.into())).collect() }
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// True if every file is the same.
    pub fn same_as(&self, other: &Inputs) -> bool {
        self.files == other.files
    }

    /// All files below a folder, in path order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let from = format!("{folder}/");
        self.files
            .range(from.clone()..)
            .take_while(move |(path, _)| path.starts_with(&from))
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Every file, in path order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// A file as text: UTF-8 without its byte-order mark. What is not UTF-8 is an error with its offset.
    pub fn text<'a>(&'a self, path: &str, notes: &mut Notes) -> Option<&'a str> {
        let bytes = self.files.get(path)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => {
                let at = text.find('\0').unwrap_or_default();
                notes.push(
                    Diagnostic::error("input-encoding", format!("a NUL byte stands at offset {at}"))
                        .in_file(path)
                        .help("save the file as UTF-8 text"),
                );
                None
            }
            Ok(text) => Some(text),
            Err(e) => {
                let at = e.valid_up_to();
                notes.push(
                    Diagnostic::error("input-encoding", format!("this is not UTF-8: byte {at} is invalid"))
                        .in_file(path)
                        .help("save the file as UTF-8"),
                );
                None
            }
        }
    }
}

/// Why a site could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The folder is not there.
    #[error("there is no folder {0}")]
    NoRoot(PathBuf),
    /// The folder is no earlier output.
    #[error("{0} holds no output of this program (it has no data/index.json)")]
    NoOutput(PathBuf),
    /// The folder is no site.
    #[error("{0} has no site.yaml")]
    NoSite(PathBuf),
}

/// Reads the site under `root`. Files that cannot be read are errors in `notes`; reading goes on.
pub fn read(root: &Path, notes: &mut Notes) -> Result<Inputs, ReadError> {
    if !root.is_dir() {
        return Err(ReadError::NoRoot(root.to_path_buf()));
    }
    let mut inputs = Inputs::default();
    for folder in FOLDERS {
        read_folder(root, folder, &mut inputs, notes);
    }
    let site = root.join(SITE);
    match fs::symlink_metadata(&site) {
        Ok(meta) => take(root, &site, &meta, &mut inputs, notes),
        Err(_) => return Err(ReadError::NoSite(root.to_path_buf())),
    }
    Ok(inputs)
}

/// The data files and checked claims of an earlier output, by path.
pub fn read_published(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, ReadError> {
    if !folder.join("data/index.json").is_file() {
        return Err(ReadError::NoOutput(folder.to_path_buf()));
    }
    let files = ["data", "issues"].into_iter().flat_map(|f| WalkDir::new(folder.join(f)).follow_links(false));
    let wanted = files.filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let wanted = wanted.filter(|e| e.path().extension().is_some_and(|e| e == "json"));
    Ok(wanted.filter_map(|e| Some((relative(folder, e.path()), fs::read(e.path()).ok()?))).collect())
}

fn read_folder(root: &Path, folder: &str, inputs: &mut Inputs, notes: &mut Notes) {
    let start = root.join(folder);
    let Ok(meta) = fs::symlink_metadata(&start) else { return };
    if meta.is_symlink() {
        notes.push(link(&start, folder));
        return;
    }
    let walk = WalkDir::new(&start).follow_links(false).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|e| !is_left_out(folder, e.path().strip_prefix(root).unwrap_or(e.path())))
    {
        match entry {
            Err(e) => {
                let path = e.path().map_or_else(|| folder.to_string(), |p| relative(root, p));
                notes.push(Diagnostic::error("input-unreadable", format!("cannot read: {e}")).in_file(&path));
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match fs::symlink_metadata(entry.path()) {
                Ok(meta) => take(root, entry.path(), &meta, inputs, notes),
                Err(e) => notes.push(unreadable(root, entry.path(), &e)),
            },
        }
    }
}

/// Raw answers kept by `fetch`, and proposals, are not part of the site.
fn is_left_out(folder: &str, path: &Path) -> bool {
    let path = path.to_string_lossy();
    folder == "data" && (path.starts_with("data/raw") || path.starts_with("data/proposals"))
}

fn take(root: &Path, path: &Path, meta: &fs::Metadata, inputs: &mut Inputs, notes: &mut Notes) {
    let name = relative(root, path);
    let file_name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if meta.is_symlink() {
        notes.push(link(path, &name));
        return;
    }
    if !meta.is_file() {
        let message = "this is neither a file nor a folder";
        notes
            .push(Diagnostic::error("input-special", message).in_file(&name).help("move it out of the site"));
        return;
    }
    let is_static = name.starts_with("static/") || (name.starts_with("themes/") && name.contains("/static/"));
    if is_editor_leftover(&file_name) || PRIVATE.iter().any(|p| name.split('/').any(|part| part == *p)) {
        if is_static {
            let message = "not copied: a private file or an editor's left-over";
            notes.push(Diagnostic::warning("input-private", message).in_file(&name));
        }
        return;
    }
    let limit = if is_static { MAX_STATIC } else { MAX_TEXT };
    if meta.len() > limit {
        let message = format!("{} bytes; the limit is {limit}", meta.len());
        notes.push(Diagnostic::error("input-size", message).in_file(&name));
        return;
    }
    match fs::read(path) {
        Ok(bytes) => inputs.insert(name, bytes),
        Err(e) => notes.push(unreadable(root, path, &e)),
    }
}

fn is_editor_leftover(name: &str) -> bool {
    name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".bak")
        || name.starts_with(".#")
        || name.ends_with(".standings-new")
}

fn link(path: &Path, name: &str) -> Diagnostic {
    let target = fs::read_link(path).map(|t| t.display().to_string()).unwrap_or_default();
    Diagnostic::error("input-link", format!("this is a symbolic link to {target}"))
        .in_file(name)
        .help("put the file itself here; links are not followed")
}

fn unreadable(root: &Path, path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("input-unreadable", format!("cannot read: {error}")).in_file(&relative(root, path))
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
