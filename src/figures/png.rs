//! Pictures as pixels, for mail, feeds and cards: SVG with literal colours through `resvg` and the bundled face alone.
//! In: SVG text. Out: PNG bytes on light paper, the same on every machine; no file, no system font, no network.

use super::measure::{FONTS, HEADLINE};
use crate::memory::Memory;
use ::png::{BitDepth, ColorType, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Color, Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, LazyLock};

/// Part of every key: what is drawn differently after a change here must not be found again.
const EDITION: &str = "png 2, resvg 0.49.0";
/// Most pixels of one picture.
const MOST_PIXELS: u64 = 40_000_000;

/// An SVG with literal colours as a PNG of `width` × `scale` pixels, from memory if it is there.
pub fn png(svg: &str, width: u32, scale: u32, memory: &dyn Memory) -> Result<Vec<u8>, String> {
    let key = key(svg, width, scale);
    if let Some(bytes) = memory.get(&key) {
        return Ok(bytes);
    }
    let bytes = raster(svg, width, scale)?;
    memory.put(&key, &bytes);
    Ok(bytes)
}

/// The picture of a page with its colours written out: what works where style sheets do not.
pub fn literal(svg: &str) -> String {
    // Only in an attribute can a quotation mark stand before it: names are escaped.
    const VARIABLE: &str = "=\"var(--figure-";
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find(VARIABLE) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str("=\"");
        let colour = after.find(',').zip(after.find(')')).filter(|(comma, end)| comma < end);
        let Some((comma, end)) = colour else {
            rest = &after[2..];
            continue;
        };
        out.push_str(&after[comma + 1..end]);
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The picture as a file of its own: literal colours on light paper, whatever the reader's background.
pub fn on_paper(svg: &str) -> String {
    let svg = literal(svg);
    match svg.find("</desc>") {
        Some(at) => {
            let (head, rest) = svg.split_at(at + "</desc>".len());
            format!("{head}<rect width=\"100%\" height=\"100%\" fill=\"#fcfbf8\"/>{rest}")
        }
        None => svg,
    }
}

fn raster(svg: &str, width: u32, scale: u32) -> Result<Vec<u8>, String> {
    let options = Options {
        font_family: "Inter".to_string(),
        fontdb: Arc::clone(&FACES),
        image_href_resolver: no_images(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|e| e.to_string())?;
    let size = tree.size();
    let wide = width.saturating_mul(scale);
    let factor = wide as f32 / size.width();
    let high = (size.height() * factor).round() as u32;
    if u64::from(wide) * u64::from(high) > MOST_PIXELS {
        return Err(format!("{wide} × {high} pixels are too many"));
    }
    let mut pixels = Pixmap::new(wide, high).ok_or("a picture needs a width and a height")?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(factor, factor), &mut pixels.as_mut());
    encode(&pixels).map_err(|e| e.to_string())
}

/// An opaque picture as a file: a byte for each pixel and a table of colours if these are few, which loses nothing and
/// is a fraction in time and size; else three bytes for each pixel.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_depth(BitDepth::Eight);
    let data = match indexed(pixels) {
        Some((palette, data)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_filter(Filter::NoFilter);
            data
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            pixels.pixels().iter().flat_map(rgb).collect()
        }
    };
    encoder.write_header()?.write_image_data(&data)?;
    Ok(file)
}

/// The colours in the order in which they are met, and each pixel's place among them; `None` for more than 256.
fn indexed(pixels: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette: Vec<u8> = Vec::new();
    let mut places: HashMap<[u8; 3], u8> = HashMap::new();
    let mut data = Vec::with_capacity(pixels.pixels().len());
    for run in pixels.pixels().chunk_by(|a, b| a == b) {
        let colour = rgb(&run[0]);
        let next = places.len();
        let place = match places.entry(colour) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                palette.extend(colour);
                *new.insert(u8::try_from(next).ok()?)
            }
        };
        data.extend(std::iter::repeat_n(place, run.len()));
    }
    Some((palette, data))
}

