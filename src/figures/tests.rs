use super::*;
use crate::diagnostic::Notes;
use crate::inputs::Inputs;
use crate::{analysis, config, identity, registry, snapshots};

/// A gap site of two weeks with a missing one between, and a name that tries to be code.
fn site() -> (Facts, Config) {
    let mut notes = Notes::default();
    let text = "title: T\nbase_url: https://example.com\nboards:\n- {id: votes, title: Votes, top: 3, metric: {kind: score}}\n- {id: use, title: Use, top: 3, metric: {kind: volume, unit: units}}\ngap: {prestige: votes, production: use}\n";
    let config = config::parse(text, &mut notes).unwrap();
    let volumes = |period: &str, a: u32, b: u32| {
        format!(
            "board: use\nperiod: {period}\nother: 5\nentries: [{{name: \"</script><b>\", value: {a}}}, {{name: beta, value: {b}}}]\n"
        )
    };
    let inputs = Inputs::from_files([
        ("data/snapshots/2026-W10/use.yaml".to_string(), volumes("2026-W10", 9, 7)),
        ("data/snapshots/2026-W12/use.yaml".to_string(), volumes("2026-W12", 6, 8)),
        (
            "data/snapshots/2026-W12/votes.yaml".to_string(),
            "board: votes\nperiod: 2026-W12\nentries: [{name: beta, value: 1500, low: 1490, high: 1510}]\n"
                .to_string(),
        ),
    ]);
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let boards = identity::resolve(
        parsed,
        &registry::parse(&inputs, &config, &mut notes),
        &inputs,
        &config,
        &mut notes,
    );
    assert!(!notes.failed());
    (analysis::analyze(boards, &Default::default(), &config), config)
}

fn drawn(kind: ChartKind, with_key: bool) -> Figure {
    let (facts, config) = site();
    let period = facts.boards[1].latest().unwrap().period;
    let key = with_key.then(|| facts.boards[1].latest().unwrap().entries[0].key.clone());
    draw(&ChartSpec { kind, board: 1, period, periods: 12, key }, &facts, &config).unwrap()
}

#[test]
fn a_missing_period_is_a_gap_and_never_zero() {
    let figure = drawn(ChartKind::Bump, false);
    assert_eq!(figure.wide["xAxis"]["data"], serde_json::json!(["W10", "W11", "W12"]));
    assert_eq!(figure.wide["series"][0]["data"], serde_json::json!([2.0, null, 1.0]));
    assert!(figure.description.contains("One week in between has no data"), "{}", figure.description);
    let value = drawn(ChartKind::Value, true);
    assert_eq!(value.table.rows[1], ["2026-W11", "–", "–"]);
}

#[test]
fn every_kind_has_words_a_table_and_two_sizes() {
    let kinds = [
        ChartKind::Bump,
        ChartKind::Volumes,
        ChartKind::Share,
        ChartKind::Gap,
        ChartKind::History,
        ChartKind::Value,
    ];
    for kind in kinds {
        let figure = drawn(kind, matches!(kind, ChartKind::History | ChartKind::Value));
        assert!(!figure.title.is_empty() && figure.description.ends_with('.'), "{kind:?}");
        assert!(figure.table.rows.iter().all(|row| row.len() == figure.table.columns.len()), "{kind:?}");
        for option in [&figure.wide, &figure.narrow] {
            assert!(option["series"].as_array().is_some_and(|s| !s.is_empty()), "{kind:?}");
        }
        assert!(figure.slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{}", figure.slug);
    }
}

#[test]
fn descriptions_follow_the_facts() {
    assert_eq!(drawn(ChartKind::Volumes, false).description, "beta leads with 8 units in 2026-W12.");
    assert_eq!(
        drawn(ChartKind::Gap, false).description,
        "One model stands in both visible tops in 2026-W12."
    );
    assert_eq!(
        drawn(ChartKind::Share, false).description,
        "beta carries 42.1% of the volume in 2026-W12, the largest share."
    );
}

#[test]
fn pictures_carry_hostile_names_as_text_and_no_style() {
    let mut figure = drawn(ChartKind::Volumes, false);
    picture(&mut figure, &crate::memory::Forget).unwrap();
    for svg in figure.pictures.as_ref().unwrap() {
        assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\"") && svg.contains("<desc"), "{svg}");
        assert!(svg.contains("&lt;/script&gt;") || svg.contains("&lt;/script"), "{svg}");
        for forbidden in ["<script", "<b>", "style=", "<style", "onload", "</script>"] {
            assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
        }
    }
    let again = figure.pictures.clone();
    picture(&mut figure, &crate::memory::Forget).unwrap();
    assert_eq!(figure.pictures, again);
}

/// Golden pictures: what zrender and the serialiser give is pinned to the byte, with the words beside it.
#[test]
fn every_kind_has_a_golden_picture() {
    let kinds = [
        (ChartKind::Bump, "bump"),
        (ChartKind::Volumes, "volumes"),
        (ChartKind::Share, "share"),
        (ChartKind::Concentration, "concentration"),
        (ChartKind::Gap, "gap"),
        (ChartKind::History, "history"),
        (ChartKind::Value, "value"),
    ];
    for (kind, name) in kinds {
        let mut figure = drawn(kind, matches!(kind, ChartKind::History | ChartKind::Value));
        picture(&mut figure, &crate::memory::Forget).unwrap();
        let [wide, _] = figure.pictures.unwrap();
        let path = format!("{}/tests/figures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
        expect_test::expect_file![path].assert_eq(&format!("<!-- {} -->\n{wide}\n", figure.description));
    }
}

#[test]
fn a_wrong_option_is_an_error() {
    let mut broken = drawn(ChartKind::Bump, false);
    broken.wide["series"][0]["type"] = "pie".into();
    let error = picture(&mut broken, &crate::memory::Forget).unwrap_err();
    assert!(error.message.contains("unsupported series type `pie`"), "{}", error.message);
}
