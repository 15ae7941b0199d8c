//! A static site generator for periodic ranking reports that checks what it prints.
//!
//! [`build`] is the whole of it: a pure function from a site's files to a site's files. It sees no disk, no network
//! and no clock. `inputs` reads, `output` writes, the commands are thin wrappers around the three.

pub mod analysis;
pub mod cache;
pub mod cards;
pub mod checks;
pub mod claims;
pub mod cli;
pub mod commands;
pub mod compress;
pub mod config;
pub mod deploy;
pub mod diagnostic;
pub mod document;
mod early;
pub mod editorial;
pub mod email;
pub mod exports;
pub mod feeds;
pub mod fetch;
pub mod figures;
pub mod identity;
pub mod inputs;
pub mod kept;
mod make;
pub mod memory;
pub mod model;
pub mod output;
pub mod outputs;
pub mod pages;
pub mod pictures;
pub mod registry;
pub mod restated;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod sitemap;
pub mod snapshots;
pub mod starters;
pub mod suggest;
pub mod theme;
mod today;
pub mod twins;
pub mod words;
mod xml;

use analysis::Facts;
use claims::Account;
use config::Config;
use diagnostic::{Diagnostic, Notes, Source};
use early::Sketch;
use editorial::{Editorial, Links, Publishing, Resolved};
use identity::Boards;
use inputs::Inputs;
use jiff::civil::Date;
use kept::{Checked, Data, Kept};
use make::{Made, copied_files, draw, write};
use memory::Memory;
use model::Registry;
use outputs::Outputs;
use rayon::prelude::*;
use site::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use url::Url;

/// What a build depends on besides the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Today: future issues are left out.
    pub today: Date,
    /// A clock says so; else it is a day that was asked for, and what is known may be of later ones.
    pub real_clock: bool,
    /// Drafts too.
    pub drafts: bool,
    /// Future issues too.
    pub future: bool,
    /// Warnings are errors.
    pub strict: bool,
    /// Instead of the configuration's `base_url`.
    pub base_url: Option<Url>,
    /// Suggest aliases.
    pub suggest: bool,
    /// `.br` and `.gz` beside text files.
    pub compress: bool,
    /// The files of the site as it was published last, to find addresses that would be lost.
    pub published: Option<BTreeSet<String>>,
    /// A fetched snapshot whose bytes are not those of the lock is an error, not a warning.
    pub frozen: bool,
}

/// What a build gives. With errors in `diagnostics`, `outputs` must not be written.
#[derive(Debug, Default)]
pub struct Built {
    /// The files of the site.
    pub outputs: Outputs,
    /// Everything that is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages there are.
    pub pages: usize,
    /// The path of the site below its host: `/gap/`.
    pub base_path: String,
    /// Errors lie in `site.yaml` alone, so that nothing else could be looked at.
    pub unconfigured: bool,
    /// What it was made of. To take that down costs time, which who ends at once need not spend.
    pub made_of: Option<Box<MadeOf>>,
}

/// What a build has read and computed, if nobody keeps it for the next.
#[derive(Debug)]
pub struct MadeOf {
    _data: Data,
    _editorial: Editorial,
    _checked: Vec<Checked>,
}

impl Built {
    /// True if nothing may be written.
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == diagnostic::Severity::Error)
    }
}

/// Called at the start of each stage with its name.
pub type OnStage<'a> = &'a mut dyn FnMut(&'static str);

/// What stands around a build: none of it changes what is built.
pub struct Around<'a> {
    /// Results of pure calls from earlier builds.
    pub memory: &'a dyn Memory,
    /// Told of each stage.
    pub on_stage: OnStage<'a>,
}

/// Builds a site from its files.
pub fn build(inputs: &Inputs, options: &Options, notes: Notes, around: Around<'_>) -> Built {
    build_with(inputs, options, notes, around, None)
}

/// The same, taking over what the build before has left in `kept` and what still holds, and leaving it for the next.
pub fn build_again(
    inputs: &Inputs,
    options: &Options,
    notes: Notes,
    around: Around<'_>,
    kept: &mut Kept,
) -> Built {
    build_with(inputs, options, notes, around, Some(kept))
}

