//! Sockets: one request a connection, a bounded number of connections, and a deadline for each.

use super::answer::{self, Answer, Ask, Body};
use super::guard::Guard;
use super::live::{Live, Shown};
use hyper::body::{Bytes, Frame, Incoming, SizeHint};
use hyper::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::io::{self, Cursor};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::{sleep, timeout};

/// Connections at once; further ones wait in the system's queue.
const CONNECTIONS: usize = 512;
/// Open pages that listen at once.
const LISTENERS: usize = 64;
/// Until the request has been read.
const READ: Duration = Duration::from_secs(5);
/// Until the answer has been taken.
const ANSWER: Duration = Duration::from_secs(30);
/// Between signs of life on a stream of events.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Longest first line of a request that is read.
const LONGEST_LINE: usize = 16 * 1024;

/// What every connection needs.
struct Shop {
    live: Arc<Live>,
    guard: Guard,
    listeners: Arc<Semaphore>,
}

/// Serves until Ctrl-C, until the process is asked to end, or until `work`, which runs beside it, has ended.
pub fn run(
    listener: std::net::TcpListener,
    live: Arc<Live>,
    guard: Guard,
    work: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    let (working, ended) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let _working = working;
        work();
    });
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let shop = Arc::new(Shop { live, guard, listeners: Arc::new(Semaphore::new(LISTENERS)) });
    let result = runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        tokio::select! {
            never = accept(&listener, &shop) => match never {},
            signal = asked_to_end() => signal,
            _ = ended => Err(io::Error::other("the builder has stopped")),
        }
    });
    runtime.shutdown_background();
    result
}

async fn accept(listener: &TcpListener, shop: &Arc<Shop>) -> Infallible {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let slot = slots.clone().acquire_owned().await.expect("the slots are never closed");
        match listener.accept().await {
            Ok((stream, _)) => {
                let shop = shop.clone();
                tokio::spawn(async move {
                    connection(stream, shop).await;
                    drop(slot);
                });
            }
            // Out of file handles: those that are open will end.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn connection(stream: TcpStream, shop: Arc<Shop>) {
    let _ = stream.set_nodelay(true);
    let (mut reader, mut writer) = stream.into_split();
    let Ok(Ok(first)) = timeout(READ, first_line(&mut reader)).await else { return };
    if first.len() >= LONGEST_LINE && !first.contains(&b'\n') {
        let _ = timeout(READ, too_long(&mut reader, &mut writer)).await;
        return;
    }
    let io = TokioIo::new(tokio::io::join(Cursor::new(first).chain(reader), writer));
    let streams = Arc::new(AtomicBool::new(false));
    let marks = streams.clone();
    let service = service_fn(move |request| {
        let response = respond(&request, &shop, &marks);
        async move { Ok::<_, Infallible>(response) }
    });
    let mut http = http1::Builder::new();
    http.keep_alive(false).half_close(true).timer(TokioTimer::new()).header_read_timeout(READ);
    let mut serving = std::pin::pin!(http.max_buf_size(64 * 1024).serve_connection(io, service));
    if timeout(ANSWER, &mut serving).await.is_err() && streams.load(Ordering::Relaxed) {
        let _ = serving.await;
    }
}

/// Reads until the first line is there, or is too long.
async fn first_line(reader: &mut OwnedReadHalf) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    while line.len() < LONGEST_LINE && !line.contains(&b'\n') {
        if reader.read_buf(&mut line).await? == 0 {
            break;
        }
    }
    Ok(line)
}

/// Refuses, and takes what the client still sends, so that it gets to read the answer.
async fn too_long(reader: &mut OwnedReadHalf, writer: &mut (impl AsyncWriteExt + Unpin)) -> io::Result<()> {
    let text = "the address is too long\n";
    let head = format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
    writer.write_all(head.as_bytes()).await?;
    writer.shutdown().await?;
    let (mut rest, mut taken) = ([0; 8192], 0);
    while taken < 1 << 20 {
        match reader.read(&mut rest).await? {
            0 => break,
            n => taken += n,
        }
    }
    Ok(())
}

