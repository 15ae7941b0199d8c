//! What to look at before a letter is sent: a list, each entry reads one edition.

use super::Whole;
use crate::config::OutputKind;
use crate::diagnostic::{Diagnostic, Notes};
use crate::editorial::Issue;

/// From here some programs cut a letter off.
const HEAVY: usize = 80_000;
/// Here the most common one does.
const TOO_HEAVY: usize = 100_000;
/// Longest subject that most inboxes show.
const SUBJECT: usize = 70;
/// Longest preheader that inboxes show.
const PREHEADER: usize = 160;
/// Link texts that say nothing out of their sentence.
const EMPTY_WORDS: [&str; 7] = ["click here", "here", "this link", "link", "read more", "more", "this"];

/// One edition.
struct Edition<'a> {
    issue: &'a Issue,
    html: &'a str,
}

type Finding = (bool, &'static str, String, &'static str);

static CHECKS: &[fn(&Edition<'_>) -> Vec<Finding>] =
    &[weight, subject, preheader, addresses, pictures, left_overs, link_words];

/// Runs them on every issue's edition.
pub fn ready(Whole { site, outputs, .. }: &Whole<'_>, notes: &mut Notes) {
    if !site.wants(OutputKind::Email) {
        return;
    }
    for issue in &site.editorial.issues {
        let path = format!("email/{}.html", issue.matter.slug);
        let Some(html) = outputs.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
            continue;
        };
        let edition = Edition { issue, html };
        for (is_error, code, message, help) in CHECKS.iter().flat_map(|check| check(&edition)) {
            let note =
                if is_error { Diagnostic::error(code, message) } else { Diagnostic::warning(code, message) };
            notes.push(note.in_file(&issue.file).help(help));
        }
    }
}

fn weight(edition: &Edition<'_>) -> Vec<Finding> {
    let bytes = edition.html.len();
    if bytes < HEAVY {
        return Vec::new();
    }
    let message =
        format!("the e-mail edition weighs {} kB; mail programs cut letters off at about 100", bytes / 1000);
    vec![(
        bytes >= TOO_HEAVY,
        "email-weight",
        message,
        "shorten its tables with `email: {max_rows: 10}` in site.yaml",
    )]
}

fn subject(edition: &Edition<'_>) -> Vec<Finding> {
    let length = edition.issue.title.chars().count();
    let help = "inboxes cut a subject; shorten the title";
    let message = format!("as a subject the title has {length} characters; {SUBJECT} are shown");
    if length > SUBJECT { vec![(false, "email-subject", message, help)] } else { Vec::new() }
}

fn preheader(edition: &Edition<'_>) -> Vec<Finding> {
    let help = "write a `summary:` of one sentence: inboxes show it beside the subject";
    match &edition.issue.summary {
        // Without a summary the first words serve.
        None if !edition.issue.body.plain.trim().is_empty() => Vec::new(),
        None => vec![(false, "email-preheader", "the letter has no preheader of its own".to_string(), help)],
        Some(summary) if summary.chars().count() > PREHEADER => {
            let length = summary.chars().count();
            let message =
                format!("as a preheader the summary has {length} characters; {PREHEADER} are shown");
            vec![(false, "email-preheader", message, "shorten the summary")]
        }
        Some(_) => Vec::new(),
    }
}

/// Addresses that work only on the site, and data in addresses.
fn addresses(edition: &Edition<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for value in ["href", "src"].iter().flat_map(|name| values(edition.html, name)) {
        let data = value.starts_with("data:");
        let works = ["https://", "http://", "mailto:", "#", "*|", "{{", "%"]
            .iter()
            .any(|start| value.starts_with(start));
        if data {
            let message = "a data address stands in the letter; mail programs drop it".to_string();
            found.push((true, "email-address", message, "put the picture beside the text"));
        } else if !works {
            let message = format!("`{value}` leads nowhere from a letter");
            found.push((
                true,
                "email-address",
                message,
                "links in a letter are absolute; does a template of the theme print this one?",
            ));
        }
    }
    found
}

fn pictures(edition: &Edition<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for tag in tags(edition.html, "img") {
        let alt = values(tag, "alt").next().unwrap_or_default().trim();
        let name = alt.rsplit('.').next().is_some_and(|end| {
            matches!(end.to_lowercase().as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg")
        });
        let src = values(tag, "src").next().unwrap_or_default();
        let file = src.rsplit('/').next().unwrap_or_default();
        let help = "write in brackets what the picture shows: many readers see that first";
        if alt.is_empty() {
            found.push((
                false,
                "email-picture",
                format!("the picture `{file}` has no words for those who do not see it"),
                help,
            ));
        } else if name {
            found.push((
                false,
                "email-picture",
                format!("`{alt}` is the name of a file and says nothing about the picture"),
                help,
            ));
        }
    }
    found
}

/// Marks of an editor for what is to come.
fn left_overs(edition: &Edition<'_>) -> Vec<Finding> {
    let texts = [Some(&edition.issue.title), edition.issue.summary.as_ref(), Some(&edition.issue.body.plain)];
    let mut words = texts.into_iter().flatten().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let help = "fill in what is still to come";
    match words.find(|word| matches!(*word, "TK" | "TKTK" | "TKTKTK" | "TODO" | "FIXME" | "XXX")) {
        Some(word) => vec![(false, "email-left-over", format!("`{word}` still stands in the text"), help)],
        None => Vec::new(),
    }
}

fn link_words(edition: &Edition<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, _) in edition.html.match_indices("<a ") {
        let Some((_, rest)) = edition.html[at..].split_once('>') else { continue };
        let Some((inside, _)) = rest.split_once("</a>") else { continue };
        let words = inside.trim().trim_end_matches(['.', '!', '…']).to_lowercase();
        if EMPTY_WORDS.contains(&words.as_str()) {
            let message = format!("the link text `{}` does not say where it leads", inside.trim());
            found.push((false, "email-link-text", message, "name what is behind the link"));
        }
    }
    found
}

/// The start tags of a name.
fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!("<{name} ");
    html.match_indices(&open).map(|(at, _)| at).collect::<Vec<_>>().into_iter().filter_map(move |at| {
        let rest = &html[at..];
        rest.find('>').map(|end| &rest[..=end])
    })
}

/// The values of an attribute.
fn values<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!(" {name}=\"");
    html.split(&open).skip(1).collect::<Vec<_>>().into_iter().filter_map(|rest| rest.split('"').next())
}
