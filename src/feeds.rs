//! Feeds: the newest issues with their whole text in Atom, RSS 2.0 and JSON Feed 1.1, and once more as mail-safe HTML
//! for services that make a feed into mail; the movers of each board and the
//! news of each subject in Atom.
//! Ids are tag URIs made of the site's permanent id and of where a thing comes from (an issue's file, a board and a
//! period), so that they survive a change of slug or address; dates are the content's, never the build's.

mod atom;
mod ids;
mod json;
mod rss;

use crate::config::OutputKind;
use crate::diagnostic::{Diagnostic, Notes};
use crate::email;
use crate::figures::{self, ChartSpec};
use crate::memory::Memory;
use crate::outputs::Outputs;
use crate::pages::{self, News, Rendered, Renderer, Wanted};
use crate::site::Site;
use crate::xml::text;
use ids::tag;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many entries a feed holds.
const NEWEST: usize = 20;

/// A feed, before it takes a format.
#[derive(Clone)]
struct Feed {
    title: String,
    description: String,
    id: String,
    /// The page it belongs to, as a path of the site.
    page: String,
    updated: Date,
    entries: Vec<Entry>,
}

/// A feed's file and its bytes.
type Written = (&'static str, Arc<Vec<u8>>);

/// One entry.
#[derive(Clone)]
struct Entry {
    id: String,
    title: String,
    /// The page it speaks of, as a path of the site.
    path: String,
    published: Date,
    updated: Date,
    author: Option<String>,
    tags: Vec<String>,
    summary: Option<String>,
    /// The whole text as HTML with absolute addresses.
    content: String,
}

/// Writes the feeds.
pub fn add(
    site: &Site<'_>,
    renderer: &Renderer,
    memory: &dyn Memory,
    rendered: Option<&mut Rendered>,
    outputs: &mut Outputs,
    notes: &mut Notes,
) {
    if !site.wants(OutputKind::Feeds) {
        return;
    }
    if site.config.id.is_none() && !site.editorial.issues.is_empty() {
        let host = site.config.base_url.host_str().unwrap_or_default();
        let help = format!("add `id: {host},<year>` to site.yaml and keep it for ever");
        let message = "without `id:` the ids of feed entries come from `base_url` and change with it";
        notes.push(Diagnostic::warning("feed-id", message).in_file("site.yaml").help(help));
    }
    check_ids(site, notes);
    let site = &site.with_absolute_links();
    let mut rendered = rendered;
    add_issues(site, renderer, memory, rendered.as_deref_mut(), outputs, notes);
    add_images(site, outputs, notes);
    add_subjects(site, renderer, rendered, outputs, notes);
}

/// The feeds of the newest issues; taken over if nothing in them differs.
fn add_issues(
    site: &Site<'_>,
    renderer: &Renderer,
    memory: &dyn Memory,
    mut rendered: Option<&mut Rendered>,
    outputs: &mut Outputs,
    notes: &mut Notes,
) {
    let words =
        rendered.as_deref().map(|earlier| format!("{} {}", latest(site), earlier.texts().newest(NEWEST)));
    let words = words.unwrap_or_default();
    let mut files = vec!["feed.xml", "rss.xml", "feed.json"];
    files.extend(site.wants(OutputKind::Email).then_some(pages::MAIL_FEED));
    let known = |file: &&'static str| Some((*file, rendered.as_deref()?.feed(file, &words)?));
    let known: Vec<_> = files.iter().filter_map(known).collect();
    let written =
        if known.len() == files.len() { Ok(known) } else { of_issues(site, renderer, memory, &files) };
    match written {
        Ok(written) => {
            for (file, bytes) in written {
                outputs.add_shared(file, bytes.clone(), notes);
                if let Some(rendered) = &mut rendered {
                    rendered.keep_feed(file.to_string(), words.clone(), bytes);
                }
            }
        }
        Err(diagnostic) => notes.push(diagnostic),
    }
}

/// The newest issues in every format.
fn of_issues(
    site: &Site<'_>,
    renderer: &Renderer,
    memory: &dyn Memory,
    files: &[&'static str],
) -> Result<Vec<Written>, Diagnostic> {
    let feed = issues(site, renderer)?;
    let mail = files
        .contains(&pages::MAIL_FEED)
        .then(|| for_mail(feed.clone(), site, renderer, memory))
        .transpose()?;
    let write = |file: &&'static str| {
        let text = match *file {
            "feed.xml" => atom::write(&feed, site, file),
            "feed.json" => json::write(&feed, site, file),
            _ => rss::write(mail.as_ref().filter(|_| *file == pages::MAIL_FEED).unwrap_or(&feed), site, file),
        };
        (*file, Arc::new(text.into_bytes()))
    };
    Ok(files.par_iter().map(write).collect())
}

/// The feeds of boards and subjects; those that say the same of the texts are taken over.
fn add_subjects(
    site: &Site<'_>,
    renderer: &Renderer,
    mut rendered: Option<&mut Rendered>,
    outputs: &mut Outputs,
    notes: &mut Notes,
) {
    let boards = site.boards().map(Subject::Board);
    let all: Vec<Subject> = boards.chain(pages::followed(site).into_iter().map(Subject::Model)).collect();
    let earlier = rendered.as_deref();
    let written: Vec<_> = all
        .into_par_iter()
        .map(|subject| {
            let path = subject.path(site);
            let words = earlier.map(|earlier| subject.words(site, earlier)).unwrap_or_default();
            if let Some(bytes) = earlier.and_then(|earlier| earlier.feed(&path, &words)) {
                return (path, words, Ok(bytes));
            }
            let feed = subject.feed(site, renderer);
            let bytes = feed.map(|feed| Arc::new(atom::write(&feed, site, &path).into_bytes()));
            (path, words, bytes)
        })
        .collect();
    for (path, words, result) in written {
        match result {
            Ok(bytes) => {
                outputs.add_shared(&path, bytes.clone(), notes);
                if let Some(rendered) = &mut rendered {
                    rendered.keep_feed(path, words, bytes);
                }
            }
            Err(diagnostic) => notes.push(diagnostic),
        }
    }
}

/// Two issues with one permanent id would hide each other in every reader.
fn check_ids(site: &Site<'_>, notes: &mut Notes) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for issue in &site.editorial.issues {
        if let Some(first) = seen.insert(issue.permanent_id(), &issue.file) {
            let message =
                format!("this issue and {first} have the same permanent id `{}`", issue.permanent_id());
            let help = "give one of them an `id:` of its own";
            notes.push(Diagnostic::error("feed-id-twice", message).in_file(&issue.file).help(help));
        }
    }
}

