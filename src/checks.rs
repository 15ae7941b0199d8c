//! What is checked once the whole site stands: a list, each entry reads only.

mod glyphs;
mod links;
mod lost;
mod mail;
mod places;

pub use lost::{gone, lost};

use crate::diagnostic::Notes;
use crate::inputs::Inputs;
use crate::outputs::Outputs;
use crate::site::Site;

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
    &[Check { run: links::resolve }, Check { run: glyphs::covered }, Check { run: mail::ready }];

/// Runs them all.
pub fn run(whole: &Whole<'_>, notes: &mut Notes) {
    for check in CHECKS {
        (check.run)(whole, notes);
    }
}
