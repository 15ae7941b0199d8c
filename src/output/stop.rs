//! What a stopped build leaves behind: nothing. Staging folders are known here while they are filled, and the exchange
//! of folders happens under the same lock, so that a signal comes before it or after it and never in between.

use std::collections::BTreeSet;
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static UNDER_WAY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn under_way() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A staging folder in use; dropped when its build is over.
pub(super) struct Staging(PathBuf);

impl Staging {
    pub(super) fn begin(folder: &Path) -> Staging {
        under_way().insert(folder.to_path_buf());
        Staging(folder.to_path_buf())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        under_way().remove(&self.0);
    }
}

/// Runs a step that a signal must not fall into.
pub(super) fn whole<T>(step: impl FnOnce() -> T) -> T {
    let _wait = under_way();
    step()
}

/// Removes every staging folder and stops every later exchange: the caller ends the process now.
pub fn abandon() {
    let staging = under_way();
    for folder in staging.iter() {
        // Other threads may still be filling it: what they add in between is tried again.
        for _ in 0..50 {
            if fs::remove_dir_all(folder).is_ok() || !folder.exists() {
                break;
            }
        }
    }
    mem::forget(staging);
}
