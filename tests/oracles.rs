//! Figures computed elsewhere, from the folder of real data beside the repository where there is one
//! (`../shared/data`, or `STANDINGS_DATA`); without it each test says so and passes.
#![expect(clippy::disallowed_methods, reason = "a test reads the oracles")]

use serde_json::Value;
use standings::analysis::{self, Facts, kendall, measures, rbo};
use standings::diagnostic::{Notes, text};
use standings::inputs::{self, Inputs};
use standings::{config, identity, registry, snapshots};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("STANDINGS_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no folder {}", folder.display());
    None
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn facts(inputs: &Inputs) -> (Facts, config::Config) {
    let mut notes = Notes::default();
    let site = inputs.text("site.yaml", &mut notes).unwrap();
    let config = config::parse(site, &mut notes).unwrap();
    let parsed = snapshots::parse(inputs, &config, &mut notes);
    let registry = registry::parse(inputs, &config, &mut notes);
    let boards = identity::resolve(parsed, &registry, inputs, &config, &mut notes);
    assert!(!notes.failed(), "{}", text(&notes.into_sorted(), false));
    (analysis::analyze(boards, &registry, &config), config)
}

fn close(got: f64, want: &Value, what: &str) {
    let want = want.as_f64().unwrap();
    assert!((got - want).abs() < 1e-9, "{what}: {got} against {want}");
}

#[test]
fn rank_statistics_agree_to_nine_digits() {
    let Some(data) = data() else { return };
    let oracle = json(&data.join("oracles/statistics.json"));
    for case in oracle["kendall"].as_array().unwrap() {
        let numbers =
            |key: &str| case[key].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect::<Vec<_>>();
        let pairs: Vec<(f64, f64)> = numbers("x").into_iter().zip(numbers("y")).collect();
        let (tau, overtakes) = kendall(&pairs);
        close(tau.unwrap(), &case["tau_b"], case["name"].as_str().unwrap());
        assert_eq!(u64::from(overtakes), case["D"].as_u64().unwrap());
    }
    let groups = |list: &Value| -> Vec<Vec<String>> {
        let name = |v: &Value| v.as_str().unwrap().to_string();
        list.as_array()
            .unwrap()
            .iter()
            .map(|g| g.as_array().map_or_else(|| vec![name(g)], |g| g.iter().map(name).collect()))
            .collect()
    };
    for case in oracle["rbo_no_ties"].as_array().unwrap() {
        close(
            rbo(&groups(&case["x"]), &groups(&case["y"]), case["p"].as_f64().unwrap()),
            &case["ext"],
            "rbo",
        );
    }
    for case in oracle["rbo_ties"].as_array().unwrap() {
        close(
            rbo(&groups(&case["x"]), &groups(&case["y"]), case["p"].as_f64().unwrap()),
            &case["w"]["ext"],
            "rbo with ties",
        );
    }
    let concentration = measures(&[0.4, 0.3, 0.2, 0.1], 0.0);
    let wanted = &oracle["conc_40_30_20_10"];
    close(concentration.hhi * 10_000.0, &wanted["hhi"], "hhi");
    close(concentration.effective, &wanted["neff"], "effective");
    close(concentration.gini, &wanted["gini"], "gini");
    close(concentration.top1, &wanted["cr1"], "top1");
}

