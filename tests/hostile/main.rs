//! A site made of nothing but hostile text: every name, note, address and title is an attack, and none of them is
//! anything but text in pages, attributes, JSON, feeds, CSV, pictures and mail. With HOSTILE_SITES set to a folder the
//! sites are left there for `tests/browser/hostile.test.mjs`, which opens them in a browser.
#![expect(clippy::disallowed_methods, reason = "a test plays the intruder, who has a disk")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Each gets a number behind it, by which it is found again.
const STRINGS: [&str; 24] = [
    "<script src=//evil.invalid/x.js></script>",
    "\"><img src=//evil.invalid/x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "</script><script>alert(1)</script>",
    "</style></title></textarea><svg/onload=alert(1)>",
    "]]><script>alert(1)</script>",
    "<!-- --!> <iframe src=//evil.invalid>",
    "<base href=//evil.invalid/>",
    "{{ site.title }}{% include \"base.html\" %}",
    "{{constructor.constructor('alert(1)')()}}",
    "*|UNSUB|* %%{unsubscribe_url}%% ${alert(1)}",
    "=HYPERLINK(\"http://evil.invalid\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(1)",
    "\u{202e}gpj.exe",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "](javascript:alert(1)) ![x](//evil.invalid/x.png)",
    "`a` **b** [x](http://evil.invalid) # h",
    "zero\u{200b}width \u{feff}mark",
    "Z\u{301}\u{302}\u{303}\u{304}",
    "line\u{2028}separator\\u003c/script>",
];

fn hostile(index: usize) -> String {
    format!("{} Q{index}Q", STRINGS[index % STRINGS.len()])
}

/// A string of YAML, which JSON's strings are.
fn quoted(index: usize) -> String {
    serde_json::to_string(&hostile(index)).unwrap()
}

/// An address that is none of ours, with an attack behind its host.
fn address(index: usize) -> String {
    serde_json::to_string(&format!("https://evil.invalid/{}", hostile(index % STRINGS.len()))).unwrap()
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The site, with the strings turned by `turn` places, so that each comes into every position.
fn lay_out(root: &Path, turn: usize) {
    let q = |at: usize| quoted((at + turn) % STRINGS.len());
    write(
        root,
        "site.yaml",
        &format!(
            "title: {}\ndescription: {}\nbase_url: https://example.com/gap/\nid: example.com,2026\nauthor: {{name: {}}}\n\
boards:\n  - {{id: use, title: {}, role: {}, metric: {{kind: volume, label: {}, unit: {}}}, \
source: {{name: {}, url: https://example.com/, licence: {}, citation: {}}}}}\n  \
- {{id: votes, title: {}, metric: {{kind: score, label: {}}}}}\ngap: {{prestige: votes, production: use}}\n",
            q(0),
            q(1),
            q(2),
            q(3),
            q(4),
            q(5),
            q(6),
            q(7),
            q(8),
            q(9),
            q(10),
            q(11)
        ),
    );
    lay_out_snapshots(root, turn);
    let alias = quoted(0);
    write(
        root,
        "data/models.yaml",
        &format!(
            "orgs: [{{id: o, name: {}}}]\nmodels:\n  - {{id: m, name: {}, org: o, licence: {}, aliases: {{use: [{alias}], votes: [{alias}]}}}}\n",
            q(13),
            // A name of the registry that a source spells would be the same row.
            serde_json::to_string(&format!("{} registered", hostile((14 + turn) % STRINGS.len()))).unwrap(),
            q(15)
        ),
    );
    let code = (0..STRINGS.len()).map(|i| hostile(i) + "\n").collect::<String>();
    write(
        root,
        "content/issues/2026-W21.md",
        &format!(
            "---\ntitle: {}\nperiod: 2026-W21\ndate: 2026-05-24\nsummary: {}\nauthor: {}\ncorrections: [{{date: 2026-05-26, text: {}}}]\n---\n\n\
{{{{ movers() }}}}\n\n{{{{ table(top=30) }}}}\n\n{{{{ volumes() }}}}\n\n{{{{ gap() }}}}\n\n{{{{ findings(limit=9) }}}}\n\n\
{{{{ chart(\"bump\") }}}}\n\n{{{{ chart(\"volumes\") }}}}\n\n{{{{ chart(\"share\") }}}}\n\n```text\n{code}```\n",
            q(16).replace("{{", "{ {"),
            q(17).replace("{{", "{ {"),
            q(18),
            q(19).replace("{{", "{ {")
        ),
    );
}

fn lay_out_snapshots(root: &Path, turn: usize) {
    let q = |at: usize| quoted((at + turn) % STRINGS.len());
    for (period, factor) in [("2026-W20", 3), ("2026-W21", 5)] {
        for board in ["use", "votes"] {
            let mut text = format!(
                "board: {board}\nperiod: {period}\nnote: {}\nsource: {{name: {}, url: {}, licence: {}, citation: {}}}\nentries:\n",
                q(12),
                q(20),
                address(21 + turn),
                q(22),
                q(23)
            );
            for index in 0..STRINGS.len() {
                let value = 1000 + ((index + turn) * factor) % 29;
                // One row of every three says who said it, where, and of which kind it is.
                let more = match index % 3 {
                    0 => format!(", variant: {}", q(index + 1)),
                    1 => format!(
                        ", by: {}, version: {}, url: {}",
                        q(index + 2),
                        q(index + 3),
                        address(index + turn)
                    ),
                    _ => String::new(),
                };
                text.push_str(&format!("  - {{name: {}, value: {value}{more}}}\n", quoted(index)));
            }
            write(root, &format!("data/snapshots/{period}/{board}.yaml"), &text);
        }
    }
}

fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>, root: &Path) {
    for path in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if path.is_dir() {
            files(&path, found, root);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// The start tags of a document as a browser would see them, raw text of scripts and styles left out.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end =
                rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).unwrap_or(rest.len()).max(1);
            let key = rest[..end].to_ascii_lowercase();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix('=') {
                let quote = after.chars().next().filter(|c| "\"'".contains(*c));
                let body = quote.map_or(after, |_| &after[1..]);
                let end = match quote {
                    Some(quote) => body.find(quote).unwrap_or(body.len()),
                    None => body.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(body.len()),
                };
                value = body[..end].to_string();
                rest = &body[end..];
                rest = quote.map_or(rest, |quote| rest.strip_prefix(quote).unwrap_or(rest));
            }
            attributes.push((key, value));
        }
        if matches!(name.as_str(), "script" | "style" | "title" | "textarea") {
            let end = rest.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(rest.len());
            rest = &rest[end..];
        }
        found.push((name, attributes));
    }
    found
}

