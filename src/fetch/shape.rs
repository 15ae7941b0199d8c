//! Reading an answer by its documented shape: what is missing or changed is told by its JSON pointer and by what stood
//! there instead. Numbers keep their spelling.

use crate::diagnostic::Source;
use crate::document::{self, Node, Value};
use crate::model::Amount;
use std::collections::BTreeSet;

/// How an answer differs from its documented shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Drift(pub String);

/// Result of reading.
pub type Read<T> = Result<T, Drift>;

/// An answer as text.
pub fn text(bytes: &[u8]) -> Read<&str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Drift(format!("the answer is not UTF-8: byte {} is invalid", e.valid_up_to())))?;
    match text.find('\0') {
        Some(at) => Err(Drift(format!("the answer holds a NUL byte at offset {at}"))),
        None => Ok(text),
    }
}

/// An answer as a JSON tree.
pub fn json(bytes: &[u8]) -> Read<Node<'_>> {
    let text = text(bytes)?;
    document::parse(Source { file: "answer.json", text }).map_err(|d| {
        let place = d.place.map(|p| format!(" (line {}, column {})", p.line, p.column)).unwrap_or_default();
        Drift(format!("the answer cannot be read: {}{place}", d.message))
    })
}

/// A value of an answer and where it stands.
#[derive(Debug, Clone)]
pub struct At<'a> {
    node: &'a Node<'a>,
    pointer: String,
}

impl<'a> At<'a> {
    /// The root.
    pub fn root(node: &'a Node<'a>) -> At<'a> {
        At { node, pointer: String::new() }
    }

    /// The JSON pointer.
    pub fn pointer(&self) -> &str {
        if self.pointer.is_empty() { "/" } else { &self.pointer }
    }

    fn found(&self) -> String {
        match &self.node.value {
            Value::Null => "null".to_string(),
            Value::Scalar { text, quoted: true } => format!("the string \"{}\"", document::clip(text)),
            Value::Scalar { text, .. } => document::clip(text),
            Value::List(items) => format!("a list of {}", items.len()),
            Value::Map(entries) => {
                let keys: Vec<&str> = entries.iter().take(8).map(|e| &*e.key).collect();
                document::clip(&format!("an object with {}", keys.join(", ")))
            }
        }
    }

    /// A complaint about this value.
    pub fn drift(&self, wanted: &str) -> Drift {
        Drift(format!("{}: expected {wanted}, found {}", self.pointer(), self.found()))
    }

    fn child(&self, key: &str) -> Option<At<'a>> {
        let escaped = key.replace('~', "~0").replace('/', "~1");
        let pointer = format!("{}/{escaped}", self.pointer);
        match &self.node.value {
            Value::Map(entries) => {
                entries.iter().find(|e| e.key == key).map(|e| At { node: &e.node, pointer })
            }
            Value::List(items) => {
                let item = items.get(key.parse::<usize>().ok()?)?;
                Some(At { node: item, pointer })
            }
            _ => None,
        }
    }

    /// A member that must be there.
    pub fn get(&self, key: &str) -> Read<At<'a>> {
        self.child(key).ok_or_else(|| {
            let escaped = key.replace('~', "~0").replace('/', "~1");
            Drift(format!("{}/{escaped}: missing; found {}", self.pointer, self.found()))
        })
    }

    /// A member that may be missing or null.
    pub fn optional(&self, key: &str) -> Option<At<'a>> {
        self.child(key).filter(|at| at.node.value != Value::Null)
    }

    /// By JSON pointer, or by key if it does not begin with `/`.
    pub fn at(&self, path: &str) -> Read<At<'a>> {
        let Some(rest) = path.strip_prefix('/') else {
            return if path.is_empty() { Ok(self.clone()) } else { self.get(path) };
        };
        let mut at = self.clone();
        for part in rest.split('/') {
            at = at.get(&part.replace("~1", "/").replace("~0", "~"))?;
        }
        Ok(at)
    }

    /// The items of a list.
    pub fn list(&self) -> Read<Vec<At<'a>>> {
        let Value::List(items) = &self.node.value else { return Err(self.drift("a list")) };
        let at = |(index, node)| At { node, pointer: format!("{}/{index}", self.pointer) };
        Ok(items.iter().enumerate().map(at).collect())
    }

    /// A string.
    pub fn string(&self) -> Read<&'a str> {
        match &self.node.value {
            Value::Scalar { text, quoted: true } => Ok(text),
            _ => Err(self.drift("a string")),
        }
    }

    /// A string or a number, as text.
    pub fn scalar(&self) -> Read<&'a str> {
        match &self.node.value {
            Value::Scalar { text, .. } => Ok(text),
            _ => Err(self.drift("a single value")),
        }
    }

    /// True for `null`.
    pub fn is_null(&self) -> bool {
        self.node.value == Value::Null
    }

    /// A string of decimal digits, up to u64.
    pub fn digits(&self) -> Read<u64> {
        let wanted = "a string of decimal digits, at most 18446744073709551615";
        let Value::Scalar { text, quoted: true } = &self.node.value else { return Err(self.drift(wanted)) };
        let fine = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| fine).ok_or_else(|| self.drift(wanted))
    }

    /// A number that is not negative, in its spelling.
    pub fn number(&self) -> Read<&'a str> {
        match &self.node.value {
            Value::Scalar { text, quoted: false } if Amount::parse(text).is_ok() => Ok(text),
            _ => Err(self.drift("a number, at least 0")),
        }
    }

    /// A whole number that is not negative (`12` or `12.0`).
    pub fn whole(&self) -> Read<u64> {
        let amount = Amount::parse(self.number()?).ok();
        amount.and_then(|a| a.to_string().parse().ok()).ok_or_else(|| self.drift("a whole number"))
    }

    /// Keys that are not among `known`, added to `extra`.
    pub fn extras(&self, known: &[&str], extra: &mut BTreeSet<String>) {
        if let Value::Map(entries) = &self.node.value {
            let unknown = entries.iter().filter(|e| !known.contains(&&*e.key));
            extra.extend(unknown.map(|e| document::clip(&e.key)));
        }
    }
}

