//! References that stand alone: tables, sentences and figures.

use super::{Block, BlockKind, CHARTS, ChartKind, Reader};
use crate::diagnostic::did_you_mean;
use crate::editorial::reference::Value;
use crate::model::{MetricKind, Period};

/// Most periods that a figure looks back: as many weeks as there are in twenty years.
const MOST_PERIODS: u32 = 1043;

impl Reader<'_> {
    pub(super) fn block(&mut self) -> Option<Block> {
        let config = self.context.config;
        if self.form.name == "gap" || self.is_chart_of("gap") || self.is_chart_of("residuals") {
            return self.gap_block();
        }
        if self.is_chart_of("custom") {
            return self.own_block();
        }
        let board = if self.is_chart_of("pareto") { self.score_board()? } else { self.board()? };
        let period = self.period(Some(board))?;
        self.facts_at(board, period)?;
        let kind = match self.form.name {
            "movers" => BlockKind::Movers,
            "table" => BlockKind::Table(self.number("top", config.boards[board].top)?),
            "volumes" => BlockKind::Volumes,
            "findings" => BlockKind::Findings(self.number("limit", 5)?),
            _ => self.chart(board, period)?,
        };
        Some(Block { kind, board, period, place: self.source.place(self.call.span) })
    }

    fn is_chart_of(&self, kind: &str) -> bool {
        let first = self.argument("kind").map(|a| &a.value);
        self.form.name == "chart" && matches!(first, Some(Value::Text(text)) if text == kind)
    }

    /// The board of a score against a price: the one that is named, else the gap's prestige board.
    fn score_board(&mut self) -> Option<usize> {
        match (self.argument("board"), self.context.config.gap) {
            (None, Some(gap)) => Some(gap.prestige),
            _ => self.board(),
        }
    }

    pub(super) fn gap_block(&mut self) -> Option<Block> {
        self.others_known()?;
        self.whole_board()?;
        let gap = self.context.config.gap;
        if let (Some(gap), Some(argument)) = (gap, self.argument("board"))
            && ![gap.prestige, gap.production].contains(&self.board()?)
        {
            let message = "the gap stands between two boards, and this is neither of them".to_string();
            let help = "leave it out; site.yaml names the two".to_string();
            self.fail("reference-argument", argument.span, message, Some(help));
            return None;
        }
        let Some(gap) = gap else {
            let help = "name the two boards with `gap:` in site.yaml".to_string();
            self.fail("reference-no-fact", self.call.span, "this site has no gap".to_string(), Some(help));
            return None;
        };
        let period = self.period(Some(gap.production))?;
        if !self.context.facts.gap.iter().any(|g| g.period == period) {
            let message = format!("the gap needs both boards in {period}");
            self.fail("reference-no-fact", self.call.span, message, None);
            return None;
        }
        let drawn = if self.is_chart_of("residuals") { ChartKind::Residuals } else { ChartKind::Gap };
        let chart = BlockKind::Chart { kind: drawn, periods: 1, key: None, own: None };
        let kind = if self.form.name == "chart" { chart } else { BlockKind::Gap };
        Some(Block { kind, board: gap.production, period, place: self.source.place(self.call.span) })
    }

    pub(super) fn chart(&mut self, board: usize, period: Period) -> Option<BlockKind> {
        let Some((word, span)) = self.text("kind").ok()? else {
            let help = did_you_mean("", CHARTS.iter().map(|(name, _)| *name));
            self.fail("reference-argument", self.call.span, "`chart` needs a kind".to_string(), help);
            return None;
        };
        let Some((_, kind)) = CHARTS.iter().find(|(name, _)| *name == word) else {
            let help = did_you_mean(word, CHARTS.iter().map(|(name, _)| *name));
            self.fail("reference-unknown-kind", span, format!("there is no chart `{word}`"), help);
            return None;
        };
        for stray in ["option", "title", "description"] {
            if let Some(argument) = self.argument(stray) {
                let message = format!("the chart `{word}` takes no `{stray}`; only `custom` does");
                self.fail("reference-argument", argument.span, message, None);
                return None;
            }
        }
        self.adds_up(*kind, word, board)?;
        let periods = self.number("periods", 12)?.min(MOST_PERIODS);
        let key = if matches!(kind, ChartKind::History | ChartKind::Value) {
            let model = self.model(Some((board, period)))?;
            let facts = self.facts_at(board, period)?;
            Some(self.entry(facts, board, model)?.key.clone())
        } else {
            self.whole_board()?;
            None
        };
        Some(BlockKind::Chart { kind: *kind, periods, key, own: None })
    }

    /// Shares are parts of what adds up, which scores do not.
    fn adds_up(&mut self, kind: ChartKind, word: &str, board: usize) -> Option<()> {
        let record = &self.context.config.boards[board];
        let (kinds, wanted) = match kind {
            ChartKind::Share | ChartKind::Orgs | ChartKind::Concentration => {
                ("volumes", record.metric.kind == MetricKind::Volume)
            }
            ChartKind::Pareto => ("scores", record.metric.kind == MetricKind::Score),
            _ => return Some(()),
        };
        if wanted {
            return Some(());
        }
        let span = self.argument("board").map_or(self.call.span, |a| a.span);
        let message = format!("the chart `{word}` needs a board of {kinds}, which `{}` is not", record.id);
        let help = format!("name a board of {kinds} with `board=`, or leave the chart out");
        self.fail("reference-argument", span, message, Some(help));
        None
    }

    /// A chart of a whole board takes no model: one that is named would be ignored silently.
    fn whole_board(&mut self) -> Option<()> {
        let argument = ["model", "effort", "variant"].into_iter().find_map(|key| self.argument(key));
        let Some(argument) = argument else { return Some(()) };
        let message = "this chart shows the whole board and takes no row".to_string();
        let help = "`history` and `value` show one row".to_string();
        self.fail("reference-argument", argument.span, message, Some(help));
        None
    }
}
