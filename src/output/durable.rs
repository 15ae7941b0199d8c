//! Bytes that outlive a power cut: every file and every folder is on the disk before the exchange, their names after.

use super::{WriteError, io_error};
use rayon::prelude::*;
use std::fs::File;
use std::path::Path;
use walkdir::WalkDir;

/// Syncs a folder and everything below it.
pub(super) fn sync_all(folder: &Path) -> Result<(), WriteError> {
    let paths = WalkDir::new(folder).follow_links(false).into_iter().filter_map(Result::ok);
    let paths: Vec<_> = paths.map(walkdir::DirEntry::into_path).collect();
    paths.par_iter().try_for_each(|path| sync(path))
}

/// Syncs one file, or the names in one folder.
pub(super) fn sync(path: &Path) -> Result<(), WriteError> {
    if cfg!(windows) && path.is_dir() {
        // Windows has no handle to a folder's names; the file system's journal keeps their order.
        return Ok(());
    }
    File::open(path).and_then(|file| file.sync_all()).map_err(io_error(path))
}
