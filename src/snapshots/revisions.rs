//! The earlier figures of a restated period. Nothing is computed from them; what stands there is held to the same keys
//! as figures in force, so that a slip of the pen is found while somebody still knows what was meant.

use super::row;
use crate::document::{Fields, Node, Reading};

/// Reads a snapshot's `revisions` for what is wrong in them.
pub fn check(r: &mut Reading<'_>, node: &Node) {
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "a revision", r) else { continue };
        f.optional("as_of", r, Reading::instant);
        f.optional("complete", r, Reading::boolean);
        f.optional("listed", r, |r, n| r.whole(n, 1));
        f.optional("other", r, Reading::amount);
        f.optional("note", r, Reading::source_text);
        for key in ["entries", "added"] {
            if let Some(rows) = f.node(key) {
                r.list(rows).iter().for_each(|row| drop(row::read(r, row)));
            }
        }
        f.finish(r);
    }
}
