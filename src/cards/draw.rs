//! The layout of a card: a newspaper's front in the colours of the built-in theme. Everything stands on a grid of
//! 8 pixels; texts are measured in their own face before they are set.

use super::lines::{clip, fit};
use crate::figures::text_width;
use crate::xml::text;
use std::fmt::Write as _;

/// What a card says.
pub struct Card {
    /// The site.
    pub site: String,
    /// The period.
    pub period: String,
    /// The title.
    pub headline: String,
    /// A sentence under it.
    pub below: Option<String>,
    /// The heading of the list.
    pub list: String,
    /// The list.
    pub lines: Vec<Line>,
    /// Where the site is.
    pub address: String,
    /// Where the figures come from.
    pub credit: String,
}

/// A row of the list.
pub struct Line {
    /// Its rank.
    pub rank: String,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// How it moved.
    pub movement: String,
    /// The colour of the movement.
    pub tone: Tone,
}

/// What a movement is.
#[derive(Clone, Copy)]
pub enum Tone {
    /// Up.
    Up,
    /// Down.
    Down,
    /// New, or back.
    News,
    /// Nothing to point at.
    Quiet,
}

const PAPER: &str = "#fcfbf8";
const INK: &str = "#1c1b19";
const MUTED: &str = "#66635c";
const RULE: &str = "#d8d4ca";
const ACCENT: &str = "#b4291f";
const UP: &str = "#0b6b57";

const HEADLINE: &str = "500 {}px Newsreader";
const EDGE: f64 = 64.0;
/// Where the columns part when there is a list.
const LIST_LEFT: f64 = 656.0;

/// The card as SVG.
pub fn svg(card: &Card, (width, height): (u32, u32)) -> String {
    let mut page = Page { svg: String::new(), right: f64::from(width) - EDGE };
    masthead(&mut page, card);
    let column = if card.lines.is_empty() { page.right - EDGE } else { LIST_LEFT - EDGE - 48.0 };
    story(&mut page, card, column);
    if !card.lines.is_empty() {
        list(&mut page, card);
    }
    foot(&mut page, card);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>{}</svg>",
        page.svg
    )
}

struct Page {
    svg: String,
    right: f64,
}

/// How a text is set.
struct Type {
    face: &'static str,
    weight: u32,
    size: u32,
    colour: &'static str,
}

impl Type {
    const fn inter(size: u32, colour: &'static str) -> Type {
        Type { face: "Inter", weight: 400, size, colour }
    }

    const fn bold(self) -> Type {
        Type { weight: 600, ..self }
    }

    const fn book(size: u32, colour: &'static str) -> Type {
        Type { face: "Newsreader", weight: 500, size, colour }
    }

    fn font(&self) -> String {
        format!("{} {}px {}", self.weight, self.size, self.face)
    }
}

impl Page {
    /// A text that begins at `x`.
    fn put(&mut self, x: f64, y: f64, words: &str, set: &Type) {
        let Type { face, weight, size, colour } = set;
        let _ = write!(
            self.svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-family=\"{face}\" font-weight=\"{weight}\" font-size=\"{size}\" fill=\"{colour}\">{}</text>",
            text(words)
        );
    }

    /// A text that ends at `x`.
    fn put_left_of(&mut self, x: f64, y: f64, words: &str, set: &Type) {
        self.put(x - text_width(words, &set.font()), y, words, set);
    }

    fn rule(&mut self, (from, to): (f64, f64), y: f64, thick: f64, colour: &str) {
        let _ = write!(
            self.svg,
            "<rect x=\"{from:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{thick}\" fill=\"{colour}\"/>",
            to - from
        );
    }
}

fn masthead(page: &mut Page, card: &Card) {
    let (name, period) = (Type::book(40, INK), Type::inter(24, ACCENT).bold());
    let room = page.right - EDGE - text_width(&card.period, &period.font()) - 32.0;
    page.put(EDGE, 84.0, &clip(&card.site, &name.font(), room), &name);
    page.put_left_of(page.right, 82.0, &card.period, &period);
    page.rule((EDGE, page.right), 106.0, 4.0, INK);
    page.rule((EDGE, page.right), 113.0, 1.0, INK);
}

fn story(page: &mut Page, card: &Card, column: f64) {
    let set = fit(&card.headline, HEADLINE, column, &[(76, 3), (64, 4), (54, 5), (46, 5)]);
    let leading = (f64::from(set.size) * 1.08).round();
    let mut y = 152.0 + f64::from(set.size) * 0.78;
    for line in &set.lines {
        page.put(EDGE, y, line, &Type::book(set.size, INK));
        y += leading;
    }
    let Some(below) = &card.below else { return };
    let kind = Type::inter(25, MUTED);
    // The sentence takes what room the headline leaves above the foot.
    let room = ((528.0 - (y + 8.0)) / 36.0).floor().clamp(0.0, 4.0) as usize;
    if room == 0 {
        return;
    }
    let set = fit(below, "400 {}px Inter", column, &[(kind.size, room)]);
    y += 12.0;
    for line in &set.lines {
        page.put(EDGE, y, line, &kind);
        y += 36.0;
    }
}

fn list(page: &mut Page, card: &Card) {
    let (left, right) = (LIST_LEFT, page.right);
    page.put(
        left,
        170.0,
        &clip(&card.list, &Type::inter(24, INK).bold().font(), right - left),
        &Type::inter(24, INK).bold(),
    );
    let step = 68.0;
    let (rank, name, value) = (Type::inter(26, MUTED), Type::inter(28, INK), Type::inter(26, MUTED));
    let widest = |set: &Type, of: fn(&Line) -> &str| {
        card.lines.iter().map(|line| text_width(of(line), &set.font())).fold(0.0, f64::max)
    };
    let moves = widest(&Type::inter(24, INK).bold(), |line| &line.movement);
    // A board that is compared with nothing has no column for it.
    let move_room = if moves > 0.0 { moves.max(48.0) + 24.0 } else { 0.0 };
    let rank_room = widest(&rank, |line| &line.rank) + 16.0;
    let value_room = widest(&value, |line| &line.value);
    for (index, line) in card.lines.iter().enumerate() {
        let top = 190.0 + step * index as f64;
        let base = top + 44.0;
        page.rule(
            (left, right),
            top,
            if index == 0 { 2.0 } else { 1.0 },
            if index == 0 { INK } else { RULE },
        );
        page.put(left, base, &line.rank, &rank);
        let value_right = right - move_room;
        let room = value_right - value_room - 20.0 - left - rank_room;
        page.put(left + rank_room, base, &clip(&line.name, &name.font(), room), &name);
        page.put_left_of(value_right, base, &line.value, &value);
        page.put_left_of(right, base, &line.movement, &Type::inter(24, colour(line.tone)).bold());
    }
    page.rule((left, right), 190.0 + step * card.lines.len() as f64, 1.0, RULE);
}

fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Up => UP,
        Tone::Down | Tone::News => ACCENT,
        Tone::Quiet => MUTED,
    }
}

fn foot(page: &mut Page, card: &Card) {
    let set = Type::inter(22, MUTED);
    let half = (page.right - EDGE) / 2.0 - 16.0;
    page.put(EDGE, 582.0, &clip(&card.address, &set.font(), half), &set);
    page.put_left_of(page.right, 582.0, &clip(&card.credit, &set.font(), half), &set);
}
