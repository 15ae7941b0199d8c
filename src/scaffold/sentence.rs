//! A finding as an editable sentence made of references. What a reference would need and the facts lack is left out.

use super::Material;
use crate::analysis::{Entry, Finding, Kind, PeriodFacts};
use crate::editorial::move_words;
use crate::identity::Key;
use crate::words;

/// The sentence; `None` where too little of it is known.
pub fn of(material: Material<'_>, board: usize, facts: &PeriodFacts, finding: &Finding) -> Option<String> {
    let write = Write { material, board, facts };
    let text = match finding.keys.first() {
        None => write.of_board(finding.kind),
        Some(key) => write.of_row(finding, key),
    };
    text.map(|text| words::capital(&text))
}

struct Write<'a> {
    material: Material<'a>,
    board: usize,
    facts: &'a PeriodFacts,
}

impl Write<'_> {
    fn title(&self) -> &str {
        &self.material.config.boards[self.board].title
    }

    fn top(&self) -> String {
        format!("the top {} of {}", self.material.config.boards[self.board].top, self.title())
    }

    fn of_board(&self, kind: Kind) -> Option<String> {
        let board = self.title();
        let total = self.facts.total.map(|_| self.call("total", None));
        match kind {
            Kind::FrozenBoard => Some(format!(
                "{} is unchanged from the {} before.",
                self.top(),
                self.material.config.cadence.word()
            )),
            Kind::Record => Some(format!("The total of {board} is the highest on record: {}.", total?)),
            _ => Some(format!("The total of {board} is {}.", total?)),
        }
    }

    fn of_row(&self, finding: &Finding, key: &Key) -> Option<String> {
        let (board, name) = (self.title(), self.model(key));
        let mut names: Vec<String> = finding.keys.iter().map(|key| self.model(key)).collect();
        names.dedup();
        Some(match finding.kind {
            Kind::NewLeader => format!("{name} takes first place on {board}{}.", self.with_value(key)),
            Kind::FellWhileGrowing => {
                format!(
                    "{name} is {} on {board} although it grew{}.",
                    self.moved(key)?,
                    self.with_growth(key)
                )
            }
            Kind::ClimbedWhileShrinking => {
                format!(
                    "{name} is {} on {board} although it shrank{}.",
                    self.moved(key)?,
                    self.with_growth(key)
                )
            }
            Kind::SharpestFall => self.extreme(finding, "the sharpest fall")?,
            Kind::HighestClimb => self.extreme(finding, "the highest climb")?,
            Kind::Displaced => self.displaced(finding)?,
            Kind::Debut | Kind::Return => {
                format!("{name} is {} on {board}{}.", self.moved(key)?, self.with_value(key))
            }
            Kind::Exit => format!("{name} left {}.", self.top()),
            Kind::OrgDominance => {
                let model = &self.material.facts.models[key.model];
                let org = self.material.facts.orgs.iter().find(|o| model.org.as_ref() == Some(&o.id))?;
                format!("{} has several of the first places on {board}: {}.", org.name, words::list(&names))
            }
            Kind::StatisticalTie => format!(
                "{name} leads {board}{}, but its interval overlaps that of {}.",
                self.with_value(key),
                names.get(1)?
            ),
            Kind::GreatestGainer => format!("{name} gained the most on {board}{}.", self.with_growth(key)),
            Kind::Pacesetter => format!("{name} grew the fastest on {board}{}.", self.with_growth(key)),
            Kind::Switch => format!(
                "One row of {name} is gone from {board}; the other stands{}.",
                self.at_rank(finding.keys.last()?)
            ),
            Kind::Milestone => format!("{name} passed a round number on {board}{}.", self.with_value(key)),
            Kind::Streak => format!("{name} leads {board} again{}.", self.with_value(key)),
            Kind::PriceHeld | Kind::PriceChange => format!("{name} costs {}.", self.price(key)?),
            Kind::GapWidest => self.gap(key)?,
            Kind::NewPeak => format!("{name} stands{} on {board}, its best rank so far.", self.at_rank(key)),
            Kind::Concentration | Kind::Market | Kind::Record | Kind::FrozenBoard => {
                return self.of_board(finding.kind);
            }
        })
    }

    fn extreme(&self, finding: &Finding, noun: &str) -> Option<String> {
        let each = finding.keys.iter().map(|k| Some(format!("{} is {}", self.model(k), self.moved(k)?)));
        let each: Option<Vec<String>> = each.collect();
        Some(format!("{}: {noun} in {}.", words::list(&each?), self.top()))
    }

    fn displaced(&self, finding: &Finding) -> Option<String> {
        let [arrival, .., gone] = finding.keys.as_slice() else { return None };
        let (arrived, at, gone) = (self.model(arrival), self.at_rank(arrival), self.model(gone));
        Some(format!("{arrived} came into {}{at}; {gone} left it.", self.top()))
    }

    fn entry(&self, key: &Key) -> Option<&Entry> {
        self.facts.row(key)
    }

    fn moved(&self, key: &Key) -> Option<String> {
        move_words(self.entry(key)?).map(|_| self.call("move", Some(key)))
    }

    /// ", with 721 billion tokens", if known.
    fn with_value(&self, key: &Key) -> String {
        let known = self.entry(key).is_some_and(|e| e.value.is_some());
        if known { format!(", with {}", self.call("value", Some(key))) } else { String::new() }
    }

    /// ": +98% to 721 billion tokens", as far as it is known.
    fn with_growth(&self, key: &Key) -> String {
        let Some(entry) = self.entry(key) else { return String::new() };
        match (entry.growth, entry.value) {
            (Some(_), Some(_)) => {
                format!(": {} to {}", self.call("growth", Some(key)), self.call("value", Some(key)))
            }
            (Some(_), None) => format!(": {}", self.call("growth", Some(key))),
            (None, _) => self.with_value(key),
        }
    }

    fn at_rank(&self, key: &Key) -> String {
        let known = self.entry(key).is_some_and(|e| e.rank.is_some());
        if known { format!(" at {}", self.call("rank", Some(key))) } else { String::new() }
    }

    fn price(&self, key: &Key) -> Option<String> {
        let model = &self.material.facts.models[key.model];
        let price = model.price_on(self.facts.period.last_day())?;
        (price.input.is_some() || price.output.is_some())
            .then(|| format!("{{{{ price(\"{}\") }}}}", model.id))
    }

    fn gap(&self, key: &Key) -> Option<String> {
        let gap = self.material.config.gap?;
        let boards = &self.material.config.boards;
        let rank = |board: usize| {
            let facts = self.material.facts.boards[board].at(self.facts.period)?;
            let row = facts.rows_of(key.model).filter(|e| e.rank.is_some()).min_by_key(|e| e.rank)?;
            let write = Write { material: self.material, board, facts };
            Some(format!("{} on {}", write.call("rank", Some(&row.key)), boards[board].title))
        };
        Some(format!(
            "{} has the widest gap of those in both tops: {}, {}.",
            self.model(key),
            rank(gap.prestige)?,
            rank(gap.production)?
        ))
    }

    /// `{{ model("x") }}`, with effort and variant where the row has them.
    fn model(&self, key: &Key) -> String {
        let mut call = format!("{{{{ model(\"{}\"", self.material.facts.models[key.model].id);
        for (word, value) in [("effort", &key.effort), ("variant", &key.variant)] {
            if let Some(value) = value {
                call.push_str(&format!(", {word}=\"{value}\""));
            }
        }
        call + ") }}"
    }

    /// `{{ rank("x", …) }}`: as short as it can be and still mean this row of this board.
    fn call(&self, name: &str, key: Option<&Key>) -> String {
        let config = self.material.config;
        let mut arguments = Vec::new();
        if let Some(key) = key {
            arguments.push(format!("\"{}\"", self.material.facts.models[key.model].id));
            let several = self.facts.rows_of(key.model).count() > 1;
            for (word, value) in [("effort", &key.effort), ("variant", &key.variant)] {
                if several || value.is_some() {
                    arguments.push(format!("{word}=\"{}\"", value.as_deref().unwrap_or_default()));
                }
            }
        }
        if config.default_board() != Some(self.board) {
            arguments.push(format!("board=\"{}\"", config.boards[self.board].id));
        }
        format!("{{{{ {name}({}) }}}}", arguments.join(", "))
    }
}
