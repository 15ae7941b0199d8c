//! From a request to its answer: no sockets here. Files come from the map of the site and from nowhere else, so a
//! path that is not in the map leads nowhere, however it is written.

use super::guard::Guard;
use super::live::{Live, Shown};
use super::page::{self, FOLDER};
use crate::outputs::Outputs;

/// Longest request target that is looked at.
const LONGEST: usize = 8 * 1024;

/// The parts of a request that matter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask<'a> {
    /// `GET`.
    pub method: &'a str,
    /// Path and query.
    pub target: &'a str,
    /// Every `Host` header.
    pub hosts: &'a [&'a str],
    /// The `Origin` header.
    pub origin: Option<&'a str>,
    /// The `Sec-Fetch-Site` header.
    pub fetch_site: Option<&'a str>,
    /// The `Last-Event-ID` header.
    pub last_event: Option<&'a str>,
}

/// An answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers besides those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

/// What an answer carries.
#[derive(Debug)]
pub enum Body {
    /// Bytes.
    Whole(Vec<u8>),
    /// Events for the page at a path, from an edition on.
    Events {
        /// The page's file.
        page: String,
        /// The edition that the page is of; none if it is of another run.
        since: Option<u64>,
    },
}

impl Default for Body {
    fn default() -> Body {
        Body::Whole(Vec::new())
    }
}

/// Answers a request.
pub fn answer(ask: &Ask<'_>, live: &Live, guard: &Guard) -> Answer {
    let [host] = ask.hosts else { return plain(400, "one Host header is needed") };
    if !guard.allows_host(host) {
        return plain(403, "this preview answers to local names only (see `standings serve --help`, --host)");
    }
    if ask.origin.is_some_and(|origin| !guard.allows_origin(origin)) {
        return plain(403, "this preview does not answer pages of other origins");
    }
    if !matches!(ask.method, "GET" | "HEAD") {
        let allow = ("Allow", "GET, HEAD".to_string());
        return Answer { headers: vec![allow], ..plain(405, "only GET and HEAD are answered") };
    }
    if ask.target.len() > LONGEST {
        return plain(400, "the address is too long");
    }
    let (path, query) = ask.target.split_once('?').unwrap_or((ask.target, ""));
    let Some(path) = decoded(path) else { return plain(400, "the address is not well-formed") };
    let shown = live.shown();
    let Some(inner) = path.strip_prefix(shown.base.as_str()) else { return outside(&shown, &path) };
    match inner.strip_prefix(FOLDER) {
        Some(own) => own_file(ask, own, query, &shown),
        None => site_file(inner, &shown),
    }
}

/// A path that is not below the site's: the way in is shown to who asks for the root.
fn outside(shown: &Shown, path: &str) -> Answer {
    if path == "/" || format!("{path}/") == shown.base {
        return moved(302, shown.base.clone());
    }
    plain(404, "the site lies below another path")
}

fn own_file(ask: &Ask<'_>, name: &str, query: &str, shown: &Shown) -> Answer {
    let file = |text: &str, kind: &str| file(200, text.as_bytes().to_vec(), kind);
    match name {
        "serve.js" => file(page::SCRIPT, "text/javascript; charset=utf-8"),
        "serve.css" => file(page::STYLE, "text/css; charset=utf-8"),
        "events" if ask.fetch_site.is_none_or(|site| matches!(site, "same-origin" | "none")) => {
            events(ask, query, shown)
        }
        "events" => plain(403, "events are for the preview's own pages"),
        _ => plain(404, "there is nothing here"),
    }
}

fn events(ask: &Ask<'_>, query: &str, shown: &Shown) -> Answer {
    let value = |name: &str| {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    let path = value("page").and_then(|p| decoded(&p)).unwrap_or_default();
    let inner = path.strip_prefix(shown.base.as_str()).unwrap_or_default();
    let page = match &shown.outputs {
        Some(outputs) => find(outputs, inner).unwrap_or("404.html").to_string(),
        None => String::new(),
    };
    // A listener that names no edition has nothing to be behind of.
    let mark = ask.last_event.map(String::from).or_else(|| value("edition"));
    let since = mark.map_or(Some(shown.edition), |mark| Shown::edition_of(&mark));
    let body = Body::Events { page, since };
    Answer { status: 200, headers: vec![("Content-Type", "text/event-stream".to_string())], body }
}

fn site_file(path: &str, shown: &Shown) -> Answer {
    let Some(outputs) = &shown.outputs else {
        return guarded(file(500, page::error_page(shown), "text/html; charset=utf-8"), None);
    };
    if let Some(found) = find(outputs, path) {
        let bytes = outputs.get(found).unwrap_or_default();
        return given(shown, outputs, 200, found, bytes);
    }
    if outputs.get(&format!("{path}/index.html")).is_some() {
        return moved(301, format!("{}{}/", shown.base, encoded(path)));
    }
    if let Some((status, to)) = redirect(outputs, &format!("{}{path}", shown.base)) {
        return moved(status, to);
    }
    match outputs.get("404.html") {
        Some(bytes) => given(shown, outputs, 404, "404.html", bytes),
        None => plain(404, "the site has no such page"),
    }
}

fn given(shown: &Shown, outputs: &Outputs, status: u16, path: &str, bytes: &[u8]) -> Answer {
    let kind = kind_of(path);
    // Mail files are for sending; they are shown as they are.
    if kind.starts_with("text/html") && !path.starts_with("email/") {
        return guarded(file(status, page::with_reload(shown, bytes), kind), Some(outputs));
    }
    file(status, bytes.to_vec(), kind)
}

/// The file of a path: itself, or the page of a folder.
fn find<'a>(outputs: &'a Outputs, path: &str) -> Option<&'a str> {
    let page =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
    outputs.path(&page)
}

