use super::super::{ChartSpec, picture};
use super::*;
use crate::editorial::ChartKind;
use crate::memory::Forget;
use crate::model::{Cadence, Period};
use std::sync::Arc;

fn own(text: &str) -> OwnChart {
    let wide = OptionFile { file: "content/charts/x.json".to_string(), text: text.to_string() };
    OwnChart { wide, narrow: None, title: Some("Mine".to_string()), description: None }
}

/// The figure, or the complaint of reading or drawing it.
fn drawn(own: OwnChart) -> Result<super::super::Figure, Diagnostic> {
    let drawing = draw(&own)?;
    let Drawing { title, description, wide, narrow, table } = drawing;
    let mut figure = super::super::Figure {
        slug: "figure-custom-x".into(),
        title,
        description,
        wide,
        narrow,
        table,
        pictures: None,
    };
    let period = Period::parse("2026-W12", Cadence::Week).unwrap();
    let own = Some(Arc::new(own));
    let spec = ChartSpec { kind: ChartKind::Custom, board: 0, period, periods: 1, key: None, own };
    picture(&spec, &mut figure, &Forget)?;
    Ok(figure)
}

fn complaint_of(text: &str) -> (usize, usize, String) {
    let error = drawn(own(text)).unwrap_err();
    let place = error.place.expect("a place in the option's file");
    assert_eq!(place.file, "content/charts/x.json");
    (place.line, place.column, error.message)
}

const BARS: &str = "{\"xAxis\": {\"type\": \"category\", \"name\": \"Quarter\", \"data\": [\"Q1\", \"Q2\"]},\n \"yAxis\": {},\n \"series\": [{\"type\": \"bar\", \"name\": \"</script><b>North\", \"data\": [3, {\"value\": 5.5}]},\n  {\"type\": \"line\", \"name\": \"South\", \"data\": [\"-\", 4]}]}";

#[test]
fn an_option_has_words_a_table_and_pictures() {
    let figure = drawn(own(BARS)).unwrap();
    assert_eq!(figure.table.columns, ["Quarter", "</script><b>North", "South"]);
    assert_eq!(figure.table.rows, [["Q1", "3", "–"], ["Q2", "5.5", "4"]]);
    assert_eq!(
        figure.description,
        "</script><b>North and South: two rows, Q1 to Q2; the highest value is 5.5 (</script><b>North in Q2)."
    );
    let [wide, narrow] = figure.pictures.as_ref().unwrap();
    for svg in [wide, narrow] {
        assert!(svg.contains("role=\"img\"") && svg.contains("&lt;/script&gt;&lt;b&gt;North"), "{svg}");
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("style="), "{svg}");
    }
    let path = format!("{}/tests/figures/custom.svg", env!("CARGO_MANIFEST_DIR"));
    expect_test::expect_file![path].assert_eq(&format!("<!-- {} -->\n{wide}\n", figure.description));
}

#[test]
fn words_come_from_the_reference_then_from_the_option() {
    let option = "{\"title\": {\"text\": \"Its own\", \"subtext\": \"Said below.\"}, \"xAxis\": {\"data\": [\"a\"]}, \"yAxis\": {}, \"series\": [{\"type\": \"bar\", \"data\": [1]}]}";
    let mut chart = own(option);
    chart.title = None;
    let figure = drawn(chart).unwrap();
    assert_eq!((figure.title.as_str(), figure.description.as_str()), ("Its own", "Said below."));
    assert!(figure.wide.get("title").is_none(), "the page prints it");
    let mut chart = own(option);
    chart.description = Some("Said here.".to_string());
    let figure = drawn(chart).unwrap();
    assert_eq!((figure.title.as_str(), figure.description.as_str()), ("Mine", "Said here."));
    let mut nameless = own(BARS);
    nameless.title = None;
    assert!(drawn(nameless).unwrap_err().message.contains("no title"));
}

#[test]
fn datasets_become_series_and_a_table() {
    let lists = "{\"dataset\": {\"source\": [[\"lab\", \"2025\", \"2026\"], [\"A\", 1, 2], [\"B\", 3, null]]}, \"xAxis\": {\"type\": \"category\"}, \"yAxis\": {}, \"series\": [{\"type\": \"bar\"}, {\"type\": \"bar\"}]}";
    let figure = drawn(own(lists)).unwrap();
    assert_eq!(figure.table.columns, ["Category", "2025", "2026"]);
    assert_eq!(figure.table.rows, [["A", "1", "2"], ["B", "3", "–"]]);
    let points = "{\"dataset\": {\"source\": [{\"n\": \"A\", \"p\": 1.5, \"s\": 9}, {\"n\": \"B\", \"p\": 2, \"s\": 7}]}, \"xAxis\": {\"name\": \"Price\"}, \"yAxis\": {\"name\": \"Score\"}, \"series\": [{\"type\": \"scatter\", \"encode\": {\"x\": \"p\", \"y\": \"s\", \"itemName\": \"n\"}}]}";
    let figure = drawn(own(points)).unwrap();
    assert_eq!(figure.table.rows, [["A", "1.5", "9"], ["B", "2", "7"]]);
    assert_eq!(figure.description, "Two points by price and score.");
    let sideways = "{\"dataset\": {\"source\": {\"lab\": [\"A\", \"B\"], \"n\": [4, 6]}}, \"yAxis\": {\"type\": \"category\"}, \"xAxis\": {}, \"series\": [{\"type\": \"bar\"}]}";
    assert_eq!(drawn(own(sideways)).unwrap().table.rows, [["A", "4"], ["B", "6"]]);
}

#[test]
fn what_a_figure_cannot_have_is_an_error_at_its_place() {
    let pie = BARS.replace("\"type\": \"line\"", "\"type\": \"pie\"");
    let (line, column, message) = complaint_of(&pie);
    assert_eq!((line, column), (4, 12), "{message}");
    assert!(message.contains("unsupported series type `pie`; supported: bar, line, scatter"), "{message}");
    let formatter =
        BARS.replace("\"yAxis\": {}", "\"yAxis\": {\"axisLabel\": {\"formatter\": {\"$fn\": \"dollars\"}}}");
    let (line, _, message) = complaint_of(&formatter);
    assert_eq!(line, 2, "{message}");
    assert!(message.contains("unknown formatter `dollars`"), "{message}");
    for (bad, word) in [
        (BARS.replace("\"yAxis\": {}", "\"yAxis\": {}, \"toolbox\": {}"), "toolbox"),
        (BARS.replace("\"name\": \"South\"", "\"link\": \"javascript:alert(1)\""), "not allowed"),
        (
            BARS.replace("\"name\": \"South\"", "\"itemStyle\": {\"color\": \"red\\\" onload=\\\"x\"}"),
            "not a colour",
        ),
        ("{\"series\": []}".to_string(), "at least one series"),
        ("{\"series\": [{\"type\": \"bar\", \"data\": [1]}]}".to_string(), "axis"),
        ("[1]".to_string(), "an option is an object"),
        ("{\"a\": 1, \"a\": 2}".to_string(), "second time"),
        (
            "{\"dataset\": {\"source\": [[\"a\", \"b\"], [1, 2]], \"transform\": {}}, \"series\": []}"
                .to_string(),
            "not supported in a dataset",
        ),
    ] {
        let error = drawn(own(&bad)).unwrap_err();
        assert!(error.message.contains(word), "{word}: {}", error.message);
        assert!(error.place.is_some(), "{word}");
    }
}
