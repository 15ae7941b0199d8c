//! The edition of the site that is shown now, what is wrong with the newest sources, and what changed lately.

use super::change::Change;
use crate::Built;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::outputs::Outputs;
use crate::pages::Early;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// How many changes are remembered; who is further behind loads the page again.
const REMEMBERED: usize = 64;

/// What is shown, shared between the builder and the server.
#[derive(Debug)]
pub struct Live {
    shown: Mutex<Shown>,
    told: watch::Sender<u64>,
    /// The pages that somebody listens for, and how many do.
    open: Mutex<BTreeMap<String, usize>>,
}

/// A state of the preview.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The last good site, if there was one.
    pub outputs: Option<Arc<Outputs>>,
    /// The path of the site below the host: `/gap/`.
    pub base: String,
    /// The errors that keep the newest sources from becoming a site.
    pub problems: Vec<Problem>,
    /// What was shown before some pages of it were shown early.
    whole: Option<Arc<Outputs>>,
    /// Counts builds.
    pub edition: u64,
    changes: VecDeque<(u64, Arc<Change>)>,
}

/// One error, as it is shown over a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `error[code]: message`, place, source line and help, as in the terminal.
    pub text: String,
}

impl Default for Live {
    fn default() -> Live {
        let base = "/".to_string();
        Live {
            shown: Mutex::new(Shown { base, ..Shown::default() }),
            told: watch::channel(0).0,
            open: Mutex::default(),
        }
    }
}

impl Live {
    /// Takes the result of a build: a good one is shown from now on, a failed one leaves the last good site. Gives what
    /// was said of it.
    pub fn publish(&self, built: Built) -> Vec<Diagnostic> {
        let mut shown = self.lock();
        shown.edition += 1;
        let edition = shown.edition;
        let early = shown.whole.take();
        if built.failed() {
            shown.problems = problems(&built.diagnostics);
            // The last good site is whole: not some of its pages with the newest templates.
            if let (Some(whole), Some(shown_early)) = (early, shown.outputs.clone()) {
                shown.changed(Change::between(&shown_early, &whole));
                shown.outputs = Some(whole);
            }
        } else {
            let change = match &shown.outputs {
                Some(old) if shown.base == built.base_path => Change::between(old, &built.outputs),
                _ => Change { everywhere: true, ..Change::default() },
            };
            shown.changed(change);
            shown.problems = Vec::new();
            shown.base = built.base_path;
            shown.outputs = Some(Arc::new(built.outputs));
        }
        drop(shown);
        self.told.send_replace(edition);
        built.diagnostics
    }

    /// What is shown now.
    pub fn shown(&self) -> Shown {
        self.lock().clone()
    }

    /// True if the newest sources did not become a site.
    pub fn failed(&self) -> bool {
        !self.lock().problems.is_empty()
    }

    /// Wakes at each new edition. Who listens looks at a page as long as the guard is held.
    pub fn listen(self: &Arc<Self>, page: &str) -> (watch::Receiver<u64>, Listening) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner).entry(page.to_string()).or_default() += 1;
        (self.told.subscribe(), Listening { live: self.clone(), page: page.to_string() })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody looks at a page.
#[derive(Debug)]
pub struct Listening {
    live: Arc<Live>,
    page: String,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut open = self.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.page) {
            *count -= 1;
        }
        open.retain(|_, count| *count > 0);
    }
}

impl Early for Live {
    fn open(&self) -> BTreeSet<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    fn show(&self, pages: Vec<(String, Arc<Vec<u8>>)>) {
        let mut shown = self.lock();
        let Some(whole) = shown.outputs.clone() else { return };
        if pages.iter().all(|(path, bytes)| whole.get(path) == Some(bytes.as_slice())) {
            return;
        }
        let mut outputs = Outputs::clone(&whole);
        outputs.replace(pages);
        shown.edition += 1;
        let edition = shown.edition;
        shown.changed(Change::between(&whole, &outputs));
        (shown.outputs, shown.whole) = (Some(Arc::new(outputs)), Some(whole));
        drop(shown);
        self.told.send_replace(edition);
    }
}

impl Shown {
    /// Remembers what this edition changed.
    fn changed(&mut self, change: Change) {
        self.changes.push_back((self.edition, Arc::new(change)));
        while self.changes.len() > REMEMBERED {
            self.changes.pop_front();
        }
    }

    /// The mark of this edition. It names the process, so that a page of an earlier run knows that it is old.
    pub fn mark(&self) -> String {
        format!("{}-{}", std::process::id(), self.edition)
    }

