//! Laws that hold for any data, on many small random boards: places lost and won balance, shares and the rest make a
//! whole, the order of the rows in the file does not matter, a new period changes nothing in an old one.

use standings::analysis::{self, Facts, break_even};
use standings::diagnostic::{Notes, text};
use standings::inputs::Inputs;
use standings::{config, exports, identity, registry, snapshots};

/// A small linear congruential generator (Knuth's constants): the same boards every time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

const SITE: &str = "title: T\nbase_url: https://example.com\nboards: [{id: use, title: Use, top: 6, metric: {kind: volume}}]\n";

type Board = Vec<(String, u64)>;

fn board(random: &mut Random) -> Board {
    let names = (0..14).filter(|_| random.below(3) > 0).collect::<Vec<u64>>();
    let mut rows: Board = names.into_iter().map(|n| (format!("row-{n}"), 1 + random.below(60))).collect();
    rows.push(("always".to_string(), 1 + random.below(60)));
    rows
}

fn analyze(weeks: &[Board]) -> (Facts, config::Config) {
    let mut notes = Notes::default();
    let config = config::parse(SITE, &mut notes).unwrap();
    let mut inputs = Inputs::default();
    for (i, rows) in weeks.iter().enumerate() {
        let entries: Vec<String> =
            rows.iter().map(|(n, v)| format!("  - {{name: {n}, value: {v}}}\n")).collect();
        let period = format!("2026-W{:02}", i + 10);
        inputs.insert(
            format!("data/snapshots/{period}/use.yaml"),
            format!(
                "board: use\nperiod: {period}\nother: 7\nlisted: {}\nentries:\n{}",
                rows.len(),
                entries.concat()
            ),
        );
    }
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let boards = identity::resolve(
        parsed,
        &registry::parse(&inputs, &config, &mut notes),
        &inputs,
        &config,
        &mut notes,
    );
    assert!(!notes.failed(), "{}", text(&notes.into_sorted(), false));
    (analysis::analyze(boards, &Default::default(), &config), config)
}

fn tables(facts: &Facts, config: &config::Config, periods: usize) -> Vec<Vec<u8>> {
    facts.boards[0].periods.iter().take(periods).map(|p| exports::table_json(facts, config, 0, p)).collect()
}

#[test]
fn places_lost_are_overtakers_less_overtaken() {
    let mut random = Random(1);
    for _ in 0..300 {
        // Distinct values: with ties several rows share a place and the count of places is not a count of rows.
        let mut distinct = || -> Board {
            board(&mut random).into_iter().enumerate().map(|(i, (n, v))| (n, v * 100 + i as u64)).collect()
        };
        let (facts, _) = analyze(&[distinct(), distinct()]);
        let (before, now) = (&facts.boards[0].periods[0], &facts.boards[0].periods[1]);
        for entry in now.entries.iter().filter(|e| e.previous_rank.is_some()) {
            let why = break_even(now, before, entry).unwrap();
            let gone_from_above = before
                .entries
                .iter()
                .filter(|b| b.rank < entry.previous_rank && now.entries.iter().all(|e| e.key != b.key))
                .count();
            let lost = why.overtakers.len() as i64 - why.overtaken.len() as i64 - gone_from_above as i64;
            assert_eq!(-entry.delta.unwrap(), lost, "{}", entry.source_name);
        }
    }
}

#[test]
fn shares_and_the_rest_make_a_whole() {
    let mut random = Random(2);
    for _ in 0..200 {
        let (facts, _) = analyze(&[board(&mut random)]);
        let period = facts.boards[0].latest().unwrap();
        let listed: f64 = period.entries.iter().map(|e| e.share.unwrap().to_f64()).sum();
        let rest = period.other.unwrap().to_f64() / period.total.unwrap().to_f64();
        assert!((listed + rest - 1.0).abs() < 1e-12);
    }
}

#[test]
fn the_order_of_rows_in_a_file_does_not_matter() {
    let mut random = Random(3);
    for _ in 0..100 {
        let weeks: Vec<Board> = (0..4).map(|_| board(&mut random)).collect();
        let turned: Vec<Board> = weeks.iter().map(|w| w.iter().rev().cloned().collect()).collect();
        let ((a, config), (b, _)) = (analyze(&weeks), analyze(&turned));
        assert_eq!(tables(&a, &config, 4), tables(&b, &config, 4));
    }
}

#[test]
fn a_new_period_changes_nothing_in_an_old_one() {
    let mut random = Random(4);
    for _ in 0..100 {
        let weeks: Vec<Board> = (0..6).map(|_| board(&mut random)).collect();
        let (all, config) = analyze(&weeks);
        let (first, _) = analyze(&weeks[..4]);
        assert_eq!(tables(&all, &config, 4), tables(&first, &config, 4));
    }
}
