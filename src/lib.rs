//! A static site generator for periodic ranking reports that checks what it prints.

pub mod analysis;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod identity;
pub mod inputs;
pub mod model;
pub mod registry;
pub mod snapshots;
pub mod words;
