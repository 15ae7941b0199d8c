//! What happened to a subject, in words.

use super::super::view::EventView;
use super::org_link;
use crate::analysis::{Event, Happening, events};
use crate::identity::{Key, ModelId};
use crate::model::{Price, day_label};
use crate::site::Site;
use crate::words;

/// The events of a subject, newest first.
pub fn of(site: &Site<'_>, model: ModelId) -> Vec<EventView> {
    events(site.facts, model).iter().rev().map(|event| view(site, model, event)).collect()
}

fn view(site: &Site<'_>, model: ModelId, event: &Event) -> EventView {
    let on_page = event.board.zip(event.period);
    EventView {
        when: event.period.map_or_else(|| day_label(event.day), |period| period.label()),
        date_iso: event.day.to_string(),
        url: on_page.map(|(board, period)| site.links.to(&site.board_period_path(board, period))),
        mark: mark(&event.what).to_string(),
        text: sentence(site, model, event),
        source: match &event.what {
            Happening::Priced { now, .. } => now.source.clone(),
            _ => None,
        },
    }
}

fn mark(what: &Happening) -> &'static str {
    match what {
        Happening::Released => "released",
        Happening::Debut { .. } => "new",
        Happening::Return { .. } => "back",
        Happening::Peak { .. } => "peak",
        Happening::Left { .. } => "out",
        Happening::Switched { .. } => "switch",
        Happening::Renamed { .. } => "name",
        Happening::Priced { .. } => "price",
        Happening::SplitFrom(_) => "split",
        Happening::MergedInto(_) | Happening::Absorbed { .. } => "merged",
        Happening::Hidden { .. } => "hidden",
    }
}

fn sentence(site: &Site<'_>, model: ModelId, event: &Event) -> String {
    let board = event.board.map(|b| site.config.boards[b].title.clone()).unwrap_or_default();
    let at = |rank: &Option<u32>| rank.map_or_else(String::new, |rank| format!(" at #{rank}"));
    let text = match &event.what {
        Happening::Released => match org_link(site, model) {
            Some(org) => format!("Released by {}.", org.title),
            None => "Released.".to_string(),
        },
        Happening::Debut { rank, tracked: true } => format!("First tracked on {board}{}.", at(rank)),
        Happening::Debut { rank, .. } => format!("New on {board}{}.", at(rank)),
        Happening::Return { rank } => format!("Back on {board}{}.", at(rank)),
        Happening::Peak { rank } => format!("Reached #{rank} on {board}, its best rank so far."),
        Happening::Left { from, to } => left(site, event, &board, *from, *to),
        Happening::Switched { to } => return switched(site, event, &board, to),
        Happening::Renamed { before, now } => format!(
            "{board} spells it {} from here on, {} before.",
            words::list(&quoted(now)),
            words::list(&quoted(before))
        ),
        Happening::Priced { before, now } => priced(before, now),
        Happening::SplitFrom(other) => format!("Split from {}.", name_of(site, other)),
        Happening::MergedInto(other) => format!("Merged into {}.", name_of(site, other)),
        Happening::Absorbed { other, joined } => {
            let both = if *joined { "; places, volumes and runs go on from both" } else { "" };
            format!("{} was merged into it{both}.", name_of(site, other))
        }
        Happening::Hidden { until, note } => {
            let why = note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            format!("Withdrawn by a source until {}{why}.", day_label(*until))
        }
    };
    match event.key.as_ref().and_then(marks) {
        Some(marks) => format!("{}: {text}", words::capital(&marks)),
        None => text,
    }
}

/// What tells a row from the others of its model: "thinking", "high, free".
fn marks(key: &Key) -> Option<String> {
    let marks: Vec<&str> = [&key.effort, &key.variant].into_iter().flatten().map(|m| &**m).collect();
    (!marks.is_empty()).then(|| marks.join(", "))
}

fn left(site: &Site<'_>, event: &Event, board: &str, from: Option<u32>, to: Option<u32>) -> String {
    let top = event.board.map_or(0, |b| site.config.boards[b].top);
    let from = from.map_or_else(String::new, |rank| format!(", from #{rank}"));
    let to = to.map_or_else(String::new, |rank| format!(" to #{rank}"));
    format!("Left the top {top} of {board}{from}{to}.")
}

fn switched(site: &Site<'_>, event: &Event, board: &str, to: &Key) -> String {
    let old = event.key.as_ref().map(|key| site.facts.row_name(key)).unwrap_or_default();
    format!("{old} ended on {board}; {} took over.", site.facts.row_name(to))
}

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("“{name}”")).collect()
}

fn priced(before: &Price, now: &Price) -> String {
    format!("List price per million tokens: {} (before: {}).", worded(now), worded(before))
}

fn worded(price: &Price) -> String {
    let side = |amount: Option<_>, word: &str| amount.map(|a| format!("{} {word}", words::usd(a)));
    let sides: Vec<String> =
        [side(price.input, "in"), side(price.output, "out")].into_iter().flatten().collect();
    if sides.is_empty() { "not known".to_string() } else { sides.join(", ") }
}

fn name_of(site: &Site<'_>, id: &str) -> String {
    site.facts.model(id).map_or_else(|| id.to_string(), |model| site.facts.models[model].name.clone())
}
