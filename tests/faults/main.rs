//! Promises, each broken on purpose: PROMISES.md names the test of every line.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, the disk and the intruder")]

mod inputs;
mod output;
mod project;
mod promised;
mod prose;
mod supply;
mod templates;
