//! JSON text to a tree with places. Numbers keep their spelling: nothing goes through floating point.
//! The text is walked once, so that every value knows where it stands; what is wrong with one that is no JSON is the
//! library's to say. Texts without escapes are borrowed.

use super::{Entry, MAX_DEPTH, MAX_NODES, Node, Read, Value};
use crate::diagnostic::{Diagnostic, Source, Span};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::HashMap;

/// Reads the whole source as one JSON value.
pub fn read(source: Source<'_>) -> Read<'_> {
    let mut walk = Walk::new(source);
    match walk.whole() {
        Ok(root) => Ok((root, walk.doubles)),
        Err(stop) => {
            check(source)?;
            Err(stop.map_or_else(|| not_json(source, walk.at, "unexpected text"), |told| *told))
        }
    }
}

/// Why a walk ended early; nothing if the text is no JSON there.
type Stop = Option<Box<Diagnostic>>;

/// What is wrong with the text as JSON.
fn check(source: Source<'_>) -> Result<(), Diagnostic> {
    let text = source.text;
    // What is ignored is read without recursion, however deep it lies.
    let checked: Result<IgnoredAny, _> = serde_json::from_str(text);
    checked
        .map(drop)
        .map_err(|e| too_deep(text).map_or_else(|| syntax(source, 0, text, &e), |at| depth(source, at)))
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
    not_json(source, at, message.split(" at line ").next().unwrap_or(&message))
}

fn not_json(source: Source<'_>, at: usize, message: &str) -> Diagnostic {
    Diagnostic::error("json-syntax", format!("this is not JSON: {message}")).at(source, Span::new(at, at + 1))
}

/// True for a number as JSON writes it.
fn is_number(word: &str) -> bool {
    // Most are whole.
    if let [b'1'..=b'9', rest @ ..] = word.as_bytes()
        && rest.iter().all(u8::is_ascii_digit)
    {
        return true;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = word.strip_prefix('-').unwrap_or(word);
    let length = digits(whole);
    if length == 0 || (length > 1 && whole.starts_with('0')) {
        return false;
    }
    let mut rest = &whole[length..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    match rest.strip_prefix(['e', 'E']) {
        Some(power) => {
            let power = power.strip_prefix(['+', '-']).unwrap_or(power);
            !power.is_empty() && digits(power) == power.len()
        }
        None => rest.is_empty(),
    }
}

/// Where a key stood first, if it stands for the second time; `many` knows the keys of a long object.
fn first_of<'a>(entries: &[Entry<'a>], many: &mut HashMap<Cow<'a, str>, Span>, key: &str) -> Option<Span> {
    if entries.len() < FEW {
        return entries.iter().find(|e| e.key == key).map(|e| e.key_span);
    }
    // Those that have come since it was asked last.
    let known = many.len();
    many.extend(entries[known..].iter().map(|e| (e.key.clone(), e.key_span)));
    many.get(key).copied()
}

/// Below so many keys a list is searched faster than a table.
const FEW: usize = 24;

/// A walk over text, to its end or to where it is no JSON.
struct Walk<'a> {
    source: Source<'a>,
    at: usize,
    nodes: usize,
    depth: usize,
    /// The keys of the last object as they are spelled, quotes and all; the next has the same, mostly.
    keys: Vec<&'a str>,
    /// Keys that stand for the second time.
    doubles: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(source: Source<'a>) -> Walk<'a> {
        Walk { source, at: 0, nodes: 0, depth: 0, keys: Vec::new(), doubles: Vec::new() }
    }

    /// The byte at the place, after blanks.
    fn peek(&mut self) -> u8 {
        let bytes = self.source.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(byte) if *byte > b' ' => return *byte,
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied().unwrap_or_default(),
            }
        }
    }

    /// The value that is all there is.
    fn whole(&mut self) -> Result<Node<'a>, Stop> {
        let node = self.node()?;
        self.peek();
        if self.at == self.source.text.len() { Ok(node) } else { Err(None) }
    }

    fn node(&mut self) -> Result<Node<'a>, Stop> {
        self.nodes += 1;
        let first = self.peek();
        let start = self.at;
        if self.nodes > MAX_NODES {
            let span = Span::new(start, start + 1);
            let message = format!("more than {MAX_NODES} values in one file");
            return Err(Some(Box::new(self.fail("document-size", message, span))));
        }
        let value = match first {
            b'{' | b'[' => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(Some(Box::new(depth(self.source, start))));
                }
                let value = if first == b'{' { Value::Map(self.map()?) } else { Value::List(self.list()?) };
                self.depth -= 1;
                value
            }
            b'"' => Value::Scalar { text: self.string()?, quoted: true },
            _ => match self.word() {
                "null" => Value::Null,
                word if is_number(word) || matches!(word, "true" | "false") => {
                    Value::Scalar { text: Cow::Borrowed(word), quoted: false }
                }
                _ => return Err(None),
            },
        };
        Ok(Node { span: Span::new(start, self.at), value })
    }

    /// What should be a number, `true`, `false` or `null`.
    fn word(&mut self) -> &'a str {
        let rest = &self.source.text[self.at..];
        let end = rest.bytes().position(|byte| matches!(byte, b',' | b']' | b'}' | ..=b' '));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Stop> {
        let (text, start) = (self.source.text, self.at);
        let bytes = text.as_bytes();
        let mut end = start + 1;
        let mut plain = true;
        loop {
            let rest = bytes.get(end..).unwrap_or_default();
            end += rest.iter().position(|b| matches!(b, b'"' | b'\\' | ..b' ')).ok_or(None)?;
            match bytes[end] {
                b'"' => break,
                b'\\' => {
                    plain = false;
                    end += 2;
                }
                _ => return Err(None),
            }
        }
        self.at = end + 1;
        if plain {
            return Ok(Cow::Borrowed(&text[start + 1..end]));
        }
        serde_json::from_str(&text[start..=end])
            .map(Cow::Owned)
            .map_err(|e| Some(Box::new(syntax(self.source, start, &text[start..=end], &e))))
    }

    /// Steps over the comma behind an item; false if the item was the last, and the end is stepped over.
    fn goes_on(&mut self, end: u8) -> Result<bool, Stop> {
        let found = self.peek();
        if found != b',' && found != end {
            return Err(None);
        }
        self.at += 1;
        Ok(found == b',')
    }

    fn list(&mut self) -> Result<Vec<Node<'a>>, Stop> {
        self.at += 1;
        let mut items = Vec::new();
        if self.peek() == b']' {
            self.at += 1;
            return Ok(items);
        }
        loop {
            items.push(self.node()?);
            if !self.goes_on(b']')? {
                return Ok(items);
            }
        }
    }

    fn map(&mut self) -> Result<Vec<Entry<'a>>, Stop> {
        self.at += 1;
        let keys = std::mem::take(&mut self.keys);
        let mut entries: Vec<Entry<'a>> = Vec::with_capacity(keys.len());
        let mut many: HashMap<Cow<'a, str>, Span> = HashMap::new();
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(entries);
        }
        // As long as the keys are those of the object before, none of them stands here twice.
        let mut same = true;
        loop {
            let again = keys.get(entries.len()).filter(|_| same).and_then(|key| self.key_again(key));
            same = again.is_some();
            let (key, key_span) = again.map_or_else(|| self.key(), Ok)?;
            let first = if same { None } else { first_of(&entries, &mut many, &key) };
            let node = self.node()?;
            match first {
                Some(first) => self.doubles.push(self.twice(&key, key_span, first)),
                None => entries.push(Entry { key, key_span, node }),
            }
            if !self.goes_on(b'}')? {
                self.keys = if same { keys } else { self.spelled(&entries) };
                return Ok(entries);
            }
        }
    }

    /// The keys of an object as they are spelled, up to the first with an escape.
    fn spelled(&self, entries: &[Entry<'a>]) -> Vec<&'a str> {
        let plain = entries.iter().take_while(|e| matches!(e.key, Cow::Borrowed(_)));
        plain.map(|e| &self.source.text[e.key_span.start..e.key_span.end]).collect()
    }

    fn twice(&self, key: &str, again: Span, first: Span) -> Diagnostic {
        let line = self.source.place(first).line;
        let twice = self.fail("duplicate-key", format!("`{key}` stands here for the second time"), again);
        twice.help(format!("the first is on line {line}; keep one"))
    }

    /// The key that the object before had at this place, and the colon behind it, if they stand here too.
    fn key_again(&mut self, spelled: &'a str) -> Option<(Cow<'a, str>, Span)> {
        self.peek();
        let start = self.at;
        if !self.source.text.as_bytes()[start..].starts_with(spelled.as_bytes()) {
            return None;
        }
        self.at += spelled.len();
        let span = Span::new(start, self.at);
        if self.peek() != b':' {
            self.at = start;
            return None;
        }
        self.at += 1;
        Some((Cow::Borrowed(&spelled[1..spelled.len() - 1]), span))
    }

    /// A key and the colon behind it.
    fn key(&mut self) -> Result<(Cow<'a, str>, Span), Stop> {
        if self.peek() != b'"' {
            return Err(None);
        }
        let start = self.at;
        let key = self.string()?;
        let span = Span::new(start, self.at);
        if self.peek() != b':' {
            return Err(None);
        }
        self.at += 1;
        Ok((key, span))
    }

    fn fail(&self, code: &'static str, message: String, span: Span) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, span)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, parse_on};
    use super::*;
    use crate::diagnostic::Notes;

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
    fn what_is_walked_is_what_the_library_takes() {
        let texts = [
            "[]",
            "{}",
            " [ 1 , -2.5e+3 ] ",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "{\"a\":}",
            "01",
            "-",
            "-0",
            "1.",
            ".5",
            "1e",
            "1e+",
            "1E-7",
            "1.0e5x",
            "tru",
            "true",
            "nul",
            "nulll",
            "NaN",
            "",
            " ",
            "1 1",
            "[1]]",
            "\"",
            "\"a",
            "\"a\\",
            "\"a\\\"",
            "\"\n\"",
            "\"\t\"",
            "\"\u{7f}\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"\\u00e9\"",
            "\u{feff}1",
            "1\u{0}",
            "[\u{a0}1]",
            "+1",
            "0x1",
            "[\"a\":1]",
            "{\"a\",1}",
            "'a'",
            "/**/1",
            "1e5",
            "{\"a\":[{\"b\":null}]}",
            "\"é\"",
            "é",
        ];
        for text in texts {
            let source = Source { file: "a.json", text };
            let mut walk = Walk::new(source);
            let taken: Result<serde_json::Value, _> = serde_json::from_str(text);
            assert_eq!(walk.whole().is_ok(), taken.is_ok(), "{text}");
            assert_eq!(read(text).is_ok(), taken.is_ok(), "{text}");
        }
    }

    #[test]
    fn objects_after_one_another_need_not_have_the_same_keys() {
        let keys = |text: &str| {
            let Value::List(items) = read(text).unwrap().value else { panic!() };
            let keys = |item: &Node<'_>| {
                let Value::Map(entries) = &item.value else { panic!() };
                entries
                    .iter()
                    .map(|e| (e.key.to_string(), text[e.key_span.start..e.key_span.end].to_string()))
                    .collect()
            };
            items.iter().map(keys).collect::<Vec<Vec<(String, String)>>>()
        };
        let spelled =
            |keys: &[&str]| keys.iter().map(|k| ((*k).to_string(), format!("\"{k}\""))).collect::<Vec<_>>();
        let same = r#"[{"a":1,"b":{"a":2,"c":3}}, { "a" : 1 , "b" : 4 }, {"a":1}, {}, {"a":1,"b":2,"c":3}]"#;
        let found = keys(same);
        assert_eq!(found[1], spelled(&["a", "b"]));
        assert_eq!(found[2], spelled(&["a"]));
        assert_eq!(found[4], spelled(&["a", "b", "c"]));
        assert_eq!(
            keys(r#"[{"\u0061":1,"b":2},{"\u0061":1,"b":2}]"#)[1][0],
            ("a".into(), r#""\u0061""#.into())
        );
        for twice in [
            r#"[{"a":1,"b":2},{"a":1,"b":2,"a":3}]"#,
            r#"[{"a":1,"b":2},{"a":1,"a":3}]"#,
            r#"[{"a":1,"b":2},{"a":1,"b":{"c":1,"d":2,"b":3},"b":3}]"#,
            r#"[{"a":1,"\u0061b":2},{"a":1,"\u0061":2}]"#,
        ] {
            assert_eq!(read(twice).unwrap_err().code, "duplicate-key", "{twice}");
        }
    }

    #[test]
    fn every_key_that_stands_twice_is_told_and_the_first_is_read() {
        let text = "{\"a\": 1,\n \"a\": [2],\n \"b\": {\"c\": 3, \"c\": 4},\n \"d\": 5}";
        let mut notes = Notes::default();
        let root = parse_on(Source { file: "a.json", text }, &mut notes).unwrap();
        let Value::Map(entries) = root.value else { panic!() };
        assert_eq!(entries.iter().map(|e| e.key.as_ref()).collect::<Vec<_>>(), ["a", "b", "d"]);
        assert_eq!(entries[0].node.value, Value::Scalar { text: "1".into(), quoted: false });
        let told = notes.into_sorted();
        let lines: Vec<(&str, usize)> =
            told.iter().map(|d| (d.code, d.place.as_ref().unwrap().line)).collect();
        assert_eq!(lines, [("duplicate-key", 2), ("duplicate-key", 3)]);
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
