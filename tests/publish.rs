//! What leaves the house: feeds and their permanent ids, redirects, headers, open data, twins, the difference between
//! two builds.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

struct Project(TempDir);

impl Project {
    fn market() -> Project {
        let folder = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/market"), folder.path());
        Project(folder)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn add(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// Puts a line into a file's front matter, or at the end of `site.yaml`.
    fn line(&self, path: &str, line: &str) {
        let text = self.read(path);
        let text = match text.strip_prefix("---\n") {
            Some(rest) => format!("---\n{line}\n{rest}"),
            None => format!("{text}\n{line}\n"),
        };
        self.add(path, &text);
    }

    /// Runs the program; gives exit code, stdout and stderr.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standings"));
        command.arg("--root").arg(self.0.path()).args(["--today", "2026-12-31"]).args(arguments);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    fn build(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(&[&["build"], arguments].concat());
        assert_eq!(code, 0, "{out}{err}");
        out
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

const ISSUE: &str = "content/issues/2026-W21.md";

/// What stands between two marks, every time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap()).collect()
}

fn with_id(project: &Project) {
    if !project.read("site.yaml").contains("\nid:") {
        project.line("site.yaml", "id: example.org,2020");
    }
}

#[test]
fn ids_survive_another_address_and_another_slug() {
    let project = Project::market();
    with_id(&project);
    let ids = || {
        let files =
            ["feed.xml", "rss.xml", "feeds/email.xml", "boards/use/feed.xml", "products/alpha/feed.xml"];
        let mut ids: Vec<String> = Vec::new();
        for file in files {
            let text = project.read(&format!("public/{file}"));
            let found = [between(&text, "<id>", "</id>"), between(&text, "\"false\">", "</guid>")].concat();
            assert!(!found.is_empty(), "{file}: {text}");
            ids.extend(found.iter().map(|id| format!("{file} {id}")));
        }
        let json: Value = serde_json::from_str(&project.read("public/feed.json")).unwrap();
        ids.extend(json["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_string()));
        assert!(ids.iter().all(|id| id.contains("tag:")), "{ids:?}");
        ids
    };
    project.build(&[]);
    let first = ids();
    project.line(ISSUE, "slug: another-name\nformerly: [2026-w21]");
    project.build(&["--base-url", "https://other.example/elsewhere/"]);
    assert_eq!(ids(), first);
    let feed = project.read("public/feed.xml");
    assert!(feed.contains("https://other.example/elsewhere/issues/another-name/"), "{feed}");
    // A renamed file keeps its id when it says so.
    let text = project.read(ISSUE).replacen("---\n", "---\nid: 2026-W21\n", 1);
    fs::remove_file(project.path(ISSUE)).unwrap();
    project.add("content/issues/renamed.md", &text);
    project.build(&[]);
    assert_eq!(ids(), first);
}

#[test]
fn feeds_tell_their_address_the_hub_and_dates_of_the_content() {
    let project = Project::market();
    with_id(&project);
    project.line("site.yaml", "hub: https://hub.example/");
    let later = project.read(ISSUE).replace("{date: 2026-05-26,", "{date: 2026-06-01,");
    project.add(ISSUE, &later);
    project.build(&["--base-url", "https://example.com/gap/"]);
    let atom = project.read("public/feed.xml");
    assert!(atom.contains(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.com/gap/feed.xml\"/>"
    ));
    assert!(atom.contains("<link rel=\"hub\" href=\"https://hub.example/\"/>"));
    assert!(atom.contains("<updated>2026-06-01T00:00:00Z</updated>"), "{atom}");
    let rss = project.read("public/rss.xml");
    assert!(rss.contains("<atom:link rel=\"hub\" href=\"https://hub.example/\"/>"));
    assert!(rss.contains("<content:encoded>") && rss.contains("<guid isPermaLink=\"false\">tag:"));
    let json: Value = serde_json::from_str(&project.read("public/feed.json")).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://example.com/gap/feed.json");
    assert_eq!(json["hubs"][0]["url"], "https://hub.example/");
    let item = &json["items"][0];
    assert_eq!(item["date_modified"], "2026-06-01T00:00:00Z");
    let html = item["content_html"].as_str().unwrap();
    assert!(html.contains("<table>") && !html.contains("href=\"/"), "{html}");
    let head = project.read("public/boards/use/index.html");
    assert!(
        head.contains(
            "type=\"application/atom+xml\" title=\"Movers on Use\" href=\"/gap/boards/use/feed.xml\""
        )
    );
    for path in ["/gap/feed.xml", "/gap/rss.xml", "/gap/feed.json"] {
        assert!(head.contains(&format!("href=\"{path}\"")), "{path}");
    }
}

#[test]
fn the_feed_for_mail_needs_nothing_but_itself() {
    let project = Project::market();
    with_id(&project);
    let text = project.read(ISSUE) + "\nLiteral `{{ name }}` and a note[^n].\n\n[^n]: Said once.\n";
    project.add(ISSUE, &text);
    project.build(&["--base-url", "https://example.com/gap/"]);
    let feed = project.read("public/feeds/email.xml");
    let rss = project.read("public/rss.xml");
    let guids = |text: &str| -> Vec<String> {
        between(text, "\"false\">", "</guid>").into_iter().map(str::to_string).collect()
    };
    assert_eq!(guids(&feed), guids(&rss));
    assert!(feed.contains("href=\"https://example.com/gap/feeds/email.xml\""), "{feed}");
    let escaped = between(&feed, "<content:encoded>", "</content:encoded>");
    assert!(!escaped.is_empty());
    for content in escaped {
        let html =
            content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert!(html.starts_with("<div class=\"text\" style=\""), "{html}");
        for open in ["<p", "<table", "<th", "<td", "<a"] {
            let tags = between(&html, &format!("{open} "), ">");
            assert!(!tags.is_empty() && tags.iter().all(|tag| tag.contains("style=\"")), "{open}: {tags:?}");
        }
        for gone in ["<style", "<script", "<svg", "<html", "{{", "data:"] {
            assert!(!html.contains(gone), "{gone} in {html}");
        }
        for name in [" href=\"", " src=\""] {
            for url in between(&html, name, "\"") {
                assert!(url.starts_with("https://"), "{url}");
            }
        }
        let pictures = between(&html, "src=\"https://example.com/gap/", "\"");
        assert!(
            !pictures.is_empty() && pictures.iter().all(|p| project.path(&format!("public/{p}")).exists())
        );
        // A footnote's mark is a number: its note stands in the same text.
        assert!(
            html.contains("<sup class=\"footnote-mark\">1</sup>") && !html.contains("aria-label"),
            "{html}"
        );
    }
    assert!(project.read("public/subscribe/index.html").contains("href=\"/gap/feeds/email.xml\""));
    assert!(
        project.read("public/_headers").contains("/gap/feeds/email.xml\n  Content-Type: application/rss+xml")
    );
    // Without the letters there is no feed of them.
    project.line("site.yaml", "outputs: [feeds]");
    project.build(&[]);
    assert!(!project.path("public/feeds").exists() && project.path("public/rss.xml").exists());
    assert!(!project.read("public/subscribe/index.html").contains("feeds/email.xml"));
}

#[test]
fn former_slugs_redirect_and_a_lost_address_is_told() {
    let project = Project::market();
    project.build(&[]);
    project.line(ISSUE, "slug: another-name");
    let said = project.build(&[]);
    assert!(said.contains("warning[url-lost]: `/issues/2026-w21/` was published"), "{said}");
    // The same change with the old slug named.
    let project = Project::market();
    project.build(&[]);
    project.line(ISSUE, "slug: another-name\nformerly: [2026-w21]");
    let (code, out, _) = project.run(&["check", "--against", project.path("public").to_str().unwrap()]);
    assert!(code == 0 && !out.contains("url-lost"), "{out}");
    let said = project.build(&[]);
    assert!(!said.contains("url-lost"), "{said}");
    let redirects = project.read("public/_redirects");
    assert!(redirects.contains("/issues/2026-w21/ /issues/another-name/ 301\n"), "{redirects}");
    assert!(
        redirects.contains("/issues/2026-w21/index.md /issues/another-name/index.md 301\n"),
        "{redirects}"
    );
    // An address cannot be a page and lead elsewhere.
    let text = project.read(ISSUE).replace("formerly: [2026-w21]", "formerly: [another-name]");
    project.add(ISSUE, &text);
    let (code, out, _) = project.run(&["build"]);
    assert!(code == 1 && out.contains("error[redirect-taken]"), "{out}");
}

#[test]
fn headers_fit_every_address_once() {
    let project = Project::market();
    project.line("site.yaml", "subscribe: {provider: buttondown, action: \"https://buttondown.com/api/x\"}");
    project.add("static/_headers", "/mine/*\n  X-Mine: yes\n");
    project.build(&["--base-url", "https://example.com/gap/"]);
    let headers = project.read("public/_headers");
    let rules: Vec<(&str, Vec<&str>)> = headers
        .split("\n\n")
        .map(|rule| {
            let mut lines = rule.trim().lines();
            (lines.next().unwrap(), lines.map(str::trim).collect())
        })
        .collect();
    let all = &rules.iter().find(|(path, _)| *path == "/gap/*").unwrap().1;
    for name in ["Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options: nosniff"] {
        assert!(all.iter().any(|l| l.starts_with(name)), "{name}");
    }
    for name in ["Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"] {
        assert!(all.iter().any(|l| l.starts_with(name)), "{name}");
    }
    assert!(all[0].contains("form-action 'self' https://buttondown.com"), "{}", all[0]);
    let cache = |path: &str| {
        let rule = rules.iter().filter(|(p, _)| *p == path).flat_map(|(_, lines)| lines);
        rule.filter(|l| l.starts_with("Cache-Control")).copied().collect::<Vec<&str>>()
    };
    assert_eq!(cache("/gap/assets/*"), ["Cache-Control: public, max-age=31536000, immutable"]);
    assert_eq!(cache("/gap/issues/*"), ["Cache-Control: public, max-age=300, must-revalidate"]);
    assert_eq!(cache("/gap/"), ["Cache-Control: public, max-age=300, must-revalidate"]);
    assert!(headers.contains(
        "/gap/data/*\n  Cache-Control: public, max-age=300, must-revalidate\n  Access-Control-Allow-Origin: *"
    ));
    assert!(headers.trim_end().ends_with("/mine/*\n  X-Mine: yes"));
    // No header stands in two rules that fit one address.
    let fits = |rule: &str, path: &str| match rule.split_once('*') {
        Some((start, end)) => path.starts_with(start) && path.ends_with(end),
        None => rule == path,
    };
    for path in [
        "/gap/",
        "/gap/assets/x.js",
        "/gap/issues/a/",
        "/gap/data/x.csv",
        "/gap/feed.xml",
        "/gap/boards/use/feed.xml",
    ] {
        let mut names = Vec::new();
        for (_, lines) in rules.iter().filter(|(rule, _)| fits(rule, path)) {
            names.extend(lines.iter().map(|l| l.split(':').next().unwrap()));
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{path}: {names:?}");
    }
    let page = project.read("public/subscribe/index.html");
    assert!(
        page.contains("action=\"https://buttondown.com/api/x\" method=\"post\"")
            && page.contains("name=\"email\"")
    );
    assert!(page.contains("href=\"/gap/boards/use/feed.xml\""));
}

#[test]
fn a_site_without_a_secure_address_promises_none() {
    let project = Project::market();
    project.build(&["--base-url", "http://intranet.example/"]);
    let headers = project.read("public/_headers");
    assert!(!headers.contains("Strict-Transport") && !headers.contains("upgrade-insecure"), "{headers}");
}

#[test]
fn security_txt_says_what_is_configured() {
    let project = Project::market();
    project
        .line("site.yaml", "security: {contact: security@example.com, expires: 2027-06-30, languages: [en]}");
    project.build(&[]);
    let text = project.read("public/.well-known/security.txt");
    assert!(
        text.starts_with("Contact: mailto:security@example.com\nExpires: 2027-06-30T00:00:00Z\n"),
        "{text}"
    );
    assert!(text.contains("Canonical: https://") && text.contains("/.well-known/security.txt\n"));
    project.add("site.yaml", &project.read("site.yaml").replace("2027-06-30", "2026-06-30"));
    assert!(project.build(&[]).contains("warning[security-expired]"));
}

#[test]
fn open_data_names_source_and_schema_and_outputs_switch_it_off() {
    let project = Project::market();
    project.build(&[]);
    let page = project.read("public/data/index.html");
    assert!(page.contains("href=\"/data/2026-W21/use.csv\"") && page.contains("href=\"/data/schema.json\""));
    let index: Value = serde_json::from_str(&project.read("public/data/index.json")).unwrap();
    assert!(index["schema"].as_str().unwrap().ends_with("/data/schema.json"));
    let csv = project.read("public/data/2026-W21/use.csv");
    let head = csv.lines().next().unwrap();
    assert!(
        head.starts_with("rank,model,name") && head.ends_with("source,source_url,licence,citation"),
        "{head}"
    );
    assert!(csv.lines().skip(1).all(|l| l.contains(",use,2026-W21,")), "{csv}");
    let twin = project.read("public/issues/2026-w21/index.md");
    assert!(twin.starts_with("# ") && !twin.contains("{{") && twin.contains("| Rank |"), "{twin}");
    let llms = project.read("public/llms.txt");
    assert!(llms.contains("/issues/2026-w21/index.md)") && llms.contains("/data/index.json"), "{llms}");
    let yaml = project.read("site.yaml");
    let kept: Vec<&str> = yaml.lines().filter(|l| !l.starts_with("outputs:")).collect();
    project.add("site.yaml", &format!("{}\noutputs: []\n", kept.join("\n")));
    project.build(&[]);
    for gone in
        ["data", "feed.xml", "rss.xml", "feed.json", "feeds", "llms.txt", "subscribe", "boards/use/feed.xml"]
    {
        assert!(!project.path(&format!("public/{gone}")).exists(), "{gone}");
    }
    assert!(!project.path("public/issues/2026-w21/index.md").exists());
}

#[test]
fn every_page_in_the_sitemap_has_the_date_of_its_content() {
    let project = Project::market();
    project.build(&[]);
    let sitemap = project.read("public/sitemap.xml");
    assert_eq!(sitemap.matches("<loc>").count(), sitemap.matches("<lastmod>").count(), "{sitemap}");
    assert!(!sitemap.contains("2026-12-31"), "a date of the build: {sitemap}");
}

#[test]
fn diff_tells_what_would_change_and_what_was_altered() {
    let project = Project::market();
    let (code, _, err) = project.run(&["diff"]);
    assert!(code == 2 && err.contains(".standings.json"), "{err}");
    project.build(&["--compress"]);
    let (code, out, _) = project.run(&["diff"]);
    assert_eq!((code, out.as_str()), (0, "a build would change nothing\n"));
    project.line(ISSUE, "slug: another-name");
    fs::write(project.path("public/robots.txt"), "by hand").unwrap();
    fs::remove_file(project.path("public/404.html")).unwrap();
    let (code, out, _) = project.run(&["diff", "--format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let has = |group: &str, path: &str| json[group].as_array().unwrap().iter().any(|p| p == path);
    assert_eq!((code, json["inputs_changed"].as_bool()), (0, Some(true)));
    assert!(has("added", "issues/another-name/index.html") && has("removed", "issues/2026-w21/index.html"));
    assert!(has("changed", "index.html") && has("lost", "issues/2026-w21/"), "{out}");
    assert!(has("altered", "robots.txt") && has("missing", "404.html"));
    assert!(!out.contains(".br\""), "{out}");
    assert!(project.run(&["diff", "--format", "markdown"]).1.contains("| altered | `robots.txt` |"));
    assert!(project.run(&["diff", "--format", "csv"]).1.contains("altered,\"robots.txt\""));
    assert!(project.path("public/issues/2026-w21/index.html").exists(), "diff wrote");
}

#[test]
fn schemas_are_printed() {
    let project = Project::market();
    for kind in ["site", "snapshot", "models", "issue"] {
        let (code, out, _) = project.run(&["schema", kind]);
        let json: Value = serde_json::from_str(&out).unwrap();
        assert!(code == 0 && json["$schema"].as_str().unwrap().contains("2020-12"), "{kind}");
        assert!(json["properties"].is_object() && json["additionalProperties"] == false, "{kind}");
    }
    let (code, _, err) = project.run(&["schema", "sites"]);
    assert!(code == 2 && err.contains("did you mean `site`?"), "{err}");
}

/// The graph of a page: what stands in its JSON-LD script, by type.
fn graph(page: &str) -> std::collections::BTreeMap<String, Value> {
    let (_, after) = page.split_once("<script type=\"application/ld+json\">").expect("a script of JSON-LD");
    let (json, _) = after.split_once("</script>").expect("an end of the script");
    let value: Value = serde_json::from_str(json).expect("the script is JSON");
    assert_eq!(value["@context"], "https://schema.org");
    let things = value["@graph"].as_array().unwrap().iter();
    things.map(|thing| (thing["@type"].as_str().unwrap().to_string(), thing.clone())).collect()
}

#[test]
fn pages_tell_machines_what_they_are_whatever_they_are_called() {
    let hostile = "</script><script>alert(1)</script> & \u{2028} \"A\" <!--";
    let project = Project::market();
    let issue = project.read("content/issues/2026-W21.md");
    project.add(
        "content/issues/2026-W21.md",
        &issue.replace("Bravo takes first from Alpha", &format!("'{hostile}'")),
    );
    let site = project.read("site.yaml");
    project.add("site.yaml", &site.replace("title: Use", &format!("title: '{hostile}'")));
    project.build(&[]);

    let article_page = project.read("public/issues/2026-w21/index.html");
    let of_issue = graph(&article_page);
    let article = &of_issue["NewsArticle"];
    assert_eq!(article["headline"], hostile);
    assert_eq!(article["datePublished"], "2026-05-25");
    assert_eq!(article["dateModified"], "2026-05-26");
    assert_eq!(article["author"]["name"], "The Editors");
    assert_eq!(article["mainEntityOfPage"], "https://example.com/issues/2026-w21/");
    assert!(!article_page.contains("<script>alert"));

    let of_table = graph(&project.read("public/boards/use/2026-W21/index.html"));
    let dataset = &of_table["Dataset"];
    assert_eq!(dataset["temporalCoverage"], "2026-05-18/2026-05-24");
    assert_eq!(dataset["license"]["name"], "CC0");
    assert_eq!(dataset["creator"]["name"], "Synthetic");
    for download in dataset["distribution"].as_array().unwrap() {
        let address = download["contentUrl"].as_str().unwrap();
        let file = address.strip_prefix("https://example.com/").unwrap();
        assert!(project.path(&format!("public/{file}")).is_file(), "{address}");
    }
    let steps: Vec<&str> = of_table["BreadcrumbList"]["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["name"].as_str().unwrap())
        .collect();
    assert_eq!(steps, ["Market", "Boards", hostile, &format!("{hostile}, Week 21, 2026")]);
    assert!(graph(&project.read("public/index.html")).contains_key("WebSite"));
    assert!(!project.read("public/404.html").contains("ld+json"));
}
