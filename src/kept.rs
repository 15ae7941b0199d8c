//! What one build hands to the next of the same site in the same process: `serve` computes again only what a change can
//! reach. Promise: what comes out is what a build that remembers nothing would give. Nothing here is told by dates:
//! a result is taken over if the bytes it was computed from are the same.

use crate::Options;
use crate::analysis::Facts;
use crate::claims::Account;
use crate::config::Config;
use crate::diagnostic::Notes;
use crate::editorial::{ContentMap, Earlier, Editorial, Heads};
use crate::inputs::{Inputs, SITE};
use crate::pages::Rendered;
use crate::snapshots;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was found in an issue: what is to be said of it, and what its page tells.
pub type Checked = Arc<(Notes, Account)>;

/// Results of the build before.
#[derive(Debug, Default)]
pub struct Kept {
    options: Option<Options>,
    inputs: Inputs,
    data: Option<Data>,
    /// What held before the data changed; let go when all is made.
    before: Option<(Data, Earlier)>,
    map: ContentMap,
    texts: Earlier,
    /// The snapshots.
    pub snapshots: snapshots::Known,
    /// The front matter of the issues.
    pub heads: Heads,
    claims: BTreeMap<String, Checked>,
    /// The pages of the last site that was rendered.
    pub pages: Rendered,
}

/// The fact table, what it was made with, and what was said on the way.
#[derive(Debug)]
pub struct Data {
    /// The configuration.
    pub config: Config,
    /// The fact table.
    pub facts: Facts,
    /// What was said.
    pub notes: Notes,
}

impl Kept {
    /// The facts, if these files and options give the same again. Drops what does not hold without them.
    pub fn data(&mut self, inputs: &Inputs, options: &Options) -> Option<Data> {
        let is_data = |path: &str| path == SITE || path.starts_with("data/");
        let configured =
            self.options.as_ref() == Some(options) && self.inputs.same_where(inputs, |path| path == SITE);
        if !configured || self.data.is_none() {
            let early = self.pages.early.take();
            *self = Kept { options: Some(options.clone()), ..Kept::default() };
            self.pages.early = early;
        } else if !self.inputs.same_where(inputs, is_data) {
            self.before = self.data.take().map(|data| (data, std::mem::take(&mut self.texts)));
            self.claims.clear();
            self.pages.outdate();
        }
        let is_text = |path: &str| path.starts_with("content/") && path.ends_with(".md");
        let is_template = |path: &str| path.starts_with("themes/") && path.contains("/templates/");
        if !self.inputs.same_where(inputs, |path| !is_data(path) && !is_text(path) && !is_template(path)) {
            self.pages = Rendered::default();
        }
        // What lies beside the texts: pictures, options of figures.
        if !self.inputs.same_where(inputs, |path| path.starts_with("content/") && !is_text(path)) {
            self.forget_texts();
        }
        self.data.take()
    }

    fn forget_texts(&mut self) {
        self.texts = Earlier::default();
        self.claims.clear();
    }

    /// The issues whose files are the same; none if the texts have other addresses, which any of them may link to.
    pub fn texts(&mut self, inputs: &Inputs, map: &ContentMap) -> Earlier {
        if self.map != *map {
            self.map = map.clone();
            self.pages = Rendered::default();
            self.forget_texts();
        }
        let old = &self.inputs;
        self.texts.issues.retain(|file, _| old.shared(file) == inputs.shared(file));
        self.claims.retain(|file, _| self.texts.issues.contains_key(file));
        std::mem::take(&mut self.texts)
    }

    /// The issues whose files are the same, as they were before the data changed; none of them if addresses or models
    /// are others now.
    pub fn before(&mut self, inputs: &Inputs, map: &ContentMap, facts: &Facts) -> Option<Earlier> {
        let (data, texts) = self.before.as_mut()?;
        let mut texts = std::mem::take(texts);
        let ids = |facts: &Facts| facts.models.iter().map(|model| model.id.clone()).collect::<Vec<_>>();
        let same = self.map == *map && ids(&data.facts) == ids(facts);
        let old = &self.inputs;
        texts.issues.retain(|file, _| same && old.shared(file) == inputs.shared(file));
        Some(texts)
    }

    /// What was found in the issues that `texts` gave, by file.
    pub fn claims(&mut self) -> BTreeMap<String, Checked> {
        std::mem::take(&mut self.claims)
    }

    /// Takes the results of a build, `said` and `claims` in the order of the issues.
    pub fn keep(
        &mut self,
        inputs: &Inputs,
        data: Data,
        editorial: Editorial,
        said: Vec<Notes>,
        claims: Vec<Checked>,
    ) {
        self.before = None;
        self.inputs = inputs.clone();
        self.data = Some(data);
        let files: Vec<String> = editorial.issues.iter().map(|i| i.file.clone()).collect();
        self.claims = files.iter().cloned().zip(claims).collect();
        let issues = editorial.issues.into_iter().zip(said);
        self.texts.issues = files.into_iter().zip(issues).collect();
    }
}
