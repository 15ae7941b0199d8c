//! Whatever is edited in whatever order: a build that remembers what it can, on disk and in memory, written onto a folder
//! that holds the site before, gives the bytes of a build that remembers nothing.
#![expect(clippy::disallowed_methods, reason = "a test plays the user, who has a disk")]

use standings::cache::Cache;
use standings::diagnostic::{Notes, text};
use standings::inputs::{self, Inputs};
use standings::kept::Kept;
use standings::memory::{Forget, Memory};
use standings::output::{self, Care};
use standings::pages::Early;
use standings::{Around, Built, Options, build, build_again};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const ISSUE: &str = "content/issues/2026-W21.md";
const OLDER: &str = "content/issues/2026-W20.md";
const OLDEST: &str = "content/issues/2026-W19.md";
const METHODS: &str = "content/pages/methodology.md";
const USE: &str = "data/snapshots/2026-W21/use.json";
const MODELS: &str = "data/models.yaml";
const TEMPLATE: &str = "themes/own/templates/not_found.html";
const FOOTER: &str = "themes/own/templates/_footer.html";
const FEED: &str = "themes/own/templates/feed_content.html";

/// An edit: a file, what stands there, and what takes its place.
type Edit = (&'static str, &'static str, &'static str);

/// Each can be made and unmade, in any order. The first is a mistake, and is unmade at once.
const EDITS: &[Edit] = &[
    (OLDER, "is quiet", "is {{ quiet() }}"),
    (ISSUE, "Who moved", "What moved"),
    (OLDER, "title: A quiet week", "title: A very quiet week"),
    (ISSUE, "table(top=5)", "table(top=3)"),
    (OLDEST, "{{ model(\"delta\") }}", "{{ model(\"echo\") }}"),
    (OLDEST, "tags: [supply]", "tags: [demand]"),
    (USE, "\"value\": 1400", "\"value\": 1399"),
    (ISSUE, "{{ gap() }}", "No gap."),
    (OLDER, "period: 2026-W20", "period: 2026-W20\nslug: quiet"),
    (METHODS, "---\n\n", "---\n\nA word before.\n\n"),
    (OLDEST, "date: 2026-05-11", "date: 2026-05-12"),
    (MODELS, "name: Bravo", "name: Bravissimo"),
    (TEMPLATE, "Lost", "Gone"),
    (FOOTER, "The end", "The very end"),
    (FEED, "Whole", "All of it"),
    (OLDEST, "draft: false", "draft: true"),
    (ISSUE, "summary: Delta", "summary: So Delta"),
    ("site.yaml", "title: Market", "title: Bazaar"),
    ("static/hello.txt", "Hello", "Hello again"),
];

/// The sample, with more issues, a template of its own, and no pictures.
fn sample() -> Inputs {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/market");
    let mut inputs = inputs::read(&folder, &mut Notes::default()).unwrap();
    let issue = |title: &str, head: &str, text: &str| {
        format!("---\ntitle: {title}\n{head}\ndraft: false\n---\n\n{text}\n")
    };
    let head = "period: 2026-W20\ndate: 2026-05-18\ntags: [growth]";
    inputs.insert(OLDER, issue("A quiet week", head, "{{ model(\"alpha\") }} is quiet.\n\n{{ table() }}"));
    let head = "period: 2026-W19\ndate: 2026-05-11\ntags: [supply]";
    inputs.insert(OLDEST, issue("The first week", head, "See {{ model(\"delta\") }}."));
    inputs.insert(TEMPLATE, "{% extends \"base.html\" %}{% block main %}Lost{% endblock %}");
    inputs.insert(FOOTER, "<footer>The end</footer>");
    inputs.insert(FEED, "<p>Whole</p>{% include \"_feed.html\" %}");
    inputs.insert("themes/own/theme.yaml", "name: own\nstandings: \">=0.1\"\nextends: ledger\n");
    let site = String::from_utf8(inputs.get("site.yaml").unwrap().to_vec()).unwrap();
    inputs.insert("site.yaml", format!("{site}\ntheme: own\nfigures: {{static: none}}\noutputs: [feeds]\n"));
    inputs
}

/// A memory that counts what it was asked for.
struct Counted<'a> {
    cache: &'a Cache,
    hits: AtomicUsize,
    misses: AtomicUsize,
}

impl Memory for Counted<'_> {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let found = self.cache.get(key);
        let count = if found.is_some() { &self.hits } else { &self.misses };
        count.fetch_add(1, Ordering::Relaxed);
        found
    }

    fn put(&self, key: &str, value: &[u8]) {
        self.cache.put(key, value);
    }
}

fn options() -> Options {
    Options {
        today: jiff::civil::date(2026, 12, 31),
        real_clock: true,
        drafts: false,
        future: false,
        strict: false,
        base_url: None,
        suggest: false,
        compress: false,
        published: None,
        frozen: false,
    }
}

fn built(inputs: &Inputs, memory: &dyn Memory) -> Built {
    build(inputs, &options(), Notes::default(), Around { memory, on_stage: &mut |_| {} })
}

fn built_again(inputs: &Inputs, memory: &dyn Memory, kept: &mut Kept) -> Built {
    build_again(inputs, &options(), Notes::default(), Around { memory, on_stage: &mut |_| {} }, kept)
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != output::MANIFEST);
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn apply(inputs: &mut Inputs, (file, old, new): Edit, done: bool) {
    let text = String::from_utf8(inputs.get(file).unwrap().to_vec()).unwrap();
    let (from, to) = if done { (new, old) } else { (old, new) };
    let edited = text.replacen(from, to, 1);
    assert!(edited != text, "{file} holds no `{from}`");
    inputs.insert(file, edited);
}

