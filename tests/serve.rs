//! The preview over loopback: a project in a temporary folder, the binary serving it, and a client that is as plain,
//! as slow or as rude as the test wants.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk and a clock")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A project being served.
struct Served {
    folder: TempDir,
    child: Child,
    port: u16,
    url: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/market"), folder.path());
    let site = folder.path().join("site.yaml");
    let text = fs::read_to_string(&site).unwrap() + "figures: {static: none}\n";
    fs::write(site, text).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap).filter(|e| e.file_name() != "expected") {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
    command.args(["serve", "--root"]).arg(folder).args(["--today", "2026-12-31"]).args(arguments);
    command
}

fn serve(folder: TempDir, arguments: &[&str]) -> Served {
    let mut child =
        command(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("serving at ").unwrap_or_else(|| panic!("{line}")).to_string();
    let authority = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let port = authority.rsplit(':').next().unwrap().parse().unwrap();
    Served { folder, child, port, url }
}

fn served() -> Served {
    serve(project(), &["--port", "0"])
}

/// What came back.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        let found =
            self.head.lines().find(|l| l.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())))?;
        found.split_once(':').map(|(_, value)| value.trim())
    }
}

impl Served {
    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    fn raw(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        // What is refused may be refused before all of it was sent.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Reply { status, head: head.to_string(), body: body.to_string() }
    }

    fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        self.raw(&format!("{method} {target} HTTP/1.1\r\nHost: localhost:{}\r\n{headers}\r\n", self.port))
    }

    fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    /// The events that a page hears once it has been loaded.
    fn listen(&self, page: &str) -> Events {
        let html = self.get(page).body;
        let at =
            html.find("serve.js?edition=").expect("a page carries the script") + "serve.js?edition=".len();
        let edition = html[at..].split('"').next().unwrap();
        let base = self.url.splitn(4, '/').nth(3).unwrap();
        let mut stream = self.connect();
        let request = format!(
            "GET /{base}__standings/events?page={page}&edition={edition} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nSec-Fetch-Site: same-origin\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events { lines: BufReader::new(stream) };
        assert_eq!(events.next().0, "problems", "first comes what stands");
        events
    }

    fn edit(&self, path: &str, edit: impl FnOnce(String) -> String) {
        let path = self.path(path);
        let text = fs::read_to_string(&path).unwrap();
        // In place, as some editors save, and never empty on the way: that would be another edit.
        let text = edit(text);
        let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        file.set_len(text.len() as u64).unwrap();
    }
}

struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next event's name and data.
    fn next(&mut self) -> (String, String) {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("an event in time") > 0, "the stream ended");
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.trim().to_string();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, data.trim().to_string());
            }
        }
    }

    /// The next event of a name.
    fn until(&mut self, wanted: &str) -> String {
        loop {
            let (name, data) = self.next();
            if name == wanted {
                return data;
            }
        }
    }
}

const ISSUE: &str = "content/issues/2026-W21.md";

#[test]
fn pages_come_with_the_script_and_a_strict_policy_and_nothing_is_written() {
    let served = served();
    let before = names(served.folder.path());
    let page = served.get("/issues/2026-w21/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.body.contains("<script defer src=\"/__standings/serve.js?edition="));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
    for target in ["/", "/feed.xml", "/__standings/serve.js", "/data/index.json", "/nowhere/", "/boards"] {
        let reply = served.get(target);
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"), "{target}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{target}");
    }
    assert_eq!(served.get("/nowhere/").status, 404);
    assert_eq!(served.get("/boards").header("location"), Some("/boards/"));
    assert!(!served.get("/feed.xml").body.contains("__standings"));
    let head = served.ask("HEAD", "/", "");
    assert!(head.status == 200 && head.body.is_empty() && head.header("content-length").is_some());
    assert_eq!(names(served.folder.path()), before);
}

#[test]
fn a_build_beside_it_carries_no_script_and_stays_as_it_is() {
    let served = served();
    let root = served.folder.path().to_str().unwrap();
    let built =
        Command::new(env!("CARGO_BIN_EXE_standings")).args(["build", "--quiet", "--root", root]).status();
    assert!(built.unwrap().success());
    let page = fs::read_to_string(served.path("public/index.html")).unwrap();
    assert!(!page.contains("__standings"));
    let mut events = served.listen("/issues/2026-w21/");
    served.edit(ISSUE, |text| text + "\nOne more paragraph.\n");
    events.until("reload");
    assert_eq!(fs::read_to_string(served.path("public/index.html")).unwrap(), page);
    assert!(
        !fs::read_to_string(served.path("public/issues/2026-w21/index.html")).unwrap().contains("One more")
    );
}

