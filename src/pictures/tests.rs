use super::*;
use img_parts::{Bytes, ImageEXIF as _, jpeg::Jpeg, png::Png, webp::WebP};

/// A picture of one pixel with a colour profile's segment.
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\
    \xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0\xFF\xC4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09\
    \xFF\xDA\0\x08\x01\x01\0\0\x3F\0\xAB\xFF\0\xCD\xFF\xD9";

fn said(path: &str, bytes: &[u8]) -> (Vec<&'static str>, Vec<u8>) {
    let mut notes = Notes::default();
    let out = published(path, bytes, &mut notes).into_owned();
    (notes.into_sorted().iter().map(|d| d.code).collect(), out)
}

/// Place, camera and which side is up.
fn exif(side: u8) -> Bytes {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    tiff.extend(b"\x0F\x01\x02\0\x04\0\0\0CAM\0");
    tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, side, 0, 0, 0]);
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x32\0\0\0\0\0\0\0GPS-SECRET");
    tiff.into()
}

fn png(extra: &[(&[u8; 4], &[u8])], width: u32) -> Vec<u8> {
    use img_parts::png::PngChunk;
    let mut head = [0; 13];
    head[..4].copy_from_slice(&width.to_be_bytes());
    head[4..8].copy_from_slice(&width.to_be_bytes());
    head[8] = 8;
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut put = |kind: &[u8; 4], data: &[u8]| {
        out.extend(PngChunk::new(*kind, data.to_vec().into()).encoder().bytes());
    };
    put(b"IHDR", &head);
    extra.iter().for_each(|(kind, data)| put(kind, data));
    put(b"IDAT", b"x\x9cc\0\0\0\x02\0\x01");
    put(b"IEND", b"");
    out
}

fn webp(parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (id, data) in parts {
        body.extend(*id);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

#[test]
fn a_picture_without_metadata_is_published_as_it_is() {
    let plain = png(&[(b"gAMA", &[0, 0, 1, 0])], 1);
    let lossy = webp(&[(b"VP8L", &[0x2f, 0, 0, 0, 0, 1, 2])]);
    for (path, bytes) in [("a.jpg", JPEG), ("b.png", plain.as_slice()), ("c.WEBP", lossy.as_slice())] {
        assert_eq!(said(path, bytes), (vec![], bytes.to_vec()), "{path}");
    }
    assert_eq!(said("d.txt", b"GPS").1, b"GPS");
}

#[test]
fn place_camera_and_comments_are_left_out_and_the_side_that_is_up_is_kept() {
    let mut jpeg = Jpeg::from_bytes(Bytes::from_static(JPEG)).unwrap();
    jpeg.set_exif(Some(exif(6)));
    let comment = img_parts::jpeg::JpegSegment::new_with_contents(0xFE, Bytes::from_static(b"SECRET"));
    jpeg.segments_mut().insert(1, comment);
    let mut bytes = jpeg.encoder().bytes().to_vec();
    // A second picture behind the first, as telephones write them.
    bytes.extend(b"\xFF\xD8\xFF\xE1\0\x10GPS-SECRET....\xFF\xD9");
    assert!(has(&bytes, b"SECRET"));
    let (codes, out) = said("a.jpg", &bytes);
    assert_eq!(codes, Vec::<&str>::new());
    assert!(!has(&out, b"SECRET") && !has(&out, b"CAM"));
    let left = Jpeg::from_bytes(out.into()).unwrap();
    assert_eq!(left.exif().as_deref().and_then(strip::orientation), Some(6));
    assert_eq!(left.dimensions(), Some((1, 1)));
    assert_eq!(left.segments().last(), Jpeg::from_bytes(Bytes::from_static(JPEG)).unwrap().segments().last());

    let bytes = png(&[(b"eXIf", &exif(3)), (b"tEXt", b"Comment\0SECRET"), (b"pHYs", &[0; 9])], 1);
    let (codes, out) = said("b.png", &bytes);
    assert_eq!(codes, Vec::<&str>::new());
    assert!(!has(&out, b"SECRET") && has(&out, b"pHYs"));
    assert_eq!(Png::from_bytes(out.into()).unwrap().exif().as_deref().and_then(strip::orientation), Some(3));

    let head = [0b0000_1100, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let pixels = [0x2f, 0, 0, 0, 0, 1];
    let bytes = webp(&[(b"VP8X", &head), (b"VP8L", &pixels), (b"EXIF", &exif(1)), (b"XMP ", b"SECRET")]);
    let (codes, out) = said("c.webp", &bytes);
    assert_eq!(codes, Vec::<&str>::new());
    assert!(!has(&out, b"SECRET") && has(&out, &pixels));
    assert!(
        !WebP::from_bytes(out.into()).unwrap().has_chunk(*b"VP8X"),
        "nothing is left that it would announce"
    );
    let moving = webp(&[
        (b"VP8X", &[0b0000_0110, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (b"ANIM", &[0; 6]),
        (b"XMP ", b"SECRET"),
    ]);
    let (codes, out) = said("d.webp", &moving);
    assert_eq!(codes, Vec::<&str>::new());
    let left = WebP::from_bytes(out.into()).unwrap();
    assert_eq!(left.chunk_by_id(*b"VP8X").unwrap().content().data().unwrap()[0], 0b0000_0010);
}

#[test]
fn what_is_cut_off_damaged_or_too_large_is_an_error() {
    let whole = png(&[], 1);
    for cut in [30, whole.len() / 2, whole.len() - 1] {
        assert_eq!(said("a.png", &whole[..cut]).0, ["picture-broken"], "{cut}");
    }
    assert_eq!(said("a.jpg", &JPEG[..JPEG.len() - 2]).0, ["picture-broken"]);
    assert_eq!(said("a.gif", b"GIF89a\x01\0\x01\0\0\0\0").0, ["picture-broken"]);
    let mut damaged = whole.clone();
    damaged[20] ^= 1;
    assert_eq!(said("a.png", &damaged).0, ["picture-broken"]);
    assert_eq!(said("a.png", &png(&[], 30_000)).0, ["picture-size"]);
    assert_eq!(said("a.png", b"no picture").0, ["picture-unreadable"]);
    assert_eq!(said("a.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf....Exif").0, ["picture-metadata"]);
}

#[test]
fn a_drawing_that_runs_or_unfolds_is_an_error() {
    let svg = |inner: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>");
    let code = |text: &str| said("a.svg", text.as_bytes()).0;
    for inner in [
        "<script>x()</script>",
        "<g><SCRIPT href='x.js'/></g>",
        "<rect onload='x()'/>",
        "<a href='java\tscript:x()'><text>t</text></a>",
        "<a xmlns:l='http://www.w3.org/1999/xlink' l:href=' javascript:x()'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>t</p></foreignObject>",
        "<a><set attributeName='href' to='javascript:x()'/></a>",
        "<image href='data:image/svg+xml,x'/>",
    ] {
        assert!(code(&svg(inner)).contains(&"picture-script"), "{inner}");
    }
    assert_eq!(code("<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>"), ["picture-script"]);
    assert_eq!(
        code(&format!("<?xml-stylesheet href='x.xsl' type='text/xsl'?>{}", svg(""))),
        ["picture-script"]
    );
    assert_eq!(code("<svg><g></svg>"), ["picture-broken"]);
    let fine = svg("<style>a{fill:red}</style><a href='https://e.example/'><text class='on'>on</text></a>");
    let typed = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
    assert_eq!(code(&format!("{typed}{fine}")), Vec::<&str>::new());
}
