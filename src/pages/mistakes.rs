//! What is wrong with a theme's templates, each with its place in the text as the author wrote it.
//! In: an error of the engine, which has read the text that counts. Out: diagnostics with file, line and nearest name.

use super::steps::{self, Counted, Named};
use crate::diagnostic::{Diagnostic, Source, Span, did_you_mean, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::ops::Range;
use tera::{ErrorKind, ReportError, Tera};

/// The engine's own filters; it has no list of them to ask for.
const FILTERS: [&str; 37] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// What may stand behind `is`.
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

const FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

/// A theme's templates as they are written, and what the engine has instead.
pub struct Texts {
    /// The theme's name.
    pub theme: String,
    /// Text by template.
    pub sources: BTreeMap<String, String>,
    /// The file each template was read from.
    pub origins: BTreeMap<String, String>,
    /// The site's own templates, as the engine has them.
    pub counted: BTreeMap<String, Counted>,
}

impl Texts {
    /// What is wrong with templates that the engine does not take. It is asked again with the author's own text, one
    /// by one and then all together, so that it tells nothing of what was put in; `extend` gives it our own filters.
    pub fn refused(&self, error: &tera::Error, extend: impl FnOnce(&mut Tera)) -> Vec<Diagnostic> {
        let own = self.counted.keys().filter_map(|name| self.sources.get_key_value(name));
        let unread = own.filter_map(|(name, text)| {
            let error = Tera::new().add_raw_template(name, text).err()?;
            let ErrorKind::SyntaxError(report) = error.kind() else { return None };
            Some(self.at(report.filename(), report.span().range.clone(), report.message().to_string()))
        });
        let unread: Vec<Diagnostic> = unread.collect();
        if !unread.is_empty() {
            return unread;
        }
        let mut plain = Tera::new();
        extend(&mut plain);
        match plain.add_raw_templates(&self.sources).err() {
            Some(again) => self.unfit(&again),
            None => vec![self.explain(error, None)],
        }
    }

    /// Templates that can be read, and do not fit together or name what is not there.
    fn unfit(&self, error: &tera::Error) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("there is no template `{parent}` to extend");
                vec![self.at_tag(current, "extends", parent, message).help_opt(self.near("template", parent))]
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                let message = format!("`{tpl}` extends itself, directly or by way of others");
                vec![self.at_tag(tpl, "extends", "", message).help("one of them must extend nothing")]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let last = include_chain.iter().rev().nth(1).unwrap_or(tpl);
                let from = include_chain.iter().position(|name| name == tpl).unwrap_or_default();
                let way = include_chain[from..].iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
                let message = format!("`{tpl}` includes itself: {}", way.join(" → "));
                vec![self.at_tag(last, "include", tpl, message).help("one of these includes must go")]
            }
            ErrorKind::Msg(text) => {
                let all: Vec<Diagnostic> = told(text).map(|told| self.absent(&told)).collect();
                if all.is_empty() { vec![self.twice(text)] } else { all }
            }
            _ => vec![self.explain(error, None)],
        }
    }

    /// A name that stands for nothing: "Unknown filter `uper`".
    fn absent(&self, told: &Told<'_>) -> Diagnostic {
        let text = self.sources.get(told.template).map(String::as_str).unwrap_or_default();
        let start = offset(text, told.line, told.column);
        let end = text[start..].char_indices().nth(told.width).map_or(text.len(), |(at, _)| start + at);
        let name = told.message.split('`').nth(1).unwrap_or_default();
        let (message, help) = match told.message.strip_prefix("Unknown ").and_then(|m| m.split_once(' ')) {
            Some((kind, _)) => (format!("there is no {kind} `{name}`"), self.near(kind, name)),
            None => (told.message.clone(), self.near("block", name)),
        };
        self.at(told.template, start..end, message).help_opt(help)
    }

    /// "Component `a` is defined in both `x` and `y`".
    fn twice(&self, message: &str) -> Diagnostic {
        let mut names = message.split('`').skip(1).step_by(2);
        let (component, last) = (names.next().unwrap_or_default(), names.last());
        let Some(template) = last else { return self.in_theme(message.to_string()) };
        self.at_tag(template, "component", component, message.to_string())
            .help("give one of them another name")
    }

    /// The known names of a kind that are near to one that is not.
    fn near(&self, kind: &str, name: &str) -> Option<String> {
        let named = |word| -> BTreeSet<&str> {
            self.sources.values().flat_map(|text| steps::named(text, word)).map(|named| named.name).collect()
        };
        match kind {
            "filter" => did_you_mean(name, FILTERS),
            "test" => did_you_mean(name, TESTS),
            "function" => did_you_mean(name, FUNCTIONS),
            "component" => did_you_mean(name, named("component")),
            "block" => did_you_mean(name, named("block")),
            _ => nearest(name, self.sources.keys().map(String::as_str))
                .map(|near| format!("did you mean `{near}`?"))
                .or_else(|| Some("a template is named as it lies under `templates/` of a theme".to_string())),
        }
    }

    /// An error while a page is made, with template, line, page and, where a field is unknown, the nearest known one.
    pub fn explain(&self, error: &tera::Error, page: Option<(&str, &str)>) -> Diagnostic {
        let help = page.map(|(_, page)| format!("while making the page `/{page}`"));
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let help = match (nearest_field(report.message()), help) {
                    (Some(near), Some(page)) => Some(format!("did you mean `{near}`? ({page})")),
                    (Some(near), None) => Some(format!("did you mean `{near}`?")),
                    (None, help) => help,
                };
                self.written(report).help_opt(help)
            }
            ErrorKind::Msg(message) if message.contains("recursion depth for components") => {
                let message = "components call one another more than twenty deep";
                match self.recursion() {
                    Some((template, call)) => {
                        let message = format!("{message}: `{}` comes back to itself", call.name);
                        self.at(template, call.range, message).help_opt(help)
                    }
                    None => self.in_page(page, message.to_string()).help_opt(help),
                }
            }
            ErrorKind::Io(_) => {
                let message = error.source().map_or_else(|| error.to_string(), ToString::to_string);
                self.in_page(page, message).help_opt(help)
            }
            other => self.in_page(page, other.to_string()).help_opt(help),
        }
    }

    /// Where the author wrote what the engine complains of.
    fn written(&self, report: &ReportError) -> Diagnostic {
        let range = report.span().range.clone();
        let range = match self.counted.get(report.filename()) {
            Some(counted) => counted.written(&range),
            None => range,
        };
        self.at(report.filename(), range, report.message().to_string())
    }

    /// The call by which a component calls itself, directly or by way of others.
    fn recursion(&self) -> Option<(&str, Named<'_>)> {
        let all = self.sources.iter().flat_map(|(template, text)| {
            steps::calls(text).into_iter().map(move |(inside, call)| (template.as_str(), inside, call))
        });
        let all: Vec<(&str, &str, Named<'_>)> = all.collect();
        let comes_back = |start: &str, to: &str| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
            while let Some(name) = open.pop() {
                if name == to {
                    return true;
                }
                if seen.insert(name) {
                    open.extend(all.iter().filter(|(_, inside, _)| *inside == name).map(|(_, _, c)| c.name));
                }
            }
            false
        };
        let found = all.iter().find(|(_, inside, call)| comes_back(call.name, inside));
        found.map(|(template, _, call)| (*template, call.clone()))
    }

    /// At the name that a tag gives, or at the first tag of that kind.
    pub fn at_tag(&self, template: &str, word: &str, name: &str, message: String) -> Diagnostic {
        let text = self.sources.get(template).map(String::as_str).unwrap_or_default();
        let named = steps::named(text, word);
        match named.iter().find(|named| named.name == name).or(named.first()) {
            Some(named) => self.at(template, named.range.clone(), message),
            None => Diagnostic::error("template", message).in_file(&self.origin(template)),
        }
    }

    fn at(&self, template: &str, range: Range<usize>, message: String) -> Diagnostic {
        let text = self.sources.get(template).map(String::as_str).unwrap_or_default();
        let file = self.origin(template);
        Diagnostic::error("template", message)
            .at(Source { file: &file, text }, Span::new(range.start, range.end))
    }

    fn in_page(&self, page: Option<(&str, &str)>, message: String) -> Diagnostic {
        match page {
            Some((template, _)) => Diagnostic::error("template", message).in_file(&self.origin(template)),
            None => self.in_theme(message),
        }
    }

    fn in_theme(&self, message: String) -> Diagnostic {
        Diagnostic::error("template", message).in_file(&format!("themes/{}", self.theme))
    }

    fn origin(&self, template: &str) -> String {
        let unknown = || format!("themes/{}/templates/{template}", self.theme);
        self.origins.get(template).cloned().unwrap_or_else(unknown)
    }
}

