//! `/search/index.json`: the titles that a reader can search for, small enough to be fetched when the search is used.
//! In: the site. Out: subjects, organisations, boards, issues and pages with their addresses and other spellings.

use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use crate::site::Site;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Index<'a> {
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    /// What it is, in the site's own words.
    kind: &'a str,
    url: String,
    /// Second line: the maker, the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Other names it is found by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<&'a str>,
}

/// Writes the index.
pub fn add(site: &Site<'_>, outputs: &mut Outputs, notes: &mut Notes) {
    let mut entries = Vec::new();
    for (index, issue) in site.editorial.issues.iter().enumerate() {
        let note = Some(issue.matter.period.label());
        let also = issue.matter.tags.iter().map(String::as_str).collect();
        let url = site.links.to(&site.issue_path(index));
        entries.push(Entry { title: &issue.title, kind: "issue", url, note, also });
    }
    for board in site.boards() {
        let record = &site.config.boards[board];
        let url = site.links.to(&site.board_path(board));
        let also = record.also.iter().map(String::as_str).collect();
        entries.push(Entry { title: &record.title, kind: "board", url, note: None, also });
    }
    for (model, record) in site.facts.models.iter().enumerate() {
        let org = site.facts.orgs.iter().find(|o| Some(&o.id) == record.org.as_ref());
        let names = record.also.iter().chain(record.aliases.iter().map(|a| &a.name));
        let also: BTreeSet<&str> = names.map(String::as_str).filter(|n| *n != record.name).collect();
        entries.push(Entry {
            title: &record.name,
            kind: &site.config.subject.singular,
            url: site.links.to(&site.subject_path(model)),
            note: org.map(|o| o.name.clone()),
            also: also.into_iter().collect(),
        });
    }
    for org in &site.facts.orgs {
        let url = site.links.to(&site.org_path(&org.id));
        entries.push(Entry {
            title: &org.name,
            kind: &site.config.orgs.singular,
            url,
            note: None,
            also: Vec::new(),
        });
    }
    for page in &site.editorial.pages {
        let url = site.links.to(&format!("{}/", page.matter.slug));
        entries.push(Entry { title: &page.matter.title, kind: "page", url, note: None, also: Vec::new() });
    }
    let bytes = serde_json::to_vec(&Index { entries }).expect("texts only");
    outputs.add("search/index.json", bytes, notes);
}
