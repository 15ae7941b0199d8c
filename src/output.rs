//! The only writer of sites. Promise: the published folder is the complete old site or the complete new one, and a
//! folder that we did not make is never touched.
//! The new site is staged beside the target (what did not change is linked, not copied), then the two folders change
//! places in one call where the system has it (Linux: `renameat2` with `RENAME_EXCHANGE`), else in two renames.
#![expect(clippy::disallowed_methods, reason = "this is the writer")]

mod durable;
mod replace;
mod stop;

pub use replace::{create_file, remove_file, replace_file};
pub use stop::abandon;

use crate::outputs::Outputs;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The file that marks a folder as ours.
pub const MANIFEST: &str = ".standings.json";

/// Why a site was not written. The old one is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The target is not ours to replace.
    #[error("{path} {reason}")]
    Refused {
        /// The target.
        path: PathBuf,
        /// Why.
        reason: &'static str,
    },
    /// Reading or writing failed.
    #[error("cannot write {path}: {source}")]
    Io {
        /// What was being written.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> WriteError + '_ {
    move |source| WriteError::Io { path: path.to_path_buf(), source }
}

/// What the marker file holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// Program and version.
    pub generator: String,
    /// SHA-256 over the inputs.
    pub inputs: String,
    /// Path → SHA-256 of the bytes.
    pub files: BTreeMap<String, String>,
}

/// A lock on a site: one build at a time. Freed when dropped, or when the process dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the site's lock; `waiting` is called once with the holder's process id if another build has it.
pub fn lock(root: &Path, waiting: impl FnOnce(&str)) -> Result<Lock, WriteError> {
    let folder = root.join(".cache");
    fs::create_dir_all(&folder).map_err(io_error(&folder))?;
    let path = folder.join("lock");
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .map_err(io_error(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            waiting(holder.trim());
            file.lock().map_err(io_error(&path))?;
        }
        Err(TryLockError::Error(e)) => return Err(io_error(&path)(e)),
    }
    let noted = file
        .set_len(0)
        .and_then(|()| io::Seek::rewind(&mut file))
        .and_then(|()| write!(file, "{}", std::process::id()));
    noted.map_err(io_error(&path))?;
    Ok(Lock { _file: file })
}

/// How much is done for a new site that nobody has seen yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// The system writes when it likes: after a power cut the site is built again.
    Quick,
    /// Everything is on the disk before the folders change places.
    Durable,
}

/// Checks that `target` may become the output of the site at `root`; gives its absolute path.
pub fn claim(root: &Path, target: &Path) -> Result<PathBuf, WriteError> {
    let refuse = |reason| WriteError::Refused { path: target.to_path_buf(), reason };
    if fs::symlink_metadata(target).is_ok_and(|m| m.is_symlink()) {
        return Err(refuse("is a symbolic link; name the folder itself"));
    }
    let name = target.file_name().ok_or_else(|| refuse("is not a folder that a site can be written to"))?;
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let parent = real(&parent).map_err(io_error(&parent))?;
    let target = parent.join(name);
    let root = root.canonicalize().map_err(io_error(root))?;
    if root.starts_with(&target) {
        return Err(WriteError::Refused { path: target, reason: "holds the site's sources" });
    }
    for folder in ["content", "data", "themes", "static", ".git", ".cache"] {
        if target.starts_with(root.join(folder)) {
            return Err(WriteError::Refused { path: target, reason: "lies inside the site's sources" });
        }
    }
    match fs::read_dir(&target) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(target),
        Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
            Err(WriteError::Refused { path: target, reason: "is a file, not a folder" })
        }
        Err(e) => Err(io_error(&target)(e)),
        Ok(mut entries) => {
            if home().is_some_and(|home| home.starts_with(&target)) {
                return Err(WriteError::Refused { path: target, reason: "is your home folder, or holds it" });
            }
            if target.join(".git").exists() {
                let reason =
                    "holds a .git of its own, which a new site would replace; write beside it and copy";
                return Err(WriteError::Refused { path: target, reason });
            }
            if entries.next().is_none() || read_manifest(&target).is_some() {
                return Ok(target);
            }
            let reason = "was not made by this program (it has no .standings.json); move it away or choose another --out";
            Err(WriteError::Refused { path: target, reason })
        }
    }
}

fn home() -> Option<PathBuf> {
    std::env::home_dir()?.canonicalize().ok()
}

