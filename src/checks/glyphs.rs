//! Pictures are drawn in the bundled face alone, so a name in letters that it lacks would come out as boxes.

use super::Whole;
use crate::diagnostic::{Diagnostic, Notes};
use crate::figures;
use std::collections::BTreeSet;

/// How many names the message lists.
const LISTED: usize = 12;

/// One warning for all names that pictures show and the bundled face cannot write.
pub fn covered(Whole { site, .. }: &Whole<'_>, notes: &mut Notes) {
    let models = site.facts.models.iter().map(|m| m.name.as_str());
    let orgs = site.facts.orgs.iter().map(|o| o.name.as_str());
    let boards = site.config.boards.iter().map(|b| b.title.as_str());
    let issues = site.editorial.issues.iter().map(|i| i.title.as_str());
    let site_title = std::iter::once(site.config.title.as_str());
    let names: BTreeSet<&str> = models.chain(orgs).chain(boards).chain(issues).chain(site_title).collect();
    let lacking: Vec<String> = names.into_iter().filter_map(described).collect();
    if lacking.is_empty() {
        return;
    }
    let more = lacking.len().saturating_sub(LISTED);
    let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
    let shown = lacking[..lacking.len().min(LISTED)].join(", ");
    let message = format!("the face of the pictures has no letters for {shown}{rest}");
    let help = "pictures and cards show boxes there, pages are not affected; the face covers Latin and arrows, so give such a name a Latin spelling in data/models.yaml";
    notes.push(Diagnostic::warning("figure-glyphs", message).help(help));
}

/// A name with the letters that are lacking: `通义 (通, 义)`.
fn described(name: &str) -> Option<String> {
    let letters = figures::lacking(name);
    if letters.is_empty() {
        return None;
    }
    let letters: Vec<String> = letters.iter().map(|c| format!("{c} U+{:04X}", *c as u32)).collect();
    Some(format!("`{name}` ({})", letters.join(", ")))
}
