//! A made-up site, the same on every run: a year of weeks, two boards, sixty products, a report of 900 words a week
//! whose figures are true.

use standings::inputs::Inputs;
use std::fmt::Write as _;

/// How many weeks.
pub const PERIODS: usize = 52;
/// How many products.
const PRODUCTS: usize = 60;

const SITE: &str = "title: Market
description: Synthetic figures.
base_url: https://example.com
id: example.com,2026
subject: {singular: product, plural: products}
orgs: {singular: maker, plural: makers}
outputs: [feeds]
figures: {static: none}
boards:
  - {id: use, title: Use, metric: {kind: volume, label: Units, unit: units}, top: 20}
  - {id: votes, title: Votes, metric: {kind: score, label: Score}, top: 20}
";

fn name(product: usize) -> String {
    const KINDS: [&str; 12] = [
        "Anvil", "Bellows", "Chisel", "Drill", "Engine", "Filer", "Gauge", "Hammer", "Ironer", "Jigsaw",
        "Kiln", "Lathe",
    ];
    format!("{} {}", KINDS[product % KINDS.len()], product / KINDS.len() + 1)
}

/// Units of a product in a week: every product swings about its own level.
fn units(product: usize, week: usize) -> u64 {
    let level = 2_000_000_000 / (product as u64 + 3);
    level + level / 9 * ((product * 7 + week * 3) % 11) as u64 + (product * 13 + week) as u64
}

fn score(product: usize, week: usize) -> u64 {
    1500 - product as u64 * 5 + ((product * 5 + week * 3) % 17) as u64
}

/// The products of a week, largest first, each with its number.
fn ranked(figure: fn(usize, usize) -> u64, week: usize) -> Vec<(usize, u64)> {
    let mut rows: Vec<(usize, u64)> = (0..PRODUCTS).map(|p| (p, figure(p, week))).collect();
    rows.sort_by_key(|(product, value)| (std::cmp::Reverse(*value), *product));
    rows
}

fn snapshot(board: &str, week: usize, rows: &[(usize, u64)]) -> String {
    let mut rank = 0;
    let mut last = None;
    let mut lines = Vec::new();
    for (index, (product, value)) in rows.iter().enumerate() {
        if last.replace(*value) != Some(*value) {
            rank = index + 1;
        }
        lines.push(format!("{{\"name\": \"{}\", \"rank\": {rank}, \"value\": {value}}}", name(*product)));
    }
    let period = period(week);
    format!(
        "{{\"board\": \"{board}\", \"period\": \"{period}\", \"entries\": [\n{}\n]}}\n",
        lines.join(",\n")
    )
}

fn period(week: usize) -> String {
    format!("2025-W{:02}", week + 1)
}

/// Some 900 words; every number in them is true.
fn report(week: usize) -> String {
    let rows = ranked(units, week);
    let monday = jiff::civil::date(2024, 12, 30) + jiff::Span::new().weeks(week as i64 + 1);
    let mut text = format!(
        "---\ntitle: What the market did\nperiod: {}\ndate: {monday}\nsummary: \"{} leads on use.\"\ntags: [supply]\n---\n\n",
        period(week),
        name(rows[0].0)
    );
    for (index, (product, value)) in rows.iter().take(20).enumerate() {
        let (name, rank) = (name(*product), index + 1);
        let millions = value / 1_000_000;
        let _ = write!(
            text,
            "{name} stands at No. {rank} on the Use board. It carried about {millions} million units, which says \
             little of the weeks to come, since stocks ran low and two yards were closed. \
             [{name}](/products/{}/) *kept pace* as nothing was announced, and **the order near it stayed**.\n\n",
            name.to_lowercase().replace(' ', "-")
        );
        if index % 8 == 3 {
            text.push_str("## What happened\n\n");
        }
    }
    let leader = name(rows[0].0).to_lowercase().replace(' ', "-");
    text.push_str("{{ table(top=20, board=\"use\") }}\n\n{{ chart(\"volumes\", board=\"use\") }}\n\n");
    let _ = writeln!(
        text,
        "The leader is {{{{ model(\"{leader}\") }}}} at {{{{ value(\"{leader}\", board=\"use\") }}}}, \
         ranked {{{{ rank(\"{leader}\", board=\"use\") }}}}."
    );
    text
}

/// The whole site.
pub fn inputs() -> Inputs {
    let mut models = String::from("models:\n");
    for product in 0..PRODUCTS {
        let name = name(product);
        let _ = writeln!(models, "  - {{id: {}, name: {name}}}", name.to_lowercase().replace(' ', "-"));
    }
    let mut files =
        vec![("site.yaml".to_string(), SITE.to_string()), ("data/models.yaml".to_string(), models)];
    for week in 0..PERIODS {
        let folder = format!("data/snapshots/{}", period(week));
        files.push((format!("{folder}/use.json"), snapshot("use", week, &ranked(units, week))));
        files.push((format!("{folder}/votes.json"), snapshot("votes", week, &ranked(score, week))));
        files.push((format!("content/issues/{}.md", period(week).to_lowercase()), report(week)));
    }
    Inputs::from_files(files)
}
