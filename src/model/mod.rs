//! The nouns that every stage speaks of. Uses nothing of the rest of the program.

mod amount;
mod board;
mod issue;
mod period;
mod ratio;
mod registry;
mod snapshot;
mod source;

pub use amount::Amount;
pub use board::{Board, Break, Credit, GapBoards, Metric, MetricKind};
pub use issue::{Correction, FrontMatter, PageMatter};
pub use period::{Cadence, Period, day_label};
pub use ratio::{Ratio, fixed};
pub use registry::{Alias, Hidden, Model, ModelClaim, Org, Parameters, Price, Registry, Relation};
pub use snapshot::{ReportedExit, ReportedStatus, Row, Snapshot, Statement};
pub use source::{Mapping, OnError, Source, SourceKind, Timeouts};

/// True for `[a-z0-9][a-z0-9.-]*` of at most 80 bytes that does not end in a dot and is no reserved device name:
/// what may become a path.
pub fn is_slug(text: &str) -> bool {
    let shape =
        text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    shape && first && text.len() <= 80 && !text.ends_with('.') && !is_reserved(text)
}

/// True for names that some file systems or our own layout keep for themselves.
pub fn is_reserved(slug: &str) -> bool {
    let stem = slug.split('.').next().unwrap_or_default();
    let device = matches!(stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| ('1'..='9').contains(&c)));
    device || matches!(slug, "index" | "index.html" | "feed.xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_paths() {
        for good in ["claude-opus-4.7", "a", "2026-w17", "com10"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in
            ["", ".", "..", "-a", ".a", "a/b", "A", "a b", "con", "aux.txt", "lpt1", "index", "a.", "ä"]
        {
            assert!(!is_slug(bad), "{bad}");
        }
        assert!(!is_slug(&"a".repeat(81)));
    }
}