/// The real path of a folder that may not be there yet: of its nearest ancestor that is, and the rest.
fn real(folder: &Path) -> io::Result<PathBuf> {
    match folder.canonicalize() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => match (folder.parent(), folder.file_name()) {
            (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => Ok(real(parent)?.join(name)),
            (_, Some(name)) => Ok(Path::new(".").canonicalize()?.join(name)),
            _ => Err(e),
        },
        other => other,
    }
}

/// The manifest of a folder, if it is ours.
pub fn read_manifest(folder: &Path) -> Option<Manifest> {
    let bytes = fs::read(folder.join(MANIFEST)).ok()?;
    let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
    manifest.generator.starts_with("standings").then_some(manifest)
}

/// Writes the site to a target that `claim` gave.
pub fn commit(outputs: &Outputs, inputs_hash: String, target: &Path, care: Care) -> Result<(), WriteError> {
    let parent = target.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(parent).map_err(io_error(parent))?;
    let _turn = turn(parent)?;
    let stage = beside(target, "stage");
    let old = beside(target, "old");
    if !target.exists() && read_manifest(&old).is_some() {
        // The two-step exchange was cut off in its middle: the old site goes back first.
        fs::rename(&old, target).map_err(io_error(target))?;
    }
    let _staging = stop::Staging::begin(&stage);
    for leftover in [&stage, &old] {
        remove(leftover)?;
    }
    let result = fill(outputs, inputs_hash, target, &stage).and_then(|()| {
        if care == Care::Durable {
            durable::sync_all(&stage)?;
        }
        stop::whole(|| swap(&stage, target, &old))?;
        if care == Care::Durable { durable::sync(parent) } else { Ok(()) }
    });
    if result.is_err() {
        let _ = remove(&stage);
        return result;
    }
    // The old site is of no use any more; what cannot be removed now is removed by the next build.
    let _ = remove(&stage);
    let _ = remove(&old);
    Ok(())
}

/// One writer at a time for one place, whatever site it builds: two sites may name one target. The lock lies on the
/// folder itself, so it leaves no file.
fn turn(parent: &Path) -> Result<Option<File>, WriteError> {
    if cfg!(windows) {
        return Ok(None);
    }
    let folder = File::open(parent).map_err(io_error(parent))?;
    match folder.lock() {
        Ok(()) => Ok(Some(folder)),
        Err(e) if e.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(e) => Err(io_error(parent)(e)),
    }
}

/// `public` → `.public.standings-stage`, in the same folder and so on the same file system.
fn beside(target: &Path, what: &str) -> PathBuf {
    let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.standings-{what}"))
}

fn remove(folder: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(io_error(folder)(e)),
        _ => Ok(()),
    }
}

fn fill(outputs: &Outputs, inputs_hash: String, target: &Path, stage: &Path) -> Result<(), WriteError> {
    // A folder is made in one that is there: nothing may bring back a stage that a signal has just removed.
    stop::whole(|| fs::create_dir_all(stage)).map_err(io_error(stage))?;
    for folders in outputs.folders() {
        folders.par_iter().try_for_each(|folder| {
            let folder = stage.join(folder);
            fs::create_dir(&folder).map_err(io_error(&folder))
        })?;
    }
    let files: Vec<(&str, &[u8])> = outputs.iter().collect();
    let old = target.exists().then_some(target);
    let hashes: Result<BTreeMap<String, String>, WriteError> = files
        .par_iter()
        .map(|(path, bytes)| {
            let new = stage.join(path);
            if !old.is_some_and(|old| link(&old.join(path), &new, bytes)) {
                fs::write(&new, bytes).map_err(io_error(&new))?;
            }
            Ok(((*path).to_string(), hex(&Sha256::digest(bytes))))
        })
        .collect();
    let manifest = Manifest { generator: generator(), inputs: inputs_hash, files: hashes? };
    let path = stage.join(MANIFEST);
    let bytes = serde_json::to_vec_pretty(&manifest).expect("a manifest is plain text");
    fs::write(&path, bytes).map_err(io_error(&path))
}

/// Links the old file if its bytes are the same; false if it could not be done.
fn link(old: &Path, new: &Path, bytes: &[u8]) -> bool {
    let same_size = fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64);
    same_size && fs::read(old).is_ok_and(|b| b == bytes) && fs::hard_link(old, new).is_ok()
}

