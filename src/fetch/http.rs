//! Asking a server: timeouts, retries, redirects, size, content. The only place that opens a connection.
//! Promise: what comes back is a whole answer of 200 (or a 304) of the kind asked for, at most `max_bytes` large after
//! decompression; https only, no private address at dial time, the key never leaves the first origin.

mod addresses;
mod asking;
mod waiting;

pub use asking::{Answer, Ask, Failure, shown};

use super::secret::Secrets;
use addresses::{Guarded, check_target, is_loopback};
use asking::{date, headers, kind};
use reqwest::header::{self, HeaderMap};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use url::Url;

/// How long, how often, how much.
#[derive(Debug, Clone)]
pub struct Manners {
    /// To connect.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub read: Duration,
    /// For a request with its retries and waits.
    pub total: Duration,
    /// Tries of one request.
    pub tries: u32,
    /// Largest answer after decompression.
    pub max_bytes: usize,
    /// Plain http and loopback are fine (tests).
    pub allow_local: bool,
    /// Who asks.
    pub user_agent: String,
}

/// A client for one run.
pub struct Http {
    runtime: Runtime,
    client: reqwest::Client,
    manners: Manners,
    hosts: Mutex<BTreeMap<String, Arc<Semaphore>>>,
    /// Where each request is told of (`--verbose`).
    log: Box<dyn Fn(String) + Send + Sync>,
    secrets: Secrets,
}

/// What one try gave.
enum Try {
    Done(Box<Answer>),
    Again(Failure, Option<Duration>),
    Over(Failure),
    Moved(Url),
}

