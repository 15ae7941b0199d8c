//! What Cloudflare Pages takes on its free plan, the narrowest of the hosts: more than that is dropped there without a
//! word, so that it is said here.

use crate::diagnostic::{Diagnostic, Notes};
use crate::outputs::Outputs;

const FILES: usize = 20_000;
const FILE_BYTES: usize = 25 << 20;
const REDIRECTS: usize = 2_000;
const PATTERNS: usize = 100;
const REDIRECT_CHARACTERS: usize = 1_000;
const HEADER_RULES: usize = 100;
const HEADER_CHARACTERS: usize = 2_000;

/// Warns of what is over a limit.
pub fn check(outputs: &Outputs, notes: &mut Notes) {
    for message in found(outputs) {
        let help =
            "other hosts may take it; docs/content/pages/how-to-deploy-cloudflare-pages.md tells what to do";
        notes.push(Diagnostic::warning("deploy-limit", message).help(help));
    }
}

fn found(outputs: &Outputs) -> Vec<String> {
    let mut found = Vec::new();
    if outputs.len() > FILES {
        found.push(format!("the site has {} files; Cloudflare Pages takes {FILES}", outputs.len()));
    }
    for (path, bytes) in outputs.iter().filter(|(_, bytes)| bytes.len() > FILE_BYTES) {
        found.push(format!("`{path}` has {} bytes; Cloudflare Pages takes {FILE_BYTES}", bytes.len()));
    }
    let lines = |path: &str| -> Vec<String> {
        let text = String::from_utf8_lossy(outputs.get(path).unwrap_or_default()).into_owned();
        text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(String::from).collect()
    };
    let redirects = lines("_redirects");
    let (patterns, plain): (Vec<&String>, Vec<&String>) =
        redirects.iter().partition(|l| l.split_whitespace().next().is_some_and(|p| p.contains(['*', ':'])));
    for (many, most, what) in
        [(plain.len(), REDIRECTS, "redirects"), (patterns.len(), PATTERNS, "redirects with patterns")]
    {
        if many > most {
            found.push(format!("_redirects has {many} {what}; Cloudflare Pages takes {most}"));
        }
    }
    if redirects.iter().any(|l| l.chars().count() > REDIRECT_CHARACTERS) {
        found.push(format!(
            "a line of _redirects has over {REDIRECT_CHARACTERS} characters, more than Cloudflare Pages takes"
        ));
    }
    let headers = lines("_headers");
    let rules = headers.iter().filter(|l| !l.starts_with(char::is_whitespace)).count();
    if rules > HEADER_RULES {
        found.push(format!("_headers has {rules} rules; Cloudflare Pages takes {HEADER_RULES}"));
    }
    if headers.iter().any(|l| l.chars().count() > HEADER_CHARACTERS) {
        found.push(format!(
            "a line of _headers has over {HEADER_CHARACTERS} characters, more than Cloudflare Pages takes"
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_a_limit_is_named() {
        let mut outputs = Outputs::default();
        let mut notes = Notes::default();
        let redirects: String = (0..REDIRECTS + 1).map(|i| format!("/{i}/ /x/ 301\n")).collect();
        outputs.add("_redirects", redirects, &mut notes);
        outputs.add("film.bin", vec![0; FILE_BYTES + 1], &mut notes);
        outputs.add("_headers", "/x\n  A: b\n".repeat(HEADER_RULES + 1), &mut notes);
        let found = found(&outputs);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found[0].contains("film.bin")
                && found[1].contains("2001 redirects")
                && found[2].contains("101 rules")
        );
    }
}
