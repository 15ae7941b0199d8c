//! JSON Schemas of the files that people write and of the tables that the site publishes, kept by hand beside the
//! readers (tests/schema.rs holds them together).

/// Of the published tables.
pub const TABLE: &str = include_str!("../assets/schema/table.json");

/// Kind and text, by kind.
static SCHEMAS: [(&str, &str); 5] = [
    ("issue", include_str!("../assets/schema/issue.json")),
    ("models", include_str!("../assets/schema/models.json")),
    ("site", include_str!("../assets/schema/site.json")),
    ("snapshot", include_str!("../assets/schema/snapshot.json")),
    ("table", TABLE),
];

/// The kinds there are.
pub fn kinds() -> impl Iterator<Item = &'static str> + Clone {
    SCHEMAS.iter().map(|(kind, _)| *kind)
}

/// The schema of a kind.
pub fn schema(kind: &str) -> Option<&'static str> {
    SCHEMAS.iter().find(|(k, _)| *k == kind).map(|(_, text)| *text)
}