#[test]
fn other_names_and_origins_are_refused() {
    let served = served();
    let with_host = |host: &str| served.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).status;
    assert_eq!(with_host(&format!("127.0.0.1:{}", served.port)), 200);
    assert_eq!(with_host(&format!("[::1]:{}", served.port)), 200);
    for host in ["127.evil.example", "evil.example", "localhost.evil.example", "127.0.0.1.nip.example"] {
        assert_eq!(with_host(host), 403, "{host}");
    }
    assert_eq!(served.raw("GET / HTTP/1.1\r\n\r\n").status, 400);
    assert_eq!(served.raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n").status, 400);
    assert_ne!(served.raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200);
    let events = "/__standings/events?page=/";
    for origin in ["null", "http://evil.example", "https://localhost", "http://localhost:1"] {
        assert_eq!(served.ask("GET", events, &format!("Origin: {origin}\r\n")).status, 403, "{origin}");
        assert_eq!(served.ask("GET", "/", &format!("Origin: {origin}\r\n")).status, 403, "{origin}");
    }
    assert_eq!(served.ask("GET", events, "Sec-Fetch-Site: cross-site\r\n").status, 403);
    let own = format!("Origin: http://localhost:{}\r\n", served.port);
    assert_eq!(served.ask("GET", "/", &own).status, 200);
}

