//! What a template can show, read off its text: a part of a view that no template within reach names is not computed.
//! In: the theme's templates. Out: for each, the words of its text and of everything it includes, extends or calls.
//! A word too many costs time and nothing else; a word too few cannot be, since a field is shown by its name, or its
//! template counts as one that shows everything.

use super::steps;
use super::view::{CellFields, HistoryFields, IssueFields, RowFields};
use std::collections::{BTreeMap, BTreeSet};

/// Tera's name for everything that a template is given.
const WHOLE: &str = "__tera_context";

/// The words of the templates, by template.
#[derive(Debug, Default)]
pub struct Words {
    by_template: BTreeMap<String, Reach>,
}

/// The words within one template's reach, and what they show of the views of which there are many.
#[derive(Debug)]
struct Reach {
    words: BTreeSet<String>,
    row: RowFields,
    line: HistoryFields,
    cell: CellFields,
    issue: IssueFields,
}

/// The words within one template's reach; `None` is everything.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a>(Option<&'a Reach>);

impl Words {
    /// Reads a theme's templates, for those that are asked for by themselves; any other shows everything.
    pub fn of(templates: &BTreeMap<String, String>, is_asked_for: impl Fn(&str) -> bool) -> Words {
        let own: BTreeMap<&str, Own<'_>> =
            templates.iter().map(|(name, text)| (name.as_str(), Own::of(text, templates))).collect();
        let components: Vec<&str> = templates
            .iter()
            .filter(|(_, text)| text.contains("component"))
            .map(|(n, _)| n.as_str())
            .collect();
        let reach = |name| {
            let words = reached(name, &own, &components);
            let row = RowFields::of(|field| words.contains(field));
            let line = HistoryFields::of(|field| words.contains(field));
            let cell = CellFields::of(|field| words.contains(field));
            let issue = IssueFields::of(|field| words.contains(field));
            Reach { words, row, line, cell, issue }
        };
        let asked_for = templates.keys().filter(|name| is_asked_for(name));
        Words { by_template: asked_for.map(|name| (name.clone(), reach(name))).collect() }
    }

    /// What a template can show. One that shows its whole context can show everything.
    pub fn wanted(&self, template: &str) -> Wanted<'_> {
        Wanted(self.by_template.get(template).filter(|reach| !reach.words.contains(WHOLE)))
    }
}

impl Wanted<'_> {
    /// Everything: for who looks at views and not at pages.
    pub const EVERYTHING: Wanted<'static> = Wanted(None);

    /// A part of a view, if the template can show it; else its empty form.
    pub fn part<T: Default>(&self, field: &str, compute: impl FnOnce() -> T) -> T {
        if self.0.is_none_or(|reach| reach.words.contains(field)) { compute() } else { T::default() }
    }

    /// The fields of a table's row that the template can show.
    pub fn row(&self) -> RowFields {
        self.0.map_or_else(|| RowFields::of(|_| true), |reach| reach.row)
    }

    /// The fields of an issue in a list that the template can show.
    pub fn issue(&self) -> IssueFields {
        self.0.map_or_else(|| IssueFields::of(|_| true), |reach| reach.issue)
    }

    /// The fields of a subject's history that the template can show: of its lines and of their cells.
    pub fn history(&self) -> (HistoryFields, CellFields) {
        let all = || (HistoryFields::of(|_| true), CellFields::of(|_| true));
        self.0.map_or_else(all, |reach| (reach.line, reach.cell))
    }
}

/// What one template's text has by itself.
struct Own<'a> {
    words: BTreeSet<&'a str>,
    /// Templates that stand in quotes in it.
    named: BTreeSet<&'a str>,
    /// It calls components, which are found by their names, wherever they are defined.
    calls: bool,
}

impl<'a> Own<'a> {
    fn of(text: &'a str, templates: &BTreeMap<String, String>) -> Own<'a> {
        let quoted = ['"', '\'', '`'].into_iter().flat_map(|quote| text.split(quote).skip(1));
        Own {
            words: words(text),
            named: quoted.filter(|name| templates.contains_key(*name)).collect(),
            calls: ["{{ <", "{{<", "{{- <", "{% <", "{%- <"].iter().any(|call| text.contains(call)),
        }
    }
}

fn reached(name: &str, own: &BTreeMap<&str, Own<'_>>, components: &[&str]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let Some(own) = own.get(name).filter(|_| seen.insert(name)) else { continue };
        found.extend(own.words.iter().copied());
        open.extend(own.named.iter().copied());
        if own.calls {
            open.extend(components.iter().copied());
        }
    }
    found.into_iter().map(str::to_string).collect()
}

/// The words of a template's tags. What stands between them is printed as it is, and shows no field.
fn words(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for tag in tags(text) {
        let list: Vec<&str> =
            tag.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
        // Fields also show without their names: in a loop over keys and values, as JSON, by a computed name.
        let by_key = list.windows(4).any(|w| w[0] == "for" && w[3] == "in");
        let computed = tag.match_indices('[').any(|(at, _)| {
            let named = tag[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ']');
            named && tag[at + 1..].trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_')
        });
        if by_key || computed || list.contains(&"json_encode") {
            found.insert(WHOLE);
        }
        found.extend(list);
    }
    found
}

/// What stands in `{{ … }}` and `{% … %}`, comments and raw text included.
fn tags(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        at = match text.as_bytes().get(open + 1) {
            Some(b'{') => steps::close(text, open + 2, "}}"),
            Some(b'%') => steps::close(text, open + 2, "%}"),
            _ => {
                at = open + 1;
                continue;
            }
        };
        found.push(&text[open + 2..at]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(files: &[(&str, &str)]) -> Words {
        Words::of(&files.iter().map(|(n, t)| ((*n).to_string(), (*t).to_string())).collect(), |_| true)
    }

    fn wants(words: &Words, template: &str, field: &str) -> bool {
        words.wanted(template).part(field, || true)
    }

    #[test]
    fn a_part_is_wanted_where_a_template_within_reach_names_it() {
        let words = words(&[
            ("a.html", "{% extends \"base.html\" %}{{ table.rows }}"),
            ("base.html", "{% include 'side.html' %}"),
            ("side.html", "{{ page[\"findings\"] }}"),
            ("b.html", "{{ <bar x={x} /> }}"),
            ("parts.html", "{% component bar(x) %}{{ x.figures }}{% endcomponent bar %}"),
            ("all.html", "{{ __tera_context }}"),
        ]);
        assert!(wants(&words, "a.html", "table") && wants(&words, "a.html", "findings"));
        assert!(!wants(&words, "a.html", "figures") && wants(&words, "b.html", "figures"));
        assert!(wants(&words, "all.html", "anything"));
    }

    #[test]
    fn what_stands_between_tags_is_not_wanted() {
        let words = words(&[("a.html", "<a class=\"table\">{{ \"}}\" ~ rows }}{ notes {%- if movers -%}")]);
        assert!(wants(&words, "a.html", "rows") && wants(&words, "a.html", "movers"));
        assert!(!wants(&words, "a.html", "table") && !wants(&words, "a.html", "notes"));
    }

    #[test]
    fn fields_that_show_without_their_names_are_wanted() {
        for text in ["{% for k, v in page %}", "{{ page | json_encode }}", "{{ page[name] }}"] {
            assert!(wants(&words(&[("a.html", text)]), "a.html", "figures"), "{text}");
        }
        for text in ["{% for v in page.rows %}", "{{ page[0] }}", "{{ page[\"rows\"] }}", "{% set a = [b] %}"]
        {
            assert!(!wants(&words(&[("a.html", text)]), "a.html", "figures"), "{text}");
        }
    }
}
