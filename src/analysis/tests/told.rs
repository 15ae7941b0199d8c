//! What is told of a period: sentences that are true of small changes, and figures only where they are known.

use super::*;

/// The sentences of the last period.
fn sentences(facts: &Facts) -> Vec<&str> {
    let last = facts.boards[0].latest().expect("a period");
    last.findings.iter().map(|f| f.sentence.as_str()).collect()
}

#[test]
fn a_row_that_comes_back_in_place_of_its_free_or_paid_one_is_a_switch() {
    let weeks = [
        (
            "2026-W19",
            "entries: [{name: a, value: 9}, {name: b, value: 8, variant: free}, {name: c, value: 3}]\n",
        ),
        ("2026-W20", "entries: [{name: a, value: 9}, {name: b, value: 6}, {name: c, value: 3}]\n"),
        (
            "2026-W21",
            "entries: [{name: a, value: 9}, {name: c, value: 3}, {name: b, value: 2, variant: free}]\n",
        ),
    ];
    let facts = facts("volume", &weeks, "");
    assert!(facts.boards[0].latest().unwrap().exits.is_empty());
    let told = sentences(&facts);
    assert!(
        told.contains(&"The paid row of b is gone from #2 on Use; its free row stands at #3."),
        "{told:?}"
    );
    assert!(!told.iter().any(|s| s.contains("is back") || s.contains("left")), "{told:?}");
}

#[test]
fn a_row_below_the_old_list_that_takes_over_in_the_next_period_is_a_switch() {
    let weeks = [
        (
            "2026-W19",
            "entries: [{name: a, value: 9}, {name: b, value: 8, variant: free}, {name: c, value: 3}]\n",
        ),
        (
            "2026-W20",
            "entries: [{name: a, value: 9}, {name: b, value: 6, variant: free}, {name: c, value: 3}, {name: b, value: 2}]\n",
        ),
        ("2026-W21", "entries: [{name: a, value: 9}, {name: c, value: 3}, {name: b, value: 2}]\n"),
    ];
    let facts = facts("volume", &weeks, "");
    assert!(facts.boards[0].latest().unwrap().exits.is_empty());
    let told = sentences(&facts);
    assert!(
        told.contains(&"The free row of b is gone from #2 on Use; its paid row stands at #3."),
        "{told:?}"
    );
}

#[test]
fn a_change_that_rounds_to_nothing_is_told_as_less_than_a_tenth() {
    let before = "other: 0\nentries: [{name: a, value: 2000000}, {name: b, value: 1000000}]\n";
    let now = "other: 0\nentries: [{name: b, value: 3000000}, {name: a, value: 2000400}]\n";
    let grew = facts("volume", &[("2026-W19", before), ("2026-W20", now)], "");
    let told = sentences(&grew);
    assert!(told.contains(&"a grew by less than 0.1% on Use and still fell one place to #2."), "{told:?}");
    let back = facts("volume", &[("2026-W19", now), ("2026-W20", before)], "");
    let told = sentences(&back);
    assert!(
        told.contains(&"a shrank by less than 0.1% on Use and still climbed one place to #1."),
        "{told:?}"
    );
}

#[test]
fn stability_is_known_as_deep_as_both_lists_go() {
    let rows = |n: usize| {
        let row = |i| format!("{{name: {}, value: {}}}", ["a", "b", "c", "d", "e", "f"][i], 10 - i);
        format!("entries: [{}]\n", (0..n).map(row).collect::<Vec<_>>().join(", "))
    };
    let of = |before: &str, now: &str| {
        let facts = facts("volume", &[("2026-W19", before), ("2026-W20", now)], "");
        facts.boards[0].latest().unwrap().stability
    };
    for cut in ["listed: 3\n", "other: 2\n"] {
        let three = format!("{cut}{}", rows(3));
        assert_eq!(of(&rows(5), &three), None);
        assert_eq!(of(&three, &rows(5)), None);
        assert_eq!(of(&three, &three).unwrap().jaccard, 1.0);
    }
    // A list that says nothing of what is below it is the whole board, which has become shorter or longer. It is not
    // known to have reached down to the rows that are gone.
    let (shorter, longer) = (of(&rows(5), &rows(3)).unwrap(), of(&rows(4), &rows(5)).unwrap());
    assert_eq!((shorter.jaccard, shorter.turnover), (0.6, None));
    assert_eq!((longer.jaccard, longer.turnover), (0.8, Some(0.0)));
    assert_eq!(of(&format!("other: 0\n{}", rows(4)), &rows(5)).unwrap().overtakes, 0);
    assert!(of(&rows(5), &rows(6)).unwrap().frozen);
    let other = "entries: [{name: a, value: 9}, {name: b, value: 8}, {name: x, value: 7}]\n";
    assert_eq!(of(&rows(3), other).unwrap().turnover, Some(0.2));
}

#[test]
fn a_board_that_only_noise_moved_is_not_called_unchanged() {
    let weeks = [
        (
            "2026-W19",
            "entries: [{name: a, value: 1500.1, low: 1490, high: 1510}, {name: b, value: 1500.0, low: 1490, high: 1510}]\n",
        ),
        (
            "2026-W20",
            "entries: [{name: a, value: 1500.1, low: 1490, high: 1510}, {name: b, value: 1500.3, low: 1490, high: 1510}]\n",
        ),
    ];
    let facts = facts("score", &weeks, "");
    let told = sentences(&facts);
    let frozen =
        "The top 5 of Use holds the same rows as the week before, and no move in it is more than noise.";
    assert!(told.contains(&frozen), "{told:?}");
}