/// One mistake of several that the engine tells in one text.
struct Told<'t> {
    message: String,
    template: &'t str,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
    width: usize,
}

/// Each begins with `error: …`, then `--> template:line:column`, then the line, underlined.
fn told(text: &str) -> impl Iterator<Item = Told<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |at: &usize| lines[*at].starts_with("error: ");
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    starts.into_iter().filter_map(move |start| {
        let place = (start..lines.len()).find(|at| lines[*at].trim_start().starts_with("--> "))?;
        let mut parts = lines[place].trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let width = lines.get(place + 3).map_or(1, |line| line.matches('^').count().max(1));
        let message = lines[start..place].join(" ").replacen("error: ", "", 1);
        Some(Told { message, template: parts.next()?, line, column, width })
    })
}

/// The byte at a line and a column.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let ahead: usize = text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    start + ahead
}

/// The known field that is nearest to the unknown one of a message:
/// "Field `titel` is not defined. Available fields: description, title".
fn nearest_field(message: &str) -> Option<&str> {
    let unknown = message.split('`').nth(1)?;
    let (_, known) = message.split_once("Available ")?;
    let (_, known) = known.split_once(": ")?;
    nearest(unknown, known.split(", ").map(|name| name.trim_end_matches(['.', '…'])))
}

#[cfg(test)]
mod tests {
    use super::super::render::extend;
    use super::*;
    use crate::diagnostic::text;
    use expect_test::{Expect, expect};