    /// The edition of a mark, if it is one of this run.
    pub fn edition_of(mark: &str) -> Option<u64> {
        let (process, edition) = mark.split_once('-')?;
        (process == std::process::id().to_string()).then(|| edition.parse().ok()).flatten()
    }

    /// What a page must be told that was loaded at `since`: the events' names and data.
    pub fn news(&self, page: &str, since: Option<u64>) -> Vec<(&'static str, Value)> {
        let Some(since) = since.filter(|since| self.remembers(*since)) else {
            return vec![("reload", json!({}))];
        };
        let missed: Vec<&Arc<Change>> =
            self.changes.iter().filter(|(e, _)| *e > since).map(|(_, c)| c).collect();
        if missed.iter().any(|change| change.touches(page)) {
            return vec![("reload", json!({}))];
        }
        let mut news = Vec::new();
        let styles: Vec<[String; 2]> = missed
            .iter()
            .flat_map(|c| &c.styles)
            .map(|(old, new)| [old, new].map(|path| format!("{}{path}", self.base)))
            .collect();
        if !styles.is_empty() {
            news.push(("style", json!({ "styles": styles })));
        }
        let problems: Vec<&str> = self.problems.iter().map(|p| p.text.as_str()).collect();
        news.push(("problems", json!({ "problems": problems })));
        news
    }

    /// True if every change after an edition is known.
    fn remembers(&self, since: u64) -> bool {
        let dropped =
            self.changes.len() == REMEMBERED && self.changes.front().is_some_and(|(e, _)| *e > since + 1);
        since <= self.edition && !dropped
    }
}

fn problems(diagnostics: &[Diagnostic]) -> Vec<Problem> {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors
        .map(|d| Problem { text: diagnostic::text(std::slice::from_ref(d), false).trim_end().to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Notes;

    fn built(text: &str) -> Built {
        let mut outputs = Outputs::default();
        outputs.add("index.html", text, &mut Notes::default());
        Built { outputs, base_path: "/".to_string(), ..Built::default() }
    }

    fn names(live: &Live, since: u64) -> Vec<&'static str> {
        live.shown().news("index.html", Some(since)).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_failed_build_keeps_the_last_good_site() {
        let live = Live::default();
        live.publish(built("one"));
        let broken = Diagnostic::error("yaml-syntax", "broken").in_file("site.yaml");
        live.publish(Built { diagnostics: vec![broken], ..Built::default() });
        let shown = live.shown();
        assert_eq!(shown.outputs.as_ref().unwrap().get("index.html"), Some(b"one".as_slice()));
        assert!(
            shown.problems[0].text.contains("error[yaml-syntax]")
                && shown.problems[0].text.contains("site.yaml")
        );
        assert_eq!(names(&live, 1), ["problems"]);
        live.publish(built("one"));
        assert!(live.shown().problems.is_empty());
        assert_eq!(names(&live, 2), ["problems"]);
    }

    #[test]
    fn what_is_looked_at_is_shown_early_and_taken_back_if_the_rest_fails() {
        let live = Arc::new(Live::default());
        live.publish(built("one"));
        let (_, listening) = live.listen("index.html");
        assert_eq!(live.open(), BTreeSet::from(["index.html".to_string()]));
        let early = || vec![("index.html".to_string(), Arc::new(b"two".to_vec()))];
        let shows = |text: &str| live.shown().outputs.unwrap().get("index.html") == Some(text.as_bytes());
        live.show(early());
        assert!(shows("two") && names(&live, 1) == ["reload"]);
        live.publish(built("two"));
        assert!(shows("two") && names(&live, 2) == ["problems"]);
        live.publish(built("one"));
        live.show(early());
        let broken = Diagnostic::error("template", "broken").in_file("base.html");
        live.publish(Built { diagnostics: vec![broken], ..Built::default() });
        assert!(shows("one") && names(&live, 5) == ["reload"] && live.failed());
        drop(listening);
        assert!(live.open().is_empty());
    }

    #[test]
    fn who_is_behind_loads_again() {
        let live = Live::default();
        live.publish(built("one"));
        live.publish(built("two"));
        assert_eq!(names(&live, 1), ["reload"]);
        assert_eq!(names(&live, 2), ["problems"]);
        assert_eq!(names(&live, 9), ["reload"]);
        for n in 0..100 {
            live.publish(built(&format!("{}", n / 2)));
        }
        assert_eq!(names(&live, 3), ["reload"]);
        assert_eq!(Shown::edition_of("1-2-3"), None);
        assert_eq!(Shown::edition_of(&live.shown().mark()), Some(102));
    }
}
