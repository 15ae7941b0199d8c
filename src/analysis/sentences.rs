//! The findings in plain English, right in the singular and the plural, with no adjective that the numbers do not
//! carry.

use super::findings::{Kind, View};
use super::{Entry, Exit, GapRow};
use crate::identity::Key;
use crate::model::{Amount, Model, Price, Ratio, fixed};
use crate::words;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

fn name(view: &View<'_>, key: &Key) -> String {
    let name = &view.models[key.model].name;
    let marks: Vec<&str> = [&key.effort, &key.variant].into_iter().flatten().map(|m| &**m).collect();
    if marks.is_empty() { name.clone() } else { format!("{name} ({})", marks.join(", ")) }
}

fn names(view: &View<'_>, entries: &[&Entry]) -> String {
    let names: Vec<String> = entries.iter().map(|e| name(view, &e.key)).collect();
    words::list(&names)
}

fn at_rank(entry: &Entry) -> String {
    entry.rank.map_or_else(String::new, |rank| format!(" #{rank}"))
}

pub(super) fn new_leader(view: &View<'_>, entries: &[&Entry], old: &[Key]) -> String {
    let old: Vec<String> = old.iter().map(|key| name(view, key)).collect();
    let verb = words::either(entries.len(), "takes", "share");
    format!("{} {verb} first place on {} from {}.", names(view, entries), view.board.title, words::list(&old))
}

pub(super) fn frozen_board(view: &View<'_>) -> String {
    let (period, top, board) = (view.config.cadence.word(), view.board.top, &view.board.title);
    if view.top().any(|e| e.noise) {
        return format!(
            "The top {top} of {board} holds the same rows as the {period} before, and no move in it is more than noise."
        );
    }
    format!("The top {top} of {board} is unchanged from the {period} before.")
}

pub(super) fn arrival(view: &View<'_>, entry: &Entry) -> String {
    let name = name(view, &entry.key);
    let (board, rank) = (&view.board.title, at_rank(entry));
    match entry.status {
        super::Status::Return => match entry.last_seen {
            Some((period, Some(old))) => {
                format!("{name} is back on {board} at{rank}; it was last seen at #{old} in {period}.")
            }
            Some((period, None)) => {
                format!("{name} is back on {board} at{rank}; it was last seen in {period}.")
            }
            None => format!("{name} is back on {board} at{rank}."),
        },
        _ if entry.first_tracked => format!("{name} is first tracked on {board} at{rank}."),
        _ => format!("{name} is new on {board} at{rank}."),
    }
}

pub(super) fn exit(view: &View<'_>, exit: &Exit) -> String {
    let from = exit.previous_rank.map_or_else(String::new, |rank| format!(" from #{rank}"));
    let to = exit.rank.map_or_else(String::new, |rank| format!(", to #{rank}"));
    format!("{} left the top {} of {}{from}{to}.", name(view, &exit.key), view.board.top, view.board.title)
}

pub(super) fn displaced(view: &View<'_>, arrival: &Entry, exit: &Exit) -> String {
    format!(
        "{} entered the top {} of {} at{}; {} left it.",
        name(view, &arrival.key),
        view.board.top,
        view.board.title,
        at_rank(arrival),
        name(view, &exit.key)
    )
}

pub(super) fn extreme(view: &View<'_>, entries: &[&Entry], kind: Kind) -> String {
    let places = entries.first().and_then(|e| e.delta).map_or(0, i64::unsigned_abs);
    let (verb, noun) = match kind {
        Kind::HighestClimb => ("climbed", "the highest climb"),
        _ => ("fell", "the sharpest fall"),
    };
    let each = words::either(entries.len(), "", " each");
    let to = match entries {
        [one] => format!(" to{}", at_rank(one)),
        _ => String::new(),
    };
    format!(
        "{} {verb} {}{each}{to}, {noun} in the top {} of {}.",
        names(view, entries),
        words::places(places),
        view.board.top,
        view.board.title
    )
}

pub(super) fn fell_while_growing(view: &View<'_>, entry: &Entry) -> String {
    let growth = entry.growth.map(words::growth_phrase).unwrap_or_default();
    let fell = words::places(entry.delta.map_or(0, i64::unsigned_abs));
    let to = entry.rank.map_or_else(String::new, |rank| format!(" to #{rank}"));
    format!("{} {growth} on {} and still fell {fell}{to}.", name(view, &entry.key), view.board.title)
}

pub(super) fn climbed_while_shrinking(view: &View<'_>, entry: &Entry) -> String {
    let growth = entry.growth.map(words::growth_phrase).unwrap_or_default();
    let climbed = words::places(entry.delta.map_or(0, i64::unsigned_abs));
    let to = entry.rank.map_or_else(String::new, |rank| format!(" to #{rank}"));
    format!("{} {growth} on {} and still climbed {climbed}{to}.", name(view, &entry.key), view.board.title)
}

pub(super) fn org_dominance(view: &View<'_>, org: &str, held: usize) -> String {
    let five = 5.min(view.board.top);
    let (held, five) = (words::count(held as u64), words::count(u64::from(five)));
    if held == five {
        return format!("{org} holds all {five} first places on {}.", view.board.title);
    }
    format!("{org} holds {held} of the top {five} on {}.", view.board.title)
}

