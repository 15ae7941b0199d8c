//! The checked claims of each issue beside it: what the line at its end counts, for who wants to see.

use crate::claims::Account;
use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::site::Site;
use rayon::prelude::*;

pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    let files: Vec<String> = site.claims.par_iter().map(|account| Account::json(&account.records)).collect();
    for (index, json) in files.into_iter().enumerate() {
        outputs.add(&site.claims_path(index), json, notes);
    }
}
