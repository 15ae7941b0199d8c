//! What a server can do wrong: each is said, and nothing that is stored changes.

use crate::project::{CANARY, Project, Run};
use crate::server::{Reply, Request, Server, json, reply};
use crate::sources::{w31, week};
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A stored week, then the fault for the same week; the stored one must not change.
#[track_caller]
fn fault(
    answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    code: i32,
    says: &[&str],
) -> (Project, Vec<Request>) {
    let server = Server::new(answer);
    let project = Project::rankings(&server.url("/api"), "");
    project.edit(
        "data/snapshots/2026-W31/use.yaml",
        "board: use\nperiod: 2026-W31\nentries: [{name: beta/one, value: 11}]\n",
    );
    let before = project.snapshots();
    let run = project.fetch("2026-W31", &[]);
    run.exit(code);
    for text in says {
        run.says(text);
    }
    assert_eq!(project.snapshots(), before);
    (project, server.requests())
}

fn status(status: &'static str, headers: &'static str) -> impl Fn(&Request) -> Reply + Send + Sync {
    move |_| reply(status, headers, br#"{"error": {"code": 1, "message": "no"}}"#)
}

#[test]
fn refusals_are_not_repeated_and_name_the_key_or_setting() {
    for (line, says) in [
        ("400 Bad Request", "is not what the server expects"),
        ("401 Unauthorized", "OPENROUTER_API_KEY"),
        ("403 Forbidden", "OPENROUTER_API_KEY"),
        ("404 Not Found", "`url:`"),
        ("204 No Content", "only a whole answer"),
    ] {
        let (_, requests) = fault(status(line, ""), 3, &[&line[..3], says]);
        assert_eq!(requests.len(), 1, "{line}");
    }
}

/// Faults for the first requests, then the week.
fn then_well(times: usize, fault: impl Fn() -> Reply + Send + Sync + 'static) -> (Run, Vec<Request>) {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::new(move |_| {
        if count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < times { fault() } else { json(w31()) }
    });
    let run = Project::rankings(&server.url("/api"), "").fetch("2026-W31", &[]);
    (run, server.requests())
}

#[test]
fn trouble_passes_and_is_asked_again() {
    let (run, requests) = then_well(2, || reply("500 Internal Server Error", "", b""));
    run.exit(0);
    assert_eq!(requests.len(), 3);
    let (run, requests) = then_well(1, || Reply::Bytes(Vec::new()));
    run.exit(0);
    assert_eq!(requests.len(), 2);
}

#[test]
fn each_form_of_patience_is_obeyed() {
    let (run, requests) = then_well(1, || reply("429 Too Many Requests", "retry-after: 2\r\n", b""));
    run.exit(0);
    assert!(requests[1].at - requests[0].at >= Duration::from_secs(2));
    let dated = "date: Wed, 21 Oct 2026 07:28:00 GMT\r\nretry-after: Wed, 21 Oct 2026 07:28:03 GMT\r\n";
    let (run, requests) = then_well(1, move || reply("429 Too Many Requests", dated, b""));
    run.exit(0);
    assert!(requests[1].at - requests[0].at >= Duration::from_secs(3));
    let reset = "date: Wed, 21 Oct 2026 07:28:00 GMT\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1792567681000\r\n";
    let (run, requests) = then_well(1, move || reply("429 Too Many Requests", reset, b""));
    run.exit(0);
    assert!(requests[1].at - requests[0].at >= Duration::from_secs(1));
}

#[test]
fn a_long_wait_is_given_up_at_once() {
    let started = Instant::now();
    let (_, requests) = fault(
        status("429 Too Many Requests", "retry-after: 999999\r\n"),
        3,
        &["429", "come back in 12 days"],
    );
    assert_eq!(requests.len(), 1);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn trouble_without_end_ends() {
    let (_, requests) = fault(status("503 Service Unavailable", ""), 3, &["503", "(4 tries)"]);
    assert_eq!(requests.len(), 4);
}

/// Whichever limit is met first.
fn in_time(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) {
    let server = Server::new(answer);
    let project = Project::rankings(&server.url("/api"), ", timeouts: {read: 1}");
    let started = Instant::now();
    let run = project.fetch("2026-W31", &["--timeout", "3"]);
    run.exit(3);
    assert!(
        ["within 3 s", "did not answer in time"].iter().any(|t| run.stderr().contains(t)),
        "{}",
        run.stderr()
    );
    assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
}

#[test]
fn slow_servers_are_left() {
    in_time(|_| Reply::Silence(Duration::from_secs(20)));
    let drip = || {
        let body = w31();
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    };
    in_time(move |_| Reply::Slowly(drip(), Duration::from_millis(400)));
}

#[test]
fn nobody_there() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let project = Project::rankings(&format!("http://127.0.0.1:{free}/"), "");
    project.fetch("2026-W31", &["--timeout", "2"]).exit(3).says("no connection to");
    let project = Project::rankings("https://nowhere.invalid/", "");
    project.fetch("2026-W31", &["--timeout", "2"]).exit(3).says("nowhere.invalid");
}

