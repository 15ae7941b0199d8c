//! Which pages of an earlier build still hold. In: a site whose data, theme and files beside the texts are those of the
//! earlier build, which the caller promises. Out: the bytes of the pages that show nothing of the texts that differ.

use super::plan::{Kind, PagePlan};
use super::render::Renderer;
use super::stale::{Templates, stale};
use super::views;
use crate::figures::ChartSpec;
use crate::identity::ModelId;
use crate::model::Period;
use crate::site::Site;
use crate::theme::Theme;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// What the entries of feeds are made with.
const FEED_TEMPLATES: [&str; 2] = ["feed_content.html", "email_content.html"];

/// Who looks at pages while they are made anew: those are made first, and shown.
pub trait Early: fmt::Debug + Send + Sync {
    /// The files of the pages that are looked at.
    fn open(&self) -> BTreeSet<String>;
    /// Shows them.
    fn show(&self, pages: Vec<(String, Arc<Vec<u8>>)>);
}

/// The pages of a build, each with what it showed of the texts.
#[derive(Debug, Default)]
pub struct Rendered {
    texts: Texts,
    /// What renders them, made of the same theme and of what all pages share.
    renderer: Option<Arc<Renderer>>,
    templates: Arc<Templates>,
    /// The templates whose pages are made anew.
    stale: BTreeSet<String>,
    /// The data are others than those of the earlier build, so that no page is taken over.
    outdated: bool,
    /// Who looks at pages.
    pub early: Option<Arc<dyn Early>>,
    shared: String,
    pictured: BTreeSet<ChartSpec>,
    pages: BTreeMap<String, (Reach, Arc<Vec<u8>>)>,
    feeds: BTreeMap<String, (String, Arc<Vec<u8>>)>,
}

/// The texts of the site that is being made, as other pages show them.
#[derive(Debug, Default)]
pub struct Texts {
    /// The issues' files, in the order of the issues.
    files: Vec<Arc<Vec<u8>>>,
    /// What other pages say of each issue.
    said: Vec<String>,
    /// The issues that name a model.
    namers: BTreeMap<ModelId, Vec<usize>>,
    /// The issues of a period.
    periods: BTreeMap<Period, Vec<usize>>,
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
    pub fn still(
        self,
        site: &Site<'_>,
        theme: &Theme,
        files: Vec<Arc<Vec<u8>>>,
        pictured: BTreeSet<ChartSpec>,
    ) -> Rendered {
        let mut shared = serde_json::to_string(&views::site(site)).expect("a view is plain data");
        // The newest issue's card stands for pages that have none.
        let _ = write!(shared, "{:?}", site.editorial.issues.first().map(|i| &i.matter.slug));
        let same = self.shared == shared && self.pictured == pictured;
        let texts = Texts::of(site, files);
        let mut old = if same { self } else { Rendered::default() };
        let differ = stale(&old.templates, &theme.templates);
        if !differ.is_empty() {
            (old.renderer, old.templates) = (None, Arc::new(theme.templates.clone()));
            old.stale.extend(differ);
        }
        Rendered { texts, shared, pictured, ..old }
    }

    /// The data have changed: what every page shares may still hold, and nothing else does.
    pub fn outdate(&mut self) {
        self.pages.clear();
        self.feeds.clear();
        self.outdated = true;
    }

    /// All pages and feeds are made, so that those of the next build are held against these.
    pub fn settle(&mut self) {
        self.stale.clear();
        self.outdated = false;
    }

    /// True if the data are others than those of the earlier build.
    pub fn is_outdated(&self) -> bool {
        self.outdated
    }

    /// True if the data are the same and templates are not.
    pub fn is_restyled(&self, theme: &Theme) -> bool {
        !self.outdated && *self.templates != theme.templates
    }

    /// What renders the pages: the earlier build's, else a new one.
    pub fn renderer(&mut self, new: impl FnOnce() -> Option<Renderer>) -> Option<Arc<Renderer>> {
        if self.renderer.is_none() {
            self.renderer = new().map(Arc::new);
        }
        self.renderer.clone()
    }

    /// True if what pages ask for besides (style sheet, scripts) is there from the earlier build.
    pub fn is_known(&self) -> bool {
        self.outdated || !self.pages.is_empty()
    }

    /// The texts of the site that is being made.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The bytes of a page, if it shows the same.
    pub fn page(&self, plan: &PagePlan, reach: &Reach) -> Option<Arc<Vec<u8>>> {
        let (old, bytes) = self.pages.get(&plan.path)?;
        (old == reach && !self.stale.contains(views::template(&plan.kind))).then(|| bytes.clone())
    }

    /// The bytes of a feed, if it says the same of the texts.
    pub fn feed(&self, path: &str, words: &str) -> Option<Arc<Vec<u8>>> {
        let (old, bytes) = self.feeds.get(path)?;
        let anew = FEED_TEMPLATES.iter().any(|name| self.stale.contains(*name));
        (old == words && !anew).then(|| bytes.clone())
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

impl Texts {
    fn of(site: &Site<'_>, files: Vec<Arc<Vec<u8>>>) -> Texts {
        let mut texts = Texts { files, ..Texts::default() };
        for (index, issue) in site.editorial.issues.iter().enumerate() {
            let m = &issue.matter;
            let said =
                (&m.slug, &issue.title, &issue.summary, m.date, m.period, &m.tags, issue.permanent_id());
            texts.said.push(format!("{said:?}"));
            texts.periods.entry(m.period).or_default().push(index);
            for model in &issue.mentions {
                texts.namers.entry(*model).or_default().push(index);
            }
        }
        texts
    }

    fn words(&self, issues: impl IntoIterator<Item = usize>) -> String {
        issues.into_iter().filter_map(|index| self.said.get(index)).map(String::as_str).collect()
    }

    /// What is said of the issues that name a model.
    pub fn words_of_namers(&self, model: ModelId) -> String {
        self.words(self.namers.get(&model).into_iter().flatten().copied())
    }

    /// The whole of the newest issues, and what is said of them.
    pub fn newest(&self, count: usize) -> String {
        let files = self.files.iter().take(count).map(|bytes| String::from_utf8_lossy(bytes));
        self.words(0..count) + &files.collect::<String>()
    }
}

/// What a page shows of the texts; `None` for the few that may show anything of them and are made anew each time.
pub fn reach(site: &Site<'_>, kind: &Kind, texts: &Texts) -> Option<Reach> {
    let all = 0..texts.said.len();
    let mut text = None;
    let words = match kind {
        Kind::Issue(index) => {
            text = Some(texts.files.get(*index)?.clone());
            // Which of the two a neighbour is shows as well.
            let before = texts.words(index.checked_sub(1));
            format!("{before:?}{}", texts.words([index + 1]))
        }
        Kind::BoardPeriod(_, period) => texts.words(texts.periods.get(period).into_iter().flatten().copied()),
        Kind::Subject(model) => texts.words_of_namers(*model),
        Kind::Home | Kind::Issues | Kind::Tags => texts.words(all),
        Kind::Tag(tag) => texts.words(all.filter(|i| site.editorial.issues[*i].matter.tags.contains(tag))),
        Kind::Boards
        | Kind::Board(_)
        | Kind::Subjects
        | Kind::Orgs
        | Kind::Org(_)
        | Kind::Gap
        | Kind::Choose
        | Kind::Methodology
        | Kind::Data
        | Kind::Subscribe
        | Kind::NotFound => String::new(),
        Kind::Standing(_) | Kind::Corrections => return None,
    };
    Some(Reach { text, words })
}
