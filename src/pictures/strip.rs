//! JPEG, PNG and WebP without what they tell besides the picture: place, time, camera, comments, thumbnails.
//! Kept is what changes how it is shown: colour profile, transparency, animation, and which side is up.
//! In: bytes. Out: fewer bytes, or nothing if there was nothing to leave out.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{self, WebP};
use img_parts::{Bytes, ImageEXIF};

/// A picture whose parts cannot be told, or that ends too early.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken;

/// What a PNG needs to be shown; chunks that begin with a capital letter are always kept.
const PNG_SHOWN: [[u8; 4]; 15] = [
    *b"tRNS", *b"gAMA", *b"cHRM", *b"sRGB", *b"iCCP", *b"sBIT", *b"bKGD", *b"pHYs", *b"cICP", *b"mDCV",
    *b"cLLI", *b"acTL", *b"fcTL", *b"fdAT", *b"hIST",
];
const WEBP_SHOWN: [[u8; 4]; 7] = [
    webp::CHUNK_VP8X,
    webp::CHUNK_VP8,
    webp::CHUNK_VP8L,
    webp::CHUNK_ALPH,
    webp::CHUNK_ANIM,
    webp::CHUNK_ANMF,
    webp::CHUNK_ICCP,
];
/// The bit of a WebP's head that says that there is an XMP part.
const WEBP_XMP: u8 = 0b0000_0100;

pub fn jpeg(bytes: &[u8]) -> Result<Option<Vec<u8>>, Broken> {
    // What comes behind the picture's end (a second picture, a film) has metadata of its own.
    let end = end_of_jpeg(bytes).ok_or(Broken)?;
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(&bytes[..end])).map_err(|_| Broken)?;
    if end == bytes.len() && jpeg.segments().iter().all(is_shown) {
        return Ok(None);
    }
    let upright = jpeg.exif().and_then(|exif| orientation(&exif));
    jpeg.segments_mut().retain(is_shown);
    jpeg.set_exif(upright.map(exif_of));
    Ok(Some(jpeg.encoder().bytes().to_vec()))
}

fn is_shown(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP0 | markers::APP14 => true,
        marker => !matches!(marker, markers::APP1..=markers::APP15 | markers::COM),
    }
}

/// Where the first picture of a JPEG ends. Segments have a length; between them stand the pixels, in which FF is
/// followed by 00 or by a mark of restart.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == markers::P)?;
        match *bytes.get(at + 1)? {
            markers::EOI => return Some(at + 2),
            markers::P => at += 1,
            0 | 1 | markers::RST0..=markers::SOI => at += 2,
            _ => at += 2 + usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?])),
        }
    }
}

pub fn png(bytes: &[u8]) -> Result<Option<Vec<u8>>, Broken> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Broken)?;
    if png.chunks().last().is_none_or(|chunk| chunk.kind() != *b"IEND") {
        return Err(Broken);
    }
    let is_shown = |kind: [u8; 4]| kind[0].is_ascii_uppercase() || PNG_SHOWN.contains(&kind);
    if png.len() == bytes.len() && png.chunks().iter().all(|chunk| is_shown(chunk.kind())) {
        return Ok(None);
    }
    let upright = png.exif().and_then(|exif| orientation(&exif));
    png.chunks_mut().retain(|chunk| is_shown(chunk.kind()));
    png.set_exif(upright.map(exif_of));
    Ok(Some(png.encoder().bytes().to_vec()))
}

pub fn webp(bytes: &[u8]) -> Result<Option<Vec<u8>>, Broken> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Broken)?;
    let whole = webp.len() as usize == bytes.len();
    if whole && webp.chunks().iter().all(|chunk| WEBP_SHOWN.contains(&chunk.id())) {
        return Ok(None);
    }
    let upright = webp.exif().and_then(|exif| orientation(&exif));
    webp.chunks_mut().retain(|chunk| WEBP_SHOWN.contains(&chunk.id()));
    for chunk in webp.chunks_mut() {
        if chunk.id() != webp::CHUNK_VP8X {
            continue;
        }
        let Some(mut head) = chunk.content().data().map(|data| data.to_vec()) else { continue };
        if let Some(flags) = head.first_mut() {
            *flags &= !WEBP_XMP;
        }
        *chunk = RiffChunk::new(webp::CHUNK_VP8X, RiffContent::Data(head.into()));
    }
    webp.set_exif(upright.map(exif_of));
    Ok(Some(webp.encoder().bytes().to_vec()))
}

/// True if a file of another kind seems to tell more than its picture.
pub fn tells(bytes: &[u8]) -> bool {
    let early = &bytes[..bytes.len().min(super::EARLY)];
    let has = |mark: &[u8]| early.windows(mark.len()).any(|part| part == mark);
    match bytes.first() {
        // JPEG, PNG and WebP have nothing of it left.
        Some(0xFF | 0x89 | b'R') => false,
        _ => has(b"Exif") || has(b"<x:xmpmeta") || has(b"XMP DataXMP"),
    }
}

/// Which side of a picture is up, where it is not the first row: 2 to 8 (Exif 2.32, tag 0x0112).
pub fn orientation(tiff: &[u8]) -> Option<u16> {
    let low = tiff.starts_with(b"II");
    let two = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if low { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory = if low { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize;
    let entries = usize::from(two(directory)?);
    let value = (0..entries)
        .map(|i| directory + 2 + i * 12)
        .find(|entry| two(*entry) == Some(0x0112))
        .and_then(|entry| two(entry + 8))?;
    (2..=8).contains(&value).then_some(value)
}

/// An Exif part that says nothing but which side is up.
fn exif_of(orientation: u16) -> Bytes {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0; 6]);
    tiff.into()
}
