//! `.br` and `.gz` beside text files, for hosts that serve them. The only place that names the compressors.
//! Promise: the same bytes on every run; a file that would not get smaller has none.

use crate::diagnostic::Notes;
use crate::outputs::Outputs;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use std::io::{Read as _, Write as _};

/// Endings of text.
const TEXT: [&str; 10] =
    [".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt", ".md", ".webmanifest"];
/// Smaller files fit into one packet as they are.
const LEAST: usize = 256;
/// Brotli's best takes a second a megabyte: for what is fetched once and kept for ever.
const BEST: i32 = 11;
/// Ten times as fast and a few hundredths larger: for what every build makes anew.
const QUICK: i32 = 9;

/// Adds the compressed files.
pub fn add(outputs: &mut Outputs, notes: &mut Notes) {
    let text: Vec<(&str, &[u8])> = outputs
        .iter()
        .filter(|(path, bytes)| bytes.len() >= LEAST && TEXT.iter().any(|end| path.ends_with(end)))
        .collect();
    let made: Vec<[(String, Vec<u8>); 2]> = text
        .par_iter()
        .map(|(path, bytes)| {
            let quality = if path.starts_with("assets/") { BEST } else { QUICK };
            [(format!("{path}.br"), brotli(bytes, quality)), (format!("{path}.gz"), gzip(bytes))]
        })
        .collect();
    let sizes: Vec<usize> = text.iter().map(|(_, bytes)| bytes.len()).collect();
    for (pair, size) in made.into_iter().zip(sizes) {
        for (path, bytes) in pair.into_iter().filter(|(_, bytes)| bytes.len() < size) {
            outputs.add(&path, bytes, notes);
        }
    }
}

/// True for a file that `add` made of another one.
pub fn is_compressed(path: &str) -> bool {
    let plain = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
    plain.is_some_and(|plain| TEXT.iter().any(|end| plain.ends_with(end)))
}

fn brotli(bytes: &[u8], quality: i32) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    let mut reader = brotli::CompressorReader::new(bytes, 1 << 16, u32::try_from(quality).unwrap_or(9), 22);
    reader.read_to_end(&mut out).expect("reading from memory cannot fail");
    out
}

/// No name, no time: the bytes depend on the content alone.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer =
        GzBuilder::new().mtime(0).write(Vec::with_capacity(bytes.len() / 3), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).expect("writing to memory cannot fail")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_comes_back_and_small_files_stay_alone() {
        let page = "<p>one and the same line</p>\n".repeat(200);
        let make = || {
            let mut outputs = Outputs::default();
            let mut notes = Notes::default();
            outputs.add("a/index.html", page.as_str(), &mut notes);
            outputs.add("small.txt", "x", &mut notes);
            outputs.add("picture.png", vec![0; 4096], &mut notes);
            add(&mut outputs, &mut notes);
            outputs
        };
        let outputs = make();
        let paths: Vec<&str> = outputs.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["a/index.html", "a/index.html.br", "a/index.html.gz", "picture.png", "small.txt"]);
        let mut back = String::new();
        let packed = outputs.get("a/index.html.br").unwrap();
        brotli::Decompressor::new(packed, 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, page);
        back.clear();
        flate2::read::GzDecoder::new(outputs.get("a/index.html.gz").unwrap())
            .read_to_string(&mut back)
            .unwrap();
        assert_eq!(back, page);
        assert!(outputs.iter().eq(make().iter()));
    }
}
