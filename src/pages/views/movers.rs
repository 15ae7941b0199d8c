//! Everybody who moved inside the visible top.

use super::super::view::{MoverGroup, MoverView, MoversView};
use super::{board_link, board_period_view, credit_of, table};
use crate::analysis::{Entry, Exit, PeriodFacts, Status};
use crate::editorial::move_words;
use crate::identity::Key;
use crate::site::Site;
use crate::words;

/// The movers of a board in a period.
pub fn movers(site: &Site<'_>, board: usize, facts: &PeriodFacts) -> MoversView {
    let top = site.config.boards[board].top;
    let near: Vec<&Entry> =
        facts.entries.iter().filter(|e| !e.noise && e.rank.is_none_or(|rank| rank <= top)).collect();
    let mut groups = Vec::new();
    for (status, title, direction) in [
        (Status::Climb, "Up", "up"),
        (Status::Fall, "Down", "down"),
        (Status::Debut, "New", "new"),
        (Status::Return, "Back", "back"),
    ] {
        let mut moved: Vec<&Entry> = near.iter().copied().filter(|e| e.status == status).collect();
        moved
            .sort_by_key(|e| (std::cmp::Reverse(e.delta.map(i64::unsigned_abs)), e.rank.unwrap_or(u32::MAX)));
        push(&mut groups, title, direction, moved.iter().map(|e| mover(site, e, direction)).collect());
    }
    push(&mut groups, "Out", "out", facts.exits.iter().map(|e| leaver(site, board, e)).collect());
    let word = site.config.cadence.word();
    let empty = groups.is_empty().then(|| match facts.previous {
        Some(_) => format!("Nobody moved inside the top {top}."),
        None => format!("Nothing is compared: the {word} before has no data."),
    });
    MoversView {
        board: board_link(site, board),
        period: board_period_view(site, board, facts.period),
        groups,
        empty,
        reported: facts.entries.iter().any(|e| !e.reported.is_empty())
            || facts.exits.iter().any(|e| e.reported),
        credit: credit_of(facts),
    }
}

fn push(groups: &mut Vec<MoverGroup>, title: &str, direction: &str, movers: Vec<MoverView>) {
    if !movers.is_empty() {
        groups.push(MoverGroup { title: title.to_string(), direction: direction.to_string(), movers });
    }
}

fn mover(site: &Site<'_>, e: &Entry, direction: &str) -> MoverView {
    view(
        site,
        &e.key,
        direction,
        table::move_text(e),
        move_words(e).unwrap_or_default(),
        e.growth.map(words::growth),
    )
}

fn leaver(site: &Site<'_>, board: usize, exit: &Exit) -> MoverView {
    view(site, &exit.key, "out", "out".to_string(), exit_words(site, board, exit), None)
}

/// "left the top 20 from #18, now #25".
pub fn exit_words(site: &Site<'_>, board: usize, exit: &Exit) -> String {
    let top = site.config.boards[board].top;
    let from = exit.previous_rank.map_or_else(String::new, |r| format!(" from #{r}"));
    let to = exit.rank.map_or_else(String::new, |r| format!(", now #{r}"));
    format!("left the top {top}{from}{to}")
}

fn view(
    site: &Site<'_>,
    key: &Key,
    direction: &str,
    move_text: String,
    text: String,
    growth: Option<String>,
) -> MoverView {
    MoverView {
        name: site.facts.row_name(key),
        url: site.links.to(&site.subject_path(key.model)),
        move_text,
        text,
        growth,
        direction: direction.to_string(),
    }
}
