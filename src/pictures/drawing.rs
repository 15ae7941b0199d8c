//! Drawings (SVG): a drawing is a document, and opened by itself it may run what stands in it.
//! In: bytes. Out: an error for whatever runs, loads a page or unfolds.

use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use roxmltree::{Document, Node, NodeType, ParsingOptions};

/// Elements of a drawing's language that run something or hold a page.
const RUN: [&str; 8] =
    ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "animation"];
/// Far beyond what a drawing needs.
const MOST_NODES: u32 = 1_000_000;

/// Looks at a drawing.
pub fn look(path: &str, bytes: &[u8], notes: &mut Notes) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        let message = "this drawing is not UTF-8, so that it cannot be looked at";
        notes.push(Diagnostic::error("picture-broken", message).in_file(path).help("save it as UTF-8"));
        return;
    };
    let source = Source { file: path, text };
    if let Some(at) = text.find("<!ENTITY") {
        refuse(source, Span::new(at, at + 8), "declares an entity", notes);
        return;
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let message = format!("this drawing is no well-formed XML: {error}");
            notes.push(Diagnostic::error("picture-broken", message).in_file(path).help("save it again"));
            return;
        }
    };
    for node in document.root().descendants() {
        if let Some((span, what)) = runs(node) {
            refuse(source, span, &what, notes);
        }
    }
}

fn refuse(source: Source<'_>, span: Span, what: &str, notes: &mut Notes) {
    let message = format!("this drawing {what}: opened by itself it could run or fetch something");
    let help = "take that out; a drawing in a page cannot use it anyway";
    notes.push(Diagnostic::error("picture-script", message).at(source, span).help(help));
}

/// What of a node runs, and where it stands.
fn runs(node: Node<'_, '_>) -> Option<(Span, String)> {
    let start = node.range().start;
    match node.node_type() {
        NodeType::PI if node.pi().is_some_and(|pi| pi.target.eq_ignore_ascii_case("xml-stylesheet")) => {
            return Some((Span::new(start, node.range().end), "asks for a style sheet".to_string()));
        }
        NodeType::Element => {}
        _ => return None,
    }
    let name = node.tag_name().name();
    if RUN.contains(&name.to_ascii_lowercase().as_str()) {
        return Some((Span::new(start, start + 1 + name.len()), format!("has a `{name}` element")));
    }
    let sets = matches!(name.to_ascii_lowercase().as_str(), "set" | "animate");
    node.attributes().find_map(|attribute| {
        let key = attribute.name().to_ascii_lowercase();
        let value: String = attribute
            .value()
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect::<String>()
            .to_ascii_lowercase();
        let what = if key.starts_with("on") && key.len() > 2 {
            format!("has an `{key}` attribute")
        } else if sets && key == "attributename" && (value.starts_with("on") || value.ends_with("href")) {
            format!("changes `{value}`")
        } else if (key == "href" || key == "src" || sets)
            && ["javascript:", "vbscript:", "data:text", "data:image/svg", "data:application"]
                .iter()
                .any(|scheme| value.contains(scheme))
        {
            "has a link that runs something".to_string()
        } else {
            return None;
        };
        let range = attribute.range();
        Some((Span::new(range.start, range.end), what))
    })
}
