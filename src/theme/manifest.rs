//! `theme.yaml`: a theme's name, the versions of the program it is for, what it extends and what a site may set.
//! In: its text and the site's `theme_settings`. Out: a `Manifest`, and the settings' values, each of its type.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, Span, did_you_mean};
use crate::document::{self, Fields, Node, Reading};
use semver::{Version, VersionReq};
use serde::Serialize;
use std::collections::BTreeMap;

/// The file's name in a theme.
pub const FILE: &str = "theme.yaml";

/// A setting's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Setting {
    /// `type: boolean`
    Boolean(bool),
    /// `type: integer`
    Integer(i64),
    /// `type: text`, and `type: choice`
    Text(String),
}

/// Values by name, as templates see them: `site.settings.NAME`.
pub type Settings = BTreeMap<String, Setting>;

/// What a setting may be.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Boolean,
    Integer,
    Text,
    Choice(Vec<String>),
}

/// A setting as the theme declares it.
#[derive(Debug, Clone)]
struct Declared {
    kind: Kind,
    default: Setting,
}

/// A sound `theme.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// The theme that gives what this one lacks.
    pub extends: Option<String>,
    /// Where that stands.
    pub extends_span: Span,
    settings: BTreeMap<String, Declared>,
}

impl Manifest {
    /// What this theme declares wins over what it inherits.
    pub fn inherit(&mut self, parent: Manifest) {
        for (name, declared) in parent.settings {
            self.settings.entry(name).or_insert(declared);
        }
    }

    /// The values: the site's where it sets one, else the theme's defaults. `site` is site.yaml.
    pub fn values(&self, config: &Config, site: &str, notes: &mut Notes) -> Settings {
        let mut values: Settings =
            self.settings.iter().map(|(name, declared)| (name.clone(), declared.default.clone())).collect();
        let mut r = Reading { source: Source { file: "site.yaml", text: site }, notes };
        for (name, span, node) in &config.theme_settings {
            let Some(declared) = self.settings.get(name) else {
                let message = format!("the theme `{}` has no setting `{name}`", config.theme);
                let help = did_you_mean(name, self.settings.keys().map(String::as_str));
                let note = Diagnostic::error("theme-setting", message).at(r.source, *span);
                r.notes.push(note.help_opt(help.or_else(|| Some("it has no settings at all".to_string()))));
                continue;
            };
            if let Some(value) = value(&declared.kind, node, &mut r) {
                values.insert(name.clone(), value);
            }
        }
        values
    }
}

/// Parses `theme.yaml`; what is wrong in it is in `notes`.
pub fn parse(source: Source<'_>, notes: &mut Notes) -> Manifest {
    let mut manifest = Manifest::default();
    let Some(root) = document::parse_on(source, notes) else { return manifest };
    let mut r = Reading { source, notes };
    let Some(mut f) = Fields::open(&root, FILE, &mut r) else { return manifest };
    f.required("name", &mut r, Reading::text);
    f.optional("description", &mut r, Reading::text);
    if let Some(node) = f.node("standings") {
        check_version(node, &mut r);
    }
    manifest.extends_span = f.node("extends").map(|n| n.span).unwrap_or_default();
    manifest.extends = f.optional("extends", &mut r, Reading::slug);
    if let Some(node) = f.node("settings") {
        for entry in document::entries(node, "settings by name", &mut r) {
            if !is_word(&entry.key) {
                let help = "write a-z, 0-9 and `_`, a letter first: templates print `site.settings.NAME`";
                r.error_help(
                    "theme-setting",
                    entry.key_span,
                    format!("`{}` cannot be a setting's name", entry.key),
                    help,
                );
                continue;
            }
            if let Some(declared) = declared(&entry.node, &mut r) {
                manifest.settings.insert(entry.key.to_string(), declared);
            }
        }
    }
    f.finish(&mut r);
    manifest
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn check_version(node: &Node, r: &mut Reading<'_>) {
    let Some(text) = r.text(node) else { return };
    let Ok(range) = VersionReq::parse(&text) else {
        let help = "write e.g. \">=0.1, <0.2\"";
        r.error_help("theme-version", node.span, format!("`{text}` is not a range of versions"), help);
        return;
    };
    let own = env!("CARGO_PKG_VERSION");
    let fits = Version::parse(own).is_ok_and(|own| range.matches(&own));
    if !fits {
        let help = "try it, then widen the range; or use a version of the program within it";
        r.error_help(
            "theme-version",
            node.span,
            format!("this theme is for standings {text}; this is {own}"),
            help,
        );
    }
}

fn declared(node: &Node, r: &mut Reading<'_>) -> Option<Declared> {
    let mut f = Fields::open(node, "a setting", r)?;
    let word = f.required("type", r, |r, n| {
        r.one_of(n, &[("text", 0_u8), ("boolean", 1), ("integer", 2), ("choice", 3)])
    });
    let options = f.optional("options", r, Reading::texts).unwrap_or_default();
    f.optional("description", r, Reading::text);
    let kind = match word? {
        0 => Kind::Text,
        1 => Kind::Boolean,
        2 => Kind::Integer,
        _ => Kind::Choice(options),
    };
    let default = f.required("default", r, |r, n| value(&kind, n, r));
    f.finish(r);
    Some(Declared { kind, default: default? })
}

fn value(kind: &Kind, node: &Node, r: &mut Reading<'_>) -> Option<Setting> {
    match kind {
        Kind::Boolean => r.boolean(node).map(Setting::Boolean),
        Kind::Integer => r.integer(node).map(Setting::Integer),
        Kind::Text => r.text(node).map(Setting::Text),
        Kind::Choice(options) => {
            let text = r.text(node)?;
            if options.contains(&text) {
                return Some(Setting::Text(text));
            }
            let help = did_you_mean(&text, options.iter().map(String::as_str));
            let note = Diagnostic::error("theme-setting", format!("`{text}` is not one of the choices"));
            r.notes.push(note.at(r.source, node.span).help_opt(help));
            None
        }
    }
}
