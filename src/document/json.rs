//! JSON text to a tree with places. Numbers keep their spelling: nothing goes through floating point.
//! The text is checked first, as a whole; then it is walked once, so that every value knows where it stands. Texts
//! without escapes are borrowed.

use super::{Entry, MAX_DEPTH, MAX_NODES, Node, Value};
use crate::diagnostic::{Diagnostic, Source, Span};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::HashMap;

/// Parses the whole source as one JSON value.
pub fn parse(source: Source<'_>) -> Result<Node<'_>, Diagnostic> {
    let text = source.text;
    // What is ignored is read without recursion, however deep it lies.
    let checked: Result<IgnoredAny, _> = serde_json::from_str(text);
    if let Err(e) = checked {
        return Err(too_deep(text).map_or_else(|| syntax(source, 0, text, &e), |at| depth(source, at)));
    }
    Walk { source, at: 0, nodes: 0, depth: 0, width: 0 }.node()
}

fn depth(source: Source<'_>, at: usize) -> Diagnostic {
    let message = format!("nested deeper than {MAX_DEPTH} levels");
    Diagnostic::error("document-depth", message).at(source, Span::new(at, at + 1))
}

/// Where a list or an object begins that lies too deep.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn syntax(source: Source<'_>, base: usize, text: &str, error: &serde_json::Error) -> Diagnostic {
    let line_start: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = base + line_start + error.column().saturating_sub(1);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    Diagnostic::error("json-syntax", format!("this is not JSON: {message}")).at(source, Span::new(at, at + 1))
}

/// Below so many keys a list is searched faster than a table.
const FEW: usize = 24;

/// A walk over text that is known to be JSON.
struct Walk<'a> {
    source: Source<'a>,
    at: usize,
    nodes: usize,
    depth: usize,
    /// How many keys the last object had; the next has as many, mostly.
    width: usize,
}

impl<'a> Walk<'a> {
    /// The byte at the place, after blanks.
    fn peek(&mut self) -> u8 {
        let bytes = self.source.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or_default()
    }

    fn node(&mut self) -> Result<Node<'a>, Diagnostic> {
        self.nodes += 1;
        let first = self.peek();
        let start = self.at;
        if self.nodes > MAX_NODES {
            let span = Span::new(start, start + 1);
            return Err(self.fail(
                "document-size",
                format!("more than {MAX_NODES} values in one file"),
                span,
            ));
        }
        let value = match first {
            b'{' | b'[' => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(depth(self.source, start));
                }
                let value = if first == b'{' { Value::Map(self.map()?) } else { Value::List(self.list()?) };
                self.depth -= 1;
                value
            }
            b'"' => Value::Scalar { text: self.string()?, quoted: true },
            _ => match self.word() {
                "null" => Value::Null,
                word => Value::Scalar { text: Cow::Borrowed(word), quoted: false },
            },
        };
        Ok(Node { span: Span::new(start, self.at), value })
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> &'a str {
        let rest = &self.source.text[self.at..];
        let end = rest.bytes().position(|b| matches!(b, b',' | b']' | b'}' | ..=b' '));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Diagnostic> {
        let (text, start) = (self.source.text, self.at);
        let bytes = text.as_bytes();
        let mut end = start + 1;
        let mut plain = true;
        while bytes[end] != b'"' {
            plain &= bytes[end] != b'\\';
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        self.at = end + 1;
        if plain {
            return Ok(Cow::Borrowed(&text[start + 1..end]));
        }
        serde_json::from_str(&text[start..=end])
            .map(Cow::Owned)
            .map_err(|e| syntax(self.source, start, &text[start..=end], &e))
    }

    fn list(&mut self) -> Result<Vec<Node<'a>>, Diagnostic> {
        self.at += 1;
        let mut items = Vec::new();
        while self.peek() != b']' {
            items.push(self.node()?);
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
        Ok(items)
    }

    fn map(&mut self) -> Result<Vec<Entry<'a>>, Diagnostic> {
        self.at += 1;
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(self.width);
        let mut many: HashMap<Cow<'a, str>, Span> = HashMap::new();
        while self.peek() != b'}' {
            let start = self.at;
            let key = self.string()?;
            let key_span = Span::new(start, self.at);
            let first = if entries.len() < FEW {
                entries.iter().find(|e| e.key == key).map(|e| e.key_span)
            } else {
                if many.is_empty() {
                    many = entries.iter().map(|e| (e.key.clone(), e.key_span)).collect();
                }
                many.insert(key.clone(), key_span)
            };
            if let Some(first) = first {
                let line = self.source.place(first).line;
                return Err(self
                    .fail("duplicate-key", format!("`{key}` stands here for the second time"), key_span)
                    .help(format!("the first is on line {line}; keep one")));
            }
            self.peek();
            // The colon.
            self.at += 1;
            entries.push(Entry { key, key_span, node: self.node()? });
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
        self.width = entries.len();
        Ok(entries)
    }

    fn fail(&self, code: &'static str, message: String, span: Span) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node<'_>, Diagnostic> {
        parse(Source { file: "a.json", text })
    }

    #[test]
    fn numbers_are_exact_and_places_are_right() {
        let text = "{\"a\": 18446744073709551615,\n \"b\": [1, \"x\"]}";
        let Value::Map(entries) = read(text).unwrap().value else { panic!() };
        assert_eq!(
            entries[0].node.value,
            Value::Scalar { text: "18446744073709551615".into(), quoted: false }
        );
        let Value::List(items) = &entries[1].node.value else { panic!() };
        assert_eq!(&text[items[1].span.start..items[1].span.end], "\"x\"");
        assert_eq!(&text[entries[1].key_span.start..entries[1].key_span.end], "\"b\"");
    }

    #[test]
    fn faults_have_codes_and_lines() {
        assert_eq!(read("{\"a\": 1, \"a\": 2}").unwrap_err().code, "duplicate-key");
        assert_eq!(read(&"[".repeat(200)).unwrap_err().code, "document-depth");
        assert_eq!(read("[[[").unwrap_err().code, "json-syntax");
        assert_eq!(read(&("[".repeat(200) + &"]".repeat(200))).unwrap_err().code, "document-depth");
        let d = read("{\"a\": 1,\n \"b\": }").unwrap_err();
        assert_eq!((d.code, d.place.unwrap().line), ("json-syntax", 2));
    }
}
