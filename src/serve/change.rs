//! What differs between two editions of a site, as far as an open page cares.

use crate::outputs::Outputs;
use std::collections::BTreeSet;

/// One edition against the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Pages that are not what they were; a style sheet's new name alone does not count.
    pub pages: BTreeSet<String>,
    /// Style sheets that took the place of others, by path.
    pub styles: Vec<(String, String)>,
    /// Something changed that any page may use: a picture, a script.
    pub everywhere: bool,
}

impl Change {
    /// True if a page must be loaded again.
    pub fn touches(&self, page: &str) -> bool {
        self.everywhere || self.pages.contains(page)
    }

    /// Compares two editions.
    pub fn between(old: &Outputs, new: &Outputs) -> Change {
        let mut change = Change { styles: styles(old, new), ..Change::default() };
        let paths: BTreeSet<&str> = old.iter().chain(new.iter()).map(|(path, _)| path).collect();
        for path in paths {
            // Bytes that two editions share are not compared one by one.
            if old.shared(path) == new.shared(path) || change.is_style(path) {
                continue;
            }
            let (before, after) = (old.get(path), new.get(path));
            if !path.ends_with(".html") {
                change.everywhere |= !is_apart(path);
            } else if !before.zip(after).is_some_and(|(b, a)| change.only_restyled(b, a)) {
                change.pages.insert(path.to_string());
            }
        }
        change
    }

    fn is_style(&self, path: &str) -> bool {
        self.styles.iter().any(|(old, new)| path == old || path == new)
    }

    /// True if the pages are the same but for the names of style sheets.
    fn only_restyled(&self, before: &[u8], after: &[u8]) -> bool {
        if self.styles.is_empty() {
            return false;
        }
        let mut text = String::from_utf8_lossy(before).into_owned();
        for (old, new) in &self.styles {
            text = text.replace(old, new);
        }
        text.as_bytes() == after
    }
}

/// Feeds, data and the like stand beside the pages; no page is drawn from them.
fn is_apart(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, e)| e);
    matches!(ending, "xml" | "txt" | "md" | "csv")
        || path.starts_with('_')
        || path.starts_with('.')
        || (ending == "json" && !path.starts_with("assets/"))
}

/// Fingerprinted style sheets that went, each with the one of the same stem that came; and plain ones that changed.
fn styles(old: &Outputs, new: &Outputs) -> Vec<(String, String)> {
    let sheets = |outputs: &Outputs, other: &Outputs| -> Vec<String> {
        let gone =
            outputs.iter().filter(|(path, bytes)| path.ends_with(".css") && other.get(path) != Some(*bytes));
        gone.map(|(path, _)| path.to_string()).collect()
    };
    let came = sheets(new, old);
    let pair = |gone: String| {
        let heir = came.iter().find(|c| **c == gone || stem(c) == stem(&gone))?;
        Some((gone, heir.clone()))
    };
    sheets(old, new).into_iter().filter_map(pair).collect()
}

/// `assets/style.1a2b.css` → `assets/style`.
fn stem(path: &str) -> &str {
    let path = path.strip_suffix(".css").unwrap_or(path);
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Notes;

    fn outputs(files: &[(&str, &str)]) -> Outputs {
        let mut outputs = Outputs::default();
        for (path, text) in files {
            outputs.add(path, *text, &mut Notes::default());
        }
        outputs
    }

    #[test]
    fn a_style_sheet_alone_touches_no_page() {
        let old = outputs(&[("index.html", "<a s.1.css>one"), ("b/index.html", "x"), ("s.1.css", "red")]);
        let new = outputs(&[("index.html", "<a s.2.css>one"), ("b/index.html", "y"), ("s.2.css", "blue")]);
        let change = Change::between(&old, &new);
        assert_eq!(change.styles, [("s.1.css".to_string(), "s.2.css".to_string())]);
        assert!(!change.touches("index.html") && change.touches("b/index.html"));
    }

    #[test]
    fn pictures_and_scripts_touch_every_page_and_feeds_none() {
        let old = outputs(&[("index.html", "x"), ("p.png", "1"), ("feed.xml", "1")]);
        let feed = outputs(&[("index.html", "x"), ("p.png", "1"), ("feed.xml", "2")]);
        let picture = outputs(&[("index.html", "x"), ("p.png", "2"), ("feed.xml", "1")]);
        assert!(!Change::between(&old, &feed).touches("index.html"));
        assert!(Change::between(&old, &picture).touches("index.html"));
        assert_eq!(Change::between(&old, &old.clone()), Change::default());
    }
}
