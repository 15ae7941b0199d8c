//! What others pick up: starting a site, corrections and restatements, examples, documents, the installed program.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

mod claims;
mod corrections;
mod docs;
mod downloads;
mod init;
mod installed;
mod marks;
mod project;
mod restated;
mod themes;
