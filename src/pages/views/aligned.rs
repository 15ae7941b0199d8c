//! Numbers of one column, brought into line on their decimal points by spaces that are as wide as what is missing.

use super::super::view::AlignedView;

/// As wide as a digit among tabular figures.
const DIGIT: char = '\u{2007}';
/// As wide as a point.
const POINT: char = '\u{2008}';

/// A number as it is written, in pieces.
struct Pieces<'a> {
    number: &'a str,
    unit: &'a str,
    decimals: Option<usize>,
}

/// The cells of a column. What is not a number ("–") stays at the edge.
pub fn column<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<AlignedView> {
    let pieces: Vec<Pieces<'_>> = texts.into_iter().map(take_apart).collect();
    let most = pieces.iter().filter_map(|p| p.decimals).max().unwrap_or(0);
    let units = pieces.iter().any(|p| !p.unit.is_empty());
    pieces.iter().map(|p| cell(p, most, units)).collect()
}

fn cell(pieces: &Pieces<'_>, most: usize, units: bool) -> AlignedView {
    let mut pad = String::new();
    if let Some(decimals) = pieces.decimals {
        pad.extend((decimals == 0 && most > 0).then_some(POINT));
        pad.extend(std::iter::repeat_n(DIGIT, most - decimals));
    }
    let unit = (units && pieces.decimals.is_some()).then(|| pieces.unit.to_string());
    AlignedView { number: pieces.number.to_string(), unit, pad }
}

fn take_apart(text: &str) -> Pieces<'_> {
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    if end == 0 {
        return Pieces { number: text, unit: "", decimals: None };
    }
    let (number, unit) = text.split_at(end);
    let decimals = number.rsplit_once('.').map_or(0, |(_, fraction)| fraction.len());
    Pieces { number, unit, decimals: Some(decimals) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(texts: &[&str]) -> Vec<String> {
        let cells = column(texts.iter().copied());
        cells.into_iter().map(|c| format!("{}[{}]{}", c.number, c.unit.unwrap_or_default(), c.pad)).collect()
    }

    #[test]
    fn points_stand_below_each_other() {
        let expected = ["1.58[T]", "15.8[T]\u{2007}", "158[B]\u{2008}\u{2007}\u{2007}", "–[]"];
        assert_eq!(shown(&["1.58T", "15.8T", "158B", "–"]), expected);
    }

    #[test]
    fn whole_numbers_need_no_spaces() {
        assert_eq!(shown(&["1503", "$5", "–"]), ["1503[]", "$5[]", "–[]"]);
        let empty: [&str; 0] = [];
        assert!(column(empty).is_empty());
    }

    #[test]
    fn a_number_without_a_unit_leaves_its_room() {
        let cells = column(["982", "1.2K"]);
        assert_eq!(cells[0].unit.as_deref(), Some(""));
    }
}
