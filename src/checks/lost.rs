//! Addresses that were published and are no longer: each is somebody's bookmark.
//! In: the paths of the output before this build. A former address that redirects is not lost.

use crate::deploy;
use crate::diagnostic::{Diagnostic, Notes};
use crate::outputs::Outputs;
use crate::site::Site;
use std::collections::BTreeSet;

/// How many are named one by one.
const NAMED: usize = 20;

/// Warns of every page, feed and data file that is gone and leads nowhere.
pub fn lost(published: &BTreeSet<String>, site: &Site<'_>, outputs: &Outputs, notes: &mut Notes) {
    let lost = gone(published, outputs, site.config.base_path());
    for path in lost.iter().take(NAMED) {
        let help =
            "list its old id or slug under `formerly:` where it went, or write a line into static/_redirects";
        notes.push(
            Diagnostic::warning("url-lost", format!("`/{path}` was published and leads nowhere now"))
                .help(help),
        );
    }
    if lost.len() > NAMED {
        let message = format!("{} more addresses are lost", lost.len() - NAMED);
        notes.push(Diagnostic::warning("url-lost", message).help("`standings diff` lists them all"));
    }
}

/// The addresses that a build would lose.
pub fn gone(published: &BTreeSet<String>, outputs: &Outputs, base: &str) -> Vec<String> {
    let rules = String::from_utf8_lossy(outputs.get("_redirects").unwrap_or_default()).into_owned();
    let sources: BTreeSet<&str> = deploy::sources(&rules, base).into_iter().collect();
    let redirected = |address: &str| {
        let bare = address.trim_end_matches('/');
        let exact = sources.contains(address) || sources.contains(bare);
        exact
            || sources.iter().filter_map(|s| s.strip_suffix('*')).any(|start| address.starts_with(start))
            // What lies beside a page goes where the page goes.
            || address.rsplit_once('/').is_some_and(|(folder, _)| sources.contains(format!("{folder}/").as_str()))
    };
    let mut lost: Vec<String> = published
        .iter()
        .filter(|path| is_address(path) && outputs.get(path).is_none())
        .map(|path| {
            path.strip_suffix("index.html")
                .filter(|p| p.is_empty() || p.ends_with('/'))
                .unwrap_or(path)
                .to_string()
        })
        .filter(|address| !redirected(address))
        .collect();
    lost.sort();
    lost
}

/// What people link to: pages, feeds, data; not what pages load, and nothing that is made anew for every top.
fn is_address(path: &str) -> bool {
    let kept = [".html", ".xml", ".json", ".csv", ".md"].iter().any(|end| path.ends_with(end));
    let made = ["assets/", "cards/", "figures/", "email/", "search/", "data/figures/"];
    kept && !made.iter().any(|folder| path.starts_with(folder)) && !path.starts_with("sitemap")
}
