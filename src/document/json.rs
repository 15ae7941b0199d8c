//! JSON text to a tree with places. Numbers keep their spelling: nothing goes through floating point.
//! Each level is read as borrowed raw values, so a value's place is where its text begins in the file.

use super::{Entry, MAX_DEPTH, MAX_NODES, Node, Value};
use crate::diagnostic::{Diagnostic, Source, Span};
use serde::de::{Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// Parses the whole source as one JSON value.
pub fn parse(source: Source<'_>) -> Result<Node, Diagnostic> {
    let raw: &RawValue = serde_json::from_str(source.text).map_err(|e| syntax(source, 0, source.text, &e))?;
    Walk { source, nodes: 0 }.node(raw.get(), 0)
}

fn syntax(source: Source<'_>, base: usize, text: &str, error: &serde_json::Error) -> Diagnostic {
    let line_start: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = base + line_start + error.column().saturating_sub(1);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    Diagnostic::error("json-syntax", format!("this is not JSON: {message}")).at(source, Span::new(at, at + 1))
}

struct Walk<'a> {
    source: Source<'a>,
    nodes: usize,
}

impl<'a> Walk<'a> {
    fn node(&mut self, text: &'a str, depth: usize) -> Result<Node, Diagnostic> {
        let start = text.as_ptr() as usize - self.source.text.as_ptr() as usize;
        let span = Span::new(start, start + text.len());
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err(self.fail("document-depth", format!("nested deeper than {MAX_DEPTH} levels"), span));
        }
        if self.nodes > MAX_NODES {
            return Err(self.fail(
                "document-size",
                format!("more than {MAX_NODES} values in one file"),
                span,
            ));
        }
        let value = match text.as_bytes().first() {
            Some(b'{') => self.map(text, start, depth)?,
            Some(b'[') => self.list(text, start, depth)?,
            Some(b'"') => Value::Scalar { text: self.string(text, start)?, quoted: true },
            _ if text == "null" => Value::Null,
            _ => Value::Scalar { text: text.to_string(), quoted: false },
        };
        Ok(Node { span, value })
    }

    fn string(&self, text: &str, start: usize) -> Result<String, Diagnostic> {
        serde_json::from_str(text).map_err(|e| syntax(self.source, start, text, &e))
    }

    fn list(&mut self, text: &'a str, start: usize, depth: usize) -> Result<Value, Diagnostic> {
        let items: Vec<&RawValue> =
            serde_json::from_str(text).map_err(|e| syntax(self.source, start, text, &e))?;
        let items: Result<Vec<Node>, Diagnostic> =
            items.into_iter().map(|raw| self.node(raw.get(), depth + 1)).collect();
        items.map(Value::List)
    }

    fn map(&mut self, text: &'a str, start: usize, depth: usize) -> Result<Value, Diagnostic> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let pairs = reader.deserialize_map(Pairs).map_err(|e| syntax(self.source, start, text, &e))?;
        let mut seen: HashMap<String, Span> = HashMap::with_capacity(pairs.len());
        let mut entries = Vec::with_capacity(pairs.len());
        let mut from = start;
        for (key, raw) in pairs {
            let value_start = raw.get().as_ptr() as usize - self.source.text.as_ptr() as usize;
            let key_span = key_span(self.source.text, from, value_start);
            if let Some(first) = seen.insert(key.to_string(), key_span) {
                let line = self.source.place(first).line;
                return Err(self
                    .fail("duplicate-key", format!("`{key}` stands here for the second time"), key_span)
                    .help(format!("the first is on line {line}; keep one")));
            }
            from = value_start + raw.get().len();
            entries.push(Entry { key: key.into_owned(), key_span, node: self.node(raw.get(), depth + 1)? });
        }
        Ok(Value::Map(entries))
    }

    fn fail(&self, code: &'static str, message: String, span: Span) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, span)
    }
}

/// The key's text between the end of the value before and the start of its own.
fn key_span(text: &str, from: usize, to: usize) -> Span {
    let between = &text[from..to];
    let start = between.find('"').map_or(from, |i| from + i);
    let end = between.rfind('"').map_or(to, |i| from + i + 1);
    Span::new(start, end)
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            pairs.push((key.0, map.next_value()?));
        }
        Ok(pairs)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom("a list where an object belongs"))
    }
}

/// A key borrowed from the text where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, Diagnostic> {
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
        assert_eq!(read(&"[".repeat(200)).unwrap_err().code, "json-syntax");
        assert_eq!(read(&("[".repeat(200) + &"]".repeat(200))).unwrap_err().code, "document-depth");
        let d = read("{\"a\": 1,\n \"b\": }").unwrap_err();
        assert_eq!((d.code, d.place.unwrap().line), ("json-syntax", 2));
    }
}
