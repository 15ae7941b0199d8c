//! A snapshot to be written: what `fetch` and `import` make. Printed as JSON with one row a line, so that a change of
//! one figure is a change of one line. It becomes sound only by going through `snapshots::parse_one`.

use crate::model::{Credit, Row, Snapshot};
use serde_json::Value;
use std::fmt::Write as _;

/// A value of a row, in the spelling it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A number: printed bare if JSON has it so, else in quotes.
    Figure(String),
    /// Text.
    Text(String),
    /// `true`.
    Yes,
}

/// One row: an entry's keys and their values, in order.
pub type Cells = Vec<(&'static str, Cell)>;

/// A snapshot to be written.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Board's id.
    pub board: String,
    /// Period.
    pub period: String,
    /// Instant of the figures.
    pub as_of: Option<String>,
    /// Days of the window are missing.
    pub incomplete: bool,
    /// How deep the list goes, if not as deep as there are rows.
    pub listed: Option<u32>,
    /// All that is not listed.
    pub other: Option<Cell>,
    /// Whose figures.
    pub source: Option<Credit>,
    /// What a reader must know.
    pub note: Option<String>,
    /// Rows.
    pub rows: Vec<Cells>,
    /// Earlier figures of a restated period, each as JSON.
    pub revisions: Vec<String>,
}

impl Draft {
    /// Where it belongs.
    pub fn path(&self) -> String {
        format!("{}/{}/{}.json", super::FOLDER, self.period, self.board)
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut out = String::from("{\n");
        let mut put = |key: &str, value: String| {
            let _ = writeln!(out, "  {}: {value},", quoted(key));
        };
        put("board", quoted(&self.board));
        put("period", quoted(&self.period));
        if let Some(as_of) = &self.as_of {
            put("as_of", quoted(as_of));
        }
        put("complete", (!self.incomplete).to_string());
        if let Some(listed) = self.listed {
            put("listed", listed.to_string());
        }
        if let Some(other) = &self.other {
            put("other", cell(other));
        }
        if let Some(source) = &self.source {
            put("source", credit(source));
        }
        if let Some(note) = &self.note {
            put("note", quoted(note));
        }
        if !self.revisions.is_empty() {
            put("revisions", format!("[\n    {}\n  ]", self.revisions.join(",\n    ")));
        }
        let rows: Vec<String> = self.rows.iter().map(|r| format!("    {}", row(r))).collect();
        let _ = write!(out, "  \"entries\": [\n{}\n  ]\n}}\n", rows.join(",\n"));
        out
    }
}

/// A row as JSON on one line.
pub fn row(cells: &Cells) -> String {
    let pairs: Vec<String> =
        cells.iter().map(|(key, value)| format!("{}: {}", quoted(key), cell(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Figure(text) if is_json_number(text) => text.clone(),
        Cell::Figure(text) | Cell::Text(text) => quoted(text),
        Cell::Yes => "true".to_string(),
    }
}

fn is_json_number(text: &str) -> bool {
    let first = text.bytes().find(|b| *b != b'-');
    first.is_some_and(|b| b.is_ascii_digit())
        && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

/// A JSON string.
pub fn quoted(text: &str) -> String {
    Value::String(text.to_string()).to_string()
}

fn credit(credit: &Credit) -> String {
    let pairs = [
        ("name", Some(&credit.name)),
        ("url", credit.url.as_ref()),
        ("licence", credit.licence.as_ref()),
        ("citation", credit.citation.as_ref()),
    ];
    let shown: Vec<String> = pairs
        .iter()
        .filter_map(|(key, value)| Some(format!("{}: {}", quoted(key), quoted((*value)?))))
        .collect();
    format!("{{{}}}", shown.join(", "))
}

/// The cells of a row that is stored.
pub fn cells_of(row: &Row) -> Cells {
    let figure = |value: Option<String>| value.map(Cell::Figure);
    let pairs = [
        ("name", Some(Cell::Text(row.name.to_string()))),
        ("variant", row.variant.as_deref().map(|v| Cell::Text(v.to_string()))),
        ("rank", figure(row.rank.map(|r| r.to_string()))),
        ("value", figure(row.value.map(|v| v.to_string()))),
        ("low", figure(row.low.map(|v| v.to_string()))),
        ("high", figure(row.high.map(|v| v.to_string()))),
        ("votes", figure(row.votes.map(|v| v.to_string()))),
        ("at_least", row.at_least.then_some(Cell::Yes)),
    ];
    pairs.into_iter().filter_map(|(key, cell)| Some((key, cell?))).collect()
}

/// The instant of a snapshot, as written.
pub fn as_of(snapshot: &Snapshot) -> Option<String> {
    snapshot.as_of.map(|t| t.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn one_row_a_line_and_every_digit_kept() {
        let draft = Draft {
            board: "use".into(),
            period: "2026-W22".into(),
            other: Some(Cell::Figure("18446744073709551615".into())),
            rows: vec![
                vec![("name", Cell::Text("a\"b".into())), ("value", Cell::Figure("9007199254740993".into()))],
                vec![
                    ("name", Cell::Text("c".into())),
                    ("value", Cell::Figure("1.58T".into())),
                    ("at_least", Cell::Yes),
                ],
            ],
            ..Draft::default()
        };
        expect![[r#"
            {
              "board": "use",
              "period": "2026-W22",
              "complete": true,
              "other": 18446744073709551615,
              "entries": [
                {"name": "a\"b", "value": 9007199254740993},
                {"name": "c", "value": "1.58T", "at_least": true}
              ]
            }
        "#]]
        .assert_eq(&draft.text());
    }
}
