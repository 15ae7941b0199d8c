//! Pictures that the author publishes: as small as a browser can show, whole, and silent about where they were taken.
//! In: a file's name and bytes. Out: the bytes to publish, the very same unless there was something to leave out.
//! Promise: no pixel is decoded or changed; what cannot be published is an error.

mod drawing;
mod strip;

use crate::diagnostic::{Diagnostic, Notes};
use crate::inputs::Inputs;
use imagesize::ImageType;
use std::borrow::Cow;

/// Most pixels of a picture: beyond that a reader's browser needs 400 MB to show it.
const MOST_PIXELS: u64 = 100_000_000;
/// As far as metadata is looked for in pictures that are published as they are.
const EARLY: usize = 1 << 20;
/// Names that are said to be pictures.
const NAMES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "jxl"];

/// A file that is copied into the site.
pub struct Copied<'a> {
    /// Where it goes.
    pub output: &'a str,
    /// Where it lies.
    pub input: &'a str,
    /// What is published of it.
    pub bytes: Cow<'a, [u8]>,
}

/// The files that are copied into the site, by output path and input path.
pub fn copied<'a>(
    inputs: &'a Inputs,
    files: impl Iterator<Item = (&'a str, &'a str)>,
    notes: &mut Notes,
) -> Vec<Copied<'a>> {
    files
        .map(|(output, input)| {
            let bytes = published(input, inputs.get(input).unwrap_or_default(), notes);
            Copied { output, input, bytes }
        })
        .collect()
}

/// What is published of a file: a picture without what it tells besides itself, anything else as it is.
pub fn published<'a>(path: &str, bytes: &'a [u8], notes: &mut Notes) -> Cow<'a, [u8]> {
    let kind = path.rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase()).unwrap_or_default();
    if kind == "svg" {
        drawing::look(path, bytes, notes);
        return Cow::Borrowed(bytes);
    }
    if !NAMES.contains(&kind.as_str()) {
        return Cow::Borrowed(bytes);
    }
    let Ok(found) = imagesize::image_type(bytes) else {
        let message = format!("this is no picture that browsers know, though its name ends in `.{kind}`");
        notes.push(
            Diagnostic::warning("picture-unreadable", message)
                .in_file(path)
                .help("save it again, or give it the name of what it is"),
        );
        return Cow::Borrowed(bytes);
    };
    if let Ok(size) = imagesize::blob_size(bytes) {
        let pixels = (size.width as u64).saturating_mul(size.height as u64);
        if pixels > MOST_PIXELS {
            let message = format!(
                "this picture has {} × {} pixels; more than {} million are too many for browsers",
                size.width,
                size.height,
                MOST_PIXELS / 1_000_000
            );
            let help = "make it smaller: no page shows more than some 2,000 pixels side by side";
            notes.push(Diagnostic::error("picture-size", message).in_file(path).help(help));
            return Cow::Borrowed(bytes);
        }
    }
    match quiet(found, bytes) {
        Ok(Some(less)) => Cow::Owned(less),
        Ok(None) => {
            if strip::tells(bytes) {
                let message = format!(
                    "this picture has metadata, which is published with it: .{kind} is copied as it is"
                );
                let help = "remove it if it should not be known, for example with `exiftool -all= FILE`";
                notes.push(Diagnostic::warning("picture-metadata", message).in_file(path).help(help));
            }
            Cow::Borrowed(bytes)
        }
        Err(strip::Broken) => {
            let message = "this picture is damaged, or cut off before its end";
            let help = "copy it again from where it came, or save it again";
            notes.push(Diagnostic::error("picture-broken", message).in_file(path).help(help));
            Cow::Borrowed(bytes)
        }
    }
}

fn quiet(kind: ImageType, bytes: &[u8]) -> Result<Option<Vec<u8>>, strip::Broken> {
    match kind {
        ImageType::Jpeg => strip::jpeg(bytes),
        ImageType::Png => strip::png(bytes),
        ImageType::Webp => strip::webp(bytes),
        ImageType::Gif if bytes.last() != Some(&b';') => Err(strip::Broken),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests;
