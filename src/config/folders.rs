//! The words that become URL folders: none may be one that the site needs, and no two the same.

use super::{Config, value};
use crate::diagnostic::Span;
use crate::document::{Node, Reading};

/// The free words become folders beside ours: they must not collide.
pub fn check(config: &Config, root: &Node<'_>, r: &mut Reading<'_>) {
    let spans = ["subject", "orgs"].map(|key| plural(root, key));
    const OURS: [&str; 14] = [
        "issues",
        "tags",
        "boards",
        "gap",
        "choose",
        "data",
        "feeds",
        "email",
        "cards",
        "assets",
        "search",
        "subscribe",
        "corrections",
        "methodology",
    ];
    let folders = [("subject", &config.subject.plural), ("orgs", &config.orgs.plural)];
    for ((key, folder), span) in folders.into_iter().zip(spans) {
        if OURS.contains(&folder.as_str()) {
            let message =
                format!("`{key}.plural` is `{folder}`, a folder that the site needs for something else");
            let help = "choose another word: it becomes a folder of the site";
            r.error_help("config-folder", span.unwrap_or(Span::new(0, 1)), message, help);
        }
    }
    if config.subject.plural == config.orgs.plural {
        let span = spans[1].or(spans[0]).unwrap_or(Span::new(0, 1));
        r.error("config-folder", span, "`subject.plural` and `orgs.plural` are the same folder");
    }
}

/// Where the plural of a pair of words stands.
fn plural(root: &Node, key: &str) -> Option<Span> {
    value(value(root, key)?, "plural").map(|node| node.span)
}