/// All of them, or the complaints of the first few that fail.
pub fn all<T>(items: impl IntoIterator<Item = Read<T>>) -> Read<Vec<T>> {
    let mut fine = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    for item in items {
        match item {
            Ok(value) => fine.push(value),
            Err(Drift(message)) => wrong.push(message),
        }
    }
    if wrong.is_empty() {
        return Ok(fine);
    }
    let more = wrong.len().saturating_sub(3);
    wrong.truncate(3);
    let tail = if more > 0 { format!("; and {more} more") } else { String::new() };
    Err(Drift(format!("{}{tail}", wrong.join("; "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drift_names_the_pointer_and_what_stood_there() {
        let node = json(br#"{"data": [{"n": "12"}, {"n": 12}, {"m": 1}], "x": null}"#).unwrap();
        let root = At::root(&node);
        let rows = root.at("/data").unwrap().list().unwrap();
        let read = all(rows.iter().map(|r| r.get("n")?.digits()));
        let Err(Drift(message)) = read else { panic!() };
        assert!(message.starts_with("/data/1/n: expected a string of decimal digits"), "{message}");
        assert!(message.contains("found 12; /data/2/n: missing; found an object with m"), "{message}");
        assert!(root.optional("x").is_none());
    }

    #[test]
    fn broken_texts_are_named() {
        assert!(json(b"{\"a\": 1").is_err());
        assert!(json(b"{\"a\": \"\xff\"}").unwrap_err().0.contains("byte 7"));
        assert!(json(b"{\"a\": 1, \"a\": 2}").unwrap_err().0.contains("second time"));
        assert!(json(&b"[".repeat(100_000)).is_err());
        assert!(json(b"\xEF\xBB\xBF{}").is_ok());
    }
}
