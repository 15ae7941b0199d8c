use super::*;
use crate::{config, registry, snapshots};

/// The models and what is said of them, from a file a week.
fn resolved(weeks: &[(&str, &str)]) -> (Vec<String>, Vec<Diagnostic>) {
    let (boards, said) = boards(weeks, "models: []\n");
    (boards.models.into_iter().map(|m| m.id).collect(), said)
}

fn boards(weeks: &[(&str, &str)], models: &str) -> (Boards, Vec<Diagnostic>) {
    let site =
        "title: T\nbase_url: https://example.com\nboards: [{id: use, title: Use, metric: {kind: volume}}]\n";
    let mut notes = Notes::default();
    let config = config::parse(site, &mut notes).expect("a sound configuration");
    let mut inputs = Inputs::default();
    inputs.insert(registry::FILE.to_string(), models.to_string());
    for (week, names) in weeks {
        let text = format!("board: use\nperiod: {week}\nentries: [{names}]\n");
        inputs.insert(format!("data/snapshots/{week}/use.yaml"), text);
    }
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let registry = registry::parse(&inputs, &config, &mut notes);
    let boards = resolve(parsed, &registry, &inputs, &config, &mut notes);
    (boards, notes.into_sorted())
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
fn two_spellings_in_one_list_are_two() {
    let (first, second) = (r#"{name: "e\u0301t", value: 9}"#, r#"{name: "\u00e9t", value: 5}"#);
    let both = format!("{first}, {second}");
    let (models, said) = resolved(&[("2026-W20", &both), ("2026-W21", &both), ("2026-W22", first)]);
    assert_eq!(models[0], "t");
    assert!(models[1].starts_with("t-") && models.len() == 2, "{models:?}");
    assert!(said.iter().all(|d| d.code == "identity-unmatched" || d.code == "identity-address"), "{said:?}");
}

#[test]
fn which_spelling_stays_does_not_depend_on_ranks() {
    let stays = |rows: &str| {
        let weeks = [("2026-W20", rows), ("2026-W21", r#"{name: "Foo", value: 5}"#)];
        let boards = boards(&weeks, "models: [{id: the-foo, name: Foo}]\n").0;
        let rows = &boards.boards[0][0].rows;
        let stays = rows.iter().filter(|known| boards.models[known.key.model].id == "the-foo");
        stays.map(|known| known.row.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        stays(r#"{name: "Foo ", value: 5}, {name: Foo, value: 4}, {name: " Foo", value: 3}"#),
        ["Foo"]
    );
    assert_eq!(stays(r#"{name: "Foo ", value: 5}, {name: " Foo", value: 4}"#), [" Foo"]);
    assert_eq!(stays(r#"{name: " Foo", value: 5}, {name: "Foo ", value: 4}"#), [" Foo"]);
}

#[test]
fn what_only_the_fold_makes_one_is_a_second_row() {
    let said = boards(
        &[("2026-W20", "{name: Foo, value: 5}, {name: foo, value: 4}")],
        "models: [{id: f, name: Foo}]",
    )
    .1;
    assert_eq!(said.iter().map(|d| d.code).collect::<Vec<_>>(), ["snapshot-row-twice"]);
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
