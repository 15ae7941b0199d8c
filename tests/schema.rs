//! The hand-kept JSON Schemas and the readers agree on every key; what is published fits its schema.
#![expect(clippy::disallowed_methods, reason = "a test reads the sources and the samples")]

use serde_json::Value;
use standings::diagnostic::Notes;
use standings::memory::Forget;
use standings::{Around, Options, build, inputs, schema};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn parsed(kind: &str) -> Value {
    serde_json::from_str(schema::schema(kind).unwrap()).unwrap()
}

/// Every key that a schema knows.
fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|v| keys(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| keys(v, found)),
        _ => {}
    }
}

/// Every key that a reader asks for: `f.optional("x"`, `f.required("x"`, `f.node("x"`.
fn asked(files: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        let text: String = text.split_whitespace().collect();
        for call in ["optional(\"", "required(\"", "node(\""] {
            for (at, _) in text.match_indices(call) {
                found.insert(text[at + call.len()..].split('"').next().unwrap().to_string());
            }
        }
    }
    found
}

#[test]
fn schemas_and_readers_know_the_same_keys() {
    // Keys that are read by the names of others, or by another stage.
    let elsewhere: &[(&str, &[&str], &[&str])] = &[
        (
            "snapshot",
            &["src/snapshots.rs", "src/snapshots/row.rs", "src/snapshots/revisions.rs"],
            &["url", "licence", "citation", "added"],
        ),
        ("models", &["src/registry.rs"], &[]),
    ];
    for (kind, files, extra) in elsewhere {
        let (mut known, mut asked) = (BTreeSet::new(), asked(files));
        keys(&parsed(kind), &mut known);
        asked.extend(extra.iter().map(ToString::to_string));
        assert_eq!(known, asked, "assets/schema/{kind}.json and {files:?} differ");
    }
    let mut site = BTreeSet::new();
    keys(&parsed("site"), &mut site);
    let readers = asked(&["src/config.rs", "src/config/boards.rs", "src/config/publishing.rs"]);
    let lacking: Vec<&String> = readers.difference(&site).collect();
    assert!(lacking.is_empty(), "assets/schema/site.json lacks {lacking:?}");
    let mut issue = BTreeSet::new();
    keys(&parsed("issue"), &mut issue);
    let readers = asked(&["src/editorial/front_matter.rs"]);
    let strangers: Vec<&String> = issue.difference(&readers).collect();
    assert!(strangers.is_empty(), "assets/schema/issue.json has keys that nobody reads: {strangers:?}");
}

/// The part of JSON Schema that our schemas use, and no more: another keyword is an error.
fn check(schema: &Value, whole: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let map = schema.as_object().unwrap();
    for (keyword, rule) in map {
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "required" | "properties" => true,
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(&whole["$defs"][name], whole, value, at, wrong);
                true
            }
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|k| is(value, k.as_str().unwrap())),
                kind => is(value, kind.as_str().unwrap()),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|v| v >= rule.as_f64().unwrap()),
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.for_each(|(i, item)| check(rule, whole, item, &format!("{at}/{i}"), wrong));
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|option| {
                let mut own = Vec::new();
                check(option, whole, value, at, &mut own);
                own.is_empty()
            }),
            "additionalProperties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    match &map["properties"][key] {
                        Value::Null => wrong.push(format!("{at}/{key}: not in the schema")),
                        rule => check(rule, whole, inner, &format!("{at}/{key}"), wrong),
                    }
                }
                true
            }
            other => panic!("{at}: the test does not know `{other}`"),
        };
        if !fits {
            wrong.push(format!("{at}: {value} does not fit {keyword} {rule}"));
        }
    }
    if let (Some(needed), Some(object)) = (map.get("required"), value.as_object()) {
        let lacking = needed.as_array().unwrap().iter().filter(|k| !object.contains_key(k.as_str().unwrap()));
        wrong.extend(lacking.map(|k| format!("{at}: lacks {k}")));
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type `{other}`"),
    }
}

#[test]
fn published_tables_fit_their_schema() {
    let table = parsed("table");
    let mut tables = 0;
    for folder in [root(), root().join("tests/sites/market"), root().join("tests/sites/daily")] {
        let mut notes = Notes::default();
        let inputs = inputs::read(&folder, &mut notes).unwrap();
        let options = options();
        let built = build(&inputs, &options, notes, Around { memory: &Forget, on_stage: &mut |_| {} });
        for (path, bytes) in built.outputs.iter() {
            let depth = Path::new(path).components().count();
            if !path.starts_with("data/") || depth != 3 || !path.ends_with(".json") {
                continue;
            }
            let mut wrong = Vec::new();
            check(&table, &table, &serde_json::from_slice(bytes).unwrap(), path, &mut wrong);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            tables += 1;
        }
    }
    assert!(tables > 10, "only {tables} tables");
}

fn options() -> Options {
    Options {
        today: "2026-12-31".parse().unwrap(),
        real_clock: true,
        drafts: false,
        future: false,
        strict: false,
        base_url: None,
        suggest: false,
        compress: false,
        frozen: false,
        published: None,
    }
}