impl Http {
    /// A client; `log` is told of each request.
    pub fn new(
        manners: Manners,
        secrets: Secrets,
        log: Box<dyn Fn(String) + Send + Sync>,
    ) -> Result<Http, Failure> {
        // Fails only if a provider is there already, which then serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(manners.user_agent.clone())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(manners.connect)
            .read_timeout(manners.read)
            .referer(false)
            .pool_max_idle_per_host(2)
            .dns_resolver(Arc::new(Guarded { allow_loopback: manners.allow_local }));
        if manners.allow_local {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|e| Failure::new(format!("cannot set up encrypted connections: {}", causes(&e))))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|e| Failure::new(format!("cannot start the network's thread: {e}")))?;
        Ok(Http { runtime, client, manners, hosts: Mutex::default(), log, secrets })
    }

    /// Asks, with retries and redirects. Blocks; may be called from several threads.
    pub fn get(&self, ask: &Ask) -> Result<Answer, Failure> {
        let total = self.manners.total;
        self.runtime.block_on(async {
            match tokio::time::timeout(total, self.tries(ask)).await {
                Ok(result) => result,
                Err(_) => Err(Failure::new(format!(
                    "{} gave no whole answer within {} s",
                    shown(&ask.url),
                    total.as_secs_f32()
                ))
                .help("try again later, or raise `timeouts.total` of the source")),
            }
        })
    }

    async fn tries(&self, ask: &Ask) -> Result<Answer, Failure> {
        let started = Instant::now();
        let mut url = ask.url.clone();
        let mut hops = 0;
        let mut tried = 0;
        loop {
            check_target(&url, self.manners.allow_local)?;
            let result = {
                let _permit = self.permit(&url).await;
                self.one(ask, &url).await
            };
            match result {
                Try::Done(answer) => return Ok(*answer),
                Try::Over(failure) => return Err(failure),
                Try::Moved(next) => {
                    hops += 1;
                    if hops > 3 {
                        return Err(Failure::new(format!(
                            "{} redirects more than three times",
                            shown(&ask.url)
                        ))
                        .help("give the final address as `url:`"));
                    }
                    same_host(&ask.url, &next, self.manners.allow_local)?;
                    url = next;
                }
                Try::Again(failure, told) => {
                    tried += 1;
                    let wait = told.unwrap_or_else(|| waiting::backoff(tried));
                    if tried >= self.manners.tries {
                        return Err(Failure {
                            message: format!("{} ({tried} tries)", failure.message),
                            ..failure
                        });
                    }
                    let left = self.manners.total.saturating_sub(started.elapsed());
                    if wait >= left {
                        return Err(too_long(failure, wait, told.is_some()));
                    }
                    (self.log)(format!("waiting {:.1} s before asking again", wait.as_secs_f32()));
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }

    async fn permit(&self, url: &Url) -> Option<tokio::sync::OwnedSemaphorePermit> {
        let host = format!("{}:{:?}", url.host_str().unwrap_or_default(), url.port_or_known_default());
        let semaphore = {
            let mut hosts = self.hosts.lock().ok()?;
            hosts.entry(host).or_insert_with(|| Arc::new(Semaphore::new(2))).clone()
        };
        semaphore.acquire_owned().await.ok()
    }

    async fn one(&self, ask: &Ask, url: &Url) -> Try {
        let response = match self.client.get(url.clone()).headers(headers(ask, url)).send().await {
            Ok(response) => response,
            Err(e) => {
                (self.log)(format!("GET {} failed", shown(url)));
                return self.broken(url, &e);
            }
        };
        let status = response.status().as_u16();
        (self.log)(format!("GET {} {status}", shown(url)));
        match status {
            200 => self.whole(ask, url, response).await,
            304 if ask.etag.is_some() => Try::Done(Box::new(Answer {
                url: url.clone(),
                bytes: Vec::new(),
                etag: ask.etag.clone(),
                date: date(response.headers()),
                unchanged: true,
            })),
            301 | 302 | 303 | 307 | 308 => moved(url, response.headers()),
            _ => self.refused(ask, url, response).await,
        }
    }

    /// A connection that failed: worth another try, unless the certificate is at fault.
    fn broken(&self, url: &Url, error: &reqwest::Error) -> Try {
        let reason = self.secrets.clean(&causes(error));
        let address = shown(url);
        if reason.contains("certificate") || reason.contains("UnknownIssuer") {
            let failure = Failure::new(format!("the certificate of {address} cannot be trusted: {reason}"));
            return Try::Over(
                failure.help("nothing turns this check off; use an address with a valid certificate"),
            );
        }
        if reason.contains(addresses::REFUSED) {
            return Try::Over(Failure::new(format!("{address}: {reason}")));
        }
        let failure = if error.is_timeout() {
            Failure::new(format!("{address} did not answer in time: {reason}"))
        } else {
            Failure::new(format!("no connection to {address}: {reason}"))
        };
        Try::Again(failure.help("check the network and the address; what is stored stays as it is"), None)
    }

    async fn refused(&self, ask: &Ask, url: &Url, response: reqwest::Response) -> Try {
        let status = response.status();
        let (code, reason) = (status.as_u16(), status.canonical_reason().unwrap_or("unknown status"));
        let head = response.headers().clone();
        let address = shown(url);
        let failure = Failure::new(format!("{address} answered {code} {reason}"));
        match code {
            429 | 503 => {
                let told = waiting::told(&head);
                Try::Again(failure.help("the server asks for patience; try again later"), told)
            }
            500..=599 | 408 => Try::Again(failure.help("the server is in trouble; try again later"), None),
            401 | 403 => {
                let body = self.start_of_body(response).await;
                let key = match &ask.key_name {
                    Some(name) if ask.key.is_some() => format!("the key in {name} is not accepted; renew it"),
                    Some(name) => format!("set the key in the environment as {name}"),
                    None => {
                        "the source wants a key: name its environment variable with `key_env:`".to_string()
                    }
                };
                Try::Over(Failure { body, ..failure.help(key) })
            }
            404 | 410 => {
                Try::Over(failure.help("the address has moved or is mistyped; set `url:` of the source"))
            }
            304 => Try::Over(failure.help("nothing is stored that it could mean; the server is at fault")),
            200..=299 => Try::Over(failure.help("only a whole answer (200) is taken")),
            _ => {
                let body = self.start_of_body(response).await;
                Try::Over(Failure { body, ..failure.help("the request is not what the server expects") })
            }
        }
    }

    /// The first kilobytes of an error's body, for quarantine.
    async fn start_of_body(&self, mut response: reqwest::Response) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() > 65_536 {
                body.truncate(65_536);
                break;
            }
        }
        (!body.is_empty()).then_some(body)
    }

    async fn whole(&self, ask: &Ask, url: &Url, mut response: reqwest::Response) -> Try {
        let head = response.headers().clone();
        let address = shown(url);
        if let Some(coding) = head.get(header::CONTENT_ENCODING).filter(|c| *c != "identity") {
            let coding = coding.to_str().unwrap_or("?");
            return Try::Over(Failure::new(format!(
                "{address} sent `{coding}` encoding, which was not asked for"
            )));
        }
        let mut bytes: Vec<u8> = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    bytes.extend_from_slice(&chunk);
                    if bytes.len() > self.manners.max_bytes {
                        let limit = self.manners.max_bytes;
                        return Try::Over(
                            Failure::new(format!(
                                "{address} sent more than {limit} bytes (after decompression)"
                            ))
                            .help("if the source is meant to be that large, raise its `max_bytes`"),
                        );
                    }
                }
                Ok(None) => break,
                Err(e) => {
                    let reason = self.secrets.clean(&causes(&e));
                    let failure = Failure::new(format!("the answer of {address} broke off: {reason}"));
                    return Try::Again(failure.help("a part is never taken for the whole"), None);
                }
            }
        }
        if bytes.is_empty() {
            return Try::Over(Failure::new(format!("{address} answered 200 with an empty body")));
        }
        if let Err(message) = kind(&head, &bytes, ask.accept) {
            let failure = Failure::new(format!("{address} {message}"));
            return Try::Over(Failure { body: Some(bytes), ..failure.help("what is stored stays as it is") });
        }
        let etag = head.get(header::ETAG).and_then(|e| e.to_str().ok()).map(str::to_string);
        Try::Done(Box::new(Answer { url: url.clone(), bytes, etag, date: date(&head), unchanged: false }))
    }
}

fn moved(from: &Url, head: &HeaderMap) -> Try {
    let target = head.get(header::LOCATION).and_then(|l| l.to_str().ok()).and_then(|l| from.join(l).ok());
    match target {
        Some(target) => Try::Moved(target),
        None => Try::Over(Failure::new(format!("{} redirects to no address", shown(from)))),
    }
}

/// Redirects stay on their host; with `--allow-local`, on this machine.
fn same_host(first: &Url, next: &Url, allow_local: bool) -> Result<(), Failure> {
    check_target(next, allow_local)?;
    if first.host_str() == next.host_str() || (allow_local && is_loopback(first) && is_loopback(next)) {
        return Ok(());
    }
    let message = format!("{} redirects to another host, {}", shown(first), next.host_str().unwrap_or("?"));
    Err(Failure::new(message).help("if that is right, give the new address as `url:`"))
}

fn too_long(failure: Failure, wait: Duration, told: bool) -> Failure {
    if !told {
        return failure;
    }
    let wait = waiting::words(wait);
    Failure {
        help: Some(format!("the server asks to come back in {wait}; run `standings fetch` again then")),
        ..failure
    }
}

/// An error with its causes, without the address (which may be long).
fn causes(error: &dyn std::error::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if parts.last() != Some(&text) {
            parts.push(text);
        }
        next = cause.source();
    }
    if parts.is_empty() { error.to_string() } else { parts.join(": ") }
}
