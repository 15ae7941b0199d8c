//! The happy path of every source, and of the rules about what is stored.

use crate::project::Project;
use crate::server::{Reply, Server, json, reply};
use serde_json::{Value, json as value};
use std::path::{Path, PathBuf};

/// A weekly answer in the documented shape.
pub fn week(start: &str, end: &str, rows: &[(&str, &str)]) -> String {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(slug, tokens)| value!({"date": start, "model_permaslug": slug, "total_tokens": tokens}))
        .collect();
    let meta =
        value!({"as_of": "2026-08-12T02:00:00.000Z", "version": "v1", "start_date": start, "end_date": end});
    value!({"data": rows, "meta": meta}).to_string()
}

pub fn w31() -> String {
    let rows = [
        ("acme/nova-2-20260701", "18446744073709551615"),
        ("acme/nova-2-20260701:free", "9007199254740993"),
        ("beta/one", "12"),
        ("other", "456789012345"),
    ];
    week("2026-07-27", "2026-08-02", &rows)
}

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("STANDINGS_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no folder {}", folder.display());
    None
}

fn parsed(project: &Project, path: &str) -> Value {
    serde_json::from_str(&project.read(path)).unwrap()
}

#[test]
fn a_week_of_tokens_is_stored_exactly_with_its_citation_and_lock() {
    let server = Server::new(|_| json(w31()));
    let project = Project::rankings(&server.url("/api"), ", keep_raw: true");
    project.fetch("2026-W31", &["--format", "json"]).exit(0).says("\"status\": \"stored\"");
    let text = project.read("data/snapshots/2026-W31/use.json");
    assert!(text.contains("{\"name\": \"acme/nova-2-20260701\", \"value\": 18446744073709551615}"), "{text}");
    assert!(text.contains("\"variant\": \"free\", \"value\": 9007199254740993}"), "{text}");
    assert!(text.contains("\"other\": 456789012345"), "{text}");
    assert!(
        text.contains("Source: OpenRouter (openrouter.ai/rankings), as of 2026-08-12T02:00:00.000Z."),
        "{text}"
    );
    assert!(text.contains("\"complete\": true"), "{text}");
    let lock = project.read("data/sources.lock.yaml");
    for part in ["sha256:", "retrieved_at: \"2026-08-25T00:00:00Z\"", "rows: 3", "period=week", "as_of:"] {
        assert!(lock.contains(part), "no {part} in {lock}");
    }
    let request = &server.requests()[0];
    assert!(
        request.query.contains("period=week&start_date=2026-07-27&end_date=2026-08-02"),
        "{}",
        request.query
    );
    assert!(request.head.contains("user-agent: standings/"), "{}", request.head);
    assert!(request.head.contains("(+https://example.com/)"), "{}", request.head);
    assert!(project.path("data/raw").read_dir().unwrap().count() == 1);
    project.fetch("2026-W31", &[]).exit(0).says("unchanged");
    project.run(&["build", "--frozen"]).exit(0);
    project.edit("data/snapshots/2026-W31/use.json", &text.replace("\"value\": 12}", "\"value\": 13}"));
    project.run(&["build", "--frozen"]).exit(1).says("lock-mismatch");
    project.run(&["build"]).exit(0).says("warning[lock-mismatch]");
}

#[test]
fn a_restatement_waits_for_consent_and_keeps_the_old_figures() {
    let server = Server::new(|request| {
        let second = request.path == "/b";
        json(if second { w31().replace("\"12\"", "\"15\"") } else { w31() })
    });
    let project = Project::rankings(&server.url("/a"), "");
    project.fetch("2026-W31", &[]).exit(0);
    let before = project.snapshots();
    let site = project.read("site.yaml").replace("/a\"", "/b\"");
    project.edit("site.yaml", &site);
    project.fetch("2026-W31", &[]).exit(1).says("error[snapshot-restated]").says("`beta/one`: 12 → 15");
    assert_eq!(project.snapshots(), before);
    project.fetch("2026-W31", &["--accept-restatements"]).exit(0).says("restated");
    let stored = parsed(&project, "data/snapshots/2026-W31/use.json");
    assert_eq!(stored["entries"][2]["value"], 15);
    assert_eq!(stored["revisions"][0]["entries"][0], value!({"name": "beta/one", "rank": 3, "value": 12}));
    project.edit("site.yaml", &site.replace("/b\"", "/a\""));
    project.fetch("2026-W31", &["--accept-restatements"]).exit(0);
    assert_eq!(
        parsed(&project, "data/snapshots/2026-W31/use.json")["revisions"].as_array().unwrap().len(),
        2
    );
    project.run(&["check"]).exit(0);
}

