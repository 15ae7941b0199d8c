//! The sites that `init` starts from, embedded: small ones under `examples/`, and the first site itself.
//! The list is made by the build script from the folders, so that it cannot fall behind them.

include!(concat!(env!("OUT_DIR"), "/starters.rs"));

/// Path below the site's folder, bytes.
type Files = &'static [(&'static str, &'static [u8])];

/// A site to start from.
#[derive(Debug, Clone, Copy)]
pub struct Starter {
    /// Its name: `minimal`, `models`, `downloads`.
    pub name: &'static str,
    /// Its files: path below the site's folder, bytes.
    pub files: Files,
}

/// The starter of a name.
pub fn starter(name: &str) -> Option<Starter> {
    STARTERS.iter().find(|(known, _)| *known == name).map(|(name, files)| Starter { name, files })
}

/// What every new site's `.gitignore` holds.
pub const GITIGNORE: &str = "/public/\n/.cache/\n";
