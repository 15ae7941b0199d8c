//! `_headers`, as Netlify and Cloudflare Pages read it.
//! Where two rules fit, hosts join their values with a comma, so that no header stands in two rules that can fit one
//! address: `/*` has what every answer carries, and what depends on the folder stands in rules that exclude each other.

use crate::config::OutputKind;
use crate::outputs::Outputs;
use crate::site::Site;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use url::Url;

/// Pages change with every build and are asked for again soon.
const SHORT: &str = "public, max-age=300, must-revalidate";
/// Fingerprinted files never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The rules, with the author's own after them.
pub fn write(site: &Site<'_>, own: Option<&str>, outputs: &Outputs) -> String {
    let base = site.config.base_path();
    let mut out = String::new();
    let _ = writeln!(out, "{base}*\n  Content-Security-Policy: {}", policy(site));
    out.push_str("  X-Content-Type-Options: nosniff\n");
    out.push_str("  Referrer-Policy: strict-origin-when-cross-origin\n");
    out.push_str("  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n");
    out.push_str("  Cross-Origin-Opener-Policy: same-origin\n");
    if is_secure(site) {
        out.push_str("  Strict-Transport-Security: max-age=31536000\n");
    }
    for (place, is_folder) in places(outputs) {
        let star = if is_folder { "/*" } else { "" };
        let _ = writeln!(out, "\n{base}{place}{star}");
        let cache = if place == "assets" && is_folder { FOR_EVER } else { SHORT };
        let _ = writeln!(out, "  Cache-Control: {cache}");
        match place {
            "data" if is_folder => out.push_str("  Access-Control-Allow-Origin: *\n"),
            "email" if is_folder => out.push_str("  X-Robots-Tag: noindex\n"),
            _ => {}
        }
    }
    for (path, kind) in media_types(site, outputs) {
        let _ = writeln!(out, "\n{base}{path}\n  Content-Type: {kind}; charset=utf-8");
    }
    if let Some(own) = own {
        let _ = writeln!(out, "\n{}", own.trim_end());
    }
    out
}

/// The folders and files at the root of the site; the root itself is the empty one.
fn places(outputs: &Outputs) -> BTreeSet<(&str, bool)> {
    let mut places = BTreeSet::from([("", false)]);
    for (path, _) in outputs.iter() {
        match path.split_once('/') {
            Some((folder, _)) => drop(places.insert((folder, true))),
            None if path == "index.html" || path.starts_with('_') => {}
            None if path.ends_with(".html") || path.ends_with(".xml") || path.ends_with(".json") => {
                places.insert((path, false));
            }
            None => {}
        }
    }
    places
}

/// Scripts and styles from the site itself, nothing inline, nothing from elsewhere; forms to the provider's, if any.
fn policy(site: &Site<'_>) -> String {
    let action = site.config.subscribe.as_ref().and_then(|s| s.action.as_deref());
    let origin = action.and_then(|a| Url::parse(a).ok()).map(|url| url.origin().ascii_serialization());
    let form = origin.map(|origin| format!(" {origin}")).unwrap_or_default();
    let upgrade = if is_secure(site) { "; upgrade-insecure-requests" } else { "" };
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{form}{upgrade}"
    )
}

fn is_secure(site: &Site<'_>) -> bool {
    site.config.base_url.scheme() == "https"
}

/// What a host may not know by the ending alone.
fn media_types(site: &Site<'_>, outputs: &Outputs) -> Vec<(String, &'static str)> {
    let mut types = Vec::new();
    if site.wants(OutputKind::Feeds) {
        types.push(("feed.xml".to_string(), "application/atom+xml"));
        types.push(("rss.xml".to_string(), "application/rss+xml"));
        if site.wants(OutputKind::Email) {
            types.push(("feeds/email.xml".to_string(), "application/rss+xml"));
        }
        types.push(("feed.json".to_string(), "application/feed+json"));
        for folder in ["boards", site.config.subject.plural.as_str()] {
            types.push((format!("{folder}/*/feed.xml"), "application/atom+xml"));
        }
    }
    if outputs.iter().any(|(path, _)| path.ends_with(".md")) {
        types.push(("issues/*/index.md".to_string(), "text/markdown"));
    }
    types
}