#[test]
fn a_file_by_hand_gives_way_only_when_told() {
    let server = Server::new(|_| json(w31()));
    let project = Project::rankings(&server.url("/a"), "");
    let by_hand = "board: use\nperiod: 2026-W31\nentries: [{name: beta/one, value: 11}]\n";
    project.edit("data/snapshots/2026-W31/use.yaml", by_hand);
    project.fetch("2026-W31", &[]).exit(1).says("snapshot-restated");
    assert_eq!(project.read("data/snapshots/2026-W31/use.yaml"), by_hand);
    project.fetch("2026-W31", &["--accept-restatements"]).exit(0);
    assert!(!project.path("data/snapshots/2026-W31/use.yaml").exists());
    assert_eq!(
        parsed(&project, "data/snapshots/2026-W31/use.json")["revisions"][0]["entries"][0]["value"],
        11
    );
}

#[test]
fn outliers_are_held() {
    let server = Server::new(|request| {
        let jump = week(
            "2026-08-03",
            "2026-08-09",
            &[("beta/one", "1200"), ("acme/nova-2-20260701", "7"), ("c/d", "1"), ("e/f", "2")],
        );
        json(if request.query.contains("2026-08-03") { jump } else { w31() })
    });
    let project = Project::rankings(&server.url("/a"), "");
    project.fetch("2026-W31", &[]).exit(0);
    project
        .fetch("2026-W32", &[])
        .exit(1)
        .says("error[snapshot-outlier]")
        .says("`beta/one` at 1200, 12 in 2026-W31");
    assert!(!project.path("data/snapshots/2026-W32").exists());
    project.fetch("2026-W32", &["--accept-outliers"]).exit(0);
}

#[test]
fn real_weeks_equal_the_oracle_where_it_is_complete() {
    let Some(data) = data() else { return };
    let folder = data.join("openrouter/rankings-daily");
    let server = Server::new(move |request| {
        let start =
            request.query.split("start_date=").nth(1).unwrap_or_default().get(..10).unwrap_or_default();
        let week =
            ["06-22", "06-29", "07-06", "07-13", "07-20", "07-27"].iter().position(|d| start.ends_with(d));
        let Some(week) = week else { return reply("400 Bad Request", "", b"{}") };
        json(std::fs::read(folder.join(format!("2026-W{}.json", 26 + week))).unwrap())
    });
    let oracle: Value =
        serde_json::from_str(&std::fs::read_to_string(data.join("oracles/openrouter-weekly.json")).unwrap())
            .unwrap();
    let project = Project::rankings(&server.url("/rankings"), "");
    let mut compared = 0;
    for week in 26..=31 {
        let period = format!("2026-W{week}");
        project.fetch(&period, &[]).exit(0);
        let stored = parsed(&project, &format!("data/snapshots/{period}/use.json"));
        let wanted = &oracle[&period];
        assert_eq!(stored["other"].to_string(), wanted["other_tokens"].as_str().unwrap());
        let rows = stored["entries"].as_array().unwrap();
        let total: u128 = rows.iter().map(|r| u128::from(r["value"].as_u64().unwrap())).sum();
        let other = u128::from(stored["other"].as_u64().unwrap());
        assert_eq!((total + other).to_string(), wanted["total_tokens_incl_other"].as_str().unwrap());
        assert_eq!(rows.len(), wanted["rows"].as_array().unwrap().len());
        for (row, want) in rows.iter().zip(wanted["rows"].as_array().unwrap()) {
            let slug = match row["variant"].as_str() {
                Some(variant) => format!("{}:{variant}", row["name"].as_str().unwrap()),
                None => row["name"].as_str().unwrap().to_string(),
            };
            assert_eq!(
                (slug.as_str(), row["value"].to_string()),
                (want["model_permaslug"].as_str().unwrap(), want["tokens"].as_str().unwrap().to_string())
            );
            assert_eq!(row["at_least"] == true, want["days_in_top50"].as_u64().unwrap() < 7, "{slug}");
            compared += usize::from(want["days_in_top50"] == 7);
        }
    }
    assert!(compared > 200, "{compared}");
    project.run(&["check"]).exit(0);
}

