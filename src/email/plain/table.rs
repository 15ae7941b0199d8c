//! Tables as aligned text.

use super::{WIDE, width, wrap};
use std::fmt::Write as _;

#[derive(Default)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) in_caption: bool,
    pub(super) right: Vec<bool>,
}

/// A cell's text, and the marks of the links in it: ` [3]`.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) marks: Vec<String>,
}

impl Table {
    /// Columns as wide as their longest cell; where that is too much, the widest ones give way, but never so far that
    /// a link would lose its number.
    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let of = |at: usize, measure: fn(&Cell) -> usize| {
            self.rows.iter().filter_map(|row| row.get(at)).map(measure).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..columns).map(|at| of(at, |cell| width(&cell.text))).collect();
        let least: Vec<usize> = (0..columns).map(|at| of(at, Cell::least)).collect();
        while widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1) > WIDE {
            let can_give = (0..columns).filter(|at| widths[*at] > least[*at]);
            let Some(widest) = can_give.max_by_key(|at| widths[*at]) else { break };
            widths[widest] -= 1;
        }
        widths
    }

    pub(super) fn laid_out(&self) -> String {
        let widths = self.widths();
        let columns = widths.len();
        let mut out = String::new();
        if !self.caption.is_empty() {
            let _ = writeln!(out, "{}\n", wrap(&self.caption, WIDE, "", "").join("\n"));
        }
        for (index, row) in self.rows.iter().enumerate() {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let cell = cell.cut(widths[at]);
                let space = " ".repeat(widths[at].saturating_sub(width(&cell)));
                if self.right.get(at) == Some(&true) {
                    format!("{space}{cell}")
                } else {
                    format!("{cell}{space}")
                }
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            let _ = writeln!(out, "{}", line.trim_end());
            if index == 0 && self.rows.len() > 1 {
                let total = widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1);
                let _ = writeln!(out, "{}", "-".repeat(total.min(WIDE)));
            }
        }
        out.push('\n');
        out
    }
}

impl Cell {
    /// The fewest columns that say anything: two letters, an ellipsis and the marks.
    fn least(&self) -> usize {
        4 + self.marks.iter().map(String::len).sum::<usize>()
    }

    /// The text in so many columns; the marks stay whole behind it.
    fn cut(&self, most: usize) -> String {
        if width(&self.text) <= most {
            return self.text.clone();
        }
        let bare = self.marks.iter().fold(self.text.clone(), |text, mark| text.replacen(mark, "", 1));
        let marks = self.marks.concat();
        let room = most.saturating_sub(marks.len() + 1);
        let text: String = bare.chars().take(room).collect();
        format!("{}…{marks}", text.trim_end())
    }
}
