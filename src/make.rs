//! From the fact table and the texts to every file of the site: figures, pages, feeds, data, checks.
//! In: what was read and computed. Out: `Outputs`. Promise: pure; threads do not show.

use crate::analysis::Facts;
use crate::claims::Account;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes};
use crate::editorial::{Editorial, Links};
use crate::figures::{self, ChartSpec, Figure};
use crate::inputs::Inputs;
use crate::memory::Memory;
use crate::outputs::Outputs;
use crate::pages::{self, Early, Rendered, Renderer};
use crate::pictures::Copied;
use crate::site::Site;
use crate::theme::{Assets, Theme};
use crate::{OnStage, Options, cards, checks, deploy, email, exports, feeds, search, sitemap, twins};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The figures that texts ask for, and those that are shown as pictures. What cannot be drawn is an error with its place.
pub fn draw(
    facts: &Facts,
    editorial: &Editorial,
    config: &Config,
    memory: &dyn Memory,
    notes: &mut Notes,
) -> BTreeMap<ChartSpec, Figure> {
    let pictured = pages::static_specs(facts, editorial, config);
    // What texts ask for is drawn here, so that it is checked; all else without a picture is drawn where it is shown.
    let specs: Vec<ChartSpec> = pages::asked_specs(editorial).union(&pictured).cloned().collect();
    let drawn: Vec<(ChartSpec, Result<Option<Figure>, Diagnostic>)> = specs
        .into_par_iter()
        .map(|spec| {
            let figure = draw_one(&spec, pictured.contains(&spec), facts, config, memory);
            (spec, figure)
        })
        .collect();
    let mut figures = BTreeMap::new();
    for (spec, figure) in drawn {
        match figure {
            Ok(Some(figure)) => drop(figures.insert(spec, figure)),
            // What pages show by themselves is left out there until there is something to draw.
            Ok(None) => {
                if let Some(place) = spec.place(editorial) {
                    let message =
                        format!("there is nothing to draw yet for the chart `{}`", spec.kind.word());
                    let help =
                        "the figure is left out until there are enough data; or take the reference out";
                    notes.push(Diagnostic::warning("figure-empty", message).at_place(place).help(help));
                }
            }
            Err(diagnostic) => notes.push(match spec.place(editorial) {
                Some(place) if diagnostic.place.is_none() => diagnostic.at_place(place),
                Some(place) => {
                    let asked = format!("{}:{} asks for this figure", place.file, place.line);
                    let help =
                        diagnostic.help.as_ref().map_or_else(|| asked.clone(), |h| format!("{h}; {asked}"));
                    diagnostic.help(help)
                }
                None => diagnostic,
            }),
        }
    }
    figures
}

/// A figure, with its pictures if it is in their scope. An option of the editor's own is drawn in any case, because
/// drawing is what checks it.
fn draw_one(
    spec: &ChartSpec,
    pictured: bool,
    facts: &Facts,
    config: &Config,
    memory: &dyn Memory,
) -> Result<Option<Figure>, Diagnostic> {
    let Some(mut figure) = figures::draw(spec, facts, config)? else { return Ok(None) };
    if pictured || spec.own.is_some() {
        figures::picture(spec, &mut figure, memory)?;
    }
    if !pictured {
        figure.pictures = None;
    }
    Ok(Some(figure))
}

/// The author's own rules for hosts: they go into ours.
const OWN_RULES: [&str; 2] = ["static/_headers", "static/_redirects"];

/// What is copied into the site, output path and input path: `static/` and the files beside texts.
pub fn copied_files<'a>(
    inputs: &'a Inputs,
    editorial: &'a Editorial,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let own = inputs.below("static").map(|(path, _)| (&path["static/".len()..], path));
    let beside = editorial.assets.iter().map(|(output, input)| (output.as_str(), input.as_str()));
    own.filter(|(_, path)| !OWN_RULES.contains(path)).chain(beside)
}

/// What the files are made of.
pub struct Parts<'a> {
    /// The site's files.
    pub inputs: &'a Inputs,
    /// The configuration.
    pub config: &'a Config,
    /// The fact table.
    pub facts: &'a Facts,
    /// The texts.
    pub editorial: &'a Editorial,
    /// The theme.
    pub theme: &'a Theme,
    /// Where its files are.
    pub assets: &'a Assets,
    /// Results of earlier builds.
    pub memory: &'a dyn Memory,
}

