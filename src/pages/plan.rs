//! Which pages a site has: every address is decided here, before anything is rendered.

use super::views;
use crate::analysis::{Facts, PeriodFacts};
use crate::config::{Config, StaticFigures};
use crate::diagnostic::{Diagnostic, Notes};
use crate::editorial::{ChartKind, Editorial};
use crate::figures::ChartSpec;
use crate::identity::ModelId;
use crate::model::{MetricKind, Period};
use crate::site::Site;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The front page.
    Home,
    /// All issues.
    Issues,
    /// All tags.
    Tags,
    /// The issues with a tag.
    Tag(String),
    /// An issue, by index.
    Issue(usize),
    /// All boards.
    Boards,
    /// A board now.
    Board(usize),
    /// A board in a period.
    BoardPeriod(usize, Period),
    /// All subjects.
    Subjects,
    /// A subject.
    Subject(ModelId),
    /// All organisations.
    Orgs,
    /// An organisation, by index.
    Org(usize),
    /// The gap.
    Gap,
    /// The shortlist.
    Choose,
    /// A standing page, by index.
    Standing(usize),
    /// The built-in methodology, where the site has none of its own.
    Methodology,
    /// All corrections.
    Corrections,
    /// The tables for people.
    Data,
    /// The form and the feeds.
    Subscribe,
    /// Not found.
    NotFound,
}

/// A page to be made.
#[derive(Debug, Clone)]
pub struct PagePlan {
    /// What it is about.
    pub kind: Kind,
    /// Its path below the root: `models/x/`, `404.html`.
    pub path: String,
    /// When its content last changed, as far as the content says.
    pub changed: Option<Date>,
}

impl PagePlan {
    /// The file it becomes.
    pub fn file(&self) -> String {
        if self.path.ends_with(".html") { self.path.clone() } else { format!("{}index.html", self.path) }
    }
}

/// All pages.
pub fn plan(site: &Site<'_>) -> Vec<PagePlan> {
    let mut pages = Vec::new();
    let newest = newest_date(site);
    let mut add = |kind, path: String, changed| pages.push(PagePlan { kind, path, changed });
    add(Kind::Home, String::new(), newest);
    add(Kind::Issues, "issues/".into(), site.editorial.issues.iter().map(|i| i.matter.date).max());
    for (index, issue) in site.editorial.issues.iter().enumerate() {
        add(Kind::Issue(index), site.issue_path(index), Some(issue.updated()));
    }
    let tags = tags(site.editorial);
    if !tags.is_empty() {
        add(Kind::Tags, "tags/".into(), tags.values().max().copied());
    }
    for (tag, changed) in tags {
        add(Kind::Tag(tag.to_string()), format!("tags/{tag}/"), Some(changed));
    }
    add_boards(site, &mut add);
    add_subjects(site, &mut add, newest);
    if site.config.gap.is_some() {
        add(Kind::Gap, "gap/".into(), newest);
    }
    if site.facts.choice.is_some() {
        add(Kind::Choose, "choose/".into(), newest);
    }
    for (index, page) in site.editorial.pages.iter().enumerate() {
        let changed = page.matter.updated.or(newest);
        add(Kind::Standing(index), format!("{}/", page.matter.slug), changed);
    }
    let has_own = |slug: &str| site.editorial.pages.iter().any(|p| p.matter.slug == slug);
    if !has_own("methodology") && site.boards().next().is_some() {
        add(Kind::Methodology, "methodology/".into(), newest);
    }
    if !has_own("corrections") && !site.editorial.issues.is_empty() {
        let changed = site.editorial.issues.iter().flat_map(|i| &i.matter.corrections).map(|c| c.date).max();
        add(Kind::Corrections, "corrections/".into(), changed.or(newest));
    }
    if !has_own("data") && views::has_data(site) {
        add(Kind::Data, "data/".into(), newest);
    }
    if !has_own("subscribe") && views::has_subscribe(site) {
        add(Kind::Subscribe, "subscribe/".into(), newest);
    }
    add(Kind::NotFound, "404.html".into(), None);
    pages
}

/// Drops pages whose address is taken, each with an error that names both.
pub fn drop_collisions(site: &Site<'_>, plans: Vec<PagePlan>, notes: &mut Notes) -> Vec<PagePlan> {
    let mut taken: BTreeMap<String, Kind> = BTreeMap::new();
    let mut kept = Vec::with_capacity(plans.len());
    for plan in plans {
        let address = plan.file().to_lowercase();
        let Some(first) = taken.get(&address) else {
            taken.insert(address, plan.kind.clone());
            kept.push(plan);
            continue;
        };
        let (first, second) = (source_of(site, first), source_of(site, &plan.kind));
        let message = format!("{first} and {second} want the address `/{}`", plan.path);
        let note = Diagnostic::error("output-twice", message).help("give the text another `slug:`");
        notes.push(if second.ends_with(".md") { note.in_file(&second) } else { note });
    }
    kept
}

