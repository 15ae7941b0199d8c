//! What the preview adds to a page: the script that listens, and the errors over it. Both are files or plain
//! elements, so that the site's own strict policy holds; neither is ever in a build.

use super::live::Shown;
use crate::xml::text;
use std::fmt::Write as _;

/// The folder of the preview's own files, below the site's path.
pub const FOLDER: &str = "__standings/";
/// The script that listens for changes.
pub static SCRIPT: &str = include_str!("../../assets/serve.js");
/// The look of the errors.
pub static STYLE: &str = include_str!("../../assets/serve.css");

/// A page of the site with what the preview adds.
pub fn with_reload(shown: &Shown, html: &[u8]) -> Vec<u8> {
    let html = String::from_utf8_lossy(html);
    let mut out = String::with_capacity(html.len() + 512);
    let head = html.find("</head>").unwrap_or(0);
    out.push_str(&html[..head]);
    out.push_str(&links(shown));
    let rest = &html[head..];
    let body = rest.find("<body").and_then(|at| Some(at + rest[at..].find('>')? + 1)).unwrap_or(rest.len());
    out.push_str(&rest[..body]);
    out.push_str(&panel(shown));
    out.push_str(&rest[body..]);
    out.into_bytes()
}

/// The page that stands where there is no good site yet.
pub fn error_page(shown: &Shown) -> Vec<u8> {
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Not built yet</title>\n{}</head>\n<body>\n{}</body>\n</html>\n",
        links(shown),
        panel(shown)
    );
    html.into_bytes()
}

fn links(shown: &Shown) -> String {
    let (base, mark) = (text(&shown.base), shown.mark());
    format!(
        "<link rel=\"stylesheet\" href=\"{base}{FOLDER}serve.css\">\n<script defer src=\"{base}{FOLDER}serve.js?edition={mark}\"></script>\n"
    )
}

/// The same elements that the script makes.
fn panel(shown: &Shown) -> String {
    if shown.problems.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n<aside id=\"standings-problems\" role=\"alert\">");
    for problem in &shown.problems {
        let _ = write!(out, "<pre>{}</pre>", text(&problem.text));
    }
    out.push_str("</aside>\n");
    out
}
