//! When a site's sources change, and where. Who is told looks at those files first and then at all of them, so a lost
//! event costs nothing once another one comes.

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Nothing more happens for so long: the writer is done.
const QUIET: Duration = Duration::from_millis(4);
/// A writer that never rests is not waited for.
const PATIENCE: Duration = Duration::from_millis(60);

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
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => batch.push(event),
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