/// Where a page comes from, for messages.
fn source_of(site: &Site<'_>, kind: &Kind) -> String {
    match kind {
        Kind::Issue(index) => site.editorial.issues[*index].file.clone(),
        Kind::Standing(index) => site.editorial.pages[*index].file.clone(),
        Kind::Subject(model) => format!("the page of {}", site.facts.models[*model].name),
        Kind::Org(index) => format!("the page of {}", site.facts.orgs[*index].name),
        Kind::Board(board) | Kind::BoardPeriod(board, _) => {
            format!("the board {}", site.config.boards[*board].title)
        }
        Kind::Subjects => format!("the list of {}", site.config.subject.plural),
        Kind::Orgs => format!("the list of {}", site.config.orgs.plural),
        Kind::Issues => "the list of issues".to_string(),
        Kind::Boards => "the list of boards".to_string(),
        other => format!("the built-in page `{other:?}`").to_lowercase(),
    }
}

fn add_boards(site: &Site<'_>, add: &mut impl FnMut(Kind, String, Option<Date>)) {
    if site.boards().next().is_none() {
        return;
    }
    let newest = site.boards().filter_map(|b| site.facts.boards[b].latest()).map(PeriodFacts::dated).max();
    add(Kind::Boards, "boards/".into(), newest);
    for board in site.boards() {
        let facts = &site.facts.boards[board];
        add(Kind::Board(board), site.board_path(board), facts.latest().map(PeriodFacts::dated));
        for period in &facts.periods {
            add(
                Kind::BoardPeriod(board, period.period),
                site.board_period_path(board, period.period),
                Some(period.dated()),
            );
        }
    }
}

fn add_subjects(site: &Site<'_>, add: &mut impl FnMut(Kind, String, Option<Date>), newest: Option<Date>) {
    if site.facts.models.is_empty() {
        return;
    }
    let mut last_seen: BTreeMap<ModelId, Date> = BTreeMap::new();
    for board in &site.facts.boards {
        for (key, line) in &board.lines {
            if let Some(last) = line.last() {
                let date = board.periods[last.period()].dated();
                let slot = last_seen.entry(key.model).or_insert(date);
                *slot = (*slot).max(date);
            }
        }
    }
    add(Kind::Subjects, format!("{}/", site.config.subject.plural), newest);
    for model in 0..site.facts.models.len() {
        let changed = last_seen.get(&model).copied().or(newest);
        add(Kind::Subject(model), site.subject_path(model), changed);
    }
    if !site.facts.orgs.is_empty() {
        add(Kind::Orgs, format!("{}/", site.config.orgs.plural), newest);
        for (index, org) in site.facts.orgs.iter().enumerate() {
            let models =
                (0..site.facts.models.len()).filter(|m| site.facts.models[*m].org.as_ref() == Some(&org.id));
            let changed = models.filter_map(|m| last_seen.get(&m).copied()).max().or(newest);
            add(Kind::Org(index), site.org_path(&org.id), changed);
        }
    }
}

fn newest_date(site: &Site<'_>) -> Option<Date> {
    let issue = site.editorial.issues.iter().map(crate::editorial::Issue::updated).max();
    issue.max(site.boards().filter_map(|b| site.facts.boards[b].latest()).map(PeriodFacts::dated).max())
}

/// Tags with the date of their newest issue.
fn tags(editorial: &Editorial) -> BTreeMap<&str, Date> {
    let mut tags = BTreeMap::new();
    for issue in &editorial.issues {
        for tag in &issue.matter.tags {
            let date: &mut Date = tags.entry(tag.as_str()).or_insert(issue.matter.date);
            *date = (*date).max(issue.matter.date);
        }
    }
    tags
}

/// How many periods the figures of boards and subjects look back.
const WINDOW: u32 = 12;

/// The figures that texts ask for.
pub fn asked_specs(editorial: &Editorial) -> BTreeSet<ChartSpec> {
    let bodies = editorial.issues.iter().map(|i| &i.body).chain(editorial.pages.iter().map(|p| &p.body));
    bodies.flat_map(|b| b.blocks()).filter_map(ChartSpec::of).collect()
}

/// The figures that pages show, besides those that issues ask for.
fn chart_specs(facts: &Facts, editorial: &Editorial, config: &Config) -> BTreeSet<ChartSpec> {
    let mut specs = asked_specs(editorial);
    for (board, history) in facts.boards.iter().enumerate() {
        for period in &history.periods {
            specs.extend(period_charts(config, board, period.period));
        }
        specs.extend(history.latest().into_iter().flat_map(|p| board_charts(config, board, p.period)));
        for key in history.lines.keys() {
            specs.extend(line_charts(facts, board, key));
        }
    }
    let production = config.gap.map(|g| g.production);
    for gap in &facts.gap {
        specs.extend(production.map(|board| gap_chart(board, gap.period)));
    }
    if let (Some(board), Some(latest)) = (production, facts.gap.last()) {
        specs.extend(gap_page_charts(board, latest.period));
    }
    specs
}

