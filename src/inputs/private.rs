//! Files that never leave the author's machine, even when they lie among those that are copied as they are.

/// Names of files and folders.
const NAMES: [&str; 18] = [
    ".DS_Store",
    ".aws",
    ".git",
    ".gitattributes",
    ".gitignore",
    ".gitmodules",
    ".hg",
    ".htpasswd",
    ".idea",
    ".netrc",
    ".npmrc",
    ".pypirc",
    ".ssh",
    ".svn",
    ".vscode",
    "Thumbs.db",
    "desktop.ini",
    "node_modules",
];

/// How the names of editors' left-overs and of source maps end.
const ENDINGS: [&str; 9] = ["~", ".bak", ".map", ".orig", ".rej", ".swo", ".swp", ".tmp", ".un"];

/// True for the name of a file or folder that is not copied.
pub(super) fn is_private(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    NAMES.iter().any(|n| n.eq_ignore_ascii_case(name))
        || lower == ".env"
        || lower.starts_with(".env.")
        || lower.starts_with(".#")
        || (lower.starts_with('#') && lower.ends_with('#'))
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_leftovers_are_known_by_name() {
        for name in [".env", ".env.local", ".git", "a~", ".a.swp", "a.js.map", ".#a", "#a#", "A.BAK", ".ENV"]
        {
            assert!(is_private(name), "{name}");
        }
        for name in [".well-known", ".nojekyll", "environment.txt", "map.json", ".htaccess", "CNAME", "swp"] {
            assert!(!is_private(name), "{name}");
        }
    }
}