#[test]
fn rude_requests_leave_it_alive() {
    let served = served();
    fs::write(served.folder.path().parent().unwrap().join("standings-leak.txt"), "leak").unwrap();
    for target in [
        "/../standings-leak.txt",
        "/%2e%2e%2fstandings-leak.txt",
        "/%2e%2e/standings-leak.txt",
        "/%252e%252e%252fstandings-leak.txt",
        "/..%5cstandings-leak.txt",
        "//etc/passwd",
        "/%00",
        "/%",
        "/%zz",
        "/%f",
        "/%c0%ae%c0%ae/",
        "/site.yaml",
        "/.cache/lock",
        "/content/issues/2026-W21.md",
    ] {
        let reply = served.get(target);
        assert!(matches!(reply.status, 400 | 404), "{target}: {}", reply.status);
        assert!(!reply.body.contains("leak\n"), "{target}");
    }
    for length in [9_000, 100_000, 1_000_000] {
        let reply = served.get(&format!("/{}", "a".repeat(length)));
        assert!(matches!(reply.status, 400 | 404), "{length}: {}", reply.status);
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let reply = served.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let long = format!("X-Long: {}\r\n", "x".repeat(200_000));
    assert_ne!(served.ask("GET", "/", &long).status, 200);
    served.raw("nonsense\r\n\r\n");
    served.raw("\0\0\0\0");
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn a_change_is_told_and_an_error_stands_over_the_last_good_page() {
    let served = served();
    let mut events = served.listen("/issues/2026-w21/");
    served.edit(ISSUE, |text| text + "\nA second thought.\n");
    assert_eq!(events.next().0, "reload");
    assert!(served.get("/issues/2026-w21/").body.contains("A second thought."));

    let mut events = served.listen("/issues/2026-w21/");
    served.edit(ISSUE, |text| text.replace("A second thought.", "{{ rank(\"no-such-thing\") }} <b>"));
    let problems = events.until("problems");
    assert!(
        problems.contains("reference-unknown-model") && problems.contains(&format!("{ISSUE}:")),
        "{problems}"
    );
    let page = served.get("/issues/2026-w21/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("A second thought.") && page.body.contains("id=\"standings-problems\""));
    assert!(page.body.contains("error[reference-unknown-model]"));

    served.edit(ISSUE, |text| text.replace("{{ rank(\"no-such-thing\") }} <b>", "A third."));
    events.until("reload");
    let page = served.get("/issues/2026-w21/");
    assert!(page.body.contains("A third.") && !page.body.contains("standings-problems\" role"));
}

#[test]
fn every_kind_of_source_is_watched_and_editors_that_rename_are_seen() {
    let served = served();
    let mut events = served.listen("/");
    // As many editors save: a new file beside, then a rename.
    let beside = served.path("content/issues/.2026-W21.md.tmp");
    let text = fs::read_to_string(served.path(ISSUE)).unwrap().replace("title: ", "title: Renamed ");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, served.path(ISSUE)).unwrap();
    events.until("reload");
    assert!(served.get("/").body.contains("Renamed "));

    let mut events = served.listen("/");
    served.edit("site.yaml", |text| text.replace("title: Market", "title: Bazaar"));
    events.until("reload");
    assert!(served.get("/").body.contains("Bazaar"));

    // A folder that was not there when the preview began, and one inside it.
    let mut events = served.listen("/");
    fs::create_dir_all(served.path("static/pictures")).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    fs::write(served.path("static/pictures/a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    events.until("reload");
    assert_eq!(served.get("/pictures/a.svg").header("content-type"), Some("image/svg+xml"));

    let mut events = served.listen("/boards/use/");
    let snapshot = "data/snapshots/2026-W21/use.json";
    served.edit(snapshot, |text| text.replacen('{', "{\"note\": \"A note of the source.\", ", 1));
    events.until("reload");
    let mut events = served.listen("/boards/use/");
    fs::remove_file(served.path(snapshot)).unwrap();
    // The issue speaks of the period that has gone.
    events.next();
}

#[test]
fn a_style_sheet_is_swapped_and_a_template_loads_again() {
    let folder = project();
    let theme = folder.path().join("themes/ledger");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger"), &theme);
    let served = serve(folder, &["--port", "0"]);
    let mut events = served.listen("/");
    served.edit("themes/ledger/style.css", |text| text + "\nbody { outline: 1px solid; }\n");
    let styles = events.next();
    assert_eq!(styles.0, "style", "{styles:?}");
    let pairs: serde_json::Value = serde_json::from_str(&styles.1).unwrap();
    let new = pairs["styles"][0][1].as_str().unwrap();
    assert!(served.get(new).body.contains("outline: 1px solid"));
    assert_eq!(events.next().0, "problems");
    served.edit("themes/ledger/templates/home.html", |text| {
        text.replace("{% block main %}", "{% block main %}<p>Mark.</p>")
    });
    assert_eq!(events.next().0, "reload");
    assert!(served.get("/").body.contains("<p>Mark.</p>"));
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let folder = project();
    let site = folder.path().join("site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text.replace("base_url: https://example.com", "base_url: https://example.com/gap"))
        .unwrap();
    let served = serve(folder, &["--port", "0"]);
    assert!(served.url.ends_with("/gap/"));
    assert_eq!(served.get("/").header("location"), Some("/gap/"));
    assert_eq!((served.get("/gap/boards/use/").status, served.get("/boards/use/").status), (200, 404));
    assert!(served.get("/gap/").body.contains("src=\"/gap/__standings/serve.js"));
    let mut events = served.listen("/gap/issues/2026-w21/");
    served.edit(ISSUE, |text| text + "\nMore.\n");
    assert_eq!(events.next().0, "reload");
}

#[test]
fn what_cannot_be_built_at_first_is_shown_until_it_can() {
    let folder = project();
    let link = folder.path().join("content/issues/outside.md");
    std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
    let served = serve(folder, &["--port", "0"]);
    let page = served.get("/");
    assert_eq!(page.status, 500);
    assert!(page.body.contains("error[input-link]") && page.body.contains("content/issues/outside.md"));
    assert!(!page.body.contains("root:"));
    let mut events = served.listen("/");
    fs::remove_file(link).unwrap();
    events.until("reload");
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn slow_and_many_clients_are_borne() {
    let served = served();
    let peak = || {
        let status = fs::read_to_string(format!("/proc/{}/status", served.child.id())).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or("VmRSS: 0").to_string();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let before = peak();
    let mut idle: Vec<TcpStream> = Vec::new();
    for n in 0..1000 {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", served.port)) else { break };
        // Some send nothing, some a part of a request.
        if n % 2 == 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: loc");
        }
        idle.push(stream);
    }
    let start = Instant::now();
    assert_eq!(served.get("/").status, 200);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert!(peak() < before + 100_000, "{} kB before, {} kB now", before, peak());
}

#[test]
fn it_ends_well_when_asked_and_says_what_is_wrong_with_a_port() {
    for signal in ["-INT", "-TERM"] {
        let mut served = served();
        let _events = served.listen("/");
        Command::new("kill").args([signal, &served.child.id().to_string()]).status().unwrap();
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
    }
    let served = served();
    let again = command(served.folder.path(), &["--port", &served.port.to_string()]).output().unwrap();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is taken"));
}

#[test]
fn without_a_port_the_next_free_one_is_taken() {
    // Whoever has the usual port, this test or another program: the preview gets another.
    let _taken = std::net::TcpListener::bind(("127.0.0.1", 4000));
    let served = serve(project(), &[]);
    assert!(served.port > 4000 && served.get("/").status == 200);
}

#[test]
fn listening_to_others_is_warned_of_and_names_are_still_checked() {
    let folder = project();
    let mut child = command(folder.path(), &["--port", "0", "--host", "0.0.0.0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut warned = false;
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    while !warned {
        let Some(Ok(line)) = lines.next() else { break };
        warned = line.starts_with("warning:") && line.contains("0.0.0.0");
    }
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
    let served = Served { folder, child, port, url: String::new() };
    assert!(warned);
    assert_eq!(served.raw("GET / HTTP/1.1\r\nHost: 192.0.2.7\r\n\r\n").status, 200);
    assert_eq!(served.raw("GET / HTTP/1.1\r\nHost: 192.0.2.7.evil.example\r\n\r\n").status, 403);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    // What is remembered between builds is no part of the site.
    names.retain(|name| name != ".cache");
    names.sort();
    names
}
