//! A theme's files: the site's own `themes/<name>/`, what it extends, and the built-in theme below both. Style sheet,
//! scripts and fonts get fingerprinted names, so that they can be cached for ever.

mod manifest;

pub use manifest::{Setting, Settings};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Notes, Source, did_you_mean};
use crate::inputs::Inputs;
use crate::outputs::Outputs;
use crate::pictures;
use manifest::Manifest;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../themes/ledger/", $path)))),*]
    };
}

/// The built-in theme's name.
const BUILT_IN: &str = "ledger";

/// The built-in theme.
static LEDGER: &[(&str, &[u8])] = built_in![
    "theme.yaml",
    "style.css",
    "scripts/choose.js",
    "scripts/search.js",
    "scripts/tables.js",
    "static/favicon.svg",
    "templates/_blocks.html",
    "templates/_email.html",
    "templates/_feed.html",
    "templates/_figures.html",
    "templates/_footer.html",
    "templates/_lists.html",
    "templates/_masthead.html",
    "templates/_search.html",
    "templates/_tables.html",
    "templates/base.html",
    "templates/board.html",
    "templates/board_period.html",
    "templates/boards.html",
    "templates/choose.html",
    "templates/corrections.html",
    "templates/data.html",
    "templates/email.css",
    "templates/email.html",
    "templates/email_content.html",
    "templates/email_media.css",
    "templates/feed_content.html",
    "templates/gap.html",
    "templates/home.html",
    "templates/issue.html",
    "templates/issues.html",
    "templates/methodology.html",
    "templates/not_found.html",
    "templates/org.html",
    "templates/orgs.html",
    "templates/page.html",
    "templates/subject.html",
    "templates/subjects.html",
    "templates/subscribe.html",
    "templates/tags.html",
];

static CHART_MODULE: &[u8] = include_bytes!("../assets/chart.min.js");
static FIGURES_LOADER: &[u8] = include_bytes!("../assets/figures.js");

static FONTS: &[(&str, &[u8])] = &[
    ("inter-latin.woff2", include_bytes!("../assets/fonts/inter-latin.woff2")),
    ("inter-latin-ext.woff2", include_bytes!("../assets/fonts/inter-latin-ext.woff2")),
    ("newsreader-latin.woff2", include_bytes!("../assets/fonts/newsreader-latin.woff2")),
    ("newsreader-latin-ext.woff2", include_bytes!("../assets/fonts/newsreader-latin-ext.woff2")),
    ("newsreader-italic-latin.woff2", include_bytes!("../assets/fonts/newsreader-italic-latin.woff2")),
    (
        "newsreader-italic-latin-ext.woff2",
        include_bytes!("../assets/fonts/newsreader-italic-latin-ext.woff2"),
    ),
];

/// A theme, read.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Templates by name: `home.html` → text.
    pub templates: BTreeMap<String, String>,
    /// What the site may set, each with its value.
    pub settings: Settings,
    /// Template → the file it was read from.
    origins: BTreeMap<String, String>,
    style: String,
    scripts: BTreeMap<String, Vec<u8>>,
    files: BTreeMap<String, Vec<u8>>,
}

/// Paths of fingerprinted files, below the root.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// Style sheet.
    pub style: String,
    /// Figures' loader.
    pub figures: String,
    /// Sorting of tables.
    pub tables: String,
    /// Filters of the shortlist.
    pub choose: String,
    /// Search.
    pub search: String,
    /// Chart module.
    pub chart_module: String,
    /// The fonts that the first screen needs.
    pub fonts: Vec<String>,
}

