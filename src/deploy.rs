//! What hosts read: `_headers`, `_redirects`, and the licences of what the site redistributes.

use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::site::Site;
use std::fmt::Write as _;

/// Scripts and styles from the site itself, nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; upgrade-insecure-requests";

static LICENCES: [(&str, &str); 7] = [
    ("Apache ECharts (modified: a part of it, bundled)", include_str!("../THIRD_PARTY/echarts/LICENSE")),
    ("Apache ECharts, notice", include_str!("../THIRD_PARTY/echarts/NOTICE")),
    ("D3, in Apache ECharts", include_str!("../THIRD_PARTY/echarts/LICENSE-d3")),
    ("zrender", include_str!("../THIRD_PARTY/zrender/LICENSE")),
    ("tslib", include_str!("../THIRD_PARTY/tslib/LICENSE")),
    ("Inter", include_str!("../THIRD_PARTY/inter/OFL.txt")),
    ("Newsreader", include_str!("../THIRD_PARTY/newsreader/OFL.txt")),
];

/// Writes the files for hosts.
pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    outputs.add("_headers", headers(site), notes);
    let redirects = redirects(site);
    if !redirects.is_empty() {
        outputs.add("_redirects", redirects, notes);
    }
    outputs.add("licenses.txt", licences(), notes);
}

fn headers(site: &Site<'_>) -> String {
    let base = site.config.base_path();
    let mut out = String::new();
    let _ = writeln!(out, "{base}*\n  Content-Security-Policy: {POLICY}");
    out.push_str("  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n");
    out.push_str("  Permissions-Policy: camera=(), geolocation=(), microphone=()\n");
    out.push_str("  Strict-Transport-Security: max-age=31536000\n  Cache-Control: public, max-age=300\n\n");
    let _ = writeln!(out, "{base}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n");
    let _ = writeln!(out, "{base}data/*\n  Access-Control-Allow-Origin: *");
    out
}

fn redirects(site: &Site<'_>) -> String {
    let mut out = String::new();
    for model in &site.facts.models {
        let to = site.links.to(&format!("{}/{}/", site.config.subject.plural, model.id));
        for old in &model.formerly {
            let from = site.links.to(&format!("{}/{old}/", site.config.subject.plural));
            let _ = writeln!(out, "{from} {to} 301");
        }
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
