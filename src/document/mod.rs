//! A data file as a tree that remembers where everything stood.
//! In: YAML or JSON text. Out: `Node`s whose scalars keep their spelling, so that integers stay exact and every
//! later complaint has a line and a column. Promise: no duplicate keys, bounded depth and size, nothing evaluated.

mod fields;
mod json;
mod yaml;

pub(crate) use fields::clip;
pub use fields::{Fields, Reading, entries};

use crate::diagnostic::{Diagnostic, Notes, Source, Span};
use std::borrow::Cow;

/// Deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;
/// Most nodes in one file: a million rows is refused with a message, not with an exhausted machine.
pub(crate) const MAX_NODES: usize = 4_000_000;

/// One value and where it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// The bytes it was read from.
    pub span: Span,
    /// What it is.
    pub value: Value<'a>,
}

/// What a node can be. Scalars are text until a reader asks for more.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing: an empty value, `null` or `~`.
    Null,
    /// A scalar in its own spelling; `quoted` if it was written as a string.
    Scalar {
        /// The spelling, without quotes.
        text: Cow<'a, str>,
        /// Written in quotes.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node<'a>>),
    /// A mapping, in file order, keys unique.
    Map(Vec<Entry<'a>>),
}

/// One key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// The key's text.
    pub key: Cow<'a, str>,
    /// Where the key stood.
    pub key_span: Span,
    /// Its value.
    pub node: Node<'a>,
}

impl Node<'_> {
    /// The same, for longer than its text.
    pub fn owned(&self) -> Node<'static> {
        let owned = |text: &Cow<'_, str>| Cow::Owned(text.to_string());
        let entry = |e: &Entry<'_>| Entry { key: owned(&e.key), key_span: e.key_span, node: e.node.owned() };
        let value = match &self.value {
            Value::Null => Value::Null,
            Value::Scalar { text, quoted } => Value::Scalar { text: owned(text), quoted: *quoted },
            Value::List(items) => Value::List(items.iter().map(Node::owned).collect()),
            Value::Map(entries) => Value::Map(entries.iter().map(entry).collect()),
        };
        Node { span: self.span, value }
    }

    /// What to call this kind of value in a message.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// A tree, and the keys that stand twice in it: of each the first is read.
type Read<'a> = Result<(Node<'a>, Vec<Diagnostic>), Diagnostic>;

/// Parses JSON or YAML by the file's name.
pub fn parse(source: Source<'_>) -> Result<Node<'_>, Diagnostic> {
    let (root, doubles) = read(source)?;
    doubles.into_iter().next().map_or(Ok(root), Err)
}

/// The same for what people write by hand: a key that stands twice does not hide what else is wrong.
pub fn parse_on<'a>(source: Source<'a>, notes: &mut Notes) -> Option<Node<'a>> {
    all_told(read(source), notes)
}

/// The same for the YAML text in `part` of a source.
pub fn parse_yaml<'a>(source: Source<'a>, part: Span, notes: &mut Notes) -> Option<Node<'a>> {
    all_told(yaml::read(source, part), notes)
}

fn read(source: Source<'_>) -> Read<'_> {
    if source.file.ends_with(".json") {
        json::read(source)
    } else {
        yaml::read(source, Span::new(0, source.text.len()))
    }
}

fn all_told<'a>(read: Read<'a>, notes: &mut Notes) -> Option<Node<'a>> {
    let (root, wrong) = match read {
        Ok((root, doubles)) => (Some(root), doubles),
        Err(wrong) => (None, vec![wrong]),
    };
    wrong.into_iter().for_each(|wrong| notes.push(wrong));
    root
}
