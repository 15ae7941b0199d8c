use super::*;
use crate::diagnostic::Notes;
use crate::inputs::Inputs;
use crate::{config, identity, registry, snapshots};
use expect_test::{Expect, expect};
use std::fmt::Write as _;

mod told;

/// A site of one volume board `use` (top 5) and one score board `votes`, from lines such as `1 alpha 60` per period.
fn facts(kind: &str, periods: &[(&str, &str)], registry_text: &str) -> Facts {
    facts_of_board(&format!("metric: {{kind: {kind}, unit: tokens}}"), periods, registry_text)
}

fn facts_of_board(board: &str, periods: &[(&str, &str)], registry_text: &str) -> Facts {
    let mut notes = Notes::default();
    let site = format!(
        "title: T\nbase_url: https://example.com\nboards: [{{id: use, title: Use, top: 5, {board}}}]\n"
    );
    let config = config::parse(&site, &mut notes).expect("a sound configuration");
    let mut inputs = Inputs::from_files([("data/models.yaml", registry_text)]);
    for (period, rows) in periods {
        inputs.insert(
            format!("data/snapshots/{period}/use.yaml"),
            format!("board: use\nperiod: {period}\n{rows}"),
        );
    }
    let parsed = snapshots::parse(&inputs, &config, &mut notes);
    let registry = registry::parse(&inputs, &config, &mut notes);
    let boards = identity::resolve(parsed, &registry, &inputs, &config, &mut notes);
    assert!(!notes.failed(), "{}", crate::diagnostic::text(&notes.into_sorted(), false));
    analyze(boards, &registry, &config)
}

fn check(kind: &str, periods: &[(&str, &str)], expected: Expect) {
    let facts = facts(kind, periods, "");
    let last = facts.boards[0].latest().expect("a period");
    let mut out = String::new();
    for e in &last.entries {
        let rank = e.rank.map_or("-".into(), |r| r.to_string());
        let delta = e.delta.map_or("".into(), |d| format!(" {d:+}"));
        let growth = e.growth.map_or("".into(), |g| format!(" {}", crate::words::growth(g)));
        let mark = if e.fell_while_growing { " fell-while-growing" } else { "" };
        let noise = if e.noise { " noise" } else { "" };
        let _ = writeln!(
            out,
            "{rank} {} {:?}{delta}{growth}{mark}{noise} peak {:?} on {} streak {}",
            e.source_name, e.status, e.peak_rank, e.periods_on_board, e.streak
        );
    }
    for exit in &last.exits {
        let _ = writeln!(
            out,
            "exit {} {:?}->{:?} cut {}",
            facts.row_name(&exit.key),
            exit.previous_rank,
            exit.rank,
            exit.below_cut
        );
    }
    let _ = writeln!(
        out,
        "total {:?} growth {:?}",
        last.total.map(|t| t.to_string()),
        last.growth.map(crate::words::growth)
    );
    for finding in &last.findings {
        let _ = writeln!(out, "{:.2} {}", finding.score, finding.sentence);
    }
    expected.assert_eq(&out);
}

const BEFORE: &str = "other: 600\nentries: [{name: Alpha, value: 1000}, {name: Bravo, value: 800}, {name: Charlie, value: 600}, {name: Delta, value: 400}, {name: Echo, value: 300}, {name: Foxtrot, value: 200}, {name: Golf, value: 100}]\n";
const NOW: &str = "other: 1100\nentries: [{name: Alpha, value: 1400}, {name: Bravo, value: 1600}, {name: Charlie, value: 900}, {name: Delta, value: 644}, {name: Echo, value: 700}, {name: Hotel, value: 500}, {name: Foxtrot, value: 300}, {name: Golf, value: 56}]\n";

