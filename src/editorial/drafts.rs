//! Front matter first: which texts there are, in what order, and where each will stand.
//! In: `content/`. Out: drafts whose text is not read yet, newest first, no two of one address.

use super::{ContentMap, front_matter};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use crate::inputs::Inputs;
use crate::model::{FrontMatter, PageMatter, Period};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Drafts {
    /// Which address each text has.
    pub fn map(&self) -> &ContentMap {
        &self.map
    }
}

/// Which issues count as published.
#[derive(Debug, Clone, Copy)]
pub struct Publishing {
    /// Today.
    pub today: Date,
    /// Drafts too.
    pub drafts: bool,
    /// Future dates too.
    pub future: bool,
}

/// An issue or page whose front matter is read and whose text is not.
#[derive(Debug, Clone)]
pub struct Draft<M> {
    pub(super) file: String,
    pub(super) matter: M,
    pub(super) title: Span,
    /// Of a page, its description.
    pub(super) summary: Option<Span>,
    pub(super) body: Span,
}

/// All front matter.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    pub(super) issues: Vec<Draft<FrontMatter>>,
    pub(super) pages: Vec<Draft<PageMatter>>,
    pub(super) assets: BTreeMap<String, String>,
    pub(super) map: ContentMap,
}

/// The front matter of issues that an earlier build of the same configuration has read, by file.
#[derive(Debug, Default)]
pub struct Heads(BTreeMap<String, Head>);

/// A file, its front matter, and what was said of it.
type Head = (Arc<Vec<u8>>, Option<Draft<FrontMatter>>, Notes);

/// Reads the front matter of everything under `content/`.
pub fn parse(inputs: &Inputs, config: &Config, publishing: Publishing, notes: &mut Notes) -> Drafts {
    parse_again(inputs, config, publishing, &mut Heads::default(), notes)
}

/// The same, without reading again what `heads` holds of files that are the same; leaves there what was read.
pub fn parse_again(
    inputs: &Inputs,
    config: &Config,
    publishing: Publishing,
    heads: &mut Heads,
    notes: &mut Notes,
) -> Drafts {
    let mut drafts = Drafts::default();
    let texts = inputs.below("content/issues").map(|(path, _)| path).filter(|path| path.ends_with(".md"));
    let texts: Vec<(String, Arc<Vec<u8>>)> =
        texts.filter_map(|path| Some((path.to_string(), inputs.shared(path)?.clone()))).collect();
    let earlier = &heads.0;
    let read = |(path, bytes): (String, Arc<Vec<u8>>)| {
        if let Some(known) = earlier.get(&path).filter(|(old, ..)| *old == bytes) {
            return (path, known.clone());
        }
        let mut said = Notes::default();
        let draft = front_matter::issue(inputs, config, &path, &mut said);
        (path, (bytes, draft, said))
    };
    *heads = Heads(texts.into_par_iter().map(read).collect());
    for (_, draft, said) in heads.0.values() {
        notes.append(said.clone());
        let Some(draft) = draft.clone() else { continue };
        if (draft.matter.draft && !publishing.drafts)
            || (draft.matter.date > publishing.today && !publishing.future)
        {
            drafts.map.leave_out(&draft.file);
            continue;
        }
        drafts.map.add(&draft.file, &format!("issues/{}/", draft.matter.slug));
        early_corrections(&draft, inputs, publishing, notes);
        drafts.issues.push(draft);
    }
    for (path, _) in inputs.below("content/pages") {
        if path.ends_with(".md") {
            let Some(draft) = front_matter::page(inputs, config, path, notes) else { continue };
            drafts.map.add(path, &format!("{}/", draft.matter.slug));
            drafts.pages.push(draft);
        }
    }
    drafts.issues.sort_by(|a, b| order(&b.matter).cmp(&order(&a.matter)));
    drafts.pages.sort_by(|a, b| a.matter.slug.cmp(&b.matter.slug));
    drop_taken_slugs(&mut drafts, notes);
    bundles(inputs, &mut drafts);
    strays(inputs, notes);
    drafts
}

/// A correction of a day that has not come is published all the same, and dates the issue.
fn early_corrections(draft: &Draft<FrontMatter>, inputs: &Inputs, publishing: Publishing, notes: &mut Notes) {
    let Publishing { today, future, .. } = publishing;
    for correction in draft.matter.corrections.iter().filter(|c| c.date > today && !future) {
        let text = inputs.text(&draft.file, notes).unwrap_or_default();
        let message = format!("this correction is dated after today, {today}");
        let note = Diagnostic::warning("correction-date", message)
            .at(Source { file: &draft.file, text }, correction.span);
        notes.push(note.help("date it when it was made"));
    }
}

/// The periods that issues stand for, drafts included. What is wrong with them is not told here.
pub fn periods(inputs: &Inputs, config: &Config) -> Vec<Period> {
    let mut unheard = Notes::default();
    let paths = inputs.below("content/issues").filter(|(path, _)| path.ends_with(".md"));
    paths
        .filter_map(|(path, _)| Some(front_matter::issue(inputs, config, path, &mut unheard)?.matter.period))
        .collect()
}

fn order(matter: &FrontMatter) -> (Period, Date, &str) {
    (matter.period, matter.date, &matter.slug)
}

/// The first text to have a slug keeps it; the others are errors.
fn drop_taken_slugs(drafts: &mut Drafts, notes: &mut Notes) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut keep = |place: String, file: &str| {
        let Some(first) = seen.get(&place) else {
            seen.insert(place, file.to_string());
            return true;
        };
        let message = format!("the address `/{place}/` is taken by {first}");
        notes.push(Diagnostic::error("content-slug-twice", message).in_file(file).help("give one a `slug:`"));
        false
    };
    drafts.issues.retain(|d| keep(format!("issues/{}", d.matter.slug), &d.file));
    drafts.pages.retain(|d| keep(d.matter.slug.clone(), &d.file));
}

/// Files beside `index.md` travel with it.
fn bundles(inputs: &Inputs, drafts: &mut Drafts) {
    let issues = drafts.issues.iter().map(|d| (&d.file, format!("issues/{}/", d.matter.slug)));
    let pages = drafts.pages.iter().map(|d| (&d.file, format!("{}/", d.matter.slug)));
    let homes: Vec<(String, String)> = issues
        .chain(pages)
        .filter_map(|(file, home)| Some((file.strip_suffix("/index.md")?.to_string(), home)))
        .collect();
    for (folder, home) in homes {
        for (path, _) in inputs.below(&folder) {
            if !path.ends_with(".md") {
                let output = format!("{home}{}", &path[folder.len() + 1..]);
                drafts.map.add(path, &output);
                drafts.assets.insert(output, path.to_string());
            }
        }
    }
}

fn strays(inputs: &Inputs, notes: &mut Notes) {
    for (path, _) in inputs.below("content") {
        let known = path.starts_with("content/issues/") || path.starts_with("content/pages/");
        if !known && path.ends_with(".md") {
            let help = "texts lie in content/issues/ and content/pages/";
            notes.push(
                Diagnostic::warning("content-stray", "this file is not part of the site")
                    .in_file(path)
                    .help(help),
            );
        }
    }
}
