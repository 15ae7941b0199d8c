//! The only reader of sites: every file that a build may use, as bytes, in path order.
//! Promise: nothing outside the root is read, no link is followed, nothing that is not a plain file is opened,
//! and no file is larger than the limits below.
#![expect(clippy::disallowed_methods, reason = "this is the reader")]

mod again;
mod file;
mod private;

pub use again::read_touched;

use crate::diagnostic::{Diagnostic, Notes};
use again::Earlier;
use file::Refusal;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walkdir::WalkDir;

/// Largest text file (data, content, templates).
const MAX_TEXT: u64 = 64 << 20;
/// Largest file that is copied as it is.
const MAX_STATIC: u64 = 256 << 20;
/// All files together.
const MAX_TOTAL: u64 = 384 << 20;
/// How often a site that changes while it is read is begun again.
const TRIES: usize = 3;

/// The folders that are a site's sources.
pub const FOLDERS: [&str; 4] = ["content", "data", "themes", "static"];
/// The file that makes a folder a site.
pub const SITE: &str = "site.yaml";

/// A site's files.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    /// Size and time of the files that were read from a disk.
    stamps: BTreeMap<String, Stamp>,
}

impl Inputs {
    /// A site made of given files, for tests and the built-in sample.
    pub fn from_files<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Inputs {
        let files = files.into_iter().map(|(p, b)| (p.into(), Arc::new(b.into()))).collect();
        Inputs { files, stamps: BTreeMap::new() }
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| bytes.as_slice())
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), Arc::new(bytes.into()));
    }

    /// A file's bytes, to be held as long as one likes.
    pub fn shared(&self, path: &str) -> Option<&Arc<Vec<u8>>> {
        self.files.get(path)
    }

    /// True if every file is the same.
    pub fn same_as(&self, other: &Inputs) -> bool {
        self.files == other.files
    }

    /// True if every file that a test picks by its path is the same.
    pub fn same_where(&self, other: &Inputs, test: impl Fn(&str) -> bool) -> bool {
        let own = self.files.iter().filter(|(path, _)| test(path));
        own.eq(other.files.iter().filter(|(path, _)| test(path)))
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
            Ok(text) => {
                let Some(at) = memchr::memchr(0, bytes) else { return Some(text) };
                notes.push(
                    Diagnostic::error("input-encoding", format!("a NUL byte stands at offset {at}"))
                        .in_file(path)
                        .help("save the file as UTF-8 text"),
                );
                None
            }
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
    #[error("{0} holds no output of this program (it has neither .standings.json nor data/index.json)")]
    NoOutput(PathBuf),
    /// The folder is no site.
    #[error("{0} has no site.yaml")]
    NoSite(PathBuf),
}

/// Size and time: what tells one state of a file from another.
type Stamp = (u64, Option<SystemTime>);

/// The files of a site with their stamps: what tells one state of it from another.
type Seen = Vec<(PathBuf, Option<Stamp>)>;

/// Reads the site under `root`. Files that cannot be read are errors in `notes`; reading goes on. What changes while it
/// is read is read again, so that a site is never half of one state and half of another.
pub fn read(root: &Path, notes: &mut Notes) -> Result<Inputs, ReadError> {
    read_again(root, &Inputs::default(), notes)
}

/// The same, without reading files again that are as an earlier reading found them.
pub fn read_again(root: &Path, earlier: &Inputs, notes: &mut Notes) -> Result<Inputs, ReadError> {
    for _ in 0..TRIES {
        let mut own = Notes::default();
        let (inputs, seen) = read_once(root, earlier, &mut own)?;
        if listing(root) == seen {
            notes.append(own);
            return Ok(inputs);
        }
    }
    let help = "wait until whatever writes there is done, then build again";
    notes.push(
        Diagnostic::error("input-changing", "the site's files keep changing while they are read").help(help),
    );
    Ok(Inputs::default())
}

