//! When a site's sources change, and where. Who is told looks at those files first and then at all of them, so a lost
//! event costs nothing once another one comes.

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Nothing more happens for so long: the writer is done.
const QUIET: Duration = Duration::from_millis(4);
/// A writer that never rests is not waited for.
const PATIENCE: Duration = Duration::from_millis(60);
/// One that holds a file open is waited for a little longer: what it has emptied, it is about to fill.
const OPEN: Duration = Duration::from_millis(300);

/// Why changes cannot be seen.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch {path} for changes: {source}")]
pub struct WatchError {
    path: PathBuf,
    source: notify::Error,
}

/// Watches the sources of one site.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    folders: Vec<&'static str>,
    inner: RecommendedWatcher,
    events: Receiver<Event>,
}

impl Watcher {
    /// Watches `folders` and `files` below `root`. A folder that is not there yet is watched once it is.
    pub fn new(root: &Path, folders: &[&'static str], file: &'static str) -> Result<Watcher, WatchError> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |source| WatchError { path, source }
        };
        // Events name real paths; so must we.
        let root = root.canonicalize().map_err(|e| failed(root)(notify::Error::io(e)))?;
        let (sender, events) = mpsc::channel();
        let (own, wanted) = (root.clone(), [folders, &[file]].concat());
        let told = move |event: notify::Result<Event>| {
            // An error of the watching itself is a reason to look, too.
            let event = event.unwrap_or_else(|_| Event::new(EventKind::Any));
            if matters(&event, &own, &wanted) {
                let _ = sender.send(event);
            }
        };
        let mut inner = notify::recommended_watcher(told).map_err(failed(&root))?;
        inner.watch(&root, RecursiveMode::NonRecursive).map_err(failed(&root))?;
        let mut watcher = Watcher { root, folders: folders.to_vec(), inner, events };
        for folder in folders {
            watcher.watch_folder(folder)?;
        }
        Ok(watcher)
    }

    fn watch_folder(&mut self, folder: &str) -> Result<(), WatchError> {
        let path = self.root.join(folder);
        if !path.is_dir() || path.is_symlink() {
            return Ok(());
        }
        self.inner.watch(&path, RecursiveMode::Recursive).map_err(|source| WatchError { path, source })
    }

    /// Waits for a change and until it is over; gives the paths below the root that it touched, with `/` between their
    /// parts, none if it may be anywhere. `None`: nothing will ever come again.
    pub fn wait(&mut self) -> Option<BTreeSet<String>> {
        let first = self.events.recv().ok()?;
        let mut batch = vec![first];
        let began = Instant::now();
        while began.elapsed() < if is_open(&batch) { OPEN } else { PATIENCE } {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => batch.push(event),
                Err(RecvTimeoutError::Timeout) if is_open(&batch) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        self.watch_again(&batch);
        Some(self.touched(&batch))
    }

    fn touched(&self, batch: &[Event]) -> BTreeSet<String> {
        if batch.iter().any(|event| event.need_rescan() || event.paths.is_empty()) {
            return BTreeSet::new();
        }
        let below =
            batch.iter().flat_map(|event| &event.paths).filter_map(|p| p.strip_prefix(&self.root).ok());
        let name = |path: &Path| {
            let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            parts.join("/")
        };
        below.map(name).collect()
    }

    /// A folder that was made, or that took another's place, is watched anew.
    fn watch_again(&mut self, batch: &[Event]) {
        for folder in self.folders.clone() {
            let path = self.root.join(folder);
            if batch.iter().any(|event| event.paths.contains(&path)) {
                let _ = self.inner.unwatch(&path);
                // If it cannot be watched, its next appearance will be tried again.
                let _ = self.watch_folder(folder);
            }
        }
    }
}

/// True if a file was written and its writer has not let go of it; only Linux tells of that.
fn is_open(batch: &[Event]) -> bool {
    let written = |event: &Event| matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
    cfg!(target_os = "linux")
        && batch.iter().enumerate().filter(|(_, event)| written(event)).any(|(at, event)| {
            let is_same = |later: &&Event| later.paths == event.paths;
            batch[at + 1..].iter().filter(is_same).all(written)
        })
}

/// True for changes below the site's sources. Reading is none, and neither is what a build writes.
fn matters(event: &Event, root: &Path, wanted: &[&str]) -> bool {
    let is_write = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    let is_ours = |path: &PathBuf| {
        let first = path.strip_prefix(root).ok().and_then(|p| p.components().next());
        first.is_some_and(|first| wanted.iter().any(|w| first.as_os_str() == *w))
    };
    is_write && (event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(is_ours))
}

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "a test plays the editor, who has a disk")]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::{fs, thread};

    #[test]
    fn a_file_that_is_emptied_is_waited_for_until_it_is_filled() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("content/a.md");
        fs::create_dir_all(folder.path().join("content")).unwrap();
        fs::write(&file, "before").unwrap();
        let mut watcher = Watcher::new(folder.path(), &["content"], "site.yaml").unwrap();
        let writer = thread::spawn({
            let file = file.clone();
            move || {
                let mut open = fs::File::create(file).unwrap();
                thread::sleep(Duration::from_millis(90));
                open.write_all(b"after").unwrap();
            }
        });
        assert_eq!(watcher.wait(), Some(BTreeSet::from(["content/a.md".to_string()])));
        assert_eq!(fs::read(&file).unwrap(), b"after");
        writer.join().unwrap();
    }
}
