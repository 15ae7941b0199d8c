//! `_redirects`: from every address that a thing had to the one it has. One line an address, without patterns: hosts
//! allow few of those.

use crate::diagnostic::{Diagnostic, Notes};
use crate::outputs::Outputs;
use crate::site::Site;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A former folder and the folder it became, as paths of the site.
struct Move {
    from: String,
    to: String,
    /// The file that tells of it.
    file: Option<String>,
}

/// The lines, the author's own before ours.
pub fn write(site: &Site<'_>, own: Option<&str>, outputs: &Outputs, notes: &mut Notes) -> String {
    let mut out = own.map(|own| format!("{}\n", own.trim_end())).unwrap_or_default();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for step in moves(site) {
        if let Some(problem) = problem(&step, &seen, outputs) {
            let note = Diagnostic::error("redirect-taken", problem)
                .help("take the address out of `formerly`, or give the other text another one");
            notes.push(match &step.file {
                Some(file) => note.in_file(file),
                None => note,
            });
            continue;
        }
        seen.insert(step.from.clone(), step.to.clone());
        for end in endings(&step, outputs) {
            let (from, to) = (format!("{}{end}", step.from), format!("{}{end}", step.to));
            let _ = writeln!(out, "{} {} 301", site.links.to(&from), site.links.to(&to));
        }
    }
    out
}

fn problem(step: &Move, seen: &BTreeMap<String, String>, outputs: &Outputs) -> Option<String> {
    if outputs.has(&step.from) {
        return Some(format!("`/{}` cannot redirect: the site has a page there", step.from));
    }
    let other = seen.get(&step.from)?;
    Some(format!("`/{}` cannot redirect to `/{}`: it already leads to `/{other}`", step.from, step.to))
}

/// The page itself, and what lies beside it.
fn endings<'o>(step: &Move, outputs: &'o Outputs) -> Vec<&'o str> {
    let mut endings = vec![""];
    let beside = outputs.iter().filter_map(|(path, _)| path.strip_prefix(&step.to));
    endings.extend(beside.filter(|rest| matches!(*rest, "feed.xml" | "index.md" | "claims.json")));
    endings
}

fn moves(site: &Site<'_>) -> Vec<Move> {
    let mut moves = Vec::new();
    let plural = &site.config.subject.plural;
    for model in &site.facts.models {
        for old in &model.formerly {
            let (from, to) = (format!("{plural}/{old}/"), format!("{plural}/{}/", model.id));
            moves.push(Move { from, to, file: Some("data/models.yaml".to_string()) });
        }
    }
    for issue in &site.editorial.issues {
        for old in &issue.matter.formerly {
            let (from, to) = (format!("issues/{old}/"), format!("issues/{}/", issue.matter.slug));
            moves.push(Move { from, to, file: Some(issue.file.clone()) });
        }
    }
    for page in &site.editorial.pages {
        for old in &page.matter.formerly {
            let (from, to) = (format!("{old}/"), format!("{}/", page.matter.slug));
            moves.push(Move { from, to, file: Some(page.file.clone()) });
        }
    }
    moves
}

/// The addresses that redirect, as paths of the site: the first word of each line.
pub fn sources<'t>(redirects: &'t str, base: &str) -> Vec<&'t str> {
    let lines = redirects.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.filter_map(|line| line.split_whitespace().next()?.strip_prefix(base)).collect()
}