/// Red, green and blue of a pixel; on white paper none lets anything through.
fn rgb(pixel: &PremultipliedColorU8) -> [u8; 3] {
    [pixel.red(), pixel.green(), pixel.blue()]
}

/// Pictures within a picture are never loaded.
fn no_images() -> ImageHrefResolver<'static> {
    ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) }
}

static FACES: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    for face in FONTS.into_iter().chain([HEADLINE]) {
        faces.load_font_data(face.to_vec());
    }
    faces.set_sans_serif_family("Inter");
    faces.set_serif_family("Inter");
    faces.set_monospace_family("Inter");
    Arc::new(faces)
});

fn key(svg: &str, width: u32, scale: u32) -> String {
    static TOOLS: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut hasher = Sha256::new();
        hasher.update(EDITION);
        FONTS.iter().chain([&HEADLINE]).for_each(|font| hasher.update(font));
        hasher.finalize().to_vec()
    });
    let mut hasher = Sha256::new();
    hasher.update(TOOLS.as_slice());
    hasher.update(format!("{width}x{scale}\n"));
    hasher.update(svg);
    hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Forget;

    const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\" viewBox=\"0 0 20 10\"><rect width=\"20\" height=\"10\" fill=\"#c4491d\"/><text y=\"9\">é→</text></svg>";

    /// Width and height as the file's own header says.
    fn size(png: &[u8]) -> (u32, u32) {
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    #[test]
    fn a_picture_has_the_size_that_was_asked_for_and_the_same_bytes() {
        let one = png(DOT, 300, 2, &Forget).unwrap();
        assert!(one.starts_with(b"\x89PNG"));
        assert_eq!(size(&one), (600, 300));
        assert_eq!(one, png(DOT, 300, 2, &Forget).unwrap());
        assert_ne!(one, png(&DOT.replace("c4491d", "c4491e"), 300, 2, &Forget).unwrap());
    }

    /// What a file shows, as red, green and blue.
    fn shown(file: &[u8]) -> (ColorType, Vec<u8>) {
        let mut decoder = ::png::Decoder::new(std::io::Cursor::new(file));
        let kind = decoder.read_header_info().unwrap().color_type;
        decoder.set_transformations(::png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        (kind, pixels)
    }

    #[test]
    fn few_colours_are_a_table_and_many_are_not_and_neither_loses_any() {
        for (stripes, kind) in [(256, ColorType::Indexed), (257, ColorType::Rgb)] {
            let mut pixels = Pixmap::new(stripes, 2).unwrap();
            for (at, pixel) in pixels.pixels_mut().iter_mut().enumerate() {
                let n = at as u32 % stripes;
                *pixel = PremultipliedColorU8::from_rgba((n % 256) as u8, (n / 256) as u8, 7, 255).unwrap();
            }
            let wanted: Vec<u8> = pixels.pixels().iter().flat_map(rgb).collect();
            assert_eq!(shown(&encode(&pixels).unwrap()), (kind, wanted));
        }
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        assert!(png("<svg", 300, 2, &Forget).is_err());
        assert!(png(DOT, 300_000, 2, &Forget).unwrap_err().contains("too many"));
    }

    #[test]
    fn pictures_within_pictures_are_not_read() {
        let inside = "<image href=\"file:///etc/passwd\" width=\"20\" height=\"10\"/></svg>";
        assert_eq!(
            png(DOT, 40, 1, &Forget).unwrap(),
            png(&DOT.replace("</svg>", inside), 40, 1, &Forget).unwrap()
        );
    }

    #[test]
    fn variables_become_colours_and_names_stay_names() {
        let svg = "<path fill=\"var(--figure-c1,#1f5fbf)\" stroke=\"none\"/><text>var(--figure-c1,#1f5fbf) =&quot;var(--figure-x</text>";
        assert_eq!(
            literal(svg),
            "<path fill=\"#1f5fbf\" stroke=\"none\"/><text>var(--figure-c1,#1f5fbf) =&quot;var(--figure-x</text>"
        );
        assert_eq!(literal("fill=\"var(--figure-c1\""), "fill=\"var(--figure-c1\"");
    }
}