#[test]
fn the_market_of_the_worked_example() {
    let Some(data) = data() else { return };
    let market = &json(&data.join("oracles/statistics.json"))["market_fixture"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/market");
    let (facts, config) = facts(&inputs::read(&root, &mut Notes::default()).unwrap());
    let board = config.board("use").unwrap();
    let now = facts.boards[board].latest().unwrap();
    assert_eq!(now.total.unwrap().to_string(), market["market"]["tokens"].to_string());
    close(now.growth.unwrap().to_f64() * 100.0, &market["market"]["growth_pct"], "market");
    for entry in &now.entries {
        let wanted = &market["models"][&*entry.source_name];
        assert_eq!(entry.rank.map(u64::from), wanted["rank"].as_u64());
        assert_eq!(entry.previous_rank.map(u64::from), wanted["prev_rank"].as_u64());
        let share = entry.share.unwrap().to_f64() * 100.0;
        assert!((share - wanted["share_pct"].as_f64().unwrap()).abs() < 1e-5);
        if let Some(growth) = wanted["growth_pct"].as_f64() {
            assert!((entry.growth.unwrap().to_f64() * 100.0 - growth).abs() < 1e-4, "{}", entry.source_name);
        }
    }
}

/// One publication of the data set as a snapshot of ours: exact ratings, positions as given.
fn publication(path: &Path, period: &str) -> (String, String) {
    let rows: Vec<String> = json(path)["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let number = |key: &str| row[key].as_f64().unwrap();
            format!(
                "{{\"name\": {}, \"rank\": {}, \"value\": {}, \"low\": {}, \"high\": {}, \"votes\": {}}}",
                row["model_name"],
                number("rank"),
                number("rating"),
                number("rating_lower"),
                number("rating_upper"),
                number("vote_count")
            )
        })
        .collect();
    let text = format!(
        "{{\"board\": \"arena-text\", \"period\": \"{period}\", \"as_of\": \"{period}\", \"entries\": [\n{}]}}",
        rows.join(",\n")
    );
    (format!("data/snapshots/{period}/arena-text.json"), text)
}

/// The bounds by their definition, in the plainest way.
fn bounds(rows: &[(f64, f64)]) -> Vec<(usize, usize)> {
    let better = |high: f64| rows.iter().filter(|(low, _)| *low > high).count();
    let worse = |low: f64| rows.iter().filter(|(_, high)| *high < low).count();
    rows.iter().map(|(low, high)| (1 + better(*high), rows.len() - worse(*low))).collect()
}

const SITE: &str = "title: T\nbase_url: https://example.com\ncadence: day\nboards: [{id: arena-text, title: Arena, top: 20, metric: {kind: score}}]\n";

/// The publications of a folder, on neighbouring days in the order of their dates, and the real dates.
fn publications(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|f| (f.file_stem().unwrap().to_string_lossy().into_owned(), f)).collect()
}

#[test]
fn rank_bounds_of_every_real_publication() {
    let Some(data) = data() else { return };
    let oracle = json(&data.join("oracles/arena-text-style-control.json"));
    for folder in ["text_style_control.overall", "text.overall"] {
        for (date, file) in publications(&data.join("arena/hf").join(folder)) {
            let (path, snapshot) = publication(&file, &date);
            let inputs = Inputs::from_files([("site.yaml".to_string(), SITE.to_string()), (path, snapshot)]);
            let (facts, _) = facts(&inputs);
            let period = facts.boards[0].latest().unwrap();
            let intervals: Vec<(f64, f64)> = period
                .entries
                .iter()
                .map(|e| (e.low().unwrap().to_f64(), e.high().unwrap().to_f64()))
                .collect();
            for (entry, (low, high)) in period.entries.iter().zip(bounds(&intervals)) {
                let got = (entry.rank_low().unwrap() as usize, entry.rank_high().unwrap() as usize);
                assert_eq!(got, (low, high), "{folder} {date} {}", entry.source_name);
            }
            let Some(top) = oracle[&date]["top40"].as_array().filter(|_| folder.starts_with("text_style"))
            else {
                continue;
            };
            for (entry, wanted) in period.entries.iter().zip(top) {
                assert_eq!(&*entry.source_name, wanted["model_name"].as_str().unwrap());
                assert_eq!(
                    entry.rank_low().map(u64::from),
                    wanted["rank_ub"].as_u64(),
                    "{date} {}",
                    entry.source_name
                );
                assert_eq!(
                    entry.rank_high().map(u64::from),
                    wanted["rank_lb"].as_u64(),
                    "{date} {}",
                    entry.source_name
                );
            }
        }
    }
}