/// The files, and the state that each was in just before it was read.
fn read_once(root: &Path, earlier: &Inputs, notes: &mut Notes) -> Result<(Inputs, Seen), ReadError> {
    if !root.is_dir() {
        return Err(ReadError::NoRoot(root.to_path_buf()));
    }
    let (mut inputs, mut seen) = (Inputs::default(), Seen::new());
    let earlier = Earlier::of(earlier);
    for folder in FOLDERS {
        read_folder(root, folder, &earlier, &mut inputs, &mut seen, notes);
    }
    let site = root.join(SITE);
    let Ok(meta) = fs::symlink_metadata(&site) else {
        return Err(ReadError::NoSite(root.to_path_buf()));
    };
    inputs.extend(take(root, &site, &meta, &earlier, notes));
    seen.push((site, Some(file::stamp(&meta))));
    let size: u64 = inputs.files.values().map(|bytes| bytes.len() as u64).sum();
    if size > MAX_TOTAL {
        let message = format!("the site's files hold {size} bytes; the limit is {MAX_TOTAL}");
        let help = "serve large files from elsewhere";
        notes.push(Diagnostic::error("input-size", message).help(help));
    }
    Ok((inputs, seen))
}

/// The data files and checked claims of an earlier output, by path; `mark` is the file that every output has.
pub fn read_published(folder: &Path, mark: &str) -> Result<BTreeMap<String, Vec<u8>>, ReadError> {
    // Where only what a server hands out was kept, the list of the tables tells as much.
    if ![mark, "data/index.json"].iter().any(|file| folder.join(file).is_file()) {
        return Err(ReadError::NoOutput(folder.to_path_buf()));
    }
    let files = ["data", "issues"].into_iter().flat_map(|f| WalkDir::new(folder.join(f)).follow_links(false));
    let wanted = files.filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let wanted = wanted.filter(|e| e.path().extension().is_some_and(|e| e == "json"));
    Ok(wanted.filter_map(|e| Some((relative(folder, e.path()), fs::read(e.path()).ok()?))).collect())
}

/// The state that all files are in now.
fn listing(root: &Path) -> Seen {
    let mut unheard = Notes::default();
    let mut paths: Vec<PathBuf> =
        FOLDERS.into_iter().flat_map(|folder| paths(root, folder, &mut unheard)).collect();
    paths.push(root.join(SITE));
    let stamp = |path: &PathBuf| fs::symlink_metadata(path).ok().map(|meta| file::stamp(&meta));
    let stamps: Vec<Option<Stamp>> = paths.par_iter().map(stamp).collect();
    paths.into_iter().zip(stamps).collect()
}

/// Reads one file that somebody named: a downloaded answer, a table to import.
pub fn read_one(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    let meta = fs::metadata(path).map_err(|e| format!("cannot read {shown}: {e}"))?;
    if !meta.is_file() {
        return Err(format!("{shown} is not a file"));
    }
    if meta.len() > MAX_TEXT {
        return Err(format!("{shown} has {} bytes; the limit is {MAX_TEXT}", meta.len()));
    }
    fs::read(path).map_err(|e| format!("cannot read {shown}: {e}"))
}

/// The files below a folder that a build may use.
fn paths(root: &Path, folder: &str, notes: &mut Notes) -> Vec<PathBuf> {
    let start = root.join(folder);
    let mut found = Vec::new();
    let Ok(meta) = fs::symlink_metadata(&start) else { return found };
    if meta.is_symlink() {
        notes.push(link(&start, folder));
        return found;
    }
    let mut walk = WalkDir::new(&start).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                let path = e.path().map_or_else(|| folder.to_string(), |p| relative(root, p));
                let said =
                    e.io_error().map_or_else(|| "this cannot be walked".to_string(), ToString::to_string);
                notes.push(
                    Diagnostic::error("input-unreadable", format!("cannot read: {said}")).in_file(&path),
                );
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        if is_folder && is_left_out(folder, entry.path().strip_prefix(root).unwrap_or(entry.path())) {
            walk.skip_current_dir();
        } else if is_folder {
            if private::is_private(&entry.file_name().to_string_lossy()) {
                note_private(&relative(root, entry.path()), notes);
                walk.skip_current_dir();
            }
        } else {
            found.push(entry.into_path());
        }
    }
    found
}