#[test]
fn shares_of_rows_that_make_a_whole_are_printed_so_that_they_add_up() {
    let printed = |rows: &str| {
        let facts = facts("volume", &[("2026-W19", rows)], "");
        let shown = |e: &Entry| crate::words::share(e.share_shown().unwrap());
        facts.boards[0].periods[0].entries.iter().map(shown).collect::<Vec<_>>()
    };
    let thirds = "{name: a, value: 1}, {name: b, value: 1}, {name: c, value: 1}";
    assert_eq!(printed(&format!("entries: [{thirds}]\n")), ["33.4%", "33.3%", "33.3%"]);
    // The rest stands in no row, and a lower bound may be more.
    let eighths = ["12.5%", "12.5%", "12.5%"];
    assert_eq!(printed(&format!("other: 5\nentries: [{thirds}]\n")), eighths);
    let bound = "entries: [{name: a, value: 1}, {name: b, value: 1}, {name: c, value: 1, at_least: true}]\n";
    assert_eq!(printed(bound), ["33.3%", "33.3%", "33.3%"]);
}

#[test]
fn a_model_that_others_were_merged_into_goes_on_with_their_history() {
    let registry = "models:\n- {id: new, name: New}\n- {id: old, name: Old, merged_into: {model: new, date: 2026-05-14}}\n";
    let before = |old: u32| {
        format!(
            "other: 1\nentries: [{{name: old, value: {old}}}, {{name: new, value: 80}}, {{name: c, value: 70}}]\n"
        )
    };
    let (first, second) = (before(90), before(100));
    let now = "other: 1\nentries: [{name: new, value: 99}, {name: c, value: 85}]\n";
    let facts = facts("volume", &[("2026-W18", &first), ("2026-W19", &second), ("2026-W20", now)], registry);
    let last = facts.boards[0].latest().unwrap();
    let new = &last.entries[0];
    assert_eq!((new.previous_rank, new.status), (Some(1), Status::Hold));
    assert_eq!(new.previous_value.unwrap().to_string(), "180");
    assert_eq!(crate::words::growth(new.growth.unwrap()), "−45%");
    assert_eq!(crate::words::points(new.share_change.unwrap()), "−18.2");
    assert_eq!((new.periods_on_board, new.streak, new.leading, new.new_peak), (3, 3, 3, false));
    assert!(last.exits.is_empty());
    let told = sentences(&facts);
    let untrue = ["takes first place", "New gained", "New grew"];
    assert!(!told.iter().any(|s| untrue.iter().any(|words| s.contains(words))), "{told:?}");
    let told = super::told(&facts, "new");
    assert!(told.contains("2026-05-14  Absorbed { other: \"old\", joined: true }"), "{told}");
}

#[test]
fn a_merge_joins_histories_across_gaps_breaks_chains_and_kinds_of_rows() {
    let registry = "models:
- {id: new, name: New}
- {id: mid, name: Mid, merged_into: {model: new, date: 2026-05-01}}
- {id: old, name: Old, merged_into: {model: mid, date: 2026-05-01}}
- {id: ring, name: Ring, merged_into: {model: gnir, date: 2026-05-01}}
- {id: gnir, name: Gnir, merged_into: {model: ring, date: 2026-05-01}}
";
    let newest = |board: &str, weeks: &[(&str, &str)]| {
        let rows = |row: &str| format!("entries: [{{{row}, value: 9}}, {{name: c, value: 8}}]\n");
        let files: Vec<(&str, String)> = weeks.iter().map(|(week, row)| (*week, rows(row))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(week, rows)| (*week, rows.as_str())).collect();
        let facts = facts_of_board(board, &files, registry);
        let first = &facts.boards[0].latest().unwrap().entries[0];
        let joined = super::told(&facts, "new").contains("Absorbed { other: \"mid\", joined: true }");
        (first.periods_on_board, first.streak, first.peak_period.unwrap().to_string(), joined)
    };
    let board = "metric: {kind: volume}";
    // Across a gap, in two steps, and of a free row into the only one.
    for old in ["name: mid", "name: old", "name: old, variant: free"] {
        let told = newest(board, &[("2026-W17", old), ("2026-W19", "name: new")]);
        assert_eq!(told, (2, 1, "2026-W17".to_string(), true), "{old}");
    }
    // Its heir came later, or in the period in which the method changed: places before that are not compared.
    let later = [("2026-W17", "name: mid"), ("2026-W18", "name: x"), ("2026-W19", "name: new")];
    assert_eq!(newest(board, &later), (2, 1, "2026-W17".to_string(), true));
    let breaks = "metric: {kind: volume}, breaks: [{period: 2026-W19, note: Other rules.}]";
    let told = newest(breaks, &[("2026-W18", "name: mid"), ("2026-W19", "name: new")]);
    assert_eq!(told, (2, 1, "2026-W19".to_string(), true));
    // Before the date they are two, and what went into each other goes on as nothing.
    let before = [("2026-W15", "name: mid"), ("2026-W16", "name: new")];
    assert_eq!(newest(board, &before), (1, 1, "2026-W16".to_string(), false));
    assert_eq!(newest(board, &[("2026-W18", "name: ring"), ("2026-W19", "name: new")]).0, 1);
}
