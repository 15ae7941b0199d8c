//! The editor's Markdown: front matter, text and references.
//! In: `content/`, the fact table. Out: issues and pages whose references are resolved, each recorded as a `Claim`.

mod drafts;
mod front_matter;
mod head;
mod links;
mod markdown;
mod reference;
mod resolve;

pub use drafts::{Drafts, Heads, Publishing, parse, parse_again, periods};
pub use links::{ContentMap, Links};
pub use markdown::prose::{Comment, Passage, PassageKind, Prose};
pub use markdown::{Body, FigureSource, LinkTo, Part, Sourcing, escape, render, twin};
pub use resolve::{Block, BlockKind, ChartKind, OptionFile, OwnChart, move_words};

use crate::analysis::Facts;
use crate::config::Config;
use crate::diagnostic::{Notes, Place, Source, Span};
use crate::identity::{Key, ModelId};
use crate::inputs::Inputs;
use crate::model::{FrontMatter, PageMatter, Period};
use drafts::Draft;
use head::Head;
use jiff::civil::Date;
use markdown::Events;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A figure that stands in the prose because a reference put it there: exact, and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The words on the page.
    pub shown: String,
    /// The exact value.
    pub value: String,
    /// What kind of figure: `rank`, `value`, `growth`…
    pub quantity: &'static str,
    /// The model it is about.
    pub model: Option<ModelId>,
    /// The board it was read from.
    pub board: Option<usize>,
    /// The period it was read from.
    pub period: Option<Period>,
    /// Where the reference stands.
    pub place: Place,
    /// The same place in the file's bytes.
    pub span: Span,
    /// Effort and variant of the row, if it is about one.
    pub row: Option<Key>,
}

/// An issue, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Issue {
    /// Its file.
    pub file: String,
    /// Its front matter.
    pub matter: FrontMatter,
    /// Title, references expanded.
    pub title: String,
    /// Summary, references expanded.
    pub summary: Option<String>,
    /// The text.
    pub body: Body,
    /// The figures that references put into it.
    pub claims: Vec<Claim>,
    /// Models it names.
    pub mentions: BTreeSet<ModelId>,
    /// Title, summary and text as passages, for the claims check.
    pub prose: Prose,
}

impl Issue {
    /// What stays of it when its slug changes: its `id:`, else its file without folder and ending.
    pub fn permanent_id(&self) -> &str {
        if let Some(id) = &self.matter.id {
            return id;
        }
        let file = self.file.as_str();
        let stem = file.strip_suffix("/index.md").or_else(|| file.strip_suffix(".md")).unwrap_or(file);
        stem.strip_prefix("content/issues/").unwrap_or(stem)
    }

    /// When it last changed: its newest correction, else its date.
    pub fn updated(&self) -> Date {
        self.matter.updated()
    }
}

/// A standing page, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its file.
    pub file: String,
    /// Its front matter.
    pub matter: PageMatter,
    /// The text.
    pub body: Body,
}

/// Everything under `content/`.
#[derive(Debug, Clone, Default)]
pub struct Editorial {
    /// Published issues, newest first.
    pub issues: Vec<Issue>,
    /// Standing pages, by slug.
    pub pages: Vec<Page>,
    /// Files beside issues and pages that travel with them: output path → input path.
    pub assets: BTreeMap<String, String>,
}

/// What is remembered of the issues of an earlier build.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Each by its file, with what was said of it. Only those may stand here whose file is the same.
    pub issues: BTreeMap<String, (Issue, Notes)>,
}

/// The texts, and of each issue what was said of it.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The texts.
    pub editorial: Editorial,
    /// What was said of each issue, in the order of the issues.
    pub said: Vec<Notes>,
}

/// Resolves every reference from the fact table and parses the texts.
pub fn resolve(
    drafts: Drafts,
    inputs: &Inputs,
    facts: &Facts,
    config: &Config,
    notes: &mut Notes,
) -> Editorial {
    resolve_again(drafts, inputs, facts, config, Earlier::default(), notes).editorial
}