fn read_folder(
    root: &Path,
    folder: &str,
    earlier: &Earlier<'_>,
    inputs: &mut Inputs,
    seen: &mut Seen,
    notes: &mut Notes,
) {
    let found = paths(root, folder, notes);
    let taken: Vec<(Option<Stamp>, Option<Taken>, Notes)> = found
        .par_iter()
        .map(|path| {
            let mut own = Notes::default();
            match fs::symlink_metadata(path) {
                Ok(meta) => (Some(file::stamp(&meta)), take(root, path, &meta, earlier, &mut own), own),
                Err(e) => {
                    own.push(unreadable(root, path, &e));
                    (None, None, own)
                }
            }
        })
        .collect();
    for (path, (stamp, file, own)) in found.into_iter().zip(taken) {
        seen.push((path, stamp));
        inputs.extend(file);
        notes.append(own);
    }
}

/// Raw answers kept by `fetch`, and proposals, are not part of the site.
fn is_left_out(folder: &str, path: &Path) -> bool {
    folder == "data" && (path.starts_with("data/raw") || path.starts_with("data/proposals"))
}

fn is_static(name: &str) -> bool {
    name.starts_with("static/") || (name.starts_with("themes/") && name.contains("/static/"))
}

/// What is left out of what is copied is listed.
fn note_private(name: &str, notes: &mut Notes) {
    if is_static(name) {
        let message = "not copied: a private file, an editor's left-over or a source map";
        notes.push(Diagnostic::warning("input-private", message).in_file(name));
    }
}

/// A file that was read, or need not be read again.
struct Taken {
    name: String,
    stamp: Stamp,
    bytes: Arc<Vec<u8>>,
}

impl Inputs {
    fn extend(&mut self, taken: Option<Taken>) {
        let Some(Taken { name, stamp, bytes }) = taken else { return };
        self.stamps.insert(name.clone(), stamp);
        self.files.insert(name, bytes);
    }
}

/// A file's name and bytes; nothing after a note.
fn take(
    root: &Path,
    path: &Path,
    meta: &fs::Metadata,
    earlier: &Earlier<'_>,
    notes: &mut Notes,
) -> Option<Taken> {
    let name = relative(root, path);
    let file_name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if meta.is_symlink() {
        notes.push(link(path, &name));
        return None;
    }
    if private::is_private(&file_name) {
        note_private(&name, notes);
        return None;
    }
    if path.to_str().is_none() {
        let message = "the name of this file is not UTF-8";
        notes.push(Diagnostic::error("input-name", message).in_file(&name).help("rename the file"));
        return None;
    }
    let limit = if is_static(&name) { MAX_STATIC } else { MAX_TEXT };
    let stamp = file::stamp(meta);
    if let Some(bytes) = earlier.still(&name, stamp).filter(|_| meta.is_file()) {
        return Some(Taken { name, stamp, bytes });
    }
    let bytes = if meta.is_file() { file::read(path, limit) } else { Err(Refusal::Special) };
    let note = match bytes {
        Ok((bytes, stamp)) => return Some(Taken { name, stamp, bytes: Arc::new(bytes) }),
        Err(Refusal::Special) => Diagnostic::error("input-special", "this is neither a file nor a folder")
            .in_file(&name)
            .help("move it out of the site"),
        Err(Refusal::Size(size)) => {
            Diagnostic::error("input-size", format!("{size} bytes; the limit is {limit}")).in_file(&name)
        }
        Err(Refusal::Changing) => {
            Diagnostic::error("input-changing", "this file keeps changing while it is read")
                .in_file(&name)
                .help("wait until whatever writes it is done, then build again")
        }
        Err(Refusal::Io(e)) => unreadable(root, path, &e),
    };
    notes.push(note);
    None
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
