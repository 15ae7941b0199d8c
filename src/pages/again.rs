//! Which pages of an earlier build still hold. In: a site whose data, theme and files beside the texts are those of the
//! earlier build, which the caller promises. Out: the bytes of the pages that show nothing of the texts that differ.

use super::plan::{Kind, PagePlan};
use super::views;
use crate::figures::ChartSpec;
use crate::identity::ModelId;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

/// The pages of a build, each with what it showed of the texts.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The issues' files of the site that is being made, in the order of the issues.
    files: Vec<Arc<Vec<u8>>>,
    shared: String,
    pictured: BTreeSet<ChartSpec>,
    pages: BTreeMap<String, (Reach, Arc<Vec<u8>>)>,
    feeds: BTreeMap<String, (String, Arc<Vec<u8>>)>,
}

/// What a page shows of the texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Reach {
    /// The issue's own file.
    text: Option<Arc<Vec<u8>>>,
    /// What it says of other texts.
    words: String,
}

impl Rendered {
    /// The pages that every page of this site can be held against: none if what all pages share has changed.
    /// `files` are the issues' files, in the order of the issues.
    pub fn still(self, site: &Site<'_>, files: Vec<Arc<Vec<u8>>>, pictured: BTreeSet<ChartSpec>) -> Rendered {
        let mut shared = serde_json::to_string(&views::site(site)).expect("a view is plain data");
        // The newest issue's card stands for pages that have none.
        let _ = write!(shared, "{:?}", site.editorial.issues.first().map(|i| &i.matter.slug));
        let same = self.shared == shared && self.pictured == pictured;
        let (pages, feeds) = if same { (self.pages, self.feeds) } else { (BTreeMap::new(), BTreeMap::new()) };
        Rendered { files, shared, pictured, pages, feeds }
    }

    /// The issues' files of the site that is being made.
    pub fn files(&self) -> &[Arc<Vec<u8>>] {
        &self.files
    }

    /// The bytes of a page, if it shows the same.
    pub fn page(&self, plan: &PagePlan, reach: &Reach) -> Option<Arc<Vec<u8>>> {
        let (old, bytes) = self.pages.get(&plan.path)?;
        (old == reach).then(|| bytes.clone())
    }

    /// The bytes of a feed, if it says the same of the texts.
    pub fn feed(&self, path: &str, words: &str) -> Option<Arc<Vec<u8>>> {
        let (old, bytes) = self.feeds.get(path)?;
        (old == words).then(|| bytes.clone())
    }

    /// Remembers a feed with what it says of the texts.
    pub fn keep_feed(&mut self, path: String, words: String, bytes: Arc<Vec<u8>>) {
        self.feeds.insert(path, (words, bytes));
    }

    /// Remembers the pages of this build in place of the earlier one's.
    pub fn keep(&mut self, pages: impl Iterator<Item = (String, Reach, Arc<Vec<u8>>)>) {
        self.pages = pages.map(|(path, reach, bytes)| (path, (reach, bytes))).collect();
    }
}

/// What a page shows of the texts; `None` for the few that may show anything of them and are made anew each time.
/// `files` are the issues' files, in the order of the issues.
pub fn reach(site: &Site<'_>, kind: &Kind, files: &[Arc<Vec<u8>>]) -> Option<Reach> {
    let named = |index: usize, words: &mut String| words.push_str(&said_of(site, index));
    let mut words = String::new();
    let mut text = None;
    match kind {
        Kind::Issue(index) => {
            text = Some(files.get(*index)?.clone());
            let neighbours = [index.checked_sub(1), Some(index + 1)];
            for neighbour in neighbours.into_iter().flatten().filter(|i| *i < site.editorial.issues.len()) {
                // Which of the two it is shows as well.
                let _ = write!(words, "{}", neighbour > *index);
                named(neighbour, &mut words);
            }
        }
        Kind::BoardPeriod(_, period) => {
            let issues = site.editorial.issues.iter().enumerate().filter(|(_, i)| i.matter.period == *period);
            issues.for_each(|(index, _)| named(index, &mut words));
        }
        Kind::Subject(model) => words = said_of_namers(site, *model),
        Kind::Org(_) => {}
        _ => return None,
    }
    Some(Reach { text, words })
}

/// What other pages say of an issue.
fn said_of(site: &Site<'_>, index: usize) -> String {
    let link = views::issue_link(site, index);
    serde_json::to_string(&link).expect("a view is plain data") + site.editorial.issues[index].permanent_id()
}

/// What is said of the issues that name a model.
pub fn said_of_namers(site: &Site<'_>, model: ModelId) -> String {
    let issues = site.editorial.issues.iter().enumerate().filter(|(_, i)| i.mentions.contains(&model));
    issues.map(|(index, _)| said_of(site, index)).collect()
}