fn issues(site: &Site<'_>, renderer: &Renderer) -> Result<Feed, Diagnostic> {
    let newest: Vec<usize> = (0..site.editorial.issues.len().min(NEWEST)).collect();
    let entries: Result<Vec<Entry>, Diagnostic> =
        newest.par_iter().map(|index| issue_entry(site, renderer, *index)).collect();
    Ok(Feed {
        title: site.config.title.clone(),
        description: site.config.description.clone(),
        id: tag(site, "site"),
        page: String::new(),
        updated: latest(site),
        entries: entries?,
    })
}

fn issue_entry(site: &Site<'_>, renderer: &Renderer, index: usize) -> Result<Entry, Diagnostic> {
    let issue = &site.editorial.issues[index];
    let path = site.issue_path(index);
    let parts = |wanted: Wanted<'_>| pages::parts(site, &issue.body, &issue.matter.slug, wanted);
    Ok(Entry {
        id: tag(site, &format!("issue:{}", issue.permanent_id())),
        title: issue.title.clone(),
        published: issue.matter.date,
        updated: issue.updated(),
        author: issue.matter.author.clone(),
        tags: issue.matter.tags.clone(),
        summary: issue.summary.clone(),
        content: renderer.feed_content(&path, parts)?,
        path,
    })
}

/// The same feed with the text of the e-mail edition in each entry.
fn for_mail(
    mut feed: Feed,
    site: &Site<'_>,
    renderer: &Renderer,
    memory: &dyn Memory,
) -> Result<Feed, Diagnostic> {
    let pairs = feed.entries.par_iter_mut().zip(&site.editorial.issues);
    pairs.try_for_each(|(entry, issue)| {
        entry.content = email::body(site, renderer, issue, memory)?;
        Ok(())
    })?;
    Ok(feed)
}