fn raw(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{head}\r\n").as_bytes(), body].concat()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_part_is_never_the_whole() {
    let body = w31().into_bytes();
    let half = body[..body.len() / 2].to_vec();
    let (whole, part) = (body.len(), half.clone());
    fault(move |_| Reply::Bytes(raw(&format!("content-length: {whole}\r\n"), &part)), 3, &["broke off"]);
    let chunk = [format!("{:x}\r\n", half.len()).as_bytes(), &half, b"\r\n"].concat();
    fault(move |_| Reply::Bytes(raw("transfer-encoding: chunked\r\n", &chunk)), 3, &["broke off"]);
    let cut = packed(&body);
    let cut = cut[..cut.len() - 9].to_vec();
    fault(
        move |_| reply("200 OK", "content-type: application/json\r\ncontent-encoding: gzip\r\n", &cut),
        3,
        &["broke off"],
    );
    fault(
        |_| reply("200 OK", "content-type: application/json\r\ncontent-encoding: gzip\r\n", w31().as_bytes()),
        3,
        &["broke off"],
    );
    fault(
        |_| reply("200 OK", "content-type: application/json\r\ncontent-encoding: br\r\n", b"xx"),
        3,
        &["`br` encoding"],
    );
    fault(|_| json(""), 3, &["empty body"]);
    fault(move |_| json(&half), 1, &["error[fetch-shape]", "cannot be read"]);
}

#[test]
fn gzip_is_understood() {
    let server = Server::new(|_| {
        reply(
            "200 OK",
            "content-type: application/json\r\ncontent-encoding: gzip\r\n",
            &packed(w31().as_bytes()),
        )
    });
    Project::rankings(&server.url("/"), "").fetch("2026-W31", &[]).exit(0);
}

#[test]
fn too_much_is_not_read() {
    let bomb = packed(&vec![b' '; 40 << 20]);
    fault(
        move |_| reply("200 OK", "content-type: application/json\r\ncontent-encoding: gzip\r\n", &bomb),
        3,
        &["more than 33554432 bytes"],
    );
    fault(|_| Reply::Endless(raw("", b""), vec![b' '; 65_536]), 3, &["more than 33554432 bytes"]);
    fault(|_| json("[".repeat(100_000)), 1, &["cannot be read"]);
}

#[test]
fn redirects_stay_where_they_may() {
    let other = Server::new(|_| json(w31()));
    let to = other.url("/x");
    let server = Server::new(move |request| match request.path.as_str() {
        "/loop" => reply("302 Found", "location: /loop\r\n", b""),
        "/file" => reply("302 Found", "location: file:///etc/passwd\r\n", b""),
        "/inside" => reply("302 Found", "location: https://169.254.169.254/latest/meta-data\r\n", b""),
        "/lan" => reply("302 Found", "location: http://10.0.0.1/\r\n", b""),
        "/away" => reply("302 Found", "location: https://other.example/\r\n", b""),
        "/port" => reply("302 Found", &format!("location: {to}\r\n"), b""),
        "/moved" => reply("301 Moved Permanently", "location: /here\r\n", b""),
        _ => json(w31()),
    });
    for (path, says) in [
        ("/loop", "more than three times"),
        ("/file", "`file:` is not asked"),
        ("/inside", "169.254.169.254 lies in a private network"),
        ("/lan", "`http:` is not asked"),
        ("/away", "redirects to another host, other.example"),
    ] {
        Project::rankings(&server.url(path), "").fetch("2026-W31", &[]).exit(3).says(says);
    }
    Project::rankings(&server.url("/moved"), "").fetch("2026-W31", &[]).exit(0);
    Project::rankings(&server.url("/port"), "").fetch("2026-W31", &[]).exit(0);
    assert!(server.requests().iter().all(|r| r.head.contains(CANARY)));
    assert!(!other.requests().is_empty() && other.requests().iter().all(|r| !r.head.contains(CANARY)));
}

#[test]
fn without_leave_nothing_local_is_asked() {
    let server = Server::new(|_| json(w31()));
    for url in [
        server.url("/"),
        server.url("/").replace("http:", "https:"),
        format!("https://localhost:{}/", server.port),
    ] {
        let project = Project::rankings(&url, "");
        project.run(&["fetch", "--period", "2026-W31", "--timeout", "3"]).exit(3);
    }
    assert!(server.requests().is_empty());
}