pub(super) fn statistical_tie(view: &View<'_>, leader: &Entry, second: &Entry) -> String {
    let board = &view.board.title;
    let others = leader.tied_with().len() + leader.tied_more();
    let rows = words::either(others, "row", "rows");
    let overlap = format!("overlaps that of {} other {rows}", words::count(others as u64));
    let (first, next) = (name(view, &leader.key), name(view, &second.key));
    match leader.value.filter(|v| second.value == Some(*v)) {
        Some(value) => format!(
            "{first} and {next} stand level at {} on {board}; the leader's 95% interval {overlap}.",
            words::prose(value, view.board)
        ),
        None => format!("{first} leads {board}, but its 95% interval {overlap}."),
    }
}

pub(super) fn market(view: &View<'_>, growth: Ratio) -> String {
    let total = view.now.total.map(|t| words::prose(t, view.board)).unwrap_or_default();
    let verb = words::growth_phrase(growth);
    let whole = if view.now.other.is_some() { "Volume" } else { "Volume of the listed rows" };
    format!("{whole} on {} {verb} to {total}.", view.board.title)
}

pub(super) fn greatest_gainer(view: &View<'_>, entry: &Entry, gain: Decimal) -> String {
    let gain =
        crate::model::Amount::from_decimal(gain).map(|g| words::prose(g, view.board)).unwrap_or_default();
    format!("{} gained the most on {}: {gain}.", name(view, &entry.key), view.board.title)
}

pub(super) fn pacesetter(view: &View<'_>, entry: &Entry) -> String {
    let growth = entry.growth.map(words::growth_phrase).unwrap_or_default();
    format!(
        "{} {growth}, the fastest on {} among rows above 1% of the volume.",
        name(view, &entry.key),
        view.board.title
    )
}

pub(super) fn new_peak(view: &View<'_>, entry: &Entry) -> String {
    format!(
        "{} reached{}, its best rank on {} so far.",
        name(view, &entry.key),
        at_rank(entry),
        view.board.title
    )
}

pub(super) fn switch(view: &View<'_>, old: &Entry, new: &Entry) -> String {
    let from = old.rank.map_or_else(String::new, |rank| format!(" from #{rank}"));
    let kind = |key: &Key| if key.variant.is_some() { "free" } else { "paid" };
    format!(
        "The {} row of {} is gone{from} on {}; its {} row stands at{}.",
        kind(&old.key),
        view.models[old.key.model].name,
        view.board.title,
        kind(&new.key),
        at_rank(new)
    )
}

pub(super) fn milestone(view: &View<'_>, entry: &Entry, threshold: Amount) -> String {
    format!(
        "{} passed {} on {}.",
        name(view, &entry.key),
        words::prose(threshold, view.board),
        view.board.title
    )
}

pub(super) fn market_milestone(view: &View<'_>, threshold: Amount) -> String {
    format!("Volume on {} passed {}.", view.board.title, words::prose(threshold, view.board))
}

pub(super) fn record(view: &View<'_>, total: Amount, known: usize) -> String {
    let word = view.config.cadence.word();
    format!(
        "Volume on {} is the highest of the {} complete {word}s on record: {}.",
        view.board.title,
        words::count(known as u64),
        words::prose(total, view.board)
    )
}

pub(super) fn streak(view: &View<'_>, entry: &Entry) -> String {
    let word = view.config.cadence.word();
    let many = words::count(u64::from(entry.leading));
    format!("{} has led {} for {many} {word}s in a row.", name(view, &entry.key), view.board.title)
}

pub(super) fn concentration(view: &View<'_>, top5: f64, change: f64) -> String {
    let percent = |value: f64| fixed(Decimal::from_f64(value * 100.0).unwrap_or_default(), 1);
    let direction = if change > 0.0 { "more" } else { "less" };
    format!(
        "The first five carry {}% of the volume on {}, {} percentage points {direction} than the {} before.",
        percent(top5),
        view.board.title,
        percent(change.abs()),
        view.config.cadence.word()
    )
}

fn price_pair(price: &Price) -> String {
    let part = |value: Option<Decimal>, what: &str| value.map(|v| format!("{} {what}", words::usd(v)));
    let parts: Vec<String> =
        [part(price.input, "in"), part(price.output, "out")].into_iter().flatten().collect();
    words::list(&parts)
}

pub(super) fn price_change(view: &View<'_>, entry: &Entry, old: &Price, new: &Price) -> String {
    format!(
        "The list price of {} went from {} to {} per million.",
        view.models[entry.key.model].name,
        price_pair(old),
        price_pair(new)
    )
}

pub(super) fn price_held(view: &View<'_>, entry: &Entry, parent: &Model, price: &Price) -> String {
    let name = &view.models[entry.key.model].name;
    format!("{name} costs what {} does: {} per million.", parent.name, price_pair(price))
}

pub(super) fn gap_widest(view: &View<'_>, row: &GapRow) -> Option<String> {
    let gap = view.config.gap?;
    let (prestige, production) = (&view.config.boards[gap.prestige], &view.config.boards[gap.production]);
    Some(format!(
        "{} has the widest gap of those in both tops: #{} on {}, #{} on {}.",
        view.models[row.model].name,
        row.prestige_rank?,
        prestige.title,
        row.production_rank?,
        production.title
    ))
}
