//! Addresses: from site paths to links, from content files to the pages they become.

use std::collections::{BTreeMap, BTreeSet};

/// Turns site paths (`models/x/`) into links, relative to the host or absolute.
#[derive(Debug, Clone)]
pub struct Links {
    base: String,
}

impl Links {
    /// Links that begin with `base`, which ends in `/`: `/gap/` or `https://example.com/gap/`.
    pub fn new(base: &str) -> Links {
        Links { base: base.to_string() }
    }

    /// The link to a path of the site.
    pub fn to(&self, path: &str) -> String {
        [&self.base, path].concat()
    }
}

/// Which page each content file becomes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentMap {
    pages: BTreeMap<String, String>,
    left_out: BTreeSet<String>,
}

/// Where a link of the editor's leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Elsewhere, or within the page: as written.
    AsWritten(String),
    /// A path of the site, with its fragment.
    Site {
        /// The path.
        path: String,
        /// `#…` or nothing.
        fragment: String,
    },
    /// A content file that is not there.
    Missing(String),
    /// A content file that is a draft or lies in the future.
    LeftOut(String),
    /// A scheme that we do not link to.
    Forbidden,
}

impl ContentMap {
    /// Notes that a file becomes a path of the site.
    pub fn add(&mut self, file: &str, path: &str) {
        self.pages.insert(file.to_string(), path.to_string());
    }

    /// Notes that a file is not published now.
    pub fn leave_out(&mut self, file: &str) {
        self.left_out.insert(file.to_string());
    }

    /// Where a link in `file` leads.
    pub fn target(&self, file: &str, link: &str) -> Target {
        if link.starts_with('#') {
            return Target::AsWritten(link.to_string());
        }
        if let Some(scheme) = scheme(link) {
            return if matches!(scheme.as_str(), "https" | "http" | "mailto") {
                Target::AsWritten(link.to_string())
            } else {
                Target::Forbidden
            };
        }
        if link.starts_with("//") || link.contains('\\') || link.contains(char::is_control) {
            return Target::Forbidden;
        }
        let (path, fragment) = link.find(['#', '?']).map_or((link, ""), |i| link.split_at(i));
        if let Some(path) = path.strip_prefix('/') {
            return match join("", path) {
                Some(clean) => Target::Site { path: keep_slash(path, clean), fragment: fragment.to_string() },
                None => Target::Forbidden,
            };
        }
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(wanted) = join(folder, path) else { return Target::Forbidden };
        if self.left_out.contains(&wanted) {
            return Target::LeftOut(wanted);
        }
        match self.pages.get(&wanted) {
            Some(path) => Target::Site { path: path.clone(), fragment: fragment.to_string() },
            None => Target::Missing(wanted),
        }
    }
}

fn keep_slash(written: &str, mut clean: String) -> String {
    if (written.is_empty() || written.ends_with('/')) && !clean.is_empty() {
        clean.push('/');
    }
    clean
}

/// The scheme of a link as a browser would see it: white space and controls do not hide it.
fn scheme(link: &str) -> Option<String> {
    if !link.contains(':') {
        return None;
    }
    let visible: String = link.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let (head, _) = visible.split_once(':')?;
    let fine = head.starts_with(|c: char| c.is_ascii_alphabetic())
        && head.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    fine.then(|| head.to_ascii_lowercase())
}

/// A path below a folder with `.` and `..` taken out; `None` if it leaves the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        let mut map = ContentMap::default();
        map.add("content/pages/about.md", "about/");
        let target = |link: &str| map.target("content/issues/2026-W17.md", link);
        let site = |path: &str, fragment: &str| Target::Site { path: path.into(), fragment: fragment.into() };
        assert_eq!(target("../pages/about.md#who"), site("about/", "#who"));
        assert_eq!(target("/boards/x/"), site("boards/x/", ""));
        assert_eq!(target("/"), site("", ""));
        assert_eq!(target("../pages/gone.md"), Target::Missing("content/pages/gone.md".into()));
        assert_eq!(target("../../../etc/passwd"), Target::Forbidden);
        for hostile in
            ["javascript:alert(1)", "java\tscript:x", "data:text/html,x", "//evil.example", " vbscript:x"]
        {
            assert_eq!(target(hostile), Target::Forbidden, "{hostile}");
        }
    }
}
