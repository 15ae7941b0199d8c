use super::*;
use crate::{config, registry, snapshots};

/// The models and what is said of them, from a file a week.
fn resolved(weeks: &[(&str, &str)]) -> (Vec<String>, Vec<Diagnostic>) {
    let site =
        "title: T\nbase_url: https://example.com\nboards: [{id: use, title: Use, metric: {kind: volume}}]\n";
    let mut notes = Notes::default();
    let config = config::parse(site, &mut notes).expect("a sound configuration");
    let mut inputs = Inputs::default();
    for (week, names) in weeks {
        let text = format!("board: use\nperiod: {week}\nentries: [{names}]\n");
        inputs.insert(format!("data/snapshots/{week}/use.yaml"), text);
    }
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let registry = registry::parse(&inputs, &config, &mut notes);
    let boards = resolve(parsed, &registry, &inputs, &config, &mut notes);
    (boards.models.into_iter().map(|m| m.id).collect(), notes.into_sorted())
}

#[test]
fn what_no_reader_sees_makes_no_second_name() {
    let weeks = [
        ("2026-W20", r#"{name: "e\u0301t", value: 5}, {name: "Foo ", value: 4}"#),
        ("2026-W21", r#"{name: "\u00e9t", value: 5}, {name: "Foo", value: 4}"#),
    ];
    assert_eq!(resolved(&weeks).0, ["t", "foo"]);
}

#[test]
fn controls_tell_names_apart_and_are_no_error() {
    let (models, said) = resolved(&[("2026-W20", r#"{name: "x\ty", value: 5}, {name: "x\ny", value: 4}"#)]);
    assert_eq!(models.len(), 2);
    assert!(said.iter().all(|d| d.code == "identity-unmatched" || d.code == "identity-address"), "{said:?}");
}

#[test]
fn two_names_for_one_address_are_told() {
    let (models, said) =
        resolved(&[("2026-W19", "{name: A B, value: 5}"), ("2026-W20", "{name: a-b, value: 5}")]);
    assert_eq!(models[0], "a-b");
    assert!(models[1].starts_with("a-b-"));
    let told = said.iter().find(|d| d.code == "identity-address").expect("a warning");
    assert_eq!(told.message, "`a-b` would have the address of `A B`, /models/a-b/");
}
