//! How wide a text is in the bundled face, by shaping it: what the browser will measure too.

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Regular and semibold.
pub static FONTS: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
];

/// The headline face of cards.
pub static HEADLINE: &[u8] = include_bytes!("../../assets/fonts/Newsreader-Medium.ttf");

/// Regular, semibold and headline, parsed once.
static FACES: LazyLock<[Option<(FontRef<'static>, ShaperData)>; 3]> = LazyLock::new(|| {
    [FONTS[0], FONTS[1], HEADLINE].map(|bytes| {
        let font = FontRef::new(bytes).ok()?;
        let data = ShaperData::new(&font);
        Some((font, data))
    })
});

/// The width in pixels of a text in a CSS font such as `normal 600 12px Inter`.
pub fn width(text: &str, font: &str) -> f64 {
    let (bold, size) = parse(font);
    let face = if font.ends_with("Newsreader") { 2 } else { usize::from(bold) };
    let Some((font, data)) = &FACES[face] else { return 0.0 };
    let shaper = data.shaper(font).build();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let units: i64 = shaper
        .shape(buffer, ShapeOptions::new())
        .glyph_positions()
        .iter()
        .map(|p| i64::from(p.x_advance))
        .sum();
    units as f64 * size / f64::from(shaper.units_per_em())
}

/// The letters of a text that the bundled face lacks, each once.
pub fn lacking(text: &str) -> BTreeSet<char> {
    let strange = text.chars().filter(|c| !c.is_ascii() && !c.is_control());
    strange.filter(|c| !draws(*c)).collect()
}

/// True if the face has a glyph: shaping gives the empty one, number 0, for what it has not.
fn draws(letter: char) -> bool {
    let Some((font, data)) = &FACES[0] else { return false };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(letter.encode_utf8(&mut [0; 4]));
    buffer.guess_segment_properties();
    let glyphs = data.shaper(font).build().shape(buffer, ShapeOptions::new());
    glyphs.glyph_infos().iter().all(|glyph| glyph.glyph_id != 0)
}

/// Whether a CSS font is semibold or heavier, and its size in pixels.
fn parse(font: &str) -> (bool, f64) {
    let mut bold = false;
    let mut size = 12.0;
    for word in font.split_whitespace() {
        if let Some(pixels) = word.strip_suffix("px").and_then(|n| n.parse().ok()) {
            size = pixels;
            break;
        }
        bold |= word == "bold" || word == "bolder" || word.parse::<u32>().is_ok_and(|weight| weight >= 550);
    }
    (bold, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_and_arrows_are_there_and_others_are_named() {
        assert!(lacking("Zażółć gęślą jaźń, Ærøskøbing, ÿ ș ẞ ▲▼ ↑↓→ “–” ≥ €").is_empty());
        assert_eq!(lacking("通义 Qwen 通"), BTreeSet::from(['通', '义']));
    }

    #[test]
    fn widths_grow_with_size_and_weight() {
        let regular = width("Claude Opus 4.7", "normal 400 12px Inter, sans-serif");
        let bold = width("Claude Opus 4.7", "normal 600 12px Inter, sans-serif");
        let double = width("Claude Opus 4.7", "24px Inter");
        assert!(bold > regular && (double - 2.0 * regular).abs() < 1e-9, "{regular} {bold} {double}");
        assert!((80.0..100.0).contains(&regular), "{regular}");
    }
}