/// How many periods back an issue's figures keep their static pictures under `figures.static: recent`.
const RECENT: i32 = 13;

/// The figures with static pictures: all, none, or those of the front page, boards, gap, recent issues and the
/// subjects in a visible top now.
pub fn static_specs(facts: &Facts, editorial: &Editorial, config: &Config) -> BTreeSet<ChartSpec> {
    match config.static_figures {
        StaticFigures::None => return BTreeSet::new(),
        StaticFigures::All => return chart_specs(facts, editorial, config),
        StaticFigures::Recent => {}
    }
    let latest = editorial.issues.first().map(|i| i.matter.period).max(facts.latest_period());
    let recent = |period: Period| latest.is_none_or(|latest| latest.since(period) < RECENT);
    let issues = editorial.issues.iter().filter(|i| recent(i.matter.period)).map(|i| &i.body);
    let bodies = issues.chain(editorial.pages.iter().map(|p| &p.body));
    let mut specs: BTreeSet<ChartSpec> = bodies.flat_map(|b| b.blocks()).filter_map(ChartSpec::of).collect();
    let front = editorial.issues.first().map(|i| i.matter.period);
    for (board, history) in facts.boards.iter().enumerate() {
        let Some(now) = history.latest() else { continue };
        let shown = front.filter(|p| history.at(*p).is_some()).into_iter().chain([now.period]);
        specs.extend(shown.flat_map(|period| period_charts(config, board, period)));
        specs.extend(board_charts(config, board, now.period));
        for entry in now.visible(config.boards[board].top) {
            for (other, history) in facts.boards.iter().enumerate() {
                let keys = history.lines_of(entry.key.model);
                specs.extend(keys.flat_map(|(key, _)| line_charts(facts, other, key)));
            }
        }
    }
    if let (Some(gap), Some(latest)) = (config.gap, facts.gap.last()) {
        specs.extend(gap_page_charts(gap.production, latest.period));
        specs.extend(front.map(|period| gap_chart(gap.production, period)));
    }
    specs
}

/// The figures of a board's own page.
pub fn board_charts(config: &Config, board: usize, period: Period) -> Vec<ChartSpec> {
    let over_time: &[ChartKind] = match config.boards[board].metric.kind {
        MetricKind::Volume => {
            &[ChartKind::Share, ChartKind::Orgs, ChartKind::Concentration, ChartKind::Stability]
        }
        MetricKind::Score => &[ChartKind::Pareto, ChartKind::Stability],
    };
    let mut specs = period_charts(config, board, period);
    specs.extend(over_time.iter().map(|kind| chart(*kind, board, period)));
    specs
}

/// The figures of a board in a period.
pub fn period_charts(config: &Config, board: usize, period: Period) -> Vec<ChartSpec> {
    let kinds: &[ChartKind] = match config.boards[board].metric.kind {
        MetricKind::Volume => &[ChartKind::Volumes, ChartKind::Bump],
        MetricKind::Score => &[ChartKind::Bump],
    };
    kinds.iter().map(|kind| chart(*kind, board, period)).collect()
}

fn chart(kind: ChartKind, board: usize, period: Period) -> ChartSpec {
    ChartSpec { kind, board, period, periods: WINDOW, key: None, own: None }
}

/// The figures of a row over time; none where it was seen only once.
pub fn line_charts(facts: &Facts, board: usize, key: &crate::identity::Key) -> Vec<ChartSpec> {
    let history = &facts.boards[board];
    let Some(line) = history.lines.get(key).filter(|line| line.len() > 1) else { return Vec::new() };
    let Some(last) = line.last() else { return Vec::new() };
    let period = history.periods[last.period()].period;
    let spec = |kind| ChartSpec { kind, board, period, periods: 26, key: Some(key.clone()), own: None };
    vec![spec(ChartKind::History), spec(ChartKind::Value)]
}

/// The figure of the shortlist: score against price, where the scores are as new as the prices.
pub fn choose_chart(facts: &Facts) -> Option<ChartSpec> {
    let choice = facts.choice.as_ref()?;
    let board = choice.score_board?;
    let now = facts.boards[board].latest()?;
    (now.period == choice.period).then(|| chart(ChartKind::Pareto, board, now.period))
}

/// The figures of the gap's own page.
pub fn gap_page_charts(production: usize, period: Period) -> [ChartSpec; 2] {
    let ranks = gap_chart(production, period);
    [ranks.clone(), ChartSpec { kind: ChartKind::Residuals, ..ranks }]
}

/// The gap's figure for a period.
pub fn gap_chart(production: usize, period: Period) -> ChartSpec {
    ChartSpec { kind: ChartKind::Gap, board: production, period, periods: 1, key: None, own: None }
}
