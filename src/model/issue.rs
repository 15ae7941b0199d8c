//! What stands above an issue's or a page's text.

use super::Period;
use crate::diagnostic::Span;
use jiff::civil::Date;

/// A correction that was made after publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// When.
    pub date: Date,
    /// What.
    pub text: String,
    /// Where its date stands in the issue.
    pub span: Span,
}

/// An issue's front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Title, references not yet expanded.
    pub title: String,
    /// The period it speaks of.
    pub period: Period,
    /// Publication date.
    pub date: Date,
    /// One sentence for cards, feeds and the inbox.
    pub summary: Option<String>,
    /// Author, if not the site's.
    pub author: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Left out unless `--drafts`.
    pub draft: bool,
    /// Its folder under `/issues/`.
    pub slug: String,
    /// Slugs it had: their addresses redirect.
    pub formerly: Vec<String>,
    /// The permanent part of its feed id, where it is not the file's name.
    pub id: Option<String>,
    /// Corrections, in file order.
    pub corrections: Vec<Correction>,
}

impl FrontMatter {
    /// When the issue last changed: its newest correction, else its date.
    pub fn updated(&self) -> Date {
        self.corrections.iter().map(|c| c.date).max().map_or(self.date, |corrected| corrected.max(self.date))
    }
}

/// A standing page's front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageMatter {
    /// Title.
    pub title: String,
    /// Its folder at the root.
    pub slug: String,
    /// Slugs it had: their addresses redirect.
    pub formerly: Vec<String>,
    /// When its text last changed.
    pub updated: Option<Date>,
    /// Place in the navigation, smallest first; none hides it there.
    pub nav: Option<i64>,
    /// For search engines.
    pub description: Option<String>,
}