#[test]
fn other_kinds_of_answers_are_named_and_kept_aside() {
    let (project, _) = fault(
        |_| {
            reply(
                "200 OK",
                "content-type: text/html\r\n",
                b"<!DOCTYPE html><title>Sign in</title><input type=password>",
            )
        },
        3,
        &["a login page", "data/raw/quarantine/2026-W31-or-"],
    );
    assert_eq!(project.path("data/raw/quarantine").read_dir().unwrap().count(), 1);
    fault(
        |_| reply("200 OK", "content-type: application/json\r\n", b"<html>oops</html>"),
        3,
        &["a web page"],
    );
    fault(
        |_| reply("200 OK", "content-type: image/png\r\n", w31().as_bytes()),
        3,
        &["content type `image/png`"],
    );
    fault(|_| json(b"{\"data\": \"\xff\"}"), 1, &["byte 10 is invalid"]);
    fault(|_| json(b"{\"data\": \"\0\"}"), 1, &["NUL byte"]);
    let server = Server::new(|_| json(format!("\u{feff}{}", w31())));
    Project::rankings(&server.url("/"), "").fetch("2026-W31", &[]).exit(0);
}

#[test]
fn drift_names_the_pointer_and_what_stood_there() {
    let rename = |from: &'static str, to: &'static str| move |_: &Request| json(w31().replace(from, to));
    let shape = "error[fetch-shape]";
    fault(
        rename("total_tokens", "tokens"),
        1,
        &[shape, "/data/0/total_tokens: missing; found an object with"],
    );
    fault(
        rename("\"12\"", "12"),
        1,
        &["/data/2/total_tokens: expected a string of decimal digits", "found 12"],
    );
    fault(rename("\"12\"", "\"-12\""), 1, &["/data/2/total_tokens", "\"-12\""]);
    fault(rename("\"12\"", "\"1.5\""), 1, &["/data/2/total_tokens"]);
    fault(rename("\"12\"", "\"18446744073709551616\""), 1, &["/data/2/total_tokens"]);
    fault(rename("\"12\"", "null"), 1, &["/data/2/total_tokens", "found null"]);
    fault(rename("\"data\"", "\"rows\""), 1, &["/data: missing; found an object with rows, meta"]);
    fault(rename("\"v1\"", "\"v2\""), 1, &["/meta/version: expected \"v1\""]);
    fault(
        rename("\"acme/nova-2-20260701:free\"", "\"beta/one\""),
        1,
        &["for the second time; the first is /data/1"],
    );
    fault(rename("2026-07-27", "2026-07-13"), 1, &["expected rows of 2026-W31, found rows of 2026-07-13"]);
    fault(
        |_| {
            json(
                r#"{"data": [], "meta": {"as_of": "2026-08-12T02:00:00Z", "version": "v1", "start_date": "2026-07-27", "end_date": "2026-08-02"}}"#,
            )
        },
        1,
        &["/data: expected at least one row, found a list of 0"],
    );
    fault(
        |_| json(r#"{"data": {}, "data": [], "meta": {}}"#),
        1,
        &["`data` stands here for the second time"],
    );
    fault(|_| json("[1, 2]"), 1, &["/meta: missing"]);
}

#[test]
fn more_fields_are_a_note() {
    let server = Server::new(|_| json(w31().replace("\"date\":", "\"flavour\": 1, \"date\":")));
    Project::rankings(&server.url("/"), "")
        .fetch("2026-W31", &[])
        .exit(0)
        .says("not documented")
        .says("`flavour`");
}

#[test]
fn one_source_fails_and_the_others_are_saved() {
    let server = Server::new(|request| match request.path.as_str() {
        "/csv" => reply("200 OK", "content-type: text/csv\r\n", b"n,v\na,1\n"),
        _ => reply("404 Not Found", "", b""),
    });
    let sources = |on_error: &str| {
        format!(
            "sources:\n  - {{id: or, kind: openrouter-rankings, board: use, url: \"{}\", on_error: {on_error}}}\n  - {{id: c, kind: csv, board: vote, url: \"{}\", name: n, value: v}}\n",
            server.url("/gone"),
            server.url("/csv")
        )
    };
    let project = Project::new(&sources("fail"));
    project
        .fetch("2026-W31", &["--format", "json"])
        .exit(3)
        .says("\"partial\": true")
        .says("\"status\": \"failed\"");
    assert!(project.path("data/snapshots/2026-W31/vote.json").exists());
    Project::new(&sources("stale"))
        .fetch("2026-W31", &[])
        .exit(0)
        .says("warning[fetch-failed]")
        .says("nothing is stored");
    Project::new(&sources("skip")).fetch("2026-W31", &[]).exit(0).says("not complete: `or`");
    let old = sources("stale").replace("on_error: stale", "on_error: stale, max_age: 8d");
    Project::new(&old).fetch("2026-W31", &[]).exit(3);
}

#[test]
fn figures_whose_source_is_silent_say_so_on_the_page() {
    let silent = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&silent);
    let server = Server::new(move |_| match asked.load(Ordering::SeqCst) {
        true => reply("404 Not Found", "", b""),
        false => json(w31()),
    });
    let project = Project::rankings(&server.url("/"), "");
    silent.store(true, Ordering::SeqCst);
    project.fetch("2026-W31", &[]).exit(3);
    assert!(!project.path("data/sources.lock.yaml").exists(), "there is nothing yet that could be stale");
    silent.store(false, Ordering::SeqCst);
    project.fetch("2026-W31", &[]).exit(0);
    let page = || {
        project.run(&["build"]).exit(0);
        std::fs::read_to_string(project.path("public/boards/use/index.html")).unwrap()
    };
    let words = "asked again on 27 August 2026";
    assert!(!page().contains("asked again"));
    let figures = project.snapshots();
    silent.store(true, Ordering::SeqCst);
    project.run_on("2026-08-27", &["fetch", "--allow-local", "--period", "2026-W31"]).exit(3);
    assert_eq!(project.snapshots(), figures, "what is stored is left alone");
    assert!(page().contains(words) && page().contains("without an answer"));
    silent.store(false, Ordering::SeqCst);
    project.run_on("2026-08-28", &["fetch", "--allow-local", "--period", "2026-W31"]).exit(0);
    assert!(!page().contains("asked again"));
}