/// Reads the configured theme and those it extends; the built-in one gives whatever is still missing.
pub fn load(inputs: &Inputs, config: &Config, notes: &mut Notes) -> Theme {
    let mut theme = Theme { name: config.theme.clone(), ..Theme::default() };
    let Some(chain) = lineage(inputs, config, notes) else { return theme };
    for (path, bytes) in LEDGER {
        theme.take(path, bytes, &format!("themes/{BUILT_IN}/{path}"), notes);
    }
    let inherited: BTreeSet<String> = theme.templates.keys().cloned().collect();
    let mut manifest = Manifest::default();
    for (name, own) in chain.into_iter().rev() {
        theme.take_folder(inputs, &name, notes);
        let parent = std::mem::replace(&mut manifest, own);
        manifest.inherit(parent);
    }
    theme.settings = manifest.values(config, inputs.text("site.yaml", notes).unwrap_or_default(), notes);
    theme.strays(&inherited, notes);
    theme
}

/// The theme's own folder, then those it extends, up to the built-in one, which may have a folder too.
fn lineage(inputs: &Inputs, config: &Config, notes: &mut Notes) -> Option<Vec<(String, Manifest)>> {
    let mut chain: Vec<(String, Manifest)> = Vec::new();
    let mut name = config.theme.clone();
    loop {
        let folder = format!("themes/{name}");
        let there = inputs.below(&folder).next().is_some();
        if !there && name != BUILT_IN {
            let message = format!("there is no theme `{name}`");
            let (file, span, key) = match chain.last() {
                None => ("site.yaml".to_string(), config.theme_span, "theme"),
                Some((child, own)) => {
                    (format!("themes/{child}/{}", manifest::FILE), own.extends_span, "extends")
                }
            };
            let text = inputs.text(&file, notes).unwrap_or_default();
            let note = Diagnostic::error("theme-missing", message).at(Source { file: &file, text }, span);
            notes.push(note.help(format!("put it at {folder}/, or write `{key}: {BUILT_IN}`")));
            return None;
        }
        if chain.iter().any(|(earlier, _)| *earlier == name) {
            let message = format!("the theme `{name}` extends itself, by way of others");
            let file = format!("themes/{name}/{}", manifest::FILE);
            let help = format!("one of them must extend `{BUILT_IN}`");
            notes.push(Diagnostic::error("theme-missing", message).in_file(&file).help(help));
            return None;
        }
        let file = format!("{folder}/{}", manifest::FILE);
        let own = inputs.text(&file, notes).map(|text| manifest::parse(Source { file: &file, text }, notes));
        let own = own.unwrap_or_default();
        let next = own.extends.clone().filter(|_| name != BUILT_IN);
        let last = name == BUILT_IN;
        chain.push((name, own));
        if last {
            return Some(chain);
        }
        name = next.unwrap_or_else(|| BUILT_IN.to_string());
    }
}

impl Theme {
    fn take_folder(&mut self, inputs: &Inputs, name: &str, notes: &mut Notes) {
        let folder = format!("themes/{name}");
        let prefix = format!("{folder}/");
        for (path, _) in inputs.below(&folder) {
            let name = path.strip_prefix(&prefix).unwrap_or(path);
            let is_text = name.ends_with(".html") || name.ends_with(".css") || name.ends_with(".xml");
            if is_text {
                if let Some(text) = inputs.text(path, notes) {
                    self.take(name, text.as_bytes(), path, notes);
                }
            } else if let Some(bytes) = inputs.get(path) {
                self.take(name, bytes, path, notes);
            }
        }
    }

    fn take(&mut self, name: &str, bytes: &[u8], path: &str, notes: &mut Notes) {
        if let Some(template) = name.strip_prefix("templates/") {
            self.templates.insert(template.to_string(), String::from_utf8_lossy(bytes).into_owned());
            self.origins.insert(template.to_string(), path.to_string());
        } else if name == "style.css" {
            self.style = String::from_utf8_lossy(bytes).into_owned();
        } else if name == "overrides.css" {
            self.style.push('\n');
            self.style.push_str(&String::from_utf8_lossy(bytes));
        } else if let Some(script) = name.strip_prefix("scripts/") {
            self.scripts.insert(script.to_string(), bytes.to_vec());
        } else if let Some(file) = name.strip_prefix("static/") {
            self.files.insert(file.to_string(), pictures::published(path, bytes, notes).into_owned());
        } else if !matches!(name, "theme.yaml" | "DESIGN.md" | "README.md") {
            let help = "a theme has theme.yaml, style.css, overrides.css, templates/, scripts/ and static/";
            notes.push(Diagnostic::warning("theme-stray", "this file is not used").in_file(path).help(help));
        }
    }

