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
use crate::pages::{self, Rendered};
use crate::site::Site;
use crate::theme::Theme;
use crate::{OnStage, Options, cards, checks, deploy, email, exports, feeds, search, sitemap, twins};
use rayon::prelude::*;
use std::borrow::Cow;
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
            Ok(None) => {}
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
    /// What each issue's check tells.
    pub claims: &'a [Account],
    /// The figures that are drawn already.
    pub figures: &'a BTreeMap<ChartSpec, Figure>,
    /// The theme.
    pub theme: &'a Theme,
    /// Files that are copied: output path → bytes.
    pub copied: Vec<(&'a str, Cow<'a, [u8]>)>,
    /// Results of earlier builds.
    pub memory: &'a dyn Memory,
}

/// Pages and everything else, into one map. Returns how many pages there are.
pub fn write(
    parts: Parts<'_>,
    options: &Options,
    rendered: Option<&mut Rendered>,
    outputs: &mut Outputs,
    notes: &mut Notes,
    on_stage: OnStage<'_>,
) -> usize {
    on_stage("pages");
    let Parts { inputs, config, facts, editorial, claims, figures, theme, copied, memory } = parts;
    let assets = theme.publish(outputs, notes);
    let links = Links::new(config.base_path());
    let absolute = Links::new(config.base_url.as_str());
    let site = Site {
        config,
        facts,
        editorial,
        claims,
        links,
        absolute,
        assets: &assets,
        settings: &theme.settings,
        figures,
    };
    let plans = pages::drop_collisions(&site, pages::plan(&site), notes);
    let mut rendered = rendered;
    if let Some(rendered) = rendered.as_deref_mut() {
        let pictured = pages::static_specs(facts, editorial, config);
        let files = editorial.issues.iter().filter_map(|i| inputs.shared(&i.file).cloned()).collect();
        *rendered = std::mem::take(rendered).still(&site, theme, files, pictured);
    }
    let renderer = match rendered.as_deref_mut() {
        Some(rendered) => rendered.renderer(|| pages::Renderer::new(theme, &site, notes)),
        None => pages::Renderer::new(theme, &site, notes).map(Arc::new),
    };
    match (&renderer, rendered.as_deref_mut()) {
        (Some(renderer), Some(rendered)) => {
            pages::render_again(renderer, &site, &plans, rendered, outputs, notes);
        }
        (Some(renderer), None) => pages::render_all(renderer, &site, &plans, outputs, notes),
        (None, _) => {}
    }
    on_stage("outputs");
    if let Some(renderer) = &renderer {
        feeds::add(&site, renderer, memory, rendered, outputs, notes);
        email::add(&site, renderer, memory, outputs, notes);
    }
    exports::add(&site, outputs, notes);
    cards::add(&site, memory, outputs, notes);
    search::add(&site, outputs, notes);
    sitemap::add(&site, &plans, outputs, notes);
    twins::add(&site, outputs, notes);
    for (path, bytes) in copied {
        outputs.add(path, bytes, notes);
    }
    let [headers, redirects] = OWN_RULES.map(|path| inputs.text(path, notes));
    deploy::add(&site, deploy::OwnRules { headers, redirects }, options.today, outputs, notes);
    on_stage("checks");
    if let Some(published) = &options.published {
        checks::lost(published, &site, outputs, notes);
    }
    if renderer.is_some() {
        checks::run(&site, outputs, notes);
    }
    plans.len()
}
