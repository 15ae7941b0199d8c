//! How long each stage takes on a site made up here: `cargo bench --bench stages`, `-- claims` for one of them.
//! The numbers of two machines are not comparable; those of two versions on one machine are.

mod market;

use divan::{Bencher, black_box};
use jiff::civil::date;
use standings::analysis::{self, Facts};
use standings::config::Config;
use standings::diagnostic::{Notes, Severity};
use standings::editorial::{self, Drafts, Editorial, Publishing};
use standings::figures::{self, ChartSpec};
use standings::inputs::Inputs;
use standings::memory::Forget;
use standings::output::{self, Care};
use standings::{Around, Built, Options};
use std::sync::LazyLock;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Everything up to the texts, made once.
struct Made {
    inputs: Inputs,
    config: Config,
    facts: Facts,
    editorial: Editorial,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let inputs = market::inputs();
    let mut notes = Notes::default();
    let (config, facts, editorial) =
        standings::read(&inputs, &options(), &mut notes).expect("site.yaml is sound");
    let errors: Vec<String> = notes.into_sorted().into_iter().map(|d| d.message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    Made { inputs, config, facts, editorial }
});

fn options() -> Options {
    Options {
        today: date(2026, 12, 31),
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

fn publishing() -> Publishing {
    Publishing { today: date(2026, 12, 31), drafts: false, future: false }
}

fn built() -> Built {
    let around = Around { memory: &Forget, on_stage: &mut |_| {} };
    standings::build(&MADE.inputs, &options(), Notes::default(), around)
}

#[divan::bench]
fn parsing(bencher: Bencher) {
    let made = &*MADE;
    bencher.bench(|| standings::snapshots::parse(&made.inputs, &made.config, &mut Notes::default()));
}

#[divan::bench]
fn analysis(bencher: Bencher) {
    let made = &*MADE;
    let mut notes = Notes::default();
    let snapshots = standings::snapshots::parse(&made.inputs, &made.config, &mut notes);
    let registry = standings::registry::parse(&made.inputs, &made.config, &mut notes);
    let boards = standings::identity::resolve(snapshots, &registry, &made.inputs, &made.config, &mut notes);
    bencher
        .with_inputs(|| boards.clone())
        .bench_values(|boards| analysis::analyze(boards, &registry, &made.config));
}

fn drafts(made: &Made) -> Drafts {
    editorial::parse(&made.inputs, &made.config, publishing(), &mut Notes::default())
}

#[divan::bench]
fn front_matter(bencher: Bencher) {
    let made = &*MADE;
    bencher.bench(|| drafts(made));
}

#[divan::bench]
fn markdown_and_references(bencher: Bencher) {
    let made = &*MADE;
    bencher.with_inputs(|| drafts(made)).bench_values(|drafts| {
        editorial::resolve(drafts, &made.inputs, &made.facts, &made.config, &mut Notes::default())
    });
}

/// One issue of 900 words.
#[divan::bench]
fn claims(bencher: Bencher) {
    let made = &*MADE;
    let checker = standings::claims::Checker::new(&made.facts, &made.config);
    let issue = &made.editorial.issues[3];
    let found = checker.issue(issue, date(2026, 12, 31));
    let confirmed =
        found.claims.iter().filter(|c| c.verdict == standings::claims::Verdict::Confirmed).count();
    assert!(confirmed > 30 && (800..1000).contains(&issue.body.words), "{confirmed} {}", issue.body.words);
    bencher.bench(|| checker.issue(black_box(issue), date(2026, 12, 31)));
}

#[divan::bench]
fn figures(bencher: Bencher) {
    let made = &*MADE;
    let specs: Vec<ChartSpec> = standings::pages::asked_specs(&made.editorial).into_iter().collect();
    assert_eq!(specs.len(), market::PERIODS, "each issue has a figure of its own");
    bencher.bench(|| {
        specs.iter().filter_map(|spec| figures::draw(spec, &made.facts, &made.config).ok().flatten()).count()
    });
}

#[divan::bench(sample_count = 10)]
fn picture(bencher: Bencher) {
    let made = &*MADE;
    let spec =
        standings::pages::asked_specs(&made.editorial).into_iter().next().expect("issues have figures");
    let figure =
        figures::draw(&spec, &made.facts, &made.config).ok().flatten().expect("there is something to draw");
    bencher.with_inputs(|| figure.clone()).bench_values(|mut figure| {
        figures::picture(&spec, &mut figure, &Forget).expect("the module draws it");
        figure
    });
}

/// All of it but the disk.
#[divan::bench(sample_count = 20)]
fn whole_build(bencher: Bencher) {
    let built = built();
    assert!(built.diagnostics.iter().all(|d| d.severity != Severity::Error));
    bencher.bench(self::built);
}

#[divan::bench(sample_count = 20)]
fn writing(bencher: Bencher) {
    let (built, folder) =
        (built(), std::env::temp_dir().join(format!("standings-bench-{}", std::process::id())));
    let target = folder.join("public");
    bencher.bench(|| {
        output::commit(&built.outputs, String::new(), &target, Care::Quick).expect("there is room")
    });
    remove(&folder);
}

#[expect(clippy::disallowed_methods, reason = "what was written for the measurement goes away again")]
fn remove(folder: &std::path::Path) {
    std::fs::remove_dir_all(folder).expect("it was just written");
}
