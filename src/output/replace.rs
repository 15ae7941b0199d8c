//! Single files of the author's: what `fetch`, `import`, `new` and `claims --fix` write and no build can make again.
//! Promise: the file at a path is the complete old one or the complete new one, also after a loss of power: the bytes
//! are synced under another name in the same folder, renamed into place, and the folder is synced after.

use super::{WriteError, io_error};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file, replacing what is there. Makes its folder. A link at the path is replaced, not followed.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    place(path, bytes, |temporary| fs::rename(temporary, path))
}

/// Writes a file where there is none; what is there already stays, and the error's kind is `AlreadyExists`.
pub fn create_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    place(path, bytes, |temporary| {
        fs::hard_link(temporary, path)?;
        fs::remove_file(temporary)
    })
}

/// Takes a file away; one that is not there is no error.
pub fn remove_file(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(io_error(path)(e)),
        _ => path.parent().map_or(Ok(()), sync_folder),
    }
}

fn place(path: &Path, bytes: &[u8], settle: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), WriteError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = path.file_name().ok_or_else(|| WriteError::Refused {
        path: path.to_path_buf(),
        reason: "is not the name of a file",
    })?;
    make_folder(folder)?;
    // One name a path, so that the next write takes away what a killed one left.
    let temporary = folder.join(format!(".{}.standings-new", name.to_string_lossy()));
    let written = write_synced(&temporary, bytes).and_then(|()| settle(&temporary));
    if let Err(e) = written {
        let _ = fs::remove_file(&temporary);
        return Err(io_error(path)(e));
    }
    sync_folder(folder)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a folder and those above it; each new one is synced into its parent.
fn make_folder(folder: &Path) -> Result<(), WriteError> {
    let missing: Vec<PathBuf> =
        folder.ancestors().take_while(|f| !f.exists()).map(Path::to_path_buf).collect();
    fs::create_dir_all(folder).map_err(io_error(folder))?;
    for made in missing.iter().rev() {
        match made.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent)?,
            _ => sync_folder(Path::new("."))?,
        }
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), WriteError> {
    File::open(folder).and_then(|f| f.sync_all()).map_err(io_error(folder))
}

/// Elsewhere a folder cannot be opened to be synced; the rename is all that can be asked for.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<(), WriteError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_with_its_folders_and_then_replaced() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("data/snapshots/2026-W17/a.json");
        replace_file(&path, b"one").unwrap();
        replace_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_new_file_never_replaces_another() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        create_file(&path, b"one").unwrap();
        let WriteError::Io { source, .. } = create_file(&path, b"two").unwrap_err() else { panic!() };
        assert_eq!(source.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_write_left_is_taken_away() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(".a.md.standings-new"), "half").unwrap();
        replace_file(&root.path().join("a.md"), b"whole").unwrap();
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_failure_keeps_the_old_file() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let outside = root.path().join("outside");
        fs::write(&outside, "mine").unwrap();
        symlink(&outside, root.path().join("a.json")).unwrap();
        replace_file(&root.path().join("a.json"), b"new").unwrap();
        assert_eq!(fs::read(&outside).unwrap(), b"mine");
        fs::create_dir(root.path().join("taken")).unwrap();
        fs::write(root.path().join("taken/x"), "x").unwrap();
        assert!(replace_file(&root.path().join("taken"), b"new").is_err());
        assert_eq!(fs::read(root.path().join("taken/x")).unwrap(), b"x");
    }
}