    /// Templates that no page is made with and no other template names: most likely misspelt.
    fn strays(&self, inherited: &BTreeSet<String>, notes: &mut Notes) {
        let quoted: BTreeSet<&str> =
            self.templates.values().flat_map(|text| text.split('"').skip(1)).collect();
        for (name, path) in &self.origins {
            let named = quoted.contains(name.as_str());
            // A file of components is found by what it defines, not by its name.
            if inherited.contains(name) || named || name.starts_with('_') {
                continue;
            }
            let help = did_you_mean(name, inherited.iter().map(String::as_str));
            let message = "no page is made with this template";
            notes.push(Diagnostic::warning("theme-stray", message).in_file(path).help_opt(help));
        }
    }

    /// The file that a template was read from.
    pub fn origin(&self, template: &str) -> String {
        let unknown = || format!("themes/{}/templates/{template}", self.name);
        self.origins.get(template).cloned().unwrap_or_else(unknown)
    }

    /// Whether a template is the built-in theme's, byte for byte.
    pub fn is_built_in(&self, template: &str) -> bool {
        let ours = LEDGER.iter().find(|(path, _)| path.strip_prefix("templates/") == Some(template));
        ours.map(|(_, bytes)| *bytes) == self.templates.get(template).map(String::as_bytes)
    }

    /// True if the built-in theme has a template of this name: no page is made with any other.
    pub fn knows(template: &str) -> bool {
        LEDGER.iter().any(|(path, _)| path.strip_prefix("templates/") == Some(template))
    }

    /// Writes the theme's files and scripts; gives their addresses.
    pub fn publish(&self, outputs: &mut Outputs, notes: &mut Notes) -> Assets {
        let mut style = self.style.clone();
        let mut first_screen = Vec::new();
        for (name, bytes) in FONTS {
            let reference = format!("url(\"fonts/{name}\")");
            if style.contains(&reference) {
                let file = fingerprinted(name, bytes);
                style = style.replace(&reference, &format!("url(\"{file}\")"));
                outputs.add(&format!("assets/{file}"), bytes.to_vec(), notes);
                if matches!(*name, "inter-latin.woff2" | "newsreader-latin.woff2") {
                    first_screen.push(format!("assets/{file}"));
                }
            }
        }
        for (name, bytes) in &self.files {
            outputs.add(name, bytes.clone(), notes);
        }
        let script = |name: &str| self.scripts.get(name).cloned().unwrap_or_default();
        let mut put = |name: &str, bytes: Vec<u8>| {
            let path = format!("assets/{}", fingerprinted(name, &bytes));
            outputs.add(&path, bytes, notes);
            path
        };
        Assets {
            style: put("style.css", style.into_bytes()),
            figures: put("figures.js", FIGURES_LOADER.to_vec()),
            tables: put("tables.js", script("tables.js")),
            choose: put("choose.js", script("choose.js")),
            search: put("search.js", script("search.js")),
            chart_module: put("chart.js", CHART_MODULE.to_vec()),
            fonts: first_screen,
        }
    }
}

/// `style.css` → `style.1a2b3c4d5e6f.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes).iter().take(6).map(|b| format!("{b:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "compares the embedded list with the folder")]
    fn every_file_of_the_built_in_theme_is_embedded() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger");
        let walk =
            walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
        let on_disk: BTreeSet<String> = walk
            .map(|e| e.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".md"))
            .collect();
        let embedded: BTreeSet<String> = LEDGER.iter().map(|(name, _)| (*name).to_string()).collect();
        assert_eq!(embedded, on_disk);
        for (name, bytes) in LEDGER {
            assert_eq!(*bytes, std::fs::read(root.join(name)).unwrap(), "{name}");
        }
    }
}
