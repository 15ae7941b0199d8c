//! Links of the editor's to places of the site lead somewhere: the page is there, and on it the place.

use super::Whole;
use super::places::places;
use crate::diagnostic::{Diagnostic, Notes, Source, nearest};
use crate::editorial::{Body, LinkTo};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// On a page with more places than these, none is looked for that may have been meant.
const GUESSABLE: usize = 1000;

/// The names of places, by the file of their page.
type Places = BTreeMap<String, BTreeSet<String>>;

pub(super) fn resolve(whole: &Whole<'_>, notes: &mut Notes) {
    let site = whole.site;
    let issues = site.editorial.issues.iter().enumerate();
    let issues = issues.map(|(index, i)| (i.file.as_str(), site.issue_path(index), &i.body));
    let pages =
        site.editorial.pages.iter().map(|p| (p.file.as_str(), format!("{}/", p.matter.slug), &p.body));
    let texts: Vec<(&str, String, &Body)> = issues.chain(pages).collect();
    // Each page is read once, however many links lead to it.
    let links = texts.iter().flat_map(|(_, home, body)| body.site_links.iter().map(move |link| (home, link)));
    let files: BTreeSet<String> =
        links.filter_map(|(home, link)| Some(place(whole, home, link)?.0)).collect();
    let read = |file: String| {
        let html = std::str::from_utf8(whole.outputs.get(&file)?).ok()?;
        let places = places(html);
        Some((file, places))
    };
    let places: Places = files.into_par_iter().filter_map(read).collect();
    let all = texts.par_iter().flat_map_iter(|(file, home, body)| {
        let places = &places;
        body.site_links.iter().filter_map(move |link| Some((*file, link, dead(whole, places, home, link)?)))
    });
    for (file, link, wrong) in all.collect::<Vec<(&str, &LinkTo, Diagnostic)>>() {
        let text = whole.inputs.text(file, &mut Notes::default()).unwrap_or_default();
        notes.push(wrong.at(Source { file, text }, link.span));
    }
}

/// What is wrong with a link on the page at `home`.
fn dead(whole: &Whole<'_>, places: &Places, home: &str, link: &LinkTo) -> Option<Diagnostic> {
    let path = link.path.as_deref().unwrap_or(home);
    if !whole.outputs.has(path) && !whole.outputs.has(&format!("{path}/")) {
        let message = format!("the site has no page `/{path}`");
        let help = "links to other texts name their files; links to pages begin with `/`";
        return Some(Diagnostic::error("link-missing", message).help(help));
    }
    let (file, fragment) = place(whole, home, link)?;
    let (places, wanted) = (places.get(&file)?, decoded(fragment));
    if places.contains(fragment) || places.contains(&wanted) {
        return None;
    }
    let page = if link.path.is_some() { format!("the page `/{path}`") } else { "this page".to_string() };
    let message = format!("there is no `#{wanted}` on {page}");
    let guessable = places.iter().map(String::as_str).filter(|_| places.len() <= GUESSABLE);
    let help = nearest(&wanted, guessable).map_or_else(
        || {
            "a heading's name is its text in lower case with dashes, or the one given with `{#name}`"
                .to_string()
        },
        |near| format!("did you mean `#{near}`?"),
    );
    Some(Diagnostic::warning("link-fragment", message).help(help))
}

/// The file of the page that a link leads to, and the name of the place on it, if it names one.
fn place<'a>(whole: &Whole<'_>, home: &str, link: &'a LinkTo) -> Option<(String, &'a str)> {
    let (_, fragment) = link.fragment.split_once('#')?;
    // What stands behind `:~:` is the browser's to look for, and the top of a page needs no name.
    let name = fragment.split(":~:").next().unwrap_or_default();
    if name.is_empty() || name.eq_ignore_ascii_case("top") {
        return None;
    }
    let file = match link.path.as_deref().unwrap_or(home) {
        "" => "index.html".to_string(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path if whole.outputs.get(path).is_some() => path.to_string(),
        path => format!("{path}/index.html"),
    };
    file.ends_with(".html").then_some((file, name))
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
    fn fragments_are_decoded() {
        assert_eq!(decoded("caf%C3%A9%zz"), "café%zz");
    }
}