fn assert_inert(path: &str, html: &str, mail: bool) {
    for (name, attributes) in tags(html) {
        let value = |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        let said = format!("{path}: <{name} {attributes:?}>");
        assert!(!["iframe", "object", "embed", "base", "applet", "frame"].contains(&name.as_str()), "{said}");
        if name == "script" {
            let data = value("type").is_some_and(|t| t.ends_with("json"));
            assert!(!mail && (data || value("src").is_some_and(|s| s.starts_with("/gap/assets/"))), "{said}");
        }
        for (key, value) in &attributes {
            let key = key.as_str();
            assert!(
                !key.starts_with("on") && key.chars().all(|c| c.is_ascii_alphanumeric() || "-:".contains(c)),
                "{said}"
            );
            assert!(mail || key != "style", "{said}");
            if ["href", "src", "action", "srcset", "poster", "xlink:href", "formaction"].contains(&key) {
                let ours = ["/gap/", "#", "https://example.com/", "mailto:", "https://unsubscribe.invalid/"];
                // A reader may follow a source's address; nothing may be fetched from it.
                let followed = name == "a" && key == "href" && value.starts_with("https://evil.invalid/");
                assert!(followed || ours.iter().any(|start| value.starts_with(start)), "{said}");
            }
        }
    }
}

/// Well-formed as far as elements, entities and letters go.
fn assert_xml(path: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "{path}: a forbidden letter");
    for (index, piece) in xml.split('<').enumerate() {
        if index == 0 || piece.starts_with('?') {
            continue;
        }
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{path}: an open tag: {piece}"));
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name.trim()), "{path}"),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split_whitespace().next().unwrap()),
        }
        for entity in text.split('&').skip(1).chain(tag.split('&').skip(1)) {
            let name = entity.split(';').next().unwrap();
            assert!(
                ["lt", "gt", "amp", "quot", "apos"].contains(&name) || name.starts_with('#'),
                "{path}: &{name}"
            );
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} stay open");
}

