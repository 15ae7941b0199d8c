//! `standings fetch` as a user meets it, against a server of our own on the loopback.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

mod certificates;
mod faults;
mod project;
mod server;
mod sources;
mod tables;
