//! One file from the disk: never through a link, never from a pipe or device, never more than its limit, and never
//! half of what an editor is writing just now.

use super::Stamp;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// How often a file that changes while it is read is begun again.
const TRIES: usize = 5;

/// Why a file has no bytes.
pub(super) enum Refusal {
    /// It is no plain file any more.
    Special,
    /// It is larger than the limit.
    Size(u64),
    /// It changed every time it was read.
    Changing,
    /// The system said no.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Io(error)
    }
}

/// Reads a whole file of at most `limit` bytes; gives the stamp it had all the while.
pub(super) fn read(path: &Path, limit: u64) -> Result<(Vec<u8>, Stamp), Refusal> {
    for _ in 0..TRIES {
        let mut file = open(path)?;
        let before = file.metadata()?;
        if !before.is_file() {
            return Err(Refusal::Special);
        }
        if before.len() > limit {
            return Err(Refusal::Size(before.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
        file.by_ref().take(limit + 1).read_to_end(&mut bytes)?;
        let after = file.metadata()?;
        if bytes.len() as u64 == after.len() && stamp(&before) == stamp(&after) {
            return Ok((bytes, stamp(&after)));
        }
    }
    Err(Refusal::Changing)
}

/// What tells one state of a file from another.
pub(super) fn stamp(meta: &Metadata) -> Stamp {
    (meta.len(), meta.modified().ok())
}

/// Opens without following a link and without waiting for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