fn build_with(
    inputs: &Inputs,
    options: &Options,
    mut notes: Notes,
    around: Around<'_>,
    mut kept: Option<&mut Kept>,
) -> Built {
    let Around { memory, on_stage } = around;
    on_stage("config");
    let known = kept.as_mut().and_then(|kept| kept.data(inputs, options));
    let snapshots = kept.as_mut().map(|kept| &mut kept.snapshots);
    let Some(data) = known.or_else(|| compute(inputs, options, snapshots, &mut notes, on_stage)) else {
        return Built { diagnostics: notes.into_sorted(), unconfigured: true, ..Built::default() };
    };
    say_of_data(&data, options, &mut notes);
    let Data { config, facts, .. } = &data;
    let data_failed = notes.failed();
    on_stage("editorial");
    let publishing = Publishing { today: options.today, drafts: options.drafts, future: options.future };
    let drafts = match &mut kept {
        Some(kept) => editorial::parse_again(inputs, config, publishing, &mut kept.heads, &mut notes),
        None => editorial::parse(inputs, config, publishing, &mut notes),
    };
    let theme = theme::load(inputs, config, &mut notes);
    let mut outputs = Outputs::default();
    let assets = theme.publish(&mut outputs, &mut notes);
    let sketch = Sketch { inputs, data: &data, theme: &theme, assets: &assets, memory, today: options.today };
    sketch.after_data(&drafts, kept.as_deref_mut().filter(|_| !notes.failed()));
    let mut prose = Notes::default();
    let earlier = kept.as_mut().map(|kept| kept.texts(inputs, drafts.map())).unwrap_or_default();
    let Resolved { editorial, said } =
        editorial::resolve_again(drafts, inputs, facts, config, earlier, &mut prose);
    if data_failed {
        // What the data lack because they are wrong is not the editor's mistake.
        prose.forget(&["reference-no-fact", "reference-unknown-model"]);
    }
    notes.append(prose);
    let known = kept.as_mut().map(|kept| kept.claims()).unwrap_or_default();
    sketch.after_templates(&editorial, &known, kept.as_deref_mut().filter(|_| !notes.failed()));
    on_stage("claims");
    let checked = check_claims(inputs, &editorial, &data, options.today, &known, |_| true);
    let claims = told(&checked, data_failed, &mut notes);
    let copied = pictures::copied(inputs, copied_files(inputs, &editorial), &mut notes);
    let mut pages = 0;
    if !notes.failed() {
        on_stage("figures");
        let figures = draw(facts, &editorial, config, memory, &mut notes);
        let parts = sketch.parts(&editorial);
        let made = Made { parts: &parts, claims: &claims, figures: &figures, copied };
        let rendered = kept.as_mut().map(|kept| &mut kept.pages);
        pages = write(made, options, rendered, &mut outputs, &mut notes, on_stage);
        if options.compress {
            on_stage("compress");
            compress::add(&mut outputs, &mut notes);
        }
    }
    if options.strict {
        notes.make_strict();
    }
    let base_path = config.base_path().to_string();
    let made_of = match kept {
        Some(kept) => {
            kept.keep(inputs, data, editorial, said, checked);
            None
        }
        None => Some(Box::new(MadeOf { _data: data, _editorial: editorial, _checked: checked })),
    };
    Built { outputs, diagnostics: notes.into_sorted(), pages, base_path, unconfigured: false, made_of }
}

/// What is to be said of the data, and of the day that they are read on.
fn say_of_data(data: &Data, options: &Options, notes: &mut Notes) {
    let mut said = data.notes.clone();
    if notes.failed() {
        // What could not be read may be what a board lacks.
        said.forget(&["board-empty"]);
    }
    notes.append(said);
    today::check(&data.facts, options, notes);
}

/// From the data files to the fact table; nothing without a sound configuration.
fn compute(
    inputs: &Inputs,
    options: &Options,
    known: Option<&mut snapshots::Known>,
    notes: &mut Notes,
    on_stage: OnStage<'_>,
) -> Option<Data> {
    let mut own = Notes::default();
    let Some(config) = configure(inputs, options, &mut own) else {
        notes.append(own);
        return None;
    };
    fetch::lock::check(inputs, &config, options.frozen, &mut own);
    let (boards, registry) = boards(inputs, &config, known, &mut own, on_stage);
    let all = boards.boards.iter().flatten().map(|known| &known.snapshot);
    let clock = (options.real_clock && !options.future).then_some(options.today);
    snapshots::dates::warn(all, inputs, clock, &mut own);
    if options.suggest {
        suggest::aliases(&boards, inputs, &config, &mut own);
    }
    on_stage("analysis");
    let mut facts = analysis::analyze(boards, &registry, &config);
    mark_unanswered(inputs, &config, &mut facts);
    Some(Data { config, facts, notes: own })
}

/// The sound configuration, with the options laid over it.
pub fn configure(inputs: &Inputs, options: &Options, notes: &mut Notes) -> Option<Config> {
    let text = inputs.text("site.yaml", notes)?;
    let mut own = Notes::default();
    let config = config::parse(text, &mut own);
    let sound = !own.failed();
    notes.append(own);
    let mut config = config.filter(|_| sound)?;
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
    }
    Some(config)
}

/// The configuration, the fact table and the texts of a site; `None` without a sound `site.yaml`.
pub fn read(inputs: &Inputs, options: &Options, notes: &mut Notes) -> Option<(Config, Facts, Editorial)> {
    let config = configure(inputs, options, notes)?;
    let facts = facts(inputs, &config, notes);
    let publishing = Publishing { today: options.today, drafts: options.drafts, future: options.future };
    let drafts = editorial::parse(inputs, &config, publishing, notes);
    let editorial = editorial::resolve(drafts, inputs, &facts, &config, notes);
    Some((config, facts, editorial))
}

