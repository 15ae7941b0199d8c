//! `standings serve`: the site in memory behind a local address, built anew at each change.

use super::{Exit, Setting, put, tally};
use crate::cache::Cache;
use crate::cli::ServeArgs;
use crate::diagnostic::{Diagnostic, Notes};
use crate::inputs::{self, Inputs};
use crate::kept::Kept;
use crate::serve::{self, Guard, Live, Watcher};
use crate::{Around, Built, Options};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Instant;

/// The port that is tried first.
const PORT: u16 = 4000;
/// How many ports are tried after it.
const MORE: u16 = 50;

/// Runs the command.
pub fn run(setting: &Setting, args: &ServeArgs) -> Exit {
    let mut notes = Notes::default();
    let inputs = match setting.read(&mut notes) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let (listener, address) = match listen(args) {
        Ok(bound) => bound,
        Err(message) => {
            setting.complain(&message);
            return Exit::Usage;
        }
    };
    let watcher = match Watcher::new(&setting.global.root, &inputs::FOLDERS, inputs::SITE) {
        Ok(watcher) => watcher,
        Err(e) => {
            setting.complain(&e.to_string());
            return Exit::Fault;
        }
    };
    let live = Arc::new(Live::default());
    let mut builder = Builder {
        setting: setting.clone(),
        options: setting.options(&args.content, &inputs),
        cache: Cache::of(&setting.global.root),
        kept: Kept::default(),
        inputs,
        read: notes.clone(),
        unread: notes.failed(),
        live: live.clone(),
        watcher,
    };
    builder.build(notes);
    let url = url(args, address, &live.shown().base);
    put(&format!("serving at {url}\n"));
    if args.open && open::that_detached(&url).is_err() {
        setting.say("no browser could be opened");
    }
    match serve::run(listener, live, guard(args, address), move || builder.follow()) {
        Ok(()) => Exit::Fine,
        Err(e) => {
            setting.complain(&format!("the preview has stopped: {e}"));
            Exit::Fault
        }
    }
}

/// The address to listen on: the port asked for, else the first free one from the usual one on.
fn listen(args: &ServeArgs) -> Result<(TcpListener, SocketAddr), String> {
    let host = match &args.host {
        None => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Some(name) => resolve(name).ok_or_else(|| format!("`{name}` is no address of this machine"))?,
    };
    let ports = args.port.map_or(PORT..=PORT + MORE, |port| port..=port);
    let last = *ports.end();
    for port in ports {
        match TcpListener::bind((host, port)).and_then(|l| Ok((l.local_addr()?, l))) {
            Ok((address, listener)) => {
                if args.port.is_none() && port != PORT {
                    let _ = std::io::Write::write_all(
                        &mut io::stderr(),
                        format!("port {PORT} is taken; using {port}\n").as_bytes(),
                    );
                }
                return Ok((listener, address));
            }
            Err(e) if e.kind() == io::ErrorKind::AddrInUse && port < last => {}
            Err(e) if e.kind() == io::ErrorKind::AddrInUse && args.port.is_some() => {
                return Err(format!(
                    "port {port} is taken; end what uses it, choose another --port, or leave it out"
                ));
            }
            Err(e) => return Err(format!("cannot listen on {host}, port {port}: {e}")),
        }
    }
    Err(format!("no port from {PORT} to {last} is free; choose one with --port"))
}

fn resolve(name: &str) -> Option<IpAddr> {
    name.parse().ok().or_else(|| Some((name, 0).to_socket_addrs().ok()?.next()?.ip()))
}

fn guard(args: &ServeArgs, address: SocketAddr) -> Guard {
    let guard = Guard::loopback(address.port());
    let Some(name) = &args.host else { return guard };
    if !address.ip().is_loopback() {
        complain_softly(address);
    }
    let guard = guard.and(name);
    if address.ip().is_unspecified() { guard.and_addresses() } else { guard }
}

fn complain_softly(address: SocketAddr) {
    let text = format!(
        "warning: listening on {}: everybody who can reach this machine can read the site, drafts and all\n",
        address.ip()
    );
    let _ = std::io::Write::write_all(&mut io::stderr(), text.as_bytes());
}

fn url(args: &ServeArgs, address: SocketAddr, base: &str) -> String {
    let host = match &args.host {
        Some(name) if !address.ip().is_unspecified() && name.parse::<IpAddr>().is_err() => name.clone(),
        _ if address.ip().is_unspecified() => "127.0.0.1".to_string(),
        _ if address.is_ipv6() => format!("[{}]", address.ip()),
        _ => address.ip().to_string(),
    };
    format!("http://{host}:{}{base}", address.port())
}

/// Builds the site whenever its sources change.
struct Builder {
    setting: Setting,
    options: Options,
    cache: Cache,
    kept: Kept,
    inputs: Inputs,
    /// What the last reading of all files said.
    read: Notes,
    /// That reading failed, so that `inputs` may be an older state.
    unread: bool,
    live: Arc<Live>,
    watcher: Watcher,
}

impl Builder {
    fn follow(&mut self) {
        while let Some(touched) = self.watcher.wait() {
            let root = &self.setting.global.root;
            let quick = inputs::read_touched(root, &self.inputs, &touched).filter(|_| !self.unread);
            let known = quick.is_some();
            if let Some(inputs) = quick {
                self.take(inputs, self.read.clone(), self.live.failed());
            }
            self.look_at_all(!known && self.live.failed());
        }
    }

    /// Reads what differs, wherever it is.
    fn look_at_all(&mut self, anew: bool) {
        let mut notes = Notes::default();
        match inputs::read_again(&self.setting.global.root, &self.inputs, &mut notes) {
            Ok(inputs) => {
                self.unread = notes.failed();
                self.read = notes.clone();
                self.take(inputs, notes, anew);
            }
            Err(e) => {
                self.unread = true;
                let note = Diagnostic::error("site-missing", e.to_string());
                self.show(Built { diagnostics: vec![note], ..Built::default() }, Instant::now());
            }
        }
    }

    /// Builds from these files, unless they were only touched, or written as they were; `anew`: even then.
    fn take(&mut self, inputs: Inputs, notes: Notes, anew: bool) {
        let same = !notes.failed() && inputs.same_as(&self.inputs);
        self.inputs = inputs;
        if anew || !same {
            self.build(notes);
        }
    }

    fn build(&mut self, notes: Notes) {
        let start = Instant::now();
        let around = Around { memory: &self.cache, on_stage: &mut |_| {} };
        self.kept.pages.early = Some(self.live.clone());
        let built = crate::build_again(&self.inputs, &self.options, notes, around, &mut self.kept);
        self.cache.tidy();
        self.show(built, start);
    }

    fn show(&self, built: Built, start: Instant) {
        let (failed, pages) = (built.failed(), built.pages);
        let diagnostics = self.live.publish(built);
        let time = start.elapsed().as_millis();
        self.setting.print_aside(&diagnostics);
        let tally = tally(&diagnostics).map(|t| format!(", {t}")).unwrap_or_default();
        self.setting.say(&if failed {
            format!("not built{tally}; the last good site stays")
        } else {
            format!("{pages} pages in {time} ms{tally}")
        });
    }
}