#[cfg(target_os = "linux")]
fn swap(stage: &Path, target: &Path, old: &Path) -> Result<(), WriteError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    if !target.exists() {
        return fs::rename(stage, target).map_err(io_error(target));
    }
    match renameat_with(CWD, stage, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // File systems without the call, and old kernels.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => swap_in_two(stage, target, old),
        Err(e) => Err(io_error(target)(e.into())),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(stage: &Path, target: &Path, old: &Path) -> Result<(), WriteError> {
    if !target.exists() {
        return fs::rename(stage, target).map_err(io_error(target));
    }
    swap_in_two(stage, target, old)
}

/// Two renames: between them there is no site for a moment; a failure puts the old one back.
fn swap_in_two(stage: &Path, target: &Path, old: &Path) -> Result<(), WriteError> {
    fs::rename(target, old).map_err(io_error(target))?;
    fs::rename(stage, target).map_err(|e| {
        let _ = fs::rename(old, target);
        io_error(target)(e)
    })
}

/// Program and version, as in the manifest.
pub fn generator() -> String {
    concat!("standings ", env!("CARGO_PKG_VERSION")).to_string()
}

/// Files of a folder that are not as its manifest says: those with other bytes, and those that are gone.
pub fn tampered(folder: &Path, manifest: &Manifest) -> (Vec<String>, Vec<String>) {
    let (mut altered, mut missing) = (Vec::new(), Vec::new());
    for (path, written) in &manifest.files {
        match fs::read(folder.join(path)) {
            Ok(bytes) if hash(&bytes) == *written => {}
            Ok(_) => altered.push(path.clone()),
            Err(_) => missing.push(path.clone()),
        }
    }
    (altered, missing)
}

/// SHA-256 of a file's bytes, as in the manifest.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 over paths and the SHA-256 of each file's bytes; these are computed at once.
pub fn hash_all<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let files: Vec<(&str, &[u8])> = files.collect();
    let digests: Vec<_> = files.par_iter().map(|(_, bytes)| Sha256::digest(bytes)).collect();
    let mut hasher = Sha256::new();
    for ((path, _), digest) in files.iter().zip(digests) {
        hasher.update((path.len() as u64).to_le_bytes());
        hasher.update(path.as_bytes());
        hasher.update(digest);
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    // Every file of a site has one: digits are looked up, not formatted.
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)])));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Notes;

    fn outputs(files: &[(&str, &str)]) -> Outputs {
        let mut outputs = Outputs::default();
        for (path, text) in files {
            outputs.add(path, *text, &mut Notes::default());
        }
        outputs
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_second_commit_replaces_the_first_and_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let target = claim(root.path(), &root.path().join("public")).unwrap();
        commit(&outputs(&[("a.html", "1"), ("b/c.html", "2")]), String::new(), &target, Care::Quick).unwrap();
        commit(&outputs(&[("a.html", "1"), ("d.html", "3")]), String::new(), &target, Care::Quick).unwrap();
        assert_eq!(names(&target), [".standings.json", "a.html", "d.html"]);
        assert_eq!(names(root.path()), ["public"]);
    }

    #[test]
    fn an_edited_file_is_written_again() {
        let root = tempfile::tempdir().unwrap();
        let target = claim(root.path(), &root.path().join("public")).unwrap();
        commit(&outputs(&[("a.html", "one")]), String::new(), &target, Care::Quick).unwrap();
        fs::write(target.join("a.html"), "two").unwrap();
        commit(&outputs(&[("a.html", "one")]), String::new(), &target, Care::Quick).unwrap();
        assert_eq!(fs::read_to_string(target.join("a.html")).unwrap(), "one");
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let foreign = root.path().join("photos");
        fs::create_dir(&foreign).unwrap();
        fs::write(foreign.join("me.jpg"), "x").unwrap();
        assert!(matches!(claim(root.path(), &foreign), Err(WriteError::Refused { .. })));
        assert!(matches!(claim(root.path(), root.path()), Err(WriteError::Refused { .. })));
        assert!(matches!(
            claim(root.path(), &root.path().join("content/x")),
            Err(WriteError::Refused { .. })
        ));
        assert!(matches!(claim(root.path(), Path::new("/")), Err(WriteError::Refused { .. })));
        assert_eq!(names(&foreign), ["me.jpg"]);
    }
}
