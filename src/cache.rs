//! Memory on disk, in `.cache/figures/`: safe to delete, safe under two builds at once, bounded.
//! Each entry begins with the hash of the rest, so that a damaged one counts as absent; it is written beside and renamed.
#![expect(clippy::disallowed_methods, reason = "this is the only hand in `.cache/figures/`")]

use crate::memory::Memory;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// Most bytes that are kept.
const ROOM: u64 = 128 << 20;

/// A folder of remembered results.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    written: AtomicU64,
}

impl Cache {
    /// The cache of the site at `root`.
    pub fn of(root: &Path) -> Cache {
        Cache { folder: root.join(".cache/figures"), written: AtomicU64::new(0) }
    }

    /// Removes the oldest entries while there is more than the room, if anything was added.
    pub fn tidy(&self) {
        if self.written.load(Ordering::Relaxed) > 0 {
            self.tidy_to(ROOM);
        }
    }

    /// A cache that cannot be read is left alone.
    fn tidy_to(&self, room: u64) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
            .filter_map(Result::ok)
            .filter_map(|e| {
                let meta = e.metadata().ok()?;
                Some((meta.modified().ok()?, meta.len(), e.path()))
            })
            .collect();
        let mut size: u64 = files.iter().map(|(_, size, _)| size).sum();
        files.sort();
        for (_, bytes, path) in files {
            if size <= room {
                break;
            }
            size -= bytes;
            let _ = fs::remove_file(path);
        }
    }
}

impl Memory for Cache {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.join(key)).ok()?;
        let end = bytes.iter().position(|b| *b == b'\n')?;
        let value = bytes.split_off(end + 1);
        bytes.pop();
        (bytes == digest(&value).as_bytes()).then_some(value)
    }

    fn put(&self, key: &str, value: &[u8]) {
        // What cannot be remembered is computed again: no failure here is an error.
        if fs::create_dir_all(&self.folder).is_err() {
            return;
        }
        let count = self.written.fetch_add(1, Ordering::Relaxed);
        let beside = self.folder.join(format!(".{key}.{}.{count}", std::process::id()));
        let mut bytes = digest(value).into_bytes();
        bytes.push(b'\n');
        bytes.extend_from_slice(value);
        if fs::write(&beside, bytes).is_err() || fs::rename(&beside, self.folder.join(key)).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_oldest_entries_make_room() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        for (age, key) in ["new", "old", "older"].iter().enumerate() {
            cache.put(key, &[b'x'; 100]);
            let file =
                fs::File::options().append(true).open(root.path().join(".cache/figures").join(key)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age as u64 * 60)).unwrap();
        }
        cache.tidy_to(400);
        assert_eq!(["new", "old", "older"].map(|key| cache.get(key).is_some()), [true, true, false]);
        cache.tidy_to(u64::from(u8::MAX));
        assert_eq!(["new", "old"].map(|key| cache.get(key).is_some()), [true, false]);
    }

    #[test]
    fn a_damaged_entry_counts_as_absent() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        cache.put("k", b"value\n\0");
        assert_eq!(cache.get("k").as_deref(), Some(b"value\n\0".as_slice()));
        fs::write(root.path().join(".cache/figures/k"), "0\nother").unwrap();
        assert_eq!(cache.get("k"), None);
    }
}