fn assert_csv(path: &str, text: &str) {
    let (mut quoted, mut start) = (false, true);
    for (at, c) in text.char_indices() {
        if start && !quoted {
            let cell = text[at..].trim_start_matches('"');
            let end = cell.find([',', '\n']).unwrap_or(cell.len());
            let number = cell[..end].trim_end_matches('%').parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{path}: {}", &cell[..end]);
        }
        if c == '"' {
            quoted = !quoted;
        }
        start = !quoted && (c == ',' || c == '\n');
    }
}

/// Leaves the built site where the browser's test finds it, if asked to.
fn keep(folder: &Path, turn: usize) {
    let Some(kept) = std::env::var_os("HOSTILE_SITES") else { return };
    let kept = Path::new(&kept).join(turn.to_string());
    let _ = fs::remove_dir_all(&kept);
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    let copied = Command::new("cp").arg("-r").arg(folder.join("public")).arg(&kept).status().unwrap();
    assert!(copied.success());
}

/// The folder of a site that is laid out and built.
fn built(turn: usize) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("standings-hostile-{}-{turn}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    lay_out(&folder, turn);
    let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
    let output =
        command.arg("--root").arg(&folder).args(["--today", "2026-12-31", "build"]).output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains(['\u{202e}', '\u{1b}']), "steering letters in the terminal");
    folder
}

#[test]
fn hostile_text_is_text_wherever_it_lands() {
    let mut met = std::collections::BTreeSet::new();
    for turn in [0, 8, 16] {
        let folder = built(turn);
        let mut site = Vec::new();
        files(&folder.join("public"), &mut site, &folder.join("public"));
        for (path, bytes) in site {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let kind = path.rsplit('.').next().unwrap().to_string();
            let mail = path.starts_with("email/");
            match kind.as_str() {
                "html" => assert_inert(&path, &text, mail),
                "svg" => {
                    assert_xml(&path, &text);
                    assert_inert(&path, &text, true);
                }
                "xml" => {
                    assert_xml(&path, &text);
                    let tag = if path.ends_with("feed.xml") { "content" } else { "content:encoded" };
                    for piece in text.split(&format!("<{tag}")).skip(1) {
                        let body =
                            piece.split_once('>').unwrap().1.split(&format!("</{tag}>")).next().unwrap();
                        let html = body
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&");
                        assert_inert(&path, &html, true);
                    }
                }
                "json" => {
                    drop(serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{path}: {e}")))
                }
                "csv" => assert_csv(&path, &text),
                _ => {}
            }
            let context = if mail { format!("mail {kind}") } else { kind };
            for index in 0..STRINGS.len() {
                if text.contains(&format!("Q{index}Q")) {
                    met.insert((context.clone(), index));
                }
            }
        }
        keep(&folder, turn);
        fs::remove_dir_all(&folder).unwrap();
    }
    for context in ["html", "xml", "json", "csv", "svg", "md", "mail html", "mail txt"] {
        let strings = met.iter().filter(|(c, _)| c == context).count();
        // Labels in pictures are cut, and a long string's number with them.
        let least = if context == "svg" { STRINGS.len() * 2 / 3 } else { STRINGS.len() };
        assert!(strings >= least, "only {strings} strings came into {context}");
    }
    println!("{} strings, {} pairs of string and context", STRINGS.len(), met.len());
}

#[test]
fn addresses_that_run_or_read_something_are_refused_at_the_door() {
    for url in [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.invalid",
        "x",
    ] {
        let folder = tempfile::tempdir().unwrap();
        lay_out(folder.path(), 0);
        let url = serde_json::to_string(url).unwrap();
        let text = format!("board: votes\nperiod: 2026-W21\nentries: [{{name: a, value: 1, url: {url}}}]\n");
        write(folder.path(), "data/snapshots/2026-W21/votes.yaml", &text);
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        let output = command
            .arg("--root")
            .arg(folder.path())
            .args(["--today", "2026-12-31", "check"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(1), "{url}: {said}");
        assert!(
            said.contains("error[wrong-type]") && said.contains("2026-W21/votes.yaml:3:"),
            "{url}: {said}"
        );
    }
}