#[test]
fn the_worked_market() {
    check(
        "volume",
        &[("2026-W20", BEFORE), ("2026-W21", NOW)],
        expect![[r#"
            1 Bravo Climb +1 +100% peak Some(1) on 2 streak 2
            2 Alpha Fall -1 +40% fell-while-growing peak Some(1) on 2 streak 2
            3 Charlie Hold +0 +50% peak Some(3) on 2 streak 2
            4 Echo Climb +1 +133% peak Some(4) on 2 streak 2
            5 Delta Fall -1 +61% fell-while-growing peak Some(4) on 2 streak 2
            6 Hotel Debut peak Some(6) on 1 streak 1
            7 Foxtrot Fall -1 +50% fell-while-growing peak Some(6) on 2 streak 2
            8 Golf Fall -1 −44% peak Some(7) on 2 streak 2
            total Some("7200") growth Some("+80%")
            0.95 Bravo takes first place on Use from Alpha.
            0.80 Delta grew 61% on Use and still fell one place to #5.
            0.77 Volume on Use grew 80% to 7,200 tokens.
            0.75 Alpha grew 40% on Use and still fell one place to #2.
            0.66 Volume on Use passed 5,000 tokens.
            0.60 Bravo reached #1, its best rank on Use so far.
            0.58 Echo grew 133%, the fastest on Use among rows above 1% of the volume.
            0.55 Bravo gained the most on Use: 800 tokens.
            0.55 Bravo passed 1,000 tokens on Use.
            0.54 The first five carry 72.8% of the volume on Use, 4.7 percentage points less than the week before.
            0.54 Bravo and Echo climbed one place each, the highest climb in the top 5 of Use.
            0.54 Alpha and Delta fell one place each, the sharpest fall in the top 5 of Use.
            0.43 Echo passed 500 tokens on Use.
            0.42 Echo reached #4, its best rank on Use so far.
            0.39 Delta passed 500 tokens on Use.
        "#]],
    );
}

#[test]
fn the_worked_break_evens() {
    let facts = facts("volume", &[("2026-W20", BEFORE), ("2026-W21", NOW)], "");
    let (before, now) = (&facts.boards[0].periods[0], &facts.boards[0].periods[1]);
    let delta = now.entries.iter().find(|e| &*e.source_name == "Delta").unwrap();
    let why = volumes::break_even(now, before, delta).unwrap();
    assert_eq!(why.to_hold_rank.unwrap().to_f64(), 0.75);
    assert_eq!(why.to_hold_share.unwrap().to_f64(), 0.8);
    assert!((why.of_share.unwrap().to_f64() - (1.61 / 1.8 - 1.0)).abs() < 1e-15);
    let names: Vec<String> = why.overtakers.iter().map(|o| facts.row_name(&o.key)).collect();
    assert_eq!(names, ["Echo"]);
    assert_eq!(crate::words::points(delta.share_change.unwrap()), "−1.1");
}

#[test]
fn a_missing_week_compares_with_nothing() {
    check(
        "volume",
        &[("2026-W19", BEFORE), ("2026-W21", "entries: [{name: Alpha, value: 10}, {name: New, value: 9}]\n")],
        expect![[r#"
            1 Alpha Unknown peak Some(1) on 2 streak 1
            2 New Unknown peak Some(2) on 1 streak 1
            total Some("19") growth None
        "#]],
    );
}

#[test]
fn reported_facts_stand_where_the_week_before_is_missing() {
    check(
        "volume",
        &[(
            "2026-W17",
            "listed: 20\nentries: [{name: step, rank: 4, value: 721B, previous_rank: 5, growth: 98%}, {name: mini, rank: 5, previous_rank: 2}, {name: hy3, rank: 3, status: debut}, {name: mimo, delta: -2, growth: 61%}]\nexits: [{name: qwen}]\n",
        )],
        expect![[r#"
            3 hy3 Debut peak Some(3) on 1 streak 1
            4 step Climb +1 +98% peak Some(4) on 1 streak 1
            5 mini Fall -3 peak Some(5) on 1 streak 1
            - mimo Fall -2 +61% fell-while-growing peak None on 1 streak 1
            exit qwen None->None cut true
            total None growth None
            0.80 mimo grew 61% on Use and still fell two places.
            0.70 hy3 entered the top 5 of Use at #3; qwen left it.
            0.62 mini fell three places to #5, the sharpest fall in the top 5 of Use.
            0.61 hy3 is new on Use at #3.
            0.54 step climbed one place to #4, the highest climb in the top 5 of Use.
            0.46 qwen left the top 5 of Use.
        "#]],
    );
}

#[test]
fn return_exit_and_depth() {
    let abc = "entries: [{name: a, value: 9}, {name: b, value: 8}, {name: c, value: 7}]\n";
    let ab = "entries: [{name: a, value: 9}, {name: b, value: 8}, {name: d, value: 7}]\n";
    check(
        "volume",
        &[("2026-W10", abc), ("2026-W11", ab), ("2026-W12", abc)],
        expect![[r#"
            1 a Hold +0 ±0% peak Some(1) on 3 streak 3
            2 b Hold +0 ±0% peak Some(2) on 3 streak 3
            3 c Return peak Some(3) on 2 streak 1
            exit d Some(3)->None cut true
            total Some("24") growth Some("±0%")
            0.70 c entered the top 5 of Use at #3; d left it.
            0.61 c is back on Use at #3; it was last seen at #3 in 2026-W10.
            0.58 d left the top 5 of Use from #3.
            0.43 a has led Use for three weeks in a row.
        "#]],
    );
    let two = "entries: [{name: a, value: 9}, {name: b, value: 8}]\n";
    check(
        "volume",
        &[("2026-W10", two), ("2026-W11", abc)],
        expect![[r#"
        1 a Hold +0 ±0% peak Some(1) on 2 streak 2
        2 b Hold +0 ±0% peak Some(2) on 2 streak 2
        3 c Unknown peak Some(3) on 1 streak 1
        total Some("24") growth None
    "#]],
    );
}

/// What happened to a model, a line each.
fn told(facts: &Facts, id: &str) -> String {
    let mut out = String::new();
    for event in events(facts, facts.model(id).unwrap()) {
        let key = event.key.as_ref().map(|key| facts.row_name(key)).unwrap_or_default();
        let what = match event.what {
            Happening::Switched { to } => format!("switched to {}", facts.row_name(&to)),
            Happening::Priced { before, now } => format!("price {:?} to {:?}", before.input, now.input),
            other => format!("{other:?}"),
        };
        let _ = writeln!(out, "{} {key} {what}", event.day);
    }
    out
}

#[test]
fn events_tell_what_happened_in_order_of_time() {
    let registry = "models:\n- {id: a, name: A, released: 2026-03-03, prices: [{from: 2026-01-01, input: 2, output: 4}, {from: 2026-03-12, input: 1, output: 2}, {from: 2026-03-13, input: 1, output: 2}, {from: 2027-01-01, input: 9, output: 9}], aliases: {use: [{name: a-old, until: 2026-03-15}, {name: a-new, from: 2026-03-16}]}}\n";
    let rows = |list: &str| {
        format!(
            "listed: 7\nentries: [{list}, {{name: p, value: 5}}, {{name: q, value: 4}}, {{name: r, value: 3}}, {{name: s, value: 2}}, {{name: t, value: 1}}]\n"
        )
    };
    let weeks = [
        ("2026-W09", rows("{name: x, value: 9}, {name: y, value: 8}")),
        ("2026-W10", rows("{name: x, value: 9}, {name: a-old, value: 8, variant: free}")),
        ("2026-W11", rows("{name: x, value: 9}, {name: a-old, value: 8}")),
        ("2026-W12", rows("{name: a-new, value: 9}, {name: y, value: 8}")),
    ];
    let weeks: Vec<(&str, &str)> = weeks.iter().map(|(week, text)| (*week, text.as_str())).collect();
    expect![[r#"
        2026-03-02 A (free) Debut { rank: Some(2), tracked: false }
        2026-03-03  Released
        2026-03-09 A Debut { rank: Some(2), tracked: false }
        2026-03-09 A (free) switched to A
        2026-03-12  price Some(2) to Some(1)
        2026-03-16  Renamed { before: ["a-old"], now: ["a-new"] }
        2026-03-16 A Peak { rank: 1 }
    "#]]
    .assert_eq(&told(&facts("volume", &weeks, registry), "a"));
    let gone = [
        weeks[0],
        ("2026-W10", "listed: 2\nentries: [{name: a, value: 9}, {name: b, value: 8}]\n"),
        ("2026-W11", "listed: 2\nentries: [{name: b, value: 9}, {name: c, value: 8}]\n"),
    ];
    expect![[r#"
        2026-03-02 a Debut { rank: Some(1), tracked: false }
        2026-03-09 a Left { from: Some(1), to: None }
    "#]]
    .assert_eq(&told(&facts("volume", &gone, ""), "a"));
}

#[test]
fn a_maker_over_time_is_the_sum_of_its_listed_rows() {
    let registry =
        "orgs: [{id: o, name: O}]\nmodels:\n- {id: a, name: A, org: o}\n- {id: b, name: B, org: o}\n";
    let weeks = [
        ("2026-W10", "entries: [{name: c, value: 9}]\n"),
        (
            "2026-W11",
            "other: 10\nentries: [{name: c, value: 50}, {name: a, value: 30}, {name: b, value: 10}]\n",
        ),
        ("2026-W12", "entries: [{name: c, value: 50}]\n"),
        ("2026-W13", "listed: 3\nentries: [{rank: 1, name: c, value: 50}, {rank: 3, name: b, value: 10}]\n"),
    ];
    let facts = facts("volume", &weeks, registry);
    let lines = maker_over_time(&facts.boards[0], &facts.models, "o", 2).into_iter();
    let lines: Vec<String> = lines
        .map(|p| format!("{} {} {:?} {:?}", p.period, p.in_top, p.best, p.share.map(crate::words::share)))
        .collect();
    assert_eq!(
        lines,
        ["2026-W11 1 Some(2) Some(\"40.0%\")", "2026-W12 0 None None", "2026-W13 0 Some(3) None",]
    );
}

#[test]
fn score_boards_tie_and_shuffle_as_noise() {
    let before = "entries: [{name: a, value: 1503, low: 1495, high: 1511}, {name: b, value: 1502, low: 1497, high: 1507}, {name: c, value: 1450, low: 1440, high: 1460}]\n";
    let now = "entries: [{name: b, rank: 1, value: 1503, low: 1497, high: 1507}, {name: a, rank: 2, value: 1503, low: 1495, high: 1511}, {name: c, value: 1450, low: 1440, high: 1460}]\n";
    check(
        "score",
        &[("2026-W10", before), ("2026-W11", now)],
        expect![[r#"
        1 b Climb +1 peak Some(1) on 2 streak 2
        2 a Fall -1 noise peak Some(1) on 2 streak 2
        3 c Hold +0 peak Some(3) on 2 streak 2
        total None growth None
        0.95 b takes first place on Use from a.
        0.68 b and a stand level at 1,503 tokens on Use; the leader's 95% interval overlaps that of one other row.
        0.60 b reached #1, its best rank on Use so far.
        0.54 b climbed one place to #1, the highest climb in the top 5 of Use.
    "#]],
    );
}

/// A large site keeps millions of rows: one has its place in memory, and what few rows have stands outside of it.
#[test]
fn a_row_stays_small() {
    assert!(size_of::<Entry>() <= 264, "{}", size_of::<Entry>());
}
