//! What happened to a model, in order of time. Movements come from the fact table, names, prices and relations from the
//! registry. An event is a fact that one of them states; nothing is read out of two figures that no rule compares.

use super::{BoardFacts, Facts, Listing, Status, lineage};
use crate::identity::{Key, ModelId};
use crate::model::{Alias, Model, Period, Price};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// Its maker released it.
    Released,
    /// First on a board: in no known period before, and its absence in the one before was observed or reported.
    Debut {
        /// The rank, if known.
        rank: Option<u32>,
        /// Released before the board's first known period, so it may have stood there earlier.
        tracked: bool,
    },
    /// On a board again, after a period in which its absence was observed.
    Return {
        /// The rank, if known.
        rank: Option<u32>,
    },
    /// The first period of the best rank on a board since its last change of method; not where it entered at that rank.
    Peak {
        /// The rank.
        rank: u32,
    },
    /// Out of the visible top.
    Left {
        /// Where it stood.
        from: Option<u32>,
        /// Where it stands, if it is still listed.
        to: Option<u32>,
    },
    /// The free row ended and a paid one took over, or the reverse.
    Switched {
        /// The row that took over.
        to: Key,
    },
    /// A source spells it in another way from this day on.
    Renamed {
        /// The spellings that ended the day before.
        before: Vec<String>,
        /// Those that begin.
        now: Vec<String>,
    },
    /// Its list price changed.
    Priced {
        /// In force until then.
        before: Price,
        /// In force since.
        now: Price,
    },
    /// It came out of another model.
    SplitFrom(String),
    /// It went into another model.
    MergedInto(String),
    /// Another model went into it.
    Absorbed {
        /// Its id.
        other: String,
        /// Its history goes on here.
        joined: bool,
    },
    /// A source withdrew it for a while.
    Hidden {
        /// Last day.
        until: Date,
        /// Why.
        note: Option<String>,
    },
}

/// Something that happened to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day, or the first day of the period.
    pub day: Date,
    /// The period, of what figures of a period say.
    pub period: Option<Period>,
    /// On which board, if on one.
    pub board: Option<usize>,
    /// The row, if it is about one.
    pub key: Option<Key>,
    /// What.
    pub what: Happening,
}

/// Everything that happened to a model up to the end of the newest period, oldest first.
pub fn events(facts: &Facts, model: ModelId) -> Vec<Event> {
    let mut list = recorded(&facts.models[model]);
    for (other, day, joined) in facts.merges.before(model) {
        let what = Happening::Absorbed { other: facts.models[other].id.clone(), joined };
        list.push(Event { day, period: None, board: None, key: None, what });
    }
    let until = facts.latest_period().map(Period::last_day);
    list.retain(|event| until.is_some_and(|until| event.day <= until));
    for (board, history) in facts.boards.iter().enumerate() {
        let first = Key { model, effort: None, variant: None };
        for (key, line) in history.lines.range(first..).take_while(|(key, _)| key.model == model) {
            on_board(board, history, key, line, &mut list);
        }
    }
    list.sort_by_key(|event| (event.day, event.board));
    list
}

/// What the registry says.
fn recorded(model: &Model) -> Vec<Event> {
    let mut list = Vec::new();
    let mut add = |day, board, what| list.push(Event { day, period: None, board, key: None, what });
    if let Some(day) = model.released {
        add(day, None, Happening::Released);
    }
    for pair in model.prices.windows(2) {
        let (before, now) = (&pair[0], &pair[1]);
        if (before.input, before.output) != (now.input, now.output) {
            add(now.from, None, Happening::Priced { before: before.clone(), now: now.clone() });
        }
    }
    if let Some(split) = &model.split_from {
        add(split.date, None, Happening::SplitFrom(split.model.clone()));
    }
    if let Some(merged) = &model.merged_into {
        add(merged.date, None, Happening::MergedInto(merged.model.clone()));
    }
    for hidden in &model.hidden {
        add(hidden.from, None, Happening::Hidden { until: hidden.until, note: hidden.note.clone() });
    }
    for (board, day) in begun(&model.aliases) {
        let ended = day.yesterday().ok();
        let before = names(&model.aliases, |a| a.board == board && a.until.is_some() && a.until == ended);
        let now = names(&model.aliases, |a| a.board == board && a.from == Some(day));
        if !before.is_empty() {
            add(day, Some(board), Happening::Renamed { before, now });
        }
    }
    list
}

/// The days on which a board began to use a spelling.
fn begun(aliases: &[Alias]) -> BTreeSet<(usize, Date)> {
    aliases.iter().filter_map(|a| Some((a.board, a.from?))).collect()
}

fn names(aliases: &[Alias], test: impl Fn(&Alias) -> bool) -> Vec<String> {
    let names: BTreeSet<&String> = aliases.iter().filter(|a| test(a)).map(|a| &a.name).collect();
    names.into_iter().cloned().collect()
}

/// What one row of a board did.
fn on_board(board: usize, history: &BoardFacts, key: &Key, line: &[Listing], list: &mut Vec<Event>) {
    let mut add = |period: Period, what| {
        let (day, key) = (period.first_day(), Some(key.clone()));
        list.push(Event { day, period: Some(period), board: Some(board), key, what });
    };
    let mut entered = BTreeSet::new();
    for listing in line {
        let (facts, entry) = history.found(*listing);
        match entry.status {
            Status::Debut => {
                add(facts.period, Happening::Debut { rank: entry.rank, tracked: entry.first_tracked });
            }
            Status::Return => add(facts.period, Happening::Return { rank: entry.rank }),
            _ => {}
        }
        if entry.periods_on_board == 1 || matches!(entry.status, Status::Debut | Status::Return) {
            entered.insert(facts.period);
        }
        left(history, key, listing.period(), &mut add);
    }
    let last = line.last().map(|listing| history.found(*listing).1);
    if let Some((rank, period)) = last.and_then(|e| e.peak_rank.zip(e.peak_period))
        && !entered.contains(&period)
        && line.len() > 1
        && history.at(period).and_then(|p| p.row(key)).is_some_and(|e| e.rank == Some(rank))
    {
        add(period, Happening::Peak { rank });
    }
}

/// Leaving the visible top, in the period itself (still listed below) or in the next one (gone from the list).
fn left(history: &BoardFacts, key: &Key, at: usize, add: &mut impl FnMut(Period, Happening)) {
    let exit = |facts: &super::PeriodFacts| facts.exits.iter().find(|e| e.key == *key).cloned();
    let here = &history.periods[at];
    if let Some(exit) = exit(here) {
        add(here.period, Happening::Left { from: exit.previous_rank, to: exit.rank });
    }
    let Some(next) = history.periods.get(at + 1).filter(|next| next.previous == Some(here.period)) else {
        return;
    };
    if next.row(key).is_some() {
        return;
    }
    if let Some(to) = lineage::switched(here, next, key) {
        add(next.period, Happening::Switched { to: to.key.clone() });
    } else if let Some(exit) = exit(next) {
        add(next.period, Happening::Left { from: exit.previous_rank, to: None });
    }
}
