//! Links of the editor's to places of the site lead somewhere: the page is there, and on it the place.

use super::Whole;
use crate::diagnostic::{Diagnostic, Notes, Source, nearest};
use crate::editorial::{Body, LinkTo};
use rayon::prelude::*;

pub(super) fn resolve(whole: &Whole<'_>, notes: &mut Notes) {
    let site = whole.site;
    let issues = site.editorial.issues.iter().enumerate();
    let issues = issues.map(|(index, i)| (i.file.as_str(), site.issue_path(index), &i.body));
    let pages =
        site.editorial.pages.iter().map(|p| (p.file.as_str(), format!("{}/", p.matter.slug), &p.body));
    let texts: Vec<(&str, String, &Body)> = issues.chain(pages).collect();
    let all = texts.par_iter().flat_map_iter(|(file, home, body)| {
        body.site_links.iter().filter_map(move |link| Some((*file, link, dead(whole, home, link)?)))
    });
    for (file, link, wrong) in all.collect::<Vec<(&str, &LinkTo, Diagnostic)>>() {
        let text = whole.inputs.text(file, &mut Notes::default()).unwrap_or_default();
        notes.push(wrong.at(Source { file, text }, link.span));
    }
}

/// What is wrong with a link on the page at `home`.
fn dead(whole: &Whole<'_>, home: &str, link: &LinkTo) -> Option<Diagnostic> {
    let outputs = whole.outputs;
    let path = link.path.as_deref().unwrap_or(home);
    if !outputs.has(path) && !outputs.has(&format!("{path}/")) {
        let message = format!("the site has no page `/{path}`");
        let help = "links to other texts name their files; links to pages begin with `/`";
        return Some(Diagnostic::error("link-missing", message).help(help));
    }
    let wanted = decoded(link.fragment.split_once('#')?.1);
    // The top of a page needs no name, and a text fragment is the browser's.
    if wanted.is_empty() || wanted == "top" || wanted.starts_with(":~:") {
        return None;
    }
    let file = match path {
        "" => "index.html".to_string(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path if outputs.get(path).is_some() => path.to_string(),
        path => format!("{path}/index.html"),
    };
    let html = std::str::from_utf8(outputs.get(&file).filter(|_| file.ends_with(".html"))?).ok()?;
    let places: Vec<String> = ids(html).collect();
    if places.contains(&wanted) {
        return None;
    }
    let page = if link.path.is_some() { format!("the page `/{path}`") } else { "this page".to_string() };
    let message = format!("there is no `#{wanted}` on {page}");
    let near = nearest(&wanted, places.iter().map(String::as_str));
    let help = near.map_or_else(
        || {
            "a heading's name is its text in lower case with dashes, or the one given with `{#name}`"
                .to_string()
        },
        |near| format!("did you mean `#{near}`?"),
    );
    Some(Diagnostic::warning("link-fragment", message).help(help))
}

/// The names that places of a page have.
fn ids(html: &str) -> impl Iterator<Item = String> {
    let named = |name: &'static str| {
        html.split(name).skip(1).filter_map(|rest| {
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(quote).next()
        })
    };
    named(" id=")
        .chain(named("<a name="))
        .map(|id| id.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// A fragment without percent signs.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_off_the_markup() {
        let html = "<h2 id=\"a-b\">x</h2><a name='c'></a><p id=\"d&amp;e\">";
        assert_eq!(ids(html).collect::<Vec<_>>(), ["a-b", "d&e", "c"]);
        assert_eq!(decoded("caf%C3%A9%zz"), "café%zz");
    }
}
