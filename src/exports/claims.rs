//! The checked claims of each issue beside it: what the line at its end counts, for who wants to see.

use crate::claims::Account;
use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::site::Site;

pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    for (index, account) in site.claims.iter().enumerate() {
        outputs.add(&site.claims_path(index), Account::json(&account.records), notes);
    }
}
