//! What a signal does to a build: the staged site goes, the published one stays, and the exit code says which signal.

/// Watches for the signals that stop a build, for the rest of the process.
#[cfg(unix)]
pub fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    // A file-size limit then shows as a failed write, which is reported, instead of ending the process.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            crate::output::abandon();
            std::process::exit(128 + signal);
        }
    });
}

/// Elsewhere the system ends the process; the next build removes what was staged.
#[cfg(not(unix))]
pub fn watch() {}
