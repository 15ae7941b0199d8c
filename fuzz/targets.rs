//! What is fuzzed: one reader of hostile bytes each, by name. Shared by the fuzzer and by `tests/fuzz_smoke.rs`.
//! A target fails by panicking; every other answer is fine.

use standings::analysis::Facts;
use standings::claims::{self, Account, Checker};
use standings::config::Config;
use standings::diagnostic::{Notes, Source, text};
use standings::editorial::{self, Publishing};
use standings::inputs::Inputs;
use standings::{config, facts, registry, snapshots};
use std::sync::OnceLock;

/// Name and the file that its bytes become.
pub const TARGETS: [(&str, &str); 9] = [
    ("config", "site.yaml"),
    ("snapshot_yaml", "data/snapshots/2026-W17/use.yaml"),
    ("snapshot_json", "data/snapshots/2026-W17/use.json"),
    ("snapshot_csv", "data/snapshots/2026-W17/use.csv"),
    ("registry", "data/models.yaml"),
    ("front_matter", "content/issues/2026-W17.md"),
    ("references", "content/issues/2026-W17.md"),
    ("markdown", "content/issues/2026-W17.md"),
    ("claims", "content/issues/2026-W17.md"),
];

const SITE: &str = "title: T\nbase_url: https://example.com/x/\nid: example.com,2026\nmarkdown: {raw_html: true}\n\
boards:\n  - {id: use, title: Use, metric: {kind: volume, unit: boxes}}\n  - {id: votes, title: Votes, metric: {kind: score}}\n\
gap: {prestige: votes, production: use}\n";
const USE: &str = "board: use\nperiod: 2026-W17\nas_of: 2026-04-27T02:00:00Z\nother: 5.81T\nentries:\n  - {name: a/alpha, value: 1.58T, growth: 98%}\n  - {name: b, rank: 2, value: 721B, previous_rank: 3}\nexits: [{name: c}]\n";
const VOTES: &str = "board: votes\nperiod: 2026-W17\nentries:\n  - {name: a/alpha, value: 1503, low: 1495, high: 1511, votes: 5321}\n  - {name: b, value: 1400, low: 1390, high: 1410, votes: 9}\n";
const MODELS: &str = "orgs: [{id: o, name: O}]\nmodels:\n  - {id: alpha, name: Alpha, org: o, aliases: {use: [a/alpha], votes: [{name: a/alpha, as: thinking, until: 2027-01-01}]}, prices: [{from: 2026-04-16, input: 5, output: 25}], context: 1M}\n";
const FRONT: &str = "---\ntitle: T\nperiod: 2026-W17\ndate: 2026-04-25\n---\n";

/// What a target's mutations begin with.
pub fn seed(name: &str) -> String {
    match name {
        "config" => SITE.to_string(),
        "snapshot_yaml" => USE.to_string(),
        "snapshot_json" => "{\"board\": \"use\", \"period\": \"2026-W17\", \"entries\": [{\"name\": \"a\", \"value\": 18446744073709551615, \"growth\": \"98%\"}, {\"name\": \"b\\u00e9\", \"rank\": 2}]}".to_string(),
        "snapshot_csv" => "name,rank,value,growth,date\nalpha,1,1.58T,98%,2026-04-25\n\"b, c\",2,721B,,\n".to_string(),
        "registry" => MODELS.to_string(),
        "front_matter" => "---\ntitle: \"{{ rank(\\\"alpha\\\") }}\"\nperiod: 2026-W17\ndate: 2026-04-25\nsummary: s\ntags: [a, b]\ndraft: false\nslug: s\ncorrections: [{date: 2026-05-01, text: t}]\n---\nText\n".to_string(),
        "references" => "It is {{ rank(\"alpha\") }}, {{ value(\"b\", style=\"short\", board=\"use\") }} and {{ move(\"b\", period=\"2026-W16\") }}.\n\n{{ table(top=20) }}\n\n{{ chart(\"bump\", periods=12) }}\n".to_string(),
        "claims" => "Alpha (a/alpha) leads with 1.58 trillion boxes, up 98% on the week, more than twice what b carried; the top two hold 99.5 percent.\n\nB fell one place to #2, ahead of nobody: its 721B is the lowest since 2026-W12. Alpha costs $5 and $25 per million tokens, five times as much.<!-- claim: waived: our own count -->\n\n- b and c left; c was third a week ago\n- two of three gained, 1,503 to 1,400\n".to_string(),
        _ => "# A {#id}\n\n*b* [c](https://example.org \"t\") <b>x</b> `{{ d }}`[^1]\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [ ] x\n\n> [!NOTE]\n> y\n\n![p](p.png)\n\n[^1]: note\n\n```rust\nz\n```\n".to_string(),
    }
}

struct Base {
    inputs: Inputs,
    config: Config,
    facts: Facts,
}

fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(|| {
        let files = [
            ("site.yaml", SITE),
            ("data/snapshots/2026-W17/use.yaml", USE),
            ("data/snapshots/2026-W17/votes.yaml", VOTES),
            ("data/models.yaml", MODELS),
        ];
        let inputs = Inputs::from_files(files);
        let mut notes = Notes::default();
        let config = config::parse(SITE, &mut notes).expect("the base configuration is sound");
        let facts = facts(&inputs, &config, &mut notes);
        assert!(!notes.failed(), "{}", text(&notes.into_sorted(), false));
        Base { inputs, config, facts }
    })
}

/// Gives a target its bytes. Whatever is said about them must be printable too.
pub fn run(name: &str, bytes: &[u8]) {
    let base = base();
    let mut notes = Notes::default();
    let (_, file) = TARGETS.iter().find(|(n, _)| *n == name).expect("a known target");
    let mut files: Vec<(String, Vec<u8>)> =
        base.inputs.all().map(|(p, b)| (p.to_string(), b.to_vec())).collect();
    if file.contains("/use.") {
        files.retain(|(path, _)| !path.contains("/use."));
    }
    files.retain(|(path, _)| path != file);
    let content = matches!(name, "references" | "markdown" | "claims");
    let bytes = if content { [FRONT.as_bytes(), bytes].concat() } else { bytes.to_vec() };
    files.push(((*file).to_string(), bytes));
    let inputs = Inputs::from_files(files);
    match name {
        "config" => {
            if let Some(text) = inputs.text(file, &mut notes) {
                let _ = config::parse(text, &mut notes);
            }
        }
        "registry" => drop(registry::parse(&inputs, &base.config, &mut notes)),
        "front_matter" | "references" | "markdown" | "claims" => {
            let today = "2026-12-31".parse().expect("a date");
            let publishing = Publishing { today, drafts: true, future: true };
            let drafts = editorial::parse(&inputs, &base.config, publishing, &mut notes);
            let editorial = editorial::resolve(drafts, &inputs, &base.facts, &base.config, &mut notes);
            for issue in editorial.issues.iter().filter(|_| name == "claims") {
                let found = Checker::new(&base.facts, &base.config).issue(issue, today);
                let source = Source { file, text: inputs.text(file, &mut notes).unwrap_or_default() };
                claims::diagnostics(issue, &found, source, &mut notes);
                let _ = Account::of(&found, source, &base.facts, &base.config);
            }
        }
        _ => {
            let _ = snapshots::parse(&inputs, &base.config, &mut notes);
            if !notes.failed() {
                let _ = facts(&inputs, &base.config, &mut notes);
            }
        }
    }
    let _ = text(&notes.into_sorted(), true);
}