/// What differs, by path.
fn differing(one: &Built, other: &Built) -> Vec<String> {
    let paths: BTreeSet<&str> =
        one.outputs.iter().chain(other.outputs.iter()).map(|(path, _)| path).collect();
    let differs = |path: &&str| one.outputs.get(path) != other.outputs.get(path);
    paths.into_iter().filter(differs).map(String::from).collect()
}

#[test]
fn what_is_kept_in_memory_never_shows() {
    let mut inputs = sample();
    let mut kept = Kept::default();
    let mut done = vec![false; EDITS.len()];
    let mut random: u64 = 7;
    built_again(&inputs, &Forget, &mut kept);
    for step in 0..EDITS.len() + 2 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Each edit is made once; after that any is made or unmade.
        let which = if step < EDITS.len() { step } else { (random >> 33) as usize % EDITS.len() };
        apply(&mut inputs, EDITS[which], done[which]);
        done[which] = !done[which];
        let (clean, again) = (built(&inputs, &Forget), built_again(&inputs, &Forget, &mut kept));
        let said = text(&clean.diagnostics, false);
        assert_eq!(said, text(&again.diagnostics, false), "step {step}: edit {which}");
        assert_eq!(clean.failed(), which == 0, "step {step}: edit {which}: {said}");
        if which == 0 {
            apply(&mut inputs, EDITS[0], true);
            done[0] = false;
        } else {
            assert_eq!(differing(&clean, &again), Vec::<String>::new(), "step {step}: edit {which}");
        }
    }
}

#[test]
fn a_change_beside_a_template_that_cannot_be_read_is_not_forgotten() {
    let (mut inputs, mut kept) = (sample(), Kept::default());
    built_again(&inputs, &Forget, &mut kept);
    let broken: Edit = (FEED, "Whole", "{{ whole");
    for edit in [(TEMPLATE, "Lost", "Gone"), broken] {
        apply(&mut inputs, edit, false);
    }
    assert!(built_again(&inputs, &Forget, &mut kept).failed());
    apply(&mut inputs, broken, true);
    let (clean, again) = (built(&inputs, &Forget), built_again(&inputs, &Forget, &mut kept));
    assert_eq!(differing(&clean, &again), Vec::<String>::new());
}

/// Somebody who looks at some pages, and what they were shown before all was made.
#[derive(Debug, Default)]
struct Reader {
    open: BTreeSet<String>,
    shown: Mutex<BTreeMap<String, Arc<Vec<u8>>>>,
}

impl Early for Reader {
    fn open(&self) -> BTreeSet<String> {
        self.open.clone()
    }

    fn show(&self, pages: Vec<(String, Arc<Vec<u8>>)>) {
        self.shown.lock().unwrap().extend(pages);
    }
}

#[test]
fn what_is_looked_at_comes_first_and_is_what_the_whole_site_has() {
    let first = built(&sample(), &Forget);
    let open = first.outputs.iter().map(|(path, _)| path.to_string()).filter(|path| path.ends_with(".html"));
    let reader = Arc::new(Reader { open: open.collect(), ..Reader::default() });
    let (mut inputs, mut kept) = (sample(), Kept::default());
    for edit in EDITS.iter().skip(1) {
        kept.pages.early = Some(reader.clone());
        built_again(&inputs, &Forget, &mut kept);
        reader.shown.lock().unwrap().clear();
        apply(&mut inputs, *edit, false);
        let built = built_again(&inputs, &Forget, &mut kept);
        let shown = std::mem::take(&mut *reader.shown.lock().unwrap());
        let expected = [USE, MODELS, TEMPLATE, FOOTER, FEED].contains(&edit.0);
        assert_eq!(!shown.is_empty(), expected, "{edit:?}");
        for (path, bytes) in shown {
            assert_eq!(built.outputs.get(&path), Some(bytes.as_slice()), "{path} after {edit:?}");
        }
    }
}

#[test]
fn what_is_kept_on_disk_never_shows() {
    let mut inputs = sample();
    let site = String::from_utf8(inputs.get("site.yaml").unwrap().to_vec()).unwrap();
    inputs.insert("site.yaml", site.replace("static: none", "static: recent"));
    let root = tempfile::tempdir().unwrap();
    let cache = Cache::of(root.path());
    let memory = Counted { cache: &cache, hits: AtomicUsize::new(0), misses: AtomicUsize::new(0) };
    let target = root.path().join("public");
    for edit in [EDITS[3], EDITS[6]] {
        built(&inputs, &memory);
        apply(&mut inputs, edit, false);
        let (clean, remembering) = (built(&inputs, &Forget), built(&inputs, &memory));
        assert!(!clean.failed(), "{}", text(&clean.diagnostics, false));
        assert_eq!(differing(&clean, &remembering), Vec::<String>::new(), "{edit:?}");
        output::commit(&remembering.outputs, String::new(), &target, Care::Quick).unwrap();
        let made: BTreeMap<String, Vec<u8>> =
            clean.outputs.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
        assert!(tree(&target) == made, "{edit:?} left something behind");
        cache.tidy();
    }
    assert!(memory.hits.into_inner() > 0 && memory.misses.into_inner() > 0);
}