/// When the newest content is of: an issue, else the data, else the day that time began for feeds.
fn latest(site: &Site<'_>) -> Date {
    let issues = site.editorial.issues.iter().map(crate::editorial::Issue::updated).max();
    let data = site.boards().filter_map(|b| site.facts.boards[b].latest()).map(|p| p.dated()).max();
    issues.or(data).unwrap_or(jiff::civil::date(1970, 1, 1))
}

/// What a feed of one thing is about.
enum Subject {
    Board(usize),
    Model(usize),
}

impl Subject {
    fn page(&self, site: &Site<'_>) -> String {
        match self {
            Subject::Board(board) => site.board_path(*board),
            Subject::Model(model) => site.subject_path(*model),
        }
    }

    fn path(&self, site: &Site<'_>) -> String {
        format!("{}feed.xml", self.page(site))
    }

    /// What its feed says of the texts.
    fn words(&self, site: &Site<'_>, earlier: &Rendered) -> String {
        match self {
            Subject::Board(_) => latest(site).to_string(),
            Subject::Model(model) => format!("{} {}", latest(site), earlier.texts().words_of_namers(*model)),
        }
    }

    fn feed(&self, site: &Site<'_>, renderer: &Renderer) -> Result<Feed, Diagnostic> {
        let (name, id, description, news) = match self {
            Subject::Board(board) => {
                let record = &site.config.boards[*board];
                let word = site.config.cadence.word();
                let description = format!("Who moved on {}, {word} by {word}.", record.title);
                (
                    record.title.clone(),
                    format!("board:{}", record.id),
                    description,
                    pages::board_news(site, *board, NEWEST),
                )
            }
            Subject::Model(model) => {
                let record = &site.facts.models[*model];
                let first = record.formerly.first().unwrap_or(&record.id);
                let description =
                    format!("Every move of {} on the boards of {}.", record.name, site.config.title);
                (
                    record.name.clone(),
                    format!("subject:{first}"),
                    description,
                    pages::subject_news(site, *model, NEWEST),
                )
            }
        };
        let page = self.page(site);
        let entries: Result<Vec<Entry>, Diagnostic> =
            news.into_iter().map(|item| news_entry(site, renderer, &id, item)).collect();
        let entries = entries?;
        Ok(Feed {
            title: format!("{name} · {}", site.config.title),
            description,
            updated: entries.iter().map(|e| e.updated).max().unwrap_or_else(|| latest(site)),
            id: tag(site, &id),
            page,
            entries,
        })
    }
}

fn news_entry(site: &Site<'_>, renderer: &Renderer, root: &str, news: News<'_>) -> Result<Entry, Diagnostic> {
    let mut content: String = news.sentences.iter().map(|s| format!("<p>{}</p>\n", text(s))).collect();
    if let Some((board, facts)) = news.table {
        let parts = |wanted: Wanted<'_>| pages::board_parts(site, board, facts, wanted);
        content.push_str(&renderer.feed_content(&news.path, parts)?);
    } else {
        let url = text(&site.absolute.to(&news.path));
        content.push_str(&format!("<p><a href=\"{url}\">{url}</a></p>\n"));
    }
    Ok(Entry {
        id: tag(site, &format!("{root}:{}", news.id)),
        title: news.title,
        path: news.path,
        published: news.date,
        updated: news.date,
        author: None,
        tags: Vec::new(),
        summary: news.sentences.first().cloned(),
        content,
    })
}

/// The pictures that feed entries show: each figure of the newest issues as a file of its own.
fn add_images(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    let newest = site.editorial.issues.iter().take(NEWEST);
    let specs: BTreeSet<ChartSpec> = newest.flat_map(|i| i.body.blocks()).filter_map(ChartSpec::of).collect();
    for figure in specs.iter().filter_map(|spec| site.figures.get(spec)) {
        if let Some([wide, _]) = &figure.pictures {
            outputs.add(&pages::image_path(figure), figures::on_paper(wide), notes);
        }
    }
}

/// The day's first instant where the site is, as RFC 3339 has it.
fn instant(site: &Site<'_>, date: Date) -> String {
    let begin = site.config.begin_of(date);
    match begin.offset().is_zero() {
        true => begin.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        false => begin.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    }
}
