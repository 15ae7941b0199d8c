//! `standings diff`: what a build would change in a folder that the program made before. Reads, builds in memory,
//! compares; writes nothing.

use super::{Exit, Setting, exit_of, put};
use crate::cache::Cache;
use crate::cli::{DiffArgs, OutputFormat};
use crate::diagnostic::Notes;
use crate::output::{self, Manifest};
use crate::{Around, Built, Options, checks, compress, config};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What a build would change.
#[derive(Debug, Serialize)]
struct Difference {
    /// Program and version that made the folder.
    generator: String,
    /// The sources changed since, or the program did.
    inputs_changed: bool,
    /// Paths that a build would add.
    added: Vec<String>,
    /// Paths whose bytes a build would change.
    changed: Vec<String>,
    /// Paths that a build would remove.
    removed: Vec<String>,
    /// Addresses that would lead nowhere.
    lost: Vec<String>,
    /// Published files whose bytes are not those that were written.
    altered: Vec<String>,
    /// Published files that are not there any more.
    missing: Vec<String>,
}

/// Runs the command.
pub fn run(setting: &Setting, args: &DiffArgs) -> Exit {
    let root = &setting.global.root;
    let folder = args.folder.clone().unwrap_or_else(|| root.join("public"));
    let Some(manifest) = output::read_manifest(&folder) else {
        setting.complain(&format!(
            "{} was not made by this program: it has no .standings.json",
            folder.display()
        ));
        return Exit::Usage;
    };
    let mut base_url = None;
    if let Some(text) = &args.base_url {
        let Some(url) = config::parse_base_url(text) else {
            setting.complain(&format!("`{text}` is not an absolute http or https address"));
            return Exit::Usage;
        };
        base_url = Some(url);
    }
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let options = Options { base_url, ..setting.options(&args.content, &inputs) };
    let base = crate::configure(&inputs, &options, &mut Notes::default()).map(|c| c.base_path().to_string());
    let cache = Cache::of(root);
    let built = crate::build(&inputs, &options, notes, Around { memory: &cache, on_stage: &mut |_| {} });
    if built.failed() {
        setting.print_instead(&built.diagnostics);
        return exit_of(&built);
    }
    setting.print_aside(&built.diagnostics);
    let mut difference = compare(&manifest, &built, &base.unwrap_or_default());
    difference.inputs_changed =
        manifest.inputs != output::hash_all(inputs.all()) || manifest.generator != output::generator();
    (difference.altered, difference.missing) = output::tampered(&folder, &manifest);
    put(&print(setting.global.format, &difference));
    Exit::Fine
}

fn compare(manifest: &Manifest, built: &Built, base: &str) -> Difference {
    let before: BTreeSet<String> = plain(manifest.files.keys().map(String::as_str));
    let now: BTreeSet<String> = plain(built.outputs.iter().map(|(path, _)| path));
    let same = |path: &&String| {
        let bytes = built.outputs.get(path).unwrap_or_default();
        manifest.files.get(*path).is_some_and(|hash| *hash == output::hash(bytes))
    };
    Difference {
        generator: manifest.generator.clone(),
        inputs_changed: false,
        added: now.difference(&before).cloned().collect(),
        changed: now.intersection(&before).filter(|path| !same(path)).cloned().collect(),
        removed: before.difference(&now).cloned().collect(),
        lost: checks::gone(&before, &built.outputs, base),
        altered: Vec::new(),
        missing: Vec::new(),
    }
}

/// Compressed files go with the file they were made of.
fn plain<'p>(paths: impl Iterator<Item = &'p str>) -> BTreeSet<String> {
    paths.filter(|path| !compress::is_compressed(path)).map(String::from).collect()
}

fn print(format: OutputFormat, d: &Difference) -> String {
    let groups = [
        ("added", &d.added),
        ("changed", &d.changed),
        ("removed", &d.removed),
        ("lost", &d.lost),
        ("altered", &d.altered),
        ("missing", &d.missing),
    ];
    let lines = groups.iter().flat_map(|(what, paths)| paths.iter().map(move |path| (*what, path)));
    let mut out = String::new();
    match format {
        OutputFormat::Json => {
            let text = serde_json::to_string_pretty(d).expect("lists of paths always serialise");
            let _ = writeln!(out, "{text}");
        }
        OutputFormat::Csv => {
            out.push_str("what,path\n");
            lines.for_each(|(what, path)| {
                out.push_str(&format!("{what},\"{}\"\n", path.replace('"', "\"\"")))
            });
        }
        OutputFormat::Markdown => {
            out.push_str("| what | path |\n|---|---|\n");
            lines.for_each(|(what, path)| out.push_str(&format!("| {what} | `{path}` |\n")));
        }
        OutputFormat::Text | OutputFormat::Github => text(&mut out, d, &groups),
    }
    out
}

fn text(out: &mut String, d: &Difference, groups: &[(&str, &Vec<String>); 6]) {
    let heads = [
        "would be added",
        "would change",
        "would be removed",
        "would lead nowhere: list the old id or slug under `formerly`",
        "altered since the build, by hand or by another program; a build writes them anew",
        "gone from the folder; a build writes them anew",
    ];
    let marks = ["+", "~", "-", "!", "*", "?"];
    for ((head, mark), (_, paths)) in heads.iter().zip(marks).zip(groups) {
        if paths.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{} {head}", paths.len());
        for path in paths.iter() {
            let _ = writeln!(out, "  {mark} {path}");
        }
    }
    if out.is_empty() {
        let tail = if d.inputs_changed { ", although the sources changed" } else { "" };
        let _ = writeln!(out, "a build would change nothing{tail}");
    }
}
