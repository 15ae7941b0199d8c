//! One row of a board's table.

use super::sparse::sparse;
use super::{AlignedView, LinkView};
use crate::model::{Amount, Ratio};

sparse! {
    /// One row of a board's table.
    RowView, RowFields {
        /// Rank, from 1.
        rank: Option<u32>,
        /// "3" or "–".
        rank_text: String,
        /// debut, return, climb, fall, hold, unknown.
        status: String,
        /// For the eye: "▲ 2", "▼ 3", "new", "back", "=", "".
        move_text: String,
        /// For the ear: "up two places to #8".
        move_label: String,
        /// Where a row that cannot be compared was last seen: "last seen at #8 in 2026-W15".
        last_seen: Option<String>,
        /// The movement is within the noise of the board.
        noise: bool,
        /// Some of it is what the source said.
        reported: bool,
        /// Name without marks.
        name: String,
        /// Effort and variant: "thinking", "free".
        mark: Option<String>,
        /// Link to the subject's page.
        url: String,
        /// Who makes it.
        org: Option<LinkView>,
        /// The source's spelling.
        source_name: String,
        /// The ranking number, exact.
        value: Option<Amount>,
        /// The same in the period before.
        previous_value: Option<Amount>,
        /// Value ÷ previous value − 1.
        growth: Option<Ratio>,
        /// "1.58T", "1503" or "–".
        value_text: String,
        /// The same, in line with the column.
        value_cell: AlignedView,
        /// "1,580,000,000,000".
        value_exact: Option<String>,
        /// The same without commas, for a machine.
        value_plain: Option<String>,
        /// The source cut it short.
        at_least: bool,
        /// "+98%" or "–".
        growth_text: String,
        /// up, down, flat or none.
        growth_sign: String,
        /// "12.7%" or "–".
        share_text: String,
        /// Length of the share bar, 0..=100, against the largest share of the table.
        bar: Option<f64>,
        /// "1495–1511" or "–".
        interval_text: String,
        /// Ranks the interval allows: "1–4" or "–".
        rank_range: String,
        /// Ends of the interval bar, 0..=100 over the table's span: start, width, centre.
        interval: Option<[f64; 3]>,
        /// "5,321" or "–".
        votes_text: String,
        /// Rank before.
        previous_rank: Option<u32>,
        /// Best rank so far.
        peak_rank: Option<u32>,
        /// Known periods on the board.
        periods: u32,
        /// Points of the rank's line over the last periods, one text of `x,y x,y` per unbroken run, in a 0 0 100 24 box.
        sparkline: Vec<String>,
        /// A dot for the newest point, "x,y" split.
        sparkline_end: Option<[f64; 2]>,
        /// The figure fell although it grew.
        fell_while_growing: bool,
        /// Who said it, version, when: claims boards.
        said: Option<String>,
        /// Where it was said.
        said_url: Option<String>,
    }
}