#[test]
fn a_clock_that_cannot_be_right_files_nothing() {
    let server = Server::new(|_| json(w31()));
    let project = Project::rankings(&server.url("/"), "");
    project.run_on("1970-01-05", &["fetch", "--allow-local"]).exit(1).says("error[fetch-clock]");
    project
        .run_on("2026-07-20", &["fetch", "--allow-local", "--period", "2026-W31"])
        .exit(1)
        .says("has not begun");
    project
        .run_on("2026-07-30", &["fetch", "--allow-local", "--period", "2026-W31", "--now"])
        .exit(1)
        .says("set the clock right");
    assert!(project.snapshots().is_empty());
    project.fetch("2026-W31", &[]).exit(0);
    let before = project.snapshots();
    project.run_on("2027-10-01", &["fetch", "--allow-local"]).exit(1).says("over a year ago");
    project.run_on("2026-08-20", &["fetch", "--allow-local"]).exit(1).says("the last fetch was at");
    assert_eq!(project.snapshots(), before);
}

#[test]
fn another_week_than_asked_for_is_refused() {
    let server = Server::new(|_| json(week("2026-07-20", "2026-07-26", &[("a/b", "1")])));
    Project::rankings(&server.url("/"), "").fetch("2026-W31", &[]).exit(1).says("found rows of 2026-07-20");
}

#[test]
fn a_key_is_never_repeated() {
    let echo = || format!(r#"{{"error": {{"message": "bad key {CANARY}"}}}}"#);
    let server = Server::new(move |request| match request.path.as_str() {
        "/401" => reply("401 Unauthorized", "", echo().as_bytes()),
        "/leak" => json(w31().replace("beta/one", CANARY)),
        "/to" => reply("302 Found", &format!("location: https://evil.example/{CANARY}\r\n"), b""),
        _ => json(echo()),
    });
    for path in ["/401", "/200", "/leak", "/to"] {
        // `run` itself looks for the key in everything that is printed and written.
        Project::rankings(&server.url(path), ", keep_raw: true").fetch("2026-W31", &["-v"]);
    }
    assert_eq!(server.requests().len(), 4);
    for key in ["api_key: sk-1", "key: sk-1", "headers: {authorization: x}", "key_env: sk-or-v1-abc"] {
        Project::rankings(&server.url("/"), &format!(", {key}"))
            .run(&["check"])
            .exit(2)
            .says("error[config-secret]");
    }
    let project = Project::rankings("https://example.com/?api_key=sk-secret-1", "");
    let run = project.run(&["check"]);
    run.exit(2).says("error[config-secret]");
    assert!(!run.stdout().contains("sk-secret-1"));
}

#[test]
fn a_wrong_use_is_said() {
    let project = Project::new("");
    project.run(&["fetch"]).exit(2).says("no `sources:`");
    let project = Project::rankings("https://example.com/", "");
    project.run(&["fetch", "--source", "orr"]).exit(2).says("did you mean `or`?");
    project.run(&["fetch", "--period", "2026-W60"]).exit(2).says("not a week");
    Project::rankings("https://example.com/", ", bord: x").run(&["check"]).exit(2).says("unknown-key");
}
