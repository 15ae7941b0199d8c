//! What is checked once the whole site stands: a list, each entry reads only.

mod glyphs;
mod lost;
mod mail;

pub use lost::{gone, lost};

use crate::diagnostic::{Diagnostic, Notes};
use crate::outputs::Outputs;
use crate::site::Site;

/// One check.
struct Check {
    run: fn(&Site<'_>, &Outputs, &mut Notes),
}

static CHECKS: &[Check] =
    &[Check { run: links_resolve }, Check { run: glyphs::covered }, Check { run: mail::ready }];

/// Runs them all.
pub fn run(site: &Site<'_>, outputs: &Outputs, notes: &mut Notes) {
    for check in CHECKS {
        (check.run)(site, outputs, notes);
    }
}

/// Links of the editor's to paths of the site lead somewhere.
fn links_resolve(site: &Site<'_>, outputs: &Outputs, notes: &mut Notes) {
    let issues = site.editorial.issues.iter().map(|i| &i.body);
    let bodies = issues.chain(site.editorial.pages.iter().map(|p| &p.body));
    for (path, place) in bodies.flat_map(|b| &b.site_links) {
        let known = outputs.has(path) || outputs.has(&format!("{path}/"));
        if !known {
            notes.push(
                Diagnostic::error("link-missing", format!("the site has no page `/{path}`"))
                    .at_place(place.clone())
                    .help("links to other texts name their files; links to pages begin with `/`"),
            );
        }
    }
}