/// The target of an old address, as the site's `_redirects` says.
fn redirect(outputs: &Outputs, path: &str) -> Option<(u16, String)> {
    let rules = std::str::from_utf8(outputs.get("_redirects")?).ok()?;
    rules.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let (from, to) = (words.next()?, words.next()?);
        let status =
            words.next().and_then(|s| s.parse().ok()).filter(|s| (301..=308).contains(s)).unwrap_or(301);
        (from == path && to.starts_with('/') && !to.starts_with("//")).then(|| (status, to.to_string()))
    })
}

/// Adds the policy that the site asks its host for, so that a preview shows what the policy stops.
fn guarded(mut answer: Answer, outputs: Option<&Outputs>) -> Answer {
    let headers =
        outputs.and_then(|o| o.get("_headers")).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
    let policy = headers.lines().find_map(|l| l.trim().strip_prefix("Content-Security-Policy:"));
    let policy =
        policy.unwrap_or("default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    // There is no secure transport here to upgrade to.
    let parts =
        policy.split(';').map(str::trim).filter(|p| !p.is_empty() && *p != "upgrade-insecure-requests");
    answer.headers.push(("Content-Security-Policy", parts.collect::<Vec<_>>().join("; ")));
    answer
}

/// An answer of one line.
pub fn plain(status: u16, text: &str) -> Answer {
    file(status, format!("{text}\n").into_bytes(), "text/plain; charset=utf-8")
}

fn moved(status: u16, to: String) -> Answer {
    Answer { status, headers: vec![("Location", to)], body: Body::default() }
}

fn file(status: u16, bytes: Vec<u8>, kind: &str) -> Answer {
    Answer { status, headers: vec![("Content-Type", kind.to_string())], body: Body::Whole(bytes) }
}

/// Percent-decodes once. A `%` without two hex digits, a control character or bytes that are no text: nothing.
fn decoded(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(b) = bytes.next() {
        out.push(match b {
            b'%' => {
                let mut digit = || (bytes.next()? as char).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b => b,
        });
    }
    String::from_utf8(out).ok().filter(|text| !text.contains(char::is_control))
}

fn encoded(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.bytes().map(|b| if keep(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "mp4" => "video/mp4",
        "wasm" => "application/wasm",
        _ if matches!(path, "_headers" | "_redirects") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Built;
    use crate::diagnostic::Notes;

    fn live(base: &str) -> Live {
        let mut outputs = Outputs::default();
        let page = "<html><head></head><body>x</body></html>";
        for path in ["index.html", "a/index.html", "404.html", "email/x.html"] {
            outputs.add(path, page, &mut Notes::default());
        }
        outputs.add(
            "_redirects",
            "/gap/old/ /gap/a/ 301\n/gap/out/ https://x.example 301\n",
            &mut Notes::default(),
        );
        let live = Live::default();
        live.publish(Built { outputs, base_path: base.to_string(), ..Built::default() });
        live
    }

    fn get(live: &Live, target: &str) -> (u16, String) {
        let ask = Ask { method: "GET", target, hosts: &["localhost:4000"], ..Ask::default() };
        let answer = answer(&ask, live, &Guard::loopback(4000));
        match answer.body {
            Body::Whole(bytes) => (answer.status, String::from_utf8(bytes).unwrap()),
            Body::Events { page, since } => (answer.status, format!("{page} {since:?}")),
        }
    }

    #[test]
    fn pages_lie_below_the_sites_path() {
        let live = live("/gap/");
        for (target, status) in [
            ("/gap/", 200),
            ("/gap/a/", 200),
            ("/gap/a/?q", 200),
            ("/gap/a", 301),
            ("/gap", 302),
            ("/", 302),
            ("/a/", 404),
            ("/gap/old/", 301),
            ("/gap/out/", 404),
            ("/gap/%61/", 200),
        ] {
            assert_eq!(get(&live, target).0, status, "{target}");
        }
    }

    #[test]
    fn ways_out_lead_nowhere() {
        let live = live("/");
        for target in [
            "/../etc/passwd",
            "/%2e%2e%2fetc/passwd",
            "/%252e%252e/x",
            "//etc/passwd",
            "/a/..",
            "/./",
            "/a\\b",
        ] {
            assert_eq!(get(&live, target).0, 404, "{target}");
        }
        for target in ["/%", "/%z1", "/%1", "/%ff", "/%00", "/a%0d%0ab"] {
            assert_eq!(get(&live, target).0, 400, "{target}");
        }
        assert_eq!(get(&live, &format!("/{}", "a".repeat(100_000))).0, 400);
    }

    #[test]
    fn only_pages_carry_the_script() {
        let live = live("/");
        assert!(get(&live, "/").1.contains("<script defer src=\"/__standings/serve.js?edition="));
        assert!(get(&live, "/nowhere").1.contains("serve.js"));
        assert!(!get(&live, "/email/x.html").1.contains("serve.js"));
        assert!(!get(&live, "/_redirects").1.contains("serve.js"));
    }

    #[test]
    fn events_know_the_page_and_its_edition() {
        let live = live("/gap/");
        let mark = live.shown().mark();
        let target = format!("/gap/__standings/events?page=%2Fgap%2Fa%2F&edition={mark}");
        assert_eq!(get(&live, &target), (200, "a/index.html Some(1)".to_string()));
        assert_eq!(get(&live, "/gap/__standings/events?page=/gap/x&edition=0-1").1, "404.html None");
        assert_eq!(get(&live, "/gap/__standings/events").1, "index.html Some(1)");
    }
}
