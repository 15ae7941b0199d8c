//! The editor's own option: an ECharts option as JSON, with the words and the table that every figure has.
//! In: an option file. Out: an option for the chart module, which refuses what it does not know (series types,
//! components, formatter names, keys that open links or load pictures); its complaints are led back to their place.
//!
//! Words come from the reference (`title=`, `description=`), else from the option's own `title.text`,
//! `title.subtext` and `aria.label.description`, else the sentence is made from the data. A `dataset` with rows of
//! values is laid out into the series, because the module draws series only.

mod dataset;
mod table;

use super::option::merge;
use super::{Drawing, Table};
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::document::{self, Node};
use crate::editorial::{OptionFile, OwnChart};
use crate::words;
use serde_json::{Value, json};

pub fn draw(own: &OwnChart) -> Result<Drawing, Diagnostic> {
    let mut wide = read(&own.wide)?;
    let mut narrow = match &own.narrow {
        Some(file) => read(file)?,
        None => wide.clone(),
    };
    let said = Said::take(&mut wide);
    Said::take(&mut narrow);
    let table = table::of(&wide);
    let Some(title) = own.title.clone().or(said.title) else {
        let message = "this figure has no title";
        let help = "give the reference a `title=\"…\"`, or the option a `title: {text: …}`";
        return Err(fault(message).in_file(&own.wide.file).help(help));
    };
    let description = own.description.clone().or(said.description).unwrap_or_else(|| sentence(&table));
    Ok(Drawing { title, description, wide: dressed(wide), narrow: dressed(narrow), table })
}

/// The module's complaint, at its place in the file. It begins with a path: `option.series[0].type: …`.
pub fn complaint(own: &OwnChart, narrow: bool, message: &str) -> Diagnostic {
    let file = own.narrow.as_ref().filter(|_| narrow).unwrap_or(&own.wide);
    let source = Source { file: &file.file, text: &file.text };
    let note = fault(message);
    let Ok(root) = document::parse(source) else { return note.in_file(&file.file) };
    let path = message.split(':').next().unwrap_or_default();
    note.at(source, place(&root, path))
}

fn fault(message: &str) -> Diagnostic {
    Diagnostic::error("chart-option", message.to_string())
}

/// The deepest value on a path that the file has.
fn place(root: &Node, path: &str) -> Span {
    let mut node = root;
    let mut span = Span::new(root.span.start, root.span.start + 1);
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()).skip(1) {
        let next = match &node.value {
            document::Value::Map(entries) => {
                entries.iter().find(|e| e.key == step).map(|e| (&e.node, e.key_span))
            }
            document::Value::List(items) => {
                step.parse::<usize>().ok().and_then(|i| items.get(i)).map(|n| (n, n.span))
            }
            _ => None,
        };
        // A single series or axis may stand without its list.
        let Some((found, at)) = next else {
            if step == "0" {
                continue;
            }
            break;
        };
        node = found;
        span = match found.value {
            document::Value::Scalar { .. } => found.span,
            _ => Span::new(at.start, at.start + 1),
        };
    }
    span
}

fn read(file: &OptionFile) -> Result<Value, Diagnostic> {
    let source = Source { file: &file.file, text: &file.text };
    // Read with places first: doubled keys, depth and size are refused there.
    document::parse(source)?;
    let value: Value = serde_json::from_str(&file.text).map_err(|e| {
        Diagnostic::error("json-syntax", format!("this is not JSON: {e}")).in_file(&file.file)
    })?;
    if !value.is_object() {
        return Err(fault("an option is an object").in_file(&file.file));
    }
    dataset::spread(value).map_err(|(path, message)| {
        let root = document::parse(source).map(|root| place(&root, &path)).unwrap_or_default();
        fault(&format!("{path}: {message}")).at(source, root)
    })
}

/// The words that an option says about itself. The page prints them, so they leave the picture.
struct Said {
    title: Option<String>,
    description: Option<String>,
}

impl Said {
    fn take(option: &mut Value) -> Said {
        let text = |at: &str| {
            let text = option.pointer(at)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_string())
        };
        let title = text("/title/text").or_else(|| text("/title/0/text"));
        let description = text("/aria/label/description").or_else(|| text("/title/subtext"));
        if let Some(map) = option.as_object_mut() {
            map.remove("title");
            map.remove("aria");
        }
        Said { title, description }
    }
}

/// What every figure of ours has, under what the editor says.
fn dressed(option: Value) -> Value {
    let mut base = json!({
        "textStyle": {"fontFamily": "Inter, system-ui, sans-serif"},
        "tooltip": {},
    });
    if option.get("grid").is_none() {
        let top = if option.get("legend").is_some() { 44 } else { 24 };
        base["grid"] = json!({"left": 16, "right": 24, "top": top, "bottom": 16, "outerBoundsMode": "same", "outerBoundsContain": "axisLabel"});
    }
    merge(&mut base, option);
    base
}

/// What the data say: how many series of what, and the highest value.
fn sentence(table: &Table) -> String {
    let rows = table.rows.len();
    let series = &table.columns[1.min(table.columns.len())..];
    let count = words::count(rows as u64);
    if table.columns.first().is_some_and(|first| first == table::POINTS) {
        let axes: Vec<String> = series.iter().map(|axis| axis.to_lowercase()).collect();
        return format!(
            "{} {} by {}.",
            words::capital(&count),
            words::either(rows, "point", "points"),
            words::list(&axes)
        );
    }
    let mut text = match (table.rows.first(), table.rows.last()) {
        (Some(first), Some(last)) if rows > 1 => {
            format!("{}: {count} rows, {} to {}", words::list(series), first[0], last[0])
        }
        _ => format!("{}: {count} {}", words::list(series), words::either(rows, "row", "rows")),
    };
    if let Some((value, row, column)) = table::highest(table) {
        let of = if series.len() > 1 {
            format!("{} in {}", table.columns[column], table.rows[row][0])
        } else {
            table.rows[row][0].clone()
        };
        text.push_str(&format!("; the highest value is {value} ({of})"));
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests;
