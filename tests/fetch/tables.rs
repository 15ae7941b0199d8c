//! `import` and `sql`: tables that somebody has, and the queries that make them.

use crate::project::Project;
use serde_json::Value;

fn import(project: &Project, file: &str, text: &str, more: &[&str]) -> crate::project::Run {
    project.edit(file, text);
    let path = project.path(file).to_string_lossy().into_owned();
    let mut arguments = vec!["import", path.as_str(), "--board", "use"];
    arguments.extend(more);
    project.run(&arguments)
}

fn stored(project: &Project, period: &str) -> Value {
    serde_json::from_str(&project.read(&format!("data/snapshots/{period}/use.json"))).unwrap()
}

#[test]
fn a_csv_is_shown_first_and_then_stored() {
    let project = Project::new("");
    let text = "model,tokens,rest\na,18446744073709551615,x\nb,1.5K,y\nother,7,z\n";
    let map = ["--period", "2026-W31", "--map", "name=model,value=tokens,other=other"];
    import(&project, "t.csv", text, &[&map[..], &["--dry-run"]].concat())
        .exit(0)
        .says("mapping: name = model, value = tokens")
        .says("2 rows would go to data/snapshots/2026-W31/use.json");
    assert!(project.snapshots().is_empty());
    import(&project, "t.csv", text, &map).exit(0);
    assert_eq!(stored(&project, "2026-W31")["entries"][0]["value"], 18_446_744_073_709_551_615_u64);
    assert_eq!(stored(&project, "2026-W31")["other"], 7);
    import(&project, "t.csv", text, &map).exit(0).says("already");
    let changed = text.replace("1.5K", "2K");
    let before = project.snapshots();
    import(&project, "t.csv", &changed, &map).exit(1).says("`b`: 1500 → 2000");
    assert_eq!(project.snapshots(), before);
    import(&project, "t.csv", &changed, &[&map[..], &["--accept-restatements"]].concat()).exit(0);
    project.run(&["check"]).exit(0);
}

#[test]
fn json_in_each_form() {
    let project = Project::new("");
    import(&project, "a.json", r#"[{"name": "a", "value": 3}]"#, &["--period", "2026-W30"]).exit(0);
    let nested = r#"{"d": {"l": [{"m": "a", "t": 4}, {"m": "b", "t": 2}]}}"#;
    let how = ["--period", "2026-W31", "--rows", "/d/l", "--map", "name=m,value=t"];
    import(&project, "b.json", nested, &how).exit(0);
    assert_eq!(stored(&project, "2026-W31")["entries"][1]["value"], 2);
    let own = r#"{"board": "use", "period": "2026-W32", "complete": false, "other": 9, "entries": [{"name": "a", "value": 5}]}"#;
    import(&project, "c.json", own, &[]).exit(0);
    assert_eq!(
        (&stored(&project, "2026-W32")["other"], &stored(&project, "2026-W32")["complete"]),
        (&Value::from(9), &Value::from(false))
    );
    import(&project, "c.json", own, &["--period", "2026-W33"]).exit(1).says("--period says otherwise");
    project.run(&["check"]).exit(0);
}

#[test]
fn a_wide_table_is_history() {
    let project = Project::new("");
    let wide = "name,2026-W29,2026-W30,2026-W31\na,10,11,12\nb,5,,7\nother,1,1,2\n";
    import(&project, "w.csv", wide, &["--map", "other=other"]).exit(0).says("3 periods");
    assert_eq!(stored(&project, "2026-W30")["entries"].as_array().unwrap().len(), 1);
    assert_eq!(stored(&project, "2026-W31")["other"], 2);
    project.run(&["check"]).exit(0);
    let more = "name,lab,2026-W29\na,x,10\nb,y,5\nother,,1\n";
    import(&project, "w.csv", more, &["--map", "other=other"]).exit(0).says("1 periods, without `lab`");
}

#[test]
fn a_column_that_is_headed_like_a_period_is_not_dropped() {
    let project = Project::new("");
    let wide = "name,2026-W29,2026-W99,2026-22\na,10,11,12\n";
    import(&project, "w.csv", wide, &[]).exit(1).says("no week of the calendar: `2026-22`, `2026-W99`");
    assert!(project.snapshots().is_empty());
}

#[test]
fn figures_of_a_period_that_has_not_begun_are_refused() {
    let project = Project::new("");
    let rows = "name,value\na,1\n";
    import(&project, "t.csv", rows, &["--period", "2099-W31"]).exit(1).says("2099-W31 has not begun");
    import(&project, "w.csv", "name,2026-W29,2099-W31\na,1,1\n", &[]).exit(1).says("has not begun");
    // Where the source is, the next day may have begun.
    let week = ["--period", "2026-W31", "--today"];
    import(&project, "t.csv", rows, &[&week[..], &["2026-07-25"]].concat()).exit(1).says("it is 2026-07-25");
    assert!(project.snapshots().is_empty());
    import(&project, "t.csv", rows, &[&week[..], &["2026-07-26"]].concat()).exit(0);
}

#[test]
fn what_cannot_be_right_writes_nothing() {
    let project = Project::new("");
    let week = ["--period", "2026-W31"];
    for (text, says) in [
        ("model,tokens\na,1\n", "no column for `name`"),
        ("name,value\na,-1\n", "expected a number"),
        ("name,value\na,\"12,345\"\n", "expected a number"),
        ("name,value\na,NaN\n", "expected a number"),
        ("name,value\na,1\na,2\n", "stands here for the second time"),
        ("name,value\na,1,2\n", "not CSV"),
        ("name,value\n", "no rows"),
    ] {
        import(&project, "t.csv", text, &week).exit(1).says(says);
    }
    import(&project, "t.csv", "name,value\na,1\n", &[]).exit(1).says("--period");
    import(&project, "t.txt", "x", &week).exit(2).says(".csv");
    assert!(project.snapshots().is_empty());
}

#[test]
fn each_engine_has_its_words() {
    let project = Project::new("");
    let week = ["--period", "2026-W31", "--limit", "20", "--table", "events", "--variant", "tier"];
    for (engine, words) in [
        ("duckdb", "strftime(day, '%G-W%V') AS period"),
        ("clickhouse", "SUM(toUInt256(amount))"),
        ("bigquery", "FORMAT_DATE('%G-W%V', day)"),
        ("spark", "extract(YEAROFWEEK FROM day)"),
    ] {
        let mut arguments = vec!["sql", "use", "--engine", engine];
        arguments.extend(week);
        let run = project.run(&arguments);
        run.exit(0).says(words);
        // The whole text, so that a change is seen as one.
        expect_test::expect_file![format!("./golden/{engine}.sql")].assert_eq(&run.stdout());
    }
    project.run(&["sql", "usd", "--engine", "duckdb"]).exit(2).says("did you mean `use`?");
}
