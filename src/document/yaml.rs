//! YAML text to a tree with places. The only file that names the YAML parser.
//! Aliases are expanded under the node limit, so a bomb is an error within milliseconds; tags and several documents
//! in one file are errors; a duplicate key names both lines.

use super::{Entry, MAX_DEPTH, MAX_NODES, Node, Read, Value};
use crate::diagnostic::{Diagnostic, Source, Span};
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// Most values that aliases may repeat in one file.
const MAX_COPIES: usize = 100_000;

/// Reads the YAML text in `part` of the source (front matter stands inside a bigger file).
pub fn read(source: Source<'_>, part: Span) -> Read<'_> {
    let (from, text) = (part.start, &source.text[part.start..part.end]);
    let mut builder = Builder::new(source, from, text);
    for event in Parser::new_from_str(text) {
        let (event, marks) = event.map_err(|e| {
            let at = builder.offset(*e.marker());
            Diagnostic::error("yaml-syntax", format!("this is not YAML: {}", e.info()))
                .at(source, Span::new(at, at + 1))
                .help("check the indentation and quote texts that contain `: ` or begin with a special character")
        })?;
        builder.take(event, marks)?;
    }
    let root = builder.done.unwrap_or(Node { span: Span::new(from, from), value: Value::Null });
    Ok((root, builder.doubles))
}

/// A key whose value is to come.
enum Key<'a> {
    Fresh(Cow<'a, str>, Span),
    /// It stands there already.
    Double(Diagnostic),
}

/// A mapping or list that is still open.
struct Open<'a> {
    node: Node<'a>,
    key: Option<Key<'a>>,
    seen: HashMap<Cow<'a, str>, Span>,
    anchor: usize,
}

struct Builder<'a> {
    source: Source<'a>,
    from: usize,
    text: &'a str,
    ascii: bool,
    line_starts: Vec<usize>,
    walked: Cell<(usize, usize, usize)>,
    stack: Vec<Open<'a>>,
    anchors: HashMap<usize, (Node<'a>, usize)>,
    open_anchors: HashSet<usize>,
    nodes: usize,
    copied: usize,
    documents: usize,
    doubles: Vec<Diagnostic>,
    done: Option<Node<'a>>,
}

