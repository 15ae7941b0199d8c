//! Lines of a text in a column: wrapped at spaces, balanced, clipped with an ellipsis.

use crate::figures::text_width;

/// A size with its lines.
pub struct Setting {
    /// Pixels.
    pub size: u32,
    /// Lines.
    pub lines: Vec<String>,
}

/// The largest of some sizes at which a text needs no more than its lines; the last one clips.
pub fn fit(text: &str, face: &str, width: f64, sizes: &[(u32, usize)]) -> Setting {
    let mut last = Setting { size: 0, lines: Vec::new() };
    for (size, most) in sizes {
        let font = face.replace("{}", &size.to_string());
        let lines = wrap(text, &font, width);
        if lines.len() <= *most {
            return Setting { size: *size, lines: balance(text, &font, width, lines) };
        }
        last = Setting { size: *size, lines: clip_lines(lines, *most, &font, width) };
    }
    last
}

/// A text on one line, clipped.
pub fn clip(text: &str, font: &str, width: f64) -> String {
    if text_width(text, font) <= width {
        return text.to_string();
    }
    let mut kept: String = text.to_string();
    while !kept.is_empty() && text_width(&format!("{}…", kept.trim_end()), font) > width {
        kept.pop();
    }
    format!("{}…", kept.trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c)))
}

/// Text at most so long that measuring it stays cheap; no card shows more.
const LONGEST: usize = 600;

fn wrap(text: &str, font: &str, width: f64) -> Vec<String> {
    let short: String = text.chars().take(LONGEST).collect();
    let mut lines: Vec<String> = Vec::new();
    for word in short.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match joined.filter(|line| text_width(line, font) <= width) {
            Some(line) => *lines.last_mut().expect("a line was joined") = line,
            None => lines.extend(pieces(word, font, width)),
        }
    }
    lines
}

/// A word wider than the column, cut where it must be.
fn pieces(word: &str, font: &str, width: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let last = pieces.last_mut().expect("there is always one");
        last.push(letter);
        if text_width(last, font) > width && last.chars().count() > 1 {
            last.pop();
            pieces.push(letter.to_string());
        }
    }
    pieces
}

/// The narrowest column that needs no more lines: no last line of one word.
fn balance(text: &str, font: &str, width: f64, lines: Vec<String>) -> Vec<String> {
    let mut best = lines;
    for step in 1..12 {
        let narrower = wrap(text, font, width * (1.0 - 0.04 * f64::from(step)));
        if narrower.len() > best.len() {
            break;
        }
        best = narrower;
    }
    best
}

fn clip_lines(mut lines: Vec<String>, most: usize, font: &str, width: f64) -> Vec<String> {
    let rest = lines.split_off(most.saturating_sub(1)).join(" ");
    lines.push(clip(&rest, font, width));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: &str = "500 {}px Newsreader";

    #[test]
    fn short_titles_are_large_and_long_ones_are_clipped() {
        let sizes = [(72, 3), (48, 4)];
        assert_eq!(fit("The gap", FACE, 560.0, &sizes).lines, ["The gap"]);
        let long = "word ".repeat(80);
        let set = fit(&long, FACE, 560.0, &sizes);
        assert_eq!((set.size, set.lines.len()), (48, 4));
        assert!(set.lines[3].ends_with("word…"), "{:?}", set.lines);
        for line in &set.lines {
            assert!(text_width(line, "500 48px Newsreader") <= 560.0, "{line}");
        }
    }

    #[test]
    fn one_endless_word_stays_in_its_column() {
        let set = fit(&"m".repeat(400), FACE, 300.0, &[(48, 3)]);
        assert_eq!(set.lines.len(), 3);
        assert!(set.lines.iter().all(|line| text_width(line, "500 48px Newsreader") <= 300.0));
        assert!(set.lines[2].ends_with('…'));
    }

    #[test]
    fn lines_are_balanced() {
        let set = fit("The gap between prestige and production", FACE, 600.0, &[(64, 3)]);
        let widths: Vec<f64> = set.lines.iter().map(|line| text_width(line, "500 64px Newsreader")).collect();
        assert!(widths.iter().all(|w| *w > 250.0), "{:?}", set.lines);
    }
}
