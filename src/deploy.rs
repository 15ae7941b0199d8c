//! What hosts read: `_headers`, `_redirects`, `security.txt`, and the licences of what the site redistributes.
//! It comes last, because it speaks of every other file.

mod headers;
mod limits;
mod redirects;

pub use redirects::sources;

use crate::config::Security;
use crate::diagnostic::{Diagnostic, Notes};
use crate::outputs::Outputs;
use crate::site::Site;
use jiff::civil::Date;
use std::fmt::Write as _;

static LICENCES: [(&str, &str); 7] = [
    ("Apache ECharts (modified: a part of it, bundled)", include_str!("../THIRD_PARTY/echarts/LICENSE")),
    ("Apache ECharts, notice", include_str!("../THIRD_PARTY/echarts/NOTICE")),
    ("D3, in Apache ECharts", include_str!("../THIRD_PARTY/echarts/LICENSE-d3")),
    ("zrender", include_str!("../THIRD_PARTY/zrender/LICENSE")),
    ("tslib", include_str!("../THIRD_PARTY/tslib/LICENSE")),
    ("Inter", include_str!("../THIRD_PARTY/inter/OFL.txt")),
    ("Newsreader", include_str!("../THIRD_PARTY/newsreader/OFL.txt")),
];

/// Rules of the author's own, in the words of the host: `static/_headers` and `static/_redirects`.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnRules<'a> {
    /// Follow ours.
    pub headers: Option<&'a str>,
    /// Stand before ours: the first that fits wins.
    pub redirects: Option<&'a str>,
}

/// Writes the files for hosts.
pub fn add(site: &Site<'_>, own: OwnRules<'_>, today: Date, outputs: &mut Outputs, notes: &mut Notes) {
    outputs.add("licenses.txt", licences(), notes);
    if let Some(security) = &site.config.security {
        if security.expires <= today {
            let message = format!("security.txt expired on {}", security.expires);
            let help = "set `security.expires` to a day at most a year ahead";
            notes.push(Diagnostic::warning("security-expired", message).in_file("site.yaml").help(help));
        }
        outputs.add(".well-known/security.txt", security_txt(site, security), notes);
    }
    let redirects = redirects::write(site, own.redirects, outputs, notes);
    if !redirects.is_empty() {
        outputs.add("_redirects", redirects, notes);
    }
    let headers = headers::write(site, own.headers, outputs);
    outputs.add("_headers", headers, notes);
    limits::check(outputs, notes);
}

/// RFC 9116.
fn security_txt(site: &Site<'_>, security: &Security) -> String {
    let mut out = String::new();
    for contact in &security.contact {
        let _ = writeln!(out, "Contact: {contact}");
    }
    let _ = writeln!(out, "Expires: {}T00:00:00Z", security.expires);
    if let Some(url) = &security.acknowledgments {
        let _ = writeln!(out, "Acknowledgments: {url}");
    }
    if !security.languages.is_empty() {
        let _ = writeln!(out, "Preferred-Languages: {}", security.languages.join(", "));
    }
    let _ = writeln!(out, "Canonical: {}", site.absolute.to(".well-known/security.txt"));
    if let Some(url) = &security.policy {
        let _ = writeln!(out, "Policy: {url}");
    }
    out
}

fn licences() -> String {
    let mut out = String::from("This site carries the following works of others, under their licences.\n");
    for (name, text) in LICENCES {
        let _ = write!(out, "\n{}\n{name}\n{}\n\n{}\n", "=".repeat(72), "=".repeat(72), text.trim());
    }
    out
}
