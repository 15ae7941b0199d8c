//! What stands in pages and texts alike: tables, movers, findings, numbers, the gap, figures.

use super::{BoardLink, CreditView, LinkView, PeriodView, RowView};
use serde::{Serialize, Serializer};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use tera::Value;

/// A number in a column whose decimal points stand below each other.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AlignedView {
    /// The number, or "–".
    pub number: String,
    /// Its unit, empty where others of the column have one.
    pub unit: Option<String>,
    /// Spaces as wide as the decimals that it lacks.
    pub pad: String,
}

/// A board in a period as a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TableView {
    /// The board.
    pub board: BoardLink,
    /// The period.
    pub period: PeriodView,
    /// The caption.
    pub caption: String,
    /// Columns that have something to say.
    pub columns: Columns,
    /// The rows.
    pub rows: Vec<RowView>,
    /// The movement of some row is within the noise of the board.
    pub noise: bool,
    /// Some of a row is what the source said.
    pub reported: bool,
    /// What a reader must know: partial board, partial week, "as reported", gap since…
    pub notes: Vec<String>,
    /// The source.
    pub credit: Option<CreditView>,
    /// The data as CSV.
    pub csv_url: Option<String>,
}

/// A table that may stand in several parts of a text: it is made once, and handed over to the templates once.
#[derive(Debug, Clone)]
pub struct SharedTable(Arc<(TableView, OnceLock<Value>)>);

impl SharedTable {
    /// Keeps so many rows.
    pub fn shorten(&mut self, most: usize) {
        if self.rows.len() > most {
            let mut table = TableView::clone(self);
            table.rows.truncate(most);
            *self = table.into();
        }
    }
}

impl From<TableView> for SharedTable {
    fn from(table: TableView) -> SharedTable {
        SharedTable(Arc::new((table, OnceLock::new())))
    }
}

impl Deref for SharedTable {
    type Target = TableView;

    fn deref(&self) -> &TableView {
        &self.0.0
    }
}

impl Serialize for SharedTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (table, handed_over) = &*self.0;
        handed_over.get_or_init(|| Value::from_serializable(table)).serialize(serializer)
    }
}

/// Which columns of a table have something to say.
#[derive(Debug, Clone, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one switch a column")]
pub struct Columns {
    /// Movement.
    pub movement: bool,
    /// Value.
    pub value: bool,
    /// Growth.
    pub growth: bool,
    /// Share.
    pub share: bool,
    /// Interval.
    pub interval: bool,
    /// Votes.
    pub votes: bool,
    /// Peak and periods on the board.
    pub history: bool,
    /// Organisation.
    pub org: bool,
    /// Who said it.
    pub said: bool,
}

/// One mover.
#[derive(Debug, Clone, Serialize)]
pub struct MoverView {
    /// Name with marks.
    pub name: String,
    /// Link.
    pub url: String,
    /// "▲ 2", "▼ 3", "new", "back", "out".
    pub move_text: String,
    /// "up two places to #8".
    pub text: String,
    /// "+98%", if known.
    pub growth: Option<String>,
    /// up, down, new, back, out.
    pub direction: String,
}

/// Everybody who moved inside the visible top.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MoversView {
    /// The board.
    pub board: BoardLink,
    /// The period.
    pub period: PeriodView,
    /// Non-empty groups: "Up", "Down", "New", "Back", "Out".
    pub groups: Vec<MoverGroup>,
    /// Said when nothing moved or nothing can be compared.
    pub empty: Option<String>,
    /// Some of it is what the source said.
    pub reported: bool,
    /// The source.
    pub credit: Option<CreditView>,
}

/// Movers of one direction.
#[derive(Debug, Clone, Serialize)]
pub struct MoverGroup {
    /// Heading.
    pub title: String,
    /// up, down, new, back, out.
    pub direction: String,
    /// The movers.
    pub movers: Vec<MoverView>,
}

/// One computed sentence.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// Its kind: `sharpest-fall`.
    pub kind: String,
    /// The sentence.
    pub sentence: String,
    /// The page of what it is about.
    pub url: String,
    /// The board it speaks of.
    pub board: String,
}

/// A labelled number.
#[derive(Debug, Clone, Serialize)]
pub struct NumberView {
    /// What it is.
    pub label: String,
    /// The number, worded.
    pub value: String,
    /// What a reader must know to read it.
    pub note: Option<String>,
}

/// Volumes of a board: numbers and table.
#[derive(Debug, Clone, Serialize)]
pub struct VolumesView {
    /// The numbers.
    pub numbers: Vec<NumberView>,
    /// The table.
    pub table: SharedTable,
}

/// One model on the two boards of the gap.
#[derive(Debug, Clone, Serialize)]
pub struct GapRowView {
    /// Name.
    pub name: String,
    /// Link.
    pub url: String,
    /// Who makes it.
    pub org: Option<LinkView>,
    /// "#1" or "–".
    pub prestige: String,
    /// "#4" or "–".
    pub production: String,
    /// Score or "–".
    pub score: String,
    /// Volume or "–".
    pub volume: String,
    /// "+3", "−7" or "–".
    pub gap: String,
    /// both, admired, workhorse.
    pub quadrant: String,
}

/// A group of models by where they stand.
#[derive(Debug, Clone, Serialize)]
pub struct QuadrantView {
    /// both, admired, workhorse.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What the group means.
    pub text: String,
    /// The models.
    pub rows: Vec<GapRowView>,
}

/// The gap in a period.
#[derive(Debug, Clone, Serialize)]
pub struct GapView {
    /// The period.
    pub period: PeriodView,
    /// The prestige board.
    pub prestige: BoardLink,
    /// The production board.
    pub production: BoardLink,
    /// Summary numbers.
    pub numbers: Vec<NumberView>,
    /// The groups that are not empty.
    pub quadrants: Vec<QuadrantView>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// The sources.
    pub credits: Vec<CreditView>,
}

/// A figure: the option for the browser, the words and the table for everybody.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// Unique on its page.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence of what it shows now.
    pub description: String,
    /// `{width, height, option}` as JSON, escaped for a script element.
    pub wide: String,
    /// The same for phones.
    pub narrow: String,
    /// Static picture (`<svg>` markup), wide.
    pub svg_wide: Option<String>,
    /// Static picture, narrow.
    pub svg_narrow: Option<String>,
    /// The address of the picture as a file of its own, where feeds have it.
    pub image_url: Option<String>,
    /// Its data.
    pub table: DataTable,
    /// The source.
    pub credit: Option<CreditView>,
    /// The data as CSV.
    pub csv_url: Option<String>,
}

/// A figure's data as a plain table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DataTable {
    /// Column headings; the first column holds the row headings.
    pub columns: Vec<String>,
    /// Rows, as long as the columns; an unknown value is "–".
    pub rows: Vec<Vec<String>>,
}

/// A part of an editor's text.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PartView {
    /// Finished markup.
    Html {
        /// The markup.
        html: String,
    },
    /// `{{ movers() }}`
    Movers {
        /// The movers.
        movers: MoversView,
    },
    /// `{{ table() }}`
    Table {
        /// The table.
        table: SharedTable,
    },
    /// `{{ volumes() }}`
    Volumes {
        /// The volumes.
        volumes: VolumesView,
    },
    /// `{{ gap() }}`
    Gap {
        /// The gap.
        gap: GapView,
    },
    /// `{{ findings() }}`
    Findings {
        /// The findings.
        findings: Vec<FindingView>,
        /// Of which board.
        board: BoardLink,
    },
    /// `{{ chart() }}`
    Chart {
        /// The figure.
        figure: FigureView,
    },
}