fn arena_row(index: usize, category: &str, name: &str, rating: &str) -> String {
    format!(
        r#"{{"row_idx": {index}, "row": {{"model_name": "{name}", "organization": "acme", "license": "Proprietary", "rating": {rating}, "rating_lower": {rating}, "rating_upper": {rating}, "variance": 7.0, "vote_count": 12000.0, "rank": 1, "category": "{category}", "leaderboard_publish_date": "2026-07-30"}}, "truncated_cells": []}}"#
    )
}

/// 130 rows of which only the last ten are of the wanted category.
fn arena(request: &crate::server::Request) -> Reply {
    let offset: usize =
        request.query.split("offset=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap();
    let rows: Vec<String> = (offset..130.min(offset + 100))
        .map(|i| {
            let category = if i < 120 { "chinese" } else { "overall" };
            arena_row(i, category, &format!("m{i}"), &format!("{}.123456789012", 1600 - i))
        })
        .collect();
    json(format!(
        r#"{{"features": [], "rows": [{}], "num_rows_total": 130, "num_rows_per_page": 100, "partial": false}}"#,
        rows.join(",")
    ))
}

#[test]
fn arena_takes_the_category_not_the_first_rows() {
    let server = Server::new(arena);
    let project = Project::new(&format!(
        "sources:\n  - {{id: arena, kind: arena, board: vote, url: \"{}\"}}\n",
        server.url("/rows")
    ));
    project.fetch("2026-W31", &[]).exit(0).says("10 rows");
    let stored = parsed(&project, "data/snapshots/2026-W31/vote.json");
    assert_eq!(stored["entries"][0]["name"], "m120");
    assert!(project.read("data/snapshots/2026-W31/vote.json").contains("\"value\": 1480.123456789012"));
    assert_eq!(stored["as_of"], "2026-07-30T00:00:00Z");
    project.fetch("2026-W30", &[]).exit(0).says("no publication in 2026-W30").says("2026-07-30");
    assert!(!project.path("data/snapshots/2026-W30").exists());
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_downloaded_leaderboard_is_read_too() {
    let project = Project::new("sources:\n  - {id: arena, kind: arena, board: vote, file: down/board.csv}\n");
    project.edit(
        "down/board.csv",
        "model_name,rating,rating_lower,rating_upper,vote_count,category,leaderboard_publish_date\nx,1500.5,1490,1510,12.0,overall,2026-07-30\ny,1400,1390,1410,9,chinese,2026-07-30\n",
    );
    project.fetch("2026-W31", &[]).exit(0).says("1 rows");
    let Some(data) = data() else { return };
    std::fs::copy(
        data.join("arena/hf/text_style_control.overall/2026-07-30.json"),
        project.path("down/board.json"),
    )
    .unwrap();
    project.edit("site.yaml", &project.read("site.yaml").replace("board.csv", "board.json"));
    project.fetch("2026-W31", &["--accept-restatements", "--accept-outliers"]).exit(0);
    let oracle: Value = serde_json::from_str(
        &std::fs::read_to_string(data.join("oracles/arena-text-style-control.json")).unwrap(),
    )
    .unwrap();
    let stored = parsed(&project, "data/snapshots/2026-W31/vote.json");
    for (row, want) in
        stored["entries"].as_array().unwrap().iter().zip(oracle["2026-07-30"]["top40"].as_array().unwrap())
    {
        assert_eq!((&row["name"], &row["value"]), (&want["model_name"], &want["rating"]));
    }
}

const REGISTRY: &str = "models:\n  - {id: nova-2, name: Nova 2, hn: [49000001, 49000002, 49000003], aliases: {use: [acme/nova-2-20260701]}, prices: [{from: 2026-07-01, input: 3, output: 15}]}\n  - {id: fresh, name: Fresh One, released: 2026-07-30}\n";

fn story(id: u64, points: u64, time: u64) -> String {
    format!(
        r#"{{"by": "someone", "descendants": 3, "id": {id}, "score": {points}, "time": {time}, "title": "T", "type": "story", "url": "https://example.com/"}}"#
    )
}

fn hacker_news(request: &crate::server::Request) -> Reply {
    match request.path.as_str() {
        "/v0/item/49000001.json" => json(story(49_000_001, 707, 1_785_478_116)),
        "/v0/item/49000002.json" => json(story(49_000_002, 562, 1_785_478_999)),
        "/v0/item/49000003.json" => json("null"),
        "/search" => json(
            r#"{"hits": [{"objectID": "49000009", "points": 88, "created_at_i": 1785478999, "title": "Fresh One\nis: out"}], "nbHits": 1}"#,
        ),
        _ => reply("404 Not Found", "", b""),
    }
}

#[test]
fn stories_count_once_and_new_ones_are_proposed() {
    let server = Server::new(hacker_news);
    let project = Project::new(&format!(
        "sources:\n  - {{id: hn, kind: hacker-news, board: buzz, url: \"{}\", search_url: \"{}\"}}\n",
        server.url("/v0"),
        server.url("/search")
    ));
    project.edit("data/models.yaml", REGISTRY);
    project.fetch("2026-W31", &[]).exit(0).says("story 49000003 of `nova-2` is not there");
    let stored = parsed(&project, "data/snapshots/2026-W31/buzz.json");
    assert_eq!(stored["entries"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&stored["entries"][0]["name"], &stored["entries"][0]["value"]),
        (&value!("nova-2"), &value!(707))
    );
    let proposal = project.read("data/proposals/2026-W31-hn.yaml");
    assert!(proposal.contains("- 49000009   # 88 points on 2026-07-31: Fresh One is: out\n"), "{proposal}");
    project.run(&["check"]).exit(0);
}

fn catalog_model(id: &str, slug: &str, prompt: &str, completion: &str) -> Value {
    value!({"id": id, "canonical_slug": slug, "name": "Beta: One", "created": 1_782_864_000, "context_length": 1_048_576,
        "pricing": {"prompt": prompt, "completion": completion}})
}

fn models() -> String {
    let list = [
        catalog_model(
            "acme/nova-2",
            "acme/nova-2-20260701",
            "0.0000006000000000000000000000000001",
            "0.000015",
        ),
        catalog_model("acme/nova-2:free", "acme/nova-2-20260701", "0", "0"),
        catalog_model("beta/one", "beta/one", "0.000001", "0.000002"),
        catalog_model("openrouter/auto", "openrouter/auto", "-1", "-1"),
    ];
    value!({"data": list, "links": {"next": null}}).to_string()
}

#[test]
fn the_catalog_proposes_and_changes_nothing() {
    let server = Server::new(|request| json(if request.path == "/models" { models() } else { w31() }));
    let project = Project::new(&format!(
        "sources:\n  - {{id: or, kind: openrouter-rankings, board: use, url: \"{}\"}}\n  - {{id: cat, kind: openrouter-models, board: use, url: \"{}\"}}\n",
        server.url("/rankings"),
        server.url("/models")
    ));
    project.edit("data/models.yaml", REGISTRY);
    project.fetch("2026-W31", &["--source", "or"]).exit(0);
    project.fetch("2026-W31", &["--source", "cat"]).exit(0).says("2 proposals");
    let proposal = project.read("data/proposals/2026-W31-cat.yaml");
    for part in [
        "- id: one\n    name: \"One\"",
        "aliases: {use: [\"beta/one\"]}",
        "prices: [{from: 2026-08-25, input: 1, output: 2}]",
        "- id: nova-2   # acme/nova-2-20260701\n    prices: [{from: 2026-08-25, input: 0.6, output: 15}]   # so far 3 and 15, since 2026-07-01",
    ] {
        assert!(proposal.contains(part), "no {part} in\n{proposal}");
    }
    assert!(!proposal.contains("auto"), "{proposal}");
    assert_eq!(project.read("data/models.yaml"), REGISTRY);
}

#[test]
fn any_json_or_csv_can_be_a_ranking() {
    let server = Server::new(|request| match request.path.as_str() {
        "/j" => json(
            r#"{"at": "2026-08-03T00:00:00Z", "rest": 5, "list": [{"m": {"n": "a"}, "v": 10, "k": "x"}, {"m": {"n": "b"}, "v": "1.5K", "k": "x"}, {"m": {"n": "c"}, "v": 1, "k": "y"}]}"#,
        ),
        _ => reply("200 OK", "content-type: text/csv\r\n", b"title,score\nfirst,3\nsecond,2.5\nother,9\n"),
    });
    let project = Project::new(&format!(
        "sources:\n  - {{id: j, kind: json, board: use, url: \"{}\", rows: /list, name: /m/n, value: v, as_of: /at, other: /rest, only: {{k: x}}}}\n  - {{id: c, kind: csv, board: vote, url: \"{}\", mapping: {{name: title, value: score, other_name: other}}}}\n",
        server.url("/j?week={period}"),
        server.url("/c")
    ));
    project.fetch("2026-W31", &[]).exit(0);
    let stored = parsed(&project, "data/snapshots/2026-W31/use.json");
    assert_eq!((&stored["other"], stored["entries"].as_array().unwrap().len()), (&value!(5), 2));
    assert!(server.requests().iter().any(|r| r.query == "week=2026-W31"));
    assert_eq!(parsed(&project, "data/snapshots/2026-W31/vote.json")["entries"].as_array().unwrap().len(), 2);
    project.run(&["check"]).exit(0);
}

#[test]
fn four_sources_make_a_page_from_an_empty_site() {
    let server = Server::new(|request| match request.path.as_str() {
        "/rankings" => json(w31()),
        "/models" => json(models()),
        "/rows" => arena(request),
        _ => hacker_news(request),
    });
    let project = Project::new(&format!(
        "gap: {{prestige: vote, production: use}}\nsources:\n  - {{id: or, kind: openrouter-rankings, board: use, url: \"{0}/rankings\"}}\n  - {{id: cat, kind: openrouter-models, board: use, url: \"{0}/models\"}}\n  - {{id: arena, kind: arena, board: vote, url: \"{0}/rows\"}}\n  - {{id: hn, kind: hacker-news, board: buzz, url: \"{0}/v0\"}}\n",
        server.url("")
    ));
    project.edit("data/models.yaml", REGISTRY);
    // The default period of this day is the week that ended on Sunday, 2 August.
    project.run_on("2026-08-05", &["fetch", "--allow-local"]).exit(1).says("the clock here says");
    project.run_on("2026-08-12", &["fetch", "--allow-local", "--period", "2026-W31"]).exit(0);
    project.run(&["build", "--frozen"]).exit(0);
    let page = project.read("public/boards/use/2026-W31/index.html");
    assert!(page.contains("Nova 2") && page.contains("beta/one"), "{page}");
    assert!(project.read("public/boards/vote/2026-W31/index.html").contains("m120"));
    assert!(project.read("public/boards/buzz/2026-W31/index.html").contains("707"));
}

#[test]
fn incomplete_weeks_are_marked() {
    let server = Server::new(|_| {
        json(
            week("2026-08-24", "2026-08-24", &[("a/b", "10"), ("other", "3")])
                .replace("2026-08-12T", "2026-08-25T"),
        )
    });
    let project = Project::rankings(&server.url("/a"), "");
    project.fetch("2026-W35", &[]).exit(1).says("2026-W35 is not over");
    assert!(server.requests().is_empty());
    project.fetch("2026-W35", &["--now"]).exit(0);
    let stored = parsed(&project, "data/snapshots/2026-W35/use.json");
    assert_eq!(stored["complete"], false);
    assert!(stored["note"].as_str().unwrap().contains("1 of 7 days"), "{stored}");
}

#[test]
fn an_etag_spares_the_answer() {
    let server = Server::new(|request| {
        if request.head.to_lowercase().contains("if-none-match: \"v1\"") {
            return reply("304 Not Modified", "", b"");
        }
        reply("200 OK", "content-type: application/json\r\netag: \"v1\"\r\n", w31().as_bytes())
    });
    let project = Project::rankings(&server.url("/a"), "");
    project.fetch("2026-W31", &[]).exit(0);
    project.fetch("2026-W31", &[]).exit(0).says("nothing has changed");
    std::fs::remove_dir_all(project.path("data/snapshots")).unwrap();
    project.fetch("2026-W31", &[]).exit(0).says("stored");
    let stubborn = Server::new(|_| reply("304 Not Modified", "", b""));
    Project::rankings(&stubborn.url("/a"), "")
        .fetch("2026-W31", &[])
        .exit(3)
        .says("304")
        .says("nothing is stored");
}