    fn check(templates: &[(&str, &str)], expected: &Expect) {
        let pairs = || templates.iter().map(|(name, text)| ((*name).to_string(), (*text).to_string()));
        let texts = Texts {
            theme: "mine".to_string(),
            sources: pairs().collect(),
            origins: BTreeMap::new(),
            counted: pairs().map(|(name, text)| (name, Counted::new(&text))).collect(),
        };
        let mut tera = Tera::new();
        extend(&mut tera);
        let counted = texts.counted.iter().map(|(name, counted)| (name, counted.text.as_str()));
        let all = match tera.add_raw_templates(counted) {
            Err(error) => texts.refused(&error, extend),
            Ok(()) => {
                let error = tera.render("a.html", &tera::Context::new()).unwrap_err();
                vec![texts.explain(&error, Some(("a.html", "")))]
            }
        };
        let lines = text(&all, false);
        let kept = lines.lines().filter(|line| !line.is_empty() && !line.ends_with(" |"));
        expected.assert_eq(&kept.map(|line| format!("{line}\n")).collect::<String>());
    }

    #[test]
    fn names_that_stand_for_nothing_have_place_and_nearest_name() {
        check(
            &[
                ("a.html", "ä {{ \"x\" | uper }}{{ now() }}\n{% include \"_b.htm\" %}"),
                ("_b.html", "{{ <c /> }}"),
            ],
            &expect![[r#"
                error[template]: there is no component `c`
                 --> themes/mine/templates/_b.html:1:4
                1 | {{ <c /> }}
                  |    ^^^^^
                error[template]: there is no filter `uper`
                 --> themes/mine/templates/a.html:1:12
                1 | ä {{ "x" | uper }}{{ now() }}
                  |            ^^^^
                  = help: did you mean `upper`?
                error[template]: there is no function `now`
                 --> themes/mine/templates/a.html:1:22
                1 | ä {{ "x" | uper }}{{ now() }}
                  |                      ^^^^^
                  = help: known: `range`, `super`, `throw`
                error[template]: there is no template `_b.htm`
                 --> themes/mine/templates/a.html:2:12
                2 | {% include "_b.htm" %}
                  |            ^^^^^^^^
                  = help: did you mean `_b.html`?
            "#]],
        );
    }

    #[test]
    fn what_goes_round_in_circles_has_a_place() {
        check(
            &[("a.html", "x {% include \"b.html\" %}"), ("b.html", "{% include 'a.html' %}")],
            &expect![[r#"
            error[template]: `a.html` includes itself: `a.html` → `b.html` → `a.html`
             --> themes/mine/templates/b.html:1:13
            1 | {% include 'a.html' %}
              |             ^^^^^^
              = help: one of these includes must go
        "#]],
        );
        check(
            &[("a.html", "{% extends \"b.htm\" %}"), ("b.html", "")],
            &expect![[r#"
            error[template]: there is no template `b.htm` to extend
             --> themes/mine/templates/a.html:1:13
            1 | {% extends "b.htm" %}
              |             ^^^^^
              = help: did you mean `b.html`?
        "#]],
        );
        check(
            &[(
                "a.html",
                "{{ <x /> }}{% component x() %}\n{% if true %}{{ <x /> }}{% endif %}{% endcomponent x %}",
            )],
            &expect![[r#"
                error[template]: components call one another more than twenty deep: `x` comes back to itself
                 --> themes/mine/templates/a.html:2:18
                2 | {% if true %}{{ <x /> }}{% endif %}{% endcomponent x %}
                  |                  ^
                  = help: while making the page `/`
            "#]],
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_of_every_template_in_the_author_s_words() {
        check(
            &[("a.html", "{% for x in %}{% endfor %}"), ("b.html", "{{ x")],
            &expect![[r#"
            error[template]: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
             --> themes/mine/templates/a.html:1:13
            1 | {% for x in %}{% endfor %}
              |             ^^
            error[template]: Unexpected end of input
             --> themes/mine/templates/b.html:1:4
            1 | {{ x
              |    ^
        "#]],
        );
    }

    #[test]
    fn the_engine_knows_the_names_that_are_offered() {
        for filter in FILTERS {
            let text = format!("{{{{ x | {filter} }}}}");
            assert!(Tera::new().add_raw_template("a", &text).is_ok(), "{filter}");
        }
        for test in TESTS {
            let text = format!("{{% if x is {test} %}}{{% endif %}}");
            assert!(Tera::new().add_raw_template("a", &text).is_ok(), "{test}");
        }
    }
}