/// What is made of them before there are pages.
pub struct Made<'a> {
    /// What it is made of.
    pub parts: &'a Parts<'a>,
    /// What each issue's check tells.
    pub claims: &'a [Account],
    /// The figures that are drawn already.
    pub figures: &'a BTreeMap<ChartSpec, Figure>,
    /// Files that are copied.
    pub copied: Vec<Copied<'a>>,
}

impl<'a> Made<'a> {
    fn site(&self) -> Site<'a> {
        let Parts { config, facts, editorial, theme, assets, .. } = *self.parts;
        let (links, absolute) = (Links::new(config.base_path()), Links::new(config.base_url.as_str()));
        let (claims, figures, settings) = (self.claims, self.figures, &theme.settings);
        Site { config, facts, editorial, claims, links, absolute, assets, settings, figures }
    }
}

/// What renders the pages, with the pages of the earlier build that can be held against these.
fn renderer(
    parts: &Parts<'_>,
    site: &Site<'_>,
    rendered: Option<&mut Rendered>,
    notes: &mut Notes,
) -> Option<Arc<Renderer>> {
    let new = |notes| Renderer::new(parts.theme, site, notes);
    let Some(rendered) = rendered else { return new(notes).map(Arc::new) };
    let pictured = pages::static_specs(parts.facts, parts.editorial, parts.config);
    let files = parts.editorial.issues.iter().filter_map(|i| parts.inputs.shared(&i.file).cloned()).collect();
    *rendered = std::mem::take(rendered).still(site, parts.theme, files, pictured);
    rendered.renderer(|| new(notes))
}

/// The pages that somebody looks at, before the claims of the other issues and all other files. Nothing is told of them
/// here: what is wrong is found again when all is made.
pub fn first(made: &Made<'_>, early: &dyn Early, rendered: &mut Rendered) {
    let site = made.site();
    let mut unheard = Notes::default();
    let Some(renderer) = renderer(made.parts, &site, Some(rendered), &mut unheard) else { return };
    if !rendered.is_known() {
        return;
    }
    let open = early.open();
    let mut plans = pages::drop_collisions(&site, pages::plan(&site), &mut unheard);
    plans.retain(|plan| open.contains(&plan.file()));
    early.show(pages::render_first(&renderer, &site, &plans));
}

/// Pages and everything else, into one map. Returns how many pages there are.
pub fn write(
    made: Made<'_>,
    options: &Options,
    rendered: Option<&mut Rendered>,
    outputs: &mut Outputs,
    notes: &mut Notes,
    on_stage: OnStage<'_>,
) -> usize {
    on_stage("pages");
    let Parts { inputs, memory, .. } = *made.parts;
    let site = made.site();
    let plans = pages::drop_collisions(&site, pages::plan(&site), notes);
    let mut rendered = rendered;
    let renderer = renderer(made.parts, &site, rendered.as_deref_mut(), notes);
    match (&renderer, rendered.as_deref_mut()) {
        (Some(renderer), Some(rendered)) => {
            pages::render_again(renderer, &site, &plans, rendered, outputs, notes);
        }
        (Some(renderer), None) => pages::render_all(renderer, &site, &plans, outputs, notes),
        (None, _) => {}
    }
    on_stage("outputs");
    if let Some(renderer) = &renderer {
        feeds::add(&site, renderer, memory, rendered.as_deref_mut(), outputs, notes);
        email::add(&site, renderer, memory, outputs, notes);
        if let Some(rendered) = rendered {
            rendered.settle();
        }
    }
    exports::add(&site, outputs, notes);
    cards::add(&site, memory, outputs, notes);
    search::add(&site, outputs, notes);
    sitemap::add(&site, &plans, outputs, notes);
    twins::add(&site, outputs, notes);
    for file in made.copied {
        outputs.add_copied(file.output, file.input, file.bytes, notes);
    }
    let [headers, redirects] = OWN_RULES.map(|path| inputs.text(path, notes));
    deploy::add(&site, deploy::OwnRules { headers, redirects }, options.today, outputs, notes);
    on_stage("checks");
    if let Some(published) = &options.published {
        checks::lost(published, &site, outputs, notes);
    }
    if renderer.is_some() {
        checks::run(&checks::Whole { inputs, site: &site, outputs }, notes);
    }
    plans.len()
}
