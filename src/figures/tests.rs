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
    draw(&ChartSpec { kind, board: 1, period, periods: 12, key, own: None }, &facts, &config)
        .unwrap()
        .unwrap()
}

/// Six rows with prices and makers on two boards over two weeks.
fn market() -> (Facts, Config) {
    let mut notes = Notes::default();
    let text = "title: T\nbase_url: https://example.com\nboards:\n- {id: votes, title: Votes, top: 6, metric: {kind: score}}\n- {id: use, title: Use, top: 6, metric: {kind: volume, unit: units}}\ngap: {prestige: votes, production: use}\n";
    let config = config::parse(text, &mut notes).unwrap();
    let rows = |values: [u32; 6]| {
        let rows = ["amber", "birch", "cedar", "dune", "ember", "fjord"].iter().zip(values);
        rows.map(|(name, value)| format!("{{name: {name}, value: {value}}}")).collect::<Vec<_>>().join(", ")
    };
    let file = |board: &str, period: &str, values| {
        let total = if board == "use" { "other: 40\n" } else { "" };
        let text = format!("board: {board}\nperiod: {period}\n{total}entries: [{}]\n", rows(values));
        (format!("data/snapshots/{period}/{board}.yaml"), text)
    };
    let model = |(index, name): (usize, &&str)| {
        format!(
            "- {{id: {name}, name: {}, org: {}, prices: [{{from: 2026-01-01, input: {}, output: {}}}]}}",
            crate::words::capital(name),
            ["north", "south"][index % 2],
            index + 1,
            (index + 1) * 4
        )
    };
    let names = ["amber", "birch", "cedar", "dune", "ember", "fjord"];
    let models: Vec<String> = names.iter().enumerate().map(model).collect();
    let registry = format!(
        "orgs: [{{id: north, name: North}}, {{id: south, name: South}}]\nmodels:\n{}\n",
        models.join("\n")
    );
    let inputs = Inputs::from_files([
        ("data/models.yaml".to_string(), registry),
        file("votes", "2026-W11", [1400, 1410, 1395, 1460, 1500, 1480]),
        file("votes", "2026-W12", [1401, 1420, 1390, 1470, 1490, 1495]),
        file("use", "2026-W11", [900, 400, 300, 250, 120, 60]),
        file("use", "2026-W12", [880, 520, 260, 300, 90, 80]),
    ]);
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let registry = registry::parse(&inputs, &config, &mut notes);
    let boards = identity::resolve(parsed, &registry, &inputs, &config, &mut notes);
    assert!(!notes.failed());
    (analysis::analyze(boards, &registry, &config), config)
}

fn drawn_in_market(kind: ChartKind) -> Figure {
    let (facts, config) = market();
    let board = usize::from(kind != ChartKind::Pareto);
    let period = facts.boards[board].latest().unwrap().period;
    draw(&ChartSpec { kind, board, period, periods: 12, key: None, own: None }, &facts, &config)
        .unwrap()
        .unwrap()
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
    take_picture(&mut figure).unwrap();
    for svg in figure.pictures.as_ref().unwrap() {
        assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\"") && svg.contains("<desc"), "{svg}");
        assert!(svg.contains("&lt;/script&gt;") || svg.contains("&lt;/script"), "{svg}");
        for forbidden in ["<script", "<b>", "style=", "<style", "onload", "</script>"] {
            assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
        }
    }
    let again = figure.pictures.clone();
    take_picture(&mut figure).unwrap();
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
        let figure = drawn(kind, matches!(kind, ChartKind::History | ChartKind::Value));
        golden(figure, name);
    }
    let kinds = [
        (ChartKind::Pareto, "pareto"),
        (ChartKind::Residuals, "residuals"),
        (ChartKind::Stability, "stability"),
        (ChartKind::Orgs, "orgs"),
    ];
    for (kind, name) in kinds {
        golden(drawn_in_market(kind), name);
    }
}

fn golden(mut figure: Figure, name: &str) {
    take_picture(&mut figure).unwrap();
    let [wide, _] = figure.pictures.unwrap();
    let path = format!("{}/tests/figures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    expect_test::expect_file![path].assert_eq(&format!("<!-- {} -->\n{wide}\n", figure.description));
}

/// The pictures of a figure of ours.
fn take_picture(figure: &mut Figure) -> Result<(), Diagnostic> {
    let (facts, _) = site();
    let period = facts.boards[1].latest().unwrap().period;
    let spec = ChartSpec { kind: ChartKind::Bump, board: 1, period, periods: 12, key: None, own: None };
    picture(&spec, figure, &crate::memory::Forget)
}

#[test]
fn a_wrong_option_is_an_error() {
    let mut broken = drawn(ChartKind::Bump, false);
    broken.wide["series"][0]["type"] = "pie".into();
    let error = take_picture(&mut broken).unwrap_err();
    assert!(error.message.contains("unsupported series type `pie`"), "{}", error.message);
}
