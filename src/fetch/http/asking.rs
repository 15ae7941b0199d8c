//! What is asked of a server, what comes back, and whether that is what was asked for.

use super::waiting;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use url::Url;

/// A request.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Where.
    pub url: Url,
    /// A secret header, sent to this origin only.
    pub key: Option<(&'static str, String)>,
    /// The name of the environment variable of the key, for messages.
    pub key_name: Option<String>,
    /// The etag of the answer that is stored.
    pub etag: Option<String>,
    /// Content types that are fine.
    pub accept: &'static [&'static str],
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The address it came from, after redirects.
    pub url: Url,
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
    /// Its etag.
    pub etag: Option<String>,
    /// Its `Date`, as seconds since 1970.
    pub date: Option<i64>,
    /// 304: what is stored still holds.
    pub unchanged: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What happened.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The body, if one came and was not what was asked for: kept in quarantine.
    pub body: Option<Vec<u8>>,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: None, body: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Failure {
        Failure { help: Some(help.into()), ..self }
    }
}

/// Key and etag go to the first origin only, whatever the header's name.
pub(super) fn headers(ask: &Ask, url: &Url) -> HeaderMap {
    let mut map = HeaderMap::new();
    map.insert(header::ACCEPT, HeaderValue::from_static("application/json, text/csv;q=0.9, */*;q=0.1"));
    if url.origin() != ask.url.origin() {
        return map;
    }
    if let Some((name, value)) = &ask.key
        && let Ok(mut value) = HeaderValue::from_str(value)
    {
        value.set_sensitive(true);
        map.insert(HeaderName::from_static(name), value);
    }
    if let Some(etag) = ask.etag.as_deref().and_then(|e| HeaderValue::from_str(e).ok()) {
        map.insert(header::IF_NONE_MATCH, etag);
    }
    map
}

/// Content type and first bytes against what was asked for.
pub(super) fn kind(head: &HeaderMap, bytes: &[u8], accept: &[&str]) -> Result<(), String> {
    let given = head.get(header::CONTENT_TYPE).and_then(|t| t.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).trim_start().to_ascii_lowercase();
    let html = given.contains("html") || start.starts_with("<!doctype") || start.starts_with("<html");
    if html {
        let login = ["log in", "login", "sign in", "password"].iter().any(|w| start.contains(w));
        let page = if login { "a login page" } else { "a web page (a login or error page?)" };
        return Err(format!("sent {page} instead of data"));
    }
    let fine = accept.iter().any(|a| *a == given)
        || (accept.contains(&"application/json") && given.ends_with("+json"));
    if fine {
        return Ok(());
    }
    let given =
        if given.is_empty() { "no content type".to_string() } else { format!("content type `{given}`") };
    Err(format!("sent {given}; expected {}", accept.join(" or ")))
}

pub(super) fn date(head: &HeaderMap) -> Option<i64> {
    waiting::http_date(head.get(header::DATE)?.to_str().ok()?)
}

/// An address without its query: what may be printed.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}
