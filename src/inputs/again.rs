//! A site that was read before: which of its files need not be read again, and which alone were touched.

use super::{Inputs, Stamp, private, take};
use crate::diagnostic::Notes;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// No file system's clock is coarser.
const YOUNG: Duration = Duration::from_secs(3);

/// What was read before.
pub(super) struct Earlier<'a> {
    inputs: &'a Inputs,
    /// The newest time that any file had.
    newest: Option<SystemTime>,
}

impl Earlier<'_> {
    pub(super) fn of(inputs: &Inputs) -> Earlier<'_> {
        Earlier { inputs, newest: inputs.stamps.values().filter_map(|(_, time)| *time).max() }
    }

    /// The bytes of a file that has the size and the time it had. A file that was young when it was read is not
    /// trusted: a second change within one tick of the clock does not show in its time.
    pub(super) fn still(&self, name: &str, stamp: Stamp) -> Option<Arc<Vec<u8>>> {
        let old = stamp.1?.checked_add(YOUNG)? <= self.newest?;
        let same = self.inputs.stamps.get(name) == Some(&stamp);
        self.inputs.files.get(name).filter(|_| old && same).cloned()
    }
}

/// The files of `earlier`, those of them read again that are known to have been touched. `None` where more than the bytes
/// of known files may have changed; what else may have happened meanwhile, only `read_again` sees.
pub fn read_touched(root: &Path, earlier: &Inputs, touched: &BTreeSet<String>) -> Option<Inputs> {
    let mut inputs = earlier.clone();
    for name in touched {
        let path = root.join(name);
        let known = earlier.files.contains_key(name);
        match fs::symlink_metadata(&path) {
            // An editor's left-overs beside the file.
            Ok(meta) if meta.is_file() && !known && is_left_over(name) => {}
            Err(e) if e.kind() == ErrorKind::NotFound && !known && earlier.below(name).next().is_none() => {}
            Ok(meta) if meta.is_file() && known && !is_behind_link(root, &path) => {
                let mut notes = Notes::default();
                let taken = take(root, &path, &meta, &Earlier::of(&Inputs::default()), &mut notes)?;
                inputs.extend(Some(taken));
            }
            _ => return None,
        }
    }
    (!touched.is_empty()).then_some(inputs)
}

/// True for a name that is never read.
fn is_left_over(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(private::is_private)
}

/// True if a folder between the root and the file is a link, or is gone.
fn is_behind_link(root: &Path, path: &Path) -> bool {
    let folders = path.ancestors().skip(1).take_while(|folder| *folder != root);
    folders.into_iter().any(|folder| fs::symlink_metadata(folder).map_or(true, |meta| !meta.is_dir()))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn site() -> (tempfile::TempDir, Inputs) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/issues")).unwrap();
        for (name, text) in
            [("site.yaml", "title: T"), ("content/issues/a.md", "a"), ("content/issues/b.md", "b")]
        {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let inputs = read(folder.path(), &mut Notes::default()).unwrap();
        (folder, inputs)
    }

    fn touch(folder: &Path, inputs: &Inputs, names: &[&str]) -> Option<Inputs> {
        read_touched(folder, inputs, &names.iter().map(|name| (*name).to_string()).collect())
    }

    #[test]
    fn only_the_bytes_of_known_files_are_taken() {
        let (folder, inputs) = site();
        let root = folder.path();
        fs::write(root.join("content/issues/a.md"), "changed").unwrap();
        fs::write(root.join("content/issues/b.md"), "changed as well").unwrap();
        let found = touch(root, &inputs, &["content/issues/a.md", "content/issues/4913"]).unwrap();
        assert_eq!(found.get("content/issues/a.md"), Some(b"changed".as_slice()));
        assert_eq!(found.get("content/issues/b.md"), Some(b"b".as_slice()));
        fs::write(root.join("content/issues/a.md~"), "an editor's").unwrap();
        assert!(touch(root, &inputs, &["content/issues/a.md~"]).unwrap().same_as(&inputs));
    }

    #[test]
    fn anything_else_is_for_the_whole_reading() {
        let (folder, inputs) = site();
        let root = folder.path();
        fs::write(root.join("content/issues/new.md"), "new").unwrap();
        fs::remove_file(root.join("content/issues/b.md")).unwrap();
        let all: [&[&str]; 5] =
            [&["content/issues/new.md"], &["content/issues/b.md"], &["content/issues"], &["content"], &[]];
        for names in all {
            assert!(touch(root, &inputs, names).is_none(), "{names:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_through_a_link() {
        let (folder, inputs) = site();
        let (root, away) = (folder.path(), tempfile::tempdir().unwrap());
        fs::write(away.path().join("a.md"), "outside").unwrap();
        fs::remove_dir_all(root.join("content/issues")).unwrap();
        std::os::unix::fs::symlink(away.path(), root.join("content/issues")).unwrap();
        assert!(touch(root, &inputs, &["content/issues/a.md"]).is_none());
    }
}