/// What each page's template is given, as JSON by page, for who writes a theme.
pub fn views(inputs: &Inputs, options: &Options, memory: &dyn Memory, notes: &mut Notes) -> Option<Outputs> {
    let (config, facts, editorial) = read(inputs, options, notes)?;
    let data = Data { config, facts, notes: Notes::default() };
    let checked = check_claims(inputs, &editorial, &data, options.today, &BTreeMap::new(), |_| true);
    let claims = told(&checked, notes.failed(), notes);
    let Data { config, facts, .. } = data;
    let theme = theme::load(inputs, &config, notes);
    let figures = draw(&facts, &editorial, &config, memory, notes);
    let assets = theme.publish(&mut Outputs::default(), notes);
    let links = Links::new(config.base_path());
    let absolute = Links::new(config.base_url.as_str());
    let settings = &theme.settings;
    let (config, facts, editorial, figures) = (&config, &facts, &editorial, &figures);
    let claims = &claims;
    let site = Site { config, facts, editorial, claims, links, absolute, assets: &assets, settings, figures };
    let plans = pages::drop_collisions(&site, pages::plan(&site), notes);
    Some(pages::dump(&site, &plans, notes))
}

/// The claims of every issue of a period (or of all), as records.
pub fn claims_of(
    inputs: &Inputs,
    config: &Config,
    options: &Options,
    period: Option<model::Period>,
    notes: &mut Notes,
) -> Vec<claims::Record> {
    let facts = facts(inputs, config, notes);
    let publishing = Publishing { today: options.today, drafts: options.drafts, future: options.future };
    let drafts = editorial::parse(inputs, config, publishing, notes);
    let editorial = editorial::resolve(drafts, inputs, &facts, config, notes);
    let checker = claims::Checker::new(&facts, config);
    let wanted = editorial.issues.iter().filter(|i| period.is_none_or(|p| i.matter.period == p));
    wanted
        .flat_map(|issue| {
            let text = inputs.text(&issue.file, notes).unwrap_or_default();
            let found = checker.issue(issue, options.today);
            claims::records(&found.claims, Source { file: &issue.file, text }, &facts, config)
        })
        .collect()
}

/// Checks the claims of the issues that are picked, in the order of the issues: what is to be said of each, and what its
/// page tells; nothing of the others. `known` are the results of an earlier build that still hold, by file.
fn check_claims(
    inputs: &Inputs,
    editorial: &Editorial,
    data: &Data,
    today: Date,
    known: &BTreeMap<String, Checked>,
    pick: impl Fn(&editorial::Issue) -> bool + Sync,
) -> Vec<Checked> {
    let Data { config, facts, .. } = data;
    let checker = claims::Checker::new(facts, config);
    let check = |issue: &editorial::Issue| {
        if let Some(known) = known.get(&issue.file) {
            return known.clone();
        }
        if !pick(issue) {
            return Checked::default();
        }
        let mut own = Notes::default();
        let text = inputs.text(&issue.file, &mut own).unwrap_or_default();
        let source = Source { file: &issue.file, text };
        let found = checker.issue(issue, today);
        claims::diagnostics(issue, &found, source, &mut own);
        Arc::new((own, Account::of(&found, source, facts, config)))
    };
    editorial.issues.par_iter().map(check).collect()
}

/// Says what is to be said; of data that are wrong no statement is held to be false.
fn told(checked: &[Checked], data_failed: bool, notes: &mut Notes) -> Vec<Account> {
    let mut own = Notes::default();
    checked.iter().for_each(|found| own.append(found.0.clone()));
    if data_failed {
        own.forget(&["claim-contradicted", "claim-undecided"]);
    }
    notes.append(own);
    checked.iter().map(|found| found.1.clone()).collect()
}

/// The fact table of a site.
pub fn facts(inputs: &Inputs, config: &Config, notes: &mut Notes) -> Facts {
    let (boards, registry) = boards(inputs, config, None, notes, &mut |_| {});
    let mut facts = analysis::analyze(boards, &registry, config);
    mark_unanswered(inputs, config, &mut facts);
    facts
}

/// Tells of a board's newest figures that their source was asked again and gave no answer.
fn mark_unanswered(inputs: &Inputs, config: &Config, facts: &mut Facts) {
    for (board, asked) in fetch::lock::unanswered(inputs, config) {
        if let Some(newest) = facts.boards.get_mut(board).and_then(|history| history.periods.last_mut()) {
            newest.unanswered = newest.as_of.is_none_or(|as_of| as_of < asked).then_some(asked);
        }
    }
}

fn boards(
    inputs: &Inputs,
    config: &Config,
    known: Option<&mut snapshots::Known>,
    notes: &mut Notes,
    on_stage: OnStage<'_>,
) -> (Boards, Registry) {
    on_stage("snapshots");
    let snapshots = snapshots::parse_again(inputs, config, known, notes);
    on_stage("identity");
    let registry = registry::parse(inputs, config, notes);
    (identity::resolve(snapshots, &registry, inputs, config, notes), registry)
}