/// The same, without reading issues again that are remembered.
pub fn resolve_again(
    drafts: Drafts,
    inputs: &Inputs,
    facts: &Facts,
    config: &Config,
    mut earlier: Earlier,
    notes: &mut Notes,
) -> Resolved {
    let Drafts { issues, pages, assets, map } = drafts;
    let context = |period| resolve::Context { facts, config, inputs, period };
    let issues: Vec<_> = issues
        .into_iter()
        .map(|draft| {
            let known = earlier.issues.remove(&draft.file);
            (draft, known)
        })
        .collect();
    let read = |draft: Draft<FrontMatter>, notes: &mut Notes| {
        let text = inputs.text(&draft.file, notes)?;
        let source = Source { file: &draft.file, text };
        let ctx = context(Some(draft.matter.period));
        let mut found = resolve::Found::default();
        let mut plain = |text: &str, span| head::read(text, span, source, &ctx, &mut found, notes);
        let title = plain(&draft.matter.title, draft.title);
        let written = draft.matter.summary.as_deref().zip(draft.summary);
        let summary = written.map(|(text, span)| plain(text, span));
        let events = Events::of(source, draft.body);
        let body = markdown::parse(source, &events, &ctx, &map, &mut found, notes);
        let mentions = found.claims.iter().filter_map(|c| c.model).collect();
        let heads = std::iter::once(&title).chain(&summary);
        let prose = prose(heads, source, &events, &found.claims);
        Some(Issue {
            matter: draft.matter,
            title: title.shown,
            summary: summary.map(|summary| summary.shown),
            body,
            claims: found.claims,
            mentions,
            prose,
            file: draft.file,
        })
    };
    let issues: Vec<(Option<Issue>, Notes)> = issues
        .into_par_iter()
        .map(|(draft, known)| match known {
            Some((issue, said)) => (Some(issue), said),
            None => {
                let mut said = Notes::default();
                (read(draft, &mut said), said)
            }
        })
        .collect();
    let mut resolved = Resolved::default();
    for (issue, said) in issues {
        notes.append(said.clone());
        if let Some(issue) = issue {
            resolved.editorial.issues.push(issue);
            resolved.said.push(said);
        }
    }
    resolved.editorial.pages = each(pages, notes, |draft, notes| page(draft, &map, &context(None), notes));
    resolved.editorial.assets = assets;
    resolved
}

/// A standing page, its references resolved.
fn page(
    draft: Draft<PageMatter>,
    map: &ContentMap,
    context: &resolve::Context<'_>,
    notes: &mut Notes,
) -> Option<Page> {
    let text = context.inputs.text(&draft.file, notes)?;
    let source = Source { file: &draft.file, text };
    let (mut found, mut matter) = (resolve::Found::default(), draft.matter);
    matter.title = resolve::plain(&matter.title, draft.title, source, context, &mut found, notes);
    if let Some((text, span)) = matter.description.as_mut().zip(draft.summary) {
        *text = resolve::plain(text, span, source, context, &mut found, notes);
    }
    let events = Events::of(source, draft.body);
    let body = markdown::parse(source, &events, context, map, &mut found, notes);
    Some(Page { matter, body, file: draft.file })
}

/// Title, summary and body of an issue as passages.
fn prose<'h>(
    heads: impl Iterator<Item = &'h Head>,
    source: Source<'_>,
    events: &Events<'_>,
    claims: &[Claim],
) -> Prose {
    let mut prose = Prose::default();
    for head in heads {
        let index = prose.passages.len();
        prose.comments.extend(head.comments.iter().map(|(at, text, span)| Comment {
            text: text.clone(),
            span: *span,
            within: Some((index, *at)),
            before: index,
            leads: false,
        }));
        let comments = head.comments.iter().map(|(_, _, span)| *span);
        prose.passages.push(Passage::plain(PassageKind::Heading, &head.shown, head.span, comments, source));
    }
    let body = markdown::prose::read(source, events, claims);
    let moved = |c: Comment| Comment {
        within: c.within.map(|(passage, at)| (passage + prose.passages.len(), at)),
        before: c.before + prose.passages.len(),
        ..c
    };
    let comments: Vec<Comment> = body.comments.into_iter().map(moved).collect();
    prose.comments.extend(comments);
    prose.passages.extend(body.passages);
    prose
}

/// Works on all at once; results and notes keep the order of the list.
fn each<T: Send, R: Send>(
    list: Vec<T>,
    notes: &mut Notes,
    work: impl Fn(T, &mut Notes) -> Option<R> + Sync,
) -> Vec<R> {
    let done: Vec<(Option<R>, Notes)> = list
        .into_par_iter()
        .map(|item| {
            let mut notes = Notes::default();
            (work(item, &mut notes), notes)
        })
        .collect();
    let mut results = Vec::with_capacity(done.len());
    for (result, own) in done {
        notes.append(own);
        results.extend(result);
    }
    results
}