/// The site's own registry over every real publication, laid on neighbouring periods: no rename, split or withdrawal
/// makes a debut, an exit or a return of what was only relabelled.
#[test]
fn observed_renames_make_no_false_movement() {
    let Some(data) = data() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let registry_text = fs::read_to_string(root.join("data/models.yaml")).unwrap();
    let files = publications(&data.join("arena/hf/text_style_control.overall"));
    for pair in files.windows(2) {
        let ((old_date, old_file), (new_date, new_file)) = (&pair[0], &pair[1]);
        let mut inputs = Inputs::from_files([("site.yaml", SITE), ("data/models.yaml", &registry_text)]);
        let day: jiff::civil::Date = new_date.parse().unwrap();
        let before = day.yesterday().unwrap().to_string();
        for (file, period, date) in
            [(old_file, before.as_str(), old_date), (new_file, new_date.as_str(), new_date)]
        {
            let (path, text) = publication(file, period);
            // The dates of the aliases are those of the publications.
            inputs.insert(
                path,
                text.replace(&format!("\"as_of\": \"{period}\""), &format!("\"as_of\": \"{date}\"")),
            );
        }
        let (facts, _) = facts(&inputs);
        let now = facts.boards[0].latest().unwrap();
        let renames = json(&data.join("arena/renames-observed.json"));
        for rename in renames.as_array().unwrap().iter().filter(|r| r["publish_date"] == new_date.as_str()) {
            let new = &rename["new"];
            let names: Vec<&str> = match new {
                Value::String(name) => vec![name],
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            for name in names {
                let entry = now.entries.iter().find(|e| *e.source_name == *name).unwrap();
                let status = entry.status;
                assert!(
                    !matches!(status, analysis::Status::Debut | analysis::Status::Return),
                    "{new_date} {name}: {status:?}"
                );
            }
            let gone = rename["old"].as_str().unwrap();
            let model = facts.boards[0].periods[0]
                .entries
                .iter()
                .find(|e| *e.source_name == *gone)
                .unwrap()
                .key
                .model;
            assert!(now.exits.iter().all(|e| e.key.model != model), "{new_date} {gone} counts as an exit");
        }
    }
}

#[test]
fn the_sites_weeks_agree_with_the_oracle() {
    let Some(data) = data() else { return };
    let oracle = json(&data.join("oracles/openrouter-weekly.json"));
    let (facts, config) =
        facts(&inputs::read(Path::new(env!("CARGO_MANIFEST_DIR")), &mut Notes::default()).unwrap());
    let board = config.board("openrouter").unwrap();
    for week in ["2026-W28", "2026-W29", "2026-W30", "2026-W31"] {
        let period = facts.boards[board].periods.iter().find(|p| p.period.to_string() == week).unwrap();
        let rows: BTreeMap<&str, &Value> = oracle[week]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| (r["model_permaslug"].as_str().unwrap(), r))
            .collect();
        assert_eq!(period.entries.len(), 50, "{week}");
        for entry in &period.entries {
            let variant = entry.key.variant.as_ref().map(|v| format!(":{v}")).unwrap_or_default();
            let name = format!("{}{variant}", entry.source_name);
            let wanted = rows[name.as_str()];
            assert_eq!(entry.rank.map(u64::from), wanted["rank"].as_u64(), "{week} {name}");
            let tokens: f64 = wanted["tokens"].as_str().unwrap().parse().unwrap();
            assert!((entry.value.unwrap().to_f64() / tokens - 1.0).abs() < 5.1e-4, "{week} {name}");
            if week == "2026-W28" {
                continue;
            }
            let previous = wanted["prev_rank"].as_u64().filter(|r| *r <= 50);
            assert_eq!(entry.previous_rank.map(u64::from), previous, "{week} {name}");
            if wanted["comparable"] == true && previous.is_some() {
                let before: f64 = wanted["prev_tokens"].as_str().unwrap().parse().unwrap();
                let growth = tokens / before - 1.0;
                let tolerance = 1.1e-3 * (1.0 + growth.abs());
                assert!((entry.growth.unwrap().to_f64() - growth).abs() < tolerance, "{week} {name}");
            }
        }
        let total: f64 = oracle[week]["total_tokens_incl_other"].as_str().unwrap().parse().unwrap();
        assert!((period.total.unwrap().to_f64() / total - 1.0).abs() < 1e-3, "{week}");
    }
}
