//! Everything a page can show, made once and never changed: what exporters, feeds and pages start from.

use crate::analysis::Facts;
use crate::claims::Account;
use crate::config::Config;
use crate::editorial::{Editorial, Links};
use crate::figures::{ChartSpec, Figure};
use crate::identity::ModelId;
use crate::model::Period;
use crate::theme::{Assets, Settings};
use std::collections::BTreeMap;

/// Width and height of a card.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// A site, ready to be written.
#[derive(Debug, Clone)]
pub struct Site<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The fact table.
    pub facts: &'a Facts,
    /// Issues and pages.
    pub editorial: &'a Editorial,
    /// The claims of each issue, in the order of the issues.
    pub claims: &'a [Account],
    /// Links that begin at the host: `/gap/models/x/`.
    pub links: Links,
    /// Links with the host: `https://example.com/gap/models/x/`.
    pub absolute: Links,
    /// Addresses of fingerprinted files.
    pub assets: &'a Assets,
    /// The theme's settings.
    pub settings: &'a Settings,
    /// The figures that pages show.
    pub figures: &'a BTreeMap<ChartSpec, Figure>,
}

impl Site<'_> {
    /// The same site with links that work anywhere, for feeds and mail.
    pub fn with_absolute_links(&self) -> Self {
        Site { links: self.absolute.clone(), ..self.clone() }
    }

    /// The path of a board's page.
    pub fn board_path(&self, board: usize) -> String {
        format!("boards/{}/", self.config.boards[board].id)
    }

    /// The path of a board's page for a period.
    pub fn board_period_path(&self, board: usize, period: Period) -> String {
        format!("boards/{}/{period}/", self.config.boards[board].id)
    }

    /// The path of a subject's page.
    pub fn subject_path(&self, model: usize) -> String {
        [&self.config.subject.plural, "/", &self.facts.models[model].id, "/"].concat()
    }

    /// The path of an organisation's page.
    pub fn org_path(&self, id: &str) -> String {
        format!("{}/{id}/", self.config.orgs.plural)
    }

    /// The path of an issue.
    pub fn issue_path(&self, issue: usize) -> String {
        format!("issues/{}/", self.editorial.issues[issue].matter.slug)
    }

    /// The path of an issue's checked claims.
    pub fn claims_path(&self, issue: usize) -> String {
        format!("{}claims.json", self.issue_path(issue))
    }

    /// The path of an issue's card, if there are cards.
    pub fn card_of_issue(&self, issue: usize) -> Option<String> {
        let cards = self.wants(crate::config::OutputKind::Cards);
        cards.then(|| format!("cards/issues/{}.png", self.editorial.issues[issue].matter.slug))
    }

    /// The path of a board's card, if there are cards.
    pub fn card_of_board(&self, board: usize) -> Option<String> {
        let cards = self.wants(crate::config::OutputKind::Cards);
        cards.then(|| format!("cards/boards/{}.png", self.config.boards[board].id))
    }

    /// The path of a subject's card, if it stands in a visible top now.
    pub fn card_of_subject(&self, model: ModelId) -> Option<String> {
        let shown = |board: usize| {
            let mut top = self.facts.boards[board].latest()?.visible(self.config.boards[board].top);
            top.find(|e| e.key.model == model)
        };
        let wanted =
            self.wants(crate::config::OutputKind::Cards) && self.boards().any(|b| shown(b).is_some());
        wanted.then(|| format!("cards/{}/{}.png", self.config.subject.plural, self.facts.models[model].id))
    }

    /// The boards that have at least one snapshot.
    pub fn boards(&self) -> impl Iterator<Item = usize> {
        let facts = self.facts;
        (0..self.config.boards.len()).filter(move |b| !facts.boards[*b].periods.is_empty())
    }

    /// True if the kind of output is wanted.
    pub fn wants(&self, kind: crate::config::OutputKind) -> bool {
        self.config.outputs.contains(&kind)
    }

    /// The period the front page speaks of: the newest issue's, else the newest of the data.
    pub fn current_period(&self) -> Option<Period> {
        self.editorial.issues.first().map(|i| i.matter.period).or_else(|| self.facts.latest_period())
    }
}
