//! What is checked once the whole site stands: a list, each entry reads only.

mod glyphs;
mod lost;
mod mail;

pub use lost::{gone, lost};

use crate::diagnostic::{Diagnostic, Notes, Source};
use crate::inputs::Inputs;
use crate::outputs::Outputs;
use crate::site::Site;
use rayon::prelude::*;

/// What is checked.
pub struct Whole<'a> {
    /// The site's files.
    pub inputs: &'a Inputs,
    /// The site.
    pub site: &'a Site<'a>,
    /// What was made of them.
    pub outputs: &'a Outputs,
}

/// One check.
struct Check {
    run: fn(&Whole<'_>, &mut Notes),
}

static CHECKS: &[Check] =
    &[Check { run: links_resolve }, Check { run: glyphs::covered }, Check { run: mail::ready }];

/// Runs them all.
pub fn run(whole: &Whole<'_>, notes: &mut Notes) {
    for check in CHECKS {
        (check.run)(whole, notes);
    }
}

/// Links of the editor's to paths of the site lead somewhere.
fn links_resolve(whole: &Whole<'_>, notes: &mut Notes) {
    let Whole { inputs, site, outputs } = whole;
    let issues = site.editorial.issues.iter().map(|i| (&i.file, &i.body));
    let bodies = issues.chain(site.editorial.pages.iter().map(|p| (&p.file, &p.body)));
    let links: Vec<_> =
        bodies.flat_map(|(file, body)| body.site_links.iter().map(move |l| (file, l))).collect();
    let lead: Vec<bool> = links
        .par_iter()
        .map(|(_, (path, _))| outputs.has(path) || outputs.has(&format!("{path}/")))
        .collect();
    for ((file, (path, span)), known) in links.into_iter().zip(lead) {
        if !known {
            let text = inputs.text(file, &mut Notes::default()).unwrap_or_default();
            notes.push(
                Diagnostic::error("link-missing", format!("the site has no page `/{path}`"))
                    .at(Source { file, text }, *span)
                    .help("links to other texts name their files; links to pages begin with `/`"),
            );
        }
    }
}
