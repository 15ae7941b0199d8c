//! What stands between the two `---` lines.

use super::{Draft, resolve};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use crate::document::{self, Fields, Node, Reading};
use crate::inputs::Inputs;
use crate::model::{Correction, FrontMatter, PageMatter};
use jiff::civil::Date;

/// Front matter and body of an issue.
pub fn issue(inputs: &Inputs, config: &Config, path: &str, notes: &mut Notes) -> Option<Draft<FrontMatter>> {
    let source = Source { file: path, text: inputs.text(path, notes)? };
    let (root, body) = split(source, notes)?;
    let mut r = Reading { source, notes };
    let mut f = Fields::open(&root, "an issue", &mut r)?;
    let title_span = f.node("title").map(|n| n.span).unwrap_or_default();
    let title = f.required("title", &mut r, Reading::text);
    let period = f.required("period", &mut r, |r, n| config::period(r, n, config.cadence));
    let date = f.required("date", &mut r, Reading::date);
    let summary_span = f.node("summary").map(|n| n.span);
    let summary = f.optional("summary", &mut r, Reading::text);
    let author = f.optional("author", &mut r, Reading::text);
    let tags = f.optional("tags", &mut r, slugs).unwrap_or_default();
    let draft = f.optional("draft", &mut r, Reading::boolean).unwrap_or(false);
    let slug = f.optional("slug", &mut r, Reading::slug);
    let formerly = f.optional("formerly", &mut r, slugs).unwrap_or_default();
    let id = f.optional("id", &mut r, Reading::text).filter(|id| !id.trim().is_empty());
    let corrections = f.node("corrections").map(|n| corrections(&mut r, n, date)).unwrap_or_default();
    f.finish(&mut r);
    let slug = slug.or_else(|| file_slug(path, &mut r));
    let matter = FrontMatter {
        title: title?,
        period: period?,
        date: date?,
        summary,
        author,
        tags,
        draft,
        slug: slug?,
        formerly,
        id,
        corrections,
    };
    Some(Draft { file: path.to_string(), matter, title: title_span, summary: summary_span, body })
}

/// Front matter and body of a standing page.
pub fn page(inputs: &Inputs, _: &Config, path: &str, notes: &mut Notes) -> Option<Draft<PageMatter>> {
    let source = Source { file: path, text: inputs.text(path, notes)? };
    let (root, body) = split(source, notes)?;
    let mut r = Reading { source, notes };
    let mut f = Fields::open(&root, "a page", &mut r)?;
    let title_span = f.node("title").map(|n| n.span).unwrap_or_default();
    let title = f.required("title", &mut r, Reading::text);
    let slug = f.optional("slug", &mut r, Reading::slug);
    let formerly = f.optional("formerly", &mut r, slugs).unwrap_or_default();
    let updated = f.optional("updated", &mut r, Reading::date);
    let nav = f.optional("nav", &mut r, Reading::integer);
    let description_span = f.node("description").map(|n| n.span);
    let description = f.optional("description", &mut r, Reading::text);
    f.finish(&mut r);
    let slug = slug.or_else(|| file_slug(path, &mut r));
    let matter = PageMatter { title: title?, slug: slug?, formerly, updated, nav, description };
    Some(Draft { file: path.to_string(), matter, title: title_span, summary: description_span, body })
}

/// The front matter's tree and the body's place.
fn split<'a>(source: Source<'a>, notes: &mut Notes) -> Option<(Node<'a>, Span)> {
    let Some(head) = delimited(source.text) else {
        let opened = source.text.lines().next().is_some_and(|line| line.trim_end() == "---");
        let message = if opened {
            "the front matter that begins here is not closed"
        } else {
            "this file does not begin with front matter"
        };
        notes.push(
            Diagnostic::error("front-matter-missing", message)
                .at(source, Span::new(0, 3))
                .help("begin with a line `---`, then `title: …`, then a line `---`"),
        );
        return None;
    };
    let (front, body) = head;
    document::parse_yaml(source, front, notes).map(|root| (root, body))
}

fn delimited(text: &str) -> Option<(Span, Span)> {
    let first = text.lines().next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((Span::new(start, at), Span::new(at + line.len(), text.len())));
        }
        at += line.len();
    }
    None
}

/// The file's name, lower case; of `x/index.md` the folder's.
fn file_slug(path: &str, r: &mut Reading<'_>) -> Option<String> {
    let stem = path.strip_suffix("/index.md").or_else(|| path.strip_suffix(".md"))?;
    let name = stem.rsplit('/').next()?.to_lowercase();
    if !crate::model::is_slug(&name) {
        let help = "add `slug:` with a-z, 0-9, `.` and `-`";
        r.error_help(
            "content-slug",
            Span::new(0, 3),
            format!("the file's name `{name}` cannot be a slug"),
            help,
        );
        return None;
    }
    Some(name)
}

fn slugs(r: &mut Reading<'_>, node: &Node) -> Option<Vec<String>> {
    let items = r.list(node);
    Some(items.iter().filter_map(|item| r.slug(item)).collect())
}

fn corrections(r: &mut Reading<'_>, node: &Node, published: Option<Date>) -> Vec<Correction> {
    let mut list = Vec::new();
    for item in r.list(node) {
        let Some(mut f) = Fields::open(item, "a correction", r) else { continue };
        let date_span = f.node("date").map(|n| n.span).unwrap_or_default();
        let date = f.required("date", r, Reading::date);
        let text_span = f.node("text").map(|n| n.span).unwrap_or_default();
        let text = f.required("text", r, Reading::text);
        f.finish(r);
        if let (Some(date), Some(text)) = (date, text) {
            if resolve::unread(&text, 0).next().is_some() {
                let message = "a reference cannot stand in a correction, which says what was so then";
                let help = "write the figure itself";
                r.notes.push(
                    Diagnostic::error("reference-not-alone", message).at(r.source, text_span).help(help),
                );
            }
            if published.is_some_and(|published| date < published) {
                let help = "a correction comes after publication; before it, mend the text";
                let message = "this correction is dated before the issue";
                r.notes
                    .push(Diagnostic::warning("correction-date", message).at(r.source, date_span).help(help));
            }
            list.push(Correction { date, text, span: date_span });
        }
    }
    list
}