fn respond(request: &Request<Incoming>, shop: &Arc<Shop>, streams: &AtomicBool) -> Response<Sent> {
    let text = |headers: &HeaderMap, name: HeaderName| {
        headers.get(name).map(|v| v.to_str().unwrap_or("?").to_string())
    };
    let headers = request.headers();
    let mut hosts: Vec<&str> = headers.get_all(HOST).iter().map(|v| v.to_str().unwrap_or("?")).collect();
    let named = request.uri().authority().map(|a| a.as_str());
    // A target that names a host must name an allowed one as well.
    hosts.extend(named.filter(|named| !shop.guard.allows_host(named)));
    let (origin, site) = (text(headers, ORIGIN), text(headers, HeaderName::from_static("sec-fetch-site")));
    let last_event = text(headers, HeaderName::from_static("last-event-id"));
    let target = request.uri().path_and_query().map_or("/", |p| p.as_str());
    let ask = Ask {
        method: request.method().as_str(),
        target,
        hosts: &hosts,
        origin: origin.as_deref(),
        fetch_site: site.as_deref(),
        last_event: last_event.as_deref(),
    };
    let mut answer = answer::answer(&ask, &shop.live, &shop.guard);
    let is_head = request.method() == hyper::Method::HEAD;
    let body = match std::mem::take(&mut answer.body) {
        Body::Whole(bytes) => Sent::Whole(Some(bytes.into())),
        Body::Events { .. } if is_head => Sent::Whole(None),
        Body::Events { page, since } => match shop.listeners.clone().try_acquire_owned() {
            Ok(place) => {
                streams.store(true, Ordering::Relaxed);
                Sent::Stream(listen(shop.live.clone(), page, since, place))
            }
            Err(_) => {
                answer = answer::plain(503, "too many open pages listen to this preview");
                let Body::Whole(bytes) = std::mem::take(&mut answer.body) else { return Response::default() };
                Sent::Whole(Some(bytes.into()))
            }
        },
    };
    with_headers(answer, body)
}

/// The headers that every answer has. None of them lets another origin read what is here.
fn with_headers(answer: Answer, body: Sent) -> Response<Sent> {
    let mut response = Response::builder()
        .status(answer.status)
        .header("Cache-Control", "no-store")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "same-origin");
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(body).unwrap_or_default()
}

/// Feeds a stream of events, as long as somebody listens.
fn listen(
    live: Arc<Live>,
    page: String,
    since: Option<u64>,
    place: OwnedSemaphorePermit,
) -> mpsc::Receiver<Bytes> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        let _place = place;
        let (mut told, _listening) = live.listen(&page);
        let mut since = since;
        let mut text = String::from("retry: 500\n\n");
        loop {
            let shown = live.shown();
            if since != Some(shown.edition) || !shown.problems.is_empty() || text.starts_with("retry") {
                write_news(&mut text, &shown, &page, since);
            }
            since = Some(shown.edition);
            if sender.send(Bytes::from(std::mem::take(&mut text))).await.is_err() {
                return;
            }
            tokio::select! {
                changed = told.wait_for(|edition| Some(*edition) != since) => if changed.is_err() { return },
                () = sleep(HEARTBEAT) => text.push_str(":\n\n"),
                () = sender.closed() => return,
            }
        }
    });
    receiver
}

fn write_news(text: &mut String, shown: &Shown, page: &str, since: Option<u64>) {
    for (name, data) in shown.news(page, since) {
        let _ = write!(text, "id: {}\nevent: {name}\ndata: {data}\n\n", shown.mark());
    }
}

/// A body: bytes, or events as they come.
enum Sent {
    Whole(Option<Bytes>),
    Stream(mpsc::Receiver<Bytes>),
}

impl Default for Sent {
    fn default() -> Sent {
        Sent::Whole(None)
    }
}

impl hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut *self {
            Sent::Whole(bytes) => Poll::Ready(bytes.take().map(|b| Ok(Frame::data(b)))),
            Sent::Stream(receiver) => receiver.poll_recv(context).map(|b| b.map(|b| Ok(Frame::data(b)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Sent::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Sent::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |b| b.len() as u64)),
            Sent::Stream(_) => SizeHint::default(),
        }
    }
}