impl<'a> Builder<'a> {
    fn new(source: Source<'a>, from: usize, text: &'a str) -> Builder<'a> {
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        Builder {
            source,
            from,
            text,
            ascii: text.is_ascii(),
            line_starts,
            walked: Cell::new((0, 0, 0)),
            stack: Vec::new(),
            anchors: HashMap::new(),
            open_anchors: HashSet::new(),
            nodes: 0,
            copied: 0,
            documents: 0,
            doubles: Vec::new(),
            done: None,
        }
    }

    /// The byte in the source for a parser's mark, which counts characters. Marks mostly move forward, so the last
    /// answer is remembered: one long line costs one walk, not one walk a value.
    fn offset(&self, mark: saphyr_parser::Marker) -> usize {
        let line = mark.line().saturating_sub(1);
        let start = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        if self.ascii {
            return self.from + (start + mark.col()).min(self.text.len());
        }
        let (at_line, at_col, at_byte) = self.walked.get();
        let known = at_line == line && at_col <= mark.col();
        let (col, byte) = if known { (at_col, at_byte) } else { (0, start) };
        let rest = &self.text[byte..];
        let byte = byte + rest.char_indices().nth(mark.col() - col).map_or(rest.len(), |(i, _)| i);
        self.walked.set((line, mark.col(), byte));
        self.from + byte
    }

    fn span(&self, marks: Marks) -> Span {
        Span::new(self.offset(marks.start), self.offset(marks.end))
    }

    fn take(&mut self, event: Event<'a>, marks: Marks) -> Result<(), Diagnostic> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self
                        .fail("yaml-documents", "a second YAML document begins here", marks)
                        .help("keep one document a file"));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.no_tag(tag.is_some(), marks)?;
                let quoted = style != ScalarStyle::Plain;
                let null = !quoted && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if null { Value::Null } else { Value::Scalar { text, quoted } };
                self.put(Node { span: self.span(marks), value }, anchor, 1)
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(Value::List(Vec::new()), anchor, tag.is_some(), marks)
            }
            Event::MappingStart(anchor, tag) => {
                self.open(Value::Map(Vec::new()), anchor, tag.is_some(), marks)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(marks),
            Event::Alias(anchor) => self.alias(anchor, marks),
            _ => Ok(()),
        }
    }

    fn no_tag(&self, tagged: bool, marks: Marks) -> Result<(), Diagnostic> {
        if tagged {
            return Err(self
                .fail("yaml-tag", "YAML tags such as `!x` are not read", marks)
                .help("write the plain value"));
        }
        Ok(())
    }

    fn open(
        &mut self,
        value: Value<'a>,
        anchor: usize,
        tagged: bool,
        marks: Marks,
    ) -> Result<(), Diagnostic> {
        self.no_tag(tagged, marks)?;
        if self.stack.len() >= MAX_DEPTH {
            return Err(self.fail("document-depth", format!("nested deeper than {MAX_DEPTH} levels"), marks));
        }
        if anchor > 0 {
            self.open_anchors.insert(anchor);
        }
        let node = Node { span: self.span(marks), value };
        self.stack.push(Open { node, key: None, seen: HashMap::new(), anchor });
        Ok(())
    }

    fn close(&mut self, marks: Marks) -> Result<(), Diagnostic> {
        let Some(mut open) = self.stack.pop() else { return Ok(()) };
        open.node.span.end = self.offset(marks.end).max(open.node.span.start);
        self.open_anchors.remove(&open.anchor);
        self.put(open.node, open.anchor, 1)
    }

    fn alias(&mut self, anchor: usize, marks: Marks) -> Result<(), Diagnostic> {
        if self.open_anchors.contains(&anchor) {
            return Err(self.fail("yaml-alias", "this alias stands inside the value it names", marks));
        }
        let Some((node, size)) = self.anchors.get(&anchor) else {
            return Err(self.fail("yaml-alias", "this alias names nothing", marks));
        };
        self.copied += size;
        if self.copied > MAX_COPIES {
            return Err(self
                .fail("document-size", format!("aliases repeat more than {MAX_COPIES} values"), marks)
                .help("write the values out, or look for aliases that multiply each other"));
        }
        let (node, size) = (node.clone(), *size);
        self.put(node, 0, size)
    }

    fn put(&mut self, node: Node<'a>, anchor: usize, size: usize) -> Result<(), Diagnostic> {
        self.nodes += size;
        if self.nodes > MAX_NODES {
            let at = Span::new(self.from, self.from + 1);
            return Err(Diagnostic::error(
                "document-size",
                format!("more than {MAX_NODES} values in one file"),
            )
            .at(self.source, at)
            .help("split the file"));
        }
        if anchor > 0 {
            let size = count(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.stack.last_mut() else {
            self.done = Some(node);
            return Ok(());
        };
        match &mut open.node.value {
            Value::List(items) => items.push(node),
            Value::Map(entries) => match open.key.take() {
                None => open.key = Some(key(node, self.source, &mut open.seen)?),
                Some(Key::Fresh(key, key_span)) => entries.push(Entry { key, key_span, node }),
                Some(Key::Double(told)) => self.doubles.push(told),
            },
            _ => unreachable!("only lists and mappings are opened"),
        }
        Ok(())
    }

    fn fail(&self, code: &'static str, message: impl Into<String>, marks: Marks) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, self.span(marks))
    }
}

fn key<'a>(
    node: Node<'a>,
    source: Source<'_>,
    seen: &mut HashMap<Cow<'a, str>, Span>,
) -> Result<Key<'a>, Diagnostic> {
    let text = match node.value {
        Value::Scalar { text, .. } => text,
        Value::Null => Cow::Borrowed("null"),
        _ => {
            return Err(Diagnostic::error("yaml-syntax", "a key must be a single value")
                .at(source, node.span)
                .help("put a text that begins with `{` in single quotes"));
        }
    };
    if let Some(first) = seen.get(&text) {
        let line = source.place(*first).line;
        let message = format!("`{text}` stands here for the second time");
        let double = Diagnostic::error("duplicate-key", message).at(source, node.span);
        return Ok(Key::Double(double.help(format!("the first is on line {line}; keep one"))));
    }
    seen.insert(text.clone(), node.span);
    Ok(Key::Fresh(text, node.span))
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|e| 1 + count(&e.node)).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn read(text: &str) -> Result<Node<'_>, Diagnostic> {
        parse(Source { file: "a.yaml", text })
    }

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let node = read("a: 1.58T\nb: \"x\"\nc:\n").unwrap();
        let Value::Map(entries) = node.value else { panic!() };
        assert_eq!(entries[0].node.value, Value::Scalar { text: "1.58T".into(), quoted: false });
        assert_eq!(entries[1].node.span, Span::new(12, 15));
        assert_eq!(entries[2].node.value, Value::Null);
    }

    #[test]
    fn duplicate_key_names_both_lines() {
        let d = read("a: 1\nb: 2\na: 3\n").unwrap_err();
        assert_eq!((d.code, d.place.unwrap().line), ("duplicate-key", 3));
        assert!(d.help.unwrap().contains("line 1"));
    }

    #[test]
    fn alias_bomb_is_refused_quickly() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..20 {
            let list = vec![format!("*a{}", i - 1); 10].join(", ");
            text.push_str(&format!("a{i}: &a{i} [{list}]\n"));
        }
        assert_eq!(read(&text).unwrap_err().code, "document-size");
    }

    #[test]
    fn deep_nesting_self_alias_tags_and_second_document_are_errors() {
        let deep = format!("a: {}{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(read(&deep).unwrap_err().code, "document-depth");
        assert!(read(&"[".repeat(200_000)).is_err());
        assert_eq!(read("a: &x [*x]").unwrap_err().code, "yaml-alias");
        assert_eq!(read("a: !ruby x").unwrap_err().code, "yaml-tag");
        assert_eq!(read("a: 1\n---\nb: 2\n").unwrap_err().code, "yaml-documents");
    }

    #[test]
    fn places_after_wide_characters_are_right() {
        let text = "ä: ö\nb: [ü, 5]\n";
        let Value::Map(entries) = read(text).unwrap().value else { panic!() };
        let Value::List(items) = &entries[1].node.value else { panic!() };
        assert_eq!(&text[items[1].span.start..items[1].span.end], "5");
    }
}
