//! `email:` of site.yaml: who sends the letter, and how long its tables are.

use crate::document::{Fields, Node, Reading};

/// Who sends the e-mail edition: which words stand for a reader's own addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Anybody: an address to replace.
    Generic,
    /// Buttondown.
    Buttondown,
    /// Kit, once ConvertKit.
    Kit,
    /// Mailchimp.
    Mailchimp,
    /// Ghost.
    Ghost,
}

/// The e-mail edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Email {
    /// Who sends it.
    pub provider: Provider,
    /// Most rows of a table in it.
    pub max_rows: u32,
}

impl Default for Email {
    fn default() -> Email {
        Email { provider: Provider::Generic, max_rows: 20 }
    }
}

pub fn read(r: &mut Reading<'_>, node: &Node) -> Option<Email> {
    let words = [
        ("generic", Provider::Generic),
        ("buttondown", Provider::Buttondown),
        ("kit", Provider::Kit),
        ("mailchimp", Provider::Mailchimp),
        ("ghost", Provider::Ghost),
    ];
    let usual = Email::default();
    let mut f = Fields::open(node, "`email`", r)?;
    let provider = f.optional("provider", r, |r, n| r.one_of(n, &words)).unwrap_or(usual.provider);
    let max_rows = f.optional("max_rows", r, |r, n| {
        let rows = r.text(n)?.parse().ok().filter(|rows| *rows >= 1);
        if rows.is_none() {
            r.error("wrong-type", n.span, "`max_rows` is a whole number of at least 1");
        }
        rows
    });
    f.finish(r);
    Some(Email { provider, max_rows: max_rows.unwrap_or(usual.max_rows) })
}
