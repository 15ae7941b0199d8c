//! The pages that somebody looks at, before all else: shown as soon as they are made, ahead of the other pages, the
//! other issues' claims and every other file. In: what has changed, and who looks. Out: nothing; `Early` is handed the
//! pages. What is shown so is provisional: the whole site follows, or the last good one comes back.

use crate::claims::Account;
use crate::diagnostic::Notes;
use crate::editorial::{Drafts, Editorial, Issue, resolve_again};
use crate::inputs::Inputs;
use crate::kept::{Checked, Data, Kept};
use crate::make::{Made, Parts, draw, first};
use crate::memory::Memory;
use crate::pages::Early;
use crate::theme::{Assets, Theme};
use crate::{check_claims, told};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the pages are made of, but for the texts.
pub struct Sketch<'a> {
    /// The site's files.
    pub inputs: &'a Inputs,
    /// The fact table.
    pub data: &'a Data,
    /// The theme.
    pub theme: &'a Theme,
    /// Where its files are.
    pub assets: &'a Assets,
    /// Results of earlier builds.
    pub memory: &'a dyn Memory,
    /// Today.
    pub today: Date,
}

impl Sketch<'_> {
    /// After a change of the data. Only the issues that are looked at are read again: of the others a page shows a line.
    pub fn after_data(&self, drafts: &Drafts, kept: Option<&mut Kept>) {
        let Some((early, kept)) = looked_at(kept).filter(|(_, kept)| kept.pages.is_outdated()) else {
            return;
        };
        let Some(mut texts) = kept.before(self.inputs, drafts.map(), &self.data.facts) else { return };
        let open = early.open();
        texts.issues.retain(|_, (issue, _)| !is_open(issue, &open));
        let Data { config, facts, .. } = self.data;
        let mut unheard = Notes::default();
        let found = resolve_again(drafts.clone(), self.inputs, facts, config, texts, &mut unheard);
        self.show(&found.editorial, &BTreeMap::new(), &*early, kept);
    }

    /// After a change of templates, of which a page shows much.
    pub fn after_templates(
        &self,
        editorial: &Editorial,
        known: &BTreeMap<String, Checked>,
        kept: Option<&mut Kept>,
    ) {
        let restyled = looked_at(kept).filter(|(_, kept)| kept.pages.is_restyled(self.theme));
        if let Some((early, kept)) = restyled {
            self.show(editorial, known, &*early, kept);
        }
    }

    fn show(
        &self,
        editorial: &Editorial,
        known: &BTreeMap<String, Checked>,
        early: &dyn Early,
        kept: &mut Kept,
    ) {
        let Data { config, facts, .. } = self.data;
        let open = early.open();
        let pick = |issue: &Issue| is_open(issue, &open);
        let checked = check_claims(self.inputs, editorial, self.data, self.today, known, pick);
        // What is wrong is told when all is made.
        let mut unheard = Notes::default();
        let claims: Vec<Account> = told(&checked, false, &mut unheard);
        let figures = draw(facts, editorial, config, self.memory, &mut unheard);
        let parts = self.parts(editorial);
        let made = Made { parts: &parts, claims: &claims, figures: &figures, copied: Vec::new() };
        first(&made, early, &mut kept.pages);
    }

    /// The same with the texts.
    pub fn parts<'a>(&'a self, editorial: &'a Editorial) -> Parts<'a> {
        let Sketch { inputs, data: Data { config, facts, .. }, theme, assets, memory, .. } = *self;
        Parts { inputs, config, facts, editorial, theme, assets, memory }
    }
}

/// Who looks at pages, if anybody does.
fn looked_at(kept: Option<&mut Kept>) -> Option<(Arc<dyn Early>, &mut Kept)> {
    let kept = kept?;
    let early = kept.pages.early.clone().filter(|early| !early.open().is_empty())?;
    Some((early, kept))
}

fn is_open(issue: &Issue, open: &BTreeSet<String>) -> bool {
    open.contains(&format!("issues/{}/index.html", issue.matter.slug))
}
